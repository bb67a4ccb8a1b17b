/*
 * hidden.h: whether a pattern of hidden cells keeps its promises, by plain row
 * reduction over the sums, with no knowledge of how the pattern was found.
 */
#ifndef TESTS_HIDDEN_H
#define TESTS_HIDDEN_H

#include <math.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "stat/suppress.h"

#define HIDDEN_MAX 64 /* cells */

/* One row a sum: +1 for its hidden children, -1 for its hidden self. */
static size_t hidden_sums(const size_t *parents, size_t n, const bool *hidden,
    double m[HIDDEN_MAX][HIDDEN_MAX])
{
	size_t rows = 0;

	for (size_t up = 0; up < n; up++) {
		bool any = false;

		memset(m[rows], 0, sizeof(m[rows]));
		for (size_t i = 0; i < n; i++)
			if (parents[i] == up) {
				any = true;
				m[rows][i] = hidden[i] ? 1.0 : 0.0;
			}
		if (any) {
			m[rows][up] = hidden[up] ? -1.0 : 0.0;
			rows++;
		}
	}
	return rows;
}

static void hidden_swap(double *a, double *b)
{
	double keep[HIDDEN_MAX];

	memcpy(keep, a, sizeof(keep));
	memcpy(a, b, sizeof(keep));
	memcpy(b, keep, sizeof(keep));
}

/* The reduced form: each leading cell stands in one row only. */
static void hidden_reduce(
    double m[HIDDEN_MAX][HIDDEN_MAX], size_t rows, size_t n)
{
	size_t rank = 0;

	for (size_t c = 0; c < n && rank < rows; c++) {
		size_t p = rank;

		for (size_t r = rank; r < rows; r++)
			if (fabs(m[r][c]) > fabs(m[p][c]))
				p = r;
		if (fabs(m[p][c]) < 1e-9)
			continue;
		hidden_swap(m[rank], m[p]);
		for (size_t r = 0; r < rows; r++) {
			const double by = m[r][c] / m[rank][c];

			for (size_t k = 0; k < n && r != rank; k++)
				m[r][k] -= by * m[rank][k];
		}
		rank++;
	}
}

/* A row of the reduced form with a single cell gives that cell away. */
static bool hidden_gives_away(
    const size_t *parents, size_t n, const bool *hidden)
{
	static double m[HIDDEN_MAX][HIDDEN_MAX];
	const size_t rows = hidden_sums(parents, n, hidden, m);

	hidden_reduce(m, rows, n);
	for (size_t r = 0; r < rows; r++) {
		size_t cells = 0;

		for (size_t c = 0; c < n; c++)
			cells += fabs(m[r][c]) > 1e-9 ? 1 : 0;
		if (cells == 1)
			return true;
	}
	return false;
}

/* Every promise of stat/suppress.h but the fewest cells. */
__attribute__((unused)) static bool hidden_safe(const size_t *parents,
    const int64_t *counts, size_t n, int64_t k, const bool *hidden)
{
	for (size_t i = 0; i < n; i++) {
		int64_t sum = 0;
		bool any = false;

		if (counts[i] > 0 && counts[i] < k && !hidden[i])
			return false;
		for (size_t c = 0; c < n; c++)
			if (parents[c] == i && hidden[c]) {
				any = true;
				sum += counts[c];
			}
		if (any && !hidden[i] && sum < k)
			return false;
	}
	return !hidden_gives_away(parents, n, hidden);
}

#endif
