#include "verifiers/json_schema_node.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "verifiers/json_answer.h"

#define DEFS "#/$defs/"

/* A schema that is being read. */
struct reader {
	struct gamut_schema *schema;
	struct gamut_buf *pointer;
	struct gamut_schema_property *defs; /* read or yet to be */
	size_t def_count;
	struct gamut_err *err;
};

typedef enum gamut_status (*take_function)(struct reader *r,
                                           struct gamut_schema_node *node,
                                           const cJSON *value, size_t offset);

static enum gamut_status read_node(struct reader *r,
                                   struct gamut_schema_node *node,
                                   const cJSON *json);

/* Add "/step" to the pointer; returns what to cut it to afterwards. */
static size_t enter(struct reader *r, const char *step)
{
	size_t len = r->pointer->len;

	gamut_buf_add_char(r->pointer, '/');
	for (; *step != '\0'; step++) {
		if (*step == '~')
			gamut_buf_add(r->pointer, GAMUT_STR("~0"));
		else if (*step == '/')
			gamut_buf_add(r->pointer, GAMUT_STR("~1"));
		else
			gamut_buf_add_char(r->pointer, *step);
	}
	return len;
}

static struct gamut_schema_node *new_node(struct reader *r)
{
	struct gamut_schema_node *node =
		gamut_arena_new(&r->schema->arena, struct gamut_schema_node, 1);

	node->min = node->above = -HUGE_VAL;
	node->max = node->below = HUGE_VAL;
	node->max_length = node->max_items = node->max_properties = UINT64_MAX;
	node->next = r->schema->nodes;
	r->schema->nodes = node;
	return node;
}

#define AT(node, offset, type) ((type *)(void *)((char *)(node) + (offset)))

static enum gamut_status take_number(struct reader *r,
                                     struct gamut_schema_node *node,
                                     const cJSON *value, size_t offset)
{
	if (!cJSON_IsNumber(value) || !isfinite(value->valuedouble))
		return gamut_error(r->err, GAMUT_EPARSE, "a number is wanted");
	*AT(node, offset, double) = value->valuedouble;
	return GAMUT_OK;
}

static enum gamut_status take_divisor(struct reader *r,
                                      struct gamut_schema_node *node,
                                      const cJSON *value, size_t offset)
{
	if (!cJSON_IsNumber(value) || !isfinite(value->valuedouble) ||
	    value->valuedouble <= 0)
		return gamut_error(r->err, GAMUT_EPARSE,
		                   "a number above 0 is wanted");
	*AT(node, offset, double) = value->valuedouble;
	return GAMUT_OK;
}

static enum gamut_status take_count(struct reader *r,
                                    struct gamut_schema_node *node,
                                    const cJSON *value, size_t offset)
{
	double count = cJSON_IsNumber(value) ? value->valuedouble : -1;

	if (!(count >= 0 && count <= 0x1p53) || count != trunc(count))
		return gamut_error(r->err, GAMUT_EPARSE,
		                   "a whole number, 0 or more, is wanted");
	*AT(node, offset, uint64_t) = (uint64_t)count;
	return GAMUT_OK;
}

static enum gamut_status take_bool(struct reader *r,
                                   struct gamut_schema_node *node,
                                   const cJSON *value, size_t offset)
{
	if (!cJSON_IsBool(value))
		return gamut_error(r->err, GAMUT_EPARSE,
		                   "true or false is wanted");
	*AT(node, offset, bool) = cJSON_IsTrue(value);
	return GAMUT_OK;
}

static enum gamut_status take_node(struct reader *r,
                                   struct gamut_schema_node *node,
                                   const cJSON *value, size_t offset)
{
	struct gamut_schema_node *child = new_node(r);

	*AT(node, offset, struct gamut_schema_node *) = child;
	return read_node(r, child, value);
}

static enum gamut_status take_nodes(struct reader *r,
                                    struct gamut_schema_node *node,
                                    const cJSON *value, size_t offset)
{
	struct gamut_schema_nodes *nodes = AT(node, offset,
	                                      struct gamut_schema_nodes);
	size_t count = cJSON_IsArray(value) ?
	                       (size_t)cJSON_GetArraySize(value) :
	                       0;
	const cJSON *item;

	if (count == 0)
		return gamut_error(r->err, GAMUT_EPARSE,
		                   "a list of schemas is wanted");
	nodes->list = gamut_arena_new(&r->schema->arena,
	                              struct gamut_schema_node *, count);
	cJSON_ArrayForEach(item, value)
	{
		size_t len = r->pointer->len;
		enum gamut_status status;

		gamut_buf_addf(r->pointer, "/%zu", nodes->count);
		nodes->list[nodes->count] = new_node(r);
		status = read_node(r, nodes->list[nodes->count++], item);
		if (status)
			return status;
		r->pointer->len = len;
	}
	return GAMUT_OK;
}

