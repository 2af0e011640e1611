#include "tests/support/unit.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/buf.h"
#include "tests/support/verdicts.h"
#include "verifiers/pcre.h"
#include "verifiers/regex.h"

/* Tables are read by column. */
/* clang-format off */
static const struct gamut_regex_rule word = { .pattern = "[a-z]+" };
static const struct gamut_regex_rule any_case = { .pattern = "[a-z]+", .any_case = true };
static const struct gamut_regex_rule either = { .pattern = "a|ab" };
static const struct gamut_regex_rule dollar = { .pattern = "a$" };
static const struct gamut_regex_rule utf = { .pattern = ".\\x{e9}" };
static const struct gamut_regex_rule forms = { .pattern = "the (?<form>[a-z]*)( one)?" };
static const struct gamut_regex_rule twins = { .pattern = "(?J)(?:a(?<form>x)|b(?<form>y))" };
static const struct gamut_regex_rule anything = { .pattern = "(?s).*" };
static const struct gamut_regex_rule five = { .pattern = ".*", .max_length = 5 };
static const struct gamut_regex_rule plate = { .pattern = "[A-Z]{1,3}-[A-Z]{1,2} [1-9][0-9]{0,3}" };
static const struct gamut_regex_rule colour = { .pattern = "#(?<form>(?:[0-9a-f]{2}){3})", .any_case = true };
static const struct gamut_regex_rule repeated = { .pattern = "(\\w)\\w*\\1" };
static const struct gamut_regex_rule lifted = { .pattern = "(*LIMIT_MATCH=4000000000)(*LIMIT_DEPTH=4000000000)(*LIMIT_HEAP=4000000000)(a+)+$" };

static const struct gamut_verdict_row rows[] = {
	{ &word, S("abc"),              GAMUT_REASON_VALID, NULL },
	{ &word, S("abc1"),             GAMUT_REASON_NO_MATCH, NULL },
	{ &word, S("1abc"),             GAMUT_REASON_NO_MATCH, NULL },
	{ &word, S("abc\n"),            GAMUT_REASON_NO_MATCH, NULL },
	{ &word, S("abc\0"),            GAMUT_REASON_NO_MATCH, NULL },
	{ &word, S("ABC"),              GAMUT_REASON_NO_MATCH, NULL },
	{ &word, S(""),                 GAMUT_REASON_EMPTY, NULL },
	{ &word, S("\xff"),             GAMUT_REASON_NOT_UTF8, NULL },
	{ &any_case, S("aBC"),          GAMUT_REASON_VALID, NULL },
	{ &either, S("ab"),             GAMUT_REASON_VALID, NULL },
	{ &either, S("abb"),            GAMUT_REASON_NO_MATCH, NULL },
	{ &dollar, S("a"),              GAMUT_REASON_VALID, NULL },
	{ &dollar, S("a\n"),            GAMUT_REASON_NO_MATCH, NULL },
	{ &utf, S("\xc3\xa9\xc3\xa9"),  GAMUT_REASON_VALID, NULL },
	{ &forms, S("the red one"),     GAMUT_REASON_VALID, "red" },
	{ &forms, S("the red"),         GAMUT_REASON_VALID, "red" },
	{ &forms, S("the "),            GAMUT_REASON_VALID, NULL },
	{ &twins, S("ax"),              GAMUT_REASON_VALID, "x" },
	{ &twins, S("by"),              GAMUT_REASON_VALID, "y" },
	{ &anything, S(""),             GAMUT_REASON_EMPTY, NULL },
	{ &anything, S("\0"),           GAMUT_REASON_VALID, NULL },
	{ &five, S("12345"),            GAMUT_REASON_VALID, NULL },
	{ &five, S("123456"),           GAMUT_REASON_TOO_LONG, NULL },
	{ &plate, S("B-MW 1234"),       GAMUT_REASON_VALID, NULL },
	{ &plate, S("B-MW 0234"),       GAMUT_REASON_NO_MATCH, NULL },
	{ &colour, S("#00FF7f"),        GAMUT_REASON_VALID, "00FF7f" },
	{ &colour, S("#00FF7"),         GAMUT_REASON_NO_MATCH, NULL },
	{ &repeated, S("abca"),         GAMUT_REASON_VALID, NULL },
	{ &repeated, S("abcb"),         GAMUT_REASON_NO_MATCH, NULL },
};

