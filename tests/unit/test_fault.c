/* What becomes of replies that hold no completion. */
#include "tests/support/unit.h"

#include <stdio.h>
#include <string.h>

#include "runner/sample/wire.h"

/* clang-format off */
#define S(lit) { .ptr = (lit), .len = sizeof(lit) - 1 }
/* clang-format on */

static struct gamut_manifest_cell cells[] = {
	{ .max_tokens = 8, .seed_base = 1000, .prompt = S("[]") },
};

static const struct gamut_manifest manifest = { .cells = cells,
	                                        .cell_count = 1 };
static struct gamut_wire wire;

static void open_wire(void)
{
	ck_assert_int_eq(gamut_wire_open(&wire, &manifest, NULL, NULL),
	                 GAMUT_OK);
}

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
	{ 200, S("{\"choices\":[{\"finish_reason\":\"abort\","
	         "\"message\":{\"content\":\"7\"}}]}"),
	  GAMUT_RETRY, "no choice with a text" },
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
	{ 400, S("{\"message\":\"The model `x` does not exist.\"}"),
	  GAMUT_FATAL, "The model `x` does not exist." },
	{ 400, S("{\"detail\":\"bad\"}"), GAMUT_REJECTED, "HTTP 400: bad" },
	{ 400, S("{\"error\":{\"message\":\"top up\","
	         "\"code\":\"billing_hard_limit\"}}"), GAMUT_FATAL, "top up" },
	{ 400, S("[{\"error\":{\"code\":400,\"message\":\"Invalid JSON "
	         "payload received. Unknown name\","
	         "\"status\":\"INVALID_ARGUMENT\"}}]"),
	  GAMUT_REJECTED, "HTTP 400: Invalid JSON payload" },
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
	{ 529, S("{\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\","
	         "\"message\":\"Overloaded\"},\"request_id\":\"req_1\"}"),
	  GAMUT_RETRY, "HTTP 529 (overloaded_error): Overloaded" },
	{ 429, S("{\"type\":\"error\",\"error\":{\"type\":\"rate_limit_error\","
	         "\"message\":\"Number of requests has exceeded your per-minute "
	         "rate limit\"}}"), GAMUT_RETRY, "HTTP 429 (rate_limit_error)" },
	{ 400, S("{\"type\":\"error\",\"error\":{"
	         "\"type\":\"invalid_request_error\",\"message\":\"Your credit "
	         "balance is too low to access the Anthropic API.\"}}"),
	  GAMUT_FATAL, "credit balance is too low" },
	{ 400, S("{\"type\":\"error\",\"error\":{"
	         "\"type\":\"invalid_request_error\",\"message\":\"You have "
	         "reached your specified API usage limits.\"}}"),
	  GAMUT_FATAL, "usage limits" },
	{ 401, S("{\"type\":\"error\",\"error\":{"
	         "\"type\":\"authentication_error\","
	         "\"message\":\"invalid x-api-key\"}}"),
	  GAMUT_FATAL, "HTTP 401 (authentication_error): invalid x-api-key" },
	{ 403, S("{\"error\":{\"code\":\"content_filter\","
	         "\"message\":\"no\"}}"), GAMUT_FATAL, "content_filter" },
	{ 301, S(""), GAMUT_FATAL, "HTTP 301" },
};
/* clang-format on */

START_TEST(faults_are_classified)
{
	struct gamut_reply reply = { .request = { .count = 1 },
		                     .http_status = faults[_i].status };
	char message[1024];

	open_wire();
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
	open_wire();
	gamut_wire_decode(
		&wire, &reply,
		(struct gamut_str){ .ptr = body, .len = sizeof(body) });
	ck_assert_uint_lt(reply.message.len, 400);
	gamut_wire_clear(&wire);
}
END_TEST

/* A prompt that a filter refuses: an answer of its own kind, of each sample. */
/* clang-format off */
static const struct {
	int64_t status;
	struct gamut_str body;
	const char *says;
} refusals[] = {
	{ 400, S("{\"error\":{\"message\":\"The response was filtered due to the "
	         "prompt triggering Azure OpenAI's content management policy.\","
	         "\"type\":null,\"param\":\"prompt\",\"code\":\"content_filter\","
	         "\"status\":400,\"innererror\":{"
	         "\"code\":\"ResponsibleAIPolicyViolation\"}}}"),
	  "HTTP 400 (content_filter): The response was filtered" },
	{ 400, S("{\"type\":\"error\",\"error\":{"
	         "\"type\":\"invalid_request_error\",\"message\":\"Output "
	         "blocked by content filtering policy\"}}"),
	  "Output blocked" },
};
/* clang-format on */

START_TEST(filtered_prompts_are_refusals)
{
	struct gamut_reply reply = { .request = { .index = 5, .count = 3 },
		                     .http_status = refusals[_i].status };

	open_wire();
	gamut_wire_decode(&wire, &reply, refusals[_i].body);
	ck_assert_int_eq(reply.outcome, GAMUT_ANSWERED);
	ck_assert_uint_eq(reply.choice_count, 3);
	for (uint32_t i = 0; i < 3; i++) {
		const struct gamut_choice *choice = &reply.choices[i];

		ck_assert_uint_eq(choice->offset, i);
		ck_assert_uint_eq(choice->text.len, 0);
		ck_assert(gamut_str_eq(choice->finish_reason,
		                       GAMUT_STR("content_filter")));
		ck_assert_int_eq(choice->seed, 1005 + i);
	}
	ck_assert(!reply.is_limit);
	ck_assert_msg(strstr(reply.message.ptr, refusals[_i].says), "%s",
	              reply.message.ptr);
	gamut_wire_clear(&wire);
}
END_TEST

Suite *unit_suite(void)
{
	Suite *suite = suite_create("fault");
	TCase *tc = tcase_create("fault");

	tcase_add_loop_test(tc, faults_are_classified, 0,
	                    (int)GAMUT_ARRAY_LEN(faults));
	tcase_add_test(tc, long_bodies_are_quoted_in_part);
	tcase_add_loop_test(tc, filtered_prompts_are_refusals, 0,
	                    (int)GAMUT_ARRAY_LEN(refusals));
	suite_add_tcase(suite, tc);
	return suite;
}
