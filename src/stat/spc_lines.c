/*
 * spc_lines.c: centre, limits and two-thirds lines of one segment, chart by
 * chart. Sources in spc.h and xmr.h.
 */
#include <stdlib.h>

#include "base/arena.h"
#include "stat/spc_part.h"
#include "stat/sum.h"

#define D2      1.128       /* a mean range of two, in sigmas */
#define T_POWER (1.0 / 3.6) /* Nelson 1994: makes waiting times symmetric */

/* Two sigmas are the two-thirds lines, three the limits. */
#define WARN  2.0
#define LIMIT 3.0

/* The mean of the base's ranges below `under`. */
static double ranges_under(const struct part *t, double under,
    double (*at)(const struct part *t, size_t i))
{
	struct sum a = { 0.0, 0.0, 0 };
	double last = (double)NAN;

	for (size_t i = 0; i < t->base; i++) {
		const double v = at(t, i), range = fabs(v - last);

		if (range < under) /* false when a neighbour is missing */
			sum_add(&a, range);
		last = v;
	}
	return sum_mean(&a);
}

double spc_mean_range(const struct part *t, bool screen,
    double (*at)(const struct part *t, size_t i))
{
	const double range = ranges_under(t, HUGE_VAL, at);

	/* Without any variation every range would be screened: none is. */
	if (!screen || !(range > 0.0))
		return range;
	return ranges_under(t, XMR_SCREENING * range, at);
}

static double plain(const struct part *t, size_t i)
{
	return spc_value(&t->p[i]);
}

static double rooted(const struct part *t, size_t i)
{
	return pow(spc_value(&t->p[i]), T_POWER);
}

static double base_mean(
    const struct part *t, double (*at)(const struct part *t, size_t i))
{
	struct sum a = { 0.0, 0.0, 0 };

	for (size_t i = 0; i < t->base; i++)
		if (spc_counts(&t->p[i]))
			sum_add(&a, at(t, i));
	return sum_mean(&a);
}

/* Lines at `sigma` and its multiples around `middle`, cut at the bounds. */
static void set_lines(struct xmr_point *p, double middle, double sigma,
    double warn, double limit, double low, double high)
{
	p->lpl = fmax(middle - limit * sigma, low);
	p->upl = fmin(middle + limit * sigma, high);
	p->lwl = fmax(middle - warn * sigma, low);
	p->uwl = fmin(middle + warn * sigma, high);
	/* fmax and fmin would make a bound of a line that is not there. */
	if (isnan(sigma) || isnan(middle))
		p->lpl = p->upl = p->lwl = p->uwl = (double)NAN;
}

static void lines_xmr(struct part *t)
{
	const double mean = base_mean(t, plain);
	const double range = spc_mean_range(t, t->o->screen, plain);

	for (size_t i = 0; i < t->n; i++) {
		t->p[i].mean = mean;
		set_lines(&t->p[i], mean, range, XMR_LIMIT * 2.0 / 3.0,
		    XMR_LIMIT, -HUGE_VAL, HUGE_VAL);
	}
}

static void lines_i(struct part *t)
{
	const double mean = base_mean(t, plain);
	const double sigma = spc_mean_range(t, t->o->screen, plain) / D2;

	for (size_t i = 0; i < t->n; i++) {
		t->p[i].mean = mean;
		set_lines(
		    &t->p[i], mean, sigma, WARN, LIMIT, -HUGE_VAL, HUGE_VAL);
	}
}

/* An i chart of the roots, taken back; a line below 0 there is 0. */
static void lines_t(struct part *t)
{
	const double mean = base_mean(t, rooted);
	const double sigma = spc_mean_range(t, t->o->screen, rooted) / D2;

	for (size_t i = 0; i < t->n; i++) {
		struct xmr_point *p = &t->p[i];

		set_lines(p, mean, sigma, WARN, LIMIT, 0.0, HUGE_VAL);
		p->mean = pow(mean, 1.0 / T_POWER);
		p->lpl = pow(p->lpl, 1.0 / T_POWER);
		p->upl = pow(p->upl, 1.0 / T_POWER);
		p->lwl = pow(p->lwl, 1.0 / T_POWER);
		p->uwl = pow(p->uwl, 1.0 / T_POWER);
	}
}

