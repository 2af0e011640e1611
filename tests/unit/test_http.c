#include "tests/support/unit.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/time.h>

#include "base/clock.h"
#include "runner/sample/http.h"
#include "tests/support/fake_store.h"
#include "tests/support/server.h"

#define KEY_TAIL "-secret-0123456789"
#define KEY "sk/9" KEY_TAIL
#define MAX_REPLY_BYTES (1 << 20)

static struct gamut_server_options told;
static struct gamut_server *server;
static struct gamut_run *run;
static struct gamut_backend *backend;
static struct gamut_http_options options;
static struct gamut_err err;
static char endpoint[128];

static void begin(enum gamut_server_mode mode, size_t cells, uint32_t n)
{
	told.mode = mode;
	server = gamut_server_start(&told);
	snprintf(endpoint, sizeof(endpoint), "http://127.0.0.1:%u/v1",
	         (unsigned)gamut_server_port(server));
	run = gamut_fake_run_new(cells, n);
	run->manifest.endpoint = gamut_str_of(endpoint);
	err = (struct gamut_err){ 0 };
	options = (struct gamut_http_options){
		.manifest = &run->manifest,
		.key = KEY,
		.concurrency = 4,
		.timeout_ms = 20000,
		.connect_timeout_ms = 5000,
		.max_reply_bytes = MAX_REPLY_BYTES,
	};
}

static void open_backend(void)
{
	ck_assert_msg(gamut_http_open(&backend, &options, &err) == GAMUT_OK,
	              "%s", err.msg);
}

static void end(void)
{
	if (backend)
		backend->ops->free(backend);
	backend = NULL;
	gamut_fake_run_free(run);
	gamut_server_stop(server);
	told = (struct gamut_server_options){ 0 };
}

/* What the last reply was. */
static struct {
	size_t count;
	enum gamut_outcome outcome;
	int64_t status;
	int64_t retry_after_ms;
	uint32_t choice_count;
	char message[512];
	char text[64]; /* of the last choice, as the others are */
	uint32_t offset;
	char reasoning[64];
	char finish_reason[64];
} got;

static void on_reply(void *ctx, const struct gamut_reply *reply)
{
	(void)ctx;
	got.count++;
	got.outcome = reply->outcome;
	got.status = reply->http_status;
	got.retry_after_ms = reply->retry_after_ms;
	got.choice_count = reply->choice_count;
	snprintf(got.message, sizeof(got.message), "%.*s",
	         GAMUT_STR_ARG(reply->message));
	for (uint32_t i = 0; i < reply->choice_count; i++) {
		const struct gamut_choice *choice = &reply->choices[i];

		got.offset = choice->offset;
		snprintf(got.text, sizeof(got.text), "%.*s",
		         GAMUT_STR_ARG(choice->text));
		snprintf(got.reasoning, sizeof(got.reasoning), "%.*s",
		         GAMUT_STR_ARG(choice->reasoning));
		snprintf(got.finish_reason, sizeof(got.finish_reason), "%.*s",
		         GAMUT_STR_ARG(choice->finish_reason));
	}
}

/* Ask for `count` samples of the first cell, and wait for the reply. */
static void ask(uint32_t count)
{
	const struct gamut_request request = { .count = count, .attempts = 1 };

	memset(&got, 0, sizeof(got));
	backend->ops->submit(backend, &request);
	while (got.count == 0)
		backend->ops->poll(backend, 1000, on_reply, NULL);
	ck_assert_ptr_null(strstr(got.message, KEY_TAIL));
	ck_assert_ptr_null(strstr(got.message, "u0073"));
	ck_assert_ptr_null(strpbrk(got.message, "\n\r\x1b"));
	ck_assert_uint_eq(
		got.message[0] != '\0' || got.outcome == GAMUT_ANSWERED, 1);
}

