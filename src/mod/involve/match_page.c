/*
 * match_page.c: whom to ask, with reasons; asking them; choosing among those
 * who said yes. The order is match.h's; here it is read and shown.
 */
#include "base/random.h"
#include "base/words.h"
#include "core/audit.h"
#include "mod/involve/codes.h"
#include "mod/involve/internal.h"
#include "mod/involve/match.h"
#include "mod/involve/opportunity.h"
#include "mod/involve/ui.h"

#define SUGGEST_MAX 30
#define INVITE_MAX  100
#define ASKED_MAX   10000

/* Active members. Lived experience is read, so the statement asks for its
 * right; the page asks for the register's. */
static const struct sql SQL_HAVE = {
	"SELECT b.id, x.interests, x.avoid, x.skills, l.areas, x.slots, x.ways,"
	" b.outward, x.invited_on FROM member b"
	" LEFT JOIN member_profile x ON x.member = b.id"
	" LEFT JOIN member_lived l ON l.member = b.id"
	" WHERE b.state = 'active' AND b.unit IN (SELECT m.unit FROM may m"
	" WHERE m.person = ?p AND m.cap = ?c)",
	SCOPED(CAP_LIVED_EXPERIENCE)
};
static const struct sql SQL_ASKED = {
	"SELECT i.member FROM interest i WHERE i.opportunity = ?1"
	" ORDER BY i.member LIMIT 10000",
	SYSTEM("numbers of who was asked already, to leave them out")
};
static const struct sql SQL_MEMBER = {
	"SELECT b.ref, b.name FROM member b WHERE b.id = ?1 AND " SCOPE(
	    "b.unit"),
	SCOPED(CAP_REGISTER)
};

static void outward_copy(char out[5], struct str s)
{
	size_t n = 0;

	for (size_t i = 0; i < s.n && n < 4; i++)
		out[n++] =
		    (char)(s.s[i] >= 'a' && s.s[i] <= 'z' ? s.s[i] - 'a' + 'A'
							  : s.s[i]);
	out[n] = '\0';
}

struct match_want match_want_of(const struct opportunity *o, struct date today)
{
	struct match_want w = { .topic = bit_of(&topics, o->topic),
		.skills =
		    bit_of(&skills, o->skill) | bit_of(&skills, o->skill_too),
		.areas = bit_of(&areas, o->area),
		.slot = bit_of(&slots, o->slot),
		.ways = (o->in_person ? bit_of(&ways, S("person")) : 0) |
			(o->online ? bit_of(&ways, S("online")) : 0),
		.needs = o->step_free ? bit_of(&needs, S("step_free")) : 0,
		.today = today };

	outward_copy(w.outward, o->outward);
	return w;
}

/* Who was asked about it, in order of number. */
struct asked {
	int64_t *list;
	size_t n;
};

static struct asked load_asked(struct ctx *cx, int64_t opportunity)
{
	struct asked x = { arena_array(cx->arena, ASKED_MAX, sizeof(int64_t)),
		0 };
	struct rows *r =
	    db_query(cx->conn, cx->arena, &SQL_ASKED, VALS(V(opportunity)));

	while (x.n < ASKED_MAX && db_next(r))
		x.list[x.n++] = db_int(r, 0);
	(void)db_done(r);
	return x;
}

