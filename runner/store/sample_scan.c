#include "runner/store/sample_scan.h"

#include <stddef.h>
#include <string.h>

#include "base/clock.h"
#include "base/tokens.h"

enum kind {
	GAMUT_SCAN_STR,    /* struct gamut_str */
	GAMUT_SCAN_TOLD,   /* the same, or null */
	GAMUT_SCAN_NUMBER, /* int64_t, or null */
	GAMUT_SCAN_INDEX,  /* uint32_t */
	GAMUT_SCAN_TIME,   /* int64_t */
	GAMUT_SCAN_TRUE,   /* bool, which is true where it is there */
	GAMUT_SCAN_SEAL,
};

#define MEMBER(key, kind, field) ENTRY(key, kind, field, false)
#define OPTION(key, kind, field) ENTRY(key, kind, field, true)
#define ENTRY(key, kind, field, is_optional)                                \
	{                                                                   \
		{ .ptr = (key), .len = sizeof(key) - 1 }, (kind),           \
			(is_optional), offsetof(struct gamut_sample, field) \
	}

/* In the order of gamut_sample_encode(). */
static const struct member {
	struct gamut_str key;
	enum kind kind;
	bool is_optional;
	size_t offset;
} members[] = {
	MEMBER("task", GAMUT_SCAN_STR, task),
	MEMBER("setting", GAMUT_SCAN_TOLD, setting),
	MEMBER("index", GAMUT_SCAN_INDEX, index),
	MEMBER("text", GAMUT_SCAN_STR, text),
	OPTION("reasoning", GAMUT_SCAN_TOLD, reasoning),
	MEMBER("finish_reason", GAMUT_SCAN_TOLD, finish_reason),
	MEMBER("seed", GAMUT_SCAN_NUMBER, seed),
	MEMBER("model", GAMUT_SCAN_TOLD, model),
	MEMBER("response_id", GAMUT_SCAN_TOLD, response_id),
	MEMBER("fingerprint", GAMUT_SCAN_TOLD, fingerprint),
	MEMBER("latency_ms", GAMUT_SCAN_NUMBER, latency_ms),
	MEMBER("prompt_tokens", GAMUT_SCAN_NUMBER, prompt_tokens),
	MEMBER("completion_tokens", GAMUT_SCAN_NUMBER, completion_tokens),
	MEMBER("reasoning_tokens", GAMUT_SCAN_NUMBER, reasoning_tokens),
	OPTION("request_index", GAMUT_SCAN_INDEX, request_index),
	OPTION("request_choices", GAMUT_SCAN_INDEX, request_choices),
	OPTION("request_completion_tokens", GAMUT_SCAN_NUMBER,
	       request_completion_tokens),
	OPTION("request_reasoning_tokens", GAMUT_SCAN_NUMBER,
	       request_reasoning_tokens),
	OPTION("cached", GAMUT_SCAN_TRUE, is_cached),
	MEMBER("created", GAMUT_SCAN_TIME, created_ms),
	MEMBER("crc", GAMUT_SCAN_SEAL, created_ms),
};

static bool is_of_request(const struct member *member)
{
	return member->offset >=
	               offsetof(struct gamut_sample, request_choices) &&
	       member->offset <=
	               offsetof(struct gamut_sample, request_reasoning_tokens);
}

static bool is(struct gamut_str key, const struct member *member)
{
	return key.len == member->key.len &&
	       memcmp(key.ptr, member->key.ptr, key.len) == 0;
}

static void take_index(struct gamut_tokens *t, uint32_t *out)
{
	int64_t index = gamut_tokens_take_int(t);

	if (index > UINT32_MAX)
		gamut_tokens_fail(t);
	*out = (uint32_t)index;
}

static void take_value(struct gamut_tokens *t, const struct member *member,
                       struct gamut_sample *sample, struct gamut_arena *arena)
{
	void *field = (char *)sample + member->offset;
	bool may_be_null = member->kind == GAMUT_SCAN_TOLD ||
	                   member->kind == GAMUT_SCAN_NUMBER;

	/* What null means is there already. */
	if (may_be_null && gamut_tokens_take_null(t))
		return;
	switch (member->kind) {
	case GAMUT_SCAN_STR:
	case GAMUT_SCAN_TOLD:
		*(struct gamut_str *)field = gamut_tokens_take_str(t, arena);
		break;
	case GAMUT_SCAN_NUMBER:
		*(int64_t *)field = gamut_tokens_take_int(t);
		break;
	case GAMUT_SCAN_INDEX:
		take_index(t, field);
		break;
	case GAMUT_SCAN_TIME:
		if (!gamut_clock_parse(field, gamut_tokens_take_str(t, arena)))
			gamut_tokens_fail(t);
		break;
	case GAMUT_SCAN_TRUE:
		*(bool *)field = true;
		if (!gamut_tokens_take_word(t, GAMUT_STR("true")))
			gamut_tokens_fail(t);
		break;
	case GAMUT_SCAN_SEAL:
		gamut_tokens_skip(t);
		break;
	}
}

bool gamut_sample_scan(struct gamut_sample *sample, struct gamut_str line,
                       struct gamut_arena *arena)
{
	struct gamut_tokens t = gamut_tokens_begin(line);
	struct gamut_str key;
	size_t next = 0;
	unsigned places = 0; /* "request_index", "request_choices" */
	unsigned sums = 0;   /* what there is only beside these */

	*sample = (struct gamut_sample){
		.setting = GAMUT_STR_EMPTY,
		.reasoning = GAMUT_STR_EMPTY,
		.finish_reason = GAMUT_STR_EMPTY,
		.seed = GAMUT_UNKNOWN,
		.model = GAMUT_STR_EMPTY,
		.response_id = GAMUT_STR_EMPTY,
		.fingerprint = GAMUT_STR_EMPTY,
		.latency_ms = GAMUT_UNKNOWN,
		.prompt_tokens = GAMUT_UNKNOWN,
		.completion_tokens = GAMUT_UNKNOWN,
		.reasoning_tokens = GAMUT_UNKNOWN,
		.request_completion_tokens = GAMUT_UNKNOWN,
		.request_reasoning_tokens = GAMUT_UNKNOWN,
	};
	gamut_tokens_open(&t, '{');
	while (gamut_tokens_take_key(&t, &key)) {
		while (next < GAMUT_ARRAY_LEN(members) &&
		       members[next].is_optional && !is(key, &members[next]))
			next++;
		if (next == GAMUT_ARRAY_LEN(members) ||
		    !is(key, &members[next]))
			return false;
		take_value(&t, &members[next], sample, arena);
		if (is_of_request(&members[next])) {
			places += members[next].kind == GAMUT_SCAN_INDEX;
			sums += members[next].kind == GAMUT_SCAN_NUMBER;
		}
		next++;
	}
	return gamut_tokens_end(&t) && next == GAMUT_ARRAY_LEN(members) &&
	       (places == 2 || places + sums == 0);
}
