/*
 * warn.c: see warn.h. The fleet: months in order, the prior from those that
 * are watched, the trust's tide taken out, and who is named. What is believed
 * of one series is in warn_state.c.
 */
#include "stat/warn.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "stat/adjust.h"
#include "stat/dist.h"
#include "stat/warn_state.h"

#define PRIOR_K_MIN  2.0
#define PRIOR_K_MAX  200.0
#define PRIOR_ROUNDS 8   /* of the estimate of rho */
#define PRIOR_SMOOTH 2.0 /* series that each rho has for a start */
#define AGAIN_MONTHS 12  /* of a new level, before it is watched */
#define EWMA_WEIGHT  0.2
#define TIDE_SERIES  10  /* fewer make no tide */
#define TIDE_SHARE   0.6 /* of them that must move one way */
#define TIDE_SCORE   4.0 /* standard errors of their mean */
#define TIDE_MAX     3.0 /* of log odds */
#define DOUBT_MAX    0.9 /* that any budget allows */

struct series {
	struct warn_month *months; /* owned; of the segment in hand */
	size_t n, cap;
	int wanted;               /* months of its baseline */
	struct warn_state *state; /* NULL: still learning */
	double ewma;              /* of its scores */
	int scores;
	double z, score; /* this month's, and the weighted average's */
	bool seen;       /* has a month now */
	struct warn_belief belief;
};

struct fleet {
	const struct warn_options *o;
	struct series *s;
	size_t n;
	struct warn_prior prior;
	bool stale; /* a baseline was completed or dropped */
	struct warn_result *out;
	size_t alerts_cap, tides_cap;
};

/* The weighing of shares by the spread between series: a beta distribution by
 * its first two moments. */
static void estimate_share(struct fleet *f)
{
	double sum = 0.0, squares = 0.0, n = 0.0, var;
	struct warn_prior *prior = &f->prior;

	for (size_t i = 0; i < f->n; i++)
		if (f->s[i].state != NULL) {
			const double p = warn_state_share(f->s[i].state);

			sum += p;
			squares += p * p;
			n += 1.0;
		}
	prior->p = n > 0.0 ? sum / n : 0.5;
	var = n > 1.0 ? (squares - n * prior->p * prior->p) / (n - 1.0) : 0.0;
	prior->k = PRIOR_K_MIN;
	if (var > 0.0)
		prior->k = prior->p * (1.0 - prior->p) / var - 1.0;
	prior->k = fmax(PRIOR_K_MIN, fmin(PRIOR_K_MAX, prior->k));
}

/* One round of expectation and maximisation (Dempster, Laird and Rubin 1977)
 * of how often each rho occurs. */
static void estimate_rho(struct fleet *f, double (*ln)[WARN_RHOS], size_t n)
{
	double next[WARN_RHOS], all = 0.0;

	for (size_t r = 0; r < WARN_RHOS; r++)
		next[r] = PRIOR_SMOOTH / WARN_RHOS;
	for (size_t i = 0; i < n; i++) {
		double w[WARN_RHOS], sum = 0.0, top = ln[i][0];

		for (size_t r = 1; r < WARN_RHOS; r++)
			top = fmax(top, ln[i][r]);
		for (size_t r = 0; r < WARN_RHOS; r++) {
			w[r] = f->prior.rho[r] * exp(ln[i][r] - top);
			sum += w[r];
		}
		for (size_t r = 0; r < WARN_RHOS; r++)
			next[r] += w[r] / sum;
	}
	for (size_t r = 0; r < WARN_RHOS; r++)
		all += next[r];
	for (size_t r = 0; r < WARN_RHOS; r++)
		f->prior.rho[r] = next[r] / all;
}

static void estimate_prior(struct fleet *f)
{
	double(*ln)[WARN_RHOS] = xcalloc(f->n + 1, sizeof(*ln));
	size_t n = 0;

	estimate_share(f);
	for (size_t i = 0; i < f->n; i++)
		if (f->s[i].state != NULL)
			warn_state_rho(f->s[i].state, &f->prior, ln[n++]);
	for (size_t r = 0; r < WARN_RHOS; r++)
		f->prior.rho[r] = 1.0 / WARN_RHOS;
	for (int round = 0; round < PRIOR_ROUNDS; round++)
		estimate_rho(f, ln, n);
	free(ln);
	f->stale = false;
}

static void keep_month(struct series *s, const struct warn_month *m)
{
	if (s->n == s->cap) {
		s->cap = s->cap == 0 ? 32 : s->cap * 2;
		s->months = xrealloc(s->months, s->cap * sizeof(*s->months));
	}
	s->months[s->n++] = *m;
}

static struct warn_month *last_month(const struct series *s)
{
	return &s->months[s->n - 1];
}

/* -- The tide ------------------------------------------------------------- */

