#include "tests/support/unit.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
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

/* Add a record of a sample of the first cell to `shard`. */
static void add_record(struct gamut_buf *shard, uint32_t index,
                       const char *text, int64_t created_ms)
{
	struct gamut_sample sample = gamut_unit_sample(GAMUT_STR("prime"),
	                                               index, text);

	sample.created_ms = created_ms;
	gamut_sample_encode(shard, &sample);
}

static void write_file(const char *name, struct gamut_str text)
{
	ck_assert(!gamut_file_make_folder(gamut_temp_path("shards"), &err));
	ck_assert(!gamut_file_replace(gamut_temp_path(name), text, &err));
}

static void write_shard(const char *name, struct gamut_buf *shard)
{
	write_file(name, gamut_buf_view(shard));
	gamut_buf_release(shard);
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

START_TEST(tails_may_be_torn_at_every_byte)
{
	struct gamut_buf shard = { 0 };
	size_t whole;

	gamut_unit_create_run(10);
	add_record(&shard, 0, "a", 0);
	whole = shard.len;
	add_record(&shard, 1, "b", 0);
	for (size_t len = whole; len <= shard.len; len++) {
		write_file("shards/a.jsonl",
		           gamut_str_head(gamut_buf_view(&shard), len));
		read_run();
		ck_assert_uint_eq(run->count, len == shard.len ? 2 : 1);
		ck_assert_uint_eq(run->torn, len > whole && len < shard.len);
		ck_assert_uint_eq(run->damaged, 0);
	}
	gamut_buf_release(&shard);
}
END_TEST

START_TEST(damage_costs_one_line)
{
	struct gamut_buf shard = { 0 };

	gamut_unit_create_run(10);
	add_record(&shard, 0, "a", 0);
	shard.ptr[shard.len / 2]++;
	gamut_buf_add(&shard, GAMUT_STR("\n\0\xff\n"));
	add_record(&shard, 1, "b", 0);
	write_shard("shards/a.jsonl", &shard);
	read_run();
	ck_assert_uint_eq(run->count, 1);
	ck_assert_uint_eq(run->damaged, 3);
	check_text(0, 1, "b");
}
END_TEST

/*
 * The same samples in three shards: the earliest wins, of equally early ones
 * that in the shard named first, and of these the first in it. The shards are
 * made in every order, which is what the folder's order depends on.
 */
START_TEST(the_winner_does_not_depend_on_the_order)
{
	static const char *const names[] = { "shards/A.jsonl", "shards/B.jsonl",
		                             "shards/a.jsonl" };
	static const int orders[][3] = {
		{ 0, 1, 2 }, { 0, 2, 1 }, { 1, 0, 2 },
		{ 1, 2, 0 }, { 2, 0, 1 }, { 2, 1, 0 }
	};

	gamut_unit_create_run(10);
	for (int i = 0; i < 3; i++) {
		int which = orders[_i][i];
		struct gamut_buf shard = { 0 };
		char text[3] = { (char)('x' + which), '1', '\0' };

		add_record(&shard, 0, text, 1000 - which);
		add_record(&shard, 1, text, 1000);
		text[1] = '2';
		add_record(&shard, 1, text, 1000);
		write_shard(names[which], &shard);
	}
	read_run();
	ck_assert_uint_eq(run->count, 2);
	ck_assert_uint_eq(run->duplicates, 7);
	check_text(0, 0, "z1");
	check_text(0, 1, "x1");
}
END_TEST

START_TEST(foreign_records_are_counted_apart)
{
	struct gamut_buf shard = { 0 };
	struct gamut_sample sample = gamut_unit_sample(GAMUT_STR("other"), 0,
	                                               "x");

	gamut_unit_create_run(10);
	add_record(&shard, 9, "last", 0);
	add_record(&shard, 10, "beyond", 0);
	gamut_sample_encode(&shard, &sample);
	sample = gamut_unit_sample(GAMUT_STR("prime"), 0, "x");
	sample.setting = GAMUT_STR_EMPTY;
	gamut_sample_encode(&shard, &sample);
	write_shard("shards/a.jsonl", &shard);
	read_run();
	ck_assert_uint_eq(run->count, 1);
	ck_assert_uint_eq(run->foreign, 3);
	ck_assert_uint_eq(run->missing[0], 9);
}
END_TEST

START_TEST(other_files_disturb_nobody)
{
	struct gamut_buf shard = { 0 };

	gamut_unit_create_run(10);
	add_record(&shard, 0, "a", 0);
	write_file("shards/a.jsonl.123.tmp", gamut_buf_view(&shard));
	write_file("shards/.a.jsonl", gamut_buf_view(&shard));
	write_file("shards/jsonl", gamut_buf_view(&shard));
	write_file("summary.json", gamut_buf_view(&shard));
	ck_assert(!gamut_file_make_folder(gamut_temp_path("shards/b.jsonl"),
	                                  &err));
	ck_assert_int_eq(mkfifo(gamut_temp_path("shards/c.jsonl"), 0600), 0);
	read_run();
	ck_assert_uint_eq(run->count + run->torn + run->damaged, 0);
	write_shard("shards/a.jsonl", &shard);
	read_run();
	ck_assert_uint_eq(run->count, 1);
}
END_TEST

/* Better no answer than samples asked for twice; a loop binds root too. */
START_TEST(an_unreadable_shard_is_an_error)
{
	gamut_unit_create_run(10);
	ck_assert(!gamut_file_make_folder(gamut_temp_path("shards"), &err));
	ck_assert_int_eq(symlink("a.jsonl", gamut_temp_path("shards/a.jsonl")),
	                 0);
	ck_assert_int_eq(gamut_run_read(&run, gamut_temp_folder(), &err),
	                 GAMUT_EIO);
	ck_assert_ptr_nonnull(strstr(err.msg, "shards/a.jsonl"));
}
END_TEST

/* Three overlapping failures; some of their samples came after all. */
START_TEST(failed_is_told_from_missing)
{
	static const uint32_t ranges[][2] = {
		{ 2, 4 }, { 3, 2 }, { 5, 2 }, { 8, UINT32_MAX }, { 50, 1 }
	};
	struct gamut_failure failure = { .task = GAMUT_STR("prime"),
		                         .setting = GAMUT_STR("zero-shot"),
		                         .reason = GAMUT_STR("a\nb"),
		                         .http_status = 500 };
	struct gamut_shard *shard;
	struct gamut_sample sample;

	gamut_unit_create_run(10);
	ck_assert(!gamut_shard_open(&shard, gamut_temp_folder(), &err));
	for (size_t i = 0; i < GAMUT_ARRAY_LEN(ranges); i++) {
		failure.index = ranges[i][0];
		failure.count = ranges[i][1];
		gamut_shard_fail(shard, &failure);
	}
	failure.task = GAMUT_STR("other");
	gamut_shard_fail(shard, &failure);
	sample = gamut_unit_sample(GAMUT_STR("prime"), 0, "x");
	gamut_shard_append(shard, &sample);
	sample.index = 3;
	gamut_shard_append(shard, &sample);
	ck_assert(!gamut_shard_sync(shard, &err));
	gamut_shard_close(shard);
	read_run();
	ck_assert_uint_eq(run->failed[0], 6);  /* 2, 4 to 6, 8, 9 */
	ck_assert_uint_eq(run->missing[0], 2); /* 1, 7 */
	ck_assert_uint_eq(run->failed[1], 0);
	ck_assert_uint_eq(run->missing[1], 10);
	ck_assert(!gamut_run_is_complete(run));
}
END_TEST

static enum gamut_status count(void *context, size_t cell,
                               const struct gamut_sample *sample,
                               struct gamut_err *unused)
{
	size_t *counted = context;

	(void)unused;
	ck_assert_uint_eq(cell, 0);
	ck_assert(gamut_str_eq(sample->text, GAMUT_STR("a")));
	++*counted;
	return GAMUT_OK;
}

/* Read the samples, each way, of a run that is not what it was. */
static void check_changed(enum gamut_status want, const char *why)
{
	const uint32_t ranks[] = { 1, 0 };
	size_t counted = 0;

	err = (struct gamut_err){ 0 };
	ck_assert_int_eq(gamut_run_each(run, count, &counted, &err), want);
	ck_assert_ptr_nonnull(strstr(err.msg, why));
	err = (struct gamut_err){ 0 };
	ck_assert_int_eq(
		gamut_run_each_sorted(run, ranks, count, &counted, &err), want);
	ck_assert_ptr_nonnull(strstr(err.msg, why));
}

/* It must not, but disks fail and people edit. */
START_TEST(a_shard_that_lost_something_is_an_error)
{
	struct gamut_buf shard = { 0 };
	size_t whole;

	gamut_unit_create_run(10);
	add_record(&shard, 0, "a", 0);
	whole = shard.len;
	add_record(&shard, 1, "a", 0);
	write_file("shards/a.jsonl", gamut_buf_view(&shard));
	read_run();
	for (size_t len = 0; len < shard.len; len++) {
		write_file("shards/a.jsonl",
		           gamut_str_head(gamut_buf_view(&shard), len));
		check_changed(GAMUT_EIO, "shards/a.jsonl' has changed");
	}
	for (size_t i = 0; i < shard.len; i += 7) {
		shard.ptr[i]++;
		write_file("shards/a.jsonl", gamut_buf_view(&shard));
		check_changed(GAMUT_EIO, "shards/a.jsonl' has changed");
		shard.ptr[i]--;
	}
	shard.len = whole;
	add_record(&shard, 2, "a", 0);
	write_file("shards/a.jsonl", gamut_buf_view(&shard));
	check_changed(GAMUT_EIO, "shards/a.jsonl' has changed");
	unlink(gamut_temp_path("shards/a.jsonl"));
	check_changed(GAMUT_ENOTFOUND, "shards/a.jsonl");
	gamut_buf_release(&shard);
}
END_TEST

/* What writers add meanwhile, twice too, is for the next reader. */
START_TEST(what_is_added_later_is_left_out)
{
	struct gamut_buf shard = { 0 };
	struct gamut_collection all;

	gamut_unit_create_run(10);
	add_record(&shard, 0, "a", 5);
	add_record(&shard, 1, "a", 5);
	write_file("shards/b.jsonl",
	           gamut_str_head(gamut_buf_view(&shard), shard.len - 9));
	read_run();
	ck_assert_uint_eq(run->torn, 1);
	add_record(&shard, 0, "b", 1);
	write_file("shards/b.jsonl", gamut_buf_view(&shard));
	write_shard("shards/a.jsonl", &shard);
	gamut_collect(&all, run);
	ck_assert_uint_eq(all.count, 1);
	ck_assert(gamut_str_eq(all.samples[0].text, GAMUT_STR("a")));
	ck_assert_int_eq(all.samples[0].created_ms, 5);
	gamut_collect_release(&all);
}
END_TEST

/* More shards than are open at a time, each with samples of both cells. */
START_TEST(many_writers_are_read)
{
	static const struct gamut_str tasks[] = { { "prime", 5 },
		                                  { "state", 5 } };
	struct gamut_collection all;
	char text[32];

	gamut_unit_create_run(300);
	for (uint32_t i = 0; i < 300; i++) {
		struct gamut_buf shard = { 0 };

		snprintf(text, sizeof(text), "shards/%u.jsonl", (unsigned)i);
		for (uint32_t k = 0; k < 2; k++) {
			struct gamut_sample sample = gamut_unit_sample(
				tasks[k], k ? i : 299 - i, text);

			gamut_sample_encode(&shard, &sample);
		}
		write_shard(text, &shard);
	}
	read_run();
	ck_assert(gamut_run_is_complete(run));
	gamut_collect(&all, run);
	for (uint32_t i = 0; i < 600; i++)
		ck_assert_uint_eq(all.samples[i].index, i % 300);
	gamut_collect_release(&all);
}
END_TEST

START_TEST(the_first_sample_tells_of_its_prompt)
{
	static const int64_t told[] = { GAMUT_UNKNOWN, 17, 0, 18,
		                        INT64_C(1) << 32 };
	struct gamut_buf shard = { 0 };

	gamut_unit_create_run(10);
	for (uint32_t i = 0; i < GAMUT_ARRAY_LEN(told); i++) {
		struct gamut_sample sample =
			gamut_unit_sample(GAMUT_STR("state"), 9 - i, "x");

		sample.prompt_tokens = told[i];
		gamut_sample_encode(&shard, &sample);
	}
	write_shard("shards/a.jsonl", &shard);
	read_run();
	ck_assert_uint_eq(run->prompt_tokens[0], 0);
	ck_assert_uint_eq(run->prompt_tokens[1], 18);
}
END_TEST

Suite *unit_suite(void)
{
	Suite *suite = suite_create("run");
	TCase *tc = tcase_create("run");

	tcase_add_checked_fixture(tc, set_up, tear_down);
	tcase_add_test(tc, tails_may_be_torn_at_every_byte);
	tcase_add_test(tc, damage_costs_one_line);
	tcase_add_loop_test(tc, the_winner_does_not_depend_on_the_order, 0, 6);
	tcase_add_test(tc, foreign_records_are_counted_apart);
	tcase_add_test(tc, other_files_disturb_nobody);
	tcase_add_test(tc, an_unreadable_shard_is_an_error);
	tcase_add_test(tc, failed_is_told_from_missing);
	tcase_add_test(tc, a_shard_that_lost_something_is_an_error);
	tcase_add_test(tc, what_is_added_later_is_left_out);
	tcase_add_test(tc, many_writers_are_read);
	tcase_add_test(tc, the_first_sample_tells_of_its_prompt);
	suite_add_tcase(suite, tc);
	return suite;
}
