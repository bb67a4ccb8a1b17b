/*
 * demo_activity.c: what invented members did in a year: opportunities on every
 * step, who came, what they claimed and what they were paid.
 */
#include "core/file.h"
#include "main/demo_involve.h"
#include "mod/involve/event.h"
#include "mod/involve/opportunity.h"

/* What they did ----------------------------------------------------------- */

static const struct activity_words {
	const char *title, *what, *ask, *topic, *outcome;
} activities[] = {
	{ "Help us choose new ward furniture",
	    "Sit in chairs, try beds and tell us what you would want if you "
	    "stayed here. The ward buys what the group chooses.",
	    "What is comfortable, what is hard to get out of, what feels like "
	    "home.",
	    "wards",
	    "The ward bought the higher chairs that the group chose." },
	{ "Read our new letters",
	    "Read six letters before they go out and mark what is hard to "
	    "understand. Every mark is answered.",
	    "What you had to read twice, and what frightened you.", "words",
	    "All six letters are shorter now and say who to call first." },
	{ "Choose the new matron with us",
	    "Sit on the interview panel. Your scores count as much as "
	    "everybody's.",
	    "Which questions matter, and who listened.", "staff",
	    "The panel agreed; the new matron began in spring." },
	{ "A crisis line that people will call",
	    "Four meetings about how the line answers, what is said first and "
	    "what happens after.",
	    "What would have helped, only as far as you want to say.", "mental",
	    "The line now asks one question less and calls back." },
	{ "Walk through the new clinic before it opens",
	    "Walk the way from the bus stop to the room and note every step, "
	    "sign and door.",
	    "Where you stopped, and what you looked for.", "buildings",
	    "Two doors open by themselves now, and signs are larger." },
	{ "Talk to new nurses about home visits",
	    "Tell a class of new nurses what a good visit is. We prepare it "
	    "with you.",
	    "What you would like every nurse to know.", "community",
	    "The talk is part of every induction now." },
};

static const char *const states_of[] = { "advertised", "advertised",
	"requested", "shaped", "matched", "in_progress", "complete",
	"evaluated", "evaluated", "evaluated", "not_evaluated", "evaluated" };

static const struct sql SQL_STATE = {
	"UPDATE opportunity SET state = ?2, state_since = ?3, completed_on ="
	" ?4, told_on = ?5 WHERE id = ?1",
	INVENTS
};
static const struct sql SQL_INTEREST = {
	"INSERT INTO interest (ref, opportunity, member, state, words,"
	" asked_at, felt, heard, evaluated_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6,"
	" ?7, ?8, ?9) ON CONFLICT (opportunity, member) DO NOTHING",
	INVENTS
};

static struct str demo_ref(struct invented *v)
{
	uint8_t raw[REF_CHARS * 5 / 8];

	for (size_t i = 0; i < sizeof(raw); i++)
		raw[i] = (uint8_t)prng_next(&v->d->rng);
	return base32(v->cx->arena, raw, sizeof(raw));
}

static struct instant noon(struct date d)
{
	struct instant t = instant_of_date(d);

	t.us += INT64_C(12) * 3600 * US_PER_SECOND;
	return t;
}

static const struct sql SQL_BOOKING = {
	"INSERT INTO booking (ref, event, member, state, booked_at,"
	" reminded_at, minutes) VALUES (?1, ?2, ?3, ?4, ?5, ?5, ?6)"
	" ON CONFLICT (event, member) DO NOTHING RETURNING id",
	INVENTS
};
static const struct sql SQL_CLAIMED = {
	"UPDATE claim SET state = ?2, budget = ?3, sent_on = ?4, approved_on ="
	" ?5, paid_on = ?6, approved_by = ?7 WHERE id = ?1",
	INVENTS
};
static const struct sql SQL_BUDGET_HOLDER = {
	"SELECT id FROM person WHERE email = 'budget.holder@demo.invalid'",
	INVENTS
};

