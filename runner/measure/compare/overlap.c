#include "runner/measure/compare/overlap.h"

#include <stdlib.h>

#include "runner/measure/estimate/normal.h"
#include "runner/measure/shape.h"

/* ------------------------------------------------------------------ places */

static struct gamut_cell_key place_of(const struct gamut_cell_summary *cell)
{
	return (struct gamut_cell_key){ .task = cell->key.task,
		                        .setting = cell->key.setting };
}

/* The next place of any condition, whose cells begin at `at`. */
static bool next_place(struct gamut_cell_key *place,
                       const struct gamut_overlap_side *sides, size_t count,
                       const size_t *at)
{
	bool has_one = false;

	for (size_t k = 0; k < count; k++) {
		struct gamut_cell_key key;

		if (at[k] == sides[k].count)
			continue;
		key = place_of(&sides[k].cells[at[k]]);
		if (!has_one || gamut_cell_key_cmp(&key, place) < 0)
			*place = key;
		has_one = true;
	}
	return has_one;
}

/* Put the cells of `place` into `cells` and go past them; how many there are.
 */
static size_t take_cells(const struct gamut_cell_summary **cells,
                         const struct gamut_cell_key *place,
                         const struct gamut_overlap_side *sides, size_t count,
                         size_t *at)
{
	size_t taken = 0;

	for (size_t k = 0; k < count; k++) {
		const struct gamut_cell_summary *cell;
		struct gamut_cell_key key;

		cells[k] = NULL;
		if (at[k] == sides[k].count)
			continue;
		cell = &sides[k].cells[at[k]];
		key = place_of(cell);
		if (gamut_cell_key_cmp(&key, place) != 0)
			continue;
		at[k]++;
		if (cell->cell->tally.n == 0)
			continue;
		cells[k] = cell;
		taken++;
	}
	return taken;
}

/* An answer of one condition. */
struct one {
	struct gamut_counted counted;
	size_t condition;
};

static int one_cmp(const void *a, const void *b)
{
	const struct one *one_a = a;
	const struct one *one_b = b;

	return gamut_str_cmp(one_a->counted.text, one_b->counted.text);
}

/* All answers of all conditions, sorted by their texts. */
static struct one *gather(const struct gamut_counts *counts, size_t conditions,
                          size_t *count, struct gamut_arena *arena)
{
	struct one *all;
	size_t most = 0;

	for (size_t k = 0; k < conditions; k++)
		most += counts[k].count;
	all = gamut_arena_new(arena, struct one, most);
	*count = 0;
	for (size_t k = 0; k < conditions; k++)
		for (size_t i = 0; i < counts[k].count; i++)
			all[(*count)++] = (struct one){
				.counted = counts[k].of[i],
				.condition = k,
			};
	qsort(all, *count, sizeof(all[0]), one_cmp);
	return all;
}

/* Align the answers of `place`, whose cells are there. */
static void align(struct gamut_overlap_place *place, size_t conditions,
                  struct gamut_arena *arena)
{
	struct gamut_counts *counts =
		gamut_arena_new(arena, struct gamut_counts, conditions);
	struct one *all;
	size_t count;

	for (size_t k = 0; k < conditions; k++) {
		if (!place->cells[k])
			continue;
		counts[k] = gamut_counts_of(place->cells[k]->cell,
		                            GAMUT_FORM_CANONICAL, arena);
		place->valid[k] = counts[k].n - counts[k].invalid;
		place->space = counts[k].space;
	}
	all = gather(counts, conditions, &count, arena);
	place->texts = gamut_arena_new(arena, struct gamut_str, count);
	for (size_t k = 0; k < conditions; k++)
		place->counts[k] = gamut_arena_new(arena, uint64_t, count);
	for (size_t i = 0; i < count; i++) {
		size_t last = place->answer_count;

		if (last == 0 ||
		    !gamut_str_eq(place->texts[last - 1], all[i].counted.text))
			place->texts[place->answer_count++] =
				all[i].counted.text;
		last = place->answer_count - 1;
		place->counts[all[i].condition][last] = all[i].counted.count;
	}
}

