/*
 * file.c: the cube as a file, so that a start need not read the database. The
 * file is believed only as far as its checksum and its own sizes agree; who
 * wrote it, and up to which change, is in the caller's `meta`.
 */
#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/words.h"
#include "cube/parts.h"

#define MAGIC        0x3165627563647268u /* "hrdcube1" */
#define FORMAT       3u
#define SEGMENTS_MAX ((uint32_t)1 << 24)
#define TEXTS_MAX    ((size_t)16 << 20) /* bytes of all dictionaries */
#define LANES        8

/* Everything is written as this machine has it; a file of another kind of
 * machine fails on MAGIC. */
struct head {
	uint64_t magic;
	uint32_t format, columns;
	uint64_t columns_sum;                      /* of their names */
	uint32_t nsegments, nunits, nmeta, ntexts; /* bytes of the texts */
	uint32_t nthemes, themes_full;
};

struct segment_head {
	uint32_t n, month, nmonths;
	uint16_t team;
	uint8_t key, zero;
};

struct file {
	FILE *f;
	uint64_t sum[LANES]; /* of all bytes so far */
	bool failed;
};

/* Eight multiplicative lanes over words: fast, and any changed bit shows. What
 * is put in one piece must be got in one piece. Against accidents, not against
 * people, who could change the database too. */
static void mix(struct file *f, const void *p, size_t n)
{
	const unsigned char *b = p;

	for (size_t i = 0; i < n; i += 8 * LANES)
		for (size_t k = 0; k < LANES; k++) {
			const size_t at = i + 8 * k;
			uint64_t w = 0;

			if (at + 8 <= n)
				memcpy(&w, b + at, 8);
			else if (at < n)
				memcpy(&w, b + at, n - at);
			w = (f->sum[k] ^ w) * 0x9e3779b97f4a7c15u;
			f->sum[k] = w ^ (w >> 29);
		}
}

static uint64_t total(const struct file *f)
{
	uint64_t h = MAGIC;

	for (size_t k = 0; k < LANES; k++) {
		h = (h ^ f->sum[k]) * 0xff51afd7ed558ccdu;
		h ^= h >> 33;
	}
	return h;
}

static void put(struct file *f, const void *p, size_t n)
{
	mix(f, p, n);
	if (n > 0 && fwrite(p, 1, n, f->f) != n)
		f->failed = true;
}

static bool get(struct file *f, void *p, size_t n)
{
	if (f->failed || (n > 0 && fread(p, 1, n, f->f) != n))
		f->failed = true;
	else
		mix(f, p, n);
	return !f->failed;
}

static uint64_t names_sum(void)
{
	struct file f = { .f = NULL };

	for (size_t k = 0; k < CUBE_COLUMNS; k++)
		mix(&f, cube_columns[k], strlen(cube_columns[k]));
	return total(&f);
}

/* -- Out ------------------------------------------------------------------------ */

/* All texts, each column's after their number. */
static void texts_of(const struct cube *c, struct buf *out)
{
	for (size_t k = 0; k < CUBE_COLUMNS; k++) {
		const uint32_t n = c->texts[k].n;

		buf_add(out, &n, sizeof(n));
		for (unsigned i = 1; i <= n; i++)
			buf_add(out, c->texts[k].text[i],
			    strlen(c->texts[k].text[i]) + 1);
	}
}

static void put_all(struct file *f, const struct cube *c, struct str meta)
{
	const struct cube_view *v = c->version;
	struct buf texts = buf_make(TEXTS_MAX);

	texts_of(c, &texts);
	f->failed = texts.failed;
	const struct head h = { .magic = MAGIC,
		.format = FORMAT,
		.columns = CUBE_COLUMNS,
		.columns_sum = names_sum(),
		.nsegments = (uint32_t)v->n,
		.nunits = (uint32_t)c->nunits,
		.nmeta = (uint32_t)meta.n,
		.ntexts = (uint32_t)texts.n,
		.nthemes = c->nthemes,
		.themes_full = c->themes_full };

	put(f, &h, sizeof(h));
	put(f, meta.s, meta.n);
	put(f, c->units, c->nunits * sizeof(*c->units));
	put(f, texts.p, texts.n);
	put(f, c->themes, c->nthemes);
	buf_free(&texts);
	for (size_t i = 0; i < v->n; i++) {
		const struct segment *s = v->list[i];
		const struct segment_head sh = { .n = s->n,
			.month = s->month,
			.nmonths = s->nmonths,
			.team = s->team,
			.key = s->key };

		put(f, &sh, sizeof(sh));
		put(f, s->offset, s->bytes);
	}
	const uint64_t sum = total(f);

	if (fwrite(&sum, sizeof(sum), 1, f->f) != 1)
		f->failed = true;
}

bool cube_save(
    struct cube *c, const char *path, struct str meta, struct err *err)
{
	struct file f = { .f = NULL };
	char temp[4096];
	int fd;

