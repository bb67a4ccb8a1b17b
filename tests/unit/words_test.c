/*
 * words_test.c: catalogues: what is refused when the program starts, how a
 * sentence and a plural are found, and the rules by which numbers choose. The
 * .mo files are made here, byte by byte, so that they can be broken.
 */
#include "base/buf.h"
#include "base/catalogue.h"
#include "base/plural.h"
#include "tap.h"

#define HEAD_BYTES 28

struct pair {
	struct str from, to;
};

/* Originals in order, as msgfmt writes them. */
static const struct pair polish[] = {
	{ STR(""), STR("Language: pl\n"
		       "X-Language-Name: polski\n"
		       "X-Direction: ltr\n"
		       "Plural-Forms: nplurals=3; plural=n==1 ? 0 : n%10>=2 && "
		       "n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2;\n") },
	{ STR("%d comment\0%d comments"),
	    STR("%d komentarz\0%d komentarze\0%d komentarzy") },
	{ STR("Not yet"), STR("") },
	{ STR("Thank you"), STR("Dziękujemy") },
};

static const struct pair arabic[] = {
	{ STR(""), STR("Language: ar\n"
		       "X-Language-Name: العربية\n"
		       "X-Direction: rtl\n"
		       "Plural-Forms: nplurals=6; plural=n==0 ? 0 : n==1 ? 1 : "
		       "n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : "
		       "n%100>=11 ? 4 : 5;\n") },
	{ STR("%d day\0%d days"),
	    STR("%d f0\0%d f1\0%d f2\0%d f3\0%d f4\0%d f5") },
};

static void put(char *mo, size_t at, size_t value)
{
	const uint32_t v = (uint32_t)value;

	memcpy(mo + at, &v, sizeof(v));
}

/* A .mo file in the arena. */
static struct str make_mo(struct arena *a, const struct pair *list, size_t n)
{
	const size_t from = HEAD_BYTES, to = from + 8 * n;
	size_t size = to + 8 * n, at = size;

	for (size_t i = 0; i < n; i++)
		size += list[i].from.n + list[i].to.n + 2;
	char *mo = arena_alloc(a, size);

	put(mo, 0, 0x950412deU);
	put(mo, 8, n);
	put(mo, 12, from);
	put(mo, 16, to);
	for (size_t k = 0; k < 2 * n; k++) {
		const struct str s = k < n ? list[k].from : list[k - n].to;

		put(mo, from + 8 * k, s.n);
		put(mo, from + 8 * k + 4, at);
		if (s.n > 0)
			memcpy(mo + at, s.s, s.n);
		at += s.n + 1;
	}
	return (struct str){ mo, size };
}

static bool reads(const char *code, const struct pair *list, size_t n)
{
	struct arena *a = arena_new(1 << 20);
	struct language l;
	struct err e = { "" };
	const bool good = catalogue_read(&l, a, code, make_mo(a, list, n), &e);

	if (good != (e.text[0] == '\0'))
		printf("Bail out! a refusal says why, and only a refusal\n");
	arena_free(a);
	return good;
}

/* Finding ---------------------------------------------------------------- */

static void test_sentences(struct arena *a)
{
	struct language l[2] = {
		{ .code = "en", .name = "English", .dir = "ltr" }
	};
	struct err e = { "" };

	ok(catalogue_read(
	       &l[1], a, "pl", make_mo(a, polish, NELEM(polish)), &e),
	    "a Polish catalogue is read %s", e.text);
	is_cstr(l[1].name, "polski", "its own name is in its header");
	is_cstr(l[1].dir, "ltr", "and its direction");
	is_cstr(T("Thank you"), "Thank you", "English before anyone chooses");
	words_languages_set(l, 2);
	words_use(words_language(S("pl")));
	is_cstr(T("Thank you"), "Dziękujemy", "a sentence in Polish");
	is_cstr(T("Not yet"), "Not yet", "one without a translation");
	is_cstr(
	    T("Unknown"), "Unknown", "one that the catalogue does not know");
	is_cstr(T(""), "", "nothing is nothing, not the header");
	words_use(words_language(S("xx")));
	is_cstr(T("Thank you"), "Thank you", "no such language: English");
	words_use(NULL);
}

