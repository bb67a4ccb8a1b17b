/*
 * risk_test.c: the lexicon's file, negation, subject, idiom and sarcasm; that
 * the model can be made again; and that hostile texts cost nothing.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/asset.h"
#include "tap.h"
#include "text/risk.h"

struct said {
	const char *text;
	enum risk_level least, most;
	const char *category; /* NULL: not asked */
};

#define NONE    RISK_NONE
#define CONCERN RISK_CONCERN
#define URGENT  RISK_URGENT

/* clang-format off */
static const struct said cases[] = {
	/* What must not be missed. */
	{ "I want to kill myself", URGENT, URGENT, "self_harm" },
	{ "I WANT TO DIE", URGENT, URGENT, "self_harm" },
	{ "i dont want to be here anymore", URGENT, URGENT, "self_harm" },
	{ "I don’t want to live", URGENT, URGENT, "self_harm" },
	{ "There is no reason to live", URGENT, URGENT, "self_harm" },
	{ "better off dead", URGENT, URGENT, "self_harm" },
	{ "Thinking about ending my life tonight.", URGENT, URGENT, "self_harm" },
	{ "My son tried to kill himself and you sent him home", URGENT, URGENT, "self_harm" },
	{ "She took an overdose on the ward", URGENT, URGENT, "self_harm" },
	{ "wanna end it all", URGENT, URGENT, "self_harm" },
	{ "A nurse slapped my mother", URGENT, URGENT, "abuse" },
	{ "He was hit by a carer.", URGENT, URGENT, "abuse" },
	{ "Left in his own urine for hours", CONCERN, URGENT, "abuse" },
	{ "My husband hits me and I'm scared to go home", URGENT, URGENT, "domestic" },
	{ "I was sexually assaulted by a patient", URGENT, URGENT, "sexual" },
	{ "I will kill that doctor", URGENT, URGENT, "violence" },
	{ "a patient had a knife in his bag", URGENT, URGENT, "violence" },
	{ "Dad died because nobody came", CONCERN, URGENT, "harm" },
	{ "They operated on the wrong knee", URGENT, URGENT, "never_event" },
	{ "A swab was left inside me", URGENT, URGENT, "never_event" },
	{ "She was given the wrong medication", CONCERN, URGENT, "medication" },
	{ "I was held down and injected against my will", CONCERN, URGENT, "restraint" },
	{ "The receptionist was racist", CONCERN, URGENT, "discrimination" },
	{ "You sent my results to the wrong address", CONCERN, URGENT, "data_breach" },
	{ "Staff stole money from my dad", CONCERN, URGENT, "theft" },
	{ "I have spoken to a solicitor", CONCERN, URGENT, "legal" },
	{ "I am having chest pain now", URGENT, URGENT, "immediate" },
	{ "my baby is not breathing", URGENT, URGENT, "immediate" },
	/* Praise and anger around it change nothing. */
	{ "Lovely food, great staff, and I want to kill myself.", URGENT, URGENT, "self_harm" },
	{ "Great care. Oh and a nurse hit me. Thank you.", URGENT, URGENT, "abuse" },
	/* Sarcasm: the words count. */
	{ "Fantastic, they only gave her the wrong blood. Five stars.", URGENT, URGENT, "never_event" },
	{ "Thanks for nothing, dad died alone waiting on a trolley.", CONCERN, URGENT, "harm" },
	{ "Brilliant service if you enjoy being dragged down the corridor by your arms", CONCERN, URGENT, "abuse" },
	{ "Great if you like waiting. Another three hours, fantastic.", NONE, NONE, NULL },
	/* Negation. */
	{ "I am not suicidal", NONE, NONE, NULL },
	{ "I never felt that I wanted to die", NONE, NONE, NULL },
	{ "Nobody hit me and nobody shouted", NONE, NONE, NULL },
	{ "There was no abuse of any kind", NONE, NONE, NULL },
	{ "I did not have chest pain", NONE, NONE, NULL },
	{ "Not only did they hit me, they laughed", CONCERN, URGENT, "abuse" },
	{ "I was not happy because a nurse hit me", URGENT, URGENT, "abuse" },
	{ "They did not listen when I said I would kill myself", URGENT, URGENT, "self_harm" },
	/* Time and subject. */
	{ "Years ago I wanted to die", CONCERN, CONCERN, "self_harm" },
	{ "I used to self harm and your group helped", NONE, CONCERN, NULL },
	/* Idiom. */
	{ "I was dying for a cup of tea", NONE, NONE, NULL },
	{ "The cake is to die for", NONE, NONE, NULL },
	{ "bored to death in the waiting room", NONE, NONE, NULL },
	{ "My feet are killing me", NONE, NONE, NULL },
	{ "My phone died so I could not ring", NONE, NONE, NULL },
	{ "dead good, thanks", NONE, NONE, NULL },
	{ "I could murder a sandwich", NONE, NONE, NULL },
	{ "Just shoot me an email", NONE, NONE, NULL },
	{ "You hit the nail on the head", NONE, NONE, NULL },
	{ "It cost a bomb to park", NONE, NONE, NULL },
	{ "We played cards to kill time", NONE, NONE, NULL },
	{ "They saved my life", NONE, NONE, NULL },
	{ "The end of life care team were wonderful", NONE, NONE, NULL },
	{ "The suicide prevention training was good", NONE, NONE, NULL },
	{ "The stroke ward is the best", NONE, NONE, NULL },
	{ "They cut my nails", NONE, NONE, NULL },
	/* Classes of words: whoever it is, and however it is said. */
	{ "the porter pinched my grandad", URGENT, URGENT, "abuse" },
	{ "staff dragged our nan out of bed", URGENT, URGENT, "abuse" },
	{ "she swallowed forty codeine", URGENT, URGENT, "self_harm" },
	{ "he has been stashing his tablets", URGENT, URGENT, "self_harm" },
	{ "the night nurse stank of vodka", CONCERN, CONCERN, "abuse" },
	{ "The patient went missing from the unit", CONCERN, CONCERN, "harm" },
	{ "The kids laughed and the nurse was lovely", NONE, NONE, NULL },
	/* What people ordinarily say. */
	{ "I waited four hours and nobody told me why", NONE, NONE, NULL },
	{ "The food was cold and the tea was weak", NONE, NONE, NULL },
	{ "Fresh air and a walk would be good", NONE, NONE, NULL },
	{ "", NONE, NONE, NULL },
	{ "\xF0\x9F\x98\x80 \xF0\x9F\x91\x8D", NONE, NONE, NULL },
};
/* clang-format on */

