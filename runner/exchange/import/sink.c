#include "runner/exchange/import/sink.h"

#include <stdlib.h>

#include "base/alloc.h"
#include "base/text.h"
#include "runner/measure/cell.h"
#include "tasks/setting.h"

/* How much of a stranger's name is shown, and how many names in a message. */
#define NAME_COLUMNS 80
#define NAMED ((size_t)8)

/* ------------------------------------------------------- what a source tells
 */

void gamut_import_tell_sampling(struct gamut_import_sink *sink,
                                const cJSON *members)
{
	static const char *const fields[] = {
		"temperature",
		"top_p",
		"top_k",
		"min_p",
		"typical_p",
		"do_sample",
		"frequency_penalty",
		"presence_penalty",
		"repetition_penalty",
	};
	struct gamut_buf text = { 0 };
	struct gamut_json json = { .out = &text };
	size_t told = 0;

	gamut_json_open(&json, '{');
	for (size_t i = 0; i < GAMUT_ARRAY_LEN(fields); i++) {
		const cJSON *item = cJSON_GetObjectItemCaseSensitive(members,
		                                                     fields[i]);

		if (!cJSON_IsNumber(item) && !cJSON_IsBool(item))
			continue;
		told++;
		gamut_json_key(&json, fields[i]);
		if (cJSON_IsBool(item))
			gamut_json_bool(&json, cJSON_IsTrue(item));
		else
			gamut_json_double(&json, item->valuedouble);
	}
	gamut_json_close(&json, '}');
	if (sink->sampling.len == 0 && told > 0)
		sink->sampling = gamut_arena_copy(&sink->arena,
		                                  gamut_buf_view(&text));
	else if (told > 0 &&
	         !gamut_str_eq(sink->sampling, gamut_buf_view(&text)))
		sink->has_samplings = true;
	gamut_buf_release(&text);
}

void gamut_import_tell_time(struct gamut_import_sink *sink, int64_t wall_ms)
{
	if (wall_ms > 0 &&
	    (sink->time_ms == GAMUT_UNKNOWN || wall_ms < sink->time_ms))
		sink->time_ms = wall_ms;
}

void gamut_import_tell_template(struct gamut_import_sink *sink,
                                struct gamut_str name)
{
	if (sink->template.len == 0)
		sink->template = gamut_arena_copy(&sink->arena, name);
	else if (!gamut_str_eq(sink->template, name))
		sink->has_templates = true;
}

void gamut_import_tell_line(struct gamut_import_sink *sink,
                            struct gamut_str line)
{
	struct gamut_import_report *report = sink->report;
	struct gamut_str *lines;

	for (size_t i = 0; i < report->line_count; i++)
		if (gamut_str_eq(report->lines[i], line))
			return;
	lines = gamut_arena_new(&report->arena, struct gamut_str,
	                        report->line_count + 1);
	/* Few: copying is no matter. */
	for (size_t i = 0; i < report->line_count; i++)
		lines[i] = report->lines[i];
	lines[report->line_count++] = gamut_arena_copy(&report->arena, line);
	report->lines = lines;
}

/* --------------------------------------------------------------- concluding */

static int compare(const void *left, const void *right)
{
	const struct gamut_import_cell *a = left;
	const struct gamut_import_cell *b = right;
	const struct gamut_cell_key key_a = {
		.task = gamut_str_of(a->task->name), .setting = a->setting
	};
	const struct gamut_cell_key key_b = {
		.task = gamut_str_of(b->task->name), .setting = b->setting
	};

	return gamut_cell_key_cmp(&key_a, &key_b);
}

void gamut_import_sink_sort(struct gamut_import_sink *sink)
{
	struct gamut_import_report *report = sink->report;

	if (sink->count > 0)
		qsort(sink->cells, sink->count, sizeof(sink->cells[0]),
		      compare);
	report->cells = sink->count;
	for (size_t i = 0; i < sink->count; i++) {
		struct gamut_import_cell *cell = &sink->cells[i];

		if (cell->wanted > cell->end)
			cell->end = cell->wanted;
		report->unended += cell->unended;
		report->completions += cell->completions;
		report->failures += cell->failures;
		report->missing += cell->end - cell->completions -
		                   cell->failures;
	}
	report->skipped = sink->skipped.total;
	report->other_models = sink->other_models;
}

/* A line for each of `names`: "'x' WHAT (100 generations)", and a hint. */
static void list_names(struct gamut_import_sink *sink,
                       const struct gamut_import_names *names, const char *what,
                       bool has_hints)
{
	struct gamut_arena arena = { 0 };
	struct gamut_buf shown = { 0 };

	for (size_t i = 0; i < names->count; i++) {
		const struct gamut_import_name_count *one = &names->list[i];

		gamut_buf_clear(&shown);
		gamut_text_show(&shown, one->name, NAME_COLUMNS);
		gamut_import_tell_line(
			sink,
			gamut_arena_strf(
				&arena, "'%s' is %s (%ju generation%s)%s",
				gamut_buf_cstr(&shown), what,
				(uintmax_t)one->count,
				one->count == 1 ? "" : "s",
				has_hints ? gamut_catalog_hint(
						    sink->options->catalog,
						    one->name.ptr)
						    .text :
					    ""));
	}
	gamut_buf_release(&shown);
	gamut_arena_clear(&arena);
}

