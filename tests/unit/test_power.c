#include "tests/support/unit.h"

#include <math.h>
#include <string.h>

#include "base/json.h"
#include "runner/measure/compare/power.h"
#include "runner/measure/estimate/normal.h"
#include "runner/measure/estimate/suite.h"
#include "runner/report/compare/power.h"
#include "tests/support/expected.h"
#include "tests/support/power_suite.h"

static struct gamut_arena arena;
static struct gamut_made_side side;

static void clear(void)
{
	gamut_made_side_clear(&side);
	gamut_arena_clear(&arena);
}

/* ------------------------------------------ against other implementations */

static double number(const cJSON *row, const char *key)
{
	const cJSON *item = cJSON_GetObjectItemCaseSensitive(row, key);

	ck_assert_msg(item, "no %s", key);
	return cJSON_IsNull(item) ? GAMUT_UNDEFINED : item->valuedouble;
}

/* `have` is `want` to 2e-6: it comes of a search. */
static void compare_drop(double have, double want)
{
	ck_assert_msg(isnan(want) ? isnan(have) : fabs(have - want) < 2e-6,
	              "%.10g, not %.10g", have, want);
}

START_TEST(single_cells_are_those_of_scipy)
{
	struct gamut_expected expected;

	gamut_expected_read(&expected, "power_fisher.jsonl");
	ck_assert_uint_ge(expected.count, 10);
	for (size_t i = 0; i < expected.count; i++) {
		const cJSON *row = expected.rows[i];
		double base = number(row, "base");
		struct gamut_power_fisher fisher = gamut_power_fisher_of(
			gamut_expected_uint(row, "n"), number(row, "level"),
			base, &arena);

		gamut_expected_double(
			"half", gamut_power_fisher_detection(&fisher, base / 2),
			number(row, "half"));
		compare_drop(gamut_power_fisher_drop(&fisher, 0.8),
		             number(row, "drop80"));
		compare_drop(gamut_power_fisher_drop(&fisher, 0.9),
		             number(row, "drop90"));
	}
	gamut_expected_release(&expected);
}
END_TEST

/* No more outcomes are looked at than there are standard deviations for. */
START_TEST(large_cells_cost_little)
{
	struct gamut_power_fisher fisher = gamut_power_fisher_of(9000, 0.05,
	                                                         0.9, &arena);
	double chance = 0;

	ck_assert_uint_lt(fisher.count, 800);
	for (size_t i = 0; i < fisher.count; i++)
		chance += fisher.chances[i];
	ck_assert(fabs(chance - 1) < 1e-12);
	/* A normal approximation is good here. */
	ck_assert(fabs(gamut_power_fisher_drop(&fisher, 0.8) -
	               (gamut_normal_quantile(0.975) +
	                gamut_normal_quantile(0.8)) *
	                       sqrt(2 * 0.9 * 0.1 / 9000)) < 5e-4);
}
END_TEST

static struct gamut_power_base base_of(const cJSON *row)
{
	const cJSON *cells = cJSON_GetObjectItem(row, "cells");
	struct gamut_power_sample *list =
		gamut_arena_new(&arena, struct gamut_power_sample,
	                        (size_t)cJSON_GetArraySize(cells));
	struct gamut_power_base base = { .cells = list };
	const cJSON *cell;

	cJSON_ArrayForEach(cell, cells)
	{
		const cJSON *counts = cJSON_GetObjectItem(cell, "counts");
		uint64_t *of = gamut_arena_new(
			&arena, uint64_t, (size_t)cJSON_GetArraySize(counts));
		const cJSON *item;
		size_t count = 0;

		cJSON_ArrayForEach(item, counts)
			of[count++] = (uint64_t)item->valuedouble;
		list[base.count++].spectrum = gamut_spectrum_of(
			of, count, gamut_expected_uint(cell, "invalid"),
			&arena);
	}
	return base;
}

