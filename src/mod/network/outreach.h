/*
 * outreach.h: groups that are not heard and what is done about it; where people
 * take part, and where not.
 */
#ifndef MOD_NETWORK_OUTREACH_H
#define MOD_NETWORK_OUTREACH_H

#include "kind/kind.h"

/* A group that is not heard, who goes where and with whom, and what came of it. */
struct outreach {
	struct record rec;
	struct str title;
	int64_t unit;
	struct str band;
	struct str gap;
	struct str who;
	struct str place;
	int64_t partner;
	struct date starts_on;
	struct str state;
	struct str changed;
	struct str start_share; /* as it was when the plan began */
};

extern const struct kind kind_outreach;

/* How many answers of the group `band` came in the public period, after
 * suppression, in words; the null str: not for the acting person, or no such
 * band. */
struct str outreach_share(struct ctx *cx, int64_t unit, struct str band);

void outreach_more(struct req *r, const void *rec);
void involve_map(struct req *r);

extern const struct sql_list map_sql;

#endif
