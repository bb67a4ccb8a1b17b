/*
 * unit_import.c: see unit_import.h. Lines are read first, then saved 100 to a
 * change, so that a long file never keeps others from writing.
 */
#include "mod/org/unit_import.h"

#include <assert.h>
#include <string.h>

#include "base/fold.h"
#include "base/words.h"
#include "mod/org/unit_row.h"

#define SLICE     100
#define LINES_MAX 20000

static const struct sql SQL_FIND = {
	"SELECT id FROM unit WHERE fold = ?1 AND level = ?2 AND parent = ?3"
	" ORDER BY id LIMIT 1",
	SYSTEM("a line names units whoever brings the file; saving asks for "
	       "the right")
};

struct reading {
	struct ctx *cx;
	struct unit_report *report;
	struct unit_columns columns;
	bool has_header;
	struct unit_row *rows; /* LINES_MAX of them */
	size_t n;
	struct err *e;
};

static void bad_line(struct unit_report *r, long line, struct str sentence)
{
	r->bad++;
	if (r->nlines == UNIT_REPORT_LINES)
		return;
	r->lines[r->nlines].line = line;
	r->lines[r->nlines++].sentence = sentence;
}

static bool on_row(void *self, const struct csv_line *line)
{
	struct reading *r = self;
	struct arena *a = r->cx->arena;
	struct err e = { "" };

	if (!r->has_header) {
		r->has_header = true;
		return unit_columns_read(
		    a, &r->columns, line, &r->report->unused, r->e);
	}
	if (r->n == LINES_MAX)
		return err_set(
		    r->e, T("The file has more than %d lines."), LINES_MAX);
	if (unit_row_read(a, &r->columns, line, &r->rows[r->n], &e))
		r->n++;
	else
		bad_line(r->report, line->line, str_dup(a, str_of(e.text)));
	return true;
}

/* Saving -------------------------------------------------------------- */

enum outcome { ADDED, CHANGED, SAME, BAD };

/* One slice, and what came of each of its lines. */
struct slice {
	const struct unit_row *rows;
	size_t n;
	struct arena *arena; /* outlives the change */
	int64_t trust;
	enum outcome outcome[SLICE];
	struct str sentence[SLICE];
};

static int64_t find(
    struct ctx *cx, struct str name, const char *level, int64_t parent)
{
	return db_get_int(cx->conn, cx->arena, &SQL_FIND,
	    VALS(V(str_fold(cx->arena, name)), V(level), val_int(parent)), 0);
}

static enum db_status save(
    struct ctx *cx, struct unit *u, struct str *ret_sentence)
{
	struct problems p = { .arena = cx->arena };
	const enum db_status st = kind_save(cx, &kind_unit, u, &p);

	if (p.n > 0)
		*ret_sentence = p.list[0].sentence;
	return st;
}

/* The unit of this name below `parent`, made when it is not there. */
static enum db_status step(struct ctx *cx, struct str name, const char *level,
    int64_t *parent, struct str *ret_sentence)
{
	struct unit u = { .name = name,
		.level = str_of(level),
		.parent = *parent,
		.promise = S("none"),
		.public = true };
	enum db_status st = DB_OK;

	if (str_null(name))
		return DB_OK;
	u.record.id = find(cx, name, level, *parent);
	if (u.record.id == 0)
		st = save(cx, &u, ret_sentence);
	if (st == DB_OK)
		*parent = u.record.id;
	return st;
}

/* What the line says over what is there. Codes are compared by the engine,
 * which leaves a record alone that says what it said before. */
static void apply(struct unit *u, const struct unit_row *row)
{
	const struct unit *v = &row->values;

	if (!str_null(v->setting))
		u->setting = v->setting;
	if (!str_null(v->site_code))
		u->site_code = v->site_code;
	if (!str_null(v->ods_code))
		u->ods_code = v->ods_code;
	if (!date_none(v->opened))
		u->opened = v->opened;
	if (!date_none(v->closed))
		u->closed = v->closed;
	if (!str_null(v->promise))
		u->promise = v->promise;
	if (row->says_public)
		u->public = v->public;
}

