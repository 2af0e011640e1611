#include <string.h>

#include "runner/report/comment.h"
#include "runner/report/inert.h"
#include "runner/report/report.h"
#include "runner/report/tables.h"

/* What is shown of the most frequent answer, of a name, and of a note. */
#define TOP_WIDTH 24
#define NAME_WIDTH 60
#define NOTE_WIDTH 1000

/* ------------------------------------------------------------------ grids */

static void add_row(struct gamut_buf *out, const struct gamut_grid *grid,
                    size_t row)
{
	for (size_t i = 0; i < grid->columns; i++) {
		gamut_buf_add(out, i ? GAMUT_STR(" | ") : GAMUT_STR("| "));
		if (row == 0 && i > 0 && grid->group_count > 0) {
			gamut_inert_cell(
				out,
				grid->groups[(i - 1) / grid->group_columns], 0);
			gamut_buf_add_char(out, ' ');
		}
		gamut_inert_cell(out, gamut_grid_at(grid, row, i), 0);
	}
	gamut_buf_add(out, GAMUT_STR(" |\n"));
}

/*
 * Is there anything in the column that is no number, nor a dash for none? What
 * stands behind a number, such as its interval, goes with it.
 */
static bool is_text(const struct gamut_grid *grid, size_t column)
{
	size_t rows = gamut_grid_rows(grid);

	for (size_t row = 1; row < rows; row++) {
		struct gamut_str text = gamut_grid_at(grid, row, column);
		size_t i = 0;

		while (i < text.len && strchr("+-<>~^$ ", text.ptr[i]))
			i++;
		if (i < text.len && !gamut_ascii_is_digit(text.ptr[i]))
			return true;
	}
	return false;
}

void gamut_report_grid_markdown_head(struct gamut_buf *out,
                                     const struct gamut_grid *grid, size_t most)
{
	size_t rows = gamut_grid_rows(grid);

	add_row(out, grid, 0);
	for (size_t i = 0; i < grid->columns; i++)
		gamut_buf_add(out, i == 0 || is_text(grid, i) ?
		                           GAMUT_STR("|:--") :
		                           GAMUT_STR("|--:"));
	gamut_buf_add(out, GAMUT_STR("|\n"));
	for (size_t row = 1; row < rows && row <= most; row++)
		add_row(out, grid, row);
}

void gamut_report_grid_markdown(struct gamut_buf *out,
                                const struct gamut_grid *grid)
{
	gamut_report_grid_markdown_head(out, grid, SIZE_MAX);
}

/* ------------------------------------------------------------------- parts */

static void add_grid(const struct gamut_comment *comment,
                     struct gamut_grid *grid, const char *what)
{
	gamut_comment_grid(comment, grid, what);
	gamut_grid_release(grid);
}

/* The one part that is not plain, under its name. */
static void add_single(const struct gamut_comment *comment,
                       const struct gamut_summary *summary)
{
	struct gamut_summary_part part = { 0 };
	struct gamut_arena arena = { 0 };
	struct gamut_grid grid;

	while (gamut_summary_next(summary, &part) &&
	       gamut_tables_is_plain(&part))
		;
	gamut_inert_code(comment->out, gamut_tables_title(&part, &arena),
	                 NAME_WIDTH);
	gamut_buf_add(comment->out, GAMUT_STR("\n\n"));
	gamut_tables_means(&grid, &part);
	add_grid(comment, &grid, "settings");
	gamut_arena_clear(&arena);
}

static void add_means(const struct gamut_comment *comment,
                      const struct gamut_summary *summary,
                      const struct gamut_report_options *options)
{
	struct gamut_grid grid;

	gamut_tables_plain_means(&grid, summary);
	add_grid(comment, &grid, "models");
	if (gamut_tables_settled(summary) == 1) {
		add_single(comment, summary);
		return;
	}
	gamut_tables_headline(&grid, summary, options);
	add_grid(comment, &grid, "conditions");
}

/* Add the note `i` behind `head`; false where there is no room for it. */
static bool add_note(const struct gamut_comment *comment,
                     const struct gamut_summary *summary, size_t i,
                     const struct gamut_report_options *options,
                     const char *head)
{
	struct gamut_str command = GAMUT_STR_EMPTY;
	struct gamut_buf part = { 0 };
	bool fits;

	if (gamut_summary_note_kind(summary, i) == GAMUT_NOTE_INCOMPLETE)
		command = gamut_report_remedy_of(options,
		                                 summary->note_of[i].run);
	gamut_buf_addf(&part, "%s- ", head);
	gamut_inert_line(&part, summary->notes[i], NOTE_WIDTH);
	if (command.len > 0) {
		gamut_buf_add(&part, GAMUT_STR(": "));
		gamut_inert_code(&part, command, 0);
	}
	gamut_buf_add_char(&part, '\n');
	fits = gamut_comment_add(comment, &part);
	gamut_buf_release(&part);
	return fits;
}

/* All notes of one kind; those that there is no room for are counted. */
static size_t add_notes(const struct gamut_comment *comment,
                        const struct gamut_summary *summary,
                        const struct gamut_report_options *options,
                        enum gamut_note_kind kind, const char *head)
{
	size_t left_out = 0;

	for (size_t i = 0; i < summary->note_count; i++)
		if (gamut_summary_note_kind(summary, i) == kind)
			left_out += !add_note(comment, summary, i, options,
			                      head);
	return left_out;
}

/* A block of GitHub's for all notes of a kind. */
static void add_alert(const struct gamut_comment *comment,
                      const struct gamut_summary *summary,
                      const struct gamut_report_options *options,
                      enum gamut_note_kind kind, const char *name)
{
	size_t count = 0;
	size_t left_out;

