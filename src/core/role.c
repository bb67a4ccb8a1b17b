/*
 * role.c: what each role opens. A change here reaches the database with the
 * next may_rebuild. Nobody holds one of the five access classes (identity,
 * lived experience, pastoral, bank, demographics) by rank: only roles whose
 * work it is; docs/access.md gives the table with reasons.
 */
#include "core/may.h"

#include "base/words.h"

/* clang-format off */
static const unsigned char ward_manager[] = {
	CAP_UNIT_READ, CAP_RESPONSE_READ, CAP_ACTION_READ, CAP_ACTION_WRITE,
	CAP_EXPORT, CAP_INVOLVE_READ, CAP_INVOLVE_WRITE, CAP_CASE_WORK
};
static const unsigned char experience_lead[] = {
	CAP_UNIT_READ, CAP_UNIT_ADMIN, CAP_RESPONSE_READ, CAP_MODERATE,
	CAP_ACTION_READ, CAP_ACTION_WRITE, CAP_YSWD_APPROVE, CAP_IMPORT,
	CAP_EXPORT, CAP_SURVEY_ADMIN, CAP_CASE_READ, CAP_INVOLVE_READ,
	CAP_INVOLVE_WRITE, CAP_CASE_WORK, CAP_CHART_MARK
};
static const unsigned char experience_officer[] = {
	CAP_UNIT_READ, CAP_RESPONSE_READ, CAP_MODERATE, CAP_ACTION_READ,
	CAP_ACTION_WRITE, CAP_IMPORT, CAP_EXPORT, CAP_CHART_MARK
};
static const unsigned char moderator[] = {
	CAP_UNIT_READ, CAP_RESPONSE_READ, CAP_MODERATE, CAP_ACTION_READ
};
static const unsigned char complaints_officer[] = {
	CAP_UNIT_READ, CAP_RESPONSE_READ, CAP_ACTION_READ, CAP_ACTION_WRITE,
	CAP_CASE_READ, CAP_CASE_WRITE, CAP_CASE_WORK, CAP_IDENTITY, CAP_EXPORT
};
static const unsigned char complaints_manager[] = {
	CAP_UNIT_READ, CAP_RESPONSE_READ, CAP_ACTION_READ, CAP_ACTION_WRITE,
	CAP_CASE_READ, CAP_CASE_WRITE, CAP_CASE_WORK, CAP_IDENTITY, CAP_EXPORT,
	CAP_IMPORT
};
static const unsigned char responsible_person[] = {
	CAP_UNIT_READ, CAP_ACTION_READ, CAP_CASE_READ, CAP_CASE_WORK,
	CAP_CASE_SIGN
};
static const unsigned char pals_officer[] = {
	CAP_UNIT_READ, CAP_ACTION_READ, CAP_CASE_READ, CAP_CASE_WRITE,
	CAP_CASE_WORK, CAP_IDENTITY
};
static const unsigned char case_handler[] = {
	CAP_UNIT_READ, CAP_CASE_WORK
};
static const unsigned char analyst[] = {
	CAP_UNIT_READ, CAP_RESPONSE_READ, CAP_ACTION_READ, CAP_EXPORT,
	CAP_CHART_MARK, CAP_DEMOGRAPHICS
};
static const unsigned char board_member[] = {
	CAP_UNIT_READ, CAP_ACTION_READ, CAP_INVOLVE_READ
};
static const unsigned char governor[] = {
	CAP_UNIT_READ, CAP_ACTION_READ, CAP_INVOLVE_READ
};
static const unsigned char volunteer[] = {
	CAP_UNIT_READ
};
static const unsigned char administrator[] = {
	CAP_UNIT_READ, CAP_UNIT_ADMIN, CAP_PERSON_ADMIN, CAP_SETTING_ADMIN,
	CAP_SURVEY_ADMIN, CAP_AUDIT_READ
};
static const unsigned char caldicott_guardian[] = {
	CAP_UNIT_READ, CAP_RESPONSE_READ, CAP_COMMENT_ORIGINAL, CAP_IDENTITY,
	CAP_ERASE, CAP_AUDIT_READ, CAP_CASE_READ, CAP_CASE_WORK
};
static const unsigned char involvement_lead[] = {
	CAP_UNIT_READ, CAP_ACTION_READ, CAP_IDENTITY, CAP_LIVED_EXPERIENCE,
	CAP_PASTORAL, CAP_EXPORT, CAP_INVOLVE_READ, CAP_INVOLVE_WRITE,
	CAP_REGISTER, CAP_CLAIM_READ
};
static const unsigned char budget_holder[] = {
	CAP_UNIT_READ, CAP_INVOLVE_READ, CAP_CLAIM_READ, CAP_CLAIM_APPROVE
};
static const unsigned char finance_officer[] = {
	CAP_UNIT_READ, CAP_BANK, CAP_CLAIM_READ, CAP_PAY
};

