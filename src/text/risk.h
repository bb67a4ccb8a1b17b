/*
 * risk.h: does a text say that somebody may be in danger, or that something
 * happened which must not wait for the ordinary queue? A versioned lexicon of
 * phrases (assets/text/risk.lexicon) with negation, subject and idioms, and a
 * small linear model beside it (docs/risk.md). Tuned to miss little; it says
 * who should look, never what is true, and what it does not find is not safe.
 */
#ifndef TEXT_RISK_H
#define TEXT_RISK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/attr.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/str.h"

enum risk_level { RISK_NONE, RISK_CONCERN, RISK_URGENT };

enum risk_category {
	RISK_SELF_HARM,
	RISK_IMMEDIATE, /* somebody is very ill right now */
	RISK_ABUSE,     /* or neglect, of a child or an adult */
	RISK_DOMESTIC,
	RISK_SEXUAL,
	RISK_VIOLENCE, /* threats and weapons too */
	RISK_HARM,     /* death or serious harm */
	RISK_NEVER_EVENT,
	RISK_MEDICATION,
	RISK_RESTRAINT,
	RISK_DISCRIMINATION,
	RISK_DATA_BREACH,
	RISK_THEFT, /* fraud too */
	RISK_LEGAL, /* going to court or to the press */
	RISK_CATEGORIES
};

/* "none", "concern", "urgent"; "self_harm" and so on: stable codes. */
const char *risk_level_name(enum risk_level l);
const char *risk_category_name(enum risk_category c);
bool risk_category_of(struct str name, enum risk_category *ret);

#define RISK_EVIDENCE_MAX 32

struct risk_evidence {
	size_t from, to; /* bytes of the text */
};

struct risk_reading {
	enum risk_level level;
	uint32_t categories; /* bit 1 << enum risk_category */
	/* Ascending and apart. */
	struct risk_evidence evidence[RISK_EVIDENCE_MAX];
	size_t n;
	bool by_model; /* only the model found something */
};

struct risk_lexicon;

/* The lexicon and model that are built in; for as long as the process lives
 * or until freed. Threads may share one. Never NULL. */
struct risk_lexicon *risk_lexicon_new(void);
void risk_lexicon_free(struct risk_lexicon *l); /* NULL is fine */
/* As written in its file: "2026-11-22". */
const char *risk_lexicon_version(const struct risk_lexicon *l);

/* A lexicon from text, without a model: for tests and for checking a file.
 * NULL with a sentence that names the line. */
struct risk_lexicon *risk_lexicon_parse(
    struct str text, struct err *err) ATTR_MUST_USE;

/* Any bytes will do. Memory does not grow with the text. */
void risk_read(
    const struct risk_lexicon *l, struct str text, struct risk_reading *ret);

/*
 * Learns the model anew from lines "1<TAB>sentence" (a danger) and
 * "0<TAB>sentence" (none), and adds its file to *out. Same bytes in, same
 * bytes out. False with a sentence that names the line.
 */
bool risk_train(struct str lines, struct buf *out, struct err *err);

#endif
