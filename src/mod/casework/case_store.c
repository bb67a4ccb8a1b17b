/*
 * case_store.c: a case out of its table and back, what happened to it, and who
 * sees it.
 */
#include "base/random.h"
#include "core/audit.h"
#include "mod/casework/internal.h"

/* clang-format off */
#define CASE_COLUMNS \
	"c.id, c.ref, c.version, c.created_at, c.created_by," \
	" c.changed_at, c.changed_by, c.title, c.number, c.unit, c.type," \
	" c.channel, c.received_on, c.event_on, c.oral, c.on_behalf," \
	" c.status, c.age_band, c.wants, c.site, c.state, c.ending," \
	" c.severity, c.risk, c.risk_seen_on, c.handler, c.lead," \
	" c.acknowledged_on, c.discussed, c.copy_sent_on," \
	" c.first_due_on, c.due_on, c.due_agreed_on, c.consent," \
	" c.consent_asked_on, c.consent_settled_on, c.stopped_days," \
	" c.out_of_time, c.told_late_on, c.update_due_on, c.drafted_by," \
	" c.checked_by, c.signed_by, c.responded_on, c.outcome," \
	" c.outcome_reason, c.closed_on, c.learning, c.hold," \
	" c.next_what, c.next_on, c.source_key"

/* The columns that people and steps write; ?1 and ?2 are id and version. */
#define CASE_SETS \
	"unit = ?3, type = ?4, received_on = ?5, event_on = ?6," \
	" oral = ?7, on_behalf = ?8, status = ?9, age_band = ?10," \
	" wants = ?11, site = ?12, state = ?13, ending = ?14," \
	" severity = ?15, risk = ?16, risk_seen_on = ?17, handler = ?18," \
	" lead = ?19, acknowledged_on = ?20, discussed = ?21," \
	" copy_sent_on = ?22, first_due_on = ?23, due_on = ?24," \
	" due_agreed_on = ?25, consent = ?26, consent_asked_on = ?27," \
	" consent_settled_on = ?28, stopped_days = ?29," \
	" out_of_time = ?30, told_late_on = ?31, update_due_on = ?32," \
	" drafted_by = ?33, checked_by = ?34, signed_by = ?35," \
	" responded_on = ?36, outcome = ?37, outcome_reason = ?38," \
	" closed_on = ?39, learning = ?40, hold = ?41, next_what = ?42," \
	" next_on = ?43"
/* clang-format on */

static const struct sql SQL_FIND = { "SELECT " CASE_COLUMNS
				     " FROM case_file c WHERE c.ref = ?1"
				     " AND " CASE_SEEN,
	SCOPED(CAP_CASE_READ) };

static const struct sql SQL_FIND_NUMBER = {
	"SELECT " CASE_COLUMNS " FROM case_file c WHERE c.number = ?1"
	" AND " CASE_SEEN,
	SCOPED(CAP_CASE_READ)
};

/* Open cases that something is due in until ?1, after the one numbered ?2. */
static const struct sql SQL_DUE = { "SELECT " CASE_COLUMNS
				    " FROM case_file c WHERE c.next_on <= ?1"
				    " AND c.id > ?2 ORDER BY c.id LIMIT 1",
	SYSTEM("the program looks at every clock, whoever the case is") };

static const struct sql SQL_NEXT = {
	"UPDATE case_file SET next_what = ?2, next_on = ?3 WHERE id = ?1",
	SYSTEM("the program looks at every clock, whoever the case is")
};

static const struct sql SQL_PUT = {
	"UPDATE case_file SET version = version + 1, changed_at = ?44,"
	" changed_by = ?45," CASE_SETS " WHERE id = ?1 AND version = ?2",
	SYSTEM("the step asked for its right on the case that it read")
};

static const struct sql SQL_EVENT = {
	"INSERT INTO case_event (case_file, version, happened_at, person, what,"
	" day, note) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
	SYSTEM("written beside a step that asked for its right")
};

static const struct sql SQL_NUMBER = {
	"SELECT coalesce(max(number), 0) + 1 FROM case_file",
	SYSTEM("the next number, whoever has the ones before")
};

static const struct sql *const list[] = { &SQL_FIND, &SQL_FIND_NUMBER, &SQL_DUE,
	&SQL_NEXT, &SQL_PUT, &SQL_EVENT, &SQL_NUMBER };
const struct sql_list case_store_sql = { list, NELEM(list) };

static void load_first(struct rows *r, struct case_file *c)
{
	c->rec.id = db_int(r, 0);
	c->rec.ref = db_text(r, 1);
	c->rec.version = db_int(r, 2);
	c->rec.created_at = db_instant(r, 3);
	c->rec.created_by = db_int(r, 4);
	c->rec.changed_at = db_instant(r, 5);
	c->rec.changed_by = db_int(r, 6);
	c->title = db_text(r, 7);
	c->number = db_int(r, 8);
	c->unit = db_int(r, 9);
	c->type = db_text(r, 10);
	c->channel = db_text(r, 11);
	c->received_on = db_date(r, 12);
	c->event_on = db_date(r, 13);
	c->oral = db_int(r, 14) != 0;
	c->on_behalf = db_text(r, 15);
	c->status = db_text(r, 16);
	c->age_band = db_text(r, 17);
	c->wants = db_text(r, 18);
	c->site = db_text(r, 19);
	c->state = db_text(r, 20);
	c->ending = db_text(r, 21);
	c->severity = db_text(r, 22);
	c->risk = db_int(r, 23) != 0;
	c->risk_seen_on = db_date(r, 24);
	c->handler = db_int(r, 25);
	c->lead = db_int(r, 26);
	c->acknowledged_on = db_date(r, 27);
	c->discussed = db_text(r, 28);
	c->copy_sent_on = db_date(r, 29);
	c->first_due_on = db_date(r, 30);
}

