/*
 * map.c: the involvement map: what goes on in each service and how many people
 * take part, with the gaps. People are counted once in each service; small
 * counts are hidden, and as many others as it takes.
 */
#include "base/words.h"
#include "mod/involve/ui.h"
#include "mod/network/outreach.h"
#include "stat/small.h"
#include "stat/suppress.h"

#define SERVICES_MAX 300

/* What belongs to a service: of itself and of the teams below it. */
static const struct sql SQL_SERVICES = {
	"WITH RECURSIVE d (top, id) AS (SELECT u.id, u.id FROM unit u WHERE"
	" u.level = 'service' UNION ALL SELECT d.top, u.id FROM unit u"
	" JOIN d ON u.parent = d.id)"
	" SELECT p.id, p.name, t.name,"
	" (SELECT count(*) FROM opportunity o JOIN d ON d.id = o.unit WHERE"
	" d.top = t.id AND o.state_since >= ?1),"
	" (SELECT count(*) FROM event e JOIN d ON d.id = e.unit WHERE"
	" d.top = t.id AND e.happens_on >= ?1 AND e.happens_on <= ?2),"
	" (SELECT count(DISTINCT i.member) FROM interest i JOIN opportunity o"
	" ON o.id = i.opportunity JOIN d ON d.id = o.unit WHERE d.top = t.id"
	" AND i.state IN ('matched', 'took_part') AND o.state_since >= ?1),"
	" (SELECT count(*) FROM champion c JOIN d ON d.id = c.unit WHERE"
	" d.top = t.id AND c.from_on <= ?2 AND (c.until_on IS NULL OR"
	" c.until_on > ?2))"
	" FROM unit t JOIN unit p ON p.id = t.parent WHERE t.level = 'service'"
	" AND (t.closed IS NULL OR t.closed > ?2) AND " SCOPE(
	    "t.id") " ORDER BY p.fold, p.id, t.fold, t.id LIMIT 300",
	SCOPED(CAP_INVOLVE_READ)
};

struct service {
	int64_t top;
	struct str directorate, name;
	int64_t opportunities, events, people, champions;
};

static size_t load(struct req *r, struct service *s)
{
	const struct date from = date_add_months(r->cx.today, -12);
	struct rows *rows = db_query(r->cx.conn, r->cx.arena, &SQL_SERVICES,
	    VALS(V(from), V(r->cx.today)));
	size_t n = 0;

	while (n < SERVICES_MAX && db_next(rows))
		s[n++] = (struct service){ .top = db_int(rows, 0),
			.directorate = db_text(rows, 1),
			.name = db_text(rows, 2),
			.opportunities = db_int(rows, 3),
			.events = db_int(rows, 4),
			.people = db_int(rows, 5),
			.champions = db_int(rows, 6) };
	(void)db_done(rows);
	return n;
}

/* Services below their directorates below the trust: a hidden count cannot be
 * worked out from the others and the sums. Services come first, then as many
 * places as there can be directorates, and the trust last. */
struct hiding {
	size_t parents[2 * SERVICES_MAX + 1];
	int64_t counts[2 * SERVICES_MAX + 1];
	bool hidden[2 * SERVICES_MAX + 1];
	size_t n, ntops;
};

static void hide(struct hiding *h, const struct service *s, size_t n)
{
	size_t at = 0, top = n;

	h->ntops = 0;
	for (size_t i = 0; i < n; i++) {
		if (i == 0 || s[i].top != s[i - 1].top) {
			top = n + h->ntops++;
			h->counts[top] = 0;
		}
		h->parents[i] = top;
		h->counts[i] = s[i].people;
		h->counts[top] += s[i].people;
	}
	h->n = n + h->ntops + 1;
	h->counts[h->n - 1] = 0;
	h->parents[h->n - 1] = SUPPRESS_NONE;
	for (size_t i = n; i + 1 < h->n; i++) {
		h->parents[i] = h->n - 1;
		h->counts[h->n - 1] += h->counts[i];
	}
	if (suppress_tree(h->parents, h->counts, h->n, SMALL_PUBLIC, h->hidden,
		&at) == SUPPRESS_FINE)
		return;
	for (size_t i = 0; i < h->n; i++) /* cannot be; then show nothing */
		h->hidden[i] = true;
}

