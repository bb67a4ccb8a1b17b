/*
 * voice.c: the records of where patients are heard at the top: governors and
 * what members told them, questions that were taken to people, and what boards
 * and committees decided. Pages over them are in voice_page.c.
 */
#include "mod/network/voice.h"

#include "base/words.h"
#include "mod/account/account.h"
#include "mod/involve/forum.h"
#include "mod/org/org.h"

#define WHY  N_("Public task: working with people who use services")
#define KEPT N_("Ten years, with the report it is in")

#define CHOICES(x) static const struct choices x = { x##_list, NELEM(x##_list) }

static const struct choice governor_kinds_list[] = {
	{ "public", N_("Public governor") },
	{ "patient", N_("Patient or carer governor") },
	{ "staff", N_("Staff governor") },
	{ "appointed", N_("Appointed governor") },
};
CHOICES(governor_kinds);

static const struct choice heard_ways_list[] = {
	{ "meeting", N_("At a meeting") },
	{ "surgery", N_("At an open hour") },
	{ "mail", N_("By mail or letter") },
	{ "phone", N_("By telephone") },
	{ "street", N_("Out and about") },
};
CHOICES(heard_ways);

static const struct choice heard_states_list[] = {
	{ "heard", N_("Written down") },
	{ "passed", N_("Passed on to the trust") },
	{ "answered", N_("Answered") },
};
CHOICES(heard_states);

static const struct choice engagement_forms_list[] = {
	{ "cafe", N_("Café conversation") },
	{ "workshop", N_("Workshop") },
	{ "focus", N_("Focus group") },
	{ "consultation", N_("Consultation") },
	{ "action", N_("Listening into action") },
	{ "survey", N_("Question to many people") },
};
CHOICES(engagement_forms);

static const struct choice engagement_states_list[] = {
	{ "planned", N_("Planned") },
	{ "asking", N_("People are being asked") },
	{ "deciding", N_("Being decided") },
	{ "told", N_("Told back") },
};
CHOICES(engagement_states);

static const struct choice decision_outcomes_list[] = {
	{ "as_asked", N_("As people asked") },
	{ "in_part", N_("In part as people asked") },
	{ "otherwise", N_("Not as people asked") },
	{ "open", N_("Not decided yet") },
};
CHOICES(decision_outcomes);

