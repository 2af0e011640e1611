/* Every Eval Ever: the results of a run, with their uncertainty. */
#include "runner/exchange/export/every.h"

#include <inttypes.h>
#include <math.h>
#include <string.h>

#include "runner/exchange/export/format.h"
#include "runner/exchange/export/imported.h"
#include "runner/exchange/export/metric.h"
#include "runner/exchange/export/name.h"
#include "runner/report/fields.h"

/*
 * A UUID of the kind that its store asks for, version 4, but of the run's id:
 * an export that is made again has the same.
 */
static struct gamut_str uuid_of(struct gamut_str run_id,
                                struct gamut_arena *arena)
{
	const struct gamut_str parts[] = { GAMUT_STR("every-eval-ever"),
		                           run_id };
	const char *hex = gamut_export_name_hash(parts, 2, 32, arena).ptr;

	return gamut_arena_strf(arena, "%.8s-%.4s-4%.3s-a%.3s-%.12s", hex,
	                        hex + 8, hex + 13, hex + 17, hex + 20);
}

/* "data/gamut/<developer>/<model>", as model "developer/model" asks for. */
static struct gamut_str folder_of(const struct gamut_manifest *manifest,
                                  struct gamut_arena *arena)
{
	struct gamut_str rest = manifest->model;
	struct gamut_str developer = manifest->is_simulated ?
	                                     GAMUT_STR("gamut") :
	                                     GAMUT_STR("unknown");

	if (gamut_str_find(rest, GAMUT_STR("/")) < rest.len)
		gamut_str_take_field(&rest, '/', &developer);
	return gamut_arena_strf(
		arena, "data/gamut/%s/%s",
		gamut_export_name_portable(developer, arena).ptr,
		gamut_export_name_portable(rest, arena).ptr);
}

/* Seconds since 1970, with their milliseconds. */
static struct gamut_str epoch_of(int64_t ms, struct gamut_arena *arena)
{
	return gamut_arena_strf(arena, "%" PRIi64 ".%03" PRIi64, ms / 1000,
	                        ms % 1000);
}

static enum gamut_status open_run(struct gamut_every *every,
                                  const struct gamut_export_run *run,
                                  struct gamut_arena *arena,
                                  struct gamut_err *err)
{
	const struct gamut_manifest *manifest = &run->run->manifest;
	struct gamut_str folder = folder_of(manifest, arena);
	struct gamut_str uuid = uuid_of(manifest->run_id, arena);
	enum gamut_status status;

	*every = (struct gamut_every){ .run = run };
	status = gamut_export_began(&every->began_ms, run->run, err);
	every->id = gamut_arena_strf(arena, "gamut/%.*s/%s",
	                             GAMUT_STR_ARG(manifest->model),
	                             epoch_of(every->began_ms, arena).ptr);
	every->path = gamut_arena_strf(arena, "%s/%s.json", folder.ptr,
	                               uuid.ptr);
	every->samples = gamut_arena_strf(arena, "%s/%s_samples.jsonl",
	                                  folder.ptr, uuid.ptr);
	return status;
}

struct gamut_str gamut_every_result_id(const struct gamut_export_cell *cell,
                                       const char *metric,
                                       struct gamut_arena *arena)
{
	return gamut_arena_strf(arena, "%.*s/%.*s/%s",
	                        GAMUT_STR_ARG(cell->asked->task),
	                        GAMUT_STR_ARG(cell->asked->setting), metric);
}

struct gamut_str gamut_every_name(const struct gamut_export_cell *cell,
                                  struct gamut_arena *arena)
{
	return gamut_arena_strf(arena, "gamut/%.*s/%.*s",
	                        GAMUT_STR_ARG(cell->asked->task),
	                        GAMUT_STR_ARG(cell->asked->setting));
}

/* The document that is being written. */
struct document {
	const struct gamut_every *every;
	struct gamut_arena arena;
	struct gamut_json json;
};

