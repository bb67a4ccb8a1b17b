/*
 * component_card.c: cards, and what is made of them: warning callouts and
 * lists of what to do. See component_content.h.
 */
#include <string.h>

#include "base/words.h"
#include "web/component_content.h"

void component_card_action(
    struct buf *out, const struct card_action *a, const struct heading *about)
{
	const bool link = !str_null(a->href) && str_null(a->type);
	const bool heading =
	    about != NULL && part_has(about->text, about->html);

	buf_cstr(out, link ? "<a" : "<button");
	part_class(out, "nhsuk-link");
	part_class_end(out, a->classes);
	part_attr(out, "id", a->id);
	if (link) {
		part_href(out, a->href);
	} else {
		part_attr(out, "name", a->name);
		part_attr(out, "type", part_or(a->type, "submit"));
		part_attr(out, "value", a->value);
	}
	part_attrs(out, a->attrs);
	buf_byte(out, '>');
	part_text(out, a->text, a->html);
	if (!str_empty(a->hidden) || heading) {
		buf_cstr(out, "<span class=\"nhsuk-u-visually-hidden\">");
		if (!str_empty(a->hidden))
			html(out, " %.*s", STR_ARG(a->hidden));
		if (heading) {
			buf_cstr(out, " (");
			part_text(out, about->text, about->html);
			buf_byte(out, ')');
		}
		buf_cstr(out, "</span>");
	}
	buf_cstr(out, link ? "</a>\n" : "</button>\n");
}

static bool is(const char *a, const char *b)
{
	return a != NULL && strcmp(a, b) == 0;
}

/* A care card says how urgent it is. */
static bool care(const struct card *c)
{
	return part_has(c->heading.text, c->heading.html) &&
	       (is(c->variant, "non-urgent") || is(c->variant, "urgent") ||
		   is(c->variant, "emergency"));
}

static const char *care_words(const struct card *c)
{
	if (is(c->variant, "emergency"))
		return T("Immediate action required");
	if (is(c->variant, "urgent"))
		return T("Urgent advice");
	return T("Non-urgent advice");
}

/* The words of the heading: a link, or with a word that is only said before
 * them. Markup given as heading comes without a heading element around it. */
static void card_heading(struct buf *out, const struct card *c)
{
	struct heading h = c->heading;
	const struct str hidden =
	    care(c) && str_empty(h.hidden) ? str_of(care_words(c)) : h.hidden;
	struct buf words = buf_make(BUF_PAGE);

	if (!str_empty(h.text) && !str_empty(c->href) &&
	    !is(c->variant, "feature")) {
		buf_cstr(&words, "<a class=\"nhsuk-card__link\"");
		part_href(&words, c->href);
		html(&words, ">%.*s</a>", STR_ARG(h.text));
	} else if (!str_empty(h.text) && !str_empty(hidden)) {
		html(&words,
		    "<span role=\"text\">"
		    "<span class=\"nhsuk-u-visually-hidden\">%.*s: </span>"
		    "%.*s</span>",
		    STR_ARG(hidden), STR_ARG(h.text));
	} else {
		html_text(&words, h.text);
	}
	h.html = (struct markup){ buf_view(&words) };
	h.hidden = STR_NULL;
	if (!str_empty(h.text))
		component_heading_as(
		    out, &h, "nhsuk-card__heading", "nhsuk-heading-", 2);
	html_markup(out, c->heading.html);
	buf_free(&words);
	if (care(c))
		buf_cstr(out, "<span class=\"nhsuk-card--care__arrow\""
			      " aria-hidden=\"true\"></span>\n");
}

static void card_actions(struct buf *out, const struct card *c)
{
	if (c->nactions == 1) {
		buf_cstr(out, "<div class=\"nhsuk-card__actions\">");
		component_card_action(out, &c->actions[0], &c->heading);
		buf_cstr(out, "</div>\n");
		return;
	}
	if (c->nactions == 0)
		return;
	buf_cstr(out, "<ul class=\"nhsuk-card__actions\">\n");
	for (size_t i = 0; i < c->nactions; i++) {
		buf_cstr(out, "<li class=\"nhsuk-card__action\">");
		component_card_action(out, &c->actions[i], &c->heading);
		buf_cstr(out, "</li>\n");
	}
	buf_cstr(out, "</ul>\n");
}