static void add_places(struct gamut_overlap *overlap,
                       const struct gamut_overlap_side *sides,
                       struct gamut_arena *arena)
{
	size_t conditions = overlap->condition_count;
	size_t *at = gamut_arena_new(arena, size_t, conditions);
	struct gamut_cell_key key;
	size_t most = 0;

	for (size_t k = 0; k < conditions; k++)
		most += sides[k].count;
	/* Each has the cells of two conditions. */
	overlap->places = gamut_arena_new(arena, struct gamut_overlap_place,
	                                  most / 2);
	while (next_place(&key, sides, conditions, at)) {
		const struct gamut_cell_summary **cells = gamut_arena_new(
			arena, const struct gamut_cell_summary *, conditions);
		struct gamut_overlap_place *place;

		if (take_cells(cells, &key, sides, conditions, at) < 2)
			continue;
		place = &overlap->places[overlap->place_count++];
		place->task = key.task;
		place->setting = key.setting;
		place->cells = cells;
		place->counts = gamut_arena_new(arena, uint64_t *, conditions);
		place->valid = gamut_arena_new(arena, uint64_t, conditions);
		align(place, conditions, arena);
	}
}

/* ------------------------------------------------------------------- pairs */

/* Sums over cells, and of how many. */
struct sums {
	double agreement;
	double shared;
	double shared_if_same;
	double morisita;
	double variance;
};

static void average(struct gamut_overlap_pair *pair, const struct sums *sums)
{
	double cells = (double)pair->cells;
	double telling = (double)pair->telling;
	double reach;

	pair->agreement = GAMUT_UNDEFINED;
	pair->shared = GAMUT_UNDEFINED;
	pair->shared_if_same = GAMUT_UNDEFINED;
	pair->morisita = GAMUT_UNDEFINED;
	pair->se = GAMUT_UNDEFINED;
	pair->ci95 = (struct gamut_interval){ GAMUT_UNDEFINED,
		                              GAMUT_UNDEFINED };
	if (pair->cells > 0) {
		pair->agreement = sums->agreement / cells;
		pair->shared = sums->shared / cells;
		pair->shared_if_same = sums->shared_if_same / cells;
	}
	if (pair->telling == 0)
		return;
	pair->morisita = sums->morisita / telling;
	pair->se = sqrt(sums->variance) / telling;
	if (!(pair->se > 0))
		return;
	reach = gamut_normal_quantile(0.975) * pair->se;
	pair->ci95.low = pair->morisita > reach ? pair->morisita - reach : 0;
	pair->ci95.high = pair->morisita + reach;
}

static void measure(struct gamut_overlap_pair *pair,
                    const struct gamut_overlap *overlap,
                    struct gamut_arena *arena)
{
	struct sums sums = { 0 };

	pair->of = gamut_arena_new(arena, struct gamut_overlap_measure,
	                           overlap->place_count);
	for (size_t i = 0; i < overlap->place_count; i++) {
		const struct gamut_overlap_place *place = &overlap->places[i];
		struct gamut_overlap_measure *of = &pair->of[i];

		/* Of a side that is not there all counts are 0. */
		*of = gamut_overlap_measure_of(place->counts[pair->a],
		                               place->counts[pair->b],
		                               place->answer_count);
		if (isnan(of->agreement))
			continue;
		pair->cells++;
		sums.agreement += of->agreement;
		sums.shared += of->shared;
		sums.shared_if_same += of->shared_if_same;
		if (isnan(of->morisita) ||
		    of->equal_pairs < GAMUT_OVERLAP_PAIRS)
			continue;
		pair->telling++;
		sums.morisita += of->morisita;
		sums.variance += of->se * of->se;
	}
	average(pair, &sums);
}

static void add_pairs(struct gamut_overlap *overlap, struct gamut_arena *arena)
{
	size_t count = overlap->condition_count;

	overlap->pairs = gamut_arena_new(arena, struct gamut_overlap_pair,
	                                 count * (count - 1) / 2);
	for (size_t a = 0; a < count; a++)
		for (size_t b = a + 1; b < count; b++) {
			struct gamut_overlap_pair *pair =
				&overlap->pairs[overlap->pair_count++];

			pair->a = a;
			pair->b = b;
			measure(pair, overlap, arena);
		}
}

