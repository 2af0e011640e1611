/* results_<date>.json: what the samples came to. */
#include "runner/exchange/export/lm_eval.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/alloc.h"
#include "runner/exchange/export/format.h"
#include "runner/exchange/export/imported.h"
#include "runner/exchange/export/name.h"
#include "runner/report/fields.h"

/* What the document is made from. */
struct results {
	const struct gamut_export_run *run;
	int64_t began_ms;
	int64_t last_ms; /* when the last sample arrived */
	struct gamut_arena arena;
	struct gamut_json json;
};

/* Write something about one cell under the name of its task. */
typedef void per_task_fn(struct results *results,
                         const struct gamut_export_cell *cell);

static void add_per_task(struct results *results, const char *key,
                         per_task_fn *add)
{
	gamut_json_key(&results->json, key);
	gamut_json_open(&results->json, '{');
	for (size_t i = 0; i < results->run->summary->cell_count; i++) {
		struct gamut_export_cell cell =
			gamut_export_cell_at(results->run, i);

		gamut_json_key(&results->json,
		               gamut_export_name_cell(cell.asked->task,
		                                      cell.asked->setting,
		                                      &results->arena)
		                       .ptr);
		add(results, &cell);
	}
	gamut_json_close(&results->json, '}');
}

static void add_metric(struct gamut_json *json,
                       const struct gamut_export_metric *metric)
{
	char key[64];

	if (!gamut_export_metric_is_defined(metric))
		return;
	snprintf(key, sizeof(key), "%s,none", metric->name);
	gamut_fields_double(json, key, metric->value);
	snprintf(key, sizeof(key), "%s_stderr,none", metric->name);
	if (isfinite(metric->se))
		gamut_fields_double(json, key, metric->se);
	else
		gamut_fields_text(json, key, "N/A");
}

static void add_result(struct results *results,
                       const struct gamut_export_cell *cell)
{
	struct gamut_export_metric metrics[GAMUT_EXPORT_METRICS];
	struct gamut_json *json = &results->json;
	struct gamut_str name = gamut_export_name_cell(
		cell->asked->task, cell->asked->setting, &results->arena);

	gamut_export_metrics_of(metrics, cell->summary);
	gamut_json_open(json, '{');
	gamut_fields_name(json, "name", name);
	gamut_fields_name(json, "alias", name);
	gamut_fields_double(json, "sample_len",
	                    cell->summary->metrics.of[GAMUT_METRIC_N]);
	for (size_t i = 0; i < GAMUT_EXPORT_METRICS; i++)
		add_metric(json, &metrics[i]);
	gamut_json_close(json, '}');
}

static void add_no_subtasks(struct results *results,
                            const struct gamut_export_cell *cell)
{
	(void)cell;
	gamut_json_open(&results->json, '[');
	gamut_json_close(&results->json, ']');
}

static void add_metric_list(struct gamut_json *json,
                            const struct gamut_export_cell *cell)
{
	struct gamut_export_metric metrics[GAMUT_EXPORT_METRICS];

	gamut_export_metrics_of(metrics, cell->summary);
	gamut_json_key(json, "metric_list");
	gamut_json_open(json, '[');
	for (size_t i = 0; i < GAMUT_EXPORT_METRICS; i++) {
		if (!gamut_export_metric_is_defined(&metrics[i]))
			continue;
		gamut_json_open(json, '{');
		gamut_fields_text(json, "metric", metrics[i].name);
		/* Of the one document there is. */
		gamut_fields_text(json, "aggregation", "mean");
		gamut_fields_bool(json, "higher_is_better",
		                  !metrics[i].lower_is_better);
		gamut_json_close(json, '}');
	}
	gamut_json_close(json, ']');
}

static void add_absent(struct gamut_json *json, const uint64_t *fates)
{
	bool is_complete = fates[GAMUT_FATE_FAILED] == 0 &&
	                   fates[GAMUT_FATE_MISSING] == 0;

	gamut_fields_text(json, "status",
	                  is_complete ? "complete" : "incomplete");
	gamut_fields_uint(json, "failed", fates[GAMUT_FATE_FAILED]);
	gamut_fields_uint(json, "missing", fates[GAMUT_FATE_MISSING]);
}

static size_t shots_of(const struct gamut_export_cell *cell)
{
	return cell->summary->cell->shows_examples ? GAMUT_TASK_EXAMPLES : 0;
}

