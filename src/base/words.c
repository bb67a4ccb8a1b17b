/*
 * words.c: a reader of GNU .mo files (gettext manual, "The Format of GNU MO
 * Files"): a header, two tables of (length, offset), the originals sorted.
 */
#include "base/words.h"

#include <assert.h>
#include <stdint.h>
#include <string.h>

#define MO_MAGIC 0x950412deU

static const struct language english = { "en", "English", "ltr", NULL, 0 };
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

static uint32_t word_at(const struct language *l, size_t off)
{
	uint32_t v = 0;

	assert(off + 4 <= l->nmo);
	memcpy(&v, l->mo + off, sizeof(v));
	return v;
}

/* String `i` of the table at `table`. */
static const char *string_at(
    const struct language *l, uint32_t table, uint32_t i, uint32_t *ret_n)
{
	const uint32_t n = word_at(l, table + 8 * (size_t)i);
	const uint32_t off = word_at(l, table + 8 * (size_t)i + 4);

	assert((size_t)off + n < l->nmo && l->mo[off + n] == '\0');
	*ret_n = n;
	return (const char *)l->mo + off;
}

/* The translation of a message, or NULL. Plural originals are "one\0many";
 * their first part is what the table is searched by. */
static const char *lookup(
    const struct language *l, const char *msgid, uint32_t *ret_n)
{
	if (l->mo == NULL || l->nmo < 28 || word_at(l, 0) != MO_MAGIC)
		return NULL;
	uint32_t lo = 0, hi = word_at(l, 8), n = 0;

	while (lo < hi) {
		const uint32_t mid = lo + (hi - lo) / 2;
		const int c =
		    strcmp(msgid, string_at(l, word_at(l, 12), mid, &n));

		if (c == 0)
			return string_at(l, word_at(l, 16), mid, ret_n);
		if (c < 0)
			hi = mid;
		else
			lo = mid + 1;
	}
	return NULL;
}

const char *words_get(const char *msgid)
{
	uint32_t n = 0;
	const char *s = lookup(words_current(), msgid, &n);

	return s != NULL && n > 0 ? s : msgid;
}

/*
 * Plural rules of the languages that Heard's two trusts need. Two forms cover
 * English, Gujarati, Urdu, Panjabi, Hindi, Bengali, Somali and Portuguese.
 */
static unsigned plural_form(const char *code, long n)
{
	const long m10 = n % 10, m100 = n % 100;

	if (strcmp(code, "pl") == 0) {
		if (n == 1)
			return 0;
		return m10 >= 2 && m10 <= 4 && (m100 < 12 || m100 > 14) ? 1 : 2;
	}
	if (strcmp(code, "ro") == 0) {
		if (n == 1)
			return 0;
		return n == 0 || (m100 > 0 && m100 < 20) ? 1 : 2;
	}
	if (strcmp(code, "ar") == 0) {
		if (n <= 2)
			return (unsigned)n;
		if (m100 >= 3 && m100 <= 10)
			return 3;
		return m100 >= 11 ? 4 : 5;
	}
	return n == 1 ? 0 : 1;
}

const char *words_plural(const char *one, const char *many, long n)
{
	uint32_t len = 0;
	const struct language *l = words_current();
	const char *s = lookup(l, one, &len);

	if (s == NULL || len == 0)
		return n == 1 ? one : many;
	const char *const end = s + len;

	for (unsigned form = plural_form(l->code, n); form > 0; form--) {
		const char *next = s + strlen(s) + 1;

		if (next > end)
			break;
		s = next;
	}
	return s;
}
