/*
 * component_form.c: fields one types into: see component_form.h.
 */
#include "web/component_form.h"

#include <string.h>

#include "base/words.h"
#include "web/component_group.h"

static void input_element(
    struct buf *out, const struct input *f, const struct group *g)
{
	buf_cstr(out, "<input");
	part_class(out, "nhsuk-input");
	part_class_if(out, f->large, "nhsuk-input--large", "");
	part_class_if(out, f->code, "nhsuk-input--code", "");
	part_class_if(out, group_wrong(g), "nhsuk-input--error", "");
	if (f->width != 0)
		html(out, " nhsuk-input--width-%d", f->width);
	if (f->own_class != NULL)
		html(out, " %s", f->own_class);
	part_class_end(out, f->classes);
	part_attr(out, "id", g->id);
	part_attr(out, "name", f->name);
	part_attr(out, "type", part_or(f->type, "text"));
	part_spellcheck(out, f->spellcheck);
	part_attr(out, "value", f->value);
	part_attr_bool(out, "disabled", f->disabled);
	group_described_by(out, g);
	part_attr(out, "autocomplete", f->autocomplete);
	part_attr(out, "autocapitalize", f->autocapitalize);
	part_attr(out, "pattern", f->pattern);
	part_attr(out, "placeholder", f->placeholder);
	part_attr(out, "inputmode", f->inputmode);
	part_attrs(out, f->attrs);
	buf_cstr(out, ">\n");
}

static void affix(
    struct buf *out, const char *kind, struct str text, struct markup markup)
{
	if (!part_has(text, markup))
		return;
	html(out,
	    "<div class=\"nhsuk-input-wrapper__%s\" aria-hidden=\"true\">",
	    kind);
	part_text(out, text, markup);
	buf_cstr(out, "</div>\n");
}

static bool input_wrapped(const struct input *f)
{
	return part_has(f->prefix, f->prefix_html) ||
	       part_has(f->suffix, f->suffix_html) || !str_empty(f->before.s) ||
	       !str_empty(f->after.s);
}

void component_input(struct buf *out, const struct input *f)
{
	const struct group g = { .id = str_empty(f->id) ? f->name : f->id,
		.label = &f->label,
		.hint = f->hint,
		.hint_html = f->hint_html,
		.error = f->error,
		.described_by = f->described_by,
		.wrong = f->wrong,
		.base = f->module,
		.module = f->module,
		.classes = f->group_classes,
		.attrs = f->group_attrs };
	const bool wrapped = input_wrapped(f);

	group_begin(out, &g);
	if (wrapped)
		html(out, "<div class=\"nhsuk-input-wrapper%s\">\n",
		    f->large ? " nhsuk-input-wrapper--large" : "");
	html_markup(out, f->before);
	affix(out, "prefix", f->prefix, f->prefix_html);
	input_element(out, f, &g);
	affix(out, "suffix", f->suffix, f->suffix_html);
	html_markup(out, f->after);
	if (wrapped)
		buf_cstr(out, "</div>\n");
	group_end(out, &g);
}

/* The element alone; `own` is a class of a component made of a textarea. */
static void textarea_element(struct buf *out, const struct textarea *f,
    const struct group *g, const char *own, const char *classes)
{
	buf_cstr(out, "<textarea");
	part_class(out, "nhsuk-textarea");
	part_class_if(out, group_wrong(g), "nhsuk-textarea--error", "");
	part_class_if(out, own != NULL, own, "");
	part_class_end(out, classes);
	part_attr(out, "id", g->id);
	part_attr(out, "name", f->name);
	html(out, " rows=\"%d\"", f->rows != 0 ? f->rows : 5);
	part_spellcheck(out, f->spellcheck);
	part_attr_bool(out, "disabled", f->disabled);
	group_described_by(out, g);
	part_attr(out, "autocomplete", f->autocomplete);
	part_attrs(out, f->attrs);
	buf_byte(out, '>');
	/* Browsers drop one line break after the tag: give them that one. */
	if (f->value.n > 0 && (f->value.s[0] == '\n' || f->value.s[0] == '\r'))
		buf_byte(out, '\n');
	html_text(out, f->value);
	buf_cstr(out, "</textarea>\n");
}

