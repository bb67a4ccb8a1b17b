/* `heard stats`: the reference cases of the methods offered, and refusals. */
#include <dirent.h>
#include <jansson.h>
#include <stdlib.h>

#include "hidden.h"
#include "mod/insight/stats_command.h"
#include "stat/suppress.h"
#include "tap.h"

static const char *cases_dir(void)
{
	static const char *const tries[] = { "../shared/golden/stats",
		"../../shared/golden/stats" };

	for (size_t i = 0; i < NELEM(tries); i++) {
		DIR *d = opendir(tries[i]);

		if (d != NULL) {
			closedir(d);
			return tries[i];
		}
	}
	return NULL;
}

static bool same_within(const json_t *got, const json_t *want, double rtol)
{
	double g, w;

	if (!json_is_number(want) || !json_is_number(got))
		return json_equal(got, want) == 1;
	g = json_number_value(got);
	w = json_number_value(want);
	return fabs(g - w) <= rtol * fabs(w) || fabs(g - w) <= 1e-9;
}

static int diff_object(const json_t *got, const json_t *want, double rtol)
{
	const json_t *cell;
	const char *key;
	int bad = 0;

	json_object_foreach((json_t *)(uintptr_t)want, key, cell)
	{
		if (json_is_array(cell) ||
		    same_within(json_object_get(got, key), cell, rtol))
			continue;
		if (bad++ < 3)
			printf("# %s: %.12g, not %.12g\n", key,
			    json_number_value(json_object_get(got, key)),
			    json_number_value(cell));
	}
	return bad;
}

/* Differences of the figures of the whole and of every row. */
static int diff_answer(const json_t *got, const json_t *want, double rtol)
{
	const json_t *rows = json_object_get(got, "rows");
	const json_t *wanted = json_object_get(want, "rows"), *row;
	int bad = diff_object(got, want, rtol);
	size_t i;

	bad += json_array_size(rows) != json_array_size(wanted);
	json_array_foreach(wanted, i, row) bad +=
	    diff_object(json_array_get(rows, i), row, rtol);
	return bad;
}

/* The row with this id; SUPPRESS_NONE: none. */
static size_t row_of(char ids[][32], size_t n, const char *id)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(ids[i], id) == 0)
			return i;
	return SUPPRESS_NONE;
}

/* The cells of a case. */
static size_t read_cells(FILE *in, size_t *parents, int64_t *counts)
{
	char line[128], ids[HIDDEN_MAX][32], ups[HIDDEN_MAX][32];
	size_t n = 0;

	while (n < HIDDEN_MAX && fgets(line, sizeof(line), in) != NULL) {
		struct str rest = str_trim(str_of(line)), id, up;

		if (!str_cut(&rest, ',', &id) || !str_cut(&rest, ',', &up) ||
		    !str_int64(rest, &counts[n]))
			continue;
		(void)snprintf(ids[n], 32, "%.*s", STR_ARG(id));
		(void)snprintf(ups[n++], 32, "%.*s", STR_ARG(up));
	}
	for (size_t i = 0; i < n; i++)
		parents[i] = row_of(ids, n, ups[i]);
	return n;
}

/* How many cells are hidden; -1 when the answer breaks a promise. The tree is
 * taken from the input, so that the answer is judged by itself. */
static int judge_hidden(const json_t *got, const char *csv)
{
	const json_t *rows = json_object_get(got, "rows"), *row;
	size_t parents[HIDDEN_MAX], n = 0, i;
	int64_t counts[HIDDEN_MAX];
	bool hidden[HIDDEN_MAX];
	FILE *in = fopen(csv, "r");
	int many = 0;

	if (in != NULL) {
		n = read_cells(in, parents, counts);
		(void)fclose(in);
	}
	if (n == 0 || json_array_size(rows) != n)
		return -1;
	json_array_foreach(rows, i, row)
	{
		hidden[i] = json_is_null(json_object_get(row, "count"));
		many += hidden[i] ? 1 : 0;
	}
	return hidden_safe(parents, counts, n,
		   json_integer_value(json_object_get(got, "threshold")),
		   hidden)
		   ? many
		   : -1;
}

