#include "verifiers/json_schema_node.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "verifiers/json_schema_value.h"

#define DEFS "#/$defs/"

static enum gamut_status read_node(struct gamut_schema_reader *r,
                                   struct gamut_schema_node *node,
                                   const cJSON *json);

/* Add "/step" to the pointer; returns what to cut it to afterwards. */
static size_t enter(struct gamut_schema_reader *r, const char *step)
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

static struct gamut_schema_node *new_node(struct gamut_schema_reader *r)
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

static enum gamut_status take_node(struct gamut_schema_reader *r,
                                   struct gamut_schema_node *node,
                                   const cJSON *value, size_t offset)
{
	struct gamut_schema_node *child = new_node(r);

	*GAMUT_SCHEMA_AT(node, offset, struct gamut_schema_node *) = child;
	return read_node(r, child, value);
}

static enum gamut_status take_nodes(struct gamut_schema_reader *r,
                                    struct gamut_schema_node *node,
                                    const cJSON *value, size_t offset)
{
	struct gamut_schema_nodes *nodes =
		GAMUT_SCHEMA_AT(node, offset, struct gamut_schema_nodes);
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

static int by_name(const void *a, const void *b)
{
	const struct gamut_schema_property *first = a;
	const struct gamut_schema_property *second = b;

	return strcmp(first->name, second->name);
}

/* Nodes, yet empty, for the members of `object`, sorted. */
static enum gamut_status make_properties(struct gamut_schema_property **out,
                                         size_t *count,
                                         struct gamut_schema_reader *r,
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
	struct gamut_schema_reader *r,
	const struct gamut_schema_property *properties, size_t count,
	const cJSON *object)
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

static enum gamut_status take_properties(struct gamut_schema_reader *r,
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
static enum gamut_status take_defs(struct gamut_schema_reader *r,
                                   struct gamut_schema_node *node,
                                   const cJSON *value, size_t offset)
{
	(void)offset;
	if (node != r->schema->root)
		return gamut_error(r->err, GAMUT_EPARSE,
		                   "'$defs' stands at the top of a schema");
	return fill_properties(r, r->defs, r->def_count, value);
}

static enum gamut_status take_ref(struct gamut_schema_reader *r,
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

#define MEMBER(name) offsetof(struct gamut_schema_node, name)

static const struct keyword {
	const char *name;
	gamut_schema_take *take;
	size_t offset;
} keywords[] = {
	{ "$comment", gamut_schema_ignore, 0 },
	{ "$defs", take_defs, 0 },
	{ "$id", gamut_schema_ignore, 0 },
	{ "$ref", take_ref, 0 },
	{ "$schema", gamut_schema_ignore, 0 },
	{ "additionalProperties", take_node, MEMBER(additional) },
	{ "allOf", take_nodes, MEMBER(all_of) },
	{ "anyOf", take_nodes, MEMBER(any_of) },
	{ "const", gamut_schema_take_const, 0 },
	{ "default", gamut_schema_ignore, 0 },
	{ "deprecated", gamut_schema_ignore, 0 },
	{ "description", gamut_schema_ignore, 0 },
	{ "enum", gamut_schema_take_enum, 0 },
	{ "examples", gamut_schema_ignore, 0 },
	{ "exclusiveMaximum", gamut_schema_take_number, MEMBER(below) },
	{ "exclusiveMinimum", gamut_schema_take_number, MEMBER(above) },
	{ "format", gamut_schema_ignore, 0 },
	{ "items", take_node, MEMBER(items) },
	{ "maxItems", gamut_schema_take_count, MEMBER(max_items) },
	{ "maxLength", gamut_schema_take_count, MEMBER(max_length) },
	{ "maxProperties", gamut_schema_take_count, MEMBER(max_properties) },
	{ "maximum", gamut_schema_take_number, MEMBER(max) },
	{ "minItems", gamut_schema_take_count, MEMBER(min_items) },
	{ "minLength", gamut_schema_take_count, MEMBER(min_length) },
	{ "minProperties", gamut_schema_take_count, MEMBER(min_properties) },
	{ "minimum", gamut_schema_take_number, MEMBER(min) },
	{ "multipleOf", gamut_schema_take_divisor, MEMBER(multiple_of) },
	{ "not", take_node, MEMBER(not_node) },
	{ "oneOf", take_nodes, MEMBER(one_of) },
	{ "pattern", gamut_schema_take_pattern, 0 },
	{ "prefixItems", take_nodes, MEMBER(prefix_items) },
	{ "properties", take_properties, 0 },
	{ "readOnly", gamut_schema_ignore, 0 },
	{ "required", gamut_schema_take_required, 0 },
	{ "title", gamut_schema_ignore, 0 },
	{ "type", gamut_schema_take_type, 0 },
	{ "uniqueItems", gamut_schema_take_bool, MEMBER(has_unique_items) },
	{ "writeOnly", gamut_schema_ignore, 0 },
};

static enum gamut_status unknown(struct gamut_schema_reader *r,
                                 const char *name)
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

static enum gamut_status read_keyword(struct gamut_schema_reader *r,
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

static enum gamut_status read_node(struct gamut_schema_reader *r,
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
	struct gamut_schema_reader r = { .schema = out,
		                         .pointer = pointer,
		                         .err = err };
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
