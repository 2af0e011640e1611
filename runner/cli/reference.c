#include "runner/cli/reference.h"

#include <math.h>

#include "runner/sample/sim_model.h"

/* What a simulated model does on one task, on average. */
struct expectation {
	double n;
	double validity;
	double yield;
	double collision;
	double ceiling;
};

/* 1 - (1 - p)^n */
static double seen(double p, double n)
{
	return -expm1(n * log1p(-p));
}

static struct expectation expect(const char *model, uint64_t members,
                                 uint64_t space, uint64_t n,
                                 struct gamut_arena *arena)
{
	const struct gamut_sim_model *law =
		gamut_sim_model_find(gamut_str_of(model));
	struct expectation of = {
		.n = (double)n,
		.ceiling = gamut_metrics_ceiling(space, n),
	};
	uint64_t count = gamut_sim_model_ranks(law, members);
	double error;
	double *ranks;

	if (law->shape == GAMUT_SIM_FLAT) {
		double m = (double)members;

		gamut_sim_distribution(&error, NULL, 0, model, members, 1);
		of.validity = 1 - error;
		of.yield = m * seen((1 - error) / m, of.n);
		of.collision = 1 / m;
		return of;
	}
	ranks = gamut_arena_new(arena, double, count);
	gamut_sim_distribution(&error, ranks, count, model, members, 1);
	of.validity = 1 - error;
	for (uint64_t r = 0; r < count; r++) {
		of.yield += seen((1 - error) * ranks[r], of.n);
		of.collision += ranks[r] * ranks[r];
	}
	return of;
}

static double value_on(enum gamut_axis axis, const struct expectation *of)
{
	switch (axis) {
	case GAMUT_AXIS_VALIDITY:
		return of->validity;
	case GAMUT_AXIS_UNIQUENESS:
	case GAMUT_AXIS_CANONICAL_UNIQUENESS:
		return of->yield / (of->n * of->validity);
	case GAMUT_AXIS_YIELD:
	case GAMUT_AXIS_CANONICAL_YIELD:
		return of->yield;
	case GAMUT_AXIS_RELATIVE_YIELD:
		return of->yield / of->ceiling;
	case GAMUT_AXIS_PAIRWISE_UNIQUENESS:
		return 1 - of->collision;
	case GAMUT_AXIS_EFFECTIVE_NUMBER:
	case GAMUT_AXIS_COUNT:
		break;
	}
	return GAMUT_UNDEFINED;
}

static enum gamut_status place(struct gamut_place *at, const char *model,
                               const struct gamut_front *front,
                               const struct gamut_suite *suite,
                               struct gamut_err *err)
{
	const enum gamut_axis *axes = front->options.axes;
	struct gamut_arena arena = { 0 };
	enum gamut_status status = GAMUT_OK;

	*at = (struct gamut_place){ 0 };
	for (size_t t = 0; t < front->task_count && !status; t++) {
		const struct gamut_front_task *task = &front->tasks[t];
		double weight = (double)task->cells;
		const struct gamut_checker *checker;
		struct expectation of;

		status = gamut_suite_require(&checker, suite, task->name, err);
		if (status)
			break;
		of = expect(model, gamut_checker_member_count(checker),
		            gamut_checker_task(checker)->space, task->n,
		            &arena);
		at->x += weight * value_on(axes[0], &of);
		at->y += weight * value_on(axes[1], &of);
		gamut_arena_reset(&arena);
	}
	at->x /= (double)front->cells;
	at->y /= (double)front->cells;
	gamut_arena_clear(&arena);
	return status;
}

enum gamut_status gamut_reference_points(struct gamut_front_reference **out,
                                         size_t *count,
                                         const struct gamut_front *front,
                                         const struct gamut_suite *suite,
                                         struct gamut_arena *arena,
                                         struct gamut_err *err)
{
	enum gamut_status status = GAMUT_OK;

	for (size_t a = 0; a < 2; a++)
		if (front->options.axes[a] == GAMUT_AXIS_EFFECTIVE_NUMBER)
			return gamut_error(
				err, GAMUT_EINVAL,
				"--reference: simulated models have no closed "
				"form of %s; take another axis",
				gamut_axis_name(front->options.axes[a]));
	*count = gamut_sim_count();
	*out = gamut_arena_new(arena, struct gamut_front_reference, *count);
	for (size_t i = 0; i < *count && !status; i++) {
		(*out)[i].label = gamut_str_of(gamut_sim_at(i));
		status = place(&(*out)[i].at, gamut_sim_at(i), front, suite,
		               err);
	}
	return status;
}
