/* team_next: what a forecast says of a target, in numbers, words and pictures:
 * likely met, likely missed, too short, left out, no target. */
#include "base/words.h"
#include "chart/ranges.h"
#include "mod/insight/team_next.h"
#include "tap.h"

#define MONTHS 30

static struct arena *a;

static bool has(struct str s, const char *part)
{
	return str_find(s, str_of(part)) != SIZE_MAX;
}

/* Months from January 2024 with `all` answers each, of which good[i] good. */
static struct month_series series(const int *good, int all, size_t n)
{
	struct month_series s = { .n = n };

	s.months = arena_array(a, n, sizeof(*s.months));
	for (size_t i = 0; i < n; i++) {
		struct month_count *m = &s.months[i];

		m->month = date_add_months(date_make(2024, 1, 1), (int)i);
		m->answers.all.secret_n = all;
		m->answers.each[0].secret_n = good[i];
		m->answers.each[4].secret_n = all - good[i];
	}
	return s;
}

static struct team_look look_with(double target)
{
	return (struct team_look){ .measure = TEAM_POSITIVE,
		.today = date_make(2026, 7, 10),
		.target = target };
}

/* Around `good` of 100 with a little to and fro, changing by `slope`. */
static struct team_next next_with(
    int good, double slope, const struct team_look *look, size_t n)
{
	static const int wobble[] = { 0, 2, -1, 1, -2, 0, 1 };
	int list[MONTHS];

	for (size_t i = 0; i < n; i++)
		list[i] =
		    good + wobble[i % NELEM(wobble)] + (int)(slope * (double)i);
	const struct month_series s = series(list, 100, n);

	return team_next_of(a, &s, look, S("ash"));
}

static void test_met(void)
{
	const struct team_look look = look_with(80);
	const struct team_next x = next_with(92, 0, &look, MONTHS);
	const struct str words = team_next_words(a, &x, &look);

	ok(x.likely, "thirty months are enough");
	is_int((int64_t)x.n, MONTHS, "of which all are over");
	is_int(date_month_index(x.fan[0].date),
	    date_month_index(date_make(2026, 7, 1)),
	    "it begins after the last");
	is_int((int64_t)x.outlook.miss, 0, "no month is likely missed");
	is_int((int64_t)x.outlook.meet, 1, "all are likely met");
	ok(x.outlook.change == 0.0, "and nothing has to change");
	ok(has(words, "Until June 2027 the target of 80% is more likely to be "
		      "met") &&
		has(words, "less than 1 in 100") && !has(words, "must rise"),
	    "in words: %.*s", STR_ARG(words));
	for (size_t i = 0; i < TEAM_AHEAD; i++) {
		const struct fan_point *f = &x.fan[i];

		if (!(f->lo95 <= f->lo80 && f->lo80 <= f->mean &&
			f->mean <= f->hi80 && f->hi80 <= f->hi95 &&
			f->lo95 >= 0.0 && f->hi95 <= 100.0))
			ok(false, "the bands of month %zu", i);
	}
}

static void test_missed(void)
{
	const struct team_look look = look_with(90);
	const struct team_next x = next_with(70, 0, &look, MONTHS);
	const struct str words = team_next_words(a, &x, &look);

	is_int((int64_t)x.outlook.miss, 1, "missed from the first month on");
	is_int((int64_t)x.outlook.meet, 0, "and never likely met");
	ok(fabs(x.outlook.change - 0.20) < 0.03, "20 points are needed: %g",
	    x.outlook.change);
	ok(has(words, "In each month until June 2027") &&
		has(words, "must rise by"),
	    "in words: %.*s", STR_ARG(words));
	ok(team_next_missing(&x, &look, 12) > 0.9, "and the chance says so");
}

static void test_falls(void)
{
	const struct team_look look = look_with(60);
	const struct team_next x = next_with(98, -1.2, &look, MONTHS);
	const struct str words = team_next_words(a, &x, &look);

	ok(x.outlook.miss > 1 && x.outlook.meet == 1,
	    "it falls through the target in step %zu", x.outlook.miss);
	ok(has(words, "on the target of 60% is likely to be missed"),
	    "in words: %.*s", STR_ARG(words));
}

