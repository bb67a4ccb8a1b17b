/*
 * warning_page.c: "Look here first" and the page of one warning, where one goes
 * on to the comments of that time, sees what was done, and adds what one knows.
 */
#include "base/utf8.h"
#include "base/words.h"
#include "core/may.h"
#include "core/setting.h"
#include "mod/insight/team.h"
#include "mod/insight/warning.h"
#include "web/component.h"

#define SHOWN_MAX 5   /* actions and comments on a warning's page */
#define DAY_TAIL  190 /* days for which My day points to a warning */

static struct date tail_from(const struct req *r, int months)
{
	return date_add_months(date_month_start(r->cx.today), -months);
}

/* The list ------------------------------------------------------------- */

static struct str percent_of(struct arena *a, int64_t num, int64_t den)
{
	return str_fmt(a, T("%lld%% (%lld of %lld)"),
	    den > 0 ? (long long)((num * 200 + den) / (den * 2)) : 0LL,
	    (long long)num, (long long)den);
}

/* What it was and what it is, with what it is made of. */
static struct str size_words(struct arena *a, const struct warning *w)
{
	if (str_is(w->measure, "volume"))
		return str_fmt(a,
		    T("%lld responses in the months since (%lld months). "
		      "Before: %lld responses in %lld months."),
		    (long long)w->since_num, (long long)w->since_den,
		    (long long)w->before_num, (long long)w->before_den);
	const struct str since = percent_of(a, w->since_num, w->since_den);
	const struct str before = percent_of(a, w->before_num, w->before_den);

	return str_fmt(a, T("%.*s since then. In the two years before: %.*s."),
	    STR_ARG(since), STR_ARG(before));
}

/* The filter of that time, for addresses. */
static struct str comments_href(struct arena *a, const struct warning *w)
{
	const struct team_filter f = { .cut = { .from = w->start,
					   .until =
					       date_add_months(w->month, 1) } };
	struct str answer = STR_NULL;

	if (!str_is(w->measure, "volume"))
		answer = w->praise ? S("positive") : S("negative");
	return team_comments_href(a, w->unit_slug, &f, answer);
}

/* What the team did since, of what this person may see. */
static const struct sql SQL_DONE = {
	"SELECT count(*) FROM action a WHERE a.unit = ?1"
	" AND a.created_at >= ?2 AND " SCOPE("a.unit"),
	SCOPED(CAP_ACTION_READ)
};

static void write_since(struct req *r, const struct warning *w)
{
	const struct str href = comments_href(r->cx.arena, w);
	const int64_t n = db_get_int(r->cx.conn, r->cx.arena, &SQL_DONE,
	    VALS(V(w->unit), V(instant_of_date(w->start))), 0);

	html(&r->out, "</span><br><a href=\"%.*s\">%s</a> ", STR_ARG(href),
	    T("What people said then"));
	html(&r->out, "<span class=\"heard-muted\">");
	if (n == 0)
		html(&r->out, "%s", T("No action since."));
	else
		html(&r->out,
		    TN("%lld action since.", "%lld actions since.", (long)n),
		    (long long)n);
}

static void write_item(struct req *r, const struct warning *w)
{
	struct arena *a = r->cx.arena;
	const struct str words = warning_words(a, w), size = size_words(a, w);
	const struct str month = date_month_year(a, w->month);

	html(&r->out,
	    "<li><a href=\"/look/%.*s\">%.*s</a><br>"
	    "<span class=\"heard-muted\">%.*s ",
	    STR_ARG(w->ref), STR_ARG(words), STR_ARG(size));
	html(&r->out, T("Found with the answers of %.*s."), STR_ARG(month));
	if (date_cmp(w->open_on, r->cx.today) > 0) {
		const struct str day = date_long(a, w->open_on);

		html(&r->out, " ");
		html(&r->out, T("Others see this from %.*s."), STR_ARG(day));
	}
	write_since(r, w);
	html(&r->out, "</span></li>");
}

