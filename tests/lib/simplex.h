/*
 * simplex.h: the smallest and largest value that an unknown can have when
 * unknowns are 0 or more and some sums of them are known. Dense tableau, two
 * phases, Bland's rule (Mathematics of Operations Research 2 (1977), 103), for
 * a few hundred unknowns: a test's auditor, not a solver for the product.
 */
#ifndef TESTS_SIMPLEX_H
#define TESTS_SIMPLEX_H

#include <math.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

struct simplex {
	size_t nvars, nrows, width; /* width: unknowns, artificials, right */
	double *t;                  /* nrows * width */
	size_t *basis;
};

#define SIMPLEX_EPS 1e-7

static double *simplex_row(const struct simplex *s, size_t i)
{
	return s->t + i * s->width;
}

static void simplex_pivot(
    struct simplex *s, double *cost, size_t row, size_t col)
{
	double *p = simplex_row(s, row);
	const double by = p[col];

	for (size_t j = 0; j < s->width; j++)
		p[j] /= by;
	for (size_t i = 0; i <= s->nrows; i++) {
		double *q = i < s->nrows ? simplex_row(s, i) : cost;
		const double f = q[col];

		if (i == row || fabs(f) < SIMPLEX_EPS)
			continue;
		for (size_t j = 0; j < s->width; j++)
			q[j] -= f * p[j];
	}
	s->basis[row] = col;
}

/* Minimizes the cost row over the first `cols` columns. False: without end. */
static bool simplex_run(struct simplex *s, double *cost, size_t cols)
{
	const size_t right = s->width - 1;

	for (;;) {
		size_t col = 0, row = s->nrows;
		double best = 0;

		while (col < cols && cost[col] > -SIMPLEX_EPS)
			col++;
		if (col == cols)
			return true;
		for (size_t i = 0; i < s->nrows; i++) {
			const double *p = simplex_row(s, i);

			if (p[col] < SIMPLEX_EPS)
				continue;
			const double r = p[right] / p[col];

			if (row == s->nrows || r < best - SIMPLEX_EPS ||
			    (r < best + SIMPLEX_EPS &&
				s->basis[i] < s->basis[row])) {
				best = r;
				row = i;
			}
		}
		if (row == s->nrows)
			return false;
		simplex_pivot(s, cost, row, col);
	}
}

/* rows[i * nvars + j]: what unknown j counts in sum i, which is rhs[i]. Every
 * system of a test has a solution: it was made from one. */
__attribute__((unused)) static struct simplex simplex_make(
    const double *rows, const double *rhs, size_t nrows, size_t nvars)
{
	struct simplex s = { nvars, nrows, nvars + nrows + 1, NULL, NULL };
	double *cost = calloc(s.width, sizeof(*cost));

	s.t = calloc((nrows + 1) * s.width, sizeof(*s.t));
	s.basis = calloc(nrows + 1, sizeof(*s.basis));
	for (size_t i = 0; i < nrows; i++) {
		double *p = simplex_row(&s, i);
		const double sign = rhs[i] < 0 ? -1 : 1;

		for (size_t j = 0; j < nvars; j++)
			p[j] = sign * rows[i * nvars + j];
		p[nvars + i] = 1;
		p[s.width - 1] = sign * rhs[i];
		s.basis[i] = nvars + i;
		for (size_t j = 0; j < s.width; j++)
			cost[j] -= j >= nvars && j < s.width - 1 ? 0 : p[j];
	}
	(void)simplex_run(&s, cost, nvars);
	double *right = calloc(nrows + 1, sizeof(*right));

	/* An artificial that stays in at 0 leaves for any unknown of its row; a
	 * row without one says nothing new. */
	for (size_t i = 0; i < nrows; i++)
		for (size_t j = 0; s.basis[i] >= nvars && j < nvars; j++)
			if (fabs(simplex_row(&s, i)[j]) > 1e-7)
				simplex_pivot(&s, cost, i, j);
	free(cost);
	for (size_t i = 0; i < nrows; i++)
		right[i] = simplex_row(&s, i)[s.width - 1];
	/* The artificials have done their work: only the right side moves up. */
	for (size_t i = 0; i < nrows; i++)
		memmove(s.t + i * (nvars + 1), simplex_row(&s, i),
		    nvars * sizeof(double));
	for (size_t i = 0; i < nrows; i++)
		s.t[i * (nvars + 1) + nvars] = right[i];
	free(right);
	s.width = nvars + 1;
	return s;
}

/* The least value of unknown j, or with sign -1 its largest; INFINITY when
 * there is none. */
__attribute__((unused)) static double simplex_bound(
    struct simplex *s, size_t j, double sign)
{
	double *cost = calloc(s->width, sizeof(*cost));
	double value = 0;

	cost[j] = sign;
	for (size_t i = 0; i < s->nrows; i++)
		if (s->basis[i] == j)
			for (size_t k = 0; k < s->width; k++)
				cost[k] -= sign * simplex_row(s, i)[k];
	if (simplex_run(s, cost, s->nvars)) {
		for (size_t i = 0; i < s->nrows; i++)
			if (s->basis[i] == j)
				value = simplex_row(s, i)[s->width - 1];
	} else {
		value = (double)INFINITY;
	}
	free(cost);
	return value;
}

__attribute__((unused)) static void simplex_free(struct simplex *s)
{
	free(s->t);
	free(s->basis);
}

#endif
