/*
 * opportunity_public.c: what everybody may read of what is advertised: the
 * list with its filters in the address, one opportunity, and the month's
 * bulletin as a page, a PDF to print and a feed.
 */
#include "base/words.h"
#include "core/setting.h"
#include "mod/involve/codes.h"
#include "mod/involve/internal.h"
#include "mod/involve/opportunity.h"
#include "mod/involve/ui.h"
#include "report/pdf.h"

#define COLUMNS                                                              \
	"SELECT o.ref, o.title, o.what, o.ask, o.support, o.level, o.topic," \
	" o.place, o.times, o.slot, o.paid, u.name, l.name, o.in_person,"    \
	" o.online, o.step_free, o.starts_on, o.apply_by, o.places,"         \
	" o.state_since FROM opportunity o JOIN unit u ON u.id = o.unit"     \
	" LEFT JOIN person l ON l.id = o.lead"                               \
	" WHERE o.state = 'advertised'"                                      \
	" AND (o.apply_by IS NULL OR o.apply_by >= ?1)"
#define EVERYBODY SYSTEM("what is advertised is for everybody")

static const struct sql SQL_ALL = { COLUMNS
	" AND (?2 = '' OR o.topic = ?2) AND (?3 = '' OR o.slot = ?3)"
	" AND (?4 = '' OR o.paid = ?4)"
	" AND (?5 = '' OR replace(lower(o.place), lower(?5), '')"
	" <> lower(o.place)) AND (?6 = 0 OR o.online = 1)"
	" AND (?7 = 0 OR o.step_free = 1)"
	" ORDER BY o.apply_by, o.id LIMIT 200",
	EVERYBODY };
static const struct sql SQL_ONE = { COLUMNS " AND o.ref = ?2", EVERYBODY };

static void load(struct rows *r, struct public_opportunity *o)
{
	struct str *const texts[] = { &o->ref, &o->title, &o->what, &o->ask,
		&o->support, &o->level, &o->topic, &o->place, &o->times,
		&o->slot, &o->paid, &o->unit, &o->lead };
	int c = 0;

	for (size_t i = 0; i < NELEM(texts); i++)
		*texts[i] = db_text(r, c++);
	o->in_person = db_int(r, c++) != 0;
	o->online = db_int(r, c++) != 0;
	o->step_free = db_int(r, c++) != 0;
	o->starts_on = db_date(r, c++);
	o->apply_by = db_date(r, c++);
	o->places = db_int(r, c++);
	o->advertised_on = db_date(r, c++);
}

static struct str any(struct str s)
{
	return str_null(s) ? S("") : str_sub(s, 0, 100);
}

size_t public_opportunities(struct ctx *cx, const struct opportunity_filter *f,
    struct public_opportunity **ret)
{
	struct rows *r = db_query(cx->conn, cx->arena, &SQL_ALL,
	    VALS(V(cx->today), V(any(f->topic)), V(any(f->slot)),
		V(any(f->paid)), V(any(f->place)), V(f->online),
		V(f->step_free)));
	size_t n = 0;

	*ret = arena_array(cx->arena, OPPORTUNITIES_MAX, sizeof(**ret));
	while (n < OPPORTUNITIES_MAX && db_next(r))
		load(r, &(*ret)[n++]);
	(void)db_done(r);
	return n;
}

bool public_opportunity(
    struct ctx *cx, struct str ref, struct public_opportunity *ret)
{
	struct rows *r =
	    db_query(cx->conn, cx->arena, &SQL_ONE, VALS(V(cx->today), V(ref)));
	const bool found = db_next(r);

	if (found)
		load(r, ret);
	return db_done(r) == DB_OK && found;
}

/* The list -------------------------------------------------------------- */

static struct str where(struct arena *a, const struct public_opportunity *o)
{
	if (o->online && o->in_person)
		return str_fmt(a, T("%.*s, or online"), STR_ARG(o->place));
	return o->online ? str_of(T("Online")) : o->place;
}

