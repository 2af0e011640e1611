/* Cells that were stopped early: what a run wants of them, whoever said so. */
#include "tests/support/unit.h"

#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
#include "runner/store/listing.h"
#include "runner/store/stop.h"
#include "tests/support/run.h"
#include "tests/support/temp.h"

static struct gamut_err err;
static struct gamut_run *run;

static void read_run(void)
{
	gamut_run_free(run);
	run = gamut_unit_read_run();
}

static void set_up(void)
{
	err = (struct gamut_err){ 0 };
	run = NULL;
	gamut_temp_make();
	gamut_unit_create_run(10);
	read_run();
}

static void tear_down(void)
{
	gamut_run_free(run);
	gamut_temp_remove();
}

/* Stop one cell, as a process would that has read `run`. */
static void stop(size_t cell, uint32_t n)
{
	const struct gamut_stop one = { .cell = cell,
		                        .n = n,
		                        .rule = GAMUT_STOP_HALFWIDTH,
		                        .reason = GAMUT_STR("narrow\x1b[2J") };

	ck_assert_msg(
		!gamut_store_stop(gamut_temp_folder(), run, &one, 1, &err),
		"%s", err.msg);
}

static void store(size_t count)
{
	struct gamut_shard *shard;

	ck_assert(!gamut_shard_open(&shard, gamut_temp_folder(), &err));
	for (uint32_t i = 0; i < count; i++) {
		struct gamut_sample sample =
			gamut_unit_sample(GAMUT_STR("prime"), i, "7");

		gamut_shard_append(shard, &sample);
	}
	ck_assert(!gamut_shard_sync(shard, &err));
	gamut_shard_close(shard);
}

static void check_wanted(uint32_t first, uint32_t second)
{
	read_run();
	ck_assert_uint_eq(gamut_run_wanted(run, 0), first);
	ck_assert_uint_eq(gamut_run_wanted(run, 1), second);
	ck_assert_uint_eq(gamut_run_stopped(run),
	                  (size_t)(first < run->manifest.n) +
	                          (size_t)(second < run->manifest.n));
}

START_TEST(a_stopped_cell_wants_its_first_samples)
{
	store(6);
	stop(0, 4);
	check_wanted(4, 10);
	ck_assert_uint_eq(run->count, 4);
	ck_assert_uint_eq(run->beyond, 2);
	ck_assert_uint_eq(run->foreign + run->damaged, 0);
	ck_assert_uint_eq(run->missing[0], 0);
	ck_assert_uint_eq(run->missing[1], 10);
	ck_assert(!gamut_run_has(run, 0, 4));
	ck_assert(!gamut_run_is_complete(run));
	ck_assert_int_eq(gamut_run_stop(run, 0)->rule, GAMUT_STOP_HALFWIDTH);
	ck_assert(gamut_str_eq(gamut_run_stop(run, 0)->reason,
	                       GAMUT_STR("narrow\x1b[2J")));
	ck_assert_ptr_null(gamut_run_stop(run, 1));
}
END_TEST

START_TEST(what_lies_behind_is_no_failure)
{
	const struct gamut_failure failure = { .task = GAMUT_STR("prime"),
		                               .setting =
		                                       GAMUT_STR("zero-shot"),
		                               .index = 3,
		                               .count = 7,
		                               .reason = GAMUT_STR("no") };
	struct gamut_shard *shard;

	ck_assert(!gamut_shard_open(&shard, gamut_temp_folder(), &err));
	gamut_shard_fail(shard, &failure);
	ck_assert(!gamut_shard_sync(shard, &err));
	gamut_shard_close(shard);
	stop(0, 5);
	read_run();
	ck_assert_uint_eq(run->failed[0], 2);
	ck_assert_uint_eq(run->missing[0], 3);
}
END_TEST

static size_t count_files(void)
{
	struct gamut_arena arena = { 0 };
	struct gamut_listing listing;
	size_t count;

	ck_assert(!gamut_listing_read(&listing, gamut_temp_path("stops"), "",
	                              &arena, &err));
	count = listing.count;
	gamut_arena_clear(&arena);
	return count;
}

START_TEST(the_same_twice_is_one_file)
{
	stop(0, 4);
	stop(0, 4);
	ck_assert_uint_eq(count_files(), 1);
	check_wanted(4, 10);
}
END_TEST

/* Whichever of them comes first, and whatever their files are called. */
START_TEST(the_smallest_of_several_counts)
{
	stop(0, 3);
	stop(0, 8);
	stop(1, 9);
	stop(1, 2);
	stop(1, 5);
	check_wanted(3, 2);
}
END_TEST

START_TEST(two_writers_agree)
{
	pid_t pid = fork();
	int status;

	if (pid == 0) {
		for (uint32_t n = 9; n > 3; n--)
			stop(n % 2, n);
		_exit(0);
	}
	for (uint32_t n = 2; n < 9; n++)
		stop(n % 2, n);
	ck_assert_int_eq(waitpid(pid, &status, 0), pid);
	ck_assert_int_eq(status, 0);
	check_wanted(2, 3);
}
END_TEST