static void test_little(void)
{
	const struct team_look look = look_with(80),
			       none = look_with((double)NAN);
	const struct team_next few = next_with(90, 0, &look, 5);
	const struct team_next x = next_with(90, 0, &none, 20);
	struct team_look marked = look;
	struct mark m = { .unit = S("ash"), .month = date_make(2024, 3, 1) };

	ok(!few.likely, "five months are too few");
	ok(has(team_next_words(a, &few, &look), "needs 6 whole months"),
	    "and it says so");
	ok(has(team_next_words(a, &x, &none), "If nothing changes, about"),
	    "without a target there is still a forecast");
	marked.marks = (struct marks){ &m, 1 };
	ok(isnan(next_with(90, 0, &marked, 20).percent[2]),
	    "a month that does not count is a gap");
	m.rebase = true;
	ok(!isnan(next_with(90, 0, &marked, 20).percent[2]),
	    "new limits leave nothing out");
	ok(!next_with(90, 0, &look, 0).likely, "nothing is nothing");
}

static void test_pictures(void)
{
	const struct team_look look = look_with(80);
	const struct team_next x = next_with(90, 0, &look, 12);
	const struct range rows[] = {
		{ S("A <b>"), 80.0, 70.0, 90.0, S("80%") },
		{ S("C"), (double)NAN, 0, 0, S("too few to show") },
	};
	struct buf b = buf_make(BUF_PAGE);

	chart_fan(&b, a,
	    &(struct chart_fan){ .id = S("f"),
		.title = S("A < B"),
		.description = S("d"),
		.unit = S("%"),
		.dates = x.dates,
		.values = x.percent,
		.n = x.n,
		.ahead = x.fan,
		.nahead = TEAM_AHEAD,
		.target = 80 });
	ok(has(buf_view(&b), "<title id=\"f-title\">A &lt; B</title>") &&
		has(buf_view(&b), "The target") && !has(buf_view(&b), "nan"),
	    "the fan has a title, a key and no odd numbers");
	buf_reset(&b);
	chart_ranges(&b, a,
	    &(struct chart_ranges){ .id = S("r"),
		.title = S("t"),
		.description = S("d"),
		.unit = S("%"),
		.rows = rows,
		.n = 2 });
	ok(has(buf_view(&b), "A &lt;b&gt;") &&
		has(buf_view(&b), "too few to show") &&
		!has(buf_view(&b), "nan"),
	    "ranges show what is hidden as words");
	buf_free(&b);
}

/* Twelve teams, one far below; the file and the picture say the same. */
static void test_funnel(void)
{
	struct named_count counts[12] = { 0 };
	struct team_line lines[13] = { 0 };
	struct buf b = buf_make(BUF_PAGE);

	for (size_t i = 0; i < 12; i++) {
		const int bad = i == 4 ? 160 : 20 + (int)(i % 3);

		counts[i].answers.all.secret_n = 200;
		counts[i].answers.each[0].secret_n = 200 - bad;
		counts[i].answers.each[4].secret_n = bad;
		lines[i] = (struct team_line){ str_fmt(a, "t%zu", i),
			str_fmt(a, "Team %zu", i), &counts[i] };
	}
	lines[12] = (struct team_line){ S("none"), S("Nobody"), NULL };
	team_funnel_csv(&b, a, TEAM_POSITIVE, lines, 13);
	ok(has(buf_view(&b), "Team 4,positive,40,200,20.0,") &&
		has(buf_view(&b), ",below") && !has(buf_view(&b), "Nobody"),
	    "the team outside is named as such, one without answers is not");
	is_int((int64_t)str_find(buf_view(&b), S(",above")), (int64_t)SIZE_MAX,
	    "and no other is");
	buf_reset(&b);
	ok(team_draw_funnel(&b, a, TEAM_POSITIVE, lines, 13, S("North")) &&
		has(buf_view(&b), "North: 1 of 12 teams"),
	    "the picture says whose it is and what it finds");
	ok(!team_draw_funnel(&b, a, TEAM_POSITIVE, lines, 9, S("North")),
	    "nine teams are no funnel");
	buf_free(&b);
}

int main(void)
{
	a = arena_new(ARENA_COMMAND);
	test_met();
	test_missed();
	test_falls();
	test_little();
	test_pictures();
	test_funnel();
	arena_free(a);
	return tap_done();
}
