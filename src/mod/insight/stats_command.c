/*
 * stats_command.c: see stats_command.h. A method is a line in a table: the
 * columns it reads, the name of its figure, and a function of stat/small.h.
 */
#include "mod/insight/stats_command.h"

#include <math.h>
#include <string.h>

#include "base/words.h"
#include "mod/insight/filter.h"
#include "stat/small.h"

#define INPUTS_MAX 4

struct method {
	const char *name, *figure;
	const char *inputs[INPUTS_MAX + 1]; /* whole numbers; NULL ends them */
	bool shares; /* inputs are pairs: a part and its whole */
	struct interval (*of)(const int64_t *in, double conf);
};

struct job {
	const struct method *method;
	double conf;
	size_t id_at, at[INPUTS_MAX]; /* columns */
	bool headed, rows;
	struct arena *a; /* emptied after each row */
	struct buf *out;
	struct err *err;
};

static struct interval wilson(const int64_t *in, double conf)
{
	return small_wilson(in[0], in[1], conf);
}

static struct interval byar(const int64_t *in, double conf)
{
	return small_byar(in[0], conf);
}

static struct interval difference(const int64_t *in, double conf)
{
	return small_difference(in[0], in[1], in[2], in[3], conf);
}

static const struct method methods[] = {
	{ "wilson", "p", { "num", "den" }, true, wilson },
	{ "byar", "count", { "count" }, false, byar },
	{ "difference", "diff", { "num1", "den1", "num2", "den2" }, true,
	    difference },
};

static bool read_head(struct job *j, const struct csv_line *line)
{
	j->headed = true;
	j->id_at = filter_column(line, S("id"));
	if (j->id_at == SIZE_MAX)
		return err_set(
		    j->err, "%s", T("The first line must name the column id."));
	for (size_t i = 0; j->method->inputs[i] != NULL; i++) {
		const char *name = j->method->inputs[i];

		j->at[i] = filter_column(line, str_of(name));
		if (j->at[i] == SIZE_MAX)
			return err_set(j->err,
			    T("The first line must name the column %s."), name);
	}
	return true;
}

/* The row's whole numbers. A part may not be more than its whole. */
static bool read_inputs(
    struct job *j, const struct csv_line *line, int64_t *ret_in)
{
	for (size_t i = 0; j->method->inputs[i] != NULL; i++) {
		if (j->at[i] >= line->n ||
		    !str_int64(str_trim(line->fields[j->at[i]]), &ret_in[i]) ||
		    ret_in[i] < 0)
			return err_set(j->err,
			    T("Line %ld has no whole number from 0 in the "
			      "column %s."),
			    line->line, j->method->inputs[i]);
		if (j->method->shares && i % 2 == 1 &&
		    ret_in[i - 1] > ret_in[i])
			return err_set(j->err,
			    T("On line %ld the column %s is more than %s."),
			    line->line, j->method->inputs[i - 1],
			    j->method->inputs[i]);
	}
	return true;
}

static bool read_row(void *self, const struct csv_line *line)
{
	struct job *j = self;
	int64_t in[INPUTS_MAX] = { 0 };
	struct interval i;

	if (!j->headed)
		return read_head(j, line);
	if (!read_inputs(j, line, in))
		return false;
	i = j->method->of(in, j->conf);
	buf_cstr(j->out, j->rows ? ",\n{\"id\":" : "\n{\"id\":");
	filter_json_text(
	    j->out, j->id_at < line->n ? line->fields[j->id_at] : S(""));
	buf_byte(j->out, ',');
	filter_json_number(j->out, j->a, j->method->figure, i.p);
	buf_byte(j->out, ',');
	filter_json_number(j->out, j->a, "lower", i.lower);
	buf_byte(j->out, ',');
	filter_json_number(j->out, j->a, "upper", i.upper);
	buf_byte(j->out, '}');
	j->rows = true;
	arena_reset(j->a);
	return true;
}

static bool set_method(struct job *j, const char *name)
{
	for (size_t i = 0; i < NELEM(methods); i++)
		if (strcmp(methods[i].name, name) == 0)
			j->method = &methods[i];
	return j->method != NULL ||
	       err_set(j->err,
		   T("“%s” is not offered. Use wilson, byar or difference."),
		   name);
}

/* [--format json] METHOD [--conf C], in any order. */
static bool parse(struct job *j, int argc, char **argv)
{
	for (int i = 1; i < argc; i++) {
		const char *value = i + 1 < argc ? argv[i + 1] : "";

		if (argv[i][0] != '-') {
			if (!set_method(j, argv[i]))
				return false;
			continue;
		}
		if (strcmp(argv[i], "--conf") == 0) {
			if (!str_double(str_of(value), &j->conf) ||
			    !(j->conf > 0.0 && j->conf < 1.0))
				return err_set(j->err, "%s",
				    T("The confidence must lie between 0 and "
				      "1, such as 0.95."));
		} else if (strcmp(argv[i], "--format") != 0) {
			return err_set(
			    j->err, T("There is no option “%s”."), argv[i]);
		} else if (strcmp(value, "json") != 0) {
			return err_set(
			    j->err, "%s", T("The only format is json."));
		}
		i++;
	}
	return j->method != NULL ||
	       err_set(j->err, "%s",
		   T("Name a method: wilson, byar or difference."));
}

int stats_run(int argc, char **argv, FILE *in, struct buf *out, struct err *err)
{
	struct job j = { .conf = 0.95, .out = out, .err = err };
	bool fine;

	if (!parse(&j, argc, argv))
		return 2;
	j.a = arena_new(ARENA_REQUEST);
	buf_cstr(out, "{\"rows\":[");
	fine = filter_read(in, read_row, &j, err);
	if (fine && !j.headed)
		fine = err_set(err, "%s", T("The input is empty."));
	buf_cstr(out, "\n]}\n");
	arena_free(j.a);
	return fine ? 0 : 1;
}

int stats_command(int argc, char **argv)
{
	struct buf out = buf_make(FILTER_OUT_MAX);
	struct err err = { "" };
	const int status = stats_run(argc, argv, stdin, &out, &err);

	return filter_end("stats", status, &out, &err);
}