/* Tables are read by column. */
/* clang-format off */
static const struct row {
	enum gamut_server_mode mode;
	enum gamut_outcome outcome;
	int64_t status;
	const char *says; /* part of the message */
	int64_t retry_after_ms;
} rows[] = {
	{ GAMUT_SERVER_LIMIT,        GAMUT_RETRY,    429, "Rate limit reached", -1 },
	{ GAMUT_SERVER_LIMIT_MS,     GAMUT_RETRY,    429, "rate_limit_exceeded", 5 },
	{ GAMUT_SERVER_ERROR,        GAMUT_RETRY,    500, "The server had an error", -1 },
	{ GAMUT_SERVER_OVERLOAD,     GAMUT_RETRY,    503, "loading\\nthe model", -1 },
	{ GAMUT_SERVER_OVERLOADED,   GAMUT_RETRY,    529, "overloaded_error", -1 },
	{ GAMUT_SERVER_WRAPPED,      GAMUT_RETRY,    200, "No provider", -1 },
	{ GAMUT_SERVER_RESET,        GAMUT_RETRY,    -1,  "no whole reply", -1 },
	{ GAMUT_SERVER_GARBAGE,      GAMUT_RETRY,    -1,  "no whole reply", -1 },
	{ GAMUT_SERVER_BIG_HEADER,   GAMUT_RETRY,    200, "headers are too long", -1 },
	{ GAMUT_SERVER_HALF,         GAMUT_RETRY,    200, "no whole reply", -1 },
	{ GAMUT_SERVER_LENGTH_OVER,  GAMUT_RETRY,    200, "64 bytes remaining", -1 },
	{ GAMUT_SERVER_LENGTH_UNDER, GAMUT_RETRY,    200, "not JSON", -1 },
	{ GAMUT_SERVER_TRUNCATED,    GAMUT_RETRY,    200, "not JSON", -1 },
	{ GAMUT_SERVER_MALFORMED,    GAMUT_RETRY,    200, "not JSON", -1 },
	{ GAMUT_SERVER_GZIP_BOMB,    GAMUT_RETRY,    200, "not JSON", -1 },
	{ GAMUT_SERVER_NO_BODY,      GAMUT_RETRY,    200, "an empty body", -1 },
	{ GAMUT_SERVER_DEEP,         GAMUT_RETRY,    200, "not JSON", -1 },
	{ GAMUT_SERVER_HTML,         GAMUT_RETRY,    200, "an HTML page", -1 },
	{ GAMUT_SERVER_NOT_JSON,     GAMUT_RETRY,    200, "not JSON", -1 },
	{ GAMUT_SERVER_NO_CHOICES,   GAMUT_RETRY,    200, "no choices", -1 },
	{ GAMUT_SERVER_UNAUTHORIZED, GAMUT_FATAL,    401, "Incorrect API key provided: Bearer ***", -1 },
	{ GAMUT_SERVER_FORBIDDEN,    GAMUT_FATAL,    403, "Not here", -1 },
	{ GAMUT_SERVER_NOT_FOUND,    GAMUT_FATAL,    404, "model_not_found", -1 },
	{ GAMUT_SERVER_TOO_LONG,     GAMUT_REJECTED, 400, "context_length_exceeded", -1 },
	{ GAMUT_SERVER_QUOTA,        GAMUT_FATAL,    429, "insufficient_quota", -1 },
	{ GAMUT_SERVER_HUGE,         GAMUT_REJECTED, 200, "longer than 1048576 bytes", -1 },
};

static const struct {
	enum gamut_server_mode mode;
	uint32_t choices; /* of 3 */
	const char *text; /* of the last; NULL: what its seed says */
	const char *reasoning;
	const char *finish_reason;
} answers[] = {
	{ GAMUT_SERVER_OK,           3, NULL, "", "stop" },
	{ GAMUT_SERVER_SHUFFLED,     3, NULL, "", "stop" },
	{ GAMUT_SERVER_HOLES,        2, NULL, "", "stop" },
	{ GAMUT_SERVER_BLANKS,       2, NULL, "", "stop" },
	{ GAMUT_SERVER_FEWER,        1, NULL, "", "stop" },
	{ GAMUT_SERVER_MORE,         3, NULL, "", "stop" },
	{ GAMUT_SERVER_NO_USAGE,     3, NULL, "", "stop" },
	{ GAMUT_SERVER_NULL_CONTENT, 3, "", "", "stop" },
	{ GAMUT_SERVER_PARTS,        3, "42", "", "stop" },
	{ GAMUT_SERVER_REFUSAL,      3, "I would rather not.", "", "refusal" },
	{ GAMUT_SERVER_REASONING,    3, NULL, "Let me think.", "stop" },
	{ GAMUT_SERVER_FILTERED,     3, "", "", "content_filter" },
	{ GAMUT_SERVER_FILTER,       3, "", "", "content_filter" },
	{ GAMUT_SERVER_LENGTH,       3, NULL, "", "length" },
	{ GAMUT_SERVER_CHUNKED,      3, NULL, "", "stop" },
	{ GAMUT_SERVER_DRIP,         3, NULL, "", "stop" },
	{ GAMUT_SERVER_BIG_INTS,     3, NULL, "", "stop" },
	{ GAMUT_SERVER_DUPLICATE_KEYS, 3, NULL, "", "stop" },
	{ GAMUT_SERVER_TRAPS,        3, "a\xef\xbf\xbd" "b\xef\xbf\xbd" "c", "", "stop" },
};
/* clang-format on */

