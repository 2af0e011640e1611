#include "runner/exchange/export/walk.h"

#include <stdlib.h>

#include "base/alloc.h"
#include "base/clock.h"
#include "base/json.h"

struct gamut_export_cell gamut_export_cell_at(
	const struct gamut_export_run *run, size_t i)
{
	const struct gamut_manifest *manifest = &run->run->manifest;
	struct gamut_export_cell cell = {
		.run = run,
		.summary = &run->summary->cells[i],
		.task = gamut_checker_task(
			run->summary->cells[i].cell->checker),
	};
	const struct gamut_cell_key *key = &cell.summary->key;

	while (cell.place < manifest->cell_count) {
		cell.asked = &manifest->cells[cell.place];
		if (gamut_str_eq(cell.asked->task, key->task) &&
		    gamut_str_eq(cell.asked->setting, key->setting))
			return cell;
		cell.place++;
	}
	GAMUT_BUG("a cell that was scored is not in the manifest");
}

uint64_t gamut_export_cell_wanted(const struct gamut_export_cell *cell)
{
	return gamut_run_wanted(cell->run->run, cell->place);
}

uint64_t gamut_export_cell_absent(const struct gamut_export_cell *cell)
{
	return gamut_cell_summary_absent(cell->summary);
}

uint64_t gamut_export_absent(const struct gamut_export_run *run,
                             enum gamut_fate fate)
{
	uint64_t sum = 0;

	for (size_t i = 0; i < run->summary->cell_count; i++)
		sum += run->summary->cells[i].fates[fate];
	return sum;
}

/* Where a walk is. */
struct walk {
	const struct gamut_export_run *run;
	const struct gamut_export_visitor *visitor;
	struct gamut_export_cell cell; /* that is open; without a run: none */
	size_t next;                   /* cell of the summary to be opened */
	enum gamut_status status;
	struct gamut_err *err;
};

static void end_cell(struct walk *walk)
{
	if (walk->cell.run && walk->visitor->end && !walk->status)
		walk->status = walk->visitor->end(walk->visitor->context,
		                                  &walk->cell, walk->err);
	walk->cell = (struct gamut_export_cell){ 0 };
}

/* Close the open cell and open the next one. */
static void next_cell(struct walk *walk)
{
	end_cell(walk);
	if (walk->status)
		return;
	walk->cell = gamut_export_cell_at(walk->run, walk->next++);
	if (walk->visitor->begin)
		walk->status = walk->visitor->begin(walk->visitor->context,
		                                    &walk->cell, walk->err);
}

static bool is_open(const struct walk *walk, const struct gamut_cell_key *key)
{
	return walk->cell.run &&
	       gamut_str_eq(walk->cell.asked->task, key->task) &&
	       gamut_str_eq(walk->cell.asked->setting, key->setting);
}

static void add_sample(void *context, const struct gamut_cell_key *key,
                       const struct gamut_sample *sample,
                       const struct gamut_judgement *judged)
{
	struct walk *walk = context;

	while (!walk->status && !is_open(walk, key))
		next_cell(walk);
	if (!walk->status)
		walk->visitor->sample(walk->visitor->context, &walk->cell,
		                      sample, judged);
}

enum gamut_status gamut_export_walk(const struct gamut_export_run *run,
                                    const struct gamut_suite *suite,
                                    const struct gamut_export_visitor *visitor,
                                    struct gamut_err *err)
{
	struct walk walk = { .run = run, .visitor = visitor, .err = err };
	struct gamut_score *score = gamut_score_open(suite);
	struct gamut_err unread = { 0 };
	enum gamut_status status;

	gamut_score_watch(score, add_sample, &walk);
	status = gamut_score_run(score, run->run, &unread);
	while (!status && !walk.status && walk.next < run->summary->cell_count)
		next_cell(&walk);
	end_cell(&walk);
	gamut_score_free(score);
	if (walk.status)
		return walk.status;
	return status ? gamut_error(err, status, "%s", unread.msg) : GAMUT_OK;
}

static enum gamut_status note_last(void *context, size_t cell,
                                   const struct gamut_sample *sample,
                                   struct gamut_err *err)
{
	int64_t *last_ms = context;

	(void)err;
	if (sample->created_ms > last_ms[cell])
		last_ms[cell] = sample->created_ms;
	return GAMUT_OK;
}

enum gamut_status gamut_export_last(int64_t *last_ms,
                                    const struct gamut_run *run,
                                    struct gamut_err *err)
{
	for (size_t i = 0; i < run->manifest.cell_count; i++)
		last_ms[i] = 0;
	return gamut_run_each(run, note_last, last_ms, err);
}

enum gamut_status gamut_export_began(int64_t *ms, const struct gamut_run *run,
                                     struct gamut_err *err)
{
	*ms = 0;
	if (run->manifest.created.len == 0 ||
	    gamut_clock_parse(ms, run->manifest.created))
		return GAMUT_OK;
	return gamut_error(err, GAMUT_EPARSE,
	                   "the run %.*s does not say when it began: '%.*s' is "
	                   "no time",
	                   GAMUT_STR_ARG(run->manifest.run_id),
	                   GAMUT_STR_ARG(run->manifest.created));
}

struct gamut_str gamut_export_prompt(const struct gamut_export_cell *cell,
                                     struct gamut_arena *arena)
{
	struct gamut_str prompt = cell->asked->prompt;
	cJSON *value = gamut_json_parse(prompt, NULL);

	if (cJSON_IsString(value))
		prompt = gamut_str_of(value->valuestring);
	prompt = gamut_arena_copy(arena, prompt);
	cJSON_Delete(value);
	return prompt;
}
