/*
 * listen_import_test.c: whole files of feedback into a database, on both
 * engines: good lines kept, bad ones told by number, the same file twice adds
 * nothing, memory stays flat; and the real public comments where they are at
 * hand (their words are never printed).
 */
#include <stdlib.h>

#include "core/command.h"
#include "db/migrate.h"
#include "engines.h"
#include "mod/listen/import.h"
#include "mod/listen/survey.h"
#include "mod/listen/token.h"
#include "web/limit.h"

static char key_path[128], file_path[128], out_path[128];
static struct app app;
static struct arena *arena;
static struct ctx cx;
static struct import_counts counts;
static struct err err;

static const struct sql SQL_UNIT = {
	"INSERT INTO unit (ref, version, created_at, changed_at, name, fold,"
	" slug, level, parent, setting, ods_code, promise, public)"
	" VALUES (?1, 1, 1, 1, ?2, ?3, ?1, ?4, ?5, ?6, ?7, 'none', 1)"
	" RETURNING id",
	SYSTEM("a test")
};
static const struct sql SQL_COUNT = { "SELECT COUNT(*) FROM response"
				      " WHERE answer = ?1",
	SYSTEM("a test") };
static const struct sql SQL_COMMENTS = { "SELECT COUNT(*) FROM comment_record"
					 " WHERE kind = ?1",
	SYSTEM("a test") };
static const struct sql SQL_ABOUT = { "SELECT ethnicity FROM about"
				      " ORDER BY response",
	SYSTEM("a test") };
static const struct sql SQL_SHOWN = { "SELECT shown FROM comment_record"
				      " ORDER BY id DESC LIMIT 1",
	SYSTEM("a test") };

static enum db_status unit_fn(struct ctx *c, void *arg)
{
	int64_t top = 0, low = 0, twin = 0;
	enum db_status st;

	(void)arg;
	st = db_insert(c->conn, c->arena, &SQL_UNIT,
	    VALS(V("trust"), V("Trust"), V("trust"), V("trust"), val_ref(0),
		val_text(STR_NULL), val_text(STR_NULL)),
	    &top);
	if (st == DB_OK)
		st = db_insert(c->conn, c->arena, &SQL_UNIT,
		    VALS(V("acorn"), V("Acorn Ward"), V("acorn ward"),
			V("team"), V(top), V("ae"), V("RXX01")),
		    &low);
	for (int i = 0; i < 2 && st == DB_OK; i++)
		st = db_insert(c->conn, c->arena, &SQL_UNIT,
		    VALS(V(i == 0 ? "twin-1" : "twin-2"), V("Twin"), V("twin"),
			V("team"), V(i == 0 ? top : low), val_text(STR_NULL),
			val_text(STR_NULL)),
		    &twin);
	return st == DB_OK ? survey_init(c, NULL) : st;
}

static void write_file(const char *text)
{
	FILE *f = fopen(file_path, "wb");

	if (f != NULL && fwrite(text, 1, strlen(text), f) == strlen(text))
		(void)fclose(f);
	else
		ok(false, "the test's own file");
}

static enum import_result run(struct import_options o)
{
	FILE *out = fopen(out_path, "wb");
	enum import_result result;

	err.text[0] = '\0';
	if (o.file == NULL)
		o.file = file_path;
	result = import_feedback(&cx, &o, out, &counts, &err);
	(void)fclose(out);
	return result;
}

static bool reported(const char *what)
{
	char text[8192] = "";
	FILE *f = fopen(out_path, "rb");

	if (f == NULL)
		return false;
	text[fread(text, 1, sizeof(text) - 1, f)] = '\0';
	(void)fclose(f);
	return strstr(text, what) != NULL;
}

static int64_t one(const struct sql *q, struct val v)
{
	return db_get_int(cx.conn, arena, q, &v, 1, -1);
}

static const char nhs[] =
    "date,location_1,location_2,fft_score,question_1,question_2,ethnicity\r\n"
    "01/02/2025,Trust,Acorn Ward,1,\"Kind\r\nstaff\",NULL,H\r\n"
    "01/02/2025,RXX01,,2,,,Z\r\n"
    "01/02/2025,RXX01,,2,,,Z\r\n"
    "32/02/2025,RXX01,,2,,,\r\n"
    "01/02/2025,Nowhere,,2,,,\r\n"
    "01/02/2025,Twin,,2,,,\r\n"
    "01/02/2025,RXX01,,9,,,\r\n"
    "01/02/2025,RXX01,,NULL,#NAME?,?,\r\n"
    "01/02/2025,RXX01,Twin,Don\xe2\x80\x99t know,,More tea,\r\n"
    "01/02/2025,RXX01,,,x,,\r\n"
    "01/02/2999,RXX01,,1,,,\r\n";