static int by_number(const void *a, const void *b)
{
	const double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

/* The middle score of those watched, if the trust had moved by `tide`. */
static double middle_score(const struct fleet *f, double tide, double *scratch)
{
	size_t n = 0;

	for (size_t i = 0; i < f->n; i++) {
		const struct series *s = &f->s[i];
		struct warn_month m;

		if (!s->seen || s->state == NULL)
			continue;
		m = *last_month(s);
		m.tide = tide;
		scratch[n++] = warn_state_score(s->state, &f->prior, &m);
	}
	if (n == 0)
		return 0.0;
	qsort(scratch, n, sizeof(*scratch), by_number);
	return (scratch[(n - 1) / 2] + scratch[n / 2]) / 2.0;
}

/* The shift of the log odds that leaves the middle series where it was. */
static double find_tide(const struct fleet *f)
{
	double *scratch = xcalloc(f->n + 1, sizeof(*scratch));
	double low = -TIDE_MAX, high = TIDE_MAX;

	for (int i = 0; i < 20; i++) {
		const double middle = (low + high) / 2.0;

		if (middle_score(f, middle, scratch) > 0.0)
			low = middle;
		else
			high = middle;
	}
	free(scratch);
	return (low + high) / 2.0;
}

static void add_tide(struct fleet *f, struct warn_tide tide)
{
	struct warn_result *r = f->out;

	if (r->ntides == f->tides_cap) {
		f->tides_cap = f->tides_cap == 0 ? 8 : f->tides_cap * 2;
		r->tides = xrealloc(r->tides, f->tides_cap * sizeof(*r->tides));
	}
	r->tides[r->ntides++] = tide;
}

/* The common shift of this month: 0 unless most series moved one way by more
 * than chance has it. */
static double tide_of(struct fleet *f, int month)
{
	double sum = 0.0, up = 0.0, n = 0.0, tide;
	bool rise;

	for (size_t i = 0; i < f->n; i++) {
		const struct series *s = &f->s[i];

		if (!s->seen || s->state == NULL)
			continue;
		n += 1.0;
		sum += s->z;
		up += s->z > 0.0 ? 1.0 : 0.0;
	}
	rise = sum > 0.0;
	up = rise ? up : n - up;
	if (n < TIDE_SERIES || up < TIDE_SHARE * n ||
	    fabs(sum) < TIDE_SCORE * sqrt(n))
		return 0.0;
	tide = find_tide(f);
	add_tide(
	    f, (struct warn_tide){ month, rise == f->o->falls ? 1 : -1,
		   exp(f->o->falls ? tide : -tide), (size_t)up, (size_t)n });
	return tide;
}

/* -- Who is named --------------------------------------------------------- */

/* Where the change most likely began: after the month at which its evidence,
 * added up from the last month back, was least. */
static size_t find_start(
    const struct fleet *f, const struct series *s, double before, double after)
{
	double sum = 0.0, best = -HUGE_VAL;
	size_t at = s->n - 1;

	for (size_t i = s->n; i-- > (size_t)s->wanted;) {
		if (s->months[i].den > 0)
			sum += warn_month_gain(
			    &f->prior, &s->months[i], before, after);
		if (sum > best) {
			best = sum;
			at = i;
		}
	}
	return at;
}

/* The series begins again at the change: its new level has to be learnt. */
static void begin_again(struct fleet *f, struct series *s, size_t at)
{
	warn_state_free(s->state);
	s->state = NULL;
	memmove(s->months, s->months + at, (s->n - at) * sizeof(*s->months));
	s->n -= at;
	if (s->wanted > AGAIN_MONTHS)
		s->wanted = AGAIN_MONTHS;
	s->ewma = 0.0;
	s->scores = 0;
	f->stale = true;
}

/* A share as it was given: where a rise is the concern, the fleet is watched
 * upside down, so that "down" is always the worse. */
static double told(const struct warn_options *o, double share)
{
	return o->falls ? share : 1.0 - share;
}

static void raise_alert(struct fleet *f, size_t i, bool down, double q)
{
	struct series *s = &f->s[i];
	const struct warn_belief *b = &s->belief;
	const double after = down ? b->after_down : b->after_up;
	const size_t at = find_start(f, s, b->before, after);
	struct warn_result *r = f->out;

	if (r->nalerts == f->alerts_cap) {
		f->alerts_cap = f->alerts_cap == 0 ? 16 : f->alerts_cap * 2;
		r->alerts =
		    xrealloc(r->alerts, f->alerts_cap * sizeof(*r->alerts));
	}
	r->alerts[r->nalerts++] = (struct warn_alert){
		.series = i,
		.month = last_month(s)->month,
		.start = s->months[at].month,
		.concern = down,
		.chance = down ? b->down : b->up,
		.before = told(f->o, b->before),
		.after = told(f->o, after),
		.p = dist_normal_cdf(down ? s->score : -s->score),
		.q = q,
	};
	begin_again(f, s, at);
}

/* The score of this month and its weighted average: Roberts, Technometrics 1
 * (1959), 239, with the exact variance of the first months. */
static void take_score(struct fleet *f, struct series *s)
{
	const double w = EWMA_WEIGHT;
	double spread;

	s->z = warn_state_score(s->state, &f->prior, last_month(s));
	s->scores++;
	s->ewma = (1.0 - w) * s->ewma + w * s->z;
	spread = w / (2.0 - w) * (1.0 - pow(1.0 - w, 2.0 * s->scores));
	s->score = s->ewma / sqrt(spread);
}

static double *adjusted_scores(const struct fleet *f, double sign)
{
	double *p = xcalloc(f->n + 1, sizeof(*p));
	struct adjusted *a = xcalloc(f->n + 1, sizeof(*a));

	for (size_t i = 0; i < f->n; i++)
		p[i] = f->s[i].state != NULL && f->s[i].scores > 0
			   ? dist_normal_cdf(sign * f->s[i].score)
			   : (double)NAN;
	adjust_p(p, f->n, a);
	for (size_t i = 0; i < f->n; i++)
		p[i] = a[i].bh;
	free(a);
	return p;
}

/*
 * Whether a change is likely enough for the budget. What one month may add is
 * limited, so that the chance is understated; how far was measured on invented
 * fleets (bench/warn, docs/warnings.md): of alerts from 43% up a tenth are
 * false.
 */
static bool certain(double chance, double fdr)
{
	return 1.0 - chance <= fmin(DOUBT_MAX, 1.5 * pow(fdr, 0.42));
}

static void name(struct fleet *f)
{
	double *down = adjusted_scores(f, 1.0), *up = adjusted_scores(f, -1.0);

	for (size_t i = 0; i < f->n; i++) {
		const struct series *s = &f->s[i];

		if (!s->seen || s->state == NULL || s->scores == 0)
			continue;
		if (certain(s->belief.down, f->o->fdr))
			raise_alert(f, i, true, down[i]);
		else if (certain(s->belief.up, f->o->fdr))
			raise_alert(f, i, false, up[i]);
	}
	free(down);
	free(up);
}

/* -- Months --------------------------------------------------------------- */

static void score_all(struct fleet *f)
{
	for (size_t i = 0; i < f->n; i++)
		if (f->s[i].seen && f->s[i].state != NULL)
			f->s[i].z = warn_state_score(
			    f->s[i].state, &f->prior, last_month(&f->s[i]));
}

/* Everything that the month teaches, once the tide is known. */
static void judge_month(struct fleet *f, double tide)
{
	for (size_t i = 0; i < f->n; i++) {
		struct series *s = &f->s[i];

		if (!s->seen)
			continue;
		last_month(s)->tide = tide;
		if (s->state == NULL)
			continue;
		take_score(f, s);
		warn_state_take(s->state, last_month(s));
		s->belief = warn_state_belief(s->state, &f->prior);
		f->out->nwatched++;
	}
	name(f);
}

/* A baseline that is complete is watched from the next month on. */
static void complete(struct fleet *f)
{
	for (size_t i = 0; i < f->n; i++) {
		struct series *s = &f->s[i];

		s->seen = false;
		if (s->state != NULL || s->n < (size_t)s->wanted)
			continue;
		s->state = warn_state_new(
		    s->months, (size_t)s->wanted, f->prior.scale);
		for (size_t k = (size_t)s->wanted; k < s->n; k++)
			warn_state_take(s->state, &s->months[k]);
		f->stale = true;
	}
}

void warn_watch(const struct warn_options *o, const struct warn_row *rows,
    size_t n, size_t nseries, struct warn_result *ret)
{
	struct fleet f = { .o = o, .n = nseries, .out = ret };

	*ret = (struct warn_result){ 0 };
	f.prior.scale = o->scale > 0.0 ? o->scale : 1.0;
	f.s = xcalloc(nseries + 1, sizeof(*f.s));
	for (size_t i = 0; i < nseries; i++)
		f.s[i].wanted = o->baseline;
	for (size_t at = 0; at < n;) {
		const int month = rows[at].month;

		for (; at < n && rows[at].month == month; at++) {
			const struct warn_row *r = &rows[at];
			const struct warn_month m = { month,
				o->falls ? r->num : r->den - r->num, r->den,
				0.0 };

			assert(r->series < nseries && r->num <= r->den);
			if (r->den == 0)
				continue;
			keep_month(&f.s[r->series], &m);
			f.s[r->series].seen = true;
		}
		if (f.stale)
			estimate_prior(&f);
		score_all(&f);
		judge_month(&f, tide_of(&f, month));
		complete(&f);
	}
	for (size_t i = 0; i < nseries; i++) {
		warn_state_free(f.s[i].state);
		free(f.s[i].months);
	}
	free(f.s);
}

void warn_free(struct warn_result *r)
{
	free(r->alerts);
	free(r->tides);
	*r = (struct warn_result){ 0 };
}
