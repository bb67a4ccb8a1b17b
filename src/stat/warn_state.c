/*
 * warn_state.c: see warn_state.h. Everything is a sum over a grid: of the share
 * before the change (by log odds, half a standard error apart), of rho, and of
 * the size of the change, which is a whole number of steps so that one
 * evaluation of a month serves before and after.
 *
 * The odds of a change are Shiryaev's: each month another chance that it
 * begins, times how much likelier the month is after it than before. What one
 * month may add is limited, so that a single odd month names nobody.
 */
#include "stat/warn_state.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/attr.h"
#include "stat/dist.h"
#include "stat/small.h"

#define REACH     4.5   /* standard errors of the grid to either side */
#define HAZARD    0.005 /* chance a month that a share changes for good */
#define EDGE      9.0   /* log odds beyond which nothing is believed */
#define GAIN_MAX  3.0   /* ln of what one month may add to the odds */
#define ODDS_MAX  1e200 /* enough is enough */
#define FALL_KEEP 0.3   /* of the share that every fall leaves */
#define SHIFT_MAX 2.5   /* of log odds */

/* Of answers of one month; 0.01 doubles the variance of a hundred. */
static const double rhos[WARN_RHOS] = { 0.0, 0.003, 0.01, 0.025, 0.06 };

/* Falls of the share; a rise is as many log odds as the fall of its size. */
static const double sizes[WARN_SHIFTS] = { 0.04, 0.06, 0.09, 0.12, 0.16 };

/* But of a small share no more goes than leaves this part of it. */
static const double keeps[WARN_SHIFTS] = { 0.8, 0.65, 0.5, 0.4, 0.3 };

struct warn_state {
	double rho[WARN_RHOS]; /* the values, times the measure's scale */
	double low, step;      /* log odds of grid point 0; between points */
	size_t npoints;    /* shares before: points pad .. pad + npoints - 1 */
	size_t pad, ngrid; /* room for the largest change on both sides */
	size_t shift[WARN_POINTS][WARN_SHIFTS]; /* in steps */
	double share;
	/* ln likelihood of the baseline, and of all months without change. */
	double base[WARN_RHOS][WARN_POINTS], none[WARN_RHOS][WARN_POINTS];
	/* Odds of a change of each size so far, against none. */
	double down[WARN_RHOS][WARN_POINTS][WARN_SHIFTS];
	double up[WARN_RHOS][WARN_POINTS][WARN_SHIFTS];
	double *lik; /* scratch: WARN_RHOS * ngrid */
};

static double share_at(double log_odds)
{
	const double x = fmax(-EDGE, fmin(EDGE, log_odds));

	return 1.0 / (1.0 + exp(-x));
}

static double grid_odds(const struct warn_state *s, size_t g)
{
	return s->low + s->step * (double)g;
}

static double point_share(const struct warn_state *s, size_t i)
{
	return share_at(grid_odds(s, i + s->pad));
}

/* Fills lik with the month's ln likelihood at every grid point. The choice of
 * which answers (n over x) falls out. */
static void evaluate(struct warn_state *s, const struct warn_month *m)
{
	for (size_t r = 0; r < WARN_RHOS; r++)
		for (size_t g = 0; g < s->ngrid; g++)
			s->lik[r * s->ngrid + g] =
			    dist_beta_binomial_ln(m->num, m->den,
				share_at(grid_odds(s, g) + m->tide), s->rho[r]);
}

static void lay_shifts(struct warn_state *s)
{
	for (size_t i = 0; i < s->npoints; i++)
		for (size_t k = 0; k < WARN_SHIFTS; k++) {
			const double p = point_share(s, i);
			const double to = fmax(keeps[k] * p, p - sizes[k]);
			const double by =
			    log(p / (1.0 - p)) - log(to / (1.0 - to));

			s->shift[i][k] =
			    (size_t)lround(fmin(SHIFT_MAX, by) / s->step);
		}
}

