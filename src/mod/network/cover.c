/*
 * cover.c: coverage by directorate: patients on interview panels, champions of
 * teams, paid lived-experience roles of mental health teams. About posts and
 * teams, not about people.
 */
#include "mod/network/cover.h"
#include "base/words.h"
#include "mod/involve/ui.h"

#define DIRECTORATES_MAX 60
#define TEAMS_MAX        600

/* Units below each directorate, and it itself. */
#define BELOW                                                              \
	"WITH RECURSIVE d (top, id) AS (SELECT u.id, u.id FROM unit u"     \
	" WHERE u.level = 'directorate' UNION ALL SELECT d.top, u.id FROM" \
	" unit u JOIN d ON u.parent = d.id) "

/* Panels ------------------------------------------------------------------- */

static const struct sql SQL_PANELS = { BELOW
	"SELECT t.name,"
	" count(*) FILTER (WHERE p.state IN ('held', 'without')),"
	" count(*) FILTER (WHERE p.state = 'held'),"
	" count(*) FILTER (WHERE p.state = 'without'),"
	" count(*) FILTER (WHERE p.state IN ('notified', 'asked',"
	" 'agreed')), count(*) FILTER (WHERE p.state = 'held' AND"
	" p.told_on IS NOT NULL), count(*) FILTER (WHERE p.state ="
	" 'held' AND p.paid_on IS NOT NULL)"
	" FROM panel p JOIN d ON d.id = p.unit JOIN unit t ON t.id ="
	" d.top WHERE p.interview_on >= ?1 AND " SCOPE(
	    "p.unit") " GROUP BY t.id, t.name, t.fold ORDER BY t.fold,"
		      " t.id LIMIT 60",
	SCOPED(CAP_INVOLVE_READ) };
static const struct sql SQL_REASONS = {
	"SELECT p.ref, p.title, u.name, p.interview_on, p.reason, s.name"
	" FROM panel p JOIN unit u ON u.id = p.unit LEFT JOIN person s ON"
	" s.id = p.signed_by WHERE p.state = 'without' AND p.interview_on >="
	" ?1 AND " SCOPE("p.unit") " ORDER BY p.interview_on DESC, p.id"
				   " LIMIT 100",
	SCOPED(CAP_INVOLVE_READ)
};

static struct str number(struct arena *a, int64_t n)
{
	return str_fmt(a, "%lld", (long long)n);
}

/* "9 of 10: 90%" */
static struct str part(struct arena *a, int64_t n, int64_t all)
{
	if (all == 0)
		return str_of(T("None"));
	return str_fmt(a, T("%lld of %lld: %.0f%%"), (long long)n,
	    (long long)all, 100.0 * (double)n / (double)all);
}

static void write_reasons(struct req *r, struct date from)
{
	struct arena *a = r->cx.arena;
	struct ui_table *t = ui_table(r, 100);
	struct rows *rows =
	    db_query(r->cx.conn, a, &SQL_REASONS, VALS(V(from)));

	ui_th(t, T("Vacancy"));
	ui_th(t, T("Team"));
	ui_th(t, T("Interviews on"));
	ui_th(t, T("Why"));
	ui_th(t, T("Who signed"));
	while (db_next(rows)) {
		ui_td_link(t, db_text(rows, 1),
		    str_fmt(a, "/k/panels/%.*s", STR_ARG(db_text(rows, 0))));
		ui_td(t, db_text(rows, 2));
		ui_td(t, date_long(a, db_date(rows, 3)));
		ui_td(t, db_text(rows, 4));
		ui_td(t, db_text(rows, 5));
	}
	(void)db_done(rows);
	ui_table_end(r, t, T("Panels without a patient, and why"),
	    T("Every panel had a patient."));
}

void panels_cover(struct req *r)
{
	static const char *const heads[] = { N_("Directorate"),
		N_("With a patient"), N_("Without"), N_("Still to come"),
		N_("Told who was appointed"), N_("Paid") };
	struct arena *a = r->cx.arena;
	const struct date from = date_add_months(r->cx.today, -12);
	struct ui_table *t = ui_table(r, DIRECTORATES_MAX);
	struct rows *rows = db_query(r->cx.conn, a, &SQL_PANELS, VALS(V(from)));

	r->wide = true;
	r->back = S("/involve/desk");
	ui_head(r, T("Patients on interview panels"));
	ui_p_of(r, str_fmt(a,
		       T("Panels at the set grades since %.*s. Vacancies come "
			 "in as a file from the HR system: see “Bring in a "
			 "file” at the interview panels."),
		       STR_ARG(date_long(a, from))));
	for (size_t i = 0; i < NELEM(heads); i++)
		ui_th(t, T(heads[i]));
	while (db_next(rows)) {
		const int64_t held = db_int(rows, 2);

		ui_td(t, db_text(rows, 0));
		ui_td(t, part(a, held, db_int(rows, 1)));
		ui_td(t, number(a, db_int(rows, 3)));
		ui_td(t, number(a, db_int(rows, 4)));
		ui_td(t, part(a, db_int(rows, 5), held));
		ui_td(t, part(a, db_int(rows, 6), held));
	}
	(void)db_done(rows);
	ui_table_end(r, t, T("By directorate"),
	    T("No interview panel is written down yet."));
	write_reasons(r, from);
	ui_link(r, S("/k/panels"), T("Interview panels"));
}

/* Teams -------------------------------------------------------------------- */

