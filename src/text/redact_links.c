/*
 * redact_links.c: addresses of mail and of the web.
 */
#include <string.h>

#include "text/redact_part.h"

#define LOCAL_MAX  64 /* bytes before the @ (RFC 5321) */
#define DOMAIN_MAX 255
#define URL_MAX    2000

static bool local_char(char c)
{
	return is_letter(c) || is_digit(c) ||
	       (c != '\0' && strchr("._%+-'", c) != NULL) ||
	       (unsigned char)c >= 0x80;
}

static bool domain_char(char c)
{
	return is_letter(c) || is_digit(c) || c == '-' || c == '.';
}

static size_t skip_space(struct str s, size_t at)
{
	return at < s.n && s.s[at] == ' ' ? at + 1 : at;
}

/* The end of a domain that begins at `at`: labels with a dot between, the
 * last of two letters or more. 0: none. */
static size_t domain_end(struct str s, size_t at)
{
	size_t end = at, dot = 0;

	while (end < s.n && end - at < DOMAIN_MAX && domain_char(s.s[end])) {
		if (s.s[end] == '.') {
			if (end == at || s.s[end - 1] == '.')
				break;
			dot = end;
		}
		end++;
	}
	while (end > at && (s.s[end - 1] == '.' || s.s[end - 1] == '-'))
		end--;
	/* "example.com.Thanks": the last label may be the next sentence. */
	for (dot = end; dot > at && s.s[dot - 1] != '.';)
		dot--;
	if (dot == at || end - dot < 2 || !is_letter(s.s[dot]))
		return 0;
	return end;
}

static void mail(struct piece *p, size_t at)
{
	const struct str s = p->text;
	size_t from = at;

	if (from > 1 && s.s[from - 1] == ' ' && at + 1 < s.n &&
	    s.s[at + 1] == ' ')
		from--;
	while (from > 0 && at - from < LOCAL_MAX && local_char(s.s[from - 1]))
		from--;
	/* Begins with a letter or digit, so at a whole character too. */
	while (from < at && !is_letter(s.s[from]) && !is_digit(s.s[from]))
		from++;
	const size_t end = domain_end(s, skip_space(s, at + 1));

	if (from < at && end > 0)
		(void)piece_take(p, from, end, REDACT_EMAIL);
}

static bool begins(struct str s, size_t at, const char *what);

/* The end of "label dot label …", the last one usual; 0: none. */
static size_t spelt_domain(struct str s, size_t at)
{
	static const char *const last[] = { "com", "org", "net", "uk", "nhs",
		"ie", "eu", "info", "example" };
	size_t end = at, dots = 0;

	for (;;) {
		const size_t from = end;
		bool known = false;

		while (end < s.n && end - from < 63 &&
		       (is_letter(s.s[end]) || is_digit(s.s[end]) ||
			   s.s[end] == '-'))
			end++;
		if (end == from)
			return 0;
		if (begins(s, end, " dot ")) {
			dots++;
			end += strlen(" dot ");
			continue;
		}
		for (size_t i = 0; i < NELEM(last); i++)
			known = known || (end - from == strlen(last[i]) &&
					     begins(s, from, last[i]));
		return dots > 0 && known ? end : 0;
	}
}

/* "mary(at)example.com", "mary at example dot com": the sign at `at`. */
static void spelt_mail(struct piece *p, size_t at)
{
	static const char *const signs[] = { "(at)", "[at]", " at ", " (at) ",
		" [at] " };
	const struct str s = p->text;

	for (size_t i = 0; i < NELEM(signs); i++) {
		const size_t behind = at + strlen(signs[i]);
		size_t from = at, end;

		if (!begins(s, at, signs[i]))
			continue;
		end = spelt_domain(s, behind);
		/* "look at example.com" is none. */
		if (end == 0 && strchr(signs[i], ')') != NULL)
			end = domain_end(s, behind);
		if (end == 0 && strchr(signs[i], ']') != NULL)
			end = domain_end(s, behind);
		while (from > 0 && at - from < LOCAL_MAX &&
		       local_char(s.s[from - 1]))
			from--;
		while (
		    from < at && !is_letter(s.s[from]) && !is_digit(s.s[from]))
			from++;
		if (from < at && end > 0)
			(void)piece_take(p, from, end, REDACT_EMAIL);
	}
}

static bool begins(struct str s, size_t at, const char *what)
{
	size_t i = 0;

	for (; what[i] != '\0'; i++)
		if (at + i >= s.n || to_lower(s.s[at + i]) != what[i])
			return false;
	return true;
}

static size_t url_end(struct str s, size_t at)
{
	size_t end = at;

	while (end < s.n && end - at < URL_MAX &&
	       (unsigned char)s.s[end] > ' ' &&
	       (unsigned char)s.s[end] < 0x7F &&
	       strchr("<>\"{}|\\^`", s.s[end]) == NULL)
		end++;
	while (end > at && strchr(".,;:!?)]'*", s.s[end - 1]) != NULL)
		end--;
	return end;
}

/* "example.co.uk/page" without anything before it: only where the end of the
 * domain is a usual one, because people forget the space behind a full stop. */
static bool usual(struct str domain)
{
	static const char *const ends[] = { ".com", ".org", ".net", ".uk",
		".info", ".gov", ".edu", ".eu", ".nhs", ".io", ".ie",
		".example", ".app", ".biz" };

	for (size_t i = 0; i < NELEM(ends); i++) {
		const size_t n = strlen(ends[i]);

		if (domain.n > n && begins(domain, domain.n - n, ends[i]))
			return true;
	}
	return false;
}

static void bare(struct piece *p, size_t at)
{
	const size_t end = domain_end(p->text, at);

	if (end == 0 || !usual(str_sub(p->text, at, end - at)))
		return;
	const size_t all =
	    end < p->text.n && (p->text.s[end] == '/' || p->text.s[end] == '?')
		? url_end(p->text, at)
		: end;

	(void)piece_take(p, at, all, REDACT_URL);
}

static void web(struct piece *p, size_t at)
{
	static const char *const heads[] = { "http://", "https://", "www.",
		"ftp://" };
	const struct str s = p->text;

	for (size_t i = 0; i < NELEM(heads); i++) {
		const size_t n = strlen(heads[i]);

		if (begins(s, at, heads[i]) && url_end(s, at) > at + n) {
			(void)piece_take(p, at, url_end(s, at), REDACT_URL);
			return;
		}
	}
	bare(p, at);
}

void redact_links(struct piece *p)
{
	const struct str s = p->text;
	size_t stop = 0; /* of the run of domain signs that was looked at */

	for (size_t at = 0; at < s.n; at++)
		if (s.s[at] == '@')
			mail(p, at);
		else if (s.s[at] == '(' || s.s[at] == '[' || s.s[at] == ' ')
			spelt_mail(p, at);
	for (size_t at = 0; at < s.n; at++) {
		if (!is_letter(s.s[at]) && !is_digit(s.s[at]))
			continue;
		if (at > 0 && (domain_char(s.s[at - 1]) || at < stop ||
				  (unsigned char)s.s[at - 1] >= 0x80 ||
				  s.s[at - 1] == '@'))
			continue;
		if (p->taken[at])
			continue;
		web(p, at);
		for (stop = at; stop < s.n && domain_char(s.s[stop]);)
			stop++;
	}
}
