/*
 * recruit_me.c: becoming a patient leader: what is open, for everybody; the
 * application of a member, what became of it, her answer to an offer and how it
 * was for her.
 */
#include "base/words.h"
#include "mod/involve/codes.h"
#include "mod/involve/internal.h"
#include "mod/involve/recruit.h"
#include "mod/involve/ui.h"

static const struct sql SQL_LIST = {
	"SELECT c.ref, c.title, c.role, c.apply_by FROM campaign c"
	" WHERE c.state = 'open' AND c.apply_by >= ?1"
	" ORDER BY c.apply_by, c.id LIMIT 20",
	SYSTEM("an open recruitment is for everybody")
};

void involve_leaders(struct req *r)
{
	struct arena *a = r->cx.arena;
	size_t n = 0;
	struct rows *rows =
	    db_query(r->cx.conn, a, &SQL_LIST, VALS(V(r->cx.today)));

	r->back = S("/involve");
	ui_head(r, T("Become a patient leader"));
	ui_p(r, T("Patient leaders sit where things are decided. You need no "
		  "certificates: what you lived through counts. Training, "
		  "support and somebody beside you come with it."));
	while (db_next(rows)) {
		n++;
		html(&r->out,
		    "<h2 class=\"nhsuk-heading-m\"><a"
		    " href=\"/involve/leaders/%.*s\">%.*s</a></h2>",
		    STR_ARG(db_text(rows, 0)), STR_ARG(db_text(rows, 1)));
		ui_p_of(r, db_text(rows, 2));
		ui_p_of(r, str_fmt(a, T("Apply by %.*s."),
			       STR_ARG(date_long(a, db_date(rows, 3)))));
	}
	(void)db_done(rows);
	if (n == 0)
		ui_p(r, T("Nothing is open now. Members with the bulletin "
			  "hear of the next one first."));
}

/* Applying -------------------------------------------------------------- */

static const struct choice consent_list[] = {
	{ "quote", N_("You may quote me, without my name") },
	{ "share", N_("An independent evaluator may read this, with names "
		      "taken out") },
};
static const struct choices consents = { consent_list, NELEM(consent_list) };

static struct str field_of(struct req *r, size_t i)
{
	return str_fmt(r->cx.arena, "answer%zu", i);
}

static void write_form(
    struct req *r, const struct campaign *c, const struct problems *p)
{
	struct str lines[LINES_MAX];
	const size_t n = recruit_lines(c->criteria, lines);

	ui_sub(r, T("Apply"));
	ui_p(r, T("A few sentences for each. You can also call us, and "
		  "somebody writes it down for you. Who reads it sees a "
		  "number, not your name."));
	ui_form(r,
	    str_fmt(r->cx.arena, "/involve/leaders/%.*s", STR_ARG(c->rec.ref)));
	for (size_t i = 0; i < n; i++) {
		const struct str name = field_of(r, i);
		const char *cname = str_cstr(r->cx.arena, name);

		ui_field(r,
		    &(struct ui_field){ .name = cname,
			.label = str_cstr(r->cx.arena, lines[i]),
			.value = web_post(r, cname),
			.rows = 4 },
		    p);
	}
	ui_field(r,
	    &(struct ui_field){ .name = "adjustments",
		.label = T("What would you need for an interview? (optional)"),
		.value = web_post(r, "adjustments"),
		.rows = 2 },
	    p);
	bits_boxes(r, "consent", &consents,
	    bits_posted(&r->form, "consent", &consents),
	    T("Only if you wish (optional)"), NULL);
	ui_form_end(r, T("Send my application"), NULL);
}

static void show(
    struct req *r, const struct campaign *c, const struct problems *p)
{
	struct arena *a = r->cx.arena;
	struct ui_facts f = { .n = 0 };
	struct member me;

