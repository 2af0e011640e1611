#include "tests/support/unit.h"

#include "verifiers/phone.h"

/* Tables are read by column. */
/* clang-format off */
#define S(lit) { .ptr = (lit), .len = sizeof(lit) - 1 }

static const struct gamut_phone_rule us = { .is_international = false };
static const struct gamut_phone_rule world = { .is_international = true };

static const struct row {
	const struct gamut_phone_rule *rule;
	struct gamut_str answer;
	enum gamut_reason reason;
	const char *canonical;
} rows[] = {
	{ &us, S("212-555-0187"),    GAMUT_REASON_VALID, "2125550187" },
	{ &us, S("(212) 555-0187"),  GAMUT_REASON_VALID, "2125550187" },
	{ &us, S("212 555 0187"),    GAMUT_REASON_VALID, "2125550187" },
	{ &us, S("212 555-0187"),    GAMUT_REASON_VALID, "2125550187" },
	{ &us, S("000-000-0000"),    GAMUT_REASON_VALID, "0000000000" },
	{ &us, S(""),                GAMUT_REASON_EMPTY, "" },
	{ &us, S("2125550187"),      GAMUT_REASON_BAD_FORMAT, "" },
	{ &us, S("212-555 0187"),    GAMUT_REASON_BAD_FORMAT, "" },
	{ &us, S("(212)555-0187"),   GAMUT_REASON_BAD_FORMAT, "" },
	{ &us, S("(212) 555 0187"),  GAMUT_REASON_BAD_FORMAT, "" },
	{ &us, S("(212)  555-0187"), GAMUT_REASON_BAD_FORMAT, "" },
	{ &us, S("212.555.0187"),    GAMUT_REASON_BAD_FORMAT, "" },
	{ &us, S("+1 212-555-0187"), GAMUT_REASON_BAD_FORMAT, "" },
	{ &us, S("1 212 555 0187"),  GAMUT_REASON_DIGIT_COUNT, "" },
	{ &us, S("212-555-018"),     GAMUT_REASON_DIGIT_COUNT, "" },
	{ &us, S("212-555-01870"),   GAMUT_REASON_DIGIT_COUNT, "" },
	{ &us, S("-"),               GAMUT_REASON_DIGIT_COUNT, "" },
	{ &us, S("2125-55-0187"),    GAMUT_REASON_BAD_FORMAT, "" },
	{ &us, S("212-555-0187\0"),  GAMUT_REASON_BAD_FORMAT, "" },
	{ &us, S("212-555-0187\n"),  GAMUT_REASON_BAD_FORMAT, "" },
	{ &us, S("212\t555\t0187"),  GAMUT_REASON_BAD_FORMAT, "" },
	{ &us, S("212-555-ABCD"),    GAMUT_REASON_BAD_FORMAT, "" },
	{ &us, S("ddd-ddd-dddd"),    GAMUT_REASON_BAD_FORMAT, "" },
	{ &us, S("212\xe2\x80\x91" "555-0187"), GAMUT_REASON_BAD_FORMAT, "" },
	{ &us, S("\xef\xbc\x92" "12-555-0187"), GAMUT_REASON_BAD_FORMAT, "" },

	{ &world, S("+1 413-121-2591"),  GAMUT_REASON_VALID, "+14131212591" },
	{ &world, S("+14131212591"),     GAMUT_REASON_VALID, "+14131212591" },
	{ &world, S("+1 2 3 4 5 6 78"),  GAMUT_REASON_VALID, "+12345678" },
	{ &world, S("+1 2 3 4 5 6 7 8"), GAMUT_REASON_BAD_FORMAT, "" },
	{ &world, S("+1-2 3-4 5-6 78"),  GAMUT_REASON_VALID, "+12345678" },
	{ &world, S("+1234567"),         GAMUT_REASON_VALID, "+1234567" },
	{ &world, S("+123456"),          GAMUT_REASON_DIGIT_COUNT, "" },
	{ &world, S("+123456789012345"), GAMUT_REASON_VALID, "+123456789012345" },
	{ &world, S("+1234567890123456"), GAMUT_REASON_DIGIT_COUNT, "" },
	{ &world, S("+998 90 123 45 67"), GAMUT_REASON_VALID, "+998901234567" },
	{ &world, S("+20 2 1234567"),    GAMUT_REASON_VALID, "+2021234567" },
	{ &world, S("+21 2 1234567"),    GAMUT_REASON_UNASSIGNED_CODE, "" },
	{ &world, S("+210 1234567"),     GAMUT_REASON_UNASSIGNED_CODE, "" },
	{ &world, S("+259 1234567"),     GAMUT_REASON_UNASSIGNED_CODE, "" },
	{ &world, S("+384 1234567"),     GAMUT_REASON_UNASSIGNED_CODE, "" },
	{ &world, S("+999 9999999"),     GAMUT_REASON_UNASSIGNED_CODE, "" },
	{ &world, S("+0 0000000"),       GAMUT_REASON_UNASSIGNED_CODE, "" },
	{ &world, S("+4 4 1234567"),     GAMUT_REASON_UNASSIGNED_CODE, "" },
	{ &world, S(""),                 GAMUT_REASON_EMPTY, "" },
	{ &world, S("+"),                GAMUT_REASON_BAD_FORMAT, "" },
	{ &world, S("+ "),               GAMUT_REASON_BAD_FORMAT, "" },
	{ &world, S("+-1 2345678"),      GAMUT_REASON_BAD_FORMAT, "" },
	{ &world, S("1 413 121 2591"),   GAMUT_REASON_BAD_FORMAT, "" },
	{ &world, S(" +14131212591"),    GAMUT_REASON_BAD_FORMAT, "" },
	{ &world, S("+14131212591 "),    GAMUT_REASON_BAD_FORMAT, "" },
	{ &world, S("+14131212591-"),    GAMUT_REASON_BAD_FORMAT, "" },
	{ &world, S("+1  4131212591"),   GAMUT_REASON_BAD_FORMAT, "" },
	{ &world, S("+1 -4131212591"),   GAMUT_REASON_BAD_FORMAT, "" },
	{ &world, S("+1 (413) 1212591"), GAMUT_REASON_BAD_FORMAT, "" },
	{ &world, S("+1.413.121.2591"),  GAMUT_REASON_BAD_FORMAT, "" },
	{ &world, S("+1413121259\0"),    GAMUT_REASON_BAD_FORMAT, "" },
	{ &world, S("+1\n4131212591"),   GAMUT_REASON_BAD_FORMAT, "" },
	{ &world, S("\xef\xbc\x8b" "14131212591"), GAMUT_REASON_BAD_FORMAT, "" },
	{ &world, S("+\xd9\xa1" "4131212591"),     GAMUT_REASON_BAD_FORMAT, "" },
};
/* clang-format on */

