#ifndef GAMUT_SAMPLE_SIM_MODEL_H
#define GAMUT_SAMPLE_SIM_MODEL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

/*
 * The distributions of the simulated models
 * -----------------------------------------
 * Over a task's members by rank, and of errors; sim.h says which model has
 * which. Which member has which rank, and what an error looks like, is sim.c's.
 */

/* How a model's probabilities fall with the rank r, counted from 1. */
enum gamut_sim_shape {
	GAMUT_SIM_FLAT,
	GAMUT_SIM_POWER,     /* r^-steepness */
	GAMUT_SIM_GEOMETRIC, /* steepness^r */
};

struct gamut_sim_model {
	const char *name;
	enum gamut_sim_shape shape;
	double steepness;
	uint64_t ranks_max; /* members beyond this rank never appear */
	double error_odds;  /* at temperature 1; errors : valid answers */
};

/* Is there a simulated model of that name ("sim:base")? */
bool gamut_sim_exists(const char *model);

/* How many simulated models there are, and the name of each. */
size_t gamut_sim_count(void);
const char *gamut_sim_at(size_t i);

/* The model of that name, or NULL. */
const struct gamut_sim_model *gamut_sim_model_find(struct gamut_str name);

/* How many of a task's `members` the model ever names. */
uint64_t gamut_sim_model_ranks(const struct gamut_sim_model *model,
                               uint64_t members);

/* The weight of rank `r`, from 1, against rank 1. */
double gamut_sim_model_weight(const struct gamut_sim_model *model, uint64_t r,
                              double temperature);

/* The probability of an error. */
double gamut_sim_model_error(const struct gamut_sim_model *model,
                             double temperature);

/*
 * The closed form: probability of an error, and of each of the first `count`
 * ranks given no error, for a task with `members` members. Returns how many
 * ranks have a probability; those beyond `count` are not written. For
 * sim:uniform that is `members`.
 */
uint64_t gamut_sim_distribution(double *error, double *ranks, size_t count,
                                const char *model, uint64_t members,
                                double temperature);

#endif
