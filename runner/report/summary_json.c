#include "base/json.h"
#include "runner/measure/spreads.h"
#include "runner/measure/warning.h"
#include "runner/report/fields.h"
#include "runner/report/report.h"
#include "runner/report/shape_json.h"

static void add_bill(struct gamut_json *json, const struct gamut_bill *bill)
{
	gamut_fields_count(json, "requests", bill->usage.requests);
	gamut_fields_count(json, "prompt_tokens", bill->usage.prompt_tokens);
	gamut_fields_count(json, "completion_tokens",
	                   bill->usage.completion_tokens);
	gamut_fields_count(json, "reasoning_tokens",
	                   bill->usage.reasoning_tokens);
	gamut_fields_double(json, "cost", bill->cost);
	gamut_fields_name(json, "currency", bill->currency);
}

static void add_stop(struct gamut_json *json,
                     const struct gamut_cell_summary *cell)
{
	uint64_t n = 0;

	gamut_json_key(json, "stopped");
	if (cell->stop.planned == 0) {
		gamut_json_null(json);
		return;
	}
	for (size_t i = 0; i < GAMUT_FATE_COUNT; i++)
		n += cell->fates[i];
	gamut_json_open(json, '{');
	gamut_fields_count(json, "n", (int64_t)n);
	gamut_fields_count(json, "planned", (int64_t)cell->stop.planned);
	gamut_fields_name(json, "reason", cell->stop.reason);
	gamut_json_close(json, '}');
}

static void add_cell(struct gamut_buf *out,
                     const struct gamut_cell_summary *cell)
{
	struct gamut_json json = { .out = out };

	gamut_json_open(&json, '{');
	gamut_fields_name(&json, "model", cell->key.model);
	gamut_fields_name(&json, "task", cell->key.task);
	gamut_fields_name(&json, "setting", cell->key.setting);
	for (size_t i = 0; i < GAMUT_METRIC_COUNT; i++)
		gamut_fields_double(&json,
		                    gamut_metric_name((enum gamut_metric)i),
		                    cell->metrics.of[i]);
	gamut_json_key(&json, "fates");
	gamut_json_open(&json, '{');
	for (size_t i = 0; i < GAMUT_FATE_COUNT; i++) {
		gamut_json_key(&json, gamut_fate_name((enum gamut_fate)i));
		gamut_json_int(&json, (int64_t)cell->fates[i]);
	}
	gamut_json_close(&json, '}');
	gamut_fields_name(&json, "run", cell->key.run);
	add_bill(&json, &cell->bill);
	add_stop(&json, cell);
	gamut_shape_json(&json, cell->cell);
	if (cell->target)
		gamut_fields_target(&json, cell->target);
	gamut_json_close(&json, '}');
}

static void add_over_tasks(struct gamut_json *json,
                           const struct gamut_over_tasks *over)
{
	gamut_json_key(json, "over_tasks");
	gamut_json_open(json, '{');
	gamut_fields_double(json, "sd", over->sd);
	gamut_fields_double(json, "se", over->se);
	gamut_fields_interval(json, "ci95", over->ci95);
	gamut_fields_count(json, "df", (int64_t)over->df);
	gamut_json_close(json, '}');
}

/* Of metrics whose noise of sampling is known. */
static void add_fixed_suite(struct gamut_json *json,
                            const struct gamut_suite_mean *suite)
{
	if (suite->cells == 0)
		return;
	gamut_json_key(json, "fixed_suite");
	gamut_json_open(json, '{');
	gamut_fields_double(json, "se", suite->se);
	gamut_fields_interval(json, "ci95", suite->ci95);
	gamut_fields_count(json, "cells", (int64_t)suite->cells);
	gamut_json_close(json, '}');
}

static void add_spread(struct gamut_json *json, const char *name,
                       const struct gamut_spread *spread,
                       const struct gamut_spreads_of *more)
{
	gamut_json_key(json, name);
	gamut_json_open(json, '{');
	gamut_fields_double(json, "mean", spread->mean);
	gamut_fields_double(json, "sd", spread->sd);
	gamut_fields_double(json, "se", spread->se);
	gamut_fields_interval(
		json, "ci95",
		(struct gamut_interval){ spread->low, spread->high });
	gamut_json_key(json, "tasks");
	gamut_json_int(json, (int64_t)spread->tasks);
	add_over_tasks(json, &more->over_tasks);
	add_fixed_suite(json, &more->fixed_suite);
	gamut_json_close(json, '}');
}

/* As the paper's code writes them: of nothing, 0. */
static void add_paper(struct gamut_json *json,
                      const struct gamut_aggregate *aggregate)
{
	static const struct {
		const char *names[4];
		enum gamut_metric metric;
	} rows[] = {
		{ { "mean_percent_valid", "std_percent_valid",
		    "sem_percent_valid", "count_percent_valid" },
		  GAMUT_METRIC_VALIDITY },
		{ { "mean_unique_gens_pct", "std_unique_gens_pct",
		    "sem_unique_gens_pct", "count_unique_gens_pct" },
		  GAMUT_METRIC_UNIQUENESS },
		{ { "mean_unique_valid_count", "std_unique_valid_count",
		    "sem_unique_valid_count", "count_unique_valid_count" },
		  GAMUT_METRIC_YIELD },
	};

	gamut_json_key(json, "paper");
	gamut_json_open(json, '{');
	for (size_t i = 0; i < GAMUT_ARRAY_LEN(rows); i++) {
		const struct gamut_spread *spread =
			&aggregate->of[gamut_spreads_index(rows[i].metric)];
		bool any = spread->tasks > 0;

		gamut_fields_double(json, rows[i].names[0],
		                    any ? spread->mean : 0);
		gamut_fields_double(json, rows[i].names[1],
		                    any ? spread->sd : 0);
		gamut_fields_double(json, rows[i].names[2],
		                    any ? spread->se : 0);
		gamut_fields_count(json, rows[i].names[3],
		                   (int64_t)spread->tasks);
	}
	gamut_json_close(json, '}');
}

