#ifndef GAMUT_EXCHANGE_IMPORT_SINK_H
#define GAMUT_EXCHANGE_IMPORT_SINK_H

#include "runner/exchange/import/parts.h"

/*
 * Where generations go: what take.c fills, sink.c concludes.
 */

/* One cell of the run to be. */
struct gamut_import_cell {
	const struct gamut_task *task;
	struct gamut_str setting;
	uint64_t completions;
	uint64_t failures;
	uint64_t unended; /* completions that do not say why they ended */
	uint32_t end;     /* one above the largest index */
	uint32_t wanted;  /* as the source says; 0: it does not */
	uint64_t *taken;  /* a bit for each index below `end` */
	size_t taken_size;
	struct gamut_str prompt; /* the first that is told */
	bool has_prompts;        /* several: which is whose is not kept */
	uint32_t max_tokens;
	bool has_limits;   /* likewise */
	bool lacks_prompt; /* of one generation at least */
	size_t file;       /* number of the file that it began in */
};

/* A name that a source uses, and for how many generations. */
struct gamut_import_name_count {
	struct gamut_str name;
	uint64_t count;
};

struct gamut_import_names {
	struct gamut_map map; /* name -> index of `list` */
	struct gamut_import_name_count *list;
	size_t count;
	size_t size;
	uint64_t total; /* generations of all, those of the list's end too */
};

struct gamut_import_sink {
	const struct gamut_import_options *options;
	const struct gamut_import_map *map;
	const struct gamut_import_format *format;
	struct gamut_shard *shard;
	size_t queued; /* bytes since the last sync, about */
	size_t file;   /* number of the file that is being read */

	struct gamut_import_cell *cells;
	size_t count;
	size_t size;
	struct gamut_map cell_of;
	uint64_t room; /* the sum of the cells' `end` */

	struct gamut_import_names models;
	struct gamut_import_names unknown;
	struct gamut_import_names skipped;
	uint64_t other_models;

	struct gamut_str sampling; /* as told; empty: not told */
	bool has_samplings;        /* several that differ */
	struct gamut_str template;
	bool has_templates;
	int64_t time_ms; /* or GAMUT_UNKNOWN */

	struct gamut_import_report *report;
	struct gamut_arena arena;
};

/* Add one of `name` to `names`. */
void gamut_import_names_add(struct gamut_import_names *names,
                            struct gamut_str name, struct gamut_arena *arena);

/* Sort the cells as reports have them, and count what came into `report`. */
void gamut_import_sink_sort(struct gamut_import_sink *sink);

/*
 * Is all known that must be, and is there something? GAMUT_EINVAL; names that
 * are not known stand in the report's lines then.
 */
GAMUT_MUST_USE
enum gamut_status gamut_import_sink_check(struct gamut_import_sink *sink,
                                          struct gamut_err *err);

/* What the model is to be called; GAMUT_EINVAL where nobody says. */
GAMUT_MUST_USE
enum gamut_status gamut_import_sink_model(const struct gamut_import_sink *sink,
                                          struct gamut_str *model,
                                          struct gamut_err *err);

void gamut_import_sink_release(struct gamut_import_sink *sink);

#endif
