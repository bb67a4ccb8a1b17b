/*
 * behalf.c: what a member does by phone, by post or through her supporter:
 * whoever looks after members writes it down for her, and she gets a copy in
 * her form. It says who wrote it; a claim that is written down so cannot be
 * approved or paid by the same person.
 */
#include "base/words.h"
#include "core/audit.h"
#include "mod/involve/claim.h"
#include "mod/involve/event.h"
#include "mod/involve/internal.h"
#include "mod/involve/opportunity.h"
#include "mod/involve/ui.h"

#define CHOICES_MAX 100

static const struct sql SQL_EVENTS = {
	"SELECT e.ref, e.title, e.happens_on FROM event e"
	" WHERE e.state = 'planned' AND e.happens_on >= ?2 AND (e.public = 1"
	" OR EXISTS (SELECT 1 FROM interest i JOIN member b ON b.id = i.member"
	" WHERE i.opportunity = e.opportunity AND b.id = ?1"
	" AND i.state = 'matched' AND " SCOPE(
	    "b.unit") "))"
		      " ORDER BY e.happens_on, e.id LIMIT 100",
	SCOPED(CAP_REGISTER)
};
static const struct sql SQL_OFFERS = {
	"SELECT o.ref, o.title, o.apply_by FROM opportunity o"
	" WHERE o.state = 'advertised' AND (o.apply_by IS NULL"
	" OR o.apply_by >= ?2) AND NOT EXISTS (SELECT 1 FROM interest i"
	" WHERE i.opportunity = o.id AND i.member = ?1)"
	" ORDER BY o.title, o.id LIMIT 100",
	SYSTEM("what is advertised is for everybody")
};
static const struct sql SQL_CAME = {
	"SELECT k.ref, e.title, e.happens_on FROM booking k JOIN event e"
	" ON e.id = k.event JOIN member b ON b.id = k.member WHERE b.id = ?1"
	" AND k.state = 'attended' AND e.happens_on <= ?2"
	" AND NOT EXISTS (SELECT 1 FROM claim c WHERE c.booking = k.id)"
	" AND " SCOPE("b.unit") " ORDER BY e.happens_on DESC, e.id LIMIT 100",
	SCOPED(CAP_REGISTER)
};
static const struct sql SQL_EVENT = {
	"SELECT e.id FROM event e WHERE e.ref = ?1 AND e.state = 'planned'",
	SYSTEM("a number for what was chosen from the list just shown")
};
static const struct sql SQL_OFFER = {
	"SELECT o.id FROM opportunity o WHERE o.ref = ?1"
	" AND o.state = 'advertised'",
	SYSTEM("what is advertised is for everybody")
};

static bool found(struct req *r, struct member *b)
{
	if (kind_get_ref(&r->cx, &kind_member, web_param(r, "ref"), b))
		return true;
	web_not_found(r);
	return false;
}

static struct str path_of(struct req *r, const struct member *b)
{
	return str_fmt(
	    r->cx.arena, "/k/members/%.*s/behalf", STR_ARG(b->rec.ref));
}

/* A list to choose from and a button; nothing when the list is empty. */
static void write_choice(struct req *r, const struct member *b,
    const struct sql *q, const char *name, const char *label,
    const char *button)
{
	struct arena *a = r->cx.arena;
	struct select_option *items =
	    arena_array(a, CHOICES_MAX, sizeof(*items));
	size_t n = 0;
	struct rows *rows =
	    db_query(r->cx.conn, a, q, VALS(V(b->rec.id), V(r->cx.today)));

	while (n < CHOICES_MAX && db_next(rows))
		items[n++] = (struct select_option){ .value = db_text(rows, 0),
			.text =
			    str_fmt(a, "%.*s (%.*s)", STR_ARG(db_text(rows, 1)),
				STR_ARG(date_long(a, db_date(rows, 2)))) };
	(void)db_done(rows);
	if (n == 0)
		return;
	ui_form(r, STR_NULL);
	component_select(&r->out, &(struct select){ .name = str_of(name),
				      .label.text = str_of(label),
				      .items = items,
				      .nitems = n });
	ui_form_end(r, button, "secondary");
}

