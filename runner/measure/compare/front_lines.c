#include "runner/measure/compare/front_parts.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/rng.h"
#include "runner/measure/compare/attainment.h"
#include "runner/measure/compare/hypervolume.h"

/* Of the resamples: one set of draws for all points, the same ever after. */
#define SEED UINT64_C(0x67616d7574)

/* Levels of x at which attainment is told. */
#define LEVELS 41

/* Where each point is in each resample: [point * RESAMPLES + resample]. */
struct resampled {
	struct gamut_place *places;
	struct gamut_place *scratch; /* room for all points */
	double *values;              /* room for all resamples */
	double *sorted;              /* likewise */
	double *base;                /* the first line's hypervolumes */
};

static const struct gamut_place *at(const struct resampled *resampled,
                                    size_t point, size_t resample)
{
	return &resampled->places[point * GAMUT_FRONT_RESAMPLES + resample];
}

/* The mean of a point where task t is there `times[t]` times. */
static struct gamut_place mean_of(const struct gamut_front_sums *sums,
                                  const uint32_t *times, size_t tasks)
{
	struct gamut_place mean = { 0 };
	double cells = 0;

	for (size_t t = 0; t < tasks; t++) {
		double weight = times[t];

		mean.x += weight * sums->of[t].x;
		mean.y += weight * sums->of[t].y;
		cells += weight * (double)sums->cells[t];
	}
	mean.x /= cells;
	mean.y /= cells;
	return mean;
}

static void resample(struct resampled *resampled,
                     const struct gamut_front *front,
                     const struct gamut_front_sums *sums)
{
	uint32_t *times = gamut_alloc_array(front->task_count,
	                                    sizeof(times[0]));
	struct gamut_rng rng = { .state = SEED };

	for (size_t r = 0; r < GAMUT_FRONT_RESAMPLES; r++) {
		for (size_t t = 0; t < front->task_count; t++)
			times[t] = 0;
		for (size_t t = 0; t < front->task_count; t++)
			times[gamut_rng_below(&rng, front->task_count)]++;
		for (size_t p = 0; p < front->count; p++)
			resampled->places[p * GAMUT_FRONT_RESAMPLES + r] =
				mean_of(&sums[p], times, front->task_count);
	}
	free(times);
}

/* The places of `line` in a resample, in scratch memory. */
static struct gamut_place *places_of(const struct gamut_front_line *line,
                                     const struct resampled *resampled,
                                     size_t resample)
{
	for (size_t i = 0; i < line->count; i++)
		resampled->scratch[i] = *at(resampled, line->points[i],
		                            resample);
	return resampled->scratch;
}

static struct gamut_interval percentiles(const double *values, double *scratch)
{
	size_t bytes = GAMUT_FRONT_RESAMPLES * sizeof(values[0]);

	memcpy(scratch, values, bytes);
	return (struct gamut_interval){
		.low = gamut_attainment_quantile(scratch, GAMUT_FRONT_RESAMPLES,
		                                 0.025),
		.high = gamut_attainment_quantile(scratch,
		                                  GAMUT_FRONT_RESAMPLES, 0.975),
	};
}

static void set_intervals(struct gamut_front_line *line,
                          struct resampled *resampled, bool is_first)
{
	double *values = is_first ? resampled->base : resampled->values;

	for (size_t r = 0; r < GAMUT_FRONT_RESAMPLES; r++)
		values[r] = gamut_hypervolume(places_of(line, resampled, r),
		                              line->count);
	line->over_tasks = percentiles(values, resampled->sorted);
	for (size_t r = 0; r < GAMUT_FRONT_RESAMPLES; r++)
		resampled->values[r] = values[r] - resampled->base[r];
	line->difference_over_tasks = percentiles(resampled->values,
	                                          resampled->sorted);
}

/* ------------------------------------------------------------- attainment */

static double y_or_undefined(double y)
{
	return isinf(y) ? GAMUT_UNDEFINED : y;
}

/* The levels from the smallest to the largest x of any point and resample. */
static double *make_levels(const struct gamut_front_line *line,
                           const struct resampled *resampled,
                           struct gamut_arena *arena)
{
	double *levels = gamut_arena_new(arena, double, LEVELS);
	double low = (double)INFINITY;
	double high = 0;

	for (size_t i = 0; i < line->count; i++)
		for (size_t r = 0; r < GAMUT_FRONT_RESAMPLES; r++) {
			double x = at(resampled, line->points[i], r)->x;

			low = fmin(low, x);
			high = fmax(high, x);
		}
	for (size_t k = 0; k < LEVELS; k++)
		levels[k] = low + (high - low) * (double)k / (LEVELS - 1);
	return levels;
}

