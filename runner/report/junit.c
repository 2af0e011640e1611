#include <inttypes.h>
#include <math.h>

#include "runner/measure/warning.h"
#include "runner/report/inert.h"
#include "runner/report/report.h"
#include "runner/report/tables.h"
#include "runner/report/xml.h"

/* Of a note, a warning and the like. */
#define TEXT_WIDTH ((size_t)1000)

/* What the cells of a suite, or of all, come to. */
struct counts {
	size_t tests;
	size_t errors;
	size_t skipped;
};

static struct gamut_str show_name(struct gamut_str name,
                                  struct gamut_arena *arena)
{
	return gamut_inert_shown(name, GAMUT_INERT_NAME_COLUMNS, arena);
}

static uint64_t completions_of(const struct gamut_cell_summary *cell)
{
	uint64_t count = 0;

	for (size_t i = 0; i < GAMUT_FATE_COUNT; i++)
		count += cell->fates[i];
	return count - gamut_cell_summary_absent(cell);
}

/* Nothing came, and nothing failed. */
static bool is_not_asked(const struct gamut_cell_summary *cell)
{
	return completions_of(cell) == 0 &&
	       cell->fates[GAMUT_FATE_FAILED] == 0 &&
	       cell->fates[GAMUT_FATE_MISSING] > 0;
}

static bool is_lacking(const struct gamut_cell_summary *cell)
{
	return !is_not_asked(cell) && gamut_cell_summary_absent(cell) > 0;
}

/* Add those of the cells of `part` under `setting`. */
static void add_counts(struct counts *counts,
                       const struct gamut_summary_part *part,
                       struct gamut_str setting)
{
	for (size_t i = 0; i < part->cell_count; i++) {
		const struct gamut_cell_summary *cell = &part->cells[i];

		if (!gamut_str_eq(cell->key.setting, setting))
			continue;
		counts->tests++;
		counts->errors += is_lacking(cell);
		counts->skipped += is_not_asked(cell);
	}
}

static void open_element(struct gamut_buf *out, const char *element,
                         struct gamut_str name, const struct counts *counts)
{
	gamut_buf_addf(out, "<%s", element);
	gamut_xml_attribute(out, "name", name);
	gamut_buf_addf(out,
	               " tests=\"%zu\" failures=\"0\" errors=\"%zu\" "
	               "skipped=\"%zu\" time=\"0\">\n",
	               counts->tests, counts->errors, counts->skipped);
}

static void add_number(struct gamut_buf *text,
                       const struct gamut_cell_summary *cell,
                       enum gamut_metric metric, double factor,
                       const char *unit)
{
	double value = cell->metrics.of[metric];

	gamut_buf_addf(text, "%s: ", gamut_metric_name(metric));
	if (isnan(value))
		gamut_buf_add(text, GAMUT_STR("undefined\n"));
	else
		gamut_buf_addf(text, "%.*f%s\n", factor > 1 ? 1 : 0,
		               factor * value, unit);
}

/* The warnings of the suite (`task` empty), or of one of its cells. */
static void add_warnings(struct gamut_buf *text,
                         const struct gamut_summary_part *part,
                         struct gamut_str setting, struct gamut_str task)
{
	for (size_t i = 0; i < part->warning_count; i++) {
		const struct gamut_warning *warning = &part->warnings[i];
		bool is_of_run = warning->key.task.len == 0;

		if (!gamut_str_eq(warning->key.task, task) ||
		    (!is_of_run &&
		     !gamut_str_eq(warning->key.setting, setting)))
			continue;
		gamut_buf_addf(text, "warning: %s: ",
		               gamut_warning_code_name(warning->code));
		gamut_inert_show(text, warning->text, TEXT_WIDTH);
		gamut_buf_add_char(text, '\n');
	}
}

static void add_output(struct gamut_buf *out, const struct gamut_buf *text)
{
	gamut_buf_add(out, GAMUT_STR("<system-out>"));
	gamut_xml_add(out, gamut_buf_view(text));
	gamut_buf_add(out, GAMUT_STR("</system-out>"));
}

static void add_outcome(struct gamut_buf *out,
                        const struct gamut_cell_summary *cell,
                        struct gamut_arena *arena)
{
	uint64_t wanted = completions_of(cell) +
	                  gamut_cell_summary_absent(cell);
	uint64_t missing = cell->fates[GAMUT_FATE_MISSING];
	struct gamut_str message = gamut_arena_strf(
		arena,
		"incomplete: of %" PRIu64 " sample%s %" PRIu64
		" failed and %" PRIu64 " %s missing",
		wanted, GAMUT_S(wanted), cell->fates[GAMUT_FATE_FAILED],
		missing, missing == 1 ? "is" : "are");

