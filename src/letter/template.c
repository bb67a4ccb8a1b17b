/*
 * template.c: the record of a template and its rules, and writing a letter
 * with the one that is used.
 */
#include "base/words.h"
#include "core/setting.h"
#include "letter/letter.h"

#define NOBODY SYSTEM("the words of the trust's letters are about nobody")
#define OWN    2 /* fields that every letter has: trust, address */

static const struct sql SQL_WORDS = {
	"SELECT subject, body FROM letter_template WHERE purpose = ?1"
	" AND lang = ?2",
	NOBODY
};
static const struct sql SQL_OTHER = {
	"SELECT COUNT(*) FROM letter_template WHERE purpose = ?1 AND lang = ?2"
	" AND id <> ?3",
	NOBODY
};

static const struct sql *const list[] = { &SQL_WORDS, &SQL_OTHER };
const struct sql_list letter_sql = { list, NELEM(list) };

/* The record ----------------------------------------------------------- */

static bool has_field(struct arena *a, struct str text, const char *name)
{
	return str_find(text, str_fmt(a, "{%s}", name)) != SIZE_MAX;
}

bool letter_words_ok(struct arena *a, const struct letter_purpose *p,
    struct str subject, struct str body, struct err *e)
{
	struct letter_field fields[LETTER_SLOTS];
	struct str unused;

	for (size_t i = 0; i < p->nslots; i++)
		fields[i] = (struct letter_field){ p->slots[i].name,
			str_of(p->slots[i].example) };
	if (!letter_merge(a, subject, fields, p->nslots, true, &unused, e) ||
	    !letter_merge(a, body, fields, p->nslots, false, &unused, e))
		return false;
	for (size_t i = 0; i < p->nslots; i++)
		if (p->slots[i].must && !has_field(a, body, p->slots[i].name))
			return err_set(e,
			    T("The words must hold {%s}: without it the letter "
			      "is of no use."),
			    p->slots[i].name);
	return true;
}

static void check_template(struct ctx *cx, const void *rec, struct problems *p)
{
	const struct letter_template *t = rec;
	const struct letter_purpose *purpose = letter_purpose(t->purpose);
	struct err e = { "" };

	if (!str_empty(t->lang) && words_language(t->lang) == NULL)
		problem_add(p, "lang", "%s",
		    T("We know no language with this code. English is en."));
	if (purpose == NULL)
		return;
	if (!letter_words_ok(cx->arena, purpose, t->subject, t->body, &e))
		problem_add(p, "body", "%s", e.text);
	if (db_get_int(cx->conn, cx->arena, &SQL_OTHER,
		VALS(V(t->purpose), V(t->lang), V(t->rec.id)), 0) > 0)
		problem_add(p, "lang", "%s",
		    T("There is a template for this in this language "
		      "already. Change that one."));
}

static const struct choice purpose_list[] = {
	{ "sign_in_code", N_("Code to sign in") },
	{ "return_code", N_("Return code") },
	{ "case_acknowledgement", N_("We have your complaint") },
	{ "case_update", N_("How your complaint goes") },
	{ "case_consent", N_("Please say that you agree") },
	{ "case_late", N_("Why the answer is late") },
	{ "case_response", N_("The answer to a complaint") },
	{ "case_acknowledgement_easy",
	    N_("We have your complaint, in easy words") },
	{ "case_response_easy",
	    N_("The answer to a complaint, in easy words") },
	{ "case_experience", N_("How was it to complain?") },
	{ "case_equality", N_("Some questions about you") },
};
static const struct choices purpose_choices = { purpose_list,
	NELEM(purpose_list) };

/* clang-format off */
static const struct field template_fields[] = {
	{ COL(struct letter_template, name), .label = N_("Name"), .flags = REQUIRED | IN_LIST | TITLE, .max = 100 },
	{ COL(struct letter_template, purpose), .label = N_("What it is for"), .flags = REQUIRED | IN_LIST | FILTER, .choices = &purpose_choices },
	{ COL(struct letter_template, lang), .label = N_("Language"), .flags = REQUIRED | IN_LIST, .max = 20,
	  .hint = N_("Its code, such as en or gu") },
	{ COL(struct letter_template, subject), .label = N_("Subject"), .flags = REQUIRED, .max = 150 },
	{ COL(struct letter_template, body), .label = N_("Words"), .flags = REQUIRED | LONG, .max = 10000,
	  .hint = N_("A field is a word in braces, such as {code}. With a question mark, {code?}, it may be empty.") },
};
/* clang-format on */

