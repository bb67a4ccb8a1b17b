/*
 * about.h: what people said about themselves, by band, for the aggregate
 * audience: whoever may see that a unit exists, but not the rows behind it.
 */
#ifndef COUNT_ABOUT_H
#define COUNT_ABOUT_H

#include "count/count.h"

#define ABOUT_BANDS 12

/* A question about the person, in the fixed bands that its counts are shown in.
 * `column` is one of the table `about`. */
struct about_question {
	const char *column;
	size_t nbands; /* at most ABOUT_BANDS; the last: did not say */
	/* The band of a stored code; the null str: was not asked. */
	size_t (*band)(struct str code);
};

/* Of one band, for the aggregate audience: rounded to the nearest 5, and hidden
 * where fewer. */
struct about_band {
	struct cell all;      /* answered how it was */
	struct cell positive; /* of these */
	struct cell other;
};
struct about_count {
	struct about_band bands[ABOUT_BANDS];
	struct date from, until; /* always the public period */
};

/*
 * The aggregate audience: whoever holds CAP_UNIT_READ on the unit, and readers
 * too, as these are protected characteristics. The unit with all below it, the
 * twelve whole months before this one, one question. The period is fixed and
 * the cells of all units are hidden together (stat/lattice.h), so that no unit
 * can be had from the others, nor a band from the unit's own total, which is
 * known. False: the acting person does not hold it on that unit, or the
 * database failed.
 */
bool count_about(struct ctx *cx, int64_t unit, const struct about_question *q,
    struct about_count *ret);

/* The positive ones of them all, as near as the rounding allows. */
struct share about_share(const struct about_band *b);

extern const struct sql_list count_about_list;

#endif
