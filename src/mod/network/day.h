/* day.h: what this room adds to My day. */
#ifndef MOD_NETWORK_DAY_H
#define MOD_NETWORK_DAY_H

#include "mod/module.h"

void network_day(struct req *r, struct day *d);
extern const struct sql_list network_day_sql;

#endif
