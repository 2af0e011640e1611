#include "runner/sample/wire.h"

#include <stdlib.h>

#include "base/alloc.h"
#include "runner/sample/fault.h"
#include "runner/sample/wire_form.h"
#include "runner/store/sample.h"

static const struct gamut_wire_form *form_of(const struct gamut_wire *wire)
{
	return wire->dialect.form == GAMUT_REQUEST_FORM_ANTHROPIC ?
	               &gamut_wire_anthropic :
	               &gamut_wire_openai;
}

bool gamut_wire_is_chat(const struct gamut_manifest_cell *cell)
{
	return cell->prompt.len > 0 && cell->prompt.ptr[0] == '[';
}

const char *gamut_wire_path(const struct gamut_wire *wire, bool is_chat)
{
	const struct gamut_wire_form *form = form_of(wire);

	return is_chat ? form->chat_path : form->completion_path;
}

enum gamut_status gamut_wire_open(struct gamut_wire *wire,
                                  const struct gamut_manifest *manifest,
                                  const struct gamut_secrets *secrets,
                                  struct gamut_err *err)
{
	enum gamut_status status;

	*wire = (struct gamut_wire){ .manifest = manifest, .secrets = secrets };
	status = gamut_dialect_decode(&wire->dialect, manifest->request,
	                              &wire->kept, err);
	for (size_t i = 0; i < manifest->cell_count && !status; i++)
		if (!gamut_wire_path(wire,
		                     gamut_wire_is_chat(&manifest->cells[i])))
			status = gamut_error(
				err, GAMUT_EPARSE,
				"cell %zu: form %s has chats only, "
				"and its prompt is a text",
				i, gamut_request_form_name(wire->dialect.form));
	if (status)
		gamut_wire_clear(wire);
	return status;
}

void gamut_wire_encode(const struct gamut_wire *wire, struct gamut_buf *body,
                       const struct gamut_request *request)
{
	form_of(wire)->encode(wire, body, request);
}

/* ------------------------------------------------- what the forms share */

const struct gamut_manifest_cell *gamut_wire_cell(
	const struct gamut_wire *wire, const struct gamut_request *request)
{
	if (request->cell >= wire->manifest->cell_count)
		GAMUT_BUG("cell %zu of %zu", request->cell,
		          wire->manifest->cell_count);
	return &wire->manifest->cells[request->cell];
}

void gamut_wire_make_room(struct gamut_wire *wire, uint32_t count)
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

int64_t gamut_wire_seed(const struct gamut_wire *wire,
                        const struct gamut_request *request, uint32_t offset)
{
	const struct gamut_manifest_cell *cell = gamut_wire_cell(wire, request);

	if (!wire->dialect.seed_field)
		return GAMUT_UNKNOWN;
	return (int64_t)cell->seed_base + request->index + offset;
}

void gamut_wire_put_members(struct gamut_json *json, struct gamut_str object)
{
	struct gamut_str members = gamut_str_trim(object);

	if (members.len < 2)
		return;
	members = gamut_str_skip(gamut_str_head(members, members.len - 1), 1);
	members = gamut_str_trim(members);
	if (members.len > 0)
		gamut_json_raw(json, members);
}

void gamut_wire_put_stop(struct gamut_json *json,
                         const struct gamut_dialect *dialect)
{
	if (dialect->stop.len == 0)
		return;
	gamut_json_key(json, dialect->stop_field);
	gamut_json_raw(json, dialect->stop);
}

int64_t gamut_wire_read_count(const cJSON *object, const char *key)
{
	int64_t value;

	if (!gamut_json_get_int(object, key, &value) || value < 0)
		return GAMUT_UNKNOWN;
	return value;
}

/* Add the texts of `parts`, which are of type "text". */
static void add_texts(struct gamut_buf *joined, const cJSON *parts)
{
	struct gamut_str text;
	struct gamut_str type;
	const cJSON *part;

	cJSON_ArrayForEach(part, parts)
	{
		if (gamut_json_get_str(part, "type", &type) &&
		    gamut_str_eq(type, GAMUT_STR("text")) &&
		    gamut_json_get_str(part, "text", &text))
			gamut_buf_add(joined, text);
	}
}