const struct kind kind_letter_template = {
	.name = "letter_template",
	.path = "letter-templates",
	.one = N_("letter template"),
	.many = N_("Letter templates"),
	.size = sizeof(struct letter_template),
	.fields = template_fields,
	.nfields = NELEM(template_fields),
	.read = CAP_SETTING_ADMIN,
	.write = CAP_SETTING_ADMIN,
	.system = "the words of the trust's letters are about nobody",
	.order = "name",
	.data_class = DATA_ORGANISATION,
	.basis = N_("Public task; no personal data"),
	.retention = N_("For as long as the trust keeps its records"),
	.empty = N_("The words of our mails and letters. Until you add one, we "
		    "use our own words."),
	.check = check_template,
	.more = letter_template_more,
};

enum db_status letter_seed(struct ctx *cx)
{
	size_t n = 0;
	const struct letter_purpose *p = letter_purposes(&n);
	enum db_status st = DB_OK;

	for (size_t i = 0; i < n && st == DB_OK; i++) {
		struct letter_template t = { .name = str_of(p[i].name),
			.purpose = str_of(p[i].code),
			.lang = S("en"),
			.subject = str_of(p[i].subject),
			.body = str_of(p[i].body) };
		struct problems problems = { .arena = cx->arena };

		st = kind_save(cx, &kind_letter_template, &t, &problems);
	}
	return st;
}

/* Writing one ---------------------------------------------------------- */

struct words {
	struct str subject, body;
};

static bool stored(struct ctx *cx, const struct letter_purpose *p,
    const char *lang, struct words *ret)
{
	struct rows *r = db_query(
	    cx->conn, cx->arena, &SQL_WORDS, VALS(V(p->code), V(lang)));
	const bool found = db_next(r);

	if (found)
		*ret = (struct words){ db_text(r, 0), db_text(r, 1) };
	return db_done(r) == DB_OK && found;
}

/* The trust's words, ours in that language, the trust's in English, ours.
 * *lang becomes the language that they are in. */
static struct words choose(struct ctx *cx, const struct letter_purpose *p,
    const struct language **lang)
{
	const struct language *before = words_current();
	size_t n = 0;
	struct words w;

	if (stored(cx, p, (*lang)->code, &w))
		return w;
	words_use(*lang);
	w = (struct words){ str_of(words_get(p->subject)),
		str_of(words_get(p->body)) };
	words_use(before);
	if (w.body.s != p->body)
		return w;
	*lang = words_languages(&n); /* the first is English */
	(void)stored(cx, p, "en", &w);
	return w;
}

bool letter_write(struct ctx *cx, const char *purpose, struct str lang,
    const struct letter_field *fields, size_t n, struct letter *ret,
    struct err *e)
{
	const struct letter_purpose *p = letter_purpose(str_of(purpose));
	struct letter_field all[OWN + LETTER_SLOTS];
	struct words w;

	*ret = (struct letter){ .lang = words_language(lang) };
	if (ret->lang == NULL)
		ret->lang = words_current();
	if (p == NULL || n > LETTER_SLOTS)
		return err_set(e, T("There is no letter called %s."), purpose);
	w = choose(cx, p, &ret->lang);
	all[0] =
	    (struct letter_field){ "trust", setting_text(cx, "trust_name") };
	all[1] = (struct letter_field){ "address", cx->app->base_url };
	for (size_t i = 0; i < n; i++)
		all[OWN + i] = fields[i];
	n += OWN;
	return letter_merge(
		   cx->arena, w.subject, all, n, true, &ret->subject, e) &&
	       letter_merge(cx->arena, w.body, all, n, false, &ret->body, e);
}
