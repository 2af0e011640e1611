#include "runner/report/samples.h"

#include <stdlib.h>

#include "base/alloc.h"
#include "base/json.h"

/* One line of the text, and what it is sorted by. */
struct line {
	struct gamut_cell_key key; /* lives in the score */
	uint32_t index;
	size_t at; /* in the text */
	size_t len;
};

struct gamut_samples {
	struct gamut_buf text;
	struct line *lines;
	size_t count;
	size_t size;
};

struct gamut_samples *gamut_samples_new(void)
{
	return gamut_alloc(sizeof(struct gamut_samples));
}

void gamut_samples_free(struct gamut_samples *samples)
{
	if (!samples)
		return;
	gamut_buf_release(&samples->text);
	free(samples->lines);
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

void gamut_samples_add(void *samples, const struct gamut_cell_key *key,
                       const struct gamut_sample *sample,
                       const struct gamut_judgement *judgement)
{
	struct gamut_samples *s = samples;
	struct line *line;

	s->lines = gamut_grow_array(s->lines, &s->size, s->count,
	                            sizeof(s->lines[0]));
	line = &s->lines[s->count++];
	line->key = *key;
	line->index = sample->index;
	line->at = s->text.len;
	add_line(&s->text, key, sample, judgement);
	line->len = s->text.len - line->at;
}

static int line_cmp(const void *a, const void *b)
{
	const struct line *line_a = a;
	const struct line *line_b = b;
	int order = gamut_cell_key_cmp(&line_a->key, &line_b->key);

	if (!order)
		order = (line_a->index > line_b->index) -
		        (line_a->index < line_b->index);
	if (!order) /* the order in which they were added */
		order = (line_a->at > line_b->at) - (line_a->at < line_b->at);
	return order;
}

void gamut_samples_write(struct gamut_samples *samples, struct gamut_buf *out)
{
	struct gamut_str text = gamut_buf_view(&samples->text);

	if (samples->count > 0)
		qsort(samples->lines, samples->count, sizeof(samples->lines[0]),
		      line_cmp);
	for (size_t i = 0; i < samples->count; i++) {
		const struct line *line = &samples->lines[i];

		gamut_buf_add(out,
		              gamut_str_head(gamut_str_skip(text, line->at),
		                             line->len));
	}
}
