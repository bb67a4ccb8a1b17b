/* chart: few points, gaps, odd values, words, and no forbidden markup. */
#include "base/arena.h"
#include "base/words.h"
#include "chart/bars.h"
#include "chart/draw.h"
#include "chart/funnel_chart.h"
#include "chart/icon.h"
#include "chart/xmr_chart.h"
#include "tap.h"

#define MAX 40

static struct arena *a;

struct made {
	struct xmr_point points[MAX];
	struct date dates[MAX];
	struct chart_xmr c;
};

/* A monthly chart from January 2024 with the mdc profile. */
static void make(struct made *m, const double *v, size_t n)
{
	const struct xmr_options o = xmr_profile_mdc(XMR_INCREASE);

	*m = (struct made){ .c = { .id = S("x"),
				.measure = S("Percent positive"),
				.unit = S("% <of> answers"),
				.n = n } };
	for (size_t i = 0; i < n; i++)
		m->dates[i] = date_add_months(date_make(2024, 1, 1), (int)i);
	xmr_chart(&o, v, NULL, n, m->points, &m->c.summary);
	m->c.points = m->points;
	m->c.dates = m->dates;
}

static bool has(struct str s, const char *part)
{
	return str_find(s, str_of(part)) != SIZE_MAX;
}

static size_t count(struct str s, const char *part)
{
	size_t n = 0, at;

	while ((at = str_find(s, str_of(part))) != SIZE_MAX) {
		n++;
		s = str_sub(s, at + 1, s.n);
	}
	return n;
}

/* What must hold for every picture. */
static struct str drawn(const struct made *m, const char *what)
{
	const struct str s = chart_xmr_markup(a, &m->c).s;

	ok(has(s, "role=\"img\"") &&
		has(s, "aria-labelledby=\"x-title x-desc\"") &&
		has(s, "<title id=\"x-title\">") &&
		has(s, "<desc id=\"x-desc\">"),
	    "%s: named", what);
	ok(!has(s, "style=") && !has(s, "<style"), "%s: no style", what);
	ok(!has(s, "nan") && !has(s, "inf\""), "%s: every place is a number",
	    what);
	return s;
}

static void test_few(void)
{
	const double same[] = { 100, 100 };
	const double gaps[] = { (double)NAN, 5, (double)NAN, 7, (double)NAN };
	const double none[] = { (double)NAN, (double)NAN };
	struct made m;
	struct str s;

	make(&m, same, 0);
	s = drawn(&m, "no points");
	ok(has(s, "No values yet") && count(s, "<circle") == 0, "and says so");
	make(&m, none, 2);
	ok(has(drawn(&m, "only gaps"), "No values yet"), "gaps say so too");
	make(&m, same, 1);
	s = drawn(&m, "one point");
	is_int((int64_t)count(s, "<circle"), 2, "the point, and the key's");
	ok(!has(s, "imits</text>"), "no limits from one point");
	make(&m, same, 2);
	ok(has(drawn(&m, "two equal points"), "Trial limits"),
	    "limits of two points are on trial");
	make(&m, gaps, 5);
	s = drawn(&m, "gaps");
	is_int((int64_t)count(s, "<circle"), 3, "two points and the key's");
	ok(has(s, "% &lt;of&gt; answers"), "text is escaped");
}

