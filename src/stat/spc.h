/*
 * spc.h: the charts of `heard spc`: the XmR chart of xmr.h and its siblings for
 * proportions, rates, counts and rare events. Pure functions; nothing is drawn
 * here.
 *
 * Sources: Laney, Quality Engineering 14 (2002), 531 (p', u'); Nelson, Journal
 * of Quality Technology 26 (1994), 239 (t); Benneyan, Health Care Management
 * Science 4 (2001), 305 (g); Anhøj and Olesen, PLoS ONE 9 (2014), e113825 (runs);
 * checked against NHSRplotthedots 0.2.2 and qicharts2 0.8.1.
 */
#ifndef STAT_SPC_H
#define STAT_SPC_H

#include "base/date.h"
#include "stat/xmr.h"

enum spc_kind {
	SPC_XMR,     /* single values */
	SPC_I,       /* the same with three sigma, as qicharts2 */
	SPC_P,       /* a proportion: num of den */
	SPC_P_PRIME, /* the same where months vary more than chance */
	SPC_U,       /* a rate: num events in den units */
	SPC_U_PRIME,
	SPC_C, /* events in equal periods */
	SPC_T, /* time between rare events; values above 0 */
	SPC_G  /* cases between rare events */
};

/* A series in the order of time. Arrays of n; those in brackets may be NULL. */
struct spc_input {
	enum spc_kind kind;
	const double *values; /* NAN: a gap. Of p and u charts the ratio, which
	                             spc_ratios makes */
	const double *nums, *dens; /* [p and u charts only] */
	const bool *starts;        /* [a new segment begins here] */
	const bool *ghosts;        /* [shown, but left out of every line and
	                             pattern, as if it were a gap] */
	const double *targets;     /* [where they change; NAN: none] */
	size_t n;
};

/*
 * Too few or too many changes of side: a signal of the Anhøj rules. Points on
 * the centre line and gaps do not count and end nothing.
 */
struct spc_runs {
	size_t useful, longest, longest_max, crossings, crossings_min;
	bool signal; /* useful == 0: the others are no numbers, signal false */
};

struct spc_segment {
	size_t from, n;
	double sigma_z; /* of p' and u': how much more than chance the points
	                   vary; 1: as chance. NAN: of other charts, or unknown */
	struct spc_runs runs;
};

/* Does the chart take num and den instead of values? */
bool spc_has_den(enum spc_kind kind);

/* The ratios nums/dens; NAN where either is missing or a den is 0. */
void spc_ratios(
    const double *nums, const double *dens, size_t n, double *ret_values);

/* The number of segments: 0 for n == 0. */
size_t spc_count_segments(const struct spc_input *in);

/*
 * Judges the series. Fills ret_points[0..in->n), ret_segments[0..
 * spc_count_segments(in)) unless NULL, and *ret. The four patterns are looked
 * for on every chart, with each point's own lines. in->n may be 0.
 */
void spc_chart(const struct xmr_options *o, const struct spc_input *in,
    struct xmr_point *ret_points, struct spc_segment *ret_segments,
    struct xmr_summary *ret);

/*
 * Where a new segment might begin: the last points, XMR_TRIAL or more with
 * values, all lie on one side of their mean, and others of their segment came
 * before. Gives the first of them; n: nowhere. A person decides, who knows what
 * happened then (Making Data Count: never redraw by rule alone).
 */
size_t spc_rebase_hint(const struct xmr_point *points, size_t n);

/* The runs of judged points; all of one segment. */
struct spc_runs spc_runs(const struct xmr_point *points, size_t n);

/* Names for files and options: "xmr", "p-prime", … spc_kind_parse: false for
 * other words. */
const char *spc_kind_name(enum spc_kind kind);
bool spc_kind_parse(struct str name, enum spc_kind *ret) ATTR_MUST_USE;

/* Why spc_choose chose. */
enum spc_reason {
	SPC_R_SERIES,        /* values without a number behind them: xmr */
	SPC_R_CHANCE,        /* num of den, varying as chance: p or u */
	SPC_R_OVERDISPERSED, /* varying otherwise: p' or u' */
	SPC_R_RARE           /* few events: t or g, made by spc_between */
};

/*
 * The chart that suits the series (docs/spc.md): in->kind is not looked at,
 * in->dens says whether there are numbers behind the values. Rare: whole
 * numbers of events, on average below 1.5 or more than 40 % zero, and at least
 * three rows with any. work[0..in->n) is scratch.
 */
enum spc_kind spc_choose(const struct spc_input *in, struct xmr_point *work,
    enum spc_reason *ret_reason);

/*
 * What lies between rare events, one row for each row that has events from the
 * second on: cases without an event (dens known: for a g chart) or days (for a
 * t chart). Several events of one row share what lies before them. Fills
 * ret_at[] with the places of those rows and ret_values[]; gives how many.
 */
size_t spc_between(const struct spc_input *in, const struct date *dates,
    size_t *ret_at, double *ret_values);

#endif
