/*
 * gather_page.c: what a volunteer sees: their shifts, and the form that they
 * hand to people. The form is the one of every poster; the page brings tokens
 * with it, so that its script can keep answers while there is no signal
 * (docs/network.md). Without scripts each answer is sent as it is given.
 */
#include <stdlib.h>

#include "base/asset.h"
#include "base/words.h"
#include "core/keys.h"
#include "mod/involve/ui.h"
#include "mod/listen/capture.h"
#include "mod/listen/store.h"
#include "mod/listen/token.h"
#include "mod/network/volunteer.h"
#include "web/limit.h"

/* Forms that one visit of the page gives for the time without a signal. */
#define SPARES 40

#define ONE_SHIFT                                                         \
	"SELECT s.ref, s.title, s.unit, s.happens_on, s.from_time,"       \
	" s.until_time, v.title FROM shift s JOIN volunteer v ON v.id = " \
	"s.volunteer WHERE s.ref = ?1 AND "
static const struct sql SQL_MINE = { ONE_SHIFT "v.person = ?p",
	SYSTEM("it is their own: the statement asks for their person") };
static const struct sql SQL_THEIRS = { ONE_SHIFT SCOPE("s.unit"),
	SCOPED(CAP_INVOLVE_WRITE) };
static const struct sql SQL_SHIFTS = {
	"SELECT s.ref, s.title, s.happens_on, s.from_time, s.until_time,"
	" u.name, (SELECT count(*) FROM shift_answer a WHERE a.shift = s.id)"
	" FROM shift s JOIN volunteer v ON v.id = s.volunteer"
	" JOIN unit u ON u.id = s.unit WHERE v.person = ?p"
	" AND s.state <> 'missed' ORDER BY s.happens_on DESC, s.id LIMIT 60",
	SYSTEM("they are their own: the statement asks for their person")
};
static const struct sql SQL_LEARNT = {
	"SELECT l.title, l.done_on, l.expires_on FROM learning l"
	" JOIN volunteer v ON v.id = l.volunteer WHERE v.person = ?p"
	" ORDER BY l.done_on DESC, l.id LIMIT 60",
	SYSTEM("it is their own: the statement asks for their person")
};
static const struct sql SQL_PLACES = {
	"SELECT t.code, t.name FROM touch_point t WHERE t.unit = ?1"
	" AND (t.opened IS NULL OR t.opened <= ?2)"
	" AND (t.closed IS NULL OR t.closed > ?2) ORDER BY t.name, t.id"
	" LIMIT 20",
	SYSTEM("codes hang on the walls of the ward")
};

struct my_shift {
	struct str ref, title, from_time, until_time, who;
	int64_t unit;
	struct date happens_on;
};

/* How many answers wait on this device, written by the script. */
static void waiting_box(struct req *r)
{
	html(&r->out,
	    "<div class=\"nhsuk-inset-text\" hidden data-waiting "
	    "data-none=\"%s\" data-one=\"%s\" data-some=\"%s\" "
	    "data-refused=\"%s\" data-again=\"%s\" data-full=\"%s\" "
	    "data-empty=\"%s\" data-failed=\"%s\">"
	    "<p role=\"status\" data-status></p></div>",
	    T("Nothing waits on this device: every answer is with us."),
	    T("1 answer waits on this device. It goes out by itself when "
	      "there is a signal. Keep this page open, or open it again."),
	    T("%d answers wait on this device. They go out by themselves when "
	      "there is a signal. Keep this page open, or open it again."),
	    T("An answer could not be taken. It is still here."),
	    T("Look at it again"),
	    T("This device can keep no more answers without a signal. What is "
	      "typed here is not lost: go where there is a signal, then press "
	      "Send again."),
	    T("Please answer the first question or write some words. Then "
	      "press Send."),
	    T("This device could not keep the answer. What is typed is still "
	      "here: please press Send again."));
}

static bool shift_find(struct req *r, struct my_shift *ret)
{
	static const struct sql *const ways[] = { &SQL_MINE, &SQL_THEIRS };

	for (size_t i = 0; i < NELEM(ways); i++) {
		struct rows *rows = db_query(r->cx.conn, r->cx.arena, ways[i],
		    VALS(V(web_param(r, "ref"))));
		const bool found = db_next(rows);

		if (found)
			*ret = (struct my_shift){ .ref = db_text(rows, 0),
				.title = db_text(rows, 1),
				.unit = db_int(rows, 2),
				.happens_on = db_date(rows, 3),
				.from_time = db_text(rows, 4),
				.until_time = db_text(rows, 5),
				.who = db_text(rows, 6) };
		if (db_done(rows) == DB_OK && found)
			return true;
	}
	return false;
}

/* My shifts ----------------------------------------------------------------
 */

