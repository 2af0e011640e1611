#include "tests/support/unit.h"

#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
#include "runner/store/failure.h"
#include "tests/support/collect.h"
#include "tests/support/run.h"
#include "tests/support/temp.h"

static struct gamut_err err;
static struct gamut_run *run;

static void set_up(void)
{
	err = (struct gamut_err){ 0 };
	run = NULL;
	gamut_temp_make();
}

static void tear_down(void)
{
	gamut_run_free(run);
	gamut_temp_remove();
}

static void read_run(void)
{
	gamut_run_free(run);
	run = gamut_unit_read_run();
}

static void check_text(size_t cell, uint32_t index, const char *text)
{
	struct gamut_collection all;
	const struct gamut_sample *sample;

	gamut_collect(&all, run);
	sample = gamut_collect_find(&all, cell, index);
	ck_assert_ptr_nonnull(sample);
	ck_assert_uint_eq(sample->index, index);
	ck_assert(gamut_str_eq(sample->task, run->manifest.cells[cell].task));
	ck_assert(gamut_str_eq(sample->text, gamut_str_of(text)));
	gamut_collect_release(&all);
}

START_TEST(a_run_is_created_once)
{
	struct gamut_arena arena = { 0 };
	struct gamut_manifest manifest = gamut_unit_manifest();
	struct gamut_manifest again;
	const char *deep = gamut_temp_path("results/run");

	ck_assert(!gamut_store_exists(deep));
	ck_assert_int_eq(gamut_store_read_manifest(&again, deep, &arena, &err),
	                 GAMUT_ENOTFOUND);
	ck_assert(!gamut_store_create(deep, &manifest, &err));
	ck_assert(gamut_store_exists(deep));
	ck_assert_int_eq(gamut_store_create(deep, &manifest, &err),
	                 GAMUT_EMISMATCH);
	ck_assert(!gamut_store_read_manifest(&again, deep, &arena, &err));
	ck_assert_uint_eq(again.n, 10);
	ck_assert_uint_eq(again.run_id.len, 16);
	ck_assert(!gamut_manifest_match(&again, &manifest, &err));
	gamut_arena_clear(&arena);
}
END_TEST

/* Of two processes with different runs in mind, one wins. */
/* Half a copy of a run must not become another one's. */
START_TEST(samples_without_a_manifest_are_nobodys)
{
	struct gamut_manifest manifest = gamut_unit_manifest();
	const char *shards = gamut_temp_path("run/shards");
	const char *shard = gamut_temp_path("run/shards/a.jsonl");

	ck_assert(!gamut_file_make_folder(shards, &err));
	ck_assert(!gamut_file_replace(shard, GAMUT_STR("{}\n"), &err));
	ck_assert_int_eq(
		gamut_store_create(gamut_temp_path("run"), &manifest, &err),
		GAMUT_EINVAL);
	ck_assert_ptr_nonnull(strstr(err.msg, "no run.json"));
	ck_assert(!gamut_store_exists(gamut_temp_path("run")));
}
END_TEST

START_TEST(creation_has_one_winner)
{
	struct gamut_manifest manifest = gamut_unit_manifest();
	int created = 0;
	int status;

	for (uint64_t seed = 0; seed < 6; seed++) {
		manifest.seed = seed;
		if (fork() == 0)
			_exit(gamut_store_create(gamut_temp_folder(), &manifest,
			                         NULL) == GAMUT_OK);
	}
	while (wait(&status) > 0)
		created += WEXITSTATUS(status);
	ck_assert_int_eq(created, 1);
	read_run();
	ck_assert_uint_lt(run->manifest.seed, 6);
}
END_TEST

START_TEST(a_changed_manifest_is_refused)
{
	struct gamut_arena arena = { 0 };
	struct gamut_str text;
	struct gamut_buf changed = { 0 };

	gamut_unit_create_run(10);
	ck_assert(!gamut_file_read(&text, gamut_temp_path("run.json"), 10000,
	                           &arena, &err));
	gamut_buf_add(&changed, text);
	gamut_buf_add_char(&changed, '\n');
	gamut_temp_write("run.json", gamut_buf_cstr(&changed));
	ck_assert_int_eq(gamut_run_read(&run, gamut_temp_folder(), &err),
	                 GAMUT_EPARSE);
	ck_assert_int_eq(gamut_run_read(&run, gamut_temp_folder(), NULL),
	                 GAMUT_EPARSE);
	ck_assert_ptr_nonnull(strstr(err.msg, "run.json: the run id"));
	gamut_buf_release(&changed);
	gamut_arena_clear(&arena);
}
END_TEST

