/*
 * member.c: the kinds of the register: a member, and a check. How to reach
 * somebody and everything of the other access classes is in member_class.c.
 */
#include "mod/involve/member.h"
#include "base/words.h"
#include "mod/account/account.h"
#include "mod/involve/codes.h"
#include "mod/involve/internal.h"
#include "mod/org/org.h"

static const struct choice state_list[] = {
	{ "enquiry", N_("Enquiry") },
	{ "chat", N_("Chat") },
	{ "application", N_("Application") },
	{ "checks", N_("Checks") },
	{ "induction", N_("Induction") },
	{ "active", N_("Active") },
	{ "paused", N_("Paused") },
	{ "stepped_down", N_("Stepped down") },
};
const struct choices member_states = { state_list, NELEM(state_list) };

static const struct choice pay_list[] = {
	{ "pay", N_("Pay me") },
	{ "hold", N_("Hold payments until I say") },
	{ "decline", N_("I do not want to be paid") },
	{ "donate", N_("Give my payments to the trust's charity") },
};
const struct choices pay_wishes = { pay_list, NELEM(pay_list) };

static const struct choice how_list[] = {
	{ "bank", N_("Into my bank account") },
	{ "voucher", N_("A voucher") },
	{ "cash", N_("Cash") },
};
const struct choices pay_hows = { how_list, NELEM(how_list) };

static const struct choice band_list[] = {
	{ "under_13", N_("Under 13") },
	{ "13_15", N_("13 to 15") },
	{ "16_17", N_("16 or 17") },
};
const struct choices young_bands = { band_list, NELEM(band_list) };

bool member_is_child(struct str age_band)
{
	return str_is(age_band, "under_13") || str_is(age_band, "13_15");
}

/* clang-format off */
static const struct field member_fields[] = {
	{ COL(struct member, name), .label = N_("Name"), .flags = TITLE | REQUIRED | IN_LIST | IN_SEARCH, .max = 120 },
	{ COL(struct member, unit), .label = N_("Looked after by"), .flags = REQUIRED | IN_LIST | FILTER, .ref = &kind_unit,
	  .hint = N_("The whole trust, or the part whose involvement team knows them") },
	{ COL(struct member, state), .label = N_("State"), .flags = READ_ONLY | REQUIRED | IN_LIST | FILTER, .choices = &member_states },
	{ COL(struct member, state_since), .label = N_("Since"), .flags = READ_ONLY | IN_LIST },
	{ COL(struct member, level), .label = N_("Level"), .flags = FILTER, .choices = &levels },
	{ COL(struct member, contact), .label = N_("Their person in the team"), .flags = IN_LIST, .ref = &kind_person },
	{ COL(struct member, outward), .label = N_("First half of the postcode"), .max = 4, .hint = N_("For example, LE2") },
	{ COL(struct member, lang), .label = N_("Language"), .max = 12, .hint = N_("A code such as ur or pl; empty for English") },
	{ COL(struct member, intro), .label = N_("How they introduce themselves"), .flags = LONG, .max = 1000,
	  .hint = N_("This is what a service lead reads. In their words; nothing about health that they would not say to a stranger") },
	{ COL(struct member, pay), .label = N_("Payment"), .choices = &pay_wishes },
	{ COL(struct member, pay_how), .label = N_("Paid by"), .choices = &pay_hows },
	{ COL(struct member, age_band), .label = N_("Age, of who is under 18"), .choices = &young_bands,
	  .hint = N_("Under 16 a parent or guardian agrees and is written to instead") },
	{ COL(struct member, under_18), .label = N_("Under 18"), .flags = FILTER },
	{ COL(struct member, bulletin), .label = N_("Gets the monthly bulletin"), .flags = FILTER },
	{ COL(struct member, review_on), .label = N_("Next review"), .flags = IN_LIST },
	{ COL(struct member, paused_until), .label = N_("Paused until"), .hint = N_("Empty: until they say") },
	{ COL(struct member, leave_reason), .label = N_("Why they stepped down"), .flags = READ_ONLY, .max = 500 },
	{ COL(struct member, person), .label = N_("Signs in as"), .flags = READ_ONLY | PRIVATE, .ref = &kind_person },
};
/* clang-format on */

static void check_member(struct ctx *cx, const void *rec, struct problems *p)
{
	const struct member *b = rec;

	if (!str_null(b->lang) && words_language(b->lang) == NULL)
		problem_add(p, "lang",
		    T("This is no language that Heard speaks. Leave it empty "
		      "for English"));
	if (!date_none(b->review_on) && b->rec.id == 0 &&
	    date_cmp(b->review_on, cx->today) < 0)
		problem_add(p, "review_on",
		    T("The next review must not be in the past"));
}

