/*
 * attachment.c: see attachment.h.
 */
#include "web/attachment.h"

/* Endings that a file of this type may keep; any other gets the first one, so
 * that "notes.bat" with a plain text in it is not run by a double click. */
static const struct ending {
	const char *type;
	const char *endings[5];
} endings[] = {
	{ "application/pdf", { ".pdf" } },
	{ "image/png", { ".png" } },
	{ "image/jpeg", { ".jpg", ".jpeg", ".jpe" } },
	{ "image/gif", { ".gif" } },
	{ "audio/mpeg", { ".mp3" } },
	{ "video/mp4", { ".mp4", ".m4v", ".m4a", ".mov" } },
	{ "text/plain", { ".txt", ".csv", ".tsv", ".md" } },
	{ "application/"
	  "vnd.openxmlformats-officedocument.wordprocessingml.document",
	    { ".docx" } },
	{ "application/"
	  "vnd.openxmlformats-officedocument.spreadsheetml.sheet",
	    { ".xlsx" } },
	{ "application/vnd.oasis.opendocument.text", { ".odt" } },
	{ "application/vnd.oasis.opendocument.spreadsheet", { ".ods" } },
};

static bool ends_in(struct str name, struct str ending)
{
	return name.n > ending.n &&
	       str_eq_nocase(
		   str_sub(name, name.n - ending.n, ending.n), ending);
}

static struct str safe_ending(struct arena *a, struct str name, struct str type)
{
	const struct ending *e = NULL;

	for (size_t i = 0; i < NELEM(endings) && e == NULL; i++)
		if (str_is(type, endings[i].type))
			e = &endings[i];
	if (e == NULL)
		return str_fmt(a, "%.*s.bin", STR_ARG(name));
	for (size_t i = 0; i < NELEM(e->endings) && e->endings[i] != NULL; i++)
		if (ends_in(name, str_of(e->endings[i])))
			return name;
	return str_fmt(a, "%.*s%s", STR_ARG(name), e->endings[0]);
}

/* RFC 6266: a plain name for everybody, the whole one for who knows
 * filename*. The plain one has only letters that need no quoting. */
static struct str disposition(struct arena *a, struct str name)
{
	char *plain = arena_alloc(a, name.n + 1);
	struct buf b = buf_make(BUF_PAGE);
	struct str ret;

	for (size_t i = 0; i < name.n; i++) {
		const char c = name.s[i];
		const bool keep =
		    (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
		    (c >= '0' && c <= '9') || c == '-' || (c == '.' && i > 0);

		plain[i] = '_';
		if (keep)
			plain[i] = c;
	}
	buf_fmt(&b, "attachment; filename=\"%.*s\"; filename*=UTF-8''",
	    (int)name.n, plain);
	html_urlencode(&b, name);
	ret = str_dup(a, buf_view(&b));
	buf_free(&b);
	return ret;
}

void web_send_file(
    struct req *r, struct str name, struct str type, struct str bytes)
{
	struct arena *a = r->cx.arena;
	struct buf b = buf_make(bytes.n + 1);

	buf_str(&b, bytes);
	web_header(r, "Content-Disposition",
	    disposition(a, safe_ending(a, name, type)));
	/* Also where a browser shows it all the same, nothing in it runs. */
	web_header(r, "Content-Security-Policy",
	    S("sandbox; default-src 'none'; frame-ancestors 'none'"));
	web_send(r, str_dup(a, type).s, STR_NULL, &b);
	buf_free(&b);
}
