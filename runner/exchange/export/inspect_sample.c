#include "runner/exchange/export/inspect.h"

#include "base/clock.h"
#include "runner/exchange/export/imported.h"
#include "runner/exchange/export/name.h"
#include "runner/report/fields.h"

/* inspect_ai knows these roles; what is none of them is the user's. */
static struct gamut_str role_of(const cJSON *message)
{
	static const char *const known[] = { "system", "user", "assistant" };
	struct gamut_str role = GAMUT_STR("user");
	struct gamut_str found;

	if (gamut_json_get_str(message, "role", &found))
		for (size_t i = 0; i < GAMUT_ARRAY_LEN(known); i++)
			if (gamut_str_eq(found, gamut_str_of(known[i])))
				role = found;
	return role;
}

/* One message of a prompt: an object of a chat, or a string. */
static void add_message(struct gamut_json *json, const cJSON *message,
                        const char *id)
{
	struct gamut_str content = GAMUT_STR_EMPTY;

	if (cJSON_IsString(message))
		content = gamut_str_of(message->valuestring);
	else
		gamut_json_get_str(message, "content", &content);
	gamut_json_open(json, '{');
	gamut_fields_text(json, "id", id);
	gamut_json_key(json, "content");
	gamut_json_str(json, content);
	gamut_fields_text(json, "source", "input");
	gamut_json_key(json, "role");
	gamut_json_str(json, role_of(message));
	gamut_json_close(json, '}');
}

static void add_prompt(struct gamut_json *json, const cJSON *prompt,
                       struct gamut_arena *arena)
{
	const cJSON *message;
	size_t i = 0;

	if (cJSON_IsString(prompt)) {
		add_message(json, prompt, "input-0");
		return;
	}
	cJSON_ArrayForEach(message, prompt)
	{
		add_message(json, message,
		            gamut_arena_strf(arena, "input-%zu", i++).ptr);
	}
}

void gamut_inspect_log_open(struct gamut_inspect_log *log,
                            const struct gamut_export_cell *cell,
                            struct gamut_arena *arena)
{
	const struct gamut_manifest_cell *asked = cell->asked;
	cJSON *prompt = gamut_json_parse(asked->prompt, NULL);
	struct gamut_buf text = { 0 };
	struct gamut_json json = { .out = &text };

	gamut_json_open(&json, '[');
	add_prompt(&json, prompt, arena);
	*log = (struct gamut_inspect_log){
		.cell = cell,
		.id = gamut_arena_strf(arena, "%.*s/%.*s",
		                       GAMUT_STR_ARG(asked->task),
		                       GAMUT_STR_ARG(asked->setting)),
		.messages = gamut_arena_copy(arena, gamut_buf_view(&text)),
	};
	gamut_json_close(&json, ']');
	log->input = cJSON_IsString(prompt) ?
	                     asked->prompt :
	                     gamut_arena_copy(arena, gamut_buf_view(&text));
	gamut_buf_release(&text);
	cJSON_Delete(prompt);
}

/* In the words of inspect_ai. */
static const char *stop_reason_of(struct gamut_str reason)
{
	static const struct {
		const char *from;
		const char *to;
	} words[] = {
		{ "stop", "stop" },
		{ "eos", "stop" },
		{ "end_turn", "stop" },
		{ "stop_sequence", "stop" },
		{ "length", "max_tokens" },
		{ "max_tokens", "max_tokens" },
		{ "content_filter", "content_filter" },
		{ "refusal", "content_filter" },
	};

	for (size_t i = 0; i < GAMUT_ARRAY_LEN(words); i++)
		if (gamut_str_eq(reason, gamut_str_of(words[i].from)))
			return words[i].to;
	return "unknown";
}

static void add_tokens(struct gamut_json *json, int64_t input, int64_t output,
                       int64_t reasoning)
{
	gamut_json_open(json, '{');
	gamut_fields_count(json, "input_tokens", input);
	gamut_fields_count(json, "output_tokens", output);
	gamut_fields_count(json, "total_tokens", input + output);
	gamut_fields_text(json, "input_tokens_cache_write", NULL);
	gamut_fields_text(json, "input_tokens_cache_read", NULL);
	gamut_fields_count(json, "reasoning_tokens", reasoning);
	gamut_json_close(json, '}');
}

static bool are_known(int64_t input, int64_t output)
{
	return input != GAMUT_UNKNOWN && output != GAMUT_UNKNOWN;
}

