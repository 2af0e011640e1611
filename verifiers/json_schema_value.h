#ifndef GAMUT_VERIFIERS_JSON_SCHEMA_VALUE_H
#define GAMUT_VERIFIERS_JSON_SCHEMA_VALUE_H

#include "verifiers/json_schema_node.h"

/*
 * The keywords of a schema that hold no schemas: a part of json_schema_node.c,
 * apart for its length.
 */

/* A schema that is being read. */
struct gamut_schema_reader {
	struct gamut_schema *schema;
	struct gamut_buf *pointer;
	struct gamut_schema_property *defs; /* read or yet to be */
	size_t def_count;
	struct gamut_err *err;
};

/*
 * Read what a keyword has into the member of `node` at `offset`, if it serves
 * several keywords; GAMUT_EPARSE where it is not what is wanted.
 */
typedef enum gamut_status gamut_schema_take(struct gamut_schema_reader *r,
                                            struct gamut_schema_node *node,
                                            const cJSON *value, size_t offset);

gamut_schema_take gamut_schema_take_number;
gamut_schema_take gamut_schema_take_divisor;
gamut_schema_take gamut_schema_take_count;
gamut_schema_take gamut_schema_take_bool;
gamut_schema_take gamut_schema_take_type;
gamut_schema_take gamut_schema_take_enum;
gamut_schema_take gamut_schema_take_const;
gamut_schema_take gamut_schema_take_pattern;
gamut_schema_take gamut_schema_take_required;
gamut_schema_take gamut_schema_ignore; /* says nothing of values */

/* The member of `node` at `offset`. */
#define GAMUT_SCHEMA_AT(node, offset, type) \
	((type *)(void *)((char *)(node) + (offset)))

/* The types of JSON that `value` is of. */
unsigned gamut_schema_types_of(const cJSON *value);

#endif
