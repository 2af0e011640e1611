#ifndef GAMUT_TESTS_EXPECTED_H
#define GAMUT_TESTS_EXPECTED_H

#include <cjson/cJSON.h>

#include "base/arena.h"
#include "runner/measure/estimate/metrics.h"

/*
 * Expected values made elsewhere: tests/data/<name>, JSON Lines, read behind
 * the first line, which says how they were made. A wrong file ends the test.
 */
struct gamut_expected {
	cJSON *rows[64];
	size_t count;
	struct gamut_arena arena;
};

void gamut_expected_read(struct gamut_expected *expected, const char *name);
void gamut_expected_release(struct gamut_expected *expected);

/* Member `key` of `object` as an integer, a string of digits or a number. */
uint64_t gamut_expected_uint(const cJSON *object, const char *key);

/* All of `want` equals what is in `metrics`, to 1e-9; null is undefined. */
void gamut_expected_metrics(const cJSON *want,
                            const struct gamut_metrics *metrics);

/* `have` is `want` to 1e-9 of it, or of 1 where that is more. */
void gamut_expected_double(const char *what, double have, double want);

#endif
