/*
 * concern.c: see concern.h.
 */
#include "mod/involve/concern.h"

#include "base/random.h"
#include "base/words.h"
#include "core/audit.h"
#include "core/keys.h"
#include "mod/account/account.h"
#include "mod/involve/internal.h"
#include "mod/org/org.h"

#define WORDS_MAX 100

static const struct choice sort_list[] = {
	{ "by_member", N_("A member has a concern") },
	{ "about_member", N_("A concern about a member") },
	{ "safeguarding", N_("Somebody may not be safe") },
	{ "conflict", N_("A conflict of interest") },
};
const struct choices concern_sorts = { sort_list, NELEM(sort_list) };

static const struct choice state_list[] = {
	{ "raised", N_("Raised") },
	{ "hearing", N_("Both sides are heard") },
	{ "decided", N_("Decided") },
	{ "appealed", N_("Appealed") },
	{ "appeal_decided", N_("Appeal decided") },
	{ "closed", N_("Closed") },
};
const struct choices concern_states = { state_list, NELEM(state_list) };

static const struct choice part_list[] = {
	{ "words", N_("What happened") },
	{ "answer", N_("The other side") },
	{ "note", N_("What was done") },
	{ "decision", N_("The decision, with its reasons") },
	{ "appeal", N_("The appeal") },
	{ "appeal_decision", N_("The decision on the appeal") },
};
const struct choices concern_parts = { part_list, NELEM(part_list) };

/* clang-format off */
static const struct field fields[] = {
	{ COL(struct concern, title), .label = N_("In a few words, without names"), .flags = TITLE | REQUIRED | IN_LIST, .max = 120 },
	{ COL(struct concern, unit), .label = N_("Team"), .flags = REQUIRED | FILTER, .ref = &kind_unit },
	{ COL(struct concern, what), .label = N_("Sort"), .flags = REQUIRED | IN_LIST | FILTER, .choices = &concern_sorts },
	{ COL(struct concern, raised_by), .label = N_("The member who raised it"), .ref = &kind_member },
	{ COL(struct concern, subject), .label = N_("The member whom it is about"), .ref = &kind_member },
	{ COL(struct concern, state), .label = N_("State"), .flags = REQUIRED | READ_ONLY | IN_LIST | FILTER, .choices = &concern_states },
	{ COL(struct concern, state_since), .label = N_("Since"), .flags = READ_ONLY | IN_LIST },
	{ COL(struct concern, handler), .label = N_("Who looks at it"), .ref = &kind_person },
	{ COL(struct concern, independent), .label = N_("Independent person"), .ref = &kind_person, .hint = N_("Knows neither side; whom both may ask") },
	{ COL(struct concern, referred_on), .label = N_("Passed to the safeguarding team on") },
	{ COL(struct concern, appeal_by), .label = N_("An appeal is possible until"), .flags = READ_ONLY },
	{ COL(struct concern, appeal_handler), .label = N_("Who decides the appeal"), .ref = &kind_person, .hint = N_("Somebody who had no part in it") },
};
static const struct field leaver_fields[] = {
	{ COL(struct leaver, title), .label = N_("When"), .flags = TITLE | REQUIRED | READ_ONLY | IN_LIST, .max = 60 },
	{ COL(struct leaver, unit), .label = N_("Team"), .flags = REQUIRED | READ_ONLY | FILTER, .ref = &kind_unit },
	{ COL(struct leaver, month), .label = N_("Month"), .flags = REQUIRED | READ_ONLY | PRIVATE, .max = 7 },
	{ COL(struct leaver, good), .label = N_("What was good"), .flags = LONG | READ_ONLY | IN_LIST, .max = 2000 },
	{ COL(struct leaver, change), .label = N_("What should change"), .flags = LONG | READ_ONLY | IN_LIST, .max = 2000 },
};
/* clang-format on */

static bool twice(int64_t a, int64_t b)
{
	return a != 0 && a == b;
}

