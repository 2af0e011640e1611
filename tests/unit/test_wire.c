#include "tests/support/unit.h"

#include <string.h>

#include "runner/sample/wire.h"
#include "runner/store/sample.h"

/* clang-format off */
#define S(lit) { .ptr = (lit), .len = sizeof(lit) - 1 }
/* clang-format on */

/* Cells. */
#define CHAT 0
#define COMPLETION 1

static struct gamut_manifest_cell cells[] = {
	{ .max_tokens = 8,
	  .seed_base = 1000,
	  .prompt = S("[{\"role\":\"user\",\"content\":\"Hi\"}]") },
	{ .max_tokens = 4, .seed_base = 4294967295U, .prompt = S("\"Out:\"") },
};

static struct gamut_manifest manifest;
static struct gamut_arena arena;
static struct gamut_wire wire;

/* Ask as the profile does, which takes a completion to be one. */
static void use_profile(const char *name, size_t cell)
{
	const struct gamut_profile *profile = gamut_profile_find(name);
	struct gamut_dialect dialect;

	ck_assert_ptr_nonnull(profile);
	dialect = gamut_dialect_of(profile, cell == CHAT, &arena);
	manifest = (struct gamut_manifest){
		.model = GAMUT_STR("a \"model\""),
		.sampling = GAMUT_STR("{\"temperature\":1,\"top_p\":1}"),
		.request = gamut_dialect_encode(&dialect, &arena),
		.cells = cells,
		.cell_count = cell == CHAT ? 1 : 2,
	};
	ck_assert_int_eq(gamut_wire_open(&wire, &manifest, NULL, NULL),
	                 GAMUT_OK);
}

static void end(void)
{
	gamut_wire_clear(&wire);
	gamut_arena_clear(&arena);
}

/* --------------------------------------------------------------- requests */

/* Tables are read by column. */
/* clang-format off */
static const struct {
	const char *profile;
	struct gamut_request request;
	const char *body;
} requests[] = {
	{ "generic", { .cell = CHAT, .index = 7, .count = 1 },
	  "{\"model\":\"a \\\"model\\\"\","
	  "\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}],"
	  "\"temperature\":1,\"top_p\":1,\"max_tokens\":8,\"seed\":1007}" },
	{ "openai", { .cell = CHAT, .index = 0, .count = 20 },
	  "{\"model\":\"a \\\"model\\\"\","
	  "\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}],"
	  "\"temperature\":1,\"top_p\":1,\"max_completion_tokens\":8,"
	  "\"n\":20,\"seed\":1000}" },
	{ "openai", { .cell = COMPLETION, .index = 1, .count = 1 },
	  "{\"model\":\"a \\\"model\\\"\",\"prompt\":\"Out:\","
	  "\"temperature\":1,\"top_p\":1,\"max_tokens\":4,"
	  "\"seed\":4294967296,\"stop\":[\"\\n\"]}" },
	{ "mistral", { .cell = CHAT, .index = 1, .count = 1 },
	  "{\"model\":\"a \\\"model\\\"\","
	  "\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}],"
	  "\"temperature\":1,\"top_p\":1,\"max_tokens\":8,"
	  "\"random_seed\":1001}" },
};
/* clang-format on */

START_TEST(requests_are_written)
{
	struct gamut_buf body = { 0 };

	use_profile(requests[_i].profile, requests[_i].request.cell);
	gamut_wire_encode(&wire, &body, &requests[_i].request);
	ck_assert_str_eq(gamut_buf_cstr(&body), requests[_i].body);
	gamut_buf_release(&body);
	end();
}
END_TEST

