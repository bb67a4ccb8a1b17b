/*
 * claim_page.c: claiming from one's own page, filled in from attendance; the
 * yes or no of a budget holder; receipts; a member's wishes about payment and
 * her own watch over what she earns, which nobody else can read.
 */
#include "base/words.h"
#include "core/audit.h"
#include "core/file.h"
#include "mod/involve/claim.h"
#include "mod/involve/codes.h"
#include "mod/involve/internal.h"
#include "mod/involve/ui.h"

/* A new claim --------------------------------------------------------------- */

#define BOOKING                                                                \
	"SELECT k.id, e.id, e.title, e.happens_on, k.minutes,"                 \
	" coalesce(o.role_level, 2), e.unit,"                                  \
	" CASE WHEN e.link IS NOT NULL AND e.place IS NULL THEN 1 ELSE 0 END," \
	" coalesce(o.paid, 'expenses') FROM booking k JOIN event e"            \
	" ON e.id = k.event LEFT JOIN opportunity o ON o.id = e.opportunity"   \
	" WHERE k.ref = ?1 AND k.state = 'attended' AND NOT EXISTS (SELECT 1"  \
	" FROM claim c WHERE c.booking = k.id) AND k.member = ?2 AND "
static const struct sql SQL_BOOKING[] = {
	[THEIRS] = { BOOKING
	    "EXISTS (SELECT 1 FROM member b WHERE b.id = k.member AND " SCOPE(
		"b.unit") ")",
	    SCOPED(CAP_REGISTER) },
	[OWN_ONE] = { BOOKING OWN("k.member"), OWN_ROW },
};

/* What attendance gives; false: there is nothing to claim for. */
static bool from_booking(struct req *r, const struct member *b, enum whose w,
    struct str ref, struct claim *c)
{
	struct rows *rows = db_query(r->cx.conn, r->cx.arena, &SQL_BOOKING[w],
	    VALS(V(ref), V(b->rec.id)));
	const bool found = db_next(rows);

	*c = (struct claim){
		.member = b->rec.id, .wish = b->pay, .pay_how = b->pay_how
	};
	if (found) {
		c->booking = db_int(rows, 0);
		c->event = db_int(rows, 1);
		c->title = str_fmt(r->cx.arena, "%.*s, %.*s",
		    STR_ARG(db_text(rows, 2)),
		    STR_ARG(date_long(r->cx.arena, db_date(rows, 3))));
		c->day = db_date(rows, 3);
		c->minutes =
		    str_is(db_text(rows, 8), "payment") ? db_int(rows, 4) : 0;
		c->level = db_int(rows, 5);
		c->unit = db_int(rows, 6);
		c->online = db_int(rows, 7) != 0;
	}
	return db_done(rows) == DB_OK && found;
}

static void new_show(struct req *r, const struct claim *c, struct str ref,
    enum whose w, const struct problems *p)
{
	const struct str action =
	    w == OWN_ONE ? S("/me/claims")
			 : str_fmt(r->cx.arena, "/k/members/%.*s/claim",
			       STR_ARG(web_param(r, "ref")));

	static const struct {
		const char *name, *label; /* N_() */
	} costs[] = {
		{ "fares", N_("Bus, train, taxi or parking, in pounds "
			      "(optional)") },
		{ "carer", N_("Care for somebody, or your assistant, in "
			      "pounds (optional)") },
		{ "meals", N_("Food, in pounds (optional)") },
		{ "other", N_("Something else, in pounds (optional)") },
	};

