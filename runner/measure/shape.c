#include "runner/measure/shape.h"

#include <math.h>

#include "runner/measure/estimate/evenness.h"
#include "runner/measure/estimate/yield.h"

const uint64_t gamut_shape_at[GAMUT_SHAPE_AT] = { 10, 25, 50 };

static bool is_before(const struct gamut_counted *a,
                      const struct gamut_counted *b)
{
	return a->count != b->count ? a->count > b->count :
	                              gamut_str_cmp(a->text, b->text) < 0;
}

size_t gamut_shape_top(struct gamut_counted top[GAMUT_SHAPE_TOP],
                       const struct gamut_cell *cell)
{
	size_t count = 0;

	for (size_t i = 0; i < cell->form_count; i++) {
		struct gamut_counted form = { cell->forms[i].text,
			                      cell->forms[i].valid };
		size_t at = count;

		while (at > 0 && is_before(&form, &top[at - 1]))
			at--;
		if (form.count == 0 || at == GAMUT_SHAPE_TOP)
			continue;
		if (count < GAMUT_SHAPE_TOP)
			count++;
		for (size_t j = count - 1; j > at; j--)
			top[j] = top[j - 1];
		top[at] = form;
	}
	return count;
}

struct gamut_str gamut_shape_spelling(const struct gamut_cell *cell,
                                      struct gamut_str form)
{
	struct gamut_counted best = { GAMUT_STR_EMPTY, 0 };

	for (size_t i = 0; i < cell->answer_count; i++) {
		const struct gamut_cell_answer *answer = &cell->answers[i];
		struct gamut_counted spelling = { answer->text, answer->valid };

		if (answer->valid > 0 && is_before(&spelling, &best) &&
		    gamut_str_eq(cell->forms[answer->form].text, form))
			best = spelling;
	}
	return best.text;
}

/*
 * `raw` is the raw texts' shape, once that is known: entropy takes more time
 * than all else, and is the same where every text is a form of its own.
 */
static struct gamut_shape_form form_of(const struct gamut_cell *cell,
                                       enum gamut_form form,
                                       const struct gamut_shape_form *raw,
                                       struct gamut_arena *arena)
{
	bool is_raws = raw && cell->tally.yield == cell->tally.canonical_yield;
	struct gamut_counts counts = gamut_counts_of(cell, form, arena);
	struct gamut_spectrum spectrum = gamut_counts_spectrum(&counts, arena);
	struct gamut_shape_form shape = {
		.yield_se = sqrt(gamut_yield_variance_jackknife(&spectrum)),
		.yield_ci95 = gamut_yield_interval(&spectrum, counts.space),
		.uniqueness = gamut_share_value(
			(struct gamut_share){ spectrum.yield, spectrum.valid }),
		.uniqueness_at = gamut_uniqueness_at(&spectrum,
		                                     GAMUT_SHAPE_UNIQUENESS_AT),
		.collision = gamut_evenness_collision(&spectrum),
		.collision_se = gamut_evenness_collision_se(&spectrum),
		.collision_ci95 = gamut_evenness_collision_interval(&spectrum),
		.entropy = is_raws ? raw->entropy :
		                     gamut_evenness_entropy(&spectrum),
		.seen_mass = gamut_yield_seen_mass(&spectrum),
		.chao1 = gamut_yield_chao1(&spectrum),
		.distance_to_uniform = gamut_evenness_distance(&spectrum,
		                                               counts.space),
	};

	shape.effective_number = exp(shape.entropy);
	for (size_t i = 0; i < GAMUT_SHAPE_AT; i++) {
		uint64_t k = gamut_shape_at[i];

		shape.yield_at[i] = gamut_yield_at(&spectrum, k);
		shape.yield_at_ci95[i] = gamut_yield_at_interval(&spectrum, k,
		                                                 counts.space);
	}
	for (size_t i = 0; i < GAMUT_ESTIMATES_TOPS; i++)
		shape.top_share[i] = gamut_evenness_top_share(
			&spectrum, gamut_estimates_tops[i]);
	return shape;
}

struct gamut_shape gamut_shape_of(const struct gamut_cell *cell)
{
	struct gamut_arena arena = { 0 };
	struct gamut_shape shape = {
		.validity_ci95 = gamut_share_wilson((struct gamut_share){
			cell->tally.valid, cell->tally.n }),
	};

	shape.raw = form_of(cell, GAMUT_FORM_RAW, NULL, &arena);
	shape.canonical = form_of(cell, GAMUT_FORM_CANONICAL, &shape.raw,
	                          &arena);
	shape.top_count = gamut_shape_top(shape.top, cell);
	gamut_arena_clear(&arena);
	return shape;
}
