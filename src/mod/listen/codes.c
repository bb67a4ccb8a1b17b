/*
 * codes.c: the lists of codes.h. The FFT wording is national and locked; the
 * codes for characteristics are those of the NHS Data Dictionary (facts.md
 * §1.1, §1.4, §6.2), except age bands, which are ours.
 */
#include "mod/listen/codes.h"

#include "base/words.h"

#define LIST(x) .list = (x), .n = NELEM(x)

static const struct code answers[] = {
	{ "1", N_("Very good") },
	{ "2", N_("Good") },
	{ "3", N_("Neither good nor poor") },
	{ "4", N_("Poor") },
	{ "5", N_("Very poor") },
	{ "6", N_("Don't know") },
};
const struct code_list codes_answer = { LIST(answers) };

static const struct code modes[] = {
	{ "sms", N_("Text message") },
	{ "electronic_discharge", N_("Electronic, when leaving") },
	{ "electronic_home", N_("Electronic, at home") },
	{ "paper_discharge", N_("Paper, when leaving") },
	{ "paper_home", N_("Paper, at home") },
	{ "telephone", N_("Telephone") },
	{ "online", N_("Online") },
	{ "other", N_("Other") },
};
const struct code_list codes_mode = { LIST(modes) };

static const struct code roles[] = {
	{ "patient", N_("I am the patient") },
	{ "carer", N_("I care for the patient") },
	{ "relative", N_("I am family or a friend") },
	{ "other", N_("Someone else") },
};
const struct code_list codes_role = { LIST(roles) };

/* For the writer's eyes: the codes are moderation_reasons'. */
static const struct code reasons[] = {
	{ "names", N_("They name someone.") },
	{ "identifies", N_("They could tell others who you are.") },
	{ "abusive", N_("They have words that hurt people.") },
	{ "elsewhere", N_("They are not about this service.") },
	{ "advertising", N_("They advertise something.") },
	{ "risk", N_("They are about someone who may need help. A person here "
		     "looks into it.") },
	{ "other", N_("We cannot show them to others.") },
};
const struct code_list codes_reason = { LIST(reasons) };

static const struct code ages[] = {
	{ "0-15", N_("Under 16") },
	{ "16-24", N_("16 to 24") },
	{ "25-34", N_("25 to 34") },
	{ "35-44", N_("35 to 44") },
	{ "45-54", N_("45 to 54") },
	{ "55-64", N_("55 to 64") },
	{ "65-74", N_("65 to 74") },
	{ "75-84", N_("75 to 84") },
	{ "85+", N_("85 or over") },
};
static const struct code_list codes_age = { LIST(ages), "Z", "X" };

static const struct code ethnicities[] = {
	{ "A", N_("White: British") },
	{ "B", N_("White: Irish") },
	{ "C", N_("White: any other White background") },
	{ "D", N_("Mixed: White and Black Caribbean") },
	{ "E", N_("Mixed: White and Black African") },
	{ "F", N_("Mixed: White and Asian") },
	{ "G", N_("Mixed: any other mixed background") },
	{ "H", N_("Asian or Asian British: Indian") },
	{ "J", N_("Asian or Asian British: Pakistani") },
	{ "K", N_("Asian or Asian British: Bangladeshi") },
	{ "L", N_("Asian or Asian British: any other Asian background") },
	{ "M", N_("Black or Black British: Caribbean") },
	{ "N", N_("Black or Black British: African") },
	{ "P", N_("Black or Black British: any other Black background") },
	{ "R", N_("Chinese") },
	{ "S", N_("Any other ethnic group") },
};
static const struct code_list codes_ethnicity = { LIST(ethnicities), "Z",
	"99" };

static const struct code genders[] = {
	{ "1", N_("Male, including trans man") },
	{ "2", N_("Female, including trans woman") },
	{ "3", N_("Non-binary") },
	{ "4", N_("Something else") },
};
static const struct code_list codes_gender = { LIST(genders), "Z", "X" };

static const struct code sames[] = {
	{ "Y", N_("Yes") },
	{ "N", N_("No") },
};
static const struct code_list codes_same = { LIST(sames), "Z", "X" };

static const struct code orientations[] = {
	{ "1", N_("Heterosexual or straight") },
	{ "2", N_("Gay or lesbian") },
	{ "3", N_("Bisexual") },
	{ "4", N_("Something else") },
	{ "U", N_("I am not sure") },
};
static const struct code_list codes_orientation = { LIST(orientations), "Z",
	"9" };

