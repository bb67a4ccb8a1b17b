/*
 * pay_page.c: what waits for payment, batches and their files, how long it
 * takes and who waits too long.
 */
#include "base/words.h"
#include "chart/bars.h"
#include "core/audit.h"
#include "core/closed_days.h"
#include "core/setting.h"
#include "mod/involve/claim.h"
#include "mod/involve/internal.h"
#include "mod/involve/ui.h"

#define SHOWN_MAX 100

static const struct {
	const char *code, *label; /* N_() */
} routes[ROUTE__N] = {
	{ "payroll", N_("Payroll: payment for time") },
	{ "ledger", N_("Ledger: costs") },
	{ "voucher", N_("Voucher") },
	{ "cash", N_("Cash") },
	{ "donated", N_("Given to the charity") },
	{ "declined", N_("Declined: nothing is paid") },
};

struct str pay_route_words(struct str code)
{
	enum pay_route r;

	return money_route_of(code, &r) ? str_of(T(routes[r].label)) : code;
}

/* What waits ------------------------------------------------------------ */

static const struct sql SQL_WAITS = {
	"SELECT count(*), coalesce(sum(p.pence), 0), count(*) FILTER (WHERE"
	" p.route IN ('payroll', 'ledger') AND NOT EXISTS (SELECT 1"
	" FROM member_bank k WHERE k.member = c.member)), count(*) FILTER"
	" (WHERE c.approved_by = ?p OR coalesce(c.sent_by, 0) = ?p)"
	" FROM payment p JOIN claim c ON c.id = p.claim WHERE p.route = ?1"
	" AND p.batch IS NULL AND c.state = 'approved' AND " SCOPE("c.unit"),
	SCOPED(CAP_BANK)
};

static void write_route(struct req *r, enum pay_route route)
{
	struct arena *a = r->cx.arena;
	struct rows *rows = db_query(
	    r->cx.conn, a, &SQL_WAITS, VALS(V(money_route_code(route))));
	const bool some = db_next(rows) && db_int(rows, 0) > 0;
	const int64_t n = some ? db_int(rows, 0) : 0;

	if (some) {
		html(&r->out, "<h3 class=\"nhsuk-heading-s\">%s</h3>",
		    T(routes[route].label));
		ui_p_of(r, str_fmt(a, T("%lld payments, %.*s"), (long long)n,
			       STR_ARG(ui_pounds(a, db_int(rows, 1)))));
		if (db_int(rows, 2) > 0)
			ui_p_of(r,
			    str_fmt(a, T("%lld of them wait for bank details."),
				(long long)db_int(rows, 2)));
		if (db_int(rows, 3) > 0)
			ui_p_of(
			    r, str_fmt(a,
				   T("%lld of them are yours to leave to a "
				     "colleague: you sent or approved them."),
				   (long long)db_int(rows, 3)));
		ui_button_form(r, S("/involve/pay/batch"), "route",
		    money_route_code(route), T("Make a batch"), "secondary");
	}
	(void)db_done(rows);
}

static const struct sql SQL_BATCHES = {
	"SELECT t.ref, t.route, t.made_at, t.payments, t.pence, t.paid_on"
	" FROM batch t WHERE EXISTS (SELECT 1 FROM payment p JOIN claim c"
	" ON c.id = p.claim WHERE p.batch = t.id AND " SCOPE(
	    "c.unit") ") ORDER BY t.id DESC LIMIT 100",
	SCOPED(CAP_PAY)
};

static void write_batches(struct req *r)
{
	struct arena *a = r->cx.arena;
	struct ui_table *t = ui_table(r, SHOWN_MAX);
	struct rows *rows = db_query(r->cx.conn, a, &SQL_BATCHES, NO_VALS);

	ui_th(t, T("Batch"));
	ui_th(t, T("Made"));
	ui_th(t, T("Payments"));
	ui_th(t, T("Total"));
	ui_th(t, T("Paid on"));
	while (db_next(rows)) {
		ui_td_link(t, pay_route_words(db_text(rows, 1)),
		    str_fmt(a, "/involve/pay/%.*s", STR_ARG(db_text(rows, 0))));
		ui_td(t, instant_long(a, db_instant(rows, 2)));
		ui_td(t, str_fmt(a, "%lld", (long long)db_int(rows, 3)));
		ui_td(t, ui_pounds(a, db_int(rows, 4)));
		ui_td(t, date_long(a, db_date(rows, 5)));
	}
	(void)db_done(rows);
	ui_table_end(
	    r, t, T("Batches, newest first"), T("No batch was made yet."));
}

/* How long it takes -------------------------------------------------------- */

static const struct sql SQL_TIMES = {
	"SELECT c.sent_on, c.paid_on FROM claim c WHERE c.state = 'paid'"
	" AND c.paid_on >= ?1 AND " SCOPE("c.unit") " ORDER BY c.paid_on,"
						    " c.id LIMIT 20000",
	SCOPED(CAP_CLAIM_READ)
};
#define MONTHS 12

