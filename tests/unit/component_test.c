/*
 * component_test.c: our components against the design system's own examples.
 * Each component of nhsuk-frontend has a fixtures.json: options and the HTML
 * that they give. Where our functions offer all options of an example, they
 * must give the same HTML, white space aside. An example that needs an option
 * that we do not offer is listed with the reason.
 */
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/asset.h"
#include "tap.h"
#include "web/component.h"

#define FIXTURES                                                \
	"node_modules/nhsuk-frontend/dist/nhsuk/components/%s/" \
	"fixtures.json"

static struct arena *arena;
static const char *why;   /* first option that we do not offer; NULL: none */
static struct str wanted; /* the HTML of the example that is being read */

static void left_out(const char *option)
{
	if (why == NULL)
		why = str_cstr(arena, str_of(option));
}

/* Reading options ------------------------------------------------------- */

static json_t *get(json_t *o, const char *key)
{
	return json_is_object(o) ? json_object_get(o, key) : NULL;
}

/* Every option of `o` is among these names, separated by spaces. */
static void only(json_t *o, const char *names)
{
	const char *key;
	json_t *v;

	json_object_foreach(o, key, v)
	{
		struct str rest = str_of(names), name;
		bool found = false;

		while (str_cut(&rest, ' ', &name))
			found = found || str_is(name, key);
		if (!found)
			left_out(key);
	}
}

static struct str text(json_t *o, const char *key)
{
	json_t *v = get(o, key);

	if (json_is_string(v))
		return str_of(json_string_value(v));
	if (json_is_integer(v))
		return str_fmt(arena, "%lld", (long long)json_integer_value(v));
	if (v != NULL && !json_is_null(v) && !json_is_false(v))
		left_out(key);
	return STR_NULL;
}

static const char *word(json_t *o, const char *key)
{
	const struct str s = text(o, key);

	return str_null(s) ? NULL : str_cstr(arena, s);
}

static bool yes(json_t *o, const char *key)
{
	return json_is_true(get(o, key));
}

static bool no(json_t *o, const char *key)
{
	return json_is_false(get(o, key));
}

/* Class names that take an option back: our callers just do not do that. */
static void overriding(json_t *o, const char *option)
{
	const char *classes = word(o, "classes");

	if (get(o, option) != NULL && classes != NULL &&
	    (strstr(classes, "--") != NULL || strstr(classes, "heading-")))
		left_out("classes that contradict an option");
}

/* A switch that is on for all and off for one. */
static void switched_off(json_t *o, const char *option)
{
	if (no(o, option))
		left_out(str_cstr(arena, str_fmt(arena, "%s: false", option)));
}

static int number(json_t *o, const char *key)
{
	return (int)json_integer_value(get(o, key));
}

static struct markup markup(json_t *o, const char *key)
{
	return (struct markup){ text(o, key) };
}

/* An option that is a string, or an object with text or html. */
static void either(
    json_t *o, const char *key, struct str *ret_text, struct markup *ret_html)
{
	json_t *v = get(o, key);

	if (json_is_object(v)) {
		only(v, ret_html != NULL ? "text html" : "text");
		*ret_text = text(v, "text");
		if (ret_html != NULL)
			*ret_html = markup(v, "html");
	} else {
		*ret_text = text(o, key);
	}
}

static struct attrs attrs(json_t *o, const char *key)
{
	json_t *list = get(o, key), *v;
	struct attr *a = arena_array(arena, json_object_size(list), sizeof(*a));
	size_t n = 0;
	const char *name;

	json_object_foreach(list, name, v) a[n++] =
	    (struct attr){ name, text(list, name) };
	return (struct attrs){ a, n };
}

/* The objects of a list: Nunjucks skips what is false. */
static size_t items(json_t *o, const char *key, json_t ***ret)
{
	json_t *list = get(o, key), *v;
	size_t i, n = 0;

	*ret = arena_array(arena, json_array_size(list), sizeof(**ret));
	json_array_foreach(list, i, v) if (json_is_object(v))(*ret)[n++] = v;
	return n;
}

static struct caption caption(json_t *o)
{
	json_t *v = get(o, "caption");
	struct caption c = { 0 };

	if (json_is_object(v)) {
		only(v, "text placement element size");
		c.text = text(v, "text");
		c.placement = word(v, "placement");
		c.element = word(v, "element");
		c.size = word(v, "size");
	} else {
		c.text = text(o, "caption");
	}
	return c;
}

/* A label or legend, whose heading may be a string, an object or a switch. */
static struct label label_of(json_t *v)
{
	struct label l = { 0 };
	json_t *h = get(v, "heading");

	if (json_is_string(v)) {
		l.text = str_of(json_string_value(v));
		return l;
	}
	only(v, "text html id size heading caption classes isPageHeading");
	l.text = text(v, "text");
	l.html = markup(v, "html");
	l.id = text(v, "id");
	l.size = word(v, "size");
	l.caption = caption(v);
	l.classes = word(v, "classes");
	overriding(v, "size");
	const bool given =
	    json_is_object(h) || json_is_true(h) || json_string_length(h) > 0;

	if ((yes(v, "isPageHeading") && !json_is_false(h)) ||
	    (!no(v, "isPageHeading") && given))
		l.heading = 1;
	if (json_is_string(h) && (l.heading != 0 || str_null(l.text)))
		l.text = str_of(json_string_value(h));
	if (json_is_object(h)) {
		only(h, "text id level size");
		if (!str_null(text(h, "text")))
			l.text = text(h, "text");
	}
	if (json_is_object(h) && l.heading != 0) {
		if (number(h, "level") != 0)
			l.heading = number(h, "level");
		if (word(h, "size") != NULL)
			l.size = word(h, "size");
		l.heading_id = text(h, "id");
	}
	return l;
}

