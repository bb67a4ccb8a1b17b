/* core/reseal: a change of key that is stopped in the middle goes on. */
#include "core/reseal.h"

#include "core/file.h"
#include "job/job.h"
#include "mod/listen/listen.h"
#include "said_world.h"
#include "tap.h"

#define MAILS 250

static const struct sql SQL_OUT = { "SELECT sealed FROM outbox ORDER BY id",
	WORLD_SYSTEM };

static enum db_status mails_fn(struct ctx *cx, void *arg)
{
	enum db_status st = DB_OK;

	(void)arg;
	for (int i = 0; i < MAILS && st == DB_OK; i++)
		st = mail_add(cx, &(struct mail){ S("ann@example.invalid"),
				      S("Hello"), S("Words"), STR_NULL });
	return st;
}

struct keep {
	char ref[REF_CHARS + 1];
};

static enum db_status file_fn(struct ctx *cx, void *arg)
{
	struct keep *k = arg;
	struct file f = { 0 };
	struct err e;
	const enum db_status st =
	    file_add(cx, "unit", 1, S("a.txt"), S("plain words\n"), &f, &e);

	(void)snprintf(k->ref, sizeof(k->ref), "%.*s", STR_ARG(f.ref));
	return st;
}

static int64_t old_ones(struct world *w)
{
	struct rows *r = db_query(w->cx.conn, w->arena, &SQL_OUT, NO_VALS);
	int64_t n = 0;

	while (db_next(r))
		n += !sealed_now(world_app.keys, db_blob(r, 0));
	return db_done(r) == DB_OK ? n : -1;
}

static bool stop_at_once(
    void *arg, const char *at, const struct reseal_report *r)
{
	(void)arg;
	(void)at;
	return r->seen < RESEAL_ROWS;
}

static enum db_status reseal(
    struct world *w, bool look, reseal_progress *fn, struct reseal_report *r)
{
	const struct sealed_column cols[] = { mail_sealed, listen_sealed };

	return reseal_all(&w->cx, cols, 2, look, fn, NULL, r);
}

static void test_engine(size_t i)
{
	char path[] = "/tmp/heard-reseal-XXXXXX";
	char key[64];
	struct world w = world_open(i);
	struct err e = { "" };
	struct keep k = { 0 };
	struct file f;
	struct str bytes;
	struct reseal_report r;
	struct keys *two;

	ok(mkdtemp(path) != NULL, "a folder");
	(void)snprintf(key, sizeof(key), "%s/heard.key", path);
	ok(keys_create(key, &e), "a key");
	keys_free(w.keys);
	w.keys = keys_load(key, &e);
	world_app.keys = w.keys;
	ok(ctx_change(&w.cx, mails_fn, NULL) == DB_OK &&
		ctx_change(&w.cx, file_fn, &k) == DB_OK,
	    "sealed things");
	ok(reseal(&w, true, NULL, &r) == DB_OK && r.resealed == 0 &&
		r.seen == MAILS + 1,
	    "nothing to do under one key");

	ok(keys_add(key, &e), "a new key %s", e.text);
	two = keys_load(key, &e);
	world_app.keys = two;
	is_int(old_ones(&w), MAILS, "all are of the old key");
	ok(reseal(&w, false, stop_at_once, &r) == DB_REFUSED, "stopped");
	is_int(old_ones(&w), MAILS - RESEAL_ROWS, "in the middle");
	ok(file_read(&w.cx, "unit", 1, str_of(k.ref), &f, &bytes) == DB_OK,
	    "the file still opens");
	ok(reseal(&w, true, NULL, &r) == DB_OK &&
		r.resealed == MAILS - RESEAL_ROWS + 1,
	    "a look says how much is left");
	ok(reseal(&w, false, NULL, &r) == DB_OK && r.closed == 0, "goes on");
	is_int(r.resealed, MAILS - RESEAL_ROWS + 1, "with what was left");
	is_int(old_ones(&w), 0, "all are of the new key");

	/* The old line goes. */
	{
		uint8_t other[KEY_ROOT_BYTES] = { 9 };
		struct keys *none = keys_make(other);

		world_app.keys = none;
		ok(reseal(&w, false, NULL, &r) == DB_OK &&
			r.closed == MAILS + 1,
		    "what does not open is left and counted");
		world_app.keys = two;
		keys_free(none);
	}
	ok(file_read(&w.cx, "unit", 1, str_of(k.ref), &f, &bytes) == DB_OK,
	    "the file opens");
	is_str(bytes, S("plain words\n"), "with what was in it");
	keys_free(two);
	(void)unlink(key);
	(void)rmdir(path);
	world_close(&w);
}

int main(void)
{
	for (size_t i = 0; i < engines_count(); i++)
		test_engine(i);
	return tap_done();
}
