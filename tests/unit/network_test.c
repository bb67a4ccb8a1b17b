/* network: an answer gathered in a shift counts once and only under a token of
 * that shift; how long training holds; who sees volunteers; on both engines. */
#include "mod/account/account.h"
#include "mod/involve/event.h"
#include "mod/involve/forum.h"
#include "mod/involve/involve.h"
#include "mod/involve/meeting.h"
#include "mod/listen/listen.h"
#include "mod/listen/survey.h"
#include "mod/network/network.h"
#include "mod/network/outreach.h"
#include "mod/network/people.h"
#include "mod/network/voice.h"
#include "mod/network/volunteer.h"
#include "mod/org/org.h"
#include "world.h"

static struct world w;
static int64_t trust, ward, other, niamh, eve, ola, joan, place;
static struct volunteer helper;
static struct shift shift;

static int64_t survey;

static enum db_status survey_fn(struct ctx *cx, void *arg)
{
	(void)arg;
	return survey_init(cx, &survey);
}

static void setup(void)
{
	static const struct sql PLACE = {
		"INSERT INTO touch_point (ref, version, created_at,"
		" changed_at, unit, code, name, survey, mode, ask_about,"
		" ask_contact) VALUES ('t', 1, 1, 1, ?1, 'bcdfghj', 'Door', ?2,"
		" 'online', 0, 0) RETURNING id",
		WORLD_SYSTEM
	};

	trust = world_unit(&w, "Trust", "trust", 0);
	ward = world_unit(&w, "Ward", "team", trust);
	other = world_unit(&w, "Other", "team", trust);
	niamh = world_person(&w, "Niamh");
	eve = world_person(&w, "Eve");
	ola = world_person(&w, "Ola");
	joan = world_person(&w, "Joan");
	(void)world_appoint(&w, niamh, trust, "involvement_lead");
	(void)world_appoint(&w, eve, other, "ward_manager");
	(void)world_appoint(&w, ola, trust, "board_member");
	(void)world_appoint(&w, joan, ward, "volunteer");
	world_must(ctx_change(&w.cx, survey_fn, NULL) == DB_OK, "a survey");
	place = world_insert(&w, &PLACE, VALS(V(ward), V(survey)));
}

typedef enum db_status step_fn(struct ctx *cx);
static enum db_status run_fn(struct ctx *cx, void *arg)
{
	return (*(step_fn *const *)arg)(cx);
}
static enum db_status run(step_fn *fn)
{
	return ctx_change(&w.cx, run_fn, &fn);
}

/* Volunteers and shifts ---------------------------------------------------- */

static enum db_status make_shift(struct ctx *cx)
{
	struct problems p = { .arena = cx->arena };

	helper = (struct volunteer){ .title = S("Joan"),
		.unit = ward,
		.role = S("listen"),
		.state = S("active"),
		.person = joan };
	enum db_status st = kind_save(cx, &kind_volunteer, &helper, &p);

	shift = (struct shift){ .title = S("Listening"),
		.volunteer = helper.rec.id,
		.unit = ward,
		.happens_on = cx->today,
		.from_time = S("10:00"),
		.until_time = S("12:00"),
		.state = S("planned") };
	if (st == DB_OK)
		st = kind_save(cx, &kind_shift, &shift, &p);
	helper.rec.ref = str_dup(w.arena, helper.rec.ref);
	shift.rec.ref = str_dup(w.arena, shift.rec.ref);
	return st;
}

static enum db_status make_backward(struct ctx *cx)
{
	struct problems p = { .arena = cx->arena };
	struct shift s = shift;

	s.rec = (struct record){ .id = 0 };
	s.until_time = S("09:00");
	return kind_save(cx, &kind_shift, &s, &p);
}

static void sees(int64_t person, bool yes, const char *who)
{
	struct volunteer v;

	world_as(&w, person);
	ok(kind_get_ref(&w.cx, &kind_volunteer, helper.rec.ref, &v) == yes,
	    "%s and the volunteer's name", who);
	world_as(&w, 0);
}

