/*
 * comment_page.c: the page of one comment: the words, what can be done next,
 * facts, what came of it, and every step that was taken.
 */
#include "base/words.h"
#include "core/comment_ref.h"
#include "mod/listen/moderation_pages.h"
#include "mod/listen/said.h"

static const struct sql SQL_TIMELINE = {
	"SELECT m.what, m.happened_at, p.name, m.reason, m.note"
	" FROM moderation m LEFT JOIN person p ON p.id = m.person"
	" WHERE m.comment = ?1 ORDER BY m.id DESC LIMIT 100",
	SYSTEM("the comment was read under its own rights just before")
};

static const struct sql SQL_UNDO = {
	"SELECT c.version FROM comment c JOIN moderation m ON m.comment = c.id"
	" AND m.version = c.version WHERE " COMMENT_IS("c",
	    "?1") " AND m.person = ?p"
		  " AND m.what NOT IN ('view', 'reopen') AND " SCOPE("c.unit"),
	SCOPED(CAP_MODERATE)
};

static comment_thread_fn *thread;

void comment_thread_use(comment_thread_fn *fn)
{
	thread = fn;
}

/* Timeline ---------------------------------------------------------------- */

static const char *step_text(struct str what)
{
	static const struct choice texts[] = {
		{ "propose", N_("Found fit to publish, a second person has to "
				"agree") },
		{ "publish", N_("Published") },
		{ "read", N_("Read; the public never sees it") },
		{ "redact", N_("Words removed") },
		{ "hold", N_("Held back") },
		{ "hide", N_("Hidden") },
		{ "reopen", N_("Put back in the queue") },
		{ "view", N_("The original was looked at") },
	};
	static const struct choices list = { texts, NELEM(texts) };

	return moderation_label(&list, what);
}

static void step(struct req *r, struct rows *rows, bool with_note)
{
	struct arena *a = r->cx.arena;
	const struct instant at = db_instant(rows, 1);
	const struct str name = db_text(rows, 2), note = db_text(rows, 4);
	const struct str iso = instant_iso(a, at);
	const char *reason =
	    moderation_label(&moderation_reasons, db_text(rows, 3));

	html(&r->out,
	    "<li><strong>%s</strong> <time datetime=\"%.*s\" title=\"%.*s\">"
	    "%.*s</time>",
	    step_text(db_text(rows, 0)), STR_ARG(iso), STR_ARG(iso),
	    STR_ARG(instant_long(a, at)));
	if (!str_null(name))
		html(&r->out, "%.*s", STR_ARG(name));
	if (*reason != '\0')
		html(&r->out, "<br>%s", reason);
	if (with_note && !str_null(note))
		html(&r->out, "<br>“%.*s”", STR_ARG(note));
	html(&r->out, "</li>");
}

void comment_timeline(struct req *r, const struct comment_view *v)
{
	struct rows *rows = db_query(
	    r->cx.conn, r->cx.arena, &SQL_TIMELINE, VALS(val_int(v->id)));

	html(&r->out,
	    "<h2 class=\"nhsuk-heading-m\">%s</h2>"
	    "<ol class=\"heard-timeline\">",
	    T("What happened"));
	while (db_next(rows))
		step(r, rows, v->may_moderate);
	html(&r->out, "<li><strong>%s</strong> %.*s</li></ol>", T("Written"),
	    STR_ARG(date_month_year(r->cx.arena, v->experienced_on)));
	if (db_done(rows) != DB_OK)
		html(&r->out, "<p class=\"nhsuk-body\">%s</p>",
		    T("Something is wrong on our side: earlier steps cannot "
		      "be shown."));
}

/* Undo -------------------------------------------------------------------- */

void comment_undo(struct req *r, const struct comment_filter *f)
{
	const struct str ref = web_query(r, "done");
	int64_t version;

	if (str_empty(ref) || ref.n > 40)
		return;
	version =
	    db_get_int(r->cx.conn, r->cx.arena, &SQL_UNDO, VALS(V(ref)), 0);
	if (version == 0)
		return;
	html(&r->out, "<form method=\"post\" action=\"%.*s\">",
	    STR_ARG(comment_own_path(r->cx.arena, ref, "moderate")));
	web_csrf_field(r);
	html(&r->out,
	    "<input type=\"hidden\" name=\"version\" value=\"%lld\">"
	    "<input type=\"hidden\" name=\"undo\" value=\"1\">",
	    (long long)version);
	comment_filter_hidden(&r->out, f);
	component_button(
	    &r->out, &(struct button){ .text = str_of(T("Undo the last step")),
			 .name = S("step"),
			 .value = S("reopen"),
			 .variant = "secondary",
			 .small = true });
	html(&r->out, "</form>");
}

