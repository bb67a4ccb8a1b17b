/*
 * learning.c: which role needs which training, who has it, and how sure people
 * felt before and after. What a person learnt is a record of volunteer.c.
 */
#include "mod/network/learning.h"

#include "base/words.h"
#include "core/setting.h"
#include "mod/involve/event.h"
#include "mod/involve/ui.h"
#include "mod/org/org.h"

#define WHY  N_("Public task: people are prepared for what they do")
#define KEPT N_("While it is needed, and six years after")

/* Fewer answers than these give no mean. */
#define FELT_FEW 5

/* Codes of core/may.h's roles, and two that are records of this room. */
static const struct choice need_roles_list[] = {
	{ "ward_manager", N_("Ward or team manager") },
	{ "experience_lead", N_("Patient experience lead") },
	{ "experience_officer", N_("Patient experience officer") },
	{ "complaints_officer", N_("Complaints officer") },
	{ "case_handler", N_("Investigator") },
	{ "board_member", N_("Board member") },
	{ "governor", N_("Governor") },
	{ "champion", N_("Champion") },
	{ "volunteer", N_("Volunteer") },
};
static const struct choices need_roles = { need_roles_list,
	NELEM(need_roles_list) };

/* clang-format off */
static const struct field course_need_fields[] = {
	{ COL(struct course_need, title), .label = N_("Why"), .flags = TITLE | REQUIRED | IN_LIST, .max = 160 },
	{ COL(struct course_need, unit), .label = N_("Where"), .flags = REQUIRED | FILTER, .ref = &kind_unit },
	{ COL(struct course_need, course), .label = N_("Course"), .flags = REQUIRED | IN_LIST | FILTER, .ref = &kind_course },
	{ COL(struct course_need, role), .label = N_("Who needs it"), .flags = REQUIRED | IN_LIST | FILTER, .choices = &need_roles },
};
/* clang-format on */

const struct kind kind_course_need = {
	.name = "course_need",
	.path = "course-needs",
	.one = N_("required training"),
	.many = N_("Required training"),
	.size = sizeof(struct course_need),
	.fields = course_need_fields,
	.nfields = NELEM(course_need_fields),
	.read = CAP_INVOLVE_READ,
	.write = CAP_REGISTER,
	.unit = "unit",
	.data_class = DATA_ORGANISATION,
	.basis = WHY,
	.retention = KEPT,
	.empty = N_(
	    "Which role needs which training. The page “Training for staff” shows who has it and who has not."),
};

/* Coverage ----------------------------------------------------------------- */

#define HAS                                                          \
	"EXISTS (SELECT 1 FROM learning l WHERE l.course = n.course" \
	" AND (l.expires_on IS NULL OR l.expires_on >= ?1) AND "
#define HOLDERS                                                            \
	"FROM person p WHERE p.active = 1 AND (EXISTS (SELECT 1 FROM"      \
	" appointment a WHERE a.person = p.id AND a.role = n.role AND"     \
	" (a.from_on IS NULL OR a.from_on <= ?1) AND (a.until_on IS NULL"  \
	" OR a.until_on > ?1)) OR (n.role = 'champion' AND EXISTS (SELECT" \
	" 1 FROM champion h WHERE h.person = p.id AND h.from_on <= ?1 AND" \
	" (h.until_on IS NULL OR h.until_on > ?1))))"
#define HELPERS                                           \
	"FROM volunteer v WHERE n.role = 'volunteer' AND" \
	" v.state = 'active'"
static const struct sql SQL_NEEDS = {
	"SELECT n.ref, c.title, n.role, (SELECT count(*) " HOLDERS
	") + (SELECT count(*) " HELPERS "), (SELECT count(*) " HOLDERS
	" AND " HAS "l.person = p.id)) + (SELECT count(*) " HELPERS " AND " HAS
	"l.volunteer = v.id)) FROM course_need n"
	" JOIN course c ON c.id = n.course WHERE " SCOPE(
	    "n.unit") " ORDER BY n.role, c.title, n.id LIMIT 100",
	SCOPED(CAP_INVOLVE_READ)
};
static const struct sql SQL_PROGRAMMES = {
	"SELECT c.programme, c.title, count(*), count(l.before_score),"
	" coalesce(sum(l.before_score), 0), count(l.after_score),"
	" coalesce(sum(l.after_score), 0) FROM learning l JOIN course c ON"
	" c.id = l.course WHERE l.done_on >= ?1 AND " SCOPE(
	    "l.unit") " GROUP BY c.programme, c.title, c.id ORDER BY"
		      " coalesce(c.programme, ''), c.title, c.id LIMIT 100",
	SCOPED(CAP_INVOLVE_READ)
};
static const struct sql SQL_TALKS = {
	"SELECT count(DISTINCT a.person), count(DISTINCT k.person)"
	" FROM appointment a LEFT JOIN feedback_talk k ON k.person = a.person"
	" AND k.held_on >= ?1 WHERE (a.until_on IS NULL OR a.until_on > ?2)"
	" AND " SCOPE("a.unit"),
	SCOPED(CAP_INVOLVE_READ)
};

