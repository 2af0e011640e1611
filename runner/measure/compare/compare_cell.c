#include "runner/measure/compare/compare_parts.h"

#include <math.h>

#include "runner/measure/estimate/multiple.h"
#include "runner/measure/estimate/normal.h"
#include "runner/measure/estimate/yield.h"

static void fill_validity(struct gamut_compare_test *test,
                          const struct gamut_stratum *shares)
{
	test->base = gamut_share_value(shares->second);
	test->candidate = gamut_share_value(shares->first);
	test->ci95 = gamut_share_newcombe(shares->first, shares->second);
	test->p = gamut_share_fisher(shares->first, shares->second);
}

/*
 * The normal distribution's two-sided p. No variance is left only where every
 * draw of both samples is another answer; their yields are their sizes then,
 * and the exact test knows.
 */
static double guarded_p(double difference, double se)
{
	if (se == 0)
		return 0;
	return fmin(1, 2 * gamut_normal_tail(fabs(difference) / se));
}

static void fill_yield(struct gamut_compare_test *test,
                       const struct gamut_compare_set *set, size_t i)
{
	const struct gamut_spectrum *candidate = &set->spectra[i];
	const struct gamut_spectrum *base = &set->base_spectra[i];
	double difference = (double)candidate->yield - (double)base->yield;
	double se = sqrt(gamut_yield_variance_guarded(candidate) +
	                 gamut_yield_variance_guarded(base));
	double exact = gamut_permutation_of(&set->yields[i]).p;

	test->base = (double)base->yield;
	test->candidate = (double)candidate->yield;
	test->ci95.low = difference - GAMUT_NORMAL_95 * se;
	test->ci95.high = difference + GAMUT_NORMAL_95 * se;
	/* fmax() would pass over what is undefined. */
	test->p = isnan(exact) ? exact : fmax(exact, guarded_p(difference, se));
}

struct gamut_compare_test gamut_compare_test_of(
	const struct gamut_compare_set *set, size_t i,
	enum gamut_compare_metric metric)
{
	struct gamut_compare_test test = {
		.difference = gamut_compare_difference(set, i, metric),
	};

	if (metric == GAMUT_COMPARE_VALIDITY)
		fill_validity(&test, &set->shares[i]);
	else
		fill_yield(&test, set, i);
	return test;
}

/* Comparisons with what is undefined are false, so that it is not marked. */
static enum gamut_compare_mark mark_of(const struct gamut_compare_test *test,
                                       double level)
{
	if (test->holm <= level && test->difference < 0)
		return GAMUT_MARK_FAIL;
	if (test->benjamini_hochberg <= level)
		return GAMUT_MARK_LOOK;
	return GAMUT_MARK_NONE;
}

void gamut_compare_mark_cells(struct gamut_compare_cell *cells, size_t count,
                              double level, struct gamut_arena *arena)
{
	size_t tests = count * GAMUT_COMPARE_METRICS;
	double *p = gamut_arena_new(arena, double, tests);
	double *holm = gamut_arena_new(arena, double, tests);
	double *hochberg = gamut_arena_new(arena, double, tests);

	for (size_t i = 0; i < tests; i++)
		p[i] = cells[i / GAMUT_COMPARE_METRICS]
		               .of[i % GAMUT_COMPARE_METRICS]
		               .p;
	gamut_multiple_holm(holm, p, tests);
	gamut_multiple_benjamini_hochberg(hochberg, p, tests);
	for (size_t i = 0; i < tests; i++) {
		struct gamut_compare_test *test =
			&cells[i / GAMUT_COMPARE_METRICS]
				 .of[i % GAMUT_COMPARE_METRICS];

		test->holm = holm[i];
		test->benjamini_hochberg = hochberg[i];
		test->mark = mark_of(test, level);
	}
}
