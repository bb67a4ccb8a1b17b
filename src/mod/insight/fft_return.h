/*
 * fft_return.h: a month's national return from the responses that Heard has,
 * and months that were frozen: what was sent never changes, and what came
 * later is said as late.
 */
#ifndef MOD_INSIGHT_FFT_RETURN_H
#define MOD_INSIGHT_FFT_RETURN_H

#include "mod/insight/national.h"

/* What Heard would send of a month now. Inpatient: a row a ward. A&E: a row a
 * site. Others: a row a service group, or the trust as one row where there is
 * none. Counts are those that the acting person may read: it is for who reads
 * the whole trust. False: the database failed. */
struct fft_now {
	struct fft_return t;
	int64_t ungrouped; /* answers of teams in no service group */
};
bool fft_now(
    struct ctx *cx, struct str setting, struct date month, struct fft_now *ret);

/* A month as it was sent. */
struct fft_frozen {
	struct str body, sha256, by;
	struct instant at;
	int64_t responses;
};
bool fft_frozen(struct ctx *cx, struct str setting, struct date month,
    struct fft_frozen *ret); /* false: it is not frozen */

/* Freezes it; DB_DUPLICATE when it is frozen already. Inside a change. */
struct fft_freeze {
	struct str setting, body, sha256;
	struct date month;
	int64_t responses;
};
enum db_status fft_freeze(struct ctx *cx, void *arg) ATTR_MUST_USE;

/* Rows of a body against those of now: what came after the freeze. */
struct fft_late {
	struct str name;
	int64_t then, now;
};
#define FFT_LATE_MAX 500
size_t fft_late(struct arena *a, struct str body, const struct fft_return *now,
    struct fft_late ret[FFT_LATE_MAX]);

/* Pages. */
void fft_page(struct req *r);
void fft_post(struct req *r);
void fft_csv(struct req *r);

extern const struct sql_list fft_return_sql;

#endif
