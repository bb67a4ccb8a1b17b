/*
 * demo_network.c: volunteers of the invented trust, their shifts and what they
 * gathered; governors, what was asked and what was decided. Names, words and numbers are invented.
 */
#include "base/random.h"
#include "main/demo_involve.h"
#include "mod/involve/forum.h"
#include "mod/network/learning.h"
#include "mod/network/outreach.h"
#include "mod/network/people.h"
#include "mod/network/voice.h"
#include "mod/network/volunteer.h"

#define VOLUNTEERS 48

static const struct sql SQL_GATHERED = {
	"INSERT INTO shift_answer (mark, shift, touch_point, at)"
	" VALUES (?1, ?2, ?3, ?4)",
	INVENTS
};

static const char *const volunteer_names[] = { "Ada Birch", "Bashir Noor",
	"Celia Marsh", "Dev Rana", "Edith Lowe", "Frank Osei", "Gwen Hollis",
	"Hari Vora", "Iris Penn", "Jim Coates", "Kiran Bhatt", "Lil Archer",
	"Musa Diallo", "Nell Frost", "Omar Aziz", "Peg Dyer" };

static bool add_learning(struct demo *d, struct ctx *cx, const char *what,
    int64_t volunteer, int64_t unit, int days_ago)
{
	struct learning l = { .title = str_of(what),
		.unit = unit,
		.volunteer = volunteer,
		.done_on = date_add(d->today, -days_ago),
		.expires_on = date_add(d->today, 730 - days_ago),
		.before_score = 2,
		.after_score = 4 };

	return demo_save(cx, &kind_learning, &l);
}

static bool add_gathered(
    struct demo *d, struct ctx *cx, const struct shift *s, size_t team, int n)
{
	for (int i = 0; i < n; i++)
		if (db_exec(cx->conn, cx->arena, &SQL_GATHERED,
			VALS(V(ref_new(cx->arena)), V(s->rec.id),
			    V(d->teams[team].touch_point), V(cx->now)),
			NULL) != DB_OK)
			return false;
	return true;
}

static bool add_shift(struct demo *d, struct ctx *cx, const struct volunteer *v,
    size_t team, int days)
{
	struct shift s = { .title = S("Listening to patients"),
		.volunteer = v->rec.id,
		.unit = v->unit,
		.happens_on = date_add(d->today, days),
		.from_time = S("14:00"),
		.until_time = S("16:30"),
		.state = days < 0 ? S("done") : S("planned") };

	return demo_save(cx, &kind_shift, &s) &&
	       (days >= 0 || add_gathered(d, cx, &s, team,
				 3 + (int)prng_below(&d->rng, 9)));
}

static bool add_volunteer(struct demo *d, struct ctx *cx, size_t i)
{
	static const char *const roles[] = { "listen", "listen", "welcome",
		"company", "meals", "groups" };
	static const char *const states[] = { "active", "active", "active",
		"active", "paused", "checks", "asked", "left" };
	const bool mine = i == 0;
	const size_t team = mine ? 0 : (i * 5) % d->nteams;
	const struct str name =
	    mine ? S("Joan Farrow")
		 : str_of(volunteer_names[i % NELEM(volunteer_names)]);
	struct volunteer v = { .title = name,
		.unit = mine ? d->ward_unit : d->teams[team].unit,
		.role = str_of(roles[i % NELEM(roles)]),
		.state = str_of(states[mine ? 0 : i % NELEM(states)]),
		.person = mine ? d->volunteer : 0,
		.from_on = date_add(d->today, -(int)(i * 17) - 30) };

	if (!demo_save(cx, &kind_volunteer, &v))
		return false;
	if (!str_is(v.state, "active"))
		return true;
	if (i % 5 != 4 && !add_learning(d, cx, "Listening and asking", v.rec.id,
			      v.unit, (int)(i * 11) + 20))
		return false;
	for (int k = 1; k <= (mine ? 5 : 3); k++)
		if (!add_shift(d, cx, &v, team, -7 * k - (int)(i % 6)))
			return false;
	return add_shift(d, cx, &v, team, mine ? 0 : 2 + (int)(i % 9));
}

/* Governors, questions, decisions ----------------------------------------- */

