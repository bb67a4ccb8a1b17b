/*
 * migrate.c: applies numbered migrations and says what a database is. The
 * text of the migrations is in sql/; what they look like in the end is asked
 * of the engine.
 */
#include "db/migrate.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/log.h"
#include "db/driver.h"
#include "db/script.h"

#define SCRIPT_MAX ((size_t)4 << 20)

static const struct sql SQL_APPLIED = {
	"SELECT number, checksum FROM schema_migration ORDER BY number",
	SYSTEM("the schema, not its rows")
};

static const struct sql SQL_RECORD = {
	"INSERT INTO schema_migration (number, name, checksum, applied_at)"
	" VALUES (?1, ?2, ?3, ?4)",
	SYSTEM("the schema, not its rows")
};

static const char CREATE_OWN[] =
    "CREATE TABLE schema_migration (number $int64 NOT NULL PRIMARY KEY,"
    " name TEXT NOT NULL, checksum TEXT NOT NULL,"
    " applied_at $int64 NOT NULL);";

/* The list, on this engine -------------------------------------------- */

/* "0007_x.pg.sql" is for one engine, "0007_x.sql" for both. */
static bool for_engine(const struct conn *c, const struct migration *m)
{
	const struct str name = str_of(m->name);

	if (str_ends(name, S(".sqlite.sql")) || str_ends(name, S(".pg.sql")))
		return str_ends(name, str_of(c->db->driver->suffix));
	assert(str_ends(name, S(".sql")));
	return true;
}

static int64_t number_of(const struct migration *m)
{
	int64_t n = 0;
	const bool ok = str_int64(str_sub(str_of(m->name), 0, 4), &n);

	assert(ok && n > 0 && m->name[4] == '_');
	return n;
}

/* What of the list this engine gets, in order; numbers must rise. */
static size_t mine(const struct conn *c, struct arena *a,
    const struct migration *list, size_t n, struct migration **ret)
{
	struct migration *out = arena_array(a, n, sizeof(*out));
	size_t count = 0;

	for (size_t i = 0; i < n; i++) {
		if (!for_engine(c, &list[i]))
			continue;
		assert(count == 0 ||
		       number_of(&out[count - 1]) < number_of(&list[i]));
		out[count++] = list[i];
	}
	*ret = out;
	return count;
}

/* What the database is ------------------------------------------------ */

static bool has_table(
    struct conn *c, struct arena *a, const char *name, size_t *ret_count)
{
	struct rows *r = db_query(c, a, c->db->driver->tables, NO_VALS);
	bool found = false;

	*ret_count = 0;
	while (db_next(r)) {
		(*ret_count)++;
		found = found || str_is(db_text(r, 0), name);
	}
	return db_done(r) == DB_OK && found;
}

static enum schema_state foreign(struct err *e)
{
	(void)err_set(e, "This database belongs to another program. Give heard"
			 " a database of its own.");
	return SCHEMA_FOREIGN;
}

/* Compares what was applied with the list, both in order. */
static enum schema_state compare(struct conn *c, struct arena *a,
    const struct migration *list, size_t n, size_t *ret_applied, struct err *e)
{
	struct rows *r = db_query(c, a, &SQL_APPLIED, NO_VALS);
	enum schema_state state = SCHEMA_CURRENT;
	size_t i = 0;

	for (; db_next(r); i++) {
		if (state != SCHEMA_CURRENT)
			continue;
		if (i >= n || db_int(r, 0) != number_of(&list[i])) {
			state = SCHEMA_NEWER;
			(void)err_set(e,
			    "This database was made by a newer heard"
			    " (migration %lld). Install that version.",
			    (long long)db_int(r, 0));
		} else if (!str_eq(
			       db_text(r, 1), sha256_hex(a, list[i].text))) {
			state = SCHEMA_CHANGED;
			(void)err_set(e,
			    "Migration %s is not the one that made this"
			    " database. Use the heard that made it, or a"
			    " backup.",
			    list[i].name);
		}
	}
	*ret_applied = i;
	if (db_done(r) != DB_OK)
		return foreign(e);
	return state;
}

static enum schema_state state_of(struct conn *c, struct arena *a,
    const struct migration *list, size_t n, size_t *ret_applied, struct err *e)
{
	size_t tables = 0;
	enum schema_state state;
	const bool own = has_table(c, a, "schema_migration", &tables);

	*ret_applied = 0;
	if (tables == 0) {
		(void)err_set(e, "The database is empty. Run \"heard init\".");
		return SCHEMA_EMPTY;
	}
	if (!own || !c->db->driver->marked(c))
		return foreign(e);
	state = compare(c, a, list, n, ret_applied, e);
	if (state == SCHEMA_CURRENT && *ret_applied < n) {
		(void)err_set(e, "The database is of an older heard. Make a"
				 " backup and run \"heard migrate\".");
		return SCHEMA_OLDER;
	}
	return state;
}

