#include "tests/support/unit.h"

#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/rng.h"
#include "tests/support/collect.h"
#include "tests/support/run.h"
#include "tests/support/temp.h"

#define KILLS 200
#define WRITERS 2
#define KILL_N 1000000

/* A child that writes groups of samples and tells which are synced. */
struct writer {
	struct gamut_str task;
	pid_t pid;
	int acks;      /* read end of its pipe */
	uint32_t next; /* the first sample it has not acknowledged */
	uint32_t left; /* acknowledgements until it is killed */
};

/* In the child: until killed. Much text makes tears likely. */
_Noreturn static void write_forever(int acks, struct gamut_str task,
                                    uint32_t next)
{
	static char text[6000];
	struct gamut_shard *shard;

	memset(text, 'x', sizeof(text) - 1);
	if (gamut_shard_open(&shard, gamut_temp_folder(), NULL))
		_exit(EXIT_FAILURE);
	for (;;) {
		for (int i = 0; i < 3; i++) {
			struct gamut_sample sample =
				gamut_unit_sample(task, next++, text);

			gamut_shard_append(shard, &sample);
		}
		if (gamut_shard_sync(shard, NULL) ||
		    write(acks, &next, sizeof(next)) != sizeof(next))
			_exit(EXIT_FAILURE);
	}
}

static void start(struct writer *writer, struct gamut_rng *rng)
{
	int ends[2];

	ck_assert_int_eq(pipe(ends), 0);
	writer->left = 1 + (uint32_t)gamut_rng_below(rng, 6);
	writer->pid = fork();
	ck_assert_int_ge(writer->pid, 0);
	if (writer->pid == 0) {
		close(ends[0]);
		write_forever(ends[1], writer->task, writer->next);
	}
	close(ends[1]);
	writer->acks = ends[0];
}

/* Kill it, and take what it had acknowledged by then. */
static void end(struct writer *writer)
{
	uint32_t next;

	kill(writer->pid, SIGKILL);
	waitpid(writer->pid, NULL, 0);
	while (read(writer->acks, &next, sizeof(next)) == sizeof(next))
		writer->next = next;
	close(writer->acks);
}

/*
 * Two writers at a time, each killed after a random number of its
 * acknowledgements while it goes on writing. Its successor goes on behind the
 * last acknowledged sample, so that what was on disk but not acknowledged
 * comes twice.
 */
START_TEST(kill_9_loses_nothing_acknowledged)
{
	struct gamut_rng rng = { 42 };
	struct writer writers[WRITERS] = {
		{ .task = GAMUT_STR("prime") },
		{ .task = GAMUT_STR("state") },
	};
	size_t ends = 0;
	struct gamut_collection all;
	struct gamut_run *run;

	gamut_unit_create_run(KILL_N);
	for (size_t i = 0; i < WRITERS; i++)
		start(&writers[i], &rng);
	while (ends < KILLS) {
		size_t i = ends % WRITERS;
		uint32_t next;

		ck_assert_int_eq(read(writers[i].acks, &next, sizeof(next)),
		                 sizeof(next));
		writers[i].next = next;
		if (--writers[i].left > 0)
			continue;
		end(&writers[i]);
		if (++ends <= KILLS - WRITERS)
			start(&writers[i], &rng);
	}
	run = gamut_unit_read_run();
	ck_assert_uint_eq(run->damaged, 0);
	ck_assert_uint_eq(run->foreign, 0);
	ck_assert_uint_le(run->torn, KILLS);
	for (size_t i = 0; i < WRITERS; i++) {
		for (uint32_t k = 0; k < writers[i].next; k++)
			ck_assert(gamut_run_has(run, i, k));
		/* Beyond: at most the last group, never acknowledged. */
		ck_assert_uint_le(KILL_N - run->missing[i],
		                  writers[i].next + 3);
	}
	/* Each is there once. */
	gamut_collect(&all, run);
	gamut_collect_release(&all);
	gamut_run_free(run);
}
END_TEST

Suite *unit_suite(void)
{
	Suite *suite = suite_create("crash");
	TCase *tc = tcase_create("crash");

	tcase_add_checked_fixture(tc, gamut_temp_make, gamut_temp_remove);
	tcase_add_test(tc, kill_9_loses_nothing_acknowledged);
	suite_add_tcase(suite, tc);
	return suite;
}
