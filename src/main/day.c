/*
 * day.c: what needs me, what changed in my teams, what people said. Every room
 * adds its own lines through its module.
 */
#include "main/day.h"

#include <stdlib.h>

#include "base/words.h"
#include "main/modules.h"
#include "web/component.h"

/* Earliest first; what has no date comes last. */
static int by_due(const void *a, const void *b)
{
	const struct day_item *x = a, *y = b;

	if (date_none(x->due) != date_none(y->due))
		return date_none(x->due) ? 1 : -1;
	return date_cmp(x->due, y->due);
}

static void write_due(struct req *r, struct date due)
{
	if (date_none(due))
		return;
	const char *class =
	    date_cmp(due, r->cx.today) < 0 ? "nhsuk-tag--red" : "";

	html(&r->out, " <strong class=\"nhsuk-tag %s\">", class);
	if (date_cmp(due, r->cx.today) < 0)
		html(&r->out, T("late since %.*s"),
		    STR_ARG(date_long(r->cx.arena, due)));
	else if (date_cmp(due, r->cx.today) == 0)
		html(&r->out, "%s", T("due today"));
	else
		html(&r->out, T("due %.*s"),
		    STR_ARG(date_long(r->cx.arena, due)));
	html(&r->out, "</strong>");
}

static void write_items(struct req *r, struct day *d)
{
	qsort(d->items, d->n, sizeof(d->items[0]), by_due);
	html(&r->out, "<h2 class=\"nhsuk-heading-m\">%s</h2>",
	    T("What needs you today"));
	if (d->n == 0) {
		html(&r->out, "<p class=\"nhsuk-body\">%s</p>",
		    T("Nothing waits for you today."));
		return;
	}
	html(&r->out, "<ul class=\"nhsuk-list heard-day\">");
	for (size_t i = 0; i < d->n; i++) {
		html(&r->out, "<li><a href=\"");
		html_href(&r->out, d->items[i].path);
		html(&r->out, "\">%.*s</a>", STR_ARG(d->items[i].sentence));
		write_due(r, d->items[i].due);
		html(&r->out, "</li>");
	}
	html(&r->out, "</ul>");
}

void day_page(struct req *r)
{
	size_t n = 0;
	const struct module *const *mods = modules_all(&n);
	struct day *d = ARENA_NEW(r->cx.arena, struct day);

	r->title = str_of(T("My day"));
	r->wide = true;
	html(&r->out, "<h1 class=\"nhsuk-heading-l\">%s</h1>", T("My day"));
	for (size_t i = 0; i < n; i++)
		if (mods[i]->day != NULL)
			mods[i]->day(r, d);
	write_items(r, d);
	for (size_t i = 0; i < n; i++)
		if (mods[i]->news != NULL)
			mods[i]->news(r);
}