static struct label label(json_t *o, const char *key)
{
	json_t *v = get(o, key);

	return v != NULL ? label_of(v) : (struct label){ 0 };
}

/* A heading of another component: a string or an object. */
static struct heading heading(json_t *o, const char *key)
{
	json_t *v = get(o, key);
	struct heading h = { 0 };

	if (!json_is_object(v)) {
		h.text = text(o, key);
		return h;
	}
	only(v, "text html id size level classes href visuallyHiddenText "
		"element caption");
	h.text = text(v, "text");
	h.html = markup(v, "html");
	h.id = text(v, "id");
	h.size = word(v, "size");
	h.level = number(v, "level");
	h.classes = word(v, "classes");
	h.href = text(v, "href");
	h.hidden = text(v, "visuallyHiddenText");
	h.element = word(v, "element");
	h.caption = caption(v);
	overriding(v, "size");
	return h;
}

static struct str error_of(json_t *o, bool *ret_wrong)
{
	struct str e = STR_NULL;

	*ret_wrong = yes(o, "errorMessage");
	if (!*ret_wrong)
		either(o, "errorMessage", &e, NULL);
	return e;
}

static struct markup after(json_t *o)
{
	json_t *group = get(o, "formGroup");

	only(group, "afterInput");
	only(get(group, "afterInput"), "html");
	return markup(get(group, "afterInput"), "html");
}

static enum spellcheck spellcheck(json_t *o)
{
	return yes(o, "spellcheck")  ? SPELLCHECK_ON
	       : no(o, "spellcheck") ? SPELLCHECK_OFF
				     : SPELLCHECK_DEFAULT;
}

/* Options to parameters, a component each ------------------------------- */

static void do_button(struct buf *out, json_t *o)
{
	json_t *icon = get(o, "icon");
	const char *place = word(icon, "placement");

	only(o, "text variant small disabled href icon preventDoubleClick");
	switched_off(o, "preventDoubleClick");
	component_button(
	    out, &(struct button){ .text = text(o, "text"),
		     .variant = word(o, "variant"),
		     .small = yes(o, "small"),
		     .disabled = yes(o, "disabled"),
		     .href = text(o, "href"),
		     .icon = word(icon, "name"),
		     .icon_end = place != NULL && strcmp(place, "end") == 0,
		     .prevent_double_click = yes(o, "preventDoubleClick") });
}

static void do_error_message(struct buf *out, json_t *o)
{
	only(o, "text html visuallyHiddenText");
	component_error_message(
	    out, &(struct error_message){ .text = text(o, "text"),
		     .html = markup(o, "html"),
		     .hidden = no(o, "visuallyHiddenText")
				   ? S("")
				   : text(o, "visuallyHiddenText") });
}

static void do_hint(struct buf *out, json_t *o)
{
	only(o, "text html");
	component_hint(out, &(struct hint){ .text = text(o, "text"),
				.html = markup(o, "html") });
}

static void do_label(struct buf *out, json_t *o)
{
	const struct label l = label_of(o);

	component_label(out, &l, STR_NULL);
}

static void do_legend(struct buf *out, json_t *o)
{
	const struct label l = label_of(o);

	component_legend(out, &l);
}

static void do_heading(struct buf *out, json_t *o)
{
	json_t *wrap = json_object();

	json_object_set(wrap, "heading", o);
	const struct heading h = heading(wrap, "heading");

	component_heading(out, &h);
	json_decref(wrap);
}

static void do_fieldset(struct buf *out, json_t *o)
{
	only(o, "legend html");
	component_fieldset(
	    out, &(struct fieldset){
		     .legend = label(o, "legend"), .html = markup(o, "html") });
}

static void do_input(struct buf *out, json_t *o)
{
	struct input f = { .name = text(o, "name"),
		.id = text(o, "id"),
		.value = text(o, "value"),
		.label = label(o, "label"),
		.type = text(o, "type"),
		.inputmode = text(o, "inputmode"),
		.autocomplete = text(o, "autocomplete"),
		.spellcheck = spellcheck(o),
		.width = number(o, "width"),
		.code = yes(o, "code"),
		.after = after(o),
		.classes = word(o, "classes"),
		.disabled = yes(o, "disabled") };

	only(o, "name id value label type inputmode autocomplete spellcheck "
		"width code classes disabled errorMessage hint prefix suffix "
		"formGroup");
	overriding(o, "width");
	f.error = error_of(o, &f.wrong);
	either(o, "hint", &f.hint, &f.hint_html);
	either(o, "prefix", &f.prefix, &f.prefix_html);
	either(o, "suffix", &f.suffix, &f.suffix_html);
	component_input(out, &f);
}

static void do_textarea(struct buf *out, json_t *o)
{
	struct textarea f = { .name = text(o, "name"),
		.id = text(o, "id"),
		.label = label(o, "label"),
		.autocomplete = text(o, "autocomplete"),
		.disabled = yes(o, "disabled") };

	only(o, "name id label autocomplete disabled errorMessage hint");
	f.error = error_of(o, &f.wrong);
	either(o, "hint", &f.hint, &f.hint_html);
	component_textarea(out, &f);
}

