/*
 * demo_network.c: volunteers of the invented trust, their shifts and what they
 * gathered. Names, words and numbers are invented.
 */
#include "base/random.h"
#include "main/demo_involve.h"
#include "mod/network/volunteer.h"

#define VOLUNTEERS 48

static const struct sql SQL_GATHERED = {
	"INSERT INTO shift_answer (mark, shift, touch_point, at)"
	" VALUES (?1, ?2, ?3, ?4)",
	INVENTS
};

static const char *const volunteer_names[] = { "Ada Birch", "Bashir Noor",
	"Celia Marsh", "Dev Rana", "Edith Lowe", "Frank Osei", "Gwen Hollis",
	"Hari Vora", "Iris Penn", "Jim Coates", "Kiran Bhatt", "Lil Archer",
	"Musa Diallo", "Nell Frost", "Omar Aziz", "Peg Dyer" };

static bool add_learning(struct demo *d, struct ctx *cx, const char *what,
    int64_t volunteer, int64_t unit, int days_ago)
{
	struct learning l = { .title = str_of(what),
		.unit = unit,
		.volunteer = volunteer,
		.done_on = date_add(d->today, -days_ago),
		.expires_on = date_add(d->today, 730 - days_ago),
		.before_score = 2,
		.after_score = 4 };

	return demo_save(cx, &kind_learning, &l);
}

static bool add_gathered(
    struct demo *d, struct ctx *cx, const struct shift *s, size_t team, int n)
{
	for (int i = 0; i < n; i++)
		if (db_exec(cx->conn, cx->arena, &SQL_GATHERED,
			VALS(V(ref_new(cx->arena)), V(s->rec.id),
			    V(d->teams[team].touch_point), V(cx->now)),
			NULL) != DB_OK)
			return false;
	return true;
}

static bool add_shift(struct demo *d, struct ctx *cx, const struct volunteer *v,
    size_t team, int days)
{
	struct shift s = { .title = S("Listening to patients"),
		.volunteer = v->rec.id,
		.unit = v->unit,
		.happens_on = date_add(d->today, days),
		.from_time = S("14:00"),
		.until_time = S("16:30"),
		.state = days < 0 ? S("done") : S("planned") };

	return demo_save(cx, &kind_shift, &s) &&
	       (days >= 0 || add_gathered(d, cx, &s, team,
				 3 + (int)prng_below(&d->rng, 9)));
}

static bool add_volunteer(struct demo *d, struct ctx *cx, size_t i)
{
	static const char *const roles[] = { "listen", "listen", "welcome",
		"company", "meals", "groups" };
	static const char *const states[] = { "active", "active", "active",
		"active", "paused", "checks", "asked", "left" };
	const bool mine = i == 0;
	const size_t team = mine ? 0 : (i * 5) % d->nteams;
	const struct str name =
	    mine ? S("Joan Farrow")
		 : str_of(volunteer_names[i % NELEM(volunteer_names)]);
	struct volunteer v = { .title = name,
		.unit = mine ? d->ward_unit : d->teams[team].unit,
		.role = str_of(roles[i % NELEM(roles)]),
		.state = str_of(states[mine ? 0 : i % NELEM(states)]),
		.person = mine ? d->volunteer : 0,
		.from_on = date_add(d->today, -(int)(i * 17) - 30) };

	if (!demo_save(cx, &kind_volunteer, &v))
		return false;
	if (!str_is(v.state, "active"))
		return true;
	if (i % 5 != 4 && !add_learning(d, cx, "Listening and asking", v.rec.id,
			      v.unit, (int)(i * 11) + 20))
		return false;
	for (int k = 1; k <= (mine ? 5 : 3); k++)
		if (!add_shift(d, cx, &v, team, -7 * k - (int)(i % 6)))
			return false;
	return add_shift(d, cx, &v, team, mine ? 0 : 2 + (int)(i % 9));
}

static enum db_status network_fn(struct ctx *cx, void *arg)
{
	struct demo *d = arg;

	d->rng.state = DEMO_SEED + 170;
	for (size_t i = 0; i < VOLUNTEERS; i++)
		if (!add_volunteer(d, cx, i))
			return DB_REFUSED;
	return DB_OK;
}

bool demo_network(struct demo *d)
{
	return ctx_change(d->cx, network_fn, d) == DB_OK;
}

static const struct sql *const list[] = { &SQL_GATHERED };
const struct sql_list demo_network_sql = { list, NELEM(list) };
