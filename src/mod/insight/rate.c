/*
 * rate.c: see rate.h. The kinds, and the sums behind the page.
 */
#include "mod/insight/rate.h"

#include <math.h>

#include "base/words.h"
#include "mod/org/org.h"

#define UNITS_MAX  3000
#define LINES_MAX  40000
#define GROUPS_MAX 200

/* Kinds ---------------------------------------------------------------- */

/* clang-format off */
static const struct field group_fields[] = {
	{ COL(struct service_group, name), .label = N_("Service group"), .flags = TITLE | REQUIRED | IN_LIST | IN_SEARCH,
	  .hint = N_("As the national return calls it. For example: Secondary care community. For wards: the ward's name") },
	{ COL(struct service_group, setting), .label = N_("Collection"), .flags = REQUIRED | IN_LIST | FILTER, .choices = &unit_settings },
	{ COL(struct service_group, unit), .label = N_("Team, with all below it"), .flags = REQUIRED | IN_LIST | UNIQUE, .ref = &kind_unit },
	{ COL(struct service_group, rate_target), .label = N_("Response rate aimed at, in percent"), .flags = IN_LIST,
	  .hint = N_("The trust's own. Leave empty where there is none") },
	{ COL(struct service_group, speciality1), .label = N_("First speciality, of a ward") },
	{ COL(struct service_group, speciality2), .label = N_("Second speciality, of a ward") },
};

static const struct field eligible_fields[] = {
	{ COL(struct eligible_count, unit), .label = N_("Team, with all below it"), .flags = REQUIRED | IN_LIST | FILTER, .ref = &kind_unit },
	{ COL(struct eligible_count, month), .label = N_("Month"), .flags = REQUIRED | IN_LIST, .hint = N_("Any day of it. For example, 1/3/2026") },
	{ COL(struct eligible_count, eligible), .label = N_("Could have answered"), .flags = REQUIRED | IN_LIST, .min_value = 0, .max_value = 10000000,
	  .hint = N_("People who left or were seen in that month") },
	{ COL(struct eligible_count, source), .label = N_("Where the number is from"), .flags = TITLE | REQUIRED | IN_LIST | IN_SEARCH,
	  .hint = N_("For example: patient record system, discharges") },
};
/* clang-format on */

static void check_group(struct ctx *cx, const void *rec, struct problems *p)
{
	const struct service_group *g = rec;

	(void)cx;
	if (!isnan(g->rate_target) &&
	    !(g->rate_target > 0.0 && g->rate_target <= 100.0))
		problem_add(p, "rate_target", "%s",
		    T("The rate is a percentage above 0 and at most 100"));
}

#define OWN SYSTEM("two counts of one unit and month are refused to anybody")
static const struct sql SQL_TWICE = {
	"SELECT id FROM eligible_count WHERE unit = ?1 AND month = ?2", OWN
};

static void check_eligible(struct ctx *cx, const void *rec, struct problems *p)
{
	const struct eligible_count *e = rec;
	const struct date month = date_month_start(e->month);
	const int64_t id = db_get_int(
	    cx->conn, cx->arena, &SQL_TWICE, VALS(V(e->unit), V(month)), 0);

	if (date_cmp(e->month, cx->today) > 0)
		problem_add(
		    p, "month", "%s", T("The month must not be in the future"));
	if (id != 0 && id != e->record.id)
		problem_add(p, "month", "%s",
		    T("There is a count for this team and month already. "
		      "Change that one"));
}

static enum db_status before_eligible(struct ctx *cx, void *rec, bool is_new)
{
	struct eligible_count *e = rec;

	(void)cx;
	(void)is_new;
	e->month = date_month_start(e->month);
	return DB_OK;
}

const struct kind kind_service_group = {
	.name = "service_group",
	.path = "service-groups",
	.one = N_("service group"),
	.many = N_("Service groups"),
	.size = sizeof(struct service_group),
	.fields = group_fields,
	.nfields = NELEM(group_fields),
	.read = CAP_UNIT_READ,
	.write = CAP_UNIT_ADMIN,
	.unit = "unit",
	.data_class = DATA_ORGANISATION,
	.basis = N_("Public task: the national return"),
	.retention = N_("Kept as long as the service exists"),
	.empty = N_("The groups under which services are reported to NHS "
		    "England, each with the team, service or directorate that "
		    "it stands for."),
	.check = check_group,
};

