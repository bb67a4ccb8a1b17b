/*
 * told.c: telling the people who spoke: whoever left a mail address with what
 * they said gets one mail when the answer is public, by the notice's number.
 * Behind a return code it stands anyway (reply.c). No page knows who they are.
 */
#include "base/log.h"
#include "base/words.h"
#include "core/keys.h"
#include "core/setting.h"
#include "mod/act/internal.h"

#define TELL_MAX 500 /* people of one notice */

static const struct sql SQL_NOTICE = {
	"SELECT y.number, y.said, y.did, a.ending, y.action FROM you_said y"
	" JOIN action a ON a.id = y.action WHERE y.ref = ?1"
	" AND y.state = 'published'",
	SYSTEM("the job tells people of what everybody may read")
};
static const struct sql SQL_PEOPLE = {
	"SELECT DISTINCT r.id, r.ref, b.sealed FROM action_comment l"
	" JOIN comment c ON c.id = l.comment"
	" JOIN response r ON r.id = c.response"
	" JOIN contact_back b ON b.response = r.id WHERE l.action = ?1"
	" AND NOT EXISTS (SELECT 1 FROM notice_told n WHERE n.number = ?2"
	" AND n.response = r.id) ORDER BY r.id LIMIT 500",
	SYSTEM("the job tells who asked to hear what came of it; the address "
	       "goes into the outbox and nowhere else")
};
static const struct sql SQL_TOLD = {
	"INSERT INTO notice_told (number, response, told_at, way)"
	" VALUES (?1, ?2, ?3, ?4) ON CONFLICT (number, response) DO NOTHING",
	SYSTEM("so that nobody is told twice")
};

struct notice {
	int64_t number, action;
	struct str said, did;
	bool cannot;
};

static bool read_notice(struct ctx *cx, struct str ref, struct notice *n)
{
	struct rows *r =
	    db_query(cx->conn, cx->arena, &SQL_NOTICE, VALS(V(ref)));
	const bool found = db_next(r);

	if (found)
		*n = (struct notice){ .number = db_int(r, 0),
			.said = db_text(r, 1),
			.did = db_text(r, 2),
			.cannot = str_is(db_text(r, 3), "cannot"),
			.action = db_int(r, 4) };
	return db_done(r) == DB_OK && found;
}

/* The second line of what is sealed: how to reach them. */
static struct str address(struct ctx *cx, struct str ref, struct str sealed)
{
	struct str rest = unseal(cx->app->keys, cx->arena, KEY_CONTACT,
		       seal_where(cx->arena, "contact_back", "sealed", ref),
		       sealed),
		   line = STR_NULL;

	(void)str_cut(&rest, '\n', &line);
	return str_trim(rest);
}

static enum db_status tell_one(
    struct ctx *cx, const struct notice *n, int64_t response, struct str to)
{
	const bool mail = !str_null(to) && mail_address_ok(to);
	int64_t fresh = 0;
	const enum db_status st = db_exec(cx->conn, cx->arena, &SQL_TOLD,
	    VALS(V(n->number), V(response), V(cx->now),
		V(mail ? "mail" : "other")),
	    &fresh);

	if (st != DB_OK || fresh == 0 || !mail)
		return st;
	const struct mail m = { .to = to,
		.subject = str_of(T("What came of what you told us")),
		.text = str_fmt(cx->arena,
		    "%s\n\n%s %.*s\n\n%s %.*s\n\n%s\n%.*s",
		    T("You told us how your care was and left this address. "
		      "This is what came of it. We write to you about it only "
		      "this once."),
		    T("You said:"), STR_ARG(n->said),
		    n->cannot ? T("We cannot, because:") : T("We did:"),
		    STR_ARG(n->did), T("Thank you for telling us."),
		    STR_ARG(setting_text(cx, "trust_name"))) };

	return mail_add(cx, &m);
}

static enum db_status tell_fn(struct ctx *cx, void *arg)
{
	const struct str *ref = arg;
	struct notice n;
	enum db_status st = DB_OK;

	/* Withdrawn meanwhile: nobody is told. */
	if (!read_notice(cx, *ref, &n))
		return DB_OK;
	struct tellee {
		int64_t id;
		struct str to;
	} *list = arena_array(cx->arena, TELL_MAX, sizeof(*list));
	size_t k = 0;
	struct rows *r = db_query(
	    cx->conn, cx->arena, &SQL_PEOPLE, VALS(V(n.action), V(n.number)));

	while (k < TELL_MAX && db_next(r)) {
		list[k++] = (struct tellee){ db_int(r, 0),
			address(cx, db_text(r, 1), db_blob(r, 2)) };
	}
	st = db_done(r);
	for (size_t i = 0; i < k && st == DB_OK; i++)
		st = tell_one(cx, &n, list[i].id, list[i].to);
	return st;
}

enum db_status told_job(struct ctx *cx, struct str arg)
{
	struct str ref = arg;

	return ctx_change(cx, tell_fn, &ref);
}

enum db_status told_later(struct ctx *cx, struct str ref, int64_t number)
{
	return job_add(cx, "told",
	    str_fmt(cx->arena, "%lld", (long long)number), ref, cx->now);
}

static const struct sql *const list[] = { &SQL_NOTICE, &SQL_PEOPLE, &SQL_TOLD };
const struct sql_list act_told_sql = { list, NELEM(list) };
