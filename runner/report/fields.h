#ifndef GAMUT_REPORT_FIELDS_H
#define GAMUT_REPORT_FIELDS_H

#include "base/json.h"
#include "runner/measure/estimate/share.h"
#include "runner/measure/estimate/target.h"

/* Members of JSON documents, written alike in all of them. */

/* A name, or null where it was not told. */
void gamut_fields_name(struct gamut_json *json, const char *key,
                       struct gamut_str name);

/* A number, or null where it is undefined. */
void gamut_fields_double(struct gamut_json *json, const char *key,
                         double value);

/* A count, or null for GAMUT_UNKNOWN. */
void gamut_fields_count(struct gamut_json *json, const char *key,
                        int64_t count);

/* A count that is always known. */
void gamut_fields_uint(struct gamut_json *json, const char *key,
                       uint64_t count);

void gamut_fields_bool(struct gamut_json *json, const char *key, bool value);

/* A word of ours, or null for NULL. */
void gamut_fields_text(struct gamut_json *json, const char *key,
                       const char *text);

/* [low, high], each a number or null. */
void gamut_fields_interval(struct gamut_json *json, const char *key,
                           struct gamut_interval interval);

/* The member "target": docs/formats.md. */
void gamut_fields_target(struct gamut_json *json,
                         const struct gamut_target_distance *distance);

#endif
