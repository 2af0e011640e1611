#include "tests/support/temp.h"

#include <dirent.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/env.h"
#include "base/file.h"

static char folder[PATH_MAX];

void gamut_temp_make(void)
{
	const char *parent = gamut_env("TMPDIR");

	snprintf(folder, sizeof(folder), "%s/gamut-test-XXXXXX",
	         parent ? parent : "/tmp");
	if (!mkdtemp(folder))
		GAMUT_BUG("cannot make '%s'", folder);
}

static void remove_all(const char *path)
{
	struct gamut_arena arena = { 0 };
	struct dirent **entries = NULL;
	struct stat st;
	int count = 0;

	if (lstat(path, &st) == 0 && S_ISDIR(st.st_mode))
		count = scandir(path, &entries, NULL, NULL);
	for (int i = 0; i < count; i++) {
		const char *name = entries[i]->d_name;

		if (strcmp(name, ".") != 0 && strcmp(name, "..") != 0)
			remove_all(gamut_arena_strf(&arena, "%s/%s", path, name)
			                   .ptr);
		free(entries[i]);
	}
	free(entries);
	remove(path);
	gamut_arena_clear(&arena);
}

void gamut_temp_remove(void)
{
	remove_all(folder);
}

const char *gamut_temp_folder(void)
{
	return folder;
}

const char *gamut_temp_path(const char *name)
{
	static char paths[8][2 * PATH_MAX];
	static size_t next;
	char *path = paths[next++ % GAMUT_ARRAY_LEN(paths)];

	snprintf(path, sizeof(paths[0]), "%s/%s", folder, name);
	return path;
}

const char *gamut_temp_write(const char *name, const char *text)
{
	const char *path = gamut_temp_path(name);

	if (gamut_file_replace(path, gamut_str_of(text), NULL))
		GAMUT_BUG("cannot write '%s'", path);
	return path;
}