static void write_claims(struct req *r, const struct member *b)
{
	struct arena *a = r->cx.arena;
	size_t n = 0;
	struct rows *rows = db_query(
	    r->cx.conn, a, &SQL_CAME, VALS(V(b->rec.id), V(r->cx.today)));

	ui_sub(r, T("Claim what it cost them"));
	while (db_next(rows)) {
		n++;
		html(&r->out,
		    "<p class=\"nhsuk-body\"><a href=\"/k/members/%.*s/claim"
		    "?booking=%.*s\">%.*s, %.*s</a></p>",
		    STR_ARG(b->rec.ref), STR_ARG(db_text(rows, 0)),
		    STR_ARG(db_text(rows, 1)),
		    STR_ARG(date_long(a, db_date(rows, 2))));
	}
	(void)db_done(rows);
	if (n == 0)
		ui_p(r, T("Nothing waits to be claimed."));
}

void member_behalf_page(struct req *r)
{
	struct member b;

	if (!found(r, &b))
		return;
	r->back = str_fmt(r->cx.arena, "/k/members/%.*s", STR_ARG(b.rec.ref));
	ui_head_of(
	    r, str_fmt(r->cx.arena, T("Write down for %.*s"), STR_ARG(b.name)));
	member_flag(r, b.rec.id, THEIRS);
	ui_p(r, T("For what they tell you by phone, by post or through their "
		  "supporter. They get a copy in the form that they need."));
	ui_sub(r, T("Say yes, or book"));
	write_choice(r, &b, &SQL_OFFERS, "opportunity",
	    T("They would like to take part in"), T("Write it down"));
	write_choice(r, &b, &SQL_EVENTS, "event", T("They come to"),
	    T("Book their place"));
	write_claims(r, &b);
}

struct writing {
	const struct member *b;
	int64_t event, opportunity;
	struct str what;
};

static enum db_status write_fn(struct ctx *cx, void *arg)
{
	const struct writing *x = arg;
	enum db_status st =
	    x->event != 0 ? booking_make(cx, x->event, x->b->rec.id, STR_NULL)
			  : interest_say(cx, x->opportunity, x->b->rec.id,
				"interested", STR_NULL);

	if (st == DB_OK)
		st = behalf_copy(cx, x->b,
		    x->event != 0
			? str_of(T("We booked a place for you. It is on your "
				   "list of events."))
			: str_of(T("We wrote down that you would like to "
				   "take part. You hear from us.")));
	return st;
}

enum db_status behalf_copy(
    struct ctx *cx, const struct member *b, struct str what)
{
	const enum db_status st =
	    member_tell(cx, b->rec.id, T("What we wrote down for you"),
		str_fmt(cx->arena, "%.*s\n\n%s", STR_ARG(what),
		    T("If this is not right, tell us.")));

	return st == DB_OK ? audit(cx, "behalf", "member", b->rec.ref, STR_NULL)
			   : st;
}

void member_behalf_post(struct req *r)
{
	struct member b;
	struct writing x = { .b = &b };
	const struct str event = web_post(r, "event");
	const struct str offer = web_post(r, "opportunity");
	const char *wrong = NULL;

	if (!found(r, &b))
		return;
	if (!str_empty(event))
		x.event = db_get_int(
		    r->cx.conn, r->cx.arena, &SQL_EVENT, VALS(V(event)), 0);
	if (!str_empty(offer))
		x.opportunity = db_get_int(
		    r->cx.conn, r->cx.arena, &SQL_OFFER, VALS(V(offer)), 0);
	if (x.event == 0 && x.opportunity == 0) {
		web_not_found(r);
		return;
	}
	if (x.event != 0)
		wrong = booking_wrong(&r->cx, x.event, b.rec.id);
	if (wrong != NULL) {
		web_error(r, 409, T("Not yet"), T(wrong));
		return;
	}
	(void)ui_done(r, ctx_change(&r->cx, write_fn, &x),
	    N_("Written down. They get a copy."), path_of(r, &b));
}

static const struct sql *const list[] = { &SQL_EVENTS, &SQL_OFFERS, &SQL_CAME,
	&SQL_EVENT, &SQL_OFFER };
const struct sql_list behalf_sql = { list, NELEM(list) };
