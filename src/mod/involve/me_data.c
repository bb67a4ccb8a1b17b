/*
 * me_data.c: everything that is kept about a member, as a file for herself:
 * JSON with words, not codes, where there are words. Bank details are the one
 * thing that is not in it: they are shown to nobody, also not to her.
 */
#include "base/words.h"
#include "core/audit.h"
#include "core/keys.h"
#include "mod/involve/codes.h"
#include "mod/involve/internal.h"
#include "mod/listen/codes.h"

/* JSON ---------------------------------------------------------------- */

static void put_text(struct buf *b, struct str s)
{
	buf_byte(b, '"');
	for (size_t i = 0; i < s.n; i++) {
		const unsigned char c = (unsigned char)s.s[i];

		if (c == '"' || c == '\\')
			buf_fmt(b, "\\%c", c);
		else if (c < ' ')
			buf_fmt(b, "\\u%04x", c);
		else
			buf_byte(b, s.s[i]);
	}
	buf_byte(b, '"');
}

static void put_pair(
    struct buf *b, bool *first, const char *name, struct str value)
{
	if (str_null(value))
		return;
	buf_cstr(b, *first ? "\n    " : ",\n    ");
	*first = false;
	put_text(b, str_of(name));
	buf_cstr(b, ": ");
	put_text(b, value);
}

static void put_head(struct buf *b, const char *name)
{
	buf_cstr(b, ",\n  ");
	put_text(b, str_of(name));
	buf_cstr(b, ": ");
}

/* Parts that are rows --------------------------------------------------- */

#define MINE(columns, from, alias)                                      \
	{                                                               \
		"SELECT " columns " FROM " from " WHERE " alias " = ?1" \
		" AND " OWN(alias) " ORDER BY 1, 2",                    \
		    OWN_ROW                                             \
	}

/* clang-format off */
static const struct sql SQL_MEMBER =
	MINE("b.name, b.state, b.state_since, b.level, b.outward, b.lang, b.intro, b.pay, b.review_on", "member b", "b.id");
static const struct sql SQL_STEPS =
	MINE("s.happened_at, s.from_state, s.to_state", "member_step s", "s.member");
static const struct sql SQL_CHECKS =
	MINE("c.title, c.state, c.asked_on, c.done_on, c.expires_on, c.remark", "member_check c", "c.member");
static const struct sql SQL_INTERESTS =
	MINE("i.asked_at, o.title, i.state, i.words, i.reason, i.felt, i.heard, i.felt_words, o.outcome",
	    "interest i JOIN opportunity o ON o.id = i.opportunity", "i.member");
static const struct sql SQL_BOOKINGS =
	MINE("k.booked_at, e.title, e.happens_on, k.state, k.needs, k.minutes", "booking k JOIN event e ON e.id = k.event", "k.member");
static const struct sql SQL_CERTIFICATES =
	MINE("x.done_on, x.title, x.expires_on", "certificate x", "x.member");
static const struct sql SQL_CLAIMS =
	MINE("c.day, c.title, c.state, c.total_pence, c.time_pence, c.mileage_pence, c.costs_pence, c.sent_on, c.paid_on, c.reason, c.words",
	    "claim c", "c.member");
static const struct sql SQL_TRAVEL =
	MINE("t.created_at, t.title, t.what, t.words, t.state, t.pence, t.arranged_on", "travel t", "t.member");
static const struct sql SQL_LETTERS =
	MINE("l.written_on, l.title, l.format, l.state, l.sent_on", "member_letter l", "l.member");
static const struct sql SQL_CONCERNS =
	MINE("c.created_at, c.title, c.state, c.state_since, c.appeal_by", "member_concern c", "c.raised_by");
static const struct sql SQL_WATCH =
	MINE("w.week_pence, w.year_pence", "earnings_watch w", "w.member");
static const struct sql SQL_RECEIPTS =
	MINE("f.created_at, f.name", "file f JOIN claim c ON f.owner_kind = 'claim' AND f.owner = c.id", "c.member");
static const struct sql SQL_FORUMS =
	MINE("x.from_on, f.title, x.until_on", "forum_member x JOIN forum f ON f.id = x.forum", "x.member");
static const struct sql SQL_NOTES = {
	"SELECT x.ref, x.what, x.sealed, x.written_at FROM member_note x WHERE x.member = ?1 AND " OWN("x.member") " ORDER BY x.id",
	OWN_ROW
};
/* clang-format on */

static const struct part {
	const char *name;
	const struct sql *sql;
} parts[] = {
	{ "member", &SQL_MEMBER },
	{ "steps", &SQL_STEPS },
	{ "checks", &SQL_CHECKS },
	{ "opportunities", &SQL_INTERESTS },
	{ "events", &SQL_BOOKINGS },
	{ "training", &SQL_CERTIFICATES },
	{ "claims", &SQL_CLAIMS },
	{ "receipts", &SQL_RECEIPTS },
	{ "journeys", &SQL_TRAVEL },
	{ "letters_and_calls", &SQL_LETTERS },
	{ "concerns_that_i_raised", &SQL_CONCERNS },
	{ "earnings_watch", &SQL_WATCH },
	{ "forums", &SQL_FORUMS },
};

static bool is_instant(const char *column)
{
	const struct str s = str_of(column);

	return str_ends(s, S("_at"));
}

static void put_rows(
    struct ctx *cx, struct buf *b, const struct part *p, int64_t member)
{
	struct rows *r = db_query(cx->conn, cx->arena, p->sql, VALS(V(member)));
	size_t n = 0;

