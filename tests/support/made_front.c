#include "tests/support/made_front.h"

#include "tests/support/made_cell.h"

#define TASKS ((size_t)3)
static const char *const tasks[TASKS] = { "t1", "t2", "t3" };

const struct gamut_front_options gamut_made_front_options = {
	.axes = { GAMUT_AXIS_VALIDITY, GAMUT_AXIS_YIELD },
	.level = 0.05,
	.tolerance = { 0.02, 2 },
};

struct gamut_front_condition gamut_made_condition(const char *label,
                                                  uint64_t valid,
                                                  size_t different,
                                                  struct gamut_arena *arena)
{
	struct gamut_cell_summary *cells =
		gamut_arena_new(arena, struct gamut_cell_summary, 2 * TASKS);
	uint64_t *counts = gamut_arena_new(arena, uint64_t, different);
	const struct gamut_made made = {
		.counts = counts,
		.count = different,
		.invalid = 10 - valid,
		.space = 1000,
	};

	for (uint64_t i = 0; i < valid; i++)
		counts[i % different]++;
	for (size_t t = 0; t < TASKS; t++) {
		cells[2 * t] = gamut_made_cell(tasks[t], "zero-shot", &made,
		                               arena);
		cells[2 * t + 1] = gamut_made_cell(tasks[t], "few-shot", &made,
		                                   arena);
	}
	return (struct gamut_front_condition){
		.label = gamut_str_of(label),
		.model = gamut_str_of(label),
		.path = gamut_str_of(label),
		.temperature = GAMUT_UNDEFINED,
		.cells = cells,
		.cell_count = 2 * TASKS,
	};
}

enum gamut_status gamut_made_front(
	struct gamut_front *front,
	const struct gamut_front_condition *conditions, size_t count,
	const struct gamut_front_options *options, struct gamut_arena *arena,
	struct gamut_err *err)
{
	struct gamut_front_model *lines =
		gamut_arena_new(arena, struct gamut_front_model, count);
	struct gamut_front_input input = {
		.conditions = conditions,
		.count = count,
		.lines = lines,
	};

	for (size_t i = 0; i < count; i++) {
		if (conditions[i].line >= input.line_count)
			input.line_count = conditions[i].line + 1;
		lines[conditions[i].line].label = conditions[i].label;
	}
	return gamut_front_make(front, &input, options, arena, err);
}
