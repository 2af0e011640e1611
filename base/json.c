#include "base/json.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/arena.h"
#include "base/eight.h"
#include "base/text.h"

/* Integers up to here are exact in a double. */
#define MAX_EXACT 9007199254740992.0

/* No answer of an endpoint, and no file of ours, has as many values. */
#define MAX_VALUES (1 << 20)

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

/* Are all eight bytes ASCII that stands for itself? */
static bool are_plain(const char *s)
{
	uint64_t bytes = gamut_eight_load(s);

	return !gamut_eight_has_high(bytes) &&
	       !gamut_eight_has_control(bytes) &&
	       !gamut_eight_has(bytes, '"') && !gamut_eight_has(bytes, '\\') &&
	       !gamut_eight_has(bytes, 0x7f);
}

/* The length of the run at the front of `s` that needs no second look. */
static size_t plain_run(struct gamut_str s)
{
	size_t n = 0;

	while (s.len - n >= 8 && are_plain(s.ptr + n))
		n += 8;
	/* What is left, together with what is known to be plain. */
	if (n >= 8 && s.len - n < 8 && are_plain(s.ptr + s.len - 8))
		return s.len;
	while (n < s.len && s.ptr[n] >= 0x20 && s.ptr[n] < 0x7f &&
	       s.ptr[n] != '"' && s.ptr[n] != '\\')
		n++;
	return n;
}

/* Add `value` as a string where it takes no more than a copy. */
static bool put_plain(struct gamut_buf *out, struct gamut_str value)
{
	char *to;

	if (plain_run(value) < value.len)
		return false;
	to = gamut_buf_extend(out, value.len + 2);
	if (!to)
		return true;
	to[0] = '"';
	if (value.len > 0)
		memcpy(to + 1, value.ptr, value.len);
	to[value.len + 1] = '"';
	return true;
}

/* Keys are most of what is written, and hardly ever need more than a copy. */
void gamut_json_key(struct gamut_json *json, const char *key)
{
	struct gamut_str name = gamut_str_of(key);
	bool is_plain = plain_run(name) == name.len;
	size_t comma = json->wants_comma;
	char *to;

	json->wants_comma = false;
	if (!is_plain) {
		if (comma)
			gamut_buf_add_char(json->out, ',');
		gamut_json_str(json, name);
		gamut_buf_add_char(json->out, ':');
		json->wants_comma = false;
		return;
	}
	to = gamut_buf_extend(json->out, comma + name.len + 3);
	if (!to)
		return;
	if (comma)
		*to++ = ',';
	*to++ = '"';
	memcpy(to, name.ptr, name.len);
	to[name.len] = '"';
	to[name.len + 1] = ':';
}

void gamut_json_str(struct gamut_json *json, struct gamut_str value)
{
	struct gamut_buf *out = json->out;

	separate(json);
	if (put_plain(out, value))
		return;
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
	/* Of the lowest value there is no opposite, but for the unsigned. */
	uint64_t rest = value < 0 ? -(uint64_t)value : (uint64_t)value;
	char digits[20];
	size_t at = sizeof(digits);

	do
		digits[--at] = (char)('0' + rest % 10);
	while (rest /= 10);
	if (value < 0)
		digits[--at] = '-';
	separate(json);
	gamut_buf_add(json->out,
	              (struct gamut_str){ .ptr = digits + at,
	                                  .len = sizeof(digits) - at });
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
 * cJSON would cut the text at or refuse the document for. 0 where "\u" is
 * without its digits: cJSON would cut the text there too.
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
		return 0;
	if (is_high_surrogate(code) && s.len >= 11 && s.ptr[5] == '\\' &&
	    s.ptr[6] == 'u')
		second = hex4(gamut_str_skip(s, 7));
	if (is_high_surrogate(code) && is_low_surrogate(second))
		return 12;
	*is_trap = code == 0 || is_high_surrogate(code) ||
	           is_low_surrogate(code);
	return 6;
}

