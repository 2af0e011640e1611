#ifndef GAMUT_COMPARE_DOMINANCE_H
#define GAMUT_COMPARE_DOMINANCE_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Which points are better than which
 * ----------------------------------
 * More is better on both axes. All are pure.
 */

/* A place in the plane; finite. */
struct gamut_place {
	double x;
	double y;
};

/* The same as it was measured: with the variances and covariance of its error.
 */
struct gamut_measured_place {
	struct gamut_place at;
	double var_x; /* at least 0 */
	double var_y;
	double cov; /* at most sqrt(var_x var_y) away from 0 */
};

/*
 * Which of `count` `places` no other one dominates: q dominates p where it is
 * not below p on either axis and above it on one. Of equal places all or none
 * are on the front. O(count log count).
 */
void gamut_dominance_front(bool *is_on_front, const struct gamut_place *places,
                           size_t count);

/* When a difference is beyond noise. */
struct gamut_dominance_rule {
	double z;        /* of a one-sided bound at the level */
	double z_either; /* at half of it */
	/* What is a small loss on each axis, at least 0. */
	struct gamut_place tolerance;
};

/* The rule of a level in (0, 0.5): of what share of claims may be wrong. */
struct gamut_dominance_rule gamut_dominance_rule_of(
	double level, struct gamut_place tolerance);

/*
 * Does `a` dominate `b` beyond the noise of sampling: are both one-sided
 * bounds, at the level, of the differences a - b above 0? The two are
 * independent samples, so variances add. The level is that of the claim as a
 * whole: by the intersection-union test (Berger 1982) it need not be split
 * between the axes. Without noise on an axis, the difference decides there.
 */
bool gamut_dominance_is_confident(const struct gamut_measured_place *a,
                                  const struct gamut_measured_place *b,
                                  const struct gamut_dominance_rule *rule);

/*
 * The same where a small loss is let pass: is one difference a - b above 0, by
 * a bound at half the level as it may be either, and the other not below
 * -tolerance on its axis, by a bound at the level? For axes on which both are
 * as good as can be, so that neither can be better.
 */
bool gamut_dominance_is_tolerable(const struct gamut_measured_place *a,
                                  const struct gamut_measured_place *b,
                                  const struct gamut_dominance_rule *rule);

/*
 * The probability that `a` dominates `b`: P(X > 0 and Y > 0) for (X, Y) normal
 * around the differences a - b, with the sum of both covariances. In [0, 1].
 */
double gamut_dominance_probability(const struct gamut_measured_place *a,
                                   const struct gamut_measured_place *b);

/*
 * P(X > h and Y > k) for standard normal X and Y with correlation `rho` in
 * [-1, 1], to an absolute 1e-14, by
 *
 *	P(X > h) P(Y > k) + 1/(2 pi) integral over t from 0 to asin(rho) of
 *		exp(-(h^2 + k^2 - 2 h k sin t) / (2 cos^2 t)).
 *
 * Drezner and Wesolowsky 1990 (after Plackett 1954), with Gauss and Legendre's
 * rule of 20 points, as Genz (2004) has it; where rho is near -1 or 1, on
 * pieces that halve towards the pole of the integrand.
 */
double gamut_dominance_orthant(double h, double k, double rho);

#endif