	if (is_not_asked(cell))
		gamut_buf_add(out,
		              GAMUT_STR("<skipped message=\"not asked\"/>"));
	else if (is_lacking(cell))
		gamut_xml_outcome(out, "error", message, message);
}

static void add_case(struct gamut_buf *out,
                     const struct gamut_summary_part *part,
                     const struct gamut_cell_summary *cell,
                     struct gamut_str suite, struct gamut_arena *arena)
{
	struct gamut_buf text = { 0 };

	gamut_buf_add(out, GAMUT_STR("<testcase"));
	gamut_xml_attribute(out, "classname", suite);
	gamut_xml_attribute(out, "name", show_name(cell->key.task, arena));
	gamut_buf_add(out, GAMUT_STR(" time=\"0\">"));
	add_outcome(out, cell, arena);
	gamut_buf_add_char(&text, '\n');
	add_number(&text, cell, GAMUT_METRIC_N, 1, "");
	add_number(&text, cell, GAMUT_METRIC_VALIDITY, 100, " %");
	add_number(&text, cell, GAMUT_METRIC_YIELD, 1, "");
	add_number(&text, cell, GAMUT_METRIC_CANONICAL_YIELD, 1, "");
	add_number(&text, cell, GAMUT_METRIC_RELATIVE_YIELD, 100, " %");
	add_warnings(&text, part, cell->key.setting, cell->key.task);
	add_output(out, &text);
	gamut_buf_add(out, GAMUT_STR("</testcase>\n"));
	gamut_buf_release(&text);
}

/* What a reader of the whole suite should know. */
static void add_remarks(struct gamut_buf *out,
                        const struct gamut_summary_part *part,
                        struct gamut_str setting,
                        const struct gamut_report_options *options)
{
	struct gamut_str command =
		gamut_report_remedy_of(options, part->cells[0].key.run);
	struct gamut_buf text = { 0 };

	if (part->cells[0].is_simulated)
		gamut_buf_add(&text, GAMUT_STR("simulated: a sampler with a "
		                               "known distribution and no "
		                               "language model\n"));
	add_warnings(&text, part, setting, GAMUT_STR_EMPTY);
	if (command.len > 0) {
		gamut_buf_add(&text, GAMUT_STR("incomplete: "));
		gamut_inert_show(&text, command, 0);
		gamut_buf_add_char(&text, '\n');
	}
	if (text.len > 0) {
		add_output(out, &text);
		gamut_buf_add_char(out, '\n');
	}
	gamut_buf_release(&text);
}

static void add_suite(struct gamut_buf *out,
                      const struct gamut_summary_part *part,
                      const struct gamut_aggregate *of,
                      const struct gamut_report_options *options)
{
	struct gamut_str setting = of->key.setting;
	struct gamut_arena arena = { 0 };
	struct counts counts = { 0 };
	struct gamut_str suite = gamut_arena_strf(
		&arena, "%.*s, %.*s",
		GAMUT_STR_ARG(
			show_name(gamut_tables_title(part, &arena), &arena)),
		GAMUT_STR_ARG(show_name(gamut_tables_setting(of), &arena)));

	add_counts(&counts, part, setting);
	open_element(out, "testsuite", suite, &counts);
	for (size_t i = 0; i < part->cell_count; i++)
		if (gamut_str_eq(part->cells[i].key.setting, setting))
			add_case(out, part, &part->cells[i], suite, &arena);
	add_remarks(out, part, setting, options);
	gamut_buf_add(out, GAMUT_STR("</testsuite>\n"));
	gamut_arena_clear(&arena);
}

void gamut_report_junit(struct gamut_buf *out,
                        const struct gamut_summary *summary,
                        const struct gamut_report_options *options)
{
	struct gamut_summary_part part = { 0 };
	struct counts counts = { 0 };

	while (gamut_summary_next(summary, &part))
		for (size_t i = 0; i < part.aggregate_count; i++)
			add_counts(&counts, &part,
			           part.aggregates[i].key.setting);
	gamut_buf_add(
		out, GAMUT_STR("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"));
	open_element(out, "testsuites", GAMUT_STR("gamut report"), &counts);
	part = (struct gamut_summary_part){ 0 };
	while (gamut_summary_next(summary, &part))
		for (size_t i = 0; i < part.aggregate_count; i++)
			add_suite(out, &part, &part.aggregates[i], options);
	gamut_buf_add(out, GAMUT_STR("</testsuites>\n"));
}