static void do_character_count(struct buf *out, json_t *o)
{
	struct character_count f = { .name = text(o, "name"),
		.id = text(o, "id"),
		.value = text(o, "value"),
		.label = label(o, "label"),
		.limit_text = text(o, "textareaDescriptionText"),
		.count_type = word(o, "countType"),
		.max_length = number(o, "maxlength"),
		.max_words = number(o, "maxwords"),
		.threshold = number(o, "threshold"),
		.rows = number(o, "rows"),
		.attrs = attrs(o, "attributes"),
		.disabled = yes(o, "disabled") };

	only(o, "name id value label textareaDescriptionText countType "
		"maxlength maxwords threshold rows attributes disabled "
		"errorMessage hint");
	f.error = error_of(o, &f.wrong);
	either(o, "hint", &f.hint, &f.hint_html);
	component_character_count(out, &f);
}

static void do_file_upload(struct buf *out, json_t *o)
{
	struct file_upload f = { .name = text(o, "name"),
		.id = text(o, "id"),
		.label = label(o, "label"),
		.multiple = yes(o, "multiple"),
		.disabled = yes(o, "disabled") };

	only(o, "name id label multiple disabled errorMessage hint");
	f.error = error_of(o, &f.wrong);
	either(o, "hint", &f.hint, &f.hint_html);
	component_file_upload(out, &f);
}

static void do_password_input(struct buf *out, json_t *o)
{
	json_t *b = get(o, "button");
	struct password_input f = { .name = text(o, "name"),
		.id = text(o, "id"),
		.label = label(o, "label"),
		.autocomplete = text(o, "autocomplete"),
		.width = number(o, "width"),
		.code = yes(o, "code"),
		.disabled = yes(o, "disabled"),
		.button = { .variant = word(b, "variant"),
		    .disabled = yes(b, "disabled"),
		    .prevent_double_click = yes(b, "preventDoubleClick") } };
	struct markup none;

	only(o, "name id label autocomplete width code disabled errorMessage "
		"hint prefix button");
	f.error = error_of(o, &f.wrong);
	either(o, "hint", &f.hint, &f.hint_html);
	either(o, "prefix", &f.prefix, &none);
	only(b, "variant disabled preventDoubleClick");
	switched_off(b, "disabled");
	switched_off(b, "preventDoubleClick");
	component_password_input(out, &f);
}

/* The items of radios and checkboxes; holes in the list change the ids. */
static struct choice_item *choices(json_t *o, size_t *ret_n)
{
	json_t **list;
	const size_t n = items(o, "items", &list);
	struct choice_item *c = arena_array(arena, n, sizeof(*c));

	if (n != json_array_size(get(o, "items")))
		left_out("a hole in items");
	for (size_t i = 0; i < n; i++) {
		json_t *v = list[i];

		only(v, "value text divider conditional hint disabled "
			"behaviour behaviourGroup name exclusive "
			"exclusiveGroup");
		c[i].value = text(v, "value");
		c[i].text = text(v, "text");
		c[i].divider = text(v, "divider");
		c[i].name = text(v, "name");
		c[i].conditional = markup(get(v, "conditional"), "html");
		c[i].disabled = yes(v, "disabled");
		switched_off(v, "disabled");
		c[i].behaviour =
		    yes(v, "exclusive") ? "exclusive" : word(v, "behaviour");
		c[i].behaviour_group = get(v, "exclusiveGroup") != NULL
					   ? word(v, "exclusiveGroup")
					   : word(v, "behaviourGroup");
		either(v, "hint", &c[i].hint, &c[i].hint_html);
	}
	*ret_n = n;
	return c;
}

static struct label legend(json_t *o)
{
	json_t *set = get(o, "fieldset");

	if (set == NULL || json_is_null(set))
		return (struct label){ 0 };
	only(set, "legend");
	return label(set, "legend");
}

static void do_radios(struct buf *out, json_t *o)
{
	struct radios f = { .name = text(o, "name"),
		.id_prefix = text(o, "idPrefix"),
		.value = text(o, "value"),
		.legend = legend(o),
		.small = yes(o, "small"),
		.in_line = yes(o, "inline"),
		.disabled = yes(o, "disabled") };

	only(o, "name idPrefix value fieldset small inline disabled items "
		"hint errorMessage");
	f.items = choices(o, &f.nitems);
	f.error = error_of(o, &f.wrong);
	either(o, "hint", &f.hint, &f.hint_html);
	component_radios(out, &f);
}

static void do_checkboxes(struct buf *out, json_t *o)
{
	struct checkboxes f = { .name = text(o, "name"),
		.id_prefix = text(o, "idPrefix"),
		.legend = legend(o),
		.small = yes(o, "small"),
		.in_line = yes(o, "inline"),
		.disabled = yes(o, "disabled") };
	json_t *list = get(o, "values"), *v;
	struct str *values =
	    arena_array(arena, json_array_size(list), sizeof(*values));
	size_t i;

	only(o, "name idPrefix values fieldset small inline disabled items "
		"hint errorMessage");
	json_array_foreach(list, i, v) values[f.nvalues++] =
	    str_of(json_string_value(v));
	f.values = values;
	f.items = choices(o, &f.nitems);
	f.error = error_of(o, &f.wrong);
	either(o, "hint", &f.hint, &f.hint_html);
	component_checkboxes(out, &f);
}

static void do_select(struct buf *out, json_t *o)
{
	json_t **list;
	const size_t n = items(o, "items", &list);
	struct select_option *options = arena_array(arena, n, sizeof(*options));
	struct select f = { .name = text(o, "name"),
		.id = text(o, "id"),
		.value = text(o, "value"),
		.label = label(o, "label"),
		.after = after(o),
		.items = options,
		.nitems = n,
		.disabled = yes(o, "disabled") };

	only(o, "name id value label items disabled errorMessage hint "
		"formGroup");
	for (size_t i = 0; i < n; i++) {
		only(list[i], "value text divider disabled");
		options[i] =
		    (struct select_option){ .value = text(list[i], "value"),
			    .text = text(list[i], "text"),
			    .divider = yes(list[i], "divider"),
			    .disabled = yes(list[i], "disabled") };
	}
	f.error = error_of(o, &f.wrong);
	either(o, "hint", &f.hint, &f.hint_html);
	component_select(out, &f);
}

