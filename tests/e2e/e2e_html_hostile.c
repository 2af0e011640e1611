/* gamut report --html of what a page must fear, and of mistakes. */
#include "tests/support/unit.h"

#include <string.h>
#include <unistd.h>

#include "base/json.h"
#include "runner/store/store.h"
#include "tests/support/page.h"
#include "tests/support/program.h"

static struct gamut_arena arena;

static void clear(void)
{
	gamut_arena_clear(&arena);
	gamut_program_leave();
}

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
	ck_assert(!strchr(gamut_page_text(&arena, "page.html"), '<'));
	/* The data, the library in two, the program: and nothing else. */
	ck_assert_uint_eq(occurrences(page, "<script"), 4);
	ck_assert_uint_eq(occurrences(page, "</script"), 4);
	ck_assert(strstr(page, "<title>&#60;script&#62;&#38;&#34;x</title>"));
	data = gamut_page_data_of(&arena, "page.html");
	run = gamut_program_item(data, "runs", 0);
	ck_assert(cJSON_IsFalse(gamut_page_member(run, "complete")));
	ck_assert_double_eq(gamut_program_number(run, "wanted"), 8);
	ck_assert_double_eq(gamut_program_number(run, "absent"), 2);
	details = gamut_program_item(run, "details", 0);
	/* The first sample is the simulated one: the earlier record counts. */
	ck_assert_str_eq(gamut_page_sample(details, 1), hostile[1]);
	ck_assert_str_eq(gamut_page_sample(details, 2),
	                 "\xef\xbf\xbd\xef\xbf\xbd invalid");
	ck_assert_str_eq(gamut_page_sample(details, 3), hostile[3]);
	ck_assert_uint_lt(strlen(gamut_page_text(&arena, "page.html")), 40000);
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
	data = gamut_page_data_of(&arena, "page.html");
	answers = gamut_page_member(
		gamut_program_item(gamut_program_item(data, "runs", 0),
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
		ck_assert_uint_eq(
			strlen(gamut_page_member(text, "cut")->valuestring),
			2000);
	}
	ck_assert(is_found);
	cJSON_Delete(data);
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
	TCase *page = tcase_create("hostile");

	tcase_add_checked_fixture(page, gamut_program_enter, clear);
	tcase_add_test(page, texts_cannot_leave_the_data);
	tcase_add_test(page, long_texts_are_cut_and_say_so);
	tcase_add_test(page, mistakes_are_named_and_write_nothing);
	suite_add_tcase(suite, page);
	return suite;
}
