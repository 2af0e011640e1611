#ifndef GAMUT_EXCHANGE_EXPORT_FORMAT_H
#define GAMUT_EXCHANGE_EXPORT_FORMAT_H

#include "base/map.h"
#include "runner/exchange/export/export.h"
#include "runner/exchange/export/file.h"

/*
 * A format of exports is one file, export_<name>.c, that defines one constant;
 * export.c lists them all. Private to this layer.
 */

/* The files of an export, gathered before the first one is written. */
struct gamut_export_plan {
	struct gamut_str dir;
	struct gamut_arena arena;
	struct gamut_map paths;   /* -> index of `labels` */
	struct gamut_str *labels; /* the run that each is of */
	struct gamut_str *list;
	size_t count;
	size_t size;
	size_t list_size;
	/* A path that two runs have; empty: there is none. */
	struct gamut_str twice;
	struct gamut_str other; /* the label of the second one */
};

/* That there will be a file at `path`, below the folder, for `label`. */
void gamut_export_plan_add(struct gamut_export_plan *plan,
                           struct gamut_str path, struct gamut_str label);

struct gamut_export_format {
	const char *name;
	/* Name all files of the export. */
	GAMUT_MUST_USE
	enum gamut_status (*plan)(struct gamut_export_plan *plan,
	                          const struct gamut_export *export,
	                          struct gamut_err *err);
	/* Write them, at the same paths below `dir`. */
	GAMUT_MUST_USE
	enum gamut_status (*write)(const struct gamut_export *export,
	                           struct gamut_str dir, struct gamut_err *err);
};

extern const struct gamut_export_format gamut_export_csv;
extern const struct gamut_export_format gamut_export_every;
extern const struct gamut_export_format gamut_export_dataset;
extern const struct gamut_export_format gamut_export_inspect;
extern const struct gamut_export_format gamut_export_lm_eval;

/* Open the file at `path` below `dir`. */
GAMUT_MUST_USE
enum gamut_status gamut_export_open(struct gamut_export_file *file,
                                    struct gamut_str dir, struct gamut_str path,
                                    struct gamut_err *err);

#endif
