/*
 * meeting.c: see meeting.h. The forums themselves are in forum.c.
 */
#include "mod/involve/meeting.h"

#include "base/words.h"
#include "mod/account/account.h"
#include "mod/involve/forum.h"
#include "mod/involve/ui.h"
#include "mod/org/org.h"

#define WHY  N_("Public task: working with people who use services")
#define KEPT N_("Ten years, with the report it is in")

static const struct choice paper_formats_list[] = {
	{ "plain", N_("Plain English") },
	{ "easy_read", N_("Easy read") },
	{ "large_print", N_("Large print") },
	{ "audio", N_("Spoken") },
	{ "sign", N_("British Sign Language") },
	{ "braille", N_("Braille") },
	{ "language", N_("Another language") },
};
static const struct choices paper_formats = { paper_formats_list,
	NELEM(paper_formats_list) };

static const struct choice came_answers_list[] = {
	{ "came", N_("Came") },
	{ "online", N_("Came online") },
	{ "sorry", N_("Sent apologies") },
	{ "missed", N_("Did not come") },
};
static const struct choices came_answers = { came_answers_list,
	NELEM(came_answers_list) };

static const struct choice forum_action_states_list[] = {
	{ "open", N_("Open") },
	{ "done", N_("Done") },
	{ "not_done", N_("Will not be done") },
};
static const struct choices forum_action_states = { forum_action_states_list,
	NELEM(forum_action_states_list) };

/* clang-format off */
static const struct field forum_paper_fields[] = {
	{ COL(struct forum_paper, title), .label = N_("Paper"), .flags = TITLE | REQUIRED | IN_LIST | IN_SEARCH, .max = 160 },
	{ COL(struct forum_paper, meeting), .label = N_("Meeting"), .flags = REQUIRED | IN_LIST | FILTER, .ref = &kind_forum_meeting },
	{ COL(struct forum_paper, unit), .label = N_("Team"), .flags = REQUIRED | IN_LIST | FILTER, .ref = &kind_unit },
	{ COL(struct forum_paper, format), .label = N_("Format"), .flags = REQUIRED | IN_LIST | FILTER, .choices = &paper_formats },
	{ COL(struct forum_paper, words), .label = N_("The words, or where the paper is"), .flags = REQUIRED | LONG, .max = 20000 },
	{ COL(struct forum_paper, sent_on), .label = N_("Sent on"), .flags = IN_LIST, .hint = N_("Five working days before the meeting, at the latest") },
};
static const struct field forum_attendance_fields[] = {
	{ COL(struct forum_attendance, title), .label = N_("As what"), .flags = TITLE | REQUIRED | IN_LIST, .max = 120, .hint = N_("For example: chair, patient member, minutes") },
	{ COL(struct forum_attendance, meeting), .label = N_("Meeting"), .flags = REQUIRED | IN_LIST | FILTER, .ref = &kind_forum_meeting },
	{ COL(struct forum_attendance, unit), .label = N_("Team"), .flags = REQUIRED | IN_LIST | FILTER, .ref = &kind_unit },
	{ COL(struct forum_attendance, seat), .label = N_("Seat"), .flags = IN_LIST, .ref = &kind_forum_member },
	{ COL(struct forum_attendance, came), .label = N_("Did they come"), .flags = REQUIRED | IN_LIST | FILTER, .choices = &came_answers },
};
static const struct field forum_action_fields[] = {
	{ COL(struct forum_action, title), .label = N_("What is to be done"), .flags = TITLE | REQUIRED | IN_LIST | IN_SEARCH, .max = 200 },
	{ COL(struct forum_action, meeting), .label = N_("Meeting"), .flags = REQUIRED | IN_LIST | FILTER, .ref = &kind_forum_meeting },
	{ COL(struct forum_action, unit), .label = N_("Team"), .flags = REQUIRED | IN_LIST | FILTER, .ref = &kind_unit },
	{ COL(struct forum_action, person), .label = N_("Who does it"), .flags = IN_LIST, .ref = &kind_person },
	{ COL(struct forum_action, due_on), .label = N_("By"), .flags = REQUIRED | IN_LIST },
	{ COL(struct forum_action, up), .label = N_("It goes to those above"), .flags = IN_LIST | FILTER },
	{ COL(struct forum_action, state), .label = N_("State"), .flags = REQUIRED | IN_LIST | FILTER, .choices = &forum_action_states },
	{ COL(struct forum_action, came_back), .label = N_("What came back"), .flags = LONG, .max = 3000 },
};
/* clang-format on */

