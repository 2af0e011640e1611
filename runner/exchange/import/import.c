#include "runner/exchange/import/import.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/alloc.h"
#include "base/clock.h"
#include "base/file.h"
#include "runner/exchange/import/files.h"
#include "runner/exchange/import/folder.h"
#include "runner/exchange/import/sink.h"
#include "tasks/catalog/suite.h"

/* What no source says in our words. */
#define UNKNOWN GAMUT_STR("unknown")

/* An import under way. */
struct import {
	const struct gamut_import_options *options;
	const char *out;
	const char *folder; /* filled, then moved to `out`; NULL: none yet */
	struct gamut_import_files files;
	struct gamut_import_map map;
	struct gamut_import_sink sink;
	struct gamut_buf sources; /* the files that were read, as JSON items */
	struct gamut_json list;   /* into it */
	struct gamut_arena arena;
};

static void put_digest(struct gamut_json *json, const char *key,
                       struct gamut_digest *digest)
{
	char hex[GAMUT_DIGEST_SIZE];

	gamut_digest_hex(digest, hex);
	gamut_json_key(json, key);
	gamut_json_cstr(json, hex);
}

/* ------------------------------------------------------------------ reading */

static enum gamut_status read_file(struct import *import, const char *path,
                                   struct gamut_err *err)
{
	struct gamut_import_file file = {
		.path = path,
		.name = gamut_import_base_name(path),
		.map = &import->map,
		.sink = &import->sink,
	};
	const struct gamut_import_format *format = import->files.format;
	enum gamut_status status;

	gamut_digest_init(&file.digest);
	import->sink.file++;
	status = format->read(&file, format, err);
	if (status)
		return status;
	gamut_json_open(&import->list, '{');
	gamut_json_key(&import->list, "name");
	gamut_json_str(&import->list, file.name);
	gamut_json_key(&import->list, "bytes");
	gamut_json_int(&import->list, (int64_t)file.bytes);
	put_digest(&import->list, "sha256", &file.digest);
	gamut_json_close(&import->list, '}');
	return GAMUT_OK;
}

static enum gamut_status read_all(struct import *import, struct gamut_err *err)
{
	const struct gamut_import_files *files = &import->files;
	enum gamut_status status = gamut_import_folder_make(
		&import->folder, import->out, &import->arena, err);

	if (!status)
		status = gamut_shard_open(&import->sink.shard, import->folder,
		                          err);
	for (size_t i = 0; i < files->count && !status; i++)
		status = read_file(import, files->paths[i], err);
	import->sink.report->files = files->count;
	gamut_import_sink_sort(&import->sink);
	if (!status)
		status = gamut_import_sink_check(&import->sink, err);
	return status ? status : gamut_shard_sync(import->sink.shard, err);
}

/* ------------------------------------------------------------- the manifest */

static enum gamut_status put_map(struct gamut_json *json, const char *path,
                                 struct gamut_err *err)
{
	struct gamut_arena arena = { 0 };
	struct gamut_digest digest;
	struct gamut_str text;
	enum gamut_status status =
		gamut_file_read(&text, path, GAMUT_YAML_FILE_MAX, &arena, err);

	if (!status) {
		gamut_digest_init(&digest);
		gamut_digest_bytes(&digest, text);
		put_digest(json, "map_sha256", &digest);
	}
	gamut_arena_clear(&arena);
	return status;
}

static void put_told(struct gamut_json *json, const char *key,
                     const char *value)
{
	if (!value)
		return;
	gamut_json_key(json, key);
	gamut_json_cstr(json, value);
}

/* All that says where the samples are from, and how they were chosen. */
static enum gamut_status describe(struct import *import, struct gamut_str *out,
                                  struct gamut_err *err)
{
	const struct gamut_import_options *options = import->options;
	const struct gamut_import_sink *sink = &import->sink;
	struct gamut_buf text = { 0 };
	struct gamut_json json = { .out = &text };
	enum gamut_status status = GAMUT_OK;

	gamut_json_open(&json, '{');
	put_told(&json, "from", import->files.format->name);
	gamut_json_key(&json, "files");
	gamut_json_raw(&json, gamut_buf_view(&import->sources));
	if (sink->template.len > 0 && !sink->has_templates) {
		gamut_json_key(&json, "template");
		gamut_json_str(&json, sink->template);
	}
	put_told(&json, "setting", options->setting);
	put_told(&json, "only", options->only);
	if (options->map)
		status = put_map(&json, options->map, err);
	gamut_json_key(&json, "skipped");
	gamut_json_int(&json, (int64_t)sink->skipped.total);
	gamut_json_close(&json, '}');
	*out = gamut_arena_copy(&import->arena, gamut_buf_view(&text));
	gamut_buf_release(&text);
	return status;
}

