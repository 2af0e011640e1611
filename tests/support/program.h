#ifndef GAMUT_TESTS_PROGRAM_H
#define GAMUT_TESTS_PROGRAM_H

#include <stdbool.h>
#include <sys/types.h>

#include "base/arena.h"
#include "base/json.h"

/*
 * The real program, as a user runs it
 * -----------------------------------
 * Every test works in a new, empty folder of its own. Nothing of the tests'
 * environment reaches the program but what gamut_program_setenv() sets.
 */

/* What a run of the program left; strings are NUL-terminated. */
struct gamut_output {
	int code; /* exit status, or minus the signal */
	const char *out;
	const char *err;
};

/* Make a new folder and go there; for the test's set-up. */
void gamut_program_enter(void);

/* Leave it and remove it. */
void gamut_program_leave(void);

/* Set a variable of the program's environment; NULL unsets it. */
void gamut_program_setenv(const char *name, const char *value);

/*
 * Run `gamut` with these words, the last of them NULL, and with `input` as its
 * standard input. Output lives in `arena`.
 */
struct gamut_output gamut_program_run(struct gamut_arena *arena,
                                      const char *input,
                                      const char *const *words);

/* The same for a line of words between single spaces, without input. */
struct gamut_output gamut_program(struct gamut_arena *arena, const char *line);

/* Run such a line, which must end with `code` and say `says` on stderr. */
struct gamut_output gamut_program_expect(struct gamut_arena *arena,
                                         const char *line, int code,
                                         const char *says);

/* Run such a line, which must end with 0; the JSON that it printed. */
cJSON *gamut_program_json(struct gamut_arena *arena, const char *line);

/* Put a file there. */
void gamut_program_put(const char *path, const char *text);

/* The number that is the member `key` of `object`, and is there. */
double gamut_program_number(const cJSON *object, const char *key);

/* The `i`-th of the list that is the member `key`, and is there. */
const cJSON *gamut_program_item(const cJSON *object, const char *key, int i);

/* Begin it and return at once; its output goes into files "out" and "err". */
pid_t gamut_program_begin(const char *line);

/* Wait for its end; the code as in struct gamut_output. */
int gamut_program_end(pid_t pid);

/* The file `path`, which must be there, as a C string. */
const char *gamut_program_file(struct gamut_arena *arena, const char *path);

#endif
