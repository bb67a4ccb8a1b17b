/*
 * match.h: who suits an opportunity, and why, in words. Pure functions: no
 * database, no clock. Protected characteristics are not in these structs, so
 * they cannot enter; the test that counts the fields fails when one is added.
 * Points and their order are documented in docs/matching.md.
 */
#ifndef MOD_INVOLVE_MATCH_H
#define MOD_INVOLVE_MATCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/str.h"

/* What the opportunity wants; sets are bits of codes.h. */
struct match_want {
	int64_t topic;   /* one bit */
	int64_t skills;  /* up to two bits */
	int64_t areas;   /* lived experience; 0: none in particular */
	int64_t slot;    /* one bit; 0: any time */
	int64_t ways;    /* in person, online */
	int64_t needs;   /* access needs that can be met there for sure */
	char outward[5]; /* of the place, upper case; "" unknown */
	struct date today;
};

/* What is known of a member who may be asked. */
struct match_have {
	int64_t member;
	int64_t interests, avoid, skills, areas, slots, ways, needs;
	char outward[5];
	struct date invited_on; /* none: never asked */
};

/* Why, as bits: what speaks for it, and what must be seen to. */
enum match_reason {
	MATCH_TOPIC = 1 << 0,
	MATCH_SKILL = 1 << 1,
	MATCH_SKILLS = 1 << 2, /* both */
	MATCH_AREA = 1 << 3,   /* lived experience: never shown to a lead */
	MATCH_TIME = 1 << 4,
	MATCH_WAY = 1 << 5,
	MATCH_NEAR = 1 << 6,     /* the same outward code */
	MATCH_REGION = 1 << 7,   /* the same letters of it */
	MATCH_ONLINE = 1 << 8,   /* no travel at all */
	MATCH_NEVER = 1 << 9,    /* was never asked */
	MATCH_LONG = 1 << 10,    /* not asked for half a year */
	MATCH_RECENT = 1 << 11,  /* asked within a month: less */
	MATCH_ACCESS = 1 << 12,  /* needs that are met there */
	MATCH_ARRANGE = 1 << 13, /* needs that must be arranged: no less */
};
/* What a service lead may read of the reasons; the rest is the team's. */
#define MATCH_FOR_LEAD \
	(MATCH_TOPIC | MATCH_SKILL | MATCH_SKILLS | MATCH_TIME | MATCH_WAY)

struct match {
	int64_t member;
	int score;
	unsigned reasons;
	struct date invited_on;
};

/* False: never suggested, because she would rather not talk about the topic,
 * or cannot take part in the way it is done. */
bool match_one(
    const struct match_want *w, const struct match_have *h, struct match *ret);

/* The reason that access needs give: met there, to be arranged, or none. */
unsigned match_access(const struct match_want *w, int64_t needs);

/* One more into a list of *n that is in order; past `most` the last falls off. */
void match_place(struct match *list, size_t *n, size_t most,
    const struct match *m, struct date today);

/*
 * The best `most` of n, best first, into ret; how many. Of the same score, who
 * was asked longest ago comes first, then who never was by a number that
 * changes with the day, so that nobody is always last.
 */
size_t match_best(const struct match_want *w, const struct match_have *have,
    size_t n, struct match *ret, size_t most);

/* The reasons as sentences, one a line of the arena's text; `lead`: only what
 * a service lead may read. */
struct str match_words(struct arena *a, unsigned reasons, bool lead);

#endif
