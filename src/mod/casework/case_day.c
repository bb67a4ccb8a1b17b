/*
 * case_day.c: what My day says of cases: risk first, then what is new, what of
 * mine is due, what waits for a signature, statements that I am asked for,
 * thanks that reached me.
 */
#include "base/words.h"
#include "mod/casework/follow.h"
#include "mod/casework/learn.h"

#define DAY_AHEAD   5
#define MINE        10
#define THANKS_DAYS 14
#define ASK_DAYS    60

static const struct sql SQL_RISK = {
	"SELECT c.ref, c.number FROM case_file c WHERE c.risk = 1"
	" AND c.risk_seen_on IS NULL AND c.next_on IS NOT NULL AND " SCOPE(
	    "c.unit") " ORDER BY c.id LIMIT 5",
	SCOPED(CAP_CASE_WRITE)
};

static const struct sql SQL_NEW = {
	"SELECT count(*) FROM case_file c WHERE c.state = 'new'"
	" AND c.next_on IS NOT NULL AND " SCOPE("c.unit"),
	SCOPED(CAP_CASE_WRITE)
};

static const struct sql SQL_MINE = {
	"SELECT c.ref, c.number, c.next_what, c.next_on, c.id FROM case_file c"
	" WHERE c.handler = ?p AND c.next_on <= ?1 UNION"
	" SELECT c.ref, c.number, c.next_what, c.next_on, c.id FROM case_file c"
	" WHERE c.lead = ?p AND c.next_on <= ?1"
	" ORDER BY 4, 5 LIMIT 10",
	SYSTEM("cases that this person looks after: rows of their own")
};

static const struct sql SQL_SIGN = {
	"SELECT c.ref, c.number, c.next_on FROM case_file c"
	" WHERE c.checked_by IS NOT NULL AND c.signed_by IS NULL"
	" AND c.next_on IS NOT NULL AND " SCOPE(
	    "c.unit") " ORDER BY c.next_on, c.id LIMIT 10",
	SCOPED(CAP_CASE_SIGN)
};

static const struct sql SQL_STATEMENTS = {
	"SELECT count(*), min(s.due_on) FROM case_statement s"
	" WHERE s.person = ?p AND s.received_on IS NULL",
	SYSTEM("what this person is asked for: rows of their own")
};

static const struct sql SQL_THANKS = {
	"SELECT count(*) FROM case_thanks t WHERE t.person = ?p"
	" AND t.sent_at >= ?1",
	SYSTEM("thanks to this person: rows of their own")
};

/* Closed with an answer in the last weeks, and nobody was asked how it was. */
static const struct sql SQL_ASK = {
	"SELECT count(*) FROM case_file c WHERE c.closed_on >= ?1"
	" AND c.type = 'complaint' AND c.ending = 'responded'"
	" AND NOT EXISTS (SELECT 1 FROM case_invite i WHERE i.case_file = c.id"
	" AND i.purpose = 'experience') AND " SCOPE("c.unit"),
	SCOPED(CAP_CASE_WRITE)
};

static const struct sql SQL_CALL = {
	"SELECT c.ref, c.number, i.call_asked_on FROM case_invite i"
	" JOIN case_file c ON c.id = i.case_file"
	" WHERE i.call_asked_on IS NOT NULL AND i.called_on IS NULL"
	" AND " SCOPE("c.unit") " ORDER BY i.call_asked_on, c.id LIMIT 10",
	SCOPED(CAP_CASE_WRITE)
};

static const struct sql *const list[] = { &SQL_RISK, &SQL_NEW, &SQL_MINE,
	&SQL_SIGN, &SQL_STATEMENTS, &SQL_THANKS, &SQL_ASK, &SQL_CALL };
const struct sql_list case_day_sql = { list, NELEM(list) };

static void add(struct day *d, struct str sentence, struct str path,
    struct date due, int64_t count)
{
	if (d->n < NELEM(d->items))
		d->items[d->n++] =
		    (struct day_item){ sentence, path, due, count };
}

static void add_risk(struct req *r, struct day *d)
{
	struct arena *a = r->cx.arena;
	struct rows *rows = db_query(r->cx.conn, a, &SQL_RISK, NO_VALS);

	while (db_next(rows))
		add(d,
		    str_fmt(a,
			T("Look now: a life may be at risk in case %lld"),
			(long long)db_int(rows, 1)),
		    case_path(a, db_text(rows, 0), "/step/risk_seen"),
		    date_make(1900, 1, 1), 0);
	(void)db_done(rows);
}