/* The hashes of the tasks, in the order of the sink's cells. */
static enum gamut_status hash_tasks(struct import *import,
                                    struct gamut_manifest *manifest,
                                    struct gamut_err *err)
{
	const struct gamut_import_sink *sink = &import->sink;
	const struct gamut_task **tasks = gamut_arena_new(
		&import->arena, const struct gamut_task *, sink->count);
	struct gamut_suite *suite = NULL;
	size_t count = 0;
	enum gamut_status status;

	/* Cells of one task stand together. */
	for (size_t i = 0; i < sink->count; i++)
		if (count == 0 || tasks[count - 1] != sink->cells[i].task)
			tasks[count++] = sink->cells[i].task;
	status = gamut_suite_open(
		&suite, tasks, count,
		gamut_catalog_lexicon(import->options->catalog), err);
	for (size_t i = 0; i < sink->count && !status; i++)
		manifest->cells[i].task_hash = gamut_arena_copy(
			&import->arena,
			gamut_str_of(gamut_checker_hash(gamut_suite_find(
				suite,
				gamut_str_of(sink->cells[i].task->name)))));
	gamut_suite_free(suite);
	return status;
}

static void fill_cells(struct import *import, struct gamut_manifest *manifest)
{
	const struct gamut_import_sink *sink = &import->sink;

	manifest->cells = gamut_arena_new(
		&import->arena, struct gamut_manifest_cell, sink->count);
	manifest->cell_count = sink->count;
	for (size_t i = 0; i < sink->count; i++) {
		const struct gamut_import_cell *cell = &sink->cells[i];
		bool has_prompt = !cell->has_prompts && !cell->lacks_prompt;

		manifest->cells[i] = (struct gamut_manifest_cell){
			.task = gamut_str_of(cell->task->name),
			.setting = cell->setting,
			.max_tokens = cell->has_limits ? 0 : cell->max_tokens,
			.prompt = has_prompt ? cell->prompt : GAMUT_STR_EMPTY,
			.n = cell->end,
		};
		if (cell->end > manifest->n)
			manifest->n = cell->end;
	}
}

static enum gamut_status make_manifest(struct import *import,
                                       struct gamut_manifest *manifest,
                                       struct gamut_err *err)
{
	const struct gamut_import_sink *sink = &import->sink;
	enum gamut_status status;
	char created[GAMUT_CLOCK_TEXT_SIZE];

	*manifest = (struct gamut_manifest){
		.version = GAMUT_STR(GAMUT_VERSION),
		.template = UNKNOWN,
		.profile = UNKNOWN,
		.preset = UNKNOWN,
		.sampling = sink->has_samplings ? GAMUT_STR_EMPTY :
		                                  sink->sampling,
	};
	status = gamut_import_sink_model(sink, &manifest->model, err);
	if (!status)
		status = describe(import, &manifest->imported, err);
	if (status)
		return status;
	manifest->is_simulated = gamut_str_starts_with(manifest->model,
	                                               GAMUT_STR("sim:"));
	if (sink->time_ms != GAMUT_UNKNOWN) {
		gamut_clock_format(created, sink->time_ms);
		manifest->created = gamut_arena_copy(&import->arena,
		                                     gamut_str_of(created));
	}
	fill_cells(import, manifest);
	return hash_tasks(import, manifest, err);
}

/* --------------------------------------------------------------- publishing */

/* Is the run that is there this very import? */
static enum gamut_status compare(struct import *import,
                                 const struct gamut_manifest *made,
                                 struct gamut_err *err)
{
	struct gamut_import_report *report = import->sink.report;
	struct gamut_manifest have;
	enum gamut_status status = gamut_store_read_manifest(
		&have, import->out, &import->arena, err);

	if (status)
		return status;
	report->was_there = gamut_str_eq(have.imported, made->imported) &&
	                    gamut_str_eq(have.model, made->model);
	report->run_id = gamut_arena_copy(&report->arena, have.run_id);
	if (report->was_there)
		return GAMUT_OK;
	return gamut_error(err, GAMUT_EMISMATCH,
	                   "'%s' holds another import, of other files or by "
	                   "other options: use another --out",
	                   import->out);
}

