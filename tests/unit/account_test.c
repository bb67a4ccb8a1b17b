/* mod/account: people and roles, the rules of getting in. */
#include "core/session.h"
#include "mod/account/account.h"
#include "mod/account/signin.h"
#include "mod/org/org.h"
#include "tap.h"
#include "world.h"

static struct world w;
static const struct kind *const kinds[] = { &kind_unit, &kind_unit_successor,
	&kind_holiday, &kind_person, &kind_appointment };

struct saved {
	const struct kind *k;
	const void *rec;
	int64_t id;
	char sentence[200];
};

static enum db_status save_fn(struct ctx *cx, void *arg)
{
	struct saved *s = arg;
	struct problems p = { .arena = cx->arena };
	struct record *rec = arena_alloc(cx->arena, s->k->size);
	enum db_status st;

	memcpy(rec, s->rec, s->k->size);
	st = kind_save(cx, s->k, rec, &p);
	(void)snprintf(s->sentence, sizeof(s->sentence), "%.*s",
	    p.n > 0 ? (int)p.list[0].sentence.n : 0,
	    p.n > 0 ? p.list[0].sentence.s : "");
	s->id = rec->id;
	return st;
}

static enum db_status save(
    const struct kind *k, const void *rec, struct saved *ret)
{
	*ret = (struct saved){ .k = k, .rec = rec };
	return ctx_change(&w.cx, save_fn, ret);
}

static const struct sql SQL_AUDITED = {
	"SELECT COUNT(*) FROM audit WHERE what = ?1", WORLD_SYSTEM
};

static int64_t audited(const char *what)
{
	return db_get_int(
	    w.cx.conn, w.cx.arena, &SQL_AUDITED, VALS(V(what)), -1);
}

static struct signin in;

static bool enter(const char *email, const char *password)
{
	return signin_password(&w.cx, str_of(email), str_of(password), &in) ==
		   DB_OK &&
	       in.in;
}

static enum db_status store_fn(struct ctx *cx, void *arg)
{
	const int64_t *person = arg;

	return password_store(cx, *person,
	    password_hash(cx->arena, S("three odd words")), STR_NULL);
}

static void test_people(void)
{
	struct saved s;
	const int64_t trust = world_unit(&w, "Trust", "trust", 0);
	const int64_t dir = world_unit(&w, "Surgery", "directorate", trust);
	struct person p = { .name = S("Zoë Ward"),
		.email = S("Zoe@Trust.example") };
	struct appointment a = { .unit = dir, .role = S("administrator") };
	struct person got;
	int64_t boss;

	ok(save(&kind_person, &p, &s) == DB_OK, "a person: %s", s.sentence);
	a.person = s.id;
	ok(save(&kind_appointment, &a, &s) == DB_OK, "with a role: %s",
	    s.sentence);
	ok(kind_get(&w.cx, &kind_person, a.person, &got), "reads");
	is_str(got.email, S("zoe@trust.example"), "address in lower case");
	ok(got.active, "may sign in");
	p.email = S("nonsense");
	ok(save(&kind_person, &p, &s) == DB_REFUSED, "no address: %s",
	    s.sentence);
	p.email = S("zoe@trust.example");
	ok(save(&kind_person, &p, &s) == DB_REFUSED, "taken: %s", s.sentence);
	a.role = S("king");
	ok(save(&kind_appointment, &a, &s) == DB_REFUSED, "no such role");

	boss = world_person(&w, "Boss");
	world_appoint(&w, boss, trust, "administrator");
	world_as(&w, a.person);
	ok(may(&w.cx, CAP_PERSON_ADMIN, dir), "rights came with the role");
	a.role = S("caldicott_guardian");
	ok(save(&kind_appointment, &a, &s) == DB_REFUSED,
	    "nobody gives themselves a role: %s", s.sentence);
	a.person = boss;
	a.unit = trust;
	ok(save(&kind_appointment, &a, &s) == DB_REFUSED, "nor above");
	ok(kind_get(&w.cx, &kind_person, boss, &got), "sees a colleague");
	got.email = S("mine@trust.example");
	ok(save(&kind_person, &got, &s) == DB_REFUSED && s.sentence[0],
	    "but takes nobody's place: %s", s.sentence);
	world_as(&w, 0);
}

/* Members are nobody's business but the administrators'. */
static void test_members(void)
{
	const int64_t trust = unit_trust(&w.cx);
	const int64_t member = world_person(&w, "Canary Member");
	const int64_t manager = world_person(&w, "Manager");
	const int64_t admin = world_person(&w, "Admin");
	struct person got;

	world_appoint(&w, member, trust, "member");
	world_appoint(&w, manager, trust, "ward_manager");
	world_appoint(&w, admin, trust, "administrator");
	world_as(&w, manager);
	ok(kind_get(&w.cx, &kind_person, admin, &got), "colleagues show");
	ok(!kind_get(&w.cx, &kind_person, member, &got), "members do not");
	world_as(&w, admin);
	ok(kind_get(&w.cx, &kind_person, member, &got),
	    "but to administrators");
	world_as(&w, member);
	ok(!kind_get(&w.cx, &kind_person, admin, &got),
	    "a member sees no staff");
	world_as(&w, 0);
}

