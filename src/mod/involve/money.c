/*
 * money.c: see money.h.
 */
#include "mod/involve/money.h"

#include <assert.h>

#include "base/words.h"
#include "report/csv.h"

#define HASH_MODULUS INT64_C(100000000)

static const char *const codes[ROUTE__N] = {
	[ROUTE_PAYROLL] = "payroll",
	[ROUTE_LEDGER] = "ledger",
	[ROUTE_VOUCHER] = "voucher",
	[ROUTE_CASH] = "cash",
	[ROUTE_DONATED] = "donated",
	[ROUTE_DECLINED] = "declined",
};

const char *money_route_code(enum pay_route r)
{
	assert(r < ROUTE__N);
	return codes[r];
}

bool money_route_of(struct str code, enum pay_route *ret)
{
	for (int i = 0; i < ROUTE__N; i++)
		if (str_is(code, codes[i])) {
			*ret = (enum pay_route)i;
			return true;
		}
	return false;
}

enum pay_wish money_wish(struct str code)
{
	if (str_is(code, "hold"))
		return WISH_HOLD;
	if (str_is(code, "decline"))
		return WISH_DECLINE;
	return str_is(code, "donate") ? WISH_DONATE : WISH_PAY;
}

/* What she declines is the payment for her time; costs are paid back. */
size_t money_split(int64_t time_pence, int64_t costs_pence, enum pay_wish w,
    enum pay_route how, struct payment ret[2])
{
	size_t n = 0;
	enum pay_route time =
	    how == ROUTE_VOUCHER || how == ROUTE_CASH ? how : ROUTE_PAYROLL;

	assert(time_pence >= 0 && costs_pence >= 0);
	if (w == WISH_HOLD)
		return 0;
	if (w == WISH_DECLINE)
		time = ROUTE_DECLINED;
	if (w == WISH_DONATE)
		time = ROUTE_DONATED;
	if (time_pence > 0)
		ret[n++] = (struct payment){ time, time_pence };
	if (costs_pence > 0)
		ret[n++] =
		    (struct payment){ how == ROUTE_VOUCHER || how == ROUTE_CASH
					  ? how
					  : ROUTE_LEDGER,
			    costs_pence };
	if (n == 2 && ret[0].route == ret[1].route) {
		ret[0].pence += ret[1].pence;
		n = 1;
	}
	return n;
}

const char *money_may_approve(
    int64_t claimant, int64_t sender, int64_t approver)
{
	if (approver == 0)
		return N_("Somebody must approve it.");
	if (approver == claimant)
		return N_("Nobody approves their own claim.");
	if (approver == sender)
		return N_("Who sent the claim cannot approve it.");
	return NULL;
}

const char *money_may_pay(
    int64_t claimant, int64_t sender, int64_t approver, int64_t payer)
{
	if (payer == 0 || approver == 0)
		return N_("It must be approved first.");
	if (payer == claimant)
		return N_("Nobody pays their own claim.");
	if (payer == approver)
		return N_("Who approved the claim cannot pay it.");
	if (payer == sender)
		return N_("Who sent the claim cannot pay it.");
	return NULL;
}

bool money_fits(const struct budget_state *b, int64_t pence)
{
	return pence >= 0 && b->committed + b->spent + pence <= b->pence;
}

void money_add(struct batch_total *t, int64_t pence, struct str account)
{
	int64_t digits = 0;

	t->n++;
	t->pence += pence;
	if (str_int64(account, &digits) && digits > 0)
		t->hash = (t->hash + digits % HASH_MODULUS) % HASH_MODULUS;
}

/* Files ----------------------------------------------------------------- */

static const struct money_field payroll_fields[] = {
	{ MONEY_REFERENCE, "reference", 0, NULL },
	{ MONEY_NAME, "name", 0, NULL },
	{ MONEY_SORT_CODE, "sort_code", 0, NULL },
	{ MONEY_ACCOUNT, "account", 0, NULL },
	{ MONEY_POUNDS, "taxable_pay", 0, NULL },
	{ MONEY_WHAT, "description", 0, NULL },
	{ MONEY_BUDGET, "cost_centre", 0, NULL },
	{ MONEY_DAY, "activity_date", 0, NULL },
};
static const struct money_field ledger_fields[] = {
	{ MONEY_REFERENCE, "reference", 0, NULL },
	{ MONEY_NAME, "payee", 0, NULL },
	{ MONEY_SORT_CODE, "sort_code", 0, NULL },
	{ MONEY_ACCOUNT, "account", 0, NULL },
	{ MONEY_POUNDS, "amount", 0, NULL },
	{ MONEY_WHAT, "description", 0, NULL },
	{ MONEY_BUDGET, "cost_centre", 0, NULL },
	{ MONEY_DAY, "activity_date", 0, NULL },
};
/* Vouchers, cash and gifts: no bank details leave. */
static const struct money_field list_fields[] = {
	{ MONEY_REFERENCE, "reference", 0, NULL },
	{ MONEY_NAME, "name", 0, NULL },
	{ MONEY_POUNDS, "amount", 0, NULL },
	{ MONEY_WHAT, "description", 0, NULL },
	{ MONEY_BUDGET, "cost_centre", 0, NULL },
	{ MONEY_DAY, "activity_date", 0, NULL },
};
/* BACS Standard 18: 100 characters. A literal stands where no column does;
 * what is neither a number nor a literal is in capitals. */
