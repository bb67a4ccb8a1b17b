/*
 * concern_page.c: a concern's words and steps for who looks after members, and
 * the part of the two members whom it touches, on their own page.
 */
#include "base/words.h"
#include "core/audit.h"
#include "core/keys.h"
#include "mod/involve/codes.h"
#include "mod/involve/concern.h"
#include "mod/involve/internal.h"
#include "mod/involve/ui.h"

/* For who looks at it ------------------------------------------------------ */

void concern_more(struct req *r, const void *rec)
{
	const struct concern *c = rec;

	ui_link(r,
	    str_fmt(r->cx.arena, "/k/member-concerns/%.*s/words",
		STR_ARG(c->rec.ref)),
	    T("Read the words, and take the next step"));
}

struct viewing {
	struct str ref;
};

static enum db_status viewed_fn(struct ctx *cx, void *arg)
{
	return audit(cx, "view", "member_concern",
	    ((const struct viewing *)arg)->ref, S("words"));
}

static bool found(struct req *r, struct concern *c)
{
	if (kind_get_ref(&r->cx, &kind_concern, web_param(r, "ref"), c))
		return true;
	web_not_found(r);
	return false;
}

static void write_words(struct req *r, const struct concern *c)
{
	struct arena *a = r->cx.arena;
	struct concern_words *x = NULL;
	const size_t n = concern_read(&r->cx, c, &x);

	for (size_t i = 0; i < n; i++) {
		html(&r->out, "<h2 class=\"nhsuk-heading-s\">%.*s</h2>",
		    STR_ARG(code_words(&concern_parts, x[i].part)));
		ui_lines(r, x[i].words);
		ui_p_of(r, str_fmt(a, "%.*s, %.*s", STR_ARG(x[i].by),
			       STR_ARG(instant_long(a, x[i].at))));
	}
	if (n == 0)
		ui_p(r, T("Nothing is written yet."));
}

static void write_steps(struct req *r, const struct concern *c)
{
	size_t n;
	const struct concern_step *s = concern_steps(&n);

	for (size_t i = 0; i < n; i++) {
		if (!str_is(c->state, s[i].from))
			continue;
		ui_sub(r, T("The next step"));
		ui_form(r, STR_NULL);
		ui_hidden(r, "to", str_of(s[i].to));
		ui_field(r,
		    &(struct ui_field){ .name = "words",
			.label = str_is(str_of(s[i].part), "note")
				     ? T("What was done (optional)")
				     : T("The decision, with its reasons"),
			.rows = 5 },
		    NULL);
		ui_form_end(r, T(s[i].label), NULL);
	}
}

void concern_words_page(struct req *r)
{
	struct concern c;

	if (!found(r, &c))
		return;
	const enum db_status st =
	    ctx_change(&r->cx, viewed_fn, &(struct viewing){ c.rec.ref });

	if (st != DB_OK) {
		web_change_failed(r, st);
		return;
	}
	r->back =
	    str_fmt(r->cx.arena, "/k/member-concerns/%.*s", STR_ARG(c.rec.ref));
	ui_head_of(r, c.title);
	ui_p_of(r, code_words(&concern_states, c.state));
	if (!date_none(c.appeal_by))
		ui_p_of(r,
		    str_fmt(r->cx.arena, T("An appeal is possible until %.*s."),
			STR_ARG(date_long(r->cx.arena, c.appeal_by))));
	write_words(r, &c);
	write_steps(r, &c);
}

struct moving {
	const struct concern *c;
	struct str to, words;
	const char *wrong;
};

static enum db_status move_fn(struct ctx *cx, void *arg)
{
	struct moving *m = arg;

	return concern_move(cx, m->c, m->to, m->words, &m->wrong);
}

void concern_words_post(struct req *r)
{
	struct concern c;
	struct moving m = { .c = &c,
		.to = web_post(r, "to"),
		.words = str_sub(ui_post(r, "words"), 0, 5000) };

	if (!found(r, &c))
		return;
	const enum db_status st = ctx_change(&r->cx, move_fn, &m);

	if (st == DB_REFUSED && m.wrong != NULL) {
		web_error(r, 409, T("Not yet"), T(m.wrong));
		return;
	}
	(void)ui_done(r, st, N_("Done."),
	    str_fmt(r->cx.arena, "/k/member-concerns/%.*s/words",
		STR_ARG(c.rec.ref)));
}

/* For the members whom it touches --------------------------------------------- */

/* What she raised, and what is about her once she is to be heard. */
static const struct sql SQL_HERS = {
	"SELECT c.ref, c.title, c.state, c.appeal_by, n.name, c.what,"
	" (SELECT x.sealed FROM member_concern_text x WHERE x.concern = c.id"
	" AND x.part IN ('decision', 'appeal_decision') ORDER BY x.id DESC"
	" LIMIT 1), (SELECT x.ref FROM member_concern_text x"
	" WHERE x.concern = c.id AND x.part IN ('decision',"
	" 'appeal_decision') ORDER BY x.id DESC LIMIT 1)"
	" FROM member_concern c LEFT JOIN person n ON n.id = c.independent"
	" WHERE (c.raised_by = ?1 OR (c.subject = ?1 AND c.state <> 'raised'"
	" AND c.what <> 'safeguarding')) AND EXISTS (SELECT 1 FROM member own"
	" WHERE own.id = ?1 AND own.person = ?p) ORDER BY c.id DESC LIMIT 50",
	OWN_ROW
};

static void say_form(
    struct req *r, struct str ref, const char *part, const char *label)
{
	ui_form(r, str_fmt(r->cx.arena, "/me/concerns/%.*s", STR_ARG(ref)));
	ui_hidden(r, "part", str_of(part));
	component_textarea(
	    &r->out, &(struct textarea){ .name = S("words"),
			 .id = str_fmt(r->cx.arena, "words-%.*s", STR_ARG(ref)),
			 .label.text = str_of(label),
			 .rows = 4 });
	ui_form_end(r, T("Send"), "secondary");
}

