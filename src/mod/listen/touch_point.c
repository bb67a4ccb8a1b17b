/*
 * touch_point.c: see touch_point.h. The questions of a survey are no fields of
 * a record: they belong to its versions (survey.h).
 */
#include "mod/listen/touch_point.h"

#include "base/words.h"
#include "mod/listen/codes.h"
#include "mod/listen/sql.h"
#include "mod/listen/survey.h"
#include "mod/org/org.h"

static const struct choice survey_states[] = {
	{ "draft", N_("In preparation") },
	{ "open", N_("Open") },
	{ "closed", N_("Closed") },
};
static const struct choice instruments[] = {
	{ "fft2020", N_("National Friends and Family Test") },
	{ "recommend", N_("Test before April 2020") },
	{ "local", N_("Our own questions") },
};
static const struct choice modes[] = {
	{ "sms", N_("Text message") },
	{ "electronic_discharge", N_("Electronic, when leaving") },
	{ "electronic_home", N_("Electronic, at home") },
	{ "paper_discharge", N_("Paper, when leaving") },
	{ "paper_home", N_("Paper, at home") },
	{ "telephone", N_("Telephone") },
	{ "online", N_("Online") },
	{ "other", N_("Other") },
};
const struct choices touch_point_modes = { modes, NELEM(modes) };

#define CHOICES(x) (&(const struct choices){ (x), NELEM(x) })

/* clang-format off */
static const struct field survey_fields[] = {
	{ COL(struct survey_record, name), .label = N_("Name"), .flags = REQUIRED | IN_LIST | IN_SEARCH | TITLE },
	{ COL(struct survey_record, purpose), .label = N_("What it is for"), .flags = IN_LIST, .max = 500 },
	{ COL(struct survey_record, instrument), .label = N_("Kind of question"), .flags = REQUIRED | IN_LIST | FILTER, .choices = CHOICES(instruments),
	  .hint = N_("Answers of different kinds are never counted together") },
	{ COL(struct survey_record, state), .label = N_("State"), .flags = REQUIRED | IN_LIST | FILTER, .choices = CHOICES(survey_states) },
};

static const struct field touch_point_fields[] = {
	{ COL(struct touch_point, name), .label = N_("Name"), .flags = REQUIRED | IN_LIST | IN_SEARCH | TITLE,
	  .hint = N_("Where people meet it, such as: poster by the door") },
	{ COL(struct touch_point, unit), .label = N_("Team or ward"), .flags = REQUIRED | IN_LIST, .ref = &kind_unit },
	{ COL(struct touch_point, code), .label = N_("Code"), .flags = REQUIRED | READ_ONLY | UNIQUE | IN_LIST | IN_SEARCH, .max = 8 },
	{ COL(struct touch_point, survey), .label = N_("Survey"), .flags = REQUIRED | IN_LIST, .ref = &kind_survey },
	{ COL(struct touch_point, mode), .label = N_("How people answer"), .flags = REQUIRED | IN_LIST | FILTER, .choices = &touch_point_modes,
	  .hint = N_("What the national return counts it as") },
	{ COL(struct touch_point, opened), .label = N_("Open from") },
	{ COL(struct touch_point, closed), .label = N_("Closed from") },
	{ COL(struct touch_point, ask_about), .label = N_("Ask people about themselves") },
	{ COL(struct touch_point, ask_contact), .label = N_("Offer to get in touch") },
};
/* clang-format on */

static void touch_point_check(
    struct ctx *cx, const void *rec, struct problems *p)
{
	const struct touch_point *t = rec;

	(void)cx;
	if (!date_none(t->opened) && !date_none(t->closed) &&
	    date_cmp(t->closed, t->opened) <= 0)
		problem_add(p, "closed", "%s",
		    T("This day must be after the day it opens."));
}

static enum db_status touch_point_before(struct ctx *cx, void *rec, bool is_new)
{
	struct touch_point *t = rec;

	/* Nobody chooses a code: one of nineteen letters to the seventh. */
	if (is_new || str_empty(t->code))
		t->code = touch_point_code_new(cx->arena);
	return DB_OK;
}

const struct kind kind_survey = {
	.name = "survey",
	.path = "surveys",
	.one = N_("survey"),
	.many = N_("Surveys"),
	.size = sizeof(struct survey_record),
	.fields = survey_fields,
	.nfields = NELEM(survey_fields),
	.read = CAP_UNIT_READ,
	.write = CAP_SURVEY_ADMIN,
	.system = "what is asked is public",
	.order = "name",
	.no_create = true,
	.data_class = DATA_ORGANISATION,
	.basis = N_("public task, UK GDPR Article 6(1)(e)"),
	.retention = N_("as long as responses point at it"),
	.empty = N_("The questions that you ask people."),
};

const struct kind kind_touch_point = {
	.name = "touch_point",
	.path = "touch-points",
	.one = N_("touch point"),
	.many = N_("Touch points"),
	.size = sizeof(struct touch_point),
	.fields = touch_point_fields,
	.nfields = NELEM(touch_point_fields),
	.read = CAP_UNIT_READ,
	.write = CAP_UNIT_ADMIN,
	.unit = "unit",
	.order = "name",
	.data_class = DATA_ORGANISATION,
	.basis = N_("public task, UK GDPR Article 6(1)(e)"),
	.retention = N_("as long as responses point at it"),
	.empty = N_("Each place where people can give feedback has a code "
		    "here, and a poster to print."),
	.check = touch_point_check,
	.before_save = touch_point_before,
};
