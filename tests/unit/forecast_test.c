/*
 * stat/forecast and `heard forecast`: the reference cases through the command,
 * the goals over all of them, invented series, and what bad input is told.
 */
#include <dirent.h>
#include <jansson.h>
#include <stdlib.h>

#include "../../bench/simulate.h"
#include "mod/insight/forecast_command.h"
#include "stat/forecast.h"
#include "tap.h"

#define PATH_SIZE 512
#define ARGS_MAX  32

/* The means of R's ets and theta averaged, over the open reference cases. */
#define GOAL_MASE 0.965
#define GOAL_MSIS 6.54

/* Sums over cases. */
struct score {
	double mase, msis95, in80, in95;
	int cases, over;      /* above their own mase_limit */
	double theta, snaive; /* furthest from the reference, in scales */
};

static const char *cases_dir(void)
{
	static const char *const tries[] = { "../shared/golden/forecast",
		"../../shared/golden/forecast" };

	for (size_t i = 0; i < NELEM(tries); i++) {
		DIR *d = opendir(tries[i]);

		if (d != NULL) {
			closedir(d);
			return tries[i];
		}
	}
	return NULL;
}

/* -- Running the command ----------------------------------------------------- */

/* Runs `heard forecast` with argv (ends with NULL) on a stream. */
static int run_on(
    const char *const *argv, FILE *in, struct buf *out, struct err *err)
{
	char *args[ARGS_MAX] = { NULL };
	int n = 0, status;

	while (n < ARGS_MAX && argv[n] != NULL) {
		args[n] = strdup(argv[n]);
		n++;
	}
	buf_reset(out);
	status = forecast_command_run(n, args, in, out, err);
	while (n > 0)
		free(args[--n]);
	return status;
}

static int run(
    const char *const *argv, const char *csv, struct buf *out, struct err *err)
{
	FILE *in = tmpfile();
	int status;

	(void)fputs(csv, in);
	rewind(in);
	status = run_on(argv, in, out, err);
	(void)fclose(in);
	return status;
}

static double number(const json_t *o, const char *key)
{
	return json_number_value(json_object_get(o, key));
}

/* The forecast of a case by a method; the caller owns it. NULL: it failed. */
static json_t *forecast_case(
    const char *dir, const json_t *kase, const char *method)
{
	const json_t *args = json_object_get(kase, "args"), *one;
	const char *argv[ARGS_MAX] = { "forecast", "--format", "json",
		"--method", method };
	struct buf out = buf_make(1 << 20);
	struct err err = { "" };
	char path[PATH_SIZE];
	json_t *got = NULL;
	size_t i, n = 5;
	FILE *in;

	json_array_foreach(args, i, one) argv[n++] = json_string_value(one);
	(void)snprintf(path, sizeof(path), "%s/%s", dir,
	    json_string_value(json_object_get(kase, "input")));
	in = fopen(path, "r");
	if (in != NULL && run_on(argv, in, &out, &err) == 0)
		got = json_loads(buf_view(&out).s, 0, NULL);
	if (in != NULL)
		(void)fclose(in);
	buf_free(&out);
	return got;
}

/* The furthest that a method's means are from the reference's, in scales. */
static double off(const char *dir, const json_t *kase, const char *method)
{
	const json_t *want = json_object_get(kase, "expected");
	const json_t *means = json_object_get(
	    json_object_get(want, "reference_forecasts"), method);
	json_t *got = forecast_case(dir, kase, method);
	const json_t *points = json_object_get(got, "forecast"), *mean;
	double most = got == NULL ? HUGE_VAL : 0.0;
	size_t i;

	json_array_foreach(means, i, mean) most =
	    fmax(most, fabs(number(json_array_get(points, i), "mean") -
			    json_number_value(mean)));
	json_decref(got);
	return most / number(want, "scale");
}

static bool in_order(const json_t *p)
{
	return number(p, "lo95") <= number(p, "lo80") &&
	       number(p, "lo80") <= number(p, "mean") &&
	       number(p, "mean") <= number(p, "hi80") &&
	       number(p, "hi80") <= number(p, "hi95");
}

static double interval_score(double lo, double hi, double y)
{
	return hi - lo + 40.0 * fmax(lo - y, 0.0) + 40.0 * fmax(y - hi, 0.0);
}

static bool within(double y, double lo, double hi)
{
	return y >= lo - 1e-12 && y <= hi + 1e-12;
}

