#ifndef GAMUT_TESTS_TEMP_H
#define GAMUT_TESTS_TEMP_H

/*
 * A folder for one test, under $TMPDIR or /tmp, and all that is in it: two
 * functions for tcase_add_checked_fixture(). Where a check fails it stays, to
 * be looked at.
 */
void gamut_temp_make(void);
void gamut_temp_remove(void);

/* The folder; without a slash at the end. */
const char *gamut_temp_folder(void);

/*
 * The path of `name` in it; static memory, of which the last eight results are
 * valid.
 */
const char *gamut_temp_path(const char *name);

/* Make the file `name` in it of `text`, or replace it; returns its path. */
const char *gamut_temp_write(const char *name, const char *text);

#endif
