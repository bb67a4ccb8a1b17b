/*
 * screen.h: what the program reads in a comment before a person does: what
 * should be taken out, and whether somebody may be in danger. Proposals and
 * alarms; people decide. docs/redaction.md, docs/risk.md.
 */
#ifndef MOD_LISTEN_SCREEN_H
#define MOD_LISTEN_SCREEN_H

#include "kind/kind.h"
#include "mod/listen/comment_redact.h"
#include "text/redact.h"

/* Adds the names of the trust's units: words that redaction leaves alone. */
enum db_status screen_keep(struct ctx *cx, struct redact_keep *keep);

/* The job: reads what came in and waits, some at a time, until all is read;
 * and tells the deputy of alerts that nobody looked at in time. */
enum db_status screen_work(struct ctx *cx, struct str arg);

/*
 * Inside a change: makes sure that this comment was read (the job may be
 * behind) and says whether an alert is open. Twice does no harm.
 */
enum db_status screen_now(struct ctx *cx, int64_t comment, int64_t unit,
    struct str original, bool *ret_open);

/* What is proposed to be taken out of a comment that waits and out of which
 * nothing was taken yet, one piece a line; "" for nothing. In cx->arena. */
struct str screen_proposal(struct ctx *cx, int64_t comment, struct str shown);

/* The words that speak of a risk, in the same way. */
struct str screen_evidence(struct ctx *cx, int64_t comment, struct str shown);

/* An alert as moderators of its unit see it. */
struct risk_alert {
	struct str level, categories, evidence; /* evidence: null or places */
	struct instant raised_at, due_at, escalated_at, cleared_at;
	struct str cleared_by, outcome, note; /* null: open */
	struct str ref, unit_name, state;     /* of the comment and its unit */
	struct str shown, lang;
};
extern const struct choices risk_outcomes;
extern const struct choices risk_categories_said, risk_levels;
/* "Self-harm or suicide, abuse": in the reader's language. */
struct str risk_categories_text(struct ctx *cx, struct str categories);

bool risk_alert_of(struct ctx *cx, int64_t comment, struct risk_alert *ret);
#define RISK_LIST 100
/* Open ones: urgent before concern, then by when they are due. */
size_t risk_open(struct ctx *cx, struct risk_alert ret[RISK_LIST]);

/* "on working days from 9am to 5pm", for the form and the pages. */
struct str risk_hours_text(struct ctx *cx);

/* Clears an alert, inside a change; audited. DB_REFUSED with sentences about
 * "outcome" and "note", or without where there is no such open alert. */
struct clearing {
	struct str ref, outcome, note;
	struct problems problems;
};
enum db_status risk_clear(struct ctx *cx, struct clearing *c);

extern const struct sql_list screen_sql, screen_work_sql, risk_sql;

#endif
