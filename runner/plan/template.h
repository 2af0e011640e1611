#ifndef GAMUT_PLAN_TEMPLATE_H
#define GAMUT_PLAN_TEMPLATE_H

#include "base/arena.h"
#include "base/status.h"
#include "tasks/setting.h"
#include "tasks/task.h"

/*
 * How a setting becomes a request
 * -------------------------------
 * A template is text with places to fill in, the same language for the
 * built-in ones and for a user's file:
 *
 *	{{description}}  the task's description
 *	{{example}}      one example
 *	{{#description}} ... {{/description}}  there where the setting shows it
 *	{{#examples}} ... {{/examples}}        once for each example shown
 *
 * Plain text makes a prompt for the completions endpoint. A JSON array of
 * {"role": ..., "content": text} makes messages for the chat endpoint. A line
 * feed at the very end of a plain text file is not part of it.
 */
struct gamut_template_part {
	struct gamut_str role; /* empty in a plain template */
	struct gamut_str text;
};

struct gamut_template {
	struct gamut_str name; /* "chat", or the path of a user's file */
	const char *family;    /* of "spectrum"; NULL in others */
	bool is_chat;
	const struct gamut_template_part *parts; /* one in a plain template */
	size_t part_count;
};

/* The built-in templates that need nothing more to be known. */
extern const struct gamut_template gamut_template_chat;
extern const struct gamut_template gamut_template_completion;

/* Is `name` that of a built-in template, and not of a file? */
bool gamut_template_is_builtin(const char *name);

/*
 * Find a template.
 *
 *   name    "chat", "completion", "spectrum", or the path of a regular file
 *           of at most 1 MiB
 *   family  for "spectrum": "gemma-3", "qwen3", "llama-3.1", or NULL to tell
 *           from `model`
 *
 * Strings live in `arena`. GAMUT_EINVAL for an unknown name or family, with
 * the nearest, and for a file that is not regular or too long; GAMUT_EPARSE for
 * a file with a place that cannot be filled.
 */
GAMUT_MUST_USE
enum gamut_status gamut_template_find(struct gamut_template *out,
                                      const char *name, const char *family,
                                      const char *model,
                                      struct gamut_arena *arena,
                                      struct gamut_err *err);

/*
 * The prompt as it is sent: a JSON string, or a JSON array of messages; lives
 * in `arena`.
 */
struct gamut_str gamut_template_render(const struct gamut_template *template,
                                       const struct gamut_task *task,
                                       enum gamut_setting setting,
                                       struct gamut_arena *arena);

/* Families of Spectrum models: how many, and the name of each. */
size_t gamut_family_count(void);
const char *gamut_family_at(size_t i);

#endif
