/*
 * form.h: what a browser posts. application/x-www-form-urlencoded, and
 * multipart/form-data for files. Our own parsers, with limits.
 */
#ifndef HTTP_FORM_H
#define HTTP_FORM_H

#include "base/arena.h"
#include "base/str.h"

#define FORM_FIELDS_MAX 500

struct form_field {
	struct str name, value;
	struct str filename; /* null: not a file */
	struct str type;     /* of a file, as the browser says */
};

struct form {
	struct form_field *fields;
	size_t n;
};

enum form_status {
	FORM_OK,
	FORM_TOO_MANY, /* fields */
	FORM_BAD       /* broken encoding, not UTF-8, or a NUL byte */
};

/* Text fields are checked to be UTF-8, with CRLF turned into LF; a file's bytes
 * are a view of the body. Everything else lives in the arena. */
enum form_status form_urlencoded(
    struct arena *a, struct str body, struct form *ret);
enum form_status form_multipart(struct arena *a, struct str content_type,
    struct str body, struct form *ret);

/* The first value of this name; the null str when it was not sent. */
struct str form_get(const struct form *f, const char *name);
const struct form_field *form_file(const struct form *f, const char *name);

/* "%41" to "A", '+' to space when `plus`; null when it is broken or has NUL. */
struct str url_decode(struct arena *a, struct str s, bool plus);

/* The value of one cookie of a Cookie header; null when absent. */
struct str cookie_get(struct str header, const char *name);

bool utf8_valid(struct str s);

#endif
