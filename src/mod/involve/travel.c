/*
 * travel.c: nobody is out of pocket: a ticket or taxi that is bought for a
 * member, or money that she has before she travels. Asked for, approved out of
 * a budget by a second person, arranged by a third; money that she had before
 * is taken off her claim (claim_rule.c).
 */
#include "base/random.h"
#include "base/words.h"
#include "core/audit.h"
#include "mod/account/account.h"
#include "mod/involve/claim.h"
#include "mod/involve/codes.h"
#include "mod/involve/event.h"
#include "mod/involve/internal.h"
#include "mod/involve/ui.h"
#include "mod/org/org.h"

static const struct choice what_list[] = {
	{ "ticket", N_("A ticket that is bought for them") },
	{ "taxi", N_("A taxi that is booked for them") },
	{ "advance", N_("Money before they travel") },
};
static const struct choices whats = { what_list, NELEM(what_list) };

static const struct choice state_list[] = {
	{ "asked", N_("Asked for") },
	{ "approved", N_("Approved") },
	{ "arranged", N_("Booked, or given") },
	{ "refused", N_("Refused") },
	{ "cancelled", N_("Not needed any more") },
};
static const struct choices states = { state_list, NELEM(state_list) };

/* clang-format off */
static const struct field fields[] = {
	{ COL(struct travel, title), .label = N_("What for"), .flags = TITLE | REQUIRED | IN_LIST, .max = 160 },
	{ COL(struct travel, member), .label = N_("Member"), .flags = REQUIRED | IN_LIST, .ref = &kind_member },
	{ COL(struct travel, unit), .label = N_("Team"), .flags = REQUIRED | FILTER, .ref = &kind_unit },
	{ COL(struct travel, event), .label = N_("To get to"), .ref = &kind_event },
	{ COL(struct travel, what), .label = N_("Sort"), .flags = REQUIRED | IN_LIST | FILTER, .choices = &whats },
	{ COL(struct travel, words), .label = N_("From where, and what they need"), .flags = LONG, .max = 1000 },
	{ COL(struct travel, pence), .label = N_("Amount in pence"), .flags = IN_LIST, .min_value = 1, .max_value = 1000000 },
	{ COL(struct travel, budget), .label = N_("Budget"), .ref = &kind_budget },
	{ COL(struct travel, state), .label = N_("State"), .flags = REQUIRED | IN_LIST | FILTER, .choices = &states },
	{ COL(struct travel, approved_by), .label = N_("Approved by"), .flags = READ_ONLY, .ref = &kind_person },
	{ COL(struct travel, arranged_by), .label = N_("Booked or given by"), .flags = READ_ONLY, .ref = &kind_person },
	{ COL(struct travel, arranged_on), .label = N_("Booked or given on"), .flags = READ_ONLY },
};
/* clang-format on */

static const struct sql SQL_TRAVELLER = {
	"SELECT coalesce(b.person, 0) FROM member b WHERE b.id = ?1",
	SYSTEM("compared with who approves; nobody is shown")
};

/* Out of a budget with enough left, by somebody who neither asked nor goes. */
static const char *not_approved(struct ctx *cx, const struct travel *t)
{
	struct budget_state b;
	const int64_t who = db_get_int(
	    cx->conn, cx->arena, &SQL_TRAVELLER, VALS(V(t->member)), 0);

	if (!may(cx, CAP_CLAIM_APPROVE, t->unit))
		return N_("A budget holder must approve it.");
	if (money_may_approve(who, t->rec.created_by, cx->person) != NULL)
		return N_("Who asked for it, or travels, cannot approve it.");
	if (t->pence == KIND_NO_INT)
		return N_("Write what it costs.");
	if (t->budget == 0 || !budget_state(cx, t->budget, &b))
		return N_("Choose the budget that pays for it.");
	return money_fits(&b, t->pence)
		   ? NULL
		   : N_("This budget has not enough left.");
}

static const char *wrong(
    struct ctx *cx, const struct travel *t, const struct travel *old)
{
	const bool was = str_is(old->state, "approved");