/* Lays the grid around the raw share. */
static void lay_grid(struct warn_state *s, double num, double den, size_t n)
{
	const double p = (num + 0.5) / (den + 1.0);
	const double mean = den / (double)(n > 0 ? n : 1);
	/* As wide as the larger values of rho would have it. */
	const double many = 1.0 + fmax(0.0, mean - 1.0) * s->rho[2] * 1.5;
	const double se = fmin(0.8, sqrt(many / ((den + 1.0) * p * (1.0 - p))));

	s->share = p;
	s->step = fmax(0.025, fmin(0.15, se / 2.0));
	s->npoints = 2 * (size_t)ceil(REACH * se / s->step) + 1;
	if (s->npoints > WARN_POINTS)
		s->npoints = WARN_POINTS;
	s->pad = (size_t)ceil(SHIFT_MAX / s->step) + 1;
	s->ngrid = s->npoints + 2 * s->pad;
	s->low = log(p / (1.0 - p)) -
		 s->step * ((double)s->pad + (double)(s->npoints - 1) / 2.0);
	lay_shifts(s);
}

static void take_base(struct warn_state *s, const struct warn_month *m)
{
	evaluate(s, m);
	for (size_t r = 0; r < WARN_RHOS; r++)
		for (size_t i = 0; i < s->npoints; i++)
			s->base[r][i] += s->lik[r * s->ngrid + s->pad + i];
}

struct warn_state *warn_state_new(
    const struct warn_month *m, size_t n, double scale)
{
	struct warn_state *s = xcalloc(1, sizeof(*s));
	double num = 0.0, den = 0.0;

	for (size_t i = 0; i < n; i++) {
		num += (double)m[i].num;
		den += (double)m[i].den;
	}
	for (size_t r = 0; r < WARN_RHOS; r++)
		s->rho[r] = rhos[r] * scale;
	lay_grid(s, num, den, n);
	s->lik = xcalloc(WARN_RHOS * s->ngrid, sizeof(*s->lik));
	for (size_t i = 0; i < n; i++)
		if (m[i].den > 0)
			take_base(s, &m[i]);
	for (size_t r = 0; r < WARN_RHOS; r++)
		for (size_t i = 0; i < s->npoints; i++)
			s->none[r][i] = s->base[r][i];
	return s;
}

void warn_state_free(struct warn_state *s)
{
	if (s != NULL)
		free(s->lik);
	free(s);
}

double warn_state_share(const struct warn_state *s)
{
	return s->share;
}

/* ln of the prior of a share, as a density of its log odds. */
static double prior_ln(const struct warn_prior *prior, double p)
{
	return prior->k * (prior->p * log(p) + (1.0 - prior->p) * log1p(-p));
}

static double largest(
    const struct warn_state *s, const double ln[WARN_RHOS][WARN_POINTS])
{
	double top = ln[0][0];

	for (size_t r = 0; r < WARN_RHOS; r++)
		for (size_t i = 0; i < s->npoints; i++)
			top = fmax(top, ln[r][i]);
	return top;
}

void warn_state_rho(const struct warn_state *s, const struct warn_prior *prior,
    double ret_ln[WARN_RHOS])
{
	const double top = largest(s, s->base);
	const double middle = prior_ln(prior, prior->p);

	for (size_t r = 0; r < WARN_RHOS; r++) {
		double sum = 0.0;

		for (size_t i = 0; i < s->npoints; i++)
			sum += exp(s->base[r][i] - top +
				   prior_ln(prior, point_share(s, i)) - middle);
		ret_ln[r] = log(fmax(sum, 1e-300));
	}
}

/* The baseline's share and rho with their spread, as the prior has it. */
static void baseline_belief(const struct warn_state *s,
    const struct warn_prior *prior, double *ret_p, double *ret_rho)
{
	const double top = largest(s, s->base);
	const double middle = prior_ln(prior, prior->p);
	double all = 0.0, p1 = 0.0, p2 = 0.0, rho = 0.0;

	for (size_t r = 0; r < WARN_RHOS; r++)
		for (size_t i = 0; i < s->npoints; i++) {
			const double p = point_share(s, i);
			const double w =
			    prior->rho[r] * exp(s->base[r][i] - top +
						prior_ln(prior, p) - middle);

			all += w;
			p1 += w * p;
			p2 += w * p * p;
			rho += w * s->rho[r];
		}
	p1 /= all;
	*ret_p = p1;
	/* Not knowing the share is one more reason for months to differ. */
	*ret_rho =
	    rho / all + fmax(0.0, p2 / all - p1 * p1) / (p1 * (1.0 - p1));
}

