#include "runner/cli/comparing.h"

#include <stdlib.h>

#include "base/file.h"
#include "runner/cli/command.h"

static struct gamut_side *base_of(struct gamut_comparing *comparing)
{
	return &comparing->sides.list[0];
}

static struct gamut_side *candidate_of(struct gamut_comparing *comparing)
{
	return &comparing->sides.list[1];
}

static struct gamut_fit_side fit_of(const struct gamut_side *side)
{
	return (struct gamut_fit_side){
		.manifest = side->run ? &side->run->manifest : NULL,
		.summary = side->summary,
	};
}

/*
 * Refuse what differs and is not allowed. Samples that are missing can be got:
 * that is the run's state and no mistake of the command line.
 */
static enum gamut_status refuse(struct gamut_comparing *comparing,
                                struct gamut_err *err)
{
	const struct gamut_differences *found = &comparing->differences;
	bool is_refused[GAMUT_MISFIT_COUNT] = { 0 };
	struct gamut_buf kinds = { 0 };
	bool is_only_incomplete = true;
	bool is_any = false;
	enum gamut_status status = GAMUT_OK;

	for (size_t i = 0; i < found->count; i++) {
		enum gamut_misfit misfit = found->list[i].misfit;

		if (misfit == GAMUT_MISFIT_COUNT ||
		    comparing->is_allowed[misfit])
			continue;
		if (!comparing->is_quiet)
			gamut_tell("%.*s", GAMUT_STR_ARG(found->list[i].text));
		is_refused[misfit] = true;
	}
	for (size_t i = 0; i < GAMUT_MISFIT_COUNT; i++) {
		if (!is_refused[i] && !comparing->is_allowed[i])
			continue;
		gamut_buf_addf(&kinds, "%s%s", kinds.len ? "," : "",
		               gamut_misfit_name((enum gamut_misfit)i));
		is_any |= is_refused[i];
		if (is_refused[i] && i != GAMUT_MISFIT_INCOMPLETE)
			is_only_incomplete = false;
	}
	if (is_any)
		status = gamut_error(
			err,
			is_only_incomplete ? GAMUT_EINCOMPLETE : GAMUT_EINVAL,
			"'%s' and '%s' do not measure the same: %s, or "
			"tolerate it with --allow %s",
			base_of(comparing)->path, candidate_of(comparing)->path,
			is_only_incomplete ? "run 'gamut run' on them again" :
					     "sample one as the other was",
			gamut_buf_cstr(&kinds));
	gamut_buf_release(&kinds);
	return status;
}

static bool is_found(const struct gamut_differences *differences,
                     enum gamut_misfit misfit)
{
	for (size_t i = 0; i < differences->count; i++)
		if (differences->list[i].misfit == misfit)
			return true;
	return false;
}

/* Yields can only be compared at one n. */
static enum gamut_status level_sides(struct gamut_comparing *comparing,
                                     struct gamut_err *err)
{
	struct gamut_side *base = base_of(comparing);
	struct gamut_side *candidate = candidate_of(comparing);
	const struct gamut_suite *suite = comparing->sides.suite;
	enum gamut_status status;

	if (!is_found(&comparing->differences, GAMUT_MISFIT_N) &&
	    !is_found(&comparing->differences, GAMUT_MISFIT_INCOMPLETE))
		return GAMUT_OK;
	status = gamut_side_cut(base, candidate, suite, err);
	return status ? status : gamut_side_cut(candidate, base, suite, err);
}

/* What `side` said of its answers when it was last scored with --samples. */
static enum gamut_status find_flips(struct gamut_comparing *comparing,
                                    const struct gamut_side *side,
                                    bool is_candidate, bool *is_silent,
                                    struct gamut_err *err)
{
	struct gamut_str path = gamut_arena_strf(
		&comparing->arena, "%s/samples.jsonl", side->path);

	uint64_t lines = comparing->flips.lines;
	uint64_t samples = 0;
	enum gamut_status status;

