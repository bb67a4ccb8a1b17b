/*
 * component_choice.h: fields to choose from, and dates. The members that all
 * fields share are explained in component_form.h.
 */
#ifndef WEB_COMPONENT_CHOICE_H
#define WEB_COMPONENT_CHOICE_H

#include "web/component_form.h"

/* One radio button or checkbox. */
struct choice_item {
	struct str value;
	struct str text;
	struct markup html;
	struct str hint;
	struct markup hint_html;
	struct str divider; /* instead of a choice: a word such as "or" */
	struct markup conditional; /* shown while it is chosen */
	struct str id;             /* null: made from the name and place */
	struct str name;           /* checkboxes: null: the group's name */
	const char *behaviour;     /* checkboxes: "exclusive", "inclusive" */
	const char *behaviour_group;
	bool checked; /* besides what `value` of the group says */
	bool disabled;
	const char *label_classes;
	struct attrs attrs;
};

struct radios {
	struct str name;
	struct str id_prefix; /* null: the name; the first input's id */
	struct str value;     /* of the choice that is made; null: none */
	struct label legend;  /* without text: no fieldset */
	struct str hint;
	struct markup hint_html;
	struct str error;
	const struct choice_item *items;
	size_t nitems;
	bool small;
	bool in_line;
	bool wrong;
	bool disabled;
	struct str id; /* of the element around the choices */
	const char *classes;
	const char *group_classes;
	struct attrs attrs;
	struct attrs group_attrs;
	struct attrs fieldset_attrs;
};

void component_radios(struct buf *out, const struct radios *f);

struct checkboxes {
	struct str name;
	struct str id_prefix;
	const struct str *values; /* of the choices that are made */
	size_t nvalues;
	struct label legend;
	struct str hint;
	struct markup hint_html;
	struct str error;
	const struct choice_item *items;
	size_t nitems;
	bool small;
	bool in_line;
	bool wrong;
	bool disabled;
	struct str id;
	const char *classes;
	const char *group_classes;
	struct attrs attrs;
	struct attrs group_attrs;
	struct attrs fieldset_attrs;
};

void component_checkboxes(struct buf *out, const struct checkboxes *f);

struct select_option {
	struct str value; /* null: the text is the value */
	struct str text;
	bool divider; /* a line instead of an option */
	bool selected;
	bool disabled;
	struct attrs attrs;
};

struct select {
	struct str name;
	struct str id;
	struct str value; /* of the option that is chosen; null: none */
	struct label label;
	struct str hint;
	struct markup hint_html;
	struct str error;
	const struct select_option *items;
	size_t nitems;
	struct markup before, after; /* around the element, in its wrapper */
	struct str described_by;
	bool wrong;
	bool disabled;
	const char *classes;
	const char *group_classes;
	struct attrs attrs;
	struct attrs group_attrs;
};

void component_select(struct buf *out, const struct select *f);

/* One of the boxes of a date. */
struct date_part {
	struct str name;  /* "day", "month", "year"… */
	struct str label; /* null: the name, with a capital */
	struct str value;
	struct str autocomplete;
	int width;      /* 0: 4 for "year", else 2 */
	bool wrong;     /* only the parts marked so look wrong */
	bool not_wrong; /* does not look wrong with the whole */
	bool disabled;
};

/*
 * A date in boxes. Without `items` they are day, month and year with the
 * values below, posted as `day`, `month`, `year`, or `prefix[day]`… when
 * name_prefix is given.
 */
struct date_input {
	struct str id;
	struct str name_prefix;
	struct str day, month, year; /* as typed */
	struct label legend;         /* without text: no fieldset */
	struct str hint;
	struct markup hint_html;
	struct str error;
	const struct date_part *items;
	size_t nitems;
	bool wrong;
	bool disabled;
	const char *classes;
	const char *group_classes;
	struct attrs attrs;
	struct attrs group_attrs;
};

void component_date_input(struct buf *out, const struct date_input *f);

#endif
