#include "runner/measure/compare/front_parts.h"

#include <inttypes.h>
#include <stdlib.h>

/* The key of a cell's place: the same for all points that share it. */
static struct gamut_cell_key place_of(const struct gamut_cell_summary *cell,
                                      enum gamut_front_by by)
{
	return (struct gamut_cell_key){
		.task = cell->key.task,
		.setting = by == GAMUT_FRONT_BY_CONDITION ?
		                   cell->key.setting :
		                   (struct gamut_str){ 0 },
	};
}

static int place_cmp(const struct gamut_cell_summary *a,
                     const struct gamut_cell_summary *b, enum gamut_front_by by)
{
	struct gamut_cell_key key_a = place_of(a, by);
	struct gamut_cell_key key_b = place_of(b, by);

	return gamut_cell_key_cmp(&key_a, &key_b);
}

/* --------------------------------------------------------------- drafting */

static int by_setting_cmp(const void *a, const void *b)
{
	const struct gamut_cell_summary *const *cell_a = a;
	const struct gamut_cell_summary *const *cell_b = b;

	return gamut_cell_key_cmp_by_setting(&(*cell_a)->key, &(*cell_b)->key);
}

/* The cells of all conditions, one after the other, in the order of points. */
static const struct gamut_cell_summary **list_cells(
	const struct gamut_front_input *input, enum gamut_front_by by,
	struct gamut_arena *arena)
{
	const struct gamut_cell_summary **cells;
	size_t count = 0;

	for (size_t i = 0; i < input->count; i++)
		count += input->conditions[i].cell_count;
	cells = gamut_arena_new(arena, const struct gamut_cell_summary *,
	                        count);
	count = 0;
	for (size_t i = 0; i < input->count; i++) {
		const struct gamut_front_condition *condition =
			&input->conditions[i];

		for (size_t c = 0; c < condition->cell_count; c++)
			cells[count + c] = &condition->cells[c];
		if (by == GAMUT_FRONT_BY_SETTING)
			qsort(&cells[count], condition->cell_count,
			      sizeof(void *), by_setting_cmp);
		count += condition->cell_count;
	}
	return cells;
}

/* How many of the `count` `cells` of a condition are of the first one's point.
 */
static size_t count_point(const struct gamut_cell_summary *const *cells,
                          size_t count, enum gamut_front_by by)
{
	size_t same = 1;

	if (by == GAMUT_FRONT_BY_CONDITION)
		return count;
	while (same < count &&
	       gamut_str_eq(cells[same]->key.setting, cells[0]->key.setting))
		same++;
	return same;
}

static size_t count_points(const struct gamut_cell_summary *const *cells,
                           const struct gamut_front_input *input,
                           enum gamut_front_by by)
{
	size_t points = 0;

	for (size_t i = 0; i < input->count; i++) {
		size_t left = input->conditions[i].cell_count;

		while (left > 0) {
			size_t count = count_point(cells, left, by);

			cells += count;
			left -= count;
			points++;
		}
	}
	return points;
}

/* Draft a point of these cells, of which it keeps those with completions. */
static void draft(struct gamut_front_draft *point,
                  const struct gamut_front_condition *condition,
                  const struct gamut_cell_summary **cells, size_t count,
                  enum gamut_front_by by)
{
	point->condition = condition;
	if (by == GAMUT_FRONT_BY_SETTING)
		point->setting = cells[0]->key.setting;
	point->cells = cells;
	for (size_t i = 0; i < count; i++)
		if (cells[i]->cell->tally.n > 0)
			point->cells[point->count++] = cells[i];
}

static enum gamut_status draft_all(struct gamut_front_drafts *drafts,
                                   const struct gamut_front_input *input,
                                   enum gamut_front_by by,
                                   struct gamut_arena *arena,
                                   struct gamut_err *err)
{
	const struct gamut_cell_summary **cells = list_cells(input, by, arena);
	size_t points = count_points(cells, input, by);

	if (points == 0)
		return gamut_error(err, GAMUT_EINVAL,
		                   "there is nothing to draw");
	if (points > GAMUT_FRONT_POINTS_MAX)
		return gamut_error(err, GAMUT_EINVAL,
		                   "these are %zu points, more than %d: name "
		                   "fewer runs",
		                   points, GAMUT_FRONT_POINTS_MAX);
	drafts->list = gamut_arena_new(arena, struct gamut_front_draft, points);
	for (size_t i = 0; i < input->count; i++) {
		size_t left = input->conditions[i].cell_count;

		while (left > 0) {
			size_t count = count_point(cells, left, by);

			draft(&drafts->list[drafts->count++],
			      &input->conditions[i], cells, count, by);
			cells += count;
			left -= count;
		}
	}
	return GAMUT_OK;
}

