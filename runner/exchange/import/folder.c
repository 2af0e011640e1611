#include "runner/exchange/import/folder.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "runner/store/listing.h"

/* What folders are made with, less the umask. */
#define FOLDER_MODE 0755

/* `out` without slashes at its end, and where its last part begins. */
static struct gamut_str trim(const char *out, size_t *base)
{
	struct gamut_str path = gamut_str_of(out);

	while (path.len > 1 && path.ptr[path.len - 1] == '/')
		path.len--;
	*base = path.len;
	while (*base > 0 && path.ptr[*base - 1] != '/')
		--*base;
	return path;
}

static const char *parent_of(const char *out, struct gamut_arena *arena)
{
	size_t base;
	struct gamut_str path = trim(out, &base);

	if (base == 0)
		return ".";
	/* Without its last slash, unless it is the root. */
	while (base > 1 && path.ptr[base - 1] == '/')
		base--;
	return gamut_arena_copy(arena, gamut_str_head(path, base)).ptr;
}

enum gamut_status gamut_import_folder_make(const char **path, const char *out,
                                           struct gamut_arena *arena,
                                           struct gamut_err *err)
{
	const char *parent = parent_of(out, arena);
	enum gamut_status status = gamut_file_make_folder(parent, err);
	size_t base;
	struct gamut_str whole = trim(out, &base);
	struct gamut_str name;
	char *made;

	if (status)
		return status;
	name = gamut_arena_strf(arena, "%s/.%.*s.import-XXXXXX", parent,
	                        GAMUT_STR_ARG(gamut_str_skip(whole, base)));
	made = gamut_arena_new(arena, char, name.len + 1);
	memcpy(made, name.ptr, name.len + 1);
	if (!mkdtemp(made))
		return gamut_error_errno(
			err, errno, "cannot make a folder beside '%s'", out);
	if (chmod(made, FOLDER_MODE) != 0)
		status = gamut_error_errno(err, errno, "cannot open up '%s'",
		                           made);
	*path = made;
	return status;
}

enum gamut_status gamut_import_folder_publish(const char *path, const char *out,
                                              struct gamut_arena *arena,
                                              struct gamut_err *err)
{
	size_t base;
	const char *to = gamut_arena_copy(arena, trim(out, &base)).ptr;

	if (rename(path, to) == 0)
		return gamut_file_sync_folder(parent_of(out, arena), err);
	if (errno == ENOTEMPTY || errno == EEXIST || errno == ENOTDIR)
		return gamut_error(err, GAMUT_EMISMATCH,
		                   "'%s' is there and is no empty folder: use "
		                   "another --out",
		                   out);
	return gamut_error_errno(err, errno, "cannot make '%s'", out);
}

static void remove_part(const char *folder, const char *part,
                        struct gamut_arena *arena)
{
	const char *path = gamut_arena_strf(arena, "%s/%s", folder, part).ptr;
	struct gamut_listing listing = { 0 };

	if (gamut_listing_read(&listing, path, "", arena, NULL))
		return;
	for (size_t i = 0; i < listing.count; i++)
		unlink(listing.paths[i]);
	rmdir(path);
}

void gamut_import_folder_remove(const char *path)
{
	struct gamut_arena arena = { 0 };

	remove_part(path, "shards", &arena);
	remove_part(path, "failures", &arena);
	unlink(gamut_arena_strf(&arena, "%s/run.json", path).ptr);
	rmdir(path);
	gamut_arena_clear(&arena);
}
