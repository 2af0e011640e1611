#include "runner/cli/choice.h"

#include "runner/plan/plan.h"

static enum gamut_status find_tasks(struct gamut_choice *choice,
                                    struct gamut_catalog *catalog,
                                    const char *globs,
                                    struct gamut_arena *arena,
                                    struct gamut_err *err)
{
	const struct gamut_task **tasks;
	enum gamut_status status = gamut_catalog_select(
		&tasks, &choice->task_count, catalog, globs, arena, err);

	if (status)
		return status;
	choice->tasks = gamut_arena_new(arena, struct gamut_str,
	                                choice->task_count);
	for (size_t i = 0; i < choice->task_count; i++)
		choice->tasks[i] = gamut_str_of(tasks[i]->name);
	return GAMUT_OK;
}

enum gamut_status gamut_choice_make(struct gamut_choice *out,
                                    struct gamut_catalog *catalog,
                                    const char *globs, const char *settings,
                                    struct gamut_arena *arena,
                                    struct gamut_err *err)
{
	enum gamut_setting named[GAMUT_SETTING_COUNT];
	enum gamut_status status = GAMUT_OK;

	*out = (struct gamut_choice){ 0 };
	if (globs)
		status = find_tasks(out, catalog, globs, arena, err);
	if (status || !settings)
		return status;
	status = gamut_plan_settings(named, &out->setting_count, settings, err);
	if (status)
		return status;
	out->settings = gamut_arena_new(arena, struct gamut_str,
	                                out->setting_count);
	for (size_t i = 0; i < out->setting_count; i++)
		out->settings[i] = gamut_str_of(gamut_setting_name(named[i]));
	return GAMUT_OK;
}

static bool is_among(const struct gamut_str *list, size_t count,
                     struct gamut_str name)
{
	for (size_t i = 0; i < count; i++)
		if (gamut_str_eq(list[i], name))
			return true;
	return false;
}

bool gamut_choice_has(const struct gamut_choice *choice, struct gamut_str task,
                      struct gamut_str setting)
{
	return (!choice->tasks ||
	        is_among(choice->tasks, choice->task_count, task)) &&
	       (choice->setting_count == 0 ||
	        is_among(choice->settings, choice->setting_count, setting));
}
