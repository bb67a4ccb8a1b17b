/*
 * theme_reason.c: which words decided a theme. A linear score is a sum over
 * the places where words are counted, so that each word has its share: its
 * own, half of the pairs that it stands in, and all of its parts.
 */
#include "text/theme_reader.h"

#define GROUPS       2    /* of words, at most */
#define GROUP_WORDS  4    /* in one */
#define NEIGHBOUR    0.25 /* of the loudest word: a neighbour belongs to it */
#define SECOND_GROUP 0.5  /* of the loudest word: worth a group of its own */

struct shares {
	float of[READING_WORDS];
	size_t n;
};

static double sum_at(const struct model *m, size_t block,
    const uint16_t *buckets, size_t n, int theme)
{
	int32_t sum = 0;

	for (size_t i = 0; i < n; i++)
		sum +=
		    m->w[block][buckets[i]][theme] * m->idf[block][buckets[i]];
	return sum;
}

static void share(
    struct theme_reader *r, enum asked q, int theme, struct shares *ret)
{
	const struct model *m = r->model;
	const double words = (double)r->scores.by[FEATURE_WORDS];
	const double parts = (double)r->scores.by[FEATURE_PARTS];
	struct feature_spot s;

	ret->n = r->reading.n;
	for (size_t i = 0; i < ret->n; i++) {
		feature_spot_of(&r->reading, i, q, &s);
		const double own =
		    sum_at(m, FEATURE_WORDS, s.words, NELEM(s.words), theme) +
		    sum_at(m, FEATURE_WORDS, s.pairs, s.npairs, theme) / 2;

		ret->of[i] =
		    (float)(own * words + (double)word_sums_word(
					      r->sums, &r->reading, i, theme) *
					      parts);
	}
}

static size_t loudest(const struct shares *s)
{
	size_t best = 0;

	for (size_t i = 1; i < s->n; i++)
		if (s->of[i] > s->of[best])
			best = i;
	return best;
}

/* Grows a group around its loudest word towards the louder side. */
static void grow(const struct shares *s, size_t *from, size_t *to)
{
	const float enough = s->of[*from] * (float)NEIGHBOUR;

	while (*to - *from < GROUP_WORDS) {
		const float left = *from > 0 ? s->of[*from - 1] : 0;
		const float right = *to < s->n ? s->of[*to] : 0;

		if (left < enough && right < enough)
			return;
		if (left >= right)
			(*from)--;
		else
			(*to)++;
	}
}

static void write_group(
    struct buf *out, const struct reading *r, size_t from, size_t to)
{
	if (out->n > 0)
		buf_cstr(out, "; ");
	for (size_t i = from; i < to; i++) {
		if (i > from)
			buf_byte(out, ' ');
		buf_str(out, reading_word(r, i));
	}
}

struct str theme_reason(struct theme_reader *r, struct arena *a,
    struct str text, enum asked q, const struct heard *h, int theme)
{
	struct buf out = buf_make(4096);
	struct shares s;
	float top = 0;

	if (h->blank)
		return S("");
	if (h->nwindows > 1)
		theme_window(r,
		    str_sub(
			text, h->from[theme], h->to[theme] - h->from[theme]),
		    q);
	share(r, q, theme, &s);
	for (int g = 0; g < GROUPS && s.n > 0; g++) {
		size_t from = loudest(&s), to = from + 1;

		if (s.of[from] <= 0 || s.of[from] < top * (float)SECOND_GROUP)
			break;
		top = g == 0 ? s.of[from] : top;
		grow(&s, &from, &to);
		write_group(&out, &r->reading, from, to);
		for (; from < to; from++)
			s.of[from] = 0;
	}
	const struct str ret = str_dup(a, buf_view(&out));

	buf_free(&out);
	return ret;
}