/* How far a claim got: most are paid within two weeks. */
static bool settle(struct invented *v, const struct claim *c, struct date sent,
    struct date yes, struct date paid)
{
	struct prng *p = &v->d->rng;
	struct ctx *cx = v->cx;
	const bool is_paid = date_cmp(paid, v->d->today) <= 0;
	const bool approved =
	    date_cmp(yes, v->d->today) <= 0 && prng_below(p, 8) != 0;
	const bool gone = is_paid && prng_below(p, 30) != 0;
	const bool settled = gone || approved;
	const int64_t holder =
	    db_get_int(cx->conn, cx->arena, &SQL_BUDGET_HOLDER, NO_VALS, 0);

	if (settled && claim_payments(cx, c) != DB_OK)
		return false;
	return db_exec(cx->conn, cx->arena, &SQL_CLAIMED,
		   VALS(V(c->rec.id),
		       V(gone         ? "paid"
			   : approved ? "approved"
				      : "sent"),
		       val_ref(settled ? v->budget : 0),
		       V(date_cmp(sent, v->d->today) > 0 ? v->d->today : sent),
		       V(settled ? yes : DATE_NONE), V(gone ? paid : DATE_NONE),
		       val_ref(settled ? holder : 0)),
		   NULL) == DB_OK;
}

static bool add_receipt(struct ctx *cx, int64_t claim)
{
	struct file f;
	struct err e = { "" };

	return file_add(cx, "claim", claim, S("bus.txt"),
		   S("Merrowdale Buses (invented)\nReturn ticket\n"), &f,
		   &e) == DB_OK;
}

/* A claim, and how far it got: most are paid within two weeks. */
static bool add_claim(
    struct invented *v, const struct event *e, int64_t booking, int64_t member)
{
	struct prng *p = &v->d->rng;
	struct ctx *cx = v->cx;
	const char *wrong = NULL;
	const bool drives = prng_below(p, 2) == 0;
	struct claim c = { .title = str_fmt(cx->arena, "%.*s, %.*s",
			       STR_ARG(e->title),
			       STR_ARG(date_long(cx->arena, e->happens_on))),
		.unit = e->unit,
		.member = member,
		.event = e->rec.id,
		.booking = booking,
		.day = e->happens_on,
		.level = 3 + prng_below(p, 2),
		.minutes = e->minutes,
		.vehicle = drives ? S("car") : STR_NULL,
		.miles = drives ? 4 + prng_below(p, 30) : 0,
		.fares_pence = drives ? 0 : 180 + prng_below(p, 400) };
	const struct date sent =
	    date_add(e->happens_on, 1 + (int)prng_below(p, 6));
	const struct date yes = date_add(sent, 1 + (int)prng_below(p, 5));
	const struct date paid = date_add(yes, 2 + (int)prng_below(p, 9));

	if (claim_send(cx, &c, &wrong) != DB_OK ||
	    (c.fares_pence > 0 && !add_receipt(cx, c.rec.id)))
		return false;
	return settle(v, &c, sent, yes, paid);
}

static const struct sql SQL_DEBRIEF = {
	"UPDATE booking SET debrief_by = ?2, debriefed_on = ?3"
	" WHERE event = ?1 AND state = 'attended'",
	INVENTS
};

/* A call after a heavy subject; the newest still waits. */
static bool add_calls(struct invented *v, int64_t event, struct date day)
{
	const bool waits = date_days_between(day, v->d->today) < 7;

	return db_exec(v->cx->conn, v->cx->arena, &SQL_DEBRIEF,
		   VALS(V(event), V(date_add(day, 2)),
		       V(waits ? DATE_NONE : date_add(day, 1))),
		   NULL) == DB_OK;
}

