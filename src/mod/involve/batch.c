/*
 * batch.c: payments leave in batches: made by a person who neither sent nor
 * approved what is in them, with control totals that the file repeats.
 */
#include "base/random.h"
#include "base/words.h"
#include "core/audit.h"
#include "core/setting.h"
#include "mod/involve/claim.h"
#include "mod/involve/internal.h"
#include "mod/involve/ui.h"

#define BATCH_MAX 20000 /* payments in one file */

/* What may leave: approved by somebody else, not one's own, with bank details
 * where the way needs them. A batch has payments of units that its maker pays
 * for only. */
#define LEAVES                                                              \
	" FROM payment p JOIN claim c ON c.id = p.claim JOIN member b"      \
	" ON b.id = c.member WHERE p.batch IS NULL AND p.route = ?1"        \
	" AND c.state = 'approved' AND c.budget IS NOT NULL"                \
	" AND c.approved_by <> ?p"                                          \
	" AND coalesce(c.sent_by, 0) <> ?p AND coalesce(b.person, 0) <> ?p" \
	" AND (p.route NOT IN ('payroll', 'ledger') OR EXISTS (SELECT 1"    \
	" FROM member_bank k WHERE k.member = b.id)) AND " SCOPE("c.unit")

static const struct sql SQL_NEW = {
	"INSERT INTO batch (ref, route, made_at, made_by, payments, pence,"
	" hash) VALUES (?1, ?2, ?3, ?p, 0, 0, 0) RETURNING id",
	SYSTEM("the payments in it ask for their right")
};
static const struct sql SQL_TAKE = {
	"UPDATE payment SET batch = ?2 WHERE id IN (SELECT p.id" LEAVES ")",
	SCOPED(CAP_BANK)
};
static const struct sql SQL_LINES = {
	"SELECT p.ref, b.name, b.ref, k.sealed, p.pence, c.title, g.code,"
	" c.day, p.route FROM payment p JOIN claim c ON c.id = p.claim"
	" JOIN member b ON b.id = c.member LEFT JOIN budget g"
	" ON g.id = c.budget LEFT JOIN member_bank k ON k.member = b.id"
	" WHERE p.batch = ?1 AND " SCOPE("c.unit") " ORDER BY p.id",
	SCOPED(CAP_BANK)
};
static const struct sql SQL_TOTAL = {
	"UPDATE batch SET payments = ?2, pence = ?3, hash = ?4 WHERE id = ?1",
	SYSTEM("the totals of what was just put into it")
};
static const struct sql SQL_FIND = {
	"SELECT t.id, t.route, t.payments, t.pence, t.hash FROM batch t"
	" WHERE t.ref = ?1 AND EXISTS (SELECT 1 FROM payment p JOIN claim c"
	" ON c.id = p.claim WHERE p.batch = t.id AND " SCOPE("c.unit") ")",
	SCOPED(CAP_PAY)
};

/* One payment as the line of a file. */
static void line_of(struct ctx *cx, struct rows *r, struct money_line *m)
{
	struct arena *a = cx->arena;
	struct bank k = { .name = STR_NULL };
	const long long pence = (long long)db_int(r, 4);

	if (!db_null(r, 3))
		(void)bank_open(cx, db_text(r, 2), db_blob(r, 3), &k);
	*m = (struct money_line){ .values = { [MONEY_REFERENCE] = db_text(r, 0),
				      [MONEY_NAME] = db_text(r, 1),
				      [MONEY_SORT_CODE] = k.sort_code,
				      [MONEY_ACCOUNT] = k.account,
				      [MONEY_PENCE] = str_fmt(a, "%lld", pence),
				      [MONEY_POUNDS] = str_fmt(a, "%lld.%02lld",
					  pence / 100, pence % 100),
				      [MONEY_WHAT] = db_text(r, 5),
				      [MONEY_BUDGET] = db_text(r, 6),
				      [MONEY_DAY] = db_text(r, 7) } };
}

