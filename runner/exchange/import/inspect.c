/* inspect: a log of version 2, as JSON; an epoch is a sample of a cell. */
#include <string.h>

#include "base/buf.h"
#include "runner/exchange/import/parts.h"
#include "runner/exchange/import/walk.h"

/* The log, but for its samples. */
struct log {
	cJSON *eval;
	cJSON *version;
	cJSON *status;
	cJSON *results;
	uint32_t epochs; /* that each sample was to have; 0: not told */
	struct gamut_str samples; /* a view of the text; empty: not there */
	bool has_samples;
};

/* What it says of how it sampled. */
static void tell_conditions(struct gamut_import_file *file,
                            const struct log *log)
{
	const cJSON *config = cJSON_GetObjectItemCaseSensitive(
		log->eval, "model_generate_config");

	if (cJSON_IsObject(config))
		gamut_import_tell_sampling(file->sink, config);
	gamut_import_tell_time(file->sink, gamut_import_time(gamut_import_str(
						   log->eval, "created")));
}

static const cJSON *first_choice(const cJSON *output)
{
	const cJSON *choices = cJSON_GetObjectItemCaseSensitive(output,
	                                                        "choices");

	return cJSON_IsArray(choices) ? choices->child : NULL;
}

/* The texts of all parts of `type`, whose text is their member `key`. */
static struct gamut_str join_parts(const cJSON *content, const char *type,
                                   const char *key, struct gamut_arena *arena)
{
	struct gamut_buf all = { 0 };
	struct gamut_str joined;
	const cJSON *part;

	cJSON_ArrayForEach(part, content)
	{
		struct gamut_str kind = gamut_import_str(part, "type");

		if (gamut_str_eq(kind, gamut_str_of(type)))
			gamut_buf_add(&all, gamut_import_str(part, key));
	}
	joined = gamut_arena_copy(arena, gamut_buf_view(&all));
	gamut_buf_release(&all);
	return joined;
}

/* Text and reasoning of `output`; false where it has no text at all. */
static bool take_content(struct gamut_sample *sample, const cJSON *output,
                         struct gamut_arena *arena)
{
	const cJSON *message = cJSON_GetObjectItemCaseSensitive(
		first_choice(output), "message");
	const cJSON *content = cJSON_GetObjectItemCaseSensitive(message,
	                                                        "content");
	const cJSON *completion =
		cJSON_GetObjectItemCaseSensitive(output, "completion");

	if (cJSON_IsArray(content))
		sample->reasoning = join_parts(content, "reasoning",
		                               "reasoning", arena);
	if (cJSON_IsString(content))
		sample->text = gamut_str_of(content->valuestring);
	else if (cJSON_IsArray(content))
		sample->text = join_parts(content, "text", "text", arena);
	else if (cJSON_IsString(completion))
		sample->text = gamut_str_of(completion->valuestring);
	else
		return false;
	/* A log may leave the message out and keep what came of it. */
	if (sample->text.len == 0 && cJSON_IsString(completion))
		sample->text = gamut_str_of(completion->valuestring);
	return true;
}

static void take_usage(struct gamut_sample *sample, const cJSON *output)
{
	const cJSON *usage = cJSON_GetObjectItemCaseSensitive(output, "usage");
	double seconds = -1;

	gamut_json_get_int(usage, "input_tokens", &sample->prompt_tokens);
	gamut_json_get_int(usage, "output_tokens", &sample->completion_tokens);
	gamut_json_get_int(usage, "reasoning_tokens",
	                   &sample->reasoning_tokens);
	if (gamut_json_get_double(output, "time", &seconds) && seconds >= 0 &&
	    seconds < 1e9)
		sample->latency_ms = (int64_t)(seconds * 1000);
}

/*
 * "unknown" is how inspect says that nothing was told. Our own export has it in
 * the endpoint's words too.
 */
static struct gamut_str reason_of(const cJSON *object, const cJSON *output)
{
	const cJSON *scores = cJSON_GetObjectItemCaseSensitive(object,
	                                                       "scores");
	const cJSON *metadata = cJSON_GetObjectItemCaseSensitive(object,
	                                                         "metadata");
	struct gamut_str reason = gamut_import_str(metadata, "finish_reason");

	if (cJSON_GetObjectItemCaseSensitive(scores, "gamut") && reason.len > 0)
		return reason;
	reason = gamut_import_str(first_choice(output), "stop_reason");

	if (gamut_str_eq(reason, GAMUT_STR("unknown")))
		return GAMUT_STR_EMPTY;
	return gamut_str_eq(reason, GAMUT_STR("model_length")) ?
	               GAMUT_STR("length") :
	               reason;
}

