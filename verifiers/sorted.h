#ifndef GAMUT_VERIFIERS_SORTED_H
#define GAMUT_VERIFIERS_SORTED_H

#include <stddef.h>
#include <stdint.h>

#include "base/status.h"
#include "base/str.h"
#include "verifiers/lexicon.h"

/*
 * A long word list whose order is that of the bytes
 * -------------------------------------------------
 * Found in by bisection where it lies in the lexicon: what is kept is where
 * its lines begin. 126,000 words are ready in a few milliseconds.
 */
struct gamut_sorted;

/* Is `rest`, what stands behind the first tab of a line, well formed? */
typedef bool gamut_sorted_check(struct gamut_str word, struct gamut_str rest);

/*
 * The list `name`, as long as the lexicon lives, which owns it: read once, for
 * all who ask. GAMUT_EPARSE where a line is not behind the one before it, where
 * `check` says no, or where there are no lines; and as gamut_lexicon_read().
 */
GAMUT_MUST_USE
enum gamut_status gamut_sorted_open(const struct gamut_sorted **out,
                                    struct gamut_lexicon *lexicon,
                                    const char *name, gamut_sorted_check *check,
                                    struct gamut_err *err);

size_t gamut_sorted_count(const struct gamut_sorted *sorted);

/* The word of line `i`, its first field; aborts when out of range. */
struct gamut_str gamut_sorted_at(const struct gamut_sorted *sorted, size_t i);

/* What stands behind the tab of line `i`, or empty; likewise. */
struct gamut_str gamut_sorted_rest(const struct gamut_sorted *sorted, size_t i);

#define GAMUT_SORTED_ABSENT SIZE_MAX

/* The line of `word`, or GAMUT_SORTED_ABSENT. */
size_t gamut_sorted_find(const struct gamut_sorted *sorted,
                         struct gamut_str word);

#endif
