#include <string.h>

#include "base/json.h"
#include "base/text.h"
#include "base/yaml.h"
#include "tests/support/fuzz.h"

/* Nodes below `node` and itself. */
static size_t check_node(const struct gamut_yaml_node *node, unsigned depth)
{
	size_t count = 1;

	if (depth > GAMUT_YAML_DEPTH_MAX)
		GAMUT_BUG("too deep");
	switch (gamut_yaml_kind(node)) {
	case GAMUT_YAML_SCALAR:
		if (!gamut_text_is_utf8(gamut_yaml_text(node)))
			GAMUT_BUG("not UTF-8");
		break;
	case GAMUT_YAML_LIST:
		for (size_t i = 0; i < gamut_yaml_count(node); i++)
			count += check_node(gamut_yaml_item(node, i),
			                    depth + 1);
		break;
	case GAMUT_YAML_MAP:
		for (size_t i = 0; i < gamut_yaml_count(node); i++)
			count += 1 + check_node(gamut_yaml_value(node, i),
			                        depth + 1);
		break;
	}
	return count;
}

/* What is read is within the limits and writes as JSON that reads. */
static void check_document(const struct gamut_yaml *doc)
{
	struct gamut_arena arena = { 0 };
	const struct gamut_yaml_node *root = gamut_yaml_root(doc);
	struct gamut_str text;
	cJSON *json;

	if (check_node(root, 0) > GAMUT_YAML_SIZE_MAX)
		GAMUT_BUG("too large");
	text = gamut_yaml_json(root, &arena);
	json = gamut_json_parse(text, NULL);
	if (!json)
		GAMUT_BUG("does not read: %s", text.ptr);
	cJSON_Delete(json);
	gamut_arena_clear(&arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct gamut_str input = { .ptr = size ? (const char *)data : "",
		                   .len = size };
	struct gamut_yaml *doc = NULL;
	struct gamut_err err = { 0 };
	enum gamut_status status = gamut_yaml_parse(&doc, "f", input, &err);

	if (status &&
	    (status != GAMUT_EPARSE || strncmp(err.msg, "f:", 2) != 0))
		GAMUT_BUG("refused without a place: %s", err.msg);
	if (!status)
		check_document(doc);
	gamut_yaml_free(doc);
	return 0;
}
