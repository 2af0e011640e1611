#include <string.h>

#include "base/json.h"
#include "base/text.h"
#include "tests/support/fuzz.h"

/* A string is written as JSON that reads back, and is safe to print. */
static void check_string(struct gamut_str value)
{
	struct gamut_arena arena = { 0 };
	struct gamut_str want = gamut_text_repair(value, &arena);
	struct gamut_buf buf = { 0 };
	struct gamut_json json = { .out = &buf };
	struct gamut_str rest;
	cJSON *read;

	gamut_json_str(&json, value);
	rest = gamut_buf_view(&buf);
	while (rest.len > 0)
		if (gamut_text_is_unsafe(gamut_text_take(&rest)))
			GAMUT_BUG("unsafe: %s", gamut_buf_cstr(&buf));
	read = gamut_json_parse(gamut_buf_view(&buf), NULL);
	if (!cJSON_IsString(read))
		GAMUT_BUG("does not read: %s", gamut_buf_cstr(&buf));
	if (!memchr(want.ptr, '\0', want.len) &&
	    !gamut_str_eq(want, gamut_str_of(read->valuestring)))
		GAMUT_BUG("reads differently: %s", gamut_buf_cstr(&buf));
	cJSON_Delete(read);
	gamut_buf_release(&buf);
	gamut_arena_clear(&arena);
}

/* Strings that were read are UTF-8, however deep. */
static void check_item(const cJSON *item)
{
	const cJSON *child;

	if (cJSON_IsString(item) &&
	    !gamut_text_is_utf8(gamut_str_of(item->valuestring)))
		GAMUT_BUG("read '%s'", item->valuestring);
	cJSON_ArrayForEach(child, item) check_item(child);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct gamut_str input = { .ptr = size ? (const char *)data : "",
		                   .len = size };
	struct gamut_err err = { 0 };
	cJSON *json = gamut_json_parse(input, &err);

	if (!json && err.status != GAMUT_EPARSE)
		GAMUT_BUG("refused without a reason");
	if (json)
		check_item(json);
	cJSON_Delete(json);
	check_string(input);
	return 0;
}
