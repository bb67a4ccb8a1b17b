/*
 * names.h: whether a word is known as somebody's name, as a common word of
 * English, or as both. The list is made when the program is built
 * (tools/text-names.mjs) from packages that docs/redaction.md names.
 */
#ifndef TEXT_NAMES_H
#define TEXT_NAMES_H

#include <stddef.h>

#include "base/str.h"

/* The order is that of tools/text-names.mjs. */
enum name_flag {
	NAME_FIRST = 1,     /* a first name somewhere in the world */
	NAME_ENGLISH = 2,   /* a first name of an English-speaking country */
	NAME_LAST = 4,      /* a surname somewhere in the world */
	NAME_KNOWN = 8,     /* in a list of names, first or last */
	NAME_WORD = 16,     /* a common word, written small */
	NAME_PROPER = 32,   /* written large in a dictionary: Durham, Monday */
	NAME_PLACE = 64,    /* a town, a county, a country */
	NAME_NEVER = 128,   /* none, whatever a list says: "mins", "mum" */
	NAME_ROLE = 256,    /* what somebody is: "practitioner", "team" */
	NAME_TITLE = 512,   /* may stand before a name: "nurse" */
	NAME_FORMAL = 1024, /* a title that only a name follows: "mrs" */
	NAME_FUNCTION = 2048, /* holds sentences together: "was", "and" */
	NAME_SITE = 4096,     /* makes what is before it a place: "ward" */
	NAME_SEASON = 8192    /* month, day, season, virtue: "may", "hope" */
};

/* The flags of a word: small letters a to z without accents, hyphens and
 * apostrophes. 0: not known. */
unsigned names_flags(struct str word);

/* How many words the list has; for a test that it came along whole. */
size_t names_count(void);

#endif
