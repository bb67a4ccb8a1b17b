/*
 * looks.c: see looks.h.
 */
#include "mod/insight/looks.h"

#include <pthread.h>

#include "base/log.h"
#include "base/words.h"
#include "web/component.h"

#define HELD_MAX      500 /* units times pages, between two flushes */
#define FLUSH_SECONDS 60
#define MONTHS        6
#define UNITS_MAX     500

static const struct sql SQL_ADD = {
	"INSERT INTO page_look (day, unit, page, n) VALUES (?1, ?2, ?3, ?4)"
	" ON CONFLICT (day, unit, page) DO UPDATE SET"
	" n = page_look.n + excluded.n",
	SYSTEM("counts looks, not who looked")
};
static const struct sql SQL_UNITS = {
	"SELECT u.id, u.name, u.slug, substr(l.day, 1, 7), SUM(l.n)"
	" FROM unit u LEFT JOIN page_look l ON l.unit = u.id AND l.day >= ?1"
	" WHERE " SCOPE(
	    "u.id") " GROUP BY u.id, u.name, u.slug, u.fold, substr(l.day, 1, 7)"
		    " ORDER BY u.fold, u.id, substr(l.day, 1, 7)",
	SCOPED(CAP_SURVEY_ADMIN)
};
static const struct sql SQL_PAGES = {
	"SELECT l.page, substr(l.day, 1, 7), SUM(l.n) FROM page_look l"
	" WHERE l.day >= ?1 AND " SCOPE(
	    "l.unit") " GROUP BY l.page, substr(l.day, 1, 7)"
		      " ORDER BY l.page, substr(l.day, 1, 7)",
	SCOPED(CAP_SURVEY_ADMIN)
};

/* As stored, and as people call them. */
static const struct {
	const char *code, *label;
} pages[LOOK__N] = {
	[LOOK_TEAM] = { "team", N_("The page of a team") },
	[LOOK_UNITS] = { "units", N_("All teams beside each other") },
	[LOOK_WHO] = { "who", N_("Who we hear from") },
};

/* Counting ---------------------------------------------------------------- */

static struct {
	pthread_mutex_t lock;
	struct held {
		struct date day;
		int64_t unit, n;
		enum look_page page;
	} list[HELD_MAX];
	size_t n;
	struct instant flushed;
} held = { .lock = PTHREAD_MUTEX_INITIALIZER };

/* Full: the look is lost, and the next minute has room again. */
static void note(struct ctx *cx, int64_t unit, enum look_page page)
{
	for (size_t i = 0; i < held.n; i++) {
		struct held *h = &held.list[i];

		if (h->unit == unit && h->page == page &&
		    date_cmp(h->day, cx->today) == 0) {
			h->n++;
			return;
		}
	}
	if (held.n < HELD_MAX)
		held.list[held.n++] = (struct held){ cx->today, unit, 1, page };
}

/* On the writer's thread: there is nobody to tell but the log. */
static void written(void *arg, enum db_status st)
{
	(void)arg;
	if (st != DB_OK)
		log_line(LOG_WARN, "insight", "what=\"looks were not kept\"");
}

static bool flush_locked(struct ctx *cx)
{
	struct append *ap;

	held.flushed = cx->now;
	if (held.n == 0)
		return true;
	ap = append_new();
	for (size_t i = 0; i < held.n; i++) {
		const struct held *h = &held.list[i];

		append_add(ap, &SQL_ADD,
		    VALS(V(h->day), V(h->unit), V(pages[h->page].code),
			V(h->n)));
	}
	if (!db_append(cx->app->db, ap, written, NULL)) {
		append_free(ap);
		return false;
	}
	held.n = 0;
	return true;
}

bool looks_flush(struct ctx *cx)
{
	bool good;

	pthread_mutex_lock(&held.lock);
	good = flush_locked(cx);
	pthread_mutex_unlock(&held.lock);
	return good;
}

void look_count(struct ctx *cx, int64_t unit, enum look_page page)
{
	pthread_mutex_lock(&held.lock);
	note(cx, unit, page);
	if (cx->now.us - held.flushed.us > FLUSH_SECONDS * US_PER_SECOND)
		(void)flush_locked(cx);
	pthread_mutex_unlock(&held.lock);
}

/* Page --------------------------------------------------------------------- */

struct line {
	struct str name, href;
	int64_t id, n[MONTHS];
};

