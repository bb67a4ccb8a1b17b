/*
 * fft_read.c: published figures from a file. Headings are found by their words,
 * in one row or in two (a row of groups above a row of answers), for layouts
 * differ by collection and by year (facts: FFT §1.5).
 */
#include <math.h>

#include "base/fold.h"
#include "base/words.h"
#include "mod/insight/fft.h"
#include "report/csv.h"
#include "report/xlsx_read.h"

#define LIST_MAX 5000
#define NONE     SIZE_MAX

enum column {
	C_ICB_CODE,
	C_ICB_NAME,
	C_CODE,
	C_NAME,
	C_SITE,
	C_WARD,
	C_RESPONSES,
	C_ELIGIBLE,
	C_POSITIVE,
	C_NEGATIVE,
	C_FIRST, /* of six answers */
	C_PERIOD = C_FIRST + FFT_ANSWERS,
	C_YEAR,
	C__N
};

/* What headings may be called, folded; an answer is C_FIRST and its place. */
static const struct {
	int column;
	const char *words;
} headings[] = {
	{ C_ICB_CODE, "icb code" },
	{ C_ICB_CODE, "parent org code" },
	{ C_ICB_NAME, "icb name" },
	{ C_ICB_NAME, "parent name" },
	{ C_CODE, "trust code" },
	{ C_CODE, "org code" },
	{ C_NAME, "trust name" },
	{ C_NAME, "org name" },
	{ C_NAME, "organisation name" },
	{ C_SITE, "site code" },
	{ C_SITE, "site name" },
	{ C_SITE, "site name max" },
	{ C_WARD, "ward name" },
	{ C_RESPONSES, "total responses" },
	{ C_ELIGIBLE, "total eligible" },
	{ C_POSITIVE, "percentage positive" },
	{ C_POSITIVE, "prop_pos" },
	{ C_NEGATIVE, "percentage negative" },
	{ C_FIRST, "very good" },
	{ C_FIRST, "1 very good" },
	{ C_FIRST, "1 very good sum" },
	{ C_FIRST + 1, "good" },
	{ C_FIRST + 1, "2 good" },
	{ C_FIRST + 1, "2 good sum" },
	{ C_FIRST + 2, "neither good nor poor" },
	{ C_FIRST + 2, "3 neither good nor poor" },
	{ C_FIRST + 2, "3 neither good nor poor sum" },
	{ C_FIRST + 3, "poor" },
	{ C_FIRST + 3, "4 poor" },
	{ C_FIRST + 3, "4 poor sum" },
	{ C_FIRST + 4, "very poor" },
	{ C_FIRST + 4, "5 very poor" },
	{ C_FIRST + 4, "5 very poor sum" },
	{ C_FIRST + 5, "don't know" },
	{ C_FIRST + 5, "dont know" },
	{ C_FIRST + 5, "6 dont know" },
	{ C_FIRST + 5, "6 dont know sum" },
	{ C_PERIOD, "periodname" },
	{ C_YEAR, "yearnumber" },
};

struct job {
	struct arena *a;
	struct fft_file *file;
	struct str sheet;     /* of the row before */
	size_t columns[C__N]; /* of this sheet; NONE */
	bool found;           /* its headings */
	bool any;
};

static void forget(struct job *j)
{
	for (size_t i = 0; i < C__N; i++)
		j->columns[i] = NONE;
	j->found = false;
}

/* "Total  Responses " and "Don’t know" as the table has them. */
static struct str heading(struct arena *a, struct str s)
{
	struct buf b = buf_make(400);
	struct str words = str_lower(a, str_trim(str_sub(s, 0, 300)));

	while (!str_empty(words)) {
		const size_t typographic = str_find(words, S("\xe2\x80\x99"));

		if (typographic == 0) {
			buf_byte(&b, '\'');
			words = str_sub(words, 3, words.n);
			continue;
		}
		const bool space = words.s[0] == ' ' || words.s[0] == '\n' ||
				   words.s[0] == '\r';

		if (!space)
			buf_byte(&b, words.s[0]);
		else if (b.n > 0 && buf_view(&b).s[b.n - 1] != ' ')
			buf_byte(&b, ' ');
		words = str_sub(words, 1, words.n);
	}
	const struct str ret = str_dup(a, buf_view(&b));

	buf_free(&b);
	return ret;
}