static void check(struct ctx *cx, const void *rec, struct problems *p)
{
	const struct concern *c = rec;

	if (twice(c->independent, c->handler))
		problem_add(p, "independent",
		    T("The independent person is somebody else than who looks "
		      "at it"));
	if (twice(c->appeal_handler, c->handler) ||
	    twice(c->appeal_handler, c->independent))
		problem_add(p, "appeal_handler",
		    T("An appeal is decided by somebody who had no part in "
		      "it"));
	if (twice(c->raised_by, c->subject))
		problem_add(p, "subject", T("Choose two different members"));
	if (!date_none(c->referred_on) &&
	    date_cmp(c->referred_on, cx->today) > 0)
		problem_add(p, "referred_on", T("It cannot be in the future"));
}

static enum db_status before_save(struct ctx *cx, void *rec, bool is_new)
{
	struct concern *c = rec;

	if (is_new && str_null(c->state)) {
		c->state = S("raised");
		c->state_since = cx->today;
	}
	return DB_OK;
}

const struct kind kind_concern = {
	.name = "member_concern",
	.path = "member-concerns",
	.one = N_("concern of a member"),
	.many = N_("Concerns of and about members"),
	.size = sizeof(struct concern),
	.fields = fields,
	.nfields = NELEM(fields),
	.read = CAP_PASTORAL,
	.write = CAP_PASTORAL,
	.unit = "unit",
	.order = "state_since",
	.newest_first = true,
	.data_class = DATA_SPECIAL,
	.basis = N_("Public task: people who take part are safe and treated "
		    "fairly"),
	.retention = N_("Six years after it was closed; words go when the "
			"member steps down, unless somebody may not be safe"),
	.empty = N_("Concerns by members or about them, and conflicts of "
		    "interest. Members raise them on their page."),
	.check = check,
	.before_save = before_save,
	.more = concern_more,
};

const struct kind kind_leaver = {
	.name = "leaver",
	.path = "leavers",
	.one = N_("what somebody said when they left"),
	.many = N_("What people say when they leave"),
	.size = sizeof(struct leaver),
	.fields = leaver_fields,
	.nfields = NELEM(leaver_fields),
	.read = CAP_REGISTER,
	.write = CAP_REGISTER,
	.unit = "unit",
	.no_create = true,
	.data_class = DATA_ANONYMOUS,
	.basis = N_("Public task: working with people who use services"),
	.retention = N_("Ten years, with the report it is in"),
	.empty = N_("What people liked and would change, as they say when "
		    "they leave. It is kept without their names."),
};

/* Words ----------------------------------------------------------------- */

static const struct sql SQL_TEXT = {
	"INSERT INTO member_concern_text (ref, concern, part, written_at,"
	" written_by, sealed) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
	SYSTEM("who writes it was asked for their right or their part")
};
static const struct sql SQL_READ = {
	"SELECT x.part, x.sealed, x.written_at, w.name, x.ref"
	" FROM member_concern_text x JOIN member_concern c ON c.id = x.concern"
	" LEFT JOIN person w ON w.id = x.written_by WHERE c.id = ?1 AND " SCOPE(
	    "c.unit") " ORDER BY x.id LIMIT 100",
	SCOPED(CAP_PASTORAL)
};
static const struct sql SQL_HEARD = {
	"SELECT count(*) FROM member_concern_text x JOIN member_concern c"
	" ON c.id = x.concern WHERE c.id = ?1 AND x.part = 'answer' AND " SCOPE(
	    "c.unit"),
	SCOPED(CAP_PASTORAL)
};

static struct str where_of(struct ctx *cx, struct str ref)
{
	return seal_where(cx->arena, "member_concern_text", "sealed", ref);
}

static enum db_status add_words(
    struct ctx *cx, int64_t concern, const char *part, struct str words)
{
	const struct str ref = ref_new(cx->arena);

	if (str_empty(words))
		return DB_OK;
	return db_exec(cx->conn, cx->arena, &SQL_TEXT,
	    VALS(V(ref), V(concern), V(part), V(cx->now), val_ref(cx->person),
		val_blob(seal(cx->app->keys, cx->arena, KEY_PASTORAL,
		    where_of(cx, ref), words))),
	    NULL);
}

size_t concern_read(
    struct ctx *cx, const struct concern *c, struct concern_words **ret)
{
	struct rows *r =
	    db_query(cx->conn, cx->arena, &SQL_READ, VALS(V(c->rec.id)));
	size_t n = 0;

