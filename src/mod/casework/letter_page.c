/*
 * letter_page.c: letters of a case, from the trust's templates with what the
 * case knows filled in, in the format that the person needs. The answer can be
 * made only when it may be sent. That one was made is on the timeline.
 */
#include "base/words.h"
#include "job/job.h"
#include "letter/letter.h"
#include "mod/casework/letter.h"
#include "mod/listen/token.h"
#include "report/docx.h"
#include "web/attachment.h"

static const struct choice letter_list[] = {
	{ "case_acknowledgement", N_("We have your complaint") },
	{ "case_update", N_("How your complaint goes") },
	{ "case_consent", N_("Please say that you agree") },
	{ "case_late", N_("Why the answer is late") },
	{ "case_response", N_("The answer to a complaint") },
	{ "case_experience", N_("How was it to complain?") },
	{ "case_equality", N_("Some questions about you") },
};
const struct choices case_letters = { letter_list, NELEM(letter_list) };

static const struct choice format_list[] = {
	{ "pdf", N_("On paper (PDF)") },
	{ "large", N_("In large print (PDF)") },
	{ "easy", N_("In easy words and large print (PDF)") },
	{ "text", N_("As plain text, for an e-mail") },
	{ "mail", N_("Sent now as a plain e-mail") },
	{ "docx", N_("As a Word document, to work on it and bring it back") },
};
static const struct choices formats = { format_list, NELEM(format_list) };

/* clang-format off */
static const struct ask asks[] = {
	{ "letter", N_("Which letter"), NULL, ASK_RADIOS, .must = true, .choices = &case_letters },
	{ "format", N_("In which format"), N_("What is chosen follows the needs that are on record"), ASK_RADIOS, .must = true, .choices = &formats },
	{ "from", N_("Whose words"), N_("Empty: the trust's template with the facts of this case"), ASK_SELECT, .options = options_letter_versions },
};
/* clang-format on */

static const struct sql SQL_NAME = { "SELECT name FROM person WHERE id = ?1",
	SYSTEM("colleagues' names are seen by everybody who works here") };
static const struct sql *const list[] = { &SQL_NAME };
const struct sql_list case_letter_sql = { list, NELEM(list) };

/* The case, for who may write to its people. */
static bool find(struct req *r, struct case_file *c)
{
	if (!case_find(&r->cx, web_param(r, "ref"), c)) {
		web_not_found(r);
		return false;
	}
	if (case_mine(&r->cx, c) && may(&r->cx, CAP_IDENTITY, c->unit))
		return true;
	web_forbidden(r);
	return false;
}

/* What the person needs is chosen already. */
static struct str needed(const struct asking *a, const char *name)
{
	struct case_party who;

	if (!str_is(str_of(name), "format") ||
	    !party_of(&a->r->cx, a->c, "complainant", &who))
		return STR_NULL;
	return str_of(letter_format_for(a->r->cx.arena, who.needs));
}

static void write_page(struct req *r, const struct case_file *c,
    const struct problems *p, struct str problem)
{
	const struct asking a = { .r = r, .c = c, .initial = needed };

	r->title = str_of(T("Make a letter"));
	r->back = case_path(r->cx.arena, c->rec.ref, "");
	asks_summary(r, p);
	html(&r->out,
	    "<span class=\"nhsuk-caption-l\">%lld %.*s</span>"
	    "<h1 class=\"nhsuk-heading-l\">%s</h1>"
	    "<form method=\"post\" action=\"/cases/%.*s/letters\" novalidate>",
	    (long long)c->number, STR_ARG(c->title), T("Make a letter"),
	    STR_ARG(c->rec.ref));
	web_csrf_field(r);
	asks_write(&a, asks, NELEM(asks), p);
	component_button(
	    &r->out, &(struct button){ .text = str_of(T("Make it")) });
	html(&r->out, "</form>");
	letter_versions_write(r, c, problem);
}

void case_letters_page(struct req *r)
{
	struct case_file c;

	if (find(r, &c))
		write_page(r, &c, NULL, STR_NULL);
}

void case_letters_page_with(
    struct req *r, const struct case_file *c, struct str problem)
{
	struct problems p = { .arena = r->cx.arena };

	problem_add(&p, "file", "%.*s", STR_ARG(problem));
	write_page(r, c, &p, problem);
}

/* What the letter is filled in with. ------------------------------------- */

#define FIELDS_MAX 14

struct filling {
	struct letter_field list[FIELDS_MAX];
	size_t n;
};

static void put(struct filling *f, const char *name, struct str value)
{
	f->list[f->n++] = (struct letter_field){ name, value };
}

static struct str name_of(struct ctx *cx, int64_t person)
{
	return db_get_text(cx->conn, cx->arena, &SQL_NAME, VALS(V(person)));
}

/* The consent letter goes to the patient, all others to who spoke. */
static struct str addressee(
    struct ctx *cx, const struct case_file *c, struct str letter)
{
	struct case_party who;

