#include "base/text.h"
#include "runner/report/compare/compare_formats.h"
#include "runner/report/compare/compare_words.h"
#include "runner/report/fields.h"

/* Members of lists that explain a cell, and bytes of an answer. */
#define CHANGES_MAX 50
#define INVALID_MAX 20
#define ANSWER_BYTES 1000

/* `text`, cut behind a whole character, and then with "..." at its end. */
static void add_answer(struct gamut_json *json, const char *key,
                       struct gamut_str text)
{
	struct gamut_buf cut = { 0 };
	struct gamut_str rest = text;
	size_t len = 0;

	gamut_json_key(json, key);
	if (text.len <= ANSWER_BYTES) {
		gamut_json_str(json, text);
		return;
	}
	while (text.len - rest.len <= ANSWER_BYTES) {
		len = text.len - rest.len;
		(void)gamut_text_take(&rest);
	}
	gamut_buf_add(&cut, gamut_str_head(text, len));
	gamut_buf_add(&cut, GAMUT_STR("..."));
	gamut_json_str(json, gamut_buf_view(&cut));
	gamut_buf_release(&cut);
}

static void add_party(struct gamut_buf *out, const char *key,
                      const struct gamut_compare_party *party)
{
	struct gamut_json json = { .out = out };

	gamut_buf_addf(out, ",\n\"%s\":", key);
	gamut_json_open(&json, '{');
	gamut_fields_name(&json, "label", party->label);
	gamut_fields_name(&json, "model", party->model);
	gamut_fields_name(&json, "run", party->run);
	gamut_fields_name(&json, "created", party->created);
	gamut_fields_bool(&json, "simulated", party->is_simulated);
	gamut_json_close(&json, '}');
}

static void add_mean(struct gamut_json *json,
                     const struct gamut_compare_mean *mean)
{
	gamut_fields_uint(json, "cells", mean->cells);
	gamut_fields_double(json, "base", mean->base);
	gamut_fields_double(json, "candidate", mean->candidate);
	gamut_fields_double(json, "difference", mean->difference);
	gamut_fields_double(json, "se", mean->se);
	gamut_fields_interval(json, "ci95", mean->ci95);
	gamut_fields_double(json, "worst", mean->worst);
	gamut_fields_double(json, "z", mean->z);
	gamut_fields_double(json, "p", mean->p);
}

static void add_aggregate(struct gamut_json *json,
                          const struct gamut_compare_aggregate *aggregate)
{
	const struct gamut_compare_tasks *over = &aggregate->over_tasks;

	gamut_json_open(json, '{');
	add_mean(json, &aggregate->mean);
	gamut_fields_double(json, "margin", aggregate->margin);
	gamut_fields_double(json, "holm", aggregate->holm);
	gamut_fields_text(json, "verdict", gamut_gate_name(aggregate->verdict));
	gamut_json_key(json, "n_needed");
	if (aggregate->n_needed > 0)
		gamut_json_int(json, (int64_t)aggregate->n_needed);
	else
		gamut_json_null(json);
	gamut_json_key(json, "over_tasks");
	gamut_json_open(json, '{');
	gamut_fields_uint(json, "tasks", over->tasks);
	gamut_fields_double(json, "difference", over->difference);
	gamut_fields_double(json, "se", over->se);
	gamut_fields_interval(json, "ci95", over->ci95);
	gamut_fields_double(json, "p", over->p);
	gamut_json_close(json, '}');
	gamut_json_close(json, '}');
}

static void add_aggregates(struct gamut_buf *out,
                           const struct gamut_comparison *comparison)
{
	for (size_t m = 0; m < GAMUT_COMPARE_METRICS; m++) {
		struct gamut_json json = { .out = out };

		gamut_buf_addf(
			out, "%s\"%s\":", m > 0 ? ",\n" : ",\n\"aggregates\":{",
			gamut_words_metric((enum gamut_compare_metric)m));
		add_aggregate(&json, &comparison->of[m]);
	}
	gamut_buf_add_char(out, '}');
}

static void add_setting(struct gamut_json *json,
                        const struct gamut_compare_setting *setting)
{
	gamut_json_open(json, '{');
	gamut_fields_name(json, "setting", setting->setting);
	for (size_t m = 0; m < GAMUT_COMPARE_METRICS; m++) {
		gamut_json_key(
			json, gamut_words_metric((enum gamut_compare_metric)m));
		gamut_json_open(json, '{');
		add_mean(json, &setting->of[m]);
		gamut_json_close(json, '}');
	}
	gamut_json_close(json, '}');
}

