/*
 * comments.h: a trust of two teams where people said things: a world with a
 * survey, staff of every kind that has to do with comments, and say().
 */
#ifndef TESTS_COMMENTS_H
#define TESTS_COMMENTS_H

#include "world.h"

struct said_world {
	struct world w;
	int64_t team, other;       /* Elm Ward, Oak Ward */
	int64_t version, question; /* of the survey */
	int64_t lead, second;      /* moderators of Elm Ward */
	int64_t elsewhere;         /* of Oak Ward */
	int64_t manager;           /* of Elm Ward */
	int64_t guardian;          /* Caldicott Guardian of all */
};

__attribute__((unused)) static int64_t put(
    struct world *w, const char *text, const struct val *v, size_t n)
{
	struct sql *q = ARENA_NEW(w->arena, struct sql);

	*q = (struct sql){ text, WORLD_SYSTEM };
	return world_insert(w, q, v, n);
}

__attribute__((unused)) static void said_world_survey(struct said_world *p)
{
	struct world *w = &p->w;
	const int64_t s = put(w,
	    "INSERT INTO survey (ref, version, created_at, changed_at, name,"
	    " instrument, state) VALUES (?1, 1, 1, 1, 'FFT', 'fft2020',"
	    " 'open') RETURNING id",
	    VALS(V(ref_new(w->arena))));

	p->version = put(w,
	    "INSERT INTO survey_version (survey, number, one_per_page)"
	    " VALUES (?1, 1, 0) RETURNING id",
	    VALS(val_int(s)));
	p->question = put(w,
	    "INSERT INTO question (survey_version, position, code, wording,"
	    " type, comment_kind, required) VALUES (?1, 1, 'good', 'What was"
	    " good?', 'text', 'what_good', 0) RETURNING id",
	    VALS(val_int(p->version)));
}

/* A response with one comment; the comment's ref. */
__attribute__((unused)) static struct str say(struct said_world *p,
    int64_t unit, const char *day, int may_show, const char *words)
{
	struct world *w = &p->w;
	const struct str ref = ref_new(w->arena);
	const int64_t r = put(w,
	    "INSERT INTO response (ref, unit, survey_version, mode, lang,"
	    " received_at, experienced_on, answer, may_show) VALUES"
	    " (?1, ?2, ?3, 'online', 'en', 1, ?4, 1, ?5) RETURNING id",
	    VALS(V(ref), val_int(unit), val_int(p->version), V(day),
		V(may_show)));

	(void)put(w,
	    "INSERT INTO comment (version, changed_at, unit, response,"
	    " question, shown, lang, state) VALUES (1, 1, ?1, ?2, ?3, ?4,"
	    " 'en', 'unmoderated') RETURNING id",
	    VALS(val_int(unit), val_int(r), val_int(p->question), V(words)));
	return str_fmt(
	    w->arena, "%.*s%lld", STR_ARG(ref), (long long)p->question);
}

__attribute__((unused)) static void said_world_open(
    struct said_world *p, size_t engine)
{
	*p = (struct said_world){ .w = world_open(engine) };
	struct world *w = &p->w;
	const int64_t trust = world_unit(w, "Trust", "trust", 0);

	p->team = world_unit(w, "Elm Ward", "team", trust);
	p->other = world_unit(w, "Oak Ward", "team", trust);
	p->lead = world_person(w, "Ann");
	p->second = world_person(w, "Bo");
	p->elsewhere = world_person(w, "Cem");
	p->manager = world_person(w, "Di");
	p->guardian = world_person(w, "Ed");
	world_appoint(w, p->lead, p->team, "moderator");
	world_appoint(w, p->second, p->team, "moderator");
	world_appoint(w, p->elsewhere, p->other, "moderator");
	world_appoint(w, p->manager, p->team, "ward_manager");
	world_appoint(w, p->guardian, trust, "caldicott_guardian");
	said_world_survey(p);
	/* Five answers in the year: one person is enough to publish. */
	for (int i = 0; i < 5; i++)
		(void)say(p, p->team, "2026-05-03", 1, "fine");
}

#endif
