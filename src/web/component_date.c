/*
 * component_date.c: a date in boxes: see component_choice.h.
 */
#include "web/component_choice.h"

#include "base/words.h"
#include "web/component_group.h"

/* What a box is called when nobody says: the three usual ones by their words. */
static struct str part_label(const struct date_part *p)
{
	if (!str_null(p->label))
		return p->label;
	if (str_is(p->name, "day"))
		return str_of(T("Day"));
	if (str_is(p->name, "month"))
		return str_of(T("Month"));
	if (str_is(p->name, "year"))
		return str_of(T("Year"));
	return p->name;
}

static struct str part_value(
    const struct date_input *f, const struct date_part *p)
{
	if (!str_null(p->value))
		return p->value;
	if (str_is(p->name, "day"))
		return f->day;
	if (str_is(p->name, "month"))
		return f->month;
	if (str_is(p->name, "year"))
		return f->year;
	return STR_NULL;
}

static void date_part(struct buf *out, const struct date_input *f,
    const struct date_part *p, bool wrong)
{
	struct buf id = buf_make(BUF_PAGE), name = buf_make(BUF_PAGE);

	buf_fmt(&id, "%.*s-%.*s", STR_ARG(f->id), STR_ARG(p->name));
	if (!str_empty(f->name_prefix))
		buf_fmt(&name, "%.*s[%.*s]", STR_ARG(f->name_prefix),
		    STR_ARG(p->name));
	else
		buf_str(&name, p->name);
	buf_cstr(out, "<div class=\"nhsuk-date-input__item\">\n");
	component_input(out, &(struct input){ .id = buf_view(&id),
				 .name = buf_view(&name),
				 .label = { .text = part_label(p),
				     .classes = "nhsuk-date-input__label" },
				 .value = part_value(f, p),
				 .width = p->width != 0             ? p->width
					  : str_is(p->name, "year") ? 4
								    : 2,
				 .inputmode = S("numeric"),
				 .autocomplete = p->autocomplete,
				 .wrong = wrong,
				 .disabled = p->disabled || f->disabled,
				 .classes = "nhsuk-date-input__input" });
	buf_cstr(out, "</div>\n");
	buf_free(&id);
	buf_free(&name);
}

static bool any_wrong(const struct date_part *items, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (items[i].wrong)
			return true;
	return false;
}

void component_date_input(struct buf *out, const struct date_input *f)
{
	static const struct date_part usual[] = { { .name = STR("day") },
		{ .name = STR("month") }, { .name = STR("year") } };
	const struct date_part *items = f->nitems > 0 ? f->items : usual;
	const size_t n = f->nitems > 0 ? f->nitems : NELEM(usual);
	const bool some = any_wrong(items, n);
	/* A screen reader says what is wrong only of a group named so. */
	const struct fieldset set = { .legend = f->legend, .role = S("group") };
	const struct group g = { .id = f->id,
		.fieldset =
		    part_has(f->legend.text, f->legend.html) ? &set : NULL,
		.hint = f->hint,
		.hint_html = f->hint_html,
		.error = f->error,
		.wrong = f->wrong || some,
		.classes = f->group_classes,
		.attrs = f->group_attrs };
	const bool all = !some && (f->wrong || !str_empty(f->error));

	group_begin(out, &g);
	buf_cstr(out, "<div");
	part_class(out, "nhsuk-date-input");
	part_class_end(out, f->classes);
	part_attr(out, "id", f->id);
	part_attrs(out, f->attrs);
	buf_cstr(out, ">\n");
	for (size_t i = 0; i < n; i++)
		date_part(out, f, &items[i],
		    items[i].wrong || (all && !items[i].not_wrong));
	buf_cstr(out, "</div>\n");
	group_end(out, &g);
}