	*ret = arena_array(cx->arena, WORDS_MAX, sizeof(**ret));
	while (n < WORDS_MAX && db_next(r))
		(*ret)[n++] = (struct concern_words){ .part = db_text(r, 0),
			.words = unseal(cx->app->keys, cx->arena, KEY_PASTORAL,
			    where_of(cx, db_text(r, 4)), db_blob(r, 1)),
			.at = db_instant(r, 2),
			.by = db_text(r, 3) };
	(void)db_done(r);
	return n;
}

/* Steps ----------------------------------------------------------------- */

/* clang-format off */
static const struct concern_step steps[] = {
	{ "raised", "hearing", N_("Hear both sides"), "note" },
	{ "hearing", "decided", N_("Decide, and tell both sides"), "decision" },
	{ "appealed", "appeal_decided", N_("Decide the appeal, and tell both sides"), "appeal_decision" },
	{ "decided", "closed", N_("Close it"), "note" },
	{ "appeal_decided", "closed", N_("Close it"), "note" },
};
/* clang-format on */

const struct concern_step *concern_steps(size_t *ret_n)
{
	*ret_n = NELEM(steps);
	return steps;
}

static const struct concern_step *step_of(struct str from, struct str to)
{
	for (size_t i = 0; i < NELEM(steps); i++)
		if (str_is(from, steps[i].from) && str_is(to, steps[i].to))
			return &steps[i];
	return NULL;
}

static const char *not_fair(struct ctx *cx, const struct concern *c)
{
	if (c->independent == 0)
		return N_("Name an independent person first.");
	if (c->subject != 0 && !str_is(c->what, "conflict") &&
	    db_get_int(
		cx->conn, cx->arena, &SQL_HEARD, VALS(V(c->rec.id)), 0) == 0)
		return N_("The other side has not been heard yet.");
	return cx->person == c->independent
		   ? N_("The independent person does not decide.")
		   : NULL;
}

static const char *must_wait(struct ctx *cx, const struct concern *c,
    const struct concern_step *s, struct str words)
{
	if (str_is(c->what, "safeguarding") && date_none(c->referred_on))
		return N_("Pass it to the safeguarding team first, today.");
	if (str_is(str_of(s->to), "hearing"))
		return c->handler == 0 ? N_("Say first who looks at it.")
				       : NULL;
	if (!str_is(str_of(s->to), "closed") && str_empty(words))
		return N_("Write the decision and its reasons.");
	if (str_is(str_of(s->to), "decided"))
		return not_fair(cx, c);
	if (str_is(str_of(s->to), "appeal_decided")) {
		if (c->appeal_handler == 0)
			return N_("Say first who decides the appeal.");
		return cx->person == c->handler
			   ? N_("Who decided first does not decide the appeal.")
			   : NULL;
	}
	if (str_is(c->state, "decided") &&
	    date_cmp(cx->today, c->appeal_by) <= 0)
		return N_("An appeal is still possible.");
	return NULL;
}

static const struct sql SQL_MOVE = {
	"UPDATE member_concern SET state = ?3, state_since = ?4,"
	" appeal_by = ?5, version = version + 1, changed_at = ?6,"
	" changed_by = ?p WHERE id = ?1 AND version = ?2 AND " SCOPE(
	    "member_concern.unit"),
	SCOPED(CAP_PASTORAL)
};

/* Where somebody may not be safe nobody is told by a mail. */
static enum db_status tell_both(
    struct ctx *cx, const struct concern *c, struct str to)
{
	const int64_t both[] = { c->raised_by, c->subject };
	const bool decided =
	    str_is(to, "decided") || str_is(to, "appeal_decided");
	const struct str text = str_fmt(cx->arena, "%s\n%.*s/me/concerns",
	    decided ? T("It is decided. Read the decision, and what you can "
			"do if you disagree, on your page:")
		    : T("We are hearing both sides of a concern. Somebody who "
			"knows neither side is there for you too. Say your "
			"side on your page:"),
	    STR_ARG(cx->app->base_url));
	enum db_status st = DB_OK;

	if (str_is(c->what, "safeguarding") || str_is(to, "closed"))
		return DB_OK;
	for (size_t i = 0; i < NELEM(both) && st == DB_OK; i++)
		if (both[i] != 0)
			st = member_tell(
			    cx, both[i], T("About a concern"), text);
	return st;
}