static void write_card(struct req *r, const struct public_opportunity *o)
{
	struct arena *a = r->cx.arena;
	struct buf b = buf_make(BUF_PAGE);

	html(&b, "<p class=\"nhsuk-body\">%.*s</p><p class=\"nhsuk-body-s\">",
	    STR_ARG(o->unit));
	html(&b, "%.*s. %.*s.", STR_ARG(where(a, o)),
	    STR_ARG(code_words(&paid_choices, o->paid)));
	if (!date_none(o->apply_by)) {
		html(&b, " ");
		html(&b, T("Say yes by %.*s."),
		    STR_ARG(date_long(a, o->apply_by)));
	}
	html(&b, "</p>");
	component_card(&r->out,
	    &(struct card){ .heading.text = o->title,
		.heading.size = "m",
		.heading.level = 3,
		.href =
		    str_fmt(a, "/involve/opportunities/%.*s", STR_ARG(o->ref)),
		.clickable = true,
		.html = html_take(a, &b) });
	buf_free(&b);
}

static void write_filters(struct req *r, const struct opportunity_filter *f)
{
	html(&r->out, "<form method=\"get\" class=\"heard-filters\">");
	code_select(r, "topic", &topics, f->topic, T("Topic"), T("Any topic"));
	code_select(r, "slot", &slots, f->slot, T("When"), T("Any time"));
	code_select(
	    r, "paid", &paid_choices, f->paid, T("Payment"), T("Paid or not"));
	ui_field(r,
	    &(struct ui_field){ .name = "place",
		.label = T("Place (optional)"),
		.value = f->place,
		.width = 20 },
	    NULL);
	component_checkboxes(
	    &r->out, &(struct checkboxes){ .name = S("only"),
			 .legend.text = str_of(T("Only")),
			 .small = true,
			 .items =
			     (const struct choice_item[]){
				 { .value = S("online"),
				     .name = S("online"),
				     .text = str_of(T("What I can do online")),
				     .checked = f->online },
				 { .value = S("step_free"),
				     .name = S("step_free"),
				     .text = str_of(T("Places without steps")),
				     .checked = f->step_free } },
			 .nitems = 2 });
	component_button(&r->out, &(struct button){ .text = str_of(T("Show")),
				      .variant = "secondary" });
	html(&r->out, "</form>");
}

static void write_what(struct req *r)
{
	ui_p(r, T("You know what care is like. Work with us to make it "
		  "better: as much or as little as you want."));
	html(&r->out, "<ul class=\"nhsuk-list nhsuk-list--bullet\">");
	html(&r->out, "<li><strong>%s</strong> %s</li>", T("Individual."),
	    T("Have a say in your own care and tell us how it was."));
	html(&r->out, "<li><strong>%s</strong> %s</li>", T("Involvement."),
	    T("Help a service to plan, choose and check its work."));
	html(&r->out, "<li><strong>%s</strong> %s</li></ul>",
	    T("Collaboration."),
	    T("Lead with us: teach, choose staff, decide."));
	ui_p(r, T("We pay your costs. For some roles we also pay for your "
		  "time. You always get somebody to ask, and you can stop "
		  "whenever you want."));
}

static void get_filter(struct req *r, struct opportunity_filter *f)
{
	f->topic = web_query(r, "topic");
	f->slot = web_query(r, "slot");
	f->paid = web_query(r, "paid");
	f->place = web_query(r, "place");
	f->online = str_is(web_query(r, "online"), "online");
	f->step_free = str_is(web_query(r, "step_free"), "step_free");
}

void involve_public(struct req *r)
{
	struct opportunity_filter f = { .online = false };
	struct public_opportunity *list = NULL;

	get_filter(r, &f);
	const size_t n = public_opportunities(&r->cx, &f, &list);

	ui_head(r, T("Get involved"));
	write_what(r);
	component_button(&r->out, &(struct button){ .text = str_of(T("Join")),
				      .href = S("/involve/join") });
	ui_sub(r, T("What you can do now"));
	write_filters(r, &f);
	html(&r->out, "<p class=\"nhsuk-body\" role=\"status\">");
	html(&r->out, TN("%zu opportunity", "%zu opportunities", (long)n), n);
	html(&r->out, "</p>");
	for (size_t i = 0; i < n; i++)
		write_card(r, &list[i]);
	if (n == 0)
		ui_p(r, T("There is nothing like this now. Join, and we write "
			  "to you when there is."));
	ui_link(r, S("/involve/bulletin"), T("This month's bulletin"));
	ui_link(r, S("/involve/leaders"), T("Become a patient leader"));
	ui_link(r, S("/involve/events"), T("Events and cafés"));
	ui_link(
	    r, S("/involve/asked"), T("What we asked, and what came of it"));
	ui_link(r, S("/involve/governors"), T("Our governors"));
	ui_link(r, S("/me"), T("My page, for members"));
}

