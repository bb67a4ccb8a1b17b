/*
 * funnel.c: see funnel.h. Each type is a transformation in which the scatter
 * of a row depends on its size alone; limits are taken there and brought back.
 */
#include "stat/funnel.h"

#include <math.h>
#include <stdlib.h>

#include "base/arena.h"
#include "stat/dist.h"
#include "stat/small.h"

#define TAIL95  0.025
#define TAIL998 0.001

/* A row in its transformation. */
struct point {
	double y, s; /* where it is, its standard error */
	double z;    /* after pulling in */
	bool out;    /* left out of the estimate */
};

static double share_of_all(const struct funnel_row *rows, size_t n)
{
	double num = 0.0, den = 0.0;

	for (size_t i = 0; i < n; i++) {
		num += rows[i].num;
		den += rows[i].den;
	}
	return den > 0.0 ? num / den : (double)NAN;
}

static double target_y(const struct funnel_options *o, double target)
{
	if (o->type == FUNNEL_PROPORTION)
		return asin(sqrt(fmin(1.0, target)));
	if (o->type == FUNNEL_RATIO)
		return log(target);
	return o->method == FUNNEL_SHMI ? 0.0 : 1.0;
}

static struct point point_of(
    const struct funnel_options *o, const struct funnel_row *r)
{
	const double x = r->num, n = r->den;

	if (o->type == FUNNEL_PROPORTION)
		return (struct point){ asin(sqrt(fmin(1.0, x / n))),
			1.0 / (2.0 * sqrt(n)), 0.0, false };
	if (o->type == FUNNEL_RATIO)
		return (struct point){ log((x + 0.5) / (n + 0.5)),
			sqrt(x / pow(x + 0.5, 2.0) + n / pow(n + 0.5, 2.0)),
			0.0, false };
	if (o->method == FUNNEL_SHMI)
		return (struct point){ log(x / n), 1.0 / sqrt(n), 0.0, false };
	return (struct point){ sqrt(x / n), 1.0 / (2.0 * sqrt(n)), 0.0, false };
}

