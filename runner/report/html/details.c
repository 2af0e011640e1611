#include "runner/report/html/details.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "runner/measure/counts.h"
#include "runner/measure/estimate/yield.h"
#include "runner/report/fields.h"

/* About so many points make a curve. */
#define CURVE_POINTS 24

/* A thing and how often it came, for sorting. */
struct ranked {
	size_t place; /* where the cell has it */
	uint64_t count;
	struct gamut_str text;
};

static int compare_ranked(const void *a, const void *b)
{
	const struct ranked *x = a;
	const struct ranked *y = b;

	if (x->count != y->count)
		return x->count > y->count ? -1 : 1;
	return gamut_str_cmp(x->text, y->text);
}

/* The most frequent first; `rank_of` has the place of each, in `arena`. */
static struct ranked *rank(struct ranked *list, size_t count,
                           uint32_t **rank_of, struct gamut_arena *arena)
{
	if (count > 1)
		qsort(list, count, sizeof(list[0]), compare_ranked);
	*rank_of = gamut_arena_new(arena, uint32_t, count);
	for (size_t i = 0; i < count; i++)
		(*rank_of)[list[i].place] = (uint32_t)i;
	return list;
}

static struct ranked *rank_answers(const struct gamut_cell *cell,
                                   uint32_t **rank_of,
                                   struct gamut_arena *arena)
{
	struct ranked *list = gamut_arena_new(arena, struct ranked,
	                                      cell->answer_count);

	for (size_t i = 0; i < cell->answer_count; i++)
		list[i] = (struct ranked){ i, cell->answers[i].count,
			                   cell->answers[i].text };
	return rank(list, cell->answer_count, rank_of, arena);
}

static struct ranked *rank_forms(const struct gamut_cell *cell,
                                 uint32_t **rank_of, struct gamut_arena *arena)
{
	struct ranked *list = gamut_arena_new(arena, struct ranked,
	                                      cell->form_count);

	for (size_t i = 0; i < cell->form_count; i++)
		list[i] = (struct ranked){ i, cell->forms[i].valid,
			                   cell->forms[i].text };
	return rank(list, cell->form_count, rank_of, arena);
}

void gamut_details_text(struct gamut_json *json, struct gamut_str text,
                        size_t bytes, size_t max_bytes)
{
	struct gamut_str cut = gamut_completions_cut(text, max_bytes);

	if (cut.len == bytes) {
		gamut_json_str(json, text);
		return;
	}
	gamut_json_open(json, '{');
	gamut_json_key(json, "cut");
	gamut_json_str(json, cut);
	gamut_fields_uint(json, "bytes", bytes);
	gamut_json_close(json, '}');
}

static void add_answers(struct gamut_json *json, const struct gamut_cell *cell,
                        const struct ranked *order, const uint32_t *form_rank,
                        size_t max_bytes)
{
	gamut_json_key(json, "answers");
	gamut_json_open(json, '[');
	for (size_t i = 0; i < cell->answer_count; i++) {
		const struct gamut_cell_answer *answer =
			&cell->answers[order[i].place];
		bool is_valid = answer->reason == GAMUT_REASON_VALID;

		gamut_json_open(json, '[');
		gamut_details_text(json, answer->text, answer->text.len,
		                   max_bytes);
		gamut_json_int(json, (int64_t)answer->reason);
		gamut_json_int(
			json, is_valid ? (int64_t)form_rank[answer->form] : -1);
		gamut_json_int(json, (int64_t)answer->count);
		gamut_json_int(json, (int64_t)answer->valid);
		gamut_json_int(json, answer->is_example);
		gamut_json_close(json, ']');
	}
	gamut_json_close(json, ']');
}

static void add_forms(struct gamut_json *json, const struct gamut_cell *cell,
                      const struct ranked *order, size_t max_bytes,
                      struct gamut_arena *arena)
{
	const struct gamut_str *spellings = gamut_counts_spellings(cell, arena);

	gamut_json_key(json, "forms");
	gamut_json_open(json, '[');
	for (size_t i = 0; i < cell->form_count; i++) {
		const struct gamut_cell_form *form =
			&cell->forms[order[i].place];
		struct gamut_str spelling = spellings[order[i].place];

		gamut_json_open(json, '[');
		gamut_details_text(json, form->text, form->text.len, max_bytes);
		/* Empty where all that mean it were cut off, or the like. */
		if (spelling.len == 0)
			spelling = form->text;
		gamut_details_text(json, spelling, spelling.len, max_bytes);
		gamut_json_int(json, (int64_t)form->valid);
		gamut_json_close(json, ']');
	}
	gamut_json_close(json, ']');
}

/* The k of a curve up to `n`: 1 and, about evenly by ratio, on to n. */
static size_t choose_at(uint64_t at[static CURVE_POINTS + 1], uint64_t n)
{
	size_t count = 0;

	for (size_t i = 0; i <= CURVE_POINTS && n > 0; i++) {
		uint64_t k = (uint64_t)llround(
			pow((double)n, (double)i / CURVE_POINTS));

		if (count == 0 || k > at[count - 1])
			at[count++] = k;
	}
	return count;
}

