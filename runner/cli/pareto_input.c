#include "runner/cli/pareto_input.h"

#include <math.h>
#include <stdlib.h>

#include "base/json.h"

/* A line, while conditions are put into it. */
struct line {
	struct gamut_str name;
	const struct gamut_side *side; /* of its first condition */
	size_t conditions;
	/* Some of them have one temperature, or tell none. */
	bool needs_more;
};

struct building {
	const struct gamut_sides *all;
	struct gamut_front_condition *conditions;
	const struct gamut_side **sides; /* where each condition is from */
	struct gamut_str *names;         /* its model, without a suffix */
	cJSON **samplings;               /* and how it was sampled; or NULL */
	size_t count;
	struct line *lines;
	size_t line_count;
	struct gamut_arena *arena;
};

/* Where `side` is from, in as few words as part it from the others. */
static struct gamut_str origin_of(const struct building *building,
                                  const struct gamut_side *side)
{
	for (size_t i = 0; i < building->all->count; i++) {
		const struct gamut_side *other = &building->all->list[i];

		if (other != side && gamut_str_eq(other->label, side->label))
			return gamut_str_of(side->path);
	}
	return side->label;
}

/* "name (origin)", in the building's arena. */
static struct gamut_str add_origin(const struct building *building,
                                   struct gamut_str name,
                                   const struct gamut_side *side)
{
	struct gamut_str origin = origin_of(building, side);

	return gamut_arena_strf(building->arena, "%.*s (%.*s)",
	                        GAMUT_STR_ARG(name), GAMUT_STR_ARG(origin));
}

/* ------------------------------------------------------------- conditions */

/* Cut "@T=0.7" off `*name`; undefined where there is no such thing. */
static double take_temperature(struct gamut_str *name,
                               struct gamut_arena *arena)
{
	size_t at = name->len;
	struct gamut_str number;
	double temperature;
	char *end;

	while (at > 0 && name->ptr[at - 1] != '@')
		at--;
	number = gamut_str_skip(*name, at);
	if (at < 2 || !gamut_str_starts_with(number, GAMUT_STR("T=")))
		return GAMUT_UNDEFINED;
	number = gamut_arena_copy(arena, gamut_str_skip(number, 2));
	if (number.len == 0 || !gamut_ascii_is_digit(number.ptr[0]))
		return GAMUT_UNDEFINED;
	temperature = strtod(number.ptr, &end);
	if (end != number.ptr + number.len || !isfinite(temperature))
		return GAMUT_UNDEFINED;
	*name = gamut_str_head(*name, at - 1);
	return temperature;
}

static void add_condition(struct building *building,
                          const struct gamut_side *side,
                          const struct gamut_summary_part *part)
{
	size_t i = building->count++;
	struct gamut_front_condition *condition = &building->conditions[i];

	*condition = (struct gamut_front_condition){
		.model = part->cells[0].key.model,
		.run = part->cells[0].key.run,
		.path = gamut_str_of(side->path),
		.is_simulated = part->cells[0].is_simulated,
		.cells = part->cells,
		.cell_count = part->cell_count,
	};
	building->sides[i] = side;
	building->names[i] = condition->model;
	if (side->run) {
		condition->sampling = side->run->manifest.sampling;
		condition->temperature = GAMUT_UNDEFINED;
		building->samplings[i] = gamut_json_parse(condition->sampling,
		                                          NULL);
		if (building->samplings[i])
			gamut_json_get_double(building->samplings[i],
			                      "temperature",
			                      &condition->temperature);
	} else {
		condition->temperature = take_temperature(&building->names[i],
		                                          building->arena);
	}
	if (building->names[i].len == 0)
		building->names[i] = origin_of(building, side);
}

/* ------------------------------------------------------------------ lines */

static bool is_same_model(const struct building *building, size_t a, size_t b)
{
	const struct gamut_run *run_a = building->sides[a]->run;
	const struct gamut_run *run_b = building->sides[b]->run;

	if (!gamut_str_eq(building->names[a], building->names[b]))
		return false;
	if (!run_a || !run_b)
		return building->sides[a] == building->sides[b];
	return gamut_str_eq(run_a->manifest.template,
	                    run_b->manifest.template) &&
	       gamut_str_eq(run_a->manifest.family, run_b->manifest.family) &&
	       gamut_str_eq(run_a->manifest.profile, run_b->manifest.profile) &&
	       gamut_str_eq(run_a->manifest.preset, run_b->manifest.preset);
}

static bool is_same_sampling(const struct building *building, size_t a,
                             size_t b)
{
	const struct gamut_front_condition *one = &building->conditions[a];
	const struct gamut_front_condition *other = &building->conditions[b];

	if (building->sides[a]->run)
		return cJSON_Compare(building->samplings[a],
		                     building->samplings[b], true);
	/* A file's name without a temperature is a condition of its own. */
	return isnan(one->temperature) || isnan(other->temperature) ||
	       one->temperature == other->temperature;
}

/* May condition `i` join those before it that are of `line`? */
static bool fits(const struct building *building, size_t i, size_t line)
{
	for (size_t k = 0; k < i; k++)
		if (building->conditions[k].line == line &&
		    (!is_same_model(building, k, i) ||
		     is_same_sampling(building, k, i)))
			return false;
	return true;
}

static bool shares_temperature(const struct building *building, size_t i)
{
	const struct gamut_front_condition *conditions = building->conditions;

	for (size_t k = 0; k < i; k++)
		if (conditions[k].line == conditions[i].line &&
		    conditions[k].temperature == conditions[i].temperature)
			return true;
	return isnan(conditions[i].temperature);
}

