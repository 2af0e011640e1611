/* gamut export, on simulated runs: what other tools look for is there. */
#include "tests/support/unit.h"

#include <stdio.h>
#include <string.h>

#include "base/digest.h"
#include "base/file.h"
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

/* A run, and each format in a folder of its name: made once, for all tests. */
static void enter(void)
{
	gamut_program_enter();
	gamut_program_expect(&arena,
	                     "run --model sim:base --tasks "
	                     "rng_1_10,international_phone_numbers --settings "
	                     "zero-shot,few-shot -n 12 --seed 1 --out base",
	                     0, "");
	for (size_t i = 0; i < GAMUT_ARRAY_LEN(formats); i++)
		gamut_program_expect(&arena,
		                     gamut_arena_strf(&arena,
		                                      "export base --to %s "
		                                      "--out %s",
		                                      formats[i], formats[i])
		                             .ptr,
		                     0, "wrote");
}

/* The only path that a shell's pattern stands for. */
static const char *only(const char *pattern)
{
	const char *line = gamut_arena_strf(&arena,
	                                    "set -- %s; test $# = 1 && test -e "
	                                    "\"$1\" && printf %%s \"$1\"",
	                                    pattern)
	                           .ptr;
	const char *const words[] = { "sh", "-c", line, NULL };

	return gamut_test_tool(&arena, GAMUT_STR_EMPTY, words);
}

/* Of the only such file, `filter` must give `expected`. */
static void expect(const char *pattern, const char *filter,
                   const char *expected)
{
	const char *const words[] = { "jq",   "-r",          "-c",
		                      filter, only(pattern), NULL };
	const char *got = gamut_test_tool(&arena, GAMUT_STR_EMPTY, words);

	ck_assert_msg(strncmp(got, expected, strlen(expected)) == 0 &&
	                      strcmp(got + strlen(expected), "\n") == 0,
	              "%s gives '%s', not '%s'", filter, got, expected);
}

static struct gamut_str hash(const char *text)
{
	char hex[GAMUT_DIGEST_SIZE];
	struct gamut_digest digest;

	gamut_digest_init(&digest);
	gamut_digest_bytes(&digest, gamut_str_of(text));
	gamut_digest_hex(&digest, hex);
	return gamut_arena_copy(&arena, gamut_str_of(hex));
}

/* A field of a format, and what is to be there. */
struct field {
	const char *filter;
	const char *expected;
};

static void expect_all(const char *pattern, const struct field *fields,
                       size_t count)
{
	for (size_t i = 0; i < count; i++)
		expect(pattern, fields[i].filter, fields[i].expected);
}

START_TEST(lm_eval_has_its_results)
{
	static const struct field fields[] = {
		/* All that its schema of results requires. */
		{ "[\"results\",\"group_subtasks\",\"configs\",\"versions\","
		  "\"n-shot\",\"higher_is_better\",\"n-samples\",\"config\","
		  "\"git_hash\",\"date\",\"pretty_env_info\","
		  "\"transformers_version\",\"lm_eval_version\","
		  "\"upper_git_hash\",\"task_hashes\",\"model_source\","
		  "\"model_name\",\"model_name_sanitized\","
		  "\"system_instruction\",\"chat_template\","
		  "\"total_evaluation_time_seconds\"] - keys",
		  "[]" },
		{ "[.results,.configs,.versions,.[\"n-shot\"],"
		  ".[\"n-samples\"],.task_hashes,.higher_is_better]"
		  "|map(length)|unique",
		  "[4]" },
		{ ".results|keys[2]", "gamut_rng_1_10_few_shot" },
		{ ".results.gamut_rng_1_10_zero_shot|"
		  ".[\"validity,none\"]*12|.==floor",
		  "true" },
		{ ".results.gamut_rng_1_10_zero_shot|"
		  "[.[\"uniqueness_stderr,none\"],"
		  "(.[\"yield_stderr,none\"]|type)]",
		  "[\"N/A\",\"number\"]" },
		{ ".[\"n-shot\"].gamut_rng_1_10_few_shot", "3" },
		{ ".[\"n-samples\"].gamut_rng_1_10_few_shot",
		  "{\"original\":12,\"effective\":12}" },
		{ ".higher_is_better.gamut_rng_1_10_zero_shot.collision",
		  "false" },
		{ ".model_name_sanitized", "sim__base" },
		{ ".gamut.status", "complete" },
		{ ".configs.gamut_rng_1_10_zero_shot|[.output_type,.repeats,"
		  ".num_fewshot]",
		  "[\"generate_until\",12,0]" },
	};

	expect_all("lm-eval/sim__base/results_*.json", fields,
	           GAMUT_ARRAY_LEN(fields));
}
END_TEST

