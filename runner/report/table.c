#include "base/text.h"
#include "runner/report/report.h"
#include "runner/report/tables.h"

#define COLUMNS_DEFAULT 80

/*
 * Columns that a table of tasks needs for its names, and for each setting:
 * "val%", "uniq%" and "yield" with a space before each.
 */
#define TASK_WIDTH 28
#define SETTING_WIDTH 17

/* What "top%" takes, and the least and most that an answer does, with spaces.
 */
#define SHARE_WIDTH 5
#define ANSWER_MIN 7
#define ANSWER_MAX 25

static void add_title(struct gamut_buf *out,
                      const struct gamut_summary_part *part, bool is_bold)
{
	struct gamut_arena arena = { 0 };

	if (is_bold)
		gamut_buf_add(out, GAMUT_STR("\x1b[1m"));
	gamut_text_show(out, gamut_tables_title(part, &arena), 0);
	if (is_bold)
		gamut_buf_add(out, GAMUT_STR("\x1b[0m"));
	gamut_buf_add_char(out, '\n');
	gamut_arena_clear(&arena);
}

static void draw(struct gamut_buf *out, struct gamut_grid *grid, size_t columns,
                 bool is_bold)
{
	if (gamut_grid_rows(grid) > 1) {
		gamut_grid_draw(out, grid, columns, is_bold);
		gamut_buf_add_char(out, '\n');
	}
	gamut_grid_release(grid);
}

static void add_means(struct gamut_buf *out,
                      const struct gamut_summary *summary, size_t columns,
                      bool is_bold)
{
	struct gamut_summary_part part = { 0 };
	struct gamut_grid grid;

	gamut_tables_plain_means(&grid, summary);
	draw(out, &grid, columns, is_bold);
	gamut_tables_plain_fates(&grid, summary);
	draw(out, &grid, columns, is_bold);
	while (gamut_summary_next(summary, &part)) {
		if (gamut_tables_is_plain(&part))
			continue;
		add_title(out, &part, is_bold);
		gamut_tables_means(&grid, &part);
		draw(out, &grid, columns, is_bold);
		gamut_tables_fates(&grid, &part);
		draw(out, &grid, columns, is_bold);
		gamut_tables_bill(&grid, &part);
		draw(out, &grid, columns, is_bold);
	}
	for (size_t i = 0; gamut_tables_legend[i]; i++)
		gamut_buf_addf(out, "%s\n", gamut_tables_legend[i]);
}

/* What of the most frequent answers of `count` settings there is room for. */
static struct gamut_tables_top top_for(size_t count, size_t columns)
{
	size_t used = TASK_WIDTH + count * SETTING_WIDTH;
	size_t spare = columns > used ? (columns - used) / count : 0;
	struct gamut_tables_top top = { .has_share = spare >= SHARE_WIDTH };

	if (spare >= SHARE_WIDTH + ANSWER_MIN)
		top.answer_width = spare - SHARE_WIDTH - 1;
	if (top.answer_width >= ANSWER_MAX)
		top.answer_width = ANSWER_MAX - 1;
	return top;
}

/* As many tables as the settings need, side by side as far as they fit. */
static void add_tasks_of(struct gamut_buf *out,
                         const struct gamut_summary_part *part, size_t columns,
                         bool is_bold)
{
	size_t fit = columns > TASK_WIDTH + SETTING_WIDTH ?
	                     (columns - TASK_WIDTH) / SETTING_WIDTH :
	                     1;
	size_t first = 0;

	while (first < part->aggregate_count) {
		size_t left = part->aggregate_count - first;
		size_t count = left < fit ? left : fit;
		struct gamut_tables_top top = top_for(count, columns);
		struct gamut_grid grid;

		gamut_buf_add_char(out, '\n');
		add_title(out, part, is_bold);
		gamut_tables_tasks(&grid, part, first, count, &top);
		gamut_grid_draw(out, &grid, columns, is_bold);
		gamut_grid_release(&grid);
		first += count;
	}
}

/* The first word of `*rest`, with the spaces before it, cut off. */
static struct gamut_str take_word(struct gamut_str *rest)
{
	size_t n = 0;
	struct gamut_str word;

	while (n < rest->len && rest->ptr[n] == ' ')
		n++;
	while (n < rest->len && rest->ptr[n] != ' ')
		n++;
	word = gamut_str_head(*rest, n);
	*rest = gamut_str_skip(*rest, n);
	return word;
}

/* A paragraph that hangs on a dash. */
static void add_note(struct gamut_buf *out, struct gamut_str note,
                     size_t columns)
{
	struct gamut_buf shown = { 0 };
	struct gamut_str rest;
	size_t used = 2;

	gamut_text_show(&shown, note, 0);
	gamut_buf_add_char(&shown, ' ');
	rest = gamut_buf_view(&shown);
	gamut_buf_add(out, GAMUT_STR("- "));
	while (rest.len > 1) {
		struct gamut_str word = take_word(&rest);
		size_t width = gamut_text_columns(word);

		if (used > 2 && used + width > columns) {
			gamut_buf_add(out, GAMUT_STR("\n  "));
			used = 2;
		}
		if (used == 2)
			word = gamut_str_trim(word);
		gamut_buf_add(out, word);
		used += gamut_text_columns(word);
	}
	gamut_buf_add_char(out, '\n');
	gamut_buf_release(&shown);
}

void gamut_report_table(struct gamut_buf *out,
                        const struct gamut_summary *summary,
                        const struct gamut_report_options *options)
{
	size_t columns = options->columns ? options->columns : COLUMNS_DEFAULT;
	struct gamut_summary_part part = { 0 };

	if (summary->cell_count == 0)
		gamut_buf_add(out, GAMUT_STR("no completions\n"));
	else
		add_means(out, summary, columns, options->has_colour);
	/* Of a plain part with one task the means say it all. */
	while (gamut_summary_next(summary, &part))
		if (!gamut_tables_is_plain(&part) || part.cell_count > 1)
			add_tasks_of(out, &part, columns, options->has_colour);
	if (summary->note_count > 0)
		gamut_buf_add_char(out, '\n');
	for (size_t i = 0; i < summary->note_count; i++)
		add_note(out, summary->notes[i], columns);
}