	ui_summary(r, p);
	ui_head(r, T("Claim costs and payment"));
	ui_p_of(r, c->title);
	ui_p(r, T("Your time is filled in from who was there. Write down what "
		  "it cost you, and send it."));
	html(&r->out,
	    "<form method=\"post\" action=\"%.*s\""
	    " enctype=\"multipart/form-data\" novalidate>",
	    STR_ARG(action));
	web_csrf_field(r);
	ui_hidden(r, "booking", ref);
	code_select(r, "vehicle", &vehicles, web_post(r, "vehicle"),
	    T("How did you travel? (optional)"),
	    T("I did not, or by bus or "
	      "train"));
	ui_field(r,
	    &(struct ui_field){ .name = "miles",
		.label = T("Miles there and back (optional)"),
		.value = web_post(r, "miles"),
		.width = 5 },
	    p);
	for (size_t i = 0; i < NELEM(costs); i++)
		ui_field(r,
		    &(struct ui_field){ .name = costs[i].name,
			.label = T(costs[i].label),
			.hint = i == 0 ? T("For example, 4.50") : NULL,
			.value = web_post(r, costs[i].name),
			.width = 10 },
		    p);
	component_file_upload(&r->out,
	    &(struct file_upload){ .name = S("receipt"),
		.label.text = str_of(T("A photo of the receipts")),
		.hint = str_of(T("Needed where you paid something. You can "
				 "add it later.")),
		.error = ui_wrong(p, "receipt") });
	ui_field(r,
	    &(struct ui_field){ .name = "words",
		.label = T("Anything that we should know (optional)"),
		.value = web_post(r, "words"),
		.rows = 2 },
	    p);
	ui_form_end(r, T("Send the claim"), NULL);
}

/* Hers, or by phone through who looks after members. */
static bool claimant(struct req *r, enum whose w, struct member *b)
{
	if (w == OWN_ONE) {
		r->back = S("/me");
		return me_found(r, b);
	}
	r->back = str_fmt(r->cx.arena, "/k/members/%.*s/behalf",
	    STR_ARG(web_param(r, "ref")));
	if (kind_get_ref(&r->cx, &kind_member, web_param(r, "ref"), b))
		return true;
	web_not_found(r);
	return false;
}

static void claim_new(struct req *r, enum whose w)
{
	struct member b;
	struct claim c;
	const struct str ref = web_query(r, "booking");

	if (!claimant(r, w, &b))
		return;
	if (!from_booking(r, &b, w, ref, &c)) {
		web_error(r, 404, T("There is nothing to claim here"),
		    T("Claims are for what you came to, once each. If you "
		      "were there and it is not on your page, tell us."));
		return;
	}
	new_show(r, &c, ref, w, NULL);
}

void me_claim_new(struct req *r)
{
	claim_new(r, OWN_ONE);
}

void member_claim_new(struct req *r)
{
	claim_new(r, THEIRS);
}

static void take_pence(
    struct req *r, const char *name, int64_t *ret, struct problems *p)
{
	const struct str typed = ui_post(r, name);

	*ret = 0;
	if (!str_null(typed) && !ui_pence(typed, ret))
		problem_add(
		    p, name, T("Write an amount in pounds, such as 4.50"));
}

static void take_claim(struct req *r, struct claim *c, struct problems *p)
{
	const struct str miles = ui_post(r, "miles");
	enum rate_what what;

	c->vehicle = ui_post(r, "vehicle");
	if (!vehicle_rate(c->vehicle, &what))
		c->vehicle = STR_NULL;
	if (!str_null(miles) &&
	    (!str_int64(miles, &c->miles) || c->miles < 0 || c->miles > 1000))
		problem_add(p, "miles", T("Write whole miles, such as 12"));
	if (c->miles > 0 && str_null(c->vehicle))
		problem_add(p, "vehicle", T("Say how you travelled"));
	take_pence(r, "fares", &c->fares_pence, p);
	take_pence(r, "carer", &c->carer_pence, p);
	take_pence(r, "meals", &c->meals_pence, p);
	take_pence(r, "other", &c->other_pence, p);
	c->words = str_sub(ui_post(r, "words"), 0, 1000);
}

struct sending {
	struct claim *c;
	const struct member *behalf; /* who gets a copy, or NULL */
	const struct form_field *receipt;
	const char *wrong;
	struct err e;
};

static enum db_status send_fn(struct ctx *cx, void *arg)
{
	struct sending *s = arg;
	struct file f;
	enum db_status st = claim_send(cx, s->c, &s->wrong);

