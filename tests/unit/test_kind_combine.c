#include "tests/support/unit.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "tests/support/kind.h"
#include "verifiers/combine.h"

/* Tables are read by column. */
/* clang-format off */
#define NO_13 "all: [integer: {min: 1, max: 20}, not: {list: ['13']}]"
#define EITHER "any: [{list: [[grey, gray]]}, {list: [gray, red]}]"
#define NOT "not: {list: {values: [cat, dog], case: any}}"

static const struct gamut_verdict_row rows[] = {
	{ NO_13, S("12"), GAMUT_REASON_VALID, NULL },
	{ NO_13, S("13"), GAMUT_REASON_EXCLUDED, NULL },
	{ NO_13, S("21"), GAMUT_REASON_OUT_OF_RANGE, NULL },
	{ NO_13, S(""), GAMUT_REASON_EMPTY, NULL },
	{ EITHER, S("gray"), GAMUT_REASON_VALID, "grey" },
	{ EITHER, S("red"), GAMUT_REASON_VALID, NULL },
	{ EITHER, S("Grey"), GAMUT_REASON_WRONG_CASE, NULL },
	{ EITHER, S("RED"), GAMUT_REASON_NOT_LISTED, NULL },
	{ NOT, S("cow"), GAMUT_REASON_VALID, NULL },
	{ NOT, S("Cat"), GAMUT_REASON_EXCLUDED, NULL },
	{ NOT, S(" cat"), GAMUT_REASON_VALID, NULL },
	{ NOT, S(""), GAMUT_REASON_EMPTY, NULL },
	{ NOT, S("c\xff"), GAMUT_REASON_NOT_UTF8, NULL },
	{ NOT, S("c\0"), GAMUT_REASON_VALID, NULL },
	{ "all: [{list: [[one, '1']]}, {integer: {max: 5}}]", S("1"),
	  GAMUT_REASON_VALID, "one" },
	{ "all: [{integer: {max: 5}}, {list: [[one, '1']]}]", S("1"),
	  GAMUT_REASON_VALID, "1" },
	{ "not: {not: {list: [a]}}", S("a"), GAMUT_REASON_VALID, NULL },
	{ "not: {not: {list: [a]}}", S("b"), GAMUT_REASON_EXCLUDED, NULL },
	{ "not: {any: [email, {all: [{list: [a]}]}]}", S("a"),
	  GAMUT_REASON_EXCLUDED, NULL },
};

static const struct {
	const char *check;
	uint64_t members; /* 0: it lists none */
	bool lists_all;
} lists[] = {
	{ NO_13, 19, true },
	{ EITHER, 2, false },
	{ NOT, 0, false },
	{ "any: [{list: [a, b]}, {list: [c]}]", 3, true },
	{ "any: [{list: [a, b]}, {not: {list: [c]}}]", 2, false },
	{ "all: [{not: {list: [c]}}, {not: {list: [d]}}]", 0, false },
	/* California is refused, CA is not, and only one of them is listed. */
	{ "all: [{list: [[California, CA], OH]}, {not: {list: [California]}}]",
	  1, false },
	{ "all: [{integer: {max: 300000}}, {not: {list: ['0']}}]", 9999,
	  false },
	{ "all: [{integer: {max: 300000}}, {list: ['5', x, '7']}]", 2, true },
	/* None is listed, and yet some are valid. */
	{ "all: [{list: [[A, b]]}, {not: {list: [A]}}]", 0, false },
};

static const struct {
	const char *check;
	const char *message;
} bads[] = {
	{ "all", "t.yaml:1:1: all needs a value: all: ..." },
	{ "all: []", "t.yaml:1:6: 'checks' is a list of checks" },
	{ "any: {email: ~}", "t.yaml:1:6: 'checks' is a list of checks" },
	{ "not: [email]", "t.yaml:1:6: a check is one kind, such as 'email' or "
	  "'integer: {min: 1, max: 6}': put several under 'all' or 'any'" },
	{ "all: [email, emial]", "t.yaml:1:14: unknown kind of check 'emial', "
	  "did you mean 'email'?: docs/kinds.md lists them" },
	{ "all:\n- not:\n    list: [a, a]\n",
	  "t.yaml:3:15: 'a' is listed twice" },
	{ "all: [{list: [a]}, {list: [b]}]", "t.yaml:1:1: no answer is valid: "
	  "what one check lists, the others reject" },
	{ "all: [{list: {wordlist: none.tsv}}]", NULL },
};
/* clang-format on */

START_TEST(verdicts_are_combined)
{
	gamut_test_kind_try(&rows[_i], ".");
}
END_TEST

