/*
 * forecast_season.c: the season's part of a series, by regression beside a
 * level that may move along a broken line, and shrunk towards none by how
 * little it explains. Long periods (weeks of a year) have two pairs of waves
 * in place of an index for each point.
 */
#include <math.h>

#include "stat/forecast_parts.h"

#define LONG_PERIOD 24  /* above it: waves */
#define WAVES       4   /* columns of two pairs */
#define TREND_MAX   3   /* columns of the level: 1, t, one bend */
#define FADE        0.9 /* weight of a period against the one after it */
#define SHRINK      2.0 /* an F of this much or less is no season */
#define LEAST       0.25

struct season {
	size_t n, m;
	size_t trend, columns; /* of the level; of both */
	double *xx, *xy, *row;
};

size_t fc_season_columns(size_t m)
{
	return m > LONG_PERIOD ? WAVES : m - 1;
}

static double season_column(size_t m, size_t t, size_t j)
{
	const double turn = 2.0 * acos(-1.0) * (double)(t % m) / (double)m;
	const size_t pair = j / 2 + 1;
	const double wave = turn * (double)pair;

	if (m > LONG_PERIOD)
		return j % 2 == 0 ? cos(wave) : sin(wave);
	/* Indices sum to zero: the last is minus the others. */
	if (t % m == m - 1)
		return -1.0;
	return t % m == j ? 1.0 : 0.0;
}

static double trend_column(const struct season *s, size_t t, size_t j)
{
	const double x = (double)t / (double)s->n;

	if (j == 0)
		return 1.0;
	if (j == 1)
		return x;
	return fmax(0.0, x - (double)(j - 1) / (double)(s->trend - 1));
}

static double column(const struct season *s, size_t t, size_t j)
{
	return j < s->trend ? trend_column(s, t, j)
			    : season_column(s->m, t, j - s->trend);
}

/* Gauss and Jordan on the normal equations, which are symmetric and positive:
 * no pivoting. False where they have no one solution. */
static bool eliminate(double *xx, double *xy, size_t p)
{
	for (size_t i = 0; i < p; i++) {
		if (!(xx[i * p + i] > 1e-9))
			return false;
		for (size_t r = 0; r < p; r++) {
			const double f = xx[r * p + i] / xx[i * p + i];

			if (r == i)
				continue;
			for (size_t c = i; c < p; c++)
				xx[r * p + c] -= f * xx[i * p + c];
			xy[r] -= f * xy[i];
		}
	}
	for (size_t i = 0; i < p; i++)
		xy[i] /= xx[i * p + i];
	return true;
}

/* Adds one point to the normal equations of the first p columns. */
static void add_point(struct season *s, size_t p, size_t t, double z)
{
	const size_t age = (s->n - 1 - t) / s->m;
	const double w = pow(FADE, (double)age);

	for (size_t j = 0; j < p; j++)
		s->row[j] = column(s, t, j);
	for (size_t i = 0; i < p; i++) {
		for (size_t j = 0; j < p; j++)
			s->xx[i * p + j] += w * s->row[i] * s->row[j];
		s->xy[i] += w * s->row[i] * z;
	}
}

/* The sum of squares that the first p columns leave; their coefficients are
 * in s->xy. Negative: there is no one solution. */
static double left_by(struct season *s, const double *z, size_t p)
{
	double sse = 0.0;

	for (size_t i = 0; i < p * p; i++)
		s->xx[i] = 0.0;
	for (size_t i = 0; i < p; i++)
		s->xy[i] = 0.0;
	for (size_t t = 0; t < s->n; t++)
		add_point(s, p, t, z[t] - z[0]);
	if (!eliminate(s->xx, s->xy, p))
		return -1.0;
	for (size_t t = 0; t < s->n; t++) {
		double e = z[t] - z[0];

		for (size_t j = 0; j < p; j++)
			e -= s->xy[j] * column(s, t, j);
		sse += e * e;
	}
	return sse;
}

/* How sure the season is, 0..1, by its F ratio; leaves its coefficients. */
static double sureness(struct season *s, const double *z)
{
	const double q = (double)(s->columns - s->trend);
	const double df = (double)s->n - (double)s->columns;
	const double without = left_by(s, z, s->trend);
	const double with = left_by(s, z, s->columns);
	double f, sure;

	if (df < 1.0 || with < 0.0 || !(without > 1e-20))
		return 0.0;
	f = (without - with) / q / fmax(with / df, 1e-12 * without);
	sure = f > 0.0 ? 1.0 - SHRINK / f : 0.0;
	return sure < LEAST ? 0.0 : sure;
}

double fc_season(
    struct arena *a, const double *z, size_t n, size_t m, double *ret_add)
{
	const size_t periods = n / m;
	struct season s = { .n = n, .m = m };
	double sure;

	for (size_t k = 0; k < m; k++)
		ret_add[k] = 0.0;
	if (m < 2 || periods < 2)
		return 0.0;
	s.trend = periods < TREND_MAX ? 2 : TREND_MAX;
	s.columns = s.trend + fc_season_columns(m);
	s.xx = arena_array(a, s.columns * s.columns, sizeof(double));
	s.xy = arena_array(a, s.columns, sizeof(double));
	s.row = arena_array(a, s.columns, sizeof(double));
	sure = sureness(&s, z);
	for (size_t k = 0; k < m && sure > 0.0; k++)
		for (size_t j = s.trend; j < s.columns; j++)
			ret_add[k] +=
			    sure * s.xy[j] * season_column(m, k, j - s.trend);
	return sure;
}
