/*
 * said.c: see said.h.
 */
#include "mod/listen/said.h"

#include <assert.h>
#include <string.h>

#include "base/words.h"

void mistake_add(struct mistakes *m, const char *field, struct str sentence)
{
	if (m->n < MISTAKES_MAX)
		m->list[m->n++] = (struct mistake){ field, sentence };
}

struct str mistake_at(const struct mistakes *m, const char *field)
{
	for (size_t i = 0; m != NULL && i < m->n; i++)
		if (strcmp(m->list[i].field, field) == 0)
			return m->list[i].sentence;
	return STR_NULL;
}

static bool is_control(char c)
{
	const unsigned char u = (unsigned char)c;

	return (u < 0x20 && c != '\n') || u == 0x7f;
}

struct str said_clean(struct arena *a, struct str text)
{
	const struct str t = str_trim(text);
	char *out;
	size_t n = 0;

	if (str_empty(t))
		return STR_NULL;
	out = arena_alloc(a, t.n + 1);
	for (size_t i = 0; i < t.n; i++)
		if (t.s[i] == '\t')
			out[n++] = ' ';
		else if (!is_control(t.s[i]))
			out[n++] = t.s[i];
	if (n == 0)
		return STR_NULL;
	return (struct str){ out, n };
}

size_t said_length(struct str text)
{
	size_t n = 0;

	for (size_t i = 0; i < text.n; i++)
		if (((unsigned char)text.s[i] & 0xc0U) != 0x80U)
			n++;
	return n;
}

static bool has_value(const struct str *values, size_t n, struct str v)
{
	for (size_t i = 0; i < n; i++)
		if (str_eq(values[i], v))
			return true;
	return false;
}

/* The form's values of this name that are not empty, each once, at most
 * `max`. */
static size_t values_of(
    const struct form *f, struct str name, struct str *ret, size_t max)
{
	size_t n = 0;

	for (size_t i = 0; i < f->n && n < max; i++)
		if (str_eq(f->fields[i].name, name) &&
		    !str_empty(f->fields[i].value) &&
		    !has_value(ret, n, f->fields[i].value))
			ret[n++] = f->fields[i].value;
	return n;
}

static bool choice_known(const struct question *q, struct str code)
{
	for (size_t i = 0; i < q->nchoices; i++)
		if (str_eq(q->choices[i].code, code))
			return true;
	return false;
}

static bool value_known(const struct question *q, struct str v)
{
	switch (q->type) {
	case Q_FFT:
		return code_offered(&codes_answer, v);
	case Q_YES_NO:
		return str_is(v, "yes") || str_is(v, "no");
	case Q_CHOICE:
	case Q_CHOICES:
		return choice_known(q, v);
	case Q_TEXT:
	case Q_NUMBER:
		break;
	}
	return true;
}

static void parse_text(struct arena *a, const struct question *q,
    struct given *g, struct mistakes *m)
{
	const struct str clean = said_clean(a, g->values[0]);
	const size_t length = said_length(clean);

	g->values[0] = clean;
	g->n = str_null(clean) ? 0 : 1;
	if (length > SAID_TEXT_MAX)
		mistake_add(m, str_cstr(a, q->code),
		    str_fmt(a,
			T("Your words are too long for this box. Please use "
			  "%d characters or fewer. You have used %d."),
			SAID_TEXT_MAX, (int)length));
}

static void parse_number(struct arena *a, const struct question *q,
    struct given *g, struct mistakes *m)
{
	if (!str_int64(str_trim(g->values[0]), &g->number))
		mistake_add(m, str_cstr(a, q->code),
		    str_of(T("Please write a whole number, such as 3.")));
}

/* One answer, or several of a question that allows it, each known. */
static void parse_choice(struct arena *a, const struct question *q,
    struct given *g, struct mistakes *m)
{
	if (q->type != Q_CHOICES)
		g->n = 1;
	for (size_t i = 0; i < g->n; i++)
		if (!value_known(q, g->values[i])) {
			mistake_add(m, str_cstr(a, q->code),
			    str_of(T("Please choose one of the answers.")));
			g->n = 0;
			return;
		}
}

bool said_parse_question(struct arena *a, const struct place *p,
    const struct form *f, size_t i, struct said *ret, struct mistakes *m)
{
	const struct question *q = &p->survey.questions[i];
	struct given *g = &ret->given[i];
	const size_t before = m->n;

	assert(i < p->survey.n);
	g->n = values_of(f, q->code, g->values, SAID_CHOICES_MAX);
	if (g->n > 0 && q->type == Q_TEXT)
		parse_text(a, q, g, m);
	else if (g->n > 0 && q->type == Q_NUMBER)
		parse_number(a, q, g, m);
	else if (g->n > 0)
		parse_choice(a, q, g, m);
	if (g->n == 0 && q->required && m->n == before)
		mistake_add(m, str_cstr(a, q->code),
		    str_of(T("Please answer this question.")));
	if (q->type == Q_FFT && g->n == 1)
		ret->answer = g->values[0].s[0] - '0';
	return m->n == before;
}

bool said_asked(const struct survey *s, const struct form *f, size_t i)
{
	const struct question *q = &s->questions[i];
	struct str values[SAID_CHOICES_MAX];
	size_t n;

	if (q->show_if >= i)
		return true;
	n = values_of(
	    f, s->questions[q->show_if].code, values, SAID_CHOICES_MAX);
	for (size_t k = 0; k < n; k++)
		if (str_eq(values[k], q->show_if_answer))
			return said_asked(s, f, q->show_if);
	return false;
}

/* Day, month and year as typed, to a date. Without a day it is the first of
 * the month; without anything it is today. */
static struct date parse_when(
    struct str day, struct str month, struct str year, struct date today)
{
	int64_t d = 1;
	int64_t mo = 0;
	int64_t y = 0;