static void test_plurals(struct arena *a)
{
	static const struct {
		long n;
		const char *want;
	} rows[] = {
		{ 0, "%d komentarzy" },
		{ 1, "%d komentarz" },
		{ 2, "%d komentarze" },
		{ 4, "%d komentarze" },
		{ 5, "%d komentarzy" },
		{ 12, "%d komentarzy" },
		{ 21, "%d komentarzy" },
		{ 22, "%d komentarze" },
		{ 112, "%d komentarzy" },
		{ -2, "%d komentarze" },
	};
	static struct language l;
	struct err e = { "" };

	ok(catalogue_read(&l, a, "pl", make_mo(a, polish, NELEM(polish)), &e),
	    "Polish once more");
	words_use(&l);
	for (size_t i = 0; i < NELEM(rows); i++) {
		const char *got = TN("%d comment", "%d comments", rows[i].n);

		ok(strcmp(got, rows[i].want) == 0, "%ld in Polish: %s",
		    rows[i].n, got);
	}
	is_cstr(TN("%d thing", "%d things", 3), "%d things",
	    "an unknown plural in English");
	is_cstr(TN("%d thing", "%d things", 1), "%d thing", "and its singular");
	words_use(NULL);
}

static void test_arabic(struct arena *a)
{
	static const struct {
		long n;
		const char *want;
	} rows[] = { { 0, "%d f0" }, { 1, "%d f1" }, { 2, "%d f2" },
		{ 3, "%d f3" }, { 10, "%d f3" }, { 11, "%d f4" },
		{ 99, "%d f4" }, { 100, "%d f5" }, { 102, "%d f5" },
		{ 103, "%d f3" } };
	static struct language l;
	struct err e = { "" };

	ok(catalogue_read(&l, a, "ar", make_mo(a, arabic, NELEM(arabic)), &e),
	    "an Arabic catalogue is read %s", e.text);
	is_cstr(l.dir, "rtl", "which runs from right to left");
	words_use(&l);
	for (size_t i = 0; i < NELEM(rows); i++) {
		const char *got = TN("%d day", "%d days", rows[i].n);

		ok(strcmp(got, rows[i].want) == 0, "%ld in Arabic: %s",
		    rows[i].n, got);
	}
	words_use(NULL);
}

/* Refusing ---------------------------------------------------------------- */

/* A catalogue with this header and one sentence. */
static bool header_reads(const char *header, struct str from, struct str to)
{
	const struct pair list[] = { { STR(""), str_of(header) },
		{ from, to } };

	return reads("pl", list, NELEM(list));
}

#define HEADER                                                      \
	"Language: pl\nX-Language-Name: polski\nX-Direction: ltr\n" \
	"Plural-Forms: nplurals=2; plural=n != 1;\n"

static void test_headers(void)
{
	const struct str a = S("a"), b = S("b");

	ok(header_reads(HEADER, a, b), "a header with all it needs");
	ok(!header_reads("Language: pl\n", a, b), "a header with too little");
	ok(!header_reads("Language: ro\nX-Language-Name: x\nX-Direction: ltr\n"
			 "Plural-Forms: nplurals=1; plural=0;\n",
	       a, b),
	    "another language than the file's name");
	ok(!header_reads("Language: pl\nX-Language-Name: x\nX-Direction: up\n"
			 "Plural-Forms: nplurals=1; plural=0;\n",
	       a, b),
	    "an unknown direction");
	ok(!header_reads("Language: pl\nX-Language-Name: x\nX-Direction: ltr\n"
			 "Plural-Forms: nplurals=2; plural=n;\n",
	       a, b),
	    "a rule that gives a form that is not there");
	ok(!header_reads("Language: pl\nX-Language-Name: x\nX-Direction: ltr\n"
			 "Plural-Forms: nplurals=2; plural=n %;\n",
	       a, b),
	    "a rule that is no expression");
}

