/*
 * me.c: "my page": what a member sees and does by herself. Every statement
 * asks for her person; there is no capability that opens somebody else's.
 */
#include "base/words.h"
#include "mod/involve/codes.h"
#include "mod/involve/internal.h"
#include "mod/involve/opportunity.h"
#include "mod/involve/ui.h"

bool me_found(struct req *r, struct member *b)
{
	if (member_me(&r->cx, b))
		return true;
	r->status = 404;
	ui_head(r, T("You are not a member yet"));
	ui_p(r, T("This page is for people who take part. If you would like "
		  "to, join: it takes a few minutes."));
	component_button(&r->out, &(struct button){ .text = str_of(T("Join")),
				      .href = S("/involve/join") });
	return false;
}

/* What she takes part in ------------------------------------------------- */

static const struct sql SQL_MINE = {
	"SELECT i.ref, o.title, o.state, i.state, i.reason, o.outcome,"
	" o.told_on, i.evaluated_at, o.ref FROM interest i JOIN opportunity o"
	" ON o.id = i.opportunity WHERE i.member = ?1 AND " OWN(
	    "i.member") " ORDER BY i.id DESC LIMIT 100",
	OWN_ROW
};

static void write_felt_form(struct req *r, struct str ref)
{
	static const char *const labels[] = { N_("Very poor"), N_("Poor"),
		N_("Neither good nor poor"), N_("Good"), N_("Very good") };
	static const char *const names[] = { "felt", "heard" };
	struct choice_item items[NELEM(labels)] = { 0 };

	for (size_t i = 0; i < NELEM(labels); i++) {
		items[i].value = str_fmt(r->cx.arena, "%zu", i + 1);
		items[i].text = str_of(T(labels[i]));
	}
	ui_form(r, str_fmt(r->cx.arena, "/me/evaluate/%.*s", STR_ARG(ref)));
	for (size_t q = 0; q < NELEM(names); q++)
		component_radios(&r->out,
		    &(struct radios){ .name = str_of(names[q]),
			.id_prefix = str_fmt(
			    r->cx.arena, "%s-%.*s", names[q], STR_ARG(ref)),
			.legend.text =
			    str_of(q == 0 ? T("How was it to take part?")
					  : T("How much were you listened "
					      "to?")),
			.items = items,
			.nitems = NELEM(items),
			.small = true });
	component_textarea(&r->out,
	    &(struct textarea){ .name = S("words"),
		.id = str_fmt(r->cx.arena, "words-%.*s", STR_ARG(ref)),
		.label.text =
		    str_of(T("What should we do differently? (optional)")),
		.rows = 3 });
	ui_form_end(r, T("Send"), "secondary");
}

static void write_answer(struct req *r, struct str ref, struct str state)
{
	const struct str path =
	    str_fmt(r->cx.arena, "/me/interest/%.*s", STR_ARG(ref));

	if (str_is(state, "invited")) {
		ui_button_form(r, path, "state", "interested",
		    T("Yes, I would like to"), NULL);
		ui_button_form(r, path, "state", "declined",
		    T("No, not this time"), "secondary");
	} else if (str_is(state, "interested") || str_is(state, "matched") ||
		   str_is(state, "reserve")) {
		ui_button_form(r, path, "state", "withdrawn",
		    T("I cannot take part after all"), "secondary");
	}
}

static void write_activity(struct req *r, struct rows *rows)
{
	struct arena *a = r->cx.arena;
	const struct str ref = db_text(rows, 0), state = db_text(rows, 3);

	html(&r->out, "<h3 class=\"nhsuk-heading-s\">%.*s</h3>",
	    STR_ARG(db_text(rows, 1)));
	ui_p_of(r, code_words(&interest_states, state));
	ui_p_of(r, db_text(rows, 4));
	if (!db_null(rows, 6)) {
		html(&r->out,
		    "<p class=\"nhsuk-body\"><strong>%s</strong> "
		    "%.*s (%.*s)</p>",
		    T("What came of it:"), STR_ARG(db_text(rows, 5)),
		    STR_ARG(date_long(a, db_date(rows, 6))));
	}
	write_answer(r, ref, state);
	if (str_is(state, "took_part") && db_null(rows, 7))
		write_felt_form(r, ref);
}

static void write_activities(struct req *r, const struct member *b)
{
	size_t n = 0;
	struct rows *rows =
	    db_query(r->cx.conn, r->cx.arena, &SQL_MINE, VALS(V(b->rec.id)));

	ui_sub(r, T("My activities, and what came of them"));
	while (db_next(rows)) {
		n++;
		write_activity(r, rows);
	}
	(void)db_done(rows);
	if (n == 0)
		ui_p(r, T("You have not taken part in anything yet."));
	ui_link(r, S("/involve"), T("See what you can do"));
}

/* The page ---------------------------------------------------------------- */

