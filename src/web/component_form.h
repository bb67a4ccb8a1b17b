/*
 * component_form.h: the parts of a form: labels, hints, errors, and the fields
 * one types into. Fields to choose from are in component_choice.h.
 *
 * Every field has the same members: `name` is what is posted and, unless `id`
 * is given, the element's id. `value` is the posted text, as it came. `error`
 * is one sentence; when it is given the field is marked as wrong.
 */
#ifndef WEB_COMPONENT_FORM_H
#define WEB_COMPONENT_FORM_H

#include "web/component_part.h"

/* A label of a field, or a legend of a group of fields. */
struct label {
	struct str text;
	struct markup html;
	struct str id;
	struct str hidden; /* said after the text to screen readers only */
	struct caption caption;
	const char *size; /* "s", "m", "l", "xl", or NULL */
	int heading;      /* level when it is a heading too; 0: it is not */
	struct str heading_id;
	const char *classes;
	struct attrs attrs;
};

void component_label(struct buf *out, const struct label *l, struct str for_id);
void component_legend(struct buf *out, const struct label *l);

struct hint {
	struct str text;
	struct markup html;
	struct str id;
	const char *classes;
	struct attrs attrs;
};

void component_hint(struct buf *out, const struct hint *h);

struct error_message {
	struct str text;
	struct markup html;
	struct str id;
	struct str hidden; /* null: "Error"; empty: nothing is said before */
	const char *classes;
	struct attrs attrs;
};

void component_error_message(struct buf *out, const struct error_message *e);

/* A group of fields. The fields are written between begin and end. */
struct fieldset {
	struct label legend;
	struct markup html; /* component_fieldset: what is in it */
	struct str id;
	struct str role;
	struct str described_by; /* ids */
	const char *classes;
	struct attrs attrs;
};

void component_fieldset(struct buf *out, const struct fieldset *f);
void component_fieldset_begin(struct buf *out, const struct fieldset *f);
void component_fieldset_end(struct buf *out);

enum spellcheck { SPELLCHECK_DEFAULT, SPELLCHECK_ON, SPELLCHECK_OFF };

/* One line of text. */
struct input {
	struct str name;
	struct str id;
	struct str value;
	struct label label;
	struct str hint;
	struct markup hint_html;
	struct str error;
	struct str type;      /* null: "text" */
	struct str inputmode; /* "numeric", "decimal", "tel"… */
	struct str autocomplete;
	struct str autocapitalize;
	struct str pattern;
	struct str placeholder;
	struct str prefix, suffix;
	struct markup prefix_html, suffix_html;
	struct markup before, after; /* around the input, in its wrapper */
	struct str described_by;     /* more ids */
	enum spellcheck spellcheck;
	int width;  /* in characters: 2, 3, 4, 5, 10, 20 or 30; 0: full */
	bool large; /* bigger text */
	bool code;  /* wide letters, for codes and numbers */
	bool wrong; /* looks wrong without a message */
	bool disabled;
	const char *classes;
	const char *group_classes;
	struct attrs attrs;
	struct attrs group_attrs;
	/* For components that are made of an input; pages leave them out. */
	const char *own_class; /* class names that come before `classes` */
	const char *module;    /* data-module, and a class, of the group */
};

void component_input(struct buf *out, const struct input *f);

struct textarea {
	struct str name;
	struct str id;
	struct str value;
	struct label label;
	struct str hint;
	struct markup hint_html;
	struct str error;
	struct str autocomplete;
	struct str described_by;
	struct markup before, after;
	enum spellcheck spellcheck;
	int rows; /* 0: 5 */
	bool wrong;
	bool disabled;
	const char *classes;
	const char *group_classes;
	struct attrs attrs;
	struct attrs group_attrs;
};

void component_textarea(struct buf *out, const struct textarea *f);

/* A textarea that says how much may still be written. */
struct character_count {
	struct str name;
	struct str id;
	struct str value;
	struct label label;
	struct str hint;
	struct markup hint_html;
	struct str error;
	struct str limit_text;  /* null: "You can enter up to … characters" */
	const char *count_type; /* "characters", "words"; NULL: by the limit */
	int max_length;         /* characters; 0: none */
	int max_words;          /* words; 0: none */
	int threshold; /* percent from which the count shows; 0: always */
	enum spellcheck spellcheck;
	int rows;
	bool wrong;
	bool disabled;
	const char *classes;
	const char *group_classes;
	struct attrs attrs;
	struct attrs group_attrs; /* translations: data-i18n.… */
};

void component_character_count(
    struct buf *out, const struct character_count *f);

struct file_upload {
	struct str name;
	struct str id;
	struct label label;
	struct str hint;
	struct markup hint_html;
	struct str error;
	bool multiple;
	bool wrong;
	bool disabled;
	const char *classes;
	const char *group_classes;
	struct attrs attrs;
	struct attrs group_attrs; /* translations: data-i18n.… */
};

void component_file_upload(struct buf *out, const struct file_upload *f);

#endif
