/*
 * warn.c: how good the warnings are, on invented fleets whose truth is known.
 * Prints the figures of docs/warnings.md; with --csv one fleet, for `heard
 * warn`. The same seed gives the same figures.
 *
 *	build/release/bench/warn [FLEETS [SEED [MONTHS]]]
 *	build/release/bench/warn --csv SEED [MONTHS] | heard warn
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../tests/lib/fleet.h"
#include "base/date.h"

static struct fleet_plan plan = FLEET_PLAN;

static void print_csv(uint64_t seed)
{
	struct fleet_data f = fleet_make(&plan, seed);
	struct arena *a = arena_new(ARENA_COMMAND);

	printf("series,date,num,den\n");
	for (size_t i = 0; i < f.n; i++) {
		const struct warn_row *r = &f.rows[i];
		const struct str date =
		    date_iso(a, date_of_month_index(2018 * 12 + r->month));

		printf("t%03zu,%.*s,%lld,%lld\n", r->series + 1, STR_ARG(date),
		    (long long)r->num, (long long)r->den);
	}
	arena_free(a);
	fleet_free(&f);
}

static double percent(int part, int whole)
{
	return whole > 0 ? 100.0 * part / whole : 0.0;
}

static void measure(int fleets, uint64_t seed, double fdr)
{
	const struct warn_options o = { true, plan.baseline, fdr, 1.0 };
	struct fleet_score s = { 0 };

	for (int i = 0; i < fleets; i++) {
		struct fleet_data f = fleet_make(&plan, seed + (uint64_t)i);
		struct warn_result r;

		warn_watch(&o, f.rows, f.n, f.nteams, &r);
		fleet_judge(&plan, &f, &r, &s);
		warn_free(&r);
		fleet_free(&f);
	}
	printf("budget %.2f: %d falls, %d alerts, %.1f%% false, %.2f false "
	       "per 1,000 team-months, found %.0f / %.0f / %.0f%%\n",
	    fdr, s.falls, s.alerts, percent(s.false_alerts, s.alerts),
	    1000.0 * s.false_alerts / s.quiet, percent(s.in3, s.falls),
	    percent(s.in6, s.falls), percent(s.ever, s.falls));
}

static long word(int argc, char **argv, int at, long otherwise)
{
	return argc > at ? strtol(argv[at], NULL, 10) : otherwise;
}

int main(int argc, char **argv)
{
	static const double budgets[] = { 0.05, 0.10, 0.20 };
	const bool csv = argc > 1 && strcmp(argv[1], "--csv") == 0;
	const uint64_t seed = (uint64_t)word(argc, argv, 2, 1);

	plan.months = (int)word(argc, argv, 3, plan.months);
	if (csv)
		print_csv(seed);
	for (size_t i = 0; i < 3 && !csv; i++)
		measure((int)word(argc, argv, 1, 10), seed, budgets[i]);
	return 0;
}
