/*
 * ask.c: see ask.h. Limits of what a stranger may type are here.
 */
#include "mod/casework/ask.h"

#include <assert.h>

#include "base/words.h"

#define YEARS_BACK  60
#define YEARS_AHEAD 5
#define PENCE_MAX   INT64_C(100000000) /* a million pounds */

struct str asks_problem(const struct problems *p, const char *name)
{
	for (size_t i = 0; p != NULL && i < p->n; i++)
		if (p->list[i].field != NULL &&
		    str_is(str_of(p->list[i].field), name))
			return p->list[i].sentence;
	return STR_NULL;
}

/* Reading ------------------------------------------------------------- */

static struct str typed(const struct asking *a, const struct ask *q)
{
	const struct str s = str_trim(web_post(a->r, q->name));

	return str_empty(s) ? STR_NULL : s;
}

static size_t max_of(const struct ask *q)
{
	if (q->max > 0)
		return q->max;
	return q->type == ASK_LONG ? ASK_LONG_MAX : ASK_LINE_MAX;
}

static void read_text(
    const struct ask *q, struct str s, struct answer *ret, struct problems *p)
{
	if (s.n > max_of(q)) {
		problem_add(p, q->name,
		    T("“%s” is too long: at most %zu letters. What is longer "
		      "can be added as a file"),
		    T(q->label), max_of(q));
		return;
	}
	ret->text = s;
}

static void read_day(const struct asking *a, const struct ask *q, struct str s,
    struct answer *ret, struct problems *p)
{
	const struct date today = a->r->cx.today;
	struct date d;

	if (!date_parse(s, &d)) {
		problem_add(p, q->name,
		    T("“%s” must be a day, for example 27/3/2026"),
		    T(q->label));
		return;
	}
	if (q->past && date_cmp(d, today) > 0)
		problem_add(p, q->name, T("“%s” must not be in the future"),
		    T(q->label));
	else if (q->future && date_cmp(d, today) <= 0)
		problem_add(
		    p, q->name, T("“%s” must be after today"), T(q->label));
	else if (date_cmp(d, date_add_months(today, -12 * YEARS_BACK)) < 0)
		problem_add(p, q->name,
		    T("“%s” must be within the last %d years"), T(q->label),
		    YEARS_BACK);
	else if (date_cmp(d, date_add_months(today, 12 * YEARS_AHEAD)) > 0)
		problem_add(p, q->name,
		    T("“%s” must be within the next %d years"), T(q->label),
		    YEARS_AHEAD);
	else
		ret->day = d;
	ret->text = s;
}

static bool offered(const struct asking *a, const struct ask *q,
    struct str value, struct answer *ret)
{
	struct select_option *list;
	size_t n;

	for (size_t i = 0; q->choices != NULL && i < q->choices->n; i++)
		if (str_is(value, q->choices->list[i].code))
			return true;
	if (q->options == NULL)
		return false;
	list = arena_array(a->r->cx.arena, OPTIONS_MAX, sizeof(*list));
	n = q->options(a, list, OPTIONS_MAX);
	for (size_t i = 0; i < n; i++)
		if (str_eq(value, list[i].value)) {
			ret->shown = list[i].text;
			return true;
		}
	return false;
}

static void read_choice(const struct asking *a, const struct ask *q,
    struct str s, struct answer *ret, struct problems *p)
{
	if (!offered(a, q, s, ret))
		problem_add(p, q->name,
		    T("“%s” must be one of the answers offered"), T(q->label));
	else
		ret->text = s;
}

