/* What `gamut export` writes, `gamut import` reads: the same samples. */
#include "tests/support/unit.h"

#include <stdio.h>
#include <string.h>

#include "base/json.h"
#include "tests/support/program.h"

static struct gamut_arena arena;

static void clear(void)
{
	gamut_arena_clear(&arena);
	gamut_program_leave();
}

static void must(const char *line)
{
	gamut_program_expect(&arena, line, 0, "");
}

/* What a sample is, whatever run it is in. */
static const char *const members[] = {
	"task",  "setting",   "index", "text",
	"valid", "canonical", "fate",  "copied_example",
};

static void check_same(const cJSON *there, const cJSON *back)
{
	for (size_t i = 0; i < GAMUT_ARRAY_LEN(members); i++) {
		const cJSON *a = cJSON_GetObjectItemCaseSensitive(there,
		                                                  members[i]);
		const cJSON *b = cJSON_GetObjectItemCaseSensitive(back,
		                                                  members[i]);

		ck_assert_msg(a && b && cJSON_Compare(a, b, true), "%s differs",
		              members[i]);
	}
}

static const struct {
	const char *format;
	const char *folder; /* that its files are in */
} formats[] = { { "lm-eval", "exported/sim__base" },
	        { "inspect", "exported" } };

START_TEST(samples_come_back_as_they_went)
{
	char line[128];
	struct gamut_str there;
	struct gamut_str back;
	struct gamut_str line_there;
	struct gamut_str line_back;
	size_t count = 0;

	must("run --model sim:base --tasks weekdays_*,gerunds --seed 5 -n 30 "
	     "--out run");
	(void)snprintf(line, sizeof(line), "export run --to %s --out exported",
	               formats[_i].format);
	must(line);
	(void)snprintf(line, sizeof(line), "import %s --out back",
	               formats[_i].folder);
	must(line);
	must("score run --samples");
	must("score back --samples");
	there = gamut_str_of(gamut_program_file(&arena, "run/samples.jsonl"));
	back = gamut_str_of(gamut_program_file(&arena, "back/samples.jsonl"));
	while (gamut_str_take_line(&there, &line_there)) {
		cJSON *a;
		cJSON *b;

		ck_assert(gamut_str_take_line(&back, &line_back));
		a = gamut_json_parse(line_there, NULL);
		b = gamut_json_parse(line_back, NULL);
		check_same(a, b);
		cJSON_Delete(a);
		cJSON_Delete(b);
		count++;
	}
	ck_assert(!gamut_str_take_line(&back, &line_back));
	/* 4 tasks, 3 settings. */
	ck_assert_uint_eq(count, 360);
}
END_TEST

Suite *unit_suite(void)
{
	Suite *suite = suite_create("exchange");
	TCase *tc = tcase_create("round trip");

	tcase_add_checked_fixture(tc, gamut_program_enter, clear);
	tcase_add_loop_test(tc, samples_come_back_as_they_went, 0,
	                    (int)GAMUT_ARRAY_LEN(formats));
	suite_add_tcase(suite, tc);
	return suite;
}
