/*
 * event_page.c: who comes and who came, on an event's page; the public list;
 * booking by members.
 */
#include "base/words.h"
#include "core/audit.h"
#include "mod/involve/codes.h"
#include "mod/involve/event.h"
#include "mod/involve/internal.h"
#include "mod/involve/ui.h"

#define BOOKED_MAX 200

/* Needs of who said that organisers may know them, besides what they wrote
 * when they booked. */
static const struct sql SQL_BOOKED = {
	"SELECT k.ref, b.name, k.state, k.needs, k.minutes,"
	" CASE WHEN n.may_share = 1 THEN n.needs ELSE 0 END,"
	" CASE WHEN n.may_share = 1 THEN n.words END FROM booking k"
	" JOIN member b ON b.id = k.member JOIN event e ON e.id = k.event"
	" LEFT JOIN member_access n ON n.member = b.id WHERE e.id = ?1"
	" AND k.state <> 'cancelled' AND " SCOPE(
	    "e.unit") " ORDER BY k.booked_at, k.id LIMIT 200",
	SCOPED(CAP_INVOLVE_WRITE)
};

static void write_row(
    struct req *r, struct ui_table *t, struct rows *rows, bool ask)
{
	struct arena *a = r->cx.arena;
	const struct str ref = db_text(rows, 0);
	const struct str shared = bits_words(a, &needs, db_int(rows, 5));

	ui_td(t, db_text(rows, 1));
	ui_td(t, code_words(&booking_states, db_text(rows, 2)));
	ui_td(t, str_fmt(a, "%.*s %.*s %.*s", STR_ARG(shared),
		     STR_ARG(db_text(rows, 6)), STR_ARG(db_text(rows, 3))));
	if (!ask)
		return;
	ui_td(t, STR_NULL);
	t->cells[t->ncells - 1].html = html_fmt(a,
	    "<label class=\"nhsuk-u-visually-hidden\" for=\"m-%.*s\">%s %.*s"
	    "</label><input class=\"nhsuk-input nhsuk-input--width-4\""
	    " id=\"m-%.*s\" name=\"%.*s\" inputmode=\"numeric\""
	    " value=\"%.*s\">",
	    STR_ARG(ref), T("Minutes of"), STR_ARG(db_text(rows, 1)),
	    STR_ARG(ref), STR_ARG(ref),
	    STR_ARG(db_null(rows, 4)
			? S("")
			: str_fmt(a, "%lld", (long long)db_int(rows, 4))));
}

void event_more(struct req *r, const void *rec)
{
	const struct event *e = rec;
	const bool mine = may(&r->cx, CAP_INVOLVE_WRITE, e->unit);
	const bool ask = mine && date_cmp(e->happens_on, r->cx.today) <= 0;
	struct ui_table *t = ui_table(r, BOOKED_MAX);
	struct rows *rows;

	if (!mine)
		return;
	event_care(r, e);
	rows =
	    db_query(r->cx.conn, r->cx.arena, &SQL_BOOKED, VALS(V(e->rec.id)));
	ui_sub(r, ask ? T("Who came") : T("Who comes"));
	ui_th(t, T("Member"));
	ui_th(t, T("State"));
	ui_th(t, T("What they need"));
	if (ask) {
		ui_th(t, T("Minutes that they were there"));
		ui_p(r, T("Write minutes for everybody who came; leave it "
			  "empty for who did not. Claims are filled in from "
			  "this."));
		ui_form(r, str_fmt(r->cx.arena, "/k/events/%.*s/attendance",
			       STR_ARG(e->rec.ref)));
	}
	while (db_next(rows))
		write_row(r, t, rows, ask);
	(void)db_done(rows);
	ui_table_end(
	    r, t, T("Bookings of this event"), T("Nobody has booked yet."));
	if (ask)
		ui_form_end(r, T("Save who came"), NULL);
}

struct attending {
	struct req *r;
	const struct event *e;
};

static enum db_status attend_fn(struct ctx *cx, void *arg)
{
	const struct attending *in = arg;
	const struct form *f = &in->r->form;
	enum db_status st = DB_OK;

	for (size_t i = 0; i < f->n && st == DB_OK; i++) {
		int64_t minutes = 0;

		if (f->fields[i].name.n != 16) /* a booking's ref */
			continue;
		const bool came =
		    str_int64(str_trim(f->fields[i].value), &minutes) &&
		    minutes > 0 && minutes <= 1440;

		st =
		    booking_attend(cx, in->e, f->fields[i].name, came, minutes);
	}
	return st == DB_OK
		   ? audit(cx, "attend", "event", in->e->rec.ref, STR_NULL)
		   : st;
}

