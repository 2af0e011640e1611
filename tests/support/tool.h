#ifndef GAMUT_TESTS_TOOL_H
#define GAMUT_TESTS_TOOL_H

#include "base/arena.h"

/*
 * Programs of others (xmllint, jq) that read what this one writes
 * ---------------------------------------------------------------
 * Within gamut_temp_make(). scripts/packages.sh has their packages; a test that
 * lacks one fails.
 */

/*
 * Run `words`, the last of them NULL, with `input` as standard input. What it
 * writes to standard output, in `arena`, where it ends with status 0; else the
 * test fails with what it said.
 */
const char *gamut_test_tool(struct gamut_arena *arena, struct gamut_str input,
                            const char *const *words);

#endif