static void load_rest(struct rows *r, struct case_file *c)
{
	c->due_on = db_date(r, 31);
	c->due_agreed_on = db_date(r, 32);
	c->consent = db_text(r, 33);
	c->consent_asked_on = db_date(r, 34);
	c->consent_settled_on = db_date(r, 35);
	c->stopped_days = db_int(r, 36);
	c->out_of_time = db_text(r, 37);
	c->told_late_on = db_date(r, 38);
	c->update_due_on = db_date(r, 39);
	c->drafted_by = db_int(r, 40);
	c->checked_by = db_int(r, 41);
	c->signed_by = db_int(r, 42);
	c->responded_on = db_date(r, 43);
	c->outcome = db_text(r, 44);
	c->outcome_reason = db_text(r, 45);
	c->closed_on = db_date(r, 46);
	c->learning = db_text(r, 47);
	c->hold = db_int(r, 48) != 0;
	c->next_what = db_text(r, 49);
	c->next_on = db_date(r, 50);
	c->source_key = db_text(r, 51);
}

static bool load(struct rows *r, struct case_file *ret)
{
	const bool found = db_next(r);

	if (found) {
		load_first(r, ret);
		load_rest(r, ret);
	}
	return db_done(r) == DB_OK && found;
}

bool case_find(struct ctx *cx, struct str ref, struct case_file *ret)
{
	return load(
	    db_query(cx->conn, cx->arena, &SQL_FIND, VALS(V(ref))), ret);
}

bool case_find_number(struct ctx *cx, int64_t number, struct case_file *ret)
{
	return load(
	    db_query(cx->conn, cx->arena, &SQL_FIND_NUMBER, VALS(V(number))),
	    ret);
}

bool case_find_due(
    struct ctx *cx, struct date until, int64_t after, struct case_file *ret)
{
	return load(
	    db_query(cx->conn, cx->arena, &SQL_DUE, VALS(V(until), V(after))),
	    ret);
}

enum db_status case_put_next(struct ctx *cx, const struct case_file *c)
{
	return db_exec(cx->conn, cx->arena, &SQL_NEXT,
	    VALS(V(c->rec.id), V(c->next_what), V(c->next_on)), NULL);
}

bool case_mine(struct ctx *cx, const struct case_file *c)
{
	return may(cx, CAP_CASE_WRITE, c->unit) ||
	       (cx->person != 0 &&
		   (c->handler == cx->person || c->lead == cx->person));
}

int64_t case_next_number(struct ctx *cx)
{
	return db_get_int(cx->conn, cx->arena, &SQL_NUMBER, NO_VALS, 1);
}

enum db_status case_put(struct ctx *cx, struct case_file *c)
{
	int64_t n = 0;

	case_due(cx, c);
	const struct val vals[] = { V(c->rec.id), V(c->rec.version),
		val_ref(c->unit), V(c->type), V(c->received_on), V(c->event_on),
		V(c->oral), V(c->on_behalf), V(c->status), V(c->age_band),
		V(c->wants), V(c->site), V(c->state), V(c->ending),
		V(c->severity), V(c->risk), V(c->risk_seen_on),
		val_ref(c->handler), val_ref(c->lead), V(c->acknowledged_on),
		V(c->discussed), V(c->copy_sent_on), V(c->first_due_on),
		V(c->due_on), V(c->due_agreed_on), V(c->consent),
		V(c->consent_asked_on), V(c->consent_settled_on),
		V(c->stopped_days), V(c->out_of_time), V(c->told_late_on),
		V(c->update_due_on), val_ref(c->drafted_by),
		val_ref(c->checked_by), val_ref(c->signed_by),
		V(c->responded_on), V(c->outcome), V(c->outcome_reason),
		V(c->closed_on), V(c->learning), V(c->hold), V(c->next_what),
		V(c->next_on), V(cx->now), val_ref(cx->person) };
	const enum db_status st =
	    db_exec(cx->conn, cx->arena, &SQL_PUT, vals, NELEM(vals), &n);

	if (st != DB_OK)
		return st;
	if (n != 1)
		return DB_STALE;
	c->rec.version++;
	return DB_OK;
}

enum db_status case_event(struct ctx *cx, const struct case_file *c,
    const char *what, struct date day, struct str note)
{
	enum db_status st = db_exec(cx->conn, cx->arena, &SQL_EVENT,
	    VALS(V(c->rec.id), V(c->rec.version), V(cx->now),
		val_ref(cx->person), V(what), V(day), V(note)),
	    NULL);

	return st == DB_OK ? audit(cx, what, "case_file", c->rec.ref, STR_NULL)
			   : st;
}
