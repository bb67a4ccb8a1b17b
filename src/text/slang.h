/*
 * slang.h: what people type for short, and the words that pictures stand for.
 */
#ifndef TEXT_SLANG_H
#define TEXT_SLANG_H

#include <stdint.h>

#include "base/str.h"

/* The word or two that `word` (lower case) is short for; null: it is not. */
struct str slang_word(struct str word, uint32_t fnv);

/* The word that a picture stands for: "good" of a thumb up; null: none. */
struct str slang_picture(uint32_t codepoint);

/* The word of a :) or :( at the start of `s` and its bytes; null: none. */
struct str slang_face(struct str s, size_t *ret_n);

#endif