/* One ------------------------------------------------------------------- */

static void write_part(struct req *r, const char *heading, struct str text)
{
	if (str_empty(text))
		return;
	ui_sub(r, heading);
	ui_lines(r, text);
}

static void write_facts(struct req *r, const struct public_opportunity *o)
{
	struct arena *a = r->cx.arena;
	struct ui_facts f = { .n = 0 };

	ui_fact(&f, T("Team"), o->unit);
	ui_fact(&f, T("Level"), code_words(&levels, o->level));
	ui_fact(&f, T("Topic"), code_words(&topics, o->topic));
	ui_fact(&f, T("Where"), where(a, o));
	ui_fact(&f, T("When"), code_words(&slots, o->slot));
	ui_fact(&f, T("Times"), o->times);
	ui_fact(&f, T("Begins"), date_long(a, o->starts_on));
	ui_fact(&f, T("Payment"), code_words(&paid_choices, o->paid));
	if (o->places > 0 && o->places < 1000)
		ui_fact(
		    &f, T("Places"), str_fmt(a, "%lld", (long long)o->places));
	ui_fact(&f, T("The place has no steps"),
	    o->step_free ? str_of(T("Yes")) : STR_NULL);
	ui_fact(&f, T("Say yes by"), date_long(a, o->apply_by));
	ui_fact(&f, T("Who leads it"), o->lead);
	ui_facts(r, &f);
}

/* For a member, a form; for everybody else, how to become one. */
static void write_answer(struct req *r, const struct public_opportunity *o)
{
	struct member me;

	ui_sub(r, T("Would you like to?"));
	if (!member_me(&r->cx, &me)) {
		component_button(
		    &r->out, &(struct button){ .text = str_of(T("Join")),
				 .href = S("/involve/join") });
		html(&r->out,
		    "<p class=\"nhsuk-body\">%s <a href=\"/sign-in/code\">%s"
		    "</a></p>",
		    T("Are you a member already?"), T("Sign in with a code"));
		return;
	}
	ui_form(
	    r, str_fmt(r->cx.arena, "/me/opportunities/%.*s", STR_ARG(o->ref)));
	ui_field(r,
	    &(struct ui_field){ .name = "words",
		.label = T("What would you like the team to know? (optional)"),
		.hint = T("The person who leads it reads this. Say nothing "
			  "about your health unless you want to."),
		.value = me.intro,
		.rows = 3 },
	    NULL);
	ui_form_end(r, T("Yes, I would like to"), NULL);
}

void involve_opportunity(struct req *r)
{
	struct public_opportunity o;

	if (!public_opportunity(&r->cx, web_param(r, "ref"), &o)) {
		web_error(r, 404, T("This is no longer open"),
		    T("It may have found its people already. Look at what "
		      "else you can do on the page “Get involved”."));
		return;
	}
	r->back = S("/involve");
	ui_head_of(r, o.title);
	write_facts(r, &o);
	write_part(r, T("What you will do"), o.what);
	write_part(r, T("What you will be asked"), o.ask);
	write_part(r, T("What support there is"), o.support);
	write_answer(r, &o);
}

/* The bulletin ------------------------------------------------------------ */

void involve_bulletin(struct req *r)
{
	struct public_opportunity *list = NULL;
	const struct opportunity_filter f = { .online = false };
	const size_t n = public_opportunities(&r->cx, &f, &list);

	r->back = S("/involve");
	ui_head_of(
	    r, str_fmt(r->cx.arena, T("Opportunities for involvement, %.*s"),
		   STR_ARG(date_month_year(r->cx.arena, r->cx.today))));
	ui_p(r, T("Once a month we write to members who want it. The newest "
		  "list is always here."));
	ui_sub(r, T("Open now"));
	for (size_t i = 0; i < n; i++)
		write_card(r, &list[i]);
	if (n == 0)
		ui_p(r, T("Nothing is open this month."));
	ui_link(r, S("/involve/bulletin.pdf"), T("Print it (PDF)"));
	ui_link(
	    r, S("/involve/feed.atom"), T("Follow it in a feed reader (Atom)"));
}

