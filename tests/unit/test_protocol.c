#include "tests/support/unit.h"

#include <string.h>

#include "tasks/catalog/registry.h"
#include "tests/support/checker.h"

/*
 * The benchmark's protocol, written out once more: what prompts must carry
 * word for word, and which answers count as one.
 */

#define TASKS 22

/* Tables are read by column. */
/* clang-format off */
static const struct row {
	const char *name;
	const char *description;
	const char *examples[GAMUT_TASK_EXAMPLES];
	uint32_t max_tokens;
} protocol[] = {
	{ "car_make_model", "Car make and model.",
	  { "Acura Integra", "Ford Mustang", "Tesla Model 3" }, 16 },
	{ "car_brand", "Car brand.",
	  { "Acura", "Ford", "Tesla" }, 8 },
	{ "gerunds", "Generate an English gerund ending in -ing.",
	  { "Schlepping", "Hoisting", "Thinking" }, 4 },
	{ "color_normal_ex", "Generate a color name.",
	  { "Green", "Red", "White" }, 8 },
	{ "color_interesting_ex", "Generate a color name.",
	  { "Otterly Brown", "Petal Pink", "Cherry" }, 8 },
	{ "basic_emails", "Email address",
	  { "tsor13@cs.washington.edu", "alex.jones@domain.net",
	    "itsagoodday@gmail.com" }, 40 },
	{ "professional_emails", "Generate a professional email address.",
	  { "tsor13@cs.washington.edu",
	    "sarah.johannesburg@organization.org", "yash@anthropic.com" }, 40 },
	{ "element_symbols", "Chemical element symbol",
	  { "Sb", "He", "W" }, 5 },
	{ "element_names", "Chemical element name",
	  { "Niobium", "Antimony", "Iodine" }, 15 },
	{ "us_phone_numbers", "US phone number",
	  { "(210) 346-0967", "646 562-1938", "800-895-0522" }, 20 },
	{ "international_phone_numbers",
	  "International phone number with country code.",
	  { "+1 413-121-2591", "+44 10 2958 3938", "+81 3 8328 5625" }, 25 },
	{ "prime_numbers", "Generate a prime number",
	  { "617", "13", "47" }, 10 },
	{ "small_prime_numbers", "Generate a prime number less than 100",
	  { "29", "5", "97" }, 5 },
	{ "random_seed", "Generate a number to use for a random seed.",
	  { "15", "420", "8392013" }, 4 },
	{ "rng_1_10", "Generate a number between 1 and 10.",
	  { "3", "7", "10" }, 4 },
	{ "rng_1_100", "Generate a number between 1 and 100.",
	  { "35", "94", "71" }, 4 },
	{ "us_states_full_names", "Name a US state",
	  { "Kentucky", "Utah", "Oregon" }, 15 },
	{ "us_states_abbreviations", "US state abbreviation",
	  { "KY", "UT", "OR" }, 5 },
	{ "us_states_any_format", "US state name or abbreviation",
	  { "Kentucky", "UT", "Oregon" }, 15 },
	{ "weekdays_full", "Name a day of the week",
	  { "Thursday", "Wednesday", "Sunday" }, 10 },
	{ "weekdays_abbreviated", "Day of the week abbreviation",
	  { "Thu", "Wed.", "SUN" }, 5 },
	{ "weekdays_any_format", "Day of the week (full name or abbreviation)",
	  { "Monday", "Tue", "SUN" }, 10 },
};