static void write_list(struct req *r, const struct warning *list, size_t n,
    bool praise, const char *heading, const char *empty)
{
	size_t said = 0;

	html(&r->out, "<h2 class=\"nhsuk-heading-m\">%s</h2>", heading);
	for (size_t i = 0; i < n; i++) {
		if (list[i].praise != praise)
			continue;
		if (said++ == 0)
			html(&r->out, "<ol class=\"nhsuk-list\">");
		write_item(r, &list[i]);
	}
	html(&r->out, said > 0 ? "</ol>" : "<p class=\"nhsuk-body\">");
	if (said == 0)
		html(&r->out, "%s</p>", empty);
}

static void write_about(struct req *r)
{
	struct str s = str_fmt(r->cx.arena,
	    T("Each night Heard compares every team with its own past, and "
	      "with how much teams like it vary. Of the changes it names, "
	      "about %lld in a hundred are false alarms. The order is how "
	      "certain a change is, not how good a team is. A team sees what "
	      "is said about it %lld working days before others do."),
	    (long long)setting_int(&r->cx, "warn_false_percent"),
	    (long long)setting_int(&r->cx, "warn_own_days"));

	component_details(&r->out,
	    &(struct details){
		.summary = str_of(T("How this list is made")), .text = s });
}

void warning_page(struct req *r)
{
	const bool all = str_is(web_query(r, "months"), "24");
	const struct date from = tail_from(r, all ? 24 : WARNING_TAIL);
	struct warning *list =
	    arena_array(r->cx.arena, WARNINGS_MAX, sizeof(*list));
	const size_t n = warning_list(&r->cx, from, list);
	const struct str tide =
	    warning_tide_words(&r->cx, tail_from(r, WARNING_TAIL));

	r->title = str_of(T("Look here first"));
	html(&r->out,
	    "<h1 class=\"nhsuk-heading-l\">%s</h1><p class=\"nhsuk-body\">%s"
	    "</p>",
	    T("Look here first"),
	    T("Where something has most likely changed. This is a place to "
	      "look and to ask, not a league: teams are not compared with "
	      "each other."));
	if (!str_null(tide))
		component_inset_text(
		    &r->out, &(struct inset_text){ .text = tide });
	write_list(r, list, n, false, T("Worse than before"),
	    T("Nothing in these months. When a team's answers get worse by "
	      "more than chance, it will be here the next morning."));
	write_list(r, list, n, true, T("Better than before"),
	    T("Nothing in these months. When a team's answers get better, it "
	      "will be here: say well done, and ask how they did it."));
	html(&r->out, "<p class=\"nhsuk-body\"><a href=\"/look%s\">%s</a></p>",
	    all ? "" : "?months=24",
	    all ? T("Only the last six months")
		: T("All of the last two years"));
	write_about(r);
}

/* One warning ---------------------------------------------------------- */

static const struct sql SQL_ACTIONS = {
	"SELECT a.ref, a.title, a.state FROM action a WHERE a.unit = ?1"
	" AND a.created_at >= ?2 AND " SCOPE(
	    "a.unit") " ORDER BY a.created_at DESC, a.id DESC LIMIT 5",
	SCOPED(CAP_ACTION_READ)
};

static const struct sql SQL_NOTES = {
	"SELECT n.words, p.name, n.created_at FROM warning_note n"
	" JOIN warning w ON w.id = n.warning"
	" LEFT JOIN person p ON p.id = n.created_by"
	" WHERE w.id = ?1 AND " SCOPE("w.unit") " ORDER BY n.id LIMIT 50",
	SCOPED(CAP_RESPONSE_READ)
};

/* New warnings about the units that the person belongs to, and that nobody
 * has said anything of. */
