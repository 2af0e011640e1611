#include "verifiers/json_schema_value.h"

#include <math.h>
#include <string.h>

#include "verifiers/json_answer.h"

unsigned gamut_schema_types_of(const cJSON *value)
{
	if (cJSON_IsNull(value))
		return GAMUT_JSON_TYPE_NULL;
	if (cJSON_IsBool(value))
		return GAMUT_JSON_TYPE_BOOLEAN;
	if (cJSON_IsString(value))
		return GAMUT_JSON_TYPE_STRING;
	if (cJSON_IsArray(value))
		return GAMUT_JSON_TYPE_ARRAY;
	if (cJSON_IsObject(value))
		return GAMUT_JSON_TYPE_OBJECT;
	return value->valuedouble == trunc(value->valuedouble) ?
	               GAMUT_JSON_TYPE_NUMBER | GAMUT_JSON_TYPE_INTEGER :
	               GAMUT_JSON_TYPE_NUMBER;
}

enum gamut_status gamut_schema_take_number(struct gamut_schema_reader *r,
                                           struct gamut_schema_node *node,
                                           const cJSON *value, size_t offset)
{
	if (!cJSON_IsNumber(value) || !isfinite(value->valuedouble))
		return gamut_error(r->err, GAMUT_EPARSE, "a number is wanted");
	*GAMUT_SCHEMA_AT(node, offset, double) = value->valuedouble;
	return GAMUT_OK;
}

enum gamut_status gamut_schema_take_divisor(struct gamut_schema_reader *r,
                                            struct gamut_schema_node *node,
                                            const cJSON *value, size_t offset)
{
	if (!cJSON_IsNumber(value) || !isfinite(value->valuedouble) ||
	    value->valuedouble <= 0)
		return gamut_error(r->err, GAMUT_EPARSE,
		                   "a number above 0 is wanted");
	*GAMUT_SCHEMA_AT(node, offset, double) = value->valuedouble;
	return GAMUT_OK;
}

enum gamut_status gamut_schema_take_count(struct gamut_schema_reader *r,
                                          struct gamut_schema_node *node,
                                          const cJSON *value, size_t offset)
{
	double count = cJSON_IsNumber(value) ? value->valuedouble : -1;

	if (!(count >= 0 && count <= 0x1p53) || count != trunc(count))
		return gamut_error(r->err, GAMUT_EPARSE,
		                   "a whole number, 0 or more, is wanted");
	*GAMUT_SCHEMA_AT(node, offset, uint64_t) = (uint64_t)count;
	return GAMUT_OK;
}

enum gamut_status gamut_schema_take_bool(struct gamut_schema_reader *r,
                                         struct gamut_schema_node *node,
                                         const cJSON *value, size_t offset)
{
	if (!cJSON_IsBool(value))
		return gamut_error(r->err, GAMUT_EPARSE,
		                   "true or false is wanted");
	*GAMUT_SCHEMA_AT(node, offset, bool) = cJSON_IsTrue(value);
	return GAMUT_OK;
}

enum gamut_status gamut_schema_take_type(struct gamut_schema_reader *r,
                                         struct gamut_schema_node *node,
                                         const cJSON *value, size_t offset)
{
	static const char *const names[] = { "null",   "boolean", "string",
		                             "array",  "object",  "number",
		                             "integer" };
	const cJSON *item = cJSON_IsArray(value) ? value->child : value;

	(void)offset;
	if (!item)
		return gamut_error(r->err, GAMUT_EPARSE,
		                   "a type or a list of them is wanted");
	for (; item; item = cJSON_IsArray(value) ? item->next : NULL) {
		size_t i = 0;

		while (i < GAMUT_ARRAY_LEN(names) &&
		       !(cJSON_IsString(item) &&
		         strcmp(item->valuestring, names[i]) == 0))
			i++;
		if (i == GAMUT_ARRAY_LEN(names))
			return gamut_error(r->err, GAMUT_EPARSE,
			                   "a type is null, boolean, string, "
			                   "array, object, number or integer");
		node->types |= 1u << i;
	}
	return GAMUT_OK;
}

static struct gamut_str canonical(struct gamut_schema_reader *r,
                                  const cJSON *value)
{
	struct gamut_buf out = { 0 };
	struct gamut_str text = GAMUT_STR_EMPTY;

	if (gamut_json_answer_canonical(&out, value))
		text = gamut_arena_copy(&r->schema->arena,
		                        gamut_buf_view(&out));
	gamut_buf_release(&out);
	return text;
}

enum gamut_status gamut_schema_take_enum(struct gamut_schema_reader *r,
                                         struct gamut_schema_node *node,
                                         const cJSON *value, size_t offset)
{
	const cJSON *item;

	(void)offset;
	if (!cJSON_IsArray(value))
		return gamut_error(r->err, GAMUT_EPARSE,
		                   "a list of values is wanted");
	node->has_values = true;
	node->values = gamut_arena_new(&r->schema->arena, struct gamut_str,
	                               (size_t)cJSON_GetArraySize(value));
	cJSON_ArrayForEach(item, value)
		node->values[node->value_count++] = canonical(r, item);
	return GAMUT_OK;
}

enum gamut_status gamut_schema_take_const(struct gamut_schema_reader *r,
                                          struct gamut_schema_node *node,
                                          const cJSON *value, size_t offset)
{
	(void)offset;
	node->has_const = true;
	node->const_value = canonical(r, value);
	return GAMUT_OK;
}

enum gamut_status gamut_schema_take_pattern(struct gamut_schema_reader *r,
                                            struct gamut_schema_node *node,
                                            const cJSON *value, size_t offset)
{
	(void)offset;
	if (!cJSON_IsString(value))
		return gamut_error(r->err, GAMUT_EPARSE, "a text is wanted");
	if (gamut_pcre_compile(&node->pattern, gamut_str_of(value->valuestring),
	                       GAMUT_PCRE_ECMA, r->err))
		return GAMUT_EPARSE;
	return GAMUT_OK;
}

enum gamut_status gamut_schema_take_required(struct gamut_schema_reader *r,
                                             struct gamut_schema_node *node,
                                             const cJSON *value, size_t offset)
{
	const cJSON *item;

	(void)offset;
	if (!cJSON_IsArray(value))
		return gamut_error(r->err, GAMUT_EPARSE,
		                   "a list of names is wanted");
	node->required = gamut_arena_new(&r->schema->arena, const char *,
	                                 (size_t)cJSON_GetArraySize(value));
	cJSON_ArrayForEach(item, value)
	{
		if (!cJSON_IsString(item))
			return gamut_error(r->err, GAMUT_EPARSE,
			                   "a list of names is wanted");
		node->required[node->required_count++] =
			gamut_arena_copy(&r->schema->arena,
		                         gamut_str_of(item->valuestring))
				.ptr;
	}
	return GAMUT_OK;
}

enum gamut_status gamut_schema_ignore(struct gamut_schema_reader *r,
                                      struct gamut_schema_node *node,
                                      const cJSON *value, size_t offset)
{
	(void)r;
	(void)node;
	(void)value;
	(void)offset;
	return GAMUT_OK;
}