/* "'a' (100), 'b' (50), ..." */
static struct gamut_str enumerate(const struct gamut_import_names *names,
                                  struct gamut_arena *arena)
{
	struct gamut_buf text = { 0 };
	struct gamut_str kept;

	for (size_t i = 0; i < names->count && i < NAMED; i++) {
		gamut_buf_addf(&text, "%s'", i > 0 ? ", " : "");
		gamut_text_show(&text, names->list[i].name, NAME_COLUMNS);
		gamut_buf_addf(&text, "' (%ju)",
		               (uintmax_t)names->list[i].count);
	}
	if (names->count > NAMED)
		gamut_buf_add(&text, GAMUT_STR(", ..."));
	kept = gamut_arena_copy(arena, gamut_buf_view(&text));
	gamut_buf_release(&text);
	return kept;
}

static enum gamut_status refuse_unknown(struct gamut_import_sink *sink,
                                        struct gamut_err *err)
{
	const struct gamut_import_names *unknown = &sink->unknown;

	if (unknown->count == 1 && unknown->list[0].name.len == 0)
		return gamut_error(err, GAMUT_EINVAL,
		                   "%ju generation%s no task: 'fields: "
		                   "{task: ...}' in a --map file says where it "
		                   "stands, 'task: NAME' that all are of one",
		                   (uintmax_t)unknown->total,
		                   unknown->total == 1 ? " names" : "s name");
	list_names(sink, unknown, "no task of ours", true);
	return gamut_error(err, GAMUT_EINVAL,
	                   "%zu name%s not known: give each a task of ours, or "
	                   "'skip', under 'tasks' in a --map file; "
	                   "--skip-unknown leaves all of them out",
	                   unknown->count,
	                   unknown->count == 1 ? " is" : "s are");
}

/* Settings are free; one that is nearly ours is mostly meant to be it. */
static void tell_settings(struct gamut_import_sink *sink)
{
	const char *names[GAMUT_SETTING_COUNT];
	struct gamut_arena arena = { 0 };

	for (size_t i = 0; i < GAMUT_SETTING_COUNT; i++)
		names[i] = gamut_setting_name((enum gamut_setting)i);
	for (size_t i = 0; i < sink->count; i++) {
		struct gamut_str name = sink->cells[i].setting;
		enum gamut_setting ignored;

		if (name.len == 0 || gamut_setting_find(&ignored, name))
			continue;
		gamut_import_tell_line(
			sink,
			gamut_arena_strf(&arena,
		                         "the setting '%.*s' is none of ours%s",
		                         GAMUT_STR_ARG(name),
		                         gamut_text_hint(name.ptr, names,
		                                         GAMUT_SETTING_COUNT)
		                                 .text));
	}
	gamut_arena_clear(&arena);
}

enum gamut_status gamut_import_sink_check(struct gamut_import_sink *sink,
                                          struct gamut_err *err)
{
	struct gamut_arena arena = { 0 };
	enum gamut_status status = GAMUT_OK;

	if (sink->unknown.count > 0)
		return refuse_unknown(sink, err);
	list_names(sink, &sink->skipped, "skipped", false);
	tell_settings(sink);
	if (sink->models.count > 1 && !sink->options->only)
		status = gamut_error(
			err, GAMUT_EINVAL,
			"there are several models, and a run is of one: choose "
			"by --only, and import each into its own --out: %.*s",
			GAMUT_STR_ARG(enumerate(&sink->models, &arena)));
	else if (sink->count == 0 && sink->options->only &&
	         sink->models.count > 0)
		status = gamut_error(
			err, GAMUT_EINVAL,
			"nothing is there of the model '%s'; there are %.*s",
			sink->options->only,
			GAMUT_STR_ARG(enumerate(&sink->models, &arena)));
	else if (sink->report->completions + sink->report->failures == 0)
		status = gamut_error(
			err, GAMUT_EINVAL, "there are no generations in it%s",
			sink->skipped.total ? " but those that are skipped" :
					      "");
	gamut_arena_clear(&arena);
	return status;
}

enum gamut_status gamut_import_sink_model(const struct gamut_import_sink *sink,
                                          struct gamut_str *model,
                                          struct gamut_err *err)
{
	const struct gamut_import_options *options = sink->options;

	*model = gamut_import_map_model(sink->map);
	if (options->model)
		*model = gamut_str_of(options->model);
	else if (model->len == 0 && options->only)
		*model = gamut_str_of(options->only);
	else if (model->len == 0 && sink->models.count > 0)
		*model = sink->models.list[0].name;
	if (model->len > 0)
		return GAMUT_OK;
	return gamut_error(err, GAMUT_EINVAL,
	                   "the source names no model: say which it was by "
	                   "--model");
}

static void release_names(struct gamut_import_names *names)
{
	gamut_map_clear(&names->map);
	free(names->list);
}

void gamut_import_sink_release(struct gamut_import_sink *sink)
{
	for (size_t i = 0; i < sink->count; i++)
		free(sink->cells[i].taken);
	free(sink->cells);
	gamut_map_clear(&sink->cell_of);
	release_names(&sink->models);
	release_names(&sink->unknown);
	release_names(&sink->skipped);
	gamut_shard_close(sink->shard);
	gamut_arena_clear(&sink->arena);
}
