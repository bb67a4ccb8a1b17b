/*
 * risk_lexicon.c: reads the lexicon's file, and finds its patterns in a
 * sentence. How the file is written stands in assets/text/risk.lexicon.
 */
#include "text/risk_lexicon.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "text/risk_class.h"
#include "text/risk_index.h"

#define GAP_WORDS 3
#define REACH     4 /* words before a match that a "not" is looked for in */

/* Reading -------------------------------------------------------------- */

static uint32_t initial(char c)
{
	return c >= 'a' && c <= 'z' ? 1u << (c - 'a') : 1u << 26;
}

static bool read_place(struct str word, struct risk_place *ret)
{
	struct str rest, one;

	*ret = (struct risk_place){ .words = word };
	if (str_is(word, "..")) {
		ret->gap = true;
		return true;
	}
	if (str_ends(word, S("?"))) {
		ret->optional = true;
		ret->words.n--;
	}
	rest = ret->words;
	while (str_cut(&rest, '/', &one)) {
		if (one.n == 0 || one.n >= SENTENCE_WORD)
			return false;
		for (size_t i = 0; i < one.n; i++) {
			const char c = one.s[i];
			const bool star = c == '*' && i > 0 && i == one.n - 1;

			if (!star && !(c >= 'a' && c <= 'z') &&
			    !(c >= '0' && c <= '9'))
				return false;
		}
		ret->initials |= initial(one.s[0]);
	}
	return true;
}

static bool read_head(struct str head, struct risk_pattern *p)
{
	struct str word;

	while (str_cut(&head, ' ', &word)) {
		if (str_is(word, "urgent"))
			p->level = RISK_URGENT;
		else if (str_is(word, "concern"))
			p->level = RISK_CONCERN;
		else if (str_is(word, "mask"))
			p->mask = true;
		else if (str_is(word, "always"))
			p->always = true;
		else if (str_is(word, "me"))
			p->me = true;
		else
			return false;
	}
	return p->mask != (p->level != RISK_NONE);
}

static bool read_pattern(struct str line, struct risk_pattern *p)
{
	const size_t colon = str_find_byte(line, ':');
	struct str rest, word;

	if (colon == SIZE_MAX || !read_head(str_sub(line, 0, colon), p))
		return false;
	rest = str_trim(str_sub(line, colon + 1, line.n));
	while (str_cut(&rest, ' ', &word)) {
		if (word.n == 0)
			continue;
		if (p->n == RISK_PATTERN_PARTS ||
		    !read_place(word, &p->places[p->n++]))
			return false;
	}
	/* Begins and ends with a word that has to be there. */
	return p->n > 0 && !p->places[0].gap && !p->places[0].optional &&
	       !p->places[p->n - 1].gap;
}

/* Masks go before the others, so that one pass is enough. */
static void add(struct risk_lexicon *l, const struct risk_pattern *p)
{
	size_t at = l->n;

	if (l->n == l->room) {
		l->room = l->room > 0 ? l->room * 2 : 256;
		l->list = xrealloc(l->list, l->room * sizeof(*l->list));
	}
	if (p->mask) {
		for (at = 0; at < l->n && l->list[at].mask;)
			at++;
		memmove(l->list + at + 1, l->list + at,
		    (l->n - at) * sizeof(*l->list));
	}
	l->list[at] = *p;
	l->n++;
}

struct reader {
	struct risk_lexicon *l;
	enum risk_category section;
	bool idioms, open;
};

static bool read_line(struct reader *r, struct str line)
{
	struct risk_pattern p = { .n = 0 };

	if (str_empty(line) || line.s[0] == '#')
		return true;
	if (str_starts(line, S("version "))) {
		const struct str v = str_trim(str_sub(line, 8, line.n));

		if (v.n >= sizeof(r->l->version))
			return false;
		memcpy(r->l->version, v.s, v.n);
		return true;
	}
	if (line.s[0] == '[') {
		const struct str name = str_sub(line, 1, line.n - 2);

		r->open = true;
		r->idioms = str_is(name, "idiom");
		return r->idioms || risk_category_of(name, &r->section);
	}
	p.category = r->section;
	if (!r->open || r->l->n == RISK_PATTERNS_MAX ||
	    !read_pattern(line, &p) || p.mask != r->idioms)
		return false;
	add(r->l, &p);
	return true;
}

struct risk_lexicon *risk_lexicon_parse(struct str text, struct err *err)
{
	struct risk_lexicon *l = xcalloc(1, sizeof(*l));
	struct reader r = { .l = l };
	struct str rest, line;
	size_t number = 0, wrong;

	wrong = risk_class_expand(text, &l->text);
	rest = buf_view(&l->text);
	while (wrong == 0 && str_cut(&rest, '\n', &line)) {
		number++;
		if (!read_line(&r, str_trim(line)))
			wrong = number;
	}
	if (wrong != 0) {
		(void)err_set(
		    err, "Line %zu of the lexicon is not a pattern.", wrong);
		risk_lexicon_free(l);
		return NULL;
	}
	risk_index_make(l);
	return l;
}