/* What users make of requests: docs/endpoints.md. */
/* clang-format off */
static const struct {
	struct gamut_str sampling;
	struct gamut_str request;
	const char *tail; /* behind the messages */
} ways[] = {
	{ S(" { } "), S("{\"seed_field\":null}"), ",\"max_tokens\":8}" },
	{ S("{}"), S(""), ",\"max_tokens\":8,\"seed\":1000}" },
	{ S("{}"), S("{\"max_tokens_field\":null,\"seed_field\":null}"), "}" },
	{ S("{\"logit_bias\":{\"7\":-1}}"),
	  S("{\"stop\":[\"a\",\"\\n\"],\"stop_field\":\"until\"}"),
	  ",\"logit_bias\":{\"7\":-1},\"max_tokens\":8,\"seed\":1000,"
	  "\"until\":[\"a\",\"\\n\"]}" },
	{ S("{}"), S("{\"stop\":[]}"), ",\"max_tokens\":8,\"seed\":1000}" },
};

static const struct {
	struct gamut_str request;
	const char *says;
} odd_ways[] = {
	{ S("{\"form\":\"telegram\"}"), "'form'" },
	{ S("{\"form\":7}"), "'form'" },
	{ S("{\"auth\":\"none\"}"), "'auth'" },
	{ S("{\"headers\":{\"X\":1}}"), "'headers'" },
	{ S("{\"headers\":[\"X\"]}"), "'headers'" },
	{ S("{\"headers\":{\"A\":\"b\",\"hOST\":\"x\"}}"), "'hOST'" },
	{ S("{\"headers\":{\"Authorization\":\"x\"}}"), "'Authorization'" },
	{ S("{\"headers\":{\"Content-Length\":\"1\"}}"), "'Content-Length'" },
	{ S("{\"headers\":{\"transfer-encoding\":\"chunked\"}}"),
	  "'transfer-encoding'" },
	{ S("{\"headers\":{\"Cookie\":\"x\"}}"), "'Cookie'" },
	{ S("{\"headers\":{\"Proxy-Authorization\":\"x\"}}"),
	  "'Proxy-Authorization'" },
	{ S("{\"stop\":\"a\"}"), "'stop'" },
	{ S("{\"stop\":[1]}"), "'stop'" },
	{ S("{\"stop_field\":null}"), "'stop_field'" },
	{ S("{\"seed_field\":\"\"}"), "'seed_field'" },
	{ S("{\"max_tokens_field\":1}"), "'max_tokens_field'" },
	{ S("[]"), "expected an object" },
	{ S("{"), "request: " },
	{ S("{\"form\":\"anthropic\"}"), "cell 1: form anthropic has chats" },
};
/* clang-format on */

START_TEST(the_manifest_says_how_requests_look)
{
	struct gamut_buf expected = { 0 };
	struct gamut_buf body = { 0 };

	manifest = (struct gamut_manifest){
		.model = GAMUT_STR("m"),
		.sampling = ways[_i].sampling,
		.request = ways[_i].request,
		.cells = cells,
		.cell_count = 1,
	};
	ck_assert_int_eq(gamut_wire_open(&wire, &manifest, NULL, NULL),
	                 GAMUT_OK);
	gamut_buf_addf(&expected,
	               "{\"model\":\"m\",\"messages\":"
	               "[{\"role\":\"user\",\"content\":\"Hi\"}]%s",
	               ways[_i].tail);
	gamut_wire_encode(&wire, &body, &(struct gamut_request){ .count = 1 });
	ck_assert_str_eq(gamut_buf_cstr(&body), gamut_buf_cstr(&expected));
	gamut_buf_release(&body);
	gamut_buf_release(&expected);
	end();
}
END_TEST

START_TEST(odd_manifests_are_refused)
{
	struct gamut_err err = { 0 };

	manifest = (struct gamut_manifest){
		.request = odd_ways[_i].request,
		.cells = cells,
		.cell_count = 2,
	};
	ck_assert_int_eq(gamut_wire_open(&wire, &manifest, NULL, &err),
	                 GAMUT_EPARSE);
	ck_assert_msg(strstr(err.msg, odd_ways[_i].says), "'%s' in '%s'",
	              odd_ways[_i].says, err.msg);
}
END_TEST

/* ----------------------------------------------------------------- answers */