	if (str_is(letter, "case_consent") && party_of(cx, c, "patient", &who))
		return who.name;
	if (party_of(cx, c, "complainant", &who) || party_of(cx, c, "mp", &who))
		return who.name;
	return STR_NULL;
}

static void fill_answer(
    struct ctx *cx, const struct case_file *c, struct filling *f)
{
	struct case_draft d;

	if (!case_draft_newest(cx, c, &d))
		return;
	put(f, "considered", d.considered);
	put(f, "conclusion", d.conclusion);
	put(f, "remedy", d.remedy);
	put(f, "confirmation", d.confirmation);
	put(f, "rights", d.rights);
	put(f, "signatory", name_of(cx, c->signed_by));
}

/* What a letter with a code asks for; NULL: it has none. */
static const char *purpose_of(struct str letter)
{
	if (str_is(letter, "case_experience"))
		return "experience";
	return str_is(letter, "case_equality") ? "equality" : NULL;
}

static void fill(struct ctx *cx, const struct case_file *c, struct str letter,
    struct filling *f)
{
	struct arena *a = cx->arena;
	const bool answer = str_is(letter, "case_response");

	put(f, "number", str_fmt(a, "%lld", (long long)c->number));
	put(f, "name", addressee(cx, c, letter));
	if (answer) {
		fill_answer(cx, c, f);
		return;
	}
	if (purpose_of(letter) != NULL) {
		put(f, "code",
		    return_code_show(a, after_code(cx, c, purpose_of(letter))));
		return;
	}
	put(f, "contact", name_of(cx, c->handler));
	if (str_is(letter, "case_acknowledgement") ||
	    str_is(letter, "case_late"))
		put(f, "received", date_long(a, c->received_on));
	if (str_is(letter, "case_acknowledgement") ||
	    str_is(letter, "case_update"))
		put(f, "due", date_long(a, case_response_due(cx, c)));
}

/* Making it -------------------------------------------------------------- */

static const char *blocked(
    struct ctx *cx, const struct case_file *c, struct str letter)
{
	const struct step *respond = step_named(S("respond"));
	const char *purpose = purpose_of(letter);

	if (purpose != NULL)
		return after_asked(cx, c, purpose)
			   ? NULL
			   : N_("Take the step for these questions first: it "
				"makes their code.");

	if (!str_is(letter, "case_response") || !date_none(c->responded_on))
		return NULL;
	return respond->blocked(cx, c);
}

#define WORD                                             \
	"application/vnd.openxmlformats-officedocument." \
	"wordprocessingml.document"

static const struct form_of {
	const char *code, *type, *ending;
	enum letter_format format;
} forms[] = {
	{ "pdf", "application/pdf", "pdf", LETTER_PDF },
	{ "large", "application/pdf", "pdf", LETTER_LARGE },
	{ "easy", "application/pdf", "pdf", LETTER_LARGE },
	{ "text", "text/plain", "txt", LETTER_TEXT },
	{ "mail", "text/plain", "txt", LETTER_TEXT },
	{ "docx", WORD, "docx", LETTER_TEXT },
};

static const struct form_of *form_of(struct str code)
{
	for (size_t i = 0; i < NELEM(forms); i++)
		if (str_is(code, forms[i].code))
			return &forms[i];
	return &forms[0];
}

/* Each sentence is a paragraph of its own, for who reads with effort. */
static struct str sentence_lines(struct arena *a, struct str s)
{
	struct buf b = buf_make((size_t)1 << 20);

	for (size_t i = 0; i < s.n; i++) {
		buf_byte(&b, s.s[i]);
		if (s.s[i] == '.' && i + 1 < s.n && s.s[i + 1] == ' ') {
			buf_cstr(&b, "\n\n");
			i++;
		}
	}
	const struct str ret = str_dup(a, buf_view(&b));

	buf_free(&b);
	return ret;
}

/* The words: of a version that came back, of the template in easy words where
 * there is one, or of the template. */
struct making {
	const struct case_file *c;
	struct str letter, from;
	bool easy;
};

static bool words_of_version(
    struct ctx *cx, const struct making *m, struct letter *ret, struct err *e)
{
	struct str letter = STR_NULL, text = STR_NULL;
	size_t end;

	if (!letter_version_text(cx, m->c, m->from, &letter, &text, e))
		return false;
	if (!str_eq(letter, m->letter))
		return err_set(
		    e, "%s", T("This version is of another letter."));
	end = str_find(text, S("\n\n"));
	*ret = (struct letter){ .subject = str_sub(text, 0, end),
		.body =
		    end == SIZE_MAX ? S("") : str_sub(text, end + 2, SIZE_MAX),
		.lang = words_current() };
	return true;
}

static bool words_for(
    struct ctx *cx, const struct making *m, struct letter *ret, struct err *e)
{
	struct filling filling = { .n = 0 };
	const struct str easy =
	    str_fmt(cx->arena, "%.*s_easy", STR_ARG(m->letter));
	const bool own = m->easy && letter_purpose(easy) != NULL;

