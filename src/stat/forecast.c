/*
 * forecast.c: see forecast.h. The series is put on the scale of its logarithm
 * where that fits better, its season is taken off, five simple methods say
 * what comes next, and their errors at the last origins give both their
 * weights and the width of the intervals.
 */
#include "stat/forecast.h"

#include <assert.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>

#include "base/attr.h"
#include "stat/forecast_parts.h"

/* The candidates. */
enum { LEVEL, DAMPED, DRIFT, MEAN, SINCE, MODELS };

#define ORIGINS      24   /* the last points from which methods are judged */
#define WARM         8    /* points before the first origin */
#define JUDGED_AHEAD 12   /* steps from each origin */
#define FEW_ORIGINS  8    /* fewer: level and mean alone, in equal parts */
#define WEIGHT_POWER 3.0  /* a weight is an error to minus this */
#define SPREAD       0.3  /* share of the candidates' spread in the variance */
#define STEP_RISK    1.0  /* variance that each step adds, over n */
#define SEGMENT      4    /* points that make a level */
#define CHANGE       3.0  /* times log n: what a change of level must explain */
#define TRUST        60.0 /* origins at which their widths count half */
#define SCALE_LEAST  0.8
#define TAIL80       0.88
#define TAIL95       0.95
#define LAST_DENS    6
#define COUNTS_BELOW 10.0 /* means of counts that are drawn as whole numbers */

/* Parameters that each candidate has taken from the data. */
static const double taken[MODELS] = { 2.0, 5.0, 3.0, 1.0, 2.0 };

struct work {
	struct arena *a;
	const struct forecast_options *o;
	double *y;  /* without gaps */
	bool *seen; /* there was a value */
	const double *den;
	size_t n, m;
	bool log;       /* z is of logarithms */
	double *z;      /* without season */
	double *season; /* of the points k, k + m, … */
	double sure;    /* of the season, 0..1 */
	struct fc_smooth level, damped;
	double *sum, *sum2, *sumx; /* of the first i points: z, z^2, t z */
	size_t first;              /* origin */
	double weight[MODELS], var[MODELS];
	double df;
};

/* -- The series -------------------------------------------------------------- */

/* A straight line across gaps, the nearest value at the ends. */
static void fill(struct work *w, const double *y)
{
	size_t last = SIZE_MAX;

	for (size_t i = 0; i < w->n; i++) {
		w->seen[i] = !isnan(y[i]);
		w->y[i] = y[i];
		if (!w->seen[i])
			continue;
		for (size_t j = last == SIZE_MAX ? 0 : last + 1; j < i; j++)
			w->y[j] = last == SIZE_MAX
				      ? y[i]
				      : y[last] + (y[i] - y[last]) *
						      (double)(j - last) /
						      (double)(i - last);
		last = i;
	}
	for (size_t j = last + 1; j < w->n; j++)
		w->y[j] = w->y[last];
}

/* Takes the season off on one scale. Gives n ln(SSE / n) of a damped trend,
 * made comparable between the scales by the Jacobian of the logarithm. */
static double on_scale(struct work *w, bool logs)
{
	struct fc_smooth fit = { .trend = true };
	double jacobian = 0.0;

	w->log = logs;
	w->z = arena_array(w->a, w->n, sizeof(double));
	w->season = arena_array(w->a, w->m, sizeof(double));
	for (size_t i = 0; i < w->n; i++) {
		w->z[i] = logs ? log(w->y[i]) : w->y[i];
		jacobian += logs ? w->z[i] : 0.0;
	}
	w->sure = fc_season(w->a, w->z, w->n, w->m, w->season);
	for (size_t i = 0; i < w->n; i++)
		w->z[i] -= w->season[i % w->m];
	fc_smooth_fit(w->a, w->z, w->n, &fit);
	return (double)w->n * log(fmax(fit.sse, 1e-290) / (double)w->n) +
	       2.0 * jacobian;
}