static void compare_means(const cJSON *row)
{
	struct gamut_power_base base = base_of(row);
	uint64_t samples = gamut_expected_uint(row, "samples");
	struct gamut_power_noise validity =
		gamut_power_noise_of(&base, GAMUT_COMPARE_VALIDITY, samples);
	struct gamut_power_noise yield =
		gamut_power_noise_of(&base, GAMUT_COMPARE_YIELD, samples);

	gamut_expected_double("validity", validity.mean,
	                      number(row, "validity"));
	gamut_expected_double("validity se", validity.se,
	                      number(row, "validity_se"));
	gamut_expected_double("yield", yield.mean, number(row, "yield"));
	gamut_expected_double("yield se", yield.se, number(row, "yield_se"));
	gamut_expected_double("validity found",
	                      gamut_power_detection(&base,
	                                            GAMUT_COMPARE_VALIDITY,
	                                            samples, 0.05, 0.05),
	                      number(row, "validity_found"));
	gamut_expected_double("yield found",
	                      gamut_power_detection(&base, GAMUT_COMPARE_YIELD,
	                                            samples, 0.05 * yield.mean,
	                                            0.05),
	                      number(row, "yield_found"));
	if (number(row, "yield_drop90") < yield.mean)
		compare_drop(gamut_power_drop(&base, GAMUT_COMPARE_YIELD,
		                              samples, 0.9, 0.05),
		             number(row, "yield_drop90"));
	gamut_expected_double("passes", gamut_power_pass(&yield, 1.5, 0.05),
	                      number(row, "yield_passes"));
}

START_TEST(means_are_those_of_fractions_and_scipy)
{
	struct gamut_expected expected;

	gamut_expected_read(&expected, "power_noise.jsonl");
	ck_assert_uint_ge(expected.count, 10);
	for (size_t i = 0; i < expected.count; i++)
		compare_means(expected.rows[i]);
	gamut_expected_release(&expected);
}
END_TEST

/* ------------------------------------------------------------- properties */

#define CELLS GAMUT_POWER_SUITE_CELLS
#define DRAWS GAMUT_POWER_SUITE_DRAWS

static struct gamut_power_base some_base(uint64_t seed)
{
	struct gamut_law laws[CELLS];
	struct gamut_rng rng = { .state = seed };

	gamut_power_suite_laws(laws, 1, 0, &arena);
	gamut_power_suite_draw(&side, laws, &rng, &arena);
	return gamut_power_base_of(&side.summary, &arena);
}

/*
 * What is asked one way round is what is told the other way round. Whether
 * counts are odd or even matters to Good and Toulmin's variance, so it is not
 * smooth just below the base's n, where rarefying blurs that.
 */
START_TEST(drops_and_samples_are_inverse)
{
	static const uint64_t slack[GAMUT_COMPARE_METRICS] = {
		[GAMUT_COMPARE_VALIDITY] = 1,
		[GAMUT_COMPARE_YIELD] = 6,
	};
	struct gamut_power_base base = some_base(1);

	for (size_t m = 0; m < GAMUT_COMPARE_METRICS; m++) {
		enum gamut_compare_metric metric = (enum gamut_compare_metric)m;
		double drop = gamut_power_drop(&base, metric, DRAWS, 0.8, 0.05);
		uint64_t n = gamut_power_samples(&base, metric, 1.001 * drop,
		                                 0.8, 0.05);

		ck_assert_msg(n >= DRAWS - slack[m] && n <= DRAWS + 1, "%ju",
		              (uintmax_t)n);
		ck_assert(fabs(gamut_power_detection(&base, metric, DRAWS, drop,
		                                     0.05) -
		               0.8) < 1e-6);
		/* A larger drop takes fewer, a smaller one more. */
		n = gamut_power_samples(&base, metric, 1.3 * drop, 0.8, 0.05);
		ck_assert_uint_lt(n, 80);
		n = gamut_power_samples(&base, metric, drop / 1.2, 0.8, 0.05);
		if (metric == GAMUT_COMPARE_VALIDITY)
			ck_assert_uint_gt(n, 120);
		else
			ck_assert_uint_eq(n, 0);
	}
	/* Of yields at more than the base's n nothing is known. */
	ck_assert_uint_eq(
		gamut_power_samples(&base, GAMUT_COMPARE_YIELD, 0.1, 0.8, 0.05),
		0);
	ck_assert(isnan(
		gamut_power_noise_of(&base, GAMUT_COMPARE_YIELD, DRAWS + 1)
			.se));
	ck_assert(isnan(gamut_power_drop(&base, GAMUT_COMPARE_YIELD,
	                                 2 * DRAWS + 1, 0.8, 0.05)));
}
END_TEST

