#include <inttypes.h>
#include <math.h>

#include "runner/report/compare/compare_words.h"

/* Which way it went. */
static const char *verb_of(double difference)
{
	if (difference == 0)
		return "stayed";
	return difference < 0 ? "fell" : "rose";
}

static const char *unit_of(enum gamut_compare_metric metric)
{
	return metric == GAMUT_COMPARE_VALIDITY ? " points" : "";
}

struct gamut_str gamut_words_aggregate(
	const struct gamut_comparison *comparison,
	enum gamut_compare_metric metric, struct gamut_arena *arena)
{
	const struct gamut_compare_aggregate *aggregate =
		&comparison->of[metric];
	const struct gamut_compare_mean *mean = &aggregate->mean;
	const enum gamut_words_scale scale = GAMUT_WORDS_MEAN;
	const char *title = gamut_words_title(metric, comparison->options.form);
	struct gamut_str by = gamut_words_value(metric, scale,
	                                        fabs(mean->difference), arena);
	struct gamut_str interval = gamut_words_interval(metric, scale,
	                                                 mean->ci95, arena);
	struct gamut_str worst = gamut_words_signed(metric, scale, mean->worst,
	                                            arena);
	struct gamut_str margin = gamut_words_value(metric, scale,
	                                            aggregate->margin, arena);

	if (isnan(mean->difference))
		return gamut_arena_strf(arena, "%s cannot be compared", title);
	return gamut_arena_strf(
		arena,
		"%s %s%s%.*s%s (95 %% interval %.*s, at worst %.*s, margin "
		"%.*s)",
		title, verb_of(mean->difference),
		mean->difference == 0 ? " the same, " : " by ",
		GAMUT_STR_ARG(by), unit_of(metric), GAMUT_STR_ARG(interval),
		GAMUT_STR_ARG(worst), GAMUT_STR_ARG(margin));
}

struct gamut_str gamut_words_needed(
	const struct gamut_compare_aggregate *aggregate,
	struct gamut_arena *arena)
{
	if (aggregate->n_needed > 0)
		return gamut_arena_strf(arena,
		                        "about n = %" PRIu64
		                        " samples a cell would decide",
		                        aggregate->n_needed);
	return GAMUT_STR("more samples a cell would hardly decide it: widen "
	                 "the margin, or compare more tasks");
}

/* Add a part of the sentence, behind what stands before it. */
static void join(struct gamut_buf *out, const char *separator,
                 struct gamut_str part)
{
	if (out->len > 0)
		gamut_buf_add(out, gamut_str_of(separator));
	gamut_buf_add(out, part);
}

/* Those metrics whose verdict is `verdict`. */
static void join_aggregates(struct gamut_buf *out,
                            const struct gamut_comparison *comparison,
                            enum gamut_gate verdict, struct gamut_arena *arena)
{
	for (size_t m = 0; m < GAMUT_COMPARE_METRICS; m++) {
		const struct gamut_compare_aggregate *aggregate =
			&comparison->of[m];

		if (aggregate->verdict != verdict)
			continue;
		join(out, "; ",
		     gamut_words_aggregate(
			     comparison, (enum gamut_compare_metric)m, arena));
		if (verdict == GAMUT_GATE_UNDECIDED)
			join(out, "; ", gamut_words_needed(aggregate, arena));
	}
}

static void join_failing(struct gamut_buf *out,
                         const struct gamut_comparison *comparison,
                         struct gamut_arena *arena)
{
	size_t failing = gamut_words_marked(comparison, GAMUT_MARK_FAIL);
	struct gamut_str count = gamut_words_count(failing, "cell", arena);

	if (failing == 0)
		return;
	join(out, ", and ",
	     gamut_arena_strf(arena, "%.*s of %zu fail%s", GAMUT_STR_ARG(count),
	                      comparison->cell_count, failing == 1 ? "s" : ""));
}

struct gamut_str gamut_words_verdict(const struct gamut_comparison *comparison,
                                     struct gamut_arena *arena)
{
	struct gamut_buf said = { 0 };
	struct gamut_str sentence;

	join_aggregates(&said, comparison, comparison->verdict, arena);
	join_failing(&said, comparison, arena);
	sentence = gamut_arena_strf(arena, "%s: %.*s",
	                            gamut_gate_name(comparison->verdict),
	                            GAMUT_STR_ARG(gamut_buf_view(&said)));
	gamut_buf_release(&said);
	return sentence;
}

