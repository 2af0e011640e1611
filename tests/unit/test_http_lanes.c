/* Several endpoints, and what each form sends: by servers of one reply. */
#include "tests/support/unit.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "runner/plan/dialect.h"
#include "runner/sample/http.h"

#define KEY "sk-0123456789-secret"

/* clang-format off */
#define S(lit) { .ptr = (lit), .len = sizeof(lit) - 1 }

static struct gamut_manifest_cell cells[] = {
	{ .max_tokens = 8, .prompt = S("[{\"role\":\"user\",\"content\":\"Hi\"}]") },
};
/* clang-format on */

#define CHAT_REPLY "{\"choices\":[{\"message\":{\"content\":\"7\"}}]}"

/* A socket that listens on loopback, and what was sent to it. */
struct listener {
	int fd;
	unsigned port;
	char base[128];
	char request[8192];
};

static struct listener listeners[2];
static const char *bases[2];
static struct gamut_manifest manifest;
static struct gamut_http_options options;
static struct gamut_backend *backend;
static struct gamut_arena arena;

static void open_listener(struct listener *l, const char *path)
{
	struct sockaddr_in address = { .sin_family = AF_INET };
	socklen_t size = sizeof(address);

	address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	l->fd = socket(AF_INET, SOCK_STREAM, 0);
	ck_assert_int_ge(l->fd, 0);
	ck_assert_int_eq(bind(l->fd, (struct sockaddr *)&address, size), 0);
	ck_assert_int_eq(listen(l->fd, 8), 0);
	ck_assert_int_eq(getsockname(l->fd, (struct sockaddr *)&address, &size),
	                 0);
	ck_assert_int_eq(fcntl(l->fd, F_SETFL, O_NONBLOCK), 0);
	l->port = ntohs(address.sin_port);
	snprintf(l->base, sizeof(l->base), "http://127.0.0.1:%u%s", l->port,
	         path);
}

/* `count` endpoints with `path` in their URLs, asked as `profile` is. */
static void begin(const char *profile, size_t count, const char *path)
{
	struct gamut_dialect dialect =
		gamut_dialect_of(gamut_profile_find(profile), true, &arena);

	for (size_t i = 0; i < count; i++) {
		open_listener(&listeners[i], path);
		bases[i] = listeners[i].base;
	}
	manifest = (struct gamut_manifest){
		.model = GAMUT_STR("m"),
		.sampling = GAMUT_STR("{}"),
		.request = gamut_dialect_encode(&dialect, &arena),
		.cells = cells,
		.cell_count = 1,
	};
	options = (struct gamut_http_options){
		.manifest = &manifest,
		.endpoints = bases,
		.endpoint_count = count,
		.key = KEY,
		.concurrency = 2,
		.timeout_ms = 20000,
		.connect_timeout_ms = 5000,
		.max_reply_bytes = 1 << 20,
	};
}

static void open_backend(void)
{
	struct gamut_err err = { 0 };

	ck_assert_msg(gamut_http_open(&backend, &options, &err) == GAMUT_OK,
	              "%s", err.msg);
}

static void end(void)
{
	backend->ops->free(backend);
	for (size_t i = 0; i < options.endpoint_count; i++)
		close(listeners[i].fd);
	gamut_arena_clear(&arena);
}

static struct {
	size_t count;
	size_t lane;
	enum gamut_outcome outcome;
	bool is_cached;
	int64_t retry_after_ms;
	char text[64];
} got;

static void on_reply(void *ctx, const struct gamut_reply *reply)
{
	(void)ctx;
	got.count++;
	got.lane = reply->request.lane;
	got.outcome = reply->outcome;
	got.is_cached = reply->is_cached;
	got.retry_after_ms = reply->retry_after_ms;
	got.text[0] = '\0';
	if (reply->choice_count > 0)
		snprintf(got.text, sizeof(got.text), "%.*s",
		         GAMUT_STR_ARG(reply->choices[0].text));
}

static void submit(size_t lane)
{
	backend->ops->submit(backend, &(struct gamut_request){
					      .lane = lane,
					      .count = 1,
					      .attempts = 1,
				      });
}

/* Has the whole request come? The last of it closes an object. */
static bool is_whole(const char *request)
{
	const char *body = strstr(request, "\r\n\r\n");

	return body && strlen(body) > 5 && body[strlen(body) - 1] == '}' &&
	       strstr(body, "max_");
}

/* Take the request that waits at `l`, and answer it. */
static void answer(struct listener *l, const char *headers, const char *body)
{
	char reply[1024];
	size_t len = 0;
	int fd = -1;

	l->request[0] = '\0';
	while (fd < 0) {
		backend->ops->poll(backend, 5, on_reply, NULL);
		fd = accept(l->fd, NULL, NULL);
	}
	while (!is_whole(l->request)) {
		ssize_t n;

		backend->ops->poll(backend, 5, on_reply, NULL);
		n = recv(fd, l->request + len, sizeof(l->request) - 1 - len,
		         MSG_DONTWAIT);
		ck_assert(n > 0 || (n < 0 && errno == EAGAIN));
		len += n > 0 ? (size_t)n : 0;
		l->request[len] = '\0';
	}
	snprintf(reply, sizeof(reply),
	         "HTTP/1.1 %s\r\nContent-Length: %zu\r\nConnection: close"
	         "\r\n\r\n%s",
	         headers, strlen(body), body);
	ck_assert_int_eq(send(fd, reply, strlen(reply), MSG_NOSIGNAL),
	                 (ssize_t)strlen(reply));
	while (got.count == 0)
		backend->ops->poll(backend, 1000, on_reply, NULL);
	close(fd);
}