static bool add_event(struct invented *v, const struct opportunity *o,
    const int64_t *who, size_t n, struct date day)
{
	struct prng *p = &v->d->rng;
	struct ctx *cx = v->cx;
	const bool past = date_cmp(day, v->d->today) < 0;
	struct event e = { .title = o->title,
		.unit = o->unit,
		.what = S("session"),
		.opportunity = o->rec.id,
		.happens_on = day,
		.from_time = S("10:00"),
		.minutes = 120 + 60 * prng_below(p, 4),
		.place = S("Merrowdale House, room 2"),
		.places = 12,
		.access = S("No steps, hearing loop, a quiet room next door."),
		.papers = S("One page about what has happened so far."),
		.state = past ? S("held") : S("planned") };

	if (!demo_save(cx, &kind_event, &e))
		return false;
	for (size_t i = 0; i < n; i++) {
		const bool came = past && prng_below(p, 8) != 0;
		int64_t booking = 0;

		if (db_insert(cx->conn, cx->arena, &SQL_BOOKING,
			VALS(V(demo_ref(v)), V(e.rec.id), V(who[i]),
			    V(came     ? "attended"
				: past ? "missed"
				       : "booked"),
			    V(noon(date_add(day, -14))),
			    val_int_or_null(e.minutes, !came)),
			&booking) != DB_OK)
			return false;
		if (came && prng_below(p, 6) != 0 &&
		    !add_claim(v, &e, booking, who[i]))
			return false;
	}
	return !o->heavy || !past || add_calls(v, e.rec.id, day);
}

static bool add_people(struct invented *v, const struct opportunity *o,
    const char *state, struct date day, int64_t *who, size_t n, size_t index)
{
	struct prng *p = &v->d->rng;
	const bool done = str_is(str_of(state), "evaluated") ||
			  str_is(str_of(state), "not_evaluated") ||
			  str_is(str_of(state), "complete");
	const char *chosen = done ? "took_part"
			     : str_is(str_of(state), "advertised")
				 ? "interested"
				 : "matched";

	for (size_t i = 0; i < n; i++) {
		const bool said =
		    str_is(str_of(state), "evaluated") && prng_below(p, 4) != 0;

		who[i] = v->members[prng_below(p, (uint32_t)v->n)];
		if (i == 0 && (index == 6 || index == 7))
			who[i] = v->members[0];
		for (size_t k = 0; k < i; k++)
			if (who[k] == who[i])
				who[i] = v->members[(i * 41 + k) % v->n];
		if (db_exec(v->cx->conn, v->cx->arena, &SQL_INTEREST,
			VALS(V(demo_ref(v)), V(o->rec.id), V(who[i]), V(chosen),
			    V(demo_pick(p, demo_intros, DEMO_INTROS)),
			    V(noon(date_add(day, -30))),
			    val_int_or_null(3 + prng_below(p, 3), !said),
			    val_int_or_null(3 + prng_below(p, 3), !said),
			    val_int_or_null(noon(date_add(day, 9)).us, !said)),
			NULL) != DB_OK)
			return false;
	}
	return true;
}

/* What ended had three sessions; what is under way had one this week. */
static bool add_sessions(struct invented *v, const struct opportunity *o,
    const int64_t *who, size_t n, struct date day)
{
	const bool ended = date_cmp(day, v->d->today) < 0;

	if (!ended)
		return add_event(v, o, who, n, day) &&
		       add_event(v, o, who, n, date_add(v->d->today, -5));
	return add_event(v, o, who, n, date_add(day, -56)) &&
	       add_event(v, o, who, n, date_add(day, -28)) &&
	       add_event(v, o, who, n, day);
}

