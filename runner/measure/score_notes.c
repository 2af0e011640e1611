#include "runner/measure/score_notes.h"

void gamut_score_note_run(struct gamut_score *score,
                          const struct gamut_run *run,
                          struct gamut_arena *scratch)
{
	const struct gamut_manifest *manifest = &run->manifest;

	gamut_score_note(
		score,
		gamut_arena_strf(
			scratch,
			"%.*s, run %.*s: template %.*s, preset %.*s, sampling "
			"%.*s, %s%u samples a cell",
			GAMUT_STR_ARG(manifest->model),
			GAMUT_STR_ARG(manifest->run_id),
			GAMUT_STR_ARG(manifest->template),
			GAMUT_STR_ARG(manifest->preset),
			GAMUT_STR_ARG(manifest->sampling),
			gamut_run_stopped(run) ? "at most " : "", manifest->n));
	if (run->damaged > 0 || run->foreign > 0)
		gamut_score_note(
			score,
			gamut_arena_strf(scratch,
		                         "%.*s, run %.*s: %zu damaged lines "
		                         "and %zu of no wanted sample were "
		                         "skipped",
		                         GAMUT_STR_ARG(manifest->model),
		                         GAMUT_STR_ARG(manifest->run_id),
		                         run->damaged, run->foreign));
	if (run->beyond > 0)
		gamut_score_note(
			score,
			gamut_arena_strf(scratch,
		                         "%.*s, run %.*s: %zu samples behind "
		                         "the end of cells that were stopped "
		                         "early are not counted",
		                         GAMUT_STR_ARG(manifest->model),
		                         GAMUT_STR_ARG(manifest->run_id),
		                         run->beyond));
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
