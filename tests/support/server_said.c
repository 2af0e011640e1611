/* What the test server says in a choice and about it. */
#include <inttypes.h>
#include <stdio.h>

#include "base/rng.h"
#include "tests/support/server_reply.h"

#define FIVE "one more word of many "
#define TWENTY FIVE FIVE FIVE FIVE

int gamut_server_answer(int64_t seed)
{
	struct gamut_rng rng = { .state = (uint64_t)seed };

	return (int)gamut_rng_below(&rng, 100) + 1;
}

/* The seed that decides, which need not be the one that was asked for. */
static int64_t effective_seed(const struct gamut_server_question *q,
                              int64_t seed)
{
	if (q->mode == GAMUT_SERVER_SEED_IGNORED || q->is_greedy)
		return 0;
	if (q->mode == GAMUT_SERVER_NEW_TEXT)
		return (int64_t)(q->number + 1) * 100000 + seed - q->seed;
	return seed;
}

/* Contents that are no plain string; NULL for the other modes. */
static const char *raw_content(enum gamut_server_mode mode)
{
	switch ((int)mode) {
	case GAMUT_SERVER_NULL_CONTENT:
	case GAMUT_SERVER_REFUSAL:
	case GAMUT_SERVER_FILTERED:
		return "null";
	case GAMUT_SERVER_TRAPS:
		return "\"a\\u0000b\\ud83dc\"";
	case GAMUT_SERVER_PARTS:
		return "[{\"type\":\"text\",\"text\":\"4\"},"
		       "{\"type\":\"image\"},"
		       "{\"type\":\"text\",\"text\":\"2\"}]";
	case GAMUT_SERVER_ESCAPES:
		return GAMUT_SERVER_UNSAFE;
	default:
		return NULL;
	}
}

void gamut_server_content(struct gamut_json *json,
                          const struct gamut_server_question *q, int64_t seed)
{
	int answer = gamut_server_answer(effective_seed(q, seed));
	const char *raw = raw_content(q->mode);
	char text[64];

	if (raw) {
		gamut_json_raw(json, gamut_str_of(raw));
		return;
	}
	switch ((int)q->mode) {
	case GAMUT_SERVER_EMPTY:
		gamut_json_cstr(json, "");
		return;
	case GAMUT_SERVER_LONG_SAME:
		gamut_json_cstr(json, TWENTY TWENTY TWENTY);
		return;
	case GAMUT_SERVER_THINK:
		snprintf(text, sizeof(text), "<think>Hm.</think>\n\n%d",
		         answer);
		break;
	case GAMUT_SERVER_UNCLOSED:
		snprintf(text, sizeof(text), "<think>Hm. %d", answer);
		break;
	default:
		snprintf(text, sizeof(text), "%d", answer);
	}
	gamut_json_cstr(json, q->key ? q->key : text);
}

void gamut_server_finish(struct gamut_json *json,
                         const struct gamut_server_question *q)
{
	bool is_message = q->shape == GAMUT_SERVER_MESSAGE;

	if (q->key) {
		gamut_json_cstr(json, q->key);
		return;
	}
	switch ((int)q->mode) {
	case GAMUT_SERVER_ESCAPES:
		gamut_json_raw(json, GAMUT_STR(GAMUT_SERVER_UNSAFE));
		return;
	case GAMUT_SERVER_LENGTH:
	case GAMUT_SERVER_UNCLOSED:
		gamut_json_cstr(json, is_message ? "max_tokens" : "length");
		return;
	case GAMUT_SERVER_FILTERED:
		gamut_json_cstr(json,
		                is_message ? "refusal" : "content_filter");
		return;
	case GAMUT_SERVER_REFUSAL:
		gamut_json_cstr(json, is_message ? "refusal" : "stop");
		return;
	default:
		gamut_json_cstr(json, is_message ? "end_turn" : "stop");
	}
}

/* The member `key`, or what is said in place of it. */
static void put_name(struct gamut_json *json,
                     const struct gamut_server_question *q, const char *key,
                     const char *text)
{
	gamut_json_key(json, key);
	if (q->mode == GAMUT_SERVER_ESCAPES)
		gamut_json_raw(json, GAMUT_STR(GAMUT_SERVER_UNSAFE));
	else
		gamut_json_cstr(json, q->key ? q->key : text);
}

void gamut_server_names(struct gamut_json *json,
                        const struct gamut_server_question *q)
{
	bool is_second = q->mode == GAMUT_SERVER_MIXED_MODELS &&
	                 q->number % 2 == 1;
	const char *prefix = q->shape == GAMUT_SERVER_MESSAGE ? "msg" : "cmpl";
	char id[48];

	if (q->mode == GAMUT_SERVER_SAME_IDS)
		snprintf(id, sizeof(id), "%s-same", prefix);
	else
		snprintf(id, sizeof(id), "%s-%" PRIu64, prefix, q->number);
	put_name(json, q, "id", id);
	put_name(json, q, "model", is_second ? "test-model-2" : "test-model-1");
	if (q->shape != GAMUT_SERVER_MESSAGE)
		put_name(json, q, "system_fingerprint",
		         is_second ? "fp_other" : "fp_test");
}
