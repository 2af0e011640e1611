#include <math.h>

#include "runner/measure/spreads.h"
#include "runner/measure/warning.h"
#include "runner/report/annotations.h"
#include "runner/report/inert.h"
#include "runner/report/report.h"
#include "runner/report/tables.h"

/* Of a note or a title; the runner cuts what is much longer. */
#define TEXT_WIDTH ((size_t)1000)

/* Each note of one kind, with the command that helps where there is one. */
static void add_notes(struct gamut_buf *out,
                      const struct gamut_summary *summary,
                      const struct gamut_report_options *options,
                      enum gamut_note_kind about, const char *kind,
                      const char *title)
{
	struct gamut_arena arena = { 0 };
	struct gamut_annotations all = {
		.out = out,
		.kind = kind,
		.title = "gamut report",
		.arena = &arena,
	};

	for (size_t i = 0; i < summary->note_count; i++)
		all.total += gamut_summary_note_kind(summary, i) == about;
	for (size_t i = 0; i < summary->note_count; i++) {
		struct gamut_str text;
		struct gamut_str command;

		if (gamut_summary_note_kind(summary, i) != about)
			continue;
		text = gamut_inert_shown(summary->notes[i], TEXT_WIDTH, &arena);
		command = gamut_inert_shown(
			gamut_report_remedy_of(options,
		                               summary->note_of[i].run),
			TEXT_WIDTH, &arena);
		gamut_annotations_add(
			&all, gamut_str_of(title),
			gamut_arena_strf(
				&arena, "%.*s%s%.*s", GAMUT_STR_ARG(text),
				command.len > 0 &&
						about == GAMUT_NOTE_INCOMPLETE ?
					"\n" :
					"",
				about == GAMUT_NOTE_INCOMPLETE ?
					(int)command.len :
					0,
				command.len > 0 ? command.ptr : ""));
	}
	gamut_arena_clear(&arena);
}

static void add_mean(struct gamut_buf *text, const struct gamut_spreads *of,
                     enum gamut_metric metric, const char *name, double factor)
{
	const struct gamut_spreads_of *mean =
		&of->of[gamut_spreads_index(metric)];

	if (mean->tasks == 0)
		gamut_buf_addf(text, ", %s undefined", name);
	else
		gamut_buf_addf(text, ", %s %.1f (%.1f to %.1f)", name,
		               factor * mean->mean,
		               factor * mean->fixed_suite.ci95.low,
		               factor * mean->fixed_suite.ci95.high);
}

/* The means of each setting, one a line. */
static void add_part(struct gamut_annotations *all,
                     const struct gamut_summary_part *part)
{
	struct gamut_buf text = { 0 };

	for (size_t i = 0; i < part->aggregate_count; i++) {
		const struct gamut_aggregate *of = &part->aggregates[i];
		struct gamut_spreads spreads =
			gamut_spreads_of(part, &of->key.setting);

		if (i > 0)
			gamut_buf_add_char(&text, '\n');
		gamut_inert_show(&text, gamut_tables_setting(of),
		                 GAMUT_INERT_NAME_COLUMNS);
		gamut_buf_addf(&text, ": %zu task%s", spreads.tasks,
		               GAMUT_S(spreads.tasks));
		add_mean(&text, &spreads, GAMUT_METRIC_VALIDITY, "validity %",
		         100);
		add_mean(&text, &spreads, GAMUT_METRIC_YIELD, "yield", 1);
	}
	gamut_annotations_add(
		all,
		gamut_inert_shown(gamut_tables_title(part, all->arena),
	                          GAMUT_INERT_NAME_COLUMNS, all->arena),
		gamut_buf_view(&text));
	gamut_buf_release(&text);
}

void gamut_report_github(struct gamut_buf *out,
                         const struct gamut_summary *summary,
                         const struct gamut_report_options *options)
{
	struct gamut_summary_part part = { 0 };
	struct gamut_arena arena = { 0 };
	struct gamut_annotations all = {
		.out = out,
		.kind = "notice",
		.title = "gamut report",
		.arena = &arena,
	};

	add_notes(out, summary, options, GAMUT_NOTE_INCOMPLETE, "error",
	          "incomplete run");
	add_notes(out, summary, options, GAMUT_NOTE_WARNING, "warning",
	          "gamut report");
	while (gamut_summary_next(summary, &part))
		all.total++;
	part = (struct gamut_summary_part){ 0 };
	while (gamut_summary_next(summary, &part))
		add_part(&all, &part);
	gamut_arena_clear(&arena);
}
