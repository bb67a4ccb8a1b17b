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

#include <libpq-fe.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "db/db.h"
#include "tap.h"

static char engines_path[128];
static const char *engines_url;
static char engines_pg_name[64], engines_pg_url[512];

/* A command to the server that HEARD_TEST_PG names. */
__attribute__((unused)) static void engines_admin(const char *text)
{
	PGconn *h = PQconnectdb(getenv("HEARD_TEST_PG"));
	PGresult *res = PQexec(h, text);

	if (PQresultStatus(res) != PGRES_COMMAND_OK) {
		printf("Bail out! %s\n", PQerrorMessage(h));
		exit(1);
	}
	PQclear(res);
	PQfinish(h);
}

/* HEARD_TEST_PG with another database's name. */
__attribute__((unused)) static const char *engines_new_pg(int number)
{
	const char *base = getenv("HEARD_TEST_PG");
	const char *slash = strrchr(base, '/');
	char text[160];

	(void)snprintf(engines_pg_name, sizeof(engines_pg_name), "heard_%ld_%d",
	    (long)getpid(), number);
	(void)snprintf(engines_pg_url, sizeof(engines_pg_url), "%.*s/%s",
	    (int)(slash - base), base, engines_pg_name);
	(void)snprintf(text, sizeof(text),
	    "CREATE DATABASE %s TEMPLATE template0 ENCODING 'UTF8'"
	    " LOCALE 'C'",
	    engines_pg_name);
	engines_admin(text);
	engines_url = engines_pg_url;
	return engines_url;
}

/* Two where there is a PostgreSQL; says so when there is none. */
__attribute__((unused)) static size_t engines_count(void)
{
	static bool said;

	if (getenv("HEARD_TEST_PG") != NULL)
		return 2;
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

	if (i == 1)
		return engines_new_pg(++count);
	(void)snprintf(engines_path, sizeof(engines_path),
	    "%s/heard-test-%ld-%d.db", tmp != NULL ? tmp : "/tmp",
	    (long)getpid(), ++count);
	engines_remove_file();
	engines_url = engines_path;
	return engines_url;
}

__attribute__((unused)) static void engines_drop(void)
{
	char text[128];

	if (engines_url != engines_pg_url) {
		engines_remove_file();
		return;
	}
	(void)snprintf(text, sizeof(text), "DROP DATABASE %s WITH (FORCE)",
	    engines_pg_name);
	engines_admin(text);
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
