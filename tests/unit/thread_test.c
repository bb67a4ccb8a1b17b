/* thread: the golden thread is walked both ways, says the first thing that is
 * missing, and shows nobody what they may not open; on both engines. */
#include "comments.h"
#include "mod/account/account.h"
#include "mod/act/act.h"
#include "mod/act/loop.h"
#include "mod/act/walk.h"
#include "mod/casework/casework.h"
#include "mod/involve/opportunity.h"
#include "mod/listen/comment_read.h"
#include "mod/listen/heard.h"
#include "mod/listen/listen.h"
#include "mod/org/org.h"

static struct said_world p;
static struct world *w = &p.w;
static int64_t officer;
static struct thread t;

static int64_t id_of(const char *text, struct str ref)
{
	struct sql *q = ARENA_NEW(w->arena, struct sql);

	*q = (struct sql){ text, WORLD_SYSTEM };
	return db_get_int(w->cx.conn, w->arena, q, VALS(V(ref)), 0);
}

static int64_t add_action(int64_t unit, const char *state)
{
	return put(w,
	    "INSERT INTO action (ref, version, created_at, changed_at, unit,"
	    " title, state) VALUES (?1, 1, 1, 1, ?2, 'Softer doors', ?3)"
	    " RETURNING id",
	    VALS(V(ref_new(w->arena)), V(unit), V(state)));
}

static void tie(const char *text, int64_t a, int64_t b)
{
	(void)put(w, text, VALS(V(a), V(b)));
}

static int64_t add_told(int64_t action, const char *state)
{
	return put(w,
	    "INSERT INTO you_said (ref, version, created_at, changed_at, unit,"
	    " action, said, did, state) VALUES (?1, 1, 1, 1, ?2, ?3, 'Doors',"
	    " 'Soft ones', ?4) RETURNING id",
	    VALS(V(ref_new(w->arena)), V(p.team), V(action), V(state)));
}

struct receiving {
	struct intake in;
	int64_t id;
};

static enum db_status receive_fn(struct ctx *cx, void *arg)
{
	struct receiving *k = arg;
	struct case_file c = { .number = 0 };
	bool is_new = false;
	const enum db_status st = case_receive(cx, &k->in, &c, &is_new);

	k->id = c.rec.id;
	return st;
}

static int64_t add_case(void)
{
	struct receiving k = { .in = { .title = S("Doors bang all night"),
				   .unit = p.team,
				   .type = S("complaint"),
				   .channel = S("letter"),
				   .received_on = w->cx.today,
				   .on_behalf = S("me"),
				   .words = S("I cannot sleep.") } };

	k.in.complainant.name = S("Ann Example");
	world_must(ctx_change(&w->cx, receive_fn, &k) == DB_OK, "a case");
	return k.id;
}

/* Whether the walk found a record of this kind. */
static bool found(const struct kind *k, bool before)
{
	for (size_t i = 1; i < t.n; i++)
		if (t.nodes[i].kind == k && t.nodes[i].before == before)
			return true;
	return false;
}

static bool missing(const char *word)
{
	return t.gap != NULL &&
	       str_find(str_of(t.gap->sentence), str_of(word)) != SIZE_MAX;
}

static void onward(void)
{
	const struct str ref = say(&p, p.team, "2026-05-01", 1, "Doors bang");
	const int64_t c =
	    id_of("SELECT id FROM comment_record WHERE ref = ?1", ref);

	world_as(w, p.manager);
	ok(thread_walk(&w->cx, &kind_comment, c, &t) && t.n == 1 &&
		t.gap == NULL,
	    "a compliment wants nothing");
	world_as(w, 0);
	(void)put(w,
	    "UPDATE question SET comment_kind = 'could_improve' WHERE id = ?1"
	    " RETURNING id",
	    VALS(V(p.question)));
	world_as(w, p.manager);
	ok(thread_walk(&w->cx, &kind_comment, c, &t) && missing("no action"),
	    "a comment without an action says so");
	world_as(w, 0);
	const int64_t a = add_action(p.team, "open");

	tie("INSERT INTO action_comment (action, comment, linked_at) VALUES"
	    " (?1, ?2, 1) RETURNING action",
	    a, c);
	world_as(w, p.manager);
	ok(thread_walk(&w->cx, &kind_comment, c, &t) &&
		found(&kind_action, false) && missing("still open"),
	    "then it is the action that is open");
	world_as(w, 0);
	(void)put(w,
	    "UPDATE action SET state = 'done' WHERE id = ?1 RETURNING id",
	    VALS(V(a)));
	ok(thread_walk(&w->cx, &kind_comment, c, &t) && missing("told"),
	    "then that nobody was told");
	const int64_t y = add_told(a, "waiting");

	ok(thread_walk(&w->cx, &kind_comment, c, &t) && missing("waits"),
	    "then that it waits for a yes");
	(void)put(w,
	    "UPDATE you_said SET state = 'published' WHERE id = ?1"
	    " RETURNING id",
	    VALS(V(y)));
	world_as(w, p.manager);
	ok(thread_walk(&w->cx, &kind_comment, c, &t) && t.gap == NULL &&
		t.n == 3,
	    "and then nothing is missing");
	ok(thread_walk(&w->cx, &kind_you_said, y, &t) &&
		found(&kind_comment, true) && found(&kind_action, true) &&
		t.gap == NULL && !t.no_source,
	    "from the answer it leads back to the comment");
	world_as(w, p.elsewhere);
	ok(!thread_walk(&w->cx, &kind_comment, c, &t),
	    "who may not open a record has no thread of it");
	world_as(w, 0);
}

