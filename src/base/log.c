/*
 * log.c: one write(2) a line, so that lines of threads do not mix.
 */
#include "base/log.h"

#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

#define LINE_MAX_BYTES 2048

static _Atomic int least = LOG_INFO;
static _Thread_local const char *request;

void log_level_set(enum log_level level)
{
	least = (int)level;
}

void log_request_set(const char *id)
{
	request = id;
}

/* Cuts a snprintf result to what the buffer holds. */
static size_t clamp(int n, size_t room)
{
	if (n < 0)
		return 0;
	return (size_t)n < room ? (size_t)n : room - 1;
}

void log_line(enum log_level level, const char *area, const char *fmt, ...)
{
	static const char *const names[] = { "debug", "info", "warn", "error" };
	char line[LINE_MAX_BYTES];
	const time_t now = time(NULL);
	struct tm tm;
	va_list ap;

	if ((int)level < least)
		return;
	(void)gmtime_r(&now, &tm);
	size_t n = strftime(line, sizeof(line), "%Y-%m-%dT%H:%M:%SZ ", &tm);

	n += clamp(
	    snprintf(line + n, sizeof(line) - n, "%s %s ", names[level], area),
	    sizeof(line) - n);
	va_start(ap, fmt);
	n += clamp(
	    vsnprintf(line + n, sizeof(line) - n, fmt, ap), sizeof(line) - n);
	va_end(ap);
	if (request != NULL)
		n += clamp(
		    snprintf(line + n, sizeof(line) - n, " req=%s", request),
		    sizeof(line) - n);
	for (size_t i = 0; i < n; i++)
		if (line[i] == '\n' || line[i] == '\r')
			line[i] = ' ';
	line[n++] = '\n';
	(void)!write(STDERR_FILENO, line, n);
}