static void layout(void)
{
	write_file(nhs);
	is_int(run((struct import_options){ 0 }), IMPORT_ASK,
	    "numbers without a scale are asked about");
	ok(strstr(err.text, "--scale 1-best") != NULL, "in a sentence");
	is_int(one(&SQL_COUNT, V(1)), 0, "and nothing is kept");
	is_int(run((struct import_options){
		   .scale = SCALE_1_BEST, .scale_given = true }),
	    IMPORT_BAD_LINES, "bad lines make it a failure");
	ok(counts.lines == 11 && counts.added == 4 && counts.bad == 7,
	    "4 of 11: %ld, %ld bad", counts.added, counts.bad);
	ok(reported("line 6: \"32/02/2025\" is not a date"),
	    "by the line of the file, after a break inside quotes");
	ok(reported("line 7: no unit is called \"Nowhere\""), "no unit");
	ok(reported("line 8: 2 units are called \"Twin\""), "two units");
	ok(reported("line 9: \"9\" is not an answer"), "no answer");
	ok(reported("line 10: there is neither"), "nothing said");
	ok(reported("line 12: there is neither"), "one letter is nothing");
	ok(reported("line 13: the date"), "not yet");
	is_int(one(&SQL_COUNT, V(2)), 2, "two who say the same are two");
	is_int(one(&SQL_COUNT, V(6)), 1, "don't know, with its apostrophe");
	is_int(one(&SQL_COMMENTS, V("what_good")), 1, "what was good");
	is_str(db_get_text(cx.conn, arena, &SQL_SHOWN, NO_VALS), S("More tea"),
	    "words");
	is_str(db_get_text(cx.conn, arena, &SQL_ABOUT, NO_VALS), S("H"),
	    "ethnicity");
	is_int(run((struct import_options){
		   .scale = SCALE_1_BEST, .scale_given = true }),
	    IMPORT_BAD_LINES, "again");
	ok(counts.added == 0 && counts.known == 4, "adds nothing");
	is_int(run((struct import_options){ .scale = SCALE_1_BEST,
		   .scale_given = true,
		   .source = "other",
		   .json = true }),
	    IMPORT_BAD_LINES, "another source");
	ok(counts.added == 4 &&
		reported("{\"line\":6,\"reason\":\"\\\"32/02/2025\\\" is"),
	    "has lines of its own, told as JSON");
}

static void saved(void)
{
	write_file("when;nr;what;how\n2025-03-01;a;\"Good; tea\";5\n"
		   "2025-03-01;a;Other;5\n2025-03-02;b;Cold food;1\n");
	is_int(run((struct import_options){ .scale = SCALE_5_BEST,
		   .scale_given = true,
		   .map = "date=when,id=nr,comment=what,fft=how",
		   .source = "kiosk",
		   .unit = "acorn",
		   .save_map = true }),
	    IMPORT_BAD_LINES, "a mapping, and an id that comes twice");
	ok(counts.added == 2 && reported("line 3: the id \"a\""), "said so");
	is_int(
	    run((struct import_options){ .source = "kiosk", .unit = "acorn" }),
	    IMPORT_BAD_LINES, "the next time without it");
	is_int(counts.known, 2, "mapping and scale were saved");
	is_int(
	    run((struct import_options){ .source = "kiosk", .unit = "nope" }),
	    IMPORT_ASK, "no such unit");
	write_file("a,b\n1,2\n");
	is_int(run((struct import_options){ 0 }), IMPORT_ASK, "no feedback");
	write_file("");
	is_int(run((struct import_options){ 0 }), IMPORT_OK, "an empty file");
	write_file("date,fft\n2025-01-01,\"1\n");
	is_int(
	    run((struct import_options){
		.scale = SCALE_1_BEST, .scale_given = true, .unit = "acorn" }),
	    IMPORT_BAD_LINES, "a file that ends inside quotes");
}

/* 3,000 lines: many slices, in the memory of one. */
static void slices(void)
{
	FILE *f = fopen(file_path, "wb");
	size_t before;

	fputs("date,fft,comment\n", f);
	for (int i = 0; i < 3000; i++)
		fprintf(f, "2025-01-%02d,%d,Words of number %d\n", i % 28 + 1,
		    i % 6 + 1, i);
	(void)fclose(f);
	before = arena_used(arena);
	is_int(run((struct import_options){ .scale = SCALE_1_BEST,
		   .scale_given = true,
		   .source = "long",
		   .unit = "acorn" }),
	    IMPORT_OK, "3,000 lines");
	is_int(counts.added, 3000, "all of them");
	ok(arena_used(arena) - before < 400000, "memory stays flat: %zu",
	    arena_used(arena) - before);
}