static void date_item(struct date_part *p, json_t *v)
{
	only(v, "name value width autocomplete error disabled label");
	p->name = text(v, "name");
	p->value = text(v, "value");
	p->label = text(v, "label");
	p->autocomplete = text(v, "autocomplete");
	p->width = number(v, "width");
	p->wrong = yes(v, "error");
	p->not_wrong = no(v, "error");
	p->disabled = yes(v, "disabled");
	switched_off(v, "disabled");
}

/* Items in a list, or options of the three usual ones. */
static size_t date_items(json_t *o, struct date_part *parts)
{
	static const char *const usual[] = { "day", "month", "year" };
	json_t **list;
	size_t n = items(o, "items", &list);

	for (size_t i = 0; i < n && i < 3; i++)
		date_item(&parts[i], list[i]);
	if (n > 3)
		left_out("more than three items");
	if (get(o, "items") != NULL)
		return n < 3 ? n : 3;
	for (size_t i = 0; i < NELEM(usual); i++) {
		json_t *v = get(o, usual[i]);

		if (json_is_false(v))
			continue;
		date_item(&parts[n], v);
		if (str_null(parts[n].name))
			parts[n].name = str_of(usual[i]);
		n++;
	}
	return n;
}

static void do_date_input(struct buf *out, json_t *o)
{
	struct date_part parts[3] = { { .width = 0 } };
	json_t *values = get(o, "values");
	struct date_input f = { .id = text(o, "id"),
		.name_prefix = text(o, "namePrefix"),
		.day = text(values, "day"),
		.month = text(values, "month"),
		.year = text(values, "year"),
		.legend = legend(o),
		.items = parts,
		.nitems = date_items(o, parts),
		.disabled = yes(o, "disabled") };

	only(o, "id namePrefix values fieldset items day month year disabled "
		"hint errorMessage");
	f.error = error_of(o, &f.wrong);
	either(o, "hint", &f.hint, &f.hint_html);
	component_date_input(out, &f);
}

static void do_error_summary(struct buf *out, json_t *o)
{
	json_t **list;
	const size_t n = items(o, "errorList", &list);
	struct error_item *e = arena_array(arena, n, sizeof(*e));
	struct error_summary f = { .items = e, .nitems = n };

	only(o, "heading description errorList disableAutoFocus");
	either(o, "heading", &f.heading, &f.heading_html);
	either(o, "description", &f.description, &f.description_html);
	if (get(o, "disableAutoFocus") != NULL)
		f.disable_auto_focus =
		    str_of(yes(o, "disableAutoFocus") ? "true" : "false");
	for (size_t i = 0; i < n; i++) {
		only(list[i], "text href");
		e[i].text = text(list[i], "text");
		e[i].href = text(list[i], "href");
	}
	component_error_summary(out, &f);
}

static void do_tag(struct buf *out, json_t *o)
{
	only(o, "text html colour border classes");
	overriding(o, "colour");
	component_tag(
	    out, &(struct tag){ .text = text(o, "text"),
		     .html = markup(o, "html"),
		     .colour = no(o, "colour") ? "none" : word(o, "colour"),
		     .no_border = no(o, "border"),
		     .classes = word(o, "classes") });
}

static void do_inset_text(struct buf *out, json_t *o)
{
	only(o, "text html");
	component_inset_text(out, &(struct inset_text){ .text = text(o, "text"),
				      .html = markup(o, "html") });
}

static void do_details(struct buf *out, json_t *o)
{
	struct details d = { .text = text(o, "text"),
		.html = markup(o, "html"),
		.open = yes(o, "open"),
		.classes = word(o, "classes") };

	only(o, "summary text html open classes");
	either(o, "summary", &d.summary, &d.summary_html);
	component_details(out, &d);
}

static void do_banner(struct buf *out, json_t *o)
{
	const char *variant = word(o, "variant");

	only(o, "title heading text html variant role disableAutoFocus "
		"attributes");
	component_notification_banner(out,
	    &(struct notification_banner){ .title = heading(o, "title"),
		.heading = heading(o, "heading"),
		.text = text(o, "text"),
		.html = markup(o, "html"),
		.role = text(o, "role"),
		.disable_auto_focus = yes(o, "disableAutoFocus")  ? S("true")
				      : no(o, "disableAutoFocus") ? S("false")
								  : STR_NULL,
		.success = variant != NULL && strcmp(variant, "success") == 0,
		.attrs = attrs(o, "attributes") });
}

static size_t actions(json_t *o, const char *key, struct card_action **ret)
{
	json_t *v = get(o, key), **list;
	const bool wrapped = json_is_object(v);
	const size_t n =
	    wrapped ? items(v, "items", &list) : items(o, key, &list);

	*ret = arena_array(arena, n, sizeof(**ret));
	if (wrapped)
		only(v, "items");
	for (size_t i = 0; i < n; i++) {
		only(list[i], "text href type visuallyHiddenText");
		(*ret)[i] = (struct card_action){ .text = text(list[i], "text"),
			.href = text(list[i], "href"),
			.type = text(list[i], "type"),
			.hidden = text(list[i], "visuallyHiddenText") };
	}
	return n;
}

