/*
 * xmr.c: see xmr.h. Each segment is judged alone: limits, the four patterns,
 * one label per point; then the icons of the latest point.
 */
#include "stat/xmr.h"

#include <assert.h>
#include <math.h>

#include "base/attr.h"

/* One segment under work. */
struct part {
	const struct xmr_options *o;
	struct xmr_point *p;
	size_t n;
	double slack; /* this close to a line is on it */
	double near;  /* two thirds of the way to a limit, from the mean */
};

/* A sum that keeps what rounding loses (Neumaier 1974): 24 times 0.7 must
 * have the mean 0.7, or a constant series would show a shift. */
struct sum {
	double s, lost;
	size_t n;
};

static void sum_add(struct sum *a, double x)
{
	const double t = a->s + x;

	a->lost += fabs(a->s) >= fabs(x) ? (a->s - t) + x : (x - t) + a->s;
	a->s = t;
	a->n++;
}

static double sum_mean(const struct sum *a)
{
	return a->n > 0 ? (a->s + a->lost) / (double)a->n : (double)NAN;
}

static bool has(const struct xmr_point *p)
{
	return !isnan(p->value);
}

/* The mean of the base's moving ranges below `under`; NAN when none is. */
static double mean_range(const struct xmr_point *p, size_t n, double under)
{
	struct sum a = { 0.0, 0.0, 0 };

	for (size_t i = 1; i < n; i++) {
		const double range = fabs(p[i].value - p[i - 1].value);

		if (range < under) /* false when a neighbour is missing */
			sum_add(&a, range);
	}
	return sum_mean(&a);
}

static double part_slack(const struct part *t)
{
	double largest = 1.0;

	for (size_t i = 0; i < t->n; i++)
		if (has(&t->p[i]))
			largest = fmax(largest, fabs(t->p[i].value));
	return 1e-12 * largest;
}

static void limits(struct part *t)
{
	const size_t base =
	    t->o->baseline > 0 && t->o->baseline < t->n ? t->o->baseline : t->n;
	struct sum a = { 0.0, 0.0, 0 };
	double range = mean_range(t->p, base, HUGE_VAL), mean;

	for (size_t i = 0; i < base; i++)
		if (has(&t->p[i]))
			sum_add(&a, t->p[i].value);
	mean = sum_mean(&a);
	/* Without any variation every range would be screened: none is. */
	if (t->o->screen && range > 0.0)
		range = mean_range(t->p, base, XMR_SCREENING * range);
	t->slack = part_slack(t);
	t->near = XMR_LIMIT * range * 2.0 / 3.0;
	for (size_t i = 0; i < t->n; i++) {
		t->p[i].mean = mean;
		t->p[i].lpl = mean - XMR_LIMIT * range;
		t->p[i].upl = mean + XMR_LIMIT * range;
		t->p[i].trial = t->n < XMR_TRIAL;
	}
}

/* 1 above the mean, -1 below, 0 on it or no value. */
static int side(const struct part *t, size_t i)
{
	const double d = t->p[i].value - t->p[i].mean;

	return (d > t->slack) - (d < -t->slack);
}

static void find_outside(struct part *t)
{
	for (size_t i = 0; i < t->n; i++)
		t->p[i].outside = t->p[i].value > t->p[i].upl + t->slack ||
				  t->p[i].value < t->p[i].lpl - t->slack;
}

static void find_shift(struct part *t)
{
	size_t from = 0;

	for (size_t i = 0; i < t->n; i++) {
		if (side(t, i) == 0 || side(t, i) != side(t, from))
			from = i;
		if (side(t, i) == 0 || i - from + 1 < XMR_RUN)
			continue;
		for (size_t k = from; k <= i; k++)
			t->p[k].shift = true;
	}
}

static int step(const struct part *t, size_t i)
{
	const double d = t->p[i].value - t->p[i - 1].value;

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
		if (up == 0 || i - from + 1 < XMR_RUN)
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
	const double d = fabs(t->p[i].value - t->p[i].mean);

	return d > t->near + t->slack && (t->o->beyond || !t->p[i].outside);
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
		ret_rules[n++] = high ? XMR_OUTSIDE_HIGH : XMR_OUTSIDE_LOW;
	if (p->trend)
		ret_rules[n++] = p->rule; /* as find_trend left it */
	if (p->two_in_three)
		ret_rules[n++] =
		    high ? XMR_TWO_IN_THREE_HIGH : XMR_TWO_IN_THREE_LOW;
	if (p->shift)
		ret_rules[n++] = high ? XMR_SHIFT_HIGH : XMR_SHIFT_LOW;
	return n;
}

int xmr_rule_sign(enum xmr_rule rule)
{
	switch (rule) {
	case XMR_OUTSIDE_HIGH:
	case XMR_TREND_UP:
	case XMR_TWO_IN_THREE_HIGH:
	case XMR_SHIFT_HIGH:
		return 1;
	case XMR_OUTSIDE_LOW:
	case XMR_TREND_DOWN:
	case XMR_TWO_IN_THREE_LOW:
	case XMR_SHIFT_LOW:
		return -1;
	case XMR_NONE:
	default:
		return 0;
	}
}

static enum xmr_type type_of(enum xmr_better better, enum xmr_rule rule)
{
	const int sign = xmr_rule_sign(rule);

	if (sign == 0)
		return XMR_COMMON;
	if (better == XMR_NEUTRAL)
		return sign > 0 ? XMR_NEUTRAL_HIGH : XMR_NEUTRAL_LOW;
	return (sign > 0) == (better == XMR_INCREASE) ? XMR_IMPROVEMENT
						      : XMR_CONCERN;
}

