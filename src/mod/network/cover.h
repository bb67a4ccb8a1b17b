/* cover.h: coverage by directorate: panels, champions, paid roles. */
#ifndef MOD_NETWORK_COVER_H
#define MOD_NETWORK_COVER_H

#include "mod/module.h"

void panels_cover(struct req *r);
void teams_cover(struct req *r);
extern const struct sql_list cover_sql;

#endif
