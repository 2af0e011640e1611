#include "verifiers/json_answer.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/json.h"

/* Whole numbers up to here are exact in a double. */
#define MAX_EXACT 9007199254740992.0

/* ------------------------------------------------------------------- tokens */

static size_t count_digits(struct gamut_str s)
{
	size_t n = 0;

	while (n < s.len && gamut_ascii_is_digit(s.ptr[n]))
		n++;
	return n;
}

/* Cut `prefix` and at least one digit off `*s`; false where they do not come.
 */
static bool take_digits(struct gamut_str *s, size_t prefix)
{
	size_t n = count_digits(gamut_str_skip(*s, prefix));

	*s = gamut_str_skip(*s, prefix + n);
	return n > 0;
}

/* Cut a number off the front of `*s`; false where it is none of JSON's. */
static bool take_number(struct gamut_str *s)
{
	size_t sign = s->ptr[0] == '-';
	struct gamut_str digits = gamut_str_skip(*s, sign);
	bool begins_with_zero = digits.len > 0 && digits.ptr[0] == '0';

	if ((begins_with_zero && count_digits(digits) > 1) ||
	    !take_digits(s, sign))
		return false;
	if (s->len > 0 && s->ptr[0] == '.' && !take_digits(s, 1))
		return false;
	if (s->len > 0 && (s->ptr[0] == 'e' || s->ptr[0] == 'E')) {
		bool is_signed = s->len > 1 &&
		                 (s->ptr[1] == '+' || s->ptr[1] == '-');

		return take_digits(s, is_signed ? 2 : 1);
	}
	return true;
}

/* Cut an escape, from its backslash on, off `*s`; false for none of JSON's. */
static bool take_escape(struct gamut_str *s)
{
	static const char hex[] = "0123456789abcdefABCDEF";

	if (s->len < 2 || s->ptr[1] == '\0' ||
	    !strchr("\"\\/bfnrtu", s->ptr[1]))
		return false;
	if (s->ptr[1] == 'u') {
		if (s->len < 6)
			return false;
		for (size_t i = 2; i < 6; i++)
			if (!memchr(hex, s->ptr[i], sizeof(hex) - 1))
				return false;
		*s = gamut_str_skip(*s, 4);
	}
	*s = gamut_str_skip(*s, 2);
	return true;
}

/* Cut a string, from its quote on, off `*s`; false for none of JSON's. */
static bool take_string(struct gamut_str *s)
{
	*s = gamut_str_skip(*s, 1);
	while (s->len > 0 && s->ptr[0] != '"') {
		if (s->ptr[0] != '\\')
			*s = gamut_str_skip(*s, 1);
		else if (!take_escape(s))
			return false;
	}
	if (s->len == 0)
		return false;
	*s = gamut_str_skip(*s, 1);
	return true;
}

/* Are all numbers and strings as JSON has them? cJSON sees to the rest. */
static bool has_good_tokens(struct gamut_str s)
{
	bool is_good = !gamut_str_starts_with(s, GAMUT_STR("\xef\xbb\xbf"));

	while (is_good && s.len > 0) {
		if (s.ptr[0] == '"')
			is_good = take_string(&s);
		else if (s.ptr[0] == '-' || gamut_ascii_is_digit(s.ptr[0]))
			is_good = take_number(&s);
		else
			s = gamut_str_skip(s, 1);
	}
	return is_good;
}

cJSON *gamut_json_answer_parse(struct gamut_str text)
{
	return has_good_tokens(text) ? gamut_json_parse(text, NULL) : NULL;
}

/* ---------------------------------------------------------- canonical forms */

static bool add_value(struct gamut_json *json, const cJSON *value);

static bool add_number(struct gamut_json *json, double number)
{
	if (!isfinite(number))
		return false;
	if (fabs(number) <= MAX_EXACT && number == trunc(number))
		gamut_json_int(json, (int64_t)number);
	else
		gamut_json_double(json, number);
	return true;
}

static bool add_array(struct gamut_json *json, const cJSON *array)
{
	gamut_json_open(json, '[');
	for (const cJSON *item = array->child; item; item = item->next)
		if (!add_value(json, item))
			return false;
	gamut_json_close(json, ']');
	return true;
}

static int by_key(const void *a, const void *b)
{
	const cJSON *const *first = a;
	const cJSON *const *second = b;

	return strcmp((*first)->string, (*second)->string);
}

static bool add_object(struct gamut_json *json, const cJSON *object)
{
	const cJSON **members;
	size_t count = 0;
	bool is_good = true;

	for (const cJSON *item = object->child; item; item = item->next)
		count++;
	members = gamut_alloc_array(count, sizeof(const cJSON *));
	count = 0;
	for (const cJSON *item = object->child; item; item = item->next)
		members[count++] = item;
	qsort(members, count, sizeof(const cJSON *), by_key);
	gamut_json_open(json, '{');
	for (size_t i = 0; i < count && is_good; i++) {
		is_good = i == 0 || by_key(&members[i - 1], &members[i]) != 0;
		gamut_json_key(json, members[i]->string);
		is_good = is_good && add_value(json, members[i]);
	}
	gamut_json_close(json, '}');
	free(members);
	return is_good;
}

static bool add_value(struct gamut_json *json, const cJSON *value)
{
	if (cJSON_IsNumber(value))
		return add_number(json, value->valuedouble);
	if (cJSON_IsArray(value))
		return add_array(json, value);
	if (cJSON_IsObject(value))
		return add_object(json, value);
	if (cJSON_IsString(value))
		gamut_json_cstr(json, value->valuestring);
	else if (cJSON_IsBool(value))
		gamut_json_bool(json, cJSON_IsTrue(value));
	else
		gamut_json_null(json);
	return true;
}

bool gamut_json_answer_canonical(struct gamut_buf *out, const cJSON *value)
{
	struct gamut_json json = { .out = out };

	return add_value(&json, value);
}
