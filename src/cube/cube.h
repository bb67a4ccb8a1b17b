/*
 * cube.h: every countable answer in memory, by column, so that any cut of them
 * is counted in milliseconds. Rows lie clustered by key (a question, or a
 * theme), team and day; a newest few wait unsorted. Memory is only a cache of
 * the database: who fills it, and what may be shown, is for others to say.
 *
 * One thread writes (append, remove, fold); any number read, each a view that
 * does not change under them. docs/cube.md has the design and the figures.
 */
#ifndef CUBE_CUBE_H
#define CUBE_CUBE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/attr.h"
#include "base/date.h"
#include "base/err.h"
#include "base/str.h"

/* What else is known of a row, a byte each: a code of a dictionary, 0 for "not
 * said". The one list of columns; a question touches only its own. */
enum cube_column {
	CUBE_MODE, /* core */
	CUBE_ROLE,
	CUBE_SENTIMENT, /* by number, as the caller has it; no dictionary */
	CUBE_AGE,       /* further: protected characteristics */
	CUBE_ETHNICITY,
	CUBE_GENDER,
	CUBE_GENDER_SAME,
	CUBE_ORIENTATION,
	CUBE_DISABILITY,
	CUBE_RELIGION,
	CUBE_COLUMNS
};
extern const char *const cube_columns[CUBE_COLUMNS];

#define CUBE_ANSWERS   8   /* codes 0..7; 0 counts nowhere */
#define CUBE_CODES     256 /* of a column */
#define CUBE_OTHER     255 /* what no longer fits a dictionary */
#define CUBE_TEAMS_MAX 65535
#define CUBE_THEMES    64 /* bits of a row's word */
#define CUBE_META_MAX  4096

/* Days are counted from 1900-01-01 (0) to 2079-06-06 (65535). */
uint16_t cube_day(struct date d); /* clamped */
struct date cube_date(uint16_t day);

struct cube_row {
	uint64_t themes; /* a bit each, as cube_theme gives them out */
	uint32_t id;     /* of the response; several rows may share it */
	uint16_t day, team;
	uint8_t key, answer;
	uint8_t column[CUBE_COLUMNS];
};

struct cube;
struct cube *cube_new(void);
void cube_free(struct cube *c); /* once its views are done; NULL is fine */

/* Writing; one thread ------------------------------------------------- */

/* The dense number of a unit, given out as it is first seen. False: there are
 * more than CUBE_TEAMS_MAX. */
bool cube_team(struct cube *c, int64_t unit, uint16_t *ret) ATTR_MUST_USE;
/* The code of a text in a column; 0 for null or empty, CUBE_OTHER when the
 * dictionary is full. */
uint8_t cube_code(struct cube *c, enum cube_column column, struct str text);
/* The bit of a theme (numbers are the caller's), given out as it is first seen.
 * 0: there are more than CUBE_THEMES. */
uint64_t cube_theme(struct cube *c, uint8_t theme);

/* Seen by views taken afterwards. Rows with answer 0 are passed over. */
void cube_append(struct cube *c, const struct cube_row *rows, size_t n);

/* Takes away all rows of these responses (sorted ascending, no doubles): an
 * edit removes and appends what there is now. Gives the number of rows. */
size_t cube_remove(struct cube *c, const uint32_t *ids, size_t n);

/* Sorts the waiting rows in. Done by append when there are many. */
void cube_fold(struct cube *c);

/* Reading; any thread -------------------------------------------------- */

struct cube_view;
struct cube_view *cube_view(struct cube *c);
void cube_view_done(struct cube_view *v);

size_t cube_rows(const struct cube_view *v);
size_t cube_bytes(const struct cube_view *v); /* of memory, rows and offsets */

/* The number of a unit, the code of a text, as the writer gave them out; false
 * when none has such a row. And back. */
bool cube_find_team(struct cube *c, int64_t unit, uint16_t *ret) ATTR_MUST_USE;
bool cube_find_code(struct cube *c, enum cube_column column, struct str text,
    uint8_t *ret) ATTR_MUST_USE;
/* The bits of a set of themes, for `any_theme`. False: some had no bit left, so
 * rows may have them without saying so. A theme of no row has none either. */
bool cube_find_themes(struct cube *c, const uint8_t *themes, size_t n,
    uint64_t *ret) ATTR_MUST_USE;
/* Copied into the arena; the null str for 0 and codes not given out. */
struct str cube_text(
    struct cube *c, struct arena *a, enum cube_column column, uint8_t code);

struct cube_filter {
	enum cube_column column;
	uint64_t allow[CUBE_CODES / 64]; /* a bit for each code that counts */
};

#define CUBE_FILTERS_MAX CUBE_COLUMNS

struct cube_ask {
	const uint8_t *keys; /* NULL: all; no doubles */
	size_t nkeys;
	bool by_key;           /* a result for each of `keys`, not their sum */
	const uint16_t *teams; /* NULL: all together; no doubles */
	size_t nteams;
	bool by_team;          /* a result for each of `teams`, not their sum */
	const uint16_t *edges; /* days, ascending: from edges[i] to before
	                        * edges[i + 1] */
	size_t nedges;         /* >= 2 */
	struct cube_filter filters[CUBE_FILTERS_MAX]; /* of different columns */
	size_t nfilters;
	uint64_t any_theme;  /* rows with one of these; 0: whatever */
	const uint64_t *ids; /* responses that count, a bit each; NULL: all */
	size_t nids;         /* bits */
	int by;              /* a column to break down by; -1: none */
};

/* Counts that the ask gives: keys × teams × periods × codes (256 when `by`) × 8. */
size_t cube_cells(const struct cube_ask *q);

/* Fills ret[cube_cells(q)]: [key][team][period][code][answer]. */
void cube_count(
    const struct cube_view *v, const struct cube_ask *q, uint32_t *ret);

/* A file for the next start -------------------------------------------- */

/* Writes the view with `meta` (at most CUBE_META_MAX bytes: whose database, up
 * to which change) beside `path` and renames it. False with a sentence. */
bool cube_save(struct cube *c, const char *path, struct str meta,
    struct err *err) ATTR_MUST_USE;

/* A cube from such a file; NULL when there is none, or it is broken, of
 * another version or of other columns: then it is built anew. *ret_meta is in
 * the arena. */
struct cube *cube_load(
    const char *path, struct arena *a, struct str *ret_meta) ATTR_MUST_USE;

#endif
