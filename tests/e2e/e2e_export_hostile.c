/* gamut export of runs by strangers, and of runs that lack samples. */
#include "tests/support/unit.h"

#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "base/json.h"
#include "base/text.h"
#include "runner/store/store.h"
#include "tests/support/program.h"
#include "tests/support/tool.h"

static struct gamut_arena arena;

static void clear(void)
{
	gamut_arena_clear(&arena);
	gamut_program_leave();
}

/* Closed again, as compilers ask for. */
#define BIDI "\xe2\x80\xae"
#define POP "\xe2\x80\xac"
#define NOT_UTF8 "a\xff\xfe"

/* Names that would leave the folder, the YAML, the Markdown and the shell. */
#define EVIL_MODEL                                                  \
	"../../evil\"'`<script>alert(1)</script>\n---\n# x: [*a]\n" \
	"$(touch pwned)" BIDI "|" POP
#define EVIL_SETTING "../../../up\"]\n"

static const char *const completions[] = {
	"7",
	"<script>alert(1)</script>",
	"</script><img src=x onerror=alert(1)>",
	"=cmd|' /C calc'!A0",
	"+1+1",
	"-2",
	"@SUM(A1)",
	"\t=1",
	"\"quoted\", with a comma",
	"\x1b]0;title\x07\x1b[31mred",
	"\xe2\x80\xae.exe\xe2\x80\xac",
	NOT_UTF8,
	"---\nlicense: mit\n---",
	"```\nrm -rf /\n```",
	"7\n7",
	"",
};

#define COUNT ((uint32_t)GAMUT_ARRAY_LEN(completions))

static const struct gamut_str settings[] = {
	{ .ptr = "zero-shot", .len = sizeof("zero-shot") - 1 },
	{ .ptr = EVIL_SETTING, .len = sizeof(EVIL_SETTING) - 1 },
};

static void create(const char *folder, const char *model)
{
	struct gamut_manifest_cell cells[GAMUT_ARRAY_LEN(settings)];
	struct gamut_manifest manifest = {
		.version = GAMUT_STR("0.1.0"),
		.model = gamut_str_of(model),
		.template = GAMUT_STR("`x`\n"),
		.profile = GAMUT_STR("generic"),
		.preset = GAMUT_STR("pure"),
		.sampling =
			GAMUT_STR("{\"temperature\":1,\"</script>\":\"x\"}"),
		.endpoint = GAMUT_STR("http://127.0.0.1:1/v1'\"\n"),
		.n = COUNT + 2,
		.seed = 3,
		.cells = cells,
		.cell_count = GAMUT_ARRAY_LEN(cells),
		.host = GAMUT_STR("{}"),
		.created = GAMUT_STR("2026-11-23T12:51:07.123Z"),
	};
	struct gamut_err err = { 0 };

	for (size_t i = 0; i < GAMUT_ARRAY_LEN(cells); i++)
		cells[i] = (struct gamut_manifest_cell){
			.task = GAMUT_STR("rng_1_10"),
			.setting = settings[i],
			.task_hash = GAMUT_STR("aa"),
			.max_tokens = 4,
			.seed_base = (uint32_t)i << 20,
			.prompt = GAMUT_STR("\"</script> \\u001b[31m?\""),
		};
	ck_assert_msg(!gamut_store_create(folder, &manifest, &err), "%s",
	              err.msg);
}

/* Of the first setting all completions but two; of the second, nothing. */
static void fill(const char *folder)
{
	struct gamut_shard *shard;

	ck_assert(!gamut_shard_open(&shard, folder, NULL));
	for (uint32_t i = 0; i < COUNT; i++) {
		const struct gamut_sample sample = {
			.task = GAMUT_STR("rng_1_10"),
			.setting = settings[0],
			.index = i,
			.text = gamut_str_of(completions[i]),
			.reasoning = GAMUT_STR("</think>\x1b[31m"),
			.finish_reason = GAMUT_STR("length\n\""),
			.model = GAMUT_STR("m\x07"),
			.seed = GAMUT_UNKNOWN,
			.latency_ms = 5,
			.prompt_tokens = 3,
			.completion_tokens = i == 1 ? GAMUT_UNKNOWN : 2,
			.reasoning_tokens = GAMUT_UNKNOWN,
			.created_ms = 1795438267123,
		};

		gamut_shard_append(shard, &sample);
	}
	gamut_shard_fail(shard, &(struct gamut_failure){
					.task = GAMUT_STR("rng_1_10"),
					.setting = settings[0],
					.index = COUNT,
					.count = 1,
					.reason = GAMUT_STR("\x1b[31mno"),
					.http_status = 500,
					.attempts = 3 });
	ck_assert(!gamut_shard_sync(shard, NULL));
	gamut_shard_close(shard);
}

