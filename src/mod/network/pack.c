/*
 * pack.c: a person's own pack of feedback, for appraisal and supervision. Only
 * they see it. The trust sees that the talk took place, as a number, and
 * nothing of what was in it.
 */
#include "base/words.h"
#include "core/setting.h"
#include "count/count.h"
#include "mod/involve/event.h"
#include "mod/involve/ui.h"
#include "mod/network/learning.h"

#define OWN_PACK  SYSTEM("it is their own: the statement asks for their person")
#define TEAMS_MAX 12

static const struct sql SQL_TEAMS = {
	"SELECT DISTINCT u.id, u.name, u.fold FROM appointment a JOIN unit u"
	" ON u.id = a.unit WHERE a.person = ?p AND (a.from_on IS NULL OR"
	" a.from_on <= ?1) AND (a.until_on IS NULL OR a.until_on > ?1)"
	" ORDER BY u.fold, u.id LIMIT 12",
	OWN_PACK
};
static const struct sql SQL_WORDS = {
	"SELECT c.shown FROM comment c WHERE c.unit = ?1 AND c.state IN"
	" ('published', 'redacted_published') AND c.shown IS NOT NULL"
	" ORDER BY c.id DESC LIMIT 5",
	SYSTEM("words that everybody may read")
};
static const struct sql SQL_LEARNT = {
	"SELECT l.ref, l.title, l.done_on, l.expires_on FROM learning l"
	" WHERE l.person = ?p ORDER BY l.done_on DESC, l.id LIMIT 40",
	OWN_PACK
};
static const struct sql SQL_PAPER = {
	"SELECT p.name, l.title, l.done_on, l.expires_on FROM learning l"
	" JOIN person p ON p.id = l.person WHERE l.ref = ?1 AND l.person = ?p",
	OWN_PACK
};
static const struct sql SQL_TALKS = {
	"SELECT k.what, k.held_on FROM feedback_talk k WHERE k.person = ?p"
	" ORDER BY k.held_on DESC, k.id LIMIT 20",
	OWN_PACK
};
static const struct sql SQL_TALK_ADD = {
	"INSERT INTO feedback_talk (person, what, held_on) VALUES (?1, ?2, ?3)"
	" ON CONFLICT (person, what, held_on) DO NOTHING",
	SYSTEM("the caller writes their own")
};

static const char *what_words(struct str code)
{
	return str_is(code, "appraisal") ? T("Appraisal") : T("Supervision");
}

/* What was said about a team --------------------------------------------- */

static void write_team(struct req *r, int64_t unit, struct str name)
{
	struct arena *a = r->cx.arena;
	const struct public_count c = count_public_unit(&r->cx, unit);
	const struct share s = answers_positive(&c.answers);
	struct rows *rows = db_query(r->cx.conn, a, &SQL_WORDS, VALS(V(unit)));
	size_t n = 0;

	html(&r->out, "<h3 class=\"nhsuk-heading-s\">%.*s</h3>", STR_ARG(name));
	ui_p_of(r, s.shown ? str_fmt(a,
				 T("Good or very good, in the last twelve "
				   "months: %.*s."),
				 STR_ARG(share_text(a, &s)))
			   : str_of(T("Too few answers to show a number.")));
	while (db_next(rows)) {
		const struct str words = db_text(rows, 0);

		if (n++ == 0)
			html(&r->out, "<ul class=\"nhsuk-list "
				      "nhsuk-list--bullet\">");
		html(&r->out, "<li>%.*s</li>", STR_ARG(words));
	}
	(void)db_done(rows);
	if (n > 0)
		html(&r->out, "</ul>");
}

static void write_teams(struct req *r)
{
	struct rows *rows =
	    db_query(r->cx.conn, r->cx.arena, &SQL_TEAMS, VALS(V(r->cx.today)));
	int64_t ids[TEAMS_MAX];
	struct str names[TEAMS_MAX];
	size_t n = 0;

	while (n < TEAMS_MAX && db_next(rows)) {
		ids[n] = db_int(rows, 0);
		names[n++] = db_text(rows, 1);
	}
	(void)db_done(rows);
	ui_sub(r, T("What people said about my teams"));
	if (n == 0)
		ui_p(r, T("You have no role in a team here yet."));
	for (size_t i = 0; i < n; i++)
		write_team(r, ids[i], names[i]);
}

static void write_learnt(struct req *r)
{
	struct arena *a = r->cx.arena;
	struct ui_table *t = ui_table(r, 40);
	struct rows *rows = db_query(r->cx.conn, a, &SQL_LEARNT, NO_VALS);

	ui_sub(r, T("What I learnt"));
	ui_th(t, T("Certificate"));
	ui_th(t, T("Done on"));
	ui_th(t, T("Again by"));
	while (db_next(rows)) {
		ui_td_link(t, db_text(rows, 1),
		    str_fmt(a, "/my-feedback/%.*s/certificate.pdf",
			STR_ARG(db_text(rows, 0))));
		ui_td(t, date_long(a, db_date(rows, 2)));
		ui_td(t, date_long(a, db_date(rows, 3)));
	}
	(void)db_done(rows);
	ui_table_end(r, t, T("My training"),
	    T("No training is written down for you yet."));
}