START_TEST(the_bases_own_n_is_the_default)
{
	struct gamut_power_base base = some_base(2);
	struct gamut_spectrum spectra[CELLS];
	struct gamut_power_noise noise =
		gamut_power_noise_of(&base, GAMUT_COMPARE_YIELD, 0);

	for (size_t c = 0; c < CELLS; c++)
		spectra[c] = base.cells[c].spectrum;
	/* The same noise that the gate's bounds are made of. */
	gamut_expected_double(
		"se", noise.se,
		sqrt(2 * gamut_suite_yield_variance(spectra, CELLS)) / CELLS);
	gamut_expected_double(
		"se", noise.se,
		gamut_power_noise_of(&base, GAMUT_COMPARE_YIELD, DRAWS).se);
}
END_TEST

/* ------------------------------------------------------------------ report */

/* U+202E, which turns what follows. */
static const char turn[] = { '\xe2', '\x80', '\xae' };
static const struct gamut_str turned = { turn, sizeof(turn) };

#define NASTY \
	"=1+1\x1b[2J\n| `a` | <b> \"c\", ,\xff\r\t\xe2\x80\xae_\xe2\x80\xac"

static struct gamut_buf report_of(enum gamut_format format, uint64_t samples,
                                  const double *drops)
{
	static const double powers[] = { 0.8, 0.9 };
	struct gamut_cell_summary *cells =
		gamut_arena_new(&arena, struct gamut_cell_summary, CELLS);
	struct gamut_power_sample *list =
		gamut_arena_new(&arena, struct gamut_power_sample, CELLS);
	struct gamut_power_base base = some_base(3);
	struct gamut_power_options options = {
		.level = 0.05,
		.powers = powers,
		.power_count = 2,
		.samples = samples,
		.margins = { 0.02, 2 },
		.drops = { drops[0], drops[1] },
	};
	struct gamut_power_document document = {
		.path = GAMUT_STR(NASTY),
		.model = GAMUT_STR(NASTY),
		.run = GAMUT_STR(NASTY),
		.is_simulated = true,
		.absent = 2,
	};
	struct gamut_buf out = { 0 };
	struct gamut_power power;

	for (size_t c = 0; c < CELLS; c++) {
		cells[c].key.task = GAMUT_STR(NASTY);
		cells[c].key.setting = GAMUT_STR(NASTY);
		list[c] = base.cells[c];
		list[c].of = &cells[c];
	}
	base.cells = list;
	power = gamut_power_of(&base, &options, &arena);
	document.power = &power;
	gamut_power_write(&out, &document, format,
	                  &(struct gamut_report_options){ .columns = 80 });
	return out;
}

static const double not_asked[] = { GAMUT_UNDEFINED, GAMUT_UNDEFINED };

static bool has(const struct gamut_buf *out, struct gamut_str what)
{
	struct gamut_str text = gamut_buf_view(out);

	return gamut_str_find(text, what) < text.len;
}

START_TEST(hostile_texts_stay_texts)
{
	static const double asked[] = { 0.02, 0.01 };
	struct gamut_buf out = report_of((enum gamut_format)_i, 0, asked);

	ck_assert_int_eq(out.ptr[out.len - 1], '\n');
	ck_assert(!has(&out, GAMUT_STR("\x1b")));
	ck_assert(!has(&out, GAMUT_STR("\r")));
	ck_assert(!has(&out, GAMUT_STR("\xff")));
	ck_assert(!has(&out, turned));
	if (_i == GAMUT_FORMAT_CSV) {
		ck_assert(!has(&out, GAMUT_STR("\n=")));
		ck_assert(!has(&out, GAMUT_STR(",=")));
	}
	if (_i == GAMUT_FORMAT_MARKDOWN) {
		ck_assert(!has(&out, GAMUT_STR(" `a`")));
		ck_assert(!has(&out, GAMUT_STR(" <b>")));
	}
	gamut_buf_release(&out);
}
END_TEST

