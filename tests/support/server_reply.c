/* The test server's completions, and which reply a request gets. */
#include "tests/support/server_reply.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"

#define DEPTH 100000
#define ZEROS 10000000

bool gamut_server_mode_find(enum gamut_server_mode *mode, const char *text)
{
	static const char *const names[] = {
#define X(name, text) [GAMUT_SERVER_##name] = (text),
		GAMUT_SERVER_MODE_MAP(X)
#undef X
	};

	for (size_t i = 0; i < GAMUT_ARRAY_LEN(names); i++)
		if (strcmp(names[i], text) == 0) {
			*mode = (enum gamut_server_mode)i;
			return true;
		}
	return false;
}

void gamut_server_reply_header(struct gamut_server_reply *reply,
                               const char *name, const char *value)
{
	if (reply->header_count == GAMUT_SERVER_HEADERS_MAX)
		GAMUT_BUG("no room for the header %s", name);
	reply->headers[reply->header_count++] =
		(struct gamut_server_header){ name, value };
}

void gamut_server_reply_release(struct gamut_server_reply *reply)
{
	gamut_buf_release(&reply->body);
	gamut_buf_release(&reply->text);
	free(reply->seeds);
}

/* ----------------------------------------------------------------- choices */

static void write_choice(struct gamut_json *json,
                         const struct gamut_server_question *q, uint32_t i)
{
	bool is_chat = q->shape == GAMUT_SERVER_CHAT;

	gamut_json_open(json, '{');
	gamut_json_key(json, "index");
	gamut_json_int(json, i);
	gamut_json_key(json, "finish_reason");
	gamut_server_finish(json, q);
	if (is_chat) {
		gamut_json_key(json, "message");
		gamut_json_open(json, '{');
	}
	gamut_json_key(json, is_chat ? "content" : "text");
	gamut_server_content(json, q, q->seed + i);
	if (q->mode == GAMUT_SERVER_DUPLICATE_KEYS) {
		gamut_json_key(json, is_chat ? "content" : "text");
		gamut_json_cstr(json, "the second of two");
	}
	if (q->mode == GAMUT_SERVER_REFUSAL) {
		gamut_json_key(json, "refusal");
		gamut_json_cstr(json, "I would rather not.");
	}
	if (q->mode == GAMUT_SERVER_REASONING || q->key) {
		gamut_json_key(json, "reasoning_content");
		gamut_json_cstr(json, q->key ? q->key : "Let me think.");
	}
	if (is_chat)
		gamut_json_close(json, '}');
	gamut_json_close(json, '}');
}

static void write_blank(struct gamut_json *json, uint32_t i)
{
	gamut_json_open(json, '{');
	gamut_json_key(json, "index");
	gamut_json_int(json, i);
	gamut_json_close(json, '}');
}

/* Write `count` choices, and note the seeds of those that were asked for. */
static void write_choices(struct gamut_server_reply *reply,
                          struct gamut_json *json,
                          const struct gamut_server_question *q, uint32_t count)
{
	gamut_json_key(json, "choices");
	gamut_json_open(json, '[');
	for (uint32_t k = 0; k < count; k++) {
		uint32_t i = q->mode == GAMUT_SERVER_SHUFFLED ? count - 1 - k :
		                                                k;
		bool is_gap = count > 1 && i % 3 == q->gap;

		if (is_gap && q->mode == GAMUT_SERVER_HOLES)
			continue;
		if (is_gap && q->mode == GAMUT_SERVER_BLANKS) {
			write_blank(json, i);
			continue;
		}
		write_choice(json, q, i);
		if (i < q->count)
			reply->seeds[reply->choice_count++] = q->seed + i;
	}
	gamut_json_close(json, ']');
}

/* -------------------------------------------------------------- completions */

static void write_usage(struct gamut_json *json,
                        const struct gamut_server_question *q, uint32_t count)
{
	bool is_message = q->shape == GAMUT_SERVER_MESSAGE;

	if (q->mode == GAMUT_SERVER_NO_USAGE)
		return;
	gamut_json_key(json, "usage");
	gamut_json_open(json, '{');
	gamut_json_key(json, is_message ? "input_tokens" : "prompt_tokens");
	if (q->mode == GAMUT_SERVER_BIG_INTS)
		gamut_json_raw(json, GAMUT_STR("9223372036854775808"));
	else
		gamut_json_int(json, 10);
	gamut_json_key(json,
	               is_message ? "output_tokens" : "completion_tokens");
	if (q->mode == GAMUT_SERVER_BIG_INTS)
		gamut_json_raw(json, GAMUT_STR("1e400"));
	else
		gamut_json_int(json, 2 * (int64_t)count);
	if (!is_message) {
		gamut_json_key(json, "completion_tokens_details");
		gamut_json_raw(json, GAMUT_STR("{\"reasoning_tokens\":1}"));
	}
	gamut_json_close(json, '}');
}

