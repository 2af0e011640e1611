#include "tests/support/unit.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/json.h"
#include "runner/store/record.h"
#include "runner/store/sample.h"

#define FFFD "\xef\xbf\xbd"

static struct gamut_arena arena;
static struct gamut_buf line;
static struct gamut_err err;

static void set_up(void)
{
	arena = (struct gamut_arena){ 0 };
	line = (struct gamut_buf){ 0 };
	err = (struct gamut_err){ 0 };
}

static void tear_down(void)
{
	gamut_arena_clear(&arena);
	gamut_buf_release(&line);
}

static struct gamut_sample make(struct gamut_str text)
{
	return (struct gamut_sample){
		.task = GAMUT_STR("prime"),
		.setting = GAMUT_STR("few-shot"),
		.index = UINT32_MAX,
		.text = text,
		.reasoning = GAMUT_STR("because"),
		.finish_reason = GAMUT_STR("stop"),
		.seed = GAMUT_SAMPLE_NUMBER_MAX,
		.model = GAMUT_STR("a model"),
		.response_id = GAMUT_STR("id-1"),
		.fingerprint = GAMUT_STR("fp"),
		.latency_ms = 0,
		.prompt_tokens = 17,
		.completion_tokens = 3,
		.reasoning_tokens = 2,
		.created_ms = INT64_C(1795438267123),
	};
}

static struct gamut_str encoded(const struct gamut_sample *sample)
{
	gamut_buf_clear(&line);
	gamut_sample_encode(&line, sample);
	ck_assert_int_eq(line.ptr[line.len - 1], '\n');
	return gamut_str_head(gamut_buf_view(&line), line.len - 1);
}

static struct gamut_sample decoded(struct gamut_str text)
{
	struct gamut_sample sample;

	ck_assert_msg(!gamut_sample_decode(&sample, text, &arena, &err), "%s",
	              err.msg);
	return sample;
}

static void check_equal(const struct gamut_sample *a,
                        const struct gamut_sample *b)
{
	ck_assert(gamut_str_eq(a->task, b->task));
	ck_assert(gamut_str_eq(a->setting, b->setting));
	ck_assert_uint_eq(a->index, b->index);
	ck_assert(gamut_str_eq(a->text, b->text));
	ck_assert(gamut_str_eq(a->reasoning, b->reasoning));
	ck_assert(gamut_str_eq(a->finish_reason, b->finish_reason));
	ck_assert_int_eq(a->seed, b->seed);
	ck_assert(gamut_str_eq(a->model, b->model));
	ck_assert(gamut_str_eq(a->response_id, b->response_id));
	ck_assert(gamut_str_eq(a->fingerprint, b->fingerprint));
	ck_assert_int_eq(a->latency_ms, b->latency_ms);
	ck_assert_int_eq(a->prompt_tokens, b->prompt_tokens);
	ck_assert_int_eq(a->completion_tokens, b->completion_tokens);
	ck_assert_int_eq(a->reasoning_tokens, b->reasoning_tokens);
	ck_assert_uint_eq(a->request_choices, b->request_choices);
	ck_assert_uint_eq(a->request_index, b->request_index);
	ck_assert_int_eq(a->is_cached, b->is_cached);
	ck_assert_int_eq(a->created_ms, b->created_ms);
}

START_TEST(the_form_is_the_documented_one)
{
	struct gamut_sample sample = make(GAMUT_STR("7\n"));

	ck_assert_str_eq((encoded(&sample), gamut_buf_cstr(&line)),
	                 "{\"task\":\"prime\",\"setting\":\"few-shot\","
	                 "\"index\":4294967295,\"text\":\"7\\n\","
	                 "\"reasoning\":\"because\",\"finish_reason\":\"stop\","
	                 "\"seed\":9007199254740992,\"model\":\"a model\","
	                 "\"response_id\":\"id-1\",\"fingerprint\":\"fp\","
	                 "\"latency_ms\":0,\"prompt_tokens\":17,"
	                 "\"completion_tokens\":3,\"reasoning_tokens\":2,"
	                 "\"created\":\"2026-11-23T12:51:07.123Z\","
	                 "\"crc\":\"9be356f8\"}\n");
}
END_TEST

START_TEST(all_members_come_back)
{
	struct gamut_sample sample = make(GAMUT_STR("7"));
	struct gamut_sample again = decoded(encoded(&sample));

	check_equal(&sample, &again);
}
END_TEST

