/*
 * csv_in.c: records from CSV. Lines are gathered into slices; each slice is one
 * change. A line that is wrong is reported and left out; the others are kept.
 */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/random.h"
#include "base/words.h"
#include "kind/engine.h"
#include "report/csv.h"

#define SLICE_ROWS 500

/* One line of the file, in the slice's arena. */
struct line {
	long number;
	struct str *cells; /* as many as the header has */
	struct str wrong;  /* set for good: it is not tried again */
	enum outcome { SAME, CREATED, CHANGED, WRONG } outcome;
};

struct import {
	struct ctx *cx;
	const struct kind *k;
	struct import_report *report;
	struct err *e;
	bool refused;

	size_t ncolumns;
	const struct field *columns[CSV_COLUMNS_MAX]; /* NULL: passed over */
	size_t ref_column;                            /* SIZE_MAX: none */

	struct arena *slice; /* lives from one change to the next */
	struct line lines[SLICE_ROWS];
	size_t nlines;
};

/* The header ------------------------------------------------------------ */

/* Columns that an export adds for people. */
static bool for_people(const struct kind *k, struct str name)
{
	static const char *const ends[] = { "_title", "_label" };

	if (str_is(name, "created_at") || str_is(name, "changed_at"))
		return true;
	for (size_t i = 0; i < NELEM(ends); i++) {
		const struct str end = str_of(ends[i]);

		if (str_ends(name, end) &&
		    kind_field(k, str_sub(name, 0, name.n - end.n)) != NULL)
			return true;
	}
	return false;
}

static void add_unused(struct import *im, struct str name)
{
	struct import_report *rep = im->report;

	rep->unused = str_null(rep->unused)
			  ? str_dup(im->cx->arena, name)
			  : str_fmt(im->cx->arena, "%.*s, %.*s",
				STR_ARG(rep->unused), STR_ARG(name));
}

static bool read_header(struct import *im, const struct csv_line *row)
{
	size_t used = 0;

	im->ncolumns = row->n;
	im->ref_column = SIZE_MAX;
	for (size_t i = 0; i < row->n; i++) {
		const struct str name =
		    str_lower(im->cx->arena, str_trim(row->fields[i]));
		const struct field *f = kind_field(im->k, name);

		if (str_is(name, "ref")) {
			im->ref_column = i;
		} else if (f != NULL && field_on_form(f)) {
			im->columns[i] = f;
			used++;
		} else if (!for_people(im->k, name) &&
			   (f == NULL || !field_shown(f))) {
			add_unused(im, name);
		}
	}
	if (used > 0)
		return true;
	im->refused = true;
	return err_set(im->e,
	    T("The first line names no column that %s have. The description of "
	      "the columns says which there are"),
	    T(im->k->many));
}

/* A slice --------------------------------------------------------------- */

static void set_wrong(struct import *im, struct line *l, struct str sentence)
{
	l->wrong = str_dup(im->slice, sentence);
	l->outcome = WRONG;
}

/* The first thing that is wrong: one reason a line is enough to act on. */
static void set_problem(
    struct import *im, struct line *l, const struct problems *p)
{
	assert(p->n > 0);
	set_wrong(im, l, p->list[0].sentence);
}

/* The record that a line means: the one of its ref, or a new one. */
static enum db_status start_record(struct ctx *cx, struct import *im,
    const struct line *l, void *rec, struct problems *p)
{
	const struct str typed = im->ref_column == SIZE_MAX
				     ? STR_NULL
				     : str_trim(l->cells[im->ref_column]);
	bool found;

	record_init(im->k, rec);
	if (str_empty(typed)) {
		if (im->k->no_create && !cx->system)
			problem_add(
			    p, NULL, T("New ones cannot be made by a file"));
		return DB_OK;
	}
	const struct str ref = kind_ref_typed(cx->arena, im->k, typed);

	if (str_null(ref)) {
		problem_add(p, NULL, T("“%.*s” is not a reference"),
		    STR_ARG(str_sub(typed, 0, 40)));
		return DB_OK;
	}
	const enum db_status st = record_fetch(cx, im->k, 0, ref, rec, &found);

	if (st == DB_OK && !found)
		problem_add(p, NULL,
		    T("There is no record with the reference %.*s"),
		    STR_ARG(ref));
	return st;
}

/* A cell that says what the record says already is left alone: the text of
 * an instant is coarser than the instant, and a text may begin with what looks
 * like a guard. */
static void parse_cell(struct ctx *cx, const struct field *f, struct str cell,
    void *rec, struct problems *p)
{
	const struct str typed = csv_unguard(cell);
	const struct str was = str_trim(kind_text(cx, f, rec));

	if (!str_empty(was) &&
	    (str_eq(str_trim(cell), was) || str_eq(str_trim(typed), was)))
		return;
	(void)kind_parse(cx, f, typed, rec, p);
}

