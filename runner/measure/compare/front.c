#include "runner/measure/compare/front.h"

#include <math.h>
#include <stdlib.h>

#include "base/alloc.h"
#include "runner/measure/compare/front_parts.h"
#include "runner/measure/estimate/normal.h"
#include "runner/measure/estimate/suite.h"

/* The 0.95 quantile of chi-squared with two degrees of freedom: -2 ln 0.05. */
#define CHI2_95 5.991464547107979

#define LETTERS ((size_t)26)

/* "A" ... "Z", "AA" ... "ZZ", "AAA" ... */
static void name_point(struct gamut_front_point *point, size_t i)
{
	size_t len = 1;
	size_t ids = LETTERS; /* of that length */

	for (; i >= ids; ids *= LETTERS) {
		i -= ids;
		len++;
	}
	for (; len > 0; i /= LETTERS)
		point->id[--len] = (char)('A' + i % LETTERS);
}

/* -------------------------------------------------------------- measuring */

/* The sums over a point's cells that its errors are made from. */
struct totals {
	double value[2];
	double most[2];
	double variance[2];
	double guarded[2];
	double covariance;
};

static void set_mean(struct gamut_front_mean *mean, double value,
                     double variance, double most)
{
	double z = gamut_normal_quantile(0.975);

	mean->value = value;
	mean->se = sqrt(variance);
	mean->ci95.low = fmax(0, value - z * mean->se);
	mean->ci95.high = fmin(most, value + z * mean->se);
}

/* Student's interval of the mean of `count` `values`, one a task. */
static void set_over_tasks(struct gamut_front_mean *mean, const double *values,
                           size_t count, enum gamut_axis axis)
{
	double k = (double)count;
	double squares = 0;
	double sum = 0;
	double half;

	mean->over_tasks_se = GAMUT_UNDEFINED;
	mean->over_tasks_ci95.low = GAMUT_UNDEFINED;
	mean->over_tasks_ci95.high = GAMUT_UNDEFINED;
	if (count < 2)
		return;
	for (size_t i = 0; i < count; i++)
		sum += values[i];
	for (size_t i = 0; i < count; i++)
		squares += (values[i] - sum / k) * (values[i] - sum / k);
	mean->over_tasks_se = sqrt(squares / (k - 1) / k);
	half = gamut_student_quantile(0.975, count - 1) * mean->over_tasks_se;
	mean->over_tasks_ci95.low = fmax(0, sum / k - half);
	mean->over_tasks_ci95.high = fmin(gamut_axis_most(axis),
	                                  sum / k + half);
}

/*
 * The variance of a mean of `cells`. Unbiased variances may come out too small
 * by chance, or below 0: guarded ones, which are not, hold them up.
 */
static double variance_of(const struct totals *totals, size_t axis,
                          size_t cells)
{
	double squared = (double)cells * (double)cells;

	return gamut_suite_variance_of(totals->variance[axis],
	                               totals->guarded[axis], cells) /
	       squared;
}

static struct gamut_front_ellipse ellipse_of(
	const struct gamut_measured_place *place)
{
	double middle = (place->var_x + place->var_y) / 2;
	double apart = (place->var_x - place->var_y) / 2;
	double radius = hypot(apart, place->cov);

	return (struct gamut_front_ellipse){
		.major = sqrt(CHI2_95 * (middle + radius)),
		.minor = sqrt(CHI2_95 * fmax(0, middle - radius)),
		.angle = atan2(place->cov, apart) / 2,
	};
}

/*
 * Equal means are equal, in whatever order their cells were summed: else one of
 * two equal points would dominate the other.
 */
static double without_rounding(double value)
{
	return round(value * 1e12) / 1e12;
}

static void set_place(struct gamut_front_point *point,
                      const struct totals *totals, size_t cells)
{
	struct gamut_measured_place *place = &point->place;
	double most;

	place->at.x = without_rounding(totals->value[0] / (double)cells);
	place->at.y = without_rounding(totals->value[1] / (double)cells);
	place->var_x = variance_of(totals, 0, cells);
	place->var_y = variance_of(totals, 1, cells);
	/* Both are of different estimators: together they have to be one. */
	most = sqrt(place->var_x * place->var_y);
	place->cov = totals->covariance / ((double)cells * (double)cells);
	place->cov = fmin(most, fmax(-most, place->cov));
	point->ellipse = ellipse_of(place);
}

