#include "tasks/catalog/kind.h"

#include <string.h>

#include "tests/support/unit.h"

/*
 * Checks of forms (regex, length, number, integer, date, ip) as task files
 * write them: what they come to, and what is said of faults.
 */
/* Tables are read by column. */
/* clang-format off */
static const struct answer {
	const char *yaml;
	const char *answer;
	enum gamut_reason reason;
	const char *canonical;
} answers[] = {
	{ "regex: '[a-z]+'", "abc", GAMUT_REASON_VALID, "abc" },
	{ "regex: '[a-z]+'", "abC", GAMUT_REASON_NO_MATCH, "" },
	{ "regex: {pattern: 'x(?<form>[a-z]+)', any_case: true, max_length: 4}", "XabC", GAMUT_REASON_VALID, "abC" },
	{ "regex: {pattern: 'x(?<form>[a-z]+)', any_case: true, max_length: 4}", "XabCd", GAMUT_REASON_TOO_LONG, "" },
	{ "length: {characters: 3}", "abc", GAMUT_REASON_VALID, "abc" },
	{ "length: {characters: 3}", "ab", GAMUT_REASON_TOO_SHORT, "" },
	{ "length: {min_words: 2, max_words: 3, lines: 1}", "a b", GAMUT_REASON_VALID, "a b" },
	{ "length: {min_words: 2, max_words: 3, lines: 1}", "a\nb", GAMUT_REASON_TOO_LONG, "" },
	{ "number", "1.50", GAMUT_REASON_VALID, "1.5" },
	{ "number", "-1", GAMUT_REASON_NOT_NUMBER, "" },
	{ "number: {min: -0.5, max: '1.25', decimals: 1}", "-0.5", GAMUT_REASON_VALID, "-0.5" },
	{ "number: {min: -0.5, max: '1.25', decimals: 1}", "1.3", GAMUT_REASON_OUT_OF_RANGE, "" },
	{ "number: {min: -0.5, max: '1.25', decimals: 1}", "1.25", GAMUT_REASON_BAD_DIGITS, "" },
	{ "number: {decimals: 0}", "1.0", GAMUT_REASON_BAD_DIGITS, "" },
	{ "number: {sign: true, exponent: true}", "-1e2", GAMUT_REASON_VALID, "-100" },
	{ "integer", "12345678901234567890123", GAMUT_REASON_VALID, "12345678901234567890123" },
	{ "integer: {min: 1, max: 6}", "6", GAMUT_REASON_VALID, "6" },
	{ "integer: {min: 1, max: 6}", "7", GAMUT_REASON_OUT_OF_RANGE, "" },
	{ "integer: {max: 6, leading_zeros: true}", "06", GAMUT_REASON_VALID, "6" },
	{ "integer: {min: -3, max: 3}", "-3", GAMUT_REASON_VALID, "-3" },
	{ "integer: {prime: true, digits: 3}", "101", GAMUT_REASON_VALID, "101" },
	{ "integer: {prime: true, digits: 3}", "1009", GAMUT_REASON_BAD_DIGITS, "" },
	{ "integer: {divisible_by: [2, 3], not_divisible_by: 4}", "6", GAMUT_REASON_VALID, "6" },
	{ "integer: {divisible_by: [2, 3], not_divisible_by: 4}", "12", GAMUT_REASON_BAD_DIVISOR, "" },
	{ "integer: {square: true, palindrome: true}", "121", GAMUT_REASON_VALID, "121" },
	{ "integer: {square: true, palindrome: true}", "144", GAMUT_REASON_NOT_PALINDROME, "" },
	{ "integer: {digit_sum: 0}", "0", GAMUT_REASON_VALID, "0" },
	{ "integer: {digit_sum: 0}", "1", GAMUT_REASON_BAD_DIGITS, "" },
	{ "integer: {min_digits: 2, max_digits: 3}", "1", GAMUT_REASON_BAD_DIGITS, "" },
	{ "date", "2024-02-29", GAMUT_REASON_VALID, "2024-02-29" },
	{ "date: us", "02/29/2024", GAMUT_REASON_VALID, "2024-02-29" },
	{ "date: {format: long, min: 2024-01-01, weekday: thursday}", "February 29, 2024", GAMUT_REASON_VALID, "2024-02-29" },
	{ "date: {format: long, min: 2024-01-01, weekday: thursday}", "March 1, 2024", GAMUT_REASON_EXCLUDED, "" },
	{ "ip", "::1", GAMUT_REASON_VALID, "::1" },
	{ "ip: 4", "::1", GAMUT_REASON_BAD_ADDRESS, "" },
	{ "ip: {version: 4, scope: private}", "10.0.0.1", GAMUT_REASON_VALID, "10.0.0.1" },
	{ "ip: {version: 4, scope: private}", "8.8.8.8", GAMUT_REASON_OUT_OF_RANGE, "" },
};