static void test_sentences(void)
{
	double v[20];
	struct made m;

	for (size_t i = 0; i < 20; i++)
		v[i] = 80.0 + (double)(i * 7 % 5);
	make(&m, v, 12);
	is_str(chart_xmr_sentence(a, &m.c),
	    S("Percent positive has too few values to say what is usual."),
	    "12 values are too few");
	make(&m, v, 20);
	is_str(chart_xmr_sentence(a, &m.c), S("Percent positive is as usual."),
	    "usual");
	v[19] = 99.0;
	make(&m, v, 20);
	is_str(chart_xmr_sentence(a, &m.c),
	    S("Percent positive was higher than usual in August 2025."),
	    "one point outside");
	ok(has(drawn(&m, "improvement"), "Improvement</text>") &&
		has(chart_xmr_describe(a, &m.c), "This is an improvement."),
	    "which is an improvement");
	for (size_t i = 12; i < 20; i++)
		v[i] = 78.0 + (double)(i % 2);
	make(&m, v, 20);
	is_str(chart_xmr_sentence(a, &m.c),
	    S("Percent positive has been lower than usual since January 2025."),
	    "a run");
	m.points[m.c.summary.latest].target = 150.0;
	m.c.summary.assurance = XMR_A_FAIL;
	ok(has(chart_xmr_describe(a, &m.c),
	       "the target of 150 will not be met"),
	    "the target in words");
}

/* Ghosts, a target that changes, the key on the page, the thumbnail. */
static void test_parts(void)
{
	const double v[] = { 90, 91, 89, 90, 92, 90, 91 };
	struct buf b = buf_make(BUF_PAGE);
	struct made m;
	struct str s;

	make(&m, v, NELEM(v));
	m.points[2].ghost = true;
	for (size_t i = 0; i < NELEM(v); i++)
		m.points[i].target = i < 4 ? 80.0 : 85.0;
	s = drawn(&m, "a ghost");
	ok(has(s, "Left out</text>") && has(s, "fill=\"#ffffff\""),
	    "is an empty circle, and the key says so");
	is_int((int64_t)count(s, "stroke=\"#de1b1b\""), 3,
	    "two targets and the key's");
	m.c.no_key = true;
	ok(!has(drawn(&m, "without a key"), "Left out"), "has none");
	chart_xmr_key(&b, &m.c);
	s = buf_view(&b);
	ok(has(s, "<ul class=\"heard-key\">") && has(s, "> Left out</li>") &&
		has(s, "> Target</li>") && !has(s, "Improvement"),
	    "the key as a list names what there is");
	buf_reset(&b);
	chart_xmr_small(&b, a, &m.c);
	s = buf_view(&b);
	ok(has(s, "role=\"img\"") && has(s, "too few values"),
	    "a thumbnail says the finding");
	is_int((int64_t)count(s, "<circle"), 7, "and has every point");
	ok(!has(s, "style=") && !has(s, "nan"), "and no style");
	buf_free(&b);
}

/* Each answer of a chart has a shape of its own, and words. */
static void test_icons(void)
{
	struct buf b = buf_make(BUF_PAGE);

	for (int v = XMR_V_COMMON; v <= XMR_V_TOO_FEW; v++) {
		buf_reset(&b);
		icon_variation(&b, (enum xmr_variation)v);
		ok(has(buf_view(&b), "aria-hidden=\"true\"") &&
			icon_variation_words((enum xmr_variation)v)[0] != '\0',
		    "%s", icon_variation_words((enum xmr_variation)v));
	}
	for (int i = XMR_A_PASS; i <= XMR_A_TOO_FEW; i++) {
		buf_reset(&b);
		icon_assurance(&b, (enum xmr_assurance)i);
		ok(has(buf_view(&b), "<svg"), "%s",
		    icon_assurance_words((enum xmr_assurance)i));
	}
	buf_reset(&b);
	icon_assurance(&b, XMR_A_NONE);
	ok(b.n == 0, "without a target there is no icon for it");
	buf_free(&b);
}

/* How sure, and what would change our mind. */
static void test_sure(void)
{
	double v[20];
	struct made m;

	for (size_t i = 0; i < NELEM(v); i++)
		v[i] = 90.0 + (double)(i % 2);
	make(&m, v, 12);
	is_str(
	    chart_xmr_sure(a, &m.c), S(""), "too few to be sure of anything");
	make(&m, v, 20);
	ok(has(chart_xmr_sure(a, &m.c), "no more than chance") &&
		has(chart_xmr_sure(a, &m.c), "below 87.84 or above 93.16"),
	    "as usual, and what would not be");
	v[19] = 50.0;
	make(&m, v, 20);
	ok(has(chart_xmr_sure(a, &m.c), "about once in 370 points"),
	    "how often chance does this");
}

