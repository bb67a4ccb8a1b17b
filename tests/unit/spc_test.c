/*
 * stat/spc and `heard spc`: all reference cases, run through the command, and
 * what the cases leave open.
 */
#include <dirent.h>
#include <jansson.h>
#include <stdlib.h>

#include "mod/insight/spc_command.h"
#include "stat/spc.h"
#include "stat/spc_notes.h"
#include "tap.h"

#define PATH_SIZE 512

static const char *cases_dir(void)
{
	static const char *const tries[] = { "../shared/golden/spc",
		"../../shared/golden/spc" };

	for (size_t i = 0; i < NELEM(tries); i++) {
		DIR *d = opendir(tries[i]);

		if (d != NULL) {
			closedir(d);
			return tries[i];
		}
	}
	return NULL;
}

/* The case's tolerance: 1e-6 of the value, 1e-9, or 1e-9 of the largest. */
static bool same_number(double got, double want, double largest)
{
	const double off = fabs(got - want);

	return off <= 1e-6 * fabs(want) || off <= 1e-9 || off <= 1e-9 * largest;
}

static bool same(const json_t *got, const json_t *want, double largest)
{
	if (json_is_number(want))
		return json_is_number(got) &&
		       same_number(json_number_value(got),
			   json_number_value(want), largest);
	return json_equal(got, want) == 1;
}

static double largest_of(const json_t *values)
{
	double largest = 0.0;
	size_t i;
	const json_t *v;

	json_array_foreach(values, i, v) largest =
	    fmax(largest, fabs(json_number_value(v)));
	return largest;
}

/* Where the reference gives no limits, limits equal to the mean are right. */
static bool limit_is_mean(
    const json_t *point, const char *key, const json_t *kase)
{
	const json_t *also = json_object_get(kase, "also_accepted");

	return json_is_true(json_object_get(also, "limits_equal_mean")) &&
	       (strcmp(key, "lpl") == 0 || strcmp(key, "upl") == 0) &&
	       json_equal(json_object_get(point, key),
		   json_object_get(point, "mean")) == 1;
}

/* Differences between the rows of `got` and of `want`, which is stored by
 * columns; `largest` of the values. */
static int diff_rows(
    const json_t *got, const json_t *want, const json_t *kase, double largest)
{
	const char *key;
	const json_t *column, *cell;
	size_t i;
	int bad = 0;

	json_object_foreach((json_t *)(uintptr_t)want, key, column)
	{
		if (json_array_size(column) != json_array_size(got))
			bad++;
		json_array_foreach(column, i, cell)
		{
			const json_t *p = json_array_get(got, i);

			if (same(json_object_get(p, key), cell, largest) ||
			    limit_is_mean(p, key, kase))
				continue;
			if (bad++ < 5)
				printf("# %s[%zu]\n", key, i);
		}
	}
	return bad;
}

/* Only the cases of the XmR chart have icons, only the others segments. */
static int diff_icons(const json_t *got, const json_t *want, const json_t *kase)
{
	const json_t *also = json_object_get(
	    json_object_get(kase, "also_accepted"), "assurance_icon");
	const json_t *icon = json_object_get(got, "assurance_icon"), *one;
	bool fine =
	    json_equal(icon, json_object_get(want, "assurance_icon")) == 1;
	size_t i;

	if (json_object_get(want, "assurance_icon") == NULL)
		return 0;
	json_array_foreach(also, i, one) fine |= json_equal(icon, one) == 1;
	if (!fine)
		printf("# assurance_icon\n");
	if (json_equal(json_object_get(got, "variation_icon"),
		json_object_get(want, "variation_icon")) == 1)
		return fine ? 0 : 1;
	printf("# variation_icon\n");
	return 1;
}

static int run_args(const json_t *args, FILE *in, struct buf *out)
{
	char *argv[64];
	const json_t *one;
	struct err err = { "" };
	size_t i;
	int n = 1, status;

	argv[0] = strdup("spc");
	json_array_foreach(args, i, one) argv[n++] =
	    strdup(json_string_value(one));
	status = spc_run(n, argv, in, out, &err);
	if (status != 0)
		printf("# %s\n", err.text);
	while (n > 0)
		free(argv[--n]);
	return status;
}

