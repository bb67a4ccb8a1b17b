/*
 * job.h: work that is done later: rows with a lease, so that every job runs at
 * least once whatever dies, and a job that runs twice does no harm. And the
 * outbox: mail is a row of the same transaction as what it tells of.
 */
#ifndef JOB_JOB_H
#define JOB_JOB_H

#include "core/ctx.h"

/* Does the work. Opens changes of its own through cx. A failure is logged and
 * tried again, later each time. `arg` is what job_add gave, or null. */
typedef enum db_status job_fn(struct ctx *cx, struct str arg);

struct job_type {
	const char *name;
	job_fn *fn;
	int every_seconds; /* periodic; 0: only when added */
};

/* Adds a piece of work, inside a change. The same key twice counts once. */
enum db_status job_add(struct ctx *cx, const char *name, struct str key,
    struct str arg, struct instant run_at) ATTR_MUST_USE;

/* Runs one job that is due, if any; false: none was. For tests and commands. */
bool job_run_one(struct ctx *cx, const struct job_type *types, size_t n);

/* A thread that runs what is due, with its own connection. */
struct job_runner;
struct job_runner *jobs_start(const struct app *app,
    const struct job_type *types, size_t n, struct err *e);
void jobs_stop(struct job_runner *r); /* finishes the job under way */

extern const struct sql_list job_sql;

/* Mail ---------------------------------------------------------------- */

struct mail {
	struct str to;      /* one address */
	struct str subject; /* no line breaks */
	struct str text;    /* plain text, UTF-8 */
	struct str html;    /* the same as a page; null: none */
};

/* Puts a mail into the outbox, inside a change. DB_REFUSED when the address is
 * none. Its Message-ID is the row's ref, so that a repeat can be told. */
enum db_status mail_add(struct ctx *cx, const struct mail *m) ATTR_MUST_USE;

/* Whether the trust has said how mail leaves (setting smtp_url). */
bool mail_possible(struct ctx *cx);

/* Whether this looks like one address: something@host.tld, no spaces. */
bool mail_address_ok(struct str s);

/* Text messages ------------------------------------------------------- */

/*
 * A number as the gateway gets it, "+447700900123", from what a person typed:
 * spaces and hyphens do not matter, a number without a country is a British
 * one. False: no number that a message could go to.
 */
bool sms_number(struct arena *a, struct str typed, struct str *ret);

/* Whether the trust has said how they leave (settings sms_url, sms_body), by
 * https or to this machine itself. */
bool sms_possible(struct ctx *cx);

/* Puts one into the outbox, inside a change; number as above. It is forgotten
 * with the words as soon as the gateway has taken it. */
enum db_status sms_add(
    struct ctx *cx, struct str number, struct str text) ATTR_MUST_USE;

/* Where the outbox keeps sealed values, for a change of key. */
struct sealed_column; /* core/reseal.h */
extern const struct sealed_column mail_sealed;

/* The job type that empties the outbox. */
extern const struct job_type mail_job;
extern const struct sql_list mail_sql;

#endif
