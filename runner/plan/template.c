#include "runner/plan/template.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/json.h"
#include "base/text.h"
#include "runner/plan/template_builtin.h"

/* Longest template file. */
#define MAX_BYTES ((size_t)1024 * 1024)

#define FAMILIES_MAX 16

/* ---------------------------------------------------------------- filling */

static const struct gamut_str opening = { "{{", 2 };
static const struct gamut_str closing = { "}}", 2 };

/*
 * Cut the text up to the next place off `*rest` into `*text`, and the place's
 * name into `*place`. False, with the last text, where no place follows.
 */
static bool take_place(struct gamut_str *rest, struct gamut_str *text,
                       struct gamut_str *place)
{
	size_t at = gamut_str_find(*rest, opening);
	size_t end;

	*text = gamut_str_head(*rest, at);
	*rest = gamut_str_skip(*rest, at);
	end = gamut_str_find(*rest, closing);
	if (end == rest->len) {
		text->len += rest->len;
		*rest = gamut_str_skip(*rest, rest->len);
		return false;
	}
	*place = gamut_str_head(gamut_str_skip(*rest, opening.len),
	                        end - opening.len);
	*rest = gamut_str_skip(*rest, end + closing.len);
	return true;
}

/* What a place stands for where it stands. */
struct filling {
	const struct gamut_task *task;
	enum gamut_setting setting;
	const char *example; /* inside {{#examples}}, else NULL */
};

static void fill(struct gamut_buf *out, struct gamut_str text,
                 const struct filling *filling);

/*
 * Cut the section that ends with {{/name}} off `*rest`: its body. False where
 * it does not end.
 */
static bool take_section(struct gamut_str *rest, struct gamut_str name,
                         struct gamut_str *body)
{
	struct gamut_str whole = *rest;
	struct gamut_str text;
	struct gamut_str place;

	while (take_place(rest, &text, &place)) {
		if (place.len == 0 || place.ptr[0] != '/' ||
		    !gamut_str_eq(gamut_str_skip(place, 1), name))
			continue;
		*body = gamut_str_head(whole, (size_t)(place.ptr - whole.ptr) -
		                                      opening.len);
		return true;
	}
	return false;
}

static void fill_section(struct gamut_buf *out, struct gamut_str name,
                         struct gamut_str body, const struct filling *filling)
{
	struct filling inner = *filling;

	if (gamut_str_eq(name, GAMUT_STR("description"))) {
		if (gamut_setting_has_description(filling->setting))
			fill(out, body, filling);
		return;
	}
	if (!gamut_setting_has_examples(filling->setting))
		return;
	for (size_t i = 0; i < GAMUT_TASK_EXAMPLES; i++) {
		inner.example = filling->task->examples[i];
		fill(out, body, &inner);
	}
}

static void fill(struct gamut_buf *out, struct gamut_str text,
                 const struct filling *filling)
{
	struct gamut_str plain;
	struct gamut_str place;
	struct gamut_str body;

	while (take_place(&text, &plain, &place)) {
		gamut_buf_add(out, plain);
		if (gamut_str_eq(place, GAMUT_STR("description")))
			gamut_buf_add(out,
			              gamut_str_of(filling->task->description));
		else if (gamut_str_eq(place, GAMUT_STR("example")))
			gamut_buf_add(out, gamut_str_of(filling->example));
		else if (take_section(&text, gamut_str_skip(place, 1), &body))
			fill_section(out, gamut_str_skip(place, 1), body,
			             filling);
	}
	gamut_buf_add(out, plain);
}

struct gamut_str gamut_template_render(const struct gamut_template *template,
                                       const struct gamut_task *task,
                                       enum gamut_setting setting,
                                       struct gamut_arena *arena)
{
	struct filling filling = { .task = task, .setting = setting };
	struct gamut_buf text = { 0 };
	struct gamut_buf out = { 0 };
	struct gamut_json json = { .out = &out };
	struct gamut_str result;

