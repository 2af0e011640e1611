#include <inttypes.h>
#include <math.h>
#include <stdlib.h>

#include "base/alloc.h"
#include "runner/cli/command.h"
#include "runner/cli/stopping.h"
#include "runner/measure/compare/worse.h"
#include "runner/measure/estimate/share.h"

/* A look that is being taken. */
struct look {
	struct gamut_stopping *stopping;
	const struct gamut_run *run;
	uint32_t k;       /* samples of each cell */
	double bound;     /* of z */
	bool is_last;     /* nothing is left to be spared */
	bool *is_due;     /* per cell, whether it is looked at */
	size_t due_count; /* of them */
	struct gamut_stop *stops;
	size_t stop_count;
	struct gamut_str worse; /* why the run is worse; empty: it is not */
	struct gamut_arena arena;
};

/* Has a cell all of the look's samples, and none that lie behind? */
static bool is_due(const struct look *look, size_t cell)
{
	const struct gamut_run *run = look->run;
	uint32_t wanted = gamut_run_wanted(run, cell);

	if (wanted < look->k)
		return false;
	for (uint32_t i = 0; i < wanted; i++)
		if (gamut_run_has(run, cell, i) != (i < look->k))
			return false;
	return true;
}

/* The first samples of the run, as many as the look is at, judged. */
static enum gamut_status score(struct gamut_score *score,
                               const struct look *look, struct gamut_err *err)
{
	const struct gamut_manifest *manifest = &look->run->manifest;

	for (size_t i = 0; i < manifest->cell_count; i++)
		gamut_score_cap(score, manifest->cells[i].task,
		                manifest->cells[i].setting, look->k);
	return gamut_score_run(score, look->run, err);
}

static const struct gamut_cell_summary *find(
	const struct gamut_summary *summary,
	const struct gamut_manifest_cell *cell)
{
	for (size_t i = 0; i < summary->cell_count; i++)
		if (gamut_str_eq(summary->cells[i].key.task, cell->task) &&
		    gamut_str_eq(summary->cells[i].key.setting, cell->setting))
			return &summary->cells[i];
	GAMUT_BUG("a cell was not scored");
}

/* ------------------------------------------------------------- half-width */

static void judge_width(struct look *look, size_t i,
                        const struct gamut_cell_summary *cell)
{
	const struct gamut_tally *tally = &cell->cell->tally;
	double asked = look->stopping->options->halfwidth;
	struct gamut_interval of = gamut_share_wilson(
		(struct gamut_share){ tally->valid, tally->n });
	double halfwidth = (of.high - of.low) / 2;

	if (!(halfwidth <= asked))
		return;
	look->stops[look->stop_count++] = (struct gamut_stop){
		.cell = i,
		.n = look->k,
		.rule = GAMUT_STOP_HALFWIDTH,
		.reason = gamut_arena_strf(
			&look->arena,
			"validity, %" PRIu64 " of %" PRIu64
			", is known to +-%.4f; %g was asked for",
			tally->valid, tally->n, halfwidth, asked),
	};
}

static void judge_widths(struct look *look, const struct gamut_summary *summary)
{
	const struct gamut_manifest *manifest = &look->run->manifest;

	if (look->is_last)
		return;
	for (size_t i = 0; i < manifest->cell_count; i++)
		if (look->is_due[i])
			judge_width(look, i,
			            find(summary, &manifest->cells[i]));
	if (look->stop_count > 0)
		gamut_tell("%zu of %zu cells are known well enough at %" PRIu32
		           " of %" PRIu32 " samples, and are stopped",
		           look->stop_count, manifest->cell_count, look->k,
		           manifest->n);
}

/* --------------------------------------------------------------- baseline */

/* The metric of which the drop is surer is the one that is named. */
static void stop_all(struct look *look, const struct gamut_worse *worse)
{
	bool is_yield = worse->yield_z > worse->validity_z;
	const struct gamut_stopping *stopping = look->stopping;
	const struct gamut_manifest *manifest = &look->run->manifest;

	look->worse = gamut_arena_strf(
		&look->arena,
		"%s is worse than that of the baseline, run %.*s: z = %.3f "
		"passes the bound %.3f of the look at %" PRIu32 " of %" PRIu32
		" samples",
		is_yield ? "yield" : "validity",
		GAMUT_STR_ARG(stopping->base.list[0].run->manifest.run_id),
		is_yield ? worse->yield_z : worse->validity_z, look->bound,
		look->k, manifest->n);

	for (size_t i = 0; !look->is_last && i < manifest->cell_count; i++)
		look->stops[look->stop_count++] =
			(struct gamut_stop){ .cell = i,
			                     .n = look->k,
			                     .rule = GAMUT_STOP_WORSE,
			                     .reason = look->worse };
}

static enum gamut_status hold_against(struct look *look,
                                      const struct gamut_summary *summary,
                                      struct gamut_err *err)
{
	struct gamut_sides *sides = &look->stopping->base;
	const struct gamut_side candidate = { .summary = summary };
	struct gamut_worse worse;
	enum gamut_status status;

	/* As many of the baseline, so that yields are of equally many. */
	status = gamut_side_cut(&sides->list[0], &candidate, sides->suite, err);
	if (status)
		return status;
	worse = gamut_worse_of(sides->list[0].summary, summary, &look->arena);
	if (worse.validity_z > look->bound || worse.yield_z > look->bound)
		stop_all(look, &worse);
	return GAMUT_OK;
}

/* ------------------------------------------------------------------ whole */

static enum gamut_status take(struct look *look, struct gamut_err *err)
{
	struct gamut_stopping *stopping = look->stopping;
	struct gamut_score *scored = gamut_score_open(stopping->session->suite);
	const struct gamut_summary *summary;
	enum gamut_status status = score(scored, look, err);

	if (!status) {
		summary = gamut_score_finish(scored);
		if (stopping->options->baseline)
			status = hold_against(look, summary, err);
		else
			judge_widths(look, summary);
	}
	if (!status)
		status = gamut_store_stop(stopping->session->folder, look->run,
		                          look->stops, look->stop_count, err);
	/* Only what is in the folder holds for all that go on with it. */
	if (!status && look->worse.len > 0) {
		stopping->is_worse = true;
		gamut_tell("%.*s", GAMUT_STR_ARG(look->worse));
	}
	gamut_score_free(scored);
	return status;
}

enum gamut_status gamut_stopping_look(struct gamut_stopping *stopping,
                                      const struct gamut_run *run, size_t at,
                                      struct gamut_err *err)
{
	size_t count = run->manifest.cell_count;
	struct look look = {
		.stopping = stopping,
		.run = run,
		.k = stopping->looks[at],
		.bound = stopping->bounds[at],
		.is_last = at + 1 == stopping->look_count,
		.is_due = gamut_alloc_array(count, sizeof(bool)),
		.stops = gamut_alloc_array(count, sizeof(struct gamut_stop)),
	};
	bool wants_all = stopping->options->baseline != NULL;
	enum gamut_status status = GAMUT_OK;

	for (size_t i = 0; i < count; i++)
		look.due_count += look.is_due[i] = is_due(&look, i);
	if (wants_all ? look.due_count == count : look.due_count > 0)
		status = take(&look, err);
	gamut_arena_clear(&look.arena);
	free(look.is_due);
	free(look.stops);
	return status;
}
