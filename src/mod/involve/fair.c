/*
 * fair.c: whether asking is fair: who is never asked, and how far the people
 * of the register, who said yes, who were chosen and who were paid are like
 * the people whom the trust serves. Counts only, small ones hidden; nothing
 * here says who somebody is, and nothing of it enters who is asked.
 */
#include "base/words.h"
#include "mod/account/account.h"
#include "mod/involve/event.h"
#include "mod/involve/internal.h"
#include "mod/involve/ui.h"
#include "mod/listen/codes.h"
#include "mod/org/org.h"
#include "stat/small.h"
#include "stat/suppress.h"

#define STAGES     4
#define GROUPS_MAX 24

/* The people served, as the trust knows them ------------------------------- */

static const struct choice item_list[] = {
	{ "age_band", N_("Age") },
	{ "ethnicity", N_("Ethnic group") },
	{ "gender", N_("Gender") },
	{ "disability", N_("Disability") },
};
static const struct choices items = { item_list, NELEM(item_list) };

/* clang-format off */
static const struct field population_fields[] = {
	{ COL(struct population, title), .label = N_("Group"), .flags = TITLE | REQUIRED | IN_LIST, .max = 120 },
	{ COL(struct population, item), .label = N_("Question"), .flags = REQUIRED | IN_LIST | FILTER, .choices = &items },
	{ COL(struct population, code), .label = N_("Its code in the question"), .flags = REQUIRED | IN_LIST, .max = 12,
	  .hint = N_("As the answers are kept, for example H for Indian or 25-34") },
	{ COL(struct population, people), .label = N_("People served"), .flags = REQUIRED | IN_LIST, .min_value = 0, .max_value = 100000000 },
	{ COL(struct population, unit), .label = N_("Where"), .flags = REQUIRED, .ref = &kind_unit },
	{ COL(struct population, source), .label = N_("Where the number is from"), .flags = REQUIRED, .max = 300 },
};
/* clang-format on */

const struct kind kind_population = {
	.name = "population",
	.path = "populations",
	.one = N_("group of people served"),
	.many = N_("People served"),
	.size = sizeof(struct population),
	.fields = population_fields,
	.nfields = NELEM(population_fields),
	.read = CAP_INVOLVE_READ,
	.write = CAP_REGISTER,
	.unit = "unit",
	.data_class = DATA_ORGANISATION,
	.basis = N_("Public task: fair care for everybody"),
	.retention = N_("Until newer numbers are there"),
	.empty = N_("How many people of each group the trust serves, from the "
		    "census or the trust's own records. The page “Who is "
		    "asked” compares members with them."),
};

/* Who is never asked ------------------------------------------------------ */

static const struct sql SQL_ASKED = {
	"SELECT count(*), count(*) FILTER (WHERE x.invited_on IS NULL),"
	" count(*) FILTER (WHERE x.invited_on < ?1),"
	" count(*) FILTER (WHERE x.invitations >= 5) FROM member b"
	" LEFT JOIN member_profile x ON x.member = b.id"
	" WHERE b.state = 'active' AND " SCOPE("b.unit"),
	SCOPED(CAP_REGISTER)
};
static const struct sql SQL_NEVER = {
	"SELECT b.ref, b.name, b.state_since FROM member b"
	" LEFT JOIN member_profile x ON x.member = b.id"
	" WHERE b.state = 'active' AND x.invited_on IS NULL AND " SCOPE(
	    "b.unit") " ORDER BY b.state_since, b.id LIMIT 50",
	SCOPED(CAP_REGISTER)
};

static void write_counts(struct req *r)
{
	struct arena *a = r->cx.arena;
	struct ui_facts f = { .n = 0 };
	struct rows *rows = db_query(r->cx.conn, a, &SQL_ASKED,
	    VALS(V(date_add_months(r->cx.today, -6))));

	if (db_next(rows)) {
		static const char *const what[] = { N_("Active members"),
			N_("Never asked"), N_("Not asked for half a year"),
			N_("Asked five times or more") };

		for (int i = 0; i < (int)NELEM(what); i++)
			ui_fact(&f, T(what[i]),
			    str_fmt(a, T("%lld of %lld"),
				(long long)db_int(rows, i),
				(long long)db_int(rows, 0)));
	}
	(void)db_done(rows);
	ui_facts(r, &f);
}

