#include <inttypes.h>

#include "runner/report/compare/compare_explain.h"
#include "runner/report/compare/compare_formats.h"
#include "runner/report/compare/compare_words.h"
#include "runner/report/xml.h"

/*
 * A suite with a case for each metric of all cells, and of each cell. What is
 * undecided is an error, the word for a test without a result: tools show it as
 * they show failures, while they count what is skipped with what is well.
 */

/* Answers a line of an explanation. */
#define ANSWERS_MAX 20

static void begin_case(struct gamut_buf *out, struct gamut_str name)
{
	gamut_buf_add(out, GAMUT_STR("<testcase classname=\"gamut.compare\""));
	gamut_xml_attribute(out, "name", name);
	gamut_buf_add(out, GAMUT_STR(" time=\"0\">"));
}

static void add_aggregate(struct gamut_buf *out,
                          const struct gamut_comparison *comparison,
                          enum gamut_compare_metric metric,
                          struct gamut_arena *arena)
{
	const struct gamut_compare_aggregate *of = &comparison->of[metric];
	struct gamut_str message = gamut_words_aggregate(comparison, metric,
	                                                 arena);
	struct gamut_str needed = gamut_words_needed(of, arena);

	begin_case(out, gamut_arena_strf(arena, "all cells/%s",
	                                 gamut_words_metric(metric)));
	switch (of->verdict) {
	case GAMUT_GATE_PASS:
		gamut_buf_add(out, GAMUT_STR("<system-out>"));
		gamut_xml_add(out, message);
		gamut_buf_add(out, GAMUT_STR("</system-out>"));
		break;
	case GAMUT_GATE_REGRESSION:
		gamut_xml_outcome(out, "failure", message, message);
		break;
	case GAMUT_GATE_UNDECIDED:
		message = gamut_arena_strf(arena, "undecided: %.*s; %.*s",
		                           GAMUT_STR_ARG(message),
		                           GAMUT_STR_ARG(needed));
		gamut_xml_outcome(out, "error", message, message);
		break;
	}
	gamut_buf_add(out, GAMUT_STR("</testcase>\n"));
}

static void add_test(struct gamut_buf *out,
                     const struct gamut_comparison *comparison,
                     const struct gamut_compare_cell *cell,
                     enum gamut_compare_metric metric,
                     struct gamut_arena *arena)
{
	const struct gamut_cell_key *key = &cell->candidate->key;
	enum gamut_compare_mark mark = cell->of[metric].mark;
	struct gamut_str task =
		gamut_words_show(key->task, GAMUT_WORDS_NAME_COLUMNS, arena);
	struct gamut_str setting =
		gamut_words_show(gamut_words_setting(key->setting),
	                         GAMUT_WORDS_NAME_COLUMNS, arena);
	struct gamut_explanation why = { 0 };
	struct gamut_str message = { 0 };
	struct gamut_buf text = { 0 };

	begin_case(out,
	           gamut_arena_strf(arena, "%.*s/%.*s/%s", GAMUT_STR_ARG(task),
	                            GAMUT_STR_ARG(setting),
	                            gamut_words_metric(metric)));
	if (mark != GAMUT_MARK_NONE) {
		message = gamut_words_cell(comparison, cell, metric, arena);
		why = gamut_explain(cell, metric, ANSWERS_MAX, arena);
	}
	gamut_buf_add(&text, message);
	for (size_t i = 0; i < why.count; i++) {
		gamut_buf_add_char(&text, '\n');
		gamut_buf_add(&text, gamut_explain_text(&why.lines[i], arena));
	}
	if (mark == GAMUT_MARK_FAIL)
		gamut_xml_outcome(out, "failure", message,
		                  gamut_buf_view(&text));
	if (mark == GAMUT_MARK_LOOK) {
		gamut_buf_add(out, GAMUT_STR("<system-out>to look at: "));
		gamut_xml_add(out, gamut_buf_view(&text));
		gamut_buf_add(out, GAMUT_STR("</system-out>"));
	}
	gamut_buf_add(out, GAMUT_STR("</testcase>\n"));
	gamut_buf_release(&text);
}

