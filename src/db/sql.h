/*
 * sql.h: a statement and the values bound to it. Owns their shape and the
 * words of rights in a statement; running them is db.h.
 */
#ifndef DB_SQL_H
#define DB_SQL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/date.h"
#include "base/err.h"
#include "base/str.h"

struct conn; /* db.h */

/* Which engine understands a statement: both, but for the pairs of a search
 * index, of which db_is_postgres chooses one. */
enum sql_engine { SQL_BOTH, SQL_SQLITE, SQL_POSTGRES };

/*
 * A statement. Parameters are ?1, ?2 … in order of the values given; ?p is the
 * person the connection acts for and ?c the capability of the statement. A
 * statement over rows that belong to a unit or a person carries SCOPE, or says
 * in `system` why it need not. Statements live as long as the process: the
 * cache is keyed by address.
 */
struct sql {
	const char *text;
	int cap;            /* enum cap (core/may.h); 0 with `system` */
	const char *system; /* why no SCOPE; NULL when scoped */
	enum sql_engine engine;
};

/* The rights predicate: the acting person holds ?c on this unit today. */
#define SCOPE(unit)                                                      \
	"EXISTS (SELECT 1 FROM may m WHERE m.person = ?p AND m.cap = ?c" \
	" AND m.unit = " unit ")"

/* `{ "…", SYSTEM("why") }` */
#define SYSTEM(why) 0, (why), SQL_BOTH
#define SCOPED(cap) (cap), NULL, SQL_BOTH
/* The same for one engine: `{ "…", SYSTEM_ON(SQL_SQLITE, "why") }` */
#define SYSTEM_ON(engine, why) 0, (why), (engine)
#define SCOPED_ON(engine, cap) (cap), NULL, (engine)

/* Modules export their statements so that a test prepares them all. */
struct sql_list {
	const struct sql *const *list;
	size_t n;
};

/* Prepares every statement of the lists that is for this connection's engine. False and
 * the first one that it does not understand, with the engine's words. */
bool sql_lists_prepare(struct conn *c, const struct sql_list *lists, size_t n,
    struct err *e) ATTR_MUST_USE;

#endif
