#include <math.h>
#include <string.h>

#include "base/json.h"
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
			add_text(out, gamut_grid_at(grid, row, i));
			gamut_buf_add_char(out,
			                   i + 1 < grid->columns ? ',' : '\n');
		}
}

/* A number as in JSON, or nothing where it is undefined. */
static void add_number(struct gamut_buf *out, double value)
{
	struct gamut_json json = { .out = out };

	if (!isnan(value))
		gamut_json_double(&json, value);
}

/* A comma and a count, if it is known. */
static void add_count(struct gamut_buf *out, int64_t count)
{
	gamut_buf_add_char(out, ',');
	if (count != GAMUT_UNKNOWN)
		gamut_buf_addf(out, "%jd", (intmax_t)count);
}

static void add_bill(struct gamut_buf *out, const struct gamut_bill *bill)
{
	add_count(out, bill->usage.requests);
	add_count(out, bill->usage.prompt_tokens);
	add_count(out, bill->usage.completion_tokens);
	add_count(out, bill->usage.reasoning_tokens);
	gamut_buf_add_char(out, ',');
	add_number(out, bill->cost);
	gamut_buf_add_char(out, ',');
	add_text(out, bill->currency);
}

static void add_header(struct gamut_buf *out)
{
	gamut_buf_add(out, GAMUT_STR("model,task,setting"));
	for (size_t i = 0; i < GAMUT_METRIC_COUNT; i++)
		gamut_buf_addf(out, ",%s",
		               gamut_metric_name((enum gamut_metric)i));
	for (size_t i = 0; i < GAMUT_FATE_COUNT; i++)
		gamut_buf_addf(out, ",%s", gamut_fate_name((enum gamut_fate)i));
	gamut_buf_add(out, GAMUT_STR(",run,requests,prompt_tokens,"
	                             "completion_tokens,reasoning_tokens,cost,"
	                             "currency\n"));
}

void gamut_report_csv(struct gamut_buf *out,
                      const struct gamut_summary *summary)
{
	add_header(out);
	for (size_t i = 0; i < summary->cell_count; i++) {
		const struct gamut_cell_summary *cell = &summary->cells[i];

		add_text(out, cell->key.model);
		gamut_buf_add_char(out, ',');
		add_text(out, cell->key.task);
		gamut_buf_add_char(out, ',');
		add_text(out, cell->key.setting);
		for (size_t m = 0; m < GAMUT_METRIC_COUNT; m++) {
			gamut_buf_add_char(out, ',');
			add_number(out, cell->metrics.of[m]);
		}
		for (size_t f = 0; f < GAMUT_FATE_COUNT; f++)
			gamut_buf_addf(out, ",%ju", (uintmax_t)cell->fates[f]);
		gamut_buf_add_char(out, ',');
		add_text(out, cell->key.run);
		add_bill(out, &cell->bill);
		gamut_buf_add_char(out, '\n');
	}
}