static enum gamut_status take_type(struct reader *r,
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

static struct gamut_str canonical(struct reader *r, const cJSON *value)
{
	struct gamut_buf out = { 0 };
	struct gamut_str text = GAMUT_STR_EMPTY;

	if (gamut_json_answer_canonical(&out, value))
		text = gamut_arena_copy(&r->schema->arena,
		                        gamut_buf_view(&out));
	gamut_buf_release(&out);
	return text;
}

static enum gamut_status take_enum(struct reader *r,
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

static enum gamut_status take_const(struct reader *r,
                                    struct gamut_schema_node *node,
                                    const cJSON *value, size_t offset)
{
	(void)offset;
	node->has_const = true;
	node->const_value = canonical(r, value);
	return GAMUT_OK;
}

static enum gamut_status take_pattern(struct reader *r,
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

static enum gamut_status take_required(struct reader *r,
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

static int by_name(const void *a, const void *b)
{
	const struct gamut_schema_property *first = a;
	const struct gamut_schema_property *second = b;

	return strcmp(first->name, second->name);
}

/* Nodes, yet empty, for the members of `object`, sorted. */
static enum gamut_status make_properties(struct gamut_schema_property **out,
                                         size_t *count, struct reader *r,
                                         const cJSON *object)
{
	const cJSON *item;

	if (!cJSON_IsObject(object))
		return gamut_error(r->err, GAMUT_EPARSE,
		                   "a mapping of names to schemas is wanted");
	*count = 0;
	*out = gamut_arena_new(&r->schema->arena, struct gamut_schema_property,
	                       (size_t)cJSON_GetArraySize(object));
	cJSON_ArrayForEach(item, object)(*out)[(*count)++] =
		(struct gamut_schema_property){
			.name = gamut_arena_copy(&r->schema->arena,
		                                 gamut_str_of(item->string))
		                        .ptr,
			.node = new_node(r),
		};
	qsort(*out, *count, sizeof(**out), by_name);
	return GAMUT_OK;
}

static struct gamut_schema_node *find(
	const struct gamut_schema_property *properties, size_t count,
	const char *name)
{
	const struct gamut_schema_property key = { .name = name };
	const struct gamut_schema_property *found =
		count ? bsearch(&key, properties, count, sizeof(key), by_name) :
			NULL;

	return found ? found->node : NULL;
}

static enum gamut_status fill_properties(
	struct reader *r, const struct gamut_schema_property *properties,
	size_t count, const cJSON *object)
{
	const cJSON *item;

	cJSON_ArrayForEach(item, object)
	{
		size_t len = enter(r, item->string);
		enum gamut_status status = read_node(
			r, find(properties, count, item->string), item);

		if (status)
			return status;
		r->pointer->len = len;
	}
	return GAMUT_OK;
}

static enum gamut_status take_properties(struct reader *r,
                                         struct gamut_schema_node *node,
                                         const cJSON *value, size_t offset)
{
	enum gamut_status status = make_properties(
		&node->properties, &node->property_count, r, value);

	(void)offset;
	return status ? status :
	                fill_properties(r, node->properties,
	                                node->property_count, value);
}

/* The nodes are there already, so that each may refer to any. */
static enum gamut_status take_defs(struct reader *r,
                                   struct gamut_schema_node *node,
                                   const cJSON *value, size_t offset)
{
	(void)offset;
	if (node != r->schema->root)
		return gamut_error(r->err, GAMUT_EPARSE,
		                   "'$defs' stands at the top of a schema");
	return fill_properties(r, r->defs, r->def_count, value);
}

static enum gamut_status take_ref(struct reader *r,
                                  struct gamut_schema_node *node,
                                  const cJSON *value, size_t offset)
{
	const char *name = cJSON_IsString(value) ? value->valuestring : "";

	(void)offset;
	if (strcmp(name, "#") == 0)
		node->ref = r->schema->root;
	else if (strncmp(name, DEFS, sizeof(DEFS) - 1) == 0)
		node->ref = find(r->defs, r->def_count,
		                 name + sizeof(DEFS) - 1);
	if (!node->ref)
		return gamut_error(r->err, GAMUT_EPARSE,
		                   "'$ref' is '#' or '#/$defs/NAME' of a "
		                   "schema that is there");
	return GAMUT_OK;
}

static enum gamut_status ignore(struct reader *r,
                                struct gamut_schema_node *node,
                                const cJSON *value, size_t offset)
{
	(void)r;
	(void)node;
	(void)value;
	(void)offset;
	return GAMUT_OK;
}

#define MEMBER(name) offsetof(struct gamut_schema_node, name)

static const struct keyword {
	const char *name;
	take_function take;
	size_t offset;
} keywords[] = {
	{ "$comment", ignore, 0 },
	{ "$defs", take_defs, 0 },
	{ "$id", ignore, 0 },
	{ "$ref", take_ref, 0 },
	{ "$schema", ignore, 0 },
	{ "additionalProperties", take_node, MEMBER(additional) },
	{ "allOf", take_nodes, MEMBER(all_of) },
	{ "anyOf", take_nodes, MEMBER(any_of) },
	{ "const", take_const, 0 },
	{ "default", ignore, 0 },
	{ "deprecated", ignore, 0 },
	{ "description", ignore, 0 },
	{ "enum", take_enum, 0 },
	{ "examples", ignore, 0 },
	{ "exclusiveMaximum", take_number, MEMBER(below) },
	{ "exclusiveMinimum", take_number, MEMBER(above) },
	{ "format", ignore, 0 },
	{ "items", take_node, MEMBER(items) },
	{ "maxItems", take_count, MEMBER(max_items) },
	{ "maxLength", take_count, MEMBER(max_length) },
	{ "maxProperties", take_count, MEMBER(max_properties) },
	{ "maximum", take_number, MEMBER(max) },
	{ "minItems", take_count, MEMBER(min_items) },
	{ "minLength", take_count, MEMBER(min_length) },
	{ "minProperties", take_count, MEMBER(min_properties) },
	{ "minimum", take_number, MEMBER(min) },
	{ "multipleOf", take_divisor, MEMBER(multiple_of) },
	{ "not", take_node, MEMBER(not_node) },
	{ "oneOf", take_nodes, MEMBER(one_of) },
	{ "pattern", take_pattern, 0 },
	{ "prefixItems", take_nodes, MEMBER(prefix_items) },
	{ "properties", take_properties, 0 },
	{ "readOnly", ignore, 0 },
	{ "required", take_required, 0 },
	{ "title", ignore, 0 },
	{ "type", take_type, 0 },
	{ "uniqueItems", take_bool, MEMBER(has_unique_items) },
	{ "writeOnly", ignore, 0 },
};

static enum gamut_status unknown(struct reader *r, const char *name)
{
	const char *names[GAMUT_ARRAY_LEN(keywords)];
	struct gamut_buf shown = { 0 };

	for (size_t i = 0; i < GAMUT_ARRAY_LEN(keywords); i++)
		names[i] = keywords[i].name;
	gamut_text_show(&shown, gamut_str_of(name), 40);
	gamut_error_set(
		r->err, GAMUT_EPARSE,
		"'%s' is no keyword of the schemas that are known "
		"here%s",
		gamut_buf_cstr(&shown),
		gamut_text_hint(name, names, GAMUT_ARRAY_LEN(names)).text);
	gamut_buf_release(&shown);
	return GAMUT_EPARSE;
}

static enum gamut_status read_keyword(struct reader *r,
                                      struct gamut_schema_node *node,
                                      const cJSON *item)
{
	size_t len = enter(r, item->string);
	enum gamut_status status;
	size_t i = 0;

	while (i < GAMUT_ARRAY_LEN(keywords) &&
	       strcmp(keywords[i].name, item->string) != 0)
		i++;
	if (i == GAMUT_ARRAY_LEN(keywords) ||
	    (node != r->schema->root && strcmp(item->string, "$id") == 0))
		return unknown(r, item->string);
	status = keywords[i].take(r, node, item, keywords[i].offset);
	if (!status)
		r->pointer->len = len;
	return status;
}

static enum gamut_status read_node(struct reader *r,
                                   struct gamut_schema_node *node,
                                   const cJSON *json)
{
	enum gamut_status status = GAMUT_OK;
	const cJSON *item;

	if (cJSON_IsBool(json)) {
		node->is_false = cJSON_IsFalse(json);
		return GAMUT_OK;
	}
	if (!cJSON_IsObject(json))
		return gamut_error(r->err, GAMUT_EPARSE,
		                   "a schema is a mapping, true or false");
	cJSON_ArrayForEach(item, json)
	{
		status = read_keyword(r, node, item);
		if (status)
			break;
	}
	return status;
}

enum gamut_status gamut_schema_read(struct gamut_schema *out, const cJSON *json,
                                    struct gamut_buf *pointer,
                                    struct gamut_err *err)
{
	struct reader r = { .schema = out, .pointer = pointer, .err = err };
	const cJSON *defs = cJSON_GetObjectItemCaseSensitive(json, "$defs");
	enum gamut_status status = GAMUT_OK;

	out->root = new_node(&r);
	if (defs)
		status = make_properties(&r.defs, &r.def_count, &r, defs);
	return status ? status : read_node(&r, out->root, json);
}

void gamut_schema_clear(struct gamut_schema *schema)
{
	for (struct gamut_schema_node *node = schema->nodes; node;
	     node = node->next)
		gamut_pcre_free(node->pattern);
	gamut_arena_clear(&schema->arena);
}