static void label(struct part *t)
{
	const struct xmr_options *o = t->o;

	for (size_t i = 0; i < t->n; i++) {
		enum xmr_rule rules[4];
		const size_t n = rules_of(t, i, rules);
		enum xmr_rule first = n > 0 ? rules[0] : XMR_NONE;

		for (size_t k = n; o->improvement_wins && k > 0; k--)
			if (type_of(o->better, rules[k - 1]) == XMR_IMPROVEMENT)
				first = rules[k - 1];
		t->p[i].rule = first;
		t->p[i].type = type_of(o->better, first);
	}
}

static void judge(struct part *t)
{
	limits(t);
	find_outside(t);
	find_shift(t);
	find_trend(t);
	find_two_in_three(t);
	label(t);
}

/* The icon names the direction that the measure should take, not where the
 * point lies. */
static enum xmr_variation variation(
    enum xmr_better better, const struct xmr_point *p)
{
	switch (p->type) {
	case XMR_IMPROVEMENT:
		return better == XMR_INCREASE ? XMR_V_IMPROVEMENT_HIGH
					      : XMR_V_IMPROVEMENT_LOW;
	case XMR_CONCERN:
		return better == XMR_INCREASE ? XMR_V_CONCERN_LOW
					      : XMR_V_CONCERN_HIGH;
	case XMR_NEUTRAL_HIGH:
		return XMR_V_NEUTRAL_HIGH;
	case XMR_NEUTRAL_LOW:
		return XMR_V_NEUTRAL_LOW;
	case XMR_COMMON:
	default:
		return XMR_V_COMMON;
	}
}

/* A target on a limit is neither passed nor failed for certain; the slack
 * keeps it so when the limit carries a rounding. */
static enum xmr_assurance assurance(
    const struct xmr_options *o, const struct xmr_point *p)
{
	const double slack = 1e-12 * fmax(1.0, fabs(o->target));
	const bool up = o->better == XMR_INCREASE;

	if (!o->has_target || o->better == XMR_NEUTRAL)
		return XMR_A_NONE;
	if (o->target > p->upl + slack)
		return up ? XMR_A_FAIL : XMR_A_PASS;
	if (o->target < p->lpl - slack)
		return up ? XMR_A_PASS : XMR_A_FAIL;
	return XMR_A_INCONSISTENT;
}

/* Back over points of the latest one's type; a gap inside does not end it. */
static size_t run_start(const struct xmr_point *p, size_t latest)
{
	size_t since = latest;

	if (p[latest].type == XMR_COMMON)
		return latest;
	for (size_t i = latest; i-- > 0 && p[i].segment == p[latest].segment;) {
		if (!has(&p[i]))
			continue;
		if (p[i].type != p[latest].type)
			break;
		since = i;
	}
	return since;
}

static void summarise(const struct xmr_options *o, const struct xmr_point *p,
    size_t n, struct xmr_summary *ret)
{
	size_t latest = n, rows = 0;

	*ret = (struct xmr_summary){ XMR_V_TOO_FEW, XMR_A_TOO_FEW, n, n };
	for (size_t i = n; i-- > 0 && latest == n;)
		if (has(&p[i]))
			latest = i;
	if (latest == n)
		return;
	for (size_t i = 0; i < n; i++)
		rows += p[i].segment == p[latest].segment;
	ret->latest = latest;
	ret->since = run_start(p, latest);
	if (rows < o->icons_from)
		return;
	ret->variation = variation(o->better, &p[latest]);
	ret->assurance = assurance(o, &p[latest]);
}

void xmr_chart(const struct xmr_options *o, const double *values,
    const bool *starts, size_t n, struct xmr_point *ret_points,
    struct xmr_summary *ret)
{
	size_t from = 0, segment = 1;

	for (size_t i = 0; i < n; i++)
		ret_points[i] = (struct xmr_point){ .value = values[i] };
	for (size_t i = 1; i <= n; i++) {
		struct part t = { o, &ret_points[from], i - from, 0.0, 0.0 };

		if (i < n && (starts == NULL || !starts[i]))
			continue;
		for (size_t k = from; k < i; k++)
			ret_points[k].segment = segment;
		judge(&t);
		segment++;
		from = i;
	}
	summarise(o, ret_points, n, ret);
}

struct xmr_options xmr_profile_ptd(enum xmr_better better)
{
	return (struct xmr_options){ .better = better, .screen = true };
}

struct xmr_options xmr_profile_mdc(enum xmr_better better)
{
	return (struct xmr_options){ .better = better,
		.beyond = true,
		.improvement_wins = true,
		.icons_from = XMR_TRIAL };
}

const char *xmr_rule_name(enum xmr_rule rule)
{
	static const char *const names[] = { "none", "outside_high",
		"outside_low", "trend_up", "trend_down", "two_in_three_high",
		"two_in_three_low", "shift_high", "shift_low" };

	assert((size_t)rule < NELEM(names));
	return names[rule];
}

const char *xmr_type_name(enum xmr_type type)
{
	static const char *const names[] = { "common_cause",
		"special_cause_improvement", "special_cause_concern",
		"special_cause_neutral_high", "special_cause_neutral_low" };

	assert((size_t)type < NELEM(names));
	return names[type];
}

const char *xmr_variation_name(enum xmr_variation v)
{
	static const char *const names[] = { "common_cause", "improvement_high",
		"improvement_low", "concern_high", "concern_low",
		"neutral_high", "neutral_low", "too_few" };

	assert((size_t)v < NELEM(names));
	return names[v];
}

const char *xmr_assurance_name(enum xmr_assurance a)
{
	static const char *const names[] = { "none", "pass", "fail",
		"inconsistent", "too_few" };

	assert((size_t)a < NELEM(names));
	return names[a];
}