/* "12", "12.5", "£12.50", "1,200". */
static bool parse_pence(struct arena *a, struct str s, int64_t *ret)
{
	char *plain = arena_alloc(a, s.n + 1);
	struct str rest, pounds = S(""), part = STR_NULL;
	int64_t whole = 0, pence = 0;
	size_t n = 0;

	if (str_starts(s, S("£")))
		s = str_sub(s, sizeof("£") - 1, s.n);
	for (size_t i = 0; i < s.n; i++)
		if (s.s[i] != ',')
			plain[n++] = s.s[i];
	rest = (struct str){ plain, n };
	(void)str_cut(&rest, '.', &pounds);
	part = rest;
	if (!str_int64(pounds, &whole) || whole < 0 || part.n > 2 ||
	    (!str_null(part) && !str_int64(part, &pence)) || pence < 0)
		return false;
	if (part.n == 1)
		pence *= 10;
	if (whole > PENCE_MAX / 100)
		return false;
	*ret = whole * 100 + pence;
	return true;
}

static void read_money(const struct asking *a, const struct ask *q,
    struct str s, struct answer *ret, struct problems *p)
{
	if (!parse_pence(a->r->cx.arena, s, &ret->pence))
		problem_add(p, q->name,
		    T("“%s” must be an amount of money, for example 250.00"),
		    T(q->label));
	ret->text = s;
}

static void read_one(const struct asking *a, const struct ask *q,
    struct answer *ret, struct problems *p)
{
	const struct str s = typed(a, q);

	*ret = (struct answer){ .text = STR_NULL, .pence = KIND_NO_INT };
	if (str_null(s)) {
		if (q->must && q->type == ASK_TICK)
			problem_add(p, q->name, T("Tick “%s” when it is done"),
			    T(q->label));
		else if (q->must && (q->choices != NULL || q->options != NULL))
			problem_add(p, q->name, T("Choose “%s”"), T(q->label));
		else if (q->must)
			problem_add(p, q->name, T("Fill in “%s”"), T(q->label));
		return;
	}
	switch (q->type) {
	case ASK_LINE:
	case ASK_LONG:
		read_text(q, s, ret, p);
		break;
	case ASK_DATE:
		read_day(a, q, s, ret, p);
		break;
	case ASK_RADIOS:
	case ASK_SELECT:
		read_choice(a, q, s, ret, p);
		break;
	case ASK_TICK:
		ret->yes = true;
		break;
	case ASK_MONEY:
		read_money(a, q, s, ret, p);
		break;
	}
}

bool asks_read(const struct asking *a, const struct ask *asks, size_t n,
    struct answers *ret, struct problems *p)
{
	const size_t before = p->n;

	assert(n <= ASKS_MAX);
	*ret = (struct answers){ .asks = asks, .n = n };
	for (size_t i = 0; i < n; i++)
		read_one(a, &asks[i], &ret->list[i], p);
	return p->n == before;
}

void answers_start(struct answers *ret, const struct ask *asks, size_t n)
{
	assert(n <= ASKS_MAX);
	*ret = (struct answers){ .asks = asks, .n = n };
	for (size_t i = 0; i < n; i++)
		ret->list[i] = (struct answer){ .pence = KIND_NO_INT };
}

bool answers_put(struct answers *in, const char *name, struct str value)
{
	size_t i = 0;

	while (i < in->n && !str_is(str_of(in->asks[i].name), name))
		i++;
	assert(i < in->n);
	in->list[i].text = value;
	in->list[i].yes = in->asks[i].type == ASK_TICK;
	if (in->asks[i].type == ASK_DATE)
		return date_parse_iso(value, &in->list[i].day);
	return in->asks[i].type != ASK_MONEY ||
	       str_int64(value, &in->list[i].pence);
}

const struct answer *answer_of(const struct answers *in, const char *name)
{
	const struct answer *found = NULL;

	for (size_t i = 0; i < in->n; i++)
		if (str_is(str_of(in->asks[i].name), name))
			found = &in->list[i];
	assert(found != NULL);
	return found;
}

struct str answer_text(const struct answers *in, const char *name)
{
	return answer_of(in, name)->text;
}

struct date answer_day(const struct answers *in, const char *name)
{
	return answer_of(in, name)->day;
}

/* Writing ------------------------------------------------------------- */