START_TEST(a_larger_n_lifts_them)
{
	store(6);
	stop(0, 4);
	ck_assert(!gamut_store_raise(gamut_temp_folder(), 20, &err));
	check_wanted(20, 20);
	ck_assert_uint_eq(run->count, 6);
	ck_assert_uint_eq(run->beyond, 0);
	stop(1, 15);
	check_wanted(20, 15);
}
END_TEST

START_TEST(lifted_stops_do_not_come_back)
{
	stop(0, 4);
	read_run();
	ck_assert(!gamut_store_lift(gamut_temp_folder(), run, &err));
	stop(1, 5); /* by one that knows of no lift */
	check_wanted(10, 10);
	ck_assert_uint_eq(run->round, 1);
	/* There is nothing to lift. */
	ck_assert(!gamut_store_lift(gamut_temp_folder(), run, &err));
	ck_assert_uint_eq(count_files(), 3);
	stop(1, 5);
	check_wanted(10, 5);
}
END_TEST

/* What we write can be read, however often a stranger says it was lifted. */
START_TEST(rounds_have_an_end)
{
	ck_assert_int_eq(mkdir(gamut_temp_path("stops"), 0755), 0);
	gamut_temp_write("stops/0.json",
	                 "{\"format\":1,\"n\":10,\"round\":999999,"
	                 "\"cells\":[]}");
	read_run();
	stop(0, 4);
	read_run();
	ck_assert(!gamut_store_lift(gamut_temp_folder(), run, &err));
	read_run();
	ck_assert_uint_eq(run->round, 1000000);
	stop(0, 4);
	check_wanted(4, 10);
	ck_assert_int_eq(gamut_store_lift(gamut_temp_folder(), run, &err),
	                 GAMUT_EINVAL);
	ck_assert_ptr_nonnull(strstr(err.msg, "another --out"));
	check_wanted(4, 10);
}
END_TEST

static void put_lists(int from, int to)
{
	struct gamut_arena arena = { 0 };

	for (int i = from; i < to; i++)
		gamut_temp_write(
			gamut_arena_strf(&arena, "stops/%d.json", i).ptr,
			"{\"format\":1,\"n\":10,\"round\":0,\"cells\":[]}");
	gamut_arena_clear(&arena);
}

START_TEST(lists_are_so_many)
{
	const struct gamut_stop one = { .n = 4,
		                        .rule = GAMUT_STOP_HALFWIDTH,
		                        .reason = GAMUT_STR("narrow") };
	struct gamut_run *none;

	ck_assert_int_eq(mkdir(gamut_temp_path("stops"), 0755), 0);
	put_lists(0, 899);
	stop(0, 4);
	check_wanted(4, 10);
	ck_assert_int_eq(
		gamut_store_stop(gamut_temp_folder(), run, &one, 1, &err),
		GAMUT_EINVAL);
	ck_assert_ptr_nonnull(strstr(err.msg, "holds 900 lists"));
	put_lists(900, 1000);
	check_wanted(4, 10);
	put_lists(1000, 1001);
	ck_assert_int_eq(gamut_run_read(&none, gamut_temp_folder(), &err),
	                 GAMUT_EPARSE);
	ck_assert_ptr_nonnull(strstr(err.msg, "holds 1001 lists"));
}
END_TEST

START_TEST(lists_are_so_large)
{
	struct gamut_arena arena = { 0 };
	struct gamut_run *none;

	ck_assert_int_eq(mkdir(gamut_temp_path("stops"), 0755), 0);
	gamut_temp_write("stops/0.json",
	                 gamut_arena_strf(&arena,
	                                  "{\"format\":1,\"n\":10,\"round\":0,"
	                                  "\"cells\":[]}%1048576s",
	                                  "")
	                         .ptr);
	ck_assert_int_ne(gamut_run_read(&none, gamut_temp_folder(), &err),
	                 GAMUT_OK);
	ck_assert_ptr_nonnull(strstr(err.msg, "stops/0.json"));
	gamut_arena_clear(&arena);
}
END_TEST

/* A draft that nobody finished is none of the files. */
START_TEST(drafts_are_let_be)
{
	ck_assert_int_eq(mkdir(gamut_temp_path("stops"), 0755), 0);
	gamut_temp_write("stops/.x.json.tmp", "{\"format\":1,\"n");
	gamut_temp_write("stops/x.tmp", "{");
	check_wanted(10, 10);
}
END_TEST