static int diff(const json_t *got, const json_t *want, const json_t *kase)
{
	const json_t *points = json_object_get(want, "points");
	const json_t *segments = json_object_get(want, "segments");
	const double largest = largest_of(json_object_get(points, "value"));
	int bad = diff_icons(got, want, kase);

	bad += diff_rows(json_object_get(got, "points"), points, kase, largest);
	if (segments != NULL)
		bad += diff_rows(
		    json_object_get(got, "segments"), segments, kase, largest);
	return bad;
}

static bool run_case(const char *dir, const char *file)
{
	char path[PATH_SIZE];
	struct buf out = buf_make(1 << 20);
	json_t *kase, *got = NULL;
	const json_t *want;
	FILE *in;
	bool fine;

	(void)snprintf(path, sizeof(path), "%s/%s", dir, file);
	kase = json_load_file(path, 0, NULL);
	(void)snprintf(path, sizeof(path), "%s/%s", dir,
	    json_string_value(json_object_get(kase, "input")));
	in = fopen(path, "r");
	want = json_object_get(kase, "expected");
	fine = in != NULL &&
	       run_args(json_object_get(kase, "args"), in, &out) == 0;
	if (fine)
		got = json_loads(buf_view(&out).s, 0, NULL);
	fine = got != NULL && diff(got, want, kase) == 0;
	if (in != NULL)
		(void)fclose(in);
	json_decref(got);
	json_decref(kase);
	buf_free(&out);
	return fine;
}

static void test_cases(void)
{
	const char *dir = cases_dir();
	DIR *d = dir != NULL ? opendir(dir) : NULL;
	struct dirent *e;
	int n = 0;

	if (d == NULL) {
		tap_skip("the reference cases are not beside this tree");
		return;
	}
	while ((e = readdir(d)) != NULL) {
		const struct str name = str_of(e->d_name);

		if (!str_ends(name, S(".json")))
			continue;
		ok(run_case(dir, e->d_name), "%s", e->d_name);
		n++;
	}
	closedir(d);
	ok(n > 120, "there were cases: %d", n);
}

/* Runs the command on a text; the answer is in *out. */
static int run(char **argv, const char *csv, struct buf *out, struct err *err)
{
	FILE *in = tmpfile();
	int argc = 0, status;

	while (argv[argc] != NULL)
		argc++;
	(void)fputs(csv, in);
	rewind(in);
	buf_reset(out);
	status = spc_run(argc, argv, in, out, err);
	(void)fclose(in);
	return status;
}

static void refuses(int want, const char *csv, const char *option,
    const char *value, const char *sentence)
{
	char spc[] = "spc", o[64], v[64];
	char *argv[] = { spc, o, v, NULL };
	struct buf out = buf_make(1 << 20);
	struct err err = { "" };

	(void)snprintf(o, sizeof(o), "%s", option);
	(void)snprintf(v, sizeof(v), "%s", value);
	is_int(run(argv, csv, &out, &err), want, sentence);
	is_cstr(err.text, sentence, "  in words");
	buf_free(&out);
}

static void test_refusals(void)
{
	refuses(2, "", "--chart", "pie",
	    "“pie” is not a kind of chart. Use xmr, i, p, p-prime, u, u-prime, "
	    "c, t, g or auto.");
	refuses(2, "", "--colour", "red", "There is no option “--colour”.");
	refuses(2, "", "--target", "x", "The target “x” is not a number.");
	refuses(2, "", "--baseline", "0",
	    "The baseline “0” is not a number of rows from 2.");
	refuses(2, "", "--rebase", "2026-01-01,then",
	    "“then” is not a date such as 2026-03-01.");
	refuses(2, "", "--bounds", "1,0",
	    "The bounds “1,0” are not two numbers such as 0,1.");
	refuses(2, "", "--run", "5",
	    "The length of a run “5” is not a number from 6 to 9.");
	refuses(1, "", "--chart", "xmr", "The input is empty.");
	refuses(1, "date,value\n", "--chart", "xmr", "The input has no rows.");
	refuses(1, "a,b\n", "--chart", "xmr",
	    "The first line must name the columns date and value, or date, num "
	    "and den.");
	refuses(1, "date,value\n2026-01-01,1\n2026-01-01,2\n", "--chart", "xmr",
	    "The date 2026-01-01 stands in two rows.");
	refuses(1, "date,value\n2026-01-01,one\n", "--chart", "xmr",
	    "The value on line 2 is not a number.");
	refuses(1, "date,value\n2026-01-01,1e200\n", "--chart", "xmr",
	    "The value on line 2 is too large.");
	refuses(1, "date,value\n1/1/26,1\n", "--chart", "xmr",
	    "Line 2 has no date such as 2026-03-01.");
	refuses(1, "date,num,den\n2026-01-01,1\n", "--chart", "p",
	    "Line 2 has too few columns.");
	refuses(0, "date,value\n2026-01-01,1\n2026-03-01,2\n", "--rebase",
	    "2026-02-01",
	    "A rebase date is not in the data; the next row starts the new "
	    "segment.");
}

