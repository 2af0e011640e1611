#include "base/tokens.h"

#include <string.h>

#include "base/eight.h"
#include "base/text.h"

/* How deep a value may be nested that is passed over. */
#define DEPTH_MAX 16

/* The most digits that a whole number may have. */
#define DIGITS_MAX 15

/* The longest number: of longer ones cJSON reads a part. */
#define NUMBER_MAX 60

struct gamut_tokens gamut_tokens_begin(struct gamut_str text)
{
	return (struct gamut_tokens){
		.at = text.ptr,
		.end = text.len > 0 ? text.ptr + text.len : text.ptr,
		.has_failed = text.len == 0 || !gamut_text_is_utf8(text),
	};
}

void gamut_tokens_fail(struct gamut_tokens *t)
{
	t->has_failed = true;
	t->at = t->end;
}

static void skip_space(struct gamut_tokens *t)
{
	while (t->at < t->end && (*t->at == ' ' || *t->at == '\n' ||
	                          *t->at == '\r' || *t->at == '\t'))
		t->at++;
}

/* The next byte that is no white space; NUL at the end and after a failure. */
static char peek(struct gamut_tokens *t)
{
	if (t->has_failed)
		return '\0';
	skip_space(t);
	return t->at < t->end ? *t->at : '\0';
}

bool gamut_tokens_end(struct gamut_tokens *t)
{
	if (t->has_failed)
		return false;
	skip_space(t);
	return t->at == t->end;
}

static size_t left(const struct gamut_tokens *t)
{
	return (size_t)(t->end - t->at);
}

bool gamut_tokens_take_word(struct gamut_tokens *t, struct gamut_str word)
{
	if (t->has_failed || left(t) < word.len ||
	    memcmp(t->at, word.ptr, word.len) != 0)
		return false;
	t->at += word.len;
	return true;
}

void gamut_tokens_open(struct gamut_tokens *t, char bracket)
{
	if (peek(t) != bracket) {
		gamut_tokens_fail(t);
		return;
	}
	t->at++;
	t->is_first = true;
}

/* Pass the comma before a member, or the bracket behind the last. */
static bool take_separator(struct gamut_tokens *t, char bracket)
{
	char next = peek(t);
	bool is_first = t->is_first;

	t->is_first = false;
	if (next == bracket) {
		t->at++;
		return false;
	}
	if (is_first)
		return !t->has_failed;
	if (next != ',') {
		gamut_tokens_fail(t);
		return false;
	}
	t->at++;
	return true;
}

/* Do all eight bytes stand for themselves in a string? */
static bool are_plain(const char *s)
{
	uint64_t bytes = gamut_eight_load(s);

	return !gamut_eight_has_control(bytes) &&
	       !gamut_eight_has(bytes, '"') && !gamut_eight_has(bytes, '\\');
}

/* Pass what stands for itself in a string. */
static void pass_plain(struct gamut_tokens *t)
{
	while (left(t) >= 8 && are_plain(t->at))
		t->at += 8;
	while (t->at < t->end && *t->at != '"' && *t->at != '\\') {
		if ((unsigned char)*t->at < 0x20) {
			gamut_tokens_fail(t);
			return;
		}
		t->at++;
	}
}

/* What `letter` means behind a backslash; NUL: not known here. */
static char unescape(char letter)
{
	switch (letter) {
	case '"':
	case '\\':
	case '/':
		return letter;
	case 'b':
		return '\b';
	case 'f':
		return '\f';
	case 'n':
		return '\n';
	case 'r':
		return '\r';
	case 't':
		return '\t';
	default:
		return '\0';
	}
}

/* Pass the rest of a string with escapes, up to its closing mark. */
static void pass_escapes(struct gamut_tokens *t)
{
	while (t->at < t->end && *t->at == '\\') {
		if (left(t) < 2 || !unescape(t->at[1])) {
			gamut_tokens_fail(t);
			return;
		}
		t->at += 2;
		pass_plain(t);
	}
}

/* `raw`, whose escapes are known, without them. */
static struct gamut_str decode(struct gamut_str raw, struct gamut_arena *arena)
{
	char *text = gamut_arena_new(arena, char, raw.len);
	size_t len = 0;

	for (size_t i = 0; i < raw.len; i++) {
		if (raw.ptr[i] == '\\')
			text[len++] = unescape(raw.ptr[++i]);
		else
			text[len++] = raw.ptr[i];
	}
	return (struct gamut_str){ .ptr = text, .len = len };
}

/* A string as it stands in the text; has it escapes? */
static struct gamut_str take_raw(struct gamut_tokens *t, bool *has_escapes)
{
	struct gamut_str raw = GAMUT_STR_EMPTY;
	const char *start;