/* Why the sample has no completion; empty: it has. */
static struct gamut_str failure_of(const cJSON *object, const cJSON *output,
                                   bool has_text)
{
	const cJSON *error = cJSON_GetObjectItemCaseSensitive(object, "error");
	const cJSON *own = cJSON_GetObjectItemCaseSensitive(output, "error");

	if (cJSON_IsObject(error))
		return gamut_import_reason(gamut_import_str(error, "message"));
	if (cJSON_IsString(error))
		return gamut_import_reason(gamut_str_of(error->valuestring));
	if (cJSON_IsString(own) && own->valuestring[0])
		return gamut_import_reason(gamut_str_of(own->valuestring));
	return has_text ? GAMUT_STR_EMPTY : GAMUT_STR("it has no output");
}

static enum gamut_status take_epoch(struct gamut_import_item *item,
                                    const cJSON *object, struct gamut_err *err)
{
	const cJSON *epoch = cJSON_GetObjectItemCaseSensitive(object, "epoch");
	int64_t number = 0;

	if (!epoch)
		return GAMUT_OK;
	if (!gamut_json_get_int(object, "epoch", &number) || number < 1 ||
	    number > GAMUT_SAMPLES_MAX)
		return gamut_error(err, GAMUT_EPARSE,
		                   "the epoch is no whole number in 1 to 2^20");
	item->has_index = true;
	item->sample.index = (uint32_t)(number - 1);
	return GAMUT_OK;
}

/*
 * The cell goes by the sample's own name where that is one of ours, as a log of
 * several tasks has it, and by the log's task otherwise.
 */
static struct gamut_str task_of(const struct gamut_import_file *file,
                                const struct log *log, const cJSON *name,
                                struct gamut_arena *arena)
{
	struct gamut_str id = cJSON_IsString(name) ?
	                              gamut_str_of(name->valuestring) :
	                              gamut_import_json(name, arena);
	struct gamut_import_place place;

	place = gamut_import_map_place(file->map, id);
	if (id.len > 0 && (place.task || place.is_skipped))
		return id;
	return gamut_import_str(log->eval, "task");
}

static enum gamut_status take_sample(struct gamut_import_file *file,
                                     const cJSON *object, void *context,
                                     struct gamut_err *err)
{
	const struct log *log = context;
	struct gamut_import_item item = gamut_import_item_empty();
	const cJSON *output = cJSON_GetObjectItemCaseSensitive(object,
	                                                       "output");
	const cJSON *input = cJSON_GetObjectItemCaseSensitive(object, "input");
	const cJSON *config = cJSON_GetObjectItemCaseSensitive(
		log->eval, "model_generate_config");
	struct gamut_arena arena = { 0 };
	enum gamut_status status = take_epoch(&item, object, err);
	int64_t limit = 0;

	if (status)
		return status;
	item.task = task_of(file, log,
	                    cJSON_GetObjectItemCaseSensitive(object, "id"),
	                    &arena);
	item.wanted = log->epochs;
	item.model = gamut_import_str(log->eval, "model");
	item.prompt = gamut_import_json(input, &arena);
	if (gamut_json_get_int(config, "max_tokens", &limit) && limit > 0 &&
	    limit <= UINT32_MAX)
		item.max_tokens = (uint32_t)limit;
	item.failure = failure_of(object, output,
	                          take_content(&item.sample, output, &arena));
	item.sample.finish_reason = reason_of(object, output);
	item.sample.model = gamut_import_str(output, "model");
	take_usage(&item.sample, output);
	status = gamut_import_take(file->sink, &item, err);
	gamut_arena_clear(&arena);
	return status;
}

/* -------------------------------------------------------------- what it lacks
 */

/*
 * How many epochs there were to be. Of a log of one sample all samples that are
 * told of are epochs of it.
 */
static void find_epochs(struct log *log, const cJSON *dataset)
{
	const cJSON *config = cJSON_GetObjectItemCaseSensitive(log->eval,
	                                                       "config");
	uint32_t total = gamut_import_wanted(cJSON_GetObjectItemCaseSensitive(
		log->results, "total_samples"));

	log->epochs = gamut_import_wanted(
		cJSON_GetObjectItemCaseSensitive(config, "epochs"));
	if (gamut_import_wanted(cJSON_GetObjectItemCaseSensitive(
		    dataset, "samples")) == 1 &&
	    total > log->epochs)
		log->epochs = total;
}

/* Was only a part of the dataset asked for? Which one nobody says. */
static bool is_limited(const struct log *log)
{
	const cJSON *config = cJSON_GetObjectItemCaseSensitive(log->eval,
	                                                       "config");
	const cJSON *limit = cJSON_GetObjectItemCaseSensitive(config, "limit");
	const cJSON *ids = cJSON_GetObjectItemCaseSensitive(config,
	                                                    "sample_id");

	return (limit && !cJSON_IsNull(limit)) || (ids && !cJSON_IsNull(ids));
}

