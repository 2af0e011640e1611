/* gamut report --html, as a file; tests/browser looks at it. */
#include "tests/support/unit.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/json.h"
#include "runner/store/store.h"
#include "tests/support/program.h"

static struct gamut_arena arena;

static void clear(void)
{
	gamut_arena_clear(&arena);
	gamut_program_leave();
}

static const char opening_tag[] = "<script type=\"application/json\" "
				  "id=\"gamut-data\">";

/* The JSON in the page `path`. */
static const char *data_text(const char *path)
{
	const char *page = gamut_program_file(&arena, path);
	const char *start = strstr(page, opening_tag);
	const char *end;

	ck_assert_msg(start, "no data in %s", path);
	start += strlen(opening_tag);
	end = strstr(start, "</script>");
	ck_assert(end);
	return gamut_arena_copy(
		       &arena,
		       (struct gamut_str){ start, (size_t)(end - start) })
	        .ptr;
}

static cJSON *data_of(const char *path)
{
	struct gamut_err err = { 0 };
	cJSON *data = gamut_json_parse(gamut_str_of(data_text(path)), &err);

	ck_assert_msg(data, "%s", err.msg);
	return data;
}

static const cJSON *member(const cJSON *object, const char *key)
{
	const cJSON *found = cJSON_GetObjectItemCaseSensitive(object, key);

	ck_assert_msg(found, "no member %s", key);
	return found;
}

static double at(const cJSON *array, int i)
{
	const cJSON *item = cJSON_GetArrayItem(array, i);

	ck_assert(cJSON_IsNumber(item));
	return item->valuedouble;
}

START_TEST(summary_is_that_of_score)
{
	cJSON *data;
	cJSON *score;

	gamut_program_expect(
		&arena,
		"run --model sim:base --tasks rng_* --seed 4 -n 40 "
		"--out r",
		0, "");
	gamut_program_expect(&arena, "report r --html page.html", 0,
	                     "open it in a browser");
	data = data_of("page.html");
	score = gamut_program_json(&arena, "score r --format json");
	ck_assert(cJSON_Compare(
		member(gamut_program_item(data, "runs", 0), "summary"), score,
		true));
	ck_assert_int_eq(cJSON_GetArraySize(member(data, "tasks")), 2);
	ck_assert_int_eq(
		cJSON_GetArraySize(member(gamut_program_item(data, "tasks", 0),
	                                  "members")),
		10);
	ck_assert(cJSON_IsNull(member(data, "baseline")));
	cJSON_Delete(score);
	cJSON_Delete(data);
}
END_TEST

/* The text of sample `i`, as the page tells it. */
static const char *text_of(const cJSON *details, int i)
{
	const cJSON *samples = member(details, "samples");
	const cJSON *answer;
	char key[32];
	const cJSON *text;

	(void)snprintf(key, sizeof(key), "%d", i);
	text = cJSON_GetObjectItemCaseSensitive(member(samples, "text"), key);
	if (!text) {
		answer = cJSON_GetArrayItem(
			member(details, "answers"),
			(int)at(member(samples, "answer"), i));
		text = cJSON_GetArrayItem(answer, 0);
	}
	ck_assert(cJSON_IsString(text));
	return text->valuestring;
}

static void check_sample(const cJSON *line, const cJSON *data, int cell, int i)
{
	const cJSON *details = gamut_program_item(
		gamut_program_item(data, "runs", 0), "details", cell);
	const cJSON *samples = member(details, "samples");
	const cJSON *fate = cJSON_GetArrayItem(
		member(data, "fates"), (int)at(member(samples, "fate"), i));

	ck_assert_str_eq(member(line, "text")->valuestring,
	                 text_of(details, i));
	ck_assert_str_eq(member(line, "fate")->valuestring, fate->valuestring);
	ck_assert_double_eq(member(line, "seed")->valuedouble,
	                    at(member(samples, "seed"), i));
	ck_assert_int_eq((int)member(line, "index")->valuedouble, i);
}

