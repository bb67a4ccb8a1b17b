/*
 * member_letter.c: what a member is told reaches her in the form that she
 * asked for. A mail goes to who has an address and does not want a call
 * instead; whoever has none, or needs large print, easy read, Braille, audio,
 * sign language or a call, gets a line here that somebody prints, records or
 * reads to her. Words are sealed, as class identity.
 */
#include "base/random.h"
#include "base/words.h"
#include "core/audit.h"
#include "core/keys.h"
#include "job/job.h"
#include "letter/letter.h"
#include "mod/involve/codes.h"
#include "mod/involve/internal.h"
#include "mod/involve/ui.h"
#include "mod/org/org.h"

/* Codes of needs (codes.c), in the order in which one of several is taken. */
static const struct choice format_list[] = {
	{ "phone_not_mail", N_("A phone call") },
	{ "braille", N_("Braille") },
	{ "audio", N_("Audio") },
	{ "bsl", N_("British Sign Language, by video") },
	{ "easy_read", N_("Easy read") },
	{ "large_print", N_("Large print") },
	{ "post", N_("A letter") },
	{ "guardian", N_("To their parent or guardian") },
};
static const struct choices formats = { format_list, NELEM(format_list) };

static const struct choice state_list[] = {
	{ "to_send", N_("To do") },
	{ "sent", N_("Sent, or said") },
	{ "not_needed", N_("Not needed any more") },
};
static const struct choices states = { state_list, NELEM(state_list) };

/* clang-format off */
static const struct field fields[] = {
	{ COL(struct member_letter, title), .label = N_("About"), .flags = TITLE | REQUIRED | READ_ONLY | IN_LIST, .max = 160 },
	{ COL(struct member_letter, member), .label = N_("Member"), .flags = REQUIRED | READ_ONLY | IN_LIST, .ref = &kind_member },
	{ COL(struct member_letter, unit), .label = N_("Looked after by"), .flags = REQUIRED | READ_ONLY | FILTER, .ref = &kind_unit },
	{ COL(struct member_letter, format), .label = N_("In the form of"), .flags = REQUIRED | READ_ONLY | IN_LIST | FILTER, .choices = &formats },
	{ COL(struct member_letter, written_on), .label = N_("Written on"), .flags = REQUIRED | READ_ONLY | IN_LIST },
	{ COL(struct member_letter, state), .label = N_("State"), .flags = REQUIRED | IN_LIST | FILTER, .choices = &states },
	{ COL(struct member_letter, sent_on), .label = N_("Sent on") },
};
/* clang-format on */

static void check(struct ctx *cx, const void *rec, struct problems *p)
{
	const struct member_letter *l = rec;

	if (!date_none(l->sent_on) && date_cmp(l->sent_on, cx->today) > 0)
		problem_add(p, "sent_on", T("It cannot be sent in the future"));
}

static enum db_status before_save(struct ctx *cx, void *rec, bool is_new)
{
	struct member_letter *l = rec;

	(void)is_new;
	if (str_is(l->state, "sent") && date_none(l->sent_on))
		l->sent_on = cx->today;
	return DB_OK;
}

const struct kind kind_member_letter = {
	.name = "member_letter",
	.path = "member-letters",
	.one = N_("letter or call"),
	.many = N_("Letters and calls"),
	.size = sizeof(struct member_letter),
	.fields = fields,
	.nfields = NELEM(fields),
	.read = CAP_REGISTER,
	.write = CAP_REGISTER,
	.unit = "unit",
	.order = "written_on",
	.newest_first = true,
	.no_create = true,
	.data_class = DATA_PERSONAL,
	.basis = N_("Public task: people are told in a form that they can use"),
	.retention = N_("Erased when they step down"),
	.empty = N_("What members without a mail address, or with a need for "
		    "another form, must hear from you. It comes by itself."),
	.check = check,
	.before_save = before_save,
	.more = member_letter_more,
};

