/*
 * cell.c: counts and percentages as people see them.
 */
#include <assert.h>
#include <math.h>

#include "base/words.h"
#include "count/count.h"

bool cell_shown(struct cell c, int64_t *ret)
{
	if (c.hidden)
		return false;
	*ret = c.secret_n;
	return true;
}

/* With a comma before each group of three digits. */
static struct str grouped(struct arena *a, int64_t n)
{
	const struct str digits = str_fmt(a, "%lld", (long long)n);
	char *out = arena_alloc(a, digits.n * 2);
	size_t at = 0;

	assert(n >= 0);
	for (size_t i = 0; i < digits.n; i++) {
		if (i > 0 && (digits.n - i) % 3 == 0)
			out[at++] = ',';
		out[at++] = digits.s[i];
	}
	return (struct str){ out, at };
}

struct str cell_text(struct arena *a, struct cell c)
{
	if (c.hidden)
		return str_of(T("too few to show"));
	return grouped(a, c.secret_n);
}

static struct share share_of(const struct answers *c, int64_t num)
{
	const int64_t den = c->all.secret_n;

	if (c->all.hidden)
		return (struct share){ .percent = (double)NAN };
	return (struct share){ .shown = true,
		.num = num,
		.den = den,
		.percent =
		    den > 0 ? 100.0 * (double)num / (double)den : (double)NAN };
}

struct share answers_positive(const struct answers *c)
{
	return share_of(c, c->each[0].secret_n + c->each[1].secret_n);
}

struct share answers_very_good(const struct answers *c)
{
	return share_of(c, c->each[0].secret_n);
}

struct share answers_negative(const struct answers *c)
{
	return share_of(c, c->each[3].secret_n + c->each[4].secret_n);
}

struct str share_text(struct arena *a, const struct share *s)
{
	if (!s->shown)
		return str_of(T("too few to show"));
	if (s->den == 0)
		return str_of(T("no answers"));
	return str_fmt(a, T("%.0f%% (%.*s of %.*s)"), s->percent,
	    STR_ARG(grouped(a, s->num)), STR_ARG(grouped(a, s->den)));
}
