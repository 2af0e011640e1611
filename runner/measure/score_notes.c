#include "runner/measure/score_notes.h"

/* What is known of a run that others sampled, and what is not. */
static void note_imported(struct gamut_score *score,
                          const struct gamut_run *run,
                          struct gamut_arena *scratch)
{
	const struct gamut_manifest *manifest = &run->manifest;
	struct gamut_str source = gamut_manifest_source(manifest);
	struct gamut_str sampling = GAMUT_STR("nor is how it was drawn");
	struct gamut_str prompts = GAMUT_STR_EMPTY;
	uint32_t least = UINT32_MAX;
	uint32_t most = 0;
	size_t unknown = 0;

	for (size_t i = 0; i < manifest->cell_count; i++) {
		uint32_t n = gamut_run_wanted(run, i);

		least = n < least ? n : least;
		most = n > most ? n : most;
		unknown += manifest->cells[i].prompt.len == 0;
	}
	if (manifest->sampling.len > GAMUT_STR("{}").len)
		sampling = gamut_arena_strf(scratch,
		                            "sampling %.*s as told "
		                            "there",
		                            GAMUT_STR_ARG(manifest->sampling));
	if (unknown > 0)
		prompts = gamut_arena_strf(
			scratch, "; nor are the prompts of %zu of %zu cell%s",
			unknown, manifest->cell_count,
			GAMUT_S(manifest->cell_count));
	gamut_score_note(
		score,
		gamut_arena_strf(
			scratch,
			"%.*s, run %.*s: imported from %.*s, not sampled by "
			"gamut: template and preset are not known, %.*s%.*s",
			GAMUT_STR_ARG(manifest->model),
			GAMUT_STR_ARG(manifest->run_id), GAMUT_STR_ARG(source),
			GAMUT_STR_ARG(sampling), GAMUT_STR_ARG(prompts)));
	if (least < most)
		gamut_score_note(
			score,
			gamut_arena_strf(
				scratch,
				"%.*s, run %.*s: cells have %u to %u samples: "
				"yields are not comparable between them, nor "
				"are their means",
				GAMUT_STR_ARG(manifest->model),
				GAMUT_STR_ARG(manifest->run_id), least, most));
}

/* Under which condition a run of our own was made. */
static void note_condition(struct gamut_score *score,
                           const struct gamut_run *run,
                           struct gamut_arena *scratch)
{
	const struct gamut_manifest *manifest = &run->manifest;

	gamut_score_note(
		score,
		gamut_arena_strf(
			scratch,
			"%.*s, run %.*s: template %.*s, preset %.*s, sampling "
			"%.*s, %s%u sample%s a cell",
			GAMUT_STR_ARG(manifest->model),
			GAMUT_STR_ARG(manifest->run_id),
			GAMUT_STR_ARG(manifest->template),
			GAMUT_STR_ARG(manifest->preset),
			GAMUT_STR_ARG(manifest->sampling),
			gamut_run_stopped(run) ? "at most " : "", manifest->n,
			GAMUT_S(manifest->n)));
}

void gamut_score_note_run(struct gamut_score *score,
                          const struct gamut_run *run,
                          struct gamut_arena *scratch)
{
	const struct gamut_manifest *manifest = &run->manifest;

	if (manifest->imported.len > 0)
		note_imported(score, run, scratch);
	else
		note_condition(score, run, scratch);
	if (run->damaged > 0 || run->foreign > 0)
		gamut_score_note(
			score,
			gamut_arena_strf(scratch,
		                         "%.*s, run %.*s: %zu damaged line%s "
		                         "and %zu of no wanted sample were "
		                         "skipped",
		                         GAMUT_STR_ARG(manifest->model),
		                         GAMUT_STR_ARG(manifest->run_id),
		                         run->damaged, GAMUT_S(run->damaged),
		                         run->foreign));
	if (run->beyond > 0)
		gamut_score_note(
			score,
			gamut_arena_strf(scratch,
		                         "%.*s, run %.*s: not counted are %zu "
		                         "sample%s behind the end of cells "
		                         "that were stopped early",
		                         GAMUT_STR_ARG(manifest->model),
		                         GAMUT_STR_ARG(manifest->run_id),
		                         run->beyond, GAMUT_S(run->beyond)));
}

void gamut_score_note_task(struct gamut_score *score,
                           const struct gamut_manifest_cell *wanted,
                           const struct gamut_checker *checker,
                           struct gamut_arena *scratch)
{
	if (gamut_str_eq(wanted->task_hash,
	                 gamut_str_of(gamut_checker_hash(checker))))
		return;
	gamut_score_note(
		score,
		gamut_arena_strf(scratch,
	                         "%.*s changed since it was sampled: judged by "
	                         "its rules of today",
	                         GAMUT_STR_ARG(wanted->task)));
}