static void open_member(struct gamut_json *json, const char *key)
{
	gamut_json_key(json, key);
	gamut_json_open(json, '{');
}

/* Values of "additional_details" and their like are strings. */
static void add_number(struct document *document, const char *key,
                       uint64_t number)
{
	gamut_fields_name(
		&document->json, key,
		gamut_arena_strf(&document->arena, "%" PRIu64, number));
}

static void add_source(struct document *document)
{
	const struct gamut_export_run *run = document->every->run;
	struct gamut_json *json = &document->json;
	uint64_t failed = gamut_export_absent(run, GAMUT_FATE_FAILED);
	uint64_t missing = gamut_export_absent(run, GAMUT_FATE_MISSING);

	open_member(json, "source_metadata");
	gamut_fields_name(
		json, "source_name",
		gamut_arena_strf(&document->arena, "gamut run %.*s",
	                         GAMUT_STR_ARG(run->run->manifest.run_id)));
	gamut_fields_text(json, "source_type", "evaluation_run");
	gamut_fields_text(json, "source_organization_name", "unknown");
	gamut_fields_text(json, "evaluator_relationship", "other");
	open_member(json, "additional_details");
	gamut_fields_name(json, "run_id", run->run->manifest.run_id);
	gamut_fields_text(json, "status",
	                  failed + missing ? "incomplete" : "complete");
	add_number(document, "samples_failed", failed);
	add_number(document, "samples_missing", missing);
	if (gamut_export_is_imported(&run->run->manifest))
		gamut_fields_name(json, "imported",
		                  run->run->manifest.imported);
	gamut_json_close(json, '}');
	gamut_json_close(json, '}');
}

static void add_model(struct document *document)
{
	const struct gamut_manifest *manifest =
		&document->every->run->run->manifest;
	struct gamut_json *json = &document->json;

	open_member(json, "eval_library");
	gamut_fields_text(json, "name", "gamut");
	gamut_fields_name(json, "version", manifest->version);
	gamut_json_close(json, '}');
	open_member(json, "model_info");
	gamut_fields_name(json, "name", manifest->model);
	gamut_fields_name(json, "id", manifest->model);
	if (manifest->is_simulated)
		gamut_fields_text(json, "developer", "gamut");
	open_member(json, "additional_details");
	gamut_fields_text(json, "deployment_type", "unknown");
	gamut_fields_text(json, "model_availability", "unknown");
	gamut_fields_text(json, "simulated",
	                  manifest->is_simulated ? "true" : "false");
	gamut_json_close(json, '}');
	gamut_json_close(json, '}');
}

static void add_metric(struct gamut_json *json,
                       const struct gamut_export_metric *metric)
{
	char id[64] = "gamut.";

	strncat(id, metric->name, sizeof(id) - strlen(id) - 1);
	open_member(json, "metric_config");
	gamut_fields_text(json, "evaluation_description", metric->description);
	gamut_fields_text(json, "metric_id", id);
	gamut_fields_text(json, "metric_name", metric->name);
	gamut_fields_text(json, "metric_unit", metric->unit);
	gamut_fields_bool(json, "lower_is_better", metric->lower_is_better);
	gamut_fields_text(json, "score_type", "continuous");
	gamut_fields_double(json, "min_score", metric->low);
	gamut_fields_double(json, "max_score", metric->high);
	gamut_json_close(json, '}');
}

