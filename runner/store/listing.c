#include "runner/store/listing.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/str.h"

/* Not alphasort(), whose order depends on the locale. */
static int by_name(const struct dirent **a, const struct dirent **b)
{
	return strcmp((*a)->d_name, (*b)->d_name);
}

static enum gamut_status add(struct gamut_listing *listing, const char *folder,
                             const char *name, struct gamut_arena *arena,
                             struct gamut_err *err)
{
	const char *path = gamut_arena_strf(arena, "%s/%s", folder, name).ptr;
	struct stat st;

	if (stat(path, &st) != 0)
		return gamut_error_errno(err, errno, "cannot read '%s'", path);
	if (!S_ISREG(st.st_mode))
		return GAMUT_OK;
	listing->names[listing->count] =
		gamut_arena_strf(arena, "%s", name).ptr;
	listing->paths[listing->count] = path;
	listing->count++;
	return GAMUT_OK;
}

enum gamut_status gamut_listing_read(struct gamut_listing *listing,
                                     const char *folder, const char *suffix,
                                     struct gamut_arena *arena,
                                     struct gamut_err *err)
{
	enum gamut_status status = GAMUT_OK;
	struct dirent **entries;
	int count = scandir(folder, &entries, NULL, by_name);

	*listing = (struct gamut_listing){ 0 };
	if (count < 0 && errno == ENOENT)
		return GAMUT_OK;
	if (count < 0)
		return gamut_error_errno(err, errno, "cannot read '%s'",
		                         folder);

	listing->names = gamut_arena_new(arena, const char *, (size_t)count);
	listing->paths = gamut_arena_new(arena, const char *, (size_t)count);
	for (int i = 0; i < count; i++) {
		const char *name = entries[i]->d_name;

		if (!status && name[0] != '.' &&
		    gamut_str_ends_with(gamut_str_of(name),
		                        gamut_str_of(suffix)))
			status = add(listing, folder, name, arena, err);
		free(entries[i]);
	}
	free(entries);
	return status;
}
