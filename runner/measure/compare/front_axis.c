#include "runner/measure/compare/front_axis.h"

#include <math.h>

#include "runner/measure/estimate/evenness.h"
#include "runner/measure/estimate/yield.h"
#include "tasks/task.h"

static const struct {
	const char *title;
	enum gamut_form form;
	bool is_share;
	bool is_bounded; /* by 1 */
	bool is_yield;   /* a number of answers, whatever it is divided by */
} axes_of[] = {
	[GAMUT_AXIS_VALIDITY] = { .title = "validity",
	                          .form = GAMUT_FORM_CANONICAL,
	                          .is_share = true,
	                          .is_bounded = true },
	[GAMUT_AXIS_UNIQUENESS] = { .title = "uniqueness",
	                            .form = GAMUT_FORM_RAW,
	                            .is_share = true,
	                            .is_bounded = true },
	[GAMUT_AXIS_YIELD] = { .title = "yield",
	                       .form = GAMUT_FORM_RAW,
	                       .is_yield = true },
	[GAMUT_AXIS_CANONICAL_UNIQUENESS] = { .title = "canonical uniqueness",
	                                      .form = GAMUT_FORM_CANONICAL,
	                                      .is_share = true,
	                                      .is_bounded = true },
	[GAMUT_AXIS_CANONICAL_YIELD] = { .title = "canonical yield",
	                                 .form = GAMUT_FORM_CANONICAL,
	                                 .is_yield = true },
	[GAMUT_AXIS_RELATIVE_YIELD] = { .title = "relative yield",
	                                .form = GAMUT_FORM_CANONICAL,
	                                .is_share = true,
	                                .is_yield = true },
	[GAMUT_AXIS_PAIRWISE_UNIQUENESS] = { .title = "pairwise uniqueness",
	                                     .form = GAMUT_FORM_RAW,
	                                     .is_share = true,
	                                     .is_bounded = true },
	[GAMUT_AXIS_EFFECTIVE_NUMBER] = { .title = "effective number",
	                                  .form = GAMUT_FORM_CANONICAL },
};

static const char *const names[] = {
#define X(name, text) text,
	GAMUT_AXIS_MAP(X)
#undef X
};

const char *gamut_axis_name(enum gamut_axis axis)
{
	return names[axis];
}

const char *gamut_axis_title(enum gamut_axis axis)
{
	return axes_of[axis].title;
}

bool gamut_axis_find(enum gamut_axis *out, struct gamut_str name)
{
	for (size_t i = 0; i < GAMUT_AXIS_COUNT; i++)
		if (gamut_str_eq(gamut_str_of(names[i]), name)) {
			*out = (enum gamut_axis)i;
			return true;
		}
	return false;
}

const char *gamut_axis_list(void)
{
#define X(name, text) ", " text
	static const char list[] = GAMUT_AXIS_MAP(X);
#undef X

	return list + 2;
}

bool gamut_axis_is_share(enum gamut_axis axis)
{
	return axes_of[axis].is_share;
}

double gamut_axis_most(enum gamut_axis axis)
{
	return axes_of[axis].is_bounded ? 1 : (double)INFINITY;
}

/* ----------------------------------------------------------------- a cell */

/* A cell as one of the axes sees it. */
struct view {
	enum gamut_axis axis;
	struct gamut_spectrum spectrum;
	double ceiling;
	uint64_t space;
	double value;
	/*
	 * The change of the value where one draw is missing: an invalid one,
	 * and then one of each step.
	 */
	double *without;
};

static double value_of(const struct view *view,
                       const struct gamut_spectrum *spectrum)
{
	double valid = (double)spectrum->valid;
	double yield = (double)spectrum->yield;

	switch (view->axis) {
	case GAMUT_AXIS_VALIDITY:
		return valid / (double)spectrum->n;
	case GAMUT_AXIS_UNIQUENESS:
	case GAMUT_AXIS_CANONICAL_UNIQUENESS:
		return spectrum->valid > 0 ? yield / valid : 0;
	case GAMUT_AXIS_YIELD:
	case GAMUT_AXIS_CANONICAL_YIELD:
		return yield;
	case GAMUT_AXIS_RELATIVE_YIELD:
		return yield / view->ceiling;
	case GAMUT_AXIS_PAIRWISE_UNIQUENESS:
		return spectrum->valid < 2 ?
		               0 :
		               1 - gamut_evenness_collision(spectrum);
	case GAMUT_AXIS_EFFECTIVE_NUMBER:
		return spectrum->valid > 0 ?
		               exp(gamut_evenness_entropy(spectrum)) :
		               0;
	case GAMUT_AXIS_COUNT:
		break;
	}
	GAMUT_BUG("no axis %d", (int)view->axis);
}

