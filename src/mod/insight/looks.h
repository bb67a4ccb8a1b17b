/*
 * looks.h: whether what we show is looked at: a count by unit, page and day,
 * never by person. Counts gather in memory for a minute, so that looking is
 * not writing; what a stopped process still held is lost.
 */
#ifndef MOD_INSIGHT_LOOKS_H
#define MOD_INSIGHT_LOOKS_H

#include "web/web.h"

enum look_page { LOOK_TEAM, LOOK_UNITS, LOOK_WHO, LOOK__N };

/* One look at this page about this unit. Never waits, never fails. */
void look_count(struct ctx *cx, int64_t unit, enum look_page page);

/* Writes what has gathered; false: it could not be queued and is kept. */
bool looks_flush(struct ctx *cx);

/* /understand/looks, for who looks after touch points and surveys. */
void looks_page(struct req *r);

extern const struct sql_list looks_sql;

#endif
