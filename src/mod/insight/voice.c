/*
 * voice.c: the kinds incident and survey_result. They come in as CSV files of
 * the trust's other systems; they are counted in src/count/voices.c.
 */
#include "mod/insight/voice.h"

#include "base/words.h"
#include "count/voices.h"
#include "mod/listen/heard.h"
#include "mod/org/org.h"

static const struct choice harm_list[] = {
	{ "none", N_("No harm") },
	{ "low", N_("Low harm") },
	{ "moderate", N_("Moderate harm") },
	{ "severe", N_("Severe harm") },
	{ "fatal", N_("Death") },
};
static const struct choices harms = { harm_list, NELEM(harm_list) };

static const struct choice who_list[] = {
	{ "staff", N_("Staff") },
	{ "patients", N_("Patients") },
};
static const struct choices whos = { who_list, NELEM(who_list) };

/* clang-format off */
static const struct field incident_fields[] = {
	{ COL(struct incident, title), .label = N_("What happened"), .flags = TITLE | REQUIRED | IN_LIST | IN_SEARCH, .max = 300,
	  .hint = N_("One sentence. Name no patient and no colleague") },
	{ COL(struct incident, unit), .label = N_("Team"), .flags = REQUIRED | IN_LIST | FILTER, .ref = &kind_unit },
	{ COL(struct incident, happened_on), .label = N_("Day"), .flags = REQUIRED | IN_LIST, .hint = N_("For example, 27/3/2026") },
	{ COL(struct incident, theme), .label = N_("What it is about"), .flags = REQUIRED | IN_LIST | FILTER, .choices = &heard_themes },
	{ COL(struct incident, harm), .label = N_("Harm"), .flags = REQUIRED | IN_LIST | FILTER, .choices = &harms },
	{ COL(struct incident, number), .label = N_("Number in the incident system"), .flags = UNIQUE },
};

static const struct field result_fields[] = {
	{ COL(struct survey_result, question), .label = N_("Question"), .flags = TITLE | REQUIRED | IN_LIST | IN_SEARCH, .max = 300 },
	{ COL(struct survey_result, who), .label = N_("Who was asked"), .flags = REQUIRED | IN_LIST | FILTER, .choices = &whos },
	{ COL(struct survey_result, unit), .label = N_("Team, with all below it"), .flags = REQUIRED | IN_LIST | FILTER, .ref = &kind_unit },
	{ COL(struct survey_result, survey), .label = N_("Survey"), .flags = REQUIRED | IN_LIST | IN_SEARCH, .hint = N_("For example: NHS Staff Survey 2026") },
	{ COL(struct survey_result, asked_on), .label = N_("Day"), .flags = REQUIRED | IN_LIST, .hint = N_("The last day of asking. For example, 30/9/2026") },
	{ COL(struct survey_result, theme), .label = N_("What it is about"), .flags = REQUIRED | IN_LIST | FILTER, .choices = &heard_themes },
	{ COL(struct survey_result, good), .label = N_("Favourable answers"), .flags = REQUIRED | IN_LIST, .min_value = 0, .max_value = 1000000 },
	{ COL(struct survey_result, answers), .label = N_("All answers"), .flags = REQUIRED | IN_LIST, .min_value = 1, .max_value = 1000000 },
};
/* clang-format on */

static void check_incident(struct ctx *cx, const void *rec, struct problems *p)
{
	const struct incident *i = rec;

	if (date_cmp(i->happened_on, cx->today) > 0)
		problem_add(p, "happened_on", "%s",
		    T("The day must not be in the future"));
}

/* Few people asked in one place may know each other's answers. */
static void check_result(struct ctx *cx, const void *rec, struct problems *p)
{
	const struct survey_result *s = rec;

	if (date_cmp(s->asked_on, cx->today) > 0)
		problem_add(p, "asked_on", "%s",
		    T("The day must not be in the future"));
	if (s->good > s->answers)
		problem_add(p, "good", "%s",
		    T("There are more favourable answers than answers"));
	if (s->answers < VOICE_FEW)
		problem_add(p, "answers",
		    T("Results of fewer than %d people are not brought in: "
		      "somebody could be known by them"),
		    VOICE_FEW);
}

const struct kind kind_incident = {
	.name = "incident",
	.path = "incidents",
	.one = N_("incident"),
	.many = N_("Incidents"),
	.size = sizeof(struct incident),
	.fields = incident_fields,
	.nfields = NELEM(incident_fields),
	.read = CAP_RESPONSE_READ,
	.write = CAP_IMPORT,
	.unit = "unit",
	.order = "happened_on",
	.newest_first = true,
	.data_class = DATA_ORGANISATION,
	.basis = N_("Public task: to see quality from several sides"),
	.retention = N_("Three years; the incident system keeps the record"),
	.empty = N_("Incidents from the trust's incident system, to stand "
		    "beside what people say. Bring in a file with the columns "
		    "title, unit, happened_on, theme and harm."),
	.check = check_incident,
};

const struct kind kind_survey_result = {
	.name = "survey_result",
	.path = "survey-results",
	.one = N_("survey result"),
	.many = N_("Results of surveys"),
	.size = sizeof(struct survey_result),
	.fields = result_fields,
	.nfields = NELEM(result_fields),
	.read = CAP_RESPONSE_READ,
	.write = CAP_IMPORT,
	.unit = "unit",
	.order = "asked_on",
	.newest_first = true,
	.data_class = DATA_ORGANISATION,
	.basis = N_("Public task: to see quality from several sides"),
	.retention = N_("As long as the service exists"),
	.empty = N_("What staff and patients answered in surveys outside "
		    "Heard, question by question. Bring in a file with the "
		    "columns question, who, unit, survey, asked_on, theme, "
		    "good and answers."),
	.check = check_result,
};