/* Adds one case to the sums. */
static bool score_case(const char *dir, const json_t *kase, struct score *s)
{
	const json_t *want = json_object_get(kase, "expected");
	const json_t *tests = json_object_get(want, "test"), *test;
	json_t *got = forecast_case(dir, kase, "auto");
	const json_t *points = json_object_get(got, "forecast");
	const double n = (double)json_array_size(tests);
	double mase = 0.0;
	bool fine =
	    got != NULL && json_array_size(points) == json_array_size(tests);
	size_t i;

	json_array_foreach(tests, i, test)
	{
		const json_t *p = json_array_get(points, i);
		const double y = json_number_value(test);
		const double scale = number(want, "scale");

		fine = fine && in_order(p);
		mase += fabs(y - number(p, "mean")) / scale / n;
		s->in80 += within(y, number(p, "lo80"), number(p, "hi80")) / n;
		s->in95 += within(y, number(p, "lo95"), number(p, "hi95")) / n;
		s->msis95 +=
		    interval_score(number(p, "lo95"), number(p, "hi95"), y) /
		    scale / n;
	}
	s->mase += mase;
	s->cases++;
	s->over += mase > number(want, "mase_limit");
	s->theta = fmax(s->theta, off(dir, kase, "theta"));
	s->snaive = fmax(s->snaive, off(dir, kase, "snaive"));
	json_decref(got);
	return fine;
}

static void check_goals(const struct score *s)
{
	const double n = s->cases;

	printf("# %d cases: MASE %.3f, MSIS95 %.2f, coverage %.1f and %.1f\n",
	    s->cases, s->mase / n, s->msis95 / n, 100.0 * s->in80 / n,
	    100.0 * s->in95 / n);
	ok(s->cases > 40, "there were cases: %d", s->cases);
	ok(s->mase / n <= GOAL_MASE, "MASE is no worse than the reference's");
	ok(s->msis95 / n <= GOAL_MSIS, "nor is MSIS95");
	ok(fabs(s->in80 / n - 0.80) <= 0.05, "80 in 100 are near 80");
	ok(fabs(s->in95 / n - 0.95) <= 0.05, "95 in 100 are near 95");
	is_int(s->over, 0, "no case is above its own limit");
	ok(s->theta <= 0.02, "theta is the reference's: %.4f", s->theta);
	ok(s->snaive <= 1e-6, "so is snaive: %g", s->snaive);
}

static void test_cases(void)
{
	const char *dir = cases_dir();
	DIR *d = dir != NULL ? opendir(dir) : NULL;
	struct score s = { .cases = 0 };
	struct dirent *e;

	if (d == NULL) {
		tap_skip("the reference cases are not beside this tree");
		return;
	}
	while ((e = readdir(d)) != NULL) {
		char path[PATH_SIZE];
		json_t *kase;

		if (!str_ends(str_of(e->d_name), S(".json")))
			continue;
		(void)snprintf(path, sizeof(path), "%s/%s", dir, e->d_name);
		kase = json_load_file(path, 0, NULL);
		ok(score_case(dir, kase, &s), "%s", e->d_name);
		json_decref(kase);
	}
	closedir(d);
	check_goals(&s);
}

/* -- Invented series --------------------------------------------------------- */

static double scale_of(const struct sim *s)
{
	double sum = 0.0;

	for (size_t i = s->period; i < s->n; i++)
		sum += fabs(s->value[i] - s->value[i - s->period]);
	return sum / (double)(s->n - s->period);
}

/* Away from the reference cases: 150 series of 15 kinds. */
static void test_simulated(void)
{
	double mase = 0.0, in80 = 0.0, in95 = 0.0;
	bool ordered = true;

	for (size_t k = 0; k < 150; k++) {
		struct arena *a = arena_new(ARENA_COMMAND);
		struct forecast_point p[SIM_AHEAD];
		struct forecast_options o = { .ahead = SIM_AHEAD };
		struct sim s;

		sim_make(2026, k, &s);
		o.period = s.period;
		o.lower = s.bounded ? 0.0 : -HUGE_VAL;
		o.upper = s.share ? 1.0 : HUGE_VAL;
		(void)forecast_run(
		    a, &o, s.value, s.share ? s.den : NULL, s.n, p);
		for (size_t h = 0; h < SIM_AHEAD; h++) {
			const double y = s.value[s.n + h];

			mase += fabs(y - p[h].mean) / scale_of(&s);
			in80 += within(y, p[h].lo80, p[h].hi80);
			in95 += within(y, p[h].lo95, p[h].hi95);
			ordered =
			    ordered && o.lower <= p[h].lo95 &&
			    p[h].lo95 <= p[h].lo80 && p[h].lo80 <= p[h].mean &&
			    p[h].mean <= p[h].hi80 && p[h].hi80 <= p[h].hi95 &&
			    p[h].hi95 <= o.upper;
		}
		arena_free(a);
	}
	mase /= 150.0 * SIM_AHEAD;
	in80 /= 1.5 * SIM_AHEAD;
	in95 /= 1.5 * SIM_AHEAD;
	ok(ordered, "bounds are in order");
	ok(mase < 0.80, "MASE %.3f", mase);
	ok(fabs(in80 - 80.0) < 5.0 && fabs(in95 - 95.0) < 5.0,
	    "coverage %.1f and %.1f", in80, in95);
}

