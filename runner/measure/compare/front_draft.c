#include "runner/measure/compare/front_parts.h"

#include <inttypes.h>

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

/* The first setting behind `*last`, or the first; false where there is none. */
static bool next_setting(const struct gamut_front_condition *condition,
                         const struct gamut_str *last, struct gamut_str *next)
{
	bool is_found = false;

	for (size_t i = 0; i < condition->cell_count; i++) {
		struct gamut_cell_key key = {
			.setting = condition->cells[i].key.setting
		};

		if (last &&
		    gamut_cell_key_cmp(&key, &(struct gamut_cell_key){
						     .setting = *last }) <= 0)
			continue;
		if (!is_found ||
		    gamut_cell_key_cmp(&key, &(struct gamut_cell_key){
						     .setting = *next }) < 0)
			*next = key.setting;
		is_found = true;
	}
	return is_found;
}

/* Draft one point: of `setting`, or of all where that is NULL. */
static void draft(struct gamut_front_drafts *drafts,
                  const struct gamut_front_condition *condition,
                  const struct gamut_str *setting, struct gamut_arena *arena)
{
	struct gamut_front_draft *point = &drafts->list[drafts->count++];

	point->condition = condition;
	if (setting)
		point->setting = *setting;
	point->cells = gamut_arena_new(arena, const struct gamut_cell_summary *,
	                               condition->cell_count);
	for (size_t i = 0; i < condition->cell_count; i++) {
		const struct gamut_cell_summary *cell = &condition->cells[i];

		if ((!setting || gamut_str_eq(cell->key.setting, *setting)) &&
		    cell->cell->tally.n > 0)
			point->cells[point->count++] = cell;
	}
}

static size_t count_settings(const struct gamut_front_condition *condition)
{
	struct gamut_str setting;
	struct gamut_str last;
	size_t count = 0;

	while (next_setting(condition, count > 0 ? &last : NULL, &setting)) {
		last = setting;
		count++;
	}
	return count;
}

static void draft_condition(struct gamut_front_drafts *drafts,
                            const struct gamut_front_condition *condition,
                            enum gamut_front_by by, struct gamut_arena *arena)
{
	const struct gamut_str *last = NULL;
	struct gamut_str setting;

	if (by == GAMUT_FRONT_BY_CONDITION) {
		draft(drafts, condition, NULL, arena);
		return;
	}
	while (next_setting(condition, last, &setting)) {
		draft(drafts, condition, &setting, arena);
		last = &drafts->list[drafts->count - 1].setting;
	}
}

static enum gamut_status draft_all(struct gamut_front_drafts *drafts,
                                   const struct gamut_front_input *input,
                                   enum gamut_front_by by,
                                   struct gamut_arena *arena,
                                   struct gamut_err *err)
{
	size_t count = 0;

	for (size_t i = 0; i < input->count; i++)
		count += by == GAMUT_FRONT_BY_CONDITION ?
		                 1 :
		                 count_settings(&input->conditions[i]);
	if (count == 0)
		return gamut_error(err, GAMUT_EINVAL,
		                   "there is nothing to draw");
	if (count > GAMUT_FRONT_POINTS_MAX)
		return gamut_error(err, GAMUT_EINVAL,
		                   "these are %zu points, more than %d: name "
		                   "fewer runs",
		                   count, GAMUT_FRONT_POINTS_MAX);
	drafts->list = gamut_arena_new(arena, struct gamut_front_draft, count);
	for (size_t i = 0; i < input->count; i++)
		draft_condition(drafts, &input->conditions[i], by, arena);
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
	                   "has; --common compares what all have",
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
		": yields of different n do not compare; --allow-uneven lets it pass",
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
