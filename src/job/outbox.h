/*
 * outbox.h: what mail and text messages share on their way out. Private to
 * src/job, but for tests.
 */
#ifndef JOB_OUTBOX_H
#define JOB_OUTBOX_H

#include "base/buf.h"
#include "job/job.h"

/* Before the number of a text message, where a mail has its address. */
#define SMS_TO "sms:"

/* Seals it and keeps it until it has left; asks nothing. Inside a change. */
enum db_status outbox_add(struct ctx *cx, const struct mail *m) ATTR_MUST_USE;

/* The message as the mail server gets it, appended to b. */
void mail_message(
    struct buf *b, const struct mail *m, struct str from, struct str ref);

/* Hands a text message to the gateway: NULL when it was taken, else why not. */
const char *sms_send(struct ctx *cx, const struct mail *m);

/* The body of the post to the gateway: `form` with {number} and {text} in
 * their places, as JSON where it begins with a brace, else as a form. */
struct str sms_body(
    struct arena *a, struct str form, struct str number, struct str text);

/* Once a process, before the first use of libcurl. */
void curl_ready(void);

#endif
