/*
 * opportunity.h: what people can take part in: the record, its steps as a
 * table, who would like to, and how it was.
 */
#ifndef MOD_INVOLVE_OPPORTUNITY_H
#define MOD_INVOLVE_OPPORTUNITY_H

#include "mod/involve/involve.h"
#include "mod/involve/match.h"

extern const struct kind kind_opportunity;

struct opportunity {
	struct record rec;
	struct str title;
	int64_t unit;
	struct str state;
	struct date state_since;
	struct str what, ask, support;
	struct str level;
	int64_t role_level; /* 1 to 4: what the rates of the policy look at */
	struct str topic, skill, skill_too, area;
	struct str place, outward;
	bool in_person, online, step_free;
	struct str slot, times;
	struct date starts_on, apply_by;
	int64_t places;
	struct str paid;
	bool heavy; /* the subject: a debrief follows within two days */
	int64_t lead;
	struct str outcome, lead_view;
	struct date completed_on, told_on;
};

extern const struct choices opportunity_states, paid_choices;

#define EVALUATE_DAYS 42 /* after which it may close as not evaluated */

struct opportunity_step {
	const char *from, *to, *label; /* label N_() */
	enum cap cap;                  /* who may, on the opportunity's unit */
	/* A sentence (N_()) that says why not yet, or NULL; may be NULL. */
	const char *(*wait)(struct ctx *cx, const struct opportunity *o);
};
const struct opportunity_step *opportunity_steps(size_t *ret_n);

/* Takes the step, inside a change: DB_REFUSED when there is none, the person
 * may not, or it must wait. "evaluated" tells everybody who took part. */
enum db_status opportunity_move(
    struct ctx *cx, const struct opportunity *o, struct str to) ATTR_MUST_USE;

/* Those who have to do with it -------------------------------------------- */

/* interested, invited, matched, reserve, declined, not_chosen, withdrawn,
 * took_part */
extern const struct choices interest_states;

/* What she says about an opportunity, inside a change: interested with words
 * for the lead, or withdrawn. */
enum db_status interest_say(struct ctx *cx, int64_t opportunity, int64_t member,
    const char *state, struct str words) ATTR_MUST_USE;
/* How it was for her; 1 to 5, 0: not said. */
enum db_status interest_evaluate(struct ctx *cx, struct str ref, int64_t felt,
    int64_t heard, struct str words) ATTR_MUST_USE;

/* What everybody may read of it. */
struct public_opportunity {
	struct str ref, title, what, ask, support, level, topic, place, times,
	    slot, paid, unit, lead;
	bool in_person, online, step_free;
	struct date starts_on, apply_by;
	int64_t places;
	struct date advertised_on;
};
/* null texts and false mean "any". */
struct opportunity_filter {
	struct str topic, slot, paid, place;
	bool online, step_free;
	struct date until; /* advertised before this day; none: all */
};
#define OPPORTUNITIES_MAX 200
size_t public_opportunities(struct ctx *cx, const struct opportunity_filter *f,
    struct public_opportunity **ret);
bool public_opportunity(
    struct ctx *cx, struct str ref, struct public_opportunity *ret);

/* What an opportunity wants. */
struct match_want match_want_of(const struct opportunity *o, struct date today);
/* The best of the active members who were not asked about it, at most `most`;
 * *ret_all: how many there are. Needs CAP_LIVED_EXPERIENCE on their unit. */
size_t match_suggest(struct ctx *cx, const struct match_want *w,
    int64_t opportunity, struct match *ret, size_t most, size_t *ret_all);

extern const struct sql_list opportunity_life_sql, opportunity_public_sql;

#endif
