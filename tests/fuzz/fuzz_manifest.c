#include <string.h>

#include "runner/store/manifest.h"
#include "tests/support/fuzz.h"

/* What decodes is written as it was, and matches itself. */
static void check(struct gamut_str text, struct gamut_arena *arena)
{
	struct gamut_manifest manifest;
	struct gamut_manifest again;
	struct gamut_err err = { 0 };

	if (gamut_manifest_decode(&manifest, text, arena, &err))
		return;
	if (gamut_manifest_decode(&again,
	                          gamut_manifest_encode(&manifest, arena),
	                          arena, &err))
		GAMUT_BUG("%s", err.msg);
	if (gamut_manifest_match(&manifest, &again, &err))
		GAMUT_BUG("%s", err.msg);
}

/* `rest` behind the run id that fits it: or nothing would get past that. */
static struct gamut_str seal(struct gamut_str rest, struct gamut_arena *arena)
{
	struct gamut_digest digest;
	char hex[GAMUT_DIGEST_SIZE];
	struct gamut_str head;
	char *text;

	gamut_digest_init(&digest);
	gamut_digest_bytes(&digest, rest);
	gamut_digest_hex(&digest, hex);
	head = gamut_arena_strf(
		arena, "{\n\t\"format\":1,\n\t\"run_id\":\"%.16s\",\n", hex);
	text = gamut_arena_new(arena, char, head.len + rest.len);
	memcpy(text, head.ptr, head.len);
	memcpy(text + head.len, rest.ptr, rest.len);
	return (struct gamut_str){ .ptr = text, .len = head.len + rest.len };
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct gamut_str input = { .ptr = size ? (const char *)data : "",
		                   .len = size };
	struct gamut_arena arena = { 0 };

	check(input, &arena);
	check(seal(input, &arena), &arena);
	gamut_arena_clear(&arena);
	return 0;
}
