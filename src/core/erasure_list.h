/*
 * erasure_list.h: what was erased, in a text file outside the database and its
 * backups, so that a restored backup can be made to forget again. One line an
 * erasure: instant, table, ref, columns, person's ref, reason, with tabs
 * between; never what was erased.
 *
 * The program adds what is missing every minute, and at once after `heard
 * erase` and before a backup. Each node may have a list of its own and each is
 * complete, because every line that is missing is added.
 */
#ifndef CORE_ERASURE_LIST_H
#define CORE_ERASURE_LIST_H

#include "core/ctx.h"

/* Where this process keeps its list, for the job; the text is copied. */
void erasure_list_at(const char *path);

/*
 * Adds the erasures that the file does not have, and flushes it. Makes the file
 * (mode 0600) with the first one. False with a sentence; the file is then as it
 * was.
 */
bool erasure_list_write(struct ctx *cx, const char *path, int64_t *ret_added,
    struct err *e) ATTR_MUST_USE;

struct erasure_replay {
	bool found;    /* there is such a file */
	int64_t lines; /* in it */
	int64_t again; /* erased again; the database had the others */
};

/*
 * As the system: does to this database again what the file says was erased and
 * the database does not know of, each in a change of its own; what goes with a
 * record goes too (core/erasure.h). False with a sentence: the file cannot be
 * read, a line is none, or the database failed. A missing file is no failure.
 */
bool erasure_list_replay(struct ctx *cx, const char *path,
    struct erasure_replay *ret, struct err *e) ATTR_MUST_USE;

/* The periodic job that adds to the list of erasure_list_at; without one it
 * does nothing. */
enum db_status erasure_list_job(struct ctx *cx, struct str arg) ATTR_MUST_USE;

extern const struct sql_list erasure_list_sql;

#endif
