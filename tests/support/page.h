#ifndef GAMUT_TESTS_PAGE_H
#define GAMUT_TESTS_PAGE_H

#include "base/arena.h"
#include "base/json.h"

/* What stands in the page of a report; what should be there and is not fails.
 */

/* The data of the page `path`, as it stands there; in `arena`. */
const char *gamut_page_text(struct gamut_arena *arena, const char *path);

/* The same, read; the caller releases it. */
cJSON *gamut_page_data_of(struct gamut_arena *arena, const char *path);

/* The member `key` of `object`. */
const cJSON *gamut_page_member(const cJSON *object, const char *key);

/* The number that is the `i`-th of `array`. */
double gamut_page_number(const cJSON *array, int i);

/* The text of sample `i` of a cell's details; one that was not cut. */
const char *gamut_page_sample(const cJSON *details, int i);

#endif
