/*
 * member_page.c: what a member's page in the register shows beyond its facts,
 * and the pages behind it, one for each access class. Every look at what is
 * sealed is audited.
 */
#include "base/words.h"
#include "core/audit.h"
#include "mod/involve/codes.h"
#include "mod/involve/internal.h"
#include "mod/involve/member.h"
#include "mod/involve/ui.h"

static struct str path_of(
    struct req *r, const struct member *b, const char *tail)
{
	return str_fmt(
	    r->cx.arena, "/k/members/%.*s%s", STR_ARG(b->rec.ref), tail);
}

/* The member of the address, by the right to the register. */
static bool found(struct req *r, struct member *b)
{
	if (kind_get_ref(&r->cx, &kind_member, web_param(r, "ref"), b))
		return true;
	web_not_found(r);
	return false;
}

/* On the record --------------------------------------------------------- */

/* Flagged: before anything else, on every page where she is contacted. */
void member_flag(struct req *r, int64_t member, enum whose w)
{
	struct access_needs n;

	if (!access_get(&r->cx, member, w, &n) ||
	    (n.needs == 0 && str_empty(n.words)))
		return;
	const struct str what = bits_words(r->cx.arena, &needs, n.needs);

	component_warning_callout(&r->out,
	    &(struct warning_callout){
		.heading.text = str_of(T("Access and communication needs")),
		.heading.level = 2,
		.text = str_fmt(r->cx.arena, "%.*s%s%.*s", STR_ARG(what),
		    what.n > 0 && !str_empty(n.words) ? ". " : "",
		    STR_ARG(n.words)) });
	if (date_cmp(n.review_on, r->cx.today) <= 0)
		ui_p(r, T("Ask again whether these needs are still right: "
			  "the last time was a year ago."));
}

static void write_steps(struct req *r, const struct member *b)
{
	size_t n = 0;
	const struct life_step *s = life_steps(&n);

	ui_sub(r, T("What comes next"));
	for (size_t i = 0; i < n; i++) {
		if (!str_is(b->state, s[i].from))
			continue;
		const char *why =
		    s[i].wait != NULL ? s[i].wait(&r->cx, b) : NULL;

		if (why != NULL) {
			ui_p(r, T(why));
			continue;
		}
		ui_form(r, path_of(r, b, "/step"));
		ui_hidden(r, "to", str_of(s[i].to));
		if (s[i].reason)
			ui_field(r,
			    &(struct ui_field){ .name = "reason",
				.label = T("Why they step down, in their "
					   "words") },
			    NULL);
		ui_form_end(r, T(s[i].label), s[i].reason ? "secondary" : NULL);
	}
}

static void write_profile(struct req *r, const struct member *b)
{
	struct arena *a = r->cx.arena;
	struct profile p;
	struct ui_facts f = { .n = 0 };

	ui_sub(r, T("Interests and preferences"));
	if (!profile_get(&r->cx, b->rec.id, THEIRS, &p))
		ui_p(r, T("They have not told us yet."));
	ui_fact(&f, T("Interests"), bits_words(a, &topics, p.interests));
	ui_fact(&f, T("Skills"), bits_words(a, &skills, p.skills));
	ui_fact(&f, T("Rather not"), bits_words(a, &topics, p.avoid));
	ui_fact(&f, T("When"), bits_words(a, &slots, p.slots));
	ui_fact(&f, T("How"), bits_words(a, &ways, p.ways));
	if (!date_none(p.invited_on))
		ui_fact(&f, T("Last invited"), date_long(a, p.invited_on));
	ui_facts(r, &f);
	ui_link(r, path_of(r, b, "/profile"), T("Change on their behalf"));
}

static const struct sql SQL_CHECKS = {
	"SELECT c.ref, c.title, c.state, c.done_on, c.expires_on"
	" FROM member_check c WHERE c.member = ?1 AND " SCOPE(
	    "c.unit") " ORDER BY c.id LIMIT 50",
	SCOPED(CAP_REGISTER)
};

