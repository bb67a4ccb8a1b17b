/*
 * dist.h: the distributions that small numbers need and the C library has not:
 * gamma (and by it Poisson and chi-squared), and the beta-binomial, which is a
 * proportion whose truth wobbles a little between months. Pure functions.
 */
#ifndef STAT_DIST_H
#define STAT_DIST_H

#include <stdint.h>

/*
 * ln Gamma(x), x > 0, to about 14 digits. The C library's lgamma writes a
 * global and is kept out of threads. Stirling's series after the recurrence:
 * Abramowitz and Stegun 6.1.41.
 */
double dist_ln_gamma(double x);

/* The standard normal's distribution function. */
double dist_normal_cdf(double z);

/* The regularised lower incomplete gamma function P(shape, x); shape > 0,
 * x >= 0. Series and continued fraction: Abramowitz and Stegun 6.5.29, .31. */
double dist_gamma_cdf(double shape, double x);

/* x with P(shape, x) = p, 0 < p < 1; qchisq(p, 2 shape) / 2. From a shape of
 * 10^7 by Wilson and Hilferty's cube, which is then good to 9 digits. */
double dist_gamma_quantile(double shape, double p);

/*
 * ln of the chance of x among n, without the term that only x and n decide
 * (it falls out of every ratio). p is the mean, rho the correlation between
 * two answers of one month: 0 is the binomial. 0 <= x <= n, 0 < p < 1,
 * 0 <= rho < 1. Skellam, J. R. Statist. Soc. B 10 (1948), 257.
 */
double dist_beta_binomial_ln(int64_t x, int64_t n, double p, double rho);

/*
 * P(X < x) + P(X = x) / 2 for the same distribution: the mid-p value, whose
 * normal score is fair to small n. Lancaster, JASA 56 (1961), 223. Above 10,000
 * answers a normal with the same two moments.
 */
double dist_beta_binomial_mid(int64_t x, int64_t n, double p, double rho);

#endif
