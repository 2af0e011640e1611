#ifndef GAMUT_VERIFIERS_COMBINE_H
#define GAMUT_VERIFIERS_COMBINE_H

#include "verifiers/verifier.h"

/*
 * Checks made of other checks
 * ---------------------------
 *  all  every part accepts: the canonical form is the first part's, the reason
 *       that of the first that rejects
 *  any  some part accepts: the canonical form is that of the first that does;
 *       where none does, the reason is the first part's
 *  not  the one part rejects: the canonical form is the answer, the reason
 *       EXCLUDED. Valid is UTF-8 only, not empty and of at most
 *       GAMUT_COMBINE_NOT_MAX bytes.
 *
 * Parts are asked in order, as far as it takes. Where one that is asked is
 * UNCHECKED, so is the whole.
 *
 * Members: of `all`, those of one part that the others accept as well: the
 * first that is whole and small enough, else the first that has any; of `any`,
 * those of all parts, one after the other; the first of each canonical form.
 * Of a part with more than GAMUT_COMBINE_MEMBERS_MAX only the first
 * GAMUT_COMBINE_SAMPLE_MAX are looked at, as each costs a verdict of every
 * part. Parts that ask a program are not asked for this: then there are none,
 * as there are of `not`.
 */
enum gamut_combine {
	GAMUT_COMBINE_ALL,
	GAMUT_COMBINE_ANY,
	GAMUT_COMBINE_NOT,
};

#define GAMUT_COMBINE_NOT_MAX 10000
#define GAMUT_COMBINE_MEMBERS_MAX 200000
#define GAMUT_COMBINE_SAMPLE_MAX 10000

struct gamut_combine_part {
	const struct gamut_verifier *verifier;
	const void *rule;
	bool lists_all;   /* are its members all that is valid? */
	uint64_t strings; /* that it accepts, where it is known; else 0 */
};

struct gamut_combine_rule {
	const struct gamut_combine_part *parts;
	size_t count; /* at least 1; 1 of `not` */
};

/* These know no members, and take parts that ask no program. */
extern const struct gamut_verifier gamut_verifier_all;
extern const struct gamut_verifier gamut_verifier_any;
extern const struct gamut_verifier gamut_verifier_not;

/* What serves for a rule: functions that its parts lack are NULL. */
struct gamut_combine_choice {
	const struct gamut_verifier *verifier;

	/*
	 * Do its members make up all that is valid? Of `all` that is known
	 * where the part has as many members as strings: else another part
	 * may take a spelling that is not the listed one.
	 */
	bool lists_all;
};

/*
 * Choose the verifier for `rule`, which outlives what is opened with it. What
 * opening a part fails with; GAMUT_EINVAL where the members show that no answer
 * is valid.
 */
GAMUT_MUST_USE
enum gamut_status gamut_combine_choose(struct gamut_combine_choice *out,
                                       enum gamut_combine mode,
                                       const struct gamut_combine_rule *rule,
                                       struct gamut_lexicon *lexicon,
                                       struct gamut_err *err);

/* Do the parts together need no more than GAMUT_NEEDS_MAX resources? */
bool gamut_combine_needs_fit(const struct gamut_combine_rule *rule);

#endif