static void check_case(const struct risk_lexicon *l, const struct said *c)
{
	struct risk_reading r;
	enum risk_category want = RISK_CATEGORIES;

	risk_read(l, str_of(c->text), &r);
	const bool known = c->category == NULL ||
			   (risk_category_of(str_of(c->category), &want) &&
			       r.categories & 1u << want);

	ok(r.level >= c->least && r.level <= c->most && known, "%s: %s (%s)",
	    risk_level_name(r.level), c->text,
	    c->category != NULL ? c->category : "any");
	ok((r.level == RISK_NONE) == (r.n == 0), "evidence when it says so");
}

static void check_evidence(const struct risk_lexicon *l)
{
	static const char text[] = "Good food. I want to kill myself. Sue.";
	struct risk_reading r;

	risk_read(l, str_of(text), &r);
	ok(r.n == 1, "one piece of evidence");
	is_str(str_sub(str_of(text), r.evidence[0].from,
		   r.evidence[0].to - r.evidence[0].from),
	    S("want to kill myself"), "the words that decided");
}

static void check_file(void)
{
	static const struct {
		const char *text, *why;
	} bad[] = {
		{ "urgent: die", "a pattern before a section" },
		{ "[nonsense]\n", "a section that there is not" },
		{ "[harm]\nurgent die", "no colon" },
		{ "[harm]\nloud: die", "a level that there is not" },
		{ "[harm]\nurgent: .. die", "begins with a gap" },
		{ "[harm]\nurgent: die ..", "ends with a gap" },
		{ "[harm]\nurgent: Die", "a capital" },
		{ "[harm]\nurgent: di*e", "a star inside" },
		{ "[harm]\nurgent: @blow", "a class not known" },
		{ "let blow\n", "a class without words" },
		{ "let blow = hit\nlet blow = kick", "a class twice" },
		{ "let blow = hit!\n[harm]\nurgent: @blow",
		    "a class with a sign" },
		{ "[harm]\nmask: die", "a mask outside idioms" },
		{ "[idiom]\nurgent: die", "a level among idioms" },
	};

	for (size_t i = 0; i < NELEM(bad); i++) {
		struct err e = { "" };

		ok(risk_lexicon_parse(str_of(bad[i].text), &e) == NULL &&
			e.text[0] != '\0',
		    "refused: %s (%s)", bad[i].why, e.text);
	}
	struct err e = { "" };
	struct risk_lexicon *l =
	    risk_lexicon_parse(asset_text("risk.lexicon"), &e);

	ok(l != NULL, "our own file is read%s", e.text);
	ok(l != NULL && strlen(risk_lexicon_version(l)) == 10,
	    "and has a version");
	risk_lexicon_free(l);
}