/* Logarithms need positive values without an upper bound, not close to zero
 * against the others; small whole numbers have a shape of their own. */
static bool logs_possible(const struct work *w)
{
	double least = HUGE_VAL, mean = 0.0;
	bool whole = true;

	for (size_t i = 0; i < w->n; i++) {
		least = fmin(least, w->y[i]);
		mean += w->y[i] / (double)w->n;
		whole = whole && !(w->y[i] > floor(w->y[i]));
	}
	return isinf(w->o->upper) && w->m > 1 && least > mean / 100.0 &&
	       least > 0.0 && !(whole && mean < COUNTS_BELOW);
}

static void choose_scale(struct work *w)
{
	const double plain = on_scale(w, false);
	const struct work kept = *w;

	if (logs_possible(w) && on_scale(w, true) >= plain)
		*w = kept;
}

/* -- The candidates ---------------------------------------------------------- */

static void prepare(struct work *w)
{
	w->sum = arena_array(w->a, w->n + 1, sizeof(double));
	w->sum2 = arena_array(w->a, w->n + 1, sizeof(double));
	w->sumx = arena_array(w->a, w->n + 1, sizeof(double));
	for (size_t t = 0; t < w->n; t++) {
		const double z = w->z[t] - w->z[0];

		w->sum[t + 1] = w->sum[t] + z;
		w->sum2[t + 1] = w->sum2[t] + z * z;
		w->sumx[t + 1] = w->sumx[t] + (double)t * z;
	}
	w->level.trend = false;
	w->damped.trend = true;
	fc_smooth_fit(w->a, w->z, w->n, &w->level);
	fc_smooth_fit(w->a, w->z, w->n, &w->damped);
	w->first = w->n > ORIGINS + WARM ? w->n - ORIGINS : WARM;
	if (w->first > w->n)
		w->first = w->n;
}

/* The sum of squares of from..to about their mean. */
static double squares(const struct work *w, size_t from, size_t to)
{
	const double s = w->sum[to] - w->sum[from];

	return fmax(
	    0.0, w->sum2[to] - w->sum2[from] - s * s / (double)(to - from));
}

/* The best place to cut from..to in two levels; 0: none is better. */
static size_t cut(const struct work *w, size_t from, size_t to, double *ret)
{
	size_t at = 0;

	*ret = squares(w, from, to);
	for (size_t i = from + SEGMENT; i + SEGMENT <= to; i++) {
		const double s = squares(w, from, i) + squares(w, i, to);

		if (s < *ret) {
			*ret = s;
			at = i;
		}
	}
	return at;
}

/* Where the level that holds at `o` began: cuts as long as one explains enough
 * (binary segmentation with a Bayesian penalty). */
static size_t last_change(const struct work *w, size_t o)
{
	size_t from = 0, at;
	double after;

	while ((at = cut(w, from, o, &after)) > 0) {
		const double n = (double)(o - from);
		const double before = squares(w, from, o);

		if (n * log(before / fmax(after, 1e-12 * before)) <=
		    CHANGE * log(n))
			break;
		from = at;
	}
	return from;
}

/* Half the slope of a straight line through the first o points. */
static double half_slope(const struct work *w, size_t o)
{
	const double n = (double)o, sx = n * (n - 1.0) / 2.0;
	const double sxx = (n - 1.0) * n * (2.0 * n - 1.0) / 6.0;

	return (n * w->sumx[o] - sx * w->sum[o]) / (n * sxx - sx * sx) / 2.0;
}

/* What each candidate says of the steps 1..ahead after the first o points. */
static void from_origin(
    const struct work *w, size_t o, size_t ahead, double (*ret)[MODELS])
{
	const size_t since = last_change(w, o);
	const double alpha = w->level.alpha, half = half_slope(w, o);
	const double start = (1.0 - pow(1.0 - alpha, (double)o)) / alpha;

	for (size_t h = 1; h <= ahead; h++) {
		double *r = ret[h - 1];

		r[LEVEL] = fc_smooth_ahead(&w->level, o, h);
		r[DAMPED] = fc_smooth_ahead(&w->damped, o, h);
		r[DRIFT] = r[LEVEL] + half * ((double)(h - 1) + start);
		r[MEAN] = w->z[0] + w->sum[o] / (double)o;
		r[SINCE] =
		    w->z[0] + (w->sum[o] - w->sum[since]) / (double)(o - since);
	}
}

