/*
 * step_page.c: one page for every step: its form, what is wrong with what was
 * typed, and, when somebody else was quicker, what they did beside what was
 * typed. And the steps as they stand on the page of the case.
 */
#include "base/words.h"
#include "mod/casework/step.h"

static void write_form(struct req *r, const struct case_file *c,
    const struct step *s, const struct problems *p, bool stale)
{
	const struct asking a = { .r = r, .c = c, .initial = s->initial };

	html(&r->out, "<form method=\"post\" novalidate>");
	web_csrf_field(r);
	html(&r->out, "<input type=\"hidden\" name=\"version\" value=\"%lld\">",
	    (long long)c->rec.version);
	asks_write(&a, s->asks, s->nasks, p);
	html(&r->out, "<div class=\"heard-buttons\">");
	component_button(&r->out,
	    &(struct button){ .text = stale ? str_of(T("Save all the same"))
					    : str_of(T("Save")),
		.prevent_double_click = true });
	html(&r->out, "<a href=\"%.*s\">%s</a></div></form>", STR_ARG(r->back),
	    T("Leave without saving"));
}

static void write_head(
    struct req *r, const struct case_file *c, const struct step *s)
{
	r->title = str_of(T(s->label));
	r->back = case_path(r->cx.arena, c->rec.ref, "");
	html(&r->out,
	    "<span class=\"nhsuk-caption-l\">%lld %.*s</span>"
	    "<h1 class=\"nhsuk-heading-l\">%s</h1>",
	    (long long)c->number, STR_ARG(c->title), T(s->label));
	if (s->hint != NULL)
		html(&r->out, "<p class=\"nhsuk-body\">%s</p>", T(s->hint));
}

static void write_step(struct req *r, const struct case_file *c,
    const struct step *s, const struct problems *p)
{
	const char *why = s->blocked != NULL ? s->blocked(&r->cx, c) : NULL;

	asks_summary(r, p);
	write_head(r, c, s);
	if (why != NULL)
		component_inset_text(
		    &r->out, &(struct inset_text){ .text = str_of(T(why)) });
	/* What was typed stays on the page, also where it cannot be saved. */
	if (why == NULL || p != NULL)
		write_form(r, c, s, p, false);
}

/* Somebody else was quicker: what they did, then what was typed. */
static void write_stale(struct req *r, const struct case_file *c,
    const struct step *s, int64_t version)
{
	const struct error_item item = {
		.text = str_of(T("Below is what they did, and then what you "
				 "typed. Nothing of it is lost.")),
		.href = S("#meanwhile")
	};

	r->status = 409;
	component_error_summary(&r->out,
	    &(struct error_summary){
		.heading =
		    str_of(T("Someone else changed this case meanwhile")),
		.items = &item,
		.nitems = 1 });
	write_head(r, c, s);
	html(&r->out, "<h2 class=\"nhsuk-heading-m\" id=\"meanwhile\">%s</h2>",
	    T("What happened meanwhile"));
	timeline_write(r, c, version);
	html(&r->out, "<h2 class=\"nhsuk-heading-m\">%s</h2>",
	    T("What you typed"));
	write_form(r, c, s, NULL, true);
}

/* The case and the step of the address, for who may take it. */
static const struct step *find(struct req *r, struct case_file *c)
{
	const struct step *s = step_named(web_param(r, "step"));

	if (s == NULL || !case_find(&r->cx, web_param(r, "ref"), c)) {
		web_not_found(r);
		return NULL;
	}
	if (!step_allowed(&r->cx, s, c)) {
		web_forbidden(r);
		return NULL;
	}
	if (step_there(s, c))
		return s;
	web_error(r, 409, T("This step is not there in this case"),
	    T("The case is of another type, or it is closed or open again. Go "
	      "back and look at it."));
	return NULL;
}

void case_step_get(struct req *r)
{
	struct case_file c;
	const struct step *s = find(r, &c);

	if (s != NULL)
		write_step(r, &c, s, NULL);
}

struct taking {
	const struct step *step;
	struct str ref;
	int64_t version;
	const struct answers *in;
	struct problems *p;
	const struct language *lang;
};

/* Sentences must come in the reader's language on the writer's thread too. */
static enum db_status take_fn(struct ctx *cx, void *arg)
{
	const struct taking *t = arg;
	const struct language *before = words_current();
	struct case_file c;