const struct kind kind_eligible_count = {
	.name = "eligible_count",
	.path = "eligible-counts",
	.one = N_("count of those eligible"),
	.many = N_("Who could have answered"),
	.size = sizeof(struct eligible_count),
	.fields = eligible_fields,
	.nfields = NELEM(eligible_fields),
	.read = CAP_RESPONSE_READ,
	.write = CAP_IMPORT,
	.unit = "unit",
	.order = "month",
	.newest_first = true,
	.data_class = DATA_ORGANISATION,
	.basis = N_("Public task: the national return"),
	.retention = N_("Kept as long as the responses of that month"),
	.empty = N_("How many people could have answered, by team and month: "
		    "response rates are worked out from it. Bring in a file "
		    "with the columns unit, month, eligible and source."),
	.check = check_eligible,
	.before_save = before_eligible,
};

/* Reading -------------------------------------------------------------- */

/* All units with their way from the top and the nearest group on it. */
#define TREE                                                                 \
	"WITH RECURSIVE t (id, path, grp) AS (SELECT u.id,"                  \
	" '/' || CAST(u.id AS TEXT) || '/', coalesce(g.id, 0) FROM unit u"   \
	" LEFT JOIN service_group g ON g.unit = u.id WHERE u.parent IS NULL" \
	" UNION ALL SELECT u.id, t.path || CAST(u.id AS TEXT) || '/',"       \
	" coalesce(g.id, t.grp) FROM t JOIN unit u ON u.parent = t.id"       \
	" LEFT JOIN service_group g ON g.unit = u.id) "
static const struct sql SQL_UNITS = { TREE
	"SELECT t.id, t.grp, u.slug, u.name, coalesce(u.setting, ''), t.path"
	" FROM t JOIN unit u ON u.id = t.id WHERE " SCOPE(
	    "t.id") " ORDER BY t.path, t.id LIMIT 3000",
	SCOPED(CAP_RESPONSE_READ) };

static const struct sql SQL_COUNTS = {
	"SELECT e.unit, e.month, e.eligible FROM eligible_count e"
	" WHERE e.month >= ?1 AND e.month < ?2 AND " SCOPE(
	    "e.unit") " ORDER BY e.month, e.id LIMIT 40000",
	SCOPED(CAP_RESPONSE_READ)
};

static const struct sql SQL_GROUPS = {
	"SELECT id, name, setting, unit, rate_target, speciality1,"
	" speciality2 FROM service_group ORDER BY setting, name, id LIMIT 200",
	SYSTEM("names of national groups are no secret")
};

static enum db_status read_groups(struct ctx *cx, struct rates *x)
{
	struct rows *r = db_query(cx->conn, cx->arena, &SQL_GROUPS, NO_VALS);

	x->groups = arena_array(cx->arena, GROUPS_MAX, sizeof(*x->groups));
	while (x->ngroups < GROUPS_MAX && db_next(r))
		x->groups[x->ngroups++] =
		    (struct service_group){ .record.id = db_int(r, 0),
			    .name = db_text(r, 1),
			    .setting = db_text(r, 2),
			    .unit = db_int(r, 3),
			    .rate_target = db_real(r, 4),
			    .speciality1 = db_text(r, 5),
			    .speciality2 = db_text(r, 6) };
	return db_done(r);
}

static const struct named_count *counted(
    const struct named_counts *c, struct str slug)
{
	for (size_t i = 0; i < c->n; i++)
		if (str_eq(c->list[i].code, slug))
			return &c->list[i];
	return NULL;
}

static struct rate_unit unit_row(struct rows *r)
{
	return (struct rate_unit){ .id = db_int(r, 0),
		.group = db_int(r, 1),
		.slug = db_text(r, 2),
		.name = db_text(r, 3),
		.setting = db_text(r, 4),
		.path = db_text(r, 5) };
}

/* Whether the way to a unit leads through this one. */
static bool through(const struct rate_unit *u, int64_t id)
{
	char step[32];
	const int n = snprintf(step, sizeof(step), "/%lld/", (long long)id);

	return str_find(u->path, (struct str){ step, (size_t)n }) != SIZE_MAX;
}