static void real_comments(void)
{
	static const char path[] = "../shared/data/themes/phase1_dev.csv";
	static const char near[] = "../../shared/data/themes/phase1_dev.csv";
	const char *file = access(path, R_OK) == 0 ? path : near;
	int64_t better;

	if (access(file, R_OK) != 0) {
		tap_skip("the public comments are not here");
		return;
	}
	better = one(&SQL_COMMENTS, V("could_improve"));
	for (int i = 0; i < 2; i++)
		is_int(run((struct import_options){ .file = file,
			   .map = "comment=text,id=id",
			   .source = "phase1",
			   .unit = "acorn",
			   .date = date_make(2020, 1, 1) }),
		    IMPORT_OK, "the public comments");
	ok(counts.lines > 800 && counts.known == counts.lines,
	    "%ld of them, each once", counts.lines);
	ok(one(&SQL_COMMENTS, V("could_improve")) > better + 100,
	    "with what was asked");
}

static void tokens(void)
{
	struct str t = form_token_new(&cx, S("bcdfghj"));
	const struct str code = return_code(app.keys, arena, t);
	char *bent = str_cstr(arena, t);
	struct ctx later = cx;

	is_int((int64_t)t.n, FORM_TOKEN_CHARS, "a token");
	ok(form_token_good(&cx, S("bcdfghj"), t), "is good");
	ok(!form_token_good(&cx, S("bcdfghk"), t), "only for its place");
	ok(!form_token_good(&cx, S("bcdfghj"), S("")), "nothing is none");
	for (size_t i = 0; i < t.n; i++) {
		const char was = bent[i];

		bent[i] = was == 'a' ? 'b' : 'a';
		if (form_token_good(&cx, S("bcdfghj"), str_of(bent)))
			ok(false, "changed at %zu", i);
		bent[i] = was;
	}
	later.now.us += INT64_C(8) * 86400 * US_PER_SECOND;
	ok(!form_token_good(&later, S("bcdfghj"), t), "not after a week");
	is_str(response_ref_of_code(&cx, return_code_show(arena, code)),
	    response_ref_of_code(&cx, code), "a code however it is written");
	ok(str_null(response_ref_of_code(&cx, S("abc"))), "too short");
	is_str(touch_point_code_canonical(arena, S("BCDF ghj")), S("bcdfghj"),
	    "a poster's code however it is typed");
	ok(str_null(touch_point_code_canonical(arena, S("bcd/ghj"))),
	    "not anything");
}

static void limits(void)
{
	struct instant now = cx.now;
	int n = 0;

	while (n < 1000 && limit_take(LIMIT_REPLY, S("192.0.2.1"), now))
		n++;
	is_int(n, 10, "codes in a row from one address");
	ok(limit_take(LIMIT_REPLY, S("192.0.2.2"), now), "another may");
	ok(limit_take(LIMIT_CAPTURE, S("192.0.2.1"), now), "and so may words");
	now.us += 61 * US_PER_SECOND;
	ok(limit_take(LIMIT_REPLY, S("192.0.2.1"), now) &&
		!limit_take(LIMIT_REPLY, S("192.0.2.1"), now),
	    "one more after a minute");
	for (n = 0; n < 10; n++)
		(void)limit_take(LIMIT_REPLY, S("2001:db8::1"), now);
	ok(!limit_take(LIMIT_REPLY, S("2001:db8::ffff:1"), now),
	    "one network of IPv6 is one address");
}

static bool open_all(size_t i)
{
	size_t n = 0;
	const struct migration *list = migrations_all(&n);

	app.db = engines_open(i);
	cx.conn = db_conn_open(app.db, &err);
	if (cx.conn == NULL || !db_migrate(cx.conn, list, n, &err) ||
	    !db_writer_start(app.db, &err))
		return false;
	cx = ctx_make(&app, arena, cx.conn, "test");
	cx.system = true;
	return ctx_change(&cx, unit_fn, NULL) == DB_OK;
}

static void close_all(void)
{
	db_conn_close(cx.conn);
	db_writer_stop(app.db);
	engines_close(app.db);
}

int main(void)
{
	const char *tmp = getenv("TMPDIR") != NULL ? getenv("TMPDIR") : "/tmp";
	struct keys *keys;

	(void)snprintf(key_path, sizeof(key_path), "%s/heard-listen-%ld.key",
	    tmp, (long)getpid());
	(void)snprintf(file_path, sizeof(file_path), "%s/heard-listen-%ld.csv",
	    tmp, (long)getpid());
	(void)snprintf(out_path, sizeof(out_path), "%s/heard-listen-%ld.out",
	    tmp, (long)getpid());
	ok(keys_create(key_path, &err), "keys");
	keys = keys_load(key_path, &err);
	app.keys = keys;
	for (size_t i = 0; i < engines_count(); i++) {
		arena = arena_new(ARENA_COMMAND);
		if (ok(open_all(i), "%s %s", engines_name(i), err.text)) {
			layout();
			saved();
			slices();
			real_comments();
			tokens();
		}
		close_all();
		arena_free(arena);
	}
	cx.now = instant_now();
	limits();
	keys_free(keys);
	(void)unlink(key_path);
	(void)unlink(file_path);
	(void)unlink(out_path);
	return tap_done();
}
