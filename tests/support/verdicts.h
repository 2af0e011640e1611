#ifndef GAMUT_TESTS_VERDICTS_H
#define GAMUT_TESTS_VERDICTS_H

#include "verifiers/verifier.h"

/* What a verifier is to say of an answer. */
struct gamut_verdict_row {
	const void *rule;
	const char *answer;
	enum gamut_reason reason;
	const char *canonical; /* "" where it is not valid */
};

/* Fail the test unless the verifier says what `row` says. */
void gamut_expect_verdict(const struct gamut_verifier *verifier,
                          const struct gamut_verdict_row *row);

/*
 * Fail the test unless answers that no task has, empty, with NULs, not UTF-8
 * and of a megabyte, are all rejected, the empty one as that, and what it says
 * of `valid` changes with a NUL or a line end behind it.
 */
void gamut_expect_hostile(const struct gamut_verifier *verifier,
                          const void *rule, const char *valid);

/*
 * Fail the test unless there are `count` members, of which every `step`-th is
 * looked at: all are valid, and no two have one canonical form.
 */
void gamut_expect_members(const struct gamut_verifier *verifier,
                          const void *rule, uint64_t count, uint64_t step);

#endif
