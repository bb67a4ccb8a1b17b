/*
 * query.c: see query.h.
 */
#include "text/query.h"

#include <string.h>

/* Reading what was typed -------------------------------------------------- */

struct parser {
	struct arena *arena;
	struct str rest;
	struct query *q;
	bool negative; /* the next atom is one that must not be there */
	bool either;   /* the next atom is an alternative to the last */
	bool joined;   /* the last clause has alternatives */
};

/* Bytes of a quotation mark at the start of s; 0: there is none. */
static size_t quote(struct str s)
{
	if (str_starts(s, S("\"")))
		return 1;
	return str_starts(s, S("“")) || str_starts(s, S("”")) ? 3 : 0;
}

static bool space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

/* The next piece of the text: up to white space or a quotation mark, or all
 * between two marks. False: the second mark is missing. */
static bool piece(struct parser *p, struct str *ret, bool *ret_quoted)
{
	size_t open = quote(p->rest), n = open;

	*ret_quoted = open > 0;
	while (n < p->rest.n && quote(str_sub(p->rest, n, 3)) == 0 &&
	       (open > 0 || !space(p->rest.s[n])))
		n++;
	*ret = str_sub(p->rest, open, n - open);
	p->rest = str_sub(p->rest, n, p->rest.n);
	if (open == 0)
		return true;
	n = quote(p->rest);
	p->rest = str_sub(p->rest, n, p->rest.n);
	return n > 0;
}

/* Puts an atom where the words before it said that it belongs. */
static enum query_status place(struct parser *p)
{
	struct query *q = p->q;
	struct query_clause *last =
	    q->nclauses > 0 ? &q->clauses[q->nclauses - 1] : NULL;

	if (p->either) {
		if (last == NULL)
			return QUERY_OR;
		if (last->negative || p->negative)
			return QUERY_NOT;
		last->n++;
	} else {
		q->clauses[q->nclauses++] = (struct query_clause){
			.first = q->natoms, .n = 1, .negative = p->negative
		};
	}
	q->natoms++;
	p->either = p->negative = false;
	return QUERY_OK;
}

static size_t letters(struct str s)
{
	size_t n = 0;

	for (size_t i = 0; i < s.n; i++)
		n += ((unsigned char)s.s[i] & 0xC0) != 0x80;
	return n;
}

/* The words of one piece; signs without a word are passed over. */
static enum query_status atom(struct parser *p, struct str text, bool quoted)
{
	struct query_atom *to = &p->q->atoms[p->q->natoms];
	struct tokens t;

	text_tokens(p->arena, text, &t);
	if (t.n == 0)
		return QUERY_OK;
	if (p->q->natoms == QUERY_ATOMS_MAX || t.n > QUERY_TERMS_MAX)
		return QUERY_LONG;
	memcpy(to->words, t.list, t.n * sizeof(*t.list));
	to->n = t.n;
	to->prefix = !quoted && str_ends(text, S("*"));
	if (to->prefix && letters(t.list[t.n - 1].plain) < 2)
		return QUERY_STAR;
	return place(p);
}

static enum query_status word(struct parser *p, struct str text, bool quoted)
{
	if (!quoted && str_is(text, "OR")) {
		if (p->q->natoms == 0 || p->either)
			return QUERY_OR;
		if (p->negative)
			return QUERY_NOT;
		p->either = true;
		return QUERY_OK;
	}
	if (!quoted && str_is(text, "NOT")) {
		if (p->negative || p->either)
			return QUERY_NOT;
		p->negative = true;
		return QUERY_OK;
	}
	if (!quoted && str_is(text, "AND"))
		return p->either     ? QUERY_OR
		       : p->negative ? QUERY_NOT
				     : QUERY_OK;
	return atom(p, text, quoted);
}

static enum query_status next(struct parser *p)
{
	struct str text;
	bool quoted;

	/* "-cold", and -"rang back"; a dash between spaces is only a sign. */
	if (p->rest.n > 1 && p->rest.s[0] == '-' && !space(p->rest.s[1])) {
		if (p->negative || p->either)
			return QUERY_NOT;
		p->negative = true;
		p->rest = str_sub(p->rest, 1, p->rest.n);
	}
	if (!piece(p, &text, &quoted))
		return QUERY_QUOTE;
	return word(p, text, quoted);
}

static enum query_status whole(const struct parser *p)
{
	const struct query *q = p->q;

	if (p->either)
		return QUERY_OR;
	if (p->negative)
		return QUERY_NOT;
	if (q->nclauses == 0)
		return QUERY_EMPTY;
	for (size_t i = 0; i < q->nclauses; i++)
		if (!q->clauses[i].negative)
			return QUERY_OK;
	return QUERY_ONLY_NOT;
}

enum query_status query_parse(
    struct arena *a, struct str typed, struct query *ret)
{
	struct parser p = { .arena = a, .q = ret };
	enum query_status st = QUERY_OK;

	ret->natoms = ret->nclauses = 0;
	if (typed.n > QUERY_BYTES_MAX)
		return QUERY_LONG;
	p.rest = str_trim(typed);
	while (st == QUERY_OK && p.rest.n > 0) {
		st = next(&p);
		p.rest = str_trim(p.rest);
	}
	return st == QUERY_OK ? whole(&p) : st;
}

/* Asking a text ----------------------------------------------------------- */

/* Whether the atom stands at word i of the text. */
static bool stands(const struct query_atom *x, const struct tokens *t, size_t i)
{
	if (x->n > t->n - i)
		return false;
	for (size_t k = 0; k < x->n; k++) {
		const struct token *word = &t->list[i + k];
		const bool begins = x->prefix && k == x->n - 1;

		if (begins ? !str_starts(word->plain, x->words[k].plain)
			   : !str_eq(word->term, x->words[k].term))
			return false;
	}
	return true;
}

static bool atom_match(
    const struct query_atom *x, const struct tokens *t, bool *marks)
{
	bool found = false;

	for (size_t i = 0; i < t->n; i++) {
		if (!stands(x, t, i))
			continue;
		found = true;
		if (marks == NULL)
			return true;
		for (size_t k = 0; k < x->n; k++)
			marks[i + k] = true;
	}
	return found;
}

bool query_match(const struct query *q, const struct tokens *t, bool *ret_marks)
{
	if (ret_marks != NULL)
		memset(ret_marks, 0, t->n * sizeof(*ret_marks));
	for (size_t i = 0; i < q->nclauses; i++) {
		const struct query_clause *c = &q->clauses[i];
		bool found = false;

		for (size_t k = 0; k < c->n; k++)
			if (atom_match(&q->atoms[c->first + k], t,
				c->negative ? NULL : ret_marks))
				found = true;
		if (found == c->negative)
			return false;
	}
	return true;
}

void query_times(const struct query *q, const struct tokens *t, uint8_t *ret)
{
	memset(ret, 0, q->natoms * sizeof(*ret));
	for (size_t i = 0; i < q->nclauses; i++) {
		const struct query_clause *c = &q->clauses[i];

		for (size_t k = c->first; k < c->first + c->n; k++)
			for (size_t w = 0; w < t->n && !c->negative; w++)
				if (ret[k] < 255 && stands(&q->atoms[k], t, w))
					ret[k]++;
	}
}

bool query_exact(const struct query *q)
{
	for (size_t i = 0; i < q->natoms; i++)
		if (q->atoms[i].prefix || q->atoms[i].n > 1)
			return false;
	return true;
}