static void write_learnt(struct req *r)
{
	struct arena *a = r->cx.arena;
	struct ui_table *t = ui_table(r, 60);
	struct rows *rows = db_query(r->cx.conn, a, &SQL_LEARNT, NO_VALS);

	ui_th(t, T("What I learnt"));
	ui_th(t, T("When"));
	ui_th(t, T("Again by"));
	while (db_next(rows)) {
		ui_td(t, db_text(rows, 0));
		ui_td(t, date_long(a, db_date(rows, 1)));
		ui_td(t, date_long(a, db_date(rows, 2)));
	}
	(void)db_done(rows);
	ui_sub(r, T("My training"));
	ui_table_end(r, t, T("My training as a volunteer"),
	    T("No training is written down yet."));
}

void my_shifts(struct req *r)
{
	struct arena *a = r->cx.arena;
	struct ui_table *t = ui_table(r, 60);
	struct rows *rows;

	ui_head(r, T("My shifts"));
	waiting_box(r);
	rows = db_query(r->cx.conn, a, &SQL_SHIFTS, NO_VALS);
	ui_th(t, T("Shift"));
	ui_th(t, T("Where"));
	ui_th(t, T("Day"));
	ui_th(t, T("Time"));
	ui_th(t, T("Answers gathered"));
	while (db_next(rows)) {
		ui_td_link(t, db_text(rows, 1),
		    str_fmt(a, "/volunteer/shifts/%.*s",
			STR_ARG(db_text(rows, 0))));
		ui_td(t, db_text(rows, 5));
		ui_td(t, date_long(a, db_date(rows, 2)));
		ui_td(
		    t, str_fmt(a, T("%.*s to %.*s"), STR_ARG(db_text(rows, 3)),
			   STR_ARG(db_text(rows, 4))));
		ui_td(t, str_fmt(a, "%lld", (long long)db_int(rows, 6)));
	}
	(void)db_done(rows);
	ui_table_end(r, t, T("My shifts, the newest first"),
	    T("You have no shifts. If you volunteer here, ask the person who "
	      "looks after volunteers to plan one for you."));
	write_learnt(r);
}

/* The form in a shift ------------------------------------------------------ */

static struct str path_of(struct req *r, struct str shift, struct str code)
{
	return str_fmt(r->cx.arena, "/volunteer/shifts/%.*s/%.*s",
	    STR_ARG(shift), STR_ARG(code));
}

/* The code of the place that was chosen, or of the only one; else the list of
 * them is written. */
static struct str choose_place(struct req *r, const struct my_shift *s)
{
	struct arena *a = r->cx.arena;
	struct rows *rows = db_query(
	    r->cx.conn, a, &SQL_PLACES, VALS(V(s->unit), V(r->cx.today)));
	struct str codes[20], names[20];
	size_t n = 0;

	while (n < NELEM(codes) && db_next(rows)) {
		codes[n] = db_text(rows, 0);
		names[n++] = db_text(rows, 1);
	}
	(void)db_done(rows);
	if (n == 1)
		return codes[0];
	ui_head_of(r, s->title);
	waiting_box(r);
	ui_p(r, n == 0 ? T("This team has no place to answer yet. Somebody "
			   "who looks after surveys can make one.")
		       : T("Choose where people answer."));
	html(&r->out, "<ul class=\"nhsuk-list\">");
	for (size_t i = 0; i < n; i++)
		html(&r->out, "<li><a href=\"%.*s\">%.*s</a></li>",
		    STR_ARG(path_of(r, s->ref, codes[i])), STR_ARG(names[i]));
	html(&r->out, "</ul>");
	return STR_NULL;
}

/* Tokens for answers that are given without a signal, each with the return code
 * that follows from it, so that the thanks can show it. */
static void write_spares(struct req *r, struct str shift, const struct place *p)
{
	html(&r->out, "<div hidden data-spares=\"");
	for (int i = 0; i < SPARES; i++) {
		const struct str token = gather_token(&r->cx, shift, p->code);
		const struct str code =
		    return_code(r->cx.app->keys, r->cx.arena, token);

		html(&r->out, "%s%.*s:%.*s", i > 0 ? " " : "", STR_ARG(token),
		    STR_ARG(code));
	}
	html(&r->out, "\"></div>");
	html(&r->out,
	    "<div hidden tabindex=\"-1\" data-thanks>"
	    "<h2 class=\"nhsuk-heading-m\">%s</h2><p>%s</p>"
	    "<p class=\"nhsuk-heading-l heard-code\" data-code></p>"
	    "<p>%s</p></div>",
	    T("Thank you"),
	    T("With this code you can see what we did about what you said. "
	      "Write it down. Nobody can find it again."),
	    T("Below is an empty form for the next person."));
}

static void show_form(struct req *r, struct str shift, struct place *p,
    const struct mistakes *m, struct str token)
{
	p->survey.one_per_page = false;
	p->post_to = path_of(r, shift, p->code);
	r->back = S("/volunteer");
	if (m->n > 0 && r->status == 200)
		r->status = 422;
	if (r->cx.person != 0) {
		waiting_box(r);
		write_spares(r, shift, p);
	}
	capture_form(r, p, &r->form, m, token, 0);
}

static void show_place(struct req *r, const struct my_shift *s, struct str code)
{
	const struct mistakes none = { .n = 0 };
	struct place p;

	if (place_find(&r->cx, code, &p) && p.unit == s->unit)
		show_form(
		    r, s->ref, &p, &none, gather_token(&r->cx, s->ref, p.code));
	else
		capture_no_place(r, code);
}