static bool was_asked(const struct asked *x, int64_t member)
{
	size_t lo = 0, hi = x->n;

	while (lo < hi) {
		const size_t mid = lo + (hi - lo) / 2;

		if (x->list[mid] < member)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo < x->n && x->list[lo] == member;
}

/* Row by row into the list of the best: fifty thousand are never kept. */
size_t match_suggest(struct ctx *cx, const struct match_want *w,
    int64_t opportunity, struct match *ret, size_t most, size_t *ret_all)
{
	const struct asked x = load_asked(cx, opportunity);
	struct rows *r = db_stream(cx->conn, cx->arena, &SQL_HAVE, NO_VALS);
	struct match_have h;
	struct match m;
	size_t n = 0;

	*ret_all = 0;
	while (db_next(r)) {
		h = (struct match_have){ .member = db_int(r, 0) };
		if (was_asked(&x, h.member))
			continue;
		(*ret_all)++;
		h.interests = db_int(r, 1);
		h.avoid = db_int(r, 2);
		h.skills = db_int(r, 3);
		h.areas = db_int(r, 4);
		h.slots = db_int(r, 5);
		h.ways = db_int(r, 6);
		outward_copy(h.outward, db_text(r, 7));
		h.invited_on = db_date(r, 8);
		if (match_one(w, &h, &m))
			match_place(ret, &n, most, &m, w->today);
	}
	(void)db_done(r);
	/* Needs change no score, so they are asked of the best alone. */
	for (size_t i = 0; i < n; i++) {
		struct access_needs needed;

		(void)access_get(cx, ret[i].member, THEIRS, &needed);
		ret[i].reasons |= match_access(w, needed.needs);
	}
	return n;
}

/* The page ---------------------------------------------------------------- */

static bool found(struct req *r, struct opportunity *o)
{
	if (kind_get_ref(&r->cx, &kind_opportunity, web_param(r, "ref"), o))
		return true;
	web_not_found(r);
	return false;
}

static struct str path_of(
    struct req *r, const struct opportunity *o, const char *tail)
{
	return str_fmt(
	    r->cx.arena, "/k/opportunities/%.*s%s", STR_ARG(o->rec.ref), tail);
}

/* One suggestion as a box to tick; its reasons are the hint. */
static bool suggestion(
    struct req *r, const struct match *m, struct choice_item *item)
{
	struct arena *a = r->cx.arena;
	struct rows *rows =
	    db_query(r->cx.conn, a, &SQL_MEMBER, VALS(V(m->member)));
	const bool there = db_next(rows);

	if (there)
		*item = (struct choice_item){ .value = db_text(rows, 0),
			.text = db_text(rows, 1),
			.hint = match_words(a, m->reasons, false) };
	return db_done(rows) == DB_OK && there;
}

static void write_suggestions(struct req *r, const struct opportunity *o)
{
	struct match best[SUGGEST_MAX];
	struct choice_item items[SUGGEST_MAX];
	const struct match_want w = match_want_of(o, r->cx.today);
	size_t shown = 0, all = 0;
	const size_t n =
	    match_suggest(&r->cx, &w, o->rec.id, best, SUGGEST_MAX, &all);

	ui_sub(r, T("Whom to ask"));
	for (size_t i = 0; i < n; i++)
		shown += suggestion(r, &best[i], &items[shown]);
	if (shown == 0) {
		ui_p(r, T("There is nobody left to ask: every active member "
			  "was asked, has answered, or would rather not talk "
			  "about this."));
		return;
	}
	ui_form(r, path_of(r, o, "/invite"));
	component_checkboxes(&r->out,
	    &(struct checkboxes){ .name = S("member"),
		.legend.text = str_fmt(r->cx.arena,
		    T("%zu of %zu active members whom nobody asked yet"), shown,
		    all),
		.legend.size = "s",
		.hint = str_of(T("Each with the reasons. Age, sex, ethnic "
				 "group and the like are not looked at.")),
		.items = items,
		.nitems = shown,
		.small = true });
	ui_form_end(r, T("Invite those I ticked"), NULL);
}

static const struct sql SQL_SAID_YES = {
	"SELECT i.ref, b.name, i.words, i.state FROM interest i"
	" JOIN member b ON b.id = i.member WHERE i.opportunity = ?1"
	" AND i.state IN ('interested', 'reserve', 'matched') AND " SCOPE(
	    "b.unit") " ORDER BY i.id LIMIT 200",
	SCOPED(CAP_REGISTER)
};

static void choose_form(
    struct req *r, const struct opportunity *o, struct rows *rows)
{
	static const struct {
		const char *state, *label; /* label N_() */
	} ways_on[] = {
		{ "matched", N_("Choose") },
		{ "reserve", N_("Put on the waiting list") },
		{ "not_chosen", N_("Not this time") },
	};
	const struct str path = path_of(r, o, "/choose");

	html(&r->out, "<h3 class=\"nhsuk-heading-s\">%.*s</h3>",
	    STR_ARG(db_text(rows, 1)));
	ui_p_of(r, code_words(&interest_states, db_text(rows, 3)));
	ui_p_of(r, db_text(rows, 2));
	html(&r->out, "<div class=\"heard-buttons\">");
	for (size_t i = 0; i < NELEM(ways_on); i++) {
		if (str_is(db_text(rows, 3), ways_on[i].state))
			continue;
		ui_form(r, path);
		ui_hidden(r, "interest", db_text(rows, 0));
		ui_hidden(r, "state", str_of(ways_on[i].state));
		component_button(&r->out,
		    &(struct button){
			.html = html_fmt(r->cx.arena,
			    "%s<span class=\"nhsuk-u-visually-hidden\"> "
			    "%.*s</span>",
			    T(ways_on[i].label), STR_ARG(db_text(rows, 1))),
			.variant = "secondary",
			.small = true });
		html(&r->out, "</form>");
	}
	html(&r->out, "</div>");
}

void match_page(struct req *r)
{
	struct opportunity o;
	size_t n = 0;

	if (!found(r, &o))
		return;
	r->back = path_of(r, &o, "");
	ui_head_of(r, o.title);
	write_suggestions(r, &o);
	ui_sub(r, T("Who said yes"));
	struct rows *rows =
	    db_query(r->cx.conn, r->cx.arena, &SQL_SAID_YES, VALS(V(o.rec.id)));

	while (db_next(rows)) {
		n++;
		choose_form(r, &o, rows);
	}
	(void)db_done(rows);
	if (n == 0)
		ui_p(r, T("Nobody has said yes so far."));
	ui_link(r, S("/involve/fair"), T("Who is never asked"));
}

/* Asking ---------------------------------------------------------------- */

static const struct sql SQL_INVITE = {
	"INSERT INTO interest (ref, opportunity, member, state, invited_at)"
	" SELECT CAST(?1 AS TEXT), CAST(?2 AS BIGINT), b.id, 'invited',"
	" CAST(?3 AS BIGINT) FROM member b WHERE b.ref = ?4"
	" AND b.state = 'active' AND " SCOPE(
	    "b.unit") " ON CONFLICT (opportunity, member) DO NOTHING",
	SCOPED(CAP_REGISTER)
};
static const struct sql SQL_INVITED = {
	"UPDATE member_profile SET invited_on = ?1,"
	" invitations = invitations + 1 WHERE member ="
	" (SELECT b.id FROM member b WHERE b.ref = ?2)",
	SYSTEM("the invitation asked for the right just before")
};
static const struct sql SQL_ID = {
	"SELECT b.id FROM member b WHERE b.ref = ?1 AND " SCOPE("b.unit"),
	SCOPED(CAP_REGISTER)
};

struct inviting {
	const struct opportunity *o;
	struct str refs[INVITE_MAX];
	size_t n;
	int64_t done;
};

static enum db_status invite_one(
    struct ctx *cx, const struct opportunity *o, struct str ref)
{
	const int64_t id =
	    db_get_int(cx->conn, cx->arena, &SQL_ID, VALS(V(ref)), 0);
	enum db_status st = db_exec(cx->conn, cx->arena, &SQL_INVITED,
	    VALS(V(cx->today), V(ref)), NULL);

	if (st == DB_OK)
		st = member_tell(cx, id, T("Would you like to?"),
		    str_fmt(cx->arena,
			T("We thought of you for this: %.*s\n\nRead more and "
			  "say yes or no at %.*s/me. There is no need to say "
			  "why."),
			STR_ARG(o->title), STR_ARG(cx->app->base_url)));
	return st;
}

static enum db_status invite_fn(struct ctx *cx, void *arg)
{
	struct inviting *in = arg;
	enum db_status st = DB_OK;

	in->done = 0;
	for (size_t i = 0; i < in->n && st == DB_OK; i++) {
		int64_t n = 0;

		st = db_exec(cx->conn, cx->arena, &SQL_INVITE,
		    VALS(V(ref_new(cx->arena)), V(in->o->rec.id), V(cx->now),
			V(in->refs[i])),
		    &n);
		if (st == DB_OK && n > 0)
			st = invite_one(cx, in->o, in->refs[i]);
		in->done += n;
	}
	return st == DB_OK ? audit(cx, "invite", "opportunity", in->o->rec.ref,
				 STR_NULL)
			   : st;
}

void match_invite_post(struct req *r)
{
	struct opportunity o;
	struct inviting in = { .o = &o };

	if (!found(r, &o))
		return;
	for (size_t i = 0; i < r->form.n && in.n < INVITE_MAX; i++)
		if (str_is(r->form.fields[i].name, "member"))
			in.refs[in.n++] = r->form.fields[i].value;
	if (in.n == 0 || !str_is(o.state, "advertised")) {
		web_error(r, 422, T("Nobody was invited"),
		    T("Tick at least one person, and advertise the "
		      "opportunity first. Then try again."));
		return;
	}
	(void)ui_done(r, ctx_change(&r->cx, invite_fn, &in),
	    N_("They are invited."), path_of(r, &o, "/match"));
}

/* Choosing ---------------------------------------------------------------- */

static const struct sql SQL_CHOOSE = {
	"UPDATE interest SET state = ?3, decided_at = ?4, reason = ?5"
	" WHERE opportunity = ?1 AND ref = ?2"
	" AND state IN ('interested', 'reserve', 'matched', 'not_chosen')"
	" AND EXISTS (SELECT 1 FROM member b WHERE b.id = interest.member"
	" AND " SCOPE("b.unit") ")",
	SCOPED(CAP_REGISTER)
};
static const struct sql SQL_WHO = {
	"SELECT i.member FROM interest i JOIN member b ON b.id = i.member"
	" WHERE i.ref = ?1 AND " SCOPE("b.unit"),
	SCOPED(CAP_REGISTER)
};

static const struct chosen {
	const char *state, *subject, *text; /* N_() */
} outcomes[] = {
	{ "matched", N_("You are chosen"),
	    N_("Thank you. You are part of it. We send you everything that you "
	       "need at least five working days before.") },
	{ "reserve", N_("You are on the waiting list"),
	    N_("There were more people than places. We tell you at once when "
	       "one becomes free.") },
	{ "not_chosen", N_("Not this time"),
	    N_("There were more people than places, and we look for different "
	       "people each time. Thank you for saying yes. Other things are "
	       "open now, and we ask you again.") },
};

struct choosing {
	const struct opportunity *o;
	struct str interest;
	const struct chosen *c;
};

static enum db_status choose_fn(struct ctx *cx, void *arg)
{
	const struct choosing *in = arg;
	int64_t n = 0;
	enum db_status st = db_exec(cx->conn, cx->arena, &SQL_CHOOSE,
	    VALS(V(in->o->rec.id), V(in->interest), V(in->c->state), V(cx->now),
		V(T(in->c->text))),
	    &n);

	if (st == DB_OK && n == 0)
		return DB_REFUSED;
	if (st == DB_OK)
		st = member_tell(cx,
		    db_get_int(cx->conn, cx->arena, &SQL_WHO,
			VALS(V(in->interest)), 0),
		    T(in->c->subject),
		    str_fmt(cx->arena, "%.*s\n\n%s\n\n%.*s/me",
			STR_ARG(in->o->title), T(in->c->text),
			STR_ARG(cx->app->base_url)));
	return st == DB_OK ? audit(cx, "choose", "opportunity", in->o->rec.ref,
				 str_of(in->c->state))
			   : st;
}

void match_choose_post(struct req *r)
{
	struct opportunity o;
	struct choosing in = { &o, web_post(r, "interest"), NULL };

	if (!found(r, &o))
		return;
	for (size_t i = 0; i < NELEM(outcomes); i++)
		if (str_is(web_post(r, "state"), outcomes[i].state))
			in.c = &outcomes[i];
	if (in.c == NULL) {
		web_not_found(r);
		return;
	}
	(void)ui_done(r, ctx_change(&r->cx, choose_fn, &in),
	    N_("Done, and they are told."), path_of(r, &o, "/match"));
}

static const struct sql *const list[] = { &SQL_HAVE, &SQL_ASKED, &SQL_MEMBER,
	&SQL_SAID_YES, &SQL_INVITE, &SQL_INVITED, &SQL_ID, &SQL_CHOOSE,
	&SQL_WHO };
const struct sql_list match_page_sql = { list, NELEM(list) };