static const struct hostile {
	const char *text;
	const char *why;
} hostile[] = {
	{ "", "not JSON" },
	{ "{\"format\":1,\"n\":10,\"round\":0,\"cells\":[", "not JSON" },
	{ "[]", "format, n, round or cells" },
	{ "{\"format\":2,\"n\":10,\"round\":0,\"cells\":[]}", "format" },
	{ "{\"format\":1,\"n\":-1,\"round\":0,\"cells\":[]}", "format" },
	{ "{\"format\":1,\"n\":10,\"round\":4294967295,\"cells\":[]}",
	  "format" },
	{ "{\"format\":1,\"n\":10,\"round\":4294967294,\"cells\":[]}",
	  "format" },
	{ "{\"format\":1,\"n\":10,\"round\":1000001,\"cells\":[]}", "format" },
	{ "{\"format\":1,\"n\":10,\"round\":0,\"cells\":{}}", "format" },
	{ "{\"format\":1,\"n\":10,\"round\":0,\"cells\":[7]}", "task" },
	{ "{\"format\":1,\"n\":10,\"round\":0,\"cells\":[{\"task\":\"prime\","
	  "\"setting\":\"zero-shot\",\"n\":4,\"rule\":\"x\",\"reason\":\"\"}]}",
	  "rule" },
	{ "{\"format\":1,\"n\":10,\"round\":0,\"cells\":[{\"task\":\"prime\","
	  "\"setting\":\"zero-shot\",\"n\":10,\"rule\":\"half-width\","
	  "\"reason\":\"\"}]}",
	  "not below" },
	{ "{\"format\":1,\"n\":10,\"round\":0,\"cells\":[{\"task\":\"prime\","
	  "\"setting\":\"zero-shot\",\"n\":0,\"rule\":\"half-width\","
	  "\"reason\":\"\"}]}",
	  "not below" },
	{ "{\"format\":1,\"n\":10,\"round\":0,\"cells\":[{\"task\":\"..\","
	  "\"setting\":\"zero-shot\",\"n\":4,\"rule\":\"half-width\","
	  "\"reason\":\"\"}]}",
	  "no such cell" },
};

/* Better no answer than samples that are wrongly left out, or wrongly asked. */
START_TEST(what_is_no_stop_is_refused)
{
	const struct hostile *one = &hostile[_i];
	struct gamut_run *none;

	ck_assert_int_eq(mkdir(gamut_temp_path("stops"), 0755), 0);
	gamut_temp_write("stops/0.json", one->text);
	ck_assert_int_eq(gamut_run_read(&none, gamut_temp_folder(), &err),
	                 GAMUT_EPARSE);
	ck_assert_msg(strstr(err.msg, one->why) != NULL, "%s", err.msg);
	ck_assert_ptr_nonnull(strstr(err.msg, "stops/0.json"));
}
END_TEST

START_TEST(a_long_reason_is_refused)
{
	struct gamut_arena arena = { 0 };
	struct gamut_run *none;

	ck_assert_int_eq(mkdir(gamut_temp_path("stops"), 0755), 0);
	gamut_temp_write("stops/0.json",
	                 gamut_arena_strf(&arena,
	                                  "{\"format\":1,\"n\":10,\"round\":0,"
	                                  "\"cells\":[{\"task\":\"prime\","
	                                  "\"setting\":\"zero-shot\",\"n\":4,"
	                                  "\"rule\":\"half-width\","
	                                  "\"reason\":\"%01001d\"}]}",
	                                  0)
	                         .ptr);
	ck_assert_int_eq(gamut_run_read(&none, gamut_temp_folder(), &err),
	                 GAMUT_EPARSE);
	ck_assert_ptr_nonnull(strstr(err.msg, "too long"));
	gamut_arena_clear(&arena);
}
END_TEST

/* Stops of another n say nothing of this one. */
START_TEST(stops_of_another_n_are_let_be)
{
	ck_assert_int_eq(mkdir(gamut_temp_path("stops"), 0755), 0);
	gamut_temp_write("stops/0.json",
	                 "{\"format\":1,\"n\":20,\"round\":7,\"cells\":[{}]}");
	check_wanted(10, 10);
}
END_TEST

Suite *unit_suite(void)
{
	Suite *suite = suite_create("stop");
	TCase *tc = tcase_create("stop");

	tcase_add_checked_fixture(tc, set_up, tear_down);
	tcase_add_test(tc, a_stopped_cell_wants_its_first_samples);
	tcase_add_test(tc, what_lies_behind_is_no_failure);
	tcase_add_test(tc, the_same_twice_is_one_file);
	tcase_add_test(tc, the_smallest_of_several_counts);
	tcase_add_test(tc, two_writers_agree);
	tcase_add_test(tc, a_larger_n_lifts_them);
	tcase_add_test(tc, lifted_stops_do_not_come_back);
	tcase_add_test(tc, rounds_have_an_end);
	tcase_add_test(tc, lists_are_so_many);
	tcase_add_test(tc, lists_are_so_large);
	tcase_add_test(tc, drafts_are_let_be);
	tcase_add_loop_test(tc, what_is_no_stop_is_refused, 0,
	                    (int)GAMUT_ARRAY_LEN(hostile));
	tcase_add_test(tc, a_long_reason_is_refused);
	tcase_add_test(tc, stops_of_another_n_are_let_be);
	suite_add_tcase(suite, tc);
	return suite;
}