struct gamut_str gamut_words_other_tasks(
	const struct gamut_comparison *comparison, struct gamut_arena *arena)
{
	struct gamut_buf said = { 0 };
	struct gamut_str sentence;
	size_t tasks = comparison->of[0].over_tasks.tasks;
	struct gamut_str count = gamut_words_count(tasks, "task", arena);

	for (size_t m = 0; m < GAMUT_COMPARE_METRICS; m++) {
		enum gamut_compare_metric metric = (enum gamut_compare_metric)m;
		const struct gamut_compare_tasks *over =
			&comparison->of[m].over_tasks;
		struct gamut_str difference = gamut_words_signed(
			metric, GAMUT_WORDS_MEAN, over->difference, arena);
		struct gamut_str interval = gamut_words_interval(
			metric, GAMUT_WORDS_MEAN, over->ci95, arena);
		struct gamut_str p = gamut_words_p(over->p, arena);

		join(&said, "; ",
		     gamut_arena_strf(
			     arena, "%s %.*s%s (95 %% interval %.*s, p %.*s)",
			     gamut_words_title(metric,
		                               comparison->options.form),
			     GAMUT_STR_ARG(difference), unit_of(metric),
			     GAMUT_STR_ARG(interval), GAMUT_STR_ARG(p)));
	}
	sentence = gamut_arena_strf(
		arena, "on other tasks of this kind, by %.*s as a sample: %.*s",
		GAMUT_STR_ARG(count), GAMUT_STR_ARG(gamut_buf_view(&said)));
	gamut_buf_release(&said);
	return sentence;
}

/* What stands behind the numbers of a test, in parentheses. */
static struct gamut_str details(const struct gamut_compare_cell *cell,
                                enum gamut_compare_metric metric,
                                struct gamut_arena *arena)
{
	const struct gamut_compare_test *test = &cell->of[metric];
	bool is_fail = test->mark == GAMUT_MARK_FAIL;
	struct gamut_str interval = gamut_words_interval(
		metric, GAMUT_WORDS_CELL, test->ci95, arena);
	struct gamut_str p = gamut_words_p(
		is_fail ? test->holm : test->benjamini_hochberg, arena);

	if (isnan(test->ci95.low) || isnan(test->ci95.high))
		interval = GAMUT_STR_EMPTY;
	return gamut_arena_strf(
		arena, "%s%.*s%sp %.*s after %s, n = %" PRIu64,
		interval.len > 0 ? "95 % interval of the difference " : "",
		GAMUT_STR_ARG(interval), interval.len > 0 ? ", " : "",
		GAMUT_STR_ARG(p), is_fail ? "Holm" : "Benjamini-Hochberg",
		gamut_words_n(cell));
}

struct gamut_str gamut_words_cell(const struct gamut_comparison *comparison,
                                  const struct gamut_compare_cell *cell,
                                  enum gamut_compare_metric metric,
                                  struct gamut_arena *arena)
{
	const enum gamut_words_scale scale = GAMUT_WORDS_CELL;
	const struct gamut_compare_test *test = &cell->of[metric];
	const char *unit = metric == GAMUT_COMPARE_VALIDITY ? " %" : "";
	struct gamut_str base = gamut_words_value(metric, scale, test->base,
	                                          arena);
	struct gamut_str candidate = gamut_words_value(metric, scale,
	                                               test->candidate, arena);
	struct gamut_str more = details(cell, metric, arena);

	return gamut_arena_strf(
		arena, "%s %s from %.*s%s to %.*s%s (%.*s)",
		gamut_words_title(metric, comparison->options.form),
		verb_of(test->difference), GAMUT_STR_ARG(base), unit,
		GAMUT_STR_ARG(candidate), unit, GAMUT_STR_ARG(more));
}

struct gamut_str gamut_words_flip(const struct gamut_flip *flip,
                                  struct gamut_arena *arena)
{
	struct gamut_str count = gamut_words_count(flip->count, "completion",
	                                           arena);

	if (flip->is_valid)
		return gamut_arena_strf(arena,
		                        "is valid now, and was not (%.*s)",
		                        GAMUT_STR_ARG(count));
	return gamut_arena_strf(arena, "was valid, and is not now: %s (%.*s)",
	                        gamut_reason_text(flip->reason),
	                        GAMUT_STR_ARG(count));
}

struct gamut_str gamut_words_flips(const struct gamut_flips *flips,
                                   struct gamut_arena *arena)
{
	const char *silent = NULL;

	if (flips->base_is_silent)
		silent = flips->candidate_is_silent ? "both runs" : "the base";
	else if (flips->candidate_is_silent)
		silent = "the candidate";
	if (silent)
		return gamut_arena_strf(
			arena,
			"what was valid then in %s is not told, or not of all "
			"samples: 'gamut score RUN --samples' would have kept it",
			silent);
	return flips->count == 0 ? GAMUT_STR("no answer flipped") :
	                           GAMUT_STR_EMPTY;
}
