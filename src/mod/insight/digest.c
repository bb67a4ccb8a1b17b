/*
 * digest.c: what a digest says, and the job that sends it; see digest.h.
 */
#include "mod/insight/digest.h"

#include <stdlib.h>

#include "core/may.h"
#include "count/period.h"
#include "count/themes.h"
#include "text/taxonomy.h"

#define THEMES_SAID 3
#define AT_ONCE     200 /* mails of one run of the job */

static const struct sql SQL_DUE = {
	"SELECT d.id, d.person, d.unit, d.ref, d.rhythm, u.name, u.slug,"
	" p.email, d.sent_until FROM digest d JOIN unit u ON u.id = d.unit"
	" JOIN person p ON p.id = d.person WHERE p.active = 1"
	" AND ((d.rhythm = 'week' AND d.sent_until < ?1)"
	" OR (d.rhythm = 'month' AND d.sent_until < ?2))"
	" AND EXISTS (SELECT 1 FROM may m WHERE m.person = d.person"
	" AND m.cap = ?3 AND m.unit = d.unit) ORDER BY d.id LIMIT 200",
	SYSTEM("each is read as its own person, whose right is asked here")
};
_Static_assert(AT_ONCE == 200, "the LIMIT above");
static const struct sql SQL_SENT = {
	"UPDATE digest SET sent_until = ?2 WHERE id = ?1 AND sent_until < ?2",
	SYSTEM("that a mail about it has gone")
};
static const struct sql *const list[] = { &SQL_DUE, &SQL_SENT };
const struct sql_list digest_sql = { list, NELEM(list) };

void digest_period(struct str rhythm, struct date today, struct date *ret_from,
    struct date *ret_until)
{
	if (str_is(rhythm, "week")) {
		*ret_until = date_add(today, 1 - date_weekday(today));
		*ret_from = date_add(*ret_until, -7);
	} else {
		*ret_until = date_month_start(today);
		*ret_from = date_add_months(*ret_until, -1);
	}
}

/* What it says ----------------------------------------------------------- */

/* A line and where it leads; null: nowhere. */
struct line {
	struct str text, href;
};
#define LINES_MAX 12
struct lines {
	struct line list[LINES_MAX];
	size_t n;
};

static void add(struct lines *l, struct str text, struct str href)
{
	if (l->n < LINES_MAX)
		l->list[l->n++] = (struct line){ text, href };
}

static struct str link_to(struct ctx *cx, struct str path)
{
	return str_fmt(
	    cx->arena, "%.*s%.*s", STR_ARG(cx->app->base_url), STR_ARG(path));
}

struct heard {
	int theme;
	int64_t n;
};

static int most_first(const void *a, const void *b)
{
	const struct heard *x = a, *y = b;

	return x->n != y->n ? (x->n < y->n) - (x->n > y->n)
			    : x->theme - y->theme;
}

static void add_themes(struct ctx *cx, const struct digest *d,
    const struct theme_counts *c, struct lines *l)
{
	struct heard list_of[THEMES] = { { 0 } };
	struct arena *a = cx->arena;

	for (int i = 0; i < THEMES; i++) {
		list_of[i].theme = i;
		if (i == THEME_BLANK ||
		    !cell_shown(c->national[i].moods[2], &list_of[i].n))
			list_of[i].n = 0;
	}
	qsort(list_of, THEMES, sizeof(*list_of), most_first);
	for (int i = 0; i < THEMES_SAID && list_of[i].n > 0; i++) {
		const struct theme *t = &theme_list[list_of[i].theme];
		const long n = (long)list_of[i].n;

		add(l,
		    str_fmt(a,
			TN("%s: %ld comment that was not happy with it",
			    "%s: %ld comments that were not happy with it", n),
			T(t->name), n),
		    link_to(cx,
			str_fmt(a, "/comments?unit=%.*s&theme=%s&mood=negative",
			    STR_ARG(d->slug), t->key)));
	}
}

static void gather(struct ctx *cx, const struct digest *d, struct date from,
    struct date until, struct lines *l)
{
	const struct cut cut = {
		.unit = d->unit, .from = from, .until = until
	};
	const struct period_count c = count_period(cx, &cut);
	const struct theme_counts themes = count_themes(cx, &cut);
	const struct share good = answers_positive(&c.answers);
	struct arena *a = cx->arena;

	add(l,
	    str_fmt(
		a, T("Responses: %.*s"), STR_ARG(cell_text(a, c.responses))),
	    link_to(cx, str_fmt(a, "/t/%.*s", STR_ARG(d->slug))));
	if (good.shown && good.den > 0)
		add(l,
		    str_fmt(a, T("Good or very good: %.*s"),
			STR_ARG(share_text(a, &good))),
		    STR_NULL);
	add(l,
	    str_fmt(a, T("Comments: %.*s"),
		STR_ARG(cell_text(a, themes.heard.all))),
	    link_to(cx, str_fmt(a, "/comments?unit=%.*s", STR_ARG(d->slug))));
	add_themes(cx, d, &themes, l);
}

