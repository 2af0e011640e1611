#include "runner/report/fields.h"

#include "runner/store/sample.h"

void gamut_fields_name(struct gamut_json *json, const char *key,
                       struct gamut_str name)
{
	gamut_json_key(json, key);
	if (name.len > 0)
		gamut_json_str(json, name);
	else
		gamut_json_null(json);
}

void gamut_fields_double(struct gamut_json *json, const char *key, double value)
{
	gamut_json_key(json, key);
	gamut_json_double(json, value);
}

void gamut_fields_count(struct gamut_json *json, const char *key, int64_t count)
{
	gamut_json_key(json, key);
	if (count == GAMUT_UNKNOWN)
		gamut_json_null(json);
	else
		gamut_json_int(json, count);
}

void gamut_fields_uint(struct gamut_json *json, const char *key, uint64_t count)
{
	gamut_json_key(json, key);
	gamut_json_int(json, (int64_t)count);
}

void gamut_fields_bool(struct gamut_json *json, const char *key, bool value)
{
	gamut_json_key(json, key);
	gamut_json_bool(json, value);
}

void gamut_fields_text(struct gamut_json *json, const char *key,
                       const char *text)
{
	gamut_json_key(json, key);
	gamut_json_cstr(json, text);
}

void gamut_fields_interval(struct gamut_json *json, const char *key,
                           struct gamut_interval interval)
{
	gamut_json_key(json, key);
	gamut_json_open(json, '[');
	gamut_json_double(json, interval.low);
	gamut_json_double(json, interval.high);
	gamut_json_close(json, ']');
}

void gamut_fields_target(struct gamut_json *json,
                         const struct gamut_target_distance *distance)
{
	gamut_json_key(json, "target");
	gamut_json_open(json, '{');
	gamut_fields_double(json, "total_variation", distance->total_variation);
	gamut_fields_double(json, "null_mean", distance->null_mean);
	gamut_fields_double(json, "null_q95", distance->null_q95);
	gamut_fields_double(json, "p", distance->p);
	gamut_fields_text(json, "p_method",
	                  gamut_null_method_name(distance->method));
	gamut_fields_uint(json, "outside", distance->outside);
	gamut_json_close(json, '}');
}
