#include "tests/support/unit.h"

#include "runner/measure/fate.h"

/* What the verifier said of the answer. */
#define BAD 0
#define GOOD 1
#define GOOD_AGAIN 2

static const struct {
	const char *text;
	const char *finish_reason;
	const char *reasoning;
	int64_t reasoning_tokens;
	int said;
	enum gamut_fate fate;
} cases[] = {
	{ "7", "stop", "", -1, GOOD, GAMUT_FATE_VALID_NEW },
	{ "7", "stop", "", -1, GOOD_AGAIN, GAMUT_FATE_VALID_DUPLICATE },
	{ "x", "stop", "", -1, BAD, GAMUT_FATE_INVALID },
	{ "7", "", "", -1, GOOD, GAMUT_FATE_VALID_NEW },
	{ "7", "eos_token", "", -1, GOOD, GAMUT_FATE_VALID_NEW },
	{ "7", "stop", "hm", 9, GOOD, GAMUT_FATE_VALID_NEW },
	{ "<think>hm</think>7", "stop", "", -1, GOOD, GAMUT_FATE_VALID_NEW },

	{ "", "stop", "", -1, BAD, GAMUT_FATE_EMPTY },
	{ " \n", "stop", "", 0, BAD, GAMUT_FATE_EMPTY },
	{ "", "", "", -1, BAD, GAMUT_FATE_EMPTY },

	{ "7", "refusal", "", -1, GOOD, GAMUT_FATE_REFUSAL },
	{ "", "refusal", "", -1, BAD, GAMUT_FATE_REFUSAL },
	{ "I cannot", "content_filter", "", -1, BAD, GAMUT_FATE_REFUSAL },
	{ "<think>", "content_filter", "", -1, BAD, GAMUT_FATE_REFUSAL },

	{ "8392", "length", "", -1, GOOD, GAMUT_FATE_TRUNCATED },
	{ "8392", "length", "", -1, GOOD_AGAIN, GAMUT_FATE_TRUNCATED },
	{ "It is", "length", "", -1, BAD, GAMUT_FATE_TRUNCATED },
	{ "7 ", "length", "", -1, GOOD, GAMUT_FATE_TRUNCATED },
	{ "7", "max_tokens", "", -1, GOOD, GAMUT_FATE_TRUNCATED },
	{ "7\n", "length", "", -1, GOOD, GAMUT_FATE_VALID_NEW },
	{ "7\n8", "length", "", -1, GOOD_AGAIN, GAMUT_FATE_VALID_DUPLICATE },
	{ "7<|im_end|>", "length", "", -1, GOOD, GAMUT_FATE_VALID_NEW },
	{ "x\ny", "length", "", -1, BAD, GAMUT_FATE_INVALID },

	{ "", "length", "", -1, BAD, GAMUT_FATE_TRUNCATED },
	{ "<eos>", "length", "", -1, BAD, GAMUT_FATE_TRUNCATED },
	{ "", "length", "hm", 9, BAD, GAMUT_FATE_TRUNCATED },
	{ "<think>hm", "length", "", -1, BAD, GAMUT_FATE_TRUNCATED },
	{ "<think>hm</think>", "length", "", -1, BAD, GAMUT_FATE_TRUNCATED },

	{ "<think>hm", "stop", "", -1, BAD, GAMUT_FATE_REASONING_ONLY },
	{ "<think>hm", "", "", -1, BAD, GAMUT_FATE_REASONING_ONLY },
	{ "<think>hm</think>\n", "stop", "", -1, BAD,
	  GAMUT_FATE_REASONING_ONLY },
	{ "", "stop", "hm", -1, BAD, GAMUT_FATE_REASONING_ONLY },
	{ "", "stop", "", 9, BAD, GAMUT_FATE_REASONING_ONLY },
};

START_TEST(completion_has_one_fate)
{
	struct gamut_sample sample = {
		.text = gamut_str_of(cases[_i].text),
		.finish_reason = gamut_str_of(cases[_i].finish_reason),
		.reasoning = gamut_str_of(cases[_i].reasoning),
		.reasoning_tokens = cases[_i].reasoning_tokens,
	};
	struct gamut_answer answer = gamut_extract(sample.text);
	enum gamut_fate fate = gamut_fate_of(&sample, &answer,
	                                     cases[_i].said != BAD,
	                                     cases[_i].said == GOOD_AGAIN);

	ck_assert_str_eq(gamut_fate_name(fate),
	                 gamut_fate_name(cases[_i].fate));
}
END_TEST

START_TEST(names_are_a_contract)
{
	static const char *const names[] = {
		"valid-new", "valid-duplicate", "invalid", "empty",   "refusal",
		"truncated", "reasoning-only",  "failed",  "missing",
	};

	ck_assert_uint_eq(GAMUT_ARRAY_LEN(names), GAMUT_FATE_COUNT);
	for (size_t i = 0; i < GAMUT_FATE_COUNT; i++)
		ck_assert_str_eq(gamut_fate_name((enum gamut_fate)i), names[i]);
}
END_TEST

START_TEST(no_such_fate)
{
	(void)gamut_fate_name(GAMUT_FATE_COUNT);
}
END_TEST

Suite *unit_suite(void)
{
	Suite *suite = suite_create("fate");
	TCase *tc = tcase_create("fate");

	tcase_add_loop_test(tc, completion_has_one_fate, 0,
	                    GAMUT_ARRAY_LEN(cases));
	tcase_add_test(tc, names_are_a_contract);
	tcase_add_test_raise_signal(tc, no_such_fate, SIGABRT);
	suite_add_tcase(suite, tc);
	return suite;
}