static void add_uncertainty(struct gamut_json *json,
                            const struct gamut_export_metric *metric,
                            uint64_t n)
{
	open_member(json, "uncertainty");
	if (isfinite(metric->se)) {
		gamut_json_key(json, "standard_error");
		gamut_json_open(json, '{');
		gamut_fields_double(json, "value", metric->se);
		gamut_fields_text(json, "method", metric->se_method);
		gamut_json_close(json, '}');
	}
	if (isfinite(metric->ci95.low) && isfinite(metric->ci95.high)) {
		gamut_json_key(json, "confidence_interval");
		gamut_json_open(json, '{');
		gamut_fields_double(json, "lower", metric->ci95.low);
		gamut_fields_double(json, "upper", metric->ci95.high);
		gamut_fields_double(json, "confidence_level", 0.95);
		gamut_fields_text(json, "method", metric->ci_method);
		gamut_json_close(json, '}');
	}
	gamut_fields_uint(json, "num_samples", n);
	gamut_json_close(json, '}');
}

static void add_score(struct document *document,
                      const struct gamut_export_cell *cell,
                      const struct gamut_export_metric *metric)
{
	struct gamut_json *json = &document->json;
	const uint64_t *fates = cell->summary->fates;

	open_member(json, "score_details");
	gamut_fields_double(json, "score", metric->value);
	open_member(json, "details");
	add_number(document, "samples_wanted", gamut_export_cell_wanted(cell));
	add_number(document, "samples_failed", fates[GAMUT_FATE_FAILED]);
	add_number(document, "samples_missing", fates[GAMUT_FATE_MISSING]);
	gamut_json_close(json, '}');
	add_uncertainty(json, metric, cell->summary->cell->tally.n);
	gamut_json_close(json, '}');
}

static void add_generation(struct document *document,
                           const struct gamut_export_cell *cell)
{
	static const char *const numbers[] = { "temperature", "top_p",
		                               "top_k" };
	const struct gamut_manifest *manifest = &cell->run->run->manifest;
	struct gamut_json *json = &document->json;
	cJSON *fields = gamut_json_parse(manifest->sampling, NULL);
	double value;

	open_member(json, "generation_config");
	open_member(json, "generation_args");
	for (size_t i = 0; i < GAMUT_ARRAY_LEN(numbers); i++)
		if (gamut_json_get_double(fields, numbers[i], &value))
			gamut_fields_double(json, numbers[i], value);
	gamut_export_add_limit(json, "max_tokens", cell);
	gamut_json_key(json, "prompt_template");
	gamut_json_str(json, gamut_export_prompt(cell, &document->arena));
	gamut_json_close(json, '}');
	open_member(json, "additional_details");
	gamut_fields_name(json, "setting", cell->asked->setting);
	gamut_fields_name(json, "template", manifest->template);
	gamut_fields_name(json, "preset", manifest->preset);
	gamut_fields_name(json, "profile", manifest->profile);
	gamut_fields_name(json, "sampling", manifest->sampling);
	if (gamut_export_seed(manifest) != GAMUT_UNKNOWN)
		add_number(document, "seed", manifest->seed);
	gamut_json_close(json, '}');
	gamut_json_close(json, '}');
	cJSON_Delete(fields);
}

static void add_result(struct document *document,
                       const struct gamut_export_cell *cell,
                       const struct gamut_export_metric *metric)
{
	struct gamut_json *json = &document->json;

	gamut_json_open(json, '{');
	gamut_fields_name(
		json, "evaluation_result_id",
		gamut_every_result_id(cell, metric->name, &document->arena));
	gamut_fields_name(json, "evaluation_name",
	                  gamut_every_name(cell, &document->arena));
	open_member(json, "source_data");
	gamut_fields_name(json, "dataset_name",
	                  gamut_arena_strf(&document->arena, "gamut/%.*s",
	                                   GAMUT_STR_ARG(cell->asked->task)));
	gamut_fields_text(json, "source_type", "other");
	open_member(json, "additional_details");
	gamut_fields_text(json, "description", cell->task->description);
	gamut_fields_name(json, "task_hash", cell->asked->task_hash);
	gamut_json_close(json, '}');
	gamut_json_close(json, '}');
	add_metric(json, metric);
	add_score(document, cell, metric);
	add_generation(document, cell);
	gamut_json_close(json, '}');
}

