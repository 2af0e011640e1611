#include "runner/cli/stopping.h"

#include <math.h>

#include "base/file.h"
#include "runner/cli/command.h"
#include "runner/measure/compare/boundary.h"

/*
 * One-sided, for each of validity and yield: together they are wrong in one of
 * twenty runs that are no worse.
 */
#define LEVEL_OF_EACH (0.05 / 2)

bool gamut_stopping_is_on(const struct gamut_stopping_options *options)
{
	return !isnan(options->halfwidth) || options->baseline;
}

size_t gamut_stopping_looks(uint32_t looks[GAMUT_STOPPING_LOOKS], uint32_t n)
{
	const uint64_t most = GAMUT_STOPPING_LOOKS;
	size_t count = 0;

	for (uint64_t i = 1; i <= most; i++) {
		uint32_t look = (uint32_t)((n * i + most - 1) / most);

		if (count == 0 || look > looks[count - 1])
			looks[count++] = look;
	}
	return count;
}

/* ---------------------------------------------------------------- checking */

static const struct gamut_manifest_cell *find_cell(
	const struct gamut_run *run, const struct gamut_manifest_cell *cell,
	size_t *at)
{
	const struct gamut_manifest *manifest = &run->manifest;

	for (*at = 0; *at < manifest->cell_count; ++*at) {
		const struct gamut_manifest_cell *one = &manifest->cells[*at];

		if (gamut_str_eq(one->task, cell->task) &&
		    gamut_str_eq(one->setting, cell->setting))
			return one;
	}
	return NULL;
}

/* Why `cell` cannot be held against that of `base`; NULL: it can. */
static const char *misfit_of(const struct gamut_run *base,
                             const struct gamut_manifest_cell *cell, uint32_t n)
{
	size_t at;
	const struct gamut_manifest_cell *other = find_cell(base, cell, &at);

	if (!other)
		return "the baseline lacks this cell";
	if (!gamut_str_eq(other->task_hash, cell->task_hash))
		return "the task or its word lists have changed since the "
		       "baseline was sampled";
	if (other->prompt.len == 0)
		return "the baseline was imported, and its prompt is not known";
	if (!gamut_str_eq(other->prompt, cell->prompt))
		return "the baseline was asked with another prompt";
	if (other->max_tokens == 0)
		return "the baseline was imported, and its token limit is not "
		       "known";
	if (other->max_tokens != cell->max_tokens)
		return "the baseline had another token limit";
	if (base->failed[at] > 0 || base->missing[at] > 0)
		return "the baseline lacks samples";
	if (gamut_run_wanted(base, at) < n)
		return "the baseline has fewer samples: give a smaller -n, or "
		       "top it up";
	return NULL;
}

static enum gamut_status check_cells(const struct gamut_run *base,
                                     const struct gamut_manifest *wanted,
                                     struct gamut_err *err)
{
	for (size_t i = 0; i < wanted->cell_count; i++) {
		const struct gamut_manifest_cell *cell = &wanted->cells[i];
		const char *why = misfit_of(base, cell, wanted->n);

		if (why)
			return gamut_error(err, GAMUT_EMISMATCH,
			                   "%.*s, %.*s: %s",
			                   GAMUT_STR_ARG(cell->task),
			                   GAMUT_STR_ARG(cell->setting), why);
	}
	return GAMUT_OK;
}

/*
 * Completions without a run: a file of them, or a folder that was published
 * with nothing else.
 */
static bool is_without_run(const char *path)
{
	struct gamut_arena arena = { 0 };
	const char *published =
		gamut_arena_strf(&arena, "%s/completions.jsonl", path).ptr;
	bool is = gamut_file_is_folder(path) ?
	                  !gamut_store_exists(path) &&
	                          gamut_file_exists(published) :
	                  gamut_file_exists(path);

	gamut_arena_clear(&arena);
	return is;
}

