#include "tests/support/expected.h"

#include <math.h>
#include <stdlib.h>

#include "base/file.h"
#include "base/json.h"
#include "tests/support/unit.h"

#define TOLERANCE 1e-9
#define MAX_BYTES ((size_t)1 << 20)

void gamut_expected_read(struct gamut_expected *expected, const char *name)
{
	struct gamut_err err = { 0 };
	struct gamut_str rest;
	struct gamut_str line;
	const char *path;

	*expected = (struct gamut_expected){ 0 };
	path = gamut_arena_strf(&expected->arena, "%s/%s", GAMUT_TEST_DATA,
	                        name)
	               .ptr;
	ck_assert_msg(!gamut_file_read(&rest, path, MAX_BYTES, &expected->arena,
	                               &err),
	              "%s", err.msg);
	ck_assert(gamut_str_take_line(&rest, &line));
	while (gamut_str_take_line(&rest, &line)) {
		ck_assert_uint_lt(expected->count,
		                  GAMUT_ARRAY_LEN(expected->rows));
		expected->rows[expected->count] = gamut_json_parse(line, &err);
		ck_assert_msg(expected->rows[expected->count], "%s", err.msg);
		expected->count++;
	}
}

void gamut_expected_release(struct gamut_expected *expected)
{
	for (size_t i = 0; i < expected->count; i++)
		cJSON_Delete(expected->rows[i]);
	gamut_arena_clear(&expected->arena);
}

uint64_t gamut_expected_uint(const cJSON *object, const char *key)
{
	const cJSON *item = cJSON_GetObjectItemCaseSensitive(object, key);

	ck_assert_msg(item, "no member %s", key);
	if (cJSON_IsString(item))
		return strtoull(item->valuestring, NULL, 10);
	ck_assert(cJSON_IsNumber(item));
	return (uint64_t)item->valuedouble;
}

void gamut_expected_double(const char *what, double have, double want)
{
	ck_assert_msg(fabs(have - want) <= TOLERANCE * fmax(1, fabs(want)),
	              "%s: %.17g, not %.17g", what, have, want);
}

void gamut_expected_metrics(const cJSON *want,
                            const struct gamut_metrics *metrics)
{
	for (size_t i = 0; i < GAMUT_METRIC_COUNT; i++) {
		const char *name = gamut_metric_name((enum gamut_metric)i);
		const cJSON *item = cJSON_GetObjectItemCaseSensitive(want,
		                                                     name);

		ck_assert_msg(item, "no expected %s", name);
		if (cJSON_IsNull(item))
			ck_assert_msg(isnan(metrics->of[i]), "%s: %g", name,
			              metrics->of[i]);
		else
			gamut_expected_double(name, metrics->of[i],
			                      item->valuedouble);
	}
}