static int by_number(const void *a, const void *b)
{
	const double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

/* The quantile of sorted values between its two neighbours: type 7 of Hyndman
 * and Fan, The American Statistician 50 (1996), 361. */
static double quantile(const double *sorted, size_t n, double q)
{
	const double at = q * (double)(n - 1);
	const size_t low = (size_t)at;
	const double over = at - (double)low;

	return low + 1 < n
		   ? sorted[low] + over * (sorted[low + 1] - sorted[low])
		   : sorted[n - 1];
}

/* Pulls the outermost z in to the quantiles. */
static void winsorise(
    struct point *p, const double *sorted, size_t n, double trim)
{
	const double low = quantile(sorted, n, trim);
	const double high = quantile(sorted, n, 1.0 - trim);

	for (size_t i = 0; i < n; i++)
		p[i].z = fmin(high, fmax(low, p[i].z));
}

/* Where z stands among all, from 1, equals sharing the middle. */
static double rank_of(const double *sorted, size_t n, double z)
{
	size_t below = 0, same = 0;

	for (size_t i = 0; i < n && !(sorted[i] > z); i++) {
		below += sorted[i] < z ? 1 : 0;
		same += sorted[i] < z ? 0 : 1;
	}
	return (double)below + ((double)same + 1.0) / 2.0;
}

/* Leaves the lowest and the highest group out, of 1/trim groups. */
static void truncate_ends(
    struct point *p, const double *sorted, size_t n, double trim)
{
	const double groups = trim > 0.0 ? 1.0 / trim : HUGE_VAL;

	for (size_t i = 0; i < n && isfinite(groups); i++) {
		const double group = floor(
		    groups * rank_of(sorted, n, p[i].z) / (double)(n + 1) +
		    1e-12);

		p[i].out = group < 1.0 || group > groups - 1.5;
	}
}

static void trim(const struct funnel_options *o, struct point *p, size_t n)
{
	double *sorted = xcalloc(n + 1, sizeof(*sorted));

	for (size_t i = 0; i < n; i++)
		sorted[i] = p[i].z;
	if (n > 1)
		qsort(sorted, n, sizeof(*sorted), by_number);
	if (o->type == FUNNEL_STANDARDISED && o->method == FUNNEL_SHMI)
		truncate_ends(p, sorted, n, o->trim);
	else if (n > 0)
		winsorise(p, sorted, n, o->trim);
	free(sorted);
}

/* phi and the variance between units, by the method of moments. */
static void dispersion(const struct point *p, size_t n, struct funnel *f)
{
	double squares = 0.0, w = 0.0, w2 = 0.0, m = 0.0;

	for (size_t i = 0; i < n; i++) {
		const double one = 1.0 / (p[i].s * p[i].s);

		if (p[i].out)
			continue;
		m += 1.0;
		squares += p[i].z * p[i].z;
		w += one;
		w2 += one * one;
	}
	f->phi = m > 0.0 ? squares / m : (double)NAN;
	f->tau2 = 0.0;
	if (m > 1.0 && m * f->phi >= m - 1.0)
		f->tau2 = (m * f->phi - (m - 1.0)) / (w - w2 / w);
}

/* An angle back to a proportion. */
static double from_angle(double y)
{
	if (y <= 0.0)
		return 0.0;
	return y >= acos(-1.0) / 2.0 ? 1.0 : pow(sin(y), 2.0);
}

/* The value that is `z` standard errors from the target. */
static double limit_at(const struct funnel_options *o, const struct point *p,
    const struct funnel_row *r, double target, double tau2, double z)
{
	const double t = target_y(o, target);

	if (o->type == FUNNEL_PROPORTION)
		return from_angle(t + z * sqrt(p->s * p->s + tau2));
	if (o->type == FUNNEL_RATIO)
		return target * exp(z * sqrt(1.0 / (4.0 * r->den) + tau2));
	if (o->method == FUNNEL_SHMI)
		return exp(z * sqrt(p->s * p->s + tau2));
	return 1.0 + z * sqrt(p->s * p->s + tau2);
}

static struct funnel_limits limits_of(const struct funnel_options *o,
    const struct point *p, const struct funnel_row *r, double target,
    double tau2)
{
	const double z95 = -small_normal_quantile(TAIL95);
	const double z998 = -small_normal_quantile(TAIL998);

	return (struct funnel_limits){
		limit_at(o, p, r, target, tau2, -z95),
		limit_at(o, p, r, target, tau2, z95),
		limit_at(o, p, r, target, tau2, -z998),
		limit_at(o, p, r, target, tau2, z998),
	};
}

/* The exact limits of a ratio whose expectation is e. */
static struct funnel_limits exact_limits(double e)
{
	return (struct funnel_limits){
		dist_gamma_quantile(e, TAIL95) / e,
		dist_gamma_quantile(e + 1.0, 1.0 - TAIL95) / e,
		dist_gamma_quantile(e, TAIL998) / e,
		dist_gamma_quantile(e + 1.0, 1.0 - TAIL998) / e,
	};
}

static enum funnel_flag flag(double value, double low, double high)
{
	if (value < low)
		return FUNNEL_LOW;
	return value > high ? FUNNEL_HIGH : FUNNEL_WITHIN;
}

static void judge_row(const struct funnel_options *o, const struct point *p,
    const struct funnel *f, struct funnel_row *r)
{
	const struct funnel_limits *use;

	r->plain = o->type == FUNNEL_STANDARDISED
		       ? exact_limits(r->den)
		       : limits_of(o, p, r, f->target, 0.0);
	/* Where chance explains all, the exact limits stay. */
	r->od =
	    f->tau2 > 0.0 ? limits_of(o, p, r, f->target, f->tau2) : r->plain;
	use = o->additive ? &r->od : &r->plain;
	r->flag95 = flag(r->value, use->ll95, use->ul95);
	r->flag998 = flag(r->value, use->ll998, use->ul998);
}

struct funnel funnel_judge(
    const struct funnel_options *o, struct funnel_row *rows, size_t n)
{
	struct point *p = xcalloc(n + 1, sizeof(*p));
	struct funnel f = { .target = o->type == FUNNEL_STANDARDISED
					  ? 1.0
					  : share_of_all(rows, n) };

	for (size_t i = 0; i < n; i++) {
		p[i] = point_of(o, &rows[i]);
		p[i].z = (p[i].y - target_y(o, f.target)) / p[i].s;
		rows[i].z = p[i].z;
		rows[i].value = rows[i].num / rows[i].den;
	}
	trim(o, p, n);
	dispersion(p, n, &f);
	for (size_t i = 0; i < n; i++)
		judge_row(o, &p[i], &f, &rows[i]);
	free(p);
	return f;
}

double funnel_wilson(struct funnel_row *rows, size_t n)
{
	const double t = share_of_all(rows, n);
	const double z95 = -small_normal_quantile(TAIL95);
	const double z998 = -small_normal_quantile(TAIL998);

	for (size_t i = 0; i < n; i++) {
		const double s = sqrt(t * (1.0 - t) / rows[i].den);

		rows[i].value = rows[i].num / rows[i].den;
		rows[i].plain = (struct funnel_limits){ fmax(0.0, t - z95 * s),
			fmin(1.0, t + z95 * s), fmax(0.0, t - z998 * s),
			fmin(1.0, t + z998 * s) };
	}
	return t;
}

enum funnel_level funnel_level(const struct funnel_row *r)
{
	if (r->value < r->plain.ll998)
		return FUNNEL_LOW_998;
	if (r->value < r->plain.ll95)
		return FUNNEL_LOW_95;
	if (r->value > r->plain.ul998)
		return FUNNEL_HIGH_998;
	return r->value > r->plain.ul95 ? FUNNEL_HIGH_95 : FUNNEL_NOT;
}

#define EXACT_BELOW 10.0 /* events */

/* The interval of a count, as the public-health form takes it. */
static struct interval count_interval(double count, double tail)
{
	const double conf = 1.0 - 2.0 * tail;

	return count < EXACT_BELOW ? small_poisson((int64_t)count, conf)
				   : small_byar((int64_t)count, conf);
}

void funnel_poisson(struct funnel_row *rows, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		const double e = rows[i].den;
		const struct interval i95 = count_interval(rows[i].num, TAIL95);
		const struct interval i998 =
		    count_interval(rows[i].num, TAIL998);

		rows[i].value = rows[i].num / e;
		rows[i].plain = (struct funnel_limits){ i95.lower / e,
			i95.upper / e, i998.lower / e, i998.upper / e };
	}
}

enum funnel_level funnel_poisson_level(const struct funnel_row *r)
{
	if (r->plain.ul998 < 1.0)
		return FUNNEL_LOW_998;
	if (r->plain.ul95 < 1.0)
		return FUNNEL_LOW_95;
	if (r->plain.ll998 > 1.0)
		return FUNNEL_HIGH_998;
	return r->plain.ll95 > 1.0 ? FUNNEL_HIGH_95 : FUNNEL_NOT;
}