/* --------------------------------------------------------- the same tasks */

/* "'label' few-shot", for messages. */
static struct gamut_str describe(const struct gamut_front_draft *draft,
                                 struct gamut_arena *arena)
{
	return gamut_arena_strf(arena, "'%.*s'%s%.*s",
	                        GAMUT_STR_ARG(draft->condition->label),
	                        draft->setting.len > 0 ? " " : "",
	                        GAMUT_STR_ARG(draft->setting));
}

static enum gamut_status lacks(const struct gamut_front_draft *poor,
                               const struct gamut_front_draft *rich,
                               const struct gamut_cell_summary *cell,
                               struct gamut_arena *arena, struct gamut_err *err)
{
	struct gamut_str here = describe(poor, arena);
	struct gamut_str there = describe(rich, arena);
	bool has_setting = rich->setting.len == 0 && cell->key.setting.len > 0;

	return gamut_error(err, GAMUT_EMISMATCH,
	                   "%.*s has no completions of %.*s%s%.*s, which %.*s "
	                   "has; --allow tasks compares what all have",
	                   GAMUT_STR_ARG(here), GAMUT_STR_ARG(cell->key.task),
	                   has_setting ? " " : "",
	                   has_setting ? (int)cell->key.setting.len : 0,
	                   has_setting ? cell->key.setting.ptr : "",
	                   GAMUT_STR_ARG(there));
}

static enum gamut_status is_uneven(const struct gamut_front_draft *draft,
                                   const struct gamut_front_draft *other,
                                   size_t cell, struct gamut_arena *arena,
                                   struct gamut_err *err)
{
	struct gamut_str here = describe(draft, arena);
	struct gamut_str there = describe(other, arena);

	return gamut_error(
		err, GAMUT_EMISMATCH,
		"%.*s has %" PRIu64
		" completions of %.*s, and %.*s has %" PRIu64
		": yields of different n do not compare; --allow n lets it pass",
		GAMUT_STR_ARG(here), draft->cells[cell]->cell->tally.n,
		GAMUT_STR_ARG(draft->cells[cell]->key.task),
		GAMUT_STR_ARG(there), other->cells[cell]->cell->tally.n);
}

/* Take out of `common` what `draft` does not have. */
static void intersect(struct gamut_front_draft *common,
                      const struct gamut_front_draft *draft,
                      enum gamut_front_by by)
{
	size_t kept = 0;
	size_t d = 0;

	for (size_t i = 0; i < common->count; i++) {
		while (d < draft->count &&
		       place_cmp(draft->cells[d], common->cells[i], by) < 0)
			d++;
		if (d < draft->count &&
		    place_cmp(draft->cells[d], common->cells[i], by) == 0)
			common->cells[kept++] = common->cells[i];
	}
	common->count = kept;
}

/* A cell of `of` that `draft` does not have; NULL where it has all. */
static const struct gamut_cell_summary *find_lacking(
	const struct gamut_front_draft *draft,
	const struct gamut_front_draft *of, enum gamut_front_by by)
{
	size_t d = 0;

	for (size_t i = 0; i < of->count; i++) {
		while (d < draft->count &&
		       place_cmp(draft->cells[d], of->cells[i], by) < 0)
			d++;
		if (d == draft->count ||
		    place_cmp(draft->cells[d], of->cells[i], by) != 0)
			return of->cells[i];
	}
	return NULL;
}

static enum gamut_status check_same(const struct gamut_front_drafts *drafts,
                                    enum gamut_front_by by,
                                    struct gamut_arena *arena,
                                    struct gamut_err *err)
{
	const struct gamut_front_draft *first = &drafts->list[0];

	for (size_t i = 1; i < drafts->count; i++) {
		const struct gamut_front_draft *other = &drafts->list[i];
		const struct gamut_cell_summary *cell;

		cell = find_lacking(other, first, by);
		if (cell)
			return lacks(other, first, cell, arena, err);
		cell = find_lacking(first, other, by);
		if (cell)
			return lacks(first, other, cell, arena, err);
	}
	return GAMUT_OK;
}

