/*
 * words.h: every sentence a person sees goes through a catalogue. The reader's
 * language belongs to the thread that serves the reader, not to the process,
 * so libintl is not used; the catalogues are gettext's .mo files, embedded.
 */
#ifndef BASE_WORDS_H
#define BASE_WORDS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/attr.h"
#include "base/str.h"

struct language {
	const char *code; /* BCP 47: "en", "gu", "ur" */
	const char *name; /* in itself: "English", "ગુજરાતી" */
	const char *dir;  /* "ltr" or "rtl" */
	const unsigned char *mo; /* a GNU .mo file; NULL: the source language */
	size_t nmo;
	struct str plural;    /* which form a number takes (base/plural.h) */
	unsigned long nforms; /* how many a plural has */
};

/* The languages this program can speak; the first is English. Those with a
 * `mo` come from catalogue_read (base/catalogue.h). The list is kept. */
void words_languages_set(const struct language *list, size_t n);
const struct language *words_languages(size_t *ret_n);

/* The language with this code, or NULL. */
const struct language *words_language(struct str code);

/* The language that this thread's sentences are in from now on. NULL: English. */
void words_use(const struct language *lang);
const struct language *words_current(void); /* never NULL */

/* The sentence in the reader's language; the sentence itself if it has none. */
const char *words_get(const char *msgid) ATTR_FORMAT_ARG(1);

/* By number, with the catalogue's plural rule. */
const char *words_plural(const char *one, const char *many, long n)
    ATTR_FORMAT_ARG(1) ATTR_FORMAT_ARG(2);

#define T(msgid)         words_get(msgid)
#define TN(one, many, n) words_plural(one, many, n)
#define N_(msgid)        msgid /* marks a sentence in a static table */

#endif
