#include "base/json.h"
#include "runner/exchange/import/walk.h"
#include "tests/support/fuzz.h"

/* Walk a value to its leaves; how many there are of objects and lists. */
static size_t count_all(struct gamut_walk *walk, int depth)
{
	struct gamut_str key;
	char first = gamut_walk_peek(walk);
	size_t count = 0;

	if (depth == 20 || (first != '{' && first != '[')) {
		gamut_walk_value(walk);
		return 1;
	}
	gamut_walk_enter(walk, first, "");
	while (first == '{' ? gamut_walk_key(walk, &key) :
	                      gamut_walk_item(walk))
		count += count_all(walk, depth + 1);
	/* What was left stands before whatever comes. */
	walk->is_first = false;
	return count;
}

static bool is_flat(const cJSON *item, int depth)
{
	const cJSON *child;

	if (depth == GAMUT_WALK_DEPTH_MAX)
		return false;
	cJSON_ArrayForEach(child, item)
	{
		if (!is_flat(child, depth + 1))
			return false;
	}
	return true;
}

/* Whatever is JSON can be walked; whatever cannot be is told with its place. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct gamut_str input = { .ptr = size ? (const char *)data : "",
		                   .len = size };
	struct gamut_err err = { 0 };
	struct gamut_walk walk = gamut_walk_begin(input, "f", 1, &err);
	cJSON *json = gamut_json_parse(input, NULL);
	cJSON *tree;

	count_all(&walk, 0);
	gamut_walk_end(&walk);
	if (walk.status && err.msg[0] != 'f')
		GAMUT_BUG("refused without a place: %s", err.msg);
	if (walk.status && json && is_flat(json, 0))
		GAMUT_BUG("refused: %s", err.msg);
	walk = gamut_walk_begin(input, "f", 1, &err);
	tree = gamut_walk_tree(&walk);
	gamut_walk_end(&walk);
	if (!walk.status && !json)
		GAMUT_BUG("taken for JSON");
	cJSON_Delete(tree);
	cJSON_Delete(json);
	return 0;
}
