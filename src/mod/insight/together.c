/*
 * together.c: see together.h.
 */
#include "mod/insight/together.h"

#include "base/words.h"

#define FEW 5 /* fewer say nothing by themselves */

static const struct {
	const char *code, *words;
} sources[SOURCE__N] = {
	[SOURCE_COMMENTS] = { "comments", N_("Comments") },
	[SOURCE_PATIENTS] = { "patients", N_("Surveys of patients") },
	[SOURCE_STAFF] = { "staff", N_("Surveys of staff") },
	[SOURCE_INCIDENTS] = { "incidents", N_("Incidents") },
	[SOURCE_ISSUES] = { "cases", N_("Complaints and concerns") },
};

const char *source_code(enum source s)
{
	return sources[s].code;
}

const char *source_words(enum source s)
{
	return T(sources[s].words);
}

bool source_find(struct str code, enum source *ret)
{
	for (size_t i = SOURCE_PATIENTS; i < SOURCE__N; i++)
		if (str_is(code, sources[i].code)) {
			*ret = (enum source)i;
			return true;
		}
	return false;
}

int together_subject(struct str subject)
{
	static const char *const near[][2] = { { "access", "contact" },
		{ "admissions", "admission" },
		{ "appointments", "appointments" }, { "clinical", "outcome" },
		{ "commissioning", "money" }, { "communications", "informed" },
		{ "consent", "listening" }, { "facilities", "place" },
		{ "integrated", "continuity" }, { "patient_care", "skill" },
		{ "prescribing", "medication" }, { "privacy", "equality" },
		{ "restraint", "safe" }, { "staff_numbers", "staffing" },
		{ "transport", "transport" }, { "administration", "organised" },
		{ "values", "manner" }, { "waiting", "waiting" } };

	for (size_t i = 0; i < NELEM(near); i++)
		if (str_is(subject, near[i][0]))
			return theme_find(str_of(near[i][1]));
	return THEME_NONE;
}

static int64_t shown(struct cell c)
{
	int64_t n = 0;

	return cell_shown(c, &n) ? n : 0;
}

enum tone together_tone(enum source s, const struct source_cell *c)
{
	const int64_t all = shown(c->all), good = shown(c->good);

	if (c->all.hidden)
		return TONE_FEW;
	if (all == 0)
		return TONE_SILENT;
	if (s == SOURCE_PATIENTS || s == SOURCE_STAFF)
		return good * 100 >= all * 70  ? TONE_GOOD
		       : good * 100 < all * 50 ? TONE_WORRY
					       : TONE_MIXED;
	if (all < FEW)
		return TONE_FEW;
	if (s != SOURCE_COMMENTS)
		return TONE_WORRY;
	if (shown(c->bad) > good)
		return TONE_WORRY;
	return good >= 2 * shown(c->bad) && good > 0 ? TONE_GOOD : TONE_MIXED;
}

const char *tone_words(enum tone t)
{
	switch (t) {
	case TONE_FEW:
		return T("too few to say");
	case TONE_GOOD:
		return T("good");
	case TONE_MIXED:
		return T("mixed");
	case TONE_WORRY:
		return T("a worry");
	case TONE_SILENT:
	default:
		return T("silent");
	}
}

struct str together_cell(
    struct arena *a, enum source s, const struct source_cell *c)
{
	const int64_t all = shown(c->all), good = shown(c->good);

	if (c->all.hidden)
		return str_of(T("too few to show"));
	if (all == 0)
		return str_of(T("silent"));
	if (s == SOURCE_PATIENTS || s == SOURCE_STAFF)
		return str_fmt(a, T("%.0f%% favourable (%lld of %lld): %s"),
		    100.0 * (double)good / (double)all, (long long)good,
		    (long long)all, tone_words(c->tone));
	if (s == SOURCE_COMMENTS)
		return str_fmt(a, T("%lld (%lld good, %lld bad): %s"),
		    (long long)all, (long long)good, (long long)shown(c->bad),
		    tone_words(c->tone));
	return str_fmt(a, "%lld: %s", (long long)all, tone_words(c->tone));
}

/* Words ----------------------------------------------------------------- */

/* The sources of one tone: "Comments, Incidents". */
static struct str names_of(
    struct arena *a, const struct theme_voices *v, enum tone t)
{
	struct str s = STR_NULL;