/* Most fields must be filled in; what need not says so. */
static struct str label_of(struct arena *a, const struct ask *q)
{
	if (q->must || q->type == ASK_TICK)
		return str_of(T(q->label));
	return str_fmt(a, T("%s (optional)"), T(q->label));
}

static struct str hint_of(const struct ask *q)
{
	if (q->hint != NULL)
		return str_of(T(q->hint));
	return q->type == ASK_DATE ? str_of(T("For example, 27/3/2026"))
				   : STR_NULL;
}

static struct str value_of(const struct asking *a, const struct ask *q)
{
	const struct str s = web_post(a->r, q->name);
	int year, month, day;

	if (str_null(s) && a->initial != NULL)
		return a->initial(a, q->name);
	if (!str_null(s) || !q->today)
		return s;
	date_parts(a->r->cx.today, &year, &month, &day);
	return str_fmt(a->r->cx.arena, "%d/%d/%04d", day, month, year);
}

static void write_radios(
    const struct asking *a, const struct ask *q, const struct problems *p)
{
	struct choice_item *items =
	    arena_array(a->r->cx.arena, q->choices->n, sizeof(*items));

	for (size_t i = 0; i < q->choices->n; i++)
		items[i] = (struct choice_item){ .value = str_of(
						     q->choices->list[i].code),
			.text = str_of(T(q->choices->list[i].label)) };
	component_radios(&a->r->out,
	    &(struct radios){ .name = str_of(q->name),
		.value = value_of(a, q),
		.legend = { .text = label_of(a->r->cx.arena, q), .size = "s" },
		.hint = hint_of(q),
		.error = asks_problem(p, q->name),
		.items = items,
		.nitems = q->choices->n });
}

static void write_select(
    const struct asking *a, const struct ask *q, const struct problems *p)
{
	struct select_option *items =
	    arena_array(a->r->cx.arena, OPTIONS_MAX + 1, sizeof(*items));
	size_t n = 0;

	items[n++] = (struct select_option){ .value = S(""), .text = S("") };
	for (size_t i = 0; q->choices != NULL && i < q->choices->n; i++)
		items[n++] = (struct select_option){
			.value = str_of(q->choices->list[i].code),
			.text = str_of(T(q->choices->list[i].label))
		};
	if (q->options != NULL)
		n += q->options(a, items + n, OPTIONS_MAX + 1 - n);
	component_select(
	    &a->r->out, &(struct select){ .name = str_of(q->name),
			    .value = web_post(a->r, q->name),
			    .label.text = label_of(a->r->cx.arena, q),
			    .hint = hint_of(q),
			    .error = asks_problem(p, q->name),
			    .items = items,
			    .nitems = n });
}

static void write_input(
    const struct asking *a, const struct ask *q, const struct problems *p)
{
	component_input(&a->r->out,
	    &(struct input){ .name = str_of(q->name),
		.value = value_of(a, q),
		.label.text = label_of(a->r->cx.arena, q),
		.hint = hint_of(q),
		.error = asks_problem(p, q->name),
		.autocomplete = S("off"),
		.prefix = q->type == ASK_MONEY ? S("£") : STR_NULL,
		.inputmode = q->type == ASK_MONEY ? S("decimal") : STR_NULL,
		.width = q->type == ASK_LINE ? 0 : 10 });
}

static void write_tick(
    const struct asking *a, const struct ask *q, const struct problems *p)
{
	const struct choice_item item = { .value = S("yes"),
		.text = label_of(a->r->cx.arena, q),
		.hint = hint_of(q),
		.checked = str_is(web_post(a->r, q->name), "yes") };

	component_checkboxes(
	    &a->r->out, &(struct checkboxes){ .name = str_of(q->name),
			    .error = asks_problem(p, q->name),
			    .items = &item,
			    .nitems = 1 });
}

