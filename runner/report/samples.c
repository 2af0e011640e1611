#include "runner/report/samples.h"

#include <stdlib.h>

#include "base/alloc.h"
#include "base/buf.h"
#include "base/file.h"
#include "base/json.h"

/* So much is written at a time. */
#define CHUNK_BYTES ((size_t)64 * 1024)

struct gamut_samples {
	struct gamut_draft *draft;
	struct gamut_buf text; /* not written yet */
	/* Of what was written. */
	enum gamut_status status;
	struct gamut_err err;
};

enum gamut_status gamut_samples_open(struct gamut_samples **out,
                                     const char *path, struct gamut_err *err)
{
	struct gamut_draft *draft;
	enum gamut_status status = gamut_draft_open(&draft, path, err);

	if (status)
		return status;
	*out = gamut_alloc(sizeof(**out));
	(*out)->draft = draft;
	return GAMUT_OK;
}

void gamut_samples_close(struct gamut_samples *samples)
{
	if (!samples)
		return;
	gamut_draft_close(samples->draft);
	gamut_buf_release(&samples->text);
	free(samples);
}

/* A string, or null where there is none. */
static void add_str(struct gamut_json *json, const char *key,
                    struct gamut_str value)
{
	gamut_json_key(json, key);
	if (value.len > 0)
		gamut_json_str(json, value);
	else
		gamut_json_null(json);
}

static void add_int(struct gamut_json *json, const char *key, int64_t value)
{
	gamut_json_key(json, key);
	if (value == GAMUT_UNKNOWN)
		gamut_json_null(json);
	else
		gamut_json_int(json, value);
}

static void add_judgement(struct gamut_json *json,
                          const struct gamut_judgement *judgement)
{
	gamut_json_key(json, "answer");
	gamut_json_str(json, judgement->answer.text);
	gamut_json_key(json, "valid");
	gamut_json_bool(json,
	                judgement->fate == GAMUT_FATE_VALID_NEW ||
	                        judgement->fate == GAMUT_FATE_VALID_DUPLICATE);
	gamut_json_key(json, "reason");
	gamut_json_cstr(json, gamut_reason_name(judgement->verdict.reason));
	add_str(json, "canonical", judgement->verdict.canonical);
	gamut_json_key(json, "fate");
	gamut_json_cstr(json, gamut_fate_name(judgement->fate));
	gamut_json_key(json, "copied_example");
	gamut_json_bool(json, judgement->is_copied);
}

static void add_line(struct gamut_buf *text, const struct gamut_cell_key *key,
                     const struct gamut_sample *sample,
                     const struct gamut_judgement *judgement)
{
	struct gamut_json json = { .out = text };

	gamut_json_open(&json, '{');
	add_str(&json, "model", key->model);
	add_str(&json, "task", key->task);
	add_str(&json, "setting", key->setting);
	add_int(&json, "index", sample->index);
	add_judgement(&json, judgement);
	gamut_json_key(&json, "text");
	gamut_json_str(&json, sample->text);
	add_str(&json, "finish_reason", sample->finish_reason);
	add_int(&json, "seed", sample->seed);
	add_int(&json, "latency_ms", sample->latency_ms);
	add_int(&json, "prompt_tokens", sample->prompt_tokens);
	add_int(&json, "completion_tokens", sample->completion_tokens);
	add_int(&json, "reasoning_tokens", sample->reasoning_tokens);
	add_str(&json, "run", key->run);
	gamut_json_close(&json, '}');
	gamut_buf_add_char(text, '\n');
}

static void flush(struct gamut_samples *samples)
{
	if (!samples->status)
		samples->status = gamut_draft_write(
			samples->draft, gamut_buf_view(&samples->text),
			&samples->err);
	gamut_buf_clear(&samples->text);
}

void gamut_samples_add(void *samples, const struct gamut_cell_key *key,
                       const struct gamut_sample *sample,
                       const struct gamut_judgement *judgement)
{
	struct gamut_samples *s = samples;

	add_line(&s->text, key, sample, judgement);
	if (s->text.len >= CHUNK_BYTES)
		flush(s);
}

enum gamut_status gamut_samples_publish(struct gamut_samples *samples,
                                        struct gamut_err *err)
{
	flush(samples);
	if (samples->status)
		return gamut_error(err, samples->status, "%s",
		                   samples->err.msg);
	return gamut_draft_publish(samples->draft, err);
}