	for (size_t i = 0; i < SOURCE__N; i++) {
		if (v->cells[i].tone != t)
			continue;
		s = str_null(s) ? str_of(source_words((enum source)i))
				: str_fmt(a, "%.*s, %s", STR_ARG(s),
				      source_words((enum source)i));
	}
	return s;
}

static size_t count_of(const struct theme_voices *v, enum tone t)
{
	size_t n = 0;

	for (size_t i = 0; i < SOURCE__N; i++)
		n += v->cells[i].tone == t ? 1 : 0;
	return n;
}

static struct str agreement(struct arena *a, const struct theme_voices *v)
{
	const size_t worry = count_of(v, TONE_WORRY);
	const size_t good = count_of(v, TONE_GOOD);
	const struct str worried = names_of(a, v, TONE_WORRY);
	const struct str pleased = names_of(a, v, TONE_GOOD);

	if (worry > 0 && good > 0)
		return str_fmt(a, T("They differ. A worry: %.*s. Good: %.*s."),
		    STR_ARG(worried), STR_ARG(pleased));
	if (worry > 1)
		return str_fmt(
		    a, T("They agree, a worry: %.*s."), STR_ARG(worried));
	if (good > 1)
		return str_fmt(
		    a, T("They agree, good: %.*s."), STR_ARG(pleased));
	if (worry == 1)
		return str_fmt(a, T("A worry in one source only: %.*s."),
		    STR_ARG(worried));
	if (good == 1)
		return str_fmt(
		    a, T("Good in one source only: %.*s."), STR_ARG(pleased));
	return str_of(T("No clear direction."));
}

struct str together_words_of(struct arena *a, const struct theme_voices *v)
{
	const struct str silent = names_of(a, v, TONE_SILENT);
	const size_t n = count_of(v, TONE_SILENT);

	if (n == SOURCE__N)
		return str_of(T("Nobody speaks of it."));
	const struct str words = agreement(a, v);

	if (n == 0)
		return words;
	return str_fmt(
	    a, T("%.*s Silent: %.*s."), STR_ARG(words), STR_ARG(silent));
}

/* Reading ----------------------------------------------------------------- */

static void read_comments(struct ctx *cx, int64_t unit, struct date from,
    struct date until, struct theme_voices ret[THEMES])
{
	const struct cut cut = { .unit = unit, .from = from, .until = until };
	const struct theme_counts c = count_themes(cx, &cut);

	for (size_t i = 0; i < THEMES; i++) {
		struct source_cell *cell = &ret[i].cells[SOURCE_COMMENTS];

		cell->all = c.national[i].all;
		cell->good = c.national[i].moods[0];
		cell->bad = c.national[i].moods[2];
	}
}

static void read_voice(struct ctx *cx, enum source s, enum voice v,
    int64_t unit, struct date from, struct date until,
    struct theme_voices ret[THEMES])
{
	struct voice_count list[VOICES_MAX];
	const size_t n = count_voice(cx, v, unit, from, until, list);

	for (size_t i = 0; i < n; i++) {
		const int t = s == SOURCE_ISSUES
				  ? together_subject(list[i].code)
				  : theme_find(list[i].code);

		if (t == THEME_NONE)
			continue;
		/* No two subjects are near one theme. */
		struct source_cell *c = &ret[t].cells[s];

		c->all.secret_n += list[i].all.secret_n;
		c->all.hidden = c->all.hidden || list[i].all.hidden;
		c->good.secret_n += list[i].good.secret_n;
		c->good.hidden = c->all.hidden;
	}
}

void together_read(struct ctx *cx, int64_t unit, struct date from,
    struct date until, struct theme_voices ret[THEMES])
{
	for (size_t i = 0; i < THEMES; i++)
		ret[i] = (struct theme_voices){ 0 };
	read_comments(cx, unit, from, until, ret);
	read_voice(cx, SOURCE_PATIENTS, VOICE_PATIENTS, unit, from, until, ret);
	read_voice(cx, SOURCE_STAFF, VOICE_STAFF, unit, from, until, ret);
	read_voice(
	    cx, SOURCE_INCIDENTS, VOICE_INCIDENTS, unit, from, until, ret);
	read_voice(cx, SOURCE_ISSUES, VOICE_ISSUES, unit, from, until, ret);
	for (size_t i = 0; i < THEMES; i++)
		for (size_t s = 0; s < SOURCE__N; s++)
			ret[i].cells[s].tone =
			    together_tone((enum source)s, &ret[i].cells[s]);
}
