/*
 * json.h: JSON (RFC 8259) as filters read and write it: one object a line,
 * looked at member by member. Values are views of the line; nothing is built.
 * Whole documents of records are kind/json.c's.
 */
#ifndef BASE_JSON_H
#define BASE_JSON_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/str.h"

#define JSON_DEPTH_MAX 64

/*
 * The next member of the object that *rest begins with: on the first call the
 * object itself, brace and all. `ret_key` is as it stands between its quotes,
 * `ret_value` the value's text. False: no more members (*rest is then what
 * follows the object, *ret_bad false) or no JSON (*ret_bad true). A value
 * nested deeper than JSON_DEPTH_MAX is no JSON to us.
 */
bool json_member(struct str *rest, struct str *ret_key, struct str *ret_value,
    bool *ret_bad);

/* Whether the value is a text; its characters are added to *out as UTF-8. A
 * lone half of a surrogate pair becomes U+FFFD. */
bool json_string(struct buf *out, struct str value);

/* `s` as a JSON text with its quotes; what is no UTF-8 becomes U+FFFD. */
void json_put(struct buf *out, struct str s);

#endif
