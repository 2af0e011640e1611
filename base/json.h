#ifndef GAMUT_BASE_JSON_H
#define GAMUT_BASE_JSON_H

#include <stdbool.h>
#include <stdint.h>

#include <cjson/cJSON.h>

#include "base/buf.h"
#include "base/status.h"
#include "base/str.h"

/*
 * Writing JSON
 * ------------
 * Straight into a buffer, without a tree; commas are put where they belong:
 *
 *	struct gamut_json json = { .out = &buf };
 *
 *	gamut_json_open(&json, '{');
 *	gamut_json_key(&json, "n");
 *	gamut_json_int(&json, 100);
 *	gamut_json_close(&json, '}');
 *
 * Output is on one line, pure UTF-8, and safe to print: bytes that are not
 * UTF-8 become U+FFFD, unsafe characters (see text.h) are escaped.
 */
struct gamut_json {
	struct gamut_buf *out;
	bool wants_comma; /* a value stands before what comes next */
};

void gamut_json_open(struct gamut_json *json, char bracket);  /* '{', '[' */
void gamut_json_close(struct gamut_json *json, char bracket); /* '}', ']' */
void gamut_json_key(struct gamut_json *json, const char *key);
void gamut_json_str(struct gamut_json *json, struct gamut_str value);
void gamut_json_cstr(struct gamut_json *json, const char *value); /* or null */
void gamut_json_int(struct gamut_json *json, int64_t value);
void gamut_json_bool(struct gamut_json *json, bool value);
void gamut_json_null(struct gamut_json *json);

/*
 * The shortest decimal that reads back as `value`; null where it is not
 * finite.
 */
void gamut_json_double(struct gamut_json *json, double value);

/* Add `code` to `out` as it must stand in a string: \n, \", \u009b. */
void gamut_json_add_escaped(struct gamut_buf *out, int32_t code);

/* `text` as it stands: a value that is JSON already. */
void gamut_json_raw(struct gamut_json *json, struct gamut_str text);

/*
 * Add `json`, a whole value, to `out` in lines with two blanks for each depth,
 * for people. Numbers stay as they are written.
 */
void gamut_json_indent(struct gamut_buf *out, struct gamut_str json);

/*
 * Reading JSON, by cJSON
 * ----------------------
 * One value and nothing behind it but white space. Strings keep what JSON
 * allows and cJSON does not: \u0000 and lone surrogates read as U+FFFD, as do
 * bytes that are not UTF-8. What cJSON allows and JSON does not is refused
 * where it could hide something: control characters, escapes "\u" without four
 * digits, text behind the value. A byte order mark in front and numbers such as
 * 01, 1. and -.5 are read.
 * Depth is limited to cJSON's 1,000, and the number of values to about a
 * million: a tree of them takes thirty times the memory. `text` is copied.
 *
 * The caller releases the result with cJSON_Delete(). NULL, with the byte at
 * which reading stopped in `err` (GAMUT_EPARSE), for anything else.
 */
cJSON *gamut_json_parse(struct gamut_str text, struct gamut_err *err);

/* The member `key` where it is a string; false, `*out` untouched, otherwise. */
bool gamut_json_get_str(const cJSON *object, const char *key,
                        struct gamut_str *out);

/*
 * The member `key` where it is a whole number of at most 2^53; false, `*out`
 * untouched, otherwise.
 */
bool gamut_json_get_int(const cJSON *object, const char *key, int64_t *out);

/* The member `key` where it is a number that a double can hold; likewise. */
bool gamut_json_get_double(const cJSON *object, const char *key, double *out);

#endif
