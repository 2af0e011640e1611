#include "runner/cli/sides.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/alloc.h"
#include "base/file.h"
#include "runner/cli/known.h"
#include "runner/cli/reading.h"

struct gamut_str gamut_side_label(const char *path)
{
	size_t end = strlen(path);
	size_t start;

	while (end > 1 && path[end - 1] == '/')
		end--;
	start = end;
	while (start > 0 && path[start - 1] != '/')
		start--;
	return (struct gamut_str){ .ptr = path + start, .len = end - start };
}

/* Add all that `side` holds to its score. */
static enum gamut_status fill(struct gamut_side *side, struct gamut_err *err)
{
	enum gamut_status status =
		side->run ?
			gamut_score_run(side->score, side->run, err) :
			gamut_reading_file(side->score, side->path, false, err);

	/* What reads a file names it. */
	if (status)
		return side->run ? gamut_error_at(err, "%s", side->path) :
		                   status;
	side->summary = gamut_score_finish(side->score);
	if (side->summary->cell_count > GAMUT_SIDE_CELLS_MAX)
		return gamut_error(err, GAMUT_EINVAL,
		                   "'%s' has %zu cells, of different models, "
		                   "tasks and settings: more than %d are not "
		                   "compared",
		                   side->path, side->summary->cell_count,
		                   GAMUT_SIDE_CELLS_MAX);
	if (side->summary->cell_count == 0)
		return gamut_error(err, GAMUT_EINVAL, "'%s' holds nothing",
		                   side->path);
	return GAMUT_OK;
}

/*
 * A folder without a run may be a published one, of which only the completions
 * are left.
 */
static const char *find_file(const char *path, struct gamut_arena *arena)
{
	struct gamut_str published;

	if (!gamut_file_is_folder(path))
		return gamut_file_exists(path) ? path : NULL;
	published = gamut_arena_strf(arena, "%s/completions.jsonl", path);
	return !gamut_store_exists(path) && gamut_file_exists(published.ptr) ?
	               published.ptr :
	               NULL;
}

static enum gamut_status open_side(struct gamut_side *side, const char *path,
                                   struct gamut_sides *sides,
                                   struct gamut_err *err)
{
	const char *file = find_file(path, &sides->arena);
	enum gamut_status status = GAMUT_OK;

	if (strcmp(path, "-") == 0)
		return gamut_error(err, GAMUT_EINVAL,
		                   "standard input may have to be read twice: "
		                   "put it into a file and name that");

	side->label = gamut_side_label(path);
	side->path = file ? file : path;
	if (!file)
		status = gamut_reading_run(&side->owned_run, path, err);
	if (status)
		return status;
	side->run = side->owned_run;
	side->score = gamut_score_open(sides->suite);
	gamut_score_watch(side->score, sides->judged, sides->context);
	return fill(side, err);
}

enum gamut_status gamut_sides_open(struct gamut_sides *sides,
                                   const char *const *paths, size_t count,
                                   struct gamut_err *err)
{
	enum gamut_status status = GAMUT_OK;

	if (!sides->catalog) {
		status = gamut_known_open(&sides->owned_catalog,
		                          &sides->task_files, err);
		sides->catalog = sides->owned_catalog;
	}
	if (status)
		return status;
	sides->suite = gamut_suite_of(sides->catalog);
	sides->list = gamut_alloc_array(count, sizeof(sides->list[0]));
	for (size_t i = 0; i < count && !status; i++)
		status = open_side(&sides->list[sides->count++], paths[i],
		                   sides, err);
	return status;
}

void gamut_sides_close(struct gamut_sides *sides)
{
	for (size_t i = 0; i < sides->count; i++) {
		gamut_score_free(sides->list[i].score);
		gamut_run_free(sides->list[i].owned_run);
	}
	free(sides->list);
	gamut_suite_free(sides->suite);
	gamut_catalog_free(sides->owned_catalog);
	gamut_arena_clear(&sides->arena);
	*sides = (struct gamut_sides){ 0 };
}

/* What all ways to name the same samples have in common. */
static struct gamut_str identify(const char *path, struct gamut_arena *arena)
{
	const char *file = find_file(path, arena);
	struct gamut_manifest manifest;
	struct stat found;

	if (file && stat(file, &found) == 0)
		return gamut_arena_strf(arena, "file %ju %ju",
		                        (uintmax_t)found.st_dev,
		                        (uintmax_t)found.st_ino);
	if (!file && !gamut_store_read_manifest(&manifest, path, arena, NULL))
		return gamut_arena_strf(arena, "run %.*s",
		                        GAMUT_STR_ARG(manifest.run_id));
	return gamut_arena_strf(arena, "path %s", path);
}

enum gamut_status gamut_sides_require_different(const char *const *paths,
                                                size_t count,
                                                struct gamut_err *err)
{
	struct gamut_arena arena = { 0 };
	struct gamut_str *names = gamut_arena_new(&arena, struct gamut_str,
	                                          count);
	enum gamut_status status = GAMUT_OK;

	for (size_t i = 0; i < count; i++) {
		names[i] = identify(paths[i], &arena);
		for (size_t k = 0; k < i && !status; k++)
			if (gamut_str_eq(names[i], names[k]))
				status = gamut_error(
					err, GAMUT_EINVAL,
					"'%s' and '%s' are the same samples, "
					"and no second draw: name them once",
					paths[k], paths[i]);
	}
	gamut_arena_clear(&arena);
	return status;
}

enum gamut_status gamut_side_cut(struct gamut_side *side,
                                 const struct gamut_side *other,
                                 const struct gamut_suite *suite,
                                 struct gamut_err *err)
{
	const struct gamut_summary *model = other->summary;

	gamut_score_free(side->score);
	side->score = gamut_score_open(suite);
	for (size_t i = 0; i < model->cell_count; i++)
		gamut_score_cap(side->score, model->cells[i].key.task,
		                model->cells[i].key.setting,
		                model->cells[i].cell->tally.n);
	return fill(side, err);
}

enum gamut_status gamut_side_require_single(const struct gamut_side *side,
                                            struct gamut_err *err)
{
	struct gamut_summary_part one = { 0 };
	struct gamut_summary_part two;

	gamut_summary_next(side->summary, &one);
	two = one;
	if (!gamut_summary_next(side->summary, &two))
		return GAMUT_OK;
	return gamut_error(err, GAMUT_EINVAL,
	                   "'%s' holds completions of several models ('%.*s', "
	                   "'%.*s'), and one is wanted: keep its lines in a "
	                   "file of their own",
	                   side->path, GAMUT_STR_ARG(one.cells[0].key.model),
	                   GAMUT_STR_ARG(two.cells[0].key.model));
}
