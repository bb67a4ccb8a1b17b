/* told: who left a mail address is told of a published answer, once; nobody
 * before, and nobody after it was withdrawn; on both engines. */
#include "comments.h"
#include "core/keys.h"
#include "mod/account/account.h"
#include "mod/act/internal.h"
#include "mod/casework/casework.h"
#include "mod/involve/opportunity.h"
#include "mod/listen/comment_read.h"
#include "mod/listen/heard.h"
#include "mod/listen/listen.h"
#include "mod/org/org.h"

static struct said_world p;
static struct world *w = &p.w;

static int64_t number(const char *text)
{
	struct sql *q = ARENA_NEW(w->arena, struct sql);

	*q = (struct sql){ text, WORLD_SYSTEM };
	return db_get_int(w->cx.conn, w->arena, q, NO_VALS, -1);
}

/* Somebody says something and leaves how to reach them. */
static int64_t leave(const char *at)
{
	const struct str ref = say(&p, p.team, "2026-05-01", 1, "Doors bang");
	const struct str response = str_sub(ref, 0, 16);
	const struct str where =
	    seal_where(w->arena, "contact_back", "sealed", response);
	const struct str sealed = seal(w->keys, w->arena, KEY_CONTACT, where,
	    str_fmt(w->arena, "Ann Example\n%s", at));

	(void)put(w,
	    "INSERT INTO contact_back (response, sealed, erase_on)"
	    " SELECT id, ?2, '2030-01-01' FROM response WHERE ref = ?1"
	    " RETURNING response",
	    VALS(V(response), val_blob(sealed)));
	return number("SELECT max(id) FROM comment");
}

static bool tell(struct str ref)
{
	return told_job(&w->cx, ref) == DB_OK;
}

static void told_once(void)
{
	const int64_t a = leave("ann@example.com"), b = leave("01632 960001");
	const int64_t action = put(w,
	    "INSERT INTO action (ref, version, created_at, changed_at, unit,"
	    " title, state) VALUES ('aaaaaaaaaaaaaaaa', 1, 1, 1, ?1,"
	    " 'Softer doors', 'done') RETURNING id",
	    VALS(V(p.team)));
	const struct str ref = S("yyyyyyyyyyyyyyyy");

	for (int i = 0; i < 2; i++)
		(void)put(w,
		    "INSERT INTO action_comment (action, comment, linked_at)"
		    " VALUES (?1, ?2, 1) RETURNING action",
		    VALS(V(action), V(i == 0 ? a : b)));
	(void)put(w,
	    "INSERT INTO you_said (ref, version, created_at, changed_at, unit,"
	    " action, said, did, state) VALUES (?1, 1, 1, 1, ?2, ?3, 'Doors',"
	    " 'Soft ones', 'waiting') RETURNING id",
	    VALS(V(ref), V(p.team), V(action)));
	ok(tell(ref) && number("SELECT count(*) FROM outbox") == 0,
	    "nobody is told before it is public");
	(void)put(w,
	    "UPDATE you_said SET state = 'published', number = 1 WHERE"
	    " ref = ?1 RETURNING id",
	    VALS(V(ref)));
	ok(tell(ref) && number("SELECT count(*) FROM outbox") == 1,
	    "who left a mail address is told");
	ok(tell(ref) && number("SELECT count(*) FROM outbox") == 1, "once");
	ok(number("SELECT count(*) FROM notice_told WHERE way = 'other'") == 1,
	    "who left a phone number is not written to");
	(void)leave("bo@example.com");
	ok(tell(ref) && number("SELECT count(*) FROM outbox") == 1,
	    "nor is anybody whose words it does not answer");
}

int main(void)
{
	static const struct kind *const kinds[] = { &kind_unit, &kind_person,
		&kind_action, &kind_you_said, &kind_comment, &kind_case,
		&kind_own_theme, &kind_opportunity, &kind_appointment };

	kinds_register(kinds, NELEM(kinds));
	for (size_t i = 0; i < engines_count(); i++) {
		said_world_open(&p, i);
		told_once();
		world_close(w);
	}
	return tap_done();
}
