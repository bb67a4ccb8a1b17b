/* base: text, buffers, markup, dates, the working-day calendar. */
#include "base/buf.h"
#include "base/calendar.h"
#include "base/date.h"
#include "base/html.h"
#include "base/random.h"
#include "base/str.h"
#include "tap.h"

static struct arena *a;

static struct date day(const char *iso)
{
	struct date d = DATE_NONE;

	if (!date_parse_iso(str_of(iso), &d))
		printf("# bad date %s\n", iso);
	return d;
}

static void test_str(void)
{
	int64_t n = 0;
	struct str rest = S("a,,b"), piece;
	int pieces = 0;

	while (str_cut(&rest, ',', &piece))
		pieces++;
	is_int(pieces, 3, "str_cut keeps empty pieces");
	ok(str_int64(S("-9223372036854775808"), &n) && n == INT64_MIN,
	    "the smallest integer parses");
	ok(!str_int64(S("9223372036854775808"), &n), "one too many does not");
	ok(!str_int64(S("12a"), &n), "nor does a letter");
	is_str(str_trim(S(" \t x\r\n")), S("x"), "trim");
	ok(!str_eq(STR_NULL, S("")), "no value is not empty");
}

static void test_html(void)
{
	struct buf b = buf_make(4096);

	html(&b, "<p>%s %.*s %d%%</p>", "<&\"'>", 3, "a>bcd", 7);
	is_str(buf_view(&b), S("<p>&lt;&amp;&quot;&#39;&gt; a&gt;b 7%</p>"),
	    "%s escapes");
	buf_reset(&b);
	html_href(&b, S("javascript:alert(1)"));
	is_str(buf_view(&b), S("#"), "a script is no link");
	buf_reset(&b);
	html_href(&b, S("//evil.example"));
	is_str(buf_view(&b), S("#"), "nor is another host without a scheme");
	buf_free(&b);
	b = buf_make(3);
	buf_cstr(&b, "abcd");
	ok(b.failed && b.n == 0, "past its ceiling a buffer says so");
	buf_free(&b);
}

static void test_date(void)
{
	struct date d = DATE_NONE;
	int y, m, dd;
	bool same = true;

	for (int n = 1; n < 3652059; n += 17) {
		date_parts((struct date){ n }, &y, &m, &dd);
		same = same && date_make(y, m, dd).n == n;
	}
	ok(same, "parts and number agree from year 1 to 9999");
	is_int(date_weekday(day("2026-11-22")), 7, "22 November 2026: Sunday");
	ok(date_parse(S(" 3/4/2026 "), &d) && d.n == day("2026-04-03").n,
	    "day before month");
	ok(date_parse(S("3 Apr 2026"), &d) && d.n == day("2026-04-03").n,
	    "month as a word");
	ok(!date_parse(S("31/02/2026"), &d), "no 31 February");
	ok(!date_parse(S("3/4/26"), &d), "no two-digit year");
	is_str(date_iso(a, date_add_months(day("2026-01-31"), 1)),
	    S("2026-02-28"), "a month after 31 January");
	struct instant t = { 0 };

	ok(instant_parse_iso(S("2026-03-29T00:59:59Z"), &t) &&
		instant_london_offset(t) == 0,
	    "before the clocks go forward");
	ok(instant_parse_iso(S("2026-03-29T01:00:00Z"), &t) &&
		instant_london_offset(t) == 3600,
	    "after");
	ok(instant_parse_iso(S("2026-07-01T23:30:00Z"), &t) &&
		instant_london_date(t).n == day("2026-07-02").n,
	    "a summer night in London is already tomorrow");
}

/* facts.md section 2.4: receipt, +3, +1 and +25 working days. */
static const char *const golden[][4] = {
	{ "2023-05-05", "2023-05-11", "2023-05-09", "2023-06-13" },
	{ "2024-12-24", "2024-12-31", "2024-12-27", "2025-01-31" },
	{ "2026-04-02", "2026-04-09", "2026-04-07", "2026-05-12" },
	{ "2026-12-24", "2026-12-31", "2026-12-29", "2027-02-02" },
	{ "2027-12-25", "2027-12-31", "2027-12-29", "2028-02-02" },
	{ "2028-01-01", "2028-01-06", "2028-01-04", "2028-02-07" },
};
static const struct {
	const char *month;
	int n9, n13;
} nth[] = { { "2026-01-01", 14, 20 }, { "2026-04-01", 15, 21 },
	{ "2026-12-01", 11, 17 }, { "2027-01-01", 14, 20 },
	{ "2028-01-01", 14, 20 } };

static void test_calendar(void)
{
	const struct date coronation = day("2023-05-08");
	struct date closed[9];
	/* 2023 from the rule and its one-off day; other years by rule. */
	calendar_rule(2023, closed + 1);
	closed[0] = closed[1];
	closed[1] = closed[2];
	closed[2] = closed[3];
	closed[3] = closed[4];
	closed[4] = coronation;
	const struct calendar c = { closed, NELEM(closed), 2023, 2023 };

	for (size_t i = 0; i < NELEM(golden); i++) {
		static const int add[3] = { 3, 1, 25 };

		for (size_t k = 0; k < 3; k++)
			is_str(date_iso(a,
				   calendar_add(&c, day(golden[i][0]), add[k])),
			    str_of(golden[i][k + 1]), golden[i][0]);
	}
	for (size_t i = 0; i < NELEM(nth); i++) {
		int y, m, d9, d13;

		date_parts(calendar_nth(&c, day(nth[i].month), 9), &y, &m, &d9);
		date_parts(
		    calendar_nth(&c, day(nth[i].month), 13), &y, &m, &d13);
		is_int(d9, nth[i].n9, "ninth working day");
		is_int(d13, nth[i].n13, "thirteenth working day");
	}
	ok(calendar_by_rule(&c, day("2031-01-01")), "2031 rests on the rule");
	is_int(calendar_between(&c, day("2026-12-24"), day("2026-12-31")), 3,
	    "working days between");
}

static void test_random(void)
{
	is_int((int64_t)ref_new(a).n, REF_CHARS, "a reference's length");
	const struct str one = ref_in_order(a, 1700000000000000);
	const struct str two = ref_in_order(a, 1700000000000000);
	const struct str back = ref_in_order(a, 1600000000000000);
	const struct str later = ref_in_order(a, 1700000000000200);

	is_int((int64_t)one.n, REF_CHARS, "one in order is as long");
	ok(str_cmp(one, two) < 0, "in order at the same instant");
	ok(str_cmp(two, back) < 0, "and where the clock goes back");
	ok(str_cmp(back, later) < 0, "and later");
	is_str(str_sub(later, 0, 10), S("1ga4gc1wg6"), "by its first letters");
	is_str(ref_canonical(a, S("OIL-abc 12"), 8), S("011abc12"),
	    "look-alikes are read kindly");
	ok(str_null(ref_canonical(a, S("u1234567"), 8)), "u is no letter");
}

int main(void)
{
	a = arena_new(ARENA_REQUEST);
	test_str();
	test_html();
	test_date();
	test_calendar();
	test_random();
	arena_free(a);
	return tap_done();
}
