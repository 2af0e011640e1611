#ifndef GAMUT_BASE_YAML_H
#define GAMUT_BASE_YAML_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/compiler.h"
#include "base/status.h"
#include "base/str.h"

/*
 * Reading YAML, by libyaml
 * ------------------------
 * One document, as a tree of nodes that know their place, so that whoever finds
 * fault with a value can name file, line and column (from 1; columns count
 * characters). Values have the types of YAML 1.2's core schema: `no`, `on` and
 * `1:30` are text.
 *
 * Refused, each with its place: what is not YAML or not UTF-8, an empty file, a
 * second document, keys that are lists, mappings or given twice, the merge key
 * `<<`, tags other than the core schema's, more than 64 levels, .inf and .nan
 * (which JSON has not), and more than 4 MiB. Anchors and aliases are
 * understood. What an alias stands for counts each time, towards depth and
 * size, and must not contain the alias; its place is where it was anchored.
 *
 * A document never changes: several threads may read it.
 */
struct gamut_yaml;
struct gamut_yaml_node;

enum gamut_yaml_kind {
	GAMUT_YAML_SCALAR,
	GAMUT_YAML_LIST,
	GAMUT_YAML_MAP,
};

/* Levels of lists and mappings, and bytes of a file or expanded document. */
#define GAMUT_YAML_DEPTH_MAX 64
#define GAMUT_YAML_FILE_MAX ((size_t)1 << 20)
#define GAMUT_YAML_SIZE_MAX ((size_t)4 << 20)

/*
 * Read the regular file `path`, of at most GAMUT_YAML_FILE_MAX bytes.
 * GAMUT_ENOTFOUND, GAMUT_EIO or GAMUT_EINVAL where it cannot be read,
 * GAMUT_EPARSE for what stands in it. The caller frees `*out`, which is set
 * only on GAMUT_OK.
 */
GAMUT_MUST_USE
enum gamut_status gamut_yaml_read(struct gamut_yaml **out, const char *path,
                                  struct gamut_err *err);

/* The same from `text`, which is copied; messages call it `name`. */
GAMUT_MUST_USE
enum gamut_status gamut_yaml_parse(struct gamut_yaml **out, const char *name,
                                   struct gamut_str text,
                                   struct gamut_err *err);

/* Release `doc` and its nodes; NULL is nothing. */
void gamut_yaml_free(struct gamut_yaml *doc);

/* The document's one value; nodes and texts live as long as `doc`. */
const struct gamut_yaml_node *gamut_yaml_root(const struct gamut_yaml *doc);

enum gamut_yaml_kind gamut_yaml_kind(const struct gamut_yaml_node *node);

/* Items of a list, pairs of a mapping; 0 for a scalar. */
size_t gamut_yaml_count(const struct gamut_yaml_node *node);

/* Item `i` of a list; `i` below its count. */
const struct gamut_yaml_node *gamut_yaml_item(
	const struct gamut_yaml_node *list, size_t i);

/* Key and value of pair `i` of a mapping, in the file's order. */
struct gamut_str gamut_yaml_key(const struct gamut_yaml_node *map, size_t i);
const struct gamut_yaml_node *gamut_yaml_key_node(
	const struct gamut_yaml_node *map, size_t i);
const struct gamut_yaml_node *gamut_yaml_value(
	const struct gamut_yaml_node *map, size_t i);

/* The value of `key`; NULL where it is absent or `map` is no mapping. */
const struct gamut_yaml_node *gamut_yaml_find(const struct gamut_yaml_node *map,
                                              const char *key);

/*
 * The text of a scalar as it stands, without quotes: UTF-8 with a NUL behind
 * it. "\0" in quotes puts one inside too: compare `len`.
 */
struct gamut_str gamut_yaml_text(const struct gamut_yaml_node *scalar);

/* Is it a scalar that is nothing: `~`, null, or no text, unquoted? */
bool gamut_yaml_is_null(const struct gamut_yaml_node *node);

/* Is it true or false, unquoted? */
bool gamut_yaml_is_bool(const struct gamut_yaml_node *node);

/*
 * A number, unquoted, that a double can hold; false, `*out` untouched, for
 * anything else.
 */
bool gamut_yaml_get_double(const struct gamut_yaml_node *node, double *out);

/*
 * `node` as one line of JSON, in `arena`. Unquoted true, false, null and
 * numbers are such values, digit for digit as far as JSON can write them; all
 * else, and what is quoted, is a string.
 */
struct gamut_str gamut_yaml_json(const struct gamut_yaml_node *node,
                                 struct gamut_arena *arena);

/*
 * Find fault with `node`: GAMUT_EPARSE, with "FILE:LINE:COL: " before the
 * message. As gamut_error().
 */
#define gamut_yaml_error(node, err, ...) \
	(gamut_yaml_error_set((node), (err), __VA_ARGS__), GAMUT_EPARSE)

/* What gamut_yaml_error() calls; a macro, as gamut_error() is one. */
GAMUT_PRINTF(3, 4)
void gamut_yaml_error_set(const struct gamut_yaml_node *node,
                          struct gamut_err *err, const char *fmt, ...);

/*
 * Put the place of `node` before the message that is in `err` already, and
 * return GAMUT_EPARSE: for what another module said of the node's text.
 */
enum gamut_status gamut_yaml_error_at(const struct gamut_yaml_node *node,
                                      struct gamut_err *err);

/*
 * Is `map` a mapping whose keys are all among the `count` `known` ones?
 * GAMUT_EPARSE names the first that is not, and the nearest that is.
 */
GAMUT_MUST_USE
enum gamut_status gamut_yaml_check_keys(const struct gamut_yaml_node *map,
                                        const char *const *known, size_t count,
                                        struct gamut_err *err);

#endif
