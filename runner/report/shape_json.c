#include "runner/report/shape_json.h"

#include <inttypes.h>
#include <stdio.h>

#include "runner/measure/shape.h"
#include "runner/report/fields.h"

static void add_at(struct gamut_json *json, uint64_t k, double value)
{
	char key[24];

	snprintf(key, sizeof(key), "%" PRIu64, k);
	gamut_fields_double(json, key, value);
}

static void add_band(struct gamut_json *json, uint64_t k,
                     struct gamut_interval interval)
{
	char key[24];

	snprintf(key, sizeof(key), "%" PRIu64, k);
	gamut_fields_interval(json, key, interval);
}

static void add_form(struct gamut_json *json, const char *name,
                     const struct gamut_shape_form *form, uint64_t n)
{
	gamut_json_key(json, name);
	gamut_json_open(json, '{');
	gamut_fields_interval(json, "yield_ci95", form->yield_ci95);
	gamut_fields_double(json, "yield_se", form->yield_se);
	gamut_json_key(json, "yield_at");
	gamut_json_open(json, '{');
	for (size_t i = 0; i < GAMUT_SHAPE_AT; i++)
		if (gamut_shape_at[i] <= n)
			add_at(json, gamut_shape_at[i], form->yield_at[i]);
	gamut_json_close(json, '}');
	gamut_json_key(json, "yield_at_ci95");
	gamut_json_open(json, '{');
	for (size_t i = 0; i < GAMUT_SHAPE_AT; i++)
		if (gamut_shape_at[i] <= n)
			add_band(json, gamut_shape_at[i],
			         form->yield_at_ci95[i]);
	gamut_json_close(json, '}');
	gamut_fields_double(json, "uniqueness", form->uniqueness);
	gamut_json_key(json, "uniqueness_at");
	gamut_json_open(json, '{');
	add_at(json, GAMUT_SHAPE_UNIQUENESS_AT, form->uniqueness_at);
	gamut_json_close(json, '}');
	gamut_fields_double(json, "collision", form->collision);
	gamut_fields_double(json, "collision_se", form->collision_se);
	gamut_fields_interval(json, "collision_ci95", form->collision_ci95);
	gamut_fields_double(json, "entropy", form->entropy);
	gamut_fields_double(json, "effective_number", form->effective_number);
	gamut_fields_double(json, "seen_mass", form->seen_mass);
	gamut_fields_double(json, "chao1", form->chao1);
	gamut_fields_double(json, "distance_to_uniform",
	                    form->distance_to_uniform);
	gamut_json_key(json, "top_share");
	gamut_json_open(json, '{');
	for (size_t i = 0; i < GAMUT_ESTIMATES_TOPS; i++)
		add_at(json, gamut_estimates_tops[i], form->top_share[i]);
	gamut_json_close(json, '}');
	gamut_json_close(json, '}');
}

void gamut_shape_json(struct gamut_json *json, const struct gamut_cell *cell)
{
	struct gamut_shape shape = gamut_shape_of(cell);

	gamut_json_key(json, "estimates");
	gamut_json_open(json, '{');
	gamut_fields_interval(json, "validity_ci95", shape.validity_ci95);
	gamut_json_key(json, "top");
	gamut_json_open(json, '[');
	for (size_t i = 0; i < shape.top_count; i++) {
		const struct gamut_counted *top = &shape.top[i];

		gamut_json_open(json, '{');
		gamut_json_key(json, "answer");
		gamut_json_str(json, top->text);
		gamut_json_key(json, "spelling");
		gamut_json_str(json, gamut_shape_spelling(cell, top->text));
		gamut_fields_count(json, "count", (int64_t)top->count);
		gamut_fields_double(json, "share",
		                    (double)top->count /
		                            (double)cell->tally.valid);
		gamut_json_close(json, '}');
	}
	gamut_json_close(json, ']');
	add_form(json, "raw", &shape.raw, cell->tally.n);
	add_form(json, "canonical", &shape.canonical, cell->tally.n);
	gamut_json_close(json, '}');
}
