/*
 * team_filter.c: what of a unit is looked at, from an address and back into
 * one. Filters are never trusted: what is not one of ours counts as not said.
 */
#include "base/words.h"
#include "mod/insight/team.h"
#include "mod/listen/codes.h"

/* "2026-04", "4/2026" or "4 Apr 2026" without the day: the month's first. */
static bool parse_month(struct arena *a, struct str typed, struct date *ret)
{
	const struct str s = str_trim(typed);

	if (str_empty(s) || s.n > 20)
		return false;
	return date_parse_iso(str_fmt(a, "%.*s-01", STR_ARG(s)), ret) ||
	       date_parse(str_fmt(a, "1/%.*s", STR_ARG(s)), ret) ||
	       date_parse(str_fmt(a, "1 %.*s", STR_ARG(s)), ret);
}

static void last_months(struct team_filter *f, int months)
{
	const struct date this = date_month_start(f->today);

	f->months = months;
	f->cut.until = date_add_months(this, 1);
	f->cut.from = date_add_months(this, 1 - months);
}

/* A period that was asked for: not past this month, not before the calendar
 * begins to make sense, not too long, never empty. */
static bool from_to(
    struct arena *a, const struct form *q, struct team_filter *f)
{
	const struct date end = date_add_months(date_month_start(f->today), 1);
	struct date from = DATE_NONE, to = DATE_NONE;
	const bool has_from = parse_month(a, form_get(q, "from"), &from);
	const bool has_to = parse_month(a, form_get(q, "to"), &to);

	if (!has_from && !has_to)
		return false;
	struct date until = has_to && date_month_index(to) < 9999 * 12
				? date_add_months(to, 1)
				: end;

	if (date_cmp(until, end) > 0)
		until = end;
	if (!has_from)
		from = date_add_months(until, -TEAM_MONTHS);
	if (date_month_index(from) < 1900 * 12 || date_cmp(from, until) >= 0)
		return false;
	if (date_month_index(until) - date_month_index(from) > TEAM_MONTHS_MAX)
		from = date_add_months(until, -TEAM_MONTHS_MAX);
	f->months = 0;
	f->cut.from = from;
	f->cut.until = until;
	return true;
}

static struct str one_of(const struct code_list *l, struct str typed)
{
	return code_offered(l, typed) ? typed : STR_NULL;
}

void team_filter_read(
    const struct form *query, struct date today, struct team_filter *ret)
{
	struct arena *a = arena_new(ARENA_REQUEST);
	int64_t months = 0;

	*ret = (struct team_filter){ .today = today };
	last_months(ret, TEAM_MONTHS);
	if (str_int64(form_get(query, "months"), &months) &&
	    (months == 12 || months == 24 || months == 36))
		last_months(ret, (int)months);
	else
		(void)from_to(a, query, ret);
	ret->cut.mode = one_of(&codes_mode, form_get(query, "mode"));
	ret->cut.role = one_of(&codes_role, form_get(query, "role"));
	if (str_is(form_get(query, "measure"), "very_good"))
		ret->measure = TEAM_VERY_GOOD;
	arena_free(a);
}

bool team_filter_narrow(const struct team_filter *f)
{
	return !str_null(f->cut.mode) || !str_null(f->cut.role);
}

/* Addresses ------------------------------------------------------------ */

static void add_pair(struct buf *b, const char *name, struct str value)
{
	if (str_empty(value))
		return;
	buf_byte(b, b->n == 0 ? '?' : '&');
	buf_cstr(b, name);
	buf_byte(b, '=');
	html_urlencode(b, value);
}

static struct str month_text(struct arena *a, struct date d)
{
	return str_sub(date_iso(a, d), 0, 7);
}

static void add_period(
    struct buf *b, struct arena *a, const struct team_filter *f)
{
	add_pair(b, "from", month_text(a, f->cut.from));
	add_pair(b, "to", month_text(a, date_add(f->cut.until, -1)));
}

struct str team_filter_query(struct arena *a, const struct team_filter *f)
{
	struct buf b = buf_make(4096);

	if (f->months == 0)
		add_period(&b, a, f);
	else if (f->months != TEAM_MONTHS)
		add_pair(&b, "months", str_fmt(a, "%d", f->months));
	add_pair(&b, "mode", f->cut.mode);
	add_pair(&b, "role", f->cut.role);
	if (f->measure == TEAM_VERY_GOOD)
		add_pair(&b, "measure", S("very_good"));
	const struct str s = str_dup(a, buf_view(&b));

	buf_free(&b);
	return s;
}

struct str team_comments_href(struct arena *a, struct str slug,
    const struct team_filter *f, struct str answer)
{
	struct buf b = buf_make(4096);

	add_pair(&b, "unit", slug);
	add_period(&b, a, f);
	add_pair(&b, "mode", f->cut.mode);
	add_pair(&b, "role", f->cut.role);
	add_pair(&b, "answer", answer);
	const struct str s = str_fmt(a, "/comments%.*s", STR_ARG(buf_view(&b)));

	buf_free(&b);
	return s;
}

/* Words ---------------------------------------------------------------- */

const char *team_role_label(struct str code)
{
	static const struct code roles[] = {
		{ "patient", N_("Patients") },
		{ "carer", N_("Carers") },
		{ "relative", N_("Family and friends") },
		{ "other", N_("Someone else") },
		{ "", N_("Did not say") },
	};

	for (size_t i = 0; i < NELEM(roles); i++)
		if (str_is(code, roles[i].code))
			return T(roles[i].label);
	return NULL;
}

/* The end of the period is a day while its last month is not over. */
static struct str end_words(struct arena *a, const struct team_filter *f)
{
	const struct date last = date_add(f->cut.until, -1);

	return date_cmp(last, f->today) > 0 ? date_long(a, f->today)
					    : date_month_year(a, last);
}

struct str team_period_words(struct arena *a, const struct team_filter *f)
{
	const struct str from = date_month_year(a, f->cut.from);
	const struct str to = end_words(a, f);
	const char *mode =
	    str_null(f->cut.mode) ? NULL : code_label(&codes_mode, f->cut.mode);
	const char *role =
	    str_null(f->cut.role) ? NULL : team_role_label(f->cut.role);

	if (mode != NULL && role != NULL)
		return str_fmt(a,
		    T("From %.*s to %.*s. Only this way of answering: %s. "
		      "Only said by: %s."),
		    STR_ARG(from), STR_ARG(to), mode, role);
	if (mode != NULL)
		return str_fmt(a,
		    T("From %.*s to %.*s. Only this way of answering: %s."),
		    STR_ARG(from), STR_ARG(to), mode);
	if (role != NULL)
		return str_fmt(a, T("From %.*s to %.*s. Only said by: %s."),
		    STR_ARG(from), STR_ARG(to), role);
	return str_fmt(a, T("From %.*s to %.*s."), STR_ARG(from), STR_ARG(to));
}
