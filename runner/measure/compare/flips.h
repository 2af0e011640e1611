#ifndef GAMUT_COMPARE_FLIPS_H
#define GAMUT_COMPARE_FLIPS_H

#include "runner/measure/cell.h"
#include "runner/measure/summary.h"

/*
 * What verifying anew changed
 * ---------------------------
 * Verdicts are never stored, but `gamut score RUN --samples` writes them into
 * the run's samples.jsonl. Where that is there, it says what was valid then.
 */
struct gamut_flip {
	bool is_candidate; /* of which of the two runs */
	struct gamut_str task;
	struct gamut_str setting;
	struct gamut_str answer;  /* a stranger's bytes */
	bool is_valid;            /* now, and not then; or the other way */
	enum gamut_reason reason; /* today's */
	uint64_t count;           /* completions */
};

struct gamut_flips {
	struct gamut_flip *list; /* by run, cell, answer; to be freed */
	size_t count;
	size_t size;
	bool is_asked;  /* somebody looked for them */
	uint64_t lines; /* of samples that were read */
	/* Of these runs nothing says, for all samples, what was valid then. */
	bool base_is_silent;
	bool candidate_is_silent;
};

/*
 * Add what flipped between `path`, a samples.jsonl, and `summary`, which is the
 * same run scored today. Strings live in `arena`. GAMUT_ENOTFOUND where there
 * is no such file, GAMUT_EPARSE where it is none of this program's.
 */
GAMUT_MUST_USE
enum gamut_status gamut_flips_read(struct gamut_flips *flips, const char *path,
                                   const struct gamut_summary *summary,
                                   bool is_candidate, struct gamut_arena *arena,
                                   struct gamut_err *err);

#endif
