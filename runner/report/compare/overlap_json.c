#include "base/json.h"
#include "runner/report/compare/overlap_grids.h"
#include "runner/report/fields.h"

static void add_letters(struct gamut_json *json, const char *key,
                        size_t condition)
{
	gamut_fields_text(json, key, gamut_overlap_letters(condition).text);
}

static void add_parties(struct gamut_json *json,
                        const struct gamut_overlap_document *document)
{
	gamut_json_key(json, "conditions");
	gamut_json_open(json, '[');
	for (size_t k = 0; k < document->overlap->condition_count; k++) {
		const struct gamut_overlap_party *party = &document->parties[k];

		gamut_json_open(json, '{');
		add_letters(json, "label", k);
		gamut_fields_name(json, "path", party->path);
		gamut_fields_name(json, "model", party->model);
		gamut_fields_name(json, "run", party->run);
		gamut_fields_bool(json, "simulated", party->is_simulated);
		gamut_fields_bool(json, "imported", party->is_imported);
		gamut_fields_uint(json, "absent", party->absent);
		gamut_json_close(json, '}');
	}
	gamut_json_close(json, ']');
}

static void add_pairs(struct gamut_json *json,
                      const struct gamut_overlap *overlap)
{
	gamut_json_key(json, "pairs");
	gamut_json_open(json, '[');
	for (size_t i = 0; i < overlap->pair_count; i++) {
		const struct gamut_overlap_pair *pair = &overlap->pairs[i];

		gamut_json_open(json, '{');
		add_letters(json, "first", pair->a);
		add_letters(json, "second", pair->b);
		gamut_fields_uint(json, "cells", pair->cells);
		gamut_fields_uint(json, "telling_cells", pair->telling);
		gamut_fields_double(json, "morisita", pair->morisita);
		gamut_fields_double(json, "morisita_se", pair->se);
		gamut_fields_interval(json, "morisita_ci95", pair->ci95);
		gamut_fields_double(json, "agreement", pair->agreement);
		gamut_fields_double(json, "overlap", pair->shared);
		gamut_fields_double(json, "overlap_if_same",
		                    pair->shared_if_same);
		gamut_json_close(json, '}');
	}
	gamut_json_close(json, ']');
}

static void add_cell(struct gamut_json *json,
                     const struct gamut_overlap_place *place,
                     const struct gamut_overlap_pair *pair,
                     const struct gamut_overlap_measure *of)
{
	gamut_json_open(json, '{');
	gamut_fields_name(json, "task", place->task);
	gamut_fields_name(json, "setting", place->setting);
	add_letters(json, "first", pair->a);
	add_letters(json, "second", pair->b);
	gamut_fields_double(json, "morisita", of->morisita);
	gamut_fields_double(json, "morisita_se", of->se);
	gamut_fields_interval(json, "morisita_ci95", of->ci95);
	gamut_fields_double(json, "agreement", of->agreement);
	gamut_fields_double(json, "overlap", of->shared);
	gamut_fields_double(json, "overlap_if_same", of->shared_if_same);
	gamut_fields_uint(json, "equal_pairs", of->equal_pairs);
	gamut_json_close(json, '}');
}

static void add_cells(struct gamut_json *json,
                      const struct gamut_overlap *overlap)
{
	gamut_json_key(json, "cells");
	gamut_json_open(json, '[');
	for (size_t p = 0; p < overlap->place_count; p++)
		for (size_t i = 0; i < overlap->pair_count; i++) {
			const struct gamut_overlap_place *place =
				&overlap->places[p];
			const struct gamut_overlap_pair *pair =
				&overlap->pairs[i];

			if (place->cells[pair->a] && place->cells[pair->b])
				add_cell(json, place, pair, &pair->of[p]);
		}
	gamut_json_close(json, ']');
}

static void add_mode(struct gamut_json *json,
                     const struct gamut_overlap_mode *mode, size_t conditions)
{
	const struct gamut_overlap_place *place = mode->place;

	gamut_json_open(json, '{');
	gamut_fields_name(json, "task", place->task);
	gamut_fields_name(json, "setting", place->setting);
	gamut_json_key(json, "answer");
	gamut_json_str(json, place->texts[mode->answer]);
	gamut_json_key(json, "spelling");
	gamut_json_str(json, mode->shown);
	gamut_fields_bool(json, "example", mode->is_example);
	gamut_json_key(json, "of");
	gamut_json_open(json, '[');
	for (size_t k = 0; k < conditions; k++) {
		uint64_t count = place->counts[k][mode->answer];

		if (!place->cells[k])
			continue;
		gamut_json_open(json, '{');
		add_letters(json, "label", k);
		gamut_fields_uint(json, "count", count);
		gamut_fields_uint(json, "valid", place->valid[k]);
		gamut_fields_double(json, "share",
		                    (double)count / (double)place->valid[k]);
		gamut_fields_bool(json, "over_produced", mode->is_mode[k]);
		gamut_json_close(json, '}');
	}
	gamut_json_close(json, ']');
	gamut_json_close(json, '}');
}

static void add_modes(struct gamut_json *json,
                      const struct gamut_overlap_document *document)
{
	const struct gamut_overlap *overlap = document->overlap;

	gamut_fields_uint(json, "at_least", document->at_least);
	gamut_json_key(json, "modes");
	gamut_json_open(json, '[');
	for (size_t i = 0; i < overlap->mode_count; i++)
		add_mode(json, &overlap->modes[i], overlap->condition_count);
	gamut_json_close(json, ']');
}

void gamut_overlap_json(struct gamut_buf *out,
                        const struct gamut_overlap_document *document)
{
	struct gamut_json json = { .out = out };
	struct gamut_arena arena = { 0 };
	struct gamut_str note;

	gamut_json_open(&json, '{');
	gamut_fields_uint(&json, "format", 1);
	add_parties(&json, document);
	if (document->show != GAMUT_OVERLAP_SHOW_MODES) {
		add_pairs(&json, document->overlap);
		add_cells(&json, document->overlap);
	}
	if (document->show != GAMUT_OVERLAP_SHOW_PAIRS)
		add_modes(&json, document);
	gamut_json_key(&json, "notes");
	gamut_json_open(&json, '[');
	for (size_t n = 0; gamut_overlap_note(&note, n, document, &arena); n++)
		gamut_json_str(&json, note);
	gamut_json_close(&json, ']');
	gamut_json_close(&json, '}');
	gamut_buf_add_char(out, '\n');
	gamut_arena_clear(&arena);
}