/*
 * What takes exponential or much time without limits, on 1000 bytes "a...b". A
 * class ends them, as PCRE2 looks ahead for a letter that must come.
 */
static const char *const explosive[] = {
	"(a+)+$", "(a|aa)+$", "(a*)*b?[cd]", "(?:a?){500}a{500}[cd]", "(.*)(.*)(.*)(.*)(.*)[cd]",
	"(?=(a+))*+(a+)+[cd]", "((a+)\\2?)+[cd]", "(a|b|ab)*[cd]", "(?R)?a+[cd]", "(a(?1)?)+[cd]",
	"(?:(?=a+b)a)+(a+)+[cd]", "(.+)*\\1{100}[cd]", "(?<!a{200})(a+)+[cd]",
};

static const struct bad {
	const char *pattern;
	const char *message;
} bads[] = {
	{ "a(b", "the pattern does not compile: missing closing parenthesis, at offset 3" },
	{ "a\\Cb", "the pattern does not compile: using \\C is disabled by the application, at offset 3" },
	{ "a(?C1)b", "the pattern does not compile: callouts are not allowed, at offset 6" },
	{ "[z-a]", "the pattern does not compile: range out of order in character class, at offset 3" },
	{ "(?C'x')b", "the pattern does not compile: callouts are not allowed, at offset 7" },
};
/* clang-format on */

START_TEST(verdicts)
{
	gamut_expect_verdict(&gamut_verifier_regex, &rows[_i]);
}
END_TEST

static double now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
	return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

/*
 * No match of "a...b", of `size` bytes, and in far less time than it takes
 * without limits, but more than sanitizers cost.
 */
static void expect_end(const struct gamut_regex_rule *rule, size_t size)
{
	char *text = malloc(size);
	struct gamut_verdict_row row = {
		rule, { text, size }, GAMUT_REASON_NO_MATCH, NULL
	};
	double begin = now_ms();

	memset(text, 'a', size);
	text[size - 1] = 'b';
	gamut_expect_verdict(&gamut_verifier_regex, &row);
	ck_assert_double_lt(now_ms() - begin, 1000);
	free(text);
}

START_TEST(limits_end_explosions)
{
	struct gamut_regex_rule rule = { .pattern = explosive[_i] };

	expect_end(&rule, 1000);
}
END_TEST

/* Few items that each look at all of a long text: 0.7 s by steps alone. */
START_TEST(long_looks_are_counted)
{
	struct gamut_buf pattern = { 0 };
	struct gamut_regex_rule rule = { .max_length = 10000 };
	char *text = malloc(10000);
	struct gamut_verdict_row row = {
		&rule, { text, 10000 }, GAMUT_REASON_NO_MATCH, NULL
	};
	double begin;

	memset(text, 'a', 10000);
	gamut_buf_add(&pattern, GAMUT_STR("(?:"));
	for (int i = 0; i < 700; i++)
		gamut_buf_add(&pattern, GAMUT_STR("(?>[\\pL]*)b|"));
	gamut_buf_add(&pattern, GAMUT_STR("a)*z"));
	rule.pattern = gamut_buf_cstr(&pattern);
	begin = now_ms();
	gamut_expect_verdict(&gamut_verifier_regex, &row);
	ck_assert_double_lt(now_ms() - begin, 350);
	gamut_buf_release(&pattern);
	free(text);
}
END_TEST

START_TEST(a_pattern_cannot_lift_the_limits)
{
	expect_end(&lifted, 60);
}
END_TEST

START_TEST(a_limit_is_told_from_no_match)
{
	struct gamut_pcre *pcre;
	struct gamut_str b = GAMUT_STR("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab");

	ck_assert_int_eq(gamut_pcre_compile(&pcre, GAMUT_STR("(a+)+$"),
	                                    GAMUT_PCRE_WHOLE, NULL),
	                 GAMUT_OK);
	ck_assert_int_eq(gamut_pcre_match(pcre, b), GAMUT_PCRE_LIMIT);
	ck_assert_int_eq(gamut_pcre_match(pcre, GAMUT_STR("b")),
	                 GAMUT_PCRE_NO_MATCH);
	ck_assert_int_eq(gamut_pcre_match(pcre, GAMUT_STR("a\xff")),
	                 GAMUT_PCRE_NO_MATCH);
	ck_assert_int_eq(gamut_pcre_match(pcre, (struct gamut_str){ 0 }),
	                 GAMUT_PCRE_NO_MATCH);
	ck_assert_int_eq(gamut_pcre_match(pcre, GAMUT_STR("aaa")),
	                 GAMUT_PCRE_MATCH);
	ck_assert(!gamut_pcre_has_group(pcre, "form"));
	ck_assert_uint_eq(gamut_pcre_group_count(pcre), 1);
	gamut_pcre_free(pcre);
}
END_TEST

