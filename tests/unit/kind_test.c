/* kind: the record engine, with two kinds of its own, on every engine. */
#include <stdlib.h>

#include "base/asset.h"
#include "base/words.h"
#include "core/audit.h"
#include "db/migrate.h"
#include "engines.h"
#include "kind/pages.h"
#include "tap.h"
#include "things.h"

static const char other_sql[] =
    "CREATE TABLE other (id $id, ref TEXT NOT NULL UNIQUE,"
    " version $int64 NOT NULL, created_at $int64 NOT NULL,"
    " created_by $int64, changed_at $int64 NOT NULL, changed_by $int64,"
    " title TEXT NOT NULL, extra TEXT);";

/* A world --------------------------------------------------------------- */

#define PEOPLE                                                          \
	"INSERT INTO person (id, ref, version, created_at, changed_at," \
	" name, fold, email, active, failed) VALUES"                    \
	" (1, 'p1', 1, 1, 1, 'Ada Boss', 'ada boss', 'a@b', 1, 0),"     \
	" (2, 'p2', 1, 1, 1, 'Bob Ward', 'bob ward', 'b@b', 1, 0)"
static const struct sql SQL_PEOPLE = { PEOPLE, SYSTEM("test") };
static const struct sql SQL_MAY = {
	"INSERT INTO may (person, cap, unit) VALUES (?1, ?2, ?3)",
	SYSTEM("test")
};
static const struct sql SQL_AUDIT = {
	"SELECT coalesce(fields, '') FROM audit WHERE kind = 'thing' AND"
	" record_ref = ?1 AND what = ?2 ORDER BY id DESC LIMIT 1",
	SYSTEM("test")
};
static const struct sql SQL_OLD = {
	"SELECT old FROM history WHERE kind = 'thing' AND record = ?1"
	" AND version = ?2",
	SYSTEM("test")
};
static const struct sql SQL_COUNT = { "SELECT count(*) FROM thing",
	SYSTEM("test") };

struct world {
	struct db *db;
	struct conn *conn;
	struct arena *arena;
	struct app app;
	struct ctx cx;
	int64_t trust, ward, other; /* units */
};

static struct migration migrations[20];

static size_t add_migrations(const char *more)
{
	size_t n = 0;

	for (; n < nmigration_assets && n < 18; n++)
		migrations[n] = (struct migration){ migration_assets[n].path,
			{ (const char *)migration_assets[n].data,
			    migration_assets[n].n } };
	migrations[n++] = (struct migration){ "9000_test.sql", str_of(more) };
	return n;
}

/* One save in a change of its own; what it gives back is in the arena. */
struct save {
	struct arena *a;
	const struct kind *k;
	void *rec;
	struct problems p;
	int64_t id, version;
	struct str ref;
};

static enum db_status save_fn(struct ctx *cx, void *arg)
{
	struct save *s = arg;
	char rec[sizeof(struct thing) + sizeof(struct unit)];

	memcpy(rec, s->rec, s->k->size);
	s->p.n = 0;
	const enum db_status st = kind_save(cx, s->k, rec, &s->p);

	s->id = record_of(rec)->id;
	s->version = record_of(rec)->version;
	s->ref = str_dup(s->a, record_of(rec)->ref);
	return st;
}

static enum db_status put(
    struct world *w, const struct kind *k, void *rec, struct problems *ret)
{
	struct save s = {
		.a = w->arena, .k = k, .rec = rec, .p.arena = w->arena
	};
	const enum db_status st = ctx_change(&w->cx, save_fn, &s);

	if (ret != NULL)
		*ret = s.p;
	if (st == DB_OK) {
		record_of(rec)->id = s.id;
		record_of(rec)->version = s.version;
		record_of(rec)->ref = s.ref;
	}
	return st;
}

static int64_t add_unit(struct world *w, const char *name, int64_t parent)
{
	struct unit u;

	record_init(&kind_unit, &u);
	u.name = str_of(name);
	u.slug = str_lower(w->arena, u.name);
	u.level = S("ward");
	u.promise = S("weekly");
	u.parent = parent;
	ok(put(w, &kind_unit, &u, NULL) == DB_OK, "unit %s is made", name);
	return u.record.id;
}

