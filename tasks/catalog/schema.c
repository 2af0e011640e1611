/* The JSON Schema of task files. */
#include "tasks/catalog/schema.h"

#include <string.h>

#include "base/json.h"
#include "tasks/catalog/kind.h"
#include "tasks/catalog/task_file.h"
#include "tasks/task.h"

/* Where numbers of YAML and JSON are exact. */
#define WHOLE_MAX (INT64_C(1) << 53)

#define REASONS_TOLD (GAMUT_REASON_VALID + 1)

static void put_text(struct gamut_json *json, const char *key, const char *text)
{
	gamut_json_key(json, key);
	gamut_json_cstr(json, text);
}

static void put_raw(struct gamut_json *json, const char *key, const char *text)
{
	gamut_json_key(json, key);
	gamut_json_raw(json, gamut_str_of(text));
}

static void put_int(struct gamut_json *json, const char *key, int64_t value)
{
	gamut_json_key(json, key);
	gamut_json_int(json, value);
}

static void open_object(struct gamut_json *json, const char *key)
{
	gamut_json_key(json, key);
	gamut_json_open(json, '{');
}

/* Of kind `name`; "check" for any. */
static void put_reference(struct gamut_json *json, const char *name)
{
	struct gamut_arena arena = { 0 };

	put_text(json, "$ref",
	         gamut_arena_strf(&arena, "#/$defs/%s", name).ptr);
	gamut_arena_clear(&arena);
}

static void open_map(struct gamut_json *json)
{
	put_text(json, "type", "object");
	gamut_json_key(json, "additionalProperties");
	gamut_json_bool(json, false);
}

/* ------------------------------------------------------------------- values */

static bool is_number(const char *text)
{
	return text[0] != '\0' && text[strspn(text, "0123456789")] == '\0';
}

/* A choice that is a number need not stand in quotes. */
static void put_choices(struct gamut_json *json, const char *const *choices)
{
	gamut_json_key(json, "enum");
	gamut_json_open(json, '[');
	for (size_t i = 0; choices[i]; i++) {
		gamut_json_cstr(json, choices[i]);
		if (is_number(choices[i]))
			gamut_json_raw(json, gamut_str_of(choices[i]));
	}
	gamut_json_close(json, ']');
}

static void put_whole(struct gamut_json *json, const struct gamut_kind_key *key)
{
	put_text(json, "type", "integer");
	put_int(json, "minimum", (int64_t)key->min);
	put_int(json, "maximum", key->max ? (int64_t)key->max : WHOLE_MAX);
}

/* The members that say what the value of `key` may be. */
static void put_value(struct gamut_json *json, const struct gamut_kind_key *key)
{
	switch (key->type) {
	case GAMUT_KIND_BOOL:
		put_text(json, "type", "boolean");
		break;
	case GAMUT_KIND_WHOLE:
		put_whole(json, key);
		break;
	case GAMUT_KIND_INTEGER:
		put_reference(json, "digits");
		break;
	case GAMUT_KIND_NUMBER:
		put_text(json, "type", "number");
		break;
	case GAMUT_KIND_TEXT:
	case GAMUT_KIND_FILE:
		put_reference(json, "text");
		break;
	case GAMUT_KIND_CHOICE:
		put_choices(json, key->choices);
		break;
	case GAMUT_KIND_WORDS:
		put_reference(json, "texts");
		break;
	case GAMUT_KIND_CHECK:
		put_reference(json, "check");
		break;
	case GAMUT_KIND_CHECKS:
		put_raw(json, "type", "\"array\"");
		put_int(json, "minItems", 1);
		put_raw(json, "items", "{\"$ref\":\"#/$defs/check\"}");
		break;
	case GAMUT_KIND_JSON:
		break;
	case GAMUT_KIND_OWN:
		if (key->schema) {
			gamut_json_key(json, "allOf");
			gamut_json_open(json, '[');
			gamut_json_raw(json, gamut_str_of(key->schema));
			gamut_json_close(json, ']');
		}
		break;
	}
}

/* -------------------------------------------------------------------- kinds */

static void put_key(struct gamut_json *json, const struct gamut_kind_key *key)
{
	open_object(json, key->name);
	put_text(json, "description", key->help);
	put_value(json, key);
	gamut_json_close(json, '}');
}

/* All keys, as a mapping. */
static void put_keys(struct gamut_json *json, const struct gamut_kind *kind)
{
	bool is_any_required = false;

	open_map(json);
	open_object(json, "properties");
	for (const struct gamut_kind_key *key = kind->keys; key->name; key++) {
		put_key(json, key);
		is_any_required = is_any_required || key->is_required;
	}
	gamut_json_close(json, '}');
	if (!is_any_required)
		return;
	gamut_json_key(json, "required");
	gamut_json_open(json, '[');
	for (const struct gamut_kind_key *key = kind->keys; key->name; key++)
		if (key->is_required)
			gamut_json_cstr(json, key->name);
	gamut_json_close(json, ']');
}