void gamut_inspect_usage(struct gamut_json *json, struct gamut_str model,
                         int64_t input, int64_t output, int64_t reasoning)
{
	struct gamut_buf key = { 0 };

	gamut_json_open(json, '{');
	if (are_known(input, output)) {
		struct gamut_json quoted = { .out = &key };

		/* A key is ours elsewhere; here it is a stranger's name. */
		gamut_json_str(&quoted, model);
		gamut_buf_add_char(&key, ':');
		gamut_json_raw(json, gamut_buf_view(&key));
		json->wants_comma = false;
		add_tokens(json, input, output, reasoning);
	}
	gamut_json_close(json, '}');
	gamut_buf_release(&key);
}

/* What the model said, thoughts before the text where they came apart. */
static void add_reply(struct gamut_json *json,
                      const struct gamut_sample *sample, struct gamut_str model)
{
	gamut_json_open(json, '{');
	gamut_fields_text(json, "id", "reply");
	gamut_json_key(json, "content");
	if (sample->reasoning.len > 0) {
		gamut_json_open(json, '[');
		gamut_json_open(json, '{');
		gamut_fields_text(json, "type", "reasoning");
		gamut_json_key(json, "reasoning");
		gamut_json_str(json, sample->reasoning);
		gamut_json_close(json, '}');
		gamut_json_open(json, '{');
		gamut_fields_text(json, "type", "text");
		gamut_json_key(json, "text");
		gamut_json_str(json, sample->text);
		gamut_json_close(json, '}');
		gamut_json_close(json, ']');
	} else {
		gamut_json_str(json, sample->text);
	}
	gamut_fields_text(json, "source", "generate");
	gamut_fields_text(json, "role", "assistant");
	gamut_fields_name(json, "model", model);
	gamut_json_close(json, '}');
}

static void add_output(struct gamut_json *json,
                       const struct gamut_inspect_log *log,
                       const struct gamut_sample *sample)
{
	struct gamut_str asked = log->cell->run->run->manifest.model;
	struct gamut_str model = sample->model.len > 0 ? sample->model : asked;

	gamut_json_key(json, "output");
	gamut_json_open(json, '{');
	gamut_fields_name(json, "model", model);
	gamut_json_key(json, "choices");
	gamut_json_open(json, '[');
	gamut_json_open(json, '{');
	gamut_json_key(json, "message");
	add_reply(json, sample, model);
	gamut_fields_text(json, "stop_reason",
	                  stop_reason_of(sample->finish_reason));
	gamut_json_close(json, '}');
	gamut_json_close(json, ']');
	gamut_json_key(json, "completion");
	gamut_json_str(json, sample->text);
	if (are_known(sample->prompt_tokens, sample->completion_tokens)) {
		gamut_json_key(json, "usage");
		add_tokens(json, sample->prompt_tokens,
		           sample->completion_tokens, sample->reasoning_tokens);
	}
	if (sample->latency_ms != GAMUT_UNKNOWN)
		gamut_fields_double(json, "time",
		                    (double)sample->latency_ms / 1000);
	gamut_json_close(json, '}');
}

/* A stump may have a valid verdict, and is not valid all the same. */
static const char *explain(const struct gamut_judgement *judged)
{
	bool is_answer = gamut_export_is_valid(judged) ||
	                 judged->fate == GAMUT_FATE_INVALID;

	return is_answer ? gamut_reason_text(judged->verdict.reason) :
	                   gamut_fate_name(judged->fate);
}

static void add_score(struct gamut_json *json,
                      const struct gamut_judgement *judged)
{
	gamut_json_key(json, "scores");
	gamut_json_open(json, '{');
	gamut_json_key(json, "gamut");
	gamut_json_open(json, '{');
	gamut_fields_text(json, "value",
	                  gamut_export_is_valid(judged) ? "C" : "I");
	gamut_json_key(json, "answer");
	gamut_json_str(json, judged->answer.text);
	gamut_fields_text(json, "explanation", explain(judged));
	gamut_json_key(json, "metadata");
	gamut_json_open(json, '{');
	gamut_fields_text(json, "fate", gamut_fate_name(judged->fate));
	gamut_fields_text(json, "reason",
	                  gamut_reason_name(judged->verdict.reason));
	gamut_fields_name(json, "canonical", judged->verdict.canonical);
	gamut_fields_bool(json, "copied_example", judged->is_copied);
	gamut_json_close(json, '}');
	gamut_json_key(json, "history");
	gamut_json_open(json, '[');
	gamut_json_close(json, ']');
	gamut_json_close(json, '}');
	gamut_json_close(json, '}');
}

