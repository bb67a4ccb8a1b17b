/*
 * feed_test.c: the files of the nightly feed: their rows, what comes late, no
 * words, and a manifest that fits them.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/hash.h"
#include "comments.h"
#include "core/setting.h"
#include "mod/insight/feed.h"

static struct said_world p;
static char dir[] = "/tmp/heard-feed-XXXXXX";

static struct str slurp(const char *name)
{
	static char text[1 << 16];
	char path[256];
	FILE *f;
	size_t n;

	(void)snprintf(path, sizeof(path), "%s/%s", dir, name);
	f = fopen(path, "rb");
	if (f == NULL)
		return STR_NULL;
	n = fread(text, 1, sizeof(text), f);
	(void)fclose(f);
	return str_dup(p.w.arena, (struct str){ text, n });
}

static bool has(struct str s, const char *what)
{
	return str_find(s, str_of(what)) != SIZE_MAX;
}

static void fits_manifest(const char *name)
{
	const struct str hex = sha256_hex(p.w.arena, slurp(name));

	ok(has(slurp("manifest.json"), str_cstr(p.w.arena, hex)),
	    "the manifest has the sum of %s", name);
}

/* said_world has five comments of its own, received in 1970: none is late. */
static void test_files(void)
{
	struct err e = { "" };
	struct str s;

	world_as(&p.w, 0);
	(void)say(&p, p.team, "1969-11-02", 1, "Quillfeather sang");
	ok(feed_write(&p.w.cx, dir, &e), "written: %s", e.text);
	s = slurp("responses.csv");
	ok(has(s, "response_key,unit_key,experienced_on,mode,role,lang,answer,"
		  "received_on,late\r\n"),
	    "the columns that are promised");
	ok(has(s, ",1969-11-02,online,,en,1,1970-01-01,1\r\n"),
	    "a late one is marked");
	ok(has(slurp("months.csv"), "1969-11,1,1\r\n"), "and counted");
	ok(!has(slurp("comments.csv"), "Quillfeather"), "no words");
	ok(has(slurp("comments.csv"), ",unmoderated,"), "but its state");
	ok(has(slurp("units.csv"), ",Elm Ward,"), "units by name");
	ok(has(slurp("themes.csv"), "\r\nfood,"), "themes by key");
	fits_manifest("responses.csv");
	fits_manifest("comments.csv");
	fits_manifest("units.csv");
	fits_manifest("actions.csv");
	s = slurp("responses.csv");
	ok(feed_write(&p.w.cx, dir, &e), "again");
	is_str(slurp("responses.csv"), s, "the same data, the same bytes");
}

static void test_refused(void)
{
	struct err e = { "" };

	ok(!feed_write(&p.w.cx, "/nowhere/at-all", &e) &&
		has(str_of(e.text), "/nowhere/at-all"),
	    "a folder that is not there: %s", e.text);
	ok(feed_work(&p.w.cx, STR_NULL) == DB_OK, "no folder set: no files");
}

int main(void)
{
	static const char *const names[] = { "units.csv", "responses.csv",
		"comments.csv", "actions.csv", "themes.csv", "months.csv",
		"manifest.json" };
	char path[256];

	if (mkdtemp(dir) == NULL)
		return 1;
	for (size_t i = 0; i < engines_count(); i++) {
		said_world_open(&p, i);
		test_files();
		test_refused();
		world_close(&p.w);
	}
	for (size_t i = 0; i < NELEM(names); i++) {
		(void)snprintf(path, sizeof(path), "%s/%s", dir, names[i]);
		(void)remove(path);
	}
	(void)rmdir(dir);
	return tap_done();
}