/* `of` without a draw of its step `k`; the steps go into `steps`. */
static struct gamut_spectrum less_one(const struct gamut_spectrum *of, size_t k,
                                      struct gamut_step *steps)
{
	struct gamut_spectrum less = *of;
	uint64_t count = of->steps[k].count;

	less.n--;
	less.valid--;
	less.yield -= count == 1;
	less.once = of->once + (count == 2) - (count == 1);
	less.twice = of->twice + (count == 3) - (count == 2);
	less.steps = steps;
	less.len = 0;
	for (size_t i = 0; i < of->len; i++) {
		struct gamut_step step = of->steps[i];

		if (i == k && count > 1) {
			if (less.len > 0 &&
			    steps[less.len - 1].count == count - 1)
				steps[less.len - 1].answers++;
			else
				steps[less.len++] = (struct gamut_step){
					.count = count - 1, .answers = 1
				};
		}
		step.answers -= i == k;
		if (step.answers > 0)
			steps[less.len++] = step;
	}
	return less;
}

static void leave_out(struct view *view, struct gamut_arena *arena)
{
	const struct gamut_spectrum *all = &view->spectrum;
	struct gamut_spectrum less = *all;
	struct gamut_step *steps = gamut_arena_new(arena, struct gamut_step,
	                                           all->len + 1);

	view->without = gamut_arena_new(arena, double, all->len + 1);
	if (all->n < 2)
		return;
	less.n--;
	if (all->n > all->valid)
		view->without[0] = value_of(view, &less) - view->value;
	for (size_t k = 0; k < all->len; k++) {
		less = less_one(all, k, steps);
		view->without[k + 1] = value_of(view, &less) - view->value;
	}
}

static struct view look(enum gamut_axis axis, const struct gamut_cell *cell,
                        struct gamut_arena *arena)
{
	struct gamut_counts counts = gamut_counts_of(cell, axes_of[axis].form,
	                                             arena);
	struct view view = {
		.axis = axis,
		.spectrum = gamut_counts_spectrum(&counts, arena),
		.ceiling = gamut_metrics_ceiling(cell->tally.space, counts.n),
		.space = counts.space,
	};

	view.value = value_of(&view, &view.spectrum);
	leave_out(&view, arena);
	return view;
}

/* The draws whose change of the value is without[i]. */
static double weight_of(const struct view *view, size_t i)
{
	const struct gamut_spectrum *spectrum = &view->spectrum;
	const struct gamut_step *step;

	if (i == 0)
		return (double)(spectrum->n - spectrum->valid);
	step = &spectrum->steps[i - 1];
	return (double)step->count * (double)step->answers;
}

/* From distances, as what squares leave may be below 0 where all are equal. */
static double jackknife(const struct view *view)
{
	double n = (double)view->spectrum.n;
	size_t count = view->spectrum.len + 1;
	double squares = 0;
	double mean = 0;

	for (size_t i = 0; i < count; i++)
		mean += weight_of(view, i) * view->without[i] / n;
	for (size_t i = 0; i < count; i++)
		squares += weight_of(view, i) * (view->without[i] - mean) *
		           (view->without[i] - mean);
	return (n - 1) / n * squares;
}

/* A sample like `of` with one singleton and one pair more. */
static struct gamut_spectrum more_of(const struct gamut_spectrum *of,
                                     struct gamut_arena *arena)
{
	struct gamut_step *steps = gamut_arena_new(arena, struct gamut_step,
	                                           of->len + 2);
	struct gamut_spectrum more = *of;

	more.n += 3;
	more.valid += 3;
	more.yield += 2;
	more.once++;
	more.twice++;
	more.steps = steps;
	more.len = 2;
	steps[0] = (struct gamut_step){ .count = 1, .answers = more.once };
	steps[1] = (struct gamut_step){ .count = 2, .answers = more.twice };
	for (size_t i = 0; i < of->len; i++)
		if (of->steps[i].count > 2)
			steps[more.len++] = of->steps[i];
	return more;
}

