/*
 * taxonomy.h: what people talk about: the themes, as data. The names are those
 * of the final framework of the Patient Experience Qualitative Data
 * Categorisation project ("v7", 25 September 2023, funded by NHS England, MIT
 * licence), so that a trust's figures can stand beside other trusts'. What
 * each means is said in our own words, and six themes that complaints and
 * PALS need are added.
 *
 * A theme's number is its place in the table: it is in the model file and in
 * 64-bit words of themes. Never reorder; add at the end.
 */
#ifndef TEXT_TAXONOMY_H
#define TEXT_TAXONOMY_H

#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/str.h"

struct theme {
	const char *key;      /* for addresses and columns: "food" */
	const char *name;     /* the framework's name; N_("…") */
	const char *category; /* the framework's; N_("…") */
	const char *meaning;  /* one or two sentences; N_("…") */
};

#define THEMES     37 /* in the table */
#define THEME_NONE (-1)

extern const struct theme theme_list[THEMES];

/* "Labelling not possible": given by rule to what says nothing at all. */
#define THEME_BLANK 30

/* The one "not able to say" in the framework's words; not in the table. */
#define THEME_NOT_ASSIGNED "Not assigned"

#define THEME_BIT(i) ((uint64_t)1 << (i))

/* By name (any case) or key; THEME_NONE: there is no such theme. */
int theme_find(struct str name);

/* The themes of "A|B"; names that are no theme are counted in *ret_unknown
 * (NULL is fine). */
uint64_t themes_of(struct str names, size_t *ret_unknown);

/* Writes the names with | between, in the table's order; and their categories,
 * each once. */
void themes_names(struct buf *out, uint64_t set);
void themes_categories(struct buf *out, uint64_t set);

#endif
