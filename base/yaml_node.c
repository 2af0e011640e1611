#include "base/yaml_node.h"

#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "base/file.h"
#include "base/text.h"

enum gamut_status gamut_yaml_read(struct gamut_yaml **out, const char *path,
                                  struct gamut_err *err)
{
	struct gamut_arena arena = { 0 };
	enum gamut_status status;
	struct gamut_str text;
	struct stat st;

	/* Looked at first: to open a pipe would be to wait for its writer. */
	if (stat(path, &st) != 0)
		return gamut_error_errno(err, errno, "cannot open '%s'", path);
	if (!S_ISREG(st.st_mode))
		return gamut_error(err, GAMUT_EINVAL,
		                   "'%s' is not a regular file", path);
	status = gamut_file_read(&text, path, GAMUT_YAML_FILE_MAX, &arena, err);
	if (!status)
		status = gamut_yaml_parse(out, path, text, err);
	gamut_arena_clear(&arena);
	return status;
}

void gamut_yaml_free(struct gamut_yaml *doc)
{
	if (!doc)
		return;
	gamut_arena_clear(&doc->arena);
	free(doc);
}

const struct gamut_yaml_node *gamut_yaml_root(const struct gamut_yaml *doc)
{
	return doc->root;
}

/* ------------------------------------------------------------------- asking */

enum gamut_yaml_kind gamut_yaml_kind(const struct gamut_yaml_node *node)
{
	return node->kind;
}

size_t gamut_yaml_count(const struct gamut_yaml_node *node)
{
	return node->kind == GAMUT_YAML_MAP ? node->count / 2 : node->count;
}

static const struct gamut_yaml_node *child(const struct gamut_yaml_node *node,
                                           enum gamut_yaml_kind kind, size_t at)
{
	if (node->kind != kind || at >= node->count)
		GAMUT_BUG("no such item, or of another kind");
	return node->nodes[at];
}

const struct gamut_yaml_node *gamut_yaml_item(
	const struct gamut_yaml_node *list, size_t i)
{
	return child(list, GAMUT_YAML_LIST, i);
}

const struct gamut_yaml_node *gamut_yaml_key_node(
	const struct gamut_yaml_node *map, size_t i)
{
	return child(map, GAMUT_YAML_MAP, 2 * i);
}

const struct gamut_yaml_node *gamut_yaml_value(
	const struct gamut_yaml_node *map, size_t i)
{
	return child(map, GAMUT_YAML_MAP, 2 * i + 1);
}

struct gamut_str gamut_yaml_key(const struct gamut_yaml_node *map, size_t i)
{
	return gamut_yaml_key_node(map, i)->text;
}

const struct gamut_yaml_node *gamut_yaml_find(const struct gamut_yaml_node *map,
                                              const char *key)
{
	if (map->kind != GAMUT_YAML_MAP)
		return NULL;
	for (size_t i = 0; i < map->count; i += 2)
		if (gamut_str_eq(map->nodes[i]->text, gamut_str_of(key)))
			return map->nodes[i + 1];
	return NULL;
}

struct gamut_str gamut_yaml_text(const struct gamut_yaml_node *scalar)
{
	if (scalar->kind != GAMUT_YAML_SCALAR)
		GAMUT_BUG("the text of what is no scalar");
	return scalar->text;
}

bool gamut_yaml_is_null(const struct gamut_yaml_node *node)
{
	return node->kind == GAMUT_YAML_SCALAR && node->type == GAMUT_YAML_NULL;
}

bool gamut_yaml_is_bool(const struct gamut_yaml_node *node)
{
	return node->kind == GAMUT_YAML_SCALAR && node->type == GAMUT_YAML_BOOL;
}

/* ------------------------------------------------------------------ messages
 */

void gamut_yaml_error_set(const struct gamut_yaml_node *node,
                          struct gamut_err *err, const char *fmt, ...)
{
	struct gamut_arena arena = { 0 };
	va_list ap;

	va_start(ap, fmt);
	gamut_error_set(err, GAMUT_EPARSE, "%s:%zu:%zu: %s", node->file,
	                node->line, node->column,
	                gamut_arena_vstrf(&arena, fmt, ap).ptr);
	va_end(ap);
	gamut_arena_clear(&arena);
}

enum gamut_status gamut_yaml_error_at(const struct gamut_yaml_node *node,
                                      struct gamut_err *err)
{
	if (err) {
		gamut_error_at(err, "%s:%zu:%zu", node->file, node->line,
		               node->column);
		err->status = GAMUT_EPARSE;
	}
	return GAMUT_EPARSE;
}

enum gamut_status gamut_yaml_check_keys(const struct gamut_yaml_node *map,
                                        const char *const *known, size_t count,
                                        struct gamut_err *err)
{
	if (map->kind != GAMUT_YAML_MAP)
		return gamut_yaml_error(map, err,
		                        "a mapping ('key: value') is wanted");
	for (size_t i = 0; i < map->count; i += 2) {
		const struct gamut_yaml_node *key = map->nodes[i];
		size_t k = 0;

		while (k < count &&
		       !gamut_str_eq(key->text, gamut_str_of(known[k])))
			k++;
		if (k == count)
			return gamut_yaml_error(
				key, err, "unknown key '%s'%s", key->text.ptr,
				gamut_text_hint(key->text.ptr, known, count)
					.text);
	}
	return GAMUT_OK;
}
