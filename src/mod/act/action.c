/*
 * action.c: the record of an action and its rules. Pages are in action_page.c.
 */
#include "base/words.h"
#include "core/audit.h"
#include "mod/account/account.h"
#include "mod/act/internal.h"
#include "mod/act/loop.h"
#include "mod/act/promise.h"
#include "mod/org/org.h"

static const struct choice action_state_list[] = {
	{ "open", N_("Open") },
	{ "done", N_("Done") },
	{ "dropped", N_("Dropped") },
};
static const struct choices action_states = { action_state_list,
	NELEM(action_state_list) };

static const struct choice ending_list[] = {
	{ "cannot", N_("We cannot, and this is why") },
	{ "nothing", N_("There was nothing to change") },
};
static const struct choices action_endings = { ending_list,
	NELEM(ending_list) };

static const struct choice measure_list[] = {
	{ "positive", N_("More people say it was good") },
	{ "very_good", N_("More people say it was very good") },
	{ "negative", N_("Fewer people say it was poor") },
};
static const struct choices action_measures = { measure_list,
	NELEM(measure_list) };

/* clang-format off */
static const struct field action_fields[] = {
	{ COL(struct action, title), .label = N_("What will change"), .flags = REQUIRED | IN_LIST | IN_SEARCH | TITLE, .max = 200,
	  .hint = N_("What will be different for patients, in one sentence") },
	{ COL(struct action, unit), .label = N_("Team"), .flags = REQUIRED | IN_LIST | FILTER, .ref = &kind_unit },
	{ COL(struct action, detail), .label = N_("More about it"), .flags = LONG },
	{ COL(struct action, owner), .label = N_("Owner"), .flags = IN_LIST, .ref = &kind_person,
	  .hint = N_("Who sees to it that it happens") },
	{ COL(struct action, due), .label = N_("Due"), .flags = REQUIRED | IN_LIST },
	{ COL(struct action, state), .label = N_("State"), .flags = REQUIRED | IN_LIST | FILTER, .choices = &action_states },
	{ COL(struct action, done_on), .label = N_("Done on"), .flags = READ_ONLY },
	{ COL(struct action, outcome), .label = N_("What came of it"), .flags = LONG,
	  .hint = N_("Needed when the action is done or dropped. If it was dropped: why") },
	{ COL(struct action, ending), .label = N_("If it was dropped"), .flags = FILTER, .choices = &action_endings,
	  .hint = N_("People are told what we cannot change, and why") },
	{ COL(struct action, measure), .label = N_("How we shall see whether it worked"), .choices = &action_measures,
	  .hint = N_("Its chart is on the page of the action. If nothing is chosen: more people say it was good") },
	{ COL(struct action, partners), .label = N_("Partners from outside"), .max = 300,
	  .hint = N_("Who works on it with you: patients, carers, Healthwatch, the council. Roles, not names") },
	{ COL(struct action, evidence), .label = N_("What shows that it happened"), .max = 500,
	  .hint = N_("For example an audit, minutes or a photo. Add the file below") },
	{ COL(struct action, passed_by), .label = N_("Passed on by"), .flags = READ_ONLY, .ref = &kind_person },
	{ COL(struct action, passed_on), .label = N_("Passed on"), .flags = READ_ONLY },
	{ COL(struct action, passed_why), .label = N_("Why it was passed on"), .flags = READ_ONLY },
	{ COL(struct action, about), .label = N_("Month of what was said"), .flags = READ_ONLY },
};
/* clang-format on */

static void check_action(struct ctx *cx, const void *rec, struct problems *p)
{
	const struct action *a = rec;

	(void)cx;
	if (!str_is(a->state, "open") && str_empty(a->outcome))
		problem_add(p, "outcome",
		    T("Say what came of the action, in a sentence."));
	if (str_is(a->state, "dropped") && str_empty(a->ending))
		problem_add(p, "ending", "%s",
		    T("Say whether it cannot change, or there was nothing to "
		      "change."));
}

static enum db_status before_action(struct ctx *cx, void *rec, bool is_new)
{
	struct action *a = rec;

	struct action old;

	if (!str_is(a->state, "dropped"))
		a->ending = STR_NULL;
	if (date_none(a->about))
		a->about = date_month_start(cx->today);
	/* Where it was counted so far. */
	if (!is_new && kind_get(cx, &kind_action, a->rec.id, &old)) {
		const enum db_status st =
		    loop_refresh(cx, old.unit, old.about, old.rec.id);

		if (st != DB_OK)
			return st;
	}
	if (!str_is(a->state, "done"))
		a->done_on = DATE_NONE;
	else if (date_none(a->done_on))
		a->done_on = cx->today;
	return DB_OK;
}

static enum db_status after_action(struct ctx *cx, const void *rec, bool is_new)
{
	const struct action *a = rec;

	(void)is_new;
	return loop_refresh(cx, a->unit, a->about, 0);
}

