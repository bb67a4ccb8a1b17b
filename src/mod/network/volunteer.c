/*
 * volunteer.c: the records of volunteers, their shifts, and what staff and
 * volunteers have learnt. How answers are gathered is in gather.c.
 */
#include "mod/network/volunteer.h"

#include "base/words.h"
#include "mod/account/account.h"
#include "mod/involve/event.h"
#include "mod/involve/ui.h"
#include "mod/org/org.h"

#define WHY  N_("Public task: working with people who use services")
#define KEPT N_("Six years after they stopped")

static const struct choice volunteer_roles_list[] = {
	{ "listen", N_("Listens and gathers feedback") },
	{ "welcome", N_("Welcomes and shows the way") },
	{ "company", N_("Keeps people company") },
	{ "meals", N_("Helps at meals") },
	{ "groups", N_("Helps with groups and activities") },
	{ "other", N_("Something else") },
};
static const struct choices volunteer_roles = { volunteer_roles_list,
	NELEM(volunteer_roles_list) };

static const struct choice volunteer_states_list[] = {
	{ "asked", N_("Would like to start") },
	{ "checks", N_("Checks and training") },
	{ "active", N_("Active") },
	{ "paused", N_("Paused") },
	{ "left", N_("Has stopped") },
};
static const struct choices volunteer_states = { volunteer_states_list,
	NELEM(volunteer_states_list) };

static const struct choice shift_states_list[] = {
	{ "planned", N_("Planned") },
	{ "done", N_("Done") },
	{ "missed", N_("Did not happen") },
};
static const struct choices shift_states = { shift_states_list,
	NELEM(shift_states_list) };

/* clang-format off */
static const struct field volunteer_fields[] = {
	{ COL(struct volunteer, title), .label = N_("Name"), .flags = TITLE | REQUIRED | IN_LIST | IN_SEARCH, .max = 120 },
	{ COL(struct volunteer, unit), .label = N_("Team"), .flags = REQUIRED | IN_LIST | FILTER, .ref = &kind_unit },
	{ COL(struct volunteer, role), .label = N_("Role"), .flags = REQUIRED | IN_LIST | FILTER, .choices = &volunteer_roles },
	{ COL(struct volunteer, state), .label = N_("State"), .flags = REQUIRED | IN_LIST | FILTER, .choices = &volunteer_states },
	{ COL(struct volunteer, person), .label = N_("With whom they sign in"), .ref = &kind_person, .hint = N_("Who signs in finds their shifts at “My shifts”") },
	{ COL(struct volunteer, from_on), .label = N_("From"), .flags = IN_LIST },
	{ COL(struct volunteer, until_on), .label = N_("Until") },
};
static const struct field shift_fields[] = {
	{ COL(struct shift, title), .label = N_("What for"), .flags = TITLE | REQUIRED | IN_LIST, .max = 120 },
	{ COL(struct shift, volunteer), .label = N_("Volunteer"), .flags = REQUIRED | IN_LIST | FILTER, .ref = &kind_volunteer },
	{ COL(struct shift, unit), .label = N_("Team"), .flags = REQUIRED | IN_LIST | FILTER, .ref = &kind_unit },
	{ COL(struct shift, happens_on), .label = N_("Day"), .flags = REQUIRED | IN_LIST },
	{ COL(struct shift, from_time), .label = N_("From"), .flags = REQUIRED | IN_LIST, .max = 5, .hint = N_("For example, 14:30") },
	{ COL(struct shift, until_time), .label = N_("Until"), .flags = REQUIRED | IN_LIST, .max = 5, .hint = N_("For example, 16:30") },
	{ COL(struct shift, state), .label = N_("State"), .flags = REQUIRED | IN_LIST | FILTER, .choices = &shift_states },
	{ COL(struct shift, remark), .label = N_("Remark"), .flags = LONG, .max = 1000 },
};
static const struct field learning_fields[] = {
	{ COL(struct learning, title), .label = N_("What was learnt"), .flags = TITLE | REQUIRED | IN_LIST | IN_SEARCH, .max = 120 },
	{ COL(struct learning, unit), .label = N_("Team"), .flags = REQUIRED | IN_LIST | FILTER, .ref = &kind_unit },
	{ COL(struct learning, course), .label = N_("Course"), .flags = IN_LIST | FILTER, .ref = &kind_course },
	{ COL(struct learning, person), .label = N_("Who works here"), .flags = IN_LIST, .ref = &kind_person, .hint = N_("Or name a volunteer below") },
	{ COL(struct learning, volunteer), .label = N_("Volunteer"), .flags = IN_LIST, .ref = &kind_volunteer },
	{ COL(struct learning, done_on), .label = N_("Done on"), .flags = REQUIRED | IN_LIST },
	{ COL(struct learning, expires_on), .label = N_("Again by"), .flags = IN_LIST, .hint = N_("Empty: as the course says") },
	{ COL(struct learning, before_score), .label = N_("How sure they felt before, 1 to 5"), .min_value = 1, .max_value = 5 },
	{ COL(struct learning, after_score), .label = N_("How sure they felt after, 1 to 5"), .min_value = 1, .max_value = 5 },
};
/* clang-format on */

