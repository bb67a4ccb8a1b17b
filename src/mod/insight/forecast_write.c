/*
 * forecast_write.c: see forecast_write.h. The JSON's names are those of the
 * reference cases; its strings are dates and fixed words, so nothing is
 * escaped.
 */
#include "mod/insight/forecast_write.h"

#include <math.h>

#include "base/words.h"
#include "mod/insight/filter.h"
#include "stat/outlook.h"

/* What the forecast says of the target. */
struct said {
	struct outlook k;
	size_t step; /* the last one on or before the date; 0: none */
};

/* Whether a step lies on or before the date that was asked for. */
static bool in_time(
    const struct forecast_args *args, const struct forecast_series *s, size_t h)
{
	const struct date d = forecast_series_date(s, h);

	return date_none(args->by) ||
	       (!date_none(d) && date_cmp(d, args->by) <= 0);
}

static double missing(
    const struct forecast_args *args, const struct forecast_point *p)
{
	return forecast_missing(p, args->target, args->decrease);
}

static struct said said_of(const struct forecast_args *args,
    const struct forecast_series *s, const struct forecast_point *points)
{
	struct said w = { .step = 0 };

	for (size_t h = 1; h <= args->o.ahead; h++)
		if (in_time(args, s, h))
			w.step = h;
	w.k = outlook_of(
	    points, args->o.ahead, args->target, args->decrease, w.step);
	return w;
}

/* -- JSON -------------------------------------------------------------------- */

static void json_date(
    struct buf *out, struct arena *a, const char *name, struct date d)
{
	if (date_none(d))
		buf_fmt(out, "\"%s\":null", name);
	else
		buf_fmt(out, "\"%s\":\"%.*s\"", name, STR_ARG(date_iso(a, d)));
}

static void json_point(struct buf *out, struct arena *a, size_t h,
    struct date d, const struct forecast_args *args,
    const struct forecast_point *p)
{
	const struct {
		const char *name;
		double x;
	} numbers[] = { { "mean", p->mean }, { "lo80", p->lo80 },
		{ "hi80", p->hi80 }, { "lo95", p->lo95 }, { "hi95", p->hi95 } };

	buf_fmt(out, "{\"h\":%zu,", h);
	json_date(out, a, "date", d);
	for (size_t i = 0; i < NELEM(numbers); i++) {
		buf_byte(out, ',');
		filter_json_number(out, a, numbers[i].name, numbers[i].x);
	}
	if (args->has_target) {
		buf_byte(out, ',');
		filter_json_number(out, a, "p_miss", missing(args, p));
	}
	buf_byte(out, '}');
}

static void json_target(struct buf *out, struct arena *a,
    const struct forecast_args *args, const struct forecast_series *s,
    const struct forecast_point *points)
{
	const struct said said = said_of(args, s, points);

	buf_cstr(out, ",\n\"target\":{");
	filter_json_number(out, a, "value", args->target);
	buf_fmt(out, ",\"improvement\":\"%s\",",
	    args->decrease ? "decrease" : "increase");
	json_date(out, a, "first_likely_miss",
	    said.k.miss > 0 ? forecast_series_date(s, said.k.miss) : DATE_NONE);
	buf_fmt(out, ",\"first_likely_miss_h\":");
	if (said.k.miss > 0)
		buf_fmt(out, "%zu", said.k.miss);
	else
		buf_cstr(out, "null");
	buf_cstr(out, ",\"needed\":");
	if (said.step == 0) {
		buf_cstr(out, "null}");
		return;
	}
	buf_cstr(out, "{");
	json_date(out, a, "by", forecast_series_date(s, said.step));
	buf_fmt(out, ",\"steps\":%zu,", said.step);
	filter_json_number(out, a, "forecast", points[said.step - 1].mean);
	buf_byte(out, ',');
	filter_json_number(
	    out, a, "p_miss", missing(args, &points[said.step - 1]));
	buf_byte(out, ',');
	filter_json_number(out, a, "change", said.k.change);
	buf_byte(out, ',');
	filter_json_number(
	    out, a, "change_per_step", said.k.change / (double)said.step);
	buf_cstr(out, "}}");
}

