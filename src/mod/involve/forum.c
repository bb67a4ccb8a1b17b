/*
 * forum.c: groups that meet: terms, seats, meetings.
 */
#include "mod/involve/forum.h"
#include "base/words.h"
#include "mod/account/account.h"
#include "mod/involve/internal.h"
#include "mod/involve/meeting.h"
#include "mod/involve/ui.h"
#include "mod/org/org.h"

#define WHY  N_("Public task: working with people who use services")
#define KEPT N_("Ten years, with the report it is in")

static const struct choice forum_sorts_list[] = {
	{ "our_voice", N_("Our Voice group of a pathway") },
	{ "council", N_("People's Council") },
	{ "youth", N_("Youth board") },
	{ "safety", N_("Patient safety partners") },
	{ "committee", N_("Committee of the trust") },
	{ "board", N_("Board") },
	{ "other", N_("Another group") },
};
static const struct choices forum_sorts = { forum_sorts_list,
	NELEM(forum_sorts_list) };

/* clang-format off */
static const struct field forum_fields[] = {
	{ COL(struct forum, title), .label = N_("Forum"), .flags = TITLE | REQUIRED | IN_LIST | IN_SEARCH, .max = 120 },
	{ COL(struct forum, unit), .label = N_("Team"), .flags = REQUIRED | IN_LIST | FILTER, .ref = &kind_unit },
	{ COL(struct forum, sort), .label = N_("What sort of group"), .flags = IN_LIST | FILTER, .choices = &forum_sorts },
	{ COL(struct forum, pathway), .label = N_("Of which pathway"), .flags = IN_SEARCH, .max = 120 },
	{ COL(struct forum, terms), .label = N_("Terms"), .flags = REQUIRED | LONG, .max = 5000, .hint = N_("What it is for, who belongs to it, what it can decide") },
	{ COL(struct forum, rhythm), .label = N_("How often it meets"), .flags = IN_LIST, .max = 80 },
	{ COL(struct forum, reports_to), .label = N_("Reports to"), .flags = IN_LIST, .max = 120 },
	{ COL(struct forum, patient_voice), .label = N_("People who use services sit on it"), .flags = IN_LIST | FILTER },
	{ COL(struct forum, open), .label = N_("Meets now"), .flags = FILTER },
};
static const struct field forum_member_fields[] = {
	{ COL(struct forum_member, title), .label = N_("Seat"), .flags = TITLE | REQUIRED | IN_LIST, .max = 120, .hint = N_("For example: chair, patient member") },
	{ COL(struct forum_member, forum), .label = N_("Forum"), .flags = REQUIRED | IN_LIST | FILTER, .ref = &kind_forum },
	{ COL(struct forum_member, unit), .label = N_("Team"), .flags = REQUIRED | IN_LIST | FILTER, .ref = &kind_unit },
	{ COL(struct forum_member, member), .label = N_("Member"), .flags = IN_LIST, .ref = &kind_member },
	{ COL(struct forum_member, from_on), .label = N_("From"), .flags = REQUIRED | IN_LIST },
	{ COL(struct forum_member, until_on), .label = N_("Until"), .flags = IN_LIST },
};
static const struct field forum_meeting_fields[] = {
	{ COL(struct forum_meeting, title), .label = N_("Meeting"), .flags = TITLE | REQUIRED | IN_LIST, .max = 120 },
	{ COL(struct forum_meeting, forum), .label = N_("Forum"), .flags = REQUIRED | IN_LIST | FILTER, .ref = &kind_forum },
	{ COL(struct forum_meeting, unit), .label = N_("Team"), .flags = REQUIRED | IN_LIST | FILTER, .ref = &kind_unit },
	{ COL(struct forum_meeting, happens_on), .label = N_("Day"), .flags = REQUIRED | IN_LIST },
	{ COL(struct forum_meeting, agenda), .label = N_("Agenda"), .flags = LONG, .max = 5000 },
	{ COL(struct forum_meeting, minutes), .label = N_("Minutes"), .flags = LONG, .max = 20000, .hint = N_("In plain English; easy read beside it where people need it") },
	{ COL(struct forum_meeting, members_there), .label = N_("Members who were there"), .flags = IN_LIST, .min_value = 0, .max_value = 500 },
	{ COL(struct forum_meeting, staff_there), .label = N_("Staff who were there"), .min_value = 0, .max_value = 500 },
	{ COL(struct forum_meeting, reported_up), .label = N_("What was reported up"), .flags = LONG, .max = 3000 },
	{ COL(struct forum_meeting, came_back), .label = N_("What came back"), .flags = LONG, .max = 3000 },
};
/* clang-format on */

