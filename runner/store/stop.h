#ifndef GAMUT_STORE_STOP_H
#define GAMUT_STORE_STOP_H

#include "runner/store/store.h"

/* Longer reasons are damaged. */
#define GAMUT_STOP_REASON_MAX_BYTES ((size_t)1000)

/* The cells of a run that were stopped early. Private to the store. */
struct gamut_stops {
	/*
	 * For each cell of the manifest; `n` is 0 where it was not stopped.
	 * NULL: none was.
	 */
	struct gamut_stop *of;
	/* How often stops of this n were lifted; only later ones count. */
	uint32_t round;
};

/*
 * Read those that are in force in `folder`, for the manifest's n; in `arena`.
 * Deterministic, whatever wrote them in which order: of several stops of a cell
 * the smallest n counts, of equal ones the first file by name. GAMUT_EPARSE
 * where a file is not what gamut_store_stop() writes, or names no cell of the
 * run, and where there are more than 1,000 of them; one of more than 1 MiB is
 * not read either.
 */
GAMUT_MUST_USE
enum gamut_status gamut_stops_read(struct gamut_stops *stops,
                                   const char *folder,
                                   const struct gamut_manifest *manifest,
                                   struct gamut_arena *arena,
                                   struct gamut_err *err);

#endif