struct grant {
	int64_t person, unit;
	enum cap cap;
};

static enum db_status grant_fn(struct ctx *cx, void *arg)
{
	const struct grant *g = arg;

	return db_exec(cx->conn, cx->arena, &SQL_MAY,
	    VALS(val_int(g->person), val_int(g->cap), val_int(g->unit)), NULL);
}

static void allow(struct world *w, int64_t person, enum cap cap, int64_t unit)
{
	struct grant g = { person, unit, cap };

	ok(ctx_change(&w->cx, grant_fn, &g) == DB_OK, "person %d gets %d",
	    (int)person, (int)cap);
}

static enum db_status people_fn(struct ctx *cx, void *arg)
{
	(void)arg;
	return db_exec(cx->conn, cx->arena, &SQL_PEOPLE, NO_VALS, NULL);
}

static void act(struct world *w, int64_t person)
{
	ctx_act_as(&w->cx, person);
	w->cx.system = person == 0;
}

static void world_open(struct world *w, size_t engine)
{
	struct err e = { "" };

	*w = (struct world){ .db = engines_open(engine),
		.arena = arena_new(ARENA_COMMAND) };
	w->app.db = w->db;
	w->conn = db_conn_open(w->db, &e);
	ok(db_migrate(w->conn, migrations, add_migrations(thing_sql), &e),
	    "%s: migrated %s", engines_name(engine), e.text);
	w->cx = ctx_make(&w->app, w->arena, w->conn, "test");
	act(w, 0);
	ok(ctx_change(&w->cx, people_fn, NULL) == DB_OK, "people");
	w->trust = add_unit(w, "Trust", 0);
	w->ward = add_unit(w, "Ward", w->trust);
	w->other = add_unit(w, "Other", w->trust);
	allow(w, 2, CAP_UNIT_READ, w->ward);
	allow(w, 2, CAP_ACTION_READ, w->ward);
	allow(w, 2, CAP_ACTION_WRITE, w->ward);
	allow(w, 2, CAP_EXPORT, w->ward);
}

static void world_close(struct world *w)
{
	db_conn_close(w->conn);
	engines_close(w->db);
	arena_free(w->arena);
}

static struct thing new_thing(const struct world *w, const char *title)
{
	struct thing t;

	record_init(&kind_thing, &t);
	t.title = str_of(title);
	t.state = S("open");
	t.unit = w->ward;
	return t;
}

/* Tests ----------------------------------------------------------------- */

static void round_trip(struct world *w)
{
	struct thing t = new_thing(w, "Round trip"), back;

	t.body = S("two\nlines");
	t.code = S("c-1");
	t.amount = 7;
	t.score = 0.1;
	t.due = date_make(2026, 3, 27);
	t.seen_at = (struct instant){ 1234567 };
	t.urgent = true;
	t.secret = S("hush");
	ok(put(w, &kind_thing, &t, NULL) == DB_OK, "saved");
	ok(t.record.id > 0 && t.record.version == 1, "id and version");
	ok(kind_get(&w->cx, &kind_thing, t.record.id, &back), "read by id");
	for (size_t i = 0; i < kind_thing.nfields; i++)
		ok(field_same(&thing_fields[i], &t, &back), "%s is the same",
		    thing_fields[i].name);
	ok(kind_get_ref(&w->cx, &kind_thing, t.record.ref, &back),
	    "read by ref");
	is_int(back.record.created_by, 0, "made by the system");
	is_str(db_get_text(w->conn, w->arena, &SQL_AUDIT,
		   VALS(V(t.record.ref), V("create"))),
	    S("title,body,state,unit,code,amount,score,due,seen_at,urgent,"
	      "secret"),
	    "audit names the fields");

	struct thing none = new_thing(w, "Nothing else");

	ok(put(w, &kind_thing, &none, NULL) == DB_OK, "only what must be");
	ok(kind_get(&w->cx, &kind_thing, none.record.id, &back), "read");
	for (size_t i = 4; i < 9; i++)
		ok(field_empty(&thing_fields[i], &back), "%s has no value",
		    thing_fields[i].name);
}