/* Ten units of 90 %, but for one far below with many answers behind it. */
static void test_funnel(void)
{
	const struct funnel_options o = {
		.type = FUNNEL_PROPORTION, .additive = true, .trim = 0.1
	};
	struct funnel_row rows[10];
	struct chart_funnel c = { .id = S("f"),
		.title = S("One <b> differs"),
		.description = S("Ten teams"),
		.x_unit = S("Answers"),
		.y_unit = S("Percent"),
		.rows = rows,
		.n = NELEM(rows) };
	struct buf b = buf_make(BUF_PAGE);
	struct str s;

	for (size_t i = 0; i < NELEM(rows); i++)
		rows[i] = (struct funnel_row){ .num = 90.0 * (double)(10 - i),
			.den = 100.0 * (double)(10 - i) };
	rows[0].num = 400.0;
	c.target = funnel_judge(&o, rows, NELEM(rows)).target;
	chart_funnel(&b, a, &c);
	s = buf_view(&b);
	ok(has(s, "<title id=\"f-title\">One &lt;b&gt; differs</title>"),
	    "a funnel is named");
	is_int((int64_t)count(s, "<circle"), 10, "nine within, and the key's");
	is_int((int64_t)count(s, "fill=\"#490092\""), 3,
	    "one outside, and two of the key");
	ok(!has(s, "nan") && !has(s, "inf") && !has(s, "style="),
	    "numbers only, no style");
	buf_reset(&b);
	c.n = 1;
	chart_funnel(&b, a, &c);
	ok(!has(buf_view(&b), "nan"), "one unit alone");
	buf_free(&b);
}

static void test_bars(void)
{
	const struct bar bars[] = {
		{ S("Very good"), 45.0, S("45 of 60") },
		{ S("<b>"), (double)NAN, S("fewer than 5") },
		{ S("Nothing"), 0.0, STR_NULL },
	};
	const struct chart_bars c = { S("b"), S("Most said very good"),
		STR_NULL, STR_NULL, bars, 3, 0.0 };
	struct buf b = buf_make(BUF_PAGE);
	struct str s;

	chart_bars(&b, a, &c);
	s = buf_view(&b);
	is_int((int64_t)count(s, "<rect"), 2, "a hidden value has no bar");
	ok(has(s, "&lt;b&gt;") && !has(s, "<b>"), "labels are escaped");
	ok(has(s, "Very good: 45 of 60; &lt;b&gt;: fewer than 5; Nothing: 0<"),
	    "the description has it all");
	ok(!has(s, "style=") && !has(s, "nan"), "no style, no missing number");
	buf_free(&b);
}

static void test_ticks(void)
{
	struct ticks t = ticks_of(0.78, 0.98);

	ok(t.n == 6 && fabs(t.at[0] - 0.75) < 1e-12 && t.decimals == 2,
	    "0.75 to 1.00");
	t = ticks_of(5.0, 5.0);
	ok(t.at[0] < 5.0 && t.at[t.n - 1] > 5.0, "equal values lie inside");
	t = ticks_of(-1e15, 1e15);
	ok(t.at[t.n - 1] >= 1e15, "large values");
	is_str(draw_cut(a, S("ગુજરાતી ગુજરાતી"), 60.0), S("ગુજરા…"),
	    "a cut is between characters");
	is_str(
	    draw_number(a, -0.001), S("-0.001"), "small numbers keep digits");
}

int main(void)
{
	a = arena_new(ARENA_REQUEST);
	test_few();
	test_sentences();
	test_parts();
	test_icons();
	test_sure();
	test_funnel();
	test_bars();
	test_ticks();
	arena_free(a);
	return tap_done();
}