static void add_test(struct gamut_json *json,
                     const struct gamut_compare_test *test)
{
	gamut_json_open(json, '{');
	gamut_fields_double(json, "base", test->base);
	gamut_fields_double(json, "candidate", test->candidate);
	gamut_fields_double(json, "difference", test->difference);
	gamut_fields_interval(json, "ci95", test->ci95);
	gamut_fields_double(json, "p", test->p);
	gamut_fields_double(json, "holm", test->holm);
	gamut_fields_double(json, "benjamini_hochberg",
	                    test->benjamini_hochberg);
	gamut_fields_text(json, "mark", gamut_words_mark(test->mark));
	gamut_json_close(json, '}');
}

static void add_fates(struct gamut_json *json, const char *key,
                      const struct gamut_cell_summary *cell)
{
	gamut_json_key(json, key);
	gamut_json_open(json, '{');
	for (size_t i = 0; i < GAMUT_FATE_COUNT; i++)
		gamut_fields_uint(json, gamut_fate_name((enum gamut_fate)i),
		                  cell->fates[i]);
	gamut_json_close(json, '}');
}

static void add_change(struct gamut_json *json,
                       const struct gamut_compare_change *change)
{
	add_answer(json, "answer", change->text);
	add_answer(json, "spelling", change->shown);
	gamut_fields_uint(json, "base", change->base);
	gamut_fields_uint(json, "candidate", change->candidate);
}

/*
 * Of more changes than there is room for, those at both ends: the largest falls
 * and the largest rises.
 */
static void add_changes(struct gamut_json *json,
                        const struct gamut_compare_cell *cell)
{
	size_t count = cell->change_count;
	size_t left_out = count > CHANGES_MAX ? count - CHANGES_MAX : 0;

	gamut_json_key(json, "changes");
	gamut_json_open(json, '[');
	for (size_t i = 0; i < count; i++) {
		if (i == CHANGES_MAX / 2)
			i += left_out;
		gamut_json_open(json, '{');
		add_change(json, &cell->changes[i]);
		gamut_json_close(json, '}');
	}
	gamut_json_close(json, ']');
	gamut_fields_uint(json, "changes_left_out", left_out);
}

static void add_invalid(struct gamut_json *json,
                        const struct gamut_compare_cell *cell)
{
	size_t count = cell->invalid_count;
	size_t shown = count < INVALID_MAX ? count : INVALID_MAX;

	gamut_json_key(json, "invalid");
	gamut_json_open(json, '[');
	for (size_t i = 0; i < shown; i++) {
		gamut_json_open(json, '{');
		add_change(json, &cell->invalid[i].change);
		gamut_fields_text(json, "reason",
		                  gamut_reason_name(cell->invalid[i].reason));
		gamut_json_close(json, '}');
	}
	gamut_json_close(json, ']');
	gamut_fields_uint(json, "invalid_left_out", count - shown);
}

static void add_cell(struct gamut_json *json,
                     const struct gamut_compare_cell *cell)
{
	gamut_json_open(json, '{');
	gamut_fields_name(json, "task", cell->candidate->key.task);
	gamut_fields_name(json, "setting", cell->candidate->key.setting);
	gamut_fields_uint(json, "n", gamut_words_n(cell));
	gamut_fields_text(json, "mark",
	                  gamut_words_mark(gamut_words_mark_of(cell)));
	for (size_t m = 0; m < GAMUT_COMPARE_METRICS; m++) {
		gamut_json_key(
			json, gamut_words_metric((enum gamut_compare_metric)m));
		add_test(json, &cell->of[m]);
	}
	gamut_json_key(json, "fates");
	gamut_json_open(json, '{');
	add_fates(json, "base", cell->base);
	add_fates(json, "candidate", cell->candidate);
	gamut_json_close(json, '}');
	gamut_fields_uint(json, "vanished", cell->vanished);
	gamut_fields_uint(json, "appeared", cell->appeared);
	add_changes(json, cell);
	add_invalid(json, cell);
	gamut_json_close(json, '}');
}

static void add_difference(struct gamut_json *json,
                           const struct gamut_difference *difference)
{
	gamut_json_open(json, '{');
	gamut_json_key(json, "text");
	gamut_json_str(json, difference->text);
	gamut_fields_text(json, "allowed",
	                  difference->misfit == GAMUT_MISFIT_COUNT ?
	                          NULL :
	                          gamut_misfit_name(difference->misfit));
	gamut_json_close(json, '}');
}