START_TEST(lm_eval_has_its_samples)
{
	static const char file[] =
		"lm-eval/sim__base/samples_gamut_rng_1_10_zero_shot_*.jsonl";
	static const struct field fields[] = {
		{ "[\"doc_id\",\"doc\",\"target\",\"arguments\",\"resps\","
		  "\"filtered_resps\",\"filter\",\"metrics\",\"doc_hash\","
		  "\"prompt_hash\",\"target_hash\"] - keys",
		  "[]" },
		{ "[(.resps|length),(.resps[0]|length),"
		  "(.filtered_resps[0]|length)]",
		  "[1,12,12]" },
		{ "[.resps[0][]|type]|unique", "[\"string\"]" },
		/* These completions are their answers. */
		{ ".resps==.filtered_resps and "
		  "(.resps[0]|unique|length)>1",
		  "true" },
		{ ".metrics - keys", "[]" },
		{ ".arguments.gen_args_0|[(.arg_0|type),(.arg_1|type)]",
		  "[\"string\",\"object\"]" },
	};
	/* jq lays JSON out as Python's json.dumps(indent=2) does. */
	const char *doc[] = { "jq", "-j", ".doc", NULL, NULL };
	const char *prompt[] = { "jq", "-j", ".arguments.gen_args_0.arg_0",
		                 NULL, NULL };

	expect_all(file, fields, GAMUT_ARRAY_LEN(fields));
	expect(file, ".target_hash", hash("").ptr);
	doc[3] = only(file);
	prompt[3] = doc[3];
	expect(file, ".doc_hash",
	       hash(gamut_test_tool(&arena, GAMUT_STR_EMPTY, doc)).ptr);
	expect(file, ".prompt_hash",
	       hash(gamut_test_tool(&arena, GAMUT_STR_EMPTY, prompt)).ptr);
}
END_TEST

START_TEST(inspect_has_its_fields)
{
	static const struct field fields[] = {
		/* The order is that of its reader of heads. */
		{ "keys_unsorted",
		  "[\"version\",\"status\",\"eval\",\"plan\",\"results\","
		  "\"stats\",\"error\",\"invalidated\",\"samples\"]" },
		{ "[.version,.status,.error]", "[2,\"success\",null]" },
		{ "[\"eval_id\",\"run_id\",\"created\",\"task\",\"task_id\","
		  "\"task_version\",\"task_args\",\"dataset\",\"model\","
		  "\"model_generate_config\",\"config\",\"packages\","
		  "\"metadata\",\"scorers\"] - (.eval|keys)",
		  "[]" },
		{ ".eval.task_args",
		  "{\"task\":\"rng_1_10\",\"setting\":\"zero-shot\"}" },
		{ ".eval.config.epochs", "12" },
		{ ".results|[.total_samples,.completed_samples,"
		  "(.scores|length)]",
		  "[12,12,1]" },
		{ ".results.scores[0].metrics|[.[]|.value|type]|unique",
		  "[\"number\"]" },
		{ ".results.scores[0].metrics|.accuracy.value==.validity.value",
		  "true" },
		{ "[.samples[].epoch]|.==[range(1;13)]", "true" },
		{ "[.samples[].id]|unique", "[\"rng_1_10/zero-shot\"]" },
		{ "[.samples[].uuid]|unique|length", "12" },
		{ "[\"id\",\"epoch\",\"input\",\"choices\",\"target\","
		  "\"messages\",\"output\",\"scores\",\"metadata\",\"store\","
		  "\"events\",\"model_usage\",\"error\"] - (.samples[0]|keys)",
		  "[]" },
		{ "[.samples[].messages|map(.role)]|unique",
		  "[[\"system\",\"user\",\"assistant\"]]" },
		{ "[.samples[].scores.gamut.value]|unique - [\"C\",\"I\"]",
		  "[]" },
		{ "([.samples[].scores.gamut.value|select(.==\"C\")]|length)/"
		  "12 == .results.scores[0].metrics.accuracy.value",
		  "true" },
		{ ".samples[0].output.choices[0]|[.stop_reason,.message.role]",
		  "[\"stop\",\"assistant\"]" },
	};

	expect_all("inspect/2*T*_gamut-rng-1-10-zero-shot_*.json", fields,
	           GAMUT_ARRAY_LEN(fields));
}
END_TEST