	if (str_empty(day) && str_empty(month) && str_empty(year))
		return today;
	if (!str_empty(day) && !str_int64(day, &d))
		return DATE_NONE;
	if (!str_int64(month, &mo) || !str_int64(year, &y))
		return DATE_NONE;
	if (d < 1 || d > 31 || mo < 1 || mo > 12 || y < 1900 || y > 9999)
		return DATE_NONE;
	return date_make((int)y, (int)mo, (int)d);
}

static void said_when(const struct form *f, struct date today, struct said *ret,
    struct mistakes *m)
{
	const struct date d = parse_when(str_trim(form_get(f, "when-day")),
	    str_trim(form_get(f, "when-month")),
	    str_trim(form_get(f, "when-year")), today);

	ret->experienced_on = today;
	if (date_none(d))
		mistake_add(m, "when",
		    str_of(T("Please write the month and year as numbers, "
			     "such as 3 2026. You can leave the day out.")));
	else if (date_cmp(d, today) > 0)
		mistake_add(m, "when",
		    str_of(T("This date has not come yet. Please check it.")));
	else if (date_cmp(d, date_add_months(today, -12 * SAID_YEARS_BACK)) < 0)
		mistake_add(m, "when",
		    str_of(T("This is a long time ago. Please check the "
			     "year.")));
	else
		ret->experienced_on = d;
}

/* Ticks joined with '|'; null when one is not on the list. What contradicts
 * itself ("none of these" beside others) is kept as it was said. */
static struct str about_join(struct arena *a, const struct about_item *item,
    const struct str *values, size_t n)
{
	struct str all = STR_NULL;

	for (size_t i = 0; i < n; i++) {
		if (!code_offered(item->codes, values[i]))
			return STR_NULL;
		all = i == 0 ? values[i]
			     : str_fmt(a, "%.*s|%.*s", STR_ARG(all),
				   STR_ARG(values[i]));
	}
	return all;
}

static void said_about(
    struct arena *a, const struct form *f, struct said *ret, struct mistakes *m)
{
	for (size_t i = 0; i < ABOUT_ITEMS; i++) {
		const struct about_item *item = &about_items[i];
		struct str values[SAID_CHOICES_MAX];
		size_t n = values_of(f, str_of(item->name), values,
		    item->several ? SAID_CHOICES_MAX : 1);

		ret->about[i] = about_join(a, item, values, n);
		if (n > 0 && str_null(ret->about[i]))
			mistake_add(m, item->name,
			    str_of(T("Please choose one of the answers.")));
		ret->has_about |= n > 0;
	}
	/* Asked and left empty is not the same as not asked. */
	for (size_t i = 0; ret->has_about && i < ABOUT_ITEMS; i++)
		if (str_null(ret->about[i]))
			ret->about[i] = str_of(about_items[i].codes->silent);
}

static struct str short_text(
    struct arena *a, const struct form *f, const char *name, struct mistakes *m)
{
	const struct str clean = said_clean(a, form_get(f, name));

	if (said_length(clean) > SAID_CONTACT_MAX)
		mistake_add(m, name,
		    str_fmt(a, T("Please use %d characters or fewer here."),
			SAID_CONTACT_MAX));
	return clean;
}

static void said_contact(
    struct arena *a, const struct form *f, struct said *ret, struct mistakes *m)
{
	ret->contact_name = short_text(a, f, "contact_name", m);
	ret->contact_at = short_text(a, f, "contact_at", m);
	if (!str_null(ret->contact_name) && str_null(ret->contact_at))
		mistake_add(m, "contact_at",
		    str_of(T("Please add a phone number or an email address, "
			     "so that we can reach you. Or take your name "
			     "out.")));
}

/* Words or the national answer: one of the two must be there. */
static void said_anything(struct arena *a, const struct place *p,
    const struct said *s, struct mistakes *m)
{
	for (size_t i = 0; i < p->survey.n; i++)
		if (s->given[i].n > 0 &&
		    (p->survey.questions[i].type == Q_FFT ||
			p->survey.questions[i].type == Q_TEXT))
			return;
	for (size_t i = 0; i < p->survey.n; i++)
		if (p->survey.questions[i].type == Q_FFT) {
			mistake_add(m, str_cstr(a, p->survey.questions[i].code),
			    str_of(T("Please choose an answer or tell us "
				     "something in your own words. One of "
				     "them is enough.")));
			return;
		}
}

static void said_rest(
    const struct form *f, struct said *ret, struct mistakes *m)
{
	const struct str role = form_get(f, "role");
	const struct str show = form_get(f, "may_show");

	ret->may_show = str_is(show, "yes");
	if (!str_empty(show) && !ret->may_show && !str_is(show, "no"))
		mistake_add(
		    m, "may_show", str_of(T("Please choose yes or no.")));
	ret->role = str_empty(role) ? STR_NULL : role;
	if (!str_null(ret->role) && !code_offered(&codes_role, role))
		mistake_add(
		    m, "role", str_of(T("Please choose one of the answers.")));
}

bool said_parse(struct arena *a, const struct place *p, const struct form *f,
    struct date today, struct said *ret, struct mistakes *m)
{
	const size_t before = m->n;

	memset(ret, 0, sizeof(*ret));
	for (size_t i = 0; i < p->survey.n; i++)
		if (!p->survey.one_per_page || said_asked(&p->survey, f, i))
			(void)said_parse_question(a, p, f, i, ret, m);
	if (m->n == before)
		said_anything(a, p, ret, m);
	said_rest(f, ret, m);
	said_when(f, today, ret, m);
	if (p->ask_about)
		said_about(a, f, ret, m);
	if (p->ask_contact)
		said_contact(a, f, ret, m);
	return m->n == before;
}
