/*
 * catalogue.h: one catalogue of sentences, GNU's .mo file: read and checked
 * whole when the program starts, so that looking up a sentence can trust it.
 */
#ifndef BASE_CATALOGUE_H
#define BASE_CATALOGUE_H

#include "base/err.h"
#include "base/words.h"

/*
 * Fills *ret from the file in memory, which must stay where it is. `code` is
 * the language as the file is named ("ur"); the catalogue's header must say
 * the same in Language, the language's own name in X-Language-Name, "ltr" or
 * "rtl" in X-Direction, and how numbers pick a sentence in Plural-Forms. What
 * *ret points at lives in the arena or in the file.
 *
 * False with a sentence: cut or damaged, not UTF-8, a header that lacks one of
 * these, or a sentence whose %s and %d are not those of the original, in the
 * same order (html() and str_fmt() would read other values than were given).
 */
bool catalogue_read(struct language *ret, struct arena *a, const char *code,
    struct str file, struct err *e) ATTR_MUST_USE;

/* The translation of a message with `l->mo` (catalogue_read), or the null str.
 * The parts of a plural have a NUL between them. */
struct str catalogue_find(const struct language *l, const char *msgid);

#endif
