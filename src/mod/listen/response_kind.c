/*
 * response_kind.c: responses as a record kind, for lists, exports and JSON.
 * They are made by capture and imports (store.h) and never edited; the words
 * that came with them are comments, and what people said about themselves is
 * not here at all.
 */
#include "mod/listen/response_kind.h"

#include "base/words.h"
#include "mod/listen/touch_point.h"
#include "mod/org/org.h"

/* The wording is codes_answer's, which is national. */
static const struct choice answer_list[] = {
	{ "1", N_("Very good") },
	{ "2", N_("Good") },
	{ "3", N_("Neither good nor poor") },
	{ "4", N_("Poor") },
	{ "5", N_("Very poor") },
	{ "6", N_("Don't know") },
};
static const struct choices answers = { answer_list, NELEM(answer_list) };

static const struct choice role_list[] = {
	{ "patient", N_("Patients") },
	{ "carer", N_("Carers") },
	{ "relative", N_("Family and friends") },
	{ "other", N_("Someone else") },
};
static const struct choices roles = { role_list, NELEM(role_list) };

/* clang-format off */
static const struct field fields[] = {
	{ COL(struct response_record, title), .label = N_("Month and reference"),
	  .flags = REQUIRED | TITLE | IN_LIST | READ_ONLY },
	{ COL(struct response_record, unit), .label = N_("Team"),
	  .flags = REQUIRED | IN_LIST | FILTER | READ_ONLY, .ref = &kind_unit },
	{ COL(struct response_record, touch_point), .label = N_("Touch point"),
	  .hint = N_("The code that the person used; none for a file of another system"),
	  .flags = READ_ONLY, .ref = &kind_touch_point },
	{ COL(struct response_record, mode), .label = N_("How it came"),
	  .flags = REQUIRED | IN_LIST | FILTER | READ_ONLY, .choices = &touch_point_modes },
	{ COL(struct response_record, lang), .label = N_("Language"),
	  .flags = REQUIRED | READ_ONLY },
	{ COL(struct response_record, experienced_on), .label = N_("Day of the experience"),
	  .flags = REQUIRED | READ_ONLY },
	{ COL(struct response_record, answer), .label = N_("Answer"),
	  .flags = IN_LIST | FILTER | READ_ONLY, .choices = &answers },
	{ COL(struct response_record, role), .label = N_("Who wrote"),
	  .flags = IN_LIST | FILTER | READ_ONLY, .choices = &roles },
	{ COL(struct response_record, may_show), .label = N_("Words may be shown"),
	  .hint = N_("Whether the person agreed that the public reads them"),
	  .flags = READ_ONLY },
};
/* clang-format on */

const struct kind kind_response = {
	.name = "response_record",
	.path = "responses",
	.one = N_("response"),
	.many = N_("Responses"),
	.size = sizeof(struct response_record),
	.fields = fields,
	.nfields = NELEM(fields),
	.read = CAP_RESPONSE_READ,
	.write = CAP_ERASE,
	.unit = "unit",
	.order = "id",
	.newest_first = true,
	.view = true,
	.no_create = true,
	.data_class = DATA_ANONYMOUS,
	.basis = "public task: learning from experience of care",
	.retention = "as long as the trust keeps responses",
	.empty = N_("What people answer will be here as soon as somebody has "
		    "given feedback to one of your teams."),
};
