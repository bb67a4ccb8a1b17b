/*
 * import.h: `heard import feedback`: a file of feedback into responses. Lines
 * are read as a stream and kept in slices; the same file again adds
 * nothing (docs/import.md).
 */
#ifndef MOD_LISTEN_IMPORT_H
#define MOD_LISTEN_IMPORT_H

#include <stdio.h>

#include "mod/listen/import_map.h"
#include "mod/listen/survey.h"

/* A slice: what goes to the writer at once, so that people wait little. */
#define IMPORT_SLICE       500 /* statements */
#define IMPORT_SLICE_BYTES ((size_t)4 << 20)

struct import_options {
	const char *file;
	const char *source; /* NULL: "file" */
	const char *map;    /* NULL: what the source saved, or none */
	const char *unit; /* address name for lines without a place; or NULL */
	enum import_scale scale;
	bool scale_given;
	enum date_order order;
	bool order_given;
	struct date date; /* for lines without one; or none */
	bool save_map;
	bool json;
};

struct import_counts {
	long lines, added, known, bad;
	size_t not_understood; /* values about people */
};

enum import_result {
	IMPORT_OK,
	IMPORT_BAD_LINES, /* some lines were not taken, or the file broke off */
	IMPORT_ASK,       /* the command must say more: scale, mapping, unit */
	IMPORT_FAILED     /* the world: file or database */
};

/*
 * Reads the file and keeps what is good; writes a line for each bad one, and a
 * summary, to `out`. A sentence in *e for IMPORT_ASK and IMPORT_FAILED. Needs
 * the writer thread, and a context that is the system's.
 */
enum import_result import_feedback(struct ctx *cx,
    const struct import_options *o, FILE *out, struct import_counts *ret,
    struct err *e);

/* `heard import feedback …` */
int command_import_feedback(int argc, char **argv);

#endif
