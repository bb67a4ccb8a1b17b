/*
 * demo_answers.c: what the invented teams did about it: comments that were
 * read, actions that came of some, and what people were told.
 */
#include "base/log.h"
#include "core/comment_ref.h"
#include "core/file.h"
#include "main/demo.h"
#include "mod/act/act.h"

#define NEW_DAYS 10 /* comments younger than this still wait to be read */

/* A word in a comment, what a team does about it, and what it tells. */
static const struct remedy {
	const char *word, *action, *said, *did;
} remedies[] = {
	{ "food", "Serve hot meals from a trolley on the ward",
	    "Meals were cold when they reached you.",
	    "Meals now come on a heated trolley and are served at your "
	    "table." },
	{ "menu", "Agree a new menu with patients and the kitchen",
	    "There was too little choice at meals.",
	    "Patients and the kitchen wrote a new menu together. It changes "
	    "every two weeks and has halal and vegetarian dishes each day." },
	{ "waited", "Write to everybody on the list every six weeks",
	    "You waited and heard nothing.",
	    "We now write to everybody on the list every six weeks and say "
	    "who to call while they wait." },
	{ "phone", "Open the phone line from 8am to 6pm",
	    "Nobody answered the phone.",
	    "The line is open from 8am to 6pm and calls back within the "
	    "day." },
	{ "rang back", "Ring back within one working day",
	    "You left messages and nobody rang back.",
	    "Someone checks messages three times a day, and we ring back "
	    "within one working day." },
	{ "park", "Keep two bays for people who find walking hard",
	    "Parking was difficult.",
	    "Two bays by the door are kept for people who find walking "
	    "hard." },
	{ "noisy", "Make nights quieter", "It was too noisy to sleep.",
	    "Doors have soft closers, and lights go down at ten. Ask for "
	    "ear plugs at any time." },
	{ "weekend", "Run groups on Saturdays and Sundays",
	    "There was nothing to do at weekends.",
	    "There is a group on Saturday and on Sunday now, chosen by "
	    "patients each month." },
	{ "paint", "Repaint the shared rooms", "The rooms looked shabby.",
	    "The shared rooms have been painted in colours that patients "
	    "chose." },
	{ "carer", "Ask for the carer's name at the first visit",
	    "Carers were left out.",
	    "We ask who cares for you at the first visit, and call them if "
	    "you agree." },
	{ "medic", "Talk through every change of medicine",
	    "Medicines were changed without a word.",
	    "A pharmacist talks through every change with you and leaves it "
	    "in writing." },
	{ "plan", "Write care plans together, and give a copy",
	    "You were not asked about your care plan.",
	    "We write the plan together and you take a copy home." },
	{ "next", "Give everyone a card that says what happens next",
	    "You did not know what would happen next.",
	    "Everyone leaves with a card that says what happens next and "
	    "who to call." },
	{ "staff", "Introduce every agency colleague at handover",
	    "You did not know who the staff were.",
	    "Everyone says who they are at handover, and there are photos "
	    "by the door." },
	{ "evening", "Offer clinics on two evenings a week",
	    "You asked for appointments after work.",
	    "There are clinics on Tuesday and Thursday evenings." },
};

static const struct sql SQL_READ = {
	"UPDATE comment SET state = (SELECT CASE WHEN r.may_show = 1"
	" THEN 'published' ELSE 'read' END FROM response r"
	" WHERE r.id = comment.response), version = 2, changed_at = ?2"
	" WHERE state = 'unmoderated' AND response IN (SELECT r.id FROM"
	" response r WHERE r.received_at < ?1)",
	SYSTEM("invented comments of a demonstration")
};

/* The newest comment of each unit that asks for something and was read. */
static const struct sql SQL_WISHES = {
	"SELECT c.id, c.unit, c.shown, r.received_at FROM comment c"
	" JOIN response r ON r.id = c.response"
	" WHERE " COMMENT_KIND(
	    "c") " = 'could_improve' AND c.state = 'published'"
		 " AND r.received_at < ?1 AND r.received_at >= ?2"
		 " ORDER BY c.unit, c.id DESC",
	SYSTEM("invented comments of a demonstration")
};

static const struct sql SQL_PUBLISH = {
	"UPDATE you_said SET state = 'published', approved_by = ?2,"
	" published_on = ?3, number = ?4, version = version + 1 WHERE id = ?1",
	SYSTEM("invented answers of a demonstration")
};

static const struct sql *const answers_sql[] = { &SQL_READ, &SQL_WISHES,
	&SQL_PUBLISH };
const struct sql_list demo_answers_sql = { answers_sql, NELEM(answers_sql) };

struct wish {
	int64_t comment, unit;
	const struct remedy *remedy;
	struct date day;
	bool newest; /* of its unit */
};

static const struct remedy *remedy_for(struct arena *a, struct str words)
{
	const struct str low = str_lower(a, words);

	for (size_t i = 0; i < NELEM(remedies); i++)
		if (str_find(low, str_of(remedies[i].word)) != SIZE_MAX)
			return &remedies[i];
	return NULL;
}

#define WISHES_MAX    700
#define PER_UNIT_MAX  3
#define CANNOT_ONE_IN 9 /* and half of these found nothing to change */

