#include "base/yaml.h"

#include <stdlib.h>
#include <string.h>

#include <yaml.h>

#include "base/alloc.h"
#include "base/map.h"
#include "base/text.h"
#include "base/yaml_node.h"

/* A document being read. */
struct reader {
	struct gamut_yaml *doc;
	struct gamut_str text;
	yaml_parser_t parser;
	yaml_event_t event;       /* the one that was read last; owned */
	struct gamut_map anchors; /* from names to indices of `anchored` */
	const struct gamut_yaml_node **anchored;
	size_t anchored_size;
	unsigned depth; /* lists and mappings around what is read */
	struct gamut_err *err;
};

static const char too_deep[] = "more than 64 levels of lists and mappings";

/* Nodes of a list or mapping that is being read. */
struct nodes {
	const struct gamut_yaml_node **items;
	size_t count;
	size_t size;
};

/* ------------------------------------------------------------------ places */

static enum gamut_status fail_at(struct reader *reader, yaml_mark_t mark,
                                 const char *what)
{
	return gamut_error(reader->err, GAMUT_EPARSE, "%s:%zu:%zu: %s",
	                   reader->doc->name, mark.line + 1, mark.column + 1,
	                   what);
}

/* The place of byte `offset`; as libyaml, counting characters. */
static yaml_mark_t mark_of(struct gamut_str text, size_t offset)
{
	struct gamut_str rest =
		gamut_str_head(text, offset < text.len ? offset : text.len);
	yaml_mark_t mark = { 0 };

	while (rest.len > 0) {
		if (gamut_text_take(&rest) == '\n') {
			mark.line++;
			mark.column = 0;
		} else {
			mark.column++;
		}
	}
	return mark;
}

/* What libyaml found. Its texts are constants. */
static enum gamut_status syntax_error(struct reader *reader)
{
	const yaml_parser_t *parser = &reader->parser;
	const char *problem = parser->problem ? parser->problem : "not YAML";

	if (parser->error == YAML_MEMORY_ERROR)
		GAMUT_BUG("out of memory");
	if (parser->error == YAML_READER_ERROR)
		return fail_at(reader,
		               mark_of(reader->text, parser->problem_offset),
		               problem);
	if (!parser->context)
		return fail_at(reader, parser->problem_mark, problem);
	return gamut_error(reader->err, GAMUT_EPARSE,
	                   "%s:%zu:%zu: %s (%s from line %zu)",
	                   reader->doc->name, parser->problem_mark.line + 1,
	                   parser->problem_mark.column + 1, problem,
	                   parser->context, parser->context_mark.line + 1);
}

/* ------------------------------------------------------------------- nodes */

static enum gamut_status next_event(struct reader *reader)
{
	yaml_event_delete(&reader->event);
	if (!yaml_parser_parse(&reader->parser, &reader->event))
		return syntax_error(reader);
	return GAMUT_OK;
}

static struct gamut_yaml_node *new_node(struct reader *reader,
                                        enum gamut_yaml_kind kind)
{
	struct gamut_yaml_node *node =
		gamut_arena_new(&reader->doc->arena, struct gamut_yaml_node, 1);

	node->kind = kind;
	node->file = reader->doc->name;
	node->line = reader->event.start_mark.line + 1;
	node->column = reader->event.start_mark.column + 1;
	node->size = 1;
	return node;
}

/* Let aliases find `node` by `anchor`, where it has one. */
static void remember(struct reader *reader, const yaml_char_t *anchor,
                     const struct gamut_yaml_node *node)
{
	size_t count = gamut_map_count(&reader->anchors);
	size_t at;

	if (!anchor)
		return;
	at = gamut_map_put(&reader->anchors, gamut_str_of((const char *)anchor),
	                   count);
	reader->anchored = gamut_grow_array(reader->anchored,
	                                    &reader->anchored_size, at,
	                                    sizeof(const void *));
	reader->anchored[at] = node;
}

static enum gamut_status bad_tag(struct reader *reader,
                                 const struct gamut_yaml_node *node,
                                 const yaml_char_t *tag)
{
	return gamut_yaml_error(node, reader->err,
	                        "the tag '%s' is not understood here",
	                        (const char *)tag);
}

static enum gamut_status read_scalar(struct reader *reader,
                                     struct gamut_yaml_node *node)
{
	const yaml_char_t *tag = reader->event.data.scalar.tag;
	const struct gamut_str text = {
		.ptr = (const char *)reader->event.data.scalar.value,
		.len = reader->event.data.scalar.length,
	};

