/*
 * page.c: the frame around every page: policy headers, header and bar, reading
 * languages, what is said once, footer.
 */
#include "base/words.h"
#include "core/setting.h"
#include "web/component.h"
#include "web/internal.h"

const struct http_answer_header page_policy[] = {
	{ "Content-Security-Policy",
	    STR("default-src 'none'; script-src 'self'; style-src 'self'; "
		"img-src 'self'; font-src 'self'; connect-src 'self'; "
		"form-action 'self'; base-uri 'none'; "
		"frame-ancestors 'none'") },
	{ "Referrer-Policy", STR("no-referrer") },
	{ "X-Content-Type-Options", STR("nosniff") },
	{ "Strict-Transport-Security", STR("max-age=31536000") },
	{ "Cross-Origin-Opener-Policy", STR("same-origin") },
};
const size_t npage_policy = NELEM(page_policy);

/* The words of the bar that this person's roles open. */
static size_t bar_items(struct req *r, struct header_item *items)
{
	const struct web_config *c = &r->server->config;
	const struct str here = http_path(r->http);
	size_t n = 0;

	for (size_t i = 0; i < c->nnav && n < 8; i++) {
		const struct web_nav *w = &c->nav[i];
		const struct str path = str_of(w->path);

		if (w->cap != CAP_NONE && !web_may(r, w->cap))
			continue;
		items[n++] = (struct header_item){ .text = str_of(T(w->label)),
			.href = path,
			.current = str_eq(here, path),
			.active = str_starts(here, path) };
	}
	return n;
}

/* Administration sits under one's name. */
static size_t account_items(struct req *r, struct header_item *items)
{
	items[0] = (struct header_item){
		.text = r->person_name, .href = S("/account"), .icon = true
	};
	items[1] = (struct header_item){ .text = str_of(T("Sign out")),
		.action = S("/sign-out"),
		.form = html_fmt(r->cx.arena,
		    "<input type=\"hidden\" name=\"csrf\" value=\"%.*s\">",
		    STR_ARG(r->csrf)) };
	return 2;
}

static struct str trust_name(struct req *r)
{
	const struct str name = setting_text(&r->cx, "trust_name");

	return str_empty(name) ? S("Heard") : name;
}

static void language_item(
    struct req *r, struct buf *out, const struct language *l)
{
	html(out, "<li><a href=\"");
	language_href(r, out, l->code);
	html(out, "\" hreflang=\"%s\" lang=\"%s\" dir=\"%s\"%s>%s</a></li>",
	    l->code, l->code, l->dir,
	    l == words_current() ? " aria-current=true" : "", l->name);
}

/* One link a language, in that language, to this same address. */
static void language_bar(struct req *r, struct buf *out)
{
	size_t n = 0;
	const struct language *l = words_languages(&n);

	if (n < 2 || r->route->method != HTTP_GET)
		return;
	html(out, "<nav class=\"heard-languages\" aria-label=\"%s\"><ul>",
	    T("Language"));
	for (size_t i = 0; i < n; i++)
		language_item(r, out, &l[i]);
	html(out, "</ul></nav>");
}

static struct markup before_main(struct req *r)
{
	struct buf b = buf_make(BUF_PAGE);

	if (r->cx.app->demo)
		html(&b,
		    "<aside class=\"heard-demo\" aria-label=\"%s\">%s</aside>",
		    T("Demonstration"),
		    T("This is a demonstration. The trust, its people and "
		      "every comment here are invented."));
	if (r->cx.person == 0)
		language_bar(r, &b);
	if (!str_null(r->back)) {
		html(&b, "<nav aria-label=\"%s\">", T("Back"));
		component_back_link(&b, &(struct back_link){ .href = r->back });
		html(&b, "</nav>");
	}
	const struct markup m = html_take(r->cx.arena, &b);

	buf_free(&b);
	return m;
}

static enum db_status unflash(struct ctx *cx, void *arg)
{
	const struct str *hash = arg;

	return session_flash(cx, *hash, STR_NULL);
}

/* What the last page wanted said, above the content; then it is forgotten. */
static struct markup body(struct req *r)
{
	struct buf b = buf_make(BUF_PAGE);

	if (str_empty(r->flash))
		return (struct markup){ buf_view(&r->out) };
	component_notification_banner(
	    &b, &(struct notification_banner){
		    .text = str_of(T(str_cstr(r->cx.arena, r->flash))),
		    .success = true });
	if (ctx_change(&r->cx, unflash, &r->session) != DB_OK)
		r->flash = STR_NULL;
	buf_str(&b, buf_view(&r->out));
	const struct markup m = html_take(r->cx.arena, &b);

	buf_free(&b);
	return m;
}

static void footer(struct req *r, struct footer *f, struct nav_link *links)
{
	size_t n = 0;

	links[n++] = (struct nav_link){ .text = str_of(T("Accessibility")),
		.href = S("/accessibility") };
	links[n++] = (struct nav_link){ .text = str_of(T("Privacy")),
		.href = S("/privacy") };
	links[n++] = (struct nav_link){ .text = str_of(T("About this site")),
		.href = S("/about") };
	if (r->cx.person == 0)
		links[n++] =
		    (struct nav_link){ .text = str_of(T("Staff sign in")),
			    .href = S("/sign-in") };
	*f = (struct footer){ .items = links,
		.nitems = n,
		.container_classes = r->wide ? "heard-wide" : NULL };
}