static void add_counts(struct gamut_buf *out,
                       const struct gamut_comparison *comparison)
{
	size_t failures = 0;
	size_t errors = 0;

	for (size_t m = 0; m < GAMUT_COMPARE_METRICS; m++) {
		enum gamut_gate verdict = comparison->of[m].verdict;

		failures += verdict == GAMUT_GATE_REGRESSION;
		errors += verdict == GAMUT_GATE_UNDECIDED;
		for (size_t i = 0; i < comparison->cell_count; i++)
			failures += comparison->cells[i].of[m].mark ==
			            GAMUT_MARK_FAIL;
	}
	gamut_buf_addf(out,
	               " name=\"gamut compare\" tests=\"%zu\" failures=\"%zu\" "
	               "errors=\"%zu\" skipped=\"0\" time=\"0\">\n",
	               (1 + comparison->cell_count) * GAMUT_COMPARE_METRICS,
	               failures, errors);
}

static void add_property(struct gamut_buf *out, const char *name,
                         const struct gamut_compare_party *party,
                         struct gamut_arena *arena)
{
	struct gamut_str label =
		gamut_words_show(party->label, GAMUT_WORDS_NAME_COLUMNS, arena);
	struct gamut_str rest =
		gamut_words_show(gamut_words_party(party, arena),
	                         GAMUT_WORDS_LINE_COLUMNS, arena);

	gamut_buf_addf(out, "<property name=\"%s\"", name);
	gamut_xml_attribute(out, "value",
	                    gamut_arena_strf(arena, "%.*s: %.*s",
	                                     GAMUT_STR_ARG(label),
	                                     GAMUT_STR_ARG(rest)));
	gamut_buf_add(out, GAMUT_STR("/>\n"));
}

/* What a reader of the whole suite should know. */
static void add_output(struct gamut_buf *out,
                       const struct gamut_compare_document *document,
                       struct gamut_arena *arena)
{
	const struct gamut_differences *differences = document->differences;
	const struct gamut_flips *flips = document->flips;

	gamut_buf_add(out, GAMUT_STR("<system-out>"));
	gamut_xml_add(out, gamut_words_verdict(document->comparison, arena));
	gamut_buf_add_char(out, '\n');
	gamut_xml_add(out,
	              gamut_words_other_tasks(document->comparison, arena));
	for (size_t i = 0;
	     i < differences->count && i < GAMUT_WORDS_DIFFERENCES; i++) {
		gamut_buf_addf(
			out, "\n%s: ",
			gamut_words_difference_label(&differences->list[i]));
		gamut_xml_add(
			out,
			gamut_words_show(gamut_words_difference(
						 &differences->list[i], arena),
		                         GAMUT_WORDS_LINE_COLUMNS, arena));
	}
	if (flips->is_asked)
		gamut_buf_addf(out,
		               "\nanswers that verifying anew flipped: %zu",
		               flips->count);
	gamut_buf_add(out, GAMUT_STR("</system-out>\n"));
}

void gamut_compare_junit(struct gamut_buf *out,
                         const struct gamut_compare_document *document)
{
	const struct gamut_comparison *comparison = document->comparison;
	struct gamut_arena arena = { 0 };

	gamut_buf_add(out,
	              GAMUT_STR("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
	                        "<testsuites"));
	add_counts(out, comparison);
	gamut_buf_add(out, GAMUT_STR("<testsuite"));
	add_counts(out, comparison);
	gamut_buf_add(out, GAMUT_STR("<properties>\n"));
	add_property(out, "base", &document->base, &arena);
	add_property(out, "candidate", &document->candidate, &arena);
	gamut_buf_add(out, GAMUT_STR("</properties>\n"));
	for (size_t m = 0; m < GAMUT_COMPARE_METRICS; m++)
		add_aggregate(out, comparison, (enum gamut_compare_metric)m,
		              &arena);
	for (size_t i = 0; i < comparison->cell_count; i++) {
		for (size_t m = 0; m < GAMUT_COMPARE_METRICS; m++)
			add_test(out, comparison, &comparison->cells[i],
			         (enum gamut_compare_metric)m, &arena);
		gamut_arena_reset(&arena);
	}
	add_output(out, document, &arena);
	gamut_buf_add(out, GAMUT_STR("</testsuite>\n</testsuites>\n"));
	gamut_arena_clear(&arena);
}