START_TEST(faults_have_a_place)
{
	gamut_test_kind_expect(bads[_i].check, ".", bads[_i].message);
}
END_TEST

START_TEST(members_are_those_that_are_valid)
{
	struct gamut_test_kind kind = { 0 };
	uint64_t count = 0;

	(void)gamut_test_kind_read(&kind, lists[_i].check, ".");
	ck_assert_str_eq(kind.err.msg, "");
	ck_assert_int_eq(kind.check.lists_all, lists[_i].lists_all);
	if (kind.check.verifier->member_count)
		count = kind.check.verifier->member_count(kind.state);
	ck_assert_uint_eq(count, lists[_i].members);
	for (uint64_t i = 0; i < count && i < 1000; i++)
		ck_assert(gamut_verdict_is_valid(gamut_test_kind_verify(
			&kind, kind.check.verifier->member(kind.state, i,
		                                           &kind.arena))));
	gamut_test_kind_clear(&kind);
}
END_TEST

START_TEST(checks_are_nested_as_deep_as_is_read)
{
	struct gamut_buf text = { 0 };

	for (int i = 0; i < 16; i++)
		gamut_buf_addf(&text, "{not: ");
	gamut_buf_addf(&text, "email");
	for (int i = 0; i < 16; i++)
		gamut_buf_addf(&text, "}");
	gamut_test_kind_expect(gamut_buf_cstr(&text), ".",
	                       "t.yaml:1:97: more than 16 checks within each "
	                       "other");
	gamut_buf_release(&text);
}
END_TEST

/* A check that fails on "?", and says why. */
static struct gamut_verdict shaky_verify(const void *state,
                                         struct gamut_str answer,
                                         struct gamut_arena *arena)
{
	(void)state;
	(void)arena;
	if (gamut_str_eq(answer, GAMUT_STR("?")))
		return gamut_verdict_reject(GAMUT_REASON_UNCHECKED);
	return answer.len > 1 ? gamut_verdict_reject(GAMUT_REASON_REFUSED) :
	                        gamut_verdict_accept(GAMUT_STR("short"));
}

static void shaky_verify_all(const void *state, struct gamut_verdict *verdicts,
                             const struct gamut_str *answers, size_t count,
                             struct gamut_arena *arena)
{
	ck_assert_uint_gt(count, 0);
	for (size_t i = 0; i < count; i++)
		verdicts[i] = shaky_verify(state, answers[i], arena);
}

static enum gamut_status shaky_fault(const void *state, struct gamut_err *err)
{
	(void)state;
	return gamut_error(err, GAMUT_EIO, "it broke");
}

static size_t many_needs(const void *rule, const char *names[GAMUT_NEEDS_MAX])
{
	const char *const *own = rule;

	for (size_t i = 0; i < 5; i++)
		names[i] = own[i];
	return 5;
}

static const struct gamut_verifier shaky = {
	.name = "shaky",
	.revision = 1,
	.needs = many_needs,
	.open = gamut_verifier_open_plain,
	.verify = shaky_verify,
	.close = gamut_verifier_close_plain,
	.verify_all = shaky_verify_all,
	.fault = shaky_fault,
};

static const char *const needs_a[] = { "a", "b", "c", "d", "e" };
static const char *const needs_b[] = { "a", "b", "f", "g", "h" };
static const char *const needs_c[] = { "i", "b", "f", "g", "h" };

