#include "tasks/catalog/plugin_file.h"

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/file.h"
#include "tasks/catalog/descriptor.h"

/* More is no plugin but a list without an end. */
#define TASKS_MAX 64

#define REBUILD "build it again with the headers of this version"

struct gamut_plugin_file {
	int fd;        /* what was checked; open as long as it is loaded */
	char name[64]; /* under which it was loaded */
	void *handle;
	struct gamut_task *tasks; /* copies, as large as ours are */
	size_t count;
};

/* ------------------------------------------------------- who may write it */

/* May nobody but the user and root change what `info` is of? */
static enum gamut_status check_writers(const struct stat *info,
                                       const char *path, struct gamut_err *err)
{
	bool is_folder = S_ISDIR(info->st_mode);
	const char *what = is_folder ? "its folder" : "the file";

	if (info->st_uid != 0 && info->st_uid != geteuid())
		return gamut_error(
			err, GAMUT_EINVAL,
			"%s belongs to another user, who could put "
			"anything there: copy the plugin to a folder "
			"of your own",
			what);
	if ((info->st_mode & (S_IWGRP | S_IWOTH)) == 0 ||
	    (is_folder && (info->st_mode & S_ISVTX)))
		return GAMUT_OK;
	return gamut_error(err, GAMUT_EINVAL,
	                   "others may write to %s: 'chmod go-w %s'", what,
	                   path);
}

static enum gamut_status check_folder(const char *path, struct gamut_err *err)
{
	size_t len = (size_t)(strrchr(path, '/') - path);
	char *folder = gamut_alloc(len + 2);
	enum gamut_status status;
	struct stat info;

	memcpy(folder, path, len > 0 ? len : 1);
	if (stat(folder, &info) == 0)
		status = check_writers(&info, folder, err);
	else
		status = gamut_error_errno(err, errno,
		                           "cannot look at its folder");
	free(folder);
	return status;
}

/* Open `path` into `*out`, which is not -1 then, and see whether it is safe. */
static enum gamut_status open_checked(int *out, const char *path,
                                      struct gamut_err *err)
{
	enum gamut_status status;
	struct stat info;

	if (!strchr(path, '/'))
		return gamut_error(err, GAMUT_EINVAL,
		                   "name it with a slash: ./%s", path);
	status = check_folder(path, err);
	if (status)
		return status;
	/* A pipe must not keep the program waiting for somebody to write. */
	*out = gamut_file_open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY);
	if (*out < 0 || fstat(*out, &info) != 0)
		return gamut_error_errno(err, errno, "cannot open it");
	if (!S_ISREG(info.st_mode))
		return gamut_error(err, GAMUT_EINVAL,
		                   "not a regular file: a plugin is a shared "
		                   "object");
	return check_writers(&info, path, err);
}

/* ------------------------------------------------------------------ loading */

/* What the last dl function failed with, without the name that we gave. */
static const char *reason(const char *name)
{
	/* Plugins are loaded by one thread. */
	const char *why = dlerror(); /* NOLINT(concurrency-mt-unsafe) */
	size_t len = strlen(name);

	if (!why)
		return "no reason given";
	if (strncmp(why, name, len) == 0 && strncmp(why + len, ": ", 2) == 0)
		why += len + 2;
	return why;
}

/*
 * The linker knows what it has loaded by name and by file. Under the name of a
 * descriptor that is open, what was checked is what is loaded, and no two files
 * have one name.
 */
/*
 * A file that is cut short, or whose constructors give up, ends whoever loads
 * it: a process of its own tries first.
 */
static enum gamut_status try_apart(const char *name, struct gamut_err *err)
{
	pid_t pid = fork();
	int how = 0;

	if (pid < 0)
		return gamut_error_errno(err, errno, "cannot try to load it");
	if (pid == 0) {
		dlopen(name, RTLD_NOW | RTLD_LOCAL);
		_exit(0);
	}
	while (waitpid(pid, &how, 0) < 0)
		if (errno != EINTR)
			return gamut_error_errno(err, errno,
			                         "cannot try to load it");
	if (how == 0)
		return GAMUT_OK;
	return gamut_error(err, GAMUT_EABI,
	                   "it ends the program that loads it (%s %d): it is "
	                   "damaged, or gives up at its start: build it again",
	                   WIFSIGNALED(how) ? "signal" : "status",
	                   WIFSIGNALED(how) ? WTERMSIG(how) : WEXITSTATUS(how));
}

static enum gamut_status load(struct gamut_plugin_file *file, const char *path,
                              struct gamut_err *err)
{
	enum gamut_status status;
	const char *name = file->name;

	snprintf(file->name, sizeof(file->name), "/proc/self/fd/%d", file->fd);
	if (access(name, R_OK) != 0)
		name = path;
	status = try_apart(name, err);
	if (status)
		return status;
	file->handle = dlopen(name, RTLD_NOW | RTLD_LOCAL);
	if (!file->handle)
		return gamut_error(err, GAMUT_EABI,
		                   "cannot load it as a shared object: %s",
		                   reason(name));
	return GAMUT_OK;
}

