#include "runner/report/inert.h"
#include "runner/report/report.h"
#include "runner/report/tables.h"
#include "runner/report/wrap.h"

/* A table on its way. */
struct report {
	struct gamut_buf *out;
	const struct gamut_summary *summary;
	const struct gamut_report_options *options;
	size_t columns;
};

/* What is missing, and the command that gets it, in one line to copy. */
static void add_incomplete(const struct report *report, size_t note)
{
	struct gamut_str command = gamut_report_remedy_of(
		report->options, report->summary->note_of[note].run);

	gamut_wrap(report->out, "! ", report->summary->notes[note],
	           report->columns);
	if (command.len == 0)
		return;
	gamut_buf_add(report->out, GAMUT_STR("    "));
	gamut_inert_show(report->out, command, 0);
	gamut_buf_add_char(report->out, '\n');
}

/* First of all what speaks against the numbers. */
static void add_alarms(const struct report *report)
{
	const struct gamut_summary *summary = report->summary;
	size_t begin = report->out->len;

	for (size_t i = 0; i < summary->note_count; i++)
		if (gamut_summary_note_kind(summary, i) ==
		    GAMUT_NOTE_INCOMPLETE)
			add_incomplete(report, i);
	for (size_t i = 0; i < summary->note_count; i++)
		if (gamut_summary_note_kind(summary, i) == GAMUT_NOTE_WARNING)
			gamut_wrap(report->out, "! ", summary->notes[i],
			           report->columns);
	if (report->out->len > begin)
		gamut_buf_add_char(report->out, '\n');
}

static void add_title(const struct report *report,
                      const struct gamut_summary_part *part)
{
	bool is_bold = report->options->has_colour;
	struct gamut_arena arena = { 0 };

	if (is_bold)
		gamut_buf_add(report->out, GAMUT_STR("\x1b[1m"));
	gamut_wrap(report->out, "", gamut_tables_title(part, &arena),
	           report->columns);
	if (is_bold)
		gamut_buf_add(report->out, GAMUT_STR("\x1b[0m"));
	gamut_arena_clear(&arena);
}

static void draw(const struct report *report, struct gamut_grid *grid)
{
	if (gamut_grid_rows(grid) > 1) {
		gamut_grid_draw(report->out, grid, report->columns,
		                report->options->has_colour);
		gamut_buf_add_char(report->out, '\n');
	}
	gamut_grid_release(grid);
}

static void draw_means(const struct report *report, struct gamut_grid *grid)
{
	gamut_tables_narrow_means(grid, report->columns);
	draw(report, grid);
}

/* As many tables as the settings need, side by side as far as they fit. */
static void add_tasks(const struct report *report,
                      const struct gamut_summary_part *part)
{
	struct gamut_arena arena = { 0 };
	struct gamut_str weakest = gamut_tables_weakest(part, &arena);
	size_t first = 0;

	while (first < part->aggregate_count) {
		struct gamut_tables_look look;
		size_t count = gamut_tables_fit(&look, part,
		                                part->aggregate_count - first,
		                                report->columns);
		struct gamut_grid grid;

		gamut_tables_tasks(&grid, part, first, count, &look);
		draw(report, &grid);
		first += count;
	}
	if (weakest.len > 0) {
		gamut_wrap(report->out, "", weakest, report->columns);
		gamut_buf_add_char(report->out, '\n');
	}
	gamut_arena_clear(&arena);
}

static void add_targets(const struct report *report,
                        const struct gamut_summary_part *part)
{
	struct gamut_grid grid;

	if (!gamut_tables_has_targets(part))
		return;
	gamut_tables_targets(&grid, part);
	draw(report, &grid);
	gamut_wrap(report->out, "", gamut_str_of(gamut_tables_targets_legend),
	           report->columns);
	gamut_buf_add_char(report->out, '\n');
}

/* One model and run; its means, unless they stand beside those of others. */
static void add_part(const struct report *report,
                     const struct gamut_summary_part *part, bool has_means)
{
	struct gamut_grid grid;

	add_title(report, part);
	if (gamut_tables_is_plain(part)) {
		add_tasks(report, part);
		add_targets(report, part);
		return;
	}
	if (has_means) {
		gamut_tables_means(&grid, part);
		draw_means(report, &grid);
	}
	gamut_tables_fates(&grid, part);
	draw(report, &grid);
	gamut_tables_bill(&grid, part);
	draw(report, &grid);
	add_tasks(report, part);
	add_targets(report, part);
}

static void add_parts(const struct report *report)
{
	bool is_single = gamut_tables_settled(report->summary) <= 1;
	struct gamut_summary_part part = { 0 };
	struct gamut_grid grid;

	gamut_tables_plain_means(&grid, report->summary);
	draw_means(report, &grid);
	gamut_tables_plain_fates(&grid, report->summary);
	draw(report, &grid);
	if (!is_single) {
		gamut_tables_headline(&grid, report->summary, report->options);
		draw_means(report, &grid);
	}
	/* Of a plain part with one task, the means say all but its target. */
	while (gamut_summary_next(report->summary, &part))
		if (!gamut_tables_is_plain(&part) || part.cell_count > 1 ||
		    gamut_tables_has_targets(&part))
			add_part(report, &part, is_single);
	for (size_t i = 0; gamut_tables_legend[i]; i++)
		gamut_wrap(report->out, "",
		           gamut_str_of(gamut_tables_legend[i]),
		           report->columns);
}

static void add_notes(const struct report *report)
{
	const struct gamut_summary *summary = report->summary;
	bool is_first = true;

	for (size_t i = 0; i < summary->note_count; i++) {
		if (gamut_summary_note_kind(summary, i) != GAMUT_NOTE_PLAIN)
			continue;
		if (is_first)
			gamut_buf_add_char(report->out, '\n');
		is_first = false;
		gamut_wrap(report->out, "- ", summary->notes[i],
		           report->columns);
	}
}

void gamut_report_table(struct gamut_buf *out,
                        const struct gamut_summary *summary,
                        const struct gamut_report_options *options)
{
	const struct report report = {
		.out = out,
		.summary = summary,
		.options = options,
		.columns = options->columns ? options->columns :
		                              GAMUT_COLUMNS_DEFAULT,
	};
	size_t begin = out->len;

	add_alarms(&report);
	if (summary->cell_count == 0)
		gamut_buf_add(out, GAMUT_STR("no completions\n"));
	else
		add_parts(&report);
	add_notes(&report);
	if (options->is_ascii)
		gamut_inert_ascii(out, begin);
}
