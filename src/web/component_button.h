/*
 * component_button.h: the button, the password field with its button, and the
 * summary of errors at the top of a form.
 */
#ifndef WEB_COMPONENT_BUTTON_H
#define WEB_COMPONENT_BUTTON_H

#include "web/component_form.h"

struct button {
	struct str text;
	struct markup html;
	struct str href; /* makes it a link that looks like a button */
	struct str name;
	struct str value;
	struct str id;
	struct str type;       /* null: "submit" */
	struct str aria_label; /* where the text alone is not enough */
	const char *variant;   /* "secondary", "secondary-solid", "warning";
	                        * NULL: primary */
	const char *icon;      /* component_icon's name, or NULL */
	bool icon_end;         /* icon after the text */
	bool small;
	bool disabled;
	bool prevent_double_click;
	const char *classes;
	struct attrs attrs;
};

void component_button(struct buf *out, const struct button *b);

/* A password. The value is never written back. */
struct password_input {
	struct str name;
	struct str id;
	struct label label;
	struct str hint;
	struct markup hint_html;
	struct str error;
	struct str autocomplete; /* null: "current-password" */
	struct str prefix;
	int width;
	bool code;
	bool wrong;
	bool disabled;
	struct button button; /* variant, disabled, prevent_double_click only */
	const char *classes;
	const char *group_classes;
	struct attrs attrs;
	struct attrs group_attrs; /* translations: data-i18n.… */
};

void component_password_input(struct buf *out, const struct password_input *f);

struct error_item {
	struct str text;
	struct markup html;
	struct str href; /* "#" and the id of the field that is wrong */
	struct attrs attrs;
};

/* First thing in main when a form came back. */
struct error_summary {
	struct str heading; /* null: "There is a problem" */
	struct markup heading_html;
	struct str description;
	struct markup description_html;
	const struct error_item *items;
	size_t nitems;
	struct str id;
	struct str disable_auto_focus; /* "true", "false" or null */
	const char *classes;
	struct attrs attrs;
};

void component_error_summary(struct buf *out, const struct error_summary *e);

#endif