/* The variance of an error h steps ahead, from that of one step. */
static double factor(const struct work *w, size_t model, size_t h)
{
	switch (model) {
	case DAMPED:
		return fc_smooth_factor(&w->damped, h);
	case MEAN:
		return 1.0 + 1.0 / (double)w->n;
	case SINCE:
		return 1.0 + 1.0 / (double)(w->n - last_change(w, w->n));
	default:
		return fc_smooth_factor(&w->level, h);
	}
}

/* -- Weights ----------------------------------------------------------------- */

static size_t ahead_of(const struct work *w, size_t o)
{
	size_t ahead = w->n - o;

	ahead = ahead < JUDGED_AHEAD ? ahead : JUDGED_AHEAD;
	return ahead < w->o->ahead ? ahead : w->o->ahead;
}

/* Each candidate's variance one step ahead. */
static void one_step(struct work *w)
{
	double f[1][MODELS], count = 0.0;
	const size_t begin = w->n > 240 ? w->n - 200 : FORECAST_LEAST;

	for (size_t o = begin; o < w->n; o++) {
		if (!w->seen[o])
			continue;
		from_origin(w, o, 1, f);
		for (size_t k = 0; k < MODELS; k++)
			w->var[k] += (w->z[o] - f[0][k]) * (w->z[o] - f[0][k]);
		count += 1.0;
	}
	/* With six values there is no origin: their variance. */
	for (size_t k = 0; k < MODELS; k++) {
		const double n = (double)w->n;

		w->var[k] = count > 0.0 ? w->var[k] / count * n /
					      fmax(n - taken[k], 1.0)
					: squares(w, 0, w->n) / (n - 1.0);
	}
}

static void weigh(struct work *w)
{
	double f[JUDGED_AHEAD][MODELS], error[MODELS] = { 0.0 }, all = 0.0;
	double best = HUGE_VAL;

	for (size_t o = w->first; o < w->n; o++) {
		const size_t ahead = ahead_of(w, o);

		from_origin(w, o, ahead, f);
		for (size_t h = 0; h < ahead; h++)
			for (size_t k = 0; k < MODELS && w->seen[o + h]; k++)
				error[k] += fabs(w->z[o + h] - f[h][k]);
	}
	for (size_t k = 0; k < MODELS; k++) {
		if (w->n - w->first < FEW_ORIGINS)
			error[k] = sqrt(w->var[k]);
		best = fmin(best, error[k]);
	}
	for (size_t k = 0; k < MODELS; k++) {
		w->weight[k] = best > 0.0 ? pow(best / error[k], WEIGHT_POWER)
					  : error[k] <= best;
		all += w->weight[k];
	}
	for (size_t k = 0; k < MODELS; k++)
		w->weight[k] /= all;
}

/* -- Intervals --------------------------------------------------------------- */

/* The weighted mean, and what of the candidates' disagreement is uncertainty. */
static double blend(const struct work *w, const double *f, double *ret_spread)
{
	double mean = 0.0, spread = 0.0;

	for (size_t k = 0; k < MODELS; k++)
		mean += w->weight[k] * f[k];
	for (size_t k = 0; k < MODELS; k++)
		spread += w->weight[k] * (f[k] - mean) * (f[k] - mean);
	*ret_spread = SPREAD * spread;
	return mean;
}

/* The variance of an error h steps ahead: the candidates' own, and the risk
 * that a short history has not shown how the level can move. */
