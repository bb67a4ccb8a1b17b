/*
 * import_map.h: how the columns and values of a feedback file are read: which
 * header means what, scores in three scales, days in three orders, the tokens
 * that mean "nothing". Pure: no file and no database. docs/import.md is the
 * page for people; formats.md §4 is the source of the layout.
 */
#ifndef MOD_LISTEN_IMPORT_MAP_H
#define MOD_LISTEN_IMPORT_MAP_H

#include "base/date.h"
#include "base/err.h"
#include "mod/listen/codes.h"

enum import_column {
	IMPORT_DATE,
	IMPORT_LOCATION_1,
	IMPORT_LOCATION_2,
	IMPORT_LOCATION_3,
	IMPORT_SCORE,
	IMPORT_WHAT_GOOD,
	IMPORT_COULD_IMPROVE,
	IMPORT_COMMENT,      /* words, of a kind that comment_kind says */
	IMPORT_COMMENT_KIND, /* what_good, could_improve, nonspecific */
	IMPORT_MODE,
	IMPORT_ROLE,
	IMPORT_ID, /* theirs, unique; only when mapped by hand */
	IMPORT_AGE,
	IMPORT_ETHNICITY,
	IMPORT_GENDER,
	IMPORT_GENDER_SAME,
	IMPORT_ORIENTATION,
	IMPORT_DISABILITY,
	IMPORT_RELIGION,
	IMPORT_COLUMNS
};
#define IMPORT_ABOUT_FIRST IMPORT_AGE /* then in the order of about_items */

/* Our name of the column, as in --map NAME=header. */
const char *import_column_name(enum import_column c);

/* For each of ours, the place of their column, or -1. */
struct import_map {
	int at[IMPORT_COLUMNS];
};

/*
 * Finds the columns in their header row. `mapping` is "ours=theirs,…" (may be
 * null) and wins over the names of the NHS layout. False and a sentence: a
 * name in the mapping is unknown or not in the file, two of theirs mean the
 * same, or nothing in it is feedback.
 */
bool import_map_read(struct import_map *ret, const struct str *header, size_t n,
    struct str mapping, struct err *e);

/* "NULL", "N/A", "Did not answer", question marks only … mean nothing. */
bool import_nothing(struct str value);
/* The same for words; a single character is nothing too. */
bool import_no_words(struct str value);

enum import_scale {
	SCALE_NONE,   /* not said */
	SCALE_1_BEST, /* 1 very good … 5 very poor, 6 don't know */
	SCALE_5_BEST, /* 5 very good … 1 very poor */
	SCALE_WORDS   /* "Very good" … "Don't know" */
};
bool import_scale_of(struct str option, enum import_scale *ret) ATTR_MUST_USE;

enum score_status {
	SCORE_OK,
	SCORE_NONE, /* nothing there */
	SCORE_ASK,  /* a number, and no scale was said */
	SCORE_OLD,  /* an answer of the question before April 2020 */
	SCORE_BAD
};
/* *ret is 1 (very good) to 6 (don't know) whatever the scale. */
enum score_status import_score(
    struct str value, enum import_scale scale, int64_t *ret);

enum date_order { ORDER_DMY, ORDER_MDY };
bool import_date_order_of(
    struct str option, enum date_order *ret) ATTR_MUST_USE;

/* A day, with or without a time after it. YYYY-MM-DD always; otherwise day,
 * month and four-digit year in this order. Only after the year 2000. */
bool import_date(
    struct str value, enum date_order order, struct date *ret) ATTR_MUST_USE;

/* The code that is kept for a value about the person; the list's silent code
 * for nothing, NULL for what is not understood. */
const char *import_about(size_t item, struct str value);

/* what_good, could_improve or nonspecific; NULL: none of them. */
const char *import_comment_kind(struct str value);

#endif
