/*
 * stat/warn and `heard warn`: how good the warnings are on invented fleets,
 * that no later month is looked at, that the order of rows says nothing, that
 * what moves the whole trust names no team, and refusals.
 */
#include "base/date.h"
#include "fleet.h"
#include "mod/insight/warn_command.h"
#include "tap.h"

static const struct fleet_plan plan = FLEET_PLAN;

static void test_gates(void)
{
	const struct warn_options o = { true, 24, 0.10, 1.0 };
	struct fleet_score s = { 0 };

	for (uint64_t seed = 1000; seed < 1005; seed++) {
		struct fleet_data f = fleet_make(&plan, seed);
		struct warn_result r;

		warn_watch(&o, f.rows, f.n, f.nteams, &r);
		fleet_judge(&plan, &f, &r, &s);
		warn_free(&r);
		fleet_free(&f);
	}
	ok(s.falls > 80, "falls to find: %d", s.falls);
	ok(s.false_alerts * 100 <= 15 * s.alerts, "%d of %d alerts are false",
	    s.false_alerts, s.alerts);
	ok(1000.0 * s.false_alerts / s.quiet <= 1.25,
	    "  which is %.2f per 1,000 team-months",
	    1000.0 * s.false_alerts / s.quiet);
	ok(s.in3 * 100 >= 34 * s.falls, "found within 3 months: %d", s.in3);
	ok(s.in6 * 100 >= 64 * s.falls, "found within 6 months: %d", s.in6);
	ok(s.ever * 100 >= 78 * s.falls, "found ever: %d", s.ever);
}

/* -- The command ---------------------------------------------------------- */

struct line {
	size_t series;
	int month;
	int64_t num, den;
};

static int by_name_month(const void *a, const void *b)
{
	const struct line *x = a, *y = b;

	if (x->series != y->series)
		return x->series < y->series ? -1 : 1;
	return x->month - y->month;
}

/* The lines of a fleet of 40 teams before a month. */
static size_t lines_of(const struct fleet_data *f, int before, struct line *ret)
{
	size_t n = 0;

	for (size_t i = 0; i < f->n; i++)
		if (f->rows[i].month < before)
			ret[n++] =
			    (struct line){ f->rows[i].series, f->rows[i].month,
				    f->rows[i].num, f->rows[i].den };
	return n;
}

static FILE *write_lines(const struct line *l, size_t n)
{
	FILE *in = tmpfile();

	(void)fputs("series,date,num,den\n", in);
	for (size_t i = 0; i < n; i++)
		(void)fprintf(in, "t%03zu,%04d-%02d-01,%lld,%lld\n",
		    l[i].series, 2018 + l[i].month / 12, l[i].month % 12 + 1,
		    (long long)l[i].num, (long long)l[i].den);
	rewind(in);
	return in;
}

static int run(FILE *in, const char *option, const char *value, struct buf *out,
    struct err *err)
{
	char words[5][32];
	char *argv[5];
	int n = 3;

	(void)snprintf(words[0], 32, "warn");
	(void)snprintf(words[1], 32, "--format");
	(void)snprintf(words[2], 32, "json");
	if (option != NULL) {
		(void)snprintf(words[3], 32, "%s", option);
		(void)snprintf(words[4], 32, "%s", value);
		n = 5;
	}
	for (int i = 0; i < n; i++)
		argv[i] = words[i];
	return warn_run(n, argv, in, out, err);
}

static struct buf answer(const struct line *l, size_t n)
{
	struct buf out = buf_make(1 << 20);
	struct err err = { "" };
	FILE *in = write_lines(l, n);

	is_int(run(in, NULL, NULL, &out, &err), 0, "  is answered");
	(void)fclose(in);
	return out;
}

/* How many of the alerts, one a line, are of a month before this date. */
static size_t alerts_before(struct str out, const char *date, struct buf *ret)
{
	const size_t end = str_find(out, S("\"trust\""));
	struct str rest = str_sub(out, 0, end), one;
	size_t n = 0;

	while (str_cut(&rest, '\n', &one)) {
		const size_t at = str_find(one, S("\"date\":\""));

		if (at == SIZE_MAX ||
		    str_cmp(str_sub(one, at + 8, 10), str_of(date)) >= 0)
			continue;
		/* The comma or bracket after it belongs to the list. */
		buf_str(ret, str_sub(one, 0, str_find_byte(one, '}')));
		buf_byte(ret, '\n');
		n++;
	}
	return n;
}

static void test_no_look_ahead(const struct fleet_data *f, struct line *l)
{
	struct buf all = answer(l, lines_of(f, 36, l));
	size_t most = 0;

	for (int before = 25; before <= 36; before++) {
		struct buf cut = answer(l, lines_of(f, before, l));
		struct buf want = buf_make(1 << 20), got = buf_make(1 << 20);
		char date[32];

		(void)snprintf(date, sizeof(date), "%04d-%02d-01",
		    2018 + before / 12, before % 12 + 1);
		most = alerts_before(buf_view(&all), date, &want);
		(void)alerts_before(buf_view(&cut), date, &got);
		is_str(buf_view(&got), buf_view(&want),
		    "the same alerts when later months are cut off");
		buf_free(&cut);
		buf_free(&want);
		buf_free(&got);
	}
	ok(most >= 3, "and there are some: %zu", most);
	buf_free(&all);
}

static void test_any_order(const struct fleet_data *f, struct line *l)
{
	const size_t n = lines_of(f, 36, l);
	struct buf one = answer(l, n), two;

	qsort(l, n, sizeof(*l), by_name_month);
	for (size_t i = 0; i < n / 2; i++) {
		const struct line keep = l[i];

		l[i] = l[n - 1 - i];
		l[n - 1 - i] = keep;
	}
	two = answer(l, n);
	is_str(buf_view(&two), buf_view(&one), "in any order the same bytes");
	buf_free(&one);
	buf_free(&two);
}

