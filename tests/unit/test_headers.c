#include "tests/support/unit.h"

#include <string.h>

#include "runner/sample/headers.h"
#include "runner/store/sample.h"

/* 2026-11-23T12:00:00Z */
#define NOW_MS INT64_C(1795435200000)

/* "name: value" lines of a reply, NULL behind the last. */
#define LINES 6

struct reply {
	const char *const *lines;
};

static struct gamut_str find(void *ctx, const char *name)
{
	const char *const *lines = ((const struct reply *)ctx)->lines;
	size_t len = strlen(name);

	for (size_t i = 0; i < LINES && lines[i]; i++)
		if (strncmp(lines[i], name, len) == 0 &&
		    strncmp(lines[i] + len, ": ", 2) == 0)
			return gamut_str_of(lines[i] + len + 2);
	return GAMUT_STR_EMPTY;
}

/* clang-format off */
static const struct {
	const char *lines[LINES];
	int64_t expected;
} limits[] = {
	{ { NULL }, GAMUT_UNKNOWN },
	/* OpenAI's own example. */
	{ { "x-ratelimit-remaining-requests: 59",
	    "x-ratelimit-reset-requests: 1s",
	    "x-ratelimit-remaining-tokens: 149984",
	    "x-ratelimit-reset-tokens: 6m0s" }, 360000 },
	{ { "x-ratelimit-remaining-requests: 0",
	    "x-ratelimit-reset-requests: 8.64s",
	    "x-ratelimit-remaining-tokens: 149984",
	    "x-ratelimit-reset-tokens: 6m0s" }, 8640 },
	{ { "x-ratelimit-remaining-requests: 0",
	    "x-ratelimit-reset-requests: 8.64s",
	    "x-ratelimit-remaining-tokens: 0",
	    "x-ratelimit-reset-tokens: 500ms" }, 8640 },
	{ { "retry-after: 2", "x-ratelimit-remaining-requests: 0",
	    "x-ratelimit-reset-requests: 1m" }, 2000 },
	{ { "retry-after-ms: 20", "retry-after: 2" }, 20 },
	{ { "anthropic-ratelimit-requests-remaining: 49",
	    "anthropic-ratelimit-requests-reset: 2026-11-23T12:03:00Z",
	    "anthropic-ratelimit-input-tokens-remaining: 0",
	    "anthropic-ratelimit-input-tokens-reset: 2026-11-23T12:00:30Z" },
	  30000 },
	{ { "anthropic-ratelimit-output-tokens-remaining: 0",
	    "anthropic-ratelimit-output-tokens-reset: 2026-11-23T12:00:07Z" },
	  7000 },
	/* Azure sends such. */
	{ { "x-ratelimit-remaining-requests: -1",
	    "x-ratelimit-reset-requests: 0" }, GAMUT_UNKNOWN },
	{ { "x-ratelimit-reset-requests: -1" }, GAMUT_UNKNOWN },
	{ { "x-ratelimit-remaining-requests: 0",
	    "x-ratelimit-reset-requests: soon",
	    "x-ratelimit-reset-tokens: 3" }, 3000 },
};

static const struct {
	const char *lines[LINES];
	bool is_cached;
} caches[] = {
	{ { NULL }, false },
	{ { "x-openrouter-cache-status: HIT" }, true },
	{ { "x-openrouter-cache-status: MISS" }, false },
	{ { "x-cache: Hit from cloudfront" }, true },
	{ { "x-cache: MISS, HIT" }, true },
	{ { "x-cache: MISS, MISS" }, false },
	{ { "x-cache: Error from cloudfront" }, false },
	{ { "cf-cache-status: HIT" }, true },
	{ { "cf-cache-status: DYNAMIC" }, false },
	{ { "cf-aig-cache-status: HIT" }, true },
	{ { "x-litellm-cache-hit: True" }, true },
	{ { "x-litellm-cache-hit: False" }, false },
	{ { "x-litellm-cache-key: 586bf3f3c1bf5aecb55bd9996494d3bb" }, true },
};
/* clang-format on */

START_TEST(limits_say_when_they_are_lifted)
{
	struct reply reply = { limits[_i].lines };

	ck_assert_int_eq(
		gamut_headers_retry_after_ms(find, &reply, true, NOW_MS),
		limits[_i].expected);
}
END_TEST

/* Every reply of a hosted service carries them. */
START_TEST(limits_are_none_of_other_failures)
{
	const char *lines[LINES] = { "x-ratelimit-remaining-requests: 0",
		                     "x-ratelimit-reset-requests: 8s" };
	struct reply reply = { lines };

	ck_assert_int_eq(
		gamut_headers_retry_after_ms(find, &reply, false, NOW_MS),
		GAMUT_UNKNOWN);
	lines[2] = "retry-after: 3";
	ck_assert_int_eq(
		gamut_headers_retry_after_ms(find, &reply, false, NOW_MS),
		3000);
}
END_TEST

START_TEST(caches_are_known)
{
	struct reply reply = { caches[_i].lines };

	ck_assert_int_eq(gamut_headers_are_cached(find, &reply),
	                 caches[_i].is_cached);
}
END_TEST

Suite *unit_suite(void)
{
	Suite *suite = suite_create("headers");
	TCase *tc = tcase_create("headers");

	tcase_add_loop_test(tc, limits_say_when_they_are_lifted, 0,
	                    (int)GAMUT_ARRAY_LEN(limits));
	tcase_add_test(tc, limits_are_none_of_other_failures);
	tcase_add_loop_test(tc, caches_are_known, 0,
	                    (int)GAMUT_ARRAY_LEN(caches));
	suite_add_tcase(suite, tc);
	return suite;
}
