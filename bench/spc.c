/*
 * spc.c: 1,800 invented series of 60 months, each as an XmR chart and as a p'
 * chart with all patterns and icons. Prints the seconds of all charts and of
 * the yardstick: the mean and the mean moving range of the same numbers.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "base/random.h"
#include "stat/spc.h"

#define SERIES 1800
#define POINTS 60
#define TIMES  20 /* over all of them; the quickest counts */

static double values[SERIES][POINTS], nums[SERIES][POINTS],
    dens[SERIES][POINTS];

static double now(void)
{
	struct timespec t;

	(void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static void make(void)
{
	struct prng g = { 1800 };

	for (size_t s = 0; s < SERIES; s++)
		for (size_t i = 0; i < POINTS; i++) {
			dens[s][i] = 20.0 + prng_below(&g, 200);
			nums[s][i] =
			    floor(dens[s][i] * (0.8 + 0.2 * prng_unit(&g)));
			values[s][i] = nums[s][i] / dens[s][i];
		}
}

/* Every series once; the sum keeps the work from being left out. */
static double charts(void)
{
	const struct xmr_options o = xmr_profile_mdc(XMR_INCREASE);
	struct xmr_point points[POINTS];
	struct xmr_summary sum;
	double all = 0.0;

	for (size_t s = 0; s < SERIES; s++) {
		struct spc_input in = {
			.kind = SPC_XMR, .values = values[s], .n = POINTS
		};

		spc_chart(&o, &in, points, NULL, &sum);
		all += points[POINTS - 1].upl;
		in.kind = SPC_P_PRIME;
		in.nums = nums[s];
		in.dens = dens[s];
		spc_chart(&o, &in, points, NULL, &sum);
		all += points[POINTS - 1].upl;
	}
	return all;
}

static double means(void)
{
	double all = 0.0;

	for (size_t s = 0; s < SERIES; s++) {
		double mean = 0.0, range = 0.0;

		for (size_t i = 0; i < POINTS; i++)
			mean += values[s][i];
		for (size_t i = 1; i < POINTS; i++)
			range += fabs(values[s][i] - values[s][i - 1]);
		all += mean / POINTS + 2.66 * range / (POINTS - 1);
	}
	return all;
}

static double quickest(double (*work)(void))
{
	double best = HUGE_VAL, sum = 0.0;

	for (int i = 0; i < TIMES; i++) {
		const double t = now();

		sum += work();
		best = fmin(best, now() - t);
	}
	return sum > 0.0 ? best : -1.0;
}

int main(void)
{
	make();
	printf("%.5f %.6f\n", quickest(charts), quickest(means));
	return 0;
}
