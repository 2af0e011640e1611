#ifndef GAMUT_TESTS_IMPORTED_H
#define GAMUT_TESTS_IMPORTED_H

#include <stddef.h>

#include "runner/exchange/import/parts.h"

/*
 * Importing in tests
 * ------------------
 * Each test works in a folder of its own and with these, which
 * gamut_imported_set_up() makes new.
 */
extern struct gamut_import_options gamut_imported_options;
extern struct gamut_import_report gamut_imported_report;
extern struct gamut_err gamut_imported_err;
extern struct gamut_run *gamut_imported_run; /* NULL: none was read */

/* For tcase_add_checked_fixture(). */
void gamut_imported_set_up(void);
void gamut_imported_tear_down(void);

/* Import `path` into the folder `out` of the test's. */
enum gamut_status gamut_imported_try(const char *path, const char *out);

/* Import `path`, which must do, and read the run. */
void gamut_imported_take(const char *path, const char *out);

/* How much is in the test's folder, hidden or not. */
size_t gamut_imported_entries(void);

/* A sample that must be there, as task, setting, index and text. */
struct gamut_imported_sample {
	const char *task;
	const char *setting;
	unsigned index;
	const char *text;
};

/* The run has exactly these samples, at most 63. */
void gamut_imported_expect(const struct gamut_imported_sample *list,
                           size_t count);

#define GAMUT_IMPORTED_EXPECT(...)                                           \
	do {                                                                 \
		const struct gamut_imported_sample list[] = { __VA_ARGS__ }; \
		gamut_imported_expect(list, GAMUT_ARRAY_LEN(list));          \
	} while (0)

/* Of cell `cell` so many samples failed and are missing. */
void gamut_imported_expect_gaps(size_t cell, uint32_t failed, uint32_t missing);

/* Is `have` the C string `wanted`? */
bool gamut_imported_is(struct gamut_str have, const char *wanted);

#endif
