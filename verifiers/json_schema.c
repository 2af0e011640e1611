#include "verifiers/json_schema.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/json.h"
#include "base/text.h"
#include "verifiers/json_answer.h"
#include "verifiers/json_multiple.h"
#include "verifiers/json_schema_node.h"
#include "verifiers/json_schema_value.h"

/* What a division may take, at most, in steps. */
#define MULTIPLE_STEPS 60

/* One answer that is being judged. */
struct judging {
	size_t steps;
	uint64_t work; /* that is left for patterns, on all strings */
	unsigned depth;
	bool is_over; /* it takes too much: no verdict on a value counts */
};

static bool is_allowed(struct judging *j, const struct gamut_schema_node *node,
                       const cJSON *value);

/* Spend `steps`; false where there are no more. */
static bool spend(struct judging *j, size_t steps)
{
	if (steps > GAMUT_JSON_SCHEMA_STEPS_MAX - j->steps)
		j->is_over = true;
	else
		j->steps += steps;
	return !j->is_over;
}

/* --------------------------------------------------- values, numbers, strings
 */

static bool is_value_allowed(struct judging *j,
                             const struct gamut_schema_node *node,
                             const cJSON *value)
{
	struct gamut_buf out = { 0 };
	struct gamut_str text;
	bool is_found = !node->has_values;

	if (!node->has_values && !node->has_const)
		return true;
	(void)gamut_json_answer_canonical(&out, value);
	text = gamut_buf_view(&out);
	spend(j, text.len + node->value_count);
	for (size_t i = 0; i < node->value_count && !is_found; i++)
		is_found = gamut_str_eq(node->values[i], text);
	if (node->has_const && !gamut_str_eq(node->const_value, text))
		is_found = false;
	gamut_buf_release(&out);
	return is_found;
}

static bool is_number_allowed(struct judging *j,
                              const struct gamut_schema_node *node,
                              double number)
{
	if (!(number >= node->min && number <= node->max &&
	      number > node->above && number < node->below))
		return false;
	return node->multiple_of == 0 ||
	       (spend(j, MULTIPLE_STEPS) &&
	        gamut_json_is_multiple(number, node->multiple_of));
}

static bool has_pattern(struct judging *j, const struct gamut_pcre *pattern,
                        struct gamut_str s)
{
	enum gamut_pcre_result result = gamut_pcre_match_within(pattern, s,
	                                                        &j->work);

	if (result == GAMUT_PCRE_LIMIT)
		j->is_over = true;
	return result == GAMUT_PCRE_MATCH;
}

static bool is_string_allowed(struct judging *j,
                              const struct gamut_schema_node *node,
                              struct gamut_str s)
{
	struct gamut_str rest = s;
	uint64_t count = 0;

	for (; rest.len > 0; count++)
		(void)gamut_text_take(&rest);
	return spend(j, s.len + 1) && count >= node->min_length &&
	       count <= node->max_length &&
	       (!node->pattern || has_pattern(j, node->pattern, s));
}

/* ---------------------------------------------------------- arrays, objects */

static int by_text(const void *a, const void *b)
{
	const struct gamut_buf *first = a;
	const struct gamut_buf *second = b;

	return gamut_str_cmp(gamut_buf_view(first), gamut_buf_view(second));
}

static bool has_unique_items(struct judging *j, const cJSON *array,
                             size_t count)
{
	struct gamut_buf *texts = gamut_alloc_array(count, sizeof(*texts));
	const cJSON *item = array->child;
	bool is_unique = true;

	for (size_t i = 0; i < count; i++, item = item->next) {
		(void)gamut_json_answer_canonical(&texts[i], item);
		spend(j, texts[i].len);
	}
	qsort(texts, count, sizeof(*texts), by_text);
	for (size_t i = 1; i < count && is_unique; i++)
		is_unique = by_text(&texts[i - 1], &texts[i]) != 0;
	for (size_t i = 0; i < count; i++)
		gamut_buf_release(&texts[i]);
	free(texts);
	return is_unique;
}