static void refused(
    struct world *w, struct thing *t, const char *field, const char *sentence)
{
	struct problems p;

	ok(put(w, &kind_thing, t, &p) == DB_REFUSED && p.n == 1,
	    "refused with one sentence");
	if (p.n > 0) {
		is_str(str_of(p.list[0].field), str_of(field), "the field");
		is_str(p.list[0].sentence, str_of(sentence), "the sentence");
	}
}

static void validation(struct world *w)
{
	struct thing t = new_thing(w, "");

	refused(w, &t, "title", "Fill in “Title”");
	t = new_thing(w, "12345678901234567890123456789012345678901");
	refused(w, &t, "title", "“Title” must be 40 letters or fewer");
	t = new_thing(w, "ééééééééééééééééééééééééééééééééééééé");
	ok(put(w, &kind_thing, &t, NULL) == DB_OK, "letters, not bytes");
	t = new_thing(w, "x");
	t.state = S("odd");
	refused(w, &t, "state", "“State” must be one of the answers offered");
	t = new_thing(w, "x");
	t.amount = 100;
	refused(w, &t, "amount", "“Amount” must be between 1 and 99");
	t = new_thing(w, "x");
	t.unit = 999;
	refused(w, &t, "unit", "There is none of the name you gave for “Team”");
	t = new_thing(w, "x");
	t.unit = 0;
	refused(w, &t, "unit", "Choose “Team”");
	t = new_thing(w, "x");
	t.code = S("c-1");
	refused(w, &t, "code", "Another record has this “Code” already");
	t = new_thing(w, "forbidden");
	refused(w, &t, "title", "That is forbidden");
	t = new_thing(w, "too late");
	ok(put(w, &kind_thing, &t, NULL) == DB_REFUSED, "refused at the end");
}

static void stale(struct world *w)
{
	struct thing t = new_thing(w, "First"), mine, theirs;

	ok(put(w, &kind_thing, &t, NULL) == DB_OK, "made");
	mine = theirs = t;
	theirs.title = S("Theirs");
	ok(put(w, &kind_thing, &theirs, NULL) == DB_OK, "they save");
	is_int(theirs.record.version, 2, "version 2");
	mine.title = S("Mine");
	ok(put(w, &kind_thing, &mine, NULL) == DB_STALE, "I come too late");
	mine.record.version = 2;
	ok(put(w, &kind_thing, &mine, NULL) == DB_OK, "and again");
	ok(put(w, &kind_thing, &mine, NULL) == DB_OK &&
		mine.record.version == 3,
	    "nothing new: no new version");
	is_str(db_get_text(w->conn, w->arena, &SQL_AUDIT,
		   VALS(V(t.record.ref), V("change"))),
	    S("title"), "audit names what changed");

	const struct str old = db_get_text(
	    w->conn, w->arena, &SQL_OLD, VALS(V(t.record.id), V(1)));
	struct thing was;
	bool had[FIELDS_MAX];

	ok(record_from_json(w->arena, &kind_thing, old, &was, had),
	    "history reads back");
	is_str(was.title, S("First"), "the first title");
	ok(had[0] && !had[10], "history has no secrets");
}

static void parsing(struct world *w)
{
	struct thing t = new_thing(w, "x");
	struct problems p = { .arena = w->arena };

	ok(kind_parse(&w->cx, &thing_fields[7], S(" 27/3/2026 "), &t, &p) &&
		date_cmp(t.due, date_make(2026, 3, 27)) == 0,
	    "a date as people type it");
	ok(!kind_parse(&w->cx, &thing_fields[7], S("31/2/2026"), &t, &p) &&
		date_cmp(t.due, date_make(2026, 3, 27)) == 0,
	    "a bad date leaves the old one");
	ok(kind_parse(&w->cx, &thing_fields[2], S("done with"), &t, &p) &&
		str_is(t.state, "done"),
	    "a choice by its label");
	ok(kind_parse(&w->cx, &thing_fields[3], S("other"), &t, &p) &&
		t.unit == w->other,
	    "a reference by its title");
	ok(kind_parse(&w->cx, &thing_fields[3],
	       kind_ref_of(&w->cx, &kind_unit, w->ward), &t, &p) &&
		t.unit == w->ward,
	    "a reference by its ref");
	ok(!kind_parse(&w->cx, &thing_fields[3], S("nowhere"), &t, &p),
	    "no such title");
	ok(kind_parse(&w->cx, &thing_fields[5], S(""), &t, &p) &&
		t.amount == KIND_NO_INT,
	    "nothing typed is no value");
	is_int((int64_t)p.n, 2, "two sentences");
}

