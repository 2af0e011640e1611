#include "base/json.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"

/* Integers up to here are exact in a double. */
#define MAX_EXACT 9007199254740992.0

static void separate(struct gamut_json *json)
{
	if (json->wants_comma)
		gamut_buf_add_char(json->out, ',');
	json->wants_comma = true;
}

void gamut_json_open(struct gamut_json *json, char bracket)
{
	separate(json);
	gamut_buf_add_char(json->out, bracket);
	json->wants_comma = false;
}

void gamut_json_close(struct gamut_json *json, char bracket)
{
	gamut_buf_add_char(json->out, bracket);
	json->wants_comma = true;
}

void gamut_json_key(struct gamut_json *json, const char *key)
{
	gamut_json_cstr(json, key);
	gamut_buf_add_char(json->out, ':');
	json->wants_comma = false;
}

void gamut_json_add_escaped(struct gamut_buf *out, int32_t code)
{
	static const char letters[] = "\"\"\\\\\bb\ff\nn\rr\tt";

	for (size_t i = 0; i + 1 < sizeof(letters); i += 2)
		if (code == letters[i]) {
			gamut_buf_addf(out, "\\%c", letters[i + 1]);
			return;
		}
	if (code > 0xffff) {
		code -= 0x10000;
		gamut_buf_addf(out, "\\u%04x", 0xd800U + (unsigned)code / 1024);
		code = 0xdc00 + code % 1024;
	}
	gamut_buf_addf(out, "\\u%04x", (unsigned)code);
}

/* The length of the run at the front of `s` that needs no second look. */
static size_t plain_run(struct gamut_str s)
{
	size_t n = 0;

	while (n < s.len && s.ptr[n] >= 0x20 && s.ptr[n] < 0x7f &&
	       s.ptr[n] != '"' && s.ptr[n] != '\\')
		n++;
	return n;
}

void gamut_json_str(struct gamut_json *json, struct gamut_str value)
{
	struct gamut_buf *out = json->out;

	separate(json);
	gamut_buf_add_char(out, '"');
	while (value.len > 0) {
		size_t n = plain_run(value);
		struct gamut_str rest = gamut_str_skip(value, n);
		struct gamut_str character = rest;
		int32_t code;

		gamut_buf_add(out, gamut_str_head(value, n));
		value = rest;
		if (rest.len == 0)
			break;
		code = gamut_text_take(&value);
		character.len = rest.len - value.len;
		if (code < 0)
			gamut_buf_add(out, GAMUT_STR("\xef\xbf\xbd"));
		else if (code == '"' || code == '\\' ||
		         gamut_text_is_unsafe(code))
			gamut_json_add_escaped(out, code);
		else
			gamut_buf_add(out, character);
	}
	gamut_buf_add_char(out, '"');
}

void gamut_json_cstr(struct gamut_json *json, const char *value)
{
	if (value)
		gamut_json_str(json, gamut_str_of(value));
	else
		gamut_json_null(json);
}

void gamut_json_int(struct gamut_json *json, int64_t value)
{
	separate(json);
	gamut_buf_addf(json->out, "%" PRId64, value);
}

void gamut_json_bool(struct gamut_json *json, bool value)
{
	separate(json);
	gamut_buf_add(json->out,
	              value ? GAMUT_STR("true") : GAMUT_STR("false"));
}

void gamut_json_null(struct gamut_json *json)
{
	separate(json);
	gamut_buf_add(json->out, GAMUT_STR("null"));
}

void gamut_json_double(struct gamut_json *json, double value)
{
	char text[32];

	if (!isfinite(value)) {
		gamut_json_null(json);
		return;
	}
	for (int digits = 15; digits <= 17; digits++) {
		snprintf(text, sizeof(text), "%.*g", digits, value);
		if (strtod(text, NULL) == value)
			break;
	}
	separate(json);
	gamut_buf_add(json->out, gamut_str_of(text));
}

void gamut_json_raw(struct gamut_json *json, struct gamut_str text)
{
	separate(json);
	gamut_buf_add(json->out, text);
}

/* The four hexadecimal digits at `s`, or -1. */
static int32_t hex4(struct gamut_str s)
{
	int32_t value = 0;

	if (s.len < 4)
		return -1;
	for (size_t i = 0; i < 4; i++) {
		char c = gamut_ascii_lower(s.ptr[i]);

		if (gamut_ascii_is_digit(c))
			value = value * 16 + (c - '0');
		else if (c >= 'a' && c <= 'f')
			value = value * 16 + (c - 'a' + 10);
		else
			return -1;
	}
	return value;
}

