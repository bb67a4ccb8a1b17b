/*
 * save.c: a record into its table, with its history and its audit row, in the
 * caller's change.
 */
#include "kind/engine.h"

#include <assert.h>

#include "base/fold.h"
#include "base/random.h"
#include "base/words.h"
#include "core/audit.h"

/* One save under way. */
struct saving {
	struct ctx *cx;
	const struct kind *k;
	void *rec;
	void *old; /* NULL: a new record */
	struct problems *p;
	bool changed[FIELDS_MAX];
	size_t nchanged;
};

static struct val fold_val(const struct saving *s)
{
	const struct field *f = kind_title_field(s->k);

	return val_text(
	    str_fold(s->cx->arena, *(struct str *)field_of(f, s->rec)));
}

static enum db_status load_old(struct saving *s)
{
	bool found;
	enum db_status st;

	if (record_of(s->rec)->id == 0)
		return DB_OK;
	s->old = record_new(s->cx->arena, s->k);
	st = record_fetch(
	    s->cx, s->k, record_of(s->rec)->id, STR_NULL, s->old, &found);
	if (st != DB_OK)
		return st;
	if (!found) {
		problem_add(s->p, NULL,
		    T("This record is no longer here, or no longer yours to "
		      "see"));
		return DB_REFUSED;
	}
	return record_of(s->old)->version == record_of(s->rec)->version
		   ? DB_OK
		   : DB_STALE;
}

static void find_changes(struct saving *s)
{
	for (size_t i = 0; i < s->k->nfields; i++) {
		const struct field *f = &s->k->fields[i];

		s->changed[i] = s->old != NULL ? !field_same(f, s->old, s->rec)
					       : !field_empty(f, s->rec);
		s->nchanged += s->changed[i] ? 1 : 0;
	}
}

/* The names of the changed fields, with commas: what an audit row says. */
static struct str changed_names(const struct saving *s)
{
	struct buf b = buf_make((size_t)64 << 10);

	for (size_t i = 0; i < s->k->nfields; i++) {
		if (!s->changed[i])
			continue;
		if (b.n > 0)
			buf_byte(&b, ',');
		buf_cstr(&b, s->k->fields[i].name);
	}
	const struct str ret = str_dup(s->cx->arena, buf_view(&b));

	buf_free(&b);
	return ret;
}

static void head_for(struct saving *s)
{
	struct record *head = record_of(s->rec);

	head->changed_at = s->cx->now;
	head->changed_by = s->cx->person;
	if (s->old != NULL) {
		const struct record *was = record_of(s->old);

		head->ref = was->ref;
		head->created_at = was->created_at;
		head->created_by = was->created_by;
		return;
	}
	/* A ref that the maker chose is kept: an import restores records. */
	if (str_null(head->ref))
		head->ref = ref_new(s->cx->arena);
	head->created_at = s->cx->now;
	head->created_by = s->cx->person;
	head->version = 1;
}

static void insert_columns(struct sqlb *b, const struct kind *k)
{
	sqlb_add(b,
	    " (ref, version, created_at, created_by, changed_at, changed_by");
	for (size_t i = 0; i < k->nfields; i++) {
		sqlb_add(b, ", ");
		sqlb_name(b, k->fields[i].name);
	}
	sqlb_add(b, k->fold ? ", fold) VALUES (" : ") VALUES (");
}

static enum db_status insert(struct saving *s)
{
	struct record *head = record_of(s->rec);
	struct sqlb b;

	sqlb_init(&b, s->cx->arena, (int)s->k->write);
	sqlb_add(&b, "INSERT INTO ");
	sqlb_name(&b, s->k->name);
	insert_columns(&b, s->k);
	const struct val first[] = { val_text(head->ref),
		val_int(head->version), val_instant(head->created_at),
		val_ref(head->created_by), val_instant(head->changed_at),
		val_ref(head->changed_by) };