static void add_results(struct document *document)
{
	const struct gamut_export_run *run = document->every->run;
	struct gamut_export_metric metrics[GAMUT_EXPORT_METRICS];

	gamut_json_key(&document->json, "evaluation_results");
	gamut_json_open(&document->json, '[');
	for (size_t i = 0; i < run->summary->cell_count; i++) {
		struct gamut_export_cell cell = gamut_export_cell_at(run, i);

		gamut_export_metrics_of(metrics, cell.summary);
		for (size_t m = 0; m < GAMUT_EXPORT_METRICS; m++)
			if (gamut_export_metric_is_defined(&metrics[m]))
				add_result(document, &cell, &metrics[m]);
	}
	gamut_json_close(&document->json, ']');
}

static void add_samples(struct gamut_json *json,
                        const struct gamut_every *every)
{
	if (every->rows == 0)
		return;
	open_member(json, "detailed_evaluation_results");
	gamut_fields_text(json, "format", "jsonl");
	gamut_fields_name(json, "file_path", every->samples);
	gamut_fields_text(json, "hash_algorithm", "sha256");
	gamut_fields_text(json, "checksum", every->checksum);
	gamut_fields_uint(json, "total_rows", every->rows);
	gamut_json_close(json, '}');
}

static enum gamut_status write_results(const struct gamut_every *every,
                                       struct gamut_str dir,
                                       struct gamut_err *err)
{
	struct gamut_buf text = { 0 };
	struct document document = { .every = every, .json = { .out = &text } };
	struct gamut_json *json = &document.json;
	struct gamut_export_file file;
	enum gamut_status status = gamut_export_open(&file, dir, every->path,
	                                             err);

	if (!status) {
		gamut_json_open(json, '{');
		gamut_fields_text(json, "schema_version", GAMUT_EVERY_SCHEMA);
		gamut_fields_name(json, "evaluation_id", every->id);
		if (every->run->run->manifest.created.len > 0)
			gamut_fields_name(json, "evaluation_timestamp",
			                  every->run->run->manifest.created);
		gamut_fields_name(json, "retrieved_timestamp",
		                  epoch_of(every->began_ms, &document.arena));
		add_source(&document);
		add_model(&document);
		add_results(&document);
		add_samples(json, every);
		gamut_json_close(json, '}');
		gamut_export_pretty(&file.text, gamut_buf_view(&text));
		gamut_buf_add_char(&file.text, '\n');
		status = gamut_export_file_publish(&file, NULL, err);
	}
	gamut_export_file_close(&file);
	gamut_buf_release(&text);
	gamut_arena_clear(&document.arena);
	return status;
}

static enum gamut_status plan(struct gamut_export_plan *plan,
                              const struct gamut_export *export,
                              struct gamut_err *err)
{
	enum gamut_status status = GAMUT_OK;

	for (size_t i = 0; i < export->count && !status; i++) {
		struct gamut_every every;

		status = open_run(&every, &export->runs[i], &plan->arena, err);
		gamut_export_plan_add(plan, every.path, export->runs[i].label);
		if (export->runs[i].run->count > 0)
			gamut_export_plan_add(plan, every.samples,
			                      export->runs[i].label);
	}
	return status;
}

static enum gamut_status write_all(const struct gamut_export *export,
                                   struct gamut_str dir, struct gamut_err *err)
{
	struct gamut_arena arena = { 0 };
	enum gamut_status status = GAMUT_OK;

	for (size_t i = 0; i < export->count && !status; i++) {
		struct gamut_every every;

		status = open_run(&every, &export->runs[i], &arena, err);
		if (!status)
			status = gamut_every_write_samples(
				&every, export->suite, dir, err);
		if (!status)
			status = write_results(&every, dir, err);
	}
	gamut_arena_clear(&arena);
	return status;
}

const struct gamut_export_format gamut_export_every = {
	.name = "every-eval-ever",
	.plan = plan,
	.write = write_all,
};
