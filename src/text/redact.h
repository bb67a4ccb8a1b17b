/*
 * redact.h: where a text names or could lead to a person. Rules and lists, no
 * model: docs/redaction.md has the method and what was measured. What is found
 * here is a proposal; a person decides (docs/moderation.md).
 */
#ifndef TEXT_REDACT_H
#define TEXT_REDACT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/attr.h"
#include "base/str.h"

/* Raised with every change of a rule, so that a proposal says what made it. */
#define REDACT_VERSION 2

enum redact_type {
	REDACT_NAME,
	REDACT_PHONE,
	REDACT_EMAIL,
	REDACT_NHS_NUMBER,
	REDACT_NI_NUMBER,
	REDACT_POSTCODE,
	REDACT_ADDRESS,
	REDACT_DATE,
	REDACT_URL,
	REDACT_TYPES
};

/* "NAME", "NHS_NUMBER": as files and programs call it. */
const char *redact_type_name(enum redact_type t);

/* Half-open, in bytes of the text; begins and ends at whole characters. */
struct redact_span {
	size_t from, to;
	enum redact_type type;
};

/* Ascending and apart. `list` is the caller's to free. */
struct redact_spans {
	struct redact_span *list;
	size_t n, room;
};

/*
 * Names of wards and places that stay: phrases such as "Kingsley Ward". A
 * phrase that ends in what makes it a place (ward, unit …) also stays without
 * that end where it stands as a place does ("on Kingsley"), and a single word
 * always. Only read once made, so threads may share it.
 */
struct redact_keep;
struct redact_keep *redact_keep_new(void);
void redact_keep_add(struct redact_keep *k, struct str phrase);
void redact_keep_free(struct redact_keep *k); /* NULL is fine */

/*
 * Everything found in `text`, added up in *ret (begin with an empty one). Any
 * bytes will do; what is not UTF-8 is never part of a finding's edge. Looks at
 * pieces of at most REDACT_PIECE bytes, so memory besides the findings is
 * bounded. `keep` may be NULL.
 */
#define REDACT_PIECE ((size_t)64 << 10)
void text_redact(
    struct str text, const struct redact_keep *keep, struct redact_spans *ret);
void redact_spans_free(struct redact_spans *s);

#endif
