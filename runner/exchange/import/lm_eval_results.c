/* lm-eval: what results_*.json tells of the samples beside it. */
#include <string.h>

#include "runner/exchange/import/lm_eval.h"
#include "runner/exchange/import/walk.h"
#include "runner/store/listing.h"

static struct gamut_str folder_of(const char *path, struct gamut_arena *arena)
{
	size_t len = strlen(path) - gamut_import_base_name(path).len;

	if (len == 0)
		return GAMUT_STR(".");
	return gamut_arena_copy(arena, gamut_str_head(gamut_str_of(path), len));
}

/* The model that the results at `path` are of; empty where they do not say. */
static struct gamut_str model_of(const char *path, struct gamut_arena *arena)
{
	struct gamut_import_file file = { .path = path };
	struct gamut_str text;
	struct gamut_str key;
	struct gamut_str model = GAMUT_STR_EMPTY;
	struct gamut_err err = { 0 };
	struct gamut_walk walk;

	gamut_digest_init(&file.digest);
	if (gamut_import_document(&file, &text, arena, &err))
		return model;
	walk = gamut_walk_begin(text, path, 1, &err);
	gamut_walk_enter(&walk, '{', "no object");
	while (gamut_walk_key(&walk, &key)) {
		cJSON *value;

		if (!gamut_str_eq(key, GAMUT_STR("model_name"))) {
			gamut_walk_value(&walk);
			continue;
		}
		value = gamut_walk_tree(&walk);
		if (cJSON_IsString(value))
			model = gamut_arena_copy(
				arena, gamut_str_of(value->valuestring));
		cJSON_Delete(value);
	}
	return walk.status ? GAMUT_STR_EMPTY : model;
}

struct gamut_str gamut_lm_eval_model(const char *path,
                                     struct gamut_arena *arena)
{
	static const struct gamut_str results = { .ptr = "results_", .len = 8 };
	struct gamut_listing listing = { 0 };
	struct gamut_str model = GAMUT_STR_EMPTY;

	if (gamut_listing_read(&listing, folder_of(path, arena).ptr, ".json",
	                       arena, NULL))
		return model;
	for (size_t i = 0; i < listing.count; i++) {
		struct gamut_str one;

		if (!gamut_str_starts_with(
			    gamut_import_base_name(listing.paths[i]), results))
			continue;
		one = model_of(listing.paths[i], arena);
		if (model.len > 0 && !gamut_str_eq(one, model))
			return GAMUT_STR_EMPTY;
		model = one;
	}
	return model;
}

/* The counts of `task` among those of all. */
static void take_counts(struct gamut_lm_eval_counts *counts, const cJSON *all,
                        struct gamut_str task, struct gamut_arena *arena)
{
	const cJSON *own = cJSON_GetObjectItemCaseSensitive(
		all, gamut_arena_copy(arena, task).ptr);

	counts->original = gamut_import_wanted(
		cJSON_GetObjectItemCaseSensitive(own, "original"));
	counts->effective = gamut_import_wanted(
		cJSON_GetObjectItemCaseSensitive(own, "effective"));
}

struct gamut_lm_eval_counts gamut_lm_eval_counts(const char *path,
                                                 struct gamut_str task,
                                                 struct gamut_str date,
                                                 struct gamut_arena *arena)
{
	const char *results = gamut_arena_strf(arena, "%s/results_%.*s.json",
	                                       folder_of(path, arena).ptr,
	                                       GAMUT_STR_ARG(date))
	                              .ptr;
	struct gamut_import_file file = { .path = results };
	struct gamut_lm_eval_counts counts = { 0 };
	struct gamut_str text;
	struct gamut_str key;
	struct gamut_walk walk;

	gamut_digest_init(&file.digest);
	if (gamut_import_document(&file, &text, arena, NULL))
		return counts;
	walk = gamut_walk_begin(text, results, 1, NULL);
	gamut_walk_enter(&walk, '{', "no object");
	while (gamut_walk_key(&walk, &key)) {
		bool is_counts = gamut_str_eq(key, GAMUT_STR("n-samples"));
		cJSON *value = is_counts ? gamut_walk_tree(&walk) : NULL;

		counts.is_ours |= gamut_str_eq(key, GAMUT_STR("gamut"));
		if (is_counts)
			take_counts(&counts, value, task, arena);
		else
			gamut_walk_value(&walk);
		cJSON_Delete(value);
	}
	return counts;
}
