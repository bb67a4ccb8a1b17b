/*
 * store.h: from what was said to rows: one append of fixed statements. It
 * counts once by `ref`, whoever sends it how often (docs/capture.md).
 */
#ifndef MOD_LISTEN_STORE_H
#define MOD_LISTEN_STORE_H

#include "mod/listen/said.h"

/* What is not said but known. */
struct occasion {
	struct str
	    ref; /* REF_CHARS, from response_ref_of_code or a file's row */
	const char *mode;
	struct str lang;
	int64_t batch; /* of an import; 0: none */
};

/*
 * Adds the statements that keep it. All of them hang on this append having
 * created the response: a second post under the same ref adds nothing to it.
 */
void store_said(struct ctx *cx, struct append *ap, const struct place *p,
    const struct said *s, const struct occasion *o);

enum kept {
	KEPT_NOT,   /* no response has this ref */
	KEPT_SAME,  /* it is there, with the same answer and words */
	KEPT_OTHER, /* it is there, with others */
	KEPT_ERROR  /* the database did not say */
};
enum kept store_kept(struct ctx *cx, const struct place *p,
    const struct said *s, struct str ref);

/*
 * Puts the words of a comment aside as the original, unless that was done
 * before. Whoever changes comment.shown calls this first, in the same change.
 */
enum db_status comment_keep_original(
    struct ctx *cx, int64_t comment) ATTR_MUST_USE;

#endif
