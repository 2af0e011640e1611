/* OpenAI's form: chat completions, and completions. */
#include "runner/sample/scan.h"
#include "runner/sample/wire_form.h"
#include "runner/store/sample.h"

static void encode(const struct gamut_wire *wire, struct gamut_buf *body,
                   const struct gamut_request *request)
{
	const struct gamut_manifest_cell *cell = gamut_wire_cell(wire, request);
	const struct gamut_dialect *dialect = &wire->dialect;
	struct gamut_json json = { .out = body };

	gamut_json_open(&json, '{');
	gamut_json_key(&json, "model");
	gamut_json_str(&json, wire->manifest->model);
	gamut_json_key(&json, gamut_wire_is_chat(cell) ? "messages" : "prompt");
	gamut_json_raw(&json, cell->prompt);
	gamut_wire_put_members(&json, wire->manifest->sampling);
	if (dialect->max_tokens_field) {
		gamut_json_key(&json, dialect->max_tokens_field);
		gamut_json_int(&json, cell->max_tokens);
	}
	if (request->count > 1) {
		gamut_json_key(&json, "n");
		gamut_json_int(&json, request->count);
	}
	if (dialect->seed_field) {
		gamut_json_key(&json, dialect->seed_field);
		gamut_json_int(&json, gamut_wire_seed(wire, request, 0));
	}
	gamut_wire_put_stop(&json, dialect);
	gamut_json_close(&json, '}');
}

/* --------------------------------------------------------------- a choice */

/*
 * The text of `holder`'s member `key`: a string, parts, or null and absent,
 * which a refusal and a model that only thought have in common. Returns false
 * for anything else.
 */
static bool read_text(struct gamut_str *text, const cJSON *holder,
                      const char *key, struct gamut_arena *arena)
{
	const cJSON *item = cJSON_GetObjectItemCaseSensitive(holder, key);

	*text = GAMUT_STR_EMPTY;
	if (!item || cJSON_IsNull(item))
		return true;
	if (cJSON_IsArray(item)) {
		*text = gamut_wire_join_parts(item, "text", "text", arena);
		return true;
	}
	return gamut_json_get_str(holder, key, text);
}

/* Some send two names, one of them empty. */
static void read_reasoning(struct gamut_choice *choice, const cJSON *message,
                           const char *field, struct gamut_arena *arena)
{
	const char *const fields[] = { "reasoning_content", "reasoning" };
	const cJSON *content = cJSON_GetObjectItemCaseSensitive(message,
	                                                        "content");

	if (field) {
		gamut_json_get_str(message, field, &choice->reasoning);
		return;
	}
	for (size_t i = 0; i < GAMUT_ARRAY_LEN(fields); i++)
		if (choice->reasoning.len == 0)
			gamut_json_get_str(message, fields[i],
			                   &choice->reasoning);
	if (choice->reasoning.len == 0 && cJSON_IsArray(content))
		choice->reasoning = gamut_wire_join_parts(content, "thinking",
		                                          "thinking", arena);
}

static bool read_message(struct gamut_choice *choice, const cJSON *message,
                         const char *reasoning_field, struct gamut_arena *arena)
{
	struct gamut_str refusal = GAMUT_STR_EMPTY;

	if (!cJSON_IsObject(message) ||
	    !read_text(&choice->text, message, "content", arena))
		return false;
	read_reasoning(choice, message, reasoning_field, arena);
	gamut_json_get_str(message, "refusal", &refusal);
	if (refusal.len > 0) {
		choice->finish_reason = GAMUT_STR("refusal");
		if (choice->text.len == 0)
			choice->text = refusal;
	}
	return true;
}

/* Returns false where `item` is no whole choice of the form asked for. */
static bool read_choice(struct gamut_choice *choice, const cJSON *item,
                        bool is_chat, struct gamut_wire *wire)
{
	const cJSON *message;

	choice->reasoning = GAMUT_STR_EMPTY;
	choice->finish_reason = GAMUT_STR_EMPTY;
	gamut_json_get_str(item, "finish_reason", &choice->finish_reason);
	if (gamut_wire_is_cut_off(choice->finish_reason))
		return false;
	if (!is_chat)
		return cJSON_IsObject(item) &&
		       read_text(&choice->text, item, "text", &wire->arena);
	message = cJSON_GetObjectItemCaseSensitive(item, "message");
	return read_message(choice, message, wire->dialect.reasoning_field,
	                    &wire->arena);
}

/* ----------------------------------------------------------------- choices */

/*
 * Put the choices into `slots`, of which there are `count`, by their own
 * indices; false where these do not fill as many as they could: missing, not
 * distinct, counted from 1. What is no object cannot have an index, and is no
 * reason to doubt the others'.
 */
