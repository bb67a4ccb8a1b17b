/*
 * schema.c: whether the kinds and the database say the same, both ways. A
 * difference is a mistake of ours, found at start and not at three at night.
 */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/words.h"
#include "db/migrate.h"
#include "kind/engine.h"

struct schema_check {
	struct err *e;
	bool fine;
	/* Columns seen of each kind: the record's own, then its fields. */
	unsigned char (*seen)[RECORD_COLS + FIELDS_MAX + 1];
};

#define SEEN_FOLD (RECORD_COLS + FIELDS_MAX)

static const struct own_column {
	const char *name;
	enum val_type type;
} own[RECORD_COLS] = {
	{ "id", VAL_INT },
	{ "ref", VAL_TEXT },
	{ "version", VAL_INT },
	{ "created_at", VAL_INT },
	{ "created_by", VAL_INT },
	{ "changed_at", VAL_INT },
	{ "changed_by", VAL_INT },
};

static enum val_type stored_as(const struct field *f)
{
	switch (f->type) {
	case FIELD_INT:
	case FIELD_INSTANT:
	case FIELD_BOOL:
		return VAL_INT;
	case FIELD_REAL:
		return VAL_REAL;
	case FIELD_TEXT:
	case FIELD_DATE:
		return VAL_TEXT;
	}
	return VAL_BLOB;
}

static void differ(struct schema_check *c, const char *kind, const char *column,
    const char *how)
{
	/* The first difference is the one to mend. */
	if (c->fine)
		c->fine =
		    err_set(c->e, "kind %s, column %s: %s", kind, column, how);
}

static void check_column(struct schema_check *c, const struct kind *k,
    unsigned char *seen, const char *column, enum val_type type, bool not_null)
{
	const struct field *f = kind_field(k, str_of(column));

	for (size_t i = 0; i < RECORD_COLS; i++) {
		if (strcmp(own[i].name, column) != 0)
			continue;
		seen[i] = 1;
		if (own[i].type != type)
			differ(c, k->name, column, "is of another type");
		return;
	}
	if (k->fold && strcmp(column, "fold") == 0) {
		seen[SEEN_FOLD] = 1;
		return;
	}
	/* Sealed bytes are a workflow's: no field can hold them. */
	if (type == VAL_BLOB)
		return;
	if (f == NULL) {
		differ(c, k->name, column, "is not in its field table");
		return;
	}
	seen[RECORD_COLS + (f - k->fields)] = 1;
	if (stored_as(f) != type)
		differ(c, k->name, column, "is of another type");
	if (not_null && (f->flags & REQUIRED) == 0 && f->type != FIELD_BOOL)
		differ(c, k->name, column,
		    "is NOT NULL, but the field table does not require it");
	if (!not_null && (f->flags & ALWAYS) != 0)
		differ(c, k->name, column,
		    "may be NULL, but the field table says that it never is");
}

static void on_column(void *arg, const char *table, const char *column,
    enum val_type type, bool not_null)
{
	struct schema_check *c = arg;
	size_t n;
	const struct kind *const *all = kinds_all(&n);

	for (size_t i = 0; i < n; i++)
		if (strcmp(all[i]->name, table) == 0)
			check_column(
			    c, all[i], c->seen[i], column, type, not_null);
}

static void check_missing(
    struct schema_check *c, const struct kind *k, const unsigned char *seen)
{
	for (size_t i = 0; i < RECORD_COLS; i++)
		if (seen[i] == 0)
			differ(
			    c, k->name, own[i].name, "is not in the database");
	for (size_t i = 0; i < k->nfields; i++)
		if (seen[RECORD_COLS + i] == 0)
			differ(c, k->name, k->fields[i].name,
			    "is not in the database");
	if (k->fold && seen[SEEN_FOLD] == 0)
		differ(c, k->name, "fold", "is not in the database");
}

/* A view has no types of its own that both engines would tell: what is asked is
 * that it has every column, by reading none of its rows. */
static void check_view(
    struct schema_check *c, struct conn *conn, const struct kind *k)
{
	struct arena *a = arena_new(ARENA_REQUEST);
	struct sqlb b;

	sqlb_init(&b, a, 0);
	sqlb_add(&b, "SELECT ");
	kind_sql_columns(&b, k);
	sqlb_add(&b, " FROM ");
	sqlb_name(&b, k->name);
	sqlb_add(&b, " r WHERE 1 = 0");
	if (db_done(db_query_built(conn, &b)) != DB_OK)
		differ(c, k->name, "(any)", "is not in the database's view");
	arena_free(a);
}

bool kinds_check_schema(struct conn *conn, struct err *e)
{
	size_t n;
	const struct kind *const *all = kinds_all(&n);
	struct schema_check c = { .e = e, .fine = true };

	c.seen = xcalloc(n + 1, sizeof(*c.seen));
	if (!db_columns(conn, on_column, &c, e))
		c.fine = false;
	for (size_t i = 0; c.fine && i < n; i++)
		if (all[i]->view)
			check_view(&c, conn, all[i]);
		else
			check_missing(&c, all[i], c.seen[i]);
	free(c.seen);
	return c.fine;
}
