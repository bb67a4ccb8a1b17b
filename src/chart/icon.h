/*
 * icon.h: the two answers of an SPC chart as small pictures, each with its own
 * shape, colour and letter, and as words. The pictures are Heard's own; the
 * colours are those of Making Data Count. The words stand beside them.
 */
#ifndef CHART_ICON_H
#define CHART_ICON_H

#include "base/buf.h"
#include "stat/xmr.h"

/* The picture, hidden from who listens: the words say the same. Nothing for
 * XMR_A_NONE. */
void icon_variation(struct buf *out, enum xmr_variation v);
void icon_assurance(struct buf *out, enum xmr_assurance a);

/* "Getting better: high is good", "As usual", "Not enough months"; "" for
 * XMR_A_NONE. */
const char *icon_variation_words(enum xmr_variation v);
const char *icon_assurance_words(enum xmr_assurance a);

#endif