/* "14:30" */
static bool time_ok(struct str s)
{
	int64_t h, m;

	return s.n == 5 && s.s[2] == ':' && str_int64(str_sub(s, 0, 2), &h) &&
	       str_int64(str_sub(s, 3, 2), &m) && h >= 0 && h < 24 && m >= 0 &&
	       m < 60;
}

static void check_shift(struct ctx *cx, const void *rec, struct problems *p)
{
	const struct shift *s = rec;
	const char *const like = T("Write the time like this: 14:30");
	const bool from = time_ok(s->from_time), until = time_ok(s->until_time);

	if (!from)
		problem_add(p, "from_time", "%s", like);
	if (!until)
		problem_add(p, "until_time", "%s", like);
	if (from && until && str_cmp(s->until_time, s->from_time) < 0)
		problem_add(p, "until_time",
		    T("The shift ends before it begins: mend one of the two"));
	if (str_is(s->state, "done") && date_cmp(s->happens_on, cx->today) > 0)
		problem_add(p, "state", T("It cannot be done before its day"));
}

static const struct sql SQL_VALID = {
	"SELECT c.months_valid FROM course c WHERE c.id = ?1",
	SYSTEM("how long a course holds is no secret")
};

static void check_learning(struct ctx *cx, const void *rec, struct problems *p)
{
	const struct learning *l = rec;

	(void)cx;
	if (l->person == 0 && l->volunteer == 0)
		problem_add(
		    p, "person", T("Say who learnt it: staff or a volunteer"));
	if (!date_none(l->expires_on) &&
	    date_cmp(l->expires_on, l->done_on) < 0)
		problem_add(p, "expires_on",
		    T("“Again by” must not be before it was done"));
}

/* A course says how long it holds. */
static enum db_status learning_before(struct ctx *cx, void *rec, bool is_new)
{
	struct learning *l = rec;

	if (!is_new || l->course == 0 || !date_none(l->expires_on))
		return DB_OK;
	const int64_t months =
	    db_get_int(cx->conn, cx->arena, &SQL_VALID, VALS(V(l->course)), 0);

	if (months > 0)
		l->expires_on = date_add_months(l->done_on, (int)months);
	return DB_OK;
}

const struct kind kind_volunteer = {
	.name = "volunteer",
	.path = "volunteers",
	.one = N_("volunteer"),
	.many = N_("Volunteers"),
	.size = sizeof(struct volunteer),
	.fields = volunteer_fields,
	.nfields = NELEM(volunteer_fields),
	.read = CAP_INVOLVE_WRITE,
	.write = CAP_INVOLVE_WRITE,
	.unit = "unit",
	.data_class = DATA_PERSONAL,
	.basis = WHY,
	.retention = KEPT,
	.empty = N_(
	    "Who gives time to a team, and in which role. Add the first one, then plan their shifts."),
	.more = volunteer_more,
};

const struct kind kind_shift = {
	.name = "shift",
	.path = "shifts",
	.one = N_("shift"),
	.many = N_("Shifts of volunteers"),
	.size = sizeof(struct shift),
	.fields = shift_fields,
	.nfields = NELEM(shift_fields),
	.read = CAP_INVOLVE_WRITE,
	.write = CAP_INVOLVE_WRITE,
	.unit = "unit",
	.order = "happens_on",
	.newest_first = true,
	.data_class = DATA_PERSONAL,
	.basis = WHY,
	.retention = KEPT,
	.empty = N_(
	    "When which volunteer is where. A shift shows how many answers were gathered in it."),
	.check = check_shift,
	.more = shift_more,
};

