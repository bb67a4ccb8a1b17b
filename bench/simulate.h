/*
 * simulate.h: invented monthly and weekly series of the kinds that a trust
 * has, with what came next, for judging forecasts away from the reference
 * cases. The same seed gives the same series.
 */
#ifndef BENCH_SIMULATE_H
#define BENCH_SIMULATE_H

#include <math.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/random.h"

#define SIM_MAX   240 /* points of a series, what comes next included */
#define SIM_AHEAD 12
#define SIM_KINDS 15

struct sim {
	const char *kind;
	size_t n, period; /* points known; SIM_AHEAD more follow */
	bool share;       /* den is set; bounds 0 and 1 */
	bool bounded;     /* never below 0 */
	double value[SIM_MAX], den[SIM_MAX];
};

static double sim_normal(struct prng *g)
{
	const double u = 1.0 - prng_unit(g), v = prng_unit(g);

	return sqrt(-2.0 * log(u)) * cos(2.0 * acos(-1.0) * v);
}

static double sim_between(struct prng *g, double lo, double hi)
{
	return lo + (hi - lo) * prng_unit(g);
}

/* By inversion, or a rounded normal where that would take long. */
static double sim_poisson(struct prng *g, double mean)
{
	double k = 0.0, p = exp(-mean), left = prng_unit(g);

	if (mean > 60.0)
		return fmax(
		    0.0, floor(mean + sqrt(mean) * sim_normal(g) + 0.5));
	while (left > p && k < 500.0) {
		left -= p;
		k += 1.0;
		p *= mean / k;
	}
	return k;
}

static double sim_binomial(struct prng *g, double n, double p)
{
	double x = 0.0;

	for (double i = 0.0; i < n; i += 1.0)
		x += prng_unit(g) < p ? 1.0 : 0.0;
	return x;
}

/* What moves the level of a series. */
struct sim_shape {
	const char *kind;
	bool share, score;
	size_t period, least, more; /* points: least + up to `more` */
	double season, trend, shift, late, ar; /* sizes, in noise of a year */
	double low, high; /* level: share, mean count or score */
};

static const struct sim_shape sim_shapes[SIM_KINDS] = {
	/* kind            share  score period least more season trend shift late ar low high */
	{ "prop_stable", true, false, 12, 36, 24, 0, 0, 0, 0, 0, 0.80, 0.96 },
	{ "prop_seasonal", true, false, 12, 36, 24, 1, 0, 0, 0, 0, 0.75, 0.95 },
	{ "prop_shift", true, false, 12, 36, 24, 0, 0, 1, 0, 0, 0.75, 0.95 },
	{ "prop_late", true, false, 12, 36, 24, 0, 0, 0, 1, 0, 0.75, 0.95 },
	{ "prop_trend", true, false, 12, 36, 24, 0, 1, 0, 0, 0, 0.70, 0.90 },
	{ "prop_small_n", true, false, 12, 24, 24, 0, 0, 0, 0, 0, 0.75, 0.95 },
	{ "prop_ar", true, false, 12, 36, 24, 0, 0, 0, 0, 1, 0.75, 0.95 },
	{ "count_stable", false, false, 12, 36, 24, 0, 0, 0, 0, 0, 20, 150 },
	{ "count_seasonal", false, false, 12, 36, 24, 1, 0, 0, 0, 0, 20, 150 },
	{ "count_trend", false, false, 12, 36, 24, 0, 1, 0, 0, 0, 20, 150 },
	{ "count_shift", false, false, 12, 36, 24, 0, 0, 1, 0, 0, 20, 150 },
	{ "count_low", false, false, 12, 36, 24, 0, 0, 0, 0, 0, 1, 5 },
	{ "score_mean", false, true, 12, 36, 24, 0, 0.4, 0, 0, 1, 3.6, 4.6 },
	{ "weekly_count", false, false, 52, 104, 104, 1, 0, 0, 0, 0, 20, 150 },
	{ "weekly_prop", true, false, 52, 104, 104, 0.6, 0, 0, 0, 0, 0.75,
	    0.95 },
};

/* Series number k of a seed. */
static void sim_make(uint64_t seed, size_t k, struct sim *ret)
{
	const struct sim_shape *s = &sim_shapes[k % SIM_KINDS];
	struct prng g = { seed * 1000003u + k };
	const double level = sim_between(&g, s->low, s->high);
	const bool small = s->kind[5] == 's' && s->kind[6] == 'm';
	const double nbar =
	    small ? sim_between(&g, 6, 20) : sim_between(&g, 30, 200);
	const double phase = sim_between(&g, 0, 2.0 * acos(-1.0));
	/* The unit of effects: logits for shares, logs for counts. */
	const double unit = s->share ? 0.5 : s->score ? 0.08 : 0.3;
	const double size = sim_between(&g, 0.5, 1.4) * unit;
	const double sign = prng_unit(&g) < 0.5 ? -1.0 : 1.0;
	const double over = s->share ? 0.1 : s->score ? 0.0 : 0.08;
	const double rho = sim_between(&g, 0.4, 0.8);
	double ar = 0.0;
	size_t at, total;

	for (int i = 0; i < 5; i++)
		(void)prng_next(&g);
	*ret = (struct sim){ .kind = s->kind,
		.period = s->period,
		.share = s->share,
		.bounded = !s->score,
		.n = s->least + prng_below(&g, (uint32_t)s->more + 1) };
	if (s->period == 12)
		ret->n = ret->n / 6 * 6;
	total = ret->n + SIM_AHEAD;
	at = s->late > 0 ? ret->n - 4 - prng_below(&g, 6)
			 : ret->n / 3 + prng_below(&g, (uint32_t)ret->n / 3);
	for (size_t t = 0; t < total; t++) {
		const double year = (double)t / (double)s->period;
		double eta, den;

		ar = rho * ar + sim_normal(&g);
		eta =
		    s->season * size * cos(2.0 * acos(-1.0) * year + phase) +
		    s->trend * sign * size * year * 0.6 +
		    (t >= at ? (s->shift + s->late) * sign * size * 1.3 : 0.0) +
		    s->ar * ar * size * 0.4 + over * sim_normal(&g);
		den = fmax(2.0, sim_poisson(&g, nbar));
		if (s->share) {
			const double p =
			    1.0 /
			    (1.0 + exp(-eta - log(level / (1.0 - level))));

			ret->den[t] = den;
			ret->value[t] =
			    floor(sim_binomial(&g, den, p) / den * 1e4 + 0.5) /
			    1e4;
		} else if (s->score) {
			ret->value[t] =
			    floor((level + eta +
				      0.9 / sqrt(den) * sim_normal(&g)) *
				      1e3 +
				  0.5) /
			    1e3;
		} else {
			ret->value[t] = sim_poisson(&g, level * exp(eta));
		}
	}
}

#endif