static enum db_status before_member(struct ctx *cx, void *rec, bool is_new)
{
	struct member *b = rec;

	if (!str_null(b->age_band))
		b->under_18 = true;
	if (is_new && str_null(b->state)) {
		b->state = S("enquiry");
		b->state_since = cx->today;
	}
	return DB_OK;
}

const struct kind kind_member = {
	.name = "member",
	.path = "members",
	.one = N_("member"),
	.many = N_("Members"),
	.size = sizeof(struct member),
	.fields = member_fields,
	.nfields = NELEM(member_fields),
	.read = CAP_REGISTER,
	.write = CAP_REGISTER,
	.unit = "unit",
	.fold = true,
	.data_class = DATA_PERSONAL,
	.basis = N_("Public task: working with people who use services; they "
		    "ask to take part"),
	.retention =
	    N_("While they take part. Afterwards only the name beside payment "
	       "records, for seven years"),
	.empty = N_("The people who take part will be here. They join at "
		    "/involve/join, or you add them on their behalf."),
	.check = check_member,
	.before_save = before_member,
	.more = member_more,
};

/* Checks -------------------------------------------------------------- */

static const struct choice what_list[] = {
	{ "reference", N_("Reference") },
	{ "confidentiality", N_("Confidentiality agreement") },
	{ "conduct", N_("Code of conduct") },
	{ "dbs", N_("DBS check (only where the role needs it)") },
	{ "right_to_work", N_("Right to work (only for paid jobs)") },
	{ "guardian", N_("Consent of a parent or guardian (under 18)") },
	{ "induction", N_("Induction") },
	{ "young", N_("Consent of their own (16 or 17)") },
};
const struct choices check_whats = { what_list, NELEM(what_list) };

static const struct choice check_state_list[] = {
	{ "asked", N_("Asked for") },
	{ "done", N_("Done") },
	{ "not_needed", N_("Not needed") },
};
static const struct choices check_states = { check_state_list,
	NELEM(check_state_list) };

/* clang-format off */
static const struct field check_fields[] = {
	{ COL(struct member_check, title), .label = N_("What it is"), .flags = TITLE | REQUIRED | IN_LIST, .max = 120 },
	{ COL(struct member_check, member), .label = N_("Member"), .flags = REQUIRED | IN_LIST, .ref = &kind_member },
	{ COL(struct member_check, unit), .label = N_("Looked after by"), .flags = REQUIRED | FILTER, .ref = &kind_unit },
	{ COL(struct member_check, what), .label = N_("Sort"), .flags = REQUIRED | IN_LIST | FILTER, .choices = &check_whats },
	{ COL(struct member_check, state), .label = N_("State"), .flags = REQUIRED | IN_LIST | FILTER, .choices = &check_states },
	{ COL(struct member_check, asked_on), .label = N_("Asked for on") },
	{ COL(struct member_check, done_on), .label = N_("Done on"), .flags = IN_LIST },
	{ COL(struct member_check, expires_on), .label = N_("Must be done again by"), .flags = IN_LIST,
	  .hint = N_("You are reminded six weeks before") },
	{ COL(struct member_check, remark), .label = N_("Remark"), .flags = LONG, .max = 1000 },
};
/* clang-format on */

static void check_check(struct ctx *cx, const void *rec, struct problems *p)
{
	const struct member_check *c = rec;

	if (!date_none(c->done_on) && date_cmp(c->done_on, cx->today) > 0)
		problem_add(p, "done_on", T("It cannot be done in the future"));
	if (!date_none(c->expires_on) && !date_none(c->done_on) &&
	    date_cmp(c->expires_on, c->done_on) <= 0)
		problem_add(p, "expires_on",
		    T("It must be done again after it was done"));
}

static enum db_status before_check(struct ctx *cx, void *rec, bool is_new)
{
	struct member_check *c = rec;

	(void)is_new;
	if (str_is(c->state, "done") && date_none(c->done_on))
		c->done_on = cx->today;
	return DB_OK;
}

const struct kind kind_member_check = {
	.name = "member_check",
	.path = "checks",
	.one = N_("check"),
	.many = N_("Checks and agreements"),
	.size = sizeof(struct member_check),
	.fields = check_fields,
	.nfields = NELEM(check_fields),
	.read = CAP_REGISTER,
	.write = CAP_REGISTER,
	.unit = "unit",
	.order = "expires_on",
	.data_class = DATA_PERSONAL,
	.basis = N_("Public task: people are safe with each other"),
	.retention = N_("Until one year after they stepped down"),
	.empty = N_("References, agreements and other checks of your members. "
		    "They are asked for when somebody reaches that step."),
	.check = check_check,
	.before_save = before_check,
};
