/*
 * phrase_test.c: key phrases, rising ones, near-duplicates and likeness, on
 * texts whose answers are known; and that memory has an end.
 */
#include "text/phrase.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/json.h"
#include "tap.h"
#include "text/similar.h"

static struct phrases *of(int slice_cold, int rest_cold)
{
	struct phrases *p = phrases_new();

	for (int i = 0; i < 100; i++) {
		phrases_add(p,
		    i < slice_cold ? S("The food was stone cold again.")
				   : S("The staff were kind to me."),
		    true);
		phrases_add(p,
		    i < rest_cold ? S("Food was cold.")
				  : S("The staff were kind to me."),
		    false);
	}
	return p;
}

static bool has(const struct phrase *list, size_t n, const char *text)
{
	for (size_t i = 0; i < n; i++)
		if (str_is(list[i].text, text))
			return true;
	return false;
}

static void test_key(struct arena *a)
{
	struct phrases *p = of(40, 2);
	struct phrase *list;
	size_t n = phrases_key(p, a, 10, &list);

	ok(n > 0 && list[0].slice == 40, "the strongest is in forty");
	ok(has(list, n, "stone cold"), "a run of two words");
	ok(!has(list, n, "stone"), "which does not stand without it");
	ok(!has(list, n, "the food") && !has(list, n, "the"),
	    "nothing begins with a stop word");
	ok(!has(list, n, "kind"), "what the rest says more often is not key");
	phrases_free(p);
	p = of(4, 0);
	is_int((int64_t)phrases_key(p, a, 10, &list), 0, "four are too few");
	phrases_free(p);
}

static void test_rising(struct arena *a)
{
	struct phrases *p = of(40, 5);
	struct phrase *list;
	size_t n = phrases_rising(p, a, 0.05, 10, &list);

	ok(n > 0 && list[0].q < 0.001, "40 after 5 is a rise");
	phrases_free(p);
	p = phrases_new();
	for (int i = 0; i < 100; i++) {
		phrases_add(p, i < 12 ? S("cold food") : S("fine"), true);
		phrases_add(p, i < 10 ? S("cold food") : S("fine"), false);
	}
	is_int((int64_t)phrases_rising(p, a, 0.05, 10, &list), 0,
	    "12 after 10 is none");
	phrases_free(p);
}

/* Binomial(10, 1/2) of 8 and more is 56/1024; with equal numbers of comments
 * a phrase in 8 of the slice and 2 of the rest has just that. */
static void test_exact(struct arena *a)
{
	struct phrases *p = phrases_new();
	struct phrase *list;

	for (int i = 0; i < 50; i++) {
		phrases_add(p, i < 8 ? S("parking") : S("fine"), true);
		phrases_add(p, i < 2 ? S("parking") : S("fine"), false);
	}
	const size_t n = phrases_rising(p, a, 1, 10, &list);
	bool found = false;

	for (size_t i = 0; i < n; i++)
		if (str_is(list[i].text, "parking"))
			found = fabs(list[i].p - 56.0 / 1024) < 1e-9;
	ok(found, "the exact binomial tail");
	phrases_free(p);
}

static void test_similar(struct arena *a)
{
	static const char *const texts[] = {
		"The nurse was kind and explained everything to me in detail",
		"Parking was hard and the machine took my money",
		"The nurse was kind and explained everything to me in detail!",
		("THE NURSE WAS KIND and explained everything to me in detail "
		 "today"),
		"very good",
		"Very good.",
		"",
		"Parking is far too expensive for visitors who come daily",
	};
	struct similar *s = similar_new();
	struct likeness like[3];

	for (size_t i = 0; i < NELEM(texts); i++)
		similar_add(s, str_of(texts[i]));
	const size_t *g = similar_groups(s, a);

	ok(g[0] == 0 && g[2] == 0 && g[3] == 0, "three that say the same");
	ok(g[1] == 1 && g[7] == 7, "two about parking do not");
	ok(g[4] == 4 && g[5] == 4, "short ones too");
	ok(g[6] == 6, "an empty text is alone");
	const size_t n =
	    similar_like(s, S("is parking expensive here?"), 3, like);

	ok(n == 2 && like[0].number == 7 && like[1].number == 1,
	    "those about parking, nearest first");
	ok(like[0].cosine > like[1].cosine && like[0].cosine <= 1,
	    "by their cosine");
	is_int((int64_t)similar_like(s, S("zebra"), 3, like), 0,
	    "nothing is like a word that nobody said");
	similar_free(s);
}

static void test_bound(void)
{
	struct phrases *p = phrases_new();
	char text[64];

	for (int i = 0; i < 40000; i++) {
		(void)snprintf(text, sizeof(text), "q%dx z%dy w%dv", i, i, i);
		phrases_add(p, str_of(text), true);
	}
	ok(true, "words that nobody repeats");
	phrases_free(p);
}

/* JSON as filters read it -------------------------------------------------- */

static bool members(const char *text, size_t want)
{
	struct str rest = str_of(text), key, value;
	size_t n = 0;
	bool bad;

	while (json_member(&rest, &key, &value, &bad))
		n++;
	return !bad && n == want && str_empty(str_trim(rest));
}

static void test_json(void)
{
	struct buf b = buf_make(1000);

	ok(members("{}", 0) && members("{\"a\":1}", 1), "objects");
	ok(members(" { \"a\" : [1,{\"b\":\"]\"}] , \"c\":null } ", 2),
	    "what is inside is passed over");
	ok(!members("{\"a\":}", 1) && !members("{\"a\" 1}", 1) &&
		!members("[1]", 0) && !members("{\"a\":[}]}", 1) &&
		!members("{\"a\":\"x}", 1) && !members("", 0),
	    "no objects");
	char deep[400] = "{\"a\":";

	memset(deep + 5, '[', 200);
	ok(!members(deep, 1), "too deep");
	ok(json_string(&b, S("\"a\\n\\u00e9\\ud83d\\ude00\\\"\"")),
	    "a text with escapes");
	is_str(buf_view(&b), S("a\n\xC3\xA9\xF0\x9F\x98\x80\""), "read");
	ok(!json_string(&b, S("\"\\x\"")) && !json_string(&b, S("12")) &&
		!json_string(&b, S("\"\\u12\"")),
	    "no texts");
	buf_reset(&b);
	json_put(&b, S("a\"\\\n\x01\xFF"));
	is_str(
	    buf_view(&b), S("\"a\\\"\\\\\\n\\u0001\xEF\xBF\xBD\""), "written");
	buf_free(&b);
}

int main(void)
{
	struct arena *a = arena_new(ARENA_COMMAND);

	test_key(a);
	test_rising(a);
	test_exact(a);
	test_similar(a);
	test_bound();
	test_json();
	arena_free(a);
	return tap_done();
}
