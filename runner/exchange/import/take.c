#include <string.h>

#include "base/alloc.h"
#include "base/text.h"
#include "runner/exchange/import/sink.h"

/* What is queued before it is written: the memory of an import. */
#define QUEUE_BYTES ((size_t)4 * 1024 * 1024)

/* The longest completion. */
#define TEXT_MAX ((size_t)64 * 1024 * 1024)

/* Settings are free, but are names. */
#define SETTING_MAX ((size_t)64)

/* Names of more tasks, models or cells than these are no names. */
#define NAMES_MAX 1000
#define CELLS_MAX 20000

void gamut_import_names_add(struct gamut_import_names *names,
                            struct gamut_str name, struct gamut_arena *arena)
{
	size_t i = gamut_map_find(&names->map, name);

	names->total++;
	if (i == GAMUT_MAP_ABSENT) {
		if (names->count == NAMES_MAX)
			return;
		i = gamut_map_put(&names->map, name, names->count);
		names->list = gamut_grow_array(names->list, &names->size,
		                               names->count,
		                               sizeof(names->list[0]));
		names->list[names->count++] = (struct gamut_import_name_count){
			.name = gamut_arena_copy(arena, name),
		};
	}
	names->list[i].count++;
}

/* ---------------------------------------------------------------- the cell */

static enum gamut_status check_setting(struct gamut_str setting,
                                       struct gamut_err *err)
{
	struct gamut_str rest = setting;
	bool is_good = setting.len <= SETTING_MAX &&
	               gamut_text_is_utf8(setting);

	while (is_good && rest.len > 0) {
		int32_t code = gamut_text_take(&rest);

		is_good = code > 0 && !gamut_text_is_unsafe(code);
	}
	if (is_good)
		return GAMUT_OK;
	return gamut_error(err, GAMUT_EINVAL,
	                   "the setting '%.*s' is no name of at most %zu "
	                   "bytes: 'setting' of a --map file gives it one",
	                   (int)(setting.len < 100 ? setting.len : 100),
	                   setting.ptr, SETTING_MAX);
}

/* What the source says counts, then its name of the task, then the user. */
static struct gamut_str setting_of(const struct gamut_import_sink *sink,
                                   const struct gamut_import_item *item,
                                   const struct gamut_import_place *place)
{
	struct gamut_str setting = GAMUT_STR_EMPTY;

	if (item->setting.len > 0)
		return gamut_import_map_setting(sink->map, item->setting);
	if (place->setting.len > 0)
		return place->setting;
	setting = gamut_import_map_setting(sink->map, setting);
	if (setting.len == 0 && sink->options->setting)
		setting = gamut_import_name_setting(
			gamut_str_of(sink->options->setting));
	return setting;
}

static enum gamut_status find_cell(struct gamut_import_cell **out,
                                   struct gamut_import_sink *sink,
                                   const struct gamut_task *task,
                                   struct gamut_str setting,
                                   struct gamut_err *err)
{
	struct gamut_buf key = { 0 };
	size_t i;

	/* Neither has a line feed. */
	gamut_buf_addf(&key, "%s\n%.*s", task->name, GAMUT_STR_ARG(setting));
	i = gamut_map_put(&sink->cell_of, gamut_buf_view(&key), sink->count);
	gamut_buf_release(&key);
	if (i == CELLS_MAX)
		return gamut_error(err, GAMUT_EINVAL,
		                   "more than %d tasks and settings",
		                   CELLS_MAX);
	if (i == sink->count) {
		enum gamut_status status = check_setting(setting, err);

		if (status)
			return status;
		sink->cells = gamut_grow_array(sink->cells, &sink->size,
		                               sink->count,
		                               sizeof(sink->cells[0]));
		sink->cells[sink->count++] = (struct gamut_import_cell){
			.task = task,
			.setting = gamut_arena_copy(&sink->arena, setting),
			.file = sink->file,
		};
	}
	*out = &sink->cells[i];
	if ((*out)->file == sink->file || !sink->format->has_whole_cells)
		return GAMUT_OK;
	return gamut_error(err, GAMUT_EINVAL,
	                   "%s%s%.*s came in an earlier file already, so these "
	                   "are several runs: name the files of one",
	                   task->name, setting.len ? ", " : "",
	                   GAMUT_STR_ARG(setting));
}

