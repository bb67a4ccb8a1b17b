/*
 * text/: reading, features, models, learning, and what a text is heard to say
 * by the model that is built in. Every comment here is made up.
 */
#include <math.h>
#include <stdlib.h>

#include "mod/insight/themes_command.h"
#include "tap.h"
#include "text/learn.h"
#include "text/measure.h"
#include "text/polarity.h"
#include "text/slang.h"
#include "text/theme.h"
#include "text/word_sums.h"

static struct arena *arena;
static struct theme_reader *reader;

static struct str read_back(const char *text)
{
	struct reading *r = ARENA_NEW(arena, struct reading);

	reading_of(arena, str_of(text), r);
	return str_trim((struct str){ r->text, r->room });
}

static void test_reading(void)
{
	is_str(read_back("The STAFF, were lovely."), S("the staff were lovely"),
	    "capitals and commas go");
	is_str(read_back("Soooo goooood!!!!"), S("soo good !!!"),
	    "what is drawn out is cut");
	is_str(read_back("gr8 drs, thx"), S("great doctors thanks"),
	    "text speak is written out");
	is_str(read_back("café’s soup"), S("cafe's soup"),
	    "accents and curly quotes go");
	is_str(read_back("XXXX and [name redacted] and [NAME]"),
	    S("xname and xname and xname"), "a redacted name is one word");
	is_str(read_back("[sic]"), S("sic"), "not every bracket is a name");
	is_str(read_back("\xF0\x9F\x91\x8D :( \xE2\x9D\xA4"),
	    S("good sad love"), "pictures are words");
	is_str(
	    read_back("a\xFFz"), S("a z"), "bytes that are no text end a word");
	is_str(read_back("''' - ..."), S(""), "marks alone are no words");
	is_str(read_back("don''t 'quoted'"), S("don''t quoted"),
	    "apostrophes inside stay");
	is_str(read_back(NULL), S(""), "no text, no words");
}

static void test_reading_bounds(void)
{
	struct reading *r = ARENA_NEW(arena, struct reading);
	const size_t n = 100000;
	char *p = arena_alloc(arena, n);

	for (size_t i = 0; i < n; i++)
		p[i] = (char)('a' + i % 26);
	reading_of(arena, (struct str){ p, n }, r);
	is_int((int64_t)r->n, 1, "one long word is one word");
	is_int(r->to[0] - r->from[0], READING_WORD, "and is cut");
	for (size_t i = 0; i < n; i++)
		p[i] = i % 2 == 0 ? 'a' : ' ';
	reading_of(arena, (struct str){ p, n }, r);
	is_int((int64_t)r->n, READING_WORDS, "the words are bounded");
}

static void test_slang_table(void)
{
	const struct str all = read_back("cant wont xlnt vgood untill");

	is_str(all, S("can't won't excellent very good until"),
	    "words of every part of the table are found");
	is_int(polarity_word(S("excellent")), 3, "praise is known");
	is_int(polarity_word(S("filthy")), -2, "blame is known");
	is_int(polarity_word(S("corridor")), 0, "a thing says nothing");
}

static void test_taxonomy(void)
{
	size_t unknown = 0;
	struct buf b = buf_make(1000);

	for (int i = 0; i < THEMES; i++) {
		is_int(theme_find(str_of(theme_list[i].name)), i,
		    theme_list[i].key);
		is_int(theme_find(str_of(theme_list[i].key)), i,
		    theme_list[i].key);
	}
	const uint64_t set = themes_of(
	    S("Parking|food & drink provision & facilities|Moon"), &unknown);

	is_int((int64_t)unknown, 1, "a name that is no theme is counted");
	themes_names(&b, set);
	is_str(buf_view(&b), S("Food & drink provision & facilities|Parking"),
	    "names come in the table's order");
	buf_reset(&b);
	themes_categories(&b, set | THEME_BIT(theme_find(S("location"))));
	is_str(buf_view(&b),
	    S("Environment, equipment & catering|Service location, travel & "
	      "transport"),
	    "each category is said once");
	buf_free(&b);
}

/* Hearing with the model that is built in ---------------------------------- */

static struct heard hear(const char *text, enum asked q)
{
	struct heard h;

	theme_hear(reader, str_of(text), q, &h);
	return h;
}

