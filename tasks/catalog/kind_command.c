/* command: a program of the user's own, see verifiers/command.h. */
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/env.h"
#include "tasks/catalog/kind.h"
#include "verifiers/command.h"

/* An hour: whatever takes longer is no check of an answer. */
#define TIMEOUT_MAX_S 3600

/* Longer answers are nothing that a model gives in one go. */
#define LENGTH_MAX ((uint64_t)100 << 10)

struct command {
	struct gamut_command_rule rule; /* first: the verifier's */
	struct gamut_words run;
};

#define OF(member) offsetof(struct command, rule.member)

static const struct gamut_kind_key keys[] = {
	{ .name = "run",
	  .type = GAMUT_KIND_WORDS,
	  .offset = offsetof(struct command, run),
	  .is_required = true,
	  .help = "the program and its arguments; no shell reads them" },
	{ .name = "timeout",
	  .type = GAMUT_KIND_NUMBER,
	  .offset = OF(timeout_s),
	  .help = "seconds for each reply, 5 by default" },
	{ .name = "start_timeout",
	  .type = GAMUT_KIND_NUMBER,
	  .offset = OF(start_timeout_s),
	  .help = "seconds for the first reply after a start, 30 by default" },
	{ .name = "batch_timeout",
	  .type = GAMUT_KIND_NUMBER,
	  .offset = OF(batch_timeout_s),
	  .help = "seconds for all that is asked at once, 300 by default" },
	{ .name = "memory_mib",
	  .type = GAMUT_KIND_WHOLE,
	  .offset = OF(sandbox.memory_mib),
	  .min = 16,
	  .max = UINT64_C(1) << 20,
	  .help = "MiB of address space, 1024 by default" },
	{ .name = "cpu_seconds",
	  .type = GAMUT_KIND_WHOLE,
	  .offset = OF(sandbox.cpu_seconds),
	  .min = 1,
	  .max = 1000000,
	  .help = "of CPU time from start to end, 60 by default; then it is "
	          "started anew" },
	{ .name = "processes",
	  .type = GAMUT_KIND_BOOL,
	  .offset = OF(sandbox.allows_processes),
	  .help = "whether it may start processes and use the network" },
	{ .name = "max_length",
	  .type = GAMUT_KIND_WHOLE,
	  .offset = OF(max_length),
	  .min = 1,
	  .max = LENGTH_MAX,
	  .help = "bytes of the longest answer that it is asked for, 10000 by "
	          "default" },
	{ 0 },
};

static const struct command defaults = {
	.rule = {
		.sandbox = { .memory_mib = 1024, .cpu_seconds = 60 },
		.timeout_s = 5,
		.start_timeout_s = 30,
		.batch_timeout_s = 300,
		.max_length = 10000,
	},
};

static bool is_file(const char *path)
{
	struct stat found;

	return stat(path, &found) == 0 && S_ISREG(found.st_mode);
}

/* The path of `name` in `folder`, in the arena. */
static const char *join(struct gamut_str folder, const char *name,
                        struct gamut_kind_context *context)
{
	return gamut_arena_strf(context->arena, "%.*s/%s",
	                        GAMUT_STR_ARG(folder), name)
	        .ptr;
}

/* Folders that are not absolute stand for another place tomorrow. */
static const char *find_on_path(const char *name,
                                struct gamut_kind_context *context)
{
	const char *path = gamut_env("PATH");
	struct gamut_str rest = gamut_str_of(path ? path : "/usr/bin:/bin");
	struct gamut_str folder;

	while (gamut_str_take_field(&rest, ':', &folder)) {
		const char *full;

		if (!gamut_str_starts_with(folder, GAMUT_STR("/")))
			continue;
		full = join(folder, name, context);
		if (is_file(full) && access(full, X_OK) == 0)
			return full;
	}
	return NULL;
}

static enum gamut_status find_program(const char **out, const char *name,
                                      const struct gamut_yaml_node *node,
                                      struct gamut_kind_context *context,
                                      struct gamut_err *err)
{
	const char *full = name;

	if (!strchr(name, '/')) {
		*out = find_on_path(name, context);
		return *out ? GAMUT_OK :
		              gamut_yaml_error(
				      node, err,
				      "no program '%s' is on PATH: install it, "
				      "or begin the path of your own with './'",
				      name);
	}
	if (name[0] != '/')
		full = join(gamut_str_of(context->folder), name, context);
	if (!is_file(full))
		return gamut_yaml_error(node, err, "there is no program '%s'",
		                        full);
	if (access(full, X_OK) != 0)
		return gamut_yaml_error(node, err,
		                        "'%s' may not be run: chmod +x it, or "
		                        "name what runs it first, as in "
		                        "[python3, checker.py]",
		                        full);
	*out = name;
	return GAMUT_OK;
}

/*
 * A checker that changes makes another task. What is not beside the task file
 * is the system's, and changes with it.
 */
static enum gamut_status hash_files(const struct gamut_words *run,
                                    const struct gamut_yaml_node *node,
                                    struct gamut_kind_context *context,
                                    struct gamut_err *err)
{
	enum gamut_status status = GAMUT_OK;

	for (size_t i = 0; i < run->count && !status; i++) {
		const char *word = run->list[i];

		if (word[0] == '/' || (i == 0 && !strchr(word, '/')) ||
		    !is_file(
			    join(gamut_str_of(context->folder), word, context)))
			continue;
		status = gamut_kind_define_file(word, node, context, err);
	}
	return status;
}

static enum gamut_status check_timeouts(const struct gamut_command_rule *rule,
                                        const struct gamut_yaml_node *node,
                                        struct gamut_err *err)
{
	const struct {
		const char *name;
		double seconds;
	} all[] = {
		{ "timeout", rule->timeout_s },
		{ "start_timeout", rule->start_timeout_s },
		{ "batch_timeout", rule->batch_timeout_s },
	};

	for (size_t i = 0; i < GAMUT_ARRAY_LEN(all); i++)
		if (!(all[i].seconds >= 0.001 &&
		      all[i].seconds <= TIMEOUT_MAX_S))
			return gamut_yaml_error(node, err,
			                        "'%s' is a number of seconds "
			                        "from 0.001 to %d",
			                        all[i].name, TIMEOUT_MAX_S);
	return GAMUT_OK;
}

/* The folder as it is found from anywhere. */
static const char *settle_folder(struct gamut_kind_context *context)
{
	char here[4096];

	if (context->folder[0] == '/' || !getcwd(here, sizeof(here)))
		return context->folder;
	return join(gamut_str_of(here), context->folder, context);
}

static enum gamut_status finish(struct gamut_check *out, void *rule,
                                const struct gamut_yaml_node *node,
                                struct gamut_kind_context *context,
                                struct gamut_err *err)
{
	struct command *command = rule;
	const struct gamut_words *run = &command->run;
	const char **words = gamut_arena_new(context->arena, const char *,
	                                     run->count + 1);
	enum gamut_status status = check_timeouts(&command->rule, node, err);

	(void)out;
	if (!status)
		status = find_program(&words[0], run->list[0], node, context,
		                      err);
	for (size_t i = 1; i < run->count; i++)
		words[i] = run->list[i];
	command->rule.sandbox.words = words;
	command->rule.sandbox.folder = settle_folder(context);
	return status ? status : hash_files(run, node, context, err);
}

const struct gamut_kind gamut_kind_command = {
	.name = "command",
	.help = "what a program of your own accepts",
	.verifier = &gamut_verifier_command,
	.rule_size = sizeof(struct command),
	.keys = keys,
	.main = "run",
	.defaults = &defaults,
	.finish = finish,
};
