#include "tests/support/sampler.h"

#include <math.h>
#include <string.h>

void gamut_sampler_make(struct gamut_sampler *sampler,
                        const struct gamut_sampler_model *model)
{
	double sum = 0;

	sampler->model = model;
	for (size_t i = 0; i < model->space; i++) {
		sum += pow((double)i + 1, -model->exponent);
		sampler->up_to[i] = sum;
	}
	for (size_t i = 0; i < model->space; i++)
		sampler->up_to[i] /= sum;
	sampler->up_to[model->space - 1] = 1;
}

double gamut_sampler_share(const struct gamut_sampler *sampler, size_t i)
{
	return sampler->model->validity *
	       (sampler->up_to[i] - (i > 0 ? sampler->up_to[i - 1] : 0));
}

static size_t draw_one(const struct gamut_sampler *sampler,
                       struct gamut_rng *rng)
{
	double at = gamut_rng_unit(rng);
	size_t low = 0;
	size_t high = sampler->model->space - 1;

	while (low < high) {
		size_t middle = (low + high) / 2;

		if (at < sampler->up_to[middle])
			high = middle;
		else
			low = middle + 1;
	}
	return low;
}

void gamut_sampler_draw(struct gamut_sampler *sampler, size_t n,
                        struct gamut_rng *rng)
{
	memset(sampler->counts, 0,
	       sampler->model->space * sizeof(sampler->counts[0]));
	sampler->invalid = 0;
	for (size_t i = 0; i < n; i++) {
		if (gamut_rng_unit(rng) < sampler->model->validity)
			sampler->counts[draw_one(sampler, rng)]++;
		else
			sampler->invalid++;
	}
}

struct gamut_spectrum gamut_sampler_spectrum(
	const struct gamut_sampler *sampler, struct gamut_arena *arena)
{
	uint64_t *seen = gamut_arena_new(arena, uint64_t,
	                                 sampler->model->space);
	size_t count = 0;

	/* Zeros would only be sorted. */
	for (size_t i = 0; i < sampler->model->space; i++)
		if (sampler->counts[i] > 0)
			seen[count++] = sampler->counts[i];
	return gamut_spectrum_of(seen, count, sampler->invalid, arena);
}

double gamut_sampler_yield(const struct gamut_sampler *sampler, double n)
{
	double sum = 0;

	for (size_t i = 0; i < sampler->model->space; i++)
		sum += 1 - pow(1 - gamut_sampler_share(sampler, i), n);
	return sum;
}
