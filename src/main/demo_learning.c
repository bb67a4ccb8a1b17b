/*
 * demo_learning.c: surgeries, the complaints review group, the bulletin and the
 * peer-review room of the invented trust.
 */
#include "main/demo.h"
#include "mod/account/account.h"
#include "mod/casework/learn.h"

#define SURGERIES 180
#define BACK_DAYS 330

static const struct sql SQL_CLOSED = {
	"SELECT c.ref FROM case_file c WHERE c.type = 'complaint'"
	" AND c.ending = 'responded' ORDER BY c.closed_on DESC, c.id LIMIT 3",
	SYSTEM("invented cases of a demonstration")
};
static const struct sql SQL_ROOM = {
	"SELECT p.ref FROM peer_case p ORDER BY p.id LIMIT 3",
	SYSTEM("invented cases of a demonstration")
};
static const struct sql *const list[] = { &SQL_CLOSED, &SQL_ROOM };
const struct sql_list demo_learning_sql = { list, NELEM(list) };

static enum db_status surgeries(struct demo *d, struct ctx *cx)
{
	enum db_status st = DB_OK;

	for (int i = 0; i < SURGERIES && st == DB_OK; i++) {
		const struct demo_team *t =
		    &d->teams[prng_below(&d->rng, (uint32_t)d->nteams)];
		const bool clinic = prng_below(&d->rng, 3) == 0;
		const struct date day = date_add(
		    d->today, 20 - (int)prng_below(&d->rng, BACK_DAYS));
		const bool held = date_cmp(day, d->today) < 0;
		struct problems p = { .arena = cx->arena };
		struct surgery s = {
			.title = clinic ? S("Independent feedback clinic")
					: S("PALS surgery"),
			.type = clinic ? S("clinic") : S("pals"),
			.unit = t->unit,
			.happens_on = day,
			.place = S("Day room"),
			.host = clinic ? S("A partner of the trust")
				       : S("Amina Yates"),
			.state = held ? S("held") : S("booked"),
			.people = held ? 1 + (int64_t)prng_below(&d->rng, 9)
				       : KIND_NO_INT,
			.notes = held ? S("Food, letters, waiting.") : STR_NULL,
			.came_of = held ? S("Two things put right there, one "
					    "concern began.")
					: STR_NULL
		};

		st = kind_save(cx, &kind_surgery, &s, &p);
	}
	return st;
}

static enum db_status bulletin(struct demo *d, struct ctx *cx)
{
	static const struct {
		const char *title, *words, *source;
		int days;
	} items[] = {
		{ "Ring before an appointment changes",
		    "Families came in vain because a letter was too late. A "
		    "call takes two minutes.",
		    "complaint", 12 },
		{ "Ask who else should know",
		    "A carer heard last. The form for going home now asks.",
		    "group", 40 },
		{ "The small things that people thank us for",
		    "A cup of tea at three in the morning is what is "
		    "remembered.",
		    "thanks", 75 },
	};
	enum db_status st = DB_OK;

	for (size_t i = 0; i < NELEM(items) && st == DB_OK; i++) {
		struct problems p = { .arena = cx->arena };
		struct learning_item one = { .title = str_of(items[i].title),
			.words = str_of(items[i].words),
			.source = str_of(items[i].source),
			.published_on = date_add(d->today, -items[i].days) };

		st = kind_save(cx, &kind_learning_item, &one, &p);
	}
	struct problems p = { .arena = cx->arena };
	struct review_group group = { .title = S("October meeting"),
		.happens_on = date_add(d->today, -30),
		.attended = S("Chief nurse, complaints manager, two governors"),
		.agenda = S("Late cases; what was promised and does not hold"),
		.minutes = S("Three promises were checked; two hold."),
		.decisions = S("The third is done again, with a new date.") };

	return st == DB_OK ? kind_save(cx, &kind_review_group, &group, &p) : st;
}

/* The peer-review room ----------------------------------------------------- */

static bool put_in(struct demo *d, struct ctx *cx, struct str ref)
{
	const struct step *s = step_named(S("peer"));
	struct answers *in = ARENA_NEW(cx->arena, struct answers);
	struct problems p = { .arena = cx->arena };
	struct case_file c;

	ctx_act_as(cx, d->complaints);
	answers_start(in, s->asks, s->nasks);
	return answers_put(in, "told", S("yes")) &&
	       answers_put(in, "words",
		   S("A family was not told that somebody was coming home. "
		     "They heard it from a neighbour. The answer said sorry, "
		     "explained how it came about, and said what changes.")) &&
	       case_find(cx, ref, &c) &&
	       step_take(cx, s, ref, c.rec.version, in, &p, &c) == DB_OK;
}

