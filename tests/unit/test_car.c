#include "tests/support/unit.h"

#include <stdlib.h>
#include <string.h>

#include "base/map.h"
#include "tests/unit/car_cases.h"
#include "verifiers/car.h"

static const struct brand_name {
	const char *answer;
	const char *canonical;
} brand_names[] = {
	{ "Acura", "Acura" },
	{ "merc", "Mercedes-Benz" },
	{ "MERCEDES-BENZ", "Mercedes-Benz" },
	{ "AlfaRomeo", "Alfa Romeo" },
	{ "Lynk and Co", "Lynk & Co" },
	{ "Skoda", "\xc5\xa0koda" },
	{ "DS", "DS" },
};

static const struct gamut_car_rule car = { .is_brand = false };
static const struct gamut_car_rule brand = { .is_brand = true };

static struct gamut_arena arena;
static struct gamut_lexicon *lexicon;
static void *cars;
static void *brands;

/* Once for all tests, which run in children: reading the list takes longest. */
static void open_both(void)
{
	struct gamut_err err = { 0 };

	lexicon = gamut_lexicon_open();
	ck_assert_msg(!gamut_verifier_car.open(&cars, &car, lexicon, &err),
	              "%s", err.msg);
	ck_assert_msg(!gamut_verifier_car.open(&brands, &brand, lexicon, &err),
	              "%s", err.msg);
}

static void close_both(void)
{
	gamut_verifier_car.close(cars);
	gamut_verifier_car.close(brands);
	gamut_lexicon_free(lexicon);
	gamut_arena_clear(&arena);
}

static void expect(const void *state, struct gamut_str answer,
                   enum gamut_reason reason, const char *canonical)
{
	struct gamut_verdict got = gamut_verifier_car.verify(state, answer,
	                                                     &arena);

	ck_assert_msg(
		got.reason == reason &&
			gamut_str_eq(got.canonical, gamut_str_of(canonical)),
		"'%.*s': %s, '%.*s'", GAMUT_STR_ARG(answer),
		gamut_reason_name(got.reason), GAMUT_STR_ARG(got.canonical));
}

START_TEST(plain_answers)
{
	expect(cars, gamut_str_of(plain[_i]), GAMUT_REASON_VALID, plain[_i]);
}
END_TEST

START_TEST(accepted_answers)
{
	expect(cars, gamut_str_of(accepted[_i].answer), GAMUT_REASON_VALID,
	       accepted[_i].canonical);
}
END_TEST

START_TEST(rejected_answers)
{
	expect(cars, rejected[_i].answer, rejected[_i].reason, "");
}
END_TEST

START_TEST(rejected_brands)
{
	/* What is no car for its form is no brand for the same reason. */
	struct gamut_verdict got =
		gamut_verifier_car.verify(brands, rejected[_i].answer, &arena);

	if (rejected[_i].reason == GAMUT_REASON_NO_MODEL)
		return;
	ck_assert(!gamut_verdict_is_valid(got));
	ck_assert_uint_eq(got.canonical.len, 0);
}
END_TEST

START_TEST(accepted_brands)
{
	expect(brands, gamut_str_of(brand_names[_i].answer), GAMUT_REASON_VALID,
	       brand_names[_i].canonical);
}
END_TEST

START_TEST(long_answers)
{
	size_t size = (size_t)1 << 20;
	char *text = malloc(size);
	struct gamut_str all = { .ptr = text, .len = size };

	ck_assert_ptr_nonnull(text);
	memset(text, 'a', size);
	expect(cars, all, GAMUT_REASON_TOO_LONG, "");
	memset(text, 0xff, size);
	expect(cars, all, GAMUT_REASON_TOO_LONG, "");
	expect(brands, all, GAMUT_REASON_TOO_LONG, "");
	memset(text, '&', size);
	text[0] = 'a';
	text[63] = 'a';
	expect(cars, gamut_str_head(all, 64), GAMUT_REASON_UNKNOWN_MAKE, "");
	free(text);
}
END_TEST

START_TEST(members)
{
	const void *state = _i ? brands : cars;
	uint64_t count = gamut_verifier_car.member_count(state);
	struct gamut_map seen = { 0 };

	ck_assert_uint_ge(count, _i ? 130 : 2500);
	for (uint64_t i = 0; i < count; i++) {
		struct gamut_str s = gamut_verifier_car.member(state, i,
		                                               &arena);
		struct gamut_verdict got = gamut_verifier_car.verify(state, s,
		                                                     &arena);

		ck_assert_msg(gamut_verdict_is_valid(got), "'%.*s': %s",
		              GAMUT_STR_ARG(s), gamut_reason_name(got.reason));
		ck_assert_msg(gamut_str_eq(got.canonical, s),
		              "'%.*s' is '%.*s'", GAMUT_STR_ARG(s),
		              GAMUT_STR_ARG(got.canonical));
		ck_assert_msg(gamut_map_put(&seen, s, i) == i, "'%.*s' twice",
		              GAMUT_STR_ARG(s));
	}
	gamut_map_clear(&seen);
}
END_TEST

START_TEST(needs)
{
	const char *names[GAMUT_NEEDS_MAX];

	ck_assert_uint_eq(gamut_verifier_car.needs(&car, names), 1);
	ck_assert_str_eq(names[0], "cars.tsv");
}
END_TEST

Suite *unit_suite(void)
{
	Suite *suite = suite_create("car");
	TCase *tc = tcase_create("verify");

	tcase_add_unchecked_fixture(tc, open_both, close_both);
	tcase_add_loop_test(tc, plain_answers, 0, (int)GAMUT_ARRAY_LEN(plain));
	tcase_add_loop_test(tc, accepted_answers, 0,
	                    (int)GAMUT_ARRAY_LEN(accepted));
	tcase_add_loop_test(tc, rejected_answers, 0,
	                    (int)GAMUT_ARRAY_LEN(rejected));
	tcase_add_loop_test(tc, rejected_brands, 0,
	                    (int)GAMUT_ARRAY_LEN(rejected));
	tcase_add_loop_test(tc, accepted_brands, 0,
	                    (int)GAMUT_ARRAY_LEN(brand_names));
	tcase_add_test(tc, long_answers);
	tcase_add_loop_test(tc, members, 0, 2);
	tcase_add_test(tc, needs);
	suite_add_tcase(suite, tc);
	return suite;
}