	put_head(b, p->name);
	buf_byte(b, '[');
	while (db_next(r)) {
		bool first = true;

		buf_cstr(b, n++ > 0 ? ", {" : "{");
		for (int i = 0; i < db_ncols(r); i++)
			if (!db_null(r, i))
				put_pair(b, &first, db_col_name(r, i),
				    is_instant(db_col_name(r, i))
					? instant_iso(
					      cx->arena, db_instant(r, i))
					: db_text(r, i));
		buf_byte(b, '}');
	}
	(void)db_done(r);
	buf_byte(b, ']');
}

/* Parts that are sealed, or bits ------------------------------------------- */

static void put_contact(struct ctx *cx, struct buf *b, const struct member *m)
{
	struct contact c;
	bool first = true;

	(void)contact_get(cx, m, OWN_ONE, &c);
	put_head(b, "contact");
	buf_byte(b, '{');
	put_pair(b, &first, "email", c.email);
	put_pair(b, &first, "phone", c.phone);
	put_pair(b, &first, "post", c.post);
	put_pair(b, &first, "who_to_call", c.helper);
	buf_byte(b, '}');
}

static void put_profile(struct ctx *cx, struct buf *b, const struct member *m)
{
	struct arena *a = cx->arena;
	struct profile p;
	struct access_needs n;
	struct lived l;
	bool first = true;

	(void)profile_get(cx, m->rec.id, OWN_ONE, &p);
	(void)access_get(cx, m->rec.id, OWN_ONE, &n);
	(void)lived_get(cx, m, OWN_ONE, &l);
	put_head(b, "about_me");
	buf_byte(b, '{');
	put_pair(b, &first, "interests", bits_words(a, &topics, p.interests));
	put_pair(b, &first, "rather_not", bits_words(a, &topics, p.avoid));
	put_pair(b, &first, "skills", bits_words(a, &skills, p.skills));
	put_pair(b, &first, "when", bits_words(a, &slots, p.slots));
	put_pair(b, &first, "how", bits_words(a, &ways, p.ways));
	put_pair(b, &first, "needs", bits_words(a, &needs, n.needs));
	put_pair(b, &first, "needs_in_words", n.words);
	put_pair(b, &first, "lived_experience", bits_words(a, &areas, l.areas));
	put_pair(b, &first, "lived_in_words", l.words);
	buf_byte(b, '}');
}

static void put_answers(struct ctx *cx, struct buf *b, const struct member *m)
{
	struct str values[ABOUT_ITEMS];
	bool first = true;
	const size_t n = about_mine(cx, m->rec.id, values);

	put_head(b, "answers_about_me");
	buf_byte(b, '{');
	for (size_t i = 0; i < n; i++) {
		const char *label = code_label(about_items[i].codes, values[i]);

		put_pair(b, &first, about_items[i].name,
		    label != NULL ? str_of(label) : values[i]);
	}
	buf_byte(b, '}');
}

/* What supporters wrote down about her, in their words. */
static void put_notes(struct ctx *cx, struct buf *b, const struct member *m)
{
	struct rows *r =
	    db_query(cx->conn, cx->arena, &SQL_NOTES, VALS(V(m->rec.id)));
	size_t n = 0;

	put_head(b, "notes_about_me");
	buf_byte(b, '[');
	while (db_next(r)) {
		bool first = true;

		buf_cstr(b, n++ > 0 ? ", {" : "{");
		put_pair(
		    b, &first, "sort", code_words(&note_kinds, db_text(r, 1)));
		put_pair(b, &first, "written_at",
		    instant_iso(cx->arena, db_instant(r, 3)));
		put_pair(b, &first, "words",
		    unseal(cx->app->keys, cx->arena, KEY_PASTORAL,
			seal_where(
			    cx->arena, "member_note", "sealed", db_text(r, 0)),
			db_blob(r, 2)));
		buf_byte(b, '}');
	}
	(void)db_done(r);
	buf_byte(b, ']');
}

static enum db_status audit_fn(struct ctx *cx, void *arg)
{
	const struct member *m = arg;

	return audit(cx, "export", "member", m->rec.ref, STR_NULL);
}

void me_data(struct req *r)
{
	struct member m;
	struct buf b = buf_make(BUF_PAGE);

	if (!me_found(r, &m))
		return;
	const enum db_status st = ctx_change(&r->cx, audit_fn, &m);

	if (st != DB_OK) {
		web_change_failed(r, st);
		return;
	}
	buf_cstr(&b, "{\n  \"kept_on\": ");
	put_text(&b, date_iso(r->cx.arena, r->cx.today));
	put_contact(&r->cx, &b, &m);
	put_profile(&r->cx, &b, &m);
	put_answers(&r->cx, &b, &m);
	for (size_t i = 0; i < NELEM(parts); i++)
		put_rows(&r->cx, &b, &parts[i], m.rec.id);
	put_notes(&r->cx, &b, &m);
	put_head(&b, "bank_details");
	put_text(&b, bank_there(&r->cx, m.rec.id)
			 ? str_of(T("We have them; nobody can see them."))
			 : str_of(T("We have none.")));
	buf_cstr(&b, "\n}\n");
	web_send(r, "application/json", S("my-data.json"), &b);
	buf_free(&b);
}

static const struct sql *const list[] = { &SQL_MEMBER, &SQL_STEPS, &SQL_CHECKS,
	&SQL_INTERESTS, &SQL_BOOKINGS, &SQL_CERTIFICATES, &SQL_CLAIMS,
	&SQL_TRAVEL, &SQL_LETTERS, &SQL_CONCERNS, &SQL_WATCH, &SQL_RECEIPTS,
	&SQL_FORUMS, &SQL_NOTES };
const struct sql_list me_data_sql = { list, NELEM(list) };
