#ifndef GAMUT_STORE_CELLS_H
#define GAMUT_STORE_CELLS_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/map.h"
#include "runner/store/manifest.h"

/*
 * The cells of a manifest by (task, setting). `{0}` is empty. Not thread-safe,
 * not even for finding. Private to the store.
 */
struct gamut_cells {
	struct gamut_map map;
	struct gamut_buf key;
};

/* Put the cells of `manifest` in; false where one is there twice. */
bool gamut_cells_init(struct gamut_cells *cells,
                      const struct gamut_manifest *manifest);

/* The place of a cell in the manifest, or GAMUT_MAP_ABSENT. */
size_t gamut_cells_find(struct gamut_cells *cells, struct gamut_str task,
                        struct gamut_str setting);

void gamut_cells_release(struct gamut_cells *cells);

/*
 * GAMUT_EPARSE where `manifest` has a (task, setting) twice: a sample would be
 * in two cells.
 */
GAMUT_MUST_USE
enum gamut_status gamut_cells_check(const struct gamut_manifest *manifest,
                                    struct gamut_err *err);

#endif
