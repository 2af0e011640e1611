#include "tests/support/unit.h"

#include <stdio.h>

#include "base/rng.h"
#include "runner/measure/score.h"
#include "runner/report/report.h"
#include "tests/support/fake_run.h"
#include "verifiers/integer.h"

/* Enough for several batches. */
#define SAMPLES 2000

#define TEXT_SIZE 16

static const struct gamut_integer_rule rule = {
	.max = 199,
	.allows_leading_zeros = true,
};

/* The same verifier again, as if each answer cost a round trip. */
static struct gamut_verifier slow;
static size_t batches;
static bool fails;

static void verify_all(const void *state, struct gamut_verdict *verdicts,
                       const struct gamut_str *answers, size_t count,
                       struct gamut_arena *arena)
{
	batches++;
	for (size_t i = 0; i < count; i++)
		verdicts[i] = slow.verify(state, answers[i], arena);
}

static struct gamut_verdict verify(const void *state, struct gamut_str answer,
                                   struct gamut_arena *arena)
{
	if (fails && gamut_str_eq(answer, GAMUT_STR("77")))
		return gamut_verdict_reject(GAMUT_REASON_UNCHECKED);
	return gamut_verifier_integer.verify(state, answer, arena);
}

static enum gamut_status fault(const void *state, struct gamut_err *err)
{
	(void)state;
	return gamut_error(err, GAMUT_EIO, "it is not there");
}

#define TASK(word, its_verifier)                                               \
	{                                                                      \
		GAMUT_TASK_HEADER, .name = (word), .description = "A number.", \
				   .examples = { "15", "42", "07" },           \
				   .max_tokens = 4,                            \
				   .verifier = &(its_verifier), .rule = &rule, \
				   .space = 200,                               \
	}

static const struct gamut_task fast_one = TASK("one", gamut_verifier_integer);
static const struct gamut_task fast_two = TASK("two", gamut_verifier_integer);
static const struct gamut_task slow_one = TASK("one", slow);

static struct gamut_suite *suites[2];
static struct gamut_score *scores[2]; /* fast, and with a slow task */
static struct gamut_arena arena;

static void set_up(void)
{
	const struct gamut_task *const plain[] = { &fast_one, &fast_two };
	const struct gamut_task *const mixed[] = { &slow_one, &fast_two };
	struct gamut_err err = { 0 };

	slow = gamut_verifier_integer;
	slow.verify = verify;
	slow.verify_all = verify_all;
	slow.fault = fault;
	fails = false;
	batches = 0;
	ck_assert_msg(!gamut_suite_open(&suites[0], plain, 2, NULL, &err), "%s",
	              err.msg);
	ck_assert_msg(!gamut_suite_open(&suites[1], mixed, 2, NULL, &err), "%s",
	              err.msg);
	for (size_t i = 0; i < 2; i++)
		scores[i] = gamut_score_open(suites[i]);
}

static void tear_down(void)
{
	for (size_t i = 0; i < 2; i++) {
		gamut_score_free(scores[i]);
		gamut_suite_free(suites[i]);
	}
	gamut_arena_clear(&arena);
}

/* Texts of the caller's are gone by the next sample, as a reader's are. */
static struct gamut_sample draw(struct gamut_rng *rng, char text[TEXT_SIZE])
{
	uint64_t number = gamut_rng_below(rng, 260);
	bool is_one = gamut_rng_below(rng, 2) == 0;
	bool is_few = gamut_rng_below(rng, 2) == 0;

	snprintf(text, TEXT_SIZE, number % 3 ? "%d" : "%03d", (int)number);
	return (struct gamut_sample){
		.task = is_one ? GAMUT_STR("one") : GAMUT_STR("two"),
		.setting = is_few ? GAMUT_STR("few-shot") :
		                    GAMUT_STR("zero-shot"),
		.text = gamut_str_of(text),
		.finish_reason = GAMUT_STR("stop"),
		.reasoning_tokens = GAMUT_UNKNOWN,
	};
}

static enum gamut_status add_all(struct gamut_score *score,
                                 struct gamut_err *err)
{
	struct gamut_rng rng = { .state = 7 };
	enum gamut_status status = GAMUT_OK;
	char text[TEXT_SIZE];

	for (size_t i = 0; i < SAMPLES && !status; i++) {
		struct gamut_sample sample = draw(&rng, text);

		status = gamut_score_add_later(score, GAMUT_STR("m"), &sample,
		                               err);
	}
	return status ? status : gamut_score_flush(score, err);
}

static void note(void *context, const struct gamut_cell_key *key,
                 const struct gamut_sample *sample,
                 const struct gamut_judgement *judgement)
{
	struct gamut_buf *log = context;

	gamut_buf_addf(log, "%.*s %.*s %.*s %s %zu %.*s\n",
	               GAMUT_STR_ARG(key->task), GAMUT_STR_ARG(key->setting),
	               GAMUT_STR_ARG(sample->text),
	               gamut_fate_name(judgement->fate), judgement->place,
	               GAMUT_STR_ARG(judgement->verdict.canonical));
}

