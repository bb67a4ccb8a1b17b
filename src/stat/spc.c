/*
 * spc.c: see spc.h. Each segment is judged alone, then the icons follow from
 * the latest point.
 */
#include "stat/spc.h"

#include <assert.h>

#include "base/attr.h"
#include "stat/spc_part.h"

static const char *const kinds[] = {
	[SPC_XMR] = "xmr",
	[SPC_I] = "i",
	[SPC_P] = "p",
	[SPC_P_PRIME] = "p-prime",
	[SPC_U] = "u",
	[SPC_U_PRIME] = "u-prime",
	[SPC_C] = "c",
	[SPC_T] = "t",
	[SPC_G] = "g",
};

const char *spc_kind_name(enum spc_kind kind)
{
	assert((size_t)kind < NELEM(kinds));
	return kinds[kind];
}

bool spc_kind_parse(struct str name, enum spc_kind *ret)
{
	for (size_t i = 0; i < NELEM(kinds); i++)
		if (str_is(name, kinds[i])) {
			*ret = (enum spc_kind)i;
			return true;
		}
	return false;
}

bool spc_has_den(enum spc_kind kind)
{
	return kind >= SPC_P && kind <= SPC_U_PRIME;
}

void spc_ratios(
    const double *nums, const double *dens, size_t n, double *ret_values)
{
	for (size_t i = 0; i < n; i++)
		ret_values[i] = dens[i] > 0.0 ? nums[i] / dens[i] : (double)NAN;
}

size_t spc_count_segments(const struct spc_input *in)
{
	size_t n = in->n > 0;

	for (size_t i = 1; i < in->n && in->starts != NULL; i++)
		n += in->starts[i];
	return n;
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
	const double target = p->target, slack = SPC_SLACK * fabs(target);
	const bool up = o->better == XMR_INCREASE;

	if (isnan(target) || o->better == XMR_NEUTRAL)
		return XMR_A_NONE;
	if (target > p->upl + slack)
		return up ? XMR_A_FAIL : XMR_A_PASS;
	if (target < p->lpl - slack)
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
		if (!spc_counts(&p[i]))
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
		if (spc_counts(&p[i]))
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

static struct spc_segment judge(const struct xmr_options *o,
    const struct spc_input *in, size_t from, size_t n, struct xmr_point *points)
{
	struct spc_segment s = { .from = from, .n = n };
	struct part t = { .o = o,
		.kind = in->kind,
		.p = points + from,
		.n = n,
		.base = o->baseline > 0 && o->baseline < n ? o->baseline : n };

	if (spc_has_den(in->kind)) {
		t.num = in->nums + from;
		t.den = in->dens + from;
	}
	s.sigma_z = spc_lines(&t);
	spc_patterns(&t);
	s.runs = spc_runs(t.p, n);
	return s;
}

static struct xmr_point point(
    const struct xmr_options *o, const struct spc_input *in, size_t i)
{
	struct xmr_point p = { .value = in->values[i],
		.ghost = in->ghosts != NULL && in->ghosts[i],
		.target = o->has_target ? o->target : (double)NAN };

	if (in->targets != NULL)
		p.target = in->targets[i];
	return p;
}

void spc_chart(const struct xmr_options *o, const struct spc_input *in,
    struct xmr_point *ret_points, struct spc_segment *ret_segments,
    struct xmr_summary *ret)
{
	size_t from = 0, segment = 0;

	for (size_t i = 0; i < in->n; i++) {
		segment += i == 0 || (in->starts != NULL && in->starts[i]);
		ret_points[i] = point(o, in, i);
		ret_points[i].segment = segment;
	}
	for (size_t i = 1; i <= in->n; i++) {
		struct spc_segment s;

		if (i < in->n &&
		    ret_points[i].segment == ret_points[from].segment)
			continue;
		s = judge(o, in, from, i - from, ret_points);
		if (ret_segments != NULL)
			ret_segments[ret_points[from].segment - 1] = s;
		from = i;
	}
	summarise(o, ret_points, in->n, ret);
}

size_t spc_rebase_hint(const struct xmr_point *points, size_t n)
{
	size_t first = n, run = 0;
	int side = 0;

	for (size_t i = n; i-- > 0;) {
		const struct xmr_point *p = &points[i];
		const double slack = SPC_SLACK * fabs(p->mean);

		if (p->segment != points[n - 1].segment)
			break;
		if (!spc_counts(p))
			continue;
		if (side == 0)
			side = spc_side(p, slack);
		if (side == 0 || spc_side(p, slack) != side)
			return run >= XMR_TRIAL ? first : n;
		first = i;
		run++;
	}
	return n; /* the whole segment: nothing came before */
}