START_TEST(what_its_request_was_comes_back)
{
	struct gamut_sample sample = make(GAMUT_STR("7"));
	struct gamut_sample again;
	struct gamut_str text;
	struct gamut_str want = GAMUT_STR(
		"\"reasoning_tokens\":2,\"request_index\":4,"
		"\"request_choices\":3,\"request_completion_tokens\":31,"
		"\"cached\":true,\"created\"");

	sample.request_choices = 3;
	sample.request_index = 4;
	sample.request_completion_tokens = 31;
	sample.request_reasoning_tokens = GAMUT_UNKNOWN;
	sample.is_cached = true;
	text = encoded(&sample);
	ck_assert_uint_lt(gamut_str_find(text, want), text.len);
	again = decoded(text);
	check_equal(&sample, &again);
	ck_assert_int_eq(again.request_completion_tokens, 31);
	ck_assert_int_eq(again.request_reasoning_tokens, GAMUT_UNKNOWN);
}
END_TEST

START_TEST(completions_that_came_alone_say_nothing_of_requests)
{
	struct gamut_sample sample = make(GAMUT_STR("7"));
	struct gamut_str text;

	sample.request_index = 5;
	sample.request_completion_tokens = 9;
	text = encoded(&sample);
	ck_assert_uint_eq(gamut_str_find(text, GAMUT_STR("request_")),
	                  text.len);
	ck_assert_uint_eq(gamut_str_find(text, GAMUT_STR("cached")), text.len);
	ck_assert_uint_eq(decoded(text).request_choices, 0);
	ck_assert_int_eq(decoded(text).request_completion_tokens,
	                 GAMUT_UNKNOWN);
}
END_TEST

START_TEST(what_was_not_told_is_null)
{
	struct gamut_sample sample = {
		.task = GAMUT_STR("prime"),
		.setting = GAMUT_STR_EMPTY,
		.text = GAMUT_STR_EMPTY,
		.reasoning = GAMUT_STR_EMPTY,
		.finish_reason = GAMUT_STR_EMPTY,
		.seed = GAMUT_UNKNOWN,
		.model = GAMUT_STR_EMPTY,
		.response_id = GAMUT_STR_EMPTY,
		.fingerprint = GAMUT_STR_EMPTY,
		.latency_ms = GAMUT_UNKNOWN,
		.prompt_tokens = GAMUT_UNKNOWN,
		.completion_tokens = GAMUT_UNKNOWN,
		.reasoning_tokens = GAMUT_UNKNOWN,
	};
	struct gamut_str text = encoded(&sample);
	struct gamut_sample again = decoded(text);
	cJSON *json = gamut_json_parse(text, &err);

	check_equal(&sample, &again);
	ck_assert(cJSON_IsNull(cJSON_GetObjectItem(json, "seed")));
	ck_assert(cJSON_IsNull(cJSON_GetObjectItem(json, "model")));
	ck_assert(cJSON_IsString(cJSON_GetObjectItem(json, "text")));
	ck_assert(!cJSON_GetObjectItem(json, "reasoning"));
	cJSON_Delete(json);
}
END_TEST

START_TEST(numbers_and_times_out_of_range_are_kept_in_it)
{
	struct gamut_sample sample = make(GAMUT_STR("7"));
	struct gamut_sample again;

	sample.seed = GAMUT_SAMPLE_NUMBER_MAX + 1;
	sample.latency_ms = INT64_MIN;
	sample.created_ms = INT64_MAX;
	again = decoded(encoded(&sample));
	ck_assert_int_eq(again.seed, GAMUT_UNKNOWN);
	ck_assert_int_eq(again.latency_ms, GAMUT_UNKNOWN);
	ck_assert_int_eq(again.created_ms, INT64_C(253402300799999));
	sample.created_ms = -1;
	again = decoded(encoded(&sample));
	ck_assert_int_eq(again.created_ms, 0);
}
END_TEST

/* 23:59:59.999 on days around every kind of leap year, and the day after. */
START_TEST(every_day_comes_back)
{
	static const int64_t day_ms = INT64_C(86400000);
	struct gamut_sample sample = make(GAMUT_STR("7"));

	for (int64_t day = 1; day < 2932896; day += 151) {
		for (int64_t ms = -1; ms <= 0; ms++) {
			sample.created_ms = day * day_ms + ms;
			ck_assert_int_eq(decoded(encoded(&sample)).created_ms,
			                 sample.created_ms);
		}
		gamut_arena_clear(&arena);
	}
}
END_TEST