	if (peek(t) != '"') {
		gamut_tokens_fail(t);
		return raw;
	}
	start = ++t->at;
	pass_plain(t);
	*has_escapes = t->at < t->end && *t->at == '\\';
	if (*has_escapes)
		pass_escapes(t);
	if (t->at == t->end) {
		gamut_tokens_fail(t);
		return raw;
	}
	raw = (struct gamut_str){ .ptr = start,
		                  .len = (size_t)(t->at - start) };
	t->at++;
	return raw;
}

struct gamut_str gamut_tokens_take_str(struct gamut_tokens *t,
                                       struct gamut_arena *arena)
{
	bool has_escapes = false;
	struct gamut_str raw = take_raw(t, &has_escapes);

	return has_escapes && !t->has_failed ? decode(raw, arena) : raw;
}

bool gamut_tokens_take_key(struct gamut_tokens *t, struct gamut_str *key)
{
	bool has_escapes = false;

	if (!take_separator(t, '}'))
		return false;
	*key = take_raw(t, &has_escapes);
	if (has_escapes || peek(t) != ':') {
		gamut_tokens_fail(t);
		return false;
	}
	t->at++;
	return true;
}

bool gamut_tokens_take_item(struct gamut_tokens *t)
{
	return take_separator(t, ']');
}

bool gamut_tokens_take_null(struct gamut_tokens *t)
{
	return peek(t) == 'n' && gamut_tokens_take_word(t, GAMUT_STR("null"));
}

/* Pass digits; how many they were. */
static size_t pass_digits(struct gamut_tokens *t)
{
	const char *start = t->at;

	while (t->at < t->end && gamut_ascii_is_digit(*t->at))
		t->at++;
	return (size_t)(t->at - start);
}

/* Is what stands here no part of a number? */
static bool is_number_over(const struct gamut_tokens *t)
{
	return t->at == t->end || *t->at == ',' || *t->at == '}' ||
	       *t->at == ']' || gamut_ascii_is_space(*t->at);
}

int64_t gamut_tokens_take_int(struct gamut_tokens *t)
{
	bool is_zero = peek(t) == '0';
	const char *start = t->at;
	size_t count = pass_digits(t);
	int64_t value = 0;

	if (count == 0 || count > DIGITS_MAX || (is_zero && count > 1) ||
	    !is_number_over(t)) {
		gamut_tokens_fail(t);
		return 0;
	}
	for (size_t i = 0; i < count; i++)
		value = value * 10 + (start[i] - '0');
	return value;
}

/* Pass "-12.5e+3", as JSON has it. */
static void skip_number(struct gamut_tokens *t)
{
	const char *start = t->at;
	bool is_zero;
	bool is_good;

	gamut_tokens_take_word(t, GAMUT_STR("-"));
	is_zero = t->at < t->end && *t->at == '0';
	is_good = pass_digits(t) == 1 || (!is_zero && t->at > start &&
	                                  gamut_ascii_is_digit(t->at[-1]));
	if (gamut_tokens_take_word(t, GAMUT_STR(".")))
		is_good = pass_digits(t) > 0 && is_good;
	if (gamut_tokens_take_word(t, GAMUT_STR("e")) ||
	    gamut_tokens_take_word(t, GAMUT_STR("E"))) {
		if (!gamut_tokens_take_word(t, GAMUT_STR("-")))
			gamut_tokens_take_word(t, GAMUT_STR("+"));
		is_good = pass_digits(t) > 0 && is_good;
	}
	if (!is_good || !is_number_over(t) || t->at - start > NUMBER_MAX)
		gamut_tokens_fail(t);
}

static void skip(struct gamut_tokens *t, int depth);

static void skip_members(struct gamut_tokens *t, char bracket, int depth)
{
	struct gamut_str key;

	if (depth == DEPTH_MAX) {
		gamut_tokens_fail(t);
		return;
	}
	gamut_tokens_open(t, bracket);
	while (bracket == '{' ? gamut_tokens_take_key(t, &key) :
	                        gamut_tokens_take_item(t))
		skip(t, depth + 1);
	t->is_first = false;
}

static void skip(struct gamut_tokens *t, int depth)
{
	bool has_escapes;
	char first = peek(t);

	if (first == '"')
		take_raw(t, &has_escapes);
	else if (first == '{' || first == '[')
		skip_members(t, first, depth);
	else if (first == '-' || gamut_ascii_is_digit(first))
		skip_number(t);
	else if (!gamut_tokens_take_word(t, GAMUT_STR("null")) &&
	         !gamut_tokens_take_word(t, GAMUT_STR("true")) &&
	         !gamut_tokens_take_word(t, GAMUT_STR("false")))
		gamut_tokens_fail(t);
}

void gamut_tokens_skip(struct gamut_tokens *t)
{
	skip(t, 0);
}
