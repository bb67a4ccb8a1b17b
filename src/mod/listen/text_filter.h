/*
 * text_filter.h: what the commands share that read one JSON object a line,
 * {"text": "…", …}, and write one a line: what is read and written, not what
 * is found in it.
 */
#ifndef MOD_LISTEN_TEXT_FILTER_H
#define MOD_LISTEN_TEXT_FILTER_H

#include <stdio.h>

#include "base/buf.h"
#include "base/err.h"

#define TEXT_FILTER_LINE ((size_t)64 << 20) /* bytes of a line */

/* A line as it was read. Views are good until the next one. */
struct text_line {
	struct str text;    /* the characters of "text"; never null */
	struct str raw;     /* the value of "text" as it stood in the line */
	struct str members; /* the object's members but those of ours */
	size_t number;      /* from 1 */
};

/*
 * Calls `fn` for every line that is not blank, with an empty *out, and writes
 * what it put there and a line break (nothing for nothing). Members called "text" or one of `ours`
 * (NULL ends the list) are left out of line->members. False with a sentence
 * that names the line: no such object, too long, or the stream failed.
 */
typedef void text_line_fn(
    const struct text_line *line, struct buf *out, void *self);
bool text_filter(FILE *in, FILE *to, const char *const *ours, text_line_fn *fn,
    void *self, struct err *err);

/* Places in a text as code points, asked for from left to right. Bytes that
 * are no UTF-8 count one each. */
struct text_places {
	struct str text;
	size_t byte, point;
};
size_t text_place(struct text_places *p, size_t byte);

/* Commands. */
int command_redact(int argc, char **argv);
int command_risk(int argc, char **argv);
int command_phrases(int argc, char **argv);
int command_risk_train(int argc, char **argv);

#endif
