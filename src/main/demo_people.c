/*
 * demo_people.c: who works in the invented trust. Addresses end in .invalid,
 * which no mail can reach (RFC 2606).
 */
#include "base/log.h"
#include "main/demo.h"
#include "mod/account/account.h"

/* clang-format off */
static const char *const first[] = { "Amina", "Asha", "Ben", "Carol", "Chidi",
	"Daniel", "Dilip", "Ebony", "Elaine", "Farah", "Gareth", "Grace",
	"Hannah", "Imran", "Ioana", "Jakub", "Jen", "Kamal", "Keisha", "Leroy",
	"Lucia", "Magda", "Meera", "Mo", "Nadia", "Niamh", "Oluwaseun",
	"Patrick", "Priya", "Rachel", "Ravi", "Ruth", "Sanjay", "Sofia",
	"Steph", "Tariq", "Teresa", "Yusuf", "Zainab", "Zoe" };
static const char *const last[] = { "Adeyemi", "Ahmed", "Barker", "Begum",
	"Brennan", "Clarke", "Desai", "Ellis", "Farrow", "Gohil", "Hartley",
	"Iqbal", "Jankowska", "Khatri", "Lovell", "Mistry", "Nowak", "Okafor",
	"Patel", "Popescu", "Quayle", "Rahman", "Sandhu", "Thorpe", "Udin",
	"Vaughan", "Whitlock", "Yates" };

/* The people that a visitor can be (demo_door.c). */
static const struct persona {
	const char *email, *name, *role;
	bool ward; /* their unit: the ward, else the whole trust */
} personas[] = {
	{ "ward.manager@demo.invalid", "Grace Whitlock", "ward_manager", true },
	{ "experience.lead@demo.invalid", "Meera Desai", "experience_lead", false },
	{ "complaints.officer@demo.invalid", "Patrick Lovell", "complaints_officer", false },
	{ "board.member@demo.invalid", "Carol Thorpe", "board_member", false },
	{ "administrator@demo.invalid", "Jakub Nowak", "administrator", false },
	{ "involvement.lead@demo.invalid", "Niamh Brennan", "involvement_lead", false },
	{ "budget.holder@demo.invalid", "Gareth Ellis", "budget_holder", false },
	{ "finance@demo.invalid", "Ioana Popescu", "finance_officer", false },
	{ "member@demo.invalid", "Ruth Vaughan", NULL, false },
	{ "chief.executive@demo.invalid", "Elaine Barker", "responsible_person", false },
	{ "complaints.manager@demo.invalid", "Niamh Clarke", "complaints_manager", false },
	{ "pals.officer@demo.invalid", "Amina Yates", "pals_officer", false },
	{ "analyst@demo.invalid", "Wendy Marsh", "analyst", false },
	{ "caldicott.guardian@demo.invalid", "Tom Fairley", "caldicott_guardian", false },
	{ "volunteer@demo.invalid", "Joan Farrow", "volunteer", true },
	{ "governor@demo.invalid", "Sanjay Mistry", "governor", false },
};
/* clang-format on */

static int64_t add_person(struct ctx *cx, struct str name, struct str email)
{
	struct problems p = { .arena = cx->arena };
	struct person who = { .name = name, .email = email, .active = true };

	if (kind_save(cx, &kind_person, &who, &p) == DB_OK)
		return who.record.id;
	for (size_t i = 0; i < p.n; i++)
		log_line(LOG_ERROR, "demo", "what=\"%.*s\"",
		    STR_ARG(p.list[i].sentence));
	return 0;
}

static bool appoint(
    struct ctx *cx, int64_t person, const char *role, int64_t unit)
{
	struct problems p = { .arena = cx->arena };
	struct appointment a = {
		.person = person, .unit = unit, .role = str_of(role)
	};

	return kind_save(cx, &kind_appointment, &a, &p) == DB_OK;
}

static bool add_personas(struct demo *d, struct ctx *cx)
{
	for (size_t i = 0; i < NELEM(personas); i++) {
		const struct persona *who = &personas[i];
		const int64_t id =
		    add_person(cx, str_of(who->name), str_of(who->email));

		if (id == 0)
			return false;
		if (i == 0)
			d->manager = id;
		if (i == 1)
			d->lead = id;
		if (i == 2)
			d->complaints = id;
		if (who->role != NULL &&
		    str_is(str_of(who->role), "responsible_person"))
			d->chief = id;
		if (who->role != NULL &&
		    str_is(str_of(who->role), "complaints_manager"))
			d->checker = id;
		if (who->role != NULL && str_is(str_of(who->role), "volunteer"))
			d->volunteer = id;
		if (who->role != NULL && str_is(str_of(who->role), "governor"))
			d->governor = id;
		if (who->role != NULL &&
		    str_is(str_of(who->role), "caldicott_guardian"))
			d->guardian = id;
		if (who->role != NULL &&
		    !appoint(
			cx, id, who->role, who->ward ? d->ward_unit : d->trust))
			return false;
	}
	return true;
}

/* A manager for every team; the first ward has the visitor's. */
static bool add_managers(struct demo *d, struct ctx *cx)
{
	for (size_t i = 1; i < d->nteams; i++) {
		const struct str name = str_fmt(cx->arena, "%s %s",
		    first[prng_below(&d->rng, (uint32_t)NELEM(first))],
		    last[prng_below(&d->rng, (uint32_t)NELEM(last))]);
		const int64_t id = add_person(
		    cx, name, str_fmt(cx->arena, "manager%zu@demo.invalid", i));

		if (id == 0 ||
		    !appoint(cx, id, "ward_manager", d->teams[i].unit))
			return false;
	}
	return true;
}

static enum db_status people_fn(struct ctx *cx, void *arg)
{
	struct demo *d = arg;

	d->rng.state = DEMO_SEED + 1;
	return add_personas(d, cx) && add_managers(d, cx) ? DB_OK : DB_REFUSED;
}

bool demo_people(struct demo *d)
{
	return ctx_change(d->cx, people_fn, d) == DB_OK;
}