/* What no client asks for, and some choke on. */
static void write_burden(struct gamut_json *json,
                         const struct gamut_server_question *q)
{
	if (q->mode == GAMUT_SERVER_BIG_INTS) {
		gamut_json_key(json, "created");
		gamut_json_raw(json, GAMUT_STR("99999999999999999999999999"));
	}
	if (q->mode == GAMUT_SERVER_JSON_BOMB) {
		gamut_json_key(json, "zeros");
		gamut_json_open(json, '[');
		for (int i = 0; i < ZEROS; i++)
			gamut_json_raw(json, GAMUT_STR("0"));
		gamut_json_close(json, ']');
	}
	if (q->mode != GAMUT_SERVER_DEEP)
		return;
	gamut_json_key(json, "deep");
	for (int i = 0; i < DEPTH; i++)
		gamut_json_open(json, '[');
	for (int i = 0; i < DEPTH; i++)
		gamut_json_close(json, ']');
}

static void write_completion(struct gamut_server_reply *reply,
                             const struct gamut_server_question *q)
{
	struct gamut_json json = { .out = &reply->body };
	uint32_t count = q->count;

	if (q->mode == GAMUT_SERVER_FEWER)
		count = 1;
	if (q->mode == GAMUT_SERVER_MORE)
		count++;
	if (q->mode == GAMUT_SERVER_NO_CHOICES)
		count = 0;
	reply->seeds = gamut_alloc_array(count, sizeof(*reply->seeds));
	gamut_json_open(&json, '{');
	gamut_server_names(&json, q);
	gamut_json_key(&json, "object");
	gamut_json_cstr(&json, q->shape == GAMUT_SERVER_CHAT ?
	                               "chat.completion" :
	                               "text_completion");
	write_burden(&json, q);
	write_choices(reply, &json, q, count);
	write_usage(&json, q, count);
	gamut_json_close(&json, '}');
}

/* ----------------------------------------------------- Anthropic's messages */

static void write_block(struct gamut_json *json, const char *kind,
                        const char *member, const char *text)
{
	gamut_json_open(json, '{');
	gamut_json_key(json, "type");
	gamut_json_cstr(json, kind);
	gamut_json_key(json, member);
	if (text) {
		gamut_json_cstr(json, text);
		gamut_json_close(json, '}');
	}
}

static void write_blocks(struct gamut_json *json,
                         const struct gamut_server_question *q)
{
	gamut_json_open(json, '[');
	if (q->mode == GAMUT_SERVER_REASONING || q->key)
		write_block(json, "thinking", "thinking",
		            q->key ? q->key : "Let me think.");
	if (q->mode == GAMUT_SERVER_PARTS) {
		write_block(json, "text", "text", "4");
		write_block(json, "text", "text", "2");
	} else if (q->mode != GAMUT_SERVER_NULL_CONTENT &&
	           q->mode != GAMUT_SERVER_REFUSAL &&
	           q->mode != GAMUT_SERVER_FILTERED) {
		write_block(json, "text", "text", NULL);
		gamut_server_content(json, q, q->seed);
		gamut_json_close(json, '}');
	}
	gamut_json_close(json, ']');
}

static void write_message(struct gamut_server_reply *reply,
                          const struct gamut_server_question *q)
{
	struct gamut_json json = { .out = &reply->body };

	reply->seeds = gamut_alloc_array(1, sizeof(*reply->seeds));
	gamut_json_open(&json, '{');
	gamut_server_names(&json, q);
	gamut_json_key(&json, "type");
	gamut_json_cstr(&json, "message");
	gamut_json_key(&json, "role");
	gamut_json_cstr(&json, "assistant");
	write_burden(&json, q);
	if (q->mode != GAMUT_SERVER_NO_CHOICES) {
		gamut_json_key(&json, "content");
		write_blocks(&json, q);
		reply->seeds[reply->choice_count++] = q->seed;
	}
	gamut_json_key(&json, "stop_reason");
	gamut_server_finish(&json, q);
	gamut_json_key(&json, "stop_sequence");
	gamut_json_null(&json);
	write_usage(&json, q, 1);
	gamut_json_close(&json, '}');
}

/* ------------------------------------------------------------------- whole */

