#include "runner/measure/compare/diff.h"

#include <math.h>
#include <stdlib.h>

#include "runner/measure/estimate/multiple.h"
#include "runner/measure/estimate/share.h"

const char *gamut_diff_change_name(enum gamut_diff_change change)
{
	static const char *const names[] = {
		[GAMUT_DIFF_APPEARED] = "appeared",
		[GAMUT_DIFF_VANISHED] = "vanished",
		[GAMUT_DIFF_ROSE] = "rose",
		[GAMUT_DIFF_FELL] = "fell",
		[GAMUT_DIFF_SAME] = "same",
	};

	return names[change];
}

/* ---------------------------------------------------------------- answers */

/* A cell whose answers are being gathered. */
struct gathering {
	struct gamut_diff_cell *cell;
	uint64_t base_n;
	uint64_t candidate_n;
};

static double fisher(const struct gathering *of, uint64_t base,
                     uint64_t candidate)
{
	return gamut_share_fisher(
		(struct gamut_share){ base, of->base_n },
		(struct gamut_share){ candidate, of->candidate_n });
}

/* The least p that an answer that came `total` times can have. */
static double least_p(const struct gathering *of, uint64_t total)
{
	double least = 1;

	if (total <= of->base_n)
		least = fmin(least, fisher(of, total, 0));
	if (total <= of->candidate_n)
		least = fmin(least, fisher(of, 0, total));
	return least;
}

/* How often an answer has to come for its test to be able to tell. */
static uint64_t least_total(const struct gathering *of, double level)
{
	uint64_t total = 1;

	while (total <= of->base_n + of->candidate_n &&
	       least_p(of, total) > level)
		total++;
	return total;
}

static enum gamut_diff_change change_of(const struct gamut_diff_answer *answer)
{
	if (answer->base == 0)
		return GAMUT_DIFF_APPEARED;
	if (answer->candidate == 0)
		return GAMUT_DIFF_VANISHED;
	if (answer->shift > 0)
		return GAMUT_DIFF_ROSE;
	return answer->shift < 0 ? GAMUT_DIFF_FELL : GAMUT_DIFF_SAME;
}

static void add_answer(const struct gathering *of,
                       struct gamut_diff_answer answer)
{
	struct gamut_diff_cell *cell = of->cell;
	double base_n = (double)of->base_n;
	double candidate_n = (double)of->candidate_n;

	/* By whole numbers, so that equal shares differ by 0. */
	answer.shift = ((double)answer.candidate * base_n -
	                (double)answer.base * candidate_n) /
	               (base_n * candidate_n);
	answer.change = change_of(&answer);
	answer.p = GAMUT_UNDEFINED;
	answer.adjusted = GAMUT_UNDEFINED;
	if (answer.is_valid) {
		cell->appeared += answer.base == 0;
		cell->vanished += answer.candidate == 0;
		cell->shared += answer.base > 0 && answer.candidate > 0;
	}
	cell->answers[cell->answer_count++] = answer;
}

static void add_valid(const struct gathering *of,
                      const struct gamut_alignment *all,
                      struct gamut_arena *arena)
{
	const struct gamut_cell *sides[] = { of->cell->base->cell,
		                             of->cell->candidate->cell };
	const struct gamut_str *spellings[] = {
		gamut_counts_spellings(sides[0], arena),
		gamut_counts_spellings(sides[1], arena),
	};

	for (size_t i = 0; i < all->count; i++) {
		size_t more = all->counts[i] > all->base_counts[i];

		add_answer(of, (struct gamut_diff_answer){
				       .text = all->texts[i],
				       .shown = gamut_counts_spelling(
					       sides[more], spellings[more],
					       all->texts[i]),
				       .is_valid = true,
				       .base = all->base_counts[i],
				       .candidate = all->counts[i],
			       });
	}
}

/* The completions of `cell` that gave `text` and are not valid. */
static uint64_t invalid_in(const struct gamut_cell *cell, struct gamut_str text)
{
	size_t i = gamut_map_find(&cell->answer_of, text);

	return i == GAMUT_MAP_ABSENT ?
	               0 :
	               cell->answers[i].count - cell->answers[i].valid;
}

/* Those of `cell`; of the base only such as the candidate has none of. */
static void add_invalid(const struct gathering *of, bool is_base)
{
	const struct gamut_cell *base = of->cell->base->cell;
	const struct gamut_cell *candidate = of->cell->candidate->cell;
	const struct gamut_cell *cell = is_base ? base : candidate;

	for (size_t i = 0; i < cell->answer_count; i++) {
		const struct gamut_cell_answer *answer = &cell->answers[i];
		uint64_t count = answer->count - answer->valid;
		uint64_t other = invalid_in(is_base ? candidate : base,
		                            answer->text);

		if (count == 0 || (is_base && other > 0))
			continue;
		add_answer(of, (struct gamut_diff_answer){
				       .text = answer->text,
				       .shown = answer->text,
				       .reason = answer->reason,
				       .base = is_base ? count : other,
				       .candidate = is_base ? other : count,
			       });
	}
}

static void test_answers(const struct gathering *of, double level)
{
	uint64_t least = least_total(of, level);

	for (size_t i = 0; i < of->cell->answer_count; i++) {
		struct gamut_diff_answer *answer = &of->cell->answers[i];

		if (answer->base + answer->candidate >= least)
			answer->p = fisher(of, answer->base, answer->candidate);
	}
}

