/* core: rights, settings, trail, sessions, files and erasure, both engines. */
#include "core/audit.h"
#include "core/closed_days.h"
#include "core/erasure.h"
#include "core/file.h"
#include "core/session.h"
#include "core/setting.h"
#include "tap.h"
#include "world.h"

static struct world w;

static int64_t one(const struct sql *q)
{
	return db_get_int(w.cx.conn, w.cx.arena, q, NO_VALS, -1);
}

/* Runs a function of core in a change. */
static enum db_status run(ctx_change_fn *fn, void *arg)
{
	return ctx_change(&w.cx, fn, arg);
}

struct text_arg {
	const struct sql *q;
	struct val v;
};

static enum db_status exec_fn(struct ctx *cx, void *arg)
{
	const struct text_arg *t = arg;

	return db_exec(cx->conn, cx->arena, t->q, &t->v, 1, NULL);
}

static void change(const struct sql *q, struct val v)
{
	struct text_arg t = { q, v };

	ok(run(exec_fn, &t) == DB_OK, "%.40s", q->text);
}

/* Rights -------------------------------------------------------------- */

static const struct sql SQL_MAYS = { "SELECT COUNT(*) FROM may", WORLD_SYSTEM };
static const struct sql SQL_UNTIL = {
	"UPDATE appointment SET until_on = ?1 WHERE role = 'ward_manager'",
	WORLD_SYSTEM
};
static const struct sql SQL_INACTIVE = {
	"UPDATE person SET active = 0 WHERE id = ?1", WORLD_SYSTEM
};
static const struct sql SQL_MOVE = {
	"UPDATE unit SET parent = (SELECT MIN(id) FROM unit) WHERE id = ?1",
	WORLD_SYSTEM
};
static const struct sql SQL_CANARY = {
	"SELECT COUNT(*) FROM unit u WHERE " SCOPE("u.id"),
	SCOPED(CAP_RESPONSE_READ)
};

static enum db_status person_fn(struct ctx *cx, void *arg)
{
	return may_rebuild_person(cx, *(int64_t *)arg);
}

static enum db_status unit_fn(struct ctx *cx, void *arg)
{
	return may_rebuild_unit(cx, *(int64_t *)arg);
}

static void test_may(void)
{
	int64_t trust = world_unit(&w, "Trust", "trust", 0);
	int64_t surgery = world_unit(&w, "Surgery", "directorate", trust);
	int64_t ward = world_unit(&w, "Ward 1", "team", surgery);
	int64_t other = world_unit(&w, "Ward 2", "team", trust);
	int64_t ann = world_person(&w, "Ann"), bob = world_person(&w, "Bob");
	int64_t before;

	world_appoint(&w, ann, surgery, "ward_manager");
	world_appoint(&w, bob, trust, "administrator");
	world_as(&w, ann);
	ok(may(&w.cx, CAP_RESPONSE_READ, ward), "a manager reads below");
	ok(may(&w.cx, CAP_RESPONSE_READ, surgery), "and at the unit itself");
	ok(!may(&w.cx, CAP_RESPONSE_READ, trust), "not above");
	ok(!may(&w.cx, CAP_RESPONSE_READ, other), "not beside");
	ok(!may_anywhere(&w.cx, CAP_COMMENT_ORIGINAL), "and no originals");
	is_int(one(&SQL_CANARY), 2, "SCOPE sees two units");
	world_as(&w, bob);
	ok(may(&w.cx, CAP_PERSON_ADMIN, ward), "an administrator everywhere");
	ok(!may_anywhere(&w.cx, CAP_RESPONSE_READ), "but reads no responses");
	is_int(one(&SQL_CANARY), 0, "SCOPE sees none");
	world_as(&w, 0);
	w.cx.system = false;
	ok(!may_anywhere(&w.cx, CAP_UNIT_READ), "nobody may nothing");
	w.cx.system = true;

	change(&SQL_MOVE, val_int(ward));
	ok(run(unit_fn, &ward) == DB_OK, "the ward moved");
	world_as(&w, ann);
	ok(!may(&w.cx, CAP_RESPONSE_READ, ward), "rights do not go with it");
	ok(may(&w.cx, CAP_RESPONSE_READ, surgery), "and stay where they were");
	world_as(&w, 0);
	before = one(&SQL_MAYS);
	world_rights(&w);
	is_int(one(&SQL_MAYS), before, "a whole rebuild finds nothing to do");

	change(&SQL_UNTIL, V(w.cx.today));
	ok(run(person_fn, &ann) == DB_OK, "until today");
	world_as(&w, ann);
	ok(!may_anywhere(&w.cx, CAP_UNIT_READ), "is not on that day any more");
	world_as(&w, 0);
	change(&SQL_INACTIVE, val_int(bob));
	world_rights(&w);
	is_int(one(&SQL_MAYS), 0, "who left has no rights");
}

