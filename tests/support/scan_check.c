#include "tests/support/scan_check.h"

#include "base/buf.h"
#include "runner/sample/scan.h"
#include "runner/sample/wire.h"

#define COUNT_MAX 8

static struct gamut_manifest_cell cells[] = {
	{ .prompt = { .ptr = "[]", .len = 2 } },
	{ .prompt = { .ptr = "\"\"", .len = 2 } },
};

static const struct gamut_manifest manifest = {
	.cells = cells,
	.cell_count = GAMUT_ARRAY_LEN(cells),
};

static void same_str(const char *what, struct gamut_str a, struct gamut_str b)
{
	if (!gamut_str_eq(a, b))
		GAMUT_BUG("%s: '%.*s', and '%.*s' by cJSON", what,
		          GAMUT_STR_ARG(a), GAMUT_STR_ARG(b));
}

static void same_number(const char *what, int64_t a, int64_t b)
{
	if (a != b)
		GAMUT_BUG("%s: %lld, and %lld by cJSON", what, (long long)a,
		          (long long)b);
}

static void compare(const struct gamut_reply *a, const struct gamut_reply *b)
{
	same_number("outcome", GAMUT_ANSWERED, b->outcome);
	same_number("remarks", 0, (int64_t)b->message.len);
	same_number("choices", a->choice_count, b->choice_count);
	for (uint32_t i = 0; i < a->choice_count; i++) {
		const struct gamut_choice *x = &a->choices[i];
		const struct gamut_choice *y = &b->choices[i];

		same_number("offset", x->offset, y->offset);
		same_str("text", x->text, y->text);
		same_str("reasoning", x->reasoning, y->reasoning);
		same_str("finish", x->finish_reason, y->finish_reason);
	}
	same_str("id", a->response_id, b->response_id);
	same_str("model", a->model, b->model);
	same_str("fingerprint", a->fingerprint, b->fingerprint);
	same_number("prompt", a->prompt_tokens, b->prompt_tokens);
	same_number("completion", a->completion_tokens, b->completion_tokens);
	same_number("reasoning", a->reasoning_tokens, b->reasoning_tokens);
}

/* The same object with a member in front that only cJSON reads. */
static void disguise(struct gamut_buf *out, struct gamut_str body)
{
	size_t start = gamut_str_find(body, GAMUT_STR("{")) + 1;

	gamut_buf_add(out, gamut_str_head(body, start));
	gamut_buf_add(out, GAMUT_STR("\"\\u0061\":0,"));
	gamut_buf_add(out, gamut_str_skip(body, start));
}

bool gamut_scan_check(struct gamut_str body, bool is_chat, uint32_t count)
{
	struct gamut_request request = { .cell = is_chat ? 0 : 1,
		                         .count = count,
		                         .attempts = 1 };
	struct gamut_reply scanned = { .request = request };
	struct gamut_reply parsed = { .request = request, .http_status = 200 };
	struct gamut_wire wire = { 0 };
	struct gamut_choice choices[COUNT_MAX];
	struct gamut_arena arena = { 0 };
	struct gamut_buf copy = { 0 };
	bool is_read;

	if (count > COUNT_MAX)
		GAMUT_BUG("%u choices", (unsigned)count);
	if (gamut_wire_open(&wire, &manifest, NULL, NULL))
		GAMUT_BUG("a manifest that says nothing cannot be read");
	is_read = gamut_scan_reply(&scanned, choices, body, is_chat, &arena);
	if (is_read) {
		disguise(&copy, body);
		gamut_wire_decode(&wire, &parsed, gamut_buf_view(&copy));
		compare(&scanned, &parsed);
	}
	gamut_wire_clear(&wire);
	gamut_buf_release(&copy);
	gamut_arena_clear(&arena);
	return is_read;
}
