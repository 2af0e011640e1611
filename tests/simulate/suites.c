/* Two runs of 66 cells: is the gate right, and what would others say? */
#include <math.h>
#include <stdio.h>

#include "tests/simulate/simulate.h"
#include "tests/support/sides.h"

#define LEVEL 0.05
#define Z 1.959963984540054
#define TASKS 22
#define SETTINGS 3
#define CELLS 66 /* of each task, under each setting */
#define VALIDITY_MARGIN 0.02
#define YIELD_MARGIN 2

/* How many answers the tasks have; of those without end, some. */
static const size_t spaces[TASKS] = {
	7,   7,   7,   10,  25,  50,   50,   50,   100,  100,   118,
	118, 234, 300, 900, 900, 2000, 5000, 5000, 8000, 10000, 10000,
};

/* What kind of model is sampled. */
enum kind {
	GAMUT_MIXED,     /* yields 41, validity 0.87 in the mean, from 0.52 */
	GAMUT_REPEATING, /* tuned: right and repetitive */
	GAMUT_DIVERSE    /* untuned: often wrong, validity 0.75 in the mean */
};

/* What the candidate is, beside its base. */
struct change {
	const char *name;
	double power;     /* steeper so many times; 1/temperature */
	double drop;      /* or: until the mean yield falls by this */
	double validity;  /* less by this */
	size_t collapsed; /* tasks that say one thing */
	enum kind kind;
	bool is_renamed; /* all answers are other ones */
};

static const struct change changes[] = {
	{ .name = "nothing", .power = 1 },
	{ .name = "nothing, repetitive models",
	  .kind = GAMUT_REPEATING,
	  .power = 1 },
	{ .name = "nothing, diverse models",
	  .kind = GAMUT_DIVERSE,
	  .power = 1 },
	{ .name = "other answers", .power = 1, .is_renamed = true },
	{ .name = "temperature 0.95", .power = 1 / 0.95 },
	{ .name = "temperature 0.9", .power = 1 / 0.9 },
	{ .name = "yield, by the margin", .drop = YIELD_MARGIN },
	{ .name = "validity, by the margin",
	  .power = 1,
	  .validity = VALIDITY_MARGIN },
	{ .name = "validity, by 5 points", .power = 1, .validity = 0.05 },
	{ .name = "3 of 22 tasks collapse", .power = 1, .collapsed = 3 },
};

struct counted {
	double truth[GAMUT_COMPARE_METRICS]; /* of the difference */
	int verdicts[3];
	int failed;                          /* runs with a failed cell */
	int found[GAMUT_COMPARE_METRICS];    /* aggregate p at the level */
	int covered[GAMUT_COMPARE_METRICS];  /* intervals that hold the truth */
	int by_tasks[GAMUT_COMPARE_METRICS]; /* paired t */
	int by_bars[GAMUT_COMPARE_METRICS];  /* unpaired error bars */
};

/* Sides and their laws: 0 is the base. */
static struct gamut_law laws[2][CELLS];
static struct gamut_made_side sides[2];

static struct gamut_model base_model(enum kind kind, size_t cell)
{
	double x = (double)(cell / SETTINGS * 7 % TASKS) / (TASKS - 1);
	double y = (double)(cell / SETTINGS * 13 % TASKS) / (TASKS - 1);
	double shown = (double)(cell % SETTINGS);
	struct gamut_model model = { .space = spaces[cell / SETTINGS] };

	switch (kind) {
	case GAMUT_MIXED:
		model.exponent = 0.5 + 1.05 * y - 0.1 * shown;
		model.validity = 0.99 - 0.47 * x * x * x;
		break;
	case GAMUT_REPEATING:
		model.exponent = 1.5 + 1.5 * y;
		model.validity = 0.99 - 0.04 * x;
		break;
	case GAMUT_DIVERSE:
		model.exponent = 0.3 + 0.6 * y;
		model.validity = 0.95 - 0.4 * x;
		break;
	}
	return model;
}

static void make_laws(const struct change *change, double power,
                      struct gamut_arena *arena)
{
	for (size_t i = 0; i < CELLS; i++) {
		struct gamut_model model = base_model(change->kind, i);

		laws[0][i] = gamut_law_of(&model, arena);
		model.exponent *= power;
		model.validity -= change->validity;
		if (i / SETTINGS >= 8 && i / SETTINGS < 8 + change->collapsed)
			model.exponent = 5;
		laws[1][i] = gamut_law_of(&model, arena);
	}
}

static double mean_drop(void)
{
	double sum = 0;

	for (size_t i = 0; i < CELLS; i++)
		sum += gamut_law_yield(&laws[0][i], DRAWS) -
		       gamut_law_yield(&laws[1][i], DRAWS);
	return sum / CELLS;
}

/* Make both sides' laws; a drop that is wanted is found by bisection. */
static void make_change(const struct change *change, struct gamut_arena *arena)
{
	double low = 1;
	double high = 2;

	make_laws(change, change->power, arena);
	for (int i = 0; i < 30 && change->power <= 0; i++) {
		double middle = (low + high) / 2;

		gamut_arena_reset(arena);
		make_laws(change, middle, arena);
		if (mean_drop() < change->drop)
			low = middle;
		else
			high = middle;
	}
}