static void write_printed(
    struct pdf *p, struct arena *a, const struct public_opportunity *o)
{
	pdf_flow(p,
	    &(struct pdf_text){
		.text = o->title, .size = 14, .bold = true, .role = PDF_H2 },
	    4);
	pdf_flow(p, &(struct pdf_text){ .text = o->what }, 4);
	pdf_flow(p,
	    &(struct pdf_text){
		.text = str_fmt(a, "%.*s. %.*s. %.*s", STR_ARG(o->unit),
		    STR_ARG(where(a, o)),
		    STR_ARG(code_words(&paid_choices, o->paid))),
		.colour = PDF_GREY },
	    4);
	if (!date_none(o->apply_by))
		pdf_flow(p,
		    &(struct pdf_text){
			.text = str_fmt(a, T("Say yes by %.*s."),
			    STR_ARG(date_long(a, o->apply_by))) },
		    16);
}

void involve_bulletin_pdf(struct req *r)
{
	struct arena *a = r->cx.arena;
	struct public_opportunity *list = NULL;
	const struct opportunity_filter f = { .online = false };
	const size_t n = public_opportunities(&r->cx, &f, &list);
	const struct str title =
	    str_fmt(a, T("Opportunities for involvement, %.*s"),
		STR_ARG(date_month_year(a, r->cx.today)));
	struct pdf *p = pdf_new(PDF_A4, title);
	struct buf out = buf_make(PDF_MAX);
	struct err e = { "" };

	pdf_footer(p, setting_text(&r->cx, "trust_name"));
	pdf_flow(p,
	    &(struct pdf_text){
		.text = title, .size = 22, .bold = true, .role = PDF_H1 },
	    14);
	for (size_t i = 0; i < n; i++)
		write_printed(p, a, &list[i]);
	pdf_flow(p,
	    &(struct pdf_text){ .text = str_fmt(a, T("Join at %.*s/involve"),
				    STR_ARG(r->cx.app->base_url)),
		.bold = true },
	    0);
	if (!pdf_finish(p, &out, &e))
		web_error(r, 500, T("The bulletin could not be made"), e.text);
	else
		web_send(r, "application/pdf", S("involvement.pdf"), &out);
	pdf_free(p);
	buf_free(&out);
}

static void write_entry(
    struct req *r, struct buf *b, const struct public_opportunity *o)
{
	const struct str base = r->cx.app->base_url;

	html(b,
	    "<entry><title>%.*s</title>"
	    "<id>%.*s/involve/opportunities/%.*s</id>"
	    "<link href=\"%.*s/involve/opportunities/%.*s\"/>"
	    "<updated>%.*sT00:00:00Z</updated><author><name>%.*s</name>"
	    "</author><content type=\"text\">%.*s</content></entry>\n",
	    STR_ARG(o->title), STR_ARG(base), STR_ARG(o->ref), STR_ARG(base),
	    STR_ARG(o->ref), STR_ARG(date_iso(r->cx.arena, o->advertised_on)),
	    STR_ARG(o->unit), STR_ARG(o->what));
}

void involve_feed(struct req *r)
{
	struct public_opportunity *list = NULL;
	const struct opportunity_filter f = { .online = false };
	const size_t n = public_opportunities(&r->cx, &f, &list);
	const struct str base = r->cx.app->base_url;
	struct buf b = buf_make(BUF_PAGE);

	html(&b,
	    "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
	    "<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>%s</title>"
	    "<id>%.*s/involve</id>"
	    "<link rel=\"self\" href=\"%.*s/involve/feed.atom\"/>"
	    "<updated>%.*sT00:00:00Z</updated>\n",
	    T("Opportunities for involvement"), STR_ARG(base), STR_ARG(base),
	    STR_ARG(date_iso(r->cx.arena, r->cx.today)));
	for (size_t i = 0; i < n; i++)
		write_entry(r, &b, &list[i]);
	buf_cstr(&b, "</feed>\n");
	web_send(r, "application/atom+xml; charset=utf-8", STR_NULL, &b);
	buf_free(&b);
}

static const struct sql *const list_of[] = { &SQL_ALL, &SQL_ONE };
const struct sql_list opportunity_public_sql = { list_of, NELEM(list_of) };
