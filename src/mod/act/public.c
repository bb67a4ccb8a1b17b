/*
 * public.c: what everybody sees: the services, what people say about each where
 * enough did, and what changed. Numbers come from the one published table.
 */
#include "base/fold.h"
#include "base/json.h"
#include "base/words.h"
#include "core/comment_ref.h"
#include "core/setting.h"
#include "count/count.h"
#include "mod/act/internal.h"
#include "report/poster.h"
#include "web/component.h"

#define COMMENTS_MAX   20
#define CHANGES_MAX    30
#define SERVICES_MAX   2000
#define WIDGET_ENTRIES 3

static const struct sql SQL_UNITS = {
	"SELECT u.slug, u.name, u.level, p.name FROM unit u"
	" LEFT JOIN unit p ON p.id = u.parent WHERE u.public = 1"
	" AND (u.closed IS NULL OR u.closed > ?1) AND u.fold >= ?2"
	" AND substr(u.fold, 1, length(?2)) = ?2"
	" ORDER BY u.fold, u.id LIMIT 2000",
	SYSTEM("names of public services are for everybody")
};

static const struct sql SQL_UNIT = {
	"SELECT u.id, u.name, u.slug, coalesce(p.slug, ''),"
	" coalesce(p.name, '') FROM unit u"
	" LEFT JOIN unit p ON p.id = u.parent AND p.public = 1"
	" WHERE u.slug = ?1 AND u.public = 1",
	SYSTEM("names of public services are for everybody")
};

/* Words that their writer let us show and a person cleared. */
static const struct sql SQL_WORDS = {
	"SELECT c.shown, c.lang, substr(r.experienced_on, 1, 7), " COMMENT_KIND(
	    "c") " FROM comment c JOIN response r ON r.id = c.response"
		 " WHERE r.unit = ?1 AND r.may_show = 1 AND c.shown IS NOT NULL"
		 " AND c.state IN ('published', 'redacted_published')"
		 " AND r.experienced_on >= ?2 AND r.experienced_on < ?3"
		 " ORDER BY r.experienced_on DESC, c.id DESC LIMIT 20",
	SYSTEM("published comments are for everybody")
};

static const struct sql SQL_CODE = {
	"SELECT t.code FROM touch_point t WHERE t.unit = ?1"
	" AND (t.opened IS NULL OR t.opened <= ?2)"
	" AND (t.closed IS NULL OR t.closed > ?2) ORDER BY t.id LIMIT 1",
	SYSTEM("codes are printed on posters for everybody")
};

struct service {
	int64_t id;
	struct str name, slug, parent_slug, parent_name, code;
};

static bool find_service(struct req *r, struct service *s)
{
	bool found = false;
	struct rows *rows = db_query(
	    r->cx.conn, r->cx.arena, &SQL_UNIT, VALS(V(web_param(r, "slug"))));

	if (db_next(rows)) {
		found = true;
		*s = (struct service){ .id = db_int(rows, 0),
			.name = db_text(rows, 1),
			.slug = db_text(rows, 2),
			.parent_slug = db_text(rows, 3),
			.parent_name = db_text(rows, 4) };
	}
	(void)db_done(rows);
	if (found)
		s->code = db_get_text(r->cx.conn, r->cx.arena, &SQL_CODE,
		    VALS(V(s->id), V(r->cx.today)));
	return found;
}

/* The list of services ------------------------------------------------- */

static void write_search(struct req *r, struct str q)
{
	html(&r->out, "<form method=\"get\" role=\"search\">");
	component_input(&r->out,
	    &(struct input){ .name = S("q"),
		.label.text = str_of(T("Name of the service, ward or team")),
		.hint = str_of(T("The first letters are enough")),
		.value = q,
		.width = 30 });
	component_button(&r->out, &(struct button){ .text = str_of(T("Find")),
				      .variant = "secondary" });
	html(&r->out, "</form>");
}

