/*
 * list.h: which records a list shows, and in which order: the question as its
 * address asks it, and the page that answers it. Private to src/kind.
 */
#ifndef KIND_LIST_H
#define KIND_LIST_H

#include "http/form.h"
#include "kind/engine.h"

#define LIST_FILTERS 12
#define LIST_COLUMNS 12
#define LIST_COUNT   10000 /* a list counts no further */
#define LIST_GLANCE  1000

struct list_query {
	const struct kind *k;
	const struct field *sort;
	bool desc;
	struct str search; /* as typed; null: none */
	struct list_filter {
		const struct field *f;
		struct str typed;
	} filters[LIST_FILTERS];
	size_t nfilters;
	/* Fields that are columns, in the order of the kind's table; none: the
	 * kind's own choice. */
	const struct field *columns[LIST_COLUMNS];
	size_t ncolumns;
	/* The field whose choices are the columns of a board; NULL: a list. */
	const struct field *board;
	bool glance;     /* counts up to LIST_GLANCE: one column of a board */
	struct str view; /* ref of the kept view that said all this; or null */
	/* Paging goes on from a record, named by its ref: the value that it is
	 * sorted by may be somebody's name and stays out of the address. */
	struct str after, before;
};

/* What the fields of a query say; nonsense in them is as good as nothing. */
void list_query_read(
    const struct kind *k, const struct form *in, struct list_query *ret);

/* The same as an address has it, without a place to go on from: what is kept
 * of a view. Holds what was searched for. */
struct str list_query_text(struct arena *a, const struct list_query *q);

/* The field by which this kind makes a board, or NULL. */
const struct field *list_board_field(const struct kind *k);

/* "sort" of an address: "-due" turns it round. */
struct str list_sort_text(struct arena *a, const struct field *f, bool desc);

/* The value typed for a filter, or the null str. */
struct str list_filter_value(const struct list_query *q, const struct field *f);

struct list_page {
	size_t n;
	char *records; /* n structs of k->size bytes, in order */
	struct str
	    *titles;   /* of references: row i, field j at i * nfields + j */
	int64_t start; /* rows before the first; over LIST_COUNT: unknown */
	int64_t total; /* LIST_COUNT + 1: more than LIST_COUNT */
	bool later;    /* there are rows after the last */
};

enum db_status list_read(
    struct ctx *cx, const struct list_query *q, struct list_page *ret);

void *list_row(const struct list_query *q, const struct list_page *p, size_t i);

/* Columns that every record has and a list may be sorted by. */
const struct field *list_sort_field(const struct kind *k, struct str name);

/* For statements over whole records with their references: " FROM kind r
 * LEFT JOIN …", and ", jN.ref, title" for each reference that is shown. */
void list_sql_from(struct sqlb *b, const struct kind *k);
void list_sql_references(struct sqlb *b, struct ctx *cx, const struct kind *k);

#endif