/* The page ---------------------------------------------------------------- */

static void state_line(struct req *r, const struct comment_view *v)
{
	struct buf *out = &r->out;
	const struct tag t = comment_tag(v);

	html(out, "<p class=\"nhsuk-body\">");
	component_tag(out, &t);
	if (!v->may_show)
		html(out, " %s",
		    T("The writer did not want these words shown. Staff read "
		      "them, the public never does."));
	html(out, "</p>");
}

static void next_links(struct req *r, const struct comment_view *v)
{
	struct arena *a = r->cx.arena;
	struct buf *out = &r->out;

	html(out, "<div class=\"heard-buttons\">");
	if (!str_null(v->shown) && may(&r->cx, CAP_ACTION_WRITE, v->unit))
		component_button(out,
		    &(struct button){ .text = str_of(T("Answer it")),
			.href =
			    str_fmt(a, "/answer/comment/%.*s", STR_ARG(v->ref)),
			.variant = "secondary" });
	if (!str_null(v->shown) && may(&r->cx, CAP_ACTION_WRITE, v->unit))
		component_button(
		    out, &(struct button){ .text = str_of(T("Start an action")),
			     .href = comment_own_path(a, v->ref, "action"),
			     .variant = "secondary" });
	if (may(&r->cx, CAP_COMMENT_ORIGINAL, v->unit))
		component_button(
		    out, &(struct button){
			     .text = str_of(T("See the original words")),
			     .href = comment_own_path(a, v->ref, "original"),
			     .variant = "secondary" });
	if (!str_null(v->shown) && may(&r->cx, CAP_ERASE, v->unit))
		component_button(out,
		    &(struct button){ .text = str_of(T("Erase these words")),
			.href = comment_own_path(a, v->ref, "erase"),
			.variant = "secondary" });
	html(out, "</div>");
}

static void facts(struct req *r, const struct comment_view *v)
{
	const struct summary_row rows[] = {
		{ .key = str_of(T("Team")), .value = v->unit_name },
		{ .key = str_of(T("Month")),
		    .value = date_month_year(r->cx.arena, v->experienced_on) },
		{ .key = str_of(T("Answer")),
		    .value = str_of(comment_answer(v)) },
		{ .key = str_of(T("Question")), .value = v->wording },
		{ .key = str_of(T("May be shown to the public")),
		    .value = str_of(v->may_show ? T("Yes") : T("No")) },
		{ .key = str_of(T("Reason")),
		    .value = str_of(
			*moderation_label(&moderation_reasons, v->reason) !=
				'\0'
			    ? moderation_label(&moderation_reasons, v->reason)
			    : T("None")) },
		{ .key = str_of(T("Reference")), .value = v->ref },
	};

	component_summary_list(&r->out,
	    &(struct summary_list){ .rows = rows, .nrows = NELEM(rows) });
}

static void stale(struct req *r, const struct comment_sheet *s)
{
	if (s->stale)
		component_warning_callout(&r->out,
		    &(struct warning_callout){
			.heading.text = str_of(T("Someone was quicker")),
			.text = str_of(
			    T("This comment changed after you opened it. Below "
			      "it stands as it is now, with the newest step "
			      "first at the end of the page. What you typed is "
			      "still here. Decide again.")) });
}

static void show(struct req *r, const struct comment_sheet *s)
{
	struct arena *a = r->cx.arena;

	r->title =
	    str_fmt(a, T("A comment about %.*s"), STR_ARG(s->v.unit_name));
	r->back =
	    comment_path(a, str_of(s->f.queue ? "/moderation" : "/comments"),
		&s->f, false, NULL, STR_NULL);
	comment_summary(r, s);
	comment_undo(r, &s->f);
	html(&r->out, "<h1 class=\"nhsuk-heading-l\">%.*s</h1>",
	    STR_ARG(r->title));
	stale(r, s);
	state_line(r, &s->v);
	comment_quote_sheet(r, s);
	risk_panel(r, s);
	if (s->f.queue)
		queue_links(r, s);
	comment_decide(r, s);
	comment_themes(r, &s->v);
	next_links(r, &s->v);
	facts(r, &s->v);
	if (thread != NULL)
		thread(r, s->v.id);
	comment_like(r, &s->v);
	comment_timeline(r, &s->v);
}