static void test_command(void)
{
	struct fleet_plan small = plan;
	struct fleet_data f;
	struct line *l;

	small.teams = 40;
	f = fleet_make(&small, 7);
	l = xcalloc(f.n + 1, sizeof(*l));
	test_no_look_ahead(&f, l);
	test_any_order(&f, l);
	free(l);
	fleet_free(&f);
}

/* -- Chosen fleets -------------------------------------------------------- */

#define TEAMS  20
#define MONTHS 36

/* All teams at nine of ten, with a wobble; `trust` of 100 fewer from month 28
 * for all, `one` fewer for team 3. */
static struct warn_result chosen(bool falls, int trust, int one)
{
	static struct warn_row rows[TEAMS * MONTHS];
	const struct warn_options o = { falls, 24, 0.10, 1.0 };
	struct prng p = { 5 };
	struct warn_result r;
	size_t n = 0;

	for (int m = 0; m < MONTHS; m++)
		for (size_t i = 0; i < TEAMS; i++) {
			int64_t num = 88 + prng_below(&p, 5);

			num -= m >= 28 ? trust : 0;
			num -= m >= 28 && i == 3 ? one : 0;
			rows[n++] = (struct warn_row){ i, m,
				falls ? num : 100 - num, 100 };
		}
	warn_watch(&o, rows, n, TEAMS, &r);
	return r;
}

static void test_one(bool falls)
{
	struct warn_result r = chosen(falls, 0, 15);
	const struct warn_alert *a = r.alerts;

	ok(r.nalerts == 1 && a->series == 3 && a->concern,
	    "the one team that changed is named");
	ok(r.nalerts == 1 && a->start == 28 && a->month <= 30,
	    "  with the month in which it began");
	ok(r.nalerts == 1 && fabs(a->before - (falls ? 0.9 : 0.1)) < 0.02 &&
		fabs(a->after - (falls ? 0.77 : 0.23)) < 0.06,
	    "  from nine of ten to three of four: %.2f, %.2f",
	    r.nalerts == 1 ? a->before : 0.0, r.nalerts == 1 ? a->after : 0.0);
	ok(r.nalerts == 1 && a->q < 0.05 && a->p <= a->q,
	    "  and the averaged score says so too");
	ok(r.ntides == 0, "  it is no tide");
	warn_free(&r);
}

static void test_praise(void)
{
	struct warn_result r = chosen(true, 0, -8);

	ok(r.nalerts == 1 && !r.alerts->concern &&
		r.alerts->after > r.alerts->before,
	    "a rise is praise");
	warn_free(&r);
}

static void test_tide(void)
{
	struct warn_result r = chosen(true, 10, 0);

	ok(r.nalerts == 0, "what the whole trust does names nobody");
	ok(r.ntides == 8 && r.tides[0].month == 28 && r.tides[0].up < 0 &&
		r.tides[0].with == TEAMS,
	    "  but is told, month by month: %zu", r.ntides);
	warn_free(&r);
	r = chosen(true, 10, 15);
	ok(r.nalerts == 1 && r.alerts->series == 3,
	    "  a team that fell further is still found");
	warn_free(&r);
}

static void test_short(void)
{
	struct warn_row rows[20];
	const struct warn_options o = { true, 24, 0.10, 1.0 };
	struct warn_result r;

	for (int m = 0; m < 20; m++)
		rows[m] = (struct warn_row){ 0, m, m < 18 ? 90 : 0, 100 };
	warn_watch(&o, rows, 20, 1, &r);
	ok(r.nalerts == 0 && r.nwatched == 0, "too short is not watched");
	warn_free(&r);
}

static void refuses(int want, const char *option, const char *value,
    const char *csv, const char *sentence)
{
	struct buf out = buf_make(1 << 20);
	struct err err = { "" };
	FILE *in = tmpfile();

	(void)fputs(csv, in);
	rewind(in);
	is_int(run(in, option, value, &out, &err), want, sentence);
	is_cstr(err.text, sentence, "  in words");
	(void)fclose(in);
	buf_free(&out);
}

static void test_refusals(void)
{
	refuses(1, NULL, NULL, "", "The input is empty.");
	refuses(1, NULL, NULL, "series,date,num\n",
	    "The first line must name the column den.");
	refuses(1, NULL, NULL,
	    "series,date,num,den\na,2020-01-01,1,2\na,2020-01-01,1,2\n",
	    "Line 3 has a date that its series had before.");
	refuses(1, NULL, NULL, "series,date,num,den\na,2020-01-01,3,2\n",
	    "On line 2 the column num is more than den.");
	refuses(1, NULL, NULL, "series,date,num,den\na,January,1,2\n",
	    "Line 2 has no date such as 2026-03-01.");
	refuses(1, NULL, NULL, "series,date,num,den\n,2020-01-01,1,2\n",
	    "Line 2 names no series.");
	refuses(2, "--baseline", "3", "", "The baseline is 6 to 120 months.");
	refuses(2, "--fdr", "2", "",
	    "The share of false alerts lies above 0 and up to 0.5.");
	refuses(2, "--improvement", "sideways", "",
	    "“sideways” is not a direction. Use increase or decrease.");
}

int main(void)
{
	test_gates();
	test_command();
	test_one(true);
	test_one(false);
	test_praise();
	test_tide();
	test_short();
	test_refusals();
	return tap_done();
}
