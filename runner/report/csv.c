#include <inttypes.h>
#include <string.h>

#include "base/text.h"
#include "runner/report/report.h"

/* Text fields, quoted where RFC 4180 asks for it. */
static void add_text(struct gamut_buf *out, struct gamut_str text)
{
	struct gamut_buf shown = { 0 };
	struct gamut_str rest;

	/* What a spreadsheet would compute. */
	if (text.len > 0 && strchr("=+-@\t\r", text.ptr[0]))
		gamut_buf_add_char(&shown, '\'');
	gamut_text_show(&shown, text, 0);
	rest = gamut_buf_view(&shown);
	if (gamut_str_find(rest, GAMUT_STR(",")) == rest.len &&
	    gamut_str_find(rest, GAMUT_STR("\"")) == rest.len) {
		gamut_buf_add(out, rest);
	} else {
		gamut_buf_add_char(out, '"');
		for (size_t i = 0; i < rest.len; i++) {
			if (rest.ptr[i] == '"')
				gamut_buf_add_char(out, '"');
			gamut_buf_add_char(out, rest.ptr[i]);
		}
		gamut_buf_add_char(out, '"');
	}
	gamut_buf_release(&shown);
}

void gamut_report_grid_csv(struct gamut_buf *out, const struct gamut_grid *grid)
{
	for (size_t row = 0; row < gamut_grid_rows(grid); row++)
		for (size_t i = 0; i < grid->columns; i++) {
			struct gamut_str text = gamut_grid_at(grid, row, i);

			if (gamut_grid_is_number(grid, row, i))
				gamut_buf_add(out, text);
			else
				add_text(out, text);
			gamut_buf_add_char(out,
			                   i + 1 < grid->columns ? ',' : '\n');
		}
}

/* A count, if it is known. */
static void add_count(struct gamut_grid *grid, int64_t count)
{
	if (count == GAMUT_UNKNOWN)
		gamut_grid_add(grid, GAMUT_STR_EMPTY);
	else
		gamut_grid_addf(grid, "%" PRIi64, count);
}

static void add_bill(struct gamut_grid *grid, const struct gamut_bill *bill)
{
	add_count(grid, bill->usage.requests);
	add_count(grid, bill->usage.prompt_tokens);
	add_count(grid, bill->usage.completion_tokens);
	add_count(grid, bill->usage.reasoning_tokens);
	gamut_grid_add_double(grid, bill->cost);
	gamut_grid_add(grid, bill->currency);
}

static const char *const before[] = { "model", "task", "setting" };
static const char *const behind[] = { "run",
	                              "requests",
	                              "prompt_tokens",
	                              "completion_tokens",
	                              "reasoning_tokens",
	                              "cost",
	                              "currency" };

static void add_header(struct gamut_grid *grid)
{
	for (size_t i = 0; i < GAMUT_ARRAY_LEN(before); i++)
		gamut_grid_add(grid, gamut_str_of(before[i]));
	for (size_t i = 0; i < GAMUT_METRIC_COUNT; i++)
		gamut_grid_add(grid, gamut_str_of(gamut_metric_name(
					     (enum gamut_metric)i)));
	for (size_t i = 0; i < GAMUT_FATE_COUNT; i++)
		gamut_grid_add(grid, gamut_str_of(gamut_fate_name(
					     (enum gamut_fate)i)));
	for (size_t i = 0; i < GAMUT_ARRAY_LEN(behind); i++)
		gamut_grid_add(grid, gamut_str_of(behind[i]));
}

void gamut_report_csv(struct gamut_buf *out,
                      const struct gamut_summary *summary)
{
	struct gamut_grid grid = { .columns = GAMUT_ARRAY_LEN(before) +
		                              GAMUT_METRIC_COUNT +
		                              GAMUT_FATE_COUNT +
		                              GAMUT_ARRAY_LEN(behind) };

	add_header(&grid);
	for (size_t i = 0; i < summary->cell_count; i++) {
		const struct gamut_cell_summary *cell = &summary->cells[i];

		gamut_grid_add(&grid, cell->key.model);
		gamut_grid_add(&grid, cell->key.task);
		gamut_grid_add(&grid, cell->key.setting);
		for (size_t m = 0; m < GAMUT_METRIC_COUNT; m++)
			gamut_grid_add_double(&grid, cell->metrics.of[m]);
		for (size_t f = 0; f < GAMUT_FATE_COUNT; f++)
			gamut_grid_addf(&grid, "%" PRIu64, cell->fates[f]);
		gamut_grid_add(&grid, cell->key.run);
		add_bill(&grid, &cell->bill);
	}
	gamut_report_grid_csv(out, &grid);
	gamut_grid_release(&grid);
}
