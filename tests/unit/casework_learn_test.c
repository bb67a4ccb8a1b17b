/* casework: the rules of the peer-review room. */
#include "cases.h"
#include "mod/casework/learn.h"

static int64_t lay[3], third;

struct doing {
	struct str ref;
	const char *act;
	int64_t person;
	bool yes;
	struct problems p;
};

static enum db_status do_fn(struct ctx *cx, void *arg)
{
	struct doing *d = arg;
	const struct str act = str_of(d->act);
	struct questionnaire *q = ARENA_NEW(cx->arena, struct questionnaire);
	struct answers *in = ARENA_NEW(cx->arena, struct answers);
	struct peer_case c;

	d->p.n = 0;
	if (!peer_find(cx, d->ref, &c))
		return DB_REFUSED;
	if (str_is(act, "check"))
		return peer_check(cx, &c, &d->p);
	if (str_is(act, "add"))
		return peer_add(cx, &c, d->person, d->yes, &d->p);
	if (str_is(act, "declare"))
		return peer_declare(cx, &c, d->yes, &d->p);
	if (str_is(act, "publish"))
		return peer_publish(
		    cx, &c, S("Ring first"), S("A call."), &d->p);
	questionnaire_load(cx, "peer", q);
	q->asks[q->n] = (struct ask){ .name = "comment", .type = ASK_LONG };
	q->items[q->n++] = 0;
	answers_start(in, q->asks, q->n);
	for (size_t i = 0; i + 1 < q->n; i++)
		if (!answers_put(in, q->asks[i].name, S("4")))
			return DB_ERROR;
	return peer_score(cx, &c, q, in, &d->p);
}

static struct str room;

static enum db_status act(
    int64_t who, const char *what, int64_t person, bool yes)
{
	struct doing d = { room, what, person, yes, { .arena = w.arena } };

	world_as(&w, who);
	const enum db_status st = ctx_change(&w.cx, do_fn, &d);

	last_problem = d.p.n > 0 ? d.p.list[0].sentence : S("");
	return st;
}

static void good(
    int64_t who, const char *what, int64_t person, bool yes, const char *why)
{
	const enum db_status st = act(who, what, person, yes);

	ok(st == DB_OK, "%s: %.*s", why, STR_ARG(last_problem));
}

static void bad(
    int64_t who, const char *what, int64_t person, bool yes, const char *why)
{
	ok(act(who, what, person, yes) == DB_REFUSED, "%s: %.*s", why,
	    STR_ARG(last_problem));
}

static void test_room(void)
{
	static const struct sql REF = { "SELECT ref FROM peer_case",
		WORLD_SYSTEM };
	struct peer_case c;

	world_as(&w, officer);
	const struct str ref = receive(complaint());

	answered(ref);
	steps_ok(
	    ref, "peer", PAIRS({ "told", "yes" }, { "words", "Somebody." }));
	refused(ref, "peer", PAIRS({ "told", "yes" }, { "words", "x" }),
	    "in the peer-review room");
	room = db_get_text(w.cx.conn, w.arena, &REF, NO_VALS);
	bad(officer, "check", 0, false, "who took the names out");
	bad(officer, "add", lay[0], true, "before it is checked");
	good(second, "check", 0, false, "somebody else checks it");
	bad(officer, "add", lead, false, "who took part reviews nothing");
	good(officer, "add", lay[0], true, "a lay reviewer");
	good(officer, "add", lay[1], true, "and another");
	bad(officer, "add", lay[2], true, "no third");
	world_as(&w, lay[2]);
	ok(!peer_find(&w.cx, room, &c), "who is not asked sees nothing");
	bad(lay[0], "score", 0, false, "a conflict is declared first");
	good(lay[0], "declare", 0, true, "they know somebody");
	bad(lay[0], "score", 0, false, "and review nothing");
	good(officer, "add", lay[2], true, "somebody else takes their place");
	good(officer, "add", nobody, false, "staff");
	good(officer, "add", third, false, "and staff");
	bad(officer, "publish", 0, false, "nothing to publish yet");
	const int64_t all[] = { lay[1], lay[2], nobody, third };

	for (size_t i = 0; i < NELEM(all); i++) {
		good(all[i], "declare", 0, false, "knows nobody");
		good(all[i], "score", 0, false, "and reviews");
		bad(all[i], "score", 0, false, "once");
	}
	good(officer, "publish", 0, false, "two and two: it is published");
	is_int(count("SELECT count(*) FROM learning_item WHERE source = 'peer'"
		     " AND published_on IS NOT NULL"),
	    1, "in the bulletin");
	bad(officer, "publish", 0, false, "once");
}

static void test_out(void)
{
	world_as(&w, officer);
	const struct str ref = receive(complaint());

	answered(ref);
	steps_ok(
	    ref, "peer", PAIRS({ "told", "yes" }, { "words", "Somebody." }));
	steps_ok(ref, "peer_opt_out", PAIRS({ "day", iso(0) }));
	is_int(count("SELECT count(*) FROM peer_case"), 1, "it is out again");
	refused(ref, "peer", PAIRS({ "told", "yes" }, { "words", "x" }),
	    "does not want");
}

static enum db_status seed_fn(struct ctx *cx, void *arg)
{
	(void)arg;
	return experience_seed(cx);
}

static void run(size_t engine)
{
	w = world_open(engine);
	build();
	w.cx.system = true;
	world_must(ctx_change(&w.cx, seed_fn, NULL) == DB_OK, "statements");
	w.cx.system = false;
	for (size_t i = 0; i < NELEM(lay); i++)
		lay[i] = world_person(&w, i == 0   ? "Lay One"
					  : i == 1 ? "Lay Two"
						   : "Lay Three");
	third = world_person(&w, "Tia Third");
	(void)world_appoint(&w, third, other, "case_handler");
	test_room();
	test_out();
	world_close(&w);
}

int main(void)
{
	static const struct kind *const kinds[] = { &kind_unit, &kind_person,
		&kind_case, &kind_experience_item, &kind_learning_item };

	kinds_register(kinds, NELEM(kinds));
	for (size_t i = 0; i < engines_count(); i++)
		run(i);
	return tap_done();
}
