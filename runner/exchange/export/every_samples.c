#include <inttypes.h>

#include "runner/exchange/export/every.h"
#include "runner/exchange/export/format.h"
#include "runner/report/fields.h"

/* The file that is being written. */
struct rows {
	const struct gamut_every *every;
	struct gamut_arena arena; /* of the open cell */
	struct gamut_arena scratch;
	/* Of the open cell. */
	struct gamut_str name;
	struct gamut_str result;
	struct gamut_str prompt;
	char sample_hash[GAMUT_DIGEST_SIZE];
	struct gamut_export_file file;
};

static enum gamut_status begin(void *context,
                               const struct gamut_export_cell *cell,
                               struct gamut_err *err)
{
	struct rows *rows = context;
	struct gamut_digest digest;

	(void)err;
	gamut_arena_reset(&rows->arena);
	rows->name = gamut_every_name(cell, &rows->arena);
	rows->result = gamut_every_result_id(cell, "validity", &rows->arena);
	rows->prompt = gamut_export_prompt(cell, &rows->arena);
	gamut_digest_init(&digest);
	gamut_digest_bytes(&digest, rows->prompt);
	gamut_digest_hex(&digest, rows->sample_hash);
	return GAMUT_OK;
}

static void add_output(struct gamut_json *json,
                       const struct gamut_sample *sample)
{
	gamut_json_key(json, "output");
	gamut_json_open(json, '{');
	gamut_json_key(json, "raw");
	gamut_json_open(json, '[');
	gamut_json_str(json, sample->text);
	gamut_json_close(json, ']');
	if (sample->reasoning.len > 0) {
		gamut_json_key(json, "reasoning_trace");
		gamut_json_open(json, '[');
		gamut_json_str(json, sample->reasoning);
		gamut_json_close(json, ']');
	}
	gamut_json_close(json, '}');
	gamut_fields_text(json, "messages", NULL);
}

static void add_answer(struct gamut_json *json,
                       const struct gamut_judgement *judged)
{
	bool is_valid = gamut_export_is_valid(judged);

	gamut_json_key(json, "answer_attribution");
	gamut_json_open(json, '[');
	gamut_json_open(json, '{');
	gamut_fields_count(json, "turn_idx", 0);
	gamut_fields_text(json, "source", "output.raw");
	gamut_json_key(json, "extracted_value");
	gamut_json_str(json, judged->answer.text);
	gamut_fields_text(json, "extraction_method",
	                  "gamut: first line, without thoughts");
	gamut_fields_bool(json, "is_terminal", true);
	gamut_json_close(json, '}');
	gamut_json_close(json, ']');
	gamut_json_key(json, "evaluation");
	gamut_json_open(json, '{');
	gamut_fields_count(json, "score", is_valid);
	gamut_fields_bool(json, "is_correct", is_valid);
	gamut_json_close(json, '}');
}

static void add_cost(struct gamut_json *json, const struct gamut_sample *sample)
{
	gamut_json_key(json, "token_usage");
	if (sample->prompt_tokens == GAMUT_UNKNOWN ||
	    sample->completion_tokens == GAMUT_UNKNOWN) {
		gamut_json_null(json);
	} else {
		gamut_json_open(json, '{');
		gamut_fields_count(json, "input_tokens", sample->prompt_tokens);
		gamut_fields_count(json, "output_tokens",
		                   sample->completion_tokens);
		gamut_fields_count(json, "total_tokens",
		                   sample->prompt_tokens +
		                           sample->completion_tokens);
		gamut_fields_count(json, "reasoning_tokens",
		                   sample->reasoning_tokens);
		gamut_json_close(json, '}');
	}
	gamut_json_key(json, "performance");
	gamut_json_open(json, '{');
	gamut_fields_count(json, "latency_ms", sample->latency_ms);
	gamut_json_close(json, '}');
}

/* Fates that are no plain answers; NULL for answers, right or wrong. */
static const char *error_of(enum gamut_fate fate)
{
	bool is_answer = fate == GAMUT_FATE_VALID_NEW ||
	                 fate == GAMUT_FATE_VALID_DUPLICATE ||
	                 fate == GAMUT_FATE_INVALID;

	return is_answer ? NULL : gamut_fate_name(fate);
}