static void write_json(struct buf *out, struct arena *a,
    const struct forecast_args *args, const struct forecast_series *s,
    const struct forecast_point *points)
{
	static const char *const methods[] = { "auto", "snaive", "theta" };

	buf_fmt(out, "{\"status\":\"%s\",\"method\":\"%s\",\"n\":%zu",
	    points != NULL ? "ok" : "too_short", methods[args->o.method], s->n);
	if (points != NULL && args->has_target)
		json_target(out, a, args, s, points);
	buf_cstr(out, ",\"forecast\":[");
	for (size_t h = 1; points != NULL && h <= args->o.ahead; h++) {
		buf_cstr(out, h > 1 ? ",\n" : "\n");
		json_point(out, a, h, forecast_series_date(s, h), args,
		    &points[h - 1]);
	}
	buf_cstr(out, "\n]}\n");
}

/* -- CSV --------------------------------------------------------------------- */

static void write_csv(struct buf *out, struct arena *a,
    const struct forecast_args *args, const struct forecast_series *s,
    const struct forecast_point *points)
{
	const struct str head[] = { S("h"), S("date"), S("mean"), S("lo80"),
		S("hi80"), S("lo95"), S("hi95"), S("p_miss") };
	const size_t columns = NELEM(head) - (args->has_target ? 0 : 1);

	csv_row(out, head, columns);
	for (size_t h = 1; points != NULL && h <= args->o.ahead; h++) {
		const struct forecast_point *p = &points[h - 1];
		const struct str row[] = { str_fmt(a, "%zu", h),
			date_iso(a, forecast_series_date(s, h)),
			filter_number(a, p->mean), filter_number(a, p->lo80),
			filter_number(a, p->hi80), filter_number(a, p->lo95),
			filter_number(a, p->hi95),
			args->has_target ? filter_number(a, missing(args, p))
					 : STR_NULL };

		csv_row(out, row, columns);
	}
}

/* -- Sentences --------------------------------------------------------------- */

static struct str when(
    struct arena *a, const struct forecast_series *s, size_t h)
{
	const struct date d = forecast_series_date(s, h);

	if (date_none(d))
		return str_fmt(a, T("step %zu"), h);
	return s->step.months > 0 ? date_month_year(a, d) : date_long(a, d);
}

static void text_target(struct buf *out, struct arena *a,
    const struct forecast_args *args, const struct forecast_series *s,
    const struct forecast_point *points)
{
	const struct said said = said_of(args, s, points);
	struct str w;

	if (said.k.miss > 0) {
		w = when(a, s, said.k.miss);
		buf_fmt(out,
		    T("The target of %g is more likely to be missed than met "
		      "from %.*s.\n"),
		    args->target, STR_ARG(w));
	} else {
		w = when(a, s, args->o.ahead);
		buf_fmt(out,
		    T("Up to %.*s the target of %g is more likely to be met "
		      "than missed.\n"),
		    STR_ARG(w), args->target);
	}
	if (said.step == 0) {
		buf_cstr(out, T("The date is not within the forecast.\n"));
		return;
	}
	w = when(a, s, said.step);
	buf_fmt(out, T("The chance to miss it in %.*s is %.0f in 100.\n"),
	    STR_ARG(w), 100.0 * missing(args, &points[said.step - 1]));
	if (fabs(said.k.change) > 0.0)
		buf_fmt(out,
		    T("To be expected to meet it by then, the measure must "
		      "change by %+.4g more than forecast, %+.4g at each "
		      "step.\n"),
		    said.k.change, said.k.change / (double)said.step);
}

static void write_text(struct buf *out, struct arena *a,
    const struct forecast_args *args, const struct forecast_series *s,
    const struct forecast_point *points)
{
	if (points == NULL) {
		buf_cstr(out, T("There is too little data for a forecast.\n"));
		return;
	}
	for (size_t h = 1; h <= args->o.ahead; h++) {
		const struct forecast_point *p = &points[h - 1];
		const struct str w = when(a, s, h);

		buf_fmt(out,
		    T("%.*s: %.4g; in 80 of 100 cases between %.4g and %.4g, "
		      "in 95 between %.4g and %.4g.\n"),
		    STR_ARG(w), p->mean, p->lo80, p->hi80, p->lo95, p->hi95);
	}
	if (args->has_target)
		text_target(out, a, args, s, points);
}

void forecast_write(struct buf *out, struct arena *a,
    const struct forecast_args *args, const struct forecast_series *s,
    const struct forecast_point *points)
{
	switch (args->format) {
	case FORECAST_JSON:
		write_json(out, a, args, s, points);
		break;
	case FORECAST_CSV:
		write_csv(out, a, args, s, points);
		break;
	case FORECAST_TEXT:
	default:
		write_text(out, a, args, s, points);
		break;
	}
}
