/*
 * case_kind.c: a case as a record: its fields, and what is wrong with one. The
 * workflow's columns are read only here; steps write them.
 */
#include "base/words.h"
#include "mod/account/account.h"
#include "mod/casework/internal.h"
#include "mod/org/org.h"

#define RECEIVED_YEARS 12 /* how far back a case of before may reach */
#define EVENT_YEARS    60

/* clang-format off */
static const struct field fields[] = {
	{ COL(struct case_file, title), .label = N_("In a few words"), .flags = TITLE | REQUIRED | IN_LIST | IN_SEARCH, .max = 120,
	  .hint = N_("What it is about, without anybody's name") },
	{ COL(struct case_file, number), .label = N_("Case number"), .flags = REQUIRED | READ_ONLY | IN_LIST | UNIQUE },
	{ COL(struct case_file, unit), .label = N_("Team or service"), .flags = REQUIRED | IN_LIST | FILTER, .ref = &kind_unit },
	{ COL(struct case_file, type), .label = N_("Type"), .flags = REQUIRED | IN_LIST | FILTER, .choices = &case_types },
	{ COL(struct case_file, channel), .label = N_("How it came"), .flags = REQUIRED | FILTER, .choices = &case_channels },
	{ COL(struct case_file, received_on), .label = N_("Received on"), .flags = REQUIRED | ALWAYS | IN_LIST,
	  .hint = N_("The day it first reached anybody here, also a Saturday or Sunday") },
	{ COL(struct case_file, event_on), .label = N_("When it happened"),
	  .hint = N_("Or when the person came to know of it") },
	{ COL(struct case_file, oral), .label = N_("It was said, not written") },
	{ COL(struct case_file, on_behalf), .label = N_("Who speaks"), .flags = REQUIRED, .choices = &case_on_behalf },
	{ COL(struct case_file, status), .label = N_("Status of the person who complains"), .choices = &case_statuses },
	{ COL(struct case_file, age_band), .label = N_("Age of the patient"), .choices = &case_age_bands },
	{ COL(struct case_file, wants), .label = N_("What they would like to happen"), .choices = &case_wants },
	{ COL(struct case_file, site), .label = N_("Site code"), .max = 20, .hint = N_("Where it counts in the national return. Empty: the team's own") },
	{ COL(struct case_file, state), .label = N_("State"), .flags = REQUIRED | READ_ONLY | IN_LIST | FILTER, .choices = &case_states },
	{ COL(struct case_file, ending), .label = N_("How it ended"), .flags = READ_ONLY, .choices = &case_endings },
	{ COL(struct case_file, severity), .label = N_("Severity"), .flags = READ_ONLY, .choices = &case_severities },
	{ COL(struct case_file, risk), .label = N_("A life may be at risk"), .flags = READ_ONLY },
	{ COL(struct case_file, risk_seen_on), .label = N_("Somebody looked on"), .flags = READ_ONLY },
	{ COL(struct case_file, handler), .label = N_("Named contact"), .flags = READ_ONLY, .ref = &kind_person },
	{ COL(struct case_file, lead), .label = N_("Lead investigator"), .flags = READ_ONLY, .ref = &kind_person },
	{ COL(struct case_file, acknowledged_on), .label = N_("Acknowledged on"), .flags = READ_ONLY },
	{ COL(struct case_file, discussed), .label = N_("Offer to discuss"), .flags = READ_ONLY, .choices = &case_discussions },
	{ COL(struct case_file, copy_sent_on), .label = N_("Written record sent on"), .flags = READ_ONLY },
	{ COL(struct case_file, first_due_on), .label = N_("First agreed for"), .flags = READ_ONLY },
	{ COL(struct case_file, due_on), .label = N_("Response due on"), .flags = READ_ONLY },
	{ COL(struct case_file, due_agreed_on), .label = N_("Agreed on"), .flags = READ_ONLY },
	{ COL(struct case_file, consent), .label = N_("Consent"), .flags = REQUIRED | READ_ONLY, .choices = &case_consents },
	{ COL(struct case_file, consent_asked_on), .label = N_("Consent asked for on"), .flags = READ_ONLY },
	{ COL(struct case_file, consent_settled_on), .label = N_("Consent settled on"), .flags = READ_ONLY },
	{ COL(struct case_file, stopped_days), .label = N_("Working days waiting for consent"), .flags = REQUIRED | READ_ONLY },
	{ COL(struct case_file, out_of_time), .label = N_("More than twelve months after"), .flags = READ_ONLY, .choices = &case_late_decisions },
	{ COL(struct case_file, told_late_on), .label = N_("Told why it is late on"), .flags = READ_ONLY },
	{ COL(struct case_file, update_due_on), .label = N_("Next update due on"), .flags = READ_ONLY },
	{ COL(struct case_file, drafted_by), .label = N_("Drafted by"), .flags = READ_ONLY, .ref = &kind_person },
	{ COL(struct case_file, checked_by), .label = N_("Checked by"), .flags = READ_ONLY, .ref = &kind_person },
	{ COL(struct case_file, signed_by), .label = N_("Signed by"), .flags = READ_ONLY, .ref = &kind_person },
	{ COL(struct case_file, responded_on), .label = N_("Answered on"), .flags = READ_ONLY },
	{ COL(struct case_file, outcome), .label = N_("Outcome"), .flags = READ_ONLY, .choices = &case_outcomes },
	{ COL(struct case_file, outcome_reason), .label = N_("Why this outcome"), .flags = READ_ONLY | LONG },
	{ COL(struct case_file, closed_on), .label = N_("Closed on"), .flags = READ_ONLY },
	{ COL(struct case_file, learning), .label = N_("What we learned"), .flags = READ_ONLY | LONG },
	{ COL(struct case_file, hold), .label = N_("Legal hold"), .flags = READ_ONLY },
	{ COL(struct case_file, next_what), .label = N_("Next"), .flags = READ_ONLY, .choices = &case_whats },
	{ COL(struct case_file, next_on), .label = N_("Due"), .flags = READ_ONLY | IN_LIST },
	{ COL(struct case_file, source_key), .label = N_("Number in another system"), .flags = READ_ONLY | UNIQUE },
};
/* clang-format on */