static const struct listing {
	const char *yaml;
	const char *verifier;
	bool lists_all;
	uint64_t members; /* 0: none are listed */
	uint64_t strings;
} listings[] = {
	{ "integer: {min: 1, max: 6}", "integer", true, 6, 6 },
	{ "integer: {max: 6, leading_zeros: true}", "integer", true, 7, 0 },
	{ "integer: {max: 18446744073709551614}", "integer", true, UINT64_MAX, UINT64_MAX },
	{ "integer: {max: 18446744073709551615}", "integer-rules", false, 0, 0 },
	{ "integer: {min: -3, max: 3}", "integer-rules", true, 7, 7 },
	{ "integer: {max: 100, prime: true}", "integer-rules", true, 25, 25 },
	{ "integer: {digits: 3, palindrome: true}", "integer-rules", true, 90, 90 },
	{ "integer: {max: 1000000, prime: true}", "integer-rules", false, 0, 0 },
	{ "integer", "integer-rules", false, 0, 0 },
	{ "date: {min: 2024-01-01, max: 2024-12-31}", "date", true, 366, 366 },
	{ "date: {min: 2099-12-30}", "date", false, 2885417, 0 },
	{ "regex: a", "regex", false, 0, 0 },
	{ "number", "number", false, 0, 0 },
	{ "length: {words: 1}", "length", false, 0, 0 },
	{ "ip", "ip", false, 0, 0 },
};

static const struct fault {
	const char *yaml;
	const char *message;
} faults[] = {
	{ "regex: 'a('", "t.yaml:1:1: the pattern does not compile: missing closing parenthesis, at offset 2" },
	{ "regex: {any_case: true}", "t.yaml:1:1: regex needs 'pattern': the PCRE2 pattern that the whole answer matches; a group (?<form>...) is the canonical form" },
	{ "regex", "t.yaml:1:1: regex needs a value: regex: ..." },
	{ "regex: {pattern: a, max_length: 0}", "t.yaml:1:33: 'max_length' is a whole number from 1 to 10000" },
	{ "length: {}", "t.yaml:1:1: length needs a bound, such as 'characters: 5' or 'max_words: 3'" },
	{ "length: {words: 2, max_words: 3}", "t.yaml:1:1: 'words' is exact: it goes with neither 'min_words' nor 'max_words'" },
	{ "length: {min_lines: 3, max_lines: 2}", "t.yaml:1:1: 'min_lines' is above 'max_lines'" },
	{ "length: {characters: 1, words: 2}", "t.yaml:1:1: 1 character cannot be so many words or lines" },
	{ "length: {words: 0}", "t.yaml:1:17: 'words' is a whole number from 1 to 9007199254740992" },
	{ "length: 5", "t.yaml:1:9: a mapping ('key: value') is wanted" },
	{ "number: {min: x}", "t.yaml:1:15: a decimal number is wanted here, such as 0.5 or -2" },
	{ "number: {min: 1e9999}", "t.yaml:1:15: a decimal number is wanted here, such as 0.5 or -2" },
	{ "number: {min: 2, max: 1.5}", "t.yaml:1:1: 'min' is above 'max'" },
	{ "number: {max: -1}", "t.yaml:1:1: 'max' is below 0: give a 'min', or 'sign: true'" },
	{ "integer: {min: 2, max: 1}", "t.yaml:1:1: 'min' is above 'max'" },
	{ "integer: {max: -1}", "t.yaml:1:1: 'min' is 0 unless given, which is above 'max'" },
	{ "integer: {min: 1.5}", "t.yaml:1:16: 'min' is a whole number, in decimal digits" },
	{ "integer: {digits: 2, max_digits: 3}", "t.yaml:1:1: 'digits' is exact: it goes with neither 'min_digits' nor 'max_digits'" },
	{ "integer: {min_digits: 4, max_digits: 3}", "t.yaml:1:1: 'min_digits' is above 'max_digits'" },
	{ "integer: {prime: true, square: true}", "t.yaml:1:1: no square is a prime: 'prime' and 'square' exclude each other" },
	{ "integer: {divisible_by: 0}", "t.yaml:1:25: a divisor is a whole number other than 0" },
	{ "integer: {divisible_by: [2, x]}", "t.yaml:1:29: a divisor is a whole number other than 0" },
	{ "integer: {divisible_by: {a: b}}", "t.yaml:1:25: a divisor is a whole number other than 0" },
	{ "integer: {min: 24, max: 28, prime: true}", "t.yaml:1:1: no integer meets all of these rules" },
	{ "integer: {maximum: 3}", "t.yaml:1:11: unknown key 'maximum'" },
	{ "date: {min: 2023-02-29}", "t.yaml:1:13: a day is wanted here, such as 2024-02-29" },
	{ "date: {min: 2024-01-02, max: 2024-01-01}", "t.yaml:1:1: 'min' is above 'max'" },
	{ "date: {min: 2024-01-01, max: 2024-01-02, weekday: friday}", "t.yaml:1:1: there is no Friday from 'min' to 'max'" },
	{ "date: usa", "t.yaml:1:7: 'format' is one of iso, us, eu, eu-slash, long, day-long, did you mean 'us'?" },
	{ "ip: 5", "t.yaml:1:5: 'version' is one of any, 4, 6" },
};
/* clang-format on */

