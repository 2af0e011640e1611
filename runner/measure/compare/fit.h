#ifndef GAMUT_COMPARE_FIT_H
#define GAMUT_COMPARE_FIT_H

#include "base/arena.h"
#include "runner/measure/compare/align.h"
#include "runner/store/manifest.h"

/*
 * Do two runs measure the same?
 * -----------------------------
 * X(NAME, "name", "what parts it from the next"): what --allow takes.
 *
 * cells       one side lacks some; what both have is compared
 * prompts     prompts or token limits differ
 * rules       verifiers or word lists differ
 * n           the larger cells are cut to the size of the smaller ones
 * incomplete  samples are missing; both are cut to what is there
 */
#define GAMUT_MISFIT_MAP(X)         \
	X(CELLS, "cells", ", ")     \
	X(PROMPTS, "prompts", ", ") \
	X(RULES, "rules", ", ")     \
	X(N, "n", " or ")           \
	X(INCOMPLETE, "incomplete", "")

#define GAMUT_MISFIT_WORD(name, text, separator) text separator
/* "cells, prompts, rules, n or incomplete" */
#define GAMUT_MISFIT_LIST GAMUT_MISFIT_MAP(GAMUT_MISFIT_WORD)

enum gamut_misfit {
#define X(name, text, separator) GAMUT_MISFIT_##name,
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
