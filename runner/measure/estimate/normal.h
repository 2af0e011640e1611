#ifndef GAMUT_ESTIMATE_NORMAL_H
#define GAMUT_ESTIMATE_NORMAL_H

#include <stdint.h>

/*
 * The normal and Student's distributions
 * --------------------------------------
 * For intervals and tests. All are pure.
 */

/* The normal distribution's 0.975 quantile: two-sided 95 %. */
#define GAMUT_NORMAL_95 1.959963984540054

/* The circle's number, which math.h has in no standard. */
#define GAMUT_PI 3.14159265358979323846264338327950288

/* P(Z > z) of a standard normal Z, in [0, 1]: erfc(z/sqrt 2)/2. */
double gamut_normal_tail(double z);

/*
 * The z with P(Z < z) = p; p in (0, 1). By bisection of erfc, to the last bit
 * or so: 1.95996398... for 0.975.
 */
double gamut_normal_quantile(double p);

/*
 * P(T > t) of Student's T with `df` degrees of freedom, 1 or more; in [0, 1],
 * to an absolute 1e-14. The finite series for whole degrees of freedom,
 * Abramowitz and Stegun 26.7.3 and 26.7.4; O(df).
 */
double gamut_student_tail(double t, uint64_t df);

/* The t with P(T < t) = p; p in [0.001, 0.999]. By bisection, to 1e-12. */
double gamut_student_quantile(double p, uint64_t df);

#endif
