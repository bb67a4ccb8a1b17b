/*
 * import_source.c: see import_source.h.
 */
#include "mod/listen/import_source.h"

#include "base/random.h"
#include "core/audit.h"
#include "mod/listen/sql.h"

static const struct sql SQL_SOURCE = {
	"SELECT id, mapping, scale, date_order FROM import_source"
	" WHERE name = ?1",
	SYSTEM("an import is the system's work")
};
static const struct sql SQL_SOURCE_ADD = {
	"INSERT INTO import_source (name, created_at) VALUES (?1, ?2)"
	" RETURNING id",
	SYSTEM("an import is the system's work")
};
static const struct sql SQL_SOURCE_SAVE = {
	"UPDATE import_source SET mapping = ?2, scale = ?3, date_order = ?4"
	" WHERE id = ?1",
	SYSTEM("an import is the system's work")
};
static const struct sql SQL_BATCH_ADD = {
	"INSERT INTO import_batch (ref, source, started_at)"
	" VALUES (?1, ?2, ?3) RETURNING id",
	SYSTEM("an import is the system's work")
};

static const struct sql *const statements[] = { &SQL_SOURCE, &SQL_SOURCE_ADD,
	&SQL_SOURCE_SAVE, &SQL_BATCH_ADD };
const struct sql_list listen_import_source_sql = { statements,
	NELEM(statements) };

static const char *const scale_names[] = { NULL, "1-best", "5-best", "words" };
static const char *const order_names[] = { "dmy", "mdy" };

struct opening {
	struct str name;
	const struct import_source *source;
	bool save;
	int64_t batch;
};

static enum db_status open_fn(struct ctx *cx, void *arg)
{
	struct opening *o = arg;
	const struct str ref = ref_new(cx->arena);
	enum db_status st = DB_OK;
	int64_t id =
	    db_get_int(cx->conn, cx->arena, &SQL_SOURCE, VALS(V(o->name)), 0);

	if (id == 0)
		st = db_insert(cx->conn, cx->arena, &SQL_SOURCE_ADD,
		    VALS(V(o->name), V(cx->now)), &id);
	if (st == DB_OK && o->save)
		st = db_exec(cx->conn, cx->arena, &SQL_SOURCE_SAVE,
		    VALS(V(id), V(o->source->mapping),
			V(scale_names[o->source->scale]),
			V(order_names[o->source->order])),
		    NULL);
	if (st == DB_OK)
		st = db_insert(cx->conn, cx->arena, &SQL_BATCH_ADD,
		    VALS(V(ref), V(id), V(cx->now)), &o->batch);
	if (st == DB_OK)
		st = audit(cx, "import", "response", ref, STR_NULL);
	return st;
}

/* What was saved for this source, where the command line says nothing. */
static void read_saved(
    struct ctx *cx, const struct import_options *o, struct import_source *s)
{
	struct rows *r =
	    db_query(cx->conn, cx->arena, &SQL_SOURCE, VALS(V(s->name)));

	if (db_next(r)) {
		if (o->map == NULL && !db_null(r, 1))
			s->mapping = str_cstr(cx->arena, db_text(r, 1));
		if (!o->scale_given && !db_null(r, 2))
			(void)!import_scale_of(db_text(r, 2), &s->scale);
		if (!o->order_given && !db_null(r, 3))
			(void)!import_date_order_of(db_text(r, 3), &s->order);
	}
	(void)db_done(r);
}

void import_source_read(
    struct ctx *cx, const struct import_options *o, struct import_source *ret)
{
	const char *name = o->source != NULL ? o->source : "file";

	*ret = (struct import_source){ .name = str_of(name),
		.mapping = o->map,
		.scale = o->scale_given ? o->scale : SCALE_NONE,
		.order = o->order };
	read_saved(cx, o, ret);
}

bool import_source_begin(
    struct ctx *cx, const struct import_options *o, struct import_source *s)
{
	struct opening open = { s->name, s, o->save_map, 0 };

	if (ctx_change(cx, open_fn, &open) != DB_OK)
		return false;
	s->batch = open.batch;
	return true;
}
