/* What users type, rightly and wrongly, and what they are told. */
#include "tests/support/unit.h"

#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "tests/support/program.h"

static struct gamut_arena arena;

static void clear(void)
{
	gamut_arena_clear(&arena);
	gamut_program_leave();
}

/* Every mistake is named, with its remedy, and has the right exit status. */
static const struct mistake {
	const char *line;
	int code;
	const char *says; /* on standard error */
} mistakes[] = {
	{ "", 2, "" },
	{ "rnu", 2, "unknown command 'rnu', did you mean 'run'?" },
	{ "tasks us_state", 2, "did you mean 'us_states_any_format'?" },
	{ "run --settings described", 2, "few-shot-described" },
	{ "run --template spectrum --family gemma", 2, "'gemma-3'?" },
	{ "tasks rng_1_1O", 2, "did you mean 'rng_1_10'?" },
	{ "tasks --format=yaml", 2, "'yaml' is not table, json" },
	{ "tasks --promts", 2, "did you mean '--prompts'?" },
	{ "verify", 2, "name a task and at least one answer" },
	{ "verify rng_1_10", 2, "name a task and at least one answer" },
	{ "verify prime_number 7", 2, "did you mean 'prime_numbers'?" },
	{ "verify rng_1_1 7", 2, "did you mean 'rng_1_10'?" },
	{ "run --concurrency 5000", 2, "from 1 to 4096" },
	{ "run --top-k -1", 2, "--top-k: '-1'" },
	{ "run --family qwen3", 2, "--family" },
	{ "verify --jsonl rng_1_10", 2, "takes no operands" },
	{ "run --modle x", 2, "did you mean '--model'?" },
	{ "run --model sim:bass", 2, "did you mean 'sim:base'?" },
	{ "run --model gpt-4o", 2, "needs an --endpoint" },
	{ "run --endpoint http://127.0.0.1:9/v1", 2, "--model" },
	{ "run --endpoint http://127.0.0.1:9/v1 --model sim:base", 2,
	  "is simulated" },
	{ "run --endpoint 127.0.0.1:9 --model m", 2, "127.0.0.1:9" },
	{ "run --endpoint http://u:p@127.0.0.1:9/v1 --model m", 2,
	  "user or password" },
	{ "run --tasks weekday_full", 2, "did you mean 'weekdays_full'?" },
	{ "run --settings zeroshot", 2, "did you mean 'zero-shot'?" },
	{ "run --template chta", 2, "did you mean 'chat'?" },
	{ "run --template ./none.txt", 2, "./none.txt" },
	{ "run --template spectrum", 2, "--family" },
	{ "run --profile vlm", 2, "did you mean 'vllm'?" },
	{ "run --preset prue", 2, "did you mean 'pure'?" },
	{ "run --temperature hot", 2, "--temperature: 'hot' is not a number" },
	{ "run --temperature -1", 2, "temperature -1" },
	{ "run -n 0", 2, "--samples: '0'" },
	{ "run -n 2000000", 2, "2000000 samples a cell" },
	{ "run --seed x", 2, "--seed: 'x'" },
	{ "run results/x", 2, "--out" },
	{ "run --endpoint http://127.0.0.1:9/v1 --model m --key-env NO_SUCH", 2,
	  "'NO_SUCH' is not set" },
	{ "run --endpoint http://127.0.0.1:9/v1 --model m --header x", 2, "x" },
	{ "score", 2, "name a run directory or a JSONL file" },
	{ "score none.jsonl", 2, "none.jsonl" },
	{ "score . --format=csv", 2, "no run in '.'" },
	{ "score in --format=xls", 2,
	  "table, json, csv, markdown, junit or github" },
	{ "score in --samples", 2, "--samples writes into run directories" },
	{ "report", 2, "name a run directory" },
	{ "report none", 2, "none" },
};

