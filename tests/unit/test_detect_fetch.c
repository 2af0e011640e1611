/* Asking a server that is there, that is not, and that hangs. */
#include "tests/support/unit.h"

#include <arpa/inet.h>
#include <microhttpd.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/clock.h"
#include "runner/sample/detect.h"
#include "runner/store/sample.h"

#define KEY "sk-secret-0123456789"

static struct gamut_arena arena;
static struct gamut_err err;

static void clear(void)
{
	gamut_arena_clear(&arena);
}

/* ------------------------------------------------------------ a small site */

struct site {
	enum {
		GAMUT_SITE_VLLM,   /* has what vLLM has */
		GAMUT_SITE_LOST,   /* the same, but with 404 */
		GAMUT_SITE_PARROT, /* repeats the key as the version */
		GAMUT_SITE_ENDLESS,
		GAMUT_SITE_MOVED, /* to itself, as vLLM */
	} kind;
	struct MHD_Daemon *daemon;
	uint64_t sent; /* of pages without an end; of the server's thread */
};

static ssize_t write_endless(void *ctx, uint64_t at, char *out, size_t max)
{
	struct site *site = ctx;

	(void)at;
	site->sent += max;
	memset(out, '[', max);
	return (ssize_t)max;
}

static const char *page_of(const struct site *site, const char *path)
{
	if (strcmp(path, "/a/v1/models") == 0)
		return "{\"data\":[{\"id\":\"m\",\"owned_by\":\"vllm\"}]}";
	if (strcmp(path, "/a/version") != 0)
		return NULL;
	return site->kind == GAMUT_SITE_PARROT ? "{\"version\":\"" KEY "\"}" :
	                                         "{\"version\":\"0.11.0\"}";
}

/* NOLINTNEXTLINE(readability-function-size): the library's signature */
static enum MHD_Result hear(void *ctx, struct MHD_Connection *connection,
                            const char *url, const char *method,
                            const char *version, const char *data,
                            size_t *data_len, void **state)
{
	struct site *site = ctx;
	const char *page = page_of(site, url);
	unsigned status = page && site->kind != GAMUT_SITE_LOST ? 200 : 404;
	struct MHD_Response *response;
	enum MHD_Result result;

	(void)version;
	(void)data;
	*data_len = 0;
	(void)state;
	if (strcmp(method, "GET") != 0)
		return MHD_NO;
	if (site->kind == GAMUT_SITE_ENDLESS)
		response = MHD_create_response_from_callback(
			MHD_SIZE_UNKNOWN, 1 << 16, write_endless, site, NULL);
	else
		response = MHD_create_response_from_buffer_with_free_callback(
			page ? strlen(page) : 0, gamut_strdup(page ? page : ""),
			free);
	if (site->kind == GAMUT_SITE_MOVED) {
		status = 307;
		MHD_add_response_header(response, "Location", "/a/v1/models");
	}
	result = MHD_queue_response(connection, status, response);
	MHD_destroy_response(response);
	return result;
}

static void open_site(struct site *site)
{
	struct sockaddr_in address = { .sin_family = AF_INET };

	address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	site->daemon = MHD_start_daemon(MHD_USE_POLL_INTERNAL_THREAD, 0, NULL,
	                                NULL, hear, site, MHD_OPTION_SOCK_ADDR,
	                                (struct sockaddr *)&address,
	                                MHD_OPTION_END);
	ck_assert_ptr_nonnull(site->daemon);
}

static unsigned port_of(const struct site *site)
{
	return MHD_get_daemon_info(site->daemon, MHD_DAEMON_INFO_BIND_PORT)
	        ->port;
}

/* ------------------------------------------------------------------ tests */

static struct gamut_detection detect_at(unsigned port)
{
	const struct gamut_manifest manifest = {
		.endpoint = gamut_arena_strf(&arena,
		                             "http://127.0.0.1:%u/a/v1/", port),
		.model = GAMUT_STR("m"),
		.profile = GAMUT_STR("generic"),
		.sampling = GAMUT_STR("{\"temperature\":1}"),
	};
	const struct gamut_http_options options = {
		.manifest = &manifest,
		.key = KEY,
		.concurrency = 1,
		.timeout_ms = 500,
		.connect_timeout_ms = 500,
		.max_reply_bytes = 1000,
	};
	struct gamut_detection out;

	ck_assert_msg(gamut_detect(&out, &options, &arena, &err) == GAMUT_OK,
	              "%s", err.msg);
	return out;
}