/* Bob holds his rights on one ward. */
static void rights(struct world *w)
{
	struct thing here = new_thing(w, "Here"), there = new_thing(w, "There");
	struct thing got;
	struct problems p;

	there.unit = w->other;
	ok(put(w, &kind_thing, &here, NULL) == DB_OK &&
		put(w, &kind_thing, &there, NULL) == DB_OK,
	    "two things");
	act(w, 2);
	ok(kind_get(&w->cx, &kind_thing, here.record.id, &got), "sees his");
	ok(!kind_get(&w->cx, &kind_thing, there.record.id, &got),
	    "not the other's");
	is_str(kind_title(&w->cx, &kind_thing, there.record.id), S(""),
	    "not even its title");
	here.body = S("changed by Bob");
	ok(put(w, &kind_thing, &here, NULL) == DB_OK, "changes his");
	there.body = S("changed by Bob");
	ok(put(w, &kind_thing, &there, &p) == DB_REFUSED, "not the other's");
	got = here;
	got.unit = w->other;
	ok(put(w, &kind_thing, &got, &p) == DB_REFUSED, "cannot move it away");
	got = new_thing(w, "Smuggled");
	got.unit = w->other;
	ok(put(w, &kind_thing, &got, &p) == DB_REFUSED,
	    "cannot make one elsewhere");

	struct unit u;

	record_init(&kind_unit, &u);
	u.name = u.slug = S("New ward");
	u.level = u.promise = S("x");
	u.parent = w->ward;
	ok(put(w, &kind_unit, &u, &p) == DB_REFUSED, "makes no units");
	ctx_act_as(&w->cx, 0);
	ok(!kind_get(&w->cx, &kind_thing, here.record.id, &got),
	    "nobody is not the system");
	ok(put(w, &kind_thing, &here, &p) == DB_REFUSED, "nor saves");
	act(w, 0);
}

/* Lists ----------------------------------------------------------------- */

struct many {
	struct world *w;
	int64_t n;
};

static enum db_status many_fn(struct ctx *cx, void *arg)
{
	const struct many *m = arg;
	enum db_status st = DB_OK;

	for (int64_t i = 0; st == DB_OK && i < m->n; i++) {
		/* Few different values, so that order hangs on the id. */
		struct problems p = { .arena = cx->arena };
		struct thing t = new_thing(m->w, i % 3 == 0 ? "Same" : "same");

		if (i % 4 != 0)
			t.due = date_add(date_make(2026, 1, 1), (int)(i % 5));
		if (i % 7 != 0)
			t.amount = 1 + i % 9;
		if (i % 5 == 0)
			t.score = (double)(i % 11) / 3;
		t.unit = i % 2 == 0 ? m->w->ward : m->w->other;
		st = kind_save(cx, &kind_thing, &t, &p);
	}
	return st;
}

static struct list_query ask(const char *sort)
{
	struct form_field f = { .name = S("sort"), .value = str_of(sort) };
	const struct form in = { &f, 1 };
	struct list_query q;

	list_query_read(&kind_thing, &in, &q);
	return q;
}

/* Walks the list one way from where q is. The first page of a list is always
 * a whole one, so that backwards it may show again what was shown: `shown`
 * rows are left when walking backwards. */
static size_t walk(
    struct world *w, struct list_query q, bool back, size_t left, int64_t *ids)
{
	size_t n = 0;
	struct list_page p;