static void test_roles(void)
{
	size_t n, bad = 0;
	const struct role *r = may_roles(&n);

	for (size_t i = 0; i < n; i++)
		for (size_t j = 0; j < r[i].ncaps; j++)
			if (r[i].caps[j] == CAP_NONE ||
			    r[i].caps[j] >= CAP__MAX)
				bad++;
	is_int((int64_t)bad, 0, "roles open capabilities that exist");
	ok(may_role(S("moderator")) != NULL && may_role(S("king")) == NULL,
	    "roles by code");
}

/* Settings ------------------------------------------------------------ */

struct put {
	const char *name, *value;
	struct err e;
};

static enum db_status put_fn(struct ctx *cx, void *arg)
{
	struct put *p = arg;

	return setting_put(cx, str_of(p->name), str_of(p->value), &p->e);
}

static enum db_status put(const char *name, const char *value)
{
	struct put p = { name, value, { "" } };
	const enum db_status st = run(put_fn, &p);

	ok(st == DB_OK || p.e.text[0] != '\0', "a sentence when refused");
	return st;
}

static void test_setting(void)
{
	int64_t eve = world_person(&w, "Eve");
	size_t n, bad = 0;
	const struct setting *all = settings_all(&n);

	for (size_t i = 0; i < n; i++) {
		struct put p = { all[i].name, all[i].initial, { "" } };

		bad += run(put_fn, &p) != DB_OK;
	}
	is_int((int64_t)bad, 0, "every default is a good value");
	is_int(setting_int(&w.cx, "contact_back_days"), 90, "a default");
	ok(put("contact_back_days", " 30 ") == DB_OK, "a number");
	is_int(setting_int(&w.cx, "contact_back_days"), 30, "is kept");
	ok(put("contact_back_days", "0") == DB_REFUSED, "too small");
	ok(put("contact_back_days", "3e1") == DB_REFUSED, "no number");
	ok(put("small_number", "4") == DB_REFUSED, "never below five");
	ok(put("base_url", "https://heard.example/") == DB_REFUSED, "slash");
	ok(put("base_url", "javascript:x") == DB_REFUSED, "no web address");
	ok(put("base_url", "https://heard.example") == DB_OK, "an address");
	ok(put("nonsense", "1") == DB_REFUSED, "no such setting");
	world_as(&w, eve);
	ok(put("contact_back_days", "31") == DB_REFUSED, "not without right");
	world_as(&w, 0);
	{
		const int64_t top = world_unit(&w, "Top", "trust", 0);
		const int64_t part = world_unit(&w, "Part", "directorate", top);
		const int64_t boss = world_person(&w, "Boss");

		world_appoint(&w, eve, part, "administrator");
		world_appoint(&w, boss, top, "administrator");
		world_as(&w, eve);
		ok(may_anywhere(&w.cx, CAP_SETTING_ADMIN) &&
			put("contact_back_days", "31") == DB_REFUSED,
		    "not with the right on a part");
		world_as(&w, boss);
		ok(put("contact_back_days", "31") == DB_OK, "on the trust");
		ok(put("demo", "1") == DB_REFUSED, "what is fixed stays");
	}
	world_as(&w, 0);
}

/* A request reads the settings once, but sees its own changes; and the next
 * one sees everybody's. */
