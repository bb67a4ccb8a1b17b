/*
 * join.c: joining in small steps, as much or as little as one wishes. Every
 * step carries what was said before in hidden fields, so that nothing is lost
 * and nothing is kept before the last one is sent. Works without scripts.
 */
#include "base/random.h"
#include "base/words.h"
#include "core/setting.h"
#include "job/job.h"
#include "mod/involve/codes.h"
#include "mod/involve/internal.h"
#include "mod/involve/ui.h"
#include "mod/org/org.h"
#include "web/limit.h"

#define JOINS SYSTEM("whoever wants to take part may join")

static const struct sql SQL_SEEN = {
	"SELECT 1 FROM member_join WHERE once = ?1", JOINS
};
static const struct sql SQL_ONCE = {
	"INSERT INTO member_join (once, member, joined_at) VALUES (?1, ?2, ?3)",
	JOINS
};

/* What each step asks; its names say which fields are carried on. */
struct join_step {
	const char *heading; /* N_() */
	const char *const *names;
	size_t nnames;
	void (*show)(struct req *r, const struct problems *p);
};

/* Steps ----------------------------------------------------------------- */

static void show_name(struct req *r, const struct problems *p)
{
	ui_field(r,
	    &(struct ui_field){ .name = "name",
		.label = T("What should we call you?"),
		.hint = T("Any name that you like"),
		.value = web_post(r, "name"),
		.autocomplete = "name" },
	    p);
	ui_field(r,
	    &(struct ui_field){ .name = "outward",
		.label = T("First half of your postcode (optional)"),
		.hint = T("For example, LE2. It tells us what is near you."),
		.value = web_post(r, "outward"),
		.width = 5 },
	    p);
	code_select(r, "young", &young_bands, web_post(r, "young"),
	    T("Your age"), T("18 or older"));
}

static void show_contact(struct req *r, const struct problems *p)
{
	struct contact c;

	contact_posted(r, &c);
	ui_p(r, T("Leave at least one way to reach you."));
	contact_fields(r, &c, p);
}

static void show_like(struct req *r, const struct problems *p)
{
	struct profile f;
	struct access_needs n;

	(void)p;
	profile_posted(r, &f, &n);
	profile_boxes(r, &f, &n);
}

static void show_lived(struct req *r, const struct problems *p)
{
	const struct lived l = { bits_posted(&r->form, "areas", &areas),
		web_post(r, "lived_words") };

	(void)p;
	lived_fields(r, &l);
}

static void show_intro(struct req *r, const struct problems *p)
{
	ui_field(r,
	    &(struct ui_field){ .name = "intro",
		.label = T("How would you introduce yourself? (optional)"),
		.hint = T("People who lead an activity read this when you may "
			  "suit it. They see nothing else that you told us."),
		.value = web_post(r, "intro"),
		.rows = 4 },
	    p);
	bits_boxes(r, "bulletin", &bulletin_list,
	    bits_posted(&r->form, "bulletin", &bulletin_list),
	    T("Once a month"), NULL);
}

static const struct choice bulletin_choices[] = { { "yes",
    N_("Send me the list of opportunities once a month") } };
const struct choices bulletin_list = { bulletin_choices, 1 };

static const char *const name_names[] = { "name", "outward", "young" };
static const char *const contact_names[] = { "email", "phone", "post",
	"helper" };
static const char *const like_names[] = { "interests", "avoid", "skills",
	"slots", "ways", "needs", "need_words", "share" };
static const char *const lived_names[] = { "areas", "lived_words" };
static const char *const intro_names[] = { "intro", "bulletin" };

static const struct join_step steps[] = {
	{ N_("You"), name_names, NELEM(name_names), show_name },
	{ N_("How we can reach you"), contact_names, NELEM(contact_names),
	    show_contact },
	{ N_("What you like, and what you need"), like_names, NELEM(like_names),
	    show_like },
	{ N_("What you have lived through"), lived_names, NELEM(lived_names),
	    show_lived },
	{ N_("Your introduction"), intro_names, NELEM(intro_names),
	    show_intro },
};
#define LAST (NELEM(steps) - 1)

/* What was said on the other steps travels on, unseen. */
static void carry(struct req *r, size_t at)
{
	for (size_t s = 0; s < NELEM(steps); s++)
		for (size_t i = 0; s != at && i < steps[s].nnames; i++)
			for (size_t k = 0; k < r->form.n; k++)
				if (str_is(r->form.fields[k].name,
					steps[s].names[i]))
					ui_hidden(r, steps[s].names[i],
					    r->form.fields[k].value);
}

