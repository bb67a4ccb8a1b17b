/*
 * screen_part.h: what screen.c and screen_work.c share.
 */
#ifndef MOD_LISTEN_SCREEN_PART_H
#define MOD_LISTEN_SCREEN_PART_H

#include "mod/listen/screen.h"
#include "text/risk.h"

/* What was found in one comment, as it is kept. */
struct screen_found {
	struct str spans, evidence; /* places; null: none */
	struct str categories;      /* with commas between */
	enum risk_level level;
};

/* Reads a text; asks nothing of the database. False: there is nothing to
 * keep. What is found lies in `a`. */
bool screen_find(struct arena *a, struct str text,
    const struct redact_keep *keep, struct screen_found *ret);

/* Keeps it, and raises the alert; inside a change. Twice does no harm. */
enum db_status screen_put(struct ctx *cx, int64_t comment, int64_t unit,
    const struct screen_found *found);

/* A page and nothing else, to the address of a setting: no words of anybody
 * leave by mail. */
enum db_status screen_tell(struct ctx *cx, const char *setting,
    const char *subject, const char *sentence, struct str ref);

/* All comments up to this one were read. */
int64_t screen_below(struct ctx *cx);

#endif
