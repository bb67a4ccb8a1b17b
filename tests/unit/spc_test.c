/*
 * stat/xmr and `heard spc`: all reference cases of the XmR chart, run through
 * the command, and what the cases leave open.
 */
#include <dirent.h>
#include <jansson.h>
#include <stdlib.h>

#include "mod/insight/spc_command.h"
#include "stat/xmr.h"
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

/* Differences between the points of `got` and `want` (stored by columns). */
static int diff_points(
    const json_t *got, const json_t *want, const json_t *kase)
{
	const double largest = largest_of(json_object_get(want, "value"));
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

static int diff_icons(const json_t *got, const json_t *want, const json_t *kase)
{
	const json_t *also = json_object_get(
	    json_object_get(kase, "also_accepted"), "assurance_icon");
	const json_t *icon = json_object_get(got, "assurance_icon"), *one;
	bool fine =
	    json_equal(icon, json_object_get(want, "assurance_icon")) == 1;
	size_t i;

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
	char *argv[32];
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
	fine = got != NULL && diff_points(json_object_get(got, "points"),
				  json_object_get(want, "points"), kase) +
				      diff_icons(got, want, kase) ==
				  0;
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

		if (!str_starts(name, S("xmr-")) || !str_ends(name, S(".json")))
			continue;
		ok(run_case(dir, e->d_name), "%s", e->d_name);
		n++;
	}
	closedir(d);
	ok(n > 100, "there were cases: %d", n);
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
	refuses(2, "", "--chart", "p",
	    "The chart “p” is not offered yet. Use xmr.");
	refuses(2, "", "--colour", "red", "There is no option “--colour”.");
	refuses(2, "", "--target", "x", "The target “x” is not a number.");
	refuses(1, "", "--chart", "xmr", "The input is empty.");
	refuses(1, "a,b\n", "--chart", "xmr",
	    "The first line must name the columns date and value.");
	refuses(1, "date,value\n2026-01-01,1\n2026-01-01,2\n", "--chart", "xmr",
	    "The date 2026-01-01 stands in two rows.");
	refuses(1, "date,value\n2026-01-01,one\n", "--chart", "xmr",
	    "The value on line 2 is not a number.");
	refuses(1, "date,value\n1/1/26,1\n", "--chart", "xmr",
	    "Line 2 has no date such as 2026-03-01.");
	refuses(0, "date,value\n2026-01-01,1\n2026-03-01,2\n", "--rebase",
	    "2026-02-01",
	    "A rebase date is not in the data; the next row starts the new "
	    "segment.");
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
	test_profiles();
	test_published();
	return tap_done();
}
