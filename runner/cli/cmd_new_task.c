/* gamut new-task: a task to begin with. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "base/file.h"
#include "base/text.h"
#include "runner/cli/command.h"
#include "runner/cli/shell.h"
#include "tasks/catalog/catalog.h"
#include "tasks/catalog/schema.h"

/* Where a name belongs. */
#define PLACE "@NAME@"

#define NAME_MAX_BYTES 64

struct values {
	const char *kind;
	const char *out;
	bool wants_schema;
};

static const struct gamut_option options[] = {
	{ .name = "kind",
	  .kind = GAMUT_OPTION_TEXT,
	  .argument = "KIND",
	  .help = "yaml (default): a file; command: checked by a program of "
	          "yours; c: a plugin",
	  .offset = offsetof(struct values, kind) },
	{ .name = "out",
	  .letter = 'o',
	  .kind = GAMUT_OPTION_TEXT,
	  .argument = "DIR",
	  .help = "write into this folder, which is made; the working folder "
	          "by default",
	  .offset = offsetof(struct values, out) },
	{ .name = "schema",
	  .kind = GAMUT_OPTION_FLAG,
	  .help = "print the JSON Schema of task files for editors instead",
	  .offset = offsetof(struct values, wants_schema) },
	GAMUT_OPTION_END,
};

/* ---------------------------------------------------------------- skeletons */

#define SKELETON(name)                             \
	extern const char gamut_skeleton_##name[]; \
	extern const char gamut_skeleton_##name##_end[]

SKELETON(yaml);
SKELETON(command_yaml);
SKELETON(command_py);
SKELETON(plugin_c);
SKELETON(plugin_cmake);
SKELETON(plugin_readme);

#define FILES_MAX 3

/* A file to write: `name` behind the folder, in both of which a name goes. */
struct skeleton {
	const char *path;
	const char *text;
	const char *end;
	bool is_program;
};

#define TEXT(name) gamut_skeleton_##name, gamut_skeleton_##name##_end

static const struct kind {
	const char *name;
	const char *task; /* what check-task and run are given */
	struct skeleton files[FILES_MAX + 1];
	bool is_folder;    /* with the task's name */
	const char *build; /* what is to be done first; or NULL */
} kinds[] = {
	{ .name = "yaml",
	  .task = PLACE ".yaml",
	  .files = { { PLACE ".yaml", TEXT(yaml), false } } },
	{ .name = "command",
	  .task = PLACE ".yaml",
	  .files = { { PLACE ".yaml", TEXT(command_yaml), false },
	             { PLACE ".py", TEXT(command_py), true } } },
	{ .name = "c",
	  .task = "build/" PLACE ".so",
	  .files = { { PLACE ".c", TEXT(plugin_c), false },
	             { "CMakeLists.txt", TEXT(plugin_cmake), false },
	             { "README.md", TEXT(plugin_readme), false } },
	  .is_folder = true,
	  .build = "build" },
};

static enum gamut_status find_kind(const struct kind **out, const char *name,
                                   struct gamut_err *err)
{
	const char *names[GAMUT_ARRAY_LEN(kinds)];

	*out = &kinds[0];
	if (!name)
		return GAMUT_OK;
	for (size_t i = 0; i < GAMUT_ARRAY_LEN(kinds); i++) {
		names[i] = kinds[i].name;
		*out = &kinds[i];
		if (strcmp(name, kinds[i].name) == 0)
			return GAMUT_OK;
	}
	return gamut_error(
		err, GAMUT_EINVAL, "--kind: '%s' is not yaml, command or c%s",
		name,
		gamut_text_hint(name, names, GAMUT_ARRAY_LEN(names)).text);
}

/* `text` with the task's name in its place. */
static struct gamut_str fill(struct gamut_str text, const char *name,
                             struct gamut_arena *arena)
{
	struct gamut_buf filled = { 0 };
	struct gamut_str result;

	while (text.len > 0) {
		size_t at = gamut_str_find(text, GAMUT_STR(PLACE));

		gamut_buf_add(&filled, gamut_str_head(text, at));
		text = gamut_str_skip(text, at);
		if (text.len > 0) {
			gamut_buf_add(&filled, gamut_str_of(name));
			text = gamut_str_skip(text, strlen(PLACE));
		}
	}
	result = gamut_arena_copy(arena, gamut_buf_view(&filled));
	gamut_buf_release(&filled);
	return result;
}

/* ------------------------------------------------------------------ writing */

static enum gamut_status check_name(const char *name, struct gamut_err *err)
{
	static const char allowed[] = "abcdefghijklmnopqrstuvwxyz0123456789_";
	struct gamut_catalog *catalog;
	bool is_taken;

	if (name[0] < 'a' || name[0] > 'z' || strlen(name) > NAME_MAX_BYTES ||
	    name[strspn(name, allowed)] != '\0')
		return gamut_error(err, GAMUT_EINVAL,
		                   "'%s' is no name of a task: small letters, "
		                   "digits and _, a letter first, %d at most",
		                   name, NAME_MAX_BYTES);
	catalog = gamut_catalog_open();
	is_taken = gamut_catalog_find(catalog, gamut_str_of(name)) != NULL;
	gamut_catalog_free(catalog);
	if (is_taken)
		return gamut_error(err, GAMUT_EINVAL,
		                   "there is a task '%s' already: take another "
		                   "name",
		                   name);
	return GAMUT_OK;
}

