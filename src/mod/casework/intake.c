/*
 * intake.c: something came in, by whatever door: one rule keeps it.
 */
#include "base/fold.h"
#include "base/random.h"
#include "core/audit.h"
#include "mod/casework/internal.h"

static const struct sql SQL_THERE = {
	"SELECT c.id, c.number FROM case_file c WHERE c.ref = ?1",
	SYSTEM("only whoever holds the form knows this ref")
};

static const struct sql SQL_ADD = {
	"INSERT INTO case_file (ref, version, created_at, created_by,"
	" changed_at, changed_by, title, fold, number, unit, type, channel,"
	" received_on, event_on, oral, on_behalf, status, age_band, wants,"
	" state, risk, consent, stopped_days, hold, next_what, next_on,"
	" source_key) VALUES (?1, 1, ?2, ?3, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9,"
	" ?10, ?11, ?12, ?13, ?14, ?15, ?16, 'new', ?17, ?18, 0, 0, ?19, ?20,"
	" ?21) RETURNING id",
	SYSTEM("anybody may tell us something; staff are asked before")
};

static const struct sql *const list[] = { &SQL_THERE, &SQL_ADD };
const struct sql_list case_intake_sql = { list, NELEM(list) };

static struct str or_null(struct str s)
{
	return str_empty(s) ? STR_NULL : s;
}

static struct case_file case_of(struct ctx *cx, const struct intake *in)
{
	struct case_file c = { .title = in->title,
		.unit = in->unit,
		.type = in->type,
		.channel = in->channel,
		.received_on = in->received_on,
		.event_on = in->event_on,
		.oral = in->oral,
		.on_behalf = in->on_behalf,
		.status = or_null(in->status),
		.age_band = or_null(in->age_band),
		.wants = or_null(in->wants),
		.state = S("new"),
		.consent =
		    str_is(in->on_behalf, "me") ? S("not_needed") : S("needed"),
		.source_key = in->source_key };

	c.rec.ref = str_null(in->ref) ? ref_new(cx->arena) : in->ref;
	c.rec.version = 1;
	c.risk = !in->quiet && (words_risky(cx->arena, in->words) ||
				   words_risky(cx->arena, in->wish));
	c.number = case_next_number(cx);
	case_due(cx, &c);
	return c;
}

static enum db_status add_case(struct ctx *cx, struct case_file *c)
{
	return db_insert(cx->conn, cx->arena, &SQL_ADD,
	    VALS(V(c->rec.ref), V(cx->now), val_ref(cx->person), V(c->title),
		V(str_fold(cx->arena, c->title)), V(c->number), V(c->unit),
		V(c->type), V(c->channel), V(c->received_on), V(c->event_on),
		V(c->oral), V(c->on_behalf), V(c->status), V(c->age_band),
		V(c->wants), V(c->risk), V(c->consent), V(c->next_what),
		V(c->next_on), V(c->source_key)),
	    &c->rec.id);
}

/* What was said is the first thing that happened; a wish follows it. */
static enum db_status add_words(
    struct ctx *cx, const struct case_file *c, const struct intake *in)
{
	enum db_status st =
	    case_event(cx, c, "received", c->received_on, or_null(in->words));

	if (st == DB_OK && !str_empty(in->wish))
		st = case_event(cx, c, "wish", DATE_NONE, in->wish);
	if (st == DB_OK && c->risk)
		st = case_event(cx, c, "risk", DATE_NONE, STR_NULL);
	return st;
}

static enum db_status add_people(
    struct ctx *cx, const struct case_file *c, const struct intake *in)
{
	struct case_party one = in->complainant;
	enum db_status st;

	one.role = str_is(in->type, "mp") ? S("mp") : S("complainant");
	st = party_add(cx, c->rec.id, &one);
	if (st != DB_OK || str_is(in->on_behalf, "me"))
		return st;
	one = in->patient;
	one.role = S("patient");
	return party_add(cx, c->rec.id, &one);
}

/* Whether a form with this ref was kept before. */
static enum db_status look(
    struct ctx *cx, struct str ref, struct case_file *ret, bool *ret_there)
{
	struct rows *r;

	*ret_there = false;
	if (str_null(ref))
		return DB_OK;
	r = db_query(cx->conn, cx->arena, &SQL_THERE, VALS(V(ref)));
	if (db_next(r)) {
		*ret_there = true;
		ret->rec.id = db_int(r, 0);
		ret->number = db_int(r, 1);
		ret->rec.ref = ref;
	}
	return db_done(r);
}

enum db_status case_receive(struct ctx *cx, const struct intake *in,
    struct case_file *ret, bool *ret_new)
{
	bool there = false;
	enum db_status st = look(cx, in->ref, ret, &there);

	*ret_new = !there;
	if (st != DB_OK || there)
		return st;
	*ret = case_of(cx, in);
	st = add_case(cx, ret);
	if (st == DB_OK)
		st = add_words(cx, ret, in);
	if (st == DB_OK)
		st = add_people(cx, ret, in);
	return st == DB_OK && ret->risk ? risk_tell(cx, ret) : st;
}