static void compare(bool is_watched)
{
	struct gamut_buf logs[2] = { { 0 } };
	struct gamut_buf reports[2] = { { 0 } };

	for (size_t i = 0; i < 2; i++) {
		if (is_watched)
			gamut_score_watch(scores[i], note, &logs[i]);
		ck_assert(!add_all(scores[i], NULL));
		gamut_report_json(&reports[i], gamut_score_finish(scores[i]));
	}
	ck_assert_str_eq(gamut_buf_cstr(&reports[0]),
	                 gamut_buf_cstr(&reports[1]));
	ck_assert_str_eq(gamut_buf_cstr(&logs[0]), gamut_buf_cstr(&logs[1]));
	ck_assert_int_eq(logs[0].len > 0, is_watched);
	for (size_t i = 0; i < 2; i++) {
		gamut_buf_release(&logs[i]);
		gamut_buf_release(&reports[i]);
	}
}

START_TEST(batches_change_nothing)
{
	compare(_i == 1);
	/* Of about 1000 samples, or 2000 where the others wait with them. */
	ck_assert_uint_ge(batches, 2);
	ck_assert_uint_le(batches, 5);
}
END_TEST

START_TEST(caps_hold_for_those_that_wait)
{
	for (size_t i = 0; i < 2; i++) {
		gamut_score_cap(scores[i], GAMUT_STR("one"),
		                GAMUT_STR("few-shot"), 100);
		gamut_score_cap(scores[i], GAMUT_STR("two"),
		                GAMUT_STR("few-shot"), 50);
	}
	compare(true);
	ck_assert_uint_eq(gamut_score_finish(scores[1])->cells[1].cell->tally.n,
	                  100);
}
END_TEST

static struct gamut_manifest_cell wanted[] = {
	{ .task = { "one", 3 }, .setting = { "few-shot", 8 } },
	{ .task = { "one", 3 }, .setting = { "zero-shot", 9 } },
	{ .task = { "two", 3 }, .setting = { "few-shot", 8 } },
	{ .task = { "two", 3 }, .setting = { "zero-shot", 9 } },
};

/* A run of all that is drawn. */
static enum gamut_status score_run(struct gamut_score *score)
{
	static struct gamut_run_index index;
	static uint32_t none[GAMUT_ARRAY_LEN(wanted)];
	struct gamut_sample *samples =
		gamut_arena_new(&arena, struct gamut_sample, SAMPLES);
	struct gamut_rng rng = { .state = 7 };
	struct gamut_run run = {
		.manifest = { .run_id = GAMUT_STR("r"),
		              .model = GAMUT_STR("sim:base"),
		              .template = GAMUT_STR("chat"),
		              .preset = GAMUT_STR("pure"),
		              .sampling = GAMUT_STR("{\"temperature\":1}"),
		              .is_simulated = true,
		              .n = SAMPLES,
		              .cells = wanted,
		              .cell_count = GAMUT_ARRAY_LEN(wanted) },
		.count = SAMPLES,
		.index = &index,
		.failed = none,
		.missing = none,
	};

	for (size_t i = 0; i < SAMPLES; i++)
		samples[i] = draw(&rng,
		                  gamut_arena_new(&arena, char, TEXT_SIZE));
	index = gamut_fake_run_index(samples, SAMPLES);
	return gamut_score_run(score, &run, NULL);
}

START_TEST(runs_are_scored_alike)
{
	struct gamut_buf reports[2] = { { 0 } };

	for (size_t i = 0; i < 2; i++) {
		ck_assert(!score_run(scores[i]));
		gamut_report_json(&reports[i], gamut_score_finish(scores[i]));
	}
	ck_assert_str_eq(gamut_buf_cstr(&reports[0]),
	                 gamut_buf_cstr(&reports[1]));
	ck_assert_uint_ge(batches, 2);
	for (size_t i = 0; i < 2; i++)
		gamut_buf_release(&reports[i]);
}
END_TEST

START_TEST(fault_in_a_run_is_an_error)
{
	fails = true;
	ck_assert_int_eq(score_run(scores[1]), GAMUT_EIO);
}
END_TEST

START_TEST(fault_is_an_error)
{
	struct gamut_err err = { 0 };

	fails = true;
	ck_assert_int_eq(add_all(scores[1], &err), GAMUT_EIO);
	ck_assert_str_eq(err.msg, "task one: no verdict: it is not there");
}
END_TEST

START_TEST(fault_is_an_error_one_by_one)
{
	struct gamut_sample sample = {
		.task = GAMUT_STR("one"),
		.setting = GAMUT_STR("few-shot"),
		.text = GAMUT_STR("77"),
		.finish_reason = GAMUT_STR("stop"),
		.reasoning_tokens = GAMUT_UNKNOWN,
	};
	struct gamut_judgement judgement = { 0 };

	fails = true;
	for (int i = 0; i < 2; i++)
		ck_assert_int_eq(gamut_score_add(scores[1], GAMUT_STR("m"),
		                                 &sample, &judgement, NULL),
		                 GAMUT_EIO);
	ck_assert_uint_eq(gamut_score_finish(scores[1])->cells[0].cell->tally.n,
	                  0);
}
END_TEST

Suite *unit_suite(void)
{
	Suite *suite = suite_create("ahead");
	TCase *tc = tcase_create("ahead");

	tcase_add_checked_fixture(tc, set_up, tear_down);
	tcase_add_loop_test(tc, batches_change_nothing, 0, 2);
	tcase_add_test(tc, caps_hold_for_those_that_wait);
	tcase_add_test(tc, runs_are_scored_alike);
	tcase_add_test(tc, fault_in_a_run_is_an_error);
	tcase_add_test(tc, fault_is_an_error);
	tcase_add_test(tc, fault_is_an_error_one_by_one);
	suite_add_tcase(suite, tc);
	return suite;
}
