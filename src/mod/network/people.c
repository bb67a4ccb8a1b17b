/*
 * people.c: readers of texts, champions, pairs, paid roles, partners: records
 * that the engine does.
 */
#include "mod/network/people.h"

#include "base/words.h"
#include "mod/account/account.h"
#include "mod/involve/involve.h"
#include "mod/involve/ui.h"
#include "mod/org/org.h"

#define WHY  N_("Public task: working with people who use services")
#define KEPT N_("Ten years, with the report it is in")

static const struct choice reader_states_list[] = {
	{ "sent", N_("With the readers") },
	{ "answered", N_("Marks are answered") },
	{ "reviewed", N_("Reviewed") },
	{ "old", N_("Must be reviewed again") },
};
static const struct choices reader_states = { reader_states_list,
	NELEM(reader_states_list) };

static const struct choice readers_list[] = {
	{ "dementia", N_("Lives with dementia") },
	{ "learning_disability", N_("Has a learning disability") },
	{ "reading", N_("Finds reading hard") },
	{ "language", N_("Has another first language") },
	{ "sight", N_("Sees little or nothing") },
	{ "other", N_("Another reader") },
};
static const struct choices readers = { readers_list, NELEM(readers_list) };

/* clang-format off */
static const struct field reader_item_fields[] = {
	{ COL(struct reader_item, title), .label = N_("Text"), .flags = TITLE | REQUIRED | IN_LIST | IN_SEARCH, .max = 160 },
	{ COL(struct reader_item, unit), .label = N_("Team"), .flags = REQUIRED | IN_LIST | FILTER, .ref = &kind_unit },
	{ COL(struct reader_item, words), .label = N_("The words, or where they are"), .flags = REQUIRED | LONG, .max = 20000 },
	{ COL(struct reader_item, audience), .label = N_("For whom"), .flags = IN_LIST, .max = 120 },
	{ COL(struct reader_item, state), .label = N_("State"), .flags = REQUIRED | IN_LIST | FILTER, .choices = &reader_states },
	{ COL(struct reader_item, reviewed_on), .label = N_("Reviewed by people who use services on"), .flags = IN_LIST },
	{ COL(struct reader_item, again_on), .label = N_("Review again on"), .flags = IN_LIST },
};
static const struct field reader_mark_fields[] = {
	{ COL(struct reader_mark, title), .label = N_("What is hard to understand"), .flags = TITLE | REQUIRED | IN_LIST, .max = 300 },
	{ COL(struct reader_mark, reader_item), .label = N_("Text"), .flags = REQUIRED | IN_LIST | FILTER, .ref = &kind_reader_item },
	{ COL(struct reader_mark, unit), .label = N_("Team"), .flags = REQUIRED | IN_LIST | FILTER, .ref = &kind_unit },
	{ COL(struct reader_mark, member), .label = N_("Reader"), .ref = &kind_member },
	{ COL(struct reader_mark, reader), .label = N_("What sort of reader"), .flags = IN_LIST | FILTER, .choices = &readers },
	{ COL(struct reader_mark, answer), .label = N_("What the author did about it"), .flags = IN_LIST | LONG, .max = 2000 },
};
static const struct field champion_fields[] = {
	{ COL(struct champion, title), .label = N_("Champion of"), .flags = TITLE | REQUIRED | IN_LIST, .max = 120 },
	{ COL(struct champion, unit), .label = N_("Team"), .flags = REQUIRED | IN_LIST | FILTER, .ref = &kind_unit },
	{ COL(struct champion, person), .label = N_("Who"), .flags = REQUIRED | IN_LIST, .ref = &kind_person },
	{ COL(struct champion, from_on), .label = N_("From"), .flags = REQUIRED | IN_LIST },
	{ COL(struct champion, until_on), .label = N_("Until"), .flags = IN_LIST },
};
static const struct field mentoring_fields[] = {
	{ COL(struct mentoring, title), .label = N_("What they work on"), .flags = TITLE | REQUIRED | IN_LIST, .max = 160 },
	{ COL(struct mentoring, unit), .label = N_("Team"), .flags = REQUIRED | IN_LIST | FILTER, .ref = &kind_unit },
	{ COL(struct mentoring, leader), .label = N_("Leader"), .flags = REQUIRED | IN_LIST, .ref = &kind_person },
	{ COL(struct mentoring, member), .label = N_("Member"), .flags = IN_LIST, .ref = &kind_member },
	{ COL(struct mentoring, from_on), .label = N_("From"), .flags = REQUIRED | IN_LIST },
	{ COL(struct mentoring, until_on), .label = N_("Until"), .flags = IN_LIST },
	{ COL(struct mentoring, learnt), .label = N_("What the leader learnt"), .flags = LONG, .max = 2000 },
};
static const struct field peer_role_fields[] = {
	{ COL(struct peer_role, title), .label = N_("Role"), .flags = TITLE | REQUIRED | IN_LIST, .max = 120 },
	{ COL(struct peer_role, unit), .label = N_("Team"), .flags = REQUIRED | IN_LIST | FILTER, .ref = &kind_unit },
	{ COL(struct peer_role, wte_hundredths), .label = N_("Whole-time equivalent, in hundredths"), .flags = REQUIRED | IN_LIST, .min_value = 1, .max_value = 1000 },
	{ COL(struct peer_role, filled), .label = N_("Filled"), .flags = IN_LIST | FILTER },
	{ COL(struct peer_role, trained), .label = N_("Trained"), .flags = IN_LIST | FILTER },
	{ COL(struct peer_role, from_on), .label = N_("From"), .flags = IN_LIST },
	{ COL(struct peer_role, until_on), .label = N_("Until") },
};
static const struct field partner_fields[] = {
	{ COL(struct partner, title), .label = N_("Organisation"), .flags = TITLE | REQUIRED | IN_LIST | IN_SEARCH, .max = 160 },
	{ COL(struct partner, unit), .label = N_("Team"), .flags = REQUIRED | IN_LIST | FILTER, .ref = &kind_unit },
	{ COL(struct partner, what), .label = N_("What they do, and with whom"), .flags = REQUIRED | LONG, .max = 2000 },
	{ COL(struct partner, reaches), .label = N_("Whom they reach"), .flags = IN_LIST | IN_SEARCH, .max = 200 },
	{ COL(struct partner, website), .label = N_("Website"), .max = 300 },
};
/* clang-format on */