	while (left > 0 && list_read(&w->cx, &q, &p) == DB_OK && p.n > 0) {
		const size_t first = back && p.n > left ? left : p.n;

		for (size_t i = 0; i < first && i < left; i++)
			ids[n++] = record_of(
			    list_row(&q, &p, back ? first - 1 - i : i))
				       ->id;
		left -= first < left ? first : left;
		if (!back && p.start + (int64_t)p.n == p.total)
			break;
		q.after =
		    back ? STR_NULL : record_of(list_row(&q, &p, p.n - 1))->ref;
		q.before =
		    back ? record_of(list_row(&q, &p, 0))->ref : STR_NULL;
	}
	return n;
}

static void paging_by(struct world *w, const char *sort, size_t total)
{
	int64_t *there = xcalloc(total + 1, sizeof(*there));
	int64_t *back = xcalloc(total + 1, sizeof(*back));
	struct list_query q = ask(sort);
	const size_t n = walk(w, q, false, total + 1, there);
	bool distinct = true, same = true;

	is_int((int64_t)n, (int64_t)total, "forwards: all");
	for (size_t i = 0; i < n; i++)
		for (size_t j = i + 1; j < n; j++)
			distinct = distinct && there[i] != there[j];
	ok(distinct, "sorted by %s: each once", sort);

	/* Back from the last row: all before it, in the opposite order. */
	struct thing last;

	if (!ok(kind_get(&w->cx, &kind_thing, there[n - 1], &last), "last"))
		return;
	q.before = last.record.ref;
	const size_t m = walk(w, q, true, n - 1, back);

	is_int((int64_t)m, (int64_t)n - 1, "backwards: all but the last");
	for (size_t i = 0; i < m && m == n - 1; i++)
		same = same && back[i] == there[n - 2 - i];
	ok(same, "sorted by %s: the same order backwards", sort);
	free(there);
	free(back);
}

static void lists(struct world *w)
{
	struct many m = { w, 1000 };
	struct list_page p;
	struct list_query q = ask("nonsense");
	int64_t ids[2000];

	ok(ctx_change(&w->cx, many_fn, &m) == DB_OK, "a thousand things");
	const int64_t total =
	    db_get_int(w->conn, w->arena, &SQL_COUNT, NO_VALS, 0);

	/* An edge that divides by the page size, for backward paging. */
	ok(q.sort == &thing_fields[0], "nonsense sorts by the title");
	ok(list_read(&w->cx, &q, &p) == DB_OK && p.n == PAGE_ROWS &&
		p.start == 0 && p.total == total,
	    "1 to 50 of all");
	static const char *const sorts[] = { "title", "-title", "due", "-due",
		"amount", "score", "-unit", "state", "created_at" };

	for (size_t i = 0; i < NELEM(sorts); i++)
		is_int((int64_t)walk(w, ask(sorts[i]), false, NELEM(ids), ids),
		    total, sorts[i]);
	paging_by(w, "title", (size_t)total);
	paging_by(w, "-amount", (size_t)total);

	q = ask("title");
	q.search = S("rou");
	ok(list_read(&w->cx, &q, &p) == DB_OK && p.total == 1, "search");
	q.search = S("ound");
	ok(list_read(&w->cx, &q, &p) == DB_OK && p.total == 0,
	    "a word from its start");
	q.search = S("%");
	ok(list_read(&w->cx, &q, &p) == DB_OK && p.total == 0, "no wildcards");
	act(w, 2);
	q = ask("title");
	ok(list_read(&w->cx, &q, &p) == DB_OK && p.total < total - 400,
	    "only one ward's");
	bool his = true;

	for (size_t i = 0; i < p.n; i++)
		his = his &&
		      ((struct thing *)list_row(&q, &p, i))->unit == w->ward;
	ok(his, "every one of them");
	act(w, 0);
}

static void filters(struct world *w)
{
	const struct str ward = kind_ref_of(&w->cx, &kind_unit, w->ward);
	struct form_field f[] = { { .name = S("state"), .value = S("open") },
		{ .name = S("unit"), .value = ward },
		{ .name = S("urgent"), .value = S("yes") },
		{ .name = S("secret"), .value = S("hush") },
		{ .name = S("amount"), .value = S("7") },
		{ .name = S("after"), .value = S("no such record") } };
	const struct form in = { f, NELEM(f) };
	struct list_query q;
	struct list_page p;

	list_query_read(&kind_thing, &in, &q);
	is_int((int64_t)q.nfilters, 3, "only the fields that filter do");
	ok(list_read(&w->cx, &q, &p) == DB_OK && p.total == 1 && p.n == 1,
	    "one urgent thing");
	f[0].value = S("' OR 1=1");
	list_query_read(&kind_thing, &in, &q);
	is_int((int64_t)q.nfilters, 2, "nonsense is passed over");
}