/* What is being written. */
struct writing {
	const struct kind *kind;
	const char *name;
	const char *folder;
	struct gamut_arena arena;
};

static const char *path_of(struct writing *writing, const char *file)
{
	return gamut_arena_strf(
		       &writing->arena, "%s/%s", writing->folder,
		       fill(gamut_str_of(file), writing->name, &writing->arena)
			       .ptr)
	        .ptr;
}

static enum gamut_status write_file(struct writing *writing,
                                    const struct skeleton *file,
                                    struct gamut_err *err)
{
	const char *path = path_of(writing, file->path);
	struct gamut_str text = { file->text,
		                  (size_t)(file->end - file->text) };
	enum gamut_status status = gamut_file_create(
		path, fill(text, writing->name, &writing->arena), err);

	if (status == GAMUT_EMISMATCH)
		return gamut_error(err, GAMUT_EINVAL,
		                   "'%s' is there already, and is not "
		                   "overwritten",
		                   path);
	if (!status && file->is_program && chmod(path, 0755) != 0)
		status = gamut_error_errno(err, errno,
		                           "cannot make '%s' executable", path);
	return status;
}

/* Nothing is written where one of them is there. */
static enum gamut_status check_room(struct writing *writing,
                                    struct gamut_err *err)
{
	const struct skeleton *files = writing->kind->files;

	for (size_t i = 0; files[i].path; i++)
		if (gamut_file_exists(path_of(writing, files[i].path)))
			return gamut_error(err, GAMUT_EINVAL,
			                   "'%s' is there already, and is not "
			                   "overwritten",
			                   path_of(writing, files[i].path));
	return GAMUT_OK;
}

static void tell_next(struct gamut_buf *out, struct writing *writing)
{
	const struct kind *kind = writing->kind;
	const char *task = path_of(writing, kind->task);

	for (size_t i = 0; kind->files[i].path; i++) {
		gamut_buf_addf(out, "wrote ");
		gamut_text_show(
			out,
			gamut_str_of(path_of(writing, kind->files[i].path)), 0);
		gamut_buf_add_char(out, '\n');
	}
	gamut_buf_addf(out, "\nNext:\n");
	if (kind->build) {
		const char *build = path_of(writing, kind->build);

		gamut_buf_addf(out, "  cmake -S");
		gamut_shell_add(out, writing->folder);
		gamut_buf_addf(out, " -B");
		gamut_shell_add(out, build);
		gamut_buf_addf(out, " && cmake --build");
		gamut_shell_add(out, build);
		gamut_buf_add_char(out, '\n');
	}
	gamut_buf_addf(out, "  gamut check-task");
	gamut_shell_add(out, task);
	gamut_buf_addf(out, "\n  gamut run --task-file");
	gamut_shell_add(out, task);
	gamut_buf_addf(out, " --model sim:base\n");
}

static enum gamut_status write_task(struct gamut_buf *out,
                                    const struct values *values,
                                    const char *name, struct gamut_err *err)
{
	struct writing writing = {
		.name = name,
		.folder = values->out ? values->out : ".",
	};
	enum gamut_status status = find_kind(&writing.kind, values->kind, err);

	if (!status)
		status = check_name(name, err);
	if (!status && writing.kind->is_folder)
		writing.folder = path_of(&writing, name);
	if (!status)
		status = check_room(&writing, err);
	if (!status)
		status = gamut_file_make_folder(writing.folder, err);
	for (size_t i = 0; !status && writing.kind->files[i].path; i++)
		status = write_file(&writing, &writing.kind->files[i], err);
	if (!status)
		tell_next(out, &writing);
	gamut_arena_clear(&writing.arena);
	return status;
}

static enum gamut_exit run(int argc, char **argv)
{
	struct values values = { 0 };
	struct gamut_operands words;
	struct gamut_buf out = { 0 };
	struct gamut_err err = { 0 };
	enum gamut_exit code = GAMUT_EXIT_DONE;
	enum gamut_status status = GAMUT_OK;

	if (!gamut_command_begin(&code, &values, &words,
	                         &gamut_command_new_task, argc, argv))
		return code;
	if (values.wants_schema)
		gamut_task_schema(&out);
	else if (words.count != 1)
		status = gamut_error(&err, GAMUT_EINVAL,
		                     "name the task: gamut new-task my_task");
	else
		status = write_task(&out, &values, words.items[0], &err);
	if (!status)
		status = gamut_print(&out, &err);
	gamut_buf_release(&out);
	return status ? gamut_fail(status, &err) : code;
}

const struct gamut_command gamut_command_new_task = {
	.name = "new-task",
	.synopsis = "NAME [options], or --schema",
	.summary = "write the files of a task of your own, to begin with",
	.details = "The task that is written works as it stands; its comments "
		   "tell what each line\nis for. Nothing is overwritten.\n",
	.options = options,
	.run = run,
};
