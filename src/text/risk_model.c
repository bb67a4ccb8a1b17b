/*
 * risk_model.c: a linear model over words and pairs of words of a sentence:
 * logistic regression with L2, learnt by stochastic gradient descent in a
 * fixed order from sentences that we wrote (assets/text/risk-sentences.tsv) and ordinary
 * ones (tools/risk-lessons.mjs). It finds other wordings of what the lexicon
 * knows.
 */
#include <assert.h>
#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "text/risk_part.h"

#define FEATURES_MAX (2 * SENTENCE_WORDS)
#define ROWS_MAX     20000
#define EPOCHS       60
#define RATE         0.5
#define DECAY        3e-4
#define CUT          0.4 /* log odds; chosen on ordinary comments: docs/risk.md */
#define MAGIC        "HRM1"
#define HEAD         16

static uint32_t mix(uint32_t h, const char *s)
{
	for (; *s != '\0'; s++)
		h = (h ^ (uint8_t)*s) * 16777619u;
	return h;
}

static uint16_t bucket(uint32_t h)
{
	h ^= h >> 15;
	h *= 2246822519u;
	h ^= h >> 13;
	return (uint16_t)(h % RISK_BUCKETS);
}

/* "walking" and "walks" are walk, near enough. */
static void stem(const char *word, char out[SENTENCE_WORD])
{
	static const char *const ends[] = { "ing", "ed", "es", "s" };
	const size_t n = strlen(word);

	memcpy(out, word, n + 1);
	for (size_t i = 0; i < NELEM(ends); i++) {
		const size_t e = strlen(ends[i]);

		if (n > e + 2 && strcmp(word + n - e, ends[i]) == 0) {
			out[n - e] = '\0';
			return;
		}
	}
}

/* Buckets of the sentence's words and pairs. */
static size_t features(const struct sentence *s, uint16_t out[FEATURES_MAX])
{
	char before[SENTENCE_WORD] = "", word[SENTENCE_WORD];
	size_t n = 0;

	for (size_t i = 0; i < s->n; i++) {
		stem(s->words[i].s, word);
		out[n++] = bucket(mix(2166136261u, word));
		out[n++] =
		    bucket(mix(mix(mix(2166136261u, before), " "), word));
		memcpy(before, word, sizeof(before));
	}
	return n;
}

float risk_model_score(const struct risk_model *m, const struct sentence *s)
{
	uint16_t f[FEATURES_MAX];
	const size_t n = features(s, f);
	float sum = 0;

	for (size_t i = 0; i < n; i++)
		sum += (float)m->weights[f[i]];
	return n == 0 ? 0 : m->bias + sum * m->scale / sqrtf((float)n);
}

/* Learning ----------------------------------------------------------------- */

struct row {
	uint16_t f[64];
	size_t n;
	double y;
};

static bool read_row(struct str line, struct row *r)
{
	struct sentence s;
	uint16_t f[FEATURES_MAX];
	size_t at = 0;

	if (line.n < 3 || line.s[1] != '\t' ||
	    (line.s[0] != '0' && line.s[0] != '1') ||
	    !sentence_next(str_sub(line, 2, line.n), &at, &s))
		return false;
	r->y = line.s[0] == '1' ? 1 : 0;
	r->n = features(&s, f);
	if (r->n > NELEM(r->f))
		r->n = NELEM(r->f);
	memcpy(r->f, f, r->n * sizeof(*f));
	return true;
}

static double predict(const double *w, double bias, const struct row *r)
{
	double sum = 0;

	for (size_t i = 0; i < r->n; i++)
		sum += w[r->f[i]];
	return bias + sum / sqrt((double)r->n);
}

static void step(double *w, double *bias, const struct row *r, double rate)
{
	const double p = 1 / (1 + exp(-predict(w, *bias, r)));
	const double g = rate * (r->y - p);

	for (size_t i = 0; i < r->n; i++)
		w[r->f[i]] +=
		    g / sqrt((double)r->n) - rate * DECAY * w[r->f[i]];
	*bias += g * 0.1;
}

static void learn(const struct row *rows, size_t n, double *w, double *bias)
{
	uint32_t seed = 1;

	for (int e = 0; e < EPOCHS; e++)
		for (size_t i = 0; i < n; i++) {
			seed = seed * 1664525u + 1013904223u;
			step(w, bias, &rows[(seed >> 8) % n],
			    RATE / (1 + 0.1 * e));
		}
}

static void put_float(struct buf *out, double x)
{
	const float f = (float)x;
	uint32_t bits;

	memcpy(&bits, &f, sizeof(bits));
	for (int i = 0; i < 4; i++)
		buf_byte(out, (char)(bits >> (8 * i) & 0xFF));
}

static void put_model(struct buf *out, const double *w, double bias)
{
	double most = 1e-9;

	for (size_t i = 0; i < RISK_BUCKETS; i++)
		most = fmax(most, fabs(w[i]));
	buf_cstr(out, MAGIC);
	put_float(out, most / 127);
	put_float(out, bias);
	put_float(out, CUT);
	for (size_t i = 0; i < RISK_BUCKETS; i++)
		buf_byte(out, (char)(int8_t)lround(w[i] / most * 127));
}

bool risk_train(struct str lines, struct buf *out, struct err *err)
{
	struct arena *a = arena_new(ARENA_COMMAND);
	struct row *rows = arena_array(a, ROWS_MAX, sizeof(*rows));
	double *w = arena_array(a, RISK_BUCKETS, sizeof(*w)), bias = 0;
	struct str line;
	size_t n = 0, number = 0;
	bool good = true;

	while (good && str_cut(&lines, '\n', &line)) {
		number++;
		if (str_empty(str_trim(line)) || line.s[0] == '#')
			continue;
		good = n < ROWS_MAX && read_row(line, &rows[n++]);
	}
	if (!good)
		(void)err_set(err,
		    "Line %zu is not 0 or 1, a tab and a sentence.", number);
	else if (n == 0)
		good = err_set(err, "There are no sentences.");
	if (good) {
		learn(rows, n, w, &bias);
		put_model(out, w, bias);
	}
	arena_free(a);
	return good;
}

/* Reading it back ---------------------------------------------------------- */

static float get_float(const char *p)
{
	uint32_t bits = 0;
	float f;

	for (int i = 0; i < 4; i++)
		bits |= (uint32_t)(uint8_t)p[i] << (8 * i);
	memcpy(&f, &bits, sizeof(f));
	return f;
}

bool risk_model_read(struct str file, struct risk_model *ret)
{
	if (file.n != HEAD + RISK_BUCKETS || memcmp(file.s, MAGIC, 4) != 0)
		return false;
	ret->scale = get_float(file.s + 4);
	ret->bias = get_float(file.s + 8);
	ret->cut = get_float(file.s + 12);
	memcpy(ret->weights, file.s + HEAD, RISK_BUCKETS);
	return true;
}
