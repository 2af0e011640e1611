/* promptfoo: results of `promptfoo eval --output`, .json or .jsonl. */
#include "runner/exchange/import/fields.h"
#include "runner/exchange/import/walk.h"

/* What `failureReason` says: 0 none, 1 an assertion, 2 an error. */
#define REASON_ASSERT 1
#define REASON_ERROR 2

/* Where a task's name may stand, unless the map says where it does. */
static const char *const task_paths[] = {
	"vars.task",
	"testCase.vars.task",
	"testCase.metadata.task",
	"testCase.description",
	"description",
	"prompt.label",
};

static struct gamut_str str_at(const cJSON *object, const char *path)
{
	const cJSON *item = gamut_import_at(object, gamut_str_of(path));

	return cJSON_IsString(item) ? gamut_str_of(item->valuestring) :
	                              GAMUT_STR_EMPTY;
}

/* What the map puts at `field`; false where it says nothing of it. */
static bool is_mapped(const struct gamut_import_file *file, const char *field,
                      const cJSON *object, struct gamut_str *value)
{
	struct gamut_str path;

	if (!gamut_import_map_field(file->map, field, &path))
		return false;
	*value = path.len > 0 ? str_at(object, path.ptr) : GAMUT_STR_EMPTY;
	return true;
}

/* The first name that is one of a task; else the first that is there. */
static struct gamut_str task_of(const struct gamut_import_file *file,
                                const cJSON *object)
{
	struct gamut_str first = GAMUT_STR_EMPTY;
	struct gamut_str name;

	if (is_mapped(file, "task", object, &name))
		return name;
	for (size_t i = 0; i < GAMUT_ARRAY_LEN(task_paths); i++) {
		struct gamut_import_place place;

		name = str_at(object, task_paths[i]);
		if (name.len == 0)
			continue;
		place = gamut_import_map_place(file->map, name);
		if (place.task || place.is_skipped)
			return name;
		first = first.len > 0 ? first : name;
	}
	/* Where the map has one task for all, no name stands in its way. */
	return gamut_import_map_place(file->map, GAMUT_STR_EMPTY).task ?
	               GAMUT_STR_EMPTY :
	               first;
}

static struct gamut_str model_of(const cJSON *object)
{
	struct gamut_str model = str_at(object, "provider.id");

	return model.len > 0 ? model : gamut_import_str(object, "provider");
}

/*
 * Why there is no output; empty where there is. `error` alone says little: it
 * is also where a missed assertion is told, which is no failure of the model's
 * to answer.
 */
static struct gamut_str failure_of(const cJSON *object, bool has_output)
{
	struct gamut_str error = gamut_import_str(object, "error");
	struct gamut_str own = str_at(object, "response.error");
	int64_t reason = -1;

	gamut_json_get_int(object, "failureReason", &reason);
	if (own.len > 0)
		return gamut_import_reason(own);
	if (reason == REASON_ERROR ||
	    (!has_output && reason != REASON_ASSERT && error.len > 0))
		return gamut_import_reason(error);
	return has_output ? GAMUT_STR_EMPTY : GAMUT_STR("it has no output");
}

static void take_response(struct gamut_sample *sample, const cJSON *object)
{
	const cJSON *response = cJSON_GetObjectItemCaseSensitive(object,
	                                                         "response");
	const cJSON *usage = cJSON_GetObjectItemCaseSensitive(response,
	                                                      "tokenUsage");

	sample->is_cached = cJSON_IsTrue(
		cJSON_GetObjectItemCaseSensitive(response, "cached"));
	sample->finish_reason = gamut_import_str(response, "finishReason");
	if (cJSON_IsTrue(
		    cJSON_GetObjectItemCaseSensitive(response, "isRefusal")))
		sample->finish_reason = GAMUT_STR("refusal");
	gamut_json_get_int(object, "latencyMs", &sample->latency_ms);
	/* Of a reply from the cache it tells what was once used. */
	if (sample->is_cached)
		return;
	gamut_json_get_int(usage, "prompt", &sample->prompt_tokens);
	gamut_json_get_int(usage, "completion", &sample->completion_tokens);
}

static enum gamut_status take(struct gamut_import_file *file,
                              const cJSON *object, void *context,
                              struct gamut_err *err)
{
	struct gamut_import_item item = gamut_import_item_empty();
	struct gamut_arena arena = { 0 };
	struct gamut_str path = GAMUT_STR("response.output");
	enum gamut_status status;
	const cJSON *output;

	(void)context;
	if (!cJSON_IsObject(object))
		return gamut_error(err, GAMUT_EPARSE, "it is %s and no object",
		                   gamut_import_kind(object));
	gamut_import_map_field(file->map, "text", &path);
	output = gamut_import_at(object, path);
	item.task = task_of(file, object);
	if (!is_mapped(file, "setting", object, &item.setting))
		item.setting = str_at(object, "vars.setting");
	item.model = model_of(object);
	item.prompt = gamut_import_json(
		gamut_import_at(object, GAMUT_STR("prompt.raw")), &arena);
	/* Of an output that reads as JSON, promptfoo keeps what it read. */
	item.sample.text = cJSON_IsString(output) ?
	                           gamut_str_of(output->valuestring) :
	                           gamut_import_json(output, &arena);
	item.failure = failure_of(object, output && !cJSON_IsNull(output));
	take_response(&item.sample, object);
	status = gamut_import_take(file->sink, &item, err);
	gamut_arena_clear(&arena);
	return status;
}

/* Find the list of results, which stands in `results`, twice in most versions.
 */
static struct gamut_str find_results(struct gamut_walk *walk, int levels)
{
	struct gamut_str found = GAMUT_STR_EMPTY;
	struct gamut_str key;

	gamut_walk_enter(walk, '{', "results are a JSON object");
	while (gamut_walk_key(walk, &key)) {
		struct gamut_str value = gamut_walk_value(walk);

		if (gamut_str_eq(key, GAMUT_STR("results")))
			found = value;
	}
	if (!walk->status && levels > 1 && found.len > 0 &&
	    found.ptr[0] == '{') {
		struct gamut_walk inside = gamut_walk_inside(walk, found);

		found = find_results(&inside, levels - 1);
		walk->status = inside.status;
	}
	return found;
}

static enum gamut_status take_results(struct gamut_import_file *file,
                                      struct gamut_walk *whole,
                                      struct gamut_err *err)
{
	struct gamut_str results = find_results(whole, 2);

	if (whole->status)
		return whole->status;
	if (results.len == 0 || results.ptr[0] != '[')
		return gamut_error(err, GAMUT_EINVAL,
		                   "'%s' has no list of 'results': what "
		                   "'promptfoo eval --output FILE.json' writes "
		                   "is wanted",
		                   file->path);
	return gamut_import_each_item(file, whole, results, "result", take,
	                              NULL);
}

static enum gamut_status read(struct gamut_import_file *file,
                              const struct gamut_import_format *format,
                              struct gamut_err *err)
{
	struct gamut_arena arena = { 0 };
	struct gamut_str text;
	struct gamut_walk walk;
	enum gamut_status status;

	(void)format;
	if (gamut_str_ends_with(file->name, GAMUT_STR(".jsonl")))
		return gamut_import_each_line(file, take, NULL, err);
	status = gamut_import_document(file, &text, &arena, err);
	if (!status) {
		walk = gamut_walk_begin(text, file->path, 1, err);
		status = take_results(file, &walk, err);
	}
	gamut_arena_clear(&arena);
	return status;
}

const struct gamut_import_format gamut_import_promptfoo = {
	.name = "promptfoo",
	.prefix = "",
	.suffix = ".json",
	.read = read,
};