START_TEST(samples_are_those_of_samples_jsonl)
{
	cJSON *data;
	struct gamut_str rest;
	struct gamut_str line;
	int count = 0;

	gamut_program_expect(&arena,
	                     "run --model sim:base --tasks gerunds,us_states_* "
	                     "--settings zero-shot --seed 4 -n 50 --out r",
	                     0, "");
	gamut_program_expect(&arena, "report r --html page.html", 0, "");
	gamut_program_expect(&arena, "score r --samples", 0, "");
	data = data_of("page.html");
	rest = gamut_str_of(gamut_program_file(&arena, "r/samples.jsonl"));
	while (gamut_str_take_line(&rest, &line)) {
		cJSON *sample = gamut_json_parse(line, NULL);

		check_sample(sample, data, count / 50, count % 50);
		cJSON_Delete(sample);
		count++;
	}
	ck_assert_int_eq(count, 200);
	cJSON_Delete(data);
}
END_TEST

START_TEST(curve_ends_at_the_yield)
{
	cJSON *data;
	const cJSON *run;

	gamut_program_expect(&arena,
	                     "run --model sim:base --tasks us_* --seed 4 -n 60 "
	                     "--out r",
	                     0, "");
	gamut_program_expect(&arena, "report r --html page.html", 0, "");
	data = data_of("page.html");
	run = gamut_program_item(data, "runs", 0);
	for (int i = 0; i < 12; i++) {
		const cJSON *cell = gamut_program_item(member(run, "summary"),
		                                       "cells", i);
		const cJSON *curve =
			member(gamut_program_item(run, "details", i), "curve");
		int last = cJSON_GetArraySize(member(curve, "k")) - 1;

		ck_assert_double_eq(at(member(curve, "k"), 0), 1);
		ck_assert_double_eq(at(member(curve, "k"), last), 60);
		ck_assert_double_eq_tol(
			at(gamut_program_item(curve, "raw", last), 0),
			gamut_program_number(cell, "yield"), 1e-9);
		ck_assert_double_eq_tol(
			at(gamut_program_item(curve, "canonical", last), 0),
			gamut_program_number(cell, "canonical_yield"), 1e-9);
		/* One completion yields one answer where it is valid. */
		ck_assert_double_eq_tol(
			at(gamut_program_item(curve, "raw", 0), 0),
			gamut_program_number(cell, "validity"), 1e-9);
		ck_assert_double_eq_tol(at(member(curve, "ceiling"), last),
		                        gamut_program_number(cell, "ceiling"),
		                        1e-9);
	}
	cJSON_Delete(data);
}
END_TEST

static const char *const hostile[] = {
	"</script><script>window.pwned=1</script>",
	"<!--<script>",
	"\xff\xfe invalid",
	"_\xe2\x80\xae_\xe2\x80\xac_\x1b[2J",
	"\"quotes' & <b>",
};

/* A run of one cell with these completions, and one that is very long. */
static void make_hostile(const char *folder)
{
	struct gamut_run *run;
	struct gamut_shard *shard;
	size_t count = GAMUT_ARRAY_LEN(hostile);
	char *longest = memset(gamut_arena_alloc(&arena, 1000000, 1), 'x',
	                       1000000);

	ck_assert_int_eq(gamut_run_read(&run, folder, NULL), GAMUT_OK);
	ck_assert_int_eq(gamut_shard_open(&shard, folder, NULL), GAMUT_OK);
	for (size_t i = 0; i <= count; i++) {
		struct gamut_sample sample = {
			.task = GAMUT_STR("car_brand"),
			.setting = GAMUT_STR("zero-shot"),
			.index = (uint32_t)i,
			.text = i < count ?
			                gamut_str_of(hostile[i]) :
			                (struct gamut_str){ longest, 1000000 },
			.finish_reason = GAMUT_STR("</script>"),
			.seed = GAMUT_UNKNOWN,
			.latency_ms = GAMUT_UNKNOWN,
			.prompt_tokens = GAMUT_UNKNOWN,
			.completion_tokens = GAMUT_UNKNOWN,
			.reasoning_tokens = GAMUT_UNKNOWN,
		};

		gamut_shard_append(shard, &sample);
	}
	ck_assert_int_eq(gamut_shard_sync(shard, NULL), GAMUT_OK);
	gamut_shard_close(shard);
	gamut_run_free(run);
}