/* clang-format off */
static const struct field governor_fields[] = {
	{ COL(struct governor, title), .label = N_("Name"), .flags = TITLE | REQUIRED | IN_LIST | IN_SEARCH, .max = 120 },
	{ COL(struct governor, unit), .label = N_("Team"), .flags = REQUIRED | FILTER, .ref = &kind_unit },
	{ COL(struct governor, constituency), .label = N_("Whom they stand for"), .flags = REQUIRED | IN_LIST | IN_SEARCH, .max = 120, .hint = N_("For example: public, north of the county") },
	{ COL(struct governor, elected), .label = N_("Kind of governor"), .flags = REQUIRED | IN_LIST | FILTER, .choices = &governor_kinds },
	{ COL(struct governor, contact), .label = N_("How people reach them"), .flags = REQUIRED, .max = 300, .hint = N_("An address or a number of the trust, never a private one: everybody can read it") },
	{ COL(struct governor, person), .label = N_("With whom they sign in"), .ref = &kind_person },
	{ COL(struct governor, from_on), .label = N_("From"), .flags = IN_LIST },
	{ COL(struct governor, until_on), .label = N_("Until"), .flags = IN_LIST },
};
static const struct field governor_heard_fields[] = {
	{ COL(struct governor_heard, title), .label = N_("What was said"), .flags = TITLE | REQUIRED | IN_LIST | IN_SEARCH, .max = 300, .hint = N_("Without names or anything by which somebody can be known") },
	{ COL(struct governor_heard, governor), .label = N_("Governor"), .flags = REQUIRED | IN_LIST | FILTER, .ref = &kind_governor },
	{ COL(struct governor_heard, unit), .label = N_("Which team it is about"), .flags = REQUIRED | IN_LIST | FILTER, .ref = &kind_unit },
	{ COL(struct governor_heard, heard_on), .label = N_("When"), .flags = REQUIRED | IN_LIST },
	{ COL(struct governor_heard, way), .label = N_("How it reached them"), .flags = REQUIRED | FILTER, .choices = &heard_ways },
	{ COL(struct governor_heard, state), .label = N_("State"), .flags = REQUIRED | IN_LIST | FILTER, .choices = &heard_states },
	{ COL(struct governor_heard, answer), .label = N_("What came back"), .flags = LONG, .max = 3000 },
};
static const struct field engagement_fields[] = {
	{ COL(struct engagement, title), .label = N_("Exercise"), .flags = TITLE | REQUIRED | IN_LIST | IN_SEARCH, .max = 160 },
	{ COL(struct engagement, unit), .label = N_("Team"), .flags = REQUIRED | IN_LIST | FILTER, .ref = &kind_unit },
	{ COL(struct engagement, form), .label = N_("In which form"), .flags = REQUIRED | IN_LIST | FILTER, .choices = &engagement_forms },
	{ COL(struct engagement, question), .label = N_("The question"), .flags = REQUIRED | LONG, .max = 2000 },
	{ COL(struct engagement, asked), .label = N_("Who was asked"), .flags = REQUIRED | LONG, .max = 2000, .hint = N_("Groups, not names; also who was missing") },
	{ COL(struct engagement, asked_n), .label = N_("How many took part"), .flags = IN_LIST, .min_value = 0, .max_value = 1000000 },
	{ COL(struct engagement, starts_on), .label = N_("From"), .flags = REQUIRED | IN_LIST },
	{ COL(struct engagement, ends_on), .label = N_("Until") },
	{ COL(struct engagement, state), .label = N_("State"), .flags = REQUIRED | IN_LIST | FILTER, .choices = &engagement_states },
	{ COL(struct engagement, heard), .label = N_("What was heard"), .flags = LONG, .max = 5000 },
	{ COL(struct engagement, decided), .label = N_("What was decided"), .flags = LONG, .max = 5000 },
	{ COL(struct engagement, objective), .label = N_("Which objective came of it"), .max = 300 },
	{ COL(struct engagement, told_on), .label = N_("Told back on"), .flags = IN_LIST },
	{ COL(struct engagement, told_how), .label = N_("How it was told back"), .max = 300 },
	{ COL(struct engagement, public), .label = N_("Show it to everybody"), .flags = FILTER },
};
static const struct field decision_fields[] = {
	{ COL(struct decision, title), .label = N_("What it was about"), .flags = TITLE | REQUIRED | IN_LIST | IN_SEARCH, .max = 160 },
	{ COL(struct decision, forum), .label = N_("Board or committee"), .flags = REQUIRED | IN_LIST | FILTER, .ref = &kind_forum },
	{ COL(struct decision, unit), .label = N_("Team"), .flags = REQUIRED | IN_LIST | FILTER, .ref = &kind_unit },
	{ COL(struct decision, decided_on), .label = N_("Day"), .flags = REQUIRED | IN_LIST },
	{ COL(struct decision, said), .label = N_("What patients said"), .flags = REQUIRED | LONG, .max = 3000, .hint = N_("And where it is from. Write “Nobody was asked” where that is so") },
	{ COL(struct decision, involved), .label = N_("Who was involved"), .flags = LONG, .max = 2000, .hint = N_("Roles and groups, not names") },
	{ COL(struct decision, voice), .label = N_("Patients took part in it"), .flags = IN_LIST | FILTER },
	{ COL(struct decision, engagement), .label = N_("The exercise behind it"), .ref = &kind_engagement },
	{ COL(struct decision, outcome), .label = N_("How it went"), .flags = REQUIRED | IN_LIST | FILTER, .choices = &decision_outcomes },
	{ COL(struct decision, decided), .label = N_("What was decided"), .flags = LONG, .max = 3000 },
	{ COL(struct decision, why_not), .label = N_("Why not what people asked for"), .flags = LONG, .max = 3000 },
};
/* clang-format on */

static void check_heard(struct ctx *cx, const void *rec, struct problems *p)
{
	const struct governor_heard *x = rec;

	(void)cx;
	if (str_is(x->state, "answered") && str_empty(x->answer))
		problem_add(p, "answer", T("Write down what came back"));
}