/*
 * `expected` is "offset|text|reasoning|finish_reason|seed;" for each choice;
 * requests are for samples 10 and following.
 */
/* clang-format off */
static const struct {
	const char *why;
	size_t cell;
	uint32_t count;
	struct gamut_str body;
	const char *expected;
} answers[] = {
	{ "chat", CHAT, 1,
	  S("{\"choices\":[{\"index\":0,\"finish_reason\":\"stop\","
	    "\"message\":{\"content\":\"7\"}}]}"),
	  "0|7||stop|1010;" },
	{ "completion", COMPLETION, 1,
	  S("{\"choices\":[{\"text\":\" 7\",\"finish_reason\":\"length\"}]}"),
	  "0| 7||length|4294967305;" },
	{ "any order", CHAT, 3,
	  S("{\"choices\":[{\"index\":2,\"message\":{\"content\":\"c\"}},"
	    "{\"index\":0,\"message\":{\"content\":\"a\"}},"
	    "{\"index\":1,\"message\":{\"content\":\"b\"}}]}"),
	  "0|a|||1010;1|b|||1011;2|c|||1012;" },
	{ "fewer", CHAT, 3,
	  S("{\"choices\":[{\"index\":0,\"message\":{\"content\":\"a\"}}]}"),
	  "0|a|||1010;" },
	{ "a hole", CHAT, 3,
	  S("{\"choices\":[{\"index\":2,\"message\":{\"content\":\"c\"}},"
	    "{\"index\":0,\"message\":{\"content\":\"a\"}}]}"),
	  "0|a|||1010;2|c|||1012;" },
	{ "holes before and behind", CHAT, 4,
	  S("{\"choices\":[{\"index\":2,\"message\":{\"content\":\"c\"}}]}"),
	  "2|c|||1012;" },
	{ "one without text", CHAT, 3,
	  S("{\"choices\":[{\"index\":2,\"message\":{\"content\":\"c\"}},"
	    "{\"index\":1,\"message\":{\"content\":7}},"
	    "{\"index\":0,\"message\":{\"content\":\"a\"}}]}"),
	  "0|a|||1010;2|c|||1012;" },
	{ "one that is no choice", CHAT, 3,
	  S("{\"choices\":[{\"index\":2,\"message\":{\"content\":\"c\"}},7,"
	    "{\"index\":0,\"message\":{\"content\":\"a\"}}]}"),
	  "0|a|||1010;2|c|||1012;" },
	{ "one without text, by place", CHAT, 3,
	  S("{\"choices\":[{\"message\":{\"content\":\"a\"}},{},"
	    "{\"message\":{\"content\":\"c\"}}]}"),
	  "0|a|||1010;2|c|||1012;" },
	{ "an index is missing", CHAT, 3,
	  S("{\"choices\":[{\"index\":2,\"message\":{\"content\":\"a\"}},"
	    "{\"message\":{\"content\":\"b\"}}]}"),
	  "0|a|||1010;1|b|||1011;" },
	{ "more", CHAT, 1,
	  S("{\"choices\":[{\"index\":1,\"message\":{\"content\":\"b\"}},"
	    "{\"index\":0,\"message\":{\"content\":\"a\"}}]}"),
	  "0|a|||1010;" },
	{ "all of index 0", CHAT, 2,
	  S("{\"choices\":[{\"index\":0,\"message\":{\"content\":\"a\"}},"
	    "{\"index\":0,\"message\":{\"content\":\"b\"}}]}"),
	  "0|a|||1010;1|b|||1011;" },
	{ "counted from 1", CHAT, 2,
	  S("{\"choices\":[{\"index\":1,\"message\":{\"content\":\"a\"}},"
	    "{\"index\":2,\"message\":{\"content\":\"b\"}}]}"),
	  "0|a|||1010;1|b|||1011;" },
	{ "odd indices", CHAT, 2,
	  S("{\"choices\":[{\"index\":-1,\"message\":{\"content\":\"a\"}},"
	    "{\"index\":\"1\",\"message\":{\"content\":\"b\"}}]}"),
	  "0|a|||1010;1|b|||1011;" },
	{ "null content", CHAT, 1,
	  S("{\"choices\":[{\"finish_reason\":\"content_filter\","
	    "\"message\":{\"content\":null}}]}"),
	  "0|||content_filter|1010;" },
	{ "no content", CHAT, 1,
	  S("{\"choices\":[{\"finish_reason\":\"tool_calls\",\"message\":{}}]}"),
	  "0|||tool_calls|1010;" },
	{ "refusal", CHAT, 1,
	  S("{\"choices\":[{\"finish_reason\":\"stop\",\"message\":"
	    "{\"content\":null,\"refusal\":\"No.\"}}]}"),
	  "0|No.||refusal|1010;" },
	{ "null refusal", CHAT, 1,
	  S("{\"choices\":[{\"finish_reason\":\"stop\",\"message\":"
	    "{\"content\":\"7\",\"refusal\":null}}]}"),
	  "0|7||stop|1010;" },
	{ "reasoning_content", CHAT, 1,
	  S("{\"choices\":[{\"message\":{\"content\":\"7\","
	    "\"reasoning_content\":\"hm\"}}]}"),
	  "0|7|hm||1010;" },
	{ "reasoning", CHAT, 1,
	  S("{\"choices\":[{\"message\":{\"content\":\"7\","
	    "\"reasoning\":\"hm\",\"reasoning_content\":null}}]}"),
	  "0|7|hm||1010;" },
	{ "reasoning beside an empty other", CHAT, 1,
	  S("{\"choices\":[{\"message\":{\"content\":\"7\","
	    "\"reasoning\":\"hm\",\"reasoning_content\":\"\"}}]}"),
	  "0|7|hm||1010;" },
	{ "parts", CHAT, 1,
	  S("{\"choices\":[{\"message\":{\"content\":["
	    "{\"type\":\"thinking\",\"thinking\":[]},"
	    "{\"type\":\"text\",\"text\":\"4\"},7,"
	    "{\"type\":\"text\",\"text\":\"2\"}]}}]}"),
	  "0|42|||1010;" },
	{ "thinking parts", CHAT, 1,
	  S("{\"choices\":[{\"message\":{\"content\":["
	    "{\"type\":\"thinking\",\"thinking\":["
	    "{\"type\":\"text\",\"text\":\"h\"},"
	    "{\"type\":\"text\",\"text\":\"m\"}]},"
	    "{\"type\":\"text\",\"text\":\"7\"}]}}]}"),
	  "0|7|hm||1010;" },
	{ "one that was aborted", CHAT, 2,
	  S("{\"choices\":[{\"index\":0,\"finish_reason\":\"abort\","
	    "\"message\":{\"content\":\"a\"}},"
	    "{\"index\":1,\"message\":{\"content\":\"b\"}}]}"),
	  "1|b|||1011;" },
	{ "one whose provider failed", COMPLETION, 2,
	  S("{\"choices\":[{\"index\":0,\"finish_reason\":\"stop\","
	    "\"text\":\"a\"},"
	    "{\"index\":1,\"finish_reason\":\"error\",\"text\":\"b\"}]}"),
	  "0|a||stop|4294967305;" },
	{ "no parts", CHAT, 1,
	  S("{\"choices\":[{\"message\":{\"content\":[]}}]}"),
	  "0||||1010;" },
	{ "traps of cJSON", CHAT, 1,
	  S("{\"choices\":[{\"message\":{\"content\":"
	    "\"a\\u0000b\\ud83d\xff\"}}]}"),
	  "0|a\xef\xbf\xbd" "b\xef\xbf\xbd\xef\xbf\xbd|||1010;" },
};
/* clang-format on */