static enum db_status read_units(
    struct ctx *cx, const struct cut *cut, struct rates *x)
{
	const struct named_counts counts = count_units(cx, cut);
	struct rows *r = db_query(cx->conn, cx->arena, &SQL_UNITS, NO_VALS);

	x->units = arena_array(cx->arena, UNITS_MAX, sizeof(*x->units));
	while (x->nunits < UNITS_MAX && db_next(r)) {
		struct rate_unit u = unit_row(r);
		int64_t n = 0;

		if (!through(&u, cut->unit))
			continue;
		u.count = counted(&counts, u.slug);
		if (u.count != NULL && cell_shown(u.count->answers.all, &n))
			x->answers += n;
		x->units[x->nunits++] = u;
	}
	return db_done(r);
}

static const struct rate_unit *unit_of(const struct rates *x, int64_t id)
{
	for (size_t i = 0; i < x->nunits; i++)
		if (x->units[i].id == id)
			return &x->units[i];
	return NULL;
}

/* Answers of a month of the unit and all below it: these follow it. */
static int64_t answers_below(const struct rates *x, const struct cut *cut,
    const struct rate_unit *top, struct date month)
{
	const int at = date_month_index(month) - date_month_index(cut->from);
	int64_t sum = 0;

	for (const struct rate_unit *u = top;
	     u < x->units + x->nunits && str_starts(u->path, top->path); u++) {
		int64_t n = 0;

		if (u->count != NULL &&
		    cell_shown(u->count->months[at].answers.all, &n))
			sum += n;
	}
	return sum;
}

/* Whether another line of the i-th one's month is of a unit above it. Lines of
 * a month stand together. */
static bool covered(const struct rates *x, size_t i)
{
	const struct rate_line *line = &x->lines[i];
	size_t k = i;

	while (k > 0 && date_cmp(x->lines[k - 1].month, line->month) == 0)
		k--;
	for (; k < x->nlines && date_cmp(x->lines[k].month, line->month) == 0;
	     k++)
		if (x->lines[k].unit != line->unit &&
		    str_starts(line->unit->path, x->lines[k].unit->path))
			return true;
	return false;
}

static enum db_status read_lines(
    struct ctx *cx, const struct cut *cut, struct rates *x)
{
	struct rows *r = db_query(cx->conn, cx->arena, &SQL_COUNTS,
	    VALS(V(cut->from), V(cut->until)));
	size_t kept = 0;

	x->lines = arena_array(cx->arena, LINES_MAX, sizeof(*x->lines));
	while (x->nlines < LINES_MAX && db_next(r)) {
		const struct rate_line line = { unit_of(x, db_int(r, 0)),
			db_date(r, 1), db_int(r, 2), 0 };

		if (line.unit != NULL)
			x->lines[x->nlines++] = line;
	}
	for (size_t i = 0; i < x->nlines; i++)
		x->lines[i].answers =
		    covered(x, i) ? -1
				  : answers_below(x, cut, x->lines[i].unit,
					x->lines[i].month);
	for (size_t i = 0; i < x->nlines; i++)
		if (x->lines[i].answers >= 0)
			x->lines[kept++] = x->lines[i];
	x->nlines = kept;
	return db_done(r);
}

bool rate_read(struct ctx *cx, const struct cut *cut, struct rates *ret)
{
	*ret = (struct rates){ .nunits = 0 };
	return read_groups(cx, ret) == DB_OK &&
	       read_units(cx, cut, ret) == DB_OK &&
	       read_lines(cx, cut, ret) == DB_OK;
}

const struct service_group *rate_group(const struct rates *x, int64_t id)
{
	for (size_t i = 0; i < x->ngroups; i++)
		if (x->groups[i].record.id == id)
			return &x->groups[i];
	return NULL;
}

void rate_add(struct rate *sum, const struct rate_line *line)
{
	sum->num += line->answers;
	sum->den += line->eligible;
}

struct str rate_text(struct arena *a, struct rate r)
{
	if (r.den == 0)
		return str_of(T("no count"));
	return str_fmt(a, T("%.1f%% (%lld of %lld)"),
	    100.0 * (double)r.num / (double)r.den, (long long)r.num,
	    (long long)r.den);
}

static const struct sql *const list[] = { &SQL_TWICE, &SQL_UNITS, &SQL_COUNTS,
	&SQL_GROUPS };
const struct sql_list rate_sql = { list, NELEM(list) };
