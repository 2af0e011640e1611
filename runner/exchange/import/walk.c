#include "runner/exchange/import/walk.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"

struct gamut_walk gamut_walk_begin(struct gamut_str text, const char *path,
                                   size_t line, struct gamut_err *err)
{
	return (struct gamut_walk){
		.text = text, .path = path, .line = line, .err = err
	};
}

void gamut_walk_fail(struct gamut_walk *walk, size_t at, const char *what)
{
	size_t line = walk->line;
	size_t start = 0;

	if (walk->status)
		return;
	for (size_t i = 0; i < at && i < walk->text.len; i++)
		if (walk->text.ptr[i] == '\n') {
			line++;
			start = i + 1;
		}
	walk->status = gamut_error(walk->err, GAMUT_EPARSE, "%s:%zu:%zu: %s",
	                           walk->path, line, at - start + 1, what);
	walk->at = walk->text.len;
}

struct gamut_walk gamut_walk_inside(const struct gamut_walk *walk,
                                    struct gamut_str value)
{
	struct gamut_walk inside = *walk;

	/* Places are counted from the front of the whole. */
	inside.at = (size_t)(value.ptr - walk->text.ptr);
	inside.text.len = inside.at + value.len;
	inside.is_first = false;
	return inside;
}

static void skip_space(struct gamut_walk *walk)
{
	while (walk->at < walk->text.len &&
	       strchr(" \t\r\n", walk->text.ptr[walk->at]) &&
	       walk->text.ptr[walk->at])
		walk->at++;
}

char gamut_walk_peek(struct gamut_walk *walk)
{
	if (walk->status)
		return '\0';
	skip_space(walk);
	return walk->at < walk->text.len ? walk->text.ptr[walk->at] : '\0';
}

void gamut_walk_enter(struct gamut_walk *walk, char bracket,
                      const char *otherwise)
{
	if (gamut_walk_peek(walk) != bracket) {
		gamut_walk_fail(walk, walk->at, otherwise);
		return;
	}
	walk->at++;
	walk->is_first = true;
}

/* Pass the comma before a member, or the bracket behind the last. */
static bool take_separator(struct gamut_walk *walk, char bracket)
{
	char next = gamut_walk_peek(walk);
	bool is_first = walk->is_first;

	walk->is_first = false;
	if (walk->status)
		return false;
	if (next == bracket) {
		walk->at++;
		return false;
	}
	if (is_first)
		return true;
	if (next != ',') {
		gamut_walk_fail(walk, walk->at,
		                next ? "not JSON: a comma is missing" :
		                       "not JSON: it ends too early");
		return false;
	}
	walk->at++;
	return true;
}

/* Pass a string, whose opening mark is here. */
static void pass_string(struct gamut_walk *walk)
{
	size_t start = walk->at++;

	while (walk->at < walk->text.len) {
		char c = walk->text.ptr[walk->at];

		if ((unsigned char)c < 0x20) {
			gamut_walk_fail(walk, walk->at,
			                "not JSON: a control character in a "
			                "string");
			return;
		}
		walk->at += c == '\\' ? 2 : 1;
		if (c == '"')
			return;
	}
	gamut_walk_fail(walk, start, "not JSON: a string without an end");
}

bool gamut_walk_key(struct gamut_walk *walk, struct gamut_str *key)
{
	size_t start;

	if (!take_separator(walk, '}'))
		return false;
	if (gamut_walk_peek(walk) != '"') {
		gamut_walk_fail(walk, walk->at, "not JSON: a key must be here");
		return false;
	}
	start = walk->at;
	pass_string(walk);
	if (!walk->status)
		*key = (struct gamut_str){ .ptr = walk->text.ptr + start + 1,
			                   .len = walk->at - start - 2 };
	if (gamut_walk_peek(walk) != ':') {
		gamut_walk_fail(walk, walk->at, "not JSON: ':' is missing");
		return false;
	}
	walk->at++;
	return true;
}

bool gamut_walk_item(struct gamut_walk *walk)
{
	return take_separator(walk, ']');
}

/* Pass a number or a word. */
static void pass_word(struct gamut_walk *walk)
{
	size_t start = walk->at;

	while (walk->at < walk->text.len) {
		char c = walk->text.ptr[walk->at];

		if (!gamut_ascii_is_alpha(c) && !gamut_ascii_is_digit(c) &&
		    c != '-' && c != '+' && c != '.')
			break;
		walk->at++;
	}
	if (walk->at == start)
		gamut_walk_fail(walk, start, "not JSON: a value is missing");
}

/* Pass one bracket, mark or word of a nested value. */
static void pass_piece(struct gamut_walk *walk, char *open, size_t *depth)
{
	char c = gamut_walk_peek(walk);

	if (c == '"') {
		pass_string(walk);
	} else if (c == '{' || c == '[') {
		if (*depth == GAMUT_WALK_DEPTH_MAX) {
			gamut_walk_fail(walk, walk->at,
			                "nested too deeply to be read");
			return;
		}
		open[(*depth)++] = c == '{' ? '}' : ']';
		walk->at++;
	} else if (*depth > 0 && c == open[*depth - 1]) {
		(*depth)--;
		walk->at++;
	} else if (*depth > 0 && (c == ',' || c == ':')) {
		walk->at++;
	} else if (c == '\0' && walk->at >= walk->text.len) {
		gamut_walk_fail(walk, walk->at, "not JSON: it ends too early");
	} else {
		pass_word(walk);
	}
}

struct gamut_str gamut_walk_value(struct gamut_walk *walk)
{
	char open[GAMUT_WALK_DEPTH_MAX];
	size_t depth = 0;
	size_t start;

	gamut_walk_peek(walk);
	start = walk->at;
	do
		pass_piece(walk, open, &depth);
	while (depth > 0 && !walk->status);
	if (walk->status)
		return GAMUT_STR_EMPTY;
	return (struct gamut_str){ .ptr = walk->text.ptr + start,
		                   .len = walk->at - start };
}

/* Where in `value`, which is no JSON, cJSON gives up. */
static size_t find_fault(struct gamut_str value)
{
	char *copy = gamut_alloc(value.len + 1);
	const char *end = NULL;
	cJSON *json;
	size_t at;

	memcpy(copy, value.ptr, value.len);
	json = cJSON_ParseWithLengthOpts(copy, value.len, &end, 0);
	at = !json && end ? (size_t)(end - copy) : 0;
	cJSON_Delete(json);
	free(copy);
	return at;
}

cJSON *gamut_walk_tree(struct gamut_walk *walk)
{
	struct gamut_str value = gamut_walk_value(walk);
	struct gamut_err err = { 0 };
	cJSON *tree;

	if (walk->status)
		return NULL;
	tree = gamut_json_parse(value, &err);
	if (!tree) {
		struct gamut_str message = gamut_str_of(err.msg);
		size_t end = gamut_str_find(message, GAMUT_STR(" from byte"));

		err.msg[end] = '\0';
		gamut_walk_fail(walk,
		                (size_t)(value.ptr - walk->text.ptr) +
		                        find_fault(value),
		                err.msg);
	}
	return tree;
}

void gamut_walk_end(struct gamut_walk *walk)
{
	if (gamut_walk_peek(walk) != '\0' || walk->at < walk->text.len)
		gamut_walk_fail(walk, walk->at,
		                "not JSON: more text behind it");
}
