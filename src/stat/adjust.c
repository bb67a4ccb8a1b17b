/*
 * adjust.c: see adjust.h.
 */
#include "stat/adjust.h"

#include <math.h>
#include <stdlib.h>

#include "base/arena.h"

struct ranked {
	double p;
	size_t at;
};

static int by_p(const void *a, const void *b)
{
	const struct ranked *x = a, *y = b;

	if (x->p < y->p || x->p > y->p)
		return x->p < y->p ? -1 : 1;
	return x->at < y->at ? -1 : 1;
}

void adjust_p(const double *p, size_t n, struct adjusted *ret)
{
	struct ranked *r = xcalloc(n + 1, sizeof(*r));
	double best = 1.0, worst = 0.0;
	size_t m = 0;

	for (size_t i = 0; i < n; i++) {
		ret[i] = (struct adjusted){ (double)NAN, (double)NAN };
		if (!isnan(p[i]))
			r[m++] = (struct ranked){ p[i], i };
	}
	if (m > 1)
		qsort(r, m, sizeof(*r), by_p);
	/* Neither may fall where the p value rises. */
	for (size_t i = m; i-- > 0;) {
		best = fmin(best, r[i].p * (double)m / (double)(i + 1));
		ret[r[i].at].bh = best;
	}
	for (size_t i = 0; i < m; i++) {
		worst = fmax(worst, fmin(1.0, r[i].p * (double)(m - i)));
		ret[r[i].at].holm = worst;
	}
	free(r);
}
