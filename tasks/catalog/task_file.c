#include "tasks/catalog/task_file.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/buf.h"
#include "tasks/catalog/kind.h"
#include "tasks/catalog/registry.h"
#include "tasks/catalog/task_parts.h"
#include "tasks/checker.h"
#include "tasks/members.h"

static const struct gamut_task_key keys[] = {
	{ "name", "what commands and files call it: [a-z][a-z0-9_]*", true },
	{ "description", "what is asked for; goes into prompts as it is",
	  true },
	{ "examples", "three answers that few-shot prompts show", true },
	{ "max_tokens", "the most tokens of a completion", true },
	{ "check", "what is valid: a kind of check", true },
	{ "accept", "answers that must be valid, with their canonical form",
	  true },
	{ "reject", "answers that must not be, with the reason", true },
	{ "canonical", "steps that fold spellings of one thing together",
	  false },
	{ "members", "answers for simulated models to draw from", false },
	{ "space", "how many canonical forms there are, where none lists them",
	  false },
	{ "strings", "how many different texts are accepted, where finite",
	  false },
	{ "target", "how often each form ought to come: uniform, or weights",
	  false },
	{ "revision", "raised when what is asked or accepted changes; 1",
	  false },
	{ "source", "where the facts are from; for people", false },
	{ "license", "of what the file holds; for people", false },
};

struct gamut_task_file {
	struct gamut_arena arena;
	struct gamut_task task;
};

size_t gamut_task_key_count(void)
{
	return GAMUT_ARRAY_LEN(keys);
}

const struct gamut_task_key *gamut_task_key_at(size_t i)
{
	if (i >= GAMUT_ARRAY_LEN(keys))
		GAMUT_BUG("key %zu out of range", i);
	return &keys[i];
}

/* ---------------------------------------------------------------- the whole */

/* Every key is known, and all that are needed are there. */
static enum gamut_status check_keys(const struct gamut_yaml_node *map,
                                    struct gamut_err *err)
{
	const char *names[GAMUT_ARRAY_LEN(keys)];
	enum gamut_status status;

	if (gamut_yaml_kind(map) != GAMUT_YAML_MAP)
		return gamut_yaml_error(map, err,
		                        "a task file is a mapping: name, "
		                        "description, examples, ...: `gamut "
		                        "new-task NAME` writes one");
	for (size_t i = 0; i < GAMUT_ARRAY_LEN(keys); i++)
		names[i] = keys[i].name;
	status = gamut_yaml_check_keys(map, names, GAMUT_ARRAY_LEN(keys), err);
	for (size_t i = 0; i < GAMUT_ARRAY_LEN(keys) && !status; i++)
		if (keys[i].is_required && !gamut_yaml_find(map, keys[i].name))
			status = gamut_yaml_error(map, err,
			                          "the task lacks '%s': %s",
			                          keys[i].name, keys[i].help);
	return status;
}

/* Write down what the verdict depends on: `node` as it stands in the file. */
static void define(struct gamut_kind_context *context, const char *key,
                   const struct gamut_yaml_node *node)
{
	struct gamut_str text = gamut_yaml_json(node, context->arena);

	gamut_buf_addf(context->definition, "%s %.*s\n", key,
	               GAMUT_STR_ARG(text));
}

/* What a task file is being read with. */
struct taking {
	struct gamut_task *task;
	const struct gamut_yaml_node *map;
	struct gamut_kind_context *context;
	struct gamut_lexicon *lexicon;
};

/* The space is what the checker lists; `node`, which may be NULL, agrees. */
static enum gamut_status settle_space(struct gamut_task *task,
                                      const struct gamut_checker *checker,
                                      const struct gamut_yaml_node *node,
                                      struct gamut_err *err)
{
	uint64_t count = gamut_checker_member_count(checker);

	/* More than can be folded: they are counted as they were before. */
	if (task->canonical && count > GAMUT_MEMBERS_MAX)
		return GAMUT_OK;
	if (node && task->space != count)
		return gamut_yaml_error(
			node, err,
			"'space' is %llu, and the check accepts "
			"%llu canonical forms: leave 'space' "
			"out",
			(unsigned long long)task->space,
			(unsigned long long)count);
	task->space = count;
	return GAMUT_OK;
}

/*
 * Open the verifier once: its faults are told here, at the check's place, and
 * the space is counted. A program is only started when it is needed.
 */
static enum gamut_status try_out(struct taking *taking,
                                 const struct gamut_check *check,
                                 struct gamut_err *err)
{
	struct gamut_task *task = taking->task;
	const struct gamut_yaml_node *target = gamut_yaml_find(taking->map,
	                                                       "target");
	struct gamut_checker *checker;
	enum gamut_status status;