static void add_flip(struct gamut_json *json, const struct gamut_flip *flip)
{
	gamut_json_open(json, '{');
	gamut_fields_text(json, "of",
	                  flip->is_candidate ? "candidate" : "base");
	gamut_fields_name(json, "task", flip->task);
	gamut_fields_name(json, "setting", flip->setting);
	add_answer(json, "answer", flip->answer);
	gamut_fields_bool(json, "valid", flip->is_valid);
	gamut_fields_text(json, "reason", gamut_reason_name(flip->reason));
	gamut_fields_uint(json, "count", flip->count);
	gamut_json_close(json, '}');
}

static void add_flips(struct gamut_buf *out, const struct gamut_flips *flips)
{
	struct gamut_json json = { .out = out };

	if (!flips->is_asked) {
		gamut_buf_add(out, GAMUT_STR(",\n\"flips\":null"));
		return;
	}
	gamut_buf_add(out, GAMUT_STR(",\n\"flips_unknown\":"));
	gamut_json_open(&json, '[');
	if (flips->base_is_silent)
		gamut_json_cstr(&json, "base");
	if (flips->candidate_is_silent)
		gamut_json_cstr(&json, "candidate");
	gamut_json_close(&json, ']');
	gamut_buf_add(out, GAMUT_STR(",\n\"flips\":["));
	for (size_t i = 0; i < flips->count; i++) {
		struct gamut_json row = { .out = out };

		gamut_buf_add(out, i > 0 ? GAMUT_STR(",\n") : GAMUT_STR("\n"));
		add_flip(&row, &flips->list[i]);
	}
	gamut_buf_add_char(out, ']');
}

static void add_head(struct gamut_buf *out,
                     const struct gamut_compare_document *document)
{
	const struct gamut_comparison *comparison = document->comparison;
	const struct gamut_compare_options *options = &comparison->options;
	struct gamut_json json = { .out = out };

	gamut_json_open(&json, '{');
	gamut_fields_uint(&json, "format", 1);
	gamut_fields_text(&json, "verdict",
	                  gamut_gate_name(comparison->verdict));
	gamut_fields_text(&json, "form", gamut_words_form(options->form));
	gamut_fields_double(&json, "level", options->level);
	gamut_json_key(&json, "margins");
	gamut_json_open(&json, '{');
	for (size_t m = 0; m < GAMUT_COMPARE_METRICS; m++)
		gamut_fields_double(
			&json, gamut_words_metric((enum gamut_compare_metric)m),
			options->margins[m]);
	gamut_json_close(&json, '}');
	add_party(out, "base", &document->base);
	add_party(out, "candidate", &document->candidate);
}

/* One object a line, so that documents can be compared line by line. */
void gamut_compare_json(struct gamut_buf *out,
                        const struct gamut_compare_document *document)
{
	const struct gamut_comparison *comparison = document->comparison;

	add_head(out, document);
	add_aggregates(out, comparison);
	gamut_buf_add(out, GAMUT_STR(",\n\"settings\":["));
	for (size_t i = 0; i < comparison->setting_count; i++) {
		struct gamut_json json = { .out = out };

		gamut_buf_add(out, i > 0 ? GAMUT_STR(",\n") : GAMUT_STR("\n"));
		add_setting(&json, &comparison->settings[i]);
	}
	gamut_buf_add(out, GAMUT_STR("],\n\"cells\":["));
	for (size_t i = 0; i < comparison->cell_count; i++) {
		struct gamut_json json = { .out = out };

		gamut_buf_add(out, i > 0 ? GAMUT_STR(",\n") : GAMUT_STR("\n"));
		add_cell(&json, &comparison->cells[i]);
	}
	gamut_buf_add(out, GAMUT_STR("],\n\"differences\":["));
	for (size_t i = 0; i < document->differences->count; i++) {
		struct gamut_json json = { .out = out };

		gamut_buf_add(out, i > 0 ? GAMUT_STR(",\n") : GAMUT_STR("\n"));
		add_difference(&json, &document->differences->list[i]);
	}
	gamut_buf_add_char(out, ']');
	add_flips(out, document->flips);
	gamut_buf_add(out, GAMUT_STR("}\n"));
}
