#include "runner/exchange/import/fields.h"

#include <stdlib.h>
#include <string.h>

/* The longest key on the way to a field. */
#define KEY_SIZE 256

/* Digits of the largest number that is read, 2^53. */
#define DIGITS_MAX 16

const char *const gamut_import_field_names[GAMUT_IMPORT_FIELD_COUNT] = {
#define X(name, text) text,
	GAMUT_IMPORT_FIELD_MAP(X)
#undef X
};

struct gamut_import_fields gamut_import_fields_of(
	const struct gamut_import_file *file,
	const struct gamut_import_format *format)
{
	struct gamut_import_fields fields;

	for (size_t i = 0; i < GAMUT_IMPORT_FIELD_COUNT; i++) {
		const char *name = gamut_import_field_names[i];

		if (gamut_import_map_field(file->map, name, &fields.path[i]))
			continue;
		if (format->fields && format->fields[i])
			name = format->fields[i];
		fields.path[i] = gamut_str_of(name);
	}
	return fields;
}

/* ------------------------------------------------------------------- places */

/* The place that `digits`, which are few, say. */
static int place_of(struct gamut_str digits)
{
	int place = 0;

	for (size_t i = 0; i < digits.len; i++)
		place = place * 10 + (digits.ptr[i] - '0');
	return place;
}

static bool is_digits(struct gamut_str s)
{
	for (size_t i = 0; i < s.len; i++)
		if (!gamut_ascii_is_digit(s.ptr[i]))
			return false;
	return s.len > 0;
}

/* ~1 is '/', ~0 is '~': RFC 6901. */
static void unescape_pointer(char *key)
{
	char *to = key;

	for (const char *from = key; *from; from++) {
		*to = *from;
		if (from[0] == '~' && (from[1] == '0' || from[1] == '1')) {
			*to = from[1] == '0' ? '~' : '/';
			from++;
		}
		to++;
	}
	*to = '\0';
}

static const cJSON *step(const cJSON *item, struct gamut_str part,
                         bool is_pointer)
{
	char key[KEY_SIZE];

	if (part.len >= sizeof(key))
		return NULL;
	if (part.len > 0)
		memcpy(key, part.ptr, part.len);
	key[part.len] = '\0';
	if (cJSON_IsArray(item))
		return is_digits(part) && part.len < 8 ?
		               cJSON_GetArrayItem(item, place_of(part)) :
		               NULL;
	if (is_pointer)
		unescape_pointer(key);
	return cJSON_GetObjectItemCaseSensitive(item, key);
}

const cJSON *gamut_import_at(const cJSON *object, struct gamut_str path)
{
	bool is_pointer = path.len > 0 && path.ptr[0] == '/';
	const cJSON *item = step(object, path, false);
	struct gamut_str part;

	if (item || path.len == 0)
		return item;
	item = object;
	if (is_pointer)
		path = gamut_str_skip(path, 1);
	while (item &&
	       gamut_str_take_field(&path, is_pointer ? '/' : '.', &part))
		item = step(item, part, is_pointer);
	return item;
}

/* ------------------------------------------------------------------- values */

/* A record that is being read. */
struct record {
	const cJSON *object;
	const struct gamut_import_fields *fields;
	struct gamut_arena *arena;
	struct gamut_err *err;
	enum gamut_status status;
};

static const cJSON *find(const struct record *record,
                         enum gamut_import_field field)
{
	const cJSON *item = gamut_import_at(record->object,
	                                    record->fields->path[field]);

	return cJSON_IsNull(item) ? NULL : item;
}

static void refuse(struct record *record, enum gamut_import_field field,
                   const cJSON *item, const char *wanted)
{
	struct gamut_str path = record->fields->path[field];

	if (!record->status)
		record->status = gamut_error(
			record->err, GAMUT_EPARSE,
			"the %s, '%.*s', is %s and not %s: 'fields' of a --map "
			"file says where it stands",
			gamut_import_field_names[field], GAMUT_STR_ARG(path),
			gamut_import_kind(item), wanted);
}

/* A name or text; empty where it is not there. */
static struct gamut_str take_str(struct record *record,
                                 enum gamut_import_field field)
{
	const cJSON *item = find(record, field);

	if (!item)
		return GAMUT_STR_EMPTY;
	if (cJSON_IsString(item))
		return gamut_str_of(item->valuestring);
	if (cJSON_IsNumber(item) && field != GAMUT_IMPORT_FIELD_REASONING)
		return gamut_import_json(item, record->arena);
	refuse(record, field, item, "a string");
	return GAMUT_STR_EMPTY;
}