void my_shift(struct req *r)
{
	struct my_shift s;

	if (!shift_find(r, &s)) {
		web_not_found(r);
		return;
	}
	r->back = S("/volunteer");
	const struct str code = choose_place(r, &s);

	if (!str_null(code))
		show_place(r, &s, code);
}

void my_shift_place(struct req *r)
{
	struct my_shift s;

	if (shift_find(r, &s))
		show_place(r, &s, web_param(r, "code"));
	else
		web_not_found(r);
}

/* An answer ---------------------------------------------------------------- */

/* When nothing is said about the day, it was the day of the answer, which may
 * be some days before it is sent. */
static struct date answered_on(struct req *r)
{
	struct date d;

	if (!date_parse_iso(web_post(r, "answered_on"), &d) ||
	    date_cmp(d, r->cx.today) > 0 ||
	    date_days_between(d, r->cx.today) > GATHER_DAYS)
		return r->cx.today;
	return d;
}

static void refuse(struct req *r, struct str shift, struct place *p, int status,
    struct str token, const char *sentence)
{
	struct mistakes m = { .n = 0 };

	r->status = status;
	mistake_add(&m, "send", str_of(sentence));
	show_form(r, shift, p, &m, token);
}

/* The thanks. The script throws an answer away only when it finds its own token
 * in here. */
static void thank(struct req *r, const struct place *p, const struct said *s,
    struct str token, struct str code)
{
	capture_thanks(r, p, s, code);
	html(&r->out, "<div hidden data-kept=\"%.*s\"></div>", STR_ARG(token));
	ui_link(r,
	    web_param(r, "ref").n > 0 ? path_of(r, web_param(r, "ref"), p->code)
				      : S("/volunteer"),
	    T("An empty form for the next person"));
}

static void keep(struct req *r, const struct place *p, const struct said *s,
    struct str token)
{
	const struct str code =
	    return_code(r->cx.app->keys, r->cx.arena, token);
	const struct str ref = response_ref_of_code(&r->cx, code);
	struct append *ap = append_new();

	store_said(&r->cx, ap, p, s,
	    &(struct occasion){ .ref = ref,
		.mode = mode_for(p->mode, p->setting),
		.lang = str_of(words_current()->code) });
	gather_note(&r->cx, ap, web_param(r, "ref"), p->touch_point, token);
	thank(r, p, s, token, code);
	web_commit(r, ap);
}

static void send_said(
    struct req *r, struct place *p, const struct said *s, struct str token)
{
	const struct str code =
	    return_code(r->cx.app->keys, r->cx.arena, token);

	switch (store_kept(&r->cx, p, s, response_ref_of_code(&r->cx, code))) {
	case KEPT_SAME:
		thank(r, p, s, token, code);
		return;
	case KEPT_OTHER:
		r->status = 409;
		capture_kept_first(r, p, code);
		return;
	case KEPT_ERROR:
		refuse(r, web_param(r, "ref"), p, 503, token,
		    T("Your words were not kept: something is wrong on our "
		      "side. They are still on this page. Please send them "
		      "again in a few minutes."));
		return;
	case KEPT_NOT:
		break;
	}
	keep(r, p, s, token);
}

void my_shift_post(struct req *r)
{
	const struct str shift = web_param(r, "ref");
	const struct str token = web_post(r, "token");
	struct said *said = ARENA_NEW(r->cx.arena, struct said);
	struct mistakes m = { .n = 0 };
	struct place p;

	if (!place_find(&r->cx, web_param(r, "code"), &p)) {
		capture_no_place(r, web_param(r, "code"));
		return;
	}
	/* Only who stands in the shift is given a new form for it. */
	if (!gather_token_good(&r->cx, shift, p.code, token))
		web_error(r, 403, T("This form is too old"),
		    T("Sign in, open the shift again and send it from "
		      "there."));
	else if (!said_parse(
		     r->cx.arena, &p, &r->form, answered_on(r), said, &m))
		show_form(r, shift, &p, &m, token);
	else if (!limit_take(LIMIT_CAPTURE, http_address(r->http), r->cx.now))
		refuse(r, shift, &p, 429, token,
		    T("Many people are writing to us from where you are. "
		      "Your words are still on this page. Please wait a "
		      "minute and press Send again."));
	else
		send_said(r, &p, said, token);
}

/* The script that keeps the page of a shift for when there is no signal: its
 * address says which pages it may look after. */
void worker_script(struct req *r)
{
	const struct asset *f = asset_find(S("/assets/worker.js"));
	struct buf b = buf_make(BUF_PAGE);

	buf_add(&b, (const char *)f->data, f->n);
	web_send(r, "text/javascript; charset=utf-8", STR_NULL, &b);
	buf_free(&b);
}

static const struct sql *const list[] = { &SQL_MINE, &SQL_THEIRS, &SQL_SHIFTS,
	&SQL_LEARNT, &SQL_PLACES };
const struct sql_list gather_page_sql = { list, NELEM(list) };