/* Pairs of valid answers, and whether they are one answer in two spellings. */
static const struct pair {
	const char *task;
	const char *one;
	const char *other;
	bool are_one;
} pairs[] = {
	{ "us_states_any_format", "KY", "Kentucky", true },
	{ "us_states_any_format", "WV", "VA", false },
	{ "us_states_any_format", "Virginia", "West Virginia", false },
	{ "weekdays_any_format", "Mon.", "MON", true },
	{ "weekdays_any_format", "MON", "Monday", true },
	{ "weekdays_any_format", "M", "monday", true },
	{ "weekdays_any_format", "T", "Tuesday", true },
	{ "weekdays_any_format", "T", "Th", false },
	{ "weekdays_any_format", "Sa", "Su", false },
	{ "weekdays_full", "Friday", "FRIDAY", true },
	{ "weekdays_full", "friday", "Friday", true },
	{ "weekdays_abbreviated", "Wed.", "WED", true },
	{ "weekdays_abbreviated", "Tue", "Thu", false },
	{ "element_names", "Aluminium", "Aluminum", true },
	{ "element_names", "Caesium", "cesium", true },
	{ "element_names", "SULPHUR", "Sulfur", true },
	{ "element_names", "Gold", "Silver", false },
	{ "element_symbols", "Co", "C", false },
	{ "international_phone_numbers", "+1 413-121-2591", "+14131212591", true },
	{ "international_phone_numbers", "+44 10 2958 3938",
	  "+44-10-2958-3938", true },
	{ "international_phone_numbers", "+1 413-121-2591",
	  "+1 413-121-2592", false },
	{ "us_phone_numbers", "(210) 346-0967", "210-346-0967", true },
	{ "us_phone_numbers", "210 346 0967", "210 346-0967", true },
	{ "us_phone_numbers", "210-346-0967", "210-346-0968", false },
	{ "color_normal_ex", "gray", "Grey", true },
	{ "color_normal_ex", "Dark Slate Gray", "darkslategrey", true },
	{ "color_normal_ex", "Baby's Breath", "Baby\xe2\x80\x99s Breath", true },
	{ "color_interesting_ex", "CHERRY", "Cherry", true },
	{ "color_interesting_ex", "Cherry", "Cherry Red", false },
	{ "random_seed", "5", "05", true },
	{ "random_seed", "0", "000", true },
	{ "random_seed", "5", "50", false },
	{ "basic_emails", "USER@X.com", "user@x.com", true },
	{ "basic_emails", "a.b@x.com", "ab@x.com", false },
	{ "basic_emails", "a+b@x.com", "a@x.com", false },
	{ "professional_emails", "J.Doe@Org.ORG", "j.doe@org.org", true },
	{ "prime_numbers", "13", "17", false },
	{ "car_make_model", "Toyota Corolla", "2019 toyota corolla", true },
	{ "car_make_model", "Ford F-150", "Ford F150", true },
	{ "car_make_model", "Ford Mustang", "Ford Focus", false },
	{ "car_brand", "Chevy", "Chevrolet", true },
	{ "car_brand", "VW", "Volkswagen", true },
	{ "car_brand", "Audi", "BMW", false },
	{ "gerunds", "Running", "running", true },
	{ "gerunds", "travelling", "traveling", true },
	{ "gerunds", "Thinking", "Drinking", false },
};
/* clang-format on */

START_TEST(the_benchmark_has_22_tasks)
{
	ck_assert_uint_eq(GAMUT_ARRAY_LEN(protocol), TASKS);
	ck_assert_uint_eq(gamut_task_count(), TASKS);
}
END_TEST

START_TEST(prompts_carry_the_protocol)
{
	const struct row *row = &protocol[_i];
	const struct gamut_task *task;

	task = gamut_task_find(gamut_str_of(row->name));
	ck_assert_msg(task != NULL, "no task %s", row->name);
	ck_assert_str_eq(task->description, row->description);
	for (size_t i = 0; i < GAMUT_TASK_EXAMPLES; i++)
		ck_assert_str_eq(task->examples[i], row->examples[i]);
	ck_assert_uint_eq(task->max_tokens, row->max_tokens);
}
END_TEST

START_TEST(tasks_are_in_alphabetical_order)
{
	for (size_t i = 1; i < gamut_task_count(); i++)
		ck_assert_int_lt(strcmp(gamut_task_at(i - 1)->name,
		                        gamut_task_at(i)->name),
		                 0);
}
END_TEST

START_TEST(spellings_of_one_answer_share_a_form)
{
	const struct pair *pair = &pairs[_i];
	const struct gamut_task *task;
	struct gamut_checker *checker;
	struct gamut_arena arena = { 0 };
	struct gamut_verdict one;
	struct gamut_verdict other;

	task = gamut_task_find(gamut_str_of(pair->task));
	ck_assert_msg(task != NULL, "no task %s", pair->task);
	checker = gamut_test_open_task(task);
	one = gamut_checker_verify(checker, gamut_str_of(pair->one), &arena);
	other = gamut_checker_verify(checker, gamut_str_of(pair->other),
	                             &arena);
	ck_assert_msg(gamut_verdict_is_valid(one), "%s", pair->one);
	ck_assert_msg(gamut_verdict_is_valid(other), "%s", pair->other);
	ck_assert(gamut_str_eq(one.canonical, other.canonical) ==
	          pair->are_one);
	gamut_arena_clear(&arena);
	gamut_checker_free(checker);
}
END_TEST

Suite *unit_suite(void)
{
	Suite *suite = suite_create("protocol");
	TCase *tc = tcase_create("protocol");

	tcase_add_checked_fixture(tc, gamut_test_open_lexicon,
	                          gamut_test_close_lexicon);
	tcase_add_test(tc, the_benchmark_has_22_tasks);
	tcase_add_test(tc, tasks_are_in_alphabetical_order);
	tcase_add_loop_test(tc, prompts_carry_the_protocol, 0,
	                    (int)GAMUT_ARRAY_LEN(protocol));
	tcase_add_loop_test(tc, spellings_of_one_answer_share_a_form, 0,
	                    (int)GAMUT_ARRAY_LEN(pairs));
	suite_add_tcase(suite, tc);
	return suite;
}
