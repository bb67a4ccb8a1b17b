/*
 * cases.h: for tests of casework: a trust with two wards and people, cases
 * that come in, and steps taken by hand. Each test includes it once.
 */
#ifndef TESTS_LIB_CASES_H
#define TESTS_LIB_CASES_H

#include "mod/account/account.h"
#include "mod/casework/step.h"
#include "mod/org/org.h"
#include "world.h"

static struct world w;
static int64_t trust, ward, other, officer, second, chief, nobody, lead;

/* Receiving ------------------------------------------------------------- */

struct receiving {
	struct intake in;
	int64_t id, number;
	struct str ref;
	bool is_new;
};

static inline enum db_status receive_fn(struct ctx *cx, void *arg)
{
	struct receiving *k = arg;
	struct case_file c = { .number = 0 };
	const enum db_status st = case_receive(cx, &k->in, &c, &k->is_new);

	if (st != DB_OK)
		return st;
	k->id = c.rec.id;
	k->number = c.number;
	k->ref = str_dup(w.arena, c.rec.ref);
	return DB_OK;
}

static inline struct intake complaint(void)
{
	struct intake in = { .title = S("About a medicine"),
		.unit = ward,
		.type = S("complaint"),
		.channel = S("letter"),
		.received_on = w.cx.today,
		.on_behalf = S("me"),
		.words = S("Nobody told me.") };

	in.complainant.name = S("Ann Example");
	in.complainant.reach = S("07700 900123");
	return in;
}

static inline struct str receive(struct intake in)
{
	struct receiving k = { .in = in };

	world_must(ctx_change(&w.cx, receive_fn, &k) == DB_OK, "receive");
	return k.ref;
}

static inline struct case_file found(struct str ref)
{
	struct case_file c = { .number = 0 };

	if (!case_find(&w.cx, ref, &c))
		ok(false, "the case is found");
	return c;
}

static inline int64_t count(const char *text)
{
	struct sql *q = ARENA_NEW(w.arena, struct sql);

	*q = (struct sql){ text, WORLD_SYSTEM };
	return db_get_int(w.cx.conn, w.arena, q, NO_VALS, -1);
}

/* Steps ------------------------------------------------------------------ */

struct pair {
	const char *name, *value;
};

struct taking {
	const struct step *step;
	struct str ref;
	int64_t version;
	struct answers in;
	struct problems p;
};

static inline enum db_status take_fn(struct ctx *cx, void *arg)
{
	struct taking *t = arg;
	struct case_file c;

	t->p.n = 0;
	return step_take(cx, t->step, t->ref, t->version, &t->in, &t->p, &c);
}

static inline void fill(struct taking *t, const struct pair *pairs)
{
	answers_start(&t->in, t->step->asks, t->step->nasks);
	for (size_t i = 0; pairs[i].name != NULL; i++)
		world_must(
		    answers_put(&t->in, pairs[i].name, str_of(pairs[i].value)),
		    pairs[i].name);
}

static struct str last_problem;

/* Takes a step as the person of w.cx; pairs end with a NULL name. */
static inline enum db_status take_at(
    struct str ref, int64_t version, const char *code, const struct pair *pairs)
{
	struct taking t = { .step = step_named(str_of(code)),
		.ref = ref,
		.version = version,
		.p.arena = w.arena };

	world_must(t.step != NULL, code);
	fill(&t, pairs);
	const enum db_status st = ctx_change(&w.cx, take_fn, &t);

	last_problem = t.p.n > 0 ? t.p.list[0].sentence : S("");
	return st;
}

static inline enum db_status take(
    struct str ref, const char *code, const struct pair *pairs)
{
	return take_at(ref, found(ref).rec.version, code, pairs);
}

#define PAIRS(...) ((const struct pair[]){ __VA_ARGS__, { NULL, NULL } })

static inline void steps_ok(
    struct str ref, const char *code, const struct pair *pairs)
{
	const enum db_status st = take(ref, code, pairs);

	ok(st == DB_OK, "%s is taken: %.*s", code, STR_ARG(last_problem));
}

static inline void refused(
    struct str ref, const char *code, const struct pair *pairs, const char *why)
{
	const enum db_status st = take(ref, code, pairs);

