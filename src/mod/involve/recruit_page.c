/*
 * recruit_page.c: recruitment for who works here: the steps and the cohort in
 * numbers, a page to score one applicant without a name, and what leaves: what
 * an independent evaluator may have, and a toolkit for others to do the same.
 */
#include "base/words.h"
#include "core/audit.h"
#include "core/setting.h"
#include "mod/involve/codes.h"
#include "mod/involve/internal.h"
#include "mod/involve/recruit.h"
#include "mod/involve/ui.h"
#include "report/csv.h"
#include "report/pdf.h"
#include "text/redact.h"

#define FELT_FEW 5

static struct str path_of(
    struct req *r, const struct campaign *c, const char *rest)
{
	return str_fmt(
	    r->cx.arena, "/k/campaigns/%.*s%s", STR_ARG(c->rec.ref), rest);
}

/* The cohort in numbers ----------------------------------------------------- */

static const struct sql SQL_COHORT = {
	"SELECT count(*), count(*) FILTER (WHERE a.state NOT IN ('applied',"
	" 'not_shortlisted')), count(*) FILTER (WHERE a.interview_score IS NOT"
	" NULL), count(*) FILTER (WHERE a.state = 'appointed'),"
	" count(*) FILTER (WHERE a.state = 'appointed' AND EXISTS (SELECT 1"
	" FROM certificate x WHERE x.member = a.member AND x.course = ?2)),"
	" count(a.placement), sum(a.felt), count(a.felt),"
	" count(*) FILTER (WHERE a.state IN ('not_shortlisted', 'not_appointed') AND a.reason IS NOT NULL"
	" AND a.other_way IS NOT NULL), count(*) FILTER (WHERE a.state IN"
	"('not_shortlisted', 'not_appointed')) FROM applicant a WHERE a.campaign = ?1 AND " SCOPE(
	    "a.unit"),
	SCOPED(CAP_INVOLVE_READ)
};
static const struct sql SQL_QUOTES = {
	"SELECT a.changed, a.felt_words FROM applicant a WHERE a.campaign = ?1"
	" AND a.may_quote = 1 AND (a.changed IS NOT NULL OR a.felt_words IS"
	" NOT NULL) AND " SCOPE("a.unit") " ORDER BY a.id LIMIT 20",
	SCOPED(CAP_INVOLVE_READ)
};

static void write_numbers(struct req *r, const struct campaign *c)
{
	static const char *const what[] = { N_("Applied"), N_("Shortlisted"),
		N_("Interviewed"), N_("Appointed"), N_("Trained"),
		N_("Placed") };
	struct arena *a = r->cx.arena;
	struct ui_facts f = { .n = 0 };
	struct rows *rows = db_query(
	    r->cx.conn, a, &SQL_COHORT, VALS(V(c->rec.id), val_ref(c->course)));

	if (db_next(rows)) {
		for (int i = 0; i < (int)NELEM(what); i++)
			ui_fact(&f, T(what[i]),
			    str_fmt(a, "%lld", (long long)db_int(rows, i)));
		ui_fact(&f, T("Told why not, and another way in"),
		    str_fmt(a, T("%lld of %lld"), (long long)db_int(rows, 8),
			(long long)db_int(rows, 9)));
		if (db_int(rows, 7) >= FELT_FEW)
			ui_fact(&f, T("How it was for applicants"),
			    str_fmt(a, T("%.1f of 5 (%lld answers)"),
				(double)db_int(rows, 6) /
				    (double)db_int(rows, 7),
				(long long)db_int(rows, 7)));
	}
	(void)db_done(rows);
	ui_sub(r, T("The cohort in numbers"));
	ui_facts(r, &f);
}

static void write_quotes(struct req *r, const struct campaign *c)
{
	struct rows *rows =
	    db_query(r->cx.conn, r->cx.arena, &SQL_QUOTES, VALS(V(c->rec.id)));
	size_t n = 0;

	while (db_next(rows)) {
		if (n++ == 0)
			ui_sub(r, T("In their words, with their consent"));
		for (int i = 0; i < 2; i++)
			if (!db_null(rows, i))
				html(&r->out,
				    "<blockquote class=\"nhsuk-inset-text\">"
				    "<p>%.*s</p></blockquote>",
				    STR_ARG(db_text(rows, i)));
	}
	(void)db_done(rows);
}

/* Who waits for this person's scores, as numbers ------------------------------ */