void component_textarea(struct buf *out, const struct textarea *f)
{
	const struct group g = { .id = str_empty(f->id) ? f->name : f->id,
		.label = &f->label,
		.hint = f->hint,
		.hint_html = f->hint_html,
		.error = f->error,
		.described_by = f->described_by,
		.wrong = f->wrong,
		.classes = f->group_classes,
		.attrs = f->group_attrs };

	group_begin(out, &g);
	html_markup(out, f->before);
	textarea_element(out, f, &g, NULL, f->classes);
	html_markup(out, f->after);
	group_end(out, &g);
}

/* "words" or "characters", or NULL when only the limit decides. */
static const char *count_type(const struct character_count *f)
{
	if (f->count_type != NULL)
		return f->count_type;
	return f->max_words != 0 ? "words" : NULL;
}

/* A caller's sentence, in which "%{count}" stands for the limit. */
static void count_own_words(struct buf *out, struct str text, int limit)
{
	const struct str mark = S("%{count}");
	const size_t at = str_find(text, mark);

	if (at == SIZE_MAX) {
		html_text(out, text);
		return;
	}
	html_text(out, str_sub(text, 0, at));
	html(out, "%d", limit);
	html_text(out, str_sub(text, at + mark.n, SIZE_MAX));
}

/* The sentence below the field, also for readers without scripts. */
static void count_message(
    struct buf *out, const struct character_count *f, struct str id)
{
	const int limit = f->max_words != 0 ? f->max_words : f->max_length;
	const char *type = count_type(f);
	const bool words = type != NULL && strcmp(type, "words") == 0;

	html(out,
	    "<div class=\"nhsuk-hint nhsuk-character-count__message\""
	    " id=\"%.*s-info\"%s>",
	    STR_ARG(id), limit == 0 ? " hidden" : "");
	if (limit != 0 && !str_null(f->limit_text))
		count_own_words(out, f->limit_text, limit);
	else if (limit != 0 && words)
		html(out,
		    TN("You can enter up to %d word",
			"You can enter up to %d words", limit),
		    limit);
	else if (limit != 0)
		html(out,
		    TN("You can enter up to %d character",
			"You can enter up to %d characters", limit),
		    limit);
	buf_cstr(out, "</div>\n");
}

static void count_attrs(struct buf *out, const void *arg)
{
	const struct character_count *f = arg;

	part_attr_int(out, "data-maxlength", f->max_length);
	part_attr_int(out, "data-maxwords", f->max_words);
	part_attr_int(out, "data-threshold", f->threshold);
	part_attr(out, "data-count-type", str_of(count_type(f)));
	/* Without a limit here, a script may set one and fill this in. */
	if (f->max_length == 0 && f->max_words == 0)
		part_attr(
		    out, "data-i18n.textarea-description.other", f->limit_text);
}

/* The ids and words before the textarea refer to its message first. */
void component_character_count(struct buf *out, const struct character_count *f)
{
	const struct str id = str_empty(f->id) ? f->name : f->id;
	const struct textarea t = { .name = f->name,
		.value = f->value,
		.rows = f->rows,
		.spellcheck = f->spellcheck,
		.disabled = f->disabled,
		.attrs = f->attrs };
	const struct group g = { .id = id,
		.label = &f->label,
		.hint = f->hint,
		.hint_html = f->hint_html,
		.error = f->error,
		.info = true,
		.wrong = f->wrong,
		.classes = f->group_classes,
		.base = "nhsuk-character-count",
		.module = "nhsuk-character-count",
		.more = count_attrs,
		.arg = f,
		.attrs = f->group_attrs };

	group_begin(out, &g);
	textarea_element(out, &t, &g, "nhsuk-js-character-count", f->classes);
	count_message(out, f, id);
	group_end(out, &g);
}

void component_file_upload(struct buf *out, const struct file_upload *f)
{
	const struct group g = { .id = str_empty(f->id) ? f->name : f->id,
		.label = &f->label,
		.hint = f->hint,
		.hint_html = f->hint_html,
		.error = f->error,
		.wrong = f->wrong,
		.classes = f->group_classes,
		.base = "nhsuk-file-upload",
		.module = "nhsuk-file-upload",
		.attrs = f->group_attrs };

	group_begin(out, &g);
	buf_cstr(out, "<input");
	part_class(out, "nhsuk-file-upload__input");
	part_class_end(out, f->classes);
	part_attr(out, "id", g.id);
	part_attr(out, "name", f->name);
	buf_cstr(out, " type=\"file\"");
	part_attr_bool(out, "disabled", f->disabled);
	part_attr_bool(out, "multiple", f->multiple);
	group_described_by(out, &g);
	part_attrs(out, f->attrs);
	buf_cstr(out, ">\n");
	group_end(out, &g);
}