/* CSV ------------------------------------------------------------------- */

static bool into_buf(void *arg, struct str s)
{
	buf_str(arg, s);
	return true;
}

static void csv(struct world *w)
{
	struct buf b = buf_make(BUF_PAGE);
	struct import_report *rep = ARENA_NEW(w->arena, struct import_report);
	struct err e;
	const int64_t total =
	    db_get_int(w->conn, w->arena, &SQL_COUNT, NO_VALS, 0);

	ok(kind_export_csv(&w->cx, &kind_thing, into_buf, &b), "out");
	ok(str_starts(buf_view(&b),
	       S("\xef\xbb\xbfref,title,body,state,state_label,unit,"
		 "unit_title,code,")),
	    "header");
	ok(str_find(buf_view(&b), S("hush")) == SIZE_MAX, "no secrets");
	ok(kind_import_csv(&w->cx, &kind_thing, buf_view(&b), rep, &e),
	    "in: %s", e.text);
	is_int(rep->same, total, "all as before");
	is_int(rep->bad + rep->changed + rep->created, 0, "nothing else");
	ok(str_null(rep->unused), "every column is known");

	struct buf mine = buf_make(BUF_PAGE);

	act(w, 2);
	ok(kind_export_csv(&w->cx, &kind_thing, into_buf, &mine), "Bob's");
	ok(mine.n < b.n * 2 / 3 &&
		str_find(buf_view(&mine), S(",Other,")) == SIZE_MAX,
	    "holds only what he sees");
	act(w, 0);
	buf_free(&mine);
	buf_free(&b);
}

static void csv_lines(struct world *w)
{
	static const struct str text =
	    STR("title;state;unit;due;amount;body;what\r\n"
		"'=1+1;open;Ward;27/3/2026;5;\"a;\"\"b\"\"\nc\";?\r\n"
		"Bad date;open;Ward;31/2/2026;;;\r\n"
		"No team;open;Nowhere;;;;\r\n"
		"too late;open;Ward;;;;\r\n"
		"forbidden;open;Ward;;;;\r\n"
		"Good;Open still;Ward;;;;\r\n");
	struct import_report *rep = ARENA_NEW(w->arena, struct import_report);
	struct err e;
	struct list_query q = ask("-created_at");
	struct list_page p;

	ok(kind_import_csv(&w->cx, &kind_thing, text, rep, &e), "taken");
	is_int(rep->created, 2, "two good lines");
	is_int(rep->bad, 4, "four bad ones");
	is_str(rep->unused, S("what"), "an unknown column is named");
	is_int(rep->lines[0].line, 4, "the line's number in the file");
	is_str(rep->lines[0].sentence,
	    S("“Due” must be a real date, like 27/3/2026"), "and its reason");
	q.search = S("=1+1");
	ok(list_read(&w->cx, &q, &p) == DB_OK && p.n == 1, "guard taken off");
	const struct thing *t = list_row(&q, &p, 0);

	is_str(t->title, S("=1+1"), "title");
	is_str(t->body, S("a;\"b\"\nc"), "quotes and lines");
	ok(!kind_import_csv(&w->cx, &kind_thing, S("x,y\n1,2\n"), rep, &e) &&
		e.text[0] != '\0',
	    "a file of something else: %s", e.text);
}

/* Pages ----------------------------------------------------------------- */

#define HOSTILE "<script>alert(\"1\")</script>&'`"

static struct req request(struct world *w)
{
	static const struct route route = { HTTP_GET, "/k/{kind}/{ref}", NULL,
		CAP_NONE, 0 };

	return (struct req){ .cx = w->cx,
		.route = &route,
		.status = 200,
		.csrf = S("token"),
		.out = buf_make(BUF_PAGE) };
}

