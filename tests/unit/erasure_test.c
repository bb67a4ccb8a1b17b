/*
 * erasure: a backup from before an erasure, restored, forgets again; on both
 * engines.
 */
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/erasure.h"
#include "core/erasure_list.h"
#include "mod/listen/listen.h"
#include "mod/listen/search.h"
#include "said_world.h"
#include "tap.h"

static const struct sql SQL_REF = { "SELECT ref FROM response WHERE id = ?1",
	WORLD_SYSTEM };
static const struct sql SQL_ORIGINAL = {
	"INSERT INTO comment_original (comment, text) VALUES"
	" (?1, 'canary original') RETURNING comment",
	WORLD_SYSTEM
};
static const struct sql SQL_STEP = {
	"INSERT INTO moderation (comment, version, happened_at, what, note,"
	" spans) VALUES (?1, 1, 1, 'redact', 'canary', '0-6') RETURNING id",
	WORLD_SYSTEM
};
static const struct sql SQL_ABOUT = {
	"INSERT INTO about (response, ethnicity) VALUES (?1, 'A')"
	" RETURNING response",
	WORLD_SYSTEM
};
static const struct sql SQL_CONTACT = {
	"INSERT INTO contact_back (response, sealed, erase_on) VALUES"
	" (?1, ?2, '2099-01-01') RETURNING response",
	WORLD_SYSTEM
};
static const struct sql SQL_LEFT = {
	"SELECT (SELECT COUNT(*) FROM comment WHERE shown IS NOT NULL)"
	" + (SELECT COUNT(*) FROM comment_original WHERE text IS NOT NULL)"
	" + (SELECT COUNT(*) FROM moderation WHERE note IS NOT NULL"
	" OR spans IS NOT NULL)"
	" + (SELECT COUNT(*) FROM about WHERE ethnicity IS NOT NULL)"
	" + (SELECT COUNT(*) FROM contact_back)",
	WORLD_SYSTEM
};
static const struct sql SQL_RESPONSES = { "SELECT COUNT(*) FROM response",
	WORLD_SYSTEM };
static const struct sql SQL_ERASURES = { "SELECT COUNT(*) FROM erasure",
	WORLD_SYSTEM };
static const struct sql SQL_VERSIONS = {
	"SELECT CAST(SUM(version) AS BIGINT) FROM comment", WORLD_SYSTEM
};
static const struct sql SQL_FOUND_LITE = {
	"SELECT COUNT(*) FROM search_comment"
	" WHERE search_comment MATCH '\"canari\" OR \"canary\"'",
	WORLD_SYSTEM
};
static const struct sql SQL_FOUND_PG = {
	"SELECT COUNT(*) FROM search_comment WHERE terms @@"
	" CAST('canari | canary' AS tsquery)",
	WORLD_SYSTEM
};

static int64_t one(struct world *w, const struct sql *q)
{
	return db_get_int(w->cx.conn, w->arena, q, NO_VALS, -1);
}

static int64_t indexed(struct world *w, size_t engine)
{
	return one(w, engine == 0 ? &SQL_FOUND_LITE : &SQL_FOUND_PG);
}

/* The same trust twice: now and, with the same ref, as its backup has it. */
static struct str fill(struct world *w, struct str ref)
{
	static const struct sql SQL_NAME = {
		"UPDATE response SET ref = ?1 WHERE id = ?2 RETURNING id",
		WORLD_SYSTEM
	};
	const struct said_survey s = said_survey(w);
	const int64_t unit = world_unit(w, "Ward", "trust", 0);
	const int64_t r = said_response(w, &s, unit, date_make(2026, 11, 1), 1);
	const int64_t c =
	    said_comment(w, &s, unit, r, "canary shown", "en", "unmoderated");

	if (!str_null(ref))
		(void)world_insert(w, &SQL_NAME, VALS(V(ref), val_int(r)));
	(void)world_insert(w, &SQL_ORIGINAL, VALS(val_int(c)));
	(void)world_insert(w, &SQL_STEP, VALS(val_int(c)));
	(void)world_insert(w, &SQL_ABOUT, VALS(val_int(r)));
	(void)world_insert(w, &SQL_CONTACT, VALS(val_int(r), val_blob(S("x"))));
	world_must(search_rebuild(&w->cx, true, NULL, NULL) == DB_OK, "index");
	return db_get_text(w->cx.conn, w->arena, &SQL_REF, VALS(val_int(r)));
}

