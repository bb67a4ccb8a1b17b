/*
 * demo_words.h: what invented people say in the demonstration. Every phrase was
 * written for it; no patient's words are in here.
 */
#ifndef MAIN_DEMO_WORDS_H
#define MAIN_DEMO_WORDS_H

#include "base/buf.h"
#include "base/random.h"

enum demo_setting { DEMO_WARD, DEMO_COMMUNITY, DEMO_MENTAL, DEMO_CHILDREN };

/* One comment. `answer` 1 very good … 5 very poor, 6 don't know. `good`: to
 * "what was good", else to "what could we do better". Appends to out; nothing
 * when this person leaves the box empty. */
void demo_comment(struct buf *out, struct prng *p, enum demo_setting where,
    int answer, bool good);

#endif
