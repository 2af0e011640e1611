/*
 * What looking more than once costs: do intervals cover after stopping, and is
 * a model that is no worse let go on? Seeds are fixed; bounds leave room for
 * another generator.
 */
#include "tests/support/unit.h"

#include <math.h>

#include "base/rng.h"
#include "runner/cli/stopping.h"
#include "runner/measure/compare/boundary.h"
#include "runner/measure/estimate/normal.h"
#include "runner/measure/estimate/share.h"
#include "runner/measure/estimate/stratified.h"

#define MAX_N 100

START_TEST(looks_are_quarters_rounded_up)
{
	static const struct {
		uint32_t n;
		size_t count;
		uint32_t looks[GAMUT_STOPPING_LOOKS];
	} rows[] = {
		{ 1, 1, { 1 } },
		{ 2, 2, { 1, 2 } },
		{ 3, 3, { 1, 2, 3 } },
		{ 5, 4, { 2, 3, 4, 5 } },
		{ 100, 4, { 25, 50, 75, 100 } },
		{ 101, 4, { 26, 51, 76, 101 } },
		{ UINT32_C(1) << 20,
		  4,
		  { UINT32_C(1) << 18, UINT32_C(1) << 19, UINT32_C(3) << 18,
		    UINT32_C(1) << 20 } },
	};

	for (size_t i = 0; i < GAMUT_ARRAY_LEN(rows); i++) {
		uint32_t looks[GAMUT_STOPPING_LOOKS];

		ck_assert_uint_eq(gamut_stopping_looks(looks, rows[i].n),
		                  rows[i].count);
		for (size_t k = 0; k < rows[i].count; k++)
			ck_assert_uint_eq(looks[k], rows[i].looks[k]);
	}
}
END_TEST

/* --------------------------------------------------------------- coverage */

/* How V is spread over cells that go on, `chance[V]`, `step` draws later. */
static void draw_on(double *chance, uint32_t n, uint32_t step, double p)
{
	double later[MAX_N + 1] = { 0 };
	double binomial = pow(1 - p, step);

	for (uint32_t k = 0; k <= step; k++) {
		for (uint32_t v = 0; v <= n; v++)
			later[v + k] += chance[v] * binomial;
		binomial *= (step - k) / (k + 1.0) * p / (1 - p);
	}
	for (uint32_t v = 0; v <= n + step; v++)
		chance[v] = later[v];
}

/*
 * The chance that the interval at the end covers `p`, where cells of `n`
 * samples are stopped at a half-width; exact. `*samples` are the expected ones.
 */
static double coverage(double p, uint32_t n, double halfwidth, double *samples)
{
	uint32_t looks[GAMUT_STOPPING_LOOKS];
	size_t count = gamut_stopping_looks(looks, n);
	double chance[MAX_N + 1] = { 1 };
	double covered = 0;
	uint32_t k = 0;

	*samples = 0;
	for (size_t i = 0; i < count; k = looks[i++]) {
		draw_on(chance, k, looks[i] - k, p);
		for (uint32_t v = 0; v <= looks[i]; v++) {
			struct gamut_interval of = gamut_share_wilson(
				(struct gamut_share){ v, looks[i] });

			if (i + 1 < count && (of.high - of.low) / 2 > halfwidth)
				continue;
			covered += of.low <= p && p <= of.high ? chance[v] : 0;
			*samples += looks[i] * chance[v];
			chance[v] = 0;
		}
	}
	return covered;
}

/*
 * Wilson's interval covers 95 % on average, stopped or not. At its lowest it is
 * what it is without stopping at the n of the first look: 0.882 for 25, near 0.
 */
START_TEST(intervals_cover_after_stopping)
{
	static const double widths[] = { 0.02, 0.05, 0.075, 0.1, 0.15 };
	double samples;

	for (size_t i = 0; i < GAMUT_ARRAY_LEN(widths); i++) {
		double sum = 0;
		double lowest = 1;
		size_t low = 0;

		for (int m = 1; m < 100; m++) {
			double of = coverage(m / 100.0, 100, widths[i],
			                     &samples);

			sum += of;
			lowest = of < lowest ? of : lowest;
			low += of < 0.92;
		}
		ck_assert_double_ge(sum / 99, 0.945);
		ck_assert_double_le(sum / 99, 0.955);
		ck_assert_double_ge(lowest, 0.88);
		ck_assert_uint_le(low, 2);
	}
	coverage(0.95, 100, 0.1, &samples);
	ck_assert_double_eq_tol(samples, 34, 0.5);
}
END_TEST

/* ------------------------------------------------------------------ level */

#define CELLS 6
#define SPACE 200
#define TRIALS 1000

/* Answer i of a cell has a share that goes like (i + 1)^-exponent. */
static const struct cell {
	size_t space;
	double exponent;
	double validity;
} cells[CELLS] = {
	{ 7, 1, 0.98 },   { 50, 0, 1 },      { 50, 1, 0.95 },
	{ 50, 1.5, 0.9 }, { 200, 0.8, 0.8 }, { 20, 3, 0.97 },
};