static struct card card(json_t *o)
{
	struct card_action *a;
	struct card c = { .heading = heading(o, "heading"),
		.href = text(o, "href"),
		.variant = word(o, "variant"),
		.clickable = yes(o, "clickable"),
		.image = text(get(o, "image"), "src"),
		.image_html = markup(get(o, "image"), "html") };

	only(o, "heading href description variant clickable image actions");
	either(o, "description", &c.description, &c.html);
	c.nactions = actions(o, "actions", &a);
	c.actions = a;
	return c;
}

static void do_card(struct buf *out, json_t *o)
{
	const struct card c = card(o);

	component_card(out, &c);
}

static void do_warning(struct buf *out, json_t *o)
{
	only(o, "heading text html");
	component_warning_callout(
	    out, &(struct warning_callout){ .heading = heading(o, "heading"),
		     .text = text(o, "text"),
		     .html = markup(o, "html") });
}

static void do_panel(struct buf *out, json_t *o)
{
	only(o, "heading text html variant");
	component_panel(out, &(struct panel){ .heading = heading(o, "heading"),
				 .text = text(o, "text"),
				 .html = markup(o, "html"),
				 .variant = word(o, "variant") });
}

static void do_dont(struct buf *out, json_t *o)
{
	json_t **list;
	const size_t n = items(o, "items", &list);
	struct do_dont_item *d = arena_array(arena, n, sizeof(*d));
	const char *icon = word(o, "icon");

	only(o, "heading title icon items prefixText hidePrefix");
	for (size_t i = 0; i < n; i++) {
		only(list[i], "text item html");
		d[i].text = text(
		    list[i], get(list[i], "item") != NULL ? "item" : "text");
	}
	component_do_dont_list(out,
	    &(struct do_dont_list){
		.heading =
		    heading(o, get(o, "title") != NULL ? "title" : "heading"),
		.items = d,
		.nitems = n,
		.dont = icon != NULL && strcmp(icon, "cross") == 0,
		.prefix =
		    yes(o, "hidePrefix") ? S("") : text(o, "prefixText") });
}

static void do_tabs(struct buf *out, json_t *o)
{
	json_t **list;
	const size_t n = items(o, "items", &list);
	struct tab *t = arena_array(arena, n, sizeof(*t));

	only(o, "items id idPrefix visuallyHiddenText");
	for (size_t i = 0; i < n; i++) {
		only(list[i], "label id panel");
		t[i] = (struct tab){ .label = text(list[i], "label"),
			.id = text(list[i], "id"),
			.html = markup(get(list[i], "panel"), "html") };
	}
	component_tabs(out, &(struct tabs){ .items = t,
				.nitems = n,
				.id = text(o, "id"),
				.id_prefix = text(o, "idPrefix"),
				.hidden = text(o, "visuallyHiddenText") });
}

static void do_skip_link(struct buf *out, json_t *o)
{
	only(o, "text href");
	component_skip_link(out, &(struct skip_link){ .text = text(o, "text"),
				     .href = text(o, "href") });
}

static struct back_link back(json_t *o)
{
	only(o, "text html href type variant id attributes");
	return (struct back_link){ .text = text(o, "text"),
		.html = markup(o, "html"),
		.href = text(o, "href"),
		.type = text(o, "type"),
		.id = text(o, "id"),
		.attrs = attrs(o, "attributes"),
		.variant = word(o, "variant") };
}

static void do_back_link(struct buf *out, json_t *o)
{
	const struct back_link b = back(o);

	component_back_link(out, &b);
}

static size_t links(json_t *o, const char *key, struct nav_link **ret)
{
	json_t **list;
	const size_t n = items(o, key, &list);

	*ret = arena_array(arena, n, sizeof(**ret));
	for (size_t i = 0; i < n; i++) {
		only(list[i], "text html href attributes");
		(*ret)[i] = (struct nav_link){ .text = text(list[i], "text"),
			.html = markup(list[i], "html"),
			.href = text(list[i], "href"),
			.attrs = attrs(list[i], "attributes") };
	}
	return n;
}

static void do_breadcrumb(struct buf *out, json_t *o)
{
	struct nav_link *l;
	const size_t n = links(o, "items", &l);

	only(o, "items id backLink variant");
	component_breadcrumb(out, &(struct breadcrumb){ .items = l,
				      .nitems = n,
				      .id = text(o, "id"),
				      .back = back(get(o, "backLink")),
				      .variant = word(o, "variant") });
}

static void do_action_link(struct buf *out, json_t *o)
{
	only(o, "text html href type variant");
	component_action_link(
	    out, &(struct action_link){ .text = text(o, "text"),
		     .html = markup(o, "html"),
		     .href = text(o, "href"),
		     .type = text(o, "type"),
		     .variant = word(o, "variant") });
}

static struct page_link page_link(json_t *o, const char *key)
{
	json_t *v = get(o, key);

	only(v, "href text label");
	return (struct page_link){ .href = text(v, "href"),
		.text = text(v, "text"),
		.label = text(v, "label") };
}

static void do_pagination(struct buf *out, json_t *o)
{
	json_t **list;
	const size_t n = items(o, "items", &list);
	struct page_number *p = arena_array(arena, n, sizeof(*p));

	only(o, "previous next items");
	for (size_t i = 0; i < n; i++)
		p[i] =
		    (struct page_number){ .number = number(list[i], "number"),
			    .href = text(list[i], "href"),
			    .current = yes(list[i], "current"),
			    .ellipsis = yes(list[i], "ellipsis") };
	component_pagination(
	    out, &(struct pagination){ .previous = page_link(o, "previous"),
		     .next = page_link(o, "next"),
		     .items = p,
		     .nitems = n });
}

