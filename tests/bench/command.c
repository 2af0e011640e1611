/*
 * How many answers a checker of its own program judges in a second, asked one
 * by one and 512 at once.
 *
 * usage: gamut_bench_command PROGRAM [ARGUMENT...]
 *
 * PROGRAM is a path. Prints both rates.
 */
#include <stdio.h>
#include <stdlib.h>

#include "base/clock.h"
#include "verifiers/command.h"

#define BATCH 512
#define ROUND_US 1000000

static struct gamut_str answers[BATCH];
static struct gamut_verdict verdicts[BATCH];

static void ask(const void *state, bool at_once, struct gamut_arena *arena)
{
	if (at_once)
		gamut_verifier_command.verify_all(state, verdicts, answers,
		                                  BATCH, arena);
	for (size_t i = 0; !at_once && i < BATCH; i++)
		verdicts[i] = gamut_verifier_command.verify(state, answers[i],
		                                            arena);
}

/* Answers a second; 0 where there was no verdict. */
static double measure(const void *state, bool at_once)
{
	struct gamut_arena arena = { 0 };
	int64_t start_us;
	double seconds;
	size_t count = 0;

	ask(state, at_once, &arena);
	start_us = gamut_clock_us();
	do {
		ask(state, at_once, &arena);
		gamut_arena_reset(&arena);
		count += BATCH;
		for (size_t i = 0; i < BATCH; i++)
			if (verdicts[i].reason == GAMUT_REASON_UNCHECKED)
				return 0;
	} while (gamut_clock_us() - start_us < ROUND_US);
	seconds = (double)(gamut_clock_us() - start_us) / 1e6;
	gamut_arena_clear(&arena);
	return (double)count / seconds;
}

int main(int argc, char **argv)
{
	struct gamut_command_rule rule = {
		.sandbox = {
			.words = (const char *const *)argv + 1,
			.folder = ".",
			.memory_mib = 1024,
			.cpu_seconds = 60,
		},
		.timeout_s = 5,
		.start_timeout_s = 30,
		.batch_timeout_s = 300,
		.max_length = 10000,
	};
	struct gamut_arena arena = { 0 };
	struct gamut_err err = { 0 };
	double one_by_one;
	double at_once;
	void *state;

	if (argc < 2)
		return 2;
	for (size_t i = 0; i < BATCH; i++)
		answers[i] = gamut_arena_strf(&arena, "%zu", i * i);
	if (gamut_verifier_command.open(&state, &rule, NULL, &err))
		return 2;
	one_by_one = measure(state, false);
	at_once = measure(state, true);
	if (at_once <= 0 && gamut_verifier_command.fault(state, &err))
		fprintf(stderr, "%s\n", err.msg);
	printf("%.0f one by one, %.0f at once\n", one_by_one, at_once);
	gamut_verifier_command.close(state);
	gamut_arena_clear(&arena);
	return at_once > 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