static void test_password(void)
{
	int64_t ann = world_person(&w, "Ann");
	const char *mail = "ann@example.invalid";
	const struct instant now = w.cx.now;
	struct session s;
	bool right = true;

	ok(!enter(mail, ""), "no password yet");
	ok(ctx_change(&w.cx, store_fn, &ann) == DB_OK, "one is set");
	ok(enter(" ANN@example.invalid ", "three odd words"), "in");
	ok(session_find(&w.cx, str_of(in.token), &s) && s.person == ann,
	    "with a session");
	is_int(w.cx.person, 0, "the asking context stays nobody");
	is_int(audited("sign in"), 1, "audited");
	ok(!enter("nobody@example.invalid", "three odd words"), "unknown");
	ok(audited("sign in refused") >= 1, "audited the same way");
	for (int i = 0; i < SIGNIN_TRIES_MAX; i++)
		ok(!enter(mail, "wrong"), "wrong %d", i + 1);
	ok(!enter(mail, "three odd words"), "locked out, also when right");
	is_int(audited("lock out"), 1, "audited");
	w.cx.now.us += (SIGNIN_LOCK_MINUTES * 60 + 1) * US_PER_SECOND;
	ok(enter(mail, "three odd words"), "in again after the wait");
	ok(signin_confirm(&w.cx, ann, S("wrong"), &right) == DB_OK && !right,
	    "a wrong password confirms nothing");
	ok(signin_confirm(&w.cx, ann, S("three odd words"), &right) == DB_OK &&
		right,
	    "the right one does");
	ok(ctx_change(&w.cx, store_fn, &ann) == DB_OK &&
		!session_find(&w.cx, str_of(in.token), &s),
	    "a new password ends other sessions");
	w.cx.now = now;
	ok(password_problem(S("short"), S("a@b.c")) != NULL, "short");
	ok(password_problem(S("aaaaaaaaaaaaaaaa"), S("a@b.c")) != NULL, "same");
	ok(password_problem(S("Password12345"), S("a@b.c")) != NULL, "common");
	ok(password_problem(S("anne.smith 2026"), S("anne.smith@x.y")) != NULL,
	    "one's own name");
	ok(password_problem(S("three odd words"), S("a@b.c")) == NULL, "good");
}

/* A code as made, kept outside the change. */
struct made {
	const char *email;
	char digits[8];
};

static enum db_status make_fn(struct ctx *cx, void *arg)
{
	struct made *m = arg;
	struct str d;
	const enum db_status st = signin_code_make(cx, str_of(m->email), &d);

	(void)snprintf(m->digits, sizeof(m->digits), "%.*s", STR_ARG(d));
	return st;
}

static bool code(const char *email, const char *digits)
{
	return signin_code_check(&w.cx, str_of(email), str_of(digits), &in) ==
		   DB_OK &&
	       in.in;
}

static void test_code(void)
{
	struct made m = { .email = "flo@example.invalid" };
	const int64_t flo = world_person(&w, "Flo");
	const struct instant now = w.cx.now;
	char wrong[8], spaced[16];

	ok(ctx_change(&w.cx, make_fn, &m) == DB_OK && strlen(m.digits) == 6,
	    "six digits");
	(void)snprintf(wrong, sizeof(wrong), "%s", m.digits);
	wrong[5] = wrong[5] == '0' ? '1' : '0';
	ok(!code(m.email, wrong), "not a wrong one");
	ok(!code("ann@example.invalid", m.digits), "nor for another person");
	(void)snprintf(
	    spaced, sizeof(spaced), "%.3s %s", m.digits, m.digits + 3);
	ok(code(m.email, spaced) && in.person == flo, "the right one, once");
	ok(!code(m.email, m.digits), "and only once");
	ok(ctx_change(&w.cx, make_fn, &m) == DB_OK && m.digits[0], "another");
	struct made again = { .email = m.email };
	ok(ctx_change(&w.cx, make_fn, &again) == DB_OK && !again.digits[0],
	    "not two within a minute");
	w.cx.now.us += (CODE_MINUTES * 60 + 1) * US_PER_SECOND;
	ok(!code(m.email, m.digits), "too old");
	ok(ctx_change(&w.cx, make_fn, &m) == DB_OK && m.digits[0], "a new one");
	(void)snprintf(wrong, sizeof(wrong), "%s", m.digits);
	wrong[5] = wrong[5] == '0' ? '1' : '0';
	for (int i = 0; i < CODE_TRIES_MAX; i++)
		ok(!code(m.email, wrong), "wrong %d", i + 1);
	ok(!code(m.email, m.digits), "then not the right one either");
	m.email = "nobody@example.invalid";
	ok(ctx_change(&w.cx, make_fn, &m) == DB_OK && !m.digits[0],
	    "nobody gets none");
	w.cx.now = now;
}

static void test_roles(void)
{
	size_t n, same = 0;
	const struct role *roles = may_roles(&n);
	const struct choices *c = NULL;

	for (size_t i = 0; i < kind_appointment.nfields; i++)
		if (strcmp(kind_appointment.fields[i].name, "role") == 0)
			c = kind_appointment.fields[i].choices;
	for (size_t i = 0; c != NULL && i < n && i < c->n; i++)
		same += strcmp(roles[i].code, c->list[i].code) == 0 &&
			strcmp(roles[i].label, c->list[i].label) == 0;
	ok(c != NULL && c->n == n && same == n,
	    "the form offers the roles there are");
}

int main(void)
{
	kinds_register(kinds, NELEM(kinds));
	test_roles();
	for (size_t i = 0; i < engines_count(); i++) {
		struct err e = { "" };

		printf("# %s\n", engines_name(i));
		w = world_open(i);
		ok(kinds_check_schema(w.cx.conn, &e), "tables agree: %s",
		    e.text);
		test_people();
		test_members();
		test_password();
		test_code();
		world_close(&w);
	}
	return tap_done();
}
