#ifndef GAMUT_CLI_FILTER_H
#define GAMUT_CLI_FILTER_H

#include "base/json.h"
#include "tasks/catalog/suite.h"

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
