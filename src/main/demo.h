/*
 * demo.h: the invented trust: `heard demo`. Its files share this header.
 */
#ifndef MAIN_DEMO_H
#define MAIN_DEMO_H

#include "main/demo_words.h"
#include "mod/listen/survey.h"
#include "mod/org/org.h"

#define DEMO_TEAMS_MAX 400
#define DEMO_LAST_YEAR 13197 /* responses in the last twelve months */
#define DEMO_SEED      UINT64_C(20230401)

struct demo_team {
	int64_t unit, touch_point;
	struct str name, code, setting;
	enum demo_setting words;
	double weight;  /* its share of the trust's responses */
	double mood;    /* how much better or worse than its setting */
	int quiet_from; /* days ago since when little comes in; 0: never */
	int fell_from;  /* days ago since when it got worse; 0: never */
};

struct demo {
	struct ctx *cx;
	struct arena *arena;
	struct prng rng;
	struct date today;
	struct demo_team teams[DEMO_TEAMS_MAX];
	size_t nteams;
	int64_t trust, survey;
	int64_t ward_unit;     /* of the ward manager whom visitors become */
	int64_t lead, manager; /* persons */
	int64_t complaints, checker, chief, guardian, volunteer, governor;
};

/* Each in a change or appends of its own; false after a failure, logged. */
bool demo_tree(struct demo *d);
bool demo_people(struct demo *d);
bool demo_responses(struct demo *d);
bool demo_involve(struct demo *d);
bool demo_network(struct demo *d);
bool demo_answers(struct demo *d);  /* moderation, actions, you said */
bool demo_cases(struct demo *d);    /* what people brought, and its way */
bool demo_learning(struct demo *d); /* and what is learned */
bool demo_act(struct demo *d);      /* owners of themes, more actions */
bool demo_improve(struct demo *d);  /* projects, changes, findings */
bool demo_mail(struct demo *d);     /* who gets which digest */
bool demo_insight(struct demo *d);  /* targets, and what was imported */
bool demo_voices(struct demo *d);   /* incidents, results of surveys */

extern const struct sql_list demo_involve_sql, demo_sql, demo_answers_sql,
    demo_cases_sql, demo_act_sql, demo_insight_sql, demo_network_sql,
    demo_mail_sql, demo_improve_sql, demo_learning_sql, demo_voices_sql;

#endif
