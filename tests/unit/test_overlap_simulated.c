/* What docs/overlap.md says of the index, seen over many samples. */
#include "tests/support/unit.h"

#include <math.h>
#include <string.h>

#include "base/rng.h"
#include "runner/measure/compare/overlap.h"

#define MAX_SPACE 1000

struct law {
	size_t space;
	double up_to[MAX_SPACE];
};

/* Answer i, counted from `shift` around, has a share like (i + 1)^-exponent. */
static void make_law(struct law *law, size_t space, double exponent,
                     size_t shift)
{
	double sum = 0;

	law->space = space;
	for (size_t i = 0; i < space; i++) {
		sum += pow((double)((i + shift) % space) + 1, -exponent);
		law->up_to[i] = sum;
	}
	for (size_t i = 0; i < space; i++)
		law->up_to[i] /= sum;
	law->up_to[space - 1] = 1;
}

static double share(const struct law *law, size_t i)
{
	return law->up_to[i] - (i > 0 ? law->up_to[i - 1] : 0);
}

static void draw(uint64_t *counts, const struct law *law, size_t n,
                 struct gamut_rng *rng)
{
	memset(counts, 0, law->space * sizeof(counts[0]));
	while (n-- > 0) {
		double at = gamut_rng_unit(rng);
		size_t i = 0;

		while (at >= law->up_to[i])
			i++;
		counts[i]++;
	}
}

static const struct scene {
	const char *name;
	size_t space;
	double exponents[2];
	size_t shift; /* of the second */
} scenes[] = {
	{ "one Zipf", 50, { 1, 1 }, 0 },
	{ "steep and flat", 50, { 1.5, 0.5 }, 0 },
	{ "shifted", 50, { 1.2, 1.2 }, 2 },
	{ "small and uniform", 7, { 0, 0 }, 0 },
	{ "long-tailed", 1000, { 1, 1 }, 5 },
};

/* The index is unbiased as good as, and its intervals cover. */
START_TEST(intervals_cover)
{
	const struct scene *scene = &scenes[_i];
	static struct law laws[2];
	static uint64_t counts[2][MAX_SPACE];
	struct gamut_rng rng = { .state = 5 };
	double agree = 0;
	double within = 0;
	double truth;
	double mean = 0;
	int covered = 0;
	const int runs = 1000;

	make_law(&laws[0], scene->space, scene->exponents[0], 0);
	make_law(&laws[1], scene->space, scene->exponents[1], scene->shift);
	for (size_t i = 0; i < scene->space; i++) {
		double p = share(&laws[0], i);
		double q = share(&laws[1], i);

		agree += p * q;
		within += p * p + q * q;
	}
	truth = 2 * agree / within;
	for (int run = 0; run < runs; run++) {
		struct gamut_overlap_measure got;

		draw(counts[0], &laws[0], 100, &rng);
		draw(counts[1], &laws[1], 100, &rng);
		got = gamut_overlap_measure_of(counts[0], counts[1],
		                               scene->space);
		mean += got.morisita / runs;
		covered += got.ci95.low <= truth && truth <= got.ci95.high;
	}
	ck_assert_msg(fabs(mean - truth) < 0.02, "%s: %f, not %f", scene->name,
	              mean, truth);
	ck_assert_msg(covered >= 0.92 * runs && covered <= 0.995 * runs,
	              "%s: %d of %d", scene->name, covered, runs);
}
END_TEST

/* Two samples of one law: what the plug-in shows, and what it should. */
START_TEST(the_floor_of_the_plug_in_is_told)
{
	static struct law law;
	static uint64_t counts[2][MAX_SPACE];
	struct gamut_rng rng = { .state = 6 };
	double shared = 0;
	double if_same = 0;

	make_law(&law, 1000, 0, 0);
	for (int run = 0; run < 300; run++) {
		struct gamut_overlap_measure got;

		draw(counts[0], &law, 100, &rng);
		draw(counts[1], &law, 100, &rng);
		got = gamut_overlap_measure_of(counts[0], counts[1], 1000);
		shared += got.shared / 300;
		if_same += got.shared_if_same / 300;
	}
	ck_assert_msg(shared < 0.15, "%f", shared);
	ck_assert_msg(fabs(shared - if_same) < 0.005, "%f, %f", shared,
	              if_same);
}
END_TEST

/* A model without modes has one in at most 5 % of cells. */
START_TEST(modes_are_rarely_chance)
{
	static const struct {
		size_t answers;
		double exponent;
		uint64_t space;
	} models[] = {
		{ 2, 0, 2 },   { 7, 0, 7 },       { 50, 0, 50 },
		{ 100, 0, 0 }, { 1000, 0, 1000 }, { 1000, 0.2, 0 },
	};
	static struct law law;
	static uint64_t counts[MAX_SPACE];
	struct gamut_rng rng = { .state = 7 };
	int wrong = 0;

	make_law(&law, models[_i].answers, models[_i].exponent, 0);
	for (int run = 0; run < 2000; run++) {
		bool has_one = false;

		draw(counts, &law, 100, &rng);
		for (size_t i = 0; i < law.space; i++)
			if (gamut_overlap_is_mode(counts[i], 100,
			                          models[_i].space))
				has_one = true;
		wrong += has_one;
	}
	ck_assert_msg(wrong <= 120, "%d of 2000", wrong);
}
END_TEST

Suite *unit_suite(void)
{
	Suite *suite = suite_create("overlap, simulated");
	TCase *tc = tcase_create("overlap, simulated");

	tcase_add_loop_test(tc, intervals_cover, 0,
	                    (int)GAMUT_ARRAY_LEN(scenes));
	tcase_add_test(tc, the_floor_of_the_plug_in_is_told);
	tcase_add_loop_test(tc, modes_are_rarely_chance, 0, 6);
	suite_add_tcase(suite, tc);
	return suite;
}