static int diff_case(const json_t *got, const json_t *kase, const char *csv)
{
	const json_t *want = json_object_get(kase, "expected");
	const json_t *rtol = json_object_get(kase, "rtol");
	const json_t *most = json_object_get(want, "max_suppressed");
	int hidden;

	if (most == NULL)
		return diff_answer(
		    got, want, rtol != NULL ? json_number_value(rtol) : 1e-6);
	hidden = judge_hidden(got, csv);
	if (hidden != json_integer_value(json_object_get(want, "optimum")))
		printf("# %d hidden\n", hidden);
	return hidden < 0 || hidden > json_integer_value(most);
}

static int run_args(const json_t *args, FILE *in, struct buf *out)
{
	char *argv[16];
	const json_t *one;
	struct err err = { "" };
	size_t i;
	int n = 1, status;

	argv[0] = strdup("stats");
	json_array_foreach(args, i, one) argv[n++] =
	    strdup(json_string_value(one));
	status = stats_run(n, argv, in, out, &err);
	if (status != 0)
		printf("# %s\n", err.text);
	while (n > 0)
		free(argv[--n]);
	return status;
}

static bool run_case(const char *dir, const char *file)
{
	char path[512];
	struct buf out = buf_make(1 << 20);
	json_t *kase, *got = NULL;
	FILE *in;
	int bad = 1, status = 1;

	(void)snprintf(path, sizeof(path), "%s/%s", dir, file);
	kase = json_load_file(path, 0, NULL);
	(void)snprintf(path, sizeof(path), "%s/%s", dir,
	    json_string_value(json_object_get(kase, "input")));
	in = fopen(path, "r");
	if (in != NULL)
		status = run_args(json_object_get(kase, "args"), in, &out);
	if (status == 0)
		got = json_loads(buf_view(&out).s, 0, NULL);
	if (got != NULL)
		bad = diff_case(got, kase, path);
	if (in != NULL)
		(void)fclose(in);
	json_decref(got);
	json_decref(kase);
	buf_free(&out);
	return bad == 0;
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
		if (!str_ends(str_of(e->d_name), S(".json")))
			continue;
		ok(run_case(dir, e->d_name), "%s", e->d_name);
		n++;
	}
	closedir(d);
	ok(n >= 24, "all cases: %d", n);
}

static void refuses(
    int want, const char *method, const char *csv, const char *sentence)
{
	char name[] = "stats", m[32];
	char *argv[] = { name, m, NULL };
	struct buf out = buf_make(1 << 20);
	struct err err = { "" };
	FILE *in = tmpfile();

	(void)snprintf(m, sizeof(m), "%s", method);
	(void)fputs(csv, in);
	rewind(in);
	is_int(stats_run(2, argv, in, &out, &err), want, sentence);
	is_cstr(err.text, sentence, "  in words");
	(void)fclose(in);
	buf_free(&out);
}

/* Nothing of nothing, under a name that JSON must escape. */
static void test_odd(void)
{
	char name[] = "stats", m[] = "wilson";
	char *argv[] = { name, m, NULL };
	struct buf out = buf_make(1 << 20);
	struct err err = { "" };
	FILE *in = tmpfile();

	(void)fputs("id,num,den\n\"a\"\"\\\t\",0,0\n", in);
	rewind(in);
	is_int(stats_run(2, argv, in, &out, &err), 0, "0 of 0 is no error");
	is_str(buf_view(&out),
	    S("{\"rows\":[\n{\"id\":\"a\\\"\\\\\\u0009\",\"p\":null,"
	      "\"lower\":null,\"upper\":null}\n]}\n"),
	    "but has no value");
	(void)fclose(in);
	buf_free(&out);
}

int main(void)
{
	test_cases();
	refuses(2, "magic", "",
	    "“magic” is not offered. Use wilson, byar, poisson, difference, "
	    "funnel, p-adjust, suppress or fft-suppress.");
	refuses(1, "wilson", "id,num\n",
	    "The first line must name the column den.");
	refuses(1, "wilson", "id,num,den\na,3,2\n",
	    "On line 2 the column num is more than den.");
	refuses(1, "byar", "id,count\na,-1\n",
	    "Line 2 has no whole number from 0 in the column count.");
	test_odd();
	return tap_done();
}