	node->text = gamut_arena_copy(&reader->doc->arena, text);
	node->size += text.len;
	if (!gamut_yaml_take_tag(node, (const char *)tag,
	                         reader->event.data.scalar.plain_implicit))
		return bad_tag(reader, node, tag);
	if (node->type == GAMUT_YAML_NOT_FINITE)
		return gamut_yaml_error(node, reader->err,
		                        "'%s' is no number that can be used; "
		                        "put quotes around it if text is meant",
		                        node->text.ptr);
	remember(reader, reader->event.data.scalar.anchor, node);
	return GAMUT_OK;
}

static enum gamut_status read_alias(struct reader *reader,
                                    const struct gamut_yaml_node **out)
{
	const char *name = (const char *)reader->event.data.alias.anchor;
	size_t at = gamut_map_find(&reader->anchors, gamut_str_of(name));

	if (at == GAMUT_MAP_ABSENT)
		return gamut_yaml_error(new_node(reader, GAMUT_YAML_SCALAR),
		                        reader->err,
		                        "no anchor '&%s' stands before the "
		                        "alias '*%s'",
		                        name, name);
	if (reader->anchored[at]->is_open)
		return fail_at(reader, reader->event.start_mark,
		               "an alias within what it stands for");
	*out = reader->anchored[at];
	return GAMUT_OK;
}

static void close_node(struct reader *reader, struct gamut_yaml_node *node,
                       struct nodes *nodes)
{
	node->nodes = gamut_arena_new(&reader->doc->arena,
	                              const struct gamut_yaml_node *,
	                              nodes->count);
	node->count = nodes->count;
	if (nodes->count > 0)
		memcpy(node->nodes, nodes->items,
		       nodes->count * sizeof(const void *));
	node->is_open = false;
	free(nodes->items);
}

/* Put `below` under `node`, within the limits. */
static enum gamut_status add(struct reader *reader,
                             struct gamut_yaml_node *node, struct nodes *nodes,
                             const struct gamut_yaml_node *below)
{
	nodes->items = gamut_grow_array(nodes->items, &nodes->size,
	                                nodes->count, sizeof(const void *));
	nodes->items[nodes->count++] = below;
	node->size += below->size;
	if (node->height < below->height + 1)
		node->height = below->height + 1;
	if (node->size > GAMUT_YAML_SIZE_MAX)
		return fail_at(reader, reader->event.start_mark,
		               "more than 4 MiB, once what aliases stand for "
		               "is counted");
	if (reader->depth + below->height > GAMUT_YAML_DEPTH_MAX)
		return fail_at(reader, reader->event.start_mark, too_deep);
	return GAMUT_OK;
}

static enum gamut_status check_key(struct reader *reader,
                                   struct gamut_map *keys,
                                   const struct gamut_yaml_node *key,
                                   yaml_mark_t mark)
{
	size_t count = gamut_map_count(keys);

	if (key->kind != GAMUT_YAML_SCALAR)
		return fail_at(reader, mark, "a key must be plain text");
	if (gamut_str_eq(key->text, GAMUT_STR("<<")))
		return fail_at(reader, mark,
		               "the merge key '<<' is not understood");
	if (gamut_map_put(keys, key->text, count) != count)
		return gamut_error(reader->err, GAMUT_EPARSE,
		                   "%s:%zu:%zu: the key '%s' is given twice",
		                   reader->doc->name, mark.line + 1,
		                   mark.column + 1, key->text.ptr);
	return GAMUT_OK;
}

static enum gamut_status read_node(struct reader *reader,
                                   const struct gamut_yaml_node **out);

/* The nodes of a list or mapping, to its end. */
static enum gamut_status read_nodes(struct reader *reader,
                                    struct gamut_yaml_node *node,
                                    struct nodes *nodes)
{
	const yaml_event_type_t end = node->kind == GAMUT_YAML_LIST ?
	                                      YAML_SEQUENCE_END_EVENT :
	                                      YAML_MAPPING_END_EVENT;
	struct gamut_map keys = { 0 };
	enum gamut_status status;

	while (!(status = next_event(reader)) && reader->event.type != end) {
		const yaml_mark_t mark = reader->event.start_mark;
		bool is_key = node->kind == GAMUT_YAML_MAP &&
		              nodes->count % 2 == 0;
		const struct gamut_yaml_node *below;

		status = read_node(reader, &below);
		if (!status && is_key)
			status = check_key(reader, &keys, below, mark);
		if (!status)
			status = add(reader, node, nodes, below);
		if (status)
			break;
	}
	gamut_map_clear(&keys);
	return status;
}

