/*
 * parts.h: what the files of this folder share.
 */
#ifndef CUBE_PARTS_H
#define CUBE_PARTS_H

#include <pthread.h>
#include <stdatomic.h>

#include "cube/cube.h"

#define PAD 64 /* bytes readable past each column's end */

/* A row's themes lie in eight columns: most questions are of one theme. */
#define CUBE_PLANES (CUBE_THEMES / 8)

/* The rows of one key and team, by day. Never changes once it is seen; versions
 * of the cube share it. One block of memory. */
struct segment {
	atomic_size_t refs;
	uint32_t n;
	uint16_t team;
	uint8_t key;
	uint32_t month, nmonths; /* the first month and how many */
	uint32_t least, most;    /* ids */
	uint32_t *offset;        /* nmonths + 1: where a month's rows begin */
	uint16_t *day;
	uint8_t *answer;
	uint8_t *column[CUBE_COLUMNS];
	uint8_t *themes[CUBE_PLANES]; /* bits 0 to 7, 8 to 15, … */
	uint32_t *id;
	size_t bytes; /* of the block after this */
};

/* Months since 1900-01 of a day, and a month's first day. */
uint32_t month_of(uint16_t day);
uint32_t month_start(uint32_t month); /* may be past the last day */

/* A segment with room; its columns are to be filled, then finished. */
struct segment *segment_new(
    uint8_t key, uint16_t team, uint32_t n, uint32_t month, uint32_t nmonths);
void segment_finish(struct segment *s); /* offsets and ids from the rows */
void segment_keep(struct segment *s);
void segment_drop(struct segment *s); /* NULL is fine */

/* `old` (or NULL) with `n` rows of its key and team more, sorted by day. */
struct segment *segment_merge(
    const struct segment *old, const struct cube_row *const *rows, size_t n);

/* The segment without the rows of these ids; itself, kept once more, when it
 * has none of them; NULL when nothing is left. */
struct segment *segment_without(
    struct segment *s, const uint32_t *ids, size_t n, size_t *ret_gone);

/* Whether a sorted list has an id. */
bool ids_have(const uint32_t *ids, size_t n, uint32_t id);

/* A day between two periods, with what is asked of it for each segment. */
struct edge {
	uint32_t day, month;
	bool first; /* of its month */
};
struct edge edge_of(uint32_t day); /* up to 65536 */

/* The first row on or after a day. */
uint32_t segment_from(const struct segment *s, struct edge e);

/* Rows that came since the last fold; only the length grows. */
struct tail {
	atomic_size_t refs;
	atomic_size_t n;
	size_t cap;
	struct cube_row rows[];
};

/* One version. Segments are found by key and team. */
struct cube_view {
	atomic_size_t refs;
	struct segment **list; /* by key, then team; no NULLs */
	size_t n;
	size_t nteams; /* team numbers are below */
	struct tail *tail;
	size_t ntail;         /* of the tail, when the view was taken */
	struct cube_view *of; /* a taken view's version; NULL: this is one */
	struct cube *cube;    /* of a taken view */
};

struct texts {
	char *text[CUBE_CODES]; /* [0] unused; owned */
	unsigned n;             /* codes given out, 1..n */
};

struct cube {
	atomic_size_t refs;   /* its owner's, and a view's each */
	pthread_mutex_t lock; /* version, dictionaries */
	struct cube_view *version;
	int64_t *units; /* by team */
	uint32_t *unit_hash;
	size_t nunits, unit_cap, hash_cap;
	struct texts texts[CUBE_COLUMNS];
	uint8_t themes[CUBE_THEMES]; /* by bit */
	uint32_t nthemes;
	bool themes_full; /* one had no bit left */
};

/* A version without segments, for at most so many and with room for waiting
 * rows; and putting it in place of the cube's, which is let go. */
struct cube_view *version_new(size_t nsegments, size_t waiting);
void cube_replace(struct cube *c, struct cube_view *version);
/* Room for rows that wait, by how many there are. */
size_t cube_waiting(size_t rows);

/* scan.c: the loops ---------------------------------------------------- */

/* Rows taken at once: 63 steps of 32, so that the sum of four byte counters
 * stays below 256. */
#define SCAN_BLOCK (63 * 32)

struct span { /* codes lo … lo + width */
	uint8_t lo, width;
};

struct test {
	enum cube_column column;
	struct span spans[CUBE_CODES / 2];
	size_t nspans;
	bool invert; /* the spans are what does not count */
};

struct scan {
	struct test tests[CUBE_FILTERS_MAX];
	size_t ntests;
	const struct cube_ask *q;
	/* Answers under work. Here, because zeroing it for each run of rows
	 * would take longer than the run. */
	uint8_t block[SCAN_BLOCK];
};

void scan_prepare(struct scan *s, const struct cube_ask *q);

/* Adds rows of a segment to n cells, each [code][answer] or [answer] and
 * `size` counts long: cell i gets the rows from[i] .. from[i + 1]. */
void scan_run(struct scan *s, const struct segment *g, const uint32_t *from,
    size_t n, uint32_t *ret, size_t size);
bool scan_row(const struct scan *s, const struct cube_row *r);

#endif