static void check_forum_action(
    struct ctx *cx, const void *rec, struct problems *p)
{
	const struct forum_action *x = rec;

	(void)cx;
	if (!str_is(x->state, "open") && str_empty(x->came_back))
		problem_add(p, "came_back",
		    T("Say what came back, so that the forum hears of it"));
}

const struct kind kind_forum_paper = {
	.name = "forum_paper",
	.path = "papers",
	.one = N_("paper"),
	.many = N_("Papers of meetings"),
	.size = sizeof(struct forum_paper),
	.fields = forum_paper_fields,
	.nfields = NELEM(forum_paper_fields),
	.read = CAP_INVOLVE_READ,
	.write = CAP_INVOLVE_WRITE,
	.unit = "unit",
	.order = "sent_on",
	.newest_first = true,
	.data_class = DATA_ORGANISATION,
	.basis = WHY,
	.retention = KEPT,
	.empty = N_(
	    "The papers of each meeting, in every format that its members need, and the day on which they went out."),
};

const struct kind kind_forum_attendance = {
	.name = "forum_attendance",
	.path = "forum-attendance",
	.one = N_("place at a meeting"),
	.many = N_("Who was at meetings"),
	.size = sizeof(struct forum_attendance),
	.fields = forum_attendance_fields,
	.nfields = NELEM(forum_attendance_fields),
	.read = CAP_INVOLVE_READ,
	.write = CAP_INVOLVE_WRITE,
	.unit = "unit",
	.data_class = DATA_PERSONAL,
	.basis = WHY,
	.retention = KEPT,
	.empty = N_("For each seat of a forum, whether somebody came."),
};

const struct kind kind_forum_action = {
	.name = "forum_action",
	.path = "forum-actions",
	.one = N_("action of a meeting"),
	.many = N_("Actions of meetings"),
	.size = sizeof(struct forum_action),
	.fields = forum_action_fields,
	.nfields = NELEM(forum_action_fields),
	.read = CAP_INVOLVE_READ,
	.write = CAP_INVOLVE_WRITE,
	.unit = "unit",
	.order = "due_on",
	.newest_first = true,
	.data_class = DATA_ORGANISATION,
	.basis = WHY,
	.retention = KEPT,
	.empty = N_("What meetings asked for, by when, and what came back."),
	.check = check_forum_action,
};

/* On the meeting's page ---------------------------------------------------- */

static const struct sql SQL_PAPERS = {
	"SELECT x.ref, x.title, x.format, x.sent_on FROM forum_paper x"
	" WHERE x.meeting = ?1 AND " SCOPE(
	    "x.unit") " ORDER BY x.title, x.format, x.id LIMIT 60",
	SCOPED(CAP_INVOLVE_READ)
};
static const struct sql SQL_CAME = {
	"SELECT x.came, count(*) FROM forum_attendance x WHERE x.meeting = ?1"
	" AND " SCOPE("x.unit") " GROUP BY x.came ORDER BY x.came",
	SCOPED(CAP_INVOLVE_READ)
};
static const struct sql SQL_ACTIONS = {
	"SELECT x.ref, x.title, x.due_on, x.state, x.came_back, x.up"
	" FROM forum_action x WHERE x.meeting = ?1 AND " SCOPE(
	    "x.unit") " ORDER BY x.due_on, x.id LIMIT 60",
	SCOPED(CAP_INVOLVE_READ)
};