	if (!str_null(m->from)) {
		if (!words_of_version(cx, m, ret, e))
			return false;
	} else {
		fill(cx, m->c, m->letter, &filling);
		if (!letter_write(cx,
			str_cstr(cx->arena, own ? easy : m->letter), STR_NULL,
			filling.list, filling.n, ret, e))
			return false;
	}
	if (m->easy && !own)
		ret->body = sentence_lines(cx->arena, ret->body);
	return true;
}

/* What goes with it, in one change: the version, the mail, the note. */
struct noting {
	const struct case_file *c;
	struct str letter;
	const struct letter *made;
	struct str to;    /* by mail; null: not */
	struct str bytes; /* of a Word document; null: none */
	struct err *e;
};

static enum db_status note_fn(struct ctx *cx, void *arg)
{
	const struct noting *n = arg;
	const char *purpose = purpose_of(n->letter);
	enum db_status st = DB_OK;
	struct str code;

	/* Made again under another key, the code is another one. */
	if (purpose != NULL)
		st = after_invite(cx, n->c, purpose, &code);
	if (st == DB_REFUSED)
		st = DB_OK;
	if (st == DB_OK && !str_null(n->bytes))
		st = letter_version_add(cx,
		    &(struct letter_version){
			n->c, n->letter, false, n->bytes },
		    n->e);
	if (st == DB_OK && !str_null(n->to))
		st = mail_add(cx, &(struct mail){ .to = n->to,
				      .subject = n->made->subject,
				      .text = n->made->body });
	return st == DB_OK ? case_event(cx, n->c, "letter", DATE_NONE,
				 case_label(&case_letters, n->letter))
			   : st;
}

/* Where a mail goes; false: nowhere, said in *p. */
static bool mail_to(struct req *r, const struct case_file *c, struct str *ret,
    struct problems *p)
{
	struct case_party who;

	if (!mail_possible(&r->cx))
		problem_add(p, "format",
		    T("The trust has not said how mail leaves. Choose another "
		      "format"));
	else if (!(party_of(&r->cx, c, "complainant", &who) ||
		     party_of(&r->cx, c, "mp", &who)) ||
		 !mail_address_ok(who.reach))
		problem_add(p, "format",
		    T("There is no mail address on record for this person"));
	else
		*ret = who.reach;
	return p->n == 0;
}

static void finish(struct req *r, const struct form_of *f, struct noting *note,
    struct str bytes, struct problems *p)
{
	if (ctx_change(&r->cx, note_fn, note) != DB_OK) {
		problem_add(p, NULL,
		    T("The letter could not be noted on the case, so it was "
		      "not made. Please try again."));
	} else if (!str_null(note->to)) {
		web_flash(r, T("It is on its way by e-mail."));
		web_redirect(
		    r, case_path(r->cx.arena, note->c->rec.ref, "/letters"));
	} else {
		web_send_file(r,
		    str_fmt(r->cx.arena, "case-%lld-%.*s.%s",
			(long long)note->c->number, STR_ARG(note->letter),
			f->ending),
		    str_of(f->type), bytes);
	}
}

static void make(struct req *r, const struct case_file *c,
    const struct answers *in, struct problems *p)
{
	const struct form_of *f = form_of(answer_text(in, "format"));
	const struct making m = { c, answer_text(in, "letter"),
		answer_text(in, "from"), str_is(str_of(f->code), "easy") };
	struct letter made;
	struct err e = { "" };
	struct noting note = { c, m.letter, &made, STR_NULL, STR_NULL, &e };
	struct buf out = buf_make((size_t)8 << 20);
	bool good =
	    !str_is(str_of(f->code), "mail") || mail_to(r, c, &note.to, p);

	if (good && !words_for(&r->cx, &m, &made, &e)) {
		problem_add(p, "letter", "%s", e.text);
		good = false;
	}
	if (good && str_is(str_of(f->code), "docx")) {
		docx_write(made.subject, made.body, &out);
		note.bytes = buf_view(&out);
	} else if (good && !letter_render(&r->cx, &made, f->format, &out, &e)) {
		problem_add(p, "letter", "%s", e.text);
		good = false;
	}
	if (good)
		finish(r, f, &note, buf_view(&out), p);
	buf_free(&out);
}

void case_letter_post(struct req *r)
{
	struct case_file c;
	struct problems p = { .arena = r->cx.arena };
	struct answers *in = ARENA_NEW(r->cx.arena, struct answers);
	const char *why;

	if (!find(r, &c))
		return;
	const struct asking a = { .r = r, .c = &c };

	if (asks_read(&a, asks, NELEM(asks), in, &p)) {
		why = blocked(&r->cx, &c, answer_text(in, "letter"));
		if (why != NULL)
			problem_add(&p, "letter", "%s", T(why));
		else
			make(r, &c, in, &p);
	}
	if (p.n > 0) {
		r->status = 422;
		write_page(r, &c, &p, STR_NULL);
	}
}
