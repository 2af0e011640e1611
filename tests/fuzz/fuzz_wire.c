#include "tests/support/fuzz.h"

#include "base/text.h"
#include "runner/sample/wire.h"

#define CHOICES 3

#define ANTHROPIC "{\"form\":\"anthropic\"}"

static struct gamut_manifest_cell cells[] = {
	{ .prompt = { .ptr = "[]", .len = 2 }, .seed_base = 1 },
	{ .prompt = { .ptr = "\"\"", .len = 2 }, .seed_base = 1 },
};

/* Forms, and the cells that they have. */
static const struct gamut_manifest manifests[] = {
	{ .cells = cells, .cell_count = GAMUT_ARRAY_LEN(cells) },
	{ .request = { .ptr = ANTHROPIC, .len = sizeof(ANTHROPIC) - 1 },
	  .cells = cells,
	  .cell_count = 1 },
};

static void check_str(const char *what, struct gamut_str s)
{
	if (!gamut_text_is_utf8(s))
		GAMUT_BUG("the %s is not UTF-8", what);
}

static void check_answer(const struct gamut_reply *reply)
{
	if (reply->choice_count == 0 || reply->choice_count > CHOICES)
		GAMUT_BUG("%u choices", (unsigned)reply->choice_count);
	for (uint32_t i = 0; i < reply->choice_count; i++) {
		const struct gamut_choice *choice = &reply->choices[i];

		check_str("text", choice->text);
		check_str("reasoning", choice->reasoning);
		check_str("reason to finish", choice->finish_reason);
		if (choice->offset >= CHOICES ||
		    (i > 0 && choice->offset <= choice[-1].offset))
			GAMUT_BUG("choice %u is in the wrong place",
			          (unsigned)i);
		if (choice->seed != 1 + (int64_t)choice->offset)
			GAMUT_BUG("choice %u has the wrong seed", (unsigned)i);
	}
	check_str("id", reply->response_id);
	check_str("model", reply->model);
	check_str("fingerprint", reply->fingerprint);
}

/* One body under one status, in one form. */
static void decode(const struct gamut_manifest *manifest, struct gamut_str body,
                   int64_t status, size_t cell)
{
	struct gamut_wire wire;
	struct gamut_reply reply = {
		.request = { .cell = cell, .count = CHOICES, .attempts = 1 },
		.http_status = status,
	};

	if (gamut_wire_open(&wire, manifest, NULL, NULL))
		GAMUT_BUG("the form is not known");
	gamut_wire_decode(&wire, &reply, body);
	if (reply.outcome == GAMUT_ANSWERED)
		check_answer(&reply);
	else if (reply.choice_count > 0 || reply.message.len == 0)
		GAMUT_BUG("outcome %d with %u choices and %zu bytes of message",
		          (int)reply.outcome, (unsigned)reply.choice_count,
		          reply.message.len);
	/* 400: a filter may have answered. */
	if (reply.outcome == GAMUT_ANSWERED && status != 200 && status != 400)
		GAMUT_BUG("an answer under status %d", (int)status);
	check_str("message", reply.message);
	for (size_t i = 0; i < reply.message.len; i++)
		if ((unsigned char)reply.message.ptr[i] < 0x20)
			GAMUT_BUG("the message has a control character");
	gamut_wire_clear(&wire);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const int64_t statuses[] = { 200, 307, 400, 429, 500 };
	struct gamut_str body = { .ptr = size ? (const char *)data : "",
		                  .len = size };

	for (size_t i = 0; i < GAMUT_ARRAY_LEN(statuses); i++) {
		decode(&manifests[0], body, statuses[i], 0);
		decode(&manifests[0], body, statuses[i], 1);
		decode(&manifests[1], body, statuses[i], 0);
	}
	return 0;
}