static void write_checks(struct req *r, const struct member *b)
{
	struct arena *a = r->cx.arena;
	struct ui_table *t = ui_table(r, 50);
	struct rows *rows =
	    db_query(r->cx.conn, a, &SQL_CHECKS, VALS(V(b->rec.id)));

	ui_sub(r, T("Checks and agreements"));
	ui_th(t, T("What"));
	ui_th(t, T("State"));
	ui_th(t, T("Done on"));
	ui_th(t, T("Again by"));
	while (db_next(rows)) {
		ui_td_link(t, db_text(rows, 1),
		    str_fmt(a, "/k/checks/%.*s", STR_ARG(db_text(rows, 0))));
		ui_td(t, str_is(db_text(rows, 2), "done") ? str_of(T("Done"))
							  : str_of(T("Open")));
		ui_td(t, date_long(a, db_date(rows, 3)));
		ui_td(t, date_long(a, db_date(rows, 4)));
	}
	(void)db_done(rows);
	ui_table_end(r, t, T("Checks and agreements of this member"),
	    T("None was asked for yet."));
}

void member_more(struct req *r, const void *rec)
{
	const struct member *b = rec;

	member_flag(r, b->rec.id, THEIRS);
	write_steps(r, b);
	write_profile(r, b);
	write_checks(r, b);
	ui_link(r, path_of(r, b, "/behalf"),
	    T("Write down what they say by phone or post"));
	ui_sub(r, T("Behind their own doors"));
	if (web_may(r, CAP_IDENTITY))
		ui_link(r, path_of(r, b, "/contact"), T("How to reach them"));
	if (web_may(r, CAP_LIVED_EXPERIENCE))
		ui_link(r, path_of(r, b, "/lived"), T("Lived experience"));
	if (web_may(r, CAP_PASTORAL))
		ui_link(r, path_of(r, b, "/notes"), T("Support and check-ins"));
	ui_link(r, path_of(r, b, "/bank"), T("Enter bank details for them"));
}

/* Steps --------------------------------------------------------------- */

struct moving {
	const struct member *b;
	struct str to, reason;
};

static enum db_status move_fn(struct ctx *cx, void *arg)
{
	const struct moving *m = arg;

	return life_move(cx, m->b, m->to, m->reason);
}

void member_step_post(struct req *r)
{
	struct member b;
	struct moving m = { &b, web_post(r, "to"), ui_post(r, "reason") };

	if (!found(r, &b))
		return;
	const struct life_step *s = life_step(b.state, m.to);

	if (s != NULL && s->reason && str_null(m.reason)) {
		web_error(r, 422, T("Say why they step down"),
		    T("Go back and write the reason in a few words. “They did "
		      "not say” is a reason too."));
		return;
	}
	(void)ui_done(r, ctx_change(&r->cx, move_fn, &m), N_("Done."),
	    path_of(r, &b, ""));
}

/* Profile, on their behalf ------------------------------------------------ */

void profile_boxes(
    struct req *r, const struct profile *p, const struct access_needs *n)
{
	bits_boxes(r, "interests", &topics, p->interests,
	    T("What would you like to take part in?"),
	    T("Choose as many as you like, or none."));
	bits_boxes(r, "avoid", &topics, p->avoid,
	    T("Is there anything you would rather not talk about?"),
	    T("We will not ask you about these."));
	bits_boxes(r, "skills", &skills, p->skills,
	    T("What are you good at, or would like to do more of?"), NULL);
	bits_boxes(
	    r, "slots", &slots, p->slots, T("When could you come?"), NULL);
	bits_boxes(r, "ways", &ways, p->ways,
	    T("How would you like to take part?"), NULL);
	bits_boxes(r, "needs", &needs, n->needs,
	    T("What do you need so that you can take part?"),
	    T("We tell the people who organise an activity, if you say that "
	      "we may."));
	ui_field(r,
	    &(struct ui_field){ .name = "need_words",
		.label = T("Anything else that you need (optional)"),
		.value = n->words,
		.rows = 2 },
	    NULL);
	bits_boxes(r, "share", &yes_list, n->may_share ? 1 : 0,
	    T("May we tell organisers what you need?"), NULL);
}

static const struct choice yes_choices[] = { { "yes",
    N_("Yes, tell the organisers of what I take part in") } };
const struct choices yes_list = { yes_choices, 1 };

void profile_posted(struct req *r, struct profile *p, struct access_needs *n)
{
	p->interests = bits_posted(&r->form, "interests", &topics);
	p->avoid = bits_posted(&r->form, "avoid", &topics);
	p->skills = bits_posted(&r->form, "skills", &skills);
	p->slots = bits_posted(&r->form, "slots", &slots);
	p->ways = bits_posted(&r->form, "ways", &ways);
	n->needs = bits_posted(&r->form, "needs", &needs);
	n->words = str_sub(ui_post(r, "need_words"), 0, 2000);
	n->may_share = bits_posted(&r->form, "share", &yes_list) != 0;
	n->review_on = DATE_NONE;
}

