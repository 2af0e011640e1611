#include "runner/store/record.h"

#include <stdio.h>
#include <string.h>

#include <zlib.h>

#include "base/clock.h"
#include "runner/store/sample.h"

/* 9999-12-31T23:59:59.999Z */
#define TIME_MAX INT64_C(253402300799999)

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

	if (wall_ms < 0)
		wall_ms = 0;
	if (wall_ms > TIME_MAX)
		wall_ms = TIME_MAX;
	gamut_clock_format(text, wall_ms);
	gamut_json_key(json, key);
	gamut_json_cstr(json, text);
}

/* The end of a record that consists of `body`, and a NUL. */
static void make_seal(char text[SEAL_LEN + 1], struct gamut_str body)
{
	unsigned long crc = crc32_z(0, (const Bytef *)body.ptr, body.len);
	char digits[SEAL_DIGITS + 1];

	snprintf(digits, sizeof(digits), "%08lx", crc & 0xffffffffUL);
	memcpy(text, seal, SEAL_LEN + 1);
	memcpy(text + SEAL_DIGITS, digits, SEAL_DIGITS);
}

void gamut_record_seal(struct gamut_buf *line, size_t start)
{
	char end[SEAL_LEN + 1];

	make_seal(end, gamut_str_skip(gamut_buf_view(line), start));
	gamut_buf_add(line, gamut_str_of(end));
	gamut_buf_add_char(line, '\n');
}

/* ---------------------------------------------------------------- reading */

enum gamut_status gamut_record_open(struct gamut_value *record,
                                    struct gamut_str line,
                                    struct gamut_arena *arena,
                                    struct gamut_err *err)
{
	char end[SEAL_LEN + 1];
	size_t len = line.len > SEAL_LEN ? line.len - SEAL_LEN : 0;
	cJSON *object;

	if (len == 0 || line.ptr[0] != '{')
		return gamut_error(err, GAMUT_EPARSE, "not a record");
	make_seal(end, gamut_str_head(line, len));
	if (memcmp(end, line.ptr + len, SEAL_LEN) != 0)
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

/* The number that `count` digits at `text` make; anything for other bytes. */
static int64_t digits_at(const char *text, size_t count)
{
	int64_t value = 0;

	for (size_t i = 0; i < count; i++)
		value = value * 10 + (text[i] - '0');
	return value;
}

/* Days from 0000-01-01 to the first day of `year`, Gregorian. */
static int64_t days_before_year(int64_t year)
{
	int64_t last = year - 1;

	return 365 * year + last / 4 - last / 100 + last / 400;
}

/* Days from the start of `year` to that of `month`, 1 to 12. */
static int64_t days_before_month(int64_t year, int64_t month)
{
	static const int days[] = { 0,   31,  59,  90,  120, 151,
		                    181, 212, 243, 273, 304, 334 };
	int64_t year_days = days_before_year(year + 1) - days_before_year(year);

	return days[month - 1] + (month > 2 && year_days == 366);
}

/* Reads any 24 bytes; whether they are a time, their writing back tells. */
static bool take_time(struct gamut_str s, int64_t *wall_ms)
{
	char again[GAMUT_CLOCK_TEXT_SIZE];
	int64_t year;
	int64_t month;
	int64_t ms;

	if (s.len != 24)
		return false;
	year = digits_at(s.ptr, 4);
	month = digits_at(s.ptr + 5, 2);
	if (year < 1970 || year > 9999 || month < 1 || month > 12)
		return false;
	ms = days_before_year(year) - days_before_year(1970);
	ms += days_before_month(year, month) + digits_at(s.ptr + 8, 2) - 1;
	ms = ms * 24 + digits_at(s.ptr + 11, 2);
	ms = ms * 60 + digits_at(s.ptr + 14, 2);
	ms = ms * 60 + digits_at(s.ptr + 17, 2);
	ms = ms * 1000 + digits_at(s.ptr + 20, 3);
	if (ms < 0 || ms > TIME_MAX)
		return false;
	gamut_clock_format(again, ms);
	*wall_ms = ms;
	return gamut_str_eq(s, gamut_str_of(again));
}

int64_t gamut_record_time(struct gamut_value *record, const char *key)
{
	const cJSON *item = gamut_value_find(record, key);
	int64_t wall_ms;

	if (cJSON_IsString(item) &&
	    take_time(gamut_str_of(item->valuestring), &wall_ms))
		return wall_ms;
	gamut_value_refuse(record, key, "a time");
	return 0;
}
