#include "runner/exchange/export/export.h"

#include <stdlib.h>
#include <string.h>

#include "base/above.h"
#include "base/alloc.h"
#include "base/text.h"
#include "runner/exchange/export/format.h"

static const struct gamut_export_format *const formats[] = {
	&gamut_export_lm_eval, &gamut_export_inspect, &gamut_export_every,
	&gamut_export_csv,     &gamut_export_dataset,
};

const char *gamut_export_names(void)
{
	return "lm-eval, inspect, every-eval-ever, csv, hf-dataset";
}

enum gamut_status gamut_export_find(const struct gamut_export_format **out,
                                    const char *name, struct gamut_err *err)
{
	const char *names[GAMUT_ARRAY_LEN(formats)];

	for (size_t i = 0; i < GAMUT_ARRAY_LEN(formats); i++) {
		names[i] = formats[i]->name;
		if (name && strcmp(name, names[i]) == 0) {
			*out = formats[i];
			return GAMUT_OK;
		}
	}
	if (!name)
		return gamut_error(err, GAMUT_EINVAL,
		                   "name a format with --to: %s",
		                   gamut_export_names());
	return gamut_error(
		err, GAMUT_EINVAL, "unknown format '%s'%s: there are %s", name,
		gamut_text_hint(name, names, GAMUT_ARRAY_LEN(names)).text,
		gamut_export_names());
}

enum gamut_status gamut_export_open(struct gamut_export_file *file,
                                    struct gamut_str dir, struct gamut_str path,
                                    struct gamut_err *err)
{
	struct gamut_arena arena = { 0 };
	enum gamut_status status = gamut_export_file_open(
		file,
		gamut_arena_strf(&arena, "%.*s/%.*s", GAMUT_STR_ARG(dir),
	                         GAMUT_STR_ARG(path))
			.ptr,
		err);

	gamut_arena_clear(&arena);
	return status;
}

void gamut_export_plan_add(struct gamut_export_plan *plan,
                           struct gamut_str path, struct gamut_str label)
{
	size_t at = gamut_map_put(&plan->paths, path, plan->count);

	if (at != plan->count) {
		plan->twice = plan->list[at];
		plan->other = gamut_arena_copy(&plan->arena, label);
		return;
	}
	plan->list = gamut_grow_array(plan->list, &plan->list_size, plan->count,
	                              sizeof(plan->list[0]));
	plan->labels = gamut_grow_array(plan->labels, &plan->size, plan->count,
	                                sizeof(plan->labels[0]));
	plan->labels[plan->count] = gamut_arena_copy(&plan->arena, label);
	plan->list[plan->count++] = gamut_arena_copy(&plan->arena, path);
}

static void release_plan(struct gamut_export_plan *plan)
{
	gamut_map_clear(&plan->paths);
	free(plan->list);
	free(plan->labels);
	gamut_arena_clear(&plan->arena);
}

static enum gamut_status check_plan(struct gamut_export_plan *plan,
                                    bool may_replace, struct gamut_err *err)
{
	if (plan->twice.len > 0)
		return gamut_error(
			err, GAMUT_EINVAL,
			"'%.*s' and '%.*s' would both be '%.*s': export them "
			"into folders of their own",
			GAMUT_STR_ARG(plan->labels[gamut_map_find(
				&plan->paths, plan->twice)]),
			GAMUT_STR_ARG(plan->other), GAMUT_STR_ARG(plan->twice));
	for (size_t i = 0; i < plan->count && !may_replace; i++) {
		struct gamut_str path = gamut_arena_strf(
			&plan->arena, "%.*s/%.*s", GAMUT_STR_ARG(plan->dir),
			GAMUT_STR_ARG(plan->list[i]));

		if (gamut_file_exists(path.ptr))
			return gamut_error(err, GAMUT_EMISMATCH,
			                   "'%s' exists already: --force "
			                   "replaces it",
			                   path.ptr);
	}
	return GAMUT_OK;
}

static bool is_run(const char *path, void *context)
{
	(void)context;
	return gamut_store_exists(path);
}

/* What is in a run directory may be taken for a part of it. */
static enum gamut_status check_folder(const char *dir, struct gamut_err *err)
{
	struct gamut_arena arena = { 0 };
	const char *run = gamut_above_find(dir, is_run, NULL, &arena);
	enum gamut_status status = GAMUT_OK;

	if (run)
		status = gamut_error(err, GAMUT_EINVAL,
		                     "'%s' is in the run directory '%s': "
		                     "export into a folder of its own",
		                     dir, run);
	gamut_arena_clear(&arena);
	return status;
}

enum gamut_status gamut_export_write(const struct gamut_export *export,
                                     const struct gamut_export_format *format,
                                     const char *dir, bool may_replace,
                                     size_t *written, struct gamut_err *err)
{
	struct gamut_export_plan plan = { .dir = gamut_str_of(dir) };
	enum gamut_status status = check_folder(dir, err);

	if (!status)
		status = format->plan(&plan, export, err);
	if (!status)
		status = check_plan(&plan, may_replace, err);
	if (!status)
		status = gamut_file_make_folder(dir, err);
	if (!status)
		status = format->write(export, plan.dir, err);
	*written = plan.count;
	release_plan(&plan);
	return status;
}
