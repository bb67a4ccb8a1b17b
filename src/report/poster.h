/*
 * poster.h: posters to print and pin up, as A4 PDF in the language of the
 * thread (words_use). Names and sentences may be in any script.
 */
#ifndef REPORT_POSTER_H
#define REPORT_POSTER_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/err.h"

#define POSTER_PAIRS_MAX 100

/* "How was your care?": all but `contact` must have text. */
struct poster_feedback {
	struct str trust, team;
	struct str url;       /* what the code holds: "https://…/f/AB12CD" */
	struct str short_url; /* what people type: "feedback.example.nhs.uk" */
	struct str code;      /* and then type there: "AB12CD" */
	struct str contact; /* how to get help or another format; may be null */
};

struct said_did {
	struct str said, did;
	bool cannot; /* `did` says why it cannot change */
};

/* Two columns; large print, one column of 20 points (RNIB: 16 or more); easy
 * read, a sentence a line beside a picture, a page for each pair. */
enum poster_style { POSTER_NORMAL, POSTER_LARGE, POSTER_EASY };

/* "You said, we did" of a team in a month. */
struct poster_ysws {
	enum poster_style style;
	struct str trust, team;
	struct str month;          /* "March 2026", in the reader's language */
	struct str url, short_url; /* how to give feedback; url may be null */
	const struct said_did *pairs;
	size_t n; /* at most POSTER_PAIRS_MAX */
};

/* Both append the PDF to `out`; false with a sentence when it cannot be made
 * (the address is too long for a code). */
bool poster_feedback(struct buf *out, const struct poster_feedback *f,
    struct err *err) ATTR_MUST_USE;
bool poster_ysws(struct buf *out, const struct poster_ysws *y,
    struct err *err) ATTR_MUST_USE;

#endif
