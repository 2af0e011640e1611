#include <math.h>

#include "runner/report/fields.h"
#include "runner/report/html/page.h"

/* Larger spaces are told as numbers. */
#define MEMBERS_MAX 200

static bool is_asked(const struct gamut_page *page, struct gamut_str task)
{
	for (size_t i = 0; i < page->run_count; i++) {
		const struct gamut_summary *summary = page->runs[i].summary;

		for (size_t k = 0; k < summary->cell_count; k++)
			if (gamut_str_eq(summary->cells[k].key.task, task))
				return true;
	}
	return false;
}

/*
 * As canonical forms, by which counts are kept, and as they are written; null
 * where a checker that fails does not tell the forms.
 */
static void add_members(struct gamut_json *json,
                        const struct gamut_checker *checker)
{
	struct gamut_arena arena = { 0 };
	size_t count = (size_t)gamut_checker_member_count(checker);
	struct gamut_str *members = gamut_arena_new(&arena, struct gamut_str,
	                                            count);
	struct gamut_verdict *verdicts =
		gamut_arena_new(&arena, struct gamut_verdict, count);
	bool is_told = true;

	for (size_t i = 0; i < count; i++)
		members[i] = gamut_checker_member(checker, i, &arena);
	gamut_checker_verify_all(checker, verdicts, members, count, &arena);
	for (size_t i = 0; i < count; i++)
		is_told = is_told && gamut_verdict_is_valid(verdicts[i]);
	if (is_told)
		gamut_json_open(json, '[');
	else
		gamut_json_null(json);
	for (size_t i = 0; i < count && is_told; i++) {
		gamut_json_open(json, '[');
		gamut_json_str(json, verdicts[i].canonical);
		gamut_json_str(json, members[i]);
		gamut_json_close(json, ']');
	}
	if (is_told)
		gamut_json_close(json, ']');
	gamut_arena_clear(&arena);
}

/* [canonical form, share] of each form; shares add up to 1. */
static void add_target(struct gamut_json *json,
                       const struct gamut_target *target)
{
	double most = 0;
	double sum = 0;

	/* By way of the largest, so that no sum is beyond a double. */
	for (size_t i = 0; i < target->count; i++)
		most = fmax(most, target->weights[i]);
	for (size_t i = 0; i < target->count; i++)
		sum += target->weights[i] / most;
	gamut_json_key(json, "target");
	gamut_json_open(json, '[');
	for (size_t i = 0; i < target->count; i++) {
		gamut_json_open(json, '[');
		gamut_json_cstr(json, target->forms[i]);
		gamut_json_double(json, target->weights[i] / most / sum);
		gamut_json_close(json, ']');
	}
	gamut_json_close(json, ']');
}

static void add_bound(struct gamut_json *json, const char *key, uint64_t bound)
{
	gamut_json_key(json, key);
	if (bound == GAMUT_UNBOUNDED)
		gamut_json_null(json);
	else
		gamut_json_int(json, (int64_t)bound);
}

static void add_task(struct gamut_json *json,
                     const struct gamut_checker *checker)
{
	const struct gamut_task *task = gamut_checker_task(checker);

	gamut_json_open(json, '{');
	gamut_fields_text(json, "name", task->name);
	gamut_fields_text(json, "description", task->description);
	gamut_json_key(json, "examples");
	gamut_json_open(json, '[');
	for (size_t i = 0; i < GAMUT_TASK_EXAMPLES; i++)
		gamut_json_cstr(json, task->examples[i]);
	gamut_json_close(json, ']');
	gamut_fields_uint(json, "max_tokens", task->max_tokens);
	add_bound(json, "space", task->space);
	add_bound(json, "strings", task->strings);
	gamut_json_key(json, "members");
	/* A verifier may list but a part of its space. */
	if (task->space != GAMUT_UNBOUNDED && task->space <= MEMBERS_MAX &&
	    gamut_checker_member_count(checker) == task->space)
		add_members(json, checker);
	else
		gamut_json_null(json);
	if (task->target)
		add_target(json, task->target);
	gamut_json_close(json, '}');
}

void gamut_page_tasks(struct gamut_json *json, const struct gamut_page *page)
{
	gamut_json_key(json, "tasks");
	gamut_json_open(json, '[');
	for (size_t i = 0; i < gamut_suite_count(page->suite); i++) {
		const struct gamut_checker *checker =
			gamut_suite_at(page->suite, i);

		if (is_asked(page,
		             gamut_str_of(gamut_checker_task(checker)->name)))
			add_task(json, checker);
	}
	gamut_json_close(json, ']');
}
