#include "tests/support/unit.h"

#include <string.h>

#include "runner/sample/http.h"

#define KEY "sk-secret-0123456789"

/* clang-format off */
static const struct {
	const char *endpoint;
	const char *key;
	const char *header;
	const char *says; /* NULL: it is fine */
} targets[] = {
	{ "http://127.0.0.1:8000/v1",       KEY,  NULL, NULL },
	{ "http://127.9.9.9/v1/",           KEY,  NULL, NULL },
	{ "http://localhost:11434/v1",      KEY,  NULL, NULL },
	{ "http://[::1]:8000/v1",           KEY,  NULL, NULL },
	{ "https://api.example.com/v1",     KEY,  NULL, NULL },
	{ "http://api.example.com/v1",      NULL, NULL, NULL },
	{ "https://example.com/x",          KEY, "api-key: " KEY, NULL },
	{ "https://example.com/completions/v1", KEY, NULL, NULL },
	{ "HTTPS://example.com/v1",         KEY,  NULL, NULL },
	{ "https://example.com/x?key=" KEY, NULL, NULL, "query ('?')" },
	{ "https://example.com?" KEY,       NULL, NULL, "query ('?')" },
	{ "https://example.com/v1?",        NULL, NULL, "query ('?')" },
	{ "https://example.com/d?api-version=2024-10-21", KEY, NULL, NULL },
	{ "https://example.com/d?api-version=preview", KEY, NULL, NULL },
	{ "https://example.com/d?api-version=", NULL, NULL, "query ('?')" },
	{ "https://example.com/d?api-version=1&key=" KEY, NULL, NULL, "query ('?')" },
	{ "https://example.com/d?key=" KEY "&api-version=1", NULL, NULL, "query ('?')" },
	{ "https://example.com/d?api-version=sk-0123456789012345678901", NULL, NULL, "query ('?')" },
	{ "https://example.com/d?api-version=1#" KEY, NULL, NULL, "('" },
	{ "https://example.com/d/completions?api-version=1", NULL, NULL, "the base URL is wanted" },
	{ "https://example.com/v1/messages", NULL, NULL, "the base URL is wanted" },
	{ "https://example.com/v1#" KEY,    NULL, NULL, "fragment ('#')" },
	{ "https://ex ample.com/?" KEY,     NULL, NULL, "expected a URL" },
	{ "127.0.0.1:8000/v1",              NULL, NULL, "'127.0.0.1:8000/v1': http:// or https:// is missing in front" },
	{ "localhost:8000/v1",              NULL, NULL, "missing in front" },
	{ "example.com/v1?u=https://" KEY,  NULL, NULL, "missing in front" },
	{ "me:" KEY "@example.com/v1",      NULL, NULL, "missing in front" },
	{ "://example.com/v1",              NULL, NULL, "missing in front" },
	{ "http:/127.0.0.1:8000/v1",        NULL, NULL, "missing in front" },
	{ "http://127.0.0.1/v1/chat/completions", NULL, NULL, "the base URL is wanted, such as http://127.0.0.1:8000/v1" },
	{ "http://127.0.0.1/v1/completions/", NULL, NULL, "the base URL is wanted" },
	{ "http://api.example.com/v1",      KEY,  NULL, "unencrypted to 'api.example.com'" },
	{ "http://127.0.0.1.example.com/",  KEY,  NULL, "unencrypted" },
	{ "http://localhost.example.com/",  KEY,  NULL, "unencrypted" },
	{ "http://10.0.0.1/v1",             NULL, "Authorization: Bearer " KEY, "unencrypted" },
	{ "http://10.0.0.1/v1",             NULL, "x-API-key: " KEY, "unencrypted" },
	{ "http://10.0.0.1/v1",             NULL, "Cookie: s=1", "headers given would go unencrypted to '10.0.0.1'" },
	{ "http://10.0.0.1/v1",             NULL, "X-Auth-Token: 1", "unencrypted" },
	{ "http://10.0.0.1/v1",             NULL, "X-Title: a title", "unencrypted" },
	{ "http://127.0.0.1/v1",            KEY,  "Cookie: s=1", NULL },
	{ "http://127.0.0.1/v1",            NULL, "Content-Length: 5", "header 'Content-Length': each request has one of its own" },
	{ "http://127.0.0.1/v1",            NULL, "transfer-encoding: chunked", "header 'transfer-encoding'" },
	{ "http://127.0.0.1/v1",            NULL, "HOST: example.com", "header 'HOST'" },
	{ "http://127.0.0.1/v1",            NULL, "Hosts: example.com", NULL },
	{ "https://me:" KEY "@example.com/", NULL, NULL, "user or password" },
	{ "ftp://example.com/",             NULL, NULL, "neither http nor https" },
	{ "file:///etc/passwd",             NULL, NULL, "endpoint" },
	{ "example.com/v1",                 NULL, NULL, "expected a URL" },
	{ "http://",                        NULL, NULL, "expected a URL" },
	{ "http://exa mple.com/" KEY "@",   NULL, NULL, "expected a URL" },
	{ "",                               NULL, NULL, "expected a URL" },
	{ "https://example.com/v1",         KEY "\nX: y", NULL, "control character" },
	{ "https://example.com/v1",         "",   NULL, "empty" },
	{ "https://example.com/v1",         NULL, "no colon " KEY, "header 1" },
	{ "https://example.com/v1",         NULL, "X-A: " KEY "\r\nX-B: c", "'X-A'" },
	{ "https://example.com/v1",         NULL, "X-A:  ", "'X-A'" },
	{ "https://example.com/v1",         NULL, ": " KEY, "header 1" },
	{ "https://example.com/v1",         NULL, "X A: " KEY, "header 1" },
};
/* clang-format on */

