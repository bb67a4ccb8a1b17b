/*
 * taxonomy.c: see taxonomy.h.
 */
#include "text/taxonomy.h"

#include <stdbool.h>
#include <string.h>

#include "base/words.h"

#define GENERAL    N_("General")
#define STAFF      N_("Staff")
#define ACCESS     N_("Access to medical care & support")
#define TALK       N_("Communication & involvement")
#define MIND       N_("Mental Health specifics")
#define JOURNEY    N_("Patient journey & service coordination")
#define MEDICINE   N_("Medication & pain")
#define ACTIVITIES N_("Activities")
#define PLACE      N_("Environment, equipment & catering")
#define TRAVEL     N_("Service location, travel & transport")
#define COMPLAINT  N_("Complaints and concerns")

/* clang-format off */
const struct theme theme_list[THEMES] = {
	{ "praise", N_("Positive experience & gratitude"), GENERAL,
	  N_("Thanks or praise that does not say what for, and answers that nothing needs to be better.") },
	{ "organised", N_("Organisation & efficiency"), GENERAL,
	  N_("How well the service as a whole is run: well led, in order, smooth, or the opposite.") },
	{ "money", N_("Funding & use of financial resources"), GENERAL,
	  N_("Whether the service has enough money, and whether it spends what it has wisely.") },
	{ "safe", N_("Feeling safe"), GENERAL,
	  N_("Whether people felt safe in the service's hands, whatever made them feel so.") },
	{ "manner", N_("Staff manner & personal attributes"), STAFF,
	  N_("How staff are with people: kind, polite, caring, professional, respectful, or not.") },
	{ "skill", N_("Competence & training"), STAFF,
	  N_("Whether staff know what they are doing, and have been taught what they need to know.") },
	{ "staffing", N_("Staffing levels & responsiveness"), STAFF,
	  N_("Whether there are enough staff of the right kind, how busy they are, and how soon they come when somebody needs them.") },
	{ "contact", N_("Contacting services"), ACCESS,
	  N_("How easy it is to reach the service by telephone, online or in person, and to know how.") },
	{ "appointments", N_("Appointment arrangements"), ACCESS,
	  N_("How appointments are made, changed, cancelled and kept; how often, how long and at what hour; and letters or messages about them.") },
	{ "method", N_("Appointment method"), ACCESS,
	  N_("Whether people are seen face to face, by video or by telephone, and whether it suits them.") },
	{ "waiting", N_("Timeliness of care"), ACCESS,
	  N_("How soon people are seen, treated or fetched, and whether there is a service to go to at all.") },
	{ "communication", N_("Unspecified communication"), TALK,
	  N_("Communication was good or bad, and no more is said about it.") },
	{ "listening", N_("Staff listening, understanding & involving patients"), TALK,
	  N_("Whether staff listen, understand, take time, treat each person as one, and decide with them.") },
	{ "told", N_("Information directly from staff during care"), TALK,
	  N_("What staff explain or answer there and then, and whether it can be understood, in any language.") },
	{ "guidance", N_("Information provision & guidance"), TALK,
	  N_("Advice and information to take away: leaflets, websites, classes, signposting.") },
	{ "informed", N_("Being kept informed, clarity & consistency of information"), TALK,
	  N_("Whether people know what is happening and what comes next, and are told the same by everybody.") },
	{ "family", N_("Interaction with family/ carers"), TALK,
	  N_("How the service speaks with, includes and supports family, friends and carers; visiting.") },
	{ "mha", N_("Mental Health Act"), MIND,
	  N_("Being detained, leave, rules and restrictions, and release, under the Mental Health Act.") },
	{ "continuity", N_("Continuity of care"), JOURNEY,
	  N_("Triage, diagnosis and referral; passing between services and people; seeing the same staff; care plans.") },
	{ "discharge", N_("Discharge"), JOURNEY,
	  N_("Leaving a service: when, how ready people are, and what is arranged for afterwards.") },
	{ "medication", N_("Supplying & understanding medication"), MEDICINE,
	  N_("Getting the right medicine in time, knowing what it does, and having it reviewed.") },
	{ "pain", N_("Pain management"), MEDICINE,
	  N_("Whether people were in pain, and whether something was done about it soon enough.") },
	{ "activities", N_("Activities & access to fresh air"), ACTIVITIES,
	  N_("Things to do that are not treatment, and getting outside.") },
	{ "wifi", N_("Electronic entertainment"), ACTIVITIES,
	  N_("Wi-Fi, television, radio and the like, for patients and visitors.") },
	{ "clean", N_("Cleanliness, tidiness & infection control"), PLACE,
	  N_("How clean and tidy places and things are; masks, gloves and other guards against infection.") },
	{ "senses", N_("Sensory experience"), PLACE,
	  N_("Noise, heat and cold, light, smell, and whether people can sleep.") },
	{ "place", N_("Environment, facilities & equipment"), PLACE,
	  N_("Rooms, furniture, comfort, privacy, upkeep and safety of the building; medical equipment.") },
	{ "food", N_("Food & drink provision & facilities"), PLACE,
	  N_("What there is to eat and drink, how good it is, help with eating, kitchens, shops and machines.") },
	{ "location", N_("Service location"), TRAVEL,
	  N_("Where the service is, how far that is, and how easy it is to find.") },
	{ "transport", N_("Transport to/ from services"), TRAVEL,
	  N_("Patient transport, taxis and buses: whether they come, how they are, and how they are driven.") },
	{ "blank", N_("Labelling not possible"), GENERAL,
	  N_("Nothing was written, or only that there is no answer. Found by rule.") },
	{ "parking", N_("Parking"), TRAVEL,
	  N_("Finding, reaching and paying for a place to park.") },
	{ "safeguarding", N_("Safeguarding concern"), COMPLAINT,
	  N_("A child or an adult may be harmed, neglected or at risk. A person reads each of these.") },
	{ "equality", N_("Equality, diversity & inclusion"), COMPLAINT,
	  N_("Being treated worse or better, or having needs met, because of who somebody is.") },
	{ "records", N_("Patient records & confidentiality"), COMPLAINT,
	  N_("Records that are wrong, missing or hard to get, and who may see or hear what.") },
	{ "admission", N_("Admission"), COMPLAINT,
	  N_("Coming in: finding a bed, being received and settled.") },
	{ "outcome", N_("Impact/outcome of treatment"), COMPLAINT,
	  N_("What treatment led to: better, the same, worse, or harm.") },
};
/* clang-format on */

