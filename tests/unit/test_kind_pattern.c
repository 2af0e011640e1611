#include "tests/support/unit.h"

#include "tests/support/kind.h"

/* Tables are read by column. */
/* clang-format off */
#define CATS "pattern: {matches: [cat, cats, caat], rejects: [cta, dog, ca]}"
#define LONG "pattern: {rejects: [aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab]}"
#define X50 "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"

static const struct gamut_verdict_row rows[] = {
	{ CATS, S("ca+ts?"), GAMUT_REASON_VALID, NULL },
	{ CATS, S("cat|cats|caat"), GAMUT_REASON_VALID, NULL },
	{ CATS, S("^ca+ts?$"), GAMUT_REASON_VALID, NULL },
	{ CATS, S("(?i)CA+TS?"), GAMUT_REASON_VALID, NULL },
	{ CATS, S("(*NO_JIT)ca+ts?"), GAMUT_REASON_VALID, NULL },
	{ CATS, S("(*LIMIT_MATCH=4000000000)ca+ts?"), GAMUT_REASON_VALID, NULL },
	{ CATS, S("ca\\K+ts?"), GAMUT_REASON_BAD_PATTERN, NULL },
	{ CATS, S("ca+\\Kts?"), GAMUT_REASON_VALID, NULL },
	{ CATS, S("cat"), GAMUT_REASON_WRONG_MATCH, NULL },
	{ CATS, S("c.*"), GAMUT_REASON_WRONG_MATCH, NULL },
	{ CATS, S(".*"), GAMUT_REASON_WRONG_MATCH, NULL },
	{ CATS, S("ca"), GAMUT_REASON_WRONG_MATCH, NULL },
	{ CATS, S("ca(*ACCEPT)"), GAMUT_REASON_WRONG_MATCH, NULL },
	{ CATS, S("/ca+ts?/"), GAMUT_REASON_WRONG_MATCH, NULL },
	{ CATS, S("ca+ts?\0"), GAMUT_REASON_WRONG_MATCH, NULL },
	{ CATS, S("ca+ts?\n"), GAMUT_REASON_WRONG_MATCH, NULL },
	{ CATS, S("(ca+ts?"), GAMUT_REASON_BAD_PATTERN, NULL },
	{ CATS, S("ca+ts?)"), GAMUT_REASON_BAD_PATTERN, NULL },
	{ CATS, S("[ca"), GAMUT_REASON_BAD_PATTERN, NULL },
	{ CATS, S("*"), GAMUT_REASON_BAD_PATTERN, NULL },
	{ CATS, S("a{2,1}"), GAMUT_REASON_BAD_PATTERN, NULL },
	{ CATS, S("\\"), GAMUT_REASON_BAD_PATTERN, NULL },
	{ CATS, S("c\\Ct"), GAMUT_REASON_BAD_PATTERN, NULL },
	{ CATS, S("ca+(?C1)ts?"), GAMUT_REASON_BAD_PATTERN, NULL },
	{ CATS, S("ca+(?C'x')ts?"), GAMUT_REASON_BAD_PATTERN, NULL },
	{ CATS, S("(((x{999}){999}){999})"), GAMUT_REASON_BAD_PATTERN, NULL },
	{ CATS, S(""), GAMUT_REASON_EMPTY, NULL },
	{ CATS, S("\xff"), GAMUT_REASON_NOT_UTF8, NULL },
	{ CATS, S(X50 X50 X50 X50 "|"), GAMUT_REASON_TOO_LONG, NULL },
	{ "pattern: ['\xc3\xa9']", S("."), GAMUT_REASON_VALID, NULL },
	{ "pattern: ['\xc3\xa9']", S("\\x{e9}"), GAMUT_REASON_VALID, NULL },
	{ "pattern: {rejects: a}", S("b"), GAMUT_REASON_VALID, NULL },
};

/* Each would take years, or all of the stack. */
static const struct gamut_verdict_row hostile[] = {
	{ LONG, S("(a+)+"), GAMUT_REASON_WRONG_MATCH, NULL },
	{ LONG, S("(a|a)*"), GAMUT_REASON_WRONG_MATCH, NULL },
	{ LONG, S("(a*)*"), GAMUT_REASON_WRONG_MATCH, NULL },
	{ LONG, S("(*LIMIT_MATCH=4000000000)(a|aa)+"),
	  GAMUT_REASON_WRONG_MATCH, NULL },
	{ LONG, S("(?:(?:(?:a?){9}){9}){9}"), GAMUT_REASON_WRONG_MATCH, NULL },
	{ LONG, S("(?R)?a"), GAMUT_REASON_WRONG_MATCH, NULL },
	{ LONG, S("((?1)*a|aa)+"), GAMUT_REASON_WRONG_MATCH, NULL },
};

static const struct {
	const char *check;
	const char *message;
} bads[] = {
	{ "pattern", "t.yaml:1:1: pattern needs a value: pattern: ..." },
	{ "pattern: {}",
	  "t.yaml:1:1: pattern needs 'matches', 'rejects' or both" },
	{ "pattern: {match: [a]}",
	  "t.yaml:1:11: unknown key 'match', did you mean 'matches'?" },
	{ "pattern: {matches: [a, b], rejects: [b]}", "t.yaml:1:1: the same "
	  "text stands in 'matches' and 'rejects'" },
	{ "pattern: {matches: [a, [b]]}", "t.yaml:1:24: a text is wanted here" },
};
/* clang-format on */

START_TEST(verdicts)
{
	gamut_test_kind_try(&rows[_i], ".");
}
END_TEST

START_TEST(hostile_patterns_end)
{
	gamut_test_kind_try(&hostile[_i], ".");
}
END_TEST

START_TEST(faults_have_a_place)
{
	gamut_test_kind_expect(bads[_i].check, ".", bads[_i].message);
}
END_TEST

START_TEST(hostile_answers_get_a_verdict)
{
	gamut_test_kind_hostile(CATS, ".");
}
END_TEST

Suite *unit_suite(void)
{
	Suite *suite = suite_create("kind_pattern");
	TCase *tc = tcase_create("verify");

	tcase_add_loop_test(tc, verdicts, 0, (int)GAMUT_ARRAY_LEN(rows));
	tcase_add_loop_test(tc, hostile_patterns_end, 0,
	                    (int)GAMUT_ARRAY_LEN(hostile));
	tcase_add_loop_test(tc, faults_have_a_place, 0,
	                    (int)GAMUT_ARRAY_LEN(bads));
	tcase_add_test(tc, hostile_answers_get_a_verdict);
	suite_add_tcase(suite, tc);
	return suite;
}
