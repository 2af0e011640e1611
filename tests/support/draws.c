#include "tests/support/draws.h"

#include <stdio.h>

#include <check.h>

#include "verifiers/integer.h"

static const struct gamut_integer_rule rule = { .max = 99 };

#define TASK(word)                                                          \
	{                                                                   \
		GAMUT_TASK_HEADER,                                          \
			.name = (word), .description = "A number.",         \
			.examples = { "15", "42", "07" }, .max_tokens = 4,  \
			.verifier = &gamut_verifier_integer, .rule = &rule, \
			.space = 100,                                       \
	}

static const struct gamut_task prime = TASK("prime");
static const struct gamut_task state = TASK("state");
static const struct gamut_task *const tasks[] = { &prime, &state };

static struct gamut_suite *suite;
struct gamut_score *gamut_draws_score;
static struct gamut_sample samples[GAMUT_DRAWS_CELLS * GAMUT_DRAWS_SAMPLES];
static struct gamut_manifest_cell cells[GAMUT_DRAWS_CELLS];
static uint32_t none[GAMUT_DRAWS_CELLS];
struct gamut_run_index gamut_draws_held;
struct gamut_run gamut_draws_run;
static char ids[GAMUT_DRAWS_CELLS * GAMUT_DRAWS_SAMPLES][8];

/* A run without blemish, of two tasks under two settings. */
void gamut_draws_make(void)
{
	struct gamut_err err = { 0 };

	ck_assert_msg(!gamut_suite_open(&suite, tasks, 2, NULL, &err), "%s",
	              err.msg);
	gamut_draws_score = gamut_score_open(suite);
	for (size_t i = 0; i < GAMUT_DRAWS_CELLS; i++)
		cells[i] = (struct gamut_manifest_cell){
			.task = i < 2 ? GAMUT_STR("prime") : GAMUT_STR("state"),
			.setting = i % 2 ? GAMUT_STR("few-shot") :
			                   GAMUT_STR("zero-shot"),
		};
	for (uint32_t i = 0; i < GAMUT_DRAWS_CELLS * GAMUT_DRAWS_SAMPLES; i++) {
		snprintf(ids[i], sizeof(ids[i]), "id-%u", (unsigned)i);
		samples[i] = (struct gamut_sample){
			.task = cells[i / GAMUT_DRAWS_SAMPLES].task,
			.setting = cells[i / GAMUT_DRAWS_SAMPLES].setting,
			.index = i % GAMUT_DRAWS_SAMPLES,
			.text = GAMUT_STR("7"),
			.finish_reason = GAMUT_STR("stop"),
			.seed = i,
			.model = GAMUT_STR("m-1"),
			.response_id = gamut_str_of(ids[i]),
			.fingerprint = GAMUT_STR("fp-1"),
			.completion_tokens = GAMUT_UNKNOWN,
			.reasoning_tokens = GAMUT_UNKNOWN,
		};
	}
	gamut_draws_held = gamut_fake_run_index(samples,
	                                        GAMUT_ARRAY_LEN(samples));
	gamut_draws_run = (struct gamut_run){
		.manifest = { .run_id = GAMUT_STR("r1"),
		              .model = GAMUT_STR("m"),
		              .sampling = GAMUT_STR("{\"temperature\":1}"),
		              .n = GAMUT_DRAWS_SAMPLES,
		              .cells = cells,
		              .cell_count = GAMUT_DRAWS_CELLS },
		.count = GAMUT_ARRAY_LEN(samples),
		.index = &gamut_draws_held,
		.failed = none,
		.missing = none,
	};
}

void gamut_draws_remove(void)
{
	gamut_score_free(gamut_draws_score);
	gamut_suite_free(suite);
}

struct gamut_sample *gamut_draws_at(size_t cell, size_t index)
{
	return &samples[cell * GAMUT_DRAWS_SAMPLES + index];
}

const struct gamut_summary *gamut_draws_summary(void)
{
	ck_assert(!gamut_score_run(gamut_draws_score, &gamut_draws_run, NULL));
	return gamut_score_finish(gamut_draws_score);
}

/* The run has just this warning, in `task` and `setting`. */
void gamut_draws_expect(enum gamut_warning_code code, const char *task,
                        const char *setting, const char *detail)
{
	const struct gamut_summary *summary = gamut_draws_summary();
	const struct gamut_warning *warning = &summary->warnings[0];

	ck_assert_uint_eq(summary->warning_count, 1);
	ck_assert_int_eq(warning->code, code);
	ck_assert(gamut_str_eq(warning->key.model, GAMUT_STR("m")));
	ck_assert(gamut_str_eq(warning->key.run, GAMUT_STR("r1")));
	ck_assert(gamut_str_eq(warning->key.task, gamut_str_of(task)));
	ck_assert(gamut_str_eq(warning->key.setting, gamut_str_of(setting)));
	ck_assert_msg(gamut_str_eq(warning->detail, gamut_str_of(detail)),
	              "%.*s", GAMUT_STR_ARG(warning->detail));
	ck_assert_uint_lt(gamut_str_find(warning->text, warning->detail),
	                  warning->text.len);
}

void gamut_draws_expect_none(void)
{
	const struct gamut_summary *summary = gamut_draws_summary();

	ck_assert_msg(summary->warning_count == 0, "%.*s",
	              GAMUT_STR_ARG(summary->warnings[0].text));
}
