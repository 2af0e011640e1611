/* Samples of a perfect sampler, as many as there is time for. */
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/alloc.h"
#include "base/rng.h"
#include "runner/measure/estimate/target_null.h"

/* Of the likeliest number: what is less is lost in rounding. */
#define NEGLIGIBLE 1e-20

/*
 * Form by form a sample takes a number of a binomial law for each, draw by
 * draw a number for each draw, which takes a quarter of the time. Of more forms
 * there would be too many laws to be kept.
 */
#define BY_FORM_MAX_FORMS 32
#define BY_FORM_MIN_DRAWS_EACH 4

/* What samples are drawn with; one of the two ways is set up. */
struct sampler {
	const struct gamut_target_law *law;
	struct gamut_rng rng;
	/*
	 * Form by form: of form i and so many draws `left` the law, added up,
	 * at [i * (V + 1) + left] once it was needed.
	 */
	struct gamut_target_row *rows;
	struct gamut_arena arena; /* of them */
	double *room;
	/*
	 * Draw by draw, with a guide (H. Chen, Y. Asau 1974): a number in
	 * [k/K, (k + 1)/K) belongs to form guide[k] or to one behind it, that
	 * is the first one i of which it is below up_to[i].
	 */
	double *up_to;
	size_t *guide;
	uint64_t *counts;
	size_t *drawn; /* the form of each draw */
};

static bool is_by_form(const struct gamut_target_law *law)
{
	return law->count <= BY_FORM_MAX_FORMS &&
	       law->draws >= BY_FORM_MIN_DRAWS_EACH * law->count;
}

static void set_up_guide(struct sampler *sampler)
{
	const struct gamut_target_law *law = sampler->law;
	double sum = 0;
	size_t form = 0;

	sampler->up_to = gamut_alloc_array(law->count, sizeof(double));
	sampler->guide = gamut_alloc_array(law->count, sizeof(size_t));
	sampler->counts = gamut_alloc_array(law->count, sizeof(uint64_t));
	sampler->drawn = gamut_alloc_array(law->draws, sizeof(size_t));
	for (size_t i = 0; i < law->count; i++) {
		sum += law->shares[i];
		sampler->up_to[i] = sum;
	}
	/* What rounding leaves is the last one's. */
	sampler->up_to[law->count - 1] = 2;
	for (size_t k = 0; k < law->count; k++) {
		while (sampler->up_to[form] <= (double)k / (double)law->count)
			form++;
		sampler->guide[k] = form;
	}
}

static void set_up(struct sampler *sampler, const struct gamut_target_law *law)
{
	char words[64];

	*sampler = (struct sampler){ .law = law };
	snprintf(words, sizeof(words), "%" PRIu64 " draws at a target of %zu",
	         law->draws, law->count);
	sampler->rng.state = gamut_rng_hash(0, gamut_str_of(words));
	if (!is_by_form(law)) {
		set_up_guide(sampler);
		return;
	}
	sampler->room = gamut_alloc_array(law->draws + 1, sizeof(double));
	sampler->rows = gamut_alloc_array(law->count * (law->draws + 1),
	                                  sizeof(sampler->rows[0]));
}

static void tear_down(struct sampler *sampler)
{
	free(sampler->rows);
	free(sampler->room);
	free(sampler->up_to);
	free(sampler->guide);
	free(sampler->counts);
	free(sampler->drawn);
	gamut_arena_clear(&sampler->arena);
}

/* The law of form `i`, added up. */
static const struct gamut_target_row *row_at(struct sampler *sampler, size_t i,
                                             uint64_t left)
{
	struct gamut_target_row *row =
		&sampler->rows[i * (sampler->law->draws + 1) + left];
	struct gamut_target_row law;
	double sum = 0;

	if (row->chances)
		return row;
	law = gamut_target_row(sampler->law, i, left, NEGLIGIBLE,
	                       sampler->room);
	*row = law;
	row->chances = gamut_arena_new(&sampler->arena, double, law.count);
	for (size_t k = 0; k < law.count; k++) {
		sum += law.chances[k];
		row->chances[k] = sum;
	}
	return row;
}

/* The first number of draws whose chance, added up, is above `u`. */
static uint64_t find(const struct gamut_target_row *row, double u)
{
	size_t low = 0;
	size_t high = row->count - 1;

	while (low < high) {
		size_t middle = (low + high) / 2;

		if (row->chances[middle] > u)
			high = middle;
		else
			low = middle + 1;
	}
	return row->first + low;
}

static double draw_by_form(struct sampler *sampler)
{
	const struct gamut_target_law *law = sampler->law;
	uint64_t left = law->draws;
	double apart = 0;

	for (size_t i = 0; i < law->count; i++) {
		uint64_t count = left;

		if (i + 1 < law->count)
			count = find(row_at(sampler, i, left),
			             gamut_rng_unit(&sampler->rng));
		left -= count;
		apart += gamut_target_deviation(law, i, count);
	}
	return apart;
}

static double draw_by_draw(struct sampler *sampler)
{
	const struct gamut_target_law *law = sampler->law;
	/* Of forms that do not come. */
	double apart = (double)law->draws;

	for (uint64_t k = 0; k < law->draws; k++) {
		double u = gamut_rng_unit(&sampler->rng);
		size_t i = sampler->guide[(size_t)(u * (double)law->count)];

		while (u >= sampler->up_to[i])
			i++;
		sampler->counts[i]++;
		sampler->drawn[k] = i;
	}
	for (uint64_t k = 0; k < law->draws; k++) {
		size_t i = sampler->drawn[k];
		uint64_t count = sampler->counts[i];

		if (count == 0)
			continue;
		apart += gamut_target_deviation(law, i, count) -
		         gamut_target_deviation(law, i, 0);
		sampler->counts[i] = 0;
	}
	return apart;
}

static int by_size(const void *left, const void *right)
{
	double a = *(const double *)left;
	double b = *(const double *)right;

	return (a > b) - (a < b);
}

void gamut_target_simulate(struct gamut_target_distance *out,
                           const struct gamut_target_law *law, double observed)
{
	double *apart = gamut_alloc_array(GAMUT_UNIFORM_REPLICATES,
	                                  sizeof(*apart));
	struct sampler sampler;
	unsigned as_far = 0;
	size_t sure;

	set_up(&sampler, law);
	for (size_t r = 0; r < GAMUT_UNIFORM_REPLICATES; r++) {
		apart[r] = sampler.rows ? draw_by_form(&sampler) :
		                          draw_by_draw(&sampler);
		as_far += apart[r] >= observed - GAMUT_TARGET_TIE;
	}
	tear_down(&sampler);
	qsort(apart, GAMUT_UNIFORM_REPLICATES, sizeof(*apart), by_size);
	sure = (size_t)ceil(GAMUT_TARGET_SURE * GAMUT_UNIFORM_REPLICATES);
	out->p = (1.0 + as_far) / (1.0 + GAMUT_UNIFORM_REPLICATES);
	out->null_q95 = apart[sure - 1] / 2 / (double)law->draws;
	free(apart);
}
