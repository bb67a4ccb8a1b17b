/*
 * language.c: which language a page is in, and how its links and forms keep
 * it. There is no cookie for it: the address says it (?lang=), or else the
 * reader's browser does (docs/words.md).
 */
#include "base/words.h"
#include "web/internal.h"

/* One range of Accept-Language: "pt-BR;q=0.8". */
static const struct language *range_language(struct str range, double *ret_q)
{
	struct str tag, part, name, primary;
	size_t n = 0;
	const struct language *l = words_languages(&n), *found = NULL;

	*ret_q = 1;
	(void)str_cut(&range, ';', &tag);
	while (str_cut(&range, ';', &part))
		if (str_cut(&part, '=', &name) && str_is(str_trim(name), "q") &&
		    !str_double(str_trim(part), ret_q))
			*ret_q = 0;
	tag = str_trim(tag);
	part = tag;
	(void)str_cut(&part, '-', &primary);
	for (size_t i = 0; i < n; i++) {
		if (str_eq_nocase(tag, str_of(l[i].code)))
			return &l[i];
		if (str_eq_nocase(primary, str_of(l[i].code)))
			found = &l[i];
	}
	return found;
}

/* The language that the browser asks for most; NULL: none of ours. */
static const struct language *accepted(struct str header)
{
	const struct language *best = NULL;
	double top = 0, q = 0;
	struct str range;

	while (str_cut(&header, ',', &range)) {
		const struct language *l = range_language(range, &q);

		if (l == NULL || !(q > top))
			continue;
		best = l;
		top = q;
	}
	return best;
}

void language_choose(struct req *r, struct str own)
{
	const struct str asked = web_query(r, "lang");

	r->asked = str_null(asked) ? NULL : words_language(asked);
	if (r->asked != NULL)
		words_use(r->asked);
	else if (!str_null(own))
		words_use(words_language(own));
	else
		words_use(accepted(http_header(r->http, "Accept-Language")));
}

void language_href(struct req *r, struct buf *out, const char *code)
{
	html(out, "?");
	for (size_t i = 0; i < r->query.n; i++) {
		const struct form_field *f = &r->query.fields[i];

		if (str_is(f->name, "lang"))
			continue;
		html_urlencode(out, f->name);
		html(out, "=");
		html_urlencode(out, f->value);
		html(out, "&amp;");
	}
	html(out, "lang=%s", code);
}

/* Keeping it ------------------------------------------------------------ */

/* Own pages only: not files, which speak no language, and not where the
 * language is said already. */
static bool takes_language(struct str url)
{
	if (str_find(url, S("?lang=")) != SIZE_MAX ||
	    str_find(url, S("&lang=")) != SIZE_MAX ||
	    str_find(url, S("&amp;lang=")) != SIZE_MAX)
		return false;
	if (str_starts(url, S("?")))
		return true;
	return str_starts(url, S("/")) && !str_starts(url, S("//")) &&
	       !str_starts(url, S("/assets/"));
}

/* `and` is what stands between parameters where the address is written. */
static void with_language(
    struct buf *out, struct str url, const char *code, const char *and)
{
	const size_t hash = str_find_byte(url, '#');
	const struct str page = str_sub(url, 0, hash);

	if (!takes_language(url)) {
		buf_str(out, url);
		return;
	}
	buf_str(out, page);
	if (str_find_byte(page, '?') == SIZE_MAX)
		buf_cstr(out, "?");
	else if (!str_ends(page, S("?")))
		buf_cstr(out, and);
	buf_cstr(out, "lang=");
	buf_cstr(out, code);
	if (hash != SIZE_MAX)
		buf_str(out, str_sub(url, hash, url.n));
}

struct str language_path(struct req *r, struct str path)
{
	struct buf b = buf_make(HTTP_URL_MAX * 4);

	if (r->asked == NULL)
		return path;
	with_language(&b, path, r->asked->code, "&");
	const struct str ret =
	    b.failed ? path : str_dup(r->cx.arena, buf_view(&b));

	buf_free(&b);
	return ret;
}

/* A start tag with its addresses. In markup of ours a value stands between
 * double quotes and holds neither quotes nor angle brackets as they are. */
static void carry_tag(struct buf *out, struct str tag, const char *code)
{
	const bool form = str_starts(tag, S("<form"));
	const struct str name = form ? S(" action=\"") : S(" href=\"");
	const size_t at = str_find(tag, name);

	if (at != SIZE_MAX) {
		const struct str rest = str_sub(tag, at + name.n, tag.n);
		const size_t end = str_find_byte(rest, '"');

		buf_str(out, str_sub(tag, 0, at + name.n));
		with_language(out, str_sub(rest, 0, end), code, "&amp;");
		buf_str(out, str_sub(rest, end, rest.n));
	} else {
		buf_str(out, tag);
	}
	/* A form that asks replaces the whole query of its address. */
	if (form && str_find(tag, S("method=\"post\"")) == SIZE_MAX)
		html(out, "<input type=\"hidden\" name=\"lang\" value=\"%s\">",
		    code);
}

void language_carry(const struct req *r, struct buf *page)
{
	struct buf out = buf_make(BUF_PAGE * 2);
	struct str rest = buf_view(page);

	if (r->asked == NULL)
		return;
	for (size_t at = str_find_byte(rest, '<'); at != SIZE_MAX;
	     at = str_find_byte(rest, '<')) {
		buf_str(&out, str_sub(rest, 0, at));
		rest = str_sub(rest, at, rest.n);
		const size_t end = str_find_byte(rest, '>');
		const struct str tag =
		    str_sub(rest, 0, end == SIZE_MAX ? rest.n : end + 1);

		if (str_starts(tag, S("<a ")) || str_starts(tag, S("<form")))
			carry_tag(&out, tag, r->asked->code);
		else
			buf_str(&out, tag);
		rest = str_sub(rest, tag.n, rest.n);
	}
	buf_str(&out, rest);
	buf_free(page);
	*page = out;
}
