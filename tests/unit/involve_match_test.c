/* match: who suits an opportunity, why, and what may never count. */
#include <stdlib.h>

#include "base/random.h"
#include "mod/involve/match.h"
#include "tap.h"

static const struct match_want want = { .topic = 1,
	.skills = 6,
	.areas = 8,
	.slot = 2,
	.ways = 1,
	.outward = "LE2",
	.today = { 739000 } };

static struct match one(struct match_have h)
{
	struct match m = { .score = -99 };

	(void)match_one(&want, &h, &m);
	return m;
}

static void test_points(void)
{
	const struct match none = one((struct match_have){ .member = 1 });
	const struct match all = one((struct match_have){ .member = 1,
	    .interests = 1,
	    .skills = 6,
	    .areas = 8,
	    .slots = 2,
	    .ways = 1,
	    .outward = "LE2" });

	is_int(none.score, 20, "who was never asked and said nothing");
	is_int(all.score, 30 + 20 + 25 + 15 + 5 + 10 + 20, "all there is");
	ok((all.reasons & MATCH_SKILLS) != 0 &&
		(all.reasons & MATCH_SKILL) == 0,
	    "both skills are one reason");
	is_int(one((struct match_have){ .invited_on = { 739000 - 5 } }).score,
	    -15, "asked this week");
	is_int(one((struct match_have){ .invited_on = { 739000 - 100 } }).score,
	    0, "asked in summer");
	is_int(one((struct match_have){ .invited_on = { 739000 - 200 } }).score,
	    10, "asked long ago");
	is_int(one((struct match_have){
		       .invited_on = { 739000 - 100 }, .outward = "LE14" })
		   .score,
	    5, "the same part of the county");
	is_int(one((struct match_have){
		       .invited_on = { 739000 - 100 }, .outward = "L2" })
		   .score,
	    0, "L is not LE");
}

static void test_never(void)
{
	struct match m;
	const struct match_have avoids = { .avoid = 1, .interests = 1 };
	const struct match_have online = { .ways = 2, .interests = 1 };
	const struct match_have silent = { .interests = 1 };

	ok(!match_one(&want, &avoids, &m), "what she avoids is never offered");
	ok(!match_one(&want, &online, &m), "nor what she cannot get to");
	ok(match_one(&want, &silent, &m), "who said no way may be asked");
}

/* A need is something to see to: it takes no point away, whatever it is. */
static void test_needs(void)
{
	const int plain = one((struct match_have){ .interests = 1 }).score;

	for (int i = 0; i < 20; i++) {
		const struct match m = one((struct match_have){
		    .interests = 1, .needs = INT64_C(1) << i });

		ok(m.score == plain && (m.reasons & MATCH_ARRANGE) != 0,
		    "need %d costs nothing", i);
	}
}

/* What is not in the struct cannot count. Whoever adds a member here must say
 * in docs/matching.md why it is fair. */
static void test_closed(void)
{
	ok(sizeof(struct match_have) == 8 * 8 + 8 + 8,
	    "nothing was added to what is known of a member (%zu)",
	    sizeof(struct match_have));
}

static void test_words(void)
{
	struct arena *a = arena_new(ARENA_COMMAND);
	const unsigned all = (MATCH_ARRANGE << 1) - 1;
	const struct str team = match_words(a, all, false);
	const struct str lead = match_words(a, all, true);
	static const char *const secret[] = { "lived", "need", "asked", "close",
		"county", "home" };

	for (size_t i = 0; i < sizeof(secret) / sizeof(secret[0]); i++)
		ok(str_find(lead, str_of(secret[i])) == SIZE_MAX,
		    "a lead never reads \"%s\"", secret[i]);
	ok(str_find(team, S("lived through")) != SIZE_MAX, "the team does");
	ok(str_find(lead, S("interests")) != SIZE_MAX, "a lead reads why");
	is_str(match_words(a, MATCH_AREA, true), S(""),
	    "lived experience alone gives a lead no reason");
	for (unsigned bit = 1; bit <= MATCH_ARRANGE; bit <<= 1)
		ok(match_words(a, bit, false).n > 0, "reason %u has words",
		    bit);
	arena_free(a);
}

#define MANY 500
#define BEST 20

static int by_rank(const void *x, const void *y)
{
	const struct match *a = x, *b = y;

	return (a->score < b->score) - (a->score > b->score);
}

/* The same as sorting all. */
static void test_best(void)
{
	static struct match_have have[MANY];
	static struct match all[MANY], best[BEST];
	struct prng p = { 11 };
	size_t n = 0;
	bool same = true;

	for (size_t i = 0; i < MANY; i++)
		have[i] = (struct match_have){ .member = (int64_t)i + 1,
			.interests = prng_below(&p, 4),
			.avoid = prng_below(&p, 8) == 0,
			.skills = prng_below(&p, 8),
			.areas = prng_below(&p, 16),
			.slots = prng_below(&p, 4),
			.ways = 1,
			.invited_on = {
			    prng_below(&p, 3) == 0
				? 0
				: (int32_t)(738600 + prng_below(&p, 400)) } };
	for (size_t i = 0; i < MANY; i++)
		n += match_one(&want, &have[i], &all[n]);
	qsort(all, n, sizeof(all[0]), by_rank);
	is_int((int64_t)match_best(&want, have, MANY, best, BEST), BEST,
	    "as many as asked for");
	for (size_t i = 0; i < BEST; i++)
		same = same && best[i].score == all[i].score;
	ok(same, "the best are the best");
	for (size_t i = 1; i < BEST; i++)
		same = same && best[i - 1].score >= best[i].score &&
		       (best[i - 1].score > best[i].score ||
			   best[i - 1].invited_on.n <= best[i].invited_on.n);
	ok(same, "who waited longest comes first among equals");
}

/* Among people who are alike, everybody is first on some day. */
static void test_turns(void)
{
	struct match_have alike[5] = { { .member = 0 } };
	bool first[5] = { false };
	struct match m;
	struct match_want w = want;

	for (int i = 0; i < 5; i++)
		alike[i].member = i;
	for (int day = 0; day < 100; day++) {
		w.today.n = 739000 + day;
		(void)match_best(&w, alike, 5, &m, 1);
		first[m.member] = true;
	}
	ok(first[0] && first[1] && first[2] && first[3] && first[4],
	    "nobody is always last");
}

int main(void)
{
	test_points();
	test_never();
	test_needs();
	test_closed();
	test_words();
	test_best();
	test_turns();
	return tap_done();
}