/* clang-format off */
static const struct money_field bacs_fields[] = {
	{ MONEY_SORT_CODE, "destination sort code", 6, NULL },
	{ MONEY_ACCOUNT, "destination account", 8, NULL },
	{ MONEY_REFERENCE, "type of destination account", 1, "0" },
	{ MONEY_REFERENCE, "transaction code: a credit", 2, "99" },
	{ MONEY_FROM_SORT, "originating sort code", 6, NULL },
	{ MONEY_FROM_ACCOUNT, "originating account", 8, NULL },
	{ MONEY_REFERENCE, "free format", 4, "    " },
	{ MONEY_PENCE, "amount in pence", 11, NULL },
	{ MONEY_FROM_NAME, "originating name", 18, NULL },
	{ MONEY_REFERENCE, "reference", 18, NULL },
	{ MONEY_NAME, "destination name", 18, NULL },
};
/* The other side of the credits: one debit of the trust's own account. */
static const struct money_field contra_fields[] = {
	{ MONEY_FROM_SORT, "destination sort code", 6, NULL },
	{ MONEY_FROM_ACCOUNT, "destination account", 8, NULL },
	{ MONEY_REFERENCE, "type of destination account", 1, "0" },
	{ MONEY_REFERENCE, "transaction code: a contra", 2, "17" },
	{ MONEY_FROM_SORT, "originating sort code", 6, NULL },
	{ MONEY_FROM_ACCOUNT, "originating account", 8, NULL },
	{ MONEY_REFERENCE, "free format", 4, "    " },
	{ MONEY_PENCE, "amount in pence", 11, NULL },
	{ MONEY_REFERENCE, "narrative", 18, "                  " },
	{ MONEY_REFERENCE, "contra", 18, "CONTRA            " },
	{ MONEY_FROM_NAME, "originating name", 18, NULL },
};
/* clang-format on */

#define LAYOUT(route, fields, on)                                     \
	{                                                             \
		route, fields, sizeof(fields) / sizeof(fields[0]), on \
	}
static const struct money_layout layouts[ROUTE__N] = {
	[ROUTE_PAYROLL] = LAYOUT("payroll", payroll_fields, true),
	[ROUTE_LEDGER] = LAYOUT("ledger", ledger_fields, true),
	[ROUTE_VOUCHER] = LAYOUT("voucher", list_fields, true),
	[ROUTE_CASH] = LAYOUT("cash", list_fields, true),
	[ROUTE_DONATED] = LAYOUT("donated", list_fields, true),
	[ROUTE_DECLINED] = LAYOUT("declined", list_fields, true),
};
const struct money_layout money_bacs18 = LAYOUT("bacs", bacs_fields, false);
static const struct money_layout bacs_contra =
    LAYOUT("bacs", contra_fields, false);

const struct money_layout *money_layout(enum pay_route r)
{
	assert(r < ROUTE__N);
	return &layouts[r];
}

static bool fixed(const struct money_layout *l)
{
	return l->fields[0].width > 0;
}

void money_file_head(struct buf *out, const struct money_layout *l)
{
	if (fixed(l))
		return;
	csv_bom(out);
	for (size_t i = 0; i < l->n; i++) {
		if (i > 0)
			buf_byte(out, ',');
		csv_field(out, str_of(l->fields[i].name));
	}
	buf_cstr(out, "\r\n");
}

/* Letters that the record allows: capitals, digits and . & / - */
static char bacs_char(char c)
{
	if (c >= 'a' && c <= 'z')
		return (char)(c - 'a' + 'A');
	return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
		       c == '&' || c == '/' || c == '-'
		   ? c
		   : ' ';
}

/* Cut or filled to the width: numbers with zeros before, words with spaces
 * after. */
static void put_fixed(
    struct buf *out, const struct money_field *f, struct str v)
{
	const size_t width = (size_t)f->width;
	const size_t n = v.n < width ? v.n : width;
	const bool number =
	    f->column == MONEY_PENCE || f->column == MONEY_SORT_CODE ||
	    f->column == MONEY_ACCOUNT || f->column == MONEY_FROM_SORT ||
	    f->column == MONEY_FROM_ACCOUNT;

	if (f->literal != NULL) {
		buf_cstr(out, f->literal);
		return;
	}
	for (size_t i = n; number && i < width; i++)
		buf_byte(out, '0');
	for (size_t i = 0; i < n; i++)
		buf_byte(out, bacs_char(v.s[i]));
	for (size_t i = n; !number && i < width; i++)
		buf_byte(out, ' ');
}

void money_file_line(
    struct buf *out, const struct money_layout *l, const struct money_line *m)
{
	for (size_t i = 0; i < l->n; i++) {
		const struct money_field *f = &l->fields[i];

		if (fixed(l)) {
			put_fixed(out, f, m->values[f->column]);
			continue;
		}
		if (i > 0)
			buf_byte(out, ',');
		csv_field(out, m->values[f->column]);
	}
	buf_cstr(out, fixed(l) ? "\n" : "\r\n");
}

void money_file_total(
    struct buf *out, const struct money_layout *l, const struct batch_total *t)
{
	assert(!fixed(l));
	buf_fmt(out, "total,%lld payments,%lld.%02lld,%lld\r\n",
	    (long long)t->n, (long long)(t->pence / 100),
	    (long long)(t->pence % 100), (long long)t->hash);
}

/* One debit of the sum, then the trailer: debits and credits in pence and in
 * number, which balance. */
void money_bacs_end(
    struct buf *out, const struct money_line *own, const struct batch_total *t)
{
	money_file_line(out, &bacs_contra, own);
	buf_fmt(out, "UTL1%013lld%013lld%07d%07lld%36s\n", (long long)t->pence,
	    (long long)t->pence, 1, (long long)t->n, "");
}

int money_days(const struct calendar *c, struct date sent, struct date paid)
{
	return calendar_between(c, sent, paid);
}

struct date money_due(const struct calendar *c, struct date sent, int days)
{
	return calendar_add(c, sent, days);
}