	r->back = S("/involve/leaders");
	ui_summary(r, p);
	ui_head_of(r, c->title);
	ui_lines(r, c->role);
	ui_fact(&f, T("Apply by"), date_long(a, c->apply_by));
	ui_fact(&f, T("Interviews"), date_long(a, c->interview_on));
	ui_fact(&f, T("Places"), str_fmt(a, "%lld", (long long)c->places));
	ui_fact(&f, T("Help with applying"), c->help);
	ui_facts(r, &f);
	ui_p(r, T("A patient leader is on the panel. You get the questions "
		  "before the interview. Everybody gets an answer with a "
		  "reason, and another way to take part."));
	if (member_me(&r->cx, &me)) {
		write_form(r, c, p);
		return;
	}
	ui_sub(r, T("What we look for"));
	ui_lines(r, c->criteria);
	component_button(&r->out,
	    &(struct button){ .text = str_of(T("Join first, then apply")),
		.href = S("/involve/join") });
}

static bool find(struct req *r, struct campaign *c)
{
	if (recruit_open(&r->cx, web_param(r, "ref"), c))
		return true;
	web_error(r, 404, T("This is no longer open"),
	    T("Look at the page “Become a patient leader” for what is."));
	return false;
}

void involve_leader(struct req *r)
{
	struct campaign c;

	if (find(r, &c))
		show(r, &c, NULL);
}

struct applying {
	const struct campaign *c;
	const struct member *b;
	struct applicant said;
};

static enum db_status apply_fn(struct ctx *cx, void *arg)
{
	const struct applying *x = arg;

	return recruit_apply(cx, x->c, x->b, &x->said);
}

/* Each criterion and what she wrote to it. */
static struct str answers(struct req *r, const struct campaign *c)
{
	struct str lines[LINES_MAX], s = S("");
	const size_t n = recruit_lines(c->criteria, lines);

	for (size_t i = 0; i < n; i++) {
		const struct str one = str_sub(
		    ui_post(r, str_cstr(r->cx.arena, field_of(r, i))), 0, 600);

		if (!str_null(one))
			s = str_fmt(r->cx.arena, "%.*s%.*s\n%.*s\n\n",
			    STR_ARG(s), STR_ARG(lines[i]), STR_ARG(one));
	}
	return s;
}

void involve_leader_post(struct req *r)
{
	struct campaign c;
	struct member b;
	struct problems p = { .arena = r->cx.arena };
	const int64_t said = bits_posted(&r->form, "consent", &consents);
	struct applying x = { &c, &b, { .unit = 0 } };

	if (!me_found(r, &b) || !find(r, &c))
		return;
	x.said.answers = answers(r, &c);
	x.said.adjustments = str_sub(ui_post(r, "adjustments"), 0, 1000);
	x.said.may_quote = (said & 1) != 0;
	x.said.may_share = (said & 2) != 0;
	if (str_empty(x.said.answers))
		problem_add(&p, "answer0", T("Write a few sentences"));
	if (p.n > 0) {
		show(r, &c, &p);
		return;
	}
	const enum db_status st = ctx_change(&r->cx, apply_fn, &x);

	if (st == DB_DUPLICATE) {
		web_error(r, 409, T("You have applied already"),
		    T("Look at your page for what became of it."));
		return;
	}
	(void)ui_done(r, st,
	    N_("Thank you. You hear from us, whatever is decided."), S("/me"));
}

/* What became of it --------------------------------------------------------- */

static const struct sql SQL_HERS = {
	"SELECT a.ref, c.title, a.state, a.reason, a.other_way, a.felt,"
	" c.state, c.questions, c.interview_on, a.placement FROM applicant a"
	" JOIN campaign c ON c.id = a.campaign WHERE a.member = ?1 AND " OWN(
	    "a.member") " ORDER BY a.id DESC LIMIT 10",
	OWN_ROW
};