static bool find(struct req *r, struct comment_view *v)
{
	const enum db_status st = comment_find(&r->cx, web_param(r, "ref"), v);

	if (st == DB_REFUSED)
		web_not_found(r);
	else if (st != DB_OK)
		web_change_failed(r, st);
	return st == DB_OK;
}

static void sheet_filter(
    struct req *r, const struct form *in, struct comment_sheet *s)
{
	const bool queue =
	    str_is(form_get(in, "list"), "queue") && web_may(r, CAP_MODERATE);

	comment_filter_read(in, queue, &s->f);
}

void comment_show_again(struct req *r, struct comment_sheet *s, int status)
{
	sheet_filter(r, &r->form, s);
	if (!find(r, &s->v))
		return;
	r->status = status;
	show(r, s);
}

void comment_page(struct req *r)
{
	struct comment_sheet s = { .problems = NULL };

	if (!find(r, &s.v))
		return;
	sheet_filter(r, &r->query, &s);
	show(r, &s);
}

/* Deciding ---------------------------------------------------------------- */

static enum db_status moderate_fn(struct ctx *cx, void *arg)
{
	return moderate(cx, arg);
}

/* To the next one that waits, the queue when none does, or the same page. */
static void go_on(struct req *r, const struct comment_sheet *s)
{
	struct arena *a = r->cx.arena;
	const struct str ref = web_param(r, "ref");
	const struct str done = comment_own_path(a, ref, NULL);
	struct str next;

	if (!str_empty(web_post(r, "undo")) || !s->f.queue) {
		web_redirect(r,
		    comment_path(a, done, &s->f, true,
			str_empty(web_post(r, "undo")) ? "done" : NULL, ref));
		return;
	}
	next = comment_next(&r->cx, &s->f, ref);
	if (str_null(next))
		web_redirect(r, comment_path(a, S("/moderation"), &s->f, false,
				    "done", ref));
	else
		web_redirect(r, comment_path(a, comment_own_path(a, next, NULL),
				    &s->f, true, "done", ref));
}

static bool take(struct req *r, struct decision *d)
{
	d->ref = web_param(r, "ref");
	d->words = web_post(r, "words");
	d->reason = web_post(r, "reason");
	d->note = said_clean(r->cx.arena, web_post(r, "note"));
	d->problems.arena = r->cx.arena;
	if (str_is(web_post(r, "step"), "look"))
		return true;
	return moderation_step_of(web_post(r, "step"), &d->step) &&
	       str_int64(web_post(r, "version"), &d->version);
}

void comment_moderate_post(struct req *r)
{
	struct decision *d = ARENA_NEW(r->cx.arena, struct decision);
	struct comment_sheet s = { .problems = &d->problems };

	if (!take(r, d)) {
		web_error(r, 400, T("We did not understand that"),
		    T("Go back to the comment and choose what to do."));
		return;
	}
	s.words = d->words;
	s.reason = d->reason;
	s.note = d->note;
	if (str_is(web_post(r, "step"), "look")) {
		comment_show_again(r, &s, 200);
		return;
	}
	const enum db_status st = ctx_change(&r->cx, moderate_fn, d);

	sheet_filter(r, &r->form, &s);
	if (st == DB_OK) {
		web_flash(r, moderation_sentence(d->outcome));
		go_on(r, &s);
		return;
	}
	s.stale = st == DB_STALE;
	if (!s.stale && (st != DB_REFUSED || d->problems.n == 0)) {
		if (st == DB_REFUSED)
			web_not_found(r);
		else
			web_change_failed(r, st);
		return;
	}
	if (!find(r, &s.v))
		return;
	r->status = s.stale ? 409 : 422;
	show(r, &s);
}

static const struct sql *const list[] = { &SQL_TIMELINE, &SQL_UNDO };
const struct sql_list comment_page_sql = { list, NELEM(list) };
