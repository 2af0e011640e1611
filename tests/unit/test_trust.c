#include "tests/support/unit.h"

#include "runner/cli/trust.h"

static const struct {
	const char *endpoint;
	const char *profile;
	bool is_trusted;
} rows[] = {
	{ "http://127.0.0.1:8000/v1", "generic", true },
	{ "http://localhost", "vllm", true },
	{ "https://[::1]:8000/v1", "vllm", true },
	{ "https://api.openai.com/v1", "openai", true },
	{ "https://api.openai.com:443/v1", "openai-reasoning", true },
	{ "https://api.anthropic.com", "anthropic", true },
	/* A service gets no other service's key. */
	{ "https://api.openai.com/v1", "generic", false },
	{ "https://api.openai.com/v1", "openaix", false },
	{ "https://api.openai.com/v1", "anthropic", false },
	{ "http://api.openai.com/v1", "openai", false },
	{ "https://llm.example.org/v1", "openai", false },
	{ "https://api.openai.com.example.org/v1", "openai", false },
	{ "http://127.0.0.1.example.org/v1", "generic", false },
	{ "https://api.openai.com:x@example.org/v1", "openai", false },
	{ "https://api.openai.com:443@example.org/v1", "openai", false },
	{ "https://localhost@example.org/v1", "generic", false },
	{ "https://localhost\\@example.org/v1", "generic", false },
	{ "https://localhost?@example.org/v1", "generic", false },
	{ "https:///localhost", "generic", false },
	{ "https://[::1].example.org/v1", "generic", false },
	{ "localhost:8000/v1", "generic", false },
	{ "", "generic", false },
};

START_TEST(secrets_go_unasked_to_few)
{
	ck_assert_msg(
		gamut_trust_endpoint(rows[_i].endpoint, rows[_i].profile) ==
			rows[_i].is_trusted,
		"%s", rows[_i].endpoint);
}
END_TEST

Suite *unit_suite(void)
{
	Suite *suite = suite_create("trust");
	TCase *tc = tcase_create("trust");

	tcase_add_loop_test(tc, secrets_go_unasked_to_few, 0,
	                    (int)GAMUT_ARRAY_LEN(rows));
	suite_add_tcase(suite, tc);
	return suite;
}
