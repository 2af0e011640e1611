#include "runner/store/sample.h"

#include "base/json.h"
#include "runner/store/record.h"
#include "runner/store/sample_scan.h"

/* Written only where it was told: there are older readers and many lines. */
static void put_known(struct gamut_json *json, const char *key, int64_t value)
{
	if (value >= 0 && value <= GAMUT_SAMPLE_NUMBER_MAX)
		gamut_record_put_number(json, key, value);
}

static void put_request(struct gamut_json *json,
                        const struct gamut_sample *sample)
{
	if (sample->request_choices > 0) {
		gamut_record_put_number(json, "request_index",
		                        sample->request_index);
		gamut_record_put_number(json, "request_choices",
		                        sample->request_choices);
		put_known(json, "request_completion_tokens",
		          sample->request_completion_tokens);
		put_known(json, "request_reasoning_tokens",
		          sample->request_reasoning_tokens);
	}
	if (sample->is_cached) {
		gamut_json_key(json, "cached");
		gamut_json_bool(json, true);
	}
}

void gamut_sample_encode(struct gamut_buf *line,
                         const struct gamut_sample *sample)
{
	struct gamut_json json = { .out = line };
	size_t start = line->len;

	gamut_json_open(&json, '{');
	gamut_record_put_str(&json, "task", sample->task);
	gamut_record_put_told(&json, "setting", sample->setting);
	gamut_record_put_number(&json, "index", sample->index);
	gamut_record_put_str(&json, "text", sample->text);
	if (sample->reasoning.len > 0)
		gamut_record_put_str(&json, "reasoning", sample->reasoning);
	gamut_record_put_told(&json, "finish_reason", sample->finish_reason);
	gamut_record_put_number(&json, "seed", sample->seed);
	gamut_record_put_told(&json, "model", sample->model);
	gamut_record_put_told(&json, "response_id", sample->response_id);
	gamut_record_put_told(&json, "fingerprint", sample->fingerprint);
	gamut_record_put_number(&json, "latency_ms", sample->latency_ms);
	gamut_record_put_number(&json, "prompt_tokens", sample->prompt_tokens);
	gamut_record_put_number(&json, "completion_tokens",
	                        sample->completion_tokens);
	gamut_record_put_number(&json, "reasoning_tokens",
	                        sample->reasoning_tokens);
	put_request(&json, sample);
	gamut_record_put_time(&json, "created", sample->created_ms);
	gamut_record_seal(line, start);
}

static void take_request(struct gamut_sample *sample,
                         struct gamut_value *record)
{
	sample->request_choices = 0;
	sample->request_index = 0;
	sample->request_completion_tokens = GAMUT_UNKNOWN;
	sample->request_reasoning_tokens = GAMUT_UNKNOWN;
	if (gamut_value_find(record, "request_index")) {
		sample->request_index = gamut_value_u32(record,
		                                        "request_index");
		sample->request_choices = gamut_value_u32(record,
		                                          "request_choices");
		sample->request_completion_tokens =
			gamut_value_number(record, "request_completion_tokens");
		sample->request_reasoning_tokens =
			gamut_value_number(record, "request_reasoning_tokens");
	}
	sample->is_cached = cJSON_IsTrue(gamut_value_find(record, "cached"));
}

enum gamut_status gamut_sample_decode(struct gamut_sample *sample,
                                      struct gamut_str line,
                                      struct gamut_arena *arena,
                                      struct gamut_err *err)
{
	struct gamut_value record;
	enum gamut_status status;

	if (gamut_record_is_sealed(line) &&
	    gamut_sample_scan(sample, line, arena))
		return GAMUT_OK;
	status = gamut_record_open(&record, line, arena, err);
	if (status)
		return status;

	sample->task = gamut_value_str(&record, "task");
	sample->setting = gamut_value_told(&record, "setting");
	sample->index = gamut_value_u32(&record, "index");
	sample->text = gamut_value_str(&record, "text");
	sample->reasoning = gamut_value_told(&record, "reasoning");
	sample->finish_reason = gamut_value_told(&record, "finish_reason");
	sample->seed = gamut_value_number(&record, "seed");
	sample->model = gamut_value_told(&record, "model");
	sample->response_id = gamut_value_told(&record, "response_id");
	sample->fingerprint = gamut_value_told(&record, "fingerprint");
	sample->latency_ms = gamut_value_number(&record, "latency_ms");
	sample->prompt_tokens = gamut_value_number(&record, "prompt_tokens");
	sample->completion_tokens = gamut_value_number(&record,
	                                               "completion_tokens");
	sample->reasoning_tokens = gamut_value_number(&record,
	                                              "reasoning_tokens");
	take_request(sample, &record);
	sample->created_ms = gamut_record_time(&record, "created");
	return gamut_record_close(&record);
}
