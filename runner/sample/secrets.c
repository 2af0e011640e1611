#include "runner/sample/secrets.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"

/* Shortest word of a header that is kept. */
#define WORD_MIN 8

/*
 * Shortest secrets that are hidden in completions: for local servers the key is
 * "1" or "EMPTY", and "benchmarking" in a title is an answer to some task.
 */
#define DISTINCT_KEY_MIN 8
#define DISTINCT_WORD_MIN 16

/* Backslashes before one character; JSON five levels deep has 31. */
#define BACKSLASHES_MAX 32

/* A character of a secret in some encoding. */
struct escape {
	size_t len;    /* of the encoded form */
	char bytes[4]; /* what it stands for, in UTF-8 */
	size_t byte_count;
};

/* Numbers that stand for characters. */
static const struct form {
	const char *prefix;
	const char *suffix;
	size_t digits_min;
	size_t digits_max;
	unsigned base;
	bool is_byte; /* of UTF-8, not a code point */
} forms[] = {
	{ "u", "", 4, 4, 16, false }, /* JSON, behind backslashes */
	{ "%", "", 2, 2, 16, true },
	{ "&#x", ";", 1, 6, 16, false },
	{ "&#", ";", 1, 7, 10, false },
};

static size_t count_backslashes(struct gamut_str s)
{
	size_t n = 0;

	while (n < s.len && n < BACKSLASHES_MAX && s.ptr[n] == '\\')
		n++;
	return n;
}

/* The value of a digit, 0 to 15; 16 for what is none. */
static unsigned digit_value(char c)
{
	char lower = gamut_ascii_lower(c);

	if (gamut_ascii_is_digit(c))
		return (unsigned)(c - '0');
	return lower >= 'a' && lower <= 'f' ? (unsigned)(lower - 'a') + 10 : 16;
}

/* `code`, of the first plane, in UTF-8. */
static void encode(struct escape *escape, uint32_t code)
{
	if (code < 0x80) {
		escape->bytes[0] = (char)code;
		escape->byte_count = 1;
	} else if (code < 0x800) {
		escape->bytes[0] = (char)(0xc0 | code >> 6);
		escape->bytes[1] = (char)(0x80 | (code & 0x3f));
		escape->byte_count = 2;
	} else {
		escape->bytes[0] = (char)(0xe0 | code >> 12);
		escape->bytes[1] = (char)(0x80 | (code >> 6 & 0x3f));
		escape->bytes[2] = (char)(0x80 | (code & 0x3f));
		escape->byte_count = 3;
	}
}

static bool read_form(struct escape *escape, const struct form *form,
                      struct gamut_str s)
{
	struct gamut_str prefix = gamut_str_of(form->prefix);
	struct gamut_str suffix = gamut_str_of(form->suffix);
	uint32_t code = 0;
	size_t n = 0;

	if (!gamut_str_starts_with(s, prefix))
		return false;
	s = gamut_str_skip(s, prefix.len);
	while (n < s.len && n < form->digits_max &&
	       digit_value(s.ptr[n]) < form->base) {
		code = code * form->base + digit_value(s.ptr[n]);
		n++;
	}
	if (n < form->digits_min || code > 0xffff ||
	    !gamut_str_starts_with(gamut_str_skip(s, n), suffix))
		return false;
	escape->len = prefix.len + n + suffix.len;
	encode(escape, code);
	if (form->is_byte) {
		escape->bytes[0] = (char)code;
		escape->byte_count = 1;
	}
	return true;
}

/* Read the escape at the start of `s`; false where there is none. */
static bool read_escape(struct escape *escape, struct gamut_str s)
{
	size_t backslashes = count_backslashes(s);

	/* Most bytes of most texts begin none. */
	if (backslashes == 0 && s.ptr[0] != '%' && s.ptr[0] != '&')
		return false;
	s = gamut_str_skip(s, backslashes);
	if (backslashes > 0 && read_form(escape, &forms[0], s)) {
		escape->len += backslashes;
		return true;
	}
	if (backslashes > 0 && s.len > 0) {
		escape->len = backslashes + 1;
		escape->bytes[0] = s.ptr[0];
		escape->byte_count = 1;
		return true;
	}
	for (size_t i = 1; i < GAMUT_ARRAY_LEN(forms); i++)
		if (read_form(escape, &forms[i], s))
			return true;
	return false;
}