static void lines_c(struct part *t)
{
	const double mean = base_mean(t, plain);

	for (size_t i = 0; i < t->n; i++) {
		t->p[i].mean = mean;
		set_lines(
		    &t->p[i], mean, sqrt(mean), WARN, LIMIT, 0.0, HUGE_VAL);
	}
}

static int by_size(const void *a, const void *b)
{
	const double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

static double base_median(const struct part *t)
{
	double *v = xcalloc(t->base + 1, sizeof(*v)), median;
	size_t n = 0;

	for (size_t i = 0; i < t->base; i++)
		if (spc_counts(&t->p[i]))
			v[n++] = t->p[i].value;
	qsort(v, n, sizeof(*v), by_size);
	median = n == 0 ? (double)NAN : (v[(n - 1) / 2] + v[n / 2]) / 2.0;
	free(v);
	return median;
}

/* The median is drawn, because a mean of such values lies above most of them;
 * the limits come from the mean. */
static void lines_g(struct part *t)
{
	const double mean = base_mean(t, plain), median = base_median(t);

	for (size_t i = 0; i < t->n; i++) {
		t->p[i].mean = median;
		set_lines(&t->p[i], mean, sqrt(mean * (mean + 1.0)), WARN,
		    LIMIT, 0.0, HUGE_VAL);
	}
}

static bool is_rate(enum spc_kind kind)
{
	return kind == SPC_U || kind == SPC_U_PRIME;
}

/* All events of the base over all that could have been. */
static double pooled(const struct part *t)
{
	struct sum num = { 0.0, 0.0, 0 }, den = { 0.0, 0.0, 0 };

	for (size_t i = 0; i < t->base; i++) {
		if (!spc_counts(&t->p[i]))
			continue;
		sum_add(&num, t->num[i]);
		sum_add(&den, t->den[i]);
	}
	return den.n > 0 ? sum_total(&num) / sum_total(&den) : (double)NAN;
}

/* What chance alone does to a row; `centre` is the pooled ratio. */
static double chance(const struct part *t, size_t i, double centre)
{
	const double spread =
	    is_rate(t->kind) ? centre : fmax(centre * (1.0 - centre), 0.0);

	/* A gap has no number behind it; lines there would be a guess. */
	return t->den[i] > 0.0 ? sqrt(spread / t->den[i]) : (double)NAN;
}

/* A row's distance from the centre in sigmas of chance. */
static double score(const struct part *t, size_t i)
{
	return (spc_value(&t->p[i]) - t->p[i].mean) /
	       chance(t, i, t->p[i].mean);
}

/* Laney: how much more than chance neighbours differ. */
static double sigma_z(const struct part *t)
{
	const double centre = t->p[0].mean;

	/* All rows are 0, or all are 1: nothing varies. */
	if (!(centre > 0.0) || (!is_rate(t->kind) && !(centre < 1.0)))
		return isnan(centre) ? (double)NAN : 0.0;
	return spc_mean_range(t, t->o->screen, score) / D2;
}

static double lines_ratio(struct part *t)
{
	const bool prime = t->kind == SPC_P_PRIME || t->kind == SPC_U_PRIME;
	const double centre = pooled(t);
	double z = 1.0;

	for (size_t i = 0; i < t->n; i++)
		t->p[i].mean = centre;
	if (prime)
		z = sigma_z(t);
	for (size_t i = 0; i < t->n; i++)
		set_lines(&t->p[i], centre, chance(t, i, centre) * z, WARN,
		    LIMIT, 0.0, is_rate(t->kind) ? HUGE_VAL : 1.0);
	return prime ? z : (double)NAN;
}

double spc_slack(const struct xmr_point *p, size_t n)
{
	double largest = 0.0;

	for (size_t i = 0; i < n; i++)
		if (!isnan(p[i].value))
			largest = fmax(largest, fabs(p[i].value));
	return SPC_SLACK * largest;
}

double spc_lines(struct part *t)
{
	static void (*const plain_charts[])(struct part *) = {
		[SPC_XMR] = lines_xmr,
		[SPC_I] = lines_i,
		[SPC_C] = lines_c,
		[SPC_T] = lines_t,
		[SPC_G] = lines_g,
	};
	double z = (double)NAN;

	if (spc_has_den(t->kind))
		z = lines_ratio(t);
	else
		plain_charts[t->kind](t);
	t->slack = spc_slack(t->p, t->n);
	for (size_t i = 0; i < t->n; i++)
		t->p[i].trial = t->n < XMR_TRIAL;
	return z;
}