/* May `c` stand for itself: in a string, or between tokens? cJSON takes all. */
static bool is_allowed(char c, bool is_in_string)
{
	return (unsigned char)c >= 0x20 ||
	       (!is_in_string && (c == '\t' || c == '\n' || c == '\r'));
}

/*
 * Replace every escape in `text` that cJSON mishandles by \ufffd, which has
 * its length. Returns the place of a control character or an escape that
 * JSON forbids, or text.len.
 */
static size_t defuse(char *bytes, struct gamut_str text)
{
	static const char replacement[6] = { '\\', 'u', 'f', 'f', 'f', 'd' };
	bool is_in_string = false;
	size_t at = 0;

	while (at < text.len) {
		bool is_trap;
		size_t n;

		if (!is_allowed(text.ptr[at], is_in_string))
			return at;
		if (text.ptr[at] == '"')
			is_in_string = !is_in_string;
		if (!is_in_string || text.ptr[at] != '\\') {
			at++;
			continue;
		}
		n = escape_length(text, at, &is_trap);
		if (n == 0)
			return at;
		if (is_trap)
			memcpy(bytes + at, replacement, sizeof(replacement));
		at += n;
	}
	return text.len;
}

/*
 * Has `text` more values than are worth a tree? Two bytes ("0,") would become
 * 64 there.
 */
static bool has_too_many(struct gamut_str text)
{
	bool is_in_string = false;
	size_t count = 0;

	if (text.len <= MAX_VALUES)
		return false;
	for (size_t i = 0; i < text.len; i++) {
		char c = text.ptr[i];

		if (c == '\\')
			i++;
		else if (c == '"')
			is_in_string = !is_in_string;
		else if (!is_in_string)
			count += c == ',' || c == '[' || c == '{';
	}
	return count > MAX_VALUES;
}

/* `text`, all of it, by cJSON; NULL, with where it went wrong in `err`. */
static cJSON *parse_whole(struct gamut_str text, struct gamut_err *err)
{
	const char *end = NULL;
	cJSON *json = cJSON_ParseWithLengthOpts(text.ptr, text.len, &end, 0);
	size_t at = end ? (size_t)(end - text.ptr) : 0;

	if (!json) {
		gamut_error_set(err, GAMUT_EPARSE,
		                text.len ? "not JSON from byte %zu on" :
		                           "not JSON: %zu bytes",
		                at);
		return NULL;
	}
	if (gamut_str_trim(gamut_str_skip(text, at)).len > 0) {
		gamut_error_set(err, GAMUT_EPARSE,
		                "not JSON: more text at byte %zu", at);
		cJSON_Delete(json);
		return NULL;
	}
	return json;
}

cJSON *gamut_json_parse(struct gamut_str text, struct gamut_err *err)
{
	struct gamut_arena arena = { 0 };
	struct gamut_str repaired = gamut_text_repair(text, &arena);
	/* cJSON 1.7.15 may read one byte too far (CVE-2023-53154): a NUL. */
	char *bytes = gamut_alloc(repaired.len + 1);
	cJSON *json = NULL;
	size_t bad;

	if (repaired.len > 0)
		memcpy(bytes, repaired.ptr, repaired.len);
	text = (struct gamut_str){ .ptr = bytes, .len = repaired.len };

	/* NUL as well, which cJSON takes for white space or for an end. */
	bad = defuse(bytes, text);
	if (bad < text.len)
		gamut_error_set(err, GAMUT_EPARSE, "not JSON: %s at byte %zu",
		                text.ptr[bad] == '\\' ?
		                        "an escape without its digits" :
		                        "a control character",
		                bad);
	else if (has_too_many(text))
		gamut_error_set(err, GAMUT_EPARSE,
		                "not read: JSON of more than %d values",
		                MAX_VALUES);
	else
		json = parse_whole(text, err);
	free(bytes);
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

	if (!cJSON_IsNumber(item) || !isfinite(item->valuedouble))
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