/* Numbers that make no sense for their chart. */
static void test_wrong_rows(void)
{
	refuses(1, "date,value\n2026-01-01,1\n", "--chart", "p",
	    "The chart p needs the columns date, num and den.");
	refuses(1, "date,num,den\n2026-01-01,3,2\n", "--chart", "p-prime",
	    "The row of 2026-01-01 has a num above its den.");
	refuses(0, "date,num,den\n2026-01-01,3,2\n", "--chart", "u", "");
	refuses(1, "date,num,den\n2026-01-01,-3,2\n", "--chart", "u",
	    "The row of 2026-01-01 has a count below 0.");
	refuses(1, "date,value\n2026-01-01,0\n", "--chart", "t",
	    "The row of 2026-01-01 has a time that is not above 0.");
	refuses(1, "date,value\n2026-01-01,-1\n", "--chart", "g",
	    "The row of 2026-01-01 has a count below 0.");
	refuses(1, "date,value\n2026-01-01,-1\n", "--chart", "c",
	    "The row of 2026-01-01 has a count below 0.");
}

/* Runs the command with options that stand between spaces. */
static int run_with(
    const char *options, const char *csv, struct buf *out, struct err *err)
{
	char words[8][32] = { "spc" };
	char *argv[9] = { words[0] };
	struct str rest = str_of(options), one;
	size_t n = 1;

	while (n < 8 && rest.n > 0 && str_cut(&rest, ' ', &one)) {
		(void)snprintf(
		    words[n], sizeof(words[n]), "%.*s", STR_ARG(one));
		argv[n] = words[n];
		n++;
	}
	return run(argv, csv, out, err);
}

/* The JSON answer to a text; NULL when it is refused. */
static json_t *answer(const char *options, const char *csv)
{
	struct buf out = buf_make(1 << 22);
	struct err err = { "" };
	json_t *j = NULL;

	if (run_with(options, csv, &out, &err) == 0)
		j = json_loads(buf_view(&out).s, 0, NULL);
	buf_free(&out);
	return j;
}

static const json_t *cell(
    const json_t *j, const char *rows, size_t i, const char *key)
{
	return json_object_get(
	    json_array_get(json_object_get(j, rows), i), key);
}

static void is_near(const json_t *got, double want, const char *what)
{
	ok(json_is_number(got) &&
		same_number(json_number_value(got), want, 0.0),
	    "%s", what);
}

/* A p chart by hand: 10 of 100, 20 of 100, a month without answers. */
static void test_gaps_in_ratios(void)
{
	static const char opts[] = "--chart p";
	json_t *j = answer(opts, "date,num,den\n2026-01-01,10,100\n"
				 "2026-02-01,0,0\n2026-03-01,20,100\n"
				 "2026-04-01,,100\n");

	is_near(cell(j, "points", 0, "mean"), 0.15, "pooled");
	is_near(cell(j, "points", 2, "upl"),
	    0.15 + 3.0 * sqrt(0.15 * 0.85 / 100.0), "three sigma");
	ok(json_is_null(cell(j, "points", 1, "value")), "0 of 0 is a gap");
	ok(json_is_null(cell(j, "points", 1, "upl")), "  without limits");
	ok(json_is_null(cell(j, "points", 3, "value")), "so is an empty cell");
	json_decref(j);
}

/* p' of rows that are all 1 has limits there; of one row it has none. */
static void test_no_variation(void)
{
	static const char opts[] = "--chart p-prime";
	json_t *j =
	    answer(opts, "date,num,den\n2026-01-01,5,5\n2026-02-01,7,7\n");

	is_near(cell(j, "points", 0, "lpl"), 1.0, "p': all 1");
	is_near(cell(j, "segments", 0, "sigma_z"), 0.0, "  nothing varies");
	json_decref(j);
	j = answer(opts, "date,num,den\n2026-01-01,5,6\n");
	ok(json_is_null(cell(j, "points", 0, "lpl")), "p': one row");
	json_decref(j);
}