static const struct sql SQL_TO_SCORE = {
	"SELECT a.ref, a.title, a.shortlist_score, a.interview_score,"
	" (SELECT count(DISTINCT s.person) FROM applicant_score s"
	" WHERE s.applicant = a.id AND s.stage = ?2) FROM applicant a"
	" WHERE a.campaign = ?1 AND a.state NOT IN ('not_shortlisted',"
	" 'withdrawn') AND " SCOPE("a.unit") " ORDER BY a.id LIMIT 200",
	SCOPED(CAP_INVOLVE_WRITE)
};

static struct str points_words(struct arena *a, struct rows *rows, int column)
{
	return db_null(rows, column)
		   ? S("")
		   : str_fmt(a, "%lld", (long long)db_int(rows, column));
}

static void write_applicants(struct req *r, const struct campaign *c)
{
	struct arena *a = r->cx.arena;
	const bool open =
	    str_is(c->state, "shortlist") || str_is(c->state, "interview");
	struct ui_table *t = ui_table(r, 200);
	struct rows *rows = db_query(
	    r->cx.conn, a, &SQL_TO_SCORE, VALS(V(c->rec.id), V(c->state)));

	ui_th(t, T("Applicant"));
	ui_th(t, T("Shortlisting, of 20"));
	ui_th(t, T("Interview, of 40"));
	ui_th(t, T("Scored by"));
	while (db_next(rows)) {
		ui_td_link(t, db_text(rows, 1),
		    str_fmt(a, "/k/applicants/%.*s%s",
			STR_ARG(db_text(rows, 0)), open ? "/score" : ""));
		ui_td(t, points_words(a, rows, 2));
		ui_td(t, points_words(a, rows, 3));
		ui_td(t, str_fmt(a, "%lld", (long long)db_int(rows, 4)));
	}
	(void)db_done(rows);
	ui_table_end(
	    r, t, T("Applicants, as numbers"), T("Nobody has applied yet."));
}

static void write_steps(struct req *r, const struct campaign *c)
{
	size_t n;
	const struct campaign_step *s = campaign_steps(&n);

	for (size_t i = 0; i < n; i++) {
		if (!str_is(c->state, s[i].from))
			continue;
		const char *why =
		    s[i].wait != NULL ? s[i].wait(&r->cx, c) : NULL;

		ui_sub(r, T("What comes next"));
		if (why != NULL)
			ui_p(r, T(why));
		else
			ui_button_form(r, path_of(r, c, "/step"), "to", s[i].to,
			    T(s[i].label), NULL);
	}
}

void campaign_more(struct req *r, const void *rec)
{
	const struct campaign *c = rec;
	const bool mine = may(&r->cx, CAP_INVOLVE_WRITE, c->unit);

	if (mine)
		write_steps(r, c);
	if (str_is(c->state, "open"))
		ui_link(r,
		    str_fmt(r->cx.arena, "/involve/leaders/%.*s",
			STR_ARG(c->rec.ref)),
		    T("As everybody sees it"));
	write_numbers(r, c);
	if (mine)
		write_applicants(r, c);
	write_quotes(r, c);
	ui_link(r, path_of(r, c, "/toolkit.pdf"),
	    T("A toolkit, for others to do the same (PDF)"));
	if (may(&r->cx, CAP_EXPORT, c->unit))
		ui_link(r, path_of(r, c, "/evaluator.csv"),
		    T("For an independent evaluator: with consent, names "
		      "taken out (CSV)"));
}

struct moving {
	const struct campaign *c;
	struct str to;
};

static enum db_status move_fn(struct ctx *cx, void *arg)
{
	const struct moving *m = arg;

	return campaign_move(cx, m->c, m->to);
}

void campaign_step_post(struct req *r)
{
	struct campaign c;
	struct moving m = { &c, web_post(r, "to") };

	if (!kind_get_ref(&r->cx, &kind_campaign, web_param(r, "ref"), &c)) {
		web_not_found(r);
		return;
	}
	(void)ui_done(r, ctx_change(&r->cx, move_fn, &m), N_("Done."),
	    path_of(r, &c, ""));
}

/* One applicant, without a name ----------------------------------------------- */

struct scoring {
	struct applicant a;
	struct campaign c;
	struct str lines[LINES_MAX];
	size_t n;
	const char *seat;
	int64_t points[LINES_MAX];
};

static bool find(struct req *r, struct scoring *s)
{
	struct ctx *cx = &r->cx;

	if (!kind_get_ref(cx, &kind_applicant, web_param(r, "ref"), &s->a) ||
	    !kind_get(cx, &kind_campaign, s->a.campaign, &s->c)) {
		web_not_found(r);
		return false;
	}
	s->n = recruit_lines(
	    str_is(s->c.state, "interview") ? s->c.questions : s->c.criteria,
	    s->lines);
	return true;
}

