/*
 * fleet.h: an invented fleet of teams whose truth is known: how many answer, how
 * many of them are content, and which teams get worse or better and when. The
 * same seed gives the same fleet. Only tests and the bench use it.
 */
#ifndef TESTS_FLEET_H
#define TESTS_FLEET_H

#include <math.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/random.h"
#include "stat/warn.h"

struct fleet_plan {
	size_t teams;
	int months, baseline;
	int last_start;    /* changes begin from baseline to here, from 0 */
	double fall, wide; /* smallest fall of the share, and how much more */
	double p_low, p_high;
};

/* As section 8 of the notes on statistics has it: a year after two years of
 * baseline; falls of 5 to 15 points begin in its first half. */
#define FLEET_PLAN                                                            \
	{                                                                     \
		.teams = 300, .months = 36, .baseline = 24, .last_start = 29, \
		.fall = 0.05, .wide = 0.10, .p_low = 0.85, .p_high = 0.98     \
	}

struct fleet_team {
	double p, rho, size;
	int change;   /* the month from which the share is other; -1: never */
	double shift; /* of the share */
};

struct fleet_data {
	struct warn_row *rows;
	struct fleet_team *teams;
	size_t n, nteams;
};

static double fleet_normal(struct prng *p)
{
	const double u = 1.0 - prng_unit(p), v = prng_unit(p);

	return sqrt(-2.0 * log(u)) * cos(2.0 * acos(-1.0) * v);
}

/* Marsaglia and Tsang, ACM Trans. Math. Software 26 (2000), 363. */
static double fleet_gamma(struct prng *p, double shape)
{
	const double d = (shape < 1.0 ? shape + 1.0 : shape) - 1.0 / 3.0;
	const double c = 1.0 / sqrt(9.0 * d);

	for (;;) {
		const double x = fleet_normal(p), t = 1.0 + c * x;
		const double v = t * t * t, u = 1.0 - prng_unit(p);

		if (t <= 0.0 || log(u) >= 0.5 * x * x + d - d * v + d * log(v))
			continue;
		return shape < 1.0
			   ? d * v * pow(1.0 - prng_unit(p), 1.0 / shape)
			   : d * v;
	}
}

static double fleet_beta(struct prng *p, double a, double b)
{
	const double x = fleet_gamma(p, a), y = fleet_gamma(p, b);

	return x / (x + y);
}

static int64_t fleet_poisson(struct prng *p, double mean)
{
	double left = mean;
	int64_t n = -1;

	while (left > 0.0) {
		left += log(1.0 - prng_unit(p));
		n++;
	}
	return n;
}

static int64_t fleet_binomial(struct prng *p, int64_t n, double share)
{
	int64_t x = 0;

	for (int64_t i = 0; i < n; i++)
		x += prng_unit(p) < share ? 1 : 0;
	return x;
}

static struct fleet_team fleet_team(
    const struct fleet_plan *plan, struct prng *p)
{
	const double kind = prng_unit(p);
	const int room = plan->last_start - plan->baseline + 1;
	struct fleet_team t = { .change = -1 };

	t.size = 8.0 * pow(200.0 / 8.0, prng_unit(p));
	t.rho = 0.01 * prng_unit(p);
	t.p = plan->p_low + (plan->p_high - plan->p_low) * prng_unit(p);
	t.shift = plan->fall + plan->wide * prng_unit(p);
	if (kind < 0.15)
		t.change = plan->baseline + (int)prng_below(p, (uint32_t)room);
	if (kind < 0.10)
		t.shift = -t.shift;
	else
		t.shift = (1.0 - t.p) * 0.6;
	return t;
}

static struct fleet_data fleet_make(
    const struct fleet_plan *plan, uint64_t seed)
{
	struct prng p = { seed };
	struct fleet_data f = { .nteams = plan->teams };
	const size_t n = plan->teams * (size_t)plan->months;

	f.teams = xcalloc(plan->teams, sizeof(*f.teams));
	f.rows = xcalloc(n, sizeof(*f.rows));
	for (size_t i = 0; i < plan->teams; i++)
		f.teams[i] = fleet_team(plan, &p);
	for (int m = 0; m < plan->months; m++)
		for (size_t i = 0; i < plan->teams; i++) {
			const struct fleet_team *t = &f.teams[i];
			double share = t->p, k = 1.0 / fmax(t->rho, 1e-4) - 1.0;
			struct warn_row *r = &f.rows[f.n++];

			if (t->change >= 0 && m >= t->change)
				share =
				    fmax(0.02, fmin(0.995, share + t->shift));
			*r = (struct warn_row){ i, m, 0,
				fleet_poisson(&p, t->size) };
			share = fleet_beta(&p, share * k, (1.0 - share) * k);
			r->num = fleet_binomial(&p, r->den, share);
		}
	return f;
}

static void fleet_free(struct fleet_data *f)
{
	free(f->rows);
	free(f->teams);
}

/* What became of the alerts of one fleet or more. */
struct fleet_score {
	int falls, in3, in6, ever; /* teams that got worse, and found */
	int false_alerts, alerts;
	double quiet; /* team-months watched before a fall */
};

/* A series' first alert of concern counts, and is false before a fall. */
static void fleet_judge(const struct fleet_plan *plan,
    const struct fleet_data *f, const struct warn_result *r,
    struct fleet_score *s)
{
	int *first = xcalloc(f->nteams, sizeof(*first));

	for (size_t i = r->nalerts; i-- > 0;)
		if (r->alerts[i].concern)
			first[r->alerts[i].series] = r->alerts[i].month + 1;
	for (size_t i = 0; i < f->nteams; i++) {
		const struct fleet_team *t = &f->teams[i];
		const bool fell = t->change >= 0 && t->shift < 0.0;
		const int wait = first[i] - 1 - t->change;

		s->falls += fell ? 1 : 0;
		s->quiet += (fell ? t->change : plan->months) - plan->baseline;
		if (first[i] == 0)
			continue;
		s->alerts++;
		if (!fell || wait < 0) {
			s->false_alerts++;
			continue;
		}
		s->ever++;
		s->in3 += wait < 3 ? 1 : 0;
		s->in6 += wait < 6 ? 1 : 0;
	}
	free(first);
}

#endif