/* A ghost is shown, and counts neither for the lines nor for a run. */
static void test_ghost(void)
{
	static const char opts[] = "--ghost 2026-03-01";
	json_t *j = answer(opts, "date,value\n2026-01-01,1\n2026-02-01,2\n"
				 "2026-03-01,99\n2026-04-01,3\n");

	is_near(cell(j, "points", 2, "value"), 99.0, "a ghost is shown");
	is_near(cell(j, "points", 2, "mean"), 2.0, "  outside the mean");
	is_near(cell(j, "points", 0, "upl"), 2.0 + 2.66, "  and the ranges");
	ok(json_is_false(cell(j, "points", 2, "outside")), "  not judged");
	ok(json_is_true(cell(j, "points", 2, "ghost")), "  and named");
	json_decref(j);
}

/* Which chart `auto` draws. */
static void chooses(const char *csv, const char *want)
{
	static const char opts[] = "--chart auto";
	json_t *j = answer(opts, csv);
	const char *got = json_string_value(json_object_get(j, "chart"));

	is_cstr(got != NULL ? got : "none", want, want);
	json_decref(j);
}

static void test_auto(void)
{
	static const char opts[] = "--chart auto --improvement decrease";
	const char *rare = "date,value\n2026-01-01,0\n2026-02-01,1\n"
			   "2026-03-01,0\n2026-04-01,2\n2026-05-01,1\n";
	json_t *j;

	chooses("date,value\n2026-01-01,0.5\n2026-02-01,0.6\n", "xmr");
	chooses("date,num,den\n2026-01-01,50,100\n2026-02-01,90,100\n"
		"2026-03-01,10,100\n",
	    "p-prime");
	/* sigma_z is 1.01 */
	chooses("date,num,den\n2026-01-01,500,1000\n"
		"2026-02-01,518,1000\n2026-03-01,500,1000\n",
	    "p");
	chooses("date,num,den\n2026-01-01,90,10\n2026-02-01,30,10\n"
		"2026-03-01,90,10\n",
	    "u-prime");
	chooses(rare, "t");
	chooses("date,num,den\n2026-01-01,1,10\n2026-02-01,1,20\n"
		"2026-03-01,1,30\n",
	    "g");
	j = answer(opts, rare);
	is_int((int64_t)json_array_size(json_object_get(j, "points")), 2,
	    "three rows with events have two distances");
	is_near(cell(j, "points", 0, "value"), 29.5,
	    "two events share the 59 days before them");
	json_decref(j);
}

/* The last 13 of 20 lie above the mean: a new segment could begin there. */
static void test_rebase_hint(void)
{
	double v[20];
	struct xmr_options o = xmr_profile_ptd(XMR_INCREASE);
	struct xmr_point p[NELEM(v)];
	struct xmr_summary s;

	for (size_t i = 0; i < NELEM(v); i++)
		v[i] = (i < 7 ? 1.0 : 5.0) + (double)(i % 2);
	xmr_chart(&o, v, NULL, NELEM(v), p, &s);
	is_int((int64_t)spc_rebase_hint(p, NELEM(v)), 7, "a hint to rebase");
	is_int((int64_t)spc_rebase_hint(p, 19), 19, "not after 12 points");
	v[19] = 0.0;
	xmr_chart(&o, v, NULL, NELEM(v), p, &s);
	is_int((int64_t)spc_rebase_hint(p, NELEM(v)), 20, "not when it ended");
}

/* The target of a row is the row's; the last one decides. */
static void test_targets(void)
{
	static const char opts[] = "--improvement increase";
	json_t *j = answer(opts, "date,value,target\n2026-01-01,1,9\n"
				 "2026-02-01,2,0\n2026-03-01,,5\n");

	is_near(cell(j, "points", 0, "target"), 9.0, "a row's target");
	is_cstr(json_string_value(json_object_get(j, "assurance_icon")),
	    "inconsistent", "the latest value's decides");
	json_decref(j);
}