	if (target && !check->lists_all && task->target->count == 0)
		return gamut_yaml_error(target, err,
		                        "'uniform' needs a check that lists "
		                        "all that is valid, such as a list or "
		                        "integers with a range: give weights");
	if (check->verifier->verify_all && !check->lists_all)
		return GAMUT_OK;
	status = gamut_checker_open(&checker, task, taking->lexicon, err);
	if (status)
		return gamut_yaml_error_at(
			gamut_yaml_find(taking->map, "check"), err);
	if (check->lists_all)
		status = settle_space(task, checker,
		                      gamut_yaml_find(taking->map, "space"),
		                      err);
	if (check->lists_all && task->strings == GAMUT_UNBOUNDED)
		task->strings = check->strings;
	if (!status && check->lists_all && target)
		status = gamut_task_settle_target(&task->target, checker,
		                                  target, taking->context, err);
	gamut_checker_free(checker);
	return status;
}

/* A pattern that does not compile is told at its place. */
static enum gamut_status try_steps(const struct gamut_canonical_rule *rule,
                                   const struct gamut_yaml_node *node,
                                   struct gamut_err *err)
{
	struct gamut_canonical *canonical;

	if (gamut_canonical_open(&canonical, rule, err))
		return gamut_yaml_error_at(node, err);
	gamut_canonical_free(canonical);
	return GAMUT_OK;
}

static enum gamut_status read_check(struct taking *taking,
                                    struct gamut_err *err)
{
	struct gamut_task *task = taking->task;
	struct gamut_kind_context *context = taking->context;
	const struct gamut_yaml_node *node = gamut_yaml_find(taking->map,
	                                                     "check");
	const struct gamut_yaml_node *steps = gamut_yaml_find(taking->map,
	                                                      "canonical");
	const struct gamut_yaml_node *target = gamut_yaml_find(taking->map,
	                                                       "target");
	struct gamut_check check;
	enum gamut_status status = gamut_kind_read(&check, node, context, err);

	define(context, "check", node);
	if (!status && steps) {
		gamut_buf_addf(context->definition, "steps %d\n",
		               GAMUT_CANONICAL_REVISION);
		define(context, "canonical", steps);
		status = gamut_task_read_canonical(&task->canonical, steps,
		                                   context, err);
		if (!status)
			status = try_steps(task->canonical, steps, err);
	}
	if (!status && target) {
		define(context, "target", target);
		status = gamut_task_read_target(&task->target, target, context,
		                                err);
	}
	if (status)
		return status;
	task->verifier = check.verifier;
	task->rule = check.rule;
	task->definition = gamut_arena_copy(context->arena,
	                                    gamut_buf_view(context->definition))
	                           .ptr;
	return try_out(taking, &check, err);
}

static const char *folder_of(const char *path, struct gamut_arena *arena)
{
	const char *slash = strrchr(path, '/');

	if (!slash)
		return ".";
	if (slash == path)
		return "/";
	return gamut_arena_strf(arena, "%.*s", (int)(slash - path), path).ptr;
}

static enum gamut_status take(struct gamut_task_file **out, const char *path,
                              const struct gamut_yaml *doc,
                              struct gamut_lexicon *lexicon,
                              struct gamut_err *err)
{
	struct gamut_task_file *file = gamut_alloc(sizeof(*file));
	const struct gamut_yaml_node *map = gamut_yaml_root(doc);
	struct gamut_buf definition = { 0 };
	struct gamut_kind_context context = {
		.arena = &file->arena,
		.folder = folder_of(path, &file->arena),
		.definition = &definition,
	};
	struct taking taking = {
		.task = &file->task,
		.map = map,
		.context = &context,
		.lexicon = lexicon,
	};
	enum gamut_status status = check_keys(map, err);

	file->task.abi = GAMUT_TASK_ABI;
	file->task.size = sizeof(file->task);
	if (!status)
		status = gamut_task_read_texts(&file->task, map, &context, err);
	if (!status)
		status = read_check(&taking, err);
	gamut_buf_release(&definition);
	if (status)
		gamut_task_file_free(file);
	else
		*out = file;
	return status;
}

enum gamut_status gamut_task_file_read(struct gamut_task_file **out,
                                       const char *path,
                                       struct gamut_lexicon *lexicon,
                                       struct gamut_err *err)
{
	struct gamut_yaml *doc;
	enum gamut_status status = gamut_yaml_read(&doc, path, err);

	if (status)
		return status;
	status = take(out, path, doc, lexicon, err);
	gamut_yaml_free(doc);
	return status;
}

enum gamut_status gamut_task_file_parse(struct gamut_task_file **out,
                                        const char *path, struct gamut_str text,
                                        struct gamut_lexicon *lexicon,
                                        struct gamut_err *err)
{
	struct gamut_yaml *doc;
	enum gamut_status status = gamut_yaml_parse(&doc, path, text, err);

	if (status)
		return status;
	status = take(out, path, doc, lexicon, err);
	gamut_yaml_free(doc);
	return status;
}

const struct gamut_task *gamut_task_file_task(
	const struct gamut_task_file *file)
{
	return &file->task;
}

void gamut_task_file_free(struct gamut_task_file *file)
{
	if (!file)
		return;
	gamut_arena_clear(&file->arena);
	free(file);
}
