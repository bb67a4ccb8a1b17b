/*
 * tell_us.h: what the files of the public door share: its questions, and the
 * way through them one at a time.
 */
#ifndef MOD_CASEWORK_TELL_US_H
#define MOD_CASEWORK_TELL_US_H

#include "mod/casework/ask.h"

extern const struct ask tell_us_asks[];
extern const size_t ntell_us_asks;

/* The sentence about danger, and whom to call: on every page of the door. */
void tell_us_emergency(struct req *r);

/* One page of the way: its questions, with everything that was said before and
 * after it in hidden fields, so that nothing is lost on the way back. Page
 * TELL_US_PAGES is the last: what was said, to be looked at before it is
 * sent. */
#define TELL_US_PAGES 8
void tell_us_write_page(
    struct req *r, struct str token, int page, const struct problems *p);

/* A page of the way was posted: on to the next, or back, or the same again
 * with what is wrong. False: this post is no page of the way. */
bool tell_us_page_post(struct req *r);

#endif
