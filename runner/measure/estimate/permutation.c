#include "runner/measure/estimate/permutation.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "runner/measure/estimate/math.h"
#include "runner/measure/estimate/metrics.h"

/* D - E D and d - E D that are nearer than this are equal. */
#define TIE 1e-6

/*
 * Weights: every pooled draw goes to the sample at random, with its share of
 * the draws, so that nothing overflows; in the end only those ways count that
 * give it as many as it has.
 */
struct pool {
	uint64_t *counts; /* pooled, those of 2 or more */
	size_t repeated;  /* how many these are: r of the header */
	uint64_t once;
	uint64_t invalid;
	uint64_t draws;       /* in the sample: m of the header */
	uint64_t other_draws; /* in the other one */
	int64_t difference;   /* d: yields, sample minus other */
};

/* The chances of D given so many draws, row by row; D = 0 in the middle. */
struct table {
	double *cells;
	double *row; /* the one under work */
	size_t width;
	uint64_t filled; /* the last row that is not empty */
	size_t answers;  /* done; D is at most that far from 0 */
};

static void pool_answer(struct pool *pool, uint64_t count, uint64_t base)
{
	pool->draws += count;
	pool->other_draws += base;
	pool->difference += (count > 0) - (base > 0);
	if (count + base == 1)
		pool->once++;
	else if (count + base > 1)
		pool->counts[pool->repeated++] = count + base;
}

/* `pair` with the smaller sample first; the caller frees `counts`. */
static struct pool pool_of(const struct gamut_pair *pair)
{
	struct pool pool = {
		.counts = gamut_alloc_array(pair->count, sizeof(*pool.counts)),
		.invalid = pair->invalid + pair->base_invalid,
		.draws = pair->invalid,
		.other_draws = pair->base_invalid,
	};

	for (size_t i = 0; i < pair->count; i++)
		pool_answer(&pool, pair->counts[i], pair->base_counts[i]);
	if (pool.draws > pool.other_draws) {
		uint64_t draws = pool.draws;

		pool.draws = pool.other_draws;
		pool.other_draws = draws;
		pool.difference = -pool.difference;
	}
	return pool;
}

static uint64_t least(uint64_t a, uint64_t b)
{
	return a < b ? a : b;
}

static bool is_too_costly(const struct pool *pool)
{
	double rows = (double)pool->draws + 1;
	double cells = rows * (2 * (double)pool->repeated + 1);
	double cost = cells * ((double)least(pool->once, pool->draws) + 1);
	double filled = 1;

	if (cells > GAMUT_PERMUTATION_MAX_CELLS)
		return true;
	for (size_t i = 0; i < pool->repeated; i++) {
		double ways = (double)least(pool->counts[i], pool->draws) + 1;

		filled = fmin(rows, filled + ways - 1);
		cost += ways * filled * (2 * (double)i + 1);
	}
	return cost > GAMUT_PERMUTATION_MAX_COST;
}

/* P(x of `all` draws are given to the sample), x = 0...last; to be freed. */
static double *chances(const struct pool *pool, uint64_t all, uint64_t last)
{
	double *chance = gamut_alloc_array(last + 1, sizeof(*chance));

	for (uint64_t x = 0; x <= last; x++)
		chance[x] = (double)expl(gamut_math_log_binomial(
			all, x, pool->draws, pool->other_draws));
	return chance;
}

/*
 * Add the table's row `from` with the chance `by` and D moved by `step` - 1.
 * There is room, for this answer is not done yet.
 */
static void add_row(struct table *table, uint64_t from, double by, size_t step)
{
	size_t low = table->width / 2 - table->answers;
	size_t count = 2 * table->answers + 1;
	const double *cells = table->cells + from * table->width + low;
	double *row = table->row + (low + step - 1);

	for (size_t i = 0; i < count; i++)
		row[i] += by * cells[i];
}

