#include "tests/support/unit.h"

#include <float.h>
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/json.h"

#define S(lit)                                       \
	{                                            \
		.ptr = (lit), .len = sizeof(lit) - 1 \
	}
#define FFFD "\xef\xbf\xbd"

START_TEST(commas_stand_where_they_belong)
{
	struct gamut_buf buf = { 0 };
	struct gamut_json json = { .out = &buf };

	gamut_json_open(&json, '[');
	gamut_json_open(&json, '{');
	gamut_json_close(&json, '}');
	gamut_json_open(&json, '{');
	gamut_json_key(&json, "a");
	gamut_json_int(&json, INT64_MIN);
	gamut_json_key(&json, "b");
	gamut_json_open(&json, '[');
	gamut_json_bool(&json, true);
	gamut_json_null(&json);
	gamut_json_raw(&json, GAMUT_STR("{\"raw\":1}"));
	gamut_json_close(&json, ']');
	gamut_json_key(&json, "\"c\n");
	gamut_json_cstr(&json, NULL);
	gamut_json_close(&json, '}');
	gamut_json_bool(&json, false);
	gamut_json_close(&json, ']');
	ck_assert_str_eq(gamut_buf_cstr(&buf),
	                 "[{},{\"a\":-9223372036854775808,"
	                 "\"b\":[true,null,{\"raw\":1}],"
	                 "\"\\\"c\\n\":null},false]");
	gamut_buf_release(&buf);
}
END_TEST

static const struct {
	struct gamut_str text;
	const char *json;
} strings[] = {
	{ S(""), "\"\"" },
	{ S("a\"\\/\b\f\n\r\t"), "\"a\\\"\\\\/\\b\\f\\n\\r\\t\"" },
	{ S("\0\x1b\x7f"), "\"\\u0000\\u001b\\u007f\"" },
	{ S("\xc3\xa9\xf0\x9f\x98\x80"), "\"\xc3\xa9\xf0\x9f\x98\x80\"" },
	{ S("\xe2\x80\xa8\xe2\x80\xac\xef\xbb\xbf"),
	  "\"\\u2028\\u202c\\ufeff\"" },
	{ S("\xd8\x9c\xf3\xa0\x80\x80\xf3\xa0\x81\xbf"),
	  "\"\\u061c\\udb40\\udc00\\udb40\\udc7f\"" },
	{ S("\xff\xed\xa0\x80z"), "\"" FFFD FFFD FFFD FFFD "z\"" },
};

START_TEST(strings_are_escaped)
{
	struct gamut_buf buf = { 0 };
	struct gamut_json json = { .out = &buf };

	gamut_json_str(&json, strings[_i].text);
	ck_assert_str_eq(gamut_buf_cstr(&buf), strings[_i].json);
	gamut_buf_release(&buf);
}
END_TEST

/* `c` at byte `at` of `len` bytes that are plain. */
static void check_escaping(size_t len, size_t at, char c)
{
	bool is_plain = c >= 0x20 && c != '"' && c != '\\' && c != 0x7f;
	struct gamut_buf buf = { 0 };
	struct gamut_json json = { .out = &buf };
	cJSON *back = NULL;
	char text[25] = "";

	memset(text, c % 2 ? '~' : ' ', len);
	text[at] = c;
	gamut_json_str(&json, (struct gamut_str){ text, len });
	ck_assert_int_eq(is_plain, buf.len == len + 2);
	if (c)
		back = cJSON_Parse(gamut_buf_cstr(&buf));
	if (c)
		ck_assert_str_eq(back->valuestring, text);
	cJSON_Delete(back);
	gamut_buf_release(&buf);
}

/* Plain text is looked at by eight bytes. */
START_TEST(strings_are_escaped_wherever_needed)
{
	for (size_t len = 1; len <= 24; len++)
		for (size_t at = 0; at < len; at++)
			for (int c = 0; c < 0x80; c++)
				check_escaping(len, at, (char)c);
}
END_TEST

static const int64_t integers[] = {
	0, 9, 10, -1, -10, 1234567890, INT64_MAX, -INT64_MAX, INT64_MIN,
};