double warn_state_score(const struct warn_state *s,
    const struct warn_prior *prior, const struct warn_month *m)
{
	double p, rho, mid;

	baseline_belief(s, prior, &p, &rho);
	p = share_at(log(p / (1.0 - p)) + m->tide);
	mid = dist_beta_binomial_mid(m->num, m->den, p, fmin(rho, 0.99));
	return small_normal_quantile(fmax(1e-12, fmin(1.0 - 1e-12, mid)));
}

static double step_odds(double odds, double gain)
{
	return fmin(ODDS_MAX,
	    (odds + HAZARD) / (1.0 - HAZARD) * exp(fmin(gain, GAIN_MAX)));
}

void warn_state_take(struct warn_state *s, const struct warn_month *m)
{
	if (m->den == 0)
		return;
	evaluate(s, m);
	for (size_t r = 0; r < WARN_RHOS; r++) {
		const double *lik = s->lik + r * s->ngrid + s->pad;

		for (size_t i = 0; i < s->npoints; i++) {
			s->none[r][i] += lik[i];
			for (size_t k = 0; k < WARN_SHIFTS; k++) {
				const double *at = lik + i;
				double *d = &s->down[r][i][k];
				double *u = &s->up[r][i][k];

				*d = step_odds(
				    *d, at[-(ptrdiff_t)s->shift[i][k]] - at[0]);
				*u = step_odds(*u, at[s->shift[i][k]] - at[0]);
			}
		}
	}
}

struct sums {
	double none, down, up;
	double before, after_down, after_up; /* weighed by the same */
};

/* Adds one point of the grid with its weight. */
static void add_point(
    const struct warn_state *s, size_t r, size_t i, double w, struct sums *t)
{
	double down = 0.0, up = 0.0;

	for (size_t k = 0; k < WARN_SHIFTS; k++) {
		const double d = w * s->down[r][i][k] / WARN_SHIFTS;
		const double u = w * s->up[r][i][k] / WARN_SHIFTS;
		const size_t g = i + s->pad;

		down += d;
		up += u;
		t->after_down += d * share_at(grid_odds(s, g - s->shift[i][k]));
		t->after_up += u * share_at(grid_odds(s, g + s->shift[i][k]));
	}
	t->none += w;
	t->down += down;
	t->up += up;
	t->before += (w + down + up) * point_share(s, i);
}

struct warn_belief warn_state_belief(
    const struct warn_state *s, const struct warn_prior *prior)
{
	const double top = largest(s, s->none);
	const double middle = prior_ln(prior, prior->p);
	struct sums t = { 0 };
	double all;

	for (size_t r = 0; r < WARN_RHOS; r++)
		for (size_t i = 0; i < s->npoints; i++)
			add_point(s, r, i,
			    prior->rho[r] *
				exp(s->none[r][i] - top +
				    prior_ln(prior, point_share(s, i)) -
				    middle),
			    &t);
	all = t.none + t.down + t.up;
	return (struct warn_belief){ .down = t.down / all,
		.up = t.up / all,
		.before = t.before / all,
		.after_down = t.after_down / fmax(t.down, 1e-300),
		.after_up = t.after_up / fmax(t.up, 1e-300) };
}

double warn_month_gain(const struct warn_prior *prior,
    const struct warn_month *m, double before, double after)
{
	const double b = log(before / (1.0 - before)) + m->tide;
	const double a = log(after / (1.0 - after)) + m->tide;
	double rho = 0.0;

	for (size_t r = 0; r < WARN_RHOS; r++)
		rho += prior->rho[r] * rhos[r] * prior->scale;
	return dist_beta_binomial_ln(m->num, m->den, share_at(a), rho) -
	       dist_beta_binomial_ln(m->num, m->den, share_at(b), rho);
}
