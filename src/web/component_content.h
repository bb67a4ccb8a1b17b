/*
 * component_content.h: what a page says: tags, callouts, cards, panels.
 */
#ifndef WEB_COMPONENT_CONTENT_H
#define WEB_COMPONENT_CONTENT_H

#include "web/component_part.h"

struct tag {
	struct str text;
	struct markup html;
	struct str id;
	const char *colour; /* "white", "grey", "green", "aqua-green", "blue",
	                     * "purple", "pink", "red", "orange", "yellow",
	                     * "none"; NULL: blue */
	bool no_border;
	const char *classes;
	struct attrs attrs;
};

void component_tag(struct buf *out, const struct tag *t);

struct inset_text {
	struct str text;
	struct markup html;
	struct str hidden; /* null: "Information" */
	struct str id;
	const char *classes;
	struct attrs attrs;
};

void component_inset_text(struct buf *out, const struct inset_text *i);

struct details {
	struct str summary;
	struct markup summary_html;
	struct str text;
	struct markup html;
	struct str id;
	bool open;
	const char *classes;
	struct attrs attrs;
};

void component_details(struct buf *out, const struct details *d);

struct notification_banner {
	struct heading title; /* without text: "Important" or "Success" */
	struct heading heading;
	struct str text;
	struct markup html;
	struct str id;
	struct str role;               /* null: by `success` */
	struct str disable_auto_focus; /* "true", "false" or null */
	bool success;
	const char *classes;
	struct attrs attrs;
};

void component_notification_banner(
    struct buf *out, const struct notification_banner *n);

/* A link or button that belongs to a card or a row of a summary list. */
struct card_action {
	struct str text;
	struct markup html;
	struct str href;   /* null: a button */
	struct str hidden; /* what the action is about */
	struct str type, name, value, id;
	const char *classes;
	struct attrs attrs;
};

void component_card_action(struct buf *out, const struct card_action *a,
    const struct heading *about); /* the card's heading, or NULL */

struct card {
	struct heading heading; /* a level 2 heading unless it says */
	struct str href;        /* makes the heading a link */
	struct str description;
	struct markup html;
	struct str image; /* address; decorative */
	struct str image_alt;
	struct markup image_html; /* instead */
	const char *variant; /* "feature", "primary", "secondary", "warning",
	                      * "non-urgent", "urgent", "emergency" or NULL */
	bool clickable;
	const struct card_action *actions;
	size_t nactions;
	struct str id;
	const char *classes;
	struct attrs attrs;
};

/* Everything, or the parts around what the caller writes between. */
void component_card(struct buf *out, const struct card *c);
void component_card_begin(struct buf *out, const struct card *c);
void component_card_end(struct buf *out, const struct card *c);

struct warning_callout {
	struct heading heading; /* level 3 unless it says */
	struct str text;
	struct markup html;
	struct str id;
	const char *classes;
	struct attrs attrs;
};

void component_warning_callout(
    struct buf *out, const struct warning_callout *w);

/* "Done": what happened, after a form. */
struct panel {
	struct heading heading;
	struct str text;
	struct markup html;
	const char *variant; /* "interruption" or NULL */
	struct str id;
	const char *classes;
	struct attrs attrs;
};

void component_panel(struct buf *out, const struct panel *p);

struct do_dont_item {
	struct str text;
	struct markup html;
};

struct do_dont_list {
	struct heading heading; /* level 3 unless it says */
	const struct do_dont_item *items;
	size_t nitems;
	bool dont;         /* crosses instead of ticks */
	struct str prefix; /* null: "do not" before what not to do;
	                    * empty: nothing */
	struct str id;
	const char *classes;
	struct attrs attrs;
};

void component_do_dont_list(struct buf *out, const struct do_dont_list *d);

struct tab {
	struct str label;
	struct str id; /* of its panel; null: made from the prefix */
	struct str text;
	struct markup html;
	struct attrs attrs;
};

struct tabs {
	struct str hidden; /* null: "Contents" */
	const struct tab *items;
	size_t nitems;
	struct str id;
	struct str id_prefix; /* null: id */
	const char *classes;
	struct attrs attrs;
};

void component_tabs(struct buf *out, const struct tabs *t);

#endif