	if (str_eq(t->state, old->state))
		return was && t->pence != old->pence
			   ? N_("It is approved: the amount cannot change.")
			   : NULL;
	if (str_is(t->state, "approved"))
		return not_approved(cx, t);
	if (!str_is(t->state, "arranged"))
		return NULL;
	if (!was || t->pence != old->pence || t->budget != old->budget)
		return N_("It must be approved first.");
	return old->approved_by == cx->person
		   ? N_("Who approved it cannot book it or give the money.")
		   : NULL;
}

static void check(struct ctx *cx, const void *rec, struct problems *p)
{
	const struct travel *t = rec;
	struct travel old = { .state = S("asked") };

	if (cx->system)
		return;
	if (t->rec.id != 0 && !kind_get(cx, &kind_travel, t->rec.id, &old))
		return;
	const char *why = wrong(cx, t, &old);

	if (why != NULL)
		problem_add(p, "state", "%s", T(why));
}

static enum db_status before_save(struct ctx *cx, void *rec, bool is_new)
{
	struct travel *t = rec;

	(void)is_new;
	if (cx->system)
		return DB_OK;
	if (str_is(t->state, "approved") && t->approved_by == 0)
		t->approved_by = cx->person;
	if (str_is(t->state, "arranged") && t->arranged_by == 0) {
		t->arranged_by = cx->person;
		t->arranged_on = cx->today;
	}
	return DB_OK;
}

static enum db_status after_save(struct ctx *cx, const void *rec, bool is_new)
{
	const struct travel *t = rec;

	(void)is_new;
	if (!str_is(t->state, "arranged") || cx->system ||
	    t->arranged_by != cx->person)
		return DB_OK;
	return member_tell(cx, t->member, T("Your journey is paid"),
	    str_fmt(cx->arena, T("%.*s: %.*s. You need not pay it yourself."),
		STR_ARG(t->title), STR_ARG(code_words(&whats, t->what))));
}

const struct kind kind_travel = {
	.name = "travel",
	.path = "travel",
	.one = N_("journey paid before"),
	.many = N_("Journeys paid before"),
	.size = sizeof(struct travel),
	.fields = fields,
	.nfields = NELEM(fields),
	.read = CAP_CLAIM_READ,
	.write = CAP_CLAIM_READ,
	.unit = "unit",
	.data_class = DATA_PERSONAL,
	.basis = N_("Legal duty: the trust accounts for public money"),
	.retention =
	    N_("Seven years after the financial year, as accounts are"),
	.empty = N_("Tickets, taxis and money that members have before they "
		    "travel, so that nobody is out of pocket. Members ask on "
		    "their page."),
	.check = check,
	.before_save = before_save,
	.after_save = after_save,
};

/* What she had before, for this event and not yet taken off a claim. */
static const struct sql SQL_ADVANCE = {
	"SELECT coalesce(sum(t.pence), 0) - (SELECT coalesce("
	"sum(c.advance_pence), 0) FROM claim c WHERE c.member = ?1"
	" AND c.event = ?2 AND c.state <> 'refused') FROM travel t"
	" WHERE t.member = ?1 AND t.event = ?2 AND t.what = 'advance'"
	" AND t.state = 'arranged'",
	SYSTEM("the caller has found the member as its own")
};

int64_t travel_advance(struct ctx *cx, int64_t member, int64_t event)
{
	const int64_t n = db_get_int(cx->conn, cx->arena, &SQL_ADVANCE,
	    VALS(V(member), val_ref(event)), 0);

	return n > 0 ? n : 0;
}

/* Hers ------------------------------------------------------------------ */

static const struct sql SQL_EVENT = {
	"SELECT e.id, e.title, e.unit, e.happens_on FROM event e JOIN booking k"
	" ON k.event = e.id WHERE e.ref = ?1 AND e.happens_on >= ?2"
	" AND k.state IN ('booked', 'waiting') AND " OWN("k.member"),
	OWN_ROW
};
static const struct sql SQL_ADD = {
	"INSERT INTO travel (ref, version, created_at, created_by, changed_at,"
	" changed_by, title, unit, member, event, what, words, state) VALUES"
	" (?1, 1, ?2, ?p, ?2, ?p, ?3, ?4, ?5, ?6, ?7, ?8, 'asked')",
	SYSTEM("the caller has found the member as its own")
};
static const struct sql SQL_HERS = {
	"SELECT t.title, t.what, t.state, t.pence FROM travel t"
	" WHERE t.member = ?1 AND " OWN(
	    "t.member") " ORDER BY t.id DESC LIMIT 20",
	OWN_ROW
};