static enum db_status erase_fn(struct ctx *cx, void *arg)
{
	return erase(cx, arg, 0);
}

static void test_erased(size_t i, const char *path, char *keep, size_t size)
{
	struct world w = world_open(i);
	struct err e = { "" };
	struct erasure what = { S("response"), fill(&w, STR_NULL),
		S("words,about,contact"), S("They\tasked\nus to.") };
	struct stat st;
	int64_t n = 0;

	(void)snprintf(keep, size, "%.*s", STR_ARG(what.ref));
	is_int(one(&w, &SQL_LEFT), 5, "something to forget");
	is_int(indexed(&w, i), 1, "and to be found");
	ok(erasure_list_write(&w.cx, path, &n, &e) && n == 0 &&
		access(path, F_OK) != 0,
	    "no list before the first");
	ok(ctx_change(&w.cx, erase_fn, &what) == DB_OK, "erased");
	is_int(one(&w, &SQL_LEFT), 0, "nothing is left");
	is_int(indexed(&w, i), 0, "nor found");
	is_int(one(&w, &SQL_RESPONSES), 1, "but the answer counts");
	erasure_list_at(path);
	ok(erasure_list_job(&w.cx, STR_NULL) == DB_OK, "the job lists it");
	ok(erasure_list_write(&w.cx, path, &n, &e) && n == 0, "once");
	ok(stat(path, &st) == 0 && (st.st_mode & 0777) == 0600,
	    "for nobody else to read");
	world_close(&w);
}

static void test_replayed(size_t i, const char *path, const char *ref)
{
	struct world w = world_open(i);
	struct err e = { "" };
	struct erasure_replay r;
	int64_t n = 0, versions;

	(void)fill(&w, str_of(ref));
	is_int(one(&w, &SQL_LEFT), 5, "the backup has it all again");
	ok(erasure_list_replay(&w.cx, path, &r, &e) && r.found &&
		r.lines == 1 && r.again == 1,
	    "replayed %s", e.text);
	is_int(one(&w, &SQL_LEFT), 0, "and forgets");
	is_int(indexed(&w, i), 0, "in the index too");
	is_int(one(&w, &SQL_RESPONSES), 1, "but the answer counts");
	versions = one(&w, &SQL_VERSIONS);
	ok(erasure_list_replay(&w.cx, path, &r, &e) && r.lines == 1 &&
		r.again == 0,
	    "what a backup knows of is let be");
	is_int(one(&w, &SQL_VERSIONS), versions, "untouched");
	is_int(one(&w, &SQL_ERASURES), 1, "recorded once");
	ok(erasure_list_write(&w.cx, path, &n, &e) && n == 0,
	    "with its own instant");
	world_close(&w);
}

/* A list that something else wrote into, and none at all. */
static void test_bad_list(size_t i, const char *path)
{
	struct world w = world_open(i);
	struct err e = { "" };
	struct erasure_replay r;
	FILE *f = fopen(path, "a");

	world_must(f != NULL, path);
	(void)fputs("12\tresponse\thalf", f);
	(void)fclose(f);
	ok(!erasure_list_replay(&w.cx, path, &r, &e) && e.text[0] != '\0',
	    "half a line stops it: %s", e.text);
	is_int(one(&w, &SQL_ERASURES), 1,
	    "a record that the backup does not have is known as erased");
	world_must(unlink(path) == 0, path);
	ok(erasure_list_replay(&w.cx, path, &r, &e) && !r.found,
	    "none is no failure, but told");
	world_close(&w);
}

static void test_engine(size_t i)
{
	char dir[] = "/tmp/heard-erasures-XXXXXX", path[64], ref[64];

	ok(mkdtemp(dir) != NULL, "a folder");
	(void)snprintf(path, sizeof(path), "%s/list", dir);
	test_erased(i, path, ref, sizeof(ref));
	test_replayed(i, path, ref);
	test_bad_list(i, path);
	(void)rmdir(dir);
}

int main(void)
{
	erasure_use(listen_erasables, nlisten_erasables);
	for (size_t i = 0; i < engines_count(); i++)
		test_engine(i);
	return tap_done();
}
