#include "tests/support/program.h"

#include <check.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/file.h"
#include "tests/support/temp.h"

#define WORDS_MAX 64
#define VARIABLES_MAX 16

static struct variable {
	const char *name;
	const char *value;
} variables[VARIABLES_MAX];
static size_t variable_count;

void gamut_program_enter(void)
{
	gamut_temp_make();
	ck_assert_int_eq(chdir(gamut_temp_folder()), 0);
	variable_count = 0;
}

void gamut_program_leave(void)
{
	ck_assert_int_eq(chdir("/"), 0);
	gamut_temp_remove();
}

void gamut_program_setenv(const char *name, const char *value)
{
	size_t i = 0;

	while (i < variable_count && strcmp(variables[i].name, name) != 0)
		i++;
	ck_assert_uint_lt(i, VARIABLES_MAX);
	variables[i] = (struct variable){ name, value };
	if (i == variable_count)
		variable_count++;
}

static void redirect(int to, const char *path, int flags)
{
	int fd = open(path, flags, 0600);

	if (fd < 0 || dup2(fd, to) < 0)
		_exit(126);
	close(fd);
}

/* "NAME=value" for each variable that is set, ended by NULL. */
static void make_environment(char **environment)
{
	struct gamut_arena arena = { 0 };
	size_t n = 0;

	for (size_t i = 0; i < variable_count; i++)
		if (variables[i].value)
			environment[n++] = gamut_strdup(
				gamut_arena_strf(&arena, "%s=%s",
			                         variables[i].name,
			                         variables[i].value)
					.ptr);
	gamut_arena_clear(&arena);
}

/* In the child: become the program. */
static void become(const char *const *words)
{
	char *argv[WORDS_MAX + 2] = { gamut_strdup(GAMUT_PROGRAM) };
	char *environment[VARIABLES_MAX + 1] = { 0 };
	size_t n = 1;

	make_environment(environment);
	for (size_t i = 0; words[i] && n <= WORDS_MAX; i++)
		argv[n++] = gamut_strdup(words[i]);
	redirect(STDIN_FILENO, "in", O_RDONLY);
	redirect(STDOUT_FILENO, "out", O_WRONLY | O_CREAT | O_TRUNC);
	redirect(STDERR_FILENO, "err", O_WRONLY | O_CREAT | O_TRUNC);
	execve(argv[0], argv, environment);
	_exit(127);
}

static pid_t begin_words(const char *input, const char *const *words)
{
	pid_t pid;

	ck_assert_int_eq(gamut_file_replace("in", gamut_str_of(input), NULL),
	                 GAMUT_OK);
	pid = fork();
	ck_assert_int_ge(pid, 0);
	if (pid == 0)
		become(words);
	return pid;
}

int gamut_program_end(pid_t pid)
{
	int status;

	while (waitpid(pid, &status, 0) < 0)
		ck_assert_int_eq(errno, EINTR);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

const char *gamut_program_file(struct gamut_arena *arena, const char *path)
{
	struct gamut_err err = { 0 };
	struct gamut_str text;

	ck_assert_msg(gamut_file_read(&text, path, (size_t)1 << 30, arena,
	                              &err) == GAMUT_OK,
	              "%s", err.msg);
	return gamut_arena_copy(arena, text).ptr;
}

struct gamut_output gamut_program_run(struct gamut_arena *arena,
                                      const char *input,
                                      const char *const *words)
{
	int code = gamut_program_end(begin_words(input, words));

	return (struct gamut_output){
		.code = code,
		.out = gamut_program_file(arena, "out"),
		.err = gamut_program_file(arena, "err"),
	};
}

/* Cut `line` into words, in `arena`. */
static const char *const *split(struct gamut_arena *arena, const char *line)
{
	const char **words = gamut_arena_new(arena, const char *,
	                                     WORDS_MAX + 1);
	struct gamut_str rest = gamut_str_of(line);
	struct gamut_str word;
	size_t n = 0;

	while (n < WORDS_MAX && gamut_str_take_field(&rest, ' ', &word))
		words[n++] = gamut_arena_copy(arena, word).ptr;
	return words;
}

struct gamut_output gamut_program(struct gamut_arena *arena, const char *line)
{
	return gamut_program_run(arena, "", split(arena, line));
}

struct gamut_output gamut_program_expect(struct gamut_arena *arena,
                                         const char *line, int code,
                                         const char *says)
{
	struct gamut_output got = gamut_program(arena, line);

	ck_assert_msg(got.code == code, "'%s': %d: %s", line, got.code,
	              got.err);
	ck_assert_msg(strstr(got.err, says) != NULL, "%s", got.err);
	return got;
}

pid_t gamut_program_begin(const char *line)
{
	struct gamut_arena arena = { 0 };
	pid_t pid = begin_words("", split(&arena, line));

	gamut_arena_clear(&arena);
	return pid;
}

cJSON *gamut_program_json(struct gamut_arena *arena, const char *line)
{
	struct gamut_output got = gamut_program(arena, line);
	cJSON *json;

	ck_assert_msg(got.code == 0, "%s: %.1000s", line, got.err);
	json = gamut_json_parse(gamut_str_of(got.out), NULL);
	ck_assert_ptr_nonnull(json);
	return json;
}

void gamut_program_put(const char *path, const char *text)
{
	ck_assert_int_eq(gamut_file_replace(path, gamut_str_of(text), NULL),
	                 GAMUT_OK);
}

double gamut_program_number(const cJSON *object, const char *key)
{
	const cJSON *item = cJSON_GetObjectItemCaseSensitive(object, key);

	ck_assert_msg(cJSON_IsNumber(item), "no %s", key);
	return item->valuedouble;
}

const cJSON *gamut_program_item(const cJSON *object, const char *key, int i)
{
	const cJSON *list = cJSON_GetObjectItemCaseSensitive(object, key);
	const cJSON *one = cJSON_GetArrayItem(list, i);

	ck_assert_msg(one, "no %s[%d]", key, i);
	return one;
}
