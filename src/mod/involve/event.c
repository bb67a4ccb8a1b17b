/*
 * event.c: the kind event, and the rules of booking. Pages are event_page.c's.
 */
#include "mod/involve/event.h"

#include "base/random.h"
#include "base/words.h"
#include "core/audit.h"
#include "mod/account/account.h"
#include "mod/involve/internal.h"
#include "mod/involve/opportunity.h"
#include "mod/org/org.h"

#define REMIND_DAYS 2

static const struct choice what_list[] = {
	{ "session", N_("Session") },
	{ "cafe", N_("Café") },
	{ "meeting", N_("Meeting") },
	{ "training", N_("Training") },
	{ "event", N_("Event") },
};
static const struct choices whats = { what_list, NELEM(what_list) };

static const struct choice state_list[] = {
	{ "planned", N_("Planned") },
	{ "held", N_("Held") },
	{ "cancelled", N_("Cancelled") },
};
static const struct choices states = { state_list, NELEM(state_list) };

static const struct choice booking_list[] = {
	{ "booked", N_("Booked") },
	{ "waiting", N_("On the waiting list") },
	{ "cancelled", N_("Cannot come") },
	{ "attended", N_("Came") },
	{ "missed", N_("Did not come") },
};
const struct choices booking_states = { booking_list, NELEM(booking_list) };

/* clang-format off */
static const struct field fields[] = {
	{ COL(struct event, title), .label = N_("What it is"), .flags = TITLE | REQUIRED | IN_LIST | IN_SEARCH, .max = 120 },
	{ COL(struct event, unit), .label = N_("Team"), .flags = REQUIRED | IN_LIST | FILTER, .ref = &kind_unit },
	{ COL(struct event, what), .label = N_("Sort"), .flags = REQUIRED | IN_LIST | FILTER, .choices = &whats },
	{ COL(struct event, happens_on), .label = N_("Day"), .flags = REQUIRED | IN_LIST },
	{ COL(struct event, from_time), .label = N_("From"), .flags = REQUIRED, .max = 5, .hint = N_("For example, 14:30") },
	{ COL(struct event, minutes), .label = N_("Minutes"), .flags = REQUIRED, .min_value = 5, .max_value = 1440 },
	{ COL(struct event, opportunity), .label = N_("Part of the opportunity"), .ref = &kind_opportunity },
	{ COL(struct event, course), .label = N_("Training in"), .ref = &kind_course },
	{ COL(struct event, place), .label = N_("Place"), .max = 200 },
	{ COL(struct event, link), .label = N_("Link to join online"), .max = 300 },
	{ COL(struct event, places), .label = N_("Places"), .min_value = 1, .max_value = 1000 },
	{ COL(struct event, access), .label = N_("Access"), .flags = LONG, .max = 1000, .hint = N_("Steps, parking, hearing loop, quiet room, breaks") },
	{ COL(struct event, papers), .label = N_("Brief and papers"), .flags = LONG, .max = 5000, .hint = N_("Ready five working days before, in the format that each person needs") },
	{ COL(struct event, host), .label = N_("Who meets people"), .ref = &kind_person },
	{ COL(struct event, chaperone), .label = N_("Grown-up beside who is under 18"), .ref = &kind_person, .hint = N_("Nobody under 18 can book without one") },
	{ COL(struct event, public), .label = N_("Shown to everybody") },
	{ COL(struct event, state), .label = N_("State"), .flags = REQUIRED | IN_LIST | FILTER, .choices = &states },
};
/* clang-format on */

/* "14:30" */
static bool time_ok(struct str s)
{
	int64_t h, m;

	return s.n == 5 && s.s[2] == ':' && str_int64(str_sub(s, 0, 2), &h) &&
	       str_int64(str_sub(s, 3, 2), &m) && h >= 0 && h < 24 && m >= 0 &&
	       m < 60;
}

static void check(struct ctx *cx, const void *rec, struct problems *p)
{
	const struct event *e = rec;

	if (!time_ok(e->from_time))
		problem_add(
		    p, "from_time", T("Write the time like this: 14:30"));
	if (str_is(e->state, "held") && date_cmp(e->happens_on, cx->today) > 0)
		problem_add(
		    p, "state", T("It cannot have been held in the future"));
}

const struct kind kind_event = {
	.name = "event",
	.path = "events",
	.one = N_("event"),
	.many = N_("Events"),
	.size = sizeof(struct event),
	.fields = fields,
	.nfields = NELEM(fields),
	.read = CAP_INVOLVE_READ,
	.write = CAP_INVOLVE_WRITE,
	.unit = "unit",
	.order = "happens_on",
	.newest_first = true,
	.data_class = DATA_ORGANISATION,
	.basis = N_("Public task: working with people who use services"),
	.retention = N_("Ten years, with the report it is in"),
	.empty = N_("Sessions, cafés, meetings and training will be here."),
	.check = check,
	.more = event_more,
};

