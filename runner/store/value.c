#include "runner/store/value.h"

#include <string.h>

#include "runner/store/sample.h"

void gamut_value_enter(struct gamut_value *value, const cJSON *object)
{
	value->object = object;
	value->next = cJSON_IsObject(object) ? object->child : NULL;
}

/* Members mostly come in the order asked for, so a search is rare. */
const cJSON *gamut_value_find(struct gamut_value *value, const char *key)
{
	const cJSON *item = value->next;

	if (value->status)
		return NULL;
	if (!item || strcmp(item->string, key) != 0)
		item = cJSON_GetObjectItemCaseSensitive(value->object, key);
	if (item)
		value->next = item->next;
	return item;
}

void gamut_value_refuse(struct gamut_value *value, const char *key,
                        const char *wanted)
{
	if (!value->status)
		value->status = gamut_error(value->err, GAMUT_EPARSE,
		                            "\"%s\" is not %s", key, wanted);
}

struct gamut_str gamut_value_str(struct gamut_value *value, const char *key)
{
	const cJSON *item = gamut_value_find(value, key);

	if (cJSON_IsString(item))
		return gamut_arena_copy(value->arena,
		                        gamut_str_of(item->valuestring));
	gamut_value_refuse(value, key, "a string");
	return GAMUT_STR_EMPTY;
}

struct gamut_str gamut_value_told(struct gamut_value *value, const char *key)
{
	const cJSON *item = gamut_value_find(value, key);

	if (cJSON_IsString(item))
		return gamut_arena_copy(value->arena,
		                        gamut_str_of(item->valuestring));
	if (item && !cJSON_IsNull(item))
		gamut_value_refuse(value, key, "a string or null");
	return GAMUT_STR_EMPTY;
}

/* Is `item` a whole number in [0, `max`], and which? */
static bool take_number(const cJSON *item, int64_t max, int64_t *number)
{
	double value = item && cJSON_IsNumber(item) ? item->valuedouble : -1;

	if (!(value >= 0 && value <= (double)max))
		return false;
	*number = (int64_t)value;
	return (double)*number == value;
}

int64_t gamut_value_number(struct gamut_value *value, const char *key)
{
	const cJSON *item = gamut_value_find(value, key);
	int64_t number;

	if (!item || cJSON_IsNull(item))
		return GAMUT_UNKNOWN;
	if (take_number(item, GAMUT_SAMPLE_NUMBER_MAX, &number))
		return number;
	gamut_value_refuse(value, key, "a whole number or null");
	return GAMUT_UNKNOWN;
}

uint32_t gamut_value_u32(struct gamut_value *value, const char *key)
{
	const cJSON *item = gamut_value_find(value, key);
	int64_t number;

	if (take_number(item, UINT32_MAX, &number))
		return (uint32_t)number;
	gamut_value_refuse(value, key, "a whole number below 2^32");
	return 0;
}

struct gamut_str gamut_value_text(struct gamut_value *value, const char *key,
                                  int types, const char *wanted)
{
	const cJSON *item = gamut_value_find(value, key);
	struct gamut_buf buf = { 0 };
	struct gamut_json json = { .out = &buf };
	struct gamut_str text;

	if (!item || !(item->type & types)) {
		gamut_value_refuse(value, key, wanted);
		return GAMUT_STR_EMPTY;
	}
	gamut_value_put_item(&json, item);
	text = gamut_arena_copy(value->arena, gamut_buf_view(&buf));
	gamut_buf_release(&buf);
	return text;
}

cJSON *gamut_value_parse(struct gamut_str text)
{
	struct gamut_err err = { 0 };
	cJSON *item = gamut_json_parse(text.len ? text : GAMUT_STR("{}"), &err);

	if (!item)
		GAMUT_BUG("%s", err.msg);
	return item;
}

void gamut_value_put(struct gamut_json *json, struct gamut_str text)
{
	cJSON *item = gamut_value_parse(text);

	gamut_value_put_item(json, item);
	cJSON_Delete(item);
}

static void put_list(struct gamut_json *json, const cJSON *list)
{
	bool is_object = cJSON_IsObject(list);
	const cJSON *item;

	gamut_json_open(json, is_object ? '{' : '[');
	cJSON_ArrayForEach(item, list)
	{
		if (is_object)
			gamut_json_key(json, item->string);
		gamut_value_put_item(json, item);
	}
	gamut_json_close(json, is_object ? '}' : ']');
}

/* As deep as cJSON reads, which is 1,000. */
void gamut_value_put_item(struct gamut_json *json, const cJSON *item)
{
	if (cJSON_IsString(item))
		gamut_json_cstr(json, item->valuestring);
	else if (cJSON_IsNumber(item))
		gamut_json_double(json, item->valuedouble);
	else if (cJSON_IsBool(item))
		gamut_json_bool(json, cJSON_IsTrue(item));
	else if (cJSON_IsNull(item))
		gamut_json_null(json);
	else
		put_list(json, item);
}
