/*
 * comment_field.h: the fields that can be typed among the words of a search.
 */
#ifndef MOD_LISTEN_COMMENT_FIELD_H
#define MOD_LISTEN_COMMENT_FIELD_H

#include "mod/listen/comment_read.h"

/*
 * Takes team:, date:, from:, to:, theme:, sentiment: and answer: out of what
 * was typed and sets them in *f, over what was there; *ret_words is the rest,
 * in the arena. A value may stand in quotation marks; teams are those whose
 * comments the person may read. NULL, or what is wrong, in a sentence.
 */
const char *comment_fields_take(struct ctx *cx, struct str typed,
    struct comment_filter *f, struct str *ret_words) ATTR_MUST_USE;

extern const struct sql_list comment_field_sql;

#endif
