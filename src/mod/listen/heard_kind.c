/*
 * heard_kind.c: two kinds of record: a trust's own themes, each part of a
 * national one and known by its words, and who looks after a theme.
 */
#include "base/fold.h"
#include "base/words.h"
#include "mod/account/account.h"
#include "mod/listen/heard.h"
#include "mod/org/org.h"
#include "text/taxonomy.h"

struct own_theme {
	struct record record;
	struct str title, national, words, notes;
};

struct theme_owner {
	struct record record;
	struct str title, national;
	int64_t unit, owner;
};

/* clang-format off */

/* The national themes of text/taxonomy.h, without the rule for blanks; a test
 * compares them. */
static const struct choice national_list[] = {
	{ "praise", N_("Positive experience & gratitude") },
	{ "organised", N_("Organisation & efficiency") },
	{ "money", N_("Funding & use of financial resources") },
	{ "safe", N_("Feeling safe") },
	{ "manner", N_("Staff manner & personal attributes") },
	{ "skill", N_("Competence & training") },
	{ "staffing", N_("Staffing levels & responsiveness") },
	{ "contact", N_("Contacting services") },
	{ "appointments", N_("Appointment arrangements") },
	{ "method", N_("Appointment method") },
	{ "waiting", N_("Timeliness of care") },
	{ "communication", N_("Unspecified communication") },
	{ "listening", N_("Staff listening, understanding & involving patients") },
	{ "told", N_("Information directly from staff during care") },
	{ "guidance", N_("Information provision & guidance") },
	{ "informed", N_("Being kept informed, clarity & consistency of information") },
	{ "family", N_("Interaction with family/ carers") },
	{ "mha", N_("Mental Health Act") },
	{ "continuity", N_("Continuity of care") },
	{ "discharge", N_("Discharge") },
	{ "medication", N_("Supplying & understanding medication") },
	{ "pain", N_("Pain management") },
	{ "activities", N_("Activities & access to fresh air") },
	{ "wifi", N_("Electronic entertainment") },
	{ "clean", N_("Cleanliness, tidiness & infection control") },
	{ "senses", N_("Sensory experience") },
	{ "place", N_("Environment, facilities & equipment") },
	{ "food", N_("Food & drink provision & facilities") },
	{ "location", N_("Service location") },
	{ "transport", N_("Transport to/ from services") },
	{ "parking", N_("Parking") },
	{ "safeguarding", N_("Safeguarding concern") },
	{ "equality", N_("Equality, diversity & inclusion") },
	{ "records", N_("Patient records & confidentiality") },
	{ "admission", N_("Admission") },
	{ "outcome", N_("Impact/outcome of treatment") },
};
const struct choices heard_themes = { national_list, NELEM(national_list) };

static const struct field own_fields[] = {
	{ COL(struct own_theme, title), .label = N_("Name"), .flags = TITLE | REQUIRED | IN_LIST | IN_SEARCH | UNIQUE, .max = 80,
	  .hint = N_("As your teams call it, for example: call bells") },
	{ COL(struct own_theme, national), .label = N_("Part of this national theme"), .flags = REQUIRED | IN_LIST | FILTER, .choices = &heard_themes },
	{ COL(struct own_theme, words), .label = N_("Words that mean it"), .flags = REQUIRED | IN_LIST | IN_SEARCH, .max = 500,
	  .hint = N_("With commas between, for example: call bell, buzzer, rang the bell") },
	{ COL(struct own_theme, notes), .label = N_("Notes"), .flags = LONG },
};

static const struct field owner_fields[] = {
	{ COL(struct theme_owner, title), .label = N_("What they look after"), .flags = TITLE | REQUIRED | IN_LIST | IN_SEARCH, .max = 120,
	  .hint = N_("For example: food on the wards") },
	{ COL(struct theme_owner, national), .label = N_("Theme"), .flags = REQUIRED | IN_LIST | FILTER, .choices = &heard_themes },
	{ COL(struct theme_owner, unit), .label = N_("Team, with all below it"), .flags = REQUIRED | IN_LIST | FILTER, .ref = &kind_unit },
	{ COL(struct theme_owner, owner), .label = N_("Owner"), .flags = REQUIRED | IN_LIST, .ref = &kind_person,
	  .hint = N_("Who sees on My day that somebody said something bad about it") },
};
/* clang-format on */

static const struct sql SQL_OWN = {
	"SELECT o.id, o.title, o.ref, o.national, o.words FROM own_theme o"
	" WHERE o.id <= 62 ORDER BY o.fold, o.id LIMIT 62",
	SYSTEM("the trust's words for themes are no rows of people or units")
};
_Static_assert(OWN_THEMES == 62, "SQL_OWN says so too");

