/* What a log of inspect_ai says of the whole, before its samples. */
#include <inttypes.h>
#include <math.h>

#include "base/clock.h"
#include "runner/exchange/export/file.h"
#include "runner/exchange/export/imported.h"
#include "runner/exchange/export/inspect.h"
#include "runner/exchange/export/metric.h"
#include "runner/exchange/export/name.h"
#include "runner/report/fields.h"

struct gamut_str gamut_inspect_time(int64_t ms, struct gamut_arena *arena)
{
	char text[GAMUT_CLOCK_TEXT_SIZE];

	gamut_clock_format(text, ms);
	return gamut_arena_strf(arena, "%.19s+00:00", text);
}

struct gamut_str gamut_inspect_id(const struct gamut_export_run *run,
                                  const struct gamut_cell_key *key,
                                  const char *what, struct gamut_arena *arena)
{
	const struct gamut_str parts[] = { gamut_str_of(what),
		                           run->run->manifest.run_id, key->task,
		                           key->setting };

	return gamut_export_name_hash(parts, GAMUT_ARRAY_LEN(parts), 22, arena);
}

/* The log that is being written. */
struct head {
	const struct gamut_inspect_log *log;
	const struct gamut_export_cell *cell;
	struct gamut_arena *arena;
};

/*
 * Of a cell that lacks samples: "error" where some were given up; "cancelled"
 * where the rest was just never asked for, as it says of runs that somebody
 * stopped. A log that is "started" is shown as running.
 */
static const char *status_of(const struct gamut_cell_summary *cell)
{
	if (cell->fates[GAMUT_FATE_FAILED] > 0)
		return "error";
	return cell->fates[GAMUT_FATE_MISSING] > 0 ? "cancelled" : "success";
}

/* Numbers among the sampling fields that inspect_ai has by the same name. */
static void add_generate_config(struct gamut_json *json,
                                const struct gamut_export_cell *cell)
{
	static const char *const numbers[] = { "temperature", "top_p", "top_k",
		                               "frequency_penalty",
		                               "presence_penalty" };
	struct gamut_str sampling = cell->run->run->manifest.sampling;
	cJSON *fields = gamut_json_parse(sampling, NULL);
	double value;

	gamut_json_open(json, '{');
	gamut_export_add_limit(json, "max_tokens", cell);
	for (size_t i = 0; i < GAMUT_ARRAY_LEN(numbers); i++)
		if (gamut_json_get_double(fields, numbers[i], &value))
			gamut_fields_double(json, numbers[i], value);
	gamut_json_close(json, '}');
	cJSON_Delete(fields);
}

static void add_dataset(struct gamut_json *json,
                        const struct gamut_inspect_log *log)
{
	gamut_json_key(json, "dataset");
	gamut_json_open(json, '{');
	gamut_fields_name(json, "name", log->cell->asked->task);
	gamut_fields_text(json, "location", NULL);
	gamut_fields_count(json, "samples", 1);
	gamut_json_key(json, "sample_ids");
	gamut_json_open(json, '[');
	gamut_json_str(json, log->id);
	gamut_json_close(json, ']');
	gamut_fields_bool(json, "shuffled", false);
	gamut_json_close(json, '}');
}

static void add_metadata(struct gamut_json *json,
                         const struct gamut_export_cell *cell)
{
	const struct gamut_manifest *manifest = &cell->run->run->manifest;

	gamut_json_key(json, "metadata");
	gamut_json_open(json, '{');
	gamut_fields_name(json, "gamut_run", manifest->run_id);
	gamut_fields_name(json, "gamut_label", cell->run->label);
	gamut_fields_bool(json, "simulated", manifest->is_simulated);
	gamut_fields_name(json, "template", manifest->template);
	gamut_fields_name(json, "profile", manifest->profile);
	gamut_fields_name(json, "preset", manifest->preset);
	gamut_json_key(json, "sampling");
	gamut_json_raw(json, manifest->sampling);
	gamut_fields_count(json, "seed", gamut_export_seed(manifest));
	gamut_fields_name(json, "task_hash", cell->asked->task_hash);
	gamut_json_key(json, "fates");
	gamut_json_open(json, '{');
	for (size_t i = 0; i < GAMUT_FATE_COUNT; i++)
		gamut_fields_uint(json, gamut_fate_name((enum gamut_fate)i),
		                  cell->summary->fates[i]);
	gamut_json_close(json, '}');
	gamut_fields_name(json, "stopped_why", cell->summary->stop.reason);
	gamut_export_add_imported(json, manifest);
	gamut_json_close(json, '}');
}

static void add_scorers(struct gamut_json *json)
{
	gamut_json_key(json, "scorers");
	gamut_json_open(json, '[');
	gamut_json_open(json, '{');
	gamut_fields_text(json, "name", "gamut");
	gamut_json_key(json, "options");
	gamut_json_open(json, '{');
	gamut_json_close(json, '}');
	gamut_json_close(json, '}');
	gamut_json_close(json, ']');
}