	*is_silent = !side->run || !gamut_file_exists(path.ptr);
	if (*is_silent)
		return GAMUT_OK;
	status = gamut_flips_read(&comparing->flips, path.ptr, side->summary,
	                          is_candidate, &comparing->arena, err);
	for (size_t i = 0; i < side->summary->cell_count; i++)
		samples += side->summary->cells[i].cell->tally.n;
	*is_silent = comparing->flips.lines - lines < samples;
	return status;
}

static enum gamut_status find_all_flips(struct gamut_comparing *comparing,
                                        struct gamut_err *err)
{
	struct gamut_flips *flips = &comparing->flips;
	enum gamut_status status;

	flips->is_asked = true;
	status = find_flips(comparing, base_of(comparing), false,
	                    &flips->base_is_silent, err);
	return status ? status :
	                find_flips(comparing, candidate_of(comparing), true,
	                           &flips->candidate_is_silent, err);
}

static enum gamut_status compare(struct gamut_comparing *comparing,
                                 struct gamut_err *err)
{
	size_t count;
	size_t both = 0;
	const struct gamut_cell_pair *pairs = gamut_cells_align(
		base_of(comparing)->summary, candidate_of(comparing)->summary,
		&count, &comparing->arena);

	for (size_t i = 0; i < count; i++)
		both += pairs[i].base && pairs[i].candidate &&
		        pairs[i].base->cell->tally.n > 0 &&
		        pairs[i].candidate->cell->tally.n > 0;
	if (both == 0)
		return gamut_error(err, GAMUT_EINVAL,
		                   "'%s' and '%s' have completions of no task "
		                   "and setting in common",
		                   base_of(comparing)->path,
		                   candidate_of(comparing)->path);
	comparing->result = gamut_compare(pairs, count, &comparing->options,
	                                  &comparing->arena);
	return GAMUT_OK;
}

enum gamut_status gamut_comparing_open(struct gamut_comparing *comparing,
                                       const char *const paths[2],
                                       struct gamut_err *err)
{
	struct gamut_fit_side base;
	struct gamut_fit_side candidate;
	enum gamut_status status = gamut_sides_require_different(paths, 2, err);

	if (!status)
		status = gamut_sides_open(&comparing->sides, paths, 2, err);
	for (size_t i = 0; i < 2 && !status; i++)
		status = gamut_side_require_single(&comparing->sides.list[i],
		                                   err);
	if (status)
		return status;
	base = fit_of(base_of(comparing));
	candidate = fit_of(candidate_of(comparing));
	comparing->differences = gamut_fit_check(&base, &candidate,
	                                         &comparing->arena);
	status = refuse(comparing, err);
	if (!status)
		status = level_sides(comparing, err);
	if (!status)
		status = compare(comparing, err);
	if (!status && comparing->rescores)
		status = find_all_flips(comparing, err);
	return status;
}

struct gamut_compare_document gamut_comparing_document(
	const struct gamut_comparing *comparing)
{
	return (struct gamut_compare_document){
		.comparison = &comparing->result,
		.base = gamut_comparing_party(&comparing->sides.list[0]),
		.candidate = gamut_comparing_party(&comparing->sides.list[1]),
		.differences = &comparing->differences,
		.flips = &comparing->flips,
	};
}

void gamut_comparing_close(struct gamut_comparing *comparing)
{
	gamut_sides_close(&comparing->sides);
	free(comparing->differences.list);
	free(comparing->flips.list);
	gamut_arena_clear(&comparing->arena);
}

struct gamut_compare_party gamut_comparing_party(const struct gamut_side *side)
{
	const struct gamut_cell_summary *cell = &side->summary->cells[0];

	return (struct gamut_compare_party){
		.label = side->label,
		.model = cell->key.model,
		.run = cell->key.run,
		.created = side->run ? side->run->manifest.created :
		                       GAMUT_STR_EMPTY,
		.is_simulated = cell->is_simulated,
	};
}