static void add_choice(struct gamut_buf *got, const struct gamut_choice *choice)
{
	gamut_buf_addf(
		got, "%u|%.*s|%.*s|%.*s|%lld;", (unsigned)choice->offset,
		GAMUT_STR_ARG(choice->text), GAMUT_STR_ARG(choice->reasoning),
		GAMUT_STR_ARG(choice->finish_reason), (long long)choice->seed);
}

START_TEST(answers_are_read)
{
	struct gamut_buf got = { 0 };
	struct gamut_reply reply = {
		.request = { .cell = answers[_i].cell,
		             .index = 10,
		             .count = answers[_i].count },
		.http_status = 200,
	};

	use_profile("generic", COMPLETION);
	gamut_wire_decode(&wire, &reply, answers[_i].body);
	ck_assert_msg(reply.outcome == GAMUT_ANSWERED, "%s: %.*s",
	              answers[_i].why, GAMUT_STR_ARG(reply.message));
	for (uint32_t i = 0; i < reply.choice_count; i++)
		add_choice(&got, &reply.choices[i]);
	ck_assert_str_eq(gamut_buf_cstr(&got), answers[_i].expected);
	ck_assert_uint_eq(reply.message.len > 0,
	                  strcmp(answers[_i].why, "more") == 0 ||
	                          strncmp(answers[_i].why, "one ", 4) == 0);
	gamut_buf_release(&got);
	end();
}
END_TEST

