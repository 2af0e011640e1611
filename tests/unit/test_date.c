#include "tests/support/unit.h"

#include <string.h>

#include "tests/support/verdicts.h"
#include "verifiers/date.h"

/* Tables are read by column. */
/* clang-format off */
static const struct gamut_date_rule iso = { 0 };
static const struct gamut_date_rule us = { .format = GAMUT_DATE_US };
static const struct gamut_date_rule eu = { .format = GAMUT_DATE_EU };
static const struct gamut_date_rule slash = { .format = GAMUT_DATE_EU_SLASH };
static const struct gamut_date_rule in_words = { .format = GAMUT_DATE_LONG };
static const struct gamut_date_rule day_first = { .format = GAMUT_DATE_DAY_LONG };
static const struct gamut_date_rule friday = { .weekday = 5 };
/* 2024-01-01 to 2024-12-31 */
static const struct gamut_date_rule in_2024 = { .min = 738886, .max = 739251 };
static const struct gamut_date_rule sundays = { .min = 738886, .max = 739251, .weekday = 7, .format = GAMUT_DATE_LONG };

static const struct gamut_verdict_row rows[] = {
	{ &iso, S("2024-02-29"),        GAMUT_REASON_VALID, NULL },
	{ &iso, S("2023-02-29"),        GAMUT_REASON_NO_SUCH_DATE, NULL },
	{ &iso, S("1900-02-29"),        GAMUT_REASON_NO_SUCH_DATE, NULL },
	{ &iso, S("2000-02-29"),        GAMUT_REASON_VALID, NULL },
	{ &iso, S("2024-04-31"),        GAMUT_REASON_NO_SUCH_DATE, NULL },
	{ &iso, S("2024-12-31"),        GAMUT_REASON_VALID, NULL },
	{ &iso, S("2024-13-01"),        GAMUT_REASON_NO_SUCH_DATE, NULL },
	{ &iso, S("2024-00-01"),        GAMUT_REASON_NO_SUCH_DATE, NULL },
	{ &iso, S("2024-01-00"),        GAMUT_REASON_NO_SUCH_DATE, NULL },
	{ &iso, S("0001-01-01"),        GAMUT_REASON_VALID, NULL },
	{ &iso, S("9999-12-31"),        GAMUT_REASON_VALID, NULL },
	{ &iso, S("0000-01-01"),        GAMUT_REASON_NO_SUCH_DATE, NULL },
	{ &iso, S("24-02-28"),          GAMUT_REASON_BAD_FORMAT, NULL },
	{ &iso, S("2024-2-28"),         GAMUT_REASON_BAD_FORMAT, NULL },
	{ &iso, S("20240228"),          GAMUT_REASON_BAD_FORMAT, NULL },
	{ &iso, S("2024/02/28"),        GAMUT_REASON_BAD_FORMAT, NULL },
	{ &iso, S("2024-02-28T00:00"),  GAMUT_REASON_BAD_FORMAT, NULL },
	{ &iso, S("2024-02-28\n"),      GAMUT_REASON_BAD_FORMAT, NULL },
	{ &iso, S("2024-02-28\0"),      GAMUT_REASON_BAD_FORMAT, NULL },
	{ &iso, S("-2024-02-28"),       GAMUT_REASON_BAD_FORMAT, NULL },
	{ &iso, S(""),                  GAMUT_REASON_EMPTY, NULL },
	{ &us, S("02/29/2024"),         GAMUT_REASON_VALID, "2024-02-29" },
	{ &us, S("29/02/2024"),         GAMUT_REASON_NO_SUCH_DATE, NULL },
	{ &us, S("2/29/2024"),          GAMUT_REASON_BAD_FORMAT, NULL },
	{ &eu, S("29.02.2024"),         GAMUT_REASON_VALID, "2024-02-29" },
	{ &eu, S("29/02/2024"),         GAMUT_REASON_BAD_FORMAT, NULL },
	{ &slash, S("29/02/2024"),      GAMUT_REASON_VALID, "2024-02-29" },
	{ &in_words, S("February 29, 2024"), GAMUT_REASON_VALID, "2024-02-29" },
	{ &in_words, S("May 1, 1999"),  GAMUT_REASON_VALID, "1999-05-01" },
	{ &in_words, S("May 01, 1999"), GAMUT_REASON_BAD_FORMAT, NULL },
	{ &in_words, S("may 1, 1999"),  GAMUT_REASON_BAD_FORMAT, NULL },
	{ &in_words, S("May 1 1999"),   GAMUT_REASON_BAD_FORMAT, NULL },
	{ &in_words, S("May 32, 1999"), GAMUT_REASON_NO_SUCH_DATE, NULL },
	{ &in_words, S("May 0, 1999"),  GAMUT_REASON_NO_SUCH_DATE, NULL },
	{ &in_words, S("Jan 1, 1999"),  GAMUT_REASON_BAD_FORMAT, NULL },
	{ &day_first, S("29 February 2024"), GAMUT_REASON_VALID, "2024-02-29" },
	{ &day_first, S("9 June 2024"), GAMUT_REASON_VALID, "2024-06-09" },
	{ &day_first, S("9"),           GAMUT_REASON_BAD_FORMAT, NULL },
	{ &in_2024, S("2024-01-01"),    GAMUT_REASON_VALID, NULL },
	{ &in_2024, S("2023-12-31"),    GAMUT_REASON_OUT_OF_RANGE, NULL },
	{ &in_2024, S("2025-01-01"),    GAMUT_REASON_OUT_OF_RANGE, NULL },
	{ &friday, S("2026-11-13"),     GAMUT_REASON_VALID, NULL },
	{ &friday, S("1582-10-15"),     GAMUT_REASON_VALID, NULL },
	{ &friday, S("2026-11-14"),     GAMUT_REASON_EXCLUDED, NULL },
};
/* clang-format on */

