/*
 * demo_tree.c: an invented trust of about three hundred teams. No place, ward
 * or team here is meant to be a real one.
 */
#include "main/demo.h"

#include "base/log.h"
#include "mod/listen/touch_point.h"

/* A kind of team, made once for each place. */
struct pattern {
	const char *service; /* under which service of the directorate */
	const char *name;    /* with the place's name in front */
	const char *setting;
	enum demo_setting words;
	double weight;
};

/* clang-format off */
static const char *const places[] = { "Merrowdale", "Linfold", "Askerby",
	"Pellbridge", "Harrowmere", "Saltersfield", "Copley Wood", "Thornley",
	"Wending", "Duncote" };

static const struct pattern adult_mental[] = {
	{ "Community mental health", "Community Mental Health Team", "mental_health", DEMO_MENTAL, 1.2 },
	{ "Community mental health", "Early Intervention Team", "mental_health", DEMO_MENTAL, 0.4 },
	{ "Crisis and home treatment", "Crisis Team", "mental_health", DEMO_MENTAL, 0.7 },
	{ "Talking therapies", "Talking Therapies", "mental_health", DEMO_MENTAL, 1.5 },
	{ "Older adults", "Memory Clinic", "mental_health", DEMO_MENTAL, 0.9 },
	{ "Older adults", "Older Adults Team", "mental_health", DEMO_MENTAL, 0.6 },
};
static const struct pattern community[] = {
	{ "District nursing", "District Nurses North", "community", DEMO_COMMUNITY, 1.6 },
	{ "District nursing", "District Nurses South", "community", DEMO_COMMUNITY, 1.6 },
	{ "Therapy", "Physiotherapy", "community", DEMO_COMMUNITY, 2.4 },
	{ "Therapy", "Occupational Therapy", "community", DEMO_COMMUNITY, 0.8 },
	{ "Therapy", "Speech and Language Therapy", "community", DEMO_COMMUNITY, 0.5 },
	{ "Long-term conditions", "Diabetes Service", "community", DEMO_COMMUNITY, 0.9 },
	{ "Long-term conditions", "Heart and Lung Team", "community", DEMO_COMMUNITY, 0.7 },
	{ "Feet and wounds", "Podiatry", "community", DEMO_COMMUNITY, 2.2 },
	{ "Feet and wounds", "Leg Ulcer Clinic", "community", DEMO_COMMUNITY, 0.8 },
	{ "Urgent care", "Minor Injuries Unit", "community", DEMO_COMMUNITY, 2.8 },
	{ "Urgent care", "Urgent Community Response", "community", DEMO_COMMUNITY, 0.6 },
};
static const struct pattern children[] = {
	{ "Health visiting", "Health Visitors", "community", DEMO_CHILDREN, 1.3 },
	{ "School health", "School Nurses", "community", DEMO_CHILDREN, 0.6 },
	{ "Young people's mental health", "CAMHS Getting Help", "mental_health", DEMO_CHILDREN, 0.7 },
	{ "Young people's mental health", "CAMHS Specialist Team", "mental_health", DEMO_CHILDREN, 0.5 },
	{ "Children's therapy", "Children's Physiotherapy", "community", DEMO_CHILDREN, 0.5 },
	{ "Children's therapy", "Children's Speech Therapy", "community", DEMO_CHILDREN, 0.7 },
	{ "Children's nursing", "Children's Community Nurses", "community", DEMO_CHILDREN, 0.4 },
};
static const struct pattern learning[] = {
	{ "Community learning disability", "Learning Disability Team", "mental_health", DEMO_MENTAL, 0.3 },
	{ "Autism and ADHD", "Autism Assessment", "mental_health", DEMO_MENTAL, 0.4 },
	{ "Eating disorders", "Eating Disorder Service", "mental_health", DEMO_MENTAL, 0.2 },
};

static const char *const wards[] = { "Rowan Ward", "Alder Ward", "Hazel Ward",
	"Willow Ward", "Juniper Ward", "Maple Ward", "Cedar Ward",
	"Hawthorn Ward", "Larch Ward", "Beech Ward", "Elder Ward",
	"Aspen Ward", "Linden Ward", "Chestnut Ward", "Sycamore Ward",
	"Holly Ward", "Poplar Ward", "Birch Ward" };
static const char *const secure[] = { "Kestrel Ward", "Merlin Ward",
	"Osprey Ward", "Harrier Ward", "Lapwing Ward" };
/* clang-format on */

static int64_t add_unit(struct ctx *cx, const char *name, const char *level,
    int64_t parent, const char *setting)
{
	struct problems p = { .arena = cx->arena };
	struct unit u = { .name = str_of(name),
		.level = str_of(level),
		.parent = parent,
		.setting = str_of(setting),
		.promise = setting == NULL ? S("none")
			   : str_is(str_of(setting), "inpatient")
			       ? S("fortnightly")
			       : S("monthly"),
		.opened = date_make(2019, 4, 1),
		.public = true };

	if (kind_save(cx, &kind_unit, &u, &p) == DB_OK)
		return u.record.id;
	for (size_t i = 0; i < p.n; i++)
		log_line(LOG_ERROR, "demo", "unit=\"%s\" what=\"%.*s\"", name,
		    STR_ARG(p.list[i].sentence));
	return 0;
}

