/*
 * feed.h: what the trust's own reporting tool is given every night: files with
 * keys that stay, and a manifest to reconcile them by. docs/feed.md.
 */
#ifndef MOD_INSIGHT_FEED_H
#define MOD_INSIGHT_FEED_H

#include "base/err.h"
#include "job/job.h"

/*
 * Writes units, responses, comments, themes, actions and months as CSV, and
 * last manifest.json, into the folder `dir`, which must be there: each file
 * whole beside its old one and then in its place. As the system, outside a
 * change. False with a sentence; then the manifest is the old one.
 */
bool feed_write(struct ctx *cx, const char *dir, struct err *err) ATTR_MUST_USE;

/* The nightly job: into the folder of the setting feed_dir, if there is one. */
job_fn feed_work;

/* `heard feed --out DIR` */
int feed_command(int argc, char **argv);

extern const struct sql_list feed_sql;

#endif
