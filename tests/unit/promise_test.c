/* promise: how a promise to ask people stands, by its rule and from a file of
 * discharges; who is nudged, once a week; on both engines. */
#include "comments.h"
#include "mod/account/account.h"
#include "mod/act/internal.h"
#include "mod/act/promise.h"
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

static struct date ago(int days)
{
	return date_add(date_make(2026, 11, 22), -days);
}

static enum promise_state at(struct promise_facts f)
{
	f.went_home = f.went_home == 0 ? -1 : f.went_home;
	return promise_look(&f, ago(0)).state;
}

static void rule(void)
{
	int gaps[] = { 9, 1, 3 };

	ok(promise_median(gaps, 3) == 3 && promise_median(gaps, 0) == 0,
	    "a rhythm is a median");
	ok(at((struct promise_facts){ .fortnightly = true, .last = ago(10) }) ==
		PROMISE_KEPT,
	    "ten days after an answer it is kept");
	ok(at((struct promise_facts){ .fortnightly = true, .last = ago(11) }) ==
		PROMISE_SOON,
	    "with three days left it is about to be missed");
	ok(at((struct promise_facts){
	       .fortnightly = true, .last = ago(7), .rhythm = 3 }) ==
		PROMISE_SOON,
	    "or when a team is late by its own rhythm");
	ok(at((struct promise_facts){ .fortnightly = true, .last = ago(15) }) ==
		PROMISE_MISSED,
	    "after two weeks it is missed");
	ok(promise_look(
	       &(struct promise_facts){
		   .fortnightly = true, .last = ago(15), .went_home = 0 },
	       ago(0))
		    .state == PROMISE_NOBODY,
	    "but not where nobody went home");
	ok(at((struct promise_facts){ .last = ago(50) }) == PROMISE_KEPT,
	    "once in October will do until the end of November");
	ok(at((struct promise_facts){ .last = date_make(2026, 9, 30) }) ==
		PROMISE_MISSED,
	    "once in September will not");
	ok(at((struct promise_facts){
	       .fortnightly = true, .last = ago(90), .paused = true }) ==
		PROMISE_PAUSED,
	    "a closed ward is paused");
	ok(at((struct promise_facts){
	       .fortnightly = true, .last = ago(90), .resumed = ago(5) }) ==
		PROMISE_KEPT,
	    "and begins anew when it opens");
	ok(at((struct promise_facts){ .fortnightly = true }) == PROMISE_MISSED,
	    "who never asked has missed it");
}

static enum db_status rebuild_fn(struct ctx *cx, void *arg)
{
	(void)arg;
	return promise_rebuild(cx);
}

static void from_file(void)
{
	const char *file = "Ward,Day,Discharges\nelm-ward,2026-05-01,3\n"
			   "Elm Ward,2/5/2026,0\nNo ward,2026-05-01,1\n"
			   "elm-ward,2999-01-01,1\nelm-ward,2026-05-03,many\n";
	struct discharge_counts n;
	struct err e = { "" };
	FILE *say = tmpfile();

	(void)put(w,
	    "UPDATE unit SET promise = 'fortnightly' WHERE id = ?1"
	    " RETURNING id",
	    VALS(V(p.team)));
	for (int i = 0; i < 2; i++)
		ok(discharges_import(&w->cx, str_of(file), say, &n, &e) &&
			n.kept == 2 && n.bad == 3,
		    "good lines are kept and bad ones named");
	ok(number("SELECT sum(people) FROM ward_discharge") == 3,
	    "twice as once");
	ok(!discharges_import(&w->cx, S("a,b\n1,2\n"), say, &n, &e) &&
		e.text[0] != '\0',
	    "a file without its columns is refused with a sentence");
	(void)fclose(say);
	ok(number("SELECT count(*) FROM promise_now WHERE state = 'missed'") ==
		1,
	    "the ward's promise is looked at");
	world_as(w, p.elsewhere);
	int64_t missed = 0, soon = 0;

	promise_counts(&w->cx, &missed, &soon);
	ok(missed == 0, "who may not see the ward does not see its promise");
	world_as(w, p.manager);
	promise_counts(&w->cx, &missed, &soon);
	ok(missed == 1, "its manager does");
	world_as(w, 0);
	ok(ctx_change(&w->cx, rebuild_fn, NULL) == DB_OK, "again");
}

static void nudges(void)
{
	ok(nudge_job(&w->cx, STR_NULL) == DB_OK &&
		number("SELECT count(*) FROM outbox") == 0,
	    "without mail nobody is nudged");
	(void)put(w,
	    "INSERT INTO setting (name, value, changed_at) VALUES"
	    " ('smtp_url', 'smtp://127.0.0.1', 1) RETURNING 1",
	    NO_VALS);
	ok(nudge_job(&w->cx, STR_NULL) == DB_OK, "it runs");
	const int64_t n = number("SELECT count(*) FROM outbox");

	ok(n == 1, "who may act for the ward gets one mail, not %lld",
	    (long long)n);
	ok(nudge_job(&w->cx, STR_NULL) == DB_OK &&
		number("SELECT count(*) FROM outbox") == n,
	    "and no second one in the week");
}

int main(void)
{
	static const struct kind *const kinds[] = { &kind_unit, &kind_person,
		&kind_action, &kind_you_said, &kind_comment, &kind_case,
		&kind_own_theme, &kind_opportunity, &kind_appointment };

	kinds_register(kinds, NELEM(kinds));
	rule();
	for (size_t i = 0; i < engines_count(); i++) {
		said_world_open(&p, i);
		from_file();
		nudges();
		world_close(w);
	}
	return tap_done();
}
