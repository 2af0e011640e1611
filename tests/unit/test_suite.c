#include "tasks/builtin.h"
#include "tests/support/unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tasks/catalog/registry.h"
#include "tasks/catalog/suite.h"
#include "tests/support/temp.h"

static struct gamut_suite *suite;
static struct gamut_err err;

static void tear_down(void)
{
	gamut_suite_free(suite);
	gamut_temp_remove();
}

START_TEST(tasks_are_named_by_what_they_lack)
{
	static const struct gamut_task *const tasks[] = {
		&gamut_task_car_brand,
		&gamut_task_weekdays_full,
		&gamut_task_rng_1_10,
		&gamut_task_car_make_model,
	};
	char want[sizeof(err.msg)];

	/* NOLINTNEXTLINE(concurrency-mt-unsafe): a test has one thread. */
	setenv("GAMUT_WORDLISTS", gamut_temp_folder(), 1);
	gamut_temp_write("weekdays.tsv", "\xff\n");
	ck_assert(gamut_suite_open(&suite, tasks, GAMUT_ARRAY_LEN(tasks), NULL,
	                           &err) != GAMUT_OK);
	snprintf(want, sizeof(want),
	         "car_brand, car_make_model: the word list '%s/cars.tsv' is "
	         "missing; weekdays_full: the word list '%s/weekdays.tsv' is "
	         "not UTF-8",
	         gamut_temp_folder(), gamut_temp_folder());
	ck_assert_str_eq(err.msg, want);
	ck_assert_ptr_null(suite);
}
END_TEST

/* All that can be missing at once, in a folder with a name of some length. */
START_TEST(every_task_that_lacks_something_is_named)
{
	static const char *const lacking[] = {
		"car_brand",
		"car_make_model",
		"color_normal_ex",
		"element_symbols",
		"gerunds",
		"international_phone_numbers",
		"us_states_any_format",
		"weekdays_full",
	};

	/* NOLINTNEXTLINE(concurrency-mt-unsafe): a test has one thread. */
	setenv("GAMUT_WORDLISTS", gamut_temp_folder(), 1);
	ck_assert_int_eq(gamut_suite_open(&suite, gamut_task_all(),
	                                  gamut_task_count(), NULL, &err),
	                 GAMUT_ENOTFOUND);
	for (size_t i = 0; i < GAMUT_ARRAY_LEN(lacking); i++)
		ck_assert_msg(strstr(err.msg, lacking[i]), "%s", lacking[i]);
	ck_assert_int_eq(gamut_suite_open(&suite, gamut_task_all(),
	                                  gamut_task_count(), NULL, NULL),
	                 GAMUT_ENOTFOUND);
}
END_TEST

static struct gamut_verdict accept_all(const void *state,
                                       struct gamut_str answer,
                                       struct gamut_arena *arena)
{
	(void)state;
	(void)arena;
	return gamut_verdict_accept(answer);
}

static uint64_t count_none(const void *state)
{
	(void)state;
	return 0;
}

static struct gamut_str give_none(const void *state, uint64_t i,
                                  struct gamut_arena *arena)
{
	(void)state;
	(void)arena;
	ck_abort_msg("member %ju is asked for", (uintmax_t)i);
}

/* A plugin's, that could have known some: simulated models need one. */
START_TEST(examples_serve_where_no_member_is_listed)
{
	const struct gamut_verifier verifier = {
		.name = "empty",
		.revision = 1,
		.open = gamut_verifier_open_plain,
		.verify = accept_all,
		.close = gamut_verifier_close_plain,
		.member_count = count_none,
		.member = give_none,
	};
	struct gamut_task task = gamut_task_rng_1_10;
	struct gamut_arena arena = { 0 };
	struct gamut_checker *checker;

	task.verifier = &verifier;
	ck_assert(!gamut_checker_open(&checker, &task, NULL, &err));
	ck_assert_uint_ge(gamut_checker_member_count(checker), 1);
	ck_assert(gamut_str_eq(gamut_checker_member(checker, 0, &arena),
	                       gamut_str_of(task.examples[0])));
	gamut_arena_clear(&arena);
	gamut_checker_free(checker);
}
END_TEST

Suite *unit_suite(void)
{
	Suite *checks = suite_create("suite");
	TCase *tc = tcase_create("suite");

	tcase_add_checked_fixture(tc, gamut_temp_make, tear_down);
	tcase_add_test(tc, tasks_are_named_by_what_they_lack);
	tcase_add_test(tc, every_task_that_lacks_something_is_named);
	tcase_add_test(tc, examples_serve_where_no_member_is_listed);
	suite_add_tcase(checks, tc);
	return checks;
}
