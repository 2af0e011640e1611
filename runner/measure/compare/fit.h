#ifndef GAMUT_COMPARE_FIT_H
#define GAMUT_COMPARE_FIT_H

#include "base/arena.h"
#include "runner/measure/compare/align.h"
#include "runner/store/manifest.h"

/*
 * Do two runs measure the same?
 * -----------------------------
 * X(NAME, "name", "what it tolerates"): what --allow takes.
 */
#define GAMUT_MISFIT_MAP(X)                                               \
	X(CELLS, "cells", "compare what both have")                       \
	X(PROMPTS, "prompts", "prompts and token limits that differ")     \
	X(RULES, "rules", "verifiers and word lists that differ")         \
	X(N, "n", "cut the larger cells to the size of the smaller ones") \
	X(INCOMPLETE, "incomplete", "cut both to what is there")

enum gamut_misfit {
#define X(name, text, what) GAMUT_MISFIT_##name,
	GAMUT_MISFIT_MAP(X)
#undef X
	GAMUT_MISFIT_COUNT
};

/* "prompts"; NULL for GAMUT_MISFIT_COUNT. */
const char *gamut_misfit_name(enum gamut_misfit misfit);

/* The misfit of that name, or GAMUT_MISFIT_COUNT. */
enum gamut_misfit gamut_misfit_find(struct gamut_str name);

/* One thing in which two runs differ, for people: one line. */
struct gamut_difference {
	struct gamut_str text; /* may hold strangers' bytes */
	/* What --allow has to name; GAMUT_MISFIT_COUNT: worth knowing only. */
	enum gamut_misfit misfit;
};

struct gamut_differences {
	struct gamut_difference
		*list; /* in the order of the map, then others */
	size_t count;
	size_t size;
};

/* One of the two. */
struct gamut_fit_side {
	/* NULL: completions of a file. */
	const struct gamut_manifest *manifest;
	const struct gamut_summary *summary;
};

/*
 * All that differs between them but for their models, ids and times; texts live
 * in `arena`. Differences of sampling and of endpoints are worth knowing, as
 * they may be what is compared.
 */
struct gamut_differences gamut_fit_check(const struct gamut_fit_side *base,
                                         const struct gamut_fit_side *candidate,
                                         struct gamut_arena *arena);

#endif
