/*
 * may.h: who may do what where. A person holds roles on units; a role is a set
 * of capabilities; the table `may` (person, cap, unit) holds what follows from
 * them over the tree below each unit, and every statement over rows of units
 * or people carries that predicate (SCOPE in db.h).
 */
#ifndef CORE_MAY_H
#define CORE_MAY_H

#include "core/ctx.h"

/* Stored in the table `may`: append only, never renumber. */
enum cap {
	CAP_NONE = 0,
	CAP_UNIT_READ = 1,        /* see that a unit exists, its page */
	CAP_UNIT_ADMIN = 2,       /* the tree, touch points, calendars */
	CAP_RESPONSE_READ = 3,    /* answers and redacted comments */
	CAP_COMMENT_ORIGINAL = 4, /* the sealed original of a comment */
	CAP_MODERATE = 5,         /* publish, redact, hold, hide */
	CAP_ACTION_READ = 6,
	CAP_ACTION_WRITE = 7,
	CAP_YSWD_APPROVE = 8, /* "you said, we did" into public */
	CAP_IMPORT = 9,
	CAP_EXPORT = 10,
	CAP_PERSON_ADMIN = 11, /* people and their roles */
	CAP_SETTING_ADMIN = 12,
	CAP_AUDIT_READ = 13,
	CAP_SURVEY_ADMIN = 14,
	CAP_CASE_READ = 15,
	CAP_CASE_WRITE = 16,
	/* The five access classes (docs/access.md): each opens only its own
	 * kind of row and follows from no other capability. */
	CAP_IDENTITY = 20,
	CAP_LIVED_EXPERIENCE = 21,
	CAP_PASTORAL = 22,
	CAP_BANK = 23,
	CAP_DEMOGRAPHICS = 24,
	CAP_ERASE = 25, /* blank what someone said, by a recorded act */
	CAP_CHART_MARK =
	    30, /* new limits of a chart, months that do not count */
	CAP_CASE_WORK = 40, /* be given cases: see and work on one's own */
	CAP_CASE_SIGN = 41, /* sign responses: the responsible person */
	/* Involvement. */
	CAP_INVOLVE_READ = 50,  /* opportunities, events, forums of a unit */
	CAP_INVOLVE_WRITE = 51, /* ask for involvement, run it, evaluate it */
	CAP_REGISTER = 52,      /* members and their way; who is asked */
	CAP_CLAIM_READ = 53,    /* claims and budgets of a unit */
	CAP_CLAIM_APPROVE = 54, /* say yes to a claim out of a budget */
	CAP_PAY = 55,           /* make payment batches */
	CAP__MAX
};

/* A role's stable code, its name for people, and what it opens. */
struct role {
	const char *code;
	const char *label; /* N_() */
	const char *hint;  /* what this role is for, one sentence */
	const unsigned char *caps;
	size_t ncaps;
};
const struct role *may_roles(size_t *ret_n);
const struct role *may_role(struct str code); /* NULL: no such role */

/* Whether the acting person holds `cap` on this unit, or on any unit. The
 * system may everything. */
bool may(struct ctx *cx, enum cap cap, int64_t unit);
bool may_anywhere(struct ctx *cx, enum cap cap);
/* On the trust itself (the unit above all): for what belongs to the whole
 * trust, such as settings and the audit trail. */
bool may_trust(struct ctx *cx, enum cap cap);

/*
 * Brings `may` in line with appointments, roles and the tree of this day, and
 * touches only the rows that differ. Each runs inside the transaction that
 * changes something: _rebuild for everything (at midnight, after an upgrade),
 * _rebuild_person after a change of a person or an appointment, _rebuild_unit
 * after a change of the tree at this unit or below.
 */
enum db_status may_rebuild(struct ctx *cx) ATTR_MUST_USE;
enum db_status may_rebuild_person(struct ctx *cx, int64_t person) ATTR_MUST_USE;
enum db_status may_rebuild_unit(struct ctx *cx, int64_t unit) ATTR_MUST_USE;

/* Statements of may.c. */
extern const struct sql_list may_sql;

#endif