static int64_t lay_person(struct ctx *cx, const char *name, const char *mail)
{
	struct problems p = { .arena = cx->arena };
	struct person who = {
		.name = str_of(name), .email = str_of(mail), .active = true
	};

	ctx_act_as(cx, 0);
	cx->system = true;
	return kind_save(cx, &kind_person, &who, &p) == DB_OK ? who.record.id
							      : 0;
}

struct room {
	struct demo *d;
	struct ctx *cx;
	struct str ref;
	bool good;
};

static struct peer_case look(struct room *m, int64_t who)
{
	struct peer_case c = { .id = 0 };

	ctx_act_as(m->cx, who);
	m->good = m->good && peer_find(m->cx, m->ref, &c);
	return c;
}

static void ask(struct room *m, int64_t who, bool lay)
{
	struct problems p = { .arena = m->cx->arena };
	const struct peer_case c = look(m, m->d->complaints);

	m->good = m->good && peer_add(m->cx, &c, who, lay, &p) == DB_OK;
}

static void review(struct room *m, int64_t who)
{
	struct problems p = { .arena = m->cx->arena };
	struct questionnaire *q = ARENA_NEW(m->cx->arena, struct questionnaire);
	struct answers *in = ARENA_NEW(m->cx->arena, struct answers);
	struct peer_case c = look(m, who);

	m->good = m->good && peer_declare(m->cx, &c, false, &p) == DB_OK;
	c = look(m, who);
	questionnaire_load(m->cx, "peer", q);
	q->asks[q->n] = (struct ask){ .name = "comment", .type = ASK_LONG };
	q->items[q->n++] = 0;
	answers_start(in, q->asks, q->n);
	for (size_t i = 0; i + 1 < q->n; i++)
		m->good = m->good &&
			  answers_put(in, q->asks[i].name,
			      prng_below(&m->d->rng, 3) == 0 ? S("3") : S("4"));
	m->good = m->good && answers_put(in, "comment",
				 S("Plain words. The wait should "
				   "have been explained sooner."));
	m->good = m->good && peer_score(m->cx, &c, q, in, &p) == DB_OK;
}

static bool fill_room(struct demo *d, struct ctx *cx)
{
	struct room m = { .d = d, .cx = cx, .good = true };
	struct problems p = { .arena = cx->arena };
	const int64_t lay[] = { lay_person(
				    cx, "Ivy Marsh", "lay.one@demo.invalid"),
		lay_person(cx, "Omar Field", "lay.two@demo.invalid") };
	struct str refs[3];
	size_t n = 0;
	struct rows *r = db_query(cx->conn, cx->arena, &SQL_CLOSED, NO_VALS);

	while (n < NELEM(refs) && db_next(r))
		refs[n++] = db_text(r, 0);
	m.good = db_done(r) == DB_OK && lay[0] != 0 && lay[1] != 0;
	for (size_t i = 0; i < n; i++)
		m.good = m.good && put_in(d, cx, refs[i]);
	n = 0;
	r = db_query(cx->conn, cx->arena, &SQL_ROOM, NO_VALS);
	while (n < NELEM(refs) && db_next(r))
		refs[n++] = db_text(r, 0);
	m.good = db_done(r) == DB_OK && m.good;
	/* One still to be checked, one with its reviewers, one reviewed. */
	for (size_t i = 0; i + 1 < n && m.good; i++) {
		m.ref = refs[i];
		const struct peer_case c = look(&m, d->checker);

		m.good = m.good && peer_check(cx, &c, &p) == DB_OK;
		ask(&m, lay[0], true);
		ask(&m, lay[1], true);
		ask(&m, d->lead, false);
		ask(&m, d->guardian, false);
	}
	m.ref = refs[0];
	for (size_t i = 0; i < NELEM(lay) && n > 0; i++)
		review(&m, lay[i]);
	review(&m, d->lead);
	review(&m, d->guardian);
	return m.good;
}

static enum db_status learning_fn(struct ctx *cx, void *arg)
{
	struct demo *d = arg;
	enum db_status st;

	d->rng.state = DEMO_SEED + 11;
	st = surgeries(d, cx);
	if (st == DB_OK)
		st = bulletin(d, cx);
	return st == DB_OK && !fill_room(d, cx) ? DB_REFUSED : st;
}

bool demo_learning(struct demo *d)
{
	return ctx_change(d->cx, learning_fn, d) == DB_OK;
}
