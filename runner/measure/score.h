#ifndef GAMUT_MEASURE_SCORE_H
#define GAMUT_MEASURE_SCORE_H

#include "runner/measure/summary.h"
#include "runner/store/store.h"
#include "tasks/catalog/suite.h"

/*
 * From samples to a summary
 * -------------------------
 *	gamut_score_open(suite) -> gamut_score_run() or gamut_score_add(), any
 *	number of times -> gamut_score_finish() -> gamut_score_free()
 *
 * Not thread-safe. Cells and aggregates do not depend on the order in which
 * samples and runs are added.
 */
struct gamut_score;

/* Never NULL; `suite` outlives it. Released by gamut_score_free(). */
GAMUT_NONNULL
struct gamut_score *gamut_score_open(const struct gamut_suite *suite);
void gamut_score_free(struct gamut_score *score); /* NULL is a no-op */

/*
 * Called for each completion right after it was judged; arguments are valid
 * during the call.
 */
typedef void gamut_judged_fn(void *context, const struct gamut_cell_key *key,
                             const struct gamut_sample *sample,
                             const struct gamut_judgement *judgement);

/*
 * Have `judged` called from now on; NULL for nobody. Of a run it sees samples
 * in the order of reports, by gamut_cell_key_cmp() and index, for which there
 * is more to read.
 */
void gamut_score_watch(struct gamut_score *score, gamut_judged_fn *judged,
                       void *context);

/*
 * Count no more than `most` completions of the cells of this task and setting
 * from now on, whatever their model and run: of a run the first ones by index,
 * of others those that are added first. Nothing beyond is absent. Copied.
 */
void gamut_score_cap(struct gamut_score *score, struct gamut_str task,
                     struct gamut_str setting, uint64_t most);

/*
 * Judge and count one completion that belongs to no run: a foreign one, or
 * one that just arrived. `model` may be empty. `judgement` may be NULL; what
 * it points to lives as long as `sample` and the score. GAMUT_EPARSE where the
 * suite has no such task; the message has the nearest name, and nothing is
 * counted. What gamut_checker_fault() says where its checker fails; the score
 * is only to be freed then.
 */
GAMUT_MUST_USE
enum gamut_status gamut_score_add(struct gamut_score *score,
                                  struct gamut_str model,
                                  const struct gamut_sample *sample,
                                  struct gamut_judgement *judgement,
                                  struct gamut_err *err);

/*
 * The same, where nobody waits for the judgement: samples of a checker that is
 * slow to ask are kept, copied, until there are many. They are counted, and the
 * watcher is called, by the time gamut_score_flush() returns GAMUT_OK; what
 * fails then may be of any of them.
 */
GAMUT_MUST_USE
enum gamut_status gamut_score_add_later(struct gamut_score *score,
                                        struct gamut_str model,
                                        const struct gamut_sample *sample,
                                        struct gamut_err *err);
GAMUT_MUST_USE
enum gamut_status gamut_score_flush(struct gamut_score *score,
                                    struct gamut_err *err);

/*
 * Judge and count all of `run`, with what is failed and missing; its cells
 * carry the manifest's model and the run's id. GAMUT_EPARSE where the suite
 * lacks one of its tasks, GAMUT_EINVAL where the run was added before; nothing
 * is counted then. Its shards are read for it: what gamut_run_each() fails
 * with, and a checker's fault, leave the score with a part of the run, only to
 * be freed. `run` may be
 * freed afterwards.
 */
GAMUT_MUST_USE
enum gamut_status gamut_score_run(struct gamut_score *score,
                                  const struct gamut_run *run,
                                  struct gamut_err *err);

/*
 * Count the cost of what `model` (as cells are keyed by) took at that price
 * from now on; replaces an earlier one. Copied.
 */
void gamut_score_set_price(struct gamut_score *score, struct gamut_str model,
                           const struct gamut_usage_price *price);

/* Add a line to the summary's notes, once however often it is given; copied. */
void gamut_score_note(struct gamut_score *score, struct gamut_str text);

/*
 * What all that was added comes to. May be called again, after more was added
 * or not; the result is owned by the score and valid until the next call of
 * any of its functions.
 */
GAMUT_NONNULL
const struct gamut_summary *gamut_score_finish(struct gamut_score *score);

#endif