static void show(struct req *r, size_t at, const struct problems *p)
{
	struct str once = web_post(r, "once");

	if (str_null(ref_canonical(r->cx.arena, once, REF_CHARS)))
		once = ref_new(r->cx.arena);
	ui_summary(r, p);
	r->title = str_of(T("Join"));
	html(&r->out, "<h1 class=\"nhsuk-heading-l\">"
		      "<span class=\"nhsuk-caption-l\">");
	html(&r->out, T("Join, step %zu of %zu"), at + 1, NELEM(steps));
	html(&r->out, "</span> %s</h1>", T(steps[at].heading));
	ui_form(r, S("/involve/join"));
	ui_hidden(r, "once", once);
	ui_hidden(r, "step", str_fmt(r->cx.arena, "%zu", at));
	carry(r, at);
	steps[at].show(r, p);
	html(&r->out, "<div class=\"heard-buttons\">");
	component_button(
	    &r->out, &(struct button){
			 .text = str_of(at == LAST ? T("Send") : T("Next")),
			 .name = S("go"),
			 .value = S("on"),
			 .prevent_double_click = true });
	if (at > 0)
		component_button(
		    &r->out, &(struct button){ .text = str_of(T("Back")),
				 .name = S("go"),
				 .value = S("back"),
				 .variant = "secondary" });
	if (at > 0 && at < LAST)
		component_button(
		    &r->out, &(struct button){
				 .text = str_of(T("That is enough: send it")),
				 .name = S("go"),
				 .value = S("send"),
				 .variant = "secondary" });
	html(&r->out, "</div></form>");
}

void join_form(struct req *r)
{
	r->back = S("/involve");
	show(r, 0, NULL);
}

/* Checking -------------------------------------------------------------- */

static bool outward_ok(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (!((s.s[i] >= '0' && s.s[i] <= '9') ||
			(s.s[i] >= 'A' && s.s[i] <= 'Z') ||
			(s.s[i] >= 'a' && s.s[i] <= 'z')))
			return false;
	return s.n == 0 || (s.n >= 2 && s.n <= 4);
}

/* The step on which something is wrong, or SIZE_MAX. */
static size_t check(struct req *r, size_t upto, struct problems *p)
{
	struct contact c;
	const struct str name = ui_post(r, "name");

	if (str_null(name) || name.n > 120)
		problem_add(p, "name", T("Tell us what to call you"));
	if (!outward_ok(str_trim(web_post(r, "outward"))))
		problem_add(p, "outward",
		    T("Write the first half of a postcode, such as LE2"));
	if (p->n > 0)
		return 0;
	contact_posted(r, &c);
	if (upto < 1)
		return SIZE_MAX;
	if (!str_null(c.email) && !mail_address_ok(c.email))
		problem_add(p, "email",
		    T("Write an e-mail address such as name@example.com"));
	else if (str_null(c.email) && str_null(c.phone) && str_null(c.post))
		problem_add(p, "email",
		    T("Leave an e-mail address, a phone number or an "
		      "address"));
	return p->n > 0 ? 1 : SIZE_MAX;
}

/* Keeping --------------------------------------------------------------- */

struct joining {
	struct req *r;
	struct str once;
	struct str lang;
	bool twice;
};

static enum db_status keep_all(struct ctx *cx, struct req *r,
    const struct member *b, const struct contact *c)
{
	struct profile f;
	struct access_needs n;
	const struct lived l = { bits_posted(&r->form, "areas", &areas),
		str_sub(ui_post(r, "lived_words"), 0, 4000) };
	enum db_status st = contact_put(cx, b, c);

	profile_posted(r, &f, &n);
	if (st == DB_OK)
		st = profile_put(cx, b, &f);
	if (st == DB_OK)
		st = access_put(cx, b, &n);
	if (st == DB_OK && (l.areas != 0 || !str_null(l.words)))
		st = lived_put(cx, b, &l);
	return st;
}

