/*
 * heard_route.h: what an owner of a theme sees on My day.
 */
#ifndef MOD_LISTEN_HEARD_ROUTE_H
#define MOD_LISTEN_HEARD_ROUTE_H

#include "mod/module.h"

/* Adds a line for each theme that the reader looks after and somebody spoke
 * badly of in the last seven days. */
void heard_day(struct req *r, struct day *d);

extern const struct sql_list heard_route_sql;

#endif