static bool add_governors(struct demo *d, struct ctx *cx)
{
	static const char *const names[] = { "Sanjay Mistry", "Olga Brandt",
		"Winston Reid", "Fatima Khatun" };
	static const char *const whom[] = { "Public, north", "Public, south",
		"Staff", "Voluntary organisations" };
	static const char *const kinds[] = { "public", "public", "staff",
		"appointed" };
	static const char *const said[] = {
		"The bus to the new clinic stops running at five",
		"Letters come after the appointment",
		"Nobody says how long the wait will be"
	};
	static const char *const states[] = { "heard", "passed", "answered" };

	for (size_t i = 0; i < NELEM(names); i++) {
		struct governor g = { .title = str_of(names[i]),
			.unit = d->trust,
			.constituency = str_of(whom[i]),
			.elected = str_of(kinds[i]),
			.contact = S("governors@merrowdale.invalid, 01632 "
				     "960100"),
			.person = i == 0 ? d->governor : 0,
			.from_on = date_add(d->today, -500),
			.until_on = date_add(d->today, 590) };

		if (!demo_save(cx, &kind_governor, &g))
			return false;
		for (size_t k = 0; k < NELEM(said) && i < 2; k++) {
			struct governor_heard h = { .title = str_of(said[k]),
				.governor = g.rec.id,
				.unit = d->trust,
				.heard_on =
				    date_add(d->today, -(int)(k * 20 + i) - 4),
				.way = k == 0 ? S("surgery") : S("meeting"),
				.state = str_of(states[k]),
				.answer = k == 2 ? S("A board by the door "
						     "says it since autumn.")
						 : STR_NULL };

			if (!demo_save(cx, &kind_governor_heard, &h))
				return false;
		}
	}
	return true;
}

static bool add_engagements(struct demo *d, struct ctx *cx, int64_t *ret)
{
	static const struct {
		const char *title, *form, *question, *state;
		int ago;
	} rows[] = {
		{ "What makes a good night on a ward", "cafe",
		    "What would help you to sleep when you stay with us?",
		    "told", 160 },
		{ "Where should the crisis café be", "consultation",
		    "Where would you go, and how would you get there?", "told",
		    300 },
		{ "Letters that people understand", "workshop",
		    "What do you need to know before you come?", "deciding",
		    50 },
		{ "First appointments by video", "focus",
		    "For whom does it work, and for whom not?", "asking", 9 },
	};

	for (size_t i = 0; i < NELEM(rows); i++) {
		const bool told = str_is(str_of(rows[i].state), "told");
		struct engagement e = { .title = str_of(rows[i].title),
			.unit = d->trust,
			.form = str_of(rows[i].form),
			.question = str_of(rows[i].question),
			.asked = S("Patients and carers of six wards, two "
				   "community groups. Young men were missing."),
			.asked_n = 24 + (int64_t)i * 31,
			.starts_on = date_add(d->today, -rows[i].ago),
			.state = str_of(rows[i].state),
			.heard = told ? S("Noise and light, and not knowing "
					  "whom to ask.")
				      : STR_NULL,
			.decided = told ? S("Lights go down at ten; soft "
					    "shoes for all staff.")
					: STR_NULL,
			.objective =
			    told ? S("Every ward is quiet at night") : STR_NULL,
			.told_on = told ? date_add(d->today, 40 - rows[i].ago)
					: DATE_NONE,
			.told_how = told ? S("A letter to who came, posters "
					     "on the wards")
					 : STR_NULL,
			.public = told };

		if (!demo_save(cx, &kind_engagement, &e))
			return false;
		if (i == 0)
			*ret = e.rec.id;
	}
	return true;
}

static const struct sql SQL_FORUMS = {
	"SELECT f.id, f.patient_voice FROM forum f ORDER BY f.id LIMIT 20",
	INVENTS
};