static bool is_array_allowed(struct judging *j,
                             const struct gamut_schema_node *node,
                             const cJSON *array)
{
	const struct gamut_schema_nodes *prefix = &node->prefix_items;
	const cJSON *item;
	size_t count = 0;

	cJSON_ArrayForEach(item, array)
	{
		const struct gamut_schema_node *of_item =
			count < prefix->count ? prefix->list[count] :
						node->items;

		if (of_item && !is_allowed(j, of_item, item))
			return false;
		count++;
	}
	return spend(j, count + 1) && count >= node->min_items &&
	       count <= node->max_items &&
	       (!node->has_unique_items || has_unique_items(j, array, count));
}

static int by_name(const void *key, const void *property)
{
	const struct gamut_schema_property *known = property;

	return strcmp(key, known->name);
}

static const struct gamut_schema_node *node_of(
	const struct gamut_schema_node *node, const char *name)
{
	const struct gamut_schema_property *known = NULL;

	if (node->property_count > 0)
		known = bsearch(name, node->properties, node->property_count,
		                sizeof(*known), by_name);
	return known ? known->node : node->additional;
}

static bool is_object_allowed(struct judging *j,
                              const struct gamut_schema_node *node,
                              const cJSON *object)
{
	const cJSON *item;
	size_t count = 0;

	cJSON_ArrayForEach(item, object)
	{
		const struct gamut_schema_node *of_item = node_of(node,
		                                                  item->string);

		if (of_item && !is_allowed(j, of_item, item))
			return false;
		count++;
	}
	if (count < node->min_properties || count > node->max_properties)
		return false;
	for (size_t i = 0; i < node->required_count; i++)
		if (!spend(j, count + 1) || !cJSON_GetObjectItemCaseSensitive(
						    object, node->required[i]))
			return false;
	return spend(j, count + 1);
}

/* ------------------------------------------------------------------ schemas */

/* How many of `nodes` allow `value`; counts up to `enough`. */
static size_t count_allowing(struct judging *j,
                             const struct gamut_schema_nodes *nodes,
                             const cJSON *value, size_t enough)
{
	size_t count = 0;

	for (size_t i = 0; i < nodes->count && count < enough && !j->is_over;
	     i++)
		count += is_allowed(j, nodes->list[i], value);
	return count;
}

static bool is_combined(struct judging *j, const struct gamut_schema_node *node,
                        const cJSON *value)
{
	for (size_t i = 0; i < node->all_of.count; i++)
		if (!is_allowed(j, node->all_of.list[i], value))
			return false;
	if (node->any_of.count > 0 &&
	    count_allowing(j, &node->any_of, value, 1) == 0)
		return false;
	if (node->one_of.count > 0 &&
	    count_allowing(j, &node->one_of, value, 2) != 1)
		return false;
	if (node->not_node && is_allowed(j, node->not_node, value))
		return false;
	return !node->ref || is_allowed(j, node->ref, value);
}

static bool is_of_type(struct judging *j, const struct gamut_schema_node *node,
                       const cJSON *value)
{
	unsigned types = gamut_schema_types_of(value);

	if (node->types && !(node->types & types))
		return false;
	if (types & GAMUT_JSON_TYPE_NUMBER)
		return is_number_allowed(j, node, value->valuedouble);
	if (types & GAMUT_JSON_TYPE_STRING)
		return is_string_allowed(j, node,
		                         gamut_str_of(value->valuestring));
	if (types & GAMUT_JSON_TYPE_ARRAY)
		return is_array_allowed(j, node, value);
	return !(types & GAMUT_JSON_TYPE_OBJECT) ||
	       is_object_allowed(j, node, value);
}

/* Meaningless, and false, once it takes too much. */
static bool is_allowed(struct judging *j, const struct gamut_schema_node *node,
                       const cJSON *value)
{
	bool is_good;

	if (j->depth >= GAMUT_JSON_SCHEMA_DEPTH_MAX)
		j->is_over = true;
	if (!spend(j, 1) || node->is_false)
		return false;
	j->depth++;
	is_good = is_of_type(j, node, value) &&
	          is_value_allowed(j, node, value) &&
	          is_combined(j, node, value);
	j->depth--;
	return is_good && !j->is_over;
}

static enum gamut_reason judge(const struct gamut_schema *schema,
                               const cJSON *value)
{
	struct judging j = { .work = GAMUT_PCRE_WORK_MAX };
	bool is_good = is_allowed(&j, schema->root, value);

	if (j.is_over)
		return GAMUT_REASON_TOO_LONG;
	return is_good ? GAMUT_REASON_VALID : GAMUT_REASON_BAD_SCHEMA;
}

