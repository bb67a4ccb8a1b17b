/*
 * spc_write.c: see spc_write.h. The JSON's names are those of the reference
 * cases; all of its strings are dates and fixed words, so nothing is escaped.
 */
#include "mod/insight/spc_write.h"

#include <math.h>

#include "base/words.h"
#include "chart/xmr_chart.h"
#include "mod/insight/filter.h"
#include "stat/spc_notes.h"

static void json_number(
    struct buf *out, struct arena *a, const char *name, double x)
{
	buf_byte(out, ',');
	filter_json_number(out, a, name, x);
}

static void json_bool(struct buf *out, const char *name, bool b)
{
	buf_fmt(out, ",\"%s\":%s", name, b ? "true" : "false");
}

/* A count, or null where there is nothing to count. */
static void json_count(struct buf *out, const char *name, bool known, size_t n)
{
	if (known)
		buf_fmt(out, ",\"%s\":%zu", name, n);
	else
		buf_fmt(out, ",\"%s\":null", name);
}

static void json_date(struct buf *out, struct arena *a, const char *name,
    const struct spc_judged *d, size_t i)
{
	if (i < d->s->n)
		buf_fmt(out, ",\"%s\":\"%.*s\"", name,
		    STR_ARG(date_iso(a, d->s->dates[i])));
	else
		buf_fmt(out, ",\"%s\":null", name);
}

static void json_lines(
    struct buf *out, struct arena *a, const struct xmr_point *p)
{
	json_number(out, a, "mean", p->mean);
	json_number(out, a, "lpl", p->lpl);
	json_number(out, a, "upl", p->upl);
	json_number(out, a, "lwl", p->lwl);
	json_number(out, a, "uwl", p->uwl);
	json_number(out, a, "target", p->target);
}

static void json_point(
    struct buf *out, struct arena *a, const struct spc_judged *d, size_t i)
{
	const struct xmr_point *p = &d->points[i];

	buf_fmt(
	    out, "{\"date\":\"%.*s\"", STR_ARG(date_iso(a, d->s->dates[i])));
	json_number(out, a, "value", p->value);
	if (d->s->dens != NULL) {
		json_number(out, a, "num", d->s->nums[i]);
		json_number(out, a, "den", d->s->dens[i]);
	}
	buf_fmt(out, ",\"segment\":%zu", p->segment);
	json_lines(out, a, p);
	json_bool(out, "outside", p->outside);
	json_bool(out, "trend", p->trend);
	json_bool(out, "two_in_three", p->two_in_three);
	json_bool(out, "shift", p->shift);
	buf_fmt(out, ",\"rule\":\"%s\",\"point_type\":\"%s\"",
	    xmr_rule_name(p->rule), xmr_type_name(p->type));
	json_bool(out, "trial_limits", p->trial);
	json_bool(out, "ghost", p->ghost);
	buf_byte(out, '}');
}

static void json_segment(
    struct buf *out, struct arena *a, const struct spc_judged *d, size_t k)
{
	const struct spc_segment *s = &d->segments[k];
	const struct spc_runs *r = &s->runs;
	const bool known = r->useful > 0;

	buf_fmt(out, "{\"segment\":%zu", k + 1);
	json_date(out, a, "from", d, s->from);
	buf_fmt(out, ",\"rows\":%zu,\"n_useful\":%zu", s->n, r->useful);
	json_count(out, "longest_run", known, r->longest);
	json_count(out, "longest_run_max", known, r->longest_max);
	json_count(out, "n_crossings", known, r->crossings);
	json_count(out, "n_crossings_min", known, r->crossings_min);
	json_bool(out, "runs_signal", r->signal);
	json_number(out, a, "sigma_z", s->sigma_z);
	buf_byte(out, '}');
}

static void json_notes(
    struct buf *out, struct arena *a, const struct spc_judged *d)
{
	const struct spc_notes n = spc_notes(d->points, d->s->dates, d->s->n);

	json_number(out, a, "autocorrelation", n.r1);
	json_bool(out, "autocorrelated", n.follows);
	json_number(out, a, "season_f", n.season_f);
	json_bool(out, "seasonal", n.seasonal);
}

static const char *reason_name(enum spc_reason reason)
{
	static const char *const names[] = {
		[SPC_R_SERIES] = "values without a number behind them",
		[SPC_R_CHANCE] = "varies as chance does",
		[SPC_R_OVERDISPERSED] = "varies otherwise than chance alone",
		[SPC_R_RARE] = "rare events: what lies between them",
	};

	return names[reason];
}

