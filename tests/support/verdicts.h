#ifndef GAMUT_TESTS_VERDICTS_H
#define GAMUT_TESTS_VERDICTS_H

#include "verifiers/verifier.h"

/* What a verifier is to say of an answer: a row of a table. */
struct gamut_verdict_row {
	const void *rule; /* of kinds (kind.h): the check, a text of YAML */
	struct gamut_str answer;
	enum gamut_reason reason;
	const char *canonical; /* NULL: none, or the answer itself */
};

/* An answer in such a table, which may have NULs. */
#define S(lit)                                        \
	{                                             \
		.ptr = (lit), .len = sizeof(lit) - 1, \
	}

/* Fail the test unless `got` is what `row` says. */
void gamut_expect_same(struct gamut_verdict got,
                       const struct gamut_verdict_row *row);

/* The same of what the verifier says. */
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
 * Hold `verifier` with `rule` to its contract on answers that no task has:
 * empty, with NULs, not UTF-8, and up to a megabyte of each of a few bytes.
 */
void gamut_expect_contract(const struct gamut_verifier *verifier,
                           const void *rule);

/*
 * Fail the test unless there are `count` members, of which every `step`-th is
 * looked at: all are valid, and no two have one canonical form.
 */
void gamut_expect_members(const struct gamut_verifier *verifier,
                          const void *rule, uint64_t count, uint64_t step);

/*
 * A fixture for all tests of a case whose verifier takes long to read its word
 * lists: all of the above share a lexicon from now on, and `verifier` is opened
 * with `rule` for what it reads to be there.
 */
void gamut_verdicts_begin(const struct gamut_verifier *verifier,
                          const void *rule);
void gamut_verdicts_end(void);

/* The verdict on `answer`; its form is to be in `arena`, or in `answer`. */
struct gamut_verdict gamut_judge(const struct gamut_verifier *verifier,
                                 const void *rule, struct gamut_str answer,
                                 struct gamut_arena *arena);

#endif
