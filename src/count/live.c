/*
 * live.c: keeps the cubes in step with the database. A thread fills it at the
 * start, from a file or from the rows, and looks in every second; whoever
 * counts in between reads what is new first. Position: all responses up to
 * `last`, all changes before `from`.
 */
#include "count/live_rows.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/log.h"

#define KEEP        1000000           /* changes kept for others to follow */
#define CHANGED_MAX ((size_t)1 << 22) /* more at once: all is read anew */
#define WAIT_MS     100
#define REQUEST     5000 /* rows that a request reads before SQL is quicker */

struct count_live {
	struct db *db;
	char *file, *file2; /* of responses, of mentions; NULL: none */
	struct live_cubes cubes;
	pthread_mutex_t writing; /* the cubes' one writer */
	int64_t last, from;
	atomic_bool ready, stop;
	pthread_t thread;
};

/* The one that runs in this process. */
static _Atomic(struct count_live *) running;
static atomic_llong taken;

#define WHY "counts in memory, from which rights and suppression choose"

static const struct sql SQL_NEW = {
	LIVE_ROWS("response") "WHERE r.id > ?1 ORDER BY r.id", SYSTEM(WHY)
};
static const struct sql SQL_SOME = {
	LIVE_ROWS("(SELECT * FROM response WHERE id > ?1 ORDER BY id"
		  " LIMIT ?2)") "ORDER BY r.id",
	SYSTEM(WHY)
};
static const struct sql SQL_ONE = { LIVE_ROWS("response") "WHERE r.id = ?1",
	SYSTEM(WHY) };
static const struct sql SQL_LOG = {
	"SELECT DISTINCT response FROM cube_change WHERE at >= ?1 AND at < ?2"
	" ORDER BY response LIMIT ?3",
	SYSTEM(WHY)
};
static const struct sql SQL_HORIZON = { "SELECT at FROM cube_horizon",
	SYSTEM("how far changes are complete") };
static const struct sql SQL_STATE = { "SELECT token, kept_from FROM cube_state",
	SYSTEM("whose counts a file holds") };
static const struct sql SQL_KEPT = { "UPDATE cube_state SET kept_from = ?1",
	SYSTEM("old changes are forgotten") };
static const struct sql SQL_FORGET = { "DELETE FROM cube_change WHERE at < ?1",
	SYSTEM("old changes are forgotten") };

static const struct sql *const live_sql[] = { &SQL_NEW, &SQL_SOME, &SQL_ONE,
	&SQL_LOG, &SQL_HORIZON, &SQL_STATE, &SQL_KEPT, &SQL_FORGET };
const struct sql_list count_live_list = { live_sql, NELEM(live_sql) };

/* -- Rows ------------------------------------------------------------------------ */

enum followed {
	FOLLOWED,
	FOLLOW_MORE,  /* sound, but there is more to read */
	FOLLOW_BROKEN /* to be built anew: some rows may count twice */
};

/* The rows after `last`; `most` of them, or all where it is 0, without holding
 * them all. */
static struct rows *new_rows(
    struct count_live *l, struct conn *c, struct arena *a, size_t most)
{
	if (most == 0)
		return db_stream(c, a, &SQL_NEW, VALS(V(l->last)));
	return db_query(c, a, &SQL_SOME, VALS(V(l->last), V((int64_t)most)));
}

static enum followed read_new(struct count_live *l, struct conn *c, size_t most)
{
	struct arena *a = arena_new(ARENA_REQUEST);
	struct live_batch b = { .to = &l->cubes, .last = l->last };
	struct rows *r = new_rows(l, c, a, most);
	bool fine = true;

	while (fine && !l->stop && db_next(r))
		fine = live_batch_take(&b, r);
	fine = db_done(r) == DB_OK && fine && !l->stop;
	live_batch_put(&b);
	l->last = b.last;
	live_batch_free(&b);
	arena_free(a);
	if (!fine)
		return FOLLOW_BROKEN;
	return most > 0 && b.taken == most ? FOLLOW_MORE : FOLLOWED;
}