static bool is_high_surrogate(int32_t code)
{
	return code >= 0xd800 && code < 0xdc00;
}

static bool is_low_surrogate(int32_t code)
{
	return code >= 0xdc00 && code < 0xe000;
}

/*
 * The escape at `at`, a backslash: its length, and whether it is one that
 * cJSON would cut the text at or refuse the document for.
 */
static size_t escape_length(struct gamut_str text, size_t at, bool *is_trap)
{
	struct gamut_str s = gamut_str_skip(text, at + 1);
	int32_t code;
	int32_t second = -1;

	*is_trap = false;
	if (s.len == 0)
		return 1;
	if (s.ptr[0] != 'u')
		return 2;
	code = hex4(gamut_str_skip(s, 1));
	if (code < 0)
		return 2;
	if (is_high_surrogate(code) && s.len >= 11 && s.ptr[5] == '\\' &&
	    s.ptr[6] == 'u')
		second = hex4(gamut_str_skip(s, 7));
	if (is_high_surrogate(code) && is_low_surrogate(second))
		return 12;
	*is_trap = code == 0 || is_high_surrogate(code) ||
	           is_low_surrogate(code);
	return 6;
}

/*
 * `text` with every escape that cJSON mishandles replaced by \ufffd, in place
 * of a copy in `arena`; `text` itself where there is none. The length stays.
 */
static struct gamut_str defuse(struct gamut_str text, struct gamut_arena *arena)
{
	static const char replacement[6] = { '\\', 'u', 'f', 'f', 'f', 'd' };
	char *copy = NULL;
	const char *hit = text.len ? memchr(text.ptr, '\\', text.len) : NULL;
	size_t at = hit ? (size_t)(hit - text.ptr) : text.len;

	while (at < text.len) {
		bool is_trap;
		size_t n;

		if (text.ptr[at] != '\\') {
			at++;
			continue;
		}
		n = escape_length(text, at, &is_trap);
		if (is_trap) {
			if (!copy) {
				copy = gamut_arena_new(arena, char, text.len);
				memcpy(copy, text.ptr, text.len);
			}
			memcpy(copy + at, replacement, sizeof(replacement));
		}
		at += n;
	}
	return copy ? (struct gamut_str){ .ptr = copy, .len = text.len } : text;
}

cJSON *gamut_json_parse(struct gamut_str text, struct gamut_err *err)
{
	struct gamut_arena arena = { 0 };
	const char *nul = text.len ? memchr(text.ptr, '\0', text.len) : NULL;
	struct gamut_str clean;
	struct gamut_str rest;
	const char *end = NULL;
	cJSON *json;

	/* cJSON takes one for white space, and in a string for its end. */
	if (nul) {
		gamut_error_set(err, GAMUT_EPARSE,
		                "not JSON: a NUL at byte %zu",
		                (size_t)(nul - text.ptr));
		return NULL;
	}
	clean = defuse(gamut_text_repair(text, &arena), &arena);
	json = cJSON_ParseWithLengthOpts(clean.ptr, clean.len, &end, 0);
	rest = gamut_str_skip(clean,
	                      json && end ? (size_t)(end - clean.ptr) : 0);
	if (json && gamut_str_trim(rest).len > 0) {
		gamut_error_set(err, GAMUT_EPARSE,
		                "not JSON: more text at byte %zu",
		                (size_t)(rest.ptr - clean.ptr));
		cJSON_Delete(json);
		json = NULL;
	} else if (!json) {
		gamut_error_set(err, GAMUT_EPARSE,
		                clean.len ? "not JSON from byte %zu on" :
		                            "not JSON: %zu bytes",
		                end ? (size_t)(end - clean.ptr) : 0);
	}
	gamut_arena_clear(&arena);
	return json;
}

bool gamut_json_get_str(const cJSON *object, const char *key,
                        struct gamut_str *out)
{
	const cJSON *item = cJSON_GetObjectItemCaseSensitive(object, key);

	if (!cJSON_IsString(item))
		return false;
	*out = gamut_str_of(item->valuestring);
	return true;
}

bool gamut_json_get_double(const cJSON *object, const char *key, double *out)
{
	const cJSON *item = cJSON_GetObjectItemCaseSensitive(object, key);

	if (!cJSON_IsNumber(item))
		return false;
	*out = item->valuedouble;
	return true;
}

bool gamut_json_get_int(const cJSON *object, const char *key, int64_t *out)
{
	double value;

	if (!gamut_json_get_double(object, key, &value) ||
	    !(fabs(value) <= MAX_EXACT) || value != floor(value))
		return false;
	*out = (int64_t)value;
	return true;
}
