/*
 * eml.h: a mail as it came (RFC 5322, MIME), taken apart: who, what about, the
 * words, the files. Trusts nothing in it.
 */
#ifndef MOD_CASEWORK_EML_H
#define MOD_CASEWORK_EML_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"

#define EML_FILES_MAX 20

struct eml_file {
	struct str name, bytes;
};

struct eml {
	struct str message_id; /* null: it has none */
	struct str from_name, from_address, subject;
	struct str text; /* plain; of a mail in HTML, its words */
	struct eml_file files[EML_FILES_MAX];
	size_t nfiles, left_out; /* files beyond the limit */
};

/* Texts are valid UTF-8 in the arena, without control characters but line
 * feeds and tabs. False with a sentence: this is no mail. */
bool eml_read(struct arena *a, struct str bytes, struct eml *ret,
    struct err *e) ATTR_MUST_USE;

#endif