static const struct sql SQL_TYPE = { "SELECT type FROM case_file WHERE id = ?1",
	SYSTEM("compared with what is being saved, after the right was asked "
	       "for") };

static const struct sql *const list[] = { &SQL_TYPE };
const struct sql_list case_kind_sql = { list, NELEM(list) };

static void check_days(
    struct ctx *cx, const struct case_file *c, struct problems *p)
{
	if (date_cmp(c->received_on, cx->today) > 0)
		problem_add(p, "received_on",
		    T("“Received on” must not be in the future"));
	if (date_cmp(c->received_on,
		date_add_months(cx->today, -12 * RECEIVED_YEARS)) < 0)
		problem_add(p, "received_on",
		    T("“Received on” must be within the last %d years"),
		    RECEIVED_YEARS);
	if (date_none(c->event_on))
		return;
	if (date_cmp(c->event_on, c->received_on) > 0)
		problem_add(p, "event_on",
		    T("It cannot have happened after it was received"));
	if (date_cmp(
		c->event_on, date_add_months(cx->today, -12 * EVENT_YEARS)) < 0)
		problem_add(p, "event_on",
		    T("“When it happened” must be within the last %d years"),
		    EVENT_YEARS);
}

/* Another type is a step of its own, which says who decided and why. */
static void check_case(struct ctx *cx, const void *rec, struct problems *p)
{
	const struct case_file *c = rec;

	check_days(cx, c, p);
	if (c->rec.id == 0)
		return;
	const struct str was =
	    db_get_text(cx->conn, cx->arena, &SQL_TYPE, VALS(V(c->rec.id)));

	if (!str_null(was) && !str_eq(was, c->type))
		problem_add(p, "type",
		    T("Make it another type with the step “Change the type” "
		      "on the page of the case: it asks who decided"));
}

static enum db_status before_case(struct ctx *cx, void *rec, bool is_new)
{
	struct case_file *c = rec;

	if (is_new) {
		c->number = case_next_number(cx);
		c->state = S("new");
		c->consent =
		    str_is(c->on_behalf, "me") ? S("not_needed") : S("needed");
		c->stopped_days = 0;
	}
	case_due(cx, c);
	return DB_OK;
}

static enum db_status after_case(struct ctx *cx, const void *rec, bool is_new)
{
	return case_event(
	    cx, rec, is_new ? "received" : "facts", DATE_NONE, STR_NULL);
}

const struct kind kind_case = {
	.name = "case_file",
	.path = "cases",
	.one = N_("case"),
	.many = N_("Cases"),
	.size = sizeof(struct case_file),
	.fields = fields,
	.nfields = NELEM(fields),
	.read = CAP_CASE_READ,
	.write = CAP_CASE_WRITE,
	.unit = "unit",
	.fold = true,
	.order = "received_on",
	.newest_first = true,
	.data_class = DATA_SPECIAL,
	.basis = N_("Legal obligation and public task: the complaints "
		    "regulations of 2009"),
	.retention = N_("Ten years after it closed, apart from any health "
			"record; then looked at and disposed of by a person"),
	.empty = N_("What people bring that wants an answer will be here. "
		    "Enter a call, a letter or a visit, or share the address "
		    "of the public form."),
	.check = check_case,
	.before_save = before_case,
	.after_save = after_case,
	.more = case_more,
};