static void add_aggregate(struct gamut_buf *out,
                          const struct gamut_aggregate *aggregate,
                          const struct gamut_summary_part *part)
{
	struct gamut_spreads spreads =
		gamut_spreads_of(part, &aggregate->key.setting);
	struct gamut_json json = { .out = out };

	gamut_json_open(&json, '{');
	gamut_fields_name(&json, "model", aggregate->key.model);
	gamut_fields_name(&json, "setting", aggregate->key.setting);
	gamut_json_key(&json, "tasks");
	gamut_json_int(&json, (int64_t)aggregate->tasks);
	gamut_json_key(&json, "complete");
	gamut_json_bool(&json, aggregate->is_complete);
	for (size_t i = 0; i < GAMUT_AGGREGATED_COUNT; i++)
		add_spread(&json, gamut_metric_name(gamut_aggregated[i]),
		           &aggregate->of[i], &spreads.of[i]);
	gamut_fields_name(&json, "run", aggregate->key.run);
	add_bill(&json, &aggregate->bill);
	add_paper(&json, aggregate);
	gamut_json_close(&json, '}');
}

/* All settings of a model and run together. */
static void add_overall(struct gamut_buf *out,
                        const struct gamut_summary_part *part)
{
	struct gamut_spreads spreads = gamut_spreads_of(part, NULL);
	struct gamut_json json = { .out = out };

	gamut_json_open(&json, '{');
	gamut_fields_name(&json, "model", part->cells[0].key.model);
	gamut_fields_name(&json, "run", part->cells[0].key.run);
	gamut_fields_count(&json, "tasks", (int64_t)spreads.tasks);
	gamut_fields_count(&json, "cells", (int64_t)spreads.cells);
	for (size_t i = 0; i < GAMUT_AGGREGATED_COUNT; i++) {
		const struct gamut_spreads_of *of = &spreads.of[i];

		gamut_json_key(&json, gamut_metric_name(gamut_aggregated[i]));
		gamut_json_open(&json, '{');
		gamut_fields_double(&json, "mean", of->mean);
		gamut_fields_count(&json, "tasks", (int64_t)of->tasks);
		add_over_tasks(&json, &of->over_tasks);
		add_fixed_suite(&json, &of->fixed_suite);
		gamut_json_close(&json, '}');
	}
	gamut_json_close(&json, '}');
}

static void add_warning(struct gamut_buf *out,
                        const struct gamut_warning *warning)
{
	struct gamut_json json = { .out = out };

	gamut_json_open(&json, '{');
	gamut_json_key(&json, "code");
	gamut_json_cstr(&json, gamut_warning_code_name(warning->code));
	gamut_fields_name(&json, "model", warning->key.model);
	gamut_fields_name(&json, "run", warning->key.run);
	gamut_fields_name(&json, "task", warning->key.task);
	gamut_fields_name(&json, "setting", warning->key.setting);
	gamut_fields_count(&json, "count", (int64_t)warning->count);
	gamut_fields_count(&json, "of", (int64_t)warning->of);
	gamut_json_key(&json, "text");
	gamut_json_str(&json, warning->text);
	gamut_json_close(&json, '}');
}

/* One object a line, so that documents can be compared line by line. */
static void begin_line(struct gamut_buf *out, bool is_first)
{
	gamut_buf_add(out, is_first ? GAMUT_STR("\n") : GAMUT_STR(",\n"));
}

/* Aggregates stand in the order of the parts. */
static void add_aggregates(struct gamut_buf *out,
                           const struct gamut_summary *summary)
{
	struct gamut_summary_part part = { 0 };

	while (gamut_summary_next(summary, &part))
		for (size_t i = 0; i < part.aggregate_count; i++) {
			begin_line(out,
			           &part.aggregates[i] == summary->aggregates);
			add_aggregate(out, &part.aggregates[i], &part);
		}
}

void gamut_report_json(struct gamut_buf *out,
                       const struct gamut_summary *summary)
{
	struct gamut_summary_part part = { 0 };

	gamut_buf_add(out, GAMUT_STR("{\"format\":1,\"cells\":["));
	for (size_t i = 0; i < summary->cell_count; i++) {
		begin_line(out, i == 0);
		add_cell(out, &summary->cells[i]);
	}
	gamut_buf_add(out, GAMUT_STR("],\n\"aggregates\":["));
	add_aggregates(out, summary);
	gamut_buf_add(out, GAMUT_STR("],\n\"warnings\":["));
	for (size_t i = 0; i < summary->warning_count; i++) {
		begin_line(out, i == 0);
		add_warning(out, &summary->warnings[i]);
	}
	gamut_buf_add(out, GAMUT_STR("],\n\"overall\":["));
	while (gamut_summary_next(summary, &part)) {
		begin_line(out, part.cells == summary->cells);
		add_overall(out, &part);
	}
	gamut_buf_add(out, GAMUT_STR("]}\n"));
}