static void test_values(void)
{
	static const struct {
		struct str from, to;
		bool good;
		const char *what;
	} rows[] = {
		{ STR("%s of %d"), STR("%s z %d"), true, "the same values" },
		{ STR("%s of %d"), STR("%d z %s"), false, "another order" },
		{ STR("%s of %d"), STR("%s"), false, "one is missing" },
		{ STR("none"), STR("%s"), false, "one too many" },
		{ STR("%s of %d"), STR("%2$d z %1$s"), false, "by number" },
		{ STR("%.*s"), STR("%s"), false, "another type" },
		{ STR("at 400% zoom"), STR("przy 400% zoom"), true,
		    "a percent sign that is no value" },
		{ STR("%d%%"), STR("%d %%"), true,
		    "a percent sign in a format" },
		{ STR("%d a\0%d b"), STR("jeden\0%d b"), false,
		    "a plural form without its number" },
		{ STR("one a\0%d b"), STR("jeden\0%d b"), true,
		    "a singular whose original has none" },
		{ STR("%d a\0%d b"), STR("%d x"), false, "too few forms" },
		{ STR("a"), STR("x\0y"), false, "forms of what has no plural" },
		{ STR("a"), STR("\xff"), false, "not UTF-8" },
	};

	for (size_t i = 0; i < NELEM(rows); i++)
		ok(header_reads(HEADER, rows[i].from, rows[i].to) ==
			rows[i].good,
		    "%s: %s", rows[i].what, rows[i].good ? "read" : "refused");
}

/* Every prefix of a good file is refused, and so is every file with one wrong
 * word in its tables; nothing is read past the end (the sanitizer looks). */
static void test_broken(struct arena *a)
{
	const struct str good = make_mo(a, polish, NELEM(polish));
	const size_t tables = HEAD_BYTES + 16 * NELEM(polish);
	size_t cut = 0, wild = 0;
	struct language l;
	struct err e;

	for (size_t n = 0; n < good.n; n++) {
		const struct str part = str_dup(a, str_sub(good, 0, n));

		cut += catalogue_read(&l, a, "pl", part, &e) ? 0 : 1;
	}
	ok(cut == good.n, "each of %zu cut files is refused", good.n);
	for (size_t at = HEAD_BYTES; at < tables; at += 4) {
		const struct str bad = str_dup(a, good);
		char *copy = arena_alloc(a, bad.n + 1);

		memcpy(copy, bad.s, bad.n);
		put(copy, at, 0xfffffff0U);
		wild +=
		    catalogue_read(&l, a, "pl", (struct str){ copy, bad.n }, &e)
			? 0
			: 1;
	}
	ok(wild == (tables - HEAD_BYTES) / 4,
	    "each file with a wild length or offset is refused");
	ok(!reads("pl",
	       (const struct pair[]){ polish[0], polish[3], polish[2] }, 3),
	    "sentences out of order are refused");
}

/* Rules ------------------------------------------------------------------- */

static void test_rules(void)
{
	static const struct {
		const char *rule;
		unsigned long n;
		long want; /* -1: refused */
	} rows[] = {
		{ "n != 1", 1, 0 },
		{ "n != 1", 0, 1 },
		{ "n>1", 2, 1 },
		{ "1 + 2 * 3 - 4 / 2", 0, 5 },
		{ "(1 + 2) * 3 % 4", 0, 1 },
		{ "!n", 0, 1 },
		{ "!(n == 3) || 0", 3, 0 },
		{ "n ? n > 2 ? 2 : 1 : 0", 7, 2 },
		{ "1 < 2 == 1", 0, 1 },
		{ "0 && 1 || 1", 0, 1 },
		{ "n / 0", 1, -1 },
		{ "n n", 1, -1 },
		{ "(n", 1, -1 },
		{ "n ? 1", 1, -1 },
		{ "m == 1", 1, -1 },
		{ "", 1, -1 },
	};
	char deep[400];

	for (size_t i = 0; i < NELEM(rows); i++) {
		unsigned long v = 0;
		const bool good =
		    plural_form(str_of(rows[i].rule), rows[i].n, &v);

		ok(good ? (long)v == rows[i].want : rows[i].want == -1,
		    "\"%s\" for %lu", rows[i].rule, rows[i].n);
	}
	memset(deep, '(', sizeof(deep));
	unsigned long v = 0;

	ok(!plural_form((struct str){ deep, sizeof(deep) }, 1, &v),
	    "brackets without end are refused");
}

int main(void)
{
	struct arena *a = arena_new(64 << 20);

	test_sentences(a);
	test_plurals(a);
	test_arabic(a);
	test_headers();
	test_values();
	test_broken(a);
	test_rules();
	arena_free(a);
	return tap_done();
}