/* -- The command ------------------------------------------------------------- */

/* Months from January 2024 with values 1, 2, … n. */
static const char *rising(char *to, size_t size, int n)
{
	size_t at = (size_t)snprintf(to, size, "date,value\n");

	for (int i = 0; i < n; i++)
		at += (size_t)snprintf(to + at, size - at, "%d-%02d-01,%d\n",
		    2024 + i / 12, i % 12 + 1, i + 1);
	return to;
}

static void refuses(int want, const char *csv, const char *option,
    const char *value, const char *sentence)
{
	const char *const argv[] = { "forecast", option, value, NULL };
	struct buf out = buf_make(1 << 20);
	struct err err = { "" };

	is_int(run(argv, csv, &out, &err), want, sentence);
	is_cstr(err.text, sentence, "  in words");
	buf_free(&out);
}

static void test_refusals(void)
{
	refuses(2, "", "--colour", "red", "There is no option “--colour”.");
	refuses(
	    2, "", "--horizon", NULL, "The option --horizon needs a value.");
	refuses(2, "", "--horizon", "0",
	    "“0” is not a whole number from 1 to 240.");
	refuses(2, "", "--format", "pdf",
	    "“pdf” is not a format. Use json, csv or text.");
	refuses(
	    2, "", "--by", "2026-01-01", "The option --by needs a --target.");
	refuses(2, "", "--target", "much", "“much” is not a number.");
	refuses(1, "", "--horizon", "3", "The input is empty.");
	refuses(1, "a,b\n", "--horizon", "3",
	    "The first line must name the columns date and value.");
	refuses(1, "date,value\n2026-01-01,1\n2026-01-01,2\n", "--horizon", "3",
	    "The date 2026-01-01 stands in two rows.");
	refuses(1, "date,value\n2026-01-01,one\n", "--horizon", "3",
	    "The value on line 2 is not a number.");
	refuses(1, "date,value\n2026-01-01,1e300\n", "--horizon", "3",
	    "The value on line 2 is not a number.");
	refuses(1, "date,value\n2026-01-01,-1\n", "--lower", "0",
	    "The value on line 2 is outside the bounds.");
	refuses(1, "date,value,den\n2026-01-01,1,-4\n", "--lower", "0",
	    "The den on line 2 is below 0.");
	refuses(0, "date,value\n2026-01-01,1\n2026-02-01,\n", "--horizon", "3",
	    "A forecast needs at least 6 values; there are fewer.");
}

static json_t *answer(const char *const *argv, const char *csv)
{
	struct buf out = buf_make(1 << 20);
	struct err err = { "" };
	json_t *got = run(argv, csv, &out, &err) == 0
			  ? json_loads(buf_view(&out).s, 0, NULL)
			  : NULL;

	buf_free(&out);
	return got;
}

static void test_short(void)
{
	const char *const argv[] = { "forecast", NULL };
	char csv[2048];
	json_t *got = answer(argv, rising(csv, sizeof(csv), 5));

	is_cstr(json_string_value(json_object_get(got, "status")), "too_short",
	    "five values: it says so");
	is_int((int64_t)json_array_size(json_object_get(got, "forecast")), 0,
	    "and forecasts nothing");
	json_decref(got);
	for (int n = 6; n < 30; n++) {
		const json_t *p;

		got = answer(argv, rising(csv, sizeof(csv), n));
		p = json_array_get(json_object_get(got, "forecast"), 11);
		ok(p != NULL && in_order(p), "%d values", n);
		json_decref(got);
	}
}

