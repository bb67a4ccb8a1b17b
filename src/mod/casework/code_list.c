/*
 * code_list.c: the lists of the national return KO41a that are data: subject,
 * service area, profession. What stands here is what a trust starts with, as
 * it is generally known; the official look-up file was not to be had. A newer
 * list is a newer version in the table, not a change here.
 */
#include "base/words.h"
#include "mod/casework/internal.h"

#define FIRST "2015-04-01" /* the first year of the return as it is */

static const struct choice subjects[] = {
	{ "access", N_("Access to treatment or drugs") },
	{ "admissions", N_("Admissions, discharges and transfers") },
	{ "appointments", N_("Appointments, also delays and cancellations") },
	{ "clinical", N_("Clinical treatment") },
	{ "commissioning", N_("Commissioning") },
	{ "communications", N_("Communications") },
	{ "consent", N_("Consent") },
	{ "end_of_life", N_("End of life care") },
	{ "facilities", N_("Facilities") },
	{ "integrated", N_("Integrated care") },
	{ "mortuary", N_("Mortuary") },
	{ "patient_care", N_("Patient care, also food and drink") },
	{ "prescribing", N_("Prescribing") },
	{ "privacy", N_("Privacy, dignity and wellbeing") },
	{ "restraint", N_("Restraint") },
	{ "staff_numbers", N_("Staff numbers") },
	{ "transport", N_("Transport") },
	{ "administration", N_("Trust administration, policies, records") },
	{ "values", N_("Values and behaviours of staff") },
	{ "waiting", N_("Waiting times") },
	{ "other", N_("Other") },
};

static const struct choice services[] = {
	{ "inpatient", N_("Hospital acute services: inpatient") },
	{ "outpatient", N_("Hospital acute services: outpatient") },
	{ "ae", N_("Hospital acute services: A&E") },
	{ "elderly", N_("Elderly services") },
	{ "mental_health", N_("Mental health services") },
	{ "maternity", N_("Maternity services") },
	{ "ambulance", N_("Ambulance services") },
	{ "community", N_("Community services") },
	{ "commissioning", N_("Commissioning") },
	{ "other", N_("Other") },
};

static const struct choice professions[] = {
	{ "medical", N_("Medical") },
	{ "dental", N_("Dental") },
	{ "nursing", N_("Nursing") },
	{ "midwifery", N_("Midwifery") },
	{ "ambulance", N_("Ambulance crews") },
	{ "scientific",
	    N_("Scientific, therapeutic and technical, allied health") },
	{ "pharmacy", N_("Pharmacy") },
	{ "administrative", N_("Administrative") },
	{ "infrastructure", N_("Infrastructure") },
	{ "support", N_("Support to clinical staff") },
	{ "board", N_("Trust board") },
	{ "other", N_("Other") },
};

static const struct first_list {
	const char *name;
	const struct choice *codes;
	size_t n;
} first_lists[] = {
	{ "subject", subjects, NELEM(subjects) },
	{ "service", services, NELEM(services) },
	{ "profession", professions, NELEM(professions) },
};

static const struct sql SQL_ADD = {
	"INSERT INTO case_code (list, from_on, position, code, label)"
	" VALUES (?1, ?2, ?3, ?4, ?5)"
	" ON CONFLICT (list, from_on, code) DO NOTHING",
	SYSTEM("lists of the national return")
};
static const struct sql *const list[] = { &SQL_ADD };
const struct sql_list case_code_list_sql = { list, NELEM(list) };

enum db_status case_codes_seed(struct ctx *cx, void *arg)
{
	enum db_status st = DB_OK;

	(void)arg;
	for (size_t i = 0; i < NELEM(first_lists); i++)
		for (size_t k = 0; k < first_lists[i].n && st == DB_OK; k++)
			st = db_exec(cx->conn, cx->arena, &SQL_ADD,
			    VALS(V(first_lists[i].name), V(FIRST), V((int)k),
				V(first_lists[i].codes[k].code),
				V(first_lists[i].codes[k].label)),
			    NULL);
	return st;
}