static struct str label(const struct choices *c, struct str code)
{
	for (size_t i = 0; i < c->n; i++)
		if (str_is(code, c->list[i].code))
			return str_of(T(c->list[i].label));
	return str_of(T("None"));
}

static struct str of_all(struct arena *a, int64_t n, int64_t all)
{
	return str_fmt(a, T("%lld of %lld"), (long long)n, (long long)all);
}

static void write_needs(struct req *r)
{
	struct arena *a = r->cx.arena;
	struct ui_table *t = ui_table(r, 100);
	struct rows *rows =
	    db_query(r->cx.conn, a, &SQL_NEEDS, VALS(V(r->cx.today)));

	ui_th(t, T("Who needs it"));
	ui_th(t, T("Course"));
	ui_th(t, T("Have it today"));
	ui_th(t, T("Still to do"));
	while (db_next(rows)) {
		const int64_t all = db_int(rows, 3), have = db_int(rows, 4);

		ui_td(t, label(&need_roles, db_text(rows, 2)));
		ui_td_link(t, db_text(rows, 1),
		    str_fmt(
			a, "/k/course-needs/%.*s", STR_ARG(db_text(rows, 0))));
		ui_td(t, of_all(a, have, all));
		ui_td(t, str_fmt(a, "%lld", (long long)(all - have)));
	}
	(void)db_done(rows);
	ui_table_end(r, t, T("Required training"),
	    T("No role needs a course yet. Add one under Required training."));
}

static struct str mean(struct arena *a, int64_t n, int64_t sum)
{
	if (n < FELT_FEW)
		return str_of(T("Too few to show"));
	return str_fmt(a, T("%.1f of 5 (%lld answers)"),
	    (double)sum / (double)n, (long long)n);
}

static void write_programmes(struct req *r, struct date from)
{
	struct arena *a = r->cx.arena;
	struct ui_table *t = ui_table(r, 100);
	struct rows *rows =
	    db_query(r->cx.conn, a, &SQL_PROGRAMMES, VALS(V(from)));

	ui_th(t, T("Programme"));
	ui_th(t, T("Course"));
	ui_th(t, T("Took part"));
	ui_th(t, T("How sure before"));
	ui_th(t, T("How sure after"));
	while (db_next(rows)) {
		ui_td(t, label(&course_programmes, db_text(rows, 0)));
		ui_td(t, db_text(rows, 1));
		ui_td(t, str_fmt(a, "%lld", (long long)db_int(rows, 2)));
		ui_td(t, mean(a, db_int(rows, 3), db_int(rows, 4)));
		ui_td(t, mean(a, db_int(rows, 5), db_int(rows, 6)));
	}
	(void)db_done(rows);
	ui_table_end(r, t, T("What was learnt in twelve months"),
	    T("Nobody has learnt anything yet."));
}

void learning_cover(struct req *r)
{
	struct arena *a = r->cx.arena;
	const struct date from = date_add_months(r->cx.today, -12);
	struct rows *rows =
	    db_query(r->cx.conn, a, &SQL_TALKS, VALS(V(from), V(r->cx.today)));

	r->wide = true;
	r->back = S("/involve/desk");
	ui_head(r, T("Training for staff and volunteers"));
	if (db_next(rows))
		ui_p_of(r,
		    str_fmt(a,
			T("%lld of %lld people with a role have talked about "
			  "their feedback in appraisal or supervision since "
			  "%.*s. What was said stays with them."),
			(long long)db_int(rows, 1), (long long)db_int(rows, 0),
			STR_ARG(date_long(a, from))));
	(void)db_done(rows);
	write_needs(r);
	write_programmes(r, from);
	ui_link(r, S("/k/course-needs"), T("Required training"));
	ui_link(r, S("/k/courses"), T("Training"));
}

/* On paper ----------------------------------------------------------------- */

static const struct sql SQL_PAPER = {
	"SELECT coalesce(p.name, v.title), l.title, l.done_on, l.expires_on"
	" FROM learning l LEFT JOIN person p ON p.id = l.person"
	" LEFT JOIN volunteer v ON v.id = l.volunteer WHERE l.ref = ?1"
	" AND " SCOPE("l.unit"),
	SCOPED(CAP_INVOLVE_WRITE)
};

void learning_pdf(struct req *r)
{
	struct diploma d = { .trust = setting_text(&r->cx, "trust_name") };
	struct rows *rows = db_query(
	    r->cx.conn, r->cx.arena, &SQL_PAPER, VALS(V(web_param(r, "ref"))));
	const bool found = db_next(rows);

	if (found) {
		d.name = db_text(rows, 0);
		d.title = db_text(rows, 1);
		d.done_on = db_date(rows, 2);
		d.expires_on = db_date(rows, 3);
	}
	if (db_done(rows) == DB_OK && found)
		diploma_send(r, &d);
	else
		web_not_found(r);
}

static const struct sql *const list[] = { &SQL_NEEDS, &SQL_PROGRAMMES,
	&SQL_TALKS, &SQL_PAPER };
const struct sql_list learning_sql = { list, NELEM(list) };