bool demo_opportunity(struct invented *v, size_t i)
{
	struct prng *p = &v->d->rng;
	const struct activity_words *w = &activities[i % NELEM(activities)];
	const char *state = states_of[i % NELEM(states_of)];
	const bool ended = i % NELEM(states_of) >= 6;
	const bool open = i % NELEM(states_of) < 2;
	const struct demo_team *team =
	    &v->d->teams[i < 2 ? 0 : prng_below(p, (uint32_t)v->d->nteams)];
	const struct date day =
	    ended ? date_add(v->d->today, -(int)prng_below(p, 330) - 15)
		  : date_add(v->d->today, 14 + (int)prng_below(p, 40));
	struct opportunity o = { .title = str_of(w->title),
		.unit = team->unit,
		.what = str_of(w->what),
		.ask = str_of(w->ask),
		.support = S("Somebody meets you at the door, there are "
			     "breaks, and you can call us afterwards."),
		.level = i % 3 == 0 ? S("collaboration") : S("involvement"),
		.role_level = 3,
		.topic = str_of(w->topic),
		.skill = S("listening"),
		.skill_too = S("reading"),
		.area = i % 4 == 3 ? S("crisis") : STR_NULL,
		.place = S("Merrowdale House"),
		.outward = S("ZE1"),
		.in_person = true,
		.online = i % 2 == 0,
		.step_free = true,
		.slot = S("week_morning"),
		.times = S("Two hours, four times"),
		.starts_on = day,
		.apply_by = date_add(day, -7),
		.places = 8,
		.paid = i % 3 == 2 ? S("expenses") : S("payment"),
		.heavy = i % 4 == 3,
		.outcome = ended ? str_of(w->outcome) : STR_NULL,
		.lead_view = ended ? S("I would not plan without them again.")
				   : STR_NULL };
	int64_t who[8];
	const size_t n = 5 + prng_below(p, 4);

	if (!demo_save(v->cx, &kind_opportunity, &o) ||
	    db_exec(v->cx->conn, v->cx->arena, &SQL_STATE,
		VALS(V(o.rec.id), V(state),
		    V(ended ? date_add(day, 5)
			    : date_add(v->d->today, -(int)(i % 20))),
		    V(ended ? day : DATE_NONE),
		    V(ended && !str_is(str_of(state), "complete")
			    ? date_add(day, 12)
			    : DATE_NONE)),
		NULL) != DB_OK)
		return false;
	if (i % NELEM(states_of) == 2 || i % NELEM(states_of) == 3)
		return true;
	/* The visitor takes part in two. */
	if (!add_people(v, &o, state, day, who, n, i))
		return false;
	return open || add_sessions(v, &o, who, n, day);
}

/* What is paid has left in a batch for each way. */
static const struct sql SQL_BATCH = {
	"INSERT INTO batch (ref, route, made_at, payments, pence, hash,"
	" paid_on) SELECT CAST(?1 AS TEXT), CAST(?2 AS TEXT),"
	" CAST(?3 AS BIGINT), count(*), coalesce(sum(p.pence), 0), 0,"
	" CAST(?4 AS TEXT) FROM payment p JOIN claim c ON c.id = p.claim"
	" WHERE c.state = 'paid' AND p.route = ?2 RETURNING id",
	INVENTS
};
static const struct sql SQL_BATCHED = {
	"UPDATE payment SET batch = ?1 WHERE route = ?2 AND claim IN"
	" (SELECT c.id FROM claim c WHERE c.state = 'paid')",
	INVENTS
};

bool demo_batches(struct invented *v)
{
	static const char *const by_route[] = { "payroll", "ledger" };
	const struct date day = date_add(v->d->today, -6);

	for (size_t i = 0; i < NELEM(by_route); i++) {
		int64_t id = 0;

		if (db_insert(v->cx->conn, v->cx->arena, &SQL_BATCH,
			VALS(V(demo_ref(v)), V(by_route[i]), V(noon(day)),
			    V(day)),
			&id) != DB_OK ||
		    db_exec(v->cx->conn, v->cx->arena, &SQL_BATCHED,
			VALS(V(id), V(by_route[i])), NULL) != DB_OK)
			return false;
	}
	return true;
}

/* Journeys that nobody pays first, on each step; and what three members who
 * have no address, or need another form, are told. */
static bool add_journeys(struct invented *v, const struct event *e)
{
	static const char *const steps[] = { "asked", "approved", "arranged" };
	static const char *const sorts[] = { "taxi", "ticket", "advance" };

	for (size_t i = 0; i < NELEM(steps); i++) {
		struct travel t = { .title = e->title,
			.unit = e->unit,
			.member = v->members[i],
			.event = e->rec.id,
			.what = str_of(sorts[i]),
			.words = S("From home; a taxi with a ramp."),
			.state = str_of(steps[i]),
			.pence = i == 0 ? KIND_NO_INT : 1250,
			.budget = i == 0 ? 0 : v->budget,
			.arranged_on =
			    i == 2 ? date_add(v->d->today, -1) : DATE_NONE };

		if (!demo_save(v->cx, &kind_travel, &t) ||
		    member_tell(v->cx, v->members[i + 1],
			"The visitors' room, second look",
			S("The next session is soon. Somebody meets you at "
			  "the door.")) != DB_OK)
			return false;
	}
	return true;
}

