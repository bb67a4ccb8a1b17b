/*
 * screen.h: what the program reads in a comment before a person does: what
 * should be taken out, and whether somebody may be in danger. Proposals and
 * alarms; people decide. docs/redaction.md, docs/risk.md.
 */
#ifndef MOD_LISTEN_SCREEN_H
#define MOD_LISTEN_SCREEN_H

#include "core/ctx.h"
#include "text/redact.h"

/* Adds the names of the trust's units: words that redaction leaves alone. */
enum db_status screen_keep(struct ctx *cx, struct redact_keep *keep);

extern const struct sql_list screen_sql;

#endif
