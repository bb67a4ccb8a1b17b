/*
 * demo_fill.c: three years of invented responses, kept the way a real one is.
 * Shares of answers and lengths follow published samples (facts.md §12).
 */
#include <math.h>

#include "base/log.h"
#include "main/demo.h"
#include "mod/listen/codes.h"
#include "mod/listen/store.h"

#define SLICE     100 /* responses a commit */
#define YEARS     3
#define WORDS_MAX 8000
#define DAY_US    (INT64_C(86400) * US_PER_SECOND)
#define FELL_BY   1.2 /* how much a team that got worse got worse */

/* Cumulative shares of very good, good, neither, poor, very poor. */
static const double shares[4][5] = {
	[DEMO_WARD] = { 0.50, 0.76, 0.88, 0.94, 0.985 },
	[DEMO_COMMUNITY] = { 0.845, 0.953, 0.968, 0.982, 0.994 },
	[DEMO_MENTAL] = { 0.63, 0.80, 0.87, 0.92, 0.98 },
	[DEMO_CHILDREN] = { 0.78, 0.92, 0.955, 0.975, 0.992 },
};

/* An answer of a team; mood below 0 pushes it towards worse ones. */
static int64_t draw_answer(
    struct prng *p, const struct demo_team *t, int days_ago)
{
	const double mood =
	    t->mood -
	    (t->fell_from > 0 && days_ago < t->fell_from ? FELL_BY : 0.0);
	const double u = pow(prng_unit(p), exp(mood));

	for (int i = 0; i < 5; i++)
		if (u < shares[t->words][i])
			return i + 1;
	return 6;
}

/* How much comes in on this day: mid-week more, holidays less. */
static double day_weight(struct date d)
{
	static const double week[8] = { 0, 1.0, 1.25, 1.3, 1.25, 1.05, 0.45,
		0.4 };
	int y, m, day;

	date_parts(d, &y, &m, &day);
	double w = week[date_weekday(d)];

	if (m == 8)
		w *= 0.82;
	if ((m == 12 && day > 20) || (m == 1 && day < 3))
		w *= 0.4;
	return w;
}

/* Draws an index by cumulative weights. */
static size_t draw_index(struct prng *p, const double *sums, size_t n)
{
	const double u = prng_unit(p) * sums[n - 1];
	size_t lo = 0, hi = n - 1;

	while (lo < hi) {
		const size_t mid = lo + (hi - lo) / 2;

		if (sums[mid] > u)
			hi = mid;
		else
			lo = mid + 1;
	}
	return lo;
}

static struct str draw_code(struct prng *p, const struct code_list *l)
{
	const uint32_t dice = prng_below(p, 100);

	if (dice < 12 && l->declined != NULL)
		return str_of(l->declined);
	if (dice < 20 && l->silent != NULL)
		return str_of(l->silent);
	return str_of(l->list[prng_below(p, (uint32_t)l->n)].code);
}

static void draw_about(struct prng *p, struct said *s)
{
	s->has_about = prng_below(p, 100) < 45;
	if (!s->has_about)
		return;
	for (size_t i = 0; i < ABOUT_ITEMS; i++)
		s->about[i] = draw_code(p, about_items[i].codes);
}

/* Free words in every text box of the survey. */
static void draw_words(struct demo *d, struct arena *a,
    const struct demo_team *t, const struct survey *v, struct said *s)
{
	struct buf b = buf_make(WORDS_MAX);

	for (size_t i = 0; i < v->n; i++) {
		if (v->questions[i].type != Q_TEXT)
			continue;
		buf_reset(&b);
		demo_comment(&b, &d->rng, t->words, (int)s->answer,
		    str_is(v->questions[i].comment_kind, "what_good"));
		if (b.n == 0)
			continue;
		s->given[i].values[0] = str_dup(a, buf_view(&b));
		s->given[i].n = 1;
	}
	buf_free(&b);
}

static struct said draw_said(struct demo *d, struct arena *a,
    const struct demo_team *t, const struct survey *v, struct date day)
{
	struct said s = { .experienced_on = day };
	const int ago = date_days_between(day, d->today);

	s.answer = draw_answer(&d->rng, t, ago);
	s.may_show = prng_below(&d->rng, 100) < 62;
	s.role = draw_code(&d->rng, &codes_role);
	draw_words(d, a, t, v, &s);
	draw_about(&d->rng, &s);
	return s;
}