/* One by one and all at once, in each way, with the same verdicts. */
START_TEST(a_check_without_a_verdict_leaves_none)
{
	static const struct gamut_str answers[] = { S("?"), S("a"), S("bb"),
		                                    S(""), S("?") };
	static const enum gamut_reason want[][GAMUT_ARRAY_LEN(answers)] = {
		{ GAMUT_REASON_UNCHECKED, GAMUT_REASON_VALID,
		  GAMUT_REASON_REFUSED, GAMUT_REASON_VALID,
		  GAMUT_REASON_UNCHECKED },
		{ GAMUT_REASON_UNCHECKED, GAMUT_REASON_VALID,
		  GAMUT_REASON_REFUSED, GAMUT_REASON_VALID,
		  GAMUT_REASON_UNCHECKED },
		{ GAMUT_REASON_UNCHECKED, GAMUT_REASON_EXCLUDED,
		  GAMUT_REASON_VALID, GAMUT_REASON_EMPTY,
		  GAMUT_REASON_UNCHECKED },
	};
	enum gamut_combine mode = (enum gamut_combine)_i;
	const struct gamut_combine_part parts[] = {
		{ .verifier = &shaky, .rule = needs_a },
		{ .verifier = &shaky, .rule = needs_b },
	};
	const struct gamut_combine_rule rule = {
		.parts = parts,
		.count = mode == GAMUT_COMBINE_NOT ? 1 : 2,
	};
	struct gamut_verdict verdicts[GAMUT_ARRAY_LEN(answers)];
	struct gamut_combine_choice choice;
	struct gamut_arena arena = { 0 };
	struct gamut_err err = { 0 };
	void *state;

	ck_assert_int_eq(gamut_combine_choose(&choice, mode, &rule, NULL, &err),
	                 GAMUT_OK);
	ck_assert(!choice.verifier->member);
	ck_assert_int_eq(choice.verifier->open(&state, &rule, NULL, &err),
	                 GAMUT_OK);
	choice.verifier->verify_all(state, verdicts, answers,
	                            GAMUT_ARRAY_LEN(answers), &arena);
	for (size_t i = 0; i < GAMUT_ARRAY_LEN(answers); i++) {
		struct gamut_verdict one =
			choice.verifier->verify(state, answers[i], &arena);

		ck_assert_str_eq(gamut_reason_name(one.reason),
		                 gamut_reason_name(want[_i][i]));
		ck_assert_int_eq(one.reason, verdicts[i].reason);
		ck_assert(gamut_str_eq(one.canonical, verdicts[i].canonical));
	}
	ck_assert_int_eq(choice.verifier->fault(state, &err), GAMUT_EIO);
	ck_assert_str_eq(err.msg, "it broke");
	choice.verifier->close(state);
	gamut_arena_clear(&arena);
}
END_TEST

START_TEST(needs_are_joined)
{
	const struct gamut_combine_part parts[] = {
		{ .verifier = &shaky, .rule = needs_a },
		{ .verifier = &shaky, .rule = needs_b },
		{ .verifier = &shaky, .rule = needs_c },
	};
	struct gamut_combine_rule rule = { .parts = parts, .count = 2 };
	const char *names[GAMUT_NEEDS_MAX];

	ck_assert(gamut_combine_needs_fit(&rule));
	ck_assert_uint_eq(gamut_verifier_all.needs(&rule, names), 8);
	ck_assert_str_eq(names[7], "h");
	rule.count = 3;
	ck_assert(!gamut_combine_needs_fit(&rule));
	ck_assert_uint_eq(gamut_verifier_all.needs(&rule, names), 8);
}
END_TEST

START_TEST(hostile_answers_get_a_verdict)
{
	static const char *const checks[] = { NO_13, EITHER, NOT };

	gamut_test_kind_hostile(checks[_i], ".");
}
END_TEST

START_TEST(what_is_not_excluded_has_an_end)
{
	struct gamut_test_kind kind = { 0 };
	struct gamut_str answer = { .len = GAMUT_COMBINE_NOT_MAX };
	char *text = gamut_alloc(GAMUT_COMBINE_NOT_MAX + 1);

	memset(text, 'x', GAMUT_COMBINE_NOT_MAX + 1);
	answer.ptr = text;
	ck_assert_int_eq(gamut_test_kind_read(&kind, NOT, "."), GAMUT_OK);
	ck_assert_int_eq(gamut_test_kind_verify(&kind, answer).reason,
	                 GAMUT_REASON_VALID);
	answer.len++;
	ck_assert_int_eq(gamut_test_kind_verify(&kind, answer).reason,
	                 GAMUT_REASON_TOO_LONG);
	gamut_test_kind_clear(&kind);
	free(text);
}
END_TEST

Suite *unit_suite(void)
{
	Suite *suite = suite_create("kind_combine");
	TCase *tc = tcase_create("verify");

	tcase_add_loop_test(tc, verdicts_are_combined, 0,
	                    (int)GAMUT_ARRAY_LEN(rows));
	tcase_add_loop_test(tc, faults_have_a_place, 0,
	                    (int)GAMUT_ARRAY_LEN(bads));
	tcase_add_loop_test(tc, members_are_those_that_are_valid, 0,
	                    (int)GAMUT_ARRAY_LEN(lists));
	tcase_add_test(tc, checks_are_nested_as_deep_as_is_read);
	tcase_add_loop_test(tc, a_check_without_a_verdict_leaves_none, 0, 3);
	tcase_add_test(tc, needs_are_joined);
	tcase_add_loop_test(tc, hostile_answers_get_a_verdict, 0, 3);
	tcase_add_test(tc, what_is_not_excluded_has_an_end);
	suite_add_tcase(suite, tc);
	return suite;
}
