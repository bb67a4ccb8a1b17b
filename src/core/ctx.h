/*
 * ctx.h: what a request, a job or a command carries down every call: memory, a
 * connection, for whom, and when. And the process they run in.
 */
#ifndef CORE_CTX_H
#define CORE_CTX_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/str.h"
#include "db/db.h"

struct keys;
struct setting_memo; /* setting.c's */

/* The process. Built once in main, read by all threads. */
struct app {
	struct db *db;
	const struct keys *keys;
	bool demo; /* this database was created as a demonstration */
	/* Where people reach us, without a slash at the end, for QR codes and
	 * mail; from the setting `base_url`, else the listening address. */
	struct str base_url;
};

struct ctx {
	const struct app *app;
	struct arena *arena; /* dies with the request, job or command */
	struct conn *conn;   /* acts as `person` */
	int64_t person;      /* 0: nobody has signed in, or the system */
	struct instant now;  /* fixed for the whole request */
	struct date today;   /* in London */
	const char *request; /* id for audit and log; never NULL */
	/* The program itself at work: a command or a job says so by setting
	 * it, and the record engine then asks for no rights. Never set while
	 * serving a request: nobody (person 0) is not the system. */
	bool system;
	/* What a request has read of the settings; NULL: read each time. */
	struct setting_memo *settings;
};

/* A context for requests, commands and jobs: opens no connection of its own;
 * acts for nobody and is not the system until told. */
struct ctx ctx_make(const struct app *app, struct arena *a, struct conn *c,
    const char *request);

/* From now on for this person (also the connection's ?p); ends `system`. */
void ctx_act_as(struct ctx *cx, int64_t person);

/*
 * db_change with a context: `fn` gets a context of its own (the caller's
 * person, `system` and instant) whose conn and arena are the transaction's. It
 * may run more than once; what it leaves behind goes to `arg` by assignment,
 * copied into arg's own arena.
 */
typedef enum db_status ctx_change_fn(struct ctx *cx, void *arg);
enum db_status ctx_change(
    struct ctx *cx, ctx_change_fn *fn, void *arg) ATTR_MUST_USE;

#endif
