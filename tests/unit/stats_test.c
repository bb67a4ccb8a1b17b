/* `heard stats`: the reference cases of the methods offered, and refusals. */
#include <dirent.h>
#include <jansson.h>
#include <stdlib.h>

#include "mod/insight/stats_command.h"
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

static bool same(const json_t *got, const json_t *want)
{
	double g, w;

	if (!json_is_number(want) || !json_is_number(got))
		return json_equal(got, want) == 1;
	g = json_number_value(got);
	w = json_number_value(want);
	return fabs(g - w) <= 1e-6 * fabs(w) || fabs(g - w) <= 1e-9;
}

static int diff_rows(const json_t *got, const json_t *want)
{
	const json_t *row, *cell;
	const char *key;
	size_t i;
	int bad = json_array_size(got) != json_array_size(want);

	json_array_foreach(want, i, row) json_object_foreach(
	    (json_t *)(uintptr_t)row, key,
	    cell) if (!same(json_object_get(json_array_get(got, i), key), cell))
	{
		printf("# %s[%zu]\n", key, i);
		bad++;
	}
	return bad;
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
	while (n > 0)
		free(argv[--n]);
	return status;
}

/* -1: a method that is not offered. */
static int run_case(const char *dir, const char *file)
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
		bad = diff_rows(json_object_get(got, "rows"),
		    json_object_get(json_object_get(kase, "expected"), "rows"));
	if (in != NULL)
		(void)fclose(in);
	json_decref(got);
	json_decref(kase);
	buf_free(&out);
	return status == 2 ? -1 : bad;
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
		int bad;

		if (!str_ends(str_of(e->d_name), S(".json")))
			continue;
		bad = run_case(dir, e->d_name);
		if (bad >= 0) {
			ok(bad == 0, "%s", e->d_name);
			n++;
		}
	}
	closedir(d);
	ok(n >= 7, "cases of the methods offered: %d", n);
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
	    "“magic” is not offered. Use wilson, byar or difference.");
	refuses(1, "wilson", "id,num\n",
	    "The first line must name the column den.");
	refuses(1, "wilson", "id,num,den\na,3,2\n",
	    "On line 2 the column num is more than den.");
	refuses(1, "byar", "id,count\na,-1\n",
	    "Line 2 has no whole number from 0 in the column count.");
	test_odd();
	return tap_done();
}