START_TEST(what_stands_around_is_read)
{
	struct gamut_reply reply = { .request = { .count = 1 },
		                     .http_status = 200 };

	use_profile("generic", CHAT);
	gamut_wire_decode(
		&wire, &reply,
		GAMUT_STR("{\"id\":\"x1\",\"model\":\"m-2\","
	                  "\"system_fingerprint\":\"fp\",\"usage\":{"
	                  "\"prompt_tokens\":5,\"completion_tokens\":3,"
	                  "\"completion_tokens_details\":"
	                  "{\"reasoning_tokens\":2}},\"choices\":"
	                  "[{\"message\":{\"content\":\"\"}}]}"));
	ck_assert_int_eq(reply.outcome, GAMUT_ANSWERED);
	ck_assert(gamut_str_eq(reply.response_id, GAMUT_STR("x1")));
	ck_assert(gamut_str_eq(reply.model, GAMUT_STR("m-2")));
	ck_assert(gamut_str_eq(reply.fingerprint, GAMUT_STR("fp")));
	ck_assert_int_eq(reply.prompt_tokens, 5);
	ck_assert_int_eq(reply.completion_tokens, 3);
	ck_assert_int_eq(reply.reasoning_tokens, 2);
	gamut_wire_decode(&wire, &reply,
	                  GAMUT_STR("{\"id\":7,\"usage\":{\"prompt_tokens\":-5,"
	                            "\"completion_tokens\":\"3\"},\"choices\":"
	                            "[{\"message\":{\"content\":\"\"}}]}"));
	ck_assert_int_eq(reply.outcome, GAMUT_ANSWERED);
	ck_assert_uint_eq(reply.response_id.len, 0);
	ck_assert_int_eq(reply.prompt_tokens, GAMUT_UNKNOWN);
	ck_assert_int_eq(reply.completion_tokens, GAMUT_UNKNOWN);
	ck_assert_int_eq(reply.reasoning_tokens, GAMUT_UNKNOWN);
	end();
}
END_TEST

Suite *unit_suite(void)
{
	Suite *suite = suite_create("wire");
	TCase *tc = tcase_create("wire");

	tcase_add_loop_test(tc, requests_are_written, 0,
	                    (int)GAMUT_ARRAY_LEN(requests));
	tcase_add_loop_test(tc, the_manifest_says_how_requests_look, 0,
	                    (int)GAMUT_ARRAY_LEN(ways));
	tcase_add_loop_test(tc, odd_manifests_are_refused, 0,
	                    (int)GAMUT_ARRAY_LEN(odd_ways));
	tcase_add_loop_test(tc, answers_are_read, 0,
	                    (int)GAMUT_ARRAY_LEN(answers));
	tcase_add_test(tc, what_stands_around_is_read);
	suite_add_tcase(suite, tc);
	return suite;
}