/* Adds up, and writes where `out` is given. */
static enum db_status each_line(struct ctx *cx, int64_t batch,
    const struct money_layout *l, struct buf *out, struct batch_total *t)
{
	struct rows *r =
	    db_query(cx->conn, cx->arena, &SQL_LINES, VALS(V(batch)));
	struct money_line m;

	*t = (struct batch_total){ 0, 0, 0 };
	while (t->n < BATCH_MAX && db_next(r)) {
		line_of(cx, r, &m);
		money_add(t, db_int(r, 4), m.values[MONEY_ACCOUNT]);
		if (out != NULL)
			money_file_line(out, l, &m);
	}
	return db_done(r);
}

enum db_status batch_make(
    struct ctx *cx, enum pay_route route, struct str *ret_ref)
{
	const char *code = money_route_code(route);
	const struct str ref = ref_new(cx->arena);
	struct batch_total t;
	int64_t id = 0, n = 0;
	enum db_status st = db_insert(cx->conn, cx->arena, &SQL_NEW,
	    VALS(V(ref), V(code), V(cx->now)), &id);

	if (st == DB_OK)
		st = db_exec(
		    cx->conn, cx->arena, &SQL_TAKE, VALS(V(code), V(id)), &n);
	if (st == DB_OK && n == 0)
		return DB_REFUSED;
	if (st == DB_OK)
		st = each_line(cx, id, money_layout(route), NULL, &t);
	if (st == DB_OK && t.n != n)
		return DB_REFUSED; /* more than a file takes */
	if (st == DB_OK)
		st = db_exec(cx->conn, cx->arena, &SQL_TOTAL,
		    VALS(V(id), V(t.n), V(t.pence), V(t.hash)), NULL);
	*ret_ref = ref;
	return st == DB_OK ? audit(cx, "create", "batch", ref, str_of(code))
			   : st;
}

struct batch_row {
	int64_t id;
	enum pay_route route;
	struct batch_total total;
};

static bool find(struct ctx *cx, struct str ref, struct batch_row *ret)
{
	struct rows *r = db_query(cx->conn, cx->arena, &SQL_FIND, VALS(V(ref)));
	bool found = db_next(r);

	if (found) {
		ret->id = db_int(r, 0);
		found = money_route_of(db_text(r, 1), &ret->route);
		ret->total = (struct batch_total){ db_int(r, 2), db_int(r, 3),
			db_int(r, 4) };
	}
	return db_done(r) == DB_OK && found;
}

/* The totals of the file are reckoned anew: where they are not those of the
 * batch, somebody changed bank details since, and the file is not given. */
bool batch_file(struct ctx *cx, struct str ref, struct buf *out)
{
	struct batch_row b;
	struct batch_total t;

	if (!find(cx, ref, &b))
		return false;
	const struct money_layout *l = money_layout(b.route);

	money_file_head(out, l);
	if (each_line(cx, b.id, l, out, &t) != DB_OK || t.n != b.total.n ||
	    t.pence != b.total.pence)
		return false;
	money_file_total(out, l, &t);
	return true;
}

/* As BACS records: of a ledger batch only, whose payments are not pay. */
bool batch_bacs(struct ctx *cx, struct str ref, struct buf *out)
{
	struct batch_row b;
	struct batch_total t = { 0, 0, 0 };
	struct money_line m,
	    own = { .values = {
			[MONEY_FROM_SORT] = setting_text(cx, "bacs_sort_code"),
			[MONEY_FROM_ACCOUNT] = setting_text(cx, "bacs_account"),
			[MONEY_FROM_NAME] = setting_text(cx, "bacs_name") } };

	if (!setting_bool(cx, "bacs_on") || !find(cx, ref, &b) ||
	    b.route != ROUTE_LEDGER)
		return false;
	struct rows *r =
	    db_query(cx->conn, cx->arena, &SQL_LINES, VALS(V(b.id)));

	while (t.n < BATCH_MAX && db_next(r)) {
		line_of(cx, r, &m);
		money_add(&t, db_int(r, 4), m.values[MONEY_ACCOUNT]);
		for (int i = MONEY_FROM_SORT; i <= MONEY_FROM_NAME; i++)
			m.values[i] = own.values[i];
		money_file_line(out, &money_bacs18, &m);
	}
	own.values[MONEY_PENCE] =
	    str_fmt(cx->arena, "%lld", (long long)t.pence);
	money_bacs_end(out, &own, &t);
	return db_done(r) == DB_OK && t.n == b.total.n &&
	       t.pence == b.total.pence;
}

