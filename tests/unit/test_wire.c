#include "tests/support/unit.h"

#include <stdio.h>
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

static const struct gamut_manifest manifest = {
	.model = S("a \"model\""),
	.sampling = S("{\"temperature\":1,\"top_p\":1}"),
	.cells = cells,
	.cell_count = 2,
};

static struct gamut_wire wire;

static void use_profile(const char *name)
{
	wire.manifest = &manifest;
	wire.profile = gamut_profile_find(name);
	ck_assert_ptr_nonnull(wire.profile);
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

	use_profile(requests[_i].profile);
	gamut_wire_encode(&wire, &body, &requests[_i].request);
	ck_assert_str_eq(gamut_buf_cstr(&body), requests[_i].body);
	gamut_buf_release(&body);
}
END_TEST

START_TEST(empty_sampling_leaves_no_comma)
{
	struct gamut_manifest bare = manifest;
	const struct gamut_profile seedless = {
		.name = "seedless",
		.max_tokens_field = "max_tokens",
	};
	struct gamut_wire other = { .manifest = &bare, .profile = &seedless };
	struct gamut_buf body = { 0 };

	bare.sampling = GAMUT_STR(" { } ");
	gamut_wire_encode(&other, &body, &(struct gamut_request){ .count = 1 });
	ck_assert_str_eq(gamut_buf_cstr(&body),
	                 "{\"model\":\"a \\\"model\\\"\",\"messages\":"
	                 "[{\"role\":\"user\",\"content\":\"Hi\"}],"
	                 "\"max_tokens\":8}");
	gamut_buf_release(&body);
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

	use_profile("generic");
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
	gamut_wire_clear(&wire);
}
END_TEST

START_TEST(what_stands_around_is_read)
{
	struct gamut_reply reply = { .request = { .count = 1 },
		                     .http_status = 200 };

	use_profile("generic");
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
	gamut_wire_clear(&wire);
}
END_TEST

/* ------------------------------------------------------------------ faults */

/* clang-format off */
static const struct {
	int64_t status;
	struct gamut_str body;
	enum gamut_outcome outcome;
	const char *says; /* is part of the message */
} faults[] = {
	{ 200, S(""), GAMUT_RETRY, "HTTP 200: an empty body" },
	{ 200, S("{\"choices\":[{\"mess"), GAMUT_RETRY, "not JSON" },
	{ 200, S("{\"choices\":[]}"), GAMUT_RETRY, "no choices" },
	{ 200, S("{\"choices\":{}}"), GAMUT_RETRY, "no choices" },
	{ 200, S("[]"), GAMUT_RETRY, "no choices" },
	{ 200, S("7"), GAMUT_RETRY, "no choices" },
	{ 200, S("{\"choices\":[7]}"), GAMUT_RETRY, "no choice with a text" },
	{ 200, S("{\"choices\":[{\"message\":{\"content\":7}}]}"),
	  GAMUT_RETRY, "no choice with a text" },
	{ 200, S("{\"choices\":[{\"text\":\"7\"}]}"), GAMUT_RETRY, "no choice with a text" },
	{ 200, S("{\"choices\":[]} {}"), GAMUT_RETRY, "more text at byte 14" },
	{ 200, S(" <!doctype HTML><title>x"), GAMUT_RETRY, "an HTML page" },
	{ 502, S("<html>Bad Gateway</html>"), GAMUT_RETRY, "an HTML page" },
	{ 200, S("{\"error\":{\"message\":\"upstream limit\",\"code\":429}}"),
	  GAMUT_RETRY, "an error in place of choices: upstream limit" },
	{ 200, S("{\"error\":{\"message\":\"no key\",\"code\":401}}"),
	  GAMUT_FATAL, "no key" },
	{ 400, S("{\"error\":{\"message\":\"This model's maximum context "
	         "length is 8\",\"code\":\"context_length_exceeded\"}}"),
	  GAMUT_REJECTED, "HTTP 400 (context_length_exceeded): This model's" },
	{ 400, S("{\"error\":{\"message\":\"filtered\","
	         "\"code\":\"content_filter\"}}"), GAMUT_REJECTED, "filtered" },
	{ 400, S("{\"message\":\"The model `x` does not exist.\"}"),
	  GAMUT_FATAL, "The model `x` does not exist." },
	{ 400, S("{\"detail\":\"bad\"}"), GAMUT_REJECTED, "HTTP 400: bad" },
	{ 400, S("{\"error\":{\"message\":\"top up\","
	         "\"code\":\"billing_hard_limit\"}}"), GAMUT_FATAL, "top up" },
	{ 401, S("{\"error\":\"who?\"}"), GAMUT_FATAL, "HTTP 401: who?" },
	{ 402, S(""), GAMUT_FATAL, "HTTP 402" },
	{ 403, S("no"), GAMUT_FATAL, "HTTP 403: no" },
	{ 404, S("{\"detail\":\"Not Found\"}"), GAMUT_FATAL, "Not Found" },
	{ 408, S(""), GAMUT_RETRY, "HTTP 408" },
	{ 409, S(""), GAMUT_RETRY, "HTTP 409" },
	{ 413, S(""), GAMUT_REJECTED, "HTTP 413" },
	{ 415, S(""), GAMUT_REJECTED, "HTTP 415" },
	{ 422, S("{\"detail\":[{\"msg\":\"n\"}]}"), GAMUT_REJECTED, "msg" },
	{ 425, S(""), GAMUT_RETRY, "HTTP 425" },
	{ 429, S("{\"error\":{\"code\":\"rate_limit_exceeded\","
	         "\"message\":\"slower\"}}"), GAMUT_RETRY, "slower" },
	{ 429, S("{\"error\":{\"code\":\"insufficient_quota\","
	         "\"message\":\"pay\"}}"), GAMUT_FATAL, "pay" },
	{ 429, S("{\"error\":{\"type\":\"credit_balance_exhausted\","
	         "\"message\":\"pay\"}}"), GAMUT_FATAL, "pay" },
	{ 500, S("\x1b[2J\n\nboom\xff"), GAMUT_RETRY, "\\x1b[2J\\n\\nboom" },
	{ 500, S("{\"error\":{\"message\":\"m\",\"code\":\"\\u001b]0;\"}}"),
	  GAMUT_RETRY, "HTTP 500 (\\x1b]0;): m" },
	{ 501, S(""), GAMUT_REJECTED, "HTTP 501" },
	{ 503, S("loading\nmodel"), GAMUT_RETRY, "HTTP 503: loading\\nmodel" },
	{ 504, S(""), GAMUT_RETRY, "HTTP 504" },
	{ 522, S(""), GAMUT_RETRY, "HTTP 522" },
	{ 529, S(""), GAMUT_RETRY, "HTTP 529" },
	{ 301, S(""), GAMUT_FATAL, "HTTP 301" },
};
/* clang-format on */

