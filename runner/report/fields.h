#ifndef GAMUT_REPORT_FIELDS_H
#define GAMUT_REPORT_FIELDS_H

#include "base/json.h"
#include "runner/measure/estimate/share.h"

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

/* [low, high], each a number or null. */
void gamut_fields_interval(struct gamut_json *json, const char *key,
                           struct gamut_interval interval);

#endif
