#include "runner/report/compare/compare_words.h"

#include <inttypes.h>
#include <math.h>

#include "runner/report/inert.h"

struct gamut_str gamut_words_show(struct gamut_str raw, size_t columns,
                                  struct gamut_arena *arena)
{
	return gamut_inert_shown(raw, columns, arena);
}

const char *gamut_words_metric(enum gamut_compare_metric metric)
{
	return metric == GAMUT_COMPARE_VALIDITY ? "validity" : "yield";
}

const char *gamut_words_form(enum gamut_form form)
{
	return form == GAMUT_FORM_CANONICAL ? "canonical" : "raw";
}

const char *gamut_words_title(enum gamut_compare_metric metric,
                              enum gamut_form form)
{
	if (metric == GAMUT_COMPARE_VALIDITY)
		return "validity";
	return form == GAMUT_FORM_CANONICAL ? "canonical yield" : "raw yield";
}

const char *gamut_words_mark(enum gamut_compare_mark mark)
{
	static const char *const marks[] = {
		[GAMUT_MARK_NONE] = "none",
		[GAMUT_MARK_LOOK] = "look",
		[GAMUT_MARK_FAIL] = "fail",
	};

	return marks[mark];
}

static int digits_of(enum gamut_compare_metric metric,
                     enum gamut_words_scale scale)
{
	if (scale == GAMUT_WORDS_MEAN)
		return 2;
	return scale == GAMUT_WORDS_CELL && metric == GAMUT_COMPARE_YIELD ? 0 :
	                                                                    1;
}

/* As people read it: shares in percent. */
static double scaled(enum gamut_compare_metric metric, double value)
{
	return metric == GAMUT_COMPARE_VALIDITY ? 100 * value : value;
}

static struct gamut_str number(double value, int digits, bool is_signed,
                               struct gamut_arena *arena)
{
	if (isnan(value))
		return GAMUT_STR("-");
	/* What rounds to nothing has no sign. */
	if (fabs(value) < 0.5 * pow(10, -digits))
		return gamut_arena_strf(arena, "%.*f", digits, 0.0);
	return gamut_arena_strf(arena, is_signed ? "%+.*f" : "%.*f", digits,
	                        value);
}

struct gamut_str gamut_words_value(enum gamut_compare_metric metric,
                                   enum gamut_words_scale scale, double value,
                                   struct gamut_arena *arena)
{
	return number(scaled(metric, value), digits_of(metric, scale), false,
	              arena);
}

struct gamut_str gamut_words_signed(enum gamut_compare_metric metric,
                                    enum gamut_words_scale scale, double value,
                                    struct gamut_arena *arena)
{
	return number(scaled(metric, value), digits_of(metric, scale), true,
	              arena);
}

struct gamut_str gamut_words_interval(enum gamut_compare_metric metric,
                                      enum gamut_words_scale scale,
                                      struct gamut_interval interval,
                                      struct gamut_arena *arena)
{
	/* The ends of a whole yield's interval are none. */
	int digits = scale == GAMUT_WORDS_MEAN ? 2 : 1;
	struct gamut_str low = number(scaled(metric, interval.low), digits,
	                              true, arena);
	struct gamut_str high = number(scaled(metric, interval.high), digits,
	                               true, arena);

	if (isnan(interval.low) || isnan(interval.high))
		return GAMUT_STR("-");
	return gamut_arena_strf(arena, "%.*s to %.*s", GAMUT_STR_ARG(low),
	                        GAMUT_STR_ARG(high));
}

struct gamut_str gamut_words_p(double p, struct gamut_arena *arena)
{
	if (isnan(p))
		return GAMUT_STR("-");
	if (p < 0.001)
		return GAMUT_STR("<0.001");
	return gamut_arena_strf(arena, "%.3f", p);
}

struct gamut_str gamut_words_count(uint64_t count, const char *one,
                                   struct gamut_arena *arena)
{
	return gamut_arena_strf(arena, "%" PRIu64 " %s%s", count, one,
	                        GAMUT_S(count));
}

uint64_t gamut_words_n(const struct gamut_compare_cell *cell)
{
	return (uint64_t)cell->candidate->metrics.of[GAMUT_METRIC_N];
}

enum gamut_compare_mark gamut_words_mark_of(
	const struct gamut_compare_cell *cell)
{
	enum gamut_compare_mark most = GAMUT_MARK_NONE;

	for (size_t m = 0; m < GAMUT_COMPARE_METRICS; m++)
		if (cell->of[m].mark > most)
			most = cell->of[m].mark;
	return most;
}

size_t gamut_words_marked(const struct gamut_comparison *comparison,
                          enum gamut_compare_mark mark)
{
	size_t count = 0;

	for (size_t i = 0; i < comparison->cell_count; i++)
		count += gamut_words_mark_of(&comparison->cells[i]) == mark;
	return count;
}

struct gamut_str gamut_words_setting(struct gamut_str setting)
{
	return setting.len > 0 ? setting : GAMUT_STR("(no setting)");
}

struct gamut_str gamut_words_cell_name(struct gamut_str task,
                                       struct gamut_str setting,
                                       struct gamut_arena *arena)
{
	if (setting.len == 0)
		return task;
	return gamut_arena_strf(arena, "%.*s, %.*s", GAMUT_STR_ARG(task),
	                        GAMUT_STR_ARG(setting));
}

struct gamut_str gamut_words_party(const struct gamut_compare_party *party,
                                   struct gamut_arena *arena)
{
	struct gamut_str model =
		party->model.len > 0 ?
			gamut_words_show(party->model, GAMUT_WORDS_NAME_COLUMNS,
	                                 arena) :
			GAMUT_STR("(no model named)");
	const char *simulated = party->is_simulated ? " (simulated)" : "";

	if (party->run.len == 0)
		return gamut_arena_strf(arena, "%.*s%s, completions of a file",
		                        GAMUT_STR_ARG(model), simulated);
	return gamut_arena_strf(arena, "%.*s%s, run %.*s%s%.*s",
	                        GAMUT_STR_ARG(model), simulated,
	                        GAMUT_STR_ARG(party->run),
	                        party->created.len > 0 ? ", " : "",
	                        GAMUT_STR_ARG(party->created));
}

struct gamut_str gamut_words_difference(
	const struct gamut_difference *difference, struct gamut_arena *arena)
{
	if (difference->misfit == GAMUT_MISFIT_COUNT)
		return difference->text;
	return gamut_arena_strf(arena, "%.*s (let pass: %s)",
	                        GAMUT_STR_ARG(difference->text),
	                        gamut_misfit_name(difference->misfit));
}

const char *gamut_words_difference_label(
	const struct gamut_difference *difference)
{
	return difference->misfit == GAMUT_MISFIT_COUNT ? "note" : "differs";
}