/* Adds a month's looks, "2026-11", to its column. */
static void put(struct line *l, int first, struct str month, int64_t n)
{
	int64_t y, m;

	if (month.n != 7 || !str_int64(str_sub(month, 0, 4), &y) ||
	    !str_int64(str_sub(month, 5, 2), &m))
		return;
	const int at = date_month_index(date_make((int)y, (int)m, 1)) - first;

	if (at >= 0 && at < MONTHS)
		l->n[at] += n;
}

static void table(struct req *r, const char *caption, const char *what,
    const struct line *lines, size_t n, int first)
{
	struct arena *a = r->cx.arena;
	struct table_row *rows = arena_array(a, n + 1, sizeof(*rows));
	struct table_cell head[MONTHS + 1] = { { .text = str_of(what) } };

	for (int m = 0; m < MONTHS; m++) {
		head[m + 1].text =
		    date_month_year(a, date_of_month_index(first + m));
		head[m + 1].format = "numeric";
	}
	for (size_t i = 0; i < n; i++) {
		struct table_cell *c = arena_array(a, MONTHS + 1, sizeof(*c));

		c[0].text = lines[i].name;
		c[0].href = lines[i].href;
		for (int m = 0; m < MONTHS; m++) {
			c[m + 1].text =
			    str_fmt(a, "%lld", (long long)lines[i].n[m]);
			c[m + 1].format = "numeric";
		}
		rows[i] = (struct table_row){ c, MONTHS + 1 };
	}
	component_table(&r->out, &(struct table){ .caption = str_of(caption),
				     .caption_size = "m",
				     .head = head,
				     .nhead = MONTHS + 1,
				     .rows = rows,
				     .nrows = n,
				     .first_cell_is_header = true,
				     .responsive = true });
}

static enum db_status by_page(struct req *r, struct date from, int first)
{
	struct line lines[LOOK__N] = { { .id = 0 } };
	struct rows *q =
	    db_query(r->cx.conn, r->cx.arena, &SQL_PAGES, VALS(V(from)));

	for (size_t i = 0; i < LOOK__N; i++)
		lines[i].name = str_of(T(pages[i].label));
	while (db_next(q))
		for (size_t i = 0; i < LOOK__N; i++)
			if (str_is(db_text(q, 0), pages[i].code))
				put(&lines[i], first, db_text(q, 1),
				    db_int(q, 2));
	table(r, T("By page"), T("Page"), lines, LOOK__N, first);
	return db_done(q);
}

static enum db_status by_unit(struct req *r, struct date from, int first)
{
	struct line *lines =
	    arena_array(r->cx.arena, UNITS_MAX, sizeof(*lines));
	struct rows *q =
	    db_query(r->cx.conn, r->cx.arena, &SQL_UNITS, VALS(V(from)));
	size_t n = 0;

	while (db_next(q)) {
		if (n == 0 || lines[n - 1].id != db_int(q, 0)) {
			if (n == UNITS_MAX)
				continue;
			lines[n++] = (struct line){ .id = db_int(q, 0),
				.name = db_text(q, 1),
				.href = str_fmt(r->cx.arena, "/t/%.*s",
				    STR_ARG(db_text(q, 2))) };
		}
		put(&lines[n - 1], first, db_text(q, 3), db_int(q, 4));
	}
	table(r, T("By team"), T("Team"), lines, n, first);
	return db_done(q);
}

void looks_page(struct req *r)
{
	const struct date from =
	    date_add_months(date_month_start(r->cx.today), 1 - MONTHS);
	const int first = date_month_index(from);

	r->title = str_of(T("Who looks"));
	r->back = S("/account");
	r->wide = true;
	html(&r->out,
	    "<h1 class=\"nhsuk-heading-l\">%s</h1><p class=\"nhsuk-body\">%s"
	    "</p><p class=\"nhsuk-body\">%s</p>",
	    T("Who looks"),
	    T("How often the pages about each team were looked at. It counts "
	      "looks, and nowhere is it kept who looked. Nobody looking may "
	      "mean that a team needs help with its pages."),
	    T("The latest looks take a minute or two to count. This month is "
	      "not over yet."));
	if (by_page(r, from, first) != DB_OK ||
	    by_unit(r, from, first) != DB_OK)
		web_error(r, 503, T("We could not read this"),
		    T("Something is wrong on our side. Try again in a few "
		      "minutes."));
}

static const struct sql *const list[] = { &SQL_ADD, &SQL_UNITS, &SQL_PAGES };
const struct sql_list looks_sql = { list, NELEM(list) };