START_TEST(n_is_raised_and_never_lowered)
{
	gamut_unit_create_run(10);
	for (int i = 0; i < 2; i++)
		ck_assert_msg(
			!gamut_store_raise(gamut_temp_folder(), 200, &err),
			"%s", err.msg);
	ck_assert(gamut_file_exists(gamut_temp_path("topups/0000000200.json")));
	ck_assert(!gamut_store_raise(gamut_temp_folder(), 50, &err));
	ck_assert(
		!gamut_file_exists(gamut_temp_path("topups/0000000050.json")));
	read_run();
	ck_assert_uint_eq(run->manifest.n, 200);
	ck_assert_uint_eq(run->missing[1], 200);
	gamut_temp_write("topups/0000000300.json", "{\"format\":1,\"n\":-3}");
	gamut_run_free(run);
	run = NULL;
	ck_assert_int_eq(gamut_run_read(&run, gamut_temp_folder(), &err),
	                 GAMUT_EPARSE);
}
END_TEST

/* Beyond 2^20 the seeds would be those of another cell. */
START_TEST(n_has_an_end)
{
	gamut_unit_create_run(10);
	ck_assert_int_eq(gamut_store_raise(gamut_temp_folder(),
	                                   GAMUT_SAMPLES_MAX + 1, &err),
	                 GAMUT_EINVAL);
	ck_assert_str_eq(err.msg, "1048577 samples a cell: at most 1048576 "
	                          "are possible");
	ck_assert(!gamut_file_exists(gamut_temp_path("topups")));
	ck_assert(!gamut_store_raise(gamut_temp_folder(), GAMUT_SAMPLES_MAX,
	                             &err));
	read_run();
	ck_assert_uint_eq(run->manifest.n, GAMUT_SAMPLES_MAX);
	gamut_temp_write("topups/0001048577.json",
	                 "{\"format\":1,\"n\":1048577}");
	gamut_run_free(run);
	run = NULL;
	ck_assert_int_eq(gamut_run_read(&run, gamut_temp_folder(), &err),
	                 GAMUT_EPARSE);
}
END_TEST

/* A top-up below the n that the run was begun with changes nothing. */
START_TEST(the_largest_n_counts)
{
	gamut_unit_create_run(10);
	ck_assert(!gamut_file_make_folder(gamut_temp_path("topups"), &err));
	gamut_temp_write("topups/0000000005.json", "{\"format\":1,\"n\":5}");
	read_run();
	ck_assert_uint_eq(run->manifest.n, 10);
}
END_TEST

START_TEST(many_processes_may_raise)
{
	int failed = 0;
	int status;

	gamut_unit_create_run(10);
	for (int i = 0; i < 8; i++)
		if (fork() == 0)
			_exit((int)gamut_store_raise(gamut_temp_folder(), 20,
			                             NULL));
	while (wait(&status) > 0)
		failed += status != 0;
	ck_assert_int_eq(failed, 0);
	read_run();
	ck_assert_uint_eq(run->manifest.n, 20);
}
END_TEST

START_TEST(no_run_cannot_be_raised)
{
	ck_assert_int_eq(gamut_store_raise(gamut_temp_folder(), 5, &err),
	                 GAMUT_ENOTFOUND);
}
END_TEST

START_TEST(what_is_synced_is_read)
{
	const struct gamut_str tasks[] = { GAMUT_STR("prime"),
		                           GAMUT_STR("state") };
	struct gamut_shard *shard;
	struct gamut_sample sample;

	gamut_unit_create_run(10);
	ck_assert(!gamut_shard_open(&shard, gamut_temp_folder(), &err));
	ck_assert(!gamut_shard_sync(shard, &err));
	for (uint32_t i = 0; i < 20; i++) {
		sample = gamut_unit_sample(tasks[i % 2], 9 - i / 2,
		                           i % 2 ? "b" : "a");
		gamut_shard_append(shard, &sample);
	}
	read_run();
	ck_assert_uint_eq(run->count, 0);
	ck_assert(!gamut_run_is_complete(run));
	ck_assert(!gamut_shard_sync(shard, &err));
	gamut_shard_append(shard, &sample);
	gamut_shard_close(shard);
	read_run();
	ck_assert_uint_eq(run->count, 20);
	ck_assert(gamut_run_is_complete(run));
	for (uint32_t i = 0; i < 10; i++) {
		check_text(0, i, "a");
		check_text(1, i, "b");
	}
	ck_assert(!gamut_run_has(run, 0, 10));
	ck_assert_uint_eq(run->missing[0] + run->missing[1], 0);
}
END_TEST

