/*
 * warn_state.h: one watched series: what is believed of its share before and
 * after a change. Internal to stat/warn.c.
 */
#ifndef STAT_WARN_STATE_H
#define STAT_WARN_STATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define WARN_RHOS   5  /* how much answers of one month resemble each other */
#define WARN_SHIFTS 5  /* sizes of a change */
#define WARN_POINTS 48 /* shares that it may have been, at most */

/* A month as a series sees it. `tide` is the trust's common shift of the log
 * odds, taken out; 0: none. */
struct warn_month {
	int month;
	int64_t num, den;
	double tide;
};

/* What sisters teach: of the share a beta distribution with mean p and the
 * weight of k answers, of rho the chances of its few values. */
struct warn_prior {
	double p, k;
	double rho[WARN_RHOS];
	double scale; /* of the values of rho */
};

struct warn_state;

/* Learns from n baseline months; `scale` as of warn_options. Never NULL; free
 * with warn_state_free. */
struct warn_state *warn_state_new(
    const struct warn_month *m, size_t n, double scale);
void warn_state_free(struct warn_state *s); /* NULL is fine */

/* The months' raw share, (num + 1/2) / (den + 1), and ln of the likelihood of
 * each rho, for the prior. */
double warn_state_share(const struct warn_state *s);
void warn_state_rho(const struct warn_state *s, const struct warn_prior *prior,
    double ret_ln[WARN_RHOS]);

/* The normal score of a month against the baseline, as the prior completes
 * it: below 0 is lower than expected. */
double warn_state_score(const struct warn_state *s,
    const struct warn_prior *prior, const struct warn_month *m);

/* Takes a month in. */
void warn_state_take(struct warn_state *s, const struct warn_month *m);

struct warn_belief {
	double down, up; /* chances of a change so far, 0..1 */
	double before, after_down, after_up; /* shares */
};

struct warn_belief warn_state_belief(
    const struct warn_state *s, const struct warn_prior *prior);

/* How much likelier the month is at share `after` than at `before`, in ln,
 * with the middle rho of the prior. */
double warn_month_gain(const struct warn_prior *prior,
    const struct warn_month *m, double before, double after);

#endif
