/*
 * count.h: counts of what people said, made fit for who will see them. The only
 * folder that counts rows for people; a cell prints only through it.
 *
 * Three audiences (docs/disclosure.md):
 *   readers    may read every row behind the cut, and see counts
 *   aggregate  see cells after suppression
 *   public     see fixed published tables only: whole months, the last twelve,
 *              by unit, after primary and secondary suppression
 *
 * Percentages are of all answers of the period, "don't know" included, from
 * summed counts (facts: FFT publication rules).
 */
#ifndef COUNT_COUNT_H
#define COUNT_COUNT_H

#include "core/ctx.h"

/* A count that may be too small to show. Read it through the functions. */
struct cell {
	int64_t secret_n;
	bool hidden;
};

/* False: too few to show (and *ret untouched). */
bool cell_shown(struct cell c, int64_t *ret);
/* "1,234", or the words for "too few to show". */
struct str cell_text(struct arena *a, struct cell c);

#define ANSWERS 6 /* very good … very poor, don't know */

struct answers {
	struct cell all;           /* with an answer to the question */
	struct cell each[ANSWERS]; /* [0] very good */
};

/* A percentage with what it is made of. */
struct share {
	bool shown;
	int64_t num, den;
	double percent; /* NAN when den is 0 */
};
struct share answers_positive(const struct answers *c);  /* 1 and 2 */
struct share answers_very_good(const struct answers *c); /* 1 */
struct share answers_negative(const struct answers *c);  /* 4 and 5 */
/* "93% (120 of 129)", or why there is none. */
struct str share_text(struct arena *a, const struct share *s);

/* Months -------------------------------------------------------------- */

struct month_count {
	struct date month; /* its first day */
	struct answers answers;
	struct cell responses; /* with or without an answer to the question */
};

struct month_series {
	struct month_count *months; /* one a month, none left out */
	size_t n;
	struct month_count sum; /* of the whole period */
};

/* What is counted: a unit and everything below it in today's tree. */
struct cut {
	int64_t unit;
	struct date from, until; /* half-open, first days of months */
	struct str mode, role;   /* null: all */
};

/*
 * For readers: responses of the units below cut.unit that the acting person may
 * read (CAP_RESPONSE_READ). Instrument: the national question of 2020.
 */
struct month_series count_months(struct ctx *cx, const struct cut *cut);

/* The same by month, by mode of collection, by who spoke and by child unit, for
 * readers: one pass over the responses for all four. Modes in the order of
 * their codes, the others in none. */
struct named_count {
	struct str code; /* of the mode; of the role, empty where it was not
	                  * said; slug of the unit */
	struct answers answers;
	struct cell responses;
	struct month_count *months; /* of units: one for each month of the cut;
	                             * NULL of the others */
};
struct named_counts {
	struct named_count *list;
	size_t n;
};
struct cut_counts {
	struct month_series months;
	struct named_counts modes, roles, children;
};
struct cut_counts count_cut(struct ctx *cx, const struct cut *cut);

/* Units at or below cut.unit that have responses of their own (without what is
 * below them), by slug; for readers, in one pass. At most COUNT_UNITS_MAX. */
#define COUNT_UNITS_MAX 1000
struct named_counts count_units(struct ctx *cx, const struct cut *cut);

/* The whole trust, for people who see services but no comments --------- */

/*
 * Months of the units without a parent, with all below them, on which the
 * acting person holds CAP_UNIT_READ. A month of 1 to 4 responses, or 1 to 9
 * answers, is hidden; where one is, so is the sum of all.
 */
struct month_series count_months_whole(
    struct ctx *cx, struct date from, struct date until);

/* The public ---------------------------------------------------------- */

/* The twelve whole months before the month of `today`. */
void count_public_period(
    struct date today, struct date *ret_from, struct date *ret_until);

struct public_count {
	int64_t unit;
	struct answers answers; /* hidden as a whole where too few */
	bool percent;           /* enough answers for a percentage */
	bool words; /* comments of this unit may be shown in public */
};

/*
 * The published table: every unit with responses in the period, itself and
 * all below it, after NHS England's three-level suppression and the stricter
 * public profile. Same rows in, same table out.
 */
size_t count_public(struct ctx *cx, struct public_count **ret);
/* The line of one unit; all hidden when it has none. */
struct public_count count_public_unit(struct ctx *cx, int64_t unit);

/* Counts in memory (docs/cube.md) -------------------------------------- */

/*
 * From now on counts of this database come from memory as soon as they are
 * read, and by SQL until then; the results are the same. Starts a thread with a
 * connection of its own. `file` (NULL: none) keeps them for the next start.
 * NULL: there is no thread to be had, and SQL goes on counting. One a process.
 */
struct count_live;
struct count_live *count_live_start(struct db *db, const char *file);
/* Saves and ends; no request may be under way. NULL is fine. */
void count_live_stop(struct count_live *l);
bool count_live_ready(const struct count_live *l);

/* The statements of this folder, for the test that prepares them all. */
extern const struct sql_list count_readers_list;
extern const struct sql_list count_whole_list;
extern const struct sql_list count_published_list;
extern const struct sql_list count_tree_list;
extern const struct sql_list count_live_list;

#endif
