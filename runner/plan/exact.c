#include "runner/plan/exact.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/json.h"
#include "base/text.h"

/* Digits that tell any double from its neighbours. */
#define DIGITS_MAX 17

/* How much of what the user typed a message repeats. */
#define SHOWN_COLUMNS 40

/* ----------------------------------------------------------------- numbers */

/* "digits" times ten to the "exponent", without zeros at either end. */
struct decimal {
	char digits[DIGITS_MAX + 1];
	size_t count;
	long exponent;
};

/* Read the number that `s` is; false where it has too many digits. */
static bool read_decimal(struct decimal *out, const char *s)
{
	bool is_fraction = false;
	size_t zeros = 0; /* behind the last of the digits */

	*out = (struct decimal){ 0 };
	for (; gamut_ascii_is_digit(*s) || *s == '-' || *s == '.'; s++) {
		if (*s == '.')
			is_fraction = true;
		if (!gamut_ascii_is_digit(*s))
			continue;
		out->exponent -= is_fraction;
		if (*s == '0') {
			zeros += out->count > 0;
			continue;
		}
		if (zeros + out->count >= DIGITS_MAX)
			return false;
		while (zeros > 0) {
			out->digits[out->count++] = '0';
			zeros--;
		}
		out->digits[out->count++] = *s;
	}
	out->exponent += (long)zeros;
	if (*s == 'e' || *s == 'E')
		out->exponent += strtol(s + 1, NULL, 10);
	if (out->count == 0)
		out->exponent = 0;
	return true;
}

/* Do they stand for one number? */
static bool is_same(const char *a, const char *b)
{
	struct decimal first;
	struct decimal second;

	return read_decimal(&first, a) && read_decimal(&second, b) &&
	       first.count == second.count &&
	       first.exponent == second.exponent &&
	       memcmp(first.digits, second.digits, first.count) == 0;
}

/* What cJSON writes, which is not always the nearest from 16 digits on. */
static enum gamut_status check_number(const char **at, struct gamut_err *err)
{
	struct gamut_str given = { .ptr = *at };
	enum gamut_status status = GAMUT_OK;
	struct gamut_buf shown = { 0 };
	cJSON *number;
	char *sent;
	char *end;

	number = cJSON_CreateNumber(strtod(given.ptr, &end));
	sent = cJSON_PrintUnformatted(number);
	given.len = end > given.ptr ? (size_t)(end - given.ptr) : 1;
	*at += given.len;
	if (!sent || strcmp(sent, "null") == 0 || !is_same(given.ptr, sent)) {
		gamut_text_show(&shown, given, SHOWN_COLUMNS);
		status = gamut_error(err, GAMUT_EINVAL,
		                     "the number %s would be sent as %s: round "
		                     "it, or give it as a text",
		                     gamut_buf_cstr(&shown),
		                     sent ? sent : "null");
	}
	gamut_buf_release(&shown);
	cJSON_free(sent);
	cJSON_Delete(number);
	return status;
}

/* ----------------------------------------------------------------- strings */

/* The code unit of "\u0041" at `s`, or -1. */
static long unit_at(const char *s)
{
	char digits[5] = { 0 };

	if (s[0] != '\\' || s[1] != 'u')
		return -1;
	for (size_t i = 0; i < 4 && s[2 + i]; i++)
		digits[i] = s[2 + i];
	return strtol(digits, NULL, 16);
}

/* Skip the escape at `*at`; false where it stands for no character. */
static bool skip_escape(const char **at)
{
	long unit = unit_at(*at);
	long next;

	*at += (*at)[1] ? 2 : 1;
	if (unit < 0)
		return true;
	for (size_t i = 0; i < 4 && **at; i++)
		++*at;
	if (unit < 0xd800 || unit > 0xdfff)
		return unit != 0;
	next = unit_at(*at);
	if (unit > 0xdbff || next < 0xdc00 || next > 0xdfff)
		return false;
	*at += 6;
	return true;
}

static enum gamut_status check_string(const char **at, struct gamut_err *err)
{
	for (++*at; **at && **at != '"';) {
		if (**at != '\\')
			++*at;
		else if (!skip_escape(at))
			return gamut_error(
				err, GAMUT_EINVAL,
				"a text has \\u0000, or half of a "
				"surrogate pair, in it, which cannot "
				"be sent");
	}
	*at += **at == '"';
	return GAMUT_OK;
}

static enum gamut_status check_utf8(const char *text, struct gamut_err *err)
{
	struct gamut_arena arena = { 0 };
	bool is_sound =
		gamut_str_eq(gamut_text_repair(gamut_str_of(text), &arena),
	                     gamut_str_of(text));

	gamut_arena_clear(&arena);
	if (is_sound)
		return GAMUT_OK;
	return gamut_error(err, GAMUT_EINVAL,
	                   "there are bytes in it that are not UTF-8");
}

/* -------------------------------------------------------------------- keys */

static int compare_keys(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static enum gamut_status check_keys(const cJSON *object, struct gamut_err *err)
{
	size_t count = (size_t)cJSON_GetArraySize(object);
	const char **keys = gamut_alloc_array(count + 1, sizeof(*keys));
	enum gamut_status status = GAMUT_OK;
	struct gamut_buf shown = { 0 };
	const cJSON *item;
	size_t used = 0;

	cJSON_ArrayForEach(item, object)
	{
		keys[used++] = item->string;
	}
	qsort(keys, used, sizeof(*keys), compare_keys);
	for (size_t i = 1; i < used && !status; i++) {
		if (strcmp(keys[i - 1], keys[i]) != 0)
			continue;
		gamut_text_show(&shown, gamut_str_of(keys[i]), SHOWN_COLUMNS);
		status = gamut_error(err, GAMUT_EINVAL,
		                     "the key '%s' comes twice in one object",
		                     gamut_buf_cstr(&shown));
	}
	gamut_buf_release(&shown);
	free(keys);
	return status;
}

/* cJSON reads no deeper than a thousand levels. */
static enum gamut_status check_tree(const cJSON *node, struct gamut_err *err)
{
	enum gamut_status status = GAMUT_OK;
	const cJSON *item;

	if (cJSON_IsObject(node))
		status = check_keys(node, err);
	cJSON_ArrayForEach(item, node)
	{
		if (!status)
			status = check_tree(item, err);
	}
	return status;
}

enum gamut_status gamut_exact_check(const char *text, struct gamut_err *err)
{
	enum gamut_status status = check_utf8(text, err);
	const char *at = text;
	cJSON *tree;

	while (!status && *at) {
		if (*at == '"')
			status = check_string(&at, err);
		else if (*at == '-' || gamut_ascii_is_digit(*at))
			status = check_number(&at, err);
		else
			at++;
	}
	if (status)
		return status;
	tree = gamut_json_parse(gamut_str_of(text), NULL);
	status = check_tree(tree, err);
	cJSON_Delete(tree);
	return status;
}
