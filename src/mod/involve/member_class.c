/*
 * member_class.c: identity, lived experience and bank details of members: each
 * in a table of its own, sealed under a key of its own, read only by its own
 * right or as one's own. Pastoral notes are in member_note.c, demographics in
 * member_about.c.
 */
#include "base/words.h"
#include "core/audit.h"
#include "core/keys.h"
#include "mod/involve/member.h"

#define RESEALS SYSTEM("sealed again under a new key, shown to nobody")

#define CONTACT                                               \
	"SELECT x.sealed FROM member_contact x JOIN member b" \
	" ON b.id = x.member WHERE x.member = ?1 AND "
#define LIVED                                                        \
	"SELECT x.areas, x.sealed FROM member_lived x JOIN member b" \
	" ON b.id = x.member WHERE x.member = ?1 AND "

static const struct sql SQL_CONTACT[] = {
	{ CONTACT SCOPE("b.unit"), SCOPED(CAP_IDENTITY) },
	{ CONTACT OWN("x.member"), OWN_ROW },
};
static const struct sql SQL_LIVED[] = {
	{ LIVED SCOPE("b.unit"), SCOPED(CAP_LIVED_EXPERIENCE) },
	{ LIVED OWN("x.member"), OWN_ROW },
};
/* A flag, without what is in it. */
static const struct sql SQL_BANK_THERE = {
	"SELECT 1 FROM member b WHERE b.id = ?1 AND EXISTS (SELECT 1"
	" FROM member_bank x WHERE x.member = b.id) AND (b.person = ?p OR " SCOPE(
	    "b.unit") ")",
	SCOPED(CAP_BANK)
};
static const struct sql SQL_CONTACT_PUT = {
	"INSERT INTO member_contact (member, sealed) VALUES (?1, ?2)"
	" ON CONFLICT (member) DO UPDATE SET sealed = excluded.sealed",
	FOUND
};
static const struct sql SQL_LIVED_PUT = {
	"INSERT INTO member_lived (member, areas, sealed) VALUES (?1, ?2, ?3)"
	" ON CONFLICT (member) DO UPDATE SET areas = excluded.areas,"
	" sealed = excluded.sealed",
	FOUND
};
static const struct sql SQL_BANK_PUT = {
	"INSERT INTO member_bank (member, sealed, entered_at)"
	" VALUES (?1, ?2, ?3) ON CONFLICT (member) DO UPDATE SET"
	" sealed = excluded.sealed, entered_at = excluded.entered_at",
	FOUND
};

/* Sealing ------------------------------------------------------------- */

/* Parts with a line each; line breaks inside a part become spaces. */
static struct str parts_join(struct arena *a, const struct str *parts, size_t n)
{
	struct buf b = buf_make((size_t)1 << 16);

	for (size_t i = 0; i < n; i++) {
		for (size_t k = 0; k < parts[i].n; k++)
			buf_byte(
			    &b, parts[i].s[k] == '\n' ? ' ' : parts[i].s[k]);
		buf_byte(&b, '\n');
	}
	const struct str s = str_dup(a, buf_view(&b));

	buf_free(&b);
	return s;
}

static void parts_split(struct str all, struct str *const *parts, size_t n)
{
	struct str piece;

	for (size_t i = 0; i < n; i++)
		*parts[i] = str_cut(&all, '\n', &piece) && piece.n > 0
				? piece
				: STR_NULL;
}

static struct str sealed(struct ctx *cx, enum key_purpose p, const char *table,
    struct str ref, struct str plain)
{
	return seal(cx->app->keys, cx->arena, p,
	    seal_where(cx->arena, table, "sealed", ref), plain);
}

static struct str opened(struct ctx *cx, enum key_purpose p, const char *table,
    struct str ref, struct str value)
{
	return str_null(value)
		   ? STR_NULL
		   : unseal(cx->app->keys, cx->arena, p,
			 seal_where(cx->arena, table, "sealed", ref), value);
}

/* Identity ------------------------------------------------------------- */

