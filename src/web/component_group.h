/*
 * component_group.h: the frame that all fields share: label or legend, hint,
 * error, and the ids that tie them to the field. For the components only.
 */
#ifndef WEB_COMPONENT_GROUP_H
#define WEB_COMPONENT_GROUP_H

#include "web/component_form.h"

struct group {
	struct str id; /* from which the ids of the parts are made */
	const struct label *label;       /* of one field; NULL: in a fieldset */
	const struct fieldset *fieldset; /* around many; NULL: none */
	struct str hint;
	struct markup hint_html;
	struct str error;
	struct str described_by; /* ids that come first */
	bool info;               /* id-info describes the field first */
	bool wrong;
	const char *base;   /* more class names before classes */
	const char *module; /* data-module, or NULL */
	const char *classes;
	struct attrs attrs;
	void (*more)(struct buf *out, const void *arg); /* attributes */
	const void *arg;
};

bool group_wrong(const struct group *g);

/* Opens the group, with everything that comes before the field. */
void group_begin(struct buf *out, const struct group *g);
void group_end(struct buf *out, const struct group *g);

/* The attribute that ties a field to the hint and the error. */
void group_described_by(struct buf *out, const struct group *g);

/* spellcheck="true", "false" or nothing. */
void part_spellcheck(struct buf *out, enum spellcheck s);

#endif