struct profiling {
	const struct member *b;
	struct profile p;
	struct access_needs n;
};

static enum db_status profile_fn(struct ctx *cx, void *arg)
{
	const struct profiling *in = arg;
	enum db_status st = profile_put(cx, in->b, &in->p);

	if (st == DB_OK)
		st = access_put(cx, in->b, &in->n);
	/* A copy for the person herself: it was done on her behalf. */
	if (st == DB_OK && in->b->person != cx->person)
		st = member_tell(cx, in->b->rec.id,
		    T("We changed what you told us"),
		    str_fmt(cx->arena,
			T("Hello %.*s,\n\nWe wrote down what you told us about "
			  "your interests and what you need. You can read and "
			  "change it at %.*s/me. If something is wrong, tell "
			  "us."),
			STR_ARG(in->b->name), STR_ARG(cx->app->base_url)));
	return st;
}

enum db_status profile_save(struct req *r, const struct member *b)
{
	struct profiling in = { .b = b };

	profile_posted(r, &in.p, &in.n);
	return ctx_change(&r->cx, profile_fn, &in);
}

void member_profile_page(struct req *r)
{
	struct member b;
	struct profile p;
	struct access_needs n;

	if (!found(r, &b))
		return;
	(void)profile_get(&r->cx, b.rec.id, THEIRS, &p);
	(void)access_get(&r->cx, b.rec.id, THEIRS, &n);
	r->back = path_of(r, &b, "");
	ui_head_of(
	    r, str_fmt(r->cx.arena, T("On behalf of %.*s"), STR_ARG(b.name)));
	ui_form(r, STR_NULL);
	profile_boxes(r, &p, &n);
	ui_form_end(r, T("Save"), NULL);
}

void member_profile_post(struct req *r)
{
	struct member b;

	if (found(r, &b))
		(void)ui_done(
		    r, profile_save(r, &b), N_("Saved."), path_of(r, &b, ""));
}

/* One class a page ---------------------------------------------------------- */

struct viewing {
	struct str ref;
	const char *what;
};

static enum db_status viewed_fn(struct ctx *cx, void *arg)
{
	const struct viewing *v = arg;

	return audit(cx, "view", "member", v->ref, str_of(v->what));
}

/* Writes that this person looked; false: it could not be written, so they do
 * not get to look. */
static bool looked(struct req *r, const struct member *b, const char *what)
{
	struct viewing v = { b->rec.ref, what };
	const enum db_status st = ctx_change(&r->cx, viewed_fn, &v);

	if (st != DB_OK)
		web_change_failed(r, st);
	return st == DB_OK;
}

void contact_fields(
    struct req *r, const struct contact *c, const struct problems *p)
{
	ui_field(r,
	    &(struct ui_field){ .name = "email",
		.label = T("E-mail address (optional)"),
		.hint = T("With it you can sign in and see your own page"),
		.value = c->email,
		.type = "email",
		.autocomplete = "email" },
	    p);
	ui_field(r,
	    &(struct ui_field){ .name = "phone",
		.label = T("Phone number (optional)"),
		.value = c->phone,
		.type = "tel",
		.width = 20,
		.autocomplete = "tel" },
	    p);
	ui_field(r,
	    &(struct ui_field){ .name = "post",
		.label = T("Address (optional)"),
		.value = c->post,
		.rows = 3,
		.autocomplete = "street-address" },
	    p);
	ui_field(r,
	    &(struct ui_field){ .name = "helper",
		.label = T("Who we may call if things get hard (optional)"),
		.hint = T("A name and a phone number"),
		.value = c->helper },
	    p);
}

void contact_posted(struct req *r, struct contact *c)
{
	c->email = str_sub(ui_post(r, "email"), 0, 200);
	c->phone = str_sub(ui_post(r, "phone"), 0, 60);
	c->post = str_sub(ui_post(r, "post"), 0, 400);
	c->helper = str_sub(ui_post(r, "helper"), 0, 200);
}

void member_contact_page(struct req *r)
{
	struct member b;
	struct contact c;

	if (!found(r, &b) || !looked(r, &b, "contact"))
		return;
	(void)contact_get(&r->cx, &b, THEIRS, &c);
	r->back = path_of(r, &b, "");
	ui_head_of(
	    r, str_fmt(r->cx.arena, T("How to reach %.*s"), STR_ARG(b.name)));
	member_flag(r, b.rec.id, THEIRS);
	ui_form(r, STR_NULL);
	contact_fields(r, &c, NULL);
	ui_form_end(r, T("Save"), NULL);
}

