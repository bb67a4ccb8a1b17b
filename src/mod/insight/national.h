/*
 * national.h: published national figures, kept, and beside them the trust's own
 * (fft.h reads the files).
 */
#ifndef MOD_INSIGHT_NATIONAL_H
#define MOD_INSIGHT_NATIONAL_H

#include "mod/insight/fft.h"
#include "mod/insight/rate.h"

/* Keeps a file, in the place of one of the same month and collection. Inside a
 * change. */
struct national_in {
	const struct fft_file *file;
	struct date month;
	struct str setting, name, sha256;
};
enum db_status national_put(struct ctx *cx, void *arg) ATTR_MUST_USE;

/* A month of a collection as published. */
struct national_month {
	struct date month;
	struct str file; /* its name */
	int64_t england_responses;
	double england; /* percent positive; NAN: not in the file */
	bool summed;    /* england is the sum of the organisations shown */
	int64_t own_responses;
	double own; /* of this trust's row; NAN: not in the file, or hidden */
};

#define NATIONAL_MONTHS 60
/* The newest first; `code`: the trust's. National figures are public. */
size_t national_months(struct ctx *cx, struct str setting, struct str code,
    struct national_month ret[NATIONAL_MONTHS]);

/* The collection that a unit is reported in: its group's, else its own. */
struct str national_setting(const struct rates *x, const struct rate_unit *u);

/* The trust's code and name. */
struct national_trust {
	int64_t id;
	struct str code, name;
};
struct national_trust national_trust(struct ctx *cx);

/* The collection of an address, "mental_health" unless it names another. */
struct str national_asked(struct req *r);
/* Links to the same page of each collection, as a list. */
void national_choices(struct req *r, const char *path, struct str setting);
/* Its name for people. */
const char *national_label(struct str setting);

/* Pages. */
void national_page(struct req *r);
void national_post(struct req *r);
void national_csv(struct req *r);

extern const struct sql_list national_sql;

#endif
