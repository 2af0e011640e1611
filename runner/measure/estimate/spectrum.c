#include "runner/measure/estimate/spectrum.h"

#include <stdlib.h>
#include <string.h>

static int compare(const void *left, const void *right)
{
	uint64_t a = *(const uint64_t *)left;
	uint64_t b = *(const uint64_t *)right;

	return (a > b) - (a < b);
}

static void add(struct gamut_spectrum *spectrum, struct gamut_step *steps,
                uint64_t count)
{
	if (spectrum->len == 0 || steps[spectrum->len - 1].count != count)
		steps[spectrum->len++] = (struct gamut_step){ .count = count };
	steps[spectrum->len - 1].answers++;
	spectrum->valid += count;
	spectrum->yield++;
	spectrum->once += count == 1;
	spectrum->twice += count == 2;
}

struct gamut_spectrum gamut_spectrum_of(const uint64_t *counts, size_t count,
                                        uint64_t invalid,
                                        struct gamut_arena *arena)
{
	struct gamut_spectrum spectrum = { 0 };
	uint64_t *sorted = gamut_arena_new(arena, uint64_t, count);
	struct gamut_step *steps = gamut_arena_new(arena, struct gamut_step,
	                                           count);

	if (count > 0) {
		memcpy(sorted, counts, count * sizeof(*sorted));
		qsort(sorted, count, sizeof(*sorted), compare);
	}
	for (size_t i = 0; i < count; i++)
		if (sorted[i] > 0)
			add(&spectrum, steps, sorted[i]);
	spectrum.steps = steps;
	spectrum.n = spectrum.valid + invalid;
	return spectrum;
}