struct contacting {
	const struct member *b;
	struct contact c;
};

static enum db_status contact_fn(struct ctx *cx, void *arg)
{
	const struct contacting *in = arg;

	return contact_put(cx, in->b, &in->c);
}

enum db_status contact_save(
    struct req *r, const struct member *b, const struct contact *c)
{
	struct contacting in = { b, *c };

	return ctx_change(&r->cx, contact_fn, &in);
}

void member_contact_post(struct req *r)
{
	struct member b;
	struct contact c;

	if (!found(r, &b))
		return;
	contact_posted(r, &c);
	(void)ui_done(
	    r, contact_save(r, &b, &c), N_("Saved."), path_of(r, &b, ""));
}

struct living {
	const struct member *b;
	struct lived l;
};

static enum db_status lived_fn(struct ctx *cx, void *arg)
{
	const struct living *in = arg;

	return lived_put(cx, in->b, &in->l);
}

enum db_status lived_save(struct req *r, const struct member *b)
{
	struct living in = { b,
		{ bits_posted(&r->form, "areas", &areas),
		    str_sub(ui_post(r, "lived_words"), 0, 4000) } };

	return ctx_change(&r->cx, lived_fn, &in);
}

void lived_fields(struct req *r, const struct lived *l)
{
	bits_boxes(r, "areas", &areas, l->areas,
	    T("What have you lived through yourself?"),
	    T("Only if you wish. Only the involvement team sees this; it helps "
	      "them to find what suits you."));
	ui_field(r,
	    &(struct ui_field){ .name = "lived_words",
		.label = T("In your own words (optional)"),
		.value = l->words,
		.rows = 4 },
	    NULL);
}

void member_lived_page(struct req *r)
{
	struct member b;
	struct lived l;

	if (!found(r, &b) || !looked(r, &b, "lived"))
		return;
	(void)lived_get(&r->cx, &b, THEIRS, &l);
	r->back = path_of(r, &b, "");
	ui_head_of(r, str_fmt(r->cx.arena, T("Lived experience of %.*s"),
			  STR_ARG(b.name)));
	ui_form(r, STR_NULL);
	lived_fields(r, &l);
	ui_form_end(r, T("Save"), NULL);
}

void member_lived_post(struct req *r)
{
	struct member b;

	if (found(r, &b))
		(void)ui_done(
		    r, lived_save(r, &b), N_("Saved."), path_of(r, &b, ""));
}

/* Pastoral notes ---------------------------------------------------------- */

static void write_notes(struct req *r, const struct member *b)
{
	struct note *list = NULL;
	const size_t n = notes_of(&r->cx, b, &list);

	for (size_t i = 0; i < n; i++) {
		html(&r->out,
		    "<h2 class=\"nhsuk-heading-s\">%.*s, %.*s, %.*s</h2>",
		    STR_ARG(code_words(&note_kinds, list[i].what)),
		    STR_ARG(instant_long(r->cx.arena, list[i].at)),
		    STR_ARG(list[i].by));
		ui_lines(r, list[i].words);
	}
	if (n == 0)
		ui_p(r, T("Nothing is written down yet."));
}

static void notes_show(
    struct req *r, const struct member *b, const struct problems *p)
{
	r->back = path_of(r, b, "");
	ui_summary(r, p);
	ui_head_of(
	    r, str_fmt(r->cx.arena, T("Support for %.*s"), STR_ARG(b->name)));
	ui_p(r, T("Only the people who support members see this page, and "
		  "every look is on record."));
	ui_form(r, STR_NULL);
	code_select(
	    r, "what", &note_kinds, web_post(r, "what"), T("What it was"), "");
	ui_field(r,
	    &(struct ui_field){ .name = "words",
		.label = T("What was said and agreed"),
		.value = web_post(r, "words"),
		.rows = 5 },
	    p);
	ui_field(r,
	    &(struct ui_field){ .name = "next_on",
		.label = T("Speak again on (optional)"),
		.hint = T("For example, 27/3/2026"),
		.value = web_post(r, "next_on"),
		.width = 10 },
	    p);
	ui_form_end(r, T("Write it down"), NULL);
	write_notes(r, b);
}