enum db_status concern_move(struct ctx *cx, const struct concern *c,
    struct str to, struct str words, const char **ret_wrong)
{
	const struct concern_step *s = step_of(c->state, to);
	const struct date until = str_is(to, "decided")
				      ? date_add(cx->today, APPEAL_DAYS)
				      : c->appeal_by;
	int64_t n = 0;

	*ret_wrong = NULL;
	if (s == NULL)
		return DB_REFUSED;
	*ret_wrong = must_wait(cx, c, s, words);
	if (*ret_wrong != NULL)
		return DB_REFUSED;
	enum db_status st = db_exec(cx->conn, cx->arena, &SQL_MOVE,
	    VALS(V(c->rec.id), V(c->rec.version), V(to), V(cx->today), V(until),
		V(cx->now)),
	    &n);

	if (st == DB_OK && n == 0)
		return DB_STALE;
	if (st == DB_OK)
		st = add_words(cx, c->rec.id, s->part, words);
	if (st == DB_OK)
		st = tell_both(cx, c, to);
	return st == DB_OK
		   ? audit(cx, "step", "member_concern", c->rec.ref, S("state"))
		   : st;
}

/* By a member ------------------------------------------------------------- */

static const struct sql SQL_ADD = {
	"INSERT INTO member_concern (ref, version, created_at, created_by,"
	" changed_at, changed_by, title, unit, what, raised_by, subject, state,"
	" state_since) VALUES (?1, 1, ?2, ?3, ?2, ?3, ?4, ?5, ?6, ?7, ?8,"
	" 'raised', ?9) RETURNING id",
	SYSTEM("a member raises it as herself; the page has found her")
};
/* Her side, while both are heard; an appeal, within its days. */
static const struct sql SQL_MAY_SAY = {
	"SELECT c.id FROM member_concern c WHERE c.ref = ?1"
	" AND c.what <> 'safeguarding' AND CASE WHEN ?2 = 'appeal'"
	" THEN CASE WHEN c.state = 'decided' AND c.appeal_by >= ?3 THEN 1"
	" ELSE 0 END ELSE CASE WHEN c.state = 'hearing' THEN 1 ELSE 0 END END"
	" = 1 AND EXISTS (SELECT 1 FROM member own WHERE own.id IN"
	" (c.raised_by, c.subject) AND own.person = ?p)",
	OWN_ROW
};
static const struct sql SQL_APPEALED = {
	"UPDATE member_concern SET state = 'appealed', state_since = ?2,"
	" version = version + 1, changed_at = ?3 WHERE id = ?1",
	SYSTEM("her part in it was asked for just before")
};

enum db_status concern_raise(
    struct ctx *cx, struct concern *c, struct str words)
{
	c->rec.ref = ref_new(cx->arena);
	enum db_status st = db_insert(cx->conn, cx->arena, &SQL_ADD,
	    VALS(V(c->rec.ref), V(cx->now), val_ref(cx->person), V(c->title),
		V(c->unit), V(c->what), val_ref(c->raised_by),
		val_ref(c->subject), V(cx->today)),
	    &c->rec.id);

	if (st == DB_OK)
		st = add_words(cx, c->rec.id, "words", words);
	return st == DB_OK
		   ? audit(cx, "create", "member_concern", c->rec.ref, STR_NULL)
		   : st;
}

enum db_status concern_say(
    struct ctx *cx, struct str ref, const char *part, struct str words)
{
	const int64_t id = db_get_int(cx->conn, cx->arena, &SQL_MAY_SAY,
	    VALS(V(ref), V(part), V(cx->today)), 0);

	if (id == 0 || str_empty(words))
		return DB_REFUSED;
	enum db_status st = add_words(cx, id, part, words);

	if (st == DB_OK && str_is(str_of(part), "appeal"))
		st = db_exec(cx->conn, cx->arena, &SQL_APPEALED,
		    VALS(V(id), V(cx->today), V(cx->now)), NULL);
	return st == DB_OK
		   ? audit(cx, "note", "member_concern", ref, str_of(part))
		   : st;
}

static const struct sql *const list[] = { &SQL_TEXT, &SQL_READ, &SQL_HEARD,
	&SQL_MOVE, &SQL_ADD, &SQL_MAY_SAY, &SQL_APPEALED };
const struct sql_list concern_sql = { list, NELEM(list) };