static void write_details(struct req *r, const struct member *b)
{
	struct arena *a = r->cx.arena;
	struct profile p;
	struct ui_facts f = { .n = 0 };

	(void)profile_get(&r->cx, b->rec.id, OWN_ONE, &p);
	ui_sub(r, T("My details"));
	ui_fact(&f, T("Name"), b->name);
	ui_fact(&f, T("State"), code_words(&member_states, b->state));
	ui_fact(&f, T("Interests"), bits_words(a, &topics, p.interests));
	ui_fact(&f, T("Skills"), bits_words(a, &skills, p.skills));
	ui_fact(&f, T("When"), bits_words(a, &slots, p.slots));
	ui_fact(&f, T("Payment"), code_words(&pay_wishes, b->pay));
	ui_fact(&f, T("Next review"), date_long(a, b->review_on));
	ui_facts(r, &f);
	ui_link(r, S("/me/details"), T("Change my details"));
	ui_link(r, S("/me/about"), T("Questions about me (I need not answer)"));
	ui_link(r, S("/me/pay"), T("How I am paid"));
	ui_link(r, S("/me/membership"), T("My trust membership"));
}

static void write_help(struct req *r)
{
	ui_sub(r, T("If something goes wrong"));
	ui_link(r, S("/me/concerns"),
	    T("Raise a concern, or say that you may not be fair"));
}

static void write_pause(struct req *r, const struct member *b)
{
	ui_sub(r, T("Pause or leave"));
	if (str_is(b->state, "active")) {
		ui_p(r, T("You can pause whenever you want and need not say "
			  "why. Your place is kept."));
		ui_button_form(
		    r, S("/me/step"), "to", "paused", T("Pause"), "secondary");
	}
	if (str_is(b->state, "paused"))
		ui_button_form(
		    r, S("/me/step"), "to", "active", T("I am back"), NULL);
	ui_link(r, S("/me/data.json"),
	    T("Download everything that we keep about me"));
	if (!str_is(b->state, "stepped_down"))
		ui_link(r, S("/me/leave"), T("Leave, and have my data erased"));
}

void me_page(struct req *r)
{
	struct member b;

	if (!me_found(r, &b))
		return;
	ui_head(r, T("My page"));
	member_flag(r, b.rec.id, OWN_ONE);
	write_activities(r, &b);
	me_leaders(r, &b);
	me_events(r, &b);
	me_travels(r, &b);
	me_training(r, &b);
	me_claims(r, &b);
	write_details(r, &b);
	write_help(r);
	write_pause(r, &b);
}

/* Details --------------------------------------------------------------- */

void me_details(struct req *r)
{
	struct member b;
	struct contact c;
	struct profile p;
	struct access_needs n;
	struct lived l;

	if (!me_found(r, &b))
		return;
	(void)contact_get(&r->cx, &b, OWN_ONE, &c);
	(void)profile_get(&r->cx, b.rec.id, OWN_ONE, &p);
	(void)access_get(&r->cx, b.rec.id, OWN_ONE, &n);
	(void)lived_get(&r->cx, &b, OWN_ONE, &l);
	r->back = S("/me");
	ui_head(r, T("Change my details"));
	ui_form(r, STR_NULL);
	contact_fields(r, &c, NULL);
	ui_field(r,
	    &(struct ui_field){ .name = "intro",
		.label = T("How would you introduce yourself? (optional)"),
		.value = b.intro,
		.rows = 4 },
	    NULL);
	profile_boxes(r, &p, &n);
	lived_fields(r, &l);
	bits_boxes(r, "bulletin", &bulletin_list, b.bulletin ? 1 : 0,
	    T("Once a month"), NULL);
	ui_form_end(r, T("Save"), NULL);
}

static const struct sql SQL_INTRO = {
	"UPDATE member SET intro = ?2, bulletin = ?4, version = version + 1, changed_at = ?3,"
	" changed_by = ?p WHERE id = ?1 AND person = ?p",
	OWN_ROW
};

struct detailing {
	const struct member *b;
	struct str intro;
	bool bulletin;
};

static enum db_status intro_fn(struct ctx *cx, void *arg)
{
	const struct detailing *in = arg;

	return db_exec(cx->conn, cx->arena, &SQL_INTRO,
	    VALS(V(in->b->rec.id), V(in->intro), V(cx->now), V(in->bulletin)),
	    NULL);
}

void me_details_post(struct req *r)
{
	struct member b;
	struct contact c;
	struct detailing in = { &b, str_sub(ui_post(r, "intro"), 0, 1000),
		bits_posted(&r->form, "bulletin", &bulletin_list) != 0 };

	if (!me_found(r, &b))
		return;
	contact_posted(r, &c);
	enum db_status st = contact_save(r, &b, &c);

	if (st == DB_OK)
		st = profile_save(r, &b);
	if (st == DB_OK)
		st = lived_save(r, &b);
	if (st == DB_OK)
		st = ctx_change(&r->cx, intro_fn, &in);
	(void)ui_done(r, st, N_("Saved."), S("/me"));
}

