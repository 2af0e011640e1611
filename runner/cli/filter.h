#ifndef GAMUT_CLI_FILTER_H
#define GAMUT_CLI_FILTER_H

#include "base/json.h"
#include "tasks/catalog/suite.h"

/*
 * Lines that wait until slow checkers are asked about many at once; in order,
 * and so with those of other checkers among them.
 */
#define GAMUT_FILTER_WAITING_MAX 256
#define GAMUT_FILTER_WAITING_BYTES ((size_t)1 << 20)

struct gamut_filter_queue {
	const struct gamut_checker *checkers[GAMUT_FILTER_WAITING_MAX];
	struct gamut_str lines[GAMUT_FILTER_WAITING_MAX];
	struct gamut_str answers[GAMUT_FILTER_WAITING_MAX];
	size_t numbers[GAMUT_FILTER_WAITING_MAX]; /* of the lines */
	size_t count;
	struct gamut_arena arena;
};

/*
 * `gamut verify --jsonl`: lines of standard input to standard output, each
 * with its verdict, in order. Memory is that of the longest line.
 */
struct gamut_filter {
	const struct gamut_suite *suite;
	bool extracts;        /* the answer from each text, first */
	bool skips_bad_lines; /* or end at the first */
	size_t skipped;
	bool has_invalid;         /* an answer was not valid */
	struct gamut_arena arena; /* of the line at hand */
	struct gamut_filter_queue queue;
};

/*
 * Filter everything. GAMUT_EPARSE names the line that ended it and why; what
 * came before it is written all the same.
 */
GAMUT_MUST_USE
enum gamut_status gamut_filter_run(struct gamut_filter *filter,
                                   struct gamut_err *err);

/* Add the members "valid", "canonical" and "reason" of `verdict`. */
void gamut_filter_add_verdict(struct gamut_json *json,
                              struct gamut_verdict verdict);

#endif