	if (template->is_chat)
		gamut_json_open(&json, '[');
	for (size_t i = 0; i < template->part_count; i++) {
		gamut_buf_clear(&text);
		fill(&text, template->parts[i].text, &filling);
		if (template->is_chat) {
			gamut_json_open(&json, '{');
			gamut_json_key(&json, "role");
			gamut_json_str(&json, template->parts[i].role);
			gamut_json_key(&json, "content");
		}
		gamut_json_str(&json, gamut_buf_view(&text));
		if (template->is_chat)
			gamut_json_close(&json, '}');
	}
	if (template->is_chat)
		gamut_json_close(&json, ']');
	result = gamut_arena_copy(arena, gamut_buf_view(&out));
	gamut_buf_release(&text);
	gamut_buf_release(&out);
	return result;
}

/* ---------------------------------------------------------------- finding */

/* Can every place in `text` be filled, and does every section end? */
static enum gamut_status check_text(struct gamut_str text, bool in_examples,
                                    struct gamut_err *err)
{
	struct gamut_str plain;
	struct gamut_str place;
	struct gamut_str body;
	struct gamut_str name;
	enum gamut_status status = GAMUT_OK;

	while (!status && take_place(&text, &plain, &place)) {
		if (gamut_str_eq(place, GAMUT_STR("description")) ||
		    (in_examples && gamut_str_eq(place, GAMUT_STR("example"))))
			continue;
		name = gamut_str_skip(place, place.len > 0 ? 1 : 0);
		if (!gamut_str_eq(place, GAMUT_STR("#description")) &&
		    !gamut_str_eq(place, GAMUT_STR("#examples")))
			return gamut_error(
				err, GAMUT_EPARSE,
				"'{{%.*s}}' cannot be filled here; there are "
				"{{description}}, {{#description}}, "
				"{{#examples}} and in it {{example}}",
				GAMUT_STR_ARG(place));
		if (!take_section(&text, name, &body))
			return gamut_error(err, GAMUT_EPARSE,
			                   "'{{%.*s}}' has no '{{/%.*s}}'",
			                   GAMUT_STR_ARG(place),
			                   GAMUT_STR_ARG(name));
		status = check_text(
			body,
			in_examples ||
				gamut_str_eq(name, GAMUT_STR("examples")),
			err);
	}
	return status;
}

static enum gamut_status read_messages(struct gamut_template *out,
                                       const cJSON *json,
                                       struct gamut_arena *arena,
                                       struct gamut_err *err)
{
	size_t count = (size_t)cJSON_GetArraySize(json);
	struct gamut_template_part *parts =
		gamut_arena_new(arena, struct gamut_template_part, count);
	const cJSON *message;

	out->is_chat = true;
	out->parts = parts;
	cJSON_ArrayForEach(message, json)
	{
		struct gamut_template_part *part = &parts[out->part_count++];

		if (!gamut_json_get_str(message, "role", &part->role) ||
		    !gamut_json_get_str(message, "content", &part->text))
			return gamut_error(err, GAMUT_EPARSE,
			                   "message %zu lacks a \"role\" or a "
			                   "\"content\"",
			                   out->part_count);
		part->role = gamut_arena_copy(arena, part->role);
		part->text = gamut_arena_copy(arena, part->text);
	}
	if (count == 0)
		return gamut_error(err, GAMUT_EPARSE, "there is no message");
	return GAMUT_OK;
}

static enum gamut_status read_text(struct gamut_template *out,
                                   struct gamut_str text,
                                   struct gamut_arena *arena,
                                   struct gamut_err *err)
{
	struct gamut_template_part *part;
	enum gamut_status status = GAMUT_OK;

	if (!gamut_text_is_utf8(text))
		return gamut_error(err, GAMUT_EPARSE, "not UTF-8 text");
	if (gamut_str_starts_with(gamut_str_trim(text), GAMUT_STR("["))) {
		cJSON *json = gamut_json_parse(text, err);

		if (!json)
			return GAMUT_EPARSE;
		status = read_messages(out, json, arena, err);
		cJSON_Delete(json);
	} else {
		if (gamut_str_ends_with(text, GAMUT_STR("\n")))
			text.len--;
		part = gamut_arena_new(arena, struct gamut_template_part, 1);
		part->text = text;
		part->role = GAMUT_STR_EMPTY;
		out->parts = part;
		out->part_count = 1;
	}
	for (size_t i = 0; !status && i < out->part_count; i++)
		status = check_text(out->parts[i].text, false, err);
	return status;
}