static void write_never(struct req *r)
{
	struct arena *a = r->cx.arena;
	struct ui_table *t = ui_table(r, 50);
	struct rows *rows = db_query(r->cx.conn, a, &SQL_NEVER, NO_VALS);

	ui_th(t, T("Member"));
	ui_th(t, T("Active since"));
	while (db_next(rows)) {
		ui_td_link(t, db_text(rows, 1),
		    str_fmt(a, "/k/members/%.*s", STR_ARG(db_text(rows, 0))));
		ui_td(t, date_long(a, db_date(rows, 2)));
	}
	(void)db_done(rows);
	ui_table_end(r, t, T("Who was never asked, longest first"),
	    T("Everybody who is active was asked at least once."));
}

void fair_page(struct req *r)
{
	ui_head(r, T("Who is asked"));
	ui_p(r, T("Members of whom nobody has thought yet, and how often "
		  "others were asked."));
	write_counts(r);
	write_never(r);
	if (web_may(r, CAP_DEMOGRAPHICS))
		ui_link(r, S("/involve/diversity"),
		    T("Compared with the people whom we serve"));
	ui_link(r, S("/k/populations"), T("The numbers of people served"));
}

/* Compared with the people served ------------------------------------------ */

/* One statement for each question: the column cannot be a value. */
#define STAGE_COUNTS(column)                                                \
	"SELECT x." column ", count(*),"                                    \
	" count(*) FILTER (WHERE EXISTS (SELECT 1 FROM interest i"          \
	" WHERE i.member = b.id AND i.asked_at IS NOT NULL)),"              \
	" count(*) FILTER (WHERE EXISTS (SELECT 1 FROM interest i"          \
	" WHERE i.member = b.id AND i.state IN ('matched', 'took_part')))," \
	" count(*) FILTER (WHERE EXISTS (SELECT 1 FROM claim c"             \
	" WHERE c.member = b.id AND c.state = 'paid'))"                     \
	" FROM member_about x JOIN member b ON b.id = x.member"             \
	" WHERE x." column                                                  \
	" IS NOT NULL AND " SCOPE("b.unit") " GROUP BY x." column           \
					    " ORDER BY x." column
static const struct sql SQL_STAGES[] = {
	{ STAGE_COUNTS("age_band"), SCOPED(CAP_DEMOGRAPHICS) },
	{ STAGE_COUNTS("ethnicity"), SCOPED(CAP_DEMOGRAPHICS) },
	{ STAGE_COUNTS("gender"), SCOPED(CAP_DEMOGRAPHICS) },
	{ STAGE_COUNTS("disability"), SCOPED(CAP_DEMOGRAPHICS) },
};
_Static_assert(NELEM(SQL_STAGES) == NELEM(item_list), "a statement each");
static const struct sql SQL_SERVED = {
	"SELECT p.code, sum(p.people), sum(sum(p.people)) OVER ()"
	" FROM population p WHERE p.item = ?1 GROUP BY p.code"
	" ORDER BY p.code",
	SYSTEM("how many people live here is public")
};

/* Which question of about_items each is. */
static const size_t asked[] = { 0, 1, 2, 5 };
_Static_assert(NELEM(asked) == NELEM(item_list), "a question each");

struct group {
	struct str code;
	int64_t n[STAGES];
	double served; /* share of the people served; negative: not known */
};

static size_t load_groups(struct req *r, size_t item, struct group *g)
{
	struct rows *rows =
	    db_query(r->cx.conn, r->cx.arena, &SQL_STAGES[item], NO_VALS);
	size_t n = 0;

	while (n < GROUPS_MAX && db_next(rows)) {
		g[n] =
		    (struct group){ .code = db_text(rows, 0), .served = -1.0 };
		for (int s = 0; s < STAGES; s++)
			g[n].n[s] = db_int(rows, s + 1);
		n++;
	}
	(void)db_done(rows);
	rows = db_query(r->cx.conn, r->cx.arena, &SQL_SERVED,
	    VALS(V(item_list[item].code)));
	while (db_next(rows))
		for (size_t i = 0; i < n; i++)
			if (str_eq(g[i].code, db_text(rows, 0)) &&
			    db_int(rows, 2) > 0)
				g[i].served = (double)db_int(rows, 1) /
					      (double)db_int(rows, 2);
	(void)db_done(rows);
	return n;
}