void public_services(struct req *r)
{
	const struct str typed = str_trim(web_query(r, "q"));
	const struct str q =
	    str_null(typed) ? S("") : str_fold(r->cx.arena, typed);
	size_t n = 0;

	r->title = str_of(T("Our services"));
	html(&r->out, "<h1 class=\"nhsuk-heading-l\">%s</h1>",
	    T("Our services"));
	write_search(r, typed);
	struct rows *rows = db_query(
	    r->cx.conn, r->cx.arena, &SQL_UNITS, VALS(V(r->cx.today), V(q)));

	html(&r->out, "<ul class=\"nhsuk-list heard-services\">");
	while (db_next(rows)) {
		n++;
		html(&r->out, "<li><a href=\"/services/%.*s\">%.*s</a>",
		    STR_ARG(db_text(rows, 0)), STR_ARG(db_text(rows, 1)));
		if (!db_null(rows, 3))
			html(&r->out, " <span>%.*s</span>",
			    STR_ARG(db_text(rows, 3)));
		html(&r->out, "</li>");
	}
	(void)db_done(rows);
	html(&r->out, "</ul>");
	if (n == 0)
		html(&r->out, "<p class=\"nhsuk-body\">%s</p>",
		    T("No service has a name that begins like this. Try fewer "
		      "letters."));
}

/* One service ----------------------------------------------------------- */

static void write_period(struct req *r)
{
	struct date from, until;

	count_public_period(r->cx.today, &from, &until);
	html(&r->out, "<p class=\"nhsuk-body-s\">");
	html(&r->out, T("From %.*s to %.*s."),
	    STR_ARG(date_month_year(r->cx.arena, from)),
	    STR_ARG(date_month_year(r->cx.arena, date_add(until, -1))));
	html(&r->out, "</p>");
}

static void write_share(struct req *r, const char *name, struct share s)
{
	html(&r->out,
	    "<div class=\"nhsuk-summary-list__row\"><dt "
	    "class=\"nhsuk-summary-list__key\">%s</dt><dd "
	    "class=\"nhsuk-summary-list__value\">%.*s</dd></div>",
	    name, STR_ARG(share_text(r->cx.arena, &s)));
}

static void write_numbers(struct req *r, const struct public_count *c)
{
	int64_t n = 0;

	html(&r->out, "<h2 class=\"nhsuk-heading-m\">%s</h2>",
	    T("What people say"));
	if (!cell_shown(c->answers.all, &n) || n == 0) {
		html(&r->out, "<p class=\"nhsuk-body\">%s</p>",
		    T("Too few people have told us yet to show a result, so "
		      "that nobody can be recognised."));
		return;
	}
	html(&r->out, "<p class=\"nhsuk-body\">");
	html(&r->out,
	    TN("%.*s person answered the question \"Overall, how was your "
	       "experience of our service?\"",
		"%.*s people answered the question \"Overall, how was your "
		"experience of our service?\"",
		(long)n),
	    STR_ARG(cell_text(r->cx.arena, c->answers.all)));
	html(&r->out, "</p>");
	if (!c->percent) {
		html(&r->out, "<p class=\"nhsuk-body\">%s</p>",
		    T("That is too few for a percentage."));
		return;
	}
	html(&r->out, "<dl class=\"nhsuk-summary-list\">");
	write_share(r, T("Very good or good"), answers_positive(&c->answers));
	write_share(r, T("Very good"), answers_very_good(&c->answers));
	write_share(r, T("Poor or very poor"), answers_negative(&c->answers));
	html(&r->out, "</dl>");
}

/* "2026-04" as the month it is. */
static struct str month_of(struct arena *a, struct str ym)
{
	struct date d = DATE_NONE;

	if (!date_parse_iso(str_fmt(a, "%.*s-01", STR_ARG(ym)), &d))
		return STR_NULL;
	return date_month_year(a, d);
}