static enum gamut_status read_base(struct gamut_run **base, const char *path,
                                   struct gamut_err *err)
{
	if (is_without_run(path))
		return gamut_error(err, GAMUT_EINVAL,
		                   "there are completions alone: without the "
		                   "prompts, token limits and indices of its "
		                   "samples, looks cannot be held against "
		                   "them; give the run directory that 'gamut "
		                   "run' sampled them into, or sample the "
		                   "baseline anew");
	return gamut_run_read(base, path, err);
}

/* Is `base` the run that is to be sampled? */
static bool is_same_run(const struct gamut_run *base,
                        const struct gamut_session *session)
{
	struct gamut_arena arena = { 0 };
	struct gamut_manifest have;
	bool is_same = !session->is_new &&
	               !gamut_store_read_manifest(&have, session->folder,
	                                          &arena, NULL) &&
	               gamut_str_eq(have.run_id, base->manifest.run_id);

	gamut_arena_clear(&arena);
	return is_same;
}

enum gamut_status gamut_stopping_check(
	const struct gamut_stopping_options *options,
	const struct gamut_session *session, struct gamut_err *err)
{
	struct gamut_run *base;
	enum gamut_status status;

	if (!isnan(options->halfwidth) &&
	    !(options->halfwidth > 0 && options->halfwidth < 0.5))
		return gamut_error(err, GAMUT_EINVAL,
		                   "--until-halfwidth %g: a number above 0 and "
		                   "below 0.5 is needed, such as 0.05",
		                   options->halfwidth);
	if (!options->baseline)
		return GAMUT_OK;
	if (!isnan(options->halfwidth))
		return gamut_error(err, GAMUT_EINVAL,
		                   "--until-halfwidth and --stop-if-worse-than "
		                   "do not go together: cells that are stopped "
		                   "by the one cannot be held against the "
		                   "baseline by the other");
	status = read_base(&base, options->baseline, err);
	if (!status) {
		if (is_same_run(base, session))
			status = gamut_error(err, GAMUT_EINVAL,
			                     "that is the run itself");
		else
			status = check_cells(base, &session->manifest, err);
		gamut_run_free(base);
	}
	if (status)
		gamut_error_at(err, "--stop-if-worse-than %s",
		               options->baseline);
	return status;
}

/* ----------------------------------------------------------------- opening */

enum gamut_status gamut_stopping_open(
	struct gamut_stopping *stopping,
	const struct gamut_stopping_options *options,
	const struct gamut_session *session, struct gamut_err *err)
{
	uint32_t n = session->manifest.n;
	double shares[GAMUT_STOPPING_LOOKS];

	*stopping = (struct gamut_stopping){ .options = options,
		                             .session = session };
	stopping->look_count = gamut_stopping_looks(stopping->looks, n);
	if (!options->baseline)
		return GAMUT_OK;
	for (size_t i = 0; i < stopping->look_count; i++)
		shares[i] = (double)stopping->looks[i] / n;
	gamut_boundary_obrien_fleming(stopping->bounds, shares,
	                              stopping->look_count, LEVEL_OF_EACH);
	stopping->base.catalog = session->catalog;
	return gamut_sides_open(&stopping->base, &options->baseline, 1, err);
}

void gamut_stopping_close(struct gamut_stopping *stopping)
{
	gamut_sides_close(&stopping->base);
}

enum gamut_status gamut_stopping_recall(struct gamut_stopping *stopping,
                                        const struct gamut_run *run,
                                        struct gamut_err *err)
{
	const struct gamut_stop *worse = NULL;

	if (!stopping->options->baseline)
		return GAMUT_OK;
	for (size_t i = 0; i < run->manifest.cell_count; i++) {
		const struct gamut_stop *stop = gamut_run_stop(run, i);

		if (stop && stop->rule != GAMUT_STOP_WORSE)
			return gamut_error(
				err, GAMUT_EINVAL,
				"'%s' has cells that were stopped early by "
				"another rule, which cannot be held against "
				"the baseline: give --resume-stopped, too, or "
				"another --out",
				stopping->session->folder);
		worse = stop ? stop : worse;
	}
	if (worse && !stopping->is_worse) {
		stopping->is_worse = true;
		gamut_tell("%.*s", GAMUT_STR_ARG(worse->reason));
	}
	return GAMUT_OK;
}
