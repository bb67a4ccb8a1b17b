/*
 * theme.c: see theme.h. Owns windows, the rule for blanks, and how scores
 * become themes and a sentiment. Which words decided is theme_reason.c's.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "text/theme_reader.h"

#define WINDOW_BYTES ((size_t)8 << 10) /* a window ends here at the latest */
#define NEARLY       0.1F              /* below a cut */
#define SCRATCH      ((size_t)1 << 20)

struct theme_reader *theme_reader_new(const struct model *m)
{
	struct theme_reader *r = xcalloc(1, sizeof(*r));

	r->model = m;
	r->scratch = arena_new(SCRATCH);
	r->sums = word_sums_new(m);
	return r;
}

void theme_reader_free(struct theme_reader *r)
{
	if (r == NULL)
		return;
	arena_free(r->scratch);
	word_sums_free(r->sums);
	free(r);
}

const char *sentiment_name(int sentiment3)
{
	static const char *const names[] = { "positive", "neutral",
		"negative" };

	return names[sentiment3 - 1];
}

/* Windows ----------------------------------------------------------------- */

static bool space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

/* Words from `at`, counted to `most`; *ret_end is behind the last. */
static size_t words_from(struct str s, size_t at, size_t most, size_t *ret_end)
{
	const size_t stop = s.n - at > WINDOW_BYTES ? at + WINDOW_BYTES : s.n;
	size_t n = 0;

	while (at < stop && n < most) {
		while (at < stop && space(s.s[at]))
			at++;
		if (at == stop)
			break;
		n++;
		while (at < stop && !space(s.s[at]))
			at++;
	}
	*ret_end = at;
	return n;
}

static bool ends_sentence(struct str s, size_t i)
{
	const char c = s.s[i];

	if (c == '\n')
		return true;
	return (c == '.' || c == '!' || c == '?') && i + 1 < s.n &&
	       space(s.s[i + 1]);
}

/* The end of the window from `at`: the last end of a sentence in the second
 * half of what may be in it, or all of that. */
static size_t window_end(struct str s, size_t at)
{
	size_t end;

	(void)words_from(s, at, THEME_WINDOW, &end);
	if (end == s.n)
		return end;
	for (size_t i = end; i-- > at + (end - at) / 2;)
		if (ends_sentence(s, i))
			return i + 1;
	/* Not inside a character. */
	while (end > at + 1 && ((uint8_t)s.s[end] & 0xC0) == 0x80)
		end--;
	return end;
}

static bool short_enough(struct str s)
{
	size_t end;

	(void)words_from(s, 0, THEME_WHOLE, &end);
	for (; end < s.n && space(s.s[end]); end++)
		;
	return end == s.n;
}

/* Blanks ------------------------------------------------------------------ */

static bool says_nothing(const struct reading *r)
{
	static const char *const list[] = { " did not answer ",
		" not answered ", " no answer ", " no answer given ",
		" no response ", " no comment ", " no comments ", " blank ",
		" left blank ", " prefer not to say ", " skip ", " skipped ",
		" did not comment ", " no comment made ", " none given " };
	const struct str all = { r->text, r->room };
	bool word = false;

	for (size_t i = 0; i < NELEM(list); i++)
		if (str_is(all, list[i]))
			return true;
	for (size_t i = 0; i < r->n; i++) {
		const char c = r->text[r->from[i]];

		word = word || (c != '!' && c != '?');
	}
	return !word;
}

/* Hearing ----------------------------------------------------------------- */

void theme_window(struct theme_reader *r, struct str window, enum asked q)
{
	reading_of(r->scratch, window, &r->reading);
	arena_reset(r->scratch);
	features_words(&r->reading, q, &r->features);
	struct block_sum blocks[FEATURE_BLOCKS];

	model_sum(
	    r->model, &r->features, FEATURE_WORDS, &blocks[FEATURE_WORDS]);
	word_sums_of(r->sums, &r->reading, &blocks[FEATURE_PARTS]);
	model_total(r->model, blocks, r->features.tone, &r->scores);
}

static int loudest(const float *score, int from, int to)
{
	int best = from;

	for (int i = from + 1; i <= to; i++)
		if (score[i] > score[best])
			best = i;
	return best;
}

static void feel(const struct model *m, struct heard *h)
{
	static const int first[] = { 0, 2, 3 }, last[] = { 1, 2, 4 };
	float mood[3];

	memcpy(mood, h->score + MODEL_3, sizeof(mood));
	/* The middle is rare: it is heard a little below the others. */
	if (isfinite(m->cut[MODEL_3 + 1]))
		mood[1] += m->cut[MODEL_3 + 1];
	const int side = loudest(mood, 0, 2);

	h->sentiment3 = side + 1;
	h->sentiment = loudest(h->score + MODEL_5, first[side], last[side]) + 1;
}

static void take_window(struct theme_reader *r, struct heard *h, size_t from,
    size_t to, double *words)
{
	const float *score = r->scores.of;
	const double n = (double)r->reading.n;

	for (size_t o = 0; o < MODEL_OUTPUTS; o++) {
		if (o >= MODEL_3) {
			/* Feelings are those of the whole. */
			h->score[o] = (float)(((double)h->score[o] * *words +
						  (double)score[o] * n) /
					      (*words + n));
		} else if (h->nwindows == 0 || score[o] > h->score[o]) {
			h->score[o] = score[o];
			if (o < THEMES) {
				h->from[o] = from;
				h->to[o] = to;
			}
		}
	}
	h->nwindows++;
	*words += n;
}

/* The themes above their cuts; when there is none, the one that nearly is. */
static void take_themes(const struct model *m, struct heard *h)
{
	float nearest = -NEARLY;
	uint64_t nearly = 0;

	for (int o = 0; o < THEMES; o++) {
		const float above = h->score[o] - m->cut[o];

		if (above > 0)
			h->themes |= THEME_BIT(o);
		if (above > nearest) {
			nearest = above;
			nearly = THEME_BIT(o);
		}
	}
	if (h->themes == 0)
		h->themes = nearly;
}

void theme_hear(
    struct theme_reader *r, struct str text, enum asked q, struct heard *ret)
{
	const bool whole = short_enough(text);
	double words = 0;

	*ret = (struct heard){ .sentiment = 3, .sentiment3 = 2 };
	for (size_t at = 0, end; at < text.n; at = end) {
		end = whole ? text.n : window_end(text, at);
		theme_window(r, str_sub(text, at, end - at), q);
		if (r->reading.n > 0)
			take_window(r, ret, at, end, &words);
	}
	ret->blank = ret->nwindows == 0 || (whole && says_nothing(&r->reading));
	if (ret->blank) {
		ret->themes = THEME_BIT(THEME_BLANK);
		ret->to[THEME_BLANK] = text.n;
		return;
	}
	take_themes(r->model, ret);
	feel(r->model, ret);
}