void risk_lexicon_free(struct risk_lexicon *l)
{
	if (l == NULL)
		return;
	risk_index_free(l->index);
	free(l->list);
	buf_free(&l->text);
	free(l);
}

const char *risk_lexicon_version(const struct risk_lexicon *l)
{
	return l->version;
}

/* Finding -------------------------------------------------------------- */

/* Walks the list by hand: this is where the time goes. */
static bool one_of(const struct risk_place *p, const char *word)
{
	const char *at = p->words.s, *end = p->words.s + p->words.n;

	if (!(p->initials & initial(word[0])))
		return false;
	while (at < end) {
		const char *w = word;

		while (at < end && *at == *w && *w != '\0') {
			at++;
			w++;
		}
		if (at == end || *at == '/' ? *w == '\0' : *at == '*')
			return true;
		while (at < end && *at++ != '/')
			;
	}
	return false;
}

/* Whether places from `place` on stand at word `at`: gaps and places that may
 * be missing are tried short first. Patterns are short, so this is. */
static bool stands(const struct risk_pattern *p, size_t place,
    const struct sentence *s, size_t at, size_t *ret_last)
{
	for (; place < p->n; place++) {
		const struct risk_place *x = &p->places[place];

		if (x->gap) {
			for (size_t skip = 0; skip <= GAP_WORDS; skip++)
				if (stands(
					p, place + 1, s, at + skip, ret_last))
					return true;
			return false;
		}
		if (x->optional && stands(p, place + 1, s, at, ret_last))
			return true;
		if (at >= s->n || !one_of(x, s->words[at].s))
			return false;
		*ret_last = at++;
	}
	return true;
}

bool risk_pattern_at(const struct risk_pattern *p, const struct sentence *s,
    size_t at, size_t *ret_last)
{
	return one_of(&p->places[0], s->words[at].s) &&
	       stands(p, 0, s, at, ret_last);
}

/* Meaning -------------------------------------------------------------- */

static bool is(
    const struct sentence *s, size_t i, const char *const *list, size_t n)
{
	for (size_t k = 0; k < n; k++)
		if (strcmp(s->words[i].s, list[k]) == 0)
			return true;
	return false;
}

/* "was never hit": a no shortly before, unless a "but" is between. */
static bool denied(const struct sentence *s, size_t at)
{
	static const char *const no[] = { "not", "no", "never", "didnt", "dont",
		"doesnt", "wasnt", "werent", "isnt", "arent", "havent", "hasnt",
		"hadnt", "wont", "wouldnt", "nobody", "none", "neither", "nor",
		"without", "hardly", "couldnt", "cant", "aint" };
	static const char *const but[] = { "but", "because", "although", "then",
		"until", "so", "which", "who", "when", "yet" };
	static const char *const only[] = { "only", "just", "simply" };

	for (size_t k = 1; k <= REACH && k <= at; k++) {
		const size_t i = at - k;

		if (is(s, i, but, NELEM(but)))
			return false;
		if (is(s, i, no, NELEM(no)))
			return i + 1 >= s->n ||
			       !is(s, i + 1, only, NELEM(only));
	}
	return false;
}

static bool says_me(const struct sentence *s, size_t last)
{
	static const char *const me[] = { "i", "im", "ive", "id", "ill", "me",
		"my", "myself", "we", "us", "our" };

	for (size_t i = 0; i <= last; i++)
		if (is(s, i, me, NELEM(me)))
			return true;
	/* "want to die", without anybody: people leave the I out. */
	return last < 6;
}

/* Long ago: somebody should still read it, but not run. */
static bool past(const struct sentence *s)
{
	static const char *const then[] = { "previously", "formerly",
		"childhood", "teenager", "decades" };

	for (size_t i = 0; i < s->n; i++) {
		const char *w = s->words[i].s;
		const char *next = i + 1 < s->n ? s->words[i + 1].s : "";

		if (is(s, i, then, NELEM(then)) ||
		    (strcmp(w, "years") == 0 && strcmp(next, "ago") == 0) ||
		    (strcmp(w, "last") == 0 && strcmp(next, "year") == 0) ||
		    (strcmp(w, "used") == 0 && strcmp(next, "to") == 0) ||
		    (strcmp(w, "the") == 0 && strcmp(next, "past") == 0))
			return true;
	}
	return false;
}

enum risk_level risk_pattern_level(const struct risk_pattern *p,
    const struct sentence *s, size_t at, size_t last, const bool *hidden)
{
	for (size_t i = at; i <= last; i++)
		if (hidden[i])
			return RISK_NONE;
	if (!p->always && denied(s, at))
		return RISK_NONE;
	if (p->level == RISK_URGENT &&
	    ((p->me && !says_me(s, last)) || past(s)))
		return RISK_CONCERN;
	return p->level;
}