START_TEST(integers_are_decimal)
{
	struct gamut_buf buf = { 0 };
	struct gamut_json json = { .out = &buf };
	char want[32];

	snprintf(want, sizeof(want), "%" PRId64, integers[_i]);
	gamut_json_int(&json, integers[_i]);
	ck_assert_str_eq(gamut_buf_cstr(&buf), want);
	gamut_buf_release(&buf);
}
END_TEST

static const struct {
	double value;
	const char *json;
} doubles[] = {
	{ 0.1, "0.1" },
	{ 1, "1" },
	{ 1.0 / 3, "0.3333333333333333" },
	{ 0.1 + 0.2, "0.30000000000000004" },
	{ (double)NAN, "null" },
	{ -(double)INFINITY, "null" },
};

START_TEST(doubles_are_shortest_and_exact)
{
	struct gamut_buf buf = { 0 };
	struct gamut_json json = { .out = &buf };
	double value = doubles[_i].value;

	gamut_json_double(&json, value);
	ck_assert_str_eq(gamut_buf_cstr(&buf), doubles[_i].json);
	ck_assert(!isfinite(value) || strtod(buf.ptr, NULL) == value);
	gamut_buf_release(&buf);
}
END_TEST

/* A string in an array; how it reads, or why it does not (one text NULL). */
static const struct {
	struct gamut_str json;
	const char *value;
	const char *why;
} readings[] = {
	{ S("[\"x\\u0000y\"]"), "x" FFFD "y", NULL },
	{ S("[\"\\ud83d\"]"), FFFD, NULL },
	{ S("[\"\\ude00\\ud83d\"]"), FFFD FFFD, NULL },
	{ S("[\"\\ud83d\\ude00\"]"), "\xf0\x9f\x98\x80", NULL },
	{ S("[\"\\ud83d\\ud83d\\ude00\"]"), FFFD "\xf0\x9f\x98\x80", NULL },
	{ S("[\"\\\\u0000\"]"), "\\u0000", NULL },
	{ S("[\"\\\\\\u0000\"]"), "\\" FFFD, NULL },
	{ S("[\"\xff\"]"), FFFD, NULL },
	{ S(" [\"a\"] \r\n"), "a", NULL },
	{ S("[\"a\0b\"]"), NULL, "not JSON: a control character at byte 3" },
	{ S("[\"a\"]\0"), NULL, "not JSON: a control character at byte 5" },
	{ S("[\"a\"] x"), NULL, "not JSON: more text at byte 5" },
	{ S("[\"a\nb\"]"), NULL, "not JSON: a control character at byte 3" },
	{ S("[\"\x1f\"]"), NULL, "not JSON: a control character at byte 2" },
	{ S("[\"\\\t\"]"), NULL, "not JSON from byte 2 on" },
	{ S("[\x0b\"a\"]"), NULL, "not JSON: a control character at byte 1" },
	{ S("\t[\r\n\"\\\"\\\\\"\n,\t1]"), "\"\\", NULL },
	{ S(""), NULL, "not JSON: 0 bytes" },
	{ S("[\"a\","), NULL, "not JSON from byte 4 on" },
	{ S("[\"\\u12"), NULL,
	  "not JSON: an escape without its digits at byte 2" },
	{ S("[\"a\\uzzzzhidden\"]"), NULL,
	  "not JSON: an escape without its digits at byte 3" },
	{ S("[\"\\\\uzzzz\"]"), "\\uzzzz", NULL },
	{ S("[\"\\"), NULL, "not JSON from byte 2 on" },
};

START_TEST(traps_are_read_or_refused)
{
	struct gamut_err err = { 0 };
	cJSON *json = gamut_json_parse(readings[_i].json, &err);

	if (readings[_i].why) {
		ck_assert_ptr_null(json);
		ck_assert_str_eq(err.msg, readings[_i].why);
	} else {
		ck_assert_msg(json, "%s", err.msg);
		ck_assert_str_eq(json->child->valuestring, readings[_i].value);
	}
	cJSON_Delete(json);
}
END_TEST

/* Views into something larger: what stands behind them is not looked at. */
START_TEST(views_end_where_they_end)
{
	struct gamut_str text = GAMUT_STR("{\"1\":1,\"2\":2} ");

	for (size_t len = 0; len < text.len - 2; len++) {
		/* of its own, so that sanitizers see a byte too far */
		char *exact = gamut_alloc(len);
		cJSON *json;

		memcpy(exact, text.ptr, len);
		json = gamut_json_parse(
			(struct gamut_str){ .ptr = exact, .len = len }, NULL);
		ck_assert_ptr_null(json);
		cJSON_Delete(json);
		free(exact);
	}
}
END_TEST

