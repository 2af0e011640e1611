#include "tests/support/page.h"

#include <stdio.h>
#include <string.h>

#include "tests/support/program.h"
#include "tests/support/unit.h"

static const char opening_tag[] = "<script type=\"application/json\" "
				  "id=\"gamut-data\">";

const char *gamut_page_text(struct gamut_arena *arena, const char *path)
{
	const char *page = gamut_program_file(arena, path);
	const char *start = strstr(page, opening_tag);
	const char *end;

	ck_assert_msg(start, "no data in %s", path);
	start += strlen(opening_tag);
	end = strstr(start, "</script>");
	ck_assert(end);
	return gamut_arena_copy(
		       arena,
		       (struct gamut_str){ start, (size_t)(end - start) })
	        .ptr;
}

cJSON *gamut_page_data_of(struct gamut_arena *arena, const char *path)
{
	struct gamut_err err = { 0 };
	cJSON *data = gamut_json_parse(
		gamut_str_of(gamut_page_text(arena, path)), &err);

	ck_assert_msg(data, "%s", err.msg);
	return data;
}

const cJSON *gamut_page_member(const cJSON *object, const char *key)
{
	const cJSON *found = cJSON_GetObjectItemCaseSensitive(object, key);

	ck_assert_msg(found, "no member %s", key);
	return found;
}

double gamut_page_number(const cJSON *array, int i)
{
	const cJSON *item = cJSON_GetArrayItem(array, i);

	ck_assert(cJSON_IsNumber(item));
	return item->valuedouble;
}

const char *gamut_page_sample(const cJSON *details, int i)
{
	const cJSON *samples = gamut_page_member(details, "samples");
	const cJSON *answer;
	char key[32];
	const cJSON *text;

	(void)snprintf(key, sizeof(key), "%d", i);
	text = cJSON_GetObjectItemCaseSensitive(
		gamut_page_member(samples, "text"), key);
	if (!text) {
		answer = cJSON_GetArrayItem(
			gamut_page_member(details, "answers"),
			(int)gamut_page_number(
				gamut_page_member(samples, "answer"), i));
		text = cJSON_GetArrayItem(answer, 0);
	}
	ck_assert(cJSON_IsString(text));
	return text->valuestring;
}
