#ifndef GAMUT_VERIFIERS_JSON_ANSWER_H
#define GAMUT_VERIFIERS_JSON_ANSWER_H

#include <cjson/cJSON.h>

#include "base/buf.h"
#include "base/str.h"

/*
 * Answers that are JSON
 * ---------------------
 * Stricter than base/json.h, which reads what endpoints send: no byte order
 * mark, no leading zeros, no "1." or "-.5", no escape that JSON has not, no
 * number that a double cannot hold, no key twice in one object.
 */

/*
 * The one value that `text`, UTF-8, is; the caller releases it with
 * cJSON_Delete(). NULL for anything else.
 */
cJSON *gamut_json_answer_parse(struct gamut_str text);

/*
 * Add `value` to `out` as the same text for all that mean the same: keys in
 * the order of their bytes, no white space, 1 for 1.0 and 1e0. Numbers are
 * doubles: whole ones beyond 2^53 may fall together. False where a key is there
 * twice or a number is not finite.
 */
bool gamut_json_answer_canonical(struct gamut_buf *out, const cJSON *value);

#endif