START_TEST(mistakes_are_named)
{
	const struct mistake *m = &mistakes[_i];
	struct gamut_output got = gamut_program(&arena, m->line);

	ck_assert_msg(got.code == m->code, "'%s' ended with %d: %s", m->line,
	              got.code, got.err);
	ck_assert_msg(strstr(got.err, m->says) != NULL, "'%s' said: %s",
	              m->line, got.err);
	ck_assert_msg(strstr(got.err, "BUG") == NULL, "%s", got.err);
}
END_TEST

START_TEST(a_mistake_leaves_no_run_behind)
{
	gamut_program(&arena, "run --model sim:bass --out r");
	gamut_program(&arena, "run --endpoint nonsense --model m --out r");
	ck_assert_int_eq(gamut_program(&arena, "score r").code, 2);
}
END_TEST

START_TEST(help_and_version)
{
	static const char *const lines[] = { "--help",
		                             "help",
		                             "--version",
		                             "tasks --help",
		                             "verify --help",
		                             "run --help",
		                             "score --help",
		                             "report --help",
		                             "overlap --help",
		                             "power --help",
		                             "check-task --help",
		                             "new-task --help",
		                             "run --version" };

	for (size_t i = 0; i < GAMUT_ARRAY_LEN(lines); i++) {
		struct gamut_output got = gamut_program(&arena, lines[i]);

		ck_assert_int_eq(got.code, 0);
		ck_assert_str_ne(got.out, "");
		ck_assert_str_eq(got.err, "");
	}
}
END_TEST

START_TEST(tasks_are_listed_with_their_prompts)
{
	struct gamut_output got = gamut_program(&arena, "tasks --format json");
	cJSON *tasks = gamut_json_parse(gamut_str_of(got.out), NULL);
	const cJSON *task;
	const cJSON *prompts;
	const cJSON *prompt;

	ck_assert_int_eq(got.code, 0);
	ck_assert_int_eq(cJSON_GetArraySize(tasks), 22);
	cJSON_ArrayForEach(task, tasks)
	{
		prompts = cJSON_GetObjectItem(task, "prompts");
		prompt = cJSON_GetObjectItem(prompts, "completion");
		ck_assert(cJSON_IsString(
			cJSON_GetObjectItem(prompt, "few-shot")));
		prompt = cJSON_GetObjectItem(prompts, "chat");
		ck_assert(cJSON_IsArray(
			cJSON_GetObjectItem(prompt, "zero-shot")));
		prompt = cJSON_GetObjectItem(prompts, "spectrum");
		ck_assert(cJSON_IsString(
			cJSON_GetObjectItem(prompt, "few-shot-described")));
		ck_assert_int_eq(cJSON_GetArraySize(
					 cJSON_GetObjectItem(task, "examples")),
		                 3);
	}
	cJSON_Delete(tasks);
}
END_TEST

START_TEST(verify_tells_valid_from_invalid)
{
	struct gamut_output got = gamut_program(&arena,
	                                        "verify prime_numbers 617 13");

	ck_assert_int_eq(got.code, 0);
	got = gamut_program(&arena, "verify international_phone_numbers "
	                            "+14131212591 x --format csv");
	ck_assert_str_eq(got.out, "task,text,valid,canonical,reason\n"
	                          "international_phone_numbers,'+14131212591,"
	                          "true,'+14131212591,\n"
	                          "international_phone_numbers,x,false,,"
	                          "bad-format\n");
	got = gamut_program(&arena, "tasks rng_1_10 --format markdown");
	ck_assert_str_eq(got.out,
	                 "| task | description | example 1 | example 2 | "
	                 "example 3 | max_tokens | space |\n"
	                 "|:--|:--|--:|--:|--:|--:|--:|\n"
	                 "| rng_1_10 | Generate a number between 1 and 10. | "
	                 "3 | 7 | 10 | 4 | 10 |\n");
	got = gamut_program(&arena, "verify prime_numbers 617 618");
	ck_assert_int_eq(got.code, 1);
	ck_assert_ptr_nonnull(strstr(got.out, "not-prime"));
	got = gamut_program(&arena,
	                    "verify us_states_any_format KY --format json");
	ck_assert_str_eq(got.out,
	                 "{\"task\":\"us_states_any_format\",\"text\":\"KY\","
	                 "\"valid\":true,\"canonical\":\"KY\","
	                 "\"reason\":null}\n");
}
END_TEST

