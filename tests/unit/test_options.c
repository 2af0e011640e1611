#include "tests/support/unit.h"

#include <stdlib.h>
#include <string.h>

#include "runner/cli/options.h"

struct values {
	bool is_loud;
	const char *name;
	struct gamut_texts headers;
	uint32_t count;
	bool has_count;
	int64_t top;
	uint64_t large;
	uint64_t seed;
	double number;
	uint32_t time_s;
};

#define AT(member) offsetof(struct values, member)

static const struct gamut_option table[] = {
	{ .name = "loud", .kind = GAMUT_OPTION_FLAG, .offset = AT(is_loud) },
	{ .name = "name",
	  .kind = GAMUT_OPTION_TEXT,
	  .argument = "NAME",
	  .offset = AT(name) },
	{ .name = "header",
	  .kind = GAMUT_OPTION_TEXTS,
	  .argument = "H",
	  .offset = AT(headers) },
	{ .name = "samples",
	  .letter = 'n',
	  .kind = GAMUT_OPTION_COUNT,
	  .argument = "N",
	  .offset = AT(count),
	  .max = 1000,
	  .given_offset = AT(has_count) },
	{ .name = "top",
	  .kind = GAMUT_OPTION_WHOLE,
	  .argument = "K",
	  .offset = AT(top) },
	{ .name = "large",
	  .kind = GAMUT_OPTION_LARGE,
	  .argument = "N",
	  .offset = AT(large) },
	{ .name = "seed",
	  .kind = GAMUT_OPTION_SEED,
	  .argument = "N",
	  .offset = AT(seed) },
	{ .name = "number",
	  .kind = GAMUT_OPTION_NUMBER,
	  .argument = "X",
	  .offset = AT(number) },
	{ .name = "time",
	  .kind = GAMUT_OPTION_DURATION,
	  .argument = "TIME",
	  .offset = AT(time_s),
	  .max = 172800 },
	{ 0 },
};

#define WORDS_MAX 16

static enum gamut_status read_words(struct values *values,
                                    struct gamut_operands *operands,
                                    char *words[WORDS_MAX],
                                    struct gamut_err *err)
{
	int argc = 0;

	while (words[argc])
		argc++;
	return gamut_options_read(values, operands, table, argc, words, err);
}

#define WORD(text) ((char[]){ text })

START_TEST(all_kinds_and_forms)
{
	char *words[WORDS_MAX] = { WORD("run"),
		                   WORD("a"),
		                   WORD("--loud"),
		                   WORD("--name=x y"),
		                   WORD("--header"),
		                   WORD("K: V"),
		                   WORD("--header=L:"),
		                   WORD("-n5"),
		                   WORD("--number"),
		                   WORD("-1.5e3"),
		                   WORD("--top=0"),
		                   WORD("b"),
		                   WORD("--large=9007199254740992") };
	struct values values = { .top = -1 };
	struct gamut_operands operands;
	struct gamut_err err = { 0 };

	ck_assert_msg(read_words(&values, &operands, words, &err) == GAMUT_OK,
	              "%s", err.msg);
	ck_assert(values.is_loud && values.has_count);
	ck_assert_str_eq(values.name, "x y");
	ck_assert_uint_eq(values.headers.count, 2);
	ck_assert_str_eq(values.headers.items[1], "L:");
	ck_assert_uint_eq(values.count, 5);
	ck_assert_double_eq(values.number, -1500);
	ck_assert_int_eq(values.top, 0);
	ck_assert_uint_eq(values.large, UINT64_C(1) << 53);
	ck_assert_uint_eq(operands.count, 2);
	ck_assert_str_eq(operands.items[1], "b");
	free(values.headers.items);
}
END_TEST

START_TEST(two_dashes_end_the_options)
{
	char *words[WORDS_MAX] = { WORD("run"), WORD("--"), WORD("--loud") };
	struct values values = { 0 };
	struct gamut_operands operands;

	ck_assert_int_eq(read_words(&values, &operands, words, NULL), GAMUT_OK);
	ck_assert(!values.is_loud);
	ck_assert_uint_eq(operands.count, 1);
}
END_TEST

