/*
 * themes_train.c: `heard themes train FILE… --out MODEL`, and how commands get
 * at a model. See themes_command.h.
 */
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/words.h"
#include "core/command.h"
#include "mod/insight/themes_command.h"
#include "mod/insight/themes_csv.h"

char *themes_file(const char *path, size_t max, size_t *ret_n, struct err *e)
{
	FILE *f = fopen(path, "rb");

	if (f == NULL) {
		(void)err_set(e, T("The file %s cannot be opened."), path);
		return NULL;
	}
	char *p = xmalloc(max + 1);

	*ret_n = fread(p, 1, max + 1, f);
	const bool bad = ferror(f) != 0 || *ret_n > max;

	(void)fclose(f);
	if (!bad)
		return p;
	(void)err_set(e, T("The file %s cannot be read."), path);
	free(p);
	return NULL;
}

const struct model *themes_model(
    struct args *a, struct model **ret_own, struct err *e)
{
	const char *path = args_value(a, "--model");
	size_t n = 0;

	*ret_own = NULL;
	if (path == NULL)
		return model_builtin();
	char *p = themes_file(path, MODEL_FILE_MAX, &n, e);

	if (p == NULL)
		return NULL;
	*ret_own = model_read((struct str){ p, n }, e);
	free(p);
	return *ret_own;
}

/* Reads one file of lessons, and adds its bytes to the hash. */
static bool read_file(
    struct themes_lessons *t, const char *path, struct sha256 *hash)
{
	char piece[16384];
	FILE *f = fopen(path, "rb");
	size_t n;

	if (f == NULL)
		return err_set(
		    t->err, T("The file %s cannot be opened."), path);
	while ((n = fread(piece, 1, sizeof(piece), f)) > 0)
		sha256_add(hash, piece, n);
	rewind(f);
	const bool fine = themes_lessons_read(t, f);

	(void)fclose(f);
	return fine;
}

static bool write_model(const struct model *m, const char *path, struct err *e)
{
	struct buf b = buf_make(MODEL_FILE_MAX);
	FILE *f = fopen(path, "wb");
	bool fine = f != NULL;

	model_write(m, &b);
	fine = fine && !b.failed && fwrite(b.p, 1, b.n, f) == b.n;
	if (f != NULL && fclose(f) != 0)
		fine = false;
	if (fine)
		(void)printf("%s: %zu bytes\n", path, b.n);
	buf_free(&b);
	return fine || err_set(e, T("The file %s cannot be written."), path);
}

static struct str note_of(struct themes_lessons *t, const char *said,
    const uint8_t digest[SHA256_BYTES])
{
	return str_fmt(t->arena,
	    "%s\nLearnt from %zu comments; SHA-256 of the files: %.*s\n",
	    said != NULL ? said : "", t->lessons.n,
	    STR_ARG(hex_of(t->arena, digest, SHA256_BYTES)));
}

static int train(struct themes_lessons *t, const char *path, const char *said,
    const struct sha256 *hash)
{
	uint8_t digest[SHA256_BYTES];
	struct sha256 copy = *hash;
	struct learnt got;

	sha256_end(&copy, digest);
	learn(t->arena, &t->lessons, note_of(t, said, digest), &got);
	const bool fine = write_model(got.model, path, t->err);

	free(got.model);
	if (t->unknown > 0)
		(void)fprintf(stderr,
		    "heard: %zu labels are no theme and were passed over.\n",
		    t->unknown);
	return fine ? 0 : command_fail(EXIT_DATA, t->err);
}

static int train_words(struct args *a, struct themes_lessons *t)
{
	const char *out = args_value(a, "--out");
	const char *said = args_value(a, "--note");
	const char *paths[ARGS_MAX];
	struct sha256 hash;
	size_t n = 0;

	for (const char *p; (p = args_next(a)) != NULL;)
		paths[n++] = p;
	if (out == NULL || n == 0) {
		(void)err_set(t->err, "%s",
		    T("Say what to learn from and where to put it: "
		      "heard themes train FILE… --out MODEL"));
		return command_fail(EXIT_USAGE, t->err);
	}
	if (!args_done(a, t->err))
		return command_fail(EXIT_USAGE, t->err);
	sha256_start(&hash);
	for (size_t i = 0; i < n; i++)
		if (!read_file(t, paths[i], &hash))
			return command_fail(EXIT_DATA, t->err);
	if (t->lessons.n == 0) {
		(void)err_set(
		    t->err, "%s", T("There is nothing to learn from."));
		return command_fail(EXIT_DATA, t->err);
	}
	return train(t, out, said, &hash);
}

int themes_train_command(int argc, char **argv)
{
	struct err e = { "" };
	struct args a;

	if (!args_init(&a, argc, argv, &e))
		return command_fail(EXIT_USAGE, &e);
	struct themes_lessons t = { .arena = arena_new(ARENA_COMMAND),
		.err = &e };
	const int code = train_words(&a, &t);

	arena_free(t.arena);
	return code;
}
