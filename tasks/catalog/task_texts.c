#include "tasks/catalog/task_parts.h"

#include <string.h>

#include "base/text.h"

#define TEXT_BYTES_MAX 4000
#define TOKENS_MAX 1000000
#define SPACE_MAX (UINT64_C(1) << 53)

/*
 * A text that stands in a prompt, on a line of its own: extraction cuts answers
 * at the first line break, and other controls are no text.
 */
static enum gamut_status read_line(const char **out,
                                   const struct gamut_yaml_node *node,
                                   struct gamut_kind_context *context,
                                   struct gamut_err *err)
{
	enum gamut_status status = gamut_kind_read_text(out, node, context,
	                                                err);
	struct gamut_str rest;

	if (status)
		return status;
	rest = gamut_str_of(*out);
	if (rest.len > TEXT_BYTES_MAX)
		return gamut_yaml_error(node, err,
		                        "this text is longer than %d bytes",
		                        TEXT_BYTES_MAX);
	if (gamut_str_trim(rest).len != rest.len)
		return gamut_yaml_error(node, err,
		                        "this text begins or ends with white "
		                        "space, which no answer has (a block "
		                        "after | ends in a line break: >-)");
	while (rest.len > 0)
		if (gamut_text_is_unsafe(gamut_text_take(&rest)))
			return gamut_yaml_error(
				node, err,
				"this text holds a line break or another "
				"control character: prompts and answers are "
				"one line");
	return GAMUT_OK;
}

static bool is_name(const char *name)
{
	static const char allowed[] = "abcdefghijklmnopqrstuvwxyz0123456789_";

	return name[0] >= 'a' && name[0] <= 'z' && strlen(name) <= 64 &&
	       name[strspn(name, allowed)] == '\0';
}

static enum gamut_status read_name(struct gamut_task *task,
                                   const struct gamut_yaml_node *node,
                                   struct gamut_kind_context *context,
                                   struct gamut_err *err)
{
	enum gamut_status status = read_line(&task->name, node, context, err);

	if (!status && !is_name(task->name))
		return gamut_yaml_error(node, err,
		                        "'%s' is no name of a task: small "
		                        "letters, digits and _, a letter "
		                        "first, 64 at most",
		                        task->name);
	return status;
}

static enum gamut_status read_examples(struct gamut_task *task,
                                       const struct gamut_yaml_node *node,
                                       struct gamut_kind_context *context,
                                       struct gamut_err *err)
{
	enum gamut_status status = GAMUT_OK;

	if (gamut_yaml_kind(node) != GAMUT_YAML_LIST ||
	    gamut_yaml_count(node) != GAMUT_TASK_EXAMPLES)
		return gamut_yaml_error(node, err,
		                        "'examples' is a list of exactly %d "
		                        "texts, as few-shot prompts show %d",
		                        GAMUT_TASK_EXAMPLES,
		                        GAMUT_TASK_EXAMPLES);
	for (size_t i = 0; i < GAMUT_TASK_EXAMPLES && !status; i++)
		status = read_line(&task->examples[i], gamut_yaml_item(node, i),
		                   context, err);
	for (size_t i = 1; i < GAMUT_TASK_EXAMPLES && !status; i++)
		for (size_t k = 0; k < i; k++)
			if (strcmp(task->examples[i], task->examples[k]) == 0)
				return gamut_yaml_error(
					gamut_yaml_item(node, i), err,
					"the example '%s' is given twice",
					task->examples[i]);
	return status;
}

static enum gamut_status read_whole(uint64_t *out, const char *name,
                                    uint64_t max,
                                    const struct gamut_yaml_node *node,
                                    struct gamut_err *err)
{
	double value;

	if (!gamut_yaml_get_double(node, &value) || value < 1 ||
	    value > (double)max || value != (double)(uint64_t)value)
		return gamut_yaml_error(node, err,
		                        "'%s' is a whole number from 1 to %llu",
		                        name, (unsigned long long)max);
	*out = (uint64_t)value;
	return GAMUT_OK;
}

static enum gamut_status read_numbers(struct gamut_task *task,
                                      const struct gamut_yaml_node *map,
                                      struct gamut_err *err)
{
	uint64_t tokens = 0;
	uint64_t revision = 1;
	const struct {
		const char *name;
		uint64_t *at;
		uint64_t max;
	} numbers[] = {
		{ "max_tokens", &tokens, TOKENS_MAX },
		{ "revision", &revision, UINT32_MAX },
		{ "space", &task->space, SPACE_MAX },
		{ "strings", &task->strings, SPACE_MAX },
	};
	enum gamut_status status = GAMUT_OK;

	for (size_t i = 0; i < GAMUT_ARRAY_LEN(numbers) && !status; i++) {
		const struct gamut_yaml_node *node =
			gamut_yaml_find(map, numbers[i].name);

		if (node)
			status = read_whole(numbers[i].at, numbers[i].name,
			                    numbers[i].max, node, err);
	}
	task->max_tokens = (uint32_t)tokens;
	task->revision = (uint32_t)revision;
	return status;
}

static enum gamut_status read_members(struct gamut_task *task,
                                      const struct gamut_yaml_node *node,
                                      struct gamut_kind_context *context,
                                      struct gamut_err *err)
{
	size_t count = gamut_yaml_count(node);
	const char **members = gamut_arena_new(context->arena, const char *,
	                                       count + 1);
	enum gamut_status status = GAMUT_OK;

	if (gamut_yaml_kind(node) != GAMUT_YAML_LIST || count == 0)
		return gamut_yaml_error(node, err,
		                        "'members' is a list of answers");
	for (size_t i = 0; i < count && !status; i++)
		status = read_line(&members[i], gamut_yaml_item(node, i),
		                   context, err);
	task->members = members;
	return status;
}

enum gamut_status gamut_task_read_texts(struct gamut_task *task,
                                        const struct gamut_yaml_node *map,
                                        struct gamut_kind_context *context,
                                        struct gamut_err *err)
{
	const struct gamut_yaml_node *members = gamut_yaml_find(map, "members");
	enum gamut_status status;

	status = read_name(task, gamut_yaml_find(map, "name"), context, err);
	if (!status)
		status = read_line(&task->description,
		                   gamut_yaml_find(map, "description"), context,
		                   err);
	if (!status)
		status = read_examples(task, gamut_yaml_find(map, "examples"),
		                       context, err);
	if (!status)
		status = read_numbers(task, map, err);
	if (!status)
		status = gamut_task_read_accepts(&task->accepts,
		                                 gamut_yaml_find(map, "accept"),
		                                 context, err);
	if (!status)
		status = gamut_task_read_rejects(&task->rejects,
		                                 gamut_yaml_find(map, "reject"),
		                                 context, err);
	return status || !members ? status :
	                            read_members(task, members, context, err);
}