static void add_metadata(struct gamut_json *json,
                         const struct gamut_export_cell *cell,
                         const struct gamut_sample *sample)
{
	gamut_json_key(json, "metadata");
	gamut_json_open(json, '{');
	gamut_fields_name(json, "task", cell->asked->task);
	gamut_fields_name(json, "setting", cell->asked->setting);
	gamut_fields_count(json, "index", sample->index);
	gamut_fields_count(json, "seed", sample->seed);
	gamut_fields_name(json, "finish_reason", sample->finish_reason);
	gamut_fields_name(json, "response_id", sample->response_id);
	gamut_fields_name(json, "fingerprint", sample->fingerprint);
	gamut_json_close(json, '}');
}

static void add_time(struct gamut_json *json, const char *key, int64_t ms)
{
	char text[GAMUT_CLOCK_TEXT_SIZE];

	gamut_clock_format(text, ms);
	gamut_fields_text(json, key, text);
}

/* Of an imported sample, nobody knows when it came, and mostly how long. */
static void add_times(struct gamut_json *json,
                      const struct gamut_export_cell *cell,
                      const struct gamut_sample *sample)
{
	int64_t took = sample->latency_ms > 0 ? sample->latency_ms : 0;
	int64_t began = sample->created_ms - took;
	bool is_imported = gamut_export_is_imported(&cell->run->run->manifest);
	bool is_time_known = !is_imported || sample->created_ms > 0;
	double seconds = is_imported && sample->latency_ms == GAMUT_UNKNOWN ?
	                         GAMUT_UNDEFINED :
	                         (double)took / 1000;

	if (is_time_known) {
		add_time(json, "started_at", began > 0 ? began : 0);
		add_time(json, "completed_at", sample->created_ms);
	} else {
		gamut_fields_text(json, "started_at", NULL);
		gamut_fields_text(json, "completed_at", NULL);
	}
	gamut_fields_double(json, "total_time", seconds);
	gamut_fields_double(json, "working_time", seconds);
}

static void add_end(struct gamut_json *json,
                    const struct gamut_export_cell *cell,
                    const struct gamut_sample *sample)
{
	struct gamut_arena arena = { 0 };
	const struct gamut_str parts[] = {
		cell->run->run->manifest.run_id, cell->asked->task,
		cell->asked->setting,
		gamut_arena_strf(&arena, "%u", (unsigned)sample->index)
	};

	gamut_json_key(json, "model_usage");
	gamut_inspect_usage(json, cell->run->run->manifest.model,
	                    sample->prompt_tokens, sample->completion_tokens,
	                    sample->reasoning_tokens);
	add_times(json, cell, sample);
	gamut_fields_name(json, "uuid",
	                  gamut_export_name_hash(parts, GAMUT_ARRAY_LEN(parts),
	                                         22, &arena));
	gamut_fields_text(json, "error", NULL);
	gamut_fields_text(json, "limit", NULL);
	gamut_arena_clear(&arena);
}

void gamut_inspect_sample(struct gamut_json *json,
                          const struct gamut_inspect_log *log,
                          const struct gamut_sample *sample,
                          const struct gamut_judgement *judged)
{
	struct gamut_str asked = log->cell->run->run->manifest.model;

	gamut_json_open(json, '{');
	gamut_fields_name(json, "id", log->id);
	gamut_fields_count(json, "epoch", (int64_t)sample->index + 1);
	gamut_json_key(json, "input");
	gamut_json_raw(json, log->input);
	gamut_fields_text(json, "choices", NULL);
	gamut_fields_text(json, "target", "");
	gamut_json_key(json, "messages");
	gamut_json_raw(json, log->messages);
	/* The list is open, and mostly has a message before this one. */
	json->wants_comma = log->messages.len > 1;
	add_reply(json, sample, sample->model.len > 0 ? sample->model : asked);
	gamut_json_close(json, ']');
	add_output(json, log, sample);
	add_score(json, judged);
	add_metadata(json, log->cell, sample);
	gamut_json_key(json, "store");
	gamut_json_open(json, '{');
	gamut_json_close(json, '}');
	gamut_json_key(json, "events");
	gamut_json_open(json, '[');
	gamut_json_close(json, ']');
	add_end(json, log->cell, sample);
	gamut_json_close(json, '}');
}
