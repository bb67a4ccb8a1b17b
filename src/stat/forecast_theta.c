/*
 * forecast_theta.c: the theta method (Assimakopoulos and Nikolopoulos 2000, in
 * the form of Hyndman and Billah 2003) with the season test and the
 * multiplicative classical decomposition of R's thetaf; and the seasonal
 * naive forecast. Both are for comparison.
 */
#include <math.h>

#include "stat/forecast_parts.h"

static double mean_of(const double *z, size_t n)
{
	double s = 0.0;

	for (size_t i = 0; i < n; i++)
		s += z[i];
	return s / (double)n;
}

/* The autocorrelation at a lag, times n's variance. */
static double product_at(const double *z, size_t n, double mean, size_t lag)
{
	double s = 0.0;

	for (size_t i = lag; i < n; i++)
		s += (z[i] - mean) * (z[i - lag] - mean);
	return s;
}

/* Whether the lag of a period is correlated beyond what the shorter lags
 * explain: |r_m| > 1.645 sqrt((1 + 2 sum r_k^2) / n). */
static bool has_season(const double *z, size_t n, size_t m)
{
	const double mean = mean_of(z, n), all = product_at(z, n, mean, 0);
	double s = 1.0;

	if (m < 2 || n <= 2 * m || !(all > 0.0))
		return false;
	for (size_t k = 1; k < m; k++) {
		const double r = product_at(z, n, mean, k) / all;

		s += 2.0 * r * r;
	}
	return fabs(product_at(z, n, mean, m) / all) >
	       1.6448536269514722 * sqrt(s / (double)n);
}

/* -- Simple smoothing as the reference searches for it ---------------------- */

/*
 * The likelihood of short series has several hills, and the reference climbs
 * the one that its search meets first. To agree with it the search is the
 * same: Nelder and Mead (1965) from alpha 0.2 and the mean of the first ten
 * points, with a first step of a tenth of the larger of the two.
 */
#define DIMS      2
#define CORNERS   (DIMS + 1)
#define TRIES     2000
#define CLOSE     1.4901161193847656e-08
#define FORBIDDEN 1e35
#define FIRST     10

struct corner {
	double x[DIMS]; /* alpha, the level before the first point */
	double f;
};

struct ses {
	const double *z;
	size_t n;
	struct corner c[CORNERS];
	size_t low, high; /* the best corner and the worst */
	double size;      /* of the simplex when it last shrank */
	int tries;
};

static void judge(struct ses *s, struct corner *c)
{
	double level = c->x[1], sse = 0.0;

	s->tries++;
	for (size_t t = 0; t < s->n; t++) {
		const double e = s->z[t] - level;

		sse += e * e;
		level += c->x[0] * e;
	}
	c->f = c->x[0] >= 1e-4 && c->x[0] <= 0.9999
		   ? (double)s->n * log(fmax(sse, 1e-290))
		   : FORBIDDEN;
}

/* The corner on the line from the centre of all but the worst through `from`:
 * 2 reflects or goes twice as far, 1/2 halves the way. */
static struct corner on_line(
    struct ses *s, const double *centre, const double *from, double far)
{
	struct corner c = { .f = FORBIDDEN };

	for (size_t i = 0; i < DIMS; i++)
		c.x[i] = centre[i] + far * (from[i] - centre[i]);
	judge(s, &c);
	return c;
}

/* Halves all edges at the best corner; false when that no longer helps. */
static bool shrink(struct ses *s)
{
	double size = 0.0;

	for (size_t j = 0; j < CORNERS; j++)
		for (size_t i = 0; i < DIMS && j != s->low; i++) {
			const double best = s->c[s->low].x[i];

			s->c[j].x[i] = best + (s->c[j].x[i] - best) / 2.0;
			size += fabs(s->c[j].x[i] - best);
		}
	if (!(size < s->size))
		return false;
	s->size = size;
	for (size_t j = 0; j < CORNERS; j++)
		if (j != s->low)
			judge(s, &s->c[j]);
	return true;
}

static void rank_corners(struct ses *s)
{
	for (size_t j = 0; j < CORNERS; j++)
		if (s->c[j].f < s->c[s->low].f)
			s->low = j;
	s->high = s->low;
	for (size_t j = 0; j < CORNERS; j++)
		if (s->c[j].f > s->c[s->high].f)
			s->high = j;
}

/* One move of the worst corner. False: nothing moves any more. */
static bool move(struct ses *s)
{
	struct corner *high = &s->c[s->high], next;
	struct corner over;
	double centre[DIMS] = { 0.0 };

	for (size_t i = 0; i < DIMS; i++)
		for (size_t j = 0; j < CORNERS; j++)
			centre[i] += j == s->high ? 0.0 : s->c[j].x[i] / DIMS;
	over = on_line(s, centre, high->x, -1.0);
	if (over.f < s->c[s->low].f) {
		next = on_line(s, centre, over.x, 2.0);
		*high = next.f < over.f ? next : over;
		return true;
	}
	const bool stuck = over.f >= high->f;

	if (!stuck)
		*high = over;
	next = on_line(s, centre, high->x, 0.5);
	if (next.f < high->f)
		*high = next;
	else if (stuck)
		return shrink(s);
	return true;
}

