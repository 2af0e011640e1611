#ifndef GAMUT_MEASURE_SUMMARY_H
#define GAMUT_MEASURE_SUMMARY_H

#include "runner/measure/cell.h"
#include "runner/measure/estimate/aggregate.h"
#include "runner/measure/estimate/target.h"

struct gamut_warning;

/* What was paid for; `cost` is undefined where a price or a count is not told.
 */
struct gamut_bill {
	struct gamut_usage usage;
	double cost;
	struct gamut_str currency; /* empty: not told */
};

/* One cell, measured. */
struct gamut_cell_summary {
	struct gamut_cell_key key;
	bool is_simulated;
	bool is_imported;
	struct gamut_metrics metrics;
	uint64_t fates[GAMUT_FATE_COUNT];
	struct gamut_bill bill;
	struct gamut_cell_stop stop;
	/* How far its answers are from their target; NULL: the task has none */
	const struct gamut_target_distance *target;
	/* The counts behind it, for estimators; owned by the score. */
	const struct gamut_cell *cell;
};

/* How many samples of `cell` are not there: failed or missing. */
static inline uint64_t gamut_cell_summary_absent(
	const struct gamut_cell_summary *cell)
{
	return cell->fates[GAMUT_FATE_FAILED] + cell->fates[GAMUT_FATE_MISSING];
}

/*
 * The cells of one (model, run, setting) averaged over tasks. Cells without
 * a single completion are left out of every mean.
 */
struct gamut_aggregate {
	struct gamut_cell_key key; /* without a task */
	bool is_simulated;
	size_t tasks;     /* cells, with and without completions */
	bool is_complete; /* no sample is failed or missing */
	struct gamut_spread of[GAMUT_AGGREGATED_COUNT];
	/* Sums over its cells. */
	uint64_t fates[GAMUT_FATE_COUNT];
	struct gamut_bill bill;
};

/* What a note is about. */
enum gamut_note_kind {
	GAMUT_NOTE_PLAIN,
	GAMUT_NOTE_INCOMPLETE, /* samples are not there */
	GAMUT_NOTE_WARNING     /* it speaks against the numbers */
};

struct gamut_note {
	enum gamut_note_kind kind;
	struct gamut_str run; /* its id; empty: it has none */
};

/* All there is to report; a pure function of what was added. */
struct gamut_summary {
	struct gamut_cell_summary *cells; /* by gamut_cell_key_cmp() */
	size_t cell_count;
	struct gamut_aggregate *aggregates; /* by model, run, setting */
	size_t aggregate_count;
	/* See warning.h; by model and run, code, cell. */
	struct gamut_warning *warnings;
	size_t warning_count;
	/*
	 * One line each, without a full stop, for people: what was said with
	 * gamut_score_note(), then what gamut_notes_make() finds. They may
	 * hold strangers' bytes.
	 */
	struct gamut_str *notes;
	size_t note_count;
	/* What each is about; NULL: nothing in particular. */
	const struct gamut_note *note_of;
};

/* What the note `i` is about. */
static inline enum gamut_note_kind gamut_summary_note_kind(
	const struct gamut_summary *summary, size_t i)
{
	return summary->note_of ? summary->note_of[i].kind : GAMUT_NOTE_PLAIN;
}

/* A model and what its tokens cost. */
struct gamut_summary_price {
	struct gamut_str model;
	struct gamut_usage_price price;
};

/* Those that are known. */
struct gamut_summary_prices {
	struct gamut_summary_price *list;
	size_t count;
	size_t size;
};

/*
 * Measure and sort `count` `cells` and average them; no warnings and notes yet.
 * The cells outlive the summary, all else lives in `arena`.
 */
void gamut_summary_make(struct gamut_summary *summary,
                        const struct gamut_cell *const *cells, size_t count,
                        const struct gamut_summary_prices *prices,
                        struct gamut_arena *arena);

/* Add `more`, of the same model, to `*sum`. */
void gamut_bill_add(struct gamut_bill *sum, const struct gamut_bill *more);

/* What belongs to one model and run. */
struct gamut_summary_part {
	const struct gamut_cell_summary *cells;
	size_t cell_count;
	const struct gamut_aggregate *aggregates;
	size_t aggregate_count;
	const struct gamut_warning *warnings;
	size_t warning_count;
};

/* Move `*part`, `{0}` at first, on to the next one; false at the end. */
bool gamut_summary_next(const struct gamut_summary *summary,
                        struct gamut_summary_part *part);

#endif
