#include "runner/measure/cell.h"

#include <stdlib.h>

#include "base/alloc.h"
#include "tasks/setting.h"

/* Not told first, then in the order of enum gamut_setting, then others. */
static int setting_rank(struct gamut_str name)
{
	enum gamut_setting setting;

	if (name.len == 0)
		return -1;
	return gamut_setting_find(&setting, name) ? (int)setting :
	                                            GAMUT_SETTING_COUNT;
}

static int setting_cmp(struct gamut_str a, struct gamut_str b)
{
	int rank_a = setting_rank(a);
	int rank_b = setting_rank(b);

	if (rank_a != rank_b)
		return rank_a < rank_b ? -1 : 1;
	return gamut_str_cmp(a, b);
}

static int source_cmp(const struct gamut_cell_key *a,
                      const struct gamut_cell_key *b)
{
	int order = gamut_str_cmp(a->model, b->model);

	return order ? order : gamut_str_cmp(a->run, b->run);
}

int gamut_cell_key_cmp(const struct gamut_cell_key *a,
                       const struct gamut_cell_key *b)
{
	int order = source_cmp(a, b);

	if (!order)
		order = gamut_str_cmp(a->task, b->task);
	return order ? order : setting_cmp(a->setting, b->setting);
}

int gamut_cell_setting_cmp(const void *a, const void *b)
{
	const struct gamut_cell_key one = {
		.setting = *(const struct gamut_str *)a,
	};
	const struct gamut_cell_key other = {
		.setting = *(const struct gamut_str *)b,
	};

	return gamut_cell_key_cmp(&one, &other);
}

int gamut_cell_key_cmp_by_setting(const struct gamut_cell_key *a,
                                  const struct gamut_cell_key *b)
{
	int order = source_cmp(a, b);

	if (!order)
		order = setting_cmp(a->setting, b->setting);
	return order ? order : gamut_str_cmp(a->task, b->task);
}

void gamut_cell_init(struct gamut_cell *cell, const struct gamut_cell_key *key,
                     const struct gamut_checker *checker,
                     struct gamut_arena *arena)
{
	const struct gamut_task *task = gamut_checker_task(checker);
	enum gamut_setting setting;

	*cell = (struct gamut_cell){ 0 };
	cell->key.model = gamut_arena_copy(arena, key->model);
	cell->key.run = gamut_arena_copy(arena, key->run);
	cell->key.task = gamut_arena_copy(arena, key->task);
	cell->key.setting = gamut_arena_copy(arena, key->setting);
	cell->checker = checker;
	cell->is_slow = gamut_checker_is_slow(checker);
	cell->usage = gamut_usage_unknown;
	/* Where no setting is told, nothing is known of the prompt. */
	cell->shows_examples = gamut_setting_find(&setting, key->setting) &&
	                       gamut_setting_has_examples(setting);
	cell->tally.space = task->space;
	cell->tally.strings = task->strings;
}

void gamut_cell_release(struct gamut_cell *cell)
{
	gamut_map_clear(&cell->answer_of);
	gamut_map_clear(&cell->form_of);
	free(cell->answers);
	free(cell->forms);
	*cell = (struct gamut_cell){ 0 };
}

/* The index of the canonical form `text`, added where it is not known. */
static size_t find_form(struct gamut_cell *cell, struct gamut_str text,
                        struct gamut_arena *arena)
{
	size_t i = gamut_map_put(&cell->form_of, text, cell->form_count);

	if (i < cell->form_count)
		return i;
	cell->forms = gamut_grow_array(cell->forms, &cell->form_size,
	                               cell->form_count,
	                               sizeof(cell->forms[0]));
	cell->forms[cell->form_count++] = (struct gamut_cell_form){
		.text = gamut_arena_copy(arena, text),
	};
	return i;
}

static bool is_example(const struct gamut_task *task, struct gamut_str text)
{
	for (size_t i = 0; i < GAMUT_TASK_EXAMPLES; i++)
		if (gamut_str_eq(gamut_str_of(task->examples[i]), text))
			return true;
	return false;
}