START_TEST(a_server_is_asked_at_its_places)
{
	struct site site = { .kind = GAMUT_SITE_VLLM };
	struct gamut_detection out;

	open_site(&site);
	out = detect_at(port_of(&site));
	MHD_stop_daemon(site.daemon);
	ck_assert_pstr_eq(out.kind, "vllm");
	ck_assert(gamut_str_eq(out.version, GAMUT_STR("0.11.0")));
	ck_assert_int_eq(out.has_model, GAMUT_TOLD_YES);
	ck_assert_uint_eq(out.warning_count, 1);
}
END_TEST

/* A page without an end is cut off, a redirect is not followed. */
START_TEST(what_is_of_no_use_tells_nothing)
{
	static const struct site kinds[] = { { .kind = GAMUT_SITE_LOST },
		                             { .kind = GAMUT_SITE_ENDLESS },
		                             { .kind = GAMUT_SITE_MOVED } };
	struct site site = kinds[_i];
	struct gamut_detection out;

	open_site(&site);
	out = detect_at(port_of(&site));
	MHD_stop_daemon(site.daemon);
	/* Nine pages of a megabyte, and what was on its way. */
	ck_assert_uint_lt(site.sent, 128 << 20);
	ck_assert_ptr_null(out.kind);
	ck_assert_int_eq(out.has_model, GAMUT_TOLD_NOTHING);
	ck_assert_int_eq(out.max_context, GAMUT_UNKNOWN);
	ck_assert_uint_eq(out.warning_count, 0);
}
END_TEST

START_TEST(the_key_is_not_told)
{
	struct site site = { .kind = GAMUT_SITE_PARROT };
	struct gamut_detection out;

	open_site(&site);
	out = detect_at(port_of(&site));
	MHD_stop_daemon(site.daemon);
	ck_assert_pstr_eq(out.kind, "vllm");
	ck_assert_ptr_null(strstr(out.told.ptr, KEY));
	ck_assert_ptr_nonnull(strstr(out.told.ptr, "***"));
}
END_TEST

/* The kernel accepts the connections, and nobody answers. */
START_TEST(a_server_that_hangs_tells_nothing_in_time)
{
	struct sockaddr_in address = { .sin_family = AF_INET };
	socklen_t len = sizeof(address);
	int fd = socket(AF_INET, SOCK_STREAM, 0);
	struct gamut_detection out;
	int64_t began_us;

	address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	ck_assert_int_eq(
		bind(fd, (const struct sockaddr *)&address, sizeof(address)),
		0);
	ck_assert_int_eq(getsockname(fd, (struct sockaddr *)&address, &len), 0);
	ck_assert_int_eq(listen(fd, 64), 0);
	began_us = gamut_clock_us();
	out = detect_at(ntohs(address.sin_port));
	ck_assert_int_lt(gamut_clock_us() - began_us, INT64_C(10000000));
	ck_assert_ptr_null(out.kind);
	close(fd);
	/* And one that is not there at all. */
	out = detect_at(ntohs(address.sin_port));
	ck_assert_ptr_null(out.kind);
}
END_TEST

START_TEST(an_endpoint_that_cannot_be_is_refused)
{
	const struct gamut_manifest manifest = {
		.endpoint = GAMUT_STR("http://10.0.0.1/v1"),
		.model = GAMUT_STR("m"),
	};
	const struct gamut_http_options options = {
		.manifest = &manifest,
		.key = KEY,
		.concurrency = 1,
	};
	struct gamut_detection out;

	ck_assert_int_eq(gamut_detect(&out, &options, &arena, &err),
	                 GAMUT_EINVAL);
	ck_assert_ptr_nonnull(strstr(err.msg, "unencrypted"));
}
END_TEST

Suite *unit_suite(void)
{
	Suite *suite = suite_create("detect_fetch");
	TCase *tc = tcase_create("fetch");

	tcase_add_checked_fixture(tc, NULL, clear);
	tcase_add_test(tc, a_server_is_asked_at_its_places);
	tcase_add_loop_test(tc, what_is_of_no_use_tells_nothing, 0, 3);
	tcase_add_test(tc, the_key_is_not_told);
	tcase_add_test(tc, a_server_that_hangs_tells_nothing_in_time);
	tcase_add_test(tc, an_endpoint_that_cannot_be_is_refused);
	suite_add_tcase(suite, tc);
	return suite;
}