/*
 * run.json comes last: without one, what is in the folder is no run. Not
 * gamut_store_create(), which is for runs without samples.
 */
static enum gamut_status publish(struct import *import, struct gamut_err *err)
{
	struct gamut_import_report *report = import->sink.report;
	struct gamut_manifest manifest;
	struct gamut_str text;
	const char *path;
	enum gamut_status status = make_manifest(import, &manifest, err);

	if (status)
		return status;
	text = gamut_manifest_encode(&manifest, &import->arena);
	/* As reading gives it back. */
	status = gamut_manifest_decode(&manifest, text, &import->arena, err);
	if (status)
		return status;
	report->model = gamut_arena_copy(&report->arena, manifest.model);
	report->run_id = gamut_arena_copy(&report->arena, manifest.run_id);
	if (gamut_store_exists(import->out))
		return compare(import, &manifest, err);
	path = gamut_arena_strf(&import->arena, "%s/run.json", import->folder)
	               .ptr;
	status = gamut_file_create(path, text, err);
	if (!status)
		status = gamut_import_folder_publish(
			import->folder, import->out, &import->arena, err);
	if (!status)
		import->folder = NULL;
	return status;
}

/* What is at `out` must be nothing, or an import. */
static enum gamut_status check_out(struct import *import, struct gamut_err *err)
{
	struct gamut_manifest have;
	enum gamut_status status;

	if (!gamut_store_exists(import->out))
		return GAMUT_OK;
	status = gamut_store_read_manifest(&have, import->out, &import->arena,
	                                   err);
	if (!status && have.imported.len == 0)
		status = gamut_error(err, GAMUT_EMISMATCH,
		                     "'%s' holds a run that gamut sampled: use "
		                     "another --out",
		                     import->out);
	return status;
}

/* Nobody knows the folder that is filled: `out` is what could not be made. */
static void name_out(const struct import *import, struct gamut_err *err)
{
	struct gamut_str text = gamut_str_of(err ? err->msg : "");
	struct gamut_str folder = gamut_str_of(import->folder);
	size_t at = gamut_str_find(text, folder);
	struct gamut_arena arena = { 0 };

	if (at < text.len) {
		struct gamut_str told = gamut_arena_strf(
			&arena, "%.*s%s%s",
			GAMUT_STR_ARG(gamut_str_head(text, at)), import->out,
			text.ptr + at + folder.len);

		(void)snprintf(err->msg, sizeof(err->msg), "%s", told.ptr);
	}
	gamut_arena_clear(&arena);
}

static void release(struct import *import)
{
	gamut_import_sink_release(&import->sink);
	if (import->folder)
		gamut_import_folder_remove(import->folder);
	gamut_import_files_release(&import->files);
	gamut_import_map_release(&import->map);
	gamut_buf_release(&import->sources);
	gamut_arena_clear(&import->arena);
}

enum gamut_status gamut_import(struct gamut_import_report *report,
                               const struct gamut_import_options *options,
                               const char *const *paths, size_t count,
                               const char *out, struct gamut_err *err)
{
	struct import import = {
		.options = options,
		.out = out,
		.sink = { .options = options,
		          .map = &import.map,
		          .report = report,
		          .time_ms = GAMUT_UNKNOWN },
	};
	enum gamut_status status;

	*report = (struct gamut_import_report){ 0 };
	import.files.map = &import.map;
	import.map.catalog = options->catalog;
	import.list.out = &import.sources;
	status = check_out(&import, err);
	if (!status)
		status = gamut_import_map_read(&import.map, options->map, err);
	if (!status)
		status = gamut_import_files_find(&import.files, options->format,
		                                 paths, count, &import.arena,
		                                 err);
	if (!status)
		status = gamut_import_files_apart(paths, count, out, err);
	if (!status) {
		import.sink.format = import.files.format;
		report->format = import.files.format->name;
		gamut_json_open(&import.list, '[');
		status = read_all(&import, err);
		gamut_json_close(&import.list, ']');
	}
	if (!status)
		status = publish(&import, err);
	if (status && import.folder)
		name_out(&import, err);
	release(&import);
	return status;
}

void gamut_import_report_release(struct gamut_import_report *report)
{
	gamut_arena_clear(&report->arena);
	*report = (struct gamut_import_report){ 0 };
}
