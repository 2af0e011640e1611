#include "base/process.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/buf.h"
#include "base/file.h"

/* Where its standard streams go, and where it works. */
static int plan_actions(posix_spawn_file_actions_t *actions, const char *folder,
                        int errors)
{
	int failed = posix_spawn_file_actions_addopen(actions, STDIN_FILENO,
	                                              "/dev/null", O_RDONLY, 0);

	if (!failed)
		failed = posix_spawn_file_actions_addopen(
			actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
	if (!failed)
		failed = posix_spawn_file_actions_adddup2(actions, errors,
		                                          STDERR_FILENO);
	if (!failed && folder)
		failed = posix_spawn_file_actions_addchdir_np(actions, folder);
	return failed;
}

/* What this program ignores, others have not asked to ignore. */
static int plan_signals(posix_spawnattr_t *attributes)
{
	sigset_t usual;
	int failed;

	sigemptyset(&usual);
	sigaddset(&usual, SIGPIPE);
	failed = posix_spawnattr_setsigdefault(attributes, &usual);
	if (!failed)
		failed = posix_spawnattr_setflags(attributes,
		                                  POSIX_SPAWN_SETSIGDEF);
	return failed;
}

/* Begin it; 0, or an errno. */
static int begin(pid_t *pid, const struct gamut_process *process, int errors)
{
	posix_spawn_file_actions_t actions;
	posix_spawnattr_t attributes;
	struct gamut_arena arena = { 0 };
	size_t count = 0;
	char **argv;
	int failed;

	while (process->words[count])
		count++;
	/* posix_spawnp(3) takes, and leaves alone, what it does not call const.
	 */
	argv = gamut_arena_new(&arena, char *, count + 1);
	for (size_t i = 0; i < count; i++)
		argv[i] = gamut_strdup(process->words[i]);
	posix_spawn_file_actions_init(&actions);
	posix_spawnattr_init(&attributes);
	failed = plan_actions(&actions, process->folder, errors);
	if (!failed)
		failed = plan_signals(&attributes);
	if (!failed)
		failed = posix_spawnp(pid, argv[0], &actions, &attributes, argv,
		                      environ);
	posix_spawn_file_actions_destroy(&actions);
	posix_spawnattr_destroy(&attributes);
	for (size_t i = 0; i < count; i++)
		free(argv[i]);
	gamut_arena_clear(&arena);
	return failed;
}

/* Read to the end, so that it never waits for us, and keep the beginning. */
static struct gamut_str listen_to(int fd, struct gamut_arena *arena)
{
	struct gamut_buf kept = { .max_bytes = GAMUT_PROCESS_SAID_MAX };
	struct gamut_str said;
	char chunk[512];

	for (;;) {
		ssize_t n = read(fd, chunk, sizeof(chunk));

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			break;
		gamut_buf_add(&kept, (struct gamut_str){ .ptr = chunk,
		                                         .len = (size_t)n });
	}
	said = gamut_arena_copy(arena, gamut_buf_view(&kept));
	gamut_buf_release(&kept);
	return said;
}

static struct gamut_str last_line(struct gamut_str said)
{
	struct gamut_str last = GAMUT_STR("it does not say why");
	struct gamut_str line;

	while (gamut_str_take_line(&said, &line))
		if (gamut_str_trim(line).len > 0)
			last = gamut_str_trim(line);
	return last;
}

/* Wait for it and say how it ended. */
static enum gamut_status end(pid_t pid, const char *program,
                             struct gamut_str said, struct gamut_err *err)
{
	struct gamut_str last = last_line(said);
	int how;

	while (waitpid(pid, &how, 0) < 0)
		if (errno != EINTR)
			return gamut_error_errno(err, errno,
			                         "cannot wait for %s", program);
	if (WIFSIGNALED(how))
		return gamut_error(err, GAMUT_EIO,
		                   "%s was ended by signal %d: %.*s", program,
		                   WTERMSIG(how), GAMUT_STR_ARG(last));
	if (WEXITSTATUS(how) != 0)
		return gamut_error(err, GAMUT_EIO,
		                   "%s ended with status %d: %.*s", program,
		                   WEXITSTATUS(how), GAMUT_STR_ARG(last));
	return GAMUT_OK;
}

enum gamut_status gamut_process_run(const struct gamut_process *process,
                                    struct gamut_str *said,
                                    struct gamut_arena *arena,
                                    struct gamut_err *err)
{
	const char *program = process->words[0];
	struct gamut_str heard;
	int ends[2];
	pid_t pid;
	int failed;

	if (pipe2(ends, O_CLOEXEC) != 0)
		return gamut_error_errno(err, errno, "cannot run %s", program);
	failed = begin(&pid, process, ends[1]);
	close(ends[1]);
	if (failed) {
		close(ends[0]);
		if (failed == ENOENT &&
		    (!process->folder || gamut_file_is_folder(process->folder)))
			return gamut_error(err, GAMUT_ENOTFOUND,
			                   "%s is not installed: %s", program,
			                   process->remedy);
		return gamut_error_errno(err, failed, "cannot run %s", program);
	}
	heard = listen_to(ends[0], arena);
	close(ends[0]);
	if (said)
		*said = heard;
	return end(pid, program, heard, err);
}