/* One more answer, which came `count` times. */
static void add_answer(struct table *table, const struct pool *pool,
                       uint64_t count)
{
	uint64_t most = least(count, pool->draws);
	double *chance = chances(pool, count, most);
	uint64_t filled = least(pool->draws, table->filled + most);

	/* From the last row on, so that a row is made of what was before. */
	for (uint64_t to = filled + 1; to-- > 0;) {
		memset(table->row, 0, table->width * sizeof(*table->row));
		for (uint64_t t = 0; t <= least(most, to); t++)
			if (to - t <= table->filled)
				add_row(table, to - t, chance[t],
				        (size_t)(t > 0) + (t == count));
		memcpy(table->cells + to * table->width, table->row,
		       table->width * sizeof(*table->row));
	}
	table->filled = filled;
	table->answers++;
	free(chance);
}

/*
 * The law of D, from D = -repeated - once on: what the table says, and of those
 * that came once s to the sample, which moves D by 2 s - once, and of the
 * invalid ones what it still lacks.
 */
static void finish(double *law, const struct table *table,
                   const struct pool *pool)
{
	uint64_t most = least(pool->once, pool->draws);
	double *once = chances(pool, pool->once, most);
	double *invalid = chances(pool, pool->invalid, pool->draws);
	size_t middle = table->width / 2;

	for (uint64_t row = 0; row <= table->filled; row++)
		for (uint64_t s = 0; s <= least(most, pool->draws - row); s++) {
			double by = once[s] * invalid[pool->draws - row - s];
			const double *cells = table->cells +
			                      row * table->width + middle -
			                      pool->repeated;
			double *to = law + 2 * s;

			for (size_t i = 0; by > 0 && i <= 2 * pool->repeated;
			     i++)
				to[i] += by * cells[i];
		}
	free(once);
	free(invalid);
}

/* Sum the law of D, at D = -reach...reach, as far out as `difference`. */
static struct gamut_permutation judge(const double *law, size_t reach,
                                      int64_t difference)
{
	double all = 0;
	double mean = 0;
	double nearer = 0;
	double beyond = 0;
	double ties = 0;
	double distance;

	for (size_t i = 0; i <= 2 * reach; i++) {
		all += law[i];
		mean += law[i] * ((double)i - (double)reach);
	}
	mean /= all;
	distance = fabs((double)difference - mean);
	for (size_t i = 0; i <= 2 * reach; i++) {
		double by = fabs((double)i - (double)reach - mean) - distance;

		if (by > TIE)
			beyond += law[i];
		else if (by >= -TIE)
			ties += law[i];
		else
			nearer += law[i];
	}
	all = beyond + ties + nearer; /* so that 1 is 1 */
	return (struct gamut_permutation){
		.p = (beyond + ties) / all,
		.midp = (beyond + ties / 2) / all,
	};
}

static struct gamut_permutation test_pool(const struct pool *pool)
{
	size_t reach = pool->repeated + pool->once;
	struct table table = { .width = 2 * pool->repeated + 1 };
	double *law = gamut_alloc_array(2 * reach + 1, sizeof(*law));
	struct gamut_permutation result;

	table.cells = gamut_alloc_array((pool->draws + 1) * table.width,
	                                sizeof(*table.cells));
	table.row = gamut_alloc_array(table.width, sizeof(*table.row));
	table.cells[table.width / 2] = 1;
	for (size_t i = 0; i < pool->repeated; i++)
		add_answer(&table, pool, pool->counts[i]);
	finish(law, &table, pool);
	result = judge(law, reach, pool->difference);
	free(table.cells);
	free(table.row);
	free(law);
	return result;
}

struct gamut_permutation gamut_permutation_of(const struct gamut_pair *pair)
{
	struct gamut_permutation result = { GAMUT_UNDEFINED, GAMUT_UNDEFINED };
	struct pool pool = pool_of(pair);

	if (pool.draws > 0 && !is_too_costly(&pool))
		result = test_pool(&pool);
	free(pool.counts);
	return result;
}