/* ------------------------------------------------------------------- modes */

/* Does a prompt of `cell` show `text`, in any spelling? */
static bool is_shown(const struct gamut_cell *cell, struct gamut_str text)
{
	for (size_t i = 0; i < cell->answer_count; i++) {
		const struct gamut_cell_answer *answer = &cell->answers[i];

		if (answer->is_example && answer->valid > 0 &&
		    gamut_str_eq(cell->forms[answer->form].text, text))
			return true;
	}
	return false;
}

static void judge(struct gamut_overlap_mode *mode, size_t conditions)
{
	const struct gamut_overlap_place *place = mode->place;

	for (size_t k = 0; k < conditions; k++) {
		uint64_t count = place->counts[k][mode->answer];

		mode->is_mode[k] = gamut_overlap_is_mode(count, place->valid[k],
		                                         place->space);
		if (!mode->is_mode[k])
			continue;
		mode->modes++;
		mode->share += (double)count / (double)place->valid[k];
		if (mode->shown.len == 0)
			mode->shown = gamut_shape_spelling(
				place->cells[k]->cell,
				place->texts[mode->answer]);
		if (!mode->is_example)
			mode->is_example = is_shown(place->cells[k]->cell,
			                            place->texts[mode->answer]);
	}
	if (mode->modes > 0)
		mode->share /= (double)mode->modes;
	if (mode->shown.len == 0)
		mode->shown = place->texts[mode->answer];
}

static int mode_cmp(const void *a, const void *b)
{
	const struct gamut_overlap_mode *mode_a = a;
	const struct gamut_overlap_mode *mode_b = b;

	if (mode_a->modes != mode_b->modes)
		return mode_a->modes > mode_b->modes ? -1 : 1;
	if (mode_a->share != mode_b->share)
		return mode_a->share > mode_b->share ? -1 : 1;
	return mode_a->answer < mode_b->answer ? -1 : 1;
}

static void add_modes_of(struct gamut_overlap *overlap,
                         const struct gamut_overlap_place *place,
                         size_t at_least, struct gamut_arena *arena)
{
	size_t first = overlap->mode_count;

	for (size_t j = 0; j < place->answer_count; j++) {
		struct gamut_overlap_mode *mode =
			&overlap->modes[overlap->mode_count];

		*mode = (struct gamut_overlap_mode){
			.place = place,
			.answer = j,
			.is_mode = gamut_arena_new(arena, bool,
			                           overlap->condition_count),
		};
		judge(mode, overlap->condition_count);
		overlap->mode_count += mode->modes >= at_least;
	}
	qsort(&overlap->modes[first], overlap->mode_count - first,
	      sizeof(overlap->modes[0]), mode_cmp);
}

static void add_modes(struct gamut_overlap *overlap, size_t at_least,
                      struct gamut_arena *arena)
{
	size_t most = 1;

	for (size_t i = 0; i < overlap->place_count; i++)
		most += overlap->places[i].answer_count;
	overlap->modes = gamut_arena_new(arena, struct gamut_overlap_mode,
	                                 most);
	for (size_t i = 0; i < overlap->place_count; i++)
		add_modes_of(overlap, &overlap->places[i], at_least, arena);
}

struct gamut_overlap gamut_overlap_of(const struct gamut_overlap_side *sides,
                                      size_t count, size_t at_least,
                                      struct gamut_arena *arena)
{
	struct gamut_overlap overlap = { .condition_count = count };

	if (count < 2 || count > GAMUT_OVERLAP_CONDITIONS_MAX || at_least < 1)
		GAMUT_BUG("%zu conditions, at least %zu", count, at_least);
	add_places(&overlap, sides, arena);
	add_pairs(&overlap, arena);
	add_modes(&overlap, at_least, arena);
	return overlap;
}
