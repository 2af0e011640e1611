#include "tasks/catalog/kind.h"

#include <inttypes.h>
#include <string.h>

#include "base/text.h"
#include "tasks/catalog/kind_values.h"

/* Checks within checks; nobody writes so many, and each costs a call. */
#define DEPTH_MAX 16

static const struct gamut_kind *const kinds[] = {
#define GAMUT_KIND(name) &gamut_kind_##name,
#include "tasks/catalog/kinds.def"
#undef GAMUT_KIND
};

size_t gamut_kind_count(void)
{
	return GAMUT_ARRAY_LEN(kinds);
}

const struct gamut_kind *gamut_kind_at(size_t i)
{
	if (i >= GAMUT_ARRAY_LEN(kinds))
		GAMUT_BUG("kind %zu out of range", i);
	return kinds[i];
}

/* -------------------------------------------------------------------- kinds */

/* A kind that is being read. */
struct reading {
	const struct gamut_kind *kind;
	char *rule;
	bool *is_given; /* of each key */
	struct gamut_kind_context *context;
};

static size_t count_keys(const struct gamut_kind *kind)
{
	size_t count = 0;

	while (kind->keys && kind->keys[count].name)
		count++;
	return count;
}

static enum gamut_status take_key(struct reading *reading, size_t i,
                                  const struct gamut_yaml_node *node,
                                  struct gamut_err *err)
{
	const struct gamut_kind_key *key = &reading->kind->keys[i];

	reading->is_given[i] = true;
	if (key->given_offset)
		*(bool *)(reading->rule + key->given_offset) = true;
	return gamut_kind_take_value(reading->rule + key->offset, key, node,
	                             reading->context, err);
}

static size_t find_key(const struct gamut_kind *kind, struct gamut_str name)
{
	size_t i = 0;

	while (kind->keys[i].name &&
	       !gamut_str_eq(gamut_str_of(kind->keys[i].name), name))
		i++;
	return i;
}

static enum gamut_status take_map(struct reading *reading,
                                  const struct gamut_yaml_node *map,
                                  struct gamut_err *err)
{
	const struct gamut_kind *kind = reading->kind;
	size_t count = count_keys(kind);
	const char **names = gamut_arena_new(reading->context->arena,
	                                     const char *, count);
	enum gamut_status status;

	for (size_t i = 0; i < count; i++)
		names[i] = kind->keys[i].name;
	status = gamut_yaml_check_keys(map, names, count, err);
	for (size_t i = 0; i < gamut_yaml_count(map) && !status; i++)
		status = take_key(reading,
		                  find_key(kind, gamut_yaml_key(map, i)),
		                  gamut_yaml_value(map, i), err);
	return status;
}

static enum gamut_status check_required(const struct reading *reading,
                                        const struct gamut_yaml_node *node,
                                        struct gamut_err *err)
{
	const struct gamut_kind *kind = reading->kind;

	for (size_t i = 0; i < count_keys(kind); i++)
		if (kind->keys[i].is_required && !reading->is_given[i])
			return gamut_yaml_error(node, err, "%s needs '%s': %s",
			                        kind->name, kind->keys[i].name,
			                        kind->keys[i].help);
	return GAMUT_OK;
}

/* Fill the rule from the value `node`; NULL: there is none. */
static enum gamut_status take_rule(struct reading *reading,
                                   const struct gamut_yaml_node *node,
                                   const struct gamut_yaml_node *place,
                                   struct gamut_err *err)
{
	const struct gamut_kind *kind = reading->kind;
	enum gamut_status status = GAMUT_OK;

	if (!node && !kind->is_optional)
		status = gamut_yaml_error(place, err,
		                          "%s needs a value: %s: ...",
		                          kind->name, kind->name);
	else if (node && !kind->keys)
		status = gamut_yaml_error(node, err,
		                          "%s takes no value: check: %s",
		                          kind->name, kind->name);
	else if (node && kind->main &&
	         (kind->is_bare || gamut_yaml_kind(node) != GAMUT_YAML_MAP))
		status = take_key(reading,
		                  find_key(kind, gamut_str_of(kind->main)),
		                  node, err);
	else if (node)
		status = take_map(reading, node, err);
	return status ? status : check_required(reading, place, err);
}