const struct kind kind_learning = {
	.name = "learning",
	.path = "learning",
	.one = N_("training done"),
	.many = N_("Training done"),
	.size = sizeof(struct learning),
	.fields = learning_fields,
	.nfields = NELEM(learning_fields),
	.read = CAP_INVOLVE_WRITE,
	.write = CAP_INVOLVE_WRITE,
	.unit = "unit",
	.order = "done_on",
	.newest_first = true,
	.data_class = DATA_STAFF,
	.basis = WHY,
	.retention = KEPT,
	.empty = N_(
	    "Who of the staff and the volunteers learnt what, until when it holds, and how sure they felt before and after."),
	.check = check_learning,
	.before_save = learning_before,
	.more = learning_more,
};

/* What a record shows besides its fields --------------------------------- */

static const struct sql SQL_SHIFTS = {
	"SELECT s.ref, s.title, s.happens_on, s.from_time, s.until_time,"
	" s.state, (SELECT count(*) FROM shift_answer a WHERE a.shift = s.id)"
	" FROM shift s WHERE s.volunteer = ?1 AND " SCOPE(
	    "s.unit") " ORDER BY s.happens_on DESC, s.id LIMIT 30",
	SCOPED(CAP_INVOLVE_WRITE)
};
static const struct sql SQL_LEARNT = {
	"SELECT l.ref, l.title, l.done_on, l.expires_on FROM learning l"
	" WHERE l.volunteer = ?1 AND " SCOPE(
	    "l.unit") " ORDER BY l.done_on DESC, l.id LIMIT 30",
	SCOPED(CAP_INVOLVE_WRITE)
};
static const struct sql SQL_PLACES = {
	"SELECT t.name, count(*) FROM shift_answer a JOIN shift s ON s.id ="
	" a.shift JOIN touch_point t ON t.id = a.touch_point WHERE s.id = ?1"
	" AND " SCOPE("s.unit") " GROUP BY t.id, t.name ORDER BY t.name, t.id"
				" LIMIT 50",
	SCOPED(CAP_INVOLVE_WRITE)
};

static struct str number(struct arena *a, int64_t n)
{
	return str_fmt(a, "%lld", (long long)n);
}

static void write_shifts(struct req *r, const struct volunteer *v)
{
	struct arena *a = r->cx.arena;
	struct ui_table *t = ui_table(r, 30);
	struct rows *rows =
	    db_query(r->cx.conn, a, &SQL_SHIFTS, VALS(V(v->rec.id)));

	ui_th(t, T("Shift"));
	ui_th(t, T("Day"));
	ui_th(t, T("Time"));
	ui_th(t, T("State"));
	ui_th(t, T("Answers gathered"));
	while (db_next(rows)) {
		ui_td_link(t, db_text(rows, 1),
		    str_fmt(a, "/k/shifts/%.*s", STR_ARG(db_text(rows, 0))));
		ui_td(t, date_long(a, db_date(rows, 2)));
		ui_td(
		    t, str_fmt(a, T("%.*s to %.*s"), STR_ARG(db_text(rows, 3)),
			   STR_ARG(db_text(rows, 4))));
		for (size_t i = 0; i < shift_states.n; i++)
			if (str_is(db_text(rows, 5), shift_states.list[i].code))
				ui_td(t, str_of(T(shift_states.list[i].label)));
		ui_td(t, number(a, db_int(rows, 6)));
	}
	(void)db_done(rows);
	ui_sub(r, T("Shifts"));
	ui_table_end(
	    r, t, T("Shifts, the newest first"), T("No shift is planned yet."));
}

static void write_learnt(struct req *r, const struct volunteer *v)
{
	struct arena *a = r->cx.arena;
	struct ui_table *t = ui_table(r, 30);
	struct rows *rows =
	    db_query(r->cx.conn, a, &SQL_LEARNT, VALS(V(v->rec.id)));

	ui_th(t, T("What was learnt"));
	ui_th(t, T("Done on"));
	ui_th(t, T("Again by"));
	while (db_next(rows)) {
		ui_td_link(t, db_text(rows, 1),
		    str_fmt(a, "/k/learning/%.*s", STR_ARG(db_text(rows, 0))));
		ui_td(t, date_long(a, db_date(rows, 2)));
		ui_td(t, date_long(a, db_date(rows, 3)));
	}
	(void)db_done(rows);
	ui_sub(r, T("Training"));
	ui_table_end(r, t, T("Training of this volunteer"),
	    T("No training is written down yet."));
}

void volunteer_more(struct req *r, const void *rec)
{
	write_shifts(r, rec);
	write_learnt(r, rec);
}

