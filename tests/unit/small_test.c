/* stat/small: Wilson's interval, suppression by the official doctests. */
#include "stat/small.h"
#include "tap.h"

static bool near(double got, double want)
{
	return fabs(got - want) < 1e-6;
}

static void test_wilson(void)
{
	struct interval w = small_wilson(5, 10, 0.95);

	ok(near(small_normal_quantile(0.975), 1.959963985), "z of 95%%");
	ok(near(small_normal_quantile(0.001), -3.090232306), "z of 0.1%%");
	ok(near(w.lower, 0.236593) && near(w.upper, 0.763407),
	    "5 of 10: 24%% to 76%%");
	w = small_wilson(0, 10, 0.95);
	ok(w.lower == 0.0 && near(w.upper, 0.277533), "0 of 10: 0 to 28%%");
	w = small_wilson(10, 10, 0.95);
	ok(w.upper == 1.0 && near(w.lower, 0.722467),
	    "10 of 10: 72%% to 100%%");
	w = small_wilson(0, 0, 0.95);
	ok(isnan(w.p) && isnan(w.lower), "0 of 0: nothing can be said");
}

static void flags(const int64_t *totals, size_t n, bool parent,
    const unsigned *want, const char *what)
{
	unsigned got[8];

	small_fft(totals, n, parent, got);
	ok(memcmp(got, want, n * sizeof(*want)) == 0, "%s", what);
}

static void test_fft(void)
{
	flags((const int64_t[]){ 0, 3, 5, 10, 2 }, 5, false,
	    (const unsigned[]){ 0, SMALL_FIRST, 0, 0, SMALL_FIRST },
	    "first level: 1 to 4, not 0 and not 5; two protect each other");
	flags((const int64_t[]){ 3, 8, 20 }, 3, false,
	    (const unsigned[]){ SMALL_FIRST, SMALL_SECOND, 0 },
	    "second level protects a single first-level row");
	flags((const int64_t[]){ 6, 8, 20 }, 3, true,
	    (const unsigned[]){ SMALL_CASCADE, SMALL_CASCADE, 0 },
	    "a suppressed parent: its lowest two");
	flags((const int64_t[]){ 3, 0, 0 }, 3, false,
	    (const unsigned[]){ SMALL_FIRST, 0, 0 },
	    "rows without responses have no rank");
	flags((const int64_t[]){ 7, 2, 7 }, 3, false,
	    (const unsigned[]){ SMALL_SECOND, SMALL_FIRST, 0 },
	    "of equals the first");
}

static void test_public(void)
{
	ok(!small_public(4, 0).total, "4: nothing");
	ok(small_public(5, 0).counts && !small_public(9, 0).share,
	    "5 to 9: counts without a percentage");
	ok(small_public(10, 0).share, "10: a percentage");
	ok(!small_public(12, SMALL_SECOND).share &&
		!small_public(12, SMALL_CASCADE).counts &&
		!small_public(12, SMALL_SECOND).total,
	    "a flagged row shows nothing");
}

int main(void)
{
	test_wilson();
	test_fft();
	test_public();
	return tap_done();
}
