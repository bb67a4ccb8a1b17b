/*
 * fold.h: text as people sort and search it: lower case, without the accents
 * of Latin letters. What is stored in columns called `fold`, so that both
 * engines sort alike and "Zoe" finds "Zoë".
 */
#ifndef BASE_FOLD_H
#define BASE_FOLD_H

#include "base/arena.h"
#include "base/str.h"

/*
 * Lower case (ASCII, Latin-1, Latin Extended-A and Additional, Greek and
 * Cyrillic), Latin letters without accents, combining marks (U+0300 to
 * U+036F) dropped, runs of white space as one space, none at the ends. Other
 * scripts stay as they are. Null stays null. Input is UTF-8.
 */
struct str str_fold(struct arena *a, struct str s);

/* Folded, with everything but letters a to z and digits as single hyphens,
 * none at the ends: for addresses. At most `max` bytes; may be empty. */
struct str str_slug(struct arena *a, struct str s, size_t max);

#endif
