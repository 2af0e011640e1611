#include "runner/cli/dry_run.h"

#include <inttypes.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/json.h"
#include "runner/cli/command.h"
#include "runner/cli/terminal.h"
#include "runner/report/grid.h"

struct gamut_dry_run_row {
	struct gamut_str title;
	struct gamut_str folder;
	struct gamut_foresight seen;
	bool is_new;
	bool has_price;
};

enum gamut_status gamut_dry_run_add(struct gamut_dry_run *dry,
                                    struct gamut_condition *condition,
                                    const char *title, struct gamut_err *err)
{
	struct gamut_dry_run_row row = {
		.title = gamut_arena_copy(&dry->arena, gamut_str_of(title)),
		.folder = gamut_arena_copy(
			&dry->arena, gamut_str_of(condition->session.folder)),
		.is_new = condition->session.is_new,
		.has_price = gamut_condition_has_price(condition),
	};
	enum gamut_status status = gamut_condition_foresee(&row.seen, condition,
	                                                   err);

	if (status)
		return status;
	dry->rows = gamut_grow_array(dry->rows, &dry->size, dry->count,
	                             sizeof(*dry->rows));
	dry->rows[dry->count++] = row;
	dry->may_stop_early |=
		gamut_stopping_is_on(&condition->values->stopping);
	return GAMUT_OK;
}

/* All rows; the cost is known where each one's is. */
static struct gamut_dry_run_row sum_of(const struct gamut_dry_run *dry)
{
	struct gamut_dry_run_row row = { .title = GAMUT_STR("all"),
		                         .has_price = true };
	struct gamut_foresight sum = { 0 };

	for (size_t i = 0; i < dry->count; i++) {
		const struct gamut_foresight *seen = &dry->rows[i].seen;

		sum.samples += seen->samples;
		sum.requests += seen->requests;
		sum.tokens.prompt += seen->tokens.prompt;
		sum.tokens.completion += seen->tokens.completion;
		sum.cells += seen->cells;
		sum.guessed_prompts += seen->guessed_prompts;
		sum.cost += seen->cost;
		row.has_price &= dry->rows[i].has_price;
	}
	row.seen = sum;
	return row;
}

/* ------------------------------------------------------------------- grid */

static void add_row(struct gamut_grid *grid, const struct gamut_dry_run *dry,
                    const struct gamut_dry_run_row *row)
{
	const struct gamut_foresight *seen = &row->seen;

	gamut_grid_add(grid, row->title);
	gamut_grid_addf(grid, "%zu", seen->cells);
	gamut_grid_addf(grid, "%" PRIu64, seen->samples);
	gamut_grid_addf(grid, "%" PRIu64, seen->requests);
	gamut_grid_addf(grid, "%" PRIu64, seen->tokens.prompt);
	gamut_grid_addf(grid, "%" PRIu64, seen->tokens.completion);
	if (dry->currency && row->has_price)
		gamut_grid_addf(grid, "%.4f", seen->cost);
	else if (dry->currency)
		gamut_grid_add(grid, GAMUT_STR("not known"));
}

static void make_grid(struct gamut_grid *grid, const struct gamut_dry_run *dry)
{
	static const char *const titles[] = {
		"condition", "cells",         "samples",
		"requests",  "prompt tokens", "completion tokens"
	};
	struct gamut_dry_run_row sum = sum_of(dry);

	*grid = (struct gamut_grid){
		.columns = GAMUT_ARRAY_LEN(titles) + (dry->currency ? 1 : 0),
	};
	for (size_t i = 0; i < GAMUT_ARRAY_LEN(titles); i++)
		gamut_grid_add(grid, gamut_str_of(titles[i]));
	if (dry->currency)
		gamut_grid_addf(grid, "cost, %s", dry->currency);
	for (size_t i = 0; i < dry->count; i++)
		add_row(grid, dry, &dry->rows[i]);
	if (dry->count > 1)
		add_row(grid, dry, &sum);
}

