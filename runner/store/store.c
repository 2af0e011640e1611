#include "runner/store/store.h"

#include <inttypes.h>
#include <string.h>

#include "base/clock.h"
#include "base/file.h"
#include "base/json.h"
#include "runner/store/listing.h"

/* More than any manifest has: prompts are short. */
#define MANIFEST_MAX_BYTES ((size_t)256 * 1024 * 1024)
#define TOPUP_MAX_BYTES ((size_t)4096)

#define TOPUP_FORMAT 1

static const char *manifest_path(const char *folder, struct gamut_arena *arena)
{
	return gamut_arena_strf(arena, "%s/run.json", folder).ptr;
}

/*
 * Samples that are there already would become those of whatever run is made:
 * the manifest that says what they are is lost, or was not copied along.
 */
static enum gamut_status check_bare(const char *folder,
                                    struct gamut_arena *arena,
                                    struct gamut_err *err)
{
	static const char *const parts[] = { "shards", "failures", "topups",
		                             "stops" };
	struct gamut_listing listing = { 0 };

	for (size_t i = 0; i < GAMUT_ARRAY_LEN(parts); i++) {
		const char *path =
			gamut_arena_strf(arena, "%s/%s", folder, parts[i]).ptr;
		enum gamut_status status = gamut_listing_read(&listing, path,
		                                              "", arena, err);

		if (status)
			return status;
		/* Another process may have made the run just now. */
		if (listing.count > 0 && !gamut_store_exists(folder))
			return gamut_error(err, GAMUT_EINVAL,
			                   "'%s' has files of a run in %s, but "
			                   "no run.json that says of which: "
			                   "put it back, or use another "
			                   "folder",
			                   folder, parts[i]);
	}
	return GAMUT_OK;
}

enum gamut_status gamut_store_create(const char *folder,
                                     const struct gamut_manifest *manifest,
                                     struct gamut_err *err)
{
	struct gamut_arena arena = { 0 };
	struct gamut_manifest copy = *manifest;
	enum gamut_status status = gamut_file_make_folder(folder, err);

	if (!status)
		status = check_bare(folder, &arena, err);
	if (!status)
		status = gamut_file_create(manifest_path(folder, &arena),
		                           gamut_manifest_encode(&copy, &arena),
		                           err);
	gamut_arena_clear(&arena);
	return status;
}

bool gamut_store_exists(const char *folder)
{
	struct gamut_arena arena = { 0 };
	bool exists = gamut_file_exists(manifest_path(folder, &arena));

	gamut_arena_clear(&arena);
	return exists;
}

/* Raise `*n` to what the file at `path`, one of topups/, says. */
static enum gamut_status read_topup(uint32_t *n, const char *path,
                                    struct gamut_arena *arena,
                                    struct gamut_err *err)
{
	struct gamut_str text;
	enum gamut_status status;
	int64_t format = 0;
	int64_t raised = 0;
	cJSON *json;

	status = gamut_file_read(&text, path, TOPUP_MAX_BYTES, arena, err);
	if (status)
		return status;
	json = gamut_json_parse(text, NULL);
	if (!gamut_json_get_int(json, "format", &format) ||
	    !gamut_json_get_int(json, "n", &raised) || format != TOPUP_FORMAT ||
	    raised < 1 || raised > GAMUT_SAMPLES_MAX)
		status = gamut_error(err, GAMUT_EPARSE,
		                     "'%s' does not say what n is, 1 to 2^20",
		                     path);
	else if (raised > *n)
		*n = (uint32_t)raised;
	cJSON_Delete(json);
	return status;
}

static enum gamut_status read_topups(uint32_t *n, const char *folder,
                                     struct gamut_arena *arena,
                                     struct gamut_err *err)
{
	const char *path = gamut_arena_strf(arena, "%s/topups", folder).ptr;
	struct gamut_listing listing;
	enum gamut_status status;

	status = gamut_listing_read(&listing, path, ".json", arena, err);
	for (size_t i = 0; i < listing.count && !status; i++)
		status = read_topup(n, listing.paths[i], arena, err);
	return status;
}

enum gamut_status gamut_store_read_manifest(struct gamut_manifest *manifest,
                                            const char *folder,
                                            struct gamut_arena *arena,
                                            struct gamut_err *err)
{
	const char *path = manifest_path(folder, arena);
	struct gamut_err unwanted;
	struct gamut_str text;
	enum gamut_status status;

	if (!err)
		err = &unwanted;
	status = gamut_file_read(&text, path, MANIFEST_MAX_BYTES, arena, err);
	if (status == GAMUT_ENOTFOUND)
		return gamut_error(err, status, "there is no run in '%s'",
		                   folder);
	if (status)
		return status;
	if (gamut_manifest_decode(manifest, text, arena, err))
		return gamut_error_at(err, "%s", path);
	return read_topups(&manifest->n, folder, arena, err);
}

static enum gamut_status write_topup(const char *folder, uint32_t n,
                                     struct gamut_arena *arena,
                                     struct gamut_err *err)
{
	const char *topups = gamut_arena_strf(arena, "%s/topups", folder).ptr;
	const char *path = gamut_arena_strf(arena, "%s/%010" PRIu32 ".json",
	                                    topups, n)
	                           .ptr;
	char created[GAMUT_CLOCK_TEXT_SIZE];
	enum gamut_status status;

	gamut_clock_format(created, gamut_clock_wall_ms());
	status = gamut_file_make_folder(topups, err);
	if (status)
		return status;
	status = gamut_file_create(
		path,
		gamut_arena_strf(arena,
	                         "{\"format\":%d,\"n\":%" PRIu32
	                         ",\"created\":\"%s\"}\n",
	                         TOPUP_FORMAT, n, created),
		err);
	return status == GAMUT_EMISMATCH ? GAMUT_OK : status;
}

enum gamut_status gamut_store_raise(const char *folder, uint32_t n,
                                    struct gamut_err *err)
{
	struct gamut_arena arena = { 0 };
	struct gamut_manifest manifest;
	enum gamut_status status;

	if (n > GAMUT_SAMPLES_MAX)
		return gamut_error(err, GAMUT_EINVAL,
		                   "%" PRIu32
		                   " samples a cell: at most %" PRIu32
		                   " are possible",
		                   n, GAMUT_SAMPLES_MAX);
	status = gamut_store_read_manifest(&manifest, folder, &arena, err);
	if (!status && n > manifest.n)
		status = write_topup(folder, n, &arena, err);
	gamut_arena_clear(&arena);
	return status;
}
