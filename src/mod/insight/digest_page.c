/*
 * digest_page.c: "Mail about my teams": which digests a person gets, asking for
 * one, and stopping it. Everybody sees and changes only their own.
 */
#include "base/random.h"
#include "mod/insight/digest.h"
#include "web/component.h"

#define OWN SYSTEM("one's own mails")

static const struct sql SQL_OWN = {
	"SELECT d.id, d.unit, d.ref, d.rhythm, u.name, u.slug FROM digest d"
	" JOIN unit u ON u.id = d.unit WHERE d.person = ?p ORDER BY u.fold,"
	" d.id LIMIT 20",
	OWN
};
_Static_assert(DIGESTS_MAX == 20, "the LIMIT above");
static const struct sql SQL_COUNT = {
	"SELECT count(*) FROM digest WHERE person = ?p", OWN
};
static const struct sql SQL_STOP = {
	"DELETE FROM digest WHERE ref = ?1 AND person = ?p", OWN
};
/* In place of the one about the same unit. The first mail is about the period
 * under way, when that is over. */
static const struct sql SQL_ADD = {
	"INSERT INTO digest (ref, person, unit, rhythm, created_at,"
	" sent_until) SELECT ?1, CAST(?2 AS BIGINT), u.id, ?3,"
	" CAST(?4 AS BIGINT), ?5 FROM unit u WHERE u.slug = ?6 AND " SCOPE(
	    "u.id") " ON CONFLICT (person, unit) DO UPDATE SET"
		    " rhythm = excluded.rhythm,"
		    " sent_until = excluded.sent_until",
	SCOPED(CAP_RESPONSE_READ)
};
static const struct sql SQL_UNITS = {
	"SELECT u.slug, u.name FROM unit u WHERE (u.closed IS NULL"
	" OR u.closed > ?1) AND " SCOPE("u.id") " ORDER BY u.level, u.fold,"
						" u.id LIMIT 1000",
	SCOPED(CAP_RESPONSE_READ)
};
#define UNITS_MAX 1000

static const struct sql *const list[] = { &SQL_OWN, &SQL_COUNT, &SQL_STOP,
	&SQL_ADD, &SQL_UNITS };
const struct sql_list digest_page_sql = { list, NELEM(list) };

static const char *rhythm_words(struct str rhythm)
{
	return str_is(rhythm, "week") ? T("Every Monday, about the week before")
				      : T("On the first of each month, about "
					  "the month before");
}

/* One's own ------------------------------------------------------------- */

static void write_one(struct req *r, const struct digest *d)
{
	struct date from, until;
	struct mail m;
	struct buf b = buf_make((size_t)64 << 10);

	digest_period(d->rhythm, r->cx.today, &from, &until);
	m = digest_mail(&r->cx, d, from, until);
	html(&r->out,
	    "<h2 class=\"nhsuk-heading-m\">%.*s</h2><p class=\"nhsuk-body\">"
	    "%s.</p>",
	    STR_ARG(d->unit_name), rhythm_words(d->rhythm));
	html(&b, "<pre class=\"heard-mail\" tabindex=\"0\">%.*s</pre>",
	    STR_ARG(m.text));
	component_details(&r->out,
	    &(struct details){
		.summary = str_of(T("What the last one would have said")),
		.html = html_take(r->cx.arena, &b) });
	buf_free(&b);
	html(&r->out, "<form method=\"post\" action=\"/digests/%.*s/stop\">",
	    STR_ARG(d->ref));
	web_csrf_field(r);
	html(&b, "%s<span class=\"nhsuk-u-visually-hidden\">: %.*s</span>",
	    T("Stop this mail"), STR_ARG(d->unit_name));
	component_button(
	    &r->out, &(struct button){ .html = html_take(r->cx.arena, &b),
			 .variant = "secondary",
			 .small = true });
	buf_free(&b);
	html(&r->out, "</form>");
}

static void write_own(struct req *r)
{
	struct digest own[DIGESTS_MAX];
	struct rows *rows =
	    db_query(r->cx.conn, r->cx.arena, &SQL_OWN, NO_VALS);
	size_t n = 0;

	while (n < DIGESTS_MAX && db_next(rows))
		own[n++] = (struct digest){ .id = db_int(rows, 0),
			.unit = db_int(rows, 1),
			.ref = db_text(rows, 2),
			.rhythm = db_text(rows, 3),
			.unit_name = db_text(rows, 4),
			.slug = db_text(rows, 5) };
	if (db_done(rows) != DB_OK)
		n = 0;
	if (n == 0)
		html(&r->out, "<p class=\"nhsuk-body\">%s</p>",
		    T("You get none. Choose a team below."));
	for (size_t i = 0; i < n; i++)
		write_one(r, &own[i]);
}

/* Asking for one --------------------------------------------------------- */