static const struct gamut_kind_key *find_main(const struct gamut_kind *kind)
{
	const struct gamut_kind_key *key = kind->keys;

	while (key->name && strcmp(key->name, kind->main) != 0)
		key++;
	return key;
}

/* What follows the kind's name, under that name. */
static void put_kind(struct gamut_json *json, const struct gamut_kind *kind)
{
	open_object(json, kind->name);
	put_text(json, "description", kind->help);
	if (!kind->main) {
		put_keys(json, kind);
	} else if (kind->is_bare) {
		put_value(json, find_main(kind));
	} else {
		gamut_json_key(json, "anyOf");
		gamut_json_open(json, '[');
		gamut_json_open(json, '{');
		put_value(json, find_main(kind));
		gamut_json_close(json, '}');
		gamut_json_open(json, '{');
		put_keys(json, kind);
		gamut_json_close(json, '}');
		gamut_json_close(json, ']');
	}
	gamut_json_close(json, '}');
}

/* A name that may stand alone, or a mapping of one name to its value. */
static void put_check(struct gamut_json *json)
{
	open_object(json, "check");
	gamut_json_key(json, "anyOf");
	gamut_json_open(json, '[');
	gamut_json_open(json, '{');
	gamut_json_key(json, "enum");
	gamut_json_open(json, '[');
	for (size_t i = 0; i < gamut_kind_count(); i++)
		if (gamut_kind_at(i)->is_optional)
			gamut_json_cstr(json, gamut_kind_at(i)->name);
	gamut_json_close(json, ']');
	gamut_json_close(json, '}');
	gamut_json_open(json, '{');
	open_map(json);
	put_int(json, "minProperties", 1);
	put_int(json, "maxProperties", 1);
	open_object(json, "properties");
	for (size_t i = 0; i < gamut_kind_count(); i++)
		if (gamut_kind_at(i)->keys)
			put_kind(json, gamut_kind_at(i));
	gamut_json_close(json, '}');
	gamut_json_close(json, '}');
	gamut_json_close(json, ']');
	gamut_json_close(json, '}');
}

/* ------------------------------------------------------------- the whole file
 */

/* What the keys of a file hold; the help of each is in task_file.h. */
static const struct {
	const char *name;
	const char *schema;
} values[] = {
	{ "name", "{\"type\":\"string\","
	          "\"pattern\":\"^[a-z][a-z0-9_]{0,63}$\"}" },
	{ "description", "{\"$ref\":\"#/$defs/text\"}" },
	{ "examples", "{\"type\":\"array\",\"minItems\":3,\"maxItems\":3,"
	              "\"uniqueItems\":true,"
	              "\"items\":{\"$ref\":\"#/$defs/text\"}}" },
	{ "max_tokens", "{\"type\":\"integer\",\"minimum\":1,"
	                "\"maximum\":1000000}" },
	{ "check", "{\"$ref\":\"#/$defs/check\"}" },
	{ "accept", "{\"type\":\"array\",\"minItems\":1,\"items\":"
	            "{\"anyOf\":[{\"$ref\":\"#/$defs/answer\"},"
	            "{\"type\":\"object\",\"required\":[\"answer\"],"
	            "\"additionalProperties\":false,\"properties\":"
	            "{\"answer\":{\"$ref\":\"#/$defs/answer\"},"
	            "\"canonical\":{\"$ref\":\"#/$defs/text\"}}}]}}" },
	{ "reject", "{\"type\":\"array\",\"minItems\":1,\"items\":"
	            "{\"anyOf\":[{\"$ref\":\"#/$defs/answer\"},"
	            "{\"type\":\"object\",\"required\":[\"answer\"],"
	            "\"additionalProperties\":false,\"properties\":"
	            "{\"answer\":{\"$ref\":\"#/$defs/answer\"},"
	            "\"reason\":{\"$ref\":\"#/$defs/reason\"}}}]}}" },
	{ "canonical", "{\"anyOf\":[{\"$ref\":\"#/$defs/step\"},"
	               "{\"type\":\"array\",\"minItems\":1,\"maxItems\":32,"
	               "\"items\":{\"$ref\":\"#/$defs/step\"}}]}" },
	{ "members", "{\"type\":\"array\",\"minItems\":1,"
	             "\"items\":{\"$ref\":\"#/$defs/text\"}}" },
	{ "space", "{\"$ref\":\"#/$defs/count\"}" },
	{ "strings", "{\"$ref\":\"#/$defs/count\"}" },
	{ "target", "{\"anyOf\":[{\"const\":\"uniform\"},"
	            "{\"type\":\"object\",\"minProperties\":2,"
	            "\"additionalProperties\":"
	            "{\"type\":\"number\",\"exclusiveMinimum\":0}}]}" },
	{ "revision", "{\"type\":\"integer\",\"minimum\":1,"
	              "\"maximum\":4294967295}" },
};

