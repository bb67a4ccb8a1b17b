/*
 * step.c: taking a step; see step.h. What each one is stands in step_*.c.
 */
#include "mod/casework/step.h"

#include <string.h>

#include "base/words.h"
#include "mod/casework/after.h"
#include "mod/casework/follow.h"
#include "mod/casework/learn.h"

#define STEPS_MAX 80
#define NAME_END  '\x1f' /* in an event: between name and value */
#define VALUE_END '\x1e' /* after a value */

static const struct sql SQL_PERSON = {
	"SELECT id FROM person WHERE ref = ?1 AND active = 1",
	SYSTEM("colleagues are seen by everybody who works here")
};
static const struct sql *const list[] = { &SQL_PERSON };
const struct sql_list case_step_sql = { list, NELEM(list) };

/* The table ----------------------------------------------------------- */

struct all {
	struct step list[STEPS_MAX];
	size_t n;
};

static void join(struct all *a, const struct step *from, size_t n)
{
	for (size_t i = 0; i < n && a->n < STEPS_MAX; i++)
		a->list[a->n++] = from[i];
}

const struct step *steps_all(size_t *ret_n)
{
	static _Thread_local struct all all;

	if (all.n == 0) {
		join(&all, steps_start, nsteps_start);
		join(&all, steps_look, nsteps_look);
		join(&all, steps_answer, nsteps_answer);
		join(&all, steps_light, nsteps_light);
		join(&all, steps_aside, nsteps_aside);
		join(&all, steps_after, nsteps_after);
		join(&all, steps_peer, nsteps_peer);
		join(&all, steps_follow, nsteps_follow);
		join(&all, steps_keep, nsteps_keep);
	}
	*ret_n = all.n;
	return all.list;
}

const struct step *step_named(struct str code)
{
	size_t n;
	const struct step *s = steps_all(&n);

	for (size_t i = 0; i < n; i++)
		if (str_is(code, s[i].code))
			return &s[i];
	return NULL;
}

static unsigned type_bit(struct str type)
{
	for (size_t i = 0; i < case_types.n; i++)
		if (str_is(type, case_types.list[i].code))
			return 1U << i;
	return 0;
}

bool step_there(const struct step *s, const struct case_file *c)
{
	const unsigned when =
	    str_is(c->state, "closed") ? WHEN_CLOSED : WHEN_OPEN;

	return (s->types & type_bit(c->type)) != 0 && (s->when & when) != 0 &&
	       (s->fits == NULL || s->fits(c));
}

bool step_allowed(
    struct ctx *cx, const struct step *s, const struct case_file *c)
{
	if (s->who == STEP_ERASE)
		return may(cx, CAP_ERASE, c->unit);
	return s->who == STEP_SIGN ? may(cx, CAP_CASE_SIGN, c->unit)
				   : case_mine(cx, c);
}

/* Taking one ---------------------------------------------------------- */

/* What an event keeps of an answer: the words of what was chosen from rows,
 * the code of what was chosen from a table. */
static struct str kept(const struct ask *q, const struct answer *a)
{
	if (q->type == ASK_TICK)
		return a->yes ? S("yes") : STR_NULL;
	return str_null(a->shown) ? a->text : a->shown;
}

struct str step_note(struct arena *a, const struct answers *in)
{
	struct buf b = buf_make((size_t)256 << 10);

	for (size_t i = 0; i < in->n; i++) {
		const struct str s = kept(&in->asks[i], &in->list[i]);

		if (str_empty(s))
			continue;
		buf_cstr(&b, in->asks[i].name);
		buf_byte(&b, NAME_END);
		buf_str(&b, s);
		buf_byte(&b, VALUE_END);
	}
	const struct str ret = b.n > 0 ? str_dup(a, buf_view(&b)) : STR_NULL;

	buf_free(&b);
	return ret;
}

bool step_note_next(
    struct str *rest, struct str *ret_name, struct str *ret_value)
{
	struct str pair;

	if (str_empty(*rest) || !str_cut(rest, VALUE_END, &pair) ||
	    str_find_byte(pair, NAME_END) == SIZE_MAX)
		return false;
	(void)str_cut(&pair, NAME_END, ret_name);
	*ret_value = pair;
	return true;
}

/* The day that an event is about: the first that was asked for. */
static struct date day_of(const struct answers *in)
{
	for (size_t i = 0; i < in->n; i++)
		if (in->asks[i].type == ASK_DATE && in->asks[i].past)
			return in->list[i].day;
	return DATE_NONE;
}

static enum db_status refuse(struct problems *p, const char *sentence)
{
	problem_add(p, NULL, "%s", T(sentence));
	return DB_REFUSED;
}

enum db_status step_take(struct ctx *cx, const struct step *s, struct str ref,
    int64_t version, const struct answers *in, struct problems *p,
    struct case_file *ret)
{
	const char *why;
	enum db_status st;

	if (!case_find(cx, ref, ret))
		return DB_REFUSED;
	if (ret->rec.version != version)
		return DB_STALE;
	if (!step_there(s, ret) || !step_allowed(cx, s, ret))
		return refuse(
		    p, N_("This step is not open to you in this case."));
	why = s->blocked != NULL ? s->blocked(cx, ret) : NULL;
	if (why != NULL)
		return refuse(p, why);
	st = s->apply != NULL ? s->apply(cx, ret, in, p) : DB_OK;
	if (st == DB_OK && p->n > 0)
		st = DB_REFUSED;
	if (st == DB_OK)
		st = case_put(cx, ret);
	return st == DB_OK ? case_event(cx, ret, s->code, day_of(in),
				 step_note(cx->arena, in))
			   : st;
}

/* Shared ---------------------------------------------------------------- */

int64_t step_person(struct ctx *cx, struct str ref)
{
	return str_null(ref) ? 0
			     : db_get_int(cx->conn, cx->arena, &SQL_PERSON,
				   VALS(V(ref)), 0);
}

bool consent_settled(const struct case_file *c)
{
	static const char *const settled[] = { "not_needed", "given", "child",
		"capacity", "died", "mp" };

	for (size_t i = 0; i < NELEM(settled); i++)
		if (str_is(c->consent, settled[i]))
			return true;
	return false;
}

const char *blocked_consent(struct ctx *cx, const struct case_file *c)
{
	(void)cx;
	return consent_settled(c)
		   ? NULL
		   : N_("Nothing about the patient can be told before their "
			"consent, or the ground for going without it, is on "
			"record.");
}

bool always_done(const struct case_file *c)
{
	(void)c;
	return true;
}
