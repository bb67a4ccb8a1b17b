/*
 * appointment.c: the kind appointment: who holds which role where. Rights
 * follow in the same change.
 */
#include "base/words.h"
#include "core/may.h"
#include "mod/account/account.h"
#include "mod/org/org.h"

static const struct sql SQL_PERSON = {
	"SELECT person FROM appointment WHERE id = ?1",
	SYSTEM("a check of the record that is being saved")
};

/* The same codes as core/role.c, which a test compares. */
static const struct choice roles[] = {
	{ "ward_manager", N_("Ward or team manager") },
	{ "experience_lead", N_("Patient experience lead") },
	{ "experience_officer", N_("Patient experience officer") },
	{ "moderator", N_("Moderator") },
	{ "complaints_officer", N_("Complaints officer") },
	{ "complaints_manager", N_("Complaints manager") },
	{ "responsible_person", N_("Responsible person") },
	{ "pals_officer", N_("PALS officer") },
	{ "case_handler", N_("Investigator") },
	{ "analyst", N_("Analyst") },
	{ "board_member", N_("Board member") },
	{ "governor", N_("Governor") },
	{ "volunteer", N_("Volunteer") },
	{ "administrator", N_("Administrator") },
	{ "caldicott_guardian", N_("Caldicott Guardian") },
	{ "involvement_lead", N_("Involvement lead") },
	{ "finance_officer", N_("Finance officer") },
	{ "budget_holder", N_("Budget holder") },
	{ "member", N_("Member with lived experience") },
};
static const struct choices role_choices = { roles, NELEM(roles) };

static void check(struct ctx *cx, const void *rec, struct problems *p)
{
	const struct appointment *a = rec;
	const int64_t was = db_get_int(cx->conn, cx->arena, &SQL_PERSON,
	    VALS(val_int(a->record.id)), a->person);

	if (!date_none(a->from_on) && !date_none(a->until_on) &&
	    date_cmp(a->until_on, a->from_on) <= 0)
		problem_add(p, "until_on", "%s",
		    T("The role must end after it begins"));
	if (was != a->person)
		problem_add(p, "person", "%s",
		    T("A role stays with its person. End this one and give "
		      "the other person a new one"));
	if (!cx->system && a->person == cx->person)
		problem_add(p, "person", "%s",
		    T("You cannot change your own roles. Ask another "
		      "administrator"));
}

static enum db_status after_save(struct ctx *cx, const void *rec, bool is_new)
{
	const struct appointment *a = rec;

	(void)is_new;
	return may_rebuild_person(cx, a->person);
}

/* clang-format off */
static const struct field fields[] = {
	{ COL(struct appointment, person), .label = N_("Person"), .flags = REQUIRED | IN_LIST | FILTER, .ref = &kind_person },
	{ COL(struct appointment, role), .label = N_("Role"), .flags = REQUIRED | IN_LIST | FILTER | TITLE, .choices = &role_choices },
	{ COL(struct appointment, unit), .label = N_("Where"), .flags = REQUIRED | IN_LIST | FILTER, .ref = &kind_unit,
	  .hint = N_("The role counts here and for everything below") },
	{ COL(struct appointment, from_on), .label = N_("From"), .flags = IN_LIST, .hint = N_("Empty: from now on") },
	{ COL(struct appointment, until_on), .label = N_("Until"), .flags = IN_LIST, .hint = N_("The first day without the role") },
};
/* clang-format on */

const struct kind kind_appointment = {
	.name = "appointment",
	.path = "roles",
	.one = N_("role of a person"),
	.many = N_("Roles"),
	.size = sizeof(struct appointment),
	.fields = fields,
	.nfields = NELEM(fields),
	.read = CAP_PERSON_ADMIN,
	.write = CAP_PERSON_ADMIN,
	.unit = "unit",
	.data_class = DATA_STAFF,
	.basis = N_("public task: knowing who may see what"),
	.retention = N_("for as long as what they did is kept"),
	.empty = N_("Who holds which role where will be here. A role on a "
		    "directorate counts for all its teams."),
	.check = check,
	.after_save = after_save,
};

static const struct sql *const list[] = { &SQL_PERSON };
const struct sql_list appointment_sql = { list, NELEM(list) };