static const char *draw_mode(struct demo *d, const struct demo_team *t)
{
	static const char *const ward[] = { "electronic_discharge",
		"electronic_discharge", "paper_discharge", "online" };
	static const char *const other[] = { "online", "sms", "sms",
		"paper_home", "telephone", "online" };

	return str_is(t->setting, "inpatient")
		   ? ward[prng_below(&d->rng, NELEM(ward))]
		   : other[prng_below(&d->rng, NELEM(other))];
}

struct calendar_weights {
	double sums[366];
	struct date first;
	size_t n;
};

/* The days of one year that ends on `last`. */
static void weigh_days(struct calendar_weights *w, struct date last)
{
	double sum = 0;

	w->n = 365;
	w->first = date_add(last, -364);
	for (size_t i = 0; i < w->n; i++) {
		sum += day_weight(date_add(w->first, (int)i));
		w->sums[i] = sum;
	}
}

static size_t draw_team(struct demo *d, const double *sums, struct date day)
{
	const int ago = date_days_between(day, d->today);

	for (;;) {
		const size_t i = draw_index(&d->rng, sums, d->nteams);
		const int quiet = d->teams[i].quiet_from;

		if (quiet == 0 || ago > quiet || prng_below(&d->rng, 10) == 0)
			return i;
	}
}

static struct str draw_ref(struct demo *d, struct arena *a)
{
	uint8_t raw[REF_CHARS * 5 / 8];

	for (size_t i = 0; i < sizeof(raw); i++)
		raw[i] = (uint8_t)prng_next(&d->rng);
	return base32(a, raw, sizeof(raw));
}

/* One response of one day into the append. */
static void fill_one(struct demo *d, struct append *ap, struct ctx *cx,
    const double *sums, const struct survey *v, struct date day)
{
	const struct demo_team *t = &d->teams[draw_team(d, sums, day)];
	const struct place place = { .touch_point = t->touch_point,
		.unit = t->unit,
		.code = t->code,
		.setting = t->setting,
		.survey = *v };
	const struct said s = draw_said(d, cx->arena, t, v, day);
	const struct occasion o = { .ref = draw_ref(d, cx->arena),
		.mode = draw_mode(d, t),
		.lang = S("en") };

	cx->now.us = instant_of_date(day).us + 8 * 3600 * US_PER_SECOND +
		     (int64_t)(prng_unit(&d->rng) * 12 * 3600 * 1e6);
	store_said(cx, ap, &place, &s, &o);
}

/* `n` responses over one year, oldest first, in slices. */
static bool fill_year(struct demo *d, const double *sums,
    const struct survey *v, struct date last, size_t n)
{
	struct calendar_weights w;
	struct arena *a = arena_new(ARENA_COMMAND);
	struct ctx cx = *d->cx;
	size_t counts[366] = { 0 }, in_slice = 0;
	struct append *ap = append_new();
	bool good = true;

	cx.arena = a;
	weigh_days(&w, last);
	for (size_t i = 0; i < n; i++)
		counts[draw_index(&d->rng, w.sums, w.n)]++;
	for (size_t i = 0; i < w.n && good; i++)
		for (size_t k = 0; k < counts[i] && good; k++) {
			fill_one(
			    d, ap, &cx, sums, v, date_add(w.first, (int)i));
			if (++in_slice < SLICE)
				continue;
			good = db_append_wait(cx.app->db, ap) == DB_OK;
			ap = append_new();
			in_slice = 0;
			arena_reset(a);
		}
	good = db_append_wait(cx.app->db, ap) == DB_OK && good;
	arena_free(a);
	return good;
}

bool demo_responses(struct demo *d)
{
	double sums[DEMO_TEAMS_MAX], sum = 0;
	struct place p;

	if (d->nteams == 0 || !place_find(d->cx, d->teams[0].code, &p))
		return false;
	const struct survey v = p.survey;

	for (size_t i = 0; i < d->nteams; i++) {
		sum += d->teams[i].weight;
		sums[i] = sum;
	}
	for (int y = YEARS - 1; y >= 0; y--) {
		const size_t n = (size_t)(DEMO_LAST_YEAR * (1.0 - 0.09 * y));

		if (!fill_year(d, sums, &v, date_add(d->today, -365 * y), n))
			return false;
	}
	return true;
}