/* clang-format off */
static const struct {
	const char *profile;
	const char *path;
	const char *line;   /* the request begins with it */
	const char *header; /* it has it */
} forms[] = {
	{ "openai", "/v1/", "POST /v1/chat/completions HTTP/1.1\r\n",
	  "\r\nAuthorization: Bearer " KEY "\r\n" },
	{ "azure", "/openai/deployments/d?api-version=2024-10-21-preview",
	  "POST /openai/deployments/d/chat/completions"
	  "?api-version=2024-10-21-preview HTTP/1.1\r\n",
	  "\r\napi-key: " KEY "\r\n" },
	{ "anthropic", "/v1", "POST /v1/messages HTTP/1.1\r\n",
	  "\r\nx-api-key: " KEY "\r\n" },
	{ "anthropic", "/v1", "POST /v1/messages HTTP/1.1\r\n",
	  "\r\nanthropic-version: 2023-06-01\r\n" },
};
/* clang-format on */

START_TEST(each_form_has_its_path_and_headers)
{
	struct listener *l = &listeners[0];

	begin(forms[_i].profile, 1, forms[_i].path);
	open_backend();
	ck_assert_uint_eq(backend->lanes, 1);
	memset(&got, 0, sizeof(got));
	submit(0);
	answer(l, "200 OK", CHAT_REPLY);
	ck_assert_int_eq(
		strncmp(l->request, forms[_i].line, strlen(forms[_i].line)), 0);
	ck_assert_msg(strstr(l->request, forms[_i].header), "%s", l->request);
	/* The key goes by one header. */
	ck_assert_ptr_null(strstr(strstr(l->request, KEY) + 1, KEY));
	end();
}
END_TEST

/* Who gives the header does not want it twice. */
START_TEST(own_headers_take_the_place_of_fixed_ones)
{
	static const char *const headers[] = {
		"X-API-Key: other-0123456789", "Anthropic-Version: 2024-01-01"
	};
	struct listener *l = &listeners[0];

	begin("anthropic", 1, "/v1");
	options.headers = headers;
	options.header_count = 2;
	open_backend();
	memset(&got, 0, sizeof(got));
	submit(0);
	answer(l, "200 OK",
	       "{\"content\":[{\"type\":\"text\",\"text\":\"7\"}]}");
	ck_assert_int_eq(got.outcome, GAMUT_ANSWERED);
	ck_assert_str_eq(got.text, "7");
	ck_assert_ptr_null(strstr(l->request, KEY));
	ck_assert_ptr_null(strstr(l->request, "2023-06-01"));
	ck_assert_ptr_nonnull(strstr(l->request, headers[0]));
	end();
}
END_TEST

/* Each lane has room for its own, and is asked what it is told to. */
START_TEST(requests_go_to_their_lanes)
{
	begin("generic", 2, "/v1");
	open_backend();
	ck_assert_uint_eq(backend->lanes, 2);
	ck_assert_str_eq(backend->lane_names[0], bases[0]);
	ck_assert_str_eq(backend->lane_names[1], bases[1]);
	for (size_t lane = 2; lane-- > 0;) {
		memset(&got, 0, sizeof(got));
		submit(lane);
		answer(&listeners[lane], "200 OK", CHAT_REPLY);
		ck_assert_int_eq(got.outcome, GAMUT_ANSWERED);
		ck_assert_uint_eq(got.lane, lane);
	}
	for (size_t i = 0; i < 4; i++)
		submit(i % 2);
	end();
}
END_TEST

START_TEST(a_full_lane_is_a_bug)
{
	begin("generic", 2, "/v1");
	open_backend();
	for (size_t i = 0; i < 3; i++)
		submit(1);
}
END_TEST

START_TEST(no_such_lane_is_a_bug)
{
	begin("generic", 2, "/v1");
	open_backend();
	submit(2);
}
END_TEST

START_TEST(headers_of_replies_are_read)
{
	begin("generic", 1, "/v1");
	open_backend();
	memset(&got, 0, sizeof(got));
	submit(0);
	answer(&listeners[0], "200 OK\r\nX-OpenRouter-Cache-Status: HIT",
	       CHAT_REPLY);
	ck_assert_int_eq(got.outcome, GAMUT_ANSWERED);
	ck_assert(got.is_cached);
	memset(&got, 0, sizeof(got));
	submit(0);
	answer(&listeners[0],
	       "429 Slow\r\nX-RateLimit-Remaining-Requests: 0"
	       "\r\nX-RateLimit-Reset-Requests: 1m30s",
	       "{}");
	ck_assert_int_eq(got.outcome, GAMUT_RETRY);
	ck_assert_int_eq(got.retry_after_ms, 90000);
	ck_assert(!got.is_cached);
	memset(&got, 0, sizeof(got));
	submit(0);
	answer(&listeners[0], "500 Oh\r\nX-RateLimit-Reset-Requests: 1m30s",
	       "{}");
	ck_assert_int_eq(got.retry_after_ms, -1);
	end();
}
END_TEST

Suite *unit_suite(void)
{
	Suite *suite = suite_create("http_lanes");
	TCase *tc = tcase_create("http_lanes");

	tcase_add_loop_test(tc, each_form_has_its_path_and_headers, 0,
	                    (int)GAMUT_ARRAY_LEN(forms));
	tcase_add_test(tc, own_headers_take_the_place_of_fixed_ones);
	tcase_add_test(tc, requests_go_to_their_lanes);
	tcase_add_test(tc, headers_of_replies_are_read);
	tcase_add_test_raise_signal(tc, a_full_lane_is_a_bug, SIGABRT);
	tcase_add_test_raise_signal(tc, no_such_lane_is_a_bug, SIGABRT);
	suite_add_tcase(suite, tc);
	return suite;
}