static enum gamut_status read_file(struct gamut_template *out, const char *path,
                                   struct gamut_arena *arena,
                                   struct gamut_err *err)
{
	struct gamut_err local = { 0 };
	enum gamut_status status;
	struct gamut_str text;
	struct stat st;

	if (!err)
		err = &local;
	/* Looked at first: to open a pipe would be to wait for its writer. */
	if (stat(path, &st) != 0)
		return gamut_error_errno(err, errno,
		                         "cannot open template '%s'", path);
	if (!S_ISREG(st.st_mode))
		return gamut_error(err, GAMUT_EINVAL,
		                   "template '%s' is not a regular file", path);
	status = gamut_file_read(&text, path, MAX_BYTES, arena, err);
	if (status)
		return status;
	*out = (struct gamut_template){
		.name = gamut_arena_copy(arena, gamut_str_of(path)),
	};
	if (read_text(out, text, arena, err))
		return gamut_error_at(err, "template '%s'", path);
	return GAMUT_OK;
}

static struct gamut_hint family_hint(const char *typed)
{
	const char *names[FAMILIES_MAX];
	size_t count = gamut_family_count();

	if (count > FAMILIES_MAX)
		GAMUT_BUG("more than %d families", FAMILIES_MAX);
	for (size_t i = 0; i < count; i++)
		names[i] = gamut_family_at(i);
	return gamut_text_hint(typed, names, count);
}

static enum gamut_status find_spectrum(struct gamut_template *out,
                                       const char *family, const char *model,
                                       struct gamut_err *err)
{
	const struct gamut_family *found = gamut_family_find(family, model);

	if (found) {
		*out = (struct gamut_template){
			.name = GAMUT_STR("spectrum"),
			.family = found->name,
			.parts = &found->part,
			.part_count = 1,
		};
		return GAMUT_OK;
	}
	if (family)
		return gamut_error(err, GAMUT_EINVAL,
		                   "unknown family '%s'%s (there are gemma-3, "
		                   "llama-3.1 and qwen3)",
		                   family, family_hint(family).text);
	return gamut_error(err, GAMUT_EINVAL,
	                   "cannot tell the Spectrum family of model '%s': "
	                   "give --family gemma-3, llama-3.1 or qwen3",
	                   model);
}

/* Of those that need no file. */
static const char *const builtin_names[] = { "chat", "completion", "spectrum" };

bool gamut_template_is_builtin(const char *name)
{
	for (size_t i = 0; i < GAMUT_ARRAY_LEN(builtin_names); i++)
		if (strcmp(name, builtin_names[i]) == 0)
			return true;
	return false;
}

enum gamut_status gamut_template_find(struct gamut_template *out,
                                      const char *name, const char *family,
                                      const char *model,
                                      struct gamut_arena *arena,
                                      struct gamut_err *err)
{
	if (strcmp(name, "chat") == 0) {
		*out = gamut_template_chat;
		return GAMUT_OK;
	}
	if (strcmp(name, "completion") == 0) {
		*out = gamut_template_completion;
		return GAMUT_OK;
	}
	if (strcmp(name, "spectrum") == 0)
		return find_spectrum(out, family, model, err);
	if (strchr(name, '/') || strchr(name, '.') || gamut_file_exists(name))
		return read_file(out, name, arena, err);

	return gamut_error(
		err, GAMUT_EINVAL,
		"unknown template '%s'%s (there are chat, completion and "
		"spectrum, or give the path of a file)",
		name,
		gamut_text_hint(name, builtin_names,
	                        GAMUT_ARRAY_LEN(builtin_names))
			.text);
}