static void write_points(struct req *r, const struct scoring *s, size_t i)
{
	static const char *const labels[] = { N_("0: not at all"),
		N_("1: a little"), N_("2: partly"), N_("3: well"),
		N_("4: very well") };
	struct choice_item items[NELEM(labels)] = { 0 };
	struct arena *a = r->cx.arena;

	for (size_t k = 0; k < NELEM(labels); k++) {
		items[k].value = str_fmt(a, "%zu", k);
		items[k].text = str_of(T(labels[k]));
	}
	component_radios(
	    &r->out, &(struct radios){ .name = str_fmt(a, "p%zu", i),
			 .legend.text = s->lines[i],
			 .items = items,
			 .nitems = NELEM(items),
			 .small = true });
}

void applicant_score_page(struct req *r)
{
	struct scoring s;
	struct choice_item seats[2] = { { .value = S("staff") },
		{ .value = S("leader") } };

	if (!find(r, &s))
		return;
	const bool interview = str_is(s.c.state, "interview");

	r->back = path_of(r, &s.c, "");
	ui_head_of(r, s.a.title);
	ui_p_of(r, s.c.title);
	ui_sub(r, T("What they wrote"));
	ui_lines(r, s.a.answers);
	if (interview && !str_null(s.a.adjustments)) {
		ui_sub(r, T("What they need for the interview"));
		ui_lines(r, s.a.adjustments);
	}
	if (!interview && !str_is(s.c.state, "shortlist")) {
		ui_p(r, T("Scores are open while you shortlist and while you "
			  "interview."));
		return;
	}
	ui_sub(r, interview ? T("Interview") : T("Shortlisting"));
	ui_form(r, STR_NULL);
	for (size_t i = 0; i < s.n; i++)
		write_points(r, &s, i);
	seats[0].text = str_of(T("Mine"));
	seats[0].checked = true;
	seats[1].text = str_of(T("The patient leader's on the panel"));
	component_radios(
	    &r->out, &(struct radios){ .name = S("seat"),
			 .legend.text = str_of(T("Whose scores are these?")),
			 .items = seats,
			 .nitems = 2,
			 .small = true });
	ui_form_end(r, T("Keep the scores"), NULL);
}

static enum db_status score_fn(struct ctx *cx, void *arg)
{
	const struct scoring *s = arg;

	return recruit_score(cx, &s->a, s->seat, s->points, s->n);
}

void applicant_score_post(struct req *r)
{
	struct scoring s;

	if (!find(r, &s))
		return;
	s.seat = str_is(web_post(r, "seat"), "leader") ? "leader" : "staff";
	for (size_t i = 0; i < s.n; i++)
		if (!str_int64(
			web_post(r, str_cstr(r->cx.arena,
					str_fmt(r->cx.arena, "p%zu", i))),
			&s.points[i]) ||
		    s.points[i] < 0 || s.points[i] > POINTS_MAX) {
			web_error(r, 422, T("A score is missing"),
			    T("Go back and choose one for each line."));
			return;
		}
	(void)ui_done(r, ctx_change(&r->cx, score_fn, &s), N_("Kept."),
	    path_of(r, &s.c, ""));
}

void applicant_more(struct req *r, const void *rec)
{
	const struct applicant *a = rec;

	ui_link(r,
	    str_fmt(
		r->cx.arena, "/k/applicants/%.*s/score", STR_ARG(a->rec.ref)),
	    T("Score, without a name"));
}

/* What leaves --------------------------------------------------------------- */

static const struct sql SQL_SHARED = {
	"SELECT a.title, a.state, a.shortlist_score, a.interview_score,"
	" a.placement, a.felt, a.answers, a.felt_words, a.changed"
	" FROM applicant a WHERE a.campaign = ?1 AND a.may_share = 1 AND " SCOPE(
	    "a.unit") " ORDER BY a.id LIMIT 2000",
	SCOPED(CAP_EXPORT)
};

/* The text with "[NAME]" and so on in place of who somebody is. */
static struct str without_names(struct arena *a, struct str text)
{
	struct redact_spans found = { .n = 0 };
	struct buf b = buf_make((size_t)1 << 16);
	size_t at = 0;

	text_redact(text, NULL, &found);
	for (size_t i = 0; i < found.n; i++) {
		buf_str(&b, str_sub(text, at, found.list[i].from - at));
		buf_fmt(&b, "[%s]", redact_type_name(found.list[i].type));
		at = found.list[i].to;
	}
	buf_str(&b, str_sub(text, at, text.n));
	const struct str s = str_dup(a, buf_view(&b));

