/*
 * case_due.c: what is due next in a case and when, from its own columns and
 * the clocks. The earliest counts; it is kept in the case, so that lists of
 * hundreds of thousands need no clock.
 */
#include "core/closed_days.h"
#include "core/setting.h"
#include "mod/casework/internal.h"

#define CONSENT_CHASE_DAYS 10 /* working days after it was asked for */

static const struct sql SQL_STATEMENT = {
	"SELECT min(s.due_on) FROM case_statement s WHERE s.case_file = ?1"
	" AND s.received_on IS NULL AND s.due_on IS NOT NULL",
	SYSTEM("worked out when the case is saved, for who saves it")
};
static const struct sql *const list[] = { &SQL_STATEMENT };
const struct sql_list case_due_sql = { list, NELEM(list) };

struct due {
	const char *what;
	struct date on;
};

static void sooner(struct due *d, const char *what, struct date on)
{
	if (date_none(on))
		return;
	if (date_none(d->on) || date_cmp(on, d->on) < 0)
		*d = (struct due){ what, on };
}

static int target_days(struct ctx *cx, const struct case_file *c)
{
	if (case_is_complaint(c))
		return (int)setting_int(cx, "case_response_days");
	if (str_is(c->type, "mp"))
		return (int)setting_int(cx, "case_mp_days");
	return (int)setting_int(cx, "case_light_days");
}

int64_t case_stopped(struct ctx *cx, const struct case_file *c)
{
	const struct calendar days = closed_days(cx);

	return c->stopped_days +
	       (str_is(c->consent, "asked")
		       ? clock_stopped(
			     &days, c->consent_asked_on, DATE_NONE, cx->today)
		       : 0);
}

struct date case_target(
    struct ctx *cx, const struct case_file *c, bool with_stop)
{
	const struct calendar days = closed_days(cx);

	return clock_target(&days, c->received_on, target_days(cx, c),
	    with_stop ? (int)case_stopped(cx, c) : 0);
}

struct date case_response_due(struct ctx *cx, const struct case_file *c)
{
	return date_none(c->due_on) ? case_target(cx, c, true) : c->due_on;
}

/* What the law wants of a complaint that is not answered yet. */
static void law_due(struct ctx *cx, const struct case_file *c, struct due *d)
{
	const struct date end =
	    clock_relevant_end(c->received_on, c->due_on, c->due_agreed_on);
	const struct date alarm = clock_alarm(c->received_on);

	/* Once a longer time is agreed the alarm has done its work. */
	if (date_cmp(end, clock_limit(c->received_on)) == 0 &&
	    date_cmp(cx->today, end) <= 0)
		sooner(d, "alarm", alarm);
	if (date_cmp(cx->today, end) <= 0)
		sooner(d, "limit", end);
	else if (date_none(c->told_late_on))
		sooner(d, "explain", end);
}

/* The law's time is over and nobody has said why: that comes before the
 * answer that is late already. */
static bool to_explain(struct ctx *cx, const struct case_file *c)
{
	return case_is_complaint(c) && date_none(c->responded_on) &&
	       date_none(c->told_late_on) &&
	       date_cmp(cx->today, clock_relevant_end(c->received_on, c->due_on,
				       c->due_agreed_on)) > 0;
}

static void complaint_due(
    struct ctx *cx, const struct case_file *c, struct due *d)
{
	const struct calendar days = closed_days(cx);

	if (date_none(c->acknowledged_on))
		sooner(d, "acknowledge", clock_ack_by(&days, c->received_on));
	if (!date_none(c->responded_on))
		return;
	if (!to_explain(cx, c))
		sooner(d, "update", c->update_due_on);
	law_due(cx, c, d);
}

static void statement_due(
    struct ctx *cx, const struct case_file *c, struct due *d)
{
	struct date on;
	const struct str text = c->rec.id == 0
				    ? STR_NULL
				    : db_get_text(cx->conn, cx->arena,
					  &SQL_STATEMENT, VALS(V(c->rec.id)));

	if (!str_null(text) && date_parse_iso(text, &on))
		sooner(d, "statement", on);
}

static void open_due(struct ctx *cx, const struct case_file *c, struct due *d)
{
	const struct calendar days = closed_days(cx);

	if (c->risk && date_none(c->risk_seen_on))
		sooner(d, "risk", c->received_on);
	if (str_is(c->state, "new"))
		sooner(d, "triage", calendar_add(&days, c->received_on, 0));
	if (str_is(c->consent, "asked"))
		sooner(d, "consent",
		    calendar_add(
			&days, c->consent_asked_on, CONSENT_CHASE_DAYS));
	if (case_is_complaint(c))
		complaint_due(cx, c, d);
	if (date_none(c->responded_on) && !to_explain(cx, c))
		sooner(d, "respond", case_response_due(cx, c));
	statement_due(cx, c, d);
}

void case_due(struct ctx *cx, struct case_file *c)
{
	struct due d = { NULL, DATE_NONE };

	if (!str_is(c->state, "closed"))
		open_due(cx, c, &d);
	/* Answered and only to be closed: still on somebody's list. */
	if (!str_is(c->state, "closed") && date_none(d.on))
		d = (struct due){ "respond", c->responded_on };
	c->next_what = d.what != NULL ? str_of(d.what) : STR_NULL;
	c->next_on = d.on;
}
