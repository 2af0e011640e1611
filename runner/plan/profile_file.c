#include "runner/plan/profile_file.h"

#include <math.h>
#include <stddef.h>
#include <string.h>

#include "base/buf.h"
#include "base/json.h"
#include "base/text.h"
#include "base/yaml.h"
#include "runner/plan/profile_check.h"

struct field;

/* Read `node` into the member at `at`; texts live in `arena`. */
typedef enum gamut_status read_fn(void *at, const struct field *field,
                                  const struct gamut_yaml_node *node,
                                  struct gamut_arena *arena,
                                  struct gamut_err *err);

struct field {
	const char *key;
	size_t offset; /* of the member of struct gamut_profile */
	read_fn *read;
	bool is_optional; /* may be null */
	/* Of numbers: the least, and what null stands for. */
	uint32_t min;
	uint32_t none;
	/* Of words: who knows them, and which they are. */
	bool (*find)(void *at, struct gamut_str name);
	const char *words;
};

/* ------------------------------------------------------------------ values */

static bool is_text(const struct gamut_yaml_node *node)
{
	struct gamut_str text;

	if (gamut_yaml_kind(node) != GAMUT_YAML_SCALAR ||
	    gamut_yaml_is_null(node))
		return false;
	text = gamut_yaml_text(node);
	return text.len > 0 && strlen(text.ptr) == text.len;
}

/* What can be a member's name, and a variable's, as it stands. */
static bool is_name(struct gamut_str s)
{
	for (size_t i = 0; i < s.len; i++)
		if (!gamut_ascii_is_alpha(s.ptr[i]) &&
		    !gamut_ascii_is_digit(s.ptr[i]) && !strchr("_-.", s.ptr[i]))
			return false;
	return s.len > 0;
}

static enum gamut_status read_name(void *at, const struct field *field,
                                   const struct gamut_yaml_node *node,
                                   struct gamut_arena *arena,
                                   struct gamut_err *err)
{
	const char **name = at;

	*name = NULL;
	if (field->is_optional && gamut_yaml_is_null(node))
		return GAMUT_OK;
	if (!is_text(node) || !is_name(gamut_yaml_text(node)))
		return gamut_yaml_error(node, err, "%s: expected a name",
		                        field->key);
	*name = gamut_arena_copy(arena, gamut_yaml_text(node)).ptr;
	return GAMUT_OK;
}

/* One line of words, or null. */
static enum gamut_status read_line(void *at, const struct field *field,
                                   const struct gamut_yaml_node *node,
                                   struct gamut_arena *arena,
                                   struct gamut_err *err)
{
	const char **line = at;
	struct gamut_buf out = { 0 };

	*line = NULL;
	if (gamut_yaml_is_null(node))
		return GAMUT_OK;
	if (!is_text(node))
		return gamut_yaml_error(node, err, "%s: expected a text",
		                        field->key);
	gamut_text_show(&out, gamut_yaml_text(node), 0);
	*line = gamut_arena_copy(arena, gamut_buf_view(&out)).ptr;
	gamut_buf_release(&out);
	return GAMUT_OK;
}

static enum gamut_status read_count(void *at, const struct field *field,
                                    const struct gamut_yaml_node *node,
                                    struct gamut_arena *arena,
                                    struct gamut_err *err)
{
	uint32_t *count = at;
	double value;

	(void)arena;
	if (field->is_optional && gamut_yaml_is_null(node)) {
		*count = field->none;
		return GAMUT_OK;
	}
	if (!gamut_yaml_get_double(node, &value) || value < field->min ||
	    value > UINT32_MAX || value > floor(value))
		return gamut_yaml_error(node, err,
		                        "%s: expected a whole number, at least "
		                        "%u",
		                        field->key, (unsigned)field->min);
	*count = (uint32_t)value;
	return GAMUT_OK;
}

/* --------------------------------------------------------- lists, mappings */

/* A mapping's JSON, without the braces around it. */
static enum gamut_status read_members(void *at, const struct field *field,
                                      const struct gamut_yaml_node *node,
                                      struct gamut_arena *arena,
                                      struct gamut_err *err)
{
	const char **members = at;
	struct gamut_str json;

	if (gamut_yaml_kind(node) != GAMUT_YAML_MAP)
		return gamut_yaml_error(node, err, "%s: expected a mapping",
		                        field->key);
	for (size_t i = 0; i < gamut_yaml_count(node); i++)
		if (!is_name(gamut_yaml_key(node, i)))
			return gamut_yaml_error(gamut_yaml_key_node(node, i),
			                        err,
			                        "%s: expected a name before "
			                        "the colon",
			                        field->key);
	json = gamut_yaml_json(node, arena);
	json = gamut_str_skip(gamut_str_head(json, json.len - 1), 1);
	*members = gamut_arena_copy(arena, json).ptr;
	return GAMUT_OK;
}

