#include "runner/store/record.h"

#include <string.h>

#include <zlib.h>

#include "base/clock.h"
#include "runner/store/sample.h"

/* The end of every record, with 8 digits where the dots are. */
static const char seal[] = ",\"crc\":\"........\"}";

#define SEAL_LEN (sizeof(seal) - 1)
#define SEAL_DIGITS 8 /* where they begin, and how many they are */

/* ---------------------------------------------------------------- writing */

/* JSON has \u0000, but readers in C, cJSON too, take it for the end. */
static void put_without_nul(struct gamut_json *json, struct gamut_str value)
{
	struct gamut_buf clean = { 0 };

	for (size_t i = 0; i < value.len; i++)
		if (value.ptr[i])
			gamut_buf_add_char(&clean, value.ptr[i]);
		else
			gamut_buf_add(&clean, GAMUT_STR("\xef\xbf\xbd"));
	gamut_json_str(json, gamut_buf_view(&clean));
	gamut_buf_release(&clean);
}

void gamut_record_put_str(struct gamut_json *json, const char *key,
                          struct gamut_str value)
{
	gamut_json_key(json, key);
	if (value.len > 0 && memchr(value.ptr, '\0', value.len))
		put_without_nul(json, value);
	else
		gamut_json_str(json, value);
}

void gamut_record_put_told(struct gamut_json *json, const char *key,
                           struct gamut_str value)
{
	if (value.len > 0) {
		gamut_record_put_str(json, key, value);
		return;
	}
	gamut_json_key(json, key);
	gamut_json_null(json);
}

void gamut_record_put_number(struct gamut_json *json, const char *key,
                             int64_t value)
{
	gamut_json_key(json, key);
	if (value < 0 || value > GAMUT_SAMPLE_NUMBER_MAX)
		gamut_json_null(json);
	else
		gamut_json_int(json, value);
}

void gamut_record_put_time(struct gamut_json *json, const char *key,
                           int64_t wall_ms)
{
	char text[GAMUT_CLOCK_TEXT_SIZE];

	gamut_clock_format(text, wall_ms);
	gamut_json_key(json, key);
	gamut_json_cstr(json, text);
}

/* The end of a record that consists of `body`, and a NUL. */
static void make_seal(char text[SEAL_LEN + 1], struct gamut_str body)
{
	unsigned long crc = crc32_z(0, (const Bytef *)body.ptr, body.len);

	memcpy(text, seal, SEAL_LEN + 1);
	for (size_t i = SEAL_DIGITS; i > 0; i--) {
		text[SEAL_DIGITS + i - 1] = "0123456789abcdef"[crc & 15];
		crc >>= 4;
	}
}

void gamut_record_seal(struct gamut_buf *line, size_t start)
{
	char end[SEAL_LEN + 1];

	make_seal(end, gamut_str_skip(gamut_buf_view(line), start));
	gamut_buf_add(line, gamut_str_of(end));
	gamut_buf_add_char(line, '\n');
}

/* ---------------------------------------------------------------- reading */

bool gamut_record_is_sealed(struct gamut_str line)
{
	char end[SEAL_LEN + 1];
	struct gamut_str body;

	if (line.len <= SEAL_LEN)
		return false;
	body = gamut_str_head(line, line.len - SEAL_LEN);
	make_seal(end, body);
	return memcmp(end, line.ptr + body.len, SEAL_LEN) == 0;
}

enum gamut_status gamut_record_open(struct gamut_value *record,
                                    struct gamut_str line,
                                    struct gamut_arena *arena,
                                    struct gamut_err *err)
{
	cJSON *object;

	if (line.len <= SEAL_LEN || line.ptr[0] != '{')
		return gamut_error(err, GAMUT_EPARSE, "not a record");
	if (!gamut_record_is_sealed(line))
		return gamut_error(err, GAMUT_EPARSE, "the CRC does not fit");
	object = gamut_json_parse(line, err);
	if (!object)
		return GAMUT_EPARSE;
	*record = (struct gamut_value){ .arena = arena, .err = err };
	record->owned = object;
	gamut_value_enter(record, object);
	return GAMUT_OK;
}

enum gamut_status gamut_record_close(struct gamut_value *record)
{
	cJSON_Delete(record->owned);
	return record->status;
}

int64_t gamut_record_time(struct gamut_value *record, const char *key)
{
	const cJSON *item = gamut_value_find(record, key);
	int64_t wall_ms;

	if (cJSON_IsString(item) &&
	    gamut_clock_parse(&wall_ms, gamut_str_of(item->valuestring)))
		return wall_ms;
	gamut_value_refuse(record, key, "a time");
	return 0;
}
