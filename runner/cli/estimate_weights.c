#include "runner/cli/estimate_weights.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static bool is_weight(double weight)
{
	return isfinite(weight) && weight > 0;
}

enum gamut_status gamut_estimate_read_weights(
	struct gamut_estimate_weights *weights, const char *words,
	struct gamut_arena *arena, struct gamut_err *err)
{
	const char *at = words;
	size_t size = 1;

	if (!words)
		return GAMUT_OK;
	for (size_t i = 0; words[i]; i++)
		size += words[i] == ',';
	weights->items = gamut_arena_new(arena, double, size);
	while (weights->count < size) {
		size_t len = strcspn(at, ",");
		char *end;
		double weight = strtod(at, &end);

		if (end == at || end != at + len || !is_weight(weight))
			return gamut_error(err, GAMUT_EINVAL,
			                   "--target: '%.*s' is not a number "
			                   "above 0",
			                   (int)len, at);
		weights->items[weights->count++] = weight;
		at += len + 1;
	}
	return GAMUT_OK;
}

enum gamut_status gamut_estimate_read_target(
	struct gamut_estimate_weights *weights, const cJSON *array,
	struct gamut_arena *arena, struct gamut_err *err)
{
	const cJSON *item;

	if (!array)
		return GAMUT_OK;
	if (!cJSON_IsArray(array))
		return gamut_error(err, GAMUT_EPARSE,
		                   "\"target\" is not an array of weights");
	weights->items = gamut_arena_new(arena, double,
	                                 (size_t)cJSON_GetArraySize(array));
	cJSON_ArrayForEach(item, array)
	{
		if (!cJSON_IsNumber(item) || !is_weight(item->valuedouble))
			return gamut_error(err, GAMUT_EPARSE,
			                   "\"target\"[%zu] is not a number "
			                   "above 0",
			                   weights->count);
		weights->items[weights->count++] = item->valuedouble;
	}
	return GAMUT_OK;
}