static struct gamut_arena arena;
static struct gamut_buf definition;
static struct gamut_err err;
static struct gamut_yaml *doc;

static enum gamut_status read_check(struct gamut_check *check, const char *yaml)
{
	struct gamut_kind_context context = {
		.arena = &arena,
		.folder = ".",
		.definition = &definition,
	};

	ck_assert_msg(
		!gamut_yaml_parse(&doc, "t.yaml", gamut_str_of(yaml), &err),
		"%s", err.msg);
	return gamut_kind_read(check, gamut_yaml_root(doc), &context, &err);
}

static void tear_down(void)
{
	gamut_yaml_free(doc);
	gamut_buf_release(&definition);
	gamut_arena_clear(&arena);
}

START_TEST(checks_judge)
{
	const struct answer *row = &answers[_i];
	struct gamut_check check;
	struct gamut_verdict got;
	void *state;

	ck_assert_msg(!read_check(&check, row->yaml), "%s", err.msg);
	ck_assert_int_eq(check.verifier->open(&state, check.rule, NULL, &err),
	                 GAMUT_OK);
	got = check.verifier->verify(state, gamut_str_of(row->answer), &arena);
	ck_assert_str_eq(gamut_reason_name(got.reason),
	                 gamut_reason_name(row->reason));
	ck_assert(gamut_str_eq(got.canonical, gamut_str_of(row->canonical)));
	check.verifier->close(state);
}
END_TEST

START_TEST(checks_list)
{
	const struct listing *row = &listings[_i];
	struct gamut_check check;
	void *state;

	ck_assert_msg(!read_check(&check, row->yaml), "%s", err.msg);
	ck_assert_str_eq(check.verifier->name, row->verifier);
	ck_assert(check.lists_all == row->lists_all);
	ck_assert_uint_eq(check.strings, row->strings);
	ck_assert((check.verifier->member != NULL) == (row->members > 0));
	if (!check.verifier->member)
		return;
	ck_assert_int_eq(check.verifier->open(&state, check.rule, NULL, &err),
	                 GAMUT_OK);
	ck_assert_uint_eq(check.verifier->member_count(state), row->members);
	check.verifier->close(state);
}
END_TEST

START_TEST(faults_have_places)
{
	struct gamut_check check;

	ck_assert_int_eq(read_check(&check, faults[_i].yaml), GAMUT_EPARSE);
	ck_assert_msg(strncmp(err.msg, faults[_i].message,
	                      strlen(faults[_i].message)) == 0,
	              "%s", err.msg);
}
END_TEST

Suite *unit_suite(void)
{
	Suite *suite = suite_create("kind_forms");
	TCase *tc = tcase_create("read");

	tcase_add_checked_fixture(tc, NULL, tear_down);
	tcase_add_loop_test(tc, checks_judge, 0, (int)GAMUT_ARRAY_LEN(answers));
	tcase_add_loop_test(tc, checks_list, 0, (int)GAMUT_ARRAY_LEN(listings));
	tcase_add_loop_test(tc, faults_have_places, 0,
	                    (int)GAMUT_ARRAY_LEN(faults));
	suite_add_tcase(suite, tc);
	return suite;
}