static void test_setting_memo(void)
{
	struct ctx first = w.cx, next = w.cx;
	struct put own = { "contact_back_days", "41", { "" } };

	setting_remember(&first);
	is_int(setting_int(&first, "contact_back_days"), 31, "read once");
	ok(put("contact_back_days", "40") == DB_OK, "somebody changes it");
	is_int(setting_int(&first, "contact_back_days"), 31,
	    "a request sees one state");
	setting_remember(&next);
	is_int(setting_int(&next, "contact_back_days"), 40,
	    "the next request sees the change");
	is_int(setting_int(&w.cx, "contact_back_days"), 40,
	    "and so does who remembers nothing");
	is_int(ctx_change(&first, put_fn, &own), DB_OK, "a change of its own");
	is_int(setting_int(&first, "contact_back_days"), 41, "which it sees");
	is_int(setting_int(&next, "small_number"), 5, "a default, remembered");
}

/* Audit --------------------------------------------------------------- */

static enum db_status audit_fn(struct ctx *cx, void *arg)
{
	(void)arg;
	return audit(cx, "create", "unit", S("abc"), S("name,level"));
}

static enum db_status seal_fn(struct ctx *cx, void *arg)
{
	return audit_seal(cx, arg);
}

static int64_t seal_all(void)
{
	int64_t n = 0;

	ok(run(seal_fn, &n) == DB_OK, "sealed");
	return n;
}

static const struct sql SQL_FORGE = {
	"UPDATE audit SET fields = ?1 WHERE id = (SELECT MIN(id) FROM audit)",
	WORLD_SYSTEM
};
static const struct sql SQL_FIELDS = {
	"SELECT fields FROM audit WHERE id = (SELECT MIN(id) FROM audit)",
	WORLD_SYSTEM
};
static const struct sql SQL_DROP_ROW = {
	"DELETE FROM audit WHERE id = (SELECT MAX(id) FROM audit)"
	" AND what <> ?1",
	WORLD_SYSTEM
};

static void test_audit(void)
{
	struct audit_report r;
	struct str head, was;

	ok(run(audit_fn, NULL) == DB_OK, "a row");
	ok(seal_all() >= 1, "is sealed");
	is_int(seal_all(), 0, "once");
	ok(audit_verify(&w.cx, &r) && r.seals == 1 && r.unsealed == 0,
	    "the seal holds");
	head = r.head;
	is_int((int64_t)head.n, 64, "a head to file");
	ok(run(audit_fn, NULL) == DB_OK && run(audit_fn, NULL) == DB_OK,
	    "two more rows");
	ok(audit_verify(&w.cx, &r) && r.unsealed == 2, "not sealed yet");
	is_int(seal_all(), 2, "sealed");
	ok(audit_verify(&w.cx, &r) && r.seals == 2 && !str_eq(r.head, head),
	    "the head moved on");
	was = db_get_text(w.cx.conn, w.cx.arena, &SQL_FIELDS, NO_VALS);
	change(&SQL_FORGE, V("nothing"));
	ok(!audit_verify(&w.cx, &r) && r.first_bad_seal > 0, "a forged row");
	change(&SQL_FORGE, V(was));
	ok(audit_verify(&w.cx, &r), "put back");
	change(&SQL_DROP_ROW, V("nothing"));
	ok(!audit_verify(&w.cx, &r), "a row that is gone");
}

/* Sessions ------------------------------------------------------------ */

struct sess {
	int64_t person;
	char token[64];
};

static enum db_status start_fn(struct ctx *cx, void *arg)
{
	struct sess *s = arg;
	struct str token;
	const enum db_status st = session_start(cx, s->person, &token);

	(void)snprintf(s->token, sizeof(s->token), "%.*s", STR_ARG(token));
	return st;
}

static enum db_status flash_fn(struct ctx *cx, void *arg)
{
	return session_flash(cx, *(struct str *)arg, S("Saved."));
}

static enum db_status end_fn(struct ctx *cx, void *arg)
{
	return session_end(cx, *(struct str *)arg);
}