bool contact_get(
    struct ctx *cx, const struct member *b, enum whose w, struct contact *ret)
{
	struct rows *r =
	    db_query(cx->conn, cx->arena, &SQL_CONTACT[w], VALS(V(b->rec.id)));
	struct str *const parts[] = { &ret->email, &ret->phone, &ret->post,
		&ret->helper };
	const bool found = db_next(r);
	const struct str s = found ? opened(cx, KEY_CONTACT, "member_contact",
					 b->rec.ref, db_blob(r, 0))
				   : STR_NULL;

	*ret = (struct contact){ .email = STR_NULL };
	if (!str_null(s))
		parts_split(s, parts, NELEM(parts));
	return db_done(r) == DB_OK && !str_null(s);
}

enum db_status contact_put(
    struct ctx *cx, const struct member *b, const struct contact *c)
{
	const struct str parts[] = { c->email, c->phone, c->post, c->helper };
	const struct str plain = parts_join(cx->arena, parts, NELEM(parts));
	const enum db_status st = db_exec(cx->conn, cx->arena, &SQL_CONTACT_PUT,
	    VALS(V(b->rec.id), val_blob(sealed(cx, KEY_CONTACT,
				   "member_contact", b->rec.ref, plain))),
	    NULL);

	return st == DB_OK
		   ? audit(cx, "change", "member", b->rec.ref, S("contact"))
		   : st;
}

/* Lived experience ------------------------------------------------------- */

bool lived_get(
    struct ctx *cx, const struct member *b, enum whose w, struct lived *ret)
{
	struct rows *r =
	    db_query(cx->conn, cx->arena, &SQL_LIVED[w], VALS(V(b->rec.id)));
	const bool found = db_next(r);

	*ret = (struct lived){ .areas = 0 };
	if (found) {
		ret->areas = db_int(r, 0);
		ret->words = opened(
		    cx, KEY_LIVED, "member_lived", b->rec.ref, db_blob(r, 1));
	}
	return db_done(r) == DB_OK && found;
}

enum db_status lived_put(
    struct ctx *cx, const struct member *b, const struct lived *l)
{
	const struct str value =
	    str_empty(l->words)
		? STR_NULL
		: sealed(cx, KEY_LIVED, "member_lived", b->rec.ref, l->words);
	const enum db_status st = db_exec(cx->conn, cx->arena, &SQL_LIVED_PUT,
	    VALS(V(b->rec.id), V(l->areas), val_blob(value)), NULL);

	return st == DB_OK
		   ? audit(cx, "change", "member", b->rec.ref, S("lived"))
		   : st;
}

/* Bank ----------------------------------------------------------------- */

static bool digits(struct str s, size_t n)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.s[i] < '0' || s.s[i] > '9')
			return false;
	return s.n == n;
}

const char *bank_problem(const struct bank *k)
{
	if (str_empty(k->name) || k->name.n > 60)
		return T("Write the name on the account");
	if (!digits(k->sort_code, 6))
		return T("A sort code has six digits");
	if (!digits(k->account, 8))
		return T("An account number has eight digits");
	return NULL;
}

bool bank_there(struct ctx *cx, int64_t member)
{
	return db_get_int(cx->conn, cx->arena, &SQL_BANK_THERE, VALS(V(member)),
		   0) == 1;
}

bool bank_open(
    struct ctx *cx, struct str ref, struct str sealed_value, struct bank *ret)
{
	struct str *const parts[] = { &ret->name, &ret->sort_code,
		&ret->account };
	const struct str s =
	    opened(cx, KEY_BANK, "member_bank", ref, sealed_value);

	*ret = (struct bank){ .name = STR_NULL };
	if (!str_null(s))
		parts_split(s, parts, NELEM(parts));
	return !str_null(s);
}

enum db_status bank_put(
    struct ctx *cx, const struct member *b, const struct bank *k)
{
	const struct str parts[] = { k->name, k->sort_code, k->account };
	const struct str plain = parts_join(cx->arena, parts, NELEM(parts));
	const enum db_status st = db_exec(cx->conn, cx->arena, &SQL_BANK_PUT,
	    VALS(V(b->rec.id),
		val_blob(
		    sealed(cx, KEY_BANK, "member_bank", b->rec.ref, plain)),
		V(cx->now)),
	    NULL);

	return st == DB_OK
		   ? audit(cx, "change", "member", b->rec.ref, S("bank"))
		   : st;
}

