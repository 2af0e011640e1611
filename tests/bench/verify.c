/*
 * How many answers one core judges in a second: by task, as JSON has no part
 * in it. Answers are the task's own cases and members, so that good and bad
 * ones, short and long ones come; the same few thousand again and again, which
 * verifiers do not notice, for they remember nothing.
 *
 * usage: gamut_bench_verify TASK...
 *
 * Prints answers a second: the median over the tasks' rounds, for all tasks
 * in equal shares.
 */
#include <stdio.h>
#include <stdlib.h>

#include "base/alloc.h"
#include "base/clock.h"
#include "base/rng.h"
#include "tasks/catalog/registry.h"
#include "tasks/catalog/suite.h"

#define ANSWERS 4096
#define ROUNDS 5
#define ROUND_US 30000

static struct gamut_str pick(const struct gamut_checker *checker,
                             struct gamut_rng *rng, size_t i,
                             struct gamut_arena *arena)
{
	const struct gamut_task *task = gamut_checker_task(checker);
	size_t accepts = 0;
	size_t rejects = 0;
	uint64_t member;

	while (task->accepts[accepts].answer)
		accepts++;
	while (task->rejects[rejects].answer)
		rejects++;
	if (accepts == 0 || rejects == 0)
		GAMUT_BUG("task %s has no cases", task->name);
	if (i % 4 == 0)
		return gamut_str_of(task->accepts[i / 4 % accepts].answer);
	if (i % 4 == 1)
		return gamut_str_of(task->rejects[i / 4 % rejects].answer);
	member = gamut_rng_below(rng, gamut_checker_member_count(checker));
	return gamut_checker_member(checker, member, arena);
}

static int compare(const void *a, const void *b)
{
	double x = *(const double *)a;
	double y = *(const double *)b;

	return (x > y) - (x < y);
}

/* Microseconds that an answer to the task takes. */
static double measure(const struct gamut_checker *checker)
{
	struct gamut_str *answers = gamut_alloc_array(ANSWERS,
	                                              sizeof(*answers));
	struct gamut_rng rng = { .state = 1 };
	struct gamut_arena kept = { 0 };
	struct gamut_arena arena = { 0 };
	double rounds[ROUNDS];

	for (size_t i = 0; i < ANSWERS; i++)
		answers[i] = pick(checker, &rng, i, &kept);
	for (size_t round = 0; round < ROUNDS; round++) {
		int64_t start_us = gamut_clock_us();
		size_t count = 0;

		do {
			for (size_t i = 0; i < ANSWERS; i++)
				gamut_checker_verify(checker, answers[i],
				                     &arena);
			gamut_arena_reset(&arena);
			count += ANSWERS;
		} while (gamut_clock_us() - start_us < ROUND_US);
		rounds[round] = (double)(gamut_clock_us() - start_us) /
		                (double)count;
	}
	qsort(rounds, ROUNDS, sizeof(*rounds), compare);
	free(answers);
	gamut_arena_clear(&kept);
	gamut_arena_clear(&arena);
	return rounds[ROUNDS / 2];
}

int main(int argc, char **argv)
{
	struct gamut_suite *suite;
	struct gamut_err err = { 0 };
	double total_us = 0;

	if (gamut_suite_open(&suite, gamut_task_all(), gamut_task_count(), NULL,
	                     &err)) {
		fprintf(stderr, "%s\n", err.msg);
		return 2;
	}
	for (int i = 1; i < argc; i++) {
		const struct gamut_checker *checker;

		if (gamut_suite_require(&checker, suite, gamut_str_of(argv[i]),
		                        &err)) {
			fprintf(stderr, "%s\n", err.msg);
			return 2;
		}
		total_us += measure(checker);
	}
	gamut_suite_free(suite);
	printf("%.0f\n", 1e6 * (argc - 1) / total_us);
	return EXIT_SUCCESS;
}
