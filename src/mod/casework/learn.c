/*
 * learn.c: surgeries and clinics with their coverage of every team, the
 * complaints review group, and the learning bulletin.
 */
#include "mod/casework/learn.h"

#include "base/words.h"
#include "mod/org/org.h"

#define QUARTERS  4
#define TEAMS_MAX 1000
#define ITEMS_MAX 100

static const struct choice type_list[] = {
	{ "pals", N_("PALS surgery") },
	{ "clinic", N_("Independent feedback clinic") },
};
static const struct choices types = { type_list, NELEM(type_list) };

static const struct choice state_list[] = {
	{ "booked", N_("Booked") },
	{ "held", N_("Held") },
	{ "cancelled", N_("Cancelled") },
};
static const struct choices states = { state_list, NELEM(state_list) };

static const struct choice source_list[] = {
	{ "complaint", N_("Complaints") },
	{ "peer", N_("Peer review") },
	{ "group", N_("Complaints review group") },
	{ "surgery", N_("Surgeries and clinics") },
	{ "thanks", N_("Thanks") },
};
static const struct choices sources = { source_list, NELEM(source_list) };

/* clang-format off */
static const struct field surgery_fields[] = {
	{ COL(struct surgery, title), .label = N_("What it is called"), .flags = TITLE | REQUIRED | IN_LIST | IN_SEARCH, .max = 120 },
	{ COL(struct surgery, type), .label = N_("Type"), .flags = REQUIRED | IN_LIST | FILTER, .choices = &types },
	{ COL(struct surgery, unit), .label = N_("Team or service"), .flags = REQUIRED | IN_LIST | FILTER, .ref = &kind_unit },
	{ COL(struct surgery, happens_on), .label = N_("Day"), .flags = REQUIRED | IN_LIST },
	{ COL(struct surgery, place), .label = N_("Where"), .max = 120 },
	{ COL(struct surgery, host), .label = N_("Who holds it"), .max = 120, .hint = N_("A clinic is held by somebody from outside the team") },
	{ COL(struct surgery, state), .label = N_("State"), .flags = REQUIRED | IN_LIST | FILTER, .choices = &states },
	{ COL(struct surgery, people), .label = N_("How many people came"), .flags = IN_LIST, .min_value = 0, .max_value = 1000 },
	{ COL(struct surgery, notes), .label = N_("Notes, without names"), .flags = LONG, .max = 5000 },
	{ COL(struct surgery, came_of), .label = N_("What came of it"), .flags = LONG, .max = 3000, .hint = N_("Put right there, cases that began, actions") },
};
static const struct field group_fields[] = {
	{ COL(struct review_group, title), .label = N_("Meeting"), .flags = TITLE | REQUIRED | IN_LIST | IN_SEARCH, .max = 120 },
	{ COL(struct review_group, happens_on), .label = N_("Day"), .flags = REQUIRED | IN_LIST },
	{ COL(struct review_group, attended), .label = N_("Who was there"), .flags = LONG, .max = 2000 },
	{ COL(struct review_group, agenda), .label = N_("Agenda"), .flags = LONG, .max = 5000, .hint = N_("Late cases, themes, cases of the Ombudsman, what was promised and does not hold") },
	{ COL(struct review_group, minutes), .label = N_("Minutes"), .flags = LONG, .max = 20000 },
	{ COL(struct review_group, decisions), .label = N_("What was decided"), .flags = LONG, .max = 5000 },
};
static const struct field item_fields[] = {
	{ COL(struct learning_item, title), .label = N_("What was learned, in a sentence"), .flags = TITLE | REQUIRED | IN_LIST | IN_SEARCH, .max = 160 },
	{ COL(struct learning_item, words), .label = N_("What it is about, without names"), .flags = REQUIRED | LONG, .max = 4000 },
	{ COL(struct learning_item, source), .label = N_("Where it is from"), .flags = REQUIRED | IN_LIST | FILTER, .choices = &sources },
	{ COL(struct learning_item, published_on), .label = N_("In the bulletin from"), .flags = IN_LIST, .hint = N_("Leave it empty until it may be read by everybody who works here") },
};
/* clang-format on */

static void check_surgery(struct ctx *cx, const void *rec, struct problems *p)
{
	const struct surgery *s = rec;
	const bool held = str_is(s->state, "held");

	if (held && date_cmp(s->happens_on, cx->today) > 0)
		problem_add(p, "state",
		    T("It is in the future: it cannot have been held"));
	if (held && str_null(s->came_of))
		problem_add(p, "came_of",
		    T("Say what came of it, also when it was nothing"));
}

