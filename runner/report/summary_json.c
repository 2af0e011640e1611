#include "base/json.h"
#include "runner/measure/warning.h"
#include "runner/report/fields.h"
#include "runner/report/report.h"

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
	gamut_json_close(&json, '}');
}

static void add_spread(struct gamut_json *json, const char *name,
                       const struct gamut_spread *spread)
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
	gamut_json_close(json, '}');
}

static void add_aggregate(struct gamut_buf *out,
                          const struct gamut_aggregate *aggregate)
{
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
		           &aggregate->of[i]);
	gamut_fields_name(&json, "run", aggregate->key.run);
	add_bill(&json, &aggregate->bill);
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
void gamut_report_json(struct gamut_buf *out,
                       const struct gamut_summary *summary)
{
	gamut_buf_add(out, GAMUT_STR("{\"format\":1,\"cells\":["));
	for (size_t i = 0; i < summary->cell_count; i++) {
		gamut_buf_add(out, i ? GAMUT_STR(",\n") : GAMUT_STR("\n"));
		add_cell(out, &summary->cells[i]);
	}
	gamut_buf_add(out, GAMUT_STR("],\n\"aggregates\":["));
	for (size_t i = 0; i < summary->aggregate_count; i++) {
		gamut_buf_add(out, i ? GAMUT_STR(",\n") : GAMUT_STR("\n"));
		add_aggregate(out, &summary->aggregates[i]);
	}
	gamut_buf_add(out, GAMUT_STR("],\n\"warnings\":["));
	for (size_t i = 0; i < summary->warning_count; i++) {
		gamut_buf_add(out, i ? GAMUT_STR(",\n") : GAMUT_STR("\n"));
		add_warning(out, &summary->warnings[i]);
	}
	gamut_buf_add(out, GAMUT_STR("]}\n"));
}