static void add_config_of(struct results *results,
                          const struct gamut_export_cell *cell)
{
	struct gamut_json *json = &results->json;

	gamut_json_open(json, '{');
	gamut_fields_name(json, "task",
	                  gamut_export_name_cell(cell->asked->task,
	                                         cell->asked->setting,
	                                         &results->arena));
	gamut_fields_text(json, "description", cell->task->description);
	gamut_fields_name(json, "doc_to_text",
	                  gamut_export_prompt(cell, &results->arena));
	gamut_fields_text(json, "doc_to_target", "");
	gamut_fields_uint(json, "num_fewshot", shots_of(cell));
	add_metric_list(json, cell);
	gamut_fields_text(json, "output_type", "generate_until");
	gamut_json_key(json, "generation_kwargs");
	gamut_lm_eval_kwargs(json, cell);
	gamut_fields_uint(json, "repeats", gamut_export_cell_wanted(cell));
	gamut_json_key(json, "metadata");
	gamut_json_open(json, '{');
	gamut_fields_name(json, "version", cell->asked->task_hash);
	gamut_fields_name(json, "gamut_task", cell->asked->task);
	gamut_fields_name(json, "gamut_setting", cell->asked->setting);
	add_absent(json, cell->summary->fates);
	gamut_fields_uint(json, "stopped_of", cell->summary->stop.planned);
	gamut_fields_name(json, "stopped_why", cell->summary->stop.reason);
	gamut_json_close(json, '}');
	gamut_json_close(json, '}');
}

/* As much of the task's hash as tells versions apart. */
static void add_version(struct results *results,
                        const struct gamut_export_cell *cell)
{
	struct gamut_str hash = cell->asked->task_hash;

	gamut_json_str(&results->json,
	               gamut_str_head(hash, hash.len < 12 ? hash.len : 12));
}

static void add_shots(struct results *results,
                      const struct gamut_export_cell *cell)
{
	gamut_json_int(&results->json, (int64_t)shots_of(cell));
}

static void add_directions(struct results *results,
                           const struct gamut_export_cell *cell)
{
	struct gamut_export_metric metrics[GAMUT_EXPORT_METRICS];

	gamut_export_metrics_of(metrics, cell->summary);
	gamut_json_open(&results->json, '{');
	for (size_t i = 0; i < GAMUT_EXPORT_METRICS; i++)
		if (gamut_export_metric_is_defined(&metrics[i]))
			gamut_fields_bool(&results->json, metrics[i].name,
			                  !metrics[i].lower_is_better);
	gamut_json_close(&results->json, '}');
}

static void add_counts(struct results *results,
                       const struct gamut_export_cell *cell)
{
	gamut_json_open(&results->json, '{');
	gamut_fields_uint(&results->json, "original",
	                  gamut_export_cell_wanted(cell));
	gamut_fields_uint(&results->json, "effective",
	                  cell->summary->cell->tally.n);
	gamut_json_close(&results->json, '}');
}

static void add_task_hash(struct results *results,
                          const struct gamut_export_cell *cell)
{
	struct gamut_lm_eval_hashes hashes;

	gamut_lm_eval_hash(&hashes, cell);
	gamut_json_cstr(&results->json, hashes.task);
}

/* Members that the harness has and a run has nothing for. */
static void add_nulls(struct gamut_json *json, const char *const *keys)
{
	for (; *keys; keys++)
		gamut_fields_text(json, *keys, NULL);
}

static void add_config(struct results *results)
{
	static const char *const unknown[] = { "model_num_parameters",
		                               "model_dtype",
		                               "model_revision",
		                               "model_sha",
		                               "batch_size",
		                               "batch_sizes",
		                               "device",
		                               "use_cache",
		                               "limit",
		                               "bootstrap_iters",
		                               NULL };
	static const char *const seeds[] = { "numpy_seed", "torch_seed",
		                             "fewshot_seed", NULL };
	const struct gamut_manifest *manifest = &results->run->run->manifest;
	struct gamut_json *json = &results->json;

	gamut_json_key(json, "config");
	gamut_json_open(json, '{');
	gamut_fields_text(json, "model", "gamut");
	gamut_fields_name(
		json, "model_args",
		gamut_arena_strf(&results->arena, "model=%.*s%s%.*s",
	                         GAMUT_STR_ARG(manifest->model),
	                         manifest->endpoint.len ? ",base_url=" : "",
	                         GAMUT_STR_ARG(manifest->endpoint)));
	add_nulls(json, unknown);
	gamut_json_key(json, "gen_kwargs");
	gamut_json_raw(json, manifest->sampling);
	gamut_fields_count(json, "random_seed", gamut_export_seed(manifest));
	add_nulls(json, seeds);
	gamut_json_close(json, '}');
}