bool gamut_cell_expect(struct gamut_cell *cell, struct gamut_str text,
                       size_t *place, struct gamut_arena *arena)
{
	size_t i = gamut_map_put(&cell->answer_of, text, cell->answer_count);

	*place = i;
	if (i < cell->answer_count)
		return false;
	cell->answers = gamut_grow_array(cell->answers, &cell->answer_size,
	                                 cell->answer_count,
	                                 sizeof(cell->answers[0]));
	cell->answers[cell->answer_count++] = (struct gamut_cell_answer){
		.text = gamut_arena_copy(arena, text),
		.reason = GAMUT_REASON_UNCHECKED,
		.is_example = cell->shows_examples &&
		              is_example(gamut_checker_task(cell->checker),
		                         text),
	};
	return true;
}

void gamut_cell_settle(struct gamut_cell *cell, size_t place,
                       struct gamut_verdict verdict, struct gamut_arena *arena)
{
	struct gamut_cell_answer *answer = &cell->answers[place];

	answer->reason = verdict.reason;
	if (gamut_verdict_is_valid(verdict))
		answer->form = find_form(cell, verdict.canonical, arena);
}

/* Count one more completion that gave `answer` and is valid. */
static void count_valid(struct gamut_cell *cell,
                        struct gamut_cell_answer *answer)
{
	struct gamut_cell_form *form = &cell->forms[answer->form];

	cell->tally.valid++;
	cell->tally.yield += answer->valid == 0;
	cell->tally.canonical_yield += form->valid == 0;
	cell->tally.equal_pairs += answer->valid;
	answer->valid++;
	form->valid++;
}

enum gamut_status gamut_cell_add(struct gamut_judgement *out,
                                 struct gamut_cell *cell,
                                 const struct gamut_sample *sample,
                                 struct gamut_arena *arena,
                                 struct gamut_arena *scratch,
                                 struct gamut_err *err)
{
	struct gamut_judgement judgement = {
		.answer = gamut_extract(sample->text),
	};
	struct gamut_str text = judgement.answer.text;
	struct gamut_cell_answer *answer;
	bool is_valid;

	if (gamut_cell_expect(cell, text, &judgement.place, arena))
		gamut_cell_settle(
			cell, judgement.place,
			gamut_checker_verify(cell->checker, text, scratch),
			arena);
	answer = &cell->answers[judgement.place];
	if (answer->reason == GAMUT_REASON_UNCHECKED)
		return gamut_checker_fault(cell->checker, err);
	is_valid = answer->reason == GAMUT_REASON_VALID;
	judgement.verdict = is_valid ? gamut_verdict_accept(
					       cell->forms[answer->form].text) :
	                               gamut_verdict_reject(answer->reason);
	judgement.is_copied = answer->is_example;
	judgement.fate = gamut_fate_of(sample, &judgement.answer, is_valid,
	                               answer->valid > 0);

	cell->fates[judgement.fate]++;
	cell->tally.n++;
	cell->tally.distinct += answer->count == 0;
	cell->tally.copied += answer->is_example;
	answer->count++;
	if (judgement.fate == GAMUT_FATE_VALID_NEW ||
	    judgement.fate == GAMUT_FATE_VALID_DUPLICATE)
		count_valid(cell, answer);
	*out = judgement;
	return GAMUT_OK;
}

void gamut_cell_add_absent(struct gamut_cell *cell, enum gamut_fate fate,
                           uint64_t count)
{
	if (fate != GAMUT_FATE_FAILED && fate != GAMUT_FATE_MISSING)
		GAMUT_BUG("'%s' is the fate of a completion",
		          gamut_fate_name(fate));
	cell->fates[fate] += count;
}

struct ranked {
	const struct gamut_cell_key *key;
	size_t at;
};

static int ranked_cmp(const void *a, const void *b)
{
	const struct ranked *one = a;
	const struct ranked *other = b;

	return gamut_cell_key_cmp(one->key, other->key);
}

void gamut_cell_rank(uint32_t *ranks, struct gamut_cell *const *cells,
                     size_t count)
{
	struct ranked *list = gamut_alloc_array(count, sizeof(*list));

	for (size_t i = 0; i < count; i++)
		list[i] = (struct ranked){ .key = &cells[i]->key, .at = i };
	if (count > 0)
		qsort(list, count, sizeof(*list), ranked_cmp);
	for (size_t i = 0; i < count; i++)
		ranks[list[i].at] = (uint32_t)i;
	free(list);
}
