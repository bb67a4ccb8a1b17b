/*
 * match.c: see match.h. Score is a sum of points, each with its reason: what
 * cannot be said in words cannot count.
 */
#include "mod/involve/match.h"

#include <assert.h>
#include <string.h>

#include "base/words.h"

enum points {
	POINTS_TOPIC = 30,
	POINTS_SKILL = 10, /* each of two */
	POINTS_AREA = 25,
	POINTS_TIME = 15,
	POINTS_WAY = 5,
	POINTS_NEAR = 10,
	POINTS_REGION = 5,
	POINTS_NEVER = 20,
	POINTS_LONG = 10,
	POINTS_RECENT = -15,
};
#define RECENT_DAYS 30
#define LONG_DAYS   183

/* Ways of taking part that need no travel: bits of codes.c, ways. */
#define WAY_IN_PERSON 1
#define WAY_ONLINE    2

static int bits(int64_t x)
{
	int n = 0;

	for (; x != 0; x &= x - 1)
		n++;
	return n;
}

/* The letters that an outward code begins with: "LE" of "LE2". */
static size_t letters(const char *s)
{
	size_t n = 0;

	while (s[n] >= 'A' && s[n] <= 'Z')
		n++;
	return n;
}

static void add(struct match *m, int points, unsigned reason)
{
	m->score += points;
	m->reasons |= reason;
}

static void travel(
    const struct match_want *w, const struct match_have *h, struct match *m)
{
	const size_t n = letters(w->outward);

	if ((w->ways & h->ways & WAY_ONLINE) != 0)
		add(m, POINTS_NEAR, MATCH_ONLINE);
	else if (w->outward[0] != '\0' && strcmp(w->outward, h->outward) == 0)
		add(m, POINTS_NEAR, MATCH_NEAR);
	else if (n > 0 && n == letters(h->outward) &&
		 strncmp(w->outward, h->outward, n) == 0)
		add(m, POINTS_REGION, MATCH_REGION);
}

static void turn(
    const struct match_want *w, const struct match_have *h, struct match *m)
{
	const int ago = date_none(h->invited_on)
			    ? 0
			    : date_days_between(h->invited_on, w->today);

	if (date_none(h->invited_on))
		add(m, POINTS_NEVER, MATCH_NEVER);
	else if (ago < RECENT_DAYS)
		add(m, POINTS_RECENT, MATCH_RECENT);
	else if (ago >= LONG_DAYS)
		add(m, POINTS_LONG, MATCH_LONG);
}

/* A need is never a minus: it is something to see to. */
unsigned match_access(const struct match_want *w, int64_t needs)
{
	if (needs == 0)
		return 0;
	return (needs & ~w->needs) != 0 ? MATCH_ARRANGE : MATCH_ACCESS;
}

bool match_one(
    const struct match_want *w, const struct match_have *h, struct match *ret)
{
	struct match m = { .member = h->member, .invited_on = h->invited_on };
	const int both = bits(w->skills & h->skills);

	if ((w->topic & h->avoid) != 0 ||
	    (w->ways != 0 && h->ways != 0 && (w->ways & h->ways) == 0))
		return false;
	if ((w->topic & h->interests) != 0)
		add(&m, POINTS_TOPIC, MATCH_TOPIC);
	if (both > 0)
		add(&m, POINTS_SKILL * both,
		    both > 1 ? MATCH_SKILLS : MATCH_SKILL);
	if ((w->areas & h->areas) != 0)
		add(&m, POINTS_AREA, MATCH_AREA);
	if (w->slot != 0 && (w->slot & h->slots) != 0)
		add(&m, POINTS_TIME, MATCH_TIME);
	if ((w->ways & h->ways) != 0)
		add(&m, POINTS_WAY, MATCH_WAY);
	travel(w, h, &m);
	turn(w, h, &m);
	add(&m, 0, match_access(w, h->needs));
	*ret = m;
	return true;
}

/* The best of many ---------------------------------------------------------- */

/* A number that depends on the day: SplitMix64's finaliser (Steele, Lea and
 * Flood 2014). */
static uint64_t lot(int64_t member, struct date today)
{
	uint64_t z =
	    (uint64_t)member * UINT64_C(0x9e3779b97f4a7c15) + (uint64_t)today.n;

	z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
	return z ^ (z >> 31);
}

/* Whether x comes before y. */
static bool before(
    const struct match *x, const struct match *y, struct date today)
{
	if (x->score != y->score)
		return x->score > y->score;
	if (x->invited_on.n != y->invited_on.n)
		return x->invited_on.n < y->invited_on.n;
	return lot(x->member, today) < lot(y->member, today);
}

void match_place(struct match *list, size_t *n, size_t most,
    const struct match *m, struct date today)
{
	size_t i = *n;

	if (*n == most) {
		if (!before(m, &list[most - 1], today))
			return;
		i = most - 1;
	} else {
		(*n)++;
	}
	for (; i > 0 && before(m, &list[i - 1], today); i--)
		list[i] = list[i - 1];
	list[i] = *m;
}

size_t match_best(const struct match_want *w, const struct match_have *have,
    size_t n, struct match *ret, size_t most)
{
	size_t found = 0;
	struct match m;

	assert(most > 0);
	for (size_t i = 0; i < n; i++)
		if (match_one(w, &have[i], &m))
			match_place(ret, &found, most, &m, w->today);
	return found;
}

/* In words -------------------------------------------------------------- */

static const struct word {
	unsigned reason;
	const char *words; /* N_() */
} words[] = {
	{ MATCH_TOPIC, N_("This topic interests them.") },
	{ MATCH_SKILLS, N_("They bring both skills that help.") },
	{ MATCH_SKILL, N_("They bring a skill that helps.") },
	{ MATCH_AREA, N_("They have lived through what is asked about.") },
	{ MATCH_TIME, N_("They are free at this time.") },
	{ MATCH_WAY, N_("It is done in a way they like.") },
	{ MATCH_ONLINE, N_("They can join from home.") },
	{ MATCH_NEAR, N_("It is close to where they live.") },
	{ MATCH_REGION, N_("It is in their part of the county.") },
	{ MATCH_NEVER, N_("They were never asked before.") },
	{ MATCH_LONG, N_("They were not asked for half a year.") },
	{ MATCH_RECENT, N_("They were asked less than a month ago.") },
	{ MATCH_ACCESS, N_("What they need is there.") },
	{ MATCH_ARRANGE, N_("See to what they need before you ask.") },
};

struct str match_words(struct arena *a, unsigned reasons, bool lead)
{
	struct str s = S("");

	if (lead)
		reasons &= MATCH_FOR_LEAD;
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if ((reasons & words[i].reason) != 0)
			s = s.n == 0 ? str_of(T(words[i].words))
				     : str_fmt(a, "%.*s %s", STR_ARG(s),
					   T(words[i].words));
	return s;
}
