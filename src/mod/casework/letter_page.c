/*
 * letter_page.c: letters of a case, from the trust's templates with what the
 * case knows filled in, in the format that the person needs. The answer can be
 * made only when it may be sent. That one was made is on the timeline.
 */
#include "base/words.h"
#include "letter/letter.h"
#include "mod/casework/after.h"
#include "mod/listen/token.h"
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
static const struct choices letters = { letter_list, NELEM(letter_list) };

static const struct choice format_list[] = {
	{ "pdf", N_("On paper (PDF)") },
	{ "large", N_("In large print (PDF)") },
	{ "text", N_("As plain text, for an e-mail") },
};
static const struct choices formats = { format_list, NELEM(format_list) };

/* clang-format off */
static const struct ask asks[] = {
	{ "letter", N_("Which letter"), NULL, ASK_RADIOS, .must = true, .choices = &letters },
	{ "format", N_("In which format"), N_("The person's needs stand on the page of the case"), ASK_RADIOS, .must = true, .choices = &formats },
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

static void write_page(
    struct req *r, const struct case_file *c, const struct problems *p)
{
	const struct asking a = { .r = r, .c = c };

	r->title = str_of(T("Make a letter"));
	r->back = case_path(r->cx.arena, c->rec.ref, "");
	asks_summary(r, p);
	html(&r->out,
	    "<span class=\"nhsuk-caption-l\">%lld %.*s</span>"
	    "<h1 class=\"nhsuk-heading-l\">%s</h1>"
	    "<form method=\"post\" novalidate>",
	    (long long)c->number, STR_ARG(c->title), T("Make a letter"));
	web_csrf_field(r);
	asks_write(&a, asks, NELEM(asks), p);
	component_button(
	    &r->out, &(struct button){ .text = str_of(T("Make it")) });
	html(&r->out, "</form>");
}

void case_letters_page(struct req *r)
{
	struct case_file c;

	if (find(r, &c))
		write_page(r, &c, NULL);
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

static const struct form_of {
	const char *code, *type, *ending;
	enum letter_format format;
} forms[] = {
	{ "pdf", "application/pdf", "pdf", LETTER_PDF },
	{ "large", "application/pdf", "pdf", LETTER_LARGE },
	{ "text", "text/plain", "txt", LETTER_TEXT },
};

static const struct form_of *form_of(struct str code)
{
	for (size_t i = 0; i < NELEM(forms); i++)
		if (str_is(code, forms[i].code))
			return &forms[i];
	return &forms[0];
}

struct noting {
	const struct case_file *c;
	struct str letter;
};

static enum db_status note_fn(struct ctx *cx, void *arg)
{
	const struct noting *n = arg;
	const char *purpose = purpose_of(n->letter);
	struct str code;

	/* Made again under another key, the code is another one. */
	if (purpose != NULL) {
		const enum db_status st =
		    after_invite(cx, n->c, purpose, &code);

		if (st != DB_OK && st != DB_REFUSED)
			return st;
	}
	return case_event(
	    cx, n->c, "letter", DATE_NONE, case_label(&letters, n->letter));
}

static void make(struct req *r, const struct case_file *c, struct str letter,
    struct str format, struct problems *p)
{
	const struct form_of *f = form_of(format);
	struct filling filling = { .n = 0 };
	struct noting note = { c, letter };
	struct letter made;
	struct err e = { "" };
	struct buf out = buf_make((size_t)8 << 20);

	fill(&r->cx, c, letter, &filling);
	if (!letter_write(&r->cx, str_cstr(r->cx.arena, letter), STR_NULL,
		filling.list, filling.n, &made, &e) ||
	    !letter_render(&r->cx, &made, f->format, &out, &e))
		problem_add(p, "letter", "%s", e.text);
	else if (ctx_change(&r->cx, note_fn, &note) != DB_OK)
		problem_add(p, NULL,
		    T("The letter could not be noted on the case, so it was "
		      "not made. Please try again."));
	else
		web_send_file(r,
		    str_fmt(r->cx.arena, "case-%lld-%s.%s",
			(long long)c->number, str_cstr(r->cx.arena, letter),
			f->ending),
		    str_of(f->type), buf_view(&out));
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
			make(r, &c, answer_text(in, "letter"),
			    answer_text(in, "format"), &p);
	}
	if (p.n > 0) {
		r->status = 422;
		write_page(r, &c, &p);
	}
}
