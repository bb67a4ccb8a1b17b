/*
 * you_said.c: "you said, we did": written by the team, approved by somebody
 * else who may, then public. A published notice has a number, given once.
 */
#include "base/words.h"
#include "core/audit.h"
#include "mod/account/account.h"
#include "mod/act/internal.h"
#include "mod/act/loop.h"
#include "mod/org/org.h"

static const struct choice state_list[] = {
	{ "draft", N_("Draft") },
	{ "waiting", N_("Waiting for approval") },
	{ "published", N_("Published") },
	{ "withdrawn", N_("Withdrawn") },
};
static const struct choices states = { state_list, NELEM(state_list) };

static const struct choice checked_list[] = {
	{ "complainant", N_("The person who complained has read it") },
	{ "second", N_("A second person has read it") },
};
static const struct choices checked = { checked_list, NELEM(checked_list) };

/* clang-format off */
static const struct field you_said_fields[] = {
	{ COL(struct you_said, said), .label = N_("You said"), .flags = REQUIRED | IN_LIST | IN_SEARCH | TITLE, .max = 300,
	  .hint = N_("In your own words, without names. Do not quote a comment whose writer did not say that it may be shown.") },
	{ COL(struct you_said, did), .label = N_("We did, or we cannot"), .flags = REQUIRED | IN_LIST, .max = 500,
	  .hint = N_("What is different now. If nothing could change, say why.") },
	{ COL(struct you_said, unit), .label = N_("Team"), .flags = REQUIRED | IN_LIST | FILTER, .ref = &kind_unit },
	{ COL(struct you_said, action), .label = N_("Action"), .ref = &kind_action },
	{ COL(struct you_said, state), .label = N_("State"), .flags = READ_ONLY | REQUIRED | IN_LIST | FILTER, .choices = &states },
	{ COL(struct you_said, approved_by), .label = N_("Approved by"), .flags = READ_ONLY, .ref = &kind_person },
	{ COL(struct you_said, number), .label = N_("Notice number"), .flags = READ_ONLY },
	{ COL(struct you_said, published_on), .label = N_("Published on"), .flags = READ_ONLY | IN_LIST },
	{ COL(struct you_said, reason), .label = N_("Why it was withdrawn"), .flags = READ_ONLY },
	{ COL(struct you_said, checked_how), .label = N_("Checked, where it came from a complaint"), .flags = READ_ONLY, .choices = &checked },
	{ COL(struct you_said, checked_by), .label = N_("Checked by"), .flags = READ_ONLY, .ref = &kind_person },
	{ COL(struct you_said, checked_on), .label = N_("Checked on"), .flags = READ_ONLY },
};
/* clang-format on */

/* A change of the words needs a new approval. */
static enum db_status before_you_said(struct ctx *cx, void *rec, bool is_new)
{
	struct you_said *y = rec;
	struct you_said old;

	/* Other words want another look. */
	if (!is_new && kind_get(cx, &kind_you_said, y->rec.id, &old) &&
	    (!str_eq(old.said, y->said) || !str_eq(old.did, y->did))) {
		y->checked_how = STR_NULL;
		y->checked_by = 0;
		y->checked_on = DATE_NONE;
	}
	if (is_new || str_null(y->state)) {
		y->state = S("draft");
		y->number = KIND_NO_INT;
	}
	return DB_OK;
}

static void check_you_said(struct ctx *cx, const void *rec, struct problems *p)
{
	const struct you_said *y = rec;
	struct you_said old;

	if (y->rec.id == 0 || !str_is(y->state, "published"))
		return;
	if (kind_get(cx, &kind_you_said, y->rec.id, &old) &&
	    str_is(old.state, "published") &&
	    (!str_eq(old.said, y->said) || !str_eq(old.did, y->did)))
		problem_add(p, NULL,
		    T("It is public already. Withdraw it, then change it and "
		      "have it approved again."));
}

/* Whether people were told is part of the action's month. */
static enum db_status after_you_said(
    struct ctx *cx, const void *rec, bool is_new)
{
	const struct you_said *y = rec;

	(void)is_new;
	return loop_refresh_action(cx, y->action);
}

const struct kind kind_you_said = {
	.name = "you_said",
	.path = "you-said",
	.one = N_("you said, we did"),
	.many = N_("You said, we did"),
	.size = sizeof(struct you_said),
	.fields = you_said_fields,
	.nfields = NELEM(you_said_fields),
	.read = CAP_ACTION_READ,
	.write = CAP_ACTION_WRITE,
	.unit = "unit",
	.order = "published_on",
	.newest_first = true,
	.data_class = DATA_ORGANISATION,
	.basis = N_("Public task: to show what changed"),
	.retention = N_("Kept as long as the service exists"),
	.empty = N_("What people told you and what you did about it. Write one "
		    "from an action that is done."),
	.check = check_you_said,
	.before_save = before_you_said,
	.after_save = after_you_said,
	.more = you_said_more,
};