static void add_arguments(struct gamut_json *json, const char *key,
                          const struct gamut_export_cell *cell)
{
	gamut_json_key(json, key);
	gamut_json_open(json, '{');
	gamut_fields_name(json, "task", cell->asked->task);
	gamut_fields_name(json, "setting", cell->asked->setting);
	gamut_json_close(json, '}');
}

static void add_epochs(struct gamut_json *json,
                       const struct gamut_export_cell *cell)
{
	gamut_json_key(json, "config");
	gamut_json_open(json, '{');
	gamut_fields_uint(json, "epochs", gamut_export_cell_wanted(cell));
	gamut_json_key(json, "epochs_reducer");
	gamut_json_open(json, '[');
	gamut_json_cstr(json, "mean");
	gamut_json_close(json, ']');
	gamut_fields_bool(json, "log_samples", true);
	gamut_json_close(json, '}');
}

static void add_eval(struct gamut_json *json, struct head *head)
{
	const struct gamut_export_cell *cell = head->cell;
	const struct gamut_manifest *manifest = &cell->run->run->manifest;
	const struct gamut_cell_key *key = &cell->summary->key;

	gamut_json_key(json, "eval");
	gamut_json_open(json, '{');
	gamut_fields_name(
		json, "eval_id",
		gamut_inspect_id(cell->run, key, "eval", head->arena));
	gamut_fields_name(json, "run_id", manifest->run_id);
	gamut_fields_name(json, "created",
	                  gamut_inspect_time(head->log->began_ms, head->arena));
	gamut_fields_name(
		json, "task",
		gamut_export_name_cell(key->task, key->setting, head->arena));
	gamut_fields_name(
		json, "task_id",
		gamut_inspect_id(cell->run, key, "task", head->arena));
	gamut_fields_name(json, "task_version", cell->asked->task_hash);
	gamut_fields_text(json, "task_file", NULL);
	add_arguments(json, "task_args", cell);
	add_arguments(json, "task_args_passed", cell);
	gamut_fields_text(json, "solver", "generate");
	add_dataset(json, head->log);
	gamut_fields_name(json, "model", manifest->model);
	gamut_json_key(json, "model_generate_config");
	add_generate_config(json, cell);
	gamut_fields_name(json, "model_base_url", manifest->endpoint);
	add_epochs(json, cell);
	gamut_fields_text(json, "revision", NULL);
	gamut_json_key(json, "packages");
	gamut_json_open(json, '{');
	gamut_fields_name(json, "gamut", manifest->version);
	gamut_json_close(json, '}');
	add_metadata(json, cell);
	add_scorers(json);
	gamut_json_close(json, '}');
}

static void add_plan(struct gamut_json *json,
                     const struct gamut_export_cell *cell)
{
	gamut_json_key(json, "plan");
	gamut_json_open(json, '{');
	gamut_fields_text(json, "name", "plan");
	gamut_json_key(json, "steps");
	gamut_json_open(json, '[');
	gamut_json_open(json, '{');
	gamut_fields_text(json, "solver", "generate");
	gamut_json_key(json, "params");
	gamut_json_open(json, '{');
	gamut_json_close(json, '}');
	gamut_json_close(json, '}');
	gamut_json_close(json, ']');
	gamut_fields_text(json, "finish", NULL);
	gamut_json_key(json, "config");
	add_generate_config(json, cell);
	gamut_json_close(json, '}');
}

/* `of` has an interval to tell, or is NULL. */
static void add_metric(struct gamut_json *json, const char *name, double value,
                       const struct gamut_export_metric *of)
{
	gamut_json_key(json, name);
	gamut_json_open(json, '{');
	gamut_fields_text(json, "name", name);
	gamut_fields_double(json, "value", value);
	gamut_json_key(json, "params");
	gamut_json_open(json, '{');
	gamut_json_close(json, '}');
	if (of && isfinite(of->ci95.low) && isfinite(of->ci95.high)) {
		gamut_json_key(json, "metadata");
		gamut_json_open(json, '{');
		gamut_fields_interval(json, "ci95", of->ci95);
		gamut_fields_text(json, "ci95_method", of->ci_method);
		gamut_json_close(json, '}');
	}
	gamut_json_close(json, '}');
}

/* A metric, and behind it what is known of its error. */
static void add_metrics(struct gamut_json *json, struct head *head)
{
	struct gamut_export_metric metrics[GAMUT_EXPORT_METRICS];

	gamut_export_metrics_of(metrics, head->cell->summary);
	gamut_json_key(json, "metrics");
	gamut_json_open(json, '{');
	/* Validity, by the names that its tables look for. */
	if (gamut_export_metric_is_defined(&metrics[0])) {
		add_metric(json, "accuracy", metrics[0].value, &metrics[0]);
		add_metric(json, "stderr", metrics[0].se, NULL);
	}
	for (size_t i = 0; i < GAMUT_EXPORT_METRICS; i++) {
		const struct gamut_export_metric *metric = &metrics[i];
		struct gamut_str name = gamut_arena_strf(
			head->arena, "%s_stderr", metric->name);

		if (!gamut_export_metric_is_defined(metric))
			continue;
		add_metric(json, metric->name, metric->value, metric);
		if (isfinite(metric->se))
			add_metric(json, name.ptr, metric->se, NULL);
	}
	gamut_json_close(json, '}');
}