static void draw_side(size_t which, bool is_renamed, struct gamut_rng *rng,
                      struct gamut_arena *scratch)
{
	gamut_made_side_reset(&sides[which]);
	for (size_t i = 0; i < CELLS; i++) {
		const struct gamut_law *law = &laws[which][i];
		struct gamut_law_draws draws = gamut_law_draw(law, DRAWS, rng,
		                                              scratch);
		size_t behind = is_renamed ? law->space : 0;
		uint64_t *counts = gamut_arena_new(scratch, uint64_t,
		                                   behind + law->space);

		for (size_t k = 0; k < law->space; k++)
			counts[behind + k] = draws.counts[k];
		gamut_made_side_add_next(&sides[which], counts,
		                         behind + law->space, draws.invalid);
	}
}

/* Would error bars over tasks, of both sides apart, tell the two apart? */
static bool bars_differ(enum gamut_compare_metric metric)
{
	double values[2][TASKS] = { 0 };
	double mean[2] = { 0 };
	double squares = 0;

	for (size_t side = 0; side < 2; side++) {
		for (size_t i = 0; i < CELLS; i++) {
			const struct gamut_cell *cell = &sides[side].cells[i];
			double value = metric == GAMUT_COMPARE_VALIDITY ?
			                       (double)cell->tally.valid :
			                       (double)cell->form_count;

			values[side][i / SETTINGS] += value / SETTINGS;
			mean[side] += value / CELLS;
		}
		for (size_t i = 0; i < TASKS; i++)
			squares += pow(values[side][i] - mean[side], 2);
	}
	return fabs(mean[0] - mean[1]) > Z * sqrt(squares) / TASKS;
}

static void count(struct counted *counted, const struct gamut_comparison *found)
{
	bool has_failed = false;

	counted->verdicts[found->verdict]++;
	for (size_t i = 0; i < found->cell_count; i++)
		for (size_t m = 0; m < GAMUT_COMPARE_METRICS; m++)
			has_failed |= found->cells[i].of[m].mark ==
			              GAMUT_MARK_FAIL;
	counted->failed += has_failed;
	for (size_t m = 0; m < GAMUT_COMPARE_METRICS; m++) {
		const struct gamut_compare_mean *mean = &found->of[m].mean;

		counted->found[m] += mean->p <= LEVEL;
		counted->covered[m] += mean->ci95.low <= counted->truth[m] &&
		                       counted->truth[m] <= mean->ci95.high;
		counted->by_tasks[m] += found->of[m].over_tasks.p <= LEVEL;
		counted->by_bars[m] +=
			bars_differ((enum gamut_compare_metric)m);
	}
}

static void print(const struct change *change, const struct counted *counted,
                  int runs)
{
	double all = (double)runs / 100;

	printf("| %s | %+.2f, %+.2f | %.1f | %.1f | %.1f | %.1f |",
	       change->name, 100 * counted->truth[0], counted->truth[1],
	       counted->verdicts[GAMUT_GATE_PASS] / all,
	       counted->verdicts[GAMUT_GATE_REGRESSION] / all,
	       counted->verdicts[GAMUT_GATE_UNDECIDED] / all,
	       counted->failed / all);
	for (size_t m = 0; m < GAMUT_COMPARE_METRICS; m++)
		printf(" %.1f | %.1f | %.1f | %.1f |", counted->found[m] / all,
		       counted->covered[m] / all, counted->by_tasks[m] / all,
		       counted->by_bars[m] / all);
	printf("\n");
	fflush(stdout);
}

static void simulate_change(const struct change *change, int runs)
{
	struct gamut_rng rng = { .state = 43 };
	struct gamut_arena arena = { 0 };
	struct gamut_arena scratch = { 0 };
	struct counted counted = { 0 };

	make_change(change, &arena);
	counted.truth[GAMUT_COMPARE_VALIDITY] = 0 - change->validity;
	counted.truth[GAMUT_COMPARE_YIELD] = 0 - mean_drop();
	for (int i = 0; i < runs; i++) {
		struct gamut_comparison found;

		draw_side(0, false, &rng, &scratch);
		draw_side(1, change->is_renamed, &rng, &scratch);
		found = gamut_made_compare(&sides[0], &sides[1],
		                           VALIDITY_MARGIN, YIELD_MARGIN,
		                           &scratch);
		count(&counted, &found);
		gamut_arena_reset(&scratch);
	}
	print(change, &counted, runs);
	gamut_made_side_clear(&sides[0]);
	gamut_made_side_clear(&sides[1]);
	gamut_arena_clear(&scratch);
	gamut_arena_clear(&arena);
}

void gamut_simulate_suites(int runs)
{
	printf("Two runs of %d cells of %d draws, %d runs a row, margins of 2 "
	       "points and 2.0, level 5 %%:\n\n"
	       "| what changed | by: points, yield | pass | regression | "
	       "undecided | a cell fails | validity: CMH | interval covers | "
	       "t over tasks | *error bars* | yield: permutation | interval "
	       "covers | t over tasks | *error bars* |\n"
	       "| --- | --: | --: | --: | --: | --: | --: | --: | --: | --: "
	       "| --: | --: | --: | --: |\n",
	       CELLS, DRAWS, runs);
	for (size_t i = 0; i < GAMUT_ARRAY_LEN(changes); i++)
		simulate_change(&changes[i], runs);
}