static double variance(const struct work *w, size_t h)
{
	double v = 0.0;

	for (size_t k = 0; k < MODELS; k++)
		v += w->weight[k] * w->var[k] *
		     (factor(w, k, h) + (double)h * STEP_RISK / (double)w->n);
	return v;
}

/* What the season's uncertainty multiplies the variance by. In a short series
 * it may be none, and then what it explained is noise. */
static double season_doubt(struct work *w)
{
	const double n = (double)w->n;
	const double used =
	    w->m > 1 ? w->sure * (double)fc_season_columns(w->m) : 0.0;
	double doubt = (n - 2.0) / (n - fmin(2.0 + used, 0.6 * n));
	struct fc_smooth plain = { .trend = false };
	double *z;

	w->df = fmax(n - 2.0 - used, 3.0);
	if (!(used > 0.0))
		return 1.0;
	if (w->n < 3 * w->m) {
		z = arena_array(w->a, w->n, sizeof(double));
		for (size_t i = 0; i < w->n; i++)
			z[i] = w->z[i] + w->season[i % w->m];
		fc_smooth_fit(w->a, z, w->n, &plain);
		doubt = w->sure * doubt +
			(1.0 - w->sure) * 2.0 *
			    fmax(1.0, plain.sse / fmax(w->level.sse, 1e-290));
	}
	/* The indices are estimates too. */
	return doubt * (1.0 + used / n);
}

