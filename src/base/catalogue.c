/*
 * catalogue.c: see catalogue.h. The layout is in the gettext manual, "The
 * Format of GNU MO Files": magic, revision, number of strings, where the table
 * of originals and that of translations begin; a table has a length and an
 * offset for each string; originals are sorted. In the byte order of this
 * machine, which is msgfmt's default.
 */
#include "base/catalogue.h"

#include <assert.h>
#include <stdint.h>
#include <string.h>

#include "base/plural.h"
#include "base/utf8.h"

#define MO_MAGIC     0x950412deU
#define HEADER_BYTES 28
#define STRINGS_MAX  100000
#define FORMS_MAX    6    /* Arabic has the most */
#define NUMBERS      1001 /* that a plural rule is tried with */

enum { MAGIC_AT = 0, REVISION_AT = 4, COUNT_AT = 8, FROM_AT = 12, TO_AT = 16 };

/* Four bytes; what lies outside of the file is 0. */
static uint32_t word_at(struct str mo, size_t at)
{
	uint32_t v = 0;

	if (at <= mo.n && mo.n - at >= sizeof(v))
		memcpy(&v, mo.s + at, sizeof(v));
	return v;
}

/* String i of the table that begins at `table`; null when it is not whole. */
static struct str string_at(struct str mo, uint32_t table, uint32_t i)
{
	const size_t entry = (size_t)table + 8 * (size_t)i;
	const size_t n = word_at(mo, entry), at = word_at(mo, entry + 4);

	if (entry + 8 > mo.n || at + n >= mo.n || mo.s[at + n] != '\0')
		return STR_NULL;
	return (struct str){ mo.s + at, n };
}

static struct str original(struct str mo, uint32_t i)
{
	return string_at(mo, word_at(mo, FROM_AT), i);
}

static struct str translation(struct str mo, uint32_t i)
{
	return string_at(mo, word_at(mo, TO_AT), i);
}

struct str catalogue_find(const struct language *l, const char *msgid)
{
	const struct str mo = { (const char *)l->mo, l->nmo };
	uint32_t lo = 0, hi = word_at(mo, COUNT_AT);

	while (lo < hi) {
		const uint32_t mid = lo + (hi - lo) / 2;
		const struct str s = original(mo, mid);

		assert(!str_null(s)); /* catalogue_read has looked */
		/* A plural's original is "one\0many"; "one" is the key. */
		const int c = strcmp(msgid, s.s);

		if (c == 0)
			return translation(mo, mid);
		if (c < 0)
			hi = mid;
		else
			lo = mid + 1;
	}
	return STR_NULL;
}

/* Checks --------------------------------------------------------------- */

/*
 * Takes text up to its next printf conversion off *rest: the conversion, or
 * the null str after the last. A space is no flag here: "400% zoom" has none.
 */
static struct str next_conversion(struct str *rest)
{
	for (size_t at = str_find_byte(*rest, '%'); at != SIZE_MAX;
	     at = str_find_byte(*rest, '%')) {
		size_t end = at + 1;

		while (end < rest->n &&
		       strchr("-+#0123456789.*lzh$", rest->s[end]) != NULL)
			end++;
		const bool found =
		    end < rest->n && strchr("sdiuxcfg%", rest->s[end]) != NULL;
		const struct str ret = str_sub(*rest, at, end - at + 1);

		*rest = str_sub(*rest, found ? end + 1 : at + 1, rest->n);
		if (found)
			return ret;
	}
	return STR_NULL;
}

static bool same_conversions(struct str a, struct str b)
{
	for (;;) {
		const struct str x = next_conversion(&a);
		const struct str y = next_conversion(&b);

		if (!str_eq(x, y) || str_null(x) != str_null(y))
			return false;
		if (str_null(x))
			return true;
	}
}

