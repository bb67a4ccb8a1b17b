/*
 * csv_out.c: records as CSV, one row at a time in constant memory, and the
 * description of the columns. A reference is two columns: the other record's
 * ref, which reads back, and its title for people; so is a choice.
 */
#include <assert.h>
#include <string.h>

#include "base/words.h"
#include "kind/list.h"
#include "report/csv.h"

#define ROW_MAX ((size_t)4 << 20)

static void header(struct buf *out, const struct kind *k)
{
	csv_bom(out);
	buf_cstr(out, "ref");
	for (size_t i = 0; i < k->nfields; i++) {
		const struct field *f = &k->fields[i];

		if (!field_shown(f))
			continue;
		buf_fmt(out, ",%s", f->name);
		if (f->ref != NULL)
			buf_fmt(out, ",%s_title", f->name);
		if (f->choices != NULL)
			buf_fmt(out, ",%s_label", f->name);
	}
	buf_cstr(out, ",created_at,changed_at\r\n");
}

static void value(struct buf *out, struct str s)
{
	buf_byte(out, ',');
	csv_field(out, s);
}

/* One record; `col` of the rows is where its references begin. */
static void row(struct ctx *cx, const struct kind *k, const void *rec,
    struct rows *r, struct buf *out)
{
	int col = RECORD_COLS + (int)k->nfields;

	csv_field(out, record_in(rec)->ref);
	for (size_t i = 0; i < k->nfields; i++) {
		const struct field *f = &k->fields[i];

		if (!field_shown(f))
			continue;
		if (f->ref != NULL) {
			value(out, db_text(r, col));
			value(out, db_text(r, col + 1));
			col += 2;
			continue;
		}
		value(out, kind_text(cx, f, rec));
		if (f->choices != NULL)
			value(out, kind_show(cx, f, rec));
	}
	value(out, instant_iso(cx->arena, record_in(rec)->created_at));
	value(out, instant_iso(cx->arena, record_in(rec)->changed_at));
	buf_cstr(out, "\r\n");
}

/* Reading is not yet taking away: an export asks for both rights. */
static struct rows *open_rows(struct ctx *cx, const struct kind *k)
{
	struct sqlb b;

	sqlb_init(&b, cx->arena, (int)k->read);
	sqlb_add(&b, "SELECT ");
	kind_sql_columns(&b, k);
	list_sql_references(&b, cx, k);
	list_sql_from(&b, k);
	sqlb_add(&b, " WHERE 1 = 1");
	kind_sql_visible(&b, cx, k, "r", k->read);
	kind_sql_visible(&b, cx, k, "r", CAP_EXPORT);
	sqlb_add(&b, " ORDER BY r.id");
	return db_stream_built(cx->conn, &b);
}

bool kind_export_csv(
    struct ctx *cx, const struct kind *k, kind_write_fn *fn, void *arg)
{
	struct arena *a = arena_new(ARENA_REQUEST);
	struct ctx rowcx = *cx; /* its memory is one row's */
	struct buf out = buf_make(ROW_MAX);
	void *rec = record_new(cx->arena, k);
	struct rows *r = open_rows(cx, k);

	rowcx.arena = a;
	header(&out, k);
	bool going = fn(arg, buf_view(&out));

	while (going && db_next(r)) {
		buf_reset(&out);
		record_load(k, rec, r);
		row(&rowcx, k, rec, r, &out);
		going = !out.failed && fn(arg, buf_view(&out));
		arena_reset(a);
	}
	const enum db_status st = db_done(r);

	buf_free(&out);
	arena_free(a);
	return going && st == DB_OK;
}

/* Description ---------------------------------------------------------- */

static const char *type_name(const struct field *f)
{
	if (f->ref != NULL)
		return "reference";
	if (f->choices != NULL)
		return "choice";
	switch (f->type) {
	case FIELD_INT:
		return "integer";
	case FIELD_REAL:
		return "number";
	case FIELD_TEXT:
		return "text";
	case FIELD_DATE:
		return "date";
	case FIELD_INSTANT:
		return "instant";
	case FIELD_BOOL:
		return "yes or no";
	}
	return "";
}

/* "open = Open; done = Done". */
static struct str choices_text(struct arena *a, const struct field *f)
{
	struct buf b = buf_make((size_t)64 << 10);

	if (f->ref != NULL)
		buf_fmt(&b, "ref of %s", f->ref->name);
	for (size_t i = 0; f->choices != NULL && i < f->choices->n; i++)
		buf_fmt(&b, "%s%s = %s", i > 0 ? "; " : "",
		    f->choices->list[i].code, T(f->choices->list[i].label));
	const struct str s = str_dup(a, buf_view(&b));

	buf_free(&b);
	return s;
}

static void describe(struct buf *out, const char *name, const char *type,
    bool required, struct str choices, const char *label, const char *hint)
{
	const struct str cells[] = { str_of(name), str_of(type),
		required ? S("yes") : S("no"), choices, str_of(label),
		str_of(hint) };

	csv_row(out, cells, NELEM(cells));
}

void kind_describe_csv(struct ctx *cx, const struct kind *k, struct buf *out)
{
	csv_bom(out);
	buf_cstr(out, "column,type,required,values,meaning,note\r\n");
	describe(out, "ref", "reference", false, STR_NULL,
	    T("The record's own reference"),
	    T("Empty in an import: a new record"));
	for (size_t i = 0; i < k->nfields; i++) {
		const struct field *f = &k->fields[i];

		if (!field_shown(f))
			continue;
		describe(out, f->name, type_name(f), (f->flags & REQUIRED) != 0,
		    choices_text(cx->arena, f), T(f->label),
		    f->hint != NULL ? T(f->hint) : "");
		if (f->ref == NULL && f->choices == NULL)
			continue;
		describe(out,
		    str_fmt(cx->arena, "%s_%s", f->name,
			f->ref != NULL ? "title" : "label")
			.s,
		    "text", false, STR_NULL, T(f->label),
		    T("For people; an import passes it over"));
	}
	describe(out, "created_at", "instant", false, STR_NULL, T("Made"),
	    T("An import passes it over"));
	describe(out, "changed_at", "instant", false, STR_NULL,
	    T("Last changed"), T("An import passes it over"));
}
