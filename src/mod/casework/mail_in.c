/*
 * mail_in.c: see mail_in.h. The case, its event, its files and the note that
 * this mail was taken are one change.
 */
#include "mod/casework/mail_in.h"

#include "base/fold.h"
#include "base/words.h"
#include "core/file.h"
#include "core/keys.h"
#include "job/job.h"
#include "mod/listen/token.h"
#include "mod/org/org.h"

#define WORDS_MAX ((size_t)100000) /* of an event; the rest is a file */

static const struct sql SQL_TAKEN = {
	"SELECT c.number FROM case_mail m JOIN case_file c ON c.id ="
	" m.case_file WHERE m.message = ?1",
	SYSTEM("the program takes mail in, whoever's case it is")
};
static const struct sql SQL_TAKE = {
	"INSERT INTO case_mail (message, case_file, received_at)"
	" VALUES (?1, ?2, ?3)",
	SYSTEM("the program takes mail in, whoever's case it is")
};
static const struct sql SQL_BY_NUMBER = {
	"SELECT c.id, c.ref, c.version, c.number, c.handler FROM case_file c"
	" WHERE c.number = ?1",
	SYSTEM("the program takes mail in, whoever's case it is")
};
static const struct sql SQL_BY_REF = {
	"SELECT c.id, c.ref, c.version, c.number, c.handler FROM case_file c"
	" WHERE c.ref = ?1",
	SYSTEM("whoever holds the return code said it")
};
static const struct sql SQL_HANDLER = {
	"SELECT email FROM person WHERE id = ?1 AND active = 1",
	SYSTEM("the program writes to whom a case was given")
};
static const struct sql *const list[] = { &SQL_TAKEN, &SQL_TAKE, &SQL_BY_NUMBER,
	&SQL_BY_REF, &SQL_HANDLER };
const struct sql_list case_mail_in_sql = { list, NELEM(list) };

/* Whose mail it is --------------------------------------------------------- */

static bool one_case(
    struct ctx *cx, const struct sql *q, struct val v, struct case_file *ret)
{
	struct rows *r = db_query(cx->conn, cx->arena, q, &v, 1);
	const bool found = db_next(r);

	if (found) {
		*ret = (struct case_file){ .number = db_int(r, 3),
			.handler = db_int(r, 4) };
		ret->rec.id = db_int(r, 0);
		ret->rec.ref = db_text(r, 1);
		ret->rec.version = db_int(r, 2);
	}
	return db_done(r) == DB_OK && found;
}

/* "case 123" in a subject. */
static bool by_number(struct ctx *cx, struct str subject, struct case_file *ret)
{
	struct str rest = str_fold(cx->arena, subject);
	size_t at;

	while ((at = str_find(rest, S("case "))) != SIZE_MAX) {
		int64_t n = 0;
		size_t len = 0;

		rest = str_sub(rest, at + 5, SIZE_MAX);
		while (len < rest.n && rest.s[len] >= '0' && rest.s[len] <= '9')
			len++;
		if (len > 0 && len < 12 &&
		    str_int64(str_sub(rest, 0, len), &n) &&
		    one_case(cx, &SQL_BY_NUMBER, V(n), ret))
			return true;
	}
	return false;
}

/* Three groups of four letters, as we print a return code. */
static bool by_code(struct ctx *cx, struct str text, struct case_file *ret)
{
	const struct str part = str_sub(text, 0, 2000);

	for (size_t i = 0; i + 14 <= part.n; i++) {
		const struct str s = str_sub(part, i, 14);

		if (s.s[4] != ' ' || s.s[9] != ' ' ||
		    (i > 0 && part.s[i - 1] != ' ' && part.s[i - 1] != '\n'))
			continue;
		for (size_t k = 0; k < keys_count(cx->app->keys); k++) {
			const struct str ref = response_ref_nth(cx, s, k);

			if (!str_null(ref) &&
			    one_case(cx, &SQL_BY_REF, V(ref), ret))
				return true;
		}
	}
	return false;
}

/* What it says -------------------------------------------------------------- */

static struct str words_of(struct arena *a, const struct eml *m)
{
	return str_fmt(a, "%.*s\n\n%.*s",
	    STR_ARG(str_null(m->subject) ? S("-") : m->subject),
	    STR_ARG(str_sub(m->text, 0, WORDS_MAX)));
}

/* Not cut inside a letter. */
static void cut_words(struct eml *m, struct str *ret_rest)
{
	size_t n = WORDS_MAX;

	*ret_rest = STR_NULL;
	if (m->text.n <= WORDS_MAX)
		return;
	while (n > 0 && ((unsigned char)m->text.s[n] & 0xc0) == 0x80)
		n--;
	*ret_rest = str_sub(m->text, n, SIZE_MAX);
	m->text = str_sub(m->text, 0, n);
}

static enum db_status add_file(struct ctx *cx, const struct case_file *c,
    struct str name, struct str bytes)
{
	struct file f;
	struct err e = { "" };

