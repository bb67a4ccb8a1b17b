/*
 * stat/suppress: on small random tables the pattern is safe by row reduction
 * and no pattern with fewer cells is; and NHS England's rule over levels.
 */
#include "base/random.h"
#include "hidden.h"
#include "stat/small.h"
#include "stat/suppress.h"
#include "tap.h"

#define CELLS 11

struct table {
	size_t parents[CELLS], n;
	int64_t counts[CELLS], k;
};

/* A random forest whose sums hold; counts are often small. */
static struct table draw(struct prng *p)
{
	struct table t = { .n = 2 + prng_below(p, CELLS - 1),
		.k = 2 + prng_below(p, 8) };
	bool leaf[CELLS] = { false };

	for (size_t i = 0; i < t.n; i++) {
		leaf[i] = true;
		t.counts[i] = 0;
		t.parents[i] = i == 0 || prng_below(p, 12) == 0
				   ? SUPPRESS_NONE
				   : prng_below(p, (uint32_t)i);
		if (t.parents[i] != SUPPRESS_NONE)
			leaf[t.parents[i]] = false;
	}
	for (size_t i = t.n; i-- > 0;) {
		if (leaf[i])
			t.counts[i] =
			    prng_below(p, prng_below(p, 2) != 0 ? 6 : 40);
		if (t.parents[i] != SUPPRESS_NONE)
			t.counts[t.parents[i]] += t.counts[i];
	}
	return t;
}

static size_t count_hidden(const bool *hidden, size_t n)
{
	size_t many = 0;

	for (size_t i = 0; i < n; i++)
		many += hidden[i] ? 1 : 0;
	return many;
}

/* The fewest cells of all safe patterns. */
static size_t fewest(const struct table *t)
{
	size_t best = CELLS + 1;

	for (unsigned bits = 0; bits < 1u << t->n; bits++) {
		bool hidden[CELLS];
		size_t many;

		for (size_t i = 0; i < t->n; i++)
			hidden[i] = (bits >> i & 1u) != 0;
		many = count_hidden(hidden, t->n);
		if (many < best &&
		    hidden_safe(t->parents, t->counts, t->n, t->k, hidden))
			best = many;
	}
	return best;
}

static void test_random(void)
{
	struct prng p = { 20261122 };
	int unsafe = 0, more = 0, hiding = 0;

	for (int round = 0; round < 300; round++) {
		const struct table t = draw(&p);
		bool hidden[CELLS];
		size_t at = 0;

		if (suppress_tree(t.parents, t.counts, t.n, t.k, hidden, &at) !=
		    SUPPRESS_FINE) {
			unsafe++;
			continue;
		}
		if (!hidden_safe(t.parents, t.counts, t.n, t.k, hidden))
			unsafe++;
		if (count_hidden(hidden, t.n) != fewest(&t))
			more++;
		hiding += count_hidden(hidden, t.n) > 0;
	}
	is_int(unsafe, 0, "300 random tables: every pattern is safe");
	is_int(more, 0, "  and none hides more than it must");
	ok(hiding > 150, "  and most had something to hide: %d", hiding);
}

static void test_choice(void)
{
	const size_t flat[] = { SUPPRESS_NONE, 0, 0, 0, 0 };
	const int64_t counts[] = { 86, 30, 3, 12, 41 };
	const int64_t zero[] = { 53, 50, 3, 0, 0 };
	bool hidden[5];
	size_t at = 0;

	ok(suppress_tree(flat, counts, 5, 5, hidden, &at) == SUPPRESS_FINE &&
		hidden[2] && hidden[3] && count_hidden(hidden, 5) == 2,
	    "the smallest brother covers a small count");
	ok(suppress_tree(flat, zero, 5, 5, hidden, &at) == SUPPRESS_FINE &&
		hidden[2] && hidden[1] && count_hidden(hidden, 5) == 2,
	    "nought covers too little");
}

static void test_faults(void)
{
	const size_t round[] = { 1, 0, SUPPRESS_NONE };
	const size_t flat[] = { SUPPRESS_NONE, 0, 0 };
	const int64_t counts[] = { 9, 4, 4 };
	bool hidden[3];
	size_t at = 9;

	ok(suppress_tree(round, counts, 3, 5, hidden, &at) == SUPPRESS_CIRCLE &&
		at < 2,
	    "a circle is refused");
	ok(suppress_tree(flat, counts, 3, 5, hidden, &at) == SUPPRESS_SUM &&
		at == 0,
	    "so is a parent that is not the sum");
}

/* An ICB with two trusts; the first trust's sites are small. */
static void test_fft_tree(void)
{
	const size_t up[] = { SIZE_MAX, 0, 0, 1, 1, 2, 2, 2 };
	const int64_t totals[] = { 100, 9, 91, 3, 6, 30, 30, 31 };
	const unsigned want[] = { 0, 0, 0, SMALL_FIRST, SMALL_SECOND, 0, 0, 0 };
	const int64_t small[] = { 94, 3, 91, 1, 2, 30, 30, 31 };
	const unsigned cascade[] = { 0, SMALL_FIRST, SMALL_SECOND,
		SMALL_FIRST | SMALL_CASCADE, SMALL_FIRST | SMALL_CASCADE,
		SMALL_CASCADE, SMALL_CASCADE, 0 };
	const size_t circle[] = { 1, 0 };
	unsigned flags[8];
	size_t at = 9;

	ok(small_fft_tree(up, totals, 8, flags, &at) &&
		memcmp(flags, want, sizeof(want)) == 0,
	    "each parent's children by themselves");
	ok(small_fft_tree(up, small, 8, flags, &at) &&
		memcmp(flags, cascade, sizeof(cascade)) == 0,
	    "a parent flagged for any reason hides its lowest two");
	ok(!small_fft_tree(circle, totals, 2, flags, &at) && at < 2,
	    "a circle is refused");
}

int main(void)
{
	test_random();
	test_choice();
	test_faults();
	test_fft_tree();
	return tap_done();
}
