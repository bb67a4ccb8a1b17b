/*
 * story_page.c: what a story's page shows beyond its facts, keeping and
 * withdrawing its words, opening them for a purpose, and what is still owed to
 * the teller.
 */
#include "base/words.h"
#include "core/audit.h"
#include "mod/act/act.h"
#include "mod/story/story.h"
#include "web/component.h"

#define WORDS_MAX 20000

static const struct sql SQL_KEPT = {
	"SELECT 1 FROM story_words w JOIN story s ON s.id = w.story"
	" WHERE s.id = ?1 AND " SCOPE("s.unit"),
	SCOPED(CAP_ACTION_READ)
};
/* The Board has answered, and the teller does not know. */
static const struct sql SQL_OWED = {
	"SELECT s.ref, s.title, s.told_on FROM story s WHERE s.keeper = ?p"
	" AND s.response IS NOT NULL AND s.told_back_on IS NULL"
	" AND s.withdrawn_on IS NULL AND " SCOPE(
	    "s.unit") " ORDER BY s.told_on, s.id LIMIT 5",
	SCOPED(CAP_ACTION_READ)
};

static bool agreed(const struct story *s, const char *code)
{
	const struct str c = str_of(code);

	return (str_is(c, "board") && s->for_board) ||
	       (str_is(c, "training") && s->for_training) ||
	       (str_is(c, "improvement") && s->for_improvement) ||
	       (str_is(c, "website") && s->for_website) ||
	       (str_is(c, "media") && s->for_media);
}

static bool stands(const struct req *r, const struct story *s)
{
	return date_none(s->withdrawn_on) &&
	       date_cmp(s->expires_on, r->cx.today) >= 0;
}

static void write_open(struct req *r, const struct story *s)
{
	size_t n = 0;

	html(&r->out, "<h2 class=\"nhsuk-heading-m\">%s</h2>",
	    T("Open the words"));
	for (size_t i = 0; i < STORY_PURPOSES; i++) {
		if (!agreed(s, story_purposes[i].code))
			continue;
		if (n++ == 0)
			html(&r->out, "<ul class=\"nhsuk-list\">");
		html(&r->out, "<li><a href=\"/stories/%.*s/%s\">%s</a></li>",
		    STR_ARG(s->rec.ref), story_purposes[i].code,
		    T(story_purposes[i].label));
	}
	if (n > 0)
		html(&r->out, "</ul>");
	if (n == 0)
		html(&r->out, "<p class=\"nhsuk-body\">%s</p>",
		    T("The teller has agreed to no purpose, so nobody may "
		      "open them."));
}

static void write_keep(struct req *r, const struct story *s)
{
	html(&r->out,
	    "<form method=\"post\" action=\"/k/stories/%.*s/words\" "
	    "novalidate>",
	    STR_ARG(s->rec.ref));
	web_csrf_field(r);
	component_input(&r->out,
	    &(struct input){ .name = S("teller"),
		.label.text = str_of(T("What the teller is called in it")),
		.hint = str_of(T("As they want it, a made-up name too")),
		.width = 20 });
	component_textarea(
	    &r->out, &(struct textarea){ .name = S("words"),
			 .label.text = str_of(T("The story, in their words")),
			 .rows = 8 });
	component_button(
	    &r->out, &(struct button){ .text = str_of(T("Keep the words")),
			 .variant = "secondary" });
	html(&r->out, "</form>");
}

static void write_withdraw(struct req *r, const struct story *s)
{
	html(&r->out,
	    "<h2 class=\"nhsuk-heading-m\">%s</h2><p class=\"nhsuk-body\">%s"
	    "</p><form method=\"post\" action=\"/k/stories/%.*s/withdraw\">",
	    T("The teller withdraws"),
	    T("The words are gone at once and cannot come back, here and on "
	      "the website."),
	    STR_ARG(s->rec.ref));
	web_csrf_field(r);
	component_button(
	    &r->out, &(struct button){ .text = str_of(T("Withdraw the story")),
			 .variant = "warning" });
	html(&r->out, "</form>");
}

void story_more(struct req *r, const void *rec)
{
	const struct story *s = rec;
	const bool mine = may(&r->cx, CAP_ACTION_WRITE, s->unit);
	const bool kept = db_get_int(r->cx.conn, r->cx.arena, &SQL_KEPT,
			      VALS(V(s->rec.id)), 0) != 0;

	if (!stands(r, s)) {
		html(&r->out, "<p class=\"nhsuk-body\"><strong>%s</strong></p>",
		    date_none(s->withdrawn_on)
			? T("What was agreed has expired. The words are "
			    "gone.")
			: T("The teller has withdrawn. The words are gone."));
		return;
	}
	if (!str_empty(s->response) && date_none(s->told_back_on))
		html(&r->out, "<div class=\"nhsuk-inset-text\"><p>%s</p></div>",
		    T("The Board has answered. Tell the teller, and note "
		      "when."));
	if (kept)
		write_open(r, s);
	if (mine)
		write_keep(r, s);
	if (mine)
		write_withdraw(r, s);
}

