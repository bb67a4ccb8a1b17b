/*
 * capture.c: what is done with a post to /f/{code}: check it, count it once,
 * keep it, thank. What people see is in capture_form.c and thanks.c; no cookie
 * is set and no address is kept.
 */
#include "mod/listen/capture.h"

#include <string.h>

#include "base/words.h"
#include "core/setting.h"
#include "mod/listen/store.h"
#include "mod/listen/token.h"
#include "web/limit.h"

size_t capture_steps(const struct place *p, struct step *ret)
{
	size_t n = 0;

	for (size_t i = 0; i < p->survey.n; i++)
		ret[n++] = (struct step){ STEP_QUESTION, i };
	ret[n++] = (struct step){ STEP_YOU, 0 };
	if (p->ask_about)
		ret[n++] = (struct step){ STEP_ABOUT, 0 };
	if (p->ask_contact)
		ret[n++] = (struct step){ STEP_CONTACT, 0 };
	ret[n++] = (struct step){ STEP_SHOW, 0 };
	return n;
}

static bool about_has(struct str name)
{
	for (size_t i = 0; i < ABOUT_ITEMS; i++)
		if (str_is(name, about_items[i].name))
			return true;
	return false;
}

bool step_has(const struct place *p, const struct step *s, struct str name)
{
	switch (s->kind) {
	case STEP_QUESTION:
		return str_eq(name, p->survey.questions[s->question].code);
	case STEP_YOU:
		return str_is(name, "role") || str_is(name, "when") ||
		       str_starts(name, S("when-"));
	case STEP_ABOUT:
		return about_has(name);
	case STEP_CONTACT:
		return str_starts(name, S("contact_"));
	case STEP_SHOW:
		break;
	}
	return str_is(name, "may_show");
}

/* One question a page ------------------------------------------------- */

/* The next step in this direction that is asked; `at` where there is none. */
static size_t step_next(const struct place *p, const struct form *f,
    const struct step *steps, size_t n, size_t at, bool back)
{
	size_t i = at;

	for (;;) {
		if (back ? i == 0 : i + 1 >= n)
			return at;
		i = back ? i - 1 : i + 1;
		if (steps[i].kind != STEP_QUESTION ||
		    said_asked(&p->survey, f, steps[i].question))
			return i;
	}
}

/* Drops the mistakes of other pages. */
static void keep_of_step(
    const struct place *p, const struct step *s, struct mistakes *m)
{
	size_t n = 0;

	for (size_t i = 0; i < m->n; i++)
		if (step_has(p, s, str_of(m->list[i].field)))
			m->list[n++] = m->list[i];
	m->n = n;
}

static void check_step(struct req *r, const struct place *p,
    const struct step *s, struct said *said, struct mistakes *m)
{
	if (s->kind == STEP_QUESTION) {
		(void)said_parse_question(
		    r->cx.arena, p, &r->form, s->question, said, m);
		return;
	}
	(void)said_parse(r->cx.arena, p, &r->form, r->cx.today, said, m);
	keep_of_step(p, s, m);
}

static void show_form(struct req *r, const struct place *p,
    const struct mistakes *m, struct str token, size_t step)
{
	if (m->n > 0 && r->status == 200)
		r->status = 422;
	capture_form(r, p, &r->form, m, token, step);
}

/* A page on or back. False: it is the last page and all is to be sent. */
static bool walk(struct req *r, const struct place *p, struct str token)
{
	struct step steps[STEPS_MAX];
	const size_t n = capture_steps(p, steps);
	struct said *said = ARENA_NEW(r->cx.arena, struct said);
	struct mistakes m = { .n = 0 };
	const bool back = str_is(web_post(r, "go"), "back");
	int64_t at = 0;

	if (!str_int64(web_post(r, "step"), &at) || at < 0 || at >= (int64_t)n)
		return false;
	if (!back)
		check_step(r, p, &steps[at], said, &m);
	if (m.n == 0 && !back && (size_t)at == n - 1)
		return false;
	if (m.n == 0)
		at =
		    (int64_t)step_next(p, &r->form, steps, n, (size_t)at, back);
	show_form(r, p, &m, token, (size_t)at);
	return true;
}

/* The page that the first mistake is on. */
static size_t step_of(const struct place *p, const struct mistakes *m)
{
	struct step steps[STEPS_MAX];
	const size_t n = capture_steps(p, steps);

	for (size_t i = 0; i < n && m->n > 0; i++)
		if (step_has(p, &steps[i], str_of(m->list[0].field)))
			return i;
	return n - 1;
}