static void set_attainment(struct gamut_front_line *line,
                           const struct resampled *resampled,
                           struct gamut_arena *arena)
{
	struct gamut_front_attainment *attainment = &line->attainment;
	double *levels = make_levels(line, resampled, arena);
	double *low = gamut_arena_new(arena, double, LEVELS);
	double *median = gamut_arena_new(arena, double, LEVELS);
	double *high = gamut_arena_new(arena, double, LEVELS);
	double *best = resampled->values;

	for (size_t k = 0; k < LEVELS; k++) {
		for (size_t r = 0; r < GAMUT_FRONT_RESAMPLES; r++)
			best[r] = gamut_attainment_best(
				places_of(line, resampled, r), line->count,
				levels[k]);
		low[k] = y_or_undefined(gamut_attainment_quantile(
			best, GAMUT_FRONT_RESAMPLES, 0.05));
		median[k] = y_or_undefined(gamut_attainment_quantile(
			best, GAMUT_FRONT_RESAMPLES, 0.5));
		high[k] = y_or_undefined(gamut_attainment_quantile(
			best, GAMUT_FRONT_RESAMPLES, 0.95));
	}
	*attainment = (struct gamut_front_attainment){
		.count = LEVELS,
		.x = levels,
		.low = low,
		.median = median,
		.high = high,
	};
}

/* ------------------------------------------------------------------ lines */

/* As a curve is drawn: setting by setting, the coldest first. */
static bool is_before(const struct gamut_front_point *a,
                      const struct gamut_front_point *b)
{
	struct gamut_cell_key key_a = { .setting = a->setting };
	struct gamut_cell_key key_b = { .setting = b->setting };
	int order = gamut_cell_key_cmp(&key_a, &key_b);

	if (order != 0)
		return order < 0;
	return a->condition->temperature < b->condition->temperature;
}

static void set_points(struct gamut_front_line *line, size_t index,
                       const struct gamut_front *front,
                       struct gamut_arena *arena)
{
	size_t *points = gamut_arena_new(arena, size_t, front->count);

	for (size_t i = 0; i < front->count; i++) {
		size_t place = line->count;

		if (front->points[i].condition->line != index)
			continue;
		for (;
		     place > 0 && is_before(&front->points[i],
		                            &front->points[points[place - 1]]);
		     place--)
			points[place] = points[place - 1];
		points[place] = i;
		line->count++;
	}
	line->points = points;
}

static double hypervolume_now(const struct gamut_front_line *line,
                              const struct gamut_front *front,
                              struct gamut_place *scratch)
{
	for (size_t i = 0; i < line->count; i++)
		scratch[i] = front->points[line->points[i]].place.at;
	return gamut_hypervolume(scratch, line->count);
}

static void set_line(struct gamut_front_line *line,
                     const struct gamut_front_line *first,
                     const struct gamut_front *front,
                     struct resampled *resampled, struct gamut_arena *arena)
{
	const struct gamut_interval undefined = { GAMUT_UNDEFINED,
		                                  GAMUT_UNDEFINED };

	line->hypervolume = hypervolume_now(line, front, resampled->scratch);
	line->difference = line->hypervolume - first->hypervolume;
	line->over_tasks = undefined;
	line->difference_over_tasks = undefined;
	if (front->task_count < 2)
		return;
	set_intervals(line, resampled, line == first);
	if (line->count > 1)
		set_attainment(line, resampled, arena);
}

void gamut_front_lines(struct gamut_front *front,
                       const struct gamut_front_input *input,
                       const struct gamut_front_sums *sums,
                       struct gamut_arena *arena)
{
	struct gamut_front_line *lines = gamut_arena_new(
		arena, struct gamut_front_line, input->line_count);
	struct resampled resampled = {
		.places =
			gamut_alloc_array(front->count * GAMUT_FRONT_RESAMPLES,
		                          sizeof(struct gamut_place)),
		.scratch = gamut_alloc_array(front->count,
		                             sizeof(struct gamut_place)),
		.values = gamut_alloc_array(GAMUT_FRONT_RESAMPLES,
		                            sizeof(double)),
		.sorted = gamut_alloc_array(GAMUT_FRONT_RESAMPLES,
		                            sizeof(double)),
		.base = gamut_alloc_array(GAMUT_FRONT_RESAMPLES,
		                          sizeof(double)),
	};

	if (front->task_count > 1)
		resample(&resampled, front, sums);
	for (size_t i = 0; i < input->line_count; i++) {
		lines[i].label = input->lines[i].label;
		set_points(&lines[i], i, front, arena);
		set_line(&lines[i], &lines[0], front, &resampled, arena);
	}
	front->lines = lines;
	front->line_count = input->line_count;
	free(resampled.base);
	free(resampled.sorted);
	free(resampled.values);
	free(resampled.scratch);
	free(resampled.places);
}
