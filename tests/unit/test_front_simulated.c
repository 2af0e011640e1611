/*
 * Points of models whose truth is known: do ellipses and intervals cover it,
 * and is dominance claimed where there is none?
 */
#include "tests/support/unit.h"

#include <math.h>

#include "runner/measure/compare/front_parts.h"
#include "tests/support/made_cell.h"
#include "tests/support/models.h"

#define DRAWS 100
#define CELLS_MAX 22
#define CHI2_95 5.991464547107979

static struct gamut_law laws[CELLS_MAX];
static struct gamut_arena law_arena;
static struct gamut_arena arena;

/*
 * As the 22 tasks are: small and large spaces, flat and collapsed models. With
 * a `steepness` below 1 they are flatter.
 */
static void make_laws(double steepness)
{
	static const size_t spaces[] = { 7, 10, 21, 50, 100, 118, 900, 2000 };

	gamut_arena_reset(&law_arena);
	for (size_t i = 0; i < CELLS_MAX; i++) {
		double exponent = 0.5 + 0.15 * (double)(i % 8) +
		                  (i % 11 == 0 ? 2.5 : 0);
		const struct gamut_model model = {
			.space = spaces[i % GAMUT_ARRAY_LEN(spaces)],
			.exponent = exponent * steepness,
			.validity = 0.52 + 0.47 * (double)(i * 5 % 22) / 21,
		};

		laws[i] = gamut_law_of(&model, &law_arena);
	}
}

static void clear(void)
{
	gamut_arena_clear(&law_arena);
	gamut_arena_clear(&arena);
}

static const struct gamut_front_options options = {
	.axes = { GAMUT_AXIS_VALIDITY, GAMUT_AXIS_YIELD },
	.level = 0.05,
	.tolerance = { 0.02, 2 },
};

/* The true means of the first `cells` laws. */
static struct gamut_place truth_of(size_t cells)
{
	struct gamut_place truth = { 0 };

	for (size_t i = 0; i < cells; i++) {
		truth.x += laws[i].validity / (double)cells;
		truth.y += gamut_law_yield(&laws[i], DRAWS) / (double)cells;
	}
	return truth;
}

static struct gamut_cell_summary draw_cell(const struct gamut_law *law,
                                           struct gamut_rng *rng)
{
	struct gamut_law_draws draws = gamut_law_draw(law, DRAWS, rng, &arena);
	uint64_t kept[DRAWS];
	struct gamut_made made = { .counts = kept,
		                   .invalid = draws.invalid,
		                   .space = law->space };

	for (size_t i = 0; i < law->space; i++)
		if (draws.counts[i] > 0)
			kept[made.count++] = draws.counts[i];
	return gamut_made_cell("t", "", &made, &arena);
}

/* A new sample of the first `cells` laws, measured. */
static struct gamut_front_point measure(size_t cells, struct gamut_rng *rng)
{
	static const struct gamut_front_task task = { .name = { "t", 1 } };
	const struct gamut_front front = {
		.options = options,
		.tasks = &task,
		.task_count = 1,
	};
	struct gamut_cell_summary summaries[CELLS_MAX];
	const struct gamut_cell_summary *list[CELLS_MAX];
	const struct gamut_front_draft draft = { .cells = list,
		                                 .count = cells };
	struct gamut_place sum = { 0 };
	size_t count = 0;
	struct gamut_front_sums sums = { .of = &sum, .cells = &count };
	struct gamut_front_point point = { 0 };

	for (size_t i = 0; i < cells; i++) {
		summaries[i] = draw_cell(&laws[i], rng);
		list[i] = &summaries[i];
	}
	gamut_front_measure(&point, &sums, &draft, &front, &arena);
	gamut_arena_reset(&arena);
	return point;
}

static bool is_inside(const struct gamut_front_point *point,
                      const struct gamut_place *truth)
{
	const struct gamut_front_ellipse *ellipse = &point->ellipse;
	double dx = truth->x - point->place.at.x;
	double dy = truth->y - point->place.at.y;
	double along = dx * cos(ellipse->angle) + dy * sin(ellipse->angle);
	double across = dy * cos(ellipse->angle) - dx * sin(ellipse->angle);

	return pow(along / ellipse->major, 2) +
	               pow(across / ellipse->minor, 2) <=
	       1;
}