static const char *const formats[] = { "lm-eval", "inspect", "every-eval-ever",
	                               "csv", "hf-dataset" };

/* Three runs, and each format in a folder of its name: once, for all tests. */
static void enter(void)
{
	gamut_program_enter();
	create("evil", EVIL_MODEL);
	fill("evil");
	create("void", "..");
	gamut_program_expect(&arena,
	                     "run --model sim:uniform --tasks rng_1_10 "
	                     "-n 5 --seed 1 --out whole",
	                     0, "");
	for (size_t i = 0; i < GAMUT_ARRAY_LEN(formats); i++)
		gamut_program_expect(
			&arena,
			gamut_arena_strf(&arena,
		                         "export evil void whole --to %s "
		                         "--out to/%s",
		                         formats[i], formats[i])
				.ptr,
			3, "'void' is incomplete, and exported as that");
}

/* What that line of a shell says in the folder. */
static const char *shell_in(const char *folder, const char *line)
{
	const char *const words[] = {
		"sh", "-c",
		gamut_arena_strf(&arena, "cd %s && %s", folder, line).ptr, NULL
	};

	return gamut_test_tool(&arena, GAMUT_STR_EMPTY, words);
}

/* All is in the folder, is text that does nothing, and is JSON where it says.
 */
START_TEST(what_is_hostile_stays_text)
{
	const char *folder = gamut_arena_strf(&arena, "to/%s", formats[_i]).ptr;
	struct gamut_str rest;

	ck_assert_str_eq(shell_in(folder,
	                          "find . -mindepth 1 -name '.*' -o -name "
	                          "'*[[:cntrl:]]*'"),
	                 "");
	shell_in(folder, "find . -name '*.json*' | while read -r f; do jq -e . "
	                 "\"$f\" >&2 || exit 1; done");
	rest = gamut_str_of(shell_in(folder, "find . -type f -exec cat {} +"));
	ck_assert_uint_gt(rest.len, 1000);
	ck_assert(gamut_text_is_utf8(rest));
	while (rest.len > 0) {
		int32_t code = gamut_text_take(&rest);

		ck_assert_msg(code == '\n' || !gamut_text_is_unsafe(code),
		              "U+%04X", (unsigned)code);
	}
}
END_TEST

START_TEST(nothing_leaves_the_folder)
{
	ck_assert_str_eq(shell_in(".", "ls -d e* p* up* to/* "
	                               "2>/dev/null | tr '\\n' ' '"),
	                 "err evil to/csv to/every-eval-ever to/hf-dataset "
	                 "to/inspect to/lm-eval ");
}
END_TEST

/* Not even a summary is put into it. */
START_TEST(a_run_stays_as_it_is)
{
	ck_assert_str_eq(shell_in("evil", "ls -A && ls -A shards failures | "
	                                  "wc -l"),
	                 "failures\nrun.json\nshards\n5\n");
}
END_TEST