#define S(lit)                                       \
	{                                            \
		.ptr = (lit), .len = sizeof(lit) - 1 \
	}

static const struct {
	struct gamut_str text;
	struct gamut_str again;
} hostile[] = {
	{ S(""), S("") },
	{ S("\0"), S(FFFD) },
	{ S("a\0b\0"), S("a" FFFD "b" FFFD) },
	{ S("\\u0000"), S("\\u0000") },
	{ S("\\ud800 \\\\u0000"), S("\\ud800 \\\\u0000") },
	{ S("\xff"), S(FFFD) },
	{ S("\xc3"), S(FFFD) },
	{ S("\xed\xa0\x80"), S(FFFD FFFD FFFD) },
	{ S("\xf4\x90\x80\x80"), S(FFFD FFFD FFFD FFFD) },
	{ S("\xf0\x9f\x98\x80"), S("\xf0\x9f\x98\x80") },
	{ S("\xe2\x80\xa8\xe2\x80\xa9"), S("\xe2\x80\xa8\xe2\x80\xa9") },
	{ S("\xef\xbb\xbf"), S("\xef\xbb\xbf") },
	{ S("\x1b[31m\x7f\xc2\x9b"), S("\x1b[31m\x7f\xc2\x9b") },
	{ S("\r\n\t\b\f\x01\x1f"), S("\r\n\t\b\f\x01\x1f") },
	{ S("\",\"crc\":\"00000000\"}"), S("\",\"crc\":\"00000000\"}") },
	{ S("\xef\xbf\xbe\xef\xbf\xbf"), S("\xef\xbf\xbe\xef\xbf\xbf") },
};

START_TEST(hostile_text_comes_back)
{
	struct gamut_sample sample = make(hostile[_i].text);
	struct gamut_str text = encoded(&sample);
	struct gamut_sample again = decoded(text);

	ck_assert(gamut_str_eq(again.text, hostile[_i].again));
	for (size_t i = 0; i < text.len; i++)
		ck_assert(text.ptr[i] != '\n' && text.ptr[i] != '\0');
	sample = again;
	again = decoded(encoded(&sample));
	check_equal(&sample, &again);
}
END_TEST

/* Not as \u0000: readers in C would take that for the end of the text. */
START_TEST(nul_is_replaced_in_the_file)
{
	struct gamut_sample sample = make(GAMUT_STR("a\0b"));
	struct gamut_str text = encoded(&sample);

	ck_assert_uint_lt(gamut_str_find(text, GAMUT_STR("\"a" FFFD "b\"")),
	                  text.len);
}
END_TEST

START_TEST(ten_megabytes_come_back)
{
	static const size_t len = (size_t)10 * 1000 * 1000;
	char *text = gamut_alloc(len);
	struct gamut_sample sample;

	for (size_t i = 0; i < len; i++)
		text[i] = (char)(1 + i % 127);
	sample = make((struct gamut_str){ .ptr = text, .len = len });
	ck_assert(gamut_str_eq(decoded(encoded(&sample)).text, sample.text));
	free(text);
}
END_TEST

START_TEST(every_changed_byte_is_seen)
{
	struct gamut_sample sample = make(GAMUT_STR("7, \"\xe2\x82\xac\""));
	struct gamut_str text = encoded(&sample);

	for (size_t i = 0; i < text.len; i++)
		for (int change = 1; change < 256; change++) {
			line.ptr[i] = (char)(line.ptr[i] ^ change);
			ck_assert_int_eq(gamut_sample_decode(&sample, text,
			                                     &arena, &err),
			                 GAMUT_EPARSE);
			line.ptr[i] = (char)(line.ptr[i] ^ change);
		}
	decoded(text);
}
END_TEST

START_TEST(every_missing_end_is_seen)
{
	struct gamut_sample sample = make(GAMUT_STR("7"));
	struct gamut_str text = encoded(&sample);

	for (size_t len = 0; len < text.len; len++)
		ck_assert_int_eq(gamut_sample_decode(&sample,
		                                     gamut_str_head(text, len),
		                                     &arena, &err),
		                 GAMUT_EPARSE);
	text.len++;
	ck_assert_int_eq(gamut_sample_decode(&sample, text, &arena, &err),
	                 GAMUT_EPARSE);
}
END_TEST