static void test_shift(void)
{
	ok(run(make_shift) == DB_OK, "a volunteer with a shift");
	ok(run(make_backward) == DB_REFUSED, "no shift ends before it begins");
	sees(niamh, true, "the involvement lead");
	sees(eve, false, "a manager of another team");
	sees(ola, false, "a board member");
}

static int64_t gathered(void)
{
	static const struct sql SQL = {
		"SELECT count(*) FROM shift_answer WHERE shift = ?1",
		WORLD_SYSTEM
	};

	return db_get_int(
	    w.cx.conn, w.cx.arena, &SQL, VALS(V(shift.rec.id)), -1);
}

static enum db_status note(struct str token)
{
	struct append *ap = append_new();

	gather_note(&w.cx, ap, shift.rec.ref, place, token);
	return db_append_wait(w.app.db, ap);
}

static void test_gather(void)
{
	const struct str ref = shift.rec.ref, code = S("bcdfghj");
	const struct str one = gather_token(&w.cx, ref, code);
	const struct str two = gather_token(&w.cx, ref, code);
	const struct instant now = w.cx.now;

	ok(gather_token_good(&w.cx, ref, code, one), "a token of the shift");
	ok(!gather_token_good(&w.cx, S("anothershift"), code, one),
	    "is none of another shift");
	ok(!gather_token_good(&w.cx, ref, S("zzzzzzz"), one),
	    "and none of another place");
	w.cx.now.us += (int64_t)GATHER_DAYS * 86400 * US_PER_SECOND;
	ok(gather_token_good(&w.cx, ref, code, one),
	    "it may wait %d days for a signal", GATHER_DAYS);
	w.cx.now.us += 61 * US_PER_SECOND;
	ok(!gather_token_good(&w.cx, ref, code, one), "and not longer");
	w.cx.now = now;
	ok(note(one) == DB_OK && note(one) == DB_OK && gathered() == 1,
	    "sent twice counts once");
	ok(note(two) == DB_OK && gathered() == 2, "another counts too");
}

/* Training ------------------------------------------------------------------
 */

static struct learning learnt;

static enum db_status learn(struct ctx *cx)
{
	struct problems p = { .arena = cx->arena };
	struct course c = { .title = S("Listening"),
		.unit = trust,
		.what = S("To listen"),
		.audience = S("staff"),
		.months_valid = 12 };
	enum db_status st = kind_save(cx, &kind_course, &c, &p);

	learnt = (struct learning){ .title = S("Listening"),
		.unit = ward,
		.course = c.rec.id,
		.volunteer = helper.rec.id,
		.done_on = date_make(2026, 3, 31),
		.before_score = 2,
		.after_score = 4 };
	return st == DB_OK ? kind_save(cx, &kind_learning, &learnt, &p) : st;
}

static enum db_status learn_nobody(struct ctx *cx)
{
	struct problems p = { .arena = cx->arena };
	struct learning l = { .title = S("Listening"),
		.unit = ward,
		.done_on = date_make(2026, 3, 31),
		.before_score = KIND_NO_INT,
		.after_score = KIND_NO_INT };

	return kind_save(cx, &kind_learning, &l, &p);
}

static void test_learning(void)
{
	ok(run(learn) == DB_OK &&
		date_cmp(learnt.expires_on, date_make(2027, 3, 31)) == 0,
	    "training holds as long as its course says");
	ok(run(learn_nobody) == DB_REFUSED, "nobody learns nothing");
}

/* Asked and decided --------------------------------------------------------- */

static struct engagement asked;
static struct decision decided;
static size_t wrong; /* problems of the last save */

static enum db_status save_asked(struct ctx *cx)
{
	struct problems p = { .arena = cx->arena };
	struct engagement e = asked;
	const enum db_status st = kind_save(cx, &kind_engagement, &e, &p);

