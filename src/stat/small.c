/*
 * small.c: see small.h.
 */
#include "stat/small.h"

#include <assert.h>
#include <math.h>

#include "base/attr.h"
#include "stat/dist.h"

#define EXACT_MAX 100000000 /* events; above, the exact sum is only slower */

/* A polynomial by Horner's rule, highest power first. */
static double poly(const double *c, size_t n, double x)
{
	double y = 0.0;

	for (size_t i = 0; i < n; i++)
		y = y * x + c[i];
	return y;
}

/*
 * Instead of a table of coefficients the quantile is found by Newton's steps
 * on erfc, which the C library computes to the last digit; the start is good
 * to three digits (Abramowitz and Stegun 26.2.23), so a few steps suffice.
 */
static double upper_tail_start(double tail)
{
	static const double top[] = { 0.010328, 0.802853, 2.515517 };
	static const double low[] = { 0.001308, 0.189269, 1.432788, 1.0 };
	const double t = sqrt(-2.0 * log(tail));

	return t - poly(top, NELEM(top), t) / poly(low, NELEM(low), t);
}

double small_normal_quantile(double p)
{
	const double tail = p < 0.5 ? p : 1.0 - p;
	double z;

	assert(p > 0.0 && p < 1.0);
	if (p == 0.5)
		return 0.0;
	z = upper_tail_start(tail);
	for (int i = 0; i < 6; i++) {
		const double over = erfc(z / sqrt(2.0)) / 2.0 - tail;

		/* The tail falls by the density. */
		z += over / (exp(-z * z / 2.0) / sqrt(2.0 * acos(-1.0)));
	}
	return p < 0.5 ? -z : z;
}

struct interval small_wilson(int64_t num, int64_t den, double conf)
{
	const double n = (double)den, none = (double)NAN;
	double p, z2, middle, half;

	assert(num >= 0 && num <= den && conf > 0.0 && conf < 1.0);
	if (den == 0)
		return (struct interval){ none, none, none };
	p = (double)num / n;
	z2 = pow(small_normal_quantile(0.5 + conf / 2.0), 2.0);
	middle = (p + z2 / (2.0 * n)) / (1.0 + z2 / n);
	half = sqrt(z2 * (p * (1.0 - p) / n + z2 / (4.0 * n * n))) /
	       (1.0 + z2 / n);
	/* At the ends the formula is exact but its rounding is not. */
	return (struct interval){ p, num == 0 ? 0.0 : middle - half,
		num == den ? 1.0 : middle + half };
}

/* Byar's cube for n events, z standard errors up; none of a negative root. */
static double byar_cube(double n, double z)
{
	const double root = 1.0 - 1.0 / (9.0 * n) + z / (3.0 * sqrt(n));

	return root < 0.0 ? (double)NAN : n * pow(root, 3.0);
}

struct interval small_byar(int64_t count, double conf)
{
	const double n = (double)count;
	const double z = small_normal_quantile(0.5 + conf / 2.0);

	assert(count >= 0 && conf > 0.0 && conf < 1.0);
	return (struct interval){ n, count > 0 ? byar_cube(n, -z) : 0.0,
		byar_cube(n + 1.0, z) };
}

struct interval small_poisson(int64_t count, double conf)
{
	const double n = (double)count, tail = (1.0 - conf) / 2.0;

	assert(count >= 0 && conf > 0.0 && conf < 1.0);
	if (count >= EXACT_MAX)
		return small_byar(count, conf);
	return (struct interval){ n,
		count > 0 ? dist_gamma_quantile(n, tail) : 0.0,
		dist_gamma_quantile(n + 1.0, 1.0 - tail) };
}

struct interval small_difference(
    int64_t num1, int64_t den1, int64_t num2, int64_t den2, double conf)
{
	const struct interval a = small_wilson(num1, den1, conf);
	const struct interval b = small_wilson(num2, den2, conf);
	const double d = a.p - b.p;

	return (struct interval){ d, d - hypot(a.p - a.lower, b.upper - b.p),
		d + hypot(a.upper - a.p, b.p - b.lower) };
}

/* The row with the fewest responses above 0, other than `skip`; n: none. The
 * first of equals, as the caller's order breaks ties. */
static size_t lowest(const int64_t *totals, size_t n, size_t skip)
{
	size_t best = n;

	for (size_t i = 0; i < n; i++)
		if (i != skip && totals[i] > 0 &&
		    (best == n || totals[i] < totals[best]))
			best = i;
	return best;
}

void small_fft(
    const int64_t *totals, size_t n, bool parent_flagged, unsigned *ret_flags)
{
	const size_t rank1 = lowest(totals, n, n);
	const size_t rank2 = rank1 < n ? lowest(totals, n, rank1) : n;

	for (size_t i = 0; i < n; i++)
		ret_flags[i] =
		    totals[i] > 0 && totals[i] < SMALL_FFT ? SMALL_FIRST : 0u;
	if (rank2 < n && (ret_flags[rank1] & SMALL_FIRST) != 0 &&
	    (ret_flags[rank2] & SMALL_FIRST) == 0)
		ret_flags[rank2] |= SMALL_SECOND;
	if (parent_flagged && rank1 < n)
		ret_flags[rank1] |= SMALL_CASCADE;
	if (parent_flagged && rank2 < n)
		ret_flags[rank2] |= SMALL_CASCADE;
}

struct small_public small_public(int64_t total, unsigned flags)
{
	if (total < SMALL_PUBLIC || flags != 0)
		return (struct small_public){ false, false, false };
	return (struct small_public){ true, true, total >= SMALL_SHARE };
}