START_TEST(records_are_added_behind_one_another)
{
	struct gamut_sample sample = make(GAMUT_STR("7"));
	struct gamut_str rest;
	struct gamut_str one;
	int count = 0;

	gamut_sample_encode(&line, &sample);
	gamut_sample_encode(&line, &sample);
	rest = gamut_buf_view(&line);
	while (gamut_str_take_line(&rest, &one)) {
		decoded(one);
		count++;
	}
	ck_assert_int_eq(count, 2);
}
END_TEST

/* Members in place of those of a good record; then why they do not read. */
static const struct {
	const char *good;
	const char *bad;
	const char *why;
} wrong[] = {
	{ "\"prime\"", "null", "\"task\" is not a string" },
	{ "\"few-shot\"", "1", "\"setting\" is not a string or null" },
	{ "4294967295", "4294967296",
	  "\"index\" is not a whole number below 2^32" },
	{ "4294967295", "-1", "\"index\" is not a whole number below 2^32" },
	{ "4294967295", "1.5", "\"index\" is not a whole number below 2^32" },
	{ "\"text\"", "\"test\"", "\"text\" is not a string" },
	{ "\"prompt_tokens\":17", "\"prompt_tokens\":1e999",
	  "\"prompt_tokens\" is not a whole number or null" },
	{ "2026-11-23", "2026-02-29", "\"created\" is not a time" },
	{ "2026-11-23", "1969-11-23", "\"created\" is not a time" },
	{ "2026-11-23", "2026-00-23", "\"created\" is not a time" },
	{ "2026-11-23", "2026-11-00", "\"created\" is not a time" },
	{ "12:51:07", "24:00:00", "\"created\" is not a time" },
	{ ".123Z", ".123z", "\"created\" is not a time" },
	{ ".123Z", "Z", "\"created\" is not a time" },
};

START_TEST(what_is_sealed_is_still_checked)
{
	struct gamut_sample sample = make(GAMUT_STR("7"));
	struct gamut_str text = encoded(&sample);
	struct gamut_str good = gamut_str_of(wrong[_i].good);
	size_t end = text.len - strlen(",\"crc\":\"00000000\"}");
	size_t at = gamut_str_find(text, good);
	struct gamut_buf changed = { 0 };

	ck_assert_uint_lt(at, end);
	gamut_buf_add(&changed, gamut_str_head(text, at));
	gamut_buf_add(&changed, gamut_str_of(wrong[_i].bad));
	at += good.len;
	gamut_buf_add(&changed, gamut_str_skip(gamut_str_head(text, end), at));
	gamut_record_seal(&changed, 0);
	changed.len--;
	ck_assert_int_eq(gamut_sample_decode(&sample, gamut_buf_view(&changed),
	                                     &arena, &err),
	                 GAMUT_EPARSE);
	ck_assert_str_eq(err.msg, wrong[_i].why);
	gamut_buf_release(&changed);
}
END_TEST

Suite *unit_suite(void)
{
	Suite *suite = suite_create("sample");
	TCase *tc = tcase_create("sample");

	tcase_add_checked_fixture(tc, set_up, tear_down);
	tcase_add_test(tc, the_form_is_the_documented_one);
	tcase_add_test(tc, all_members_come_back);
	tcase_add_test(tc, what_its_request_was_comes_back);
	tcase_add_test(tc, completions_that_came_alone_say_nothing_of_requests);
	tcase_add_test(tc, what_was_not_told_is_null);
	tcase_add_test(tc, numbers_and_times_out_of_range_are_kept_in_it);
	tcase_add_test(tc, every_day_comes_back);
	tcase_add_loop_test(tc, hostile_text_comes_back, 0,
	                    (int)GAMUT_ARRAY_LEN(hostile));
	tcase_add_test(tc, nul_is_replaced_in_the_file);
	tcase_add_test(tc, ten_megabytes_come_back);
	tcase_add_test(tc, every_changed_byte_is_seen);
	tcase_add_test(tc, every_missing_end_is_seen);
	tcase_add_test(tc, records_are_added_behind_one_another);
	tcase_add_loop_test(tc, what_is_sealed_is_still_checked, 0,
	                    (int)GAMUT_ARRAY_LEN(wrong));
	suite_add_tcase(suite, tc);
	return suite;
}