/* Telling --------------------------------------------------------------- */

#define PROGRAM SYSTEM("the program tells a member something; nobody is shown")

static const struct sql SQL_HOW = {
	"SELECT b.unit, coalesce(n.needs, 0), coalesce(b.age_band, ''),"
	" b.state FROM member b LEFT JOIN member_access n ON n.member = b.id"
	" WHERE b.id = ?1",
	PROGRAM
};
static const struct sql SQL_ADD = {
	"INSERT INTO member_letter (ref, version, created_at, created_by,"
	" changed_at, changed_by, title, member, unit, format, state,"
	" written_on) VALUES (?1, 1, ?2, ?3, ?2, ?3, ?4, ?5, ?6, ?7,"
	" 'to_send', ?8) RETURNING id",
	PROGRAM
};
static const struct sql SQL_TEXT = {
	"INSERT INTO member_letter_text (letter, sealed) VALUES (?1, ?2)",
	PROGRAM
};

static struct str where_of(struct ctx *cx, struct str ref)
{
	return seal_where(cx->arena, "member_letter_text", "sealed", ref);
}

/* The form besides a mail that this member needs; null: a mail will do. */
static struct str format_of(int64_t bits, bool child, bool mail)
{
	if (child)
		return S("guardian");
	for (size_t i = 0; i < NELEM(format_list); i++)
		if ((bits & bit_of(&needs, str_of(format_list[i].code))) != 0)
			return str_of(format_list[i].code);
	return mail ? STR_NULL : S("post");
}

static enum db_status add_letter(struct ctx *cx, int64_t member, int64_t unit,
    struct str format, const char *subject, struct str text)
{
	const struct str ref = ref_new(cx->arena);
	int64_t id = 0;
	enum db_status st = db_insert(cx->conn, cx->arena, &SQL_ADD,
	    VALS(V(ref), V(cx->now), val_ref(cx->person), V(subject), V(member),
		V(unit), V(format), V(cx->today)),
	    &id);

	if (st == DB_OK)
		st = db_exec(cx->conn, cx->arena, &SQL_TEXT,
		    VALS(V(id), val_blob(seal(cx->app->keys, cx->arena,
				    KEY_CONTACT, where_of(cx, ref), text))),
		    NULL);
	return st;
}

/* A child under 16 is written to through her parent or guardian alone: no
 * message goes to her directly. */
enum db_status member_tell(
    struct ctx *cx, int64_t member, const char *subject, struct str text)
{
	const struct str to = member_mail(cx, member);
	const bool mail = mail_address_ok(to);
	struct rows *r =
	    db_query(cx->conn, cx->arena, &SQL_HOW, VALS(V(member)));
	const bool some = db_next(r) && !str_is(db_text(r, 3), "stepped_down");
	const int64_t unit = some ? db_int(r, 0) : 0;
	const int64_t bits = some ? db_int(r, 1) : 0;
	const bool child = some && member_is_child(db_text(r, 2));
	enum db_status st = db_done(r);
	const struct str format = format_of(bits, child, mail);

	if (st == DB_OK && some && !str_null(format))
		st = add_letter(cx, member, unit, format, subject, text);
	if (st != DB_OK || !mail || child || str_is(format, "phone_not_mail"))
		return st;
	return mail_add(
	    cx, &(struct mail){
		    .to = to, .subject = str_of(subject), .text = text });
}

/* Reading --------------------------------------------------------------- */

static const struct sql SQL_WORDS = {
	"SELECT x.sealed FROM member_letter_text x JOIN member_letter l"
	" ON l.id = x.letter WHERE x.letter = ?1 AND " SCOPE("l.unit"),
	SCOPED(CAP_IDENTITY)
};

