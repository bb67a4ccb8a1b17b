/*
 * mark.c: see mark.h.
 */
#include "mod/insight/mark.h"

#include "base/words.h"
#include "mod/org/org.h"

#define MARKS_MAX 2000 /* that one page looks at */

static const struct choice what_list[] = {
	{ "rebase", N_("New limits from this month on") },
	{ "ghost", N_("This month does not count") },
};
static const struct choices whats = { what_list, NELEM(what_list) };

static const struct choice measure_list[] = {
	{ "positive", N_("Percent positive") },
	{ "very_good", N_("Percent very good") },
};
static const struct choices measures = { measure_list, NELEM(measure_list) };

/* clang-format off */
static const struct field mark_fields[] = {
	{ COL(struct chart_mark, unit), .label = N_("Team"), .flags = REQUIRED | IN_LIST | FILTER, .ref = &kind_unit },
	{ COL(struct chart_mark, what), .label = N_("What changes"), .flags = REQUIRED | IN_LIST | FILTER, .choices = &whats,
	  .hint = N_("New limits only where you know what changed then, and it lasts. A month does not count only where something outside the service made it so.") },
	{ COL(struct chart_mark, month), .label = N_("Month"), .flags = REQUIRED | IN_LIST,
	  .hint = N_("Any day of it. For example, 1/3/2026") },
	{ COL(struct chart_mark, measure), .label = N_("Only this chart"), .flags = IN_LIST | FILTER, .choices = &measures },
	{ COL(struct chart_mark, reason), .label = N_("Reason"), .flags = TITLE | REQUIRED | IN_LIST | IN_SEARCH, .max = 500,
	  .hint = N_("What happened, in a sentence that everybody who sees the chart may read. No names.") },
	{ COL(struct chart_mark, withdrawn), .label = N_("Withdrawn: the charts go on without it"), .flags = IN_LIST | FILTER },
};
/* clang-format on */

static void check_mark(struct ctx *cx, const void *rec, struct problems *p)
{
	const struct chart_mark *m = rec;

	if (date_cmp(m->month, cx->today) > 0)
		problem_add(
		    p, "month", T("The month must not be in the future"));
}

static enum db_status before_mark(struct ctx *cx, void *rec, bool is_new)
{
	struct chart_mark *m = rec;

	(void)cx;
	(void)is_new;
	m->month = date_month_start(m->month);
	return DB_OK;
}

const struct kind kind_chart_mark = {
	.name = "chart_mark",
	.path = "chart-marks",
	.one = N_("change to a chart"),
	.many = N_("Changes to charts"),
	.size = sizeof(struct chart_mark),
	.fields = mark_fields,
	.nfields = NELEM(mark_fields),
	.read = CAP_ACTION_READ,
	.write = CAP_CHART_MARK,
	.unit = "unit",
	.order = "month",
	.newest_first = true,
	.data_class = DATA_ORGANISATION,
	.basis = N_("Public task: to judge a service fairly"),
	.retention = N_("Kept as long as the service exists"),
	.empty =
	    N_("Months from which a chart has new limits, and months that "
	       "do not count, each with its reason. Add one where you know "
	       "what happened."),
	.check = check_mark,
	.before_save = before_mark,
};

#define MARK_COLUMNS                                                   \
	"u.slug, m.what, m.month, m.measure, m.ref, m.reason, p.name," \
	" m.created_at"
#define MARK_JOINS                                   \
	" JOIN chart_mark m ON m.unit = b.id"        \
	" JOIN unit u ON u.id = b.id"                \
	" LEFT JOIN person p ON p.id = m.created_by" \
	" WHERE m.withdrawn = 0 AND " SCOPE(         \
	    "b.id") " ORDER BY m.month, m.id LIMIT 2000"

static const struct sql SQL_BELOW = {
	"WITH RECURSIVE below (id) AS (SELECT id FROM unit WHERE id = ?1"
	" UNION ALL SELECT u.id FROM unit u JOIN below b ON u.parent = b.id)"
	" SELECT " MARK_COLUMNS " FROM below b" MARK_JOINS,
	SCOPED(CAP_ACTION_READ)
};

static const struct sql SQL_TOP = {
	"SELECT " MARK_COLUMNS
	" FROM (SELECT id FROM unit WHERE parent IS NULL) b" MARK_JOINS,
	SCOPED(CAP_ACTION_READ)
};

struct marks marks_below(struct ctx *cx, int64_t unit)
{
	struct marks m = { .n = 0 };
	struct rows *r =
	    unit != 0 ? db_query(cx->conn, cx->arena, &SQL_BELOW, VALS(V(unit)))
		      : db_query(cx->conn, cx->arena, &SQL_TOP, NO_VALS);

	m.list = arena_array(cx->arena, MARKS_MAX, sizeof(*m.list));
	while (m.n < MARKS_MAX && db_next(r))
		m.list[m.n++] = (struct mark){ .unit = db_text(r, 0),
			.rebase = str_is(db_text(r, 1), "rebase"),
			.month = db_date(r, 2),
			.measure = db_text(r, 3),
			.ref = db_text(r, 4),
			.reason = db_text(r, 5),
			.author = db_text(r, 6),
			.on = instant_london_date(db_instant(r, 7)) };
	(void)db_done(r);
	return m;
}

bool mark_on(const struct mark *m, struct str slug, const char *measure)
{
	return str_eq(m->unit, slug) &&
	       (str_null(m->measure) || str_is(m->measure, measure));
}

static const struct sql *const list[] = { &SQL_BELOW, &SQL_TOP };
const struct sql_list mark_sql = { list, NELEM(list) };