START_TEST(evils_end_in_an_outcome)
{
	const struct row *row = &rows[_i];

	begin(row->mode, 1, 1);
	open_backend();
	ask(1);
	ck_assert_msg(got.outcome == row->outcome, "outcome %d: %s",
	              (int)got.outcome, got.message);
	ck_assert_int_eq(got.status, row->status);
	ck_assert_int_eq(got.retry_after_ms, row->retry_after_ms);
	ck_assert_msg(strstr(got.message, row->says), "'%s' in '%s'", row->says,
	              got.message);
	/* The handle is as good as before. */
	gamut_server_set_mode(server, GAMUT_SERVER_OK);
	ask(1);
	ck_assert_int_eq(got.outcome, GAMUT_ANSWERED);
	end();
}
END_TEST

START_TEST(answers_come_through)
{
	char text[16];

	begin(answers[_i].mode, 1, 3);
	open_backend();
	ask(3);
	ck_assert_msg(got.outcome == GAMUT_ANSWERED, "%s", got.message);
	ck_assert_uint_eq(got.choice_count, answers[_i].choices);
	snprintf(text, sizeof(text), "%d",
	         gamut_server_answer(1000 + (int64_t)got.offset));
	ck_assert_str_eq(got.text, answers[_i].text ? answers[_i].text : text);
	ck_assert_str_eq(got.reasoning, answers[_i].reasoning);
	ck_assert_str_eq(got.finish_reason, answers[_i].finish_reason);
	end();
}
END_TEST

START_TEST(the_key_is_in_no_message)
{
	begin(GAMUT_SERVER_ECHO, 1, 1);
	open_backend();
	/* The server knows three kinds of bodies. */
	for (int i = 0; i < 3; i++) {
		ask(1);
		ck_assert_int_eq(got.outcome, GAMUT_REJECTED);
		ck_assert_ptr_nonnull(strstr(got.message, "Bearer ****"));
	}
	end();
}
END_TEST

START_TEST(redirects_are_not_followed)
{
	const struct gamut_server_options trap_told = { 0 };
	struct gamut_server *trap = gamut_server_start(&trap_told);
	char target[128];

	snprintf(target, sizeof(target), "http://user:pw@localhost:%u/v1/x",
	         (unsigned)gamut_server_port(trap));
	told.redirect_to = target;
	begin(GAMUT_SERVER_REDIRECT, 1, 1);
	open_backend();
	ask(1);
	ck_assert_int_eq(got.outcome, GAMUT_FATAL);
	ck_assert_int_eq(got.status, 307);
	ck_assert_ptr_nonnull(strstr(got.message, "not followed"));
	ck_assert_ptr_nonnull(strstr(got.message, "localhost"));
	ck_assert_ptr_null(strstr(got.message, "pw"));
	ck_assert_uint_eq(gamut_server_request_count(trap), 0);
	end();
	gamut_server_stop(trap);
}
END_TEST

START_TEST(nobody_there)
{
	begin(GAMUT_SERVER_OK, 1, 1);
	/* Port 1 of this machine is closed. */
	run->manifest.endpoint = GAMUT_STR("http://127.0.0.1:1/v1");
	open_backend();
	ask(1);
	ck_assert_int_eq(got.outcome, GAMUT_RETRY);
	ck_assert_int_eq(got.status, GAMUT_UNKNOWN);
	ck_assert_ptr_nonnull(strstr(got.message, "127.0.0.1"));
	end();
}
END_TEST