static enum db_status greet(
    struct ctx *cx, const struct member *b, struct str email)
{
	if (b->person != 0)
		return member_tell(cx, b->rec.id, T("Welcome"),
		    str_fmt(cx->arena,
			T("Hello %.*s,\n\nThank you for joining. Somebody "
			  "calls or writes within five working days.\n\nYour "
			  "own page is at %.*s/me. You sign in with a code "
			  "that we mail to this address."),
			STR_ARG(b->name), STR_ARG(cx->app->base_url)));
	if (str_empty(email))
		return DB_OK;
	/* Somebody is a member with this address already: only its owner
	 * hears so. */
	return mail_add(cx,
	    &(struct mail){ .to = email,
		.subject = str_of(T("You are a member already")),
		.text = str_fmt(cx->arena,
		    T("Somebody joined with this address, which belongs to a "
		      "member already. If it was you, your page is at "
		      "%.*s/me. If not, you need not do anything."),
		    STR_ARG(cx->app->base_url)) });
}

static enum db_status join_fn(struct ctx *cx, void *arg)
{
	struct joining *j = arg;
	struct contact c = { .email = STR_NULL };
	const struct str typed = ui_post(j->r, "young");
	const struct str young =
	    bit_of(&young_bands, typed) != 0 ? typed : STR_NULL;
	struct member b = { .name = ui_post(j->r, "name"),
		.unit = unit_trust(cx),
		.outward = ui_post(j->r, "outward"),
		.lang = j->lang,
		.intro = str_sub(ui_post(j->r, "intro"), 0, 1000),
		.age_band = young,
		.under_18 = !str_null(young),
		.bulletin =
		    bits_posted(&j->r->form, "bulletin", &bulletin_list) != 0 };

	contact_posted(j->r, &c);
	j->twice = db_get_int(cx->conn, cx->arena, &SQL_SEEN, VALS(V(j->once)),
		       0) == 1;
	if (j->twice)
		return DB_OK;

	enum db_status st = member_start(cx, &b, c.email);

	if (st == DB_OK)
		st = keep_all(cx, j->r, &b, &c);
	if (st == DB_OK)
		st = greet(cx, &b, c.email);
	if (st == DB_OK)
		st = db_exec(cx->conn, cx->arena, &SQL_ONCE,
		    VALS(V(j->once), V(b.rec.id), V(cx->now)), NULL);
	return st;
}

static void thanks(struct req *r)
{
	r->title = str_of(T("Thank you"));
	component_panel(
	    &r->out, &(struct panel){ .heading.text = str_of(T("Thank you")),
			 .text = str_of(T("You have joined.")) });
	ui_sub(r, T("What happens next"));
	html(&r->out,
	    "<ol class=\"nhsuk-list nhsuk-list--number\"><li>%s</li><li>%s"
	    "</li><li>%s</li></ol>",
	    T("Somebody from the involvement team calls or writes within five "
	      "working days, in the way that suits you."),
	    T("You have a chat and decide together what you would like."),
	    T("You can change your mind at any time."));
	ui_link(r, S("/me"), T("Go to my page"));
	ui_link(r, S("/involve"), T("See what you can do"));
}

static void send_all(struct req *r)
{
	struct problems p = { .arena = r->cx.arena };
	struct joining j = { r,
		ref_canonical(r->cx.arena, web_post(r, "once"), REF_CHARS),
		str_of(words_current()->code), false };
	const size_t bad = check(r, LAST, &p);

	if (bad != SIZE_MAX || str_null(j.once)) {
		show(r, bad == SIZE_MAX ? LAST : bad, &p);
		return;
	}
	if (!limit_take(LIMIT_SEND, http_address(r->http), r->cx.now)) {
		problem_add(&p, NULL,
		    T("Many people joined from where you are just now. Wait a "
		      "minute and send it again: nothing is lost."));
		show(r, LAST, &p);
		r->status = 429;
		return;
	}
	const enum db_status st = ctx_change(&r->cx, join_fn, &j);

	if (st != DB_OK) {
		web_change_failed(r, st);
		return;
	}
	thanks(r);
}

void join_post(struct req *r)
{
	struct problems p = { .arena = r->cx.arena };
	const struct str go = web_post(r, "go");
	int64_t at = 0;

	if (!str_int64(web_post(r, "step"), &at) || at < 0 ||
	    at > (int64_t)LAST)
		at = 0;
	if (str_is(go, "back")) {
		show(r, at > 0 ? (size_t)at - 1 : 0, NULL);
		return;
	}
	if (str_is(go, "send") || (size_t)at == LAST) {
		send_all(r);
		return;
	}
	const size_t bad = check(r, (size_t)at, &p);

	show(r, bad == SIZE_MAX ? (size_t)at + 1 : bad, &p);
}

static const struct sql *const list[] = { &SQL_SEEN, &SQL_ONCE };
const struct sql_list join_sql = { list, NELEM(list) };
