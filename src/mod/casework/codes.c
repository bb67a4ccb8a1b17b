/*
 * codes.c: the lists of codes that a case's columns hold, and their words.
 * The bands of age and the status of the complainant are those of the national
 * return KO41a; its longer lists are data (code_list.c).
 */
#include "base/words.h"
#include "mod/casework/internal.h"

#define CHOICES(name, list) \
	const struct choices name = { list, sizeof(list) / sizeof((list)[0]) }

static const struct choice types[] = {
	{ "comment", N_("Comment") },
	{ "compliment", N_("Compliment") },
	{ "enquiry", N_("Enquiry") },
	{ "pals", N_("PALS concern") },
	{ "mp", N_("MP enquiry") },
	{ "complaint", N_("Complaint") },
};
CHOICES(case_types, types);

static const struct choice channels[] = {
	{ "web", N_("This website") },
	{ "phone", N_("Phone") },
	{ "letter", N_("Letter") },
	{ "email", N_("E-mail") },
	{ "person", N_("In person") },
	{ "import", N_("Another system") },
};
CHOICES(case_channels, channels);

/* Regulation 5(2), and a member of Parliament (Data Protection Act 2018,
 * Schedule 1, paragraphs 23 and 24). */
static const struct choice footings[] = {
	{ "me", N_("The person themselves") },
	{ "asked", N_("Someone whom the person asked") },
	{ "child", N_("Someone for a child") },
	{ "capacity", N_("Someone for a person who lacks capacity") },
	{ "died", N_("Someone for a person who has died") },
	{ "mp", N_("A member of Parliament") },
	{ "other", N_("Someone else") },
};
CHOICES(case_on_behalf, footings);

static const struct choice statuses[] = {
	{ "patient", N_("Patient") },
	{ "parent", N_("Parent") },
	{ "spouse", N_("Spouse or partner") },
	{ "carer", N_("Carer") },
	{ "other", N_("Other") },
	{ "unknown", N_("Not known") },
};
CHOICES(case_statuses, statuses);

static const struct choice bands[] = {
	{ "0-5", N_("0 to 5") },
	{ "6-17", N_("6 to 17") },
	{ "18-25", N_("18 to 25") },
	{ "26-55", N_("26 to 55") },
	{ "56-64", N_("56 to 64") },
	{ "65-74", N_("65 to 74") },
	{ "75+", N_("75 and over") },
	{ "unknown", N_("Not known") },
};
CHOICES(case_age_bands, bands);

static const struct choice wants[] = {
	{ "tell", N_("Just tell you") },
	{ "thank", N_("Thank someone") },
	{ "right", N_("Put something right") },
	{ "formal", N_("Look into it as a complaint") },
};
CHOICES(case_wants, wants);

static const struct choice states[] = {
	{ "new", N_("New") },
	{ "open", N_("Open") },
	{ "closed", N_("Closed") },
};
CHOICES(case_states, states);

static const struct choice endings[] = {
	{ "responded", N_("Answered in writing") },
	{ "next_day", N_("Put right by the next working day, regulation "
			 "8(1)(c)") },
	{ "answered", N_("Answered") },
	{ "thanked", N_("Passed on to staff") },
	{ "withdrawn", N_("Withdrawn") },
	{ "no_consent", N_("No consent") },
	{ "duplicate", N_("The same as another case") },
	{ "out_of_time", N_("Out of time") },
	{ "elsewhere", N_("Passed to another body") },
};
CHOICES(case_endings, endings);

static const struct choice severities[] = {
	{ "low", N_("Low") },
	{ "medium", N_("Medium") },
	{ "high", N_("High") },
	{ "extreme", N_("Extreme") },
};
CHOICES(case_severities, severities);

static const struct choice discussions[] = {
	{ "accepted", N_("Talked it through") },
	{ "declined", N_("Did not want to") },
	{ "unreached", N_("Could not be reached") },
};
CHOICES(case_discussions, discussions);

static const struct choice consents[] = {
	{ "not_needed", N_("Not needed") },
	{ "needed", N_("Needed, not asked for yet") },
	{ "asked", N_("Asked for") },
	{ "given", N_("Given") },
	{ "child", N_("Not needed: a child, in their best interests") },
	{ "capacity",
	    N_("Not needed: lacks capacity, in their best interests") },
	{ "died", N_("Not needed: has died, and the person may ask") },
	{ "mp", N_("Not needed: an MP acts for a constituent") },
	{ "refused", N_("Refused") },
	{ "not_returned", N_("Not returned after we asked again") },
};
CHOICES(case_consents, consents);

static const struct choice late_decisions[] = {
	{ "accepted", N_("Looked into all the same") },
	{ "refused", N_("Not looked into") },
};
CHOICES(case_late_decisions, late_decisions);

static const struct choice outcomes[] = {
	{ "upheld", N_("Upheld") },
	{ "partly", N_("Partly upheld") },
	{ "not_upheld", N_("Not upheld") },
};
CHOICES(case_outcomes, outcomes);

/* What is due next. */
static const struct choice whats[] = {
	{ "risk", N_("Look at it now: a life may be at risk") },
	{ "triage", N_("Read and sort it") },
	{ "acknowledge", N_("Acknowledge it") },
	{ "consent", N_("Ask again for consent") },
	{ "update", N_("Say how it goes") },
	{ "statement", N_("A statement is due") },
	{ "respond", N_("Answer") },
	{ "alarm", N_("Five months gone: agree a longer time or answer") },
	{ "limit", N_("Six months: answer, or say why not") },
	{ "explain", N_("Past six months: write to explain why") },
};
CHOICES(case_whats, whats);

struct str case_label(const struct choices *c, struct str code)
{
	for (size_t i = 0; i < c->n; i++)
		if (str_is(code, c->list[i].code))
			return str_of(T(c->list[i].label));
	return str_null(code) ? S("") : code;
}

bool case_is_complaint(const struct case_file *c)
{
	return str_is(c->type, "complaint");
}
