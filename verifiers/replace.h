#ifndef GAMUT_VERIFIERS_REPLACE_H
#define GAMUT_VERIFIERS_REPLACE_H

#include "verifiers/pcre.h"

/*
 * Each match of a pattern replaced
 * --------------------------------
 * The replacement knows $1, ${1}, $name, ${name} and $$, which is a dollar; a
 * group that took no part gives nothing. Bounded, as patterns and texts may be
 * anything: longer texts than GAMUT_REPLACE_TEXT_MAX stay as they are, as do
 * those on which a limit of matching is reached or of which more would come
 * than four times the text and 4096 bytes.
 */
struct gamut_replace;

/* In bytes. */
#define GAMUT_REPLACE_TEXT_MAX ((size_t)10000)

/*
 * GAMUT_EINVAL where either does not compile, with which, the reason and the
 * offset in bytes. Nothing is kept of the texts; the caller frees `*out`.
 */
GAMUT_MUST_USE
enum gamut_status gamut_replace_open(struct gamut_replace **out,
                                     const char *pattern, const char *with,
                                     struct gamut_err *err);
void gamut_replace_free(struct gamut_replace *replace); /* NULL is a no-op */

/* `text` with each match replaced: in the arena, or `text` itself. */
struct gamut_str gamut_replace_apply(const struct gamut_replace *replace,
                                     struct gamut_str text,
                                     struct gamut_arena *arena);

#endif