/* Release the object; its descriptor only once its name is free again. */
static void unload(struct gamut_plugin_file *file)
{
	void *still = NULL;

	if (file->handle) {
		dlclose(file->handle);
		still = dlopen(file->name, RTLD_NOW | RTLD_NOLOAD);
	}
	if (still)
		dlclose(still);
	else if (file->fd >= 0)
		close(file->fd);
}

/* -------------------------------------------------------------- descriptors */

static enum gamut_status other_abi(uint32_t abi, struct gamut_err *err)
{
	return gamut_error(err, GAMUT_EABI,
	                   "built for ABI %u, this program has %u: " REBUILD,
	                   abi, GAMUT_TASK_ABI);
}

static enum gamut_status find_tasks(const struct gamut_task *const **tasks,
                                    struct gamut_plugin_file *file,
                                    struct gamut_err *err)
{
	const struct gamut_plugin *plugin = dlsym(file->handle, "gamut_plugin");

	if (!plugin)
		return gamut_error(err, GAMUT_EABI,
		                   "no symbol gamut_plugin: "
		                   "GAMUT_PLUGIN(&task) defines it");
	if (plugin->abi != GAMUT_TASK_ABI)
		return other_abi(plugin->abi, err);
	if (plugin->size < sizeof(*plugin))
		return gamut_error(err, GAMUT_EABI,
		                   "its gamut_plugin has %u bytes, not %zu: "
		                   "GAMUT_PLUGIN(&task) defines it",
		                   plugin->size, sizeof(*plugin));
	if (!plugin->tasks || !plugin->tasks[0])
		return gamut_error(err, GAMUT_EINVAL, "it has no task");
	while (file->count <= TASKS_MAX && plugin->tasks[file->count])
		file->count++;
	if (file->count > TASKS_MAX)
		return gamut_error(err, GAMUT_EINVAL,
		                   "more than %d tasks, or a list that NULL "
		                   "does not end: GAMUT_PLUGIN() does",
		                   TASKS_MAX);
	*tasks = plugin->tasks;
	return GAMUT_OK;
}

/* `copy` is all zero, and stays so behind what `task` has. */
static enum gamut_status copy_task(struct gamut_task *copy,
                                   const struct gamut_task *task,
                                   struct gamut_err *err)
{
	if (task->abi != GAMUT_TASK_ABI)
		return other_abi(task->abi, err);
	/* Part of a pointer is none. */
	if (task->size < GAMUT_TASK_SIZE_MIN ||
	    task->size % sizeof(void *) != 0)
		return gamut_error(err, GAMUT_EABI,
		                   "a descriptor of %u bytes: "
		                   "GAMUT_TASK_HEADER states its size",
		                   task->size);
	memcpy(copy, task,
	       task->size < sizeof(*copy) ? task->size : sizeof(*copy));
	copy->size = sizeof(*copy);
	return gamut_descriptor_check(copy, err);
}

static enum gamut_status read_tasks(struct gamut_plugin_file *file,
                                    struct gamut_err *err)
{
	const struct gamut_task *const *tasks = NULL;
	enum gamut_status status = find_tasks(&tasks, file, err);
	struct gamut_err why = { 0 };

	if (status)
		return status;
	file->tasks = gamut_alloc_array(file->count, sizeof(*file->tasks));
	for (size_t i = 0; !status && i < file->count; i++) {
		status = copy_task(&file->tasks[i], tasks[i], &why);
		if (status)
			gamut_error_set(err, status, "task %zu: %s", i + 1,
			                why.msg);
	}
	return status;
}

enum gamut_status gamut_plugin_file_load(struct gamut_plugin_file **out,
                                         const char *path,
                                         struct gamut_err *err)
{
	struct gamut_plugin_file *file = gamut_alloc(sizeof(*file));
	struct gamut_err why = { 0 };
	enum gamut_status status;

	file->fd = -1;
	status = open_checked(&file->fd, path, &why);
	if (!status)
		status = load(file, path, &why);
	if (!status)
		status = read_tasks(file, &why);
	if (status) {
		gamut_error_set(err, status, "plugin '%s': %s", path, why.msg);
		gamut_plugin_file_free(file);
	} else {
		*out = file;
	}
	return status;
}

size_t gamut_plugin_file_count(const struct gamut_plugin_file *file)
{
	return file->count;
}

const struct gamut_task *gamut_plugin_file_task(
	const struct gamut_plugin_file *file, size_t i)
{
	if (i >= file->count)
		GAMUT_BUG("task %zu out of range", i);
	return &file->tasks[i];
}

void gamut_plugin_file_free(struct gamut_plugin_file *file)
{
	if (!file)
		return;
	unload(file);
	free(file->tasks);
	free(file);
}
