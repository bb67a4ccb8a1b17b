/*
 * stats_funnel.c: `heard stats funnel`. The limits are stat/funnel's.
 */
#include <math.h>

#include "base/words.h"
#include "mod/insight/stats_method.h"

static const char *const flag_words[] = {
	[FUNNEL_WITHIN] = "within",
	[FUNNEL_LOW] = "low",
	[FUNNEL_HIGH] = "high",
};

static const char *const level_words[] = {
	[FUNNEL_LOW_998] = "low_998",
	[FUNNEL_LOW_95] = "low_95",
	[FUNNEL_NOT] = "within",
	[FUNNEL_HIGH_95] = "high_95",
	[FUNNEL_HIGH_998] = "high_998",
};

static void write_limits(
    struct stats_job *j, const struct funnel_limits *l, bool od)
{
	stats_number(j, od ? "od_ll95" : "ll95", l->ll95);
	stats_number(j, od ? "od_ul95" : "ul95", l->ul95);
	stats_number(j, od ? "od_ll998" : "ll998", l->ll998);
	stats_number(j, od ? "od_ul998" : "ul998", l->ul998);
}

static void write_model(struct stats_job *j, struct funnel_row *rows)
{
	const bool od = j->o.funnel.additive;
	const struct funnel f = funnel_judge(&j->o.funnel, rows, j->t.n);

	buf_cstr(j->out, "\"chart\":\"funnel\"");
	stats_number(j, "target", f.target);
	if (od) {
		stats_number(j, "phi", f.phi);
		stats_number(j, "tau2", f.tau2);
	}
	buf_byte(j->out, ',');
	for (size_t i = 0; i < j->t.n; i++) {
		stats_row_open(j, i);
		stats_number(j, "value", rows[i].value);
		stats_number(j, "z", rows[i].z);
		write_limits(j, &rows[i].plain, false);
		if (od)
			write_limits(j, &rows[i].od, true);
		stats_word(j, "flag95", flag_words[rows[i].flag95]);
		stats_word(j, "flag998", flag_words[rows[i].flag998]);
	}
	stats_rows_close(j);
}

static void write_public(struct stats_job *j, struct funnel_row *rows)
{
	const bool wilson = j->o.limits == STATS_WILSON;
	double target = 1.0;

	if (wilson)
		target = funnel_wilson(rows, j->t.n);
	else
		funnel_poisson(rows, j->t.n);
	buf_cstr(j->out, "\"chart\":\"funnel\"");
	stats_number(j, "target", target);
	buf_byte(j->out, ',');
	for (size_t i = 0; i < j->t.n; i++) {
		const enum funnel_level level =
		    wilson ? funnel_level(&rows[i])
			   : funnel_poisson_level(&rows[i]);

		stats_row_open(j, i);
		stats_number(j, "value", rows[i].value);
		if (wilson)
			write_limits(j, &rows[i].plain, false);
		stats_word(j, "significance", level_words[level]);
	}
	stats_rows_close(j);
}

static bool check_row(struct stats_job *j, const struct stats_row *r)
{
	if (j->o.funnel.type == FUNNEL_PROPORTION && r->value[0] > r->value[1])
		return err_set(j->err,
		    T("On line %ld the column %s is more than %s."), r->line,
		    "num", "den");
	if (j->o.limits == STATS_POISSON && floor(r->value[0]) < r->value[0])
		return err_set(j->err,
		    T("Line %ld has no whole number from 0 in the column %s."),
		    r->line, "num");
	return true;
}

bool stats_funnel_run(struct stats_job *j)
{
	struct funnel_row *rows = arena_array(j->a, j->t.n, sizeof(*rows));

	for (size_t i = 0; i < j->t.n; i++) {
		if (!check_row(j, &j->t.rows[i]))
			return false;
		rows[i].num = j->t.rows[i].value[0];
		rows[i].den = j->t.rows[i].value[1];
	}
	if (j->o.limits == STATS_MODEL)
		write_model(j, rows);
	else
		write_public(j, rows);
	return true;
}