/* At most three a unit, each with another remedy. */
static size_t find_wishes(struct demo *d, struct ctx *cx, struct wish *list)
{
	const struct instant newest = instant_of_date(date_add(d->today, -21));
	const struct instant oldest = instant_of_date(date_add(d->today, -400));
	size_t n = 0, here = 0;
	struct rows *r = db_query(
	    cx->conn, cx->arena, &SQL_WISHES, VALS(V(newest), V(oldest)));

	while (db_next(r) && n < WISHES_MAX) {
		const struct remedy *m = remedy_for(cx->arena, db_text(r, 2));
		const int64_t unit = db_int(r, 1);

		if (n == 0 || list[n - 1].unit != unit)
			here = 0;
		if (m == NULL || here == PER_UNIT_MAX ||
		    (here > 0 && list[n - 1].remedy == m))
			continue;
		here++;
		list[n++] = (struct wish){ .comment = db_int(r, 0),
			.unit = unit,
			.remedy = m,
			.newest = here == 1,
			.day = instant_london_date(db_instant(r, 3)) };
	}
	(void)db_done(r);
	return n;
}

static enum db_status tell(struct demo *d, struct ctx *cx,
    const struct action *a, const struct remedy *m, int64_t *number)
{
	struct problems p = { .arena = cx->arena };
	struct you_said y = { .unit = a->unit,
		.action = a->rec.id,
		.said = str_of(m->said),
		.did = str_of(m->did),
		.state = S("draft"),
		.number = KIND_NO_INT };
	const enum db_status st = kind_save(cx, &kind_you_said, &y, &p);

	if (st != DB_OK || date_days_between(a->done_on, d->today) < 12)
		return st;
	++*number;
	return db_exec(cx->conn, cx->arena, &SQL_PUBLISH,
	    VALS(V(y.rec.id), V(d->lead), V(date_add(a->done_on, 9)),
		V(*number)),
	    NULL);
}

/* What the ward's action rests on, so that its page has a file to show. */
static enum db_status add_notes(struct ctx *cx, const struct action *a)
{
	static const char notes[] =
	    "Notes of the ward meeting\n\nPatients asked that somebody talks "
	    "through each change of their care with them, and leaves it in "
	    "writing. The team agreed to try it for a month.\n";
	struct file f;
	struct err e = { "" };
	const enum db_status st =
	    file_add(cx, kind_action.name, a->rec.id, S("ward-meeting.txt"),
		(struct str){ notes, sizeof(notes) - 1 }, &f, &e);

	if (st != DB_OK)
		log_line(LOG_ERROR, "demo", "what=\"%s\"", e.text);
	return st;
}

/* One wish becomes an action; most are done by now, some of them late. */
static enum db_status act_on(
    struct demo *d, struct ctx *cx, const struct wish *w, int64_t *number)
{
	struct problems p = { .arena = cx->arena };
	const int took = 15 + (int)prng_below(&d->rng, 70);
	/* The visitor's ward has something to do this week. */
	const bool still_open = w->unit == d->ward_unit && w->newest;
	struct action a = { .unit = w->unit,
		.title = str_of(w->remedy->action),
		.owner = w->unit == d->ward_unit ? d->manager : 0,
		.due =
		    still_open ? date_add(d->today, 4) : date_add(w->day, 42) };
	enum db_status st = action_start(cx, &a, w->comment, &p);

	if (st == DB_OK && still_open)
		return add_notes(cx, &a);
	if (st != DB_OK || date_cmp(date_add(w->day, took), d->today) >= 0)
		return st;
	if (prng_below(&d->rng, CANNOT_ONE_IN) == 0) {
		const bool nothing = prng_below(&d->rng, 2) == 0;

		a.state = S("dropped");
		a.ending = nothing ? S("nothing") : S("cannot");
		a.outcome = nothing
				? S("It was put right already when we looked.")
				: S("The building does not allow it before "
				    "its repair. We asked for that.");
		return kind_save(cx, &kind_action, &a, &p);
	}
	a.state = S("done");
	a.outcome = str_of(w->remedy->did);
	a.done_on = date_add(w->day, took);
	st = kind_save(cx, &kind_action, &a, &p);
	return st == DB_OK ? tell(d, cx, &a, w->remedy, number) : st;
}

static enum db_status answers_fn(struct ctx *cx, void *arg)
{
	struct demo *d = arg;
	struct wish *list = arena_array(cx->arena, WISHES_MAX, sizeof(*list));
	const struct instant cut =
	    instant_of_date(date_add(d->today, -NEW_DAYS));
	int64_t number = 0;
	enum db_status st = db_exec(
	    cx->conn, cx->arena, &SQL_READ, VALS(V(cut), V(cx->now)), NULL);

	d->rng.state = DEMO_SEED + 2;
	const size_t n = st == DB_OK ? find_wishes(d, cx, list) : 0;

	for (size_t i = 0; i < n && st == DB_OK; i++)
		st = act_on(d, cx, &list[i], &number);
	/* Some were published round the record engine. */
	return st == DB_OK ? act_loop_rebuild(cx) : st;
}

bool demo_answers(struct demo *d)
{
	return ctx_change(d->cx, answers_fn, d) == DB_OK;
}
