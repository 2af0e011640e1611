#ifndef GAMUT_VERIFIERS_JSON_SCHEMA_H
#define GAMUT_VERIFIERS_JSON_SCHEMA_H

#include "base/buf.h"
#include "verifiers/verifier.h"

/*
 * Is the answer one JSON value that a schema allows?
 *
 * The schema is of a subset of JSON Schema 2020-12:
 *
 *   any value   type, enum, const, allOf, anyOf, oneOf, not, $ref
 *   numbers     minimum, maximum, exclusiveMinimum, exclusiveMaximum,
 *               multipleOf
 *   strings     minLength, maxLength (characters), pattern (PCRE2, found
 *               anywhere in the string)
 *   arrays      items, prefixItems, minItems, maxItems, uniqueItems
 *   objects     properties, required, additionalProperties, minProperties,
 *               maxProperties
 *
 * `true` and `false` are schemas too. $ref is "#" or "#/$defs/NAME", and $defs
 * stands at the top. title, description, default, examples, $schema, $id (at
 * the top), $comment, format, deprecated, readOnly and writeOnly say nothing.
 * Any other keyword is refused, so that none is taken for checked.
 *
 * NOT_JSON: not JSON, or JSON with a key twice in one object or a number that
 * no double holds. BAD_SCHEMA: not allowed. TOO_LONG: over
 * GAMUT_JSON_SCHEMA_ANSWER_MAX bytes, or more work than
 * GAMUT_JSON_SCHEMA_STEPS_MAX steps (values against schemas, and bytes that are
 * compared), GAMUT_JSON_SCHEMA_DEPTH_MAX schemas within each other, or what a
 * pattern may take.
 *
 * The canonical form is the value with sorted keys, without white space, and
 * with 1 for 1.0; see json_answer.h. No members.
 */
struct gamut_json_schema_rule {
	struct gamut_str schema; /* JSON */
};

#define GAMUT_JSON_SCHEMA_ANSWER_MAX ((size_t)64 << 10)
#define GAMUT_JSON_SCHEMA_STEPS_MAX 1000000
#define GAMUT_JSON_SCHEMA_DEPTH_MAX 500

extern const struct gamut_verifier gamut_verifier_json_schema;

/*
 * Can `schema` be used? GAMUT_EPARSE says what is wrong, and `pointer`, empty
 * before, becomes the JSON pointer to where. Opening fails alike, with the
 * pointer in front of the message.
 */
GAMUT_MUST_USE
enum gamut_status gamut_json_schema_check(struct gamut_str schema,
                                          struct gamut_buf *pointer,
                                          struct gamut_err *err);

#endif