static void set_task_means(struct gamut_front_point *point,
                           const struct gamut_front_sums *sums,
                           const struct gamut_front *front,
                           struct gamut_arena *arena)
{
	double *x = gamut_arena_new(arena, double, front->task_count);
	double *y = gamut_arena_new(arena, double, front->task_count);

	for (size_t t = 0; t < front->task_count; t++) {
		x[t] = sums->of[t].x / (double)sums->cells[t];
		y[t] = sums->of[t].y / (double)sums->cells[t];
	}
	set_over_tasks(&point->x, x, front->task_count, front->options.axes[0]);
	set_over_tasks(&point->y, y, front->task_count, front->options.axes[1]);
}

void gamut_front_measure(struct gamut_front_point *point,
                         struct gamut_front_sums *sums,
                         const struct gamut_front_draft *draft,
                         const struct gamut_front *front,
                         struct gamut_arena *arena)
{
	const enum gamut_axis *axes = front->options.axes;
	struct gamut_arena scratch = { 0 };
	struct totals totals = { 0 };
	size_t task = 0;

	point->condition = draft->condition;
	point->setting = draft->setting;
	for (size_t i = 0; i < draft->count; i++) {
		const struct gamut_cell *cell = draft->cells[i]->cell;
		struct gamut_axis_cell of = gamut_axis_measure(axes, cell,
		                                               &scratch);

		while (!gamut_str_eq(front->tasks[task].name,
		                     draft->cells[i]->key.task))
			task++;
		sums->of[task].x += of.value[0];
		sums->of[task].y += of.value[1];
		sums->cells[task]++;
		point->n += cell->tally.n;
		totals.covariance += of.covariance;
		for (size_t a = 0; a < 2; a++) {
			totals.value[a] += of.value[a];
			totals.most[a] += of.most[a];
			totals.variance[a] += of.variance[a];
			totals.guarded[a] += of.guarded[a];
		}
		gamut_arena_reset(&scratch);
	}
	gamut_arena_clear(&scratch);
	set_place(point, &totals, draft->count);
	set_mean(&point->x, point->place.at.x, point->place.var_x,
	         totals.most[0] / (double)draft->count);
	set_mean(&point->y, point->place.at.y, point->place.var_y,
	         totals.most[1] / (double)draft->count);
	set_task_means(point, sums, front, arena);
}

/* ---------------------------------------------------------------- ranking */

/* Points on the front by x; of equal places the first in the list first. */
static void list_front(struct gamut_front *front, struct gamut_arena *arena)
{
	size_t *list = gamut_arena_new(arena, size_t, front->count);

	for (size_t i = 0; i < front->count; i++) {
		size_t at = front->front_count;

		if (!front->points[i].is_on_front)
			continue;
		for (; at > 0 && front->points[list[at - 1]].place.at.x >
		                         front->points[i].place.at.x;
		     at--)
			list[at] = list[at - 1];
		list[at] = i;
		front->front_count++;
	}
	front->front = list;
}

static void set_front(struct gamut_front *front, struct gamut_arena *arena)
{
	struct gamut_place *places = gamut_arena_new(arena, struct gamut_place,
	                                             front->count);
	bool *is_on_front = gamut_arena_new(arena, bool, front->count);

	for (size_t i = 0; i < front->count; i++)
		places[i] = front->points[i].place.at;
	gamut_dominance_front(is_on_front, places, front->count);
	for (size_t i = 0; i < front->count; i++)
		front->points[i].is_on_front = is_on_front[i];
	list_front(front, arena);
}

/* What the data say of points `a` and `b`: as of a first and a second one. */
static enum gamut_front_verdict judge(const struct gamut_front *front, size_t a,
                                      size_t b,
                                      const struct gamut_dominance_rule *rule)
{
	const struct gamut_measured_place *first = &front->points[a].place;
	const struct gamut_measured_place *second = &front->points[b].place;
	bool is_first;
	bool is_second;

	if (gamut_dominance_is_confident(first, second, rule))
		return GAMUT_FRONT_FIRST;
	if (gamut_dominance_is_confident(second, first, rule))
		return GAMUT_FRONT_SECOND;
	is_first = gamut_dominance_is_tolerable(first, second, rule);
	is_second = gamut_dominance_is_tolerable(second, first, rule);
	if (is_first == is_second)
		return GAMUT_FRONT_INCOMPARABLE;
	return is_first ? GAMUT_FRONT_ABOUT_FIRST : GAMUT_FRONT_ABOUT_SECOND;
}