static bool add_touch_point(struct demo *d, struct ctx *cx, struct demo_team *t)
{
	struct problems p = { .arena = cx->arena };
	const bool ward = str_is(t->setting, "inpatient");
	struct touch_point tp = { .unit = t->unit,
		.name = ward ? S("Before you go home")
			     : S("After your appointment"),
		.survey = d->survey,
		.mode = ward ? S("electronic_discharge") : S("online"),
		.ask_about = true,
		.ask_contact = true };

	if (kind_save(cx, &kind_touch_point, &tp, &p) != DB_OK)
		return false;
	t->touch_point = tp.record.id;
	t->code = str_dup(d->arena, tp.code);
	return true;
}

/* A few teams have a story that a chart can find. */
static void give_story(struct demo *d, struct demo_team *t)
{
	const uint32_t dice = prng_below(&d->rng, 100);

	t->mood = (prng_unit(&d->rng) - 0.5) * 0.5;
	t->weight *= 0.4 + prng_unit(&d->rng) * 1.3;
	if (dice < 6)
		t->fell_from = 120 + (int)prng_below(&d->rng, 120);
	else if (dice < 10)
		t->quiet_from = 60 + (int)prng_below(&d->rng, 60);
}

static bool add_team(struct demo *d, struct ctx *cx, const char *name,
    int64_t service, const struct pattern *p)
{
	struct demo_team *t = &d->teams[d->nteams];

	*t = (struct demo_team){ .name = str_dup(d->arena, str_of(name)),
		.setting = str_of(p->setting),
		.words = p->words,
		.weight = p->weight };
	t->unit = add_unit(cx, name, "team", service, p->setting);
	give_story(d, t);
	d->nteams++;
	return t->unit != 0 && add_touch_point(d, cx, t);
}

/* The teams of one directorate: each pattern in each place, under services. */
static bool add_directorate(struct demo *d, struct ctx *cx, const char *name,
    const struct pattern *list, size_t n)
{
	const int64_t dir = add_unit(cx, name, "directorate", d->trust, NULL);
	int64_t service = 0;

	for (size_t i = 0; i < n; i++) {
		if (i == 0 ||
		    !str_is(str_of(list[i].service), list[i - 1].service))
			service =
			    add_unit(cx, list[i].service, "service", dir, NULL);
		for (size_t k = 0; k < NELEM(places); k++) {
			const struct str team = str_fmt(
			    cx->arena, "%s %s", places[k], list[i].name);

			if (!add_team(d, cx, team.s, service, &list[i]))
				return false;
		}
	}
	return dir != 0;
}

static bool add_wards(struct demo *d, struct ctx *cx, const char *name,
    const char *service, const char *const *list, size_t n,
    const struct pattern *p)
{
	const int64_t dir = add_unit(cx, name, "directorate", d->trust, NULL);
	const int64_t s = add_unit(cx, service, "service", dir, NULL);

	for (size_t i = 0; i < n; i++)
		if (!add_team(d, cx, list[i], s, p))
			return false;
	return dir != 0 && s != 0;
}

static const struct sql SQL_SURVEY = { "SELECT id FROM survey WHERE name = ?1",
	SYSTEM("the demonstration asks the national question") };
static const struct sql *const tree_sql[] = { &SQL_SURVEY };
const struct sql_list demo_sql = { tree_sql, NELEM(tree_sql) };

static enum db_status tree_fn(struct ctx *cx, void *arg)
{
	static const struct pattern ward = { NULL, NULL, "inpatient", DEMO_WARD,
		0.8 };
	static const struct pattern locked = { NULL, NULL, "mental_health",
		DEMO_WARD, 0.6 };
	struct demo *d = arg;

	d->nteams = 0;
	d->rng.state = DEMO_SEED;
	d->trust = unit_trust(cx);
	d->survey = db_get_int(
	    cx->conn, cx->arena, &SQL_SURVEY, VALS(V(SURVEY_FFT_NAME)), 0);
	const bool good =
	    add_wards(d, cx, "Inpatient care", "Mental health wards", wards,
		NELEM(wards), &ward) &&
	    add_wards(d, cx, "Secure care", "Secure wards", secure,
		NELEM(secure), &locked) &&
	    add_directorate(d, cx, "Adult mental health", adult_mental,
		NELEM(adult_mental)) &&
	    add_directorate(
		d, cx, "Community health", community, NELEM(community)) &&
	    add_directorate(
		d, cx, "Children and families", children, NELEM(children)) &&
	    add_directorate(d, cx, "Learning disability and autism", learning,
		NELEM(learning));

	d->ward_unit = d->teams[0].unit;
	/* The ward that visitors manage is busy, and got worse. */
	d->teams[0].weight = 4.5;
	d->teams[0].mood = 0.7;
	d->teams[0].fell_from = 235;
	d->teams[0].quiet_from = 0;
	return good ? DB_OK : DB_REFUSED;
}

bool demo_tree(struct demo *d)
{
	return ctx_change(d->cx, tree_fn, d) == DB_OK;
}
