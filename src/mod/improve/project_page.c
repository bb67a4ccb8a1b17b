/*
 * project_page.c: what a project's page shows beyond its facts: whether it
 * counts as co-produced, its driver diagram, its cycles, its measure; and the
 * share of co-produced projects of the trust.
 */
#include <math.h>

#include "base/words.h"
#include "core/setting.h"
#include "mod/act/act.h"
#include "mod/improve/improve.h"
#include "stat/small.h"
#include "web/component.h"

#define DRIVERS_MAX 60
#define LIST_MAX    300
#define CONFIDENCE  0.95

static const struct sql SQL_DRIVERS = {
	"SELECT d.id, d.ref, d.title, coalesce(d.parent, 0)"
	" FROM project_driver d WHERE d.project = ?1 AND " SCOPE(
	    "d.unit") " ORDER BY d.id LIMIT 60",
	SCOPED(CAP_ACTION_READ)
};
static const struct sql SQL_CYCLES = {
	"SELECT c.ref, c.title, c.started_on, c.next_step, c.studied"
	" FROM pdsa_cycle c WHERE c.project = ?1 AND " SCOPE(
	    "c.unit") " ORDER BY c.started_on, c.id LIMIT 100",
	SCOPED(CAP_ACTION_READ)
};
static const struct sql SQL_UNIT = { "SELECT u.ref FROM unit u WHERE u.id = ?1",
	SYSTEM("of a project that its reader has open") };
/* Under way at any time of the period. */
static const struct sql SQL_RELEVANT = {
	"SELECT p.id FROM project p WHERE p.relevant = 1"
	" AND p.started_on < ?2 AND (p.ended_on IS NULL OR p.ended_on >= ?1)"
	" AND " SCOPE("p.unit") " ORDER BY p.started_on DESC, p.id LIMIT 300",
	SCOPED(CAP_ACTION_READ)
};

/* Drivers ----------------------------------------------------------------- */

struct drivers {
	struct drawn_driver drawn[DRIVERS_MAX];
	int64_t ids[DRIVERS_MAX], parents[DRIVERS_MAX];
	struct str refs[DRIVERS_MAX];
	size_t n;
};

static void read_drivers(struct req *r, int64_t project, struct drivers *d)
{
	struct rows *rows =
	    db_query(r->cx.conn, r->cx.arena, &SQL_DRIVERS, VALS(V(project)));

	while (d->n < DRIVERS_MAX && db_next(rows)) {
		d->ids[d->n] = db_int(rows, 0);
		d->refs[d->n] = db_text(rows, 1);
		d->drawn[d->n].title = db_text(rows, 2);
		d->parents[d->n++] = db_int(rows, 3);
	}
	(void)db_done(rows);
	for (size_t i = 0; i < d->n; i++) {
		d->drawn[i].parent = SIZE_MAX;
		for (size_t k = 0; k < d->n; k++)
			if (d->ids[k] == d->parents[i])
				d->drawn[i].parent = k;
	}
}

static void write_below(
    struct req *r, const struct drivers *d, size_t parent, int depth)
{
	bool open = false;

	for (size_t i = 0; i < d->n && depth < 10; i++) {
		if (d->drawn[i].parent != parent)
			continue;
		if (!open)
			html(&r->out, "<ul>");
		open = true;
		html(&r->out, "<li><a href=\"/k/drivers/%.*s\">%.*s</a>",
		    STR_ARG(d->refs[i]), STR_ARG(d->drawn[i].title));
		write_below(r, d, i, depth + 1);
		html(&r->out, "</li>");
	}
	if (open)
		html(&r->out, "</ul>");
}

/* The form with the project and its team filled in. */
static void write_add(
    struct req *r, const struct project *p, const char *path, const char *words)
{
	if (!may(&r->cx, CAP_ACTION_WRITE, p->unit))
		return;
	html(&r->out,
	    "<p class=\"nhsuk-body\"><a href=\"%s?project=%.*s&amp;unit=%.*s\">"
	    "%s</a></p>",
	    path, STR_ARG(p->rec.ref),
	    STR_ARG(db_get_text(
		r->cx.conn, r->cx.arena, &SQL_UNIT, VALS(V(p->unit)))),
	    words);
}

static void write_drivers(struct req *r, const struct project *p)
{
	struct drivers *d = ARENA_NEW(r->cx.arena, struct drivers);

	read_drivers(r, p->rec.id, d);
	html(&r->out, "<h2 class=\"nhsuk-heading-m\">%s</h2>",
	    T("Driver diagram"));
	if (d->n > 0) {
		html(&r->out,
		    "<div class=\"heard-scroll\" role=\"region\" tabindex=\"0\""
		    " aria-label=\"%s\">",
		    T("Driver diagram"));
		driver_diagram(&r->out, r->cx.arena, p->aim, d->drawn, d->n);
		html(&r->out, "</div>");
		write_below(r, d, SIZE_MAX, 0);
	}
	write_add(r, p, "/k/drivers/new", T("Add a driver"));
}

/* Cycles ------------------------------------------------------------------ */

static const char *next_words(struct str code)
{
	if (str_is(code, "adopt"))
		return T("Keep it");
	if (str_is(code, "adapt"))
		return T("Change it and try again");
	return str_is(code, "abandon") ? T("Give it up") : T("Under way");
}