void shift_more(struct req *r, const void *rec)
{
	const struct shift *s = rec;
	struct arena *a = r->cx.arena;
	struct ui_table *t = ui_table(r, 50);
	struct rows *rows =
	    db_query(r->cx.conn, a, &SQL_PLACES, VALS(V(s->rec.id)));

	ui_th(t, T("Where people answered"));
	ui_th(t, T("Answers"));
	while (db_next(rows)) {
		ui_td(t, db_text(rows, 0));
		ui_td(t, number(a, db_int(rows, 1)));
	}
	(void)db_done(rows);
	ui_sub(r, T("Gathered in this shift"));
	ui_table_end(r, t, T("Answers by place"),
	    T("Nothing was gathered in this shift yet."));
	ui_link(r, str_fmt(a, "/volunteer/shifts/%.*s", STR_ARG(s->rec.ref)),
	    T("Gather answers on this device"));
}

void learning_more(struct req *r, const void *rec)
{
	const struct learning *l = rec;

	ui_link(r,
	    str_fmt(r->cx.arena, "/k/learning/%.*s/certificate.pdf",
		STR_ARG(l->rec.ref)),
	    T("The certificate as PDF"));
}

/* Numbers by team ---------------------------------------------------------- */

#define IN_TEAM "FROM volunteer v WHERE v.unit = u.id AND v.state = 'active'"
static const struct sql SQL_TEAMS = {
	"SELECT u.name, (SELECT count(*) " IN_TEAM "),"
	" (SELECT count(*) " IN_TEAM " AND EXISTS (SELECT 1 FROM learning l"
	" WHERE l.volunteer = v.id AND (l.expires_on IS NULL OR"
	" l.expires_on >= ?2))),"
	" (SELECT count(*) FROM shift s WHERE s.unit = u.id AND s.state ="
	" 'done' AND s.happens_on >= ?1 AND s.happens_on <= ?2),"
	" (SELECT count(*) FROM shift_answer a JOIN shift s ON s.id = a.shift"
	" WHERE s.unit = u.id AND s.happens_on >= ?1 AND s.happens_on <= ?2)"
	" FROM unit u WHERE EXISTS (SELECT 1 FROM volunteer v WHERE v.unit ="
	" u.id) AND " SCOPE("u.id") " ORDER BY u.fold, u.id LIMIT 500",
	SCOPED(CAP_INVOLVE_READ)
};

void volunteers_page(struct req *r)
{
	static const char *const heads[] = { N_("Team"), N_("Active"),
		N_("Trained, of these"), N_("Shifts done"),
		N_("Answers gathered") };
	struct arena *a = r->cx.arena;
	const struct date from = date_add_months(r->cx.today, -12);
	struct ui_table *t = ui_table(r, 500);
	struct rows *rows =
	    db_query(r->cx.conn, a, &SQL_TEAMS, VALS(V(from), V(r->cx.today)));

	r->wide = true;
	r->back = S("/involve/desk");
	ui_head(r, T("Volunteers by team"));
	ui_p_of(r, str_fmt(a,
		       T("Shifts and answers are those of the twelve months "
			 "since %.*s."),
		       STR_ARG(date_long(a, from))));
	for (size_t i = 0; i < NELEM(heads); i++)
		ui_th(t, T(heads[i]));
	while (db_next(rows)) {
		ui_td(t, db_text(rows, 0));
		ui_td(t, number(a, db_int(rows, 1)));
		ui_td(
		    t, str_fmt(a, T("%lld of %lld"), (long long)db_int(rows, 2),
			   (long long)db_int(rows, 1)));
		ui_td(t, number(a, db_int(rows, 3)));
		ui_td(t, number(a, db_int(rows, 4)));
	}
	(void)db_done(rows);
	ui_table_end(r, t, T("Volunteers, shifts and what they gathered"),
	    T("No team has a volunteer yet."));
	if (web_may(r, CAP_INVOLVE_WRITE)) {
		ui_link(r, S("/k/volunteers"), T("Volunteers"));
		ui_link(r, S("/k/shifts"), T("Shifts"));
		ui_link(r, S("/k/learning"), T("Training done"));
	}
}

static const struct sql *const list[] = { &SQL_VALID, &SQL_SHIFTS, &SQL_LEARNT,
	&SQL_PLACES, &SQL_TEAMS };
const struct sql_list volunteer_sql = { list, NELEM(list) };
