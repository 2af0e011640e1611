#include "tests/support/unit.h"

#include <math.h>
#include <stdlib.h>

#include "base/map.h"
#include "base/rng.h"
#include "base/text.h"
#include "runner/plan/plan.h"
#include "runner/sample/sim.h"
#include "runner/store/sample.h"
#include "tasks/catalog/registry.h"

/* What came of one cell. */
struct outcome {
	struct gamut_arena arena;
	const struct gamut_checker *checker;
	struct gamut_map forms;
	uint32_t valid;
	uint64_t text_hash; /* of all completions, in order */
};

static void count(void *ctx, const struct gamut_reply *reply)
{
	struct outcome *outcome = ctx;

	ck_assert_int_eq(reply->outcome, GAMUT_ANSWERED);
	ck_assert_uint_eq(reply->choice_count, reply->request.count);
	for (uint32_t i = 0; i < reply->choice_count; i++) {
		struct gamut_str text = reply->choices[i].text;
		struct gamut_verdict verdict = gamut_checker_verify(
			outcome->checker, text, &outcome->arena);

		ck_assert_msg(gamut_text_is_utf8(text), "%.*s",
		              GAMUT_STR_ARG(text));
		outcome->text_hash = gamut_rng_hash(outcome->text_hash, text);
		if (!gamut_verdict_is_valid(verdict))
			continue;
		outcome->valid++;
		gamut_map_put(&outcome->forms, verdict.canonical, 0);
	}
}

static void release(struct outcome *outcome)
{
	gamut_map_clear(&outcome->forms);
	gamut_arena_clear(&outcome->arena);
}

/* Ask `model` for `n` samples of `task`, `per_request` at a time. */
static struct outcome sample(const char *model, const char *task,
                             double temperature, uint32_t n,
                             uint32_t per_request)
{
	struct gamut_plan_options options = {
		.model = model,
		.template = "completion",
		.profile = gamut_profile_find("generic"),
		.settings = "zero-shot",
		.sampling = gamut_sampling_default(),
		.n = n,
		.seed = 7,
	};
	struct outcome outcome = { 0 };
	struct gamut_arena arena = { 0 };
	struct gamut_manifest manifest;
	struct gamut_backend *backend;
	struct gamut_suite *suite;
	const struct gamut_task *tasks[] = {
		gamut_task_find(gamut_str_of(task)),
	};
	struct gamut_err err = { 0 };

	options.sampling.temperature = temperature;
	ck_assert_msg(gamut_suite_open(&suite, tasks, 1, NULL, &err) ==
	                      GAMUT_OK,
	              "%s", err.msg);
	ck_assert_int_eq(
		gamut_plan_make(&manifest, &options, suite, &arena, &err),
		GAMUT_OK);
	ck_assert_int_eq(gamut_sim_open(&backend, &manifest, suite, &err),
	                 GAMUT_OK);
	outcome.checker = gamut_suite_at(suite, 0);
	for (uint32_t i = 0; i < n; i += per_request) {
		struct gamut_request request = { .index = i,
			                         .count = per_request,
			                         .attempts = 1 };

		backend->ops->submit(backend, &request);
		backend->ops->poll(backend, 0, count, &outcome);
	}
	backend->ops->free(backend);
	gamut_arena_clear(&arena);
	gamut_suite_free(suite);
	outcome.checker = NULL;
	return outcome;
}

/* Distinct valid answers expected among `n` samples, and their variance. */
static double expected_yield(const char *model, uint64_t members,
                             double temperature, double n, double *variance)
{
	static double p[10000];
	double error;
	uint64_t ranks;
	double sum = 0;

	ranks = gamut_sim_distribution(&error, p, GAMUT_ARRAY_LEN(p), model,
	                               members, temperature);
	ck_assert_uint_le(ranks, GAMUT_ARRAY_LEN(p));
	*variance = 0;
	for (uint64_t i = 0; i < ranks; i++) {
		double missed = pow(1 - (1 - error) * p[i], n);

		sum += 1 - missed;
		/* An upper bound: these indicators are negatively related. */
		*variance += missed * (1 - missed);
	}
	return sum;
}