/* What the harness has no place for. */
static void add_gamut(struct results *results)
{
	const struct gamut_export_run *run = results->run;
	const struct gamut_manifest *manifest = &run->run->manifest;
	struct gamut_json *json = &results->json;
	uint64_t fates[GAMUT_FATE_COUNT] = { 0 };

	fates[GAMUT_FATE_FAILED] = gamut_export_absent(run, GAMUT_FATE_FAILED);
	fates[GAMUT_FATE_MISSING] = gamut_export_absent(run,
	                                                GAMUT_FATE_MISSING);
	gamut_json_key(json, "gamut");
	gamut_json_open(json, '{');
	gamut_fields_name(json, "run_id", manifest->run_id);
	gamut_fields_name(json, "version", manifest->version);
	gamut_fields_bool(json, "simulated", manifest->is_simulated);
	gamut_fields_name(json, "template", manifest->template);
	gamut_fields_name(json, "profile", manifest->profile);
	gamut_fields_name(json, "preset", manifest->preset);
	add_absent(json, fates);
	gamut_export_add_imported(json, manifest);
	gamut_json_close(json, '}');
}

/* How long the run took, in seconds; the harness has a string here. */
static struct gamut_str time_of(struct results *results)
{
	int64_t took = results->last_ms - results->began_ms;

	if (gamut_export_is_imported(&results->run->run->manifest))
		return GAMUT_STR("unknown");
	return gamut_arena_strf(&results->arena, "%" PRIi64 ".%03" PRIi64,
	                        took > 0 ? took / 1000 : 0,
	                        took > 0 ? took % 1000 : 0);
}

static void add_tail(struct results *results)
{
	static const char *const before[] = { "transformers_version",
		                              "lm_eval_version",
		                              "upper_git_hash", NULL };
	static const char *const tokens[] = {
		"tokenizer_pad_token", "tokenizer_eos_token",
		"tokenizer_bos_token", "eot_token_id",
		"max_length",          NULL
	};
	static const char *const prompts[] = {
		"system_instruction",   "system_instruction_sha",
		"fewshot_as_multiturn", "chat_template",
		"chat_template_sha",    NULL
	};
	const struct gamut_manifest *manifest = &results->run->run->manifest;
	struct gamut_json *json = &results->json;

	gamut_fields_text(json, "git_hash", NULL);
	gamut_fields_double(json, "date", (double)results->began_ms / 1000);
	gamut_fields_name(json, "pretty_env_info",
	                  gamut_arena_strf(&results->arena, "gamut %.*s",
	                                   GAMUT_STR_ARG(manifest->version)));
	add_nulls(json, before);
	add_nulls(json, tokens);
	add_per_task(results, "task_hashes", add_task_hash);
	gamut_fields_text(json, "model_source", "gamut");
	gamut_fields_name(json, "model_name", manifest->model);
	gamut_fields_name(
		json, "model_name_sanitized",
		gamut_export_name_model(manifest->model, &results->arena));
	add_nulls(json, prompts);
	gamut_fields_name(json, "total_evaluation_time_seconds",
	                  time_of(results));
	add_gamut(results);
}

static void add_document(struct results *results)
{
	gamut_json_open(&results->json, '{');
	add_per_task(results, "results", add_result);
	add_per_task(results, "group_subtasks", add_no_subtasks);
	add_per_task(results, "configs", add_config_of);
	add_per_task(results, "versions", add_version);
	add_per_task(results, "n-shot", add_shots);
	add_per_task(results, "higher_is_better", add_directions);
	add_per_task(results, "n-samples", add_counts);
	add_config(results);
	add_tail(results);
	gamut_json_close(&results->json, '}');
}

static enum gamut_status find_last(int64_t *last,
                                   const struct gamut_export_run *run,
                                   struct gamut_err *err)
{
	size_t count = run->run->manifest.cell_count;
	int64_t *all = gamut_alloc_array(count, sizeof(*all));
	enum gamut_status status = gamut_export_last(all, run->run, err);

	*last = 0;
	for (size_t i = 0; i < count; i++)
		if (all[i] > *last)
			*last = all[i];
	free(all);
	return status;
}

enum gamut_status gamut_lm_eval_write_results(
	const struct gamut_export_run *run, struct gamut_str dir,
	int64_t began_ms, struct gamut_err *err)
{
	struct results results = { .run = run, .began_ms = began_ms };
	struct gamut_export_file file = { 0 };
	struct gamut_buf text = { 0 };
	enum gamut_status status = find_last(&results.last_ms, run, err);

	results.json.out = &text;
	if (!status)
		status = gamut_export_open(
			&file, dir,
			gamut_lm_eval_samples_path(run, NULL, began_ms,
		                                   &results.arena),
			err);
	if (!status) {
		add_document(&results);
		gamut_export_pretty(&file.text, gamut_buf_view(&text));
		gamut_buf_add_char(&file.text, '\n');
		status = gamut_export_file_publish(&file, NULL, err);
	}
	gamut_export_file_close(&file);
	gamut_buf_release(&text);
	gamut_arena_clear(&results.arena);
	return status;
}