#define NOW(x)                                                   \
	"(" x ".from_on IS NULL OR " x ".from_on <= ?1) AND (" x \
	".until_on IS NULL OR " x ".until_on > ?1)"
#define CHAMPIONS "FROM champion c WHERE c.unit = u.id AND " NOW("c")
#define ROLES     "FROM peer_role w WHERE w.unit = u.id AND " NOW("w")
static const struct sql SQL_TEAMS = { BELOW
	"SELECT t.name, u.ref, u.name, (SELECT min(p.name) FROM person p"
	" JOIN champion c ON c.person = p.id WHERE c.unit = u.id AND " NOW(
	    "c") "), (SELECT coalesce(sum(w.wte_hundredths), 0) " ROLES
		 " AND w.filled = 1), (SELECT coalesce(sum(w.wte_hundredths), 0) " ROLES
		 " AND w.filled = 1 AND w.trained = 1),"
		 " CASE WHEN u.setting = 'mental_health' THEN 1 ELSE 0 END"
		 " FROM unit u JOIN d ON d.id = u.id JOIN unit t ON t.id = d.top"
		 " WHERE u.level = 'team' AND (u.closed IS NULL OR u.closed > ?1)"
		 " AND " SCOPE("u.id") " ORDER BY t.fold, t.id, u.fold, u.id"
				       " LIMIT 600",
	SCOPED(CAP_INVOLVE_READ) };

struct team {
	struct str directorate, ref, name, champion;
	int64_t wte, trained; /* hundredths */
	bool mental;
};

static size_t load(struct req *r, struct team *list)
{
	struct rows *rows =
	    db_query(r->cx.conn, r->cx.arena, &SQL_TEAMS, VALS(V(r->cx.today)));
	size_t n = 0;

	while (n < TEAMS_MAX && db_next(rows))
		list[n++] = (struct team){ .directorate = db_text(rows, 0),
			.ref = db_text(rows, 1),
			.name = db_text(rows, 2),
			.champion = db_text(rows, 3),
			.wte = db_int(rows, 4),
			.trained = db_int(rows, 5),
			.mental = db_int(rows, 6) != 0 };
	(void)db_done(rows);
	return n;
}

static struct str wte(struct arena *a, int64_t hundredths)
{
	return str_fmt(a, "%lld.%02lld", (long long)(hundredths / 100),
	    (long long)(hundredths % 100));
}

static void write_sums(struct req *r, const struct team *list, size_t n)
{
	static const char *const heads[] = { N_("Directorate"),
		N_("Teams with a champion"),
		N_("Mental health teams with a paid role"),
		N_("Whole-time equivalent"), N_("Trained, of these") };
	struct arena *a = r->cx.arena;
	struct ui_table *t = ui_table(r, DIRECTORATES_MAX);
	size_t rows = 0;

	for (size_t i = 0; i < NELEM(heads); i++)
		ui_th(t, T(heads[i]));
	for (size_t i = 0; i < n && rows < DIRECTORATES_MAX; rows++) {
		const size_t first = i;
		int64_t with = 0, mental = 0, paid = 0, all = 0, trained = 0;

		for (; i < n &&
		       str_eq(list[i].directorate, list[first].directorate);
		     i++) {
			with += !str_empty(list[i].champion);
			mental += list[i].mental;
			paid += list[i].mental && list[i].wte > 0;
			all += list[i].wte;
			trained += list[i].trained;
		}
		ui_td(t, list[first].directorate);
		ui_td(t, part(a, with, (int64_t)(i - first)));
		ui_td(t, part(a, paid, mental));
		ui_td(t, wte(a, all));
		ui_td(t, wte(a, trained));
	}
	ui_table_end(r, t, T("By directorate"),
	    T("There are no teams in the tree yet."));
}

static void write_teams(struct req *r, const struct team *list, size_t n)
{
	static const char *const heads[] = { N_("Team"), N_("Directorate"),
		N_("Champion"), N_("Paid roles, whole-time equivalent") };
	struct arena *a = r->cx.arena;
	struct ui_table *t = ui_table(r, TEAMS_MAX);

	for (size_t i = 0; i < NELEM(heads); i++)
		ui_th(t, T(heads[i]));
	for (size_t i = 0; i < n; i++) {
		const bool gap = list[i].mental && list[i].wte == 0;

		ui_td(t, list[i].name);
		ui_td(t, list[i].directorate);
		ui_td(t, str_empty(list[i].champion) ? str_of(T("Nobody yet"))
						     : list[i].champion);
		ui_td(t, gap ? str_of(T("No role yet")) : wte(a, list[i].wte));
	}
	ui_table_end(
	    r, t, T("Each team"), T("There are no teams in the tree yet."));
}

void teams_cover(struct req *r)
{
	struct team *list = arena_array(r->cx.arena, TEAMS_MAX, sizeof(*list));
	const size_t n = load(r, list);

	r->wide = true;
	r->back = S("/involve/desk");
	ui_head(r, T("Champions and paid roles by team"));
	ui_p(r, T("Every team has a named champion, and every mental health "
		  "team somebody who is paid for lived experience. Where not, "
		  "it says so."));
	write_sums(r, list, n);
	write_teams(r, list, n);
	ui_link(r, S("/k/champions"), T("Champions"));
	ui_link(r, S("/k/peer-roles"), T("Paid lived-experience roles"));
}

static const struct sql *const list[] = { &SQL_PANELS, &SQL_REASONS,
	&SQL_TEAMS };
const struct sql_list cover_sql = { list, NELEM(list) };