/* "https://www.example.nhs.uk", nothing that could end the policy. */
static bool is_origin(struct str s)
{
	if (!str_starts(s, S("https://")) || s.n > 100)
		return false;
	for (size_t i = 8; i < s.n; i++)
		if (!((s.s[i] >= 'a' && s.s[i] <= 'z') ||
			(s.s[i] >= '0' && s.s[i] <= '9') || s.s[i] == '.' ||
			s.s[i] == '-' || s.s[i] == ':'))
			return false;
	return s.n > 8;
}

/* Who may frame this page: the sites that the trust has named, else nobody. */
static struct str framed_policy(struct req *r)
{
	struct arena *a = r->cx.arena;
	struct str rest = setting_text(&r->cx, "widget_sites"), one;
	struct str sites = S("");

	while (str_cut(&rest, ' ', &one))
		if (is_origin(one))
			sites = str_fmt(
			    a, "%.*s %.*s", STR_ARG(sites), STR_ARG(one));
	return str_fmt(a,
	    "default-src 'none'; script-src 'self'; style-src 'self'; "
	    "img-src 'self'; font-src 'self'; base-uri 'none'; "
	    "form-action 'none'; frame-ancestors%.*s",
	    STR_ARG(str_empty(sites) ? S(" 'none'") : sites));
}

/* A page inside somebody else's page: without our header and footer. */
static void framed_wrap(struct req *r, struct buf *ret)
{
	web_header(r, "Content-Security-Policy", framed_policy(r));
	page_template(ret, &(struct page_template){ .title = r->title,
			       .body = { buf_view(&r->out) } });
}

void page_wrap(struct req *r, struct buf *ret)
{
	struct header_item bar[8], account[2];
	struct nav_link links[5];
	struct footer bottom;
	const bool signed_in = r->cx.person != 0;

	if (r->route != NULL && (r->route->flags & ROUTE_FRAMED) != 0) {
		framed_wrap(r, ret);
		return;
	}
	const struct str trust = trust_name(r);
	const struct header top = { .organisation = trust,
		.logo_href = S("/"),
		.service = signed_in ? S("Heard") : STR_NULL,
		.service_href = signed_in ? S("/day") : STR_NULL,
		.items = bar,
		.nitems = signed_in ? bar_items(r, bar) : 0,
		.account = account,
		.naccount = signed_in ? account_items(r, account) : 0,
		.container_classes = r->wide ? "heard-wide" : NULL };

	footer(r, &bottom, links);
	bottom.container_classes = top.container_classes;
	page_template(ret,
	    &(struct page_template){
		.title = str_fmt(r->cx.arena, "%.*s%s%.*s", STR_ARG(r->title),
		    str_empty(r->title) ? "" : " – ", STR_ARG(trust)),
		.top = &top,
		.before_main = before_main(r),
		.body = body(r),
		.bottom = &bottom,
		.container_classes = r->wide ? "heard-wide" : NULL });
	language_carry(r, ret);
}

void page_bare(
    struct buf *ret, int status, const char *heading, const char *sentence)
{
	struct arena *a = arena_new(ARENA_REQUEST);
	const struct header top = { .organisation = S("Heard"),
		.logo_href = S("/") };

	(void)status;
	page_template(ret, &(struct page_template){ .title = str_of(T(heading)),
			       .top = &top,
			       .body = html_fmt(a,
				   "<h1 class=\"nhsuk-heading-l\">%s</h1>"
				   "<p class=\"nhsuk-body\">%s</p>",
				   T(heading), T(sentence)) });
	arena_free(a);
}

void page_refusal(struct buf *ret, int status, void *arg)
{
	static const struct {
		int status;
		const char *heading, *sentence;
	} known[] = {
		{ 400, N_("We could not read what was sent"),
		    N_("It did not arrive whole. Go back and try again.") },
		{ 405, N_("This does not work here"),
		    N_("The page is there, but not for what was asked.") },
		{ 413, N_("That is too much at once"),
		    N_("What was sent is larger than we can take. Nothing was "
		       "kept. Go back and make it shorter.") },
		{ 414, N_("The address is too long"),
		    N_("Go to the start page and find your way from there.") },
		{ HTTP_PAGE_UNSURE, N_("We cannot be sure it was kept"),
		    N_("It took too long. Please go back and send it again: "
		       "sending it again counts once.") },
		{ 503, N_("We are very busy"),
		    N_("Too many people are here at this moment. Please wait "
		       "a few seconds and try again.") },
	};

	(void)arg;
	for (size_t i = 0; i < NELEM(known); i++)
		if (known[i].status == status) {
			page_bare(
			    ret, status, known[i].heading, known[i].sentence);
			return;
		}
	page_bare(ret, status, N_("Something went wrong"),
	    N_("Nothing was kept. Please go back and try again."));
}