/* Saves one line. *ret_wrote: something was written before it went wrong, so
 * that the slice must start again without it. */
static enum db_status save_line(
    struct ctx *cx, struct import *im, struct line *l, bool *ret_wrote)
{
	struct problems p = { .arena = cx->arena };
	void *rec = record_new(cx->arena, im->k);
	enum db_status st = start_record(cx, im, l, rec, &p);

	*ret_wrote = false;
	if (st != DB_OK)
		return st;
	const bool is_new = record_of(rec)->id == 0;
	const int64_t version = record_of(rec)->version;

	for (size_t i = 0; p.n == 0 && i < im->ncolumns; i++)
		if (im->columns[i] != NULL)
			parse_cell(cx, im->columns[i], l->cells[i], rec, &p);
	if (p.n == 0) {
		st = kind_save(cx, im->k, rec, &p);
		*ret_wrote = st == DB_REFUSED && p.n == 0;
	}
	if (p.n > 0) {
		/* kind_save's own checks come before it writes, but the index
		 * speaks after; starting again is right for both. */
		set_problem(im, l, &p);
		*ret_wrote = st == DB_REFUSED;
		return DB_OK;
	}
	if (st == DB_OK)
		l->outcome = is_new                              ? CREATED
			     : record_of(rec)->version > version ? CHANGED
								 : SAME;
	return st;
}

static enum db_status save_slice(struct ctx *cx, void *arg)
{
	struct import *im = arg;

	for (size_t i = 0; i < im->nlines; i++) {
		struct line *l = &im->lines[i];
		bool wrote;

		if (!str_null(l->wrong))
			continue;
		const enum db_status st = save_line(cx, im, l, &wrote);

		if (st == DB_REFUSED && str_null(l->wrong))
			set_wrong(im, l, str_of(T("This record was refused")));
		if (st != DB_OK || wrote)
			return st != DB_OK ? st : DB_REFUSED;
	}
	return DB_OK;
}

static void count_line(struct import *im, const struct line *l)
{
	struct import_report *rep = im->report;

	switch (l->outcome) {
	case SAME:
		rep->same++;
		return;
	case CREATED:
		rep->created++;
		return;
	case CHANGED:
		rep->changed++;
		return;
	case WRONG:
		rep->bad++;
		if (rep->nlines < IMPORT_LINES_MAX)
			rep->lines[rep->nlines++] =
			    (struct import_line){ l->number,
				    str_dup(im->cx->arena, l->wrong) };
		return;
	}
}

static size_t count_wrong(const struct import *im)
{
	size_t n = 0;

	for (size_t i = 0; i < im->nlines; i++)
		n += str_null(im->lines[i].wrong) ? 0 : 1;
	return n;
}

/* One change; again without a line that was refused after it was written. */
static bool flush_slice(struct import *im)
{
	enum db_status st;
	size_t wrong;

	do {
		wrong = count_wrong(im);
		st = ctx_change(im->cx, save_slice, im);
	} while ((st == DB_REFUSED || st == DB_DUPLICATE) &&
		 count_wrong(im) > wrong);
	if (st == DB_OK)
		for (size_t i = 0; i < im->nlines; i++)
			count_line(im, &im->lines[i]);
	im->nlines = 0;
	arena_reset(im->slice);
	im->report->status = st;
	return st == DB_OK;
}

static bool take_row(void *self, const struct csv_line *row)
{
	struct import *im = self;

	if (im->ncolumns == 0)
		return read_header(im, row);
	struct line *l = &im->lines[im->nlines++];

	*l = (struct line){ .number = row->line,
		.cells =
		    arena_array(im->slice, im->ncolumns, sizeof(struct str)) };
	for (size_t i = 0; i < im->ncolumns && i < row->n; i++)
		l->cells[i] = str_dup(im->slice, row->fields[i]);
	if (row->n > im->ncolumns)
		set_wrong(im, l,
		    str_of(T("This line has more values than the first line "
			     "has columns")));
	return im->nlines < SLICE_ROWS || flush_slice(im);
}

bool kind_import_csv(struct ctx *cx, const struct kind *k, struct str csv,
    struct import_report *ret, struct err *e)
{
	struct import *im = xcalloc(1, sizeof(*im));
	bool fine;

	*ret = (struct import_report){ .status = DB_OK };
	im->cx = cx;
	im->k = k;
	im->report = ret;
	im->e = e;
	im->slice = arena_new(ARENA_COMMAND);
	if (e != NULL)
		e->text[0] = '\0';
	fine = csv_read(csv, csv_guess_delim(csv), take_row, im, e);
	/* What stood before a broken place in the file is good and stays. */
	if (im->nlines > 0 && ret->status == DB_OK && !im->refused)
		fine = flush_slice(im) && fine;
	if (fine && im->ncolumns == 0)
		fine = err_set(e, "%s", T("The file is empty"));
	arena_free(im->slice);
	free(im);
	return fine;
}