void event_attendance_post(struct req *r)
{
	struct event e;
	struct attending in = { r, &e };

	if (!kind_get_ref(&r->cx, &kind_event, web_param(r, "ref"), &e)) {
		web_not_found(r);
		return;
	}
	(void)ui_done(r, ctx_change(&r->cx, attend_fn, &in), N_("Saved."),
	    str_fmt(r->cx.arena, "/k/events/%.*s", STR_ARG(e.rec.ref)));
}

/* For everybody ------------------------------------------------------------- */

static const struct sql SQL_PUBLIC = {
	"SELECT e.ref, e.title, e.happens_on, e.from_time, e.minutes, e.place,"
	" e.access, u.name, e.places, (SELECT count(*) FROM booking k"
	" WHERE k.event = e.id AND k.state = 'booked') FROM event e"
	" JOIN unit u ON u.id = e.unit WHERE e.public = 1"
	" AND e.state = 'planned' AND e.happens_on >= ?1"
	" ORDER BY e.happens_on, e.id LIMIT 100",
	SYSTEM("events that are shown to everybody")
};

static void write_event(struct req *r, struct rows *rows, bool member)
{
	struct arena *a = r->cx.arena;
	struct ui_facts f = { .n = 0 };
	const struct str ref = db_text(rows, 0);

	html(&r->out, "<h2 class=\"nhsuk-heading-m\">%.*s</h2>",
	    STR_ARG(db_text(rows, 1)));
	ui_fact(&f, T("When"),
	    str_fmt(a, T("%.*s at %.*s, %lld minutes"),
		STR_ARG(date_long(a, db_date(rows, 2))),
		STR_ARG(db_text(rows, 3)), (long long)db_int(rows, 4)));
	ui_fact(&f, T("Where"), db_text(rows, 5));
	ui_fact(&f, T("Access"), db_text(rows, 6));
	ui_fact(&f, T("Team"), db_text(rows, 7));
	ui_facts(r, &f);
	if (!db_null(rows, 8) && db_int(rows, 9) >= db_int(rows, 8))
		ui_p(r, T("It is full. You can be on the waiting list."));
	if (!member)
		return;
	ui_form(r, str_fmt(a, "/me/events/%.*s", STR_ARG(ref)));
	component_input(&r->out,
	    &(struct input){ .name = S("needs"),
		.id = str_fmt(a, "needs-%.*s", STR_ARG(ref)),
		.label.text =
		    str_of(T("What do you need on that day? (optional)")) });
	html(&r->out,
	    "<button class=\"nhsuk-button\" type=\"submit\">%s"
	    "<span class=\"nhsuk-u-visually-hidden\"> %.*s</span></button>"
	    "</form>",
	    T("Book a place"), STR_ARG(db_text(rows, 1)));
}

void involve_events(struct req *r)
{
	struct member me;
	const bool member = member_me(&r->cx, &me);
	size_t n = 0;
	struct rows *rows = db_query(
	    r->cx.conn, r->cx.arena, &SQL_PUBLIC, VALS(V(r->cx.today)));

	r->back = S("/involve");
	ui_head(r, T("Events and cafés"));
	if (!member)
		html(&r->out,
		    "<p class=\"nhsuk-body\">%s <a href=\"/involve/join\">%s"
		    "</a></p>",
		    T("Members book a place on this page."),
		    T("Become a member"));
	while (db_next(rows)) {
		n++;
		write_event(r, rows, member);
	}
	(void)db_done(rows);
	if (n == 0)
		ui_p(r, T("No event is planned now."));
}

/* Hers ------------------------------------------------------------------ */

static const struct sql SQL_ONE = {
	"SELECT e.id FROM event e WHERE e.ref = ?1 AND e.state = 'planned'"
	" AND e.happens_on >= ?2 AND (e.public = 1 OR EXISTS (SELECT 1"
	" FROM interest i WHERE i.opportunity = e.opportunity"
	" AND i.member = ?3 AND i.state IN ('matched', 'took_part')"
	" AND " OWN("i.member") "))",
	OWN_ROW
};
/* What she has booked, and what else belongs to what she was chosen for. */
static const struct sql SQL_HERS = {
	"SELECT e.ref, e.title, e.happens_on, e.from_time, e.place, e.link,"
	" e.papers, k.state, e.state, k.ref, h.name FROM event e"
	" LEFT JOIN booking k ON k.event = e.id AND k.member = ?1"
	" LEFT JOIN person h ON h.id = e.host"
	" WHERE e.happens_on >= ?2 AND (k.id IS NOT NULL OR EXISTS (SELECT 1"
	" FROM interest i WHERE i.opportunity = e.opportunity"
	" AND i.member = ?1 AND i.state IN ('matched', 'took_part')))"
	" AND " OWN("?1") " ORDER BY e.happens_on DESC, e.id LIMIT 50",
	OWN_ROW
};

