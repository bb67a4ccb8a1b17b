/*
 * fft.c: the trust's own return: its period, its checks, its columns (facts:
 * FFT §1.4, §1.5). Mode counts are of the whole trust, never of a ward.
 */
#include "mod/insight/fft.h"

#include "base/calendar.h"
#include "base/words.h"
#include "mod/listen/codes.h"
#include "report/csv.h"

static const char *const answer_names[FFT_ANSWERS] = { "Very Good", "Good",
	"Neither Good nor Poor", "Poor", "Very Poor", "Don't Know" };
static const char *const mode_names[FFT_MODES] = { "Mode SMS",
	"Mode Electronic Discharge", "Mode Electronic Home",
	"Mode Paper Discharge", "Mode Paper Home", "Mode Telephone",
	"Mode Online", "Mode Other" };

int64_t fft_responses(const int64_t answers[FFT_ANSWERS])
{
	int64_t n = 0;

	for (size_t i = 0; i < FFT_ANSWERS; i++)
		n += answers[i];
	return n;
}

struct str fft_period(struct date month)
{
	static const char *const names[] = { "JANUARY", "FEBRUARY", "MARCH",
		"APRIL", "MAY", "JUNE", "JULY", "AUGUST", "SEPTEMBER",
		"OCTOBER", "NOVEMBER", "DECEMBER" };
	int y, m, d;

	date_parts(month, &y, &m, &d);
	return str_of(names[m - 1]);
}

struct str fft_year(struct arena *a, struct date month)
{
	int y, m, d;

	date_parts(month, &y, &m, &d);
	if (m <= 3)
		y--;
	return str_fmt(a, "%d-%02d", y, (y + 1) % 100);
}

bool fft_has_mode(struct str setting, size_t mode)
{
	const struct str code = str_of(codes_mode.list[mode].code);

	return str_is(code, mode_for(code, setting));
}

struct date fft_due(
    const struct calendar *c, struct str setting, struct date month)
{
	const struct date next = date_add_months(month, 1);

	if (str_is(setting, "inpatient") || str_is(setting, "ae"))
		return calendar_nth(c, next, 9);
	if (str_is(setting, "ambulance"))
		return calendar_nth(c, next, 13);
	return DATE_NONE;
}

/* Checks ---------------------------------------------------------------- */

struct check {
	struct arena *a;
	struct fft_problem *list;
	size_t n;
};

static void say(struct check *c, bool grave, struct str sentence)
{
	if (c->n < FFT_PROBLEMS)
		c->list[c->n++] = (struct fft_problem){ sentence, grave };
}

static void check_row(struct check *c, const struct fft_row *r)
{
	for (size_t i = 0; i < FFT_ANSWERS; i++)
		if (r->answers[i] < 0)
			say(c, true,
			    str_fmt(c->a,
				T("%.*s: a count of answers is below 0."),
				STR_ARG(r->name)));
	if (str_empty(r->name))
		say(c, true, str_of(T("A row has no name.")));
	if (r->eligible >= 0 && fft_responses(r->answers) > r->eligible)
		say(c, true,
		    str_fmt(c->a,
			T("%.*s: more answers than people who could have "
			  "answered."),
			STR_ARG(r->name)));
}

static void check_names(struct check *c, const struct fft_return *t)
{
	for (size_t i = 0; i < t->n; i++)
		for (size_t k = 0; k < i; k++)
			if (str_eq(t->rows[i].name, t->rows[k].name) &&
			    str_eq(t->rows[i].site, t->rows[k].site)) {
				say(c, true,
				    str_fmt(c->a, T("%.*s stands there twice."),
					STR_ARG(t->rows[i].name)));
				break;
			}
}

static void check_modes(
    struct check *c, const struct fft_return *t, int64_t all)
{
	int64_t modes = 0;

	for (size_t i = 0; i < FFT_MODES; i++) {
		modes += t->modes[i];
		if (t->modes[i] > 0 && !fft_has_mode(t->setting, i))
			say(c, true,
			    str_fmt(c->a,
				T("This collection has no column for %s."),
				mode_names[i]));
	}
	if (modes != all)
		say(c, false,
		    str_fmt(c->a,
			T("The ways of answering add up to %lld, the answers "
			  "to %lld."),
			(long long)modes, (long long)all));
}