/* Note what `item` was asked for with. */
static void note_request(struct gamut_import_sink *sink,
                         struct gamut_import_cell *cell,
                         const struct gamut_import_item *item)
{
	bool is_first = cell->completions + cell->failures == 0;

	if (item->prompt.len == 0)
		cell->lacks_prompt = true;
	else if (cell->prompt.len == 0)
		cell->prompt = gamut_arena_copy(&sink->arena, item->prompt);
	else if (!gamut_str_eq(cell->prompt, item->prompt))
		cell->has_prompts = true;
	if (is_first)
		cell->max_tokens = item->max_tokens;
	else if (cell->max_tokens != item->max_tokens)
		cell->has_limits = true;
}

static void note_wanted(struct gamut_import_cell *cell,
                        const struct gamut_import_item *item)
{
	if (item->wanted > cell->wanted)
		cell->wanted = item->wanted;
}

/* ---------------------------------------------------------------- the index */

static bool is_taken(const struct gamut_import_cell *cell, uint32_t index)
{
	return index / 64 < cell->taken_size &&
	       (cell->taken[index / 64] >> index % 64 & 1);
}

static void mark_taken(struct gamut_import_cell *cell, uint32_t index)
{
	size_t wanted = index / 64 + 1;

	if (wanted > cell->taken_size) {
		size_t size = wanted * 2;

		cell->taken = gamut_realloc_array(cell->taken, size,
		                                  sizeof(cell->taken[0]));
		memset(cell->taken + cell->taken_size, 0,
		       (size - cell->taken_size) * sizeof(cell->taken[0]));
		cell->taken_size = size;
	}
	cell->taken[index / 64] |= UINT64_C(1) << index % 64;
	if (index >= cell->end)
		cell->end = index + 1;
}

/*
 * What the cells of a run may have room for in all, by their largest indices:
 * reading a run takes a bit for each, here and whenever it is read again.
 */
#define ROOM_MAX (UINT64_C(1) << 28)

static enum gamut_status take_room(struct gamut_import_sink *sink,
                                   const struct gamut_import_cell *cell,
                                   uint32_t index, struct gamut_err *err)
{
	if (index < cell->end)
		return GAMUT_OK;
	sink->room += index + 1 - cell->end;
	if (sink->room <= ROOM_MAX)
		return GAMUT_OK;
	return gamut_error(err, GAMUT_EINVAL,
	                   "the indices of all cells reach 2^28, which is more "
	                   "than a run holds: 'fields: {index: null}' in a "
	                   "--map file numbers them as they come");
}

static enum gamut_status choose_index(struct gamut_import_sink *sink,
                                      struct gamut_import_cell *cell,
                                      const struct gamut_import_item *item,
                                      uint32_t *index, struct gamut_err *err)
{
	const char *remedy =
		sink->format->maps_index ?
			"'fields: {index: null}' in a --map file numbers them "
			"as they come" :
			"name the files of one";
	enum gamut_status status;

	*index = item->has_index ? item->sample.index : cell->end;
	if (*index >= GAMUT_SAMPLES_MAX)
		return gamut_error(err, GAMUT_EINVAL,
		                   "%s has more than 2^20 generations, or an "
		                   "index as large",
		                   cell->task->name);
	if (is_taken(cell, *index))
		return gamut_error(
			err, GAMUT_EINVAL,
			"%s%s%.*s has the index %u twice: are these several "
			"runs? %s",
			cell->task->name, cell->setting.len ? ", " : "",
			GAMUT_STR_ARG(cell->setting), (unsigned)*index, remedy);
	status = take_room(sink, cell, *index, err);
	if (!status)
		mark_taken(cell, *index);
	return status;
}

/* -------------------------------------------------------------- the storing */

static void append(struct gamut_import_sink *sink,
                   struct gamut_import_cell *cell,
                   const struct gamut_import_item *item, uint32_t index)
{
	struct gamut_sample sample = item->sample;

	sample.task = gamut_str_of(cell->task->name);
	sample.setting = cell->setting;
	sample.index = index;
	/* When it arrived nobody knows, and records are the same each time. */
	sample.created_ms = 0;
	gamut_shard_append(sink->shard, &sample);
	sink->queued += sample.text.len + sample.reasoning.len + 512;
	cell->completions++;
	cell->unended += sample.finish_reason.len == 0;
}

