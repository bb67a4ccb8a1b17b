/* money: separation of duties, routes, totals to the penny, files field by
 * field. */
#include "base/random.h"
#include "mod/involve/money.h"
#include "tap.h"

/* Of all ways to give four steps to three people. */
static void test_duties(void)
{
	int good = 0, bad = 0;

	for (int64_t c = 1; c <= 4; c++)
		for (int64_t s = 1; s <= 4; s++)
			for (int64_t a = 0; a <= 4; a++)
				for (int64_t p = 0; p <= 4; p++) {
					const bool yes =
					    money_may_approve(c, s, a) ==
						NULL &&
					    money_may_pay(c, s, a, p) == NULL;
					const bool fair = a != 0 && p != 0 &&
							  a != c && a != s &&
							  p != c && p != s &&
							  p != a;

					good += yes;
					bad += yes != fair;
				}
	ok(good > 0, "some may");
	is_int(bad, 0, "nobody is two of claimant, approver and payer");
}

/* 100,000 random claims: what goes in comes out, route by route. */
static void test_balance(void)
{
	struct prng r = { 77 };
	int64_t in = 0, held = 0, out[ROUTE__N] = { 0 }, sum = 0;
	struct batch_total batches[ROUTE__N] = { { 0, 0, 0 } };
	int64_t lines = 0;

	for (int i = 0; i < 100000; i++) {
		const int64_t time =
		    prng_below(&r, 3) == 0 ? 0 : 7500 * (1 + prng_below(&r, 2));
		const int64_t costs = prng_below(&r, 9999);
		const enum pay_wish w = (enum pay_wish)prng_below(&r, 4);
		const enum pay_route how =
		    (enum pay_route)(ROUTE_LEDGER + prng_below(&r, 3));
		struct payment p[2];
		const size_t n = money_split(time, costs, w, how, p);
		int64_t here = 0;

		for (size_t k = 0; k < n; k++) {
			out[p[k].route] += p[k].pence;
			money_add(
			    &batches[p[k].route], p[k].pence, S("12345678"));
			here += p[k].pence;
			lines++;
		}
		if (w == WISH_HOLD)
			held += time + costs;
		else
			in += time + costs;
		sum += here;
	}
	is_int(sum, in, "every penny that is not held is paid once");
	ok(held > 0 && in > 0, "some is held");
	int64_t total = 0, n = 0;

	for (int i = 0; i < ROUTE__N; i++) {
		ok(batches[i].pence == out[i], "the batch of %s balances",
		    money_route_code((enum pay_route)i));
		total += batches[i].pence;
		n += batches[i].n;
	}
	ok(total == in && n == lines, "so do all of them");
}

static void test_routes(void)
{
	struct payment p[2];
	enum pay_route r;

	is_int((int)money_split(7500, 450, WISH_PAY, ROUTE_LEDGER, p), 2,
	    "time and costs go two ways");
	ok(p[0].route == ROUTE_PAYROLL && p[1].route == ROUTE_LEDGER, "each");
	(void)money_split(7500, 450, WISH_DECLINE, ROUTE_LEDGER, p);
	ok(p[0].route == ROUTE_DECLINED && p[1].route == ROUTE_LEDGER,
	    "who declines payment still has her costs");
	(void)money_split(7500, 0, WISH_DONATE, ROUTE_CASH, p);
	ok(p[0].route == ROUTE_DONATED, "a gift is a gift");
	is_int((int)money_split(7500, 450, WISH_HOLD, ROUTE_LEDGER, p), 0,
	    "held is not paid");
	for (int i = 0; i < ROUTE__N; i++)
		ok(money_route_of(
		       str_of(money_route_code((enum pay_route)i)), &r) &&
			r == (enum pay_route)i,
		    "route %d has a code", i);
	ok(!money_route_of(S("gold"), &r), "and no other");
}

static void test_budget(void)
{
	const struct budget_state b = { 10000, 4000, 5000 };

	ok(money_fits(&b, 1000) && !money_fits(&b, 1001),
	    "what is promised and spent is gone");
	ok(!money_fits(&b, -1), "no negative claim");
}

static void test_files(void)
{
	struct buf b = buf_make((size_t)1 << 16);
	const struct money_line m = { .values = { [MONEY_REFERENCE] = S("ref1"),
					  [MONEY_NAME] = S("=Ann, O'Hara"),
					  [MONEY_SORT_CODE] = S("012345"),
					  [MONEY_ACCOUNT] = S("00112233"),
					  [MONEY_PENCE] = S("7950"),
					  [MONEY_POUNDS] = S("79.50"),
					  [MONEY_WHAT] = S("half day"),
					  [MONEY_BUDGET] = S("C1"),
					  [MONEY_DAY] = S("20260301"),
					  [MONEY_FROM_SORT] = S("111222"),
					  [MONEY_FROM_ACCOUNT] = S("7654321"),
					  [MONEY_FROM_NAME] =
					      S("Merrowdale Trust") } };
	struct batch_total t = { 0, 0, 0 };

	money_add(&t, 7950, S("00112233"));
	money_file_head(&b, money_layout(ROUTE_PAYROLL));
	money_file_line(&b, money_layout(ROUTE_PAYROLL), &m);
	money_file_total(&b, money_layout(ROUTE_PAYROLL), &t);
	is_str(buf_view(&b),
	    S("\xef\xbb\xbfreference,name,sort_code,account,taxable_pay,"
	      "description,cost_centre,activity_date\r\n"
	      "ref1,\"'=Ann, O'Hara\",012345,00112233,79.50,half day,C1,"
	      "20260301\r\n"
	      "total,1 payments,79.50,112233\r\n"),
	    "a payroll file, field by field");
	buf_reset(&b);
	money_file_line(&b, money_layout(ROUTE_VOUCHER), &m);
	ok(str_find(buf_view(&b), S("00112233")) == SIZE_MAX,
	    "a list of vouchers has no account number");
	buf_reset(&b);
	ok(!money_bacs18.on, "BACS is off");
	money_file_line(&b, &money_bacs18, &m);
	is_str(buf_view(&b),
	    S("0123450011223309911122207654321    00000007950MERROWDALE TRUST  "
	      "REF1               ANN  O HARA      \n"),
	    "a credit, field by field");
	is_int((int64_t)buf_view(&b).n, 101, "of a hundred characters");
	buf_reset(&b);
	money_bacs_end(&b, &m, &t);
	is_str(buf_view(&b),
	    S("1112220765432101711122207654321    00000007950"
	      "                  CONTRA            MERROWDALE TRUST  \n"
	      "UTL10000000007950000000000795000000010000001"
	      "                                    \n"),
	    "its contra and trailer");
	buf_free(&b);
}

static void test_days(void)
{
	const struct calendar c = { NULL, 0, 0, 0 };
	const struct date friday = date_make(2026, 3, 6);

	is_int(money_due(&c, friday, 10).n, date_make(2026, 3, 20).n,
	    "ten working days are two weeks");
	is_int(money_days(&c, friday, date_make(2026, 3, 9)), 1,
	    "over a weekend it is one");
}

int main(void)
{
	test_duties();
	test_balance();
	test_routes();
	test_budget();
	test_files();
	test_days();
	return tap_done();
}
