#ifndef GAMUT_TESTS_SCAN_CHECK_H
#define GAMUT_TESTS_SCAN_CHECK_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

/*
 * Have `body`, a reply to a request for `count` choices, at most 8, read by
 * gamut_scan_reply(), and where that reads it by cJSON too: GAMUT_BUG where
 * they differ. Returns whether it was read.
 */
bool gamut_scan_check(struct gamut_str body, bool is_chat, uint32_t count);

#endif