	s->e.text[0] = '\0';
	if (st == DB_OK && s->receipt != NULL)
		st = file_add(cx, "claim", s->c->rec.id, s->receipt->filename,
		    s->receipt->value, &f, &s->e);
	if (st == DB_OK && s->behalf != NULL)
		st = behalf_copy(cx, s->behalf,
		    str_fmt(cx->arena, "%s\n%.*s: %.*s",
			T("We sent your claim for you."), STR_ARG(s->c->title),
			STR_ARG(ui_pounds(cx->arena, s->c->total_pence))));
	return st;
}

static void claim_post(struct req *r, enum whose w)
{
	struct member b = { 0 };
	struct claim c;
	struct problems p = { .arena = r->cx.arena };
	const struct str ref = web_post(r, "booking");
	struct sending s = { .c = &c,
		.behalf = w == THEIRS ? &b : NULL,
		.receipt = form_file(&r->form, "receipt") };

	if (!claimant(r, w, &b))
		return;
	if (!from_booking(r, &b, w, ref, &c)) {
		web_error(r, 404, T("There is nothing to claim here"),
		    T("It may have been sent already: look at “My claims” on "
		      "your page."));
		return;
	}
	take_claim(r, &c, &p);
	const enum db_status st =
	    p.n > 0 ? DB_REFUSED : ctx_change(&r->cx, send_fn, &s);

	if (st == DB_REFUSED && s.wrong != NULL)
		problem_add(&p, NULL, "%s", T(s.wrong));
	if (st == DB_REFUSED && s.e.text[0] != '\0')
		problem_add(&p, "receipt", "%s", s.e.text);
	if (p.n > 0) {
		new_show(r, &c, ref, w, &p);
		return;
	}
	(void)ui_done(r, st,
	    w == OWN_ONE
		? N_("Your claim is sent. You are told when it is paid.")
		: N_("Written down. They get a copy."),
	    r->back);
}

void me_claim_post(struct req *r)
{
	claim_post(r, OWN_ONE);
}

void member_claim_post(struct req *r)
{
	claim_post(r, THEIRS);
}

/* Hers ------------------------------------------------------------------ */

static const struct sql SQL_HERS = {
	"SELECT c.ref, c.title, c.state, c.total_pence, c.paid_on, c.reason,"
	" c.costs_pence, (SELECT count(*) FROM file f"
	" WHERE f.owner_kind = 'claim' AND f.owner = c.id) FROM claim c"
	" WHERE c.member = ?1 AND " OWN(
	    "c.member") " ORDER BY c.id DESC LIMIT 100",
	OWN_ROW
};

static void receipt_form(struct req *r, struct str ref)
{
	html(&r->out,
	    "<form method=\"post\" action=\"/me/claims/%.*s/receipt\""
	    " enctype=\"multipart/form-data\">",
	    STR_ARG(ref));
	web_csrf_field(r);
	component_file_upload(&r->out,
	    &(struct file_upload){ .name = S("receipt"),
		.id = str_fmt(r->cx.arena, "receipt-%.*s", STR_ARG(ref)),
		.label.text = str_of(T("A photo of the receipts")) });
	ui_form_end(r, T("Add the receipt"), "secondary");
}

void me_claims(struct req *r, const struct member *b)
{
	struct arena *a = r->cx.arena;
	struct ui_table *t = ui_table(r, 100);
	struct str missing[20];
	size_t nmissing = 0;
	struct rows *rows =
	    db_query(r->cx.conn, a, &SQL_HERS, VALS(V(b->rec.id)));

	ui_sub(r, T("My claims"));
	ui_th(t, T("For"));
	ui_th(t, T("Amount"));
	ui_th(t, T("Where it stands"));
	while (db_next(rows)) {
		ui_td(t, db_text(rows, 1));
		ui_td(t, ui_pounds(a, db_int(rows, 3)));
		ui_td(
		    t, str_fmt(a, "%.*s %.*s%.*s",
			   STR_ARG(code_words(&claim_states, db_text(rows, 2))),
			   STR_ARG(date_long(a, db_date(rows, 4))),
			   STR_ARG(db_text(rows, 5))));
		if (str_is(db_text(rows, 2), "sent") && db_int(rows, 6) > 0 &&
		    db_int(rows, 7) == 0 && nmissing < NELEM(missing))
			missing[nmissing++] = db_text(rows, 0);
	}
	(void)db_done(rows);
	ui_table_end(r, t, T("My claims, newest first"),
	    T("You have claimed nothing yet."));
	for (size_t i = 0; i < nmissing; i++) {
		ui_p(r, T("A receipt is missing:"));
		receipt_form(r, missing[i]);
	}
}