static void write_words(struct req *r, const struct service *s)
{
	struct date from, until;
	size_t n = 0;

	count_public_period(r->cx.today, &from, &until);
	struct rows *rows = db_query(r->cx.conn, r->cx.arena, &SQL_WORDS,
	    VALS(V(s->id), V(from), V(until)));

	while (db_next(rows)) {
		if (n++ == 0)
			html(&r->out, "<h3 class=\"nhsuk-heading-s\">%s</h3>",
			    T("In their words"));
		html(&r->out,
		    "<blockquote class=\"heard-quote\"><p lang=\"%.*s\" "
		    "dir=\"auto\">%.*s</p><footer>%.*s</footer></blockquote>",
		    STR_ARG(db_text(rows, 1)), STR_ARG(db_text(rows, 0)),
		    STR_ARG(month_of(r->cx.arena, db_text(rows, 2))));
	}
	(void)db_done(rows);
}

static const char *did_words(const struct public_entry *e)
{
	return e->cannot ? T("We cannot, because") : T("We did");
}

static void write_change(
    struct req *r, const struct public_entry *e, bool with_unit)
{
	/* Under the heading of a service, or under the page's own. */
	const bool framed = (r->route->flags & ROUTE_FRAMED) != 0;
	const int level = with_unit || framed ? 2 : 3;

	html(&r->out,
	    "<article class=\"heard-said-did\" id=\"e%.*s\"><h%d "
	    "class=\"nhsuk-heading-s\">%s</h%d><p>%.*s</p><h%d "
	    "class=\"nhsuk-heading-s\">%s</h%d><p>%.*s</p><footer>",
	    STR_ARG(e->ref), level, T("You said"), level, STR_ARG(e->said),
	    level, did_words(e), level, STR_ARG(e->did));
	/* A frame stays where it is. */
	if (framed)
		html(&r->out, "%.*s, ", STR_ARG(e->unit_name));
	else if (with_unit)
		html(&r->out, "<a href=\"/services/%.*s\">%.*s</a>, ",
		    STR_ARG(e->unit_slug), STR_ARG(e->unit_name));
	html(&r->out, "%.*s</footer></article>",
	    STR_ARG(date_month_year(r->cx.arena, e->published_on)));
}

static void write_changes(struct req *r, int64_t unit, size_t most)
{
	struct public_entry *list = NULL;
	const size_t n = public_entries(&r->cx, unit, most, &list);

	for (size_t i = 0; i < n; i++)
		write_change(r, &list[i], unit == 0);
	if (n == 0)
		html(&r->out, "<p class=\"nhsuk-body\">%s</p>",
		    T("Nothing is shown here yet. When we change something "
		      "because people told us, you read it here."));
}

void public_service(struct req *r)
{
	struct service s;

	if (!find_service(r, &s)) {
		web_not_found(r);
		return;
	}
	const struct public_count c = count_public_unit(&r->cx, s.id);

	r->title = s.name;
	r->back = str_empty(s.parent_slug)
		      ? S("/services")
		      : str_fmt(r->cx.arena, "/services/%.*s",
			    STR_ARG(s.parent_slug));
	html(&r->out, "<h1 class=\"nhsuk-heading-l\">%.*s</h1>",
	    STR_ARG(s.name));
	if (!str_empty(s.code))
		component_button(&r->out,
		    &(struct button){
			.text = str_of(T("Tell us how your care was")),
			.href =
			    str_fmt(r->cx.arena, "/f/%.*s", STR_ARG(s.code)) });
	write_numbers(r, &c);
	write_period(r);
	if (c.words)
		write_words(r, &s);
	html(&r->out, "<h2 class=\"nhsuk-heading-m\">%s</h2>",
	    T("What changed"));
	write_changes(r, s.id, CHANGES_MAX);
	html(&r->out,
	    "<p class=\"nhsuk-body\"><a href=\"/services/%.*s/poster.pdf\">"
	    "%s</a><br><a href=\"/services/%.*s/poster.pdf?format=large\">%s"
	    "</a><br><a href=\"/services/%.*s/poster.pdf?format=easy\">%s</a>"
	    "</p>",
	    STR_ARG(s.slug), T("Poster of what changed (PDF)"), STR_ARG(s.slug),
	    T("The same in large print (PDF)"), STR_ARG(s.slug),
	    T("The same in easy read (PDF)"));
}

