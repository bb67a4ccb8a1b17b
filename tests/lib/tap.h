/*
 * tap.h: the smallest harness that prints TAP. A test program includes it,
 * calls ok() and friends, and ends with `return tap_done();`.
 */
#ifndef TESTS_TAP_H
#define TESTS_TAP_H

#include <inttypes.h>
#include <math.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "base/str.h"

static int tap_n, tap_bad;

__attribute__((format(printf, 4, 5), unused)) static bool tap_ok(
    bool pass, const char *file, int line, const char *fmt, ...)
{
	va_list ap;

	printf("%sok %d - ", pass ? "" : "not ", ++tap_n);
	va_start(ap, fmt);
	(void)vprintf(fmt, ap);
	va_end(ap);
	printf("\n");
	if (!pass) {
		tap_bad++;
		printf("# at %s:%d\n", file, line);
	}
	(void)fflush(stdout);
	return pass;
}

__attribute__((unused)) static bool tap_str(struct str got, struct str want,
    const char *file, int line, const char *what)
{
	const bool pass = str_eq(got, want);

	tap_ok(pass, file, line, "%s", what);
	if (!pass)
		printf("#  got: %.*s%s\n# want: %.*s%s\n", STR_ARG(got),
		    str_null(got) ? "(null)" : "", STR_ARG(want),
		    str_null(want) ? "(null)" : "");
	return pass;
}

__attribute__((unused)) static bool tap_int(
    int64_t got, int64_t want, const char *file, int line, const char *what)
{
	tap_ok(got == want, file, line, "%s", what);
	if (got != want)
		printf("#  got: %" PRId64 "\n# want: %" PRId64 "\n", got, want);
	return got == want;
}

/* ok(condition, "what it shows %d", …) */
#define ok(cond, ...)       tap_ok((cond), __FILE__, __LINE__, __VA_ARGS__)
#define is_str(g, w, what)  tap_str((g), (w), __FILE__, __LINE__, (what))
#define is_cstr(g, w, what) is_str(str_of(g), str_of(w), (what))
#define is_int(g, w, what)  tap_int((g), (w), __FILE__, __LINE__, (what))

/* A test that cannot run here says why; it counts as skipped. */
__attribute__((unused)) static void tap_skip(const char *why)
{
	printf("ok %d # SKIP %s\n", ++tap_n, why);
}

__attribute__((unused)) static int tap_done(void)
{
	printf("1..%d\n", tap_n);
	return tap_bad > 0 ? 1 : 0;
}

#endif