static const struct sql SQL_MINE = {
	"SELECT c.id FROM claim c WHERE c.ref = ?1 AND c.state = 'sent' AND " OWN(
	    "c.member"),
	OWN_ROW
};

struct receipt_in {
	int64_t claim;
	const struct form_field *file;
	struct err e;
};

static enum db_status receipt_fn(struct ctx *cx, void *arg)
{
	struct receipt_in *in = arg;
	struct file f;

	return file_add(cx, "claim", in->claim, in->file->filename,
	    in->file->value, &f, &in->e);
}

void me_receipt_post(struct req *r)
{
	struct member b;
	struct receipt_in in = { .file = form_file(&r->form, "receipt") };

	if (!me_found(r, &b))
		return;
	in.claim = db_get_int(r->cx.conn, r->cx.arena, &SQL_MINE,
	    VALS(V(web_param(r, "ref"))), 0);
	if (in.claim == 0) {
		web_not_found(r);
		return;
	}
	const enum db_status st =
	    in.file == NULL ? DB_REFUSED : ctx_change(&r->cx, receipt_fn, &in);

	if (st == DB_REFUSED) {
		web_error(r, 422, T("The receipt was not added"),
		    in.e.text[0] != '\0'
			? in.e.text
			: T("No file was sent. Go back and choose one."));
		return;
	}
	(void)ui_done(r, st, N_("The receipt is kept."), S("/me"));
}

/* How she is paid ----------------------------------------------------------- */

static const struct sql SQL_WISH = {
	"UPDATE member SET pay = ?2, pay_how = ?4, version = version + 1, changed_at = ?3,"
	" changed_by = ?p WHERE id = ?1 AND person = ?p",
	OWN_ROW
};
static const struct sql SQL_WATCH_PUT = {
	"INSERT INTO earnings_watch (member, week_pence, year_pence)"
	" VALUES (?1, ?2, ?3) ON CONFLICT (member) DO UPDATE SET"
	" week_pence = excluded.week_pence, year_pence = excluded.year_pence",
	FOUND
};
static const struct sql SQL_WATCH_DROP = {
	"DELETE FROM earnings_watch WHERE member = ?1", FOUND
};
static const struct sql SQL_WATCH = {
	"SELECT x.week_pence, x.year_pence FROM earnings_watch x"
	" WHERE x.member = ?1 AND " OWN("x.member"),
	OWN_ROW
};
/* For her time alone: costs that are paid back are no earnings. */
static const struct sql SQL_EARNED = {
	"SELECT coalesce(sum(c.time_pence) FILTER (WHERE c.day >= ?2), 0),"
	" coalesce(sum(c.time_pence) FILTER (WHERE c.day >= ?3), 0)"
	" FROM claim c WHERE c.member = ?1 AND c.state <> 'refused' AND " OWN(
	    "c.member"),
	OWN_ROW
};
static const struct sql SQL_HELD = {
	"SELECT c.id, c.time_pence, c.total_pence FROM claim c"
	" WHERE c.member = ?1 AND c.state = 'held' AND " OWN(
	    "c.member") " ORDER BY c.id LIMIT 500",
	OWN_ROW
};
static const struct sql SQL_RELEASE = {
	"UPDATE claim SET state = 'approved', wish = ?2, version = version + 1"
	" WHERE id = ?1 AND state = 'held'",
	FOUND
};

static void write_earned(
    struct req *r, const struct member *b, int64_t week_cap, int64_t year_cap)
{
	struct arena *a = r->cx.arena;
	const struct date week =
	    date_add(r->cx.today, 1 - date_weekday(r->cx.today));
	struct rows *rows = db_query(r->cx.conn, a, &SQL_EARNED,
	    VALS(V(b->rec.id), V(week), V(rates_tax_year(r->cx.today))));