/* Keeping ------------------------------------------------------------- */

/* The form again, whole, with one sentence about the whole. */
static void refuse(struct req *r, const struct place *p, int status,
    struct str token, const char *sentence)
{
	struct mistakes m = { .n = 0 };

	r->status = status;
	mistake_add(&m, "send", str_of(sentence));
	capture_form(r, p, &r->form, &m, token, step_of(p, &m));
}

/* Of this machine: a proxy in front, or a test. */
static bool is_loopback(struct str address)
{
	return str_starts(address, S("127.")) || str_is(address, "::1");
}

static const char *mode_of(struct req *r, const struct place *p)
{
	const struct str from = web_query(r, "from");

	return mode_for(str_is(from, "sms") ? S("sms") : p->mode, p->setting);
}

static void keep(struct req *r, const struct place *p, const struct said *s,
    struct str code, struct str ref)
{
	struct append *ap = append_new();

	store_said(&r->cx, ap, p, s,
	    &(struct occasion){ .ref = ref,
		.mode = mode_of(r, p),
		.lang = str_of(words_current()->code) });
	capture_thanks(r, p, s, code);
	web_commit(r, ap);
}

static void send_said(struct req *r, const struct place *p,
    const struct said *s, struct str token)
{
	const struct str code =
	    return_code(r->cx.app->keys, r->cx.arena, token);
	const struct str ref = response_ref_of_code(&r->cx, code);

	switch (store_kept(&r->cx, p, s, ref)) {
	case KEPT_SAME:
		capture_thanks(r, p, s, code);
		return;
	case KEPT_OTHER:
		capture_kept_first(r, p, code);
		return;
	case KEPT_ERROR:
		refuse(r, p, 503, token,
		    T("Your words were not kept: something is wrong on our "
		      "side. They are still on this page. Please send them "
		      "again in a few minutes."));
		return;
	case KEPT_NOT:
		break;
	}
	keep(r, p, s, code, ref);
}

static bool too_fast(struct req *r)
{
	const struct str address = http_address(r->http);

	return !is_loopback(address) &&
	       !limit_take(LIMIT_CAPTURE, address, r->cx.now);
}

/* All that the empty form of this place is made of (capture_form.c); null: it
 * cannot be told. What a version asks never changes, so its number will do. */
static struct str form_key(struct req *r, const struct place *p)
{
	const struct str set = setting_stamp(&r->cx);

	if (str_null(set))
		return STR_NULL;
	return str_fmt(r->cx.arena, "%.*s\n%.*s\n%.*s\n%d %d %lld\n%.*s",
	    STR_ARG(p->code), STR_ARG(p->unit_name), STR_ARG(p->setting),
	    p->ask_about, p->ask_contact, (long long)p->survey.version,
	    STR_ARG(set));
}

void capture_get(struct req *r)
{
	const struct str code = web_param(r, "code");
	const struct mistakes none = { .n = 0 };
	struct place p;

	if (!place_look(&r->cx, code, &p)) {
		capture_no_place(r, code);
		return;
	}
	const struct str key = form_key(r, &p);
	const struct str token = form_token_new(&r->cx, p.code);

	if (!str_null(key) && web_prepared(r, key, token))
		return;
	if (!place_ask(&r->cx, &p)) {
		capture_no_place(r, code);
		return;
	}
	capture_form(r, &p, &(struct form){ NULL, 0 }, &none, token, 0);
	if (!str_null(key))
		web_prepare(r, key, token);
}

void capture_post(struct req *r)
{
	const struct str code = web_param(r, "code");
	const struct str token = web_post(r, "token");
	struct said *said = ARENA_NEW(r->cx.arena, struct said);
	struct mistakes m = { .n = 0 };
	struct place p;
	bool good;

	if (!place_find(&r->cx, code, &p)) {
		capture_no_place(r, code);
		return;
	}
	good = form_token_good(&r->cx, p.code, token);
	if (p.survey.one_per_page && good && walk(r, &p, token))
		return;
	if (!good)
		refuse(r, &p, 422, form_token_new(&r->cx, p.code),
		    T("This page was open for a long time. Nothing is lost: "
		      "please press Send once more."));
	else if (!said_parse(r->cx.arena, &p, &r->form, r->cx.today, said, &m))
		show_form(r, &p, &m, token, step_of(&p, &m));
	else if (too_fast(r))
		refuse(r, &p, 429, token,
		    T("Many people are writing to us from where you are. "
		      "Your words are still on this page. Please wait a "
		      "minute and press Send again."));
	else
		send_said(r, &p, said, token);
}