#define CAPS(a) (a), NELEM(a)

static const struct role roles[] = {
	{ "ward_manager", N_("Ward or team manager"),
	  N_("Reads what people say about their teams, and acts on it."),
	  CAPS(ward_manager) },
	{ "experience_lead", N_("Patient experience lead"),
	  N_("Runs surveys, decides what is shown, approves answers."),
	  CAPS(experience_lead) },
	{ "experience_officer", N_("Patient experience officer"),
	  N_("Reads and sorts comments, brings in files, starts actions."),
	  CAPS(experience_officer) },
	{ "moderator", N_("Moderator"),
	  N_("Decides which comments the public may read."),
	  CAPS(moderator) },
	{ "complaints_officer", N_("Complaints officer"),
	  N_("Looks after complaints and concerns, and the people behind "
	     "them."),
	  CAPS(complaints_officer) },
	{ "complaints_manager", N_("Complaints manager"),
	  N_("Answers for how complaints are handled (regulation 4)."),
	  CAPS(complaints_manager) },
	{ "responsible_person", N_("Responsible person"),
	  N_("Signs responses to complaints: the chief executive, or who acts "
	     "for them (regulation 4)."),
	  CAPS(responsible_person) },
	{ "pals_officer", N_("PALS officer"),
	  N_("Helps patients and families, and puts things right early."),
	  CAPS(pals_officer) },
	{ "case_handler", N_("Investigator"),
	  N_("Looks into the cases that they are given, and sees no others."),
	  CAPS(case_handler) },
	{ "analyst", N_("Analyst"),
	  N_("Looks for patterns, also in who was asked and who answered."),
	  CAPS(analyst) },
	{ "board_member", N_("Board member"),
	  N_("Sees how services do and what is being done."),
	  CAPS(board_member) },
	{ "governor", N_("Governor"),
	  N_("Sees how services do and what is being done."),
	  CAPS(governor) },
	{ "volunteer", N_("Volunteer"),
	  N_("Helps people to give feedback."), CAPS(volunteer) },
	{ "administrator", N_("Administrator"),
	  N_("Looks after teams, people, roles and settings. Reads no "
	     "comments."),
	  CAPS(administrator) },
	{ "caldicott_guardian", N_("Caldicott Guardian"),
	  N_("May see who someone is and their exact words, and may erase "
	     "them."),
	  CAPS(caldicott_guardian) },
	{ "involvement_lead", N_("Involvement lead"),
	  N_("Works with people who have lived experience."),
	  CAPS(involvement_lead) },
	{ "finance_officer", N_("Finance officer"),
	  N_("Pays involvement payments: sees bank details and nothing else "
	     "about people."),
	  CAPS(finance_officer) },
	{ "budget_holder", N_("Budget holder"),
	  N_("Says yes or no to claims out of a budget."),
	  CAPS(budget_holder) },
	{ "member", N_("Member with lived experience"),
	  N_("Takes part. Sees their own page."), NULL, 0 },
};
/* clang-format on */

const struct role *may_roles(size_t *ret_n)
{
	*ret_n = NELEM(roles);
	return roles;
}

const struct role *may_role(struct str code)
{
	for (size_t i = 0; i < NELEM(roles); i++)
		if (str_is(code, roles[i].code))
			return &roles[i];
	return NULL;
}