static enum gamut_status read_collection(struct reader *reader,
                                         struct gamut_yaml_node *node)
{
	const yaml_event_t *event = &reader->event;
	bool is_list = node->kind == GAMUT_YAML_LIST;
	const yaml_char_t *tag = is_list ? event->data.sequence_start.tag :
	                                   event->data.mapping_start.tag;
	struct nodes nodes = { 0 };
	enum gamut_status status;

	if (!gamut_yaml_take_tag(node, (const char *)tag, false))
		return bad_tag(reader, node, tag);
	if (reader->depth == GAMUT_YAML_DEPTH_MAX)
		return fail_at(reader, event->start_mark, too_deep);
	node->is_open = true;
	node->height = 1;
	remember(reader,
	         is_list ? event->data.sequence_start.anchor :
	                   event->data.mapping_start.anchor,
	         node);
	reader->depth++;
	status = read_nodes(reader, node, &nodes);
	reader->depth--;
	close_node(reader, node, &nodes);
	return status;
}

/* The node that the last event begins. */
static enum gamut_status read_node(struct reader *reader,
                                   const struct gamut_yaml_node **out)
{
	bool is_list = reader->event.type == YAML_SEQUENCE_START_EVENT;
	struct gamut_yaml_node *node;

	if (reader->event.type == YAML_ALIAS_EVENT)
		return read_alias(reader, out);
	if (reader->event.type == YAML_SCALAR_EVENT) {
		*out = node = new_node(reader, GAMUT_YAML_SCALAR);
		return read_scalar(reader, node);
	}
	*out = node = new_node(reader,
	                       is_list ? GAMUT_YAML_LIST : GAMUT_YAML_MAP);
	return read_collection(reader, node);
}

/* ---------------------------------------------------------------- documents */

static enum gamut_status read_document(struct reader *reader)
{
	enum gamut_status status = next_event(reader); /* the stream's start */

	if (!status)
		status = next_event(reader);
	if (!status && reader->event.type == YAML_STREAM_END_EVENT)
		status = gamut_error(reader->err, GAMUT_EPARSE,
		                     "%s:1:1: nothing stands in it",
		                     reader->doc->name);
	if (!status)
		status = next_event(reader);
	if (!status)
		status = read_node(reader, &reader->doc->root);
	if (!status)
		status = next_event(reader); /* the document's end */
	if (!status)
		status = next_event(reader);
	if (!status && reader->event.type != YAML_STREAM_END_EVENT)
		status = fail_at(reader, reader->event.start_mark,
		                 "a second document begins here; only one may");
	return status;
}

/* Bytes of well-formed UTF-8 at the front of `text`. */
static size_t utf8_length(struct gamut_str text)
{
	struct gamut_str rest = text;

	while (rest.len > 0) {
		size_t left = rest.len;

		if (gamut_text_take(&rest) < 0)
			return text.len - left;
	}
	return text.len;
}

static enum gamut_status parse(struct reader *reader)
{
	size_t valid = utf8_length(reader->text);
	enum gamut_status status;

	if (valid < reader->text.len)
		return fail_at(reader, mark_of(reader->text, valid),
		               "not UTF-8");
	if (!yaml_parser_initialize(&reader->parser))
		GAMUT_BUG("out of memory");
	yaml_parser_set_input_string(&reader->parser,
	                             (const unsigned char *)reader->text.ptr,
	                             reader->text.len);
	status = read_document(reader);
	yaml_event_delete(&reader->event);
	yaml_parser_delete(&reader->parser);
	return status;
}

enum gamut_status gamut_yaml_parse(struct gamut_yaml **out, const char *name,
                                   struct gamut_str text, struct gamut_err *err)
{
	struct gamut_yaml *doc = gamut_alloc(sizeof(*doc));
	struct reader reader = { .doc = doc, .err = err };
	enum gamut_status status;

	doc->name = gamut_arena_copy(&doc->arena, gamut_str_of(name)).ptr;
	reader.text = text.len > 0 ? text : GAMUT_STR_EMPTY;
	status = parse(&reader);
	gamut_map_clear(&reader.anchors);
	free(reader.anchored);
	if (status)
		gamut_yaml_free(doc);
	else
		*out = doc;
	return status;
}