static enum gamut_status try_open(const struct gamut_http_options *how,
                                  const char *request, struct gamut_err *err)
{
	const struct gamut_manifest manifest = {
		.endpoint = GAMUT_STR("http://10.0.0.1/v1"),
		.request = gamut_str_of(request),
	};
	struct gamut_http_options options = *how;
	struct gamut_backend *backend = NULL;
	enum gamut_status status;

	options.manifest = &manifest;
	options.concurrency = 2;
	status = gamut_http_open(&backend, &options, err);
	if (!status)
		backend->ops->free(backend);
	return status;
}

START_TEST(secrets_go_in_the_open_where_that_is_asked_for)
{
	const char *const header = "X-Title: t";
	struct gamut_http_options options = { .key = KEY,
		                              .headers = &header,
		                              .header_count = 1 };
	struct gamut_err err = { 0 };

	ck_assert_int_eq(try_open(&options, "", &err), GAMUT_EINVAL);
	options.allows_http = true;
	ck_assert_msg(try_open(&options, "", &err) == GAMUT_OK, "%s", err.msg);
}
END_TEST

START_TEST(every_lane_is_checked)
{
	const char *const bases[] = { "http://127.0.0.1:1/v1",
		                      "http://10.0.0.2/v1" };
	struct gamut_http_options options = { .endpoints = bases,
		                              .endpoint_count = 2 };
	struct gamut_err err = { 0 };

	ck_assert_int_eq(try_open(&options, "", &err), GAMUT_OK);
	options.key = KEY;
	ck_assert_int_eq(try_open(&options, "", &err), GAMUT_EINVAL);
	ck_assert_ptr_nonnull(strstr(err.msg, "'10.0.0.2'"));
}
END_TEST

/* A run directory may come from others. */
START_TEST(headers_of_the_manifest_are_checked)
{
	struct gamut_http_options options = { .key = NULL };
	struct gamut_err err = { 0 };

	ck_assert_int_eq(try_open(&options,
	                          "{\"headers\":{\"X\":\"a\\r\\nY: b\"}}",
	                          &err),
	                 GAMUT_EINVAL);
	ck_assert_ptr_nonnull(strstr(err.msg, "control character"));
	ck_assert_int_eq(
		try_open(&options, "{\"headers\":{\"Host\":\"a\"}}", &err),
		GAMUT_EPARSE);
	ck_assert_ptr_nonnull(strstr(err.msg, "header 'Host'"));
	/* What profile files may not say, a stranger's run.json may not either.
	 */
	ck_assert_int_eq(
		try_open(&options, "{\"headers\":{\"X-API-Key\":\"a\"}}", &err),
		GAMUT_EPARSE);
	ck_assert_int_eq(
		try_open(&options, "{\"headers\":{\"Proxy-Any\":\"a\"}}", &err),
		GAMUT_EPARSE);
	ck_assert_int_eq(try_open(&options, "{\"form\":\"x\"}", &err),
	                 GAMUT_EPARSE);
}
END_TEST

START_TEST(targets_are_checked)
{
	const struct gamut_manifest manifest = {
		.endpoint = gamut_str_of(targets[_i].endpoint),
	};
	const struct gamut_http_options options = {
		.manifest = &manifest,
		.key = targets[_i].key,
		.headers = &targets[_i].header,
		.header_count = targets[_i].header != NULL,
		.concurrency = 2,
		.timeout_ms = 1000,
		.connect_timeout_ms = 1000,
		.max_reply_bytes = 1000,
	};
	struct gamut_backend *backend = NULL;
	struct gamut_err err = { 0 };
	enum gamut_status status = gamut_http_open(&backend, &options, &err);

	if (targets[_i].says) {
		ck_assert_int_eq(status, GAMUT_EINVAL);
		ck_assert_msg(strstr(err.msg, targets[_i].says), "'%s' in '%s'",
		              targets[_i].says, err.msg);
	} else {
		ck_assert_msg(status == GAMUT_OK, "%s", err.msg);
		backend->ops->free(backend);
	}
	ck_assert_ptr_null(strstr(err.msg, KEY));
	ck_assert_ptr_null(strpbrk(err.msg, "\n\r"));
}
END_TEST

Suite *unit_suite(void)
{
	Suite *suite = suite_create("http_target");
	TCase *tc = tcase_create("open");

	tcase_add_loop_test(tc, targets_are_checked, 0,
	                    (int)GAMUT_ARRAY_LEN(targets));
	tcase_add_test(tc, secrets_go_in_the_open_where_that_is_asked_for);
	tcase_add_test(tc, every_lane_is_checked);
	tcase_add_test(tc, headers_of_the_manifest_are_checked);
	suite_add_tcase(suite, tc);
	return suite;
}
