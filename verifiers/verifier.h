#ifndef GAMUT_VERIFIERS_VERIFIER_H
#define GAMUT_VERIFIERS_VERIFIER_H

#include <stdint.h>

#include "base/arena.h"
#include "base/status.h"
#include "base/str.h"
#include "verifiers/lexicon.h"
#include "verifiers/verdict.h"

/*
 * A kind of check: integers, membership in a list, gerunds, ...
 * ------------------------------------------------------------
 *
 * One constant `struct gamut_verifier` a module, and next to it the struct of
 * the rule that a task writes down to say what exactly it accepts. A verifier
 * is opened with a rule, which loads what the rule needs, and is then asked
 * any number of times.
 *
 * verify() is total: any bytes, of any length, NUL and invalid UTF-8 included,
 * give a verdict, in bounded time and memory. It does no I/O, keeps nothing
 * between calls that another call could notice, and may be called from
 * several threads at once on one state.
 *
 * Plugins (tasks/plugin.h) define constants of this struct, which does not tell
 * its size: it stays as it is as long as GAMUT_TASK_ABI does.
 */

/* The most resources that one rule can need. */
#define GAMUT_NEEDS_MAX 8

struct gamut_verifier {
	const char *name; /* "integer": for messages and for content hashes */

	/*
	 * Bumped whenever the verdict or the canonical form of any answer
	 * changes, so that scores of different rules are never compared.
	 */
	uint32_t revision;

	/*
	 * Write the names of the resources (see lexicon.h) that `rule` reads
	 * into `names` and return how many. They go into the content hash of
	 * a task and into messages about what is missing. NULL: none.
	 */
	size_t (*needs)(const void *rule, const char *names[GAMUT_NEEDS_MAX]);

	/*
	 * Make `*state` for `rule`; both `rule` and `lexicon` outlive it. On
	 * failure `*state` is untouched and `err` names what is missing or
	 * malformed and where.
	 */
	enum gamut_status (*open)(void **state, const void *rule,
	                          struct gamut_lexicon *lexicon,
	                          struct gamut_err *err);

	/* Judge `answer` as a whole: nothing is trimmed or searched for. */
	struct gamut_verdict (*verify)(const void *state,
	                               struct gamut_str answer,
	                               struct gamut_arena *arena);

	/*
	 * The members that a simulated model draws from: how many there are,
	 * at least 1, and the i-th of them, written as a person would. All are
	 * valid and no two share a canonical form. Where the space is finite
	 * and can be enumerated this is the whole of it; elsewhere a part,
	 * which the rule's header states. Both NULL: the verifier knows none,
	 * and the task's own answers serve (see `members` in tasks/task.h).
	 */
	uint64_t (*member_count)(const void *state);
	struct gamut_str (*member)(const void *state, uint64_t i,
	                           struct gamut_arena *arena);

	void (*close)(void *state);

	/*
	 * Judge `count` answers at once, in order, each as verify() would: for
	 * a verifier to which an answer costs a round trip. NULL: one by one.
	 */
	void (*verify_all)(const void *state, struct gamut_verdict *verdicts,
	                   const struct gamut_str *answers, size_t count,
	                   struct gamut_arena *arena);

	/*
	 * A verifier that asks others, such as a program, may fail to get a
	 * verdict: it gives GAMUT_REASON_UNCHECKED, and this says why, of the
	 * last one that did. NULL: that never happens. Such a verifier is the
	 * one exception to the rule of no I/O.
	 */
	enum gamut_status (*fault)(const void *state, struct gamut_err *err);
};

/*
 * open() and close() of a verifier that needs nothing but its rule, which then
 * is the state.
 */
enum gamut_status gamut_verifier_open_plain(void **state, const void *rule,
                                            struct gamut_lexicon *lexicon,
                                            struct gamut_err *err);
void gamut_verifier_close_plain(void *state);

#endif