const struct kind kind_forum = {
	.name = "forum",
	.path = "forums",
	.one = N_("forum"),
	.many = N_("Forums"),
	.size = sizeof(struct forum),
	.fields = forum_fields,
	.nfields = NELEM(forum_fields),
	.read = CAP_INVOLVE_READ,
	.write = CAP_INVOLVE_WRITE,
	.unit = "unit",
	.data_class = DATA_ORGANISATION,
	.basis = WHY,
	.retention = KEPT,
	.empty = N_(
	    "Our Voice groups, the People's Council, committees. The page “Forums” shows where patients have a seat and where not."),
	.more = forum_more,
};

const struct kind kind_forum_member = {
	.name = "forum_member",
	.path = "forum-members",
	.one = N_("seat"),
	.many = N_("Seats in forums"),
	.size = sizeof(struct forum_member),
	.fields = forum_member_fields,
	.nfields = NELEM(forum_member_fields),
	.read = CAP_INVOLVE_READ,
	.write = CAP_INVOLVE_WRITE,
	.unit = "unit",
	.data_class = DATA_PERSONAL,
	.basis = WHY,
	.retention = KEPT,
	.empty = N_("Who sits on which forum, from when until when."),
};

const struct kind kind_forum_meeting = {
	.name = "forum_meeting",
	.path = "meetings",
	.one = N_("meeting"),
	.many = N_("Meetings of forums"),
	.size = sizeof(struct forum_meeting),
	.fields = forum_meeting_fields,
	.nfields = NELEM(forum_meeting_fields),
	.read = CAP_INVOLVE_READ,
	.write = CAP_INVOLVE_WRITE,
	.unit = "unit",
	.data_class = DATA_ORGANISATION,
	.basis = WHY,
	.retention = KEPT,
	.empty = N_(
	    "Agendas, minutes, who was there, what was reported up and what came back."),
	.more = meeting_more,
};

/* Seats and meetings of a forum. */
static const struct sql SQL_SEATS = {
	"SELECT count(*), count(s.member) FROM forum_member s WHERE s.forum = ?1"
	" AND s.from_on <= ?2 AND (s.until_on IS NULL OR s.until_on > ?2)"
	" AND " SCOPE("s.unit"),
	SCOPED(CAP_INVOLVE_READ)
};
static const struct sql SQL_MEETINGS = {
	"SELECT g.ref, g.title, g.happens_on, g.members_there FROM"
	" forum_meeting g WHERE g.forum = ?1 AND " SCOPE(
	    "g.unit") " ORDER BY g.happens_on DESC, g.id LIMIT 24",
	SCOPED(CAP_INVOLVE_READ)
};

static void write_meetings(struct req *r, const struct forum *f)
{
	struct arena *a = r->cx.arena;
	struct ui_table *t = ui_table(r, 24);
	struct rows *rows =
	    db_query(r->cx.conn, a, &SQL_MEETINGS, VALS(V(f->rec.id)));

	ui_th(t, T("Meeting"));
	ui_th(t, T("Day"));
	ui_th(t, T("Members who were there"));
	while (db_next(rows)) {
		ui_td_link(t, db_text(rows, 1),
		    str_fmt(a, "/k/meetings/%.*s", STR_ARG(db_text(rows, 0))));
		ui_td(t, date_long(a, db_date(rows, 2)));
		ui_td(t, db_null(rows, 3)
			     ? STR_NULL
			     : str_fmt(a, "%lld", (long long)db_int(rows, 3)));
	}
	(void)db_done(rows);
	ui_sub(r, T("Meetings"));
	ui_table_end(r, t, T("Meetings of this forum"),
	    T("No meeting is written down yet."));
}

void forum_more(struct req *r, const void *rec)
{
	const struct forum *f = rec;
	struct rows *rows = db_query(r->cx.conn, r->cx.arena, &SQL_SEATS,
	    VALS(V(f->rec.id), V(r->cx.today)));

	if (db_next(rows))
		ui_p_of(r, str_fmt(r->cx.arena,
			       T("%lld seats today, %lld of them held by "
				 "members."),
			       (long long)db_int(rows, 0),
			       (long long)db_int(rows, 1)));
	(void)db_done(rows);
	write_meetings(r, f);
}

static const struct sql *const list[] = { &SQL_SEATS, &SQL_MEETINGS };
const struct sql_list forum_sql = { list, NELEM(list) };
