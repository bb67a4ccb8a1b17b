/*
 * nhsuk.h: our components against the design system's own examples. Each
 * component of nhsuk-frontend has a fixtures.json: options and the HTML that
 * they give. Where our functions offer all options of an example, they must
 * give the same HTML, white space aside. An example that needs an option that
 * we do not offer is listed with the reason. The tests that include this map
 * options to parameters, a function each.
 */
#ifndef TESTS_NHSUK_H
#define TESTS_NHSUK_H

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
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

ATTR_UNUSED static json_t *get(json_t *o, const char *key)
{
	return json_is_object(o) ? json_object_get(o, key) : NULL;
}

/* Every option of `o` is among these names, separated by spaces. */
ATTR_UNUSED static void only(json_t *o, const char *names)
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

ATTR_UNUSED static struct str text(json_t *o, const char *key)
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

ATTR_UNUSED static bool yes(json_t *o, const char *key)
{
	const json_t *v = get(o, key);

	return v != NULL && json_is_true(v);
}

ATTR_UNUSED static bool no(json_t *o, const char *key)
{
	const json_t *v = get(o, key);

	return v != NULL && json_is_false(v);
}

/* Class names that take an option back: our callers just do not do that. */
ATTR_UNUSED static void overriding(json_t *o, const char *option)
{
	const char *classes = word(o, "classes");

	if (get(o, option) != NULL && classes != NULL &&
	    (strstr(classes, "--") != NULL || strstr(classes, "heading-")))
		left_out("classes that contradict an option");
}

/* A switch that is on for all and off for one. */
ATTR_UNUSED static void switched_off(json_t *o, const char *option)
{
	if (no(o, option))
		left_out(str_cstr(arena, str_fmt(arena, "%s: false", option)));
}

ATTR_UNUSED static int number(json_t *o, const char *key)
{
	return (int)json_integer_value(get(o, key));
}

ATTR_UNUSED static struct markup markup(json_t *o, const char *key)
{
	return (struct markup){ text(o, key) };
}

/* An option that is a string, or an object with text or html. */
ATTR_UNUSED static void either(
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

ATTR_UNUSED static struct attrs attrs(json_t *o, const char *key)
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
ATTR_UNUSED static size_t items(json_t *o, const char *key, json_t ***ret)
{
	json_t *list = get(o, key), *v;
	size_t i, n = 0;

	*ret = arena_array(arena, json_array_size(list), sizeof(**ret));
	json_array_foreach(list, i, v) if (json_is_object(v))(*ret)[n++] = v;
	return n;
}

ATTR_UNUSED static struct caption caption(json_t *o)
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
ATTR_UNUSED static struct label label_of(json_t *v)
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

ATTR_UNUSED static struct label label(json_t *o, const char *key)
{
	json_t *v = get(o, key);

	return v != NULL ? label_of(v) : (struct label){ 0 };
}

/* A heading of another component: a string or an object. */
ATTR_UNUSED static struct heading heading(json_t *o, const char *key)
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

ATTR_UNUSED static struct str error_of(json_t *o, bool *ret_wrong)
{
	struct str e = STR_NULL;

	*ret_wrong = yes(o, "errorMessage");
	if (!*ret_wrong)
		either(o, "errorMessage", &e, NULL);
	return e;
}

ATTR_UNUSED static struct markup after(json_t *o)
{
	json_t *group = get(o, "formGroup");

	only(group, "afterInput");
	only(get(group, "afterInput"), "html");
	return markup(get(group, "afterInput"), "html");
}

ATTR_UNUSED static enum spellcheck spellcheck(json_t *o)
{
	return yes(o, "spellcheck")  ? SPELLCHECK_ON
	       : no(o, "spellcheck") ? SPELLCHECK_OFF
				     : SPELLCHECK_DEFAULT;
}

/* Comparing -------------------------------------------------------------- */

ATTR_UNUSED static bool space(char c)
{
	return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

/* The same markup with white space that says nothing taken out: next to tags
 * none, elsewhere one space. */
ATTR_UNUSED static struct str squeeze(struct str s)
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

/* What a template would have between call and endcall is our html. */
ATTR_UNUSED static void call_block(const char *name, json_t *block, json_t *o)
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
	const json_t *outer = get(o, under);

	if (outer == NULL || !json_is_object(outer))
		json_object_set_new(o, under, json_object());
	json_object_set(get(o, under), "html", block);
}

enum verdict { SAME, DIFFERENT, LEFT_OUT };

ATTR_UNUSED static enum verdict example(
    const struct conformity *c, json_t *fixture)
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

ATTR_UNUSED static void component(const struct conformity *c)
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

#endif