static struct gamut_lexicon *lexicon;

static void set_up(void)
{
	lexicon = gamut_lexicon_open();
}

static void tear_down(void)
{
	gamut_lexicon_free(lexicon);
}

START_TEST(verdicts)
{
	const struct row *row = &rows[_i];
	struct gamut_arena arena = { 0 };
	struct gamut_verdict got;
	void *state;

	ck_assert_int_eq(
		gamut_verifier_phone.open(&state, row->rule, lexicon, NULL),
		GAMUT_OK);
	got = gamut_verifier_phone.verify(state, row->answer, &arena);
	ck_assert_str_eq(gamut_reason_name(got.reason),
	                 gamut_reason_name(row->reason));
	ck_assert(gamut_str_eq(got.canonical, gamut_str_of(row->canonical)));
	gamut_verifier_phone.close(state);
	gamut_arena_clear(&arena);
}
END_TEST

START_TEST(members_cover_what_the_header_says)
{
	const struct gamut_verifier *phone = &gamut_verifier_phone;
	struct gamut_arena arena = { 0 };
	void *state;

	ck_assert_int_eq(phone->open(&state, &us, NULL, NULL), GAMUT_OK);
	ck_assert_uint_eq(phone->member_count(state), 10000000000);
	ck_assert_str_eq(phone->member(state, 0, &arena).ptr, "000-000-0000");
	ck_assert_str_eq(phone->member(state, 2125550187, &arena).ptr,
	                 "212-555-0187");
	ck_assert_str_eq(phone->member(state, 9999999999, &arena).ptr,
	                 "999-999-9999");
	phone->close(state);

	ck_assert_int_eq(phone->open(&state, &world, lexicon, NULL), GAMUT_OK);
	ck_assert_uint_eq(phone->member_count(state),
	                  216 * UINT64_C(1000000000));
	ck_assert_str_eq(phone->member(state, 1000000001, &arena).ptr,
	                 "+7 000 000 001");
	phone->close(state);
	gamut_arena_clear(&arena);
}
END_TEST

/* The sum in phone.h, over the list: what the task states as its space. */
START_TEST(the_international_space_is_a_sum_over_codes)
{
	struct gamut_str rest;
	struct gamut_str line;
	struct gamut_str code;
	uint64_t space = 0;

	ck_assert_int_eq(
		gamut_lexicon_read(&rest, lexicon, "country_codes.tsv", NULL),
		GAMUT_OK);
	while (gamut_lexicon_take_line(&rest, &line)) {
		ck_assert(gamut_str_take_field(&line, '\t', &code));
		for (size_t digits = 7; digits <= 15; digits++) {
			uint64_t numbers = 1;

			for (size_t i = code.len; i < digits; i++)
				numbers *= 10;
			space += numbers;
		}
	}
	ck_assert_uint_eq(space, UINT64_C(899999999100000));
}
END_TEST

Suite *unit_suite(void)
{
	Suite *suite = suite_create("phone");
	TCase *tc = tcase_create("verify");

	tcase_add_checked_fixture(tc, set_up, tear_down);
	tcase_add_loop_test(tc, verdicts, 0, (int)GAMUT_ARRAY_LEN(rows));
	tcase_add_test(tc, members_cover_what_the_header_says);
	tcase_add_test(tc, the_international_space_is_a_sum_over_codes);
	suite_add_tcase(suite, tc);
	return suite;
}
