#ifndef GAMUT_TASKS_PLUGIN_H
#define GAMUT_TASKS_PLUGIN_H

#include "tasks/task.h"

/*
 * A shared object of tasks
 * ------------------------
 * Built against the installed headers (`pkg-config --cflags gamut`, or CMake's
 * find_package(gamut)), it defines one symbol, `gamut_plugin`, and is loaded by
 * naming its file: `gamut run --task-file ./my_task.so`. It may use the
 * verifiers of verifiers/ and the functions of base/ that the headers declare;
 * the program exports them.
 *
 *	GAMUT_PLUGIN(&my_task, &my_other_task);
 */
struct gamut_plugin {
	uint32_t abi;  /* GAMUT_TASK_ABI */
	uint32_t size; /* sizeof(struct gamut_plugin) as the plugin saw it */
	const struct gamut_task *const *tasks; /* ended by NULL */
};

#define GAMUT_PLUGIN(...)                                              \
	static const struct gamut_task *const gamut_plugin_tasks[] = { \
		__VA_ARGS__, NULL                                      \
	};                                                             \
	extern GAMUT_EXPORT const struct gamut_plugin gamut_plugin;    \
	const struct gamut_plugin gamut_plugin = {                     \
		.abi = GAMUT_TASK_ABI,                                 \
		.size = sizeof(struct gamut_plugin),                   \
		.tasks = gamut_plugin_tasks,                           \
	}

#endif
