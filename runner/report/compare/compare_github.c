#include "runner/report/annotations.h"
#include "runner/report/compare/compare_explain.h"
#include "runner/report/compare/compare_formats.h"
#include "runner/report/compare/compare_words.h"

/* Answers a line of an explanation. */
#define ANSWERS_MAX 5

/* What became better needs no attention of anybody. */
static bool is_told(const struct gamut_compare_test *test,
                    enum gamut_compare_mark mark)
{
	return test->mark == mark && test->difference < 0;
}

static size_t tests_told(const struct gamut_comparison *comparison,
                         enum gamut_compare_mark mark)
{
	size_t count = 0;

	for (size_t i = 0; i < comparison->cell_count; i++)
		for (size_t m = 0; m < GAMUT_COMPARE_METRICS; m++)
			count += is_told(&comparison->cells[i].of[m], mark);
	return count;
}

static size_t aggregates_judged(const struct gamut_comparison *comparison,
                                enum gamut_gate verdict)
{
	size_t count = 0;

	for (size_t m = 0; m < GAMUT_COMPARE_METRICS; m++)
		count += comparison->of[m].verdict == verdict;
	return count;
}

static void add_aggregates(struct gamut_annotations *kind,
                           const struct gamut_comparison *comparison,
                           enum gamut_gate verdict)
{
	struct gamut_arena *arena = kind->arena;

	for (size_t m = 0; m < GAMUT_COMPARE_METRICS; m++) {
		enum gamut_compare_metric metric = (enum gamut_compare_metric)m;
		const struct gamut_compare_aggregate *of = &comparison->of[m];
		struct gamut_str text = gamut_words_aggregate(comparison,
		                                              metric, arena);

		if (of->verdict != verdict)
			continue;
		if (verdict == GAMUT_GATE_UNDECIDED) {
			struct gamut_str needed = gamut_words_needed(of, arena);

			text = gamut_arena_strf(arena, "%.*s; %.*s",
			                        GAMUT_STR_ARG(text),
			                        GAMUT_STR_ARG(needed));
		}
		gamut_annotations_add(
			kind,
			gamut_arena_strf(
				arena, "%s over all cells: %s",
				gamut_words_title(metric,
		                                  comparison->options.form),
				gamut_gate_name(verdict)),
			text);
	}
}

/* A metric of a cell, with its explanation on lines of its own. */
static void add_cell(struct gamut_annotations *kind,
                     const struct gamut_comparison *comparison,
                     const struct gamut_compare_cell *cell,
                     enum gamut_compare_metric metric)
{
	struct gamut_arena *arena = kind->arena;
	const struct gamut_cell_key *key = &cell->candidate->key;
	struct gamut_str title = gamut_words_show(
		gamut_words_cell_name(key->task, key->setting, arena),
		GAMUT_WORDS_NAME_COLUMNS, arena);
	struct gamut_explanation why = gamut_explain(cell, metric, ANSWERS_MAX,
	                                             arena);
	struct gamut_buf text = { 0 };

	gamut_buf_add(&text, gamut_words_cell(comparison, cell, metric, arena));
	for (size_t i = 0; i < why.count; i++) {
		gamut_buf_add_char(&text, '\n');
		gamut_buf_add(&text, gamut_explain_text(&why.lines[i], arena));
	}
	gamut_annotations_add(kind, title, gamut_buf_view(&text));
	gamut_buf_release(&text);
}

static void add_cells(struct gamut_annotations *kind,
                      const struct gamut_comparison *comparison,
                      enum gamut_compare_mark mark)
{
	for (size_t i = 0; i < comparison->cell_count; i++)
		for (size_t m = 0; m < GAMUT_COMPARE_METRICS; m++)
			if (is_told(&comparison->cells[i].of[m], mark))
				add_cell(kind, comparison,
				         &comparison->cells[i],
				         (enum gamut_compare_metric)m);
}

/* What `verdict` and `mark` stand for, as annotations of one kind. */
static void add_kind(struct gamut_buf *out,
                     const struct gamut_comparison *comparison,
                     const char *name, enum gamut_gate verdict,
                     enum gamut_compare_mark mark)
{
	struct gamut_arena arena = { 0 };
	struct gamut_annotations kind = {
		.out = out,
		.kind = name,
		.title = "gamut compare",
		.total = aggregates_judged(comparison, verdict) +
		         tests_told(comparison, mark),
		.arena = &arena,
	};

	add_aggregates(&kind, comparison, verdict);
	add_cells(&kind, comparison, mark);
	gamut_arena_clear(&arena);
}

/* Numbers of simulated models must not be taken for those of others. */
static const char *simulated_of(const struct gamut_compare_document *document)
{
	bool base = document->base.is_simulated;
	bool candidate = document->candidate.is_simulated;

	if (base && candidate)
		return "; both are simulated";
	if (base)
		return "; the base is simulated";
	return candidate ? "; the candidate is simulated" : "";
}

void gamut_compare_github(struct gamut_buf *out,
                          const struct gamut_compare_document *document)
{
	const struct gamut_comparison *comparison = document->comparison;
	struct gamut_arena arena = { 0 };
	struct gamut_str base = gamut_words_show(
		document->base.label, GAMUT_WORDS_NAME_COLUMNS, &arena);
	struct gamut_str candidate = gamut_words_show(
		document->candidate.label, GAMUT_WORDS_NAME_COLUMNS, &arena);
	struct gamut_str verdict = gamut_words_verdict(comparison, &arena);

	add_kind(out, comparison, "error", GAMUT_GATE_REGRESSION,
	         GAMUT_MARK_FAIL);
	add_kind(out, comparison, "warning", GAMUT_GATE_UNDECIDED,
	         GAMUT_MARK_LOOK);
	gamut_annotations_command(
		out, "notice",
		gamut_arena_strf(&arena, "gamut compare: %.*s against %.*s",
	                         GAMUT_STR_ARG(candidate), GAMUT_STR_ARG(base)),
		gamut_arena_strf(&arena, "%.*s%s", GAMUT_STR_ARG(verdict),
	                         simulated_of(document)));
	gamut_arena_clear(&arena);
}