static double guarded_jackknife(const struct view *view,
                                struct gamut_arena *arena)
{
	struct view more = {
		.axis = view->axis,
		.spectrum = more_of(&view->spectrum, arena),
		.ceiling = view->ceiling,
	};

	more.value = value_of(&more, &more.spectrum);
	leave_out(&more, arena);
	return fmax(jackknife(view), jackknife(&more));
}

/* What leaving out a draw changes that is of an answer that came `count` times.
 */
static double change_at(const struct view *view, uint64_t count)
{
	const struct gamut_spectrum *spectrum = &view->spectrum;
	size_t low = 0;
	size_t high = spectrum->len - 1;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (spectrum->steps[middle].count < count)
			low = middle + 1;
		else
			high = middle;
	}
	return view->without[low + 1];
}

/* Sums over the draws of what leaving one out changes. */
struct sums {
	double weight;
	double of[2];
	double products;
};

static void add(struct sums *sums, double weight, double x, double y)
{
	sums->weight += weight;
	sums->of[0] += weight * x;
	sums->of[1] += weight * y;
	sums->products += weight * x * y;
}

static uint64_t count_in(const struct view *view, const struct gamut_cell *cell,
                         const struct gamut_cell_answer *answer)
{
	return axes_of[view->axis].form == GAMUT_FORM_RAW ?
	               answer->valid :
	               cell->forms[answer->form].valid;
}

static struct sums sum(const struct view views[2],
                       const struct gamut_cell *cell)
{
	struct sums sums = { 0 };

	add(&sums, (double)(cell->tally.n - cell->tally.valid),
	    views[0].without[0], views[1].without[0]);
	for (size_t i = 0; i < cell->answer_count; i++) {
		const struct gamut_cell_answer *answer = &cell->answers[i];

		if (answer->valid > 0)
			add(&sums, (double)answer->valid,
			    change_at(&views[0],
			              count_in(&views[0], cell, answer)),
			    change_at(&views[1],
			              count_in(&views[1], cell, answer)));
	}
	return sums;
}

static double scale_of(const struct view *view)
{
	return view->axis == GAMUT_AXIS_RELATIVE_YIELD ?
	               view->ceiling * view->ceiling :
	               1;
}

static double guarded_of(const struct view *view, struct gamut_arena *arena)
{
	const struct gamut_spectrum *spectrum = &view->spectrum;
	double n = (double)spectrum->n;
	double p = ((double)spectrum->valid + 1) / (n + 2);

	if (view->axis == GAMUT_AXIS_VALIDITY)
		return p * (1 - p) / (n + 2);
	if (axes_of[view->axis].is_yield)
		return gamut_yield_variance_guarded(spectrum) / scale_of(view);
	return guarded_jackknife(view, arena);
}

/* No more answers than draws, and none that are not there. */
static double most_of(const struct view *view)
{
	double n = (double)view->spectrum.n;
	double most = view->space == GAMUT_UNBOUNDED ?
	                      n :
	                      fmin(n, (double)view->space);

	if (!axes_of[view->axis].is_yield)
		return gamut_axis_most(view->axis);
	return view->axis == GAMUT_AXIS_RELATIVE_YIELD ? most / view->ceiling :
	                                                 most;
}

struct gamut_axis_cell gamut_axis_measure(const enum gamut_axis axes[2],
                                          const struct gamut_cell *cell,
                                          struct gamut_arena *arena)
{
	const struct view views[2] = { look(axes[0], cell, arena),
		                       look(axes[1], cell, arena) };
	struct sums sums = sum(views, cell);
	double n = sums.weight;
	double scale = (n - 1) / n;
	struct gamut_axis_cell of;

	for (size_t a = 0; a < 2; a++) {
		of.value[a] = views[a].value;
		of.guarded[a] = guarded_of(&views[a], arena);
		of.most[a] = most_of(&views[a]);
		of.variance[a] = axes_of[axes[a]].is_yield ?
		                         gamut_yield_variance_good_toulmin(
						 &views[a].spectrum) /
		                                 scale_of(&views[a]) :
		                         jackknife(&views[a]);
	}
	of.covariance = scale * (sums.products - sums.of[0] * sums.of[1] / n);
	return of;
}
