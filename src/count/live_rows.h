/*
 * live_rows.h: from the rows of a statement to rows of the two cubes. Inside
 * src/count only.
 */
#ifndef COUNT_LIVE_ROWS_H
#define COUNT_LIVE_ROWS_H

#include "count/live.h"
#include "db/db.h"

/* A row for each comment that was heard, one for a response without; all of a
 * response together. `from` is a table or a statement with response's columns. */
#define LIVE_ROWS(from)                                                      \
	"SELECT r.id, r.unit, r.experienced_on, coalesce(r.answer, 7),"      \
	" r.mode, r.role, a.age_band, a.ethnicity, a.gender,"                \
	" a.gender_same, a.orientation, a.disability, a.religion, t.themes," \
	" t.own, t.mood FROM " from " r"                                     \
	" LEFT JOIN about a ON a.response = r.id"                            \
	" LEFT JOIN comment c ON c.response = r.id"                          \
	" LEFT JOIN comment_theme t ON t.comment = c.id "

struct live_cubes {
	struct cube *responses, *mentions;
};

/* Rows on their way into the cubes. Zeroed but for `to`. */
struct live_batch {
	struct live_cubes *to;
	struct live_list {
		struct cube_row *rows;
		size_t n, cap;
	} responses, mentions;
	size_t taken; /* responses so far */
	int64_t last; /* the response that was taken last */
};

/* Takes one row; what is full is put before a response begins. False: it does
 * not fit the cubes (4 billion responses). */
bool live_batch_take(struct live_batch *b, struct rows *r);
void live_batch_put(struct live_batch *b);
void live_batch_free(struct live_batch *b); /* what was not put is lost */

#endif