static bool has(const struct heard *h, const char *key)
{
	return (h->themes & THEME_BIT(theme_find(str_of(key)))) != 0;
}

static void test_rules(void)
{
	static const char *const blanks[] = { "", "  \n", "...", "-", "?",
		"Did not answer", "NO ANSWER.", "no comment" };

	for (size_t i = 0; i < NELEM(blanks); i++) {
		const struct heard h = hear(blanks[i], ASKED_BETTER);

		ok(h.blank && h.themes == THEME_BIT(THEME_BLANK),
		    "\"%s\" says nothing", blanks[i]);
	}
	ok(!hear("no", ASKED_BETTER).blank, "\"no\" is an answer");
}

static void test_hearing(void)
{
	static const struct {
		const char *text;
		enum asked q;
		const char *key;
		int sentiment3;
	} cases[] = {
		{ "Nothing", ASKED_BETTER, "praise", 1 },
		{ "The nurses were so kind and caring", ASKED_GOOD, "manner",
		    1 },
		{ "STAFF WERE RUDE AND UNCARING", ASKED_BETTER, "manner", 3 },
		{ "waited 5 hrs 4 an ambulence", ASKED_BETTER, "waiting", 3 },
		{ "The food was cold and tasted awful", ASKED_BETTER, "food",
		    3 },
		{ "gr8 staff, vry freindly", ASKED_GOOD, "manner", 1 },
		{ "Could not get through on the phone", ASKED_BETTER, "contact",
		    3 },
		{ "The ward was clean and tidy", ASKED_GOOD, "clean", 1 },
		{ "\xF0\x9F\x91\x8D\xF0\x9F\x91\x8D", ASKED_GOOD, "praise", 1 },
	};

	for (size_t i = 0; i < NELEM(cases); i++) {
		const struct heard h = hear(cases[i].text, cases[i].q);

		ok(has(&h, cases[i].key), "\"%s\" is about %s", cases[i].text,
		    cases[i].key);
		is_int(h.sentiment3, cases[i].sentiment3, cases[i].text);
		ok((h.sentiment3 == 1) == (h.sentiment < 3) &&
			(h.sentiment3 == 3) == (h.sentiment > 3),
		    "five points and three agree");
	}
	ok(hear("Lorem ipsum dolor sit amet", ASKED_ANY).themes == 0,
	    "\"not sure\" is an answer");
}

static void test_reason(void)
{
	const struct str text = S("The lady at the desk was polite but the "
				  "food was cold");
	struct heard h;

	theme_hear(reader, text, ASKED_ANY, &h);
	const int food = theme_find(S("food"));
	const struct str why =
	    theme_reason(reader, arena, text, ASKED_ANY, &h, food);

	ok(str_find(why, S("food")) != SIZE_MAX, "food is why: %.*s",
	    STR_ARG(why));
	ok(str_find(why, S("polite")) == SIZE_MAX, "polite is not");
}

/* Ten thousand words, one sentence of which is about the meals. */
static void test_letter(void)
{
	struct buf b = buf_make((size_t)1 << 20);
	struct heard h;

	for (int i = 0; i < 1000; i++) {
		if (i == 700)
			buf_cstr(&b, "The meals were cold and the food was "
				     "inedible. ");
		buf_cstr(&b, "On that day we went there and then we came "
			     "back. ");
	}
	const struct str letter = buf_view(&b);
	const int food = theme_find(S("food"));

	theme_hear(reader, letter, ASKED_ANY, &h);
	ok(h.nwindows > 150, "a letter is read in %zu windows", h.nwindows);
	ok(has(&h, "food"), "one sentence in ten thousand words is heard");
	const struct str window =
	    str_sub(letter, h.from[food], h.to[food] - h.from[food]);

	ok(str_find(window, S("meals were cold")) != SIZE_MAX,
	    "and where it stands is said");
	ok(window.n < 1000, "in %zu bytes", window.n);
	const struct str why =
	    theme_reason(reader, arena, letter, ASKED_ANY, &h, food);

	ok(str_find(why, S("food")) != SIZE_MAX ||
		str_find(why, S("meals")) != SIZE_MAX,
	    "and why: %.*s", STR_ARG(why));
	buf_free(&b);
}

