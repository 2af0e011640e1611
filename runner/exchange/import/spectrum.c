/* spectrum: what the paper's eval_diverse_valid_all.py --output_file writes. */
#include "base/text.h"
#include "runner/exchange/import/parts.h"
#include "runner/exchange/import/walk.h"

struct results {
	cJSON *model;
	cJSON *template;
	cJSON *components; /* of prompts, for all tasks */
	cJSON *failed;     /* names of tasks that it gave up */
	cJSON *time;
	struct gamut_str tasks; /* a view of the text */
};

/* What the prompts showed; empty where it is not told. */
static struct gamut_str setting_of(const cJSON *components)
{
	const cJSON *description =
		cJSON_GetObjectItemCaseSensitive(components, "description");
	const cJSON *examples = cJSON_GetObjectItemCaseSensitive(components,
	                                                         "examples");

	if (!cJSON_IsBool(description) || !cJSON_IsBool(examples))
		return GAMUT_STR_EMPTY;
	if (cJSON_IsTrue(description))
		return cJSON_IsTrue(examples) ?
		               GAMUT_STR("few-shot-described") :
		               GAMUT_STR("zero-shot");
	return GAMUT_STR("few-shot");
}

/*
 * For its "chat" templates the program writes down a prompt that is not the one
 * it used, so only those of others count.
 */
static bool are_prompts_true(const struct results *results)
{
	const cJSON *template = results->template;
	struct gamut_str name = GAMUT_STR("chat");

	if (template && cJSON_IsString(template))
		name = gamut_str_of(template->valuestring);
	return gamut_str_find(name, GAMUT_STR("chat")) == name.len;
}

static enum gamut_status give_all(struct gamut_import_file *file,
                                  struct gamut_import_item *item,
                                  const cJSON *generations,
                                  struct gamut_err *err)
{
	enum gamut_status status = GAMUT_OK;
	const cJSON *text;

	cJSON_ArrayForEach(text, generations)
	{
		struct gamut_import_item one = *item;

		if (status)
			break;
		if (cJSON_IsString(text))
			one.sample.text = gamut_str_of(text->valuestring);
		else if (cJSON_IsNull(text))
			one.failure = GAMUT_STR("the generation is null");
		else
			return gamut_error(err, GAMUT_EPARSE,
			                   "a generation is %s and not a "
			                   "string",
			                   gamut_import_kind(text));
		status = gamut_import_take(file->sink, &one, err);
	}
	return status;
}

static enum gamut_status take_task(struct gamut_import_file *file,
                                   const struct results *results,
                                   struct gamut_str name, const cJSON *result,
                                   struct gamut_err *err)
{
	const cJSON *generations =
		cJSON_GetObjectItemCaseSensitive(result, "generations");
	const cJSON *components =
		cJSON_GetObjectItemCaseSensitive(result, "prompt_components");
	const cJSON *about = cJSON_GetObjectItemCaseSensitive(result,
	                                                      "task_metadata");
	struct gamut_import_item item = gamut_import_item_empty();
	struct gamut_arena arena = { 0 };
	enum gamut_status status;
	int64_t limit = 0;

	if (!cJSON_IsArray(generations))
		return gamut_error(err, GAMUT_EPARSE,
		                   "\"generations\" is %s and not a list",
		                   gamut_import_kind(generations));
	item.task = name;
	item.setting = setting_of(components ? components :
	                                       results->components);
	if (results->model && cJSON_IsString(results->model))
		item.model = gamut_str_of(results->model->valuestring);
	if (gamut_json_get_int(about, "max_new_tokens", &limit) && limit > 0 &&
	    limit <= UINT32_MAX)
		item.max_tokens = (uint32_t)limit;
	if (are_prompts_true(results))
		item.prompt = gamut_import_json(
			cJSON_GetObjectItemCaseSensitive(result,
		                                         "generation_prompt"),
			&arena);
	status = give_all(file, &item, generations, err);
	gamut_arena_clear(&arena);
	return status;
}

