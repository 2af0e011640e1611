#ifndef GAMUT_VERIFIERS_JSON_SCHEMA_NODE_H
#define GAMUT_VERIFIERS_JSON_SCHEMA_NODE_H

#include <cjson/cJSON.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/status.h"
#include "verifiers/pcre.h"

/*
 * A schema of json_schema.h, read: a part of that module, apart for its length.
 */

/* Bits for the types of JSON; whole numbers have both of the last. */
#define GAMUT_JSON_TYPE_NULL 1u
#define GAMUT_JSON_TYPE_BOOLEAN 2u
#define GAMUT_JSON_TYPE_STRING 4u
#define GAMUT_JSON_TYPE_ARRAY 8u
#define GAMUT_JSON_TYPE_OBJECT 16u
#define GAMUT_JSON_TYPE_NUMBER 32u
#define GAMUT_JSON_TYPE_INTEGER 64u

struct gamut_schema_node;

struct gamut_schema_nodes {
	struct gamut_schema_node **list;
	size_t count;
};

struct gamut_schema_property {
	const char *name;
	struct gamut_schema_node *node;
};

struct gamut_schema_node {
	bool is_false; /* nothing is allowed */
	unsigned types;
	struct gamut_str *values; /* of enum and const: canonical forms */
	size_t value_count;
	bool has_values;
	bool has_const; /* besides enum */
	struct gamut_str const_value;
	double min, max, above, below;
	double multiple_of; /* 0: any */
	uint64_t min_length, max_length;
	uint64_t min_items, max_items;
	uint64_t min_properties, max_properties;
	struct gamut_pcre *pattern;
	bool has_unique_items;
	struct gamut_schema_property *properties; /* by name */
	size_t property_count;
	const char **required;
	size_t required_count;
	/* NULL: any. */
	struct gamut_schema_node *additional;
	struct gamut_schema_node *items;
	struct gamut_schema_node *not_node;
	struct gamut_schema_node *ref;
	struct gamut_schema_nodes prefix_items;
	struct gamut_schema_nodes all_of, any_of, one_of;
	struct gamut_schema_node *next; /* of all nodes, for their patterns */
};

struct gamut_schema {
	struct gamut_arena arena;
	struct gamut_schema_node *root;
	struct gamut_schema_node *nodes;
};

/*
 * Read `json` into `*out`, zero before, which the caller frees even on failure.
 * GAMUT_EPARSE with the JSON pointer to the place in `pointer`.
 */
GAMUT_MUST_USE
enum gamut_status gamut_schema_read(struct gamut_schema *out, const cJSON *json,
                                    struct gamut_buf *pointer,
                                    struct gamut_err *err);
void gamut_schema_clear(struct gamut_schema *schema);

#endif
