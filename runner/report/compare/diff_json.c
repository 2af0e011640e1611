#include "runner/report/compare/compare_words.h"
#include "runner/report/compare/diff_formats.h"
#include "runner/report/fields.h"

static void begin_line(struct gamut_json *json)
{
	if (json->wants_comma)
		gamut_buf_add_char(json->out, ',');
	gamut_buf_add_char(json->out, '\n');
	json->wants_comma = false;
}

static void add_party(struct gamut_json *json, const char *key,
                      const struct gamut_compare_party *party)
{
	gamut_json_key(json, key);
	gamut_json_open(json, '{');
	gamut_fields_name(json, "label", party->label);
	gamut_fields_name(json, "model", party->model);
	gamut_fields_name(json, "run", party->run);
	gamut_fields_name(json, "created", party->created);
	gamut_fields_bool(json, "simulated", party->is_simulated);
	gamut_json_close(json, '}');
}

static void add_side(struct gamut_json *json, const char *key,
                     const struct gamut_cell_summary *cell)
{
	gamut_json_key(json, key);
	gamut_json_open(json, '{');
	gamut_fields_uint(json, "n", cell->cell->tally.n);
	gamut_fields_uint(json, "valid", cell->cell->tally.valid);
	gamut_fields_uint(json, "yield", cell->cell->tally.yield);
	gamut_fields_uint(json, "canonical_yield",
	                  cell->cell->tally.canonical_yield);
	gamut_json_close(json, '}');
}

static void add_answer(struct gamut_json *json,
                       const struct gamut_diff_answer *answer)
{
	const char *reason = gamut_diff_reason(answer);

	begin_line(json);
	gamut_json_open(json, '{');
	gamut_json_key(json, "answer");
	gamut_json_str(json, answer->shown);
	gamut_json_key(json, "form");
	if (answer->is_valid)
		gamut_json_str(json, answer->text);
	else
		gamut_json_null(json);
	gamut_fields_text(json, "change",
	                  gamut_diff_change_name(answer->change));
	gamut_fields_bool(json, "valid", answer->is_valid);
	gamut_fields_text(json, "reason", reason[0] ? reason : NULL);
	gamut_fields_uint(json, "base", answer->base);
	gamut_fields_uint(json, "candidate", answer->candidate);
	gamut_fields_double(json, "shift", answer->shift);
	gamut_fields_double(json, "p", answer->p);
	gamut_fields_double(json, "adjusted_p", answer->adjusted);
	gamut_fields_bool(json, "beyond_noise", answer->is_marked);
	gamut_json_close(json, '}');
}

static void add_cell(struct gamut_json *json,
                     const struct gamut_diff_document *document,
                     const struct gamut_diff_cell *cell)
{
	begin_line(json);
	gamut_json_open(json, '{');
	gamut_fields_name(json, "task", cell->base->key.task);
	gamut_fields_name(json, "setting", cell->base->key.setting);
	add_side(json, "base", cell->base);
	add_side(json, "candidate", cell->candidate);
	gamut_fields_uint(json, "appeared", cell->appeared);
	gamut_fields_uint(json, "vanished", cell->vanished);
	gamut_fields_uint(json, "shared", cell->shared);
	gamut_fields_uint(json, "beyond_noise", cell->marked);
	gamut_fields_double(json, "moved", cell->moved);
	gamut_json_key(json, "answers");
	gamut_json_open(json, '[');
	for (size_t i = 0; i < cell->answer_count; i++)
		if (document->is_all ||
		    cell->answers[i].change != GAMUT_DIFF_SAME)
			add_answer(json, &cell->answers[i]);
	gamut_json_close(json, ']');
	gamut_json_close(json, '}');
}

static void add_differences(struct gamut_json *json,
                            const struct gamut_differences *found)
{
	gamut_json_key(json, "differences");
	gamut_json_open(json, '[');
	for (size_t i = 0; i < found->count; i++) {
		gamut_json_open(json, '{');
		gamut_json_key(json, "text");
		gamut_json_str(json, found->list[i].text);
		gamut_fields_text(json, "kind",
		                  gamut_misfit_name(found->list[i].misfit));
		gamut_json_close(json, '}');
	}
	gamut_json_close(json, ']');
}

void gamut_diff_json(struct gamut_buf *out,
                     const struct gamut_diff_document *document)
{
	const struct gamut_diff *diff = document->diff;
	struct gamut_json json = { .out = out };

	gamut_json_open(&json, '{');
	gamut_fields_uint(&json, "format", 1);
	gamut_fields_double(&json, "level", diff->level);
	gamut_fields_uint(&json, "tested", diff->tested);
	gamut_fields_uint(&json, "beyond_noise", diff->marked);
	gamut_fields_uint(&json, "only_base", diff->only_base);
	gamut_fields_uint(&json, "only_candidate", diff->only_candidate);
	add_party(&json, "base", &document->base);
	add_party(&json, "candidate", &document->candidate);
	add_differences(&json, document->differences);
	gamut_json_key(&json, "cells");
	gamut_json_open(&json, '[');
	for (size_t i = 0; i < diff->cell_count; i++)
		add_cell(&json, document, &diff->cells[i]);
	gamut_json_close(&json, ']');
	gamut_json_close(&json, '}');
	gamut_buf_add_char(out, '\n');
}
