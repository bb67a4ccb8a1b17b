/*
 * comment_themes.c: what a comment was heard to say, beside its words, and the
 * form by which a reader puts it right. Whoever may read a comment may say what
 * it is about: that is kept with their name, and models learn from it.
 */
#include <string.h>

#include "base/words.h"
#include "core/may.h"
#include "mod/listen/heard.h"
#include "mod/listen/moderation_pages.h"

#define HISTORY "the comment was read under its own rights just before"

static const struct sql SQL_HISTORY = {
	"SELECT t.happened_at, p.name, t.by_model, t.themes_before,"
	" t.mood_before, t.themes, t.mood FROM theme_correction t"
	" LEFT JOIN person p ON p.id = t.person WHERE t.comment = ?1"
	" ORDER BY t.id DESC LIMIT 20",
	SYSTEM(HISTORY)
};

static const struct sql *const list[] = { &SQL_HISTORY };
const struct sql_list comment_themes_sql = { list, NELEM(list) };

/* "Food; Parking", or that there is none. */
static struct str names(struct arena *a, uint64_t themes)
{
	struct str s = S("");

	for (int i = 0; i < THEMES; i++)
		if (themes & THEME_BIT(i))
			s = str_fmt(a, "%.*s%s%s", STR_ARG(s),
			    s.n > 0 ? "; " : "", T(theme_list[i].name));
	return s.n > 0 ? s : str_of(T("Not sure"));
}

/* Tags ---------------------------------------------------------------------- */

static void write_tags(struct req *r, const struct heard_said *s)
{
	static const char *const colours[] = { "grey", "green", "white",
		"orange" };
	struct buf *out = &r->out;
	struct own_themes own;

	html(out, "<p class=\"nhsuk-body heard-tags\">");
	component_tag(
	    out, &(struct tag){ .text = str_of(heard_mood_label(s->mood)),
		     .colour = colours[s->mood] });
	for (int i = 0; i < THEMES; i++)
		if (s->themes & THEME_BIT(i)) {
			html(out, " ");
			component_tag(
			    out, &(struct tag){
				     .text = str_of(T(theme_list[i].name)),
				     .colour = "blue" });
		}
	if (s->themes == 0)
		html(out, " %s", T("Not sure what it is about."));
	if (own_themes_read(&r->cx, &own) == DB_OK)
		for (size_t i = 0; i < own.n; i++)
			if (s->own >> own.list[i].id & 1) {
				html(out, " ");
				component_tag(out,
				    &(struct tag){ .text = own.list[i].title,
					.colour = "purple" });
			}
	html(out, "</p>");
}

/* The form ------------------------------------------------------------------ */

static void write_moods(struct buf *out, int mood)
{
	struct choice_item items[3];

	for (size_t i = 0; i < NELEM(items); i++)
		items[i] = (struct choice_item){ .value = str_of(
						     heard_moods.list[i].code),
			.text = str_of(T(heard_moods.list[i].label)) };
	component_radios(
	    out, &(struct radios){ .name = S("mood"),
		     .id_prefix = S("mood"),
		     .value = mood > 0 ? str_of(heard_moods.list[mood - 1].code)
				       : S("mixed"),
		     .legend.text = str_of(T("How it was meant")),
		     .items = items,
		     .nitems = NELEM(items),
		     .small = true,
		     .in_line = true });
}

/* The themes of one category as boxes to tick. */
static void write_category(struct req *r, const char *category, uint64_t themes)
{
	struct choice_item items[THEMES];
	struct str values[THEMES];
	size_t n = 0, nvalues = 0;

	for (int i = 0; i < THEMES; i++) {
		const struct theme *t = &theme_list[i];

		if (i == THEME_BLANK || strcmp(t->category, category) != 0)
			continue;
		items[n++] = (struct choice_item){ .value = str_of(t->key),
			.text = str_of(T(t->name)),
			.hint = str_of(T(t->meaning)) };
		if (themes & THEME_BIT(i))
			values[nvalues++] = str_of(t->key);
	}
	component_checkboxes(&r->out,
	    &(struct checkboxes){ .name = S("theme"),
		.id_prefix =
		    str_fmt(r->cx.arena, "theme-%.*s", STR_ARG(items[0].value)),
		.values = values,
		.nvalues = nvalues,
		.legend.text = str_of(T(category)),
		.items = items,
		.nitems = n,
		.small = true });
}

static void write_categories(struct req *r, uint64_t themes)
{
	for (int i = 0; i < THEMES; i++) {
		bool first = true;

		for (int k = 0; k < i; k++)
			first = first && strcmp(theme_list[k].category,
					     theme_list[i].category) != 0;
		if (first)
			write_category(r, theme_list[i].category, themes);
	}
}

static void open_form(struct req *r, const struct comment_view *v)
{
	html(&r->out, "<form method=\"post\" action=\"%.*s\">",
	    STR_ARG(comment_own_path(r->cx.arena, v->ref, "themes")));
	web_csrf_field(r);
}

