/*
 * opportunity_page.c: what an opportunity's page shows beyond its facts: its
 * next steps, who would like to and how it was. Names of members show to those
 * who look after the register; a lead reads introductions.
 */
#include "base/words.h"
#include "mod/involve/codes.h"
#include "mod/involve/internal.h"
#include "mod/involve/opportunity.h"
#include "mod/involve/ui.h"

#define SHOWN_MAX 200

static struct str path_of(
    struct req *r, const struct opportunity *o, const char *tail)
{
	return str_fmt(
	    r->cx.arena, "/k/opportunities/%.*s%s", STR_ARG(o->rec.ref), tail);
}

static void write_steps(struct req *r, const struct opportunity *o)
{
	size_t n = 0;
	const struct opportunity_step *s = opportunity_steps(&n);

	ui_sub(r, T("What comes next"));
	for (size_t i = 0; i < n; i++) {
		if (!str_is(o->state, s[i].from) ||
		    !may(&r->cx, s[i].cap, o->unit))
			continue;
		const char *why =
		    s[i].wait != NULL ? s[i].wait(&r->cx, o) : NULL;

		if (why != NULL)
			ui_p(r, T(why));
		else
			ui_button_form(r, path_of(r, o, "/step"), "to", s[i].to,
			    T(s[i].label),
			    str_is(str_of(s[i].to), "withdrawn") ? "secondary"
								 : NULL);
	}
}

/* Those who look after the register see names, the lead introductions. */
static const struct sql SQL_NAMED = {
	"SELECT i.ref, b.name, b.ref, i.state, coalesce(i.words, b.intro)"
	" FROM interest i JOIN member b ON b.id = i.member"
	" WHERE i.opportunity = ?1 AND " SCOPE(
	    "b.unit") " ORDER BY i.id LIMIT 200",
	SCOPED(CAP_REGISTER)
};
static const struct sql SQL_INTRODUCED = {
	"SELECT i.ref, NULL, NULL, i.state, coalesce(i.words, b.intro)"
	" FROM interest i JOIN member b ON b.id = i.member"
	" JOIN opportunity o ON o.id = i.opportunity"
	" WHERE i.opportunity = ?1 AND " SCOPE(
	    "o.unit") " ORDER BY i.id LIMIT 200",
	SCOPED(CAP_INVOLVE_READ)
};

static void write_people(struct req *r, const struct opportunity *o)
{
	struct arena *a = r->cx.arena;
	const bool named = web_may(r, CAP_REGISTER);
	struct ui_table *t = ui_table(r, SHOWN_MAX);
	struct rows *rows = db_query(r->cx.conn, a,
	    named ? &SQL_NAMED : &SQL_INTRODUCED, VALS(V(o->rec.id)));

	ui_sub(r, T("Who would like to"));
	if (named)
		ui_th(t, T("Member"));
	ui_th(t, T("How they introduce themselves"));
	ui_th(t, T("State"));
	while (db_next(rows)) {
		if (named)
			ui_td_link(t, db_text(rows, 1),
			    str_fmt(a, "/k/members/%.*s",
				STR_ARG(db_text(rows, 2))));
		ui_td(t, db_null(rows, 4)
			     ? str_of(T("They wrote no introduction."))
			     : db_text(rows, 4));
		ui_td(t, code_words(&interest_states, db_text(rows, 3)));
	}
	(void)db_done(rows);
	ui_table_end(r, t, T("People and this opportunity"),
	    T("Nobody has said yet that they would like to."));
	if (named)
		ui_link(r, path_of(r, o, "/match"),
		    T("Whom to ask: suggestions with reasons"));
}

static const struct sql SQL_FELT = {
	"SELECT count(*), count(i.evaluated_at), sum(i.felt), count(i.felt),"
	" sum(i.heard), count(i.heard) FROM interest i"
	" JOIN opportunity o ON o.id = i.opportunity WHERE o.id = ?1"
	" AND i.state = 'took_part' AND " SCOPE("o.unit"),
	SCOPED(CAP_INVOLVE_READ)
};
#define FELT_FEW 5 /* fewer answers show no mean, so that nobody is known */

static void write_mean(
    struct req *r, struct ui_facts *f, const char *what, int64_t sum, int64_t n)
{
	if (n < FELT_FEW)
		ui_fact(f, what, str_of(T("Too few answers to show")));
	else
		ui_fact(f, what,
		    str_fmt(r->cx.arena, T("%.1f of 5 (%lld answers)"),
			(double)sum / (double)n, (long long)n));
}

static void write_felt(struct req *r, const struct opportunity *o)
{
	struct ui_facts f = { .n = 0 };
	struct rows *rows =
	    db_query(r->cx.conn, r->cx.arena, &SQL_FELT, VALS(V(o->rec.id)));

	if (db_next(rows) && db_int(rows, 0) > 0) {
		ui_sub(r, T("How it was for those who took part"));
		ui_fact(&f, T("Said how it was"),
		    str_fmt(r->cx.arena, T("%lld of %lld"),
			(long long)db_int(rows, 1),
			(long long)db_int(rows, 0)));
		write_mean(r, &f, T("How they felt"), db_int(rows, 2),
		    db_int(rows, 3));
		write_mean(r, &f, T("How much they were heard"),
		    db_int(rows, 4), db_int(rows, 5));
	}
	(void)db_done(rows);
	ui_facts(r, &f);
}

void opportunity_more(struct req *r, const void *rec)
{
	const struct opportunity *o = rec;

	write_steps(r, o);
	write_people(r, o);
	write_felt(r, o);
}

struct moving {
	const struct opportunity *o;
	struct str to;
};

static enum db_status move_fn(struct ctx *cx, void *arg)
{
	const struct moving *m = arg;

	return opportunity_move(cx, m->o, m->to);
}

void opportunity_step_post(struct req *r)
{
	struct opportunity o;
	struct moving m = { &o, web_post(r, "to") };

	if (!kind_get_ref(&r->cx, &kind_opportunity, web_param(r, "ref"), &o)) {
		web_not_found(r);
		return;
	}
	(void)ui_done(r, ctx_change(&r->cx, move_fn, &m), N_("Done."),
	    path_of(r, &o, ""));
}

static const struct sql *const list[] = { &SQL_NAMED, &SQL_INTRODUCED,
	&SQL_FELT };
const struct sql_list opportunity_page_sql = { list, NELEM(list) };