void ask_write(
    const struct asking *a, const struct ask *q, const struct problems *p)
{
	switch (q->type) {
	case ASK_RADIOS:
		write_radios(a, q, p);
		break;
	case ASK_SELECT:
		write_select(a, q, p);
		break;
	case ASK_TICK:
		write_tick(a, q, p);
		break;
	case ASK_LONG:
		component_textarea(
		    &a->r->out, &(struct textarea){ .name = str_of(q->name),
				    .value = value_of(a, q),
				    .label.text = label_of(a->r->cx.arena, q),
				    .hint = hint_of(q),
				    .error = asks_problem(p, q->name) });
		break;
	case ASK_LINE:
	case ASK_DATE:
	case ASK_MONEY:
		write_input(a, q, p);
		break;
	}
}

void asks_write(const struct asking *a, const struct ask *asks, size_t n,
    const struct problems *p)
{
	for (size_t i = 0; i < n; i++)
		ask_write(a, &asks[i], p);
}

void asks_summary(struct req *r, const struct problems *p)
{
	if (p == NULL || p->n == 0)
		return;
	struct error_item items[NELEM(p->list)] = { 0 };

	for (size_t i = 0; i < p->n; i++) {
		items[i].text = p->list[i].sentence;
		if (p->list[i].field != NULL)
			items[i].href =
			    str_fmt(r->cx.arena, "#%s", p->list[i].field);
	}
	component_error_summary(
	    &r->out, &(struct error_summary){ .items = items, .nitems = p->n });
}

/* What selects offer --------------------------------------------------- */

static const struct sql SQL_PEOPLE = {
	"SELECT p.ref, p.name FROM person p WHERE p.active = 1 AND EXISTS"
	" (SELECT 1 FROM may w WHERE w.person = p.id AND w.cap = ?1)"
	" ORDER BY p.fold, p.id LIMIT 600",
	SYSTEM("colleagues' names are seen by everybody who works here")
};

static const struct sql SQL_UNITS = {
	"SELECT u.ref, u.name FROM unit u WHERE u.closed IS NULL AND " SCOPE(
	    "u.id") " ORDER BY u.fold, u.id LIMIT 600",
	SCOPED(CAP_CASE_WRITE)
};

static const struct sql SQL_PUBLIC = {
	"SELECT u.ref, u.name FROM unit u WHERE u.public = 1"
	" AND u.level <> 'trust' AND u.level <> 'directorate'"
	" AND (u.closed IS NULL OR u.closed > ?1)"
	" ORDER BY u.fold, u.id LIMIT 600",
	SYSTEM("the names of public places")
};
_Static_assert(OPTIONS_MAX == 600, "the LIMITs above");

static size_t take(struct rows *rows, struct select_option *ret, size_t max)
{
	size_t n = 0;

	while (n < max && db_next(rows)) {
		ret[n].value = db_text(rows, 0);
		ret[n++].text = db_text(rows, 1);
	}
	(void)db_done(rows);
	return n;
}

size_t options_people(
    const struct asking *a, struct select_option *ret, size_t max)
{
	struct ctx *cx = &a->r->cx;

	return take(db_query(cx->conn, cx->arena, &SQL_PEOPLE,
			VALS(V((int)CAP_CASE_WORK))),
	    ret, max);
}

size_t options_units(
    const struct asking *a, struct select_option *ret, size_t max)
{
	struct ctx *cx = &a->r->cx;

	return take(
	    db_query(cx->conn, cx->arena, &SQL_UNITS, NO_VALS), ret, max);
}

size_t options_public(
    const struct asking *a, struct select_option *ret, size_t max)
{
	struct ctx *cx = &a->r->cx;

	return take(
	    db_query(cx->conn, cx->arena, &SQL_PUBLIC, VALS(V(cx->today))), ret,
	    max);
}

static const struct sql *const list[] = { &SQL_PEOPLE, &SQL_UNITS,
	&SQL_PUBLIC };
const struct sql_list case_ask_sql = { list, NELEM(list) };
