#include "runner/exchange/import/files.h"

#include <stdlib.h>
#include <string.h>

#include "base/above.h"
#include "base/alloc.h"
#include "base/file.h"
#include "runner/store/listing.h"

static void add(struct gamut_import_files *files, const char *path)
{
	files->paths = gamut_grow_array(files->paths, &files->size,
	                                files->count, sizeof(files->paths[0]));
	files->paths[files->count++] = path;
}

/* Is `name` one that files of `format` have in a folder? */
static bool is_of(const struct gamut_import_format *format, const char *name)
{
	struct gamut_str whole = gamut_str_of(name);

	return gamut_str_starts_with(whole, gamut_str_of(format->prefix)) &&
	       gamut_str_ends_with(whole, gamut_str_of(format->suffix));
}

/*
 * The first file of the folder that tells its format, by the formats in their
 * order: what stands beside it, as lm-eval's results do, is not asked.
 */
static enum gamut_status detect_in(struct gamut_import_files *files,
                                   const char *folder,
                                   const struct gamut_listing *listing,
                                   struct gamut_err *err)
{
	for (size_t f = 0; gamut_import_formats[f]; f++)
		for (size_t i = 0; i < listing->count; i++)
			if (is_of(gamut_import_formats[f], listing->names[i]) &&
			    !gamut_import_detect(&files->format,
			                         listing->paths[i], files->map,
			                         NULL) &&
			    is_of(files->format, listing->names[i]))
				return GAMUT_OK;
	files->format = NULL;
	return gamut_error(err, GAMUT_EINVAL,
	                   "no file in '%s' tells its format: say "
	                   "--from " GAMUT_IMPORT_FORMATS,
	                   folder);
}

static enum gamut_status add_folder(struct gamut_import_files *files,
                                    const char *folder,
                                    struct gamut_arena *arena,
                                    struct gamut_err *err)
{
	struct gamut_listing listing = { 0 };
	size_t before = files->count;
	enum gamut_status status = gamut_listing_read(&listing, folder, "",
	                                              arena, err);

	if (!status && !files->format)
		status = detect_in(files, folder, &listing, err);
	if (status)
		return status;
	for (size_t i = 0; i < listing.count; i++)
		if (is_of(files->format, listing.names[i]))
			add(files, listing.paths[i]);
	if (files->count > before)
		return GAMUT_OK;
	return gamut_error(err, GAMUT_ENOTFOUND,
	                   "'%s' holds no %s*%s, as %s has it", folder,
	                   files->format->prefix, files->format->suffix,
	                   files->format->name);
}

static enum gamut_status add_path(struct gamut_import_files *files,
                                  const char *path, struct gamut_arena *arena,
                                  struct gamut_err *err)
{
	enum gamut_status status = GAMUT_OK;

	if (strcmp(path, "-") == 0)
		return gamut_error(err, GAMUT_EINVAL,
		                   "'-': what is imported is named in the run, "
		                   "so it must be a file");
	if (gamut_file_is_folder(path))
		return add_folder(files, path, arena, err);
	if (!gamut_file_exists(path))
		return gamut_error(err, GAMUT_ENOTFOUND, "'%s' is not there",
		                   path);
	if (!files->format)
		status = gamut_import_detect(&files->format, path, files->map,
		                             err);
	if (!status)
		add(files, path);
	return status;
}

enum gamut_status gamut_import_files_find(struct gamut_import_files *files,
                                          const char *name,
                                          const char *const *paths,
                                          size_t count,
                                          struct gamut_arena *arena,
                                          struct gamut_err *err)
{
	enum gamut_status status = GAMUT_OK;

	if (name)
		status = gamut_import_format_find(&files->format, name, err);
	for (size_t i = 0; i < count && !status; i++)
		status = add_path(files, paths[i], arena, err);
	return status;
}

/* The folders and files to import, as they were named. */
struct sources {
	const char *const *paths;
	size_t count;
};

static bool is_source(const char *path, void *context)
{
	const struct sources *sources = context;

	for (size_t i = 0; i < sources->count; i++)
		if (gamut_above_is_same(path, sources->paths[i]))
			return true;
	return false;
}

enum gamut_status gamut_import_files_apart(const char *const *paths,
                                           size_t count, const char *out,
                                           struct gamut_err *err)
{
	struct sources sources = { paths, count };
	struct gamut_arena arena = { 0 };
	enum gamut_status status = GAMUT_OK;

	if (gamut_above_find(out, is_source, &sources, &arena))
		status = gamut_error(err, GAMUT_EINVAL,
		                     "--out: '%s' is in a folder that is "
		                     "imported: name another place",
		                     out);
	gamut_arena_clear(&arena);
	return status;
}

void gamut_import_files_release(struct gamut_import_files *files)
{
	free(files->paths);
	*files = (struct gamut_import_files){ 0 };
}