/* All values must be strings; what was not told is left out. */
static void add_metadata(struct rows *rows, struct gamut_json *json,
                         const struct gamut_export_cell *cell,
                         const struct gamut_sample *sample,
                         const struct gamut_judgement *judged)
{
	gamut_json_key(json, "metadata");
	gamut_json_open(json, '{');
	gamut_fields_name(json, "task", cell->asked->task);
	gamut_fields_name(json, "setting", cell->asked->setting);
	gamut_fields_name(
		json, "index",
		gamut_arena_strf(&rows->scratch, "%" PRIu32, sample->index));
	gamut_fields_text(json, "fate", gamut_fate_name(judged->fate));
	gamut_fields_text(json, "reason",
	                  gamut_reason_name(judged->verdict.reason));
	gamut_fields_text(json, "copied_example",
	                  judged->is_copied ? "true" : "false");
	if (judged->verdict.canonical.len > 0)
		gamut_fields_name(json, "canonical", judged->verdict.canonical);
	if (sample->finish_reason.len > 0)
		gamut_fields_name(json, "finish_reason", sample->finish_reason);
	if (sample->seed != GAMUT_UNKNOWN)
		gamut_fields_name(json, "seed",
		                  gamut_arena_strf(&rows->scratch, "%" PRIi64,
		                                   sample->seed));
	gamut_json_close(json, '}');
}

static void add_row(void *context, const struct gamut_export_cell *cell,
                    const struct gamut_sample *sample,
                    const struct gamut_judgement *judged)
{
	struct rows *rows = context;
	struct gamut_json json = { .out = &rows->file.text };

	gamut_arena_reset(&rows->scratch);
	gamut_json_open(&json, '{');
	gamut_fields_text(&json, "schema_version", GAMUT_EVERY_SCHEMA);
	gamut_fields_name(&json, "evaluation_id", rows->every->id);
	gamut_fields_name(&json, "model_id", cell->run->run->manifest.model);
	gamut_fields_name(&json, "evaluation_name", rows->name);
	gamut_fields_name(&json, "evaluation_result_id", rows->result);
	gamut_fields_name(&json, "sample_id",
	                  gamut_arena_strf(&rows->scratch, "%.*s/%.*s/%" PRIu32,
	                                   GAMUT_STR_ARG(cell->asked->task),
	                                   GAMUT_STR_ARG(cell->asked->setting),
	                                   sample->index));
	gamut_fields_text(&json, "sample_hash", rows->sample_hash);
	gamut_fields_text(&json, "interaction_type", "single_turn");
	gamut_json_key(&json, "input");
	gamut_json_open(&json, '{');
	gamut_json_key(&json, "raw");
	gamut_json_str(&json, rows->prompt);
	gamut_json_key(&json, "reference");
	gamut_json_open(&json, '[');
	gamut_json_close(&json, ']');
	gamut_json_close(&json, '}');
	add_output(&json, sample);
	add_answer(&json, judged);
	add_cost(&json, sample);
	gamut_fields_text(&json, "error", error_of(judged->fate));
	add_metadata(rows, &json, cell, sample, judged);
	gamut_json_close(&json, '}');
	gamut_buf_add_char(&rows->file.text, '\n');
	rows->file.rows++;
	gamut_export_file_step(&rows->file);
}

enum gamut_status gamut_every_write_samples(struct gamut_every *every,
                                            const struct gamut_suite *suite,
                                            struct gamut_str dir,
                                            struct gamut_err *err)
{
	struct rows rows = { .every = every };
	const struct gamut_export_visitor visitor = { &rows, begin, add_row,
		                                      NULL };
	enum gamut_status status = GAMUT_OK;

	/* A file without a row is none. */
	if (every->run->run->count > 0)
		status = gamut_export_open(&rows.file, dir, every->samples,
		                           err);
	if (!status && rows.file.draft)
		status = gamut_export_walk(every->run, suite, &visitor, err);
	every->rows = rows.file.rows;
	if (!status && every->rows > 0)
		status = gamut_export_file_publish(&rows.file, every->checksum,
		                                   err);
	gamut_export_file_close(&rows.file);
	gamut_arena_clear(&rows.arena);
	gamut_arena_clear(&rows.scratch);
	return status;
}
