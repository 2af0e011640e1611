/* How many members a task has, what they cover, and how fast it judges. */
#include <math.h>

#include "base/clock.h"
#include "base/map.h"
#include "runner/cli/checking.h"

/* Members whose forms are looked at. */
#define MEMBERS_MAX UINT64_C(20000)

/* Of the mix that speed is taken of. */
#define MIX_MAX ((size_t)256)
#define MIX_US INT64_C(30000)
#define MIX_ROUNDS 2000

/* The forms of all members. */
static bool gather(struct gamut_map *forms, struct gamut_checking *checking)
{
	for (uint64_t i = 0; i < checking->members; i++) {
		struct gamut_trial trial = {
			.text = gamut_checker_member(checking->checker, i,
			                             &checking->scratch),
		};

		if (!gamut_checking_judge(checking, &trial, 1))
			return false;
		if (gamut_verdict_is_valid(trial.verdict))
			gamut_map_put(forms, trial.verdict.canonical, 1);
		gamut_arena_reset(&checking->scratch);
	}
	return true;
}

static void count_covered(struct gamut_checking *checking)
{
	size_t count;
	struct gamut_trial *good = gamut_checking_good(checking, &count);
	struct gamut_map forms = { 0 };
	size_t valid = 0;
	size_t covered = 0;

	if (checking->members > gamut_checking_bound(checking, MEMBERS_MAX))
		return;
	if (gather(&forms, checking) &&
	    gamut_checking_judge(checking, good, count)) {
		for (size_t i = GAMUT_TASK_EXAMPLES; i < count; i++) {
			struct gamut_verdict verdict = good[i].verdict;

			if (!gamut_verdict_is_valid(verdict))
				continue;
			valid++;
			covered += gamut_map_find(&forms, verdict.canonical) !=
			           GAMUT_MAP_ABSENT;
		}
		if (valid > 0)
			checking->covered = (double)covered / (double)valid;
	}
	gamut_map_clear(&forms);
}

/* Members and cases, in the arena. */
static size_t make_mix(struct gamut_str mix[MIX_MAX],
                       struct gamut_checking *checking)
{
	const struct gamut_task *task = checking->task;
	size_t most = gamut_checking_bound(checking, MIX_MAX);
	uint64_t step = checking->members / (most / 2) + 1;
	size_t count = 0;

	for (uint64_t i = 0; i < checking->members; i += step)
		mix[count++] = gamut_checker_member(checking->checker, i,
		                                    &checking->arena);
	for (size_t i = 0; i < checking->accepts && count < most; i++)
		mix[count++] = gamut_str_of(task->accepts[i].answer);
	for (size_t i = 0; i < checking->rejects && count < most; i++)
		mix[count++] = gamut_str_of(task->rejects[i].answer);
	return count;
}

static void take_speed(struct gamut_checking *checking)
{
	struct gamut_str mix[MIX_MAX];
	struct gamut_verdict verdicts[MIX_MAX];
	size_t count = make_mix(mix, checking);
	bool is_slow = gamut_checker_is_slow(checking->checker);
	int64_t begin = 0;
	int64_t spent = 0;
	size_t rounds = 0;

	/* The first round is for warming up. */
	for (size_t i = 0; i < MIX_ROUNDS && spent < MIX_US; i++) {
		if (i == 1)
			begin = gamut_clock_us();
		gamut_checker_verify_all(checking->checker, verdicts, mix,
		                         count, &checking->scratch);
		gamut_arena_reset(&checking->scratch);
		if (i == 0)
			continue;
		rounds++;
		spent = gamut_clock_us() - begin;
		if (is_slow)
			break;
	}
	if (spent > 0)
		checking->rate = (double)(rounds * count) / (double)spent * 1e6;
}

void gamut_checking_figures(struct gamut_checking *checking)
{
	checking->members = gamut_checker_member_count(checking->checker);
	count_covered(checking);
	gamut_arena_reset(&checking->scratch);
	if (!checking->is_broken && !checking->is_unchecked)
		take_speed(checking);
}
