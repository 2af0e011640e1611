#include "runner/cli/adopt.h"

#include <string.h>

#include "base/buf.h"
#include "base/json.h"
#include "runner/plan/profile.h"
#include "runner/plan/template.h"

/* `s`, NUL-terminated, in `arena`; NULL where it is empty. */
static const char *text_of(struct gamut_str s, struct gamut_arena *arena)
{
	return s.len ? gamut_arena_copy(arena, s).ptr : NULL;
}

static struct gamut_str task_of(const struct gamut_manifest_cell *cell)
{
	return cell->task;
}

static struct gamut_str setting_of(const struct gamut_manifest_cell *cell)
{
	return cell->setting;
}

/* What `name_of` gives for each of the run's cells, comma-separated. */
static const char *names_of(
	const struct gamut_manifest *run,
	struct gamut_str (*name_of)(const struct gamut_manifest_cell *),
	struct gamut_arena *arena)
{
	struct gamut_buf out = { 0 };
	const char *result;

	for (size_t i = 0; i < run->cell_count; i++)
		gamut_buf_addf(&out, "%s%.*s", i ? "," : "",
		               GAMUT_STR_ARG(name_of(&run->cells[i])));
	result = text_of(gamut_buf_view(&out), arena);
	gamut_buf_release(&out);
	return result;
}

/* Those that `run` was begun with. */
static struct gamut_texts endpoints_of(const struct gamut_manifest *run,
                                       struct gamut_arena *arena)
{
	const char *first = text_of(run->endpoint, arena);
	cJSON *all = run->endpoints.len ?
	                     gamut_json_parse(run->endpoints, NULL) :
	                     NULL;
	size_t count = (size_t)cJSON_GetArraySize(all);
	struct gamut_texts urls = {
		.items = gamut_arena_new(arena, const char *, count + 1),
	};
	const cJSON *item;

	cJSON_ArrayForEach(item, all)
	{
		if (cJSON_IsString(item))
			urls.items[urls.count++] =
				gamut_arena_strf(arena, "%s", item->valuestring)
					.ptr;
	}
	if (urls.count == 0 && first)
		urls.items[urls.count++] = first;
	cJSON_Delete(all);
	return urls;
}

/*
 * Set `*option`, which is --`what`, to the `name` that the run has, if it is
 * `is_builtin`. Another is a file's: its path may lead anywhere, and a profile
 * says which key goes out.
 */
static enum gamut_status adopt_name(const char **option, const char *what,
                                    const char *name, bool is_builtin,
                                    struct gamut_err *err)
{
	if (*option)
		return GAMUT_OK;
	if (!is_builtin)
		return gamut_error(err, GAMUT_EINVAL,
		                   "the run was begun with %s '%s': give it "
		                   "again by --%s",
		                   what, name, what);
	*option = name;
	return GAMUT_OK;
}

/* Template, family and profile. */
static enum gamut_status adopt_names(struct gamut_session_options *options,
                                     const struct gamut_manifest *run,
                                     struct gamut_arena *arena,
                                     struct gamut_err *err)
{
	const char *template = text_of(run->template, arena);
	const char *profile = text_of(run->profile, arena);
	enum gamut_status status;

	status = adopt_name(&options->template, "template", template,
	                    gamut_template_is_builtin(template), err);
	if (!status)
		status = adopt_name(&options->profile, "profile", profile,
		                    gamut_profile_find(profile) != NULL, err);
	if (!status && !options->family &&
	    strcmp(options->template, template) == 0)
		options->family = text_of(run->family, arena);
	return status;
}

enum gamut_status gamut_adopt(struct gamut_session_options *options,
                              const struct gamut_manifest *run,
                              struct gamut_arena *arena, struct gamut_err *err)
{
	if (!options->model)
		options->model = text_of(run->model, arena);
	if (options->endpoints.count == 0)
		options->endpoints = endpoints_of(run, arena);
	if (!options->tasks)
		options->tasks = names_of(run, task_of, arena);
	if (!options->settings)
		options->settings = names_of(run, setting_of, arena);
	if (!options->has_n)
		options->n = run->n;
	if (!options->has_seed)
		options->seed = run->seed;
	return adopt_names(options, run, arena, err);
}
