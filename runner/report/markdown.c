#include <string.h>

#include "base/text.h"
#include "runner/report/report.h"
#include "runner/report/tables.h"

/* What is shown of the most frequent answer. */
#define TOP_WIDTH 24

static bool is_alnum(char c)
{
	return gamut_ascii_is_alpha(c) || gamut_ascii_is_digit(c);
}

/* Would Markdown take the character at `i` for more than itself? */
static bool is_markup(struct gamut_str text, size_t i)
{
	char c = text.ptr[i];

	/* Within a word, as in names of tasks, an underscore is just that. */
	if (c == '_')
		return i == 0 || i + 1 == text.len ||
		       !is_alnum(text.ptr[i - 1]) || !is_alnum(text.ptr[i + 1]);
	return c && strchr("\\`*[](){}<>#!|~&$@", c);
}

static void add_text(struct gamut_buf *out, struct gamut_str text)
{
	struct gamut_buf shown = { 0 };
	struct gamut_str view;

	gamut_text_show(&shown, text, 0);
	view = gamut_buf_view(&shown);
	for (size_t i = 0; i < view.len; i++) {
		if (is_markup(view, i))
			gamut_buf_add_char(out, '\\');
		gamut_buf_add_char(out, view.ptr[i]);
	}
	gamut_buf_release(&shown);
}

static void add_row(struct gamut_buf *out, const struct gamut_grid *grid,
                    size_t row)
{
	for (size_t i = 0; i < grid->columns; i++) {
		gamut_buf_add(out, i ? GAMUT_STR(" | ") : GAMUT_STR("| "));
		if (row == 0 && i > 0 && grid->group_count > 0) {
			add_text(out,
			         grid->groups[(i - 1) / grid->group_columns]);
			gamut_buf_add_char(out, ' ');
		}
		add_text(out, gamut_grid_at(grid, row, i));
	}
	gamut_buf_add(out, GAMUT_STR(" |\n"));
}

void gamut_report_grid_markdown(struct gamut_buf *out,
                                const struct gamut_grid *grid)
{
	add_row(out, grid, 0);
	for (size_t i = 0; i < grid->columns; i++)
		gamut_buf_add(out, i ? GAMUT_STR("|--:") : GAMUT_STR("|:--"));
	gamut_buf_add(out, GAMUT_STR("|\n"));
	for (size_t row = 1; row < gamut_grid_rows(grid); row++)
		add_row(out, grid, row);
}

/* Nothing of one that has no more than a header. */
static void add_grid(struct gamut_buf *out, struct gamut_grid *grid)
{
	if (gamut_grid_rows(grid) > 1) {
		gamut_report_grid_markdown(out, grid);
		gamut_buf_add_char(out, '\n');
	}
	gamut_grid_release(grid);
}

static void add_part(struct gamut_buf *out,
                     const struct gamut_summary_part *part)
{
	const struct gamut_tables_top top = { .has_share = true,
		                              .answer_width = TOP_WIDTH };
	struct gamut_arena arena = { 0 };
	struct gamut_grid grid;

	gamut_buf_add(out, GAMUT_STR("### "));
	add_text(out, gamut_tables_title(part, &arena));
	gamut_buf_add(out, GAMUT_STR("\n\n"));
	if (!gamut_tables_is_plain(part)) {
		gamut_tables_means(&grid, part);
		add_grid(out, &grid);
		gamut_tables_fates(&grid, part);
		add_grid(out, &grid);
		gamut_tables_bill(&grid, part);
		add_grid(out, &grid);
	}
	gamut_tables_tasks(&grid, part, 0, part->aggregate_count, &top);
	add_grid(out, &grid);
	gamut_arena_clear(&arena);
}

/* One paragraph. */
static void add_legend(struct gamut_buf *out)
{
	for (size_t i = 0; gamut_tables_legend[i]; i++) {
		add_text(out, gamut_str_of(gamut_tables_legend[i]));
		gamut_buf_add(out, gamut_tables_legend[i + 1] ?
		                           GAMUT_STR("; ") :
		                           GAMUT_STR(".\n\n"));
	}
}

void gamut_report_markdown(struct gamut_buf *out,
                           const struct gamut_summary *summary)
{
	struct gamut_summary_part part = { 0 };
	struct gamut_grid grid;

	if (summary->cell_count == 0)
		gamut_buf_add(out, GAMUT_STR("No completions.\n"));
	gamut_tables_plain_means(&grid, summary);
	add_grid(out, &grid);
	gamut_tables_plain_fates(&grid, summary);
	add_grid(out, &grid);
	while (gamut_summary_next(summary, &part))
		add_part(out, &part);
	if (summary->cell_count > 0)
		add_legend(out);
	for (size_t i = 0; i < summary->note_count; i++) {
		gamut_buf_add(out, GAMUT_STR("- "));
		add_text(out, summary->notes[i]);
		gamut_buf_add_char(out, '\n');
	}
}