static const struct sql SQL_OPEN = {
	"SELECT count(*) FROM reader_mark m WHERE m.reader_item = ?1"
	" AND m.answer IS NULL",
	SYSTEM("a number; the text itself was found with its own right")
};
static const struct sql SQL_MARKS = {
	"SELECT m.ref, m.title, m.reader, m.answer FROM reader_mark m"
	" WHERE m.reader_item = ?1 AND " SCOPE(
	    "m.unit") " ORDER BY m.id LIMIT 200",
	SCOPED(CAP_INVOLVE_READ)
};

static void check_reader(struct ctx *cx, const void *rec, struct problems *p)
{
	const struct reader_item *x = rec;

	if (!str_is(x->state, "reviewed"))
		return;
	if (date_none(x->reviewed_on))
		problem_add(
		    p, "reviewed_on", T("Say on which day it was reviewed"));
	if (date_none(x->again_on))
		problem_add(p, "again_on",
		    T("Say on which day it must be reviewed again"));
	if (x->rec.id != 0 && db_get_int(cx->conn, cx->arena, &SQL_OPEN,
				  VALS(V(x->rec.id)), 0) > 0)
		problem_add(p, "state",
		    T("Some marks have no answer yet: the author answers each "
		      "first"));
}

static const char *reader_label(struct str code)
{
	for (size_t i = 0; i < readers.n; i++)
		if (str_is(code, readers.list[i].code))
			return T(readers.list[i].label);
	return "";
}

void reader_more(struct req *r, const void *rec)
{
	const struct reader_item *x = rec;
	struct arena *a = r->cx.arena;
	struct ui_table *t = ui_table(r, 200);
	struct rows *rows =
	    db_query(r->cx.conn, a, &SQL_MARKS, VALS(V(x->rec.id)));

	if (str_is(x->state, "reviewed") &&
	    date_cmp(x->again_on, r->cx.today) >= 0)
		ui_p_of(r, str_fmt(a,
			       T("The text may say: “Reviewed by people who "
				 "use services, %.*s.”"),
			       STR_ARG(date_long(a, x->reviewed_on))));
	else if (str_is(x->state, "reviewed"))
		ui_p(r, T("The review is too old: the text must be reviewed "
			  "again."));
	ui_sub(r, T("Marks of readers"));
	ui_th(t, T("What is hard to understand"));
	ui_th(t, T("Reader"));
	ui_th(t, T("What the author did about it"));
	while (db_next(rows)) {
		const struct str answer = db_text(rows, 3);

		ui_td_link(t, db_text(rows, 1),
		    str_fmt(
			a, "/k/reader-marks/%.*s", STR_ARG(db_text(rows, 0))));
		ui_td(t, str_of(reader_label(db_text(rows, 2))));
		ui_td(t,
		    str_empty(answer) ? str_of(T("Not answered yet")) : answer);
	}
	(void)db_done(rows);
	ui_table_end(r, t, T("Each mark and its answer"),
	    T("No reader has marked anything yet."));
}