/* How often `what` stands in `text`. */
static size_t occurrences(const char *text, const char *what)
{
	size_t count = 0;

	for (; (text = strstr(text, what)); text++)
		count++;
	return count;
}

START_TEST(texts_cannot_leave_the_data)
{
	const char *page;
	cJSON *data;
	const cJSON *run;
	const cJSON *details;

	gamut_program_expect(&arena,
	                     "run --model sim:base --tasks car_brand "
	                     "--settings zero-shot -n 1 --out r",
	                     0, "");
	ck_assert_int_eq(gamut_store_raise("r", 8, NULL), GAMUT_OK);
	make_hostile("r");
	gamut_program_expect(&arena,
	                     "report r --html page.html --title <script>&\"x",
	                     3, "");
	page = gamut_program_file(&arena, "page.html");
	ck_assert(!strchr(data_text("page.html"), '<'));
	/* The data, the library in two, the program: and nothing else. */
	ck_assert_uint_eq(occurrences(page, "<script"), 4);
	ck_assert_uint_eq(occurrences(page, "</script"), 4);
	ck_assert(strstr(page, "<title>&#60;script&#62;&#38;&#34;x</title>"));
	data = data_of("page.html");
	run = gamut_program_item(data, "runs", 0);
	ck_assert(cJSON_IsFalse(member(run, "complete")));
	ck_assert_double_eq(gamut_program_number(run, "wanted"), 8);
	ck_assert_double_eq(gamut_program_number(run, "absent"), 2);
	details = gamut_program_item(run, "details", 0);
	/* The first sample is the simulated one: the earlier record counts. */
	ck_assert_str_eq(text_of(details, 1), hostile[1]);
	ck_assert_str_eq(text_of(details, 2),
	                 "\xef\xbf\xbd\xef\xbf\xbd invalid");
	ck_assert_str_eq(text_of(details, 3), hostile[3]);
	ck_assert_uint_lt(strlen(data_text("page.html")), 40000);
	cJSON_Delete(data);
}
END_TEST

START_TEST(long_texts_are_cut_and_say_so)
{
	cJSON *data;
	const cJSON *answers;
	bool is_found = false;
	const cJSON *answer;

	gamut_program_expect(&arena,
	                     "run --model sim:base --tasks car_brand "
	                     "--settings zero-shot -n 1 --out r",
	                     0, "");
	ck_assert_int_eq(gamut_store_raise("r", 6, NULL), GAMUT_OK);
	make_hostile("r");
	gamut_program_expect(&arena, "report r --html page.html", 0, "");
	data = data_of("page.html");
	answers = member(gamut_program_item(gamut_program_item(data, "runs", 0),
	                                    "details", 0),
	                 "answers");
	cJSON_ArrayForEach(answer, answers)
	{
		const cJSON *text = cJSON_GetArrayItem(answer, 0);

		if (!cJSON_IsObject(text))
			continue;
		is_found = true;
		ck_assert_double_eq(gamut_program_number(text, "bytes"),
		                    1000000);
		ck_assert_uint_eq(strlen(member(text, "cut")->valuestring),
		                  2000);
	}
	ck_assert(is_found);
	cJSON_Delete(data);
}
END_TEST

START_TEST(several_runs_are_compared)
{
	cJSON *data;

	gamut_program_expect(
		&arena,
		"run --model sim:base --tasks rng_* --seed 1 -n 50 "
		"--out a",
		0, "");
	gamut_program_expect(&arena,
	                     "run --model sim:instruct --tasks rng_* --seed 2 "
	                     "-n 50 --out b",
	                     0, "");
	gamut_program_expect(
		&arena,
		"run --model sim:base --template completion --tasks "
		"rng_* --seed 3 -n 50 --out c",
		0, "");
	gamut_program_expect(
		&arena, "report a b c --baseline b --html page.html", 0, "");
	data = data_of("page.html");
	ck_assert_str_eq(member(gamut_program_item(data, "runs", 0), "label")
	                         ->valuestring,
	                 "b");
	ck_assert_double_eq(gamut_program_number(data, "baseline"), 0);
	ck_assert_str_eq(
		member(member(gamut_program_item(data, "comparisons", 0),
	                      "comparison"),
	               "verdict")
			->valuestring,
		"regression");
	/* Other prompts were asked, so numbers are not set against others. */
	ck_assert(cJSON_IsNull(member(
		gamut_program_item(data, "comparisons", 1), "comparison")));
	ck_assert_int_ge(
		cJSON_GetArraySize(member(
			gamut_program_item(data, "comparisons", 1), "refused")),
		1);
	ck_assert_int_eq(cJSON_GetArraySize(member(data, "planes")), 3);
	cJSON_Delete(data);
}
END_TEST