/* Booking --------------------------------------------------------------- */

#define BOOKS \
	SYSTEM("the caller has found the member as its own or by the register")
#define PROGRAM \
	SYSTEM("the program keeps the waiting list and writes to who is on it")

/* Booked while there is room at this very moment. */
static const struct sql SQL_BOOK = {
	"INSERT INTO booking (ref, event, member, state, needs, booked_at)"
	" SELECT CAST(?1 AS TEXT), e.id, CAST(?3 AS BIGINT),"
	" CASE WHEN e.places IS NULL OR e.places > (SELECT count(*)"
	" FROM booking k WHERE k.event = e.id AND k.state = 'booked'"
	" AND k.member <> ?3) THEN 'booked' ELSE 'waiting' END,"
	" CAST(?4 AS TEXT), CAST(?5 AS BIGINT) FROM event e WHERE e.id = ?2"
	" AND e.state = 'planned' AND e.happens_on >= ?6"
	" ON CONFLICT (event, member) DO UPDATE SET state = excluded.state,"
	" needs = excluded.needs, booked_at = excluded.booked_at"
	" WHERE booking.state IN ('cancelled', 'booked', 'waiting')",
	BOOKS
};
static const struct sql SQL_CANCEL = {
	"UPDATE booking SET state = 'cancelled' WHERE event = ?1"
	" AND member = ?2 AND state IN ('booked', 'waiting')",
	BOOKS
};
static const struct sql SQL_NEXT = {
	"SELECT k.id, k.member, e.title, e.happens_on FROM booking k"
	" JOIN event e ON e.id = k.event WHERE k.event = ?1"
	" AND k.state = 'waiting' AND (e.places IS NULL OR e.places >"
	" (SELECT count(*) FROM booking o WHERE o.event = e.id"
	" AND o.state = 'booked')) ORDER BY k.booked_at, k.id LIMIT 1",
	PROGRAM
};
static const struct sql SQL_MOVE_UP = {
	"UPDATE booking SET state = 'booked' WHERE id = ?1", PROGRAM
};

enum db_status booking_make(
    struct ctx *cx, int64_t event, int64_t member, struct str needs)
{
	int64_t n = 0;

	if (booking_wrong(cx, event, member) != NULL)
		return DB_REFUSED;
	const enum db_status st = db_exec(cx->conn, cx->arena, &SQL_BOOK,
	    VALS(V(ref_new(cx->arena)), V(event), V(member), V(needs),
		V(cx->now), V(cx->today)),
	    &n);

	return st == DB_OK && n == 0 ? DB_REFUSED : st;
}

enum db_status booking_cancel(struct ctx *cx, int64_t event, int64_t member)
{
	int64_t n = 0;
	enum db_status st = db_exec(
	    cx->conn, cx->arena, &SQL_CANCEL, VALS(V(event), V(member)), &n);

	if (st != DB_OK || n == 0)
		return st == DB_OK ? DB_REFUSED : st;
	struct rows *r =
	    db_query(cx->conn, cx->arena, &SQL_NEXT, VALS(V(event)));
	const bool next = db_next(r);
	const int64_t id = next ? db_int(r, 0) : 0;
	const int64_t who = next ? db_int(r, 1) : 0;
	const struct str text =
	    next ? str_fmt(cx->arena,
		       T("A place is free now, and it is yours: %.*s, %.*s. If "
			 "you cannot come, say so on your page: %.*s/me"),
		       STR_ARG(db_text(r, 2)),
		       STR_ARG(date_long(cx->arena, db_date(r, 3))),
		       STR_ARG(cx->app->base_url))
		 : STR_NULL;

	st = db_done(r);
	if (st == DB_OK && next)
		st = db_exec(
		    cx->conn, cx->arena, &SQL_MOVE_UP, VALS(V(id)), NULL);
	return st == DB_OK && next
		   ? member_tell(cx, who, T("You have a place"), text)
		   : st;
}

/* Who came ---------------------------------------------------------------- */

static const struct sql SQL_ATTEND = {
	"UPDATE booking SET state = ?3, minutes = ?4, debrief_by ="
	" CASE WHEN CAST(?5 AS TEXT) IS NULL THEN debrief_by ELSE ?5 END"
	" WHERE ref = ?2"
	" AND event = ?1 AND EXISTS (SELECT 1 FROM event e WHERE e.id = ?1"
	" AND " SCOPE("e.unit") ")",
	SCOPED(CAP_INVOLVE_WRITE)
};
static const struct sql SQL_CERTIFY = {
	"INSERT INTO certificate (ref, version, created_at, created_by,"
	" changed_at, changed_by, title, unit, course, member, done_on,"
	" expires_on) SELECT CAST(?1 AS TEXT), 1, CAST(?2 AS BIGINT), ?p,"
	" CAST(?2 AS BIGINT), ?p, c.title, b.unit, c.id, b.id,"
	" CAST(?4 AS TEXT), CAST(?5 AS TEXT) FROM booking k"
	" JOIN member b ON b.id = k.member JOIN event e ON e.id = k.event"
	" JOIN course c ON c.id = e.course WHERE k.ref = ?3"
	" ON CONFLICT (course, member, done_on) DO NOTHING",
	SYSTEM("attendance asked for the right just before")
};
static const struct sql SQL_VALID = {
	"SELECT coalesce(c.months_valid, 0) FROM course c WHERE c.id = ?1",
	SYSTEM("what a course is, is for everybody")
};

