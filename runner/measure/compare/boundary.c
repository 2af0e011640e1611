#include "runner/measure/compare/boundary.h"

#include <math.h>
#include <stdlib.h>

#include "base/alloc.h"
#include "base/status.h"
#include "runner/measure/estimate/normal.h"

/* Simpson's rule takes an even number of intervals. */
#define INTERVALS 200

/* Of a standard normal, next to nothing lies below. */
#define LOWEST (-6.0)

#define STEPS 30

static const double root_two_pi = 2.50662827463100050242;

static double density(double x, double sd)
{
	return exp(-0.5 * x * x / (sd * sd)) / (sd * root_two_pi);
}

/* The points at which the density is known, and what Simpson's rule makes. */
struct grid {
	double at[INTERVALS + 1];
	double weight[INTERVALS + 1];
	double of[INTERVALS + 1]; /* the density of paths that go on */
	double next[INTERVALS + 1];
};

static void lay_grid(struct grid *grid, double top)
{
	double step = (top - LOWEST) / INTERVALS;

	for (size_t i = 0; i <= INTERVALS; i++) {
		double weight = i % 2 ? 4 : 2;

		if (i == 0 || i == INTERVALS)
			weight = 1;
		grid->at[i] = LOWEST + step * (double)i;
		grid->weight[i] = weight * step / 3;
	}
}

/* The chance that a path that went on so far is above `top` after `sd`. */
static double chance_to_pass(const struct grid *grid, double top, double sd)
{
	double sum = 0;

	for (size_t i = 0; i <= INTERVALS; i++)
		sum += grid->weight[i] * grid->of[i] *
		       gamut_normal_tail((top - grid->at[i]) / sd);
	return sum;
}

/* The density at the next look of those that go on. */
static void move_on(struct grid *grid, double sd)
{
	for (size_t k = 0; k <= INTERVALS; k++) {
		double sum = 0;

		for (size_t i = 0; i <= INTERVALS; i++)
			sum += grid->weight[i] * grid->of[i] *
			       density(grid->at[k] - grid->at[i], sd);
		grid->next[k] = sum;
	}
	for (size_t k = 0; k <= INTERVALS; k++)
		grid->of[k] = grid->next[k];
}

/* The chance that a Brownian motion is above `top` at one of the shares. */
static double level_of(struct grid *grid, double top, const double *shares,
                       size_t count)
{
	double sd = sqrt(shares[0]);
	double passed = gamut_normal_tail(top / sd);

	lay_grid(grid, top);
	for (size_t i = 0; i <= INTERVALS; i++)
		grid->of[i] = density(grid->at[i], sd);
	for (size_t look = 1; look < count; look++) {
		sd = sqrt(shares[look] - shares[look - 1]);
		passed += chance_to_pass(grid, top, sd);
		if (look + 1 < count)
			move_on(grid, sd);
	}
	return passed;
}

void gamut_boundary_obrien_fleming(double *bounds, const double *shares,
                                   size_t count, double level)
{
	struct grid *grid;
	/* That of one look; no number of looks asks for twice as much. */
	double low = gamut_normal_quantile(1 - level);
	double high = low + 2;

	if (count < 1 || count > GAMUT_BOUNDARY_LOOKS_MAX)
		GAMUT_BUG("%zu looks", count);
	grid = gamut_alloc(sizeof(*grid));
	for (int i = 0; i < STEPS && count > 1; i++) {
		double middle = 0.5 * (low + high);

		if (level_of(grid, middle, shares, count) > level)
			low = middle;
		else
			high = middle;
	}
	for (size_t i = 0; i < count; i++)
		bounds[i] = low / sqrt(shares[i]);
	free(grid);
}