	ok(st == DB_REFUSED && (why[0] == '\0' || str_find(last_problem,
						      str_of(why)) != SIZE_MAX),
	    "%s is refused (%s): %.*s", code, why, STR_ARG(last_problem));
}

static inline const char *iso(int days)
{
	return str_cstr(w.arena, date_iso(w.arena, date_add(w.cx.today, days)));
}

static inline const char *ref_of(int64_t person)
{
	static const struct sql SQL = { "SELECT ref FROM person WHERE id = ?1",
		WORLD_SYSTEM };

	return str_cstr(
	    w.arena, db_get_text(w.cx.conn, w.arena, &SQL, VALS(V(person))));
}

/* The world -------------------------------------------------------------- */

static inline void build(void)
{
	trust = world_unit(&w, "Trust", "trust", 0);
	ward = world_unit(&w, "Elm Ward", "team", trust);
	other = world_unit(&w, "Oak Ward", "team", trust);
	officer = world_person(&w, "Olu Officer");
	second = world_person(&w, "Sam Second");
	chief = world_person(&w, "Cho Chief");
	lead = world_person(&w, "Lee Lead");
	nobody = world_person(&w, "Nel Nobody");
	(void)world_appoint(&w, officer, ward, "complaints_officer");
	(void)world_appoint(&w, second, ward, "complaints_officer");
	(void)world_appoint(&w, chief, trust, "responsible_person");
	(void)world_appoint(&w, lead, other, "case_handler");
	(void)world_appoint(&w, nobody, other, "complaints_officer");
	world_must(
	    ctx_change(&w.cx, case_codes_seed, NULL) == DB_OK, "code lists");
}

static inline void sort_out(struct str ref)
{
	steps_ok(ref, "triage",
	    PAIRS({ "severity", "medium" }, { "reason", "It hurt" },
		{ "handler", ref_of(officer) }, { "looked", "yes" }));
}

static inline void acknowledge(struct str ref)
{
	steps_ok(ref, "acknowledge",
	    PAIRS({ "day", iso(0) }, { "how", "phone" }, { "safe", "yes" },
		{ "advocacy", "offered" }));
}

/* Sorted, acknowledged, agreed, with a lead and two issues. */
static inline void take_to_draft(struct str ref)
{
	sort_out(ref);
	acknowledge(ref);
	steps_ok(ref, "discuss",
	    PAIRS({ "day", iso(0) }, { "discussed", "accepted" }));
	steps_ok(ref, "period",
	    PAIRS({ "due_on", iso(30) }, { "agreed_on", iso(0) },
		{ "agreed_with", "complainant" }));
	steps_ok(ref, "lead", PAIRS({ "lead", ref_of(lead) }));
	steps_ok(ref, "issue",
	    PAIRS({ "what", "Not told" }, { "subject", "communications" },
		{ "service", "mental_health" }, { "profession", "medical" }));
	steps_ok(ref, "issue",
	    PAIRS({ "what", "Rude" }, { "subject", "values" },
		{ "service", "mental_health" }, { "profession", "nursing" }));
}

/* Answered, and closed with what was learned. */
static inline void answered(struct str ref)
{
	take_to_draft(ref);
	steps_ok(ref, "draft",
	    PAIRS({ "considered", "We asked." }, { "conclusion", "Sorry." },
		{ "remedy", "New leaflet." }, { "confirmation", "By May." },
		{ "rights", "You may go to the Ombudsman." }));
	steps_ok(ref, "found",
	    PAIRS({ "issue", "1" }, { "outcome", "upheld" },
		{ "reason", "True" }));
	steps_ok(ref, "found",
	    PAIRS({ "issue", "2" }, { "outcome", "upheld" },
		{ "reason", "True" }));
	world_as(&w, second);
	steps_ok(ref, "check", PAIRS({ "result", "pass" }, { "facts", "yes" }));
	world_as(&w, chief);
	steps_ok(ref, "sign", PAIRS({ "read", "yes" }));
	world_as(&w, officer);
	steps_ok(ref, "respond", PAIRS({ "day", iso(0) }, { "how", "letter" }));
	steps_ok(ref, "close", PAIRS({ "learning", "Write it down" }));
}

#endif
