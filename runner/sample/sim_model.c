#include "runner/sample/sim_model.h"

#include <math.h>

#include "base/compiler.h"
#include "base/status.h"

static const struct gamut_sim_model models[] = {
	{ "sim:base", GAMUT_SIM_POWER, 0.9, 10000, 1.0 / 3 },
	{ "sim:instruct", GAMUT_SIM_GEOMETRIC, 0.45, 64, 1.0 / 49 },
	{ "sim:uniform", GAMUT_SIM_FLAT, 0, UINT64_MAX, 0 },
};

const struct gamut_sim_model *gamut_sim_model_find(struct gamut_str name)
{
	for (size_t i = 0; i < GAMUT_ARRAY_LEN(models); i++)
		if (gamut_str_eq(name, gamut_str_of(models[i].name)))
			return &models[i];
	return NULL;
}

bool gamut_sim_exists(const char *model)
{
	return gamut_sim_model_find(gamut_str_of(model)) != NULL;
}

size_t gamut_sim_count(void)
{
	return GAMUT_ARRAY_LEN(models);
}

const char *gamut_sim_at(size_t i)
{
	if (i >= GAMUT_ARRAY_LEN(models))
		GAMUT_BUG("simulated model %zu out of range", i);
	return models[i].name;
}

uint64_t gamut_sim_model_ranks(const struct gamut_sim_model *model,
                               uint64_t members)
{
	return members < model->ranks_max ? members : model->ranks_max;
}

double gamut_sim_model_weight(const struct gamut_sim_model *model, uint64_t r,
                              double temperature)
{
	double log_weight = 0;

	if (r > 1 && model->shape == GAMUT_SIM_POWER)
		log_weight = -model->steepness * log((double)r);
	if (r > 1 && model->shape == GAMUT_SIM_GEOMETRIC)
		log_weight = log(model->steepness) * (double)(r - 1);
	if (temperature == 0)
		return log_weight < 0 ? 0 : 1;
	return exp(log_weight / temperature);
}

double gamut_sim_model_error(const struct gamut_sim_model *model,
                             double temperature)
{
	double odds;

	if (temperature == 0)
		return 0;
	odds = pow(model->error_odds, 1 / temperature);
	return odds / (1 + odds);
}

uint64_t gamut_sim_distribution(double *error, double *ranks, size_t count,
                                const char *model, uint64_t members,
                                double temperature)
{
	const struct gamut_sim_model *m =
		gamut_sim_model_find(gamut_str_of(model));
	uint64_t n;
	double total = 0;

	if (!m)
		GAMUT_BUG("no simulated model '%s'", model);
	n = gamut_sim_model_ranks(m, members);
	*error = gamut_sim_model_error(m, temperature);
	if (m->shape == GAMUT_SIM_FLAT) {
		for (size_t i = 0; i < count && i < n; i++)
			ranks[i] = 1 / (double)n;
		return n;
	}
	for (uint64_t r = 1; r <= n; r++)
		total += gamut_sim_model_weight(m, r, temperature);
	for (size_t i = 0; i < count && i < n; i++)
		ranks[i] = gamut_sim_model_weight(m, i + 1, temperature) /
		           total;
	return n;
}