/* Each opening is in the audit trail with its purpose. */
struct opening {
	struct str ref, purpose;
};

static enum db_status open_fn(struct ctx *cx, void *arg)
{
	const struct opening *o = arg;

	return audit(cx, "open", "story", o->ref, o->purpose);
}

void story_read_page(struct req *r)
{
	struct opening o = { web_param(r, "ref"), web_param(r, "purpose") };
	const char *label = NULL;
	struct story s;
	struct story_words w;

	for (size_t i = 0; i < STORY_PURPOSES; i++)
		if (str_is(o.purpose, story_purposes[i].code))
			label = story_purposes[i].label;
	if (label == NULL || !kind_get_ref(&r->cx, &kind_story, o.ref, &s) ||
	    !story_words_for(&r->cx, s.rec.id, o.purpose, &w)) {
		web_not_found(r);
		return;
	}
	const enum db_status st = ctx_change(&r->cx, open_fn, &o);

	if (st != DB_OK) {
		web_change_failed(r, st);
		return;
	}
	r->title = s.title;
	r->back = str_fmt(r->cx.arena, "/k/stories/%.*s", STR_ARG(s.rec.ref));
	html(&r->out,
	    "<h1 class=\"nhsuk-heading-l\" dir=\"auto\">%.*s</h1><p "
	    "class=\"nhsuk-body\">%s: <strong>%s</strong></p><blockquote "
	    "class=\"heard-quote\"><p dir=\"auto\">%.*s</p><footer>%.*s"
	    "</footer></blockquote>",
	    STR_ARG(s.title), T("Opened for this only"), T(label),
	    STR_ARG(w.words), STR_ARG(w.teller));
	html(&r->out, "<p class=\"nhsuk-body\">");
	html(&r->out, T("The teller agreed to it until %.*s."),
	    STR_ARG(date_long(r->cx.arena, s.expires_on)));
	html(&r->out, "</p>");
}

struct keeping {
	struct str ref, teller, words;
};

static enum db_status keep_fn(struct ctx *cx, void *arg)
{
	const struct keeping *k = arg;
	struct story s;

	if (!kind_get_ref(cx, &kind_story, k->ref, &s))
		return DB_REFUSED;
	const enum db_status st =
	    story_words_keep(cx, s.rec.id, k->teller, k->words);

	return st == DB_OK ? audit(cx, "keep", "story", k->ref, S("words"))
			   : st;
}

void story_words_post(struct req *r)
{
	struct keeping k = { web_param(r, "ref"),
		str_trim(web_post(r, "teller")),
		str_trim(web_post(r, "words")) };
	struct story s;

	if (!kind_get_ref(&r->cx, &kind_story, k.ref, &s) ||
	    !may(&r->cx, CAP_ACTION_WRITE, s.unit)) {
		web_not_found(r);
		return;
	}
	if (str_empty(k.teller) || str_empty(k.words) || k.teller.n > 200 ||
	    k.words.n > WORDS_MAX) {
		web_error(r, 422, T("The words were not kept"),
		    T("Go back. Write what the teller is called and the "
		      "story, at most 20,000 letters."));
		return;
	}
	const enum db_status st = ctx_change(&r->cx, keep_fn, &k);

	if (st != DB_OK) {
		web_change_failed(r, st);
		return;
	}
	web_flash(r, T("It is kept."));
	web_redirect(
	    r, str_fmt(r->cx.arena, "/k/stories/%.*s", STR_ARG(k.ref)));
}

static enum db_status withdraw_fn(struct ctx *cx, void *arg)
{
	const struct str *ref = arg;

	return story_withdraw(cx, *ref);
}

void story_withdraw_post(struct req *r)
{
	struct str ref = web_param(r, "ref");
	struct story s;

	if (!kind_get_ref(&r->cx, &kind_story, ref, &s) ||
	    !may(&r->cx, CAP_ACTION_WRITE, s.unit)) {
		web_not_found(r);
		return;
	}
	const enum db_status st = ctx_change(&r->cx, withdraw_fn, &ref);

	if (st != DB_OK) {
		web_change_failed(r, st);
		return;
	}
	web_flash(r, T("The words are gone."));
	web_redirect(r, str_fmt(r->cx.arena, "/k/stories/%.*s", STR_ARG(ref)));
}

void story_day(struct req *r, struct day *d)
{
	struct arena *a = r->cx.arena;
	struct rows *rows = db_query(r->cx.conn, a, &SQL_OWED, NO_VALS);

	while (db_next(rows) && d->n < NELEM(d->items))
		d->items[d->n++] = (struct day_item){
			.sentence = str_fmt(a,
			    T("Tell the teller what the Board says: %.*s"),
			    STR_ARG(db_text(rows, 1))),
			.path = str_fmt(
			    a, "/k/stories/%.*s", STR_ARG(db_text(rows, 0))),
			.due = db_date(rows, 2)
		};
	(void)db_done(rows);
}

static const struct sql *const list[] = { &SQL_KEPT, &SQL_OWED };
const struct sql_list story_page_sql = { list, NELEM(list) };
