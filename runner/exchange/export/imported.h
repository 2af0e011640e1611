#ifndef GAMUT_EXCHANGE_EXPORT_IMPORTED_H
#define GAMUT_EXCHANGE_EXPORT_IMPORTED_H

#include "base/json.h"
#include "runner/exchange/export/walk.h"

/*
 * What is not known of imported runs
 * ----------------------------------
 * A manifest has 0 for numbers that nobody knows. Exports leave them out, or
 * say null: others would take a 0 for a fact. Private to this layer.
 */

static inline bool gamut_export_is_imported(const struct gamut_manifest *of)
{
	return of->imported.len > 0;
}

/* The seed of the run; GAMUT_UNKNOWN where none is known. */
int64_t gamut_export_seed(const struct gamut_manifest *manifest);

/*
 * Write the member `key`, how many tokens a completion of `cell` may have;
 * nothing where that is not known.
 */
void gamut_export_add_limit(struct gamut_json *json, const char *key,
                            const struct gamut_export_cell *cell);

/*
 * Write the member "imported": what the run was imported from, as in run.json;
 * null where it was sampled here.
 */
void gamut_export_add_imported(struct gamut_json *json,
                               const struct gamut_manifest *manifest);

/*
 * The same for a table: "lm-eval: a.jsonl, b.jsonl", with the names of at most
 * eight files and the number of others; empty where it was sampled here. In
 * `arena`.
 */
struct gamut_str gamut_export_imported_line(
	const struct gamut_manifest *manifest, struct gamut_arena *arena);

#endif
