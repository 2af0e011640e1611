#include "tests/support/unit.h"

#include "runner/sample/retry.h"
#include "runner/store/sample.h"

/* 2026-11-23T12:00:00Z */
#define NOW_MS INT64_C(1795435200000)

/* Tables are read by column. */
/* clang-format off */
#define S(lit) { .ptr = (lit), .len = sizeof(lit) - 1 }

static const struct row {
	struct gamut_str ms;
	struct gamut_str after;
	int64_t expected;
} rows[] = {
	{ S(""),     S(""),            GAMUT_UNKNOWN },
	{ S(""),     S("0"),           GAMUT_UNKNOWN },
	{ S(""),     S("-1"),          GAMUT_UNKNOWN },
	{ S(""),     S("1"),           1000 },
	{ S(""),     S(" 2 "),         2000 },
	{ S(""),     S("1.5"),         1500 },
	{ S(""),     S("0.0001"),      1 },
	{ S(""),     S("0.0000"),      GAMUT_UNKNOWN },
	{ S(""),     S("1.2345"),      1235 },
	{ S(""),     S("600"),         600000 },
	{ S(""),     S("601"),         600000 },
	{ S(""),     S("99999999999"), 600000 },
	{ S(""),     S("99999999999999999999999999999999999999"), 600000 },
	{ S(""),     S("1e3"),         GAMUT_UNKNOWN },
	{ S(""),     S("0x10"),        GAMUT_UNKNOWN },
	{ S(""),     S("inf"),         GAMUT_UNKNOWN },
	{ S(""),     S("1.2.3"),       GAMUT_UNKNOWN },
	{ S(""),     S("."),           GAMUT_UNKNOWN },
	{ S(""),     S("soon"),        GAMUT_UNKNOWN },
	{ S("20"),   S(""),            20 },
	{ S("20.5"), S(""),            21 },
	{ S("20"),   S("7"),           20 },
	{ S("0"),    S("7"),           7000 },
	{ S("-5"),   S("7"),           7000 },
	{ S("x"),    S("7"),           7000 },
	{ S("9999999"), S(""),         600000 },
	{ S(""), S("Mon, 23 Nov 2026 12:00:07 GMT"), 7000 },
	{ S(""), S("Mon, 23 Nov 2026 12:00:00 GMT"), GAMUT_UNKNOWN },
	{ S(""), S("Sun, 06 Nov 1994 08:49:37 GMT"), GAMUT_UNKNOWN },
	{ S(""), S("Mon, 23 Nov 2026 11:59:59 GMT"), GAMUT_UNKNOWN },
	{ S(""), S("Tue, 29 Feb 2028 00:00:00 GMT"), 600000 },
	{ S(""), S("Mon, 23 Nov 2026 12:00:07 CET"), GAMUT_UNKNOWN },
	{ S(""), S("Mon, 23 Foo 2026 12:00:07 GMT"), GAMUT_UNKNOWN },
	{ S(""), S("Mon, 31 Nov 2027 12:00:07 GMT"), GAMUT_UNKNOWN },
	{ S(""), S("Mon, 23 Nov 2027 24:00:07 GMT"), GAMUT_UNKNOWN },
	{ S(""), S("Mon, 23 Nov 2027 12:00:07 CET"), GAMUT_UNKNOWN },
	{ S(""), S("Mon, 23 Nov 20x6 12:00:07 GMT"), GAMUT_UNKNOWN },
};
/* clang-format on */

START_TEST(servers_wish_is_read)
{
	const struct row *row = &rows[_i];

	ck_assert_int_eq(gamut_retry_parse_after(row->ms, row->after, NOW_MS),
	                 row->expected);
}
END_TEST

/* clang-format off */
static const struct {
	struct gamut_str reset;
	int64_t expected;
} resets[] = {
	{ S(""),          GAMUT_UNKNOWN },
	{ S("0"),         GAMUT_UNKNOWN },
	{ S("0s"),        GAMUT_UNKNOWN },
	{ S("-1"),        GAMUT_UNKNOWN },
	{ S("1s"),        1000 },
	{ S("6m0s"),      360000 },
	{ S("1m30s"),     90000 },
	{ S("1m30.951s"), 90951 },
	{ S("500ms"),     500 },
	{ S("0.2ms"),     1 },
	{ S("1h2m3s"),    600000 },
	{ S("1d"),        600000 },
	{ S("99999999999999999999h99999999999999999999h"), 600000 },
	{ S("12"),        12000 },
	{ S(" 0.5 "),     500 },
	{ S("59.70s"),    59700 },
	{ S("s"),         GAMUT_UNKNOWN },
	{ S("1m30"),      GAMUT_UNKNOWN },
	{ S("1 m"),       GAMUT_UNKNOWN },
	{ S("1y"),        GAMUT_UNKNOWN },
	{ S("1.2.3s"),    GAMUT_UNKNOWN },
	{ S("2026-11-23T12:00:07Z"),      7000 },
	{ S("2026-11-23T12:00:07.999Z"),  7000 },
	{ S("2026-11-23T13:00:07+01:00"), 7000 },
	{ S("2026-11-23T06:30:07-05:30"), 7000 },
	{ S("2026-11-23T12:00:07"),       GAMUT_UNKNOWN },
	{ S("2026-11-23T12:00:07 UTC"),   GAMUT_UNKNOWN },
	{ S("2026-11-23T12:00:07+01:0x"), GAMUT_UNKNOWN },
	{ S("2026-11-23T12:00:00Z"),      GAMUT_UNKNOWN },
	{ S("2026-13-23T12:00:07Z"),      GAMUT_UNKNOWN },
	{ S("2026-11-24T12:00:00Z"),      600000 },
};
/* clang-format on */