const struct kind kind_surgery = {
	.name = "surgery",
	.path = "surgeries",
	.one = N_("surgery or clinic"),
	.many = N_("Surgeries and clinics"),
	.size = sizeof(struct surgery),
	.fields = surgery_fields,
	.nfields = NELEM(surgery_fields),
	.read = CAP_CASE_READ,
	.write = CAP_CASE_WRITE,
	.unit = "unit",
	.order = "happens_on",
	.newest_first = true,
	.data_class = DATA_ORGANISATION,
	.basis = N_("Public task: hearing people where they are"),
	.retention = N_("Ten years, with the report it is in"),
	.empty = N_("Surgeries of PALS and independent feedback clinics will "
		    "be here. The page “Surgeries and clinics: every team” "
		    "shows where nobody has been."),
	.check = check_surgery,
};

const struct kind kind_review_group = {
	.name = "review_group",
	.path = "complaints-review-group",
	.one = N_("meeting of the complaints review group"),
	.many = N_("Complaints review group"),
	.size = sizeof(struct review_group),
	.fields = group_fields,
	.nfields = NELEM(group_fields),
	.read = CAP_CASE_READ,
	.write = CAP_CASE_WRITE,
	.system = "a meeting of the whole trust, without anybody's case",
	.order = "happens_on",
	.newest_first = true,
	.data_class = DATA_ORGANISATION,
	.basis = N_("Public task: learning from complaints"),
	.retention = N_("Ten years, with the report it is in"),
	.empty = N_("Meetings at which senior staff look at complaints, with "
		    "agenda, minutes and what was decided."),
};

const struct kind kind_learning_item = {
	.name = "learning_item",
	.path = "learning-items",
	.one = N_("piece of learning"),
	.many = N_("Learning"),
	.size = sizeof(struct learning_item),
	.fields = item_fields,
	.nfields = NELEM(item_fields),
	.read = CAP_CASE_READ,
	.write = CAP_CASE_WRITE,
	.system = "learning without names, for the whole trust",
	.order = "published_on",
	.newest_first = true,
	.data_class = DATA_ORGANISATION,
	.basis = N_("Public task: learning from complaints"),
	.retention = N_("While it is of use"),
	.empty = N_("What was learned will be here. With a day it stands in "
		    "the learning bulletin."),
};

/* Coverage ----------------------------------------------------------------- */

static const struct sql SQL_COVER = {
	"SELECT u.name, u.id,"
	" count(*) FILTER (WHERE s.happens_on >= ?1 AND s.happens_on < ?2),"
	" count(*) FILTER (WHERE s.happens_on >= ?2 AND s.happens_on < ?3),"
	" count(*) FILTER (WHERE s.happens_on >= ?3 AND s.happens_on < ?4),"
	" count(*) FILTER (WHERE s.happens_on >= ?4 AND s.happens_on < ?5)"
	" FROM unit u LEFT JOIN surgery s ON s.unit = u.id"
	" AND s.state = 'held' WHERE u.level = 'team'"
	" AND (u.closed IS NULL OR u.closed > ?4) AND " SCOPE(
	    "u.id") " GROUP BY u.id, u.name ORDER BY u.name, u.id LIMIT 1000",
	SCOPED(CAP_CASE_READ)
};
static const struct sql SQL_BULLETIN = {
	"SELECT i.title, i.words, i.source, i.published_on"
	" FROM learning_item i WHERE i.published_on <= ?1"
	" ORDER BY i.published_on DESC, i.id DESC LIMIT 100",
	SYSTEM("learning without names, for everybody who works here")
};
_Static_assert(TEAMS_MAX == 1000 && ITEMS_MAX == 100, "the LIMITs above");
static const struct sql *const list[] = { &SQL_COVER, &SQL_BULLETIN };
const struct sql_list case_learn_sql = { list, NELEM(list) };

struct cover {
	struct table_row *rows;
	size_t n;
	int64_t reached[QUARTERS];
};

