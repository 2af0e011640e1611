#include "runner/report/figure/overview.h"

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>

#include "base/text.h"

static const char *const common[] = { "kind", "condition", "task", "setting",
	                              "label" };

/* ----------------------------------------------------------------- sorting */

/* The place of `name` in `*list`, to which it is added where it is new. */
static size_t find_or_add(struct gamut_str *list, size_t *count,
                          struct gamut_str name)
{
	size_t i = 0;

	while (i < *count && !gamut_str_eq(list[i], name))
		i++;
	if (i == *count)
		list[(*count)++] = name;
	return i;
}

static size_t index_of(const struct gamut_overview *overview, size_t condition,
                       size_t task, size_t setting)
{
	return (condition * overview->task_count + task) *
	               overview->setting_count +
	       setting;
}

const struct gamut_cell_summary *gamut_overview_cell(
	const struct gamut_overview *overview, size_t condition, size_t task,
	size_t setting)
{
	return overview->cells[index_of(overview, condition, task, setting)];
}

static enum gamut_status find_names(struct gamut_overview *overview,
                                    struct gamut_err *err)
{
	const struct gamut_front_input *input = overview->input;
	size_t count = 0;

	for (size_t c = 0; c < input->count; c++)
		count += input->conditions[c].cell_count;
	overview->tasks = gamut_arena_new(&overview->arena, struct gamut_str,
	                                  count);
	overview->settings = gamut_arena_new(&overview->arena, struct gamut_str,
	                                     GAMUT_FIGURE_SETTINGS_MAX + 1);
	for (size_t c = 0; c < input->count; c++)
		for (size_t i = 0; i < input->conditions[c].cell_count; i++) {
			const struct gamut_cell_key *key =
				&input->conditions[c].cells[i].key;

			find_or_add(overview->tasks, &overview->task_count,
			            key->task);
			find_or_add(overview->settings,
			            &overview->setting_count, key->setting);
			if (overview->setting_count > GAMUT_FIGURE_SETTINGS_MAX)
				return gamut_error(
					err, GAMUT_EINVAL,
					"a picture holds %d settings, and "
					"these have more: name fewer runs",
					GAMUT_FIGURE_SETTINGS_MAX);
		}
	return GAMUT_OK;
}

static void place_cells(struct gamut_overview *overview)
{
	const struct gamut_front_input *input = overview->input;

	overview->cells = gamut_arena_new(
		&overview->arena, const struct gamut_cell_summary *,
		input->count * overview->task_count * overview->setting_count);
	for (size_t c = 0; c < input->count; c++)
		for (size_t i = 0; i < input->conditions[c].cell_count; i++) {
			const struct gamut_cell_summary *cell =
				&input->conditions[c].cells[i];
			size_t t = find_or_add(overview->tasks,
			                       &overview->task_count,
			                       cell->key.task);
			size_t s = find_or_add(overview->settings,
			                       &overview->setting_count,
			                       cell->key.setting);

			overview->cells[index_of(overview, c, t, s)] = cell;
		}
}

struct ranked {
	struct gamut_str task;
	double mean; /* of relative yields */
};

static int compare_ranked(const void *a, const void *b)
{
	const struct ranked *one = a;
	const struct ranked *other = b;

	if (one->mean != other->mean)
		return one->mean > other->mean ? -1 : 1;
	return gamut_str_cmp(one->task, other->task);
}

static void sort_tasks(struct gamut_overview *overview)
{
	struct ranked *ranked = gamut_arena_new(&overview->arena, struct ranked,
	                                        overview->task_count);

	for (size_t t = 0; t < overview->task_count; t++) {
		double sum = 0;
		size_t count = 0;

		for (size_t c = 0; c < overview->input->count; c++)
			for (size_t s = 0; s < overview->setting_count; s++) {
				const struct gamut_cell_summary *cell =
					gamut_overview_cell(overview, c, t, s);
				double value =
					cell ? cell->metrics.of
							[GAMUT_METRIC_RELATIVE_YIELD] :
					       GAMUT_UNDEFINED;

				if (isnan(value))
					continue;
				sum += value;
				count++;
			}
		ranked[t].task = overview->tasks[t];
		ranked[t].mean = count > 0 ? sum / (double)count : -1;
	}
	qsort(ranked, overview->task_count, sizeof(ranked[0]), compare_ranked);
	for (size_t t = 0; t < overview->task_count; t++)
		overview->tasks[t] = ranked[t].task;
}

