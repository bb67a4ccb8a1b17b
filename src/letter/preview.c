/*
 * preview.c: a template as people will get it, with examples as values: what
 * its page shows besides its fields.
 */
#include "base/words.h"
#include "letter/letter.h"

#define LETTER_MAX ((size_t)8 << 20)

static const struct {
	const char *code;
	const char *label; /* N_() */
	const char *type, *file;
} formats[LETTER__N] = {
	[LETTER_TEXT] = { "text", N_("As a mail"), "text/plain; charset=utf-8",
	    NULL },
	[LETTER_HTML] = { "page", N_("As a web page"),
	    "text/html; charset=utf-8", NULL },
	[LETTER_PDF] = { "print", N_("On paper"), "application/pdf",
	    "letter.pdf" },
	[LETTER_LARGE] = { "large", N_("In large print"), "application/pdf",
	    "letter-large.pdf" },
};

void letter_template_more(struct req *r, const void *rec)
{
	const struct letter_template *t = rec;
	const struct letter_purpose *p = letter_purpose(t->purpose);

	html(&r->out, "<h2 class=\"nhsuk-heading-m\">%s</h2><ul>",
	    T("Look at it"));
	for (size_t i = 0; i < LETTER__N; i++)
		html(&r->out,
		    "<li><a href=\"/k/letter-templates/%.*s/preview/%s\">%s"
		    "</a></li>",
		    STR_ARG(t->rec.ref), formats[i].code,
		    words_get(formats[i].label));
	html(&r->out, "</ul>");
	if (p == NULL)
		return;
	html(&r->out, "<h2 class=\"nhsuk-heading-m\">%s</h2><ul>",
	    T("Its fields"));
	for (size_t i = 0; i < p->nslots; i++)
		html(&r->out, "<li><code>{%s}</code> %s</li>", p->slots[i].name,
		    words_get(p->slots[i].what));
	html(&r->out, "</ul>");
}

/* The template with the examples of its purpose. */
static bool example(struct req *r, const struct letter_template *t,
    struct letter *ret, struct err *e)
{
	const struct letter_purpose *p = letter_purpose(t->purpose);
	struct letter_field f[LETTER_SLOTS];
	const size_t n = p != NULL ? p->nslots : 0;

	*ret = (struct letter){ .lang = words_language(t->lang),
		.address = str_of(T("A Person\n1 Example Street\nTown\n"
				    "AB1 2CD")) };
	if (ret->lang == NULL)
		ret->lang = words_current();
	for (size_t i = 0; i < n && i < LETTER_SLOTS; i++)
		f[i] = (struct letter_field){ p->slots[i].name,
			str_of(words_get(p->slots[i].example)) };
	return letter_merge(
		   r->cx.arena, t->subject, f, n, true, &ret->subject, e) &&
	       letter_merge(r->cx.arena, t->body, f, n, false, &ret->body, e);
}

static void preview(struct req *r)
{
	struct letter_template t;
	struct letter l;
	struct err e = { "" };
	struct buf out = buf_make(LETTER_MAX);
	size_t i = 0;

	while (
	    i < LETTER__N && !str_is(web_param(r, "format"), formats[i].code))
		i++;
	if (i == LETTER__N || !kind_get_ref(&r->cx, &kind_letter_template,
				  web_param(r, "ref"), &t))
		web_not_found(r);
	else if (!example(r, &t, &l, &e) ||
		 !letter_render(&r->cx, &l, (enum letter_format)i, &out, &e))
		web_error(r, 422, T("This letter cannot be written"), e.text);
	else
		web_send(r, formats[i].type, str_of(formats[i].file), &out);
	buf_free(&out);
}

const struct route letter_routes[] = {
	{ HTTP_GET, "/k/letter-templates/{ref}/preview/{format}", preview,
	    CAP_SETTING_ADMIN, ROUTE_HEAVY },
};
const size_t nletter_routes = NELEM(letter_routes);