static enum gamut_status check_even(const struct gamut_front_drafts *drafts,
                                    struct gamut_front *front,
                                    struct gamut_arena *arena,
                                    struct gamut_err *err)
{
	const struct gamut_front_draft *first = &drafts->list[0];

	for (size_t i = 1; i < drafts->count; i++)
		for (size_t c = 0; c < first->count; c++) {
			const struct gamut_front_draft *draft =
				&drafts->list[i];

			if (draft->cells[c]->cell->tally.n ==
			    first->cells[c]->cell->tally.n)
				continue;
			if (!front->options.takes_uneven)
				return is_uneven(draft, first, c, arena, err);
			front->is_uneven = true;
		}
	return GAMUT_OK;
}

/* Set the front's tasks to the different ones of `draft`, which are in order.
 */
static void list_tasks(struct gamut_front *front,
                       const struct gamut_front_draft *draft,
                       struct gamut_arena *arena)
{
	struct gamut_front_task *tasks =
		gamut_arena_new(arena, struct gamut_front_task, draft->count);
	size_t count = 0;

	for (size_t i = 0; i < draft->count; i++) {
		struct gamut_str name = draft->cells[i]->key.task;

		if (count == 0 || !gamut_str_eq(tasks[count - 1].name, name))
			tasks[count++] = (struct gamut_front_task){
				.name = name,
				.n = draft->cells[i]->cell->tally.n,
			};
		tasks[count - 1].cells++;
	}
	front->tasks = tasks;
	front->task_count = count;
}

static bool has_task(const struct gamut_front *front, struct gamut_str name)
{
	for (size_t i = 0; i < front->task_count; i++)
		if (gamut_str_eq(front->tasks[i].name, name))
			return true;
	return false;
}

static bool has_str(const struct gamut_str *list, size_t count,
                    struct gamut_str wanted)
{
	for (size_t i = 0; i < count; i++)
		if (gamut_str_eq(list[i], wanted))
			return true;
	return false;
}

/* Note the tasks of all drafts that are not among those of the front. */
static void note_left_out(struct gamut_front *front,
                          const struct gamut_front_drafts *drafts,
                          struct gamut_arena *arena)
{
	struct gamut_str *list;
	size_t most = 0;

	for (size_t i = 0; i < drafts->count; i++)
		most += drafts->list[i].count;
	list = gamut_arena_new(arena, struct gamut_str, most);
	for (size_t i = 0; i < drafts->count; i++)
		for (size_t c = 0; c < drafts->list[i].count; c++) {
			struct gamut_str task =
				drafts->list[i].cells[c]->key.task;

			if (!has_task(front, task) &&
			    !has_str(list, front->left_out_count, task))
				list[front->left_out_count++] = task;
		}
	front->left_out = list;
}

static void cut_to_common(struct gamut_front *front,
                          struct gamut_front_drafts *drafts,
                          struct gamut_arena *arena)
{
	struct gamut_front_draft common = drafts->list[0];
	enum gamut_front_by by = front->options.by;

	common.cells = gamut_arena_new(arena, const struct gamut_cell_summary *,
	                               common.count);
	for (size_t c = 0; c < common.count; c++)
		common.cells[c] = drafts->list[0].cells[c];
	for (size_t i = 1; i < drafts->count; i++)
		intersect(&common, &drafts->list[i], by);
	list_tasks(front, &common, arena);
	note_left_out(front, drafts, arena);
	for (size_t i = 0; i < drafts->count; i++)
		intersect(&drafts->list[i], &common, by);
}

enum gamut_status gamut_front_draft(struct gamut_front_drafts *drafts,
                                    struct gamut_front *front,
                                    const struct gamut_front_input *input,
                                    struct gamut_arena *arena,
                                    struct gamut_err *err)
{
	enum gamut_front_by by = front->options.by;
	enum gamut_status status = draft_all(drafts, input, by, arena, err);

	if (!status && front->options.takes_common)
		cut_to_common(front, drafts, arena);
	else if (!status)
		status = check_same(drafts, by, arena, err);
	if (!status)
		status = check_even(drafts, front, arena, err);
	if (status)
		return status;
	list_tasks(front, &drafts->list[0], arena);
	front->cells = drafts->list[0].count;
	if (front->cells == 0)
		return gamut_error(err, GAMUT_EINVAL,
		                   "there is no task that all points have "
		                   "completions of");
	return GAMUT_OK;
}