/* The event that she is booked for; false: a page says that there is none. */
static bool find_event(struct req *r, struct str ref, struct travel *t)
{
	struct rows *rows = db_query(
	    r->cx.conn, r->cx.arena, &SQL_EVENT, VALS(V(ref), V(r->cx.today)));
	const bool found = db_next(rows);

	*t = (struct travel){ .event = 0 };
	if (found) {
		t->event = db_int(rows, 0);
		t->title = str_fmt(r->cx.arena, "%.*s, %.*s",
		    STR_ARG(db_text(rows, 1)),
		    STR_ARG(date_long(r->cx.arena, db_date(rows, 3))));
		t->unit = db_int(rows, 2);
	}
	if (db_done(rows) == DB_OK && found)
		return true;
	web_error(r, 404, T("Book your place first"),
	    T("We pay for the way there once you have a place. Look at “My "
	      "events” on your page."));
	return false;
}

static void show(struct req *r, const struct travel *t, struct problems *p)
{
	r->back = S("/me");
	ui_summary(r, p);
	ui_head(r, T("Getting there without paying first"));
	ui_p_of(r, t->title);
	ui_p(r, T("You need not pay and wait. Tell us what helps."));
	ui_form(r, STR_NULL);
	code_select(r, "what", &whats, web_post(r, "what"),
	    T("What would help?"), T("Choose one"));
	ui_field(r,
	    &(struct ui_field){ .name = "words",
		.label = T("From where, and what do you need on the way?"),
		.value = web_post(r, "words"),
		.rows = 3 },
	    p);
	ui_form_end(r, T("Ask for it"), NULL);
}

void me_travel(struct req *r)
{
	struct member b;
	struct travel t;

	if (me_found(r, &b) && find_event(r, web_param(r, "ref"), &t))
		show(r, &t, NULL);
}

static enum db_status add_fn(struct ctx *cx, void *arg)
{
	const struct travel *t = arg;
	const struct str ref = ref_new(cx->arena);
	const enum db_status st = db_exec(cx->conn, cx->arena, &SQL_ADD,
	    VALS(V(ref), V(cx->now), V(t->title), V(t->unit), V(t->member),
		V(t->event), V(t->what), V(t->words)),
	    NULL);

	return st == DB_OK ? audit(cx, "create", "travel", ref, STR_NULL) : st;
}

void me_travel_post(struct req *r)
{
	struct member b;
	struct travel t;
	struct problems p = { .arena = r->cx.arena };

	if (!me_found(r, &b) || !find_event(r, web_param(r, "ref"), &t))
		return;
	t.member = b.rec.id;
	t.what = ui_post(r, "what");
	t.words = str_sub(ui_post(r, "words"), 0, 1000);
	if (bit_of(&whats, t.what) == 0)
		problem_add(&p, "what", T("Choose what would help"));
	if (p.n > 0) {
		show(r, &t, &p);
		return;
	}
	(void)ui_done(r, ctx_change(&r->cx, add_fn, &t),
	    N_("Thank you. You hear from us before the day."), S("/me"));
}

void me_travels(struct req *r, const struct member *b)
{
	struct arena *a = r->cx.arena;
	struct ui_table *t = ui_table(r, 20);
	struct rows *rows =
	    db_query(r->cx.conn, a, &SQL_HERS, VALS(V(b->rec.id)));

	ui_th(t, T("For"));
	ui_th(t, T("What we do"));
	ui_th(t, T("Where it stands"));
	while (db_next(rows)) {
		ui_td(t, db_text(rows, 0));
		ui_td(t, code_words(&whats, db_text(rows, 1)));
		ui_td(t, code_words(&states, db_text(rows, 2)));
	}
	(void)db_done(rows);
	if (t->ncells == 0)
		return;
	ui_sub(r, T("My journeys"));
	ui_table_end(r, t, T("Journeys that are paid before"), "");
}

static const struct sql *const list[] = { &SQL_TRAVELLER, &SQL_ADVANCE,
	&SQL_EVENT, &SQL_ADD, &SQL_HERS };
const struct sql_list travel_sql = { list, NELEM(list) };