static void ses_search(struct ses *s)
{
	const size_t first = s->n < FIRST ? s->n : FIRST;
	const double start[DIMS] = { 1e-4 + 0.2 * 0.9998,
		mean_of(s->z, first) };
	const double step = fmax(0.1 * start[0], 0.1 * fabs(start[1]));

	for (size_t j = 0; j < CORNERS; j++) {
		for (size_t i = 0; i < DIMS; i++)
			s->c[j].x[i] = start[i] + (j == i + 1 ? step : 0.0);
		judge(s, &s->c[j]);
	}
	s->size = DIMS * step;
	const double close = CLOSE * (fabs(s->c[0].f) + CLOSE);

	do {
		rank_corners(s);
	} while (s->c[s->high].f > s->c[s->low].f + close &&
		 s->tries <= TRIES && move(s));
	rank_corners(s);
}

/* The level after the last point, alpha and the sum of squares. */
static void ses_fit(const double *z, size_t n, double *ret_level,
    double *ret_alpha, double *ret_sse)
{
	struct ses s = { .z = z, .n = n };

	ses_search(&s);
	*ret_alpha = s.c[s.low].x[0];
	*ret_level = s.c[s.low].x[1];
	*ret_sse = 0.0;
	for (size_t t = 0; t < n; t++) {
		const double e = z[t] - *ret_level;

		*ret_sse += e * e;
		*ret_level += *ret_alpha * e;
	}
}

/* -- The method -------------------------------------------------------------- */

/* Centred moving averages over a period; NAN within half a period of an end. */
static void centred(const double *z, size_t n, size_t m, double *ret)
{
	const size_t half = m / 2;

	for (size_t i = 0; i < n; i++) {
		double s = 0.0;

		ret[i] = (double)NAN;
		if (i < half || i + half >= n)
			continue;
		for (size_t j = i - half; j <= i + half; j++)
			s += z[j];
		/* An even period: the two ends count half. */
		if (m % 2 == 0)
			s -= (z[i - half] + z[i + half]) / 2.0;
		ret[i] = s / (double)m;
	}
}

/* Multiplicative indices with the mean 1. */
static bool indices(
    struct arena *a, const double *z, size_t n, size_t m, double *ret)
{
	double *trend = arena_array(a, n, sizeof(double));
	double sum = 0.0;

	centred(z, n, m, trend);
	for (size_t k = 0; k < m; k++) {
		double s = 0.0, count = 0.0;

		for (size_t i = k; i < n; i += m)
			if (!isnan(trend[i])) {
				s += z[i] / trend[i];
				count += 1.0;
			}
		ret[k] = s / count;
		sum += ret[k] / (double)m;
	}
	for (size_t k = 0; k < m; k++) {
		ret[k] /= sum;
		if (!(fabs(ret[k]) >= 1e-4) || isinf(ret[k]))
			return false;
	}
	return true;
}

/* The slope of a straight line through the points. */
static double slope_of(const double *z, size_t n)
{
	const double mean = mean_of(z, n), middle = (double)(n - 1) / 2.0;
	double xy = 0.0, xx = 0.0;

	for (size_t i = 0; i < n; i++) {
		const double x = (double)i - middle;

		xy += x * (z[i] - mean);
		xx += x * x;
	}
	return xy / xx;
}

void fc_theta(struct arena *a, const double *y, size_t n, size_t m,
    size_t ahead, double *ret_mean, double *ret_var)
{
	double *z = arena_array(a, n, sizeof(double));
	double *season = arena_array(a, m, sizeof(double));
	const bool seasonal =
	    has_season(y, n, m) && indices(a, y, n, m, season);
	double level, alpha, sse, half, start;

	for (size_t i = 0; i < n; i++)
		z[i] = seasonal ? y[i] / season[i % m] : y[i];
	ses_fit(z, n, &level, &alpha, &sse);
	half = slope_of(z, n) / 2.0;
	start = (1.0 - pow(1.0 - alpha, (double)n)) / alpha;
	for (size_t h = 1; h <= ahead; h++) {
		const double k = seasonal ? season[(n + h - 1) % m] : 1.0;
		const double steps = (double)(h - 1);

		ret_mean[h - 1] = k * (level + half * (steps + start));
		ret_var[h - 1] = k * k * sse / (double)(n - 2) *
				 (1.0 + steps * alpha * alpha);
	}
}

void fc_snaive(const double *y, size_t n, size_t m, size_t ahead,
    double *ret_mean, double *ret_var)
{
	const size_t lag = m < n ? m : n;
	double sse = 0.0;

	for (size_t i = lag; i < n; i++)
		sse += (y[i] - y[i - lag]) * (y[i] - y[i - lag]);
	for (size_t h = 1; h <= ahead; h++) {
		const size_t seasons = (h - 1) / lag + 1;

		ret_mean[h - 1] = y[n - lag + (h - 1) % lag];
		ret_var[h - 1] =
		    n > lag ? sse / (double)(n - lag) * (double)seasons : 0.0;
	}
}