static void test_session(void)
{
	struct sess s = { .person = world_person(&w, "Flo") };
	struct session found;
	const struct instant now = w.cx.now;
	struct str token;

	ok(run(start_fn, &s) == DB_OK, "a session");
	token = str_of(s.token);
	ok(session_find(&w.cx, token, &found) && found.person == s.person,
	    "is found by its token");
	is_str(found.person_name, S("Flo"), "with the name");
	ok(!session_find(&w.cx, S("abc"), &found), "not by another");
	ok(session_find(&w.cx, token, &found) &&
		run(flash_fn, &found.hash) == DB_OK &&
		session_find(&w.cx, token, &found),
	    "a sentence");
	is_str(found.flash, S("Saved."), "is kept for the next page");
	is_str(session_csrf(&w.cx, token), session_csrf(&w.cx, token),
	    "the form token stays");
	ok(!str_eq(session_csrf(&w.cx, token), token), "and is not the token");
	w.cx.now.us += 61 * 60 * US_PER_SECOND;
	ok(!session_find(&w.cx, token, &found), "idle too long");
	w.cx.now = now;
	ok(session_find(&w.cx, token, &found), "back in time");
	ok(run(end_fn, &found.hash) == DB_OK &&
		!session_find(&w.cx, token, &found),
	    "ended");
	ok(run(start_fn, &s) == DB_OK, "another");
	change(&SQL_INACTIVE, val_int(s.person));
	ok(!session_find(&w.cx, str_of(s.token), &found),
	    "who left is signed out");
}

/* Files --------------------------------------------------------------- */

struct add {
	struct str bytes;
	struct err e;
	char ref[32];
};

static enum db_status add_fn(struct ctx *cx, void *arg)
{
	struct add *a = arg;
	struct file f;
	const enum db_status st = file_add(
	    cx, "unit", 1, S("C:\\x\\plan \"a\".txt"), a->bytes, &f, &a->e);

	if (st == DB_OK)
		(void)snprintf(a->ref, sizeof(a->ref), "%.*s", STR_ARG(f.ref));
	return st;
}

static enum db_status remove_fn(struct ctx *cx, void *arg)
{
	return file_remove(cx, "unit", 1, str_of(arg));
}

static const struct sql SQL_SWAP = {
	"UPDATE file_chunk SET sealed = (SELECT c.sealed FROM file_chunk c"
	" WHERE c.n = ?1 AND c.file = file_chunk.file) WHERE n = 1",
	WORLD_SYSTEM
};
static const struct sql SQL_CUT = { "DELETE FROM file_chunk WHERE n = ?1",
	WORLD_SYSTEM };

static void test_file(void)
{
	const size_t n = FILE_CHUNK * 2 + 17;
	char *text = arena_alloc(w.arena, n);
	struct add a = { .bytes = { text, n } };
	struct file f;
	struct str got;
	size_t nlist;

	for (size_t i = 0; i < n; i++)
		text[i] = (char)('a' + i % 23);
	ok(run(add_fn, &a) == DB_OK, "a file of three chunks");
	ok(file_read(&w.cx, "unit", 1, str_of(a.ref), &f, &got) == DB_OK &&
		str_eq(got, a.bytes),
	    "comes back as it was");
	is_str(f.name, S("plan a.txt"), "with a tidy name");
	is_str(f.type, S("text/plain"), "and its type");
	(void)file_list(&w.cx, "unit", 1, &nlist);
	is_int((int64_t)nlist, 1, "listed");
	ok(file_read(&w.cx, "unit", 2, str_of(a.ref), &f, &got) == DB_REFUSED,
	    "not under another owner");
	change(&SQL_SWAP, val_int(0));
	ok(file_read(&w.cx, "unit", 1, str_of(a.ref), &f, &got) == DB_REFUSED,
	    "chunks do not change places");
	ok(run(remove_fn, a.ref) == DB_OK, "removed");
	(void)file_list(&w.cx, "unit", 1, &nlist);
	is_int((int64_t)nlist, 0, "gone");
	ok(run(add_fn, &a) == DB_OK, "again");
	change(&SQL_CUT, val_int(2));
	ok(file_read(&w.cx, "unit", 1, str_of(a.ref), &f, &got) == DB_REFUSED,
	    "a missing chunk shows");
	a.bytes = S("<html><script>");
	ok(run(add_fn, &a) == DB_REFUSED && a.e.text[0] != '\0', "no pages");
	a.bytes = S("");
	ok(run(add_fn, &a) == DB_REFUSED, "nothing is no file");
	is_cstr(file_type(S("%PDF-1.7")), "application/pdf", "PDF");
	ok(file_type(S("MZ\x90\0")) == NULL, "no programs");
}

/* Erasure ------------------------------------------------------------- */