static void read_cover(struct req *r, const struct date *from, struct cover *c)
{
	struct arena *a = r->cx.arena;
	struct rows *rows = db_query(r->cx.conn, a, &SQL_COVER,
	    VALS(V(from[0]), V(from[1]), V(from[2]), V(from[3]), V(from[4])));

	c->rows = arena_array(a, TEAMS_MAX, sizeof(*c->rows));
	while (c->n < TEAMS_MAX && db_next(rows)) {
		struct table_cell *cell =
		    arena_array(a, QUARTERS + 1, sizeof(*cell));

		cell[0].text = db_text(rows, 0);
		for (int q = 0; q < QUARTERS; q++) {
			const int64_t n = db_int(rows, q + 2);

			c->reached[q] += n > 0 ? 1 : 0;
			cell[q + 1].text =
			    n > 0 ? str_fmt(a, "%lld", (long long)n)
				  : str_of(T("none"));
			cell[q + 1].format = "numeric";
		}
		c->rows[c->n++] = (struct table_row){ cell, QUARTERS + 1 };
	}
	(void)db_done(rows);
}

static void write_reached(
    struct req *r, const struct date *from, const struct cover *c)
{
	struct arena *a = r->cx.arena;

	html(&r->out, "<ul class=\"nhsuk-list nhsuk-list--bullet\">");
	for (int q = QUARTERS - 1; q >= 0; q--) {
		html(&r->out, "<li>");
		html(&r->out,
		    T("Quarter from %.*s: %lld of %lld teams were reached"),
		    STR_ARG(date_month_year(a, from[q])),
		    (long long)c->reached[q], (long long)c->n);
		html(&r->out, "</li>");
	}
	html(&r->out, "</ul>");
}

void surgeries_page(struct req *r)
{
	struct arena *a = r->cx.arena;
	struct date from[QUARTERS + 1];
	struct table_cell *head = arena_array(a, QUARTERS + 1, sizeof(*head));
	struct cover c = { .n = 0 };

	r->title = str_of(T("Surgeries and clinics: every team"));
	r->back = S("/cases");
	r->wide = true;
	html(&r->out,
	    "<h1 class=\"nhsuk-heading-l\">%.*s</h1><p "
	    "class=\"nhsuk-body\">%s</p>",
	    STR_ARG(r->title),
	    T("Where people could talk to PALS or to somebody independent, "
	      "by quarter. Every team should be reached."));
	component_action_link(
	    &r->out, &(struct action_link){
			 .text = str_of(T("Book one, or write down what came "
					  "of one")),
			 .href = S("/k/surgeries") });
	head[0].text = str_of(T("Team or service"));
	for (int q = 0; q <= QUARTERS; q++) {
		from[q] = date_add_months(
		    quarter_of(r->cx.today), 3 * (q - QUARTERS + 1));
		if (q < QUARTERS)
			head[q + 1] = (struct table_cell){
				.text = date_month_year(a, from[q]),
				.format = "numeric"
			};
	}
	read_cover(r, from, &c);
	write_reached(r, from, &c);
	component_table(&r->out, &(struct table){ .head = head,
				     .nhead = QUARTERS + 1,
				     .rows = c.rows,
				     .nrows = c.n,
				     .responsive = true });
}

/* The bulletin ---------------------------------------------------------------- */

void learning_page(struct req *r)
{
	struct arena *a = r->cx.arena;
	struct rows *rows =
	    db_query(r->cx.conn, a, &SQL_BULLETIN, VALS(V(r->cx.today)));
	struct str month = S("");
	size_t n = 0;

	r->title = str_of(T("Learning bulletin"));
	html(&r->out,
	    "<h1 class=\"nhsuk-heading-l\">%.*s</h1><p "
	    "class=\"nhsuk-body\">%s</p>",
	    STR_ARG(r->title),
	    T("What we learned from complaints, reviews, surgeries and "
	      "thanks. Talk about one of them at your next team meeting."));
	while (db_next(rows)) {
		const struct str now = date_month_year(a, db_date(rows, 3));

		if (!str_eq(now, month))
			html(&r->out, "<h2 class=\"nhsuk-heading-m\">%.*s</h2>",
			    STR_ARG(now));
		month = now;
		n++;
		html(&r->out,
		    "<h3 class=\"nhsuk-heading-s\">%.*s</h3><p "
		    "class=\"nhsuk-body\">%.*s</p><p class=\"heard-muted\">"
		    "%.*s</p>",
		    STR_ARG(db_text(rows, 0)), STR_ARG(db_text(rows, 1)),
		    STR_ARG(case_label(&sources, db_text(rows, 2))));
	}
	(void)db_done(rows);
	if (n == 0)
		html(&r->out, "<p class=\"nhsuk-body\">%s</p>",
		    T("Nothing is in the bulletin yet."));
}