START_TEST(bad_patterns_are_refused)
{
	struct gamut_regex_rule rule = { .pattern = bads[_i].pattern };
	struct gamut_err err = { 0 };
	void *state;

	ck_assert_int_eq(gamut_verifier_regex.open(&state, &rule, NULL, &err),
	                 GAMUT_EINVAL);
	ck_assert_str_eq(err.msg, bads[_i].message);
}
END_TEST

START_TEST(patterns_are_bounded)
{
	char *pattern = calloc(1, GAMUT_PCRE_PATTERN_MAX + 2);
	struct gamut_regex_rule rule = { .pattern = pattern };
	struct gamut_pcre *pcre;
	void *state;

	memset(pattern, '(', GAMUT_PCRE_PATTERN_MAX);
	ck_assert_int_eq(gamut_verifier_regex.open(&state, &rule, NULL, NULL),
	                 GAMUT_EINVAL);
	memset(pattern, 'a', GAMUT_PCRE_PATTERN_MAX + 1);
	ck_assert_int_eq(gamut_verifier_regex.open(&state, &rule, NULL, NULL),
	                 GAMUT_EINVAL);
	free(pattern);
	ck_assert_int_eq(gamut_pcre_compile(&pcre, GAMUT_STR("a\xff"), 0, NULL),
	                 GAMUT_EINVAL);
	ck_assert_int_eq(
		gamut_pcre_compile(&pcre,
	                           GAMUT_STR("((a{0,9999}){0,9999}){0,9999}"),
	                           0, NULL),
		GAMUT_EINVAL);
}
END_TEST

static void *match_often(void *state)
{
	struct gamut_arena arena = { 0 };

	for (int i = 0; i < 200; i++) {
		struct gamut_verdict got = gamut_verifier_regex.verify(
			state, GAMUT_STR("the red one"), &arena);

		if (!gamut_str_eq(got.canonical, GAMUT_STR("red")))
			return NULL;
	}
	return state;
}

START_TEST(several_threads_may_match)
{
	pthread_t threads[4];
	void *state;
	void *result;

	ck_assert_int_eq(gamut_verifier_regex.open(&state, &forms, NULL, NULL),
	                 GAMUT_OK);
	for (size_t i = 0; i < GAMUT_ARRAY_LEN(threads); i++)
		ck_assert_int_eq(
			pthread_create(&threads[i], NULL, match_often, state),
			0);
	for (size_t i = 0; i < GAMUT_ARRAY_LEN(threads); i++) {
		ck_assert_int_eq(pthread_join(threads[i], &result), 0);
		ck_assert_ptr_eq(result, state);
	}
	gamut_verifier_regex.close(state);
}
END_TEST

START_TEST(hostile_answers)
{
	gamut_expect_contract(&gamut_verifier_regex, &word);
	gamut_expect_contract(&gamut_verifier_regex, &anything);
}
END_TEST

Suite *unit_suite(void)
{
	Suite *suite = suite_create("regex");
	TCase *tc = tcase_create("verify");

	tcase_add_loop_test(tc, verdicts, 0, (int)GAMUT_ARRAY_LEN(rows));
	tcase_add_loop_test(tc, limits_end_explosions, 0,
	                    (int)GAMUT_ARRAY_LEN(explosive));
	tcase_add_test(tc, long_looks_are_counted);
	tcase_add_test(tc, a_pattern_cannot_lift_the_limits);
	tcase_add_test(tc, a_limit_is_told_from_no_match);
	tcase_add_loop_test(tc, bad_patterns_are_refused, 0,
	                    (int)GAMUT_ARRAY_LEN(bads));
	tcase_add_test(tc, patterns_are_bounded);
	tcase_add_test(tc, several_threads_may_match);
	tcase_add_test(tc, hostile_answers);
	suite_add_tcase(suite, tc);
	return suite;
}
