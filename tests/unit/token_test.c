/*
 * token_test.c: which words are the same word to search.
 */
#include "tap.h"
#include "text/token.h"

static struct arena *a;

/* The terms in order of the text, with a bar between. */
static struct str in_order(const char *text)
{
	struct tokens t;
	struct str s = S("");

	text_tokens(a, str_of(text), &t);
	for (size_t i = 0; i < t.n; i++)
		s = str_fmt(a, "%s%s%s", str_cstr(a, s), i > 0 ? "|" : "",
		    str_cstr(a, t.list[i].term));
	return s;
}

/* clang-format off */
static const struct {
	const char *text, *terms, *what;
} words[] = {
	{ "Nurses nursing NURSE", "nurs|nurs|nurs", "one stem" },
	{ "nurse's nurse’s", "nurs|nurs", "whose it is does not matter" },
	{ "don't don’t dont donʼt", "dont|dont|dont|dont", "any apostrophe" },
	{ "'quoted' rock 'n' roll", "quot|rock|n|roll", "quotation marks" },
	{ "the ward's' end", "the|ward|end", "one behind a word" },
	{ "not to be", "not|to|be", "no word is left out" },
	{ "follow-up re-admitted", "follow|up|re|admit", "a hyphen ends a word" },
	{ "Zoë Zoe ZOE\u0308", "zoe|zoe|zoe", "accents" },
	{ "soft\u00adhyphen", "softhyphen", "a soft hyphen" },
	{ "ward 12 A1 B12s", "ward|12|a1|b12s", "digits" },
	{ "so_much e.g. 10:30", "so|much|e|g|10|30", "signs" },
	{ "નર્સ ખૂબ સારી", "નર્સ|ખૂબ|સારી", "Gujarati, with its marks" },
	{ "ક્\u200dષ ક્ષ", "ક્ષ|ક્ષ", "a joiner changes nothing" },
	{ "الممرّضةُ لطيفـــة؟", "الممرضة|لطيفة", "Arabic without its vowels" },
	{ "Ελλάδα ЁЛКА", "ελλάδα|ёлка", "Greek and Cyrillic" },
	{ "护士很好。", "护|士|很|好", "a character a term" },
	{ "good😀care 👍🏽 1️⃣", "good|care|1", "emoji are no words" },
	{ "\u0301 \u0301", "", "accents alone" },
	{ "", "", "nothing" },
};
/* clang-format on */

static void test_words(void)
{
	for (size_t i = 0; i < NELEM(words); i++)
		is_str(in_order(words[i].text), str_of(words[i].terms),
		    words[i].what);
}

static void test_places(void)
{
	struct tokens t;

	text_tokens(a, S("  Café’s – don't"), &t);
	is_int((int64_t)t.n, 2, "two words");
	is_int((int64_t)t.list[0].from, 2, "the first begins");
	is_int((int64_t)t.list[0].to, 11, "and ends");
	is_int((int64_t)t.list[1].to, 21, "the last ends");
	is_str(t.list[0].plain, S("cafes"), "folded, not stemmed");
	text_tokens(a, STR_NULL, &t);
	is_int((int64_t)t.n, 0, "no text, no words");
}

static void test_limits(void)
{
	/* The Gujarati letter ka, three bytes. */
	static const char ka[3] = { '\xe0', '\xaa', '\x95' };
	static char text[TOKENS_MAX * 2 + 10];
	struct tokens t;

	memset(text, 'x', 2000);
	text_tokens(a, (struct str){ text, 2000 }, &t);
	is_int((int64_t)t.list[0].term.n, TOKEN_TERM_MAX, "a long word is cut");
	for (size_t i = 0; i < 100; i++)
		memcpy(text + 1 + i * 3, ka, sizeof(ka));
	text_tokens(a, (struct str){ text, 301 }, &t);
	is_int((int64_t)t.list[0].term.n, TOKEN_TERM_MAX,
	    "between two characters");
	memcpy(text, ka, sizeof(ka));
	for (size_t i = 0; i < 100; i++)
		memcpy(text + i * 3, ka, sizeof(ka));
	text_tokens(a, (struct str){ text, 300 }, &t);
	is_int((int64_t)t.list[0].term.n, TOKEN_TERM_MAX - 1, "not in one");
	for (size_t i = 0; i < sizeof(text); i++)
		text[i] = "a "[i % 2];
	text_tokens(a, (struct str){ text, TOKENS_MAX * 2 }, &t);
	ok(t.n == TOKENS_MAX && !t.cut, "as many words as there may be");
	text_tokens(a, (struct str){ text, sizeof(text) }, &t);
	ok(t.n == TOKENS_MAX && t.cut, "and no more");
}

static void test_terms(void)
{
	is_str(text_terms(a, S("the nurse, the NURSES and The Ward")),
	    S("and nurs the ward"), "each once, sorted");
	is_str(text_terms(a, STR_NULL), S(""), "nothing of nothing");
	is_str(text_terms(a, S("…!")), S(""), "nor of signs");
}

int main(void)
{
	a = arena_new(ARENA_REQUEST);
	test_words();
	test_places();
	test_limits();
	test_terms();
	arena_free(a);
	return tap_done();
}
