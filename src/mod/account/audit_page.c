/*
 * audit_page.c: /audit: who did what, newest first. For who holds the right on
 * the whole trust: the trail has no unit of its own. Statements are built,
 * because filters are there or not.
 */
#include "base/words.h"
#include "kind/kind.h"
#include "mod/account/pages.h"
#include "web/component.h"

#define ROWS_MAX 100

struct filter {
	const char *name, *column, *label; /* label: N_() */
};

/* A person is given by the ref of their record, which is no personal data. */
static const struct filter filters[] = {
	{ "person", "p.ref", N_("Person (reference)") },
	{ "kind", "a.kind", N_("Kind of record") },
	{ "what", "a.what", N_("What was done") },
	{ "record", "a.record_ref", N_("Record (reference)") },
};

static struct rows *query(struct req *r, int64_t before)
{
	struct sqlb b;

	sqlb_init(&b, r->cx.arena, CAP_AUDIT_READ);
	sqlb_add(&b, "SELECT a.id, a.happened_at, p.name, a.what, a.kind,"
		     " a.record_ref, a.fields FROM audit a LEFT JOIN person p"
		     " ON p.id = a.person WHERE a.id < ");
	sqlb_val(&b, val_int(before));
	for (size_t i = 0; i < NELEM(filters); i++) {
		const struct str v = str_trim(web_query(r, filters[i].name));

		if (str_empty(v))
			continue;
		sqlb_add(&b, " AND ");
		sqlb_add(&b, filters[i].column);
		sqlb_add(&b, " = ");
		sqlb_val(&b, val_text(v));
	}
	sqlb_add(&b, " ORDER BY a.id DESC LIMIT 101");
	return db_query_built(r->cx.conn, &b);
}
_Static_assert(ROWS_MAX == 100, "one more than this in the LIMIT above");

static void render_filters(struct req *r)
{
	html(&r->out,
	    "<form method=\"get\" action=\"/audit\" class=\"heard-filters\">");
	for (size_t i = 0; i < NELEM(filters); i++)
		component_input(
		    &r->out, &(struct input){ .name = str_of(filters[i].name),
				 .value = web_query(r, filters[i].name),
				 .label.text = str_of(T(filters[i].label)),
				 .width = 20 });
	component_button(&r->out, &(struct button){ .text = str_of(T("Show")),
				      .variant = "secondary" });
	html(&r->out, "</form>");
}

/* The record's page where the engine has one. */
static struct str record_href(struct req *r, struct str kind, struct str ref)
{
	const struct kind *k = kind_named(kind);

	if (k == NULL || str_empty(ref))
		return STR_NULL;
	return str_fmt(r->cx.arena, "/k/%s/%.*s", k->path, STR_ARG(ref));
}

#define CELLS 6

static void fill_row(struct req *r, struct rows *q, struct table_cell *cells)
{
	const struct str who = db_text(q, 2), kind = db_text(q, 4);
	const struct str ref = db_text(q, 5);

	cells[0].text = instant_long(r->cx.arena, db_instant(q, 1));
	cells[1].text = str_empty(who) ? str_of(T("Heard itself, or somebody "
						  "not signed in"))
				       : who;
	cells[2].text = db_text(q, 3);
	cells[3].text = kind;
	cells[4].text = str_empty(ref) ? S("–") : ref;
	cells[4].href = record_href(r, kind, ref);
	cells[5].text = db_text(q, 6);
	if (str_empty(cells[5].text))
		cells[5].text = S("–");
}

static void render_more(struct req *r, int64_t last)
{
	struct buf b = buf_make((size_t)16 << 10);

	buf_fmt(&b, "/audit?before=%lld", (long long)last);
	for (size_t i = 0; i < NELEM(filters); i++) {
		const struct str v = web_query(r, filters[i].name);

		if (str_empty(v))
			continue;
		buf_fmt(&b, "&%s=", filters[i].name);
		html_urlencode(&b, v);
	}
	component_pagination(
	    &r->out, &(struct pagination){ .next.href = buf_view(&b),
			 .next.text = str_of(T("Older")) });
	buf_free(&b);
}

static void render_table(
    struct req *r, struct table_cell *cells, struct table_row *rows, size_t n)
{
	const struct table_cell head[CELLS] = {
		{ .text = str_of(T("When")) },
		{ .text = str_of(T("Who")) },
		{ .text = str_of(T("Did what")) },
		{ .text = str_of(T("To a")) },
		{ .text = str_of(T("Record")) },
		{ .text = str_of(T("Fields")) },
	};

	for (size_t i = 0; i < n; i++)
		rows[i] = (struct table_row){ cells + i * CELLS, CELLS };
	component_table(
	    &r->out, &(struct table){ .caption = str_of(T("Newest first")),
			 .head = head,
			 .nhead = CELLS,
			 .rows = rows,
			 .nrows = n,
			 .scroll = true,
			 .compact = true });
}

static void render_trail(struct req *r)
{
	struct table_cell *cells =
	    arena_array(r->cx.arena, ROWS_MAX * CELLS, sizeof(*cells));
	struct table_row *rows =
	    arena_array(r->cx.arena, ROWS_MAX, sizeof(*rows));
	int64_t before = INT64_MAX, last = 0;
	size_t n = 0;
	bool more = false;

	if (!str_int64(web_query(r, "before"), &before))
		before = INT64_MAX;
	struct rows *q = query(r, before);

	while (!more && db_next(q)) {
		more = n == ROWS_MAX;
		if (more)
			break;
		last = db_int(q, 0);
		fill_row(r, q, cells + n++ * CELLS);
	}
	if (db_done(q) != DB_OK || n == 0) {
		html(&r->out, "<p class=\"nhsuk-body\">%s</p>",
		    T("Nothing fits what you asked for."));
		return;
	}
	render_table(r, cells, rows, n);
	if (more)
		render_more(r, last);
}

void audit_page(struct req *r)
{
	if (!may_trust(&r->cx, CAP_AUDIT_READ)) {
		web_forbidden(r);
		return;
	}
	r->title = str_of(T("Audit trail"));
	r->wide = true;
	html(
	    &r->out, "<h1 class=\"nhsuk-heading-l\">%s</h1>", T("Audit trail"));
	html(&r->out, "<p class=\"nhsuk-body\">%s</p>",
	    T("Who did what to which record. It says which fields changed, "
	      "never what they said. `heard verify` checks that nobody "
	      "altered it."));
	render_filters(r);
	render_trail(r);
}