	for (size_t i = 0; i < summary->note_count; i++)
		count += gamut_summary_note_kind(summary, i) == kind;
	if (count == 0)
		return;
	gamut_buf_addf(comment->out, "> [!%s]\n", name);
	left_out = add_notes(comment, summary, options, kind, "> ");
	if (left_out > 0)
		gamut_buf_addf(comment->out, "> - and %zu more\n", left_out);
	gamut_buf_add_char(comment->out, '\n');
}

static void add_tasks(const struct gamut_comment *comment,
                      const struct gamut_summary_part *part)
{
	const struct gamut_tables_look look = {
		.has_uniqueness = true,
		.has_share = true,
		.bars = GAMUT_TABLES_BARS_MAX,
		.answer_width = TOP_WIDTH,
	};
	struct gamut_grid grid;

	gamut_tables_tasks(&grid, part, 0, part->aggregate_count, &look);
	add_grid(comment, &grid, "tasks");
}

/* What a block that is closed says of itself; HTML, so no Markdown in it. */
static void add_summary(struct gamut_buf *out,
                        const struct gamut_summary_part *part)
{
	struct gamut_arena arena = { 0 };

	gamut_buf_add(out, GAMUT_STR("<details><summary>"));
	gamut_inert_html(out, gamut_tables_title(part, &arena), NAME_WIDTH);
	gamut_buf_add(out, GAMUT_STR(": tasks</summary>\n\n"));
	gamut_arena_clear(&arena);
}

static void add_weakest(const struct gamut_comment *comment,
                        const struct gamut_summary_part *part)
{
	struct gamut_arena arena = { 0 };
	struct gamut_str weakest = gamut_tables_weakest(part, &arena);
	struct gamut_buf text = { 0 };

	if (weakest.len > 0) {
		gamut_inert_line(&text, weakest, NOTE_WIDTH);
		gamut_buf_add(&text, GAMUT_STR(".\n\n"));
		gamut_comment_add(comment, &text);
	}
	gamut_buf_release(&text);
	gamut_arena_clear(&arena);
}

static void add_targets(const struct gamut_comment *comment,
                        const struct gamut_summary_part *part)
{
	struct gamut_buf text = { 0 };
	struct gamut_grid grid;

	if (!gamut_tables_has_targets(part))
		return;
	gamut_tables_targets(&grid, part);
	add_grid(comment, &grid, "tasks");
	gamut_inert_line(&text, gamut_str_of(gamut_tables_targets_legend),
	                 NOTE_WIDTH);
	gamut_buf_add(&text, GAMUT_STR(".\n\n"));
	gamut_comment_add(comment, &text);
	gamut_buf_release(&text);
}

/* What opens; false where there is no room for it. */
static bool add_part(const struct gamut_comment *comment,
                     const struct gamut_summary_part *part)
{
	struct gamut_buf text = { 0 };
	struct gamut_grid grid;
	bool fits;

	add_summary(&text, part);
	fits = gamut_comment_add(comment, &text);
	gamut_buf_release(&text);
	if (!fits)
		return false;
	if (!gamut_tables_is_plain(part)) {
		gamut_tables_fates(&grid, part);
		add_grid(comment, &grid, "settings");
		gamut_tables_bill(&grid, part);
		add_grid(comment, &grid, "settings");
	}
	add_tasks(comment, part);
	add_weakest(comment, part);
	add_targets(comment, part);
	gamut_buf_add(comment->out, GAMUT_STR("</details>\n\n"));
	return true;
}

static void add_parts(const struct gamut_comment *comment,
                      const struct gamut_summary *summary)
{
	struct gamut_summary_part part = { 0 };
	struct gamut_grid grid;
	size_t left_out = 0;

	gamut_tables_plain_fates(&grid, summary);
	add_grid(comment, &grid, "models");
	/* The first that does not fit ends the list, so that it is one. */
	while (gamut_summary_next(summary, &part))
		if (left_out > 0 || !add_part(comment, &part))
			left_out++;
	if (left_out > 0)
		gamut_buf_addf(comment->out,
		               "There is no room here for the tasks of %zu "
		               "more: report on fewer runs to see them.\n\n",
		               left_out);
}

/* One paragraph. */
static void add_legend(struct gamut_buf *out)
{
	for (size_t i = 0; gamut_tables_legend[i]; i++) {
		gamut_inert_cell(out, gamut_str_of(gamut_tables_legend[i]), 0);
		gamut_buf_add(out, gamut_tables_legend[i + 1] ?
		                           GAMUT_STR("; ") :
		                           GAMUT_STR(".\n\n"));
	}
}

void gamut_report_markdown(struct gamut_buf *out,
                           const struct gamut_summary *summary,
                           const struct gamut_report_options *options)
{
	const struct gamut_comment comment = { .out = out, .begin = out->len };
	size_t left_out;

	if (summary->cell_count == 0)
		gamut_buf_add(out, GAMUT_STR("No completions.\n"));
	add_means(&comment, summary, options);
	add_alert(&comment, summary, options, GAMUT_NOTE_INCOMPLETE, "CAUTION");
	add_alert(&comment, summary, options, GAMUT_NOTE_WARNING, "WARNING");
	if (summary->cell_count > 0)
		add_legend(out);
	add_parts(&comment, summary);
	left_out = add_notes(&comment, summary, options, GAMUT_NOTE_PLAIN, "");
	gamut_comment_left_out(&comment, left_out, "notes");
}