START_TEST(verify_reads_lines_and_keeps_them)
{
	static const char input[] =
		"\xef\xbb\xbf{\"task\":\"rng_1_10\",\"text\":\"7\","
		"\"id\":9007199254740993}\n"
		"\n"
		"{ \"text\": \"<think>x</think> 11 \", \"task\": \"rng_1_10\" }\n"
		"{\"valid\":true,\"task\":\"rng_1_10\",\"text\":\"0\","
		"\"reason\":[\"}\\\"\",{}],\"Valid\":1,\"valid\":2}\n"
		"{\"task\":\"weekdays_full\",\"text\":\"\\u0000\\ud800\\u001b[2J\","
		"\t\"x\":\"\xc2\x9b\xe2\x80\x8f\x7f\"}";
	static const char *const words[] = { "verify", "--jsonl", NULL };
	struct gamut_output got = gamut_program_run(&arena, input, words);

	ck_assert_int_eq(got.code, 1);
	ck_assert_str_eq(got.out,
	                 "{\"task\":\"rng_1_10\",\"text\":\"7\","
	                 "\"id\":9007199254740993,\"valid\":true,"
	                 "\"canonical\":\"7\",\"reason\":null}\n"
	                 "{ \"text\": \"<think>x</think> 11 \", \"task\": "
	                 "\"rng_1_10\" ,\"valid\":false,\"canonical\":null,"
	                 "\"reason\":\"not-an-integer\"}\n"
	                 "{\"task\":\"rng_1_10\",\"text\":\"0\",\"Valid\":1,"
	                 "\"valid\":false,\"canonical\":null,"
	                 "\"reason\":\"out-of-range\"}\n"
	                 "{\"task\":\"weekdays_full\",\"text\":"
	                 "\"\\u0000\\ud800\\u001b[2J\", \"x\":"
	                 "\"\\u009b\\u200f\\u007f\",\"valid\":false,"
	                 "\"canonical\":null,\"reason\":\"not-listed\"}\n");
}
END_TEST

START_TEST(messages_are_harmless)
{
	static const char *const words[] = { "verify", "\x1b[31mx\n", "7",
		                             NULL };
	struct gamut_output got = gamut_program_run(&arena, "", words);

	ck_assert_int_eq(got.code, 2);
	ck_assert_ptr_null(strchr(got.err, '\x1b'));
	ck_assert_ptr_nonnull(strstr(got.err, "\\x1b[31mx\\n"));
}
END_TEST

START_TEST(verify_extracts_when_asked)
{
	static const char input[] =
		"{\"task\":\"rng_1_10\",\"text\":\"<think>?</think>\\n 9 \\n8\"}";
	static const char *const words[] = { "verify", "--jsonl", "--extract",
		                             NULL };
	struct gamut_output got = gamut_program_run(&arena, input, words);

	ck_assert_int_eq(got.code, 0);
	ck_assert_ptr_nonnull(strstr(got.out, "\"canonical\":\"9\""));
}
END_TEST

