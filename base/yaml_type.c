#include "base/yaml_node.h"

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/json.h"

/* ------------------------------------------------- the core schema's types */

static bool is_one_of(struct gamut_str text, const char *const *words)
{
	for (; *words; words++)
		if (gamut_str_eq(text, gamut_str_of(*words)))
			return true;
	return false;
}

static bool is_sign(char c)
{
	return c == '-' || c == '+';
}

/* `text` from its first byte that is not a digit. */
static struct gamut_str skip_digits(struct gamut_str text)
{
	size_t n = 0;

	while (n < text.len && gamut_ascii_is_digit(text.ptr[n]))
		n++;
	return gamut_str_skip(text, n);
}

static struct gamut_str skip_sign(struct gamut_str text)
{
	return gamut_str_skip(text, text.len > 0 && is_sign(text.ptr[0]));
}

/* 0o17 or 0x1F; and below 2^64, as what is above has no use. */
static bool read_based(struct gamut_str text, uint64_t *out)
{
	unsigned bits = 0;

	*out = 0;
	if (gamut_str_starts_with(text, GAMUT_STR("0o")))
		bits = 3;
	else if (gamut_str_starts_with(text, GAMUT_STR("0x")))
		bits = 4;
	if (bits == 0 || text.len == 2)
		return false;
	for (size_t i = 2; i < text.len; i++) {
		static const char digits[] = "0123456789abcdef";
		const char *at = strchr(digits, gamut_ascii_lower(text.ptr[i]));

		if (!at || !*at || (at - digits) >> bits != 0 ||
		    *out >> (64 - bits) != 0)
			return false;
		*out = *out << bits | (uint64_t)(at - digits);
	}
	return true;
}

/* [-+]?( \.[0-9]+ | [0-9]+(\.[0-9]*)? )([eE][-+]?[0-9]+)? */
static enum gamut_yaml_type decimal_type(struct gamut_str text)
{
	struct gamut_str whole = skip_sign(text);
	struct gamut_str rest = skip_digits(whole);
	size_t digits = whole.len - rest.len;
	bool is_int = true;

	if (rest.len > 0 && rest.ptr[0] == '.') {
		struct gamut_str fraction = gamut_str_skip(rest, 1);

		rest = skip_digits(fraction);
		digits += fraction.len - rest.len;
		is_int = false;
	}
	if (digits == 0)
		return GAMUT_YAML_STRING;
	if (rest.len > 0 && gamut_ascii_lower(rest.ptr[0]) == 'e') {
		struct gamut_str power = skip_sign(gamut_str_skip(rest, 1));

		rest = skip_digits(power);
		if (power.len == rest.len)
			return GAMUT_YAML_STRING;
		is_int = false;
	}
	if (rest.len > 0)
		return GAMUT_YAML_STRING;
	return is_int ? GAMUT_YAML_INT : GAMUT_YAML_FLOAT;
}

static enum gamut_yaml_type type_of(struct gamut_str text)
{
	static const char *const nulls[] = { "",     "~",    "null",
		                             "Null", "NULL", NULL };
	static const char *const bools[] = { "true",  "True",  "TRUE", "false",
		                             "False", "FALSE", NULL };
	static const char *const infinities[] = { ".inf", ".Inf", ".INF",
		                                  NULL };
	static const char *const nans[] = { ".nan", ".NaN", ".NAN", NULL };
	uint64_t ignored;

	if (is_one_of(text, nulls))
		return GAMUT_YAML_NULL;
	if (is_one_of(text, bools))
		return GAMUT_YAML_BOOL;
	if (is_one_of(text, nans) || is_one_of(skip_sign(text), infinities))
		return GAMUT_YAML_NOT_FINITE;
	if (read_based(text, &ignored))
		return GAMUT_YAML_INT;
	return decimal_type(text);
}

/* ------------------------------------------------------------------- tags */

static bool is_core_tag(const char *tag, const char *name)
{
	static const char core[] = "tag:yaml.org,2002:";

	return strncmp(tag, core, strlen(core)) == 0 &&
	       strcmp(tag + strlen(core), name) == 0;
}

/* Does the tag `tag`, which is not that of text, fit what `type` is? */
static bool fits(const char *tag, enum gamut_yaml_type type)
{
	switch (type) {
	case GAMUT_YAML_NULL:
		return is_core_tag(tag, "null");
	case GAMUT_YAML_BOOL:
		return is_core_tag(tag, "bool");
	case GAMUT_YAML_INT:
		return is_core_tag(tag, "int") || is_core_tag(tag, "float");
	case GAMUT_YAML_FLOAT:
	case GAMUT_YAML_NOT_FINITE:
		return is_core_tag(tag, "float");
	case GAMUT_YAML_STRING:
		break;
	}
	return false;
}