	buf_free(&b);
	redact_spans_free(&found);
	return s;
}

static enum db_status exported_fn(struct ctx *cx, void *arg)
{
	return audit(
	    cx, "export", "campaign", *(const struct str *)arg, S("evaluator"));
}

void campaign_evaluator(struct req *r)
{
	static const char *const heads[] = { "applicant", "state",
		"shortlisting_of_20", "interview_of_40", "placement",
		"felt_1_to_5", "answers", "how_it_was", "what_changed" };
	struct arena *a = r->cx.arena;
	struct campaign c;
	struct str ref = web_param(r, "ref"), cells[NELEM(heads)];
	struct buf out = buf_make(BUF_PAGE);

	if (!kind_get_ref(&r->cx, &kind_campaign, ref, &c)) {
		web_not_found(r);
		return;
	}
	const enum db_status st = ctx_change(&r->cx, exported_fn, &ref);

	if (st != DB_OK) {
		web_change_failed(r, st);
		return;
	}
	csv_bom(&out);
	for (size_t i = 0; i < NELEM(heads); i++)
		cells[i] = str_of(heads[i]);
	csv_row(&out, cells, NELEM(heads));
	struct rows *rows =
	    db_query(r->cx.conn, a, &SQL_SHARED, VALS(V(c.rec.id)));

	while (db_next(rows)) {
		for (int i = 0; i < (int)NELEM(heads); i++)
			cells[i] = i < 6 ? db_text(rows, i)
					 : without_names(a, db_text(rows, i));
		csv_row(&out, cells, NELEM(heads));
	}
	(void)db_done(rows);
	web_send(r, "text/csv; charset=utf-8", S("evaluator.csv"), &out);
	buf_free(&out);
}

static void part(struct pdf *p, const char *heading, struct str text)
{
	if (str_empty(text))
		return;
	pdf_flow(p,
	    &(struct pdf_text){ .text = str_of(heading),
		.size = 16,
		.bold = true,
		.role = PDF_H2 },
	    6);
	pdf_flow(p, &(struct pdf_text){ .text = text }, 14);
}

/* A sheet with a line to write each score on. */
static struct str sheet(struct arena *a, struct str text)
{
	struct str lines[LINES_MAX], s = S("");
	const size_t n = recruit_lines(text, lines);

	for (size_t i = 0; i < n; i++)
		s = str_fmt(a, "%.*s%zu. %.*s    0   1   2   3   4\n",
		    STR_ARG(s), i + 1, STR_ARG(lines[i]));
	return s;
}

void campaign_toolkit(struct req *r)
{
	struct campaign c;
	struct buf out = buf_make(PDF_MAX);
	struct err e = { "" };

	if (!kind_get_ref(&r->cx, &kind_campaign, web_param(r, "ref"), &c)) {
		web_not_found(r);
		return;
	}
	struct pdf *p = pdf_new(PDF_A4, c.title);

	pdf_footer(p, setting_text(&r->cx, "trust_name"));
	pdf_flow(p,
	    &(struct pdf_text){
		.text = c.title, .size = 22, .bold = true, .role = PDF_H1 },
	    14);
	part(p, T("Role description"), c.role);
	part(p, T("How to get help with applying"), c.help);
	part(p, T("Application form: a box for each"), c.criteria);
	part(p, T("Shortlisting sheet: numbers, no names"),
	    sheet(r->cx.arena, c.criteria));
	part(p, T("Interview sheet: questions are sent before"),
	    sheet(r->cx.arena, c.questions));
	part(p, T("The rules"),
	    str_of(T("A patient leader sits on the panel and scores like "
		     "everybody. Ask what each person needs for the "
		     "interview. Everybody who is not chosen gets a reason "
		     "and another way in. Ask all applicants how it was. "
		     "Quote nobody who did not agree.")));
	part(p, T("What the cohort changed"), c.evaluation);
	if (!pdf_finish(p, &out, &e))
		web_error(r, 500, T("The toolkit could not be made"), e.text);
	else
		web_send(r, "application/pdf", S("toolkit.pdf"), &out);
	pdf_free(p);
	buf_free(&out);
}

static const struct sql *const list[] = { &SQL_COHORT, &SQL_QUOTES,
	&SQL_TO_SCORE, &SQL_SHARED };
const struct sql_list recruit_page_sql = { list, NELEM(list) };
