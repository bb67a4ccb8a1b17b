/*
 * log.h: structured log lines on standard error, one a line, key=value:
 *
 *	2026-11-22T16:05:00Z warn http what="slow client" req=3k9…
 *
 * Never personal data: callers log what, where and how long, not who said it.
 */
#ifndef BASE_LOG_H
#define BASE_LOG_H

#include "base/attr.h"

enum log_level { LOG_DEBUG, LOG_INFO, LOG_WARN, LOG_ERROR };

/* Lines below this level are dropped. Default LOG_INFO. */
void log_level_set(enum log_level level);

/* The request id that this thread's lines carry; NULL for none. The text must
 * live until it is replaced. */
void log_request_set(const char *id);

/* `area` is a module's name; the format gives the key=value pairs. */
void log_line(enum log_level level, const char *area, const char *fmt, ...)
    ATTR_PRINTF(3, 4);

#endif