static bool place_by_index(const cJSON **slots, uint32_t count,
                           const cJSON *choices)
{
	uint32_t came = 0;
	uint32_t placed = 0;
	const cJSON *item;

	cJSON_ArrayForEach(item, choices)
	{
		int64_t index = -1;

		came += came < count && cJSON_IsObject(item);
		gamut_json_get_int(item, "index", &index);
		if (index < 0 || index >= (int64_t)count || slots[index])
			continue;
		slots[index] = item;
		placed++;
	}
	return placed == came;
}

static void place_in_order(const cJSON **slots, uint32_t count,
                           const cJSON *choices)
{
	uint32_t i = 0;
	const cJSON *item;

	for (uint32_t k = 0; k < count; k++)
		slots[k] = NULL;
	cJSON_ArrayForEach(item, choices)
	{
		if (i == count)
			return;
		slots[i++] = item;
	}
}

/*
 * Read `choices` into the reply; returns what is wrong with them, or NULL. One
 * that cannot be read is one that did not come: the others are paid for.
 */
static const char *read_choices(struct gamut_wire *wire,
                                struct gamut_reply *reply, const cJSON *choices)
{
	const struct gamut_request *request = &reply->request;
	const struct gamut_manifest_cell *cell = gamut_wire_cell(wire, request);
	struct gamut_choice *out;
	const cJSON **slots;
	uint32_t n = 0;

	gamut_wire_make_room(wire, request->count);
	out = wire->choices;
	slots = wire->slots;
	if (!place_by_index(slots, request->count, choices))
		place_in_order(slots, request->count, choices);
	for (uint32_t i = 0; i < request->count; i++) {
		if (!slots[i])
			continue;
		if (!read_choice(&out[n], slots[i], gamut_wire_is_chat(cell),
		                 wire))
			continue;
		out[n].offset = i;
		out[n].seed = gamut_wire_seed(wire, request, i);
		n++;
	}
	if (n == 0)
		return cJSON_GetArraySize(choices) > 0 ?
		               "no choice with a text" :
		               "no choices";
	reply->choices = out;
	reply->choice_count = n;
	return NULL;
}

/* ------------------------------------------------------------------- reply */

static void read_usage(struct gamut_reply *reply, const cJSON *usage)
{
	const cJSON *details = cJSON_GetObjectItemCaseSensitive(
		usage, "completion_tokens_details");

	reply->prompt_tokens = gamut_wire_read_count(usage, "prompt_tokens");
	reply->completion_tokens = gamut_wire_read_count(usage,
	                                                 "completion_tokens");
	reply->reasoning_tokens = gamut_wire_read_count(details,
	                                                "reasoning_tokens");
}

/* Say so where choices were dropped. */
static void note_dropped(struct gamut_reply *reply, const cJSON *choices,
                         struct gamut_arena *arena)
{
	int came = cJSON_GetArraySize(choices);

	if (came < 0 || (uint32_t)came == reply->choice_count)
		return;
	if ((uint32_t)came > reply->request.count)
		reply->message = gamut_arena_strf(
			arena,
			"%d choices came, %u were asked for: the rest is "
			"dropped",
			came, (unsigned)reply->request.count);
	else
		reply->message = gamut_arena_strf(
			arena,
			"%u of %d choices have no text or were cut off: these "
			"are asked for again",
			(unsigned)came - reply->choice_count, came);
	/* The server counted the dropped ones too. */
	reply->completion_tokens = GAMUT_UNKNOWN;
	reply->reasoning_tokens = GAMUT_UNKNOWN;
}

static const char *read_reply(struct gamut_wire *wire,
                              struct gamut_reply *reply)
{
	const cJSON *choices = cJSON_GetObjectItemCaseSensitive(wire->root,
	                                                        "choices");
	const char *complaint;

	if (!cJSON_IsArray(choices))
		return "no choices";
	complaint = read_choices(wire, reply, choices);
	if (complaint)
		return complaint;
	gamut_json_get_str(wire->root, "id", &reply->response_id);
	gamut_json_get_str(wire->root, "model", &reply->model);
	gamut_json_get_str(wire->root, "system_fingerprint",
	                   &reply->fingerprint);
	read_usage(reply,
	           cJSON_GetObjectItemCaseSensitive(wire->root, "usage"));
	note_dropped(reply, choices, &wire->arena);
	return NULL;
}

static bool scan(struct gamut_wire *wire, struct gamut_reply *reply,
                 struct gamut_str body)
{
	const struct gamut_request *request = &reply->request;
	bool is_chat = gamut_wire_is_chat(gamut_wire_cell(wire, request));

	if (wire->dialect.reasoning_field)
		return false;
	gamut_wire_make_room(wire, request->count);
	if (!gamut_scan_reply(reply, wire->choices, body, is_chat,
	                      &wire->arena))
		return false;
	for (uint32_t i = 0; i < reply->choice_count; i++)
		wire->choices[i].seed = gamut_wire_seed(
			wire, request, wire->choices[i].offset);
	return true;
}

const struct gamut_wire_form gamut_wire_openai = {
	.chat_path = "/chat/completions",
	.completion_path = "/completions",
	.encode = encode,
	.scan = scan,
	.read = read_reply,
};