	wrong = p.n;
	return st;
}

static enum db_status save_decided(struct ctx *cx)
{
	struct problems p = { .arena = cx->arena };
	struct decision x = decided;
	struct forum f = { .title = S("Board"),
		.unit = trust,
		.terms = S("Decides"),
		.open = true };
	enum db_status st = kind_save(cx, &kind_forum, &f, &p);

	x.forum = f.rec.id;
	if (st == DB_OK)
		st = kind_save(cx, &kind_decision, &x, &p);
	wrong = p.n;
	return st;
}

static void test_voice(void)
{
	asked = (struct engagement){ .title = S("Nights"),
		.unit = trust,
		.form = S("cafe"),
		.question = S("What helps you sleep?"),
		.asked = S("Two wards"),
		.asked_n = KIND_NO_INT,
		.starts_on = date_make(2026, 3, 1),
		.state = S("told") };
	ok(run(save_asked) == DB_REFUSED && wrong == 3,
	    "told back wants what was heard, decided, and the day");
	asked.heard = S("Noise");
	asked.decided = S("Soft shoes");
	asked.told_on = date_make(2026, 4, 1);
	ok(run(save_asked) == DB_OK, "then it is told back");
	decided = (struct decision){ .title = S("Nights"),
		.unit = trust,
		.decided_on = date_make(2026, 4, 2),
		.said = S("Noise"),
		.outcome = S("otherwise"),
		.decided = S("Nothing") };
	ok(run(save_decided) == DB_REFUSED && wrong == 1,
	    "not as people asked wants the reason");
	decided.why_not = S("No money");
	ok(run(save_decided) == DB_OK, "and with it, it is kept");
}

/* Outreach ----------------------------------------------------------------- */

static struct outreach plan;
static bool share_noted;

static enum db_status save_plan(struct ctx *cx)
{
	struct problems p = { .arena = cx->arena };
	struct outreach x = plan;
	const enum db_status st = kind_save(cx, &kind_outreach, &x, &p);

	share_noted = !str_null(x.start_share);
	return st;
}

static void test_outreach(void)
{
	plan = (struct outreach){ .title = S("Young people"),
		.unit = trust,
		.band = S("age-1"),
		.gap = S("Few answers"),
		.who = S("Youth board"),
		.place = S("College"),
		.starts_on = date_make(2026, 3, 1),
		.state = S("done") };
	world_as(&w, niamh);
	ok(run(save_plan) == DB_REFUSED, "done wants what changed");
	plan.state = S("planned");
	ok(run(save_plan) == DB_OK, "a plan");
	ok(share_noted, "where it stood is noted by itself");
	ok(str_null(outreach_share(&w.cx, trust, S("age-99"))) &&
		str_null(outreach_share(&w.cx, trust, S("shoes-1"))) &&
		str_null(outreach_share(&w.cx, trust, S("age"))),
	    "no number for what is no group");
	world_as(&w, joan);
	ok(str_null(outreach_share(&w.cx, other, S("age-1"))),
	    "and none of a team that one does not see");
	world_as(&w, 0);
}

/* Panels and readers ------------------------------------------------------- */

static struct staff_panel panel;

static enum db_status save_panel(struct ctx *cx)
{
	struct problems p = { .arena = cx->arena };
	struct staff_panel x = panel;
	const enum db_status st = kind_save(cx, &kind_panel, &x, &p);

	wrong = p.n;
	return st;
}

