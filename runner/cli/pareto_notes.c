#include "runner/cli/pareto_input.h"

static uint64_t lacking(const struct gamut_run *run)
{
	uint64_t count = 0;

	for (size_t i = 0; i < run->manifest.cell_count; i++)
		count += (uint64_t)run->failed[i] + run->missing[i];
	return count;
}

uint64_t gamut_pareto_absent(const struct gamut_sides *sides)
{
	uint64_t count = 0;

	for (size_t i = 0; i < sides->count; i++)
		if (sides->list[i].run)
			count += lacking(sides->list[i].run);
	return count;
}

enum gamut_status gamut_pareto_check_complete(const struct gamut_sides *sides,
                                              struct gamut_err *err)
{
	struct gamut_arena arena = { 0 };
	struct gamut_str names = { 0 };
	enum gamut_status status = GAMUT_OK;

	for (size_t i = 0; i < sides->count; i++) {
		const struct gamut_side *side = &sides->list[i];

		if (side->run && !gamut_run_is_complete(side->run))
			names = gamut_arena_strf(
				&arena, "%.*s%s'%s'", GAMUT_STR_ARG(names),
				names.len > 0 ? ", " : "", side->path);
	}
	if (names.len > 0)
		status = gamut_error(
			err, GAMUT_EINCOMPLETE,
			"not all samples are there: 'gamut run --out FOLDER' "
			"asks for what is missing, --allow incomplete takes "
			"what there is; it concerns %.*s",
			GAMUT_STR_ARG(names));
	gamut_arena_clear(&arena);
	return status;
}

static const struct gamut_manifest_cell *find_cell(
	const struct gamut_run *run, const struct gamut_manifest_cell *like)
{
	for (size_t i = 0; i < run->manifest.cell_count; i++)
		if (gamut_str_eq(run->manifest.cells[i].task, like->task))
			return &run->manifest.cells[i];
	return NULL;
}

/* The first task that the two runs know by different hashes; or NULL. */
static const struct gamut_manifest_cell *find_changed(
	const struct gamut_run *run, const struct gamut_run *first)
{
	for (size_t i = 0; i < run->manifest.cell_count; i++) {
		const struct gamut_manifest_cell *cell =
			&run->manifest.cells[i];
		const struct gamut_manifest_cell *other = find_cell(first,
		                                                    cell);

		if (other && !gamut_str_eq(cell->task_hash, other->task_hash))
			return cell;
	}
	return NULL;
}

static void note_run(struct gamut_pareto_notes *notes,
                     const struct gamut_side *side,
                     const struct gamut_side *first, struct gamut_arena *arena)
{
	const struct gamut_manifest_cell *changed = find_changed(side->run,
	                                                         first->run);
	unsigned long long missing = lacking(side->run);

	if (side->run->manifest.imported.len > 0) {
		struct gamut_str source =
			gamut_manifest_source(&side->run->manifest);

		notes->list[notes->count++] = gamut_arena_strf(
			arena,
			"%s was imported from %.*s: how it was asked is not "
			"known in full",
			side->path, GAMUT_STR_ARG(source));
	}
	if (missing > 0)
		notes->list[notes->count++] = gamut_arena_strf(
			arena, "%s lacks %llu samples", side->path, missing);
	if (changed)
		notes->list[notes->count++] = gamut_arena_strf(
			arena,
			"%s and %s had other texts or rules of %.*s, and maybe "
			"of others; both are judged by today's rules",
			first->path, side->path, GAMUT_STR_ARG(changed->task));
}

struct gamut_pareto_notes gamut_pareto_notes(const struct gamut_sides *sides,
                                             struct gamut_arena *arena)
{
	struct gamut_pareto_notes notes = {
		.list = gamut_arena_new(arena, struct gamut_str,
		                        3 * sides->count),
	};
	const struct gamut_side *first = NULL;

	for (size_t i = 0; i < sides->count; i++) {
		const struct gamut_side *side = &sides->list[i];

		if (!side->run)
			continue;
		if (!first)
			first = side;
		note_run(&notes, side, first, arena);
	}
	return notes;
}