/* A sentence and what it became, with all parts of a plural. */
static bool pair_good(
    const struct language *l, struct str from, struct str to, struct err *e)
{
	struct str one, many, part;
	unsigned long forms = 0;
	const bool plural = str_find_byte(from, '\0') != SIZE_MAX;

	(void)str_cut(&from, '\0', &one);
	if (!str_cut(&from, '\0', &many))
		many = one;
	while (str_cut(&to, '\0', &part)) {
		forms++;
		if (same_conversions(one, part) || same_conversions(many, part))
			continue;
		return err_set(e,
		    "The catalogue of \"%s\" has other values than the "
		    "original, or in another order, in \"%.*s\".",
		    l->code, STR_ARG(part));
	}
	if (forms == (plural ? l->nforms : 1))
		return true;
	return err_set(e,
	    "The catalogue of \"%s\" wants %lu forms of \"%.*s\".", l->code,
	    plural ? l->nforms : 1, STR_ARG(one));
}

static bool pairs_good(const struct language *l, struct str mo, struct err *e)
{
	const uint32_t n = word_at(mo, COUNT_AT);

	for (uint32_t i = 1; i < n; i++)
		if (!pair_good(l, original(mo, i), translation(mo, i), e))
			return false;
	return true;
}

static bool tables_good(struct str mo)
{
	const uint32_t n = word_at(mo, COUNT_AT);

	if (mo.n < HEADER_BYTES || word_at(mo, MAGIC_AT) != MO_MAGIC ||
	    word_at(mo, REVISION_AT) != 0 || n < 1 || n > STRINGS_MAX)
		return false;
	for (uint32_t i = 0; i < n; i++) {
		const struct str from = original(mo, i),
				 to = translation(mo, i);

		if (str_null(from) || str_null(to) || !utf8_valid(to))
			return false;
		if (i > 0 && strcmp(original(mo, i - 1).s, from.s) >= 0)
			return false;
	}
	return true;
}

/* The header --------------------------------------------------------------- */

/* The header is the translation of "": lines "Name: value". */
static const char *header(struct arena *a, struct str mo, const char *name)
{
	struct str rest = translation(mo, 0), line, key;

	while (str_cut(&rest, '\n', &line))
		if (str_cut(&line, ':', &key) && str_is(key, name))
			return str_cstr(a, str_trim(line));
	return "";
}

/* "nplurals=2; plural=n != 1;" */
static bool plurals_good(struct language *l, struct str text)
{
	struct str count, rule, name;
	int64_t forms = 0;
	unsigned long form = 0;

	if (!str_cut(&text, ';', &count) || !str_cut(&text, ';', &rule) ||
	    !str_cut(&count, '=', &name) || !str_is(str_trim(name), "nplurals"))
		return false;
	if (!str_int64(str_trim(count), &forms) || forms < 1 ||
	    forms > FORMS_MAX)
		return false;
	if (!str_cut(&rule, '=', &name) || !str_is(str_trim(name), "plural"))
		return false;
	l->nforms = (unsigned long)forms;
	l->plural = str_trim(rule);
	for (unsigned long n = 0; n < NUMBERS; n++)
		if (!plural_form(l->plural, n, &form) || form >= l->nforms)
			return false;
	return true;
}

bool catalogue_read(struct language *ret, struct arena *a, const char *code,
    struct str file, struct err *e)
{
	if (!tables_good(file) || !str_empty(original(file, 0)))
		return err_set(e,
		    "The catalogue of \"%s\" is not a whole .mo file of sorted "
		    "sentences in UTF-8.",
		    code);
	*ret = (struct language){ .code = str_cstr(a, str_of(code)),
		.name = header(a, file, "X-Language-Name"),
		.dir = header(a, file, "X-Direction"),
		.mo = (const unsigned char *)file.s,
		.nmo = file.n };
	if (strcmp(header(a, file, "Language"), code) != 0 ||
	    ret->name[0] == '\0' ||
	    (strcmp(ret->dir, "ltr") != 0 && strcmp(ret->dir, "rtl") != 0))
		return err_set(e,
		    "The catalogue of \"%s\" must say in its header: Language "
		    "(the same), X-Language-Name, and X-Direction (ltr or rtl).",
		    code);
	if (!plurals_good(ret, str_of(header(a, file, "Plural-Forms"))))
		return err_set(e,
		    "The catalogue of \"%s\" has no rule in Plural-Forms that "
		    "gives one of its forms for every number.",
		    code);
	return pairs_good(ret, file, e);
}
