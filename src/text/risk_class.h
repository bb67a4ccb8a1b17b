/*
 * risk_class.h: classes of words in the lexicon's file, so that a list of kin
 * or of blows is written once. Private to src/text/risk*.c.
 */
#ifndef TEXT_RISK_CLASS_H
#define TEXT_RISK_CLASS_H

#include "base/buf.h"

/* `text` with each "@NAME" replaced by what the line "let NAME = a/b/c" above
 * it says, line by line: a line "let" becomes an empty one, so the numbers of
 * lines stay. Returns the first wrong line (a class that is not known, too many
 * or too long), or 0; `ret` (buf_make'd by this, freed by the caller) has the
 * text either way. */
size_t risk_class_expand(struct str text, struct buf *ret);

#endif
