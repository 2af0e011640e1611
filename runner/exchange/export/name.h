#ifndef GAMUT_EXCHANGE_EXPORT_NAME_H
#define GAMUT_EXCHANGE_EXPORT_NAME_H

#include "base/arena.h"

/*
 * Names of files, made from names of strangers
 * --------------------------------------------
 * One part of a path each: never empty, not longer than about 110 bytes,
 * without a slash or a character that acts, and with no dot in front. Where
 * more had to be changed than the rule of the format says, eight digits of the
 * name's SHA-256 stand behind, so that different names stay different. In
 * `arena`.
 */

/*
 * A model as lm-evaluation-harness names its folder: "<>:/|\?*[] and the
 * quotation mark, any number of them in a row, become "__".
 */
struct gamut_str gamut_export_name_model(struct gamut_str model,
                                         struct gamut_arena *arena);

/* ASCII letters, digits, '.', '_' and '-'; all else becomes '_'. */
struct gamut_str gamut_export_name_portable(struct gamut_str name,
                                            struct gamut_arena *arena);

/*
 * "gamut_prime_numbers_zero_shot": a task under a setting as others name their
 * tasks, of ASCII letters, digits and '_' and '.'.
 */
struct gamut_str gamut_export_name_cell(struct gamut_str task,
                                        struct gamut_str setting,
                                        struct gamut_arena *arena);

/*
 * The first `digits`, at most 64, of the SHA-256 of `count` strings, each with
 * its length: a name for what they name together.
 */
struct gamut_str gamut_export_name_hash(const struct gamut_str *parts,
                                        size_t count, size_t digits,
                                        struct gamut_arena *arena);

#endif