static void write_hers(struct req *r, struct rows *rows)
{
	struct arena *a = r->cx.arena;
	struct ui_facts f = { .n = 0 };
	const struct str ref = db_text(rows, 0), state = db_text(rows, 7);
	const bool open = str_is(db_text(rows, 8), "planned") &&
			  date_cmp(db_date(rows, 2), r->cx.today) >= 0;

	html(&r->out, "<h3 class=\"nhsuk-heading-s\">%.*s</h3>",
	    STR_ARG(db_text(rows, 1)));
	ui_fact(&f, T("When"),
	    str_fmt(a, T("%.*s at %.*s"),
		STR_ARG(date_long(a, db_date(rows, 2))),
		STR_ARG(db_text(rows, 3))));
	ui_fact(&f, T("Where"), db_text(rows, 4));
	ui_fact(&f, T("Link to join online"), db_text(rows, 5));
	ui_fact(&f, T("Who meets you"), db_text(rows, 10));
	ui_fact(&f, T("State"), code_words(&booking_states, state));
	ui_facts(r, &f);
	ui_lines(r, db_text(rows, 6));
	if (open && (str_is(state, "booked") || str_is(state, "waiting"))) {
		ui_link(r, str_fmt(a, "/me/events/%.*s/travel", STR_ARG(ref)),
		    T("Get there without paying first"));
		ui_button_form(r, str_fmt(a, "/me/events/%.*s", STR_ARG(ref)),
		    "cancel", "yes", T("I cannot come"), "secondary");
	} else if (open)
		ui_button_form(r, str_fmt(a, "/me/events/%.*s", STR_ARG(ref)),
		    "needs", "", T("Book a place"), NULL);
	if (str_is(state, "attended"))
		ui_link(r,
		    str_fmt(a, "/me/claims/new?booking=%.*s",
			STR_ARG(db_text(rows, 9))),
		    T("Claim costs and payment"));
}

void me_events(struct req *r, const struct member *b)
{
	size_t n = 0;
	struct rows *rows = db_query(r->cx.conn, r->cx.arena, &SQL_HERS,
	    VALS(V(b->rec.id), V(date_add_months(r->cx.today, -3))));

	ui_sub(r, T("My events"));
	while (db_next(rows)) {
		n++;
		write_hers(r, rows);
	}
	(void)db_done(rows);
	if (n == 0)
		ui_p(r, T("You have booked nothing yet."));
	ui_link(r, S("/involve/events"), T("Events and cafés"));
}

struct booking_in {
	int64_t event;
	const struct member *b;
	struct str needs;
	bool cancel;
};

static enum db_status book_fn(struct ctx *cx, void *arg)
{
	const struct booking_in *in = arg;

	return in->cancel
		   ? booking_cancel(cx, in->event, in->b->rec.id)
		   : booking_make(cx, in->event, in->b->rec.id, in->needs);
}

void me_event_post(struct req *r)
{
	struct member b;
	struct booking_in in = { .b = &b,
		.needs = str_sub(ui_post(r, "needs"), 0, 1000),
		.cancel = str_is(web_post(r, "cancel"), "yes") };

	if (!me_found(r, &b))
		return;
	in.event = db_get_int(r->cx.conn, r->cx.arena, &SQL_ONE,
	    VALS(V(web_param(r, "ref")), V(r->cx.today), V(b.rec.id)), 0);
	if (in.event == 0) {
		web_not_found(r);
		return;
	}
	const char *wrong =
	    in.cancel ? NULL : booking_wrong(&r->cx, in.event, b.rec.id);

	if (wrong != NULL) {
		web_error(r, 409, T("Not yet"), T(wrong));
		return;
	}
	(void)ui_done(r, ctx_change(&r->cx, book_fn, &in),
	    in.cancel ? N_("Thank you for telling us.")
		      : N_("It is booked. We remind you two days before."),
	    S("/me"));
}

static const struct sql *const list[] = { &SQL_BOOKED, &SQL_PUBLIC, &SQL_ONE,
	&SQL_HERS };
const struct sql_list event_page_sql = { list, NELEM(list) };