/* How the numbers came about, for people. */
static void explain(struct gamut_buf *out, const struct gamut_dry_run *dry)
{
	struct gamut_dry_run_row sum = sum_of(dry);

	gamut_buf_addf(out, "\nNothing was sent or written. Retries are not "
	                    "counted. Completion tokens are\nat most these: "
	                    "every answer as long as its limit.\n");
	if (sum.seen.guessed_prompts > 0)
		gamut_buf_addf(out,
		               "The prompts of %zu of %zu cells are estimated: "
		               "a quarter of their bytes.%s\n",
		               sum.seen.guessed_prompts, sum.seen.cells,
		               sum.seen.guessed_prompts < sum.seen.cells ?
		                       " The others\nare as long as the "
		                       "endpoint said." :
		                       "");
	if (dry->may_stop_early)
		gamut_buf_addf(out, "Cells that are stopped early take "
		                    "less.\n");
	if (dry->count == 1)
		gamut_buf_addf(out, "The run directory: %.*s (%s)\n",
		               GAMUT_STR_ARG(dry->rows[0].folder),
		               dry->rows[0].is_new ? "new" : "there already");
}

/* ------------------------------------------------------------------- JSON */

static void put_row(struct gamut_json *json, const struct gamut_dry_run *dry,
                    const struct gamut_dry_run_row *row)
{
	const struct gamut_foresight *seen = &row->seen;

	gamut_json_key(json, "cells");
	gamut_json_int(json, (int64_t)seen->cells);
	gamut_json_key(json, "samples");
	gamut_json_int(json, (int64_t)seen->samples);
	gamut_json_key(json, "requests");
	gamut_json_int(json, (int64_t)seen->requests);
	gamut_json_key(json, "prompt_tokens");
	gamut_json_int(json, (int64_t)seen->tokens.prompt);
	gamut_json_key(json, "completion_tokens_max");
	gamut_json_int(json, (int64_t)seen->tokens.completion);
	gamut_json_key(json, "estimated_prompts");
	gamut_json_int(json, (int64_t)seen->guessed_prompts);
	gamut_json_key(json, "cost_max");
	if (dry->currency && row->has_price)
		gamut_json_double(json, seen->cost);
	else
		gamut_json_null(json);
}

static void write_json(struct gamut_buf *out, const struct gamut_dry_run *dry)
{
	struct gamut_json json = { .out = out };
	struct gamut_dry_run_row sum = sum_of(dry);

	gamut_json_open(&json, '{');
	gamut_json_key(&json, "format");
	gamut_json_int(&json, 1);
	gamut_json_key(&json, "currency");
	gamut_json_cstr(&json, dry->currency);
	gamut_json_key(&json, "conditions");
	gamut_json_open(&json, '[');
	for (size_t i = 0; i < dry->count; i++) {
		gamut_json_open(&json, '{');
		gamut_json_key(&json, "condition");
		gamut_json_str(&json, dry->rows[i].title);
		gamut_json_key(&json, "out");
		gamut_json_str(&json, dry->rows[i].folder);
		put_row(&json, dry, &dry->rows[i]);
		gamut_json_close(&json, '}');
	}
	gamut_json_close(&json, ']');
	gamut_json_key(&json, "all");
	gamut_json_open(&json, '{');
	put_row(&json, dry, &sum);
	gamut_json_close(&json, '}');
	gamut_json_close(&json, '}');
	gamut_buf_add_char(out, '\n');
}

/* ------------------------------------------------------------------ whole */

enum gamut_status gamut_dry_run_print(const struct gamut_dry_run *dry,
                                      enum gamut_format format,
                                      struct gamut_err *err)
{
	size_t columns = gamut_terminal_columns(STDOUT_FILENO);
	struct gamut_buf out = { 0 };
	struct gamut_grid grid;
	enum gamut_status status;

	make_grid(&grid, dry);
	switch (format) {
	case GAMUT_FORMAT_TABLE:
		gamut_grid_draw(&out, &grid, columns ? columns : SIZE_MAX,
		                gamut_terminal_has_colour(STDOUT_FILENO));
		explain(&out, dry);
		break;
	case GAMUT_FORMAT_JSON:
		write_json(&out, dry);
		break;
	case GAMUT_FORMAT_CSV:
		gamut_report_grid_csv(&out, &grid);
		break;
	case GAMUT_FORMAT_MARKDOWN:
		gamut_report_grid_markdown(&out, &grid);
		break;
	}
	status = gamut_command_print(&out, err);
	gamut_grid_release(&grid);
	return status;
}

void gamut_dry_run_release(struct gamut_dry_run *dry)
{
	free(dry->rows);
	gamut_arena_clear(&dry->arena);
	*dry = (struct gamut_dry_run){ 0 };
}
