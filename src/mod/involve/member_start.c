/*
 * member_start.c: the first and the last of a member: made by the public form
 * or on her behalf, and forgotten when she leaves. What must stay, and for how
 * long, is said by member_kept().
 */
#include "base/fold.h"
#include "base/random.h"
#include "base/words.h"
#include "core/audit.h"
#include "job/job.h"
#include "mod/involve/internal.h"
#include "mod/involve/member.h"
#include "mod/org/org.h"

#define JOINS SYSTEM("whoever wants to take part may join")
#define WIPES SYSTEM("what a person told us goes when she leaves")

static const struct sql SQL_ME = {
	"SELECT b.id FROM member b WHERE b.person = ?p", OWN_ROW
};
static const struct sql SQL_MEMBER = {
	"SELECT b.id, b.ref, b.version, b.name, b.unit, b.person, b.state,"
	" b.state_since, b.level, b.contact, b.outward, b.lang, b.intro, b.pay,"
	" b.under_18, b.bulletin, b.review_on, b.paused_until, b.pay_how,"
	" b.age_band"
	" FROM member b WHERE b.id = ?1 AND b.person = ?p",
	OWN_ROW
};
static const struct sql SQL_PERSON = {
	"SELECT p.id FROM person p WHERE p.email = ?1", JOINS
};
static const struct sql SQL_TAKEN = {
	"SELECT b.id FROM member b WHERE b.person = ?1", JOINS
};
static const struct sql SQL_PERSON_ADD = {
	"INSERT INTO person (ref, version, created_at, changed_at, name, fold,"
	" email, lang, active, failed) VALUES (?1, 1, ?2, ?2, ?3, ?4, ?5, ?6,"
	" 1, 0) RETURNING id",
	JOINS
};
static const struct sql SQL_ADD = {
	"INSERT INTO member (ref, version, created_at, created_by, changed_at,"
	" changed_by, name, fold, unit, person, state, state_since, level,"
	" outward, lang, intro, pay, under_18, bulletin, age_band)"
	" VALUES (?1, 1, ?2,"
	" ?15, ?2, ?15, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14,"
	" ?16, ?17) RETURNING id",
	JOINS
};
static const struct sql SQL_MAIL = {
	"SELECT p.email FROM member b JOIN person p ON p.id = b.person"
	" WHERE b.id = ?1 AND p.active = 1",
	SYSTEM("the address of a mail that the program sends; shown to nobody")
};

bool member_me(struct ctx *cx, struct member *ret)
{
	const int64_t id = cx->person == 0 ? 0
					   : db_get_int(cx->conn, cx->arena,
						 &SQL_ME, NO_VALS, 0);
	struct rows *r =
	    db_query(cx->conn, cx->arena, &SQL_MEMBER, VALS(V(id)));
	const bool found = db_next(r);

	*ret = (struct member){ .unit = 0 };
	if (found) {
		ret->rec.id = db_int(r, 0);
		ret->rec.ref = db_text(r, 1);
		ret->rec.version = db_int(r, 2);
		ret->name = db_text(r, 3);
		ret->unit = db_int(r, 4);
		ret->person = db_int(r, 5);
		ret->state = db_text(r, 6);
		ret->state_since = db_date(r, 7);
		ret->level = db_text(r, 8);
		ret->contact = db_int(r, 9);
		ret->outward = db_text(r, 10);
		ret->lang = db_text(r, 11);
		ret->intro = db_text(r, 12);
		ret->pay = db_text(r, 13);
		ret->under_18 = db_int(r, 14) != 0;
		ret->bulletin = db_int(r, 15) != 0;
		ret->review_on = db_date(r, 16);
		ret->paused_until = db_date(r, 17);
		ret->pay_how = db_text(r, 18);
		ret->age_band = db_text(r, 19);
	}
	return db_done(r) == DB_OK && found;
}

/* The person with this address who is no member yet; made where there is
 * none. 0: the address is a member's already. */
static enum db_status person_for(
    struct ctx *cx, const struct member *b, struct str email, int64_t *ret)
{
	struct arena *a = cx->arena;

	*ret = db_get_int(cx->conn, a, &SQL_PERSON, VALS(V(email)), 0);
	if (*ret == 0)
		return db_insert(cx->conn, a, &SQL_PERSON_ADD,
		    VALS(V(ref_new(a)), V(cx->now), V(b->name),
			V(str_fold(a, b->name)), V(email), V(b->lang)),
		    ret);
	if (db_get_int(cx->conn, a, &SQL_TAKEN, VALS(V(*ret)), 0) != 0)
		*ret = 0;
	return DB_OK;
}

enum db_status member_start(struct ctx *cx, struct member *b, struct str email)
{
	struct arena *a = cx->arena;
	const struct str mail = str_lower(a, str_trim(email));
	enum db_status st = DB_OK;

	b->rec.ref = ref_new(a);
	if (!str_empty(mail))
		st = person_for(cx, b, mail, &b->person);
	if (str_null(b->state))
		b->state = S("enquiry");
	if (st == DB_OK)
		st = db_insert(cx->conn, a, &SQL_ADD,
		    VALS(V(b->rec.ref), V(cx->now), V(b->name),
			V(str_fold(a, b->name)), V(b->unit), val_ref(b->person),
			V(b->state), V(cx->today), V(b->level), V(b->outward),
			V(b->lang), V(b->intro), V(b->pay), V(b->under_18),
			val_ref(cx->person), V(b->bulletin), V(b->age_band)),
		    &b->rec.id);
	if (st == DB_OK)
		st = life_log(cx, b, STR_NULL, b->state);
	b->rec.version = 1;
	return st == DB_OK ? audit(cx, "create", "member", b->rec.ref, STR_NULL)
			   : st;
}

