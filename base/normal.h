#ifndef GAMUT_BASE_NORMAL_H
#define GAMUT_BASE_NORMAL_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/str.h"

/*
 * Unicode normal forms in linear time
 * -----------------------------------
 * What utf8proc_map() does, whose ordering of marks is quadratic in how many
 * stand in a row: 64 KiB of them took 4 s. Here they are counted into order.
 */

/*
 * `s` under `options`, utf8proc's, one of UTF8PROC_COMPOSE and
 * UTF8PROC_DECOMPOSE among them; in `arena`. False, `*out` untouched, where it
 * is not UTF-8.
 */
bool gamut_normal(struct gamut_str *out, struct gamut_str s, int options,
                  struct gamut_arena *arena);

#endif
