/*
 * forecast_shape.c: what is thought of one future point, as a distribution:
 * its quantiles and the chance to be below a number.
 */
#include <math.h>

#include "stat/forecast_parts.h"

#define TERMS_MAX 400

/* -- The incomplete beta function ------------------------------------------ */

/* ln Gamma(x), x > 0: Stirling's series (Abramowitz and Stegun 6.1.41) from 10
 * up. The C library's writes a global that threads share. */
static double log_gamma(double x)
{
	double shift = 0.0, r;

	while (x < 10.0) {
		shift += log(x);
		x += 1.0;
	}
	r = 1.0 / (x * x);
	return (x - 0.5) * log(x) - x + 0.5 * log(2.0 * acos(-1.0)) +
	       (1.0 / 12.0 -
		   r * (1.0 / 360.0 - r * (1.0 / 1260.0 - r / 1680.0))) /
		   x -
	       shift;
}

static double log_beta(double a, double b)
{
	return log_gamma(a) + log_gamma(b) - log_gamma(a + b);
}

/* Its continued fraction by the modified method of Lentz (Thompson and
 * Barnett 1986), for x below the mean. */
static double beta_fraction(double a, double b, double x)
{
	double c = 1.0, d = 1.0 / (1.0 - (a + b) * x / (a + 1.0)), f = d;

	for (int k = 1; k < TERMS_MAX; k++) {
		const double m = (double)k, e = a + 2.0 * m;
		const double even = m * (b - m) * x / ((e - 1.0) * e);
		const double odd = -(a + m) * (a + b + m) * x / (e * (e + 1.0));
		double step;

		d = 1.0 / (1.0 + even * d);
		c = 1.0 + even / c;
		f *= c * d;
		d = 1.0 / (1.0 + odd * d);
		c = 1.0 + odd / c;
		step = c * d;
		f *= step;
		if (fabs(step - 1.0) < 1e-14)
			break;
	}
	return f;
}

/* P(X <= x) of the beta distribution. */
static double beta_below(double a, double b, double x)
{
	double front;

	if (x <= 0.0 || x >= 1.0)
		return x > 0.0 ? 1.0 : 0.0;
	front = exp(a * log(x) + b * log1p(-x) - log_beta(a, b));
	return x < (a + 1.0) / (a + b + 2.0)
		   ? front * beta_fraction(a, b, x) / a
		   : 1.0 - front * beta_fraction(b, a, 1.0 - x) / b;
}

static double t_below(double t, double df)
{
	double tail;

	if (isinf(df) || df > 1e6)
		return erfc(-t / sqrt(2.0)) / 2.0;
	tail = beta_below(df / 2.0, 0.5, df / (df + t * t)) / 2.0;
	return t > 0.0 ? 1.0 - tail : tail;
}

double fc_t_quantile(double inside, double df)
{
	const double want = 0.5 + inside / 2.0;
	double lo = 0.0, hi = 1.0;

	while (t_below(hi, df) < want && hi < 1e6)
		hi *= 2.0;
	for (int i = 0; i < 60; i++) {
		const double mid = (lo + hi) / 2.0;

		if (t_below(mid, df) < want)
			lo = mid;
		else
			hi = mid;
	}
	return hi;
}

/* -- Counts ----------------------------------------------------------------- */

/* A share close to 0 or 1 stays open to the other side. */
static double open_share(double mean)
{
	return fmin(fmax(mean, 0.002), 0.998);
}

/* A beta distribution by its two moments. */
static void beta_of(
    const struct forecast_point *p, double *ret_a, double *ret_b)
{
	const double mean = open_share(p->mean), most = mean * (1.0 - mean);
	const double k = most / fmin(fmax(p->var, 1e-12), 0.9 * most) - 1.0;

	*ret_a = mean * k;
	*ret_b = (1.0 - mean) * k;
}

/* The sum of pmf(k), k < limit, by the ratio of neighbours from pmf(0). */
struct count {
	double zero; /* log of the chance of none */
	double (*ratio)(const struct count *c, double k); /* pmf(k+1)/pmf(k) */
	double a, b, size;
};

static double betabin_ratio(const struct count *c, double k)
{
	return (c->size - k) / (k + 1.0) * (k + c->a) /
	       (c->size - k - 1.0 + c->b);
}

static double negbin_ratio(const struct count *c, double k)
{
	return (k + c->a) / (k + 1.0) * c->b;
}

/* The beta-binomial whose variance is the point's; at least that of chance. */
static struct count share_of(const struct forecast_point *p)
{
	struct count c = { .size = p->size, .ratio = betabin_ratio };
	const double mean = open_share(p->mean);
	const double chance = mean * (1.0 - mean) / p->size;
	const double rho =
	    fmin(fmax((p->var / chance - 1.0) / (p->size - 1.0), 1e-6), 0.9);

	c.a = mean * (1.0 / rho - 1.0);
	c.b = (1.0 - mean) * (1.0 / rho - 1.0);
	c.zero = log_beta(c.a, c.b + c.size) - log_beta(c.a, c.b);
	return c;
}

