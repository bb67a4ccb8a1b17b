/*
 * words.c: which language this thread speaks, and its sentences. Reading a
 * catalogue is catalogue.c's.
 */
#include "base/words.h"

#include <assert.h>

#include "base/catalogue.h"
#include "base/plural.h"

static const struct language english = {
	.code = "en", .name = "English", .dir = "ltr"
};
static const struct language *languages = &english;
static size_t nlanguages = 1;
static _Thread_local const struct language *current;

void words_languages_set(const struct language *list, size_t n)
{
	assert(n > 0);
	languages = list;
	nlanguages = n;
}

const struct language *words_languages(size_t *ret_n)
{
	*ret_n = nlanguages;
	return languages;
}

const struct language *words_language(struct str code)
{
	for (size_t i = 0; i < nlanguages; i++)
		if (str_is(code, languages[i].code))
			return &languages[i];
	return NULL;
}

void words_use(const struct language *lang)
{
	current = lang;
}

const struct language *words_current(void)
{
	return current != NULL ? current : &languages[0];
}

const char *words_get(const char *msgid)
{
	const struct language *l = words_current();

	/* "" is the catalogue's header, which is not for people. */
	if (l->mo == NULL || msgid[0] == '\0')
		return msgid;
	const struct str s = catalogue_find(l, msgid);

	return str_empty(s) ? msgid : s.s;
}

const char *words_plural(const char *one, const char *many, long n)
{
	const struct language *l = words_current();
	struct str s = l->mo != NULL ? catalogue_find(l, one) : STR_NULL;
	unsigned long form = 0;

	if (str_empty(s))
		return n == 1 ? one : many;
	if (!plural_form(l->plural, (unsigned long)(n < 0 ? -n : n), &form))
		form = 0;
	for (struct str part; form > 0 && str_cut(&s, '\0', &part); form--)
		if (str_null(s))
			return part.s;
	return s.s;
}