static struct str label(const struct choices *c, struct str code)
{
	for (size_t i = 0; i < c->n; i++)
		if (str_is(code, c->list[i].code))
			return str_of(T(c->list[i].label));
	return STR_NULL;
}

static void write_papers(struct req *r, const struct forum_meeting *g)
{
	struct arena *a = r->cx.arena;
	struct ui_table *t = ui_table(r, 60);
	struct rows *rows =
	    db_query(r->cx.conn, a, &SQL_PAPERS, VALS(V(g->rec.id)));

	ui_sub(r, T("Papers"));
	ui_th(t, T("Paper"));
	ui_th(t, T("Format"));
	ui_th(t, T("Sent on"));
	while (db_next(rows)) {
		const struct date sent = db_date(rows, 3);

		ui_td_link(t, db_text(rows, 1),
		    str_fmt(a, "/k/papers/%.*s", STR_ARG(db_text(rows, 0))));
		ui_td(t, label(&paper_formats, db_text(rows, 2)));
		ui_td(t, date_none(sent) ? str_of(T("Not sent yet"))
					 : date_long(a, sent));
	}
	(void)db_done(rows);
	ui_table_end(
	    r, t, T("Papers in each format"), T("There are no papers yet."));
	ui_link(r, S("/k/papers"), T("Papers of meetings"));
}

static void write_came(struct req *r, const struct forum_meeting *g)
{
	struct arena *a = r->cx.arena;
	struct ui_table *t = ui_table(r, 8);
	struct rows *rows =
	    db_query(r->cx.conn, a, &SQL_CAME, VALS(V(g->rec.id)));

	ui_sub(r, T("Who was there"));
	ui_th(t, T("Did they come"));
	ui_th(t, T("Seats"));
	while (db_next(rows)) {
		ui_td(t, label(&came_answers, db_text(rows, 0)));
		ui_td(t, str_fmt(a, "%lld", (long long)db_int(rows, 1)));
	}
	(void)db_done(rows);
	ui_table_end(r, t, T("Seats at this meeting"),
	    T("Nobody has written down who came."));
	ui_link(r, S("/k/forum-attendance"), T("Who was at meetings"));
}

static void write_actions(struct req *r, const struct forum_meeting *g)
{
	struct arena *a = r->cx.arena;
	struct ui_table *t = ui_table(r, 60);
	struct rows *rows =
	    db_query(r->cx.conn, a, &SQL_ACTIONS, VALS(V(g->rec.id)));

	ui_sub(r, T("Actions"));
	ui_th(t, T("What is to be done"));
	ui_th(t, T("By"));
	ui_th(t, T("State"));
	ui_th(t, T("Goes up"));
	ui_th(t, T("What came back"));
	while (db_next(rows)) {
		ui_td_link(t, db_text(rows, 1),
		    str_fmt(
			a, "/k/forum-actions/%.*s", STR_ARG(db_text(rows, 0))));
		ui_td(t, date_long(a, db_date(rows, 2)));
		ui_td(t, label(&forum_action_states, db_text(rows, 3)));
		ui_td(t, str_of(db_int(rows, 5) != 0 ? T("Yes") : T("No")));
		ui_td(t, db_text(rows, 4));
	}
	(void)db_done(rows);
	ui_table_end(r, t, T("What this meeting asked for"),
	    T("This meeting asked for nothing."));
	ui_link(r, S("/k/forum-actions"), T("Actions of meetings"));
}

void meeting_more(struct req *r, const void *rec)
{
	write_papers(r, rec);
	write_came(r, rec);
	write_actions(r, rec);
}

static const struct sql *const list[] = { &SQL_PAPERS, &SQL_CAME,
	&SQL_ACTIONS };
const struct sql_list meeting_sql = { list, NELEM(list) };
