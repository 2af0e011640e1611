/* gamut export of an imported run: what nobody knows of it is no fact. */
#include "tests/support/unit.h"

#include <string.h>

#include "tests/support/program.h"
#include "tests/support/tool.h"

static struct gamut_arena arena;

static void clear(void)
{
	gamut_arena_clear(&arena);
	gamut_program_leave();
}

static const char *const formats[] = { "lm-eval", "inspect", "every-eval-ever",
	                               "csv", "hf-dataset" };

static void export_to(const char *run, const char *format, int code)
{
	const char *line = gamut_arena_strf(&arena,
	                                    "export %s --to %s --out %s-%s",
	                                    run, format, run, format)
	                           .ptr;

	gamut_program_expect(&arena, line, code, "wrote");
}

/* A source that tells texts and a failure, and nothing of how they came. */
static void enter(void)
{
	gamut_program_enter();
	gamut_program_put("a|<b>.jsonl",
	                  "{\"task\":\"rng_1_10\",\"setting\":\"zero-shot\","
	                  "\"model\":\"acme/mini\",\"text\":\"3\"}\n"
	                  "{\"task\":\"rng_1_10\",\"setting\":\"zero-shot\","
	                  "\"model\":\"acme/mini\",\"text\":\"11\"}\n"
	                  "{\"task\":\"rng_1_10\",\"setting\":\"zero-shot\","
	                  "\"model\":\"acme/mini\",\"error\":\"timeout\"}\n");
	gamut_program_expect(&arena,
	                     "import a|<b>.jsonl --from jsonl --out run", 0,
	                     "1 failed in the source");
	for (size_t i = 0; i < GAMUT_ARRAY_LEN(formats); i++)
		export_to("run", formats[i], 3);
}

static const char *shell(const char *line)
{
	const char *const words[] = { "sh", "-c", line, NULL };

	return gamut_test_tool(&arena, GAMUT_STR_EMPTY, words);
}

static const struct field {
	const char *line;
	const char *expected;
} fields[] = {
	{ "jq -c '[.config|has(\"random_seed\"),.random_seed],"
	  ".total_evaluation_time_seconds' run-lm-eval/*/results_*",
	  "[true,null]\n\"unknown\"\n" },
	{ "jq -c '.configs[].generation_kwargs' run-lm-eval/*/results_*",
	  "{}\n" },
	{ "jq -c '.arguments.gen_args_0.arg_1' run-lm-eval/*/samples_*",
	  "{}\n" },
	{ "jq -c '.gamut.imported|.from,.files[0].name' "
	  "run-lm-eval/*/results_*",
	  "\"jsonl\"\n\"a|<b>.jsonl\"\n" },
	{ "jq -c '.eval.model_generate_config,.plan.config,"
	  ".eval.metadata.seed' run-inspect/*",
	  "{}\n{}\nnull\n" },
	{ "jq -c '.samples[]|[has(\"started_at\"),.started_at,.completed_at,"
	  ".total_time,.working_time]' run-inspect/*",
	  "[true,null,null,null,null]\n[true,null,null,null,null]\n" },
	{ "jq -c '[.stats|.started_at,.completed_at],.error.message' "
	  "run-inspect/*",
	  "[\"\",\"\"]\n\"1 of 3 completions are not there: 1 failed and 0 "
	  "are missing in what was imported from jsonl\"\n" },
	{ "jq -c '.eval.metadata.imported|.from,.files[0].name' run-inspect/*",
	  "\"jsonl\"\n\"a|<b>.jsonl\"\n" },
	{ "cat run-every-eval-ever/data/*/*/*/*.json | jq -c "
	  "'[.evaluation_results[].generation_config|"
	  "(.generation_args|has(\"max_tokens\")),"
	  "(.additional_details|has(\"seed\"))]|unique'",
	  "[false]\n" },
	{ "cat run-every-eval-ever/data/*/*/*/*.json | jq -c "
	  "'.source_metadata.additional_details.imported|fromjson|"
	  ".from,.files[0].name'",
	  "\"jsonl\"\n\"a|<b>.jsonl\"\n" },
	{ "cut -d, -f7-9 run-csv/cells.csv",
	  "simulated,imported,wanted\nfalse,jsonl: a|<b>.jsonl,3\n" },
	{ "jq -c '[.seed,.latency_ms]' run-hf-dataset/data/run.jsonl",
	  "[null,null]\n[null,null]\n" },
	{ "grep -c '| imported from |$' run-hf-dataset/README.md", "1\n" },
	{ "grep -c '| 1 | 2 | 1 | 0 | jsonl: a.*jsonl |$' "
	  "run-hf-dataset/README.md",
	  "1\n" },
	/* As a field; names of files, and ids, must have a time. */
	{ "cat run-*/*.csv run-*/README.md run-*/data/*.jsonl | "
	  "grep -c 1970 || true",
	  "0\n" },
};

START_TEST(what_is_not_known_is_not_told)
{
	ck_assert_str_eq(shell(fields[_i].line), fields[_i].expected);
}
END_TEST

/* And what the source told is told once. */
START_TEST(what_is_known_is_told_once)
{
	gamut_program_expect(&arena,
	                     "run --model sim:base --tasks rng_1_10 --settings "
	                     "zero-shot -n 3 --seed 1 --out base",
	                     0, "");
	export_to("base", "lm-eval", 0);
	gamut_program_expect(&arena,
	                     "import base-lm-eval/sim__base --from lm-eval "
	                     "--out back",
	                     0, "");
	export_to("back", "lm-eval", 0);
	ck_assert_str_eq(shell("grep -o '\"do_sample\":true' "
	                       "back-lm-eval/*/samples_*"),
	                 "\"do_sample\":true\n");
	ck_assert_str_eq(shell("jq -c '.arguments.gen_args_0.arg_1|"
	                       "[.max_gen_toks,has(\"until\")]' "
	                       "base-lm-eval/*/samples_* "
	                       "back-lm-eval/*/samples_*"),
	                 "[4,true]\n[4,false]\n");
	ck_assert_str_eq(shell("jq -c '[.gamut.imported.from,"
	                       ".config.random_seed]' "
	                       "base-lm-eval/*/results_* "
	                       "back-lm-eval/*/results_*"),
	                 "[null,1]\n[\"lm-eval\",null]\n");
}
END_TEST

Suite *unit_suite(void)
{
	Suite *suite = suite_create("export_imported");
	TCase *tc = tcase_create("export_imported");

	tcase_add_unchecked_fixture(tc, enter, clear);
	tcase_add_loop_test(tc, what_is_not_known_is_not_told, 0,
	                    (int)GAMUT_ARRAY_LEN(fields));
	tcase_add_test(tc, what_is_known_is_told_once);
	suite_add_tcase(suite, tc);
	return suite;
}