START_TEST(shards_cannot_be_written_without_a_folder)
{
	struct gamut_shard *shard;

	gamut_temp_write("shards", "a file");
	ck_assert_int_eq(gamut_shard_open(&shard, gamut_temp_folder(), &err),
	                 GAMUT_EINVAL);
}
END_TEST

/* A full disk, in the middle of a line of the second group. */
START_TEST(a_full_disk_loses_nothing_acknowledged)
{
	struct gamut_sample sample = gamut_unit_sample(GAMUT_STR("prime"), 0,
	                                               "x");
	struct gamut_buf line = { 0 };
	struct gamut_shard *shard;
	struct rlimit limit;

	gamut_unit_create_run(10);
	gamut_sample_encode(&line, &sample);
	getrlimit(RLIMIT_FSIZE, &limit);
	limit.rlim_cur = line.len * 5 / 2;
	signal(SIGXFSZ, SIG_IGN);
	setrlimit(RLIMIT_FSIZE, &limit);
	ck_assert(!gamut_shard_open(&shard, gamut_temp_folder(), &err));
	gamut_shard_append(shard, &sample);
	ck_assert(!gamut_shard_sync(shard, &err));
	sample.index = 1;
	gamut_shard_append(shard, &sample);
	sample.index = 2;
	gamut_shard_append(shard, &sample);
	ck_assert_int_eq(gamut_shard_sync(shard, &err), GAMUT_EIO);
	limit.rlim_cur = limit.rlim_max;
	setrlimit(RLIMIT_FSIZE, &limit);
	ck_assert_int_eq(gamut_shard_sync(shard, &err), GAMUT_EIO);
	gamut_shard_close(shard);
	read_run();
	check_text(0, 0, "x");
	ck_assert_uint_eq(run->count, 2);
	ck_assert_uint_eq(run->torn, 1);
	ck_assert_uint_eq(run->damaged, 0);
	gamut_buf_release(&line);
}
END_TEST

START_TEST(failures_come_back)
{
	struct gamut_failure failure = { .task = GAMUT_STR("prime"),
		                         .setting = GAMUT_STR_EMPTY,
		                         .index = 7,
		                         .count = 3,
		                         .reason = GAMUT_STR("a\nb"),
		                         .http_status = GAMUT_UNKNOWN,
		                         .attempts = 5,
		                         .created_ms = 1234 };
	struct gamut_arena arena = { 0 };
	struct gamut_buf line = { 0 };
	struct gamut_failure again;

	gamut_failure_encode(&line, &failure);
	line.len--;
	ck_assert(!gamut_failure_decode(&again, gamut_buf_view(&line), &arena,
	                                &err));
	ck_assert(gamut_str_eq(again.task, failure.task));
	ck_assert(gamut_str_eq(again.reason, failure.reason));
	ck_assert_uint_eq(again.setting.len, 0);
	ck_assert_uint_eq(again.index, 7);
	ck_assert_uint_eq(again.count, 3);
	ck_assert_int_eq(again.http_status, GAMUT_UNKNOWN);
	ck_assert_int_eq(again.attempts, 5);
	ck_assert_int_eq(again.created_ms, 1234);
	gamut_buf_release(&line);
	gamut_arena_clear(&arena);
}
END_TEST

Suite *unit_suite(void)
{
	Suite *suite = suite_create("store");
	TCase *tc = tcase_create("store");

	tcase_add_checked_fixture(tc, set_up, tear_down);
	tcase_add_test(tc, a_run_is_created_once);
	tcase_add_test(tc, samples_without_a_manifest_are_nobodys);
	tcase_add_test(tc, creation_has_one_winner);
	tcase_add_test(tc, a_changed_manifest_is_refused);
	tcase_add_test(tc, n_is_raised_and_never_lowered);
	tcase_add_test(tc, n_has_an_end);
	tcase_add_test(tc, the_largest_n_counts);
	tcase_add_test(tc, many_processes_may_raise);
	tcase_add_test(tc, no_run_cannot_be_raised);
	tcase_add_test(tc, what_is_synced_is_read);
	tcase_add_test(tc, shards_cannot_be_written_without_a_folder);
	tcase_add_test(tc, a_full_disk_loses_nothing_acknowledged);
	tcase_add_test(tc, failures_come_back);
	suite_add_tcase(suite, tc);
	return suite;
}
