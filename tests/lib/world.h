/*
 * world.h: a migrated database with keys and a context, on one engine, and the
 * quick ways to put units, people and roles into it.
 *
 *	struct world w = world_open(i);     // w.cx is the system
 *	const int64_t trust = world_unit(&w, "Trust", "trust", 0);
 *	const int64_t ann = world_person(&w, "Ann");
 *	world_appoint(&w, ann, trust, "administrator");
 *	world_as(&w, ann);                  // w.cx is Ann
 *	world_close(&w);
 */
#ifndef TESTS_WORLD_H
#define TESTS_WORLD_H

#include <inttypes.h>

#include "base/asset.h"
#include "base/fold.h"
#include "base/random.h"
#include "core/ctx.h"
#include "core/keys.h"
#include "core/may.h"
#include "db/migrate.h"
#include "engines.h"

struct world {
	struct app app;
	struct keys *keys;
	struct arena *arena;
	struct ctx cx;
};

/* Where the world's app lives: contexts point at it. */
static struct app world_app;

#define WORLD_SYSTEM SYSTEM("a test builds its world")

__attribute__((unused)) static void world_must(bool good, const char *what)
{
	if (good)
		return;
	printf("Bail out! %s\n", what);
	exit(1);
}

__attribute__((unused)) static struct world world_open(size_t engine)
{
	static const uint8_t root[KEY_ROOT_BYTES] = { 7 };
	struct migration list[160];
	struct err e = { "" };
	struct world w = { .keys = keys_make(root),
		.arena = arena_new(ARENA_COMMAND) };
	struct conn *c;

	w.app.db = engines_open(engine);
	w.app.keys = w.keys;
	world_app = w.app;
	c = db_conn_open(w.app.db, &e);
	world_must(c != NULL && nmigration_assets <= NELEM(list), e.text);
	for (size_t i = 0; i < nmigration_assets; i++)
		list[i] = (struct migration){ migration_assets[i].path,
			{ (const char *)migration_assets[i].data,
			    migration_assets[i].n } };
	world_must(db_migrate(c, list, nmigration_assets, &e), e.text);
	w.cx = ctx_make(&world_app, w.arena, c, "test");
	w.cx.system = true;
	return w;
}

__attribute__((unused)) static void world_close(struct world *w)
{
	db_conn_close(w->cx.conn);
	engines_close(w->app.db);
	keys_free(w->keys);
	arena_free(w->arena);
}

/* From now on w->cx acts for this person; 0: the system. */
__attribute__((unused)) static void world_as(struct world *w, int64_t person)
{
	ctx_act_as(&w->cx, person);
	w->cx.system = person == 0;
}

/* An insert on its own; returns the new id. */
struct world_insert {
	const struct sql *sql;
	const struct val *vals;
	size_t n;
	int64_t id;
};

__attribute__((unused)) static enum db_status world_insert_fn(
    struct ctx *cx, void *arg)
{
	struct world_insert *in = arg;

	return db_insert(
	    cx->conn, cx->arena, in->sql, in->vals, in->n, &in->id);
}

__attribute__((unused)) static int64_t world_insert(
    struct world *w, const struct sql *sql, const struct val *vals, size_t n)
{
	struct world_insert in = { sql, vals, n, 0 };

	world_must(
	    ctx_change(&w->cx, world_insert_fn, &in) == DB_OK, sql->text);
	return in.id;
}

__attribute__((unused)) static enum db_status world_rights_fn(
    struct ctx *cx, void *arg)
{
	(void)arg;
	return may_rebuild(cx);
}

__attribute__((unused)) static void world_rights(struct world *w)
{
	world_must(
	    ctx_change(&w->cx, world_rights_fn, NULL) == DB_OK, "rights");
}

/* A unit; level "trust", "directorate", "service" or "team". Call
 * world_rights (world_appoint does) when rights should follow. */
__attribute__((unused)) static int64_t world_unit(
    struct world *w, const char *name, const char *level, int64_t parent)
{
	static const struct sql SQL = {
		"INSERT INTO unit (ref, version, created_at, changed_at, name,"
		" fold, slug, level, parent, promise, public) VALUES"
		" (?1, 1, 1, 1, ?2, ?3, ?4, ?5, ?6, 'none', 1) RETURNING id",
		WORLD_SYSTEM
	};
	struct arena *a = w->arena;

	return world_insert(w, &SQL,
	    VALS(V(ref_new(a)), V(name), V(str_fold(a, str_of(name))),
		V(str_slug(a, str_of(name), 60)), V(level), val_ref(parent)));
}

/* Their mail address is the folded name at example.invalid. */
__attribute__((unused)) static int64_t world_person(
    struct world *w, const char *name)
{
	static const struct sql SQL = {
		"INSERT INTO person (ref, version, created_at, changed_at,"
		" name, fold, email, active, failed) VALUES"
		" (?1, 1, 1, 1, ?2, ?3, ?4, 1, 0) RETURNING id",
		WORLD_SYSTEM
	};
	struct arena *a = w->arena;

	return world_insert(w, &SQL,
	    VALS(V(ref_new(a)), V(name), V(str_fold(a, str_of(name))),
		V(str_fmt(a, "%s@example.invalid",
		    str_slug(a, str_of(name), 60).s))));
}

__attribute__((unused)) static int64_t world_appoint(
    struct world *w, int64_t person, int64_t unit, const char *role)
{
	static const struct sql SQL = {
		"INSERT INTO appointment (ref, version, created_at, changed_at,"
		" person, unit, role) VALUES (?1, 1, 1, 1, ?2, ?3, ?4)"
		" RETURNING id",
		WORLD_SYSTEM
	};
	const int64_t id = world_insert(w, &SQL,
	    VALS(
		V(ref_new(w->arena)), val_int(person), val_int(unit), V(role)));

	world_rights(w);
	return id;
}

#endif
