/*
 * demo_involve.h: what the two files of invented involvement share.
 */
#ifndef MAIN_DEMO_INVOLVE_H
#define MAIN_DEMO_INVOLVE_H

#include "main/demo.h"
#include "mod/involve/claim.h"
#include "mod/involve/event.h"
#include "mod/involve/member.h"

#define DEMO_MEMBERS       400
#define DEMO_OPPORTUNITIES 36
#define INVENTS            SYSTEM("the demonstration invents people and what they did")
#define DEMO_INTROS        7

struct invented {
	struct demo *d;
	struct ctx *cx;
	int64_t members[DEMO_MEMBERS], courses[4], budget, policy;
	size_t n; /* active ones, first in members */
};

struct str demo_pick(struct prng *p, const char *const *list, size_t n);
#define PICK(p, list) demo_pick((p), (list), NELEM(list))
extern const char *const demo_intros[DEMO_INTROS];

/* Saves a record, or logs why not. */
bool demo_save(struct ctx *cx, const struct kind *k, void *rec);

/* demo_activity.c: the i-th opportunity with everybody in it; what the visitor
 * took part in; batches of what is paid; events for everybody. */
bool demo_opportunity(struct invented *v, size_t i);
bool demo_ruth(struct invented *v);
bool demo_batches(struct invented *v);
bool demo_public_events(struct invented *v);

extern const struct sql_list demo_activity_sql;

#endif