static struct str plain(
    struct arena *a, struct str heading, const struct lines *l, struct str stop)
{
	struct buf b = buf_make((size_t)64 << 10);

	buf_fmt(&b, "%.*s\n\n", STR_ARG(heading));
	for (size_t i = 0; i < l->n; i++) {
		const struct line *x = &l->list[i];

		buf_fmt(&b, "%.*s\n", STR_ARG(x->text));
		if (!str_null(x->href))
			buf_fmt(&b, "%.*s\n", STR_ARG(x->href));
		buf_byte(&b, '\n');
	}
	buf_fmt(
	    &b, "%s\n%.*s\n", T("Change or stop these mails:"), STR_ARG(stop));
	const struct str s = str_dup(a, buf_view(&b));

	buf_free(&b);
	return s;
}

static struct str page(
    struct arena *a, struct str heading, const struct lines *l, struct str stop)
{
	struct buf b = buf_make((size_t)64 << 10);

	html(&b,
	    "<!DOCTYPE html><html lang=\"%s\"><head><meta charset=\"utf-8\">"
	    "<title>%.*s</title></head><body><h1>%.*s</h1>\n<ul>\n",
	    words_current()->code, STR_ARG(heading), STR_ARG(heading));
	for (size_t i = 0; i < l->n; i++) {
		const struct line *x = &l->list[i];

		if (str_null(x->href))
			html(&b, "<li>%.*s</li>\n", STR_ARG(x->text));
		else
			html(&b, "<li><a href=\"%.*s\">%.*s</a></li>\n",
			    STR_ARG(x->href), STR_ARG(x->text));
	}
	html(&b, "</ul>\n<p><a href=\"%.*s\">%s</a></p>\n</body></html>\n",
	    STR_ARG(stop), T("Change or stop these mails"));
	const struct str s = str_dup(a, buf_view(&b));

	buf_free(&b);
	return s;
}

struct mail digest_mail(
    struct ctx *cx, const struct digest *d, struct date from, struct date until)
{
	struct arena *a = cx->arena;
	struct lines l = { .n = 0 };
	const struct str first = date_long(a, from);
	const struct str last = date_long(a, date_add(until, -1));
	const struct str stop = link_to(cx, S("/digests"));
	const struct str heading = str_fmt(a, T("%.*s, from %.*s to %.*s"),
	    STR_ARG(d->unit_name), STR_ARG(first), STR_ARG(last));

	gather(cx, d, from, until, &l);
	return (struct mail){ .to = d->email,
		.subject = heading,
		.text = plain(a, heading, &l, stop),
		.html = page(a, heading, &l, stop) };
}

/* The job ---------------------------------------------------------------- */

struct sending {
	const struct digest *d;
	const struct mail *mail;
	struct date until;
};

/* The note that it went and the mail are one change: so for a period it goes
 * once, whoever runs the job and however often. */
static enum db_status send_fn(struct ctx *cx, void *arg)
{
	const struct sending *s = arg;
	int64_t n = 0;
	enum db_status st = db_exec(cx->conn, cx->arena, &SQL_SENT,
	    VALS(val_int(s->d->id), V(s->until)), &n);

	if (st != DB_OK || n == 0)
		return st;
	st = mail_add(cx, s->mail);
	return st == DB_REFUSED ? DB_OK : st; /* no address of theirs */
}

static size_t read_due(struct ctx *cx, struct digest *ret)
{
	struct date from, week, month;
	struct rows *r;
	size_t n = 0;

	digest_period(S("week"), cx->today, &from, &week);
	digest_period(S("month"), cx->today, &from, &month);
	r = db_query(cx->conn, cx->arena, &SQL_DUE,
	    VALS(V(week), V(month), val_int(CAP_RESPONSE_READ)));
	while (n < AT_ONCE && db_next(r))
		ret[n++] = (struct digest){ .id = db_int(r, 0),
			.person = db_int(r, 1),
			.unit = db_int(r, 2),
			.ref = db_text(r, 3),
			.rhythm = db_text(r, 4),
			.unit_name = db_text(r, 5),
			.slug = db_text(r, 6),
			.email = db_text(r, 7),
			.sent_until = db_text(r, 8) };
	return db_done(r) == DB_OK ? n : 0;
}

static enum db_status send_one(struct ctx *cx, const struct digest *d)
{
	struct sending s = { .d = d };
	struct date from;
	struct mail m;

	digest_period(d->rhythm, cx->today, &from, &s.until);
	ctx_act_as(cx, d->person);
	m = digest_mail(cx, d, from, s.until);
	ctx_act_as(cx, 0);
	cx->system = true;
	s.mail = &m;
	return ctx_change(cx, send_fn, &s);
}

enum db_status digest_work(struct ctx *cx, struct str arg)
{
	struct digest *due = arena_array(cx->arena, AT_ONCE, sizeof(*due));
	enum db_status st = DB_OK;
	size_t n;

	(void)arg;
	if (!mail_possible(cx))
		return DB_OK;
	n = read_due(cx, due);
	for (size_t i = 0; i < n && st == DB_OK; i++)
		st = send_one(cx, &due[i]);
	return st;
}
