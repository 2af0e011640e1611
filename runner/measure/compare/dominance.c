#include "runner/measure/compare/dominance.h"

#include <math.h>
#include <stdlib.h>

#include "base/alloc.h"
#include "runner/measure/estimate/normal.h"

/* -------------------------------------------------------------- the front */

struct ranked {
	struct gamut_place at;
	size_t index;
};

/* The largest x first; of equal ones the largest y. */
static int ranked_cmp(const void *a, const void *b)
{
	const struct gamut_place *at_a = &((const struct ranked *)a)->at;
	const struct gamut_place *at_b = &((const struct ranked *)b)->at;

	if (at_a->x != at_b->x)
		return at_a->x > at_b->x ? -1 : 1;
	if (at_a->y != at_b->y)
		return at_a->y > at_b->y ? -1 : 1;
	return 0;
}

void gamut_dominance_front(bool *is_on_front, const struct gamut_place *places,
                           size_t count)
{
	struct ranked *ranked = gamut_alloc_array(count, sizeof(ranked[0]));
	double best_right = -(double)INFINITY; /* y of those with a larger x */
	double best_here = best_right;         /* and of those with this x */

	for (size_t i = 0; i < count; i++)
		ranked[i] = (struct ranked){ .at = places[i], .index = i };
	qsort(ranked, count, sizeof(ranked[0]), ranked_cmp);
	for (size_t i = 0; i < count; i++) {
		const struct gamut_place *at = &ranked[i].at;

		if (i == 0 || at->x < ranked[i - 1].at.x) {
			best_right = fmax(best_right, best_here);
			best_here = at->y;
		}
		is_on_front[ranked[i].index] = at->y > best_right &&
		                               at->y >= best_here;
	}
	free(ranked);
}

/* ------------------------------------------------------------- two points */

static struct gamut_measured_place minus(const struct gamut_measured_place *a,
                                         const struct gamut_measured_place *b)
{
	return (struct gamut_measured_place){
		.at = { .x = a->at.x - b->at.x, .y = a->at.y - b->at.y },
		.var_x = a->var_x + b->var_x,
		.var_y = a->var_y + b->var_y,
		.cov = a->cov + b->cov,
	};
}

struct gamut_dominance_rule gamut_dominance_rule_of(
	double level, struct gamut_place tolerance)
{
	return (struct gamut_dominance_rule){
		.z = gamut_normal_quantile(1 - level),
		.z_either = gamut_normal_quantile(1 - level / 2),
		.tolerance = tolerance,
	};
}

bool gamut_dominance_is_confident(const struct gamut_measured_place *a,
                                  const struct gamut_measured_place *b,
                                  const struct gamut_dominance_rule *rule)
{
	struct gamut_measured_place d = minus(a, b);

	return d.at.x - rule->z * sqrt(d.var_x) > 0 &&
	       d.at.y - rule->z * sqrt(d.var_y) > 0;
}

bool gamut_dominance_is_tolerable(const struct gamut_measured_place *a,
                                  const struct gamut_measured_place *b,
                                  const struct gamut_dominance_rule *rule)
{
	struct gamut_measured_place d = minus(a, b);
	double sd_x = sqrt(d.var_x);
	double sd_y = sqrt(d.var_y);

	if (d.at.x - rule->z * sd_x < -rule->tolerance.x ||
	    d.at.y - rule->z * sd_y < -rule->tolerance.y)
		return false;
	return d.at.x - rule->z_either * sd_x > 0 ||
	       d.at.y - rule->z_either * sd_y > 0;
}

double gamut_dominance_probability(const struct gamut_measured_place *a,
                                   const struct gamut_measured_place *b)
{
	struct gamut_measured_place d = minus(a, b);
	double sd_x = sqrt(d.var_x);
	double sd_y = sqrt(d.var_y);
	double rho;

	/* Without noise on an axis only the other one is left to chance. */
	if (d.var_x <= 0 && d.at.x <= 0)
		return 0;
	if (d.var_y <= 0)
		return d.at.y <= 0  ? 0 :
		       d.var_x <= 0 ? 1 :
		                      gamut_normal_tail(-d.at.x / sd_x);
	if (d.var_x <= 0)
		return gamut_normal_tail(-d.at.y / sd_y);
	rho = fmin(1, fmax(-1, d.cov / (sd_x * sd_y)));
	return gamut_dominance_orthant(-d.at.x / sd_x, -d.at.y / sd_y, rho);
}

/* ----------------------------------------------------------- the integral */

/* Gauss and Legendre on [-1, 1]: the ten positive nodes, and their weights. */
static const struct {
	double node;
	double weight;
} rule[] = {
	{ 0.07652652113349734, 0.15275338713072584 },
	{ 0.22778585114164507, 0.14917298647260374 },
	{ 0.37370608871541955, 0.14209610931838204 },
	{ 0.5108670019508271, 0.13168863844917664 },
	{ 0.636053680726515, 0.11819453196151841 },
	{ 0.7463319064601508, 0.10193011981724044 },
	{ 0.8391169718222188, 0.08327674157670475 },
	{ 0.912234428251326, 0.06267204833410907 },
	{ 0.9639719272779138, 0.04060142980038694 },
	{ 0.9931285991850949, 0.017614007139152118 },
};

/*
 * The integrand at the angle `u` before the pole, which is at sin t = sign:
 * (h^2 + k^2 - 2 h k sin t)/(2 cos^2 t), parted so that nothing cancels.
 */
static double density(double h, double k, double sign, double u)
{
	double apart = h - sign * k;
	double distance = sin(u);
	double exponent = sign * h * k / (1 + cos(u));

	if (apart != 0)
		exponent += apart * apart / (2 * distance * distance);
	return exp(-exponent);
}

static double integrate(double h, double k, double sign, double low,
                        double high)
{
	double middle = (low + high) / 2;
	double half = (high - low) / 2;
	double total = 0;

	for (size_t i = 0; i < sizeof(rule) / sizeof(rule[0]); i++) {
		double step = half * rule[i].node;

		total += rule[i].weight * (density(h, k, sign, middle - step) +
		                           density(h, k, sign, middle + step));
	}
	return half * total;
}

/* Pieces nearer to the pole than this have no area. */
#define NEAREST 0x1p-60

double gamut_dominance_orthant(double h, double k, double rho)
{
	double sign = rho < 0 ? -1 : 1;
	double last = acos(fabs(rho)); /* pi/2 - asin(|rho|), for small ones */
	double high = GAMUT_PI / 2;
	double total = 0;
	double p;

	while (high > last && high > NEAREST) {
		double low = fmax(last, high / 2);

		total += integrate(h, k, sign, low, high);
		high = low;
	}
	p = gamut_normal_tail(h) * gamut_normal_tail(k) +
	    sign * total / (2 * GAMUT_PI);
	return fmin(1, fmax(0, p));
}
