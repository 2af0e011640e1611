#include "tests/support/tool.h"

#include <check.h>
#include <errno.h>
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/file.h"
#include "tests/support/temp.h"

#define WORDS_MAX 16
#define OUTPUT_MAX ((size_t)1 << 30)

static void redirect(int to, const char *path, int flags)
{
	int fd = open(path, flags, 0600);

	if (fd < 0 || dup2(fd, to) < 0)
		_exit(126);
	close(fd);
}

/* In the child: become the tool. */
static void become(const char *const *words)
{
	const int flags = O_WRONLY | O_CREAT | O_TRUNC;
	char *argv[WORDS_MAX + 1] = { gamut_strdup(words[0]) };

	for (size_t i = 1; words[i] && i < WORDS_MAX; i++)
		argv[i] = gamut_strdup(words[i]);
	redirect(STDIN_FILENO, gamut_temp_path("tool.in"), O_RDONLY);
	redirect(STDOUT_FILENO, gamut_temp_path("tool.out"), flags);
	redirect(STDERR_FILENO, gamut_temp_path("tool.err"), flags);
	execvp(argv[0], argv);
	_exit(127);
}

static const char *read_file(struct gamut_arena *arena, const char *name)
{
	struct gamut_err err = { 0 };
	struct gamut_str text;

	ck_assert_msg(gamut_file_read(&text, gamut_temp_path(name), OUTPUT_MAX,
	                              arena, &err) == GAMUT_OK,
	              "%s", err.msg);
	return gamut_arena_copy(arena, text).ptr;
}

const char *gamut_test_tool(struct gamut_arena *arena, struct gamut_str input,
                            const char *const *words)
{
	int status;
	pid_t pid;

	ck_assert_int_eq(
		gamut_file_replace(gamut_temp_path("tool.in"), input, NULL),
		GAMUT_OK);
	pid = fork();
	ck_assert_int_ge(pid, 0);
	if (pid == 0)
		become(words);
	while (waitpid(pid, &status, 0) < 0)
		ck_assert_int_eq(errno, EINTR);
	ck_assert_msg(WIFEXITED(status) && WEXITSTATUS(status) == 0,
	              "%s: status %d (127: install it): %s", words[0],
	              WIFEXITED(status) ? WEXITSTATUS(status) : -1,
	              read_file(arena, "tool.err"));
	return read_file(arena, "tool.out");
}