bool gamut_yaml_take_tag(struct gamut_yaml_node *node, const char *tag,
                         bool is_plain)
{
	bool is_untyped = !tag || strcmp(tag, "!") == 0;

	if (node->kind == GAMUT_YAML_LIST)
		return is_untyped || is_core_tag(tag, "seq");
	if (node->kind == GAMUT_YAML_MAP)
		return is_untyped || is_core_tag(tag, "map");
	if (tag ? is_untyped || is_core_tag(tag, "str") : !is_plain)
		return true;
	node->type = type_of(node->text);
	return !tag || fits(tag, node->type);
}

/* ----------------------------------------------------------------- numbers */

bool gamut_yaml_get_double(const struct gamut_yaml_node *node, double *out)
{
	uint64_t based;
	double number;

	if (node->kind != GAMUT_YAML_SCALAR ||
	    (node->type != GAMUT_YAML_INT && node->type != GAMUT_YAML_FLOAT))
		return false;
	number = read_based(node->text, &based) ? (double)based :
	                                          strtod(node->text.ptr, NULL);
	if (!isfinite(number))
		return false;
	*out = number;
	return true;
}

/* -------------------------------------------------------------------- JSON */

/* JSON has neither +1 nor 01, .5 or 5. */
static struct gamut_str decimal_json(struct gamut_str text,
                                     struct gamut_arena *arena)
{
	const char *sign = text.ptr[0] == '-' ? "-" : "";
	struct gamut_str whole = skip_sign(text);
	struct gamut_str rest;
	size_t digits;

	while (whole.len > 1 && whole.ptr[0] == '0' &&
	       gamut_ascii_is_digit(whole.ptr[1]))
		whole = gamut_str_skip(whole, 1);
	rest = skip_digits(whole);
	digits = whole.len - rest.len;
	if (rest.len > 0 && rest.ptr[0] == '.') {
		struct gamut_str fraction = gamut_str_skip(rest, 1);
		struct gamut_str power = skip_digits(fraction);

		if (power.len == fraction.len)
			return gamut_arena_strf(arena, "%s%.*s.0%.*s", sign,
			                        (int)digits, whole.ptr,
			                        GAMUT_STR_ARG(power));
	}
	return gamut_arena_strf(arena, "%s%s%.*s", sign, digits ? "" : "0",
	                        GAMUT_STR_ARG(whole));
}

static void write_scalar(struct gamut_json *json,
                         const struct gamut_yaml_node *node)
{
	struct gamut_arena arena = { 0 };
	uint64_t based;

	switch (node->type) {
	case GAMUT_YAML_NULL:
		gamut_json_null(json);
		break;
	case GAMUT_YAML_BOOL:
		gamut_json_bool(json,
		                gamut_ascii_lower(node->text.ptr[0]) == 't');
		break;
	case GAMUT_YAML_INT:
	case GAMUT_YAML_FLOAT:
		if (read_based(node->text, &based))
			gamut_json_raw(
				json,
				gamut_arena_strf(&arena, "%" PRIu64, based));
		else
			gamut_json_raw(json, decimal_json(node->text, &arena));
		break;
	case GAMUT_YAML_STRING:
	case GAMUT_YAML_NOT_FINITE:
		gamut_json_str(json, node->text);
		break;
	}
	gamut_arena_clear(&arena);
}

static void write_node(struct gamut_json *json,
                       const struct gamut_yaml_node *node)
{
	switch (node->kind) {
	case GAMUT_YAML_SCALAR:
		write_scalar(json, node);
		break;
	case GAMUT_YAML_LIST:
		gamut_json_open(json, '[');
		for (size_t i = 0; i < node->count; i++)
			write_node(json, node->nodes[i]);
		gamut_json_close(json, ']');
		break;
	case GAMUT_YAML_MAP:
		gamut_json_open(json, '{');
		for (size_t i = 0; i < gamut_yaml_count(node); i++) {
			/* A key may hold a NUL: no gamut_json_key() here. */
			gamut_json_str(json, gamut_yaml_key(node, i));
			gamut_buf_add_char(json->out, ':');
			json->wants_comma = false;
			write_node(json, gamut_yaml_value(node, i));
		}
		gamut_json_close(json, '}');
		break;
	}
}

struct gamut_str gamut_yaml_json(const struct gamut_yaml_node *node,
                                 struct gamut_arena *arena)
{
	struct gamut_buf text = { 0 };
	struct gamut_json json = { .out = &text };
	struct gamut_str out;

	write_node(&json, node);
	out = gamut_arena_copy(arena, gamut_buf_view(&text));
	gamut_buf_release(&text);
	return out;
}