/* The same with values that are texts, whatever they look like. */
static enum gamut_status read_headers(void *at, const struct field *field,
                                      const struct gamut_yaml_node *node,
                                      struct gamut_arena *arena,
                                      struct gamut_err *err)
{
	const char **members = at;
	struct gamut_buf out = { 0 };
	struct gamut_json json = { .out = &out };
	enum gamut_status status = read_members(at, field, node, arena, err);

	for (size_t i = 0; !status && i < gamut_yaml_count(node); i++) {
		const struct gamut_yaml_node *value = gamut_yaml_value(node, i);

		if (!is_text(value)) {
			status = gamut_yaml_error(
				value, err, "%s: expected a text", field->key);
			continue;
		}
		gamut_json_key(&json, gamut_yaml_key(node, i).ptr);
		gamut_json_str(&json, gamut_yaml_text(value));
	}
	*members = gamut_arena_copy(arena, gamut_buf_view(&out)).ptr;
	gamut_buf_release(&out);
	return status;
}

/* "top_p" or "top_p=1". */
static bool is_rule(struct gamut_str rule)
{
	struct gamut_str key = GAMUT_STR_EMPTY;

	gamut_str_take_field(&rule, '=', &key);
	return is_name(key) && (rule.len == 0 || is_name(rule));
}

static enum gamut_status read_omit(void *at, const struct field *field,
                                   const struct gamut_yaml_node *node,
                                   struct gamut_arena *arena,
                                   struct gamut_err *err)
{
	const char **rules = at;
	struct gamut_buf out = { 0 };
	enum gamut_status status = GAMUT_OK;

	if (gamut_yaml_kind(node) != GAMUT_YAML_LIST)
		return gamut_yaml_error(node, err, "%s: expected a list",
		                        field->key);
	for (size_t i = 0; !status && i < gamut_yaml_count(node); i++) {
		const struct gamut_yaml_node *item = gamut_yaml_item(node, i);

		if (!is_text(item) || !is_rule(gamut_yaml_text(item)))
			status = gamut_yaml_error(item, err,
			                          "%s: expected NAME or "
			                          "NAME=NUMBER",
			                          field->key);
		else
			gamut_buf_addf(&out, "%s%s", i ? "," : "",
			               gamut_yaml_text(item).ptr);
	}
	*rules = gamut_arena_copy(arena, gamut_buf_view(&out)).ptr;
	gamut_buf_release(&out);
	return status;
}

/* ------------------------------------------------------------------- words */

static bool find_form(void *at, struct gamut_str name)
{
	return gamut_request_form_find(at, name);
}

static bool find_auth(void *at, struct gamut_str name)
{
	return gamut_auth_find(at, name);
}

static bool find_effect(void *at, struct gamut_str name)
{
	return gamut_seed_effect_find(at, name);
}

static enum gamut_status read_word(void *at, const struct field *field,
                                   const struct gamut_yaml_node *node,
                                   struct gamut_arena *arena,
                                   struct gamut_err *err)
{
	(void)arena;
	if (is_text(node) && field->find(at, gamut_yaml_text(node)))
		return GAMUT_OK;
	return gamut_yaml_error(node, err, "%s: expected %s", field->key,
	                        field->words);
}

/* ------------------------------------------------------------------- whole */

#define FIELD(member, ...)                                                    \
	{                                                                     \
		.key = #member,                                               \
		.offset = offsetof(struct gamut_profile, member), __VA_ARGS__ \
	}

static const struct field fields[] = {
	FIELD(form, .read = read_word, .find = find_form,
	      .words = "openai or anthropic"),
	FIELD(auth, .read = read_word, .find = find_auth,
	      .words = "bearer, api-key or x-api-key"),
	FIELD(headers, .read = read_headers),
	FIELD(key_env, .read = read_name),
	FIELD(max_tokens_field, .read = read_name, .is_optional = true),
	FIELD(seed_field, .read = read_name, .is_optional = true),
	FIELD(seed_effect, .read = read_word, .find = find_effect,
	      .words = "repeats, best effort, none or unknown"),
	FIELD(samples_per_request, .read = read_count, .min = 1),
	FIELD(n_max, .read = read_count, .min = 1, .is_optional = true),
	FIELD(pure, .read = read_members),
	FIELD(omit, .read = read_omit),
	FIELD(top_k_field, .read = read_name, .is_optional = true),
	FIELD(min_p_field, .read = read_name, .is_optional = true),
	FIELD(stop_field, .read = read_name),
	FIELD(stop_limit, .read = read_count, .is_optional = true,
	      .none = GAMUT_STOP_ANY),
	FIELD(reasoning_field, .read = read_name, .is_optional = true),
	FIELD(thinking_tokens, .read = read_count),
	FIELD(impurity, .read = read_line),
};

