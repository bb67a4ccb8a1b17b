/*
 * spc_write.c: see spc_write.h. The JSON's names are those of the reference
 * cases; all of its strings are dates and fixed words, so nothing is escaped.
 */
#include "mod/insight/spc_write.h"

#include "base/words.h"
#include "chart/xmr_chart.h"
#include "mod/insight/filter.h"

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

static void json_point(struct buf *out, struct arena *a, struct date date,
    const struct xmr_point *p)
{
	buf_fmt(out, "{\"date\":\"%.*s\"", STR_ARG(date_iso(a, date)));
	json_number(out, a, "value", p->value);
	buf_fmt(out, ",\"segment\":%zu", p->segment);
	json_number(out, a, "mean", p->mean);
	json_number(out, a, "lpl", p->lpl);
	json_number(out, a, "upl", p->upl);
	json_bool(out, "outside", p->outside);
	json_bool(out, "trend", p->trend);
	json_bool(out, "two_in_three", p->two_in_three);
	json_bool(out, "shift", p->shift);
	buf_fmt(out, ",\"rule\":\"%s\",\"point_type\":\"%s\"",
	    xmr_rule_name(p->rule), xmr_type_name(p->type));
	json_bool(out, "trial_limits", p->trial);
	buf_byte(out, '}');
}

static void write_json(
    struct buf *out, struct arena *a, const struct spc_series *s)
{
	buf_fmt(out,
	    "{\"chart\":\"xmr\",\"variation_icon\":\"%s\","
	    "\"assurance_icon\":\"%s\",\"points\":[",
	    xmr_variation_name(s->summary.variation),
	    xmr_assurance_name(s->summary.assurance));
	for (size_t i = 0; i < s->n; i++) {
		buf_cstr(out, i > 0 ? ",\n" : "\n");
		json_point(out, a, s->dates[i], &s->points[i]);
	}
	buf_cstr(out, "\n]}\n");
}

static void write_csv(
    struct buf *out, struct arena *a, const struct spc_series *s)
{
	const struct str head[] = { S("date"), S("value"), S("segment"),
		S("mean"), S("lpl"), S("upl"), S("rule"), S("point_type"),
		S("trial_limits") };

	csv_row(out, head, NELEM(head));
	for (size_t i = 0; i < s->n; i++) {
		const struct xmr_point *p = &s->points[i];
		const struct str row[] = { date_iso(a, s->dates[i]),
			filter_number(a, p->value),
			str_fmt(a, "%zu", p->segment),
			filter_number(a, p->mean), filter_number(a, p->lpl),
			filter_number(a, p->upl),
			str_of(xmr_rule_name(p->rule)),
			str_of(xmr_type_name(p->type)),
			p->trial ? S("true") : S("false") };

		csv_row(out, row, NELEM(row));
	}
}

static struct chart_xmr picture(
    const struct spc_args *args, const struct spc_series *s)
{
	return (struct chart_xmr){ .id = S("spc"),
		.title = args->title,
		.measure = args->title,
		.unit = args->unit,
		.points = s->points,
		.dates = s->dates,
		.n = s->n,
		.summary = s->summary,
		.has_target = args->xmr.has_target,
		.target = args->xmr.target };
}

void spc_write(struct buf *out, struct arena *a, const struct spc_args *args,
    const struct spc_series *s)
{
	struct chart_xmr c = picture(args, s);

	if (str_empty(c.measure))
		c.measure = str_of(T("The measure"));
	if (str_empty(c.title))
		c.title = chart_xmr_sentence(a, &c);
	switch (args->format) {
	case SPC_JSON:
		write_json(out, a, s);
		break;
	case SPC_CSV:
		write_csv(out, a, s);
		break;
	case SPC_SVG:
		chart_xmr(out, a, &c);
		buf_byte(out, '\n');
		break;
	case SPC_TEXT:
	default:
		buf_fmt(out, "%.*s\n%.*s\n", STR_ARG(chart_xmr_sentence(a, &c)),
		    STR_ARG(chart_xmr_describe(a, &c)));
		break;
	}
}