/* The share paid in time, month by month, as bars. */
static void write_bars(
    struct req *r, int first, const int64_t *all, const int64_t *soon, int days)
{
	struct arena *a = r->cx.arena;
	struct bar bars[MONTHS];
	size_t n = 0;

	for (int m = 0; m < MONTHS; m++) {
		if (all[m] == 0)
			continue;
		const double share = 100.0 * (double)soon[m] / (double)all[m];

		bars[n++] = (struct bar){ .label = date_month_year(a,
					      date_of_month_index(first + m)),
			.value = share,
			.text = str_fmt(a, "%.0f%%", share) };
	}
	if (n > 0)
		chart_bars(&r->out, a,
		    &(struct chart_bars){ .id = S("time-to-pay"),
			.title = str_fmt(a,
			    T("Share of claims paid within %d working days"),
			    days),
			.bars = bars,
			.n = n,
			.max = 100 });
}

static void write_times(struct req *r)
{
	struct arena *a = r->cx.arena;
	const struct calendar cal = closed_days(&r->cx);
	const int days = (int)setting_int(&r->cx, "pay_working_days");
	const struct date from =
	    date_add_months(date_month_start(r->cx.today), 1 - MONTHS);
	const int first = date_month_index(from);
	int64_t all[MONTHS] = { 0 }, soon[MONTHS] = { 0 };
	struct ui_table *t = ui_table(r, MONTHS);
	struct rows *rows = db_query(r->cx.conn, a, &SQL_TIMES, VALS(V(from)));

	while (db_next(rows)) {
		const int m = date_month_index(db_date(rows, 1)) - first;

		if (m < 0 || m >= MONTHS)
			continue;
		all[m]++;
		soon[m] += money_days(&cal, db_date(rows, 0),
			       db_date(rows, 1)) <= days;
	}
	(void)db_done(rows);
	ui_th(t, T("Month"));
	ui_th(t, T("Claims paid"));
	ui_th(t, T("In time"));
	for (int m = 0; m < MONTHS; m++) {
		if (all[m] == 0)
			continue;
		ui_td(t, date_month_year(a, date_of_month_index(first + m)));
		ui_td(t, str_fmt(a, "%lld", (long long)all[m]));
		ui_td(t, str_fmt(a, T("%.0f%% (%lld of %lld)"),
			     100.0 * (double)soon[m] / (double)all[m],
			     (long long)soon[m], (long long)all[m]));
	}
	ui_sub(r, T("How long it takes"));
	ui_p_of(r, str_fmt(a,
		       T("We promise %d working days from the day on "
			 "which a claim was sent."),
		       days));
	write_bars(r, first, all, soon, days);
	ui_table_end(r, t, T("Claims paid in time, by month"),
	    T("Nothing was paid yet."));
}

static const struct sql SQL_OPEN = {
	"SELECT c.ref, c.title, c.sent_on, c.state, c.total_pence FROM claim c"
	" WHERE c.state IN ('sent', 'approved') AND c.sent_on <= ?1 AND " SCOPE(
	    "c.unit") " ORDER BY c.sent_on, c.id LIMIT 100",
	SCOPED(CAP_CLAIM_READ)
};

static void write_chase(struct req *r)
{
	struct arena *a = r->cx.arena;
	const struct calendar cal = closed_days(&r->cx);
	const int days = (int)setting_int(&r->cx, "pay_working_days");
	struct ui_table *t = ui_table(r, SHOWN_MAX);
	struct rows *rows =
	    db_query(r->cx.conn, a, &SQL_OPEN, VALS(V(r->cx.today)));

	ui_th(t, T("Claim"));
	ui_th(t, T("Sent on"));
	ui_th(t, T("Must be paid by"));
	ui_th(t, T("Where it stands"));
	while (db_next(rows)) {
		const struct date due = money_due(&cal, db_date(rows, 2), days);

		if (date_cmp(due, r->cx.today) >= 0)
			continue;
		ui_td_link(t, db_text(rows, 1),
		    str_fmt(a, "/k/claims/%.*s", STR_ARG(db_text(rows, 0))));
		ui_td(t, date_long(a, db_date(rows, 2)));
		ui_td(t, date_long(a, due));
		ui_td(t, str_is(db_text(rows, 3), "sent")
			     ? str_of(T("Waits for a yes"))
			     : str_of(T("Waits for payment")));
	}
	(void)db_done(rows);
	ui_sub(r, T("Too late"));
	ui_table_end(r, t, T("Claims that are late, oldest first"),
	    T("Nobody waits longer than we promised."));
}

void pay_page(struct req *r)
{
	r->wide = true;
	ui_head(r, T("Payments"));
	ui_sub(r, T("What waits"));
	for (int i = 0; i < ROUTE__N; i++)
		write_route(r, (enum pay_route)i);
	write_chase(r);
	write_times(r);
	ui_sub(r, T("Batches"));
	write_batches(r);
}

/* Batches --------------------------------------------------------------- */

struct making {
	enum pay_route route;
	struct arena *arena;
	struct str ref;
};

