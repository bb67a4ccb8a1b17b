/*
 * languages.c: see languages.h. What makes a catalogue whole is in
 * base/catalogue.h; this file only finds them.
 */
#include "main/languages.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/asset.h"
#include "base/catalogue.h"

#define LANGUAGES_MAX 40
#define FILE_MAX      ((size_t)4 << 20)
#define CODE_MAX      16

struct loading {
	struct arena *arena;
	struct language list[LANGUAGES_MAX];
	size_t n;
};

/* "ur.mo" to "ur"; NULL when it is no such name. */
static const char *code_of(struct arena *a, struct str name)
{
	static const char allowed[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				      "abcdefghijklmnopqrstuvwxyz0123456789-";

	if (!str_ends(name, S(".mo")) || name.n < 5 || name.n > CODE_MAX + 3 ||
	    strspn(name.s, allowed) != name.n - 3)
		return NULL;
	return str_cstr(a, str_sub(name, 0, name.n - 3));
}

static bool add(
    struct loading *l, const char *code, struct str mo, struct err *e)
{
	size_t at = 0;

	while (at < l->n && strcmp(l->list[at].code, code) != 0)
		at++;
	if (at == LANGUAGES_MAX)
		return err_set(
		    e, "There are more than %d languages.", LANGUAGES_MAX);
	if (!catalogue_read(&l->list[at], l->arena, code, mo, e))
		return false;
	l->n += at == l->n ? 1 : 0;
	return true;
}

static bool load_assets(struct loading *l, struct err *e)
{
	for (size_t i = 0; i < nlocale_assets; i++) {
		const struct asset *f = &locale_assets[i];
		const char *code = code_of(l->arena, str_of(f->path));

		if (code != NULL &&
		    !add(l, code, (struct str){ (const char *)f->data, f->n },
			e))
			return false;
	}
	return true;
}

static bool read_file(
    struct arena *a, struct str path, struct str *ret, struct err *e)
{
	FILE *in = fopen(path.s, "rb");
	char *bytes = arena_alloc(a, FILE_MAX);

	if (in == NULL)
		return err_set(e, "%.*s cannot be read.", STR_ARG(path));
	ret->s = bytes;
	ret->n = fread(bytes, 1, FILE_MAX, in);
	const bool whole = ferror(in) == 0 && ret->n < FILE_MAX;

	(void)fclose(in);
	if (whole)
		return true;
	return err_set(e, "%.*s cannot be read, or is larger than %zu MB.",
	    STR_ARG(path), FILE_MAX >> 20);
}

static bool load_file(
    struct loading *l, const char *dir, const char *name, struct err *e)
{
	const char *code = code_of(l->arena, str_of(name));
	struct str mo;

	return code == NULL ||
	       (read_file(
		    l->arena, str_fmt(l->arena, "%s/%s", dir, name), &mo, e) &&
		   add(l, code, mo, e));
}

static bool load_folder(struct loading *l, const char *dir, struct err *e)
{
	DIR *d = opendir(dir);
	bool good = true;

	if (d == NULL)
		return err_set(
		    e, "There is no folder %s that can be read.", dir);
	for (const struct dirent *f = readdir(d); f != NULL && good;
	     f = readdir(d))
		good = load_file(l, dir, f->d_name, e);
	(void)closedir(d);
	return good;
}

static int by_code(const void *a, const void *b)
{
	const struct language *x = a, *y = b;

	return strcmp(x->code, y->code);
}

bool languages_load(struct arena *a, const char *dir, struct err *e)
{
	struct loading *l = ARENA_NEW(a, struct loading);

	l->arena = a;
	l->list[l->n++] =
	    (struct language){ .code = "en", .name = "English", .dir = "ltr" };
	if (!load_assets(l, e) || (dir != NULL && !load_folder(l, dir, e)))
		return false;
	qsort(l->list + 1, l->n - 1, sizeof(l->list[0]), by_code);
	words_languages_set(l->list, l->n);
	return true;
}
