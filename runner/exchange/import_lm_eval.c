/*
 * lm-eval: samples_<task>_<date>.jsonl, a document a line. The task's name is
 * in the file's, the model's in results_*.json beside it.
 */
#include <string.h>

#include "runner/exchange/import_parts.h"
#include "runner/exchange/import_walk.h"
#include "runner/store/listing.h"

static const struct gamut_str prefix = { .ptr = "samples_", .len = 8 };
static const struct gamut_str suffix = { .ptr = ".jsonl", .len = 6 };

/* What is kept from line to line. */
struct reading {
	struct gamut_str task;
	struct gamut_str model;
	/* A document stands there once for each filter: the first is taken. */
	struct gamut_str filter;
	bool has_filter;
	struct gamut_arena arena;
};

/* Is this "2026-11-23T12-51-07.123456"? */
static bool is_date(struct gamut_str text)
{
	return text.len >= GAMUT_STR("2026-11-23T").len &&
	       gamut_import_time(text) != GAMUT_UNKNOWN;
}

/* "rng_1_10" of "samples_rng_1_10_2026-11-23T12-51-07.123456.jsonl". */
static struct gamut_str task_of(struct gamut_str name)
{
	if (gamut_str_starts_with(name, prefix))
		name = gamut_str_skip(name, prefix.len);
	if (gamut_str_ends_with(name, suffix))
		name = gamut_str_head(name, name.len - suffix.len);
	for (size_t i = name.len; i > 0; i--)
		if (name.ptr[i - 1] == '_')
			return is_date(gamut_str_skip(name, i)) ?
			               gamut_str_head(name, i - 1) :
			               name;
	return name;
}

/* ---------------------------------------------------------------- the model */

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

/*
 * The one model of all results_*.json beside `path`; empty where there are none
 * or they differ: then the user says it.
 */
static struct gamut_str find_model(const char *path, struct gamut_arena *arena)
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

/* ------------------------------------------------------------------ samples */

/* The arguments of the (first) request: prompt and generation arguments. */
static void find_arguments(const cJSON *object, const cJSON **prompt,
                           const cJSON **arguments)
{
	const cJSON *all = cJSON_GetObjectItemCaseSensitive(object,
	                                                    "arguments");
	const cJSON *first = all ? all->child : NULL;

	*prompt = NULL;
	*arguments = NULL;
	/* [["prompt", {...}]], or {"gen_args_0":{"arg_0":...,"arg_1":...}} */
	if (first && (cJSON_IsArray(first) || cJSON_IsObject(first))) {
		*prompt = first->child;
		*arguments = *prompt ? (*prompt)->next : NULL;
	} else if (cJSON_IsArray(all)) {
		*prompt = first;
		*arguments = first ? first->next : NULL;
	}
	if (*prompt && cJSON_IsArray(*prompt) &&
	    cJSON_GetArraySize(*prompt) == 1)
		*prompt = (*prompt)->child;
	if (!cJSON_IsString(*prompt) && !cJSON_IsArray(*prompt))
		*prompt = NULL;
}

static uint32_t limit_of(const cJSON *arguments)
{
	int64_t limit = 0;

	if (!gamut_json_get_int(arguments, "max_gen_toks", &limit))
		gamut_json_get_int(arguments, "max_tokens", &limit);
	return limit > 0 && limit <= UINT32_MAX ? (uint32_t)limit : 0;
}

/* A response is a string, null, or a list of them: one for each repeat. */
static enum gamut_status give(struct gamut_import_file *file,
                              const struct gamut_import_item *item,
                              const cJSON *response, struct gamut_err *err)
{
	struct gamut_import_item one = *item;
	enum gamut_status status = GAMUT_OK;
	const cJSON *child;

	if (cJSON_IsArray(response)) {
		cJSON_ArrayForEach(child, response)
		{
			if (cJSON_IsArray(child))
				return gamut_error(
					err, GAMUT_EPARSE,
					"\"resps\" holds log-likelihoods and "
					"no texts: a task of type "
					"generate_until is wanted");
			status = give(file, item, child, err);
			if (status)
				return status;
		}
		return GAMUT_OK;
	}
	if (cJSON_IsString(response))
		one.sample.text = gamut_str_of(response->valuestring);
	else if (cJSON_IsNull(response))
		one.failure = GAMUT_STR("the response is null");
	else
		return gamut_error(err, GAMUT_EPARSE,
		                   "\"resps\" holds %s and no texts: a task of "
		                   "type generate_until is wanted",
		                   gamut_import_kind(response));
	return gamut_import_take(file->sink, &one, err);
}

static bool is_of_other_filter(struct reading *reading, const cJSON *object)
{
	struct gamut_str filter = gamut_import_str(object, "filter");

	if (reading->has_filter)
		return !gamut_str_eq(filter, reading->filter);
	reading->filter = gamut_arena_copy(&reading->arena, filter);
	reading->has_filter = true;
	return false;
}

static enum gamut_status take(struct gamut_import_file *file,
                              const cJSON *object, void *context,
                              struct gamut_err *err)
{
	struct reading *reading = context;
	struct gamut_import_item item = gamut_import_item_empty();
	const cJSON *responses = cJSON_GetObjectItemCaseSensitive(object,
	                                                          "resps");
	struct gamut_arena arena = { 0 };
	enum gamut_status status = GAMUT_OK;
	const cJSON *arguments;
	const cJSON *prompt;
	const cJSON *request;

	if (!cJSON_IsArray(responses))
		return gamut_error(
			err, GAMUT_EPARSE,
			"\"resps\" is %s and not a list: "
			"samples_*.jsonl of --log_samples are wanted",
			gamut_import_kind(responses));
	if (is_of_other_filter(reading, object))
		return GAMUT_OK;
	find_arguments(object, &prompt, &arguments);
	item.task = reading->task;
	item.model = reading->model;
	item.prompt = gamut_import_json(prompt, &arena);
	item.max_tokens = limit_of(arguments);
	if (arguments)
		gamut_import_tell_sampling(file->sink, arguments);
	cJSON_ArrayForEach(request, responses)
	{
		if (!status)
			status = give(file, &item, request, err);
	}
	gamut_arena_clear(&arena);
	return status;
}

static enum gamut_status read(struct gamut_import_file *file,
                              const struct gamut_import_format *format,
                              struct gamut_err *err)
{
	struct reading reading = { .task = task_of(file->name) };
	struct gamut_str date = gamut_str_skip(
		file->name, gamut_str_find(file->name, reading.task));
	enum gamut_status status;

	(void)format;
	reading.model = find_model(file->path, &reading.arena);
	if (date.len > reading.task.len + suffix.len)
		gamut_import_tell_time(
			file->sink,
			gamut_import_time(gamut_str_head(
				gamut_str_skip(date, reading.task.len + 1),
				date.len - reading.task.len - 1 - suffix.len)));
	status = gamut_import_each_line(file, take, &reading, err);
	gamut_arena_clear(&reading.arena);
	return status;
}

const struct gamut_import_format gamut_import_lm_eval = {
	.name = "lm-eval",
	.prefix = "samples_",
	.suffix = ".jsonl",
	.has_whole_cells = true,
	.read = read,
};
