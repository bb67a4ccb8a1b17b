/*
 * registry.c: the kinds that this program has, and what can be asked of a
 * field table. Owns the checks of the tables themselves; whether they agree
 * with the database is schema.c's.
 */
#include "kind/list.h"

#include <assert.h>
#include <string.h>

static const struct kind *const *all;
static size_t nall;

/* A name that is safe in SQL, in a URL and as an input's name. */
static bool good_name(const char *s, char also)
{
	if (s == NULL || *s < 'a' || *s > 'z')
		return false;
	for (; *s != '\0'; s++)
		if (!((*s >= 'a' && *s <= 'z') || (*s >= '0' && *s <= '9') ||
			*s == also))
			return false;
	return true;
}

static void check_field(const struct kind *k, const struct field *f)
{
	assert(good_name(f->name, '_'));
	assert(f->label != NULL);
	assert(f->offset >= sizeof(struct record) && f->offset < k->size);
	assert(f->ref == NULL || f->type == FIELD_INT);
	assert(f->choices == NULL || f->type == FIELD_TEXT);
	assert((f->flags & TITLE) == 0 || f->type == FIELD_TEXT);
	assert((f->flags & IN_SEARCH) == 0 || f->type == FIELD_TEXT);
	assert(kind_field(k, str_of(f->name)) == f); /* no two of a name */
}

/* A kind that breaks these is a mistake in its table, found at start. */
static void check_kind(const struct kind *k)
{
	size_t titles = 0;

	assert(good_name(k->name, '_') && good_name(k->path, '-'));
	assert(k->one != NULL && k->many != NULL && k->empty != NULL);
	assert(k->basis != NULL && k->retention != NULL);
	assert(k->read != CAP_NONE && k->write != CAP_NONE);
	assert(!k->view || (k->no_create && !k->fold));
	assert(k->nfields > 0 && k->nfields <= FIELDS_MAX);
	for (size_t i = 0; i < k->nfields; i++) {
		check_field(k, &k->fields[i]);
		titles += (k->fields[i].flags & TITLE) != 0 ? 1 : 0;
	}
	assert(titles == 1);
	/* Rights come from a unit, or a sentence says why not. */
	assert((k->unit == NULL) == (k->system != NULL));
	assert(k->unit == NULL || strcmp(k->unit, "id") == 0 ||
	       kind_field(k, str_of(k->unit)) != NULL);
	assert(
	    k->order == NULL || list_sort_field(k, str_of(k->order)) != NULL);
}

void kinds_register(const struct kind *const *list, size_t n)
{
	all = list;
	nall = n;
	for (size_t i = 0; i < n; i++) {
		check_kind(list[i]);
		assert(kind_named(str_of(list[i]->name)) == list[i]);
		assert(kind_at_path(str_of(list[i]->path)) == list[i]);
	}
}

const struct kind *const *kinds_all(size_t *ret_n)
{
	*ret_n = nall;
	return all;
}

const struct kind *kind_named(struct str name)
{
	for (size_t i = 0; i < nall; i++)
		if (str_is(name, all[i]->name))
			return all[i];
	return NULL;
}

const struct kind *kind_at_path(struct str path)
{
	for (size_t i = 0; i < nall; i++)
		if (str_is(path, all[i]->path))
			return all[i];
	return NULL;
}

const struct field *kind_field(const struct kind *k, struct str name)
{
	for (size_t i = 0; i < k->nfields; i++)
		if (str_is(name, k->fields[i].name))
			return &k->fields[i];
	return NULL;
}

const struct field *kind_title_field(const struct kind *k)
{
	for (size_t i = 0; i < k->nfields; i++)
		if ((k->fields[i].flags & TITLE) != 0)
			return &k->fields[i];
	assert(false && "a kind without a title");
	return NULL;
}

bool field_shown(const struct field *f)
{
	return (f->flags & PRIVATE) == 0;
}

bool field_on_form(const struct field *f)
{
	return (f->flags & (PRIVATE | READ_ONLY)) == 0;
}