static void test_hostile(void)
{
	const size_t n = 1000000;
	char *p = arena_alloc(arena, n);
	struct heard h;

	memset(p, 'a', n);
	theme_hear(reader, (struct str){ p, n }, ASKED_ANY, &h);
	ok(h.nwindows < 200, "a million letters are %zu windows", h.nwindows);
	memset(p, 0xE2, n);
	theme_hear(reader, (struct str){ p, n }, ASKED_ANY, &h);
	ok(h.themes == THEME_BIT(THEME_BLANK), "bytes that are no text");
	memset(p, '!', n);
	theme_hear(reader, (struct str){ p, n }, ASKED_ANY, &h);
	ok(h.sentiment >= 1 && h.sentiment <= 5, "a million marks");
}

/* Models ------------------------------------------------------------------ */

/* What is remembered by word adds up to what is counted part by part, also
 * when words come again and share parts. */
static void test_word_sums(void)
{
	static const char *const texts[] = {
		"", "staff staff staff staffing STAFFED understaffed",
		"the waiting, the Waiting and then the weight of waiting!!!",
		"mississippi mississippi aaaaaa banana bananas anan",
		"we waited five hours; nobody told us anything \xf0\x9f\x98\xa1"
	};
	const struct model *m = model_builtin();
	struct word_sums *sums = word_sums_new(m);
	struct reading *r = ARENA_NEW(arena, struct reading);
	struct features *f = ARENA_NEW(arena, struct features);
	struct buf all = buf_make(4096);
	struct block_sum a, b;

	/* Each again, when all words are remembered; then all as one. */
	for (size_t i = 0; i < 2 * NELEM(texts) + 1; i++) {
		if (i < NELEM(texts))
			buf_fmt(&all, "%s %s ", texts[i], texts[i]);
		reading_of(arena,
		    i == 2 * NELEM(texts) ? buf_view(&all)
					  : str_of(texts[i % NELEM(texts)]),
		    r);
		features_of(r, ASKED_ANY, f);
		model_sum(m, f, FEATURE_PARTS, &a);
		word_sums_of(sums, r, &b);
		ok(memcmp(a.of, b.of, sizeof(a.of)) == 0 &&
			a.square == b.square,
		    "text %zu adds up either way", i);
	}
	buf_free(&all);
	word_sums_free(sums);
}

/* A model's score is the sum of what each place adds. */
static void test_sum_of_places(void)
{
	const struct model *m = model_builtin();
	struct reading *r = ARENA_NEW(arena, struct reading);
	struct features *f = ARENA_NEW(arena, struct features);
	struct feature_spot s;
	struct block_sum blocks[FEATURE_BLOCKS];
	struct scores scores;
	uint16_t part[FEATURE_PARTS_MAX];
	size_t n;
	const int o = theme_find(S("manner"));
	double sum = 0;

	/* No word or part twice, so that counts are all 1. */
	reading_of(arena, S("friendly staff"), r);
	features_of(r, ASKED_GOOD, f);
	for (size_t k = 0; k < FEATURE_BLOCKS; k++)
		model_sum(m, f, k, &blocks[k]);
	model_total(m, blocks, f->tone, &scores);
	for (size_t i = 0; i < r->n; i++) {
		double words = 0, parts = 0;

		feature_spot_of(r, i, ASKED_GOOD, &s);
		for (size_t k = 0; k < NELEM(s.words); k++)
			words += m->w[0][s.words[k]][o] * m->idf[0][s.words[k]];
		for (size_t k = 0; k < s.npairs; k++)
			words += m->w[0][s.pairs[k]][o] *
				 m->idf[0][s.pairs[k]] / 2.0;
		n = feature_parts(reading_word(r, i), part);
		for (size_t k = 0; k < n; k++)
			parts += m->w[1][part[k]][o] * m->idf[1][part[k]];
		sum +=
		    words * (double)scores.by[0] + parts * (double)scores.by[1];
	}
	sum *= (double)m->scale[o];
	for (size_t k = 0; k < FEATURE_TONES; k++)
		sum += (double)f->tone[k] * (double)m->tone[k][o];
	ok(fabs(sum - (double)scores.of[o]) < 1e-3,
	    "places add up to the score: %.4f, %.4f", sum,
	    (double)scores.of[o]);
}

