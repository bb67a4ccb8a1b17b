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
 * Inside a change. The acting person needs CAP_ERASE on `unit` (0: anywhere);
 * DB_REFUSED when they may not, the names are no names, a column does not
 * allow NULL or there is no such record.
 */
enum db_status erase(
    struct ctx *cx, const struct erasure *e, int64_t unit) ATTR_MUST_USE;

/* After a restore, as the system, for one erasure that was made since the
 * backup: blanks again and records it with its own instant and person unless
 * that is there. A record that the backup does not have is fine. */
enum db_status erase_again(struct ctx *cx, const struct erasure *e,
    struct instant at, int64_t person) ATTR_MUST_USE;

/* Statements of erasure.c. */
extern const struct sql_list erasure_sql;

#endif
