#include "tests/support/unit.h"

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
	tcase_add_test(tc, clocks_go_forward);
	suite_add_tcase(suite, tc);
	return suite;
}