int theme_find(struct str name)
{
	for (int i = 0; i < THEMES; i++)
		if (str_eq_nocase(name, str_of(theme_list[i].name)) ||
		    str_is(name, theme_list[i].key))
			return i;
	return THEME_NONE;
}

uint64_t themes_of(struct str names, size_t *ret_unknown)
{
	uint64_t set = 0;
	struct str one;

	while (!str_empty(names) && str_cut(&names, '|', &one)) {
		const int i = theme_find(str_trim(one));

		if (i >= 0)
			set |= THEME_BIT(i);
		else if (ret_unknown != NULL && str_trim(one).n > 0)
			(*ret_unknown)++;
	}
	return set;
}

void themes_names(struct buf *out, uint64_t set)
{
	bool first = true;

	for (int i = 0; i < THEMES; i++) {
		if ((set & THEME_BIT(i)) == 0)
			continue;
		if (!first)
			buf_byte(out, '|');
		buf_cstr(out, theme_list[i].name);
		first = false;
	}
}

/* Whether an earlier theme of the set is of the same category. */
static bool said_before(uint64_t set, int i)
{
	for (int k = 0; k < i; k++)
		if ((set & THEME_BIT(k)) != 0 &&
		    strcmp(theme_list[k].category, theme_list[i].category) == 0)
			return true;
	return false;
}

void themes_categories(struct buf *out, uint64_t set)
{
	bool first = true;

	for (int i = 0; i < THEMES; i++) {
		if ((set & THEME_BIT(i)) == 0 || said_before(set, i))
			continue;
		if (!first)
			buf_byte(out, '|');
		buf_cstr(out, theme_list[i].category);
		first = false;
	}
}
