/*
 * audit.h: the trail of who did what. Rows say who, what, which record and
 * which fields, never values; old values live in `history`, which erasure may
 * blank. Rows are inserted unchained in the transaction that they describe; a
 * job seals them in batches (a MAC over the rows in order and the previous
 * seal). `heard verify` checks the seals.
 */
#ifndef CORE_AUDIT_H
#define CORE_AUDIT_H

#include "core/ctx.h"

/* One row, inside the caller's change. `what` is a verb of ours ("create",
 * "change", "publish", "view"); `fields` names columns with commas, or null. */
enum db_status audit(struct ctx *cx, const char *what, const char *kind,
    struct str ref, struct str fields) ATTR_MUST_USE;

/* Old values of a record as JSON text, before a change; same transaction. */
enum db_status history_add(struct ctx *cx, const char *kind, int64_t record,
    int64_t version, struct str old_json) ATTR_MUST_USE;

#define AUDIT_SEAL_ROWS 1000

/* Seals unsealed rows, oldest first, at most AUDIT_SEAL_ROWS; inside a change.
 * *ret_rows: how many; when it is the most there can be, call again. */
enum db_status audit_seal(struct ctx *cx, int64_t *ret_rows) ATTR_MUST_USE;

struct audit_report {
	int64_t rows, seals, unsealed; /* rows: under a seal */
	int64_t first_bad_seal;        /* 0: all good */
	struct str head;               /* of the last seal, hex, in the arena;
	                                * null when there is no seal */
};

/*
 * Checks every seal. False: a seal is broken, a row was changed, added or
 * removed, or the database could not be read (first_bad_seal is then the seal
 * that was being looked at). That the newest seals are missing shows only
 * against a head that was filed elsewhere.
 */
bool audit_verify(struct ctx *cx, struct audit_report *ret);

/* Statements of audit.c and audit_seal.c. */
extern const struct sql_list audit_sql, audit_seal_sql;

#endif