size_t fft_check(struct arena *a, const struct fft_return *t,
    struct fft_problem ret[FFT_PROBLEMS])
{
	struct check c = { a, ret, 0 };
	int64_t all = 0;

	if (str_empty(t->code))
		say(&c, true, str_of(T("The trust has no ODS code yet.")));
	if (t->n == 0)
		say(&c, true, str_of(T("There is no row in this return.")));
	for (size_t i = 0; i < t->n; i++) {
		check_row(&c, &t->rows[i]);
		all += fft_responses(t->rows[i].answers);
	}
	check_names(&c, t);
	check_modes(&c, t, all);
	return c.n;
}

/* The file --------------------------------------------------------------- */

#define COLUMNS (10 + FFT_ANSWERS + 2 + FFT_MODES)

struct line {
	struct str cells[COLUMNS];
	size_t n;
};

static void put(struct line *l, struct str s)
{
	l->cells[l->n++] = s;
}

static void put_count(struct line *l, struct arena *a, int64_t n)
{
	put(l, n < 0 ? STR_NULL : str_fmt(a, "%lld", (long long)n));
}

static void put_head(struct buf *out, const struct fft_return *t)
{
	static const struct str first[] = { STR("Periodname"),
		STR("Yearnumber"), STR("Collection"), STR("Level"),
		STR("Trust Code"), STR("Trust Name"), STR("Site Code"),
		STR("Ward or Service Group"), STR("Total Responses"),
		STR("Total Eligible") };
	struct line l = { .n = 0 };

	for (size_t i = 0; i < NELEM(first); i++)
		put(&l, first[i]);
	for (size_t i = 0; i < FFT_ANSWERS; i++)
		put(&l, str_of(answer_names[i]));
	put(&l, S("First Speciality"));
	put(&l, S("Second Speciality"));
	for (size_t i = 0; i < FFT_MODES; i++)
		if (fft_has_mode(t->setting, i))
			put(&l, str_of(mode_names[i]));
	csv_row(out, l.cells, l.n);
}

static void put_row(struct buf *out, struct arena *a,
    const struct fft_return *t, const struct fft_row *r, const char *level,
    bool modes)
{
	struct line l = { .n = 0 };

	put(&l, fft_period(t->month));
	put(&l, fft_year(a, t->month));
	put(&l, t->setting);
	put(&l, str_of(level));
	put(&l, t->code);
	put(&l, t->name);
	put(&l, r->site);
	put(&l, r->name);
	put_count(&l, a, fft_responses(r->answers));
	put_count(&l, a, r->eligible);
	for (size_t i = 0; i < FFT_ANSWERS; i++)
		put_count(&l, a, r->answers[i]);
	put(&l, r->speciality1);
	put(&l, r->speciality2);
	for (size_t i = 0; i < FFT_MODES; i++)
		if (fft_has_mode(t->setting, i))
			put_count(&l, a, modes ? t->modes[i] : FFT_HIDDEN);
	csv_row(out, l.cells, l.n);
}

/* The sum of all rows; of those eligible only where each row has a count. */
static struct fft_row sum_of(const struct fft_return *t)
{
	struct fft_row sum = { .eligible = t->n > 0 ? 0 : FFT_HIDDEN };

	for (size_t i = 0; i < t->n; i++) {
		const struct fft_row *r = &t->rows[i];

		for (size_t k = 0; k < FFT_ANSWERS; k++)
			sum.answers[k] += r->answers[k];
		if (r->eligible < 0)
			sum.eligible = FFT_HIDDEN;
		else if (sum.eligible >= 0)
			sum.eligible += r->eligible;
	}
	return sum;
}

void fft_write(struct buf *out, struct arena *a, const struct fft_return *t)
{
	const struct fft_row sum = sum_of(t);

	put_head(out, t);
	put_row(out, a, t, &sum, "Trust", true);
	for (size_t i = 0; i < t->n; i++)
		put_row(out, a, t, &t->rows[i],
		    str_is(t->setting, "inpatient") ? "Ward" : "Group", false);
}