/* Takes what this row says of columns; how many of them. */
static size_t take_headings(struct job *j, const struct str *f, size_t n)
{
	size_t found = 0;

	for (size_t i = 0; i < n; i++) {
		const struct str h = heading(j->a, f[i]);

		for (size_t k = 0; k < NELEM(headings); k++)
			if (str_is(h, headings[k].words) &&
			    j->columns[headings[k].column] == NONE) {
				j->columns[headings[k].column] = i;
				found++;
			}
	}
	return found;
}

static struct str field(
    const struct job *j, const struct str *f, size_t n, size_t column)
{
	const size_t at = j->columns[column];

	return at < n ? str_trim(f[at]) : S("");
}

/* "1,234" or "1234"; "*", "-" and nothing are hidden. */
static int64_t count_of(struct arena *a, struct str s)
{
	struct buf b = buf_make(64);
	int64_t v = FFT_HIDDEN;
	double d;

	for (size_t i = 0; i < s.n && i < 40; i++)
		if (s.s[i] != ',')
			buf_byte(&b, s.s[i]);
	const struct str digits = str_dup(a, buf_view(&b));

	buf_free(&b);
	if (str_int64(digits, &v) && v >= 0 && v < 1000000000)
		return v;
	/* Excel may keep a count as 12.0. */
	if (str_double(digits, &d) && d >= 0.0 && d < 1e9 && d == floor(d))
		return (int64_t)d;
	return FFT_HIDDEN;
}

/* "0.93", "93%" or "93": a share up to 1 is a fraction, as the files keep it. */
static double percent_of(struct str s)
{
	const bool sign = str_ends(s, S("%"));
	double v;

	if (!str_double(sign ? str_sub(s, 0, s.n - 1) : s, &v) || v < 0.0)
		return (double)NAN;
	if (!sign && v <= 1.0)
		v *= 100.0;
	return v <= 100.0 ? v : (double)NAN;
}

/* From the counts where they are shown: a file's percentage may be rounded. */
static void settle_percent(struct fft_published *p)
{
	const int64_t *c = p->answers;
	int64_t all = 0;

	for (size_t i = 0; i < FFT_ANSWERS; i++) {
		if (c[i] < 0)
			return;
		all += c[i];
	}
	if (all == 0)
		return;
	p->positive = 100.0 * (double)(c[0] + c[1]) / (double)all;
	p->negative = 100.0 * (double)(c[3] + c[4]) / (double)all;
}

static struct fft_published *known(
    struct fft_file *t, enum fft_level level, struct str code)
{
	for (size_t i = 0; i < t->n; i++)
		if (t->list[i].level == level && str_eq(t->list[i].code, code))
			return &t->list[i];
	return NULL;
}

/* "AUGUST" of "2024-25" or "2024_25": January to March are the second year's.
 */
static struct date month_of(struct arena *a, struct str period, struct str year)
{
	const struct str first = str_sub(year, 0, 4);
	struct date d;
	int y, m, day;

	if (!date_parse(str_fmt(a, "1 %.*s %.*s", STR_ARG(str_lower(a, period)),
			    STR_ARG(first)),
		&d))
		return DATE_NONE;
	date_parts(d, &y, &m, &day);
	return m <= 3 ? date_make(y + 1, m, 1) : d;
}

static void take_month(struct job *j, const struct str *f, size_t n)
{
	if (date_none(j->file->month))
		j->file->month = month_of(
		    j->a, field(j, f, n, C_PERIOD), field(j, f, n, C_YEAR));
}

/* What a row is of; false: of nothing that is kept. */
static bool who_of(
    const struct job *j, const struct str *f, size_t n, struct fft_published *p)
{
	const struct str icb = field(j, f, n, C_ICB_CODE);
	struct str first = S("");

	for (size_t i = 0; i < n && str_empty(first); i++)
		first = str_trim(f[i]);
	if (str_starts(first, S("England"))) {
		/* Both with and without the independent sector. */
		p->level = FFT_ENGLAND;
		p->code = str_find(first, S("excluding")) != SIZE_MAX
			      ? S("ENGX")
			      : S("ENG");
		p->name = first;
		return true;
	}
	if (!str_empty(field(j, f, n, C_WARD)) ||
	    !str_empty(field(j, f, n, C_SITE)))
		return false;
	p->code = field(j, f, n, C_CODE);
	p->name = field(j, f, n, C_NAME);
	p->level = FFT_TRUST;
	if (j->columns[C_CODE] == NONE) {
		p->level = FFT_ICB;
		p->code = icb;
		p->name = field(j, f, n, C_ICB_NAME);
	}
	return !str_empty(p->code) && !str_empty(p->name) && p->code.n <= 12;
}

