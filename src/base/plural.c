/*
 * plural.c: a reader of C expressions in one variable that gives their value
 * as it reads, so nothing is kept. Both sides of ?: and && are worked out;
 * without side effects that changes nothing, and a division by zero on either
 * side is refused.
 */
#include "base/plural.h"

#define DEPTH_MAX 40

struct reading {
	struct str rest;
	unsigned long n;
	int depth;
	bool bad;
};

static unsigned long read_choice(struct reading *r);

static bool took(struct reading *r, struct str op)
{
	r->rest = str_trim(r->rest);
	if (!str_starts(r->rest, op))
		return false;
	r->rest = str_sub(r->rest, op.n, r->rest.n);
	return true;
}

static bool is_digit(struct str s)
{
	return s.n > 0 && s.s[0] >= '0' && s.s[0] <= '9';
}

static unsigned long read_number(struct reading *r)
{
	unsigned long v = 0;

	r->bad = r->bad || !is_digit(r->rest);
	while (is_digit(r->rest)) {
		v = v * 10 + (unsigned long)(r->rest.s[0] - '0');
		r->rest = str_sub(r->rest, 1, r->rest.n);
	}
	return v;
}

static unsigned long read_unit(struct reading *r)
{
	unsigned long v = 0;

	if (++r->depth > DEPTH_MAX) {
		r->bad = true;
	} else if (took(r, S("!"))) {
		v = read_unit(r) == 0 ? 1 : 0;
	} else if (took(r, S("("))) {
		v = read_choice(r);
		r->bad = r->bad || !took(r, S(")"));
	} else if (took(r, S("n"))) {
		v = r->n;
	} else {
		v = read_number(r);
	}
	r->depth--;
	return v;
}

enum op { OR, AND, EQ, NE, LE, GE, LT, GT, ADD, SUB, MUL, DIV, MOD, NOPS };

/* Longer texts before their beginnings; the level binds, 5 most. */
static const struct {
	struct str text;
	int level;
} ops[NOPS] = {
	[OR] = { STR("||"), 0 },
	[AND] = { STR("&&"), 1 },
	[EQ] = { STR("=="), 2 },
	[NE] = { STR("!="), 2 },
	[LE] = { STR("<="), 3 },
	[GE] = { STR(">="), 3 },
	[LT] = { STR("<"), 3 },
	[GT] = { STR(">"), 3 },
	[ADD] = { STR("+"), 4 },
	[SUB] = { STR("-"), 4 },
	[MUL] = { STR("*"), 5 },
	[DIV] = { STR("/"), 5 },
	[MOD] = { STR("%"), 5 },
};
#define LEVEL_UNIT 6

static unsigned long divide(
    struct reading *r, enum op op, unsigned long a, unsigned long b)
{
	if (b == 0) {
		r->bad = true;
		return 0;
	}
	return op == DIV ? a / b : a % b;
}

static unsigned long compare(enum op op, unsigned long a, unsigned long b)
{
	switch ((int)op) {
	case OR:
		return a != 0 || b != 0;
	case AND:
		return a != 0 && b != 0;
	case EQ:
		return a == b;
	case NE:
		return a != b;
	case LE:
		return a <= b;
	case GE:
		return a >= b;
	case LT:
		return a < b;
	default:
		return a > b;
	}
}

static unsigned long apply(
    struct reading *r, enum op op, unsigned long a, unsigned long b)
{
	switch ((int)op) {
	case ADD:
		return a + b;
	case SUB:
		return a - b;
	case MUL:
		return a * b;
	case DIV:
	case MOD:
		return divide(r, op, a, b);
	default:
		return compare(op, a, b);
	}
}

static enum op next_op(struct reading *r, int level)
{
	for (unsigned i = 0; i < NOPS; i++)
		if (ops[i].level == level && took(r, ops[i].text))
			return (enum op)i;
	return NOPS;
}

static unsigned long read_level(struct reading *r, int level)
{
	if (level == LEVEL_UNIT)
		return read_unit(r);
	unsigned long v = read_level(r, level + 1);

	for (enum op op = next_op(r, level); op != NOPS && !r->bad;
	     op = next_op(r, level))
		v = apply(r, op, v, read_level(r, level + 1));
	return v;
}

static unsigned long read_choice(struct reading *r)
{
	unsigned long v = 0, yes = 0, no = 0;

	if (++r->depth > DEPTH_MAX) {
		r->bad = true;
		return 0;
	}
	v = read_level(r, 0);
	if (!r->bad && took(r, S("?"))) {
		yes = read_choice(r);
		r->bad = r->bad || !took(r, S(":"));
		no = read_choice(r);
		v = v != 0 ? yes : no;
	}
	r->depth--;
	return v;
}

bool plural_form(struct str rule, unsigned long n, unsigned long *ret)
{
	struct reading r = { .rest = rule, .n = n };
	const unsigned long v = read_choice(&r);

	if (r.bad || !str_empty(str_trim(r.rest)))
		return false;
	*ret = v;
	return true;
}