static enum gamut_status read_kind(struct gamut_check *out,
                                   const struct gamut_kind *kind,
                                   const struct gamut_yaml_node *node,
                                   const struct gamut_yaml_node *place,
                                   struct gamut_kind_context *context,
                                   struct gamut_err *err)
{
	struct reading reading = {
		.kind = kind,
		.rule = gamut_arena_alloc(context->arena, kind->rule_size,
		                          alignof(max_align_t)),
		.is_given = gamut_arena_new(context->arena, bool,
		                            count_keys(kind)),
		.context = context,
	};
	enum gamut_status status;

	if (kind->defaults)
		memcpy(reading.rule, kind->defaults, kind->rule_size);
	status = take_rule(&reading, node, place, err);
	if (status)
		return status;
	*out = (struct gamut_check){
		.verifier = kind->verifier,
		.rule = kind->rule_size ? reading.rule : NULL,
	};
	if (kind->finish)
		status = kind->finish(out, reading.rule, place, context, err);
	if (!status)
		gamut_buf_addf(context->definition, "%s %s %" PRIu32 "\n",
		               kind->name, out->verifier->name,
		               out->verifier->revision);
	return status;
}

/* The index of the kind of that name, or how many there are. */
static size_t find_kind(struct gamut_str name)
{
	size_t i = 0;

	while (i < GAMUT_ARRAY_LEN(kinds) &&
	       !gamut_str_eq(gamut_str_of(kinds[i]->name), name))
		i++;
	return i;
}

static enum gamut_status unknown_kind(const struct gamut_yaml_node *place,
                                      struct gamut_str name,
                                      struct gamut_err *err)
{
	const char *names[GAMUT_ARRAY_LEN(kinds)];
	struct gamut_buf shown = { 0 };

	for (size_t i = 0; i < GAMUT_ARRAY_LEN(kinds); i++)
		names[i] = kinds[i]->name;
	gamut_text_show(&shown, name, 40);
	gamut_yaml_error_set(place, err,
	                     "unknown kind of check '%s'%s: docs/kinds.md "
	                     "lists them",
	                     gamut_buf_cstr(&shown),
	                     gamut_text_hint(gamut_buf_cstr(&shown), names,
	                                     GAMUT_ARRAY_LEN(names))
	                             .text);
	gamut_buf_release(&shown);
	return GAMUT_EPARSE;
}

enum gamut_status gamut_kind_read(struct gamut_check *out,
                                  const struct gamut_yaml_node *node,
                                  struct gamut_kind_context *context,
                                  struct gamut_err *err)
{
	bool is_map = gamut_yaml_kind(node) == GAMUT_YAML_MAP;
	const struct gamut_yaml_node *place = node;
	struct gamut_str name;
	size_t at;
	enum gamut_status status;

	if (context->depth >= DEPTH_MAX)
		return gamut_yaml_error(node, err,
		                        "more than %d checks within each other",
		                        DEPTH_MAX);
	if (gamut_yaml_kind(node) == GAMUT_YAML_LIST ||
	    (is_map && gamut_yaml_count(node) != 1))
		return gamut_yaml_error(
			node, err,
			"a check is one kind, such as 'email' or "
			"'integer: {min: 1, max: 6}': put several under "
			"'all' or 'any'");
	name = is_map ? gamut_yaml_key(node, 0) : gamut_yaml_text(node);
	if (is_map)
		place = gamut_yaml_key_node(node, 0);
	at = find_kind(name);
	if (at == GAMUT_ARRAY_LEN(kinds))
		return unknown_kind(place, name, err);
	context->depth++;
	status = read_kind(out, kinds[at],
	                   is_map ? gamut_yaml_value(node, 0) : NULL, place,
	                   context, err);
	context->depth--;
	return status;
}