static void add_results(struct gamut_json *json, struct head *head)
{
	const struct gamut_export_cell *cell = head->cell;
	uint64_t n = cell->summary->cell->tally.n;

	gamut_json_key(json, "results");
	gamut_json_open(json, '{');
	gamut_fields_uint(json, "total_samples",
	                  gamut_export_cell_wanted(cell));
	gamut_fields_uint(json, "completed_samples", n);
	gamut_json_key(json, "scores");
	gamut_json_open(json, '[');
	gamut_json_open(json, '{');
	gamut_fields_text(json, "name", "gamut");
	gamut_fields_text(json, "scorer", "gamut");
	gamut_fields_text(json, "reducer", NULL);
	gamut_fields_uint(json, "scored_samples", n);
	gamut_fields_uint(json, "unscored_samples",
	                  gamut_export_cell_absent(cell));
	gamut_json_key(json, "params");
	gamut_json_open(json, '{');
	gamut_json_close(json, '}');
	add_metrics(json, head);
	gamut_json_close(json, '}');
	gamut_json_close(json, ']');
	gamut_json_close(json, '}');
}

/* Where inspect_ai has empty for a time that is not known. */
static void add_known_time(struct gamut_json *json, const char *key, int64_t ms,
                           struct gamut_arena *arena)
{
	gamut_json_key(json, key);
	gamut_json_str(json, ms > 0 ? gamut_inspect_time(ms, arena) :
	                              GAMUT_STR_EMPTY);
}

static void add_stats(struct gamut_json *json, struct head *head)
{
	const struct gamut_usage *usage = &head->cell->summary->bill.usage;

	gamut_json_key(json, "stats");
	gamut_json_open(json, '{');
	add_known_time(json, "started_at", head->log->began_ms, head->arena);
	add_known_time(json, "completed_at", head->log->last_ms, head->arena);
	gamut_json_key(json, "model_usage");
	gamut_inspect_usage(json, head->cell->run->run->manifest.model,
	                    usage->prompt_tokens, usage->completion_tokens,
	                    usage->reasoning_tokens);
	gamut_json_close(json, '}');
}

/* Of an imported run, nobody here asked for anything. */
static struct gamut_str error_text(const struct head *head)
{
	const struct gamut_export_cell *cell = head->cell;
	const struct gamut_manifest *manifest = &cell->run->run->manifest;
	const uint64_t *fates = cell->summary->fates;
	struct gamut_str counts = gamut_arena_strf(
		head->arena,
		"%" PRIu64 " of %" PRIu64 " completions are not there",
		gamut_export_cell_absent(cell), gamut_export_cell_wanted(cell));

	if (gamut_export_is_imported(manifest))
		return gamut_arena_strf(
			head->arena,
			"%.*s: %" PRIu64 " failed and %" PRIu64
			" are missing in what was imported from %.*s",
			GAMUT_STR_ARG(counts), fates[GAMUT_FATE_FAILED],
			fates[GAMUT_FATE_MISSING],
			GAMUT_STR_ARG(gamut_manifest_source(manifest)));
	return gamut_arena_strf(head->arena,
	                        "%.*s: %" PRIu64
	                        " given up after failed requests, %" PRIu64
	                        " never asked for",
	                        GAMUT_STR_ARG(counts), fates[GAMUT_FATE_FAILED],
	                        fates[GAMUT_FATE_MISSING]);
}

static void add_error(struct gamut_json *json, struct head *head)
{
	gamut_json_key(json, "error");
	if (head->cell->summary->fates[GAMUT_FATE_FAILED] == 0) {
		gamut_json_null(json);
		return;
	}
	gamut_json_open(json, '{');
	gamut_fields_name(json, "message", error_text(head));
	gamut_fields_text(json, "traceback", "");
	gamut_fields_text(json, "traceback_ansi", "");
	gamut_json_close(json, '}');
}

void gamut_inspect_head(struct gamut_buf *out,
                        const struct gamut_inspect_log *log,
                        struct gamut_arena *arena)
{
	struct head head = { .log = log, .cell = log->cell, .arena = arena };
	struct gamut_buf text = { 0 };
	struct gamut_json json = { .out = &text };

	gamut_json_open(&json, '{');
	gamut_fields_count(&json, "version", 2);
	gamut_fields_text(&json, "status", status_of(log->cell->summary));
	add_eval(&json, &head);
	add_plan(&json, log->cell);
	add_results(&json, &head);
	add_stats(&json, &head);
	add_error(&json, &head);
	gamut_fields_bool(&json, "invalidated", false);
	gamut_json_close(&json, '}');
	gamut_export_pretty(out, gamut_buf_view(&text));
	gamut_buf_release(&text);
	/* The document goes on: its last line feed and bracket come later. */
	out->len -= 2;
	gamut_buf_add(out, GAMUT_STR(",\n  \"samples\": ["));
}