static enum db_status certify(
    struct ctx *cx, const struct event *e, struct str ref)
{
	const int64_t months =
	    db_get_int(cx->conn, cx->arena, &SQL_VALID, VALS(V(e->course)), 0);
	const struct date until =
	    months > 0 ? date_add_months(e->happens_on, (int)months)
		       : DATE_NONE;

	return db_exec(cx->conn, cx->arena, &SQL_CERTIFY,
	    VALS(V(ref_new(cx->arena)), V(cx->now), V(ref), V(e->happens_on),
		V(until)),
	    NULL);
}

/* Whether the subject is one after which somebody calls within two days. */
static const struct sql SQL_HEAVY = {
	"SELECT o.heavy FROM opportunity o WHERE o.id = ?1",
	SYSTEM("attendance asks for the right")
};
#define DEBRIEF_DAYS 2

static bool heavy(struct ctx *cx, const struct event *e)
{
	return db_get_int(cx->conn, cx->arena, &SQL_HEAVY,
		   VALS(V(e->opportunity)), 0) == 1;
}

enum db_status booking_attend(struct ctx *cx, const struct event *e,
    struct str ref, bool came, int64_t minutes)
{
	int64_t n = 0;
	enum db_status st = db_exec(cx->conn, cx->arena, &SQL_ATTEND,
	    VALS(V(e->rec.id), V(ref), V(came ? "attended" : "missed"),
		val_int_or_null(minutes, !came),
		V(came && heavy(cx, e) ? date_add(e->happens_on, DEBRIEF_DAYS)
				       : DATE_NONE)),
	    &n);

	if (st == DB_OK && n == 0)
		return DB_REFUSED;
	if (st == DB_OK && came && e->course != 0)
		st = certify(cx, e, ref);
	return st;
}

/* Reminders ----------------------------------------------------------------- */

static const struct sql SQL_REMIND = {
	"SELECT k.id, k.member, e.title, e.happens_on, e.from_time, e.place,"
	" e.link, e.access FROM booking k JOIN event e ON e.id = k.event"
	" JOIN member b ON b.id = k.member AND b.state <> 'paused'"
	" WHERE k.state = 'booked' AND k.reminded_at IS NULL"
	" AND e.state = 'planned' AND e.happens_on >= ?1"
	" AND e.happens_on <= ?2 ORDER BY k.id LIMIT 200",
	PROGRAM
};
static const struct sql SQL_REMINDED = {
	"UPDATE booking SET reminded_at = ?2 WHERE id = ?1", PROGRAM
};

static enum db_status remind_one(struct ctx *cx, struct rows *r)
{
	struct arena *a = cx->arena;
	const enum db_status st = member_tell(cx, db_int(r, 1),
	    T("We look forward to seeing you"),
	    str_fmt(a, "%.*s\n%.*s, %.*s\n%.*s\n%.*s\n%.*s",
		STR_ARG(db_text(r, 2)), STR_ARG(date_long(a, db_date(r, 3))),
		STR_ARG(db_text(r, 4)), STR_ARG(db_text(r, 5)),
		STR_ARG(db_text(r, 6)), STR_ARG(db_text(r, 7))));

	return st == DB_OK ? db_exec(cx->conn, a, &SQL_REMINDED,
				 VALS(V(db_int(r, 0)), V(cx->now)), NULL)
			   : st;
}

static enum db_status remind_fn(struct ctx *cx, void *arg)
{
	struct rows *r = db_query(cx->conn, cx->arena, &SQL_REMIND,
	    VALS(V(cx->today), V(date_add(cx->today, REMIND_DAYS))));
	enum db_status st = DB_OK;

	(void)arg;
	while (st == DB_OK && db_next(r))
		st = remind_one(cx, r);
	const enum db_status end = db_done(r);

	return st == DB_OK ? end : st;
}

enum db_status booking_remind(struct ctx *cx, struct str arg)
{
	(void)arg;
	return ctx_change(cx, remind_fn, NULL);
}

static const struct sql *const list[] = { &SQL_BOOK, &SQL_CANCEL, &SQL_NEXT,
	&SQL_MOVE_UP, &SQL_ATTEND, &SQL_HEAVY, &SQL_CERTIFY, &SQL_VALID,
	&SQL_REMIND, &SQL_REMINDED };
const struct sql_list event_sql = { list, NELEM(list) };
