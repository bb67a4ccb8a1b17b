/*
 * forecast_smooth.c: simple exponential smoothing and Gardner's damped trend
 * in their error-correction form (Hyndman and others, Forecasting with
 * Exponential Smoothing, 2008). The states before the first point enter the
 * errors linearly, so they are least squares given the parameters; only those
 * are searched for.
 */
#include <assert.h>
#include <math.h>

#include "base/attr.h"
#include "stat/forecast_parts.h"

#define ALPHA_LEAST 1e-4
#define ALPHA_MOST  0.9999

/* One state's way through the series: what it says next, and its steps. */
struct state {
	double level, slope;
};

static double says(const struct fc_smooth *s, const struct state *x)
{
	return x->level + s->phi * x->slope;
}

static void take(const struct fc_smooth *s, struct state *x, double error)
{
	x->level += s->phi * x->slope + s->alpha * error;
	x->slope = s->phi * x->slope + s->beta * error;
}

/* Sums of squares and products of the three error series: of the data from
 * zero states, and of a unit of level and of slope without data. */
struct sums {
	double yy, yl, yb, ll, lb, bb;
};

static struct sums products(
    const struct fc_smooth *s, const double *z, size_t n)
{
	struct state y = { 0, 0 }, l = { 1, 0 }, b = { 0, 1 };
	struct sums m = { 0, 0, 0, 0, 0, 0 };

	for (size_t t = 0; t < n; t++) {
		const double ey = z[t] - z[0] - says(s, &y);
		const double el = -says(s, &l), eb = -says(s, &b);

		m.yy += ey * ey;
		m.yl += ey * el;
		m.yb += ey * eb;
		m.ll += el * el;
		m.lb += el * eb;
		m.bb += eb * eb;
		take(s, &y, ey);
		take(s, &l, el);
		take(s, &b, eb);
	}
	return m;
}

/* The best starting states for the parameters; gives their sum of squares. */
static double solve(struct fc_smooth *s, const double *z, size_t n)
{
	const struct sums m = products(s, z, n);
	const double det = m.ll * m.bb - m.lb * m.lb;

	if (s->trend && det > 1e-9 * m.ll * m.bb) {
		s->level0 = (m.lb * m.yb - m.bb * m.yl) / det;
		s->trend0 = (m.lb * m.yl - m.ll * m.yb) / det;
	} else {
		s->level0 = -m.yl / m.ll;
		s->trend0 = 0.0;
	}
	s->sse = m.yy + 2.0 * (s->level0 * m.yl + s->trend0 * m.yb) +
		 s->level0 * s->level0 * m.ll + s->trend0 * s->trend0 * m.bb +
		 2.0 * s->level0 * s->trend0 * m.lb;
	s->level0 += z[0];
	return fmax(s->sse, 0.0);
}

/* Parameters as searched: alpha, and beta as a share of alpha. */
static double try_at(
    struct fc_smooth *s, const double *x, const double *z, size_t n)
{
	s->alpha = x[0];
	s->beta = s->trend ? x[1] * x[0] : 0.0;
	s->sse = solve(s, z, n);
	return s->sse;
}

/* Steps of half the size whenever no step helps, within the bounds. */
static void search(struct fc_smooth *s, double *x, const double *z, size_t n)
{
	static const double lo[] = { ALPHA_LEAST, 1e-4 };
	static const double hi[] = { ALPHA_MOST, 0.999 };
	const size_t dims = s->trend ? 2 : 1;
	double best = try_at(s, x, z, n), step = 0.1;

	while (step > 1e-4) {
		bool moved = false;

		for (size_t k = 0; k < 2 * dims; k++) {
			const size_t d = k / 2;
			const double was = x[d];
			double sse;

			x[d] += k % 2 == 0 ? step : -step;
			x[d] = fmin(fmax(x[d], lo[d]), hi[d]);
			sse = try_at(s, x, z, n);
			if (sse < best * (1.0 - 1e-9)) {
				best = sse;
				moved = true;
			} else {
				x[d] = was;
			}
		}
		if (!moved)
			step /= 2.0;
	}
	(void)try_at(s, x, z, n);
}

/* The best of a coarse grid, where the search begins. */
static void start(struct fc_smooth *s, double *ret, const double *z, size_t n)
{
	static const double alphas[] = { 0.02, 0.1, 0.25, 0.5, 0.75, 0.95 };
	static const double shares[] = { 0.01, 0.1, 0.3, 0.7 };
	const size_t nshares = s->trend ? NELEM(shares) : 1;
	double best = HUGE_VAL;

	for (size_t i = 0; i < NELEM(alphas) * nshares; i++) {
		const double x[] = { alphas[i / nshares], shares[i % nshares] };
		const double sse = try_at(s, x, z, n);

		if (sse < best) {
			best = sse;
			ret[0] = x[0];
			ret[1] = x[1];
		}
	}
}

static void fit_at(struct fc_smooth *s, double phi, const double *z, size_t n)
{
	double x[2] = { 0.25, 0.1 };

	s->phi = phi;
	start(s, x, z, n);
	search(s, x, z, n);
}

static void keep_states(
    struct arena *a, struct fc_smooth *s, const double *z, size_t n)
{
	struct state x = { s->level0, s->trend0 };

	s->level = arena_array(a, n + 1, sizeof(double));
	s->slope = arena_array(a, n + 1, sizeof(double));
	for (size_t t = 0; t <= n; t++) {
		s->level[t] = x.level;
		s->slope[t] = x.slope;
		if (t < n)
			take(s, &x, z[t] - says(s, &x));
	}
}

void fc_smooth_fit(
    struct arena *a, const double *z, size_t n, struct fc_smooth *s)
{
	static const double phis[] = { 0.8, 0.9, 0.98 };
	struct fc_smooth best = *s;

	assert(n >= 2);
	fit_at(&best, s->trend ? phis[0] : 0.0, z, n);
	for (size_t i = 1; s->trend && i < NELEM(phis); i++) {
		struct fc_smooth other = *s;

		fit_at(&other, phis[i], z, n);
		if (other.sse < best.sse)
			best = other;
	}
	*s = best;
	keep_states(a, s, z, n);
}

/* phi + phi^2 + … + phi^h */
static double phi_sum(double phi, size_t h)
{
	return phi * (1.0 - pow(phi, (double)h)) / (1.0 - phi);
}

double fc_smooth_ahead(const struct fc_smooth *s, size_t o, size_t h)
{
	return s->level[o] + phi_sum(s->phi, h) * s->slope[o];
}

double fc_smooth_factor(const struct fc_smooth *s, size_t h)
{
	double v = 1.0;

	for (size_t j = 1; j < h; j++) {
		const double c = s->alpha + s->beta * phi_sum(s->phi, j);

		v += c * c;
	}
	return v;
}