	if (db_next(rows)) {
		const int64_t w = db_int(rows, 0), y = db_int(rows, 1);

		ui_p_of(
		    r, str_fmt(a,
			   T("For your time: %.*s this week, %.*s since "
			     "6 April."),
			   STR_ARG(ui_pounds(a, w)), STR_ARG(ui_pounds(a, y))));
		if ((week_cap > 0 && w * 10 >= week_cap * 9) ||
		    (year_cap > 0 && y * 10 >= year_cap * 9))
			component_warning_callout(&r->out,
			    &(struct warning_callout){
				.heading.text =
				    str_of(T("You are near your limit")),
				.text = str_of(
				    T("Ask an adviser, such as Citizens "
				      "Advice, before you take more on. You "
				      "can hold or decline a payment "
				      "below.")) });
	}
	(void)db_done(rows);
}

void me_pay(struct req *r)
{
	struct member b;
	int64_t week = 0, year = 0;

	if (!me_found(r, &b))
		return;
	struct rows *rows =
	    db_query(r->cx.conn, r->cx.arena, &SQL_WATCH, VALS(V(b.rec.id)));

	if (db_next(rows)) {
		week = db_int(rows, 0);
		year = db_int(rows, 1);
	}
	(void)db_done(rows);
	r->back = S("/me");
	ui_head(r, T("How I am paid"));
	write_earned(r, &b, week, year);
	ui_form(r, STR_NULL);
	code_select(r, "wish", &pay_wishes, b.pay,
	    T("What should we do with payments for your time?"), T("Pay me"));
	code_select(r, "how", &pay_hows, b.pay_how,
	    T("How should money reach you?"), T("Into my bank account"));
	ui_p(r, T("Costs are always paid back."));
	ui_field(r,
	    &(struct ui_field){ .name = "week",
		.label = T("Warn me near this much a week, in pounds "
			   "(optional)"),
		.hint = T("Only you see this. Empty: no warning."),
		.value = week > 0 ? str_fmt(r->cx.arena, "%lld.%02lld",
					(long long)(week / 100),
					(long long)(week % 100))
				  : STR_NULL,
		.width = 10 },
	    NULL);
	ui_field(r,
	    &(struct ui_field){ .name = "year",
		.label = T("Warn me near this much a tax year, in pounds "
			   "(optional)"),
		.value = year > 0 ? str_fmt(r->cx.arena, "%lld.%02lld",
					(long long)(year / 100),
					(long long)(year % 100))
				  : STR_NULL,
		.width = 10 },
	    NULL);
	ui_form_end(r, T("Save"), NULL);
	ui_p(r, T("Payments may count as income. Get advice before you take "
		  "the first one if you get benefits. We do not advise."));
	ui_link(r, S("/me/bank"), T("Where to pay me"));
}

struct wishing {
	const struct member *b;
	struct str wish, how;
	int64_t week, year;
};

/* What was held goes on its way as she wishes now. */
static enum db_status release(struct ctx *cx, const struct wishing *w)
{
	struct rows *r =
	    db_query(cx->conn, cx->arena, &SQL_HELD, VALS(V(w->b->rec.id)));
	enum db_status st = DB_OK;

	while (st == DB_OK && db_next(r)) {
		const struct claim c = { .rec.id = db_int(r, 0),
			.time_pence = db_int(r, 1),
			.total_pence = db_int(r, 2),
			.wish = w->wish,
			.member = w->b->rec.id,
			.pay_how = w->how };

		st = claim_payments(cx, &c);
		if (st == DB_OK)
			st = db_exec(cx->conn, cx->arena, &SQL_RELEASE,
			    VALS(V(c.rec.id), V(w->wish)), NULL);
	}
	const enum db_status end = db_done(r);

	return st == DB_OK ? end : st;
}

static enum db_status wish_fn(struct ctx *cx, void *arg)
{
	const struct wishing *w = arg;
	const int64_t id = w->b->rec.id;
	enum db_status st = db_exec(cx->conn, cx->arena, &SQL_WISH,
	    VALS(V(id), V(w->wish), V(cx->now), V(w->how)), NULL);

