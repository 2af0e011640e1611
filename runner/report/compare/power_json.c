#include <math.h>

#include "base/json.h"
#include "runner/report/compare/power_formats.h"
#include "runner/report/compare/power_grids.h"
#include "runner/report/compare/power_text.h"
#include "runner/report/fields.h"

static void add_found(struct gamut_json *json, const struct gamut_power *power,
                      enum gamut_compare_metric metric)
{
	const struct gamut_power_metric *of = &power->of[metric];

	gamut_json_key(json, "found");
	gamut_json_open(json, '[');
	for (size_t i = 0; i < power->options.power_count; i++) {
		gamut_json_open(json, '{');
		gamut_fields_double(json, "power", power->options.powers[i]);
		gamut_fields_double(json, "drop", of->drops[i]);
		gamut_json_close(json, '}');
	}
	gamut_json_close(json, ']');
}

/* What was asked: how many samples for that drop. */
static void add_asked(struct gamut_json *json, const struct gamut_power *power,
                      enum gamut_compare_metric metric)
{
	const struct gamut_power_metric *of = &power->of[metric];

	gamut_json_key(json, "asked");
	gamut_json_open(json, '[');
	for (size_t i = 0; i < power->options.power_count; i++) {
		if (isnan(power->options.drops[metric]))
			break;
		gamut_json_open(json, '{');
		gamut_fields_double(json, "power", power->options.powers[i]);
		gamut_fields_double(json, "drop", power->options.drops[metric]);
		gamut_fields_double(json, "samples",
		                    of->samples[i] ? (double)of->samples[i] :
		                                     GAMUT_UNDEFINED);
		gamut_json_close(json, '}');
	}
	gamut_json_close(json, ']');
}

static void add_metric(struct gamut_json *json, const char *key,
                       const struct gamut_power *power,
                       enum gamut_compare_metric metric)
{
	const struct gamut_power_metric *of = &power->of[metric];

	gamut_json_key(json, key);
	gamut_json_open(json, '{');
	gamut_fields_double(json, "mean", of->noise.mean);
	gamut_fields_double(json, "difference_se", of->noise.se);
	add_found(json, power, metric);
	add_asked(json, power, metric);
	gamut_json_key(json, "margins");
	gamut_json_open(json, '[');
	for (size_t i = 0; i < GAMUT_POWER_PASSES; i++) {
		gamut_json_open(json, '{');
		gamut_fields_double(json, "pass", gamut_power_passes[i]);
		gamut_fields_double(json, "margin", of->margins[i]);
		gamut_json_close(json, '}');
	}
	gamut_json_close(json, ']');
	gamut_json_key(json, "gate");
	gamut_json_open(json, '{');
	gamut_fields_double(json, "margin", power->options.margins[metric]);
	gamut_fields_double(json, "pass", of->pass);
	gamut_json_close(json, '}');
	gamut_json_close(json, '}');
}

static void add_drops(struct gamut_json *json, const char *key,
                      const double *drops)
{
	gamut_json_key(json, key);
	gamut_json_open(json, '{');
	for (size_t i = 0; i < GAMUT_POWER_STRICTNESSES; i++)
		gamut_fields_double(json, gamut_power_strictness_names[i],
		                    drops[i]);
	gamut_json_close(json, '}');
}

static void add_cells(struct gamut_json *json, const struct gamut_power *power)
{
	gamut_json_key(json, "cells");
	gamut_json_open(json, '[');
	for (size_t i = 0; i < power->cell_count; i++) {
		const struct gamut_power_cell *cell = &power->cells[i];

		gamut_json_open(json, '{');
		gamut_fields_name(json, "task", cell->of->key.task);
		gamut_fields_name(json, "setting", cell->of->key.setting);
		gamut_fields_count(json, "n", (int64_t)cell->n);
		gamut_fields_double(json, "validity", cell->validity);
		gamut_fields_double(json, "yield", cell->yield);
		add_drops(json, "validity_drop", cell->validity_drops);
		add_drops(json, "yield_drop", cell->yield_drops);
		gamut_json_close(json, '}');
	}
	gamut_json_close(json, ']');
}

static void add_texts(struct gamut_json *json,
                      const struct gamut_power_document *document)
{
	struct gamut_arena arena = { 0 };
	struct gamut_str text;

	gamut_json_key(json, "summary");
	gamut_json_open(json, '[');
	for (size_t n = 0; gamut_power_sentence(&text, n, document, &arena);
	     n++)
		gamut_json_str(json, text);
	gamut_json_close(json, ']');
	gamut_json_key(json, "notes");
	gamut_json_open(json, '[');
	for (size_t n = 0; gamut_power_note(&text, n, document, &arena); n++)
		gamut_json_str(json, text);
	gamut_json_close(json, ']');
	gamut_arena_clear(&arena);
}

void gamut_power_json(struct gamut_buf *out,
                      const struct gamut_power_document *document)
{
	const struct gamut_power *power = document->power;
	double cells = (double)power->cell_count;
	struct gamut_json json = { .out = out };

	gamut_json_open(&json, '{');
	gamut_fields_count(&json, "format", 1);
	gamut_fields_name(&json, "path", document->path);
	gamut_fields_name(&json, "model", document->model);
	gamut_fields_name(&json, "run", document->run);
	gamut_json_key(&json, "simulated");
	gamut_json_bool(&json, document->is_simulated);
	gamut_fields_count(&json, "absent", (int64_t)document->absent);
	gamut_fields_double(&json, "samples",
	                    power->options.samples ?
	                            (double)power->options.samples :
	                            GAMUT_UNDEFINED);
	gamut_fields_count(&json, "smallest_n", (int64_t)power->smallest_n);
	gamut_fields_count(&json, "largest_n", (int64_t)power->largest_n);
	gamut_fields_double(&json, "level", power->options.level);
	gamut_fields_double(&json, "level_look", 0.05);
	gamut_fields_double(&json, "level_fail",
	                    0.05 / (GAMUT_COMPARE_METRICS * cells));
	add_metric(&json, "validity", power, GAMUT_COMPARE_VALIDITY);
	add_metric(&json, "yield", power, GAMUT_COMPARE_YIELD);
	add_cells(&json, power);
	add_texts(&json, document);
	gamut_json_close(&json, '}');
	gamut_buf_add_char(out, '\n');
}