const struct kind kind_action = {
	.name = "action",
	.path = "actions",
	.one = N_("action"),
	.many = N_("Actions"),
	.size = sizeof(struct action),
	.fields = action_fields,
	.nfields = NELEM(action_fields),
	.read = CAP_ACTION_READ,
	.write = CAP_ACTION_WRITE,
	.unit = "unit",
	.order = "due",
	.data_class = DATA_STAFF,
	.basis = N_("Public task: to improve services"),
	.retention = N_("Ten years after it ended, with the report it is in"),
	.empty = N_("What your teams do about what people said. Start one from "
		    "a comment, or here."),
	.check = check_action,
	.before_save = before_action,
	.after_save = after_action,
	.more = action_more,
};

static const struct sql SQL_LINK = {
	"INSERT INTO action_comment (action, comment, linked_at, linked_by)"
	" SELECT ?1, c.id, ?3, ?p FROM comment c"
	" JOIN response r ON r.id = c.response"
	" WHERE c.id = ?2 AND " SCOPE("r.unit") " ON CONFLICT DO NOTHING",
	SCOPED(CAP_RESPONSE_READ)
};

static const struct sql SQL_LINK_SYSTEM = {
	"INSERT INTO action_comment (action, comment, linked_at)"
	" VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING",
	SYSTEM("the program itself ties them: imports, the demonstration")
};

/* Ties a comment to an action; DB_REFUSED when it is not theirs to read. */
enum db_status action_link(struct ctx *cx, int64_t action, int64_t comment)
{
	int64_t n = 0;
	const enum db_status st = db_exec(cx->conn, cx->arena,
	    cx->system ? &SQL_LINK_SYSTEM : &SQL_LINK,
	    VALS(V(action), V(comment), V(cx->now)), &n);

	if (st == DB_OK && n == 0)
		return DB_REFUSED;
	return st;
}

static const struct sql SQL_SAID_ON = {
	"SELECT r.experienced_on FROM comment c JOIN response r"
	" ON r.id = c.response WHERE c.id = ?1",
	SYSTEM("the month of a comment; tying it asks for the right to read it")
};

enum db_status action_start(
    struct ctx *cx, struct action *a, int64_t comment, struct problems *p)
{
	struct date said = DATE_NONE;

	if (date_parse_iso(db_get_text(cx->conn, cx->arena, &SQL_SAID_ON,
			       VALS(V(comment))),
		&said))
		a->about = date_month_start(said);
	if (str_null(a->state))
		a->state = S("open");
	enum db_status st = kind_save(cx, &kind_action, a, p);

	if (st == DB_OK)
		st = action_link(cx, a->rec.id, comment);
	if (st == DB_OK)
		st = audit(cx, "link", "action", a->rec.ref, S("comment"));
	return st;
}

/* Work of the day ----------------------------------------------------- */

static const struct sql SQL_MINE = {
	"SELECT a.ref, a.title, a.due FROM action a"
	" WHERE a.owner = ?p AND a.state = 'open'"
	" AND (a.due <= ?1 OR a.passed_on >= ?2) AND " SCOPE(
	    "a.unit") " ORDER BY a.due, a.id LIMIT 20",
	SCOPED(CAP_ACTION_READ)
};

static const struct sql SQL_WAITING = {
	"SELECT count(*) FROM you_said y WHERE y.state = 'waiting' AND " SCOPE(
	    "y.unit"),
	SCOPED(CAP_YSWD_APPROVE)
};

#define DAY_AHEAD \
	14 /* days before an action is due, and after it was passed on,
			* that My day shows it */

static void day_add(
    struct day *d, struct str sentence, struct str path, struct date due)
{
	if (d->n < NELEM(d->items))
		d->items[d->n++] = (struct day_item){ sentence, path, due, 0 };
}

void act_day(struct req *r, struct day *d)
{
	struct arena *a = r->cx.arena;
	struct rows *rows = db_query(r->cx.conn, a, &SQL_MINE,
	    VALS(V(date_add(r->cx.today, DAY_AHEAD)),
		V(date_add(r->cx.today, -DAY_AHEAD))));

	while (db_next(rows))
		day_add(d,
		    str_fmt(
			a, T("Your action: %.*s"), STR_ARG(db_text(rows, 1))),
		    str_fmt(a, "/k/actions/%.*s", STR_ARG(db_text(rows, 0))),
		    db_date(rows, 2));
	(void)db_done(rows);
	promise_day(r, d);
	const int64_t n = db_get_int(r->cx.conn, a, &SQL_WAITING, NO_VALS, 0);

	if (n > 0)
		day_add(d,
		    str_fmt(a,
			TN("%lld \"you said, we did\" waits for your yes",
			    "%lld \"you said, we did\" wait for your yes",
			    (long)n),
			(long long)n),
		    S("/k/you-said?state=waiting"), r->cx.today);
}

static const struct sql *const action_sql[] = { &SQL_LINK, &SQL_LINK_SYSTEM,
	&SQL_MINE, &SQL_WAITING, &SQL_SAID_ON };
const struct sql_list act_action_sql = { action_sql, NELEM(action_sql) };