static struct str number(struct arena *a, int64_t n)
{
	return str_fmt(a, "%lld", (long long)n);
}

static struct str people(struct arena *a, const struct hiding *h, size_t i)
{
	return h->hidden[i] ? str_of(T("Too few to show"))
			    : number(a, h->counts[i]);
}

static bool is_gap(const struct service *s)
{
	return s->opportunities == 0 && s->events == 0;
}

static void write_directorates(
    struct req *r, const struct service *s, size_t n, const struct hiding *h)
{
	struct arena *a = r->cx.arena;
	struct ui_table *t = ui_table(r, h->ntops + 1);
	static const char *const heads[] = { N_("Directorate"),
		N_("Opportunities"), N_("Events"), N_("People"),
		N_("Services with nothing") };

	for (size_t i = 0; i < NELEM(heads); i++)
		ui_th(t, T(heads[i]));
	for (size_t i = 0; i < n;) {
		int64_t opportunities = 0, events = 0, gaps = 0, all = 0;
		const size_t first = i;

		for (; i < n && s[i].top == s[first].top; i++) {
			opportunities += s[i].opportunities;
			events += s[i].events;
			gaps += is_gap(&s[i]);
			all++;
		}
		ui_td(t, s[first].directorate);
		ui_td(t, number(a, opportunities));
		ui_td(t, number(a, events));
		ui_td(t, people(a, h, h->parents[first]));
		ui_td(t, str_fmt(a, T("%lld of %lld"), (long long)gaps,
			     (long long)all));
	}
	ui_table_end(r, t, T("By directorate"),
	    T("There are no services in the tree yet."));
}

static void write_services(
    struct req *r, const struct service *s, size_t n, const struct hiding *h)
{
	struct arena *a = r->cx.arena;
	struct ui_table *t = ui_table(r, n + 1);
	static const char *const heads[] = { N_("Service"), N_("Directorate"),
		N_("Opportunities"), N_("Events"), N_("People"),
		N_("Champions"), N_("Gap") };

	for (size_t i = 0; i < NELEM(heads); i++)
		ui_th(t, T(heads[i]));
	for (size_t i = 0; i < n; i++) {
		ui_td(t, s[i].name);
		ui_td(t, s[i].directorate);
		ui_td(t, number(a, s[i].opportunities));
		ui_td(t, number(a, s[i].events));
		ui_td(t, people(a, h, i));
		ui_td(t, number(a, s[i].champions));
		ui_td(t, str_of(is_gap(&s[i])      ? T("Nothing goes on")
				: s[i].people == 0 ? T("Nobody took part")
						   : T("No gap")));
	}
	ui_table_end(
	    r, t, T("By service"), T("There are no services in the tree yet."));
}

void involve_map(struct req *r)
{
	struct arena *a = r->cx.arena;
	struct service *s = arena_array(a, SERVICES_MAX, sizeof(*s));
	struct hiding *h = ARENA_NEW(a, struct hiding);
	const size_t n = load(r, s);

	hide(h, s, n);
	r->wide = true;
	r->back = S("/involve/desk");
	ui_head(r, T("Involvement map"));
	ui_p_of(
	    r, str_fmt(a,
		   T("What goes on in each service and in its teams, in the "
		     "twelve months since %.*s. Somebody who took part in two "
		     "services is counted in both. One to four people are not "
		     "shown. What is done for the whole trust is not in here."),
		   STR_ARG(date_long(a, date_add_months(r->cx.today, -12)))));
	write_directorates(r, s, n, h);
	write_services(r, s, n, h);
	ui_link(r, S("/k/outreach"), T("Outreach plan"));
}

static const struct sql *const list[] = { &SQL_SERVICES };
const struct sql_list map_sql = { list, NELEM(list) };
