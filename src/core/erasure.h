/*
 * erasure.h: blanking what somebody said or who somebody is, by a recorded
 * act. The row and its count stay; the columns become NULL, its old values in
 * history too, and a row here says that it happened, why and by whom, so that
 * a restore can do it again to a backup from before.
 */
#ifndef CORE_ERASURE_H
#define CORE_ERASURE_H

#include "core/ctx.h"

/* Blanks these columns (names with commas, no spaces) of one record of a kind.
 * `table` is the kind's name. Columns must allow NULL. */
struct erasure {
	struct str table, ref, columns;
	struct str reason; /* a sentence by a person; never what was erased */
};

/*
 * What else goes when a record of this table is erased: `also` runs in the same
 * change before the columns are blanked (so that an index can be told what to
 * forget), with rights asked for already. Twice does no harm. With `own` false
 * the table's columns stay: the names in `columns` only say what `also` did.
 */
struct erasable {
	const char *table;
	bool own;
	enum db_status (*also)(struct ctx *cx, int64_t id);
	/* Gives the id of the reference ?1, where no column says it; or NULL. */
	const struct sql *by_ref;
};

/* At start, before anything is erased; the list is kept. A table that is not
 * in it has nothing beyond its own columns. */
void erasure_use(const struct erasable *list, size_t n);

/*
 * Inside a change. The acting person needs CAP_ERASE on `unit` (0: anywhere);
 * DB_REFUSED when they may not, the names are no names, a column does not
 * allow NULL or there is no such record.
 */
enum db_status erase(
    struct ctx *cx, const struct erasure *e, int64_t unit) ATTR_MUST_USE;

/* After a restore, as the system, for one erasure that was made since the
 * backup: blanks again, with what goes with it, and records it with its own instant and person unless
 * that is there. A record that the backup does not have is fine. */
enum db_status erase_again(struct ctx *cx, const struct erasure *e,
    struct instant at, int64_t person) ATTR_MUST_USE;

/* Statements of erasure.c. */
extern const struct sql_list erasure_sql;

#endif