	t->p->n = 0;
	words_use(t->lang);
	const enum db_status st =
	    step_take(cx, t->step, t->ref, t->version, t->in, t->p, &c);

	words_use(before);
	return st;
}

static void answer(struct req *r, struct case_file *c, const struct step *s,
    const struct taking *t, enum db_status st)
{
	if (st == DB_OK) {
		web_flash(r, T("Saved."));
		web_redirect(r, case_path(r->cx.arena, c->rec.ref, ""));
	} else if (st == DB_STALE &&
		   case_find(&r->cx, web_param(r, "ref"), c)) {
		write_stale(r, c, s, t->version);
	} else if (st == DB_REFUSED && t->p->n > 0) {
		r->status = 422;
		write_step(r, c, s, t->p);
	} else {
		web_change_failed(r, st);
	}
}

void case_step_post(struct req *r)
{
	struct case_file c;
	const struct step *s = find(r, &c);
	const struct asking a = { .r = r, .c = &c };
	struct problems p = { .arena = r->cx.arena };
	struct answers *in = ARENA_NEW(r->cx.arena, struct answers);
	struct taking t = { s, c.rec.ref, 0, in, &p, words_current() };

	if (s == NULL)
		return;
	if (!str_int64(web_post(r, "version"), &t.version))
		t.version = 0;
	if (t.version != c.rec.version)
		answer(r, &c, s, &t, DB_STALE);
	else if (!asks_read(&a, s->asks, s->nasks, in, &p))
		answer(r, &c, s, &t, DB_REFUSED);
	else
		answer(r, &c, s, &t, ctx_change(&r->cx, take_fn, &t));
}

/* On the page of the case ----------------------------------------------- */

static struct str step_path(
    struct req *r, const struct case_file *c, const struct step *s)
{
	return str_fmt(
	    r->cx.arena, "/cases/%.*s/step/%s", STR_ARG(c->rec.ref), s->code);
}

static void way_item(struct req *r, const struct case_file *c,
    const struct step *s, struct task_item *item, struct tag *tag)
{
	const bool done = s->done(c);
	const char *why =
	    !done && s->blocked != NULL ? s->blocked(&r->cx, c) : NULL;
	const bool mine = step_allowed(&r->cx, s, c);

	*item = (struct task_item){ .text = str_of(T(s->label)) };
	if (why != NULL)
		item->hint = str_of(T(why));
	if (mine && why == NULL)
		item->href = step_path(r, c, s);
	*tag = (struct tag){ .text = str_of(T("To do")) };
	if (why != NULL)
		*tag = (struct tag){ .text = str_of(T("Not yet")),
			.colour = "grey" };
	if (done)
		item->status = str_of(T("Done"));
	else
		item->tag = tag;
}

#define WAY_MAX 30

static void write_way(struct req *r, const struct case_file *c)
{
	struct task_item items[WAY_MAX];
	struct tag tags[WAY_MAX];
	size_t n = 0, all;
	const struct step *s = steps_all(&all);

	for (size_t i = 0; i < all && n < WAY_MAX; i++) {
		if (s[i].done == NULL || !step_there(&s[i], c))
			continue;
		way_item(r, c, &s[i], &items[n], &tags[n]);
		n++;
	}
	if (n == 0)
		return;
	html(&r->out, "<h2 class=\"nhsuk-heading-m\">%s</h2>",
	    T("The way of this case"));
	component_task_list(
	    &r->out, &(struct task_list){
			 .items = items, .nitems = n, .id_prefix = S("way") });
}

static void write_others(struct req *r, const struct case_file *c)
{
	size_t n = 0, all;
	const struct step *s = steps_all(&all);

	for (size_t i = 0; i < all; i++) {
		if (s[i].done != NULL || !step_there(&s[i], c) ||
		    !step_allowed(&r->cx, &s[i], c))
			continue;
		if (n++ == 0)
			html(&r->out,
			    "<h2 class=\"nhsuk-heading-m\">%s</h2>"
			    "<ul class=\"nhsuk-list heard-steps\">",
			    T("What else can be done"));
		html(&r->out, "<li><a href=\"%.*s\">%s</a></li>",
		    STR_ARG(step_path(r, c, &s[i])), T(s[i].label));
	}
	if (n > 0)
		html(&r->out, "</ul>");
}

void steps_write(struct req *r, const struct case_file *c)
{
	write_way(r, c);
	write_others(r, c);
}
