/*
 * page_draft.c: a form that somebody began: kept as they type where scripts
 * run, and by a button where not; offered when they come back, gone once it is
 * saved or thrown away.
 */
#include "base/html.h"
#include "base/words.h"
#include "kind/pages.h"

struct keep {
	const struct kind *k;
	int64_t id;
	struct str posted;
};

static enum db_status keep_fn(struct ctx *cx, void *arg)
{
	const struct keep *d = arg;

	return draft_keep(cx, d->k, d->id, d->posted);
}

static enum db_status drop_fn(struct ctx *cx, void *arg)
{
	const struct keep *d = arg;

	return draft_drop(cx, d->k, d->id);
}

/* The fields of this kind as they were posted; nothing else of the form. */
static struct str posted_text(struct req *r, const struct kind *k)
{
	struct buf b = buf_make(DRAFT_MAX * 2);
	const struct str version = web_post(r, "version");

	buf_cstr(&b, "version=");
	html_urlencode(&b, str_null(version) ? S("0") : version);
	for (size_t i = 0; i < k->nfields; i++) {
		const struct field *f = &k->fields[i];
		const struct str typed = web_post(r, f->name);

		if (!field_on_form(f) || str_null(typed))
			continue;
		buf_byte(&b, '&');
		buf_cstr(&b, f->name);
		buf_byte(&b, '=');
		html_urlencode(&b, typed);
	}
	const struct str s = str_dup(r->cx.arena, buf_view(&b));

	buf_free(&b);
	return s;
}

/* Handlers -------------------------------------------------------------- */

static void draft_post(struct req *r, bool is_new)
{
	const struct kind *k = page_kind(r);
	const void *rec = form_record(r, k, is_new);
	const bool drop = !str_empty(web_post(r, "drop"));

	if (rec == NULL)
		return;
	struct keep d = { k, record_in(rec)->id, STR_NULL };

	if (!drop)
		d.posted = posted_text(r, k);
	if (d.posted.n > DRAFT_MAX) {
		web_error(r, 413, T("This is too long to keep as a draft"),
		    T("Go back: what you typed is still there. Save it as a "
		      "record, or make it shorter."));
		return;
	}
	const enum db_status st =
	    ctx_change(&r->cx, drop ? drop_fn : keep_fn, &d);

	if (st != DB_OK) {
		web_change_failed(r, st);
		return;
	}
	/* A script that keeps it while somebody types has no page to say so. */
	if (drop)
		web_flash(r, N_("The draft is gone."));
	else if (str_empty(web_post(r, "quiet")))
		web_flash(r, N_("Kept for later, for you alone. It is not "
				"saved as a record yet."));
	web_redirect(r, page_path(r->cx.arena, k,
			    is_new ? STR_NULL : record_in(rec)->ref, NULL));
}

void kind_new_draft_post(struct req *r)
{
	draft_post(r, true);
}

void kind_edit_draft_post(struct req *r)
{
	draft_post(r, false);
}

/* On pages -------------------------------------------------------------- */

bool form_draft(struct req *r, struct form_state *s)
{
	struct draft d;
	struct form kept;

	if (!draft_find(&r->cx, s->k, record_in(s->rec)->id, &d) ||
	    form_urlencoded(r->cx.arena, d.posted, &kept) != FORM_OK)
		return false;
	s->draft_at = d.saved_at;
	if (str_empty(web_query(r, "draft")))
		return false;
	for (size_t i = 0; i < s->k->nfields; i++) {
		const struct field *f = &s->k->fields[i];
		struct str typed = form_get(&kept, f->name);

		if (!field_on_form(f))
			continue;
		if (f->type == FIELD_BOOL && str_null(typed))
			typed = S("no");
		if (!str_null(typed))
			s->typed[i] = typed;
	}
	/* What others changed since then shows when it is saved. */
	if (!str_int64(form_get(&kept, "version"), &s->version))
		s->version = record_in(s->rec)->version;
	s->from_draft = true;
	return true;
}

void render_form_draft(struct req *r, const struct form_state *s)
{
	struct buf *out = &r->out;
	const struct str ref = record_in(s->rec)->ref;
	const bool is_new = record_in(s->rec)->id == 0;
	const struct str path = page_path(r->cx.arena, s->k,
	    is_new ? STR_NULL : ref, is_new ? "new" : "edit");

	if (s->draft_at.us == 0)
		return;
	html(out, "<div class=\"nhsuk-inset-text\"><p>");
	if (s->from_draft)
		html(out, T("This is what you typed on %.*s and did not save."),
		    STR_ARG(instant_long(r->cx.arena, s->draft_at)));
	else
		html(out, T("You began this on %.*s and did not save it."),
		    STR_ARG(instant_long(r->cx.arena, s->draft_at)));
	html(out, "</p><div class=\"heard-buttons\">");
	if (!s->from_draft)
		html(out, "<p><a href=\"%.*s?draft=1\">%s</a></p>",
		    STR_ARG(path), T("Go on with what you typed"));
	html(out,
	    "<form method=\"post\" action=\"%.*s/draft\">"
	    "<input type=\"hidden\" name=\"drop\" value=\"1\">",
	    STR_ARG(path));
	web_csrf_field(r);
	component_button(
	    out, &(struct button){ .text = str_of(T("Throw it away")),
		     .variant = "secondary",
		     .small = true });
	html(out, "</form></div></div>");
}

void render_draft_of_new(struct req *r, const struct kind *k)
{
	struct draft d;

	if (!draft_find(&r->cx, k, 0, &d))
		return;
	html(&r->out,
	    "<div class=\"nhsuk-inset-text\"><p>%s"
	    " <a href=\"/k/%s/new?draft=1\">%s</a></p></div>",
	    T("You began a new one and did not save it."), k->path,
	    T("Go on with what you typed"));
}