/* Does `s` begin with `secret` in some encoding? `*end` is where it ends. */
static bool begins_with(struct gamut_str s, struct gamut_str secret,
                        const char **end)
{
	struct escape escape;
	struct gamut_str meaning = { .ptr = escape.bytes };

	*end = s.ptr;
	if (secret.len == 0 || s.len == 0)
		return secret.len == 0;
	/* However often doubled. */
	if (s.ptr[0] == '\\' && secret.ptr[0] == '\\')
		return begins_with(
			gamut_str_skip(s, count_backslashes(s)),
			gamut_str_skip(secret, count_backslashes(secret)), end);
	if (s.ptr[0] == secret.ptr[0] &&
	    begins_with(gamut_str_skip(s, 1), gamut_str_skip(secret, 1), end))
		return true;
	if (!read_escape(&escape, s))
		return false;
	meaning.len = escape.byte_count;
	return gamut_str_starts_with(secret, meaning) &&
	       begins_with(gamut_str_skip(s, escape.len),
	                   gamut_str_skip(secret, meaning.len), end);
}

/* How many bytes of `text`, from `at` on, some secret takes; 0: none does. */
static size_t longest_at(const struct gamut_secrets *secrets, bool is_distinct,
                         struct gamut_str text, size_t at)
{
	struct gamut_str s;
	size_t longest = 0;
	const char *end;

	if (!secrets->starts[(unsigned char)text.ptr[at]])
		return 0;
	s = gamut_str_skip(text, at);
	for (size_t i = 0; i < secrets->count; i++) {
		const struct gamut_secret *secret = &secrets->items[i];

		if (is_distinct && !secret->is_distinct)
			continue;
		if (begins_with(s, secret->text, &end) &&
		    (size_t)(end - s.ptr) > longest)
			longest = (size_t)(end - s.ptr);
	}
	return longest;
}

static void add(struct gamut_secrets *secrets, struct gamut_str secret,
                size_t distinct_min)
{
	static const char escapes[] = { '\\', '%', '&' };

	if (secret.len == 0)
		return;
	secrets->items = gamut_realloc_array(secrets->items, secrets->count + 1,
	                                     sizeof(*secrets->items));
	secrets->items[secrets->count++] = (struct gamut_secret){
		.text = secret,
		.is_distinct = secret.len >= distinct_min,
	};
	secrets->starts[(unsigned char)secret.ptr[0]] = true;
	for (size_t i = 0; i < sizeof(escapes); i++)
		secrets->starts[(unsigned char)escapes[i]] = true;
}

void gamut_secrets_add(struct gamut_secrets *secrets, struct gamut_str secret)
{
	add(secrets, secret, DISTINCT_KEY_MIN);
}

static bool ends_word(char c)
{
	return gamut_ascii_is_space(c) || c == ',' || c == ';';
}

void gamut_secrets_add_words(struct gamut_secrets *secrets,
                             struct gamut_str value)
{
	while (value.len > 0) {
		struct gamut_str word;
		size_t at;
		size_t n = 0;

		while (n < value.len && !ends_word(value.ptr[n]))
			n++;
		word = gamut_str_head(value, n);
		value = gamut_str_skip(value, n + (n < value.len));
		if (word.len >= WORD_MIN)
			add(secrets, word, DISTINCT_WORD_MIN);
		at = gamut_str_find(word, GAMUT_STR("="));
		if (at < word.len && word.len - at > WORD_MIN)
			add(secrets, gamut_str_skip(word, at + 1),
			    DISTINCT_WORD_MIN);
	}
}

/* A copy of `text` without the secrets; before `at` there is none. */
static struct gamut_str hide_from(const struct gamut_secrets *secrets,
                                  bool is_distinct, struct gamut_str text,
                                  size_t at, struct gamut_arena *arena)
{
	char *copy = gamut_arena_new(arena, char, text.len);

	memcpy(copy, text.ptr, text.len);
	while (at < text.len) {
		size_t n = longest_at(secrets, is_distinct, text, at);

		memset(copy + at, '*', n);
		at += n > 0 ? n : 1;
	}
	return (struct gamut_str){ .ptr = copy, .len = text.len };
}

struct gamut_str gamut_secrets_hide(const struct gamut_secrets *secrets,
                                    struct gamut_str text,
                                    struct gamut_arena *arena)
{
	if (!secrets || secrets->count == 0 || text.len == 0)
		return gamut_arena_copy(arena, text);
	return hide_from(secrets, false, text, 0, arena);
}

struct gamut_str gamut_secrets_hide_distinct(
	const struct gamut_secrets *secrets, struct gamut_str text,
	struct gamut_arena *arena)
{
	if (!secrets || secrets->count == 0)
		return text;
	for (size_t at = 0; at < text.len; at++)
		if (longest_at(secrets, true, text, at) > 0)
			return hide_from(secrets, true, text, at, arena);
	return text;
}

void gamut_secrets_release(struct gamut_secrets *secrets)
{
	free(secrets->items);
	*secrets = (struct gamut_secrets){ 0 };
}