static struct gamut_diff_cell cell_of(const struct gamut_cell_pair *pair,
                                      double level, struct gamut_arena *arena)
{
	struct gamut_diff_cell cell = {
		.base = pair->base,
		.candidate = pair->candidate,
	};
	const struct gathering of = {
		.cell = &cell,
		.base_n = pair->base->cell->tally.n,
		.candidate_n = pair->candidate->cell->tally.n,
	};
	struct gamut_alignment all =
		gamut_answers_align(pair->base->cell, pair->candidate->cell,
	                            GAMUT_FORM_CANONICAL, arena);

	cell.answers =
		gamut_arena_new(arena, struct gamut_diff_answer,
	                        all.count + pair->base->cell->answer_count +
	                                pair->candidate->cell->answer_count);
	add_valid(&of, &all, arena);
	add_invalid(&of, false);
	add_invalid(&of, true);
	test_answers(&of, level);
	return cell;
}

/* ------------------------------------------------------------------ marks */

static int by_weight(const void *left, const void *right)
{
	const struct gamut_diff_answer *a = left;
	const struct gamut_diff_answer *b = right;
	double size_a = fabs(a->shift);
	double size_b = fabs(b->shift);

	if (a->is_marked != b->is_marked)
		return a->is_marked ? -1 : 1;
	if (size_a > size_b || size_a < size_b)
		return size_a > size_b ? -1 : 1;
	if (a->is_valid != b->is_valid)
		return a->is_valid ? -1 : 1;
	return gamut_str_cmp(a->text, b->text);
}

/* Correct all tests for their number. */
static void mark(struct gamut_diff_cell *cells, size_t count, double level,
                 struct gamut_arena *arena)
{
	size_t answers = 0;
	size_t at = 0;
	double *p;

	for (size_t i = 0; i < count; i++)
		answers += cells[i].answer_count;
	p = gamut_arena_new(arena, double, answers);
	for (size_t i = 0; i < count; i++)
		for (size_t k = 0; k < cells[i].answer_count; k++)
			p[at++] = cells[i].answers[k].p;
	gamut_multiple_benjamini_hochberg(p, p, answers);
	at = 0;
	for (size_t i = 0; i < count; i++)
		for (size_t k = 0; k < cells[i].answer_count; k++) {
			struct gamut_diff_answer *answer = &cells[i].answers[k];

			answer->adjusted = p[at++];
			answer->is_marked = answer->adjusted <= level;
			if (!answer->is_marked)
				continue;
			cells[i].marked++;
			cells[i].moved += fabs(answer->shift);
		}
	for (size_t i = 0; i < count; i++)
		if (cells[i].answer_count > 0)
			qsort(cells[i].answers, cells[i].answer_count,
			      sizeof(cells[i].answers[0]), by_weight);
}

/* ------------------------------------------------------------------ whole */

static int by_movement(const void *left, const void *right)
{
	const struct gamut_diff_task *a = left;
	const struct gamut_diff_task *b = right;

	if (a->moved > b->moved || a->moved < b->moved)
		return a->moved > b->moved ? -1 : 1;
	return gamut_str_cmp(a->task, b->task);
}

static void group(struct gamut_diff *diff, struct gamut_arena *arena)
{
	struct gamut_diff_task *tasks = gamut_arena_new(
		arena, struct gamut_diff_task, diff->cell_count);
	struct gamut_diff_task *last = NULL;

	for (size_t i = 0; i < diff->cell_count; i++) {
		const struct gamut_diff_cell *cell = &diff->cells[i];

		if (!last || !gamut_str_eq(last->task, cell->base->key.task)) {
			last = &tasks[diff->task_count++];
			last->task = cell->base->key.task;
			last->cells = cell;
		}
		last->count++;
		last->marked += cell->marked;
		last->moved = fmax(last->moved, cell->moved);
	}
	if (diff->task_count > 0)
		qsort(tasks, diff->task_count, sizeof(*tasks), by_movement);
	diff->tasks = tasks;
}

static void add_up(struct gamut_diff *diff)
{
	for (size_t i = 0; i < diff->cell_count; i++) {
		const struct gamut_diff_cell *cell = &diff->cells[i];

		diff->appeared += cell->appeared;
		diff->vanished += cell->vanished;
		diff->shared += cell->shared;
		diff->marked += cell->marked;
		diff->marked_cells += cell->marked > 0;
		for (size_t k = 0; k < cell->answer_count; k++)
			diff->tested += isnan(cell->answers[k].p) ? 0 : 1;
	}
}

static bool has_draws(const struct gamut_cell_summary *cell)
{
	return cell && cell->cell->tally.n > 0;
}

struct gamut_diff gamut_diff_of(const struct gamut_cell_pair *pairs,
                                size_t count, double level,
                                struct gamut_arena *arena)
{
	struct gamut_diff_cell *cells =
		gamut_arena_new(arena, struct gamut_diff_cell, count);
	struct gamut_diff diff = { .level = level, .cells = cells };

	for (size_t i = 0; i < count; i++) {
		bool in_base = has_draws(pairs[i].base);
		bool in_candidate = has_draws(pairs[i].candidate);

		if (in_base && in_candidate)
			cells[diff.cell_count++] = cell_of(&pairs[i], level,
			                                   arena);
		diff.only_base += in_base && !in_candidate;
		diff.only_candidate += in_candidate && !in_base;
	}
	mark(cells, diff.cell_count, level, arena);
	add_up(&diff);
	group(&diff, arena);
	return diff;
}
