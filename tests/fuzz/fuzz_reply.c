/* Lines of a checker: any bytes are a verdict or told to be none. */
#include "base/text.h"
#include "tests/support/fuzz.h"
#include "verifiers/reply.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct gamut_str line = { .ptr = size ? (const char *)data : "",
		                  .len = size };
	struct gamut_arena arena = { 0 };
	struct gamut_err err = { 0 };
	struct gamut_verdict got = { 0 };

	if (gamut_reply_read(&got, line, 7, GAMUT_STR("asked"), &arena, &err)) {
		if (err.status != GAMUT_EPARSE || !err.msg[0])
			GAMUT_BUG("a failure without a message");
	} else if (got.reason == GAMUT_REASON_UNSET ||
	           got.reason == GAMUT_REASON_UNCHECKED ||
	           gamut_verdict_is_valid(got) != (got.canonical.len > 0) ||
	           got.canonical.len > GAMUT_REPLY_CANONICAL_MAX ||
	           !gamut_text_is_utf8(got.canonical)) {
		GAMUT_BUG("%s with '%.*s'", gamut_reason_name(got.reason),
		          GAMUT_STR_ARG(got.canonical));
	}
	gamut_arena_clear(&arena);
	return 0;
}