static int by_size(const void *a, const void *b)
{
	const double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

/* The value that a share `inside` of the n sorted values, and the next one,
 * are expected within; in units of what t says. */
static double ratio_at(
    const struct work *w, const double *sorted, size_t n, double inside)
{
	size_t rank = (size_t)ceil(((double)n + 1.0) * inside);

	rank = rank > n ? n : rank;
	return sorted[rank - 1] / fc_t_quantile(inside, w->df);
}

/* Split conformal (Vovk and others 2005) over rolling origins, in part: how
 * much wider the errors at the origins were than their variance said. */
static double conformal(const struct work *w, const double *var)
{
	const double origins = (double)(w->n - w->first);
	double *ratio = arena_array(
	    w->a, (w->n - w->first) * JUDGED_AHEAD + 1, sizeof(double));
	double f[JUDGED_AHEAD][MODELS], scale;
	size_t n = 0;

	for (size_t o = w->first; o < w->n; o++) {
		const size_t ahead = ahead_of(w, o);

		from_origin(w, o, ahead, f);
		for (size_t h = 0; h < ahead; h++) {
			double spread;
			const double mean = blend(w, f[h], &spread);

			if (w->seen[o + h])
				ratio[n++] =
				    fabs(w->z[o + h] - mean) /
				    sqrt(fmax(var[h] + spread, 1e-290));
		}
	}
	if (n == 0)
		return 1.0;
	qsort(ratio, n, sizeof(*ratio), by_size);
	scale =
	    (ratio_at(w, ratio, n, 0.80) + ratio_at(w, ratio, n, 0.95)) / 2.0;
	scale = 1.0 + (scale - 1.0) * origins / (origins + TRUST);
	return fmax(scale, SCALE_LEAST);
}

/* -- The points -------------------------------------------------------------- */

/* The responses to expect: the median of the last few. 0: not known. */
static double size_of(const struct work *w)
{
	double last[LAST_DENS];
	size_t n = 0;

	for (size_t i = w->n; w->den != NULL && i > 0 && n < LAST_DENS; i--)
		if (w->seen[i - 1] && w->den[i - 1] > 0.0)
			last[n++] = w->den[i - 1];
	if (n == 0)
		return 0.0;
	qsort(last, n, sizeof(*last), by_size);
	return fmax(2.0, floor((last[(n - 1) / 2] + last[n / 2]) / 2.0));
}

static bool is_share(const struct work *w)
{
	return w->den != NULL && w->o->lower >= 0.0 && w->o->upper <= 1.0;
}

static bool is_count(const struct work *w)
{
	for (size_t i = 0; i < w->n; i++)
		if (w->seen[i] && w->y[i] > floor(w->y[i]))
			return false;
	return w->o->lower >= 0.0 && isinf(w->o->upper) && w->den == NULL;
}

static struct forecast_point point_of(
    const struct work *w, double mean, double var, double size)
{
	struct forecast_point p = { .shape = FORECAST_NORMAL,
		.mean = mean,
		.var = var,
		.df = w->df,
		.lower = w->o->lower,
		.upper = w->o->upper };

	if (w->log) {
		p.shape = FORECAST_LOG;
		p.log_mean = mean;
		p.log_var = var;
		p.mean = exp(mean);
	} else if (is_share(w) && size > 0.0) {
		p.shape = FORECAST_SHARE;
		p.size = size;
	} else if (mean < COUNTS_BELOW && is_count(w)) {
		/* Chance alone gives a count its mean as variance. */
		p.shape = FORECAST_COUNT;
		p.mean = fmax(mean, 0.01);
		p.var = fmax(var, p.mean);
	}
	fc_intervals(&p, TAIL80, TAIL95);
	return p;
}

static void automatic(struct work *w, struct forecast_point *ret)
{
	const size_t ahead = w->o->ahead;
	double(*f)[MODELS] = arena_array(w->a, ahead, sizeof(*f));
	double *var = arena_array(w->a, ahead, sizeof(*var));
	double doubt, scale;

	choose_scale(w);
	prepare(w);
	one_step(w);
	weigh(w);
	doubt = season_doubt(w);
	for (size_t h = 0; h < ahead; h++)
		var[h] = variance(w, h + 1);
	scale = conformal(w, var);
	from_origin(w, w->n, ahead, f);
	for (size_t h = 0; h < ahead; h++) {
		double spread;
		const double mean = blend(w, f[h], &spread);

		ret[h] = point_of(w, mean + w->season[(w->n + h) % w->m],
		    (var[h] + spread) * scale * scale * doubt, size_of(w));
	}
}

static void compared(struct work *w, struct forecast_point *ret)
{
	const size_t ahead = w->o->ahead;
	double *mean = arena_array(w->a, ahead, sizeof(*mean));
	double *var = arena_array(w->a, ahead, sizeof(*var));

	if (w->o->method == FORECAST_THETA)
		fc_theta(w->a, w->y, w->n, w->m, ahead, mean, var);
	else
		fc_snaive(w->y, w->n, w->m, ahead, mean, var);
	for (size_t h = 0; h < ahead; h++) {
		ret[h] = (struct forecast_point){ .shape = FORECAST_NORMAL,
			.mean = mean[h],
			.var = var[h],
			.df = HUGE_VAL,
			.lower = w->o->lower,
			.upper = w->o->upper };
		fc_intervals(&ret[h], 1.0, 1.0);
	}
}

enum forecast_status forecast_run(struct arena *a,
    const struct forecast_options *o, const double *y, const double *den,
    size_t n, struct forecast_point *ret)
{
	const size_t old = n > FORECAST_USED ? n - FORECAST_USED : 0;
	struct work w = { .a = a, .o = o, .n = n - old, .m = o->period };
	size_t values = 0;

	assert(o->ahead >= 1 && o->ahead <= FORECAST_AHEAD_MAX);
	assert(o->period >= 1 && o->period <= FORECAST_PERIOD_MAX);
	assert(o->lower <= o->upper);
	w.den = den != NULL ? den + old : NULL;
	for (size_t i = old; i < n; i++)
		values += isnan(y[i]) ? 0 : 1;
	if (values < FORECAST_LEAST)
		return FORECAST_TOO_SHORT;
	w.y = arena_array(a, w.n, sizeof(double));
	w.seen = arena_array(a, w.n, sizeof(bool));
	fill(&w, y + old);
	if (o->method == FORECAST_AUTO)
		automatic(&w, ret);
	else
		compared(&w, ret);
	return FORECAST_OK;
}