static enum db_status erase_fn(struct ctx *cx, void *arg)
{
	return erase(cx, arg, 0);
}

static enum db_status history_fn(struct ctx *cx, void *arg)
{
	return history_add(
	    cx, "unit", *(int64_t *)arg, 1, S("{ \"name\": \"x\" }"));
}

static const struct sql SQL_OLD = {
	"SELECT COUNT(*) FROM history WHERE old IS NOT NULL", WORLD_SYSTEM
};
static const struct sql SQL_ERASURES = { "SELECT COUNT(*) FROM erasure",
	WORLD_SYSTEM };
static const struct sql SQL_SETTING = {
	"UPDATE unit SET setting = ?1 WHERE name = 'Ward 9'", WORLD_SYSTEM
};
static const struct sql SQL_SET = {
	"SELECT COUNT(*) FROM unit WHERE setting IS NOT NULL", WORLD_SYSTEM
};
static const struct sql SQL_REF = {
	"SELECT ref FROM unit WHERE name = 'Ward 9'", WORLD_SYSTEM
};

static void test_erasure(void)
{
	int64_t id = world_unit(&w, "Ward 9", "team", 0);
	int64_t eve = world_person(&w, "Eve Two");
	const struct str ref =
	    db_get_text(w.cx.conn, w.arena, &SQL_REF, NO_VALS);
	struct erasure e = { S("unit"), ref, S("setting,site_code"),
		S("asked for") };

	change(&SQL_SETTING, V("gp"));
	ok(run(history_fn, &id) == DB_OK, "an old value");
	world_as(&w, eve);
	ok(run(erase_fn, &e) == DB_REFUSED, "not without the right");
	world_as(&w, 0);
	is_int(one(&SQL_SET), 1, "nothing happened");
	ok(run(erase_fn, &e) == DB_OK, "erased");
	is_int(one(&SQL_SET), 0, "the value is gone");
	is_int(one(&SQL_OLD), 0, "in history too");
	is_int(one(&SQL_ERASURES), 1, "and it is known that it was done");
	e.columns = S("name; DROP");
	ok(run(erase_fn, &e) == DB_REFUSED, "names are names");
	e.columns = S("name");
	ok(run(erase_fn, &e) == DB_REFUSED, "a column that must have a value");
}

/* Calendar ------------------------------------------------------------ */

static const struct sql SQL_HOLIDAY = {
	"INSERT INTO holiday (ref, version, created_at, changed_at, day, name,"
	" one_off) VALUES (?1, 1, 1, 1, ?2, ?3, 0) RETURNING id",
	WORLD_SYSTEM
};

static struct date day(const char *iso)
{
	struct date d = DATE_NONE;

	world_must(date_parse_iso(str_of(iso), &d), iso);
	return d;
}

static void test_calendar(void)
{
	size_t n;
	const struct holiday_day *h = holiday_days(&n);
	struct calendar c = closed_days(&w.cx);

	ok(calendar_by_rule(&c, day("2026-12-24")), "no rows: by rule");
	for (size_t i = 0; i < n; i++)
		world_insert(&w, &SQL_HOLIDAY,
		    VALS(V(ref_new(w.arena)), V(h[i].day), V(h[i].name)));
	c = closed_days(&w.cx);
	ok(c.first_year == 2023 && c.last_year == 2028,
	    "the years of the data");
	is_str(date_iso(w.arena, calendar_add(&c, day("2023-05-05"), 3)),
	    S("2023-05-11"), "the coronation is a day off");
	is_str(date_iso(w.arena, calendar_add(&c, day("2026-12-24"), 25)),
	    S("2027-02-02"), "25 working days over Christmas");
	is_str(date_iso(w.arena, calendar_add(&c, day("2028-01-01"), 3)),
	    S("2028-01-06"), "from a Saturday");
	ok(!calendar_by_rule(&c, day("2026-12-24")), "by data");
}

int main(void)
{
	test_roles();
	for (size_t i = 0; i < engines_count(); i++) {
		printf("# %s\n", engines_name(i));
		w = world_open(i);
		test_may();
		test_setting();
		test_setting_memo();
		test_audit();
		test_session();
		test_file();
		test_erasure();
		test_calendar();
		world_close(&w);
	}
	return tap_done();
}