/* The responses that changed before `to`, sorted; at most `most`. */
static bool changed_ids(struct count_live *l, struct conn *c, int64_t to,
    size_t most, uint32_t *ret_ids, size_t *ret_n)
{
	struct arena *a = arena_new(ARENA_COMMAND);
	struct rows *r =
	    db_query(c, a, &SQL_LOG, VALS(V(l->from), V(to), V((int64_t)most)));
	bool fine = true;

	*ret_n = 0;
	while (fine && db_next(r)) {
		fine = db_int(r, 0) <= UINT32_MAX;
		ret_ids[(*ret_n)++] = (uint32_t)db_int(r, 0);
	}
	if (db_done(r) != DB_OK)
		fine = false;
	arena_free(a);
	return fine;
}

/* Away with what was counted of these responses, in with what is now. */
static bool count_again(
    struct count_live *l, struct conn *c, const uint32_t *ids, size_t n)
{
	struct live_batch b = { .to = &l->cubes };
	struct arena *a = arena_new(ARENA_REQUEST);
	bool fine = true;

	/* First: a full batch is put on the way. Where reading fails all is
	 * built anew, and nobody takes a view in between. */
	if (n > 0) {
		(void)cube_remove(l->cubes.responses, ids, n);
		(void)cube_remove(l->cubes.mentions, ids, n);
	}
	for (size_t i = 0; i < n && fine; i++) {
		struct rows *r =
		    db_query(c, a, &SQL_ONE, VALS(V((int64_t)ids[i])));

		while (fine && db_next(r))
			fine = live_batch_take(&b, r);
		if (db_done(r) != DB_OK)
			fine = false;
		arena_reset(a);
	}
	live_batch_put(&b);
	live_batch_free(&b);
	arena_free(a);
	return fine;
}

static enum followed read_changed(
    struct count_live *l, struct conn *c, int64_t to, size_t most)
{
	uint32_t *ids = xcalloc(most, sizeof(*ids));
	enum followed f = FOLLOW_BROKEN;
	size_t n;

	if (changed_ids(l, c, to, most, ids, &n)) {
		/* Too many at once: read them all in some other place. */
		f = n == most ? FOLLOW_MORE : FOLLOWED;
		if (f == FOLLOWED && !count_again(l, c, ids, n))
			f = FOLLOW_BROKEN;
		if (f == FOLLOWED)
			l->from = to;
	}
	free(ids);
	return f;
}

static bool horizon_of(struct conn *c, int64_t *ret)
{
	struct arena *a = arena_new(ARENA_REQUEST);

	*ret = db_get_int(c, a, &SQL_HORIZON, NO_VALS, -1);
	arena_free(a);
	return *ret >= 0;
}

/*
 * Up to what this connection sees. Inserts have growing ids on SQLite, where
 * one writes at a time; on PostgreSQL they are in the log like all else.
 */
static enum followed follow(struct count_live *l, struct conn *c, bool request)
{
	enum followed f = FOLLOWED;
	int64_t to;

	if (!horizon_of(c, &to))
		return FOLLOW_BROKEN;
	/* New ones first: a change may be of one of them. */
	if (!db_is_postgres(l->db))
		f = read_new(l, c, request ? REQUEST : 0);
	/* A reader may look at an older state than the last one did. */
	if (f != FOLLOWED || to <= l->from)
		return f;
	return read_changed(l, c, to, request ? REQUEST : CHANGED_MAX);
}

/* -- The start -------------------------------------------------------------------- */

/* Whose database it is, and from where on changes are kept. */
static bool state_of(
    struct conn *c, struct arena *a, struct str *ret_token, int64_t *ret_kept)
{
	struct rows *r = db_query(c, a, &SQL_STATE, NO_VALS);
	bool found = db_next(r);