static const struct sql SQL_OWN_COUNT = {
	"SELECT coalesce(max(o.id), 0) FROM own_theme o",
	SYSTEM("the trust's words for themes are no rows of people or units")
};

static const struct sql *const list[] = { &SQL_OWN, &SQL_OWN_COUNT };
const struct sql_list heard_kind_sql = { list, NELEM(list) };

static void check_own(struct ctx *cx, const void *rec, struct problems *p)
{
	const struct own_theme *o = rec;

	if (o->record.id == 0 && db_get_int(cx->conn, cx->arena, &SQL_OWN_COUNT,
				     NO_VALS, 0) >= OWN_THEMES)
		problem_add(p, "title",
		    T("There are %d themes of your own already, and no room "
		      "for more. Change one of them."),
		    OWN_THEMES);
}

/* What it means has changed, so that all comments are heard again. */
static enum db_status after_own(struct ctx *cx, const void *rec, bool is_new)
{
	(void)rec;
	(void)is_new;
	return heard_own_again(cx);
}

/* People who act answer all that was said of it to a team at once. */
static void more_own(struct req *r, const void *rec)
{
	const struct own_theme *o = rec;

	if (web_may(r, CAP_ACTION_WRITE))
		html(&r->out,
		    "<p class=\"nhsuk-body\"><a href=\"/answer/theme/%.*s\">%s"
		    "</a></p>",
		    STR_ARG(o->record.ref), T("Answer what people say of it"));
}

const struct kind kind_own_theme = {
	.name = "own_theme",
	.path = "own-themes",
	.one = N_("theme of our own"),
	.many = N_("Themes of our own"),
	.size = sizeof(struct own_theme),
	.fields = own_fields,
	.nfields = NELEM(own_fields),
	.read = CAP_RESPONSE_READ,
	.write = CAP_SURVEY_ADMIN,
	.system = N_("words for themes are the same in the whole trust"),
	.fold = true,
	.data_class = DATA_ORGANISATION,
	.basis = N_("Public task: to improve services"),
	.retention = N_("As long as the trust uses it"),
	.empty = N_("Your own words for what people talk about will be here, "
		    "each part of a national theme. Add the first one."),
	.check = check_own,
	.after_save = after_own,
	.more = more_own,
};

const struct kind kind_theme_owner = {
	.name = "theme_owner",
	.path = "theme-owners",
	.one = N_("owner of a theme"),
	.many = N_("Owners of themes"),
	.size = sizeof(struct theme_owner),
	.fields = owner_fields,
	.nfields = NELEM(owner_fields),
	.read = CAP_RESPONSE_READ,
	.write = CAP_ACTION_WRITE,
	.unit = "unit",
	.fold = true,
	.data_class = DATA_STAFF,
	.basis = N_("Public task: to improve services"),
	.retention = N_("As long as they look after it"),
	.empty = N_("Who looks after what people talk about will be here: for "
		    "example, who hears of complaints about food."),
};

enum db_status own_themes_read(struct ctx *cx, struct own_themes *ret)
{
	struct rows *r = db_query(cx->conn, cx->arena, &SQL_OWN, NO_VALS);

	ret->n = 0;
	while (ret->n < OWN_THEMES && db_next(r)) {
		struct own_theme_words *o = &ret->list[ret->n++];

		o->id = db_int(r, 0);
		o->title = db_text(r, 1);
		o->ref = db_text(r, 2);
		o->national = theme_find(db_text(r, 3));
		o->words = str_fold(cx->arena, db_text(r, 4));
	}
	return db_done(r);
}

static bool word_byte(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
	       (unsigned char)c >= 0x80;
}

/* Whether the words stand in the text, not inside other words. */
static bool stands_in(struct str text, struct str words)
{
	for (size_t from = 0; from < text.n;) {
		const size_t at =
		    str_find(str_sub(text, from, text.n - from), words);

		if (at == SIZE_MAX)
			return false;
		const size_t begin = from + at, end = begin + words.n;

		if ((begin == 0 || !word_byte(text.s[begin - 1])) &&
		    (end == text.n || !word_byte(text.s[end])))
			return true;
		from = begin + 1;
	}
	return false;
}

uint64_t own_themes_in(struct arena *a, const struct own_themes *own,
    struct str text, uint64_t themes)
{
	const struct str folded = own->n > 0 ? str_fold(a, text) : S("");
	uint64_t set = 0;

	for (size_t i = 0; i < own->n; i++) {
		const struct own_theme_words *o = &own->list[i];
		struct str rest = o->words, one;

		if (o->national < 0 || (themes & THEME_BIT(o->national)) == 0)
			continue;
		while (str_cut(&rest, ',', &one))
			if (str_trim(one).n > 0 &&
			    stands_in(folded, str_trim(one)))
				set |= (uint64_t)1 << o->id;
	}
	return set;
}