static void test_model_file(void)
{
	struct buf b = buf_make(MODEL_FILE_MAX),
		   again = buf_make(MODEL_FILE_MAX);
	struct err e = { "" };

	model_write(model_builtin(), &b);
	ok(!b.failed && b.n > 100000, "the built-in model is %zu bytes", b.n);
	struct model *m = model_read(buf_view(&b), &e);

	ok(m != NULL, "what is written is read");
	if (m != NULL)
		model_write(m, &again);
	ok(str_eq(buf_view(&b), buf_view(&again)), "and is the same");
	ok(strstr(model_builtin()->note, "Copyright (c) 2021 NHS England") !=
		NULL,
	    "the model says whose work it learnt from");
	free(m);
	ok(model_read(str_sub(buf_view(&b), 0, b.n - 1), &e) == NULL,
	    "a file cut short is refused: %s", e.text);
	b.p[0] = 'x';
	ok(model_read(buf_view(&b), &e) == NULL, "another file is: %s", e.text);
	buf_free(&b);
	buf_free(&again);
}

/* Learning: forty made-up comments of two themes. */
static const char *const foods[] = { "soup was cold", "dinner was burnt",
	"more choice of meals", "the food is bland", "breakfast came late" };
static const char *const parks[] = { "no spaces in the car park",
	"parking costs too much", "could not park near the door",
	"the car park machine was broken", "nowhere to leave the car" };

static void lessons_of(struct lessons *l)
{
	l->n = 40;
	l->list = arena_array(arena, l->n, sizeof(*l->list));
	for (size_t i = 0; i < l->n; i++) {
		const bool food = i % 2 == 0;

		l->list[i] = (struct lesson){
			.text = str_fmt(arena, "%s %s",
			    food ? foods[i / 2 % 5] : parks[i / 2 % 5],
			    i % 3 == 0 ? "today" : "on the ward"),
			.kind = LESSON_FULL,
			.themes = THEME_BIT(
			    theme_find(food ? S("food") : S("parking"))),
			.sentiment = 4,
			.other = -1,
			.weight = 1
		};
	}
}

static void test_learning(void)
{
	struct lessons l;
	struct learnt one, two;
	struct buf a = buf_make(MODEL_FILE_MAX), b = buf_make(MODEL_FILE_MAX);
	struct heard h;

	lessons_of(&l);
	learn(arena, &l, S("a test"), &one);
	learn(arena, &l, S("a test"), &two);
	model_write(one.model, &a);
	model_write(two.model, &b);
	ok(str_eq(buf_view(&a), buf_view(&b)),
	    "the same lessons give the same bytes");
	struct theme_reader *r = theme_reader_new(one.model);

	theme_hear(r, S("the soup is cold again"), ASKED_ANY, &h);
	ok(has(&h, "food") && !has(&h, "parking"), "food was learnt");
	theme_hear(r, S("I could not park"), ASKED_ANY, &h);
	ok(has(&h, "parking") && !has(&h, "food"), "parking was learnt");
	ok(!has(&h, "pain"), "what was not taught is never given");
	theme_reader_free(r);
	free(one.model);
	free(two.model);
	buf_free(&a);
	buf_free(&b);
}

/* A phrase of one theme only teaches that theme, and the others that it is
 * none of theirs. */
static void test_phrases_of_one_theme(void)
{
	struct lessons l;
	struct learnt without, with;
	struct heard before, after;

	lessons_of(&l);
	learn(arena, &l, S(""), &without);
	struct lesson *more = arena_array(arena, l.n + 1, sizeof(*more));

	memcpy(more, l.list, l.n * sizeof(*more));
	more[l.n++] = (struct lesson){ .text = S("the canteen machine"),
		.kind = LESSON_ONLY,
		.themes = THEME_BIT(theme_find(S("food"))),
		.other = -1,
		.weight = 1 };
	l.list = more;
	learn(arena, &l, S(""), &with);
	struct theme_reader *a = theme_reader_new(without.model);
	struct theme_reader *b = theme_reader_new(with.model);

	theme_hear(a, S("the machine"), ASKED_ANY, &before);
	theme_hear(b, S("the machine"), ASKED_ANY, &after);
	ok(after.score[theme_find(S("food"))] >
		before.score[theme_find(S("food"))],
	    "a phrase teaches its theme");
	ok(after.score[theme_find(S("parking"))] <
		before.score[theme_find(S("parking"))],
	    "and that it is no other");
	theme_reader_free(a);
	theme_reader_free(b);
	free(without.model);
	free(with.model);
}