	if (found) {
		*ret_token = db_text(r, 0);
		*ret_kept = db_int(r, 1);
	}
	return db_done(r) == DB_OK && found;
}

/* Empty ones in place of what there was. */
static void start_anew(struct count_live *l)
{
	cube_free(l->cubes.responses);
	cube_free(l->cubes.mentions);
	l->cubes = (struct live_cubes){ cube_new(), cube_new() };
	l->last = 0;
	l->from = 0;
}

/* Whether a file's meta is of this database, and its changes since are kept. */
static bool believed(
    struct count_live *l, struct conn *c, struct arena *a, struct str meta)
{
	struct str mine = STR_NULL, token, last, from;
	int64_t kept = 0;

	return state_of(c, a, &mine, &kept) && str_cut(&meta, ' ', &token) &&
	       str_cut(&meta, ' ', &last) && str_cut(&meta, ' ', &from) &&
	       str_eq(token, mine) && str_int64(last, &l->last) &&
	       str_int64(from, &l->from) && l->from >= kept;
}

/* The files' counts, when they were written together. */
static bool from_file(struct count_live *l, struct conn *c)
{
	struct arena *a = arena_new(ARENA_REQUEST);
	struct str meta = STR_NULL, meta2 = STR_NULL;
	struct live_cubes got = { NULL, NULL };
	bool fine = false;

	if (l->file != NULL) {
		got.responses = cube_load(l->file, a, &meta);
		got.mentions = cube_load(l->file2, a, &meta2);
	}
	if (got.responses != NULL && got.mentions != NULL &&
	    str_eq(meta, meta2))
		fine = believed(l, c, a, meta);
	if (fine) {
		cube_free(l->cubes.responses);
		cube_free(l->cubes.mentions);
		l->cubes = got;
	} else {
		cube_free(got.responses);
		cube_free(got.mentions);
		l->last = 0;
		l->from = 0;
	}
	arena_free(a);
	return fine;
}

static bool build(struct count_live *l, struct conn *c)
{
	int64_t to;

	/* What changes while the rows are read is read again afterwards. */
	if (!horizon_of(c, &to))
		return false;
	start_anew(l);
	if (read_new(l, c, 0) != FOLLOWED)
		return false;
	cube_fold(l->cubes.responses);
	cube_fold(l->cubes.mentions);
	l->from = to;
	return true;
}

static void begin(struct count_live *l, struct conn *c)
{
	(void)pthread_mutex_lock(&l->writing);
	if ((from_file(l, c) || build(l, c)) &&
	    follow(l, c, false) == FOLLOWED) {
		struct cube_view *v = cube_view(l->cubes.responses);
		struct cube_view *m = cube_view(l->cubes.mentions);

		log_line(LOG_INFO, "count",
		    "what=ready rows=%zu mentions=%zu bytes=%zu", cube_rows(v),
		    cube_rows(m), cube_bytes(v) + cube_bytes(m));
		cube_view_done(v);
		cube_view_done(m);
		atomic_store(&l->ready, true);
	}
	(void)pthread_mutex_unlock(&l->writing);
}

/* -- The end ----------------------------------------------------------------------- */

static enum db_status forget(struct conn *c, struct arena *a, void *arg)
{
	const int64_t *below = arg;
	enum db_status st = db_exec(c, a, &SQL_FORGET, VALS(V(*below)), NULL);

	return st != DB_OK ? st
			   : db_exec(c, a, &SQL_KEPT, VALS(V(*below)), NULL);
}

static void save(struct count_live *l, struct conn *c)
{
	struct arena *a = arena_new(ARENA_REQUEST);
	struct err err = { "" };
	struct str token;
	int64_t kept, below = l->from - KEEP;

	if (l->file != NULL && state_of(c, a, &token, &kept)) {
		const struct str meta = str_fmt(a, "%.*s %lld %lld",
		    STR_ARG(token), (long long)l->last, (long long)l->from);

		/* Two files of two moments are not believed. */
		if (!cube_save(l->cubes.responses, l->file, meta, &err) ||
		    !cube_save(l->cubes.mentions, l->file2, meta, &err))
			log_line(LOG_WARN, "count", "what=not_saved why=%s",
			    err.text);
		if (below > kept && db_change(c, forget, &below) != DB_OK)
			log_line(LOG_WARN, "count", "what=not_forgotten");
	}
	arena_free(a);
}