	for (size_t i = 0; i < NELEM(first); i++) {
		sqlb_add(&b, i > 0 ? ", " : "");
		sqlb_val(&b, first[i]);
	}
	for (size_t i = 0; i < s->k->nfields; i++) {
		sqlb_add(&b, ", ");
		sqlb_val(&b, field_val(&s->k->fields[i], s->rec));
	}
	if (s->k->fold) {
		sqlb_add(&b, ", ");
		sqlb_val(&b, fold_val(s));
	}
	sqlb_add(&b, ") RETURNING id");

	struct rows *r = db_query_built(s->cx->conn, &b);

	if (db_next(r))
		head->id = db_int(r, 0);
	return db_done(r);
}

static enum db_status update(struct saving *s)
{
	struct record *head = record_of(s->rec);
	struct sqlb b;
	int64_t touched = 0;

	sqlb_init(&b, s->cx->arena, (int)s->k->write);
	sqlb_add(&b, "UPDATE ");
	sqlb_name(&b, s->k->name);
	sqlb_add(&b, " SET version = version + 1, changed_at = ");
	sqlb_val(&b, val_instant(head->changed_at));
	sqlb_add(&b, ", changed_by = ");
	sqlb_val(&b, val_ref(head->changed_by));
	for (size_t i = 0; i < s->k->nfields; i++) {
		if (!s->changed[i])
			continue;
		sqlb_add(&b, ", ");
		sqlb_name(&b, s->k->fields[i].name);
		sqlb_add(&b, " = ");
		sqlb_val(&b, field_val(&s->k->fields[i], s->rec));
	}
	if (s->k->fold) {
		sqlb_add(&b, ", fold = ");
		sqlb_val(&b, fold_val(s));
	}
	sqlb_add(&b, " WHERE id = ");
	sqlb_val(&b, val_int(head->id));
	sqlb_add(&b, " AND version = ");
	sqlb_val(&b, val_int(head->version));

	const enum db_status st = db_exec_built(s->cx->conn, &b, &touched);

	if (st != DB_OK)
		return st;
	head->version++;
	return touched == 1 ? DB_OK : DB_STALE;
}

/* An index knew better than the checks: two saves at one time, or an index
 * over several columns. */
static enum db_status explain(struct saving *s, enum db_status st)
{
	if (st != DB_DUPLICATE && st != DB_REFUSED)
		return st;
	problem_add(s->p, NULL,
	    st == DB_DUPLICATE
		? T("There is a record like this already")
		: T("The database refused this record: it does not fit the "
		    "others"));
	return DB_REFUSED;
}

static enum db_status write_trail(struct saving *s)
{
	const struct record *head = record_of(s->rec);
	enum db_status st = DB_OK;

	if (s->old != NULL)
		st = history_add(s->cx, s->k->name, head->id,
		    record_of(s->old)->version,
		    record_json(s->cx->arena, s->k, s->old));
	if (st == DB_OK)
		st = audit(s->cx, s->old != NULL ? "change" : "create",
		    s->k->name, head->ref, changed_names(s));
	return st;
}

static enum db_status write_record(struct saving *s)
{
	enum db_status st = DB_OK;

	if (s->k->before_save != NULL)
		st = s->k->before_save(s->cx, s->rec, s->old == NULL);
	if (st != DB_OK)
		return st;
	find_changes(s);
	if (s->old != NULL && s->nchanged == 0)
		return DB_OK;
	head_for(s);
	st = explain(s, s->old != NULL ? update(s) : insert(s));
	if (st == DB_OK)
		st = write_trail(s);
	if (st == DB_OK && s->k->after_save != NULL)
		st = s->k->after_save(s->cx, s->rec, s->old == NULL);
	return st;
}

enum db_status kind_save(
    struct ctx *cx, const struct kind *k, void *rec, struct problems *p)
{
	struct saving s = { .cx = cx, .k = k, .rec = rec, .p = p };
	enum db_status st;

	assert(!k->view);
	st = load_old(&s);

	if (st == DB_OK)
		st = record_check(cx, k, s.old, rec, p);
	if (st != DB_OK)
		return st;
	return p->n > 0 ? DB_REFUSED : write_record(&s);
}