START_TEST(nothing_repeats_what_was_imported)
{
	cJSON *data;
	const cJSON *run;

	gamut_program_put("lines.jsonl",
	                  "{\"task\":\"rng_1_10\",\"text\":\"7\"}\n");
	gamut_program_expect(&arena,
	                     "import lines.jsonl --from jsonl --model m "
	                     "--setting few-shot --out r",
	                     0, "");
	gamut_program_expect(&arena, "report r --html page.html", 0, "");
	data = data_of("page.html");
	run = gamut_program_item(data, "runs", 0);
	ck_assert(cJSON_IsNull(member(run, "command")));
	ck_assert_str_eq(member(member(run, "imported"), "from")->valuestring,
	                 "jsonl");
	ck_assert(cJSON_IsTrue(member(run, "complete")));
	cJSON_Delete(data);
}
END_TEST

START_TEST(page_is_the_same_again)
{
	gamut_program_expect(
		&arena,
		"run --model sim:base --tasks rng_* --seed 1 -n 20 "
		"--out a",
		0, "");
	gamut_program_expect(&arena, "report a --html one.html", 0, "");
	ck_assert_str_eq(gamut_program_file(&arena, "one.html"),
	                 gamut_program(&arena, "report a --html -").out);
}
END_TEST

START_TEST(mistakes_are_named_and_write_nothing)
{
	gamut_program_expect(&arena,
	                     "run --model sim:base --tasks rng_1_10 -n 5 --out "
	                     "a",
	                     0, "");
	gamut_program_put("lines.jsonl",
	                  "{\"task\":\"rng_1_10\",\"text\":\"7\"}\n");
	gamut_program_expect(&arena, "report --html x.html", 2,
	                     "name a run directory");
	gamut_program_expect(&arena, "report a none --html x.html", 2, "none");
	gamut_program_expect(&arena, "report a a/ --html x.html", 2,
	                     "are the same samples");
	gamut_program_expect(&arena, "report lines.jsonl --html x.html", 2,
	                     "no run directory");
	gamut_program_expect(&arena, "report a --html x.html --format csw", 2,
	                     "no format 'csw'");
	gamut_program_expect(&arena, "report a --html x.html --prices p", 2,
	                     "--prices is for tables");
	gamut_program_expect(&arena, "report a --title x", 2, "--html FILE");
	ck_assert_int_ne(access("x.html", F_OK), 0);
	gamut_program_expect(&arena, "report a --html none/x.html", 2,
	                     "none/x.html");
}
END_TEST

Suite *unit_suite(void)
{
	Suite *suite = suite_create("html");
	TCase *page = tcase_create("page");

	tcase_add_checked_fixture(page, gamut_program_enter, clear);
	tcase_add_test(page, summary_is_that_of_score);
	tcase_add_test(page, samples_are_those_of_samples_jsonl);
	tcase_add_test(page, curve_ends_at_the_yield);
	tcase_add_test(page, texts_cannot_leave_the_data);
	tcase_add_test(page, long_texts_are_cut_and_say_so);
	tcase_add_test(page, several_runs_are_compared);
	tcase_add_test(page, nothing_repeats_what_was_imported);
	tcase_add_test(page, page_is_the_same_again);
	tcase_add_test(page, mistakes_are_named_and_write_nothing);
	suite_add_tcase(suite, page);
	return suite;
}
