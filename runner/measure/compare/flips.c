#include "runner/measure/compare/flips.h"

#include <stdlib.h>

#include "base/alloc.h"
#include "base/buf.h"
#include "base/json.h"
#include "base/lines.h"

/* Longer lines are none of this program's. */
#define LINE_MAX_BYTES ((size_t)256 * 1024 * 1024)

/* The reading of one file. */
struct reading {
	struct gamut_flips *flips;
	const struct gamut_summary *summary;
	bool is_candidate;
	struct gamut_arena *arena;
	struct gamut_map seen; /* answers that were looked at, by cell */
	struct gamut_buf key;
};

/* A line of samples.jsonl, as far as it matters. */
struct line {
	struct gamut_str task;
	struct gamut_str setting;
	struct gamut_str answer;
	struct gamut_str reason;
};

static const struct gamut_cell *find_cell(const struct gamut_summary *summary,
                                          const struct line *line)
{
	for (size_t i = 0; i < summary->cell_count; i++) {
		const struct gamut_cell_key *key = &summary->cells[i].key;

		if (gamut_str_eq(key->task, line->task) &&
		    gamut_str_eq(key->setting, line->setting))
			return summary->cells[i].cell;
	}
	return NULL;
}

/* Is it the first line of this answer in its cell? */
static bool is_first(struct reading *reading, const struct line *line)
{
	size_t seen = gamut_map_count(&reading->seen);

	gamut_buf_clear(&reading->key);
	gamut_buf_addf(&reading->key, "%zu %zu ", line->task.len,
	               line->setting.len);
	gamut_buf_add(&reading->key, line->task);
	gamut_buf_add(&reading->key, line->setting);
	gamut_buf_add(&reading->key, line->answer);
	gamut_map_put(&reading->seen, gamut_buf_view(&reading->key), 0);
	return gamut_map_count(&reading->seen) > seen;
}

static void add_flip(struct reading *reading, const struct line *line,
                     const struct gamut_cell_answer *answer)
{
	struct gamut_flips *flips = reading->flips;

	flips->list = gamut_grow_array(flips->list, &flips->size, flips->count,
	                               sizeof(flips->list[0]));
	flips->list[flips->count++] = (struct gamut_flip){
		.is_candidate = reading->is_candidate,
		.task = gamut_arena_copy(reading->arena, line->task),
		.setting = gamut_arena_copy(reading->arena, line->setting),
		.answer = gamut_arena_copy(reading->arena, line->answer),
		.is_valid = answer->reason == GAMUT_REASON_VALID,
		.reason = answer->reason,
		.count = answer->count,
	};
}

/*
 * Verdicts are compared, not fates: an answer that the token limit cut had one,
 * too. An answer that is not found held bytes that JSON cannot.
 */
static void check_line(struct reading *reading, const struct line *line)
{
	const struct gamut_cell *cell = find_cell(reading->summary, line);
	bool was_valid = gamut_str_eq(
		line->reason,
		gamut_str_of(gamut_reason_name(GAMUT_REASON_VALID)));
	const struct gamut_cell_answer *answer;
	size_t i;

	if (!cell)
		return;
	reading->flips->lines++;
	if (!is_first(reading, line))
		return;
	i = gamut_map_find(&cell->answer_of, line->answer);
	if (i == GAMUT_MAP_ABSENT)
		return;
	answer = &cell->answers[i];
	if (was_valid != (answer->reason == GAMUT_REASON_VALID))
		add_flip(reading, line, answer);
}

static enum gamut_status read_line(struct reading *reading,
                                   struct gamut_str text, struct gamut_err *err)
{
	struct line line = { 0 };
	cJSON *object = gamut_json_parse(text, err);
	bool is_whole;

	if (!object)
		return GAMUT_EPARSE;
	/* A setting may be null: foreign completions tell none. */
	gamut_json_get_str(object, "setting", &line.setting);
	is_whole = gamut_json_get_str(object, "task", &line.task) &&
	           gamut_json_get_str(object, "answer", &line.answer) &&
	           gamut_json_get_str(object, "reason", &line.reason);
	if (is_whole)
		check_line(reading, &line);
	cJSON_Delete(object);
	return is_whole ? GAMUT_OK :
	                  gamut_error(err, GAMUT_EPARSE,
	                              "no task, answer and reason");
}

static int flip_cmp(const void *a, const void *b)
{
	const struct gamut_flip *flip_a = a;
	const struct gamut_flip *flip_b = b;
	int order = flip_a->is_candidate - flip_b->is_candidate;

	if (order == 0)
		order = gamut_cell_key_cmp(
			&(struct gamut_cell_key){ .task = flip_a->task,
		                                  .setting = flip_a->setting },
			&(struct gamut_cell_key){ .task = flip_b->task,
		                                  .setting = flip_b->setting });
	return order ? order : gamut_str_cmp(flip_a->answer, flip_b->answer);
}

enum gamut_status gamut_flips_read(struct gamut_flips *flips, const char *path,
                                   const struct gamut_summary *summary,
                                   bool is_candidate, struct gamut_arena *arena,
                                   struct gamut_err *err)
{
	struct reading reading = { .flips = flips,
		                   .summary = summary,
		                   .is_candidate = is_candidate,
		                   .arena = arena };
	struct gamut_lines *lines;
	struct gamut_line line;
	bool has_more = true;
	enum gamut_status status = gamut_lines_open(&lines, path,
	                                            LINE_MAX_BYTES, err);

	if (status)
		return status;
	while (!status) {
		status = gamut_lines_next(lines, &line, &has_more, err);
		if (status || !has_more)
			break;
		if (read_line(&reading, line.text, err))
			status = gamut_error_at(err, "%s:%zu", path,
			                        line.number);
	}
	gamut_lines_close(lines);
	gamut_map_clear(&reading.seen);
	gamut_buf_release(&reading.key);
	if (flips->count > 0)
		qsort(flips->list, flips->count, sizeof(flips->list[0]),
		      flip_cmp);
	return status;
}