static const struct bad {
	const char *word;
	const char *says;
} bad[] = {
	{ "--lould", "did you mean '--loud'?" },
	{ "--nothing-like-it", "unknown option '--nothing-like-it'" },
	{ "-x", "unknown option '-x'" },
	{ "--loud=yes", "--loud takes no value" },
	{ "--name", "'--name' needs a value" },
	{ "-n0", "--samples: '0' is not a whole number from 1 to 1000" },
	{ "-n-5", "--samples: '-5' is not" },
	{ "-n1001", "is not a whole number from 1 to 1000" },
	{ "-zn5", "unknown option '-z'" },
	{ "--top=-1",
	  "--top: '-1' is not a whole number from 0 to 4294967295" },
	{ "--large=0",
	  "--large: '0' is not a whole number from 1 to 9007199254740992" },
	{ "--large=9007199254740993", "--large: '9007199254740993' is not" },
	{ "-n1e3", "--samples: '1e3' is not" },
	{ "--seed=9007199254740992", "--seed: '9007199254740992'" },
	{ "--number=1x", "--number: '1x' is not a number" },
	{ "--number=inf", "is not a number" },
	{ "--number=", "--number: '' is not a number" },
	{ "--time=", "--time: '' is not a time such as 90s, 15m, 2h or 1d" },
	{ "--time=0", "--time: '0' is not a time" },
	{ "--time=5w", "--time: '5w' is not a time" },
	{ "--time=5ms", "--time: '5ms' is not a time" },
	{ "--time=-5m", "--time: '-5m' is not a time" },
	{ "--time=1.5h", "--time: '1.5h' is not a time" },
	{ "--time=3d", "--time: '3d' is more than 172800 seconds" },
	{ "--time=99999999999999999999", "is not a time" },
};

START_TEST(bad_words_are_named)
{
	char word[64] = { 0 };
	char *words[WORDS_MAX] = { WORD("run"), word };
	struct values values = { 0 };
	struct gamut_operands operands;
	struct gamut_err err = { 0 };

	memcpy(word, bad[_i].word, strlen(bad[_i].word));
	ck_assert_int_eq(read_words(&values, &operands, words, &err),
	                 GAMUT_EINVAL);
	ck_assert_msg(strstr(err.msg, bad[_i].says) != NULL, "%s", err.msg);
}
END_TEST

static const struct duration {
	const char *text;
	uint32_t seconds;
} durations[] = {
	{ "90", 90 },      { "90s", 90 },    { "15m", 900 },
	{ "48h", 172800 }, { "2d", 172800 },
};

START_TEST(durations_have_units)
{
	struct values values = { 0 };
	struct gamut_err err = { 0 };

	ck_assert_msg(gamut_options_apply(&values, table, "time",
	                                  durations[_i].text, &err) == GAMUT_OK,
	              "%s", err.msg);
	ck_assert_uint_eq(values.time_s, durations[_i].seconds);
}
END_TEST

START_TEST(one_option_is_set_by_name)
{
	struct values values = { .count = 3 };
	struct gamut_err err = { 0 };

	ck_assert_ptr_null(gamut_options_find(table, "nothing"));
	ck_assert_str_eq(gamut_options_find(table, "samples")->name, "samples");
	ck_assert_int_eq(
		gamut_options_apply(&values, table, "samples", "0", &err),
		GAMUT_EINVAL);
	ck_assert(strstr(err.msg, "--samples: '0' is not") != NULL);
	ck_assert(values.count == 3 && !values.has_count);
	ck_assert_int_eq(
		gamut_options_apply(&values, table, "samples", "7", NULL),
		GAMUT_OK);
	ck_assert(values.count == 7 && values.has_count);
	for (int i = 0; i < 2; i++)
		ck_assert_int_eq(gamut_options_apply(&values, table, "header",
		                                     "K: V", NULL),
		                 GAMUT_OK);
	ck_assert_uint_eq(values.headers.count, 2);
	free(values.headers.items);
}
END_TEST

Suite *unit_suite(void)
{
	Suite *suite = suite_create("options");
	TCase *tc = tcase_create("options");

	tcase_add_test(tc, all_kinds_and_forms);
	tcase_add_test(tc, two_dashes_end_the_options);
	tcase_add_loop_test(tc, durations_have_units, 0,
	                    (int)GAMUT_ARRAY_LEN(durations));
	tcase_add_test(tc, one_option_is_set_by_name);
	tcase_add_loop_test(tc, bad_words_are_named, 0,
	                    (int)GAMUT_ARRAY_LEN(bad));
	suite_add_tcase(suite, tc);
	return suite;
}