/* A whole number, or one in digits as CSV has it; or unknown. */
static int64_t take_number(struct record *record, enum gamut_import_field field)
{
	const cJSON *item = find(record, field);
	double value = -1;

	if (!item || (cJSON_IsString(item) && item->valuestring[0] == '\0'))
		return GAMUT_UNKNOWN;
	if (cJSON_IsNumber(item)) {
		value = item->valuedouble;
	} else if (cJSON_IsString(item)) {
		struct gamut_str digits = gamut_str_of(item->valuestring);

		if (is_digits(digits) && digits.len <= DIGITS_MAX)
			value = strtod(digits.ptr, NULL);
	}
	if (value >= 0 && value <= (double)GAMUT_SAMPLE_NUMBER_MAX &&
	    (double)(int64_t)value == value)
		return (int64_t)value;
	refuse(record, field, item, "a whole number");
	return GAMUT_UNKNOWN;
}

/* Why there is no completion; empty where nothing is said. */
static struct gamut_str take_error(struct record *record)
{
	const cJSON *item = find(record, GAMUT_IMPORT_FIELD_ERROR);
	struct gamut_str text;

	if (!item || cJSON_IsFalse(item))
		return GAMUT_STR_EMPTY;
	if (cJSON_IsString(item))
		text = gamut_str_of(item->valuestring);
	else
		text = gamut_import_json(item, record->arena);
	return text.len > 0 ? gamut_import_reason(text) : GAMUT_STR_EMPTY;
}

static void take_members(struct record *record, struct gamut_import_item *item)
{
	struct gamut_sample *sample = &item->sample;
	int64_t index = take_number(record, GAMUT_IMPORT_FIELD_INDEX);

	item->task = take_str(record, GAMUT_IMPORT_FIELD_TASK);
	item->setting = take_str(record, GAMUT_IMPORT_FIELD_SETTING);
	item->model = take_str(record, GAMUT_IMPORT_FIELD_MODEL);
	item->failure = take_error(record);
	item->prompt = gamut_import_json(
		find(record, GAMUT_IMPORT_FIELD_PROMPT), record->arena);
	if (index >= GAMUT_SAMPLES_MAX) {
		refuse(record, GAMUT_IMPORT_FIELD_INDEX,
		       find(record, GAMUT_IMPORT_FIELD_INDEX),
		       "an index below 2^20");
	} else if (index >= 0) {
		item->has_index = true;
		sample->index = (uint32_t)index;
	}
	sample->finish_reason = take_str(record,
	                                 GAMUT_IMPORT_FIELD_FINISH_REASON);
	sample->reasoning = take_str(record, GAMUT_IMPORT_FIELD_REASONING);
	sample->response_id = take_str(record, GAMUT_IMPORT_FIELD_RESPONSE_ID);
	sample->seed = take_number(record, GAMUT_IMPORT_FIELD_SEED);
	sample->latency_ms = take_number(record, GAMUT_IMPORT_FIELD_LATENCY_MS);
	sample->prompt_tokens = take_number(record,
	                                    GAMUT_IMPORT_FIELD_PROMPT_TOKENS);
	sample->completion_tokens =
		take_number(record, GAMUT_IMPORT_FIELD_COMPLETION_TOKENS);
	sample->reasoning_tokens =
		take_number(record, GAMUT_IMPORT_FIELD_REASONING_TOKENS);
}

/* Hand over `item` with the text `text`, which is a string or null. */
static void give(struct gamut_import_file *file, struct record *record,
                 struct gamut_import_item *item, const cJSON *text)
{
	struct gamut_import_item one = *item;

	if (cJSON_IsString(text))
		one.sample.text = gamut_str_of(text->valuestring);
	else if (!cJSON_IsNull(text) && one.failure.len == 0)
		refuse(record, GAMUT_IMPORT_FIELD_TEXT, text, "a string");
	else if (one.failure.len == 0)
		one.failure = GAMUT_STR("the completion is null");
	if (!record->status)
		record->status = gamut_import_take(file->sink, &one,
		                                   record->err);
	item->sample.index++;
}

static void give_all(struct gamut_import_file *file, struct record *record,
                     struct gamut_import_item *item)
{
	const cJSON *text = gamut_import_at(
		record->object, record->fields->path[GAMUT_IMPORT_FIELD_TEXT]);
	const cJSON *one;

	if (!cJSON_IsArray(text)) {
		give(file, record, item, text);
		return;
	}
	cJSON_ArrayForEach(one, text)
	{
		give(file, record, item, one);
	}
}

enum gamut_status gamut_import_take_object(
	struct gamut_import_file *file, const cJSON *object,
	const struct gamut_import_fields *fields, struct gamut_err *err)
{
	struct gamut_import_item item = gamut_import_item_empty();
	struct gamut_arena arena = { 0 };
	struct record record = {
		.object = object,
		.fields = fields,
		.arena = &arena,
		.err = err,
	};

	take_members(&record, &item);
	if (!record.status)
		give_all(file, &record, &item);
	gamut_arena_clear(&arena);
	return record.status;
}