static void fail(struct gamut_import_sink *sink, struct gamut_import_cell *cell,
                 const struct gamut_import_item *item, uint32_t index)
{
	const struct gamut_failure failure = {
		.task = gamut_str_of(cell->task->name),
		.setting = cell->setting,
		.index = index,
		.count = 1,
		.reason = item->failure,
		.http_status = GAMUT_UNKNOWN,
		.attempts = GAMUT_UNKNOWN,
	};

	gamut_shard_fail(sink->shard, &failure);
	sink->queued += failure.reason.len + 512;
	cell->failures++;
}

static enum gamut_status store(struct gamut_import_sink *sink,
                               struct gamut_import_cell *cell,
                               const struct gamut_import_item *item,
                               struct gamut_err *err)
{
	uint32_t index;
	enum gamut_status status = choose_index(sink, cell, item, &index, err);

	if (status)
		return status;
	if (item->sample.text.len > TEXT_MAX)
		return gamut_error(err, GAMUT_EINVAL,
		                   "a completion has more than %zu bytes",
		                   TEXT_MAX);
	note_request(sink, cell, item);
	note_wanted(cell, item);
	if (item->failure.len > 0)
		fail(sink, cell, item, index);
	else
		append(sink, cell, item, index);
	if (sink->queued < QUEUE_BYTES)
		return GAMUT_OK;
	sink->queued = 0;
	return gamut_shard_sync(sink->shard, err);
}

/* ---------------------------------------------------------------- the whole */

/* Is `item` of a model that is not asked for? */
static bool is_other_model(struct gamut_import_sink *sink,
                           const struct gamut_import_item *item)
{
	const char *only = sink->options->only;

	if (item->model.len > 0)
		gamut_import_names_add(&sink->models, item->model,
		                       &sink->arena);
	return only && !gamut_str_eq(item->model, gamut_str_of(only));
}

/*
 * Several models are refused in the end, with all their names; until then
 * nothing is said of indices and files, which they have in common.
 */
static bool has_several_models(const struct gamut_import_sink *sink)
{
	return sink->models.count > 1 && !sink->options->only;
}

uint32_t gamut_import_wanted(const cJSON *number)
{
	double value = cJSON_IsNumber(number) ? number->valuedouble : 0;

	return value >= 1 && value <= GAMUT_SAMPLES_MAX &&
	                       value == (double)(uint32_t)value ?
	               (uint32_t)value :
	               0;
}

enum gamut_status gamut_import_want(struct gamut_import_sink *sink,
                                    const struct gamut_import_item *item,
                                    struct gamut_err *err)
{
	const char *only = sink->options->only;
	struct gamut_import_place place = gamut_import_map_place(sink->map,
	                                                         item->task);
	struct gamut_import_cell *cell;
	enum gamut_status status;

	if (item->wanted == 0 || !place.task || has_several_models(sink) ||
	    (only && !gamut_str_eq(item->model, gamut_str_of(only))))
		return GAMUT_OK;
	/* Of a run of which nothing came, this is all that names the model. */
	if (sink->models.count == 0 && item->model.len > 0)
		gamut_import_names_add(&sink->models, item->model,
		                       &sink->arena);
	status = find_cell(&cell, sink, place.task,
	                   setting_of(sink, item, &place), err);
	if (!status)
		note_wanted(cell, item);
	return status;
}

enum gamut_status gamut_import_take(struct gamut_import_sink *sink,
                                    const struct gamut_import_item *item,
                                    struct gamut_err *err)
{
	struct gamut_import_place place;
	struct gamut_import_cell *cell;
	enum gamut_status status;

	if (sink->options->stop && *sink->options->stop)
		return gamut_error(err, GAMUT_EINVAL,
		                   "interrupted: nothing is imported");
	if (is_other_model(sink, item)) {
		sink->other_models++;
		return GAMUT_OK;
	}
	place = gamut_import_map_place(sink->map, item->task);
	if (!place.task) {
		gamut_import_names_add(
			place.is_skipped || sink->options->skips_unknown ?
				&sink->skipped :
				&sink->unknown,
			item->task, &sink->arena);
		return GAMUT_OK;
	}
	if (has_several_models(sink))
		return GAMUT_OK;
	status = find_cell(&cell, sink, place.task,
	                   setting_of(sink, item, &place), err);
	return status ? status : store(sink, cell, item, err);
}