static size_t header_items(json_t *o, struct header_item **ret)
{
	json_t **list;
	const size_t n = items(o, "items", &list);

	*ret = arena_array(arena, n, sizeof(**ret));
	for (size_t i = 0; i < n; i++) {
		only(list[i], "text html href action icon active current");
		(*ret)[i] = (struct header_item){ .text = text(list[i], "text"),
			.href = text(list[i], "href"),
			.action = text(list[i], "action"),
			.icon = yes(list[i], "icon"),
			.active = yes(list[i], "active"),
			.current = yes(list[i], "current") };
	}
	return n;
}

/* The mark is the caller's: here, the one that the example shows. */
static struct markup logo(void)
{
	const size_t from =
	    str_find(wanted, S("<svg class=\"nhsuk-header__logo\""));
	const struct str rest = str_sub(wanted, from, SIZE_MAX);

	if (from == SIZE_MAX)
		return (struct markup){ STR_NULL };
	return (
	    struct markup){ str_sub(rest, 0, str_find(rest, S("</svg>")) + 6) };
}

static void do_header(struct buf *out, json_t *o)
{
	json_t *l = get(o, "logo"), *s = get(o, "service"),
	       *org = get(o, "organisation"), *nav = get(o, "navigation"),
	       *search = get(o, "search");
	struct header_item *list, *account;
	struct header h = { .logo = logo(),
		.logo_src = text(l, "src"),
		.logo_alt = get(l, "alt") != NULL ? text(l, "alt") : S("NHS"),
		.logo_href = text(l, "href"),
		.logo_aria_label = text(l, "ariaLabel"),
		.service = text(s, "text"),
		.service_href = text(s, "href"),
		.organisation = text(org, "name"),
		.organisation_split = text(org, "split"),
		.organisation_descriptor = text(org, "descriptor"),
		.search_label =
		    text(get(search, "label"), "visuallyHiddenText"),
		.search_placeholder = text(get(search, "input"), "placeholder"),
		.in_line = yes(o, "inline"),
		.white = word(o, "colour") != NULL,
		.white_navigation = word(nav, "colour") != NULL,
		.justified = yes(nav, "justified") };

	only(o, "logo service organisation navigation search account inline "
		"colour");
	if (json_is_object(search) || json_is_true(search)) {
		h.search_action = S("https://www.nhs.uk/search/");
		if (str_null(h.search_label))
			h.search_label = S("Search the NHS website");
	}
	h.nitems = header_items(nav, &list);
	h.items = list;
	h.naccount = header_items(get(o, "account"), &account);
	h.account = account;
	component_header(out, &h);
}

static void footer_columns(json_t *v, struct footer *f)
{
	const size_t n = json_is_array(v) ? json_array_size(v) : v != NULL;
	struct footer_column *c = arena_array(arena, n, sizeof(*c));

	for (size_t i = 0; i < n; i++) {
		json_t *col = json_is_array(v) ? json_array_get(v, i) : v;
		struct nav_link *l;

		only(col, "heading items html width");
		c[i].heading = heading(col, "heading");
		c[i].html = markup(col, "html");
		c[i].width = word(col, "width");
		c[i].nitems = links(col, "items", &l);
		c[i].items = l;
	}
	f->columns = c;
	f->ncolumns = n;
}

static void do_footer(struct buf *out, json_t *o)
{
	struct footer f = { .per_row = number(o, "columns") };
	json_t *meta = get(o, "meta");
	struct nav_link *l;
	struct markup none;

	only(o, "meta copyright navigation columns");
	footer_columns(get(o, "navigation"), &f);
	if (json_is_object(meta)) {
		only(meta, "items text html");
		f.nitems = links(meta, "items", &l);
		f.items = l;
		f.text = text(meta, "text");
		f.html = markup(meta, "html");
	} else {
		f.text = text(o, "meta");
	}
	either(o, "copyright", &f.copyright, &none);
	/* Ours has no copyright line unless it is given; theirs has one. */
	if (get(o, "copyright") == NULL)
		f.copyright = S("© NHS England");
	component_footer(out, &f);
}

static struct table_cell cell(json_t *v)
{
	struct table_cell c = { .text = STR_NULL };

	if (json_is_string(v)) {
		c.text = str_of(json_string_value(v));
		return c;
	}
	only(v, "text html format align width classes sort sortNext href "
		"visuallyHiddenText sortValue");
	c.text = text(v, "text");
	c.html = markup(v, "html");
	c.format = word(v, "format");
	c.align = word(v, "align");
	c.width = word(v, "width");
	c.classes = word(v, "classes");
	c.href = text(v, "href");
	c.hidden = text(v, "visuallyHiddenText");
	c.sort_value = text(v, "sortValue");
	c.sort = yes(v, "sort") ? "none" : word(v, "sort");
	c.sort_next = word(v, "sortNext");
	return c;
}

static struct table_row row(json_t *list)
{
	struct table_cell *c =
	    arena_array(arena, json_array_size(list), sizeof(*c));
	struct table_row r = { c, 0 };
	json_t *v;
	size_t i;

	json_array_foreach(list, i, v)
	{
		if (json_is_false(v))
			left_out("a hole in a row");
		else
			c[r.ncells++] = cell(v);
	}
	return r;
}