static struct count count_of(const struct forecast_point *p)
{
	struct count c = { .size = HUGE_VAL, .ratio = negbin_ratio };

	if (p->shape == FORECAST_SHARE)
		return share_of(p);
	c.a = p->mean * p->mean / fmax(p->var - p->mean, 1e-3 * p->mean);
	c.b = p->mean / (p->mean + c.a);
	c.zero = c.a * log1p(-c.b);
	return c;
}

/* The smallest k with P(X <= k) >= want; and P(X < x). */
static double count_quantile(const struct forecast_point *p, double want)
{
	const struct count c = count_of(p);
	double log_p = c.zero, sum = exp(log_p), k = 0.0;

	while (sum < want && k < c.size && k < 1e5) {
		log_p += log(c.ratio(&c, k));
		k += 1.0;
		sum += exp(log_p);
	}
	return k;
}

static double count_below(const struct forecast_point *p, double x)
{
	const struct count c = count_of(p);
	double log_p = c.zero, sum = 0.0;

	for (double k = 0.0; k < x - 1e-9 && k <= c.size && k < 1e5; k += 1.0) {
		sum += exp(log_p);
		log_p += log(c.ratio(&c, k));
	}
	return fmin(sum, 1.0);
}

/* -- The point -------------------------------------------------------------- */

#define STEPS_MAX 100.0 /* responses; above that steps are too fine to see */

static bool smooth_share(const struct forecast_point *p)
{
	return p->shape == FORECAST_SHARE && p->size > STEPS_MAX;
}

static double beta_quantile(const struct forecast_point *p, double want)
{
	double a, b, lo = 0.0, hi = 1.0;

	beta_of(p, &a, &b);
	for (int i = 0; i < 50; i++) {
		const double mid = (lo + hi) / 2.0;

		if (beta_below(a, b, mid) < want)
			lo = mid;
		else
			hi = mid;
	}
	return (lo + hi) / 2.0;
}

/* Nothing has ever varied: there is one value. A share of people varies by
 * chance at least. */
static bool certain(const struct forecast_point *p)
{
	return p->shape != FORECAST_SHARE && !(p->var > 0.0);
}

/* The point with its standard deviation times `tail`. */
static struct forecast_point widened(
    const struct forecast_point *p, double tail)
{
	struct forecast_point q = *p;

	q.var *= tail * tail;
	q.log_var *= tail * tail;
	return q;
}

static double quantile(const struct forecast_point *p, double inside, int side)
{
	const double want = 0.5 + (double)side * inside / 2.0;
	double t;

	if (certain(p))
		return p->mean;
	if (smooth_share(p))
		return beta_quantile(p, want);
	if (p->shape == FORECAST_SHARE)
		return count_quantile(p, want) / p->size;
	if (p->shape == FORECAST_COUNT)
		return count_quantile(p, want);
	t = (double)side * fc_t_quantile(inside, p->df);
	return p->shape == FORECAST_LOG
		   ? exp(p->log_mean + t * sqrt(p->log_var))
		   : p->mean + t * sqrt(p->var);
}

static double within(double x, double lo, double hi)
{
	return fmin(fmax(x, lo), hi);
}

void fc_intervals(struct forecast_point *p, double tail80, double tail95)
{
	const struct forecast_point p80 = widened(p, tail80);
	const struct forecast_point p95 = widened(p, tail95);

	p->mean = within(p->mean, p->lower, p->upper);
	p->lo80 = within(quantile(&p80, 0.80, -1), p->lower, p->mean);
	p->hi80 = within(quantile(&p80, 0.80, 1), p->mean, p->upper);
	p->lo95 = within(quantile(&p95, 0.95, -1), p->lower, p->lo80);
	p->hi95 = within(quantile(&p95, 0.95, 1), p->hi80, p->upper);
}

/* P(X < x) where x is inside the bounds. */
static double below_inside(const struct forecast_point *p, double x)
{
	double a, b;

	if (smooth_share(p)) {
		beta_of(p, &a, &b);
		return beta_below(a, b, x);
	}
	if (p->shape == FORECAST_SHARE)
		return count_below(p, x * p->size);
	if (p->shape == FORECAST_COUNT)
		return count_below(p, x);
	if (p->shape == FORECAST_LOG && x <= 0.0)
		return 0.0;
	if (p->shape == FORECAST_LOG)
		return t_below(
		    (log(x) - p->log_mean) / sqrt(p->log_var), p->df);
	return t_below((x - p->mean) / sqrt(p->var), p->df);
}

double forecast_below(const struct forecast_point *p, double x)
{
	if (x <= p->lower)
		return 0.0;
	if (x > p->upper)
		return 1.0;
	if (certain(p))
		return p->mean < x ? 1.0 : 0.0;
	return within(below_inside(p, x), 0.0, 1.0);
}

double forecast_missing(
    const struct forecast_point *p, double target, bool decrease)
{
	const double just_above = target + 1e-6 * fmax(1.0, fabs(target));

	return decrease ? 1.0 - forecast_below(p, just_above)
			: forecast_below(p, target);
}