/* When no theme reaches its cut, one that is close is given, and no other. */
static void test_nearly(void)
{
	struct lessons l;
	struct learnt got;
	struct heard h;
	const int food = theme_find(S("food"));
	const struct str text = S("the soup is cold again");

	lessons_of(&l);
	learn(arena, &l, S(""), &got);
	struct theme_reader *r = theme_reader_new(got.model);

	theme_hear(r, text, ASKED_ANY, &h);
	got.model->cut[food] = h.score[food] + 0.05F;
	theme_hear(r, text, ASKED_ANY, &h);
	ok(h.themes == THEME_BIT(food), "what is near its cut is given");
	got.model->cut[food] = h.score[food] + 0.15F;
	theme_hear(r, text, ASKED_ANY, &h);
	ok(h.themes == 0, "what is not is \"not sure\"");
	theme_reader_free(r);
	free(got.model);
}

static void test_measure(void)
{
	const uint64_t A = THEME_BIT(0), B = THEME_BIT(1);
	const struct verdict list[] = {
		{ A, A, 1, 1, 1, 2 },
		{ A, A | B, 1, 3, 1, 4 },
		{ A, 0, 3, 3, 5, 5 },
		{ B, B, 2, 2, 3, 3 },
		{ 0, A, 0, 1, 0, 1 },
	};
	struct measures m;
	struct measure_ranges r;

	measure(list, NULL, NELEM(list), &m);
	/* 3 hits, 1 wrong, 1 missed; the unlabelled row does not count. */
	ok(fabs(m.micro - 0.75) < 1e-9, "micro-F1 is %.3f", m.micro);
	/* Only the first theme has three rows: 2 hits, 1 missed. */
	ok(fabs(m.macro - 0.8) < 1e-9 && m.nmacro == 1, "macro-F1 is %.3f",
	    m.macro);
	ok(fabs(m.right3 - 0.75) < 1e-9, "three of four moods are right");
	ok(fabs(m.right5 - 0.5) < 1e-9, "two of four on five points");
	measure_bootstrap(arena, list, NELEM(list), 200, &r);
	ok(r.micro.low <= m.micro && m.micro <= r.micro.high,
	    "the figure lies within its range");
}

static void test_filter(void)
{
	FILE *in = tmpfile(), *out = tmpfile();
	struct err e = { "" };
	char got[2048] = "";

	if (in == NULL || out == NULL)
		return;
	(void)fputs("id,text,question_type,labels\n"
		    "1,\"The food was cold, sadly\",could_improve,old\n"
		    "2,,what_good,\n",
	    in);
	rewind(in);
	ok(themes_classify(model_builtin(), false, in, out, &e),
	    "the filter runs");
	rewind(out);
	const size_t n = fread(got, 1, sizeof(got) - 1, out);

	got[n] = '\0';
	ok(strstr(got, "id,text,question_type,labels,categories,sentiment,"
		       "sentiment3,reasons\r\n") == got,
	    "a column that it adds replaces the old one");
	ok(strstr(got, "\r\n1,\"The food was cold, sadly\",could_improve,Food "
		       "& drink") != NULL,
	    "a comment keeps its words and gets its theme");
	ok(strstr(got, "\r\n2,,what_good,Labelling not possible,General,3,"
		       "neutral,") != NULL,
	    "a blank is a blank");
	(void)fclose(in);
	(void)fclose(out);
}

int main(void)
{
	arena = arena_new(ARENA_COMMAND);
	reader = theme_reader_new(model_builtin());
	test_reading();
	test_reading_bounds();
	test_slang_table();
	test_taxonomy();
	test_rules();
	test_hearing();
	test_reason();
	test_letter();
	test_hostile();
	test_word_sums();
	test_sum_of_places();
	test_model_file();
	test_learning();
	test_phrases_of_one_theme();
	test_nearly();
	test_measure();
	test_filter();
	theme_reader_free(reader);
	arena_free(arena);
	return tap_done();
}