	if (st == DB_OK && w->week == 0 && w->year == 0)
		st = db_exec(
		    cx->conn, cx->arena, &SQL_WATCH_DROP, VALS(V(id)), NULL);
	else if (st == DB_OK)
		st = db_exec(cx->conn, cx->arena, &SQL_WATCH_PUT,
		    VALS(V(id), val_ref(w->week), val_ref(w->year)), NULL);
	if (st == DB_OK && money_wish(w->wish) != WISH_HOLD)
		st = release(cx, w);
	return st == DB_OK
		   ? audit(cx, "change", "member", w->b->rec.ref, S("pay"))
		   : st;
}

void me_pay_post(struct req *r)
{
	struct member b;
	struct wishing w = {
		.b = &b, .wish = ui_post(r, "wish"), .how = ui_post(r, "how")
	};

	if (!me_found(r, &b))
		return;
	if (bit_of(&pay_wishes, w.wish) == 0)
		w.wish = STR_NULL;
	if (bit_of(&pay_hows, w.how) == 0)
		w.how = STR_NULL;
	if (!ui_pence(web_post(r, "week"), &w.week))
		w.week = 0;
	if (!ui_pence(web_post(r, "year"), &w.year))
		w.year = 0;
	(void)ui_done(
	    r, ctx_change(&r->cx, wish_fn, &w), N_("Saved."), S("/me/pay"));
}

/* The budget holder's yes ---------------------------------------------------- */

static const struct sql SQL_FILES = {
	"SELECT f.ref, f.name FROM file f JOIN claim c ON c.id = f.owner"
	" WHERE f.owner_kind = 'claim' AND f.owner = ?1 AND " SCOPE(
	    "c.unit") " ORDER BY f.id LIMIT 50",
	SCOPED(CAP_CLAIM_READ)
};
static const struct sql SQL_BUDGETS = {
	"SELECT g.ref, g.title, g.code FROM budget g WHERE g.from_on <= ?1"
	" AND g.until_on > ?1 AND " SCOPE(
	    "g.unit") " ORDER BY g.title, g.id LIMIT 200",
	SCOPED(CAP_CLAIM_READ)
};

static void write_receipts(struct req *r, const struct claim *c)
{
	struct rows *rows =
	    db_query(r->cx.conn, r->cx.arena, &SQL_FILES, VALS(V(c->rec.id)));

	ui_sub(r, T("Receipts"));
	while (db_next(rows))
		html(&r->out,
		    "<p class=\"nhsuk-body\"><a href=\"/k/claims/%.*s/receipts"
		    "/%.*s\"><bdi>%.*s</bdi></a></p>",
		    STR_ARG(c->rec.ref), STR_ARG(db_text(rows, 0)),
		    STR_ARG(db_text(rows, 1)));
	(void)db_done(rows);
}

static void budget_select(struct req *r, struct date day)
{
	struct arena *a = r->cx.arena;
	struct select_option *items = arena_array(a, 200, sizeof(*items));
	size_t n = 0;
	struct rows *rows = db_query(r->cx.conn, a, &SQL_BUDGETS, VALS(V(day)));

	while (n < 200 && db_next(rows))
		items[n++] = (struct select_option){ .value = db_text(rows, 0),
			.text =
			    str_fmt(a, "%.*s (%.*s)", STR_ARG(db_text(rows, 1)),
				STR_ARG(db_text(rows, 2))) };
	(void)db_done(rows);
	component_select(
	    &r->out, &(struct select){ .name = S("budget"),
			 .label.text = str_of(T("Which budget pays")),
			 .items = items,
			 .nitems = n });
}

