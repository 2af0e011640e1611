#include <math.h>
#include <string.h>

#include "runner/report/tables.h"

/* Columns of the table of fates, and whether they stand there always. */
static const struct column {
	const char *title;
	enum gamut_fate fate;
	bool is_usual;
} columns[] = {
	{ "new", GAMUT_FATE_VALID_NEW, true },
	{ "repeated", GAMUT_FATE_VALID_DUPLICATE, true },
	{ "invalid", GAMUT_FATE_INVALID, true },
	{ "empty", GAMUT_FATE_EMPTY, false },
	{ "refused", GAMUT_FATE_REFUSAL, false },
	{ "truncated", GAMUT_FATE_TRUNCATED, false },
	{ "reasoning", GAMUT_FATE_REASONING_ONLY, false },
	{ "failed", GAMUT_FATE_FAILED, false },
	{ "missing", GAMUT_FATE_MISSING, false },
};

/* Which of them a table shows. */
struct shown {
	bool is_shown[GAMUT_ARRAY_LEN(columns)];
};

static void show_fates(struct shown *shown,
                       const struct gamut_aggregate *aggregate)
{
	for (size_t i = 0; i < GAMUT_ARRAY_LEN(columns); i++)
		if (columns[i].is_usual ||
		    aggregate->fates[columns[i].fate] > 0)
			shown->is_shown[i] = true;
}

static void begin_fates(struct gamut_grid *grid, const struct shown *shown)
{
	*grid = (struct gamut_grid){ .columns = 2 };
	gamut_grid_add(grid, GAMUT_STR("fates, %"));
	gamut_grid_add(grid, GAMUT_STR("samples"));
	for (size_t i = 0; i < GAMUT_ARRAY_LEN(columns); i++)
		if (shown->is_shown[i]) {
			gamut_grid_add(grid, gamut_str_of(columns[i].title));
			grid->columns++;
		}
}

/* A share that is not 0, or not all, never looks like it. */
static void add_share(struct gamut_grid *grid, uint64_t count, uint64_t of)
{
	double percent = of ? 100 * (double)count / (double)of : 0;

	if (count == 0)
		gamut_grid_add(grid, GAMUT_STR("0"));
	else if (percent < 0.1)
		gamut_grid_add(grid, GAMUT_STR("<0.1"));
	else if (count == of)
		gamut_grid_add(grid, GAMUT_STR("100"));
	else if (percent > 99.9)
		gamut_grid_add(grid, GAMUT_STR(">99.9"));
	else
		gamut_grid_addf(grid, "%.1f", percent);
}

static void add_fates(struct gamut_grid *grid, const struct shown *shown,
                      struct gamut_str label,
                      const struct gamut_aggregate *aggregate)
{
	uint64_t wanted = 0;

	for (size_t i = 0; i < GAMUT_FATE_COUNT; i++)
		wanted += aggregate->fates[i];
	gamut_grid_add(grid, label);
	gamut_grid_addf(grid, "%ju", (uintmax_t)wanted);
	for (size_t i = 0; i < GAMUT_ARRAY_LEN(columns); i++)
		if (shown->is_shown[i])
			add_share(grid, aggregate->fates[columns[i].fate],
			          wanted);
}

void gamut_tables_fates(struct gamut_grid *grid,
                        const struct gamut_summary_part *part)
{
	struct shown shown = { 0 };

	for (size_t i = 0; i < part->aggregate_count; i++)
		show_fates(&shown, &part->aggregates[i]);
	begin_fates(grid, &shown);
	for (size_t i = 0; i < part->aggregate_count; i++)
		add_fates(grid, &shown,
		          gamut_tables_setting(&part->aggregates[i]),
		          &part->aggregates[i]);
}

void gamut_tables_plain_fates(struct gamut_grid *grid,
                              const struct gamut_summary *summary)
{
	struct gamut_summary_part part = { 0 };
	struct shown shown = { 0 };

	while (gamut_summary_next(summary, &part))
		if (gamut_tables_is_plain(&part))
			show_fates(&shown, &part.aggregates[0]);
	begin_fates(grid, &shown);
	part = (struct gamut_summary_part){ 0 };
	while (gamut_summary_next(summary, &part))
		if (gamut_tables_is_plain(&part))
			add_fates(grid, &shown, gamut_tables_model(&part),
			          &part.aggregates[0]);
}

/* ------------------------------------------------------------------- bill */

static bool is_told(const struct gamut_bill *bill)
{
	return bill->usage.prompt_tokens != GAMUT_UNKNOWN ||
	       bill->usage.completion_tokens != GAMUT_UNKNOWN;
}

static void add_tokens(struct gamut_grid *grid, int64_t count)
{
	if (count == GAMUT_UNKNOWN)
		gamut_grid_add(grid, GAMUT_STR("-"));
	else
		gamut_grid_addf(grid, "%jd", (intmax_t)count);
}

static void add_bill(struct gamut_grid *grid, struct gamut_str label,
                     const struct gamut_bill *bill)
{
	gamut_grid_add(grid, label);
	add_tokens(grid, bill->usage.requests);
	add_tokens(grid, bill->usage.prompt_tokens);
	add_tokens(grid, bill->usage.completion_tokens);
	add_tokens(grid, bill->usage.reasoning_tokens);
	if (bill->currency.len == 0)
		return;
	if (isnan(bill->cost))
		gamut_grid_add(grid, GAMUT_STR("-"));
	else
		gamut_grid_addf(grid, "%.4f", bill->cost);
}

void gamut_tables_bill(struct gamut_grid *grid,
                       const struct gamut_summary_part *part)
{
	struct gamut_bill sum = part->aggregates[0].bill;
	bool any = is_told(&sum);

	for (size_t i = 1; i < part->aggregate_count; i++) {
		any |= is_told(&part->aggregates[i].bill);
		gamut_bill_add(&sum, &part->aggregates[i].bill);
	}
	*grid = (struct gamut_grid){ .columns = sum.currency.len ? 6 : 5 };
	gamut_grid_add(grid, GAMUT_STR("tokens"));
	gamut_grid_add(grid, GAMUT_STR("requests"));
	gamut_grid_add(grid, GAMUT_STR("prompt"));
	gamut_grid_add(grid, GAMUT_STR("completion"));
	gamut_grid_add(grid, GAMUT_STR("of it reasoning"));
	/* A price list's, and three letters; but titles are never cut. */
	if (sum.currency.len > 8)
		sum.currency.len = 8;
	if (sum.currency.len > 0)
		gamut_grid_addf(grid, "cost %.*s", GAMUT_STR_ARG(sum.currency));
	if (!any)
		return;
	for (size_t i = 0; i < part->aggregate_count; i++)
		add_bill(grid, gamut_tables_setting(&part->aggregates[i]),
		         &part->aggregates[i].bill);
	if (part->aggregate_count > 1)
		add_bill(grid, GAMUT_STR("all settings"), &sum);
}
