/*
 * fft.h: the national Friends and Family Test as files: published figures of
 * other organisations in, the trust's own monthly return out. Pure: no
 * database (facts: FFT, §1.3 to 1.6; layouts: formats.md §12).
 */
#ifndef MOD_INSIGHT_FFT_H
#define MOD_INSIGHT_FFT_H

#include "base/buf.h"
#include "base/date.h"
#include "base/err.h"

#define FFT_ANSWERS 6
#define FFT_MODES   8
#define FFT_HIDDEN  (-1) /* "*" in the file, or empty */

/* Published figures ----------------------------------------------------- */

enum fft_level { FFT_ENGLAND, FFT_ICB, FFT_TRUST };

/* One organisation of one month. */
struct fft_published {
	enum fft_level level;
	struct str code, name;
	int64_t responses;
	int64_t eligible;             /* FFT_HIDDEN: none */
	int64_t answers[FFT_ANSWERS]; /* each FFT_HIDDEN where suppressed */
	double positive, negative;    /* percent; NAN: hidden */
};

struct fft_file {
	struct date month; /* DATE_NONE: the file does not say */
	struct fft_published *list;
	size_t n;
	int64_t passed_over; /* rows of sites, wards, and sums of a selection */
};

/*
 * Reads a published or a raw file, CSV or Excel, whatever rows of headings it
 * has. Rows of organisations and of England are taken; each organisation once.
 * The month is the file's, where it has Periodname and Yearnumber or its name
 * ends in one ("…-Aug-25.xlsm"). Everything is in `a`. False with a sentence.
 */
bool fft_read(struct str bytes, struct str filename, struct arena *a,
    struct fft_file *ret, struct err *err) ATTR_MUST_USE;

/* The caveat that goes with each comparison. */
const char *fft_caveat(void);

/* The trust's own return ------------------------------------------------ */

struct fft_row {
	struct str name, site; /* ward, group or site; site code or null */
	struct str speciality1, speciality2;
	int64_t answers[FFT_ANSWERS];
	int64_t eligible; /* FFT_HIDDEN: no count */
};

struct fft_return {
	struct str setting; /* mod/org */
	struct date month;
	struct str code, name; /* of the trust */
	struct fft_row *rows;
	size_t n;
	int64_t modes[FFT_MODES]; /* in the order of codes_mode */
};

int64_t fft_responses(const int64_t answers[FFT_ANSWERS]);

/* "AUGUST" and "2026-27": the period as the national files name it. */
struct str fft_period(struct date month);
struct str fft_year(struct arena *a, struct date month);

/* Whether this collection has "electronic at home"; A&E and patient transport
 * do not. */
bool fft_has_mode(struct str setting, size_t mode);

/* The last day to send the month, where it is known. */
struct calendar;
struct date fft_due(
    const struct calendar *c, struct str setting, struct date month);

/* What is wrong with a return, in sentences; none: it may go. */
#define FFT_PROBLEMS 20
struct fft_problem {
	struct str sentence;
	bool grave; /* the return must not go like this */
};
size_t fft_check(struct arena *a, const struct fft_return *t,
    struct fft_problem ret[FFT_PROBLEMS]);

/* The return as CSV in the national columns: the trust's row with its modes
 * first, then a row for each ward or group. No comments, ever. */
void fft_write(struct buf *out, struct arena *a, const struct fft_return *t);

#endif
