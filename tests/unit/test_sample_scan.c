#include "tests/support/unit.h"

#include <string.h>

#include "runner/store/record.h"
#include "runner/store/sample_scan.h"

static struct gamut_arena arena;
static struct gamut_buf line;

static const struct gamut_sample full = {
	.task = { .ptr = "rng_1_10", .len = 8 },
	.setting = { .ptr = "zero-shot", .len = 9 },
	.index = UINT32_MAX,
	.text = { .ptr = "caf\xc3\xa9 \"7\"\n", .len = 10 },
	.reasoning = { .ptr = "so", .len = 2 },
	.finish_reason = { .ptr = "stop", .len = 4 },
	.seed = 7,
	.model = { .ptr = "m", .len = 1 },
	.response_id = { .ptr = "r", .len = 1 },
	.fingerprint = { .ptr = "f", .len = 1 },
	.latency_ms = 0,
	.prompt_tokens = INT64_C(999999999999999),
	.completion_tokens = 2,
	.reasoning_tokens = GAMUT_UNKNOWN,
	.created_ms = INT64_C(1795438267123),
};

/* What `sample` becomes on disk, without its line feed. */
static struct gamut_str encode(const struct gamut_sample *sample)
{
	gamut_buf_clear(&line);
	gamut_sample_encode(&line, sample);
	return gamut_str_head(gamut_buf_view(&line), line.len - 1);
}

static void tear_down(void)
{
	gamut_arena_clear(&arena);
	gamut_buf_release(&line);
}

/* `sample` is read at once, and nothing of it is lost. */
static void check_scanned(const struct gamut_sample *sample)
{
	struct gamut_str text = gamut_arena_copy(&arena, encode(sample));
	struct gamut_sample again;

	ck_assert(gamut_sample_scan(&again, text, &arena));
	ck_assert(gamut_str_eq(encode(&again), text));
}

/* Where a member is added to records, it is to be added here as well. */
START_TEST(what_is_written_is_read_in_one_pass)
{
	struct gamut_sample sample = full;

	check_scanned(&sample);
	sample.reasoning = GAMUT_STR_EMPTY;
	check_scanned(&sample);
	sample.setting = GAMUT_STR_EMPTY;
	sample.finish_reason = GAMUT_STR_EMPTY;
	sample.model = GAMUT_STR_EMPTY;
	sample.response_id = GAMUT_STR_EMPTY;
	sample.fingerprint = GAMUT_STR_EMPTY;
	sample.seed = GAMUT_UNKNOWN;
	sample.latency_ms = GAMUT_UNKNOWN;
	sample.prompt_tokens = GAMUT_UNKNOWN;
	sample.completion_tokens = GAMUT_UNKNOWN;
	check_scanned(&sample);
}
END_TEST

START_TEST(choices_are_read_in_one_pass)
{
	struct gamut_sample sample = full;

	sample.is_cached = true;
	check_scanned(&sample);
	sample.request_index = 7;
	sample.request_choices = 2;
	sample.request_completion_tokens = 12;
	sample.request_reasoning_tokens = GAMUT_UNKNOWN;
	check_scanned(&sample);
	sample.is_cached = false;
	sample.request_completion_tokens = GAMUT_UNKNOWN;
	sample.request_reasoning_tokens = 3;
	check_scanned(&sample);
}
END_TEST

#define START "{\"task\":\"t\",\"setting\":null,\"index\":0,"
#define END                                                              \
	"\"finish_reason\":null,\"seed\":null,\"model\":null,"           \
	"\"response_id\":null,\"fingerprint\":null,\"latency_ms\":null," \
	"\"prompt_tokens\":null,\"completion_tokens\":null,"             \
	"\"reasoning_tokens\":null,"
#define CREATED "\"created\":\"2026-11-23T12:51:07.123Z\","
#define CRC "\"crc\":\"00000000\"}"

static const char *const others[] = {
	"",
	"{}",
	START "\"text\":\"x\"," END CREATED,
	START "\"text\":\"x\"," END CREATED "\"new\":1," CRC,
	START "\"text\":\"x\",\"new\":1," END CREATED CRC,
	START "\"text\":\"x\",\"text\":\"y\"," END CREATED CRC,
	START "\"text\":null," END CREATED CRC,
	START "\"text\":\"\\u0000\"," END CREATED CRC,
	START END CREATED CRC,
	START "\"text\":\"x\"," END "\"created\":\"now\"," CRC,
	START "\"text\":\"x\"," END "\"created\":null," CRC,
	START "\"text\":\"x\"," END CREATED CRC "{}",
	START "\"text\":\"x\"," END "\"request_index\":1," CREATED CRC,
	START "\"text\":\"x\"," END "\"request_choices\":2," CREATED CRC,
	START "\"text\":\"x\"," END
	      "\"request_reasoning_tokens\":2," CREATED CRC,
	START "\"text\":\"x\"," END "\"cached\":false," CREATED CRC,
	"{\"setting\":null,\"index\":0,\"text\":\"x\"," END CREATED CRC,
	"{\"task\":\"t\",\"setting\":null,\"index\":4294967296,"
	"\"text\":\"x\"," END CREATED CRC,
	"{\"task\":\"t\",\"setting\":null,\"index\":-1,\"text\":\"x\"," END
		CREATED CRC,
};

START_TEST(the_rest_is_left_to_others)
{
	struct gamut_sample sample;

	ck_assert(
		!gamut_sample_scan(&sample, gamut_str_of(others[_i]), &arena));
}
END_TEST

START_TEST(the_example_of_these_is_read)
{
	struct gamut_sample sample;

	ck_assert(gamut_sample_scan(
		&sample, GAMUT_STR(START "\"text\":\"x\"," END CREATED CRC),
		&arena));
	ck_assert_int_eq(sample.created_ms, INT64_C(1795438267123));
	ck_assert_int_eq(sample.seed, GAMUT_UNKNOWN);
}
END_TEST

Suite *unit_suite(void)
{
	Suite *suite = suite_create("sample_scan");
	TCase *tc = tcase_create("sample_scan");

	tcase_add_checked_fixture(tc, NULL, tear_down);
	tcase_add_test(tc, what_is_written_is_read_in_one_pass);
	tcase_add_test(tc, choices_are_read_in_one_pass);
	tcase_add_loop_test(tc, the_rest_is_left_to_others, 0,
	                    (int)GAMUT_ARRAY_LEN(others));
	tcase_add_test(tc, the_example_of_these_is_read);
	suite_add_tcase(suite, tc);
	return suite;
}
