#ifndef GAMUT_REPORT_HTML_COMPLETIONS_H
#define GAMUT_REPORT_HTML_COMPLETIONS_H

#include "runner/measure/score.h"

/*
 * Every completion, for the page to list
 * --------------------------------------
 *	struct gamut_completions completions = { 0 };
 *
 *	gamut_score_watch(score, gamut_completions_add, &completions);
 *	... gamut_score_run(score, run, &err), any number of runs ...
 *	gamut_completions_of(&completions, &cell->key)
 *	gamut_completions_release(&completions);
 *
 * Columns by cell; what a completion shares with its answer is not kept again.
 */

/* More of a text than this, in bytes, is nobody's reading. */
#define GAMUT_COMPLETIONS_TEXT_MAX ((size_t)2000)

/* A text that is not just its answer. */
struct gamut_completion_text {
	size_t position;       /* of the completion */
	struct gamut_str text; /* its beginning, whole characters */
	size_t bytes;          /* of all of it */
};

struct gamut_completion {
	uint32_t index;  /* within the cell of the run */
	uint32_t answer; /* its place among the cell's answers */
	int64_t seed;    /* or GAMUT_UNKNOWN */
	uint8_t fate;    /* enum gamut_fate */
	uint8_t finish;  /* place in `finishes`; GAMUT_COMPLETIONS_UNTOLD */
};

/* More different ones are not told apart: the rest are called untold. */
#define GAMUT_COMPLETIONS_FINISHES 16
#define GAMUT_COMPLETIONS_UNTOLD UINT8_MAX

struct gamut_completions_cell {
	struct gamut_completion *list;
	size_t count;
	size_t size;
	struct gamut_completion_text *texts; /* by position */
	size_t text_count;
	size_t text_size;
	struct gamut_str finishes[GAMUT_COMPLETIONS_FINISHES];
	size_t finish_count;
};

struct gamut_completions {
	struct gamut_map cell_of; /* a packed key -> index of `cells` */
	struct gamut_completions_cell *cells;
	size_t count;
	size_t size;
	size_t last; /* index of the one that was added to, if any */
	const struct gamut_cell_key *last_key;
	struct gamut_buf key;
	struct gamut_arena arena; /* of texts */
};

/*
 * A gamut_judged_fn; `completions` is the struct. `key` stays where it is as
 * long as more are added, as those of a score do.
 */
void gamut_completions_add(void *completions, const struct gamut_cell_key *key,
                           const struct gamut_sample *sample,
                           const struct gamut_judgement *judgement);

/* Those of the cell `key`, in the order in which they came; NULL for none. */
const struct gamut_completions_cell *gamut_completions_of(
	struct gamut_completions *completions,
	const struct gamut_cell_key *key);

void gamut_completions_release(struct gamut_completions *completions);

/*
 * The beginning of `text`, at most `max_bytes` of it, without a character that
 * is cut in two where it is UTF-8.
 */
struct gamut_str gamut_completions_cut(struct gamut_str text, size_t max_bytes);

#endif
