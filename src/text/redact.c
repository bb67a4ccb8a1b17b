/*
 * redact.c: see redact.h. Cuts a text into pieces, runs the rules over each,
 * and keeps what was found; the rules are the other redact_ files'.
 */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "text/redact_part.h"

const char *redact_type_name(enum redact_type t)
{
	static const char *const names[REDACT_TYPES] = {
		[REDACT_NAME] = "NAME",
		[REDACT_PHONE] = "PHONE",
		[REDACT_EMAIL] = "EMAIL",
		[REDACT_NHS_NUMBER] = "NHS_NUMBER",
		[REDACT_NI_NUMBER] = "NI_NUMBER",
		[REDACT_POSTCODE] = "POSTCODE",
		[REDACT_ADDRESS] = "ADDRESS",
		[REDACT_DATE] = "DATE",
		[REDACT_URL] = "URL",
	};

	assert(t < REDACT_TYPES);
	return names[t];
}

static void add(struct redact_spans *s, struct redact_span one)
{
	if (s->n == s->room) {
		s->room = s->room > 0 ? s->room * 2 : 16;
		s->list = xrealloc(s->list, s->room * sizeof(*s->list));
	}
	s->list[s->n++] = one;
}

bool piece_free(const struct piece *p, size_t from, size_t to)
{
	return memchr(p->taken + from, 1, to - from) == NULL;
}

bool piece_take(struct piece *p, size_t from, size_t to, enum redact_type type)
{
	assert(from < to && to <= p->text.n);
	if (!piece_free(p, from, to))
		return false;
	memset(p->taken + from, 1, to - from);
	add(p->found, (struct redact_span){ from, to, type });
	return true;
}

static int compare(const void *x, const void *y)
{
	const struct redact_span *a = x, *b = y;

	return a->from < b->from ? -1 : a->from > b->from;
}

static bool is_space(char c)
{
	return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

/* Where the piece that begins here ends: behind a line or a sentence of its
 * last part where there is one, else at a space, else at a whole character. */
static size_t piece_end(struct str text, size_t from)
{
	size_t end = from + REDACT_PIECE, space = 0, stop = 0;

	if (end >= text.n)
		return text.n;
	for (size_t i = end; i > end - REDACT_PIECE / 8; i--) {
		const char c = text.s[i - 1];

		if (c == '\n')
			return i;
		if (is_space(c) && space == 0)
			space = i;
		if (is_space(c) && stop == 0 && strchr(".!?", text.s[i - 2]))
			stop = i;
	}
	if (stop > 0 || space > 0)
		return stop > 0 ? stop : space;
	while (end > from + 1 && ((unsigned char)text.s[end] & 0xC0) == 0x80)
		end--;
	return end;
}

static void redact_piece(struct arena *a, struct str text,
    const struct redact_keep *keep, struct redact_spans *found)
{
	struct piece p = { .text = text, .keep = keep, .found = found };

	p.taken = arena_alloc(a, text.n + 1);
	piece_words(&p, a);
	redact_links(&p);
	redact_dates(&p);
	redact_numbers(&p);
	redact_places(&p);
	redact_keep_mark(&p);
	redact_names(&p);
	if (found->n > 1)
		qsort(found->list, found->n, sizeof(*found->list), compare);
}

void text_redact(
    struct str text, const struct redact_keep *keep, struct redact_spans *ret)
{
	struct arena *a = arena_new(ARENA_REQUEST);
	struct redact_spans found = { 0 };
	size_t from = 0;

	while (from < text.n) {
		const size_t end = piece_end(text, from);

		found.n = 0;
		redact_piece(a, str_sub(text, from, end - from), keep, &found);
		for (size_t i = 0; i < found.n; i++)
			add(ret,
			    (struct redact_span){ from + found.list[i].from,
				from + found.list[i].to, found.list[i].type });
		arena_reset(a);
		from = end;
	}
	redact_spans_free(&found);
	arena_free(a);
}

void redact_spans_free(struct redact_spans *s)
{
	free(s->list);
	*s = (struct redact_spans){ 0 };
}
