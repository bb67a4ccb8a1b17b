/*
 * spc_notes.c: see spc_notes.h. The season is a one-way analysis of variance
 * by calendar month (Montgomery, Design and Analysis of Experiments, chapter
 * 3); r1 as Box and Jenkins, Time Series Analysis, section 2.1.
 */
#include "stat/spc_notes.h"

#include <math.h>

#include "stat/dist.h"
#include "stat/spc_part.h"
#include "stat/sum.h"

#define MONTHS 12

/* The sums that all segments share. */
struct notes {
	struct sum squares, products;
	struct sum by_month[MONTHS];
	size_t n;
};

static double average(const struct xmr_point *p, size_t n)
{
	struct sum a = { 0.0, 0.0, 0 };

	for (size_t i = 0; i < n; i++)
		if (spc_counts(&p[i]))
			sum_add(&a, p[i].value);
	return sum_mean(&a);
}

static void add_segment(struct notes *s, const struct xmr_point *p,
    const struct date *dates, size_t n)
{
	const double mean = average(p, n);
	double last = (double)NAN;

	for (size_t i = 0; i < n; i++) {
		const double e = spc_value(&p[i]) - mean;
		int year, month, day;

		if (!isnan(e)) {
			date_parts(dates[i], &year, &month, &day);
			sum_add(&s->squares, e * e);
			sum_add(&s->by_month[month - 1], e);
			s->n++;
			if (!isnan(last))
				sum_add(&s->products, e * last);
		}
		last = e;
	}
}

/* The continued fraction of the incomplete beta function, by Lentz's method:
 * Abramowitz and Stegun 26.5.8. */
static double beta_fraction(double a, double b, double x)
{
	const double tiny = 1e-300;
	double c = 1.0, d = 1.0 - (a + b) * x / (a + 1.0), f;

	d = 1.0 / (fabs(d) < tiny ? tiny : d);
	f = d;
	for (int m = 1; m < 500; m++) {
		const double k = (double)m;
		const double even =
		    k * (b - k) * x / ((a + 2.0 * k - 1.0) * (a + 2.0 * k));
		const double odd = -(a + k) * (a + b + k) * x /
				   ((a + 2.0 * k) * (a + 2.0 * k + 1.0));
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

static double beta_cdf(double a, double b, double x)
{
	const double front = exp(dist_ln_gamma(a + b) - dist_ln_gamma(a) -
				 dist_ln_gamma(b) + a * log(x) + b * log1p(-x));

	if (x < (a + 1.0) / (a + b + 2.0))
		return front * beta_fraction(a, b, x) / a;
	return 1.0 - front * beta_fraction(b, a, 1.0 - x) / b;
}

/* P(F > f) with d1 and d2 degrees of freedom: Abramowitz and Stegun 26.6.2. */
static double f_tail(double f, double d1, double d2)
{
	if (!(f > 0.0))
		return 1.0;
	return beta_cdf(d2 / 2.0, d1 / 2.0, d2 / (d2 + d1 * f));
}

static void find_season(const struct notes *s, struct spc_notes *ret)
{
	struct sum between = { 0.0, 0.0, 0 };
	double within;
	const double d1 = MONTHS - 1, d2 = (double)s->n - MONTHS;

	for (size_t k = 0; k < MONTHS; k++) {
		const double mean = sum_mean(&s->by_month[k]);

		if (s->by_month[k].n < 2)
			return;
		sum_add(&between, mean * mean * (double)s->by_month[k].n);
	}
	within = sum_total(&s->squares) - sum_total(&between);
	/* A series without variation has no season. */
	if (!(within > 1e-12 * sum_total(&s->squares)))
		return;
	ret->season_f = (sum_total(&between) / d1) / (within / d2);
	ret->seasonal = f_tail(ret->season_f, d1, d2) < 0.01;
}

struct spc_notes spc_notes(
    const struct xmr_point *points, const struct date *dates, size_t n)
{
	struct notes s = { .n = 0 };
	struct spc_notes ret = { .r1 = (double)NAN, .season_f = (double)NAN };
	size_t from = 0;

	for (size_t i = 1; i <= n; i++) {
		if (i < n && points[i].segment == points[from].segment)
			continue;
		add_segment(&s, &points[from], &dates[from], i - from);
		from = i;
	}
	if (s.n < XMR_TRIAL || !(sum_total(&s.squares) > 0.0))
		return ret;
	ret.r1 = sum_total(&s.products) / sum_total(&s.squares);
	ret.follows = fabs(ret.r1) > 2.0 / sqrt((double)s.n);
	find_season(&s, &ret);
	return ret;
}
