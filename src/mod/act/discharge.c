/*
 * discharge.c: `heard import discharges FILE.csv`: how many people went home
 * from each ward on each day, so that a promise knows whether there was anybody
 * to ask. The same file twice changes nothing.
 */
#include <stdio.h>
#include <string.h>

#include "base/fold.h"
#include "base/words.h"
#include "core/command.h"
#include "mod/act/promise.h"
#include "report/csv.h"

#define FILE_MAX ((size_t)64 << 20)

static const struct sql SQL_UNIT = {
	"SELECT u.id FROM unit u WHERE u.slug = ?1 OR u.fold = ?2"
	" ORDER BY CASE WHEN u.slug = ?1 THEN 0 ELSE 1 END, u.id LIMIT 1",
	SYSTEM("the command is the trust's own")
};
static const struct sql SQL_PUT = {
	"INSERT INTO ward_discharge (unit, day, people) VALUES (?1, ?2, ?3)"
	" ON CONFLICT (unit, day) DO UPDATE SET people = excluded.people",
	SYSTEM("the command is the trust's own")
};
static const struct sql *const list[] = { &SQL_UNIT, &SQL_PUT };
const struct sql_list act_discharge_sql = { list, NELEM(list) };

enum column { COL_WARD, COL_DAY, COL_PEOPLE, COL__N };
static const char *const names[COL__N] = { "ward", "day", "discharges" };

struct importing {
	struct ctx *cx;
	FILE *say;
	struct discharge_counts *counts;
	size_t at[COL__N]; /* of the columns */
	bool head;
	struct err *e;
	enum db_status st;
};

static bool read_head(struct importing *in, const struct csv_line *row)
{
	for (size_t c = 0; c < COL__N; c++) {
		in->at[c] = SIZE_MAX;
		for (size_t i = 0; i < row->n; i++)
			if (str_eq_nocase(row->fields[i], str_of(names[c])))
				in->at[c] = i;
		if (in->at[c] == SIZE_MAX)
			return err_set(in->e,
			    "The first line must name the columns ward, day "
			    "and discharges; %s is not there.",
			    names[c]);
	}
	in->head = true;
	return true;
}

static bool refuse(struct importing *in, long line, const char *why)
{
	in->counts->bad++;
	(void)fprintf(in->say, "line %ld: %s\n", line, why);
	return true;
}

static struct str cell(
    const struct importing *in, const struct csv_line *row, enum column c)
{
	return in->at[c] < row->n ? str_trim(row->fields[in->at[c]]) : S("");
}

static bool take(void *self, const struct csv_line *row)
{
	struct importing *in = self;
	struct ctx *cx = in->cx;
	struct date day;
	int64_t people = 0;

	if (!in->head)
		return read_head(in, row);
	const struct str ward = cell(in, row, COL_WARD);
	const int64_t unit = db_get_int(cx->conn, cx->arena, &SQL_UNIT,
	    VALS(V(ward), V(str_fold(cx->arena, ward))), 0);

	if (unit == 0)
		return refuse(in, row->line, T("There is no such ward."));
	if (!date_parse(cell(in, row, COL_DAY), &day) ||
	    date_cmp(day, cx->today) > 0)
		return refuse(in, row->line,
		    T("The day is none, or it is still to come."));
	if (!str_int64(cell(in, row, COL_PEOPLE), &people) || people < 0 ||
	    people > 10000)
		return refuse(in, row->line,
		    T("The number of discharges is no number from 0 to "
		      "10,000."));
	in->st = db_exec(cx->conn, cx->arena, &SQL_PUT,
	    VALS(V(unit), V(day), V(people)), NULL);
	in->counts->kept++;
	return in->st == DB_OK;
}

struct whole {
	struct str csv;
	FILE *say;
	struct discharge_counts counts;
	struct err e;
};

static enum db_status import_fn(struct ctx *cx, void *arg)
{
	struct whole *w = arg;
	struct discharge_counts counts = { 0, 0 };
	struct importing in = { .cx = cx,
		.say = w->say,
		.counts = &counts,
		.e = &w->e,
		.st = DB_OK };

	if (!csv_read(w->csv, csv_guess_delim(w->csv), take, &in, &w->e))
		return in.st != DB_OK ? in.st : DB_REFUSED;
	w->counts = counts;
	return promise_rebuild(cx);
}

bool discharges_import(struct ctx *cx, struct str csv, FILE *say,
    struct discharge_counts *ret, struct err *e)
{
	struct whole w = { .csv = csv, .say = say };
	const enum db_status st = ctx_change(cx, import_fn, &w);

	*ret = w.counts;
	*e = w.e;
	if (st != DB_OK && e->text[0] == '\0')
		return err_set(e, "The file could not be kept: try again.");
	return st == DB_OK;
}

static bool read_file(const char *path, struct buf *out, struct err *e)
{
	char part[65536];
	FILE *f = fopen(path, "rb");
	size_t n;

	if (f == NULL)
		return err_set(e, "%s cannot be read.", path);
	while ((n = fread(part, 1, sizeof(part), f)) > 0)
		buf_add(out, part, n);
	(void)fclose(f);
	return !out->failed ||
	       err_set(e, "%s is larger than 64 megabytes.", path);
}

static int run(struct command_env *env, const char *path)
{
	struct discharge_counts n = { 0, 0 };
	struct buf text = buf_make(FILE_MAX);
	struct err e = { "" };
	const bool good =
	    read_file(path, &text, &e) &&
	    discharges_import(&env->cx, buf_view(&text), stdout, &n, &e);

	buf_free(&text);
	if (!good)
		return command_fail(EXIT_DATA, &e);
	printf(
	    "%lld kept, %lld refused\n", (long long)n.kept, (long long)n.bad);
	return n.bad > 0 ? EXIT_DATA : 0;
}

int command_import_discharges(int argc, char **argv)
{
	struct command_env env;
	struct err e = { "" };
	struct args a;

	if (!args_init(&a, argc, argv, &e))
		return command_fail(EXIT_USAGE, &e);
	if (!command_open(
		&env, &a, COMMAND_SCHEMA | COMMAND_WRITER | COMMAND_KEYS, &e))
		return command_fail(EXIT_DATA, &e);
	const char *path = args_next(&a);

	if (path == NULL)
		(void)err_set(
		    &e, "Name the file: heard import discharges FILE.csv");
	const int code = path != NULL && args_done(&a, &e)
			     ? run(&env, path)
			     : command_fail(EXIT_USAGE, &e);

	command_close(&env);
	return code;
}