static enum db_status save_row(struct ctx *cx, const struct unit_row *row,
    int64_t trust, enum outcome *ret, struct str *ret_sentence)
{
	struct unit u = { .name = row->name,
		.level = str_of(row->level),
		.parent = trust,
		.promise = S("none"),
		.public = true };
	enum db_status st = DB_OK;
	int64_t id, version;

	if (strcmp(row->level, "directorate") != 0)
		st = step(cx, row->directorate, "directorate", &u.parent,
		    ret_sentence);
	if (st == DB_OK && strcmp(row->level, "team") == 0)
		st = step(cx, row->service, "service", &u.parent, ret_sentence);
	if (st != DB_OK)
		return st;
	id = find(cx, row->name, row->level, u.parent);
	if (id != 0 && !kind_get(cx, &kind_unit, id, &u))
		return DB_REFUSED;
	version = u.record.version;
	apply(&u, row);
	st = save(cx, &u, ret_sentence);
	*ret = id == 0 ? ADDED : u.record.version == version ? SAME : CHANGED;
	return st;
}

static enum db_status slice_fn(struct ctx *cx, void *arg)
{
	struct slice *s = arg;

	for (size_t i = 0; i < s->n; i++) {
		struct str sentence = STR_NULL;
		const enum db_status st = save_row(
		    cx, &s->rows[i], s->trust, &s->outcome[i], &sentence);

		if (st == DB_OK)
			continue;
		if (st != DB_REFUSED)
			return st;
		if (str_null(sentence))
			sentence = str_of(T("You may not change this unit."));
		s->outcome[i] = BAD;
		s->sentence[i] = str_dup(s->arena, sentence);
	}
	return DB_OK;
}

static void count(struct unit_report *r, const struct slice *s)
{
	for (size_t i = 0; i < s->n; i++) {
		switch (s->outcome[i]) {
		case ADDED:
			r->added++;
			break;
		case CHANGED:
			r->changed++;
			break;
		case SAME:
			r->same++;
			break;
		case BAD:
			bad_line(r, s->rows[i].line, s->sentence[i]);
			break;
		}
	}
}

static bool save_all(struct reading *r, int64_t trust)
{
	for (size_t at = 0; at < r->n; at += SLICE) {
		struct slice s = { .rows = r->rows + at,
			.n = r->n - at < SLICE ? r->n - at : SLICE,
			.arena = r->cx->arena,
			.trust = trust };

		if (ctx_change(r->cx, slice_fn, &s) != DB_OK)
			return err_set(r->e,
			    T("The database failed at line %ld. Lines before "
			      "it were kept; send the file again."),
			    s.rows[0].line);
		count(r->report, &s);
	}
	return true;
}

bool unit_import(
    struct ctx *cx, struct str csv, struct unit_report *ret, struct err *e)
{
	struct reading r = { .cx = cx, .report = ret, .e = e };
	const int64_t trust = unit_trust(cx);
	struct csv_reader *reader;
	bool good;

	*ret = (struct unit_report){ 0 };
	if (trust == 0)
		return err_set(e, "%s",
		    T("There is no trust yet for these units to belong to. "
		      "Run `heard init` first."));
	r.rows = arena_array(cx->arena, LINES_MAX, sizeof(*r.rows));
	reader = csv_reader_new(csv_guess_delim(csv), on_row, &r);
	good = csv_reader_feed(reader, csv.s, csv.n, e) &&
	       csv_reader_end(reader, e);
	ret->converted = csv_reader_converted(reader);
	csv_reader_free(reader);
	if (good && !r.has_header)
		return err_set(e, "%s", T("The file is empty."));
	return good && save_all(&r, trust);
}

static const struct sql *const list[] = { &SQL_FIND };
const struct sql_list unit_import_sql = { list, NELEM(list) };
