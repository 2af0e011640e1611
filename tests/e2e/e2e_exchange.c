/* What `gamut export` writes, `gamut import` reads: the same samples. */
#include "tests/support/unit.h"

#include <stdio.h>
#include <string.h>

#include "base/json.h"
#include "runner/store/store.h"
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

/*
 * A run that lacks samples: of eight, one is given up and one never asked for;
 * of the other setting, nothing is there. One sample was cut off.
 */
static void make_incomplete(const char *folder)
{
	static const char *const reasons[] = { "stop", "length", "stop",
		                               "",     "eos",    "refusal" };
	struct gamut_manifest_cell cells[] = {
		{ .task = GAMUT_STR("gerunds"),
		  .setting = GAMUT_STR("zero-shot") },
		{ .task = GAMUT_STR("gerunds"),
		  .setting = GAMUT_STR("few-shot") },
	};
	const struct gamut_manifest manifest = {
		.version = GAMUT_STR("0.1.0"),
		.model = GAMUT_STR("acme/m"),
		.template = GAMUT_STR("chat"),
		.profile = GAMUT_STR("generic"),
		.preset = GAMUT_STR("pure"),
		.sampling = GAMUT_STR("{\"temperature\":1}"),
		.endpoint = GAMUT_STR("http://127.0.0.1:1/v1"),
		.n = 8,
		.cells = cells,
		.cell_count = GAMUT_ARRAY_LEN(cells),
		.host = GAMUT_STR("{}"),
		.created = GAMUT_STR("2026-11-23T12:51:07.123Z"),
	};
	struct gamut_shard *shard;

	for (size_t i = 0; i < GAMUT_ARRAY_LEN(cells); i++) {
		cells[i].task_hash = GAMUT_STR("aa");
		cells[i].max_tokens = 4;
		cells[i].seed_base = (uint32_t)i << 20;
		cells[i].prompt = GAMUT_STR("\"?\"");
	}
	ck_assert(!gamut_store_create(folder, &manifest, NULL));
	ck_assert(!gamut_shard_open(&shard, folder, NULL));
	for (uint32_t i = 0; i < GAMUT_ARRAY_LEN(reasons); i++)
		gamut_shard_append(
			shard,
			&(struct gamut_sample){
				.task = cells[0].task,
				.setting = cells[0].setting,
				.index = i + (i > 2),
				.text = GAMUT_STR("running"),
				.finish_reason = gamut_str_of(reasons[i]),
				.seed = GAMUT_UNKNOWN,
				.latency_ms = GAMUT_UNKNOWN,
				.prompt_tokens = GAMUT_UNKNOWN,
				.completion_tokens = GAMUT_UNKNOWN,
				.reasoning_tokens = GAMUT_UNKNOWN,
				.created_ms = 1795438267123 });
	gamut_shard_fail(shard,
	                 &(struct gamut_failure){ .task = cells[0].task,
	                                          .setting = cells[0].setting,
	                                          .index = 3,
	                                          .count = 1,
	                                          .reason = GAMUT_STR("no"),
	                                          .http_status = 500,
	                                          .attempts = 3 });
	ck_assert(!gamut_shard_sync(shard, NULL));
	gamut_shard_close(shard);
}

static double fate(const cJSON *cell, const char *name)
{
	return gamut_program_number(
		cJSON_GetObjectItemCaseSensitive(cell, "fates"), name);
}

/* What is cut off stays cut off, and what is missing stays missing. */
START_TEST(an_incomplete_run_comes_back_as_that)
{
	struct gamut_output got;
	char line[128];
	const cJSON *cell;
	cJSON *json;

	make_incomplete("run");
	(void)snprintf(line, sizeof(line), "export run --to %s --out exported",
	               formats[_i].format);
	gamut_program_expect(&arena, line, 3, "is incomplete");
	(void)snprintf(line, sizeof(line), "import %s --out back",
	               _i == 0 ? "exported/acme__m" : "exported");
	gamut_program_expect(&arena, line, 0,
	                     "10 samples are not in the source");
	gamut_program_expect(&arena, "score back", 3, "");
	got = gamut_program(&arena, "score back --format json");
	json = gamut_json_parse(gamut_str_of(got.out), NULL);
	cell = gamut_program_item(json, "cells", 0);
	ck_assert(fate(cell, "truncated") == 1);
	ck_assert(fate(cell, "refusal") == 1);
	ck_assert(fate(cell, "valid-new") + fate(cell, "valid-duplicate") == 4);
	ck_assert(fate(cell, "missing") == 2);
	cell = gamut_program_item(json, "cells", 1);
	ck_assert(fate(cell, "missing") == 8);
	cJSON_Delete(json);
}
END_TEST

/* What was imported, and does not say when it began, goes out in all formats.
 */
START_TEST(an_imported_run_is_exported)
{
	static const char *const all[] = { "lm-eval", "inspect",
		                           "every-eval-ever", "csv",
		                           "hf-dataset" };
	char line[128];

	must("import " GAMUT_SOURCE "/tests/data/import/plain.csv --out run");
	for (size_t i = 0; i < GAMUT_ARRAY_LEN(all); i++) {
		(void)snprintf(line, sizeof(line),
		               "export run --to %s --out to/%s", all[i],
		               all[i]);
		gamut_program_expect(&arena, line, 0, "wrote");
	}
	ck_assert_ptr_nonnull(
		strstr(gamut_program_file(&arena, "to/hf-dataset/README.md"),
	               "# run was imported: no command asks for it again\n"));
	must("import to/lm-eval/acme-mini --out back");
	/* The time that stands for none is none again. */
	ck_assert_ptr_null(
		strstr(gamut_program_file(&arena, "back/run.json"), "\"1970"));
}
END_TEST

Suite *unit_suite(void)
{
	Suite *suite = suite_create("exchange");
	TCase *tc = tcase_create("round trip");

	tcase_add_checked_fixture(tc, gamut_program_enter, clear);
	tcase_add_loop_test(tc, samples_come_back_as_they_went, 0,
	                    (int)GAMUT_ARRAY_LEN(formats));
	tcase_add_loop_test(tc, an_incomplete_run_comes_back_as_that, 0,
	                    (int)GAMUT_ARRAY_LEN(formats));
	tcase_add_test(tc, an_imported_run_is_exported);
	suite_add_tcase(suite, tc);
	return suite;
}
