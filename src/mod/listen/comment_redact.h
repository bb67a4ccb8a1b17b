/*
 * comment_redact.h: taking words out of a comment. What is taken out is kept
 * as places in the original, so that every version that was ever shown can be
 * made again and none has to be kept. Pure: no database, no page.
 */
#ifndef MOD_LISTEN_COMMENT_REDACT_H
#define MOD_LISTEN_COMMENT_REDACT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/attr.h"
#include "base/str.h"

/* What stands in place of words that were taken out. */
#define COMMENT_REMOVED "[removed]"

/* Half-open, in code points of the original. */
struct span {
	size_t start, end;
};
#define SPANS_MAX 200
/* Ascending, apart from each other by at least one code point. */
struct spans {
	struct span list[SPANS_MAX];
	size_t n;
};

/* "3-10,15-20"; the null str is no span. False: not such a text. */
bool spans_parse(struct str text, struct spans *ret) ATTR_MUST_USE;
/* The text of above, in the arena; null for no span. */
struct str spans_text(struct arena *a, const struct spans *s);

/* Adds one, joined with those it overlaps or touches. False: there are too
 * many; *s is then as it was. */
bool spans_add(struct spans *s, struct span one) ATTR_MUST_USE;

/* The original with COMMENT_REMOVED for each span. Valid UTF-8 stays valid; a
 * span past the end is cut. */
struct str spans_apply(
    struct arena *a, struct str original, const struct spans *s);

/*
 * Adds every place where `words` stand in what is visible of the original,
 * that is outside `hidden`: nobody can find out by guessing what was taken out
 * before. Whole words where there are such; inside words only where there are
 * none. Returns the places found, 0 when there are none or when there are too
 * many to keep (*s is then as it was).
 */
size_t spans_add_words(struct spans *s, const struct spans *hidden,
    struct str original, struct str words);

#endif