/* Texts need no quotes: what YAML takes for a number is the text of it. */
static const char definitions[] =
	"\"text\":{\"type\":[\"string\",\"number\",\"boolean\"],"
	"\"minLength\":1},"
	"\"answer\":{\"type\":[\"string\",\"number\",\"boolean\"]},"
	"\"texts\":{\"anyOf\":[{\"$ref\":\"#/$defs/text\"},"
	"{\"type\":\"array\",\"minItems\":1,"
	"\"items\":{\"$ref\":\"#/$defs/text\"}}]},"
	"\"digits\":{\"anyOf\":[{\"type\":\"integer\"},"
	"{\"type\":\"string\",\"pattern\":\"^(0|-?[1-9][0-9]*)$\"}]},"
	"\"count\":{\"type\":\"integer\",\"minimum\":1,"
	"\"maximum\":9007199254740992}";

static void put_task_key(struct gamut_json *json,
                         const struct gamut_task_key *key)
{
	const char *schema = "{\"$ref\":\"#/$defs/text\"}";

	for (size_t i = 0; i < GAMUT_ARRAY_LEN(values); i++)
		if (strcmp(values[i].name, key->name) == 0)
			schema = values[i].schema;
	open_object(json, key->name);
	put_text(json, "description", key->help);
	gamut_json_key(json, "allOf");
	gamut_json_open(json, '[');
	gamut_json_raw(json, gamut_str_of(schema));
	gamut_json_close(json, ']');
	gamut_json_close(json, '}');
}

static void put_reasons(struct gamut_json *json)
{
	static const char *const names[] = {
#define X(name, text, sentence) text,
		GAMUT_REASON_MAP(X)
#undef X
	};

	open_object(json, "reason");
	gamut_json_key(json, "enum");
	gamut_json_open(json, '[');
	for (size_t i = REASONS_TOLD; i < GAMUT_ARRAY_LEN(names); i++)
		gamut_json_cstr(json, names[i]);
	gamut_json_close(json, ']');
	gamut_json_close(json, '}');
}

static void put_steps(struct gamut_json *json)
{
	open_object(json, "step");
	gamut_json_key(json, "anyOf");
	gamut_json_open(json, '[');
	gamut_json_open(json, '{');
	gamut_json_key(json, "enum");
	gamut_json_open(json, '[');
	for (int op = 0; op < GAMUT_CANONICAL_REPLACE; op++)
		gamut_json_cstr(json, gamut_canonical_name(
					      (enum gamut_canonical_op)op));
	gamut_json_close(json, ']');
	gamut_json_close(json, '}');
	gamut_json_raw(
		json,
		GAMUT_STR("{\"type\":\"object\",\"minProperties\":1,"
	                  "\"maxProperties\":1,\"additionalProperties\":false,"
	                  "\"properties\":{\"replace\":{\"type\":\"object\","
	                  "\"required\":[\"pattern\",\"with\"],"
	                  "\"additionalProperties\":false,\"properties\":"
	                  "{\"pattern\":{\"$ref\":\"#/$defs/text\"},"
	                  "\"with\":{\"$ref\":\"#/$defs/answer\"}}},"
	                  "\"map\":{\"type\":\"object\",\"minProperties\":1,"
	                  "\"additionalProperties\":"
	                  "{\"$ref\":\"#/$defs/text\"}}}}"));
	gamut_json_close(json, ']');
	gamut_json_close(json, '}');
}

static void put_schema(struct gamut_json *json)
{
	gamut_json_open(json, '{');
	put_text(json, "$schema",
	         "https://json-schema.org/draft/2020-12/schema");
	put_text(json, "title", "Gamut task");
	put_text(json, "description", "read by 'gamut run --task-file FILE'");
	open_map(json);
	gamut_json_key(json, "required");
	gamut_json_open(json, '[');
	for (size_t i = 0; i < gamut_task_key_count(); i++)
		if (gamut_task_key_at(i)->is_required)
			gamut_json_cstr(json, gamut_task_key_at(i)->name);
	gamut_json_close(json, ']');
	open_object(json, "properties");
	for (size_t i = 0; i < gamut_task_key_count(); i++)
		put_task_key(json, gamut_task_key_at(i));
	gamut_json_close(json, '}');
	open_object(json, "$defs");
	gamut_buf_addf(json->out, "%s", definitions);
	json->wants_comma = true;
	put_reasons(json);
	put_steps(json);
	put_check(json);
	gamut_json_close(json, '}');
	gamut_json_close(json, '}');
}

void gamut_task_schema(struct gamut_buf *out)
{
	struct gamut_buf text = { 0 };
	struct gamut_json json = { .out = &text };

	put_schema(&json);
	gamut_json_indent(out, gamut_buf_view(&text));
	gamut_buf_release(&text);
}
