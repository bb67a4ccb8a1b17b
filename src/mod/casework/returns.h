/*
 * returns.h: what is counted about cases over a year from 1 April to 31 March:
 * the national return KO41a (SCCI2125) and the annual report of regulation 18.
 * One rule says whether a case is in a cell; the count and the list behind it
 * both ask that rule, so they cannot differ.
 */
#ifndef MOD_CASEWORK_RETURNS_H
#define MOD_CASEWORK_RETURNS_H

#include "mod/casework/internal.h"

struct ret_year {
	int first;              /* 2026: 1 April 2026 to 31 March 2027 */
	struct date from, last; /* both in it */
};
struct ret_year ret_year_of(int first);
/* The year that a day lies in. */
int ret_year_at(struct date day);

/* How a clock was kept. */
enum ret_kept {
	RET_ACK = 1,         /* acknowledged within three working days */
	RET_FIRST = 2,       /* answered by the day first agreed */
	RET_AMENDED = 4,     /* by the day agreed last */
	RET_TARGET = 8,      /* within our own target, the wait left out */
	RET_TARGET_ALL = 16, /* the same with the wait */
	RET_LAW = 32         /* within six months, or longer agreed in time */
};

struct ret_case {
	int64_t id, number;
	struct str ref, title, type, site, outcome, age, status, state;
	struct date received, resolved; /* none: not resolved */
	bool excluded;                  /* ended without being looked into */
	bool ombudsman; /* something of the Ombudsman in this year */
	bool acknowledged, answered;
	unsigned kept;                              /* enum ret_kept */
	struct str subjects, services, professions; /* "|a|b|" */
	struct str learning;
};

struct ret {
	struct ret_year year;
	struct ret_case *list;
	size_t n;
	struct str sites[100]; /* of new and carried ones, in order */
	size_t nsites;
	bool too_many; /* not all were read: nothing may be sent */
};

/* Reads what the acting person may see (CAP_CASE_READ). */
enum db_status ret_load(
    struct ctx *cx, int first, struct ret *ret) ATTR_MUST_USE;

/*
 * Whether a case is in a cell: section "summary" (brought, new, upheld,
 * partly, not_upheld, resolved, carried), "age", "status", "service",
 * "subject", "profession" (a code), "type" (a type of case received),
 * "waiting" (the same, about waiting), "annual" (received, well_founded,
 * ombudsman), "clock" (ack, ack_all, first … law, answered).
 */
bool ret_in(const struct ret *r, const struct ret_case *c, struct str section,
    struct str code);
/* How many of a site ("" for all) are in it. */
int64_t ret_count(
    const struct ret *r, struct str site, const char *section, struct str code);

/* What keeps the return from being right, in sentences, at most `max`: sums
 * that do not hold, cases without what the return wants of them. */
size_t ret_problems(
    struct ctx *cx, const struct ret *r, struct str *ret, size_t max);

/* The codes of a list as it stood in that year, with words; at most `max`. */
size_t ret_codes(struct ctx *cx, const struct ret_year *y, const char *name,
    struct choice *ret, size_t max);

void ko41a_page(struct req *r);
void ko41a_csv(struct req *r);
void annual_page(struct req *r);
void ret_cases_page(struct req *r);

extern const struct sql_list case_returns_sql;

#endif