struct str member_mail(struct ctx *cx, int64_t member)
{
	return db_get_text(cx->conn, cx->arena, &SQL_MAIL, VALS(V(member)));
}

/* Forgetting -------------------------------------------------------------- */

#define FORGET(table) "DELETE FROM " table " WHERE member = ?1"
static const struct sql SQL_FORGET[] = {
	{ FORGET("member_bank"), WIPES },
	{ FORGET("member_contact"), WIPES },
	{ FORGET("member_lived"), WIPES },
	{ FORGET("member_about"), WIPES },
	{ FORGET("member_access"), WIPES },
	{ FORGET("member_profile"), WIPES },
	{ FORGET("member_note"), WIPES },
	{ "DELETE FROM member_letter_text WHERE letter IN (SELECT l.id"
	  " FROM member_letter l WHERE l.member = ?1)",
	    WIPES },
	{ FORGET("member_letter"), WIPES },
	{ FORGET("earnings_watch"), WIPES },
	{ FORGET("ft_link"), WIPES },
	{ FORGET("bulletin_sent"), WIPES },
	{ "UPDATE booking SET needs = NULL WHERE member = ?1", WIPES },
	{ "UPDATE interest SET words = NULL WHERE member = ?1", WIPES },
	/* With whom she signed in, unless she works here too. */
	{ "UPDATE person SET name = 'Somebody who left', fold = 'somebody who"
	  " left', email = 'left-' || ref || '@erased.invalid', active = 0"
	  " WHERE id = (SELECT b.person FROM member b WHERE b.id = ?1)"
	  " AND NOT EXISTS (SELECT 1 FROM appointment p WHERE p.person ="
	  " person.id)",
	    WIPES },
	{ "DELETE FROM session WHERE person = (SELECT b.person FROM member b"
	  " JOIN person p ON p.id = b.person WHERE b.id = ?1"
	  " AND p.active = 0)",
	    WIPES },
	{ "UPDATE travel SET words = NULL WHERE member = ?1", WIPES },
	{ "UPDATE member SET intro = NULL, outward = NULL, lang = NULL,"
	  " bulletin = 0, version = version + 1 WHERE id = ?1",
	    WIPES },
	{ "UPDATE history SET old = NULL WHERE kind = 'member'"
	  " AND record = ?1",
	    WIPES },
};
static const struct sql SQL_ERASURE = {
	"INSERT INTO erasure (happened_at, person, kind, record_ref, fields,"
	" reason) VALUES (?1, ?2, 'member', ?3,"
	" 'contact,lived,about,access,profile,notes,bank', ?4)",
	WIPES
};

static enum db_status forget(struct ctx *cx, int64_t member)
{
	enum db_status st = DB_OK;

	for (size_t i = 0; i < NELEM(SQL_FORGET) && st == DB_OK; i++)
		st = db_exec(
		    cx->conn, cx->arena, &SQL_FORGET[i], VALS(V(member)), NULL);
	return st;
}

/* The last mail, while the address is still there. */
static enum db_status say_goodbye(struct ctx *cx, const struct member *b)
{
	const struct str to = member_mail(cx, b->rec.id);

	if (!mail_address_ok(to))
		return DB_OK;
	return mail_add(
	    cx, &(struct mail){ .to = to,
		    .subject = str_of(T("You have left")),
		    .text = str_of(
			T("Thank you for everything that you did. How to reach "
			  "you, what you told us about yourself and your bank "
			  "details are erased. Your name stays beside payments "
			  "for seven years, as the law asks of our accounts; "
			  "then it goes too.")) });
}

enum db_status member_wipe(
    struct ctx *cx, const struct member *b, struct str reason)
{
	enum db_status st = say_goodbye(cx, b);

	if (st == DB_OK)
		st = forget(cx, b->rec.id);

	(void)reason; /* may name somebody: the record of it says only this */
	if (st == DB_OK)
		st = db_exec(cx->conn, cx->arena, &SQL_ERASURE,
		    VALS(V(cx->now), val_ref(cx->person), V(b->rec.ref),
			V(S("She stepped down."))),
		    NULL);
	return st == DB_OK ? audit(cx, "erase", "member", b->rec.ref,
				 S("contact,lived,about,access,profile,notes,"
				   "bank"))
			   : st;
}

const struct erasable involve_erasables[] = {
	{ "member", false, forget, NULL },
};
const size_t ninvolve_erasables = NELEM(involve_erasables);

static const struct sql *const list[] = { &SQL_ME, &SQL_MEMBER, &SQL_PERSON,
	&SQL_TAKEN, &SQL_PERSON_ADD, &SQL_ADD, &SQL_MAIL, &SQL_FORGET[0],
	&SQL_FORGET[1], &SQL_FORGET[2], &SQL_FORGET[3], &SQL_FORGET[4],
	&SQL_FORGET[5], &SQL_FORGET[6], &SQL_FORGET[7], &SQL_FORGET[8],
	&SQL_FORGET[9], &SQL_FORGET[10], &SQL_FORGET[11], &SQL_FORGET[12],
	&SQL_FORGET[13], &SQL_FORGET[14], &SQL_FORGET[15], &SQL_FORGET[16],
	&SQL_FORGET[17], &SQL_FORGET[18], &SQL_ERASURE };
const struct sql_list member_start_sql = { list, NELEM(list) };