/* The same sentences give the same model. The one that ships learnt from
 * ordinary comments as well, which are not here (make risk-model). */
static void check_model(void)
{
	FILE *f = fopen("assets/text/risk-sentences.tsv", "rb");
	char *p = malloc((size_t)1 << 20);
	struct buf made = buf_make((size_t)1 << 20);
	struct buf again = buf_make((size_t)1 << 20);
	struct err e = { "" };

	if (p == NULL || f == NULL)
		abort();
	const size_t n = fread(p, 1, (size_t)1 << 20, f);

	(void)fclose(f);
	ok(risk_train((struct str){ p, n }, &made, &e) &&
		risk_train((struct str){ p, n }, &again, &e),
	    "learnt%s", e.text);
	ok(str_eq(buf_view(&made), buf_view(&again)),
	    "the same sentences give the same bytes");
	ok(made.n == asset_text("risk.model").n, "of the size that ships");
	buf_free(&again);
	ok(!risk_train(S("2\tno"), &made, &e), "2 is no class: %s", e.text);
	ok(!risk_train(S("# nothing\n"), &made, &e), "%s", e.text);
	buf_free(&made);
	free(p);
}

static void check_long(const struct risk_lexicon *l)
{
	const size_t n = (size_t)4 << 20;
	char *p = malloc(n);
	static const char one[] = "want to want to kill no not hit my ";
	static const char end[] = ". I want to kill myself. ";
	struct risk_reading r;

	if (p == NULL)
		abort();
	for (size_t i = 0; i < n; i++)
		p[i] = i % 6 == 0 ? ' ' : 'a';
	for (size_t i = 0; i < sizeof(end) - 1; i++)
		p[n - 40 + i] = end[i];
	risk_read(l, (struct str){ p, n }, &r);
	is_int(r.level, RISK_URGENT, "found at the end of four million bytes");
	for (size_t i = 0; i < n / 32; i++)
		p[i] = one[i % (sizeof(one) - 1)];
	risk_read(l, (struct str){ p, n / 32 }, &r);
	ok(r.n <= RISK_EVIDENCE_MAX, "evidence is bounded");
	for (size_t i = 0; i < n / 32; i++)
		p[i] = (char)(i * 31 + i / 253);
	risk_read(l, (struct str){ p, n / 32 }, &r);
	ok(true, "any bytes");
	free(p);
}

int main(void)
{
	struct risk_lexicon *l = risk_lexicon_new();

	for (size_t i = 0; i < NELEM(cases); i++)
		check_case(l, &cases[i]);
	check_evidence(l);
	check_file();
	check_model();
	check_long(l);
	risk_lexicon_free(l);
	return tap_done();
}
