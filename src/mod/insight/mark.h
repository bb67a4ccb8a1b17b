/*
 * mark.h: what somebody who knows says of a unit's charts: new limits from a
 * month on, or a month that is shown but does not count. Records with author,
 * date and reason; the charts that they change name them.
 */
#ifndef MOD_INSIGHT_MARK_H
#define MOD_INSIGHT_MARK_H

#include "kind/kind.h"

struct chart_mark {
	struct record record;
	int64_t unit;
	struct str what;    /* "rebase", "ghost" */
	struct date month;  /* its first day */
	struct str measure; /* "positive", "very_good"; null: all charts */
	struct str reason;
	bool withdrawn; /* kept, but the charts go on without it */
};

extern const struct kind kind_chart_mark;

/* One mark as a chart uses it. */
struct mark {
	struct str unit; /* slug */
	bool rebase;     /* else: left out */
	struct date month;
	struct str measure; /* null: all */
	struct str ref, reason, author;
	struct date on; /* the day it was made */
};

struct marks {
	struct mark *list;
	size_t n;
};

/* The marks of a unit and of all below it that the acting person may see
 * (CAP_ACTION_READ), by month; withdrawn ones left out. 0: of the units without
 * a parent, themselves only. */
struct marks marks_below(struct ctx *cx, int64_t unit);

/* Whether the mark is of this unit and of this chart ("positive", …). */
bool mark_on(const struct mark *m, struct str slug, const char *measure);

extern const struct sql_list mark_sql;

#endif
