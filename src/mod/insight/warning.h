/*
 * warning.h: "Look here first": which teams' figures have most likely changed.
 * A nightly job finds them (stat/warn.h over count_fleet) and keeps them in
 * tables; the pages show what was found, and what somebody knows about it. It
 * is a place to look, never a league: nobody is compared with anybody.
 */
#ifndef MOD_INSIGHT_WARNING_H
#define MOD_INSIGHT_WARNING_H

#include "mod/module.h"

#define WARNING_MONTHS 60 /* that the job looks back */
#define WARNING_TAIL   6  /* months whose warnings the page shows at first */

/*
 * Finds the warnings of all whole months before the month of `today` and keeps
 * those that are new. For the system; may run again at any time. Opens a
 * change of its own.
 */
enum db_status warning_find(struct ctx *cx, struct date today) ATTR_MUST_USE;

struct warning {
	int64_t id, unit;
	struct str ref, measure, unit_slug, unit_name;
	bool praise;
	struct date month, start, open_on;
	int64_t before_num, before_den, since_num, since_den;
};

/* "Percent positive at Rowan Ward has most likely fallen since May 2026". */
struct str warning_words(struct arena *a, const struct warning *w);

/*
 * Those that the acting person may see: of units that they may read, once the
 * team has had its days; of the units that they belong to, from the first. The
 * most certain first. `from`: the earliest month.
 */
#define WARNINGS_MAX 100
size_t warning_list(
    struct ctx *cx, struct date from, struct warning ret[WARNINGS_MAX]);
bool warning_get(struct ctx *cx, struct str ref, struct warning *ret);

/* What somebody knows about it, kept with their name. Inside a change. */
#define WARNING_NOTE_MAX 1000 /* characters */
enum db_status warning_note_add(
    struct ctx *cx, int64_t warning, struct str words) ATTR_MUST_USE;

/* Whether the whole trust moved in the newest month: one sentence or null. */
struct str warning_tide_words(struct ctx *cx, struct date from);

/* Pages. */
void warning_page(struct req *r);
void warning_one(struct req *r);
void warning_one_post(struct req *r);
/* The new warnings about one's own team, for My day. */
void warning_day(struct req *r, struct day *d);

job_fn warning_work;
extern const struct sql_list warning_job_sql, warning_sql, warning_page_sql;

#endif