/* Which cells of a stage are hidden, by the rule of stat/suppress.h: 1 to 4,
 * and as many others as it takes that no hidden one can be worked out. */
static void hide(const struct group *g, size_t n, int s, bool *ret)
{
	size_t parents[GROUPS_MAX + 1], at = 0;
	int64_t counts[GROUPS_MAX + 1];

	counts[n] = 0;
	parents[n] = SUPPRESS_NONE;
	for (size_t i = 0; i < n; i++) {
		parents[i] = n;
		counts[i] = g[i].n[s];
		counts[n] += counts[i];
	}
	if (suppress_tree(parents, counts, n + 1, SMALL_PUBLIC, ret, &at) ==
	    SUPPRESS_FINE)
		return;
	for (size_t i = 0; i <= n; i++) /* cannot be; then show nothing */
		ret[i] = true;
}

static struct str cell(struct arena *a, int64_t n, int64_t all, bool hidden)
{
	if (hidden)
		return str_of(T("Too few to show"));
	const struct interval w = small_wilson(n, all, 0.95);

	if (all == 0)
		return S("");
	return str_fmt(a, T("%lld of %lld: %.0f%% (%.0f%% to %.0f%%)"),
	    (long long)n, (long long)all, 100 * w.p, 100 * w.lower,
	    100 * w.upper);
}

static void write_item(struct req *r, size_t item)
{
	struct arena *a = r->cx.arena;
	struct group g[GROUPS_MAX];
	const size_t n = load_groups(r, item, g);
	struct ui_table *t = ui_table(r, GROUPS_MAX);
	static const char *const heads[] = { N_("Group"), N_("People served"),
		N_("On the register"), N_("Said yes"), N_("Chosen"),
		N_("Paid") };
	bool hidden[STAGES][GROUPS_MAX + 1] = { { false } };
	int64_t all[STAGES] = { 0 };

	for (size_t h = 0; h < NELEM(heads); h++)
		ui_th(t, T(heads[h]));
	for (int s = 0; s < STAGES; s++) {
		for (size_t i = 0; i < n; i++)
			all[s] += g[i].n[s];
		hide(g, n, s, hidden[s]);
	}
	for (size_t i = 0; i < n; i++) {
		const char *label =
		    code_label(about_items[asked[item]].codes, g[i].code);

		ui_td(t, label != NULL ? str_of(label) : g[i].code);
		ui_td(t, g[i].served < 0
			     ? str_of(T("Not known"))
			     : str_fmt(a, "%.0f%%", 100 * g[i].served));
		for (int s = 0; s < STAGES; s++)
			ui_td(t, cell(a, g[i].n[s], all[s],
				     hidden[s][i] || hidden[s][n]));
	}
	ui_table_end(r, t, T(item_list[item].label),
	    T("Nobody has answered this question."));
}

void diversity_page(struct req *r)
{
	r->back = S("/involve/fair");
	ui_head(r, T("Members and the people whom we serve"));
	ui_p(r, T("Of those who answered about themselves. The range in "
		  "brackets is where the true share lies, 95 times of 100. "
		  "One to four people are not shown. A gap is a reason to "
		  "advertise elsewhere; it never counts for or against a "
		  "person."));
	for (size_t i = 0; i < NELEM(item_list); i++)
		write_item(r, i);
}

static const struct sql *const list[] = { &SQL_ASKED, &SQL_NEVER,
	&SQL_STAGES[0], &SQL_STAGES[1], &SQL_STAGES[2], &SQL_STAGES[3],
	&SQL_SERVED };
const struct sql_list fair_sql = { list, NELEM(list) };
