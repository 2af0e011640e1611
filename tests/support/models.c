#include "tests/support/models.h"

#include <math.h>

struct gamut_law gamut_law_of(const struct gamut_model *model,
                              struct gamut_arena *arena)
{
	struct gamut_law law = {
		.space = model->space,
		.validity = model->validity,
		.up_to = gamut_arena_new(arena, double, model->space),
	};
	double sum = 0;

	for (size_t i = 0; i < law.space; i++) {
		sum += pow((double)i + 1, -model->exponent);
		law.up_to[i] = sum;
	}
	for (size_t i = 0; i < law.space; i++)
		law.up_to[i] /= sum;
	law.up_to[law.space - 1] = 1;
	return law;
}

/* The first answer up to which the law reaches `at`. */
static size_t find(const struct gamut_law *law, double at)
{
	size_t low = 0;
	size_t high = law->space - 1;

	while (low < high) {
		size_t middle = (low + high) / 2;

		if (at < law->up_to[middle])
			high = middle;
		else
			low = middle + 1;
	}
	return low;
}

struct gamut_law_draws gamut_law_draw(const struct gamut_law *law, size_t n,
                                      struct gamut_rng *rng,
                                      struct gamut_arena *arena)
{
	struct gamut_law_draws draws = {
		.counts = gamut_arena_new(arena, uint64_t, law->space),
	};

	for (size_t i = 0; i < n; i++) {
		if (gamut_rng_unit(rng) < law->validity)
			draws.counts[find(law, gamut_rng_unit(rng))]++;
		else
			draws.invalid++;
	}
	return draws;
}

struct gamut_spectrum gamut_law_spectrum(const struct gamut_law *law,
                                         const struct gamut_law_draws *draws,
                                         struct gamut_arena *arena)
{
	uint64_t *seen = gamut_arena_new(arena, uint64_t, law->space);
	size_t count = 0;

	/* Zeros would only be sorted. */
	for (size_t i = 0; i < law->space; i++)
		if (draws->counts[i] > 0)
			seen[count++] = draws->counts[i];
	return gamut_spectrum_of(seen, count, draws->invalid, arena);
}

struct gamut_spectrum gamut_law_sample(const struct gamut_law *law, size_t n,
                                       struct gamut_rng *rng,
                                       struct gamut_arena *arena)
{
	struct gamut_law_draws draws = gamut_law_draw(law, n, rng, arena);

	return gamut_law_spectrum(law, &draws, arena);
}

double gamut_law_share(const struct gamut_law *law, size_t i)
{
	return law->up_to[i] - (i > 0 ? law->up_to[i - 1] : 0);
}

double gamut_law_yield(const struct gamut_law *law, double n)
{
	double sum = 0;

	for (size_t i = 0; i < law->space; i++)
		sum += 1 - pow(1 - law->validity * gamut_law_share(law, i), n);
	return sum;
}