/* The shares of each cell's answers, added up. */
static double up_to[CELLS][SPACE];

static void make_laws(void)
{
	for (size_t c = 0; c < CELLS; c++) {
		double sum = 0;

		for (size_t i = 0; i < cells[c].space; i++) {
			sum += pow((double)i + 1, -cells[c].exponent);
			up_to[c][i] = sum;
		}
		for (size_t i = 0; i < cells[c].space; i++)
			up_to[c][i] /= sum;
		up_to[c][cells[c].space - 1] = 1;
	}
}

/* What one side has of a cell. */
struct draws {
	uint64_t counts[SPACE];
	uint64_t invalid;
};

/* `sharpness` above 1: the likely answers come more often still. */
static void draw(struct draws *draws, size_t c, double sharpness,
                 struct gamut_rng *rng)
{
	double at = gamut_rng_unit(rng);
	size_t i = 0;

	if (at >= cells[c].validity) {
		draws->invalid++;
		return;
	}
	at = pow(at / cells[c].validity, sharpness);
	while (at >= up_to[c][i])
		i++;
	draws->counts[i]++;
}

/* Without the answers that neither side gave. */
static struct gamut_pair pair_of(struct draws *a, struct draws *b)
{
	struct gamut_pair pair = { .counts = a->counts,
		                   .base_counts = b->counts,
		                   .invalid = a->invalid,
		                   .base_invalid = b->invalid };

	for (size_t i = 0; i < SPACE; i++)
		if (a->counts[i] + b->counts[i] > 0) {
			a->counts[pair.count] = a->counts[i];
			b->counts[pair.count++] = b->counts[i];
		}
	return pair;
}

/* The surer of the two drops, as gamut_worse_of() has them. */
static double z_of(const struct draws *first, const struct draws *second,
                   uint64_t k)
{
	struct gamut_stratum shares[CELLS];
	struct gamut_pair pairs[CELLS];
	struct draws a[CELLS];
	struct draws b[CELLS];
	double validity;
	double yield;

	for (size_t c = 0; c < CELLS; c++) {
		a[c] = first[c];
		b[c] = second[c];
		shares[c] = (struct gamut_stratum){
			.first = { k - a[c].invalid, k },
			.second = { k - b[c].invalid, k },
		};
		pairs[c] = pair_of(&a[c], &b[c]);
	}
	validity = -gamut_stratified_shares(shares, CELLS);
	yield = -gamut_stratified_yields(pairs, CELLS);
	return validity > yield ? validity : yield;
}

/* At which look one run is stopped as worse, or that they are over. */
static size_t stopped_at(const double *bounds, double sharpness,
                         struct gamut_rng *rng)
{
	struct draws first[CELLS] = { 0 };
	struct draws second[CELLS] = { 0 };

	for (size_t look = 0; look < 4; look++) {
		for (size_t c = 0; c < CELLS; c++)
			for (int i = 0; i < 25; i++) {
				draw(&first[c], c, sharpness, rng);
				draw(&second[c], c, 1, rng);
			}
		if (z_of(first, second, 25 * (look + 1)) > bounds[look])
			return look;
	}
	return 4;
}

/* Both metrics together, four looks each: at most one run in twenty. */
START_TEST(what_is_no_worse_goes_on)
{
	static const double shares[] = { 0.25, 0.5, 0.75, 1 };
	struct gamut_rng rng = { .state = 4 };
	double bounds[4];
	size_t stopped = 0;

	make_laws();
	gamut_boundary_obrien_fleming(bounds, shares, 4, 0.025);
	for (int i = 0; i < TRIALS; i++)
		stopped += stopped_at(bounds, 1, &rng) < 4;
	ck_assert_uint_le(stopped, TRIALS * 6 / 100);
	/* It is no test that never says anything. */
	ck_assert_uint_ge(stopped, TRIALS * 2 / 100);
}
END_TEST

START_TEST(what_collapses_is_stopped_early)
{
	static const double shares[] = { 0.25, 0.5, 0.75, 1 };
	struct gamut_rng rng = { .state = 5 };
	double bounds[4];
	size_t early = 0;

	make_laws();
	gamut_boundary_obrien_fleming(bounds, shares, 4, 0.025);
	for (int i = 0; i < 200; i++)
		early += stopped_at(bounds, 2, &rng) < 3;
	ck_assert_uint_ge(early, 180);
}
END_TEST

Suite *unit_suite(void)
{
	Suite *suite = suite_create("sequential");
	TCase *tc = tcase_create("sequential");

	tcase_add_test(tc, looks_are_quarters_rounded_up);
	tcase_add_test(tc, intervals_cover_after_stopping);
	tcase_add_test(tc, what_is_no_worse_goes_on);
	tcase_add_test(tc, what_collapses_is_stopped_early);
	suite_add_tcase(suite, tc);
	return suite;
}