void claim_more(struct req *r, const void *rec)
{
	const struct claim *c = rec;
	struct arena *a = r->cx.arena;
	const struct str path =
	    str_fmt(a, "/k/claims/%.*s/decide", STR_ARG(c->rec.ref));

	ui_p_of(r, str_fmt(a, T("Together: %.*s"),
		       STR_ARG(ui_pounds(a, c->total_pence))));
	write_receipts(r, c);
	if (!str_is(c->state, "sent") ||
	    !may(&r->cx, CAP_CLAIM_APPROVE, c->unit))
		return;
	ui_sub(r, T("Your decision"));
	ui_form(r, path);
	ui_hidden(r, "decision", S("yes"));
	budget_select(r, c->day);
	ui_form_end(r, T("Approve"), NULL);
	ui_form(r, path);
	ui_hidden(r, "decision", S("no"));
	ui_field(r,
	    &(struct ui_field){ .name = "reason",
		.label = T("Why it cannot be paid; the member reads this") },
	    NULL);
	ui_form_end(r, T("Refuse"), "secondary");
}

struct deciding {
	const struct claim *c;
	int64_t budget;
	struct str reason;
	bool yes;
	const char *wrong;
};

static enum db_status decide_fn(struct ctx *cx, void *arg)
{
	struct deciding *d = arg;

	d->wrong = NULL;
	return d->yes ? claim_approve(cx, d->c, d->budget, &d->wrong)
		      : claim_refuse(cx, d->c, d->reason);
}

void claim_decide_post(struct req *r)
{
	struct claim c;
	struct budget g;
	struct deciding d = { .c = &c,
		.yes = str_is(web_post(r, "decision"), "yes"),
		.reason = str_sub(ui_post(r, "reason"), 0, 500) };

	if (!kind_get_ref(&r->cx, &kind_claim, web_param(r, "ref"), &c)) {
		web_not_found(r);
		return;
	}
	if (d.yes &&
	    kind_get_ref(&r->cx, &kind_budget, web_post(r, "budget"), &g))
		d.budget = g.rec.id;
	if (!d.yes && str_null(d.reason)) {
		web_error(r, 422, T("Say why it cannot be paid"),
		    T("Go back and write the reason in a sentence. The member "
		      "reads it."));
		return;
	}
	const enum db_status st = ctx_change(&r->cx, decide_fn, &d);

	if (st == DB_REFUSED && d.wrong != NULL) {
		web_error(
		    r, 409, T("It cannot be approved like this"), T(d.wrong));
		return;
	}
	(void)ui_done(r, st, N_("Done."),
	    str_fmt(r->cx.arena, "/k/claims/%.*s", STR_ARG(c.rec.ref)));
}

void claim_receipt(struct req *r)
{
	struct claim c;
	struct file f;
	struct str bytes = STR_NULL;

	if (!kind_get_ref(&r->cx, &kind_claim, web_param(r, "ref"), &c) ||
	    file_read(&r->cx, "claim", c.rec.id, web_param(r, "file"), &f,
		&bytes) != DB_OK) {
		web_not_found(r);
		return;
	}
	struct buf b = buf_make(bytes.n + 1);

	buf_str(&b, bytes);
	web_header(r, "Content-Security-Policy",
	    S("sandbox; default-src 'none'; frame-ancestors 'none'"));
	web_send(r, str_dup(r->cx.arena, f.type).s, S("receipt"), &b);
	buf_free(&b);
}

void budget_more(struct req *r, const void *rec)
{
	const struct budget *g = rec;
	struct arena *a = r->cx.arena;
	struct budget_state b;
	struct ui_facts f = { .n = 0 };

	if (!budget_state(&r->cx, g->rec.id, &b))
		return;
	ui_sub(r, T("How it stands"));
	ui_fact(&f, T("There is"), ui_pounds(a, b.pence));
	ui_fact(
	    &f, T("Promised: approved, not paid"), ui_pounds(a, b.committed));
	ui_fact(&f, T("Spent"), ui_pounds(a, b.spent));
	ui_fact(&f, T("Left"), ui_pounds(a, b.pence - b.committed - b.spent));
	ui_facts(r, &f);
}

static const struct sql *const list[] = { &SQL_BOOKING[0], &SQL_BOOKING[1],
	&SQL_HERS, &SQL_MINE, &SQL_WISH, &SQL_WATCH_PUT, &SQL_WATCH_DROP,
	&SQL_WATCH, &SQL_EARNED, &SQL_HELD, &SQL_RELEASE, &SQL_FILES,
	&SQL_BUDGETS };
const struct sql_list claim_page_sql = { list, NELEM(list) };
