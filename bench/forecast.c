/*
 * forecast.c: 1,800 invented series of 60 points. `forecast speed` prints the
 * seconds of their forecasts and of the yardstick, theta alone, on the same
 * series in the same run. `forecast score SEED N` prints how good forecasts
 * of N series of a seed are, by kind: MASE, MSIS95 and coverage.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "simulate.h"
#include "stat/forecast.h"

#define SERIES 1800
#define POINTS 60

static double now(void)
{
	struct timespec t;

	(void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static struct forecast_options options_of(
    const struct sim *s, enum forecast_method method)
{
	return (struct forecast_options){ .method = method,
		.ahead = SIM_AHEAD,
		.period = s->period,
		.lower = s->bounded ? 0.0 : -HUGE_VAL,
		.upper = s->share ? 1.0 : HUGE_VAL };
}

/* Seconds for all series by one method. */
static double seconds(enum forecast_method method)
{
	double taken = 0.0, sum = 0.0;

	for (size_t k = 0, done = 0; done < SERIES; k++) {
		struct forecast_point p[SIM_AHEAD];
		struct forecast_options o;
		struct arena *a;
		struct sim s;
		double t;

		sim_make(1800, k, &s);
		if (s.period != 12 || s.n + SIM_AHEAD < POINTS)
			continue;
		o = options_of(&s, method);
		t = now();
		a = arena_new(ARENA_COMMAND);
		(void)forecast_run(
		    a, &o, s.value, s.share ? s.den : NULL, POINTS, p);
		arena_free(a);
		taken += now() - t;
		sum += p[0].mean;
		done++;
	}
	/* The sum keeps the work from being left out. */
	return sum > 0.0 ? taken : -1.0;
}

struct score {
	double mase, msis, in80, in95, n;
};

static void add(struct score *to, const struct sim *s,
    const struct forecast_point *p, size_t h, double scale)
{
	const double y = s->value[s->n + h];

	to->mase += fabs(y - p->mean) / scale;
	to->msis += (p->hi95 - p->lo95 + 40.0 * fmax(p->lo95 - y, 0.0) +
			40.0 * fmax(y - p->hi95, 0.0)) /
		    scale;
	to->in80 += y >= p->lo80 - 1e-12 && y <= p->hi80 + 1e-12;
	to->in95 += y >= p->lo95 - 1e-12 && y <= p->hi95 + 1e-12;
	to->n += 1.0;
}

static void score_one(
    const struct sim *s, struct score *kind, struct score *all)
{
	const struct forecast_options o = options_of(s, FORECAST_AUTO);
	struct forecast_point p[SIM_AHEAD];
	struct arena *a = arena_new(ARENA_COMMAND);
	double scale = 0.0;

	(void)forecast_run(a, &o, s->value, s->share ? s->den : NULL, s->n, p);
	for (size_t i = s->period; i < s->n; i++)
		scale += fabs(s->value[i] - s->value[i - s->period]);
	scale /= (double)(s->n - s->period);
	for (size_t h = 0; h < SIM_AHEAD; h++) {
		add(kind, s, &p[h], h, scale);
		add(all, s, &p[h], h, scale);
	}
	arena_free(a);
}

static void print_score(const char *name, const struct score *s)
{
	if (s->n > 0.0)
		printf("%-16s MASE %.3f MSIS95 %.2f coverage %.1f %.1f\n", name,
		    s->mase / s->n, s->msis / s->n, 100.0 * s->in80 / s->n,
		    100.0 * s->in95 / s->n);
}

static void score(uint64_t seed, size_t n)
{
	struct score kinds[SIM_KINDS] = { { 0 } }, all = { 0 };

	for (size_t k = 0; k < n; k++) {
		struct sim s;

		sim_make(seed, k, &s);
		score_one(&s, &kinds[k % SIM_KINDS], &all);
	}
	for (size_t k = 0; k < SIM_KINDS; k++)
		print_score(sim_shapes[k].kind, &kinds[k]);
	print_score("all", &all);
}

int main(int argc, char **argv)
{
	if (argc == 2 && strcmp(argv[1], "speed") == 0) {
		printf("%.4f %.4f\n", seconds(FORECAST_AUTO),
		    seconds(FORECAST_THETA));
		return 0;
	}
	if (argc == 4 && strcmp(argv[1], "score") == 0) {
		score(strtoull(argv[2], NULL, 10), strtoul(argv[3], NULL, 10));
		return 0;
	}
	(void)fputs("usage: forecast speed | forecast score SEED N\n", stderr);
	return 2;
}