/* What remains where the answer is JSON. */
static struct gamut_verdict verify_value(const struct gamut_schema *schema,
                                         const cJSON *value,
                                         struct gamut_arena *arena)
{
	enum gamut_reason reason = GAMUT_REASON_NOT_JSON;
	struct gamut_verdict verdict;
	struct gamut_buf out = { 0 };

	if (gamut_json_answer_canonical(&out, value))
		reason = judge(schema, value);
	verdict = reason == GAMUT_REASON_VALID ?
	                  gamut_verdict_accept(gamut_arena_copy(
				  arena, gamut_buf_view(&out))) :
	                  gamut_verdict_reject(reason);
	gamut_buf_release(&out);
	return verdict;
}

static struct gamut_verdict verify(const void *state, struct gamut_str answer,
                                   struct gamut_arena *arena)
{
	struct gamut_verdict verdict;
	cJSON *value;

	if (answer.len == 0)
		return gamut_verdict_reject(GAMUT_REASON_EMPTY);
	if (answer.len > GAMUT_JSON_SCHEMA_ANSWER_MAX)
		return gamut_verdict_reject(GAMUT_REASON_TOO_LONG);
	if (!gamut_text_is_utf8(answer))
		return gamut_verdict_reject(GAMUT_REASON_NOT_UTF8);
	value = gamut_json_answer_parse(answer);
	if (!value)
		return gamut_verdict_reject(GAMUT_REASON_NOT_JSON);
	verdict = verify_value(state, value, arena);
	cJSON_Delete(value);
	return verdict;
}

/* ------------------------------------------------------------------ opening */

/* Does the schema come to an end on something simple? */
static enum gamut_status probe(const struct gamut_schema *schema,
                               struct gamut_err *err)
{
	static const char *const values[] = { "null", "0", "\"\"", "[]", "{}" };
	enum gamut_status status = GAMUT_OK;

	for (size_t i = 0; i < GAMUT_ARRAY_LEN(values) && !status; i++) {
		cJSON *value = cJSON_Parse(values[i]);

		if (judge(schema, value) == GAMUT_REASON_TOO_LONG)
			status = gamut_error(err, GAMUT_EPARSE,
			                     "the schema refers to itself "
			                     "without end");
		cJSON_Delete(value);
	}
	return status;
}

static enum gamut_status read_schema(struct gamut_schema *schema,
                                     struct gamut_str text,
                                     struct gamut_buf *pointer,
                                     struct gamut_err *err)
{
	cJSON *json = gamut_json_parse(text, err);
	enum gamut_status status = GAMUT_EPARSE;

	if (json)
		status = gamut_schema_read(schema, json, pointer, err);
	cJSON_Delete(json);
	return status ? status : probe(schema, err);
}

enum gamut_status gamut_json_schema_check(struct gamut_str schema,
                                          struct gamut_buf *pointer,
                                          struct gamut_err *err)
{
	struct gamut_schema read = { 0 };
	enum gamut_status status = read_schema(&read, schema, pointer, err);

	gamut_schema_clear(&read);
	return status;
}

static void close_rule(void *state)
{
	gamut_schema_clear(state);
	free(state);
}

static enum gamut_status open_rule(void **state, const void *rule,
                                   struct gamut_lexicon *lexicon,
                                   struct gamut_err *err)
{
	const struct gamut_json_schema_rule *wanted = rule;
	struct gamut_schema *schema = gamut_alloc(sizeof(*schema));
	struct gamut_buf pointer = { 0 };
	enum gamut_status status;

	(void)lexicon;
	status = read_schema(schema, wanted->schema, &pointer, err);
	if (!status) {
		*state = schema;
	} else {
		struct gamut_buf shown = { 0 };

		gamut_text_show(&shown, gamut_buf_view(&pointer), 200);
		if (err)
			gamut_error_at(err, "schema, at '%s'",
			               gamut_buf_cstr(&shown));
		gamut_buf_release(&shown);
		close_rule(schema);
	}
	gamut_buf_release(&pointer);
	return status;
}

const struct gamut_verifier gamut_verifier_json_schema = {
	.name = "json-schema",
	.revision = 1,
	.open = open_rule,
	.verify = verify,
	.close = close_rule,
};
