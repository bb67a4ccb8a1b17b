/*
 * form.h: what a browser posts. application/x-www-form-urlencoded, and
 * multipart/form-data for files. Our own parsers, with limits.
 */
#ifndef HTTP_FORM_H
#define HTTP_FORM_H

#include "base/arena.h"
#include "base/attr.h"
#include "base/str.h"
#include "base/utf8.h"

#define FORM_FIELDS_MAX 500
/* All text of one form, files apart, so that copies of it fit into a request's
 * arena many times over. */
#define FORM_TEXT_MAX ((size_t)1 << 20)

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
	FORM_TOO_MANY, /* fields, or text in them */
	FORM_BAD       /* broken encoding, not UTF-8, or a NUL byte */
};

/*
 * Text fields are checked by form_text; a file's bytes are a view of the body,
 * as they came. Everything else lives in the arena or is a view of the body,
 * which must outlive the form. With a status other than FORM_OK, *ret holds
 * the fields before the fault, for a count and not for use.
 *
 * Urlencoded (also a URL's query): "a" means "a=", empty pieces are skipped.
 * Multipart (RFC 7578): `content_type` is the whole header, with its boundary;
 * a part without a name or without the closing delimiter is FORM_BAD; of a
 * file's name only the last component is kept.
 */
enum form_status form_urlencoded(
    struct arena *a, struct str body, struct form *ret);
enum form_status form_multipart(struct arena *a, struct str content_type,
    struct str body, struct form *ret);

/*
 * What a person typed: *ret is `raw` with CRLF and CR turned into LF, a view
 * or in the arena, never null. False when it is not UTF-8 or has a NUL.
 */
bool form_text(struct arena *a, struct str raw, struct str *ret) ATTR_MUST_USE;

/* The first text of this name; the null str when it was not sent. */
struct str form_get(const struct form *f, const char *name);
/* The first file of this name; NULL when none was sent or chosen. */
const struct form_field *form_file(const struct form *f, const char *name);

/* "%41" to "A", '+' to space when `plus`; null when it is null, broken or has
 * NUL. Not checked to be UTF-8. Lives in the arena. */
struct str url_decode(struct arena *a, struct str s, bool plus);

/* The value of one cookie of a Cookie header, a view of it; null when absent.
 * Of two with one name, the first. */
struct str cookie_get(struct str header, const char *name);

#endif
