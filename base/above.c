#include "base/above.h"

#include <sys/stat.h>

#include "base/file.h"

bool gamut_above_is_same(const char *one, const char *other)
{
	struct stat a;
	struct stat b;

	return stat(one, &a) == 0 && stat(other, &b) == 0 &&
	       a.st_dev == b.st_dev && a.st_ino == b.st_ino;
}

/* The part of `dir` that is there. */
static const char *find_existing(const char *dir, struct gamut_arena *arena)
{
	struct gamut_str rest = gamut_str_of(dir);
	const char *path = dir;

	while (rest.len > 0 && !gamut_file_exists(path)) {
		while (rest.len > 0 && rest.ptr[rest.len - 1] != '/')
			rest.len--;
		while (rest.len > 1 && rest.ptr[rest.len - 1] == '/')
			rest.len--;
		path = rest.len > 0 ? gamut_arena_copy(arena, rest).ptr : ".";
	}
	return path;
}

const char *gamut_above_find(const char *dir, gamut_above_fn *is_it,
                             void *context, struct gamut_arena *arena)
{
	const char *path = find_existing(dir, arena);

	for (;;) {
		const char *above = gamut_arena_strf(arena, "%s/..", path).ptr;

		if (is_it(path, context))
			return path;
		/* The root is above itself; a file has nothing above it. */
		if (!gamut_file_exists(above) ||
		    gamut_above_is_same(path, above))
			return NULL;
		path = above;
	}
}