static void card_image(struct buf *out, const struct card *c)
{
	html_markup(out, c->image_html);
	if (!str_empty(c->image_html.s) || str_empty(c->image))
		return;
	buf_cstr(out, "<img class=\"nhsuk-card__img\" src=\"");
	html_href(out, c->image);
	html(out, "\" alt=\"%.*s\">\n", STR_ARG(c->image_alt));
}

void component_card_begin(struct buf *out, const struct card *c)
{
	const bool plain =
	    is(c->variant, "feature") || is(c->variant, "primary") ||
	    is(c->variant, "secondary") || is(c->variant, "warning");
	const bool heading = part_has(c->heading.text, c->heading.html);

	buf_cstr(out, "<div");
	part_class(out, "nhsuk-card");
	part_class_if(out, c->clickable, "nhsuk-card--clickable", "");
	part_class_if(out, plain, "nhsuk-card--", plain ? c->variant : "");
	part_class_if(out, care(c), "nhsuk-card--care nhsuk-card--care--",
	    care(c) ? c->variant : "");
	part_class_end(out, c->classes);
	part_attr(out, "id", c->id);
	part_attrs(out, c->attrs);
	buf_cstr(out, ">\n");
	card_image(out, c);
	if (care(c) || c->nactions > 0) {
		buf_cstr(
		    out, "<div class=\"nhsuk-card__heading-container\">\n");
		if (heading)
			card_heading(out, c);
		card_actions(out, c);
		buf_cstr(out, "</div>\n");
	}
	buf_cstr(out, "<div class=\"nhsuk-card__content\">\n");
	if (!care(c) && c->nactions == 0 && heading)
		card_heading(out, c);
}

void component_card_end(struct buf *out, const struct card *c)
{
	if (is(c->variant, "primary"))
		component_icon(out, "chevron-right-circle");
	buf_cstr(out, "</div>\n</div>\n");
}

void component_card(struct buf *out, const struct card *c)
{
	component_card_begin(out, c);
	if (!str_empty(c->html.s))
		html_markup(out, c->html);
	else if (!str_empty(c->description))
		html(out, "<p class=\"nhsuk-card__description\">%.*s</p>\n",
		    STR_ARG(c->description));
	component_card_end(out, c);
}

void component_warning_callout(struct buf *out, const struct warning_callout *w)
{
	struct card c = { .heading = w->heading,
		.description = w->text,
		.html = w->html,
		.variant = "warning",
		.id = w->id,
		.classes = w->classes,
		.attrs = w->attrs };
	const struct str t = w->heading.text;

	if (c.heading.level == 0)
		c.heading.level = 3;
	/* Said before a heading that does not say it itself. */
	if (str_empty(t) || str_find(t, S("mportant")) != SIZE_MAX)
		c.heading.hidden = STR_NULL;
	else
		c.heading.hidden = part_or(c.heading.hidden, T("Important"));
	component_card(out, &c);
}

void component_do_dont_list(struct buf *out, const struct do_dont_list *d)
{
	struct card c = { .heading = d->heading,
		.variant = "feature",
		.id = d->id,
		.classes = d->classes,
		.attrs = d->attrs };
	const char *icon = d->dont ? "cross" : "tick";
	const struct str prefix =
	    str_null(d->prefix) && d->dont ? str_of(T("do not")) : d->prefix;

	if (c.heading.level == 0)
		c.heading.level = 3;
	component_card_begin(out, &c);
	html(out, "<ul class=\"nhsuk-list nhsuk-list--%s\" role=\"list\">\n",
	    icon);
	for (size_t i = 0; i < d->nitems; i++) {
		buf_cstr(out, "<li>");
		component_icon(out, icon);
		if (!str_empty(prefix))
			html(out, "%.*s ", STR_ARG(prefix));
		part_text(out, d->items[i].text, d->items[i].html);
		buf_cstr(out, "</li>\n");
	}
	buf_cstr(out, "</ul>\n");
	component_card_end(out, &c);
}