static void add_curve_of(struct gamut_json *json, const char *name,
                         const struct gamut_cell *cell, enum gamut_form form,
                         const uint64_t *at, size_t count)
{
	struct gamut_arena arena = { 0 };
	struct gamut_counts counts = gamut_counts_of(cell, form, &arena);
	struct gamut_spectrum spectrum = gamut_counts_spectrum(&counts, &arena);

	gamut_json_key(json, name);
	gamut_json_open(json, '[');
	for (size_t i = 0; i < count; i++) {
		struct gamut_interval band =
			gamut_yield_at_interval(&spectrum, at[i], counts.space);

		gamut_json_open(json, '[');
		gamut_json_double(json, gamut_yield_at(&spectrum, at[i]));
		gamut_json_double(json, band.low);
		gamut_json_double(json, band.high);
		gamut_json_close(json, ']');
	}
	gamut_json_close(json, ']');
	gamut_arena_clear(&arena);
}

static void add_curve(struct gamut_json *json, const struct gamut_cell *cell)
{
	uint64_t at[CURVE_POINTS + 1];
	size_t count = choose_at(at, cell->tally.n);

	gamut_json_key(json, "curve");
	gamut_json_open(json, '{');
	gamut_json_key(json, "k");
	gamut_json_open(json, '[');
	for (size_t i = 0; i < count; i++)
		gamut_json_int(json, (int64_t)at[i]);
	gamut_json_close(json, ']');
	gamut_json_key(json, "ceiling");
	gamut_json_open(json, '[');
	for (size_t i = 0; i < count; i++)
		gamut_json_double(
			json, gamut_metrics_ceiling(cell->tally.space, at[i]));
	gamut_json_close(json, ']');
	add_curve_of(json, "raw", cell, GAMUT_FORM_RAW, at, count);
	add_curve_of(json, "canonical", cell, GAMUT_FORM_CANONICAL, at, count);
	gamut_json_close(json, '}');
}

/* Are the completions numbered 0, 1, 2, ...? */
static bool is_in_order(const struct gamut_completions_cell *completions)
{
	for (size_t i = 0; i < completions->count; i++)
		if (completions->list[i].index != i)
			return false;
	return true;
}

static void add_numbers(struct gamut_json *json,
                        const struct gamut_completions_cell *completions,
                        const uint32_t *answer_rank)
{
	bool has_seed = false;

	gamut_json_key(json, "index");
	if (is_in_order(completions)) {
		gamut_json_null(json);
	} else {
		gamut_json_open(json, '[');
		for (size_t i = 0; i < completions->count; i++)
			gamut_json_int(json, completions->list[i].index);
		gamut_json_close(json, ']');
	}
	gamut_json_key(json, "answer");
	gamut_json_open(json, '[');
	for (size_t i = 0; i < completions->count; i++) {
		gamut_json_int(json, answer_rank[completions->list[i].answer]);
		has_seed |= completions->list[i].seed != GAMUT_UNKNOWN;
	}
	gamut_json_close(json, ']');
	gamut_json_key(json, "fate");
	gamut_json_open(json, '[');
	for (size_t i = 0; i < completions->count; i++)
		gamut_json_int(json, completions->list[i].fate);
	gamut_json_close(json, ']');
	gamut_json_key(json, "seed");
	if (!has_seed) {
		gamut_json_null(json);
		return;
	}
	gamut_json_open(json, '[');
	for (size_t i = 0; i < completions->count; i++) {
		if (completions->list[i].seed == GAMUT_UNKNOWN)
			gamut_json_null(json);
		else
			gamut_json_int(json, completions->list[i].seed);
	}
	gamut_json_close(json, ']');
}

static void add_finishes(struct gamut_json *json,
                         const struct gamut_completions_cell *completions)
{
	gamut_json_key(json, "finishes");
	gamut_json_open(json, '[');
	for (size_t i = 0; i < completions->finish_count; i++)
		gamut_json_str(json, completions->finishes[i]);
	gamut_json_close(json, ']');
	gamut_json_key(json, "finish");
	if (completions->finish_count == 0) {
		gamut_json_null(json);
		return;
	}
	gamut_json_open(json, '[');
	for (size_t i = 0; i < completions->count; i++) {
		uint8_t finish = completions->list[i].finish;

		gamut_json_int(
			json, finish == GAMUT_COMPLETIONS_UNTOLD ? -1 : finish);
	}
	gamut_json_close(json, ']');
}

static void add_texts(struct gamut_json *json,
                      const struct gamut_completions_cell *completions,
                      size_t max_bytes)
{
	char position[32];

	gamut_json_key(json, "text");
	gamut_json_open(json, '{');
	for (size_t i = 0; i < completions->text_count; i++) {
		const struct gamut_completion_text *text =
			&completions->texts[i];

		(void)snprintf(position, sizeof(position), "%zu",
		               text->position);
		gamut_json_key(json, position);
		gamut_details_text(json, text->text, text->bytes, max_bytes);
	}
	gamut_json_close(json, '}');
}

void gamut_details_write(struct gamut_json *json, const struct gamut_cell *cell,
                         const struct gamut_completions_cell *completions,
                         size_t max_bytes)
{
	static const struct gamut_completions_cell none = { 0 };
	struct gamut_arena arena = { 0 };
	uint32_t *answer_rank;
	uint32_t *form_rank;
	const struct ranked *forms = rank_forms(cell, &form_rank, &arena);
	const struct ranked *answers = rank_answers(cell, &answer_rank, &arena);

	gamut_json_open(json, '{');
	add_answers(json, cell, answers, form_rank, max_bytes);
	add_forms(json, cell, forms, max_bytes, &arena);
	add_curve(json, cell);
	if (!completions)
		completions = &none;
	gamut_json_key(json, "samples");
	gamut_json_open(json, '{');
	add_numbers(json, completions, answer_rank);
	add_finishes(json, completions);
	add_texts(json, completions, max_bytes);
	gamut_json_close(json, '}');
	gamut_json_close(json, '}');
	gamut_arena_clear(&arena);
}