static bool add_decisions(struct demo *d, struct ctx *cx, int64_t engagement)
{
	struct rows *rows = db_query(cx->conn, cx->arena, &SQL_FORUMS, NO_VALS);
	int64_t ids[20];
	bool voice[20];
	size_t n = 0;

	while (n < NELEM(ids) && db_next(rows)) {
		ids[n] = db_int(rows, 0);
		voice[n++] = db_int(rows, 1) != 0;
	}
	if (db_done(rows) != DB_OK)
		return false;
	for (size_t i = 0; i < n; i++) {
		const bool no = i % 3 == 2;
		struct decision x = { .title = no ? S("Visiting in the "
						      "morning too")
						  : S("Quiet wards at night"),
			.forum = ids[i],
			.unit = d->trust,
			.decided_on = date_add(d->today, -30 - (int)i * 25),
			.said = voice[i] ? S("People cannot sleep for noise "
					     "and light.")
					 : S("Nobody was asked."),
			.involved =
			    voice[i] ? S("Members of the forum") : STR_NULL,
			.voice = voice[i],
			.engagement = i == 0 ? engagement : 0,
			.outcome = no ? S("in_part") : S("as_asked"),
			.decided = no ? S("Visiting from eleven.")
				      : S("Lights go down at ten."),
			.why_not = no ? S("Doctors see patients until "
					  "eleven.")
				      : STR_NULL };

		if (!demo_save(cx, &kind_decision, &x))
			return false;
	}
	return true;
}

static bool add_outreach(struct demo *d, struct ctx *cx)
{
	static const struct {
		const char *title, *band, *gap, *who, *place, *state;
	} rows[] = {
		{ "South Asian families", "ethnicity-2",
		    "Few answers from families who use our clinics every week.",
		    "Involvement lead and a Gujarati speaking volunteer",
		    "Two temples and a mosque, after prayers", "going" },
		{ "Young people", "age-1", "Hardly anybody under 25 answers.",
		    "Youth board", "College canteen", "planned" },
		{ "People over 85 at home", "age-8",
		    "Nobody who cannot come out tells us anything.",
		    "Community nurses with paper and a tablet",
		    "At home visits", "done" },
	};

	for (size_t i = 0; i < NELEM(rows); i++) {
		struct outreach o = { .title = str_of(rows[i].title),
			.unit = d->trust,
			.band = str_of(rows[i].band),
			.gap = str_of(rows[i].gap),
			.who = str_of(rows[i].who),
			.place = str_of(rows[i].place),
			.starts_on = date_add(d->today, -90 * (int)i),
			.state = str_of(rows[i].state),
			.start_share = i == 2 ? S("About 390 of 11,800, in "
						  "the year before")
					      : S("About 620 of 12,400, in "
						  "the year before"),
			.changed = i == 2 ? S("More answers on paper; the "
					      "question about food was new.")
					  : STR_NULL };

		if (!demo_save(cx, &kind_outreach, &o))
			return false;
	}
	return true;
}

/* Champions and paid roles ------------------------------------------------- */

static const struct sql SQL_MANAGERS = {
	"SELECT a.person, a.unit, u.name, u.setting FROM appointment a"
	" JOIN unit u ON u.id = a.unit WHERE a.role = 'ward_manager' AND"
	" u.level = 'team' ORDER BY a.id LIMIT 400",
	INVENTS
};

static bool add_team(struct demo *d, struct ctx *cx, size_t i, int64_t person,
    int64_t unit, struct str name, bool mental)
{
	struct champion c = { .title = name,
		.unit = unit,
		.person = person,
		.from_on = date_add(d->today, -(int)(i % 300) - 10) };
	struct peer_role w = { .title = S("Peer support worker"),
		.unit = unit,
		.wte_hundredths = 40 + (int64_t)(i % 4) * 20,
		.filled = i % 7 != 0,
		.trained = i % 5 != 0 };

	return (i % 3 == 2 || demo_save(cx, &kind_champion, &c)) &&
	       (!mental || i % 4 == 3 || demo_save(cx, &kind_peer_role, &w));
}

static bool add_teams(struct demo *d, struct ctx *cx)
{
	struct rows *rows =
	    db_query(cx->conn, cx->arena, &SQL_MANAGERS, NO_VALS);
	struct {
		int64_t person, unit;
		struct str name;
		bool mental;
	} list[400];
	size_t n = 0;

	while (n < NELEM(list) && db_next(rows)) {
		list[n].person = db_int(rows, 0);
		list[n].unit = db_int(rows, 1);
		list[n].name = db_text(rows, 2);
		list[n++].mental = str_is(db_text(rows, 3), "mental_health");
	}
	if (db_done(rows) != DB_OK)
		return false;
	for (size_t i = 1; i < n; i++)
		if (!add_team(d, cx, i, list[i].person, list[i].unit,
			list[i].name, list[i].mental))
			return false;
	return true;
}

