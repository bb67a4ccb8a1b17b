/*
 * spc_auto.c: which chart suits a series, and rare events as what lies between
 * them; see spc.h.
 */
#include "stat/spc_part.h"
#include "stat/sum.h"

#define RARE_MEAN  1.5
#define RARE_ZEROS 0.4
#define RARE_ROWS  3 /* with events: fewer give less than two distances */

/* p' and u' do as p and u while sigma_z is this close to 1. */
#define CHANCE 0.1

/* The events of a row; NAN: the row is a gap. */
static double events(const struct spc_input *in, size_t i)
{
	if (isnan(in->values[i]))
		return (double)NAN;
	return in->dens != NULL ? in->nums[i] : in->values[i];
}

static bool rare(const struct spc_input *in)
{
	struct sum a = { 0.0, 0.0, 0 };
	size_t zeros = 0;

	for (size_t i = 0; i < in->n; i++) {
		const double x = events(in, i);

		if (isnan(x))
			continue;
		if (x < 0.0 || x > floor(x))
			return false;
		sum_add(&a, x);
		zeros += !(x > 0.0);
	}
	return a.n - zeros >= RARE_ROWS &&
	       (sum_mean(&a) < RARE_MEAN ||
		   (double)zeros > RARE_ZEROS * (double)a.n);
}

static bool is_share(const struct spc_input *in)
{
	for (size_t i = 0; i < in->n; i++)
		if (in->nums[i] > in->dens[i])
			return false;
	return true;
}

enum spc_kind spc_choose(const struct spc_input *in, struct xmr_point *work,
    enum spc_reason *ret_reason)
{
	const struct xmr_options o = { .better = XMR_NEUTRAL };
	struct spc_input whole = *in;
	struct spc_segment one = { .sigma_z = 1.0 };
	struct xmr_summary summary;
	bool share;

	if (rare(in)) {
		*ret_reason = SPC_R_RARE;
		return in->dens != NULL ? SPC_G : SPC_T;
	}
	if (in->dens == NULL) {
		*ret_reason = SPC_R_SERIES;
		return SPC_XMR;
	}
	share = is_share(in);
	whole.kind = share ? SPC_P_PRIME : SPC_U_PRIME;
	whole.starts = NULL;
	spc_chart(&o, &whole, work, &one, &summary);
	/* An unknown sigma_z compares false: chance it is. */
	if (fabs(one.sigma_z - 1.0) > CHANCE) {
		*ret_reason = SPC_R_OVERDISPERSED;
		return whole.kind;
	}
	*ret_reason = SPC_R_CHANCE;
	return share ? SPC_P : SPC_U;
}

size_t spc_between(const struct spc_input *in, const struct date *dates,
    size_t *ret_at, double *ret_values)
{
	size_t n = 0, last = SIZE_MAX;
	struct sum cases = { 0.0, 0.0, 0 };

	for (size_t i = 0; i < in->n; i++) {
		const double x = events(in, i);

		if (in->dens != NULL && !isnan(x))
			sum_add(&cases, in->dens[i] - x);
		if (!(x > 0.0))
			continue;
		if (last != SIZE_MAX) {
			ret_at[n] = i;
			ret_values[n++] =
			    (in->dens != NULL ? fmax(sum_total(&cases), 0.0)
					      : date_days_between(
						    dates[last], dates[i])) /
			    x;
		}
		last = i;
		cases = (struct sum){ 0.0, 0.0, 0 };
	}
	return n;
}