START_TEST(every_eval_ever_has_its_fields)
{
	static const char file[] =
		"every-eval-ever/data/gamut/gamut/*/*-*-4*-a*-*[0-9a-f]."
		"json";
	static const char rows[] =
		"every-eval-ever/data/gamut/gamut/*/*_samples.jsonl";
	static const struct field fields[] = {
		{ "[\"schema_version\",\"evaluation_id\","
		  "\"retrieved_timestamp\",\"source_metadata\",\"model_info\","
		  "\"eval_library\",\"evaluation_results\"] - keys",
		  "[]" },
		{ ".schema_version", "0.3.0" },
		{ "keys - [\"schema_version\",\"evaluation_id\","
		  "\"evaluation_timestamp\",\"retrieved_timestamp\","
		  "\"source_metadata\",\"model_info\",\"eval_library\","
		  "\"evaluation_results\",\"detailed_evaluation_results\"]",
		  "[]" },
		{ ".model_info.additional_details|"
		  "[.deployment_type,.model_availability]",
		  "[\"unknown\",\"unknown\"]" },
		{ "[.evaluation_results[]|.metric_config as $m|"
		  ".score_details.score|.>=$m.min_score and "
		  ".<=$m.max_score]|all",
		  "true" },
		{ "[.evaluation_results[].evaluation_result_id]|"
		  "length==(unique|length)",
		  "true" },
		{ ".evaluation_results[]|select(.evaluation_result_id=="
		  "\"rng_1_10/zero-shot/validity\")|.score_details.uncertainty|"
		  "[.standard_error.method,.confidence_interval.method,"
		  ".confidence_interval.confidence_level,.num_samples]",
		  "[\"analytic (binomial)\",\"Wilson score\",0.95,12]" },
		{ "[..|.additional_details?|select(.)|.[]|type]|unique",
		  "[\"string\"]" },
		{ ".detailed_evaluation_results|[.format,.hash_algorithm,"
		  ".total_rows]",
		  "[\"jsonl\",\"sha256\",48]" },
	};

	expect_all(file, fields, GAMUT_ARRAY_LEN(fields));
	expect(file, ".detailed_evaluation_results.file_path",
	       only(rows) + strlen("every-eval-ever/"));
	expect(file, ".detailed_evaluation_results.checksum",
	       hash(gamut_program_file(&arena, only(rows))).ptr);
	expect(rows,
	       "select(.sample_id==\"rng_1_10/few-shot/3\")|"
	       "[.interaction_type,.messages,(.output.raw|length),"
	       "(.input.raw|type),(.evaluation.is_correct|type),"
	       "([.metadata[]|type]|unique)]",
	       "[\"single_turn\",null,1,\"string\",\"boolean\",[\"string\"]]");
}
END_TEST

static size_t count_lines(const char *path)
{
	const char *text = gamut_program_file(&arena, path);
	size_t count = 0;

	for (; *text; text++)
		count += *text == '\n';
	return count;
}

START_TEST(csv_has_a_row_for_each)
{
	const char *answers;

	ck_assert_uint_eq(count_lines("csv/samples.csv"), 1 + 48);
	ck_assert_uint_eq(count_lines("csv/cells.csv"), 1 + 4);
	ck_assert_ptr_nonnull(
		strstr(gamut_program_file(&arena, "csv/cells.csv"),
	               ",validity_ci95_low,validity_ci95_high,"));
	answers = gamut_program_file(&arena, "csv/answers.csv");
	ck_assert_ptr_eq(answers,
	                 strstr(answers, "model,run,task,setting,answer,"
	                                 "canonical,count,valid,reason\n"));
	/* A spreadsheet would add the numbers up. */
	ck_assert_ptr_null(strstr(answers, ",+"));
	ck_assert_ptr_nonnull(strstr(answers, ",'+"));
}
END_TEST