/* The points against which point `i` is the first, with that verdict. */
static struct gamut_front_betters list_betters(
	const enum gamut_front_verdict *verdicts, size_t count,
	enum gamut_front_verdict wanted, struct gamut_arena *arena)
{
	struct gamut_front_betters betters = { 0 };
	size_t *list;

	for (size_t i = 0; i < count; i++)
		betters.count += verdicts[i] == wanted;
	list = gamut_arena_new(arena, size_t, betters.count);
	betters.count = 0;
	for (size_t i = 0; i < count; i++)
		if (verdicts[i] == wanted)
			list[betters.count++] = i;
	betters.list = list;
	return betters;
}

static void set_betters(struct gamut_front *front,
                        const struct gamut_dominance_rule *rule,
                        struct gamut_arena *arena)
{
	enum gamut_front_verdict *verdicts =
		gamut_alloc_array(front->count, sizeof(verdicts[0]));
	size_t count = 0;

	for (size_t i = 0; i < front->count; i++) {
		struct gamut_front_point *point = &front->points[i];

		for (size_t k = 0; k < front->count; k++) {
			verdicts[k] = judge(front, k, i, rule);
			count += verdicts[k] == GAMUT_FRONT_INCOMPARABLE &&
			         k < i;
		}
		point->worse_than = list_betters(verdicts, front->count,
		                                 GAMUT_FRONT_FIRST, arena);
		point->about_worse_than = list_betters(
			verdicts, front->count, GAMUT_FRONT_ABOUT_FIRST, arena);
	}
	front->incomparable_count = count;
	free(verdicts);
}

static struct gamut_front_pair pair_of(const struct gamut_front *front,
                                       size_t first, size_t second,
                                       const struct gamut_dominance_rule *rule)
{
	const struct gamut_measured_place *a = &front->points[first].place;
	const struct gamut_measured_place *b = &front->points[second].place;

	return (struct gamut_front_pair){
		.first = first,
		.second = second,
		.difference = { .x = a->at.x - b->at.x,
		                .y = a->at.y - b->at.y },
		.first_dominates = gamut_dominance_probability(a, b),
		.second_dominates = gamut_dominance_probability(b, a),
		.verdict = judge(front, first, second, rule),
	};
}

static void set_pairs(struct gamut_front *front,
                      const struct gamut_dominance_rule *rule,
                      struct gamut_arena *arena)
{
	struct gamut_front_pair *pairs;
	size_t i = 0;

	front->pair_count = front->count * (front->count - 1) / 2;
	if (front->pair_count > GAMUT_FRONT_PAIRS_MAX)
		return;
	pairs = gamut_arena_new(arena, struct gamut_front_pair,
	                        front->pair_count);
	for (size_t first = 0; first < front->count; first++)
		for (size_t second = first + 1; second < front->count; second++)
			pairs[i++] = pair_of(front, first, second, rule);
	front->pairs = pairs;
}

static void measure_all(struct gamut_front *front,
                        struct gamut_front_sums *sums,
                        const struct gamut_front_drafts *drafts,
                        struct gamut_arena *arena)
{
	front->count = drafts->count;
	front->points = gamut_arena_new(arena, struct gamut_front_point,
	                                front->count);
	for (size_t i = 0; i < front->count; i++) {
		sums[i].of = gamut_arena_new(arena, struct gamut_place,
		                             front->task_count);
		sums[i].cells = gamut_arena_new(arena, size_t,
		                                front->task_count);
		name_point(&front->points[i], i);
		gamut_front_measure(&front->points[i], &sums[i],
		                    &drafts->list[i], front, arena);
	}
}

enum gamut_status gamut_front_make(struct gamut_front *front,
                                   const struct gamut_front_input *input,
                                   const struct gamut_front_options *options,
                                   struct gamut_arena *arena,
                                   struct gamut_err *err)
{
	struct gamut_front_drafts drafts = { 0 };
	struct gamut_dominance_rule rule;
	struct gamut_front_sums *sums;
	enum gamut_status status;

	*front = (struct gamut_front){
		.options = *options,
		.conditions = input->conditions,
		.condition_count = input->count,
	};
	status = gamut_front_draft(&drafts, front, input, arena, err);
	if (status)
		return status;
	sums = gamut_arena_new(arena, struct gamut_front_sums, drafts.count);
	measure_all(front, sums, &drafts, arena);
	set_front(front, arena);
	rule = gamut_dominance_rule_of(options->level, options->tolerance);
	set_pairs(front, &rule, arena);
	set_betters(front, &rule, arena);
	gamut_front_lines(front, input, sums, arena);
	return GAMUT_OK;
}