static void write_json(struct buf *out, struct arena *a,
    const struct spc_args *args, const struct spc_judged *d)
{
	buf_fmt(out, "{\"chart\":\"%s\",\"profile\":\"%s\"",
	    spc_kind_name(args->kind), args->profile);
	if (d->chosen)
		buf_fmt(
		    out, ",\"chosen_because\":\"%s\"", reason_name(d->reason));
	buf_fmt(out, ",\"variation_icon\":\"%s\",\"assurance_icon\":\"%s\"",
	    xmr_variation_name(d->summary.variation),
	    xmr_assurance_name(d->summary.assurance));
	json_date(out, a, "latest", d, d->summary.latest);
	json_date(out, a, "since", d, d->summary.since);
	json_date(
	    out, a, "suggested_rebase", d, spc_rebase_hint(d->points, d->s->n));
	json_notes(out, a, d);
	buf_cstr(out, ",\"segments\":[");
	for (size_t k = 0; k < d->nsegments; k++) {
		buf_cstr(out, k > 0 ? ",\n" : "\n");
		json_segment(out, a, d, k);
	}
	buf_cstr(out, "\n],\"points\":[");
	for (size_t i = 0; i < d->s->n; i++) {
		buf_cstr(out, i > 0 ? ",\n" : "\n");
		json_point(out, a, d, i);
	}
	buf_cstr(out, "\n]}\n");
}

static struct str yes_no(bool b)
{
	return b ? S("true") : S("false");
}

static void write_csv(
    struct buf *out, struct arena *a, const struct spc_judged *d)
{
	const struct str head[] = { S("date"), S("value"), S("num"), S("den"),
		S("segment"), S("mean"), S("lpl"), S("upl"), S("lwl"), S("uwl"),
		S("target"), S("rule"), S("point_type"), S("trial_limits"),
		S("ghost") };

	csv_row(out, head, NELEM(head));
	for (size_t i = 0; i < d->s->n; i++) {
		const struct xmr_point *p = &d->points[i];
		const double num =
		    d->s->dens != NULL ? d->s->nums[i] : (double)NAN;
		const double den =
		    d->s->dens != NULL ? d->s->dens[i] : (double)NAN;
		const struct str row[] = { date_iso(a, d->s->dates[i]),
			filter_number(a, p->value), filter_number(a, num),
			filter_number(a, den), str_fmt(a, "%zu", p->segment),
			filter_number(a, p->mean), filter_number(a, p->lpl),
			filter_number(a, p->upl), filter_number(a, p->lwl),
			filter_number(a, p->uwl), filter_number(a, p->target),
			str_of(xmr_rule_name(p->rule)),
			str_of(xmr_type_name(p->type)), yes_no(p->trial),
			yes_no(p->ghost) };

		csv_row(out, row, NELEM(row));
	}
}

static struct chart_xmr picture(
    struct arena *a, const struct spc_args *args, const struct spc_judged *d)
{
	struct chart_xmr c = { .id = S("spc"),
		.title = args->title,
		.measure = args->title,
		.unit = args->unit,
		.points = d->points,
		.dates = d->s->dates,
		.n = d->s->n,
		.summary = d->summary,
		.bounded = args->bounded,
		.low = args->low,
		.high = args->high };

	if (str_empty(c.measure))
		c.measure = str_of(T("The measure"));
	if (str_empty(c.title))
		c.title = chart_xmr_sentence(a, &c);
	return c;
}

/* The sentence, what the picture shows, and each point that stands out. */
static void write_text(
    struct buf *out, struct arena *a, const struct chart_xmr *c)
{
	buf_fmt(out, "%.*s\n%.*s\n", STR_ARG(chart_xmr_sentence(a, c)),
	    STR_ARG(chart_xmr_describe(a, c)));
	for (size_t i = 0; i < c->n; i++)
		if (c->points[i].rule != XMR_NONE)
			buf_fmt(out, "%.*s %.*s %s\n",
			    STR_ARG(date_iso(a, c->dates[i])),
			    STR_ARG(filter_number(a, c->points[i].value)),
			    chart_xmr_rule_words(c->points[i].rule));
}

void spc_write(struct buf *out, struct arena *a, const struct spc_args *args,
    const struct spc_judged *d)
{
	const struct chart_xmr c = picture(a, args, d);

	switch (args->format) {
	case SPC_JSON:
		write_json(out, a, args, d);
		break;
	case SPC_CSV:
		write_csv(out, a, d);
		break;
	case SPC_SVG:
		chart_xmr(out, a, &c);
		buf_byte(out, '\n');
		break;
	case SPC_TEXT:
	default:
		write_text(out, a, &c);
		break;
	}
}
