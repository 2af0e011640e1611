#include "runner/sample/wire.h"

#include <stdlib.h>

#include "base/alloc.h"
#include "runner/sample/fault.h"
#include "runner/store/sample.h"

bool gamut_wire_is_chat(const struct gamut_manifest_cell *cell)
{
	return cell->prompt.len > 0 && cell->prompt.ptr[0] == '[';
}

static const struct gamut_manifest_cell *cell_of(
	const struct gamut_wire *wire, const struct gamut_request *request)
{
	if (request->cell >= wire->manifest->cell_count)
		GAMUT_BUG("cell %zu of %zu", request->cell,
		          wire->manifest->cell_count);
	return &wire->manifest->cells[request->cell];
}

/* Add the members of the JSON object `object` to the one being written. */
static void add_members(struct gamut_json *json, struct gamut_str object)
{
	struct gamut_str members = gamut_str_trim(object);

	if (members.len < 2)
		return;
	members = gamut_str_skip(gamut_str_head(members, members.len - 1), 1);
	members = gamut_str_trim(members);
	if (members.len > 0)
		gamut_json_raw(json, members);
}

void gamut_wire_encode(const struct gamut_wire *wire, struct gamut_buf *body,
                       const struct gamut_request *request)
{
	const struct gamut_manifest_cell *cell = cell_of(wire, request);
	const struct gamut_profile *profile = wire->profile;
	bool is_chat = gamut_wire_is_chat(cell);
	struct gamut_json json = { .out = body };

	gamut_json_open(&json, '{');
	gamut_json_key(&json, "model");
	gamut_json_str(&json, wire->manifest->model);
	gamut_json_key(&json, is_chat ? "messages" : "prompt");
	gamut_json_raw(&json, cell->prompt);
	add_members(&json, wire->manifest->sampling);
	gamut_json_key(&json,
	               is_chat ? profile->max_tokens_field : "max_tokens");
	gamut_json_int(&json, cell->max_tokens);
	if (request->count > 1) {
		gamut_json_key(&json, "n");
		gamut_json_int(&json, request->count);
	}
	if (profile->seed_field) {
		gamut_json_key(&json, profile->seed_field);
		gamut_json_int(&json,
		               (int64_t)cell->seed_base + request->index);
	}
	if (!is_chat) {
		gamut_json_key(&json, "stop");
		gamut_json_raw(&json, GAMUT_STR(GAMUT_COMPLETION_STOP));
	}
	gamut_json_close(&json, '}');
}

/* The text parts of a content that comes in parts, joined. */
static struct gamut_str join_parts(const cJSON *parts,
                                   struct gamut_arena *arena)
{
	struct gamut_buf joined = { 0 };
	struct gamut_str text;
	struct gamut_str type;
	struct gamut_str copy;
	const cJSON *part;

	cJSON_ArrayForEach(part, parts)
	{
		if (gamut_json_get_str(part, "type", &type) &&
		    gamut_str_eq(type, GAMUT_STR("text")) &&
		    gamut_json_get_str(part, "text", &text))
			gamut_buf_add(&joined, text);
	}
	copy = gamut_arena_copy(arena, gamut_buf_view(&joined));
	gamut_buf_release(&joined);
	return copy;
}

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
		*text = join_parts(item, arena);
		return true;
	}
	return gamut_json_get_str(holder, key, text);
}

static bool read_message(struct gamut_choice *choice, const cJSON *message,
                         struct gamut_arena *arena)
{
	struct gamut_str refusal = GAMUT_STR_EMPTY;

	if (!cJSON_IsObject(message) ||
	    !read_text(&choice->text, message, "content", arena))
		return false;
	/* Some send both names, one of them empty. */
	gamut_json_get_str(message, "reasoning_content", &choice->reasoning);
	if (choice->reasoning.len == 0)
		gamut_json_get_str(message, "reasoning", &choice->reasoning);
	gamut_json_get_str(message, "refusal", &refusal);
	if (refusal.len > 0) {
		choice->finish_reason = GAMUT_STR("refusal");
		if (choice->text.len == 0)
			choice->text = refusal;
	}
	return true;
}

/* Returns false where `item` is no choice of the form asked for. */
static bool read_choice(struct gamut_choice *choice, const cJSON *item,
                        bool is_chat, struct gamut_arena *arena)
{
	const cJSON *message;

	choice->reasoning = GAMUT_STR_EMPTY;
	choice->finish_reason = GAMUT_STR_EMPTY;
	gamut_json_get_str(item, "finish_reason", &choice->finish_reason);
	if (!is_chat)
		return cJSON_IsObject(item) &&
		       read_text(&choice->text, item, "text", arena);
	message = cJSON_GetObjectItemCaseSensitive(item, "message");
	return read_message(choice, message, arena);
}