static void do_table(struct buf *out, json_t *o)
{
	json_t *list = get(o, "rows"), *cap = get(o, "caption"), *v;
	struct table_row *r =
	    arena_array(arena, json_array_size(list), sizeof(*r));
	const struct table_row head = row(get(o, "head"));
	struct card c;
	struct table t = { .head = head.cells,
		.nhead = head.ncells,
		.rows = r,
		.variant = word(o, "variant"),
		.first_cell_is_header = yes(o, "firstCellIsHeader"),
		.responsive = yes(o, "responsive"),
		.scroll = yes(o, "scroll"),
		.compact = yes(o, "compact"),
		.striped = yes(o, "striped"),
		.no_border = no(o, "border"),
		.no_last_row_border = no(o, "lastRowBorder") };
	size_t i;

	only(o, "caption head rows variant firstCellIsHeader responsive "
		"scroll compact striped border lastRowBorder card");
	json_array_foreach(list, i, v) if (json_is_array(v)) r[t.nrows++] =
	    row(v);
	t.caption =
	    json_is_object(cap) ? text(cap, "text") : text(o, "caption");
	only(cap, "text size classes id");
	t.caption_size = word(cap, "size");
	t.caption_classes = word(cap, "classes");
	t.caption_id = text(cap, "id");
	if (json_is_object(get(o, "card")) || yes(o, "card")) {
		c = card(get(o, "card"));
		t.card = &c;
	}
	component_table(out, &t);
}

static void do_summary_list(struct buf *out, json_t *o)
{
	json_t **list;
	const size_t n = items(o, "rows", &list);
	struct summary_row *r = arena_array(arena, n, sizeof(*r));
	struct summary_list l = { .rows = r,
		.nrows = n,
		.no_border = no(o, "border"),
		.no_last_row_border = no(o, "lastRowBorder") };
	struct card c;

	only(o, "rows border lastRowBorder card");
	for (size_t i = 0; i < n; i++) {
		struct card_action *a;
		json_t *key = get(list[i], "key");

		only(list[i], "key value actions border");
		if (json_is_object(key)) {
			only(key, "text html width");
			r[i].key = text(key, "text");
			r[i].key_html = markup(key, "html");
			r[i].key_width = word(key, "width");
		} else {
			r[i].key = text(list[i], "key");
		}
		either(list[i], "value", &r[i].value, &r[i].value_html);
		r[i].no_border = no(list[i], "border");
		r[i].nactions = actions(list[i], "actions", &a);
		r[i].actions = a;
	}
	if (get(o, "card") != NULL) {
		c = card(get(o, "card"));
		l.card = &c;
	}
	component_summary_list(out, &l);
}

static void do_task_list(struct buf *out, json_t *o)
{
	json_t **list;
	const size_t n = items(o, "items", &list);
	struct task_item *t = arena_array(arena, n, sizeof(*t));

	only(o, "items idPrefix");
	if (n != json_array_size(get(o, "items")))
		left_out("a hole in items");
	for (size_t i = 0; i < n; i++) {
		json_t *s = get(list[i], "status"), *tag = get(s, "tag");

		only(list[i], "heading title hint href status");
		either(list[i],
		    get(list[i], "title") != NULL ? "title" : "heading",
		    &t[i].text, &t[i].html);
		either(list[i], "hint", &t[i].hint, NULL);
		t[i].href = text(list[i], "href");
		t[i].status = json_is_object(s) ? text(s, "text")
						: text(list[i], "status");
		t[i].status_classes = word(s, "classes");
		if (tag == NULL)
			continue;
		struct tag *made = ARENA_NEW(arena, struct tag);

		only(tag, "text colour border classes");
		*made = (struct tag){ .text = text(tag, "text"),
			.colour =
			    no(tag, "colour") ? "none" : word(tag, "colour"),
			.no_border = no(tag, "border"),
			.classes = word(tag, "classes") };
		t[i].tag = made;
	}
	component_task_list(out,
	    &(struct task_list){
		.items = t, .nitems = n, .id_prefix = text(o, "idPrefix") });
}

/* Comparing -------------------------------------------------------------- */

