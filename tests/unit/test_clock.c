#include "tests/support/unit.h"

#include <string.h>
#include <time.h>

#include "base/clock.h"

static const struct {
	int64_t wall_ms;
	const char *text;
} instants[] = {
	{ 0, "1970-01-01T00:00:00.000Z" },
	{ 999, "1970-01-01T00:00:00.999Z" },
	{ INT64_C(951782399999), "2000-02-28T23:59:59.999Z" },
	{ INT64_C(951782400000), "2000-02-29T00:00:00.000Z" },
	{ INT64_C(1234567890000), "2009-02-13T23:31:30.000Z" },
	{ INT64_C(1795438267123), "2026-11-23T12:51:07.123Z" },
	{ INT64_C(2147483648001), "2038-01-19T03:14:08.001Z" },
	{ INT64_C(253402300799999), "9999-12-31T23:59:59.999Z" },
};

START_TEST(instants_read_as_rfc_3339)
{
	char text[GAMUT_CLOCK_TEXT_SIZE];

	gamut_clock_format(text, instants[_i].wall_ms);
	ck_assert_str_eq(text, instants[_i].text);
}
END_TEST

/* Clocks that are set wrongly give a time all the same. */
START_TEST(instants_out_of_range_are_the_nearest)
{
	char text[GAMUT_CLOCK_TEXT_SIZE];

	gamut_clock_format(text, -1);
	ck_assert_str_eq(text, "1970-01-01T00:00:00.000Z");
	gamut_clock_format(text, INT64_MIN);
	ck_assert_str_eq(text, "1970-01-01T00:00:00.000Z");
	gamut_clock_format(text, GAMUT_CLOCK_MAX_MS + 1);
	ck_assert_str_eq(text, "9999-12-31T23:59:59.999Z");
	gamut_clock_format(text, INT64_MAX);
	ck_assert_str_eq(text, "9999-12-31T23:59:59.999Z");
}
END_TEST

START_TEST(instants_are_read_back)
{
	int64_t wall_ms = -1;

	ck_assert(gamut_clock_parse(&wall_ms, gamut_str_of(instants[_i].text)));
	ck_assert_int_eq(wall_ms, instants[_i].wall_ms);
}
END_TEST

/* Against the C library, a day in eleven and another time on each. */
START_TEST(all_days_are_those_of_the_library)
{
	for (int64_t ms = 0; ms <= GAMUT_CLOCK_MAX_MS; ms += 953210987) {
		char text[GAMUT_CLOCK_TEXT_SIZE];
		char want[GAMUT_CLOCK_TEXT_SIZE];
		time_t seconds = (time_t)(ms / 1000);
		struct tm tm;

		gamut_clock_format(text, ms);
		gmtime_r(&seconds, &tm);
		strftime(want, sizeof(want), "%Y-%m-%dT%H:%M:%S.", &tm);
		ck_assert_int_eq(strncmp(text, want, 20), 0);
	}
}
END_TEST

static const char *const no_instants[] = {
	"",
	"2026-11-23T12:51:07.123",
	"2026-11-23T12:51:07.123z",
	"2026-11-23 12:51:07.123Z",
	"2026-11-23T12:51:07,123Z",
	"2026-11-23T12:51:07.1234Z",
	"2026-13-23T12:51:07.123Z",
	"2026-00-23T12:51:07.123Z",
	"2026-02-29T12:51:07.123Z",
	"2026-11-31T12:51:07.123Z",
	"2026-11-23T24:00:00.000Z",
	"2026-11-23T12:60:00.000Z",
	"2026-11-23T12:51:60.000Z",
	"1969-12-31T23:59:59.999Z",
	"+026-11-23T12:51:07.123Z",
	"2026-11-23T12:51:0~.123Z",
};

START_TEST(nothing_else_is_an_instant)
{
	int64_t wall_ms = 7;

	ck_assert(!gamut_clock_parse(&wall_ms, gamut_str_of(no_instants[_i])));
	ck_assert_int_eq(wall_ms, 7);
}
END_TEST

static const struct {
	struct gamut_civil civil;
	int64_t seconds;
} days[] = {
	{ { 1970, 1, 1, 0, 0, 0 }, 0 },
	{ { 1994, 11, 6, 8, 49, 37 }, 784111777 }, /* RFC 9110's example */
	{ { 2000, 2, 29, 0, 0, 0 }, 951782400 },
	{ { 2016, 12, 31, 23, 59, 60 }, 1483228800 }, /* a leap second */
	{ { 9999, 12, 31, 23, 59, 59 }, INT64_C(253402300799) },
	{ { 2100, 2, 29, 0, 0, 0 }, -1 },
	{ { 2026, 4, 31, 0, 0, 0 }, -1 },
	{ { 2026, 4, 0, 0, 0, 0 }, -1 },
	{ { 1969, 12, 31, 0, 0, 0 }, -1 },
	{ { 2026, 1, 1, 0, 0, 61 }, -1 },
};

START_TEST(days_are_gregorian)
{
	ck_assert_int_eq(gamut_clock_from_civil(days[_i].civil),
	                 days[_i].seconds);
}
END_TEST

START_TEST(clocks_go_forward)
{
	int64_t before = gamut_clock_us();

	ck_assert_int_ge(gamut_clock_us(), before);
	/* After this was written, and before a clock in nanoseconds. */
	ck_assert_int_gt(gamut_clock_wall_ms(), INT64_C(1700000000000));
	ck_assert_int_lt(gamut_clock_wall_ms(), INT64_C(253402300800000));
}
END_TEST

Suite *unit_suite(void)
{
	Suite *suite = suite_create("clock");
	TCase *tc = tcase_create("clock");

	tcase_add_loop_test(tc, instants_read_as_rfc_3339, 0,
	                    (int)GAMUT_ARRAY_LEN(instants));
	tcase_add_test(tc, instants_out_of_range_are_the_nearest);
	tcase_add_test(tc, all_days_are_those_of_the_library);
	tcase_add_loop_test(tc, instants_are_read_back, 0,
	                    (int)GAMUT_ARRAY_LEN(instants));
	tcase_add_loop_test(tc, nothing_else_is_an_instant, 0,
	                    (int)GAMUT_ARRAY_LEN(no_instants));
	tcase_add_loop_test(tc, days_are_gregorian, 0,
	                    (int)GAMUT_ARRAY_LEN(days));
	tcase_add_test(tc, clocks_go_forward);
	suite_add_tcase(suite, tc);
	return suite;
}
