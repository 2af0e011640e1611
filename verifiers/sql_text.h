#ifndef GAMUT_VERIFIERS_SQL_TEXT_H
#define GAMUT_VERIFIERS_SQL_TEXT_H

#include <stdint.h>

#include "base/arena.h"
#include "base/str.h"

/*
 * SQL as text: what SQLite's own tokens make of it. A part of sql.c.
 */

/* Is there nothing in `sql` but white space and comments? */
bool gamut_sql_is_blank(struct gamut_str sql);

/*
 * `sql` without the semicolon at its end and without comments, with one space
 * for white space outside of quotes and none at the ends; in `arena`.
 */
struct gamut_str gamut_sql_canonical(struct gamut_str sql,
                                     struct gamut_arena *arena);

/*
 * At most so many times does SQLite copy a common table expression of `sql`
 * while it reads it: the product of how often the name of each is used. At most
 * `max` is returned.
 */
uint64_t gamut_sql_copies(struct gamut_str sql, uint64_t max,
                          struct gamut_arena *arena);

/* How many tokens of `sql` are `word`, which is in small letters. */
size_t gamut_sql_count(struct gamut_str sql, const char *word,
                       struct gamut_arena *arena);

#endif
