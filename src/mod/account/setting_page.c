/*
 * setting_page.c: /settings: one form for what a trust can change. Which
 * settings there are, and what they take, is core/setting_table.c's.
 */
#include "base/words.h"
#include "core/setting.h"
#include "mod/account/pages.h"
#include "web/component.h"

#define SETTINGS_MAX 100

/* What stands in the form, and what is wrong with it. */
struct settings_form {
	const struct setting *list;
	size_t n;
	struct str typed[SETTINGS_MAX];
	struct err wrong[SETTINGS_MAX];
	bool any_wrong;
};

static struct str now(struct ctx *cx, const struct setting *s)
{
	switch (s->type) {
	case SETTING_INT:
		return str_fmt(
		    cx->arena, "%lld", (long long)setting_int(cx, s->name));
	case SETTING_BOOL:
		return setting_bool(cx, s->name) ? S("1") : S("0");
	case SETTING_TEXT:
	case SETTING_URL:
		break;
	}
	return setting_text(cx, s->name);
}

/* What was posted, or what holds now. */
static struct settings_form *form_of(struct req *r, bool posted)
{
	struct settings_form *f = arena_alloc(r->cx.arena, sizeof(*f));

	f->list = settings_all(&f->n);
	for (size_t i = 0; i < f->n && i < SETTINGS_MAX; i++) {
		const struct str v =
		    posted ? web_post(r, f->list[i].name) : STR_NULL;

		f->typed[i] = str_null(v) ? now(&r->cx, &f->list[i]) : v;
	}
	return f;
}

/* Saving -------------------------------------------------------------- */

static enum db_status save_fn(struct ctx *cx, void *arg)
{
	struct settings_form *f = arg;
	enum db_status st = DB_OK;

	f->any_wrong = false;
	for (size_t i = 0; i < f->n && (st == DB_OK || st == DB_REFUSED); i++) {
		f->wrong[i].text[0] = '\0';
		if (f->list[i].fixed ||
		    str_eq(str_trim(f->typed[i]), now(cx, &f->list[i])))
			continue;
		st = setting_put(
		    cx, str_of(f->list[i].name), f->typed[i], &f->wrong[i]);
		f->any_wrong = f->any_wrong || st == DB_REFUSED;
	}
	if (st != DB_OK && st != DB_REFUSED)
		return st;
	return f->any_wrong ? DB_REFUSED : DB_OK;
}

/* Page ---------------------------------------------------------------- */

static void summary(struct req *r, const struct settings_form *f)
{
	struct error_item *items =
	    arena_array(r->cx.arena, f->n, sizeof(*items));
	size_t n = 0;

	for (size_t i = 0; i < f->n; i++) {
		if (f->wrong[i].text[0] == '\0')
			continue;
		items[n].text = str_of(f->wrong[i].text);
		items[n++].href = str_fmt(r->cx.arena, "#%s", f->list[i].name);
	}
	if (n == 0)
		return;
	r->status = 422;
	component_error_summary(
	    &r->out, &(struct error_summary){ .items = items, .nitems = n });
}

static void yes_no(struct req *r, const struct setting *s, struct str value)
{
	const struct select_option items[] = {
		{ .value = S("1"), .text = str_of(T("Yes")) },
		{ .value = S("0"), .text = str_of(T("No")) },
	};

	component_select(&r->out, &(struct select){ .name = str_of(s->name),
				      .value = value,
				      .label.text = str_of(T(s->sentence)),
				      .items = items,
				      .nitems = NELEM(items) });
}

static void field(struct req *r, const struct settings_form *f, size_t i)
{
	const struct setting *s = &f->list[i];
	const bool number = s->type == SETTING_INT;
	const struct str wrong =
	    f->wrong[i].text[0] != '\0' ? str_of(f->wrong[i].text) : STR_NULL;

	if (s->type == SETTING_BOOL) {
		yes_no(r, s, f->typed[i]);
		return;
	}
	component_input(&r->out,
	    &(struct input){ .name = str_of(s->name),
		.value = f->typed[i],
		.label.text = str_of(T(s->sentence)),
		.inputmode = number ? S("numeric") : STR_NULL,
		.width = number ? 5 : 0,
		.suffix = s->unit != NULL ? str_of(T(s->unit)) : STR_NULL,
		.autocomplete = S("off"),
		.error = wrong });
}

static void render(struct req *r, const struct settings_form *f)
{
	r->title = str_of(T("Settings"));
	r->back = S("/account");
	summary(r, f);
	html(&r->out,
	    "<h1 class=\"nhsuk-heading-l\">%s</h1><p class=\"nhsuk-body\">%s"
	    "</p><form method=\"post\" action=\"/settings\" novalidate>",
	    T("Settings"),
	    T("They count for the whole trust. Every change is in the audit "
	      "trail."));
	web_csrf_field(r);
	for (size_t i = 0; i < f->n; i++)
		if (!f->list[i].fixed)
			field(r, f, i);
	component_button(&r->out, &(struct button){ .text = str_of(T("Save")),
				      .prevent_double_click = true });
	html(&r->out, "</form>");
}

void settings_page(struct req *r)
{
	if (!may_trust(&r->cx, CAP_SETTING_ADMIN)) {
		web_forbidden(r);
		return;
	}
	render(r, form_of(r, false));
}

void settings_post(struct req *r)
{
	if (!may_trust(&r->cx, CAP_SETTING_ADMIN)) {
		web_forbidden(r);
		return;
	}
	struct settings_form *f = form_of(r, true);
	const enum db_status st = ctx_change(&r->cx, save_fn, f);

	if (st == DB_REFUSED && f->any_wrong) {
		render(r, f);
		return;
	}
	if (st != DB_OK) {
		web_change_failed(r, st);
		return;
	}
	web_flash(r, T("Saved."));
	web_redirect(r, S("/settings"));
}