START_TEST(faults_are_classified)
{
	struct gamut_reply reply = { .request = { .count = 1 },
		                     .http_status = faults[_i].status };
	char message[1024];

	use_profile("generic");
	gamut_wire_decode(&wire, &reply, faults[_i].body);
	snprintf(message, sizeof(message), "%.*s",
	         GAMUT_STR_ARG(reply.message));
	ck_assert_msg(reply.outcome == faults[_i].outcome, "outcome %d: %s",
	              (int)reply.outcome, message);
	ck_assert_msg(strstr(message, faults[_i].says), "'%s' in '%s'",
	              faults[_i].says, message);
	ck_assert_ptr_null(strpbrk(message, "\n\r\x1b"));
	ck_assert_uint_eq(reply.choice_count, 0);
	ck_assert_uint_eq(reply.is_limit, reply.outcome == GAMUT_RETRY &&
	                                          strstr(message, "limit"));
	gamut_wire_clear(&wire);
}
END_TEST

START_TEST(long_bodies_are_quoted_in_part)
{
	static char body[100000];
	struct gamut_reply reply = { .request = { .count = 1 },
		                     .http_status = 500 };

	memset(body, 'x', sizeof(body));
	use_profile("generic");
	gamut_wire_decode(
		&wire, &reply,
		(struct gamut_str){ .ptr = body, .len = sizeof(body) });
	ck_assert_uint_lt(reply.message.len, 400);
	gamut_wire_clear(&wire);
}
END_TEST

Suite *unit_suite(void)
{
	Suite *suite = suite_create("wire");
	TCase *tc = tcase_create("wire");

	tcase_add_loop_test(tc, requests_are_written, 0,
	                    (int)GAMUT_ARRAY_LEN(requests));
	tcase_add_test(tc, empty_sampling_leaves_no_comma);
	tcase_add_loop_test(tc, answers_are_read, 0,
	                    (int)GAMUT_ARRAY_LEN(answers));
	tcase_add_test(tc, what_stands_around_is_read);
	tcase_add_loop_test(tc, faults_are_classified, 0,
	                    (int)GAMUT_ARRAY_LEN(faults));
	tcase_add_test(tc, long_bodies_are_quoted_in_part);
	suite_add_tcase(suite, tc);
	return suite;
}