static void unit_field(struct req *r, const char *wrong)
{
	struct arena *a = r->cx.arena;
	struct select_option *items =
	    arena_array(a, UNITS_MAX + 1, sizeof(*items));
	struct rows *rows =
	    db_query(r->cx.conn, a, &SQL_UNITS, VALS(V(r->cx.today)));
	size_t n = 1;

	items[0] = (struct select_option){ .value = S(""),
		.text = str_of(T("Choose")) };
	while (n <= UNITS_MAX && db_next(rows))
		items[n++] = (struct select_option){ .value = db_text(rows, 0),
			.text = db_text(rows, 1) };
	(void)db_done(rows);
	component_select(&r->out,
	    &(struct select){ .name = S("unit"),
		.id = S("unit"),
		.value = web_post(r, "unit"),
		.label.text = str_of(T("About which team or service?")),
		.error = str_of(wrong),
		.items = items,
		.nitems = n });
}

static void write_form(struct req *r, const char *no_unit, const char *no_when)
{
	const struct choice_item items[] = {
		{ .value = S("week"), .text = str_of(T("Every week")) },
		{ .value = S("month"), .text = str_of(T("Every month")) },
	};

	html(&r->out,
	    "<h2 class=\"nhsuk-heading-m\">%s</h2>"
	    "<form method=\"post\" action=\"/digests\" novalidate>",
	    T("Get a mail about a team"));
	web_csrf_field(r);
	unit_field(r, no_unit);
	component_radios(&r->out, &(struct radios){ .name = S("rhythm"),
				      .value = web_post(r, "rhythm"),
				      .legend.text = str_of(T("How often?")),
				      .legend.size = "s",
				      .error = str_of(no_when),
				      .items = items,
				      .nitems = NELEM(items) });
	component_button(
	    &r->out, &(struct button){ .text = str_of(T("Send it to me")) });
	html(&r->out, "</form>");
}

static void summary(struct req *r, const char *no_unit, const char *no_when)
{
	struct error_item items[2];
	size_t n = 0;

	if (no_unit != NULL)
		items[n++] = (struct error_item){ .text = str_of(no_unit),
			.href = S("#unit") };
	if (no_when != NULL)
		items[n++] = (struct error_item){ .text = str_of(no_when),
			.href = S("#rhythm") };
	if (n > 0)
		component_error_summary(&r->out,
		    &(struct error_summary){ .items = items, .nitems = n });
}

static void show(struct req *r, const char *no_unit, const char *no_when)
{
	r->title = str_of(T("Mail about my teams"));
	r->back = S("/understand");
	summary(r, no_unit, no_when);
	html(&r->out,
	    "<h1 class=\"nhsuk-heading-l\">%.*s</h1><p class=\"nhsuk-body\">"
	    "%s</p>",
	    STR_ARG(r->title),
	    T("How many people answered and what about, with links. A mail "
	      "never has the words that anybody wrote."));
	if (!mail_possible(&r->cx))
		component_inset_text(&r->out,
		    &(struct inset_text){
			.text = str_of(T("No mail leaves yet: the trust has "
					 "not said by which mail server. What "
					 "you choose is kept until then.")) });
	write_own(r);
	write_form(r, no_unit, no_when);
}

void digest_page(struct req *r)
{
	show(r, NULL, NULL);
}

struct adding {
	struct str unit, rhythm;
	int64_t kept;
};

static enum db_status add_fn(struct ctx *cx, void *arg)
{
	struct adding *x = arg;
	struct date from, until;

	x->kept = 0;
	if (db_get_int(cx->conn, cx->arena, &SQL_COUNT, NO_VALS, 0) >=
	    DIGESTS_MAX)
		return DB_REFUSED;
	digest_period(x->rhythm, cx->today, &from, &until);
	return db_exec(cx->conn, cx->arena, &SQL_ADD,
	    VALS(V(ref_new(cx->arena)), val_int(cx->person), V(x->rhythm),
		V(cx->now), V(until), V(x->unit)),
	    &x->kept);
}

void digest_post(struct req *r)
{
	struct adding x = { web_post(r, "unit"), web_post(r, "rhythm"), 0 };
	const bool when = str_is(x.rhythm, "week") || str_is(x.rhythm, "month");
	enum db_status st = DB_OK;

	if (when && !str_empty(x.unit))
		st = ctx_change(&r->cx, add_fn, &x);
	if (x.kept == 1) {
		web_flash(r, N_("You will get this mail."));
		web_redirect(r, S("/digests"));
		return;
	}
	if (st != DB_OK && st != DB_REFUSED) {
		web_change_failed(r, st);
		return;
	}
	r->status = 422;
	show(r,
	    st == DB_REFUSED ? T("You get twenty of these mails. Stop one to "
				 "get another.")
	    : when && !str_empty(x.unit)
		? T("Choose a team whose comments you may read.")
	    : str_empty(x.unit) ? T("Choose a team.")
				: NULL,
	    when ? NULL : T("Say how often."));
}

static enum db_status stop_fn(struct ctx *cx, void *arg)
{
	return db_exec(
	    cx->conn, cx->arena, &SQL_STOP, VALS(V(*(struct str *)arg)), NULL);
}

void digest_stop_post(struct req *r)
{
	struct str ref = web_param(r, "ref");
	const enum db_status st = ctx_change(&r->cx, stop_fn, &ref);

	if (st != DB_OK) {
		web_change_failed(r, st);
		return;
	}
	web_flash(r, N_("You will not get this mail any more."));
	web_redirect(r, S("/digests"));
}