static void rights(void)
{
	const int64_t c = add_case(), a = add_action(p.team, "open");

	tie("INSERT INTO case_action (case_file, action, linked_at) VALUES"
	    " (?1, ?2, 1) RETURNING action",
	    c, a);
	world_as(w, officer);
	ok(thread_walk(&w->cx, &kind_action, a, &t) &&
		found(&kind_case, true) && !t.no_source,
	    "who may read cases sees the case on the thread");
	ok(thread_walk(&w->cx, &kind_case, c, &t) && found(&kind_action, false),
	    "and the action from the case");
	world_as(w, p.manager);
	ok(thread_walk(&w->cx, &kind_action, a, &t) && !found(&kind_case, true),
	    "to others it is not there");
	ok(t.no_source, "and they are told what they would be without it");
	world_as(w, 0);
}

static void hidden_onward(void)
{
	const struct str ref = say(&p, p.team, "2026-05-02", 1, "Cold food");
	const int64_t c =
	    id_of("SELECT id FROM comment_record WHERE ref = ?1", ref);
	const int64_t a = add_action(p.other, "open");

	tie("INSERT INTO action_comment (action, comment, linked_at) VALUES"
	    " (?1, ?2, 1) RETURNING action",
	    a, c);
	world_as(w, p.manager);
	ok(thread_walk(&w->cx, &kind_comment, c, &t) && t.n == 1,
	    "another team's action does not show");
	world_as(w, 0);
	ok(!thread_walk(&w->cx, &kind_person, p.lead, &t),
	    "a person is on no thread");
}

/* The tracker --------------------------------------------------------- */

struct saving {
	struct action a;
	struct problems problems;
	int64_t id, version; /* as they became */
};

static enum db_status save_fn(struct ctx *cx, void *arg)
{
	struct saving *s = arg;
	struct action a = s->a;

	s->problems = (struct problems){ .arena = cx->arena };
	const enum db_status st = kind_save(cx, &kind_action, &a, &s->problems);

	s->id = a.rec.id;
	s->version = a.rec.version;
	return st;
}

/* A change may run more than once: what it found is taken over at its end. */
static enum db_status save(struct saving *s)
{
	const enum db_status st = ctx_change(&w->cx, save_fn, s);

	if (st == DB_OK) {
		s->a.rec.id = s->id;
		s->a.rec.version = s->version;
	}
	return st;
}

static enum loop_step step_now(size_t months_ago)
{
	struct loop l;

	world_as(w, p.manager);
	const bool good = loop_read(&w->cx, 12, &l) && l.nteams == 1;

	world_as(w, 0);
	return good ? loop_step_of(&l.teams[0].cells[12 - months_ago])
		    : LOOP_STEPS;
}

static void tracker(void)
{
	const struct date last =
	    date_add_months(date_month_start(w->cx.today), -1);
	struct saving s = { .a = { .unit = p.team,
				.title = S("Quiet doors"),
				.due = w->cx.today,
				.state = S("open"),
				.about = last } };

	ok(step_now(1) == LOOP_QUIET, "nothing heard is complete");
	(void)say(&p, p.team, str_cstr(w->arena, date_iso(w->arena, last)), 1,
	    "Loud");
	ok(step_now(1) == LOOP_ACT, "heard, and nothing done yet");
	ok(save(&s) == DB_OK && step_now(1) == LOOP_FINISH,
	    "an open action is to be finished");
	s.a.state = S("dropped");
	s.a.outcome = S("They are quiet already.");
	ok(save(&s) == DB_REFUSED, "a dropped action says which ending it is");
	s.a.ending = S("nothing");
	ok(save(&s) == DB_OK && step_now(1) == LOOP_CLOSED,
	    "nothing to change, with a reason, is complete");
	s.a.ending = S("cannot");
	ok(save(&s) == DB_OK && step_now(1) == LOOP_TELL,
	    "what cannot change is told too");
	(void)add_told(s.a.rec.id, "published");
	s.a.detail = S("More");
	ok(save(&s) == DB_OK && step_now(1) == LOOP_CLOSED,
	    "and is complete then");
	s.a.about = date_add_months(last, -1);
	ok(save(&s) == DB_OK && step_now(1) == LOOP_ACT &&
		step_now(2) == LOOP_CLOSED,
	    "an action that moves leaves nothing behind");
	s.a.unit = p.other;
	ok(save(&s) == DB_OK && step_now(2) == LOOP_QUIET,
	    "nor does one that goes to another team");
}

static void every_edge(void)
{
	size_t n = 0;
	const struct edge *list = thread_edges(&n);

	ok(n == ACT_EDGES, "all edges are known");
	for (size_t i = 0; i < n; i++) {
		struct err e = { "" };
		const struct sql *both[] = { list[i].onward, list[i].back };
		const struct sql_list s = { both, 2 };

		ok(list[i].to == NULL ||
			sql_lists_prepare(w->cx.conn, &s, 1, &e),
		    "edge %zu is understood %s", i, e.text);
	}
}

int main(void)
{
	static const struct kind *const kinds[] = { &kind_unit, &kind_person,
		&kind_action, &kind_you_said, &kind_comment, &kind_case,
		&kind_own_theme, &kind_opportunity, &kind_appointment };

	kinds_register(kinds, NELEM(kinds));
	thread_edges_use(act_edges, ACT_EDGES);
	for (size_t i = 0; i < engines_count(); i++) {
		said_world_open(&p, i);
		officer = world_person(w, "Flo");
		(void)world_appoint(w, officer, p.team, "complaints_officer");
		onward();
		rights();
		hidden_onward();
		every_edge();
		tracker();
		world_close(w);
	}
	return tap_done();
}