/* Room for `count` choices, and as many empty slots. */
static void make_room(struct gamut_wire *wire, uint32_t count)
{
	if (count > wire->size) {
		wire->choices = gamut_realloc_array(wire->choices, count,
		                                    sizeof(*wire->choices));
		wire->slots = gamut_realloc_array(wire->slots, count,
		                                  sizeof(const cJSON *));
		wire->size = count;
	}
	for (uint32_t i = 0; i < count; i++)
		wire->slots[i] = NULL;
}

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
	const struct gamut_manifest_cell *cell = cell_of(wire, request);
	int64_t first_seed = (int64_t)cell->seed_base + request->index;
	struct gamut_choice *out;
	const cJSON **slots;
	uint32_t n = 0;

	make_room(wire, request->count);
	out = wire->choices;
	slots = wire->slots;
	if (!place_by_index(slots, request->count, choices))
		place_in_order(slots, request->count, choices);
	for (uint32_t i = 0; i < request->count; i++) {
		if (!slots[i])
			continue;
		if (!read_choice(&out[n], slots[i], gamut_wire_is_chat(cell),
		                 &wire->arena))
			continue;
		out[n].offset = i;
		out[n].seed = wire->profile->seed_field ? first_seed + i :
		                                          GAMUT_UNKNOWN;
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

static int64_t read_count(const cJSON *object, const char *key)
{
	int64_t value;

	if (!gamut_json_get_int(object, key, &value) || value < 0)
		return GAMUT_UNKNOWN;
	return value;
}

static void read_usage(struct gamut_reply *reply, const cJSON *usage)
{
	const cJSON *details = cJSON_GetObjectItemCaseSensitive(
		usage, "completion_tokens_details");

	reply->prompt_tokens = read_count(usage, "prompt_tokens");
	reply->completion_tokens = read_count(usage, "completion_tokens");
	reply->reasoning_tokens = read_count(details, "reasoning_tokens");
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
			"%u of %d choices have no text: these are asked for "
			"again",
			(unsigned)came - reply->choice_count, came);
	/* The server counted the dropped ones too. */
	reply->completion_tokens = GAMUT_UNKNOWN;
	reply->reasoning_tokens = GAMUT_UNKNOWN;
}

/* Keep the secrets out of what is stored of an answer. */
static void hide_secrets(struct gamut_wire *wire, struct gamut_reply *reply)
{
	struct gamut_str *const of_reply[] = {
		&reply->model,
		&reply->response_id,
		&reply->fingerprint,
	};

	for (size_t i = 0; i < GAMUT_ARRAY_LEN(of_reply); i++)
		*of_reply[i] = gamut_secrets_hide_distinct(
			wire->secrets, *of_reply[i], &wire->arena);
	for (uint32_t i = 0; i < reply->choice_count; i++) {
		struct gamut_choice *choice = &wire->choices[i];
		struct gamut_str *const of_choice[] = {
			&choice->text,
			&choice->reasoning,
			&choice->finish_reason,
		};

		for (size_t k = 0; k < GAMUT_ARRAY_LEN(of_choice); k++)
			*of_choice[k] = gamut_secrets_hide_distinct(
				wire->secrets, *of_choice[k], &wire->arena);
	}
}

void gamut_wire_reset(struct gamut_wire *wire, struct gamut_reply *reply)
{
	cJSON_Delete(wire->root);
	wire->root = NULL;
	gamut_arena_reset(&wire->arena);
	reply->choices = NULL;
	reply->choice_count = 0;
	reply->model = GAMUT_STR_EMPTY;
	reply->response_id = GAMUT_STR_EMPTY;
	reply->fingerprint = GAMUT_STR_EMPTY;
	reply->prompt_tokens = GAMUT_UNKNOWN;
	reply->completion_tokens = GAMUT_UNKNOWN;
	reply->reasoning_tokens = GAMUT_UNKNOWN;
	reply->message = GAMUT_STR_EMPTY;
	reply->is_limit = false;
}

void gamut_wire_decode(struct gamut_wire *wire, struct gamut_reply *reply,
                       struct gamut_str body)
{
	bool is_success = reply->http_status >= 200 && reply->http_status < 300;
	struct gamut_err err = { 0 };
	const char *complaint = err.msg;
	const cJSON *choices;

	gamut_wire_reset(wire, reply);
	wire->root = gamut_json_parse(body, &err);
	choices = cJSON_GetObjectItemCaseSensitive(wire->root, "choices");
	if (is_success && cJSON_IsArray(choices))
		complaint = read_choices(wire, reply, choices);
	else if (wire->root)
		complaint = "no choices";
	if (complaint) {
		gamut_fault_decode(reply, body, wire->root, complaint,
		                   wire->secrets, &wire->arena);
		return;
	}
	reply->outcome = GAMUT_ANSWERED;
	gamut_json_get_str(wire->root, "id", &reply->response_id);
	gamut_json_get_str(wire->root, "model", &reply->model);
	gamut_json_get_str(wire->root, "system_fingerprint",
	                   &reply->fingerprint);
	hide_secrets(wire, reply);
	read_usage(reply,
	           cJSON_GetObjectItemCaseSensitive(wire->root, "usage"));
	note_dropped(reply, choices, &wire->arena);
}

void gamut_wire_clear(struct gamut_wire *wire)
{
	cJSON_Delete(wire->root);
	wire->root = NULL;
	gamut_arena_clear(&wire->arena);
	free(wire->choices);
	free(wire->slots);
	wire->choices = NULL;
	wire->slots = NULL;
	wire->size = 0;
}