static const struct code disabilities[] = {
	{ "01", N_("Behaviour and emotions") },
	{ "02", N_("Hearing") },
	{ "03", N_("Using my hands") },
	{ "04", N_("Memory, learning or understanding") },
	{ "05", N_("Moving around") },
	{ "06", N_("Noticing danger") },
	{ "07", N_("Looking after myself") },
	{ "08", N_("A long-term illness") },
	{ "09", N_("Sight") },
	{ "10", N_("Speech") },
	{ "XX", N_("Something else") },
	{ "NN", N_("None of these") },
};
static const struct code_list codes_disability = { LIST(disabilities), "ZZ",
	"X" };

static const struct code religions[] = {
	{ "A", N_("Baha'i") },
	{ "B", N_("Buddhist") },
	{ "C", N_("Christian") },
	{ "D", N_("Hindu") },
	{ "E", N_("Jain") },
	{ "F", N_("Jewish") },
	{ "G", N_("Muslim") },
	{ "H", N_("Pagan") },
	{ "I", N_("Sikh") },
	{ "J", N_("Zoroastrian") },
	{ "K", N_("Another religion or belief") },
	{ "L", N_("No religion") },
};
static const struct code_list codes_religion = { LIST(religions), "M", "N" };

/* clang-format off */
const struct about_item about_items[ABOUT_ITEMS] = {
	{ "age_band", N_("How old are you?"), NULL, &codes_age, false },
	{ "ethnicity", N_("What is your ethnic group?"), NULL, &codes_ethnicity, false },
	{ "gender", N_("What is your gender?"), NULL, &codes_gender, false },
	{ "gender_same", N_("Is your gender the same as the sex you were given at birth?"), NULL, &codes_same, false },
	{ "orientation", N_("Which of these describes you best?"), N_("This is about who you are attracted to."), &codes_orientation, false },
	{ "disability", N_("Do you find any of these hard?"), N_("Tick all that are true for you."), &codes_disability, true },
	{ "religion", N_("What is your religion or belief?"), NULL, &codes_religion, false },
};
/* clang-format on */

static const struct code *find(const struct code_list *l, struct str code)
{
	for (size_t i = 0; i < l->n; i++)
		if (str_is(code, l->list[i].code))
			return &l->list[i];
	return NULL;
}

static bool is_declined(const struct code_list *l, struct str code)
{
	return l->declined != NULL && str_is(code, l->declined);
}

bool code_offered(const struct code_list *l, struct str code)
{
	return !str_empty(code) &&
	       (find(l, code) != NULL || is_declined(l, code));
}

const char *code_label(const struct code_list *l, struct str code)
{
	const struct code *c = find(l, code);

	if (c != NULL)
		return T(c->label);
	return is_declined(l, code) ? T("I would rather not say") : NULL;
}

/* The next letter or digit at or after *i, lower case; NUL at the end. What is
 * between words, and every apostrophe however it is drawn, does not count. */
static char next_letter(struct str s, size_t *i)
{
	while (*i < s.n) {
		const char c = s.s[(*i)++];

		if (c >= 'A' && c <= 'Z')
			return (char)(c - 'A' + 'a');
		if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
			return c;
	}
	return '\0';
}

static bool same_letters(struct str a, struct str b)
{
	size_t i = 0;
	size_t j = 0;
	char c;

	do {
		c = next_letter(a, &i);
		if (c != next_letter(b, &j))
			return false;
	} while (c != '\0');
	return true;
}

const char *code_of_text(const struct code_list *l, struct str text)
{
	static const char *const declines[] = { "prefer not to say",
		"i would rather not say", "not stated", "declined", "refused" };
	const struct str t = str_trim(text);

	if (str_empty(t))
		return NULL;
	for (size_t i = 0; i < l->n; i++)
		if (str_eq_nocase(t, str_of(l->list[i].code)) ||
		    same_letters(t, str_of(l->list[i].label)))
			return l->list[i].code;
	if (l->declined == NULL)
		return NULL;
	if (str_eq_nocase(t, str_of(l->declined)))
		return l->declined;
	for (size_t i = 0; i < NELEM(declines); i++)
		if (same_letters(t, str_of(declines[i])))
			return l->declined;
	return NULL;
}

const char *age_band_of(int64_t years)
{
	static const int64_t until[] = { 16, 25, 35, 45, 55, 65, 75, 85, 131 };

	_Static_assert(NELEM(until) == NELEM(ages), "one limit a band");
	if (years < 0)
		return NULL;
	for (size_t i = 0; i < NELEM(until); i++)
		if (years < until[i])
			return ages[i].code;
	return NULL;
}

const char *mode_for(struct str mode, struct str setting)
{
	const struct code *c = find(&codes_mode, mode);

	if (c == NULL)
		return "other";
	if (str_is(mode, "electronic_home") &&
	    (str_is(setting, "ae") || str_is(setting, "ambulance")))
		return "online";
	return c->code;
}