static bool space(char c)
{
	return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

/* The same markup with white space that says nothing taken out: next to tags
 * none, elsewhere one space. */
static struct str squeeze(struct str s)
{
	struct buf b = buf_make(BUF_PAGE);

	for (size_t i = 0; i < s.n; i++) {
		if (!space(s.s[i])) {
			buf_byte(&b, s.s[i]);
			continue;
		}
		while (i + 1 < s.n && space(s.s[i + 1]))
			i++;
		const char before = b.n > 0 ? b.p[b.n - 1] : '>';
		const char next = i + 1 < s.n ? s.s[i + 1] : '<';

		if (before != '>' && next != '<' && next != '>')
			buf_byte(&b, ' ');
	}
	const struct str r = str_dup(arena, buf_view(&b));

	buf_free(&b);
	return r;
}

struct conformity {
	const char *name; /* folder of the component */
	void (*fn)(struct buf *out, json_t *options);
	size_t least; /* examples that must be covered and pass */
};

/* clang-format off */
static const struct conformity components[] = {
	{ "action-link", do_action_link, 7 },
	{ "back-link", do_back_link, 7 },
	{ "breadcrumb", do_breadcrumb, 4 },
	{ "button", do_button, 65 },
	{ "card", do_card, 50 },
	{ "character-count", do_character_count, 31 },
	{ "checkboxes", do_checkboxes, 54 },
	{ "date-input", do_date_input, 38 },
	{ "details", do_details, 12 },
	{ "do-dont-list", do_dont, 12 },
	{ "error-message", do_error_message, 6 },
	{ "error-summary", do_error_summary, 14 },
	{ "fieldset", do_fieldset, 4 },
	{ "file-upload", do_file_upload, 16 },
	{ "footer", do_footer, 18 },
	{ "header", do_header, 58 },
	{ "heading", do_heading, 32 },
	{ "hint", do_hint, 3 },
	{ "input", do_input, 43 },
	{ "inset-text", do_inset_text, 3 },
	{ "label", do_label, 30 },
	{ "legend", do_legend, 26 },
	{ "notification-banner", do_banner, 17 },
	{ "pagination", do_pagination, 9 },
	{ "panel", do_panel, 15 },
	{ "password-input", do_password_input, 15 },
	{ "radios", do_radios, 46 },
	{ "select", do_select, 20 },
	{ "skip-link", do_skip_link, 3 },
	{ "summary-list", do_summary_list, 28 },
	{ "tables", do_table, 137 },
	{ "tabs", do_tabs, 5 },
	{ "tag", do_tag, 27 },
	{ "task-list", do_task_list, 5 },
	{ "textarea", do_textarea, 16 },
	{ "warning-callout", do_warning, 6 },
};
/* clang-format on */

/* What a template would have between call and endcall is our html. */
static void call_block(const char *name, json_t *block, json_t *o)
{
	const char *under =
	    strcmp(name, "card") == 0 || strcmp(name, "error-summary") == 0
		? "description"
	    : strcmp(name, "footer") == 0 ? "meta"
					  : NULL;

	if (block == NULL)
		return;
	if (under == NULL) {
		json_object_set(o, "html", block);
		return;
	}
	if (!json_is_object(get(o, under)))
		json_object_set_new(o, under, json_object());
	json_object_set(get(o, under), "html", block);
}

enum verdict { SAME, DIFFERENT, LEFT_OUT };

static enum verdict example(const struct conformity *c, json_t *fixture)
{
	const char *name = json_string_value(get(fixture, "name"));
	struct buf out = buf_make(BUF_PAGE);
	enum verdict v = SAME;

	arena_reset(arena);
	why = NULL;
	wanted = str_of(json_string_value(get(fixture, "html")));
	json_t *options = json_deep_copy(get(fixture, "context"));

	call_block(c->name, get(fixture, "callBlock"), options);
	c->fn(&out, options);
	json_decref(options);
	const struct str got = squeeze(buf_view(&out));
	const struct str want = squeeze(wanted);

	if (why != NULL) {
		printf("# %s: \"%s\" left out: %s\n", c->name, name, why);
		v = LEFT_OUT;
	} else if (!str_eq(got, want)) {
		printf("# %s: \"%s\" differs\n#  got: %.*s\n# want: %.*s\n",
		    c->name, name, STR_ARG(got), STR_ARG(want));
		v = DIFFERENT;
	}
	buf_free(&out);
	return v;
}

static void component(const struct conformity *c)
{
	size_t count[3] = { 0 }, i;
	char path[200];
	json_t *fixture;

	(void)snprintf(path, sizeof(path), FIXTURES, c->name);
	json_t *root = json_load_file(path, 0, NULL);

	if (!ok(root != NULL, "%s: there are examples (run make first)",
		c->name))
		return;
	json_array_foreach(get(root, "fixtures"), i, fixture)
	    count[example(c, fixture)]++;
	ok(count[DIFFERENT] == 0, "%s: none of our examples differs", c->name);
	ok(count[SAME] >= c->least, "%s: %zu examples the same, %zu left out",
	    c->name, count[SAME], count[LEFT_OUT]);
	json_decref(root);
}

static void assets(void)
{
	const struct asset *a = asset_find(S("/assets/heard.css"));
	struct buf b = buf_make(BUF_PAGE);

	ok(a != NULL && a->n > 1000, "the style sheet is in the program");
	ok(a != NULL && a->ngz > 0 && a->ngz < a->n / 4, "packed as well");
	ok(asset_find(S("/assets/none.css")) == NULL, "nothing else is");
	for (size_t i = 0; i + 1 < nweb_assets; i++)
		ok(strcmp(web_assets[i].path, web_assets[i + 1].path) < 0,
		    "%s is in its place", web_assets[i].path);
	asset_href(&b, "/assets/heard.js");
	is_int((int64_t)b.n, (int64_t)strlen("/assets/heard.js?v=12345678"),
	    "an address has a hash");
	buf_free(&b);
}

/* What a page must have, and what the page policy forbids. */
static void page(void)
{
	struct buf b = buf_make(BUF_PAGE);

	page_template(&b, &(struct page_template){ .lang = S("ur"),
			      .dir = S("rtl"),
			      .title = S("A & B"),
			      .body = { S("<h1>Here</h1>") } });
	const struct str s = buf_view(&b);

	ok(str_starts(s, S("<!DOCTYPE html>\n<html lang=\"ur\" dir=\"rtl\">")),
	    "language and direction");
	ok(str_find(s, S("<title>A &amp; B</title>")) != SIZE_MAX, "title");
	ok(str_find(s, S("/assets/heard-rtl.css?v=")) != SIZE_MAX,
	    "the sheet that reads from the right");
	ok(str_find(s, S("<script>")) == SIZE_MAX &&
		str_find(s, S("style=")) == SIZE_MAX,
	    "nothing inline");
	ok(str_find(s, S("href=\"#maincontent\"")) <
		    str_find(s, S("id=\"maincontent\"><h1>Here</h1></main>")) ||
		str_find(s, S("<h1>Here</h1></main>")) != SIZE_MAX,
	    "main, and a link that skips to it");
	buf_free(&b);
}

int main(void)
{
	arena = arena_new(ARENA_REQUEST);
	assets();
	page();
	for (size_t i = 0; i < NELEM(components); i++)
		component(&components[i]);
	arena_free(arena);
	return tap_done();
}