static void clean(struct req *r, const char *what)
{
	const struct str page = buf_view(&r->out);

	ok(str_find(page, S("&lt;script&gt;")) != SIZE_MAX, "%s: shown", what);
	ok(str_find(page, S("<script")) == SIZE_MAX, "%s: escaped", what);
	ok(str_find(page, S("alert(\"")) == SIZE_MAX, "%s: quotes too", what);
	ok(str_find(page, S("hush")) == SIZE_MAX, "%s: no secrets", what);
	buf_reset(&r->out);
}

static void hostile(struct world *w)
{
	struct unit u;
	struct thing t = new_thing(w, HOSTILE);
	struct req r = request(w);
	struct list_query q = ask("-created_at");
	struct list_page p;
	struct form_state s;

	record_init(&kind_unit, &u);
	u.name = u.slug = u.level = u.promise = S(HOSTILE);
	u.parent = w->trust;
	ok(put(w, &kind_unit, &u, NULL) == DB_OK, "a hostile unit");
	t.unit = u.record.id;
	t.code = t.body = S(HOSTILE);
	t.secret = S("hush");
	ok(put(w, &kind_thing, &t, NULL) == DB_OK, "a hostile thing");
	t.body = S("mild");
	ok(put(w, &kind_thing, &t, NULL) == DB_OK, "with a history");
	q.search = S("<script>alert(\"1\")</script>&'`");
	ok(list_read(&w->cx, &q, &p) == DB_OK && p.n == 1, "found");
	render_list(&r, &q, &p);
	clean(&r, "list");
	q.board = list_board_field(&kind_thing);
	render_list(&r, &q, &p);
	clean(&r, "board");
	render_record(&r, &kind_thing, &t);
	clean(&r, "record");
	form_start(&r, &kind_thing, &t, &s);
	render_form(&r, &s);
	clean(&r, "form");
	buf_free(&r.out);
}

static void typed_again(struct world *w)
{
	struct thing t = new_thing(w, "Typed");
	struct req r = request(w);
	struct form_state s;
	struct form_field f[] = { { .name = S("version"), .value = S("1") },
		{ .name = S("title"), .value = S("New title") },
		{ .name = S("state"), .value = S("open") },
		{ .name = S("due"), .value = S("31/2/2026") },
		{ .name = S("amount"), .value = S("lots") } };

	t.due = date_make(2026, 1, 2);
	ok(put(w, &kind_thing, &t, NULL) == DB_OK, "made");
	form_start(&r, &kind_thing, &t, &s);
	is_str(s.typed[7], S("2/1/2026"), "a date as people write it");
	r.form = (struct form){ f, NELEM(f) };
	form_start(&r, &kind_thing, &t, &s);
	form_take(&r, &s);
	is_int((int64_t)s.p.n, 2, "two things are wrong");
	render_form(&r, &s);
	const struct str page = buf_view(&r.out);

	ok(str_find(page, S("value=\"31/2/2026\"")) != SIZE_MAX,
	    "the bad date as it was typed");
	ok(str_find(page, S("value=\"lots\"")) != SIZE_MAX, "the bad number");
	ok(str_find(page, S("href=\"#amount\"")) <
		str_find(page, S("href=\"#due\"")),
	    "in the order of the form");
	ok(str_find(page, S("href=\"#due\"")) != SIZE_MAX &&
		str_find(page, S("id=\"due\"")) != SIZE_MAX,
	    "the summary links to the field");

	/* Meanwhile somebody else saves. */
	struct thing theirs = t;

	theirs.title = S("Their title");
	ok(put(w, &kind_thing, &theirs, NULL) == DB_OK, "they save");
	f[3].value = S("27/3/2026");
	f[4].value = S("");
	ok(kind_get(&w->cx, &kind_thing, t.record.id, s.rec), "read again");
	s.p.n = 0;
	form_take(&r, &s);
	is_int(record_of(s.work)->version, 1, "the version that the form saw");
	form_stale(&r, &s);
	buf_reset(&r.out);
	render_form(&r, &s);
	const struct str again = buf_view(&r.out);

	ok(str_find(again, S("value=\"New title\"")) != SIZE_MAX,
	    "what was typed is there");
	ok(str_find(again, S("became “Their title” meanwhile: the system")) !=
		SIZE_MAX,
	    "and what it became, by whom");
	ok(str_find(again, S("name=\"version\" value=\"2\"")) != SIZE_MAX,
	    "saving again will count");
	ok(str_find(again, S("“Due” became")) == SIZE_MAX,
	    "nothing about what nobody else changed");
	buf_free(&r.out);
}