enum gamut_status gamut_overview_open(struct gamut_overview *overview,
                                      const struct gamut_front_input *input,
                                      uint64_t absent, struct gamut_err *err)
{
	enum gamut_status status;

	*overview = (struct gamut_overview){ .input = input, .absent = absent };
	if (input->count > GAMUT_FIGURE_CONDITIONS_MAX)
		return gamut_error(err, GAMUT_EINVAL,
		                   "a picture of tasks holds %d models, and "
		                   "these are %zu: name fewer runs",
		                   GAMUT_FIGURE_CONDITIONS_MAX, input->count);
	status = find_names(overview, err);
	if (status)
		return status;
	qsort(overview->settings, overview->setting_count,
	      sizeof(overview->settings[0]), gamut_cell_setting_cmp);
	place_cells(overview);
	sort_tasks(overview);
	place_cells(overview);
	return GAMUT_OK;
}

void gamut_overview_close(struct gamut_overview *overview)
{
	gamut_arena_clear(&overview->arena);
}

/* ------------------------------------------------------------------- data */

static void add_number(struct gamut_grid *grid, size_t number)
{
	if (number > 0)
		gamut_figure_add_count(grid, number);
	else
		gamut_figure_add_empty(grid, 1);
}

void gamut_overview_add(struct gamut_figure *figure,
                        const struct gamut_overview_row *row)
{
	struct gamut_grid *grid = &figure->data;

	gamut_grid_add(grid, gamut_str_of(row->kind));
	add_number(grid, row->condition);
	add_number(grid, row->task);
	add_number(grid, row->setting);
	gamut_figure_add_label(grid, row->label, GAMUT_OVERVIEW_LABEL);
	for (size_t i = GAMUT_ARRAY_LEN(common); i < grid->columns; i++)
		gamut_grid_add_double(
			grid, row->of ? row->of[i - GAMUT_ARRAY_LEN(common)] :
					GAMUT_UNDEFINED);
}

struct gamut_str gamut_overview_name(struct gamut_overview *overview,
                                     size_t condition)
{
	const struct gamut_front_condition *of =
		&overview->input->conditions[condition];

	return gamut_arena_strf(&overview->arena, "%.*s%s",
	                        GAMUT_STR_ARG(of->label),
	                        of->is_simulated ? " (simulated)" : "");
}

void gamut_overview_begin(struct gamut_figure *figure,
                          struct gamut_overview *overview,
                          const char *const *columns, size_t count)
{
	const char **names = gamut_arena_new(&overview->arena, const char *,
	                                     GAMUT_ARRAY_LEN(common) + count);

	for (size_t i = 0; i < GAMUT_ARRAY_LEN(common); i++)
		names[i] = common[i];
	for (size_t i = 0; i < count; i++)
		names[GAMUT_ARRAY_LEN(common) + i] = columns[i];
	gamut_figure_columns(figure, names, GAMUT_ARRAY_LEN(common) + count);
	for (size_t c = 0; c < overview->input->count; c++)
		gamut_overview_add(figure, &(struct gamut_overview_row){
						   .kind = "condition",
						   .condition = c + 1,
						   .label = gamut_overview_name(
							   overview, c),
					   });
	for (size_t t = 0; t < overview->task_count; t++)
		gamut_overview_add(figure, &(struct gamut_overview_row){
						   .kind = "task",
						   .task = t + 1,
						   .label = overview->tasks[t],
					   });
	for (size_t s = 0; s < overview->setting_count; s++)
		gamut_overview_add(figure,
		                   &(struct gamut_overview_row){
					   .kind = "setting",
					   .setting = s + 1,
					   .label = overview->settings[s],
				   });
}

void gamut_overview_each(struct gamut_figure *figure,
                         struct gamut_overview *overview,
                         const struct gamut_overview_data *data)
{
	size_t tasks = overview->task_count;
	size_t settings = overview->setting_count;

	gamut_overview_begin(figure, overview, data->columns,
	                     data->column_count);
	for (size_t i = 0; i < overview->input->count * tasks * settings; i++)
		if (overview->cells[i])
			data->add(
				figure, overview, overview->cells[i],
				&(struct gamut_overview_row){
					.kind = data->kind,
					.condition = i / (tasks * settings) + 1,
					.task = i / settings % tasks + 1,
					.setting = i % settings + 1,
				});
}

bool gamut_overview_has_samples(const struct gamut_overview *overview,
                                size_t task)
{
	for (size_t c = 0; c < overview->input->count; c++)
		for (size_t s = 0; s < overview->setting_count; s++) {
			const struct gamut_cell_summary *cell =
				gamut_overview_cell(overview, c, task, s);

			if (cell && cell->cell->tally.n > 0)
				return true;
		}
	return false;
}
