#ifndef GAMUT_CLI_EXPERIMENT_H
#define GAMUT_CLI_EXPERIMENT_H

#include "base/buf.h"
#include "runner/cli/options.h"

/*
 * An experiment: many runs from one YAML file
 * -------------------------------------------
 * The keys of the file are the names of a command's options, with '_' or '-',
 * so that one table checks both; beside them stand `templates`, `sampling` and
 * `models`. Each model, with each template and each combination of sampling
 * values, is a condition, and each condition is a run in a directory of its
 * own. docs/experiments.md is the user's view.
 *
 * The option table is the caller's and outlives the experiment. Options that
 * it does not have are unknown keys. An option whose argument ends in ",..."
 * takes a list, which is joined by commas; one of several texts takes a list,
 * and a mapping where its argument is written KEY=JSON or 'K: V'.
 */
struct gamut_experiment;

/* Most conditions of one experiment. */
#define GAMUT_EXPERIMENT_CONDITIONS_MAX 10000

/*
 * Read the file `path` and check all of it: every value as its option would be
 * on the command line. GAMUT_EPARSE names file, line and column; also for two
 * conditions that are the same. Otherwise as gamut_yaml_read(). The caller
 * frees `*out`, which is set only on GAMUT_OK.
 */
GAMUT_MUST_USE
enum gamut_status gamut_experiment_read(struct gamut_experiment **out,
                                        const char *path,
                                        const struct gamut_option *table,
                                        struct gamut_err *err);

/* The same from `text`; messages, and the default of `out`, call it `name`. */
GAMUT_MUST_USE
enum gamut_status gamut_experiment_parse(struct gamut_experiment **out,
                                         const char *name,
                                         struct gamut_str text,
                                         const struct gamut_option *table,
                                         struct gamut_err *err);

/* Release `experiment`; NULL is nothing. */
void gamut_experiment_free(struct gamut_experiment *experiment);

/* Number of conditions, from 1 to GAMUT_EXPERIMENT_CONDITIONS_MAX. */
size_t gamut_experiment_count(const struct gamut_experiment *experiment);

/*
 * Set the options of condition `i` in `values`, a struct that the table's
 * offsets point into and that holds the defaults; `out`, where the table has
 * it, is the condition's own directory. Texts live as long as `experiment`;
 * memory of GAMUT_OPTION_TEXTS is the caller's to free().
 */
GAMUT_MUST_USE
enum gamut_status gamut_experiment_apply(
	const struct gamut_experiment *experiment, size_t i, void *values,
	struct gamut_err *err);

/*
 * For a line of progress: "my-model, chat, temperature 0.5". Nothing that
 * changes nothing, such as top_p 1. Text of the user's, not safe to print.
 */
const char *gamut_experiment_title(const struct gamut_experiment *experiment,
                                   size_t i);

/*
 * The name of condition `i`'s directory: "my-model-chat-t0.5-p0.9". Lower-case
 * ASCII letters, digits, '.', '_' and '-'; unique in the experiment, also where
 * case does not count. It follows from the condition alone, so that neither
 * conditions added behind nor another n change it; only where two would be
 * named alike, the later ones get a hash of what sets them apart.
 */
const char *gamut_experiment_slug(const struct gamut_experiment *experiment,
                                  size_t i);

/* The folder of the conditions' directories: `out`, or results/NAME. */
const char *gamut_experiment_folder(const struct gamut_experiment *experiment);

/*
 * Add the JSON Schema (draft-07) of the files that go with `table`, indented,
 * to `out`: docs/experiment.schema.json.
 */
void gamut_experiment_schema(struct gamut_buf *out,
                             const struct gamut_option *table);

#endif
