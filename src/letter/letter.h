/*
 * letter.h: letters and mails: templates with merge fields, and the formats
 * that a person may need them in. Owns the words' way from a template to a
 * finished letter; sending and serving are the caller's.
 *
 * A template is paragraphs with {field}, which must have a value, and
 * {field?}, which may be empty. A letter with a hole is never made: there is a
 * sentence that names the field instead.
 */
#ifndef LETTER_LETTER_H
#define LETTER_LETTER_H

#include "base/words.h"
#include "kind/kind.h"

struct letter_field {
	const char *name; /* [a-z_]+ */
	struct str value; /* null, empty or blank: no value */
};

/*
 * The template with its fields filled in, in the arena. Values lose their
 * control characters but line breaks; with `one_line` (a subject) also those.
 * A line that holds nothing but {field?} without a value goes away. False with
 * a sentence: a field that nobody knows, one without a value, a lone brace.
 */
bool letter_merge(struct arena *a, struct str template,
    const struct letter_field *fields, size_t n, bool one_line, struct str *ret,
    struct err *e) ATTR_MUST_USE;

/* Purposes ------------------------------------------------------------- */

/* A field of a purpose, what it is, and an example for the preview. */
struct letter_slot {
	const char *name;
	bool must;           /* a template without it would be of no use */
	const char *what;    /* N_() */
	const char *example; /* N_() */
};

/* What a letter is for, and its words where a trust has not changed them. */
struct letter_purpose {
	const char *code;
	const char *name; /* N_() */
	const struct letter_slot *slots;
	size_t nslots;              /* at most LETTER_SLOTS */
	const char *subject, *body; /* N_() */
};
#define LETTER_SLOTS 20
const struct letter_purpose *letter_purpose(struct str code); /* or NULL */
const struct letter_purpose *letter_purposes(size_t *ret_n);

/* Templates ------------------------------------------------------------ */

struct letter_template {
	struct record rec;
	struct str name, purpose, lang, subject, body;
};
extern const struct kind kind_letter_template;

/* Whether the words fit the purpose: fields that exist, and those that it must
 * have. False with a sentence. */
bool letter_words_ok(struct arena *a, const struct letter_purpose *p,
    struct str subject, struct str body, struct err *e) ATTR_MUST_USE;

/* What an empty trust starts with; inside a change, as the system. */
enum db_status letter_seed(struct ctx *cx) ATTR_MUST_USE;

/* Letters -------------------------------------------------------------- */

struct letter {
	struct str subject, body; /* finished, without fields */
	const struct language *lang;
	struct str address; /* for an envelope's window, in lines; or null */
};

/*
 * Writes the letter for a purpose in a language (a code; null: the thread's):
 * the trust's template in it, else our translation, else the trust's English
 * one, else ours. {trust} and {address} (of this site) are given by themselves.
 * False with a sentence that names the field.
 */
bool letter_write(struct ctx *cx, const char *purpose, struct str lang,
    const struct letter_field *fields, size_t n, struct letter *ret,
    struct err *e) ATTR_MUST_USE;

enum letter_format {
	LETTER_TEXT,  /* for a mail: the body alone */
	LETTER_HTML,  /* a page that reads well in any browser, without style */
	LETTER_PDF,   /* A4 for a window envelope (DL, BS 4264) */
	LETTER_LARGE, /* the same in 18 points */
	LETTER__N
};

/* Appends it to `out`; false with a sentence. PDF: on heavy workers only. */
bool letter_render(struct ctx *cx, const struct letter *l,
    enum letter_format format, struct buf *out, struct err *e) ATTR_MUST_USE;

/* GET /k/letter-templates/{ref}/preview/{format}: with examples as values. */
extern const struct route letter_routes[];
extern const size_t nletter_routes;
/* Links to the previews, and what fields there are (kind.h, `more`). */
void letter_template_more(struct req *r, const void *rec);

extern const struct sql_list letter_sql;

#endif