struct gamut_str gamut_wire_join_parts(const cJSON *parts, const char *type,
                                       const char *key,
                                       struct gamut_arena *arena)
{
	struct gamut_buf joined = { 0 };
	struct gamut_str text;
	struct gamut_str is;
	struct gamut_str copy;
	const cJSON *part;

	cJSON_ArrayForEach(part, parts)
	{
		if (!gamut_json_get_str(part, "type", &is) ||
		    !gamut_str_eq(is, gamut_str_of(type)))
			continue;
		if (gamut_json_get_str(part, key, &text))
			gamut_buf_add(&joined, text);
		else
			add_texts(&joined,
			          cJSON_GetObjectItemCaseSensitive(part, key));
	}
	copy = gamut_arena_copy(arena, gamut_buf_view(&joined));
	gamut_buf_release(&joined);
	return copy;
}

bool gamut_wire_is_cut_off(struct gamut_str finish_reason)
{
	return gamut_str_eq(finish_reason, GAMUT_STR("abort")) ||
	       gamut_str_eq(finish_reason, GAMUT_STR("error"));
}

/* ---------------------------------------------------------------- replies */

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
	reply->is_cached = false;
}

/*
 * The prompt was refused: that is what the model's owner says to it, of each
 * sample alike. The message stays, for it says why.
 */
static void answer_filtered(struct gamut_wire *wire, struct gamut_reply *reply)
{
	const struct gamut_request *request = &reply->request;

	gamut_wire_make_room(wire, request->count);
	for (uint32_t i = 0; i < request->count; i++)
		wire->choices[i] = (struct gamut_choice){
			.offset = i,
			.text = GAMUT_STR_EMPTY,
			.reasoning = GAMUT_STR_EMPTY,
			.finish_reason = GAMUT_STR("content_filter"),
			.seed = gamut_wire_seed(wire, request, i),
		};
	reply->outcome = GAMUT_ANSWERED;
	reply->choices = wire->choices;
	reply->choice_count = request->count;
}

/* Nearly all replies are of one make, and need no tree. */
static bool scan(struct gamut_wire *wire, struct gamut_reply *reply,
                 struct gamut_str body)
{
	const struct gamut_wire_form *form = form_of(wire);

	if (form->scan && form->scan(wire, reply, body))
		return true;
	gamut_wire_reset(wire, reply);
	return false;
}

void gamut_wire_decode(struct gamut_wire *wire, struct gamut_reply *reply,
                       struct gamut_str body)
{
	bool is_success = reply->http_status >= 200 && reply->http_status < 300;
	struct gamut_err err = { 0 };
	const char *complaint = err.msg;

	gamut_wire_reset(wire, reply);
	if (is_success && scan(wire, reply, body)) {
		reply->outcome = GAMUT_ANSWERED;
		hide_secrets(wire, reply);
		return;
	}
	wire->root = gamut_json_parse(body, &err);
	if (wire->root)
		complaint = is_success ? form_of(wire)->read(wire, reply) :
		                         "no success";
	if (!complaint) {
		reply->outcome = GAMUT_ANSWERED;
		hide_secrets(wire, reply);
		return;
	}
	gamut_fault_decode(reply, body, wire->root, complaint, wire->secrets,
	                   &wire->arena);
	if (gamut_fault_is_filtered(reply->http_status, wire->root))
		answer_filtered(wire, reply);
}

void gamut_wire_clear(struct gamut_wire *wire)
{
	cJSON_Delete(wire->root);
	wire->root = NULL;
	gamut_arena_clear(&wire->arena);
	gamut_arena_clear(&wire->kept);
	free(wire->choices);
	free(wire->slots);
	wire->choices = NULL;
	wire->slots = NULL;
	wire->size = 0;
}