static void check_engagement(
    struct ctx *cx, const void *rec, struct problems *p)
{
	const struct engagement *x = rec;

	(void)cx;
	if (!date_none(x->ends_on) && date_cmp(x->ends_on, x->starts_on) < 0)
		problem_add(p, "ends_on",
		    T("It ends before it begins: mend one of the two days"));
	if (!str_is(x->state, "told"))
		return;
	if (str_empty(x->heard))
		problem_add(p, "heard", T("Write down what was heard"));
	if (str_empty(x->decided))
		problem_add(p, "decided",
		    T("Write down what was decided, or that nothing was"));
	if (date_none(x->told_on))
		problem_add(p, "told_on",
		    T("Say on which day people were told what came of it"));
}

static void check_decision(struct ctx *cx, const void *rec, struct problems *p)
{
	const struct decision *x = rec;
	const bool open = str_is(x->outcome, "open");

	(void)cx;
	if (!open && str_empty(x->decided))
		problem_add(p, "decided", T("Write down what was decided"));
	if (!open && !str_is(x->outcome, "as_asked") && str_empty(x->why_not))
		problem_add(p, "why_not",
		    T("People asked for something else: say why not"));
	if (x->voice && str_empty(x->involved))
		problem_add(p, "involved", T("Say who was involved"));
}

const struct kind kind_governor = {
	.name = "governor",
	.path = "governors",
	.one = N_("governor"),
	.many = N_("Governors"),
	.size = sizeof(struct governor),
	.fields = governor_fields,
	.nfields = NELEM(governor_fields),
	.read = CAP_INVOLVE_READ,
	.write = CAP_INVOLVE_WRITE,
	.unit = "unit",
	.data_class = DATA_STAFF,
	.basis = WHY,
	.retention = KEPT,
	.empty = N_(
	    "The governors, whom each stands for, and how members reach them."),
	.more = governor_more,
};

const struct kind kind_governor_heard = {
	.name = "governor_heard",
	.path = "governor-heard",
	.one = N_("thing that members told a governor"),
	.many = N_("What members told governors"),
	.size = sizeof(struct governor_heard),
	.fields = governor_heard_fields,
	.nfields = NELEM(governor_heard_fields),
	.read = CAP_INVOLVE_READ,
	.write = CAP_INVOLVE_WRITE,
	.unit = "unit",
	.order = "heard_on",
	.newest_first = true,
	.data_class = DATA_ANONYMOUS,
	.basis = WHY,
	.retention = KEPT,
	.empty = N_(
	    "What members told their governors, to whom it was passed on, and what came back."),
	.check = check_heard,
};

const struct kind kind_engagement = {
	.name = "engagement",
	.path = "engagements",
	.one = N_("engagement exercise"),
	.many = N_("Engagement exercises"),
	.size = sizeof(struct engagement),
	.fields = engagement_fields,
	.nfields = NELEM(engagement_fields),
	.read = CAP_INVOLVE_READ,
	.write = CAP_INVOLVE_WRITE,
	.unit = "unit",
	.order = "starts_on",
	.newest_first = true,
	.data_class = DATA_ORGANISATION,
	.basis = WHY,
	.retention = KEPT,
	.empty = N_(
	    "Conversations, workshops and consultations: the question, who was asked, what was heard, what was decided and how it was told back."),
	.check = check_engagement,
};

const struct kind kind_decision = {
	.name = "decision",
	.path = "decisions",
	.one = N_("decision"),
	.many = N_("Decisions"),
	.size = sizeof(struct decision),
	.fields = decision_fields,
	.nfields = NELEM(decision_fields),
	.read = CAP_INVOLVE_READ,
	.write = CAP_INVOLVE_WRITE,
	.unit = "unit",
	.order = "decided_on",
	.newest_first = true,
	.data_class = DATA_ORGANISATION,
	.basis = WHY,
	.retention = KEPT,
	.empty = N_(
	    "What boards and committees decided: what patients said, who was involved, what was decided, or why not."),
	.check = check_decision,
};