static void rest(struct count_live *l)
{
	const struct timespec t = { 0, WAIT_MS * 1000000L };

	for (int i = 0; i < 1000 / WAIT_MS && !l->stop; i++)
		(void)nanosleep(&t, NULL);
}

static void *run(void *arg)
{
	struct count_live *l = arg;
	struct err err = { "" };
	struct conn *c = db_conn_open(l->db, &err);

	if (c == NULL) {
		log_line(LOG_WARN, "count", "what=no_connection");
		return NULL;
	}
	while (!l->stop) {
		if (!l->ready)
			begin(l, c);
		rest(l);
		(void)pthread_mutex_lock(&l->writing);
		if (l->ready && !l->stop && follow(l, c, false) != FOLLOWED)
			atomic_store(&l->ready, false);
		(void)pthread_mutex_unlock(&l->writing);
	}
	(void)pthread_mutex_lock(&l->writing);
	if (l->ready)
		save(l, c);
	(void)pthread_mutex_unlock(&l->writing);
	db_conn_close(c);
	return NULL;
}

/* The file of mentions: owned. */
static char *beside(const char *file)
{
	static const char end[] = ".mentions";
	const size_t n = strlen(file);
	char *ret = xmalloc(n + sizeof(end));

	memcpy(ret, file, n);
	memcpy(ret + n, end, sizeof(end));
	return ret;
}

static void let_go(struct count_live *l)
{
	(void)pthread_mutex_destroy(&l->writing);
	cube_free(l->cubes.responses);
	cube_free(l->cubes.mentions);
	free(l->file);
	free(l->file2);
	free(l);
}

struct count_live *count_live_start(struct db *db, const char *file)
{
	struct count_live *l = xcalloc(1, sizeof(*l));

	l->db = db;
	if (file != NULL) {
		l->file = xstrdup(file);
		l->file2 = beside(file);
	}
	start_anew(l);
	(void)pthread_mutex_init(&l->writing, NULL);
	if (pthread_create(&l->thread, NULL, run, l) != 0) {
		let_go(l);
		return NULL;
	}
	atomic_store(&running, l);
	return l;
}

void count_live_stop(struct count_live *l)
{
	if (l == NULL)
		return;
	atomic_store(&running, NULL);
	atomic_store(&l->stop, true);
	(void)pthread_join(l->thread, NULL);
	let_go(l);
}

bool count_live_ready(const struct count_live *l)
{
	return atomic_load(&l->ready);
}

struct cube *live_take(
    struct ctx *cx, enum live_of of, struct cube_view **ret_view)
{
	struct count_live *l = atomic_load(&running);
	struct cube *cube = NULL;
	enum followed f = FOLLOW_MORE;

	if (l == NULL || !l->ready || l->db != db_of(cx->conn) ||
	    db_in_change(cx->conn) || pthread_mutex_trylock(&l->writing) != 0)
		return NULL;
	if (l->ready)
		f = follow(l, cx->conn, true);
	if (f == FOLLOWED) {
		cube = of == LIVE_MENTIONS ? l->cubes.mentions
					   : l->cubes.responses;
		*ret_view = cube_view(cube);
		(void)atomic_fetch_add(&taken, 1);
	}
	if (f == FOLLOW_BROKEN)
		atomic_store(&l->ready, false);
	(void)pthread_mutex_unlock(&l->writing);
	return cube;
}

void live_done(struct cube_view *v)
{
	cube_view_done(v);
}

int64_t live_taken(void)
{
	return atomic_load(&taken);
}
