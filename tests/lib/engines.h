/*
 * engines.h: the databases that a test runs on: a new SQLite file, and a new
 * PostgreSQL database where HEARD_TEST_PG names a server (tests/lib/pg.sh).
 *
 *	for (size_t i = 0; i < engines_count(); i++) {
 *		struct db *db = engines_open(i);   // empty, no migrations
 *		…
 *		engines_close(db);                 // and removed
 *	}
 */
#ifndef TESTS_ENGINES_H
#define TESTS_ENGINES_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "db/db.h"
#include "tap.h"

static char engines_path[128];
static const char *engines_url;

/* Two where there is a PostgreSQL; says so when there is none. */
__attribute__((unused)) static size_t engines_count(void)
{
	static bool said;

	if (!said)
		tap_skip("PostgreSQL: HEARD_TEST_PG is not set");
	said = true;
	return 1;
}

__attribute__((unused)) static const char *engines_name(size_t i)
{
	return i == 0 ? "SQLite" : "PostgreSQL";
}

__attribute__((unused)) static void engines_remove_file(void)
{
	static const char *const ends[] = { "", "-wal", "-shm", "-journal" };
	char path[160];

	for (size_t i = 0; i < sizeof(ends) / sizeof(ends[0]); i++) {
		(void)snprintf(
		    path, sizeof(path), "%s%s", engines_path, ends[i]);
		(void)unlink(path);
	}
}

/* The URL of a new and empty database. One at a time. */
__attribute__((unused)) static const char *engines_new(size_t i)
{
	static int count;
	const char *tmp = getenv("TMPDIR");

	(void)i;
	(void)snprintf(engines_path, sizeof(engines_path),
	    "%s/heard-test-%ld-%d.db", tmp != NULL ? tmp : "/tmp",
	    (long)getpid(), ++count);
	engines_remove_file();
	engines_url = engines_path;
	return engines_url;
}

__attribute__((unused)) static void engines_drop(void)
{
	engines_remove_file();
}

__attribute__((unused)) static struct db *engines_open(size_t i)
{
	struct err e = { "" };
	struct db *db =
	    db_open(engines_new(i), &(struct db_options){ .create = true }, &e);

	if (db == NULL) {
		printf("Bail out! %s\n", e.text);
		exit(1);
	}
	return db;
}

__attribute__((unused)) static void engines_close(struct db *db)
{
	db_close(db);
	engines_drop();
}

#endif
