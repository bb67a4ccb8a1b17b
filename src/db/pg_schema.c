/*
 * pg_schema.c: what PostgreSQL is asked about its own tables, and what it is
 * told before and after many rows come in at once; see driver.h.
 */
#include <string.h>

#include "db/pg.h"

static const char MARK[] = "heard";

bool pg_mark(struct conn *c, struct err *e)
{
	return pg_script(c, "COMMENT ON TABLE schema_migration IS 'heard'", e);
}

bool pg_marked(struct conn *c)
{
	char mark[16];

	return pg_ask(pg_of(c),
		   "SELECT obj_description('schema_migration'::regclass)", mark,
		   sizeof(mark)) &&
	       strcmp(mark, MARK) == 0;
}

const struct sql pg_tables = {
	"SELECT relname::text FROM pg_class WHERE relkind IN ('r', 'p', 'v')"
	" AND relnamespace = current_schema()::regnamespace ORDER BY relname",
	SYSTEM("the schema, not its rows")
};

const struct sql pg_columns = {
	"SELECT c.relname::text, a.attname::text, CASE t.typname"
	" WHEN 'int8' THEN 'int64' WHEN 'int4' THEN 'int64'"
	" WHEN 'int2' THEN 'int64' WHEN 'float8' THEN 'real'"
	" WHEN 'bytea' THEN 'blob' ELSE t.typname::text END, a.attnotnull"
	" FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid"
	" JOIN pg_type t ON t.oid = a.atttypid"
	" WHERE c.relkind IN ('r', 'p') AND a.attnum > 0"
	" AND NOT a.attisdropped"
	" AND c.relnamespace = current_schema()::regnamespace"
	" ORDER BY c.relname, a.attname",
	SYSTEM("the schema, not its rows")
};

/* Restoring ----------------------------------------------------------- */

/* References are checked when the load ends, so that rows may come in any
 * order; how each was before is kept in a table of the transaction. */
static const char LOAD_BEGIN[] =
    "CREATE TEMPORARY TABLE heard_load ON COMMIT DROP AS"
    " SELECT conrelid::regclass AS tab, conname, condeferrable"
    " FROM pg_constraint WHERE contype = 'f' AND NOT condeferred"
    " AND connamespace = current_schema()::regnamespace;"
    " DO $$ DECLARE r record; BEGIN FOR r IN SELECT * FROM heard_load LOOP"
    " EXECUTE format('ALTER TABLE %s ALTER CONSTRAINT %I"
    " DEFERRABLE INITIALLY DEFERRED', r.tab, r.conname);"
    " END LOOP; END $$";

static const char LOAD_END[] =
    "SET CONSTRAINTS ALL IMMEDIATE;"
    " DO $$ DECLARE r record; BEGIN FOR r IN SELECT * FROM heard_load LOOP"
    " EXECUTE format('ALTER TABLE %s ALTER CONSTRAINT %I %s', r.tab,"
    " r.conname, CASE WHEN r.condeferrable"
    " THEN 'DEFERRABLE INITIALLY IMMEDIATE' ELSE 'NOT DEFERRABLE' END);"
    " END LOOP;"
    " FOR r IN SELECT a.attrelid::regclass AS tab, a.attname"
    " FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid"
    " WHERE a.attidentity <> '' AND c.relkind = 'r'"
    " AND c.relnamespace = current_schema()::regnamespace LOOP"
    " EXECUTE format('SELECT setval(pg_get_serial_sequence(%L, %L),"
    " coalesce(max(%I), 1), max(%I) IS NOT NULL) FROM %s', r.tab, r.attname,"
    " r.attname, r.attname, r.tab); END LOOP; END $$";

bool pg_load_begin(struct conn *c, struct err *e)
{
	return pg_script(c, LOAD_BEGIN, e);
}

bool pg_load_end(struct conn *c, struct err *e)
{
	return pg_script(c, LOAD_END, e);
}

bool pg_settle(struct conn *c, struct err *e)
{
	return pg_script(c, "ANALYZE", e);
}
