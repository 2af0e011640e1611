#ifndef GAMUT_VERIFIERS_PCRE_H
#define GAMUT_VERIFIERS_PCRE_H

#include <stdint.h>

#include "base/arena.h"
#include "base/status.h"
#include "base/str.h"

/*
 * Regular expressions with limits, by PCRE2
 * -----------------------------------------
 * Patterns and texts may be a stranger's: compiling and matching end soon and
 * in little memory, whatever they are. UTF mode; `$` is the end of the text
 * only; \C and callouts are refused. What stands at a pattern's start, such as
 * (*LIMIT_MATCH=...), can lower the limits and not lift them.
 *
 * Without PCRE2's JIT compiler, which counts steps otherwise: whether a match
 * ends at a limit must not depend on the machine.
 *
 * A compiled pattern never changes: several threads may use it.
 */
struct gamut_pcre;

enum gamut_pcre_options {
	GAMUT_PCRE_WHOLE = 1,    /* the text as a whole matches, or nothing */
	GAMUT_PCRE_ANY_CASE = 2, /* "a" matches "A" */
	GAMUT_PCRE_ECMA = 4,     /* \u and \x as in ECMAScript's patterns */
};

/* The longest pattern, in bytes. */
#define GAMUT_PCRE_PATTERN_MAX ((size_t)10000)

/*
 * What one text may take in all its matches: a unit is a character that is
 * looked at, some 2 ns, and each item of the pattern that is tried counts
 * several, more where the pattern has many groups. All of it is 10 to 40 ms.
 * Counting items alone would not do: "(?>.*)" is one and looks at all the text.
 */
#define GAMUT_PCRE_WORK_MAX ((uint64_t)16000000)

enum gamut_pcre_result {
	GAMUT_PCRE_NO_MATCH, /* also where the text is not UTF-8 */
	GAMUT_PCRE_MATCH,
	GAMUT_PCRE_LIMIT, /* undecided when a limit was reached */
};

/*
 * Compile `pattern`; `options` are of enum gamut_pcre_options. GAMUT_EINVAL has
 * PCRE2's message and the offset in bytes, and nothing of the pattern. The
 * caller frees `*out`.
 */
GAMUT_MUST_USE
enum gamut_status gamut_pcre_compile(struct gamut_pcre **out,
                                     struct gamut_str pattern, unsigned options,
                                     struct gamut_err *err);
void gamut_pcre_free(struct gamut_pcre *pcre); /* NULL is a no-op */

/* How many groups capture; groups are numbered from 1. */
uint32_t gamut_pcre_group_count(const struct gamut_pcre *pcre);

/* Is there a group of that name? */
bool gamut_pcre_has_group(const struct gamut_pcre *pcre, const char *name);

/* Match `text`, which may be any bytes. */
enum gamut_pcre_result gamut_pcre_match(const struct gamut_pcre *pcre,
                                        struct gamut_str text);

/*
 * The same with what is left of `*work`, which becomes less: for many matches
 * that share what they may take. None is left where a limit was reached.
 */
enum gamut_pcre_result gamut_pcre_match_within(const struct gamut_pcre *pcre,
                                               struct gamut_str text,
                                               uint64_t *work);

/*
 * gamut_pcre_match(); after GAMUT_PCRE_MATCH `*part` is what the group `name`
 * matched, a view into `text`: empty where there is none, or it took no part.
 * Where several have the name it is the first that is not empty.
 */
enum gamut_pcre_result gamut_pcre_match_group(const struct gamut_pcre *pcre,
                                              struct gamut_str text,
                                              const char *name,
                                              struct gamut_str *part);

/*
 * One match after another in a text: `{ .text = ..., .work = ... }`, then
 * gamut_pcre_scan_next() until it gives something else than GAMUT_PCRE_MATCH,
 * then gamut_pcre_scan_release(). Matches may be empty, and each begins where
 * the one before ended, or behind.
 */
struct gamut_pcre_scan {
	const struct gamut_pcre *pcre;
	struct gamut_str text;
	uint64_t work; /* what all matches together may take */

	/* Where the match is, in bytes. */
	size_t begin;
	size_t end;

	bool is_begun; /* what follows is the scan's own */
	void *match;
};

enum gamut_pcre_result gamut_pcre_scan_next(struct gamut_pcre_scan *scan);

/* What a group matched; empty where it took no part, or is unknown. */
struct gamut_str gamut_pcre_scan_group(const struct gamut_pcre_scan *scan,
                                       uint32_t group);
struct gamut_str gamut_pcre_scan_named(const struct gamut_pcre_scan *scan,
                                       const char *name);
void gamut_pcre_scan_release(struct gamut_pcre_scan *scan);

#endif
