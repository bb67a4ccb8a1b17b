/*
 * page_import.c: a file brought in, and the report of its lines.
 */
#include <assert.h>
#include <stdlib.h>

#include "base/words.h"
#include "kind/pages.h"

static void counts(struct req *r, const struct import_report *rep)
{
	const struct {
		const char *label;
		int64_t n;
	} rows[] = {
		{ T("New"), rep->created },
		{ T("Changed"), rep->changed },
		{ T("As before"), rep->same },
		{ T("Left out"), rep->bad },
	};
	struct summary_row list[NELEM(rows)] = { 0 };

	for (size_t i = 0; i < NELEM(rows); i++) {
		list[i].key = str_of(rows[i].label);
		list[i].value =
		    str_fmt(r->cx.arena, "%lld", (long long)rows[i].n);
	}
	component_summary_list(&r->out,
	    &(struct summary_list){ .rows = list, .nrows = NELEM(list) });
}

static void wrong_lines(struct req *r, const struct import_report *rep)
{
	struct table_row *rows =
	    arena_array(r->cx.arena, rep->nlines, sizeof(*rows));
	struct table_cell *cells =
	    arena_array(r->cx.arena, rep->nlines * 2, sizeof(*cells));
	const struct table_cell head[] = {
		{ .text = str_of(T("Line")), .format = "numeric" },
		{ .text = str_of(T("What is wrong")) },
	};

	for (size_t i = 0; i < rep->nlines; i++) {
		cells[2 * i].text =
		    str_fmt(r->cx.arena, "%ld", rep->lines[i].line);
		cells[2 * i].format = "numeric";
		cells[2 * i + 1].text = rep->lines[i].sentence;
		rows[i] = (struct table_row){ cells + 2 * i, 2 };
	}
	component_table(&r->out,
	    &(struct table){ .caption = str_of(T("Lines that were left out")),
		.caption_size = "m",
		.head = head,
		.nhead = NELEM(head),
		.rows = rows,
		.nrows = rep->nlines });
	if (rep->bad > (int64_t)rep->nlines)
		html(&r->out, "<p class=\"nhsuk-body\">%s</p>",
		    T("There are more than this page shows. Mend these first "
		      "and bring the file in again."));
}

static void paragraph(struct req *r, const char *s)
{
	html(&r->out, "<p class=\"nhsuk-body\">%s</p>", s);
}

void render_import(struct req *r, const struct kind *k,
    const struct import_report *rep, const struct err *e)
{
	r->title = str_of(T("What came of the file"));
	r->back = page_path(r->cx.arena, k, STR_NULL, NULL);
	page_heading(&r->out, T(k->many), r->title, STR_NULL);
	if (e->text[0] != '\0')
		paragraph(r, e->text);
	if (rep->status != DB_OK)
		paragraph(r,
		    T("We had to stop before the end of the file. What is "
		      "counted here was kept; bring the file in again for the "
		      "rest."));
	if (!str_null(rep->unused)) {
		html(&r->out, "<p class=\"nhsuk-body\">");
		html(&r->out, T("These columns were passed over: %.*s."),
		    STR_ARG(rep->unused));
		html(&r->out, "</p>");
	}
	counts(r, rep);
	if (rep->nlines > 0)
		wrong_lines(r, rep);
}

void kind_import_page(struct req *r)
{
	const struct kind *k = page_kind(r);
	const struct form_field *file = form_file(&r->form, "file");
	struct err e = { "" };

	if (k == NULL)
		return;
	if (!kind_may_write(&r->cx, k)) {
		web_forbidden(r);
		return;
	}
	struct import_report *rep =
	    ARENA_NEW(r->cx.arena, struct import_report);

	if (file == NULL || str_empty(file->value))
		(void)err_set(
		    &e, "%s", T("No file was sent. Choose one first."));
	else
		(void)kind_import_csv(&r->cx, k, file->value, rep, &e);
	if (e.text[0] != '\0' || rep->bad > 0)
		r->status = 422;
	render_import(r, k, rep, &e);
}