START_TEST(a_dataset_says_how_it_is_read)
{
	static const char *const said[] = {
		"---\npretty_name: ",
		"\nsize_categories:\n- n<1K\n",
		"\nconfigs:\n- config_name: default\n",
		"- config_name: \"run-base\"\n",
		"  data_files: \"data/base.jsonl\"\n",
		"{name: copied_example, dtype: bool}",
		" | sim:base, simulated | chat | pure | 4 | 48 | 0 | 0 |",
		"  data_files:\n  - \"data/base.jsonl\"\n- config_name: cells\n",
	};
	const char *card;

	card = gamut_program_file(&arena, "hf-dataset/README.md");
	for (size_t i = 0; i < GAMUT_ARRAY_LEN(said); i++)
		ck_assert_msg(strstr(card, said[i]), "no '%s'", said[i]);
	ck_assert_ptr_nonnull(
		strstr(card, "\ngamut run --model sim:base --tasks "
	                     "international_phone_numbers,rng_1_10 --settings "
	                     "zero-shot,few-shot -n 12 --seed 1 --out base\n"));
	ck_assert_uint_eq(count_lines("hf-dataset/data/base.jsonl"), 48);
}
END_TEST

/* With a slash behind the names, into a folder within one to be made. */
static struct gamut_str again(const char *format, const char *options)
{
	return gamut_arena_strf(&arena,
	                        "export base/ --to %s --out again/%s/ %s",
	                        format, format, options);
}

START_TEST(the_same_run_gives_the_same_bytes)
{
	const char *format = formats[_i];
	const char *const diff[] = {
		"diff", "-r", format,
		gamut_arena_strf(&arena, "again/%s", format).ptr, NULL
	};

	gamut_program_expect(&arena, again(format, "--force").ptr, 0, "wrote");
	gamut_test_tool(&arena, GAMUT_STR_EMPTY, diff);
}
END_TEST

/* Nothing is written, and then what has the name is, and nothing else. */
START_TEST(what_exists_is_kept_unless_told)
{
	const char *cells;

	gamut_program_put("hf-dataset/mine", "mine");
	gamut_program_put("hf-dataset/cells.csv", "mine");
	gamut_program_expect(&arena,
	                     "export base --to hf-dataset --out hf-dataset", 2,
	                     "base.jsonl' exists already: --force");
	cells = gamut_program_file(&arena, "hf-dataset/cells.csv");
	ck_assert_str_eq(cells, "mine");
	gamut_program_expect(
		&arena, "export base --to hf-dataset --out hf-dataset --force",
		0, "wrote 3 files");
	ck_assert_uint_eq(count_lines("hf-dataset/cells.csv"), 1 + 4);
	ck_assert_str_eq(gamut_program_file(&arena, "hf-dataset/mine"), "mine");
}
END_TEST

static const struct mistake {
	const char *line;
	const char *says;
} mistakes[] = {
	{ "export base --out x", "name a format with --to: lm-eval, inspect" },
	{ "export base --to lmeval --out x", "did you mean 'lm-eval'?" },
	{ "export base --to csv", "--out" },
	{ "export base --to csv --out=", "--out" },
	{ "export --to csv --out x", "name one or more run directories" },
	{ "export base base/ --to csv --out x", "the same samples" },
	{ "export none --to csv --out x", "none" },
	{ "export base --to csv --out base", "is in the run directory" },
	{ "export base --to csv --out base/shards/x/y",
	  "is in the run directory" },
	{ "export file.jsonl --to csv --out x", "is no run directory" },
};

START_TEST(mistakes_are_named)
{
	gamut_program_put("file.jsonl",
	                  "{\"task\":\"rng_1_10\",\"text\":\"7\"}\n");
	gamut_program_expect(&arena, mistakes[_i].line, 2, mistakes[_i].says);
	ck_assert(!gamut_file_exists("x"));
}
END_TEST

Suite *unit_suite(void)
{
	Suite *suite = suite_create("export");
	TCase *tc = tcase_create("export");
	int count = (int)GAMUT_ARRAY_LEN(formats);

	tcase_add_unchecked_fixture(tc, enter, clear);
	tcase_add_test(tc, lm_eval_has_its_results);
	tcase_add_test(tc, lm_eval_has_its_samples);
	tcase_add_test(tc, inspect_has_its_fields);
	tcase_add_test(tc, every_eval_ever_has_its_fields);
	tcase_add_test(tc, csv_has_a_row_for_each);
	tcase_add_test(tc, a_dataset_says_how_it_is_read);
	tcase_add_loop_test(tc, the_same_run_gives_the_same_bytes, 0, count);
	tcase_add_loop_test(tc, mistakes_are_named, 0,
	                    (int)GAMUT_ARRAY_LEN(mistakes));
	/* Last: the others read what it writes over. */
	tcase_add_test(tc, what_exists_is_kept_unless_told);
	suite_add_tcase(suite, tc);
	return suite;
}