START_TEST(a_sentence_says_it)
{
	static const double asked[] = { 0.02, 0.01 };
	struct gamut_buf out = report_of(GAMUT_FORMAT_MARKDOWN, 0, asked);

	ck_assert(has(&out, GAMUT_STR("With 100 samples a cell over 24 cells, "
	                              "a drop of the mean validity by ")));
	ck_assert(
		has(&out, GAMUT_STR(" is found in 80 % of cases. With margins "
	                            "of 2.0 points and 2.0, 'gamut compare' "
	                            "lets an unchanged model pass in ")));
	ck_assert(has(&out, GAMUT_STR("A drop of the mean validity by 2.00 "
	                              "points takes ")));
	ck_assert(has(&out, GAMUT_STR("A drop of the mean yield by 0.01 takes "
	                              "more than the base's samples")));
	ck_assert(has(&out, GAMUT_STR("- the base lacks 2 samples\n")));
	gamut_buf_release(&out);
	out = report_of(GAMUT_FORMAT_MARKDOWN, 150, not_asked);
	ck_assert(has(&out, GAMUT_STR("With 150 samples a cell")));
	ck_assert(has(&out, GAMUT_STR("it cannot tell")));
	ck_assert(has(&out, GAMUT_STR(" points is found in 80 %")));
	ck_assert(!has(&out, GAMUT_STR("nan")));
	gamut_buf_release(&out);
}
END_TEST

/* Each number of a cell is that of its own tests. */
START_TEST(cells_are_told)
{
	struct gamut_buf out = report_of(GAMUT_FORMAT_JSON, 0, not_asked);
	struct gamut_power_base base = some_base(3);
	const struct gamut_spectrum *spectrum = &base.cells[4].spectrum;
	struct gamut_power_fisher fisher = gamut_power_fisher_of(
		DRAWS, 0.05 / (2 * CELLS),
		((double)spectrum->valid + 0.5) / (DRAWS + 1), &arena);
	cJSON *got = gamut_json_parse(gamut_buf_view(&out), NULL);
	const cJSON *cell;

	ck_assert_ptr_nonnull(got);
	cell = cJSON_GetArrayItem(cJSON_GetObjectItem(got, "cells"), 4);
	gamut_expected_double(
		"fail",
		number(cJSON_GetObjectItem(cell, "validity_drop"), "fail"),
		gamut_power_fisher_drop(&fisher, 0.8));
	gamut_expected_double(
		"look", number(cJSON_GetObjectItem(cell, "yield_drop"), "look"),
		(gamut_normal_quantile(0.975) + gamut_normal_quantile(0.8)) *
			sqrt(2 * ((double)spectrum->once + 1) *
	                     (DRAWS - (double)spectrum->once + 2) /
	                     (DRAWS + 3)));
	cJSON_Delete(got);
	gamut_buf_release(&out);
}
END_TEST

Suite *unit_suite(void)
{
	Suite *suite = suite_create("power");
	TCase *tc = tcase_create("power");

	tcase_add_checked_fixture(tc, NULL, clear);
	tcase_add_test(tc, single_cells_are_those_of_scipy);
	tcase_add_test(tc, large_cells_cost_little);
	tcase_add_test(tc, means_are_those_of_fractions_and_scipy);
	tcase_add_test(tc, drops_and_samples_are_inverse);
	tcase_add_test(tc, the_bases_own_n_is_the_default);
	tcase_add_loop_test(tc, hostile_texts_stay_texts, 0, 4);
	tcase_add_test(tc, a_sentence_says_it);
	tcase_add_test(tc, cells_are_told);
	suite_add_tcase(suite, tc);
	return suite;
}
