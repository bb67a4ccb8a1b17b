/*
 * xmr.c: see xmr.h. The judging is in spc.c, which the XmR chart shares with
 * the others; here are its profiles and names.
 */
#include "stat/xmr.h"

#include <assert.h>
#include <math.h>

#include "base/attr.h"
#include "stat/spc.h"

void xmr_chart(const struct xmr_options *o, const double *values,
    const bool *starts, size_t n, struct xmr_point *ret_points,
    struct xmr_summary *ret)
{
	const struct spc_input in = {
		.kind = SPC_XMR, .values = values, .starts = starts, .n = n
	};

	spc_chart(o, &in, ret_points, NULL, ret);
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

enum xmr_type xmr_type_of(enum xmr_better better, enum xmr_rule rule)
{
	const int sign = xmr_rule_sign(rule);

	if (sign == 0)
		return XMR_COMMON;
	if (better == XMR_NEUTRAL)
		return sign > 0 ? XMR_NEUTRAL_HIGH : XMR_NEUTRAL_LOW;
	return (sign > 0) == (better == XMR_INCREASE) ? XMR_IMPROVEMENT
						      : XMR_CONCERN;
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