/* Paid ------------------------------------------------------------------ */

static const struct sql SQL_PAID = {
	"UPDATE batch SET paid_on = ?2, paid_by = ?p WHERE id = ?1"
	" AND paid_on IS NULL",
	SYSTEM("the batch was found by the right to pay")
};
static const struct sql SQL_CLAIMS_PAID = {
	"UPDATE claim SET state = 'paid', paid_on = ?2, version = version + 1,"
	" changed_at = ?3, changed_by = ?p WHERE state = 'approved' AND id IN"
	" (SELECT p.claim FROM payment p WHERE p.batch = ?1)"
	" AND NOT EXISTS (SELECT 1 FROM payment o LEFT JOIN batch t"
	" ON t.id = o.batch WHERE o.claim = claim.id AND t.paid_on IS NULL)",
	SYSTEM("the batch was found by the right to pay")
};
static const struct sql SQL_NOTES = {
	"SELECT c.member, c.title, p.pence, p.route, p.ref FROM payment p"
	" JOIN claim c ON c.id = p.claim WHERE p.batch = ?1 ORDER BY p.id",
	SYSTEM("the program writes to who was paid; nobody is shown")
};

static enum db_status tell_paid(struct ctx *cx, int64_t batch)
{
	struct arena *a = cx->arena;
	struct rows *r = db_query(cx->conn, a, &SQL_NOTES, VALS(V(batch)));
	enum db_status st = DB_OK;

	while (st == DB_OK && db_next(r))
		st = member_tell(cx, db_int(r, 0), T("You have been paid"),
		    str_fmt(a,
			T("%.*s: %.*s\nHow: %.*s\nOur reference: %.*s\n\n"
			  "Payments "
			  "for your time may count as income. If you get "
			  "benefits, ask an adviser before you take more on; "
			  "we do not advise."),
			STR_ARG(db_text(r, 1)),
			STR_ARG(ui_pounds(a, db_int(r, 2))),
			STR_ARG(pay_route_words(db_text(r, 3))),
			STR_ARG(db_text(r, 4))));
	const enum db_status end = db_done(r);

	return st == DB_OK ? end : st;
}

enum db_status batch_paid(struct ctx *cx, struct str ref)
{
	struct batch_row b;
	int64_t n = 0;

	if (!find(cx, ref, &b))
		return DB_REFUSED;
	enum db_status st = db_exec(
	    cx->conn, cx->arena, &SQL_PAID, VALS(V(b.id), V(cx->today)), &n);

	if (st == DB_OK && n == 0)
		return DB_REFUSED;
	if (st == DB_OK)
		st = db_exec(cx->conn, cx->arena, &SQL_CLAIMS_PAID,
		    VALS(V(b.id), V(cx->today), V(cx->now)), NULL);
	if (st == DB_OK)
		st = tell_paid(cx, b.id);
	return st == DB_OK ? audit(cx, "pay", "batch", ref, S("paid_on")) : st;
}

static const struct sql *const list[] = { &SQL_NEW, &SQL_TAKE, &SQL_LINES,
	&SQL_TOTAL, &SQL_FIND, &SQL_PAID, &SQL_CLAIMS_PAID, &SQL_NOTES };
const struct sql_list batch_sql = { list, NELEM(list) };
