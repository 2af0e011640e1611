#include "tests/support/unit.h"

#include "tests/support/scan_check.h"

#define CHAT(message) "{\"choices\":[{\"index\":0,\"message\":" message "}]}"
#define TEXT(members) "{\"choices\":[{\"index\":0,\"text\":\"7\"}]" members "}"

/* What is read, and as cJSON reads it. */
static const struct {
	const char *body;
	bool is_chat;
	uint32_t count;
} good[] = {
	{ CHAT("{\"role\":\"assistant\",\"content\":\"17\"}"), true, 1 },
	{ CHAT("{\"content\":null}"), true, 1 },
	{ CHAT("{}"), true, 1 },
	{ CHAT("{\"content\":\"a\\n\\\"b\\\\\\/\\t\\b\\f\\r\"}"), true, 1 },
	{ CHAT("{\"content\":\"\xc3\xa9\x7f\",\"refusal\":null}"), true, 1 },
	{ CHAT("{\"reasoning_content\":\"\",\"reasoning\":\"so\"}"), true, 1 },
	{ CHAT("{\"reasoning_content\":\"so\",\"reasoning\":\"not\"}"), true,
	  1 },
	{ CHAT("{\"tool_calls\":[],\"x\":{\"content\":\"y\"}}"), true, 1 },
	{ " {\n\t\"choices\" : [ { \"text\" : \"7\" ,\r\"index\" : 0 } ] } \n",
	  false, 1 },
	{ TEXT(""), false, 3 },
	{ TEXT(",\"id\":\"a\",\"model\":\"b\",\"system_fingerprint\":\"c\""),
	  false, 1 },
	{ TEXT(",\"id\":null,\"model\":null,\"system_fingerprint\":null"),
	  false, 1 },
	{ TEXT(",\"usage\":{\"prompt_tokens\":5,\"completion_tokens\":"
	       "999999999999999,\"completion_tokens_details\":"
	       "{\"reasoning_tokens\":0}}"),
	  false, 1 },
	{ TEXT(",\"usage\":{\"prompt_tokens\":null,"
	       "\"completion_tokens_details\":null}"),
	  false, 1 },
	{ TEXT(",\"usage\":null"), false, 1 },
	{ TEXT(",\"a\":[[],{},[[0,-0,-1.5e+30,1E-5]],true,false,null,\"\\n\"]"),
	  false, 1 },
	{ "{\"choices\":[{\"index\":0,\"text\":\"a\",\"finish_reason\":null},"
	  "{\"index\":2,\"text\":\"b\",\"finish_reason\":\"stop\"}]}",
	  false, 3 },
};

START_TEST(common_replies_are_read)
{
	ck_assert(gamut_scan_check(gamut_str_of(good[_i].body),
	                           good[_i].is_chat, good[_i].count));
}
END_TEST

/* Wherever it is cut, it is left to cJSON. */
START_TEST(torn_replies_are_not_read)
{
	struct gamut_str body = gamut_str_trim(gamut_str_of(good[_i].body));

	for (size_t len = 0; len < body.len; len++)
		ck_assert(!gamut_scan_check(gamut_str_head(body, len),
		                            good[_i].is_chat, good[_i].count));
}
END_TEST

/* All for a chat and one choice. */
static const char *const bad[] = {
	"",
	"[]",
	"{}",
	"null",
	"{\"choices\":[]}",
	"{\"choices\":{}}",
	"{\"choices\":[{\"index\":0}]}",
	"{\"choices\":[{\"message\":{\"content\":\"7\"}}]}",
	"{\"choices\":[{\"index\":1,\"message\":{\"content\":\"7\"}}]}",
	"{\"choices\":[{\"index\":0.0,\"message\":{\"content\":\"7\"}}]}",
	"{\"choices\":[{\"index\":-0,\"message\":{\"content\":\"7\"}}]}",
	"{\"choices\":[{\"index\":00,\"message\":{\"content\":\"7\"}}]}",
	"{\"choices\":[{\"index\":0,\"message\":{}},"
	"{\"index\":0,\"message\":{}}]}",
	"{\"choices\":[{\"index\":0,\"index\":0,\"message\":{}}]}",
	"{\"choices\":[{\"index\":0,\"message\":{},\"message\":{}}]}",
	"{\"choices\":[{\"index\":0,\"message\":{}},]}",
	CHAT("null"),
	CHAT("{\"content\":7}"),
	CHAT("{\"content\":[]}"),
	CHAT("{\"content\":\"\\u00e9\"}"),
	CHAT("{\"content\":\"\\x\"}"),
	CHAT("{\"content\":\"\xff\"}"),
	CHAT("{\"content\":\"\n\"}"),
	CHAT("{\"content\":\"a\",\"content\":\"b\"}"),
	CHAT("{\"content\":\"a\",\"\\u0063ontent\":\"b\"}"),
	CHAT("{\"content\":null,\"refusal\":\"no\"}"),
	CHAT("{\"content\":\"a\",}"),
	CHAT("{\"content\":\"a\" \"b\":0}"),
	CHAT("{\"a\":01}"),
	CHAT("{\"a\":1.}"),
	CHAT("{\"a\":1e}"),
	CHAT("{\"a\":-}"),
	CHAT("{\"a\":nul}"),
	CHAT("{\"a\":+1}"),
	CHAT("{\"a\":[1 2]}"),
	CHAT("{\"a\":[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]}"),
	CHAT("{}") "x",
	CHAT("{},\"error\":0"),
	"{\"error\":null,\"choices\":[{\"index\":0,\"message\":{}}]}",
	"{\"id\":5,\"choices\":[{\"index\":0,\"message\":{}}]}",
	"{\"id\":\"a\",\"id\":\"b\",\"choices\":[{\"index\":0,\"message\":{}}]}",
	"{\"usage\":[],\"choices\":[{\"index\":0,\"message\":{}}]}",
	"{\"usage\":{\"prompt_tokens\":1.5},\"choices\":[{\"index\":0,"
	"\"message\":{}}]}",
	"{\"usage\":{\"prompt_tokens\":1000000000000000},\"choices\":["
	"{\"index\":0,\"message\":{}}]}",
};

START_TEST(the_rest_is_not)
{
	ck_assert(!gamut_scan_check(gamut_str_of(bad[_i]), true, 1));
}
END_TEST

START_TEST(nul_is_not_read)
{
	struct gamut_str inside = GAMUT_STR(CHAT("{\"content\":\"a\0b\"}"));
	struct gamut_str behind = GAMUT_STR(CHAT("{}") "\0");

	ck_assert(!gamut_scan_check(inside, true, 1));
	ck_assert(!gamut_scan_check(behind, true, 1));
}
END_TEST

Suite *unit_suite(void)
{
	Suite *suite = suite_create("scan");
	TCase *tc = tcase_create("scan");

	tcase_add_loop_test(tc, common_replies_are_read, 0,
	                    (int)GAMUT_ARRAY_LEN(good));
	tcase_add_loop_test(tc, torn_replies_are_not_read, 0,
	                    (int)GAMUT_ARRAY_LEN(good));
	tcase_add_loop_test(tc, the_rest_is_not, 0, (int)GAMUT_ARRAY_LEN(bad));
	tcase_add_test(tc, nul_is_not_read);
	suite_add_tcase(suite, tc);
	return suite;
}