static void write_cycles(struct req *r, const struct project *p)
{
	struct rows *rows =
	    db_query(r->cx.conn, r->cx.arena, &SQL_CYCLES, VALS(V(p->rec.id)));
	size_t n = 0;

	html(&r->out, "<h2 class=\"nhsuk-heading-m\">%s</h2>",
	    T("Cycles: plan, do, study, act"));
	while (db_next(rows)) {
		if (n++ == 0)
			html(&r->out, "<ol class=\"nhsuk-list "
				      "nhsuk-list--number\">");
		html(&r->out,
		    "<li><a href=\"/k/pdsa-cycles/%.*s\">%.*s</a>, %.*s: "
		    "<strong>%s</strong>",
		    STR_ARG(db_text(rows, 0)), STR_ARG(db_text(rows, 1)),
		    STR_ARG(date_long(r->cx.arena, db_date(rows, 2))),
		    next_words(db_text(rows, 3)));
		if (!db_null(rows, 4))
			html(&r->out, "<br>%.*s", STR_ARG(db_text(rows, 4)));
		html(&r->out, "</li>");
	}
	(void)db_done(rows);
	if (n > 0)
		html(&r->out, "</ol>");
	write_add(r, p, "/k/pdsa-cycles/new", T("Add a cycle"));
}

void project_more(struct req *r, const void *rec)
{
	const struct project *p = rec;

	html(&r->out, "<p class=\"nhsuk-body\"><strong>%s</strong> ",
	    project_coproduced(p) ? T("It counts as co-produced.")
				  : T("It does not count as co-produced "
				      "yet."));
	html(&r->out, "<a href=\"/coproduced\">%s</a></p>",
	    T("What that means, and the trust's share"));
	write_drivers(r, p);
	write_cycles(r, p);
	html(&r->out, "<h2 class=\"nhsuk-heading-m\">%s</h2>", T("Measure"));
	act_measure_chart(r, p->unit, p->measure, p->started_on, T("Began"));
	act_thread(r, &kind_project, p->rec.id);
}

/* The share ----------------------------------------------------------------- */

static void write_row(struct req *r, const struct project *p)
{
	html(&r->out,
	    "<tr><th scope=\"row\"><a href=\"/k/projects/%.*s\">%.*s</a></th>"
	    "<td>%s</td></tr>",
	    STR_ARG(p->rec.ref), STR_ARG(p->title),
	    project_coproduced(p) ? T("Yes") : T("No"));
}

static void write_share(struct req *r, int64_t num, int64_t den)
{
	const int64_t target = setting_int(&r->cx, "coproduced_target");
	const struct interval i = small_wilson(num, den, CONFIDENCE);

	html(&r->out, "<p class=\"nhsuk-body\"><strong>");
	html(&r->out, T("%lld of %lld projects (%.0f%%) are co-produced."),
	    (long long)num, (long long)den, i.p * 100);
	html(&r->out, "</strong> ");
	html(&r->out, T("With 95%% confidence between %.0f%% and %.0f%%."),
	    i.lower * 100, i.upper * 100);
	if (target > 0) {
		html(&r->out, " ");
		html(&r->out, T("The target is %lld%%."), (long long)target);
	}
	html(&r->out, "</p>");
}

void coproduced_page(struct req *r)
{
	const struct date until = date_add(r->cx.today, 1);
	const struct date from = date_add_months(until, -12);
	struct project *list =
	    arena_array(r->cx.arena, LIST_MAX, sizeof(*list));
	int64_t ids[LIST_MAX];
	size_t n = 0, all = 0;
	int64_t num = 0;
	struct rows *rows = db_query(
	    r->cx.conn, r->cx.arena, &SQL_RELEVANT, VALS(V(from), V(until)));

	while (all < LIST_MAX && db_next(rows))
		ids[all++] = db_int(rows, 0);
	(void)db_done(rows);
	for (size_t i = 0; i < all; i++)
		if (kind_get(&r->cx, &kind_project, ids[i], &list[n]))
			num += project_coproduced(&list[n++]);
	r->title = str_of(T("Co-produced projects"));
	html(&r->out,
	    "<h1 class=\"nhsuk-heading-l\">%s</h1><p class=\"nhsuk-body\">%s"
	    "</p>",
	    T("Co-produced projects"),
	    T("Of the projects of the last 12 months that change what patients "
	      "or carers live through: those where people with experience "
	      "decided together with staff or led, from no later than the "
	      "choice of what to change, and a partner says that they decided "
	      "together."));
	if (n == 0) {
		html(&r->out, "<p class=\"nhsuk-body\">%s</p>",
		    T("There is no such project that you may see yet."));
		return;
	}
	write_share(r, num, (int64_t)n);
	html(&r->out,
	    "<table class=\"nhsuk-table\"><caption class=\"nhsuk-table__caption"
	    "\">%s</caption><thead><tr><th scope=\"col\">%s</th>"
	    "<th scope=\"col\">%s</th></tr></thead><tbody>",
	    T("The projects behind the share"), T("Project"), T("Co-produced"));
	for (size_t i = 0; i < n; i++)
		write_row(r, &list[i]);
	html(&r->out, "</tbody></table>");
}

static const struct sql *const sqls[] = { &SQL_DRIVERS, &SQL_CYCLES,
	&SQL_RELEVANT, &SQL_UNIT };
const struct sql_list improve_page_sql = { sqls, NELEM(sqls) };