static void test_panel(void)
{
	panel = (struct staff_panel){ .title = S("Matron"),
		.unit = trust,
		.grade = S("8a"),
		.interview_on = date_make(2026, 3, 1),
		.state = S("without") };
	world_as(&w, niamh);
	ok(run(save_panel) == DB_REFUSED && wrong == 2,
	    "without a patient wants a reason and a name under it");
	panel.reason = S("Nobody was free");
	panel.signed_by = niamh;
	ok(run(save_panel) == DB_REFUSED && wrong == 1,
	    "nobody signs their own");
	panel.signed_by = ola;
	ok(run(save_panel) == DB_OK, "somebody above does");
	panel.state = S("held");
	ok(run(save_panel) == DB_REFUSED, "held with scores that do not count");
	panel.equal_scores = true;
	ok(run(save_panel) == DB_OK, "held with scores that do");
	world_as(&w, 0);
}

/* Reviewed while a mark has no answer; then with one. */
static bool early, late;

static enum db_status review(struct ctx *cx)
{
	struct problems p = { .arena = cx->arena };
	struct reader_item x = { .title = S("Leaflet"),
		.unit = ward,
		.words = S("Words"),
		.state = S("sent") };
	enum db_status st = kind_save(cx, &kind_reader_item, &x, &p);
	struct reader_mark m = {
		.title = S("Hard"), .reader_item = x.rec.id, .unit = ward
	};

	if (st == DB_OK)
		st = kind_save(cx, &kind_reader_mark, &m, &p);
	if (st != DB_OK)
		return st;
	x.state = S("reviewed");
	x.reviewed_on = date_make(2026, 3, 1);
	x.again_on = date_make(2027, 3, 1);
	early = kind_save(cx, &kind_reader_item, &x, &p) == DB_OK;
	m.answer = S("Said it again, shorter");
	p.n = 0;
	st = kind_save(cx, &kind_reader_mark, &m, &p);
	late = kind_save(cx, &kind_reader_item, &x, &p) == DB_OK;
	return st;
}

static void test_readers(void)
{
	ok(run(review) == DB_OK && !early && late,
	    "a text is reviewed when every mark has its answer");
}

/* A meeting's action, done, with nothing that came back; then with it. */
static enum db_status act(struct ctx *cx)
{
	struct problems p = { .arena = cx->arena };
	struct forum f = { .title = S("Council"),
		.unit = trust,
		.terms = S("Asks"),
		.open = true };
	struct forum_meeting g = { .title = S("Autumn"),
		.unit = trust,
		.happens_on = date_make(2026, 10, 1),
		.members_there = KIND_NO_INT,
		.staff_there = KIND_NO_INT };
	struct forum_action x = { .title = S("Letters"),
		.unit = trust,
		.due_on = date_make(2026, 12, 1),
		.state = S("done") };
	enum db_status st = kind_save(cx, &kind_forum, &f, &p);

	g.forum = f.rec.id;
	if (st == DB_OK)
		st = kind_save(cx, &kind_forum_meeting, &g, &p);
	x.meeting = g.rec.id;
	early =
	    st == DB_OK && kind_save(cx, &kind_forum_action, &x, &p) == DB_OK;
	p.n = 0;
	x.came_back = S("A week earlier");
	late =
	    st == DB_OK && kind_save(cx, &kind_forum_action, &x, &p) == DB_OK;
	return st;
}

static void test_meeting(void)
{
	ok(run(act) == DB_OK && !early && late,
	    "an action ends with what came back");
}

int main(void)
{
	static const struct module *const rooms[] = { &module_org,
		&module_account, &module_listen, &module_involve,
		&module_network };
	static const struct kind *kinds[200];
	size_t n = 0;

	for (size_t i = 0; i < NELEM(rooms); i++)
		for (size_t k = 0; k < rooms[i]->nkinds; k++)
			kinds[n++] = rooms[i]->kinds[k];
	kinds_register(kinds, n);
	for (size_t i = 0; i < engines_count(); i++) {
		printf("# %s\n", engines_name(i));
		w = world_open(i);
		setup();
		test_shift();
		test_gather();
		test_learning();
		test_voice();
		test_outreach();
		test_panel();
		test_readers();
		test_meeting();
		world_close(&w);
	}
	return tap_done();
}