static bool is_confident(const struct gamut_measured_place *a,
                         const struct gamut_measured_place *b)
{
	struct gamut_dominance_rule rule =
		gamut_dominance_rule_of(options.level, options.tolerance);

	return gamut_dominance_is_confident(a, b, &rule);
}

static bool is_tolerable(const struct gamut_measured_place *a,
                         const struct gamut_measured_place *b)
{
	struct gamut_dominance_rule rule =
		gamut_dominance_rule_of(options.level, options.tolerance);

	return gamut_dominance_is_tolerable(a, b, &rule);
}

START_TEST(ellipses_cover)
{
	struct gamut_rng rng = { .state = 31 };
	struct gamut_place truth;
	int inside = 0;
	int x = 0;
	int y = 0;

	make_laws(1);
	truth = truth_of(CELLS_MAX);
	for (int run = 0; run < 1000; run++) {
		struct gamut_front_point point = measure(CELLS_MAX, &rng);

		inside += is_inside(&point, &truth);
		x += point.x.ci95.low <= truth.x &&
		     truth.x <= point.x.ci95.high;
		y += point.y.ci95.low <= truth.y &&
		     truth.y <= point.y.ci95.high;
	}
	ck_assert_msg(inside >= 920 && inside <= 980, "%d of 1000", inside);
	ck_assert_msg(x >= 920 && x <= 980, "x: %d of 1000", x);
	ck_assert_msg(y >= 920 && y <= 980, "y: %d of 1000", y);
}
END_TEST

/* Of few cells they may be too wide, and must not be too narrow. */
START_TEST(ellipses_of_few_cells_cover)
{
	struct gamut_rng rng = { .state = 32 };
	size_t cells = (size_t)_i;
	struct gamut_place truth;
	int inside = 0;

	make_laws(1);
	truth = truth_of(cells);
	for (int run = 0; run < 1000; run++) {
		struct gamut_front_point point = measure(cells, &rng);

		inside += is_inside(&point, &truth);
	}
	ck_assert_msg(inside >= 920, "%d cells: %d of 1000", _i, inside);
}
END_TEST

START_TEST(equal_models_do_not_dominate)
{
	struct gamut_rng rng = { .state = 33 };
	int claimed = 0;
	int tolerated = 0;

	make_laws(1);
	for (int run = 0; run < 1000; run++) {
		struct gamut_front_point a = measure(CELLS_MAX, &rng);
		struct gamut_front_point b = measure(CELLS_MAX, &rng);

		claimed += is_confident(&a.place, &b.place) ||
		           is_confident(&b.place, &a.place);
		tolerated += is_tolerable(&a.place, &b.place);
	}
	ck_assert_msg(claimed <= 60, "%d of 1000", claimed);
	ck_assert_msg(tolerated <= 60, "tolerable: %d of 1000", tolerated);
}
END_TEST

/* Much more diverse and just as valid: the claim is wrong in 5 % of cases. */
START_TEST(one_axis_alone_does_not_dominate)
{
	struct gamut_rng rng = { .state = 34 };
	int claimed = 0;
	int tolerated = 0;

	for (int run = 0; run < 1000; run++) {
		struct gamut_front_point a;
		struct gamut_front_point b;

		make_laws(1);
		b = measure(CELLS_MAX, &rng);
		make_laws(0.5);
		a = measure(CELLS_MAX, &rng);
		claimed += is_confident(&a.place, &b.place);
		tolerated += is_tolerable(&a.place, &b.place);
	}
	ck_assert_msg(claimed >= 20 && claimed <= 65, "%d of 1000", claimed);
	/* It is about better, and that is seen. */
	ck_assert_msg(tolerated >= 400, "%d of 1000", tolerated);
}
END_TEST

Suite *unit_suite(void)
{
	Suite *suite = suite_create("front_simulated");
	TCase *tc = tcase_create("front_simulated");

	tcase_add_checked_fixture(tc, NULL, clear);
	tcase_add_test(tc, ellipses_cover);
	tcase_add_loop_test(tc, ellipses_of_few_cells_cover, 1, 4);
	tcase_add_test(tc, equal_models_do_not_dominate);
	tcase_add_test(tc, one_axis_alone_does_not_dominate);
	suite_add_tcase(suite, tc);
	return suite;
}