START_TEST(bad_lines_are_named_or_skipped)
{
	static const char input[] = "{\"task\":\"rng_1_10\",\"text\":\"7\"}\n"
				    "{\"task\":\"rng_1_10\",\"text\":\n"
				    "{\"task\":\"rng_1_12\",\"text\":\"7\"}\n"
				    "[\"task\"]\n"
				    "{\"task\":\"rng_1_10\",\"text\":\"7\"}\n";
	static const char *const verify[] = { "verify", "--jsonl", NULL };
	static const char *const lenient[] = { "verify", "--jsonl",
		                               "--skip-bad-lines", NULL };
	static const char *const score[] = { "score", "-", NULL };
	static const char *const score_lenient[] = { "score", "-",
		                                     "--skip-bad-lines",
		                                     "--format=json", NULL };
	struct gamut_output got = gamut_program_run(&arena, input, verify);

	ck_assert_int_eq(got.code, 2);
	ck_assert_ptr_nonnull(strstr(got.err, "<stdin>:2: "));
	got = gamut_program_run(&arena, input, lenient);
	ck_assert_int_eq(got.code, 0);
	ck_assert_ptr_nonnull(strstr(got.err, "3 malformed lines"));
	got = gamut_program_run(&arena, input, score);
	ck_assert_int_eq(got.code, 2);
	ck_assert_ptr_nonnull(strstr(got.err, "<stdin>:2: "));
	got = gamut_program_run(&arena, input, score_lenient);
	ck_assert_int_eq(got.code, 0);
	ck_assert_ptr_nonnull(strstr(got.err, "3 bad lines"));
	ck_assert_ptr_nonnull(strstr(got.out, "\"n\":2,"));
}
END_TEST

START_TEST(missing_word_lists_stop_everything)
{
	static const char brand[] =
		"{\"task\":\"car_brand\",\"text\":\"Ford\"}\n";
	const char *const score[] = { "score", "-", NULL };
	struct gamut_output got;

	gamut_program_setenv("GAMUT_WORDLISTS", ".");
	got = gamut_program(&arena, "run --out r");
	ck_assert_int_eq(got.code, 2);
	ck_assert_ptr_nonnull(strstr(got.err, "car_brand"));
	ck_assert_ptr_nonnull(strstr(got.err, "color_normal_ex"));
	ck_assert_ptr_nonnull(strstr(got.err, "colors.tsv"));
	gamut_program_setenv("GAMUT_WORDLISTS", "./none");
	got = gamut_program_run(&arena, brand, score);
	ck_assert_int_eq(got.code, 2);
	ck_assert_ptr_nonnull(strstr(got.err, "GAMUT_WORDLISTS"));
	ck_assert_ptr_nonnull(strstr(got.err, "car_brand"));
	/* What needs no list goes on. */
	got = gamut_program(&arena, "verify rng_1_10 7");
	ck_assert_int_eq(got.code, 0);
}
END_TEST

START_TEST(missing_dictionaries_stop_what_needs_them)
{
	struct gamut_output got;

	gamut_program_setenv("GAMUT_DICTIONARIES", ".");
	got = gamut_program(&arena, "verify gerunds running");
	ck_assert_int_eq(got.code, 2);
	ck_assert_ptr_nonnull(strstr(got.err, "hunspell-en-us"));
	got = gamut_program(&arena, "verify rng_1_10 7");
	ck_assert_int_eq(got.code, 0);
}
END_TEST

Suite *unit_suite(void)
{
	Suite *suite = suite_create("commands");
	TCase *tc = tcase_create("commands");

	tcase_add_checked_fixture(tc, gamut_program_enter, clear);
	tcase_add_loop_test(tc, mistakes_are_named, 0,
	                    (int)GAMUT_ARRAY_LEN(mistakes));
	tcase_add_test(tc, a_mistake_leaves_no_run_behind);
	tcase_add_test(tc, help_and_version);
	tcase_add_test(tc, tasks_are_listed_with_their_prompts);
	tcase_add_test(tc, verify_tells_valid_from_invalid);
	tcase_add_test(tc, verify_reads_lines_and_keeps_them);
	tcase_add_test(tc, messages_are_harmless);
	tcase_add_test(tc, verify_extracts_when_asked);
	tcase_add_test(tc, bad_lines_are_named_or_skipped);
	tcase_add_test(tc, missing_word_lists_stop_everything);
	tcase_add_test(tc, missing_dictionaries_stop_what_needs_them);
	suite_add_tcase(suite, tc);
	return suite;
}
