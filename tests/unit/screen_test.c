/*
 * screen_test.c: what is read before people do: proposals, alerts with their
 * clock, what they hold back, who is told, and that a mail has no words; on
 * both engines.
 */
#include "mod/listen/screen.h"

#include "comments.h"
#include "core/erasure.h"
#include "job/job.h"
#include "mod/listen/listen.h"
#include "mod/listen/moderation.h"
#include "mod/listen/risk_clock.h"

/* The clock ---------------------------------------------------------------- */

static void after(const char *from, int minutes, const char *to,
    const struct staffed *s, const char *what)
{
	struct arena *a = arena_new(ARENA_REQUEST);
	struct instant t;

	ok(instant_parse_iso(str_of(from), &t), "%s", from);
	is_str(instant_iso(a, staffed_after(s, t, minutes)), str_of(to), what);
	arena_free(a);
}

static void test_clock(void)
{
	const struct calendar none = { 0 };
	const struct staffed s = { &none, 9, 17, false };
	const struct staffed all = { &none, 0, 24, true };

	after("2026-11-23T10:00:00Z", 120, "2026-11-23T12:00:00Z", &s,
	    "two hours of a Monday");
	after("2026-11-23T07:00:00Z", 120, "2026-11-23T11:00:00Z", &s,
	    "before they come");
	after("2026-11-23T16:00:00Z", 120, "2026-11-24T10:00:00Z", &s,
	    "over the night");
	after("2026-11-27T16:30:00Z", 60, "2026-11-30T09:30:00Z", &s,
	    "over the weekend");
	after("2026-07-03T15:30:00Z", 60, "2026-07-06T08:30:00Z", &s,
	    "in British Summer Time");
	after("2026-12-24T16:30:00Z", 60, "2026-12-29T09:30:00Z", &s,
	    "over Christmas and the day for Boxing Day");
	after("2026-11-28T23:30:00Z", 60, "2026-11-29T00:30:00Z", &all,
	    "always staffed");
}

/* The job ------------------------------------------------------------------ */

static int64_t count(struct said_world *p, const char *text)
{
	struct sql *q = ARENA_NEW(p->w.arena, struct sql);

	*q = (struct sql){ text, WORLD_SYSTEM };
	return db_get_int(p->w.cx.conn, p->w.arena, q, NO_VALS, -1);
}

static int64_t id_of(struct said_world *p, struct str ref)
{
	static const struct sql SQL_ID = {
		"SELECT id FROM comment_record WHERE ref = ?1", WORLD_SYSTEM
	};

	return db_get_int(p->w.cx.conn, p->w.arena, &SQL_ID, VALS(V(ref)), 0);
}

static void set(struct said_world *p, const char *name, const char *value)
{
	static const struct sql SQL_SET = {
		"INSERT INTO setting (name, value, changed_at)"
		" VALUES (?1, ?2, 1) RETURNING 1",
		WORLD_SYSTEM
	};

	(void)world_insert(&p->w, &SQL_SET, VALS(V(name), V(value)));
}

static void work(struct said_world *p)
{
	p->w.cx.system = true;
	ok(screen_work(&p->w.cx, STR_NULL) == DB_OK, "the job runs");
	p->w.cx.system = false;
}

static void test_proposal(struct said_world *p)
{
	const struct str c = say(p, p->team, "2026-05-04", 1,
	    "Thank you Siobhan Murphy, ring 07700 900123. Elm Ward is good.");
	const struct str plain =
	    say(p, p->team, "2026-05-04", 1, "Good food on Elm Ward");

	work(p);
	is_str(screen_proposal(&p->w.cx, id_of(p, c),
		   S("Thank you Siobhan Murphy, ring 07700 900123. Elm Ward "
		     "is good.")),
	    S("Siobhan Murphy\n07700 900123"), "names and numbers, no ward");
	is_str(screen_proposal(
		   &p->w.cx, id_of(p, plain), S("Good food on Elm Ward")),
	    S(""), "nothing to propose");
	is_int(count(p, "SELECT count(*) FROM comment_screen"), 1,
	    "a row only where something was found");
	work(p);
	is_int(count(p, "SELECT count(*) FROM comment_screen"), 1,
	    "twice does no harm");
}

static enum db_status moderate_fn(struct ctx *cx, void *arg)
{
	return moderate(cx, arg);
}

static enum db_status publish(struct said_world *p, struct str ref)
{
	struct decision d = { .ref = ref,
		.version = 1,
		.step = STEP_PUBLISH,
		.problems.arena = p->w.arena };