/* A straight line up by one a month, of which 30 months are known. */
static void test_target(void)
{
	const char *const miss[] = { "forecast", "--target", "36",
		"--improvement", "decrease", "--by", "2026-12-15", NULL };
	const char *const far[] = { "forecast", "--target", "60", "--by",
		"2026-12-01", NULL };
	char csv[2048];
	json_t *got = answer(miss, rising(csv, sizeof(csv), 30));
	const json_t *t = json_object_get(got, "target");
	const json_t *need = json_object_get(t, "needed");
	const char *when =
	    json_string_value(json_object_get(t, "first_likely_miss"));

	ok(when != NULL && strcmp(when, "2026-12-01") >= 0 &&
		strcmp(when, "2027-03-01") <= 0,
	    "what rises past 36 in December is likely to miss it then: %s",
	    when != NULL ? when : "never");
	is_int(json_integer_value(json_object_get(need, "steps")), 6,
	    "the last step on or before the date");
	json_decref(got);
	got = answer(far, rising(csv, sizeof(csv), 30));
	need = json_object_get(json_object_get(got, "target"), "needed");
	ok(number(need, "change") > 20.0 && number(need, "change") < 30.0,
	    "what is missing by then: %.2f", number(need, "change"));
	ok(number(need, "p_miss") > 0.99, "and it will be missed");
	json_decref(got);
}

/* The same rows in another order, and a month that is not there. */
static void test_rows(void)
{
	const char *const argv[] = { "forecast", "--period", "1", "--horizon",
		"1", NULL };
	const char *const rows = "date,value\n2026-01-01,3\n2026-02-01,4\n"
				 "2026-03-01,5\n2026-04-01,3\n2026-05-01,4\n"
				 "2026-06-01,\n2026-07-01,6\n2026-08-01,5\n";
	const char *const other = "value,date\n5,2026-03-01\n3,2026-01-01\n"
				  "4,2026-02-01\n3,2026-04-01\n6,2026-07-01\n"
				  "4,2026-05-01\n5,2026-08-01\n";
	struct buf a = buf_make(1 << 20), b = buf_make(1 << 20);
	struct err err = { "" };

	is_int(run(argv, rows, &a, &err), 0, "a gap");
	is_int(run(argv, other, &b, &err), 0, "no row, other order");
	is_str(buf_view(&a), buf_view(&b), "mean the same");
	ok(str_find(buf_view(&a), S("\"date\":\"2026-09-01\"")) != SIZE_MAX,
	    "the month after the last");
	is_int(run(argv, other, &b, &err), 0, "again");
	is_str(buf_view(&a), buf_view(&b), "the same bytes");
	buf_free(&a);
	buf_free(&b);
}

/* Without any variation the intervals are the value, but people's answers
 * vary by chance: 30 of 30 may be 29 next time. */
static void test_constant(void)
{
	double y[36], den[36];
	struct forecast_options o = {
		.ahead = 2, .period = 12, .lower = 0.0, .upper = 1.0
	};
	struct forecast_point p[2];
	struct arena *a = arena_new(ARENA_COMMAND);

	for (size_t i = 0; i < NELEM(y); i++) {
		y[i] = 1.0;
		den[i] = 30.0;
	}
	is_int(forecast_run(a, &o, y, NULL, NELEM(y), p), FORECAST_OK, "all 1");
	ok(!(p[0].lo95 < 1.0) && !(p[0].hi95 > 1.0), "stays 1");
	is_int(
	    forecast_run(a, &o, y, den, NELEM(y), p), FORECAST_OK, "30 of 30");
	ok(p[0].lo95 < 1.0 && !(p[0].mean < 1.0), "may be 29 next time");
	ok(forecast_below(&p[0], 0.99) > 0.0 &&
		forecast_below(&p[0], 0.99) < 0.2,
	    "which is unlikely");
	arena_free(a);
}

/* A distribution's chance below its own interval's end. */
static void test_chance(void)
{
	struct sim s;
	struct arena *a = arena_new(ARENA_COMMAND);

	for (size_t k = 0; k < SIM_KINDS; k++) {
		struct forecast_options o = { .ahead = 3 };
		struct forecast_point p[3];
		double lower, upper;

		sim_make(7, k, &s);
		o.period = s.period;
		o.lower = s.bounded ? 0.0 : -HUGE_VAL;
		o.upper = s.share ? 1.0 : HUGE_VAL;
		(void)forecast_run(
		    a, &o, s.value, s.share ? s.den : NULL, s.n, p);
		lower = forecast_below(&p[1], p[1].lo80);
		upper = 1.0 - forecast_missing(&p[1], p[1].hi80, true);
		/* Whole numbers make steps; tails are a little adjusted. */
		ok(lower >= 0.0 && lower < 0.20 && upper > 0.80 && upper <= 1.0,
		    "%s: %.2f below, %.2f to the top", s.kind, lower, upper);
	}
	arena_free(a);
}

int main(void)
{
	test_cases();
	test_simulated();
	test_refusals();
	test_short();
	test_target();
	test_rows();
	test_constant();
	test_chance();
	return tap_done();
}