static const struct sql SQL_DAY = {
	"SELECT w.ref FROM warning w JOIN appointment a ON a.unit = w.unit"
	" AND a.person = ?p AND (a.from_on IS NULL OR a.from_on <= ?1)"
	" AND (a.until_on IS NULL OR a.until_on >= ?1)"
	" WHERE w.praise = 0 AND w.month >= ?2 AND NOT EXISTS"
	" (SELECT 1 FROM warning_note n WHERE n.warning = w.id) AND " SCOPE(
	    "w.unit") " ORDER BY w.q, w.id LIMIT 5",
	SCOPED(CAP_ACTION_WRITE)
};

static void write_ways(struct req *r, const struct warning *w)
{
	const struct str href = comments_href(r->cx.arena, w);

	html(&r->out,
	    "<ul class=\"nhsuk-list nhsuk-list--bullet\">"
	    "<li><a href=\"%.*s\">%s</a></li>"
	    "<li><a href=\"/t/%.*s\">%s</a></li></ul>",
	    STR_ARG(href),
	    w->praise ? T("What people praised at that time")
		      : T("What people said at that time"),
	    STR_ARG(w->unit_slug), T("The team's chart, month by month"));
}

static const char *state_words(struct str state)
{
	if (str_is(state, "done"))
		return T("Done");
	return str_is(state, "open") ? T("Open") : T("Dropped");
}

static void write_done(struct req *r, const struct warning *w)
{
	size_t n = 0;
	struct rows *rows = db_query(r->cx.conn, r->cx.arena, &SQL_ACTIONS,
	    VALS(V(w->unit), V(instant_of_date(w->start))));

	html(&r->out, "<h2 class=\"nhsuk-heading-m\">%s</h2>",
	    T("What was done since"));
	while (db_next(rows)) {
		const struct str ref = db_text(rows, 0);
		const struct str title = db_text(rows, 1);

		html(&r->out, n++ == 0 ? "<ul class=\"nhsuk-list\">" : "");
		html(&r->out,
		    "<li><a href=\"/k/actions/%.*s\">%.*s</a> "
		    "<span class=\"heard-muted\">%s</span></li>",
		    STR_ARG(ref), STR_ARG(title),
		    state_words(db_text(rows, 2)));
	}
	(void)db_done(rows);
	html(&r->out, n > 0 ? "</ul>" : "");
	if (n == 0)
		html(&r->out, "<p class=\"nhsuk-body\">%s</p>",
		    T("No action yet. Read what people said, and start one "
		      "from a comment."));
}

static void write_notes(struct req *r, const struct warning *w)
{
	struct arena *a = r->cx.arena;
	struct rows *rows = db_query(r->cx.conn, a, &SQL_NOTES, VALS(V(w->id)));

	html(&r->out, "<h2 class=\"nhsuk-heading-m\">%s</h2>",
	    T("What people who know say"));
	while (db_next(rows)) {
		const struct str words = db_text(rows, 0);
		const struct str name = db_text(rows, 1);
		const struct str on = instant_long(a, db_instant(rows, 2));

		html(&r->out,
		    "<blockquote class=\"heard-quote\" dir=\"auto\">%.*s"
		    "</blockquote><p class=\"nhsuk-body-s\">%.*s, %.*s</p>",
		    STR_ARG(words), STR_ARG(name), STR_ARG(on));
	}
	(void)db_done(rows);
}

static void write_form(struct req *r, const char *wrong)
{
	if (wrong != NULL) {
		const struct error_item item = { .text = str_of(wrong),
			.href = S("#words") };

		component_error_summary(&r->out,
		    &(struct error_summary){ .items = &item, .nitems = 1 });
	}
	html(&r->out, "<form method=\"post\" novalidate>");
	web_csrf_field(r);
	component_textarea(&r->out,
	    &(struct textarea){ .name = S("words"),
		.id = S("words"),
		.label.text = str_of(T("Add what you know")),
		.hint = str_of(T("What happened then, or why this may be a "
				 "false alarm. Your name stands beside it. "
				 "Name no patient and no colleague.")),
		.value = web_post(r, "words"),
		.error = wrong != NULL ? str_of(wrong) : STR_NULL,
		.rows = 3 });
	component_button(&r->out, &(struct button){ .text = str_of(T("Add")),
				      .variant = "secondary" });
	html(&r->out, "</form>");
}

