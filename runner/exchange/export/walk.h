#ifndef GAMUT_EXCHANGE_EXPORT_WALK_H
#define GAMUT_EXCHANGE_EXPORT_WALK_H

#include "runner/exchange/export/export.h"
#include "runner/measure/score.h"

/*
 * The samples of a run, cell by cell
 * ----------------------------------
 * Each is judged as it comes, so that none is kept. Private to this layer.
 */

/* A cell: what was asked, and what it came to. */
struct gamut_export_cell {
	const struct gamut_export_run *run;
	const struct gamut_manifest_cell *asked;
	const struct gamut_cell_summary *summary;
	const struct gamut_task *task;
	size_t place; /* of `asked` in the manifest */
};

/* The `i`-th cell of the run's summary, in the order of reports. */
struct gamut_export_cell gamut_export_cell_at(
	const struct gamut_export_run *run, size_t i);

/* How many samples are wanted of it, and how many are not there. */
uint64_t gamut_export_cell_wanted(const struct gamut_export_cell *cell);
uint64_t gamut_export_cell_absent(const struct gamut_export_cell *cell);

/* Is there a completion that was given up or never asked for in the run? */
uint64_t gamut_export_absent(const struct gamut_export_run *run,
                             enum gamut_fate fate);

static inline bool gamut_export_is_valid(const struct gamut_judgement *judged)
{
	return judged->fate == GAMUT_FATE_VALID_NEW ||
	       judged->fate == GAMUT_FATE_VALID_DUPLICATE;
}

/* What is done with it; `begin` and `end` also for cells without samples. */
struct gamut_export_visitor {
	void *context;
	enum gamut_status (*begin)(void *context,
	                           const struct gamut_export_cell *cell,
	                           struct gamut_err *err); /* or NULL */
	void (*sample)(void *context, const struct gamut_export_cell *cell,
	               const struct gamut_sample *sample,
	               const struct gamut_judgement *judged);
	enum gamut_status (*end)(void *context,
	                         const struct gamut_export_cell *cell,
	                         struct gamut_err *err); /* or NULL */
};

/*
 * Go through all cells of `run` in the order of reports, and through the
 * samples of each by index. Fails as gamut_score_run() does, and with what
 * `begin` or `end` returned; then nothing more is called.
 */
GAMUT_MUST_USE
enum gamut_status gamut_export_walk(const struct gamut_export_run *run,
                                    const struct gamut_suite *suite,
                                    const struct gamut_export_visitor *visitor,
                                    struct gamut_err *err);

/*
 * When the last sample of each cell of the manifest arrived, in ms since 1970;
 * 0 where none did. `last_ms` has room for all cells. Fails as gamut_run_each()
 * does.
 */
GAMUT_MUST_USE
enum gamut_status gamut_export_last(int64_t *last_ms,
                                    const struct gamut_run *run,
                                    struct gamut_err *err);

/*
 * When the run began, in ms since 1970. 0 where nobody knows, as of imported
 * runs: formats that demand a time get 1970-01-01T00:00:00, which no reader
 * takes for one. GAMUT_EPARSE where what it says is no time.
 */
GAMUT_MUST_USE
enum gamut_status gamut_export_began(int64_t *ms, const struct gamut_run *run,
                                     struct gamut_err *err);

/*
 * The first message of the prompt as it is sent, for formats that hold it as
 * one string: the text itself, or the JSON of its messages. In `arena`.
 */
struct gamut_str gamut_export_prompt(const struct gamut_export_cell *cell,
                                     struct gamut_arena *arena);

#endif