static void take_organisation(struct job *j, const struct str *f, size_t n)
{
	struct fft_file *t = j->file;
	struct fft_published p = { .responses = count_of(
				       j->a, field(j, f, n, C_RESPONSES)) };

	if (p.responses < 0)
		return;
	if (!who_of(j, f, n, &p) || t->n == LIST_MAX) {
		t->passed_over++;
		return;
	}
	if (known(t, p.level, p.code) != NULL)
		return;
	p.code = str_dup(j->a, p.code);
	p.name = str_dup(j->a, str_sub(p.name, 0, 200));
	p.eligible = count_of(j->a, field(j, f, n, C_ELIGIBLE));
	p.positive = percent_of(field(j, f, n, C_POSITIVE));
	p.negative = percent_of(field(j, f, n, C_NEGATIVE));
	for (size_t i = 0; i < FFT_ANSWERS; i++)
		p.answers[i] = count_of(j->a, field(j, f, n, C_FIRST + i));
	settle_percent(&p);
	take_month(j, f, n);
	t->list[t->n++] = p;
}

static void take_row(
    struct job *j, struct str sheet, const struct str *f, size_t n)
{
	if (!str_eq(sheet, j->sheet)) {
		j->sheet = str_dup(j->a, sheet);
		forget(j);
	}
	if (j->columns[C_FIRST] == NONE || j->columns[C_RESPONSES] == NONE) {
		(void)take_headings(j, f, n);
		j->found = j->columns[C_FIRST] != NONE &&
			   j->columns[C_RESPONSES] != NONE;
		j->any = j->any || j->found;
		return;
	}
	take_organisation(j, f, n);
}

static bool csv_line(void *self, const struct csv_line *l)
{
	take_row(self, S("csv"), l->fields, l->n);
	return true;
}

static bool xlsx_line(void *self, const struct xlsx_line *l)
{
	take_row(self, l->sheet, l->fields, l->n);
	return true;
}

/* "FFT-inpatient-data-Aug-25.xlsm". */
static struct date month_in_name(struct arena *a, struct str name)
{
	static const char *const names[] = { "jan", "feb", "mar", "apr", "may",
		"jun", "jul", "aug", "sep", "oct", "nov", "dec" };
	const struct str low = str_lower(a, name);

	for (int m = 0; m < 12; m++) {
		const size_t at = str_find(low, str_fmt(a, "-%s-", names[m]));
		int64_t y;

		if (at == SIZE_MAX)
			continue;
		if (str_int64(str_sub(low, at + 5, 2), &y) && y >= 13 &&
		    y < 100)
			return date_make(2000 + (int)y, m + 1, 1);
	}
	return DATE_NONE;
}

bool fft_read(struct str bytes, struct str filename, struct arena *a,
    struct fft_file *ret, struct err *err)
{
	struct job j = { .a = a, .file = ret };
	bool good;

	*ret = (struct fft_file){ .month = DATE_NONE };
	ret->list = arena_array(a, LIST_MAX, sizeof(*ret->list));
	forget(&j);
	good = xlsx_looks(bytes)
		   ? xlsx_read(bytes, a, xlsx_line, &j, err)
		   : csv_read(bytes, csv_guess_delim(bytes), csv_line, &j, err);
	if (!good)
		return false;
	if (!j.any)
		return err_set(err, "%s",
		    T("No row of this file has the headings Total Responses "
		      "and Very Good. Choose a file of the national "
		      "publication"));
	if (ret->n == 0)
		return err_set(err, "%s",
		    T("There are headings in this file, but no organisation "
		      "below them"));
	if (date_none(ret->month))
		ret->month = month_in_name(a, filename);
	return true;
}

const char *fft_caveat(void)
{
	return T("The Friends and Family Test is not an official statistic. "
		 "Each organisation asks in its own way, so the figures cannot "
		 "be used to compare organisations with each other. Use them "
		 "to see how your own figure moves beside the whole country.");
}