static void write_one(struct req *r, const struct warning *w, const char *wrong)
{
	struct arena *a = r->cx.arena;
	const struct str size = size_words(a, w);
	const struct nav_link up[] = { { .text = str_of(T("Understand")),
					   .href = S("/understand") },
		{ .text = str_of(T("Look here first")), .href = S("/look") } };

	r->title = warning_words(a, w);
	component_breadcrumb(
	    &r->out, &(struct breadcrumb){ .items = up, .nitems = 2 });
	html(&r->out,
	    "<h1 class=\"nhsuk-heading-l\">%.*s</h1><p class=\"nhsuk-body\">"
	    "%.*s</p><p class=\"nhsuk-body\">%s</p>",
	    STR_ARG(r->title), STR_ARG(size),
	    T("The month is the likeliest start; it may be one or two off. "
	      "More answers make it surer, or take it back."));
	write_ways(r, w);
	if (web_may(r, CAP_ACTION_READ))
		write_done(r, w);
	write_notes(r, w);
	if (may(&r->cx, CAP_ACTION_WRITE, w->unit))
		write_form(r, wrong);
}

void warning_one(struct req *r)
{
	struct warning w;

	if (!warning_get(&r->cx, web_param(r, "ref"), &w)) {
		web_not_found(r);
		return;
	}
	write_one(r, &w, NULL);
}

struct note {
	int64_t warning;
	struct str words;
};

static enum db_status note_fn(struct ctx *cx, void *arg)
{
	const struct note *n = arg;

	return warning_note_add(cx, n->warning, n->words);
}

static const char *wrong_with(struct str words)
{
	if (str_empty(words))
		return T("Write what you know");
	return utf8_length(words) > WARNING_NOTE_MAX
		   ? T("Write at most 1,000 characters")
		   : NULL;
}

void warning_one_post(struct req *r)
{
	struct note n = { .words = str_trim(web_post(r, "words")) };
	const char *wrong = wrong_with(n.words);
	enum db_status st;
	struct warning w;

	if (!warning_get(&r->cx, web_param(r, "ref"), &w) ||
	    !may(&r->cx, CAP_ACTION_WRITE, w.unit)) {
		web_not_found(r);
		return;
	}
	if (wrong != NULL) {
		r->status = 422;
		write_one(r, &w, wrong);
		return;
	}
	n.warning = w.id;
	st = ctx_change(&r->cx, note_fn, &n);
	if (st != DB_OK) {
		web_change_failed(r, st);
		return;
	}
	web_flash(r, N_("Added. Thank you."));
	web_redirect(r, str_fmt(r->cx.arena, "/look/%.*s", STR_ARG(w.ref)));
}

void warning_day(struct req *r, struct day *d)
{
	struct arena *a = r->cx.arena;
	struct str refs[5];
	size_t n = 0;
	struct rows *rows;

	if (!web_may(r, CAP_ACTION_WRITE))
		return;
	rows = db_query(r->cx.conn, a, &SQL_DAY,
	    VALS(V(r->cx.today), V(date_add(r->cx.today, -DAY_TAIL))));
	while (n < NELEM(refs) && db_next(rows))
		refs[n++] = db_text(rows, 0);
	(void)db_done(rows);
	for (size_t i = 0; i < n && d->n < NELEM(d->items); i++) {
		struct warning w;

		if (warning_get(&r->cx, refs[i], &w))
			d->items[d->n++] = (struct day_item){
				.sentence = warning_words(a, &w),
				.path =
				    str_fmt(a, "/look/%.*s", STR_ARG(w.ref)),
			};
	}
}

static const struct sql *const list[] = { &SQL_ACTIONS, &SQL_NOTES, &SQL_DAY,
	&SQL_DONE };
const struct sql_list warning_page_sql = { list, NELEM(list) };