void public_you_said(struct req *r)
{
	r->title = str_of(T("You said, we did"));
	html(&r->out,
	    "<h1 class=\"nhsuk-heading-l\">%s</h1><p "
	    "class=\"nhsuk-body\">%s</p>",
	    T("You said, we did"),
	    T("What people told us, and what we changed because of it. The "
	      "newest comes first."));
	write_changes(r, 0, 100);
	html(&r->out,
	    "<p class=\"nhsuk-body\"><a href=\"/you-said-we-did/feed.atom\">"
	    "%s</a><br><a href=\"/you-said-we-did/feed.json\">%s</a></p>",
	    T("Follow this page in a feed reader (Atom)"),
	    T("The same feed for programs (JSON)"));
}

/* The newest entries for the trust's own site, in a frame; ?unit=slug: of one
 * service. Links open beside the frame. */
void public_widget(struct req *r)
{
	struct public_entry *list = NULL;
	const struct str slug = web_query(r, "unit");
	int64_t unit = 0;

	if (!str_empty(slug)) {
		struct rows *rows =
		    db_query(r->cx.conn, r->cx.arena, &SQL_UNIT, VALS(V(slug)));

		unit = db_next(rows) ? db_int(rows, 0) : -1;
		(void)db_done(rows);
	}
	const size_t n = public_entries(&r->cx, unit, WIDGET_ENTRIES, &list);

	r->title = str_of(T("You said, we did"));
	html(&r->out, "<h1 class=\"nhsuk-heading-m\">%s</h1>",
	    T("You said, we did"));
	for (size_t i = 0; i < n; i++)
		write_change(r, &list[i], false);
	if (n == 0)
		html(&r->out, "<p class=\"nhsuk-body\">%s</p>",
		    T("Nothing is shown here yet."));
	html(&r->out,
	    "<p class=\"nhsuk-body\"><a href=\"%.*s/you-said-we-did\" "
	    "target=\"_blank\" rel=\"noopener\">%s</a></p>",
	    STR_ARG(r->cx.app->base_url), T("All of it (opens in a new tab)"));
}

/* Feed and poster -------------------------------------------------------- */

static void write_entry(
    struct req *r, struct buf *b, const struct public_entry *e)
{
	const struct str base = r->cx.app->base_url;
	const struct str day = date_iso(r->cx.arena, e->published_on);

	html(b,
	    "<entry><title>%.*s</title><id>%.*s/you-said-we-did#e%.*s</id>"
	    "<link href=\"%.*s/you-said-we-did#e%.*s\"/>"
	    "<updated>%.*sT00:00:00Z</updated><author><name>%.*s</name>"
	    "</author><content type=\"text\">%s: %.*s\n%s: %.*s</content>"
	    "</entry>\n",
	    STR_ARG(e->said), STR_ARG(base), STR_ARG(e->ref), STR_ARG(base),
	    STR_ARG(e->ref), STR_ARG(day), STR_ARG(e->unit_name), T("You said"),
	    STR_ARG(e->said), did_words(e), STR_ARG(e->did));
}

void public_you_said_feed(struct req *r)
{
	struct public_entry *list = NULL;
	const size_t n = public_entries(&r->cx, 0, 100, &list);
	struct buf b = buf_make(BUF_PAGE);
	const struct str base = r->cx.app->base_url;
	const struct date newest = n > 0 ? list[0].published_on : r->cx.today;

	html(&b,
	    "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
	    "<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>%s</title>"
	    "<id>%.*s/you-said-we-did</id>"
	    "<link rel=\"self\" href=\"%.*s/you-said-we-did/feed.atom\"/>"
	    "<updated>%.*sT00:00:00Z</updated>\n",
	    T("You said, we did"), STR_ARG(base), STR_ARG(base),
	    STR_ARG(date_iso(r->cx.arena, newest)));
	for (size_t i = 0; i < n; i++)
		write_entry(r, &b, &list[i]);
	buf_cstr(&b, "</feed>\n");
	web_send(r, "application/atom+xml; charset=utf-8", STR_NULL, &b);
	buf_free(&b);
}