	/* What we do not take is said, and the mail is kept all the same. */
	if (file_type(bytes) == NULL)
		return case_event(cx, c, "mail_file", DATE_NONE,
		    str_fmt(cx->arena,
			T("%.*s: not a type of file that we "
			  "keep"),
			STR_ARG(name)));
	const enum db_status st =
	    file_add(cx, "case_file", c->rec.id, name, bytes, &f, &e);

	if (st == DB_REFUSED && e.text[0] != '\0')
		return case_event(cx, c, "mail_file", DATE_NONE,
		    str_fmt(cx->arena, "%.*s: %s", STR_ARG(name), e.text));
	return st;
}

static enum db_status add_files(struct ctx *cx, const struct case_file *c,
    const struct eml *m, struct str rest)
{
	enum db_status st = DB_OK;

	if (!str_null(rest))
		st = add_file(cx, c, S("mail-rest.txt"), rest);
	for (size_t i = 0; i < m->nfiles && st == DB_OK; i++)
		st = add_file(cx, c, m->files[i].name, m->files[i].bytes);
	if (st == DB_OK && m->left_out > 0)
		st = case_event(cx, c, "mail_file", DATE_NONE,
		    str_fmt(cx->arena, T("%zu more files were not kept"),
			m->left_out));
	return st;
}

/* A number and a page: nothing of the mail leaves by mail. */
static enum db_status tell_handler(struct ctx *cx, const struct case_file *c)
{
	const struct str to =
	    db_get_text(cx->conn, cx->arena, &SQL_HANDLER, VALS(V(c->handler)));

	if (!mail_possible(cx) || !mail_address_ok(to))
		return DB_OK;
	return mail_add(
	    cx, &(struct mail){ .to = to,
		    .subject = str_of(T("A mail came for a case")),
		    .text = str_fmt(cx->arena,
			T("A mail came for case %lld:\n\n%.*s/cases/%.*s\n"),
			(long long)c->number, STR_ARG(cx->app->base_url),
			STR_ARG(c->rec.ref)) });
}

/* Taking it ------------------------------------------------------------------ */

struct taking {
	struct mail_in *in;
	struct eml *m;
	struct str message, rest;
};

static enum db_status land(
    struct ctx *cx, const struct taking *t, const struct case_file *c)
{
	const enum db_status st =
	    case_event(cx, c, "mail", cx->today, words_of(cx->arena, t->m));

	return st == DB_OK ? tell_handler(cx, c) : st;
}

static enum db_status start(
    struct ctx *cx, const struct taking *t, struct case_file *c)
{
	bool is_new;
	struct intake in = { .title = str_fmt(cx->arena, T("E-mail, %.*s"),
				 STR_ARG(date_long(cx->arena, cx->today))),
		.unit = t->in->unit != 0 ? t->in->unit : unit_trust(cx),
		.type = S("enquiry"),
		.channel = S("email"),
		.received_on = cx->today,
		.on_behalf = S("me"),
		.words = words_of(cx->arena, t->m) };

	in.complainant.name = t->m->from_name;
	in.complainant.reach = t->m->from_address;
	return case_receive(cx, &in, c, &is_new);
}

static enum db_status take_fn(struct ctx *cx, void *arg)
{
	const struct taking *t = arg;
	struct case_file c;
	const int64_t before =
	    db_get_int(cx->conn, cx->arena, &SQL_TAKEN, VALS(V(t->message)), 0);
	enum db_status st;

	t->in->ret_there = before != 0;
	t->in->ret_number = before;
	t->in->ret_new = false;
	if (before != 0)
		return DB_OK;
	t->in->ret_new = !by_number(cx, t->m->subject, &c) &&
			 !by_code(cx, t->m->subject, &c) &&
			 !by_code(cx, t->m->text, &c);
	st = t->in->ret_new ? start(cx, t, &c) : land(cx, t, &c);
	if (st == DB_OK)
		st = add_files(cx, &c, t->m, t->rest);
	t->in->ret_number = c.number;
	return st == DB_OK
		   ? db_exec(cx->conn, cx->arena, &SQL_TAKE,
			 VALS(V(t->message), V(c.rec.id), V(cx->now)), NULL)
		   : st;
}

bool mail_in_take(struct ctx *cx, struct mail_in *in, struct err *e)
{
	struct eml *m = ARENA_NEW(cx->arena, struct eml);
	struct taking t = { .in = in, .m = m };
	uint8_t key[MAC_BYTES];

	if (!eml_read(cx->arena, in->bytes, m, e))
		return false;
	digest(str_null(m->message_id) ? in->bytes : m->message_id, key);
	t.message = mac_text(cx->arena, key);
	cut_words(m, &t.rest);
	return ctx_change(cx, take_fn, &t) == DB_OK ||
	       err_set(e, "The mail was not kept; it stays where it is.");
}