START_TEST(requests_look_as_they_should)
{
	static const char *const headers[] = { "X-Title: a test" };

	begin(GAMUT_SERVER_OK, 2, 1);
	run->manifest.cells[1].prompt = GAMUT_STR("\"Output:\"");
	snprintf(endpoint + strlen(endpoint), 8, "/");
	run->manifest.endpoint = gamut_str_of(endpoint);
	options.headers = headers;
	options.header_count = 1;
	open_backend();
	ask(1);
	backend->ops->submit(backend, &(struct gamut_request){
					      .cell = 1,
					      .count = 1,
					      .attempts = 1,
				      });
	while (got.count < 2)
		backend->ops->poll(backend, 1000, on_reply, NULL);
	ck_assert_int_eq(got.outcome, GAMUT_ANSWERED);
	ck_assert_str_eq(gamut_server_path(server, 0), "/v1/chat/completions");
	ck_assert_str_eq(gamut_server_path(server, 1), "/v1/completions");
	for (size_t i = 0; i < 2; i++) {
		ck_assert_str_eq(
			gamut_server_header(server, i, "Authorization"),
			"Bearer " KEY);
		ck_assert_str_eq(gamut_server_header(server, i, "X-Title"),
		                 "a test");
		ck_assert_str_eq(gamut_server_header(server, i, "Content-Type"),
		                 "application/json");
		ck_assert_str_eq(
			gamut_server_header(server, i, "Cache-Control"),
			"no-store");
		ck_assert_int_eq(
			strncmp(gamut_server_header(server, i, "User-Agent"),
		                "gamut/", 6),
			0);
		ck_assert_ptr_null(gamut_server_header(server, i, "Expect"));
		ck_assert_ptr_null(
			gamut_server_header(server, i, "Accept-Encoding"));
		ck_assert_ptr_null(strstr(gamut_server_body(server, i), KEY));
	}
	ck_assert_ptr_nonnull(strstr(gamut_server_body(server, 0), "messages"));
	ck_assert_ptr_nonnull(
		strstr(gamut_server_body(server, 1), "\"prompt\":\"Output:\""));
	end();
}
END_TEST

START_TEST(more_requests_than_slots_are_a_bug)
{
	begin(GAMUT_SERVER_OK, 1, 5);
	open_backend();
	for (uint32_t i = 0; i < 5; i++)
		backend->ops->submit(backend, &(struct gamut_request){
						      .index = i,
						      .count = 1,
						      .attempts = 1,
					      });
}
END_TEST

START_TEST(abandoned_requests_are_released)
{
	begin(GAMUT_SERVER_OK, 1, 4);
	open_backend();
	for (uint32_t i = 0; i < 4; i++)
		backend->ops->submit(backend, &(struct gamut_request){
						      .index = i,
						      .count = 1,
						      .attempts = 1,
					      });
	end();
}
END_TEST

START_TEST(idle_poll_waits)
{
	int64_t began_us;

	begin(GAMUT_SERVER_OK, 1, 1);
	open_backend();
	began_us = gamut_clock_us();
	backend->ops->poll(backend, 20, on_reply, NULL);
	ck_assert_int_ge(gamut_clock_us() - began_us, 19000);
	end();
}
END_TEST

static void ignore(int number)
{
	(void)number;
}

START_TEST(signals_end_the_wait)
{
	const struct itimerval soon = { .it_value.tv_usec = 20000 };
	const struct sigaction action = { .sa_handler = ignore };
	int64_t began_us;

	begin(GAMUT_SERVER_OK, 1, 1);
	open_backend();
	sigaction(SIGALRM, &action, NULL);
	began_us = gamut_clock_us();
	setitimer(ITIMER_REAL, &soon, NULL);
	backend->ops->poll(backend, 60000, on_reply, NULL);
	ck_assert_int_lt(gamut_clock_us() - began_us, 30000000);
	end();
}
END_TEST

Suite *unit_suite(void)
{
	Suite *suite = suite_create("http");
	TCase *tc = tcase_create("http");

	tcase_add_loop_test(tc, evils_end_in_an_outcome, 0,
	                    (int)GAMUT_ARRAY_LEN(rows));
	tcase_add_loop_test(tc, answers_come_through, 0,
	                    (int)GAMUT_ARRAY_LEN(answers));
	tcase_add_test(tc, the_key_is_in_no_message);
	tcase_add_test(tc, redirects_are_not_followed);
	tcase_add_test(tc, nobody_there);
	tcase_add_test(tc, requests_look_as_they_should);
	tcase_add_test(tc, abandoned_requests_are_released);
	tcase_add_test(tc, idle_poll_waits);
	tcase_add_test(tc, signals_end_the_wait);
	tcase_add_test_raise_signal(tc, more_requests_than_slots_are_a_bug,
	                            SIGABRT);
	suite_add_tcase(suite, tc);
	return suite;
}
