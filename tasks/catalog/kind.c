#include "tasks/catalog/kind.h"

#include <errno.h>
#include <inttypes.h>
#include <string.h>
#include <sys/stat.h>

#include "base/digest.h"
#include "base/file.h"
#include "base/text.h"
#include "tasks/catalog/task_file.h"

/* Checks within checks; nobody writes so many, and each costs a call. */
#define DEPTH_MAX 16

/* Where numbers of YAML and JSON are exact. */
#define WHOLE_MAX (UINT64_C(1) << 53)

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

/* ------------------------------------------------------------------- values */

enum gamut_status gamut_kind_read_text(const char **out,
                                       const struct gamut_yaml_node *node,
                                       struct gamut_kind_context *context,
                                       struct gamut_err *err)
{
	struct gamut_str text;

	if (gamut_yaml_kind(node) != GAMUT_YAML_SCALAR ||
	    gamut_yaml_is_null(node))
		return gamut_yaml_error(node, err, "a text is wanted here");
	text = gamut_yaml_text(node);
	if (text.len == 0)
		return gamut_yaml_error(node, err, "this text is empty");
	if (strlen(text.ptr) != text.len)
		return gamut_yaml_error(node, err,
		                        "this text holds a NUL character, "
		                        "which none may");
	*out = gamut_arena_copy(context->arena, text).ptr;
	return GAMUT_OK;
}

/* Looked at first: to open a pipe would be to wait for its writer. */
static enum gamut_status read_regular(struct gamut_str *out, const char *path,
                                      size_t max, struct gamut_arena *arena,
                                      struct gamut_err *err)
{
	struct stat st;

	if (stat(path, &st) != 0)
		return gamut_error_errno(err, errno, "cannot open '%s'", path);
	if (!S_ISREG(st.st_mode))
		return gamut_error(err, GAMUT_EINVAL,
		                   "'%s' is not a regular file", path);
	return gamut_file_read(out, path, max, arena, err);
}

enum gamut_status gamut_kind_read_file(struct gamut_str *out, const char *path,
                                       size_t max,
                                       const struct gamut_yaml_node *node,
                                       struct gamut_kind_context *context,
                                       struct gamut_err *err)
{
	struct gamut_str full = path[0] == '/' ?
	                                gamut_str_of(path) :
	                                gamut_arena_strf(context->arena,
	                                                 "%s/%s",
	                                                 context->folder, path);
	struct gamut_digest digest;
	char hex[GAMUT_DIGEST_SIZE];
	enum gamut_status status = read_regular(out, full.ptr, max,
	                                        context->arena, err);

	if (status)
		return gamut_yaml_error_at(node, err);
	gamut_digest_init(&digest);
	gamut_digest_bytes(&digest, *out);
	gamut_digest_hex(&digest, hex);
	gamut_buf_addf(context->definition, "file %s\n", hex);
	return GAMUT_OK;
}

static enum gamut_status take_bool(void *at, const struct gamut_yaml_node *node,
                                   struct gamut_err *err)
{
	if (!gamut_yaml_is_bool(node))
		return gamut_yaml_error(node, err, "true or false is wanted");
	*(bool *)at = gamut_str_eq(gamut_yaml_text(node), GAMUT_STR("true"));
	return GAMUT_OK;
}

static enum gamut_status take_whole(void *at, const struct gamut_kind_key *key,
                                    const struct gamut_yaml_node *node,
                                    struct gamut_err *err)
{
	uint64_t max = key->max ? key->max : WHOLE_MAX;
	double value;

	if (!gamut_yaml_get_double(node, &value) || value < (double)key->min ||
	    value > (double)max || value != (double)(uint64_t)value)
		return gamut_yaml_error(node, err,
		                        "'%s' is a whole number from %" PRIu64
		                        " to %" PRIu64,
		                        key->name, key->min, max);
	*(uint64_t *)at = (uint64_t)value;
	return GAMUT_OK;
}

static bool is_integer(struct gamut_str text)
{
	if (text.len > 1 && text.ptr[0] == '-' && text.ptr[1] != '0')
		text = gamut_str_skip(text, 1);
	if (text.len == 0 || (text.len > 1 && text.ptr[0] == '0'))
		return false;
	for (size_t i = 0; i < text.len; i++)
		if (!gamut_ascii_is_digit(text.ptr[i]))
			return false;
	return true;
}

static enum gamut_status take_integer(void *at,
                                      const struct gamut_kind_key *key,
                                      const struct gamut_yaml_node *node,
                                      struct gamut_kind_context *context,
                                      struct gamut_err *err)
{
	if (gamut_yaml_kind(node) != GAMUT_YAML_SCALAR ||
	    !is_integer(gamut_yaml_text(node)))
		return gamut_yaml_error(node, err,
		                        "'%s' is a whole number, in decimal "
		                        "digits",
		                        key->name);
	*(const char **)at =
		gamut_arena_copy(context->arena, gamut_yaml_text(node)).ptr;
	return GAMUT_OK;
}

static enum gamut_status take_choice(void *at, const struct gamut_kind_key *key,
                                     const struct gamut_yaml_node *node,
                                     struct gamut_err *err)
{
	struct gamut_buf all = { 0 };
	struct gamut_str text = GAMUT_STR_EMPTY;
	size_t count = 0;