START_TEST(depth_is_limited)
{
	struct gamut_buf buf = { 0 };
	cJSON *json;

	for (int i = 0; i < 100000; i++)
		gamut_buf_add_char(&buf, '[');
	json = gamut_json_parse(gamut_buf_view(&buf), NULL);
	ck_assert_ptr_null(json);
	gamut_buf_release(&buf);
}
END_TEST

/* What would become a tree of a GB; the same within a string would not. */
START_TEST(values_are_limited)
{
	struct gamut_err err = { 0 };
	struct gamut_buf buf = { 0 };
	cJSON *json;

	gamut_buf_add_char(&buf, '[');
	for (int i = 0; i < 2000000; i++)
		gamut_buf_add(&buf, GAMUT_STR("0,"));
	gamut_buf_add(&buf, GAMUT_STR("0]"));
	ck_assert_ptr_null(gamut_json_parse(gamut_buf_view(&buf), &err));
	ck_assert_ptr_nonnull(strstr(err.msg, "1048576 values"));

	buf.ptr[0] = '"';
	buf.ptr[1] = '\\';
	buf.ptr[2] = '"';
	buf.ptr[buf.len - 1] = '"';
	json = gamut_json_parse(gamut_buf_view(&buf), &err);
	ck_assert(cJSON_IsString(json));
	cJSON_Delete(json);
	gamut_buf_release(&buf);
}
END_TEST

START_TEST(members_are_checked)
{
	cJSON *json = gamut_json_parse(
		GAMUT_STR("{\"s\":\"x\",\"i\":9007199254740992,\"d\":1.5,"
	                  "\"big\":9007199254740994,\"huge\":1e999}"),
		NULL);
	struct gamut_str s = GAMUT_STR("kept");
	int64_t i = 7;
	double d = 7;

	ck_assert(!gamut_json_get_str(json, "i", &s));
	ck_assert(!gamut_json_get_str(json, "S", &s));
	ck_assert(gamut_str_eq(s, GAMUT_STR("kept")));
	ck_assert(gamut_json_get_str(json, "s", &s));
	ck_assert(gamut_str_eq(s, GAMUT_STR("x")));
	ck_assert(!gamut_json_get_int(json, "d", &i));
	ck_assert(!gamut_json_get_int(json, "big", &i));
	ck_assert(!gamut_json_get_int(json, "huge", &i));
	ck_assert_int_eq(i, 7);
	ck_assert(gamut_json_get_int(json, "i", &i));
	ck_assert_int_eq(i, INT64_C(9007199254740992));
	ck_assert(!gamut_json_get_double(json, "huge", &d));
	ck_assert_double_eq(d, 7);
	ck_assert(gamut_json_get_double(json, "d", &d));
	ck_assert_double_eq(d, 1.5);
	cJSON_Delete(json);
}
END_TEST

Suite *unit_suite(void)
{
	Suite *suite = suite_create("json");
	TCase *tc = tcase_create("json");

	tcase_add_test(tc, commas_stand_where_they_belong);
	tcase_add_loop_test(tc, strings_are_escaped, 0,
	                    (int)GAMUT_ARRAY_LEN(strings));
	tcase_add_test(tc, strings_are_escaped_wherever_needed);
	tcase_add_loop_test(tc, integers_are_decimal, 0,
	                    (int)GAMUT_ARRAY_LEN(integers));
	tcase_add_loop_test(tc, doubles_are_shortest_and_exact, 0,
	                    (int)GAMUT_ARRAY_LEN(doubles));
	tcase_add_loop_test(tc, traps_are_read_or_refused, 0,
	                    (int)GAMUT_ARRAY_LEN(readings));
	tcase_add_test(tc, views_end_where_they_end);
	tcase_add_test(tc, depth_is_limited);
	tcase_add_test(tc, values_are_limited);
	tcase_add_test(tc, members_are_checked);
	suite_add_tcase(suite, tc);
	return suite;
}
