/*
 * money.h: the rules of paying: who may do which step of a claim, by which way
 * a part of it is paid, what a batch comes to, how long it took. Pure
 * functions over integers of pence; rows are read and written in claim.c and
 * batch.c.
 */
#ifndef MOD_INVOLVE_MONEY_H
#define MOD_INVOLVE_MONEY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/calendar.h"
#include "base/str.h"

/* The ways a payment leaves. Time goes through payroll, because tax may be due
 * on it; costs through the ledger; both may leave as vouchers or cash. */
enum pay_route {
	ROUTE_PAYROLL,
	ROUTE_LEDGER,
	ROUTE_VOUCHER,
	ROUTE_CASH,
	ROUTE_DONATED,  /* to the trust's charity */
	ROUTE_DECLINED, /* she wants none of it; the record stays */
	ROUTE__N
};
const char *money_route_code(enum pay_route r);
bool money_route_of(struct str code, enum pay_route *ret);

/* What she wishes ("pay", "hold", "decline", "donate"; null: pay). */
enum pay_wish { WISH_PAY, WISH_HOLD, WISH_DECLINE, WISH_DONATE };
enum pay_wish money_wish(struct str code);

/* The two payments that a claim falls into. `how`: the route she asked for
 * instead of her bank (voucher, cash), else ROUTE_LEDGER. A held claim gives
 * none. How many in ret[2]; their pence add up to the claim's. */
struct payment {
	enum pay_route route;
	int64_t pence;
};
size_t money_split(int64_t time_pence, int64_t costs_pence, enum pay_wish w,
    enum pay_route how, struct payment ret[2]);

/*
 * Separation of duties: three different people. 0 is nobody yet. The sentence
 * (N_()) that says why not, or NULL.
 */
const char *money_may_approve(
    int64_t claimant, int64_t sender, int64_t approver);
const char *money_may_pay(
    int64_t claimant, int64_t sender, int64_t approver, int64_t payer);

/* A budget: what there is, what is promised (approved, not paid), what is
 * spent. True: `pence` more fit. */
struct budget_state {
	int64_t pence, committed, spent;
};
bool money_fits(const struct budget_state *b, int64_t pence);

/* Control totals of a batch: number, sum of pence, and a hash total of the
 * account numbers modulo 10^8, by which the receiver sees that nothing was
 * lost or changed on the way. */
struct batch_total {
	int64_t n, pence, hash;
};
void money_add(struct batch_total *t, int64_t pence, struct str account);

/* A line of a payment file and its layout, as data. */
enum money_column {
	MONEY_REFERENCE,
	MONEY_NAME,
	MONEY_SORT_CODE,
	MONEY_ACCOUNT,
	MONEY_PENCE,  /* digits, zeros before */
	MONEY_POUNDS, /* 12.50 */
	MONEY_WHAT,
	MONEY_BUDGET,
	MONEY_DAY,       /* YYYYMMDD */
	MONEY_FROM_SORT, /* of the trust, for BACS */
	MONEY_FROM_ACCOUNT,
	MONEY_FROM_NAME,
	MONEY__N
};
struct money_line {
	struct str values[MONEY__N]; /* MONEY_PENCE: plain digits */
};
struct money_field {
	enum money_column column;
	const char *name;    /* heading, of a file with commas */
	int width;           /* characters, of a file without; 0: commas */
	const char *literal; /* stands there whatever the column says */
};
struct money_layout {
	const char *route; /* whose file it is */
	const struct money_field *fields;
	size_t n;
	bool on; /* BACS Standard 18 is described and off */
};
const struct money_layout *money_layout(enum pay_route r);
/* BACS Standard 18's detail record, 100 characters; off unless the trust
 * switches the setting bacs_on on. Labels of the volume and the file are the
 * sending software's. */
extern const struct money_layout money_bacs18;
void money_file_head(struct buf *out, const struct money_layout *l);
void money_file_line(
    struct buf *out, const struct money_layout *l, const struct money_line *m);
void money_file_total(
    struct buf *out, const struct money_layout *l, const struct batch_total *t);

/* What ends a BACS file: the contra record, from the trust's own columns and
 * the sum in MONEY_PENCE, and the trailer with its totals. */
void money_bacs_end(
    struct buf *out, const struct money_line *own, const struct batch_total *t);

/* Working days from the day after `sent` to the day of payment. */
int money_days(const struct calendar *c, struct date sent, struct date paid);
/* The day by which it must be paid. */
struct date money_due(const struct calendar *c, struct date sent, int days);

#endif