/* Steps --------------------------------------------------------------- */

static enum db_status step(
    struct ctx *cx, struct str ref, const char *from, struct you_said *y)
{
	if (!kind_get_ref(cx, &kind_you_said, ref, y) ||
	    !str_is(y->state, from))
		return DB_REFUSED;
	return DB_OK;
}

static enum db_status save(struct ctx *cx, struct you_said *y, const char *verb)
{
	struct problems p = { .arena = cx->arena };
	const enum db_status st = kind_save(cx, &kind_you_said, y, &p);

	if (st != DB_OK)
		return st;
	return audit(cx, verb, "you_said", y->rec.ref, S("state"));
}

enum db_status you_said_send(struct ctx *cx, struct str ref)
{
	struct you_said y;
	enum db_status st = step(cx, ref, "draft", &y);

	if (st != DB_OK)
		st = step(cx, ref, "withdrawn", &y);
	if (st != DB_OK)
		return st;
	y.state = S("waiting");
	return save(cx, &y, "send");
}

static const struct sql SQL_PUBLISH = {
	"UPDATE you_said SET state = 'published', approved_by = ?p,"
	" published_on = ?2, reason = NULL,"
	" number = coalesce(number,"
	"   (SELECT coalesce(max(o.number), 0) + 1 FROM you_said o)),"
	" version = version + 1, changed_at = ?3, changed_by = ?p"
	" WHERE id = ?1 AND state = 'waiting' AND (created_by IS NULL"
	" OR created_by <> ?p) AND (checked_how IS NOT NULL OR NOT EXISTS"
	" (SELECT 1 FROM case_action l WHERE l.action = you_said.action))"
	" AND " SCOPE("you_said.unit"),
	SCOPED(CAP_YSWD_APPROVE)
};

enum db_status you_said_approve(struct ctx *cx, struct str ref)
{
	struct you_said y;
	int64_t n = 0;
	enum db_status st = step(cx, ref, "waiting", &y);

	if (st == DB_OK)
		st = db_exec(cx->conn, cx->arena, &SQL_PUBLISH,
		    VALS(V(y.rec.id), V(cx->today), V(cx->now)), &n);
	if (st == DB_OK && n == 0)
		st = DB_REFUSED;
	if (st == DB_OK)
		st = audit(cx, "publish", "you_said", ref, S("state"));
	if (st == DB_OK)
		st = loop_refresh_action(cx, y.action);
	if (st == DB_OK && kind_get(cx, &kind_you_said, y.rec.id, &y))
		st = told_later(cx, y.rec.ref, y.number);
	return st;
}

static const struct sql SQL_OF_CASE = {
	"SELECT 1 FROM case_action l WHERE l.action = ?1 LIMIT 1",
	SYSTEM("whether there is a case behind it, not which")
};

bool you_said_of_case(struct ctx *cx, const struct you_said *y)
{
	return db_get_int(cx->conn, cx->arena, &SQL_OF_CASE, VALS(V(y->action)),
		   0) != 0;
}

enum db_status you_said_check(struct ctx *cx, struct str ref, struct str how)
{
	struct you_said y;
	const enum db_status st = step(cx, ref, "waiting", &y);

	if (st != DB_OK)
		return st;
	/* Who wrote it is not the second person. */
	if (!str_is(how, "complainant") &&
	    !(str_is(how, "second") && y.rec.created_by != cx->person))
		return DB_REFUSED;
	y.checked_how = how;
	y.checked_by = cx->person;
	y.checked_on = cx->today;
	return save(cx, &y, "check");
}

enum db_status you_said_withdraw(
    struct ctx *cx, struct str ref, struct str reason)
{
	struct you_said y;
	enum db_status st = step(cx, ref, "published", &y);

	if (st != DB_OK)
		st = step(cx, ref, "waiting", &y);
	if (st != DB_OK)
		return st;
	y.state = S("withdrawn");
	y.reason = reason;
	return save(cx, &y, "withdraw");
}

static const struct sql *const you_said_sql[] = { &SQL_PUBLISH, &SQL_OF_CASE };
const struct sql_list act_you_said_sql = { you_said_sql, NELEM(you_said_sql) };