/* Months that follow each other, and a season, are worth a note. */
static void test_notes(void)
{
	double v[36];
	struct date dates[NELEM(v)];
	struct xmr_options o = xmr_profile_ptd(XMR_INCREASE);
	struct xmr_point p[NELEM(v)];
	struct xmr_summary s;
	struct spc_notes n;

	for (size_t i = 0; i < NELEM(v); i++) {
		dates[i] = date_add_months(date_make(2023, 1, 1), (int)i);
		v[i] = (i % 12 < 6 ? 1.0 : 3.0) + (double)(i % 7) / 10.0;
	}
	xmr_chart(&o, v, NULL, NELEM(v), p, &s);
	n = spc_notes(p, dates, NELEM(v));
	ok(n.follows && n.r1 > 0.5, "half-years follow each other");
	ok(n.seasonal && n.season_f > 20.0, "and are a season");
	for (size_t i = 0; i < NELEM(v); i++)
		v[i] = (double)(i * 7 % 11);
	xmr_chart(&o, v, NULL, NELEM(v), p, &s);
	n = spc_notes(p, dates, NELEM(v));
	ok(!n.seasonal && n.season_f > 0.0 && n.season_f < 2.0, "no season");
	n = spc_notes(p, dates, 12);
	ok(isnan(n.r1) && isnan(n.season_f), "12 points are too few");
}

/* Not a number must not reach the JSON, however odd the input. */
static void test_same_bytes(void)
{
	static const char *const formats[] = { "json", "csv", "svg", "text" };
	const char *csv = "date,value\n2026-02-01,-1e99\n2026-01-01,1e-300\n"
			  "2026-03-01,\n2026-04-01,1e99\n";
	struct buf one = buf_make(1 << 20), two = buf_make(1 << 20);
	struct err err = { "" };

	for (size_t i = 0; i < NELEM(formats); i++) {
		char o[32];

		(void)snprintf(o, sizeof(o), "--format %s", formats[i]);
		is_int(run_with(o, csv, &one, &err), 0, formats[i]);
		(void)run_with(o, csv, &two, &err);
		ok(str_eq(buf_view(&one), buf_view(&two)), "  same bytes out");
		ok(str_find(buf_view(&one), S("nan")) == SIZE_MAX &&
			str_find(buf_view(&one), S("inf")) == SIZE_MAX,
		    "  numbers only");
	}
	buf_free(&one);
	buf_free(&two);
}

static void test_profiles(void)
{
	/* Low all along, and at the end above the limit: 12 values. */
	double v[13] = { 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 9, (double)NAN };
	struct xmr_options o = xmr_profile_mdc(XMR_INCREASE);
	struct xmr_point p[13];
	struct xmr_summary s;

	xmr_chart(&o, v, NULL, 12, p, &s);
	is_int(s.variation, XMR_V_TOO_FEW, "mdc: no icon from 12 rows");
	xmr_chart(&o, v, NULL, 13, p, &s);
	is_int(s.variation, XMR_V_IMPROVEMENT_HIGH, "an icon from 13");
	is_int((int64_t)s.latest, 11, "the latest is the latest with a value");
	is_int((int64_t)s.since, 11, "and began there");
	is_int((int64_t)(p[11].upl * 1e6), 6300606, "unscreened limit");
	o = xmr_profile_ptd(XMR_INCREASE);
	xmr_chart(&o, v, NULL, 0, p, &s);
	is_int((int64_t)s.latest, 0, "no rows at all");
}

/* facts §3: the published example, screened and not. */
static void test_published(void)
{
	const double v[] = { 1, 2, 1, 2, 10, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2,
		1 };
	struct xmr_options o = xmr_profile_ptd(XMR_NEUTRAL);
	struct xmr_point p[NELEM(v)];
	struct xmr_summary s;

	xmr_chart(&o, v, NULL, NELEM(v), p, &s);
	ok(fabs(p[0].upl - 4.60) < 0.006 && fabs(p[0].lpl + 0.72) < 0.006,
	    "screened limits 4.60 and -0.72");
	o.screen = false;
	xmr_chart(&o, v, NULL, NELEM(v), p, &s);
	ok(fabs(p[0].upl - 6.95) < 0.006 && fabs(p[0].lpl + 3.06) < 0.006,
	    "unscreened limits 6.95 and -3.06");
}

int main(void)
{
	test_cases();
	test_refusals();
	test_wrong_rows();
	test_gaps_in_ratios();
	test_no_variation();
	test_ghost();
	test_auto();
	test_rebase_hint();
	test_targets();
	test_notes();
	test_same_bytes();
	test_profiles();
	test_published();
	return tap_done();
}
