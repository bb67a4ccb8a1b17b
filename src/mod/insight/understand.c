/*
 * understand.c: the units that a person may read, as a tree, with a search by
 * name.
 */
#include "base/fold.h"
#include "base/words.h"
#include "core/may.h"
#include "mod/insight/team.h"
#include "web/component.h"

#define UNITS_MAX 3000
#define DEPTH_MAX 20
#define FOLD_TREE 40 /* units, from which on services are folded */
#define FOLD_FROM 4  /* teams of a service */

static const struct sql SQL_UNITS = {
	"SELECT u.id, coalesce(u.parent, 0), u.slug, u.name, u.fold"
	" FROM unit u WHERE (u.closed IS NULL OR u.closed > ?1) AND " SCOPE(
	    "u.id") " ORDER BY u.fold, u.id LIMIT 3000",
	SCOPED(CAP_RESPONSE_READ)
};

struct node {
	int64_t id, parent;
	struct str slug, name, fold;
	bool top; /* what is above it is not open to this person */
};

struct tree {
	struct req *r;
	struct node *nodes;
	size_t n;
};

static bool holds(const struct tree *t, int64_t id)
{
	for (size_t i = 0; i < t->n; i++)
		if (t->nodes[i].id == id)
			return true;
	return false;
}

static void read_units(struct req *r, struct tree *t)
{
	t->r = r;
	t->nodes = arena_array(r->cx.arena, UNITS_MAX, sizeof(*t->nodes));
	struct rows *rows =
	    db_query(r->cx.conn, r->cx.arena, &SQL_UNITS, VALS(V(r->cx.today)));

	while (t->n < UNITS_MAX && db_next(rows))
		t->nodes[t->n++] = (struct node){ .id = db_int(rows, 0),
			.parent = db_int(rows, 1),
			.slug = db_text(rows, 2),
			.name = db_text(rows, 3),
			.fold = db_text(rows, 4) };
	(void)db_done(rows);
	for (size_t i = 0; i < t->n; i++)
		t->nodes[i].top = !holds(t, t->nodes[i].parent);
}

static void write_link(struct buf *out, const struct node *n)
{
	html(out, "<a href=\"/t/%.*s\">%.*s</a>", STR_ARG(n->slug),
	    STR_ARG(n->name));
}

/* How many there are right below, and whether there is more below them. */
static size_t children(const struct tree *t, int64_t parent, bool *ret_deeper)
{
	size_t n = 0;

	*ret_deeper = false;
	for (size_t i = 0; i < t->n; i++) {
		if (t->nodes[i].parent != parent)
			continue;
		n++;
		for (size_t k = 0; k < t->n && !*ret_deeper; k++)
			*ret_deeper = t->nodes[k].parent == t->nodes[i].id;
	}
	return n;
}

static void write_below(
    const struct tree *t, struct buf *out, int64_t parent, int depth);

/* A service's many teams are folded away; a short tree is open as a whole. */
static void write_children(
    const struct tree *t, struct buf *out, const struct node *n, int depth)
{
	bool deeper = false;
	const size_t count = children(t, n->id, &deeper);
	struct buf teams = buf_make(4096);

	if (deeper || count < FOLD_FROM || t->n < FOLD_TREE) {
		write_below(t, out, n->id, depth + 1);
		buf_free(&teams);
		return;
	}
	write_below(t, &teams, n->id, depth + 1);
	component_details(out,
	    &(struct details){
		.summary = str_fmt(t->r->cx.arena,
		    TN("%zu team of %.*s", "%zu teams of %.*s", (long)count),
		    count, STR_ARG(n->name)),
		.html = html_take(t->r->cx.arena, &teams) });
	buf_free(&teams);
}

/* Those below `parent` (0: the tops), each with what is below it. */
static void write_below(
    const struct tree *t, struct buf *out, int64_t parent, int depth)
{
	bool open = false;

	for (size_t i = 0; i < t->n && depth < DEPTH_MAX; i++) {
		const struct node *n = &t->nodes[i];

		if (parent == 0 ? !n->top : n->parent != parent)
			continue;
		if (!open)
			html(out, "<ul class=\"nhsuk-list heard-tree\">");
		open = true;
		html(out, "<li>");
		write_link(out, n);
		write_children(t, out, n, depth);
		html(out, "</li>");
	}
	if (open)
		html(out, "</ul>");
}

static void write_found(const struct tree *t, struct str q)
{
	const struct str folded = str_fold(t->r->cx.arena, q);
	struct buf *out = &t->r->out;
	size_t found = 0;

	html(out, "<ul class=\"nhsuk-list\">");
	for (size_t i = 0; i < t->n; i++) {
		if (str_find(t->nodes[i].fold, folded) == SIZE_MAX)
			continue;
		found++;
		html(out, "<li>");
		write_link(out, &t->nodes[i]);
		html(out, "</li>");
	}
	html(out, "</ul>");
	if (found == 0)
		html(out,
		    "<p class=\"nhsuk-body\">%s <a href=\"/understand\">%s</a>"
		    "</p>",
		    T("None of your teams has a name like this. Try a part of "
		      "the name."),
		    T("Show all"));
}

static void write_search(struct req *r, struct str q)
{
	html(&r->out, "<form method=\"get\" action=\"/understand\" "
		      "role=\"search\" class=\"heard-filters\">");
	component_input(
	    &r->out, &(struct input){ .name = S("q"),
			 .label.text = str_of(T("Find a team by name")),
			 .value = q,
			 .width = 20 });
	component_button(&r->out, &(struct button){ .text = str_of(T("Find")),
				      .variant = "secondary",
				      .small = true });
	html(&r->out, "</form>");
}

void understand_page(struct req *r)
{
	const struct str q = str_trim(web_query(r, "q"));
	struct tree t = { 0 };

	read_units(r, &t);
	if (t.n == 1 && str_empty(q)) {
		web_redirect(r,
		    str_fmt(r->cx.arena, "/t/%.*s", STR_ARG(t.nodes[0].slug)));
		return;
	}
	r->title = str_of(T("Understand"));
	r->wide = true;
	html(&r->out,
	    "<h1 class=\"nhsuk-heading-l\">%s</h1>"
	    "<p class=\"nhsuk-body\">%s</p>",
	    T("Understand"),
	    T("How it is, month by month, and what people say. Choose a team, "
	      "or all that is above it."));
	html(&r->out,
	    "<ul class=\"nhsuk-list\"><li><a href=\"/look\">%s</a></li>"
	    "<li><a href=\"/tracker\">%s</a></li>"
	    "<li><a href=\"/national\">%s</a></li>"
	    "<li><a href=\"/fft\">%s</a></li></ul>",
	    T("Look here first: where something has most likely changed"),
	    T("Closing the loop: heard, acted, told, month by month"),
	    T("Beside the country: the national figures"),
	    T("The monthly return of the Friends and Family Test"));
	if (may_trust(&r->cx, CAP_DEMOGRAPHICS))
		html(&r->out,
		    "<p class=\"nhsuk-body\"><a "
		    "href=\"/returns/equality\">%s</a></p>",
		    T("Who complains: what they said about themselves"));
	html(&r->out, "<p class=\"nhsuk-body\"><a href=\"/digests\">%s</a></p>",
	    T("Get this by mail, every week or month"));
	write_search(r, q);
	if (!str_empty(q))
		write_found(&t, q);
	else
		write_below(&t, &r->out, 0, 0);
}

static const struct sql *const list[] = { &SQL_UNITS };
const struct sql_list understand_sql = { list, NELEM(list) };
