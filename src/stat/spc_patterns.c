/*
 * spc_patterns.c: the four patterns of special cause in one segment, each
 * point judged by its own lines, and one label per point.
 */
#include "stat/spc_part.h"

int spc_side(const struct xmr_point *p, double slack)
{
	const double d = spc_value(p) - p->mean;

	return (d > slack) - (d < -slack);
}

static int side(const struct part *t, size_t i)
{
	return spc_side(&t->p[i], t->slack);
}

static void find_outside(struct part *t)
{
	for (size_t i = 0; i < t->n; i++) {
		const double v = spc_value(&t->p[i]);

		t->p[i].outside =
		    v > t->p[i].upl + t->slack || v < t->p[i].lpl - t->slack;
	}
}

static size_t run_of(const struct part *t)
{
	return t->o->run > 0 ? t->o->run : XMR_RUN;
}

static void find_shift(struct part *t)
{
	size_t from = 0;

	for (size_t i = 0; i < t->n; i++) {
		if (side(t, i) == 0 || side(t, i) != side(t, from))
			from = i;
		if (side(t, i) == 0 || i - from + 1 < run_of(t))
			continue;
		for (size_t k = from; k <= i; k++)
			t->p[k].shift = true;
	}
}

static int step(const struct part *t, size_t i)
{
	const double d = spc_value(&t->p[i]) - spc_value(&t->p[i - 1]);

	return (d > 0.0) - (d < 0.0);
}

/* Leaves each point's direction in its rule for rules_of; at the turning point
 * between two trends the later one stays. */
static void find_trend(struct part *t)
{
	size_t from = 0;

	for (size_t i = 1; i < t->n; i++) {
		const int up = step(t, i);

		/* A run is from..i; a new one begins at the point before. */
		if (i - 1 > from && up != step(t, i - 1))
			from = i - 1;
		if (up == 0)
			from = i;
		if (up == 0 || i - from + 1 < run_of(t))
			continue;
		for (size_t k = from; k <= i; k++) {
			t->p[k].trend = true;
			t->p[k].rule = up > 0 ? XMR_TREND_UP : XMR_TREND_DOWN;
		}
	}
}

/* Past the two-thirds line, and within the limit unless `beyond`. */
static bool is_near(const struct part *t, size_t i)
{
	const struct xmr_point *p = &t->p[i];

	return (p->value > p->uwl + t->slack || p->value < p->lwl - t->slack) &&
	       (t->o->beyond || !p->outside);
}

static void find_two_in_three(struct part *t)
{
	for (size_t i = 2; i < t->n; i++) {
		const int s = side(t, i);
		int near = 0;

		if (s == 0 || side(t, i - 1) != s || side(t, i - 2) != s)
			continue;
		for (size_t k = i - 2; k <= i; k++)
			near += is_near(t, k);
		for (size_t k = i - 2; k <= i && near >= 2; k++)
			if (is_near(t, k))
				t->p[k].two_in_three = true;
	}
}

/* All that apply, most telling first; gives how many. */
static size_t rules_of(
    const struct part *t, size_t i, enum xmr_rule ret_rules[static 4])
{
	const struct xmr_point *p = &t->p[i];
	const bool high = side(t, i) > 0;
	size_t n = 0;

	if (p->outside)
		ret_rules[n++] =
		    p->value > p->upl ? XMR_OUTSIDE_HIGH : XMR_OUTSIDE_LOW;
	if (p->trend)
		ret_rules[n++] = p->rule; /* as find_trend left it */
	if (p->two_in_three)
		ret_rules[n++] =
		    high ? XMR_TWO_IN_THREE_HIGH : XMR_TWO_IN_THREE_LOW;
	if (p->shift)
		ret_rules[n++] = high ? XMR_SHIFT_HIGH : XMR_SHIFT_LOW;
	return n;
}

static void label(struct part *t)
{
	const struct xmr_options *o = t->o;

	for (size_t i = 0; i < t->n; i++) {
		enum xmr_rule rules[4];
		const size_t n = rules_of(t, i, rules);
		enum xmr_rule first = n > 0 ? rules[0] : XMR_NONE;

		for (size_t k = n; o->improvement_wins && k > 0; k--)
			if (xmr_type_of(o->better, rules[k - 1]) ==
			    XMR_IMPROVEMENT)
				first = rules[k - 1];
		t->p[i].rule = first;
		t->p[i].type = xmr_type_of(o->better, first);
	}
}

void spc_patterns(struct part *t)
{
	find_outside(t);
	find_shift(t);
	find_trend(t);
	find_two_in_three(t);
	label(t);
}