/* Samples of which no epoch came are wanted all the same. */
static enum gamut_status want_all(struct gamut_import_file *file,
                                  struct log *log, struct gamut_err *err)
{
	const cJSON *dataset = cJSON_GetObjectItemCaseSensitive(log->eval,
	                                                        "dataset");
	const cJSON *ids = cJSON_GetObjectItemCaseSensitive(dataset,
	                                                    "sample_ids");
	struct gamut_import_item item = gamut_import_item_empty();
	struct gamut_arena arena = { 0 };
	enum gamut_status status = GAMUT_OK;
	const cJSON *id;

	find_epochs(log, dataset);
	item.wanted = log->epochs;
	item.model = gamut_import_str(log->eval, "model");
	cJSON_ArrayForEach(id, ids)
	{
		if (status || is_limited(log))
			break;
		item.task = task_of(file, log, id, &arena);
		status = gamut_import_want(file->sink, &item, err);
	}
	gamut_arena_clear(&arena);
	return status;
}

/* A log that did not succeed does not say of each sample why it lacks. */
static void tell_status(struct gamut_import_file *file, const struct log *log)
{
	struct gamut_arena arena = { 0 };
	const char *known =
		log->epochs > 0 ? "what it wanted and has not is missing, "
				  "given up or not" :
				  "samples may lack, and how many were wanted "
				  "it does not say";

	if (cJSON_IsString(log->status) &&
	    strcmp(log->status->valuestring, "success") != 0)
		gamut_import_tell_line(
			file->sink,
			gamut_arena_strf(&arena,
		                         "%s: its status is '%s': "
		                         "%s",
		                         file->path, log->status->valuestring,
		                         known));
	gamut_arena_clear(&arena);
}

/* ------------------------------------------------------------------- reading
 */

/* Where the member `key` is kept as a tree; NULL: nowhere. */
static cJSON **part_of(struct log *log, struct gamut_str key)
{
	const struct {
		const char *key;
		cJSON **part;
	} parts[] = {
		{ "eval", &log->eval },
		{ "version", &log->version },
		{ "status", &log->status },
		{ "results", &log->results },
	};

	for (size_t i = 0; i < GAMUT_ARRAY_LEN(parts); i++)
		if (gamut_str_eq(key, gamut_str_of(parts[i].key)))
			return parts[i].part;
	return NULL;
}

static void find_parts(struct gamut_walk *walk, struct log *log)
{
	struct gamut_str key;

	gamut_walk_enter(walk, '{', "an inspect log is a JSON object");
	while (gamut_walk_key(walk, &key)) {
		cJSON **part = part_of(log, key);

		if (part && !*part) {
			*part = gamut_walk_tree(walk);
		} else if (gamut_str_eq(key, GAMUT_STR("samples"))) {
			log->samples = gamut_walk_value(walk);
			log->has_samples = log->samples.len > 0 &&
			                   log->samples.ptr[0] == '[';
		} else {
			gamut_walk_value(walk);
		}
	}
	gamut_walk_end(walk);
}

static enum gamut_status check(const struct gamut_import_file *file,
                               const struct log *log, struct gamut_err *err)
{
	if (!log->version || log->version->valuedouble != 2)
		return gamut_error(err, GAMUT_EINVAL,
		                   "'%s' is no inspect log of version 2: "
		                   "'inspect log convert --to json' of a "
		                   "present inspect makes one",
		                   file->path);
	if (!cJSON_IsObject(log->eval) || !log->has_samples)
		return gamut_error(err, GAMUT_EINVAL,
		                   "'%s' has no %s: a whole log is wanted, and "
		                   "not its header alone",
		                   file->path,
		                   log->has_samples ? "'eval'" : "'samples'");
	return GAMUT_OK;
}

static enum gamut_status read(struct gamut_import_file *file,
                              const struct gamut_import_format *format,
                              struct gamut_err *err)
{
	struct gamut_arena arena = { 0 };
	struct gamut_str text;
	struct log log = { 0 };
	struct gamut_walk walk;
	enum gamut_status status = gamut_import_document(file, &text, &arena,
	                                                 err);

	(void)format;
	if (!status) {
		walk = gamut_walk_begin(text, file->path, 1, err);
		find_parts(&walk, &log);
		status = walk.status ? walk.status : check(file, &log, err);
		if (!status) {
			tell_conditions(file, &log);
			status = want_all(file, &log, err);
		}
		if (!status)
			status = gamut_import_each_item(file, &walk,
			                                log.samples, "sample",
			                                take_sample, &log);
		if (!status)
			tell_status(file, &log);
	}
	cJSON_Delete(log.eval);
	cJSON_Delete(log.version);
	cJSON_Delete(log.status);
	cJSON_Delete(log.results);
	gamut_arena_clear(&arena);
	return status;
}

const struct gamut_import_format gamut_import_inspect = {
	.name = "inspect",
	.prefix = "",
	.suffix = ".json",
	.read = read,
};