static void put_into_line(struct building *building, size_t i)
{
	struct line *line;
	size_t l = 0;

	while (l < building->line_count && !fits(building, i, l))
		l++;
	line = &building->lines[l];
	if (l == building->line_count) {
		building->line_count++;
		line->name = building->names[i];
		line->side = building->sides[i];
	}
	building->conditions[i].line = l;
	line->conditions++;
	if (line->conditions > 1 && shares_temperature(building, i))
		line->needs_more = true;
}

/* ----------------------------------------------------------------- labels */

/* "name T=0.7", as far as it tells something. */
static struct gamut_str label_of(const struct building *building, size_t i)
{
	const struct gamut_front_condition *condition =
		&building->conditions[i];
	const struct line *line = &building->lines[condition->line];
	bool tells_temperature = !isnan(condition->temperature) &&
	                         (line->conditions > 1 ||
	                          condition->temperature != 1);
	struct gamut_str name = building->names[i];

	if (tells_temperature)
		name = gamut_arena_strf(building->arena, "%.*s T=%g",
		                        GAMUT_STR_ARG(name),
		                        condition->temperature);
	if (line->needs_more)
		name = add_origin(building, name, building->sides[i]);
	return name;
}

/* Add where they are from to labels that several conditions have. */
static void part_labels(const struct building *building)
{
	struct gamut_front_condition *conditions = building->conditions;
	bool *is_shared = gamut_arena_new(building->arena, bool,
	                                  building->count);

	for (size_t i = 0; i < building->count; i++)
		for (size_t k = 0; k < i; k++)
			if (gamut_str_eq(conditions[i].label,
			                 conditions[k].label)) {
				is_shared[i] = true;
				is_shared[k] = true;
			}
	for (size_t i = 0; i < building->count; i++)
		if (is_shared[i])
			conditions[i].label = add_origin(building,
			                                 conditions[i].label,
			                                 building->sides[i]);
}

/* "name T=0.5 to 1", or what its one condition is called. */
static struct gamut_str label_line(const struct building *building, size_t line)
{
	const struct gamut_front_condition *conditions = building->conditions;
	double low = (double)INFINITY;
	double high = -(double)INFINITY;

	for (size_t i = 0; i < building->count; i++) {
		if (conditions[i].line != line)
			continue;
		if (building->lines[line].conditions == 1)
			return conditions[i].label;
		low = fmin(low, conditions[i].temperature);
		high = fmax(high, conditions[i].temperature);
	}
	if (!(low < high))
		return building->lines[line].name;
	return gamut_arena_strf(building->arena, "%.*s T=%g to %g",
	                        GAMUT_STR_ARG(building->lines[line].name), low,
	                        high);
}

/* The same, with where they are from if several are so called. */
static struct gamut_front_model *label_lines(const struct building *building)
{
	size_t count = building->line_count;
	struct gamut_front_model *models = gamut_arena_new(
		building->arena, struct gamut_front_model, count);
	struct gamut_str *labels = gamut_arena_new(building->arena,
	                                           struct gamut_str, count);

	for (size_t i = 0; i < count; i++)
		labels[i] = label_line(building, i);
	for (size_t i = 0; i < count; i++) {
		size_t same = 0;

		for (size_t k = 0; k < count; k++)
			same += gamut_str_eq(labels[i], labels[k]);
		models[i].label = same == 1 ?
		                          labels[i] :
		                          add_origin(building, labels[i],
		                                     building->lines[i].side);
	}
	return models;
}

/* -------------------------------------------------------------- all of it */

static size_t count_conditions(const struct gamut_sides *sides)
{
	size_t count = 0;

	for (size_t i = 0; i < sides->count; i++) {
		struct gamut_summary_part part = { 0 };

		while (gamut_summary_next(sides->list[i].summary, &part))
			count++;
	}
	return count;
}

static void build(struct building *building, const struct gamut_sides *sides)
{
	for (size_t i = 0; i < sides->count; i++) {
		struct gamut_summary_part part = { 0 };

		while (gamut_summary_next(sides->list[i].summary, &part))
			add_condition(building, &sides->list[i], &part);
	}
	for (size_t i = 0; i < building->count; i++)
		put_into_line(building, i);
	for (size_t i = 0; i < building->count; i++)
		building->conditions[i].label = label_of(building, i);
	part_labels(building);
}

enum gamut_status gamut_pareto_input(struct gamut_front_input *input,
                                     const struct gamut_sides *sides,
                                     struct gamut_arena *arena,
                                     struct gamut_err *err)
{
	size_t count = count_conditions(sides);
	struct building building = { .all = sides, .arena = arena };

	if (count > GAMUT_FRONT_POINTS_MAX)
		return gamut_error(err, GAMUT_EINVAL,
		                   "these are %zu models, more than %d: name "
		                   "fewer runs",
		                   count, GAMUT_FRONT_POINTS_MAX);
	building.conditions =
		gamut_arena_new(arena, struct gamut_front_condition, count);
	building.sides = gamut_arena_new(arena, const struct gamut_side *,
	                                 count);
	building.names = gamut_arena_new(arena, struct gamut_str, count);
	building.samplings = gamut_arena_new(arena, cJSON *, count);
	building.lines = gamut_arena_new(arena, struct line, count);
	build(&building, sides);
	for (size_t i = 0; i < count; i++)
		cJSON_Delete(building.samplings[i]);
	*input = (struct gamut_front_input){
		.conditions = building.conditions,
		.count = count,
		.lines = label_lines(&building),
		.line_count = building.line_count,
	};
	return GAMUT_OK;
}
