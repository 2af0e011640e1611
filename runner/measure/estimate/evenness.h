#ifndef GAMUT_ESTIMATE_EVENNESS_H
#define GAMUT_ESTIMATE_EVENNESS_H

#include "runner/measure/estimate/share.h"
#include "runner/measure/estimate/spectrum.h"

/*
 * How evenly valid answers are spread
 * -----------------------------------
 * Pure functions of a spectrum: V valid draws, of which an answer has c, a
 * share of c/V; f_k answers came k times. Invalid draws play no part. Undefined
 * is GAMUT_UNDEFINED (metrics.h). O(steps).
 */

/*
 * The chance that two valid draws agree, sum c(c - 1) / (V(V - 1)); in [0, 1],
 * unbiased (Simpson 1949). Undefined for V < 2.
 */
double gamut_evenness_collision(const struct gamut_spectrum *spectrum);

/*
 * 1/collision, Hill's number of order 2: as many equally likely answers agree
 * as often. It weighs frequent answers more than exp(entropy) does, so it is
 * not above that of the same model. At least 1; too large on average where
 * pairs are few. Undefined where the collision is, and where it is 0: V draws
 * that all differ speak for V(V - 1)/2 answers or more. Hill 1973.
 */
double gamut_evenness_effective_number_2(const struct gamut_spectrum *spectrum);

/*
 * The standard error of the collision by the jackknife over the V valid draws:
 * with m = sum c^2 / V, the variance is
 *
 *	4 sum c (c - m)^2 / (V (V - 1) (V - 2)^2),
 *
 * (V - 1)/V times the squared distances of the V leave-one-out values from
 * their mean; at least 0, and 0 where all answers came equally often.
 * Undefined for V < 3. Tukey 1958; Hoeffding 1948.
 */
double gamut_evenness_collision_se(const struct gamut_spectrum *spectrum);

/*
 * The 95 % interval of the collision D: that of ln(D/(1 - D)) -+ 1.96 e,
 * e = se/(D (1 - D)), brought back. The se is the larger one of the jackknife's
 * and that of a sample with one singleton more, so that it is not 0 where all
 * answers came equally often. Where no two agree, from 0 to 3.69 pairs of all:
 * so many would be missed in 2.5 % of cases, by Poisson's law; where all agree,
 * from 0.025^(2/V) to 1: an answer with a share of 0.025^(1/V) comes V times
 * out of V in 2.5 %. Within [0, 1]. In simulations it covered 93 % and more;
 * D -+ 1.96 se covers 85 % of collapsed models. Undefined for V < 3.
 */
struct gamut_interval gamut_evenness_collision_interval(
	const struct gamut_spectrum *spectrum);

/*
 * The entropy of valid answers in nats, by Chao, Wang and Jost (2013):
 *
 *	sum c/V (psi(V) - psi(c))
 *	+ f1/V (1 - A)^(1 - V) (-ln A - sum over 0 < r < V of (1 - A)^r / r),
 *
 * A = 2 f2 / ((V - 1) f1 + 2 f2); where f2 = 0, 2 / ((V - 1)(f1 - 1) + 2). The
 * second term is 0 where f1 = 0 or A = 1. At least 0, and may pass ln S. Nearly
 * unbiased while what was seen has 0.7 of the mass. Undefined for V = 0.
 *
 * The second term is computed as f1/V times
 *
 *	integral over t in (0, 1) of x t^(V - 1) / (1 - x t), x = 1 - A,
 *
 * which it equals, without the cancellation, in O(1). Relative error 1e-14.
 */
double gamut_evenness_entropy(const struct gamut_spectrum *spectrum);

/*
 * The squared distance of valid answers from the uniform distribution over
 * `space` values M, chi^2/V without its bias: M collision - 1; 0 on average for
 * a uniform model, M - 1 for one that says one thing, at least -1. Undefined
 * for V < 2 and where the space is GAMUT_UNBOUNDED.
 */
double gamut_evenness_distance(const struct gamut_spectrum *spectrum,
                               uint64_t space);

/*
 * The share of the valid draws that the `k` most frequent answers have: 1 for
 * all of them, and near 1 for a few of a collapsed model's. In [0, 1]; it only
 * describes the sample, as the most frequent of it are not always those of the
 * model, and have a share that is too large on average. Undefined for V = 0.
 */
double gamut_evenness_top_share(const struct gamut_spectrum *spectrum,
                                uint64_t k);

#endif
