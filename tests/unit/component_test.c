/*
 * component_test.c: fields of forms against the design system's examples
 * (tests/lib/nhsuk.h), the page around them, and the embedded files.
 */
#include "base/asset.h"
#include "nhsuk.h"

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

/* clang-format off */
static const struct conformity components[] = {
	{ "button", do_button, 65 },
	{ "character-count", do_character_count, 31 },
	{ "checkboxes", do_checkboxes, 54 },
	{ "date-input", do_date_input, 38 },
	{ "error-message", do_error_message, 6 },
	{ "error-summary", do_error_summary, 14 },
	{ "fieldset", do_fieldset, 4 },
	{ "file-upload", do_file_upload, 16 },
	{ "heading", do_heading, 32 },
	{ "hint", do_hint, 3 },
	{ "input", do_input, 43 },
	{ "label", do_label, 30 },
	{ "legend", do_legend, 26 },
	{ "password-input", do_password_input, 15 },
	{ "radios", do_radios, 46 },
	{ "select", do_select, 20 },
	{ "textarea", do_textarea, 16 },
};
/* clang-format on */

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