static enum gamut_status check_keys(const struct gamut_yaml_node *root,
                                    struct gamut_err *err)
{
	const char *keys[GAMUT_ARRAY_LEN(fields) + 1] = { "base" };

	for (size_t i = 0; i < GAMUT_ARRAY_LEN(fields); i++)
		keys[i + 1] = fields[i].key;
	return gamut_yaml_check_keys(root, keys, GAMUT_ARRAY_LEN(keys), err);
}

static enum gamut_status read_base(struct gamut_profile *profile,
                                   const struct gamut_yaml_node *root,
                                   struct gamut_err *err)
{
	const struct gamut_yaml_node *node = gamut_yaml_find(root, "base");
	const struct gamut_profile *base = gamut_profile_find("generic");

	if (node && !is_text(node))
		return gamut_yaml_error(node, err, "base: expected a name");
	if (node)
		base = gamut_profile_find(gamut_yaml_text(node).ptr);
	if (!base) {
		enum gamut_status status =
			gamut_profile_unknown(gamut_yaml_text(node).ptr, err);

		return status ? gamut_yaml_error_at(node, err) : status;
	}
	*profile = *base;
	return GAMUT_OK;
}

/* What no member shows by itself. */
static enum gamut_status check_profile(const struct gamut_profile *profile,
                                       const struct gamut_yaml_node *root,
                                       struct gamut_err *err)
{
	bool has_omit = gamut_yaml_find(root, "omit") != NULL;
	const struct gamut_yaml_node *node;
	const char *field;

	if (!gamut_profile_check(profile, has_omit, &field, err))
		return GAMUT_OK;
	node = gamut_yaml_find(root, field);
	return gamut_yaml_error_at(node ? node : root, err);
}

static enum gamut_status read_profile(struct gamut_profile *profile,
                                      const struct gamut_yaml_node *root,
                                      struct gamut_arena *arena,
                                      struct gamut_err *err)
{
	enum gamut_status status = check_keys(root, err);

	if (!status)
		status = read_base(profile, root, err);
	for (size_t i = 0; !status && i < GAMUT_ARRAY_LEN(fields); i++) {
		const struct gamut_yaml_node *node =
			gamut_yaml_find(root, fields[i].key);

		if (node)
			status = fields[i].read((char *)profile +
			                                fields[i].offset,
			                        &fields[i], node, arena, err);
	}
	return status ? status : check_profile(profile, root, err);
}

bool gamut_profile_is_file(const char *name)
{
	struct gamut_str s = gamut_str_of(name);

	return strchr(name, '/') ||
	       gamut_str_ends_with(s, GAMUT_STR(".yaml")) ||
	       gamut_str_ends_with(s, GAMUT_STR(".yml")) ||
	       gamut_str_ends_with(s, GAMUT_STR(".json"));
}

/* What a run of it is called after; no constant may be taken for it. */
static enum gamut_status name_profile(struct gamut_profile *profile,
                                      const char *path,
                                      struct gamut_arena *arena,
                                      struct gamut_err *err)
{
	const char *slash = strrchr(path, '/');
	struct gamut_str name = gamut_str_of(slash ? slash + 1 : path);

	profile->name = gamut_arena_copy(arena, name).ptr;
	if (gamut_profile_find(profile->name))
		return gamut_error(err, GAMUT_EINVAL,
		                   "'%s': there is a profile of that name: "
		                   "call the file %s.yaml",
		                   path, profile->name);
	return GAMUT_OK;
}

enum gamut_status gamut_profile_load(const struct gamut_profile **out,
                                     const char *name,
                                     struct gamut_arena *arena,
                                     struct gamut_err *err)
{
	struct gamut_profile *profile;
	struct gamut_yaml *doc;
	enum gamut_status status;

	*out = gamut_profile_find(name);
	if (*out)
		return GAMUT_OK;
	if (!gamut_profile_is_file(name))
		return gamut_profile_unknown(name, err);
	status = gamut_yaml_read(&doc, name, err);
	if (status)
		return status;
	profile = gamut_arena_new(arena, struct gamut_profile, 1);
	status = read_profile(profile, gamut_yaml_root(doc), arena, err);
	gamut_yaml_free(doc);
	if (!status)
		status = name_profile(profile, name, arena, err);
	*out = profile;
	return status;
}
