/*
 * day.h: My day, and the one-click sign-in of a demonstration.
 */
#ifndef MAIN_DAY_H
#define MAIN_DAY_H

#include "web/web.h"

void day_page(struct req *r);

/* The doors into the demonstration, on the start page; only when the database
 * was created as one. */
void demo_doors(struct req *r);
void demo_sign_in(struct req *r);
extern const struct sql_list demo_door_sql;

#endif