static void output(struct world *w)
{
	struct buf b = buf_make(BUF_PAGE);
	struct thing t = new_thing(w, "quote \" and \\ \x01");

	kind_json(&w->cx, &kind_thing, &t, &b);
	ok(str_find(buf_view(&b), S("\"quote \\\" and \\\\ \\u0001\"")) !=
		SIZE_MAX,
	    "JSON escapes");
	ok(str_find(buf_view(&b), S("\"title\": \"Ward\"")) != SIZE_MAX,
	    "JSON says what is linked");
	ok(str_find(buf_view(&b), S("secret")) == SIZE_MAX,
	    "JSON has no secrets");
	buf_reset(&b);
	kind_describe_csv(&w->cx, &kind_thing, &b);
	ok(str_find(buf_view(&b),
	       S("\r\nstate,choice,yes,\"open = Open still; done = Done with\"")) !=
		SIZE_MAX,
	    "columns are described");
	buf_free(&b);
}

/* The schema ------------------------------------------------------------ */

struct other {
	struct record record;
	struct str title, extra, missing;
};
static const struct field other_fields[] = {
	{ COL(struct other, title), .label = "Title", .flags = TITLE },
	{ COL(struct other, extra), .label = "Extra" },
	{ COL(struct other, missing), .label = "Missing" },
};

/* The first `nfields` of the table above; want NULL: all is well. */
static void schema_says(
    struct conn *c, size_t nfields, unsigned flags, const char *want)
{
	static struct field fields[3];
	static struct kind k;
	static const struct kind *const one[] = { &k };
	struct err e = { "" };

	memcpy(fields, other_fields, sizeof(fields));
	fields[0].flags |= flags;
	k = kind_thing;
	k.name = "other";
	k.path = "others";
	k.fields = fields;
	k.nfields = nfields;
	k.size = sizeof(struct other);
	k.fold = false;
	k.unit = NULL;
	k.system = "test";
	kinds_register(one, 1);
	ok(kinds_check_schema(c, &e) == (want == NULL), "schema: %s", e.text);
	ok(want == NULL || str_find(str_of(e.text), str_of(want)) != SIZE_MAX,
	    "%s", want != NULL ? want : "agrees");
	kinds_register(things_kinds, NELEM(things_kinds));
}

static void schema(size_t engine)
{
	struct err e = { "" };
	struct db *db = engines_open(engine);
	struct conn *c = db_conn_open(db, &e);

	ok(db_migrate(c, migrations, add_migrations(other_sql), &e), "other");
	schema_says(c, 2, REQUIRED, NULL);
	schema_says(c, 1, REQUIRED, "extra: is not in its field table");
	schema_says(c, 3, REQUIRED, "missing: is not in the database");
	schema_says(c, 2, 0, "title: is NOT NULL");
	ok(!kinds_check_schema(c, &e) &&
		str_find(str_of(e.text), S("thing")) != SIZE_MAX,
	    "a table that is not there: %s", e.text);
	db_conn_close(c);
	engines_close(db);
}

static void all(struct world *w)
{
	struct err e = { "" };

	ok(kinds_check_schema(w->conn, &e), "tables agree %s", e.text);
	round_trip(w);
	validation(w);
	stale(w);
	parsing(w);
	rights(w);
	lists(w);
	filters(w);
	csv(w);
	csv_lines(w);
	hostile(w);
	typed_again(w);
	output(w);
}

int main(void)
{
	kinds_register(things_kinds, NELEM(things_kinds));
	for (size_t i = 0; i < engines_count(); i++) {
		struct world w;

		world_open(&w, i);
		all(&w);
		world_close(&w);
		schema(i);
	}
	return tap_done();
}
