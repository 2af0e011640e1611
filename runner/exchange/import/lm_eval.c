/*
 * lm-eval: samples_<task>_<date>.jsonl, a document a line. The task's name is
 * in the file's, the model's in results_*.json beside it.
 */
#include "runner/exchange/import/lm_eval.h"

static const struct gamut_str prefix = { .ptr = "samples_", .len = 8 };
static const struct gamut_str suffix = { .ptr = ".jsonl", .len = 6 };

/* What is kept from line to line. */
struct reading {
	struct gamut_str task;
	struct gamut_str model;
	/* A document stands there once for each filter: the first is taken. */
	struct gamut_str filter;
	bool has_filter;
	uint32_t wanted; /* of the cell, as the results say; 0: they do not */
	/*
	 * What our own export tells of each response, the next of which these
	 * are of; `told` is NULL where a line has nothing of it.
	 */
	const cJSON *told;
	const cJSON *index;
	const cJSON *reason;
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

/* "2026-11-23T12-51-07.123456" behind that; empty where there is none. */
static struct gamut_str date_of(struct gamut_str name, struct gamut_str task)
{
	struct gamut_str date = gamut_str_skip(name,
	                                       gamut_str_find(name, task));

	if (date.len <= task.len + 1 + suffix.len)
		return GAMUT_STR_EMPTY;
	date = gamut_str_skip(date, task.len + 1);
	return gamut_str_head(date, date.len - suffix.len);
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

static void find_told(struct reading *reading, const cJSON *object)
{
	const cJSON *told = cJSON_GetObjectItemCaseSensitive(object, "gamut");
	const cJSON *indices = cJSON_GetObjectItemCaseSensitive(told,
	                                                        "indices");
	const cJSON *reasons =
		cJSON_GetObjectItemCaseSensitive(told, "finish_reasons");

	reading->told = told;
	reading->index = indices ? indices->child : NULL;
	reading->reason = reasons ? reasons->child : NULL;
}

static bool is_index(const cJSON *number)
{
	double value = number->valuedouble;

	return cJSON_IsNumber(number) && value >= 0 &&
	       value < GAMUT_SAMPLES_MAX && value == (double)(uint32_t)value;
}

/* Take what is told of the next response. */
static enum gamut_status take_told(struct reading *reading,
                                   struct gamut_import_item *item,
                                   struct gamut_err *err)
{
	const cJSON *number = reading->index;

	if (!reading->told)
		return GAMUT_OK;
	if (!number || !reading->reason || !is_index(number))
		return gamut_error(err, GAMUT_EPARSE,
		                   "\"gamut\" has no index and finish reason "
		                   "for each response: what gamut exported was "
		                   "changed");
	item->has_index = true;
	item->sample.index = (uint32_t)number->valuedouble;
	if (cJSON_IsString(reading->reason))
		item->sample.finish_reason =
			gamut_str_of(reading->reason->valuestring);
	reading->index = number->next;
	reading->reason = reading->reason->next;
	return GAMUT_OK;
}

/* A response is a string, null, or a list of them: one for each repeat. */
static enum gamut_status give(struct gamut_import_file *file,
                              struct reading *reading,
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
			status = give(file, reading, item, child, err);
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
	status = take_told(reading, &one, err);
	return status ? status : gamut_import_take(file->sink, &one, err);
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
	find_told(reading, object);
	item.wanted = gamut_import_wanted(
		cJSON_GetObjectItemCaseSensitive(reading->told, "wanted"));
	item.wanted = item.wanted > 0 ? item.wanted : reading->wanted;
	status = gamut_import_want(file->sink, &item, err);
	cJSON_ArrayForEach(request, responses)
	{
		if (!status)
			status = give(file, reading, &item, request, err);
	}
	gamut_arena_clear(&arena);
	return status;
}

/*
 * Of results of ours, what was wanted is a number of completions; of others, of
 * documents, and how often each was asked nobody says.
 */
static void tell_counts(struct gamut_import_file *file, struct reading *reading,
                        struct gamut_str date)
{
	const struct gamut_lm_eval_counts counts = gamut_lm_eval_counts(
		file->path, reading->task, date, &reading->arena);

	if (counts.is_ours)
		reading->wanted = counts.original;
	else if (counts.effective < counts.original)
		gamut_import_tell_line(
			file->sink,
			gamut_arena_strf(&reading->arena,
		                         "%s: %u of %u documents were asked, "
		                         "as its results say",
		                         file->path, (unsigned)counts.effective,
		                         (unsigned)counts.original));
}

static enum gamut_status read(struct gamut_import_file *file,
                              const struct gamut_import_format *format,
                              struct gamut_err *err)
{
	struct reading reading = { .task = task_of(file->name) };
	struct gamut_str date = date_of(file->name, reading.task);
	enum gamut_status status;

	(void)format;
	reading.model = gamut_lm_eval_model(file->path, &reading.arena);
	gamut_import_tell_time(file->sink, gamut_import_time(date));
	tell_counts(file, &reading, date);
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
