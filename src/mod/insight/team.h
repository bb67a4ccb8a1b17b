/*
 * team.h: the page of a unit, which is a team's, a service's, a directorate's
 * or the whole trust's: its filters, its rows, its chart and its sections.
 * Numbers come from count; what people said comes from here.
 */
#ifndef MOD_INSIGHT_TEAM_H
#define MOD_INSIGHT_TEAM_H

#include "chart/xmr_chart.h"
#include "count/count.h"
#include "http/form.h"
#include "mod/insight/mark.h"
#include "web/web.h"

#define TEAM_MONTHS      24  /* that the page shows unless asked */
#define TEAM_MONTHS_MAX  120 /* of a period that was asked for */
#define TEAM_COMMENTS    10  /* the newest, on the page */
#define TEAM_WORDS_MAX   600 /* bytes of a comment before "…" */
#define TEAM_PARENTS_MAX 20

/* Filters ------------------------------------------------------------- */

enum team_measure { TEAM_POSITIVE, TEAM_VERY_GOOD };

struct team_filter {
	struct cut cut; /* its unit is filled in by whoever knows it */
	int months;     /* last so many, this one included; 0: from and to */
	enum team_measure measure;
	struct date today;
};

/* Reads months, from, to (first and last month, "2026-04"), mode, role and
 * measure of an address. What is not understood counts as not said. */
void team_filter_read(
    const struct form *query, struct date today, struct team_filter *ret);

/* Whether mode or role leave responses out. */
bool team_filter_narrow(const struct team_filter *f);

/* The filter as an address has it, beginning with "?", or empty. */
struct str team_filter_query(struct arena *a, const struct team_filter *f);

/* "From December 2024 to 22 November 2026.", and what is left out. */
struct str team_period_words(struct arena *a, const struct team_filter *f);

/*
 * The comments behind a number: /comments?unit=…&from=…&to=…, with the
 * filter's mode and role, and `answer`: a code, "positive", "negative", or the
 * null str.
 */
struct str team_comments_href(struct arena *a, struct str slug,
    const struct team_filter *f, struct str answer);

/* The label of a code for staff; NULL for none of ours. */
const char *team_role_label(struct str code);

/* Rows ---------------------------------------------------------------- */

struct team_unit {
	int64_t id;
	struct str ref, slug, name, level, promise;
	struct date opened, closed;
};

struct team {
	struct team_unit unit;
	struct team_unit parents[TEAM_PARENTS_MAX]; /* from the top */
	size_t nparents;
};

/* The unit with this slug and the units above it, of those on which the acting
 * person holds CAP_RESPONSE_READ. False: unknown, or not for them. */
bool team_find(struct ctx *cx, struct str slug, struct team *ret);

/* Units right below, in the order of their names; closed ones only if they
 * closed after `from`. */
size_t team_children(
    struct ctx *cx, int64_t unit, struct date from, struct team_unit **ret);

struct team_comment {
	struct str ref, words, lang, state;
	struct date day;
	int64_t answer; /* 0: none */
	struct str unit_slug, unit_name;
};

/* The newest comments of the cut that have words and that no moderator holds
 * back or hides. `many`:
 * the cut has many responses, so the last months are looked at first. */
size_t team_comments(struct ctx *cx, const struct cut *cut, bool many,
    struct team_comment ret[TEAM_COMMENTS]);

/* Whether the unit or one below has any response, of any time. */
bool team_has_responses(struct ctx *cx, int64_t unit);

/* The chart ----------------------------------------------------------- */

/* How charts of a page are judged: by the trust's settings, and by what
 * somebody who knows has noted. */
struct team_look {
	enum team_measure measure;
	struct date today;
	bool ptd;      /* the profile is ptd, else mdc (docs/spc.md) */
	double target; /* in percent; NAN: none */
	struct marks marks;
};

/* For charts of the unit and of those below it; 0: of the whole trust. */
struct team_look team_look_at(
    struct ctx *cx, enum team_measure measure, struct date today, int64_t unit);

/* A month each from the first with answers to the last that is over before
 * look->today; months without answers are gaps. The marks are those of the unit
 * with this slug. Points stand in the arena. `words` begin its sentence. */
struct chart_xmr team_chart(struct arena *a, const struct month_series *s,
    const struct team_look *look, struct str slug, struct str words);

/* The chart as a figure: its finding above; below it the key, what it shows,
 * both icons with their words, how sure that is, the profile, and the marks of
 * the unit. */
void team_write_figure(struct req *r, const struct chart_xmr *c,
    const struct team_look *look, const struct team_unit *u, const char *note);

/* Units beside each other, each with its numbers, icons and a small chart, in
 * the order given: teams are not ranked. `query` goes with the links. */
struct team_line {
	struct str slug, name;
	const struct named_count *count; /* NULL: nobody answered */
};
void team_write_lines(struct req *r, const struct team_look *look,
    const struct team_line *lines, size_t n, const struct cut *cut,
    struct str query);

/* The same units in a funnel, where there are ten or more with answers. */
void team_write_funnel(struct req *r, enum team_measure measure,
    const struct team_line *lines, size_t n, struct str query);

/* The same funnel alone, with whose it is; false: fewer than ten. And all teams
 * with answers as CSV, with the outer limits. */
bool team_draw_funnel(struct buf *out, struct arena *a,
    enum team_measure measure, const struct team_line *lines, size_t n,
    struct str whose);
void team_funnel_csv(struct buf *out, struct arena *a,
    enum team_measure measure, const struct team_line *lines, size_t n);

/* What the chart says of this month, in words; null: nothing. */
struct str team_month_says(const struct chart_xmr *c, struct date month);

/* "Percent positive" or "Percent very good". */
struct str team_measure_words(enum team_measure measure);
/* "positive" or "very_good", as in addresses and marks. */
const char *team_measure_code(enum team_measure measure);
struct share team_share(const struct answers *c, enum team_measure measure);

/* Sections of the page ------------------------------------------------ */

struct team_view {
	struct req *r;
	struct team team;
	struct team_filter filter;
	struct team_look look;
	struct month_series series;
	struct cut_counts counts; /* on the page; its months are series */
	int64_t responses;        /* of the period */
};

/* The unit, the filter and the months of an address, with all counts for a
 * whole page; false: answered. */
bool team_view_read(struct req *r, struct team_view *v, bool whole);

void team_write_hear(const struct team_view *v);
void team_write_how(const struct team_view *v);
void team_write_said(const struct team_view *v);
void team_write_themes(const struct team_view *v);
void team_write_who(const struct team_view *v);
void team_write_next(const struct team_view *v);
void team_write_did(const struct team_view *v);
void team_write_below(const struct team_view *v);

/* Pages --------------------------------------------------------------- */

void team_page(struct req *r);
void team_units_page(struct req *r);
void team_units_csv(struct req *r);
void team_funnel_svg(struct req *r);
void who_page(struct req *r);
void who_csv(struct req *r);
void who_svg(struct req *r);
void team_months_csv(struct req *r);
void team_chart_svg(struct req *r);
void team_next_csv(struct req *r);
void team_next_svg(struct req *r);
void understand_page(struct req *r);
void team_news(struct req *r); /* what changed, for My day */

extern const struct sql_list team_data_sql, team_did_sql, understand_sql,
    team_news_sql, team_units_sql, who_sql;

#endif
