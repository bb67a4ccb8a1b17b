/*
 * outreach.c: plans for groups that are not heard, and the answers that came
 * from each before and since. The counts come rounded and suppressed from
 * count, in the bands of the page "who we heard from", so that the two together
 * tell no more than one.
 */
#include "mod/network/outreach.h"

#include "base/words.h"
#include "count/about.h"
#include "mod/involve/ui.h"
#include "mod/listen/codes.h"
#include "mod/network/people.h"
#include "mod/org/org.h"

#define WHY  N_("Public task: fair care for everybody")
#define KEPT N_("Ten years, with the report it is in")

/* Which band of which question of about.h each is. */
static const struct choice outreach_bands_list[] = {
	{ "age-0", N_("Aged 0 to 15") },
	{ "age-1", N_("Aged 16 to 24") },
	{ "age-7", N_("Aged 75 to 84") },
	{ "age-8", N_("Aged 85 or over") },
	{ "ethnicity-1", N_("Mixed or several ethnic groups") },
	{ "ethnicity-2", N_("Asian or Asian British") },
	{ "ethnicity-3", N_("Black or Black British") },
	{ "ethnicity-4", N_("Chinese or another ethnic group") },
	{ "disability-0", N_("Find one or more things hard") },
};
static const struct choices outreach_bands = { outreach_bands_list,
	NELEM(outreach_bands_list) };

static const struct choice outreach_states_list[] = {
	{ "planned", N_("Planned") },
	{ "going", N_("Under way") },
	{ "done", N_("Done") },
};
static const struct choices outreach_states = { outreach_states_list,
	NELEM(outreach_states_list) };

/* clang-format off */
static const struct field outreach_fields[] = {
	{ COL(struct outreach, title), .label = N_("Which group"), .flags = TITLE | REQUIRED | IN_LIST | IN_SEARCH, .max = 160 },
	{ COL(struct outreach, unit), .label = N_("Team"), .flags = REQUIRED | IN_LIST | FILTER, .ref = &kind_unit },
	{ COL(struct outreach, band), .label = N_("The group in our numbers"), .flags = IN_LIST | FILTER, .choices = &outreach_bands, .hint = N_("Then this page compares the answers before and since") },
	{ COL(struct outreach, gap), .label = N_("What the gap is"), .flags = REQUIRED | LONG, .max = 2000 },
	{ COL(struct outreach, who), .label = N_("Who goes"), .flags = REQUIRED | IN_LIST, .max = 160, .hint = N_("A role, not a name") },
	{ COL(struct outreach, place), .label = N_("Where"), .flags = REQUIRED | IN_LIST, .max = 160 },
	{ COL(struct outreach, partner), .label = N_("With whom"), .ref = &kind_partner },
	{ COL(struct outreach, starts_on), .label = N_("From"), .flags = REQUIRED | IN_LIST },
	{ COL(struct outreach, state), .label = N_("State"), .flags = REQUIRED | IN_LIST | FILTER, .choices = &outreach_states },
	{ COL(struct outreach, changed), .label = N_("What changed"), .flags = LONG, .max = 3000 },
	{ COL(struct outreach, start_share), .label = N_("Answers from this group at the start"), .flags = READ_ONLY, .max = 200 },
};
/* clang-format on */

static size_t age_band(struct str code)
{
	const struct code_list *l = about_items[0].codes;
	size_t i = 0;

	while (i < l->n && !str_is(code, l->list[i].code))
		i++;
	return i;
}

/* The groups of the census in England, from the NHS code of 2001. */
static size_t ethnic_band(struct str code)
{
	static const char *const groups[] = { "ABC", "DEFG", "HJKL", "MNP",
		"RS" };

	for (size_t i = 0; i < NELEM(groups); i++)
		for (const char *c = groups[i]; *c != '\0'; c++)
			if (code.n == 1 && code.s[0] == *c)
				return i;
	return NELEM(groups);
}

static size_t disability_band(struct str code)
{
	if (str_is(code, "NN"))
		return 1;
	return str_empty(code) || str_is(code, "ZZ") || str_is(code, "X") ? 2
									  : 0;
}

