#include "tasks/catalog/registry.h"

#include <string.h>

static const struct gamut_task *const all_tasks[] = {
#define GAMUT_TASK(name) &gamut_task_##name,
#include "tasks/tasks.def"
#undef GAMUT_TASK
};

size_t gamut_task_count(void)
{
	return GAMUT_ARRAY_LEN(all_tasks);
}

const struct gamut_task *const *gamut_task_all(void)
{
	return all_tasks;
}

const struct gamut_task *gamut_task_at(size_t i)
{
	if (i >= GAMUT_ARRAY_LEN(all_tasks))
		GAMUT_BUG("task %zu out of range", i);
	return all_tasks[i];
}

const struct gamut_task *gamut_task_find(struct gamut_str name)
{
	for (size_t i = 0; i < GAMUT_ARRAY_LEN(all_tasks); i++)
		if (gamut_str_eq(gamut_str_of(all_tasks[i]->name), name))
			return all_tasks[i];
	return NULL;
}

static bool is_name(const char *name)
{
	static const char allowed[] = "abcdefghijklmnopqrstuvwxyz0123456789_";

	return name && name[0] >= 'a' && name[0] <= 'z' && strlen(name) <= 64 &&
	       name[strspn(name, allowed)] == '\0';
}

static bool has_texts(const struct gamut_task *task)
{
	for (size_t i = 0; i < GAMUT_TASK_EXAMPLES; i++)
		if (!task->examples[i] || !task->examples[i][0])
			return false;
	return task->description && task->description[0];
}

static enum gamut_status check_cases(const struct gamut_task *task,
                                     struct gamut_err *err)
{
	size_t accepts = 0;
	size_t rejects = 0;
	uint64_t least = GAMUT_TASK_CASES_MIN;

	while (task->accepts && task->accepts[accepts].answer)
		accepts++;
	while (task->rejects && task->rejects[rejects].answer)
		rejects++;
	if (task->strings && task->strings < least)
		least = task->strings;
	if (accepts >= least && rejects >= GAMUT_TASK_CASES_MIN)
		return GAMUT_OK;
	return gamut_error(err, GAMUT_EINVAL,
	                   "task '%s' has %zu accept and %zu reject cases: at "
	                   "least %d of each are wanted, or all there are",
	                   task->name, accepts, rejects, GAMUT_TASK_CASES_MIN);
}

enum gamut_status gamut_task_validate(const struct gamut_task *task,
                                      struct gamut_err *err)
{
	if (task->abi != GAMUT_TASK_ABI)
		return gamut_error(err, GAMUT_EABI,
		                   "the task was built for ABI %u, this is %u",
		                   task->abi, GAMUT_TASK_ABI);
	if (task->size < GAMUT_TASK_SIZE_MIN)
		return gamut_error(err, GAMUT_EABI,
		                   "the task's descriptor has %u bytes, at "
		                   "least %zu wanted",
		                   task->size, GAMUT_TASK_SIZE_MIN);
	if (!is_name(task->name))
		return gamut_error(err, GAMUT_EINVAL, "bad task name '%s'",
		                   task->name ? task->name : "");
	if (!has_texts(task) || task->max_tokens == 0 || task->revision == 0)
		return gamut_error(err, GAMUT_EINVAL,
		                   "task '%s' lacks its description, an "
		                   "example, its token limit or its revision",
		                   task->name);
	if (!task->verifier)
		return gamut_error(err, GAMUT_EINVAL,
		                   "task '%s' has no verifier", task->name);
	return check_cases(task, err);
}
