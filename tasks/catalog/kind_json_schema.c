/* json-schema: a JSON value that a schema allows. */
#include "tasks/catalog/kind.h"
#include "verifiers/json_schema.h"

/* The verifier's rule, and the node that it was read from. */
struct schema_rule {
	struct gamut_json_schema_rule rule; /* first: the verifier's own */
	const struct gamut_yaml_node *node;
};

static enum gamut_status take_schema(void *at,
                                     const struct gamut_yaml_node *node,
                                     struct gamut_kind_context *context,
                                     struct gamut_err *err)
{
	struct schema_rule *schema = at;

	(void)err;
	schema->rule.schema = gamut_yaml_json(node, context->arena);
	schema->node = node;
	return GAMUT_OK;
}

static const struct gamut_kind_key keys[] = {
	{ .name = "schema",
	  .type = GAMUT_KIND_OWN,
	  .take = take_schema,
	  .schema = "{\"type\":[\"object\",\"boolean\"]}",
	  .is_required = true,
	  .help = "a JSON Schema, of the keywords that docs/tasks.md lists" },
	{ 0 },
};

/* Is `step` of a JSON pointer, as far as the next '/', the text `key`? */
static bool is_step(struct gamut_str step, struct gamut_str key)
{
	size_t at = 0;

	for (size_t i = 0; i < step.len; i++, at++) {
		char c = step.ptr[i];

		if (c == '~' && i + 1 < step.len)
			c = step.ptr[++i] == '0' ? '~' : '/';
		if (at >= key.len || key.ptr[at] != c)
			return false;
	}
	return at == key.len;
}

/*
 * The node one step below `node`: what a number or key leads to, or, where it
 * is no list or mapping and the end, the key itself. NULL: there is none.
 */
static const struct gamut_yaml_node *descend(const struct gamut_yaml_node *node,
                                             struct gamut_str step,
                                             bool is_last)
{
	size_t count = gamut_yaml_count(node);
	size_t i = 0;

	if (gamut_yaml_kind(node) == GAMUT_YAML_LIST) {
		for (size_t k = 0; k < step.len && i < count; k++)
			i = i * 10 + (size_t)(step.ptr[k] - '0');
		return i < count ? gamut_yaml_item(node, i) : NULL;
	}
	if (gamut_yaml_kind(node) != GAMUT_YAML_MAP)
		return NULL;
	while (i < count && !is_step(step, gamut_yaml_key(node, i)))
		i++;
	if (i == count)
		return NULL;
	return is_last ? gamut_yaml_key_node(node, i) :
	                 gamut_yaml_value(node, i);
}

/* Where `pointer` leads to from `node`, as far as it goes. */
static const struct gamut_yaml_node *follow(const struct gamut_yaml_node *node,
                                            struct gamut_str pointer)
{
	struct gamut_str step;

	if (pointer.len > 0)
		pointer = gamut_str_skip(pointer, 1);
	while (gamut_str_take_field(&pointer, '/', &step)) {
		const struct gamut_yaml_node *next = descend(node, step,
		                                             pointer.len == 0);

		if (!next)
			break;
		node = next;
	}
	return node;
}

static enum gamut_status finish(struct gamut_check *out, void *rule,
                                const struct gamut_yaml_node *node,
                                struct gamut_kind_context *context,
                                struct gamut_err *err)
{
	const struct schema_rule *schema = rule;
	struct gamut_buf pointer = { 0 };
	enum gamut_status status = gamut_json_schema_check(schema->rule.schema,
	                                                   &pointer, err);

	(void)out;
	(void)node;
	(void)context;
	if (status)
		status = gamut_yaml_error_at(
			follow(schema->node, gamut_buf_view(&pointer)), err);
	gamut_buf_release(&pointer);
	return status;
}

const struct gamut_kind gamut_kind_json_schema = {
	.name = "json-schema",
	.help = "a JSON value that a JSON Schema allows",
	.verifier = &gamut_verifier_json_schema,
	.rule_size = sizeof(struct schema_rule),
	.keys = keys,
	.main = "schema",
	.is_bare = true,
	.finish = finish,
};