static struct gamut_server_question read_question(
	const struct gamut_server_call *call, enum gamut_server_mode mode)
{
	struct gamut_server_question q = {
		.mode = mode,
		.shape = GAMUT_SERVER_COMPLETION,
		.number = call->number,
		/* Without a seed each request is a new draw. */
		.seed = (int64_t)call->number * 1000,
		.key = mode == GAMUT_SERVER_PARROT ? call->key : NULL,
		.gap = (uint32_t)((call->number + 1) % 3),
	};
	cJSON *root = gamut_json_parse(call->body, NULL);
	double temperature = 1;
	int64_t n = 1;

	if (gamut_str_ends_with(call->path, GAMUT_STR("/chat/completions")))
		q.shape = GAMUT_SERVER_CHAT;
	else if (gamut_str_ends_with(call->path, GAMUT_STR("/messages")))
		q.shape = GAMUT_SERVER_MESSAGE;
	gamut_json_get_int(root, "n", &n);
	gamut_json_get_int(root, "seed", &q.seed);
	gamut_json_get_double(root, "temperature", &temperature);
	cJSON_Delete(root);
	q.is_greedy = temperature <= 0;
	q.count = n >= 1 && n <= 10000 ? (uint32_t)n : 1;
	return q;
}

/* Spoil the body, or the way that it takes. */
static void spoil(struct gamut_server_reply *reply, enum gamut_server_mode mode)
{
	static const struct {
		enum gamut_server_mode mode;
		enum gamut_delivery delivery;
		bool is_lost;
	} ways[] = {
		{ GAMUT_SERVER_HALF, GAMUT_TORN, true },
		{ GAMUT_SERVER_LENGTH_OVER, GAMUT_OVER, true },
		{ GAMUT_SERVER_LENGTH_UNDER, GAMUT_UNDER, true },
		{ GAMUT_SERVER_STALL, GAMUT_STALLED, true },
		{ GAMUT_SERVER_CHUNKED, GAMUT_CHUNKED, false },
		{ GAMUT_SERVER_DRIP, GAMUT_DRIPPED, false },
		{ GAMUT_SERVER_MALFORMED, GAMUT_WHOLE, true },
		{ GAMUT_SERVER_TRUNCATED, GAMUT_WHOLE, true },
		{ GAMUT_SERVER_DEEP, GAMUT_WHOLE, true },
		{ GAMUT_SERVER_JSON_BOMB, GAMUT_WHOLE, true },
	};

	for (size_t i = 0; i < GAMUT_ARRAY_LEN(ways); i++)
		if (ways[i].mode == mode) {
			reply->delivery = ways[i].delivery;
			if (ways[i].is_lost)
				reply->choice_count = 0;
		}
	if (mode == GAMUT_SERVER_TRUNCATED)
		reply->body.len = reply->body.len * 3 / 4;
	if (mode == GAMUT_SERVER_MALFORMED)
		reply->body.ptr[reply->body.len - 1] = ',';
}

void gamut_server_reply_make(struct gamut_server_reply *reply,
                             const struct gamut_server_call *call,
                             enum gamut_server_mode mode,
                             const struct gamut_server_options *options)
{
	struct gamut_server_question q;

	*reply = (struct gamut_server_reply){
		.status = 200,
		.type = "application/json",
	};
	if (gamut_server_fault(reply, call, mode, options))
		return;
	q = read_question(call, mode);
	if (q.shape == GAMUT_SERVER_MESSAGE)
		write_message(reply, &q);
	else
		write_completion(reply, &q);
	spoil(reply, mode);
}

void gamut_server_reply_get(struct gamut_server_reply *reply,
                            struct gamut_str path,
                            const struct gamut_server_options *options)
{
	static const struct gamut_server_route models = {
		.path = "/v1/models",
		.body = "{\"object\":\"list\",\"data\":[{\"id\":"
			"\"m\",\"object\":\"model\"}]}",
	};
	const struct gamut_server_route *routes = options->routes;
	size_t count = options->route_count;

	*reply = (struct gamut_server_reply){ .status = 404,
		                              .type = "application/json" };
	if (!routes) {
		routes = &models;
		count = 1;
	}
	for (size_t i = 0; i < count; i++)
		if (gamut_str_eq(path, gamut_str_of(routes[i].path))) {
			reply->status = 200;
			gamut_buf_add(&reply->body,
			              gamut_str_of(routes[i].body));
			if (routes[i].header)
				gamut_server_reply_header(reply,
				                          routes[i].header,
				                          routes[i].value);
			return;
		}
	gamut_buf_add(&reply->body, GAMUT_STR("{\"detail\":\"Not Found\"}"));
}