/* Ruth has been to something that she can still claim for. */
bool demo_ruth(struct invented *v)
{
	struct ctx *cx = v->cx;
	struct opportunity o = { .title = S("Look at the new visitors' room"),
		.unit = v->d->ward_unit,
		.what = S("Come and say what is missing."),
		.level = S("involvement"),
		.role_level = 3,
		.topic = S("wards"),
		.in_person = true,
		.paid = S("payment"),
		.places = 6,
		.state = S("in_progress"),
		.state_since = date_add(v->d->today, -9) };
	struct event e = { .title = S("The new visitors' room"),
		.unit = v->d->ward_unit,
		.what = S("session"),
		.happens_on = date_add(v->d->today, -2),
		.from_time = S("14:00"),
		.minutes = 180,
		.place = S("Rowan Ward"),
		.places = 6,
		.state = S("held") };
	struct event next = e;
	int64_t booking = 0;

	if (!demo_save(cx, &kind_opportunity, &o))
		return false;
	e.opportunity = o.rec.id;
	next.opportunity = o.rec.id;
	next.title = S("The new visitors' room, second look");
	next.happens_on = date_add(v->d->today, 20);
	next.state = S("planned");
	if (!demo_save(cx, &kind_event, &e) ||
	    !demo_save(cx, &kind_event, &next))
		return false;
	if (db_insert(cx->conn, cx->arena, &SQL_BOOKING,
		VALS(V(demo_ref(v)), V(next.rec.id), V(v->members[0]),
		    V("booked"), V(noon(date_add(v->d->today, -1))),
		    val_int_or_null(0, true)),
		&booking) != DB_OK)
		return false;
	if (db_exec(cx->conn, cx->arena, &SQL_INTEREST,
		VALS(V(demo_ref(v)), V(o.rec.id), V(v->members[0]),
		    V("matched"), V(demo_intros[0]),
		    V(noon(date_add(v->d->today, -20))),
		    val_int_or_null(0, true), val_int_or_null(0, true),
		    val_int_or_null(0, true)),
		NULL) != DB_OK)
		return false;
	if (!add_journeys(v, &next))
		return false;
	return db_insert(cx->conn, cx->arena, &SQL_BOOKING,
		   VALS(V(demo_ref(v)), V(e.rec.id), V(v->members[0]),
		       V("attended"), V(noon(date_add(v->d->today, -12))),
		       V(e.minutes)),
		   &booking) == DB_OK;
}

bool demo_public_events(struct invented *v)
{
	static const char *const titles[] = { "Involvement café, Linfold",
		"Involvement café, Askerby", "How to be heard in a meeting" };

	for (size_t i = 0; i < NELEM(titles); i++) {
		struct event e = { .title = str_of(titles[i]),
			.unit = v->d->trust,
			.what = i == 2 ? S("training") : S("cafe"),
			.course = i == 2 ? v->courses[0] : 0,
			.happens_on = date_add(v->d->today, 8 + (int)i * 9),
			.from_time = S("11:00"),
			.minutes = 90,
			.place = S("The library, ground floor"),
			.places = 20,
			.access = S("No steps. A hearing loop. Come and go as "
				    "you like."),
			.public = true,
			.state = S("planned") };

		if (!demo_save(v->cx, &kind_event, &e))
			return false;
	}
	return true;
}

static const struct sql *const list[] = { &SQL_STATE, &SQL_INTEREST,
	&SQL_BOOKING, &SQL_CLAIMED, &SQL_DEBRIEF, &SQL_BUDGET_HOLDER,
	&SQL_BATCH, &SQL_BATCHED };
const struct sql_list demo_activity_sql = { list, NELEM(list) };
