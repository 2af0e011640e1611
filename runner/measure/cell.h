#ifndef GAMUT_MEASURE_CELL_H
#define GAMUT_MEASURE_CELL_H

#include "base/map.h"
#include "runner/measure/estimate/metrics.h"
#include "runner/measure/fate.h"
#include "runner/measure/usage.h"
#include "tasks/checker.h"

/*
 * Which cell: empty strings stand for "not told". `run` keeps runs of one
 * model under different conditions apart; it is the run's id, and empty for
 * foreign completions.
 */
struct gamut_cell_key {
	struct gamut_str model;
	struct gamut_str run;
	struct gamut_str task;
	struct gamut_str setting;
};

/*
 * The order of cells in every report: by model, run and task as bytes, not
 * told first; then zero-shot, few-shot, few-shot-described, before which
 * stands no setting and behind which others by name.
 */
int gamut_cell_key_cmp(const struct gamut_cell_key *a,
                       const struct gamut_cell_key *b);

/* Of settings alone, as qsort() wants it: `a` and `b` are struct gamut_str. */
int gamut_cell_setting_cmp(const void *a, const void *b);

/* By model, run, setting and then task: the order of aggregates. */
int gamut_cell_key_cmp_by_setting(const struct gamut_cell_key *a,
                                  const struct gamut_cell_key *b);

/* What was found out about one completion. */
struct gamut_judgement {
	struct gamut_answer answer; /* a view into the sample's text */
	size_t place;               /* of the answer among the cell's answers */
	/*
	 * On the answer as it stands, whatever the fate: a stump that happens
	 * to be valid has a valid verdict and the fate truncated. The
	 * canonical form lives as long as the cell.
	 */
	struct gamut_verdict verdict;
	enum gamut_fate fate;
	/* Byte for byte one of the examples, under a setting that shows them.
	 */
	bool is_copied;
};

/* One distinct answer of a cell. */
struct gamut_cell_answer {
	struct gamut_str text;
	enum gamut_reason reason; /* UNCHECKED while nobody has judged it */
	size_t form;              /* in `forms`, where `reason` is VALID */
	uint64_t count;           /* completions that gave it */
	uint64_t valid;           /* of these, with a valid fate */
	bool is_example;          /* and the setting shows it */
};

/* One canonical form of a cell. */
struct gamut_cell_form {
	struct gamut_str text;
	uint64_t valid; /* completions with a valid fate that mean it */
};

/* How a cell was stopped before it had as many samples as the others. */
struct gamut_cell_stop {
	uint64_t planned; /* samples; 0: it was not stopped */
	struct gamut_str reason;
};

/*
 * The samples of one cell, counted. Each distinct answer is judged once,
 * however often it comes. Not thread-safe.
 */
struct gamut_cell {
	struct gamut_cell_key key;
	const struct gamut_checker *checker;
	bool is_simulated;
	bool is_imported;    /* others drew its samples */
	bool shows_examples; /* the prompts of this setting do */
	bool is_slow;        /* the checker is */
	uint64_t waiting;    /* samples that are in line, see ahead.h */

	struct gamut_map answer_of; /* text -> index of `answers` */
	struct gamut_cell_answer *answers;
	size_t answer_count;
	size_t answer_size;

	struct gamut_map form_of; /* canonical form -> index of `forms` */
	struct gamut_cell_form *forms;
	size_t form_count;
	size_t form_size;

	uint64_t fates[GAMUT_FATE_COUNT];
	struct gamut_tally tally;
	struct gamut_usage usage; /* not known, until somebody says */
	struct gamut_cell_stop stop;
};

/*
 * An empty cell. The strings of `key` are copied into `arena`; `checker`
 * outlives the cell. Release with gamut_cell_release().
 */
void gamut_cell_init(struct gamut_cell *cell, const struct gamut_cell_key *key,
                     const struct gamut_checker *checker,
                     struct gamut_arena *arena);
void gamut_cell_release(struct gamut_cell *cell);

/*
 * Judge `sample` and count it. What must last goes into `arena`, the same at
 * every call, which outlives the cell; `scratch` may be cleared afterwards.
 * Of several equal valid answers the first that is added is new. One look-up
 * where the answer is known, amortised O(its length). Where the checker fails,
 * what gamut_checker_fault() says: nothing is counted, and the cell is of no
 * further use.
 */
GAMUT_MUST_USE
enum gamut_status gamut_cell_add(struct gamut_judgement *out,
                                 struct gamut_cell *cell,
                                 const struct gamut_sample *sample,
                                 struct gamut_arena *arena,
                                 struct gamut_arena *scratch,
                                 struct gamut_err *err);

/*
 * Samples with the answer `text` will come: true where it is new, and the
 * caller gets its verdict and gives it to gamut_cell_settle(), with `*place`.
 */
bool gamut_cell_expect(struct gamut_cell *cell, struct gamut_str text,
                       size_t *place, struct gamut_arena *arena);

/* The verdict on an answer that was expected. */
void gamut_cell_settle(struct gamut_cell *cell, size_t place,
                       struct gamut_verdict verdict, struct gamut_arena *arena);

/* The place of each of `count` different cells by gamut_cell_key_cmp(). */
void gamut_cell_rank(uint32_t *ranks, struct gamut_cell *const *cells,
                     size_t count);

/* Count `count` wanted samples that are not there: fate FAILED or MISSING. */
void gamut_cell_add_absent(struct gamut_cell *cell, enum gamut_fate fate,
                           uint64_t count);

#endif
