/*
 * dist.c: see dist.h.
 */
#include "stat/dist.h"

#include <assert.h>
#include <float.h>
#include <math.h>
#include <stdbool.h>

#include "base/attr.h"
#include "stat/small.h"

#define STEPS_MAX 1000000 /* of a series that settles long before */
#define SHAPE_MAX 1e7     /* above, a cube of a normal is as good */
#define SUM_MAX   10000   /* answers; above, a sum is close to a normal */
#define RHO_MIN   1e-7    /* below it the binomial is the same to 9 digits */

double dist_ln_gamma(double x)
{
	static const double c[] = { 1.0 / 12.0, -1.0 / 360.0, 1.0 / 1260.0,
		-1.0 / 1680.0, 1.0 / 1188.0, -691.0 / 360360.0 };
	double product = 1.0, series = 0.0, square;

	assert(x > 0.0);
	/* Stirling's series is exact to 1e-16 from 10 up. */
	for (; x < 10.0; x += 1.0)
		product *= x;
	square = 1.0 / (x * x);
	for (int i = (int)NELEM(c) - 1; i >= 0; i--)
		series = series * square + c[i];
	return (x - 0.5) * log(x) - x + 0.5 * log(2.0 * acos(-1.0)) +
	       series / x - log(product);
}

double dist_normal_cdf(double z)
{
	return erfc(-z / sqrt(2.0)) / 2.0;
}

/* x^a e^-x / Gamma(a). */
static double gamma_front(double a, double x)
{
	return exp(a * log(x) - x - dist_ln_gamma(a));
}

static double gamma_series(double a, double x)
{
	double term = 1.0 / a, sum = term;

	for (int i = 1; i < STEPS_MAX && term > sum * DBL_EPSILON / 4.0; i++) {
		term *= x / (a + i);
		sum += term;
	}
	return sum * gamma_front(a, x);
}

/* The upper function's continued fraction, by Lentz's method: Applied Optics
 * 15 (1976), 668. */
static double gamma_fraction(double a, double x)
{
	double b = x + 1.0 - a, c = 1.0 / DBL_MIN, d = 1.0 / b, f = d;

	for (int i = 1; i < STEPS_MAX; i++) {
		const double k = -i * (i - a);
		double step;

		b += 2.0;
		d = 1.0 / fmax(k * d + b, DBL_MIN);
		c = fmax(b + k / c, DBL_MIN);
		step = c * d;
		f *= step;
		if (fabs(step - 1.0) < DBL_EPSILON)
			break;
	}
	return f * gamma_front(a, x);
}

double dist_gamma_cdf(double shape, double x)
{
	assert(shape > 0.0 && x >= 0.0);
	if (x <= 0.0)
		return 0.0;
	return x < shape + 1.0 ? gamma_series(shape, x)
			       : 1.0 - gamma_fraction(shape, x);
}

/* Wilson and Hilferty, Proc. Nat. Acad. Sci. 17 (1931), 684. */
static double gamma_cube(double shape, double p)
{
	const double z = small_normal_quantile(p);

	return shape *
	       pow(1.0 - 1.0 / (9.0 * shape) + z / (3.0 * sqrt(shape)), 3.0);
}

double dist_gamma_quantile(double shape, double p)
{
	double low = 0.0, high = shape + 1.0, x;

	assert(p > 0.0 && p < 1.0);
	if (shape >= SHAPE_MAX)
		return gamma_cube(shape, p);
	while (dist_gamma_cdf(shape, high) < p)
		high *= 2.0;
	x = high / 2.0;
	/* Newton's step where it stays inside the bracket, else its middle. */
	for (int i = 0; i < 200 && high - low > 1e-15 * high; i++) {
		const double over = dist_gamma_cdf(shape, x) - p;
		double next;

		if (over > 0.0)
			high = x;
		else
			low = x;
		next = x - over * x / gamma_front(shape, x);
		if (!(next > low && next < high))
			next = low + (high - low) / 2.0;
		if (fabs(next - x) <= 1e-15 * x)
			return next;
		x = next;
	}
	return x;
}

/* The two shapes of the beta distribution with this mean and correlation. */
static void shapes(double p, double rho, double *ret_a, double *ret_b)
{
	const double m = 1.0 / rho - 1.0;

	*ret_a = p * m;
	*ret_b = (1.0 - p) * m;
}

double dist_beta_binomial_ln(int64_t x, int64_t n, double p, double rho)
{
	const double k = (double)x, rest = (double)(n - x);
	double a, b;

	assert(x >= 0 && x <= n && p > 0.0 && p < 1.0 && rho < 1.0);
	if (rho < RHO_MIN)
		return k * log(p) + rest * log1p(-p);
	shapes(p, rho, &a, &b);
	return dist_ln_gamma(k + a) - dist_ln_gamma(a) +
	       dist_ln_gamma(rest + b) - dist_ln_gamma(b) +
	       dist_ln_gamma(a + b) - dist_ln_gamma(a + b + (double)n);
}

/* ln of n over x. */
static double choose_ln(int64_t n, int64_t x)
{
	return dist_ln_gamma((double)n + 1.0) - dist_ln_gamma((double)x + 1.0) -
	       dist_ln_gamma((double)(n - x) + 1.0);
}

/* P(X = i - 1) / P(X = i), for i from 1. */
static double step_down(int64_t i, int64_t n, double p, double rho)
{
	const double from = (double)i, left = (double)(n - i) + 1.0;
	double a, b;

	if (rho < RHO_MIN)
		return from * (1.0 - p) / (left * p);
	shapes(p, rho, &a, &b);
	return from * (left - 1.0 + b) / (left * (from - 1.0 + a));
}

/* P(X < x) + P(X = x) / 2, summed down from x until nothing is added. */
static double mid_below(int64_t x, int64_t n, double p, double rho)
{
	double term =
	    exp(choose_ln(n, x) + dist_beta_binomial_ln(x, n, p, rho));
	double sum = term / 2.0;

	for (int64_t i = x; i > 0 && term > sum * 1e-17; i--) {
		term *= step_down(i, n, p, rho);
		sum += term;
	}
	return fmin(sum, 1.0);
}

double dist_beta_binomial_mid(int64_t x, int64_t n, double p, double rho)
{
	const bool low = (double)x <= (double)n * p;

	if (n > SUM_MAX) {
		const double m = (double)n;
		const double var = m * p * (1.0 - p) * (1.0 + (m - 1.0) * rho);

		return dist_normal_cdf(((double)x - m * p) / sqrt(var));
	}
	/* From the nearer end, so that a small tail keeps its digits. */
	return low ? mid_below(x, n, p, rho)
		   : 1.0 - mid_below(n - x, n, 1.0 - p, rho);
}
