#include "runner/measure/estimate/estimates.h"

#include <math.h>

#include "runner/measure/estimate/evenness.h"
#include "runner/measure/estimate/metrics.h"
#include "runner/measure/estimate/permutation.h"
#include "runner/measure/estimate/uniform.h"
#include "runner/measure/estimate/yield.h"

const uint64_t gamut_estimates_tops[GAMUT_ESTIMATES_TOPS] = { 1, 3, 5 };

static void estimate_curve(struct gamut_estimates *out,
                           const struct gamut_estimate_input *input,
                           const struct gamut_spectrum *spectrum,
                           struct gamut_arena *arena)
{
	out->yield_at = gamut_arena_new(arena, double, input->at_count);
	out->yield_at_se = gamut_arena_new(arena, double, input->at_count);
	out->uniqueness_at = gamut_arena_new(arena, double, input->at_count);
	out->yield_at_ci95 = gamut_arena_new(arena, struct gamut_interval,
	                                     input->at_count);
	for (size_t i = 0; i < input->at_count; i++) {
		uint64_t k = input->at[i];
		double variance = gamut_yield_at_variance(spectrum, k);

		out->yield_at[i] = gamut_yield_at(spectrum, k);
		out->uniqueness_at[i] = gamut_uniqueness_at(spectrum, k);
		out->yield_at_ci95[i] = gamut_yield_at_interval(spectrum, k,
		                                                input->space);
		/* Of a negative estimate there is no root. */
		out->yield_at_se[i] = variance < 0 ? GAMUT_UNDEFINED :
		                                     sqrt(fabs(variance));
	}
}

static void estimate_evenness(struct gamut_estimates *out,
                              const struct gamut_spectrum *spectrum,
                              uint64_t space)
{
	struct gamut_null null = gamut_uniform_null(spectrum, space);

	out->collision = gamut_evenness_collision(spectrum);
	out->collision_se = gamut_evenness_collision_se(spectrum);
	out->collision_ci95 = gamut_evenness_collision_interval(spectrum);
	out->entropy = gamut_evenness_entropy(spectrum);
	out->effective_number = exp(out->entropy);
	out->effective_number_2 = gamut_evenness_effective_number_2(spectrum);
	out->distance_to_uniform = gamut_evenness_distance(spectrum, space);
	out->distance_to_uniform_p = null.p;
	out->distance_to_uniform_p_method = gamut_null_method_name(null.method);
	for (size_t i = 0; i < GAMUT_ESTIMATES_TOPS; i++)
		out->top_share[i] = gamut_evenness_top_share(
			spectrum, gamut_estimates_tops[i]);
}

static void estimate_target(struct gamut_estimates *out,
                            const struct gamut_estimate_input *input)
{
	const struct gamut_target_sample sample = {
		.counts = input->counts,
		.weights = input->target,
		.count = input->target ? input->count : 0,
	};

	out->target = gamut_target_distance_of(&sample);
}

static void estimate_difference(struct gamut_estimates *out,
                                const struct gamut_estimate_input *input)
{
	struct gamut_pair pair = {
		.counts = input->counts,
		.base_counts = input->base_counts,
		.count = input->count,
		.invalid = input->invalid,
		.base_invalid = input->base_invalid,
	};
	struct gamut_share share = { .part = out->valid, .whole = out->n };
	struct gamut_share base = { 0 };
	struct gamut_permutation permutation = gamut_permutation_of(&pair);

	for (size_t i = 0; i < input->count; i++)
		base.part += input->base_counts[i];
	base.whole = base.part + input->base_invalid;
	out->validity_fisher_p = gamut_share_fisher(share, base);
	out->validity_newcombe_ci95 = gamut_share_newcombe(share, base);
	out->yield_permutation_p = permutation.p;
	out->yield_permutation_midp = permutation.midp;
}

static void leave_difference(struct gamut_estimates *out)
{
	out->validity_fisher_p = GAMUT_UNDEFINED;
	out->validity_newcombe_ci95 =
		(struct gamut_interval){ GAMUT_UNDEFINED, GAMUT_UNDEFINED };
	out->yield_permutation_p = GAMUT_UNDEFINED;
	out->yield_permutation_midp = GAMUT_UNDEFINED;
}

struct gamut_estimates gamut_estimates_of(
	const struct gamut_estimate_input *input, struct gamut_arena *arena)
{
	struct gamut_spectrum spectrum = gamut_spectrum_of(
		input->counts, input->count, input->invalid, arena);
	struct gamut_share share = { .part = spectrum.valid,
		                     .whole = spectrum.n };
	struct gamut_share unique = { .part = spectrum.yield,
		                      .whole = spectrum.valid };
	struct gamut_estimates out = {
		.n = spectrum.n,
		.valid = spectrum.valid,
		.yield = spectrum.yield,
		.validity = gamut_share_value(share),
		.validity_ci95 = gamut_share_wilson(share),
		.yield_se = sqrt(gamut_yield_variance_jackknife(&spectrum)),
		.yield_ci95 = gamut_yield_interval(&spectrum, input->space),
		.yield_variance_good_toulmin =
			gamut_yield_variance_good_toulmin(&spectrum),
		.uniqueness = gamut_share_value(unique),
		.seen_mass = gamut_yield_seen_mass(&spectrum),
		.chao1 = gamut_yield_chao1(&spectrum),
		.ceiling = GAMUT_UNDEFINED,
		.relative_yield = GAMUT_UNDEFINED,
	};

	if (spectrum.n > 0) {
		out.ceiling = gamut_metrics_ceiling(input->space, spectrum.n);
		out.relative_yield = (double)spectrum.yield / out.ceiling;
	}
	estimate_curve(&out, input, &spectrum, arena);
	estimate_evenness(&out, &spectrum, input->space);
	estimate_target(&out, input);
	if (input->base_counts)
		estimate_difference(&out, input);
	else
		leave_difference(&out);
	return out;
}
