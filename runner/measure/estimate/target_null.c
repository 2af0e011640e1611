/* All samples of a perfect sampler, one by one. */
#include "runner/measure/estimate/target_null.h"

#include <math.h>
#include <stdlib.h>

#include "base/alloc.h"
#include "base/status.h"

/* Of `SURE` what a sum of chances may have lost in rounding. */
#define ROUNDING 1e-12

struct gamut_target_row gamut_target_row(const struct gamut_target_law *law,
                                         size_t i, uint64_t left, double least,
                                         double *room)
{
	double later = law->rests[i + 1];
	double odds = law->shares[i] / later;
	struct gamut_target_row row = { .first = left };
	double sum = 1;
	uint64_t last;

	/* The mode; of the last form all that is left. */
	if (later > 0)
		row.first = (uint64_t)((double)(left + 1) * law->shares[i] /
		                       law->rests[i]);
	if (row.first > left)
		row.first = left;
	last = row.first;
	room[last] = 1;
	while (last < left) {
		room[last + 1] = room[last] * (double)(left - last) /
		                 (double)(last + 1) * odds;
		if (!(room[last + 1] > least))
			break;
		sum += room[++last];
	}
	while (row.first > 0 && later > 0) {
		room[row.first - 1] = room[row.first] * (double)row.first /
		                      (double)(left - row.first + 1) / odds;
		if (!(room[row.first - 1] > least))
			break;
		sum += room[--row.first];
	}
	row.count = last - row.first + 1;
	row.chances = room + row.first;
	for (size_t k = 0; k < row.count; k++)
		row.chances[k] /= sum;
	return row;
}

/* Some counts of the first forms. */
struct state {
	uint64_t left; /* draws of later ones */
	double chance;
	double apart; /* distance */
};

struct states {
	struct state *list;
	size_t count;
	size_t size;
};

static void add_state(struct states *states, struct state state)
{
	states->list = gamut_grow_array(states->list, &states->size,
	                                states->count, sizeof(*states->list));
	states->list[states->count++] = state;
}

/* Let form `i` have any number of the draws that are left. */
static struct states step(const struct states *before,
                          const struct gamut_target_law *law, size_t i,
                          double *room)
{
	struct states after = { 0 };

	for (size_t k = 0; k < before->count; k++) {
		const struct state *state = &before->list[k];
		struct gamut_target_row row =
			gamut_target_row(law, i, state->left, 0, room);

		for (size_t c = 0; c < row.count; c++) {
			uint64_t count = row.first + c;

			add_state(&after,
			          (struct state){
					  .left = state->left - count,
					  .chance = state->chance *
			                            row.chances[c],
					  .apart = state->apart +
			                           gamut_target_deviation(
							   law, i, count),
				  });
		}
	}
	return after;
}

static int by_distance(const void *left, const void *right)
{
	double a = ((const struct state *)left)->apart;
	double b = ((const struct state *)right)->apart;

	return (a > b) - (a < b);
}

static double quantile(const struct states *states)
{
	double sum = 0;
	size_t i = 0;

	for (; i + 1 < states->count; i++) {
		sum += states->list[i].chance;
		if (sum >= GAMUT_TARGET_SURE - ROUNDING)
			break;
	}
	return states->list[i].apart;
}

void gamut_target_enumerate(struct gamut_target_distance *out,
                            const struct gamut_target_law *law, double observed)
{
	double *room = gamut_alloc_array(law->draws + 1, sizeof(*room));
	struct states states = { 0 };

	add_state(&states, (struct state){ law->draws, 1, 0 });
	for (size_t i = 0; i < law->count; i++) {
		struct states next = step(&states, law, i, room);

		free(states.list);
		states = next;
	}
	if (!states.list)
		GAMUT_BUG("%zu forms have no counts", law->count);
	qsort(states.list, states.count, sizeof(states.list[0]), by_distance);
	out->p = 0;
	for (size_t i = states.count; i > 0; i--)
		if (states.list[i - 1].apart >= observed - GAMUT_TARGET_TIE)
			out->p += states.list[i - 1].chance;
	out->p = fmin(1, out->p);
	out->null_q95 = quantile(&states) / 2 / (double)law->draws;
	free(states.list);
	free(room);
}