/* Saying yes and no --------------------------------------------------------- */

static const struct sql SQL_OPEN = {
	"SELECT o.id FROM opportunity o WHERE o.ref = ?1"
	" AND o.state = 'advertised'"
	" AND (o.apply_by IS NULL OR o.apply_by >= ?2)",
	SYSTEM("what is advertised is for everybody")
};
static const struct sql SQL_OF_INTEREST = {
	"SELECT i.opportunity FROM interest i WHERE i.ref = ?1 AND " OWN(
	    "i.member"),
	OWN_ROW
};

struct saying {
	const struct member *b;
	int64_t opportunity;
	const char *state;
	struct str words;
};

static enum db_status say_fn(struct ctx *cx, void *arg)
{
	const struct saying *s = arg;

	return interest_say(
	    cx, s->opportunity, s->b->rec.id, s->state, s->words);
}

void me_opportunity_post(struct req *r)
{
	struct member b;
	struct saying s = { &b, 0, "interested",
		str_sub(ui_post(r, "words"), 0, 1000) };

	if (!me_found(r, &b))
		return;
	s.opportunity = db_get_int(r->cx.conn, r->cx.arena, &SQL_OPEN,
	    VALS(V(web_param(r, "ref")), V(r->cx.today)), 0);
	if (s.opportunity == 0) {
		web_error(r, 404, T("This is no longer open"),
		    T("It may have found its people already. Look at what "
		      "else you can do on the page “Get involved”."));
		return;
	}
	(void)ui_done(r, ctx_change(&r->cx, say_fn, &s),
	    N_("Thank you. You hear from us, whatever is decided."), S("/me"));
}

void me_interest_post(struct req *r)
{
	static const char *const states[] = { "interested", "declined",
		"withdrawn" };
	struct member b;
	struct saying s = { .b = &b };

	if (!me_found(r, &b))
		return;
	for (size_t i = 0; i < NELEM(states); i++)
		if (str_is(web_post(r, "state"), states[i]))
			s.state = states[i];
	s.opportunity = db_get_int(r->cx.conn, r->cx.arena, &SQL_OF_INTEREST,
	    VALS(V(web_param(r, "ref"))), 0);
	if (s.opportunity == 0 || s.state == NULL) {
		web_not_found(r);
		return;
	}
	(void)ui_done(r, ctx_change(&r->cx, say_fn, &s),
	    N_("Thank you for telling us."), S("/me"));
}

struct evaluating {
	struct str ref, words;
	int64_t felt, heard;
};

static enum db_status evaluate_fn(struct ctx *cx, void *arg)
{
	const struct evaluating *e = arg;

	return interest_evaluate(cx, e->ref, e->felt, e->heard, e->words);
}

void me_evaluate_post(struct req *r)
{
	struct member b;
	struct evaluating e = { .ref = web_param(r, "ref"),
		.words = str_sub(ui_post(r, "words"), 0, 2000) };

	if (!me_found(r, &b))
		return;
	if (!str_int64(web_post(r, "felt"), &e.felt) || e.felt < 1 ||
	    e.felt > 5)
		e.felt = 0;
	if (!str_int64(web_post(r, "heard"), &e.heard) || e.heard < 1 ||
	    e.heard > 5)
		e.heard = 0;
	(void)ui_done(r, ctx_change(&r->cx, evaluate_fn, &e),
	    N_("Thank you for telling us."), S("/me"));
}

/* Where to pay ------------------------------------------------------------- */

void me_bank(struct req *r)
{
	struct member b;

	if (!me_found(r, &b))
		return;
	r->back = S("/me");
	bank_show(r, bank_there(&r->cx, b.rec.id), NULL);
}

void me_bank_post(struct req *r)
{
	struct member b;

	if (!me_found(r, &b) || !bank_take(r, &b, bank_there(&r->cx, b.rec.id)))
		return;
	web_flash(r, N_("Kept, encrypted."));
	web_redirect(r, S("/me"));
}

/* Pausing and leaving ---------------------------------------------------------- */

struct moving {
	const struct member *b;
	struct str to, reason;
};

static enum db_status move_fn(struct ctx *cx, void *arg)
{
	const struct moving *m = arg;

	return life_move(cx, m->b, m->to, m->reason);
}

void me_step_post(struct req *r)
{
	struct member b;
	struct moving m = { &b, web_post(r, "to"), STR_NULL };

	if (!me_found(r, &b))
		return;
	const struct life_step *s = life_step(b.state, m.to);

	if (s == NULL || !s->own || s->reason) {
		web_not_found(r);
		return;
	}
	(void)ui_done(r, ctx_change(&r->cx, move_fn, &m),
	    N_("Done. You can change it whenever you want."), S("/me"));
}

static const struct sql *const list[] = { &SQL_MINE, &SQL_INTRO, &SQL_OPEN,
	&SQL_OF_INTEREST };
const struct sql_list me_sql = { list, NELEM(list) };