START_TEST(resets_are_read)
{
	ck_assert_int_eq(gamut_retry_parse_reset(resets[_i].reset, NOW_MS),
	                 resets[_i].expected);
}
END_TEST

/* Days of different months and leap years, each a minute ahead. */
START_TEST(dates_are_counted_right)
{
	static const struct {
		struct gamut_str date;
		int64_t seconds;
	} dates[] = {
		{ S("Thu, 01 Jan 1970 00:01:00 GMT"), 60 },
		{ S("Sun, 06 Nov 1994 08:49:37 GMT"), 784111777 },
		{ S("Tue, 29 Feb 2000 00:00:00 GMT"), 951782400 },
		{ S("Wed, 01 Mar 2000 00:00:00 GMT"), 951868800 },
		{ S("Sun, 31 Dec 2023 23:59:59 GMT"), 1704067199 },
		{ S("Mon, 01 Mar 2100 00:00:00 GMT"), 4107542400 },
	};
	int64_t now_ms = (dates[_i].seconds - 60) * 1000;

	ck_assert_int_eq(gamut_retry_parse_after(GAMUT_STR_EMPTY,
	                                         dates[_i].date, now_ms),
	                 60000);
}
END_TEST

START_TEST(windows_double_up_to_a_minute)
{
	static const int64_t windows[] = { 1000,  2000,  4000,  8000, 16000,
		                           32000, 60000, 60000, 60000 };
	struct gamut_rng rng = { .state = 1 };

	for (uint32_t k = 0; k < GAMUT_ARRAY_LEN(windows); k++) {
		int64_t least = INT64_MAX;
		int64_t most = 0;

		for (int i = 0; i < 2000; i++) {
			int64_t ms = gamut_retry_delay_ms(k + 1, 1000,
			                                  GAMUT_UNKNOWN, &rng);

			least = ms < least ? ms : least;
			most = ms > most ? ms : most;
		}
		ck_assert_int_ge(least, 0);
		ck_assert_int_lt(least, windows[k] / 50);
		ck_assert_int_le(most, windows[k]);
		ck_assert_int_gt(most, windows[k] - windows[k] / 50);
	}
}
END_TEST

/* Uniform from the time that the server names. */
START_TEST(servers_wish_is_the_least)
{
	static const struct {
		uint32_t attempts;
		int64_t base_ms;
		int64_t after_ms;
		int64_t most_ms;
	} waits[] = {
		{ 1, 1000, 5000, 6000 },      { 3, 1000, 5000, 9000 },
		{ 99, 1000, 5000, 65000 },    { 1, 1000, 5, 10 },
		{ 4, 1000, 5, 45 },           { 1, 1000, 600000, 601000 },
		{ 99, 1000, 600000, 660000 }, { UINT32_MAX, 0, 7, 7 },
	};
	struct gamut_rng rng = { .state = 1 };
	int64_t least = INT64_MAX;
	int64_t most = 0;
	int64_t spread = waits[_i].most_ms - waits[_i].after_ms;

	for (int i = 0; i < 2000; i++) {
		int64_t ms = gamut_retry_delay_ms(waits[_i].attempts,
		                                  waits[_i].base_ms,
		                                  waits[_i].after_ms, &rng);

		least = ms < least ? ms : least;
		most = ms > most ? ms : most;
	}
	ck_assert_int_ge(least, waits[_i].after_ms);
	ck_assert_int_le(least, waits[_i].after_ms + spread / 50);
	ck_assert_int_le(most, waits[_i].most_ms);
	ck_assert_int_ge(most, waits[_i].most_ms - spread / 50);
}
END_TEST

Suite *unit_suite(void)
{
	Suite *suite = suite_create("retry");
	TCase *tc = tcase_create("retry");

	tcase_add_loop_test(tc, servers_wish_is_read, 0,
	                    (int)GAMUT_ARRAY_LEN(rows));
	tcase_add_loop_test(tc, resets_are_read, 0,
	                    (int)GAMUT_ARRAY_LEN(resets));
	tcase_add_loop_test(tc, dates_are_counted_right, 0, 6);
	tcase_add_test(tc, windows_double_up_to_a_minute);
	tcase_add_loop_test(tc, servers_wish_is_the_least, 0, 8);
	suite_add_tcase(suite, tc);
	return suite;
}
