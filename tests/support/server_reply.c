#include "tests/support/server_reply.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/json.h"
#include "base/rng.h"

/* A request, and how its answers are to look. */
struct question {
	enum gamut_server_mode mode;
	bool is_chat;
	int64_t seed;
	uint32_t count;
	const char *key; /* what GAMUT_SERVER_PARROT says; or NULL */
	uint32_t gap; /* which choice of each three GAMUT_SERVER_HOLES lacks */
};

int gamut_server_answer(int64_t seed)
{
	struct gamut_rng rng = { .state = (uint64_t)seed };

	return (int)gamut_rng_below(&rng, 100) + 1;
}

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

/* Write `text`, or what is said in place of it. */
static void write_said(struct gamut_json *json, const struct question *q,
                       const char *text)
{
	gamut_json_cstr(json, q->key ? q->key : text);
}

static void write_content(struct gamut_json *json, const struct question *q,
                          int64_t seed)
{
	char answer[16];

	snprintf(answer, sizeof(answer), "%d", gamut_server_answer(seed));
	switch ((int)q->mode) {
	case GAMUT_SERVER_NULL_CONTENT:
	case GAMUT_SERVER_REFUSAL:
		gamut_json_null(json);
		return;
	case GAMUT_SERVER_TRAPS:
		gamut_json_raw(json, GAMUT_STR("\"a\\u0000b\\ud83dc\""));
		return;
	case GAMUT_SERVER_PARTS:
		gamut_json_raw(json, GAMUT_STR("[{\"type\":\"text\",\"text\":"
		                               "\"4\"},{\"type\":\"image\"},"
		                               "{\"type\":\"text\",\"text\":"
		                               "\"2\"}]"));
		return;
	default:
		write_said(json, q, answer);
	}
}

