/*
 * measure.c: see measure.h.
 */
#include "text/measure.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define CLASSES_MAX 5

double tally_f1(const struct tally *t)
{
	const size_t all = 2 * t->hit + t->wrong + t->missed;

	return all > 0 ? 2.0 * (double)t->hit / (double)all : (double)NAN;
}

static void count(struct measures *m, const struct verdict *v)
{
	for (size_t i = 0; i < THEMES; i++) {
		const bool there = (v->people & THEME_BIT(i)) != 0;
		const bool given = (v->model & THEME_BIT(i)) != 0;

		m->theme[i].hit += there && given;
		m->theme[i].wrong += !there && given;
		m->theme[i].missed += there && !given;
	}
	m->nlabelled++;
}

static void sum_up(struct measures *m)
{
	struct tally all = { 0 };
	double sum = 0;

	for (size_t i = 0; i < THEMES; i++) {
		const struct tally *t = &m->theme[i];

		all.hit += t->hit;
		all.wrong += t->wrong;
		all.missed += t->missed;
		if (t->hit + t->missed < MEASURE_FEWEST)
			continue;
		sum += tally_f1(t);
		m->nmacro++;
	}
	m->micro = tally_f1(&all);
	m->macro = m->nmacro > 0 ? sum / (double)m->nmacro : (double)NAN;
}

/* Classes that exclude one another: how many are right, and the mean F1. */
struct classes {
	struct tally of[CLASSES_MAX];
	size_t n, right;
};

static void class_add(struct classes *c, int people, int model)
{
	c->n++;
	if (people == model) {
		c->right++;
		c->of[people - 1].hit++;
	} else {
		c->of[people - 1].missed++;
		c->of[model - 1].wrong++;
	}
}

static void class_sum(
    const struct classes *c, size_t n, double *ret_right, double *ret_macro)
{
	double sum = 0;
	size_t k = 0;

	for (size_t i = 0; i < n; i++)
		if (c->of[i].hit + c->of[i].missed + c->of[i].wrong > 0) {
			sum += tally_f1(&c->of[i]);
			k++;
		}
	*ret_right = c->n > 0 ? (double)c->right / (double)c->n : (double)NAN;
	*ret_macro = k > 0 ? sum / (double)k : (double)NAN;
}

void measure(const struct verdict *list, const uint32_t *at, size_t n,
    struct measures *ret)
{
	struct classes c3 = { 0 }, c5 = { 0 };

	*ret = (struct measures){ 0 };
	for (size_t i = 0; i < n; i++) {
		const struct verdict *v = &list[at != NULL ? at[i] : i];

		if (v->people != 0)
			count(ret, v);
		if (v->people3 == 0)
			continue;
		class_add(&c3, v->people3, v->model3);
		class_add(&c5, v->people5, v->model5);
	}
	sum_up(ret);
	class_sum(&c3, 3, &ret->right3, &ret->macro3);
	class_sum(&c5, 5, &ret->right5, &ret->macro5);
	ret->nfelt = c3.n;
}

/* Bootstrap --------------------------------------------------------------- */

#define SERIES (THEMES + 4) /* of figures that get a range */

static int ascending(const void *x, const void *y)
{
	const double a = *(const double *)x, b = *(const double *)y;

	return a < b ? -1 : a > b;
}

/* A draw without the theme has no F1 and counts as 0: so little is known. */
static double known(double x)
{
	return isnan(x) ? 0 : x;
}

static struct measure_range middle(double *list, size_t n)
{
	qsort(list, n, sizeof(*list), ascending);
	return (
	    struct measure_range){ list[n * 25 / 1000], list[n * 975 / 1000] };
}

void measure_bootstrap(struct arena *a, const struct verdict *list, size_t n,
    size_t times, struct measure_ranges *ret)
{
	double *all = arena_array(a, SERIES * times, sizeof(*all));
	uint32_t *at = arena_array(a, n, sizeof(*at));
	uint64_t dice = 1979;
	struct measures m;

	*ret = (struct measure_ranges){ 0 };
	if (n == 0 || times == 0)
		return;
	for (size_t t = 0; t < times; t++) {
		for (size_t i = 0; i < n; i++) {
			dice =
			    dice * 6364136223846793005U + 1442695040888963407U;
			at[i] = (uint32_t)((dice >> 33) % n);
		}
		measure(list, at, n, &m);
		for (size_t i = 0; i < THEMES; i++)
			all[i * times + t] = known(tally_f1(&m.theme[i]));
		const double rest[] = { m.micro, m.macro, m.right3, m.macro3 };

		for (size_t i = 0; i < NELEM(rest); i++)
			all[(THEMES + i) * times + t] = known(rest[i]);
	}
	for (size_t i = 0; i < THEMES; i++)
		ret->theme[i] = middle(all + i * times, times);
	ret->micro = middle(all + THEMES * times, times);
	ret->macro = middle(all + (THEMES + 1) * times, times);
	ret->right3 = middle(all + (THEMES + 2) * times, times);
	ret->macro3 = middle(all + (THEMES + 3) * times, times);
}