const struct kind kind_reader_item = {
	.name = "reader_item",
	.path = "reader-items",
	.one = N_("text for readers"),
	.many = N_("Reader panel"),
	.size = sizeof(struct reader_item),
	.fields = reader_item_fields,
	.nfields = NELEM(reader_item_fields),
	.read = CAP_INVOLVE_READ,
	.write = CAP_INVOLVE_WRITE,
	.unit = "unit",
	.data_class = DATA_ORGANISATION,
	.basis = WHY,
	.retention = KEPT,
	.empty = N_(
	    "Leaflets, letters and pages that readers look at before they go out."),
	.check = check_reader,
	.more = reader_more,
};

const struct kind kind_reader_mark = {
	.name = "reader_mark",
	.path = "reader-marks",
	.one = N_("mark"),
	.many = N_("Marks of readers"),
	.size = sizeof(struct reader_mark),
	.fields = reader_mark_fields,
	.nfields = NELEM(reader_mark_fields),
	.read = CAP_INVOLVE_READ,
	.write = CAP_INVOLVE_WRITE,
	.unit = "unit",
	.data_class = DATA_PERSONAL,
	.basis = WHY,
	.retention = KEPT,
	.empty = N_("What readers marked, and the author's answer to each."),
};

const struct kind kind_champion = {
	.name = "champion",
	.path = "champions",
	.one = N_("champion"),
	.many = N_("Champions"),
	.size = sizeof(struct champion),
	.fields = champion_fields,
	.nfields = NELEM(champion_fields),
	.read = CAP_INVOLVE_READ,
	.write = CAP_INVOLVE_WRITE,
	.unit = "unit",
	.data_class = DATA_STAFF,
	.basis = WHY,
	.retention = KEPT,
	.empty = N_(
	    "Every team has a named champion for involvement, or shows the gap."),
};

const struct kind kind_mentoring = {
	.name = "mentoring",
	.path = "mentoring",
	.one = N_("pair"),
	.many = N_("Reverse mentoring"),
	.size = sizeof(struct mentoring),
	.fields = mentoring_fields,
	.nfields = NELEM(mentoring_fields),
	.read = CAP_INVOLVE_READ,
	.write = CAP_INVOLVE_WRITE,
	.unit = "unit",
	.data_class = DATA_PERSONAL,
	.basis = WHY,
	.retention = KEPT,
	.empty = N_(
	    "Pairs in which a leader learns from somebody with lived experience."),
};

const struct kind kind_peer_role = {
	.name = "peer_role",
	.path = "peer-roles",
	.one = N_("lived-experience role"),
	.many = N_("Paid lived-experience roles"),
	.size = sizeof(struct peer_role),
	.fields = peer_role_fields,
	.nfields = NELEM(peer_role_fields),
	.read = CAP_INVOLVE_READ,
	.write = CAP_INVOLVE_WRITE,
	.unit = "unit",
	.data_class = DATA_STAFF,
	.basis = WHY,
	.retention = KEPT,
	.empty = N_("Peer support workers and other paid roles, by team."),
};

const struct kind kind_partner = {
	.name = "partner",
	.path = "partners",
	.one = N_("partner"),
	.many = N_("Partners"),
	.size = sizeof(struct partner),
	.fields = partner_fields,
	.nfields = NELEM(partner_fields),
	.read = CAP_INVOLVE_READ,
	.write = CAP_INVOLVE_WRITE,
	.unit = "unit",
	.data_class = DATA_ORGANISATION,
	.basis = WHY,
	.retention = KEPT,
	.empty = N_(
	    "Voluntary and community organisations with whom the trust works."),
};

static const struct sql *const list[] = { &SQL_OPEN, &SQL_MARKS };
const struct sql_list people_sql = { list, NELEM(list) };