static void write_choice(struct gamut_json *json, const struct question *q,
                         uint32_t i)
{
	int64_t seed = q->seed + i;

	gamut_json_open(json, '{');
	gamut_json_key(json, "index");
	gamut_json_int(json, i);
	gamut_json_key(json, "finish_reason");
	write_said(json, q, "stop");
	if (q->is_chat) {
		gamut_json_key(json, "message");
		gamut_json_open(json, '{');
	}
	gamut_json_key(json, q->is_chat ? "content" : "text");
	write_content(json, q, seed);
	if (q->mode == GAMUT_SERVER_REFUSAL) {
		gamut_json_key(json, "refusal");
		gamut_json_cstr(json, "I would rather not.");
	}
	if (q->mode == GAMUT_SERVER_REASONING || q->key) {
		gamut_json_key(json, "reasoning_content");
		write_said(json, q, "Let me think.");
	}
	if (q->is_chat)
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
                          struct gamut_json *json, const struct question *q,
                          uint32_t count)
{
	reply->seeds = gamut_alloc_array(count, sizeof(*reply->seeds));
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

static void write_usage(struct gamut_json *json, uint32_t count)
{
	gamut_json_key(json, "usage");
	gamut_json_open(json, '{');
	gamut_json_key(json, "prompt_tokens");
	gamut_json_int(json, 10);
	gamut_json_key(json, "completion_tokens");
	gamut_json_int(json, 2 * (int64_t)count);
	gamut_json_key(json, "completion_tokens_details");
	gamut_json_raw(json, GAMUT_STR("{\"reasoning_tokens\":1}"));
	gamut_json_close(json, '}');
}

static void write_completion(struct gamut_server_reply *reply,
                             const struct question *q,
                             const struct gamut_server_call *call)
{
	struct gamut_json json = { .out = &reply->body };
	uint32_t count = q->count;
	char id[48];

	if (q->mode == GAMUT_SERVER_FEWER)
		count = 1;
	if (q->mode == GAMUT_SERVER_MORE)
		count++;
	if (q->mode == GAMUT_SERVER_NO_CHOICES)
		count = 0;
	snprintf(id, sizeof(id), "cmpl-%" PRIu64, call->number);
	gamut_json_open(&json, '{');
	gamut_json_key(&json, "id");
	write_said(&json, q, id);
	gamut_json_key(&json, "object");
	gamut_json_cstr(&json,
	                q->is_chat ? "chat.completion" : "text_completion");
	gamut_json_key(&json, "model");
	write_said(&json, q, "test-model-1");
	gamut_json_key(&json, "system_fingerprint");
	write_said(&json, q, "fp_test");
	write_choices(reply, &json, q, count);
	if (q->mode != GAMUT_SERVER_NO_USAGE)
		write_usage(&json, count);
	gamut_json_close(&json, '}');
}

static void write_error(struct gamut_server_reply *reply, unsigned status,
                        const char *code, const char *message)
{
	struct gamut_json json = { .out = &reply->body };

	reply->status = status;
	gamut_json_open(&json, '{');
	gamut_json_key(&json, "error");
	gamut_json_open(&json, '{');
	gamut_json_key(&json, "message");
	gamut_json_cstr(&json, message);
	gamut_json_key(&json, "type");
	gamut_json_cstr(&json, "test_error");
	gamut_json_key(&json, "param");
	gamut_json_null(&json);
	gamut_json_key(&json, "code");
	gamut_json_cstr(&json, code);
	gamut_json_close(&json, '}');
	gamut_json_close(&json, '}');
}

static void write_unauthorized(struct gamut_server_reply *reply,
                               const struct gamut_server_call *call)
{
	struct gamut_buf message = { 0 };
	const char *key = call->authorization ? call->authorization : "none";

	gamut_buf_addf(&message, "Incorrect API key provided: %s", key);
	write_error(reply, 401, "invalid_api_key", gamut_buf_cstr(&message));
	gamut_buf_release(&message);
}

/*
 * Repeat the key as it is and in JSON's escapes, in one kind of body after the
 * other: an error, JSON that is none, and JSON that is torn.
 */
static void write_echo(struct gamut_server_reply *reply,
                       const struct gamut_server_call *call)
{
	static const struct {
		const char *head; /* before the key, for a code */
		const char *middle;
		const char *tail;
	} kinds[] = {
		{ "{\"error\":{\"code\":\"", "\",\"message\":\"", "\"}}" },
		{ "{\"detail\":[{\"", "\":\"", "\"}]}" },
		{ "{", "", "" },
	};
	const char *key = call->authorization ? call->authorization : "none";
	size_t kind = call->number % GAMUT_ARRAY_LEN(kinds);
	struct gamut_buf *body = &reply->body;

	reply->status = 400;
	gamut_buf_addf(body, "%s%s%s%s, or ", kinds[kind].head, key,
	               kinds[kind].middle, key);
	for (const char *c = key; *c; c++)
		gamut_buf_addf(body, "%s%c", *c == '/' ? "\\" : "", *c);
	gamut_buf_addf(body, ", or ");
	for (const char *c = key; *c; c++)
		gamut_buf_addf(body, "\\u%04x", (unsigned char)*c);
	gamut_buf_addf(body, "%s", kinds[kind].tail);
}

static struct question read_question(const struct gamut_server_call *call,
                                     enum gamut_server_mode mode)
{
	struct question q = {
		.mode = mode,
		.is_chat = gamut_str_ends_with(call->path,
		                               GAMUT_STR("/chat/completions")),
		/* Without a seed each request is a new draw. */
		.seed = (int64_t)call->number * 1000,
		.key = mode == GAMUT_SERVER_PARROT ? call->authorization : NULL,
		.gap = (uint32_t)((call->number + 1) % 3),
	};
	cJSON *root = gamut_json_parse(call->body, NULL);
	int64_t n = 1;

	gamut_json_get_int(root, "n", &n);
	gamut_json_get_int(root, "seed", &q.seed);
	cJSON_Delete(root);
	q.count = n >= 1 && n <= 10000 ? (uint32_t)n : 1;
	return q;
}

/* Replies that are faults by their status; false for the other modes. */
static bool write_fault(struct gamut_server_reply *reply,
                        const struct gamut_server_call *call,
                        enum gamut_server_mode mode)
{
	switch ((int)mode) {
	case GAMUT_SERVER_LIMIT:
	case GAMUT_SERVER_LIMIT_MS:
		write_error(reply, 429, "rate_limit_exceeded",
		            "Rate limit reached");
		reply->header = mode == GAMUT_SERVER_LIMIT ? "Retry-After" :
		                                             "retry-after-ms";
		reply->value = mode == GAMUT_SERVER_LIMIT ? "0" : "5";
		return true;
	case GAMUT_SERVER_ERROR:
		write_error(reply, 500, NULL, "The server had an error");
		return true;
	case GAMUT_SERVER_UNAUTHORIZED:
		write_unauthorized(reply, call);
		return true;
	case GAMUT_SERVER_ECHO:
		write_echo(reply, call);
		return true;
	case GAMUT_SERVER_FORBIDDEN:
		write_error(reply, 403, "unsupported_country", "Not here");
		return true;
	case GAMUT_SERVER_NOT_FOUND:
		write_error(reply, 404, "model_not_found",
		            "The model does not exist");
		return true;
	case GAMUT_SERVER_TOO_LONG:
		write_error(reply, 400, "context_length_exceeded",
		            "This model's maximum context length is 8 tokens");
		return true;
	case GAMUT_SERVER_QUOTA:
		write_error(reply, 429, "insufficient_quota",
		            "You exceeded your current quota");
		return true;
	default:
		return false;
	}
}

/* Replies that no client of this protocol expects; false for other modes. */
static bool write_nonsense(struct gamut_server_reply *reply,
                           enum gamut_server_mode mode,
                           const struct gamut_server_options *options)
{
	switch ((int)mode) {
	case GAMUT_SERVER_OVERLOAD:
		reply->status = 503;
		reply->type = "text/plain";
		gamut_buf_add(&reply->body, GAMUT_STR("loading\nthe model"));
		return true;
	case GAMUT_SERVER_RESET:
		reply->delivery = GAMUT_RESET;
		return true;
	case GAMUT_SERVER_HTML:
		reply->type = "text/html";
		gamut_buf_add(&reply->body, GAMUT_STR("<!DOCTYPE html>\n<html>"
		                                      "Sign in</html>"));
		return true;
	case GAMUT_SERVER_NOT_JSON:
		gamut_buf_add(&reply->body, GAMUT_STR("{\"choices\":[\x1b[2J"));
		return true;
	case GAMUT_SERVER_REDIRECT:
		reply->status = 307;
		reply->header = "Location";
		reply->value = options->redirect_to;
		return true;
	case GAMUT_SERVER_HUGE:
		reply->delivery = GAMUT_ENDLESS;
		gamut_buf_add(&reply->body, GAMUT_STR("{\"padding\":\"xxxxxx"));
		return true;
	default:
		return false;
	}
}

void gamut_server_reply_make(struct gamut_server_reply *reply,
                             const struct gamut_server_call *call,
                             enum gamut_server_mode mode,
                             const struct gamut_server_options *options)
{
	struct question q;

	*reply = (struct gamut_server_reply){
		.status = 200,
		.type = "application/json",
	};
	if (write_fault(reply, call, mode) ||
	    write_nonsense(reply, mode, options))
		return;
	q = read_question(call, mode);
	write_completion(reply, &q, call);
	if (mode == GAMUT_SERVER_HALF) {
		reply->delivery = GAMUT_TORN;
		reply->choice_count = 0;
	}
}
