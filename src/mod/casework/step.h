/*
 * step.h: the workflow of a case as a table of steps: who may take it, in
 * which cases it is there, what must be there first, what it asks, and what it
 * writes. Pages and tests walk the table; docs/casework.md prints it.
 */
#ifndef MOD_CASEWORK_STEP_H
#define MOD_CASEWORK_STEP_H

#include "mod/casework/ask.h"
#include "mod/casework/internal.h"

enum step_who {
	STEP_TEAM, /* the complaints team and who looks after the case */
	STEP_SIGN, /* the responsible person, or who signs for them */
	STEP_ERASE /* who may erase what somebody said */
};

enum step_types {
	OF_COMMENT = 1,
	OF_COMPLIMENT = 2,
	OF_ENQUIRY = 4,
	OF_PALS = 8,
	OF_MP = 16,
	OF_COMPLAINT = 32,
	OF_LIGHT = OF_COMMENT | OF_COMPLIMENT | OF_ENQUIRY | OF_PALS | OF_MP,
	OF_ALL = OF_LIGHT | OF_COMPLAINT
};

enum step_when { WHEN_OPEN = 1, WHEN_CLOSED = 2, WHEN_ANY = 3 };

/*
 * Why it cannot be taken now, as a sentence (N_), or NULL when it can. Asked
 * when the page is shown and again inside the change.
 */
typedef const char *step_blocked_fn(struct ctx *cx, const struct case_file *c);

/*
 * Writes what follows, inside the change: into *c, which is put afterwards,
 * and into tables of its own. DB_REFUSED with *p when an answer does not fit
 * the others. Asks for no rights.
 */
typedef enum db_status step_apply_fn(struct ctx *cx, struct case_file *c,
    const struct answers *in, struct problems *p);

struct step {
	const char *code;
	const char *label; /* N_("Acknowledge it") */
	const char *said;  /* N_("Acknowledged"): in what happened */
	enum step_who who;
	unsigned types, when;
	const struct ask *asks;
	size_t nasks;
	step_apply_fn *apply;     /* NULL: it only goes on record */
	step_blocked_fn *blocked; /* or NULL */
	bool (*done)(const struct case_file *c); /* of the way; NULL: aside */
	bool (*fits)(const struct case_file *c); /* or NULL: always there */
	const char *hint;    /* N_(): above its form; or NULL */
	initial_fn *initial; /* what its fields begin with; or NULL */
};

/* All steps, in the order of the way. */
const struct step *steps_all(size_t *ret_n);
const struct step *step_named(struct str code);

/* Whether it is there for this case, and whether this person may take it. */
bool step_there(const struct step *s, const struct case_file *c);
bool step_allowed(
    struct ctx *cx, const struct step *s, const struct case_file *c);

/*
 * Takes a step inside a change: reads the case again as `ref`, and goes on only
 * where its version is `version`. DB_STALE: it moved on. DB_REFUSED: *p says
 * why (or they may not). *ret is the case after it.
 */
enum db_status step_take(struct ctx *cx, const struct step *s, struct str ref,
    int64_t version, const struct answers *in, struct problems *p,
    struct case_file *ret) ATTR_MUST_USE;

/* The answers as an event keeps them, and one of them out of it: names and
 * values, in no language. */
struct str step_note(struct arena *a, const struct answers *in);
bool step_note_next(
    struct str *rest, struct str *ret_name, struct str *ret_value);

/* The tables, by file. */
extern const struct step steps_start[], steps_look[], steps_answer[],
    steps_light[], steps_aside[];
extern const size_t nsteps_start, nsteps_look, nsteps_answer, nsteps_light,
    nsteps_aside;

/* What steps share (step.c) ------------------------------------------- */

/* The person of a ref that a select offered; 0: none. */
int64_t step_person(struct ctx *cx, struct str ref);
/* Nothing may be told about the patient before consent or a ground for going
 * without is on record. */
bool consent_settled(const struct case_file *c);
const char *blocked_consent(struct ctx *cx, const struct case_file *c);
bool always_done(const struct case_file *c);

/* The rows of a case (rows.c) ------------------------------------------ */

struct case_issue {
	int64_t n;
	struct str what, subject, service, profession, clinical, outcome,
	    reason;
};
#define ISSUES_MAX 50
size_t case_issues(
    struct ctx *cx, const struct case_file *c, struct case_issue *ret);

struct case_draft {
	int64_t n;
	struct instant written_at;
	struct str considered, conclusion, remedy, confirmation, rights;
};
/* The newest; false: none yet. */
bool case_draft_newest(
    struct ctx *cx, const struct case_file *c, struct case_draft *ret);
/* Upheld when all are, not upheld when none is, else partly; null while one
 * has no outcome or there is none. */
struct str case_outcome_of(const struct case_issue *list, size_t n);

int64_t case_row_next(struct ctx *cx, const struct sql *q, int64_t case_id);

options_fn options_issues, options_statements, options_remedies,
    options_recommendations, options_subjects, options_services,
    options_professions;

void case_step_get(struct req *r);
void case_step_post(struct req *r);
/* The way of the case, and what else can be done, on its page. */
void steps_write(struct req *r, const struct case_file *c);
/* What happened, newest last; only what led to versions after `since`. */
void timeline_write(struct req *r, const struct case_file *c, int64_t since);

extern const struct sql_list case_step_sql, case_rows_sql, case_timeline_sql,
    steps_start_sql, steps_look_sql, steps_answer_sql, steps_light_sql,
    steps_aside_sql;

#endif