static enum gamut_status take_tasks(struct gamut_import_file *file,
                                    const struct gamut_walk *whole,
                                    const struct results *results,
                                    struct gamut_err *err)
{
	struct gamut_walk walk = gamut_walk_inside(whole, results->tasks);
	enum gamut_status status = GAMUT_OK;
	struct gamut_str name;

	gamut_walk_enter(&walk, '{', "'task_results' must be an object");
	while (!status && gamut_walk_key(&walk, &name)) {
		cJSON *result = gamut_walk_tree(&walk);

		if (!walk.status)
			status = take_task(file, results, name, result, err);
		if (status && status != GAMUT_EIO)
			gamut_error_at(err, "%s: task_results: %.*s",
			               file->path, GAMUT_STR_ARG(name));
		cJSON_Delete(result);
	}
	return status ? status : walk.status;
}

static void find_parts(struct gamut_walk *walk, struct results *results)
{
	const struct {
		struct gamut_str key;
		cJSON **part;
	} rows[] = {
		{ GAMUT_STR("model_name"), &results->model },
		{ GAMUT_STR("template"), &results->template },
		{ GAMUT_STR("prompt_components"), &results->components },
		{ GAMUT_STR("failed_tasks"), &results->failed },
		{ GAMUT_STR("evaluation_timestamp"), &results->time },
	};
	struct gamut_str key;

	gamut_walk_enter(walk, '{', "results are a JSON object");
	while (gamut_walk_key(walk, &key)) {
		size_t i = 0;

		while (i < GAMUT_ARRAY_LEN(rows) &&
		       !gamut_str_eq(key, rows[i].key))
			i++;
		if (i < GAMUT_ARRAY_LEN(rows) && !*rows[i].part)
			*rows[i].part = gamut_walk_tree(walk);
		else if (gamut_str_eq(key, GAMUT_STR("task_results")))
			results->tasks = gamut_walk_value(walk);
		else
			gamut_walk_value(walk);
	}
	gamut_walk_end(walk);
}

static void tell(struct gamut_import_file *file, const struct results *results)
{
	struct gamut_arena arena = { 0 };
	const cJSON *template = results->template;
	const cJSON *seconds = results->time;
	const cJSON *name;

	if (template && cJSON_IsString(template))
		gamut_import_tell_template(file->sink,
		                           gamut_str_of(template->valuestring));
	if (seconds && seconds->valuedouble > 0 && seconds->valuedouble < 1e11)
		gamut_import_tell_time(file->sink,
		                       (int64_t)(seconds->valuedouble * 1000));
	cJSON_ArrayForEach(name, results->failed)
	{
		if (cJSON_IsString(name))
			gamut_import_tell_line(
				file->sink,
				gamut_arena_strf(&arena,
			                         "%s: task '%s' failed there "
			                         "and has no generations",
			                         file->path,
			                         name->valuestring));
	}
	gamut_arena_clear(&arena);
}

static enum gamut_status read(struct gamut_import_file *file,
                              const struct gamut_import_format *format,
                              struct gamut_err *err)
{
	struct gamut_arena arena = { 0 };
	struct results results = { 0 };
	struct gamut_str text;
	struct gamut_walk walk;
	enum gamut_status status = gamut_import_document(file, &text, &arena,
	                                                 err);

	(void)format;
	if (!status) {
		walk = gamut_walk_begin(text, file->path, 1, err);
		find_parts(&walk, &results);
		status = walk.status;
		if (!status && results.tasks.len == 0)
			status = gamut_error(err, GAMUT_EINVAL,
			                     "'%s' has no 'task_results'",
			                     file->path);
		if (!status) {
			tell(file, &results);
			status = take_tasks(file, &walk, &results, err);
		}
	}
	cJSON_Delete(results.model);
	cJSON_Delete(results.template);
	cJSON_Delete(results.components);
	cJSON_Delete(results.failed);
	cJSON_Delete(results.time);
	gamut_arena_clear(&arena);
	return status;
}

const struct gamut_import_format gamut_import_spectrum = {
	.name = "spectrum",
	.prefix = "",
	.suffix = ".json",
	.has_whole_cells = true,
	.read = read,
};