static void felt_form(struct req *r, struct str ref)
{
	static const char *const labels[] = { N_("Very poor"), N_("Poor"),
		N_("Neither good nor poor"), N_("Good"), N_("Very good") };
	struct choice_item items[NELEM(labels)] = { 0 };
	struct arena *a = r->cx.arena;

	for (size_t i = 0; i < NELEM(labels); i++) {
		items[i].value = str_fmt(a, "%zu", i + 1);
		items[i].text = str_of(T(labels[i]));
	}
	ui_form(r, str_fmt(a, "/me/leaders/%.*s", STR_ARG(ref)));
	component_radios(
	    &r->out, &(struct radios){ .name = S("felt"),
			 .id_prefix = str_fmt(a, "felt-%.*s", STR_ARG(ref)),
			 .legend.text = str_of(T("How was it to apply?")),
			 .items = items,
			 .nitems = NELEM(items),
			 .small = true });
	component_textarea(&r->out,
	    &(struct textarea){ .name = S("words"),
		.id = str_fmt(a, "words-%.*s", STR_ARG(ref)),
		.label.text =
		    str_of(T("What should we do differently? (optional)")),
		.rows = 3 });
	ui_form_end(r, T("Send"), "secondary");
}

/* A decision is shown once the cohort's step told everybody. */
static void write_one(struct req *r, struct rows *rows)
{
	struct arena *a = r->cx.arena;
	const struct str ref = db_text(rows, 0), state = db_text(rows, 2);
	const struct str stage = db_text(rows, 6);
	const bool early = str_is(stage, "open") || str_is(stage, "shortlist");
	const bool asked = !early && !str_is(state, "not_shortlisted");
	const bool over = str_is(stage, "placed") || str_is(stage, "done");
	const bool told = over || str_is(state, "not_shortlisted");

	html(&r->out, "<h3 class=\"nhsuk-heading-s\">%.*s</h3>",
	    STR_ARG(db_text(rows, 1)));
	ui_p_of(r, early ? str_of(T("We have your application."))
			 : code_words(&applicant_states, state));
	if (early)
		return;
	if (asked && !over) {
		ui_p_of(r, str_fmt(a, T("The interview: %.*s. The questions:"),
			       STR_ARG(date_long(a, db_date(rows, 8)))));
		ui_lines(r, db_text(rows, 7));
	}
	if (told) {
		ui_p_of(r, db_text(rows, 3));
		ui_p_of(r, db_text(rows, 4));
	}
	if (str_is(state, "offered")) {
		const struct str path =
		    str_fmt(a, "/me/leaders/%.*s", STR_ARG(ref));

		ui_button_form(
		    r, path, "answer", "yes", T("Yes, I take the place"), NULL);
		ui_button_form(
		    r, path, "answer", "no", T("No, thank you"), "secondary");
	}
	if (told && db_null(rows, 5))
		felt_form(r, ref);
}

void me_leaders(struct req *r, const struct member *b)
{
	struct rows *rows =
	    db_query(r->cx.conn, r->cx.arena, &SQL_HERS, VALS(V(b->rec.id)));
	size_t n = 0;

	while (db_next(rows)) {
		if (n++ == 0)
			ui_sub(r, T("My applications"));
		write_one(r, rows);
	}
	(void)db_done(rows);
}

struct answering {
	struct str ref, words, answer;
	int64_t felt;
};

static enum db_status answer_fn(struct ctx *cx, void *arg)
{
	const struct answering *x = arg;

	return str_null(x->answer)
		   ? recruit_felt(cx, x->ref, x->felt, x->words)
		   : recruit_answer(cx, x->ref, str_is(x->answer, "yes"));
}

void me_leader_post(struct req *r)
{
	struct member b;
	struct answering x = { .ref = web_param(r, "ref"),
		.words = str_sub(ui_post(r, "words"), 0, 2000),
		.answer = ui_post(r, "answer") };

	if (!me_found(r, &b))
		return;
	if (!str_int64(web_post(r, "felt"), &x.felt) || x.felt < 1 ||
	    x.felt > 5)
		x.felt = 0;
	(void)ui_done(r, ctx_change(&r->cx, answer_fn, &x),
	    N_("Thank you for telling us."), S("/me"));
}

static const struct sql *const list[] = { &SQL_LIST, &SQL_HERS };
const struct sql_list recruit_me_sql = { list, NELEM(list) };