static void write_form(
    struct req *r, const struct comment_view *v, const struct heard_said *s)
{
	struct buf *out = &r->out;

	if (s->person == 0) {
		open_form(r, v);
		html(out, "<input type=\"hidden\" name=\"right\" value=\"1\">");
		component_button(
		    out, &(struct button){ .text = str_of(T("This is right")),
			     .variant = "secondary",
			     .small = true });
		html(out, "</form>");
	}
	html(out,
	    "<details class=\"nhsuk-details\" id=\"themes-change\">"
	    "<summary class=\"nhsuk-details__summary\">"
	    "<span class=\"nhsuk-details__summary-text\">%s</span></summary>"
	    "<div class=\"nhsuk-details__text\">",
	    T("Change what it is about"));
	open_form(r, v);
	write_moods(out, s->mood);
	write_categories(r, s->themes);
	component_button(
	    out, &(struct button){ .text = str_of(T("Save what it is about")),
		     .variant = "secondary" });
	html(out, "</form></div></details>");
}

/* History -------------------------------------------------------------------- */

static void write_step(struct req *r, struct rows *rows)
{
	struct arena *a = r->cx.arena;
	const struct str name = db_text(rows, 1);
	const uint64_t before = (uint64_t)db_int(rows, 3);
	const uint64_t after = (uint64_t)db_int(rows, 5);
	const int mood = (int)db_int(rows, 4), to = (int)db_int(rows, 6);

	html(&r->out,
	    "<li>%.*s, %.*s: ", STR_ARG(instant_long(a, db_instant(rows, 0))),
	    STR_ARG(str_null(name) ? S("") : name));
	if (before == after && mood == to)
		html(&r->out, "%s", T("said that this is right"));
	else
		html(&r->out, "%.*s",
		    STR_ARG(str_fmt(a, T("changed “%.*s”, %s to “%.*s”, %s"),
			STR_ARG(names(a, before)), heard_mood_label(mood),
			STR_ARG(names(a, after)), heard_mood_label(to))));
	html(&r->out, "</li>");
}

static void write_history(struct req *r, const struct comment_view *v)
{
	struct rows *rows = db_query(
	    r->cx.conn, r->cx.arena, &SQL_HISTORY, VALS(val_int(v->id)));
	bool any = false;

	while (db_next(rows)) {
		if (!any)
			html(&r->out, "<ul class=\"nhsuk-list heard-muted\">");
		any = true;
		write_step(r, rows);
	}
	(void)db_done(rows);
	if (any)
		html(&r->out, "</ul>");
}

void comment_themes(struct req *r, const struct comment_view *v)
{
	const struct heard_said s = heard_of(&r->cx, v->id);

	if (str_null(v->shown))
		return;
	html(&r->out, "<h2 class=\"nhsuk-heading-m\" id=\"themes\">%s</h2>",
	    T("What it is about"));
	if (!s.known) {
		html(&r->out, "<p class=\"nhsuk-body\">%s</p>",
		    T("This was said just now. Look again in a minute."));
		return;
	}
	write_tags(r, &s);
	write_form(r, v, &s);
	write_history(r, v);
}

/* Saving --------------------------------------------------------------------- */

static enum db_status correct_fn(struct ctx *cx, void *arg)
{
	return heard_correct(cx, arg);
}

/* All boxes of one name that were ticked. */
static uint64_t ticked(const struct form *in)
{
	uint64_t set = 0;

	for (size_t i = 0; i < in->n; i++) {
		const struct form_field *f = &in->fields[i];
		const int k =
		    str_is(f->name, "theme") ? theme_find(f->value) : -1;

		if (k >= 0 && k != THEME_BLANK)
			set |= THEME_BIT(k);
	}
	return set;
}

void comment_themes_post(struct req *r)
{
	const struct str ref = web_param(r, "ref");
	struct heard_correction c = { .ref = ref,
		.themes = ticked(&r->form),
		.mood = heard_mood_of(web_post(r, "mood")) };
	struct comment_view v;
	enum db_status st = comment_find(&r->cx, ref, &v);

	if (st == DB_OK && str_is(web_post(r, "right"), "1")) {
		const struct heard_said s = heard_of(&r->cx, v.id);

		c.themes = s.themes;
		c.mood = s.mood;
	} else if (st == DB_OK && c.mood == 0) {
		web_error(r, 400, T("We did not understand that"),
		    T("Go back to the comment and say how it was meant."));
		return;
	}
	if (st == DB_OK)
		st = ctx_change(&r->cx, correct_fn, &c);
	if (st == DB_REFUSED) {
		web_not_found(r);
	} else if (st != DB_OK) {
		web_change_failed(r, st);
	} else {
		web_flash(r, N_("Thank you. What is heard in comments learns "
				"from this."));
		web_redirect(
		    r, str_fmt(r->cx.arena, "%.*s#themes",
			   STR_ARG(comment_own_path(r->cx.arena, ref, NULL))));
	}
}