/* The talk ------------------------------------------------------------------
 */

static void write_talks(struct req *r, const struct problems *p)
{
	struct arena *a = r->cx.arena;
	struct ui_table *t = ui_table(r, 20);
	struct rows *rows = db_query(r->cx.conn, a, &SQL_TALKS, NO_VALS);
	const struct choice_item items[] = {
		{ .value = S("appraisal"), .text = str_of(T("Appraisal")) },
		{ .value = S("supervision"), .text = str_of(T("Supervision")) },
	};

	ui_sub(r, T("The talk about it"));
	ui_p(r, T("Look first, alone. Then talk about it with whoever you "
		  "choose to: what surprised you, what you are proud of, what "
		  "you will try. Only that the talk took place is kept, and "
		  "the trust sees only how many people have had one."));
	ui_th(t, T("Talk"));
	ui_th(t, T("Day"));
	while (db_next(rows)) {
		ui_td(t, str_of(what_words(db_text(rows, 0))));
		ui_td(t, date_long(a, db_date(rows, 1)));
	}
	(void)db_done(rows);
	ui_table_end(r, t, T("My talks"), T("No talk is written down yet."));
	ui_form(r, S("/my-feedback/talk"));
	component_radios(
	    &r->out, &(struct radios){ .name = S("what"),
			 .value = ui_post(r, "what"),
			 .legend = { .text = str_of(T("Which talk was it?")),
			     .size = "s" },
			 .error = ui_wrong(p, "what"),
			 .items = items,
			 .nitems = NELEM(items) });
	ui_field(r,
	    &(struct ui_field){ .name = "held_on",
		.label = T("On which day?"),
		.hint = T("For example, 27/3/2026"),
		.value = ui_post(r, "held_on"),
		.width = 10 },
	    p);
	ui_form_end(r, T("It took place"), NULL);
}

static void show(struct req *r, const struct problems *p)
{
	ui_summary(r, p);
	ui_head(r, T("My own feedback"));
	ui_p(r, T("Only you see this page."));
	write_teams(r);
	write_learnt(r);
	write_talks(r, p);
}

void own_pack(struct req *r)
{
	const struct problems none = { .arena = r->cx.arena };

	show(r, &none);
}

struct talk {
	int64_t person;
	const char *what;
	struct date held_on;
};

static enum db_status talk_fn(struct ctx *cx, void *arg)
{
	const struct talk *k = arg;

	return db_exec(cx->conn, cx->arena, &SQL_TALK_ADD,
	    VALS(V(k->person), V(k->what), V(k->held_on)), NULL);
}

void own_pack_talk(struct req *r)
{
	struct problems p = { .arena = r->cx.arena };
	const struct str what = ui_post(r, "what");
	struct talk k = { .person = r->cx.person,
		.what =
		    str_is(what, "appraisal") ? "appraisal" : "supervision" };

	if (!str_is(what, "appraisal") && !str_is(what, "supervision"))
		problem_add(&p, "what", T("Say which talk it was"));
	if (!date_parse(ui_post(r, "held_on"), &k.held_on) ||
	    date_cmp(k.held_on, r->cx.today) > 0)
		problem_add(&p, "held_on",
		    T("Write a day that has been, like this: 27/3/2026"));
	if (p.n > 0) {
		show(r, &p);
		return;
	}
	(void)ui_done(r, ctx_change(&r->cx, talk_fn, &k),
	    N_("Noted. What was said in it stays with you."),
	    S("/my-feedback"));
}

void own_pack_pdf(struct req *r)
{
	struct diploma d = { .trust = setting_text(&r->cx, "trust_name") };
	struct rows *rows = db_query(
	    r->cx.conn, r->cx.arena, &SQL_PAPER, VALS(V(web_param(r, "ref"))));
	const bool found = db_next(rows);

	if (found) {
		d.name = db_text(rows, 0);
		d.title = db_text(rows, 1);
		d.done_on = db_date(rows, 2);
		d.expires_on = db_date(rows, 3);
	}
	if (db_done(rows) == DB_OK && found)
		diploma_send(r, &d);
	else
		web_not_found(r);
}

static const struct sql *const list[] = { &SQL_TEAMS, &SQL_WORDS, &SQL_LEARNT,
	&SQL_PAPER, &SQL_TALKS, &SQL_TALK_ADD };
const struct sql_list pack_sql = { list, NELEM(list) };
