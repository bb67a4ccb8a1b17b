/*
 * unzip.h: files within a ZIP archive that is in memory, each with a ceiling,
 * so that a small archive cannot fill the machine.
 */
#ifndef REPORT_UNZIP_H
#define REPORT_UNZIP_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"

#define UNZIP_FILE_MAX ((size_t)64 << 20) /* bytes of one file */

struct unzip;

/* NULL with a sentence: it is no ZIP archive. `bytes` must outlive it. */
struct unzip *unzip_open(struct str bytes, struct err *err);
void unzip_close(struct unzip *z); /* NULL is fine */

/* A whole file by its path within the archive, in the arena. False: there is
 * none, or with a sentence, it is damaged or too large. */
bool unzip_read(struct unzip *z, struct arena *a, struct str path,
    struct str *ret, struct err *err) ATTR_MUST_USE;

#endif