static const struct row {
	const char *model;
	const char *task;
	uint64_t members;
	double temperature;
} rows[] = {
	{ "sim:uniform", "rng_1_100", 100, 1 },
	{ "sim:uniform", "us_states_full_names", 50, 1 },
	{ "sim:base", "rng_1_100", 100, 1 },
	{ "sim:base", "us_states_full_names", 50, 0.5 },
	{ "sim:base", "element_names", 118, 2 },
	{ "sim:instruct", "rng_1_100", 100, 1 },
	{ "sim:instruct", "weekdays_full", 7, 1 },
	{ "sim:instruct", "element_symbols", 118, 1.5 },
};

START_TEST(samples_follow_the_closed_form)
{
	const struct row *row = &rows[_i];
	const uint32_t n = 100;
	const uint32_t repeats = 50;
	struct outcome whole = sample(row->model, row->task, row->temperature,
	                              n * repeats, n);
	double valid = (double)whole.valid / (n * repeats);
	double first[1];
	double error;
	double variance;
	double yield;

	gamut_sim_distribution(&error, first, 1, row->model, row->members,
	                       row->temperature);
	/* Five standard deviations: one failure in two million seeds. */
	ck_assert_double_le(fabs(valid - (1 - error)),
	                    5 * sqrt(error * (1 - error) / (n * repeats)) +
	                            1e-12);
	yield = expected_yield(row->model, row->members, row->temperature,
	                       n * repeats, &variance);
	ck_assert_double_le(fabs((double)gamut_map_count(&whole.forms) - yield),
	                    5 * sqrt(variance) + 1e-6);
	release(&whole);
}
END_TEST

START_TEST(pieces_of_a_request_do_not_matter)
{
	struct outcome one = sample("sim:base", "rng_1_100", 1, 60, 1);
	struct outcome many = sample("sim:base", "rng_1_100", 1, 60, 20);

	ck_assert_uint_eq(one.text_hash, many.text_hash);
	release(&one);
	release(&many);
}
END_TEST

/* Of these members, some have characters of several bytes in their middle. */
START_TEST(faults_leave_characters_whole)
{
	struct outcome hot = sample("sim:base", "color_normal_ex", 10, 20000,
	                            100);

	ck_assert_uint_lt(hot.valid, 12000);
	release(&hot);
}
END_TEST

START_TEST(temperature_zero_is_the_mode)
{
	struct outcome cold = sample("sim:base", "rng_1_100", 0, 50, 50);

	ck_assert_uint_eq(cold.valid, 50);
	ck_assert_uint_eq(gamut_map_count(&cold.forms), 1);
	release(&cold);
}
END_TEST

START_TEST(temperature_acts_as_on_odds)
{
	double error;
	double p[3];

	/* 1 : 3 to the power 1/2 is 1 : sqrt(3). */
	gamut_sim_distribution(&error, p, 3, "sim:base", 100, 2);
	ck_assert_double_eq_tol(error, 1 / (1 + sqrt(3)), 1e-12);
	ck_assert_double_eq_tol(p[1] / p[0], pow(2, -0.45), 1e-12);
	gamut_sim_distribution(&error, p, 3, "sim:instruct", 100, 1);
	ck_assert_double_eq_tol(error, 0.02, 1e-12);
	ck_assert_double_eq_tol(p[2] / p[1], 0.45, 1e-12);
}
END_TEST

Suite *unit_suite(void)
{
	Suite *suite = suite_create("sim");
	TCase *tc = tcase_create("sim");

	tcase_add_loop_test(tc, samples_follow_the_closed_form, 0,
	                    (int)GAMUT_ARRAY_LEN(rows));
	tcase_add_test(tc, pieces_of_a_request_do_not_matter);
	tcase_add_test(tc, faults_leave_characters_whole);
	tcase_add_test(tc, temperature_zero_is_the_mode);
	tcase_add_test(tc, temperature_acts_as_on_odds);
	suite_add_tcase(suite, tc);
	return suite;
}
