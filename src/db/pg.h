/*
 * pg.h: what the files of the PostgreSQL driver (pg*.c) share. Nobody else
 * includes it. Those that talk to the server include libpq-fe.h themselves.
 */
#ifndef DB_PG_H
#define DB_PG_H

#include "db/driver.h"

/* libpq's PGconn and PGresult; its Oid is an unsigned. */
struct pg_conn;
struct pg_result;

/* Types by their numbers in pg_type, which never change. */
#define OID_BOOL   16
#define OID_BYTEA  17
#define OID_INT8   20
#define OID_TEXT   25
#define OID_FLOAT8 701

struct pg {
	struct conn c; /* first */
	struct pg_conn *h;
	unsigned names;      /* statements prepared so far */
	bool in_tx;          /* our own transaction is open */
	bool by_index;       /* plans no scan of whole tables: pg_batch.c */
	struct rows *stream; /* rows that have the connection for themselves */
	struct arena *row;   /* what the streamed row needs */
};

/* The struct begins with its struct conn. */
static inline struct pg *pg_of(struct conn *c)
{
	return (struct pg *)(void *)c;
}

/* pg.c ---------------------------------------------------------------- */

/* Whether a result is one of success, rows or not. */
bool pg_good(const struct pg_result *res);

/*
 * The status of a result by its SQLSTATE; a failure that is not of the moment
 * (a conflict, a constraint) is logged with `text`, the statement, and never
 * with values. A NULL result is a lost connection.
 */
enum db_status pg_status(const struct pg_result *res, const char *text);

/*
 * Whether the connection can be worked with. One that was lost comes back for
 * the next piece of work; the piece during which it was lost has failed, since
 * nobody knows how far it came.
 */
bool pg_ready(struct pg *p);

/* One value of one row as text, at most size - 1 bytes. */
bool pg_ask(struct pg *p, const char *text, char *ret, size_t size);

struct pg_params;
/* The statement, prepared if it was not, with its parameters in the arena; or
 * NULL and *ret_status. */
struct stmt *pg_statement(struct pg *p, struct arena *a, const struct query *q,
    struct pg_params *ps, enum db_status *ret_status);
/* The name under which the server knows it. */
void pg_name(const struct stmt *s, char ret[16]);

/* driver.h's, used by the other files. */
bool pg_in_transaction(struct conn *c);
enum db_status pg_control(struct conn *c, const char *literal);
bool pg_script(struct conn *c, const char *text, struct err *e);

/* pg_value.c ---------------------------------------------------------- */

/* Parameters as libpq takes them: arrays of `n`. */
struct pg_params {
	int n;
	unsigned *types;
	const char **values;
	int *lengths, *formats;
};

/* The values of `q`, and the person and capability where its shape wants them;
 * texts are views of the values, the rest is in the arena. */
struct pg_params pg_params_of(const struct conn *c, struct arena *a,
    const struct shape *sh, const struct query *q);

/* "\x00ff", as the server writes bytes (bytea_output = hex), as bytes. */
struct str pg_unhex(struct arena *a, struct str hex);

/* pg_batch.c, pg_schema.c: members of driver_pg ----------------------- */

enum db_status pg_batch(
    struct conn *c, struct append *const *list, size_t n, bool *ret_repeat);

bool pg_mark(struct conn *c, struct err *e);
bool pg_marked(struct conn *c);
extern const struct sql pg_tables, pg_columns;
bool pg_load_begin(struct conn *c, struct err *e);
bool pg_load_end(struct conn *c, struct err *e);
bool pg_settle(struct conn *c, struct err *e);

#endif
