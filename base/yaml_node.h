#ifndef GAMUT_BASE_YAML_NODE_H
#define GAMUT_BASE_YAML_NODE_H

#include "base/yaml.h"

/*
 * What a YAML node is made of: for yaml.c, which reads them, yaml_type.c,
 * which types them, and yaml_node.c, which answers for them.
 */

struct gamut_yaml {
	struct gamut_arena arena;
	const char *name;
	const struct gamut_yaml_node *root;
};

/* What a scalar is by YAML 1.2's core schema. */
enum gamut_yaml_type {
	GAMUT_YAML_STRING,
	GAMUT_YAML_NULL,
	GAMUT_YAML_BOOL,
	GAMUT_YAML_INT,
	GAMUT_YAML_FLOAT,
	GAMUT_YAML_NOT_FINITE, /* .inf, .nan: no document has one */
};

struct gamut_yaml_node {
	enum gamut_yaml_kind kind;
	enum gamut_yaml_type type; /* of a scalar */
	struct gamut_str text;     /* of a scalar */
	/* Of a list: its items; of a mapping: key, value, key, value... */
	const struct gamut_yaml_node **nodes;
	size_t count;     /* of `nodes` */
	size_t size;      /* all below it, and itself, aliases expanded */
	unsigned height;  /* levels of lists and mappings in it */
	bool is_open;     /* while it is being read */
	const char *file; /* its name in messages */
	size_t line;      /* from 1 */
	size_t column;    /* in characters, from 1 */
};

/*
 * Give `node`, whose text is set, its type: `tag` is what was written before
 * it or NULL, `is_plain` says that a scalar has no quotes. False where the tag
 * is not of the core schema, or not of such a value.
 */
bool gamut_yaml_take_tag(struct gamut_yaml_node *node, const char *tag,
                         bool is_plain);

#endif