/* What is not there is nowhere a wrong answer. */
static const struct said {
	const char *format;
	const char *line;
	const char *expected;
} saids[] = {
	{ "lm-eval",
	  "cat *evil*/results_*.json | jq -c '[.gamut|.status,.failed,"
	  ".missing],.[\"n-samples\"].gamut_rng_1_10_zero_shot'",
	  "[\"incomplete\",1,19]\n{\"original\":18,\"effective\":16}\n" },
	{ "lm-eval",
	  "cat *evil*/samples_gamut_rng_1_10_zero*.jsonl | jq -c "
	  "'.resps[0]|length'",
	  "16\n" },
	{ "lm-eval",
	  "cat _.-*/results_*.json | jq -c '.results|map(keys)|unique'",
	  "[[\"alias\",\"name\",\"sample_len\"]]\n" },
	{ "inspect",
	  "cat *zero-shot*.json | jq -c '[.eval.model[:4],.status,"
	  "(.error|type),.results.total_samples,(.samples|length)]' | sort",
	  "[\"..\",\"cancelled\",\"null\",18,0]\n"
	  "[\"../.\",\"error\",\"object\",18,16]\n"
	  "[\"sim:\",\"success\",\"null\",5,5]\n" },
	{ "inspect",
	  "cat *zero-shot*.json | jq -c 'select(.status==\"error\")|"
	  "[.results.scores[0]|.scored_samples,.unscored_samples],"
	  ".samples[0].messages[0].role,.samples[0].output.usage,"
	  "(.samples[0].model_usage|length),(.samples[1].model_usage|length),"
	  ".samples[0].messages[1].content[0].type'",
	  "[16,2]\n\"user\"\n{\"input_tokens\":3,\"output_tokens\":2,"
	  "\"total_tokens\":5,\"input_tokens_cache_write\":null,"
	  "\"input_tokens_cache_read\":null,\"reasoning_tokens\":null}\n1\n0\n"
	  "\"reasoning\"\n" },
	{ "every-eval-ever",
	  "cat $(find . -name '*.json') | jq -c '[.model_info.id[:4],"
	  ".source_metadata.additional_details.status,"
	  ".detailed_evaluation_results.total_rows]' | sort",
	  "[\"..\",\"incomplete\",null]\n[\"../.\",\"incomplete\",16]\n"
	  "[\"sim:\",\"complete\",15]\n" },
	{ "csv", "wc -l < samples.csv", "32\n" },
	{ "csv", "sed -n 2p answers.csv | grep -c ',7,7,2,2,valid$'", "1\n" },
	{ "csv", "cut -d, -f 5 answers.csv | grep -c '^\"*[-=+@]'; true",
	  "0\n" },
	{ "csv", "grep -c ',18,false,false,0,0,,0,' cells.csv", "3\n" },
	{ "hf-dataset", "cat data/evil.jsonl | wc -l", "16\n" },
	{ "hf-dataset", "cat data/void.jsonl | wc -l", "0\n" },
	{ "hf-dataset",
	  "grep -c '^---$' README.md; grep -c 'Not all samples are "
	  "there' README.md",
	  "2\n1\n" },
	{ "hf-dataset",
	  "sed -n '/^```sh$/,/^```$/p' README.md | grep -c '^gamut run "
	  "'",
	  "3\n" },
	{ "hf-dataset",
	  "cmark-gfm --unsafe -e table README.md | grep -ic "
	  "'<script\\|<img\\|license: mit</'; true",
	  "0\n" },
};

START_TEST(what_is_missing_is_said)
{
	const struct said *said = &saids[_i];

	ck_assert_str_eq(
		shell_in(gamut_arena_strf(&arena, "to/%s", said->format).ptr,
	                 said->line),
		said->expected);
}
END_TEST

START_TEST(runs_that_would_be_one_file_are_refused)
{
	shell_in(".", "mkdir a b && cp -r whole a/r && cp -r evil b/r");
	gamut_program_expect(&arena, "export a/r b/r --to hf-dataset --out y",
	                     2, "would both be 'data/r.jsonl'");
	ck_assert(!gamut_file_exists("y"));
	/* Two models whose names become one, begun at one time. */
	create("one", "org/m");
	create("two", "org:m");
	gamut_program_expect(&arena, "export one two --to lm-eval --out y", 2,
	                     "would both be 'org__m/");
	gamut_program_expect(&arena, "export one two --to inspect --out z", 3,
	                     "wrote 4 files");
}
END_TEST

START_TEST(a_folder_that_cannot_be_written_is_told)
{
	gamut_program_put("file", "");
	gamut_program_expect(&arena, "export whole --to csv --out file/x", 2,
	                     "file");
	gamut_program_expect(&arena, "export whole --to lm-eval --out file", 2,
	                     "file");
}
END_TEST

Suite *unit_suite(void)
{
	Suite *suite = suite_create("export_hostile");
	TCase *tc = tcase_create("export_hostile");

	tcase_add_unchecked_fixture(tc, enter, clear);
	tcase_add_loop_test(tc, what_is_hostile_stays_text, 0,
	                    (int)GAMUT_ARRAY_LEN(formats));
	tcase_add_test(tc, nothing_leaves_the_folder);
	tcase_add_test(tc, a_run_stays_as_it_is);
	tcase_add_loop_test(tc, what_is_missing_is_said, 0,
	                    (int)GAMUT_ARRAY_LEN(saids));
	tcase_add_test(tc, runs_that_would_be_one_file_are_refused);
	tcase_add_test(tc, a_folder_that_cannot_be_written_is_told);
	suite_add_tcase(suite, tc);
	return suite;
}