/* A change of key ------------------------------------------------------- */

#define SEALED_NEXT(table)                                                    \
	"SELECT x.member, '" table "|sealed|' || b.ref, x.sealed FROM " table \
	" x JOIN member b ON b.id = x.member"                                 \
	" WHERE x.member > ?1 AND x.sealed IS NOT NULL"                       \
	" ORDER BY x.member LIMIT 100"
#define SEALED_PUT(table) \
	"UPDATE " table " SET sealed = ?2 WHERE member = ?1 AND sealed = ?3"

static const struct sql SQL_RESEAL[][2] = {
	{ { SEALED_NEXT("member_contact"), RESEALS },
	    { SEALED_PUT("member_contact"), RESEALS } },
	{ { SEALED_NEXT("member_lived"), RESEALS },
	    { SEALED_PUT("member_lived"), RESEALS } },
	{ { SEALED_NEXT("member_bank"), RESEALS },
	    { SEALED_PUT("member_bank"), RESEALS } },
	{ { "SELECT x.letter, 'member_letter_text|sealed|' || l.ref, x.sealed"
	    " FROM member_letter_text x JOIN member_letter l"
	    " ON l.id = x.letter WHERE x.letter > ?1 ORDER BY x.letter"
	    " LIMIT 100",
	      RESEALS },
	    { "UPDATE member_letter_text SET sealed = ?2 WHERE letter = ?1"
	      " AND sealed = ?3",
		RESEALS } },
	{ { "SELECT x.id, 'member_concern_text|sealed|' || x.ref, x.sealed"
	    " FROM member_concern_text x WHERE x.id > ?1 ORDER BY x.id"
	    " LIMIT 100",
	      RESEALS },
	    { "UPDATE member_concern_text SET sealed = ?2 WHERE id = ?1"
	      " AND sealed = ?3",
		RESEALS } },
	{ { "SELECT x.id, 'member_note|sealed|' || x.ref, x.sealed"
	    " FROM member_note x WHERE x.id > ?1 ORDER BY x.id LIMIT 100",
	      RESEALS },
	    { "UPDATE member_note SET sealed = ?2 WHERE id = ?1"
	      " AND sealed = ?3",
		RESEALS } },
};
_Static_assert(RESEAL_ROWS == 100, "the LIMITs above");

const struct sealed_column involve_sealed[] = {
	{ "member_contact.sealed", KEY_CONTACT, &SQL_RESEAL[0][0],
	    &SQL_RESEAL[0][1] },
	{ "member_lived.sealed", KEY_LIVED, &SQL_RESEAL[1][0],
	    &SQL_RESEAL[1][1] },
	{ "member_bank.sealed", KEY_BANK, &SQL_RESEAL[2][0],
	    &SQL_RESEAL[2][1] },
	{ "member_letter_text.sealed", KEY_CONTACT, &SQL_RESEAL[3][0],
	    &SQL_RESEAL[3][1] },
	{ "member_concern_text.sealed", KEY_PASTORAL, &SQL_RESEAL[4][0],
	    &SQL_RESEAL[4][1] },
	{ "member_note.sealed", KEY_PASTORAL, &SQL_RESEAL[5][0],
	    &SQL_RESEAL[5][1] },
};
const size_t ninvolve_sealed = NELEM(involve_sealed);

static const struct sql *const list[] = { &SQL_CONTACT[0], &SQL_CONTACT[1],
	&SQL_LIVED[0], &SQL_LIVED[1], &SQL_BANK_THERE, &SQL_CONTACT_PUT,
	&SQL_LIVED_PUT, &SQL_BANK_PUT, &SQL_RESEAL[0][0], &SQL_RESEAL[0][1],
	&SQL_RESEAL[1][0], &SQL_RESEAL[1][1], &SQL_RESEAL[2][0],
	&SQL_RESEAL[2][1], &SQL_RESEAL[3][0], &SQL_RESEAL[3][1],
	&SQL_RESEAL[4][0], &SQL_RESEAL[4][1], &SQL_RESEAL[5][0],
	&SQL_RESEAL[5][1] };
const struct sql_list member_class_sql = { list, NELEM(list) };