	assert(meta.n <= CUBE_META_MAX);
	cube_fold(c);
	if (snprintf(temp, sizeof(temp), "%s.new", path) >= (int)sizeof(temp))
		return err_set(err, "%s", T("The path is too long."));
	fd = open(temp, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	f.f = fd >= 0 ? fdopen(fd, "wb") : NULL;
	if (f.f == NULL) {
		if (fd >= 0)
			(void)close(fd);
		return err_set(
		    err, T("%s cannot be written: %s."), temp, strerror(errno));
	}
	put_all(&f, c, meta);
	f.failed = fflush(f.f) != 0 || fsync(fd) != 0 || f.failed;
	f.failed = fclose(f.f) != 0 || f.failed;
	if (f.failed || rename(temp, path) != 0) {
		(void)unlink(temp);
		return err_set(err, T("%s cannot be written."), path);
	}
	return true;
}

/* -- In ------------------------------------------------------------------------- */

static bool head_fits(const struct head *h, off_t size)
{
	return h->magic == MAGIC && h->format == FORMAT &&
	       h->columns == CUBE_COLUMNS && h->columns_sum == names_sum() &&
	       h->nsegments <= SEGMENTS_MAX && h->nunits <= CUBE_TEAMS_MAX &&
	       h->nmeta <= CUBE_META_MAX && h->ntexts <= TEXTS_MAX &&
	       h->nthemes <= CUBE_THEMES &&
	       (off_t)h->nsegments * (off_t)sizeof(struct segment_head) < size;
}

static bool get_units(struct file *f, struct cube *c, uint32_t n)
{
	int64_t *units = xcalloc(n + (size_t)1, sizeof(*units));
	bool fine = get(f, units, n * sizeof(*units));

	for (uint32_t i = 0; i < n && fine; i++) {
		uint16_t team;

		fine = cube_team(c, units[i], &team) && team == i;
	}
	free(units);
	return fine;
}

/* The texts of one column from the bytes at *at. */
static bool take_texts(
    struct cube *c, enum cube_column column, const char **at, const char *end)
{
	uint32_t n;

	if (end - *at < (ptrdiff_t)sizeof(n))
		return false;
	memcpy(&n, *at, sizeof(n));
	*at += sizeof(n);
	if (n >= CUBE_OTHER)
		return false;
	for (uint32_t i = 1; i <= n; i++) {
		const char *zero = memchr(*at, 0, (size_t)(end - *at));

		if (zero == NULL || cube_code(c, column, str_of(*at)) != i)
			return false;
		*at = zero + 1;
	}
	return true;
}

static bool get_texts(struct file *f, struct cube *c, uint32_t n)
{
	char *all = xmalloc(n + (size_t)1);
	const char *at = all;
	bool fine = get(f, all, n);

	for (size_t k = 0; k < CUBE_COLUMNS && fine; k++)
		fine = take_texts(c, (enum cube_column)k, &at, all + n);
	free(all);
	return fine;
}

static bool get_themes(struct file *f, struct cube *c, const struct head *h)
{
	c->nthemes = h->nthemes;
	c->themes_full = h->themes_full != 0;
	return get(f, c->themes, h->nthemes);
}

/* What the loops rely on. */
static bool segment_sound(const struct segment *s)
{
	uint32_t before = 0;

	for (uint32_t m = 0; m <= s->nmonths; m++) {
		if (s->offset[m] < before || s->offset[m] > s->n)
			return false;
		before = s->offset[m];
	}
	for (uint32_t i = 0; i < s->n; i++)
		if (s->answer[i] >= CUBE_ANSWERS)
			return false;
	return s->offset[0] == 0 && s->offset[s->nmonths] == s->n;
}

static bool get_segment(
    struct file *f, struct cube_view *v, const struct cube *c, off_t size)
{
	struct segment_head h;
	struct segment *s;

	if (!get(f, &h, sizeof(h)) || (off_t)h.n > size ||
	    h.nmonths > 200 * 12 || h.month > 200 * 12 || h.team >= c->nunits)
		return false;
	s = segment_new(h.key, h.team, h.n, h.month, h.nmonths);
	v->list[v->n++] = s;
	if (!get(f, s->offset, s->bytes) || !segment_sound(s))
		return false;
	s->least = UINT32_MAX;
	for (uint32_t i = 0; i < s->n; i++) {
		s->least = s->id[i] < s->least ? s->id[i] : s->least;
		s->most = s->id[i] > s->most ? s->id[i] : s->most;
	}
	return v->n < 2 || v->list[v->n - 2]->key < s->key ||
	       (v->list[v->n - 2]->key == s->key &&
		   v->list[v->n - 2]->team < s->team);
}

static bool get_all(struct file *f, struct cube *c, off_t size, struct arena *a,
    struct str *ret_meta)
{
	struct head h;
	struct cube_view *v;
	uint64_t want, sum;
	size_t rows = 0;
	char *meta;
	bool fine;

	if (!get(f, &h, sizeof(h)) || !head_fits(&h, size))
		return false;
	meta = arena_alloc(a, h.nmeta + 1);
	fine = get(f, meta, h.nmeta) && get_units(f, c, h.nunits) &&
	       get_texts(f, c, h.ntexts) && get_themes(f, c, &h);
	*ret_meta = (struct str){ meta, h.nmeta };
	v = version_new(h.nsegments, cube_waiting((size_t)size / 32));
	for (uint32_t i = 0; i < h.nsegments && fine; i++) {
		fine = get_segment(f, v, c, size);
		rows += fine ? v->list[i]->n : 0;
	}
	want = total(f);
	fine = fine && fread(&sum, sizeof(sum), 1, f->f) == 1 && sum == want &&
	       fgetc(f->f) == EOF && rows <= (size_t)size;
	cube_replace(c, v);
	return fine;
}

struct cube *cube_load(const char *path, struct arena *a, struct str *ret_meta)
{
	struct file f = { .f = fopen(path, "rbe") };
	struct cube *c;
	struct stat st;

	*ret_meta = STR_NULL;
	if (f.f == NULL)
		return NULL;
	c = cube_new();
	if (fstat(fileno(f.f), &st) != 0 ||
	    !get_all(&f, c, st.st_size, a, ret_meta)) {
		cube_free(c);
		c = NULL;
	}
	(void)fclose(f.f);
	return c;
}
