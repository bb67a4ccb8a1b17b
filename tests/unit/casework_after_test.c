/* casework: what is asked after a complaint, and that nothing leads back. */
#include "cases.h"
#include "core/keys.h"
#include "mod/casework/after.h"

static enum db_status seed_fn(struct ctx *cx, void *arg)
{
	(void)arg;
	return experience_seed(cx);
}

struct keeping {
	struct questionnaire *q;
	struct answers *in;
};

static enum db_status keep_fn(struct ctx *cx, void *arg)
{
	const struct keeping *k = arg;

	return experience_keep(cx, "complainant", k->q, k->in);
}

static void test_questions(void)
{
	struct questionnaire *q = ARENA_NEW(w.arena, struct questionnaire);
	struct answers *in = ARENA_NEW(w.arena, struct answers);

	world_as(&w, 0);
	w.cx.system = true;
	world_must(ctx_change(&w.cx, seed_fn, NULL) == DB_OK, "statements");
	questionnaire_load(&w.cx, "staff", q);
	is_int((int64_t)q->n, 8, "statements for staff");
	questionnaire_load(&w.cx, "complainant", q);
	is_int((int64_t)q->n, EXPERIENCE_MAX + 3,
	    "and for who complained, with care, call and words");
	answers_start(in, q->asks, q->n);
	world_must(answers_put(in, q->asks[0].name, S("4")) &&
		       answers_put(in, "care", S("yes")),
	    "answers");
	ok(ctx_change(&w.cx, keep_fn, &(struct keeping){ q, in }) == DB_OK,
	    "answers are kept");
	is_int(count("SELECT count(*) FROM experience_mark WHERE value = 4"), 1,
	    "what was left out is no answer");
	is_int(count("SELECT count(*) FROM experience_reply WHERE care = 'yes'"
		     " AND words IS NULL"),
	    1, "whether care got worse");
	is_str(date_iso(w.arena, quarter_of(date_make(2026, 12, 31))),
	    S("2026-10-01"), "only the quarter is known");
}

static void test_invited(void)
{
	world_as(&w, officer);
	const struct str ref = receive(complaint());

	refused(ref, "equality", PAIRS({ "told", "yes" }), "Acknowledge");
	refused(ref, "experience", PAIRS({ "told", "yes" }), "not open");
	answered(ref);
	steps_ok(ref, "equality", PAIRS({ "told", "yes" }));
	refused(ref, "equality", PAIRS({ "told", "yes" }), "once");
	steps_ok(ref, "experience", PAIRS({ "told", "yes" }));
	refused(ref, "experience", PAIRS({ "told", "yes" }), "already");
	refused(ref, "care_called", PAIRS({ "day", iso(0) }, { "what", "x" }),
	    "Nobody asked");

	const struct case_file c = found(ref);
	const struct str hash = return_code_hash(
	    w.cx.app->keys, w.arena, after_code(&w.cx, &c, "experience"));
	static const struct sql HASH = {
		"SELECT count(*) FROM case_invite WHERE code_hash = ?1"
		" AND purpose = 'experience' AND answered = 0",
		WORLD_SYSTEM
	};

	is_int(db_get_int(w.cx.conn, w.arena, &HASH, VALS(V(hash)), 0), 1,
	    "the code of a letter is the one that is known");
}

static void run(size_t engine)
{
	w = world_open(engine);
	build();
	test_questions();
	test_invited();
	world_close(&w);
}

int main(void)
{
	static const struct kind *const kinds[] = { &kind_unit, &kind_person,
		&kind_case, &kind_experience_item };

	kinds_register(kinds, NELEM(kinds));
	for (size_t i = 0; i < engines_count(); i++)
		run(i);
	return tap_done();
}