static enum db_status make_fn(struct ctx *cx, void *arg)
{
	struct making *m = arg;
	struct str ref;
	const enum db_status st = batch_make(cx, m->route, &ref);

	if (st == DB_OK)
		m->ref = str_dup(m->arena, ref);
	return st;
}

void pay_batch_post(struct req *r)
{
	struct making m = { .arena = r->cx.arena };

	if (!money_route_of(web_post(r, "route"), &m.route)) {
		web_not_found(r);
		return;
	}
	const enum db_status st = ctx_change(&r->cx, make_fn, &m);

	(void)ui_done(r, st, N_("The batch is made. Download its file."),
	    st == DB_OK
		? str_fmt(r->cx.arena, "/involve/pay/%.*s", STR_ARG(m.ref))
		: S("/involve/pay"));
}

static const struct sql SQL_BATCH = {
	"SELECT t.route, t.made_at, p.name, t.payments, t.pence, t.hash,"
	" t.paid_on FROM batch t LEFT JOIN person p ON p.id = t.made_by"
	" WHERE t.ref = ?1 AND EXISTS (SELECT 1 FROM payment y JOIN claim c"
	" ON c.id = y.claim WHERE y.batch = t.id AND " SCOPE("c.unit") ")",
	SCOPED(CAP_PAY)
};

void pay_batch_page(struct req *r)
{
	struct arena *a = r->cx.arena;
	const struct str ref = web_param(r, "ref");
	struct ui_facts f = { .n = 0 };
	struct rows *rows = db_query(r->cx.conn, a, &SQL_BATCH, VALS(V(ref)));

	if (!db_next(rows)) {
		(void)db_done(rows);
		web_not_found(r);
		return;
	}
	const bool paid = !db_null(rows, 6);
	const bool ledger = str_is(db_text(rows, 0), "ledger");

	r->back = S("/involve/pay");
	ui_head_of(r, pay_route_words(db_text(rows, 0)));
	ui_fact(&f, T("Made"), instant_long(a, db_instant(rows, 1)));
	ui_fact(&f, T("By"), db_text(rows, 2));
	ui_fact(
	    &f, T("Payments"), str_fmt(a, "%lld", (long long)db_int(rows, 3)));
	ui_fact(&f, T("Total"), ui_pounds(a, db_int(rows, 4)));
	ui_fact(&f, T("Sum of the account numbers, last eight digits"),
	    str_fmt(a, "%lld", (long long)db_int(rows, 5)));
	ui_fact(&f, T("Paid on"), date_long(a, db_date(rows, 6)));
	(void)db_done(rows);
	ui_facts(r, &f);
	ui_link(r, str_fmt(a, "/involve/pay/%.*s/file.csv", STR_ARG(ref)),
	    T("Download its file"));
	if (ledger && setting_bool(&r->cx, "bacs_on"))
		ui_link(r,
		    str_fmt(a, "/involve/pay/%.*s/bacs.txt", STR_ARG(ref)),
		    T("Download it as BACS records"));
	if (!paid)
		ui_button_form(r, str_fmt(a, "/involve/pay/%.*s", STR_ARG(ref)),
		    "paid", "yes", T("It has been paid: tell everybody"), NULL);
}

static enum db_status paid_fn(struct ctx *cx, void *arg)
{
	return batch_paid(cx, *(const struct str *)arg);
}

void pay_batch_paid_post(struct req *r)
{
	struct str ref = web_param(r, "ref");

	(void)ui_done(r, ctx_change(&r->cx, paid_fn, &ref),
	    N_("Noted, and everybody in it is told."), S("/involve/pay"));
}

static enum db_status fetched_fn(struct ctx *cx, void *arg)
{
	return audit(
	    cx, "export", "batch", *(const struct str *)arg, S("bank"));
}

typedef bool file_fn(struct ctx *cx, struct str ref, struct buf *out);

static void send_file(
    struct req *r, file_fn *fn, const char *type, const char *name)
{
	struct str ref = web_param(r, "ref");
	struct buf out = buf_make(BUF_PAGE);

	if (!fn(&r->cx, ref, &out)) {
		buf_free(&out);
		web_error(r, 404, T("There is no such file"),
		    T("The batch is not yours, or its totals are no longer "
		      "what they were. Ask the involvement team."));
		return;
	}
	const enum db_status st = ctx_change(&r->cx, fetched_fn, &ref);

	if (st != DB_OK)
		web_change_failed(r, st);
	else
		web_send(r, type, str_of(name), &out);
	buf_free(&out);
}

void pay_batch_file(struct req *r)
{
	send_file(r, batch_file, "text/csv; charset=utf-8", "payments.csv");
}

void pay_batch_bacs(struct req *r)
{
	send_file(r, batch_bacs, "text/plain; charset=us-ascii", "bacs.txt");
}

static const struct sql *const list[] = { &SQL_WAITS, &SQL_BATCHES, &SQL_TIMES,
	&SQL_OPEN, &SQL_BATCH };
const struct sql_list pay_page_sql = { list, NELEM(list) };