enum schema_state db_schema_state(
    struct conn *c, const struct migration *list, size_t n, struct err *e)
{
	struct arena *a = arena_new(ARENA_COMMAND);
	struct migration *mine_list;
	size_t applied;
	const size_t count = mine(c, a, list, n, &mine_list);
	const enum schema_state state =
	    state_of(c, a, mine_list, count, &applied, e);

	arena_free(a);
	return state;
}

/* Applying ------------------------------------------------------------ */

struct apply {
	const struct migration *m; /* NULL for the table of migrations */
	struct err *e;
};

static bool run_statements(struct conn *c, struct arena *a, struct str text,
    const char *name, struct err *e)
{
	struct err why = { "" };
	struct str rest = text, one;

	while (script_next(c->db->driver, a, &rest, &one)) {
		if (!c->db->driver->script(c, one.s, &why))
			return err_set(
			    e, "Migration %s failed: %s", name, why.text);
	}
	return true;
}

static enum db_status apply(struct conn *c, struct arena *a, void *arg)
{
	const struct apply *ap = arg;

	if (ap->m == NULL)
		return run_statements(
			   c, a, str_of(CREATE_OWN), "table", ap->e) &&
			       c->db->driver->mark(c, ap->e)
			   ? DB_OK
			   : DB_ERROR;
	if (!run_statements(c, a, ap->m->text, ap->m->name, ap->e))
		return DB_ERROR;
	return db_exec(c, a, &SQL_RECORD,
	    VALS(V(number_of(ap->m)), V(ap->m->name),
		V(sha256_hex(a, ap->m->text)), V(instant_now())),
	    NULL);
}

static bool apply_one(struct conn *c, const struct migration *m, struct err *e)
{
	struct apply ap = { m, e };

	if (db_change(c, apply, &ap) == DB_OK) {
		log_line(LOG_INFO, "db", "what=migrated name=%s",
		    m != NULL ? m->name : "start");
		return true;
	}
	if (e != NULL && e->text[0] == '\0')
		(void)err_set(e, "The database could not be migrated: see the"
				 " log.");
	return false;
}

bool db_migrate(
    struct conn *c, const struct migration *list, size_t n, struct err *e)
{
	struct arena *a = arena_new(ARENA_COMMAND);
	struct migration *todo;
	size_t applied;
	const size_t count = mine(c, a, list, n, &todo);
	const enum schema_state state =
	    state_of(c, a, todo, count, &applied, e);
	bool ok = state == SCHEMA_CURRENT || state == SCHEMA_EMPTY ||
		  state == SCHEMA_OLDER;

	if (ok && e != NULL)
		e->text[0] = '\0';
	if (ok && state == SCHEMA_EMPTY)
		ok = apply_one(c, NULL, e);
	for (size_t i = applied; i < count && ok; i++)
		ok = apply_one(c, &todo[i], e);
	arena_free(a);
	return ok;
}

/* Columns ------------------------------------------------------------- */

/* Search indexes and the log of the counts differ by engine and hold nothing
 * that the rest does not. */
static bool derived(struct str table)
{
	return str_is(table, "schema_migration") ||
	       str_starts(table, S("search")) || str_starts(table, S("cube"));
}

static bool type_of(struct str name, enum val_type *ret)
{
	static const struct {
		const char *name;
		enum val_type type;
	} types[] = { { "int64", VAL_INT }, { "real", VAL_REAL },
		{ "text", VAL_TEXT }, { "blob", VAL_BLOB } };

	for (size_t i = 0; i < NELEM(types); i++) {
		if (!str_is(name, types[i].name))
			continue;
		*ret = types[i].type;
		return true;
	}
	return false;
}

bool db_columns(struct conn *c, db_column_fn *fn, void *arg, struct err *e)
{
	struct arena *a = arena_new(ARENA_COMMAND);
	struct rows *r = db_query(c, a, c->db->driver->columns, NO_VALS);
	bool ok = true;

	while (ok && db_next(r)) {
		const struct str table = db_text(r, 0), column = db_text(r, 1);
		enum val_type type;

		if (derived(table))
			continue;
		if (type_of(db_text(r, 2), &type))
			fn(arg, table.s, column.s, type, db_int(r, 3) != 0);
		else
			ok = err_set(e,
			    "Column %s.%s has the type %s, which is none of"
			    " ours.",
			    table.s, column.s, db_text(r, 2).s);
	}
	if (db_done(r) != DB_OK)
		ok = err_set(e, "The columns could not be read.");
	arena_free(a);
	return ok;
}
