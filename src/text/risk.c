/*
 * risk.c: see risk.h. Reads a text sentence by sentence with the lexicon and
 * the model, and puts what both found together.
 */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/asset.h"
#include "text/risk_index.h"
#include "text/risk_part.h"

static const char *const levels[] = { "none", "concern", "urgent" };
static const char *const categories[RISK_CATEGORIES] = {
	[RISK_SELF_HARM] = "self_harm",
	[RISK_IMMEDIATE] = "immediate",
	[RISK_ABUSE] = "abuse",
	[RISK_DOMESTIC] = "domestic",
	[RISK_SEXUAL] = "sexual",
	[RISK_VIOLENCE] = "violence",
	[RISK_HARM] = "harm",
	[RISK_NEVER_EVENT] = "never_event",
	[RISK_MEDICATION] = "medication",
	[RISK_RESTRAINT] = "restraint",
	[RISK_DISCRIMINATION] = "discrimination",
	[RISK_DATA_BREACH] = "data_breach",
	[RISK_THEFT] = "theft",
	[RISK_LEGAL] = "legal",
};

const char *risk_level_name(enum risk_level l)
{
	return levels[l];
}

const char *risk_category_name(enum risk_category c)
{
	assert(c < RISK_CATEGORIES);
	return categories[c];
}

bool risk_category_of(struct str name, enum risk_category *ret)
{
	for (size_t i = 0; i < RISK_CATEGORIES; i++)
		if (str_is(name, categories[i])) {
			*ret = (enum risk_category)i;
			return true;
		}
	return false;
}

struct risk_lexicon *risk_lexicon_new(void)
{
	struct err e = { "" };
	struct risk_lexicon *l =
	    risk_lexicon_parse(asset_text("risk.lexicon"), &e);

	assert(l != NULL); /* a test reads the same file */
	l->has_model = risk_model_read(asset_text("risk.model"), &l->model);
	assert(l->has_model);
	return l;
}

/* Joined with the last one where they overlap or touch. */
static void keep(struct risk_reading *r, size_t from, size_t to)
{
	if (r->n > 0 && from <= r->evidence[r->n - 1].to) {
		if (to > r->evidence[r->n - 1].to)
			r->evidence[r->n - 1].to = to;
		return;
	}
	if (r->n < RISK_EVIDENCE_MAX)
		r->evidence[r->n++] = (struct risk_evidence){ from, to };
}

struct hit {
	size_t first, last; /* words */
};

static int compare(const void *x, const void *y)
{
	const struct hit *a = x, *b = y;

	return a->first < b->first ? -1 : a->first > b->first;
}

/* What the lexicon finds in one sentence, as it goes. */
struct search {
	const struct sentence *s;
	struct risk_reading *ret;
	struct hit hits[RISK_EVIDENCE_MAX];
	size_t n;
	bool hidden[SENTENCE_WORDS]; /* by an idiom */
};

static void search_pattern(struct search *x, const struct risk_pattern *p)
{
	for (size_t at = 0; at < x->s->n; at++) {
		size_t last;

		if (!risk_pattern_at(p, x->s, at, &last))
			continue;
		if (p->mask) {
			memset(x->hidden + at, 1, last + 1 - at);
			continue;
		}
		const enum risk_level level =
		    risk_pattern_level(p, x->s, at, last, x->hidden);

		if (level == RISK_NONE)
			continue;
		if (level > x->ret->level)
			x->ret->level = level;
		x->ret->categories |= 1u << p->category;
		if (x->n < NELEM(x->hits))
			x->hits[x->n++] = (struct hit){ at, last };
	}
}

/* In the order of the list: masks come before what they hide. */
static void by_lexicon(const struct risk_lexicon *l, const struct sentence *s,
    struct risk_reading *ret)
{
	struct search x = { .s = s, .ret = ret };
	struct risk_marks marks;

	risk_index_mark(l->index, s, &marks);
	for (size_t i = 0; i < l->n; i++)
		if (marks.bits[i / 64] >> i % 64 & 1)
			search_pattern(&x, &l->list[i]);
	if (x.n > 1)
		qsort(x.hits, x.n, sizeof(*x.hits), compare);
	for (size_t i = 0; i < x.n; i++)
		keep(ret, s->words[x.hits[i].first].from,
		    s->words[x.hits[i].last].to);
}

static void by_model(const struct risk_model *m, const struct sentence *s,
    struct risk_reading *ret)
{
	const size_t before = ret->n;

	/* Two words are too few to lean on weights. */
	if (s->n < 3 || risk_model_score(m, s) < m->cut)
		return;
	if (ret->level == RISK_NONE) {
		ret->level = RISK_CONCERN;
		ret->by_model = true;
	}
	if (before == 0)
		keep(ret, s->words[0].from, s->words[s->n - 1].to);
}

void risk_read(
    const struct risk_lexicon *l, struct str text, struct risk_reading *ret)
{
	struct sentence s;
	size_t at = 0;

	memset(ret, 0, sizeof(*ret));
	while (sentence_next(text, &at, &s)) {
		const uint32_t had = ret->categories;

		if (s.n == 0)
			continue;
		by_lexicon(l, &s, ret);
		if (ret->categories != had)
			ret->by_model = false;
		if (l->has_model && ret->categories == had)
			by_model(&l->model, &s, ret);
	}
}