	world_as(&p->w, p->lead);
	const enum db_status st = ctx_change(&p->w.cx, moderate_fn, &d);

	world_as(&p->w, 0);
	return st;
}

static enum db_status clear_fn(struct ctx *cx, void *arg)
{
	return risk_clear(cx, arg);
}

static enum db_status clear(struct said_world *p, int64_t person,
    struct str ref, const char *outcome, const char *note)
{
	struct clearing c = { .ref = ref,
		.outcome = str_of(outcome),
		.note = str_of(note),
		.problems.arena = p->w.arena };

	world_as(&p->w, person);
	const enum db_status st = ctx_change(&p->w.cx, clear_fn, &c);

	world_as(&p->w, 0);
	return st;
}

static void test_alert(struct said_world *p)
{
	const struct str c =
	    say(p, p->team, "2026-05-04", 1, "I want to kill myself");
	struct risk_alert *list =
	    arena_array(p->w.arena, RISK_LIST, sizeof(*list));

	ok(publish(p, c) == DB_REFUSED,
	    "held back although the job has not come to it");
	work(p);
	is_int(count(p, "SELECT count(*) FROM risk_alert"), 1, "one alert");
	is_int(count(p, "SELECT count(*) FROM outbox"), 1, "one mail");
	work(p);
	is_int(count(p, "SELECT count(*) FROM outbox"), 1, "and no second");
	ok(publish(p, c) == DB_REFUSED, "not published while it is open");

	world_as(&p->w, p->lead);
	is_int((int64_t)risk_open(&p->w.cx, list), 1, "seen by moderators");
	is_str(list[0].level, S("urgent"), "its level");
	is_str(list[0].categories, S("self_harm"), "its category");
	world_as(&p->w, p->elsewhere);
	is_int((int64_t)risk_open(&p->w.cx, list), 0, "of its team only");
	world_as(&p->w, p->manager);
	is_int((int64_t)risk_open(&p->w.cx, list), 0, "not by readers");
	world_as(&p->w, 0);

	ok(clear(p, p->lead, c, "", NULL) == DB_REFUSED, "what was done?");
	ok(clear(p, p->lead, c, "cannot", NULL) == DB_REFUSED,
	    "what was tried?");
	ok(clear(p, p->elsewhere, c, "no_risk", NULL) == DB_REFUSED,
	    "not by somebody else's moderator");
	ok(clear(p, p->lead, c, "passed_on", "Rang the team.") == DB_OK,
	    "dealt with");
	ok(clear(p, p->lead, c, "passed_on", NULL) == DB_REFUSED, "once");
	ok(publish(p, c) == DB_OK, "now it can be published");
	is_int(count(p, "SELECT count(*) FROM audit WHERE what = 'clear'"), 1,
	    "audited");
}

static void test_late(struct said_world *p)
{
	static const struct sql SQL_EARLIER = {
		"UPDATE risk_alert SET due_at = 1 WHERE cleared_at IS NULL"
		" RETURNING 1",
		WORLD_SYSTEM
	};
	const int64_t mails = count(p, "SELECT count(*) FROM outbox");

	(void)say(p, p->team, "2026-05-04", 1, "A nurse slapped my mother");
	work(p);
	(void)world_insert(&p->w, &SQL_EARLIER, NO_VALS);
	work(p);
	work(p);
	is_int(count(p, "SELECT count(*) FROM outbox"), mails + 2,
	    "one mail to the person, one to the deputy");
	is_int(count(p, "SELECT count(*) FROM risk_alert"
			" WHERE escalated_at IS NOT NULL"),
	    1, "kept that the deputy was told");
}

int main(void)
{
	erasure_use(listen_erasables, nlisten_erasables);
	test_clock();
	for (size_t i = 0; i < engines_count(); i++) {
		struct said_world p;
		const struct sql_list lists[] = { screen_sql, risk_sql };
		struct err e = { "" };

		said_world_open(&p, i);
		ok(sql_lists_prepare(p.w.cx.conn, lists, NELEM(lists), &e),
		    "%s: statements %s", engines_name(i), e.text);
		set(&p, "smtp_url", "smtp://127.0.0.1:1");
		set(&p, "mail_from", "heard@example.org");
		set(&p, "risk_email", "lead@example.org");
		set(&p, "risk_deputy_email", "deputy@example.org");
		test_proposal(&p);
		test_alert(&p);
		test_late(&p);
		world_close(&p.w);
	}
	return tap_done();
}
