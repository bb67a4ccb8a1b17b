/*
 * script.h: a migration's text, statement by statement, in an engine's words.
 * Private to src/db.
 */
#ifndef DB_SCRIPT_H
#define DB_SCRIPT_H

#include "db/driver.h"

/*
 * Takes the next statement off *rest: without its comments in front and its
 * semicolon, $words replaced, STRICT appended where the engine wants it, ended
 * by a NUL. False when there is none. Understands quotes, comments, and the
 * BEGIN … END of SQLite's triggers and $$ … $$ of PostgreSQL's functions.
 */
bool script_next(
    const struct driver *d, struct arena *a, struct str *rest, struct str *ret);

#endif