/* Training of staff -------------------------------------------------------- */

static const struct sql SQL_STAFF = {
	"SELECT DISTINCT a.person, a.unit FROM appointment a WHERE a.role ="
	" 'ward_manager' ORDER BY a.person, a.unit LIMIT 120",
	INVENTS
};
static const struct sql SQL_TALK = {
	"INSERT INTO feedback_talk (person, what, held_on) VALUES (?1,"
	" 'appraisal', ?2) ON CONFLICT (person, what, held_on) DO NOTHING",
	INVENTS
};

static bool add_courses(struct demo *d, struct ctx *cx, int64_t *ret, size_t n)
{
	static const char *const titles[] = { "Hearing patients from day one",
		"What patients taught us (apprentices)",
		"Care with, not for (care certificate)",
		"Leading with patients", "Deciding together" };
	static const char *const programmes[] = { "induction", "apprentices",
		"care_certificate", "leadership", "consultants" };

	for (size_t i = 0; i < n; i++) {
		struct course c = { .title = str_of(titles[i]),
			.unit = d->trust,
			.what = S("Taught by people who use services."),
			.audience = S("staff"),
			.programme = str_of(programmes[i]),
			.months_valid = 24 };

		if (!demo_save(cx, &kind_course, &c))
			return false;
		ret[i] = c.rec.id;
	}
	struct course_need need = { .title = S("Managers act on feedback"),
		.unit = d->trust,
		.course = ret[3],
		.role = S("ward_manager") };
	struct course_need champion = { .title = S("Champions show how"),
		.unit = d->trust,
		.course = ret[0],
		.role = S("champion") };

	return demo_save(cx, &kind_course_need, &need) &&
	       demo_save(cx, &kind_course_need, &champion);
}

static bool add_training(struct demo *d, struct ctx *cx)
{
	int64_t courses[5], person[120], unit[120];
	struct rows *rows = db_query(cx->conn, cx->arena, &SQL_STAFF, NO_VALS);
	size_t n = 0;

	while (n < NELEM(person) && db_next(rows)) {
		person[n] = db_int(rows, 0);
		unit[n++] = db_int(rows, 1);
	}
	if (db_done(rows) != DB_OK ||
	    !add_courses(d, cx, courses, NELEM(courses)))
		return false;
	for (size_t i = 0; i < n; i++) {
		const size_t k = i % 2 == 0 ? 3 : i % 5;
		static const char *const learnt[] = { "First day",
			"Apprentices", "Care certificate",
			"Leading with patients", "Deciding together" };
		struct learning l = { .title = str_of(learnt[k]),
			.unit = unit[i],
			.course = courses[k],
			.person = person[i],
			.done_on = date_add(d->today, -(int)(i * 3) - 2),
			.before_score = 2 + (int64_t)(i % 2),
			.after_score = 4 + (int64_t)(i % 3 == 0) };

		if (!demo_save(cx, &kind_learning, &l) ||
		    (i % 3 != 0 && db_exec(cx->conn, cx->arena, &SQL_TALK,
				       VALS(V(person[i]),
					   V(date_add(d->today, -(int)i - 5))),
				       NULL) != DB_OK))
			return false;
	}
	return true;
}

static enum db_status network_fn(struct ctx *cx, void *arg)
{
	struct demo *d = arg;

	d->rng.state = DEMO_SEED + 170;
	for (size_t i = 0; i < VOLUNTEERS; i++)
		if (!add_volunteer(d, cx, i))
			return DB_REFUSED;
	int64_t engagement = 0;

	return add_governors(d, cx) && add_engagements(d, cx, &engagement) &&
		       add_decisions(d, cx, engagement) &&
		       add_outreach(d, cx) && add_teams(d, cx) &&
		       add_training(d, cx)
		   ? DB_OK
		   : DB_REFUSED;
}

bool demo_network(struct demo *d)
{
	return ctx_change(d->cx, network_fn, d) == DB_OK;
}

static const struct sql *const list[] = { &SQL_GATHERED, &SQL_FORUMS,
	&SQL_MANAGERS, &SQL_STAFF, &SQL_TALK };
const struct sql_list demo_network_sql = { list, NELEM(list) };
