#ifndef GAMUT_CLI_DOCTOR_H
#define GAMUT_CLI_DOCTOR_H

#include <stdint.h>

#include "runner/cli/checklist.h"

/*
 * The parts of gamut doctor. What is gathered from this machine is apart from
 * what is thought of it, so that tests can tell of other machines.
 */

/* Results of these checks: what is bad spoils a run. */
#define GAMUT_DOCTOR_OK "ok"
#define GAMUT_DOCTOR_NOTE "note"
#define GAMUT_DOCTOR_PROBLEM "problem"

/* Versions as the libraries tell them while running, or as built with. */
struct gamut_doctor_libraries {
	const char *curl;
	const char *tls; /* NULL: none */
	bool has_http2;
	bool has_zlib; /* libcurl */
	const char *gmp;
	const char *pcre2;
	bool has_jit; /* PCRE2, and on this processor */
	const char *cjson;
	const char *utf8proc;
	const char *zlib;
	const char *hunspell; /* which cannot tell: as built with */
	const char *nettle;   /* likewise */
	const char *yaml;
	const char *sqlite;
};

struct gamut_doctor_libraries gamut_doctor_find_libraries(
	struct gamut_arena *arena);
void gamut_doctor_judge_libraries(struct gamut_checklist *list,
                                  const struct gamut_doctor_libraries *found);

/*
 * Look at every word list and dictionary that a task reads, and have every task
 * judge its own cases.
 */
void gamut_doctor_check_data(struct gamut_checklist *list);

/* The same of the extended suite, in one line. */
void gamut_doctor_check_suite(struct gamut_checklist *list);

struct gamut_doctor_system {
	uint64_t max_files;       /* descriptors that may be open; soft limit */
	const char *locale;       /* of LC_ALL, LC_CTYPE or LANG; or NULL */
	bool has_locale;          /* it is installed */
	bool is_writable;         /* the folder of new runs */
	const char *runs;         /* its name */
	uint64_t free_bytes;      /* there */
	struct gamut_str proxies; /* names of variables, with blanks between */
	struct gamut_str keys;    /* likewise */
};

struct gamut_doctor_system gamut_doctor_find_system(struct gamut_arena *arena);
void gamut_doctor_judge_system(struct gamut_checklist *list,
                               const struct gamut_doctor_system *found);

#endif