static void write_one(struct req *r, struct rows *rows)
{
	struct arena *a = r->cx.arena;
	const struct str ref = db_text(rows, 0), state = db_text(rows, 2);
	const bool quiet = str_is(db_text(rows, 5), "safeguarding");

	html(&r->out, "<h3 class=\"nhsuk-heading-s\">%.*s</h3>",
	    STR_ARG(db_text(rows, 1)));
	ui_p_of(r, code_words(&concern_states, state));
	if (!db_null(rows, 4))
		ui_p_of(r, str_fmt(a,
			       T("Independent, and there for you: "
				 "%.*s"),
			       STR_ARG(db_text(rows, 4))));
	if (!db_null(rows, 6) && !quiet)
		ui_lines(r, unseal(r->cx.app->keys, a, KEY_PASTORAL,
				seal_where(a, "member_concern_text", "sealed",
				    db_text(rows, 7)),
				db_blob(rows, 6)));
	if (quiet)
		return;
	if (str_is(state, "hearing"))
		say_form(r, ref, "answer", T("Your side of it"));
	if (str_is(state, "decided") &&
	    date_cmp(db_date(rows, 3), r->cx.today) >= 0)
		say_form(r, ref, "appeal",
		    T("You do not agree? Say why. Somebody new decides"));
}

static void raise_form(struct req *r, const struct problems *p)
{
	static const char *const labels[] = {
		N_("I am worried about how I or others were treated"),
		N_("I think that somebody is not safe"),
		N_("Something could make people doubt that I am fair"),
	};
	static const char *const values[] = { "by_member", "safeguarding",
		"conflict" };
	struct choice_item items[NELEM(labels)] = { 0 };

	for (size_t i = 0; i < NELEM(labels); i++) {
		items[i].value = str_of(values[i]);
		items[i].text = str_of(T(labels[i]));
		items[i].checked = str_is(web_post(r, "what"), values[i]);
	}
	ui_sub(r, T("Tell us"));
	ui_p(r, T("If somebody is in danger now, call 999."));
	ui_form(r, STR_NULL);
	component_radios(
	    &r->out, &(struct radios){ .name = S("what"),
			 .legend.text = str_of(T("What is it about?")),
			 .items = items,
			 .nitems = NELEM(items),
			 .error = ui_wrong(p, "what") });
	ui_field(r,
	    &(struct ui_field){ .name = "words",
		.label = T("What happened?"),
		.hint = T("Only the few people who look after members read "
			  "this."),
		.value = web_post(r, "words"),
		.rows = 6 },
	    p);
	ui_form_end(r, T("Send"), NULL);
}

static void show(
    struct req *r, const struct member *b, const struct problems *p)
{
	struct rows *rows;
	size_t n = 0;

	r->back = S("/me");
	ui_summary(r, p);
	ui_head(r, T("If something goes wrong"));
	ui_p(r, T("Both sides are heard. Somebody who knows neither side is "
		  "named. You get the decision with its reasons, and you can "
		  "ask somebody new to look again. It does not change what "
		  "you may take part in, nor your care."));
	rows = db_query(r->cx.conn, r->cx.arena, &SQL_HERS, VALS(V(b->rec.id)));
	while (db_next(rows)) {
		if (n++ == 0)
			ui_sub(r, T("My concerns"));
		write_one(r, rows);
	}
	(void)db_done(rows);
	raise_form(r, p);
}

void me_concerns(struct req *r)
{
	struct member b;

	if (me_found(r, &b))
		show(r, &b, NULL);
}

struct raising {
	struct concern c;
	struct str words;
};

static enum db_status raise_fn(struct ctx *cx, void *arg)
{
	struct raising *x = arg;

	return concern_raise(cx, &x->c, x->words);
}

void me_concerns_post(struct req *r)
{
	struct member b;
	struct problems p = { .arena = r->cx.arena };
	struct raising x = { .words = str_sub(ui_post(r, "words"), 0, 5000) };

	if (!me_found(r, &b))
		return;
	x.c = (struct concern){ .unit = b.unit,
		.raised_by = b.rec.id,
		.what = ui_post(r, "what") };
	if (bit_of(&concern_sorts, x.c.what) == 0 ||
	    str_is(x.c.what, "about_member"))
		problem_add(&p, "what", T("Choose what it is about"));
	if (str_null(x.words))
		problem_add(&p, "words", T("Write what happened"));
	if (p.n > 0) {
		show(r, &b, &p);
		return;
	}
	x.c.title = code_words(&concern_sorts, x.c.what);
	(void)ui_done(r, ctx_change(&r->cx, raise_fn, &x),
	    N_("Thank you for telling us. You hear from us."),
	    S("/me/concerns"));
}

struct saying {
	struct str ref, words;
	const char *part;
};

static enum db_status say_fn(struct ctx *cx, void *arg)
{
	const struct saying *s = arg;

	return concern_say(cx, s->ref, s->part, s->words);
}

void me_concern_say_post(struct req *r)
{
	struct member b;
	struct saying s = { .ref = web_param(r, "ref"),
		.words = str_sub(ui_post(r, "words"), 0, 5000),
		.part = str_is(web_post(r, "part"), "appeal") ? "appeal"
							      : "answer" };

	if (me_found(r, &b))
		(void)ui_done(r, ctx_change(&r->cx, say_fn, &s),
		    N_("Thank you for telling us. You hear from us."),
		    S("/me/concerns"));
}

static const struct sql *const list[] = { &SQL_HERS };
const struct sql_list concern_page_sql = { list, NELEM(list) };