	if (gamut_yaml_kind(node) == GAMUT_YAML_SCALAR)
		text = gamut_yaml_text(node);
	for (; key->choices[count]; count++) {
		if (gamut_str_eq(gamut_str_of(key->choices[count]), text)) {
			*(int *)at = (int)count;
			gamut_buf_release(&all);
			return GAMUT_OK;
		}
		gamut_buf_addf(&all, "%s%s", count ? ", " : "",
		               key->choices[count]);
	}
	gamut_yaml_error_set(
		node, err, "'%s' is one of %s%s", key->name,
		gamut_buf_cstr(&all),
		gamut_text_hint(text.len ? text.ptr : "", key->choices, count)
			.text);
	gamut_buf_release(&all);
	return GAMUT_EPARSE;
}

static enum gamut_status take_words(struct gamut_words *words,
                                    const struct gamut_kind_key *key,
                                    const struct gamut_yaml_node *node,
                                    struct gamut_kind_context *context,
                                    struct gamut_err *err)
{
	enum gamut_status status = GAMUT_OK;
	bool is_list = gamut_yaml_kind(node) == GAMUT_YAML_LIST;
	size_t count = is_list ? gamut_yaml_count(node) : 1;

	if (count == 0 || gamut_yaml_kind(node) == GAMUT_YAML_MAP)
		return gamut_yaml_error(node, err,
		                        "'%s' is a text or a list of texts",
		                        key->name);
	words->list = gamut_arena_new(context->arena, const char *, count);
	words->count = count;
	for (size_t i = 0; i < count && !status; i++)
		status = gamut_kind_read_text(
			&words->list[i],
			is_list ? gamut_yaml_item(node, i) : node, context,
			err);
	return status;
}

static enum gamut_status take_checks(struct gamut_checks *checks,
                                     const struct gamut_kind_key *key,
                                     const struct gamut_yaml_node *node,
                                     struct gamut_kind_context *context,
                                     struct gamut_err *err)
{
	enum gamut_status status = GAMUT_OK;

	if (gamut_yaml_kind(node) != GAMUT_YAML_LIST ||
	    gamut_yaml_count(node) == 0)
		return gamut_yaml_error(node, err, "'%s' is a list of checks",
		                        key->name);
	checks->count = gamut_yaml_count(node);
	checks->list = gamut_arena_new(context->arena, struct gamut_check,
	                               checks->count);
	for (size_t i = 0; i < checks->count && !status; i++)
		status = gamut_kind_read(&checks->list[i],
		                         gamut_yaml_item(node, i), context,
		                         err);
	return status;
}

static enum gamut_status take_file(struct gamut_str *at,
                                   const struct gamut_yaml_node *node,
                                   struct gamut_kind_context *context,
                                   struct gamut_err *err)
{
	const char *path;
	enum gamut_status status = gamut_kind_read_text(&path, node, context,
	                                                err);

	if (!status)
		status = gamut_kind_read_file(at, path, GAMUT_TASK_LIST_MAX,
		                              node, context, err);
	if (!status && !gamut_text_is_utf8(*at))
		return gamut_yaml_error(node, err, "'%s' is not UTF-8 text",
		                        path);
	return status;
}

static enum gamut_status take_value(void *at, const struct gamut_kind_key *key,
                                    const struct gamut_yaml_node *node,
                                    struct gamut_kind_context *context,
                                    struct gamut_err *err)
{
	switch (key->type) {
	case GAMUT_KIND_BOOL:
		return take_bool(at, node, err);
	case GAMUT_KIND_WHOLE:
		return take_whole(at, key, node, err);
	case GAMUT_KIND_INTEGER:
		return take_integer(at, key, node, context, err);
	case GAMUT_KIND_NUMBER:
		return gamut_yaml_get_double(node, at) ?
		               GAMUT_OK :
		               gamut_yaml_error(node, err, "'%s' is a number",
		                                key->name);
	case GAMUT_KIND_TEXT:
		return gamut_kind_read_text(at, node, context, err);
	case GAMUT_KIND_CHOICE:
		return take_choice(at, key, node, err);
	case GAMUT_KIND_WORDS:
		return take_words(at, key, node, context, err);
	case GAMUT_KIND_CHECK:
		return gamut_kind_read(at, node, context, err);
	case GAMUT_KIND_CHECKS:
		return take_checks(at, key, node, context, err);
	case GAMUT_KIND_FILE:
		return take_file(at, node, context, err);
	case GAMUT_KIND_JSON:
		*(struct gamut_str *)at = gamut_yaml_json(node, context->arena);
		return GAMUT_OK;
	case GAMUT_KIND_OWN:
		break;
	}
	return key->take(at, node, context, err);
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
	return take_value(reading->rule + key->offset, key, node,
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

static const struct gamut_kind *find_kind(struct gamut_str name)
{
	for (size_t i = 0; i < GAMUT_ARRAY_LEN(kinds); i++)
		if (gamut_str_eq(gamut_str_of(kinds[i]->name), name))
			return kinds[i];
	return NULL;
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
	                     "unknown kind of check '%s'%s: docs/tasks.md "
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
	const struct gamut_kind *kind;
	struct gamut_str name;
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
	kind = find_kind(name);
	if (!kind)
		return unknown_kind(place, name, err);
	context->depth++;
	status = read_kind(out, kind, is_map ? gamut_yaml_value(node, 0) : NULL,
	                   place, context, err);
	context->depth--;
	return status;
}
