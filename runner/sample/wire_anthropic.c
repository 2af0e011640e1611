/* Anthropic's form: messages. One request is one completion. */
#include "base/json.h"
#include "runner/sample/wire_form.h"
#include "runner/store/sample.h"

/* ---------------------------------------------------------------- requests */

static bool is_system(const cJSON *message)
{
	struct gamut_str role;

	return gamut_json_get_str(message, "role", &role) &&
	       gamut_str_eq(role, GAMUT_STR("system"));
}

/* The texts of all system messages, a blank line between them. */
static void join_system(struct gamut_buf *out, const cJSON *messages)
{
	const cJSON *message;
	struct gamut_str text;

	cJSON_ArrayForEach(message, messages)
	{
		if (!is_system(message) ||
		    !gamut_json_get_str(message, "content", &text))
			continue;
		if (out->len > 0)
			gamut_buf_add(out, GAMUT_STR("\n\n"));
		gamut_buf_add(out, text);
	}
}

/* What a system message says stands outside of the messages here. */
static void put_messages(struct gamut_json *json, struct gamut_str prompt)
{
	cJSON *messages = gamut_json_parse(prompt, NULL);
	struct gamut_buf system = { 0 };
	const cJSON *message;

	join_system(&system, messages);
	if (system.len > 0) {
		gamut_json_key(json, "system");
		gamut_json_str(json, gamut_buf_view(&system));
	}
	gamut_json_key(json, "messages");
	gamut_json_open(json, '[');
	cJSON_ArrayForEach(message, messages)
	{
		char *text;

		if (is_system(message))
			continue;
		text = cJSON_PrintUnformatted(message);
		gamut_json_raw(json, gamut_str_of(text ? text : "null"));
		cJSON_free(text);
	}
	gamut_json_close(json, ']');
	gamut_buf_release(&system);
	cJSON_Delete(messages);
}

static void encode(const struct gamut_wire *wire, struct gamut_buf *body,
                   const struct gamut_request *request)
{
	const struct gamut_manifest_cell *cell = gamut_wire_cell(wire, request);
	const struct gamut_dialect *dialect = &wire->dialect;
	struct gamut_json json = { .out = body };

	gamut_json_open(&json, '{');
	gamut_json_key(&json, "model");
	gamut_json_str(&json, wire->manifest->model);
	put_messages(&json, cell->prompt);
	gamut_wire_put_members(&json, wire->manifest->sampling);
	if (dialect->max_tokens_field) {
		gamut_json_key(&json, dialect->max_tokens_field);
		gamut_json_int(&json, cell->max_tokens);
	}
	if (dialect->seed_field) {
		gamut_json_key(&json, dialect->seed_field);
		gamut_json_int(&json, gamut_wire_seed(wire, request, 0));
	}
	gamut_wire_put_stop(&json, dialect);
	gamut_json_close(&json, '}');
}

/* ----------------------------------------------------------------- replies */

/* Why it ended, in the words of the other form. */
static struct gamut_str translate_reason(struct gamut_str reason)
{
	static const struct {
		const char *theirs;
		const char *ours;
	} words[] = {
		{ "end_turn", "stop" },
		{ "stop_sequence", "stop" },
		{ "max_tokens", "length" },
	};

	for (size_t i = 0; i < GAMUT_ARRAY_LEN(words); i++)
		if (gamut_str_eq(reason, gamut_str_of(words[i].theirs)))
			return gamut_str_of(words[i].ours);
	return reason;
}

/* All that was read, also what a cache had. */
static int64_t prompt_tokens(const cJSON *usage)
{
	static const char *const parts[] = { "cache_creation_input_tokens",
		                             "cache_read_input_tokens" };
	int64_t sum = gamut_wire_read_count(usage, "input_tokens");

	for (size_t i = 0; i < GAMUT_ARRAY_LEN(parts) && sum >= 0; i++) {
		int64_t count = gamut_wire_read_count(usage, parts[i]);

		sum += count > 0 ? count : 0;
	}
	return sum;
}

static bool is_all_blocks(const cJSON *content)
{
	const cJSON *block;

	cJSON_ArrayForEach(block, content)
	{
		if (!cJSON_IsObject(block))
			return false;
	}
	return cJSON_IsArray(content);
}

static const char *read_reply(struct gamut_wire *wire,
                              struct gamut_reply *reply)
{
	const cJSON *content = cJSON_GetObjectItemCaseSensitive(wire->root,
	                                                        "content");
	const cJSON *usage = cJSON_GetObjectItemCaseSensitive(wire->root,
	                                                      "usage");
	struct gamut_str reason = GAMUT_STR_EMPTY;
	struct gamut_choice *choice;

	if (!is_all_blocks(content))
		return "no content";
	gamut_wire_make_room(wire, 1);
	gamut_json_get_str(wire->root, "stop_reason", &reason);
	choice = wire->choices;
	*choice = (struct gamut_choice){
		.text = gamut_wire_join_parts(content, "text", "text",
		                              &wire->arena),
		.reasoning = gamut_wire_join_parts(content, "thinking",
		                                   "thinking", &wire->arena),
		.finish_reason = translate_reason(reason),
		.seed = gamut_wire_seed(wire, &reply->request, 0),
	};
	reply->choices = choice;
	reply->choice_count = 1;
	gamut_json_get_str(wire->root, "id", &reply->response_id);
	gamut_json_get_str(wire->root, "model", &reply->model);
	reply->prompt_tokens = prompt_tokens(usage);
	reply->completion_tokens = gamut_wire_read_count(usage,
	                                                 "output_tokens");
	return NULL;
}

const struct gamut_wire_form gamut_wire_anthropic = {
	.chat_path = "/messages",
	.encode = encode,
	.read = read_reply,
};
