#ifndef GAMUT_CLI_DRY_RUN_H
#define GAMUT_CLI_DRY_RUN_H

#include "runner/cli/condition.h"
#include "runner/report/report.h"

/* What a command would do: a row a condition. `{0}` is empty. */
struct gamut_dry_run {
	struct gamut_dry_run_row *rows;
	size_t count;
	size_t size;
	const char *currency; /* of the price list; NULL: there is none */
	bool may_stop_early;  /* a condition with a rule for it */
	struct gamut_arena arena;
};

/* Add the condition, which is open. `title` is copied. */
GAMUT_MUST_USE
enum gamut_status gamut_dry_run_add(struct gamut_dry_run *dry,
                                    struct gamut_condition *condition,
                                    const char *title, struct gamut_err *err);

/* Print the rows, their sum, and how the tokens were estimated. */
GAMUT_MUST_USE
enum gamut_status gamut_dry_run_print(const struct gamut_dry_run *dry,
                                      enum gamut_format format,
                                      struct gamut_err *err);

void gamut_dry_run_release(struct gamut_dry_run *dry);

#endif