static const struct {
	const char *name;
	struct about_question q;
} questions[] = {
	{ "age", { "age_band", 10, age_band } },
	{ "ethnicity", { "ethnicity", 6, ethnic_band } },
	{ "disability", { "disability", 3, disability_band } },
};

static struct str share_words(
    struct arena *a, const struct about_count *c, size_t nbands, size_t band)
{
	const struct date last = date_add_months(c->until, -1);
	int64_t all = 0, n = 0;

	for (size_t b = 0; b < nbands; b++)
		if (cell_shown(c->bands[b].all, &n))
			all += n;
	if (!cell_shown(c->bands[band].all, &n))
		return str_fmt(a, T("Too few to show, from %.*s to %.*s"),
		    STR_ARG(date_month_year(a, c->from)),
		    STR_ARG(date_month_year(a, last)));
	return str_fmt(a, T("About %lld of %lld, from %.*s to %.*s"),
	    (long long)n, (long long)all, STR_ARG(date_month_year(a, c->from)),
	    STR_ARG(date_month_year(a, last)));
}

struct str outreach_share(struct ctx *cx, int64_t unit, struct str band)
{
	struct str name = STR_NULL, rest = band;
	int64_t at = 0;

	if (str_empty(band) || !str_cut(&rest, '-', &name) ||
	    !str_int64(rest, &at))
		return STR_NULL;
	for (size_t i = 0; i < NELEM(questions); i++) {
		struct about_count *c =
		    ARENA_NEW(cx->arena, struct about_count);

		if (!str_is(name, questions[i].name) || at < 0 ||
		    at >= (int64_t)questions[i].q.nbands)
			continue;
		if (!count_about(cx, unit, &questions[i].q, c))
			return STR_NULL;
		return share_words(
		    cx->arena, c, questions[i].q.nbands, (size_t)at);
	}
	return STR_NULL;
}

/* What a plan is measured by is noted when it is made, by itself. */
static enum db_status outreach_before(struct ctx *cx, void *rec, bool is_new)
{
	struct outreach *x = rec;

	if (is_new && str_null(x->start_share))
		x->start_share = outreach_share(cx, x->unit, x->band);
	return DB_OK;
}

static void check_outreach(struct ctx *cx, const void *rec, struct problems *p)
{
	const struct outreach *x = rec;

	(void)cx;
	if (str_is(x->state, "done") && str_empty(x->changed))
		problem_add(
		    p, "changed", T("Say what changed, or that nothing did"));
}

const struct kind kind_outreach = {
	.name = "outreach",
	.path = "outreach",
	.one = N_("outreach plan"),
	.many = N_("Outreach plan"),
	.size = sizeof(struct outreach),
	.fields = outreach_fields,
	.nfields = NELEM(outreach_fields),
	.read = CAP_INVOLVE_READ,
	.write = CAP_INVOLVE_WRITE,
	.unit = "unit",
	.data_class = DATA_ORGANISATION,
	.basis = WHY,
	.retention = KEPT,
	.empty = N_(
	    "Groups that we do not hear from: who goes where, with whom, and whether more of them are heard since."),
	.check = check_outreach,
	.before_save = outreach_before,
	.more = outreach_more,
};

void outreach_more(struct req *r, const void *rec)
{
	const struct outreach *x = rec;
	const struct str now = outreach_share(&r->cx, x->unit, x->band);
	struct ui_facts f = { .n = 0 };

	ui_sub(r, T("Answers from this group"));
	if (str_null(now)) {
		ui_p(r, T("Choose “The group in our numbers” to compare the "
			  "answers at the start with those of now."));
		return;
	}
	ui_fact(&f, T("At the start"), x->start_share);
	ui_fact(&f, T("Now"), now);
	ui_facts(r, &f);
	ui_p(r, T("Of all who said how their care was. Numbers are "
		  "rounded to 5, and small ones are not shown. A change may "
		  "have other reasons than this plan."));
}