void member_letter_more(struct req *r, const void *rec)
{
	const struct member_letter *l = rec;

	if (!web_may(r, CAP_IDENTITY))
		return;
	ui_link(r,
	    str_fmt(r->cx.arena, "/k/member-letters/%.*s/words",
		STR_ARG(l->rec.ref)),
	    T("Read it, or read it to them"));
	ui_link(r,
	    str_fmt(r->cx.arena, "/k/member-letters/%.*s/letter.pdf",
		STR_ARG(l->rec.ref)),
	    T("Print it (PDF)"));
}

static enum db_status viewed_fn(struct ctx *cx, void *arg)
{
	return audit(
	    cx, "view", "member_letter", *(struct str *)arg, S("words"));
}

struct opened {
	struct member_letter l;
	struct member b;
	struct contact c;
	struct str words;
};

/* False: a page says why not. Who looked is written down first. */
static bool open_letter(struct req *r, struct opened *o)
{
	struct ctx *cx = &r->cx;
	struct str ref = web_param(r, "ref");
	struct str sealed = STR_NULL;

	if (!kind_get_ref(cx, &kind_member_letter, ref, &o->l) ||
	    !kind_get(cx, &kind_member, o->l.member, &o->b)) {
		web_not_found(r);
		return false;
	}
	struct rows *rows =
	    db_query(cx->conn, cx->arena, &SQL_WORDS, VALS(V(o->l.rec.id)));

	if (db_next(rows))
		sealed = db_blob(rows, 0);
	if (db_done(rows) != DB_OK || str_null(sealed)) {
		web_not_found(r);
		return false;
	}
	const enum db_status st = ctx_change(cx, viewed_fn, &ref);

	if (st != DB_OK) {
		web_change_failed(r, st);
		return false;
	}
	o->words = unseal(cx->app->keys, cx->arena, KEY_CONTACT,
	    where_of(cx, o->l.rec.ref), sealed);
	(void)contact_get(cx, &o->b, THEIRS, &o->c);
	return true;
}

void member_letter_words(struct req *r)
{
	struct opened o;
	struct ui_facts f = { .n = 0 };

	if (!open_letter(r, &o))
		return;
	r->back = str_fmt(
	    r->cx.arena, "/k/member-letters/%.*s", STR_ARG(o.l.rec.ref));
	ui_head_of(r, o.l.title);
	member_flag(r, o.b.rec.id, THEIRS);
	ui_fact(&f, T("Member"), o.b.name);
	ui_fact(&f, T("In the form of"), code_words(&formats, o.l.format));
	ui_fact(&f, T("Phone number"), o.c.phone);
	ui_fact(&f, T("Address"), o.c.post);
	if (str_is(o.l.format, "guardian"))
		ui_fact(&f, T("Parent or guardian"), o.c.helper);
	ui_facts(r, &f);
	ui_lines(r, o.words);
}

/* On paper; large where she needs it. */
void member_letter_pdf(struct req *r)
{
	struct opened o;
	struct buf out = buf_make((size_t)32 << 20);
	struct err e = { "" };

	if (!open_letter(r, &o))
		return;
	const struct language *lang = words_language(o.b.lang);
	const struct letter l = { .subject = o.l.title,
		.body = o.words,
		.lang = lang != NULL ? lang : words_current(),
		.address = str_null(o.c.post)
			       ? STR_NULL
			       : str_fmt(r->cx.arena, "%.*s\n%.*s",
				     STR_ARG(o.b.name), STR_ARG(o.c.post)) };

	if (letter_render(&r->cx, &l,
		str_is(o.l.format, "large_print") ? LETTER_LARGE : LETTER_PDF,
		&out, &e))
		web_send(r, "application/pdf", S("letter.pdf"), &out);
	else
		web_error(r, 500, T("The letter could not be made"), e.text);
	buf_free(&out);
}

static const struct sql *const list[] = { &SQL_HOW, &SQL_ADD, &SQL_TEXT,
	&SQL_WORDS };
const struct sql_list member_letter_sql = { list, NELEM(list) };
