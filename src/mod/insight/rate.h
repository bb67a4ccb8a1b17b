/*
 * rate.h: response rates: how many of those who could have answered did, by
 * month and service group, only where the trust has given the number of those
 * who could (facts: FFT, "Total Eligible"). A rate is local: it compares with
 * the trust's own target and with nobody else.
 */
#ifndef MOD_INSIGHT_RATE_H
#define MOD_INSIGHT_RATE_H

#include "count/count.h"
#include "kind/kind.h"

/* The national group that a unit and all below it are reported under. */
struct service_group {
	struct record record;
	struct str name;    /* "Secondary care community" */
	struct str setting; /* a national setting, mod/org */
	int64_t unit;
	double rate_target;                  /* percent; NAN: none */
	struct str speciality1, speciality2; /* of wards; or null */
};

/* Of a unit with all below it, in a month. */
struct eligible_count {
	struct record record;
	int64_t unit;
	struct date month; /* its first day */
	int64_t eligible;
	struct str source; /* where the number is from */
};

extern const struct kind kind_service_group, kind_eligible_count;

/* One unit of the tree that the acting person may read, with the counts of its
 * own responses, and the group that it belongs to (0: none). */
struct rate_unit {
	int64_t id, group;
	struct str slug, name, setting;
	struct str path; /* "/1/4/9/" from the top; sorted by it */
	const struct named_count *count; /* own; NULL: nobody answered */
};

/* One count of those eligible, and the answers of the same units. Counts below
 * a unit that has one itself for that month are left out. */
struct rate_line {
	const struct rate_unit *unit;
	struct date month;
	int64_t eligible, answers;
};

struct rates {
	struct rate_unit *units;
	size_t nunits;
	struct rate_line *lines; /* by month, then path */
	size_t nlines;
	struct service_group *groups;
	size_t ngroups;
	int64_t answers; /* of the cut, with or without a count */
};

/* For readers: of the cut's unit and all below that the acting person may
 * read. False: the database failed. */
bool rate_read(struct ctx *cx, const struct cut *cut, struct rates *ret);

/* The group by its id; NULL: none. */
const struct service_group *rate_group(const struct rates *x, int64_t id);

/* Sums of some lines. den 0: no count. */
struct rate {
	int64_t num, den;
};
void rate_add(struct rate *sum, const struct rate_line *line);
/* "3.4% (12 of 350)", or "no count". */
struct str rate_text(struct arena *a, struct rate r);

/* Pages. */
void rate_page(struct req *r);
void rate_csv(struct req *r);

extern const struct sql_list rate_sql;

#endif
