#include <inttypes.h>
#include <math.h>

#include "runner/report/compare/compare_words.h"
#include "runner/report/compare/diff_formats.h"

#define ARROW "\u2192"

struct gamut_str gamut_diff_head(const struct gamut_diff *diff,
                                 struct gamut_arena *arena)
{
	struct gamut_str marked = gamut_words_count(diff->marked, "answer",
	                                            arena);
	struct gamut_str cells = gamut_words_count(diff->cell_count, "cell",
	                                           arena);

	return gamut_arena_strf(
		arena,
		"%.*s beyond noise, in %zu of %.*s; of valid answers %zu "
		"appeared, %zu vanished, %zu are in both",
		GAMUT_STR_ARG(marked), diff->marked_cells, GAMUT_STR_ARG(cells),
		diff->appeared, diff->vanished, diff->shared);
}

/* Sums over cells that have the metric on both sides. */
struct sum {
	double base;
	double candidate;
	size_t cells;
};

static struct sum sum_of(const struct gamut_diff *diff,
                         enum gamut_metric metric)
{
	struct sum sum = { 0 };

	for (size_t i = 0; i < diff->cell_count; i++) {
		double base = diff->cells[i].base->metrics.of[metric];
		double candidate = diff->cells[i].candidate->metrics.of[metric];

		if (isnan(base) || isnan(candidate))
			continue;
		sum.base += base;
		sum.candidate += candidate;
		sum.cells++;
	}
	return sum;
}

static bool has_other_n(const struct gamut_diff *diff)
{
	for (size_t i = 0; i < diff->cell_count; i++)
		if (diff->cells[i].base->cell->tally.n !=
		    diff->cells[i].candidate->cell->tally.n)
			return true;
	return false;
}

struct gamut_str gamut_diff_means(const struct gamut_diff *diff,
                                  struct gamut_arena *arena)
{
	static const struct {
		const char *name;
		enum gamut_metric metric;
		double factor;
	} metrics[] = {
		{ "validity %", GAMUT_METRIC_VALIDITY, 100 },
		{ "yield", GAMUT_METRIC_YIELD, 1 },
		{ "canonical", GAMUT_METRIC_CANONICAL_YIELD, 1 },
	};
	struct gamut_str text = gamut_arena_strf(arena, "means:");

	for (size_t i = 0; i < GAMUT_ARRAY_LEN(metrics); i++) {
		struct sum sum = sum_of(diff, metrics[i].metric);
		double factor = metrics[i].factor / (double)sum.cells;

		if (sum.cells == 0)
			continue;
		text = gamut_arena_strf(arena, "%.*s%s %s %.1f " ARROW " %.1f",
		                        GAMUT_STR_ARG(text), i > 0 ? "," : "",
		                        metrics[i].name, factor * sum.base,
		                        factor * sum.candidate);
	}
	return has_other_n(diff) ?
	               gamut_arena_strf(arena,
	                                "%.*s (n differs: yields cannot be "
	                                "compared)",
	                                GAMUT_STR_ARG(text)) :
	               text;
}

struct gamut_str gamut_diff_cell_line(const struct gamut_diff_cell *cell,
                                      struct gamut_arena *arena)
{
	const struct gamut_tally *base = &cell->base->cell->tally;
	const struct gamut_tally *candidate = &cell->candidate->cell->tally;
	struct gamut_str setting = gamut_words_setting(cell->base->key.setting);
	struct gamut_str n = GAMUT_STR_EMPTY;

	if (base->n != candidate->n)
		n = gamut_arena_strf(arena,
		                     "n %" PRIu64 " " ARROW " %" PRIu64 ", ",
		                     base->n, candidate->n);
	return gamut_arena_strf(arena,
	                        "%.*s: %.*svalidity %.1f " ARROW
	                        " %.1f %%, yield %" PRIu64 " " ARROW " %" PRIu64
	                        "; %zu appeared, %zu vanished, %zu shared",
	                        GAMUT_STR_ARG(setting), GAMUT_STR_ARG(n),
	                        100 * (double)base->valid / (double)base->n,
	                        100 * (double)candidate->valid /
	                                (double)candidate->n,
	                        base->yield, candidate->yield, cell->appeared,
	                        cell->vanished, cell->shared);
}

struct gamut_str gamut_diff_rule(const struct gamut_diff *diff,
                                 struct gamut_arena *arena)
{
	return gamut_arena_strf(
		arena,
		"* beyond noise: Fisher's exact test of the answer's share of "
		"the cell's completions, corrected by Benjamini and Hochberg "
		"at %g for the %zu answers that came often enough to tell",
		diff->level, diff->tested);
}

struct gamut_str gamut_diff_unpaired(const struct gamut_diff *diff,
                                     struct gamut_arena *arena)
{
	if (diff->only_base + diff->only_candidate == 0)
		return GAMUT_STR_EMPTY;
	return gamut_arena_strf(arena,
	                        "left out: cells with completions in the base "
	                        "alone (%zu) or the candidate alone (%zu)",
	                        diff->only_base, diff->only_candidate);
}

const char *gamut_diff_reason(const struct gamut_diff_answer *answer)
{
	if (answer->is_valid)
		return "";
	return answer->reason == GAMUT_REASON_VALID ?
	               "cut or refused" :
	               gamut_reason_name(answer->reason);
}

bool gamut_diff_tells_cell(const struct gamut_diff_document *document,
                           const struct gamut_diff_cell *cell)
{
	return document->is_all || cell->marked > 0;
}

bool gamut_diff_tells(const struct gamut_diff_document *document,
                      const struct gamut_diff_answer *answer)
{
	if (document->is_all)
		return true;
	return answer->change != GAMUT_DIFF_SAME &&
	       (answer->is_valid || answer->shift > 0);
}