static void json_pair(struct buf *b, const char *key, struct str value)
{
	json_put(b, str_of(key));
	buf_cstr(b, ":");
	json_put(b, value);
	buf_cstr(b, ",");
}

/* JSON Feed 1.1 (jsonfeed.org). */
void public_you_said_json(struct req *r)
{
	struct arena *a = r->cx.arena;
	struct public_entry *list = NULL;
	const size_t n = public_entries(&r->cx, 0, 100, &list);
	const struct str base = r->cx.app->base_url;
	struct buf b = buf_make(BUF_PAGE);

	buf_cstr(&b, "{");
	json_pair(&b, "version", S("https://jsonfeed.org/version/1.1"));
	json_pair(&b, "title", str_of(T("You said, we did")));
	json_pair(&b, "home_page_url",
	    str_fmt(a, "%.*s/you-said-we-did", STR_ARG(base)));
	buf_cstr(&b, "\"items\":[");
	for (size_t i = 0; i < n; i++) {
		const struct public_entry *e = &list[i];
		const struct str url = str_fmt(a, "%.*s/you-said-we-did#e%.*s",
		    STR_ARG(base), STR_ARG(e->ref));

		buf_cstr(&b, i > 0 ? ",{" : "{");
		json_pair(&b, "id", url);
		json_pair(&b, "url", url);
		json_pair(&b, "title", e->said);
		json_pair(&b, "content_text",
		    str_fmt(a, "%s: %.*s\n%s: %.*s", T("You said"),
			STR_ARG(e->said), did_words(e), STR_ARG(e->did)));
		buf_cstr(&b, "\"authors\":[{\"name\":");
		json_put(&b, e->unit_name);
		buf_cstr(&b, "}],\"date_published\":");
		json_put(&b, str_fmt(a, "%.*sT00:00:00Z",
				 STR_ARG(date_iso(a, e->published_on))));
		buf_cstr(&b, "}");
	}
	buf_cstr(&b, "]}");
	web_send(r, "application/feed+json; charset=utf-8", STR_NULL, &b);
	buf_free(&b);
}

void public_poster(struct req *r)
{
	struct service s;
	struct err e;
	struct public_entry *list = NULL;
	struct said_did pairs[6];
	struct buf pdf = buf_make(BUF_PAGE);

	if (!find_service(r, &s)) {
		web_not_found(r);
		return;
	}
	const size_t n = public_entries(&r->cx, s.id, NELEM(pairs), &list);
	struct arena *a = r->cx.arena;
	const struct str url =
	    str_null(s.code)
		? STR_NULL
		: str_fmt(a, "%.*s/f/%.*s", STR_ARG(r->cx.app->base_url),
		      STR_ARG(s.code));

	const struct str format = web_query(r, "format");

	for (size_t i = 0; i < n; i++)
		pairs[i] = (struct said_did){ list[i].said, list[i].did,
			list[i].cannot };
	const struct poster_ysws p = { .style = str_is(format, "large")
						    ? POSTER_LARGE
						: str_is(format, "easy")
						    ? POSTER_EASY
						    : POSTER_NORMAL,
		.trust = setting_text(&r->cx, "trust_name"),
		.team = s.name,
		.month = date_month_year(a, r->cx.today),
		.url = url,
		.short_url = str_null(url) ? r->cx.app->base_url : url,
		.pairs = pairs,
		.n = n };

	if (!poster_ysws(&pdf, &p, &e))
		web_error(r, 500, T("The poster could not be made"), e.text);
	else
		web_send(r, "application/pdf",
		    str_fmt(a, "you-said-we-did-%.*s.pdf", STR_ARG(s.slug)),
		    &pdf);
	buf_free(&pdf);
}

static const struct sql *const public_sql[] = { &SQL_UNITS, &SQL_UNIT,
	&SQL_WORDS, &SQL_CODE };
const struct sql_list act_public_sql = { public_sql, NELEM(public_sql) };
