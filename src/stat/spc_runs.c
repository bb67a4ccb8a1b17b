/*
 * spc_runs.c: runs about the centre line; see spc.h. A run of n useful points
 * is unusually long past log2(n) + 3, and n points cross the line unusually
 * seldom below the 5 % point of Binomial(n - 1, 1/2).
 */
#include "stat/spc_part.h"

/*
 * The smallest k with P(X <= k) >= 0.05 for X ~ Binomial(n, 1/2). Terms are
 * taken relative to the middle one, so that 2^-n need not be a number: from the
 * middle down to where they vanish, then summed upwards.
 */
static size_t crossings_min(size_t n)
{
	const size_t middle = n / 2;
	size_t k = middle;
	double term = 1.0, half = 0.0, sum = 0.0, total;

	for (; k > 0 && term > 1e-300; k--) {
		half += term;
		term *= (double)k / (double)(n - k + 1);
	}
	half += term;
	/* Symmetric; an even n has one middle term. */
	total = 2.0 * half - (n % 2 == 0 ? 1.0 : 0.0);
	for (; k < n; k++) {
		sum += term;
		if (sum >= 0.05 * total)
			break;
		term *= (double)(n - k) / (double)(k + 1);
	}
	return k;
}

struct spc_runs spc_runs(const struct xmr_point *points, size_t n)
{
	struct spc_runs r = { 0 };
	const double slack = spc_slack(points, n);
	size_t run = 0;
	int last = 0;

	for (size_t i = 0; i < n; i++) {
		const int side = spc_side(&points[i], slack);

		if (side == 0)
			continue;
		r.crossings += last != 0 && side != last;
		run = side == last ? run + 1 : 1;
		last = side;
		r.longest = run > r.longest ? run : r.longest;
		r.useful++;
	}
	if (r.useful == 0)
		return r;
	r.longest_max = (size_t)lround(log2((double)r.useful)) + 3;
	r.crossings_min = crossings_min(r.useful - 1);
	r.signal = r.longest > r.longest_max || r.crossings < r.crossings_min;
	return r;
}