void member_notes_page(struct req *r)
{
	struct member b;

	if (found(r, &b) && looked(r, &b, "notes"))
		notes_show(r, &b, NULL);
}

struct noting {
	const struct member *b;
	struct note n;
};

static enum db_status note_fn(struct ctx *cx, void *arg)
{
	const struct noting *in = arg;

	return note_add(cx, in->b, &in->n);
}

void member_notes_post(struct req *r)
{
	struct member b;
	struct problems p = { .arena = r->cx.arena };
	struct noting in = { &b,
		{ .what = web_post(r, "what"), .words = ui_post(r, "words") } };
	const struct str next = ui_post(r, "next_on");

	if (!found(r, &b))
		return;
	if (bit_of(&note_kinds, in.n.what) == 0)
		problem_add(&p, "what", T("Say what it was"));
	if (str_null(in.n.words) || in.n.words.n > 8000)
		problem_add(&p, "words", T("Write a sentence or more"));
	if (!str_null(next) && !date_parse(next, &in.n.next_on))
		problem_add(
		    &p, "next_on", T("Write the day like this: 27/3/2026"));
	if (p.n > 0) {
		notes_show(r, &b, &p);
		return;
	}
	(void)ui_done(r, ctx_change(&r->cx, note_fn, &in),
	    N_("It is written down."), path_of(r, &b, "/notes"));
}

/* Bank details: in, never out ------------------------------------------------ */

void bank_show(struct req *r, bool there, const struct problems *p)
{
	ui_summary(r, p);
	ui_head(r, T("Where to pay"));
	if (there)
		ui_p(r, T("We have bank details already. Nobody can see them "
			  "here. What you write now takes their place."));
	ui_p(r, T("They are encrypted, are used only to pay, and are erased "
		  "when you leave."));
	ui_form(r, STR_NULL);
	ui_field(r,
	    &(struct ui_field){ .name = "bank_name",
		.label = T("Name on the account"),
		.autocomplete = "off" },
	    p);
	ui_field(r,
	    &(struct ui_field){ .name = "sort_code",
		.label = T("Sort code"),
		.hint = T("Six digits"),
		.width = 10,
		.autocomplete = "off" },
	    p);
	ui_field(r,
	    &(struct ui_field){ .name = "account_number",
		.label = T("Account number"),
		.hint = T("Eight digits"),
		.width = 10,
		.autocomplete = "off" },
	    p);
	ui_form_end(r, T("Keep them"), NULL);
}

/* The digits, however they were grouped. */
static struct str only_digits(struct arena *a, struct str s)
{
	char *out = arena_alloc(a, s.n + 1);
	size_t n = 0;

	for (size_t i = 0; i < s.n; i++)
		if (s.s[i] != ' ' && s.s[i] != '-')
			out[n++] = s.s[i];
	return (struct str){ out, n };
}

struct banking {
	const struct member *b;
	struct bank k;
};

static enum db_status bank_fn(struct ctx *cx, void *arg)
{
	const struct banking *in = arg;

	return bank_put(cx, in->b, &in->k);
}

/* True: kept. False: the form was shown again or the page said why not. */
bool bank_take(struct req *r, const struct member *b, bool there)
{
	struct problems p = { .arena = r->cx.arena };
	struct banking in = { b,
		{ ui_post(r, "bank_name"),
		    only_digits(r->cx.arena, web_post(r, "sort_code")),
		    only_digits(r->cx.arena, web_post(r, "account_number")) } };
	const char *wrong = bank_problem(&in.k);

	if (wrong != NULL) {
		problem_add(&p, "bank_name", "%s", wrong);
		bank_show(r, there, &p);
		return false;
	}
	const enum db_status st = ctx_change(&r->cx, bank_fn, &in);

	if (st != DB_OK)
		web_change_failed(r, st);
	return st == DB_OK;
}

void member_bank_page(struct req *r)
{
	struct member b;

	if (!found(r, &b))
		return;
	r->back = path_of(r, &b, "");
	bank_show(r, bank_there(&r->cx, b.rec.id), NULL);
}

void member_bank_post(struct req *r)
{
	struct member b;

	if (!found(r, &b) || !bank_take(r, &b, false))
		return;
	web_flash(r, N_("Kept, encrypted."));
	web_redirect(r, path_of(r, &b, ""));
}

static const struct sql *const list[] = { &SQL_CHECKS };
const struct sql_list member_page_sql = { list, NELEM(list) };
