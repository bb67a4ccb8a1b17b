/*
 * model_file.c: models as bytes. Little endian:
 *
 *	"HEARDTM1", the note as 32-bit length and text
 *	cut, scale and tone as 32-bit floats (IEEE 754)
 *	for each block and bucket: idf as 16 bits; where it is not 0, six bytes
 *	of bits that say which outputs have a weight, and those weights
 *	"END."
 */
#include <math.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "base/asset.h"
#include "base/hash.h"
#include "text/model.h"

#define MAGIC "HEARDTM1"
#define TAIL  "END."
#define MASK  (MODEL_OUTPUTS / 8)

static void put_float(struct buf *out, float x)
{
	uint32_t bits;
	uint8_t le[4];

	memcpy(&bits, &x, sizeof(bits));
	for (int i = 0; i < 4; i++)
		le[i] = (uint8_t)(bits >> (8 * i));
	buf_add(out, le, sizeof(le));
}

static void put_row(struct buf *out, uint16_t idf, const int8_t *row)
{
	uint8_t mask[MASK] = { 0 };

	buf_byte(out, (char)(idf & 0xFF));
	buf_byte(out, (char)(idf >> 8));
	if (idf == 0)
		return;
	for (size_t o = 0; o < MODEL_OUTPUTS; o++)
		if (row[o] != 0)
			mask[o / 8] |= (uint8_t)(1U << (o % 8));
	buf_add(out, mask, sizeof(mask));
	for (size_t o = 0; o < MODEL_OUTPUTS; o++)
		if (row[o] != 0)
			buf_byte(out, row[o]);
}

void model_write(const struct model *m, struct buf *out)
{
	const uint32_t n = (uint32_t)strlen(m->note);

	buf_cstr(out, MAGIC);
	for (int i = 0; i < 4; i++)
		buf_byte(out, (char)(n >> (8 * i)));
	buf_add(out, m->note, n);
	for (size_t o = 0; o < MODEL_OUTPUTS; o++)
		put_float(out, m->cut[o]);
	for (size_t o = 0; o < MODEL_OUTPUTS; o++)
		put_float(out, m->scale[o]);
	for (size_t k = 0; k < FEATURE_TONES; k++)
		for (size_t o = 0; o < MODEL_OUTPUTS; o++)
			put_float(out, m->tone[k][o]);
	for (size_t block = 0; block < FEATURE_BLOCKS; block++)
		for (size_t b = 0; b < FEATURE_BUCKETS; b++)
			put_row(out, m->idf[block][b], m->w[block][b]);
	buf_cstr(out, TAIL);
}

/* Reading ----------------------------------------------------------------- */

struct in {
	struct str rest;
	bool short_of; /* there was less than was asked for */
};

static const uint8_t *take(struct in *in, size_t n)
{
	static const uint8_t nothing[MODEL_NOTE_MAX];
	const uint8_t *p = (const uint8_t *)in->rest.s;

	if (in->rest.n < n) {
		in->short_of = true;
		return nothing;
	}
	in->rest.s += n;
	in->rest.n -= n;
	return p;
}

static uint32_t take_32(struct in *in)
{
	const uint8_t *p = take(in, 4);

	return (uint32_t)p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 |
	       (uint32_t)p[3] << 24;
}

/* Weights that are no numbers or beyond reason are 0. */
static float take_float(struct in *in)
{
	const uint32_t bits = take_32(in);
	float x;

	memcpy(&x, &bits, sizeof(x));
	return isfinite(x) && fabsf(x) < 1e6F ? x : 0;
}

static float take_cut(struct in *in)
{
	const uint32_t bits = take_32(in);
	float x;

	memcpy(&x, &bits, sizeof(x));
	return isfinite(x) ? x : INFINITY;
}

static void take_row(struct in *in, uint16_t *ret_idf, int8_t *row)
{
	const uint8_t *p = take(in, 2);

	*ret_idf = (uint16_t)(p[0] | p[1] << 8);
	if (*ret_idf > MODEL_IDF_MAX)
		*ret_idf = MODEL_IDF_MAX;
	if (*ret_idf == 0)
		return;
	const uint8_t *mask = take(in, MASK);

	for (size_t o = 0; o < MODEL_OUTPUTS; o++)
		if (mask[o / 8] >> (o % 8) & 1)
			row[o] = (int8_t)*take(in, 1);
}

static bool take_note(struct in *in, struct model *m)
{
	const uint32_t n = take_32(in);

	if (n >= MODEL_NOTE_MAX)
		return false;
	memcpy(m->note, take(in, n), n);
	return true;
}

static void take_all(struct in *in, struct model *m)
{
	for (size_t o = 0; o < MODEL_OUTPUTS; o++)
		m->cut[o] = take_cut(in);
	for (size_t o = 0; o < MODEL_OUTPUTS; o++)
		m->scale[o] = take_float(in);
	for (size_t k = 0; k < FEATURE_TONES; k++)
		for (size_t o = 0; o < MODEL_OUTPUTS; o++)
			m->tone[k][o] = take_float(in);
	for (size_t block = 0; block < FEATURE_BLOCKS; block++)
		for (size_t b = 0; b < FEATURE_BUCKETS; b++)
			take_row(in, &m->idf[block][b], m->w[block][b]);
}

struct model *model_read(struct str file, struct err *e)
{
	struct in in = { .rest = file };
	struct model *m;

	if (file.n > MODEL_FILE_MAX || memcmp(take(&in, 8), MAGIC, 8) != 0) {
		(void)err_set(e, "This is no model of this version of Heard.");
		return NULL;
	}
	m = model_new();
	if (take_note(&in, m)) {
		take_all(&in, m);
		if (memcmp(take(&in, 4), TAIL, 4) == 0 && in.rest.n == 0 &&
		    !in.short_of)
			return m;
	}
	(void)err_set(e, "The model's file is damaged or cut short.");
	free(m);
	return NULL;
}

/* The one that is built in ------------------------------------------------ */

static pthread_once_t once = PTHREAD_ONCE_INIT;
static struct model *builtin;
static char builtin_version[17];

static struct str builtin_file(void)
{
	return model_assets[0].path == NULL
		   ? S("")
		   : (struct str){ (const char *)model_assets[0].data,
			     model_assets[0].n };
}

static void read_builtin(void)
{
	struct arena *a = arena_new(ARENA_REQUEST);
	struct err e = { "" };

	builtin = model_read(builtin_file(), &e);
	/* Only while the first model is being trained: none is built in. */
	if (builtin == NULL)
		builtin = model_new();
	memcpy(builtin_version, model_version(a, builtin_file()).s, 16);
	arena_free(a);
}

const struct model *model_builtin(void)
{
	(void)pthread_once(&once, read_builtin);
	return builtin;
}

struct str model_version(struct arena *a, struct str file)
{
	return str_sub(sha256_hex(a, file), 0, 16);
}

struct str model_builtin_version(void)
{
	(void)model_builtin();
	return str_of(builtin_version);
}