static void add_new(struct req *r, struct day *d)
{
	const int64_t n =
	    db_get_int(r->cx.conn, r->cx.arena, &SQL_NEW, NO_VALS, 0);

	if (n > 0)
		add(d,
		    str_fmt(r->cx.arena,
			TN("%lld new case waits to be read and sorted",
			    "%lld new cases wait to be read and sorted",
			    (long)n),
			(long long)n),
		    S("/cases?view=open"), r->cx.today, n);
}

static void add_after(struct req *r, struct day *d)
{
	struct arena *a = r->cx.arena;
	const int64_t n = db_get_int(r->cx.conn, a, &SQL_ASK,
	    VALS(V(date_add(r->cx.today, -ASK_DAYS))), 0);
	struct rows *rows = db_query(r->cx.conn, a, &SQL_CALL, NO_VALS);

	while (db_next(rows))
		add(d,
		    str_fmt(a,
			T("Call about care that got worse after a complaint, "
			  "case %lld"),
			(long long)db_int(rows, 1)),
		    case_path(a, db_text(rows, 0), "/step/care_called"),
		    db_date(rows, 2), 0);
	(void)db_done(rows);
	if (n > 0)
		add(d,
		    str_fmt(a,
			TN("%lld person was not asked yet how it was to "
			   "complain",
			    "%lld people were not asked yet how it was to "
			    "complain",
			    (long)n),
			(long long)n),
		    S("/cases?view=closed&type=complaint"), DATE_NONE, n);
}

static void add_mine(struct req *r, struct day *d)
{
	struct arena *a = r->cx.arena;
	struct rows *rows = db_query(r->cx.conn, a, &SQL_MINE,
	    VALS(V(date_add(r->cx.today, DAY_AHEAD))));

	while (db_next(rows))
		add(d,
		    str_fmt(a, T("Case %lld: %.*s"), (long long)db_int(rows, 1),
			STR_ARG(case_label(&case_whats, db_text(rows, 2)))),
		    case_path(a, db_text(rows, 0), ""), db_date(rows, 3), 0);
	(void)db_done(rows);
}

static void add_sign(struct req *r, struct day *d)
{
	struct arena *a = r->cx.arena;
	struct rows *rows = db_query(r->cx.conn, a, &SQL_SIGN, NO_VALS);

	while (db_next(rows))
		add(d,
		    str_fmt(a,
			T("The answer in case %lld waits for you to "
			  "sign it"),
			(long long)db_int(rows, 1)),
		    case_path(a, db_text(rows, 0), "/step/sign"),
		    db_date(rows, 2), 0);
	(void)db_done(rows);
}

static void add_asked(struct req *r, struct day *d)
{
	struct arena *a = r->cx.arena;
	struct rows *rows = db_query(r->cx.conn, a, &SQL_STATEMENTS, NO_VALS);
	int64_t n = 0;
	struct date due = DATE_NONE;

	if (db_next(rows)) {
		n = db_int(rows, 0);
		due = db_date(rows, 1);
	}
	(void)db_done(rows);
	if (n > 0)
		add(d,
		    str_fmt(a,
			TN("You are asked for %lld statement",
			    "You are asked for %lld statements", (long)n),
			(long long)n),
		    S("/case-statements"), due, n);
}

static void add_thanks(struct req *r, struct day *d)
{
	const struct instant since =
	    instant_of_date(date_add(r->cx.today, -THANKS_DAYS));
	const int64_t n =
	    db_get_int(r->cx.conn, r->cx.arena, &SQL_THANKS, VALS(V(since)), 0);

	if (n > 0)
		add(d,
		    str_fmt(r->cx.arena,
			TN("%lld person said thank you to you",
			    "%lld people said thank you to you", (long)n),
			(long long)n),
		    S("/thanks"), DATE_NONE, n);
}

void case_day(struct req *r, struct day *d)
{
	if (web_may(r, CAP_CASE_WRITE)) {
		add_risk(r, d);
		add_new(r, d);
		add_after(r, d);
	}
	learn_day(r, d);
	if (!web_may(r, CAP_CASE_WORK))
		return;
	add_mine(r, d);
	follow_day(r, d);
	add_asked(r, d);
	add_thanks(r, d);
	if (web_may(r, CAP_CASE_SIGN))
		add_sign(r, d);
}