START_TEST(verdicts)
{
	gamut_expect_verdict(&gamut_verifier_date, &rows[_i]);
}
END_TEST

START_TEST(days_are_counted)
{
	int32_t day = 0;

	ck_assert(gamut_date_read(&day, GAMUT_STR("0001-01-01")));
	ck_assert_int_eq(day, 1);
	ck_assert(gamut_date_read(&day, GAMUT_STR("1970-01-01")));
	ck_assert_int_eq(day, 719163);
	ck_assert(gamut_date_read(&day, GAMUT_STR("9999-12-31")));
	ck_assert_int_eq(day, 3652059);
	ck_assert(!gamut_date_read(&day, GAMUT_STR("2023-02-29")));
	ck_assert_int_eq(day, 3652059);
}
END_TEST

START_TEST(members_are_days)
{
	static const int32_t turns[] = { 584022, 620547, 730119 };
	struct gamut_date_rule rule = { .max = 3 };
	struct gamut_arena arena = { 0 };
	void *state;

	gamut_expect_members(&gamut_verifier_date, &in_2024, 366, 1);
	gamut_expect_members(&gamut_verifier_date, &sundays, 52, 1);
	gamut_expect_members(&gamut_verifier_date, &rule, 3, 1);
	rule = (struct gamut_date_rule){ .min = 3652058 };
	gamut_expect_members(&gamut_verifier_date, &rule, 2, 1);
	/* two years around the turns of 1600, 1700 and 2000 */
	for (size_t i = 0; i < GAMUT_ARRAY_LEN(turns); i++) {
		rule = (struct gamut_date_rule){ .min = turns[i],
			                         .max = turns[i] + 730 };
		gamut_expect_members(&gamut_verifier_date, &rule, 731, 1);
	}
	ck_assert_int_eq(gamut_verifier_date.open(&state, &sundays, NULL, NULL),
	                 GAMUT_OK);
	ck_assert_str_eq(gamut_verifier_date.member(state, 0, &arena).ptr,
	                 "January 7, 2024");
	ck_assert_int_eq(gamut_verifier_date.open(&state, &iso, NULL, NULL),
	                 GAMUT_OK);
	ck_assert_uint_eq(gamut_verifier_date.member_count(state), 73049);
	ck_assert_str_eq(gamut_verifier_date.member(state, 73048, &arena).ptr,
	                 "2099-12-31");
	gamut_arena_clear(&arena);
}
END_TEST

START_TEST(impossible_rules_are_refused)
{
	struct gamut_date_rule rule = { .min = 738886,
		                        .max = 738887,
		                        .weekday = 3 };
	struct gamut_err err = { 0 };
	void *state;

	ck_assert_int_eq(gamut_verifier_date.open(&state, &rule, NULL, &err),
	                 GAMUT_EINVAL);
	ck_assert_str_eq(err.msg, "there is no Wednesday from 'min' to 'max'");
	rule = (struct gamut_date_rule){ .min = 2, .max = 1 };
	ck_assert_int_eq(gamut_verifier_date.open(&state, &rule, NULL, &err),
	                 GAMUT_EINVAL);
}
END_TEST

START_TEST(hostile_answers)
{
	gamut_expect_contract(&gamut_verifier_date, &iso);
	gamut_expect_contract(&gamut_verifier_date, &in_words);
	gamut_expect_contract(&gamut_verifier_date, &day_first);
}
END_TEST

Suite *unit_suite(void)
{
	Suite *suite = suite_create("date");
	TCase *tc = tcase_create("verify");

	tcase_add_loop_test(tc, verdicts, 0, (int)GAMUT_ARRAY_LEN(rows));
	tcase_add_test(tc, days_are_counted);
	tcase_add_test(tc, members_are_days);
	tcase_add_test(tc, impossible_rules_are_refused);
	tcase_add_test(tc, hostile_answers);
	suite_add_tcase(suite, tc);
	return suite;
}
